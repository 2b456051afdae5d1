//! What a person reads first who is handed a bundle.

use super::Bundled;
use report::tally::Tally;

/// Writes it: what is in the bundle, what is not, and how to verify it with this program and with others.
pub(super) fn write(bundled: &Bundled, tally: &Tally, keys: &[(Option<String>, String)]) -> String {
    let Bundled { events, of, shown, withheld, erased, kept_back, files, timestamps, .. } = bundled;
    let what = match bundled.full {
        true => "This is the whole record of a check.",
        false => "This is an excerpt of the record of a check: some events, each with a proof of its place.",
    };
    let mut text = format!(
        "# How to verify this\n\n{what}\n\n\
        | | |\n|---|---|\n| events | {events} of {of} |\n| events told by their hash alone | {kept_back} |\n\
        | texts shown | {shown} |\n| texts withheld | {withheld} |\n| texts erased for good | {erased} |\n\
        | files | {files} |\n| timestamps | {timestamps} |\n\n\
        Withheld texts leave their digest in the event, so that the record is intact without them. What can be \
        verified is when, in which order and under whose key something was recorded, and that nothing was changed \
        since. It does not say that what was recorded is true.\n\n\
        ## With tickmark\n\n```\ntickmark verify BUNDLE.zip\n```\n\n\
        The answer is OK, UNANCHORED, DIVERGED or INVALID. It is UNANCHORED as long as nobody else vouches for the \
        record: name a head that you kept (`--head FILE`), or the key of a log as its writer gave it to you \
        (`--key KEY`) or that of a witness (`--witness KEY`).\n\n\
        ## With other programs\n\nIn the unpacked folder `bundle`:\n\n```\n\
        sha256sum -c manifest-sha256.txt\nbagit.py --validate .\nrocrate-validator validate data\n```\n\n\
        Checkpoints are C2SP signed notes, proofs are C2SP tlog-proof, texts are SD-JWT disclosures; \
        `docs/format.md` of the program has the format in full.\n\n\
        ## The keys of the logs\n\nAs this bundle has them. They say who signed only where their owner told you the \
        same line.\n\n```\n"
    );
    let counted =
        tally.rows().map(|(one, many, count)| format!("| {} | {count} |\n", if count == 1 { one } else { many }));
    let standing = format!(
        "## What stands\n\nOn the day of its latest event, by the rules of the program that wrote this:\n\n\
        | | |\n|---|---|\n{}\n## With tickmark",
        counted.concat()
    );
    text = text.replacen("## With tickmark", &standing, 1);
    for (actor, key) in keys {
        let actor = actor.as_deref().unwrap_or("(name withheld)").replace(['`', '\n'], " ");
        text += &format!("{key}  {actor}\n");
    }
    text + "```\n"
}
