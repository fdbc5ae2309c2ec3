//! What is new this time, and what has gone: each meeting against the earlier ones of the same people.
//!
//! Later meetings come first, those with more meetings before them before others. Names are told before
//! topics, what is said most often first.

use super::{Entry, Line, Material, Place};
use crate::novelty::{Item, Kind, Novelty};

/// Names and topics in a line.
const ITEMS: usize = 7;

/// One entry a meeting: what entered, and below what left.
pub(super) fn news(material: &Material) -> Vec<Entry> {
    let brief = material.found.brief;
    let all: Vec<&Novelty> = brief.novelty.iter().filter(|n| !n.against.is_empty()).collect();
    all.iter().enumerate().filter_map(|(at, told)| entry(told, (at, all.len()), material)).collect()
}

fn entry(told: &Novelty, (at, of): (usize, usize), material: &Material) -> Option<Entry> {
    let day = material.found.brief.meetings.get(told.meeting).and_then(|m| m.meeting.date);
    let when = day.map(|d| d.to_string()).unwrap_or_default();
    let sure = |items: &'_ [Item]| items.iter().filter(|i| i.is_sure).cloned().collect::<Vec<_>>();
    // What had gone by an earlier meeting was told there.
    let mut left = sure(&told.left);
    left.retain(|item| is_of(told.against.first().copied(), item.place.document, material));
    let mut lines = [("NEW", sure(&told.entered)), ("GONE", left)]
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(mark, items)| line(mark, &items, &when));
    let head = lines.next()?;
    let below: Vec<Line> = lines.map(|l| Line { when: String::new(), ..l }).collect();
    let late = u32::try_from(60 * (at + 1) / of.max(1)).unwrap_or(0);
    let history = u32::try_from(told.against.len().min(8)).unwrap_or(0);
    Some(Entry { weight: late + 10 * history, day, head, below, is_held: true, ..Entry::default() })
}

/// True when a document is one of a meeting.
fn is_of(meeting: Option<usize>, document: usize, material: &Material) -> bool {
    let told = meeting.and_then(|m| material.found.brief.meetings.get(m));
    let mut members = told.into_iter().flat_map(|m| &m.meeting.members);
    members.any(|m| material.document(&m.document) == Some(document))
}

fn line(mark: &str, items: &[Item], when: &str) -> Line {
    let names = items.iter().filter(|i| i.kind == Kind::Name);
    let topics = items.iter().filter(|i| i.kind == Kind::Topic);
    // Names have up to half of the line, and what the topics leave.
    let n_topics = topics.clone().count().min(ITEMS / 2);
    let mut shown: Vec<&Item> = names.take(ITEMS - n_topics).collect();
    shown.extend(topics.take(ITEMS - shown.len()));
    let times = |n: usize| if n > 1 { format!(" ×{n}") } else { String::new() };
    let told: Vec<String> = shown.iter().map(|i| format!("{}{}", i.words, times(i.count))).collect();
    let more = match items.len() - shown.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    let places = shown.iter().map(|i| Place::of(i.place.document, i.place.number, i.place.sentence));
    Line {
        when: when.to_string(),
        mark: mark.to_string(),
        words: format!("{}{more}", told.join(", ")),
        places: places.collect(),
        compare: None,
    }
}
