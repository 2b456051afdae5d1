//! A graph of stakes in the language of Graphviz.

use super::Answer;
use super::picture::Picture;
use record::visible::visible;
use std::fmt::Write;

/// Writes a `digraph`, owners above what they own; heavy arrows are control, dashed ones may be.
pub fn dot(picture: &Picture) -> String {
    let mut text = format!("digraph ownership {{\n  label={};\n  labelloc=t;\n", quoted(&picture.title));
    text.push_str("  node [shape=box];\n");
    for (at, shown) in picture.boxes.iter().enumerate() {
        let style = if shown.subject { ", style=bold" } else { "" };
        let label = quoted_lines(&[shown.name.clone(), shown.note.clone().unwrap_or_default()]);
        let _ = writeln!(text, "  n{at} [label={label}{style}];");
    }
    for arrow in &picture.arrows {
        let style = match arrow.control {
            Answer::Yes => ", penwidth=3",
            Answer::No => "",
            Answer::Unsettled => ", penwidth=3, style=dashed",
        };
        let label = quoted_lines(&[arrow.share.clone(), arrow.told_of.clone()]);
        let tooltip = quoted(&arrow.sentence);
        let _ = writeln!(text, "  n{} -> n{} [label={label}, tooltip={tooltip}{style}];", arrow.owner, arrow.owned);
    }
    text.push_str("}\n");
    text
}

/// Quotes a text: Graphviz would read a backslash as the start of a placeholder such as `\N`.
fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn quoted_lines(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().filter(|line| !line.is_empty()).map(|line| escaped(line)).collect();
    format!("\"{}\"", lines.join("\\n"))
}

fn escaped(text: &str) -> String {
    // Graphviz reads `&lt;` in a label as `<`.
    visible(text).replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;")
}
