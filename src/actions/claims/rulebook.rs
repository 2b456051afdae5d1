//! The one list of rules: stated in the record and in `tickmark.toml`, asked at a verdict, at sign-off and by the gate.

use language::gate::policy::{FILE_NAME, GatePolicy, Rules, stated};
use language::gate::rules;
use record::model::event::{Policy, PolicySet};
use record::model::words::{ResolveBy, RuleName, SecondPerson, StillHolds, words};
use serde::Serialize;
use std::path::Path;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};

words! {
    /// When a rule is asked.
    Step, "step" {
        Check = "check",
        SignOff = "sign-off",
        /// By the gate.
        Publish = "publish",
    }
}

/// The rules in force.
#[derive(Clone, Debug)]
pub struct Rulebook {
    pub policy: Policy,
    pub gate: GatePolicy,
    pub resolve_by: ResolveBy,
    /// The rules of publication that are asked at sign-off already.
    pub at_sign_off: Vec<RuleName>,
    /// The file that states some of them.
    pub file: Option<String>,
    /// What the record states, and what the file states.
    recorded: Rules,
    filed: Rules,
}

/// A rule, as somebody reads it.
#[derive(Clone, Debug, Serialize)]
pub struct RuleLine {
    /// Its key.
    pub rule: &'static str,
    /// When it is asked.
    pub steps: Vec<Step>,
    pub asks: String,
    /// What meets it.
    pub met_by: &'static str,
    /// `file`, `record` or `default`: where it is stated.
    pub stated_in: &'static str,
}

impl Rulebook {
    /// Reads the rules in force: what a file states counts before what the record states, and that before the defaults. The
    /// file is the one named, else `tickmark.toml` beside the casebook.
    pub fn read(casebook: &Casebook, named: Option<&Path>) -> Result<Self> {
        let (file, filed) = from_file(casebook, named)?;
        let recorded = casebook.reader().rules()?;
        let all = recorded.clone().under(&filed);
        let set = casebook.reader().policy()?;
        let gate = GatePolicy::of(&set, &all);
        let policy = gate.at_sign_off(&set);
        Ok(Self {
            policy,
            gate,
            resolve_by: all.resolve_by.unwrap_or(ResolveBy::ThirdPerson),
            at_sign_off: all.at_sign_off.unwrap_or_default(),
            file,
            recorded,
            filed,
        })
    }

    /// Lists every rule once, in the order in which they are asked.
    pub fn lines(&self) -> Vec<RuleLine> {
        let evidence = format!("{} or more pieces of evidence that stand", self.policy.evidence);
        let settling = match self.resolve_by {
            ResolveBy::ThirdPerson => "verdicts that differ are settled by somebody who gave none of them",
            ResolveBy::Anyone => {
                "verdicts that differ are settled by anybody; who gave one of them is named as a party"
            }
        };
        let rewording = match self.policy.still_holds {
            StillHolds::Wording => "a person may confirm that a claim still holds if only wording or order changed",
            StillHolds::Order => "a person may confirm that a claim still holds if only the order changed",
            StillHolds::Nothing => "a claim is checked again whenever its sentence changes",
        };
        let own = [
            ("resolve-by", settling.to_string()),
            ("still-holds", rewording.to_string()),
            ("verdict", "it has a verdict".into()),
            ("agreement", "its reviewers agree, or their verdicts have been resolved".into()),
            ("current-verdict", "it was not changed after its verdict".into()),
            ("not-incorrect", "it was not found incorrect".into()),
            ("not-returned", "it was not returned, or was checked since".into()),
            ("evidence", evidence),
        ];
        let mut lines: Vec<RuleLine> = own.into_iter().map(|(rule, asks)| self.line(rule, asks)).collect();
        lines.extend(rules::asks(&self.gate).into_iter().map(|(rule, asks)| self.line(rule, asks)));
        lines.sort_by_key(|line| line.steps.first().map(|step| step.code()));
        lines
    }

    fn line(&self, rule: &'static str, asks: String) -> RuleLine {
        RuleLine { rule, steps: self.steps(rule), asks, met_by: met_by(rule), stated_in: self.stated_in(rule) }
    }

    fn steps(&self, rule: &str) -> Vec<Step> {
        match rule {
            "resolve-by" | "still-holds" => vec![Step::Check],
            "verdict" | "agreement" | "current-verdict" | "not-incorrect" | "not-returned" | "evidence" => {
                vec![Step::SignOff]
            }
            // What does not stand is said at a verdict, and bars at the other two.
            "standing" => vec![Step::Check, Step::SignOff, Step::Publish],
            "no-open-query" | "second-check" | "no-expired" => vec![Step::SignOff, Step::Publish],
            other if self.at_sign_off.iter().any(|name| name.word() == other) => vec![Step::SignOff, Step::Publish],
            _ => vec![Step::Publish],
        }
    }

    fn stated_in(&self, rule: &str) -> &'static str {
        let has = |rules: &Rules| {
            let stated = serde_json::to_value(rules).expect("rules hold nothing that JSON cannot");
            stated.get(rule).is_some()
        };
        let changed = match rule {
            "evidence" => self.policy.evidence != Policy::default().evidence,
            "second-check" => self.policy.second_person != SecondPerson::High,
            "still-holds" => self.policy.still_holds != StillHolds::default(),
            _ => false,
        };
        match (has(&self.filed), has(&self.recorded) || changed) {
            (true, _) => "file",
            (false, true) => "record",
            (false, false) => "default",
        }
    }
}

/// Says what meets a rule, as something to type.
fn met_by(rule: &str) -> &'static str {
    match rule {
        "resolve-by" => "tickmark resolve CLAIM VERDICT --note TEXT",
        "verdict" | "current-verdict" | "not-returned" => "tickmark check CLAIM VERDICT",
        "still-holds" => "tickmark still-holds CLAIM",
        "agreement" => "tickmark resolve CLAIM VERDICT --note TEXT",
        "not-incorrect" => "tickmark claim amend CLAIM, or tickmark claim cut CLAIM",
        "evidence" | "independent-origins" | "primary-source" => "tickmark evidence attach CLAIM --source SOURCE",
        "coverage" => "tickmark suggest --accept, or tickmark coverage --decide N --reason TEXT",
        "statuses" => "tickmark sign-off CLAIM",
        "verdicts" => "tickmark check CLAIM VERDICT",
        "second-check" => "tickmark second-check CLAIM VERDICT --as NAME",
        "no-stale" => "tickmark check CLAIM VERDICT, then tickmark sign-off CLAIM",
        "no-open-query" => "tickmark query answer QUERY TEXT",
        "reply-answered" => "tickmark reply answer REQUEST TEXT",
        "no-doubt" => "tickmark recheck",
        "standing" => "tickmark claim show CLAIM, or --despite REASON",
        _ => "tickmark evidence attach CLAIM, or tickmark evidence withdraw ID",
    }
}

fn from_file(casebook: &Casebook, named: Option<&Path>) -> Result<(Option<String>, Rules)> {
    let path = named.map_or_else(|| casebook.path().with_file_name(FILE_NAME), Path::to_path_buf);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok((Some(path.display().to_string()), understood(&path, &text)?)),
        Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => Ok((None, Rules::default())),
        Err(error) => Err(Error::file(&path, &error)),
    }
}

fn understood(path: &Path, text: &str) -> Result<Rules> {
    stated(text).map_err(|fault| {
        let line = fault.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        Error::File { path: path.to_path_buf(), reason: format!("{line}{}", fault.message) }
    })
}

/// What is to be set, beside what stays.
#[derive(Clone, Debug, Default)]
pub struct Setting<'a> {
    pub evidence: Option<u32>,
    pub second_person: Option<SecondPerson>,
    pub still_holds: Option<StillHolds>,
    /// A file whose rules are to be recorded.
    pub from: Option<&'a Path>,
    /// Rules as the file has them: `no-doubt=false`, `independent-origins={ high = 3 }`, `resolve-by=anyone`.
    pub rules: Vec<String>,
}

/// Records rules for all that is done from here on.
pub fn set(casebook: &mut Casebook, actor: &Actor, setting: &Setting) -> Result<()> {
    let mut rules = casebook.reader().rules()?;
    if let Some(file) = setting.from {
        rules = rules.under(&from_file(casebook, Some(file))?.1);
    }
    for rule in &setting.rules {
        rules = rules.under(&read_rule(rule)?);
    }
    let mut policy = casebook.reader().policy()?;
    policy.evidence = setting.evidence.unwrap_or(policy.evidence);
    policy.still_holds = setting.still_holds.unwrap_or(policy.still_holds);
    if let Some(second_person) = setting.second_person {
        policy.second_person = second_person;
        // The same rule, so that it is stated once.
        rules.second_check = None;
    }
    let rules = (rules != Rules::default()).then_some(rules);
    casebook.write(actor, |pen| pen.record(PolicySet { policy, rules }, Vec::new()).map(drop))
}

fn read_rule(rule: &str) -> Result<Rules> {
    let fault = |message: &str| Error::Setting(format!("`{}`: {message}", rule.escape_debug()));
    let (key, value) = rule.split_once('=').ok_or_else(|| fault("write KEY=VALUE, as in no-doubt=false"))?;
    let (key, value) = (key.trim(), value.trim());
    let read = |value: &str| stated(&format!("[gate]\n{key} = {value}\n"));
    let bare = value.starts_with(|first: char| first.is_ascii_alphabetic()) && !matches!(value, "true" | "false");
    // A word may be given without the quotation marks that a file needs.
    let value = if bare { format!("\"{value}\"") } else { value.to_string() };
    let plain = !key.is_empty() && key.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
    if !plain || value.contains('\n') {
        return Err(fault("write KEY=VALUE, as in no-doubt=false"));
    }
    read(&value).map_err(|refused| fault(&refused.message))
}
