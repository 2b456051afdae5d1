//! What can be done with sources: naming one, filing and fetching it, linking it, agreeing what may be told of it.

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::posted::Posted;
use crate::web::posted_file::PostedFile;
use crate::web::words::Words;
use actions::sources::capture::{self, NewCapture};
use actions::sources::fetch::{self, Again};
use actions::sources::list;
use actions::sources::source::{self, NewSource};
use actions::users::Role;
use record::model::id::Id;
use record::model::words::{Relation, Terms, Tier};
use std::sync::Arc;

/// Says that an act was done.
pub fn notice(t: Words, act: &str) -> Option<&'static str> {
    Some(match act {
        "add" => t.say("The source was recorded."),
        "again" => t.say("The source was fetched again."),
        "fetch" | "file" => t.say("The capture was saved."),
        "link" => t.say("The origin was recorded."),
        "unlink" => t.say("The link was withdrawn."),
        "terms" => t.say("The terms were recorded."),
        _ => return None,
    })
}

fn file(posted: &mut Posted) -> Option<PostedFile> {
    posted.take_file().filter(|file| file.path().metadata().is_ok_and(|about| about.len() > 0))
}

/// Names a source, and files what came with it.
pub async fn add(desk: &Arc<Desk>, posted: &mut Posted) -> Result<String, Fault> {
    posted.visitor.require(Role::Checker)?;
    let tier = posted.parsed::<Tier>("tier")?.unwrap_or(Tier::Secondary);
    let [title, publisher, author, address, published, language, origin, summary, identifier] =
        ["title", "publisher", "author", "address", "published", "language", "origin", "summary", "identifier"]
            .map(|name| posted.text(name).map(|text| text.trim().to_string()));
    let (confidential, file) = (posted.ticked("confidential"), file(posted));
    let added = desk.write(&posted.visitor, Role::Checker, None, move |casebook, actor| {
        let new = NewSource {
            confidential,
            title: title.as_deref().or(file.as_ref().map(|file| file.name.as_str())),
            publisher: publisher.as_deref(),
            author: author.as_deref(),
            address: address.as_deref(),
            published: published.as_deref(),
            language: language.as_deref(),
            origin: origin.as_deref(),
            summary: summary.as_deref(),
            external_id: identifier.as_deref(),
            ..NewSource::of(tier)
        };
        let source = source::add(casebook, actor, &new)?.hex();
        if let Some(file) = &file {
            let path = file.path();
            let new = NewCapture { source: Some(&source), ..NewCapture::of_file(&path) };
            capture::file(casebook, actor, new, |_| {})?;
        }
        Ok(source)
    });
    added.await
}

/// Does what a form asks for; what a source says now is told beside what it said before.
pub async fn perform(desk: &Arc<Desk>, id: &str, act: &str, posted: &mut Posted) -> Result<Option<Again>, Fault> {
    let source = id.to_string();
    match act {
        "link" => link(desk, source, posted).await?,
        "unlink" => {
            let reason = posted.required("reason", "the reason")?.to_string();
            let done = desk.write(&posted.visitor, Role::Checker, None, move |casebook, actor| {
                source::unlink(casebook, actor, &source, &reason).map(drop)
            });
            done.await?;
        }
        "terms" => {
            let terms = posted.parsed::<Terms>("terms")?;
            let (hidden, note) = (posted.ticked("confidential"), posted.owned("note"));
            let done = desk.write(&posted.visitor, Role::Editor, None, move |casebook, actor| {
                source::set_terms(casebook, actor, &source, Some(hidden), terms, note.as_deref()).map(drop)
            });
            done.await?;
        }
        "file" => {
            posted.visitor.require(Role::Checker)?;
            let file = file(posted).ok_or_else(|| Fault::refused("No file was chosen."))?;
            let done = desk.write(&posted.visitor, Role::Checker, None, move |casebook, actor| {
                let path = file.path();
                let new = NewCapture { source: Some(&source), ..NewCapture::of_file(&path) };
                capture::file(casebook, actor, new, |_| {}).map(drop)
            });
            done.await?;
        }
        "fetch" => fetch(desk, source, posted).await?,
        "again" => {
            open_to(desk, &source, posted).await?;
            let done = desk.write(&posted.visitor, Role::Checker, None, move |casebook, actor| {
                fetch::again(casebook, actor, &source, &[], |_, _| {})
            });
            return done.await.map(Some);
        }
        _ => return Err(Fault::missing("Unknown action.")),
    }
    Ok(None)
}

async fn link(desk: &Arc<Desk>, source: String, posted: &Posted) -> Result<(), Fault> {
    let from = posted.required("from", "what it comes from")?;
    let from = from.split_whitespace().next().unwrap_or_default().to_string();
    let relation = posted.must::<Relation>("relation", "how it comes from there")?;
    let (note, seen) = (posted.owned("note"), posted.text("seen").and_then(Id::from_hex));
    let done = desk.write(&posted.visitor, Role::Checker, None, move |casebook, actor| {
        source::link_as_seen(casebook, actor, &source, &from, relation, note.as_deref(), seen).map(drop)
    });
    done.await
}

/// Fetches the address of a source for the first time.
async fn fetch(desk: &Arc<Desk>, source: String, posted: &Posted) -> Result<(), Fault> {
    open_to(desk, &source, posted).await?;
    let done = desk.write(&posted.visitor, Role::Checker, None, move |casebook, actor| {
        fetch::source(casebook, actor, &source).map(drop)
    });
    done.await
}

/// Refuses whoever may not see a source to have it fetched: what comes back would tell what it is.
async fn open_to(desk: &Arc<Desk>, source: &str, posted: &Posted) -> Result<(), Fault> {
    posted.visitor.require(Role::Checker)?;
    let source = source.to_string();
    let hidden = desk.read(&posted.visitor, move |casebook| list::is_confidential(casebook, &source));
    match hidden.await? && !posted.visitor.sees_all() {
        true => Err(Fault::forbidden("This source is confidential; only people who may see it can fetch it.")),
        false => Ok(()),
    }
}
