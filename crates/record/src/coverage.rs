//! Coverage: which meetings the record holds, how fully, and what of them is gone since.
//!
//! A meeting that is held may be held as news only; one with turns is held as a transcript. A page that
//! an earlier capture shows and a later one does not is gone "since the capture of T": whether it was
//! taken away or only failed to load is not said.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use variorum_text::history::canonical;
use variorum_text::meeting::Meeting;
use variorum_text::people::Likeness;
use variorum_text::people::wanted::Wanted;
use variorum_text::time::Interval;

use crate::catalogue::{CaptureState, DocumentEntry};
use crate::error::Result;
use crate::record::Record;

/// Which meetings are asked for.
#[derive(Clone, Debug, Default)]
pub struct Range {
    /// A person who takes part.
    pub by: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// A meeting that the record holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Covered {
    /// The meeting with its versions.
    pub meeting: Meeting,
    /// The documents of it that have turns, by id.
    pub transcripts: Vec<String>,
    /// Who publishes them, by name.
    pub publishers: Vec<String>,
    /// Pages of it that a later capture does not show.
    pub gone: Vec<Gone>,
}

/// A page that was there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Its address.
    pub url: String,
    /// The instant of the last capture that shows it.
    pub seen: String,
    /// The instant of the first capture after it that does not.
    pub missing: String,
}

impl Range {
    /// True when a meeting may be meant: it can be on one of the days, and the person takes part. A meeting
    /// without a day is meant only when no day is asked for.
    pub fn holds(&self, days: Option<Interval>, participants: &[String], record: &Record) -> bool {
        let in_days = match days {
            Some(days) => {
                let is_late_enough = self.from.is_none_or(|f| days.end.is_none_or(|end| f <= end));
                is_late_enough && self.to.is_none_or(|t| days.start.is_none_or(|start| start <= t))
            }
            None => self.from.is_none() && self.to.is_none(),
        };
        let Some(by) = self.by.as_deref().filter(|_| in_days) else { return in_days };
        let rules = record.rules();
        Wanted::of(by, rules).is_some_and(|wanted| {
            participants.iter().any(|p| wanted.likeness(p, participants, rules) <= Likeness::Part)
        })
    }
}

impl Record {
    /// The meetings of a range that the record holds, by day.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn coverage(&self, range: &Range) -> Result<Vec<Covered>> {
        let entries: BTreeMap<String, DocumentEntry> =
            self.documents()?.into_iter().map(|d| (d.id.clone(), d)).collect();
        let gone = self.gone(entries.values());
        let mut found = Vec::new();
        for meeting in self.meetings()? {
            if range.holds(meeting.date.map(Interval::day), &meeting.participants, self) {
                found.push(self.covered(meeting, &entries, &gone)?);
            }
        }
        Ok(found)
    }

    fn covered(
        &self,
        meeting: Meeting,
        entries: &BTreeMap<String, DocumentEntry>,
        gone: &BTreeMap<String, Gone>,
    ) -> Result<Covered> {
        let (mut transcripts, mut publishers) = (BTreeSet::new(), BTreeSet::new());
        let mut pages = BTreeSet::new();
        for entry in meeting.members.iter().filter_map(|m| entries.get(&m.document)) {
            if self.catalogue.has_turns(entry.seq)? {
                transcripts.insert(entry.id.clone());
            }
            publishers.extend(entry.publisher.clone());
            pages.extend(self.page_of(entry));
        }
        Ok(Covered {
            meeting,
            transcripts: transcripts.into_iter().collect(),
            publishers: publishers.into_iter().collect(),
            gone: pages.iter().filter_map(|p| gone.get(p)).cloned().collect(),
        })
    }

    /// The address of a document's page, in the form by which pages are one.
    fn page_of(&self, entry: &DocumentEntry) -> Option<String> {
        entry.url.as_deref().map(|url| canonical(url, &self.rules().history))
    }

    /// Pages whose latest capture does not show them, and an earlier one does.
    fn gone<'e>(&self, entries: impl Iterator<Item = &'e DocumentEntry>) -> BTreeMap<String, Gone> {
        let mut pages: BTreeMap<String, Vec<(&str, &DocumentEntry)>> = BTreeMap::new();
        for entry in entries {
            if let (Some(page), Some(captured)) = (self.page_of(entry), &entry.capture.captured) {
                pages.entry(page).or_default().push((captured, entry));
            }
        }
        pages.into_iter().filter_map(|(page, captures)| Some((page, gone_since(captures)?))).collect()
    }
}

/// What is gone of a page, by all its captures.
fn gone_since(mut captures: Vec<(&str, &DocumentEntry)>) -> Option<Gone> {
    captures.sort_by_key(|(captured, entry)| (*captured, entry.id.as_str()));
    let shows = |entry: &DocumentEntry| entry.state != CaptureState::Failed;
    let last = captures.iter().rposition(|(_, entry)| shows(entry))?;
    let (missing, _) = captures.get(last + 1)?;
    let (seen, entry) = captures[last];
    let url = entry.url.clone().unwrap_or_default();
    Some(Gone { url, seen: seen.to_string(), missing: missing.to_string() })
}
