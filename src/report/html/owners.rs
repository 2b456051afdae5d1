//! Who owns whom, drawn and as a table, where stakes are recorded.

use super::page::Page;
use crate::dossier::Dossier;
use language::ownership::{Graph, svg_within};

/// Names the element around the drawing, to which the rules of its style are held.
const AROUND: &str = ".owners";

/// Writes the drawing and the table.
pub fn write(page: &mut Page, dossier: &Dossier) {
    if dossier.stakes.is_empty() {
        return;
    }
    page.raw("<h3>Who owns whom</h3>\n");
    match Graph::of(dossier.stakes.clone(), None).picture(None) {
        Ok(picture) => {
            page.raw(
                "<div class=\"wide owners\" tabindex=\"0\" role=\"group\" aria-label=\"Drawing of who owns whom\">\n",
            );
            page.drawing(&svg_within(&picture, AROUND)).raw("</div>\n");
        }
        Err(reason) => drop(page.put("p", "", &format!("Not drawn: {reason}."))),
    }
    table(page, dossier);
}

fn table(page: &mut Page, dossier: &Dossier) {
    page.fold().raw("\n<summary>The stakes as a table</summary>\n");
    page.raw("<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Stakes\"><table>\n<thead><tr>");
    page.raw("<th scope=\"col\">Owner</th><th scope=\"col\">Owned</th><th scope=\"col\">Share</th>");
    page.raw("<th scope=\"col\">Told of</th><th scope=\"col\">Evidence</th></tr></thead>\n<tbody>\n");
    for stake in &dossier.stakes {
        let figure = &stake.figure;
        let amounts = [figure.amount, figure.upper].into_iter().flatten().map(|amount| amount.to_string());
        let share = format!("{} {} %", figure.comparator, amounts.collect::<Vec<_>>().join("–"));
        page.raw("<tr><th scope=\"row\">")
            .text(&stake.owner)
            .raw("</th>")
            .put("td", "", &stake.owned)
            .put("td", "figure", &share);
        page.put("td", "", &stake.told_of()).put("td", "", &stake.mark()).raw("</tr>\n");
    }
    page.raw("</tbody>\n</table></div>\n</details>\n");
}
