//! Turns that are one quotation: `Vera Holt said:` and paragraphs in quotation marks.
//!
//! The marks are the page's, not the speaker's; what follows the closing mark is not the speaker's.

use crate::page::Document;
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

/// Blocks that a quotation read out may span.
const MOST_BLOCKS: usize = 30;

/// Blocks inside a quotation that opens in one block and closes at the end of a later one, no other
/// marks between: a letter that is read out. Labels in it are its words.
pub(super) fn read_out(document: &Document) -> Vec<usize> {
    let text = |at: usize| document.blocks[at].span.of(&document.text);
    let marked = |t: &str| t.chars().any(|c| OPENING_QUOTES.contains(&c) || matches!(c, '”' | '»'));
    let mut inside = Vec::new();
    let mut at = 0;
    while at < document.blocks.len() {
        let Some(open) = opened(text(at)) else {
            at += 1;
            continue;
        };
        let last = document.blocks.len().min(at + MOST_BLOCKS);
        let end = (at + 1..last).find(|n| marked(text(*n)));
        let closes = |n: &usize| {
            let words = text(*n).trim_end_matches(['.', ',']);
            let Some((head, mark)) = words.char_indices().next_back() else { return false };
            closing(open).contains(&mark) && !marked(&words[..head])
        };
        at = match end.filter(closes) {
            Some(end) => {
                inside.extend(at + 1..=end);
                end + 1
            }
            None => at + 1,
        };
    }
    inside
}

/// The mark of a quotation that begins a block, or stands after its label, and does not close there.
fn opened(text: &str) -> Option<char> {
    let (at, open) = text.char_indices().find(|(_, c)| OPENING_QUOTES.contains(c))?;
    let before = text[..at].trim_end();
    let rest = &text[at + open.len_utf8()..];
    let alone = !rest.contains(closing(open)) && !rest.contains(OPENING_QUOTES);
    (alone && (before.is_empty() || before.ends_with(':'))).then_some(open)
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
