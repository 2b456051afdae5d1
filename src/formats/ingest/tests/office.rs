//! DOCX and ODT.

use super::make::{docx, odt, odt_of};
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

#[test]
fn what_a_docx_hides_or_strikes_is_left_out_and_told() {
    let shown = |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = paragraph(
        &[
            run("It cost 5 million"),
            shown("<w:vertAlign w:val='superscript'/>", "1"),
            run(" euros"),
            shown("<w:vanish/>", " (9)"),
            shown("<w:strike/>", " or 7"),
            shown("<w:color w:val='FFFFFF'/>", " or 8"),
            shown("<w:vanish w:val='0'/><w:strike w:val='false'/>", " in 10"),
            shown("<w:vertAlign w:val='superscript'/>", "2"),
            run(" days of H"),
            shown("<w:vertAlign w:val='subscript'/>", "2"),
            run("O."),
        ]
        .concat(),
    );
    let document = read_as(&docx(&body, &[]), "a.docx");
    assert_eq!(document.text, "It cost 5 million euros in 10² days of H2O.");
    let account = &document.account;
    assert_eq!((account.hidden.count, account.struck.count, account.note_marks.count), (2, 1, 1));
    assert_eq!(document.warnings.len(), 3, "{:?}", document.warnings);
}

#[test]
fn a_field_gives_its_last_result_alone() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let (begin, separate, end) = (mark("begin"), mark("separate"), mark("end"));
    let nested = format!(
        "{begin}<w:r><w:instrText>= </w:instrText></w:r>{begin}{separate}{}{end}{separate}{}{end}",
        run("25"),
        run("100")
    );
    let body = [
        paragraph(&format!("{}{nested}{}", run("Total "), run(" million."))),
        paragraph(&format!("{begin}{}", run("x"))),
        paragraph(&run("After a field without an end.")),
    ];
    let document = read_as(&docx(&body.concat(), &[]), "a.docx");
    assert_eq!(document.text, "Total 100 million.\n\nAfter a field without an end.");
}

#[test]
fn cells_that_were_taken_out_are_gone_and_changes_are_told() {
    let cell = |change: &str, text: &str| format!("<w:tc><w:tcPr>{change}</w:tcPr>{}</w:tc>", paragraph(&run(text)));
    let by = "w:author='Rita' w:date='2026-05-01T10:00:00Z'";
    let body = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(&format!("<w:cellDel {by}/>"), "44"), cell("", "55"));
    let file = docx(&body, &[]);
    assert_eq!(read_as(&file, "a.docx").text, "55");
    assert_eq!(read(&file, "a.docx", Reading::Original).unwrap().text, "44\t55");
    assert_eq!(
        read_as(&file, "a.docx").warnings,
        ["tracked changes: 0 insertions, 1 deletion (Rita, last on 2026-05-01)"]
    );
}

#[test]
fn comments_are_threads_and_one_without_a_place_is_told() {
    let body = paragraph(&format!(
        "<w:commentRangeStart w:id='0'/>{}<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r>\
         <w:commentRangeStart w:id='2'/>{}<w:commentRangeEnd w:id='2'/>",
        run("400 million"),
        run(" dollars")
    ));
    let comment = |id: &str, para: &str, text: &str| {
        format!("<w:comment w:id='{id}' w:author='Ed'><w:p w14:paraId='{para}'>{}</w:p></w:comment>", run(text))
    };
    let comments = [
        "<c xmlns:w='w' xmlns:w14='v'>".to_owned(),
        comment("0", "A", "Which year?"),
        comment("1", "B", "2014."),
        comment("2", "C", "Settled."),
        comment("3", "D", "Nowhere."),
        "</c>".to_owned(),
    ]
    .concat();
    let threads = "<x xmlns:w15='u'><w15:commentEx w15:paraId='B' w15:paraIdParent='A' w15:done='0'/><w15:commentEx w15:paraId='C' w15:done='1'/></x>";
    let document = read_as(&docx(&body, &[("comments", &comments), ("commentsExtended", threads)]), "a.docx");
    check_sound(&document);
    let notes: Vec<(&str, Option<usize>, bool)> =
        document.notes.iter().map(|note| (note.text.as_str(), note.answers, note.settled)).collect();
    assert_eq!(notes, [("Which year?", None, false), ("2014.", Some(0), false), ("Settled.", None, true)]);
    assert_eq!(document.account.comments_without_place, 1);
    assert_eq!(document.warnings, ["1 comment has no place in the text"]);
}

#[test]
fn pictures_symbols_and_what_is_printed_around_a_page() {
    let body = paragraph(&[
        run("A picture "),
        "<w:r><w:drawing><wp:docPr xmlns:wp='p' id='1' descr='A map of the dam'/><pic:pic xmlns:pic='i'/></w:drawing></w:r>".to_owned(),
        run(" and a sign "),
        "<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>".to_owned(),
        run(" 5."),
    ].concat());
    let header = format!("<h xmlns:w='w'>{}</h>", paragraph(&run("The Tarn Post")));
    let document = read_as(&docx(&body, &[("header", &header)]), "a.docx");
    assert_eq!(document.text, "A picture [picture: A map of the dam] and a sign ≥ 5.");
    assert_eq!(document.account.headers.words, ["The Tarn Post"]);
    assert_eq!(document.warnings, ["1 picture marked in the text: “A map of the dam”"]);
}

#[test]
fn what_an_odt_hides_is_left_out_and_told() {
    let body = "<text:p>It cost 5 million<text:span text:style-name='Up'>1</text:span> euros<text:span text:style-name='No'> or 9</text:span>\
                <text:span text:style-name='Gone'> or 8</text:span>, about 10<text:span text:style-name='Up'>6</text:span> litres.</text:p>\
                <text:section text:display='none'><text:p>Hidden.</text:p></text:section><text:p><text:hidden-text text:is-hidden='true'>Not this.</text:hidden-text>Seen.</text:p>";
    let styles = "<o:s xmlns:style='s' xmlns:text='t' xmlns:o='x'><style:style style:name='Up'><style:text-properties style:text-position='super 58%'/></style:style>\
                  <style:style style:name='No'><style:text-properties text:display='none'/></style:style>\
                  <style:style style:name='Gone'><style:text-properties style:text-line-through-style='solid'/></style:style>\
                  <style:footer><text:p>Page foot</text:p></style:footer></o:s>";
    let document = read_as(&odt_of(body, styles), "a.odt");
    check_sound(&document);
    assert_eq!(document.text, "It cost 5 million euros, about 10⁶ litres.\n\nSeen.");
    let account = &document.account;
    assert_eq!((account.hidden.count, account.struck.count, account.note_marks.count), (3, 1, 1));
    assert_eq!(account.footers.words, ["Page foot"]);
}
