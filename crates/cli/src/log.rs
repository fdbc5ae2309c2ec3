//! `variorum log`: the captures of a page and its edits.
//!
//! ```text
//! https://norland.example/speeches/42 · 4 captures · Norland Herald
//!
//! 2031-04-30 10:00 UTC  2 of 34 sentences changed  FIG 1 · OMIT 1
//!   since 2031-04-12 09:00 UTC
//!   edited, date not changed: both captures say 2031-04-12
//!   ↔ A12 | B12  FIG  Vera Holt
//!     - We have sent [-300-] tents.
//!     + We have sent {+340+} tents.
//! 2031-04-20 10:00 UTC  failed capture: an error page «404 Not Found»
//! 2031-04-12 09:00 UTC  first capture · 34 sentences
//! ```
//! Without an argument every page with several captures has a line an edit. Nothing is said of when
//! or by whom words were taken out: one capture has them, another has not.

mod screen;

use std::collections::BTreeMap;
use std::io::Write;

use clap::builder::PossibleValuesParser;
use variorum_export::history::{EditSide, edit as edit_line, failed_capture};
use variorum_record::Record;
use variorum_text::collation::Class;
use variorum_text::history::{History, State, canonical, history};
use variorum_text::reading::Reading;

use crate::captures::{Page, Seen, pages, see};
use crate::exit::{Exit, Told};
use crate::house::House;
use crate::kept::{open, plain, record_flag, told};

/// Show the captures of a page and what changed between them
#[derive(clap::Args)]
#[command(after_help = "Examples:
  variorum log                                    every page with several captures, newest first
  variorum log https://norland.example/speech     one page: each edit with its words and places
  variorum log --class figure,name --confirm 2    figures and names, where the change lasts

How captures of one page get in:
  variorum add --url URL --captured 2031-05-25T10:00:00Z page.html
  variorum add captures.warc.gz                   a WARC file has address and instant of each capture")]
pub struct Args {
    /// An address, a meeting (m:…) for the pages of its versions, or a document (d:…) for its page
    #[arg(value_name = "URL|ID")]
    of: Option<String>,
    /// Leave out captures that failed or show no change
    #[arg(long)]
    changed: bool,
    /// Differences of these classes only: name,figure,polarity …
    #[arg(long, value_name = "CLASS", value_delimiter = ',',
          value_parser = PossibleValuesParser::new(Class::ALL.map(Class::as_str)))]
    class: Vec<String>,
    /// Tell a change only when it lasts for so many captures in a row
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    confirm: u32,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let record = open(house)?;
    let mut wanted = wanted(&record, args.of.as_deref())?;
    // The page captured last comes first.
    wanted.sort_by(|a, b| {
        let last = |p: &Page| p.entries.last().and_then(|e| e.capture.captured.clone());
        last(b).cmp(&last(a)).then(a.url.cmp(&b.url))
    });
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    let mut next = None;
    for page in &wanted {
        let told = Logged::read(&record, page, args)?;
        next = next.or_else(|| told.next(house));
        match house.json {
            true => told.lines(&mut out, args.changed)?,
            false => screen::page(&mut out, &told, args.of.is_some(), args.changed)?,
        }
    }
    out.flush()?;
    if wanted.is_empty() {
        house.say(format_args!(
            "no page has several captures; next: variorum add --url URL --captured INSTANT FILE{}",
            record_flag(house)
        ));
    } else if let Some(next) = next {
        house.say(next);
    }
    Ok(Exit::Done)
}

/// The pages asked for.
fn wanted(record: &Record, of: Option<&str>) -> anyhow::Result<Vec<Page>> {
    let mut all = pages(record)?;
    let Some(of) = of else {
        return Ok(all.into_values().filter(|p| p.entries.len() > 1).collect());
    };
    let rules = &record.rules().history;
    let documents: Vec<String> = match of.split_once(':').map(|(kind, _)| kind) {
        Some("m") => record.meeting(of).map_err(told)?.members.into_iter().map(|m| m.document).collect(),
        Some("d") => vec![record.document(of).map_err(told)?.id],
        _ => {
            let page = all.remove(&canonical(of, rules));
            let page = page.ok_or_else(|| {
                Told::new(Exit::NotHere, format!("the record holds no capture of `{}`", plain(of))).hint(
                    "`variorum log` lists the pages with several captures; `variorum add --url` adds one",
                )
            })?;
            return Ok(vec![page]);
        }
    };
    let mut found: BTreeMap<String, Page> = BTreeMap::new();
    for id in documents {
        let Some(url) = record.document(&id).map_err(told)?.url else { continue };
        let key = canonical(&url, rules);
        if let Some(page) = all.remove(&key) {
            found.insert(key, page);
        }
    }
    if found.is_empty() {
        return Err(Told::new(Exit::NotHere, format!("no version of `{}` has an address", plain(of)))
            .hint("give the address when a file is added: variorum add --url URL --captured INSTANT FILE")
            .into());
    }
    Ok(found.into_values().collect())
}

/// A page with its captures read and its edits.
struct Logged<'p> {
    page: &'p Page,
    seen: Vec<Seen>,
    history: History,
    confirm: usize,
}

impl<'p> Logged<'p> {
    fn read(record: &Record, page: &'p Page, args: &Args) -> anyhow::Result<Logged<'p>> {
        let (mut seen, mut readings): (Vec<Seen>, Vec<Reading>) = (Vec::new(), Vec::new());
        for entry in &page.entries {
            let (one, reading) = see(record, entry)?;
            seen.push(one);
            readings.push(reading);
        }
        let confirm = args.confirm as usize;
        // A capture was read a moment ago; should it fail now, nothing is printed around its text.
        let lines = |n: usize| record.lines(&seen[n].entry.capture).unwrap_or_default();
        let mut history = history(&readings, confirm, &lines, record.rules());
        if !args.class.is_empty() {
            keep_classes(&mut history, &args.class);
        }
        Ok(Logged { page, seen, history, confirm })
    }

    /// The wire form, newest first.
    fn lines(&self, out: &mut impl Write, changed_only: bool) -> std::io::Result<()> {
        for n in (0..self.seen.len()).rev() {
            if let State::Failed(failure) = &self.history.states[n]
                && !changed_only
            {
                writeln!(out, "{}", failed_capture(&self.page.url, self.side(n), failure))?;
            }
            for edit in self.history.edits.iter().filter(|e| e.to == n) {
                writeln!(out, "{}", edit_line(&self.page.url, self.side(edit.from), self.side(n), edit))?;
            }
        }
        Ok(())
    }

    fn side(&self, n: usize) -> EditSide<'_> {
        let seen = &self.seen[n];
        EditSide {
            capture: &seen.entry.capture.id,
            document: &seen.document,
            captured: seen.entry.capture.captured.as_deref(),
            published: seen.published.clone(),
            modified: seen.modified.clone(),
        }
    }

    /// The command that is useful now.
    fn next(&self, house: &House) -> Option<String> {
        let flag = record_flag(house);
        if self.seen.iter().any(|s| s.document != s.entry.id) {
            return Some(format!(
                "some captures were read by another version; next: variorum rebuild{flag}, so that `compare` has the same documents"
            ));
        }
        let edit = self.history.edits.last()?;
        let (a, b) = (&self.seen[edit.from].document, &self.seen[edit.to].document);
        Some(format!("next: variorum compare {a} {b} --rank 4{flag}"))
    }
}

/// Leaves differences of these classes, and edits that have any.
fn keep_classes(history: &mut History, classes: &[String]) {
    for edit in &mut history.edits {
        for row in &mut edit.collation.rows {
            row.differences.retain(|d| classes.iter().any(|c| c == d.difference.class.as_str()));
        }
        edit.collation.rows.retain(|r| !r.differences.is_empty());
    }
    history.edits.retain(|e| !e.collation.rows.is_empty());
}
