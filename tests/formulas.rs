//! Holds formulas to the tables in `tests/formulas/`, and to laws that no table lists.
//!
//! `E12: 62.5 percent` gives a figure in the notation of `reading`. A row is `formula => figure ; part of the working`,
//! or `formula => ! part of what is wrong`; in `spellings` it is `formula => as printed back`.

mod reading;

use proptest::prelude::*;
use reading::quantity;
use std::collections::HashMap;
use std::path::Path;
use tickmark::model::quantity::Quantity;
use tickmark::quantity::formula::{Derived, Fault, Formula, FormulaFault};

fn table(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formulas").join(name).with_extension("txt");
    std::fs::read_to_string(path).expect("the table is there")
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn row(line: &str) -> (&str, &str) {
    line.split_once(" => ").unwrap_or_else(|| panic!("no ` => ` in {line}"))
}

fn derived(formula: &str, figures: &HashMap<String, Quantity>) -> Result<Derived, String> {
    let formula = Formula::parse(formula).map_err(|fault| fault.to_string())?;
    formula.evaluate(|id| figures.get(id).cloned()).map_err(|fault| fault.to_string())
}

fn holds(formula: &str, expect: &str, figures: &HashMap<String, Quantity>) -> Result<(), String> {
    let found = derived(formula, figures);
    if let Some(part) = expect.strip_prefix('!') {
        return match found {
            Err(fault) if fault.contains(part.trim()) => Ok(()),
            other => Err(format!("{formula}\n   gave {other:?}\n   want {part}")),
        };
    }
    let (figure, part) = expect.split_once(" ; ").unwrap_or((expect, ""));
    match found {
        Ok(Derived { quantity: found, working })
            if found == quantity(figure) && working.join("\n").contains(part.trim()) =>
        {
            Ok(())
        }
        Ok(Derived { quantity, working }) => {
            Err(format!("{formula}\n   gave {quantity}\n   {}", working.join("\n   ")))
        }
        Err(fault) => Err(format!("{formula}\n   gave {fault}")),
    }
}

#[test]
fn every_derivation_of_the_table_holds() {
    let text = table("derivations");
    let (mut figures, mut rows, mut wrong) = (HashMap::new(), 0, Vec::new());
    for line in lines(&text) {
        if let Some((id, figure)) = line.split_once(": ").filter(|_| !line.contains("=>")) {
            figures.insert(id.to_string(), quantity(figure));
            continue;
        }
        rows += 1;
        let (formula, expect) = row(line);
        wrong.extend(holds(formula, expect, &figures).err());
    }
    assert!(wrong.is_empty(), "{} of {rows} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows >= 50, "only {rows} rows");
}

#[test]
fn every_spelling_of_the_table_holds() {
    let text = table("spellings");
    let mut wrong = Vec::new();
    for line in lines(&text) {
        let (formula, expect) = row(line);
        let found = Formula::parse(formula).map_or_else(|fault| format!("! {fault}"), |formula| formula.to_string());
        let fits = match expect.strip_prefix('!') {
            Some(part) => found.starts_with('!') && found.contains(part.trim()),
            None => found == expect,
        };
        wrong.extend((!fits).then(|| format!("{formula}\n   gave {found}\n   want {expect}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ids_are_listed_once_and_can_be_replaced_by_longer_ones() {
    let formula = Formula::parse("share(sum(E08..E10, E8) * 4c1f9a, {4012} + E8)").unwrap();
    assert_eq!(formula.references(), ["E08", "E09", "E10", "E8", "4c1f9a", "4012"]);
    let replaced = formula.with_references(|id| Some(format!("{id}ff"))).unwrap();
    assert_eq!(replaced.to_string(), "share(sum(E08ff, E09ff, E10ff, E8ff) * 4c1f9aff, 4012ff + E8ff)");
    assert_eq!(formula.with_references(|id| (id != "E09").then(|| id.into())), Err("E09".into()));
}

#[test]
fn hostile_formulas_are_refused_before_they_cost_anything() {
    assert_eq!(Formula::parse("  "), Err(FormulaFault::Empty));
    assert_eq!(Formula::parse(&"(".repeat(100)), Err(FormulaFault::TooDeep(32)));
    assert_eq!(Formula::parse(&format!("{}1{}", "sum(".repeat(40), ")".repeat(40))), Err(FormulaFault::TooDeep(32)));
    assert_eq!(Formula::parse(&"1+".repeat(3000)), Err(FormulaFault::TooLong(4000)));
    assert_eq!(Formula::parse("sum(E1..E999999)"), Err(FormulaFault::LongRange(1000)));
    let long = format!("1{}", "+1".repeat(1999));
    let derived = Formula::parse(&long).unwrap().evaluate(|_| None).unwrap();
    assert_eq!(derived.quantity.figure.amount, Some(2000.into()));
}

#[test]
fn what_is_missing_is_named() {
    let fault = Formula::parse("E1 + E2").unwrap().evaluate(|id| (id == "E1").then(|| quantity("5 USD")));
    assert_eq!(fault, Err(Fault::Missing("E2".into())));
}

fn formulas() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[A-Z][0-9]{1,3}",
        "[0-9]{1,9}(\\.[0-9]{1,4})?",
        "[0-9]{1,3} (percent|USD|tonnes)",
        Just("{4012}".to_string()),
        Just("4c1f9a".to_string()),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            (inner.clone(), "[-+*/]", inner.clone()).prop_map(|(one, mark, other)| format!("{one} {mark} {other}")),
            inner.clone().prop_map(|inner| format!("({inner})")),
            inner.clone().prop_map(|inner| format!("-({inner})")),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|inner| format!("sum({})", inner.join(","))),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|inner| format!("max({})", inner.join(", "))),
            (inner.clone(), inner).prop_map(|(one, other)| format!("growth({one}, {other})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_formula_prints_back_as_itself(text in formulas()) {
        if let Ok(formula) = Formula::parse(&text) {
            let printed = formula.to_string();
            let again = Formula::parse(&printed);
            prop_assert_eq!(again.as_ref(), Ok(&formula), "{}", printed);
            prop_assert_eq!(again.unwrap().to_string(), printed);
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}", marks in "[-+*/(){}.,%E0-9a-f ]{0,60}") {
        for text in [text, marks] {
            if let Ok(formula) = Formula::parse(&text) {
                let _ = formula.evaluate(|_| Some(quantity("> 50 percent @2023 flow")));
            }
        }
    }

    #[test]
    fn no_figures_panic(text in formulas(), digits in prop::collection::vec("-?[0-9]{1,28}", 4), pick in any::<u64>()) {
        let units = ["percent", "USD", "", "USD per tonne", "tonnes", "~", "PEN/USD"];
        let comparators = ["=", "~", ">", ">=", "<", "<="];
        if let Ok(formula) = Formula::parse(&text) {
            let mut at = pick as usize;
            let seen = std::cell::RefCell::new(&mut at);
            let _ = formula.evaluate(|_| {
                let mut at = seen.borrow_mut();
                **at = at.wrapping_mul(31).wrapping_add(7);
                let (unit, comparator) = (units[**at % units.len()], comparators[**at % comparators.len()]);
                Some(quantity(&format!("{comparator} {} {unit}", digits[**at % digits.len()])))
            });
        }
    }
}
