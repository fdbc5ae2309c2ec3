//! Differences of rank 1 between the versions of a meeting, those that turn a sentence first.
//!
//! ```text
//! 2031-04-12  NAME «Sarnhold» / «Velmost» · Vera Holt: “…of the crossing at Sarnhold has not begun, and…”
//! 2031-04-12  OMIT «Before the talks, the two leaders opened the exhibition.»  lindar:17, wire without it
//! ```
//! A greeting or a word of thanks that only one version has is counted with the meeting and not told here.

use super::words::{cut, end_of};
use super::{Entry, Line, Material, Place};
use crate::brief::{Material as Difference, MeetingBrief, Words};
use crate::collation::Class;
use crate::span::Span;

/// Letters of the words of one side, where both have some.
const SIDE: usize = 60;
/// Letters of a sentence that one side does not have.
const ALONE: usize = 100;
/// Letters from which words tell by themselves what they are of.
const BARE: usize = 8;
/// Letters before short words by which a reader knows the sentence.
const AROUND: usize = 40;
/// Letters on each side of a name by which a reader knows the sentence.
const SENTENCE: usize = 36;
/// Words of a sentence that only one version has, below which it is not told.
const FEW: usize = 3;

/// One entry a difference.
pub(super) fn differences(material: &Material) -> Vec<Entry> {
    let all = material.found.brief.meetings.iter().flat_map(|m| m.differences.iter().map(move |d| (m, d)));
    all.filter_map(|(meeting, found)| entry(meeting, found, material)).collect()
}

fn entry(meeting: &MeetingBrief, found: &Difference, material: &Material) -> Option<Entry> {
    let documents = (material.document(&found.documents.0)?, material.document(&found.documents.1)?);
    let sides = [(documents.0, found.a.as_ref()), (documents.1, found.b.as_ref())];
    let there: Vec<(usize, &Words)> = sides.into_iter().filter_map(|(n, w)| Some((n, w?))).collect();
    let most = if there.len() > 1 { SIDE } else { ALONE };
    let own = |(n, words): &(usize, &Words)| words.span.of(material.text(*n)).chars().count();
    // A number or a small word alone does not tell what it is of; a name does.
    let long = there.iter().all(|side| own(side) >= BARE);
    let bare = long || there.len() < 2 || found.class == Class::Name;
    let said = |(n, words): &(usize, &Words)| {
        let text = material.text(*n);
        format!("«{}»", if bare { cut(words.span.of(text), most) } else { shown(text, words, most) })
    };
    let mut words = there.iter().map(said).collect::<Vec<_>>().join(" / ");
    if let (Class::Name, Some((n, first))) = (found.class, there.first()) {
        words.push_str(&sentence(material, *n, first));
    }
    let places = there.iter().map(|(n, w)| Place::of(*n, w.sentence, w.within));
    let without = sides.iter().filter(|(_, words)| words.is_none());
    let without = without.map(|(n, _)| Place { document: *n, sentence: None, role: "without it" });
    let places = places.chain(without).collect();
    let n_words = |(n, w): &(usize, &Words)| w.span.of(material.text(*n)).split_whitespace().count();
    let longest = there.iter().map(n_words).max().unwrap_or(0);
    let is_alone = matches!(found.class, Class::Omitted | Class::Added);
    if is_alone && longest < FEW {
        return None;
    }
    let day = meeting.meeting.date;
    let head = Line {
        when: day.map(|d| d.to_string()).unwrap_or_default(),
        mark: found.class.chip().to_string(),
        words,
        places,
        compare: None,
    };
    Some(Entry { weight: weight(found.class, longest), day, head, ..Entry::default() })
}

/// What turns the sense of a sentence comes before what is missing, a long sentence before a short one.
fn weight(class: Class, n_words: usize) -> u32 {
    let length = u32::try_from(n_words.min(40)).unwrap_or(40);
    match class {
        Class::Polarity => 200,
        Class::Figure => 180,
        Class::Name => 160,
        Class::Attribution => 150,
        Class::Omitted | Class::Added => 60 + 2 * length,
        _ => 50,
    }
}

/// The words with some of those before them.
fn shown(text: &str, words: &Words, most: usize) -> String {
    let own = cut(words.span.of(text), most);
    if words.span.start <= words.within.start {
        return own;
    }
    let before = Span::new(words.within.start, words.span.start).of(text);
    let tail = end_of(before, AROUND);
    let tail: Vec<&str> = tail.trim_start_matches('…').split_whitespace().collect();
    let few = tail[tail.len().saturating_sub(3)..].join(" ");
    format!("{few} {own}").trim().to_string()
}

/// " · Vera Holt: “…with the words around it…”".
fn sentence(material: &Material, document: usize, words: &Words) -> String {
    let text = material.text(document);
    let before = Span::new(words.within.start, words.span.start).of(text);
    let behind = Span::new(words.span.end, words.within.end).of(text);
    let gap = if behind.starts_with(char::is_whitespace) { " " } else { "" };
    let behind = format!("{gap}{}", cut(behind, SENTENCE));
    let around = format!("{}{}{behind}", end_of(before, SENTENCE), words.span.of(text));
    let around = around.split_whitespace().collect::<Vec<_>>().join(" ");
    let speaker = material.speaker(document, words.span);
    let who = speaker.map(|s| format!("{s}: ")).unwrap_or_default();
    format!(" · {who}“{around}”")
}
