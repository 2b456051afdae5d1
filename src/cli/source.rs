//! Sources.

use super::session::Session;
use super::terminal::{shortened, visible};
use crate::actions::sources;
use crate::error::{Exit, Result};
use crate::model::words::{Relation, Tier};
use crate::store::find::Kind;
use crate::store::listing::Listed;
use crate::store::surroundings::{Capture, Source};
use serde::Serialize;

/// Name, list, show and link sources
#[derive(clap::Subcommand)]
pub enum SourceCommand {
    /// Name a source that evidence comes from
    ///
    /// Example: tickmark source add --title 'Annual report 2023' --publisher 'Rail Co.' --tier primary
    Add(Box<AddArgs>),
    /// List sources
    List {
        /// Only those whose title, publisher, address or your identifier holds this text
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
        /// How many to list
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
        /// How many to leave out first
        #[arg(long, value_name = "N", default_value_t = 0)]
        skip: usize,
    },
    /// Show a source: what it is, its captures, and the claims that it bears on
    Show {
        /// The source: the first digits of its id, or your own identifier
        source: String,
    },
    /// Record that one source came from another, so that both count as one origin
    ///
    /// Example: tickmark source link 4c1f --derived-from 99ab --as-a wire-copy
    Link {
        /// The source that came from the other
        source: String,
        /// The source that it came from
        #[arg(long, value_name = "ID")]
        derived_from: String,
        /// How: wire-copy, rewrite, translation, quotes, press-release or same-author
        #[arg(long = "as-a", value_name = "WORD")]
        relation: Relation,
        /// A remark
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
}

/// What is known of a new source.
#[derive(clap::Args)]
pub struct AddArgs {
    /// Its title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Who publishes it
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Who wrote or said it
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Where it is: a URL, an archive's shelf mark
    #[arg(long, value_name = "ADDRESS")]
    address: Option<String>,
    /// When it was published, as it says itself
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Its language
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Where its information ultimately comes from, by a name that other sources may share
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
    /// What it says, in your words
    #[arg(long, value_name = "TEXT")]
    summary: Option<String>,
    /// Your own identifier for it
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// primary, secondary or tertiary
    #[arg(long, value_name = "WORD", default_value = "secondary")]
    tier: Tier,
}

#[derive(Serialize)]
struct SourcePage {
    #[serde(flatten)]
    source: Source,
    captures: Vec<Capture>,
    claims: Vec<crate::model::id::Id>,
}

impl SourceCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Add(args) => args.run(session)?,
            Self::List { search, limit, skip } => {
                let sources = session.open()?.reader().sources(search.as_deref(), skip, limit)?;
                session.terminal.show("source-list", &sources, |page| {
                    let rows = sources.iter().map(|source| {
                        let publisher = shortened(source.publisher.as_deref().unwrap_or_default(), 30);
                        let id = source.id.short()
                            + &source.external_id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
                        vec![id, source.tier.clone(), publisher, shortened(&source.name(), 90)]
                    });
                    page.table(&["id", "tier", "publisher", "title"], rows.collect());
                })?;
                if sources.len() == limit {
                    session.terminal.say(format!("there may be more; go on with --skip {}", skip + limit));
                }
            }
            Self::Show { source } => show(session, &source)?,
            Self::Link { source, derived_from, relation, note } => {
                let note = note.as_deref();
                let event =
                    sources::link(&mut session.open()?, &session.actor()?, &source, &derived_from, relation, note)?;
                session.terminal.show("source-linked", &serde_json::json!({"event": event}), |page| {
                    page.line(format!("linked: {} is a {relation} of {}", visible(&source), visible(&derived_from)));
                })?;
            }
        }
        Ok(Exit::Done)
    }
}

impl AddArgs {
    fn run(self, session: &Session) -> Result<()> {
        let new = sources::NewSource {
            tier: self.tier,
            title: self.title.as_deref(),
            publisher: self.publisher.as_deref(),
            author: self.author.as_deref(),
            address: self.address.as_deref(),
            published: self.published.as_deref(),
            language: self.language.as_deref(),
            origin: self.origin.as_deref(),
            summary: self.summary.as_deref(),
            external_id: self.id.as_deref(),
        };
        let id = sources::add(&mut session.open()?, &session.actor()?, &new)?;
        session.terminal.show("source-added", &serde_json::json!({"id": id}), |page| {
            let name = [&self.title, &self.publisher, &self.address].into_iter().flatten().next().cloned();
            page.line(format!("source {}  {}", id.short(), visible(&name.unwrap_or_default())));
        })
    }
}

fn show(session: &Session, reference: &str) -> Result<()> {
    let casebook = session.open()?;
    let reader = casebook.reader();
    let row = reader.find(Kind::Source, reference)?.row;
    let claims: Vec<Listed> =
        reader.claims_of_source(row)?.into_iter().map(|claim| reader.listed(claim)).collect::<Result<_>>()?;
    let ids = claims.iter().map(|claim| claim.id).collect();
    let shown = SourcePage { source: reader.source(row)?, captures: reader.captures(Some(row))?, claims: ids };
    session.terminal.show("source", &shown, |page| {
        let source = &shown.source;
        page.heading(&visible(&source.name()));
        page.field("id", Some(source.id.hex()));
        page.field("your id", source.external_id.as_deref());
        page.field("tier", Some(&source.tier));
        let words = [
            ("publisher", &source.publisher),
            ("author", &source.author),
            ("address", &source.address),
            ("published", &source.published),
            ("language", &source.language),
            ("origin", &source.origin),
            ("summary", &source.summary),
        ];
        for (name, value) in words {
            page.field(name, value.as_deref());
        }
        if let (Some(from), Some(relation)) = (source.derived_from, &source.relation) {
            page.field("derived from", Some(format!("{} ({relation})", from.short())));
        }
        for capture in &shown.captures {
            let name = capture.name.as_deref().unwrap_or("(name withheld)");
            page.field("capture", Some(format!("{} {name}, {} bytes", capture.id.short(), capture.bytes)));
        }
        for claim in &claims {
            let statement = claim.statement.as_deref().unwrap_or("(withheld)");
            page.field("bears on", Some(format!("{} {}", claim.id.short(), shortened(statement, 80))));
        }
    })
}
