//! Words in brackets that the quoting hand put into a claim: "[They] have sent 300 tents [to the north]".
//!
//! A bracket may stand for a pronoun, or add words and replace none. One that brings a negation, a
//! figure or a name of its own is no mere help to the reader.

use std::ops::Range;

use super::Difference;
use super::asked::Before;
use super::field::{Field, Run};
use super::judge::Court;
use crate::span::Span;
use crate::words::{Case, Word};

impl Court<'_> {
    /// The brackets of the claim: the words inside, and the number of the part behind each.
    pub(super) fn brackets(&self) -> impl Iterator<Item = (&[Word], usize)> {
        let parts = &self.asked.parts;
        let inside = parts.iter().enumerate().filter_map(|(n, part)| match &part.before {
            Before::Bracket(range) => Some((range.clone(), n)),
            _ => None,
        });
        let trailing = self.asked.trailing.clone().map(|range| (range, parts.len()));
        inside.chain(trailing).map(|(range, n)| (self.asked.words.get(range).unwrap_or(&[]), n))
    }

    /// True when a bracket of the claim brings a negation, a figure or a word that turns what it
    /// stands by.
    pub(super) fn bracket_turns(&self) -> bool {
        let rules = &self.rules.wording;
        let turns = |w: &Word| {
            let form = w.form.as_str();
            let stem = |s: &String| form.starts_with(s.as_str());
            self.turns(form)
                || w.form.contains(|c: char| c.is_numeric())
                || rules.scales.contains_key(form)
                || rules.ordinals.contains_key(form)
                || rules.calendar.contains_key(form)
                || rules.units.contains_key(form)
                || rules.strength.contains_key(form)
                || self.rules.verdict.turning_stems.iter().any(stem)
                || self.rules.verdict.any().turns.iter().any(|t| t.len() == 1 && t[0] == form)
        };
        self.brackets().flat_map(|(words, _)| words).any(turns)
    }

    /// True when nothing differs but what the claim's brackets add.
    pub(super) fn adds_in_brackets_alone(&self, differences: &[Difference]) -> bool {
        let span = |words: &[Word]| Some(Span::new(words.first()?.span.start, words.last()?.span.end));
        let inside: Vec<Span> = self.brackets().filter_map(|(words, _)| span(words)).collect();
        let is_added = |a: Span| inside.iter().any(|i| i.holds(a));
        !inside.is_empty()
            && differences.iter().all(|d| d.rank >= 4 || d.b.is_none() && d.a.is_some_and(is_added))
    }

    /// True when each bracket stands where the source has the same words, has a pronoun for a
    /// pronoun, or adds words and replaces none.
    pub(super) fn brackets_fit(&self, field: &Field, run: &Run) -> bool {
        let last = self.asked.parts.len();
        let text: &str = &self.passages[field.passage].text;
        let pronoun = |w: &Word| self.rules.verdict.pronouns.contains(&w.form);
        let fits = |(inside, n): (&[Word], usize)| {
            let (start, end) = (run.words.start, run.words.end);
            let forms = |words: &[Word]| words.iter().map(|w| w.form.clone()).collect::<Vec<_>>();
            let at = |range: Range<usize>| field.words.get(range).unwrap_or(&[]);
            let stands = match n {
                0 => at(start.saturating_sub(inside.len())..start),
                n if n == last => at(end..end + inside.len()),
                n => run.skipped.get(n - 1).map_or(&[][..], |range| at(range.clone())),
            };
            if forms(stands) == forms(inside) {
                return true;
            }
            let is_pronoun = |words: &[Word]| matches!(words, [w] if pronoun(w));
            if is_pronoun(inside) && is_pronoun(stands) {
                return true;
            }
            // What follows: does the bracket add, or stand for words?
            let adds = match n {
                0 => field.words.get(start).is_some_and(|w| w.opens),
                n if n == last => field.words.get(end).is_none_or(|w| w.opens),
                _ => stands.is_empty() && !self.has_words_between(field, run, n, text),
            };
            adds && !inside.iter().any(|w| self.is_strange_name(w, field, run))
        };
        self.brackets().all(fits)
    }

    /// True when the source has words between two parts that stand side by side: an insertion.
    fn has_words_between(&self, field: &Field, run: &Run, n: usize, text: &str) -> bool {
        let Some(at) = run.skipped.get(n - 1).map(|range| range.end) else { return true };
        let pair = (at.checked_sub(1).and_then(|i| field.words.get(i)), field.words.get(at));
        let (Some(x), Some(y)) = pair else { return true };
        Span::new(x.span.end, y.span.start).of(text).contains(char::is_alphanumeric)
    }

    /// True for a capitalised word that the sentence of the source does not have.
    fn is_strange_name(&self, word: &Word, field: &Field, run: &Run) -> bool {
        if word.case == Case::Lower || self.rules.wording.is_function(&word.form) {
            return false;
        }
        let first = (0..=run.words.start).rev().find(|i| field.words.get(*i).is_some_and(|w| w.opens));
        let end = (run.words.end..field.words.len()).find(|i| field.words[*i].opens);
        let sentence = first.unwrap_or(0)..end.unwrap_or(field.words.len());
        !field.words.get(sentence).unwrap_or(&[]).iter().any(|w| w.bare() == word.bare())
    }

    fn turns(&self, form: &str) -> bool {
        self.rules.wording.negators.contains(form) || self.rules.wording.numbers.contains_key(form)
    }
}
