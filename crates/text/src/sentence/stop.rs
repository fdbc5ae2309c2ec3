//! Whether a stop ends its sentence: its signs, the word before it and what follows.

use super::Scan;
use super::list::{begins_item, is_bullet, is_number, is_roman};
use crate::sign::{is_closer, is_full_stop};
use crate::span::Span;

/// Longest note in brackets, in bytes.
const NOTE_BYTES: usize = 120;
/// Longest word or address that is looked at around a stop, in bytes.
const TOKEN_BYTES: usize = 120;

/// Signs of one stop: "." or "?!" or ". . .".
pub(super) struct Run {
    start: usize,
    end: usize,
    dots: usize,
    /// Holds "?" or another stop that is nothing else.
    pub(super) asks: bool,
    /// The dots are parted by spaces.
    spaced: bool,
}

/// What follows a stop.
enum Next<'t> {
    /// Nothing, or signs only.
    End,
    /// A word in lower case.
    Lower,
    /// A number.
    Digit,
    /// The mark of a list item: "(b)", "ii)", "•".
    Item,
    /// A word with a capital or in a script without case; `initial` when a full stop follows it.
    Upper { word: &'t str, initial: bool },
}

impl<'t> Scan<'t> {
    /// Handles a stop and gives the place to go on from.
    pub(super) fn pass_stop(&mut self, at: usize) -> usize {
        let run = self.run(at);
        self.judge(&run, self.past_closers(run.end))
    }

    /// Decides whether the sentence ends with `run`; `end` is behind its closing quotes.
    pub(super) fn judge(&mut self, run: &Run, end: usize) -> usize {
        if self.char_at(end).is_some_and(|c| !c.is_whitespace()) {
            if self.runs_on(run, end) {
                self.cut(end);
            }
            return end;
        }
        let end = self.past_notes(end);
        let next = self.next(end);
        if self.is_ending(run, &next) {
            let parted = run.spaced && run.dots >= 4 && self.is_attached(run);
            let first = self.char_at(run.start).map_or(1, char::len_utf8);
            self.cut(if parted { run.start + first } else { end });
        }
        end
    }

    /// Handles a stop that stands in no abbreviation and wants no space behind it: "。".
    pub(super) fn pass_full_stop(&mut self, at: usize) -> usize {
        let run = self.run(at);
        let end = self.past_notes(self.past_closers(run.end));
        if self.has_sentence(end) {
            self.cut(end);
        }
        end
    }

    /// True when a sentence may begin behind `end`.
    pub(super) fn has_sentence(&self, end: usize) -> bool {
        !matches!(self.next(end), Next::End | Next::Lower)
    }

    /// Reads the signs of a stop.
    pub(super) fn run(&self, at: usize) -> Run {
        let mut run = Run { start: at, end: at, dots: 0, asks: false, spaced: false };
        for c in self.rest(at).chars() {
            match c {
                '.' => run.dots += 1,
                '…' => run.dots += 3,
                '!' | '?' => run.asks = true,
                c if is_full_stop(c) => run.asks = true,
                _ => break,
            }
            run.end += c.len_utf8();
        }
        while !run.asks && self.rest(run.end).trim_start_matches([' ', '\u{a0}']).starts_with('.') {
            let gap = self.rest(run.end).len() - self.rest(run.end).trim_start_matches([' ', '\u{a0}']).len();
            if gap == 0 || gap > 2 {
                break;
            }
            run.end += gap + 1;
            run.dots += 1;
            run.spaced = true;
        }
        run
    }

    /// True when the stop follows a word without a space.
    fn is_attached(&self, run: &Run) -> bool {
        run.start > self.start && self.char_before(run.start).is_some_and(|c| !c.is_whitespace())
    }

    /// Skips closing quotes and brackets, signs of emphasis and numbers of footnotes.
    pub(super) fn past_closers(&self, mut at: usize) -> usize {
        while let Some(c) = self.char_at(at) {
            let after = at + c.len_utf8();
            at = match c {
                '*' | '_' => after,
                '“' if self.char_at(after).is_none_or(|n| !n.is_alphanumeric()) => after,
                '[' => match footnote_end(self.rest(at)) {
                    Some(len) => at + len,
                    None => return at,
                },
                '\u{a0}' | '\u{202f}' | ' ' if self.rest(after).starts_with('»') => after + '»'.len_utf8(),
                c if c != '“' && is_closer(c) => after,
                _ => return at,
            };
        }
        at
    }

    /// Skips notes on the sentence before: "(Applause.)".
    pub(super) fn past_notes(&self, mut end: usize) -> usize {
        loop {
            let rest = self.rest(end);
            let at =
                end + (rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n').len());
            let Some(c) = self.char_at(at).filter(|c| matches!(c, '(' | '[' | '（')) else {
                return end;
            };
            let Some(close) = self.closing(at, c, NOTE_BYTES) else {
                return end;
            };
            if !self.is_note(Span::new(at + c.len_utf8(), close).of(self.text)) {
                return end;
            }
            let closed = close + self.char_at(close).map_or(1, char::len_utf8);
            let behind = self.rest(closed);
            end = closed + (behind.len() - behind.trim_start_matches('.').len());
        }
    }

    fn is_note(&self, inner: &str) -> bool {
        let (mut n, mut letters) = (0, 0);
        for word in inner.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()) {
            if self.rules.is_note(&word.to_lowercase()) {
                return true;
            }
            n += 1;
            letters += word.len();
        }
        n <= 3 && letters >= 5 && !inner.contains(['.', '!', '?'])
    }

    /// Looks at what follows `from`.
    fn next(&self, from: usize) -> Next<'t> {
        let at = self.past_space(from);
        let rest = self.rest(at);
        if begins_item(rest) {
            return Next::Item;
        }
        for (n, (off, c)) in rest.char_indices().enumerate() {
            if c.is_lowercase() {
                return Next::Lower;
            }
            if c.is_numeric() {
                return Next::Digit;
            }
            if c.is_alphabetic() {
                let tail = rest.get(off..).unwrap_or("");
                let word = tail.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
                return Next::Upper {
                    word,
                    initial: tail.get(word.len()..).is_some_and(|t| t.starts_with('.')),
                };
            }
            if n > 12 {
                break;
            }
        }
        Next::End
    }

    fn is_ending(&self, run: &Run, next: &Next) -> bool {
        let starter = matches!(next, Next::Upper { word, initial: false } if self.rules.is_starter(word));
        match next {
            Next::End | Next::Lower => return false,
            _ if run.asks => return true,
            _ if run.dots >= 3 => return self.is_ellipsis_ending(run, next),
            _ => {}
        }
        let word = self.word_before(run.start);
        if self.is_item_mark(run.start) || self.rules.is_title(word) {
            return false;
        }
        if !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return !self.is_ordinal(word, run.start, next);
        }
        let mut letters = word.chars();
        let single = letters.next().filter(|c| c.is_alphabetic() && letters.next().is_none());
        if single == Some('I') && self.is_lower_before(run.start - word.len()) {
            return true;
        }
        match next {
            Next::Digit if self.rules.is_numbered(word) => false,
            _ if single.is_some() || is_dotted(word) || self.rules.may_end(word) => {
                starter || matches!(next, Next::Item)
            }
            _ => true,
        }
    }

    /// Three dots may only mark a pause; four end a sentence.
    fn is_ellipsis_ending(&self, run: &Run, next: &Next) -> bool {
        let pause = run.spaced || !self.is_attached(run) || matches!(next, Next::Upper { word: "I", .. });
        run.dots >= 4 || !pause
    }

    /// "der 3. Oktober".
    fn is_ordinal(&self, number: &str, stop: usize, next: &Next) -> bool {
        let Next::Upper { word: after, .. } = next else {
            return false;
        };
        let before = self.text.get(..stop - number.len()).unwrap_or("").trim_end();
        number.len() <= 2 && self.rules.is_ordinal(self.word_before(before.len()), after)
    }

    /// The word that ends at `end`, with the stops inside it ("U.S", "100.00").
    fn word_before(&self, end: usize) -> &'t str {
        let known = self.text.get(self.start.min(end)..end).unwrap_or("");
        let mut from = known.len();
        for (off, c) in known.char_indices().rev() {
            let inside = c.is_alphanumeric() || matches!(c, '.' | '°' | '№');
            if !inside || known.len() - off > TOKEN_BYTES {
                break;
            }
            from = off;
        }
        known.get(from..).unwrap_or("").trim_start_matches('.')
    }

    fn is_lower_before(&self, at: usize) -> bool {
        let before = self.text.get(self.start.min(at)..at).unwrap_or("").trim_end();
        self.word_before(self.start.min(at) + before.len()).chars().next().is_some_and(char::is_lowercase)
    }

    /// True when the open sentence holds nothing but the mark of a list item before `stop`.
    fn is_item_mark(&self, stop: usize) -> bool {
        let head = self.text.get(self.start.min(stop)..stop).unwrap_or("");
        if head.len() > 12 {
            return false;
        }
        let head = head.trim_start_matches(|c: char| is_bullet(c) || c.is_whitespace() || c == '(');
        is_number(head)
            || is_roman(head)
            || head.chars().count() == 1 && head.chars().all(char::is_alphabetic)
    }

    /// A missing space: "Hello world.Today is fine."
    fn runs_on(&self, run: &Run, end: usize) -> bool {
        let rest = self.rest(end);
        let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let mut letters = next.chars();
        let capital =
            letters.next().is_some_and(char::is_uppercase) && letters.clone().all(char::is_lowercase);
        let lone = letters.next().is_none();
        let behind = rest.get(next.len()..).unwrap_or("");
        if !capital
            || lone && !matches!(next, "A" | "I")
            || lone && !behind.starts_with(' ')
            || run.dots > 1
            || begins_address(behind)
        {
            return false;
        }
        let word = self.word_before(run.start);
        let plain = word.bytes().all(|b| b.is_ascii_digit())
            || word.chars().count() > 1 && word.chars().skip(1).all(char::is_lowercase);
        let known = self.rules.is_title(word) || self.rules.may_end(word) || self.is_item_mark(run.start);
        let mut token = self
            .text
            .get(self.start..run.start)
            .unwrap_or("")
            .bytes()
            .rev()
            .take(TOKEN_BYTES)
            .take_while(|b| !b.is_ascii_whitespace());
        plain && !word.is_empty() && !known && !token.any(|b| matches!(b, b'@' | b'/' | b'\\' | b'_' | b':'))
    }
}

/// "U.S", "a.m", "Ph.D", "т.е".
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
}

/// True when an address goes on here: "@norland.example", ".example".
fn begins_address(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('@' | '/' | '_') => true,
        Some('.') => chars.next().is_some_and(char::is_lowercase),
        _ => false,
    }
}

/// Length of "[12]" at the start of `text`.
fn footnote_end(text: &str) -> Option<usize> {
    let body = text.strip_prefix('[')?;
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let closed = body.get(digits..)?.starts_with(']');
    ((1..=3).contains(&digits) && closed).then_some(digits + 2)
}
