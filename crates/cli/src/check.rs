//! `variorum check`: a quotation against the record.

use crate::exit::Exit;
use crate::house::House;

/// Check a quotation against the record
#[derive(clap::Args)]
pub struct Args {}

/// Runs the subcommand.
pub fn run(_args: &Args, _house: &House) -> anyhow::Result<Exit> {
    anyhow::bail!("`check` is being written")
}
