//! What happens while somebody looks: new events and who else is here, sent to the pages at once.

use super::desk::Desk;
use super::fault::Fault;
use super::happenings::Happening;
use super::visitor::Visitor;
use actions::Casebook;
use actions::claims::timeline::{self, News};
use actions::users;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use axum::routing::get;
use record::model::id::Id;
use serde::Deserialize;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use store::error::Result;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

/// How often the casebook is looked at for what other programs recorded.
const EVERY: Duration = Duration::from_millis(500);

/// How many new events are told one by one; more at once are told as one.
const TOLD_SINGLY: i64 = 50;

/// Looks for new events as long as the desk is open.
pub async fn watch(desk: Arc<Desk>) {
    let mut known = desk.glance(timeline::count).await.unwrap_or(0);
    loop {
        let _ = tokio::time::timeout(EVERY, desk.live.looked_for()).await;
        // Somebody at a terminal may have changed who may come; a file that cannot be read now changes nothing.
        if let Ok(users) = users::all(desk.home())
            && desk.sessions.settle(&users)
        {
            desk.live.tell_ended();
        }
        desk.drafts.tidy();
        let from = known;
        // What cannot be read now is read the next time.
        let Ok((count, happened)) = desk.glance(move |casebook| news(casebook, from)).await else { continue };
        known = count;
        happened.into_iter().for_each(|happening| desk.live.tell(happening));
    }
}

fn news(casebook: &Casebook, known: i64) -> Result<(i64, Vec<Happening>)> {
    let (count, news) = timeline::news(casebook, known, TOLD_SINGLY)?;
    let recorded = |News { kind, actor, claim }| Happening::Recorded {
        kind: kind.to_string(),
        actor,
        claim: claim.map(|id: Id| id.hex()),
    };
    Ok((count, news.map_or_else(|| vec![Happening::Much], |news| news.into_iter().map(recorded).collect())))
}

/// What a page is about.
#[derive(Deserialize)]
struct About {
    #[serde(default)]
    about: String,
}

/// Somebody at a page; gone when the page is.
struct Presence {
    desk: Arc<Desk>,
    about: String,
    name: String,
}

impl Presence {
    fn begin(desk: &Arc<Desk>, about: String, name: String) -> Self {
        desk.live.present().entry(about.clone()).or_default().push(name.clone());
        desk.live.tell_here(&about);
        Self { desk: Arc::clone(desk), about, name }
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let mut present = self.desk.live.present();
        if let Some(names) = present.get_mut(&self.about) {
            if let Some(at) = names.iter().position(|name| *name == self.name) {
                names.remove(at);
            }
            if names.is_empty() {
                present.remove(&self.about);
            }
        }
        drop(present);
        self.desk.live.tell_here(&self.about);
    }
}

/// Answers for the stream of what happens.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/live", get(listen))
}

async fn listen(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Query(About { about }): Query<About>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Fault> {
    let place = desk.live.place();
    let place = place.ok_or_else(|| Fault::busy("Too many pages are open for all of them to be told what happens."))?;
    let told = BroadcastStream::new(desk.live.listen());
    let presence = Presence::begin(&desk, about.chars().take(100).collect(), visitor.actor.name().to_string());
    let (asked, token) = (Arc::clone(&desk), visitor.token.clone());
    // Nobody hears a word more than their session lasts.
    let told = told.take_while(move |_| asked.sessions.is_open(&token));
    let stream = told.filter_map(move |happening| {
        let _held = &place;
        let happening = match happening {
            // One that waits too long for its turn has missed something.
            Err(_) => Happening::Much,
            Ok(Happening::Ended) => return None,
            Ok(Happening::Here { about, .. }) if about != presence.about => return None,
            Ok(happening) => happening,
        };
        serde_json::to_string(&happening).ok().map(|line| Ok(Event::default().data(line)))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}
