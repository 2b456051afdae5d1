//! The first sheet: what piece it is, how far the check has come, and what was found, counted and drawn.

use super::sheet::Formats;
use crate::dossier::Dossier;
use crate::look::of_verdict;
use crate::tally::Tally;
use record::model::words::{ClaimType, Status, Verdict};
use rust_xlsxwriter::{Chart, ChartType, Format, Worksheet, XlsxError};

const SHEET: &str = "Summary";
const WIDTH: f64 = 24.0;
/// Columns that the drawings stand beyond.
const CHART_COLUMN: u16 = 2;

pub(super) fn write(sheet: &mut Worksheet, dossier: &Dossier, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 1);
    sheet.set_column_width(0, WIDTH)?.set_column_width(1, WIDTH)?.set_column_range_width(2, 8, 14)?;
    let piece = &dossier.piece;
    sheet.write_string_with_format(0, 0, piece.title.as_deref().unwrap_or("(untitled)"), &formats.title)?;
    let confidential = if dossier.revealed { "shown in full" } else { "withheld" };
    let facts = [
        ("Byline", piece.byline.clone().unwrap_or_default()),
        ("Publisher", piece.publisher.clone().unwrap_or_default()),
        ("Latest event", dossier.updated.map(|moment| moment.to_string()).unwrap_or_default()),
        ("Confidential material", confidential.to_string()),
        ("How to edit", "Columns with a yellow header come back with `tickmark import xlsx`.".to_string()),
    ];
    for (at, (name, value)) in facts.iter().enumerate() {
        sheet.write_string(at as u32 + 1, 0, *name)?.write_string(at as u32 + 1, 1, value)?;
    }
    let counts = [
        ("Claims", dossier.claims.len()),
        ("Contested", dossier.claims.iter().filter(|entry| entry.contested).count()),
        ("Sources", dossier.sources.len()),
        ("Passages no claim covers", dossier.uncovered.len()),
    ];
    for (at, (name, count)) in counts.iter().enumerate() {
        sheet.write_string(at as u32 + 7, 0, *name)?.write_number(at as u32 + 7, 1, *count as f64)?;
    }
    for (at, (_, many, count)) in Tally::of(dossier).rows().into_iter().enumerate() {
        sheet.write_string(at as u32 + 12, 0, many)?.write_number(at as u32 + 12, 1, count as f64)?;
    }
    let below = by_status(sheet, dossier, formats, 18)?;
    by_type(sheet, dossier, formats, below.max(34) + 1)
}

fn by_status(sheet: &mut Worksheet, dossier: &Dossier, formats: &Formats, top: u32) -> Result<u32, XlsxError> {
    heads(sheet, top, &["status", "claims"], formats)?;
    let counts = dossier.by_status();
    let mut row = top;
    for status in Status::ALL {
        row += 1;
        sheet.write_string(row, 0, status.word())?;
        sheet.write_number(row, 1, counts.get(status).copied().unwrap_or_default() as f64)?;
    }
    let mut chart = Chart::new(ChartType::Bar);
    chart.title().set_name("Progress by status");
    chart.legend().set_hidden();
    chart.x_axis().set_min(0);
    chart.y_axis().set_reverse();
    chart
        .add_series()
        .set_categories((SHEET, top + 1, 0, row, 0))
        .set_values((SHEET, top + 1, 1, row, 1))
        .set_name("claims");
    sheet.insert_chart(top - 5, CHART_COLUMN + 1, &chart)?;
    Ok(row + 1)
}

/// A stacked bar for each type that there is.
fn by_type(sheet: &mut Worksheet, dossier: &Dossier, formats: &Formats, top: u32) -> Result<(), XlsxError> {
    let mut names = vec!["type", "no verdict"];
    names.extend(Verdict::ALL.iter().map(|verdict| verdict.word()));
    heads(sheet, top, &names, formats)?;
    let mut row = top;
    for claim_type in ClaimType::ALL {
        let of_type: Vec<_> = dossier.claims.iter().filter(|entry| entry.claim.claim_type == *claim_type).collect();
        if of_type.is_empty() {
            continue;
        }
        row += 1;
        sheet.write_string(row, 0, claim_type.word())?;
        let kinds = std::iter::once(None).chain(Verdict::ALL.iter().copied().map(Some));
        for (at, kind) in kinds.enumerate() {
            let count = of_type.iter().filter(|entry| entry.verdict == kind).count();
            sheet.write_number(row, at as u16 + 1, count as f64)?;
        }
    }
    if row == top {
        return Ok(());
    }
    let mut chart = Chart::new(ChartType::BarStacked);
    chart.title().set_name("Verdicts by type");
    chart.y_axis().set_reverse();
    for at in 1..names.len() as u16 {
        let verdict = (at as usize).checked_sub(2).and_then(|at| Verdict::ALL.get(at));
        let colour = verdict.map_or(0xD9D9D9, |verdict| of_verdict(*verdict).fill);
        let series = chart.add_series();
        series.set_categories((SHEET, top + 1, 0, row, 0)).set_values((SHEET, top + 1, at, row, at));
        series.set_name((SHEET, top, at)).set_format(
            rust_xlsxwriter::ChartFormat::new()
                .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(colour)),
        );
    }
    chart.set_width(900);
    sheet.insert_chart(row + 2, 0, &chart).map(drop)
}

fn heads(sheet: &mut Worksheet, row: u32, names: &[&str], formats: &Formats) -> Result<(), XlsxError> {
    let format: &Format = &formats.header;
    for (at, name) in names.iter().enumerate() {
        sheet.write_string_with_format(row, at as u16, *name, format)?;
    }
    Ok(())
}
