//! Which parts of a text are found, and which claims hold them.

use super::*;

fn found(text: &str) -> Vec<(&str, PartKind)> {
    checkable(text, None).parts.into_iter().map(|part| (&text[part.span], part.kind)).collect()
}

/// Which of the parts of a text are inside of claims on the given stretches of it.
fn covered<'a>(text: &'a str, claims: &[(&str, Status)]) -> Vec<&'a str> {
    let parts = checkable(text, None).parts;
    let claims: Vec<Claimed> = claims
        .iter()
        .map(|(words, status)| {
            let start = text.find(words).unwrap();
            Claimed { spans: vec![Range { start, end: start + words.len() }], status: *status }
        })
        .collect();
    let coverage = coverage(&parts, &claims, &[]);
    parts
        .iter()
        .zip(coverage.holders)
        .filter(|(_, at)| at.is_some())
        .map(|(part, _)| &text[part.span.clone()])
        .collect()
}

#[test]
fn every_sort_of_part_is_found() {
    use PartKind::{Date, Figure, Name, Phrase, Quotation, Title};
    let text = "“We paid nothing for it,” said Ana Ruiz in May 1970. She is mayor of Altona and owns 62.5 per cent \
        of the dam. It caused the flood. About half of it went to the Harbour Council, Ana Ruiz said.";
    let expect = [
        ("“We paid nothing for it,”", Quotation),
        ("Ana Ruiz", Name),
        ("in May 1970", Date),
        ("mayor of Altona", Title),
        ("62.5 per cent", Figure),
        ("caused the flood", Phrase),
        ("About half of", Figure),
        ("Harbour Council", Name),
    ];
    let found = found(text);
    for part in expect {
        assert!(found.contains(&part), "{part:?} in {found:?}");
    }
    let names = found.iter().filter(|(words, kind)| *words == "Ana Ruiz" && *kind == Name);
    assert_eq!(names.count(), 1, "a name is counted once: {found:?}");
}

#[test]
fn headlines_hold_no_names_and_empty_texts_nothing() {
    assert_eq!(
        found("THE RIVER PERMIT\n\nWho Paid The Harbour Council\n\nNobody knew."),
        [("Nobody knew.", PartKind::Sentence)]
    );
    assert_eq!(found(""), []);
}

#[test]
fn a_claim_covers_what_it_holds_and_no_more() {
    let text = "Vega Mining put over 12 million dollars into it in March 2019. “We paid nothing for it,” said Bo Lind.";
    for (claim, expect) in [
        ("over 12 million dollars", &["over 12 million dollars"][..]),
        ("12 million dollars into", &["over 12 million dollars"]),
        ("12 million", &[]),
        ("12 million dollars into it in March", &["over 12 million dollars"]),
        ("March 2019", &["in March 2019"]),
        ("We paid nothing for it", &["“We paid nothing for it,”"]),
        ("paid nothing", &[]),
        ("Vega Mining put", &["Vega Mining"]),
    ] {
        assert_eq!(covered(text, &[(claim, Status::Checked)]), expect, "{claim}");
        assert_eq!(covered(text, &[(claim, Status::Cut)]), [""; 0], "{claim}, cut");
    }
}

#[test]
fn a_figure_in_words_is_covered_without_its_hedge() {
    let text = "About half of it went there, and more than three million dollars.";
    assert!(covered(text, &[("half of it went there", Status::Checked)]).contains(&"About half of"));
    assert!(covered(text, &[("three million dollars", Status::Checked)]).iter().any(|part| part.contains("three")));
}

#[test]
fn the_narrowest_claim_tells_how_far_a_part_has_come() {
    let text = "It paid 12 million dollars in 2019.";
    let parts = checkable(text, None).parts;
    let claim = |span, status| Claimed { spans: vec![span], status };
    let claims = [
        claim(0..text.len(), Status::Unchecked),
        claim(8..26, Status::SignedOff),
        claim(8..26, Status::Checked),
        claim(8..26, Status::Cut),
    ];
    let coverage = coverage(&parts, &claims, &[]);
    assert_eq!(coverage.total, Tally { parts: 2, covered: 2, decided: 0 });
    assert_eq!(coverage.holders, [Some(1), Some(0)]);
    assert_eq!(coverage.by_status, BTreeMap::from([(Status::Unchecked, 1), (Status::SignedOff, 1)]));
    assert_eq!(coverage.by_kind[&PartKind::Date], Tally { parts: 1, covered: 1, decided: 0 });
}

#[test]
fn shares_are_whole_and_never_round_up() {
    assert_eq!(Tally { parts: 1000, covered: 999, decided: 0 }.percent(), 99);
    assert_eq!(Tally::default().percent(), 100);
    assert_eq!(percent(1, 0), None);
}

proptest::proptest! {
    #[test]
    fn parts_of_any_text_lie_on_whole_characters(text in "([A-Za-zñé$€%“”\"'’ .,\n0-9]|5 million |Ana Ruiz |in May |half of ){0,60}") {
        for part in checkable(&text, None).parts {
            assert!(part.span.start <= part.core.start && part.core.end <= part.span.end, "{part:?}");
            assert!(text.get(part.core.clone()).is_some_and(|core| !core.is_empty()), "{part:?}");
            let claim = Claimed { spans: vec![part.span.clone()], status: Status::Unchecked };
            assert_eq!(coverage(&[part], &[claim], &[]).total.covered, 1);
        }
    }
}

#[test]
fn a_sentence_without_a_figure_or_a_name_is_a_part_by_itself() {
    let text = "The gates were never shut. It cost 12 million euros. What a pity! In my opinion it is ugly.\n\nA heading\n\n\
        Las compuertas siguen abiertas.";
    let sentences =
        |text| found(text).into_iter().filter(|(_, kind)| *kind == PartKind::Sentence).map(|(words, _)| words);
    let plain: Vec<&str> = sentences(text).collect();
    assert_eq!(plain, ["The gates were never shut.", "What a pity!", "Las compuertas siguen abiertas."]);
    let open = "They left by night.";
    assert_eq!(found(open), [("They left by night.", PartKind::Sentence)]);
    assert_eq!(covered(open, &[("left by night", Status::Unchecked)]), [open]);
}
