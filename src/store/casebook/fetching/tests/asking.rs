//! What is asked, and what is kept of an answer.

use super::*;
use std::cell::RefCell;
use std::net::IpAddr;

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
fn an_error_of_the_server_is_an_answer() {
    for status in [304, 404, 410, 451, 500, 503] {
        let site = Site::saying(format!("HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n"));
        assert_eq!((site.answer("/").status, site.answer("/").media_type), (status, None));
    }
    let nowhere = Site::saying("HTTP/1.1 302 Found\r\nContent-Length: 4\r\n\r\nhere");
    assert_eq!((nowhere.answer("/").status, nowhere.answer("/").body), (302, b"here".to_vec()));
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
