//! The one place that draws random bytes, from the operating system.

use record::ledger::disclosure::Salt;
use sha2::{Digest, Sha256};

/// Bytes drawn at once, since each draw is a system call.
const RESERVE: usize = 4096;

/// Gives salts and keys.
pub struct Entropy {
    reserve: Box<[u8; RESERVE]>,
    used: usize,
    /// What the bytes follow from in a test that is to run the same again.
    foreseen: Option<u64>,
}

impl Default for Entropy {
    fn default() -> Self {
        Self { reserve: Box::new([0; RESERVE]), used: RESERVE, foreseen: None }
    }
}

impl Entropy {
    /// Gives bytes that follow from a number, which nobody may be kept from guessing: for tests alone.
    pub(super) fn foreseen(number: u64) -> Self {
        Self { foreseen: Some(number), ..Self::default() }
    }

    fn refill(&mut self) {
        match &mut self.foreseen {
            None => getrandom::fill(&mut self.reserve[..]).expect("the operating system gives random bytes"),
            Some(number) => {
                for (at, part) in self.reserve.chunks_mut(32).enumerate() {
                    part.copy_from_slice(&Sha256::digest(format!("{number} {at}")));
                }
                *number = number.wrapping_add(1);
            }
        }
    }

    /// Draws random bytes, each given out once.
    pub fn draw<const N: usize>(&mut self) -> [u8; N] {
        if self.used + N > RESERVE {
            self.refill();
            self.used = 0;
        }
        let (from, to) = (self.used, self.used + N);
        self.used = to;
        let drawn = self.reserve[from..to].try_into().expect("the range is N long");
        self.reserve[from..to].fill(0);
        drawn
    }

    /// Draws a salt.
    pub fn salt(&mut self) -> Salt {
        self.draw()
    }
}
