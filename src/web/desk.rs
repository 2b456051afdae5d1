//! The desk while it is open: the casebook for many at once, who is here, and what just happened.

use super::attempts::Attempts;
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
use actions::sources::fetch::{self, Reached};
use actions::users::Role;
use actions::{Actor, Casebook, Expected};
use axum::http::{HeaderMap, header};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::error::Result;
use tokio::sync::{Notify, Semaphore};

/// How many read the casebook at once; more would only take turns on the processor.
const READERS: usize = 6;

/// How many addresses are asked for at once.
const FETCHERS: usize = 4;

/// The header in which a proxy says for whom it asks.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The open desk.
pub struct Desk {
    path: PathBuf,
    home: Home,
    clock: Clock,
    /// Who sits at this machine, and comes in by the one-time link.
    pub owner: Actor,
    pub hosts: Hosts,
    pub sessions: Sessions,
    pub attempts: Attempts,
    /// The address of the proxy that is believed when it says for whom it asks.
    proxy: Option<IpAddr>,
    /// Whether whoever sits at this machine comes in by a link.
    link: bool,
    pub live: Live,
    /// What was found in texts and claims before.
    pub memory: Arc<Memory>,
    /// Reports that came back, and wait to be recorded.
    pub reports: PendingReports,
    /// Drafts that wait to be recorded.
    pub drafts: PendingDrafts,
    resting: Mutex<Vec<Casebook>>,
    turns: Semaphore,
    fetchers: Semaphore,
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
            attempts: Attempts::default(),
            proxy: None,
            link: true,
            live: Live::default(),
            memory: Arc::default(),
            reports: PendingReports::default(),
            drafts: PendingDrafts::default(),
            resting: Mutex::new(vec![casebook]),
            turns: Semaphore::new(READERS),
            fetchers: Semaphore::new(FETCHERS),
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

    /// Believes a proxy at an address when it says for whom it asks.
    #[must_use]
    pub fn behind(mut self, proxy: Option<IpAddr>) -> Self {
        self.proxy = proxy;
        self
    }

    /// Lets in nobody without a name and a password.
    #[must_use]
    pub fn without_link(mut self) -> Self {
        self.link = false;
        self
    }

    /// Says whether there is a link for whoever sits at this machine.
    pub(super) fn has_link(&self) -> bool {
        self.link
    }

    /// Says whether a request came by a name that a proxy serves with TLS.
    pub fn is_secure(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        host.is_some_and(|host| self.hosts.is_secure(host))
    }

    /// Says from where somebody asks: the peer, or whom the proxy names last, if that is who the peer is.
    pub fn asker(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if self.proxy.map(|proxy| proxy.to_canonical()) != Some(peer) {
            return peer;
        }
        let named = headers.get_all(FORWARDED_FOR).iter().next_back().and_then(|line| line.to_str().ok());
        let last = named.and_then(|line| line.rsplit(',').next()).map(str::trim);
        last.and_then(|address| address.parse().ok()).unwrap_or(peer)
    }

    /// Says whether somebody asks from this machine, without anybody between.
    pub fn is_here(&self, peer: IpAddr, headers: &HeaderMap) -> bool {
        let between = [FORWARDED_FOR, "forwarded", "x-real-ip", "via"].iter().any(|name| headers.contains_key(*name));
        peer.to_canonical().is_loopback() && !between
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

    /// Asks for an address while others go on writing; a few at once.
    pub async fn reach(&self, address: String) -> Result<Reached, Fault> {
        let _turn = self.fetchers.acquire().await.map_err(|_| Fault::closing())?;
        let reached = tokio::task::spawn_blocking(move || fetch::reach(&address, &[], |_, _| {}));
        reached.await.map_err(|_| Fault::bug())
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
