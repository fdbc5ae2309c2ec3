//! Sentences: where one ends, by the stop, by what stands before it and by what follows.
//!
//! ```text
//! Welcome, Dr. Holt. (Applause.) We sent 3.5 tons – "Why? Who asked?" he said.
//! ```
//! is two sentences: the note belongs to the sentence before it, the quotation is not divided.
//! Works on the bytes in one pass with short, bounded looks ahead. Words that matter (titles,
//! abbreviations, starters, notes) are data: `rules::SentenceRules`. Who speaks is not known here.
//!
//! `stop` decides whether a stop ends its sentence, `opening` what a quote or bracket holds together,
//! `list` where the items of a list begin.

mod list;
mod opening;
mod stop;
#[cfg(test)]
mod tests;

use crate::rules::{Rules, SentenceRules};
use crate::sign::is_full_stop;
use crate::span::Span;
use list::has_line_items;

/// Splits the text at `within` into sentences, white space trimmed.
///
/// A blank line always ends a sentence; a single line break does not, unless the lines are items
/// of a list. Every byte of `within` that is no white space lies in exactly one sentence. A span
/// that does not fit the text gives no sentences.
pub fn split(text: &str, within: Span, rules: &Rules) -> Vec<Span> {
    let mut out = Vec::new();
    for paragraph in paragraphs(text, within) {
        let Some(known) = text.get(..paragraph.end) else {
            continue;
        };
        let mut scan =
            Scan { text: known, rules: &rules.sentences, start: paragraph.start, next_item: None, out };
        scan.walk(paragraph);
        out = scan.out;
    }
    out
}

/// The stretches between blank lines.
fn paragraphs(text: &str, within: Span) -> Vec<Span> {
    let words = within.of(text);
    let mut found = Vec::new();
    let (mut start, mut line_end) = (0, None);
    let lines = if words.contains('\n') { words } else { "" };
    for (at, byte) in lines.bytes().enumerate() {
        if byte != b'\n' {
            continue;
        }
        if let Some(last) = line_end
            && words.get(last..at).is_some_and(|line| line.trim().is_empty())
        {
            found.push(Span::new(start, at));
            start = at;
        }
        line_end = Some(at);
    }
    found.push(Span::new(start, words.len()));
    found.into_iter().map(|p| p.shifted(within.start).trimmed(text)).filter(|p| !p.is_empty()).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Plain,
    Stop,
    Open,
    Wide,
    Line,
}

/// First bytes of quotes, stops and bullets outside ASCII: « · ։ ؟ ۔ । ። „ “ … • 。 「 ！ （.
const WIDE: [u8; 9] = [0xC2, 0xD6, 0xD8, 0xDB, 0xE0, 0xE1, 0xE2, 0xE3, 0xEF];

const CLASSES: [Class; 256] = {
    let mut table = [Class::Plain; 256];
    table[b'.' as usize] = Class::Stop;
    table[b'!' as usize] = Class::Stop;
    table[b'?' as usize] = Class::Stop;
    table[b'"' as usize] = Class::Open;
    table[b'(' as usize] = Class::Open;
    table[b'[' as usize] = Class::Open;
    table[b'\n' as usize] = Class::Line;
    let mut at = 0;
    while at < WIDE.len() {
        table[WIDE[at] as usize] = Class::Wide;
        at += 1;
    }
    table
};

struct Scan<'t> {
    /// The whole text up to the end of the paragraph.
    text: &'t str,
    rules: &'t SentenceRules,
    /// Where the open sentence begins.
    start: usize,
    /// Where the next item of an open list begins.
    next_item: Option<usize>,
    out: Vec<Span>,
}

impl<'t> Scan<'t> {
    fn walk(&mut self, paragraph: Span) {
        let items = has_line_items(paragraph.of(self.text));
        let bytes = self.text.as_bytes();
        self.expect_item();
        let mut at = paragraph.start;
        while at < bytes.len() {
            if self.next_item == Some(at) {
                self.cut(at);
            }
            at = match CLASSES[usize::from(bytes[at])] {
                Class::Plain => at + 1,
                Class::Stop => self.pass_stop(at),
                Class::Open => self.pass_opening(at),
                Class::Wide => self.pass_wide(at),
                Class::Line => self.pass_line(at, items),
            };
        }
        self.cut(bytes.len());
    }

    /// Ends the open sentence at `end` and begins the next one.
    fn cut(&mut self, end: usize) {
        let sentence = Span::new(self.start, end).trimmed(self.text);
        if !sentence.is_empty() {
            self.out.push(sentence);
        }
        self.start = self.past_space(end);
        self.expect_item();
    }

    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or("")
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn past_space(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + (rest.len() - rest.trim_start().len())
    }

    fn pass_wide(&mut self, at: usize) -> usize {
        let Some(c) = self.char_at(at) else {
            return at + 1;
        };
        match c {
            '…' => self.pass_stop(at),
            '“' | '„' | '«' | '「' | '『' | '（' => self.pass_opening(at),
            _ if is_full_stop(c) => self.pass_full_stop(at),
            _ => self.pass_bullet(at, c),
        }
    }
}
