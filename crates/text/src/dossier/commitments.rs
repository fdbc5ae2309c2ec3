//! What speakers bind themselves to, in their words, and whether it is spoken of later.

use super::words::{cut, short_interval};
use super::{Entry, Line, Material, Place};
use crate::event::{Commitment, FollowUp};
use crate::span::Span;

/// Letters of what is to be done.
const ACTION: usize = 120;

/// One entry a commitment; what is in doubt the command has, with the reason.
pub(super) fn commitments(material: &Material) -> Vec<Entry> {
    material
        .found
        .ledger
        .commitments
        .iter()
        .filter(|c| c.doubt.is_none())
        .map(|c| entry(c, material))
        .collect()
}

fn entry(one: &Commitment, material: &Material) -> Entry {
    let text = material.text(one.document);
    let who = one.speaker.as_deref().map(|s| format!("{s}: ")).unwrap_or_default();
    let words = cut(Span::new(one.cue.start, one.action.end).of(text), ACTION);
    let by = one.interval.map(short_interval).filter(|w| !w.is_empty()).map(|w| format!(" · by when: {w}"));
    let later = match one.followed.first() {
        None => one.follow_up().map_or_else(String::new, |told| format!(" · {told}")),
        Some(FollowUp { day: Some(day), .. }) => format!(" · spoken of on {day}"),
        Some(_) => " · spoken of later".to_string(),
    };
    let mut places = vec![Place::of(one.document, one.number, one.sentence)];
    places.extend(one.followed.iter().take(2).map(|f| Place::of(f.document, f.number, f.sentence)));
    let head = Line {
        when: one.day.map(|d| d.to_string()).unwrap_or_default(),
        mark: String::new(),
        words: format!("{who}“{words}”{}{later}", by.unwrap_or_default()),
        places,
        compare: None,
    };
    Entry { weight: weight(one, material), day: one.day, head, ..Entry::default() }
}

fn weight(one: &Commitment, material: &Material) -> u32 {
    let mut weight = 70;
    // What is still open tells more than what is spoken of again.
    if one.followed.is_empty() {
        weight += 15;
    }
    if one.interval.is_some() {
        weight += 10;
    }
    // "200 doctors", "the Treaty": what can be found again.
    let action = one.action.of(material.text(one.document));
    let told = action.split_whitespace().skip(1);
    weight += 6 * u32::try_from(told.filter(|w| is_firm(w)).take(4).count()).unwrap_or(0);
    if material.standing(one.document) > 0 { weight / 2 } else { weight }
}

/// A name or a number.
fn is_firm(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}
