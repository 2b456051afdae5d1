//! Each way to have no answer, and its sentence.

use super::*;

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
