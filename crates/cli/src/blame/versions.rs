//! Which versions a sentence is looked for in, and in what order of time.
//!
//! The versions of a document are those of its meeting and all captures of their pages. A failed
//! capture is none.

use std::collections::{BTreeMap, BTreeSet};

use variorum_record::{DocumentEntry, Record};
use variorum_text::history::failure;
use variorum_text::provenance::{Dated, Version, in_order};
use variorum_text::reading::Reading;

use crate::captures::{Page, Seen, pages, see};
use crate::kept::told;

/// A version, read now.
pub struct Told {
    /// Its capture.
    pub seen: Seen,
    /// The reading.
    pub reading: Reading,
    /// The number of its page; versions with one number are captures of one page.
    pub page: Option<usize>,
    /// Its words.
    pub words: Version,
    /// The instant by which it stands in the order.
    pub date: Option<String>,
}

/// What the record knows of documents, pages and meetings.
pub struct Shelf {
    entries: BTreeMap<String, DocumentEntry>,
    pages: Vec<Page>,
    page_of: BTreeMap<String, usize>,
    /// Documents of each meeting, the original first.
    meetings: Vec<Vec<String>>,
}

impl Shelf {
    /// Looks through a record.
    pub fn of(record: &Record) -> anyhow::Result<Shelf> {
        let entries = record.documents().map_err(told)?.into_iter().map(|d| (d.id.clone(), d)).collect();
        let pages: Vec<Page> = pages(record)?.into_values().collect();
        let mut page_of = BTreeMap::new();
        for (n, page) in pages.iter().enumerate() {
            page_of.extend(page.entries.iter().map(|e| (e.id.clone(), n)));
        }
        let meetings = record.meetings().map_err(told)?.into_iter();
        let meetings = meetings.map(|m| m.members.into_iter().map(|m| m.document).collect()).collect();
        Ok(Shelf { entries, pages, page_of, meetings })
    }

    /// The ids of all versions of a document's meeting and pages: the original first.
    pub fn family(&self, document: &str) -> Vec<String> {
        let own = vec![document.to_string()];
        let members = self.meetings.iter().find(|m| m.iter().any(|d| d == document)).unwrap_or(&own);
        let mut known: BTreeSet<&str> = members.iter().map(String::as_str).collect();
        let mut out = members.clone();
        for member in members {
            let page = self.page_of.get(member).map(|n| &self.pages[*n]);
            for entry in page.into_iter().flat_map(|p| &p.entries) {
                if known.insert(&entry.id) {
                    out.push(entry.id.clone());
                }
            }
        }
        out
    }

    /// The versions of a family in the order of time, failed captures left out.
    pub fn versions(&self, record: &Record, family: &[String]) -> anyhow::Result<Vec<Told>> {
        let mut read: Vec<Option<(Seen, Reading)>> = Vec::new();
        let mut dated: Vec<Dated> = Vec::new();
        for (rank, id) in family.iter().enumerate() {
            let Some(entry) = self.entries.get(id) else { continue };
            let (seen, reading) = see(record, entry)?;
            if failure(&reading, record.rules()).is_some() {
                continue;
            }
            dated.push(Dated {
                page: self.page_of.get(id).copied(),
                captured: entry.capture.captured.clone(),
                published: seen.published.clone(),
                day: entry.day.map(|d| d.to_string()),
                rank,
            });
            read.push(Some((seen, reading)));
        }
        let version = |(n, date): (usize, Option<String>)| {
            let (seen, reading) = read.get_mut(n)?.take()?;
            Some(Told { page: dated[n].page, words: Version::from_reading(&reading), seen, reading, date })
        };
        Ok(in_order(&dated).into_iter().filter_map(version).collect())
    }
}
