//! The words of a version as they are compared: notes, gaps and struck-out words are not heard.
//!
//! "We sent (Applause.) 300 tents." is heard as "We sent 300 tents." A sentence that is nothing but a
//! note is compared as it stands.

use std::ops::Range;

use super::Witness;
use super::desk::Passage;
use crate::span::Span;
use crate::words::{Word, words};

/// A witness with the words of its units.
pub(super) struct Heard<'w> {
    pub witness: &'w Witness,
    pub units: Vec<HeardUnit>,
}

/// The words of one unit.
pub(super) struct HeardUnit {
    pub words: Vec<Word>,
    /// Signs after the last word.
    tail: String,
    /// The words as one text, for the aligner.
    pub plain: String,
}

impl<'w> Heard<'w> {
    pub fn new(witness: &'w Witness) -> Heard<'w> {
        let mut unheard = witness.unheard.clone();
        unheard.sort();
        let units = witness.units.iter().map(|u| hear(&witness.text, u.span, &unheard)).collect();
        Heard { witness, units }
    }

    /// The words of neighbouring units as one passage.
    pub fn passage(&self, range: Range<usize>) -> Passage<'w> {
        let mut out = Passage { text: &self.witness.text, ..Passage::default() };
        for unit in self.units.get(range).unwrap_or_default() {
            out.begins.push(out.words.len());
            let lead = std::mem::take(&mut out.tail);
            let at = out.words.len();
            out.words.extend(unit.words.iter().cloned());
            match out.words.get_mut(at) {
                Some(first) => first.lead.insert_str(0, &lead),
                None => out.tail = lead,
            }
            out.tail.push_str(&unit.tail);
        }
        out
    }

    /// Where a run of units stands; `None` for an empty run.
    pub fn span(&self, range: &Range<usize>) -> Option<Span> {
        let units = self.witness.units.get(range.clone())?;
        Some(Span::new(units.first()?.span.start, units.last()?.span.end))
    }
}

fn hear(text: &str, span: Span, unheard: &[Span]) -> HeardUnit {
    let from = unheard.partition_point(|u| u.end <= span.start);
    let here: Vec<Span> = unheard[from..].iter().take_while(|u| u.start < span.end).copied().collect();
    let (mut found, mut tail) = words(text, span, &here);
    if found.is_empty() && !here.is_empty() {
        (found, tail) = words(text, span, &[]);
    }
    loose_brackets(&mut found, &mut tail);
    let plain = found.iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" ");
    HeardUnit { words: found, tail, plain }
}

/// Takes out square brackets without a partner: they are slips of markup.
fn loose_brackets(words: &mut [Word], tail: &mut String) {
    let mut signs: Vec<&mut String> = words.iter_mut().map(|w| &mut w.lead).collect();
    signs.push(tail);
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut loose: Vec<(usize, usize)> = Vec::new();
    for (n, sign) in signs.iter().enumerate() {
        for (at, c) in sign.char_indices() {
            match c {
                '[' => open.push((n, at)),
                ']' if open.pop().is_none() => loose.push((n, at)),
                _ => {}
            }
        }
    }
    loose.extend(open);
    loose.sort_unstable();
    for (n, at) in loose.into_iter().rev() {
        signs[n].remove(at);
    }
}
