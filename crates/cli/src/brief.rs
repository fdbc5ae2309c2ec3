//! `variorum brief`: what a folder of captures or a record holds, on one screen.
//!
//! ```text
//! 4 documents · 3 publishers · 2 meetings · 2029-09-18 to 2031-04-12
//!
//! 2031-04-12 · The Old Hall, Brona · Vera Holt, Jon Varga
//!   original     norland.txt   Official website of the President of Norland
//!   translation  wire.html     NORPRESS
//!   NAME  «Lake Brona» / «Great Lake»   norland.txt:31 | wire.html:44
//! ```
//! Files named on the command line are read and not kept; without any, the record is told of.

pub mod gather;
mod screen;

use std::io::Write;

use variorum_export::event::Pages;
use variorum_export::series::Source;
use variorum_text::brief::brief;
use variorum_text::event::ledger;
use variorum_text::reading::Held;

use crate::exit::{Exit, Told};
use crate::house::House;
use gather::Gathered;

/// Say on one screen what a folder of captures, or the record, holds
#[derive(clap::Args)]
pub struct Args {
    /// Files or folders of captures; without any, the record
    #[arg(value_name = "PATH")]
    paths: Vec<std::path::PathBuf>,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let is_record = args.paths.is_empty();
    let gathered =
        if is_record { gather::from_record(house)? } else { gather::from_files(&args.paths, house)? };
    if gathered.pages.is_empty() && !is_record {
        return Err(Told::new(Exit::Unreadable, "none of the inputs holds a capture that can be read")
            .hint("name files or folders with text, Markdown or HTML captures")
            .into());
    }
    let held: Vec<Held> = gathered.pages.iter().map(|p| Held { id: &p.id, reading: &p.reading }).collect();
    let told = brief(&held, gathered.meetings.clone(), gathered.rules());
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    if house.json {
        let ledger = ledger(&held, &gathered.meetings, gathered.rules());
        let sources: Vec<Source> = gathered.pages.iter().map(gather::source).collect();
        let form = variorum_export::brief::brief(&told, &held).with_ledger(&Pages::new(&sources), &ledger);
        serde_json::to_writer(&mut out, &form)?;
        writeln!(out)?;
    } else {
        screen::show(&mut out, &told, &gathered)?;
    }
    out.flush()?;
    house.say(next(&gathered, is_record, house));
    Ok(if gathered.n_failed > 0 { Exit::Partial } else { Exit::Done })
}

/// The command that is useful now.
fn next(gathered: &Gathered, is_record: bool, house: &House) -> String {
    let flag = crate::kept::record_flag(house);
    match (is_record, gathered.pages.is_empty()) {
        (true, true) => format!("the record is empty; next: variorum add FILE…{flag}"),
        (true, false) => format!("next: variorum check \"WORDS\"{flag}"),
        (false, _) => {
            format!("next: variorum init{flag}, then variorum add with the same paths, keeps these captures")
        }
    }
}
