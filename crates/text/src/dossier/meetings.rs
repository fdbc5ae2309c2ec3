//! Meetings, and the documents that are in none: who met when, in which versions.

use super::words::{cut, some};
use super::{Entry, Line, Material, Place};
use crate::brief::{MeetingBrief, Pair};
use crate::meeting::Relation;

/// People named in a line.
const PEOPLE: usize = 3;
/// Publishers of versions named in a line.
const PUBLISHERS: usize = 4;
/// Letters of a title in a line.
const TITLE: usize = 90;

/// One entry a meeting; documents in no meeting come last.
pub(super) fn meetings(material: &Material) -> Vec<Entry> {
    let told = material.found.brief.meetings.iter().map(|m| meeting(m, material));
    let mut found: Vec<Entry> = told.collect();
    let mut is_in_meeting = vec![false; material.held.len()];
    for place in found.iter().flat_map(|e| e.below.iter().chain([&e.head])).flat_map(|l| &l.places) {
        is_in_meeting[place.document] = true;
    }
    for (n, held) in material.held.iter().enumerate().filter(|(n, _)| !is_in_meeting[*n]) {
        let document = &held.reading.document;
        let title = document.title.as_deref().unwrap_or("(no title)");
        let day = held.reading.day();
        let head = Line {
            when: day.map(|d| d.to_string()).unwrap_or_default(),
            mark: String::new(),
            words: cut(title, TITLE),
            places: vec![Place { document: n, sentence: None, role: "in no meeting" }],
            compare: None,
        };
        let n_turns = u32::try_from(held.reading.transcript.turns.len()).unwrap_or(0);
        found.push(Entry { weight: n_turns.min(20), day, head, is_held: true, ..Entry::default() });
    }
    found
}

fn meeting(told: &MeetingBrief, material: &Material) -> Entry {
    let meeting = &told.meeting;
    let places: Vec<Place> = meeting
        .members
        .iter()
        .filter_map(|m| {
            let document = material.document(&m.document)?;
            // Which version was first, and whether one is a translation, is an inference: `meetings` tells it.
            let role = if m.relation == Relation::Copy { m.relation.as_str() } else { "" };
            Some(Place { document, sentence: None, role })
        })
        .collect();
    let people = some(&meeting.participants, PEOPLE);
    let words = match &meeting.place {
        Some(place) if people.is_empty() => place.clone(),
        Some(place) => format!("{place} · {people}"),
        // Without a place the title says best what it is.
        None => titled(&title(&places, material), &meeting.participants, &people),
    };
    let mut head = Line {
        when: meeting.date.map(|d| d.to_string()).unwrap_or_default(),
        words,
        places,
        ..Line::default()
    };
    let mut below: Vec<Line> = told.pairs.iter().filter_map(|p| pair(p, material)).collect();
    if head.places.len() > 1 {
        let what = if told.apart.is_empty() { "versions" } else { "pages" };
        below.insert(0, versions(std::mem::take(&mut head.places), what, material));
    }
    let n = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let several = n(meeting.members.len().saturating_sub(1)).min(5) * 60;
    let differ = n(told.material).min(10) * 12 + n(told.omitted + told.added).min(20) * 4;
    let people = n(meeting.participants.len()).min(4) * 10;
    let weight = 100 + several + differ + people;
    Entry { weight, day: meeting.date, head, below, is_held: true, ..Entry::default() }
}

/// "2 versions: Office of Norland · Pendrel Post", with the documents in the same order; pages that tell of
/// several parts of a meeting are no versions.
fn versions(places: Vec<Place>, what: &str, material: &Material) -> Line {
    let publisher = |p: &Place| {
        let document = material.held.get(p.document).map(|h| &h.reading.document);
        document.and_then(|d| d.publisher.clone()).unwrap_or_else(|| "(no publisher named)".to_string())
    };
    let all: Vec<String> = places.iter().map(publisher).collect();
    let words = format!("{} {what}: {}", all.len(), some(&all, PUBLISHERS));
    Line { words, places, ..Line::default() }
}

/// What two versions differ in, counted.
fn pair(pair: &Pair, material: &Material) -> Option<Line> {
    let compare = (material.document(&pair.documents.0)?, material.document(&pair.documents.1)?);
    let counts = [
        (pair.material, "changed (rank 1)"),
        (pair.omitted, "left out"),
        (pair.added, "added"),
        (pair.lower, "smaller (ranks 2 to 4)"),
    ];
    let told: Vec<String> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let words = if told.is_empty() { "no difference".to_string() } else { told.join(" · ") };
    Some(Line { words, compare: Some(compare), ..Line::default() })
}

/// The title, and the people whom it does not name.
fn titled(title: &str, participants: &[String], people: &str) -> String {
    let named = |name: &String| name.split_whitespace().last().is_some_and(|last| title.contains(last));
    if people.is_empty() || participants.iter().all(named) {
        return title.to_string();
    }
    format!("{title} · {people}")
}

/// The title of the first document, where the meeting itself has neither place nor people.
fn title(places: &[Place], material: &Material) -> String {
    let document = places.first().and_then(|p| material.held.get(p.document));
    let title = document.and_then(|h| h.reading.document.title.as_deref());
    cut(title.unwrap_or("(no title)"), TITLE)
}
