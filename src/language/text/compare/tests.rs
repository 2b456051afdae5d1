//! Pairs of sentences with what changed between them, one table a language.

use super::*;

/// Writes down the kinds of the changes between two sentences, in their order.
fn kinds(old: &str, new: &str) -> String {
    changes(old, new).iter().map(|change| change.what.word()).collect::<Vec<_>>().join(" ")
}

fn check(table: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter(|(old, new, expect)| kinds(old, new) != *expect)
        .map(|(old, new, expect)| {
            let found: Vec<String> = changes(old, new).iter().map(ToString::to_string).collect();
            format!("{old}\n{new}\n  expected {expect}, found {}", found.join("; "))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_sentence_that_says_something_else_is_told_by_what_changed() {
    check(&[
        ("Output rose by 12 per cent.", "Output fell by 12 per cent.", "direction"),
        ("It made a profit of 4 million euros.", "It made a loss of 4 million euros.", "direction"),
        ("Vega bought 40 ships.", "Vega sold 40 ships.", "direction"),
        ("The fire killed 12 people.", "The fire hurt 12 people.", "direction"),
        ("The law permits 3 dams.", "The law prohibits 3 dams.", "direction"),
        ("At least 40 came.", "At most 40 came.", "direction"),
        ("The vote came before the sale.", "The vote came after the sale.", "direction"),
        ("The move was legal.", "The move was illegal.", "direction"),
        ("It pleased all members.", "It pleased some members.", "direction"),
        (
            "Vega paid 4,000 euros to Lena Ruiz for the shed.",
            "Vega never paid 4,000 euros to Lena Ruiz for the shed.",
            "negation",
        ),
        ("Vega paid Lind.", "Vega did not pay Lind.", "negation"),
        (
            "Vega owns 62.5 per cent of the dam.",
            "If the sale that the board wants goes through in spring, Vega owns 62.5 per cent of the dam.",
            "condition",
        ),
        ("Vega owns the dam.", "Vega owns the dam, unless the court steps in.", "condition"),
        (
            "Vega owns 62.5 per cent of the dam.",
            "Vega owns 62.5 per cent of the dam, a figure that the register of the district does not bear out.",
            "denial",
        ),
        ("Vega owns the dam.", "Vega owns the dam, which the mayor calls a lie.", "denial"),
        (
            "Vega said on Tuesday evening that it owns 62.5 per cent.",
            "Lind said on Tuesday evening that it owns 62.5 per cent.",
            "source",
        ),
        ("The mayor of Tarn said that 40 came.", "The head of Tarn said that 40 came.", "source"),
        ("According to Vega, 40 came.", "According to Lind, 40 came.", "source"),
        ("40 people came.", "40 people came, Lind said.", "source"),
        ("40 people came.", "“40 people came.”", "source source"),
        ("Vega bought the mill from Lind.", "Vega bought the mill from Orla.", "name"),
        ("Vega bought Lind.", "Lind bought Vega.", "name"),
        ("The bank sued the mill.", "The mill sued the bank.", "name"),
        ("It cost 12 million.", "It cost 14 million.", "figure"),
        ("It cost 12 million.", "It cost 12 billion.", "figure"),
        ("It cost 12 euros.", "It cost 12 dollars.", "figure"),
        ("It was 5 degrees.", "It was -5 degrees.", "figure"),
        ("It opened in May.", "It opened in June.", "figure"),
        ("It cost over 12 million.", "It cost 12 million.", "hedge"),
        ("Vega owns the dam.", "Vega reportedly owns the dam.", "hedge"),
        ("Vega may sell.", "Vega might sell.", "hedge"),
        ("Vega owns the dam.", "Vega owns the dam?", "hedge"),
    ]);
}

#[test]
fn una_frase_que_dice_otra_cosa() {
    check(&[
        ("El equipo ganó 3 partidos.", "El equipo perdió 3 partidos.", "direction"),
        ("El precio subió un 12 por ciento.", "El precio bajó un 12 por ciento.", "direction"),
        ("Vega compró 40 barcos.", "Vega vendió 40 barcos.", "direction"),
        ("Ocurrió antes de la venta.", "Ocurrió después de la venta.", "direction"),
        ("Vega pagó 4.000 euros a Lena.", "Vega nunca pagó 4.000 euros a Lena.", "negation"),
        ("Vega es dueña de la presa.", "Si el consejo lo aprueba, Vega es dueña de la presa.", "condition"),
        ("Vega posee el 62,5 %.", "Vega posee el 62,5 %, algo que el alcalde desmiente.", "denial"),
        ("Según Vega, vinieron 40.", "Según Lind, vinieron 40.", "source"),
        ("Vega dijo que vinieron 40.", "Lind dijo que vinieron 40.", "source"),
        ("Vinieron 40 en marzo.", "Vinieron 40 en abril.", "figure"),
        ("Vinieron casi 40 personas.", "Vinieron 40 personas.", "hedge"),
        ("Vega es dueña de la presa.", "Vega es supuestamente dueña de la presa.", "hedge"),
    ]);
}

#[test]
fn what_leaves_the_meaning_alone_is_wording_or_order() {
    check(&[
        ("Output rose by 12 per cent.", "Output climbed by 12 per cent.", "wording"),
        (
            "The ideal crew is 1-2 pilots and 2-4 sailors.",
            "The ideal crew is one to two pilots and two to four sailors.",
            "wording wording",
        ),
        ("It fell 62.5 %.", "It fell 62.5 per cent.", "wording"),
        (
            "The port grew fast in 2019, by moving all freight from rail to the new ferry.",
            "By moving all freight from rail to the new ferry, the port grew fast in 2019.",
            "order",
        ),
        ("In 2019 Vega built the dam.", "Vega built the dam in 2019.", "order"),
        ("En 2019, Vega construyó la presa.", "Vega construyó la presa en 2019.", "order"),
        ("It lies by the river.", "It lies by the stream.", "wording"),
        ("It is big, red and new.", "It is big red and new.", "wording"),
        ("They met on the hill.", "They met on the steep hill.", "wording"),
        ("Only Vega paid.", "Vega only paid.", "hedge"),
        ("Vega paid 5 in 2019 and 6 in 2020.", "Vega paid 5 in 2020 and 6 in 2019.", "figure"),
    ]);
}

#[test]
fn typography_and_markup_are_no_change() {
    check(&[
        ("It’s “ours” – all 5 of them…", "It's \"ours\" - all 5 of them...", ""),
        ("It is ‘ours’, they say", "It is “ours”, they say.", ""),
        ("In the annual report, he said 5.", "In [the annual report](https://a.example/r.pdf), he **said** 5.", ""),
        ("See [the plan](https://a.example/x?q=1&sa=D).", "See [the plan](https://b.example/).", ""),
        ("1. The dam holds.", "2. The dam holds.", ""),
        ("The dam holds.", "- The dam holds", ""),
    ]);
}

#[test]
fn other_capitals_are_a_change() {
    check(&[
        ("The Polish firm sold.", "The polish firm sold.", "wording"),
        ("We met in Nice.", "We met in nice.", "wording"),
    ]);
}
