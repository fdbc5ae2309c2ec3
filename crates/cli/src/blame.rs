//! `variorum blame`: for each word of a sentence the version that first had it.
//!
//! ```text
//! A │ The building of the crossing at
//! B │ Velmost
//! A │ has not begun.   (not in C)
//!
//! A  2031-04-12 09:00  Official website of the President of Tesmara · d:… · first with 8 words
//! B  2031-04-12 18:30  KOLVENA · d:… · first with 1 word
//! ```
//! Asked of are the versions of the document's meeting and all captures of their pages, in the order
//! of time. Words that were taken out and put back, and sentences that moved, keep their origin.

mod versions;

use std::io::Write;

use anstyle::Style;
use variorum_export::blame::{BlameOf, BlameToken, BlameVersion, blame};
use variorum_record::{Record, StatementRow};
use variorum_text::provenance::{Provenance, provenance};
use variorum_text::span::Span;

use crate::exit::{Exit, Told};
use crate::house::House;
use crate::kept::{facts, open, plain, record_flag, told};
use versions::{Shelf, Told as Version};

const STRONG: Style = Style::new().bold();

/// Show for each word of a statement which version first had it
#[derive(clap::Args)]
#[command(after_help = "Examples:
  variorum blame s:0c1d2e3f40516273          a statement, as `search` and `show` print its id
  variorum blame d:1c4babc213151d53:10       sentence 10 of a document, as `check` and `compare` count")]
pub struct Args {
    /// A statement (s:…), or a document and the number of a sentence (d:…:10)
    #[arg(value_name = "STATEMENT|DOCUMENT:SENTENCE")]
    of: String,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let record = open(house)?;
    let places = places(&record, &args.of)?;
    let shelf = Shelf::of(&record)?;
    let mut done: Vec<Vec<String>> = Vec::new();
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    let mut last = None;
    for (document, row) in places.iter().rev() {
        let family = shelf.family(document);
        // A statement that stands in several versions of one meeting is told once, from the latest.
        if done.contains(&family) {
            continue;
        }
        let versions = shelf.versions(&record, &family)?;
        let asked = latest(&versions, &places).unwrap_or((document, row));
        let line = Sentence::find(&versions, asked.0, asked.1)?;
        match house.json {
            true => writeln!(out, "{}", line.wire(&versions))?,
            false => line.show(&mut out, &versions)?,
        }
        last = Some(line.document.clone());
        done.push(family);
    }
    out.flush()?;
    if let Some(document) = last {
        house.say(format_args!("next: variorum show {document}{}", record_flag(house)));
    }
    Ok(Exit::Done)
}

/// Documents and statements that are asked for, by day.
fn places(record: &Record, of: &str) -> anyhow::Result<Vec<(String, StatementRow)>> {
    if of.starts_with("s:") {
        let found = record.witnesses(of).map_err(told)?;
        return Ok(found.into_iter().map(|(row, held)| (held.entry.id.clone(), row)).collect());
    }
    let wrong = || {
        Told::new(Exit::Usage, format!("`{}` is no statement and no sentence of a document", plain(of)))
            .hint("name a statement (s:…), or a document and the number of a sentence in it (d:…:10)")
    };
    let (document, sentence) = of.strip_prefix("d:").and_then(|d| d.split_once(':')).ok_or_else(wrong)?;
    let number: usize = sentence.parse().map_err(|_| wrong())?;
    let id = format!("d:{document}");
    let entry = record.document(&id).map_err(told)?;
    let mut rows = record.statements(&entry).map_err(told)?;
    let n = rows.len();
    if number == 0 || number > n {
        return Err(Told::new(Exit::NotHere, format!("`{id}` has no sentence {number}"))
            .hint(format!("its sentences are 1 to {n}; `variorum show {id}` prints them"))
            .into());
    }
    Ok(vec![(id, rows.swap_remove(number - 1))])
}

/// Of the places asked for the one in the latest of these versions.
fn latest<'p>(
    versions: &[Version],
    places: &'p [(String, StatementRow)],
) -> Option<(&'p String, &'p StatementRow)> {
    let at =
        |(document, _): &&(String, StatementRow)| versions.iter().position(|v| v.seen.entry.id == *document);
    places.iter().filter(|p| at(p).is_some()).max_by_key(at).map(|(document, row)| (document, row))
}

/// A sentence with the origin of its words.
struct Sentence {
    statement: String,
    document: String,
    /// Its version, its number in it, and its place.
    at: (usize, usize),
    span: Span,
    speaker: Option<String>,
    tokens: Vec<BlameToken>,
    /// The versions that are captures of its page.
    captures: Vec<usize>,
}

impl Sentence {
    fn find(versions: &[Version], document: &str, row: &StatementRow) -> anyhow::Result<Sentence> {
        let lost = || {
            Told::new(Exit::NotHere, format!("`{document}` is read differently now, or is a failed capture"))
                .hint("run `variorum rebuild` to read the record anew; `variorum log` tells failed captures")
        };
        let version = versions
            .iter()
            .position(|v| v.seen.entry.id == document && v.seen.document == document)
            .ok_or_else(lost)?;
        let units = versions[version].reading.units();
        let unit = units.iter().position(|u| u.span == row.statement.span).ok_or_else(lost)?;
        let asked: Vec<_> = versions.iter().map(|v| v.words.clone()).collect();
        let found = provenance(&asked);
        let spans = asked[version].sentences().nth(unit).map(|s| s.spans.clone()).unwrap_or_default();
        Ok(Sentence {
            statement: row.statement.id.clone(),
            document: document.to_string(),
            at: (version, unit),
            span: row.statement.span,
            speaker: row.statement.speaker.clone().or_else(|| row.statement.label.clone()),
            tokens: tokens(&found, (version, unit), &spans),
            captures: (0..versions.len())
                .filter(|n| versions[*n].page.is_some() && versions[*n].page == versions[version].page)
                .collect(),
        })
    }

    /// The versions with what they have of this sentence.
    fn versions(&self, versions: &[Version]) -> Vec<BlameVersion> {
        let one = |(n, v): (usize, &Version)| BlameVersion {
            sigil: crate::compare::sigil(n),
            document: v.seen.document.clone(),
            capture: v.seen.entry.capture.id.clone(),
            url: v.seen.entry.url.clone(),
            publisher: v.seen.entry.publisher.clone(),
            date: v.date.clone(),
            first: self.tokens.iter().filter(|t| t.first == n).count(),
            held: self.tokens.iter().filter(|t| t.held.contains(&n)).count(),
        };
        versions.iter().enumerate().map(one).collect()
    }

    fn wire(&self, versions: &[Version]) -> String {
        let of = BlameOf {
            statement: &self.statement,
            document: &self.document,
            sentence: self.at.1 + 1,
            speaker: self.speaker.as_deref(),
            text: &versions[self.at.0].reading.document.text,
            span: self.span,
        };
        blame(&of, &self.versions(versions), &self.tokens)
    }

    fn show(&self, out: &mut impl Write, versions: &[Version]) -> std::io::Result<()> {
        let text = &versions[self.at.0].reading.document.text;
        let legend = self.versions(versions);
        let own = &legend[self.at.0];
        let place = format!("sentence {} of {}", self.at.1 + 1, self.document);
        let date = own.date.as_deref().map(readable);
        writeln!(out, "{}\n", facts(&[self.speaker.clone(), own.publisher.clone(), date, Some(place)]))?;
        for group in self.tokens.chunk_by(|x, y| x.first == y.first && self.absent(x) == self.absent(y)) {
            let words = plain(self.between(group).of(text));
            let absent: Vec<&str> =
                self.absent(&group[0]).into_iter().map(|n| legend[n].sigil.as_str()).collect();
            let note =
                if absent.is_empty() { String::new() } else { format!("   (not in {})", absent.join(", ")) };
            writeln!(out, "{STRONG}{:>2}{STRONG:#} │ {words}{note}", legend[group[0].first].sigil)?;
        }
        writeln!(out)?;
        for version in legend.iter().filter(|v| v.held > 0) {
            let this = if version.document == self.document { " · this version" } else { "" };
            writeln!(out, "{}{this}", told_of(version, self.tokens.len()))?;
        }
        match legend.iter().filter(|v| v.held == 0).count() {
            0 => Ok(()),
            n => writeln!(out, "    {n} other version{} without these words", if n == 1 { "" } else { "s" }),
        }?;
        writeln!(out)
    }

    /// Captures of this page, after a word's origin and before this one, that have other words of the
    /// sentence and not this: it was taken out and put back.
    fn absent(&self, token: &BlameToken) -> Vec<usize> {
        let has_any = |n: &usize| self.tokens.iter().any(|t| t.held.contains(n));
        let between = self.captures.iter().copied().filter(|n| (token.first + 1..self.at.0).contains(n));
        between.filter(|n| !token.held.contains(n) && has_any(n)).collect()
    }

    /// The stretch of text of neighbouring words, with the signs after them.
    fn between(&self, group: &[BlameToken]) -> Span {
        let at = |token: &BlameToken| self.tokens.iter().position(|t| t.span == token.span);
        let first = group.first().and_then(at).unwrap_or(0);
        let next = group.last().and_then(at).and_then(|n| self.tokens.get(n + 1));
        let start = if first == 0 { self.span.start } else { group[0].span.start };
        Span::new(start, next.map_or(self.span.end, |t| t.span.start))
    }
}

fn told_of(version: &BlameVersion, n_words: usize) -> String {
    let count = |n: usize| if n == 1 { "1 word".to_string() } else { format!("{n} words") };
    let has = match version.first {
        0 => format!("has {} of {n_words}", version.held),
        n => format!("first with {}, has {} of {n_words}", count(n), version.held),
    };
    let date = version.date.as_deref().map_or("no date".to_string(), readable);
    let rest = facts(&[version.publisher.clone(), Some(version.document.clone()), Some(has)]);
    format!("{STRONG}{:>2}{STRONG:#}  {date:16}  {rest}", version.sigil)
}

/// `2031-04-12 09:00`.
fn readable(date: &str) -> String {
    match (date.get(..10), date.get(11..16)) {
        (Some(day), Some(time)) => format!("{day} {time}"),
        _ => date.to_string(),
    }
}

/// The printed words of a sentence; both halves of a contraction are one, of the first half's origin.
fn tokens(found: &Provenance, (version, unit): (usize, usize), spans: &[Span]) -> Vec<BlameToken> {
    let mut out: Vec<BlameToken> = Vec::new();
    for (token, span) in found.sentence(version, unit).unwrap_or_default().into_iter().zip(spans) {
        if out.last().is_none_or(|last| last.span != *span) {
            out.push(BlameToken { span: *span, first: token.first, held: token.held.clone() });
        }
    }
    out
}
