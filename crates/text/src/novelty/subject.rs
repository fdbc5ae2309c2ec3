//! Topics that a reader would miss: nouns of policy, alone or with the noun before them.
//!
//! "the peace treaty must be signed" speaks of `treaty` and of `peace treaty`. Which nouns have weight is data
//! (`novelty.toml`); a turn of phrase ("the bottom", "a heavy dose") is never told as a topic. The noun counts in
//! the singular and the plural; where it is a verb ("to trade") or part of a name it does not.

use super::noun::is_verb;
use super::topic::{Shelf, is_quality, is_verbal};
use crate::span::Span;
use crate::words::{Case, Word};

/// Letters of a short noun.
const SHORT: usize = 3;

/// The noun in the singular, behind the word before it; that is empty for the noun alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The noun.
    pub head: String,
    /// What narrows it.
    pub before: String,
}

impl Key {
    /// The stems of its words.
    pub fn stems(&self, number: &mut dyn FnMut(&str) -> u32) -> Vec<u32> {
        [&self.before, &self.head].into_iter().filter(|w| !w.is_empty()).map(|w| number(w)).collect()
    }

    /// True when it has two words.
    pub fn is_phrase(&self) -> bool {
        !self.before.is_empty()
    }
}

/// A topic where its words stand.
pub(super) struct Spot {
    pub key: Key,
    pub span: Span,
    /// False where the words are another thing: a verb, a part of a name or of a longer phrase.
    pub counts: bool,
}

/// The topics of a sentence with their places: each noun alone, and again with the word before it.
pub(super) fn subjects(words: &[Word], names: &[bool], shelf: &Shelf) -> Vec<Spot> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let weighty = shelf.words.weighty(word.bare()).filter(|_| !shelf.is_plain(word));
        let Some(head) = weighty else { continue };
        let chained = word.hyphened || words.get(at + 1).is_some_and(|n| n.hyphened);
        // A capital inside a sentence is part of a name: "the Court".
        let titled = word.case != Case::Lower && !word.opens;
        let named = names.get(at).copied().unwrap_or(false);
        let counts = !chained && !titled && !named && !is_verb(words, at, shelf.words);
        found.push(Spot {
            key: Key { head: head.to_string(), before: String::new() },
            span: word.span,
            counts,
        });
        let takes = |b: &usize| shelf.carries(&words[*b]) && !shelf.words.single.contains(word.bare());
        let Some(before) = at.checked_sub(1).filter(takes) else { continue };
        let narrowed = |b: usize| narrows(words, b, names, shelf);
        // "the red | **flag laws**", "the **drug price** | controls" are pieces of a longer phrase.
        let is_cut = before > 0 && (narrowed(before - 1) || is_short_noun(words, before - 1, names, shelf))
            || at + 1 < words.len() && goes_on(words, at + 1, shelf);
        let span = Span::new(words[before].span.start, word.span.end);
        let key = Key { head: head.to_string(), before: words[before].bare().to_string() };
        found.push(Spot { key, span, counts: counts && narrowed(before) && !is_cut });
    }
    found
}

/// True for a word that says which: "**peace** treaty", not "this treaty", "the **signed** treaty".
fn narrows(words: &[Word], at: usize, names: &[bool], shelf: &Shelf) -> bool {
    let word = &words[at];
    let joined = words.get(at + 1).is_some_and(|n| n.lead.is_empty()) && word.form == word.bare();
    joined
        && word.case == Case::Lower
        && !word.hyphened
        && !names.get(at).copied().unwrap_or(false)
        && shelf.carries(word)
        && !shelf.is_plain(word)
        && !shelf.words.light.contains(word.bare())
        && !is_verbal(word.bare())
        && !is_quality(word.bare())
        && !is_verb(words, at, shelf.words)
}

/// True for a word of three letters that may narrow a phrase: "**gun** safety laws", "**red** flag laws".
fn is_short_noun(words: &[Word], at: usize, names: &[bool], shelf: &Shelf) -> bool {
    let (word, form) = (&words[at], words[at].bare());
    let wording = &shelf.rules.wording;
    let is_word = !wording.is_function(&word.form) && !wording.negators.contains(&word.form);
    let is_number = wording.numbers.contains_key(form) || word.is_digits();
    words.get(at + 1).is_some_and(|n| n.lead.is_empty())
        && word.case == Case::Lower
        && form.chars().count() == SHORT
        && !names.get(at).copied().unwrap_or(false)
        && is_word
        && !is_number
        && !shelf.words.light.contains(form)
        && !shelf.is_plain(word)
        && !is_verb(words, at, shelf.words)
}

/// True for a noun right behind, to which the phrase leads.
fn goes_on(words: &[Word], at: usize, shelf: &Shelf) -> bool {
    let word = &words[at];
    word.lead.is_empty() && shelf.carries(word) && !is_verbal(word.bare()) && !is_verb(words, at, shelf.words)
}
