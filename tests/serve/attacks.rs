//! The desk under attack: every guard, tried from outside.

use crate::case::TestCase;
use crate::visit::{OpenDesk, Visit, add_user, newsroom};
use std::io::{Read, Write};
use std::net::TcpStream;

/// Sends bytes as no browser would, and gives the first line of the answer.
fn raw(desk: &OpenDesk, request: &str) -> String {
    let mut stream = TcpStream::connect(&desk.host).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_string()
}

fn pieces(case: &TestCase) -> usize {
    case.json("piece list").as_array().unwrap().len()
}

const NEW: &[(&str, &str)] = &[("title", "Forged")];

#[test]
fn a_name_that_was_made_to_lead_here_is_not_answered() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let (port, cookie) = (desk.host.split(':').nth(1).unwrap(), desk.owner().cookie);
    for host in [format!("evil.example:{port}"), "evil.example".into(), format!("127.0.0.1.evil.example:{port}")] {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
        assert!(raw(&desk, &request).contains("403"), "{host}");
    }
    let ours = format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
    assert!(raw(&desk, &ours).contains("200"));
    assert!(raw(&desk, "GET / HTTP/1.0\r\n\r\n").contains("403"), "no host at all");
}

#[test]
fn a_form_from_a_page_elsewhere_is_not_taken() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let fields = [("csrf", ana.csrf.as_str()), ("title", "Forged")];
    let host = format!("http://{}", desk.host);
    for headers in [
        vec![("origin", "http://evil.example")],
        vec![("origin", "null")],
        vec![("origin", "http://localhost:1")],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("origin", host.as_str()), ("sec-fetch-site", "cross-site")],
    ] {
        ana.post_with("/pieces", &fields, &headers).code(403).shows("from another site");
    }
    assert_eq!(pieces(&case), 1);
    ana.post_with("/pieces", &fields, &[("origin", &host)]).done();
    assert_eq!(pieces(&case), 2);
    case.check_ledger();
}

#[test]
fn a_form_without_the_token_of_its_session_is_not_taken() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let (ana, again) = (desk.owner(), desk.owner());
    assert_ne!(ana.csrf, again.csrf);
    let file = ("a.txt", b"text".as_slice());
    for csrf in ["", "x", again.csrf.as_str()] {
        let forged = Visit { csrf: csrf.to_string(), ..ana.clone() };
        forged.post("/pieces", NEW).code(403);
        forged.upload("/pieces", NEW, file).code(403);
    }
    ana.post_with("/pieces", NEW, &[]).code(403);
    assert_eq!(pieces(&case), 1);
}

#[test]
fn the_cookie_is_out_of_reach_of_script_and_of_other_sites() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let link = desk.link();
    let answer = desk.stranger().get(link.split_once(&desk.host).unwrap().1).code(303);
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(answer.header("set-cookie").contains(attribute), "{attribute}");
    }
    let port = desk.host.split(':').nth(1).unwrap();
    assert!(answer.header("set-cookie").starts_with(&format!("tickmark_{port}=")), "two desks, two cookies");
}

#[test]
fn a_session_is_not_begun_by_whoever_brings_a_cookie() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let name = desk.owner().cookie.split('=').next().unwrap().to_string();
    let fixed = Visit { cookie: format!("{name}=chosen-by-me"), ..desk.stranger() };
    fixed.get("/").code(303);
    let link = desk.link();
    let answer = fixed.get(link.split_once(&desk.host).unwrap().1).code(303);
    assert!(!answer.header("set-cookie").contains("chosen-by-me"));
    fixed.get("/").code(303);
}

#[test]
fn a_session_ends_when_its_owner_signs_out() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    ana.post("/sign-out", &[]).done();
    assert_eq!(ana.get("/").code(303).header("location"), "/sign-in");
}

#[test]
fn no_page_may_run_or_load_what_is_not_ours() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    for path in ["/", "/sign-in", "/no-such-page"] {
        let page = ana.get(path);
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("cache-control"), "no-store");
        for inline in [" style=\"", " onclick", "<style", "<script>", "javascript:"] {
            assert!(!page.body.contains(inline), "{path} holds {inline:?}");
        }
    }
}

#[test]
fn nobody_is_sent_away_from_the_desk() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    for next in
        ["//evil.example", "http://evil.example", "/\\evil.example", "/\t/evil.example", "/a\r\nset-cookie: x=y"]
    {
        let answer = desk.stranger().post("/language", &[("language", "es"), ("next", next)]).code(303);
        assert_eq!(answer.header("location"), "/", "{next:?}");
    }
}

#[test]
fn guessing_passwords_is_slowed_for_a_name_and_tells_no_names() {
    let (_case, desk) = newsroom();
    let stranger = desk.stranger();
    let try_with = |name: &str, password: &str| stranger.post("/sign-in", &[("name", name), ("password", password)]);
    let known = try_with("Ben Okri-Lind", "wrong").code(401);
    let unknown = try_with("Nobody Here", "wrong").code(401);
    assert_eq!(known.body.replace("Ben Okri-Lind", ""), unknown.body.replace("Nobody Here", ""));
    for _ in 0..4 {
        try_with("Ben Okri-Lind", "wrong").code(401);
    }
    try_with("Ben Okri-Lind", "a long enough password").code(429);
    desk.user("Rita Lund", "a long enough password");
}

#[test]
fn one_address_cannot_try_many_names() {
    let (_case, desk) = newsroom();
    let stranger = desk.stranger();
    let answers: Vec<u16> = (0..25)
        .map(|nth| stranger.post("/sign-in", &[("name", &format!("name {nth}")), ("password", "x")]).status)
        .collect();
    assert_eq!(answers.iter().filter(|status| **status == 401).count(), 20, "{answers:?}");
    assert!(answers[20..].iter().all(|status| *status == 429), "{answers:?}");
}

#[test]
fn each_may_do_what_the_role_allows() {
    let (case, desk) = newsroom();
    let password = "a long enough password";
    let (rita, ben, eda) =
        (desk.user("Rita Lund", password), desk.user("Ben Okri-Lind", password), desk.user("Eda Voss", password));
    for visit in [&rita, &ben] {
        visit.post("/pieces", NEW).code(403).shows("needs the role editor");
        visit.post("/reveal", &[("reveal", "yes")]).code(403);
    }
    eda.post("/pieces", NEW).done();
    assert_eq!(pieces(&case), 2);
    let actors = case.json("log");
    assert!(actors.to_string().contains("Eda Voss"), "recorded in her own name");
    case.check_ledger();
}

#[test]
fn a_user_who_was_removed_is_out_at_once() {
    let (case, desk) = newsroom();
    let password = "a long enough password";
    let (ben, eda) = (desk.user("Ben Okri-Lind", password), desk.user("Eda Voss", password));
    case.run("user remove 'Ben Okri-Lind'").done();
    case.run("user role 'Eda Voss' reader").done();
    std::thread::sleep(std::time::Duration::from_millis(1500));
    ben.get("/").code(303);
    eda.get("/").ok();
    eda.post("/pieces", NEW).code(403);
}

#[test]
fn passwords_are_kept_as_hashes_in_a_file_for_one_pair_of_eyes() {
    let case = TestCase::river();
    add_user(&case, "Ben Okri-Lind", "checker").done();
    let path = case.path(".config/tickmark/users.toml");
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(kept.contains("$argon2id$"), "{kept}");
    assert!(!kept.contains("a long enough password"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    case.run_with_input("user add Eve", "short\n").refused().says("too short");
    case.run_with_input("user add 'Ben Okri-Lind'", "a long enough password\n").refused().says("already");
}

#[test]
fn others_are_not_let_in_before_anybody_could_sign_in() {
    let case = TestCase::river();
    case.run("serve --listen 0.0.0.0 --port 0").code(2).says("user add");
}

#[test]
fn more_than_is_taken_is_refused() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let long = "x".repeat(3 << 20);
    ana.post("/pieces", &[("title", &long)]).code(413);
    ana.upload("/pieces", &[("title", &long)], ("a.txt", b"text")).code(413);
    let many: Vec<(&str, &str)> = std::iter::repeat_n(("a", "b"), 3000).collect();
    ana.post("/pieces", &many).code(413);
    assert_eq!(pieces(&case), 1);
}

#[test]
fn what_is_no_form_is_refused_with_a_sentence() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let origin = format!("http://{}", desk.host);
    let headers = [("origin", origin.as_str())];
    ana.send("/pieces", "multipart/form-data", b"x".to_vec(), &headers).code(403);
    ana.send("/pieces", "multipart/form-data; boundary=edge", b"--edge\r\nbroken".to_vec(), &headers).code(422);
    ana.send("/pieces", "application/json", b"{}".to_vec(), &headers).code(403);
    ana.get("/pieces").code(405);
    ana.get("/../../etc/passwd").code(404);
    ana.get("/assets/%2e%2e/desk.js").code(404);
}

#[test]
fn an_upload_keeps_no_folder_in_its_name() {
    let case = TestCase::new();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let file = ("../../evil/story.txt", b"Vega Mining put 12 million dollars into it.".as_slice());
    ana.upload("/pieces", &[("title", "The river permit")], file).done();
    assert_eq!(case.json("piece list")[0]["drafts"][0]["name"], "story.txt");
    case.check_ledger();
}

/// Connections that begin a request and never end it.
fn half_open(desk: &OpenDesk, count: usize) -> Vec<TcpStream> {
    let begin = |_| {
        let mut stream = TcpStream::connect(&desk.host).ok()?;
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: 127");
        Some(stream)
    };
    (0..count).filter_map(begin).collect()
}

#[test]
fn connections_that_never_ask_keep_nobody_out() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    // More than the desk has room for from one address, here and with the honest one among them.
    let held = half_open(&desk, 700);
    ana.get(&pieces_path(&case)).ok();
    let more = half_open(&desk, 500);
    ana.get(&pieces_path(&case)).ok();
    ana.post("/pieces", NEW).done();
    drop((held, more));
}

fn pieces_path(case: &TestCase) -> String {
    format!("/pieces/{}", case.json("piece list")[0]["id"].as_str().unwrap())
}

#[test]
fn a_reader_who_takes_nothing_and_a_writer_who_stops_hold_nobody_up() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let mut slow = Vec::new();
    for _ in 0..40 {
        let mut stream = TcpStream::connect(&desk.host).unwrap();
        let host = &desk.host;
        let begun = format!("POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\nname=a");
        stream.write_all(begun.as_bytes()).unwrap();
        slow.push(stream);
    }
    ana.get(&pieces_path(&case)).ok();
    ana.post("/pieces", NEW).done();
}

#[test]
fn more_pages_than_can_be_told_are_refused_and_the_others_go_on() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let (host, cookie) = (&desk.host, &ana.cookie);
    let listen = || {
        let mut stream = TcpStream::connect(host).unwrap();
        let asked = format!("GET /live HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n");
        stream.write_all(asked.as_bytes()).unwrap();
        let mut first = [0; 12];
        stream.read_exact(&mut first).unwrap();
        (String::from_utf8_lossy(&first).into_owned(), stream)
    };
    let held: Vec<_> = (0..256).map(|_| listen()).collect();
    assert!(held.iter().all(|(first, _)| first == "HTTP/1.1 200"), "{:?}", held[0].0);
    assert_eq!(listen().0, "HTTP/1.1 503");
    ana.get(&pieces_path(&case)).ok();
}

#[test]
#[cfg(unix)]
fn what_is_only_there_for_a_while_is_private_and_gone_when_the_desk_is_ended() {
    use std::os::unix::fs::PermissionsExt;
    let case = TestCase::river();
    let folder = case.path("temporary");
    std::fs::create_dir(&folder).unwrap();
    // Left by a process that runs no more.
    std::fs::create_dir(folder.join("tickmark-4294967295-abcdef")).unwrap();
    std::fs::create_dir(folder.join("tickmark-of-somebody")).unwrap();
    let mut command = case.command();
    command.env("TMPDIR", &folder);
    let desk = OpenDesk::with(command, &["serve", "--port", "0", "--no-open", "--json"]);
    let ana = desk.owner();
    let names = || -> Vec<String> {
        let entries = std::fs::read_dir(&folder).unwrap().flatten();
        entries
            .map(|entry| entry.file_name().into_string().unwrap())
            .filter(|name| name != "tickmark-of-somebody")
            .collect()
    };
    assert_eq!(names(), Vec::<String>::new(), "what was left is swept, and nothing else");
    // A form whose file never ends.
    let piece = pieces_path(&case);
    let (host, cookie, csrf) = (&desk.host, &ana.cookie, &ana.csrf);
    let part = "--x\r\nContent-Disposition: form-data; name=";
    let body = format!("{part}\"csrf\"\r\n\r\n{csrf}\r\n{part}\"file\"; filename=\"draft.txt\"\r\n\r\nsecret");
    let mut stream = TcpStream::connect(host).unwrap();
    let head = format!(
        "POST {piece}/drafts HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Length: 9999\r\n\
         Content-Type: multipart/form-data; boundary=x\r\n\r\n{body}"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut waited = 0;
    while names().is_empty() && waited < 200 {
        std::thread::sleep(std::time::Duration::from_millis(25));
        waited += 1;
    }
    let kept = folder.join(&names()[0]);
    assert_eq!(std::fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o700);
    desk.end();
    assert_eq!(names(), Vec::<String>::new());
}
