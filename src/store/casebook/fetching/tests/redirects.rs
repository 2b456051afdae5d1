//! Redirects are walked one at a time, and each target is checked again.

use super::*;
use std::net::IpAddr;

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
fn a_name_that_turns_inwards_between_two_steps_is_refused() {
    let site = Site::that(|path, stream| redirect(stream, &format!("http://turning.test{path}x")));
    let names = |_: &str, _: Duration| Ok(vec![IpAddr::from([10, 0, 0, 7])]);
    let address = format!("http://127.0.0.1:{}/", site.port);
    let allow = ["127.0.0.1".to_string()];
    let refused = walk(&Request { address: &address, allow: &allow, limits: quick() }, &names, |_, _| ());
    let sentence = refused.unwrap_err().to_string();
    assert!(sentence.contains("turning.test stands for 10.0.0.7, which is an address inside of a private network"));
}
