//! However a sentence is changed, the claim in it is never called unchanged; and how often it is looked at in vain.
//!
//! The changes are the same each time. `TICKMARK_SENTENCES=10000` makes more of them, `TICKMARK_SENTENCE_SEED=2` others;
//! `--nocapture` shows the counts.

use std::collections::BTreeMap;
use tickmark::text::anchor::{Anchor, Found, anchor_all};

const ENGLISH: &str = "\
The harbour of Altona handled 4.2 million tonnes of grain in 2019, the port office says. Vega Mining bought the old mill \
from Lena Ruiz for 310,000 euros, and the council approved the sale in March.

“We paid every worker on time,” said Bo Lind, who runs the yard. “The fund lost 12 per cent of its value in one year. \
Nobody was told.” The board met twice before the strike began.

Output rose by 12 per cent after the new ferry opened, according to the transport office. Mr. Lind owns at least 62.5 per \
cent of the dam. All 40 houses on the north bank were flooded in the spring of 2021. The court found that the permit was \
legal. Orla Hale, the mayor of Tarn, signed the contract with Kestrel Dredging on 12 March 2021.

The mine employs 1,200 people; more than half of them come from the valley. If the price falls below 80 dollars, the \
company will close two pits. The firm denies that it dumped waste in the river. Exports to the north grew faster than \
imports did. Dr. Tal and Prof. Okafor measured the lead in the water three times.

The bank lent the town 5 million pounds at 3.1 per cent. Ana Ruiz won the vote by 214 ballots. The fire killed nine people \
and hurt thirty. Since 1998 the town has lost a third of its shops. Some members of the council say the plan was never \
read aloud. It cost too much.";

const SPANISH: &str = "\
El puerto de Altona movió 4,2 millones de toneladas de grano en 2019, dice la oficina del puerto. Vega Minera compró el \
viejo molino a Lena Ruiz por 310.000 euros, y el concejo aprobó la venta en marzo.

«Pagamos a tiempo a cada obrero», dijo Bo Lind, que dirige el astillero. «El fondo perdió un 12 por ciento de su valor en \
un año. Nadie lo supo». La junta se reunió dos veces antes de la huelga.

La producción subió un 12 por ciento después de abrir el nuevo muelle, según la oficina de transporte. El Sr. Lind posee al \
menos el 62,5 por ciento de la presa. Las 40 casas de la orilla norte se inundaron en la primavera de 2021. El juez falló \
que el permiso era legal. Orla Hale, alcaldesa de Tarn, firmó el contrato con Dragados Cernícalo el 12 de marzo de 2021.

La mina emplea a 1200 personas; más de la mitad viene del valle. Si el precio baja de 80 dólares, la empresa cerrará dos \
pozos. La firma niega que vertiera residuos en el río. Las exportaciones al norte crecieron más que las importaciones.

El banco prestó al pueblo 5 millones al 3,1 por ciento. Ana Ruiz ganó la votación por 214 votos. El incendio mató a nueve \
personas e hirió a treinta. Desde 1998 el pueblo ha perdido un tercio de sus tiendas. Costó demasiado.";

/// A list and a table, with markup.
const MARKED: &str = "\
# The yard

Vega paid the yard **5 million euros**, it says in [the report](https://yard.example.org/2019/report.pdf). The rest came later.

1. The dam holds 40 million litres of water.
2. The mill burnt down in 1987.
3. Kestrel Dredging owns both cranes.

- Bo Lind never signed the first contract.
- Ana Ruiz bought nine boats from Orla Hale.

| Year | Ships | Crew |
|------|-------|------|
| 2019 | 41 boats came | 310 sailors |
| 2020 | 38 boats came | 290 sailors |

The yard closed after the war.";

/// Numbers that look like chance, and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

/// A text with its sentences, as the writer of this test cuts them.
struct Text {
    text: &'static str,
    sentences: Vec<(usize, usize)>,
    spanish: bool,
}

impl Text {
    fn of(text: &'static str, spanish: bool) -> Self {
        let short = ["Mr.", "Dr.", "Prof.", "Sr."];
        let mut sentences = Vec::new();
        for (start, line) in text
            .match_indices(|_: char| true)
            .filter(|(at, _)| *at == 0 || text[..*at].ends_with('\n'))
            .map(|(at, _)| (at, text[at..].lines().next().unwrap()))
        {
            if line.starts_with('|') || line.starts_with('#') {
                continue;
            }
            let lead = line.find(|letter: char| letter.is_alphabetic() || "“«*".contains(letter)).unwrap_or(0);
            let mut from = lead;
            for (at, mark) in line.match_indices(['.', '!', '?']) {
                let after = &line[at + 1..];
                let closer = after.chars().next().filter(|next| "”».".contains(*next)).map_or(0, char::len_utf8);
                let ends = after[closer..].is_empty() || after[closer..].starts_with(' ');
                let next = after[closer..]
                    .trim_start()
                    .chars()
                    .next()
                    .is_none_or(|next| next.is_uppercase() || "“«¿".contains(next));
                if at > from
                    && ends
                    && next
                    && mark == "."
                    && !short.iter().any(|short| line[..at + 1].ends_with(short))
                {
                    sentences.push((start + from, start + at + 1 + closer));
                    from = at + 1 + closer + (after[closer..].len() - after[closer..].trim_start().len());
                }
            }
        }
        Self { text, sentences, spanish }
    }

    fn words(&self, sentence: (usize, usize)) -> Vec<&'static str> {
        self.text[sentence.0..sentence.1].split(' ').collect()
    }
}

const KINDS: [&str; 12] = [
    "insert",
    "negate",
    "replace",
    "condition",
    "deny",
    "swap names",
    "swap words",
    "move",
    "remove",
    "figure",
    "clause",
    "source",
];

/// Changes a sentence in some way.
fn changed(text: &Text, words: &[&str], kind: &str, dice: &mut Dice) -> String {
    let choose = |dice: &mut Dice, english: &[&'static str], spanish: &[&'static str]| {
        dice.of(if text.spanish { spanish } else { english }).to_string()
    };
    let mut words: Vec<String> = words.iter().map(|word| word.to_string()).collect();
    let at = dice.below(words.len());
    match kind {
        "insert" => {
            let word = choose(
                dice,
                &["almost", "old", "very", "reportedly", "also", "both", "red"],
                &["casi", "viejo", "muy", "también", "rojo", "supuestamente"],
            );
            words.insert(at, word);
        }
        "negate" => {
            words.insert(at, choose(dice, &["not", "never", "hardly", "no"], &["no", "nunca", "jamás", "tampoco"]))
        }
        "replace" => {
            let word = choose(
                dice,
                &["fell", "sold", "stone", "Quill", "nobody", "seven", "after", "his", "lake"],
                &["vendió", "piedra", "Quill", "nadie", "siete", "tras", "su", "lago"],
            );
            words[at] = word;
        }
        "condition" => {
            let clause = choose(
                dice,
                &["If the sale goes through,", "Unless the court steps in,", "Once the bank agrees,"],
                &["Si se aprueba la venta,", "Salvo que el juez lo impida,", "Cuando el banco acepte,"],
            );
            words.insert(0, clause);
        }
        "deny" | "clause" => {
            let deny = choose(
                dice,
                &["which the mayor denies", "a claim that the register does not bear out", "though that is false"],
                &["cosa que la alcaldesa desmiente", "algo que el registro no confirma", "aunque es falso"],
            );
            let plain = choose(
                dice,
                &["as the rain came", "and the market closed", "while the band played on"],
                &["mientras llovía", "y el mercado cerró", "cuando tocó la banda"],
            );
            let last = words.pop().unwrap();
            let (stem, end) = last.split_at(last.find(['.', '”', '»']).unwrap_or(last.len()));
            words.push(format!("{stem}, {}{end}", if kind == "deny" { deny } else { plain }));
        }
        "swap names" => {
            let names: Vec<usize> = (1..words.len()).filter(|at| words[*at].starts_with(char::is_uppercase)).collect();
            match names.as_slice() {
                [] => words[at] = "Quill".into(),
                [one] => words[*one] = "Quill".into(),
                names => {
                    let (one, other) = (names[dice.below(names.len())], names[dice.below(names.len())]);
                    words.swap(one, other);
                }
            }
        }
        "swap words" => {
            let other = dice.below(words.len());
            words.swap(at, other);
        }
        "move" => {
            let length = 1 + dice.below(4.min(words.len() - 1));
            let from = dice.below(words.len() - length);
            let part: Vec<String> = words.drain(from..from + length).collect();
            let to = dice.below(words.len() + 1);
            words.splice(to..to, part);
        }
        "remove" => drop(words.remove(at)),
        "figure" => {
            let digits: Vec<usize> = (0..words.len())
                .filter(|at| words[*at].contains(|digit: char| digit.is_ascii_digit()) && !words[*at].contains("]("))
                .collect();
            let Some(at) = digits.get(dice.below(digits.len())).copied() else {
                words.insert(at, "17".into());
                return words.join(" ");
            };
            let digit = words[at].rfind(|digit: char| digit.is_ascii_digit()).unwrap();
            let new = (words[at].as_bytes()[digit] - b'0' + 1 + dice.below(8) as u8) % 10;
            words[at].replace_range(digit..digit + 1, &new.to_string());
        }
        _ => {
            let opening = choose(
                dice,
                &["Orla Hale said", "According to a rumour,", "The mayor claims that"],
                &["Orla Hale dijo que", "Según un rumor,", "La alcaldesa sostiene que"],
            );
            words.insert(0, opening);
        }
    }
    words.join(" ")
}

const HARMLESS: [&str; 10] = [
    "quotation marks",
    "dashes",
    "spaces",
    "line ends",
    "emphasis",
    "link",
    "list",
    "neighbour changed",
    "moved",
    "crosshead",
];

/// Sets a text otherwise, or changes what stands around a sentence, and leaves the sentence's words alone.
fn harmless(text: &Text, (start, end): (usize, usize), kind: &str, dice: &mut Dice) -> String {
    let (before, sentence, after) = (&text.text[..start], &text.text[start..end], &text.text[end..]);
    let spaces: Vec<usize> = sentence.match_indices(' ').map(|(at, _)| at).collect();
    let between = |dice: &mut Dice, with: &str| {
        let Some(at) = spaces.get(dice.below(spaces.len())) else { return sentence.to_string() };
        format!("{}{with}{}", &sentence[..*at], &sentence[at + 1..])
    };
    let new = match kind {
        "quotation marks" => return text.text.replace(['“', '”', '«', '»'], "\""),
        "dashes" => return text.text.replace(" - ", " – ").replace("; ", ";\u{a0}"),
        "spaces" => between(dice, "\u{a0}"),
        "line ends" => between(dice, "\n"),
        "emphasis" | "link" => {
            let Some(at) = spaces.get(dice.below(spaces.len())) else { return text.text.to_string() };
            let (head, tail) = (&sentence[..*at], &sentence[at + 1..]);
            let cut = tail.split(' ').next().unwrap().trim_end_matches([',', '.', ';', '”', '»']).len();
            let marked = tail[..cut].contains(['[', ']', '(', '*', '“', '«'])
                || head.matches('[').count() != head.matches(']').count();
            match kind {
                _ if marked || head.matches("**").count() % 2 == 1 => sentence.to_string(),
                "link" => format!("{head} [{}](https://yard.example.org/a?b=1&c=(d)){}", &tail[..cut], &tail[cut..]),
                _ => format!("{head} *{}*{}", &tail[..cut], &tail[cut..]),
            }
        }
        "list" => {
            return text
                .text
                .replace("\n3. ", "\n4. ")
                .replace("\n2. ", "\n3. ")
                .replace("\n1. ", "\n1. One more thing came up.\n2. ");
        }
        "neighbour changed" => {
            let others: Vec<&(usize, usize)> =
                text.sentences.iter().filter(|other| other.0 >= end || other.1 <= start).collect();
            let (from, to) = *others[dice.below(others.len())];
            let old = &text.text[from..to];
            let cut = old.find(' ').unwrap_or(old.len());
            return format!("{}{} really{}{}", &text.text[..from], &old[..cut], &old[cut..], &text.text[to..]);
        }
        "moved" => {
            let paragraphs: Vec<&str> = text.text.split("\n\n").collect();
            let from = dice.below(paragraphs.len());
            let mut order: Vec<&str> = paragraphs.clone();
            let moved = order.remove(from);
            order.insert(dice.below(order.len() + 1), moved);
            return order.join("\n\n");
        }
        _ => {
            let paragraphs: Vec<&str> = text.text.split("\n\n").collect();
            let at = dice.below(paragraphs.len());
            return [&paragraphs[..at], &["What the valley says"], &paragraphs[at..]].concat().join("\n\n");
        }
    };
    format!("{before}{new}{after}")
}

/// Chooses what a claim on a sentence spans: all of it, some words, one word.
fn claim(text: &Text, (start, end): (usize, usize), dice: &mut Dice) -> (usize, usize) {
    let sentence = &text.text[start..end];
    let mut words = Vec::new();
    let mut at = 0;
    for word in sentence.split(' ') {
        words.push((at, at + word.len()));
        at += word.len() + 1;
    }
    let (from, to) = match dice.below(3) {
        0 => (0, words.len() - 1),
        1 => {
            let from = dice.below(words.len());
            (from, (from + dice.below(4)).min(words.len() - 1))
        }
        _ => {
            let figure =
                |word: &&(usize, usize)| sentence[word.0..word.1].contains(|digit: char| digit.is_ascii_digit());
            let at = words.iter().position(|word| figure(&word)).unwrap_or_else(|| dice.below(words.len()));
            (at, at)
        }
    };
    (start + words[from].0, start + words[to].1)
}

/// Gives the words of a text in their order, as nobody else in the program reads them; a capital alone makes no other word.
fn bare(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | ',' | '\''));
    words
        .map(|word| word.trim_matches(['.', ',', '\'']).to_string())
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase())
        .collect()
}

fn follow(text: &Text, (start, end): (usize, usize), new: &str) -> Found {
    let old = text.text;
    let prefix: String = old[..start].chars().rev().take(32).collect::<Vec<_>>().into_iter().rev().collect();
    let suffix = old[end..].chars().take(32).collect();
    let anchor = Anchor { exact: old[start..end].to_string(), prefix, suffix, heading: None, start: start as u64 };
    anchor_all(&[anchor], old, new).remove(0)
}

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |text| text.parse().unwrap())
}

fn texts() -> [Text; 3] {
    [Text::of(ENGLISH, false), Text::of(SPANISH, true), Text::of(MARKED, false)]
}

#[test]
fn no_change_of_a_sentence_passes_in_silence() {
    let (wanted, mut dice) = (setting("TICKMARK_SENTENCES", 300), Dice(setting("TICKMARK_SENTENCE_SEED", 1)));
    let texts = texts();
    let (mut made, mut lost, mut silent) = (0, 0, Vec::new());
    let mut grades: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    while made < wanted {
        let text = &texts[dice.below(3)];
        let sentence = text.sentences[dice.below(text.sentences.len())];
        let kind = dice.of(&KINDS);
        let words = text.words(sentence);
        if words.len() < 3 {
            continue;
        }
        let new = changed(text, &words, kind, &mut dice);
        if bare(&new) == bare(&text.text[sentence.0..sentence.1]) {
            continue;
        }
        made += 1;
        let span = claim(text, sentence, &mut dice);
        let draft = format!("{}{new}{}", &text.text[..sentence.0], &text.text[sentence.1..]);
        let found = follow(text, span, &draft);
        let grade = match &found {
            Found::Edited { changes, .. } => changes.iter().map(|change| change.what).min().unwrap().to_string(),
            Found::Lost { .. } => {
                lost += 1;
                let words = &text.text[span.0..span.1];
                if new.contains(words) {
                    println!("lost, {kind}: {words}\n  {}\n  {new}\n  {found:?}", &text.text[sentence.0..sentence.1]);
                }
                "lost".to_string()
            }
            Found::Unchanged { .. } | Found::Moved { .. } => {
                silent.push(format!("{kind}: {}\n  {new}\n  {found:?}", &text.text[span.0..span.1]));
                "SILENT".to_string()
            }
        };
        *grades.entry(kind).or_default().entry(grade).or_default() += 1;
    }
    println!("{made} changes: {} silent, {lost} lost", silent.len());
    for (kind, grades) in grades {
        println!("  {kind}: {grades:?}");
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    // What one change leaves of a sentence is nearly always found again.
    assert!(lost * 20 <= made, "{lost} of {made} were lost");
}

#[test]
fn what_leaves_the_words_alone_is_seldom_looked_at_in_vain() {
    let (wanted, mut dice) = (setting("TICKMARK_SENTENCES", 300), Dice(setting("TICKMARK_SENTENCE_SEED", 1) + 1000));
    let texts = texts();
    let mut needless: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
    let mut told = Vec::new();
    for _ in 0..wanted {
        let text = &texts[dice.below(3)];
        let sentence = text.sentences[dice.below(text.sentences.len())];
        let kind = dice.of(&HARMLESS);
        let draft = harmless(text, sentence, kind, &mut dice);
        let span = claim(text, sentence, &mut dice);
        let found = follow(text, span, &draft);
        let (made, edited, lost) = needless.entry(kind).or_default();
        *made += 1;
        match &found {
            Found::Edited { .. } => *edited += 1,
            Found::Lost { .. } => *lost += 1,
            Found::Unchanged { .. } | Found::Moved { .. } => continue,
        }
        if told.len() < 30 {
            told.push(format!("{kind}: {}\n  {found:?}", &text.text[span.0..span.1]));
        }
    }
    let (edited, lost) = needless.values().fold((0, 0), |(edited, lost), counts| (edited + counts.1, lost + counts.2));
    println!("{wanted} harmless revisions: {edited} looked at in vain, {lost} lost");
    println!("  {needless:?}\n{}", told.join("\n"));
    assert!((edited + lost) * 100 <= wanted * 2, "{needless:?}\n{}", told.join("\n"));
}
