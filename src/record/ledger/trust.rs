//! Whom a verifier trusts, all of it in one: those named for the occasion, and a policy.

use super::policy::Policy;
use super::trusted::Trusted;

/// Whom a verifier trusts: somebody named for the occasion, and a policy.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trust<'a> {
    /// The word of any of them is enough.
    pub named: &'a [Trusted],
    pub policy: Option<&'a Policy>,
    /// The policy was brought for what is verified, and is not merely the verifier's own: where it lists logs, one of them
    /// must be there.
    pub for_this: bool,
}
