//! `variorum init`: a new record.

use variorum_record::Record;

use crate::exit::Exit;
use crate::house::House;
use crate::kept::{record_flag, told};

/// Make a record
#[derive(clap::Args)]
pub struct Args {}

/// Runs the subcommand.
pub fn run(_args: &Args, house: &House) -> anyhow::Result<Exit> {
    let record = Record::make(house.record_dir()).map_err(told)?;
    house.say(format_args!("made an empty record in `{}`", record.path().display()));
    house.say(format_args!("next: variorum add FILE…{}", record_flag(house)));
    Ok(Exit::Done)
}
