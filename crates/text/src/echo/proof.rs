//! What must come back before a brief tells that words cited are there.
//!
//! "As I said, the governor met the growers for weeks" is not told as there on "The minister met growers of
//! Brona": who it was and how long is missing. Every number, name, office and measure of time that is cited
//! must stand in the original or beside it, a negation on both sides or on none, and most other words too.
//! Whether something is altered `judge` knows; here it is only told or not.

use super::Doubt;
use super::original::content;
use crate::collation::same_stem;
use crate::figure::Figure;
use crate::rules::{EchoWords, Rules};
use crate::words::{Case, Word};

/// How much of the words cited may be missing.
const MISSING: f32 = 0.3;
/// What a word counts that says little.
const LIGHT: f32 = 0.4;
/// Words before those that answer among which a negation counts.
const SLACK: usize = 3;

/// Words cited beside those they go back to.
pub(super) struct Proof<'p> {
    /// The words cited.
    pub said: &'p [Word],
    /// The sentence they go back to.
    pub there: &'p [Word],
    /// It and those beside it, of the same turn.
    pub around: &'p [Word],
    /// The figures cited.
    pub figures: &'p [&'p Figure],
    /// The figures of `around`.
    pub held: &'p [&'p Figure],
    pub shelf: &'p EchoWords,
    pub rules: &'p Rules,
}

impl Proof<'_> {
    /// Why it is not told that the words are there.
    pub fn doubt(&self) -> Option<Doubt> {
        let differs = self.lacks_number()
            || self.drops_hedge()
            || self.turns()
            || self.said.iter().any(|w| self.lacks(w))
            || self.cuts_name();
        match (differs, self.missing() > MISSING || self.lacks_end()) {
            (true, _) => Some(Doubt::Difference),
            (false, true) => Some(Doubt::FewWords),
            (false, false) => None,
        }
    }

    fn lacks_number(&self) -> bool {
        let numbers = self.figures.iter().filter(|f| f.value.is_some_and(|v| v > 1.0));
        numbers.into_iter().any(|f| !self.held.iter().any(|h| h.value == f.value))
    }

    /// The words of the original that answer, and a few before them.
    fn core(&self) -> &[Word] {
        let answers = |w: &Word| self.is_matter(w) && self.said.iter().any(|s| self.are_one(s, w));
        let first = self.there.iter().position(answers).unwrap_or(0);
        let last = self.there.iter().rposition(answers).unwrap_or(0);
        &self.there[first.saturating_sub(SLACK)..(last + 1).min(self.there.len())]
    }

    /// A negation on one side only.
    fn turns(&self) -> bool {
        let denies = |words: &[Word]| words.iter().any(|w| self.rules.wording.negators.contains(&w.form));
        if denies(self.said) { !denies(self.there) } else { denies(self.core()) }
    }

    /// "likely", "might": the original is less sure.
    fn drops_hedge(&self) -> bool {
        let hedges = |words: &[Word]| words.iter().any(|w| self.shelf.holds("hedges", &w.form));
        hedges(self.core()) && !hedges(self.said)
    }

    /// A name, an office or a measure of time that does not come back; "he" may stand for an office.
    fn lacks(&self, word: &Word) -> bool {
        let title = self.is_title(word);
        let named = word.case != Case::Lower && !word.opens && !self.rules.wording.is_function(&word.form);
        let unit = self.shelf.holds("units", word.bare());
        if !(title || named || unit) || word.is_digits() {
            return false;
        }
        let stands_for = |w: &Word| title && self.shelf.holds("stand_ins", &w.form);
        !self.around.iter().any(|w| self.are_one(word, w) || stands_for(w))
    }

    /// "the League" for "the League Council": the name goes on there.
    fn cuts_name(&self) -> bool {
        let name = |w: &Word| w.case != Case::Lower && !w.is_digits() && !self.is_title(w);
        let tight = |w: &Word| w.lead.is_empty() || w.hyphened;
        let ends = |at: usize| self.said.get(at + 1).is_none_or(|w| !tight(w) || !name(w));
        let goes_on = |w: &Word| {
            let twins = (0..self.there.len()).filter(|i| self.there[*i].bare() == w.bare());
            let next = |i: usize| self.there.get(i + 1).filter(|n| tight(n) && name(n) && !self.is_said(n));
            let mut twins = twins.peekable();
            twins.peek().is_some() && twins.all(|i| next(i).is_some())
        };
        let mut last = (0..self.said.len()).filter(|at| name(&self.said[*at]) && ends(*at));
        last.any(|at| !self.said[at].opens && goes_on(&self.said[at]))
    }

    fn is_said(&self, word: &Word) -> bool {
        self.said.iter().any(|s| self.are_one(s, word))
    }

    /// "the war is still going on": what is said of it, behind the verb, does not come back at all.
    fn lacks_end(&self) -> bool {
        let finite = |w: &Word| self.shelf.holds("finite", &w.form);
        let Some(last) = self.said.iter().rposition(finite) else { return false };
        let told = content(&self.said[last + 1..], self.shelf, self.rules);
        !told.is_empty() && told.iter().all(|t| !self.around.iter().any(|w| self.are_one(t, w)))
    }

    /// How much of the words cited does not come back, from 0 to 1.
    fn missing(&self) -> f32 {
        let telling = content(self.said, self.shelf, self.rules);
        let (mut all, mut gone) = (0.0, 0.0);
        for word in self.said.iter().filter(|w| self.is_matter(w)) {
            let weight = if telling.iter().any(|t| t.span == word.span) { 1.0 } else { LIGHT };
            all += weight;
            if !self.around.iter().any(|w| self.are_one(word, w)) {
                gone += weight;
            }
        }
        if all > 0.0 { gone / all } else { 0.0 }
    }

    fn is_matter(&self, word: &Word) -> bool {
        !self.rules.wording.is_function(&word.form) && !word.is_digits()
    }

    fn is_title(&self, word: &Word) -> bool {
        self.rules.labels.is_office(word.bare())
    }

    fn are_one(&self, x: &Word, y: &Word) -> bool {
        // "helps power the mill" and "the Lindar Power Mill".
        if x.case == Case::Lower && y.case == Case::Title && !y.opens && !self.is_title(y) {
            return false;
        }
        let (x, y) = (x.bare(), y.bare());
        x == y
            || !self.rules.wording.is_function(y) && same_stem(x, y)
            || self.rules.wording.are_synonyms(x, y)
            || self.rules.names.are_one_place(x, y)
    }
}
