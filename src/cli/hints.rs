//! What to type next, for each thing that can go wrong.

use record::model::review::Unmet;
use record::model::words::StandingReason;
use record::visible::visible_path;
use store::error::Error;

/// Gives the next step after an error, where there is one.
pub fn hint(error: &Error) -> Option<String> {
    Some(match error {
        Error::NoCasebook => {
            "create one with `tickmark init`, name one with `--casebook FILE`, or try `tickmark demo`".into()
        }
        Error::CasebookMissing(path) => format!("create it with `tickmark --casebook {} init`", visible_path(path)),
        Error::Exists(path) if path.extension().is_some_and(|ending| ending == "db") => {
            "if it is your casebook, keep using it: set who you are with `tickmark config set actor NAME`; otherwise \
             choose another name, or move that file away first"
                .into()
        }
        Error::Exists(path) if path.extension().is_some_and(|ending| ending == "zip") => {
            "choose another name, or move that file away first".into()
        }
        Error::Exists(_) => {
            "choose another name, or move that file away first; for a report, `--force` replaces the file".into()
        }
        Error::NotACasebook(_) => "name a casebook with `--casebook FILE`; `tickmark init` creates a new one".into(),
        Error::Newer { .. } => {
            "use a newer tickmark. If somebody added a table, view or index by hand, `tickmark rebuild` removes it".into()
        }
        Error::Event(flaw) if flaw.is_newer() => "use a newer tickmark; nothing was changed".into(),
        Error::NewerCasebook { .. } => "use a newer tickmark; nothing was changed".into(),
        Error::OlderCasebook { path, .. } => {
            format!("bring it up to date with `tickmark --casebook {} rebuild`; no event is changed", visible_path(path))
        }
        Error::Misshapen { path, .. } => format!(
            "make the tables again from the events with `tickmark --casebook {} rebuild`, then run `tickmark verify`",
            visible_path(path)
        ),
        Error::ErasuresHeld { by, .. } => format!(
            "see what would be erased with `--dry-run`; if you agree, merge with `--accept-erasures '{}'`",
            by.escape_debug()
        ),
        Error::ClockSpent { log } => format!(
            "in another folder, create a casebook with `tickmark init`, and take everything else over with `tickmark \
             merge THIS_FILE --leave-out {log}`"
        ),
        Error::NoTruth { .. } => "go back to a copy made with `tickmark backup`".into(),
        Error::QuoteNotFound(found) if found.texts == 0 => format!(
            "capture what you quote from: `tickmark capture FILE --source {}`; or use `--unverified-quote`",
            found.source
        ),
        Error::QuoteNotFound(found) => format!(
            "`tickmark source show {}` lists its captures, `tickmark capture --text ID` prints one; \
             `--unverified-quote` records the quote as not found",
            found.source
        ),
        Error::Fetch { reason, .. } if reason.contains("allowed by its name") => {
            "if that is intended, allow it: `tickmark capture URL --allow HOST`".into()
        }
        Error::File { reason, .. } if reason.starts_with("the file is no WARC file") => {
            "import a WACZ file with `tickmark import wacz FILE`".into()
        }
        Error::File { reason, .. } if reason.starts_with("the file is no zip file") => {
            "import a WARC file with `tickmark import warc FILE`".into()
        }
        Error::NoPrinter { .. } => {
            "install Chromium, Google Chrome, Microsoft Edge or WeasyPrint (Debian, Ubuntu: `apt install chromium`), or \
             name another with `--with PROGRAM`; `tickmark report html FILE` needs none"
                .into()
        }
        Error::Printer { .. } => {
            "try another program with `--with PROGRAM`; if it cannot see the folder for temporary files, set TMPDIR \
             to another folder"
                .into()
        }
        Error::Confidential(_) => "add `--reveal` to see it in full".into(),
        Error::NotForYou(_) => "ask them for the report; `tickmark status` shows the progress of the check".into(),
        Error::Sealed(_) => "ask someone it was sealed to; `tickmark log --event ID` shows who saved it".into(),
        Error::Damaged(_) | Error::Tampered => "see what is wrong, where, and the ways back, with `tickmark verify`".into(),
        Error::ReadOnly => "copy the casebook to a place where you can write, or ask for permission".into(),
        Error::DiskFull => "free some space and try again; nothing was half-written".into(),
        Error::Busy => "try again when the other program is done".into(),
        Error::NoActor => "say who you are: `--as NAME` once, or `tickmark config set actor NAME` for good".into(),
        Error::OlderCopy { .. } | Error::Forked { .. } => {
            "use the newer casebook; `tickmark verify` shows what this one lacks".into()
        }
        Error::Succeeded { .. } => "replace it with its successor, from the machine that has it".into(),
        Error::OwnKey { .. } => "replace your key first, with `tickmark key rotate`".into(),
        Error::Agent(reason) if reason.contains("it does not run") => {
            "start it with `eval $(ssh-agent)`, and add your key with `ssh-add`".into()
        }
        Error::Agent(_) => "`ssh-add -l` shows the keys it has; `tickmark key show` shows which key is needed".into(),
        Error::NothingToSealTo => "seal it to a colleague with `--confidential --open-to NAME`, or change to a key in a file with `tickmark key rotate`".into(),
        Error::NoKey { .. } => "a key is made the first time you record something; `tickmark key show` shows it".into(),
        Error::UnknownKey { .. } => {
            "ask the owner of the log for it, not over the channel the request came by, and name it with `--key KEY`; \
             `tickmark checkpoint --json` shows it there"
                .into()
        }
        Error::TwoHistories { .. } => {
            "keep the request: together with the head cosigned before, it proves that the log was rewritten".into()
        }
        Error::WitnessedAlready { size, .. } => {
            format!("ask for a new request, made with `tickmark witness request --from {size}`")
        }
        Error::NotABundle { .. } => {
            "import an edited report with `tickmark import xlsx FILE` or `tickmark import csv FILE`; you can verify a \
             bundle (`tickmark bundle`), the audit report with its manifest, or a proof"
                .into()
        }
        Error::NoManifest { .. } => {
            "the only report that can be verified is the audit report: `tickmark report csv FILE` writes it with its \
             manifest; `tickmark verify` without a file verifies the casebook"
                .into()
        }
        Error::NoEvent(_) => {
            "print them with `tickmark log --event ID > FILE`, and give them with `--event FILE`".into()
        }
        Error::NotCosigned { .. } => "ask a witness with `tickmark witness request`, or leave `--cosigned` out".into(),
        Error::NoCosignature { .. } => {
            "name the witness with `--witness KEY`, as `tickmark witness key` shows it there".into()
        }
        Error::Unsound { path, .. } if path.extension().is_some_and(|ending| ending == "zip") => {
            format!("nothing was merged; see everything that is wrong with `tickmark verify {}`, and ask for another", visible_path(path))
        }
        Error::Unsound { .. } => {
            "nothing was merged; see everything that is wrong with `tickmark --casebook THAT_FILE verify`, and ask for a \
             copy made with `tickmark backup`"
                .into()
        }
        Error::ForkedElsewhere { proof, .. } => format!(
            "the casebook was copied and changed in two places; the proof is kept in {}; agree on which one to keep using",
            visible_path(proof)
        ),
        Error::Unknown { what: "claim", prefix } if is_small_number(prefix) => {
            format!("a claim's number has a capital C: `{}`; `tickmark claim list` shows them", prefix.to_uppercase())
        }
        Error::Unknown { what, .. } => list_of(what),
        Error::Ambiguous { what: "piece", .. } => {
            "choose one with `--piece ID`; `tickmark piece list` shows them".into()
        }
        Error::Ambiguous { what: "claim", prefix, .. } if prefix.starts_with('C') => {
            "say of which piece with `--piece ID`, or give digits of the id; `tickmark piece list` shows the pieces".into()
        }
        Error::Ambiguous { digits, .. } => format!("give at least {digits} digits of the id"),
        Error::NotAll { .. } => "leave those out, or mend what is said of them, and try again".into(),
        Error::NotAnId(_) => "ids are at the left of every list".into(),
        Error::WrongStatus { claim, next: Some(next), .. } => way_on(next, claim),
        Error::DoesNotStand { reasons, .. } if reasons.iter().all(|reason| reason.code == StandingReason::FigureNotShown) => {
            "quote the words that hold the figure, or give what the source shows with `--amount`; to count it all the same, add \
             `--despite 'REASON'`, which stays on record; for what only stands beside the claim, `--stance context`"
                .into()
        }
        Error::DoesNotStand { .. } => {
            "look at the two passages again; to count it all the same, add `--despite 'REASON'`, which stays on record".into()
        }
        Error::PolicyUnmet { claim, unmet } => {
            unmet.iter().map(|rule| way_to_meet(rule, claim)).collect::<Vec<_>>().join("; ")
        }
        Error::NotWording { claim, .. } => {
            format!("read the sentence again and give a verdict: `tickmark check {claim} VERDICT`")
        }
        Error::Party { claim, .. } => format!(
            "let someone else settle it: `tickmark resolve {claim} VERDICT --note TEXT --as NAME`; or allow it for good with \
             `tickmark policy set --rule resolve-by=anyone`, which shows who was a party"
        ),
        Error::NewPerson { .. } => "check the spelling; for a new person, add `--new-person`".into(),
        Error::SamePerson(_) => {
            "let someone else do it: `--as NAME`, or ask with `tickmark second-check ID --to NAME`".into()
        }
        Error::Headers { .. } => {
            "say what a header means with `--map HEADER=COLUMN`, or leave its column out with `--ignore HEADER`".into()
        }
        Error::LinkedMeanwhile(source) => format!("see it with `tickmark source show {source}`"),
        Error::AnotherDraft => "see what it would change now: `tickmark draft revise FILE --dry-run`".into(),
        Error::DraftHasClaims => "carry them over: `tickmark draft revise FILE`, with --dry-run first".into(),
        Error::NoPiece => "add one with `tickmark piece add 'TITLE'`".into(),
        Error::NoDraft => "add one with `tickmark draft add FILE`".into(),
        Error::Problem(message) if message.ends_with("is not the latest draft of the piece") => {
            "add it with `tickmark draft revise FILE`, which carries its claims over".into()
        }
        Error::Rows { .. } => "fix the file and try again with `--dry-run`".into(),
        _ => return None,
    })
}

/// Says whether a reference is a claim's number but for its letter.
fn is_small_number(prefix: &str) -> bool {
    prefix
        .strip_prefix('c')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
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
    format!("see the list with `tickmark {list}`")
}

fn way_on(next: &str, claim: &str) -> String {
    match next {
        "reopen" => format!("withdraw the sign-off first: `tickmark reopen {claim} --reason …`"),
        "claim restore" => format!("restore it first: `tickmark claim restore {claim}`"),
        "query answer" => {
            "answer its query first: `tickmark query answer QUERY …`; `tickmark query list` shows it".into()
        }
        other => format!("first `tickmark {other} {claim} …`"),
    }
}

fn way_to_meet(rule: &Unmet, claim: &str) -> String {
    match rule {
        Unmet::NoVerdict | Unmet::OutdatedVerdict | Unmet::Returned => {
            format!("`tickmark check {claim} VERDICT --note …`")
        }
        Unmet::Incorrect => {
            format!("`tickmark claim amend {claim} --statement …` and check it again, or `tickmark claim cut {claim}`")
        }
        Unmet::Contested => format!("resolve it with `tickmark resolve {claim} VERDICT --note …`"),
        Unmet::Evidence { .. } => format!("`tickmark evidence attach {claim} --source SOURCE --stance supports …`"),
        Unmet::Publication { .. } => {
            format!("`tickmark policy show` says what meets it; `tickmark claim show {claim}`")
        }
        Unmet::OpenQueries(_) => "`tickmark query answer QUERY …`".into(),
        Unmet::Standing(_) => format!(
            "`tickmark claim show {claim}`, then withdraw it, or `tickmark sign-off {claim} --despite 'REASON'`"
        ),
        Unmet::SecondPerson => format!("ask someone else: `tickmark second-check {claim} VERDICT --as NAME`"),
    }
}
