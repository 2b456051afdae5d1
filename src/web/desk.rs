//! The desk while it is open: the casebook for many at once, who is here, and what just happened.

use super::fault::Fault;
use super::happenings::Live;
use super::hosts::Hosts;
use super::pending_drafts::PendingDrafts;
use super::pending_reports::PendingReports;
use super::sessions::Sessions;
use super::visitor::Visitor;
use actions::Clock;
use actions::Home;
use actions::drafts::cache::Memory;
use actions::users::Role;
use actions::{Actor, Casebook, Expected};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::error::Result;
use tokio::sync::{Notify, Semaphore};

/// How many read the casebook at once; more would only take turns on the processor.
const READERS: usize = 6;

/// The open desk.
pub struct Desk {
    path: PathBuf,
    home: Home,
    clock: Clock,
    /// Who sits at this machine, and comes in by the one-time link.
    pub owner: Actor,
    pub hosts: Hosts,
    pub sessions: Sessions,
    pub live: Live,
    /// What was found in texts and claims before.
    pub memory: Arc<Memory>,
    /// Reports that came back, and wait to be recorded.
    pub reports: PendingReports,
    /// Drafts that wait to be recorded.
    pub drafts: PendingDrafts,
    resting: Mutex<Vec<Casebook>>,
    turns: Semaphore,
    writing: tokio::sync::Mutex<()>,
    port: u16,
    /// A link token that a browser was given before the desk opened.
    pub(super) opening: Option<String>,
    /// Told when the one-time link was used, so that another is shown.
    pub(super) link_used: Notify,
}

impl Desk {
    /// Makes ready to open a casebook to browsers.
    pub fn new(casebook: Casebook, owner: Actor, hosts: Hosts) -> Self {
        let (path, home, clock) = (casebook.path().to_path_buf(), casebook.home.clone(), casebook.clock);
        Self {
            sessions: Sessions::kept(clock, &home, &path, &owner),
            path,
            home,
            clock,
            owner,
            hosts,
            live: Live::default(),
            memory: Arc::default(),
            reports: PendingReports::default(),
            drafts: PendingDrafts::default(),
            resting: Mutex::new(vec![casebook]),
            turns: Semaphore::new(READERS),
            writing: tokio::sync::Mutex::new(()),
            port: 0,
            opening: None,
            link_used: Notify::new(),
        }
    }

    /// Opens for the browser that was given a link token already.
    pub fn opening_for(mut self, token: String) -> Self {
        self.opening = Some(token);
        self
    }

    /// Says where the desk stands.
    pub(super) fn at(mut self, address: SocketAddr) -> Self {
        self.hosts.add_address(address);
        self.port = address.port();
        self
    }

    /// Gives the port, which tells the cookies of two desks on one machine apart.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Gives the clock.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// Gives the folders of this machine's user.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Reads the casebook as the visitor may see it, without keeping others from their work.
    pub async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        visitor: &Visitor,
        work: impl FnOnce(&Casebook) -> Result<T> + Send + 'static,
    ) -> Result<T, Fault> {
        self.read_seeing(visitor, visitor.sees_all(), work).await
    }

    /// Reads the casebook with what is confidential in sight, or without, whatever the pages of the visitor show.
    pub async fn read_seeing<T: Send + 'static>(
        self: &Arc<Self>,
        visitor: &Visitor,
        reveal: bool,
        work: impl FnOnce(&Casebook) -> Result<T> + Send + 'static,
    ) -> Result<T, Fault> {
        if reveal {
            visitor.require(Role::Editor)?;
        }
        self.lend(move |casebook| {
            if reveal {
                casebook.reveal();
            }
            work(casebook)
        })
        .await
    }

    /// Reads what is nobody's secret.
    pub(super) async fn glance<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Casebook) -> Result<T> + Send + 'static,
    ) -> Result<T, Fault> {
        // The one that looks for news waits behind no queue of readers.
        self.hand(|casebook| work(casebook)).await
    }

    /// Does one thing in the visitor's name, if the visitor may; refused where the claim is no longer as expected.
    pub async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        visitor: &Visitor,
        least: Role,
        expected: Option<Expected>,
        work: impl FnOnce(&mut Casebook, &Actor) -> Result<T> + Send + 'static,
    ) -> Result<T, Fault> {
        visitor.require(least)?;
        let actor = visitor.actor.clone();
        // One writer at a time within the program; the file's own lock keeps other programs apart.
        let _turn = self.writing.lock().await;
        // It waits behind no queue of readers: there is one, and others wait for it.
        let done = self
            .hand(move |casebook| {
                casebook.expect(expected);
                work(casebook, &actor)
            })
            .await;
        self.live.look();
        done
    }

    async fn lend<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Casebook) -> Result<T> + Send + 'static,
    ) -> Result<T, Fault> {
        let _turn = self.turns.acquire().await.map_err(|_| Fault::closing())?;
        self.hand(work).await
    }

    /// Hands an open casebook to a thread that may wait for files, and takes it back.
    async fn hand<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Casebook) -> Result<T> + Send + 'static,
    ) -> Result<T, Fault> {
        let desk = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let mut casebook = desk.take()?;
            let done = work(&mut casebook);
            casebook.redact();
            casebook.expect(None);
            desk.rest().push(casebook);
            done
        });
        // A panic has said what it was; the casebook that it held is gone with it, and its transaction too.
        done.await.map_err(|_| Fault::bug())?.map_err(Fault::from)
    }

    fn take(&self) -> Result<Casebook> {
        let rested = self.rest().pop();
        match rested {
            Some(casebook) => Ok(casebook),
            None => Casebook::open(&self.path, self.home.clone(), self.clock),
        }
    }

    fn rest(&self) -> MutexGuard<'_, Vec<Casebook>> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
