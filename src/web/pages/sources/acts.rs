//! What can be done with sources: naming one, filing and fetching it, linking it, agreeing what may be told of it.

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::posted::Posted;
use crate::web::posted_file::PostedFile;
use crate::web::words::Words;
use actions::sources::capture::{self, NewCapture};
use actions::sources::fetch::{self, Again, Reached};
use actions::sources::list;
use actions::sources::source::{self, NewSource};
use actions::users::Role;
use actions::{Actor, Casebook};
use record::model::id::Id;
use record::model::words::{Relation, Terms, Tier, words};
use std::sync::Arc;
use store::error::Result as StoreResult;

words! {
    /// Something that is done with a source, from one form.
    SourceAct, "thing to do with a source" {
        Add = "add",
        /// Fetching once more what was fetched before.
        Again = "again",
        Fetch = "fetch",
        /// Filing a file as a capture.
        File = "file",
        Link = "link",
        Terms = "terms",
        Unlink = "unlink",
    }
}

impl SourceAct {
    /// Reads the word of an address, as it is.
    pub fn of_address(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.word() == word)
    }

    /// Says which role it needs.
    fn least(self) -> Role {
        match self {
            Self::Terms => Role::Editor,
            Self::Add | Self::Again | Self::Fetch | Self::File | Self::Link | Self::Unlink => Role::Checker,
        }
    }

    /// Says that it was done.
    pub fn notice(self, t: Words) -> &'static str {
        match self {
            Self::Add => t.say("The source was recorded."),
            Self::Again => t.say("The source was fetched again."),
            Self::Fetch | Self::File => t.say("The capture was saved."),
            Self::Link => t.say("The origin was recorded."),
            Self::Terms => t.say("The terms were recorded."),
            Self::Unlink => t.say("The link was withdrawn."),
        }
    }
}

/// One act with its inputs, ready to be done with a source that is there.
enum Deed {
    Again,
    Fetch,
    File(PostedFile),
    Link { from: String, relation: Relation, note: Option<String>, seen: Option<Id> },
    Terms { confidential: bool, terms: Option<Terms>, note: Option<String> },
    Unlink { reason: String },
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
pub async fn perform(desk: &Arc<Desk>, id: &str, act: SourceAct, posted: &mut Posted) -> Result<Option<Again>, Fault> {
    posted.visitor.require(act.least())?;
    let deed = Deed::read(act, posted)?;
    if deed.fetches() {
        open_to(desk, id, posted).await?;
    }
    let source = id.to_string();
    let reached = match deed.fetches() {
        true => Some(desk.reach(address_of(desk, id, act, posted).await?).await?),
        false => None,
    };
    let done = desk.write(&posted.visitor, act.least(), None, move |casebook, actor| {
        deed.perform(casebook, actor, &source, reached)
    });
    done.await
}

/// Finds where the source is fetched.
async fn address_of(desk: &Arc<Desk>, source: &str, act: SourceAct, posted: &Posted) -> Result<String, Fault> {
    let source = source.to_string();
    let again = act == SourceAct::Again;
    let address = desk.read(&posted.visitor, move |casebook| match again {
        true => fetch::address_again(casebook, &source),
        false => fetch::address_of_source(casebook, &source),
    });
    address.await
}

impl Deed {
    fn read(act: SourceAct, posted: &mut Posted) -> Result<Self, Fault> {
        Ok(match act {
            SourceAct::Add => return Err(Fault::missing("This source is there already.")),
            SourceAct::Again => Self::Again,
            SourceAct::Fetch => Self::Fetch,
            SourceAct::File => Self::File(file(posted).ok_or_else(|| Fault::refused("No file was chosen."))?),
            SourceAct::Link => {
                let from = posted.required("from", "what it comes from")?;
                Self::Link {
                    from: from.split_whitespace().next().unwrap_or_default().to_string(),
                    relation: posted.must("relation", "how it comes from there")?,
                    note: posted.owned("note"),
                    seen: posted.text("seen").and_then(Id::from_hex),
                }
            }
            SourceAct::Terms => Self::Terms {
                confidential: posted.ticked("confidential"),
                terms: posted.parsed("terms")?,
                note: posted.owned("note"),
            },
            SourceAct::Unlink => Self::Unlink { reason: posted.required("reason", "the reason")?.to_string() },
        })
    }

    /// Says whether it brings in what the source says now.
    fn fetches(&self) -> bool {
        match self {
            Self::Again | Self::Fetch => true,
            Self::File(_) | Self::Link { .. } | Self::Terms { .. } | Self::Unlink { .. } => false,
        }
    }

    fn perform(
        self,
        casebook: &mut Casebook,
        actor: &Actor,
        source: &str,
        reached: Option<Reached>,
    ) -> StoreResult<Option<Again>> {
        match (self, reached) {
            (Self::Again, Some(reached)) => {
                return fetch::again_reached(casebook, actor, source, reached).map(Some);
            }
            (Self::Fetch, Some(reached)) => fetch::source_reached(casebook, actor, source, reached).map(drop)?,
            (deed, _) => deed.perform_here(casebook, actor, source)?,
        }
        Ok(None)
    }

    /// Does what needs no network.
    fn perform_here(self, casebook: &mut Casebook, actor: &Actor, source: &str) -> StoreResult<()> {
        match self {
            Self::Again | Self::Fetch => {}
            Self::File(file) => {
                let path = file.path();
                let new = NewCapture { source: Some(source), ..NewCapture::of_file(&path) };
                capture::file(casebook, actor, new, |_| {}).map(drop)?;
            }
            Self::Link { from, relation, note, seen } => {
                source::link_as_seen(casebook, actor, source, &from, relation, note.as_deref(), seen).map(drop)?;
            }
            Self::Terms { confidential, terms, note } => {
                source::set_terms(casebook, actor, source, Some(confidential), terms, note.as_deref()).map(drop)?;
            }
            Self::Unlink { reason } => source::unlink(casebook, actor, source, &reason).map(drop)?,
        }
        Ok(())
    }
}

/// Refuses whoever may not see a source to have it fetched: what comes back would tell what it is.
async fn open_to(desk: &Arc<Desk>, source: &str, posted: &Posted) -> Result<(), Fault> {
    let source = source.to_string();
    let hidden = desk.read(&posted.visitor, move |casebook| list::is_confidential(casebook, &source));
    match hidden.await? && !posted.visitor.sees_all() {
        true => Err(Fault::forbidden("This source is confidential; only people who may see it can fetch it.")),
        false => Ok(()),
    }
}
