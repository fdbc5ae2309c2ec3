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

/// True when a line is a machine's day and time ("2031-02-04T13:36:57.267Z") and nothing else: a
/// comment or a message ends there.
pub(super) fn is_stamp(text: &str) -> bool {
    let text = text.trim();
    let digit = |b: u8| b.is_ascii_digit();
    let day = text.as_bytes().get(..10).is_some_and(|d| {
        d.iter().enumerate().all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { digit(*b) })
    });
    let rest = text.get(10..).unwrap_or("").strip_prefix(['T', ' ']).unwrap_or("");
    let signs = |b: u8| digit(b) || matches!(b, b':' | b'.' | b'+' | b'-' | b'Z' | b' ');
    day && text.len() < LONGEST && rest.bytes().all(signs) && rest.get(..5).is_some_and(is_clock)
}

/// "[00:12:30] Vera Holt" gives "Vera Holt".
pub(super) fn after_clock(text: &str) -> Option<&str> {
    let inner = text.trim_start_matches(['[', '(']);
    let end = inner.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')))?;
    let rest = inner.get(end..)?.trim_start_matches([']', ')']);
    let timed = inner.get(..end).is_some_and(|c| is_clock(c.split('.').next().unwrap_or("")));
    (timed && rest.starts_with(' ')).then_some(rest)
}

/// Blocks that stand after time codes and are tags of the transcript's maker: one word that comes back
/// there ("Positive"), or a machine's measure in capitals ("WEAK (1.021)", "NO SIGNAL").
pub(super) fn tags_after(document: &Document) -> Vec<usize> {
    let text = |at: usize| document.blocks[at].span.of(&document.text).trim();
    let places: Vec<(usize, &str, bool)> = (1..document.blocks.len())
        .filter(|at| is_time_code(text(at - 1)))
        .filter_map(|at| tag(text(at)).map(|(word, measured)| (at, word, measured)))
        .collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, word, _) in &places {
        *times.entry(word).or_default() += 1;
    }
    let again = |word: &str| times[word] > 1 && times.len() <= MOST_TAGS;
    places.iter().filter(|(_, word, measured)| *measured || again(word)).map(|(at, ..)| *at).collect()
}

/// A page whose maker tags turns has so many different tags at most.
const MOST_TAGS: usize = 6;

/// The words of a line that could be a tag, and whether a measure stands behind them.
fn tag(text: &str) -> Option<(&str, bool)> {
    if text.len() >= LONGEST {
        return None;
    }
    let (words, number) = match text.split_once('(') {
        Some((words, number)) => (words.trim(), number.strip_suffix(')')),
        None => (text, None),
    };
    let measured = number.is_some_and(|n| {
        n.contains('.') && n.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit() || b == b'.')
    });
    let whole = measured || !text.contains('(');
    let letters = words.chars().all(|c| c.is_alphabetic() || c == ' ') && !words.is_empty();
    let capitals = !words.contains(char::is_lowercase) && words.split(' ').count() <= 3;
    let one = !words.contains(' ') && !measured;
    (whole && letters && (one || capitals)).then_some((words, measured && capitals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_told() {
        for (text, stamp) in [
            ("2031-02-04T13:36:57.267Z", true),
            ("2031-02-04T13:36:57.267Z+00:00", true),
            ("2031-02-04 13:36", true),
            ("2031-02-04", false),
            ("2031-02-04T13:36 we came", false),
            ("13:36:57", false),
        ] {
            assert_eq!(is_stamp(text), stamp, "{text:?}");
        }
    }
}
