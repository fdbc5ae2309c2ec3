//! Which words of a folder are nouns there, seen from the words around them.
//!
//! "the northern railway will carry", "to carry our grain": `railway` stands behind an article and before a
//! verb, `carry` behind "to" and before an article. So `to trade` speaks of no trade.

use std::collections::BTreeMap;

use crate::reading::{Held, Reading};
use crate::rules::{NoveltyWords, Rules};
use crate::words::{Case, Word};

/// How a word is used.
#[derive(Clone, Copy, Debug, Default)]
struct Use {
    noun: u32,
    verb: u32,
    lower: u32,
}

/// How the words of a folder are used.
#[derive(Debug, Default)]
pub(super) struct Usage(BTreeMap<String, Use>);

impl Usage {
    /// Counts the words of all documents.
    pub fn of(held: &[Held], rules: &Rules) -> Usage {
        let mut usage = Usage::default();
        for reading in held.iter().map(|h| h.reading) {
            let Some(shelf) = rules.novelty.words(reading.document.language.as_deref()) else { continue };
            usage.document(reading, shelf);
        }
        usage
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
                let form = words[at].bare();
                match self.0.get_mut(form) {
                    Some(known) => {
                        known.noun += seen.noun;
                        known.verb += seen.verb;
                        known.lower += seen.lower;
                    }
                    None => _ = self.0.insert(form.to_string(), seen),
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
