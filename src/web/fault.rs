//! What the desk says when something was not done.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use record::model::review::Unmet;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::error::Error;

/// Why something was not done, and what would help.
#[derive(Clone, Debug)]
pub struct Fault {
    status: StatusCode,
    sentence: String,
    /// What to do next, each a sentence.
    hints: Vec<String>,
    error: Option<Arc<Error>>,
    /// Where to go instead of showing a page.
    go: Option<String>,
}

impl Fault {
    fn new(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self { status, sentence: sentence.into(), hints: Vec::new(), error: None, go: None }
    }

    /// Something is wrong with what was asked.
    pub fn refused(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, sentence)
    }

    /// There is no such page.
    pub fn missing(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, sentence)
    }

    /// Whoever asks may not.
    pub fn forbidden(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, sentence)
    }

    /// Too many tries in a short time.
    pub fn too_often() -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "Too many attempts. Wait a minute, then try again.")
    }

    /// More was sent than is taken.
    pub fn too_large(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, sentence)
    }

    /// Too much is asked at once.
    pub fn busy(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, sentence)
    }

    /// Nobody is signed in; the way in is elsewhere.
    pub fn sign_in() -> Self {
        let go = Some("/sign-in".to_string());
        Self { go, ..Self::new(StatusCode::UNAUTHORIZED, "You are not signed in.") }
    }

    /// The program is at fault.
    pub fn bug() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong at the desk; nothing was recorded.")
    }

    /// The desk is closing.
    pub fn closing() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "The desk is closing.")
    }

    /// Adds what would help.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Gives the error behind it, where there is one.
    pub fn error(&self) -> Option<&Error> {
        self.error.as_deref()
    }

    /// Gives the status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Gives what it says.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// Gives what would help.
    pub fn hints(&self) -> &[String] {
        &self.hints
    }

    /// Gives where to go instead.
    pub fn elsewhere(&self) -> Option<&str> {
        self.go.as_deref()
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let status = match &error {
            Error::Unknown { .. } | Error::NotAnId(_) => StatusCode::NOT_FOUND,
            Error::ChangedMeanwhile { .. } | Error::AnotherDraft | Error::LinkedMeanwhile(_) => StatusCode::CONFLICT,
            Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Error::Confidential(_) | Error::Sealed(_) | Error::NotForYou(_) => StatusCode::FORBIDDEN,
            Error::Damaged(_) | Error::Store(_) | Error::DiskFull | Error::Tampered => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let hints = hints(&error);
        Self { status, sentence: sentence(&error), hints, error: Some(Arc::new(error)), go: None }
    }
}

/// Says an error as a sentence.
fn sentence(error: &Error) -> String {
    let said = error.to_string();
    let mut letters = said.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).chain(".".chars()).collect(),
        None => said,
    }
}

fn hints(error: &Error) -> Vec<String> {
    match error {
        Error::PolicyUnmet { unmet, .. } => ways_to_meet(unmet).map(str::to_string).collect(),
        Error::QuoteNotFound(_) => {
            vec!["Look at the text of the capture, and select the passage there.".into()]
        }
        Error::Rows { faults, .. } => faults.clone(),
        Error::NotWording { .. } => vec!["Read the sentence again, and give a verdict.".into()],
        _ => Vec::new(),
    }
}

/// Says what would meet rules for sign-off, each thing once.
pub fn ways_to_meet(unmet: &[Unmet]) -> impl Iterator<Item = &'static str> {
    let mut told = BTreeSet::new();
    unmet.iter().map(way_to_meet).filter(move |way| told.insert(*way))
}

/// Says what would meet a rule for sign-off.
fn way_to_meet(rule: &Unmet) -> &'static str {
    match rule {
        Unmet::NoVerdict => "Give a verdict.",
        Unmet::OutdatedVerdict => "The claim was changed after its verdict: check it again.",
        Unmet::Returned => "It was returned: check it again.",
        Unmet::Incorrect => "Amend the claim and check it again, or cut it.",
        Unmet::Contested => "Have the differing verdicts resolved.",
        Unmet::Evidence { .. } => "Attach evidence that supports the claim.",
        Unmet::Standing(_) => "Withdraw what does not stand, or say why it counts all the same.",
        Unmet::OpenQueries(_) => "Enter the answers to its queries.",
        Unmet::SecondPerson => "Have someone else check it too.",
        Unmet::Publication { .. } => {
            "Meet the rules of publication that are asked at sign-off; they are in the settings."
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        // The guard, which knows the visitor's language, makes a page of it.
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Answers for an address that leads nowhere.
pub async fn nothing_here() -> Fault {
    Fault::missing("This desk has no such page.")
}

/// Answers for an address that is not asked that way.
pub async fn not_that_way() -> Fault {
    Fault::new(StatusCode::METHOD_NOT_ALLOWED, "This address does not accept that kind of request.")
}
