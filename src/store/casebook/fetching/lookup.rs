//! From a name to the numbers that may be connected to; the only asking for names, and each answer is checked.

use super::address::Address;
use super::reach::{Kind, kind};
use super::{Deadline, seconds};
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Turns a name into numbers within a time; tests give their own.
pub type Names<'a> = &'a dyn Fn(&str, Duration) -> Result<Vec<IpAddr>, Fault>;

/// Why a name has no number.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    Unknown,
    Slow,
}

/// As many numbers as are tried for one name.
const MOST: usize = 16;

/// Gives the numbers to connect to, none of them private unless the host is among the allowed.
///
/// A name with both a public and a private number is refused whole: that is how a name looks that
/// somebody points at a network which is not theirs.
pub fn checked(here: &Address, allow: &[String], names: Names, deadline: Deadline) -> Result<Vec<SocketAddr>, String> {
    let numbers = match here.number() {
        Some(number) => vec![number],
        None => ask(here.host(), names, deadline)?,
    };
    if !here.is_among(allow) {
        numbers.iter().try_for_each(|number| check(here, *number))?;
    }
    Ok(numbers.into_iter().take(MOST).map(|number| SocketAddr::new(number, here.port())).collect())
}

fn ask(host: &str, names: Names, deadline: Deadline) -> Result<Vec<IpAddr>, String> {
    let time = deadline.left()?;
    match names(host, time) {
        Ok(numbers) if !numbers.is_empty() => Ok(numbers),
        Ok(_) | Err(Fault::Unknown) => {
            Err(format!("there is no host of the name {host}, or this machine has no way to the network"))
        }
        Err(Fault::Slow) => Err(format!("the name {host} was not found within {}", seconds(deadline.whole))),
    }
}

fn check(here: &Address, number: IpAddr) -> Result<(), String> {
    let host = here.host();
    match (kind(number), here.number()) {
        (Kind::Public, _) => Ok(()),
        (kind, Some(_)) => Err(format!("{host} is {kind}; such is fetched only where the host is allowed by its name")),
        (kind, None) => Err(format!(
            "{host} stands for {number}, which is {kind}; such is fetched only where the host is allowed by its name"
        )),
    }
}

/// Asks the operating system. Where it takes too long, the thread that waits for it is left behind to end by itself.
pub fn system(host: &str, time: Duration) -> Result<Vec<IpAddr>, Fault> {
    let (done, answer) = channel();
    let name = host.to_string();
    std::thread::spawn(move || {
        let found = (name.as_str(), 0).to_socket_addrs();
        // Nobody listens any more where the time was up.
        let _ = done.send(found.map(|all| all.map(|socket| socket.ip()).collect::<Vec<_>>()));
    });
    match answer.recv_timeout(time) {
        Ok(found) => found.map_err(|_| Fault::Unknown),
        Err(RecvTimeoutError::Timeout) => Err(Fault::Slow),
        Err(RecvTimeoutError::Disconnected) => Err(Fault::Unknown),
    }
}
