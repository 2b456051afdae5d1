//! One run of the program: which casebook, in whose name, with which clock.

use super::terminal::{Terminal, visible};
use actions::Clock;
use actions::Home;
use actions::people;
use actions::{Actor, Casebook, FILE_NAME, find_casebook};
use std::path::PathBuf;
use store::error::{Error, Result};

/// Where the casebook, the actor and the time come from.
pub struct Session {
    pub terminal: Terminal,
    /// Makes the description of the whole command line, for what prints it.
    pub command_line: fn() -> clap::Command,
    casebook: Option<PathBuf>,
    actor: Option<String>,
    home: Home,
    clock: Clock,
    reveal: bool,
    /// A name that nobody has borne here is meant.
    new_person: bool,
    /// The piece whose claims are meant by numbers.
    piece: Option<String>,
}

impl Session {
    /// Takes what the command line says; the environment speaks where it is silent.
    pub fn new(
        terminal: Terminal,
        command_line: fn() -> clap::Command,
        casebook: Option<PathBuf>,
        actor: Option<String>,
        reveal: bool,
        piece: Option<String>,
        new_person: bool,
    ) -> Result<Self> {
        let fixed = std::env::var("TICKMARK_NOW").ok();
        let clock =
            Clock::from_setting(fixed.as_deref()).map_err(|fault| Error::Setting(format!("TICKMARK_NOW: {fault}")))?;
        Ok(Self { terminal, command_line, casebook, actor, home: Home::of_user()?, clock, reveal, new_person, piece })
    }

    /// Gives the folders of the user.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Gives the clock.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// Gives the path of a casebook that may not exist yet.
    pub fn new_path(&self) -> PathBuf {
        self.casebook.clone().unwrap_or_else(|| PathBuf::from(FILE_NAME))
    }

    /// Makes a new casebook.
    pub fn create(&self, path: &std::path::Path) -> Result<Casebook> {
        Casebook::create(path, self.home.clone(), self.clock)
    }

    /// Opens the casebook that was named, or the nearest one.
    pub fn open(&self) -> Result<Casebook> {
        let mut casebook = Casebook::open(&self.path()?, self.home.clone(), self.clock)?;
        if self.reveal {
            casebook.reveal();
        }
        if let Some(piece) = &self.piece {
            casebook.within_piece(piece)?;
        }
        Ok(casebook)
    }

    /// Opens the casebook though an earlier version may have made it.
    pub fn open_of_any_layout(&self) -> Result<Casebook> {
        Casebook::open_of_any_layout(&self.path()?, self.home.clone(), self.clock)
    }

    fn path(&self) -> Result<PathBuf> {
        match &self.casebook {
            Some(path) => Ok(path.clone()),
            None => {
                let here = std::env::current_dir().map_err(|error| Error::Invalid(error.to_string()))?;
                find_casebook(&here).ok_or(Error::NoCasebook)
            }
        }
    }

    /// Opens the nearest casebook, if there is one.
    pub fn open_if_there(&self) -> Result<Option<Casebook>> {
        match self.open() {
            Ok(casebook) => Ok(Some(casebook)),
            // A casebook that was named must be there; a nearest one need not.
            Err(Error::NoCasebook) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Gives the one in whose name things are done; a new name given with `--as` is asked about first.
    pub fn actor(&self) -> Result<Actor> {
        let actor = self.named()?;
        // What cannot be opened says so itself.
        if self.actor.is_some()
            && let Ok(Some(casebook)) = self.open_if_there()
        {
            self.require_known(&casebook, &actor)?;
        }
        Ok(actor)
    }

    /// Gives somebody whom a command names; a new name is asked about first.
    pub fn person(&self, casebook: &Casebook, name: &str) -> Result<Actor> {
        let actor = Actor::named(name)?;
        self.require_known(casebook, &actor)?;
        Ok(actor)
    }

    fn require_known(&self, casebook: &Casebook, actor: &Actor) -> Result<()> {
        let refused = match people::require(casebook, actor.name()) {
            Err(error @ Error::NewPerson { .. }) if !self.new_person => error,
            Err(Error::NewPerson { .. }) => return Ok(()),
            other => return other,
        };
        match self.terminal.confirm(&visible(&format!("{refused}. Is this a new person?")))? {
            Some(true) => Ok(()),
            _ => Err(refused),
        }
    }

    /// Gives the one in whose name things are done or looked at: `--as`, else the settings, else the environment.
    pub fn named(&self) -> Result<Actor> {
        if let Some(name) = &self.actor {
            return Actor::named(name);
        }
        if let Some(name) = self.home.settings()?.actor {
            return Actor::named(&name);
        }
        match std::env::var("TICKMARK_ACTOR") {
            Ok(name) if !name.trim().is_empty() => Actor::named(&name),
            _ => Err(Error::NoActor),
        }
    }

    /// Keeps the name given with `--as` in the settings, where none is kept yet.
    pub fn keep_actor(&self) -> Result<()> {
        let mut settings = self.home.settings()?;
        if let (Some(name), None) = (&self.actor, &settings.actor) {
            settings.actor = Some(Actor::named(name)?.name().to_string());
            self.home.save_settings(&settings)?;
        }
        Ok(())
    }

    /// Gives the one who is looking, where that is known: what is hidden from whom depends on it.
    pub fn onlooker(&self) -> Option<Actor> {
        self.named().ok()
    }
}
