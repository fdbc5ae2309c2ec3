//! What stands around the words in their sentence and turns them: "but …", "not true that …".

use super::Passage;
use crate::rules::Rules;
use crate::sentence::split;
use crate::span::Span;
use crate::words::words;

/// How far a sentence is looked for on both sides, in bytes.
const REACH_BYTES: usize = 4096;

/// What the sentence says beyond the words and turns their meaning; `None` when nothing does.
pub(super) fn turned_by(passage: &Passage, span: Span, rules: &Rules) -> Option<Span> {
    let text: &str = &passage.text;
    let sentences = split(text, stretch(passage, span), rules);
    let last = sentences.iter().find(|s| s.start < span.end && span.end <= s.end);
    let behind = last.map(|s| Span::new(span.end, s.end)).unwrap_or_default();
    if begins_with(&forms(text, behind), &rules.verdict.turns) {
        return Some(without_signs(text, behind));
    }
    let first = sentences.iter().find(|s| s.start <= span.start && span.start < s.end);
    let front = first.map(|s| Span::new(s.start, span.start)).unwrap_or_default();
    let is_framed = ends_with(&forms(text, front), &rules.verdict.frames);
    (is_framed || passage.is_speech && is_nested(front.of(text))).then(|| front.trimmed(text))
}

/// The paragraph or so that holds the words.
fn stretch(passage: &Passage, span: Span) -> Span {
    let text: &str = &passage.text;
    let within = passage.words;
    let mut start = span.start.saturating_sub(REACH_BYTES).max(within.start.min(span.start));
    let mut end = span.end.saturating_add(REACH_BYTES).min(within.end.max(span.end)).min(text.len());
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let start = text.get(start..span.start).and_then(|t| t.rfind("\n\n")).map_or(start, |at| start + at);
    let end = text.get(span.end..end).and_then(|t| t.find("\n\n")).map_or(end, |at| span.end + at);
    Span::new(start, end)
}

fn forms(text: &str, span: Span) -> Vec<String> {
    words(text, span, &[]).0.into_iter().map(|w| w.form).collect()
}

fn begins_with(words: &[String], phrases: &[Vec<String>]) -> bool {
    phrases.iter().any(|p| words.starts_with(p))
}

fn ends_with(words: &[String], phrases: &[Vec<String>]) -> bool {
    phrases.iter().any(|p| words.ends_with(p))
}

/// A stretch without the signs and spaces at its head.
fn without_signs(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let skipped = words.find(|c: char| c.is_alphanumeric()).unwrap_or(0);
    Span::new(span.start + skipped, span.end)
}

/// True when a quotation is opened and not closed, with words of the speaker before it.
fn is_nested(front: &str) -> bool {
    let mut open = None;
    for (at, c) in front.char_indices() {
        open = match c {
            '“' | '«' | '„' => Some(at),
            '”' | '»' => None,
            '"' if open.is_some() => None,
            '"' => Some(at),
            _ => open,
        };
    }
    open.and_then(|at| front.get(..at)).is_some_and(|before| before.contains(char::is_alphanumeric))
}
