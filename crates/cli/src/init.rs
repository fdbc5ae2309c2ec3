//! `variorum init`: a new record.

use std::path::PathBuf;

use variorum_record::Record;

use crate::check;
use crate::demo::{self, Made};
use crate::exit::Exit;
use crate::house::House;
use crate::kept::{record_flag, told};

/// Make a record
#[derive(clap::Args)]
pub struct Args {
    /// Where to make it, as `--record`
    dir: Option<PathBuf>,
    /// Put in two invented meetings, as three invented publishers carry them
    #[arg(long)]
    demo: bool,
    /// Check these words in the demo at once
    #[arg(long, value_name = "WORDS", requires = "demo")]
    check: Option<String>,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    match (&args.dir, args.demo) {
        (Some(dir), true) => make_demo(args, &house.at(dir)),
        (None, true) => make_demo(args, house),
        (Some(dir), false) => make(&house.at(dir)),
        (None, false) => make(house),
    }
}

fn make(house: &House) -> anyhow::Result<Exit> {
    let record = Record::make(house.record_dir()).map_err(told)?;
    house.say(format_args!("made an empty record in `{}`", record.path().display()));
    house.say(format_args!("next: variorum add FILE…{}", record_flag(house)));
    Ok(Exit::Done)
}

fn make_demo(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let dir = house.record_dir();
    match demo::ensure(dir)? {
        Made::Now => house.say(demo::made(dir)),
        Made::Before => house.say(format_args!("`{}` holds the demo already", dir.display())),
    }
    match &args.check {
        // The record is made whatever the verdict: the exit code is that of `init`.
        Some(words) => drop(check::run(&check::Args::of(words), house)?),
        None => house.say(format_args!("next: variorum check \"{}\"{}", demo::WORDS, record_flag(house))),
    }
    Ok(Exit::Done)
}
