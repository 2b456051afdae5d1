//! Whom a verifier trusts, all of it in one: those named for the occasion, and a policy.

use super::policy::Policy;
use super::trusted::Trusted;

/// Whom a verifier trusts: somebody named for the occasion, and a policy.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trust<'a> {
    /// The word of any of them is enough.
    pub named: &'a [Trusted],
    pub policy: Option<&'a Policy>,
}
