//! Trees, SVG and DOT: what they show, and that names of strangers stay names.

use super::seed::{MINE, las_bambas, through_hong_kong};
use super::*;
use crate::ownership::{NotDrawn, dot, svg, tree};
use quick_xml::Reader;
use quick_xml::events::Event;

impl Graph {
    pub(super) fn tree_lines(&self, company: &str) -> Vec<String> {
        tree(self, company).unwrap()
    }
}

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"quoted\" & 'quoted'",
    "a\u{1b}[2Jb\u{7}\u{0}c",
    "\u{202e}desrever",
    "]]> --> <!-- &lt; \\N \\\" \\",
    "two\nlines\r\n\ttabs",
    "五矿集团有限公司 مجموعة",
];

/// Gives the depth of the deepest element, after reading the whole as XML.
fn well_formed(text: &str) -> usize {
    let mut reader = Reader::from_str(text);
    let (mut depth, mut deepest) = (0usize, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let name = start.name().as_ref().to_string();
                assert!(["svg", "title", "desc", "style", "g", "text"].contains(&name.as_str()), "{name}");
                depth += 1;
                deepest = deepest.max(depth);
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    deepest
}

#[test]
fn the_tree_shows_shares_dates_and_control() {
    let graph = Graph::of(through_hong_kong(), Day::parse("2024-06-05"));
    assert_eq!(
        graph.tree_lines(MINE).join("\n"),
        "Minera Las Bambas S.A.C.\n\
         ├─ 62.5 %  MMG Limited, controls  (2014-01-01 to 2014-12-31, E001)\n\
         │  └─ 67.5 %  Minmetals HK, controls  (2024-06-04, E005)\n\
         │     └─ 100 %  China Minmetals, controls  (2024-06-04, E005)\n\
         ├─ 22.5 %  Guoxin International Investment  (2014-01-01 to 2014-12-31, E001)\n\
         └─ 15 %  CITIC Metal  (2014-01-01 to 2014-12-31, E001)"
    );
    let ring = super::graph("X : = 60 : A :\nX : = 60 : B :\nA : = 40 : B :\nB : = 40 : A :", "").tree_lines("A");
    assert_eq!(ring.len(), 5);
    assert!(ring.iter().any(|line| line.ends_with("↺ closes a cycle")), "{ring:?}");
}

#[test]
fn the_drawing_is_the_same_every_time_and_says_what_it_shows() {
    let draw = || svg(&Graph::of(las_bambas(), Day::parse("2016-06-01")).picture(Some(MINE)).unwrap());
    let drawn = draw();
    assert_eq!(drawn, draw());
    well_formed(&drawn);
    for part in
        ["role=\"img\"", "<title id=", "<desc id=", "prefers-color-scheme", "73.7 %", "interest 46.06 %, control"]
    {
        assert!(drawn.contains(part), "{part}");
    }
    assert!(drawn.contains("China Minmetals: majority by control: yes (62.5 % through MMG Limited)"));
    for absent in ["<script", "href", "url(", "@import", "NaN", "inf"] {
        assert!(!drawn.contains(absent), "{absent}");
    }
}

#[test]
fn names_of_strangers_stay_names() {
    let long = "x".repeat(10_000);
    let piled = format!("a{}", "\u{301}".repeat(2_000));
    let mut table: Vec<Stake> = Vec::new();
    for name in HOSTILE.iter().copied().chain([long.as_str(), piled.as_str()]) {
        table.push(stake(table.len(), name, "= 10", "Target", "2020-01-01"));
        table.last_mut().unwrap().evidence = Some(format!("{name}\u{1b}"));
    }
    let graph = Graph::of(table, None);
    let picture = graph.picture(Some("target")).unwrap();
    let (drawn, dotted, lines) = (svg(&picture), dot(&picture), graph.tree_lines("target").join("\n"));
    well_formed(&drawn);
    for text in [&drawn, &dotted, &lines] {
        let steering = text.chars().find(|letter| (letter.is_control() && *letter != '\n') || *letter == '\u{202e}');
        assert_eq!(steering, None);
    }
    assert!(drawn.contains("&lt;script&gt;") && !drawn.contains("<script"));
    assert!(dotted.contains("\\\"quoted\\\" &amp; 'quoted'") && dotted.contains("\\\\N \\\\\\\" \\\\"));
    assert_eq!(lines.lines().count(), 10);
    assert!(graph.findings().iter().all(|finding| !finding.message.contains('\u{1b}')));
    assert!(graph.ownership_of("target").unwrap().holdings.len() == 9);
}

#[test]
fn graphviz_gets_boxes_and_arrows() {
    let graph = super::graph("Top : = 60 : Works : 2020-01-01\nOther : >= 40 : Works :", "");
    assert_eq!(
        dot(&graph.picture(Some("Works")).unwrap()),
        "digraph ownership {\n  label=\"Who owns Works, by the latest statements\";\n  labelloc=t;\n\
         \x20 node [shape=box];\n\
         \x20 n0 [label=\"Top\\ninterest 60 %, control\"];\n\
         \x20 n1 [label=\"Works\", style=bold];\n\
         \x20 n2 [label=\"Other\\ninterest ≥ 40 %, control unsettled\"];\n\
         \x20 n0 -> n1 [label=\"60 %\\n2020-01-01\", tooltip=\"Top holds 60 % of Works (2020-01-01, 00000000)\", penwidth=3];\n\
         \x20 n2 -> n1 [label=\"≥ 40 %\\nundated\", tooltip=\"Other holds ≥ 40 % of Works (undated, 00000000)\", \
         penwidth=3, style=dashed];\n}\n"
    );
}

#[test]
fn too_much_for_one_picture_is_refused_with_advice() {
    let table: String = (0..300).map(|number| format!("o{number} : = 0.1 : Works :\n")).collect();
    let refused = super::graph(&table, "").picture(Some("works")).unwrap_err();
    assert!(matches!(refused, NotDrawn::TooMany { companies: 301, stakes: 300 }));
    assert!(refused.to_string().contains("draw what is above one company"));
}
