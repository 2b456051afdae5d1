//! What a person reads first who is handed a bundle: what it shows, in words for somebody who never heard of the program;
//! how to have it verified; and how to verify it with `openssl` and `sha256sum` alone.

use super::Bundled;
use record::ledger::note::parse_verifier_key;
use report::tally::Tally;

/// A log as the note names it.
pub(super) struct Key {
    /// Absent where the name is withheld.
    pub actor: Option<String>,
    /// Origin, key hash and key, as C2SP signed-note spells them.
    pub line: String,
}

/// A key of which somebody said that it is not to be trusted.
pub(super) struct Revoked {
    pub log: String,
    /// How many events of the log are still to be trusted.
    pub size: u64,
    pub after: u64,
}

/// What the note is written from.
pub(super) struct Told<'t> {
    pub bundled: &'t Bundled,
    pub tally: &'t Tally,
    pub keys: &'t [Key],
    pub revoked: &'t [Revoked],
}

/// Writes it.
pub(super) fn write(told: &Told) -> String {
    let parts = [
        shows(told.bundled),
        revocations(told.revoked),
        stands(told.tally),
        verifying(),
        by_hand(told.keys),
        keys(told.keys),
    ];
    parts.concat()
}

fn shows(bundled: &Bundled) -> String {
    let Bundled { events, of, shown, withheld, erased, kept_back, files, timestamps, .. } = bundled;
    let what = match bundled.full {
        true => "This is the whole record of a check of facts before publication.",
        false => {
            "This is an excerpt of the record of a check of facts before publication: some events, each with a proof of its place in the record."
        }
    };
    format!(
        "# How to verify this\n\n{what}\n\n\
        **What it can show.** Who recorded which claim, source, piece of evidence and verdict, in which order, under \
        whose key, and that nothing of it was changed since.\n\n\
        **What it cannot show.** That what was recorded is true; who sat at the keyboard; what was never recorded. \
        Times are those that each writer's computer claimed, unless a timestamp or a witness bounds them.\n\n\
        **What is not in it.** A text that was withheld or erased leaves its digest (a fingerprint) in the event, so \
        that the record is whole without it and the gap is counted.\n\n\
        | | |\n|---|---|\n| events | {events} of {of} |\n| events told by their hash alone | {kept_back} |\n\
        | texts shown | {shown} |\n| texts withheld | {withheld} |\n| texts erased for good | {erased} |\n\
        | files | {files} |\n| timestamps | {timestamps} |\n\n\
        **What to rely on.** The events in `data/logs`. This page, the reports in `data/reports` and all other words \
        around them are for reading. A verifier says of each whether it is what the events make it, whether it is as \
        the person who packed it signed it, or whether nobody vouches for it.\n\n"
    )
}

fn revocations(revoked: &[Revoked]) -> String {
    if revoked.is_empty() {
        return "## Revoked keys\n\nNo event in this bundle says that a key was revoked.\n\n".into();
    }
    let lines = revoked.iter().map(|Revoked { log, size, after }| {
        format!("- The key of log {log} is not to be trusted beyond its first {size} events; it signed {after} after them.\n")
    });
    format!("## Revoked keys\n\n{}\n", lines.collect::<String>())
}

fn stands(tally: &Tally) -> String {
    let counted =
        tally.rows().map(|(one, many, count)| format!("| {} | {count} |\n", if count == 1 { one } else { many }));
    format!(
        "## What stands\n\nOn the day of its latest event, by the rules of the program that wrote this:\n\n\
        | | |\n|---|---|\n{}\n",
        counted.concat()
    )
}

fn verifying() -> String {
    "## With the verifier\n\nTake the verifier from its makers, or from anyone but the person who gave you this bundle: \
    a forged bundle can bring a forged verifier. There are two, which do the same: the program `tickmark`, and \
    `verify.html`, one page for a browser that works offline.\n\n```\ntickmark verify BUNDLE.zip\n```\n\n\
    | answer | meaning |\n|---|---|\n\
    | OK | sound, and vouched for by what you brought |\n\
    | UNANCHORED | sound, but nothing you brought vouches for it: whoever made it could have made all of it up |\n\
    | UNKNOWN | a newer version of the program wrote a part of it |\n\
    | DIVERGED | sound in itself, but it contradicts something you brought |\n\
    | INVALID | something was changed, lost or forged |\n\n\
    What you can bring: the key of a log as its writer gave it to you, by telephone or on paper (`--key KEY`); a head \
    of it that you kept (`--head FILE`); the key of a witness (`--witness KEY`). None of them from this bundle.\n\n"
        .into()
}

fn by_hand(keys: &[Key]) -> String {
    let mut text = String::from(
        "## With openssl and sha256sum alone\n\nIn the unpacked folder, with openssl 3. First that every file is the one \
        that was packed:\n\n```sh\nsha256sum --quiet -c manifest-sha256.txt tagmanifest-sha256.txt && echo \"files: as packed\"\n```\n\n\
        Then that the head of each log is signed by its key:\n\n```sh\n\
        signed() { # a note, a name, a key in base64\n  sed -n '/^$/q;p' \"$1\" > text\n  \
        sed -n \"s|^— $2 ||p\" \"$1\" | head -n 1 | base64 -d | tail -c 64 > signature\n  \
        { printf '0*0\\005\\006\\003+ep\\003!\\000'; echo \"$3\" | base64 -d; } > key.der\n  \
        openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in text -sigfile signature\n}\n",
    );
    for (number, key) in keys.iter().enumerate() {
        if let Some((origin, key)) = parse_verifier_key(&key.line) {
            let key = data_encoding::BASE64.encode(key.as_bytes());
            text += &format!("signed data/logs/{}/checkpoint {origin} {key}\n", number + 1);
        }
    }
    text += "```\n\nIf there is a file `manifest.note`, whoever packed this signed the hashes of the files at the top, and \
        through them of every file; its second line names the log. With the key of that log, from the list below:\n\n```\n\
        signed manifest.note LOG KEY\nsed '1,2d;/^$/,$d' manifest.note | sha256sum --quiet -c -\n```\n\n\
        That a head covers the events is a Merkle tree (RFC 6962), which needs a program: `format.md` beside this page \
        says how everything is spelt, down to the byte, and what a verifier must check.\n\n";
    text
}

fn keys(keys: &[Key]) -> String {
    let lines = keys.iter().map(|Key { actor, line }| {
        let actor = actor.as_deref().unwrap_or("(name withheld)").replace(['`', '\n'], " ");
        format!("{line}  {actor}\n")
    });
    format!(
        "## The keys of the logs\n\nAs this bundle has them. They say who signed only where their owner told you the \
        same line.\n\n```\n{}```\n",
        lines.collect::<String>()
    )
}
