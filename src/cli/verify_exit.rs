//! With which code the program ends when something was verified.

use record::model::outcome::Outcome;
use store::error::Exit;

/// Gives the exit code of an answer.
pub fn exit(outcome: Outcome) -> Exit {
    match outcome {
        Outcome::Ok | Outcome::Unanchored => Exit::Done,
        Outcome::Diverged | Outcome::Invalid => Exit::Tampering,
    }
}
