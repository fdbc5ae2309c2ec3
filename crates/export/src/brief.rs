//! A brief on the wire: `kind: "brief"`.

use std::collections::BTreeMap;

use serde::Serialize;
use variorum_text::brief::{Brief, Material, MeetingBrief, Words};
use variorum_text::event::Ledger;
use variorum_text::novelty::{Item, Novelty};
use variorum_text::page::Document;
use variorum_text::reading::Held;
use variorum_text::series::Series;
use variorum_text::span::CharMap;

use crate::SCHEMA;
use crate::echo::EchoForm;
use crate::event::{CommitmentForm, EventForm, Pages, commitment, event};
use crate::novelty::ItemForm;
use crate::place::Places;
use crate::series::{CorrectionForm, SeriesForm, Sheet, correction_form, series_form};
use crate::usage::UsageForm;

/// The wire form of a brief.
#[derive(Debug, Serialize)]
pub struct BriefForm<'b> {
    schema: &'static str,
    kind: &'static str,
    documents: usize,
    publishers: Vec<Publisher<'b>>,
    meetings: Vec<Meeting<'b>>,
    turns: usize,
    speakers: Vec<Speaker<'b>>,
    from: Option<String>,
    to: Option<String>,
    events: Vec<EventForm<'b>>,
    commitments: Vec<CommitmentForm<'b>>,
    /// Documents by language that were not read for events: the table has no words of it.
    events_unread: BTreeMap<&'b str, usize>,
    series: Vec<SeriesForm<'b>>,
    corrections: Vec<CorrectionForm<'b>>,
    echoes: Vec<EchoForm<'b>>,
    names: Vec<UsageForm<'b>>,
    entered: Vec<ItemForm<'b>>,
    left: Vec<ItemForm<'b>>,
}

impl<'b> BriefForm<'b> {
    /// Adds events and commitments.
    pub fn with_ledger(self, pages: &Pages<'b>, ledger: &'b Ledger) -> BriefForm<'b> {
        let told = ledger.commitments.iter().filter(|c| c.doubt.is_none());
        BriefForm {
            // What is not clear stays in `variorum ledger`.
            events: ledger.events.iter().filter(|e| e.is_clear).map(|e| event(pages, e)).collect(),
            commitments: told.map(|c| commitment(pages, c)).collect(),
            events_unread: ledger.unread.iter().map(|(l, n)| (l.as_str(), *n)).collect(),
            ..self
        }
    }
}

#[derive(Debug, Serialize)]
struct Publisher<'b> {
    name: Option<&'b str>,
    documents: usize,
}

#[derive(Debug, Serialize)]
struct Speaker<'b> {
    name: &'b str,
    turns: usize,
    words: usize,
}

#[derive(Debug, Serialize)]
struct Meeting<'b> {
    id: &'b str,
    date: Option<String>,
    place: Option<&'b str>,
    participants: &'b [String],
    documents: Vec<Version<'b>>,
    versions: usize,
    material: usize,
    omitted: usize,
    added: usize,
    lower: usize,
    differences: Vec<Difference<'b>>,
}

#[derive(Debug, Serialize)]
struct Version<'b> {
    id: &'b str,
    source: Option<&'b str>,
    publisher: Option<&'b str>,
    relation: &'static str,
    from: Option<&'b str>,
}

#[derive(Debug, Serialize)]
struct Difference<'b> {
    class: &'static str,
    rank: u8,
    a: Option<Mention<'b>>,
    b: Option<Mention<'b>>,
}

#[derive(Debug, Serialize)]
struct Mention<'b> {
    document: &'b str,
    sentence: usize,
    start: usize,
    end: usize,
    exact: &'b str,
}

/// A document with its map to code points.
struct Page<'b> {
    document: &'b Document,
    map: CharMap<'b>,
}

/// The wire form; `documents` are those that the brief was made of, in the order of sheet and places.
pub fn brief<'b, 's: 'b>(
    brief: &'b Brief,
    documents: &[Held<'b>],
    sheet: &Sheet<'b>,
    places: &Places<'s>,
) -> BriefForm<'b> {
    let items = |all: &'b [Item], n: &'b Novelty| {
        // What is not certain stays in `variorum new`.
        let sure = all.iter().filter(|i| i.is_sure);
        sure.map(|i| crate::novelty::item(i, n, &|m| &brief.meetings[m].meeting, places)).collect::<Vec<_>>()
    };
    let pages: BTreeMap<&str, Page> = documents
        .iter()
        .map(|h| {
            let document = &h.reading.document;
            (h.id, Page { document, map: CharMap::new(&document.text) })
        })
        .collect();
    BriefForm {
        schema: SCHEMA,
        kind: "brief",
        documents: brief.documents,
        publishers: brief
            .publishers
            .iter()
            .map(|(name, n)| Publisher { name: name.as_deref(), documents: *n })
            .collect(),
        meetings: brief.meetings.iter().map(|m| meeting(m, &pages)).collect(),
        turns: brief.turns,
        speakers: brief
            .speakers
            .iter()
            .map(|s| Speaker { name: &s.name, turns: s.turns, words: s.words })
            .collect(),
        from: brief.from.map(|d| d.to_string()),
        to: brief.to.map(|d| d.to_string()),
        events: Vec::new(),
        commitments: Vec::new(),
        events_unread: BTreeMap::new(),
        series: followed(sheet).map(|s| series_form(sheet, s)).collect(),
        corrections: sheet.charted.followed_corrections().map(|(_, c)| correction_form(sheet, c)).collect(),
        echoes: brief
            .echoes
            .iter()
            .filter(|e| e.doubt.is_none())
            .map(|e| crate::echo::form(e, places))
            .collect(),
        names: brief.names.iter().map(|u| crate::usage::form(u, places)).collect(),
        entered: brief.novelty.iter().flat_map(|n| items(&n.entered, n)).collect(),
        left: brief.novelty.iter().flat_map(|n| items(&n.left, n)).collect(),
    }
}

fn meeting<'b>(told: &'b MeetingBrief, pages: &BTreeMap<&str, Page<'b>>) -> Meeting<'b> {
    let meeting = &told.meeting;
    let version = |m: &'b variorum_text::meeting::Member| {
        let page = pages.get(m.document.as_str()).map(|p| p.document);
        Version {
            id: &m.document,
            source: page.map(|d| d.source.as_str()),
            publisher: page.and_then(|d| d.publisher.as_deref()),
            relation: m.relation.as_str(),
            from: m.from.as_deref(),
        }
    };
    Meeting {
        id: &meeting.id,
        date: meeting.date.map(|d| d.to_string()),
        place: meeting.place.as_deref(),
        participants: &meeting.participants,
        documents: meeting.members.iter().map(version).collect(),
        versions: meeting.members.len(),
        material: told.material,
        omitted: told.omitted,
        added: told.added,
        lower: told.pairs.iter().map(|p| p.lower).sum(),
        differences: told.differences.iter().map(|d| difference(d, pages)).collect(),
    }
}

fn difference<'b>(found: &'b Material, pages: &BTreeMap<&str, Page<'b>>) -> Difference<'b> {
    let mention = |document: &'b str, words: Option<&Words>| {
        let (words, page) = (words?, pages.get(document)?);
        let place = page.map.chars(words.span);
        let exact = words.span.of(&page.document.text);
        Some(Mention { document, sentence: words.sentence, start: place.start, end: place.end, exact })
    };
    Difference {
        class: found.class.as_str(),
        rank: 1,
        a: mention(&found.documents.0, found.a.as_ref()),
        b: mention(&found.documents.1, found.b.as_ref()),
    }
}

/// The series that a reader can follow; `figures` has all.
fn followed<'r>(sheet: &Sheet<'r>) -> impl Iterator<Item = &'r Series> {
    let charted = sheet.charted;
    charted.series.iter().enumerate().filter(|(n, _)| charted.is_followed(*n)).map(|(_, series)| series)
}
