//! What is spoken of: noun phrases behind an article, a possessive or a preposition.
//!
//! "the northern railway carries our grain" speaks of `northern railway` and `grain`. Nouns of courtesy and of
//! every talk (`novelty.toml`) are no topics; names are another matter.

use std::ops::Range;

use crate::rules::{EchoWords, NoveltyWords, Rules};
use crate::words::Word;

/// Most words of a phrase.
pub(super) const MOST: usize = 3;
/// Fewest letters of a topic's word.
const LETTERS: usize = 4;

/// The words by which a sentence of one language is read.
#[derive(Clone, Copy)]
pub(super) struct Shelf<'r> {
    pub words: &'r NoveltyWords,
    /// Words that say little.
    pub light: Option<&'r EchoWords>,
    pub rules: &'r Rules,
}

impl Shelf<'_> {
    /// True for a word that may tell what is spoken of.
    pub fn carries(&self, word: &Word) -> bool {
        let form = word.bare();
        let wording = &self.rules.wording;
        form.chars().count() >= LETTERS
            && !form.contains('\'')
            && !word.is_digits()
            && !wording.is_function(&word.form)
            && !wording.negators.contains(&word.form)
            && !wording.titles.contains(form)
            && !wording.numbers.contains_key(form)
            && !wording.scales.contains_key(form)
            && !wording.ordinals.contains_key(form)
            && !wording.calendar.contains_key(form)
            && !self.light.is_some_and(|l| l.holds("light", form))
    }

    /// True for a noun of courtesy and of every talk.
    pub fn is_plain(&self, word: &Word) -> bool {
        self.words.plain.contains(word.bare())
    }
}

/// The phrases of a sentence, in order; `names` tells which words are names.
pub(super) fn phrases(words: &[Word], names: &[bool], shelf: &Shelf) -> Vec<Range<usize>> {
    let part = |i: usize| {
        let tight = words[i].lead.is_empty() || words[i].hyphened;
        tight && shelf.carries(&words[i]) && !names.get(i).copied().unwrap_or(false)
    };
    let named = |i: usize| names.get(i).copied().unwrap_or(false);
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = 1;
    while at < words.len() {
        let opener = &words[at - 1].form;
        // "and rose": behind "and" stands a noun only where one stands before it.
        let goes_on = at >= 2 && (named(at - 2) || out.last().is_some_and(|p| p.end == at - 1));
        let opens = shelf.words.opens.contains(opener) && (goes_on || !shelf.words.joins.contains(opener));
        // "once in a generation", but not "a once-in-a-generation offer".
        let is_chained = words[at - 1].hyphened || words[at].hyphened;
        if !opens || is_chained || !part(at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < words.len() && part(end) {
            end += 1;
        }
        // "the prices doubled": what ends like a verb is none of the phrase.
        while end > at && is_verbal(words[end - 1].bare()) {
            end -= 1;
        }
        let mut start = end.saturating_sub(MOST).max(at);
        while start < end && is_verbal(words[start].bare()) {
            start += 1;
        }
        if start < end && !shelf.is_plain(&words[end - 1]) && !is_quality(words[end - 1].bare()) {
            out.push(start..end);
        }
        at = end.max(at + 1);
    }
    out
}

/// True for what ends like a verb or an adverb.
pub(super) fn is_verbal(word: &str) -> bool {
    word.ends_with("ed") || word.ends_with("ing") || word.ends_with("ly")
}

/// An adjective that is left without its noun.
pub(super) fn is_quality(word: &str) -> bool {
    ["able", "ible", "ous", "est"].iter().any(|end| word.ends_with(end)) && word.len() > 5
}
