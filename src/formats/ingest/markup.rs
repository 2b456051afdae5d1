//! Walks an XML part element by element, within its bounds and without ever reading an entity of its own.

use super::fault::Fault;
use super::limits::Limits;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::ops::Range;

/// One step through an XML part. Names are without their prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Open(Element),
    Close(String),
    Text(String),
}

/// An element's name and attributes, without their prefixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub name: String,
    attributes: HashMap<String, String>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// Gives every element and text of a part to `visit`, in order.
///
/// # Errors
/// [`Fault::TooDeep`], [`Fault::Entities`] or [`Fault::Broken`], naming the part; or what `visit` gives.
pub(super) fn walk(
    part: &str,
    xml: &str,
    limits: &Limits,
    mut visit: impl FnMut(Token) -> Result<(), Fault>,
) -> Result<(), Fault> {
    walk_placed(part, xml, limits, |token, _| visit(token))
}

/// Gives every element and text of a part to `visit`, with the bytes of the XML in which it stands.
///
/// # Errors
/// As [`walk`].
pub(super) fn walk_placed(
    part: &str,
    xml: &str,
    limits: &Limits,
    mut visit: impl FnMut(Token, Range<usize>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0;
    loop {
        let start_of = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| Fault::broken(part, error))?;
        let place = start_of..reader.buffer_position() as usize;
        let mut visit = |token| visit(token, place.clone());
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > limits.depth {
                    return Err(Fault::TooDeep { part: part.to_owned(), most: limits.depth });
                }
                visit(Token::Open(element(part, &start)?))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Token::Close(end.local_name().as_ref().to_owned()))?;
            }
            Event::Empty(start) => {
                let element = element(part, &start)?;
                let name = element.name.clone();
                visit(Token::Open(element))?;
                visit(Token::Close(name))?;
            }
            Event::Text(text) => visit(Token::Text(text.xml10_content().into_owned()))?,
            Event::CData(text) => visit(Token::Text(text.xml10_content().into_owned()))?,
            Event::GeneralRef(reference) => visit(Token::Text(character(part, &reference)?))?,
            Event::DocType(declaration) if declaration.contains("<!ENTITY") => {
                return Err(Fault::Entities { part: part.to_owned() });
            }
            Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof if depth > 0 => return Err(Fault::broken(part, "it ends too early")),
            Event::Eof => return Ok(()),
        }
    }
}

fn element(part: &str, start: &BytesStart) -> Result<Element, Fault> {
    let name = start.local_name().as_ref().to_owned();
    let mut attributes = HashMap::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| Fault::broken(part, error))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| Fault::broken(part, error))?;
        attributes.insert(attribute.key.local_name().as_ref().to_owned(), value.into_owned());
    }
    Ok(Element { name, attributes })
}

fn character(part: &str, reference: &quick_xml::events::BytesRef) -> Result<String, Fault> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| Fault::broken(part, error))? {
        return Ok(character.to_string());
    }
    let plain = match reference.as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(Fault::Entities { part: part.to_owned() }),
    };
    Ok(plain.to_owned())
}

/// Gathers the text inside each element of some names, as in a file's list of properties; the first of each counts.
pub(super) fn properties(part: &str, xml: &str, limits: &Limits) -> Result<HashMap<String, String>, Fault> {
    let mut found: HashMap<String, String> = HashMap::new();
    let mut open: Vec<(String, String)> = Vec::new();
    walk(part, xml, limits, |token| {
        match token {
            Token::Open(element) => open.push((element.name, String::new())),
            Token::Text(text) => {
                if let Some((_, inside)) = open.last_mut() {
                    inside.push_str(&text);
                }
            }
            Token::Close(_) => {
                if let Some((name, inside)) = open.pop().filter(|(_, inside)| !inside.trim().is_empty()) {
                    found.entry(name).or_insert(inside);
                }
            }
        }
        Ok(())
    })?;
    Ok(found)
}
