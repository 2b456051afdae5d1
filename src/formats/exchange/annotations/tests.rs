//! Annotations as Hypothes.is and others write them.

use super::*;
use serde_json::json;

fn read_json(value: &Value) -> Held {
    read(value.to_string().as_bytes(), &Limits::default()).unwrap()
}

#[test]
fn an_export_of_hypothesis_is_read() {
    let held = read_json(&json!({"total": 2, "rows": [
        {"id": "AbC1", "created": "2026-01-02T03:04:05.678901+00:00", "user": "acct:cleo@hypothes.is",
         "uri": "https://a.example/", "text": "Which year?", "tags": ["figure", "ask"], "user_info": {"display_name": null},
         "target": [{"source": "https://a.example/", "selector": [
            {"type": "RangeSelector", "startOffset": 1},
            {"type": "TextPositionSelector", "start": 10, "end": 20},
            {"type": "TextQuoteSelector", "exact": "12 million", "prefix": "put over ", "suffix": " dollars"}]}]},
        {"id": "AbC2", "user": "acct:bo@hypothes.is", "uri": "https://a.example/", "text": "2019", "references": ["AbC1"],
         "target": [{"source": "https://a.example/"}]},
    ]}));
    let [first, second] = &held.annotations[..] else { panic!("{held:?}") };
    assert_eq!((held.format, first.author.as_deref()), ("Hypothes.is", Some("cleo@hypothes.is")));
    assert_eq!((first.comments.as_slice(), first.tags.len()), (&["Which year?".to_string()][..], 2));
    assert_eq!(first.quote.as_ref().unwrap().prefix, "put over ");
    assert_eq!(first.position, Some((10, 20)));
    assert!(second.is_reply && second.quote.is_none());
}

#[test]
fn web_annotations_of_every_form_are_read() {
    let one = |body: Value| {
        json!({"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:x:1", "type": "Annotation",
            "creator": {"type": "Person", "name": "Cleo"}, "body": body,
            "target": {"source": "https://a.example/", "selector": {"type": "FragmentSelector", "value": "p1",
                "refinedBy": {"type": "TextQuoteSelector", "exact": "mayor"}}}})
    };
    let bodies = [json!({"type": "TextualBody", "value": "who?"}), json!([{"value": "who?", "purpose": "commenting"}])];
    for body in bodies {
        for file in
            [one(body.clone()), json!([one(body.clone())]), json!({"type": "AnnotationPage", "items": [one(body)]})]
        {
            let held = read_json(&file);
            let annotation = &held.annotations[0];
            assert_eq!((annotation.comments[0].as_str(), annotation.author.as_deref()), ("who?", Some("Cleo")));
            assert_eq!(annotation.quote.as_ref().unwrap().exact, "mayor");
        }
    }
    let tagged =
        read_json(&one(json!([{"value": "a", "purpose": "tagging"}, {"value": "b", "purpose": "describing"}])));
    assert_eq!((tagged.annotations[0].tags.len(), tagged.annotations[0].comments.len()), (1, 0));
    assert!(read(b"{}", &Limits::default()).is_err());
}
