//! What witnesses vouch for when a casebook is verified: cosignatures that were kept, and heads in colleagues' logs.

use record::ledger::chain::{Chain, Fault, LogChain};
use record::ledger::cosignature::WitnessKey;
use record::ledger::judging::Cosignature;
use record::ledger::note::Checkpoint;
use record::ledger::tree::Hash;
use record::ledger::trusted::Trusted;
use std::collections::HashMap;
use store::cosignatures::{NewCosignature, WitnessedHead};
use store::error::{Error, Result};
use store::{Reader, Store};

/// What witnesses vouch for, and where they contradict.
#[derive(Debug, Default)]
pub struct Vouched {
    /// By origin of the log, the largest size that a trusted witness vouches for.
    pub sizes: HashMap<String, u64>,
    /// All genuine cosignatures, by whomever.
    pub cosigned: Vec<Cosignature>,
    /// Heads that a log in this casebook tells of, which another log in it never had.
    pub contradicted: Vec<Fault>,
}

impl Vouched {
    fn add(&mut self, origin: &str, size: u64) {
        let largest = self.sizes.entry(origin.to_string()).or_default();
        *largest = size.max(*largest);
    }
}

/// Looks at everything that witnesses said, after the logs were followed; `fault` hears of what is not genuine.
pub fn look(store: &Store, chain: &Chain, trusted: &[Trusted], mut fault: impl FnMut(Fault)) -> Result<Vouched> {
    let (reader, mut vouched) = (store.reader(), Vouched::default());
    for stored in reader.cosignatures()? {
        let of = chain.logs.get(&stored.of.log).map(|log| log.origin.as_str());
        match genuine(reader, of, &stored.of)? {
            Err(wrong) => fault(Fault { place: format!("cosignature {}", stored.row), fault: wrong }),
            Ok(cosignature) => {
                if trusted.contains(&Trusted::Witness(cosignature.by.clone())) {
                    vouched.add(&cosignature.log, cosignature.size);
                }
                vouched.cosigned.push(cosignature);
            }
        }
    }
    for told in reader.witnessed_heads()? {
        hear(reader, chain, trusted, &told, &mut vouched)?;
    }
    Ok(vouched)
}

/// Says of which log a cosignature is and by whom, or what is wrong with it; `of` is the origin of the log in its row.
pub(crate) fn genuine(
    reader: Reader,
    of: Option<&str>,
    cosignature: &NewCosignature,
) -> Result<std::result::Result<Cosignature, String>> {
    let NewCosignature { log, size, key, note } = cosignature;
    let Some(of) = of else { return Ok(Err("it is of a log that is not there".into())) };
    let Some(key) = WitnessKey::parse(key) else { return Ok(Err("its key is not that of a witness".into())) };
    let (checkpoint, time) = match key.open(note) {
        Ok(cosigned) => (cosigned.checkpoint, cosigned.time),
        Err(flaw) => return Ok(Err(flaw.to_string())),
    };
    let here = root_at(reader, *log, *size)?.map(|root| Checkpoint { origin: of.to_string(), size: *size, root });
    Ok(match here == Some(checkpoint) {
        true => Ok(Cosignature { log: of.to_string(), size: *size, by: key, time }),
        false => Err("it is not over the events that are there".into()),
    })
}

fn hear(reader: Reader, chain: &Chain, trusted: &[Trusted], told: &WitnessedHead, vouched: &mut Vouched) -> Result<()> {
    let of = chain.logs.iter().find(|(_, log)| log.origin == told.log);
    let (Some((row, log)), Some(by)) = (of, chain.logs.get(&told.by)) else { return Ok(()) };
    if root_at(reader, *row, told.size)? != Some(told.root) {
        let fault = format!("log {} tells of a head of {} events that it never had", by.origin, told.size);
        vouched.contradicted.push(Fault::of_log(&log.origin, fault));
    } else if *row != told.by && trusted.iter().any(|trusted| is_of(by, trusted)) {
        vouched.add(&log.origin, told.size);
    }
    Ok(())
}

fn is_of(log: &LogChain, trusted: &Trusted) -> bool {
    match trusted {
        Trusted::Log(known) => known.origin == log.origin && Some(known.key) == log.verifier,
        Trusted::Witness(_) => false,
    }
}

/// Gives a root from the tiles, of which a fault is already known where they are not those of the events.
pub(crate) fn root_at(reader: Reader, log: i64, size: u64) -> Result<Option<Hash>> {
    match reader.root_at(log, size) {
        Err(Error::Damaged(_)) => Ok(None),
        root => root,
    }
}
