//! ODT: headings, lists, tables, footnotes, comments; tracked changes read as accepted or as the original.

mod story;

use super::Reading;
use super::archive::Archive;
use super::composer::Composer;
use super::document::Document;
use super::fault::Fault;
use super::limits::Limits;
use super::markup;
use super::sniff::Format;

pub(super) fn read(bytes: &[u8], reading: Reading, limits: &Limits) -> Result<Document, Fault> {
    let mut archive = Archive::open(bytes, limits)?;
    let manifest = archive.text_if_any("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Fault::Encrypted { what: "document".to_owned() });
    }
    let xml = archive.text("ODT", "content.xml")?;
    let mut composer = Composer::new();
    composer.page = xml.contains("<text:soft-page-break").then_some(1);
    if let Some(meta) = archive.text_if_any("meta.xml")?
        // A title that cannot be read is no reason to refuse the text.
        && let Ok(mut found) = markup::properties("meta.xml", &meta, limits)
    {
        composer.title = found.remove("title");
        composer.byline = found.remove("creator").or_else(|| found.remove("initial-creator"));
    }
    let styles = archive.text_if_any("styles.xml")?.unwrap_or_default();
    let manuscript = story::read(&xml, &styles, reading, limits, &mut composer.account)?;
    manuscript.compose(&mut composer);
    composer.finish(Format::Odt)
}
