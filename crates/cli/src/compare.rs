//! `variorum compare`: versions side by side.

use crate::exit::Exit;
use crate::house::House;

/// Compare versions of one meeting
#[derive(clap::Args)]
pub struct Args {}

/// Runs the subcommand.
pub fn run(_args: &Args, _house: &House) -> anyhow::Result<Exit> {
    anyhow::bail!("`compare` is being written")
}
