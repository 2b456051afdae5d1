//! Whom a verifier trusts, as C2SP tlog-policy writes it: logs, witnesses, groups of them, and the quorum.
//!
//! It comes from whoever verifies, never from what is verified.

use super::cosignature::WitnessKey;
use super::note::{self, Checkpoint, parse_verifier_key};
use super::trusted::TrustedKey;
use ed25519_dalek::VerifyingKey;
use std::fmt;

/// The longest policy that is read, in bytes.
pub const LIMIT: usize = 1 << 20;

/// The name of the quorum that asks for nobody.
const NONE: &[u8] = b"none";

/// Whom a verifier trusts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<TrustedKey>,
    /// Witnesses and groups, each after those that it names.
    named: Vec<Named>,
    /// Which of them must have witnessed a checkpoint; absent where nobody must.
    quorum: Option<usize>,
}

/// A witness or a group, by its name in the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    name: Vec<u8>,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Witness(WitnessKey),
    Group { threshold: usize, members: Vec<usize> },
}

/// What is wrong with a policy, and in which line, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    pub fault: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.fault)
    }
}

/// What a policy says of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A log that it lists signed it, and the quorum witnessed it.
    Trusted,
    /// It lists the log under a key that did not sign it.
    OtherKey,
    /// It does not list the log.
    Unlisted,
    /// It asks for more witnesses than there are; how many of whom, in words.
    ShortOfQuorum(String),
}

impl Policy {
    /// Reads a policy, strictly.
    pub fn read(text: &[u8]) -> Result<Self, Fault> {
        let mut reading = Reading::default();
        let mut lines = text.split(|byte| *byte == b'\n').collect::<Vec<_>>();
        let last = lines.len();
        let fault = |line: usize, fault: &str| Err(Fault { line, fault: fault.into() });
        if text.len() > LIMIT {
            return fault(last, "the policy is longer than 1 MiB");
        }
        // What follows the last newline is no line.
        if lines.pop().is_some_and(|rest| !rest.is_empty()) {
            return fault(last, "it does not end with a newline");
        }
        for (at, line) in lines.iter().enumerate() {
            reading.line(line).map_err(|fault| Fault { line: at + 1, fault })?;
        }
        match reading.quorum {
            Some(quorum) => Ok(Self { logs: reading.logs, named: reading.named, quorum }),
            None => {
                fault(last.saturating_sub(1).max(1), "no line says which quorum there must be; at least `quorum none`")
            }
        }
    }

    /// Gives the logs that are listed.
    pub fn logs(&self) -> &[TrustedKey] {
        &self.logs
    }

    /// Gives the key under which a log is listed.
    pub fn key_of(&self, origin: &str) -> Option<&VerifyingKey> {
        self.logs.iter().find(|log| log.origin == origin).map(|log| &log.key)
    }

    /// Gives the witnesses that are defined.
    pub fn witnesses(&self) -> impl Iterator<Item = &WitnessKey> {
        self.named.iter().filter_map(|named| match &named.what {
            What::Witness(key) => Some(key),
            What::Group { .. } => None,
        })
    }

    /// Says whether it asks for witnesses at all.
    pub fn asks_for_witnesses(&self) -> bool {
        self.quorum.is_some()
    }

    /// Gives the name of the quorum, where it asks for anybody; what is no text is escaped.
    pub fn quorum_name(&self) -> Option<String> {
        self.quorum.map(|at| shown(&self.named[at].name))
    }

    /// Requires that enough witnesses vouch; says how many of whom are there and how many it asks for, where not.
    pub fn quorum(&self, vouches: impl Fn(&WitnessKey) -> bool) -> Result<(), String> {
        let Some(quorum) = self.quorum else { return Ok(()) };
        let mut met = Vec::with_capacity(self.named.len());
        for named in &self.named {
            met.push(match &named.what {
                What::Witness(key) => vouches(key),
                What::Group { threshold, members } => members.iter().filter(|at| met[**at]).count() >= *threshold,
            });
        }
        match met[quorum] {
            true => Ok(()),
            false => Err(self.missing(quorum, &met)),
        }
    }

    fn missing(&self, quorum: usize, met: &[bool]) -> String {
        let named = &self.named[quorum];
        let name = shown(&named.name);
        match &named.what {
            What::Witness(_) => format!("witness {name} has not cosigned it"),
            What::Group { threshold, members } => {
                let (there, missing): (Vec<usize>, Vec<usize>) = members.iter().partition(|at| met[**at]);
                let names =
                    |of: &[usize]| of.iter().map(|at| shown(&self.named[*at].name)).collect::<Vec<_>>().join(", ");
                let there = if there.is_empty() { "none".to_string() } else { names(&there) };
                format!(
                    "group {name} asks for {threshold} of {} to cosign it; there: {there}; missing: {}",
                    members.len(),
                    names(&missing)
                )
            }
        }
    }

    /// Says what the policy says of a checkpoint with the lines of signature under it; a line by a key that is trusted
    /// must be genuine.
    pub fn judge(&self, note: &str) -> Result<Word, note::Flaw> {
        let checkpoint = Checkpoint::read(note)?;
        match self.key_of(&checkpoint.origin) {
            Some(key) => match Checkpoint::open(note, key) {
                Ok(_) => {}
                Err(note::Flaw::Unsigned(_)) => return Ok(Word::OtherKey),
                Err(flaw) => return Err(flaw),
            },
            // Where no log is listed the witnesses say which are trusted.
            None if self.logs.is_empty() && self.asks_for_witnesses() => {}
            None => return Ok(Word::Unlisted),
        }
        let mut cosigned = Vec::new();
        for witness in self.witnesses() {
            match witness.open(note) {
                Ok(_) => cosigned.push(witness),
                Err(note::Flaw::Unsigned(_)) => {}
                Err(flaw) => return Err(flaw),
            }
        }
        Ok(match self.quorum(|witness| cosigned.contains(&witness)) {
            Ok(()) => Word::Trusted,
            Err(missing) => Word::ShortOfQuorum(missing),
        })
    }
}

/// A policy as far as it was read.
#[derive(Default)]
struct Reading {
    logs: Vec<TrustedKey>,
    named: Vec<Named>,
    /// Which of them are members of a group.
    taken: Vec<usize>,
    quorum: Option<Option<usize>>,
}

impl Reading {
    fn line(&mut self, line: &[u8]) -> Result<(), String> {
        if let Some(byte) = line.iter().find(|byte| (**byte < 0x20 && **byte != b'\t') || **byte == 0x7f) {
            return Err(format!("it holds the control character {byte:#04x}"));
        }
        let words: Vec<&[u8]> = line.split(|byte| b" \t".contains(byte)).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with(b"#") => Ok(()),
            [b"log", key] | [b"log", key, _] => self.log(key),
            [b"log", ..] => Err("a log is written `log KEY` or `log KEY URL`".into()),
            [b"witness", name, key] | [b"witness", name, key, _] => self.witness(name, key),
            [b"witness", ..] => Err("a witness is written `witness NAME KEY` or `witness NAME KEY URL`".into()),
            [b"group", name, threshold, members @ ..] if !members.is_empty() => self.group(name, threshold, members),
            [b"group", ..] => {
                Err("a group is written `group NAME any NAME …`, with `all` or a number for `any`".into())
            }
            [b"quorum", name] => self.quorum(name),
            [b"quorum", ..] => Err("the quorum is written `quorum NAME` or `quorum none`".into()),
            [other, ..] => Err(format!("`{}` is none of log, witness, group, quorum", shown(other))),
        }
    }

    fn log(&mut self, key: &[u8]) -> Result<(), String> {
        let read = std::str::from_utf8(key).ok().and_then(parse_verifier_key);
        let (origin, key) = read.ok_or_else(|| format!("`{}` is not the Ed25519 key of a log", shown(key)))?;
        if self.logs.iter().any(|log| log.origin == origin) {
            return Err(format!("log {} stands in it twice", shown(origin.as_bytes())));
        }
        self.logs.push(TrustedKey { origin, key });
        Ok(())
    }

    fn witness(&mut self, name: &[u8], key: &[u8]) -> Result<(), String> {
        let read = std::str::from_utf8(key).ok().and_then(WitnessKey::parse);
        let key = read.ok_or_else(|| format!("`{}` is not the Ed25519 key of a witness", shown(key)))?;
        let same = |named: &Named| matches!(&named.what, What::Witness(known) if known.key == key.key);
        if let Some(known) = self.named.iter().find(|named| same(named)) {
            return Err(format!("the key of {} is that of witness {} above", shown(name), shown(&known.name)));
        }
        self.define(name, What::Witness(key))
    }

    fn group(&mut self, name: &[u8], threshold: &[u8], members: &[&[u8]]) -> Result<(), String> {
        let mut found = Vec::with_capacity(members.len());
        for member in members {
            let at = self.find(member)?;
            if self.taken.contains(&at) || found.contains(&at) {
                return Err(format!("{} is a member already, of this group or another", shown(member)));
            }
            found.push(at);
        }
        let threshold = match threshold {
            b"any" => 1,
            b"all" => found.len(),
            number => decimal(number)
                .filter(|number| (1..=found.len()).contains(number))
                .ok_or_else(|| format!("`{}` is not any, all, or a number from 1 to {}", shown(number), found.len()))?,
        };
        self.define(name, What::Group { threshold, members: found.clone() })?;
        self.taken.extend(found);
        Ok(())
    }

    fn quorum(&mut self, name: &[u8]) -> Result<(), String> {
        if self.quorum.is_some() {
            return Err("a quorum was named above".into());
        }
        self.quorum = Some(if name == NONE { None } else { Some(self.find(name)?) });
        Ok(())
    }

    fn define(&mut self, name: &[u8], what: What) -> Result<(), String> {
        if name == NONE {
            return Err("`none` cannot be a name: it is the quorum that asks for nobody".into());
        }
        if self.named.iter().any(|named| named.name == name) {
            return Err(format!("{} is the name of another above", shown(name)));
        }
        self.named.push(Named { name: name.to_vec(), what });
        Ok(())
    }

    fn find(&self, name: &[u8]) -> Result<usize, String> {
        let unknown = || format!("no line above defines {}", shown(name));
        self.named.iter().position(|named| named.name == name).ok_or_else(unknown)
    }
}

/// Reads a decimal in its one spelling.
fn decimal(digits: &[u8]) -> Option<usize> {
    let number: usize = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (number.to_string().as_bytes() == digits).then_some(number)
}

/// Names are octets; what is shown of them can do nothing to a terminal.
fn shown(name: &[u8]) -> String {
    let text: String = String::from_utf8_lossy(name).chars().take(80).collect();
    text.escape_debug().to_string()
}

#[cfg(test)]
mod tests;
