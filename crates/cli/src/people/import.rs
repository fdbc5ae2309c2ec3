//! `variorum people import`: people and posts from Popolo JSON or Wikidata-style CSV into the record.
//!
//! Rows that cannot be used are told with their place; the others are kept. The same file again
//! changes nothing.

use std::io::{BufReader, Write};

use variorum_export::people::imported;
use variorum_text::rules::holders::{Gained, Holders};

use super::{popolo, table};
use crate::exit::{Exit, Told};
use crate::house::House;
use crate::kept::{open_to_write, record_flag, told};

/// Take up people and posts from Popolo JSON or Wikidata-style CSV
#[derive(clap::Args)]
pub struct Args {
    /// Files: .json (Popolo: persons, memberships, posts, organizations), .csv (person, position, start, end)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
}

/// What a file gives.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// People and posts.
    pub holders: Holders,
    /// What could not be used: the place, and why.
    pub bad: Vec<(String, String)>,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let (mut done, mut failed, mut first) = (0, 0, None);
    let mut out = std::io::stdout().lock();
    for file in &args.files {
        let read = match read(file) {
            Ok(read) => read,
            Err(error) => {
                crate::exit::report(&error);
                failed += 1;
                continue;
            }
        };
        for (place, why) in &read.bad {
            anstream::eprintln!("error: cannot use `{file}`, {place}: {why}");
        }
        // The record is opened anew for each file: its rules hold what the file before has brought.
        let gained = if read.holders.people.is_empty() {
            Gained::default()
        } else {
            open_to_write(house)?.keep_people(&read.holders).map_err(told)?
        };
        done += usize::from(!read.holders.people.is_empty());
        failed += read.bad.len();
        tell(&mut out, file, &read, gained, house)?;
        first = first.or_else(|| read.holders.people.first().map(|p| p.name.clone()));
    }
    let flag = record_flag(house);
    if let Some(name) = first {
        house.say(format_args!(
            "next: variorum people --unresolved{flag}, or variorum people \"{name}\"{flag}"
        ));
    }
    Ok(match (done, failed) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Unreadable,
        _ => Exit::Partial,
    })
}

fn tell(out: &mut impl Write, file: &str, read: &Read, gained: Gained, house: &House) -> anyhow::Result<()> {
    let (people, posts) = (read.holders.people.len(), read.holders.posts.len());
    if house.json {
        let form = imported(file, (people, posts), (gained.people, gained.posts), read.bad.len());
        serde_json::to_writer(&mut *out, &form)?;
        writeln!(out)?;
    } else {
        writeln!(
            out,
            "{file}: people {people} ({} new) · posts {posts} ({} new) · rows not read {}",
            gained.people,
            gained.posts,
            read.bad.len()
        )?;
    }
    Ok(())
}

/// Largest file that is read, in bytes.
const MOST_BYTES: u64 = 256 << 20;

fn read(file: &str) -> anyhow::Result<Read> {
    let cannot = |e: std::io::Error| Told::new(Exit::Unreadable, format!("cannot read `{file}`: {e}"));
    let opened = std::fs::File::open(file).map_err(cannot)?;
    if opened.metadata().map_err(cannot)?.len() > MOST_BYTES {
        return Err(
            Told::new(Exit::Unreadable, format!("cannot read `{file}`: it is larger than 256 MiB")).into()
        );
    }
    let source =
        std::path::Path::new(file).file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let wrong = |why: String| {
        Told::new(Exit::Unreadable, format!("cannot use `{file}`: {why}"))
            .hint("Popolo JSON has a list `persons`; a CSV names its columns, as person,position,start,end")
    };
    let lower = source.to_lowercase();
    let read = if lower.ends_with(".json") {
        let text = std::io::read_to_string(opened).map_err(cannot)?;
        popolo::read(&text, &source)
    } else if lower.ends_with(".csv") {
        table::read(BufReader::new(opened), &source)
    } else {
        Err("it is neither .json nor .csv".to_string())
    };
    Ok(read.map_err(wrong)?)
}
