//! What is new this time, and what has gone: each meeting against the earlier ones of the same speakers.
//!
//! ```text
//! 2033-05-20  NEW against 2 of Holt, Lind: Lake Brona (Brona Water) ×2, northern railway ×3
//!             GONE Old Harbour Act ×2
//! ```
//! Later meetings come first, those with more meetings before them before others. Names are told before
//! topics, what is said most often first; only what is certain is told.

use super::words::some;
use super::{Entry, Line, Material, Place};
use crate::novelty::{Item, Kind, Novelty};

/// Names and topics in a line.
const ITEMS: usize = 7;
/// Speakers of the meetings before in a line.
const SPEAKERS: usize = 2;

/// One entry a meeting: what entered, and below what left.
pub(super) fn news(material: &Material) -> Vec<Entry> {
    let brief = material.found.brief;
    let all: Vec<&Novelty> = brief.novelty.iter().filter(|n| !n.against.meetings.is_empty()).collect();
    all.iter().enumerate().filter_map(|(at, told)| entry(told, (at, all.len()), material)).collect()
}

fn entry(told: &Novelty, (at, of): (usize, usize), material: &Material) -> Option<Entry> {
    let day = material.found.brief.meetings.get(told.meeting).and_then(|m| m.meeting.date);
    let when = day.map(|d| d.to_string()).unwrap_or_default();
    let sure = |items: &'_ [Item]| items.iter().filter(|i| i.is_sure).cloned().collect::<Vec<_>>();
    let mut lines = [("NEW", sure(&told.entered)), ("GONE", sure(&told.left))]
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(mark, items)| line(mark, &items, &when));
    let mut head = lines.next()?;
    head.words = format!("{}{}", against(told), head.words);
    let below: Vec<Line> = lines.map(|l| Line { when: String::new(), ..l }).collect();
    let late = u32::try_from(60 * (at + 1) / of.max(1)).unwrap_or(0);
    let history = u32::try_from(told.against.meetings.len().min(8)).unwrap_or(0);
    Some(Entry { weight: late + 10 * history, day, head, below, is_held: true, ..Entry::default() })
}

/// "against 2 of Vera Holt: ".
fn against(told: &Novelty) -> String {
    let surname = |name: &String| name.rsplit(' ').next().unwrap_or(name).to_string();
    let speakers: Vec<String> = told.against.speakers.iter().map(surname).collect();
    format!("against {} of {}: ", told.against.meetings.len(), some(&speakers, SPEAKERS))
}

fn line(mark: &str, items: &[Item], when: &str) -> Line {
    let names = items.iter().filter(|i| i.kind == Kind::Name);
    let topics = items.iter().filter(|i| i.kind == Kind::Topic);
    // Names have up to half of the line, and what the topics leave.
    let n_topics = topics.clone().count().min(ITEMS / 2);
    let mut shown: Vec<&Item> = names.take(ITEMS - n_topics).collect();
    shown.extend(topics.take(ITEMS - shown.len()));
    let times = |n: usize| if n > 1 { format!(" ×{n}") } else { String::new() };
    let also = |i: &Item| i.also.first().map(|a| format!(" ({a})")).unwrap_or_default();
    let told: Vec<String> =
        shown.iter().map(|i| format!("{}{}{}", i.words, also(i), times(i.count))).collect();
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
