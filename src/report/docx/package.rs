//! Writes a package anew: what was changed, and every other entry as its bytes stand.

use super::ink::{append, as_utf8};
use crate::error::{Error, Result};
use formats::ingest::imprint::Frame;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The parts that were written: those of stories, and the comments to put at the end of theirs.
pub(super) struct Written {
    /// By name.
    pub stories: BTreeMap<String, String>,
    /// The new comments, under the prefix of the part that they go to; empty where there are none.
    pub comments: String,
}

const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The namespace of the package's relations, whichever the namespace of its text.
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The namespace of a new part of comments.
pub(super) const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const STRICT_WORDS: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// Puts the package together; the same parts give the same bytes.
pub(super) fn rewrite(bytes: &[u8], frame: &Frame, written: Written) -> Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut parts = written.stories;
    if !written.comments.is_empty() {
        add_comments(frame, &written.comments, |name| archive.index_for_name(name).is_some(), &mut parts)?;
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(broken)?;
        let name = file.name().map_err(broken)?.into_owned();
        match parts.remove(&name) {
            None => writer.raw_copy_file(file).map_err(broken)?,
            Some(xml) => put(&mut writer, &name, file.last_modified().unwrap_or_default(), &xml)?,
        }
    }
    for (name, xml) in &parts {
        put(&mut writer, name, DateTime::default(), xml)?;
    }
    Ok(writer.finish().map_err(broken)?.into_inner())
}

fn put(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, time: DateTime, xml: &str) -> Result<()> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(time);
    writer.start_file(name, options).map_err(broken)?;
    writer.write_all(as_utf8(xml).as_bytes()).map_err(broken)
}

/// Puts comments at the end of their part, or makes the part and all that refers to it.
fn add_comments(
    frame: &Frame,
    comments: &str,
    taken: impl Fn(&str) -> bool,
    parts: &mut BTreeMap<String, String>,
) -> Result<()> {
    let unsound = |what: &str| broken(format!("{what} cannot be written to"));
    if let Some((part, xml)) = &frame.comments {
        let vocabulary = super::ink::Vocabulary::of(xml);
        let mut xml = append(xml, comments).ok_or_else(|| unsound(part))?;
        if let Some((at, declaration)) = vocabulary.declare {
            xml.insert_str(at, &declaration);
        }
        parts.insert(part.clone(), xml);
        return Ok(());
    }
    let folder = frame.main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let file = (0..).map(|number| match number {
        0 => "comments.xml".to_owned(),
        number => format!("comments{number}.xml"),
    });
    let mut free = file.filter(|file| !taken(&format!("{folder}{file}")));
    let file = free.next().ok_or_else(|| unsound("the package"))?;
    let space = if frame.office.contains("purl.oclc.org") { STRICT_WORDS } else { WORDS };
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    parts.insert(format!("{folder}{file}"), format!("{head}<w:comments xmlns:w=\"{space}\">{comments}</w:comments>"));
    let (name, relations) = &frame.relations;
    let relations = relations.clone().unwrap_or_else(|| format!("{head}<Relationships xmlns=\"{RELATIONS}\"/>"));
    let mut ids = (1..).map(|number| format!("rIdTickmark{number}"));
    let id = ids.find(|id| !relations.contains(&format!("\"{id}\""))).unwrap_or_default();
    let tag = prefixed(&relations, "Relationship");
    let relation = format!("<{tag} Id=\"{id}\" Type=\"{}/comments\" Target=\"{file}\"/>", frame.office);
    parts.insert(name.clone(), append(&relations, &relation).ok_or_else(|| unsound(name))?);
    let types = frame.types.clone().ok_or_else(|| unsound("the list of content types"))?;
    let tag = prefixed(&types, "Override");
    let part = format!("<{tag} PartName=\"/{folder}{file}\" ContentType=\"{COMMENTS_TYPE}\"/>");
    let types = append(&types, &part).ok_or_else(|| unsound("the list of content types"))?;
    parts.insert("[Content_Types].xml".into(), types);
    Ok(())
}

/// Gives an element's name under the prefix of a part's root.
fn prefixed(xml: &str, name: &str) -> String {
    match super::ink::Vocabulary::of(xml) {
        super::ink::Vocabulary { prefix, declare: None }
            if !prefix.is_empty() && xml.contains(&format!("xmlns:{prefix}=")) =>
        {
            format!("{prefix}:{name}")
        }
        _ => name.to_owned(),
    }
}

fn broken(reason: impl std::fmt::Display) -> Error {
    Error::Invalid(format!("the draft's file cannot be put together again: {reason}"))
}
