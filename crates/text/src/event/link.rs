//! Whether two words tell of one event by what they mean: "the flight" and "they flew".
//!
//! Forms of one word in one document tell of one event unless something speaks against it; words of one
//! stem or meaning ("buys", "purchase") do when one stands in the title and both have a word beside them in common. Words that
//! only carry others ("have", "make") tell of none, and two reports ("said") are one only in one mouth. A
//! relative ("…, which") means the mention right before it. `join` asks this of mentions that `spot` has
//! found; `link` of mentions that are handed in. Depends on `clause`; concepts are data (`events.toml`).

use std::collections::{BTreeMap, BTreeSet};

use super::clause::Said;
use crate::rules::Rules;
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
    /// Stems of the words beside it.
    pub(super) beside: BTreeSet<String>,
    /// True in the title.
    pub(super) is_title: bool,
    /// True for a word that only carries others.
    pub(super) is_light: bool,
    /// True for a word of saying.
    pub(super) is_report: bool,
    /// True for a relative, which means the mention before.
    pub(super) is_relative: bool,
    /// The name before it in its sentence.
    pub(super) subject: Option<String>,
}

/// Words between a mention and the relative that means it.
const NEAR: usize = 3;
/// Words before a mention that are looked at, and behind it.
const BEFORE: usize = 5;
const BEHIND: usize = 6;

impl Sign {
    /// The sign of a word of the tables.
    pub(super) fn of_word(form: &str, lexis: &Lexis) -> Sign {
        Sign {
            concept: lexis.concept(form),
            words: vec![lexis.lemma(form)],
            is_light: lexis.light.contains(form),
            is_report: lexis.report.contains(form),
            ..Sign::default()
        }
    }

    /// True when nothing but the place can tell the two apart.
    pub(super) fn fits(&self, other: &Sign) -> bool {
        if self.is_light || other.is_light || self.is_relative || other.is_relative {
            return false;
        }
        let same_word = self.words == other.words
            || (self.is_title || other.is_title) && !self.beside.is_disjoint(&other.beside);
        let same_mouth = self.subject.is_some() && self.subject == other.subject;
        same_word
            && self.concept == other.concept
            && !self.concept.is_empty()
            && (!(self.is_report || other.is_report) || same_mouth)
    }
}

/// Links mentions that are handed in, in one document: for each the index of the first mention of its event.
/// `sentences` are places in `text`, in order; a mention lies inside one of them. Mentions need no order.
pub fn link(text: &str, sentences: &[Span], mentions: &[Span], rules: &Rules) -> Vec<usize> {
    let mut found: Vec<usize> = (0..mentions.len()).collect();
    let Some(lexis) = rules.events.lexis(Some("en")) else { return found };
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|n| mentions[*n]);
    let mut known: BTreeMap<String, Vec<(Sign, usize)>> = BTreeMap::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let said = Said::cut(text, *sentence, &[], &[], lexis);
        // The mention before in the sentence, and one past its last word.
        let mut before: Option<(usize, usize)> = None;
        for n in order.iter().copied().filter(|n| sentence.holds(mentions[*n])) {
            let Some((mut sign, first, end)) = sign(&said, mentions[n], lexis) else { continue };
            sign.is_title = number == 0;
            sign.beside = beside(&said, (first, end), mentions, lexis);
            if sign.is_relative {
                if let Some((one, _)) = before.filter(|b| first.saturating_sub(b.1) <= NEAR) {
                    found[n] = found[one];
                }
            } else {
                let list = known.entry(sign.concept.clone()).or_default();
                let same =
                    list.iter().take(MOST_OF_A_CONCEPT).find(|(s, _)| s.fits(&sign)).map(|(_, one)| *one);
                found[n] = same.map_or(n, |one| found[one]);
                list.push((sign, n));
            }
            before = Some((n, end));
        }
    }
    found
}

/// Mentions of one concept that are looked through.
const MOST_OF_A_CONCEPT: usize = 64;

/// The sign of a mention with its first word and one past its last.
fn sign(said: &Said, mention: Span, lexis: &Lexis) -> Option<(Sign, usize, usize)> {
    let first = said.words.iter().position(|w| w.span.overlaps(mention))?;
    let end = first + said.words[first..].iter().take_while(|w| w.span.overlaps(mention)).count();
    let head = head(said, first, end);
    let mut sign = Sign::of_word(said.form(head), lexis);
    let told = (first..end).filter(|w| !said.is_small(*w) && !said.is(*w, Role::Particle));
    let all: BTreeSet<String> = told.map(|w| lexis.lemma(said.form(w))).collect();
    if all.len() > 1 {
        sign.words = all.into_iter().collect();
    }
    sign.is_relative = end == first + 1 && said.is(first, Role::Breaks) && said.is(first, Role::Subject);
    sign.subject = subject(said, first);
    Some((sign, first, end))
}

/// Stems of the words beside a mention, those of other mentions left out.
fn beside(said: &Said, (first, end): (usize, usize), mentions: &[Span], lexis: &Lexis) -> BTreeSet<String> {
    let words = (first.saturating_sub(BEFORE)..first).chain(end..said.len().min(end + BEHIND));
    let is_other = |w: usize| mentions.iter().any(|m| m.overlaps(said.words[w].span));
    let told = |w: &usize| !said.is_small(*w) && said.form(*w).len() > 1 && !is_other(*w);
    words.filter(told).map(|w| lexis.stem(said.form(w))).collect()
}

/// The word of a mention that says what happens: "step down" steps, a "test flight" is a flight.
fn head(said: &Said, first: usize, end: usize) -> usize {
    if end > first + 1 && said.is(first + 1, Role::Particle) {
        return first;
    }
    (first..end).rev().find(|w| !said.is_small(*w) && !said.is(*w, Role::Particle)).unwrap_or(first)
}

/// The nearest name before a word in its sentence; `None` where a pronoun stands between.
fn subject(said: &Said, at: usize) -> Option<String> {
    for before in (0..at).rev() {
        if said.is_name(before) {
            return Some(plain(said.words[before].bare()));
        }
        if said.is(before, Role::Subject) {
            return None;
        }
    }
    None
}
