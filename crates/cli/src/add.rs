//! `variorum add`: captures into the record.

use crate::exit::Exit;
use crate::house::House;

/// Put captures into the record
#[derive(clap::Args)]
pub struct Args {}

/// Runs the subcommand.
pub fn run(_args: &Args, _house: &House) -> anyhow::Result<Exit> {
    anyhow::bail!("`add` is being written")
}
