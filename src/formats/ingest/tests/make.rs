//! Makes files of the formats that are read.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Packs parts into a zip archive; the first is stored as it is.
pub(super) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (index, (name, content)) in parts.iter().enumerate() {
        let method = if index == 0 { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Makes a DOCX of a body and further parts of the folder `word`.
pub(super) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let top = format!(
        "<Relationships><Relationship Id='r1' Type='{OFFICE}/officeDocument' Target='word/document.xml'/>\
         <Relationship Id='r2' Type='x/metadata/core-properties' Target='docProps/core.xml'/></Relationships>"
    );
    let links: String = parts
        .iter()
        .map(|(name, _)| format!("<Relationship Id='{name}' Type='{OFFICE}/{name}' Target='{name}.xml'/>"))
        .collect();
    let links = format!("<Relationships>{links}</Relationships>");
    let document = format!("<w:document xmlns:w='urn:wordprocessingml'><w:body>{body}</w:body></w:document>");
    let core = "<p xmlns:dc='d'><dc:title>The Tarn dam</dc:title><dc:creator>Ada Hale</dc:creator></p>";
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        ("_rels/.rels".to_owned(), top),
        ("word/_rels/document.xml.rels".to_owned(), links),
        ("word/document.xml".to_owned(), document),
        ("docProps/core.xml".to_owned(), core.to_owned()),
    ];
    files.extend(parts.iter().map(|(name, xml)| (format!("word/{name}.xml"), (*xml).to_owned())));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
    zip(&files)
}

/// Makes an ODT of what stands in `office:text`.
pub(super) fn odt(body: &str) -> Vec<u8> {
    odt_of(body, "<s/>")
}

/// Makes an ODT with a part of styles.
pub(super) fn odt_of(body: &str, styles: &str) -> Vec<u8> {
    let content = format!(
        "<c xmlns:text='t' xmlns:office='o' xmlns:table='b' xmlns:dc='d'><office:text>{body}</office:text></c>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("meta.xml", b"<m xmlns:dc='d'><dc:title>The Tarn dam</dc:title><dc:creator>Ada Hale</dc:creator></m>"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ])
}

/// Makes an ODS of what stands in `office:spreadsheet`.
pub(super) fn ods(body: &str) -> Vec<u8> {
    let content = format!(
        "<c xmlns:text='t' xmlns:office='o' xmlns:table='b'><office:body><office:spreadsheet>{body}\
         </office:spreadsheet></office:body></c>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

/// Makes an XLSX of sheets, each a name and its rows; the second style of its cells is a date, the third a duration.
pub(super) fn xlsx(sheets: &[(&str, &str)], texts: &[&str]) -> Vec<u8> {
    let styles = "<styleSheet><numFmts count='1'><numFmt numFmtId='164' formatCode='[h]:mm:ss'/></numFmts>\
         <cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/></cellXfs></styleSheet>";
    xlsx_of(sheets, texts, styles)
}

/// Makes an XLSX with styles of its own.
pub(super) fn xlsx_of(sheets: &[(&str, &str)], texts: &[&str], styles: &str) -> Vec<u8> {
    let main = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";
    let listed = |make: &dyn Fn(usize, &str) -> String| -> String {
        sheets.iter().enumerate().map(|(index, (name, _))| make(index + 1, name)).collect()
    };
    let names = listed(&|id, name| format!("<sheet name='{name}' sheetId='{id}' r:id='rId{id}'/>"));
    let links = listed(&|id, _| {
        format!("<Relationship Id='rId{id}' Type='{OFFICE}/worksheet' Target='worksheets/sheet{id}.xml'/>")
    });
    let texts: String = texts.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let styles = styles.replacen("<styleSheet", &format!("<styleSheet {main}"), 1);
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships><Relationship Id='r1' Type='{OFFICE}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook {main} xmlns:r='{OFFICE}'><sheets>{names}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "<Relationships>{links}<Relationship Id='t' Type='{OFFICE}/sharedStrings' Target='sharedStrings.xml'/>\
                     <Relationship Id='s' Type='{OFFICE}/styles' Target='styles.xml'/></Relationships>"
            ),
        ),
        ("xl/sharedStrings.xml".to_owned(), format!("<sst {main}>{texts}</sst>")),
        ("xl/styles.xml".to_owned(), styles),
    ];
    files.extend(sheets.iter().enumerate().map(|(index, (_, rows))| {
        let sheet = format!("<worksheet {main}><sheetData>{rows}</sheetData></worksheet>");
        (format!("xl/worksheets/sheet{}.xml", index + 1), sheet)
    }));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
    zip(&files)
}

/// Makes an EPUB of chapters, each with its name.
pub(super) fn epub(chapters: &[(&str, &str)]) -> Vec<u8> {
    let items: String = chapters
        .iter()
        .map(|(name, _)| format!("<item id='{name}' href='{}.xhtml'/>", name.replace(' ', "%20")))
        .collect();
    let order: String = chapters.iter().map(|(name, _)| format!("<itemref idref='{name}'/>")).collect();
    let package = format!(
        "<package xmlns:dc='d'><metadata><dc:title>Rivers</dc:title><dc:creator>Ada Hale</dc:creator>\
         <dc:date>2019-05-02</dc:date></metadata><manifest>{items}</manifest><spine>{order}</spine></package>"
    );
    let names: Vec<String> = chapters.iter().map(|(name, _)| format!("OEBPS/{name}.xhtml")).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/epub+zip"),
        (
            "META-INF/container.xml",
            b"<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>",
        ),
        ("OEBPS/book.opf", package.as_bytes()),
    ];
    parts.extend(names.iter().zip(chapters).map(|(name, (_, page))| (name.as_str(), page.as_bytes())));
    zip(&parts)
}

/// Makes a PDF with a page for each list of lines: x, y, size in points and text, with `-` for a hyphen.
pub(super) fn pdf(pages: &[Vec<(u32, u32, u32, &str)>]) -> Vec<u8> {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), String::new()];
    objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned());
    let mut kids = String::new();
    for lines in pages {
        let content: String = lines
            .iter()
            .map(|(x, y, size, text)| format!("BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"))
            .collect();
        let page = objects.len() + 1;
        kids.push_str(&format!("{page} 0 R "));
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            page + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}endstream", content.len()));
    }
    objects[1] = format!("<< /Type /Pages /Count {} /Kids [ {kids}] >>", pages.len());
    pdf_of(&objects, "")
}

/// Makes a PDF of objects, with more in its trailer.
pub(super) fn pdf_of(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.push_str(&format!("{table}trailer\n<< /Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n"));
    file.into_bytes()
}
