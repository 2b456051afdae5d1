//! The parts of an Office package, found through its relations and never by a name that is taken for granted.

use super::imprint::Frame;
use crate::ingest::archive::Archive;
use crate::ingest::fault::Fault;
use crate::ingest::limits::Limits;
use crate::ingest::markup::{self, Token};

/// How many headers, footers or charts of a file are read.
const MOST_PARTS: usize = 64;

/// An opened package.
pub(super) struct Package<'a> {
    archive: Archive<'a>,
    limits: &'a Limits,
    main: String,
    properties: Option<String>,
    /// The parts that the main part refers to, by the last word of the relation's type.
    related: Vec<Relation>,
}

/// What a part refers to.
struct Relation {
    id: String,
    /// The last word of its type.
    kind: String,
    part: String,
}

impl<'a> Package<'a> {
    pub fn open(mut archive: Archive<'a>, limits: &'a Limits) -> Result<Self, Fault> {
        let top = relations(&mut archive, "", limits)?;
        let find = |kind: &str| top.iter().find(|relation| relation.kind == kind).map(|relation| relation.part.clone());
        let main = find("officeDocument").ok_or_else(|| Fault::missing("DOCX", "its main part"))?;
        let related = relations(&mut archive, &main, limits)?;
        Ok(Self { archive, limits, main, properties: find("core-properties"), related })
    }

    /// Gives the name and the XML of the main part.
    pub fn main(&mut self) -> Result<(String, String), Fault> {
        let xml = self.archive.text("DOCX", &self.main)?;
        if !xml.contains("wordprocessingml") {
            return Err(Fault::broken(&self.main, "it is not a text document"));
        }
        Ok((self.main.clone(), xml))
    }

    /// Gives the name and the XML of a part that the main part refers to, if it is there.
    pub fn related(&mut self, relation: &str) -> Result<Option<(String, String)>, Fault> {
        Ok(self.all_related(relation)?.into_iter().next())
    }

    /// Gives the names and the XML of all parts of a kind that the main part refers to.
    pub fn all_related(&mut self, relation: &str) -> Result<Vec<(String, String)>, Fault> {
        Ok(self.parts_of(relation)?.into_iter().map(|(_, part, xml)| (part, xml)).collect())
    }

    /// Gives the parts of a kind with the ids by which the main part refers to them; each part once.
    pub fn parts_of(&mut self, relation: &str) -> Result<Vec<(String, String, String)>, Fault> {
        let mut parts: Vec<(String, String, String)> = Vec::new();
        for Relation { id, part, .. } in self.related.iter().filter(|related| related.kind == relation) {
            if parts.iter().any(|(_, known, _)| known == part) || parts.len() == MOST_PARTS {
                continue;
            }
            if let Some(xml) = self.archive.text_if_any(part)? {
                parts.push((id.clone(), part.clone(), xml));
            }
        }
        Ok(parts)
    }

    /// Gives the parts by which the package holds together.
    pub fn frame(&mut self) -> Result<Frame, Fault> {
        let top = self.archive.text_if_any("_rels/.rels")?.unwrap_or_default();
        let mut office = String::new();
        markup::walk("_rels/.rels", &top, self.limits, |token| {
            if let Token::Open(element) = token
                && let Some(base) = element.attribute("Type").and_then(|kind| kind.strip_suffix("/officeDocument"))
            {
                office = base.to_owned();
            }
            Ok(())
        })?;
        let relations = relations_of(&self.main);
        let relations = (relations.clone(), self.archive.text_if_any(&relations)?);
        let types = self.archive.text_if_any("[Content_Types].xml")?;
        Ok(Frame { main: self.main.clone(), comments: self.related("comments")?, relations, types, office })
    }

    /// Gives the name and the XML of the document's properties, if they are there and sound.
    pub fn properties(&mut self) -> Result<Option<(String, String)>, Fault> {
        let Some(part) = self.properties.clone() else { return Ok(None) };
        let Some(xml) = self.archive.text_if_any(&part)? else { return Ok(None) };
        // A title that cannot be read is no reason to refuse the text.
        Ok(markup::properties(&part, &xml, self.limits).is_ok().then_some((part, xml)))
    }
}

/// Gives the name of the part that holds another part's relations.
fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") }
}

fn relations(archive: &mut Archive, part: &str, limits: &Limits) -> Result<Vec<Relation>, Fault> {
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let name = relations_of(part);
    let mut found = Vec::new();
    let Some(xml) = archive.text_if_any(&name)? else { return Ok(found) };
    markup::walk(&name, &xml, limits, |token| {
        if let Token::Open(element) = token
            && let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target"))
            && element.attribute("TargetMode") != Some("External")
        {
            let kind = kind.rsplit('/').next().unwrap_or(kind).to_owned();
            let id = element.attribute("Id").unwrap_or_default().to_owned();
            found.push(Relation { id, kind, part: resolve(folder, target) });
        }
        Ok(())
    })?;
    Ok(found)
}

/// Resolves a relation's target against the folder of the part that refers to it.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}
