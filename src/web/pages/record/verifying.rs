//! Verifying the casebook from the browser, beside heads that somebody kept.

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::posted::Posted;
use crate::web::words::Words;
use actions::record::checkpoint;
use actions::record::policy::{self, Trust};
use actions::record::verify::{Brought, Verification, verify_with};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use record::model::outcome::Outcome;
use std::path::Path;
use std::sync::Arc;
use store::error::Error;
use tokio::sync::Semaphore;

/// The longest file of heads that is read, in bytes.
const HEADS_LIMIT: u64 = 4 << 20;

/// One verification at a time: it hashes everything, on several threads.
static VERIFIERS: Semaphore = Semaphore::const_new(1);

#[derive(Template)]
#[template(path = "verified.html")]
struct VerifiedPage {
    frame: Frame,
    found: Verification,
    /// Heads were brought along.
    brought: usize,
}

impl VerifiedPage {
    fn meaning(&self) -> &'static str {
        meaning(self.frame.t, self.found.outcome)
    }

    fn sound(&self) -> bool {
        matches!(self.found.outcome, Outcome::Ok | Outcome::Unanchored)
    }

    fn unshown(&self) -> usize {
        self.found.fault_count.saturating_sub(self.found.faults.len())
    }
}

fn meaning(t: Words, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ok => t.say("sound, and vouched for by a head you kept, a witness, or your policy"),
        Outcome::Unanchored => t.say("sound, but nobody else vouches for it"),
        Outcome::Unknown => t.say("sound as far as this version can read it; verify it with a newer version"),
        Outcome::Diverged => t.say("sound in itself, but it contradicts a head you kept"),
        Outcome::Invalid => t.say("not sound: something was changed, lost or forged"),
    }
}

/// Verifies as it was asked; nothing is recorded.
pub async fn verify(State(desk): State<Arc<Desk>>, mut posted: Posted) -> Result<Response, Fault> {
    let quick = posted.ticked("quick");
    let mut text = posted.owned("heads").unwrap_or_default();
    let mut name = "the heads you typed".to_string();
    if let Some(file) = posted.take_file() {
        let length = std::fs::metadata(file.path()).map(|file| file.len()).unwrap_or(u64::MAX);
        if length > HEADS_LIMIT {
            return Err(Fault::too_large("That is too large for a file of heads."));
        }
        let read = std::fs::read(file.path()).map_err(|_| Fault::refused("The file could not be read."))?;
        text = String::from_utf8(read).map_err(|_| Fault::refused("The file is not text, so it has no heads."))?;
        name = file.name.clone();
    }
    // Heads that came by mail have line ends of another kind.
    let text = text.replace("\r\n", "\n");
    let _turn = VERIFIERS.acquire().await.map_err(|_| Fault::closing())?;
    let verified = desk.read(&posted.visitor, move |casebook| {
        let kept = match text.trim().is_empty() {
            true => Vec::new(),
            false => checkpoint::read(Path::new(&name), &text)?,
        };
        let policy = policy::policy(&casebook.home, None)?;
        let brought = Brought {
            heads: &kept,
            trust: Trust { named: &[], policy: policy.as_ref(), for_this: false },
            belief: None,
        };
        let found = verify_with(casebook, brought, quick, |_, _| {})?;
        Ok::<_, Error>((found, kept.len()))
    });
    let (found, brought) = verified.await?;
    Ok(page(&VerifiedPage { frame: Frame::of(&posted.visitor).within("record"), found, brought }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::words::Language;

    #[test]
    fn the_answers_mean_what_the_command_line_says() {
        for outcome in Outcome::ALL {
            assert_eq!(meaning(Words::of(Language::English), *outcome), outcome.meaning());
        }
    }
}
