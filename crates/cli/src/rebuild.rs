//! `variorum rebuild`: catalogue and index anew from the archive.

use crate::exit::Exit;
use crate::house::House;

/// Rebuild catalogue and index from the archive
#[derive(clap::Args)]
pub struct Args {}

/// Runs the subcommand.
pub fn run(_args: &Args, _house: &House) -> anyhow::Result<Exit> {
    anyhow::bail!("`rebuild` is being written")
}
