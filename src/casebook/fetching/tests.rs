//! Fetching from servers of our own on this machine, each with a fixed behaviour.

use super::*;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
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

#[test]
fn a_page_comes_as_it_was_sent() {
    let site = Site::saying(page("Content-Type: Text/HTML; charset=utf-8\r\nX-One: a\r\nX-One: b\r\n", b"<p>na\xEFve"));
    let steps = RefCell::new(Vec::new());
    let address = format!("http://127.0.0.1:{}/a?b=c#d", site.port);
    let allow = [format!("127.0.0.1:{}", site.port)];
    let request = Request { address: &address, allow: &allow, limits: quick() };
    let answer = fetch(&request, |done, total| steps.borrow_mut().push((done, total))).unwrap();
    assert_eq!(answer.asked, address);
    assert_eq!(answer.answered, format!("http://127.0.0.1:{}/a?b=c", site.port));
    assert_eq!((answer.status, answer.redirects.len(), answer.end_marked), (200, 0, true));
    assert_eq!((answer.body.as_slice(), answer.readable()), (&b"<p>na\xEFve"[..], Some(&b"<p>na\xEFve"[..])));
    assert_eq!(answer.media_type.as_deref(), Some("text/html"));
    let ones: Vec<_> = answer.headers.iter().filter(|(name, _)| name == "x-one").map(|(_, value)| value).collect();
    assert_eq!(ones, ["a", "b"]);
    assert_eq!(steps.into_inner(), [(0, Some(8)), (8, Some(8))]);
}

#[test]
fn the_request_says_who_asks_and_nothing_more() {
    let site = Site::saying(page("", b"x"));
    site.answer("/");
    let head = site.asked()[0].to_ascii_lowercase();
    let mut lines: Vec<_> = head.trim_end().lines().skip(1).collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "accept-encoding: identity",
            "accept: text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
            "connection: close",
            &format!("host: 127.0.0.1:{}", site.port),
            &format!("user-agent: {USER_AGENT}"),
        ]
    );
}

#[test]
fn redirects_are_walked_one_by_one_without_cookies() {
    let site = Site::that(|path, stream| match path {
        "/1" => drop(stream.write_all(
            b"HTTP/1.1 301 Moved\r\nSet-Cookie: session=1\r\nLocation: ../2?x#y\r\nContent-Length: 3\r\n\r\nsee",
        )),
        "/2?x" => redirect(stream, "/3"),
        _ => drop(stream.write_all(&page("Set-Cookie: secret=2\r\nServer: s\r\n", b"here"))),
    });
    let answer = site.answer("/1");
    let at = |path: &str| format!("http://127.0.0.1:{}{path}", site.port);
    assert_eq!((answer.answered, answer.body), (at("/3"), b"here".to_vec()));
    assert_eq!(
        answer.redirects,
        [Hop { status: 301, from: at("/1"), to: at("/2?x") }, Hop { status: 302, from: at("/2?x"), to: at("/3") }]
    );
    assert!(answer.headers.iter().all(|(name, value)| name != "set-cookie" && !value.contains("secret")));
    assert!(site.asked().iter().all(|head| !head.to_ascii_lowercase().contains("cookie")));
}

#[test]
fn a_redirect_to_what_is_not_fetched_is_refused() {
    let other = Site::saying(page("", b"inside"));
    let table = [
        ("file:///etc/passwd", "only addresses that begin with http:// or https:// are fetched"),
        ("http://me:pw@example.org/", "it holds a user's name or password"),
        ("http://[", "it cannot be read as an address"),
    ];
    for (to, reason) in table {
        let site = Site::that(move |_, stream| redirect(stream, to));
        let refusal = site.refusal("/", quick());
        assert!(refusal.starts_with("http://127.0.0.1:PORT/: it redirects to "), "{refusal}");
        assert!(refusal.contains(reason) && !refusal.contains("pw"), "{refusal}");
    }
    let port = other.port;
    for to in [format!("http://localhost:{port}/"), format!("http://0x7f.0.0.2:{port}/"), format!("//[::1]:{port}/")] {
        let site = Site::that(move |_, stream| redirect(stream, &to));
        let refusal = site.refusal("/", quick());
        assert!(refusal.contains("this machine itself; such is fetched only where"), "{refusal}");
        assert!(refusal.ends_with("(redirected from http://127.0.0.1:PORT/)"), "{refusal}");
    }
    assert_eq!(other.asked().len(), 0);
}

#[test]
fn an_allowed_port_does_not_allow_the_next() {
    let inside = Site::saying(page("", b"inside"));
    let to = format!("http://127.0.0.1:{}/", inside.port);
    let site = Site::that(move |_, stream| redirect(stream, &to));
    let address = format!("http://127.0.0.1:{}/", site.port);
    let allow = [format!("127.0.0.1:{}", site.port)];
    let refused = fetch(&Request { address: &address, allow: &allow, limits: quick() }, |_, _| ());
    assert!(refused.unwrap_err().to_string().contains("127.0.0.1 is this machine itself"));
    assert_eq!(inside.asked().len(), 0);
}

#[test]
fn redirects_end() {
    let circle = Site::that(|path, stream| redirect(stream, if path == "/a" { "/b" } else { "/a" }));
    assert_eq!(
        circle.refusal("/a", quick()),
        "http://127.0.0.1:PORT/a: its redirects go in a circle: http://127.0.0.1:PORT/a → http://127.0.0.1:PORT/b → http://127.0.0.1:PORT/a"
    );
    let itself = Site::that(|_, stream| redirect(stream, ""));
    let reason = "http://127.0.0.1:PORT/ redirects to itself; a site may do so to set a cookie, and none is kept here";
    assert_eq!(itself.refusal("/", quick()), format!("http://127.0.0.1:PORT/: {reason}"));
    let endless = Site::that(|path, stream| redirect(stream, &format!("{path}i")));
    assert_eq!(
        endless.refusal("/i", quick()),
        "http://127.0.0.1:PORT/i: it redirects more than 3 times; the last one led to http://127.0.0.1:PORT/iiiii"
    );
    assert_eq!(endless.asked().len(), 4);
}

#[test]
fn a_long_address_is_recorded_whole() {
    let long = "a".repeat(1000);
    let to = [format!("/{long}b"), format!("/{long}c")];
    let site = Site::that({
        let to = to.clone();
        move |path, stream| match path.chars().last() {
            Some('/') => redirect(stream, &to[0]),
            Some('b') => redirect(stream, &to[1]),
            _ => drop(stream.write_all(&page("", b"here"))),
        }
    });
    let answer = site.answer("/");
    assert!(answer.redirects[0].to.ends_with(&to[0]) && answer.redirects[1].from.ends_with(&to[0]));
    assert!(answer.answered.ends_with(&to[1]));
}

#[test]
fn an_error_of_the_server_is_an_answer() {
    for status in [304, 404, 410, 451, 500, 503] {
        let site = Site::saying(format!("HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n"));
        assert_eq!((site.answer("/").status, site.answer("/").media_type), (status, None));
    }
    let nowhere = Site::saying("HTTP/1.1 302 Found\r\nContent-Length: 4\r\n\r\nhere");
    assert_eq!((nowhere.answer("/").status, nowhere.answer("/").body), (302, b"here".to_vec()));
}

#[test]
fn a_body_beyond_the_limit_is_refused() {
    let said = Site::saying("HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n");
    let reason = "its body is 100001 bytes long; at most 100000 are fetched";
    assert_eq!(said.refusal("/", quick()), format!("http://127.0.0.1:PORT/: {reason}"));
    let exact = Site::saying(page("", &vec![b'x'; 100_000]));
    assert_eq!(exact.answer("/").body.len(), 100_000);
    let endless = Site::that(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n"));
        while stream.write_all(&[b'x'; 4096]).is_ok() {}
    });
    let reason = "its body is longer than the 100000 bytes that are fetched at most";
    assert_eq!(endless.refusal("/", quick()), format!("http://127.0.0.1:PORT/: {reason}"));
    let chunked = Site::that(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
        while stream.write_all(&[b"1000\r\n".as_slice(), &[b'x'; 4096], b"\r\n"].concat()).is_ok() {}
    });
    assert_eq!(chunked.refusal("/", quick()), format!("http://127.0.0.1:PORT/: {reason}"));
}

#[test]
fn what_is_too_slow_is_given_up() {
    let limits = Limits { time: Duration::from_millis(300), ..quick() };
    let silent = Site::that(|_, _| std::thread::sleep(Duration::from_secs(3)));
    assert_eq!(silent.refusal("/", limits), "http://127.0.0.1:PORT/: it was not done within 0.3 seconds");
    let dripping = Site::that(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
        while stream.write_all(b"x").is_ok() {
            std::thread::sleep(Duration::from_millis(40));
        }
    });
    let began = Instant::now();
    let refusal = dripping.refusal("/", limits);
    assert!(refusal.starts_with("http://127.0.0.1:PORT/: it was not done within 0.3 seconds; "), "{refusal}");
    assert!(refusal.ends_with(" of 1000 bytes had come"), "{refusal}");
    let dripping_head = Site::that(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\n"));
        while stream.write_all(b"X-A: b\r\n").is_ok() {
            std::thread::sleep(Duration::from_millis(40));
        }
    });
    assert_eq!(dripping_head.refusal("/", limits), "http://127.0.0.1:PORT/: it was not done within 0.3 seconds");
    // The time is for the whole way, not for each step of it.
    let wandering = Site::that(|path, stream| {
        std::thread::sleep(Duration::from_millis(120));
        redirect(stream, &format!("{path}i"));
    });
    let refusal = wandering.refusal("/i", limits);
    assert!(refusal.contains("it was not done within 0.3 seconds (redirected from "), "{refusal}");
    assert!(began.elapsed() < Duration::from_secs(3));
}

#[test]
fn a_body_that_breaks_off_is_refused() {
    let short = Site::saying("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    let reason = "the connection ended before the answer did; 4 of 10 bytes had come";
    assert_eq!(short.refusal("/", quick()), format!("http://127.0.0.1:PORT/: {reason}"));
    let chunk = Site::saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
    let reason = "the connection ended before the answer did; 4 bytes had come";
    assert_eq!(chunk.refusal("/", quick()), format!("http://127.0.0.1:PORT/: {reason}"));
    let garbled = Site::saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhalf\r\n");
    let refusal = garbled.refusal("/", quick());
    assert!(refusal.contains("its body is not framed as HTTP wants it"), "{refusal}");
}

#[test]
fn chunks_are_put_together_and_an_open_end_is_told() {
    let chunked = Site::saying(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nThe p\r\n6;x=y\r\nermit.\r\n0\r\nX-Late: 1\r\n\r\n",
    );
    let answer = chunked.answer("/");
    assert_eq!((answer.body.as_slice(), answer.end_marked), (&b"The permit."[..], true));
    let open = Site::saying("HTTP/1.1 200 OK\r\n\r\nuntil the end");
    let answer = open.answer("/");
    assert_eq!((answer.body.as_slice(), answer.end_marked), (&b"until the end"[..], false));
    let cut = Site::saying("HTTP/1.1 200 OK\r\n\r\n");
    assert!(!cut.answer("/").end_marked);
    let bodiless = Site::saying("HTTP/1.1 204 No Content\r\n\r\n");
    assert!(bodiless.answer("/").end_marked);
    let hinted = Site::saying([b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n".to_vec(), page("", b"then")].concat());
    assert_eq!(hinted.answer("/").body, b"then");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_coding_that_nobody_asked_for_is_undone_and_told() {
    let text = b"The permit was not issued.".as_slice();
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(text).unwrap();
    let mut bare = DeflateEncoder::new(Vec::new(), Compression::default());
    bare.write_all(text).unwrap();
    let table = [
        ("gzip", gzip(text)),
        ("X-GZIP", gzip(text)),
        ("gzip", [gzip(&text[..9]), gzip(&text[9..])].concat()),
        ("deflate", zlib.finish().unwrap()),
        ("deflate", bare.finish().unwrap()),
    ];
    for (coding, bytes) in table {
        let answer = Site::saying(page(&format!("Content-Encoding: {coding}\r\n"), &bytes)).answer("/");
        assert_eq!((answer.readable(), &answer.body), (Some(text), &bytes));
        assert_eq!(answer.content, Content::Decoded { coding: coding.to_ascii_lowercase(), bytes: text.to_vec() });
    }
    for coding in ["br", "gzip, gzip", "gzip"] {
        let answer = Site::saying(page(&format!("Content-Encoding: {coding}\r\n"), b"\x1f\x8bnot so")).answer("/");
        assert_eq!((answer.readable(), answer.body.as_slice()), (None, &b"\x1f\x8bnot so"[..]));
    }
    assert_eq!(Site::saying(page("Content-Encoding: identity\r\n", text)).answer("/").content, Content::AsSent);
}

#[test]
fn a_bomb_does_not_go_off() {
    let bomb = gzip(&vec![0; 8_000_000]);
    assert!(bomb.len() < 100_000);
    let site = Site::saying(page("Content-Encoding: gzip\r\n", &bomb));
    let reason = "its content is longer than the 100000 bytes allowed, once the gzip coding is undone";
    assert_eq!(site.refusal("/", quick()), format!("http://127.0.0.1:PORT/: {reason}"));
    let exact = Site::saying(page("Content-Encoding: gzip\r\n", &gzip(&vec![0; 100_000])));
    assert_eq!(exact.answer("/").readable().map(<[u8]>::len), Some(100_000));
}

#[test]
fn what_is_not_http_is_refused() {
    for bytes in [
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 two hundred\r\n\r\n",
        "<html>hello</html>\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX Y: z\r\n\r\n",
    ] {
        let refusal = Site::saying(bytes).refusal("/", quick());
        assert!(refusal.starts_with("http://127.0.0.1:PORT/: what it sent is not an answer in HTTP ("), "{refusal}");
    }
    let silent = Site::saying("").refusal("/", quick());
    assert_eq!(silent, "http://127.0.0.1:PORT/: 127.0.0.1 closed the connection without an answer");
}

#[test]
fn a_flood_of_headers_is_refused() {
    let many = Site::saying(page(&"X-A: b\r\n".repeat(1000), b"x")).refusal("/", quick());
    assert!(many.contains("what it sent is not an answer in HTTP (http parse resulted in too many headers)"), "{many}");
    let long = Site::saying(page(&format!("X-A: {}\r\n", "b".repeat(80_000)), b"x")).refusal("/", quick());
    assert_eq!(long, "http://127.0.0.1:PORT/: the head of its answer is longer than 65536 bytes");
    let endless = Site::that(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nX-A: "));
        while stream.write_all(&[b'x'; 4096]).is_ok() {}
    });
    let refusal = endless.refusal("/", quick());
    assert_eq!(refusal, "http://127.0.0.1:PORT/: the head of its answer is longer than 65536 bytes");
}

#[test]
fn this_machine_is_asked_only_where_it_is_allowed() {
    let site = Site::saying(page("", b"inside"));
    for host in ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.1", "[::ffff:127.0.0.1]", "0.0.0.0"] {
        let address = format!("http://{host}:{}/", site.port);
        let refused = fetch(&Request { address: &address, allow: &[], limits: quick() }, |_, _| ());
        let sentence = refused.unwrap_err().to_string();
        assert!(sentence.contains("such is fetched only where the host is allowed by its name"), "{sentence}");
    }
    assert_eq!(site.asked().len(), 0);
    assert_eq!(site.answer("/").body, b"inside");
}

#[test]
fn a_name_is_asked_for_once_and_the_connection_goes_where_it_pointed() {
    let site = Site::saying(page("", b"here"));
    let questions = RefCell::new(0);
    // The second answer would be a number where nobody listens.
    let names = |_: &str, _: Duration| {
        *questions.borrow_mut() += 1;
        Ok(vec![if *questions.borrow() == 1 { IpAddr::from([127, 0, 0, 1]) } else { IpAddr::from([127, 9, 9, 9]) }])
    };
    let address = format!("http://news.test:{}/", site.port);
    let allow = ["news.test".to_string()];
    let answer = walk(&Request { address: &address, allow: &allow, limits: quick() }, &names, |_, _| ()).unwrap();
    assert_eq!((answer.body.as_slice(), questions.into_inner()), (&b"here"[..], 1));
    assert!(site.asked()[0].to_ascii_lowercase().contains(&format!("host: news.test:{}", site.port)));
}

#[test]
fn a_name_that_turns_inwards_between_two_steps_is_refused() {
    let site = Site::that(|path, stream| redirect(stream, &format!("http://turning.test{path}x")));
    let names = |_: &str, _: Duration| Ok(vec![IpAddr::from([10, 0, 0, 7])]);
    let address = format!("http://127.0.0.1:{}/", site.port);
    let allow = ["127.0.0.1".to_string()];
    let refused = walk(&Request { address: &address, allow: &allow, limits: quick() }, &names, |_, _| ());
    let sentence = refused.unwrap_err().to_string();
    assert!(sentence.contains("turning.test stands for 10.0.0.7, which is an address inside of a private network"));
}

#[test]
fn nobody_at_the_other_end_is_said_so() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let address = format!("http://127.0.0.1:{port}/");
    let request = Request { address: &address, allow: &["127.0.0.1".to_string()], limits: quick() };
    let sentence = fetch(&request, |_, _| ()).unwrap_err().to_string();
    assert_eq!(sentence, format!("{address}: 127.0.0.1 takes no connections on port {port}"));
}

#[test]
fn a_server_without_tls_is_named() {
    let site = Site::saying("HTTP/1.1 400 Bad Request\r\n\r\n");
    let address = format!("https://127.0.0.1:{}/", site.port);
    let request = Request { address: &address, allow: &["127.0.0.1".to_string()], limits: quick() };
    let sentence = fetch(&request, |_, _| ()).unwrap_err().to_string();
    let reason = format!("127.0.0.1 does not speak TLS on port {}: it may be meant to begin with http://", site.port);
    assert_eq!(sentence, format!("{address}: {reason}"));
}

#[test]
fn an_encrypted_connection_that_does_not_come_about_is_given_up() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let limits = Limits { connect: Duration::from_millis(200), ..quick() };
    let address = format!("https://127.0.0.1:{port}/");
    let request = Request { address: &address, allow: &["127.0.0.1".to_string()], limits };
    let sentence = fetch(&request, |_, _| ()).unwrap_err().to_string();
    assert_eq!(sentence, format!("{address}: no connection to 127.0.0.1 came about within 0.2 seconds"));
}

#[test]
fn a_host_that_cannot_be_allowed_is_said_so() {
    let allow = ["http://localhost".to_string()];
    let refused = fetch(&Request { address: "http://localhost/", allow: &allow, limits: quick() }, |_, _| ());
    let sentence = "`http://localhost` is not a host to allow: write host or host:port";
    assert_eq!(refused.unwrap_err().to_string(), sentence);
}
