//! The two documents that a desk passes on: the draft with a comment at every claim, and the draft with the
//! recommended changes tracked.

mod advice;
mod comment;
mod ink;
mod inscription;
mod package;
mod pen;
mod plain;
#[cfg(test)]
mod tests;

use super::dossier::{Dossier, Entry};
use super::tally::Tally;
use crate::error::{Error, Result};
use advice::{Advice, Wording};
use formats::ingest::imprint::Imprint;
use inscription::Inscription;
use language::standing::Hold;
use pen::Signed;
use record::model::standing::Reason;
use record::model::words::Status;

/// The draft's own file, where it is a DOCX that reads as it did when it came in.
pub struct Original<'a> {
    pub bytes: &'a [u8],
    pub imprint: Imprint,
}

/// A document that was made.
#[derive(Clone, Debug)]
pub struct Made {
    pub bytes: Vec<u8>,
    pub comments: usize,
    /// Tracked changes.
    pub changes: usize,
    /// Recommended changes that stand as comments only.
    pub unset: usize,
    /// It was set anew from the text, because the draft is not a DOCX.
    pub plain: bool,
}

/// Writes the draft with a comment at the words of every claim that is not cut.
///
/// # Errors
/// [`Error::Invalid`] if there is no draft, or its file cannot be put together again.
pub fn checking(dossier: &Dossier, original: Option<Original>) -> Result<Made> {
    make(dossier, original, |inscription, text| {
        for entry in live(dossier) {
            let (author, time) = comment::signature(entry);
            let signed = Signed { author, time };
            let lines = comment::lines(dossier, entry, text);
            inscription.comment(text, entry.spans.first().cloned(), &signed, &lines);
            for span in entry.spans.iter().skip(1) {
                inscription.comment(
                    text,
                    Some(span.clone()),
                    &signed,
                    &[format!("Claim {}, continued.", entry.number)],
                );
            }
        }
        0
    })
}

/// Writes the draft with the recommended changes tracked, and the reason of each as a comment.
///
/// What is a recommended change, and where its wording comes from, [`Advice`] says.
///
/// # Errors
/// As [`checking`].
pub fn checked(dossier: &Dossier, original: Option<Original>) -> Result<Made> {
    make(dossier, original, |inscription, text| {
        let mut unset = 0;
        for entry in live(dossier) {
            unset += advice::of(entry, text).iter().filter(|advice| !set(inscription, text, entry, advice)).count();
            let wrong = matches!(entry.standing.hold, Hold::Despite | Hold::LookAgain | Hold::Falls);
            if wrong || entry.standing.reasons().any(Reason::bars) {
                let (author, time) = (comment::PROGRAM.to_owned(), entry.claim.updated.time);
                let (span, lines) = (entry.spans.first().cloned(), comment::against(entry));
                inscription.comment(text, span, &Signed { author, time }, &lines);
            }
        }
        unset
    })
}

/// Sets one recommended change, and says whether it stands in the text now or is a remark by nature.
fn set(inscription: &mut Inscription, text: &str, entry: &Entry, advice: &Advice) -> bool {
    let signed = Signed { author: advice.author.clone(), time: advice.time };
    let mut lines = vec![format!("Claim {}: {}", entry.number, advice.why)];
    lines.extend(advice.reason.clone());
    let (span, done) = match &advice.wording {
        Wording::None => (entry.spans.first().cloned(), true),
        Wording::Lost { was, now } => {
            lines.push(format!(
                "Recommended: “{was}” → “{now}”. Not set: these words do not stand here once and alone."
            ));
            (entry.spans.first().cloned(), false)
        }
        Wording::Found { span, now } => {
            let refused = inscription.change(text, span.clone(), now, &signed).err();
            if let Some(refused) = refused {
                lines.push(format!("Recommended: “{}” → “{now}”. Not set: {refused}.", &text[span.clone()]));
            }
            (Some(span.clone()), refused.is_none())
        }
    };
    inscription.comment(text, span, &signed, &lines);
    done
}

fn live(dossier: &Dossier) -> impl Iterator<Item = &Entry> {
    dossier.claims.iter().filter(|entry| entry.status != Status::Cut)
}

fn make(
    dossier: &Dossier,
    original: Option<Original>,
    write: impl FnOnce(&mut Inscription, &str) -> usize,
) -> Result<Made> {
    let draft = dossier.draft.as_ref().ok_or_else(|| Error::Invalid("this piece has no draft yet".into()))?;
    let plain = original.is_none();
    let base;
    let (bytes, imprint) = match original {
        Some(original) => (original.bytes, original.imprint),
        None => {
            let made = plain::set(&draft.document)?;
            base = made.0;
            (base.as_slice(), made.1)
        }
    };
    let mut inscription = Inscription::over(imprint);
    let (text, tally) = (&draft.document.text, Tally::of(dossier));
    let unset = write(&mut inscription, text);
    if let Some(time) = dossier.updated.filter(|_| tally.is_troubled()) {
        let signed = Signed { author: comment::PROGRAM.to_owned(), time };
        let first = text.char_indices().find(|(_, letter)| !letter.is_whitespace());
        let first = first.map(|(at, letter)| at..at + letter.len_utf8());
        inscription.comment(text, first, &signed, &[tally.line()]);
    }
    let (comments, changes) = (inscription.comments(), inscription.changes());
    let frame = inscription.frame().clone();
    let bytes = package::rewrite(bytes, &frame, inscription.finish(&draft.document.text))?;
    Ok(Made { bytes, comments, changes, unset, plain })
}
