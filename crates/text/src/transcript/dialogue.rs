//! Whether the labels that a page seems to have are people's.
//!
//! Pages of advice, of goods, of figures have labels too, set off in the same ways: `Pro Tip: …`,
//! `Pros: …`, `Peace Lily` alone on its line. What they lack is a conversation: labels that come back
//! and alternate, an office or an honorific, words in the first person. A page whose openings show
//! none of it has no turns.

use std::collections::BTreeMap;

use super::induction::{Form, Opening};
use super::label::{Label, Sort};
use super::names::NameIndex;
use crate::page::Document;
use crate::rules::Rules;

/// Bytes of a turn that are searched for the first person.
const SEARCHED: usize = 3_000;

/// What the openings of a page show together.
#[derive(Debug, Default)]
struct Signs {
    /// All openings but those of `… said:`.
    all: usize,
    /// Openings whose label carries an office and a name, an honorific, an outlet, a question.
    titled: usize,
    /// Openings of `Q` and `A` alone.
    letters: usize,
    /// Labels that come back.
    voices: usize,
    /// Openings with such labels.
    again: usize,
    /// Neighbours with different labels.
    changes: usize,
    /// Openings whose words are in the first person, ask or thank.
    spoken: usize,
    /// A label that comes back is a name of the title.
    headed: bool,
}

/// Drops the openings of a page that shows no conversation.
pub(super) fn keep_dialogue(openings: &mut Vec<Opening>, document: &Document, index: &NameIndex, rules: &Rules) {
    let signs = signs(openings, document, index, rules);
    if !converses(&signs, speaks_by_pronoun(document)) {
        // A title, a name in capitals and a stop are found in records alone.
        openings.retain(|o| matches!(o.form, Form::Said | Form::Stop));
    }
}

fn signs(openings: &[Opening], document: &Document, index: &NameIndex, rules: &Rules) -> Signs {
    let labelled: Vec<(&Opening, &Label)> = openings
        .iter()
        .filter(|o| o.form != Form::Said)
        .filter_map(|o| o.label.as_ref().map(|l| (o, l)))
        .collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (_, label) in &labelled {
        *times.entry(label.key()).or_default() += 1;
    }
    let mut signs = Signs { all: labelled.len(), ..Signs::default() };
    signs.voices = times.values().filter(|n| **n > 1).count();
    signs.again = times.values().filter(|n| **n > 1).sum();
    signs.changes = labelled.windows(2).filter(|p| p[0].1.key() != p[1].1.key()).count();
    for (at, (opening, label)) in labelled.iter().enumerate() {
        let letter = label.printed.chars().filter(|c| c.is_alphabetic()).count() == 1;
        signs.letters += usize::from(letter);
        signs.titled += usize::from(!letter && is_titled(label));
        let end = labelled.get(at + 1).map_or(document.text.len(), |(next, _)| next.span.start);
        let asks = label.sort == Sort::Question && !letter;
        signs.spoken += usize::from(asks || is_spoken(document, opening.words, end, rules));
        signs.headed |= times[&label.key()] > 2
            && document.title.as_deref().is_some_and(|t| t.to_lowercase().contains(&label.key()))
            && (index.knows(&label.key()) || label.words.len() > 1);
    }
    signs
}

fn is_titled(label: &Label) -> bool {
    label.honorific
        || label.outlet
        || label.asks
        || label.interpreted
        || label.sort != Sort::Named
        || label.has_office() && label.words.len() > 1
        || label.has_office() && label.capitals()
}

/// Words in the first person, a question, thanks.
fn is_spoken(document: &Document, from: usize, to: usize, rules: &Rules) -> bool {
    let end = to.min(from.saturating_add(SEARCHED));
    let end = (from..=end).rev().find(|i| document.text.is_char_boundary(*i)).unwrap_or(from);
    let words = document.text.get(from..end).unwrap_or("");
    words.contains('?')
        || words
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
            .any(|w| rules.notes.speaking.binary_search(&w.to_lowercase().replace('’', "'")).is_ok())
}

/// Languages whose speakers say "I" and "we": elsewhere the first person may be in the verb alone.
fn speaks_by_pronoun(document: &Document) -> bool {
    matches!(document.language.as_deref(), Some("en" | "de" | "fr" | "nl" | "sv" | "da" | "no"))
}

fn converses(signs: &Signs, pronouns: bool) -> bool {
    if signs.all == 0 {
        return true;
    }
    let share = |tenths: usize| !pronouns || signs.spoken * 10 >= signs.all * tenths;
    let alternates = signs.voices >= 2 && signs.again * 2 >= signs.all && signs.changes * 2 >= signs.all;
    if signs.letters == signs.all {
        return share(4);
    }
    if signs.titled > 0 {
        return share(2) || alternates;
    }
    alternates && share(4) || signs.headed && share(6)
}
