//! The command: one file per subcommand.
//!
//! Data goes to standard output, talk to standard error; `--json` prints the wire form. Exit codes
//! are those of `exit`. What a subcommand knows beyond printing belongs to a library below.

#![forbid(unsafe_code)]

mod exit;
mod house;
mod input;
mod kept;
mod at_once;
mod beside;
mod captures;
mod csv;
mod gathered;

mod add;
mod align;
mod blame;
mod brief;
mod check;
mod cite;
mod claims;
mod compare;
mod coverage;
mod demo;
mod echoes;
mod figures;
mod init;
mod ledger;
mod log;
mod meetings;
mod names;
mod new;
mod people;
mod read;
mod rebuild;
mod search;
mod show;
mod sites;
mod tree;

use clap::{Parser, Subcommand};

use crate::exit::Exit;
use crate::house::House;

/// The record of what officials said, in whose words, and how the versions differ.
#[derive(Parser)]
#[command(name = "variorum", version, about, long_about = None, propagate_version = true, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    house: House,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Read(read::Args),
    Compare(compare::Args),
    Align(align::Args),
    Brief(brief::Args),
    Init(init::Args),
    Add(add::Args),
    Meetings(meetings::Args),
    Show(show::Args),
    Log(log::Args),
    Blame(blame::Args),
    Figures(figures::Args),
    Echoes(echoes::Args),
    Ledger(ledger::Args),
    New(new::Args),
    Names(names::Args),
    People(people::Args),
    Search(search::Args),
    Coverage(coverage::Args),
    Check(check::Args),
    Cite(cite::Args),
    Rebuild(rebuild::Args),
}

fn main() -> std::process::ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            let _ = error.print();
            return code.into();
        }
    };
    let house = cli.house;
    let done = match cli.command {
        Command::Read(args) => read::run(&args, &house),
        Command::Compare(args) => compare::run(&args, &house),
        Command::Align(args) => align::run(&args, &house),
        Command::Brief(args) => brief::run(&args, &house),
        Command::Init(args) => init::run(&args, &house),
        Command::Add(args) => add::run(&args, &house),
        Command::Meetings(args) => meetings::run(&args, &house),
        Command::Show(args) => show::run(&args, &house),
        Command::Log(args) => log::run(&args, &house),
        Command::Blame(args) => blame::run(&args, &house),
        Command::Figures(args) => figures::run(&args, &house),
        Command::Echoes(args) => echoes::run(&args, &house),
        Command::Ledger(args) => ledger::run(&args, &house),
        Command::New(args) => new::run(&args, &house),
        Command::Names(args) => names::run(&args, &house),
        Command::People(args) => people::run(&args, &house),
        Command::Search(args) => search::run(&args, &house),
        Command::Coverage(args) => coverage::run(&args, &house),
        Command::Check(args) => check::run(&args, &house),
        Command::Cite(args) => cite::run(&args, &house),
        Command::Rebuild(args) => rebuild::run(&args, &house),
    };
    match done {
        Ok(code) => code.into(),
        Err(error) => exit::report(&error).into(),
    }
}
