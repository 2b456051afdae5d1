//! An open casebook with all that is needed to use it: the file, the clock, randomness, keys and remembered heads.

#[cfg(feature = "seal")]
mod age;
pub mod agent;
pub mod aside;
pub mod bulk_writer;
pub mod clock;
pub mod entropy;
pub mod event_maker;
pub mod fetching;
pub mod home;
mod keyring;
pub mod pen;
pub mod printing;
pub mod reading;
pub mod sealing;
pub mod signer;
mod succession;
pub mod trust;
pub mod users;

use crate::cosignatures::NewCosignature;
use crate::error::{Error, Result};
use crate::{Access, Reader, Store};
use clock::Clock;
use entropy::Entropy;
use home::Home;
use record::model::id::Id;
use std::path::{Path, PathBuf};

/// The name that a casebook has where nobody says otherwise.
pub const FILE_NAME: &str = "casebook.db";

/// A person, or a labelled assistant, who does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor(String);

impl Actor {
    /// Takes a name of 1 to 64 characters on one line, without control characters.
    pub fn named(name: &str) -> Result<Self> {
        let refused = |reason| Err(Error::ActorName { name: name.chars().take(80).collect(), reason });
        let trimmed = name.trim();
        match trimmed {
            "" => refused("it is empty"),
            _ if trimmed.chars().count() > 64 => refused("it is longer than 64 characters"),
            _ if trimmed.chars().any(invisible) => refused("it holds a character that cannot be seen"),
            _ if trimmed.chars().any(char::is_control) => refused("it holds a control character"),
            _ => Ok(Self(trimmed.to_string())),
        }
    }

    /// Gives the name.
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// Says whether a character shows nothing, or turns the direction of what follows.
fn invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// An open casebook.
pub struct Casebook {
    /// The file below, for what is done with a casebook as a whole: verifying, merging, erasing.
    pub store: Store,
    pub home: Home,
    pub clock: Clock,
    entropy: Entropy,
    sight: Access,
    expected: Option<Expected>,
}

/// A claim as somebody saw it who is about to change it.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The claim's id, or the start of it.
    pub claim: String,
    /// The latest event of the claim then.
    pub latest: Id,
}

impl Casebook {
    /// Makes a new casebook file.
    pub fn create(path: &Path, home: Home, clock: Clock) -> Result<Self> {
        Ok(Self::over(Store::create(path)?, home, clock))
    }

    /// Opens a casebook file.
    pub fn open(path: &Path, home: Home, clock: Clock) -> Result<Self> {
        Ok(Self::over(Store::open(path)?, home, clock))
    }

    /// Opens somebody else's casebook, which is only read.
    pub fn open_as_guest(path: &Path, home: Home, clock: Clock) -> Result<Self> {
        Ok(Self::over(Store::open_as_guest(path)?, home, clock))
    }

    /// Opens a casebook file that an earlier version may have made; only [`Casebook::rebuild`] is of use then.
    pub fn open_of_any_layout(path: &Path, home: Home, clock: Clock) -> Result<Self> {
        Ok(Self::over(Store::open_of_any_layout(path)?, home, clock))
    }

    fn over(store: Store, home: Home, clock: Clock) -> Self {
        Self { store, home, clock, entropy: Entropy::default(), sight: Access::Discreet, expected: None }
    }

    /// Shows what is confidential in full from here on.
    pub fn reveal(&mut self) {
        self.sight = Access::Whole;
    }

    /// Sees discreetly again.
    pub fn redact(&mut self) {
        self.sight = Access::Discreet;
    }

    /// Has the next writing refused where the claim is no longer as it was seen.
    pub fn expect(&mut self, expected: Option<Expected>) {
        self.expected = expected;
    }

    /// Takes numbers and identifiers of claims for those of one piece from here on.
    pub fn within_piece(&mut self, reference: &str) -> Result<()> {
        let piece = self.reader().find(crate::find::Kind::Piece, reference)?.row;
        self.store.within_piece(piece);
        Ok(())
    }

    /// Gives what can be read; what is confidential stands redacted in it unless it was revealed.
    pub fn reader(&self) -> Reader<'_> {
        self.store.reader().seeing(self.sight)
    }

    /// Has salts, names of logs and new keys follow from a number, so that a test takes the same course each time. Keys
    /// made after this are no secret.
    #[doc(hidden)]
    pub fn foresee(&mut self, number: u64) {
        self.entropy = Entropy::foreseen(number);
    }

    /// Draws a number that nobody could foresee.
    pub fn nonce(&mut self) -> [u8; 8] {
        self.entropy.draw()
    }

    /// Keeps cosignatures of logs in one transaction.
    pub fn keep_cosignatures(&mut self, cosignatures: &[NewCosignature]) -> Result<()> {
        let append = self.store.begin()?;
        cosignatures.iter().try_for_each(|cosignature| append.keep_cosignature(cosignature))?;
        append.commit()
    }

    /// Drops everything derived and folds it again from the events; gives their number.
    pub fn rebuild(&mut self, progress: impl FnMut(u64, u64)) -> Result<u64> {
        self.store.overwrite_removed()?;
        let mut append = self.store.begin()?;
        let events = append.rebuild(progress)?;
        append.commit()?;
        if self.store.reader().has_erasures()? {
            self.store.sweep()?;
        }
        Ok(events)
    }

    /// Leaves nothing of what was erased in free pages of the file; `false` where others keep it open.
    pub fn sweep(&self) -> Result<bool> {
        self.store.sweep()
    }

    /// Keeps the file from growing over a number of pages, as a full disk would.
    pub fn limit_pages(&self, pages: u32) -> Result<()> {
        self.store.limit_pages(pages)
    }

    /// Copies the casebook to a new file while others go on writing.
    pub fn back_up(&self, to: &Path, progress: impl FnMut(u64, u64)) -> Result<()> {
        self.store.back_up(to, progress)
    }

    /// Gives the path that the casebook was opened by.
    pub fn path(&self) -> &Path {
        self.store.path()
    }
}

/// Looks for a casebook in a folder and the folders above it.
pub fn find(from: &Path) -> Option<PathBuf> {
    from.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}
