//! `variorum read`: captures read, nothing kept.

use crate::exit::Exit;
use crate::house::House;

/// Read captures and print what they say; keeps nothing
#[derive(clap::Args)]
pub struct Args {}

/// Runs the subcommand.
pub fn run(_args: &Args, _house: &House) -> anyhow::Result<Exit> {
    anyhow::bail!("`read` is being written")
}
