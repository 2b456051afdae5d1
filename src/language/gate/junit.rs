//! The gate's verdict as JUnit XML: one test case a rule.

use super::{Finding, Rule};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use record::visible::visible;
use std::io;

/// Writes one suite; the failures of a rule are listed in its test case, a line each.
pub fn junit(path: &str, rules: &[Rule]) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let (tests, failures) = (rules.len().to_string(), rules.iter().filter(|rule| !rule.passed).count().to_string());
    let counts = [("tests", tests.as_str()), ("failures", failures.as_str())];
    let path = visible(path);
    writer.create_element("testsuites").with_attributes(counts).write_inner_content(|writer| {
        let suite = writer.create_element("testsuite").with_attribute(("name", "tickmark gate"));
        suite
            .with_attributes(counts)
            .write_inner_content(|writer| rules.iter().try_for_each(|rule| test_case(writer, &path, rule)))?;
        Ok(())
    })?;
    let mut file = writer.into_inner();
    file.push(b'\n');
    Ok(file)
}

fn test_case(writer: &mut Writer<Vec<u8>>, path: &str, rule: &Rule) -> io::Result<()> {
    let names = [("classname", "tickmark.gate"), ("name", rule.rule), ("file", path)];
    let case = writer.create_element("testcase").with_attributes(names);
    if rule.passed {
        return case.write_empty().map(drop);
    }
    let lines: Vec<String> = rule.findings.iter().map(|finding| line(path, finding)).collect();
    case.write_inner_content(|writer| {
        let message = format!("{} ({} found)", rule.asks, lines.len());
        let failure = writer.create_element("failure");
        let failure = failure.with_attributes([("type", rule.rule), ("message", message.as_str())]);
        failure.write_text_content(BytesText::new(&lines.join("\n"))).map(drop)
    })?;
    Ok(())
}

fn line(path: &str, finding: &Finding) -> String {
    match finding.place() {
        Some((line, column)) => format!("{path}:{line}:{column}: {}", finding.message),
        None => format!("{path}: {}", finding.message),
    }
}
