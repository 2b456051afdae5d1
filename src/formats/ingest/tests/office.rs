//! DOCX and ODT.

use super::make::{docx, odt};
use super::*;

const STYLES: &str = "<s xmlns:w='w'><w:style w:styleId='H1'><w:name w:val='heading 1'/></w:style>\
    <w:style w:styleId='H1b'><w:name w:val='Chapter'/><w:basedOn w:val='H1'/></w:style></s>";

fn paragraph(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn styled(style: &str, text: &str) -> String {
    paragraph(&format!("<w:pPr><w:pStyle w:val='{style}'/></w:pPr>{}", run(text)))
}

#[test]
fn a_docx_keeps_headings_pages_tables_and_footnotes() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(&run(text)));
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("Year"),
        cell("Cost"),
        cell("2010"),
        cell("5")
    );
    let second = "<w:r><w:lastRenderedPageBreak/><w:t>Next page &amp; more</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>";
    let body = [
        styled("H1b", "Mining"),
        paragraph(&format!("{}<w:r><w:tab/><w:t>end.</w:t></w:r>", run("One"))),
        paragraph(second),
        table,
    ];
    let notes = "<n xmlns:w='w'><w:footnote w:id='0' w:type='separator'><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='2'><w:p><w:r><w:t>See the register.</w:t></w:r></w:p></w:footnote></n>";
    let document = read_as(&docx(&body.concat(), &[("styles", STYLES), ("footnotes", notes)]), "piece.docx");
    check_sound(&document);
    assert_eq!((document.title.as_deref(), document.byline.as_deref()), (Some("The Tarn dam"), Some("Ada Hale")));
    assert_eq!(
        written(&document),
        [
            "page 1, first heading: Mining",
            "page 1, first paragraph, under 'Mining': One\tend.",
            "page 2, first paragraph, under 'Mining': Next page & more",
            "page 2, table 1, row 1, column 1, under 'Mining': Year",
            "page 2, table 1, row 1, column 2, under 'Mining': Cost",
            "page 2, table 1, row 2, column 1, under 'Mining': 2010",
            "page 2, table 1, row 2, column 2, under 'Mining': 5",
            "page 2, first footnote, under 'Mining': See the register.",
        ]
    );
    assert!(document.text.contains("Year\tCost\n2010\t5"));
}

#[test]
fn a_drop_cap_is_the_first_letter_of_its_word() {
    let cap = |kind: &str| {
        paragraph(&format!(
            "<w:pPr><w:keepNext/><w:framePr w:dropCap='{kind}' w:lines='3' w:wrap='around'/></w:pPr>{}",
            run("V")
        ))
    };
    for kind in ["drop", "margin"] {
        let body = [cap(kind), paragraph(&run("ega Mining owns the dam.")), paragraph(&run("Nobody came."))].concat();
        let document = read_as(&docx(&body, &[]), "piece.docx");
        check_sound(&document);
        assert_eq!(document.text.trim(), "Vega Mining owns the dam.\n\nNobody came.");
    }
    let body = [cap("none"), paragraph(&run("ega Mining"))].concat();
    assert_eq!(read_as(&docx(&body, &[]), "piece.docx").text.trim(), "V\n\nega Mining");
}

#[test]
fn a_footnote_stands_under_the_heading_of_its_reference() {
    let note = "<n xmlns:w='w'><w:footnote w:id='2'><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></n>";
    let referring = paragraph(&format!("{}<w:r><w:footnoteReference w:id='2'/></w:r>", run("One.")));
    let body = [styled("H1", "Mining"), referring, styled("H1", "Farming"), paragraph(&run("Two."))].concat();
    let document = read_as(&docx(&body, &[("styles", STYLES), ("footnotes", note)]), "");
    check_sound(&document);
    assert_eq!(written(&document).last().map(String::as_str), Some("first footnote, under 'Mining': A note."));
}

#[test]
fn tracked_changes_read_either_way() {
    let deleted = |text: &str| format!("<w:del w:id='1'><w:r><w:delText>{text}</w:delText></w:r></w:del>");
    let inserted = |text: &str| format!("<w:ins w:id='2'>{}</w:ins>", run(text));
    let moved = |name: &str, text: &str| format!("<w:{name} w:id='3'>{}</w:{name}>", run(text));
    let joined = format!("<w:pPr><w:rPr><w:del w:id='4'/></w:rPr></w:pPr>{}", run("It was "));
    let gone = "<w:tbl><w:tr><w:trPr><w:del w:id='5'/></w:trPr><w:tc><w:p><w:r><w:t>Old row</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let body = [
        paragraph(&[run("They paid "), deleted("4"), inserted("5"), run(" million.")].concat()),
        paragraph(&moved("moveFrom", "A moved sentence.")),
        paragraph(&joined),
        paragraph(&run("not so.")),
        paragraph(&moved("moveTo", "A moved sentence.")),
        gone.to_owned(),
    ];
    let file = docx(&body.concat(), &[]);
    let check = |reading, expected: &[&str]| {
        let document = read(&file, "", reading).unwrap();
        check_sound(&document);
        let texts: Vec<&str> = document.blocks.iter().map(|block| words(&document, block)).collect();
        assert_eq!(texts, expected);
    };
    check(Reading::Accepted, &["They paid 5 million.", "It was not so.", "A moved sentence."]);
    check(Reading::Original, &["They paid 4 million.", "A moved sentence.", "It was ", "not so.", "Old row"]);
}

#[test]
fn comments_are_kept_at_their_place() {
    let start = |id: u32| format!("<w:commentRangeStart w:id='{id}'/>");
    let end = |id: u32| format!("<w:commentRangeEnd w:id='{id}'/><w:r><w:commentReference w:id='{id}'/></w:r>");
    let body = [
        paragraph(&[run("One "), start(1), run("two "), start(2), run("three"), end(2), run(" four"), end(1)].concat()),
        paragraph(&[run("Five "), start(3), run("six.")].concat()),
        paragraph(
            &[run("Seven"), end(3), run(" eight."), "<w:r><w:commentReference w:id='4'/></w:r>".to_owned()].concat(),
        ),
    ];
    let comment = |id: u32, text: &str| {
        format!(
            "<w:comment w:id='{id}' w:author='Ben Orr' w:date='2024-03-0{id}T10:00:00Z'>{}</w:comment>",
            paragraph(&run(text))
        )
    };
    let notes = [comment(1, "outer"), comment(2, "inner"), comment(3, "across"), comment(4, "here")].concat();
    let document = read_as(&docx(&body.concat(), &[("comments", &format!("<c xmlns:w='w'>{notes}</c>"))]), "");
    check_sound(&document);
    let found: Vec<(&str, &str)> = document
        .notes
        .iter()
        .map(|note| (note.text.as_str(), &document.text[note.span.start as usize..note.span.end as usize]))
        .collect();
    assert_eq!(found, [("outer", "two three four"), ("inner", "three"), ("across", "six.\n\nSeven"), ("here", "")]);
    assert_eq!(document.notes[0].author.as_deref(), Some("Ben Orr"));
    assert_eq!(document.notes[0].date.as_deref(), Some("2024-03-01T10:00:00Z"));
    assert_eq!(document.notes[3].span.start as usize, document.text.len());
}

#[test]
fn a_text_box_is_read_once() {
    let box_of = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run(text)));
    let inner = format!(
        "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>",
        box_of("Boxed."),
        box_of("Boxed.")
    );
    let document = read_as(&docx(&paragraph(&format!("{inner}{}", run("Around it."))), &[]), "");
    let texts: Vec<&str> = document.blocks.iter().map(|block| words(&document, block)).collect();
    assert_eq!(texts, ["Boxed.", "Around it."]);
}

#[test]
fn an_odt_keeps_headings_pages_lists_tables_and_notes() {
    let body = "<text:h text:outline-level='1'>Mining</text:h>\
        <text:p>One<text:s text:c='2'/>two<text:note><text:note-citation>1</text:note-citation><text:note-body>\
        <text:p>See the register.</text:p></text:note-body></text:note> three.</text:p>\
        <text:list><text:list-item><text:p>An item.</text:p></text:list-item></text:list>\
        <text:p>Before <text:soft-page-break/>after, <office:annotation office:name='a'><dc:creator>Ben Orr</dc:creator>\
        <dc:date>2024-03-01</dc:date><text:p>Sure?</text:p></office:annotation>five million\
        <office:annotation-end office:name='a'/>.</text:p>\
        <table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell>\
        <table:table-cell><text:p>Cost</text:p></table:table-cell></table:table-row></table:table>";
    let document = read_as(&odt(body), "piece.odt");
    check_sound(&document);
    assert_eq!((document.title.as_deref(), document.byline.as_deref()), (Some("The Tarn dam"), Some("Ada Hale")));
    assert_eq!(
        written(&document),
        [
            "page 1, first heading: Mining",
            "page 1, first paragraph, under 'Mining': One  two three.",
            "page 1, first list item, under 'Mining': An item.",
            "page 1, second paragraph, under 'Mining': Before ",
            "page 2, first paragraph, under 'Mining': after, five million.",
            "page 2, table 1, row 1, column 1, under 'Mining': Year",
            "page 2, table 1, row 1, column 2, under 'Mining': Cost",
            "page 1, first footnote, under 'Mining': See the register.",
        ]
    );
    let note = &document.notes[0];
    assert_eq!((note.text.as_str(), note.author.as_deref()), ("Sure?", Some("Ben Orr")));
    assert_eq!(&document.text[note.span.start as usize..note.span.end as usize], "five million");
}

#[test]
fn tracked_changes_of_an_odt_read_either_way() {
    let body = "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><text:p>4</text:p></text:deletion>\
        </text:changed-region><text:changed-region text:id='c2'><text:insertion/></text:changed-region>\
        </text:tracked-changes><text:p>They paid <text:change text:change-id='c1'/><text:change-start text:change-id='c2'/>5\
        <text:change-end text:change-id='c2'/> million.</text:p>";
    let text = |reading| read(&odt(body), "", reading).unwrap().text;
    assert_eq!(text(Reading::Accepted), "They paid 5 million.");
    assert_eq!(text(Reading::Original), "They paid 4 million.");
}
