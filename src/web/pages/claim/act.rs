//! What can be done with a claim, by the words of the addresses that its forms post to.

use crate::web::words::Words;
use actions::users::Role;
use record::model::words::words;

words! {
    /// Something that is done with a claim, from one form.
    ClaimAct, "thing to do with a claim" {
        Amend = "amend",
        /// Entering the answer to a query.
        Answer = "answer",
        Ask = "ask",
        Assign = "assign",
        Check = "check",
        /// Recording what readers were told after publication.
        Correct = "correct",
        Cut = "cut",
        Depend = "depend",
        /// Saying that it rests on another claim no longer.
        Drop = "drop",
        Evidence = "evidence",
        Note = "note",
        /// Entering the answer to a request for comment.
        Received = "received",
        Reopen = "reopen",
        /// Recording that somebody was asked for comment.
        Reply = "reply",
        Resolve = "resolve",
        Restore = "restore",
        Return = "return",
        Second = "second",
        SignOff = "sign-off",
        Start = "start",
        /// Taking back what one did last.
        Undo = "undo",
        /// Confirming that it holds although the wording of its sentence changed.
        StillHolds = "still-holds",
        /// Withdrawing evidence.
        Withdraw = "withdraw",
    }
}

impl ClaimAct {
    /// Reads the word of an address, as it is.
    pub fn of_address(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.word() == word)
    }

    /// Says which role it needs.
    pub fn least(self) -> Role {
        match self {
            Self::Assign
            | Self::Correct
            | Self::Cut
            | Self::Reopen
            | Self::Resolve
            | Self::Restore
            | Self::Return
            | Self::SignOff => Role::Editor,
            Self::Amend
            | Self::Answer
            | Self::Ask
            | Self::Check
            | Self::Depend
            | Self::Drop
            | Self::Evidence
            | Self::Note
            | Self::Received
            | Self::Reply
            | Self::Second
            | Self::Start
            | Self::Undo
            | Self::StillHolds
            | Self::Withdraw => Role::Checker,
        }
    }

    /// Says that it was done.
    pub fn notice(self, t: Words) -> &'static str {
        match self {
            Self::Amend => t.say("The claim was amended."),
            Self::Answer | Self::Received => t.say("The answer was recorded."),
            Self::Ask => t.say("The question was recorded."),
            Self::Assign => t.say("The claim was assigned."),
            Self::Check => t.say("Your verdict was recorded."),
            Self::Correct => t.say("The correction was recorded."),
            Self::Cut => t.say("The claim was cut from the piece."),
            Self::Depend | Self::Drop => t.say("The change to what the claim rests on was recorded."),
            Self::Evidence => t.say("The evidence was attached."),
            Self::Note => t.say("The note was recorded."),
            Self::StillHolds => t.say("It was confirmed that the claim still holds."),
            Self::Reopen => t.say("The sign-off was withdrawn."),
            Self::Reply => t.say("The request was recorded."),
            Self::Resolve => t.say("The verdicts were resolved."),
            Self::Restore => t.say("The claim was restored."),
            Self::Return => t.say("The claim was returned."),
            Self::Second => t.say("A second check was asked for."),
            Self::SignOff => t.say("The claim was signed off."),
            Self::Start => t.say("The check was started."),
            Self::Undo => t.say("It was taken back."),
            Self::Withdraw => t.say("The evidence was withdrawn."),
        }
    }
}
