//! The command line: one file per command.

mod backup;
mod check;
mod clock;
mod config;
mod demo;
mod journal;
mod log;
mod runtime;
mod secrets;
mod serve;
mod service;
mod sessions;
mod structure;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// One encrypted vault per person, shown with consent, for a time.
#[derive(Parser)]
#[command(name = "abri", version)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// A complete Abri on this machine, with invented people.
    Demo(demo::Arguments),
    /// Serve people over HTTPS until asked to stop.
    Serve(serve::Arguments),
    /// Look at a configuration.
    #[command(subcommand)]
    Config(config::Command),
    /// Make the server's own secrets.
    #[command(subcommand)]
    Secrets(secrets::Command),
    /// Look whether everything is there, and as it was.
    Check(check::Arguments),
    /// Verify journals.
    #[command(subcommand)]
    Journal(journal::Command),
    /// Copy rows and objects of a running service into a folder.
    Backup(backup::Backup),
    /// Take a backup back into an empty service.
    Restore(backup::Restore),
    /// Structures of social work: make sure of them, invite their managers, stop them.
    #[command(subcommand)]
    Structure(structure::Command),
    /// Sessions of people who are in.
    #[command(subcommand)]
    Sessions(sessions::Command),
    /// Say whether the clock is right.
    #[command(subcommand)]
    Clock(clock::Command),
}

/// Why a command failed, in one or more lines for the operator.
type Failure = Box<dyn std::error::Error>;

/// The exit code of a command that looked and found something wrong.
const PROBLEMS: u8 = 3;

/// Runs the command that this process was started with.
pub fn run() -> ExitCode {
    let done = match Line::parse().command {
        Command::Demo(arguments) => demo::run(&arguments).map(success),
        Command::Serve(arguments) => serve::run(&arguments).map(success),
        Command::Config(command) => config::run(&command).map(success),
        Command::Secrets(command) => secrets::run(&command).map(success),
        Command::Check(arguments) => check::run(&arguments),
        Command::Journal(command) => journal::run(&command),
        Command::Backup(arguments) => backup::take(arguments),
        Command::Restore(arguments) => backup::give_back(arguments),
        Command::Structure(command) => structure::run(&command).map(success),
        Command::Sessions(command) => sessions::run(&command).map(success),
        Command::Clock(command) => clock::run(&command).map(success),
    };
    match done {
        Ok(code) => code,
        Err(failure) => {
            say(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

const fn success((): ()) -> ExitCode {
    ExitCode::SUCCESS
}

/// Lines for the operator go to standard error; standard output is kept for what machines read.
pub fn say(text: &str) {
    use std::io::Write;
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(std::io::stderr(), "{text}");
}
