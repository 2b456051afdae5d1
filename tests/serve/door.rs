//! Coming in, going out, and staying out.

use crate::case::TestCase;
use crate::visit::OpenDesk;

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
