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
mod verify;
mod verify_bundle;
mod verify_exit;
mod verify_proof;
mod witness;
mod workbook;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use session::Session;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use store::error::{Exit, Result};
use terminal::{Manner, Terminal};

/// Keep the check file of a piece of writing: every claim, its evidence, its reviewers
///
/// A casebook is one SQLite file. Every assertion of a draft becomes a hashed claim record with status, sources and
/// notes; nothing recorded is ever overwritten; and anybody who is handed the file or a report can verify it.
#[derive(Parser)]
#[command(name = "tickmark", version, infer_subcommands = false, after_help = AFTER_HELP)]
pub struct Cli {
    /// The casebook; else the nearest casebook.db, here or in a folder above
    #[arg(long, global = true, env = "TICKMARK_CASEBOOK", value_name = "FILE")]
    casebook: Option<PathBuf>,
    /// The person in whose name this is done; else the one in the settings, else TICKMARK_ACTOR
    #[arg(long = "as", global = true, value_name = "ACTOR")]
    in_the_name_of: Option<String>,
    /// Print one JSON document in a documented shape
    #[arg(long, global = true)]
    json: bool,
    /// Print results only, no remarks
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Show what is confidential in full
    #[arg(long, global = true)]
    reveal: bool,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
A check, start to end:
  tickmark init --as ana
  tickmark piece add 'Copper and rail'      then  tickmark draft add story.txt
  tickmark suggest                          then  tickmark suggest --accept 1,3
  tickmark claim add --quote 'over 1 billion USD' --type investment-total --priority high
  tickmark source add --title 'Annual report' --tier primary
  tickmark evidence attach CLAIM --source SOURCE --stance supports --locator 'p. 4'
  tickmark check CLAIM confirmed --note 'table 2'
  tickmark second-check CLAIM confirmed --as ben
  tickmark sign-off CLAIM                   then  tickmark report csv audit.csv

Exit codes: 0 done, 1 refused, 2 usage, 3 a check found a problem, 4 tampering, 255 our bug.";

#[derive(Subcommand)]
enum Command {
    Init(book::InitArgs),
    Demo(demo::DemoArgs),
    Status(status::StatusArgs),
    #[command(subcommand)]
    Piece(piece::PieceCommand),
    #[command(subcommand)]
    Draft(draft::DraftCommand),
    #[command(subcommand)]
    Claim(claim::ClaimCommand),
    #[command(subcommand)]
    Source(source::SourceCommand),
    #[command(subcommand)]
    Evidence(evidence::EvidenceCommand),
    Capture(capture::CaptureArgs),
    Suggest(suggest::SuggestArgs),
    Assign(review::AssignArgs),
    Start(review::StartArgs),
    Check(review::CheckArgs),
    SecondCheck(review::SecondCheckArgs),
    Resolve(review::ResolveArgs),
    Return(review::ReturnArgs),
    SignOff(review::SignOffArgs),
    Reopen(review::ReopenArgs),
    Note(review::NoteArgs),
    #[command(subcommand)]
    Query(query::QueryCommand),
    #[command(subcommand)]
    Reply(reply::ReplyCommand),
    Compare(compare::CompareArgs),
    Derive(derive::DeriveArgs),
    Consistency(consistency::ConsistencyArgs),
    Find(find::FindArgs),
    Correction(correction::CorrectionArgs),
    #[command(subcommand)]
    Stake(ownership::StakeCommand),
    Ownership(ownership::OwnershipArgs),
    Coverage(coverage::CoverageArgs),
    Gate(gate::GateArgs),
    Origins(origins::OriginsArgs),
    Recheck(recheck::RecheckArgs),
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
    #[command(subcommand)]
    Import(import::ImportCommand),
    #[command(subcommand)]
    Export(export::ExportCommand),
    #[command(subcommand)]
    Report(report::ReportCommand),
    Serve(serve::ServeArgs),
    #[command(subcommand)]
    User(serve::UserCommand),
    Bundle(bundle::BundleArgs),
    Merge(merge::MergeArgs),
    Erase(erase::EraseArgs),
    Log(log::LogArgs),
    #[command(subcommand)]
    Timestamp(timestamp::TimestampCommand),
    Verify(verify::VerifyArgs),
    Prove(prove::ProveArgs),
    #[command(subcommand)]
    Witness(witness::WitnessCommand),
    Checkpoint(verify::CheckpointArgs),
    Rebuild(book::RebuildArgs),
    Backup(book::BackupArgs),
    #[command(subcommand)]
    Key(key::KeyCommand),
    #[command(subcommand)]
    Config(config::ConfigCommand),
    Completions(shell::CompletionsArgs),
    Man(shell::ManArgs),
    #[command(hide = true)]
    ReadWorker(shell::ReadWorkerArgs),
}

impl Command {
    fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Init(args) => args.run(session),
            Self::Demo(args) => args.run(session),
            Self::Status(args) => args.run(session),
            Self::Piece(command) => command.run(session),
            Self::Draft(command) => command.run(session),
            Self::Claim(command) => command.run(session),
            Self::Source(command) => command.run(session),
            Self::Evidence(command) => command.run(session),
            Self::Capture(args) => args.run(session),
            Self::Suggest(args) => args.run(session),
            Self::Assign(args) => args.run(session),
            Self::Start(args) => args.run(session),
            Self::Check(args) => args.run(session),
            Self::SecondCheck(args) => args.run(session),
            Self::Resolve(args) => args.run(session),
            Self::Return(args) => args.run(session),
            Self::SignOff(args) => args.run(session),
            Self::Reopen(args) => args.run(session),
            Self::Note(args) => args.run(session),
            Self::Query(command) => command.run(session),
            Self::Reply(command) => command.run(session),
            Self::Compare(args) => args.run(session),
            Self::Derive(args) => args.run(session),
            Self::Consistency(args) => args.run(session),
            Self::Find(args) => args.run(session),
            Self::Correction(args) => args.run(session),
            Self::Stake(command) => command.run(session),
            Self::Ownership(args) => args.run(session),
            Self::Coverage(args) => args.run(session),
            Self::Gate(args) => args.run(session),
            Self::Origins(args) => args.run(session),
            Self::Recheck(args) => args.run(session),
            Self::Policy(command) => command.run(session),
            Self::Import(command) => command.run(session),
            Self::Export(command) => command.run(session),
            Self::Report(command) => command.run(session),
            Self::Serve(args) => args.run(session),
            Self::User(command) => command.run(session),
            Self::Bundle(args) => args.run(session),
            Self::Merge(args) => args.run(session),
            Self::Erase(args) => args.run(session),
            Self::Log(args) => args.run(session),
            Self::Timestamp(command) => command.run(session),
            Self::Verify(args) => args.run(session),
            Self::Prove(args) => args.run(session),
            Self::Witness(command) => command.run(session),
            Self::Checkpoint(args) => args.run(session),
            Self::Rebuild(args) => args.run(session),
            Self::Backup(args) => args.run(session),
            Self::Key(command) => command.run(session),
            Self::Config(command) => command.run(session),
            Self::Completions(args) => args.run(session, command()),
            Self::Man(args) => args.run(session, command()),
            Self::ReadWorker(args) => args.run(session),
        }
    }
}

/// Gives the whole command line, for help, completions and the manual.
pub fn command() -> clap::Command {
    taking_free_text(Cli::command())
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
    let (casebook, actor, reveal, command) = (cli.casebook, cli.in_the_name_of, cli.reveal, cli.command);
    let ran = std::panic::catch_unwind(|| {
        Session::new(Terminal::new(manner), casebook, actor, reveal).and_then(|session| command.run(&session))
    });
    let exit = match ran {
        Ok(Ok(exit)) => exit,
        Ok(Err(error)) => Terminal::new(manner).fail(&error, hints::hint(&error)),
        // The panic has said what it was; nothing was committed, since a transaction ends with its owner.
        Err(_) => Exit::Bug,
    };
    ExitCode::from(exit as u8)
}
