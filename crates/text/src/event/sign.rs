//! What is known of a mention of an event: what it means, what counts it or sets it apart, what is beside it.
//!
//! Of "the two new flights to Tarn" in a sentence on Norland it knows that it tells of flying, is told of
//! before ("the"), that "new" and "tarn" are beside it and "norland" is a name around. `link` decides by
//! this. Depends on `clause`; words are data (`events.toml`).

use std::collections::BTreeSet;

use super::clause::Said;
use crate::rules::events::{Lexis, Role};
use crate::span::Span;
use crate::words::plain;

/// What is known of one mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sign {
    /// What it means: the same for words of one stem or of one group of the table.
    pub(super) concept: String,
    /// Its words, without the endings of their forms.
    pub(super) words: Vec<String>,
    /// Groups of words by which a title and its first sentence tell of one event.
    pub(super) kin: BTreeSet<u16>,
    /// Stems of the words beside it.
    pub(super) beside: BTreeSet<String>,
    /// Those of them that stand behind it.
    pub(super) behind: BTreeSet<String>,
    /// True in the title.
    pub(super) is_title: bool,
    /// True in the first sentence behind the title that tells of an event.
    pub(super) is_lead: bool,
    /// True for a word that only carries others.
    pub(super) is_light: bool,
    /// True for a word of saying.
    pub(super) is_report: bool,
    /// True behind "the": told of before.
    pub(super) is_known: bool,
    /// True behind "a": not told of before.
    pub(super) is_new: bool,
    /// True behind "another": not the one told of before.
    pub(super) is_other: bool,
    /// True behind "not".
    pub(super) is_denied: bool,
    /// Numbers right before it.
    pub(super) numbers: BTreeSet<String>,
    /// The name right before it, word by word.
    pub(super) name: BTreeSet<String>,
    /// Words of all names of its sentence.
    pub(super) names: BTreeSet<String>,
}

/// Words right before a mention that count it or set it apart.
const CLOSE: usize = 2;
/// Words before a mention that may deny it.
const DENIES: usize = 3;
/// Words before a mention that are looked at, and behind it.
const BEFORE: usize = 5;
const BEHIND: usize = 6;

impl Sign {
    /// The sign of a word of the tables.
    pub(super) fn of_word(form: &str, lexis: &Lexis) -> Sign {
        let base = lexis.base(form);
        Sign {
            concept: lexis.concept(base),
            words: vec![lexis.lemma(base)],
            is_light: lexis.light.contains(form),
            is_report: lexis.report.contains(form),
            ..Sign::default()
        }
    }

    /// The sign of the words `first..end`; `mentions` are those of the document.
    pub(super) fn of_mention(said: &Said, (first, end): (usize, usize), mentions: &[Span]) -> Sign {
        let lexis = said.lexis;
        let head = said.form(head(said, first, end));
        let mut sign = Sign::of_word(head, lexis);
        sign.kin = lexis.kin(head);
        let told = (first..end).filter(|w| !said.is_small(*w) && !said.is(*w, Role::Particle));
        let all: BTreeSet<String> = told.map(|w| lexis.lemma(lexis.base(said.form(w)))).collect();
        if all.len() > 1 {
            sign.words = all.into_iter().collect();
        }
        sign.set_apart(said, first);
        let is_other = |w: usize| mentions.iter().any(|m| m.overlaps(said.words[w].span));
        let is_told = |w: &usize| !said.is_small(*w) && said.form(*w).len() > 1 && !is_other(*w);
        let stems = |words: std::ops::Range<usize>| {
            words.filter(is_told).map(|w| lexis.stem(lexis.base(said.form(w)))).collect::<BTreeSet<_>>()
        };
        sign.behind = stems(end..said.len().min(end + BEHIND));
        sign.beside = stems(first.saturating_sub(BEFORE)..first);
        sign.beside.extend(sign.behind.iter().cloned());
        sign
    }

    /// What stands before the mention at `first`.
    fn set_apart(&mut self, said: &Said, first: usize) {
        let close: Vec<&str> = (first.saturating_sub(CLOSE)..first).map(|w| said.form(w)).collect();
        let last = close.last().copied().unwrap_or("");
        self.is_known = last == "the";
        self.is_new = said.lexis.fresh.contains(last);
        self.is_other = close.iter().any(|w| said.lexis.apart.contains(*w));
        self.is_denied = (first.saturating_sub(DENIES)..first).any(|w| said.is(w, Role::Not));
        let is_number = |w: &&&str| w.starts_with(|c: char| c.is_ascii_digit());
        self.numbers = close.iter().filter(is_number).map(|w| w.to_string()).collect();
        self.name = name_before(said, first);
        self.names =
            (0..said.len()).filter(|w| said.is_name(*w)).map(|w| plain(said.words[w].bare())).collect();
    }
}

/// The first word of a mention and one past its last.
pub(super) fn place(said: &Said, mention: Span) -> Option<(usize, usize)> {
    let first = said.words.iter().position(|w| w.span.overlaps(mention))?;
    let end = first + said.words[first..].iter().take_while(|w| w.span.overlaps(mention)).count();
    Some((first, end))
}

/// True for a form of a verb: behind an auxiliary or "they", or with the ending of one.
pub(super) fn is_verb(said: &Said, first: usize) -> bool {
    const LEADS: [Role; 9] = [
        Role::Be,
        Role::Have,
        Role::Modal,
        Role::Future,
        Role::To,
        Role::Did,
        Role::Do,
        Role::Not,
        Role::Subject,
    ];
    let led = first > 0 && LEADS.iter().any(|r| said.is(first - 1, *r));
    led || said.lexis.past.iter().any(|e| said.form(first).ends_with(e.as_str()))
}

/// The word of a mention that says what happens: "step down" steps, a "test flight" is a flight.
fn head(said: &Said, first: usize, end: usize) -> usize {
    if end > first + 1 && said.is(first + 1, Role::Particle) {
        return first;
    }
    (first..end).rev().find(|w| !said.is_small(*w) && !said.is(*w, Role::Particle)).unwrap_or(first)
}

/// The name right before a word, at most `CLOSE` other words between that begin no clause.
fn name_before(said: &Said, at: usize) -> BTreeSet<String> {
    let begins = |w: usize| said.is(w, Role::Subject) || said.is(w, Role::Breaks);
    let between = (0..at).rev().take(CLOSE + 1).take_while(|w| !begins(*w)).find(|w| said.is_name(*w));
    let Some(last) = between else { return BTreeSet::new() };
    let name = (0..=last).rev().take_while(|w| said.is_name(*w));
    name.map(|w| plain(said.words[w].bare())).collect()
}
