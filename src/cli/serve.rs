//! The review desk in the browser, and who may come to it.

use super::session::Session;
use super::terminal::visible;
use crate::web::{self, Begun, Desk, Hosts};
use actions::demo::river;
use actions::users;
use actions::users::Role;
use actions::{Actor, Casebook, Clock, FILE_NAME, Home};
use serde::Serialize;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use store::error::{Error, Exit, Result};

/// Open the review desk in the browser
///
/// The desk is for this machine only, and opens with a link that works once, for ten minutes; once it is used, the
/// terminal shows another. With --listen, others can reach it too, with a name and password: add them with `tickmark user add`. The
/// connection is not encrypted: put a proxy with TLS in front of it, or use an SSH tunnel.
///
/// Examples:
///   tickmark serve
///   tickmark serve --listen 192.168.1.20 --host desk.example
///   tickmark serve --host https://desk.example --trust-proxy --no-link
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct ServeArgs {
    /// The port; 0 picks a free one
    #[arg(long, default_value_t = 8300, value_name = "N")]
    port: u16,
    /// Let others reach the desk at this address; 0.0.0.0 is every address of the machine
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<IpAddr>,
    /// A host name for the desk, as a proxy or name server gives it; https://NAME if the proxy serves it with TLS
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// The address of the proxy whose X-Forwarded-For is believed (without an address: this machine)
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = "127.0.0.1")]
    trust_proxy: Option<IpAddr>,
    /// Show no link that opens the desk: everyone signs in with a name and password
    #[arg(long)]
    no_link: bool,
    /// Show the link without opening it
    #[arg(long)]
    no_open: bool,
}

#[derive(Serialize)]
struct Opened<'a> {
    address: String,
    link: &'a str,
    exposed: bool,
}

impl ServeArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let found = match session.open() {
            // Nobody but this machine may say who begins a casebook.
            Err(Error::NoCasebook) if self.listen.is_none_or(|ip| ip.is_loopback()) => None,
            found => Some((found?, session.actor()?)),
        };
        let ip = self.listen.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let users = users::all(session.home())?.all.len();
        if (!ip.is_loopback() || self.no_link) && users == 0 {
            return Err(Error::Setting(
                "nobody could sign in: add a user with `tickmark user add NAME --role checker` before letting others \
                 reach the desk"
                    .into(),
            ));
        }
        let exposed = !ip.is_loopback();
        if exposed {
            session.terminal.say(format!(
                "The whole casebook can be reached at {ip}:{} by {users} {} with a password, unencrypted on the way.",
                self.port,
                if users == 1 { "user" } else { "users" },
            ));
        }
        let listener = web::take_address(SocketAddr::new(ip, self.port))?;
        let terminal = session.terminal;
        let mut first = !self.no_open && terminal.is_watched();
        let mut say = move |link: &str, begins: bool| {
            let address = link.split("/open").next().unwrap_or_default().split("/begin").next().unwrap_or_default();
            // A desk that nobody can read about goes on all the same.
            let opened = Opened { address: address.to_string(), link, exposed };
            let _ = terminal.show("desk-opened", &opened, |page| {
                let what = match (begins, link.contains("/open?")) {
                    (true, _) => "Start a casebook in this folder at",
                    (false, true) => "Open the desk once with",
                    (false, false) => "Open the desk with a name and password at",
                };
                page.line(format!("{what}  {link}"));
            });
            terminal.say("Close it with Ctrl-C.");
            if std::mem::take(&mut first) {
                let _ = opener::open_browser(link);
            }
        };
        let hosts = Hosts::named(&self.host);
        let desk = match found {
            Some((casebook, owner)) => Desk::new(casebook, owner, hosts),
            None => {
                let begun = begin(session, &listener, hosts.clone(), |link| say(link, true))?;
                Desk::new(begun.casebook, begun.owner, hosts).opening_for(begun.token)
            }
        };
        let desk = desk.behind(self.trust_proxy);
        let desk = if self.no_link { desk.without_link() } else { desk };
        web::serve(desk, listener, move |link| say(link, false))?;
        Ok(Exit::Done)
    }
}

/// The folder of the sample that the first page offers.
const SAMPLE: &str = "tickmark-sample";

/// Has the browser ask who begins a casebook here.
fn begin(session: &Session, listener: &TcpListener, hosts: Hosts, say: impl FnOnce(&str)) -> Result<Begun> {
    let failed = |error: std::io::Error| Error::Invalid(format!("the desk cannot be opened: {error}"));
    let listener = listener.try_clone().map_err(failed)?;
    let name = session.named().map(|actor| actor.name().to_string()).unwrap_or_default();
    let (path, home, clock) = (session.new_path(), session.home().clone(), session.clock());
    let make = move |owner: &Actor, sample: bool| {
        let made = match sample {
            true => make_sample(&home, clock, owner),
            false => Casebook::create(&path, home.clone(), clock),
        };
        let made = made?;
        let mut settings = home.settings()?;
        if settings.actor.is_none() {
            settings.actor = Some(owner.name().to_string());
            home.save_settings(&settings)?;
        }
        Ok(made)
    };
    web::begin(listener, hosts, name, Box::new(make), say)
}

/// Makes a casebook of its own for the made-up story, checked by whoever looks and a colleague.
fn make_sample(home: &Home, clock: Clock, owner: &Actor) -> Result<Casebook> {
    let folder = Path::new(SAMPLE);
    std::fs::create_dir_all(folder).map_err(|error| Error::file(folder, &error))?;
    let path = folder.join(FILE_NAME);
    if path.exists() {
        return Casebook::open(&path, home.clone(), clock);
    }
    let mut casebook = Casebook::create(&path, home.clone(), clock)?;
    river::check(&mut casebook, owner, &Actor::named("A colleague (made up)")?)?;
    Ok(casebook)
}

/// Manage the people who may use a shared desk
///
/// Users are stored on this machine, beside its keys, and never in a casebook. Roles: reader, checker, editor, admin.
#[derive(clap::Subcommand)]
pub enum UserCommand {
    /// Add a user; the password is read from the terminal or from standard input
    ///
    /// Example: tickmark user add 'Ben Okri' --role checker
    Add {
        /// The name recorded for what this person does
        name: String,
        /// What this person may do
        #[arg(long, default_value = "checker")]
        role: Role,
    },
    /// List who has access
    List,
    /// Change a user's role
    Role {
        /// The user
        name: String,
        /// What this person may do from now on
        role: Role,
    },
    /// Change a user's password; it is read from the terminal or from standard input
    Password {
        /// The user
        name: String,
    },
    /// Remove a user; what they recorded stays
    Remove {
        /// The user
        name: String,
    },
}

#[derive(Serialize)]
struct UserLine {
    name: String,
    role: Role,
}

impl UserCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Add { name, role } => add(session, &name, role)?,
            Self::List => list(session)?,
            Self::Role { name, role } => {
                users::set_role(session.home(), &name, role)?;
                session.terminal.say(format!("{} is now {role}", visible(&name)));
            }
            Self::Password { name } => {
                Actor::named(&name)?;
                users::set_password(session.home(), &name, &session.terminal.secret("Password")?)?;
                session.terminal.say(format!("the password of {} was changed", visible(&name)));
            }
            Self::Remove { name } => {
                users::remove(session.home(), &name)?;
                session.terminal.say(format!("{} no longer has access", visible(&name)));
            }
        }
        Ok(Exit::Done)
    }
}

fn add(session: &Session, name: &str, role: Role) -> Result<()> {
    users::new_name(session.home(), name)?;
    let password = session.terminal.secret("Password")?;
    let actor = users::add(session.home(), name, role, &password)?;
    let line = UserLine { name: actor.name().to_string(), role };
    session.terminal.show("user", &line, |page| page.line(format!("{}  {role}", visible(&line.name))))
}

fn list(session: &Session) -> Result<()> {
    let users = users::all(session.home())?.all;
    let lines: Vec<_> = users.into_iter().map(|user| UserLine { name: user.name, role: user.role }).collect();
    session.terminal.show("user-list", &lines, |page| {
        page.table(
            &["name", "role"],
            lines.iter().map(|line| vec![line.name.clone(), line.role.to_string()]).collect(),
        );
        if lines.is_empty() {
            page.line("Only the person at this machine.");
        }
    })
}
