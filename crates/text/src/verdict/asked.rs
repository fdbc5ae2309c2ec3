//! A claim made ready: its words, what is left out by an ellipsis, what stands in brackets.
//!
//! "We sent … tents [to the north]." has two parts, "We sent" and "tents", the second followed by
//! a hole of three words that the quoting hand filled.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::field::join_initials;
use crate::rules::Rules;
use crate::span::Span;
use crate::statement::takes_no_room as is_invisible;
use crate::words::{Word, words};

/// Fewest words that can be told from chance.
const MIN_WORDS: usize = 4;
/// Fewest characters.
const MIN_CHARS: usize = 12;
/// Longest filling of a bracket that may stand for other words.
const MAX_HOLE: usize = 5;

/// The claim as an index can know it: without signs that take no room, wide letters made plain, and,
/// when some word mixes scripts, letters that look Latin made so.
pub fn look_up_form(claim: &str, rules: &Rules) -> String {
    let plain: String = claim.nfkc().filter(|c| !is_invisible(*c)).collect();
    let mixes = |word: &str| {
        let foreign = |c: char| c.is_alphabetic() && !c.is_ascii() && rules.verdict.looks_like(c) != c;
        word.contains(foreign) && word.contains(|c: char| c.is_ascii_alphabetic())
    };
    if !plain.split_whitespace().any(mixes) {
        return plain;
    }
    let latin = |c: char| {
        let lower = c.to_lowercase().next().unwrap_or(c);
        if c.is_ascii() { c } else { rules.verdict.looks_like(lower) }
    };
    plain.chars().map(latin).collect()
}

/// What stands before a part of the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing: the part follows on, or opens the claim.
    Nothing,
    /// An ellipsis.
    Ellipsis,
    /// Words in brackets.
    Bracket(Range<usize>),
}

/// A run of words without a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub before: Before,
    pub words: Range<usize>,
}

/// A claim made ready.
pub(super) struct Asked<'c> {
    /// The claim without its outer quotation marks.
    pub text: &'c str,
    pub words: Vec<Word>,
    pub parts: Vec<Part>,
    /// Words in brackets after the last part.
    pub trailing: Option<Range<usize>>,
    /// Words in brackets that touch an ellipsis: nothing tells what they stand for.
    pub has_stray: bool,
    /// Holds characters that cannot be seen.
    pub has_invisible: bool,
}

impl<'c> Asked<'c> {
    pub fn new(claim: &'c str) -> Self {
        let text = bare(claim);
        let words = join_capitals(join_initials(seen_words(text), text), text);
        let (parts, trailing) = parts(text, &words);
        let has_stray = brackets(text).into_iter().any(|b| beside_ellipsis(text, b));
        Asked { text, words, parts, trailing, has_stray, has_invisible: text.chars().any(is_invisible) }
    }

    pub fn is_too_short(&self) -> bool {
        let mut spans: Vec<Span> = self.words.iter().map(|w| w.span).collect();
        spans.dedup();
        spans.len() < MIN_WORDS || self.text.chars().count() < MIN_CHARS
    }

    /// True when the claim has this word.
    pub fn has(&self, form: &str) -> bool {
        self.words.iter().any(|w| w.form == form)
    }

    /// True when the claim ends as a question.
    pub fn asks(&self) -> bool {
        let end = self.words.last().map_or(0, |w| w.span.end);
        self.text.get(end..).is_some_and(|tail| tail.contains(['?', '؟', '？']))
    }

    /// Words of the claim that lie in `span`.
    pub fn range(&self, span: Span) -> Range<usize> {
        let start = self.words.partition_point(|w| w.span.start < span.start);
        start..self.words.partition_point(|w| w.span.start < span.end)
    }
}

/// The words of a text as the eye sees them: signs that take no room part none.
fn seen_words(text: &str) -> Vec<Word> {
    if !text.chars().any(is_invisible) {
        return words(text, Span::new(0, text.len()), &[]).0;
    }
    let mut seen = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices().filter(|(_, c)| !is_invisible(*c)) {
        seen.push(c);
        places.extend((0..c.len_utf8()).map(|n| at + n));
    }
    let place = |at: usize| places.get(at).copied().unwrap_or(text.len());
    let mut found = words(&seen, Span::new(0, seen.len()), &[]).0;
    for word in &mut found {
        let end = place(word.span.end.saturating_sub(1)) + 1;
        word.span = Span::new(place(word.span.start), end);
    }
    found
}

/// Makes "[w]e" one word: a capital that the quoting hand changed.
fn join_capitals(found: Vec<Word>, text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(found.len());
    for word in found {
        let joins = out.last().is_some_and(|last| {
            Span::new(last.span.end, word.span.start).of(text) == "]"
                && last.form.chars().count() == 1
                && text.get(..last.span.start).is_some_and(|t| t.ends_with('['))
        });
        match out.last_mut().filter(|_| joins) {
            Some(last) => {
                last.form.push_str(&word.form);
                last.span.end = word.span.end;
            }
            None => out.push(word),
        }
    }
    out
}

/// The claim without white space and quotation marks around it.
fn bare(claim: &str) -> &str {
    claim.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›')
    })
}

/// The parts, and the bracket that follows the last of them.
fn parts(text: &str, words: &[Word]) -> (Vec<Part>, Option<Range<usize>>) {
    let brackets = brackets(text);
    let mut parts: Vec<Part> = Vec::new();
    let (mut open, mut before, mut last_end) = (0, Before::Nothing, 0);
    let mut n = 0;
    while n < words.len() {
        let here = words[n].span.start;
        let gap = Span::new(last_end, here).of(text);
        let bracket = brackets.iter().find(|b| b.holds(words[n].span));
        let next = if let Some(bracket) = bracket {
            let from = n;
            while n < words.len() && bracket.holds(words[n].span) {
                n += 1;
            }
            Before::Bracket(from..n)
        } else if n > 0 && is_ellipsis(gap) {
            Before::Ellipsis
        } else {
            last_end = words[n].span.end;
            n += 1;
            continue;
        };
        let end = if let Before::Bracket(range) = &next { range.start } else { n };
        if open < end {
            parts.push(Part { before: std::mem::replace(&mut before, Before::Nothing), words: open..end });
        }
        open = n;
        last_end =
            words.get(n.saturating_sub(1)).map_or(0, |w| if bracket.is_some() { w.span.end } else { here });
        before = next;
        if bracket.is_none() {
            last_end = words[n].span.end;
            n += 1;
        }
    }
    if open < words.len() {
        parts.push(Part { before, words: open..words.len() });
        return (parts, None);
    }
    match before {
        Before::Bracket(range) => (parts, Some(range)),
        _ => (parts, None),
    }
}

/// True when an ellipsis stands right before or after a bracket, or another bracket does.
fn beside_ellipsis(text: &str, bracket: Span) -> bool {
    let holds_words = bracket.of(text).contains(char::is_alphanumeric);
    let front = text.get(..bracket.start).unwrap_or("");
    let front = front.get(front.rfind(char::is_alphanumeric).unwrap_or(0)..).unwrap_or("");
    let behind = text.get(bracket.end..).unwrap_or("");
    let behind = behind.get(..behind.find(char::is_alphanumeric).unwrap_or(behind.len())).unwrap_or("");
    let other = |gap: &str| is_ellipsis(gap) || gap.contains(['[', ']']);
    holds_words && (other(front) || other(behind))
}

/// "[they]" and such: short, and not a mere ellipsis.
fn brackets(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('[', _) => open = Some(at),
            (']', Some(from)) => {
                let span = Span::new(from, at + 1);
                let n = span.of(text).split_whitespace().count();
                let lone = text.get(..from).is_none_or(|t| !t.ends_with(char::is_alphanumeric))
                    && text.get(at + 1..).is_none_or(|t| !t.starts_with(char::is_alphanumeric));
                if n <= MAX_HOLE && lone {
                    found.push(span);
                }
                open = None;
            }
            _ => {}
        }
    }
    found
}

fn is_ellipsis(gap: &str) -> bool {
    gap.contains('…') || gap.contains("...") || gap.contains(". . .")
}
