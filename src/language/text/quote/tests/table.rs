//! Source, quotation, and what is to be said of them.

use crate::text::quote::*;

/// Writes a match down as `approximate: word-altered words-dropped`, or `none`.
fn verdict(source: &str, quote: &str, asked: &Asked) -> String {
    let Some(found) = find(quote, &Prepared::new(source), asked) else { return "none".into() };
    let _ = &source[found.start as usize..found.end as usize];
    let faults: Vec<String> = found.faults.iter().map(|fault| fault.kind.to_string()).collect();
    let colon = if faults.is_empty() { "" } else { ": " };
    format!("{}{colon}{}", found.matched, faults.join(" "))
}

fn check(rows: &[[&str; 3]]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|[source, quote, expected]| (source, quote, expected, verdict(source, quote, &Asked::default())))
        .filter(|(_, _, expected, found)| *expected != found)
        .map(|(source, quote, expected, found)| {
            format!("{source}\n  {quote}\n  expected {expected}\n  found    {found}")
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn the_same_words_are_found_however_they_are_set() {
    check(&[
        ["Talvo Dam was built in 1931. It is safe.", "It is safe.", "exact"],
        ["Talvo Dam was built in 1931. It is safe.", "Talvo Dam was built in 1931.", "exact"],
        ["Talvo Dam was built in 1931. It is safe.", "talvo dam was BUILT in 1931", "alike"],
        ["Talvo Dam\nwas built\n  in 1931.", "Talvo Dam was built in 1931.", "alike"],
        ["Talvo Dam was inter-\nnationally admired.", "was internationally admired", "alike"],
        ["Talvo Dam is a well-\nknown landmark.", "is a well-known landmark", "alike"],
        ["Talvo Dam was inter\u{ad}nationally admired.", "internationally admired", "alike"],
        ["She called it “a gift – no more”.", "a gift - no more", "alike"],
        ["She called it “a ‘gift’ to Oru”.", "a \"gift\" to Oru", "alike"],
        ["The ﬁrst ofﬁce was ﬂooded.", "The first office was flooded.", "alike"],
        ["The first office was flooded.", "The ﬁrst ofﬁce was ﬂooded.", "alike"],
        ["It cost 40\u{a0}million marks.", "It cost 40 million marks.", "alike"],
        ["The gate—rusted—held all night.", "The gate — rusted — held all night.", "alike"],
        ["It doesn’t leak at all.", "It doesn't leak at all.", "alike"],
        ["El embalse está casi vacío.", "El embalse está casi vaci\u{301}o.", "alike"],
        ["«El embalse está vacío», dijo Tarre.", "El embalse está vacío", "exact"],
        ["The dam is safe. Later it rained.", "“The dam is safe,”", "alike"],
        ["The dam is safe.", "…the dam is safe…", "alike"],
        ["The dam is safe.[3] Nobody asked.", "The dam is safe.", "exact"],
        ["The dam is safe12 and old.", "The dam is safe", "exact"],
        ["La presa no está en riesgo.", "LA PRESA NO ESTÁ EN RIESGO", "alike"],
        ["The dam is safe.", "The mill is closed.", "none"],
        ["The dam is safe.", "", "none"],
        ["The dam is safe.", "[…]", "none"],
        ["", "The dam is safe.", "none"],
        ["It is safe.", "is safe", "exact"],
        ["It is safe.", "was safe", "none"],
        ["It is unsafe.", "safe", "none"],
        ["The dam (built in 1931) is safe.", "The dam (built in 1931) is safe.", "exact"],
        ["He wrote: the dam [sic] is... safe.", "the dam [sic] is... safe", "exact"],
    ]);
}

#[test]
fn marked_elisions_and_insertions_are_no_fault() {
    check(&[
        ["The dam, built by Oru in 1931, is safe.", "The dam […] is safe.", "exact"],
        ["The dam, built by Oru in 1931, is safe.", "The dam [...] is safe.", "exact"],
        ["The dam, built by Oru in 1931, is safe.", "The dam (…) is safe.", "exact"],
        ["The dam, built by Oru in 1931, is safe.", "The dam… is safe.", "exact"],
        ["The dam, built by Oru in 1931, is safe.", "the dam . . . is safe.", "alike"],
        ["Yesterday the dam was safe.", "[T]he dam was safe.", "alike"],
        ["It was built by Oru and holds 40 tons.", "[The dam] was built by Oru", "exact"],
        ["Tarre said it would pay for all repairs.", "said [the company] would pay for all repairs", "exact"],
        ["The dam holdes 40 tons of water.", "The dam holdes [sic] 40 tons of water.", "alike"],
        ["The mill walks away from its debts.", "The mill walk[ed] away from its debts.", "exact"],
        [
            "We checked the walls. Nobody paid us. The dam is safe.",
            "We checked the walls. […] The dam is safe.",
            "exact",
        ],
        ["La presa, construida en 1931, es segura.", "La presa […] es segura.", "exact"],
        ["La presa, construida en 1931, es segura.", "La presa [de Oru] […] es segura.", "exact"],
    ]);
}

#[test]
fn an_elision_must_not_turn_the_sense() {
    check(&[
        ["The dam is certainly not safe.", "The dam is […] safe.", "exact: elision-removes-negation"],
        [
            "The dam of Oru is not at all safe to cross.",
            "The dam of Oru is safe to cross.",
            "approximate: elision-removes-negation",
        ],
        [
            "We never said that the dam is safe today.",
            "We […] said that the dam is safe today.",
            "exact: elision-removes-negation",
        ],
        [
            "The dam is safe, if it is drained, until May.",
            "The dam is safe […] until May.",
            "exact: elision-removes-condition",
        ],
        [
            "The dam is safe unless it rains in spring.",
            "The dam is safe […] in spring.",
            "exact: elision-removes-condition",
        ],
        ["The dam, reportedly, is safe for now.", "The dam […] is safe for now.", "exact: elision-removes-hedge"],
        ["The dam may be safe for now, Oru wrote.", "The dam […] be safe for now", "exact: elision-removes-hedge"],
        [
            "It cost about 40 million marks to build.",
            "It cost […] 40 million marks to build.",
            "exact: elision-removes-hedge",
        ],
        [
            "La presa no es segura en invierno.",
            "La presa […] es segura en invierno.",
            "exact: elision-removes-negation",
        ],
        [
            "La presa nunca fue segura en invierno.",
            "La presa […] fue segura en invierno.",
            "exact: elision-removes-negation",
        ],
        [
            "La presa es segura, salvo en mayo, y barata.",
            "La presa es segura […] y barata.",
            "exact: elision-removes-condition",
        ],
        [
            "La presa es segura a menos que llueva hoy.",
            "La presa es segura […] llueva hoy.",
            "exact: elision-removes-condition",
        ],
        [
            "La presa quizá sea segura en invierno.",
            "La presa […] sea segura en invierno.",
            "exact: elision-removes-hedge",
        ],
        ["The dam is safe to cross.", "The dam is [not] safe to cross.", "exact: negation-altered"],
        ["All dams are safe to cross.", "[Not] all dams are safe to cross.", "alike: negation-altered"],
        ["They saw 10 people on the dam.", "They saw [15] people on the dam.", "exact: number-altered"],
        ["They saw people on the dam.", "They saw [15] people on the dam.", "exact"],
        ["It cost 5 million marks to build.", "It cost 5 […] marks to build.", "exact: number-altered"],
        ["Tarre will not pay for the repairs.", "Tarre [will] pay for the repairs.", "exact: elision-removes-negation"],
    ]);
}

#[test]
fn no_change_of_words_goes_unseen() {
    check(&[
        [
            "The dam must not be filled in spring.",
            "The dam must be filled in spring.",
            "approximate: elision-removes-negation",
        ],
        ["The dam must be filled in spring.", "The dam must not be filled in spring.", "approximate: negation-altered"],
        ["The dam can't be filled in spring.", "The dam can be filled in spring.", "approximate: negation-altered"],
        ["The dam was filled in 1931 by Oru.", "The dam was filled in 1913 by Oru.", "approximate: number-altered"],
        [
            "The dam was filled in three days by Oru.",
            "The dam was filled in two days by Oru.",
            "approximate: number-altered",
        ],
        ["The dam lost 5% of its water.", "The dam lost 5 of its water.", "approximate: number-altered"],
        [
            "The gauge fell to -5 degrees that night.",
            "The gauge fell to 5 degrees that night.",
            "approximate: number-altered",
        ],
        [
            "The gauge fell to 1.5 metres that night.",
            "The gauge fell to 15 metres that night.",
            "approximate: number-altered",
        ],
        [
            "The dam was built by Oru in the north.",
            "The dam was built by Ora in the north.",
            "approximate: word-altered",
        ],
        [
            "The dam was built by García in the north.",
            "The dam was built by Garcia in the north.",
            "approximate: word-altered",
        ],
        [
            "The dam was badly built by Oru in the north.",
            "The dam was built by Oru in the north.",
            "approximate: words-dropped",
        ],
        [
            "The dam was built by Oru in the north.",
            "The old dam was built by Oru in the north.",
            "approximate: words-added",
        ],
        ["The dam reportedly leaks in the north.", "The dam leaks in the north.", "approximate: elision-removes-hedge"],
        ["The dam leaks only in the north.", "The dam leaks in the north.", "approximate: elision-removes-condition"],
        ["The dam leaks in the north, they wrote.", "The mill leaks in the north", "approximate: word-altered"],
        ["They wrote: the dam leaks in the north", "the dam leaks in the south", "approximate: word-altered"],
        ["The dam was built, and then sold, by Oru.", "The dam was built and then sold by Oru.", "approximate"],
        [
            "Los vecinos, en cambio, celebraron la noticia.",
            "Los vecinos celebraron la noticia.",
            "approximate: words-dropped",
        ],
        ["La presa pierde 40 litros cada día.", "La presa pierde 50 litros cada día.", "approximate: number-altered"],
        [
            "La presa nunca pierde agua en mayo.",
            "La presa siempre pierde agua en mayo.",
            "approximate: negation-altered",
        ],
        ["The fee rose to 5 million marks.", "The fee rose to 5", "exact: number-altered"],
        ["The fee rose to 5.5 marks in May.", "The fee rose to 5", "approximate: number-altered"],
        ["110 people crossed the dam.", "10 people crossed the dam.", "approximate: number-altered"],
        ["The dam is safe?", "Is the dam safe today or not?", "none"],
        [
            "The council of Oru met on Monday. After a long and rather tedious debate about the fees of the new harbour, \
             which everybody had read, it voted to keep the old dam as it is.",
            "The council of Oru met on Monday. it voted to keep the old dam as it is.",
            "approximate: words-dropped",
        ],
        [
            "The engineers of Oru wrote that the old dam is by no means, whatever the harbour council may have been told \
             by its lawyers in those long spring meetings, ready for another hundred winters of ice.",
            "The engineers of Oru wrote that the old dam is ready for another hundred winters of ice.",
            "approximate: elision-removes-negation elision-removes-hedge",
        ],
    ]);
}

#[test]
fn a_cut_that_turns_the_sentence_is_a_fault() {
    check(&[
        ["Critics say that the dam is unsafe.", "the dam is unsafe", "exact: starts-mid-sentence"],
        ["According to Oru, the dam is unsafe.", "the dam is unsafe", "exact: starts-mid-sentence"],
        ["It is not true that the dam is unsafe.", "the dam is unsafe", "exact: starts-mid-sentence"],
        ["If it rains, the dam is unsafe.", "the dam is unsafe", "exact: starts-mid-sentence"],
        ["In spring the dam is unsafe.", "the dam is unsafe", "exact"],
        ["Oru said: “The dam is unsafe.”", "The dam is unsafe", "exact"],
        ["The dam is safe, but only in summer.", "The dam is safe", "exact: ends-mid-sentence"],
        ["The dam is safe unless it rains.", "The dam is safe", "exact: ends-mid-sentence"],
        ["The dam is safe, and nobody was hurt.", "The dam is safe", "exact"],
        ["The dam is safe, critics claim.", "The dam is safe", "exact: ends-mid-sentence"],
        ["The dam is safe. But nobody crosses it.", "The dam is safe.", "exact"],
        ["Según los vecinos, la presa es insegura.", "la presa es insegura", "exact: starts-mid-sentence"],
        ["La presa es segura, pero solo en verano.", "La presa es segura", "exact: ends-mid-sentence"],
        ["La presa es segura, salvo en mayo.", "La presa es segura", "exact: ends-mid-sentence"],
    ]);
}

#[test]
fn who_said_it_is_compared_where_the_source_names_somebody() {
    let rows = [
        ["“The dam is safe,” said Ana Tarre.", "The dam is safe", "Ana Tarre", "exact"],
        ["“The dam is safe,” said Mayor Ana Tarre.", "The dam is safe", "Tarre", "exact"],
        ["“The dam is safe,” said Ana Tarre.", "The dam is safe", "Jon Velk", "exact: other-speaker"],
        ["“The dam is safe,” said Ana Tarre.", "The dam is safe", "Eva Tarre", "exact: other-speaker"],
        ["“The dam is safe,” she said.", "The dam is safe", "Jon Velk", "exact"],
        ["“The dam is safe,” said a spokesman.", "The dam is safe", "Jon Velk", "exact"],
        ["Ana Tarre said the dam is safe.", "the dam is safe", "Ana Tarre", "exact"],
        ["Ana Tarre said the dam is safe.", "the dam is safe", "Jon Velk", "exact: other-speaker starts-mid-sentence"],
        ["Critics say the dam is safe.", "the dam is safe", "Jon Velk", "exact: starts-mid-sentence"],
        ["«La presa es segura», dijo Ana Tarre.", "La presa es segura", "Jon Velk", "exact: other-speaker"],
        ["«La presa es segura», dijo Ana Tarre.", "La presa es segura", "Ana Tarre", "exact"],
        ["Velk told the Oru Post that “the dam is safe”.", "the dam is safe", "Jon Velk", "exact"],
        ["Velk told the Oru Post that “the dam is safe”.", "the dam is safe", "Ana Tarre", "exact: other-speaker"],
    ];
    for [source, quote, speaker, expected] in rows {
        let asked = Asked { speaker: Some(speaker), ..Asked::default() };
        assert_eq!(verdict(source, quote, &asked), expected, "{source} | {speaker}");
    }
}

#[test]
fn the_place_expected_is_looked_at_first() {
    let source = "The dam is safe today. The mill is old. The dam is safe today. The well is dry.";
    let asked = |expected| Asked { speaker: None, expected: std::slice::from_ref(expected) };
    let text = Prepared::new(source);
    let first = find("The dam is safe today", &text, &asked(&(0..22))).map(|found| found.start);
    let second = find("The dam is safe today", &text, &asked(&(40..64))).map(|found| found.start);
    assert_eq!((first, second), (Some(0), Some(40)));
    assert_eq!(verdict(source, "The dam is safe today", &asked(&(23..39))), "exact: another-page");
    assert_eq!(verdict(source, "The mill is cold.", &asked(&(0..22))), "approximate: word-altered another-page");
    assert_eq!(verdict(source, "The dam is safe today", &asked(&(0..u64::MAX))), "exact");
}

#[test]
fn the_nearest_passage_is_named_however_far_it_is() {
    let text = Prepared::new("The dam is safe today. The harbour of Oru was closed in 1931 after a storm.");
    let found = nearest("The harbour of Velk was opened in 1932 before a flood.", &text, &Asked::default());
    let found = found.map(|found| (&text.text()[found.start as usize..found.end as usize], found.score));
    assert_eq!(found, Some(("The harbour of Oru was closed in 1931 after a storm", 660)));
}

#[test]
fn a_fault_says_what_the_source_says_and_what_the_quote_says() {
    let text = Prepared::new("The dam must never be filled in 1931, if it rains.");
    let found = find("The dam must always be filled in 1913", &text, &Asked::default());
    let faults: Vec<String> = found.iter().flat_map(|found| &found.faults).map(ToString::to_string).collect();
    assert_eq!(
        faults,
        [
            "the source says `never`, the quote says `always`",
            "the source says `1931`, the quote says `1913`",
            "in the source the sentence goes on after `1931`: `, if it rains.`",
        ]
    );
    let same = |words: &str| Piece::Same(words.into());
    let difference = found.map(|found| found.difference).unwrap_or_default();
    assert_eq!(
        difference,
        [
            same("The dam must"),
            Piece::OnlyInQuote("always".into()),
            Piece::OnlyInSource("never".into()),
            same("be filled in"),
            Piece::OnlyInQuote("1913".into()),
            Piece::OnlyInSource("1931".into()),
        ]
    );
}

#[test]
fn a_sentence_that_goes_on_with_a_figure_or_a_turn_is_named() {
    let late = "exact: ends-mid-sentence";
    let profits = "Profits rose by 12 per cent and fell by 30 per cent over the year.";
    check(&[
        [profits, "Profits rose by 12 per cent", late],
        ["Profits rose in 2018 and in 2019.", "Profits rose in 2018", "exact"],
        ["The dam is safe because nobody looked.", "The dam is safe", late],
        ["The dam is safe, which nobody had expected.", "The dam is safe", late],
        ["The dam is safe while the river is low.", "The dam is safe", late],
        ["The dam is safe despite three cracks.", "The dam is safe", late],
        ["The dam is safe until the spring.", "The dam is safe", late],
        ["The dam is safe only in summer.", "The dam is safe", late],
        ["La presa es segura, lo que nadie esperaba.", "La presa es segura", late],
        ["La presa es segura a pesar de las grietas.", "La presa es segura", late],
        ["Las ventas subieron un 12 % y cayeron un 30 % en Lima.", "Las ventas subieron un 12 %", late],
        ["We hope that profits will double.", "profits will double", "exact: starts-mid-sentence"],
        ["Esperamos que las ventas suban.", "las ventas suban", "exact: starts-mid-sentence"],
        ["Vega aims to sell the dam.", "sell the dam", "exact: starts-mid-sentence"],
    ]);
}

#[test]
fn an_elision_over_a_sentence_that_takes_back_the_rest_is_named() {
    let fault = "exact: elision-removes-negation";
    check(&[
        ["The dam is safe. That is not true. It holds water.", "The dam is safe … It holds water.", fault],
        [
            "The dam is safe. But three cracks run through it. It holds water.",
            "The dam is safe. […] It holds water.",
            fault,
        ],
        ["The dam is safe. The board later said this was false. It holds.", "The dam is safe. […] It holds.", fault],
        ["La presa es segura. El alcalde lo desmintió. Hay agua.", "La presa es segura. […] Hay agua.", fault],
        ["The dam is safe. It was built by Oru. It holds water.", "The dam is safe. […] It holds water.", "exact"],
    ]);
}
