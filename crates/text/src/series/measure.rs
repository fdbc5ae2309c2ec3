//! What a figure measures, as far as words tell it: a head noun, what narrows it, the places named.
//!
//! "16,000 students study at the Tavic language faculty in Norland" has the head `student`, narrowed by
//! `study`, `tavic`, `language`, `faculty`, in the place `norland`. For a count the words of its clause
//! narrow it, for money and percentages the words of the measured phrase.

use std::collections::BTreeSet;

use super::phrase::flows;
use crate::figure::{Figure, FigureKind};
use crate::rules::dictionary::Class;
use crate::rules::{Dictionary, Rules, SeriesRules};
use crate::span::Span;
use crate::words::{Case, Word, plain, words};

/// Most words of a clause that are looked at.
const MOST: usize = 60;

/// What a figure measures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// The stem of the head noun; empty when nothing is named.
    pub(super) head: String,
    /// Stems that narrow it.
    pub(super) rest: BTreeSet<String>,
    /// Words that make a flow of a stock: "new cases".
    pub(super) flows: BTreeSet<String>,
    /// Places named with it.
    pub(super) places: BTreeSet<String>,
    /// True when it is something that two have together ("our trade").
    pub(super) is_shared: bool,
    /// True when the words of the clause narrow it: a count, a share.
    pub(super) by_clause: bool,
    /// True when it is told in tonnes, kilometres and the like.
    pub(super) is_in_units: bool,
}

/// A sentence with what is needed to read a measure in it.
#[derive(Clone, Copy)]
pub(super) struct Around<'r> {
    pub(super) text: &'r str,
    pub(super) rules: &'r Rules,
    pub(super) dictionary: &'r Dictionary,
    /// The part of the sentence that is this figure's: between its neighbours.
    pub(super) zone: Span,
    /// Times inside the sentence.
    pub(super) times: &'r [Span],
}

/// A word that may narrow a measure.
struct Term {
    stem: String,
    span: Span,
    /// True behind a word of grammar: another phrase has begun.
    opens: bool,
}

/// True for figures that count things.
pub(super) fn counts(kind: FigureKind) -> bool {
    matches!(kind, FigureKind::Count | FigureKind::Ordinal)
}

impl Measure {
    /// What `figure` measures; `measured` is its phrase or the one it takes over from the figure before.
    pub(super) fn of(figure: &Figure, is_growth: bool, measured: Option<Span>, around: &Around) -> Measure {
        let series: &SeriesRules = &around.rules.series;
        let clause = clause(figure.span, around);
        let (in_clause, mut places) = terms(&clause, around);
        let phrase = measured.map(|m| words(around.text, m, &[]).0).unwrap_or_default();
        let (in_phrase, more) = terms(&phrase, around);
        let is_unit = |w: &str| around.dictionary.sense(around.dictionary.id(&plain(w))).is(Class::Measure);
        let is_in_units =
            figure.kind == FigureKind::Count && figure.unit.iter().flat_map(|u| u.split(' ')).any(is_unit);
        let counted = counts(figure.kind) && !is_in_units;
        let unit = figure.unit.as_deref().filter(|_| counted).map(|u| series.stem(&plain(u)));
        let head = unit.or_else(|| head(&in_phrase, series)).unwrap_or_default();
        let by_clause = counted || figure.kind != FigureKind::Money && !is_growth && !is_in_units;
        let narrowing =
            if by_clause { in_clause.iter().chain(&in_phrase) } else { in_phrase.iter().chain(&[]) };
        let mut rest: BTreeSet<String> =
            narrowing.map(|t| t.stem.clone()).filter(|s| *s != head && !series.empty.contains(s)).collect();
        rest.remove("");
        places.extend(more);
        let is_shared = phrase.iter().any(|w| series.shared.contains(&series.stem(&plain(w.bare()))));
        let flows = flows(around.zone, measured, around.text, (around.rules, around.dictionary));
        Measure { head, rest, flows, places, is_shared: is_shared && !counted, by_clause, is_in_units }
    }

    /// True when the head is a noun for people, of a kind or of none.
    pub(super) fn is_people(&self, rules: &SeriesRules) -> bool {
        rules.people.contains(&self.head) || rules.persons.contains(&self.head)
    }

    /// True when both are narrowed in the same way.
    pub(super) fn agrees(&self, other: &Measure, rules: &SeriesRules) -> bool {
        if self.head.is_empty() || self.is_elsewhere(other) || self.flows != other.flows {
            return false;
        }
        let n_shared = self.rest.intersection(&other.rest).count();
        let n_places = self.places.intersection(&other.places).count();
        let smaller = self.rest.len().min(other.rest.len());
        if self.head == other.head {
            return smaller > 0 && 2 * n_shared >= smaller || self.rest.is_empty() && other.rest.is_empty();
        }
        // "students" and "citizens who study" may be the same people; students and teachers are not.
        let any = rules.people.contains(&self.head) || rules.people.contains(&other.head);
        any && self.is_people(rules)
            && other.is_people(rules)
            && n_shared >= 2
            && 5 * (n_shared + n_places) >= 3 * (smaller + n_places)
    }

    /// True when a word narrows both; people of no kind need two.
    pub(super) fn is_narrowed_as(&self, other: &Measure, rules: &SeriesRules) -> bool {
        let n_shared = self.rest.intersection(&other.rest).count();
        n_shared > usize::from(rules.people.contains(&self.head))
    }

    /// True when both are so much alike that they are one thing on other days too.
    pub(super) fn recurs(&self, other: &Measure) -> bool {
        let n_places = self.places.intersection(&other.places).count();
        let n_alike = n_places + self.rest.intersection(&other.rest).count();
        let larger = n_places + self.rest.len().max(other.rest.len());
        let half = n_alike > 0 && 2 * n_alike >= larger;
        match self.by_clause {
            true => half && n_alike >= 2,
            false => half || larger == 0 && self.is_shared && other.is_shared,
        }
    }

    /// True when amounts of money may be of one thing: what is measured again and again, or what two more
    /// words tell ("the plan" of two sentences may be two plans).
    pub(super) fn is_level(&self, other: &Measure, rules: &SeriesRules) -> bool {
        let n_alike =
            self.places.intersection(&other.places).count() + self.rest.intersection(&other.rest).count();
        rules.levels.contains(&self.head)
            || self.rest.iter().any(|s| rules.levels.contains(s))
            || n_alike >= 2
    }

    /// True when both name places, and no common one.
    pub(super) fn is_elsewhere(&self, other: &Measure) -> bool {
        !self.places.is_empty() && !other.places.is_empty() && self.places.is_disjoint(&other.places)
    }
}

/// The words of the zone from the last comma or stop before the figure to the next behind it; the figure's
/// own noun phrase is inside.
fn clause(figure: Span, around: &Around) -> Vec<Word> {
    let (all, _) = words(around.text, around.zone, &[]);
    let ends = |w: &Word| w.lead.contains([',', ';', ':', '(', ')', '.', '!', '?']);
    let first = all.iter().position(|w| w.span.end > figure.start).unwrap_or(0);
    let last = all.iter().position(|w| w.span.start >= figure.end).unwrap_or(all.len());
    let from = (0..first).rev().find(|i| ends(&all[i + 1])).map_or(0, |i| i + 1);
    let to = (last..all.len()).find(|i| ends(&all[*i])).unwrap_or(all.len());
    let from = from.max(first.saturating_sub(MOST / 2));
    all.into_iter().take(to.min(last + MOST / 2)).skip(from).collect()
}

/// Content words, and the names of places behind "in", "from" and the like.
fn terms(all: &[Word], around: &Around) -> (Vec<Term>, BTreeSet<String>) {
    let series: &SeriesRules = &around.rules.series;
    let sense = |w: &Word, class| around.dictionary.sense(around.dictionary.id(&w.form)).is(class);
    let mut found = Vec::new();
    let mut places = BTreeSet::new();
    let mut opens = false;
    let mut at = 0;
    while let Some(word) = all.get(at) {
        if let Some((end, name)) = place(all, at, around) {
            places.insert(name);
            at = end;
            opens = true;
            continue;
        }
        at += 1;
        let timed = around.times.iter().any(|t| t.overlaps(word.span));
        let grammar = sense(word, Class::Function) || series.places.contains(&word.form);
        let number = word.is_digits() || sense(word, Class::Number) || sense(word, Class::Scale);
        if grammar || number || timed || word.form.chars().count() < 2 {
            opens |= grammar;
            continue;
        }
        found.push(Term { stem: series.stem(&plain(word.bare())), span: word.span, opens });
        opens = false;
    }
    (found, places)
}

/// The name of a place behind the preposition at `at`, and one past it. "in Tavic-language schools" and
/// "in Tavic schools" name none.
fn place(all: &[Word], at: usize, around: &Around) -> Option<(usize, String)> {
    let series: &SeriesRules = &around.rules.series;
    let sense = |w: &Word, class| around.dictionary.sense(around.dictionary.id(&w.form)).is(class);
    series.places.contains(&all.get(at)?.form).then_some(())?;
    let mut from = at + 1;
    while all.get(from).is_some_and(|w| series.articles.contains(&w.form)) {
        from += 1;
    }
    let mut to = from;
    let named = |w: &Word| w.case != Case::Lower && !w.is_digits() && !sense(w, Class::Month);
    while to < from + 4
        && all.get(to).is_some_and(|w| named(w) && (to == from || w.lead.is_empty() || w.hyphened))
    {
        to += 1;
    }
    let timed = |w: &Word| around.times.iter().any(|t| t.overlaps(w.span));
    let modifies = all.get(to).is_some_and(|w| {
        w.case == Case::Lower
            && !w.is_digits()
            && (w.lead.is_empty() || w.hyphened)
            && !sense(w, Class::Function)
            && !timed(w)
    });
    let verb = all
        .get(to)
        .is_some_and(|w| sense(w, Class::Present) || sense(w, Class::Past) || w.form.ends_with("ed"));
    if to == from || modifies && !verb || timed(&all[from]) {
        return None;
    }
    let name: Vec<String> = all[from..to].iter().map(|w| plain(w.bare())).collect();
    Some((to, name.join(" ")))
}

/// The head of a noun phrase: its last word before the next phrase that is no empty word.
fn head(terms: &[Term], series: &SeriesRules) -> Option<String> {
    let mut found = None;
    for term in terms {
        if term.opens && found.is_some() {
            break;
        }
        if !series.empty.contains(&term.stem) {
            found = Some(term);
        }
    }
    let only = terms.first().filter(|_| found.is_none());
    found.or(only).filter(|t| !t.span.is_empty()).map(|t| t.stem.clone())
}
