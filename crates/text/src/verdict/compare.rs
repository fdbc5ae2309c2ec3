//! What differs between the claim's words and the words found, by the collation room's classes.
//!
//! Whether two stretches are the same words in the same signs is decided here, character by
//! character; what a difference means is `collation::classify`'s affair.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::asked::Asked;
use super::field::Field;
use crate::collation::{Class, Difference, NameBook, Passage, classify};
use crate::rules::Rules;
use crate::span::Span;
use crate::statement::takes_no_room as is_invisible;
use crate::words::{Word, words};

/// The differences between words of the claim (`a`) and of the field (`b`), most material first.
pub(super) fn differences(
    asked: &Asked,
    range: &Range<usize>,
    field: &Field,
    found: &Range<usize>,
    text: &str,
    rules: &Rules,
) -> Vec<Difference> {
    let mut book = NameBook::default();
    book.read(&asked.words);
    book.read(&field.words);
    let side = |text: &'_ str, all: &[Word], range: &Range<usize>| -> (Vec<Word>, String) {
        let chosen = all.get(range.clone()).unwrap_or(&[]).to_vec();
        let from = chosen.last().map_or(0, |w| w.span.end);
        let rest = text.get(from..).unwrap_or("");
        let len = rest.find(|c: char| c.is_alphanumeric() || c.is_whitespace()).unwrap_or(rest.len());
        (chosen, words(text, Span::new(from, from + len), &[]).1)
    };
    let (words_a, tail_a) = side(asked.text, &asked.words, range);
    let (words_b, tail_b) = side(text, &field.words, found);
    // A claim that stops inside a sentence leaves the signs after it out; that is no difference.
    let tail_b = if tail_a.is_empty() { String::new() } else { tail_b };
    let a = Passage { text: asked.text, words: words_a, tail: tail_a, begins: Vec::new() };
    let b = Passage { text, words: words_b, tail: tail_b, begins: Vec::new() };
    classify(&a, &b, &book, rules)
}

/// A difference of signs or capitals between two places.
pub(super) fn in_form(a: Span, b: Span, note: &'static str) -> Difference {
    Difference {
        class: Class::Punctuation,
        rank: Class::Punctuation.rank(),
        a: Some(a),
        b: Some(b),
        note: Some(note),
        custom: None,
    }
}

/// Words that the claim leaves out (`b`).
pub(super) fn left_out(b: Span, note: &'static str) -> Difference {
    Difference { class: Class::Omitted, rank: 4, a: None, b: Some(b), note: Some(note), custom: None }
}

/// True when the claim's words stand at `span` of `text` character by character, glyphs of quotes,
/// dashes and white space folded, with the claim's outer signs.
pub(super) fn is_exact(asked: &Asked, span: Span, text: &str) -> bool {
    let (Some(first), Some(last)) = (asked.words.first(), asked.words.last()) else { return false };
    let inner = Span::new(first.span.start, last.span.end).of(asked.text);
    if asked.has_invisible || folded(inner) != folded(span.of(text)) {
        return false;
    }
    let head = folded(asked.text.get(..first.span.start).unwrap_or(""));
    let tail = folded(asked.text.get(last.span.end..).unwrap_or(""));
    let behind: String = text.get(span.end..).unwrap_or("").chars().take(16).collect();
    let front: Vec<char> = text.get(..span.start).unwrap_or("").chars().rev().take(16).collect();
    let front: String = front.into_iter().rev().collect();
    folded(&front).trim_end().ends_with(head.trim()) && folded(&behind).starts_with(tail.trim_end())
}

/// Text with the glyphs of quotes, dashes and white space folded; a dash stands without spaces.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_space = false;
    for c in text.nfc() {
        let sign = match c {
            _ if c.is_whitespace() => {
                is_space = true;
                continue;
            }
            '\'' | '’' | '‘' | '‚' | '‛' | 'ʼ' | '′' | '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹'
            | '›' => '\'',
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            _ => c,
        };
        if std::mem::take(&mut is_space) && !out.is_empty() && !out.ends_with('-') && sign != '-' {
            out.push(' ');
        }
        if sign != '-' || !out.ends_with('-') {
            out.push(sign);
        }
    }
    out
}

/// True when `text` holds characters that cannot be seen.
pub(super) fn has_invisible(text: &str) -> bool {
    text.chars().any(is_invisible)
}
