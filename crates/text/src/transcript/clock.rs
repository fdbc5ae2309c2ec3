//! Time codes in a transcript: `(01:09)`, `[00:12:30]`, `00:00:14-00:00:28 (14 sec)`.
//!
//! They are nobody's words, wherever they stand.

use std::collections::BTreeMap;

use crate::page::Document;

/// True when a line holds a time code and nothing else.
pub(super) fn is_time_code(text: &str) -> bool {
    let text = text.trim();
    // Nearly every paragraph is told apart here, by its length.
    if text.len() >= LONGEST || !text.contains(':') {
        return false;
    }
    let signs = |c: char| {
        c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | '-' | '–' | '(' | ')' | '[' | ']' | ' ' | '>')
    };
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let units = words.all(|w| matches!(w, "sec" | "secs" | "s" | "min" | "m" | "h"));
    let bracketed = text.starts_with(['(', '[']) || text.matches(':').count() > 1;
    let clock = || text.split(|c: char| !(c.is_ascii_digit() || c == ':')).any(is_clock);
    units && bracketed && text.chars().all(|c| signs(c) || c.is_alphabetic()) && clock()
}

/// A line of this many bytes holds more than a time code.
const LONGEST: usize = 60;

/// `01:09`, `00:12:30`.
fn is_clock(word: &str) -> bool {
    let mut parts = word.split(':');
    let short = |p: &str| (1..=2).contains(&p.len());
    let first = parts.next().is_some_and(short);
    let (mut more, mut whole) = (0, true);
    for part in parts {
        more += 1;
        whole &= part.len() == 2;
    }
    first && whole && (1..=2).contains(&more)
}

/// "[00:12:30] Vera Holt" gives "Vera Holt".
pub(super) fn after_clock(text: &str) -> Option<&str> {
    let inner = text.trim_start_matches(['[', '(']);
    let end = inner.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')))?;
    let rest = inner.get(end..)?.trim_start_matches([']', ')']);
    let timed = inner.get(..end).is_some_and(|c| is_clock(c.split('.').next().unwrap_or("")));
    (timed && rest.starts_with(' ')).then_some(rest)
}

/// Blocks of one word that stand after time codes and come back there ("Positive"): tags of the
/// transcript's maker.
pub(super) fn tags_after(document: &Document) -> Vec<usize> {
    let text = |at: usize| document.blocks[at].span.of(&document.text).trim();
    let places: Vec<usize> = (1..document.blocks.len())
        .filter(|at| {
            is_time_code(text(at - 1)) && text(*at).chars().all(char::is_alphabetic) && !text(*at).is_empty()
        })
        .collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for at in &places {
        *times.entry(text(*at)).or_default() += 1;
    }
    places.iter().copied().filter(|at| times[text(*at)] > 1 && times.len() <= 6).collect()
}
