//! What a policy says of logs that were followed.

use super::chain::{Chain, Fault, LogChain};
use super::cosignature::WitnessKey;
use super::policy::Policy;
use super::trust::Trust;
use crate::model::time::Moment;
use std::collections::HashMap;

/// A genuine cosignature over the history that is here.
#[derive(Clone, Debug)]
pub struct Cosignature {
    /// Origin of the log.
    pub log: String,
    pub size: u64,
    pub by: WitnessKey,
    /// Seconds since 1970, by the clock of the witness.
    pub time: u64,
}

impl Cosignature {
    /// Gives the end of the second in which it was given.
    pub fn latest(&self) -> Moment {
        let millis = i64::try_from(self.time).ok().and_then(|time| time.checked_mul(1000)?.checked_add(999));
        millis.and_then(Moment::from_millis).unwrap_or(Moment::LAST)
    }
}

/// What a policy says of some logs.
#[derive(Default)]
pub struct Judged {
    /// By origin, the largest size that it takes for vouched for.
    pub sizes: HashMap<String, u64>,
    /// By origin, why it takes nothing for vouched for.
    pub said: HashMap<String, String>,
    /// Logs that it lists under other keys than theirs.
    pub contradicted: Vec<Fault>,
}

/// Holds every log against a policy, with the genuine cosignatures that there are of each.
pub fn judge(trust: Trust, chain: &Chain, cosigned: &[Cosignature]) -> Judged {
    let mut judged = Judged::default();
    let Some(policy) = trust.policy else { return judged };
    if trust.for_this
        && !policy.logs().is_empty()
        && chain.logs.values().all(|log| policy.key_of(&log.origin).is_none())
    {
        let fault = "none of the logs here is one that your policy lists";
        judged.contradicted.push(Fault { place: "policy".into(), fault: fault.into() });
    }
    for log in chain.logs.values() {
        if policy.key_of(&log.origin).is_some_and(|key| Some(*key) != log.verifier) {
            let fault = "its key is not the one that your policy names for it";
            judged.contradicted.push(Fault::of_log(&log.origin, fault));
            continue;
        }
        let known: Vec<_> = cosigned.iter().filter(|cosignature| cosignature.log == log.origin).collect();
        match vouched_size(policy, chain, log, &known) {
            Ok(size) => drop(judged.sizes.insert(log.origin.clone(), size)),
            Err(why) => drop(judged.said.insert(log.origin.clone(), why)),
        }
    }
    judged
}

fn vouched_size(policy: &Policy, chain: &Chain, log: &LogChain, cosigned: &[&Cosignature]) -> Result<u64, String> {
    // Where no log is listed the witnesses say which are trusted.
    let by_witnesses = policy.logs().is_empty() && policy.asks_for_witnesses();
    if !by_witnesses && !is_listed(policy, chain, log) {
        return Err("your policy does not list it".into());
    }
    if !policy.asks_for_witnesses() {
        return Ok(log.frontier.size());
    }
    // Whoever cosigned a later head vouches for the earlier ones, which the later one contains.
    let vouches =
        |size: u64| move |witness: &WitnessKey| cosigned.iter().any(|one| one.by == *witness && one.size >= size);
    let mut sizes: Vec<u64> = cosigned.iter().map(|one| one.size).collect();
    sizes.sort_unstable_by(|one, next| next.cmp(one));
    match sizes.into_iter().find(|size| policy.quorum(vouches(*size)).is_ok()) {
        Some(size) => Ok(size),
        None => policy.quorum(vouches(0)).map(|()| 0),
    }
}

/// Says whether a policy lists a log under its key, or one that this goes on from.
fn is_listed(policy: &Policy, chain: &Chain, log: &LogChain) -> bool {
    let listed = |log: &LogChain| policy.key_of(&log.origin).is_some_and(|key| Some(*key) == log.verifier);
    listed(log) || chain.logs.values().any(|earlier| listed(earlier) && chain.goes_on_from(log, &earlier.origin))
}

/// Whatever vouches for a log vouches for the whole of those that it goes on from: their ends stand in its first event.
pub fn inherited(chain: &Chain, mut vouched: HashMap<String, u64>) -> HashMap<String, u64> {
    let known: Vec<&LogChain> = chain.logs.values().filter(|log| vouched.contains_key(&log.origin)).collect();
    let earlier = chain.logs.values().filter(|log| known.iter().any(|later| chain.goes_on_from(later, &log.origin)));
    vouched.extend(earlier.map(|log| (log.origin.clone(), log.frontier.size())));
    vouched
}
