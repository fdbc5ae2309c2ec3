//! `variorum meetings`: the meetings of the record.

use crate::exit::Exit;
use crate::house::House;

/// List the meetings of the record
#[derive(clap::Args)]
pub struct Args {}

/// Runs the subcommand.
pub fn run(_args: &Args, _house: &House) -> anyhow::Result<Exit> {
    anyhow::bail!("`meetings` is being written")
}
