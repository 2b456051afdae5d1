//! When events were recorded: bounds by others, and claims that cannot be.

use crate::authority::{Authority, Made};
use crate::case::TestCase;
use crate::tlog::key;
use crate::witnesses::{cosign, witness_key};
use serde_json::Value;

/// What is left open of an event of a log, by its position.
fn bracket(found: &Value, log: &str, seq: u64) -> (Option<String>, Option<String>) {
    let logs = found["timing"]["logs"].as_array().unwrap();
    let stretches =
        logs.iter().filter(|timing| timing["log"] == log).flat_map(|timing| timing["stretches"].as_array().unwrap());
    let text = |part: &Value, name: &str| part[name].as_str().map(str::to_string);
    let within = |part: &&Value| (part["from"].as_u64().unwrap()..part["until"].as_u64().unwrap()).contains(&seq);
    stretches.clone().find(within).map_or((None, None), |part| (text(part, "not_before"), text(part, "not_after")))
}

fn name(case: &TestCase, actor: &str) -> String {
    key(case, actor).split('+').next().unwrap().to_string()
}

#[test]
fn a_witness_says_until_when_events_were_recorded() {
    let (ana, ben) = (TestCase::river(), TestCase::without_casebook());
    let anas = key(&ana, "ana");
    ana.write("cosigned.txt", cosign(&ana, &ben, &format!("--key {anas}")));
    let bens = witness_key(&ben, "ben");
    ana.run(&format!("witness import cosigned.txt --witness {bens}")).done();
    ana.run("note role 'later'").done();
    let found = ana.json(&format!("verify --witness {bens}"));
    let log = name(&ana, "ana");
    let until = Some("2026-11-23T10:00:00.999Z".to_string());
    assert_eq!(bracket(&found, &log, 6), (None, until));
    assert_eq!(bracket(&found, &log, 7), (None, None));
    ana.run(&format!("verify --witness {bens}")).done().prints("the first 7 events not after 2026-11-23T10:00:00.999Z");
    // A witness that nobody named vouches for nothing; one in the policy does.
    assert_eq!(ana.json("verify")["timing"]["logs"], Value::Array(Vec::new()));
    ana.write("policy.txt", format!("log {anas}\nwitness b {bens}\nquorum b\n"));
    assert_eq!(
        bracket(&ana.json("verify --policy policy.txt"), &log, 6).1,
        found["timing"]["logs"][0]["stretches"][0]["not_after"].as_str().map(str::to_string)
    );
}

#[test]
fn a_time_that_is_claimed_outside_its_bracket_is_flagged() {
    let (ana, ben) = (TestCase::river(), TestCase::without_casebook());
    let later = |case: &TestCase, line: &str, now: &str| {
        let mut command = case.command();
        command.env("TICKMARK_NOW", now).args(crate::case::words(line));
        assert!(command.output().unwrap().status.success(), "{line}");
    };
    later(&ana, "note role 'dated ahead'", "2026-11-25T10:00:00.000Z");
    later(&ana, "note share 'a slow clock'", "2026-11-23T10:00:50.000Z");
    let anas = key(&ana, "ana");
    ana.write("cosigned.txt", cosign(&ana, &ben, &format!("--key {anas}")));
    let bens = witness_key(&ben, "ben");
    ana.run(&format!("witness import cosigned.txt --witness {bens}")).done();
    let found = ana.json(&format!("verify --witness {bens}"));
    assert_eq!((found["outcome"].as_str(), found["timing"]["outside_count"].as_u64()), (Some("OK"), Some(1)));
    assert_eq!(found["timing"]["outside"][0]["time"], "2026-11-25T10:00:00.000Z");
    ana.run(&format!("verify --witness {bens}"))
        .done()
        .prints("Claimed times that cannot be true")
        .prints("claims 2026-11-25T10:00:00.000Z; it was recorded not after 2026-11-23T10:00:00.999Z");
}

#[test]
fn a_timestamp_bounds_both_sides_and_heads_hand_bounds_on() {
    let case = TestCase::river();
    case.run("note role 'one' --as ben").done();
    case.run("timestamp request --log ana -o cp.tsq --checkpoint cp").done();
    let authority = Authority::in_folder(case.path("authority"), Made::Well);
    authority.reply(&case.path("cp.tsq"), &case.path("cp.tsr"));
    case.run("timestamp attach cp.tsr --as ben").done();
    case.run("note role 'after it' --as ben").done();
    let (anas, bens) = (name(&case, "ana"), name(&case, "ben"));
    let found = case.json("verify --ca authority/ca.pem");
    let (before, after) = bracket(&found, &anas, 6);
    assert!(before.is_none() && after.is_some());
    let (attached, none) = bracket(&found, &bens, 2);
    assert!(attached.is_some() && none.is_none() && attached <= after, "{attached:?} {after:?}");
    assert_eq!(bracket(&found, &bens, 1), (None, None));
    // Those after it, which the clock of this test dates before the timestamp, cannot be from then.
    let outside = found["timing"]["outside"].as_array().unwrap();
    assert!(outside.iter().all(|event| event["log"] == bens.as_str()), "{outside:?}");
    assert_eq!(
        bracket(&case.json("verify"), &anas, 6),
        (None, None),
        "an authority that is not believed bounds nothing"
    );
    // Ana witnesses ben's head, so that her event is not from before either.
    let bens_key = key(&case, "ben");
    case.write("request.txt", case.run("witness request --as ben").done().out());
    case.run(&format!("witness sign request.txt --key {bens_key}")).done();
    let found = case.json("verify --ca authority/ca.pem");
    assert_eq!(bracket(&found, &anas, 7).0, attached);
    assert_eq!(bracket(&found, &anas, 6).0, None);
}
