//! Turns that are one quotation: `Vera Holt said:` and paragraphs in quotation marks.
//!
//! The marks are the page's, not the speaker's; what follows the closing mark is not the speaker's.

use crate::span::Span;

/// Signs that open a quotation.
pub(super) const OPENING_QUOTES: [char; 4] = ['“', '"', '«', '„'];

/// Signs that close what `open` opens.
fn closing(open: char) -> &'static [char] {
    match open {
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        _ => &['"'],
    }
}

/// How far the one quotation that a turn consists of has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// The turn is no quotation.
    None,
    /// The first words are still to come.
    Awaited,
    /// It goes on in the next paragraph; how it was opened.
    Open(char),
    /// It has ended: what follows is not the speaker's.
    Closed,
}

impl Quote {
    /// The state after one more paragraph.
    pub(super) fn after(self, text: &str) -> Quote {
        let ends = |open: char| text.ends_with(closing(open));
        match (self, text.chars().next().filter(|c| OPENING_QUOTES.contains(c))) {
            (Quote::Awaited, Some(open)) if ends(open) => Quote::Closed,
            (Quote::Awaited, Some(open)) => Quote::Open(open),
            (Quote::Open(open), _) if ends(open) => Quote::Closed,
            (Quote::Awaited, None) => Quote::None,
            (other, _) => other,
        }
    }
}

/// Takes off the quotation marks that stand round the whole of the words.
pub(super) fn unquote(parts: &mut [Span], text: &str) {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let whole = Span::new(first.start, last.end);
    let words = whole.of(text);
    let Some(open) = words.chars().next() else { return };
    let close = words.chars().next_back().filter(|c| closing(open).contains(c));
    let Some(close) = close.filter(|_| OPENING_QUOTES.contains(&open)) else { return };
    let inner = words.get(open.len_utf8()..words.len() - close.len_utf8()).unwrap_or("");
    // "“We came,” she said, “and won.”" is no one quotation.
    if inner.is_empty() || !is_whole(inner, open, close) {
        return;
    }
    if let Some(first) = parts.first_mut() {
        first.start += open.len_utf8();
    }
    if let Some(last) = parts.last_mut() {
        last.end -= close.len_utf8();
    }
}

/// True when no quotation mark in `inner` closes what stands before it.
fn is_whole(inner: &str, open: char, close: char) -> bool {
    if open == close {
        return inner.matches(open).count().is_multiple_of(2) && !inner.contains(['\n']);
    }
    let mut depth = 0i32;
    for c in inner.chars() {
        depth += i32::from(c == open) - i32::from(c == close);
        if depth < 0 {
            return false;
        }
    }
    true
}
