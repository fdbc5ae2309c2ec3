//! `variorum init`: a new record.

use std::path::{Path, PathBuf};

use variorum_record::Record;

use crate::demo::{self, Made};
use crate::exit::Exit;
use crate::house::House;
use crate::kept::told;

/// Make a record
#[derive(clap::Args)]
pub struct Args {
    /// Where to make it, as `--record`
    dir: Option<PathBuf>,
    /// Put in two invented meetings, as three invented publishers carry them
    #[arg(long)]
    demo: bool,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let dir = args.dir.as_deref().unwrap_or_else(|| house.record_dir());
    let flag = flag(args, dir, house);
    if args.demo {
        match demo::ensure(dir)? {
            Made::Now => house.say(format_args!(
                "made a demo record in `{}`: 2 invented meetings, 4 captures, 3 publishers",
                dir.display()
            )),
            Made::Before => house.say(format_args!("`{}` holds the demo already", dir.display())),
        }
        house.say(format_args!("next: variorum check{flag} \"{}\"", demo::WORDS));
        return Ok(Exit::Done);
    }
    let record = Record::make(dir).map_err(told)?;
    house.say(format_args!("made an empty record in `{}`", record.path().display()));
    house.say(format_args!("next: variorum add{flag} FILE…"));
    Ok(Exit::Done)
}

/// The record's folder as the next command needs it: empty when it is the usual one.
fn flag(args: &Args, dir: &Path, house: &House) -> String {
    let is_named = args.dir.is_some() || house.record_named();
    if is_named { format!(" --record {}", dir.display()) } else { String::new() }
}
