//! Fetching from servers of our own on this machine, each with a fixed behaviour.

mod addresses;
mod asking;
mod bodies;
mod redirects;
mod refusals;

use super::*;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A server that remembers what it was asked.
struct Site {
    port: u16,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Site {
    /// Starts a server; `answer` gets the path, and the connection to write to.
    fn that(answer: impl Fn(&str, &mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&heads);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let head = read_head(&stream);
                let path = head.split(' ').nth(1).unwrap_or_default().to_string();
                kept.lock().unwrap().push(head);
                answer(&path, &mut stream);
            }
        });
        Self { port, heads }
    }

    /// Starts a server that sends the same bytes to everybody and closes.
    fn saying(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::that(move |_, stream| drop(stream.write_all(&bytes)))
    }

    /// Fetches a path as an allowed host, within limits.
    fn fetch(&self, path: &str, limits: Limits) -> Result<Answer> {
        let address = format!("http://127.0.0.1:{}{path}", self.port);
        fetch(&Request { address: &address, allow: &["127.0.0.1".to_string()], limits }, |_, _| ())
    }

    fn answer(&self, path: &str) -> Answer {
        self.fetch(path, quick()).unwrap()
    }

    /// Gives the sentence of the refusal, with `PORT` for the server's port.
    fn refusal(&self, path: &str, limits: Limits) -> String {
        self.fetch(path, limits).unwrap_err().to_string().replace(&self.port.to_string(), "PORT")
    }

    fn asked(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn read_head(stream: &TcpStream) -> String {
    let mut head = String::new();
    let mut lines = BufReader::new(stream);
    while !head.ends_with("\r\n\r\n") && lines.read_line(&mut head).is_ok_and(|read| read > 0) {}
    head
}

fn quick() -> Limits {
    Limits { bytes: 100_000, time: Duration::from_secs(5), connect: Duration::from_secs(2), redirects: 3 }
}

fn page(headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{headers}\r\n", body.len()).as_bytes(), body].concat()
}

fn redirect(stream: &mut TcpStream, to: &str) {
    drop(write!(stream, "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n"));
}
