//! `variorum show`: one thing of the record.

use crate::exit::Exit;
use crate::house::House;

/// Show a meeting, document, statement or capture
#[derive(clap::Args)]
pub struct Args {}

/// Runs the subcommand.
pub fn run(_args: &Args, _house: &House) -> anyhow::Result<Exit> {
    anyhow::bail!("`show` is being written")
}
