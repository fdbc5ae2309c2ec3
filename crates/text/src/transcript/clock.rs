//! Time codes in a transcript: `(01:09)`, `[00:12:30]`, `00:00:14-00:00:28 (14 sec)`.
//!
//! They are nobody's words, wherever they stand.

use std::collections::BTreeMap;

use crate::page::Document;

/// True when a line holds a time code and nothing else.
pub(super) fn is_time_code(text: &str) -> bool {
    let text = text.trim();
    let signs = |c: char| {
        c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | '-' | '–' | '(' | ')' | '[' | ']' | ' ' | '>')
    };
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let units = words.into_iter().all(|w| matches!(w, "sec" | "secs" | "s" | "min" | "m" | "h"));
    let clock = text.split(|c: char| !(c.is_ascii_digit() || c == ':')).any(is_clock);
    let bracketed = text.starts_with(['(', '[']) || text.matches(':').count() > 1;
    text.len() < 60 && clock && units && bracketed && text.chars().all(|c| signs(c) || c.is_alphabetic())
}

/// `01:09`, `00:12:30`.
fn is_clock(word: &str) -> bool {
    let parts: Vec<&str> = word.split(':').collect();
    (2..=3).contains(&parts.len())
        && parts.iter().all(|p| (1..=2).contains(&p.len()))
        && parts[1..].iter().all(|p| p.len() == 2)
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
