//! Sources.

use super::session::Session;
use super::terminal::{shortened, visible};
use actions::sources::{list, source};
use record::model::entities::{Capture, Source};
use record::model::words::{Medium, Relation, Terms, Tier};
use serde::Serialize;
use store::error::{Exit, Result};

/// Add, list, show and link sources
#[derive(clap::Subcommand)]
pub enum SourceCommand {
    /// Add a source of evidence
    ///
    /// Example: tickmark source add --title 'Annual report 2023' --publisher 'Rail Co.' --tier primary
    Add(Box<AddArgs>),
    /// Add a person who told you something: who, when, how, and on what terms
    ///
    /// Example: tickmark source person 'Bo Lind' --medium phone --on 2026-11-20 --terms on-background --confidential
    Person(Box<PersonArgs>),
    /// Change the terms agreed with a source
    ///
    /// Example: tickmark source terms 4c1f --terms on-record --confidential no
    Terms {
        /// The source
        source: String,
        /// on-record, on-background, not-for-attribution or off-record
        #[arg(long, value_name = "WORD")]
        terms: Option<Terms>,
        /// Keep its name out of lists and reports: yes or no
        #[arg(long, value_name = "YES|NO", value_parser = yes_or_no)]
        confidential: Option<bool>,
        /// A remark
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// List sources
    List {
        /// Only sources with this text in their title, publisher, address or your identifier
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
        /// How many to list
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
        /// How many to skip first
        #[arg(long, value_name = "N", default_value_t = 0)]
        skip: usize,
    },
    /// Show a source, with its captures and the claims it has evidence for
    Show {
        /// The source: the first digits of its id, or your own identifier
        source: String,
    },
    /// Record that one source came from another, so that both count as one origin
    ///
    /// To show that a source comes from the piece under check, and so does not support it, name the piece as its
    /// origin.
    ///
    /// Example: tickmark source link 4c1f --derived-from 99ab --as-a wire-copy
    Link {
        /// The source that comes from the other
        source: String,
        /// The source it comes from, or the piece under check
        #[arg(long, value_name = "ID")]
        derived_from: String,
        /// How: wire-copy, rewrite, translation, quotes, press-release or same-author
        #[arg(long = "as-a", value_name = "WORD")]
        relation: Relation,
        /// A remark
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// List the sources to capture: never captured, captured long ago, or whose last fetch failed
    Due {
        /// How many days until a capture is old
        #[arg(long, value_name = "DAYS", default_value_t = 30)]
        older_than: u32,
        /// How many to list
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
        /// How many to skip first
        #[arg(long, value_name = "N", default_value_t = 0)]
        skip: usize,
    },
    /// Withdraw the link of a source
    Unlink {
        /// The source
        source: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

fn due(session: &Session, older_than: u32, skip: usize, limit: usize) -> Result<()> {
    let casebook = session.open()?;
    let lines = list::due(&casebook, older_than, skip, limit)?;
    session.terminal.show("source-due", &lines, |page| {
        let rows = lines.iter().map(|line| {
            let since = line.since.as_deref().map(|since| since.chars().take(10).collect()).unwrap_or_default();
            let what = line.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
            vec![
                line.id.short(),
                line.why.to_string(),
                since,
                line.evidence.to_string(),
                shortened(&format!("{}{what}", line.name), 90),
            ]
        });
        page.table(&["id", "why", "since", "evidence", "source"], rows.collect());
    })?;
    if lines.len() == limit {
        session.terminal.say(format!("there may be more; see more with --skip {}", skip + limit));
    }
    Ok(())
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("answer yes or no".into()),
    }
}

/// Who said something, when and how.
#[derive(clap::Args)]
pub struct PersonArgs {
    /// Their name
    name: String,
    /// Their role: an office, a post, how they know
    #[arg(long, value_name = "TEXT")]
    role: Option<String>,
    /// in-person, phone, video, message, mail or event
    #[arg(long, value_name = "WORD")]
    medium: Medium,
    /// The day they said it
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// on-record, on-background, not-for-attribution or off-record
    #[arg(long, value_name = "WORD", default_value = "on-record")]
    terms: Terms,
    /// Keep the name out of every list and report; `--reveal` shows it
    #[arg(long)]
    confidential: bool,
    /// Notes on what was said
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
    /// Your own identifier for it
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// primary, secondary or tertiary
    #[arg(long, value_name = "WORD", default_value = "primary")]
    tier: Tier,
}

impl PersonArgs {
    fn run(self, session: &Session) -> Result<()> {
        let on = self.on.as_ref().map(|day| format!(", {day}")).unwrap_or_default();
        let role = self.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
        let title = format!("{}{role} ({}{on})", self.name, self.medium);
        let new = source::NewSource {
            confidential: self.confidential,
            medium: Some(self.medium),
            terms: Some(self.terms),
            title: Some(&title),
            author: Some(&self.name),
            published: self.on.as_deref(),
            summary: self.notes.as_deref(),
            external_id: self.id.as_deref(),
            ..source::NewSource::of(self.tier)
        };
        let id = source::add(&mut session.open()?, &session.actor()?, &new)?;
        session.terminal.show("source-added", &serde_json::json!({"id": id}), |page| {
            page.line(format!("source {}  {}", id.short(), visible(&title)));
            page.field("terms", Some(self.terms.to_string()));
        })?;
        if !self.confidential && self.terms != Terms::OnRecord {
            let shown = format!(
                "the name will appear in reports; `tickmark source terms {} --confidential yes` keeps it out",
                id.short()
            );
            session.terminal.say(shown);
        }
        Ok(())
    }
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
    /// Where it is: a URL or an archive's shelf mark
    #[arg(long, value_name = "ADDRESS")]
    address: Option<String>,
    /// When it was published, according to itself
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Its language
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// The ultimate origin of its information: a name that other sources can share
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
    /// Keep its name out of every list and report; `--reveal` shows it
    #[arg(long)]
    confidential: bool,
}

#[derive(Serialize)]
struct SourcePage {
    #[serde(flatten)]
    source: Source,
    captures: Vec<Capture>,
    claims: Vec<record::model::id::Id>,
}

impl SourceCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Add(args) => args.run(session)?,
            Self::Person(args) => args.run(session)?,
            Self::Terms { source, terms, confidential, note } => {
                let (mut casebook, actor) = (session.open()?, session.actor()?);
                let event = source::set_terms(&mut casebook, &actor, &source, confidential, terms, note.as_deref())?;
                let found = list::get(casebook.reader(), &source)?;
                session.terminal.show("source-terms-set", &serde_json::json!({"event": event}), |page| {
                    let kept = if found.confidential { "confidential" } else { "open" };
                    let terms = found.terms.as_ref().map(|terms| format!(", {terms}")).unwrap_or_default();
                    page.line(format!("{}: {kept}{terms}", visible(&found.name())));
                })?;
            }
            Self::Due { older_than, limit, skip } => due(session, older_than, skip, limit)?,
            Self::Unlink { source, reason } => {
                let event = source::unlink(&mut session.open()?, &session.actor()?, &source, &reason)?;
                session.terminal.show("source-unlinked", &serde_json::json!({"event": event}), |page| {
                    page.line(format!("{} is no longer linked", visible(&source)));
                })?;
            }
            Self::List { search, limit, skip } => {
                let sources = list::list(&session.open()?, search.as_deref(), skip, limit)?;
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
                    session.terminal.say(format!("there may be more; see more with --skip {}", skip + limit));
                }
            }
            Self::Show { source } => show(session, &source)?,
            Self::Link { source, derived_from, relation, note } => {
                let note = note.as_deref();
                let event =
                    source::link(&mut session.open()?, &session.actor()?, &source, &derived_from, relation, note)?;
                session.terminal.show("source-linked", &serde_json::json!({"event": event}), |page| {
                    let how = match relation {
                        Relation::Quotes => "quotes".to_string(),
                        Relation::SameAuthor => "has the same author as".to_string(),
                        other => format!("is a {other} of"),
                    };
                    page.line(format!("linked: {} {how} {}", visible(&source), visible(&derived_from)));
                })?;
            }
        }
        Ok(Exit::Done)
    }
}

impl AddArgs {
    fn run(self, session: &Session) -> Result<()> {
        let new = source::NewSource {
            tier: self.tier,
            confidential: self.confidential,
            medium: None,
            terms: None,
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
        let id = source::add(&mut session.open()?, &session.actor()?, &new)?;
        session.terminal.show("source-added", &serde_json::json!({"id": id}), |page| {
            let name = [&self.title, &self.publisher, &self.address].into_iter().flatten().next().cloned();
            page.line(format!("source {}  {}", id.short(), visible(&name.unwrap_or_default())));
        })
    }
}

fn show(session: &Session, reference: &str) -> Result<()> {
    let casebook = session.open()?;
    let list::Whole { source, captures, claims } = list::whole(&casebook, reference)?;
    let ids = claims.iter().map(|claim| claim.id).collect();
    let shown = SourcePage { source, captures, claims: ids };
    session.terminal.show("source", &shown, |page| {
        let source = &shown.source;
        page.heading(&visible(&source.name()));
        page.field("id", Some(source.id.hex()));
        page.field("your id", source.external_id.as_deref());
        page.field("tier", Some(&source.tier));
        page.field("spoke by", source.medium.as_deref());
        page.field("terms", source.terms.as_deref());
        page.field("kept back", source.confidential.then_some("its name is kept out of lists and reports"));
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
            let day: String = capture.time.chars().take(10).collect();
            let told = format!("{} {name}, {} bytes, {} on {day}", capture.id.short(), capture.bytes, capture.method);
            page.field("capture", Some(told));
        }
        for claim in &claims {
            let statement = claim.statement.as_deref().unwrap_or("(withheld)");
            page.field("bears on", Some(format!("{} {}", claim.id.short(), shortened(statement, 80))));
        }
    })
}
