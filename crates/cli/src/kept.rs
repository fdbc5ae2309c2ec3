//! A record as the command line sees it: opened with the right error codes, its parts as lines.

use variorum_export::record::{Quote, Witness, quote};
use variorum_record::{Error, Held, Record, StatementRow};

use crate::exit::{Exit, Told};
use crate::house::House;

/// Opens the record for reading.
pub fn open(house: &House) -> anyhow::Result<Record> {
    Record::open_read_only(house.record_dir()).map_err(told)
}

/// Opens the record for writing.
pub fn open_to_write(house: &House) -> anyhow::Result<Record> {
    Record::open(house.record_dir()).map_err(told)
}

/// A record's error with its exit code and the way out. Takes the error whole, to stand in `map_err`.
#[allow(clippy::needless_pass_by_value)]
pub fn told(error: Error) -> anyhow::Error {
    let exit = match &error {
        Error::Unknown { .. } => Exit::NotHere,
        Error::Query(error) if error.column > 0 => Exit::Usage,
        Error::Query(_) => Exit::NotHere,
        Error::Damaged { .. } | Error::NoCatalogue { .. } | Error::Catalogue { .. } | Error::Index { .. } => {
            Exit::Damaged
        }
        _ => Exit::Unreadable,
    };
    let told = Told::new(exit, error.to_string());
    match error.hint() {
        Some(hint) => told.hint(hint).into(),
        None => told.into(),
    }
}

/// A statement of a document for the wire.
pub fn witness<'r>(row: &'r StatementRow, held: &'r Held) -> Witness<'r> {
    let entry = &held.entry;
    Witness {
        statement: &row.statement.id,
        document: &entry.id,
        source: &entry.capture.source,
        publisher: entry.publisher.as_deref(),
        url: entry.url.as_deref(),
        date: entry.day.map(|d| d.to_string()),
        speaker: row.statement.speaker.as_deref(),
        label: row.statement.label.as_deref(),
        via: row.statement.kind.as_str(),
        quote: quote_of(row, held),
    }
}

/// A statement's words with what stands around them.
pub fn quote_of(row: &StatementRow, held: &Held) -> Quote {
    quote(&held.text, row.statement.span)
}

/// Words of a page on one line of a terminal: white space single, control characters shown.
pub fn plain(words: &str) -> String {
    let one_line: Vec<&str> = words.split_whitespace().collect();
    one_line.join(" ").chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

/// Facts that are known, with a dot between.
pub fn facts(parts: &[Option<String>]) -> String {
    parts.iter().flatten().filter(|p| !p.is_empty()).map(|p| plain(p)).collect::<Vec<_>>().join(" · ")
}

/// A day as the record keeps it, or the words for its absence.
pub fn day(date: Option<String>) -> Option<String> {
    Some(date.unwrap_or_else(|| "no date".to_string()))
}

/// The record's folder as the next command needs it: empty when it is the usual one.
pub fn record_flag(house: &House) -> String {
    if house.record_named() { format!(" --record {}", house.record_dir().display()) } else { String::new() }
}
