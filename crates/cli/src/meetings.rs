//! `variorum meetings`: the meetings of the record.

use std::collections::BTreeMap;
use std::io::Write;

use variorum_export::record::meeting as form;
use variorum_record::{DocumentEntry, Record};
use variorum_text::meeting::Meeting;

use crate::exit::Exit;
use crate::house::House;
use crate::kept::{day, facts, open, plain, record_flag, told};

/// List the meetings of the record
#[derive(clap::Args)]
pub struct Args {}

/// Runs the subcommand.
pub fn run(_args: &Args, house: &House) -> anyhow::Result<Exit> {
    let record = open(house)?;
    let meetings = record.meetings().map_err(told)?;
    let entries = entries(&record)?;
    let mut out = std::io::stdout().lock();
    for meeting in &meetings {
        print(&mut out, meeting, &entries, house)?;
    }
    match meetings.iter().find(|m| m.members.len() > 1).or(meetings.first()) {
        Some(m) => house.say(format_args!("next: variorum show {}{}", m.id, record_flag(house))),
        None => house.say(format_args!("no meetings yet; next: variorum add FILE…{}", record_flag(house))),
    }
    Ok(Exit::Done)
}

/// All documents by id.
pub fn entries(record: &Record) -> anyhow::Result<BTreeMap<String, DocumentEntry>> {
    Ok(record.documents().map_err(told)?.into_iter().map(|d| (d.id.clone(), d)).collect())
}

/// The documents of one meeting by id.
pub fn entries_of(record: &Record, meeting: &Meeting) -> anyhow::Result<BTreeMap<String, DocumentEntry>> {
    let mut found = BTreeMap::new();
    for member in &meeting.members {
        let entry = record.document(&member.document).map_err(told)?;
        found.insert(entry.id.clone(), entry);
    }
    Ok(found)
}

/// One meeting: a line of the wire form, or a few lines for a person.
pub fn print(
    out: &mut impl Write,
    meeting: &Meeting,
    entries: &BTreeMap<String, DocumentEntry>,
    house: &House,
) -> anyhow::Result<()> {
    let about = |id: &str| {
        let entry = entries.get(id);
        (entry.map(|e| e.capture.source.clone()).unwrap_or_default(), entry.and_then(|e| e.publisher.clone()))
    };
    if house.json {
        serde_json::to_writer(&mut *out, &form(meeting, about))?;
        writeln!(out)?;
        return Ok(());
    }
    head(out, meeting)?;
    for member in &meeting.members {
        let (source, publisher) = about(&member.document);
        let from = member.from.as_ref().map(|f| format!("from {f}"));
        let line = facts(&[publisher, Some(plain(&source)), from]);
        writeln!(out, "  {}  {:11} {line}", member.document, member.relation.as_str())?;
    }
    Ok(())
}

/// The name of a meeting, and a line with its day, place and people.
pub fn head(out: &mut impl Write, meeting: &Meeting) -> anyhow::Result<()> {
    writeln!(out, "{}", meeting.id)?;
    let people = meeting.participants.join(", ");
    let date = day(meeting.date.map(|d| d.to_string()));
    writeln!(out, "  {}", facts(&[date, meeting.place.clone(), Some(people)]))?;
    Ok(())
}
