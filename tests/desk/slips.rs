//! Slips of the hand: what is changed by part, what is taken back, and what is done to many claims at once.

use crate::case::TestCase;

/// The figure of a claim, as its card prints it.
#[track_caller]
fn figure(case: &TestCase, claim: &str) -> String {
    let card = case.run(&format!("claim show {claim}")).done().out();
    let line = card.lines().find(|line| line.trim_start().starts_with("quantity"));
    line.map(|line| line.trim_start()["quantity".len()..].trim().to_string()).unwrap_or_default()
}

#[test]
fn an_amendment_changes_the_parts_that_are_named_and_says_before_and_after() {
    let case = TestCase::river();
    case.run("claim amend money --unit EUR").done().prints("unit").prints("USD → EUR");
    assert_eq!(figure(&case, "money"), "> 12,000,000 EUR");
    case.run("claim amend money --from 2022-01-01 --to 2022-12-31").done().prints("none → 2022-01-01 to 2022-12-31");
    assert_eq!(figure(&case, "money"), "> 12,000,000 EUR, 2022-01-01 to 2022-12-31");
    case.run("claim amend money --amount 13000000").done().prints("> 12,000,000 → > 13,000,000");
    case.run("claim amend money --comparator about").code(2);
    case.run("claim amend money --comparator ~ --priority low")
        .done()
        .prints("> 13,000,000 → ~ 13,000,000")
        .prints("high → low");
    case.run("claim amend money --subject 'Vega Mining' --basis flow").done().prints("none → Vega Mining");
    assert_eq!(figure(&case, "money"), "~ 13,000,000 EUR, 2022-01-01 to 2022-12-31, flow");
    case.run("claim amend money --no-period --no-basis")
        .done()
        .prints("2022-01-01 to 2022-12-31 → none")
        .prints("flow → none");
    assert_eq!(figure(&case, "money"), "~ 13,000,000 EUR");
    case.run("claim amend money --no-amount").done().prints("~ 13,000,000 → none");
    assert_eq!(figure(&case, "money"), "EUR");
    case.run("claim show money").done().prints("> 12,000,000 → > 13,000,000");
}

#[test]
fn an_amendment_that_changes_nothing_or_cannot_be_is_refused_and_nothing_is_lost() {
    let case = TestCase::river();
    let events = case.query("SELECT count(*) FROM event");
    case.run("claim amend money --unit USD --amount 12000000").refused().says("says that already");
    case.run("claim amend money").refused().says("nothing to amend was given");
    case.run("claim amend money --unit EUR --no-unit").code(2);
    case.run("claim amend money --no-quantity --amount 3").code(2);
    case.run("claim amend share --amount 162.5").refused().says("between 0 and 100");
    case.run("claim amend money --upper 20000000 --comparator >").refused().says("goes with `between`");
    assert_eq!(case.query("SELECT count(*) FROM event"), events);
    assert_eq!(figure(&case, "money"), "> 12,000,000 USD");
}

#[test]
fn json_tells_each_part_before_and_after() {
    let case = TestCase::river();
    let changes = case.json("claim amend share --amount 61.5 --no-unit")["changes"].clone();
    let told = |at: usize, name: &str| changes[at][name].as_str().unwrap_or("none").to_string();
    assert_eq!(
        (told(0, "part"), told(0, "before"), told(0, "after")),
        ("amount".into(), "= 62.5".into(), "= 61.5".into())
    );
    assert_eq!(
        (told(1, "part"), told(1, "before"), told(1, "after")),
        ("unit".into(), "percent".into(), "none".into())
    );
    assert_eq!(changes.as_array().unwrap().len(), 2);
}
