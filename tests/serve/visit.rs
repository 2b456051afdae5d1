//! The vocabulary of these tests: an open desk, somebody who visits it, and what it answers.

use crate::case::TestCase;
use std::cell::Cell;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use ureq::http::{Response, header};
use ureq::{Agent, Body, SendBody};

/// A desk that is open until the test ends.
pub struct OpenDesk {
    child: Child,
    links: Receiver<String>,
    first: Cell<Option<String>>,
    /// `127.0.0.1:PORT`
    pub host: String,
}

/// Somebody at the desk, with what a browser would keep.
#[derive(Clone)]
pub struct Visit {
    pub agent: Agent,
    pub host: String,
    pub cookie: String,
    /// The token of the forms.
    pub csrf: String,
}

/// What the desk answered.
pub struct Answer {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl OpenDesk {
    /// Opens the desk of a case, for this machine only.
    pub fn of(case: &TestCase) -> Self {
        Self::with(case.command(), &["serve", "--port", "0", "--no-open", "--json"])
    }

    /// Opens a desk by a command of one's own.
    pub fn with(mut command: Command, args: &[&str]) -> Self {
        let mut child = command.args(args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (told, links) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let document: serde_json::Value = serde_json::from_str(&line).unwrap();
                let _ = told.send(document["data"]["link"].as_str().unwrap().to_string());
            }
        });
        let mut desk = Self { child, links, first: Cell::new(None), host: String::new() };
        let link = desk.link();
        desk.host = link.split("//").nth(1).unwrap().split('/').next().unwrap().to_string();
        desk.first.set(Some(link));
        desk
    }

    /// The next link that the terminal shows.
    pub fn link(&self) -> String {
        let shown = || self.links.recv_timeout(Duration::from_secs(20)).expect("the desk shows a link");
        self.first.take().unwrap_or_else(shown)
    }

    /// Somebody who has not signed in.
    pub fn stranger(&self) -> Visit {
        Visit { agent: agent(), host: self.host.clone(), cookie: String::new(), csrf: String::new() }
    }

    /// Whoever sits at the machine, come in by the link.
    #[track_caller]
    pub fn owner(&self) -> Visit {
        let link = self.link();
        let path = link.split_once(&self.host).unwrap().1.to_string();
        let mut visit = self.stranger();
        let answer = visit.get(&path);
        visit.admit(&answer);
        visit
    }

    /// A user, come in by name and password.
    #[track_caller]
    pub fn user(&self, name: &str, password: &str) -> Visit {
        let mut visit = self.stranger();
        let answer = visit.post("/sign-in", &[("name", name), ("password", password)]);
        visit.admit(&answer);
        visit
    }
}

impl OpenDesk {
    /// Ends the desk as the system ends a program, and waits until it is gone.
    #[cfg(unix)]
    pub fn end(mut self) {
        let ended = Command::new("/bin/sh").args(["-c", &format!("kill -TERM {}", self.child.id())]).status();
        assert!(ended.unwrap().success() && self.child.wait().unwrap().success());
    }
}

impl Drop for OpenDesk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn agent() -> Agent {
    let config = Agent::config_builder().max_redirects(0).http_status_as_error(false);
    // A connection that was refused is not used again.
    let config = config.max_idle_connections(0);
    config.timeout_global(Some(Duration::from_secs(60))).build().new_agent()
}

impl Visit {
    /// The same visitor, let in by an address; the desk may still be opening.
    #[track_caller]
    pub fn admitted(&self, path: &str) -> Self {
        let mut visit = self.clone();
        let answer = visit.get(path);
        visit.admit(&answer);
        visit
    }

    #[track_caller]
    fn admit(&mut self, answer: &Answer) {
        assert_eq!(answer.status, 303, "{}", answer.body);
        self.cookie = answer.header("set-cookie").split(';').next().unwrap().to_string();
        let page = self.get("/").ok().body;
        self.csrf = page.split("data-csrf=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
    }

    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    /// Asks with headers of one's own, in place of those that a browser sends.
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.get(format!("http://{}{path}", self.host)).header(header::COOKIE, &self.cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::of(request.call().unwrap())
    }

    /// Sends a form as the desk's own pages do.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let origin = format!("http://{}", self.host);
        let mut all = vec![("csrf", self.csrf.as_str())];
        all.extend(fields);
        self.post_with(path, &all, &[("origin", &origin), ("sec-fetch-site", "same-origin")])
    }

    /// Sends a form with fields and headers of one's own.
    pub fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        self.send(path, "application/x-www-form-urlencoded", form.finish().into_bytes(), headers)
    }

    /// Sends a form with a file in the field `file`.
    pub fn upload(&self, path: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Answer {
        let origin = format!("http://{}", self.host);
        let mut body = Vec::new();
        for (name, value) in std::iter::once(&("csrf", self.csrf.as_str())).chain(fields) {
            body.extend(
                format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        let head = format!("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\n", file.0);
        body.extend(head.bytes());
        body.extend(file.1);
        body.extend(b"\r\n--edge--\r\n");
        self.send(path, "multipart/form-data; boundary=edge", body, &[("origin", &origin)])
    }

    /// Sends bytes as they are.
    pub fn send(&self, path: &str, media_type: &str, body: Vec<u8>, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.post(format!("http://{}{path}", self.host)).header(header::COOKIE, &self.cookie);
        request = request.header(header::CONTENT_TYPE, media_type);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::of(request.send(SendBody::from_owned_reader(std::io::Cursor::new(body))).unwrap())
    }
}

impl Answer {
    fn of(mut response: Response<Body>) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.body_mut().with_config().limit(1 << 30).read_to_vec().unwrap();
        Self { status, headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    #[track_caller]
    pub fn code(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    /// A page was shown.
    #[track_caller]
    pub fn ok(self) -> Self {
        self.code(200)
    }

    /// A form was taken; the browser is sent on.
    #[track_caller]
    pub fn done(self) -> Self {
        self.code(303)
    }

    #[track_caller]
    pub fn shows(self, part: &str) -> Self {
        assert!(self.body.contains(part), "the page does not show {part:?}:\n{}", self.body);
        self
    }

    #[track_caller]
    #[allow(dead_code)]
    pub fn hides(self, part: &str) -> Self {
        assert!(!self.body.contains(part), "the page shows {part:?}:\n{}", self.body);
        self
    }
}

pub fn newsroom() -> (TestCase, OpenDesk) {
    let case = TestCase::river();
    for (name, role) in [("Ben Okri-Lind", "checker"), ("Rita Lund", "reader"), ("Eda Voss", "editor")] {
        add_user(&case, name, role).done();
    }
    let desk = OpenDesk::of(&case);
    (case, desk)
}

pub fn add_user(case: &TestCase, name: &str, role: &str) -> crate::case::Ran {
    case.run_with_input(&format!("user add '{name}' --role {role}"), "a long enough password\n")
}
