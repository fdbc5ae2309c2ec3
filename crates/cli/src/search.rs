//! `variorum search`: words in the record.

use crate::exit::Exit;
use crate::house::House;

/// Search the words of the record
#[derive(clap::Args)]
pub struct Args {}

/// Runs the subcommand.
pub fn run(_args: &Args, _house: &House) -> anyhow::Result<Exit> {
    anyhow::bail!("`search` is being written")
}
