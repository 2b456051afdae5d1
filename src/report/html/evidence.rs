//! What a claim rests on: passages and figures of sources, how they were found, and how they compare.

use super::Desk;
use super::names::{by, by_whom, note_name};
use super::page::Page;
use super::signs::{plain, reasons};
use crate::dossier::{Comparison, Entry};
use crate::look::{counting, of_evidence, origins_bare};
use language::quantity::compare::Answer;
use record::model::claim::Evidence;
use record::model::words::{QuoteMatch, Stance};

/// Writes the evidence on a claim.
pub fn write(page: &mut Page, desk: &Desk, entry: &Entry) {
    page.raw("<h4>Evidence</h4>\n");
    if entry.claim.evidence.is_empty() {
        page.raw("<p class=\"none\">None recorded.</p>\n");
        return;
    }
    page.raw("<p class=\"origins\">Independent origins in support: <strong>");
    page.text(&origins_bare(&entry.standing.origins));
    page.raw("</strong></p>\n<ol class=\"entries\">\n");
    for evidence in &entry.claim.evidence {
        page.raw(if evidence.stands() { "<li>" } else { "<li class=\"fallen\">" });
        piece(page, desk, entry, evidence);
        page.raw("</li>\n");
    }
    page.raw("</ol>\n");
}

fn piece(page: &mut Page, desk: &Desk, entry: &Entry, evidence: &Evidence) {
    let judged = of_evidence(entry, evidence.mark.id);
    let wrong = judged.and_then(counting);
    let (class, sign) = match evidence.stance {
        _ if judged.is_some_and(|judged| !judged.counts) => ("stance falls", "×"),
        _ if wrong.is_some() => ("stance despite", "‡"),
        Stance::Supports => ("stance supports", "+"),
        Stance::Contradicts => ("stance contradicts", "−"),
        Stance::Partial => ("stance partial", "±"),
        Stance::Context => ("stance context", "·"),
    };
    page.raw("<p class=\"lead\"><span class=\"").raw(class).raw("\"><span aria-hidden=\"true\">").raw(sign);
    page.raw("</span> ").raw(evidence.stance.word());
    if let Some(wrong) = wrong {
        page.raw(", ").raw(wrong);
    }
    page.raw("</span> ");
    origin(page, desk, entry, evidence);
    page.raw("</p>\n");
    if let Some(quote) = &evidence.quote {
        page.raw("<blockquote><p>").text(quote).raw("</p></blockquote>\n<p class=\"found\">");
        page.text(&how_found(evidence)).raw("</p>\n");
    }
    page.raw("<dl>\n");
    details(page, evidence);
    page.raw("</dl>\n");
    reasons(page, judged.iter().flat_map(|judged| &judged.reasons));
    for comparison in entry.comparisons.iter().filter(|comparison| comparison.evidence == evidence.mark.id) {
        compared(page, comparison);
    }
}

fn origin(page: &mut Page, desk: &Desk, entry: &Entry, evidence: &Evidence) {
    if let Some(derivation) = &evidence.derivation {
        page.raw("computed as ").put("code", "", derivation.formula.as_deref().unwrap_or("(withheld)"));
        page.raw(" from");
    }
    for (at, id) in evidence.sources().enumerate() {
        page.raw(if at == 0 { " " } else { ", " });
        match desk.dossier.source(id) {
            Some(cited) => {
                let name = format!("[{}] {}", cited.number, cited.source.name());
                let to = if page.paper { note_name(entry, cited) } else { format!("source-{}", cited.number) };
                page.jump(&to, &name);
            }
            None => drop(page.text(&id.short())),
        }
    }
}

fn details(page: &mut Page, evidence: &Evidence) {
    page.field("Where", evidence.locator.as_deref());
    page.field("Said by", evidence.speaker.as_deref());
    page.field("Cell", evidence.cell.as_ref().map(|cell| format!("{}: {}", cell.address, cell.text)));
    page.field("Figure", evidence.quantity.as_ref().map(|quantity| quantity.to_string()));
    page.field("As of", evidence.as_of.map(|day| day.to_string()));
    page.field("Good until", evidence.good_until.map(|day| day.to_string()));
    page.field("Read with", evidence.confidence.map(|confidence| format!("{confidence} confidence")));
    page.field("Note", evidence.note.as_deref());
    let undermined = evidence.derivation.as_ref().and_then(|derivation| derivation.undermined);
    page.field("Undone", undermined.map(|input| format!("Its input {} was withdrawn.", input.short())));
    page.field("Withdrawn", evidence.withdrawn.as_ref().map(|remark| by(&remark.mark, &remark.text)));
    page.field("Attached", Some(format!("by {}, evidence {}", by_whom(&evidence.mark), evidence.mark.id.short())));
}

/// Says how far a quotation is what the source says.
pub fn how_found(evidence: &Evidence) -> String {
    let Some(passage) = &evidence.passage else {
        return "Quotation not found in a capture: unverified.".into();
    };
    let found = match passage.r#match {
        QuoteMatch::Exact => "Quotation found in the capture, word for word".into(),
        QuoteMatch::Alike => "Quotation found in the capture, but for spacing, marks and case".into(),
        QuoteMatch::Approximate => {
            format!("Quotation found in the capture, {}.{} % alike", passage.score / 10, passage.score % 10)
        }
    };
    let faults: Vec<String> = passage.faults.iter().map(|fault| plain(fault.word())).collect();
    match faults.is_empty() {
        true => format!("{found}."),
        false => format!("{found}. Departs from it: {}.", faults.join(", ")),
    }
}

fn compared(page: &mut Page, comparison: &Comparison) {
    let (class, sign) = match comparison.answer {
        Answer::Consistent => ("answer consistent", "✓"),
        Answer::Inconsistent => ("answer inconsistent", "✗"),
        Answer::NotComparable => ("answer incomparable", "?"),
    };
    page.fold().raw("\n<summary>Beside the claim’s figure: <span class=\"").raw(class);
    page.raw("\"><span aria-hidden=\"true\">").raw(sign).raw("</span> ").text(&plain(comparison.answer.word()));
    page.raw("</span>");
    if let Some(reason) = comparison.reason {
        page.raw(" (").text(&plain(reason.word())).raw(")");
    }
    page.raw("</summary>\n<ol class=\"working\">\n");
    for sentence in &comparison.working {
        page.put("li", "", sentence).raw("\n");
    }
    page.raw("</ol>\n</details>\n");
}
