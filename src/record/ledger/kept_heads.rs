//! Reading heads that were kept elsewhere, in whatever state a mail program left them.

use super::note::{self, Checkpoint};
use super::trusted::Head;
use data_encoding::BASE64;

/// Reads one or more signed checkpoints.
///
/// What mail programs do to lines (a byte order mark, line ends of Windows, quoting, spaces at the end) is taken back;
/// what they do to the words of a note makes it useless and is an error.
///
/// # Errors
/// The number of the line, from 1, and what is wrong with it.
pub fn read(text: &str) -> Result<Vec<Head>, (usize, String)> {
    let text = tidy(text);
    let (mut heads, mut line) = (Vec::new(), 1);
    for note in note::several(&text) {
        let blank = note.lines().take_while(|line| line.is_empty()).count();
        let lines = note.lines().count();
        let note = note.trim_start_matches('\n').to_string();
        let start = line + blank;
        let checkpoint = Checkpoint::read(&note).map_err(|flaw| (start, flaw.to_string()))?;
        require_signed(&note, &checkpoint).map_err(|(at, fault)| (start + at, fault))?;
        heads.push(Head { note, checkpoint, line: start });
        // The empty line that parts two notes belongs to neither.
        line += lines + usize::from(lines > 0);
    }
    if heads.is_empty() { Err((1, "there is no signed checkpoint in it".into())) } else { Ok(heads) }
}

/// Takes back what mail programs do to lines.
fn tidy(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let quoted = lines.iter().filter(|line| !line.is_empty()).all(|line| line.starts_with('>'));
    let mut tidy = String::with_capacity(text.len() + 1);
    for mut line in lines {
        while quoted && let Some(rest) = line.strip_prefix('>') {
            line = rest.strip_prefix(' ').unwrap_or(rest);
        }
        tidy.push_str(line);
        tidy.push('\n');
    }
    // No note ends with more than the end of its last line.
    tidy.truncate(tidy.trim_end().len());
    tidy.push('\n');
    tidy
}

/// Requires that each line below the text is a signature, and one of them in the name of the log.
fn require_signed(note: &str, checkpoint: &Checkpoint) -> Result<(), (usize, String)> {
    let below = checkpoint.text().lines().count() + 1;
    let mut signed = false;
    for (at, line) in note.lines().enumerate().skip(below) {
        let Some(signature) = line.strip_prefix("\u{2014} ") else {
            let fault = "a signature begins with a long dash (—) and a space; a mail program may have changed it";
            return Err((at, fault.into()));
        };
        let whole = signature.rsplit_once(' ').and_then(|(name, text)| {
            let bytes = BASE64.decode(text.as_bytes()).ok()?;
            (bytes.len() >= 68).then_some(name)
        });
        let name = whole.ok_or_else(|| (at, "the signature is not whole".to_string()))?;
        signed |= name == checkpoint.origin;
    }
    let origin = checkpoint.origin.escape_debug();
    if signed { Ok(()) } else { Err((0, format!("the head of {origin} carries no signature by its log"))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::SigningKey;

    fn note(origin: &str) -> String {
        Checkpoint { origin: origin.into(), size: 7, root: [8; 32] }.sign(&SigningKey::from_bytes(&[5; 32]))
    }

    #[test]
    fn what_a_mail_program_does_to_lines_is_taken_back() {
        let two = format!("{}\n{}", note("tickmark/00"), note("tickmark/11"));
        let quoted: String = two.lines().map(|line| format!("> {line}\n")).collect();
        for (text, what) in [
            (two.clone(), "as it was printed"),
            (format!("\u{feff}{two}"), "a byte order mark"),
            (two.replace('\n', "\r\n"), "line ends of Windows"),
            (quoted.clone(), "quoting"),
            (quoted.replace("> \n", ">\n").replace("> ", ">> "), "quoting of quoting, with a space lost"),
            (two.replace('\n', "  \t\n"), "spaces at the end"),
            (two.trim_end().to_string(), "no last line end"),
            (format!("\n\n{two}\n\n"), "empty lines around"),
        ] {
            let heads = read(&text).unwrap_or_else(|fault| panic!("{what}: {fault:?}"));
            assert_eq!(heads.iter().map(|head| head.note.clone()).collect::<Vec<_>>().join("\n"), two, "{what}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_named_by_its_line() {
        let (one, two) = (note("tickmark/00"), note("tickmark/11"));
        for (text, line, part) in [
            (String::new(), 1, "no signed checkpoint"),
            ("hello".into(), 1, "not a signed checkpoint"),
            (one.replace('—', "--"), 5, "long dash"),
            (one.replace('—', "–"), 5, "long dash"),
            (one[..one.len() - 20].to_string(), 5, "not whole"),
            (one.replace("— tickmark/00", "— tickmark/99"), 1, "no signature by its log"),
            (format!("{one}\n{}", two.replace('—', "-")), 11, "long dash"),
            (one.replace("\n7\n", "\n07\n"), 1, "not a signed checkpoint"),
        ] {
            let (at, fault) = read(&text).unwrap_err();
            assert!(at == line && fault.contains(part), "{text:?}: line {at}: {fault}");
        }
    }
}
