//! The names that forms offer: who is at work, and for who may see all, who may come to the desk.

use super::desk::Desk;
use super::fault::Fault;
use super::visitor::Visitor;
use actions::{people, users};
use std::sync::Arc;

/// Gives the names that a form offers to a visitor, in order.
pub async fn offered_people(desk: &Arc<Desk>, visitor: &Visitor) -> Result<Vec<String>, Fault> {
    let mut offered = desk.read(visitor, people::at_work).await?;
    if visitor.may_reveal() {
        offered.extend(users::all(desk.home())?.all.into_iter().map(|user| user.name));
        offered.insert(visitor.actor.name().to_string());
    }
    Ok(offered.into_iter().collect())
}
