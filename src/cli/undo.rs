//! Taking back what one has done.

use super::session::Session;
use super::terminal::visible;
use actions::claims::undo::{self, Act};
use store::error::{Error, Exit, Result};

/// Take back what you did last; the record keeps both
///
/// Each thing is taken back by an event of its own: evidence is withdrawn, a dismissed suggestion restored, a link between
/// sources removed, and a verdict, sign-off, assignment, note or amendment no longer counts. What others have built on
/// stays. At a terminal you are asked first.
///
/// Examples:
///   tickmark undo
///   tickmark undo --list
///   tickmark undo 4c1f --reason 'wrong claim'
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct UndoArgs {
    /// An event of what should be taken back (default: the last thing you did)
    event: Option<String>,
    /// Show what you did last, and what of it can be taken back
    #[arg(long, conflicts_with_all = ["event", "reason"])]
    list: bool,
    /// How many to list
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl UndoArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let (mut casebook, actor) = (session.open()?, session.actor()?);
        if self.list {
            let acts = undo::list(&mut casebook, &actor, self.limit)?;
            session.terminal.show("undo-list", &acts, |page| {
                acts.iter().for_each(|act| page.line(line(act)));
                if acts.is_empty() {
                    page.line("You have done nothing here yet.");
                }
            })?;
            return Ok(Exit::Done);
        }
        let act = undo::next(&mut casebook, &actor, self.event.as_deref())?;
        if act.stays_because.is_none() {
            session.terminal.say(visible(&format!("to be taken back: {}", undo::in_words(&act))));
            if session.terminal.confirm("Take it back?")? == Some(false) {
                return Err(Error::Invalid("nothing was taken back".into()));
            }
        }
        // By its id, so that what was named is what is taken back.
        let done = undo::undo(&mut casebook, &actor, Some(&act.id.hex()), self.reason.as_deref())?;
        session.terminal.show("undone", &done, |page| {
            for part in done.act.parts.iter().rev() {
                match part.stays_because {
                    None => page.line(visible(&format!("taken back: {}", part.words))),
                    Some(why) => page.line(visible(&format!("stays: {} ({why})", part.words))),
                }
            }
            done.events.iter().for_each(|event| page.line(format!("  event {}", event.short())));
        })?;
        Ok(Exit::Done)
    }
}

fn line(act: &Act) -> String {
    let stays = act.stays_because.as_ref().map(|why| format!(" — stays: {why}")).unwrap_or_default();
    visible(&format!("{}  {}  {}{stays}", act.id.short(), act.time, undo::in_words(act)))
}
