//! `variorum brief`: one screen on a folder of captures.

use crate::exit::Exit;
use crate::house::House;

/// Say on one screen what a folder of captures holds
#[derive(clap::Args)]
pub struct Args {}

/// Runs the subcommand.
pub fn run(_args: &Args, _house: &House) -> anyhow::Result<Exit> {
    anyhow::bail!("`brief` is being written")
}
