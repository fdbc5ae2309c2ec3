//! Brackets in a transcript: stage notes, words put in by an editor, places where words are missing.
//!
//! ```text
//! (Laughter.)  a note           [tents]   supplied words
//! [inaudible]  a gap            <…> […]   a gap left by an editor
//! <s>ten</s> [twelve]           a correction: one note over both
//! ```
//! Ordinary parentheses are words of the speaker and stay unmarked.

use super::{Gap, GapReason, Note, NoteKind};
use crate::rules::NoteRules;
use crate::span::Span;

/// All typed brackets of a text, each list in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brackets {
    /// Notes.
    pub notes: Vec<Note>,
    /// Words put in by an editor.
    pub supplied: Vec<Span>,
    /// Missing words.
    pub gaps: Vec<Gap>,
}

/// What one bracket is.
enum Kind {
    Note(NoteKind),
    Gap(GapReason),
    Supplied,
    Words,
}

/// A bracket longer than this is not a note (bytes).
const LONGEST: usize = 240;

/// Finds the typed brackets of a text. `struck` are its struck-out words.
pub fn find(text: &str, struck: &[Span], rules: &NoteRules) -> Brackets {
    let mut found = Brackets::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let close = match bytes[at] {
            b'(' => b')',
            b'[' => b']',
            b'<' => b'>',
            _ => {
                at += 1;
                continue;
            }
        };
        let Some(end) = closing(bytes, at, close) else {
            at += 1;
            continue;
        };
        let span = Span::new(at, end);
        match kind(text, span, rules) {
            Kind::Note(kind) => found.notes.push(Note { span, kind }),
            Kind::Gap(reason) => found.gaps.push(Gap { span, reason }),
            Kind::Supplied => match corrected(text, struck, span) {
                Some(whole) => found.notes.push(Note { span: whole, kind: NoteKind::Correction }),
                None => found.supplied.push(span),
            },
            Kind::Words => {
                at += 1;
                continue;
            }
        }
        at = end;
    }
    found
}

fn closing(bytes: &[u8], open: usize, close: u8) -> Option<usize> {
    let opener = bytes[open];
    let window = bytes.get(open + 1..(open + LONGEST).min(bytes.len()))?;
    let at = window.iter().position(|b| *b == close || *b == opener)?;
    (window[at] == close).then_some(open + at + 2)
}

fn kind(text: &str, span: Span, rules: &NoteRules) -> Kind {
    let whole = span.of(text);
    let inner = whole.get(1..whole.len().saturating_sub(1)).unwrap_or("").trim();
    let dots = |s: &str| !s.is_empty() && s.chars().all(|c| c == '…' || c == '.');
    match whole.as_bytes().first() {
        Some(b'<') if dots(inner) => return Kind::Gap(GapReason::Editorial),
        Some(b'<') => return Kind::Words,
        Some(b'[') if dots(inner) => return Kind::Gap(GapReason::Editorial),
        _ => {}
    }
    let square = whole.starts_with('[');
    let words = inner.split_whitespace().count();
    let folded = inner.trim_end_matches(['.', '!', ' ']).to_lowercase();
    if words == 0 || words > 14 {
        return Kind::Words;
    }
    match stage(&folded, words, square, rules) {
        Some(kind) => kind,
        None if !square || is_reference(&folded) => Kind::Words,
        None => Kind::Supplied,
    }
}

/// Footnote numbers and page marks are no words put in.
fn is_reference(folded: &str) -> bool {
    folded.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || c == ',')
        || folded.starts_with("page ")
        || folded.starts_with("www.")
}

fn stage(folded: &str, words: usize, square: bool, rules: &NoteRules) -> Option<Kind> {
    let has = |list: &[String]| list.iter().any(|w| holds(folded, w));
    // Round brackets are also the speaker's own: a note there is short or all note words.
    let short = square || words <= 8;
    if has(&rules.sic) && words == 1 {
        return Some(Kind::Note(NoteKind::Sic));
    }
    if has(&rules.narrative) {
        return Some(Kind::Note(NoteKind::Narrative));
    }
    if !short {
        return None;
    }
    if has(&rules.inaudible) {
        return Some(Kind::Gap(GapReason::Inaudible));
    }
    if has(&rules.foreign) {
        return Some(Kind::Gap(GapReason::Foreign));
    }
    if has(&rules.interpreted) {
        return Some(Kind::Note(NoteKind::Interpreted));
    }
    let brief = square || words <= 5;
    [
        (&rules.vocal, NoteKind::Vocal),
        (&rules.kinesic, NoteKind::Kinesic),
        (&rules.incident, NoteKind::Incident),
    ]
    .into_iter()
    .find(|(list, _)| brief && has(list))
    .map(|(_, kind)| Kind::Note(kind))
}

/// `needle` stands in `folded` as whole words.
fn holds(folded: &str, needle: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    folded.match_indices(needle).any(|(at, _)| {
        edge(folded[..at].chars().next_back()) && edge(folded[at + needle.len()..].chars().next())
    })
}

/// The span from struck-out words to the bracket that stands directly after them.
fn corrected(text: &str, struck: &[Span], bracket: Span) -> Option<Span> {
    let before = struck.get(struck.partition_point(|s| s.end <= bracket.start).checked_sub(1)?)?;
    let between = text.get(before.end..bracket.start)?;
    between.trim().is_empty().then(|| Span::new(before.start, bracket.end))
}

/// True when a line holds nothing but notes and signs.
pub fn is_note_only(line: Span, text: &str, brackets: &Brackets) -> bool {
    fn within<T>(all: &[T], line: Span, span: impl Fn(&T) -> Span) -> Vec<Span> {
        let from = all.partition_point(|t| span(t).start < line.start);
        all[from..].iter().map(span).take_while(|s| s.end <= line.end).collect()
    }
    let mut marks = within(&brackets.notes, line, |n| n.span);
    marks.extend(within(&brackets.gaps, line, |g| g.span));
    marks.sort();
    let mut at = line.start;
    for mark in &marks {
        if text.get(at..mark.start).is_some_and(|t| t.contains(char::is_alphanumeric)) {
            return false;
        }
        at = at.max(mark.end);
    }
    !marks.is_empty() && !text.get(at..line.end).is_some_and(|t| t.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    fn check(text: &str, expected: &[&str]) {
        let found = find(text, &[], &Rules::builtin().notes);
        let mut all: Vec<(Span, String)> = found
            .notes
            .iter()
            .map(|n| (n.span, format!("{:?} {}", n.kind, n.span.of(text))))
            .chain(found.gaps.iter().map(|g| (g.span, format!("{:?} {}", g.reason, g.span.of(text)))))
            .chain(found.supplied.iter().map(|s| (*s, format!("Supplied {}", s.of(text)))))
            .collect();
        all.sort();
        let all: Vec<&str> = all.iter().map(|(_, s)| s.as_str()).collect();
        assert_eq!(all, expected, "{text:?}");
    }

    #[test]
    fn brackets_are_typed() {
        check("Thanks. (Applause.) We sent 300 [tents].", &["Kinesic (Applause.)", "Supplied [tents]"]);
        check(
            "(Laughter and applause.) [sic] [inaudible] <…> […] (LAUGHTER)",
            &[
                "Vocal (Laughter and applause.)",
                "Sic [sic]",
                "Inaudible [inaudible]",
                "Editorial <…>",
                "Editorial […]",
                "Vocal (LAUGHTER)",
            ],
        );
        check(
            "(Speaks in a foreign language.) (As interpreted.)",
            &["Foreign (Speaks in a foreign language.)", "Interpreted (As interpreted.)"],
        );
        check("The meeting (it was long, and nobody made a break in it) ended.", &[]);
        check("the Northern Line (NL) and footnote [3] and a < b > c", &[]);
        check("open (bracket [x and 100% (", &[]);
    }

    #[test]
    fn a_correction_is_one_note() {
        let text = "We have ten [twelve] bridges.";
        let found = find(text, &[Span::new(8, 11)], &Rules::builtin().notes);
        assert_eq!(found.notes, [Note { span: Span::new(8, 20), kind: NoteKind::Correction }]);
        assert!(found.supplied.is_empty());
    }
}
