//! Runs the command line and hands its exit code to the caller.

fn main() -> std::process::ExitCode {
    tickmark::cli::run(std::env::args_os())
}
