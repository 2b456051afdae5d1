//! What to type next, for each thing that can go wrong.

use record::model::review::Unmet;
use record::visible::visible_path;
use store::error::Error;

/// Gives the next step after an error, where there is one.
pub fn hint(error: &Error) -> Option<String> {
    Some(match error {
        Error::NoCasebook => {
            "make one with `tickmark init`, name one with `--casebook FILE`, or try `tickmark demo`".into()
        }
        Error::CasebookMissing(path) => format!("make it with `tickmark --casebook {} init`", visible_path(path)),
        Error::Exists(path) if path.extension().is_some_and(|ending| ending == "db") => {
            "if it is your casebook, go on in it: `tickmark config set actor NAME` says who you are; else take another \
             name, or move that file away first"
                .into()
        }
        Error::Exists(path) if path.extension().is_some_and(|ending| ending == "zip") => {
            "take another name, or move that file away first".into()
        }
        Error::Exists(_) => {
            "take another name, or move that file away first; a report replaces its files with `--force`".into()
        }
        Error::NotACasebook(_) => "name a casebook with `--casebook FILE`; `tickmark init` makes a new one".into(),
        Error::NewerCasebook { .. } => "use a newer tickmark; nothing was changed".into(),
        Error::OlderCasebook { path, .. } => {
            format!("bring it up to date with `tickmark --casebook {} rebuild`; no event is changed", visible_path(path))
        }
        Error::QuoteNotFound(found) if found.texts == 0 => format!(
            "file what you quote from: `tickmark capture FILE --source {}`; or say `--unverified-quote`",
            found.source
        ),
        Error::QuoteNotFound(found) => format!(
            "`tickmark source show {}` lists its captures, `tickmark capture --text ID` prints one; \
             `--unverified-quote` records the quote as not found",
            found.source
        ),
        Error::Fetch { reason, .. } if reason.contains("allowed by its name") => {
            "if that is meant, allow it: `tickmark capture URL --allow HOST`".into()
        }
        Error::File { reason, .. } if reason.starts_with("the file is no WARC file") => {
            "a WACZ file is taken in with `tickmark import wacz FILE`".into()
        }
        Error::File { reason, .. } if reason.starts_with("the file is no zip file") => {
            "a WARC file is taken in with `tickmark import warc FILE`".into()
        }
        Error::NoPrinter { .. } => {
            "install Chromium, Google Chrome, Microsoft Edge or WeasyPrint (Debian, Ubuntu: `apt install chromium`), or \
             name one with `--with PROGRAM`; `tickmark report html FILE` needs none"
                .into()
        }
        Error::Printer { .. } => {
            "try another program with `--with PROGRAM`; one that may not see the folder for temporary files takes \
             another, named by the variable TMPDIR"
                .into()
        }
        Error::Confidential(_) => "add `--reveal` to see it in full".into(),
        Error::NotForYou(_) => "ask them for the report; `tickmark status` shows how far the check has come".into(),
        Error::Sealed(_) => "ask somebody to whom it was sealed; `tickmark log --event ID` shows who filed it".into(),
        Error::Damaged(_) | Error::Tampered => "see what is wrong, and where, with `tickmark verify`".into(),
        Error::ReadOnly => "copy the casebook to a place where you may write, or ask for the rights".into(),
        Error::DiskFull => "free some space and do it again; nothing was half-written".into(),
        Error::Busy => "do it again when the other program is done".into(),
        Error::NoActor => "say who you are: `--as NAME` once, or `tickmark config set actor NAME` for good".into(),
        Error::OlderCopy { .. } | Error::Forked { .. } => {
            "go on in the newer casebook; `tickmark verify` shows what this one lacks".into()
        }
        Error::Succeeded { .. } => "put the key that came after it in its place, from the machine that has it".into(),
        Error::OwnKey { .. } => "go on under a new key first, with `tickmark key rotate`".into(),
        Error::Agent(reason) if reason.contains("it does not run") => {
            "start it with `eval $(ssh-agent)`, and add your key with `ssh-add`".into()
        }
        Error::Agent(_) => "`ssh-add -l` shows what it holds; `tickmark key show` shows which key is meant".into(),
        Error::NothingToSealTo => "seal it to a colleague with `--confidential --open-to NAME`, or go on under a key that is a file with `tickmark key rotate`".into(),
        Error::NoKey { .. } => "it is made with the first thing that you record; `tickmark key show` shows it".into(),
        Error::UnknownKey { .. } => {
            "ask for it whoever keeps the log, by another way than the request came, and name it with `--key KEY`; \
             `tickmark checkpoint --json` shows it there"
                .into()
        }
        Error::TwoHistories { .. } => {
            "keep the request: with the head that was cosigned before it proves that the log was rewritten".into()
        }
        Error::WitnessedAlready { size, .. } => {
            format!("have them ask again with `tickmark witness request --from {size}`")
        }
        Error::NotABundle { .. } => {
            "what was edited comes back with `tickmark import xlsx FILE` or `tickmark import csv FILE`; what can be \
             verified is a bundle (`tickmark bundle`), the audit report with its manifest, or a proof"
                .into()
        }
        Error::NoManifest { .. } => {
            "of the reports, the audit report alone can be verified: `tickmark report csv FILE` writes it with its \
             manifest; `tickmark verify` without a file verifies the casebook"
                .into()
        }
        Error::NoEvent(_) => {
            "print them with `tickmark log --event ID > FILE`, and name them with `--event FILE`".into()
        }
        Error::NotCosigned { .. } => "ask a witness with `tickmark witness request`, or leave `--cosigned` out".into(),
        Error::NoCosignature { .. } => {
            "name the witness with `--witness KEY`, as `tickmark witness key` shows it there".into()
        }
        Error::Unsound { path, .. } if path.extension().is_some_and(|ending| ending == "zip") => {
            format!("nothing was taken in; see all that is wrong with `tickmark verify {}`, and ask for another", visible_path(path))
        }
        Error::Unsound { .. } => {
            "nothing was taken in; see all that is wrong with `tickmark --casebook THAT_FILE verify`, and ask for a copy \
             made with `tickmark backup`"
                .into()
        }
        Error::ForkedElsewhere { proof, .. } => format!(
            "one casebook was copied and written to in two places; the proof is kept in {}; agree on the one that goes on",
            visible_path(proof)
        ),
        Error::Unknown { what, .. } => list_of(what),
        Error::Ambiguous { what: "piece", .. } => {
            "say which with `--piece ID`; `tickmark piece list` shows them".into()
        }
        Error::Ambiguous { .. } => "give more digits of the id".into(),
        Error::NotAnId(_) => "ids stand at the left of every list".into(),
        Error::WrongStatus { claim, next: Some(next), .. } => way_on(next, claim),
        Error::PolicyUnmet { claim, unmet } => {
            unmet.iter().map(|rule| way_to_meet(*rule, claim)).collect::<Vec<_>>().join("; ")
        }
        Error::SamePerson(_) => {
            "let somebody else do it: `--as NAME`, or ask with `tickmark second-check ID --to NAME`".into()
        }
        Error::Headers { .. } => {
            "say what a header means with `--map HEADER=COLUMN`, or leave its column out with `--ignore HEADER`".into()
        }
        Error::LinkedMeanwhile(source) => format!("see it with `tickmark source show {source}`"),
        Error::AnotherDraft => "see what it would do now: `tickmark draft revise FILE --dry-run`".into(),
        Error::DraftHasClaims => "carry them across: `tickmark draft revise FILE`, with --dry-run first".into(),
        Error::NoPiece => "add one with `tickmark piece add 'TITLE'`".into(),
        Error::NoDraft => "bring one in with `tickmark draft add FILE`".into(),
        Error::Problem(message) if message.ends_with("is not the latest draft of the piece") => {
            "bring it in with `tickmark draft revise FILE`, which carries its claims across".into()
        }
        Error::Rows { .. } => "mend the file and look again with `--dry-run`".into(),
        _ => return None,
    })
}

fn list_of(what: &str) -> String {
    let list = match what {
        "claim" => "claim list",
        "source" => "source list",
        "piece" => "piece list",
        "capture" => "capture --list",
        "query" => "query list",
        "piece of evidence" => "claim show ID",
        "request for comment" => "reply list",
        _ => "log",
    };
    format!("see what there is with `tickmark {list}`")
}

fn way_on(next: &str, claim: &str) -> String {
    match next {
        "reopen" => format!("take the sign-off back first: `tickmark reopen {claim} --reason …`"),
        "claim restore" => format!("bring it back first: `tickmark claim restore {claim}`"),
        "query answer" => {
            "answer its query first: `tickmark query answer QUERY …`; `tickmark query list` shows it".into()
        }
        other => format!("first `tickmark {other} {claim} …`"),
    }
}

fn way_to_meet(rule: Unmet, claim: &str) -> String {
    match rule {
        Unmet::NoVerdict | Unmet::OutdatedVerdict | Unmet::Returned => {
            format!("`tickmark check {claim} VERDICT --note …`")
        }
        Unmet::Incorrect => {
            format!("`tickmark claim amend {claim} --statement …` and check it again, or `tickmark claim cut {claim}`")
        }
        Unmet::Contested => format!("settle it with `tickmark resolve {claim} VERDICT --note …`"),
        Unmet::Evidence { .. } => format!("`tickmark evidence attach {claim} --source SOURCE --stance supports …`"),
        Unmet::OpenQueries(_) => "`tickmark query answer QUERY …`".into(),
        Unmet::SecondPerson => format!("somebody else: `tickmark second-check {claim} VERDICT --as NAME`"),
    }
}
