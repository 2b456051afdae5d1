//! PDF with and without a text layer.

use super::make::{pdf, pdf_of};
use super::*;

#[test]
fn columns_are_read_one_after_the_other_and_words_put_together() {
    let left = [
        "The council of Tarn met in spring to hear of the dam, and well-",
        "known farmers spoke at length against the invest-",
        "ment that the owners of the mill had planned.",
    ];
    let mut lines = vec![(72, 720, 20, "Mining")];
    lines.extend([(72, 690, 9, left[0]), (72, 678, 9, left[1]), (72, 666, 9, left[2])]);
    let document = read_as(&pdf(&[lines]), "report.pdf");
    check_sound(&document);
    assert_eq!(
        written(&document),
        [
            "page 1, first heading: Mining",
            "page 1, first paragraph, under 'Mining': The council of Tarn met in spring to hear of the dam, and well-known \
             farmers spoke at length against the investment that the owners of the mill had planned."
        ]
    );
}

#[test]
fn a_compound_that_is_seen_elsewhere_keeps_its_hyphen() {
    let lines = vec![
        (72, 720, 10, "It is a well-known fact that the mill of Tarn burned down, as every well-"),
        (72, 708, 10, "known book on the valley says, and that it was built again in the years 1910-"),
        (72, 696, 10, "1912 by the same owners."),
    ];
    let document = read_as(&pdf(&[lines]), "");
    assert!(document.text.contains("every well-known book"), "{}", document.text);
    assert!(document.text.contains("1910-1912 by"), "{}", document.text);
}

/// Sets twelve lines of a left and of a right column, each line telling where it stands.
fn columns() -> (Vec<String>, Vec<String>) {
    let line = |side: &str, number: u32| format!("The {side} column goes on here with line {number} of its twelve");
    ((1..=12).map(|number| line("left", number)).collect(), (1..=12).map(|number| line("right", number)).collect())
}

fn check_columns(lines: Vec<(u32, u32, u32, &str)>) {
    let (left, right) = columns();
    let document = read_as(&pdf(&[lines]), "");
    let text = document.text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(text, [left, right].concat().join(" "));
}

#[test]
fn two_columns_come_in_reading_order() {
    let (left, right) = columns();
    let set = |x: u32, column: &'static [String]| {
        column.iter().zip(0u32..).map(move |(text, row)| (x, 700 - 12 * row, 9, text.as_str()))
    };
    let (left, right): (&'static [String], &'static [String]) = (left.leak(), right.leak());
    check_columns(set(72, left).chain(set(330, right)).collect());
    let row_by_row = set(72, left).zip(set(330, right)).flat_map(|(left, right)| [left, right]);
    check_columns(row_by_row.collect());
}

#[test]
fn a_sentence_goes_on_over_the_page() {
    let one = vec![(72, 100, 10, "The owners of the mill said that they had paid for the")];
    let two = vec![(72, 720, 10, "dam out of their own pockets.")];
    let document = read_as(&pdf(&[one, two]), "");
    assert_eq!(document.text, "The owners of the mill said that they had paid for the dam out of their own pockets.");
    assert_eq!(document.place(document.text.find("pockets").unwrap() as u64).to_string(), "page 2, first paragraph");
}

#[test]
fn a_scan_says_that_it_is_one() {
    let blank = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>".to_owned();
    let tree = "<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>".to_owned();
    let file = pdf_of(&["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), tree, blank.clone(), blank], "");
    assert_eq!(refused(&file, "scan.pdf"), Fault::Scan { pages: 2 });
    let partly = read_as(&pdf(&[vec![(72, 700, 10, "A page with words.")], vec![]]), "");
    assert_eq!(partly.warnings, ["page 2 holds no text: it is empty or a scan"]);
}

#[test]
fn an_encrypted_pdf_is_refused() {
    let objects = ["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), "<< /Type /Pages /Count 0 /Kids [] >>".to_owned()];
    let key = "0".repeat(64);
    let trailer =
        format!("/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{key}> /U <{key}> >> /ID [<00> <00>] ");
    assert_eq!(refused(&pdf_of(&objects, &trailer), ""), Fault::Encrypted { what: "PDF".to_owned() });
}

/// Makes a PDF of one page with a content of its own; `page` is what else its dictionary says.
fn drawn(content: &str, page: &str) -> Vec<u8> {
    pdf_of(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>".to_owned(),
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {page} /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            ),
            format!("<< /Length {} >>\nstream\n{content}endstream", content.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ],
        "",
    )
}

const LINE: &str = "BT /F1 11 Tf 1 0 0 1 72 700 Tm (The dam of Tarn cost 5 million euros, the council said.) Tj ET\n";

#[test]
fn what_nobody_sees_is_left_out_and_told() {
    let invisible = "BT 3 Tr /F1 11 Tf 1 0 0 1 72 660 Tm (It cost 9 million.) Tj 0 Tr ET\n";
    let white = "1 1 1 rg BT /F1 11 Tf 1 0 0 1 72 640 Tm (Nor 8 million.) Tj ET\n";
    for hidden in [invisible, white] {
        let document = read_as(&drawn(&format!("{LINE}{hidden}"), ""), "a.pdf");
        assert_eq!(document.text, "The dam of Tarn cost 5 million euros, the council said.");
        assert_eq!(document.account.hidden.count, 1, "{hidden}");
    }
    let banner = format!("{LINE}0 0 1 rg 60 630 300 30 re f\n{white}");
    assert!(read_as(&drawn(&banner, ""), "a.pdf").text.contains("Nor 8 million."), "white on blue is seen");
    let scan = read_as(&drawn(invisible, ""), "a.pdf");
    assert_eq!((scan.text.as_str(), scan.account.scanned_pages.as_slice()), ("It cost 9 million.", [1].as_slice()));
    assert!(scan.warnings[0].contains("recognised in a scan"), "{:?}", scan.warnings);
}

#[test]
fn a_turned_page_is_no_scan() {
    let document = read_as(&drawn(LINE, "/Rotate 90"), "a.pdf");
    assert_eq!(document.text, "The dam of Tarn cost 5 million euros, the council said.");
    assert_eq!(document.account.turned_pages, [1]);
}

#[test]
fn page_numbers_stay_out_of_sentences_and_raised_figures_off_numbers() {
    let page = |number: &'static str, text: &'static str| vec![(300, 30, 9, number), (72, 700, 11, text)];
    let pages = [page("iv", "The mine paid 12 million"), page("v", "euros to the town.")];
    let document = read_as(&pdf(&pages), "a.pdf");
    assert_eq!(document.text, "The mine paid 12 million euros to the town.");
    let raised = "BT /F1 12 Tf 1 0 0 1 72 700 Tm (It was 10) Tj ET BT /F1 7 Tf 1 0 0 1 121 705 Tm (6) Tj ET \
                  BT /F1 12 Tf 1 0 0 1 128 700 Tm (litres in 2019) Tj ET BT /F1 7 Tf 1 0 0 1 196.5 705 Tm (3) Tj ET\n";
    let document = read_as(&drawn(raised, ""), "a.pdf");
    assert_eq!(document.text, "It was 10⁶ litres in 2019");
}
