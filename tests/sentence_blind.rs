//! Forty pairs of sentences, written before the program was run on any of them, with what each change is to be called.

use tickmark::text::compare::changes;

/// The old sentence, the new one, and the gravest change between them; nothing where none is to be seen.
const PAIRS: [(&str, &str, &str); 40] = [
    ("The plant shut for nine weeks last year.", "The plant shut for six weeks last year.", "figure"),
    ("Rents in Tarn climbed 8 per cent.", "Rents in Tarn slipped 8 per cent.", "direction"),
    ("The union welcomed the offer on Friday.", "The union rejected the offer on Friday.", "direction"),
    ("Hale said the pumps had been tested.", "Birk said the pumps had been tested.", "source"),
    ("The pumps had been tested twice.", "The pumps had been tested twice, a spokesman claimed.", "source"),
    ("The council may sell the quay.", "The council will sell the quay.", "hedge"),
    ("Most of the trawlers carry radios.", "Some of the trawlers carry radios.", "direction"),
    ("Oxbow paid the fine in full.", "Oxbow has yet to pay the fine in full.", "negation"),
    ("The bridge opened without a permit.", "The bridge opened with a permit.", "negation"),
    ("Larch is the largest employer in the valley.", "Larch is the smallest employer in the valley.", "direction"),
    ("The tunnel is 4 kilometres long.", "The tunnel is 4 miles long.", "figure"),
    ("It was built in two years.", "It was built in 2 years.", "wording"),
    ("Residents were warned before the flood.", "Residents were warned after the flood.", "direction"),
    ("The editor who hired Quell has left.", "The editor whom Quell hired has left.", "name"),
    ("The board approved the loan, provided that the state backs it.", "The board approved the loan.", "condition"),
    ("Her claim that the tests were faked is true.", "Her claim that the tests were faked is false.", "denial"),
    ("He was found guilty of fraud.", "He was found not guilty of fraud.", "negation"),
    ("The clinic treated about 300 children.", "The clinic treated exactly 300 children.", "hedge"),
    ("The mayor, a former miner, opened the school.", "The mayor, a former baker, opened the school.", "wording"),
    ("They crossed the lake at night.", "At night they crossed the lake.", "order"),
    ("The ship — built in 1931 — sank off Altona.", "The ship - built in 1931 - sank off Altona.", ""),
    ("“Nobody asked us,” the widow said.", "\"Nobody asked us,\" the widow said.", ""),
    ("The ferry sails daily.", "The ferry sails *daily*.", ""),
    ("Kestrel sued Larch over the cranes.", "Larch sued Kestrel over the cranes.", "name"),
    ("The price went from 40 to 60 euros.", "The price went from 60 to 40 euros.", "figure"),
    ("Every shop on the street has closed.", "Hardly any shop on the street has closed.", "negation"),
    ("The doctors agreed with the finding.", "The doctors disagreed with the finding.", "direction"),
    ("Lind is the chairman of the fund.", "Lind is the treasurer of the fund.", "wording"),
    ("The report was published by the ministry.", "The report was leaked by the ministry.", "source"),
    ("The strike cost the port 3 million pounds.", "The strike saved the port 3 million pounds.", "direction"),
    ("El alcalde aprobó las obras del muelle.", "El alcalde rechazó las obras del muelle.", "direction"),
    ("La empresa despidió a 30 obreros.", "La empresa contrató a 30 obreros.", "direction"),
    ("La ministra dijo que el agua es segura.", "El gerente dijo que el agua es segura.", "source"),
    ("El puente costó 3 millones de euros.", "El puente costó 3 millones de dólares.", "figure"),
    ("Todos los barcos tienen radio.", "Casi todos los barcos tienen radio.", "hedge"),
    ("La mina cerrará en mayo.", "La mina cerrará en mayo, a menos que suba el precio.", "condition"),
    ("Lind vendió el molino a Orla.", "Orla vendió el molino a Lind.", "name"),
    ("El censo cuenta 214 casas.", "El censo no cuenta 214 casas.", "negation"),
    ("Desde 2015 la cosecha crece.", "La cosecha crece desde 2015.", "order"),
    ("«Nadie vino», dijo el juez.", "“Nadie vino”, dijo el juez.", ""),
];

fn gravest(old: &str, new: &str) -> &'static str {
    changes(old, new).iter().map(|change| change.what).min().map_or("", |what| what.word())
}

#[test]
fn forty_pairs_that_were_written_blind() {
    let slight = |word: &str| matches!(word, "wording" | "order");
    let (mut silent, mut needless, mut class, mut named) = (0, 0, 0, 0);
    for (old, new, expect) in PAIRS {
        let found = gravest(old, new);
        silent += usize::from(found.is_empty() && !expect.is_empty());
        needless += usize::from(!found.is_empty() && expect.is_empty());
        class += usize::from(found.is_empty() == expect.is_empty() && slight(found) == slight(expect));
        named += usize::from(found == expect);
        if found != expect {
            println!("{old}\n{new}\n  expected {expect}, found {found}: {:?}", changes(old, new));
        }
    }
    println!(
        "{silent} silent, {needless} in vain, {class} of 40 put to the right person, {named} of 40 named as expected"
    );
    assert_eq!((silent, needless, class), (0, 0, PAIRS.len()));
    assert!(named >= 36, "{named}");
}
