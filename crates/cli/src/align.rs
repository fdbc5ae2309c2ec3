//! `variorum align`: the bare aligner.

use crate::exit::Exit;
use crate::house::House;

/// Align two texts whose units are lines
#[derive(clap::Args)]
pub struct Args {}

/// Runs the subcommand.
pub fn run(_args: &Args, _house: &House) -> anyhow::Result<Exit> {
    anyhow::bail!("`align` is being written")
}
