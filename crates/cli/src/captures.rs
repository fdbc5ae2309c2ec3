//! Captures of one address, in the order of time, as `log` and `blame` go through them.
//!
//! Addresses that show one page are one (`history::canonical`). What a capture says is read anew from
//! the archive, so that all readings are of one reader; a document of another reader is told.

use std::collections::BTreeMap;

use variorum_record::{DocumentEntry, Record};
use variorum_text::history::canonical;
use variorum_text::reading::Reading;

use crate::kept::told;

/// All captures of one page.
pub struct Page {
    /// The shortest of the addresses it was captured at.
    pub url: String,
    /// The current documents of the captures, in the order of time.
    pub entries: Vec<DocumentEntry>,
}

/// A capture read now.
pub struct Seen {
    /// What the record knows of it.
    pub entry: DocumentEntry,
    /// The id of the document of this reading; another than `entry.id` when another reader made that.
    pub document: String,
    /// When the page says it was published.
    pub published: Option<String>,
    /// When the page says it was last changed.
    pub modified: Option<String>,
    /// Sentences of turns and of narration.
    pub n_sentences: usize,
}

/// The pages of a record by their comparable address; captures without an address are none.
pub fn pages(record: &Record) -> anyhow::Result<BTreeMap<String, Page>> {
    let mut found: BTreeMap<String, Page> = BTreeMap::new();
    for entry in record.documents().map_err(told)? {
        let Some(url) = entry.url.clone() else { continue };
        let key = canonical(&url, &record.rules().history);
        found.entry(key).or_insert(Page { url, entries: Vec::new() }).entries.push(entry);
    }
    for page in found.values_mut() {
        page.entries.sort_by_key(when);
        let urls = page.entries.iter().filter_map(|e| e.url.clone());
        if let Some(url) = urls.min_by_key(|u| (u.len(), u.clone())) {
            page.url = url;
        }
    }
    Ok(found)
}

/// The page at an address; `None` when the record has no capture of it.
pub fn page_at(record: &Record, url: &str) -> anyhow::Result<Option<Page>> {
    Ok(pages(record)?.remove(&canonical(url, &record.rules().history)))
}

/// The order of time: the instant of capture; where it is not known the page's own date, then its id.
fn when(entry: &DocumentEntry) -> (String, String) {
    let instant = entry.capture.captured.clone().or_else(|| entry.published.clone());
    (instant.unwrap_or_default(), entry.capture.id.clone())
}

/// Reads a capture now.
pub fn see(record: &Record, entry: &DocumentEntry) -> anyhow::Result<(Seen, Reading)> {
    let reading = record.read_again(&entry.capture).map_err(told)?;
    let same = reading.document.text == record.text(entry).map_err(told)?;
    let document = if same { entry.id.clone() } else { record.id_now(&entry.capture) };
    let seen = Seen {
        entry: entry.clone(),
        document,
        published: reading.document.published.map(|s| s.to_string()),
        modified: reading.document.modified.map(|s| s.to_string()),
        n_sentences: reading.units().len(),
    };
    Ok((seen, reading))
}

/// An instant as a person reads it: `2031-05-25 10:00 UTC`.
pub fn instant(entry: &DocumentEntry) -> String {
    let Some(captured) = &entry.capture.captured else { return "(time not known)".to_string() };
    match (captured.get(..10), captured.get(11..16), captured.ends_with('Z')) {
        (Some(day), Some(time), true) => format!("{day} {time} UTC"),
        _ => captured.clone(),
    }
}
