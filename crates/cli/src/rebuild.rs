//! `variorum rebuild`: catalogue and index anew from the archive.

use std::io::{IsTerminal, Write};

use indicatif::{ProgressBar, ProgressStyle};
use variorum_record::Record;

use crate::exit::Exit;
use crate::house::House;
use crate::kept::{record_flag, told};

/// Rebuild catalogue and index from the archive
#[derive(clap::Args)]
pub struct Args {
    /// First learn from the text captures which lines their sites print on every page (data/hosts.toml)
    #[arg(long)]
    learn: bool,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let learnt = match args.learn {
        true => Some(Record::learn(house.record_dir()).map_err(told)?),
        false => None,
    };
    let bar = if house.quiet || house.json || !std::io::stderr().is_terminal() {
        ProgressBar::hidden()
    } else {
        let style = ProgressStyle::with_template("{bar:30} {bytes} of {total_bytes}");
        ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    };
    let (record, damaged) = Record::rebuild(house.record_dir(), |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    })
    .map_err(told)?;
    bar.finish_and_clear();
    for damage in &damaged {
        anstream::eprintln!("error: {damage}");
    }
    let scope = record.scope().map_err(told)?;
    let meetings = record.meetings().map_err(told)?.len();
    if house.json {
        let line = serde_json::json!({
            "schema": variorum_export::SCHEMA, "kind": "rebuilt",
            "captures": scope.captures, "meetings": meetings, "damaged": damaged.len(), "learnt": learnt,
        });
        writeln!(std::io::stdout(), "{line}")?;
    } else {
        writeln!(
            std::io::stdout(),
            "captures {} · meetings {meetings} · damaged {}",
            scope.captures,
            damaged.len()
        )?;
        if let Some(n) = learnt {
            writeln!(std::io::stdout(), "lines of sites learnt {n}")?;
        }
    }
    house.say(format_args!("next: variorum meetings{}", record_flag(house)));
    Ok(if damaged.is_empty() { Exit::Done } else { Exit::Damaged })
}
