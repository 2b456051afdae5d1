//! Feeds and pages as publishers write them, and as nobody should.

use super::*;
use proptest::prelude::*;
use serde_json::json;

fn read_json(value: &Value) -> Held {
    read(value.to_string().as_bytes(), &Limits::default()).unwrap()
}

fn plain(claim: &str) -> Value {
    json!({"@type": "ClaimReview", "claimReviewed": claim, "url": "https://delta.example/1",
        "author": {"@type": "Organization", "name": "Delta Desk"}})
}

#[test]
fn feeds_of_every_form_are_read_in_order() {
    for feed in [
        json!([plain("a"), plain("b")]),
        json!({"@graph": [plain("a"), {"@type": "WebPage"}, plain("b")]}),
        json!({"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [plain("a")]},
            {"@type": "DataFeedItem", "item": plain("b")}]}),
    ] {
        let held = read_json(&feed);
        let claims: Vec<&str> = held.reviews.iter().map(|review| review.claim.as_str()).collect();
        assert_eq!((claims, held.faults.len()), (vec!["a", "b"], 0), "{feed}");
    }
    let lines = format!("{}\n{}\n", plain("a"), plain("b"));
    assert_eq!(read(lines.as_bytes(), &Limits::default()).unwrap().reviews.len(), 2);
}

#[test]
fn a_page_gives_the_scripts_that_stand_and_names_those_that_are_broken() {
    let page = format!(
        "<html><!-- <script type='application/ld+json'>{}</script> -->\
         <SCRIPT Type = 'application/ld+json' id=x>{}</SCRIPT><script>var a = 1;</script>\
         <script type=\"application/ld+json\">{{broken</script>\
         <script type=\"application/ld+json\">//<![CDATA[\n{}\n//]]></script>",
        plain("hidden"),
        plain("a"),
        plain("b")
    );
    let held = read(page.as_bytes(), &Limits::default()).unwrap();
    let claims: Vec<&str> = held.reviews.iter().map(|review| review.claim.as_str()).collect();
    assert_eq!((claims, held.format), (vec!["a", "b"], "HTML"));
    assert!(held.faults[0].starts_with("script 2: the JSON is broken"), "{:?}", held.faults);
}

#[test]
fn claims_and_works_and_ratings_of_every_form_are_read() {
    let held = read_json(&json!([
        {"@type": "ClaimReview", "claimReviewed": {"@value": "Agua", "@language": "es"}, "inLanguage": "es",
         "author": [{"name": "Delta Desk"}, "Bo Lind"], "datePublished": "2026-03-01",
         "itemReviewed": {"@type": "Claim", "author": {"name": "Cleo"}, "datePublished": "2026-02-01",
            "appearance": [{"url": "https://a.example/2"}, "https://a.example/1"],
            "firstAppearance": {"@id": "https://a.example/1"}},
         "reviewRating": {"ratingValue": 1, "bestRating": "5", "worstRating": "1", "alternateName": "Falso"}},
        {"@type": "ClaimReview", "claimReviewed": "Water", "url": "https://delta.example/2",
         "itemReviewed": {"@type": "CreativeWork", "name": "Not the claim", "url": "https://a.example/3"},
         "reviewRating": "Mixture"},
        {"@type": "ClaimReview", "url": "https://delta.example/3", "itemReviewed": {"@type": "CreativeWork", "name": "W"}},
        {"@type": "ClaimReview", "claimReviewed": "Nobody says it"}
    ]));
    let [first, second] = &held.reviews[..] else { panic!("{held:?}") };
    assert_eq!((first.claim.as_str(), first.claimant.as_deref()), ("Agua", Some("Cleo")));
    assert_eq!(first.appearances, ["https://a.example/1", "https://a.example/2"]);
    assert_eq!(first.publisher.as_deref(), Some("Delta Desk; Bo Lind"));
    assert_eq!(first.rating.as_ref().unwrap().in_words(), "“Falso” (1 on a scale from 1 to 5)");
    assert_eq!(second.rating.as_ref().unwrap().in_words(), "“Mixture”");
    assert_eq!(second.appearances, ["https://a.example/3"]);
    assert!(held.faults[0].starts_with("review 3: it does not say what was claimed"), "{:?}", held.faults);
    assert!(held.faults[1].starts_with("review 4: it says neither"), "{:?}", held.faults);
}

#[test]
fn what_is_too_large_or_too_deep_is_refused() {
    let few = Limits { linked: 100, linked_items: 1, ..Limits::default() };
    assert!(matches!(read(&[b' '; 101], &few), Err(Fault::TooLarge { .. })));
    let many = Limits { linked_items: 1, ..Limits::default() };
    let two = json!([plain("a"), plain("b")]).to_string();
    assert!(matches!(read(two.as_bytes(), &many), Err(Fault::TooMany { .. })));
    assert!(read("[".repeat(100_000).as_bytes(), &Limits::default()).is_err());
    assert!(read(b"<script type=application/ld+json>{}", &Limits::default()).is_err());
    assert!(read(b"", &Limits::default()).is_err());
}

/// JSON of the names that are looked for, with values that do not belong there.
fn hostile() -> impl Strategy<Value = Value> {
    let name = prop::sample::select(vec![
        "@type",
        "type",
        "claimReviewed",
        "itemReviewed",
        "reviewRating",
        "author",
        "name",
        "url",
        "@id",
        "@value",
        "appearance",
        "ratingValue",
        "datePublished",
        "target",
        "selector",
        "exact",
        "prefix",
        "rows",
        "body",
        "user",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(vec![
            "ClaimReview",
            "Claim",
            "Annotation",
            "TextQuoteSelector",
            "https://a.example/",
            "é\u{202e}"
        ])
        .prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(name.clone().prop_map(String::from), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn hostile_json_never_panics(value in hostile(), bytes in prop::collection::vec(any::<u8>(), 0..300), cut in 0usize..400) {
        let text = value.to_string();
        for limits in [Limits::default(), Limits { linked_items: 1, ..Limits::default() }] {
            let _ = read(text.as_bytes(), &limits);
            let _ = crate::exchange::annotations::read(text.as_bytes(), &limits);
            let _ = read(&text.as_bytes()[..cut.min(text.len())], &limits);
            let _ = crate::exchange::annotations::read(&bytes, &limits);
            let _ = read(&bytes, &limits);
        }
        let page = format!("<script type=application/ld+json>{text}</script><!--<script>{text}");
        let _ = read(page.as_bytes(), &Limits::default());
        let page = format!("<SCRIPT type=application/ld+json{}", String::from_utf8_lossy(&bytes));
        let _ = read(page.as_bytes(), &Limits::default());
    }
}
