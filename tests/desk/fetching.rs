//! Captures over the network, from a server of our own on this machine.

use crate::case::TestCase;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

/// A server whose one page can be changed; answers every request.
pub struct Site {
    port: u16,
    page: Arc<Mutex<(u16, String)>>,
}

impl Site {
    pub fn saying(page: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let site =
            Self { port: listener.local_addr().unwrap().port(), page: Arc::new(Mutex::new((200, page.to_string()))) };
        let page = Arc::clone(&site.page);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (mut stream, mut request) = (stream.unwrap(), [0; 4096]);
                let read = stream.read(&mut request).unwrap_or(0);
                let moved = request[..read].starts_with(b"GET /old ");
                let (status, body) = page.lock().unwrap().clone();
                let answer = match moved {
                    true => "HTTP/1.1 301 Moved\r\nLocation: /news\r\nContent-Length: 0\r\n\r\n".to_string(),
                    false => format!(
                        "HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\nSet-Cookie: id=1\r\n\
                         Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
                        body.len()
                    ),
                };
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        site
    }

    pub fn says_now(&self, status: u16, page: &str) {
        *self.page.lock().unwrap() = (status, page.to_string());
    }

    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

const PAGE: &str = "<html><head><title>Dam opens</title></head><body><article><h1>Dam opens</h1>\
    <p>Vega Mining put over 12 million dollars into the river works, the mayor said on Monday.</p>\
    <p>The council will meet again in the spring to speak about the harvest and the roads.</p></article></body></html>";

fn captured() -> (TestCase, Site) {
    let (case, site) = (TestCase::river(), Site::saying(PAGE));
    case.run(&format!("capture {} --allow 127.0.0.1", site.address("/old")))
        .done()
        .says("answered by")
        .says("added source");
    (case, site)
}

#[test]
fn a_page_is_captured_with_the_way_that_led_to_it() {
    let (case, site) = captured();
    let capture = &case.json("capture --list")[0];
    assert_eq!(capture["method"], "fetched");
    assert_eq!(capture["asked"], site.address("/old"));
    assert_eq!(capture["answered"], site.address("/news"));
    assert_eq!(capture["http_status"], "200");
    let id = capture["id"].as_str().unwrap();
    case.run(&format!("capture --show {id}")).prints("301 http").prints("tickmark/").prints("content-type");
    case.run("source list").prints("Dam opens");
    assert!(!std::fs::read(case.casebook()).unwrap().windows(6).any(|part| part == b"id=1\r\n"));
}

#[test]
fn a_private_address_is_refused_unless_it_is_allowed_by_name() {
    let (case, site) = (TestCase::river(), Site::saying(PAGE));
    case.run(&format!("capture {}", site.address("/news"))).refused().says("this machine itself").says("--allow");
    case.run("capture http://user:word@example.org/").refused();
    case.run("capture ftp://example.org/file").refused();
}

#[test]
fn a_page_that_was_edited_after_it_was_quoted_is_a_finding() {
    let (case, site) = captured();
    let source = case.json("source list")[1]["id"].as_str().unwrap()[..12].to_string();
    case.run(&format!(
        "evidence attach money --source {source} --stance supports --quote 'put over 12 million dollars into the river works'"
    ))
    .done()
    .says("word for word");
    case.run(&format!("capture again {source} --allow 127.0.0.1")).done().prints("the same bytes");
    site.says_now(200, &PAGE.replace("12 million", "9 million"));
    case.run(&format!("capture again {source} --allow 127.0.0.1"))
        .code(3)
        .prints("the text has changed")
        .prints("no longer says")
        .prints("9 million");
    // What was quoted is still found in the capture that it was quoted from.
    case.run("verify").done();
}

#[test]
fn a_page_that_is_gone_is_recorded_as_missed_and_is_due() {
    let (case, site) = captured();
    let source = case.json("source list")[1]["id"].as_str().unwrap()[..12].to_string();
    case.run("source due").done().prints("never captured").prints("Annual report");
    site.says_now(404, "gone");
    case.run(&format!("capture again {source} --allow 127.0.0.1")).code(3).prints("404");
    case.run("source due").prints("dead").prints("404");
    case.run(&format!("capture {} --allow 127.0.0.1", site.address("/news"))).refused().says("404");
}
