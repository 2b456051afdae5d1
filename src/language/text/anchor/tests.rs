//! What becomes of a claim when its draft is revised, one story a test.

use super::*;
use proptest::prelude::*;

/// Anchors `claim` in `old` and writes down in one line what became of it in `new`.
fn fate(old: &str, claim: &str, new: &str) -> String {
    let starts: Vec<usize> = old.match_indices(claim).map(|(start, _)| start).collect();
    assert_eq!(starts.len(), 1, "the claim must stand once in the old draft");
    fate_at(old, starts[0], claim, new)
}

fn fate_at(old: &str, start: usize, claim: &str, new: &str) -> String {
    let anchor = anchor_at(old, start, claim);
    write_down(&anchor_all(&[anchor], old, new)[0], new)
}

fn anchor_at(old: &str, start: usize, claim: &str) -> Anchor {
    let before: String = old[..start].chars().rev().take(32).collect();
    let suffix = old[start + claim.len()..].chars().take(32).collect();
    let prefix = before.chars().rev().collect();
    Anchor { exact: claim.to_owned(), prefix, suffix, heading: None, start: start as u64 }
}

fn write_down(found: &Found, new: &str) -> String {
    let text = |span: &Span| &new[span.start as usize..span.end as usize];
    match found {
        Found::Unchanged { span, typographic } => format!("unchanged{} | {}", set(*typographic), text(span)),
        Found::Moved { span, typographic } => format!("moved{} | {}", set(*typographic), text(span)),
        Found::Edited { span, changes, .. } => {
            let changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
            format!("edited | {} | {}", text(span), changes.join("; "))
        }
        Found::Lost { nearest, why } => {
            let nearest = nearest.map_or("nothing", |(span, _)| &new[span.start as usize..span.end as usize]);
            format!("lost | {why:?} | {nearest}")
        }
    }
}

fn set(typographic: bool) -> &'static str {
    if typographic { ", reset" } else { "" }
}

const BEFORE: &str = "The council of Tarn met in spring.";
const AFTER: &str = "Nobody from the mill came to the hearing.";

fn between(middle: &str) -> String {
    format!("{BEFORE} {middle} {AFTER}")
}

#[test]
fn one_sentence_is_changed_between_its_neighbours() {
    let old = "Oxbow Mining spent over 5 million dollars on the Tarn river dam in 2015.";
    let cases = [
        (old, "unchanged | Oxbow Mining spent over 5 million dollars on the Tarn river dam in 2015."),
        (
            "Oxbow Mining spent over 6 million dollars on the Tarn river dam in 2015.",
            "edited | Oxbow Mining spent over 6 million dollars on the Tarn river dam in 2015. | figure: \"5\" became \"6\"",
        ),
        (
            "Oxbow Mining spent nearly 5 million dollars on the Tarn river dam in 2015.",
            "edited | Oxbow Mining spent nearly 5 million dollars on the Tarn river dam in 2015. | hedge: \"over\" became \"nearly\"",
        ),
        (
            "Oxbow Mining never spent over 5 million dollars on the Tarn river dam in 2015.",
            "edited | Oxbow Mining never spent over 5 million dollars on the Tarn river dam in 2015. | negation: \"never\" was added",
        ),
        (
            "Larch Mining spent over 5 million dollars on the Tarn river dam in 2015.",
            "edited | Larch Mining spent over 5 million dollars on the Tarn river dam in 2015. | name: \"Oxbow\" became \"Larch\"",
        ),
        (
            "Oxbow Mining paid over 5 million dollars on the Tarn river dam in 2015.",
            "edited | Oxbow Mining paid over 5 million dollars on the Tarn river dam in 2015. | wording: \"spent\" became \"paid\"",
        ),
        (
            "Reportedly Oxbow Mining spent over 5 million dollars on the Tarn river dam in 2015.",
            "edited | Reportedly Oxbow Mining spent over 5 million dollars on the Tarn river dam in 2015. | hedge: \"Reportedly\" was added",
        ),
        (
            "Oxbow Mining spent over 5\u{a0}million dollars on the Tarn river dam in\n2015.",
            "unchanged, reset | Oxbow Mining spent over 5\u{a0}million dollars on the Tarn river dam in\n2015.",
        ),
        ("The mayor sold his house and left for the coast.", "lost | Gone | nothing"),
        ("", "lost | Gone | nothing"),
    ];
    for (new, expected) in cases {
        assert_eq!(fate(&between(old), old, &between(new)), expected, "{new}");
    }
}

#[test]
fn a_claim_inside_a_sentence_is_followed_with_it() {
    let old = between("The permit of the river dam was issued to Oxbow in May 2014, before the vote.");
    let cases = [
        (
            "The permit of the river dam was issued to Oxbow in May 2014, before the vote.",
            "unchanged | was issued to Oxbow",
        ),
        (
            "The last permit of the river dam was issued to Oxbow in May 2014, before the vote.",
            "edited | was issued to Oxbow | wording: \"last\" was added",
        ),
        (
            "The permit of the river dam was not issued to Oxbow in May 2014, before the vote.",
            "edited | was not issued to Oxbow | negation: \"not\" was added",
        ),
        (
            "The permit of the river dam was issued to Oxbow in June 2014, before the vote.",
            "edited | was issued to Oxbow | figure: \"May\" became \"June\"",
        ),
    ];
    for (new, expected) in cases {
        assert_eq!(fate(&old, "was issued to Oxbow", &between(new)), expected, "{new}");
    }
}

#[test]
fn a_short_claim_hears_of_a_not_beside_it() {
    let old = between("Records show the licence was issued by the ministry in March.");
    let new = between("Records show the licence was not issued by the ministry in March.");
    assert_eq!(fate(&old, "issued", &new), "edited | issued | negation: \"not\" was added");
}

#[test]
fn typographic_quotes_and_dashes_are_no_edit() {
    let old = between("He said: \"It's ours\" - and left.");
    let new = between("He said: “It’s ours” — and left.");
    assert_eq!(fate(&old, "\"It's ours\" - and", &new), "unchanged, reset | “It’s ours” — and");
}

#[test]
fn a_deleted_sentence_is_not_found_in_its_twin() {
    let twin = "The dam cost 5 million.";
    let old = format!("{twin} {BEFORE} Another year passed. {twin} {AFTER}");
    let new = format!("{BEFORE} Another year passed. {twin} {AFTER}");
    assert_eq!(fate_at(&old, 0, twin, &new), "lost | Gone | nothing");
    assert_eq!(fate_at(&old, old.rfind(twin).unwrap(), twin, &new), format!("unchanged | {twin}"));
}

#[test]
fn of_two_twins_side_by_side_neither_is_guessed() {
    let twin = "The dam cost 5 million.";
    let old = between(&format!("{twin} {twin}"));
    let new = between(twin);
    assert!(fate_at(&old, old.find(twin).unwrap(), twin, &new).starts_with("lost | Ambiguous"));
    assert!(fate_at(&old, old.rfind(twin).unwrap(), twin, &new).starts_with("lost | "));
}

#[test]
fn a_deleted_sentence_is_not_found_in_its_near_twin() {
    let (one, other) = ("In 2010 Oxbow invested 5 million in Tarn.", "In 2011 Oxbow invested 5 million in Tarn.");
    let old = between(&format!("{one} {other}"));
    assert_eq!(fate(&old, one, &between(other)), "lost | Gone | nothing");
    assert_eq!(fate(&old, other, &between(other)), format!("unchanged | {other}"));
    let edited = "In 2011 Oxbow invested 6 million in Tarn.";
    assert_eq!(fate(&old, one, &between(edited)), format!("lost | Taken | {}", edited));
    assert_eq!(fate(&old, other, &between(edited)), format!("edited | {edited} | figure: \"5\" became \"6\""));
}

#[test]
fn a_sentence_as_like_one_as_the_other_is_given_to_neither() {
    let (one, other) = ("In 2010 Oxbow invested 5 million in Tarn.", "In 2011 Oxbow invested 5 million in Tarn.");
    let old = between(&format!("{one} {other}"));
    let new = between("In 2012 Oxbow invested 5 million in Tarn.");
    for claim in [one, other] {
        assert!(fate(&old, claim, &new).starts_with("lost | Ambiguous"), "{}", fate(&old, claim, &new));
    }
}

#[test]
fn two_near_twins_edited_alike_keep_their_places() {
    let old = between("In 2010 Oxbow invested 5 million in Tarn. In 2011 Oxbow invested 5 million in Tarn.");
    let new = between("In 2010 Oxbow invested 7 million in Tarn. In 2011 Oxbow invested 7 million in Tarn.");
    for year in ["2010", "2011"] {
        let claim = format!("In {year} Oxbow invested 5 million in Tarn.");
        let expected = format!("edited | In {year} Oxbow invested 7 million in Tarn. | figure: \"5\" became \"7\"");
        assert_eq!(fate(&old, &claim, &new), expected);
    }
}

#[test]
fn a_swapped_pair_is_followed_across() {
    let (one, other) = ("In 2010 Oxbow invested 5 million in Tarn.", "In 2011 Larch invested 5 million in Tarn.");
    let (old, new) = (between(&format!("{one} {other}")), between(&format!("{other} {one}")));
    let mut fates = [fate(&old, one, &new), fate(&old, other, &new)];
    fates.sort();
    assert_eq!(fates.iter().filter(|fate| fate.starts_with("moved | ")).count(), 1, "{fates:?}");
    assert_eq!(fates.iter().filter(|fate| fate.starts_with("unchanged | ")).count(), 1, "{fates:?}");
    assert!(fate(&old, one, &new).ends_with(one) && fate(&old, other, &new).ends_with(other));
}

#[test]
fn a_paragraph_moved_and_retyped_is_found() {
    let paragraph = "\"We paid nobody,\" said Ms Hale. The firm's books - all 40 of them - are closed.";
    let retyped = "“We paid nobody,” said Ms Hale. The firm’s books – all 41 of them – are closed.";
    let old = format!("{paragraph}\n\n{BEFORE}\n\nSpring came. The river rose by a metre.\n\n{AFTER}");
    let new = format!("{BEFORE}\n\nSpring came. The river rose by a metre.\n\n{AFTER}\n\n{retyped}");
    assert_eq!(fate(&old, "\"We paid nobody,\" said Ms Hale", &new), "moved, reset | “We paid nobody,” said Ms Hale");
    assert_eq!(
        fate(&old, "The firm's books - all 40 of them", &new),
        "edited | The firm’s books – all 41 of them | figure: \"40\" became \"41\""
    );
}

#[test]
fn an_exact_copy_elsewhere_comes_before_an_edited_one_in_place() {
    let claim = "Oxbow Mining owned 62 per cent of the Tarn mill.";
    let old = format!("{} The end was near.", between(claim));
    let new = format!("{} {claim} The end was near.", between("Oxbow Mining owned 48 per cent of the Tarn mill."));
    assert_eq!(fate(&old, claim, &new), format!("moved | {claim}"));
}

#[test]
fn a_copy_beside_the_original_does_not_disturb_it() {
    let claim = "Oxbow Mining owned 62 per cent of the Tarn mill.";
    let new = format!("{} So the story ended. {claim}", between(claim));
    assert_eq!(fate(&between(claim), claim, &new), format!("unchanged | {claim}"));
}

#[test]
fn two_sentences_merged_into_one_are_both_found() {
    let old = between("Oxbow bought the Tarn mill in 2009. Larch sold its quarry shares to a bank.");
    let new = between("Oxbow bought the Tarn mill in 2009, and Larch sold its quarry shares to a bank.");
    assert_eq!(
        fate(&old, "Oxbow bought the Tarn mill in 2009", &new),
        "edited | Oxbow bought the Tarn mill in 2009 | direction: \", and Larch sold its quarry shares to a bank\" was added"
    );
    assert_eq!(
        fate(&old, "Larch sold its quarry shares", &new),
        "edited | Larch sold its quarry shares | figure: \"Oxbow bought the Tarn mill in 2009, and\" was added"
    );
}

#[test]
fn a_claim_kept_while_its_long_sentence_goes_is_found_by_its_words() {
    let claim = "Oxbow bought the old Tarn mill";
    let old = between(&format!(
        "Long before anybody in the valley had thought of a dam or a quarry, as the elders remember it, {claim}, \
         furnished its halls with oak and brass, and invited the bishop for a feast of three days."
    ));
    let new = between(&format!("{claim}."));
    let found = fate(&old, claim, &new);
    assert!(found.starts_with(&format!("edited | {claim} | source: \"Long before anybody")), "{found}");
}

#[test]
fn a_word_anywhere_in_its_sentence_is_a_change_of_the_claim() {
    let paid = "The company paid Lena Ruiz for the old boat shed on the north bank 4,000 euros.";
    let owns = "Vega owns 62.5 per cent of the dam.";
    let said = "Vega said on Tuesday evening in Altona town hall that it owns 62.5 per cent.";
    let cases = [
        (
            "Output rose by 12 per cent.",
            "12 per cent",
            "Output fell by 12 per cent.",
            "12 per cent | direction: \"rose\" became \"fell\"",
        ),
        (paid, "4,000 euros", &paid.replace("paid", "never paid"), "4,000 euros | negation: \"never\" was added"),
        (
            owns,
            owns,
            "If the sale that the board wants goes through in spring, Vega owns 62.5 per cent of the dam.",
            "If the sale that the board wants goes through in spring, Vega owns 62.5 per cent of the dam. | condition: \
             \"If the sale that the board wants goes through in spring,\" was added",
        ),
        (
            owns,
            "62.5 per cent",
            "Vega owns 62.5 per cent of the dam, a figure that the register of the district does not bear out.",
            "62.5 per cent | denial: \", a figure that the register of the district does not bear out\" was added",
        ),
        (said, "62.5 per cent", &said.replace("Vega", "Lind"), "62.5 per cent | source: \"Vega\" became \"Lind\""),
        (
            "Mr. Lind and Mt. Hood Ltd. own 5 dams.",
            "5 dams",
            "Mr. Lind and Mt. Hood Ltd. do not own 5 dams.",
            "5 dams | negation: \"do not\" was added",
        ),
    ];
    for (old, claim, new, expect) in cases {
        assert_eq!(fate(&between(old), claim, &between(new)), format!("edited | {expect}"), "{new}");
        assert!(fate(old, claim, new).starts_with("edited | "), "{new}: {}", fate(old, claim, new));
    }
}

#[test]
fn who_speaks_is_heard_over_the_sentences_of_a_quotation() {
    let old = between("“We met in spring. Vega owns 5 dams. They are new,” said Lind.");
    for new in [
        "“We met in spring. Vega owns 5 dams. They are new,” said Orla.",
        "“We met in spring. Vega owns 5 dams. They are new,” Lind denied saying.",
    ] {
        assert!(fate(&old, "5 dams", &between(new)).starts_with("edited | 5 dams | "), "{new}");
    }
    let new = between("“We met in spring. Vega owns 5 dams. They are old,” said Lind.");
    assert!(fate(&old, "5 dams", &new).starts_with("edited | "));
    let new = between("“We met in May. Vega owns 5 dams. They are new,” said Lind.");
    assert!(fate(&old, "Lind", &new).starts_with("edited | "), "{}", fate(&old, "Lind", &new));
}

#[test]
fn a_heading_that_goes_leaves_the_text_alone() {
    let text = "Vega Mining paid 12.4 million dollars for the Altona dam in 2019, the annual report of the company says on page 31.";
    let old = format!("{text}\n\nThe Altona dam in 2019\n\nNobody came.");
    let new = format!("{}\n\nNobody came.", text.replace("12.4", "14.2"));
    assert_eq!(
        fate(&old, "12.4 million dollars", &new),
        "edited | 14.2 million dollars | figure: \"12.4\" became \"14.2\""
    );
    let heading = fate(&old, "The Altona dam in 2019", &new);
    assert!(heading.starts_with("lost | "), "{heading}");
    let new = format!("{text}\n\nNobody came.");
    assert!(fate(&old, "12.4 million dollars", &new).starts_with("unchanged | "));
    assert!(fate(&old, "The Altona dam in 2019", &new).starts_with("lost | "));
    // A heading put in, and one whose words change.
    assert!(fate(&new, "12.4 million dollars", &old).starts_with("unchanged | "));
}

#[test]
fn links_and_numbers_of_lists_are_no_part_of_a_claim() {
    let old = "Vega paid 5 million, it says in the annual report, the mayor said.";
    let new = old.replace(
        "the annual report",
        "[the annual report](https://harbour.example.org/2019/annual-report-final-version.pdf)",
    );
    assert_eq!(fate(&between(old), old, &between(&new)), format!("unchanged, reset | {new}"));
    assert_eq!(fate(&between(&new), &new, &between(old)), format!("unchanged, reset | {old}"));
    let long = "Read [the plan](https://www.example.com/url?q=https%3A%2F%2Fharbour.example.org%2Fplan&sa=D&sntz=1&usg=AFQjCNGPXEeDNDfx) first.";
    let short = "Read [the plan](https://harbour.example.org/plan) first.";
    assert_eq!(fate(long, long, short), format!("unchanged, reset | {short}"));
    assert_eq!(fate(&between(long), long, &between(short)), format!("unchanged, reset | {short}"));
    let (old, new) = (
        "1. Vega owns the dam.\n2. Lind owns the mill.\n",
        "1. Nobody owns the sea.\n2. Vega owns the dam.\n3. Lind owns the mill.\n",
    );
    assert_eq!(fate(old, "Lind owns the mill.", new), "unchanged | Lind owns the mill.");
    assert_eq!(fate(old, "Vega owns the dam.", new), "unchanged | Vega owns the dam.");
}

#[test]
fn figures_in_words_and_clauses_moved_are_found() {
    let crew = "The ideal crew is 1-2 pilots and 2-4 sailors.";
    let words = "The ideal crew is one to two pilots and two to four sailors.";
    for text in [(crew, words), (words, crew)] {
        let found = fate(&between(text.0), text.0, &between(text.1));
        assert!(found.starts_with(&format!("edited | {} | wording", text.1)) && !found.contains("figure"), "{found}");
        assert!(fate(text.0, text.0, text.1).starts_with("edited | "));
    }
    let grew = "The port grew fast in 2019, by moving all freight from rail to the new ferry.";
    let moved = "By moving all freight from rail to the new ferry, the port grew fast in 2019.";
    for text in [(grew, moved), (moved, grew)] {
        let found = fate(&between(text.0), text.0, &between(text.1));
        assert!(found.starts_with(&format!("edited | {} | order", text.1)), "{found}");
        assert!(fate(text.0, "2019", text.1).starts_with("edited | 2019 | order"), "{}", fate(text.0, "2019", text.1));
    }
}

#[test]
fn a_row_of_a_list_is_not_taken_for_its_neighbour() {
    let old = "- Altona mine: 120 workers\n- Birk mine: 90 workers\n- Tarn mine: 70 workers\n";
    let new = "- Altona mine: 125 workers\n- Tarn mine: 70 workers\n";
    assert_eq!(fate(old, "120 workers", new), "edited | 125 workers | figure: \"120\" became \"125\"");
    assert_eq!(fate(old, "70 workers", new), "unchanged | 70 workers");
    assert!(fate(old, "90 workers", new).starts_with("lost | "));
}

#[test]
fn a_dash_at_the_head_of_a_line_parts_no_sentence() {
    let old = "The dam of the north\n- which Vega built - cost 5 million.";
    let new = "The dam of the north\n- which Vega never built - cost 5 million.";
    for claim in ["The dam of the north", "cost 5 million"] {
        assert!(fate(old, claim, new).starts_with("edited | "), "{}", fate(old, claim, new));
        assert!(fate(old, claim, &old.replace("north", "south")).starts_with("edited | "));
    }
    let old = old.replace("- which", "— which");
    assert!(fate(&old, "cost 5 million", &old.replace("north", "south")).starts_with("edited | "));
}

#[test]
fn a_claim_over_two_sentences_sees_a_third_put_between() {
    let old = between("Oxbow bought the mill. Larch sold the quarry.");
    let new = between("Oxbow bought the mill. Nobody noticed. Larch sold the quarry.");
    let found = fate(&old, "Oxbow bought the mill. Larch sold the quarry.", &new);
    assert!(found.starts_with("edited | Oxbow bought the mill. Nobody noticed. Larch sold the quarry. | "), "{found}");
}

#[test]
fn twins_under_different_headings_stay_under_them() {
    let twin = "Revenue rose to 40 million.";
    let old = format!("# Oxbow\n\nAn old firm.\n\n{twin}\n\n# Larch\n\nA young firm.\n\n{twin}\n");
    let new = format!("# Larch\n\nA new firm indeed.\n\n{twin}\n\n# Oxbow\n\nAn older firm yet.\n\n{twin}\n");
    let mut first = anchor_at(&old, old.find(twin).unwrap(), twin);
    first.heading = Some("Oxbow".to_owned());
    let mut second = anchor_at(&old, old.rfind(twin).unwrap(), twin);
    second.heading = Some("Larch".to_owned());
    let found = anchor_all(&[first, second], &old, &new);
    assert_eq!(found[0].span().map(|span| span.start as usize), new.rfind(twin), "{found:?}");
    assert_eq!(found[1].span().map(|span| span.start as usize), new.find(twin), "{found:?}");
}

#[test]
fn another_sentence_of_the_same_build_is_not_the_claim() {
    let old = between("Oxbow paid 5 million to Hale in 2010.");
    let new = between("Larch paid 9 million to Birk in 2014.");
    assert!(fate(&old, "Oxbow paid 5 million to Hale in 2010.", &new).starts_with("lost | Gone"));
}

#[test]
fn a_figure_in_a_table_is_followed_by_its_row() {
    let old = "| Year | Cost |\n|---|---|\n| 2010 | 5 |\n| 2011 | 7 |\n";
    let new = "| Year | Cost |\n|---|---|\n| 2010 | 6 |\n| 2011 | 7 |\n";
    assert_eq!(fate(old, "2010 | 5", new), "edited | 2010 | 6 | figure: \"5\" became \"6\"");
    assert_eq!(fate(old, "2011 | 7", new), "unchanged | 2011 | 7");
    let (old, new) = (
        "In all the years:\n\nYear\tCost\n2010\t5\n2011\t7\tno",
        "In all the years:\n\nYear\tCost\n2010\t6\n2011\t7\tno",
    );
    assert_eq!(fate(old, "5", new), "edited | 6 | figure: \"5\" became \"6\"");
    assert_eq!(fate(old, "2011\t7", new), "unchanged | 2011\t7");
}

#[test]
fn an_anchor_that_is_not_in_its_draft_is_unplaced() {
    let anchor = anchor_at("Something else.", 0, "Something");
    let found = anchor_all(&[anchor], "Nothing of the kind.", "Something else.");
    assert_eq!(found, [Found::Lost { nearest: None, why: Loss::Unplaced }]);
}

#[test]
fn fresh_passages_are_the_sentences_that_were_not_there() {
    let new = between("A third of the 90 houses fell.");
    let fresh = fresh_passages(&between("Nothing fell."), &new);
    let texts: Vec<&str> = fresh.iter().map(|span| &new[span.start as usize..span.end as usize]).collect();
    assert_eq!(texts, ["A third of the 90 houses fell."]);
}

/// Takes a stretch of a text by two numbers, on character boundaries.
fn stretch(text: &str, from: usize, length: usize) -> Option<(usize, &str)> {
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
    let first = from % starts.len().max(1);
    let start = *starts.get(first)?;
    let end = starts.get(first + 1 + length).copied().unwrap_or(text.len());
    Some((start, &text[start..end]))
}

proptest! {
    #[test]
    fn an_unchanged_text_leaves_every_claim_unchanged(text in "[a-zé0-9 .,\n\"“”—-]{1,300}", from: usize, length in 0usize..80) {
        let (start, claim) = stretch(&text, from, length).unwrap();
        prop_assume!(claim.contains(char::is_alphanumeric));
        let found = anchor_all(&[anchor_at(&text, start, claim)], &text, &text);
        let span = Span { start: start as u64, end: (start + claim.len()) as u64 };
        prop_assert_eq!(&found[0], &Found::Unchanged { span, typographic: false });
    }

    #[test]
    fn spans_lie_on_characters_of_any_text(old in "\\PC{1,200}", new in "\\PC{0,200}", from: usize, length in 0usize..60) {
        let (start, claim) = stretch(&old, from, length).unwrap();
        for found in anchor_all(&[anchor_at(&old, start, claim)], &old, &new) {
            if let Some(span) = found.span() {
                prop_assert!(new.get(span.start as usize..span.end as usize).is_some());
            }
        }
    }

    #[test]
    fn an_unchanged_claim_reads_the_same(words in proptest::collection::vec("[a-d]{1,2}[.]?", 1..60), cut in 0usize..60) {
        let old = words.join(" ");
        let mut fewer = words.clone();
        fewer.remove(cut % words.len());
        let new = fewer.join(" ");
        let (start, claim) = stretch(&old, cut * 3, 9).unwrap();
        let found = &anchor_all(&[anchor_at(&old, start, claim)], &old, &new)[0];
        if let Found::Unchanged { span, typographic: false } | Found::Moved { span, typographic: false } = found {
            prop_assert_eq!(&new[span.start as usize..span.end as usize], claim);
        }
    }
}
