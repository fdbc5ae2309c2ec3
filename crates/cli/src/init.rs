//! `variorum init`: a new record.

use crate::exit::Exit;
use crate::house::House;

/// Make a record
#[derive(clap::Args)]
pub struct Args {}

/// Runs the subcommand.
pub fn run(_args: &Args, _house: &House) -> anyhow::Result<Exit> {
    anyhow::bail!("`init` is being written")
}
