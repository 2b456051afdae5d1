//! Claims beside the sentences of sources: what bears them out is let be, what turns them is named.

use super::*;

fn kinds(claim: &str, sentence: &str, next: &str) -> Vec<Touched> {
    turned(claim, sentence, next).into_iter().map(|turned| turned.what).collect()
}

#[test]
fn what_says_the_same_is_let_be() {
    let rows = [
        (
            "Vega spent 12 million euros on the quay.",
            "In the year, Vega spent 12 million euros on the quay and two cranes.",
        ),
        ("Vega spent 12 million euros on the quay.", "The company invested 12 million euros in Altona."),
        ("Vega spent 12 million euros.", "Vega, which does not publish accounts, spent 12 million euros."),
        (
            "Vega spent 12 million euros.",
            "Vega did not comment on Monday, but its report says it spent 12 million euros.",
        ),
        ("Vega owns 62.5 per cent of the dam.", "Vega, not Orion, owns 62.5 per cent of the dam."),
        ("Vega owns 62.5 per cent of the dam.", "Vega Mining plc holds 62.5 per cent of the dam, the register shows."),
        ("Vega owns 62.5 per cent of the dam.", "Vega not only runs the dam, it owns 62.5 per cent of it."),
        ("Output rose by 12 per cent.", "Output rose by 12 per cent and costs fell by 3 per cent."),
        (
            "The works moved 310,000 tons of gravel, a third of it by night.",
            "The works moved 310,000 tons of gravel in all.",
        ),
        ("Output rose by 12 per cent.", "Output climbed 12 per cent, while profits fell."),
        ("Output rose by 12 per cent.", "No fewer than 12 per cent more was mined; output rose."),
        (
            "Vega bought the Altona mine from Lind for 4 million euros.",
            "Lind sold the Altona mine to Vega for 4 million euros.",
        ),
        ("Lena Ruiz signed the permit on 4 March 2019.", "The permit was signed by Lena Ruiz on 4 March 2019."),
        ("Lena Ruiz signed the permit on 4 March 2019.", "Ms Ruiz signed the permit on 4 March 2019."),
        ("The mine never paid the tax of 3 million euros.", "The tax of 3 million euros was never paid by the mine."),
        ("The mine did not pay the tax of 3 million euros.", "The mine failed to pay the tax of 3 million euros."),
        ("The council rejected the plan of 9 May.", "The council rejected the plan of 9 May by six votes to four."),
        ("The plant will open in 2031.", "The plant will open in 2031, the ministry said."),
        ("Vega plans to spend 12 million euros.", "Vega is planning to spend 12 million euros on the quay."),
        ("The United Nations sent 40 tonnes of wheat.", "The UN sent 40 tonnes of wheat."),
        ("Vega employs 4,000 people in Altona.", "In Altona, 4,000 people work for Vega without a contract."),
        ("Vega spent 12 million euros on the quay.", "It spent 12 million euros with no help from the state."),
        ("El puerto perdió 3 millones de euros.", "El puerto perdió 3 millones de euros en 2020, según el informe."),
        (
            "La mina invirtió 12 millones de dólares.",
            "La empresa invirtió no solo 12 millones de dólares, sino también trabajo.",
        ),
        ("La mina invirtió 12 millones de dólares.", "Sin embargo, la mina invirtió 12 millones de dólares."),
        ("Vega posee el 62,5 % de la presa.", "Vega es dueña del 62,5 % de la presa."),
        ("Vega posee el 62,5 % de la presa.", "Según el registro, Vega Mining S.A. posee el 62,5 % de la presa."),
        ("La producción subió un 12 %.", "La producción subió un 12 % y los costes bajaron un 3 %."),
        (
            "Ana Ruiz vendió la casa a Bo Lind por 300.000 euros.",
            "Bo Lind compró la casa a Ana Ruiz por 300.000 euros.",
        ),
        ("La planta no abrió en 2019.", "La planta nunca abrió en 2019."),
        // Nothing in common tells nothing.
        ("Vega spent 12 million euros.", "The weather was not good."),
    ];
    let alarms = rows.iter().map(|(claim, sentence)| (claim, sentence, turned(claim, sentence, "")));
    let alarms: Vec<_> = alarms.filter(|(.., found)| !found.is_empty()).collect();
    assert!(alarms.is_empty(), "{alarms:#?}");
}

#[test]
fn what_turns_a_claim_is_named() {
    let rows = [
        ("All patients recovered.", "Some patients recovered.", Touched::Hedge),
        ("Most voters rejected the plan.", "Forty per cent of voters rejected the plan.", Touched::Hedge),
        ("It was the third largest bank in Peru.", "It was the fourth largest bank in Peru.", Touched::Hedge),
        ("Todos los pacientes se recuperaron.", "Algunos pacientes se recuperaron.", Touched::Hedge),
        ("Fue el segundo accidente en la planta.", "Fue el primer accidente en la planta.", Touched::Hedge),
        ("Output rose by 12 per cent.", "Output fell by 12 per cent.", Touched::Direction),
        ("Output rose by 12 per cent in the year.", "Over the year output decreased 12 per cent.", Touched::Direction),
        ("The port made a profit of 4 million euros.", "The port made a loss of 4 million euros.", Touched::Direction),
        ("Vega bought 12 ships.", "Vega sold 12 ships.", Touched::Direction),
        (
            "Vega spent 12 million euros on the quay.",
            "Vega did not spend 12 million euros on the quay.",
            Touched::Negation,
        ),
        ("Vega spent 12 million euros.", "It is not true that Vega spent 12 million euros.", Touched::Negation),
        (
            "Vega spent 12 million euros.",
            "It is not the case, the books show, that Vega spent 12 million euros.",
            Touched::Negation,
        ),
        (
            "Vega spent 12 million euros on the quay.",
            "Vega never spent the 12 million euros on the quay.",
            Touched::Negation,
        ),
        ("Vega owns 62.5 per cent of the dam.", "Vega no longer owns 62.5 per cent of the dam.", Touched::Negation),
        (
            "Vega owns 62.5 per cent of the dam.",
            "Nobody believes that Vega owns 62.5 per cent of the dam.",
            Touched::Negation,
        ),
        (
            "Vega owns 62.5 per cent of the dam.",
            "Not Vega, but Orion owns 62.5 per cent of the dam.",
            Touched::Negation,
        ),
        (
            "Vega owns 62.5 per cent of the dam.",
            "Vega denied that it owns 62.5 per cent of the dam.",
            Touched::Negation,
        ),
        (
            "Vega owns 62.5 per cent of the dam.",
            "Vega owns 62.5 per cent of the dam, a claim that the register disputes.",
            Touched::Denial,
        ),
        ("Vega owns 62.5 per cent of the dam.", "That Vega owns 62.5 per cent of the dam is false.", Touched::Denial),
        (
            "Vega owns 62.5 per cent of the dam.",
            "If the sale goes through, Vega owns 62.5 per cent of the dam.",
            Touched::Condition,
        ),
        (
            "Vega owns 62.5 per cent of the dam.",
            "Vega owns 62.5 per cent of the dam if the sale goes through.",
            Touched::Condition,
        ),
        ("Vega spent 12 million euros.", "Vega planned to spend 12 million euros.", Touched::Condition),
        ("Vega spent 12 million euros.", "Vega will spend 12 million euros.", Touched::Condition),
        ("Vega spent 12 million euros.", "Vega could have spent 12 million euros.", Touched::Condition),
        ("Vega spent 12 million euros.", "Vega allegedly spent 12 million euros.", Touched::Hedge),
        ("Vega owns 62.5 per cent of the dam.", "Orion owns 62.5 per cent of the dam.", Touched::Name),
        ("Lena Ruiz signed the permit on 4 March 2019.", "Bo Lind signed the permit on 4 March 2019.", Touched::Name),
        (
            "Lena Ruiz signed the permit on 4 March 2019.",
            "Lena Ruiz signed the permit on 5 March 2019.",
            Touched::Figure,
        ),
        ("Vega spent 12 million euros in 2020.", "Vega spent 12 million euros in 2021.", Touched::Figure),
        (
            "The mine never paid the tax of 3 million euros.",
            "The mine paid the tax of 3 million euros.",
            Touched::Negation,
        ),
        ("The mine did not close its clinic in Altona.", "The mine closed its clinic in Altona.", Touched::Negation),
        ("La producción subió un 12 %.", "La producción bajó un 12 %.", Touched::Direction),
        ("El puerto ganó 3 millones de euros.", "El puerto perdió 3 millones de euros.", Touched::Direction),
        ("Vega posee el 62,5 % de la presa.", "Vega no posee el 62,5 % de la presa.", Touched::Negation),
        ("Vega posee el 62,5 % de la presa.", "Vega ya no posee el 62,5 % de la presa.", Touched::Negation),
        ("Vega posee el 62,5 % de la presa.", "Es falso que Vega posea el 62,5 % de la presa.", Touched::Denial),
        ("La mina invirtió 12 millones de dólares.", "La mina invertirá 12 millones de dólares.", Touched::Condition),
        (
            "La mina invirtió 12 millones de dólares.",
            "La mina habría invertido 12 millones de dólares.",
            Touched::Condition,
        ),
        (
            "La mina invirtió 12 millones de dólares.",
            "La mina prometió invertir 12 millones de dólares.",
            Touched::Condition,
        ),
        ("Vega invirtió 12 millones de dólares.", "Orión invirtió 12 millones de dólares.", Touched::Name),
        (
            "Ana Ruiz firmó el permiso el 4 de marzo de 2019.",
            "Ana Ruiz firmó el permiso el 4 de mayo de 2019.",
            Touched::Figure,
        ),
    ];
    let missed = rows.iter().filter(|(claim, sentence, what)| !kinds(claim, sentence, "").contains(what));
    let missed: Vec<_> = missed.collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn the_sentence_that_comes_next_may_deny_it() {
    let claim = "Vega owns 62.5 per cent of the dam.";
    for next in
        ["This is not true.", "That figure is wrong, the register says.", "The claim is false.", "It is a hoax."]
    {
        assert_eq!(kinds(claim, claim, next), [Touched::Denial], "{next}");
    }
    for next in ["The dam is not full.", "Lind denied everything.", "It was built in 1932.", ""] {
        assert_eq!(kinds(claim, claim, next), [], "{next}");
    }
    assert_eq!(kinds("Vega posee el 62,5 %.", "Vega posee el 62,5 %.", "Esto es falso."), [Touched::Denial]);
}

#[test]
fn no_text_is_too_odd_to_be_weighed() {
    for text in ["", " ", ".", "no", "not not not", "«", "12", "12 12 12", "🦀 if", "\u{0}", "that", "not only"] {
        for other in ["", "Vega owns 12.", "no", ",,,", "12 , that 12"] {
            turned(text, other, text);
            turned(other, text, other);
        }
    }
}

/// Pairs that people wrote who had not seen the rules, and how many may be wrong at most: what bears out its claim and is
/// called turned, and what turns it and is let be. The rounds' first scores are in `docs/drafts.md`.
const ROUNDS: [(&str, usize, usize); 2] = [
    (include_str!("../../../../../tests/spot/passages/round-1.tsv"), 9, 15),
    (include_str!("../../../../../tests/spot/passages/round-2.tsv"), 6, 31),
];

#[test]
fn pairs_of_the_rounds_are_judged_no_worse_than_before() {
    for (table, most_alarms, most_missed) in ROUNDS {
        let (mut alarms, mut missed) = (Vec::new(), Vec::new());
        for row in table.lines() {
            let cells: Vec<&str> = row.split('\t').collect();
            let (answer, next) = (cells[2], cells.get(5).copied().unwrap_or_default());
            match (answer, turned(cells[3], cells[4], next).is_empty()) {
                ("bears", false) => alarms.push(cells[0]),
                ("bears", true) | (_, false) => {}
                (_, true) => missed.push(cells[0]),
            }
        }
        assert!(alarms.len() <= most_alarms, "{} false alarms: {alarms:?}", alarms.len());
        assert!(missed.len() <= most_missed, "{} missed: {missed:?}", missed.len());
    }
}

#[test]
fn a_sentence_about_something_else_bears_nothing_out() {
    let rows = [
        ("The governor took bribes.", "Boil the potatoes in salted water.", true),
        ("Pedro Salas murdered his wife.", "Pedro Salas collects stamps.", true),
        ("El gobernador cobró sobornos.", "Pele las cebollas y las patatas.", true),
        ("Vega spent 12 million euros.", "Spent on the works: 12.0 million.", false),
        ("He signed it.", "Lind signed.", false),
        // Another language may say it in other words.
        ("The governor took bribes.", "El gobernador cobró sobornos de la empresa constructora.", false),
    ];
    for (claim, sentence, beside) in rows {
        assert_eq!(is_beside_the_point(claim, sentence), beside, "{claim} / {sentence}");
    }
}
