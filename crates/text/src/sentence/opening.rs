//! Quotes and brackets: a short one that closes is not divided.

use super::Scan;
use crate::sign::{is_full_stop, is_stop};
use crate::span::Span;

impl Scan<'_> {
    /// Handles a quote or bracket: a short one that closes is not divided.
    pub(super) fn pass_opening(&mut self, at: usize) -> usize {
        let Some(c) = self.char_at(at) else {
            return at + 1;
        };
        let inner = at + c.len_utf8();
        if c == '"' && !self.opens(at) {
            return inner;
        }
        let Some(close) = self.closing(at, c, self.rules.whole_quotation_bytes) else {
            return inner;
        };
        let end = self.past_closers(close);
        let words = Span::new(inner, close).of(self.text).trim_end();
        let tail = inner + words.len();
        let stops = words.len() - words.trim_end_matches(|c| c == ' ' || is_stop(c)).len();
        let cut_off = !is_bracket(c) && (words.ends_with("--") || words.ends_with('—'));
        if stops == words.len() || stops == 0 && !cut_off {
            return end;
        }
        let mut run = self.run(self.past_space(tail - stops));
        run.asks |= cut_off;
        let full = words.ends_with(is_full_stop);
        if full && self.text.get(self.start..at).is_some_and(|t| t.trim_end().ends_with([':', '：'])) {
            return self.pass_led_in(end);
        }
        self.judge(&run, end)
    }

    /// Words led in by a colon and ended by a full stop of their own end the sentence: "他说：“好。”".
    fn pass_led_in(&mut self, end: usize) -> usize {
        let end = self.past_notes(end);
        if self.has_sentence(end) {
            self.cut(end);
        }
        end
    }

    /// True when the straight quote at `at` opens.
    fn opens(&self, at: usize) -> bool {
        let before = self.char_before(at);
        let free = before
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | '–' | '—' | '\'' | '‘' | '“'));
        free && self.char_at(at + 1).is_some_and(|c| !c.is_whitespace())
    }

    /// Where the mark that closes `open` stands, at most `limit` bytes on.
    pub(super) fn closing(&self, at: usize, open: char, limit: usize) -> Option<usize> {
        let from = at + open.len_utf8();
        let mut depth = 0;
        for (off, c) in self.rest(from).char_indices().take_while(|(off, _)| *off <= limit) {
            match (open, c) {
                ('"', '"') | ('“', '”') | ('„', '“' | '”') | ('«', '»') | ('「', '」') | ('『', '』') =>
                {
                    return Some(from + off);
                }
                ('(', ')') | ('[', ']') | ('（', '）') if depth == 0 => return Some(from + off),
                ('(', ')') | ('[', ']') | ('（', '）') => depth -= 1,
                ('(', '(') | ('[', '[') | ('（', '（') if depth < 3 => depth += 1,
                _ if c == open => return None,
                _ => {}
            }
        }
        None
    }
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '（')
}
