//! Where sources have their information from, and what that means for the claims that rest on them.

use record::model::disclosure::Value;
use record::model::event::SourceLinked;
use record::model::id::Id;
use record::model::words::Relation;
use store::casebook::pen::Pen;
use store::error::Result;
use store::find::Found;

/// Records that a source comes from the piece under check, where its bytes or its text are those of a draft.
pub(crate) fn tie_copy_of_draft(pen: &mut Pen, source: Found, hashes: &[Option<Id>]) -> Result<()> {
    for hash in hashes.iter().flatten() {
        if let Some(piece) = pen.reader().piece_of_draft_with(*hash)? {
            return tie_to_piece(pen, source, piece, "its capture is a draft of the piece");
        }
    }
    Ok(())
}

/// Records that sources come from the piece under check, where what was captured of them is a draft of it.
pub(crate) fn tie_captures_of_draft(pen: &mut Pen, piece: Found, hashes: [Id; 2]) -> Result<()> {
    for hash in hashes {
        for source in pen.reader().sources_captured_as(hash)? {
            // What is said of a confidential source is not to be learned from a draft.
            if !pen.reader().confidential_source(source.row)? {
                tie_to_piece(pen, source, piece, "its capture is a draft of the piece")?;
            }
        }
    }
    Ok(())
}

/// Records that a source is the piece under check, where it stands at the piece's address.
pub(crate) fn tie_address_of_piece(pen: &mut Pen, source: Found, address: Option<&str>) -> Result<()> {
    let Some(address) = address.map(plain_address).filter(|address| !address.is_empty()) else { return Ok(()) };
    for piece in pen.reader().pieces()? {
        if piece.address.as_deref().map(plain_address).as_ref() == Some(&address) {
            return tie_to_piece(
                pen,
                source,
                Found { row: piece.row, id: piece.id },
                "it stands at the piece's address",
            );
        }
    }
    Ok(())
}

fn tie_to_piece(pen: &mut Pen, source: Found, piece: Found, why: &str) -> Result<()> {
    if pen.reader().link_of(source.row)?.is_some() {
        return Ok(());
    }
    let event = SourceLinked { derived_from: piece.id, relation: Relation::WireCopy, source: source.id };
    pen.record(event, vec![("note", Value::Text(why.into()))])?;
    Ok(())
}

/// Gives an address without what does not tell pages apart: scheme, `www.`, a last slash, fragment, tracking words.
pub fn plain_address(address: &str) -> String {
    let address = address.trim().split('#').next().unwrap_or_default();
    let (place, query) = address.split_once('?').map_or((address, None), |(place, query)| (place, Some(query)));
    let place = place.split_once("://").map_or(place, |(_, rest)| rest);
    let (host, path) = place.split_once('/').map_or((place, ""), |(host, path)| (host, path));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let tells = |word: &&str| {
        !word.starts_with("utm_") && !["fbclid", "gclid", "ref"].contains(&word.split('=').next().unwrap_or_default())
    };
    let query: Vec<&str> =
        query.into_iter().flat_map(|query| query.split('&')).filter(|word| !word.is_empty()).filter(tells).collect();
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    format!("{host}/{}{query}", path.trim_end_matches('/'))
}
