//! Completions and the manual page.

use super::session::Session;
use store::error::{Exit, Result};

/// Print shell completions
///
/// Example: tickmark completions bash > ~/.local/share/bash-completion/completions/tickmark
#[derive(clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    shell: clap_complete::Shell,
}

impl CompletionsArgs {
    /// Prints the script for the whole program.
    pub fn run(self, session: &Session) -> Result<Exit> {
        let (mut whole, mut script) = ((session.command_line)(), Vec::new());
        clap_complete::generate(self.shell, &mut whole, "tickmark", &mut script);
        session.terminal.pour(|out| out.write_all(&script))?;
        Ok(Exit::Done)
    }
}

/// Print the manual page of the program or of one command
///
/// Example: tickmark man > tickmark.1; tickmark man claim add | man -l -
#[derive(clap::Args)]
pub struct ManArgs {
    /// The command to print the page of
    command: Vec<String>,
}

impl ManArgs {
    /// Prints it, of the whole program or of one command of it.
    pub fn run(self, session: &Session) -> Result<Exit> {
        let mut whole = (session.command_line)();
        whole.build();
        let mut at = &whole;
        for name in &self.command {
            at = at.find_subcommand(name).ok_or_else(|| {
                store::error::Error::Invalid(format!("there is no command `{}`", name.escape_debug()))
            })?;
        }
        let mut page = Vec::new();
        clap_mangen::Man::new(at.clone()).render(&mut page).map_err(store::error::Error::Output)?;
        session.terminal.pour(|out| out.write_all(&page))?;
        Ok(Exit::Done)
    }
}

/// Read a file on standard input and print its contents, for another process of this program
#[derive(clap::Args)]
pub struct ReadWorkerArgs {
    /// How to read tracked changes
    #[arg(value_parser = ["accepted", "original"])]
    reading: String,
    /// The name of the file
    name: String,
    /// Read one cell only
    #[arg(long)]
    cell: Option<String>,
}

impl ReadWorkerArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let answer = actions::drafts::read::work(self.reading == "original", &self.name, self.cell.as_deref());
        session.terminal.pour(|out| out.write_all(&answer))?;
        Ok(Exit::Done)
    }
}
