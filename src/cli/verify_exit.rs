//! With which code the program ends when something was verified.

use record::model::outcome::Outcome;
use store::error::Exit;

/// Gives the exit code of an answer; `brought` where the verifier gave something that was to vouch for the record.
pub fn exit(outcome: Outcome, brought: bool) -> Exit {
    match outcome {
        Outcome::Unanchored if brought => Exit::Problem,
        Outcome::Ok | Outcome::Unanchored => Exit::Done,
        Outcome::Unknown => Exit::Unknown,
        Outcome::Diverged | Outcome::Invalid => Exit::Tampering,
    }
}
