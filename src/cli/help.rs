//! How the help is laid out: the commands in groups, prose at the width of the terminal, the global options last.

use super::terminal;
use clap::Command;
use clap::builder::StyledStr;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// The heading of the options that every command takes.
pub const GLOBAL: &str = "Global options";

/// Lays out the help of the program, whose commands come in groups of the sizes given.
pub fn laid_out(command: Command, groups: &[(&str, usize)]) -> Command {
    let width = usize::from(terminal::terminal_width().unwrap_or(100));
    let command = flowing(command).term_width(width);
    let header = command.get_styles().get_header();
    let template = format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{}{header}Options:{header:#}\n{{options}}{{after-help}}",
        grouped(&command, groups, width)
    );
    command.help_template(template)
}

/// Lets the prose of each command flow at any width.
fn flowing(mut command: Command) -> Command {
    if let Some(about) = command.get_about().map(flowing_text) {
        command = command.about(about);
    }
    if let Some(long) = command.get_long_about().map(flowing_text) {
        command = command.long_about(long);
    }
    command.mut_subcommands(flowing)
}

fn flowing_text(text: &StyledStr) -> StyledStr {
    paragraphs(&text.to_string()).into()
}

/// Joins the lines of each paragraph, which end where the source file does; indented lines stay lines of their own.
fn paragraphs(text: &str) -> String {
    let prose = |line: &str| !line.is_empty() && !line.starts_with(' ');
    let mut joined = String::new();
    let mut before = "";
    for line in text.lines() {
        match (prose(before), prose(line)) {
            _ if joined.is_empty() => {}
            (true, true) => joined.push(' '),
            _ => joined.push('\n'),
        }
        joined.push_str(line);
        before = line;
    }
    joined
}

/// Lists the commands under the headings of their groups.
fn grouped(command: &Command, groups: &[(&str, usize)], width: usize) -> String {
    let (header, literal) = (command.get_styles().get_header(), command.get_styles().get_literal());
    let longest = command.get_subcommands().map(|command| command.get_name().len()).max().unwrap_or(0);
    let mut commands = command.get_subcommands();
    let mut list = String::new();
    for (group, size) in groups {
        let _ = writeln!(list, "{header}{group}:{header:#}");
        for command in commands.by_ref().take(*size).filter(|command| !command.is_hide_set()) {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            let lines = wrapped(&about, width.saturating_sub(longest + 4));
            let gap = format!("\n{:1$}", "", longest + 4);
            let _ = writeln!(list, "  {literal}{:longest$}{literal:#}  {}", command.get_name(), lines.join(&gap));
        }
        list.push('\n');
    }
    list
}

/// Breaks a text into lines of at most so many columns; a longer word has a line of its own.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_flows_and_examples_stay_lines() {
        let text = "Do this\n\nIt is cut\nhere.\n\nExamples:\n  one\n  two\n\nMore.";
        assert_eq!(paragraphs(text), "Do this\n\nIt is cut here.\n\nExamples:\n  one\n  two\n\nMore.");
    }

    #[test]
    fn a_line_is_filled_before_the_next() {
        assert_eq!(wrapped("one two three extraordinarily", 8), ["one two", "three", "extraordinarily"]);
    }
}
