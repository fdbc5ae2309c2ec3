//! `variorum compare`: versions side by side.
//!
//! ```text
//! A  norland.txt   32 sentences
//! B  portal.html   34 sentences
//! NAME 1 · OMIT 2 · ADD 1 · 2 identical
//!
//! ↔ A33 | B35  NAME  «Sarnhold» / «Velmost»
//! ```
//! Rows of rank 1 are shown; `--rank`, `--class` and `--all` ask for others. Colour tells the side
//! only; what a difference is stands in a chip, and its words in signs that need no colour.

mod rules;
mod screen;
mod word;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::builder::PossibleValuesParser;
use variorum_export::collation::page::collation_page;
use variorum_export::collation::view::View;
use variorum_record::Record;
use variorum_text::collation::{Class, Collation, Relation, Witness, collate};
use variorum_text::reading::read;
use variorum_text::rules::Rules;

use crate::exit::{Exit, Told};
use crate::house::House;
use crate::input::capture;
use crate::kept::{open, record_flag, told};

/// Compare versions of one meeting, sentence by sentence
#[derive(clap::Args)]
pub struct Args {
    /// Versions: captures (.txt, .md, .html), documents of the record (d:…), or a meeting (m:…) for
    /// all its versions; the first is the base
    #[arg(required = true, value_name = "VERSION")]
    versions: Vec<String>,
    /// Show every row and every difference, identical rows and signs too
    #[arg(long, conflicts_with_all = ["rank", "class"])]
    all: bool,
    /// Show differences down to this rank: 1 material, 2 substantive, 3 wording, 4 form
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=4))]
    rank: u8,
    /// Show differences of these classes only, whatever their rank: name,figure,polarity …
    #[arg(long, value_name = "CLASS", value_delimiter = ',',
          value_parser = PossibleValuesParser::new(Class::ALL.map(Class::as_str)))]
    class: Vec<String>,
    /// Print each row once, with both readings word by word
    #[arg(long)]
    word: bool,
    /// Write the comparison to a page of HTML that needs nothing beside it
    #[arg(long, value_name = "FILE", conflicts_with = "word")]
    html: Option<PathBuf>,
    /// Add rules of your own: names, words and classes of difference, in a table such as `names.toml` or
    /// `wording.toml`, or in a folder of them
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
}

impl Args {
    /// What the flags ask to see.
    fn view(&self) -> View {
        let classes = Class::ALL.into_iter().filter(|c| self.class.iter().any(|n| n == c.as_str())).collect();
        View { rank: if self.all { 4 } else { self.rank }, identical: self.all, classes }
    }
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let shelf = Shelf::of(&args.versions, house)?;
    let own = rules::with(&args.rules, shelf.record.as_ref())?;
    let rules = own.as_ref().unwrap_or_else(|| Rules::builtin());
    let versions = shelf.documents(&args.versions)?;
    if versions.len() < 2 {
        return Err(Told::new(Exit::Usage, "a comparison takes two versions or more")
            .hint("name another file or document, or a meeting with several versions: variorum meetings")
            .into());
    }
    let mut witnesses = Vec::new();
    for (n, version) in versions.iter().enumerate() {
        witnesses.push(shelf.load(version, &sigil(n), rules)?);
    }
    let kept = shelf.record.as_ref().map(Record::rules);
    let collation = collate(witnesses, own.as_ref().or(kept).unwrap_or(rules));
    if house.json {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        writeln!(out, "{}", variorum_export::collation::collation(&collation))?;
        out.flush()?;
    }
    if let Some(file) = &args.html {
        std::fs::write(file, collation_page(&collation, &args.view()))
            .with_context(|| format!("cannot write `{}`", file.display()))?;
        house.say(format_args!("wrote `{}`; open it in a browser", file.display()));
    } else if !house.json {
        let layout = if args.word { screen::Layout::Words } else { screen::Layout::Beside };
        screen::show(&collation, &args.view(), layout)?;
        house.say(next(args, house, &collation));
    }
    let same = collation.rows.iter().all(|r| r.relation == Relation::Identical);
    Ok(if same { Exit::Done } else { Exit::Differs })
}

/// Where versions come from: files, and the record when an id is named.
struct Shelf {
    record: Option<Record>,
}

impl Shelf {
    fn of(names: &[String], house: &House) -> anyhow::Result<Shelf> {
        let asks_record = names.iter().any(|n| is_id(n));
        Ok(Shelf { record: if asks_record { Some(open(house)?) } else { None } })
    }

    /// The names with each meeting replaced by its documents.
    fn documents(&self, names: &[String]) -> anyhow::Result<Vec<String>> {
        let mut found = Vec::new();
        for name in names {
            match &self.record {
                Some(record) if name.starts_with("m:") && is_id(name) => {
                    let meeting = record.meeting(name).map_err(told)?;
                    found.extend(meeting.members.into_iter().map(|m| m.document));
                }
                _ => found.push(name.clone()),
            }
        }
        Ok(found)
    }

    fn load(&self, name: &str, sigil: &str, rules: &Rules) -> anyhow::Result<Witness> {
        if let Some(record) = self.record.as_ref().filter(|_| is_id(name)) {
            return Ok(Witness::from_reading(&record.reading(name).map_err(told)?, sigil));
        }
        let reading = read(&capture(name)?, rules);
        if let Some(why) = reading.document.findings.iter().find(|f| f.code == "unreadable") {
            return Err(Told::new(Exit::Unreadable, format!("`{name}` {}", why.message))
                .hint("compare takes captures of text, Markdown or HTML")
                .into());
        }
        Ok(Witness::from_reading(&reading, sigil))
    }
}

/// True for the id of a document or a meeting that is no file of that name.
fn is_id(name: &str) -> bool {
    (name.starts_with("d:") || name.starts_with("m:")) && !Path::new(name).exists()
}

/// A, B … Z, AA, AB …
pub fn sigil(n: usize) -> String {
    let letter = |k: usize| char::from(b'A' + (k % 26) as u8);
    match n / 26 {
        0 => letter(n).to_string(),
        more => format!("{}{}", letter(more - 1), letter(n)),
    }
}

/// The command that is useful now.
fn next(args: &Args, house: &House, collation: &Collation) -> String {
    let flag = record_flag(house);
    let view = args.view();
    let found = || collation.rows.iter().flat_map(|r| &r.differences);
    let hidden = found().filter(|d| !view.shows(d)).count();
    let lower = (view.rank + 1..=4).find(|rank| found().any(|d| d.difference.rank == *rank));
    let versions = args.versions.join(" ");
    match lower.filter(|_| args.class.is_empty()) {
        Some(rank) => {
            format!(
                "next: `variorum compare {versions} --rank {rank}{flag}` shows more of the {hidden} differences of lower rank; `--all` every row"
            )
        }
        _ if args.versions.iter().any(|v| is_id(v)) => format!("next: `variorum check \"WORDS\"{flag}`"),
        _ => "next: `variorum add FILE…` keeps the versions in a record; `variorum check \"WORDS\"` asks it"
            .to_string(),
    }
}
