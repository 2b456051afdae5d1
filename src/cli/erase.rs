//! Erasing.

use super::session::Session;
use actions::record::erase;
use store::error::{Exit, Result};

/// Erase a text, or the bytes of a capture, for good; the record keeps that it was done, and why
///
/// The log still verifies, and `tickmark verify` counts what was erased. Copies and reports made earlier still contain
/// it.
///
/// Examples:
///   tickmark erase 4c1f --text quote --reason 'asked by the source'
///   tickmark erase 7d20 --reason 'sent to us by mistake'
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct EraseArgs {
    /// The event whose texts to erase: a claim, a source, a capture, a piece of evidence, a note …
    event: String,
    /// Which of its texts, such as quote or note (default: all)
    #[arg(long, value_name = "NAME")]
    text: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl EraseArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let (mut casebook, actor) = (session.open()?, session.actor()?);
        let mut progress = session.terminal.progress("rebuilding");
        let erased = erase::erase(&mut casebook, &actor, &self.event, &self.text, &self.reason, |done, total| {
            progress.at(done, total);
        })?;
        drop(progress);
        session.terminal.show("erased", &erased, |page| {
            page.line(format!("erased {} of event {}", erased.texts.join(", "), erased.of.short()));
            page.field("files", (erased.files > 0).then(|| erased.files.to_string()));
            page.field("event", Some(erased.event.short()));
        })?;
        if erased.shared > 0 {
            let shared =
                format!("{} of its files stay, because a draft or another capture has the same bytes", erased.shared);
            session.terminal.say(shared);
        }
        if !erased.swept {
            session.terminal.say("another program has the casebook open: run `tickmark rebuild` once it is closed, to clear traces from free pages");
        }
        session.terminal.say("backups and reports made earlier still contain it");
        Ok(Exit::Done)
    }
}
