//! `variorum show`: one thing of the record.

use std::io::Write;

use variorum_export::document::document;
use variorum_export::record::{CaptureForm, statement};
use variorum_record::{CaptureEntry, DocumentEntry, Record};
use variorum_text::identity::text_sha256;
use variorum_text::statement::StatementKind;

use crate::exit::{Exit, Told};
use crate::house::House;
use crate::kept::{day, facts, open, plain, quote_of, record_flag, told, witness};
use crate::{meetings, tree};

/// Show a meeting, document, statement or capture
#[derive(clap::Args)]
pub struct Args {
    /// An id: m:…, d:…, s:… or c:…
    id: String,
}

/// Other captures of the same page whose main text has the same words.
fn same_words(
    record: &Record,
    capture: &CaptureEntry,
    others: &[DocumentEntry],
    words: Option<&str>,
) -> anyhow::Result<Vec<String>> {
    let mut same = Vec::new();
    for other in others.iter().filter(|d| d.capture.url.is_some() && d.capture.url == capture.url) {
        let text = record.text(other).map_err(told)?;
        if words.is_some_and(|w| w == text_sha256(&text)) && !same.contains(&other.capture.id) {
            same.push(other.capture.id.clone());
        }
    }
    Ok(same)
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let record = open(house)?;
    let mut out = std::io::stdout().lock();
    match args.id.split_once(':').map(|(kind, _)| kind) {
        Some("m") => show_meeting(&record, &args.id, house, &mut out)?,
        Some("d") => show_document(&record, &args.id, house, &mut out)?,
        Some("s") => show_statement(&record, &args.id, house, &mut out)?,
        Some("c") => show_capture(&record, &args.id, house, &mut out)?,
        _ => {
            return Err(Told::new(Exit::Usage, format!("`{}` is no id", plain(&args.id)))
                .hint("ids begin with m:, d:, s: or c:; `variorum meetings` lists some")
                .into());
        }
    }
    Ok(Exit::Done)
}

fn show_meeting(record: &Record, id: &str, house: &House, out: &mut impl Write) -> anyhow::Result<()> {
    let meeting = record.meeting(id).map_err(told)?;
    let entries = meetings::entries_of(record, &meeting)?;
    if house.json {
        meetings::print(out, &meeting, &entries, house)?;
    } else {
        tree::draw(out, &meeting, &entries)?;
    }
    let flag = record_flag(house);
    match meeting.members.as_slice() {
        [a, b, ..] => house.say(format_args!("next: variorum compare {} {}{flag}", a.document, b.document)),
        [a] => house.say(format_args!("next: variorum show {}{flag}", a.document)),
        [] => {}
    }
    Ok(())
}

fn show_document(record: &Record, id: &str, house: &House, out: &mut impl Write) -> anyhow::Result<()> {
    let entry = record.document(id).map_err(told)?;
    if house.json {
        let reading = record.reading(id).map_err(told)?;
        let mut form = serde_json::to_value(document(&reading))?;
        form["id"] = entry.id.into();
        form["capture"]["id"] = entry.capture.id.into();
        writeln!(out, "{form}")?;
        return Ok(());
    }
    print_document(record, &entry, out)?;
    house.say(format_args!("next: variorum show {}{}", entry.capture.id, record_flag(house)));
    Ok(())
}

fn print_document(record: &Record, entry: &DocumentEntry, out: &mut impl Write) -> anyhow::Result<()> {
    let text = record.text(entry).map_err(told)?;
    writeln!(out, "{}", plain(entry.title.as_deref().unwrap_or("(no title)")))?;
    let date = entry.day.map(|d| d.to_string());
    let head =
        [day(date), entry.place_name.clone(), entry.publisher.clone(), Some(entry.capture.source.clone())];
    writeln!(out, "{}", facts(&head))?;
    if let Some(url) = &entry.url {
        writeln!(out, "{}", plain(url))?;
    }
    let mut last_turn = None;
    for row in record.statements(entry).map_err(told)? {
        let s = &row.statement;
        if s.kind == StatementKind::Speech && last_turn != s.turn {
            let who = s.speaker.as_deref().or(s.label.as_deref()).unwrap_or("(unnamed)");
            writeln!(out, "\n{}", plain(who))?;
        } else if s.kind == StatementKind::Narration && last_turn.is_some() {
            writeln!(out)?;
        }
        last_turn = s.turn;
        let indent = if s.kind == StatementKind::Speech { "  " } else { "" };
        writeln!(out, "{indent}{}", plain(s.span.of(&text)))?;
    }
    Ok(())
}

fn show_statement(record: &Record, id: &str, house: &House, out: &mut impl Write) -> anyhow::Result<()> {
    let witnesses = record.witnesses(id).map_err(told)?;
    let Some((first, held)) = witnesses.first() else { return Ok(()) };
    let words = first.statement.span.of(&held.text);
    if house.json {
        let forms = witnesses.iter().map(|(row, held)| witness(row, held)).collect();
        serde_json::to_writer(&mut *out, &statement(id, words, forms))?;
        writeln!(out)?;
        return Ok(());
    }
    let who = first.statement.speaker.clone().or(first.statement.label.clone());
    writeln!(out, "“{}”", plain(words))?;
    writeln!(out, "{}", facts(&[who.or(Some("narration".into())), Some(format!("×{}", witnesses.len()))]))?;
    for (row, held) in &witnesses {
        let entry = &held.entry;
        let quote = quote_of(row, held);
        let date = day(entry.day.map(|d| d.to_string()));
        let line =
            facts(&[date, entry.publisher.clone(), Some(entry.capture.source.clone()), entry.url.clone()]);
        writeln!(out, "\n{line}\n  {} {}–{}", entry.id, quote.start, quote.end)?;
        writeln!(out, "  … {} [{}] {} …", plain(&quote.prefix), plain(&quote.exact), plain(&quote.suffix))?;
    }
    house.say(format_args!("next: variorum show {}{}", held.entry.id, record_flag(house)));
    Ok(())
}

fn show_capture(record: &Record, id: &str, house: &House, out: &mut impl Write) -> anyhow::Result<()> {
    let capture = record.capture(id).map_err(told)?;
    // Shown only when the bytes are still what they were.
    record.kept(&capture).map_err(told)?;
    let (own, others): (Vec<DocumentEntry>, Vec<DocumentEntry>) =
        record.documents().map_err(told)?.into_iter().partition(|d| d.capture.id == capture.id);
    let words = own.first().map(|d| record.text(d).map(|t| text_sha256(&t))).transpose().map_err(told)?;
    let same_words = same_words(record, &capture, &others, words.as_deref())?;
    let documents: Vec<String> = own.into_iter().map(|d| d.id).collect();
    let file = format!("archive/{:08}.warc.gz", capture.place.file);
    if house.json {
        let mut form = CaptureForm::new(&capture.id, &capture.source, &capture.sha256);
        form.media_type = capture.media_type.as_str();
        form.url = capture.url.as_deref();
        form.captured = capture.captured.as_deref();
        form.length = capture.length;
        form.archive = (file, capture.place.offset);
        form.documents = documents;
        form.text_sha256 = words;
        form.same_words = same_words;
        serde_json::to_writer(&mut *out, &form)?;
        writeln!(out)?;
        return Ok(());
    }
    writeln!(
        out,
        "{}",
        facts(&[Some(capture.source.clone()), Some(capture.media_type.as_str().into()), capture.url.clone()])
    )?;
    writeln!(out, "captured {}", plain(capture.captured.as_deref().unwrap_or("at a time not known")))?;
    writeln!(out, "sha256 {}", capture.sha256)?;
    if let Some(words) = &words {
        writeln!(out, "text sha256 {words}")?;
    }
    for id in &same_words {
        writeln!(out, "same words as {id}")?;
    }
    writeln!(out, "{file} at byte {} ({} bytes kept)", capture.place.offset, capture.length)?;
    for id in &documents {
        writeln!(out, "read as {id}")?;
    }
    if let Some(id) = documents.first() {
        house.say(format_args!("next: variorum show {id}{}", record_flag(house)));
    }
    Ok(())
}
