//! Amounts as a person types them.

use crate::case::TestCase;

#[test]
fn an_amount_is_typed_as_it_is_written_and_repeated_back() {
    let case = TestCase::river();
    for (amount, understood) in [
        ("£1,198k", "= 1,198,000 GBP"),
        ("12,4 millones", "= 12,400,000"),
        ("62.5%", "= 62.5 percent"),
        ("1.234.567,89", "= 1,234,567.89"),
    ] {
        let add = case.run(&format!("claim add 'It stands at {amount}' --type quantity --amount '{amount}'")).done();
        add.prints(understood);
    }
}

#[test]
fn an_amount_with_two_readings_is_refused_with_both() {
    let case = TestCase::river();
    let two = case.run("claim add 'So much' --amount 1.234").refused();
    two.says("can be read as 1.234 or as 1,234").says("1.2340").says("1234");
    case.run("claim amend share --amount '4 million EUR' --unit USD").refused().says("leave one of them out");
    case.run("claim amend share --amount plenty").refused().says("12.4 million");
}
