//! The one place that draws random bytes, from the operating system.

use record::ledger::disclosure::Salt;

/// Bytes drawn at once, since each draw is a system call.
const RESERVE: usize = 4096;

/// Gives salts and keys.
pub struct Entropy {
    reserve: Box<[u8; RESERVE]>,
    used: usize,
}

impl Default for Entropy {
    fn default() -> Self {
        Self { reserve: Box::new([0; RESERVE]), used: RESERVE }
    }
}

impl Entropy {
    /// Draws random bytes, each given out once.
    pub fn draw<const N: usize>(&mut self) -> [u8; N] {
        if self.used + N > RESERVE {
            getrandom::fill(&mut self.reserve[..]).expect("the operating system gives random bytes");
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
