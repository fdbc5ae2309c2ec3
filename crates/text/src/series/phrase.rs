//! The whole phrase of what a figure counts, and the words in it that narrow it.
//!
//! In "14,875 new cases of the Brona-19 fever" the measured noun is `cases`; the phrase begins with `new`, and
//! new cases are another thing than cases. Figures whose phrases are narrowed by different words ("300 nurses",
//! "300 nurses of the northern province") are not told as one series.

use std::collections::BTreeSet;

use super::gather::Said;
use crate::reading::Held;
use crate::rules::dictionary::Class;
use crate::rules::{Dictionary, Rules};
use crate::span::Span;
use crate::words::{Word, plain, words};

/// Words between a number and its noun that are looked at.
const BEFORE: usize = 4;

/// The phrase of a figure, from behind its number to the end of what is measured.
pub(super) fn whole(sentence: Span, measured: Span, text: &str, dictionary: &Dictionary) -> Span {
    if !sentence.holds(measured) {
        return measured;
    }
    let (all, _) = words(text, Span::new(sentence.start, measured.end), &[]);
    let first = all.iter().position(|w| w.span.end > measured.start).unwrap_or(all.len());
    let start = start(&all[..first], all.get(first), dictionary).unwrap_or(measured.start);
    Span::new(start.min(measured.start), measured.end + numbered(&text[measured.end..sentence.end]))
}

/// Where the words begin that stand between a number and its noun; `None` when no number leads them.
fn start(before: &[Word], noun: Option<&Word>, dictionary: &Dictionary) -> Option<usize> {
    let mut start = None;
    let mut next = noun?;
    for word in before.iter().rev().take(BEFORE + 1) {
        let sense = dictionary.sense(dictionary.id(&word.form));
        if !next.lead.is_empty() && !next.hyphened {
            return None;
        }
        if word.is_digits() || sense.is(Class::Number) || sense.is(Class::Scale) {
            return start;
        }
        if sense.is(Class::Function) || sense.is(Class::Joins) {
            return None;
        }
        (start, next) = (Some(word.span.start), word);
    }
    None
}

/// The length of what a hyphen and digits add to a name: "COVID**-19**".
fn numbered(rest: &str) -> usize {
    let Some(digits) = rest.strip_prefix(['-', '‑']) else { return 0 };
    let n = digits.bytes().take_while(u8::is_ascii_digit).count();
    if n == 0 { 0 } else { rest.len() - digits.len() + n }
}

/// The stems of the words that narrow what is measured, its noun left out.
pub(super) fn narrowing(one: &Said, held: &[Held], rules: &Rules) -> BTreeSet<String> {
    let document = &held[one.document].reading.document;
    let (Some(span), Some(dictionary)) = (one.measured, rules.dictionary(document.language.as_deref()))
    else {
        return BTreeSet::new();
    };
    let series = &rules.series;
    let phrase = whole(one.sentence, span, &document.text, dictionary);
    let told = words(&document.text, phrase, &[]).0;
    let is_grammar = |w: &Word| {
        let sense = dictionary.sense(dictionary.id(&w.form));
        sense.is(Class::Function) || sense.is(Class::Determiner) || sense.is(Class::Article)
    };
    let content =
        told.iter().filter(|w| !w.is_digits() && !is_grammar(w) && !series.places.contains(&w.form));
    let stems = content.map(|w| series.stem(&plain(w.bare())));
    let is_told = |s: &String| {
        let tells = series.flows.contains(s) || !series.empty.contains(s) && !series.shared.contains(s);
        tells && *s != one.measure.head && s.chars().count() > 1
    };
    stems.filter(is_told).collect()
}

/// Words that make a flow of a stock, or a mean of a sum: "**new** cases", "**daily** flights".
pub(super) fn flows(
    sentence: Span,
    measured: Option<Span>,
    text: &str,
    rules: (&Rules, &Dictionary),
) -> BTreeSet<String> {
    let Some(measured) = measured else { return BTreeSet::new() };
    let told = words(text, whole(sentence, measured, text, rules.1), &[]).0;
    let stems = told.iter().map(|w| rules.0.series.stem(&plain(w.bare())));
    stems.filter(|s| rules.0.series.flows.contains(s)).collect()
}
