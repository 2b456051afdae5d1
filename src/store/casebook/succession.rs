//! Going on under a new key: the log under the earlier one ends, and another goes on from it.

use super::event_maker::{EventMaker, new_origin};
use super::signer::Signer;
use super::{Actor, Casebook};
use crate::error::Result;
use data_encoding::BASE64;
use ed25519_dalek::VerifyingKey;
use record::model::event::KeySucceeded;

impl Casebook {
    /// Puts a new key in the place of an actor's key, and goes on under it here; elsewhere, at the next writing there.
    pub fn replace_key(&mut self, actor: &Actor) -> Result<()> {
        self.refuse_where_nothing_can_be_written(actor)?;
        self.home.replace_key(actor.name(), self.entropy.draw())?;
        self.succeed(actor).map(drop)
    }

    /// Has an actor sign with a key that lives in ssh-agent, and goes on under it here where there is a log already.
    pub fn use_agent_key(&mut self, actor: &Actor, key: &VerifyingKey) -> Result<()> {
        self.refuse_where_nothing_can_be_written(actor)?;
        self.home.use_agent_key(actor.name(), key)?;
        self.succeed(actor).map(drop)
    }

    /// An older copy, or a file in a read-only place, is refused before a key changes.
    fn refuse_where_nothing_can_be_written(&mut self, actor: &Actor) -> Result<()> {
        self.rehearse(actor, |_| Ok(()))
    }

    /// Goes on in a new log where the actor's log ends under a key that another succeeded; gives that log.
    pub(super) fn succeed(&mut self, actor: &Actor) -> Result<Option<String>> {
        let earlier = self.home.earlier_keys(actor.name())?;
        if earlier.is_empty() {
            return Ok(None);
        }
        let Some(now) = self.home.key_if_there(actor.name())? else { return Ok(None) };
        let Some((before, log)) = self.unended(actor, earlier)? else { return Ok(None) };
        let (home, entropy, time) = (&self.home, &mut self.entropy, self.clock.now());
        let mut append = self.store.begin()?;
        // Somebody else may have written in this name since that was read.
        if append.reader().successor_of(&log)?.is_some() {
            return Ok(None);
        }
        let (mut ending, mut beginning) = (EventMaker::with(actor, before, time), EventMaker::with(actor, now, time));
        ending.start(append.start(actor.name(), &ending.public_key())?, home)?;
        let origin = new_origin(entropy);
        let succeeded = KeySucceeded { key: beginning.public_key(), log: origin.clone() };
        ending.record(succeeded.into(), Vec::new(), entropy, |added, record| {
            append.add(&[added])?;
            append.derive(record)
        })?;
        let end = ending.end()?;
        end.iter().try_for_each(|end| append.end_log(end))?;
        beginning.start(append.start(actor.name(), &beginning.public_key())?, home)?;
        beginning.open_log(origin.clone(), ending.log_end(), entropy, &mut |added, record| {
            append.add(&[added])?;
            append.derive(record)
        })?;
        let begun = beginning.end()?;
        begun.iter().try_for_each(|end| append.end_log(end))?;
        append.commit()?;
        end.into_iter().for_each(|end| ending.remember(end, home));
        begun.into_iter().for_each(|end| beginning.remember(end, home));
        Ok(Some(origin))
    }

    /// Finds the earlier key of the actor under which a log here has not ended, and that log.
    fn unended(&self, actor: &Actor, earlier: Vec<Signer>) -> Result<Option<(Signer, String)>> {
        let reader = self.store.reader();
        for log in reader.logs()?.into_iter().rev() {
            let key = earlier.iter().find(|key| BASE64.encode(key.verifying_key().as_bytes()) == log.key);
            let of_actor = log.actor.as_deref() == Some(actor.name());
            if let (true, Some(key), None) = (of_actor, key, reader.successor_of(&log.origin)?) {
                return Ok(Some((key.clone(), log.origin)));
            }
        }
        Ok(None)
    }
}
