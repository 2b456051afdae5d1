//! The command line: one file per noun; parse, one action, show.

mod annotations;
mod archives;
mod book;
mod bundle;
mod capture;
mod claim;
mod claim_page;
mod claim_ties;
mod compare;
mod config;
mod consistency;
mod correction;
mod coverage;
mod demo;
mod derive;
mod draft;
mod erase;
mod evidence;
mod export;
mod figure;
mod find;
mod gate;
mod help;
mod hints;
mod import;
mod key;
mod log;
mod merge;
mod origins;
mod ownership;
mod piece;
mod policy;
mod prove;
mod query;
mod recheck;
mod reply;
mod report;
mod review;
mod reviews;
mod serve;
mod session;
mod shell;
mod source;
mod status;
mod suggest;
pub mod terminal;
mod timestamp;
mod undo;
mod verify;
mod verify_bundle;
mod verify_exit;
mod verify_proof;
mod verify_unknown;
mod witness;
mod workbook;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use session::Session;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use store::error::{Exit, Result};
use terminal::{Manner, Terminal};

/// Keep the fact-checking file for a story: every claim, its evidence, its reviewers
///
/// A casebook is one SQLite file. Every assertion in a draft becomes a hashed claim record with its status, sources and
/// notes. Nothing recorded is ever overwritten, and anyone who receives the file or a report can verify it.
#[derive(Parser)]
#[command(name = "tickmark", version, infer_subcommands = false, after_help = AFTER_HELP)]
pub struct Cli {
    /// The casebook (default: the nearest casebook.db, in this folder or one above)
    #[arg(long, global = true, env = "TICKMARK_CASEBOOK", value_name = "FILE", help_heading = help::GLOBAL)]
    casebook: Option<PathBuf>,
    /// The person doing this (default: the one in the settings, then TICKMARK_ACTOR)
    #[arg(long = "as", global = true, value_name = "ACTOR", help_heading = help::GLOBAL)]
    in_the_name_of: Option<String>,
    /// Print one JSON document in a documented shape
    #[arg(long, global = true, help_heading = help::GLOBAL)]
    json: bool,
    /// Print results only, without remarks
    #[arg(long, short, global = true, help_heading = help::GLOBAL)]
    quiet: bool,
    /// Show confidential material in full
    #[arg(long, global = true, help_heading = help::GLOBAL)]
    reveal: bool,
    /// The piece that a claim's number such as C1 is of (optional if there is only one)
    #[arg(long, global = true, value_name = "ID", help_heading = help::GLOBAL)]
    piece: Option<String>,
    /// Take a name that nobody has used in this casebook for that of a new person, without asking
    #[arg(long, global = true, help_heading = help::GLOBAL)]
    new_person: bool,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
A check from start to finish:
  tickmark init --as ana
  tickmark piece add 'Copper and rail'
  tickmark draft add story.txt
  tickmark suggest
  tickmark suggest --accept 1,3
  tickmark claim add --quote 'over 1 billion USD' --priority high
  tickmark source add --title 'Annual report' --tier primary
  tickmark evidence attach CLAIM --source SOURCE --stance supports
  tickmark check CLAIM confirmed --note 'table 2'
  tickmark second-check CLAIM confirmed --as ben
  tickmark sign-off CLAIM
  tickmark report csv audit.csv

`tickmark COMMAND --help` explains a command.

Exit codes: 0 done, 1 refused, 2 usage, 3 a check found a problem, 4 tampering, 255 our bug.";

/// The commands in their groups, in the order of `tickmark --help`: what a command is called and how it runs is made of
/// this table, and the help as well.
macro_rules! commands {
    ($($group:literal { $($(#[$attribute:meta])* $command:ident($args:ty),)+ })+) => {
        #[derive(Subcommand)]
        enum Command {
            $($($(#[$attribute])* $command($args),)+)+
        }

        impl Command {
            fn run(self, session: &Session) -> Result<Exit> {
                match self {
                    $($(Self::$command(command) => command.run(session),)+)+
                }
            }
        }

        /// The heading of each group, and how many commands it has.
        const GROUPS: &[(&str, usize)] = &[$(($group, [$(stringify!($command)),+].len())),+];
    };
}

commands! {
    "Start" {
        Init(book::InitArgs),
        Demo(demo::DemoArgs),
        #[command(subcommand)]
        Piece(piece::PieceCommand),
        Status(status::StatusArgs),
    }
    "Drafts" {
        #[command(subcommand)]
        Draft(draft::DraftCommand),
        Suggest(suggest::SuggestArgs),
        Coverage(coverage::CoverageArgs),
    }
    "Claims" {
        #[command(subcommand)]
        Claim(claim::ClaimCommand),
        #[command(subcommand)]
        Import(import::ImportCommand),
        Consistency(consistency::ConsistencyArgs),
        #[command(subcommand)]
        Stake(ownership::StakeCommand),
        Ownership(ownership::OwnershipArgs),
    }
    "Evidence" {
        #[command(subcommand)]
        Source(source::SourceCommand),
        Capture(capture::CaptureArgs),
        Find(find::FindArgs),
        #[command(subcommand)]
        Evidence(evidence::EvidenceCommand),
        Derive(derive::DeriveArgs),
        Compare(compare::CompareArgs),
        Origins(origins::OriginsArgs),
        Recheck(recheck::RecheckArgs),
    }
    "Review" {
        Assign(review::AssignArgs),
        Start(review::StartArgs),
        Check(review::CheckArgs),
        SecondCheck(review::SecondCheckArgs),
        Resolve(review::ResolveArgs),
        StillHolds(review::StillHoldsArgs),
        Return(review::ReturnArgs),
        Note(review::NoteArgs),
        #[command(subcommand)]
        Query(query::QueryCommand),
        #[command(subcommand)]
        Reply(reply::ReplyCommand),
        SignOff(review::SignOffArgs),
        Reopen(review::ReopenArgs),
        Undo(undo::UndoArgs),
        #[command(subcommand)]
        Policy(policy::PolicyCommand),
    }
    "Publish" {
        Gate(gate::GateArgs),
        #[command(subcommand)]
        Report(report::ReportCommand),
        #[command(subcommand)]
        Export(export::ExportCommand),
        Correction(correction::CorrectionArgs),
    }
    "Record" {
        Log(log::LogArgs),
        Verify(verify::VerifyArgs),
        Checkpoint(verify::CheckpointArgs),
        #[command(subcommand)]
        Witness(witness::WitnessCommand),
        #[command(subcommand)]
        Timestamp(timestamp::TimestampCommand),
        Prove(prove::ProveArgs),
        Bundle(bundle::BundleArgs),
        Merge(merge::MergeArgs),
    }
    "Desk" {
        Serve(serve::ServeArgs),
        #[command(subcommand)]
        User(serve::UserCommand),
    }
    "Care" {
        Backup(book::BackupArgs),
        Rebuild(book::RebuildArgs),
        Erase(erase::EraseArgs),
        #[command(subcommand)]
        Key(key::KeyCommand),
        #[command(subcommand)]
        Config(config::ConfigCommand),
        Completions(shell::CompletionsArgs),
        Man(shell::ManArgs),
        #[command(hide = true)]
        ReadWorker(shell::ReadWorkerArgs),
    }
}

/// Gives the whole command line, for help, completions and the manual.
pub fn command() -> clap::Command {
    help::laid_out(taking_free_text(Cli::command()), GROUPS)
}

/// Values that are texts of people, which may begin with anything: `-1 on the year` is no option.
const FREE_TEXT: &[&str] = &["TEXT", "QUESTION", "ANSWER"];

/// Lets whatever is free text, in every command, begin with a hyphen.
fn taking_free_text(command: clap::Command) -> clap::Command {
    let command = command.mut_args(|arg| {
        let free = arg.get_value_names().is_some_and(|names| FREE_TEXT.contains(&names[0].as_str()));
        if free { arg.allow_hyphen_values(true) } else { arg }
    });
    command.mut_subcommands(taking_free_text)
}

/// Runs the program with the given arguments, the first being its name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let matches = match command().try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version come this way too; a closed pipe is no failure.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { Exit::Usage as u8 } else { Exit::Done as u8 });
        }
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let manner = Manner { json: cli.json, quiet: cli.quiet };
    let (casebook, actor, reveal, piece) = (cli.casebook, cli.in_the_name_of, cli.reveal, cli.piece);
    let (new_person, asked) = (cli.new_person, cli.command);
    let ran = std::panic::catch_unwind(|| {
        Session::new(Terminal::new(manner), command, casebook, actor, reveal, piece, new_person)
            .and_then(|session| asked.run(&session))
    });
    let exit = match ran {
        Ok(Ok(exit)) => exit,
        Ok(Err(error)) => Terminal::new(manner).fail(&error, hints::hint(&error)),
        // The panic has said what it was; nothing was committed, since a transaction ends with its owner.
        Err(_) => Exit::Bug,
    };
    ExitCode::from(exit as u8)
}
