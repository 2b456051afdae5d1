//! Who may come to the desk: the one place that keeps users and checks their passwords.
//!
//! They are kept beside the keys of this machine and never in a casebook, which is handed on.

use super::Actor;
use super::entropy::Entropy;
use super::home::Home;
use crate::error::{Error, Result};
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use record::model::words::words;
use serde::{Deserialize, Serialize};

/// The fewest characters that a password has.
pub const SHORTEST_PASSWORD: usize = 10;

/// The most bytes that are hashed.
const LONGEST_PASSWORD: usize = 1024;

words! {
    /// What somebody may do at the desk; each may do what those before it may.
    Role, "role" {
        /// Looks on.
        Reader = "reader",
        /// Records claims, evidence, verdicts and remarks.
        Checker = "checker",
        /// Assigns, settles, signs off, takes in drafts, and sees what is confidential.
        Editor = "editor",
        /// Sets the rules, too.
        Admin = "admin",
    }
}

/// Somebody who may come to the desk.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct User {
    /// The actor in whose name things are done.
    pub name: String,
    pub role: Role,
    /// Argon2id, as a PHC string.
    pub password: String,
}

/// Everybody who may come to the desk, as the file keeps them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Users {
    #[serde(default, rename = "user")]
    pub all: Vec<User>,
}

impl Users {
    /// Finds a user by name.
    pub fn named(&self, name: &str) -> Option<&User> {
        self.all.iter().find(|user| user.name == name)
    }

    /// Adds a user, or gives one who is there another role or password.
    pub fn put(&mut self, user: User) {
        self.all.retain(|other| other.name != user.name);
        self.all.push(user);
        self.all.sort_by(|one, other| one.name.cmp(&other.name));
    }

    /// Takes a user away; the records in that name stay.
    pub fn remove(&mut self, name: &str) -> Result<()> {
        let before = self.all.len();
        self.all.retain(|user| user.name != name);
        match self.all.len() == before {
            true => Err(unknown(name)),
            false => Ok(()),
        }
    }
}

/// Says that there is no such user.
pub fn unknown(name: &str) -> Error {
    Error::Invalid(format!("no user is called `{}`", name.escape_debug()))
}

impl User {
    /// Makes a user with a password that is kept as a hash only.
    pub fn new(actor: &Actor, role: Role, password: &str, entropy: &mut Entropy) -> Result<Self> {
        Ok(Self { name: actor.name().to_string(), role, password: hash(password, &entropy.draw())? })
    }

    /// Says whether this is the user's password; takes some 20 ms and 19 MiB on purpose.
    pub fn admits(&self, password: &str) -> bool {
        password.len() <= LONGEST_PASSWORD
            && Argon2::default().verify_password(password.as_bytes(), self.password.as_str()).is_ok()
    }
}

/// Takes as long as looking at a password does, so that nobody learns which names there are.
pub fn pretend_to_look(password: &str) {
    if password.len() <= LONGEST_PASSWORD {
        let _ = Argon2::default().hash_password_with_salt(password.as_bytes(), &[0; 16]);
    }
}

fn hash(password: &str, salt: &[u8; 16]) -> Result<String> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(Error::Invalid(format!("the password is too short: take {SHORTEST_PASSWORD} characters or more")));
    }
    if password.len() > LONGEST_PASSWORD {
        return Err(Error::Invalid(format!("the password is too long: take {LONGEST_PASSWORD} bytes or fewer")));
    }
    let hashed = Argon2::default().hash_password_with_salt(password.as_bytes(), salt);
    hashed.map(|hash| hash.to_string()).map_err(|error| Error::Invalid(format!("the password cannot be kept: {error}")))
}

impl Home {
    /// Reads who may come to the desk; there need not be anybody.
    pub fn users(&self) -> Result<Users> {
        self.read_toml("users.toml")
    }

    /// Writes who may come to the desk, for the eyes of this machine's user only.
    pub fn save_users(&self, users: &Users) -> Result<()> {
        self.write_private_toml("users.toml", users)
    }
}
