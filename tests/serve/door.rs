//! Coming in, going out, and staying out.

use crate::case::TestCase;
use crate::visit::{OpenDesk, Visit, newsroom};

#[test]
fn the_link_opens_the_desk_once_and_another_is_shown() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let link = desk.link();
    let path = link.split_once(&desk.host).unwrap().1;
    desk.stranger().get(path).code(303);
    desk.stranger().get(path).code(403).shows("has been used");
    assert_ne!(desk.link(), link);
}

#[test]
fn a_stranger_is_sent_to_sign_in() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let answer = desk.stranger().get("/").code(303);
    assert_eq!(answer.header("location"), "/sign-in");
    desk.owner().get("/").ok().shows("The river permit").shows("3 claims");
}

#[test]
fn a_piece_is_added_with_its_draft() {
    let case = TestCase::new();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let story = ("story.txt", b"Vega Mining put over 12 million dollars into the works.".as_slice());
    ana.upload("/pieces", &[("title", "The river permit")], story).done();
    assert_eq!(case.json("piece list")[0]["drafts"][0]["name"], "story.txt");
    case.check_ledger();
}

#[test]
fn who_signs_in_comes_to_the_page_that_was_wanted() {
    let (case, desk) = newsroom();
    let money = case.json("claim show money")["id"].as_str().unwrap().to_string();
    let wanted = format!("/board?view=mine&claim={money}");
    let sent = desk.stranger().get(&wanted).code(303);
    let way = sent.header("location").to_string();
    assert!(way.starts_with("/sign-in?next=%2Fboard%3Fview%3Dmine"), "{way}");
    desk.stranger().get(&way).ok().shows(&format!("value=\"/board?view=mine&#38;claim={money}\""));
    let sign_in = |next: &str| {
        let fields = [("name", "Ben Okri-Lind"), ("password", "a long enough password"), ("next", next)];
        desk.stranger().post("/sign-in", &fields).done().header("location").to_string()
    };
    assert_eq!(sign_in(&wanted), wanted);
    for elsewhere in ["//example.org", "https://example.org", "/\\example.org", ""] {
        assert_eq!(sign_in(elsewhere), "/", "{elsewhere}");
    }
}

#[cfg(unix)]
#[test]
fn sessions_and_open_forms_outlive_a_restart() {
    let (case, desk) = newsroom();
    let (ana, ben) = (desk.owner(), desk.user("Ben Okri-Lind", "a long enough password"));
    desk.end();
    let desk = OpenDesk::of(&case);
    // A browser keeps the cookie for the port of the desk, which the system chooses here.
    let moved = |visit: &Visit| {
        let port = desk.host.rsplit(':').next().unwrap();
        let cookie = format!("tickmark_{port}={}", visit.cookie.split_once('=').unwrap().1);
        Visit { host: desk.host.clone(), cookie, ..visit.clone() }
    };
    let card = format!("/claims/{}", case.json("claim show role")["id"].as_str().unwrap());
    for visit in [moved(&ana), moved(&ben)] {
        visit.get(&card).ok();
        visit.post(&format!("{card}/note"), &[("text", "typed before the restart")]).done();
    }
    let gone = moved(&ben);
    case.run("user remove 'Ben Okri-Lind'").done();
    drop(desk);
    let desk = OpenDesk::of(&case);
    let port = desk.host.rsplit(':').next().unwrap();
    let cookie = format!("tickmark_{port}={}", gone.cookie.split_once('=').unwrap().1);
    Visit { host: desk.host.clone(), cookie, ..gone }.get("/").code(303);
    case.check_ledger();
}

#[test]
fn in_an_empty_folder_the_browser_asks_who_is_checking() {
    let case = TestCase::without_casebook();
    let desk = OpenDesk::of(&case);
    let link = desk.link();
    let path = link.split_once(&desk.host).unwrap().1.to_string();
    let token = path.split("token=").nth(1).unwrap().to_string();
    let visit = desk.stranger();
    visit.get("/").code(404);
    visit.get("/begin?token=another").code(403);
    visit.get(&path).ok().shows("Who is checking?").shows("value=\"ana\"").hides("name=\"csrf\"");
    let fields = [("token", token.as_str()), ("name", "Ana Ferro")];
    let elsewhere = [("origin", "http://example.org"), ("sec-fetch-site", "cross-site")];
    visit.post_with("/begin", &fields, &elsewhere).code(403);
    visit.post("/begin", &[("token", "another"), ("name", "Ana Ferro")]).code(403);
    visit.post("/begin", &[("token", &token), ("name", " ")]).code(422).shows("role=\"alert\"");
    assert!(!case.casebook().exists(), "nothing is made before somebody said who they are");
    let sent = visit.post("/begin", &fields).done();
    let open = sent.header("location").to_string();
    assert!(open.starts_with("/open?token="), "{open}");
    let ana = visit.admitted(&open);
    ana.get("/").ok().shows("Ana Ferro").shows("There are no pieces yet");
    let story = ("story.txt", b"Vega Mining put over 12 million dollars into the works.".as_slice());
    ana.upload("/pieces", &[("title", "The river permit")], story).done();
    assert_eq!(case.json("piece list")[0]["drafts"][0]["name"], "story.txt");
    assert!(case.run("config show").out().contains("Ana Ferro"), "the name is kept");
    case.check_ledger();
}

#[test]
fn the_sample_has_a_casebook_of_its_own() {
    let case = TestCase::without_casebook();
    let desk = OpenDesk::of(&case);
    let link = desk.link();
    let token = link.split("token=").nth(1).unwrap().to_string();
    let visit = desk.stranger();
    let sent = visit.post("/begin", &[("token", &token), ("name", "Ana Ferro"), ("do", "sample")]).done();
    visit.admitted(sent.header("location")).get("/").ok().shows("The river permit (made up)");
    assert!(!case.casebook().exists());
    assert!(case.path("tickmark-sample/casebook.db").exists());
}

const PASSWORD: &str = "a long enough password";

/// What the desk answers to a request that is written by hand, by its first lines.
fn asked(desk: &OpenDesk, request: &str) -> String {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(&desk.host).unwrap();
    stream.write_all(request.replace('\n', "\r\n").as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).unwrap();
    let mut piece = [0; 4096];
    while !String::from_utf8_lossy(&answer).contains("\r\n\r\n") {
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => break,
            Ok(read) => answer.extend(&piece[..read]),
        }
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn the_link_opens_the_desk_from_its_own_machine_only() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let link = desk.link();
    let path = link.split_once(&desk.host).unwrap().1;
    for between in ["x-forwarded-for", "forwarded", "via", "x-real-ip"] {
        let refused = desk.stranger().get_with(path, &[(between, "203.0.113.9")]).code(403);
        refused.shows("on its own machine only");
    }
    desk.stranger().get(path).code(303);
}

#[test]
fn a_desk_without_a_link_is_opened_with_a_password_only() {
    let (case, open) = newsroom();
    drop(open);
    let desk = OpenDesk::with(case.command(), &["serve", "--port", "0", "--no-open", "--json", "--no-link"]);
    assert!(!desk.link().contains("token"));
    desk.stranger().get("/open?token=").code(403);
    desk.user("Ben Okri-Lind", PASSWORD).get("/").ok();
    let alone = TestCase::river();
    alone.run("serve --no-link --port 0").code(2).says("user add");
}

#[test]
fn behind_tls_a_cookie_never_leaves_it() {
    let (case, open) = newsroom();
    drop(open);
    let desk = OpenDesk::with(
        case.command(),
        &["serve", "--port", "0", "--no-open", "--json", "--host", "https://desk.example"],
    );
    let form = "name=Ben+Okri-Lind&password=a+long+enough+password";
    let post = |host: &str| {
        let length = form.len();
        asked(
            &desk,
            &format!(
                "POST /sign-in HTTP/1.1\nHost: {host}\nContent-Type: application/x-www-form-urlencoded\nContent-Length: {length}\n\n{form}"
            ),
        )
    };
    let secure = post("desk.example").to_ascii_lowercase();
    assert!(secure.starts_with("http/1.1 303"), "{secure}");
    assert!(secure.contains("strict-transport-security: max-age="), "{secure}");
    let cookies: Vec<&str> = secure.lines().filter(|line| line.starts_with("set-cookie:")).collect();
    assert_eq!(cookies.len(), 2, "{secure}");
    for cookie in &cookies {
        assert!(
            cookie.contains(" __host-tickmark") && cookie.contains("; secure") && cookie.contains("; httponly"),
            "{cookie}"
        );
    }
    // By this name the cookie lets in, and by another the same one does not.
    let session =
        post("desk.example").lines().find_map(|line| line.strip_prefix("set-cookie: ").map(str::to_string)).unwrap();
    let session = session.split(';').next().unwrap();
    let home = |host: &str| asked(&desk, &format!("GET / HTTP/1.1\nHost: {host}\nCookie: {session}\n\n"));
    assert!(home("desk.example").starts_with("HTTP/1.1 200"));
    let plain = desk.host.clone();
    assert!(home(&plain).starts_with("HTTP/1.1 303"));
    let local = post(&plain).to_ascii_lowercase();
    assert!(!local.contains("; secure") && !local.contains("strict-transport-security"), "{local}");
}

#[test]
fn only_failures_count_and_a_known_browser_does_not_wait_for_those_of_others() {
    let (_case, desk) = newsroom();
    for _ in 0..12 {
        desk.user("Ben Okri-Lind", PASSWORD);
    }
    let answer = desk.stranger().post("/sign-in", &[("name", "Ben Okri-Lind"), ("password", PASSWORD)]);
    let cookies: Vec<String> =
        answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap().to_string()).collect();
    let known = cookies.iter().find(|cookie| cookie.starts_with("tickmark_known")).unwrap().split(';').next().unwrap();
    let fail = || desk.stranger().post("/sign-in", &[("name", "Ben Okri-Lind"), ("password", "wrong password")]).status;
    let mut statuses = Vec::new();
    while statuses.len() < 12 && statuses.last() != Some(&429) {
        statuses.push(fail());
    }
    assert!(statuses[..4].iter().all(|status| *status == 401), "{statuses:?}");
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    let mut browser = desk.stranger();
    browser.cookie = known.to_string();
    // Whoever has to wait longer than anybody is kept is refused.
    browser.post("/sign-in", &[("name", "Ben Okri-Lind"), ("password", PASSWORD)]).code(303);
}

#[test]
fn a_proxy_is_believed_only_where_it_is_named() {
    let (case, open) = newsroom();
    let wrong = [("name", "Ben Okri-Lind"), ("password", "wrong password")];
    let fail = |desk: &OpenDesk, from: &str| {
        desk.stranger().post_with("/sign-in", &wrong, &[("x-forwarded-for", from)]).status
    };
    // Nobody named: whatever they say, it is one peer.
    let mut statuses: Vec<u16> = (0..4).map(|nth| fail(&open, &format!("203.0.113.{nth}"))).collect();
    while statuses.len() < 12 && statuses.last() != Some(&429) {
        statuses.push(fail(&open, "203.0.113.200"));
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    drop(open);
    let desk = OpenDesk::with(case.command(), &["serve", "--trust-proxy", "--port", "0", "--no-open", "--json"]);
    assert!((0..12).all(|nth| fail(&desk, &format!("203.0.113.{nth}")) == 401));
    // What a visitor writes in front of the proxy's word is not believed.
    let mut statuses = Vec::new();
    while statuses.len() < 12 && statuses.last() != Some(&429) {
        statuses.push(fail(&desk, &format!("192.0.2.{}, 198.51.100.7", statuses.len())));
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
}

#[test]
fn people_change_their_own_password_and_are_signed_out_elsewhere() {
    let (_case, desk) = newsroom();
    let (here, elsewhere) = (desk.user("Ben Okri-Lind", PASSWORD), desk.user("Ben Okri-Lind", PASSWORD));
    here.get("/settings").ok().shows("Change your password");
    let change =
        |now: &str, password: &str| here.post("/settings/own-password", &[("now", now), ("password", password)]);
    change("wrong password", "another long password").code(422).shows("not your password of now").hides("another long");
    change(PASSWORD, "short").code(422).shows("too short");
    let answer = change(PASSWORD, "another long password").code(303);
    assert!(answer.header("set-cookie").starts_with("tickmark_"), "they stay signed in here");
    elsewhere.get("/").code(303);
    desk.stranger().post("/sign-in", &[("name", "Ben Okri-Lind"), ("password", PASSWORD)]).code(401);
    desk.user("Ben Okri-Lind", "another long password").get("/").ok();
    // Whoever came by the link has none.
    let owner = desk.owner();
    owner.get("/settings").ok().hides("Change your password");
    owner
        .post("/settings/own-password", &[("now", ""), ("password", PASSWORD)])
        .code(422)
        .shows("have no password here");
}

#[test]
fn whoever_is_removed_hears_nothing_more() {
    let (case, desk) = newsroom();
    let ben = desk.user("Ben Okri-Lind", PASSWORD);
    let listening = std::thread::spawn(move || ben.get("/live").body);
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert!(!listening.is_finished());
    case.run("user remove 'Ben Okri-Lind'").done();
    let until = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !listening.is_finished() && std::time::Instant::now() < until {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(listening.is_finished(), "the stream goes on");
    case.run("note role 'after they left'").done();
    assert!(!listening.join().unwrap().contains("claim.noted"));
}
