//! Which words of a folder are nouns there, seen from the words around them.
//!
//! "the northern railway will carry", "to carry our grain": `railway` stands behind an article and before a
//! verb, `carry` behind "to" and before an article. So `to trade` speaks of no trade.

use std::collections::BTreeMap;

use crate::at_once::each;
use crate::reading::{Held, Reading};
use crate::rules::{NoveltyWords, Rules};
use crate::words::{Case, Word};

/// Documents whose words are counted at the same time.
const AT_ONCE: usize = 64;

/// How a word is used.
#[derive(Clone, Copy, Debug, Default)]
struct Use {
    noun: u32,
    verb: u32,
    lower: u32,
}

impl Use {
    fn add(&mut self, other: Use) {
        self.noun += other.noun;
        self.verb += other.verb;
        self.lower += other.lower;
    }
}

/// How the words of a folder are used.
#[derive(Debug, Default)]
pub(super) struct Usage(BTreeMap<String, Use>);

impl Usage {
    /// Counts the words of all documents.
    pub fn of(held: &[Held], rules: &Rules) -> Usage {
        let count = |one: &Held| {
            let mut usage = Usage::default();
            if let Some(shelf) = rules.novelty.words(one.reading.document.language.as_deref()) {
                usage.document(one.reading, shelf);
            }
            usage
        };
        let mut all = Usage::default();
        for some in held.chunks(AT_ONCE) {
            for (form, seen) in each(some, count).into_iter().flat_map(|one| one.0) {
                all.0.entry(form).or_default().add(seen);
            }
        }
        all
    }

    fn document(&mut self, reading: &Reading, shelf: &NoveltyWords) {
        for unit in reading.units() {
            let words = reading.heard(unit.span);
            for at in 0..words.len() {
                let seen = Use {
                    noun: u32::from(is_noun(&words, at, shelf)),
                    verb: u32::from(is_verb(&words, at, shelf)),
                    lower: u32::from(words[at].case == Case::Lower),
                };
                if seen.noun + seen.verb + seen.lower == 0 {
                    continue;
                }
                match self.0.get_mut(words[at].bare()) {
                    Some(known) => known.add(seen),
                    None => _ = self.0.insert(words[at].bare().to_string(), seen),
                }
            }
        }
    }

    /// True for a word that is a verb as often as a noun.
    pub fn is_verb(&self, form: &str) -> bool {
        self.0.get(form).is_some_and(|u| u.verb > 0 && u.verb >= u.noun)
    }

    /// True for a word that is printed with a small letter somewhere.
    pub fn is_common(&self, form: &str) -> bool {
        self.0.get(form).is_some_and(|u| u.lower > 0)
    }
}

/// True when nothing but white space or a hyphen stands before the word.
fn is_tight(word: &Word) -> bool {
    word.lead.is_empty() || word.hyphened
}

/// Behind an article, with at most one word between, and at the end of its phrase.
fn is_noun(words: &[Word], at: usize, shelf: &NoveltyWords) -> bool {
    let opens = |i: usize| {
        let form = &words[i].form;
        shelf.opens.contains(form) && !shelf.joins.contains(form)
    };
    let tight = |i: usize| is_tight(&words[i]);
    let led = at > 0 && tight(at) && (opens(at - 1) || at > 1 && tight(at - 1) && opens(at - 2));
    let ends = words.get(at + 1).is_none_or(|next| !is_tight(next) || shelf.behind_noun.contains(&next.form));
    led && ends
}

/// Behind "to" or a pronoun, or before an article.
pub(super) fn is_verb(words: &[Word], at: usize, shelf: &NoveltyWords) -> bool {
    let led = at > 0 && is_tight(&words[at]) && shelf.before_verb.contains(&words[at - 1].form);
    let takes = words.get(at + 1).is_some_and(|n| is_tight(n) && shelf.behind_verb.contains(&n.form));
    led || takes
}
