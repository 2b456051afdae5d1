//! Reads what was captured of the sources, one text after the other, for what speaks of where they come from.

use super::Unmatched;
use super::grounds::{CREDIT, Ground, SAME_ADDRESS, credited, credits_itself, is_web, relation_of_share};
use crate::documents;
use crate::sources::capture;
use crate::sources::origins::plain_address;
use formats::ingest::canonical::canonical_addresses;
use language::text::credit::credits;
use language::text::kinship::{Kinship, Shared};
use record::model::entities::{Capture, Piece, Source};
use record::model::id::Id;
use record::model::time::Day;
use record::model::words::Relation;
use record::visible::excerpt;
use std::collections::HashMap;
use store::Reader;
use store::casebook::Casebook;
use store::error::Result;

/// What the texts of the sources say.
pub struct Read {
    pub texts: usize,
    pub grounds: Vec<Ground>,
    pub unmatched: Vec<Unmatched>,
}

/// How many characters of a shared passage are shown.
const SHOWN: usize = 160;

/// From this share on, in percent, a text that stands in a draft says that the source repeats the piece; a smaller
/// share is what the piece quotes.
const REPEATS_PIECE: usize = 40;

/// A larger page is not looked through for its address, in bytes.
const LARGEST_PAGE: u64 = 16 << 20;

/// A source, the capture of it that is read, and when it came out.
struct Text<'a> {
    source: &'a Source,
    capture: Capture,
    age: String,
}

/// Reads the texts of the sources, the earliest first, beside the drafts of the piece or of all.
pub fn read(casebook: &Casebook, reader: Reader, sources: &[Source], piece: Option<i64>) -> Result<Read> {
    let pieces: Vec<Piece> =
        reader.pieces()?.into_iter().filter(|known| piece.is_none_or(|piece| piece == known.row)).collect();
    let (mut among, mut with_drafts) = (Kinship::default(), Kinship::default());
    let mut drafts = Vec::new();
    for piece in &pieces {
        for draft in reader.drafts(piece.row)? {
            // A draft whose text is withheld has nothing to compare.
            if let Ok(document) = documents::document(reader, &draft) {
                with_drafts.take(&document.text);
                drafts.push((piece, reader.record(draft.row)?.time.day().to_string()));
            }
        }
    }
    let known: Vec<String> = sources.iter().filter_map(|source| source.publisher.clone()).collect();
    let places = places(sources, &pieces);
    let mut read = Read { texts: 0, grounds: Vec::new(), unmatched: Vec::new() };
    let mut texts = texts(reader, sources)?;
    texts.retain_mut(|text| match capture::document(casebook, text.capture.row) {
        Ok(Some(document)) => {
            among.take(document.main_text());
            with_drafts.take(document.main_text());
            read.credits(sources, text.source, &document.text, &known);
            true
        }
        _ => false,
    });
    read.texts = texts.len();
    for text in &texts {
        read.address(casebook, text, &places)?;
    }
    for shared in with_drafts.shared().into_iter().filter(|shared| shared.text >= drafts.len()) {
        if let Some((piece, since)) = drafts.get(shared.with) {
            let text = &texts[shared.text - drafts.len()];
            read.repeats(casebook, text, piece, since, &shared)?;
        }
    }
    for shared in among.shared() {
        let (later, earlier) = (&texts[shared.text], &texts[shared.with]);
        let reason = format!("{} % of its text stands in the other, which is dated {}", shared.percent, earlier.age);
        read.shares(casebook, later, earlier.source.row, &shared, reason)?;
    }
    Ok(read)
}

/// Gives the latest readable capture of each source, in the order in which the sources came out.
fn texts<'a>(reader: Reader, sources: &'a [Source]) -> Result<Vec<Text<'a>>> {
    let mut by_source: HashMap<Id, Vec<Capture>> = HashMap::new();
    for capture in reader.captures(None)? {
        if let (Some(source), true) = (capture.source, capture.text_sha256.is_some()) {
            by_source.entry(source).or_default().push(capture);
        }
    }
    let mut texts: Vec<Text> = Vec::new();
    for source in sources {
        let Some(mut captures) = by_source.remove(&source.id) else { continue };
        let first = captures.iter().map(|capture| capture.captured_at.as_ref().unwrap_or(&capture.time)).min();
        let age = day_of(source.published.as_deref()).or_else(|| day_of(first.map(String::as_str)));
        let Some(capture) = captures.pop() else { continue };
        texts.push(Text { source, capture, age: age.unwrap_or_default() });
    }
    texts.sort_by(|one, next| (&one.age, one.source.row).cmp(&(&next.age, next.source.row)));
    Ok(texts)
}

/// Reads the day that a date begins with, or its month or year where it says no more.
fn day_of(date: Option<&str>) -> Option<String> {
    let date = date?.trim();
    if let Some(day) = date.get(..10).and_then(Day::parse) {
        return Some(day.to_string());
    }
    let completed = ["-01", "-01-01"].iter().any(|rest| Day::parse(&format!("{date}{rest}")).is_some());
    completed.then(|| date.to_string())
}

/// Gives the rows of what stands at each address: pieces, and the earliest source.
fn places(sources: &[Source], pieces: &[Piece]) -> HashMap<String, i64> {
    let mut places = HashMap::new();
    for (address, row) in pieces.iter().map(|piece| (&piece.address, piece.row)) {
        places.extend(address.as_deref().map(|address| (plain_address(address), row)));
    }
    for source in sources {
        if let Some(address) = source.address.as_deref().filter(|address| is_web(address)) {
            places.entry(plain_address(address)).or_insert(source.row);
        }
    }
    places
}

impl Read {
    fn credits(&mut self, sources: &[Source], by: &Source, text: &str, known: &[String]) {
        for credit in credits(text, known) {
            let words = excerpt(&credit.words, SHOWN);
            match credit.name.as_deref().and_then(|name| credited(sources, by, name)) {
                Some(origin) => self.grounds.push(Ground {
                    source: by.row,
                    from: origin.row,
                    relation: credit.relation,
                    weight: CREDIT,
                    reason: format!("it says so itself: “{words}”"),
                    passage: None,
                }),
                None if credit.name.as_deref().is_some_and(|name| credits_itself(by, name)) => {}
                None => self.unmatched.push(Unmatched { source: by.id, name: by.name(), credits: credit.name, words }),
            }
        }
    }

    fn address(&mut self, casebook: &Casebook, text: &Text, places: &HashMap<String, i64>) -> Result<()> {
        let Text { source, capture, .. } = text;
        let page = capture.media_type.as_deref().is_some_and(|media_type| media_type.contains("html"));
        if !page || capture.bytes > LARGEST_PAGE {
            return Ok(());
        }
        let Some(bytes) = capture::bytes(casebook, capture.row)? else { return Ok(()) };
        let own = source.address.as_deref().map(plain_address);
        for address in canonical_addresses(&bytes).iter().map(|address| plain_address(address)) {
            if let (Some(from), true) =
                (places.get(&address).filter(|row| **row != source.row), own.as_ref() != Some(&address))
            {
                self.grounds.push(Ground {
                    source: source.row,
                    from: *from,
                    relation: Relation::WireCopy,
                    weight: SAME_ADDRESS,
                    reason: format!("the page gives the other's address as its own: {}", excerpt(&address, SHOWN)),
                    passage: None,
                });
            }
        }
        Ok(())
    }

    fn repeats(&mut self, casebook: &Casebook, text: &Text, piece: &Piece, since: &str, shared: &Shared) -> Result<()> {
        if shared.percent < REPEATS_PIECE {
            return Ok(());
        }
        let first =
            if text.age.as_str() < since { "; it is dated before the draft came in: see which was first" } else { "" };
        let reason = format!("{} % of its text stands in a draft of the piece{first}", shared.percent);
        self.shares(casebook, text, piece.row, shared, reason)
    }

    fn shares(&mut self, casebook: &Casebook, text: &Text, from: i64, shared: &Shared, reason: String) -> Result<()> {
        let document = capture::document(casebook, text.capture.row)?;
        let passage = document.as_ref().and_then(|document| document.text.get(shared.passage.clone()));
        let weight = u32::try_from(shared.percent).unwrap_or(100);
        self.grounds.push(Ground {
            source: text.source.row,
            from,
            relation: relation_of_share(shared.percent),
            weight,
            reason,
            passage: passage.map(|passage| excerpt(passage, SHOWN)),
        });
        Ok(())
    }
}
