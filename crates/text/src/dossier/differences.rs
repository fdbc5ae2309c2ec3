//! Differences of rank 1 between the versions of a meeting, those that turn a sentence first.

use super::words::cut;
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
    let words = there.iter().map(said).collect::<Vec<_>>().join(" / ");
    let places = there.iter().map(|(n, w)| Place::of(*n, w.sentence, w.within)).collect();
    let n_words = |(n, w): &(usize, &Words)| w.span.of(material.text(*n)).split_whitespace().count();
    let longest = there.iter().map(n_words).max().unwrap_or(0);
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
    let letters: Vec<char> = before.chars().collect();
    let from = letters.len().saturating_sub(AROUND);
    let tail: String = letters[from..].iter().collect();
    let tail = if from > 0 { tail.split_once(' ').map_or("", |(_, rest)| rest) } else { &tail };
    let tail = tail.split_whitespace().collect::<Vec<_>>();
    let few = tail[tail.len().saturating_sub(3)..].join(" ");
    format!("{few} {own}").trim().to_string()
}
