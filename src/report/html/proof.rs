//! What the page proves, what it does not, and where the record stood when it was written.

use super::names::when;
use super::page::Page;
use crate::dossier::Dossier;
use record::model::words::SecondPerson;

/// Writes the section.
pub fn write(page: &mut Page, dossier: &Dossier) {
    page.raw("<section class=\"part\" id=\"proof\" aria-labelledby=\"proof-title\">\n");
    page.raw("<h2 id=\"proof-title\">What this page proves</h2>\n");
    page.raw(
        "<p>Every claim carries the SHA-256 of its whole record: its words, evidence, verdicts and notes. Whoever holds \
         the casebook can compute each of them again, and <code>tickmark verify</code> says whether the signed logs \
         behind them are intact.</p>\n\
         <p>This page alone proves nothing: it is a copy that anybody could edit. The logs show when something was \
         recorded and with whose key; they do not show that it is true, and they do not stop whoever holds a key from \
         writing a log anew, unless somebody else noted where it stood. A capture shows what was received, not that its \
         author was honest.</p>\n",
    );
    page.raw("<dl>\n");
    page.field("Sign-off needs", Some(rules(dossier)));
    page.field("Latest event told here", dossier.updated.map(when));
    page.field("Confidential material", Some(if dossier.revealed { "in it in full" } else { "left out" }));
    page.raw("</dl>\n");
    draft(page, dossier);
    logs(page, dossier);
    page.raw("</section>\n");
}

/// Says what a sign-off needs.
pub fn rules(dossier: &Dossier) -> String {
    let evidence = match dossier.policy.evidence {
        1 => "one piece of evidence".to_string(),
        number => format!("{number} pieces of evidence"),
    };
    let second = match dossier.policy.second_person {
        SecondPerson::High => "a second person for claims of high priority",
        SecondPerson::All => "a second person for every claim",
        SecondPerson::Nobody => "no second person",
    };
    format!("{evidence} where the verdict rests on evidence; {second}")
}

fn draft(page: &mut Page, dossier: &Dossier) {
    let Some(draft) = dossier.draft.as_ref().map(|draft| &draft.draft) else { return };
    page.raw("<h3>The draft</h3>\n<dl>\n").field("File", draft.name.as_deref());
    for (term, hash) in [("SHA-256", &draft.sha256), ("Text SHA-256", &draft.text_sha256)] {
        if let Some(hash) = hash {
            page.raw("<div><dt>").raw(term).raw("</dt><dd>").hash(hash).raw("</dd></div>\n");
        }
    }
    page.raw("</dl>\n");
}

fn logs(page: &mut Page, dossier: &Dossier) {
    page.raw("<h3>The logs</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"The logs\"><table>\n");
    page.raw(
        "<thead><tr><th scope=\"col\">Log</th><th scope=\"col\">Of</th><th scope=\"col\">Events</th></tr></thead>\n",
    );
    page.raw("<tbody>\n");
    for (origin, actor, size) in &dossier.logs {
        page.raw("<tr><th scope=\"row\">").hash(origin).raw("</th>").put("td", "", actor.as_deref().unwrap_or("—"));
        page.put("td", "figure", &size.to_string()).raw("</tr>\n");
    }
    page.raw("</tbody>\n</table></div>\n");
}
