//! Quoted words that carry on: in the next sentence, in the next paragraph, without a teller.
//!
//! ```text
//! “We go,” she said. “We do not wait.
//! “We never did.”
//! ```
//! is one quotation in three pieces. Quoted words that stand alone are the last speaker's when his
//! quoted words stand directly before them, else the next one's when he follows in the same
//! paragraph. Nothing crosses the border of a turn.

use crate::rules::Tags;
use crate::span::Span;

use super::cue::Line;
use super::marks::Quote;
use super::sentence::Told;
use super::{Mode, Quotation, Source};

/// The quotations found so far, and which of them the next quoted words may carry on.
#[derive(Debug, Default)]
pub(super) struct Chain {
    found: Vec<Quotation>,
    /// The quotation whose quoted words end directly before the place that is read.
    open: Option<usize>,
    /// Quoted words without a teller, waiting for one in the same paragraph.
    waiting: Vec<Span>,
    turn: Option<usize>,
}

impl Chain {
    /// Tells that a new paragraph begins.
    pub fn begin_paragraph(&mut self, quotes: &[Quote], turn: Option<usize>) {
        if self.turn != turn || quotes.is_empty() {
            self.open = None;
        }
        self.turn = turn;
        self.waiting.clear();
    }

    /// Takes up one sentence with its tellings.
    pub fn take(&mut self, line: Line, quotes: &[Quote], told: Vec<Told>) {
        let alone = !line.tokens.is_empty() && line.tokens.iter().all(|t| !t.is_word()) && line.tokens.iter().any(|t| t.is_quote());
        if alone && told.is_empty() {
            self.carry_on(line.span(0, line.tokens.len()));
            return;
        }
        let _ = quotes;
        // "He did not say when.": the same one may go on.
        let same = told.is_empty() && line.is(0, Tags::HE.and(Tags::SHE).and(Tags::THEY));
        let mut open = self.open.filter(|_| same);
        let n = told.len();
        for (i, told) in told.into_iter().enumerate() {
            let mode = told.mode(line);
            let mut content = told.spans(line);
            if content.is_empty() {
                continue;
            }
            if i == 0 && mode != Mode::Indirect && line.tokens.first().is_some_and(|t| t.is_quote()) {
                let mut before = std::mem::take(&mut self.waiting);
                before.append(&mut content);
                content = before;
            }
            self.found.push(Quotation {
                content,
                source: told.source.map(|s| Source { span: line.span(s.start, s.end), name: None }),
                cue: told.cue.map(|(a, b)| line.span(a, b)),
                mode,
            });
            if mode != Mode::Indirect || i + 1 == n && told.speech {
                open = Some(self.found.len() - 1);
            }
        }
        self.open = open;
        self.waiting.clear();
    }

    fn carry_on(&mut self, span: Span) {
        match self.open {
            Some(n) => self.found[n].content.push(span),
            None => self.waiting.push(span),
        }
    }

    /// All quotations, in the order of the text.
    pub fn finish(mut self) -> Vec<Quotation> {
        self.found.sort_by_key(|q| q.content.first().copied());
        self.found
    }
}
