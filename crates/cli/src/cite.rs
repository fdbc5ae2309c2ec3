//! `variorum cite`: a statement, a document or a place of one as a citation.

use std::io::Write;

use variorum_export::citation::{Cited, Style, citation};
use variorum_record::{Held, Record, StatementRow};
use variorum_text::meeting::Meeting;
use variorum_text::span::Span;
use variorum_text::statement::StatementKind;

use crate::exit::{Exit, Told};
use crate::house::House;
use crate::kept::{open, plain, told};

/// Cite a statement, a document, or a place in one
#[derive(clap::Args)]
pub struct Args {
    /// An id: s:… or d:…
    id: String,
    /// How the citation is written: chicago, bibtex, csl-json, wikipedia
    #[arg(long, default_value = "chicago", value_parser = style)]
    style: Style,
    /// With d:…: a place as evidence gives it, in code points, as 120-164
    #[arg(long, value_name = "START-END", value_parser = place)]
    at: Option<(usize, usize)>,
}

fn style(name: &str) -> Result<Style, String> {
    let known = Style::ALL.into_iter().find(|s| s.as_str() == name);
    known.ok_or_else(|| format!("no such style; known are {}", Style::ALL.map(Style::as_str).join(", ")))
}

fn place(given: &str) -> Result<(usize, usize), String> {
    let parts = given.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    parts.filter(|(a, b)| a < b).ok_or_else(|| format!("`{given}` is no place as 120-164"))
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let record = open(house)?;
    let mut out = std::io::stdout().lock();
    let form = match args.id.split_once(':').map(|(kind, _)| kind) {
        Some("s") if args.at.is_none() => of_statement(&record, &args.id, args.style)?,
        Some("d") => of_document(&record, &args.id, args.at, args.style)?,
        _ => {
            return Err(Told::new(Exit::Usage, format!("`{}` cannot be cited", plain(&args.id)))
                .hint("give the id of a statement (s:…) or of a document (d:…, perhaps with --at)")
                .into());
        }
    };
    if house.json {
        let line = serde_json::json!({
            "schema": variorum_export::SCHEMA, "kind": "citation",
            "id": args.id, "style": args.style.as_str(), "text": form,
        });
        writeln!(out, "{line}")?;
    } else {
        writeln!(out, "{form}")?;
    }
    Ok(Exit::Done)
}

/// The citation of a statement's first witness.
pub fn of_statement(record: &Record, id: &str, style: Style) -> anyhow::Result<String> {
    let witnesses = record.witnesses(id).map_err(told)?;
    let Some((row, held)) = witnesses.first() else { return Ok(String::new()) };
    let at = sentence_at(record, held, row.statement.span)?;
    of_place(record, held, Some(row), row.statement.span, at, style)
}

fn of_document(
    record: &Record,
    id: &str,
    at: Option<(usize, usize)>,
    style: Style,
) -> anyhow::Result<String> {
    let entry = record.document(id).map_err(told)?;
    let held = Held { text: record.text(&entry).map_err(told)?.into(), entry };
    let Some((start, end)) = at else { return of_place(record, &held, None, Span::default(), None, style) };
    let span = in_bytes(&held.text, start, end).ok_or_else(|| {
        Told::new(Exit::NotHere, format!("`{id}` has no place {start}-{end}"))
            .hint("offsets are code points into the text that `variorum show d:… --json` gives")
    })?;
    of_span(record, &held, span, style)
}

/// A place of code points in bytes; `None` when the text ends before it.
fn in_bytes(text: &str, start: usize, end: usize) -> Option<Span> {
    let byte = |n: usize| text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(n);
    Some(Span::new(byte(start)?, byte(end)?))
}

/// The citation of a place: whose words they are is told by the statement that holds it.
pub fn of_span(record: &Record, held: &Held, span: Span, style: Style) -> anyhow::Result<String> {
    let told_rows = record.told(&held.entry).map_err(told)?;
    let units = record.statements(&held.entry).map_err(told)?;
    let holds = |r: &&StatementRow| r.statement.passage.holds(span) && r.statement.span.overlaps(span);
    let quoted = told_rows.iter().filter(holds).min_by_key(|r| r.statement.kind);
    let row = quoted.or_else(|| units.iter().find(|r| r.statement.span.overlaps(span)));
    of_place(record, held, row, span, sentence_at(record, held, span)?, style)
}

/// The number of the sentence that holds a place, from one.
fn sentence_at(record: &Record, held: &Held, span: Span) -> anyhow::Result<Option<usize>> {
    let units = record.statements(&held.entry).map_err(told)?;
    Ok(units.iter().position(|r| r.statement.span.overlaps(span)).map(|n| n + 1))
}

fn of_place(
    record: &Record,
    held: &Held,
    row: Option<&StatementRow>,
    span: Span,
    sentence: Option<usize>,
    style: Style,
) -> anyhow::Result<String> {
    let entry = &held.entry;
    let meeting = meeting_of(record, &entry.id)?;
    let member = meeting.as_ref().and_then(|m| m.members.iter().find(|d| d.document == entry.id));
    let code = entry.language.as_deref();
    let name = code.map(|c| record.rules().citations.language(c));
    let statement = row.map(|r| &r.statement);
    let speaker = statement.filter(|s| s.kind != StatementKind::Narration);
    let cited = Cited {
        id: statement.map_or(&entry.id, |s| &s.id),
        speaker: speaker.and_then(|s| s.speaker.as_deref().or(s.label.as_deref())),
        is_told: statement.is_some_and(|s| s.kind != StatementKind::Speech),
        words: span.of(&held.text),
        title: entry.title.as_deref(),
        event: meeting.as_ref().and_then(event),
        place: entry.place_name.as_deref(),
        date: entry.day,
        language: name.as_deref(),
        language_code: code,
        relation: member.map(|m| m.relation.as_str()),
        publisher: entry.publisher.as_deref(),
        url: entry.url.as_deref(),
        captured: entry.capture.captured.as_deref(),
        sha256: &entry.capture.sha256,
        sentence,
    };
    Ok(citation(&cited, style))
}

fn meeting_of(record: &Record, document: &str) -> anyhow::Result<Option<Meeting>> {
    let meetings = record.meetings().map_err(told)?;
    Ok(meetings.into_iter().find(|m| m.members.iter().any(|d| d.document == document)))
}

/// "meeting of Vera Holt and Adam Varga"; `None` when fewer than two people are known.
fn event(meeting: &Meeting) -> Option<String> {
    match meeting.participants.as_slice() {
        [] | [_] => None,
        [some @ .., last] => Some(format!("meeting of {} and {last}", some.join(", "))),
    }
}
