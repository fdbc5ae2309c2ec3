//! Figures of one thing that do not go together.
//!
//! In a meeting: "in 300 schools" – "I would like to clarify: about 340 schools". Across versions: the same
//! statement with another number. Across time: of one stated period two numbers. Figures that can both be
//! true ("more than 15,000", "16,000") are none of these, nor is a level that changed from year to year.

use std::collections::BTreeSet;

use super::gather::Said;
use super::join::Joined;
use super::{Charted, Correction, Reason, wording};
use crate::reading::Held;
use crate::span::Span;
use crate::words::words;

/// Most figures before one that it is set against, and most points of a series.
const REACH: usize = 24;
/// Most turns from one figure to another speaker's.
const NEXT: usize = 3;
/// Most sentences between a figure and the same speaker's other one.
const NEAR: usize = 1;

/// A pair with the reason.
struct Pair {
    first: usize,
    second: usize,
    reason: Reason,
    cue: Option<String>,
}

/// All corrections of a set of figures.
pub(super) fn corrections(
    said: &[Said],
    joined: &Joined,
    charted: &Charted,
    held: &[Held],
) -> Vec<Correction> {
    let mut pairs = within(said, joined);
    pairs.extend(across(said, joined, charted, held));
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for pair in pairs {
        let ends = joined.point[pair.first].zip(joined.point[pair.second]);
        let Some((first, second)) = ends.filter(|(a, b)| a != b) else { continue };
        if !seen.insert((first.min(second), first.max(second))) {
            continue;
        }
        let (a, b) = (&said[pair.first], &said[pair.second]);
        let sentence = wording::sentence(pair.reason, a, b, held);
        out.push(Correction { first, second, reason: pair.reason, cue: pair.cue, sentence });
    }
    out.sort_by_key(|c| (c.second, c.first));
    out
}

/// Pairs inside one document, each figure with the nearest before it.
fn within(said: &[Said], joined: &Joined) -> Vec<Pair> {
    let mut out = Vec::new();
    for (n, one) in said.iter().enumerate() {
        let before = (n.saturating_sub(REACH)..n).rev().take_while(|m| said[*m].document == one.document);
        let found = before.filter(|m| joined.series[*m].is_some() && joined.series[*m] == joined.series[n]);
        out.extend(found.filter_map(|m| judge(said, m, n)).next());
    }
    out
}

/// What the second of two figures of one series and document does with the first.
fn judge(said: &[Said], first: usize, second: usize) -> Option<Pair> {
    let (a, b) = (&said[first], &said[second]);
    let (from, to) = a.figure.turn.zip(b.figure.turn)?;
    let apart = !a.extent.meets(b.extent);
    let other = a.figure.value != b.figure.value || a.figure.comparator != b.figure.comparator;
    if !other || !is_one_time(a, b) {
        return None;
    }
    if a.who.is_none() || b.who.is_none() {
        return None;
    }
    if a.who != b.who {
        let cue = b.cue.here.clone().or_else(|| b.cue.before.clone());
        let told = cue.filter(|_| to - from <= NEXT && !b.cue.echoes);
        let cue = told.clone().or_else(|| b.cue.mends.clone().filter(|_| to - from == 1));
        let found = told.is_some() || apart && to - from <= NEXT;
        return found.then_some(Pair { first, second, reason: Reason::NextSpeaker, cue });
    }
    let near = from == to && b.number - a.number <= NEAR;
    let cue = b.cue.mends.clone().filter(|_| near && apart)?;
    Some(Pair { first, second, reason: Reason::SameSpeaker, cue: Some(cue) })
}

/// True unless the two are said of different times. A stated period ("over the last ten years") is not the
/// time of a figure without one.
fn is_one_time(a: &Said, b: &Said) -> bool {
    match (a.figure.time, b.figure.time) {
        (Some(x), Some(y)) => x == y,
        (Some(x), None) | (None, Some(x)) => x.start == x.end,
        (None, None) => true,
    }
}

/// Pairs of different documents, looked for inside each series.
fn across(said: &[Said], joined: &Joined, charted: &Charted, held: &[Held]) -> Vec<Pair> {
    let mut of_series: Vec<Vec<usize>> = vec![Vec::new(); joined.n_series];
    for (n, series) in joined.series.iter().enumerate() {
        if let Some(series) = series {
            of_series[*series].push(n);
        }
    }
    let mut out = Vec::new();
    for members in of_series {
        for (at, n) in members.iter().enumerate() {
            let before = members[at.saturating_sub(REACH)..at].iter();
            out.extend(before.filter_map(|m| compare(said, (*m, *n), joined, charted, held)));
        }
    }
    out
}

fn compare(
    said: &[Said],
    (first, second): (usize, usize),
    joined: &Joined,
    charted: &Charted,
    held: &[Held],
) -> Option<Pair> {
    let (a, b) = (&said[first], &said[second]);
    let pair = |reason| Some(Pair { first, second, reason, cue: None });
    if a.document == b.document {
        return None;
    }
    if a.event != b.event {
        // Only a period that both state; what holds on the day it is said may change.
        let stated = a.figure.time.filter(|t| t.start != t.end && Some(*t) == b.figure.time);
        return if stated.is_some() && !a.extent.meets(b.extent) { pair(Reason::SamePeriod) } else { None };
    }
    let documents = |n: usize| -> BTreeSet<usize> {
        let point = joined.point[n].map(|p| &charted.points[p]);
        point.into_iter().flat_map(|p| p.witnesses.iter().map(|w| w.document)).collect()
    };
    let is_same = a.who == b.who && is_one_time(a, b) && a.figure.value != b.figure.value;
    let alike = is_same && documents(first).is_disjoint(&documents(second)) && are_alike(a, b, held);
    if alike { pair(Reason::Versions) } else { None }
}

/// True when half of the words of one sentence, figures left out, stand in the other.
fn are_alike(a: &Said, b: &Said, held: &[Held]) -> bool {
    let forms = |s: &Said| -> BTreeSet<String> {
        let text = &held[s.document].reading.document.text;
        let (all, _) = words(text, s.sentence, &[]);
        let heard = all.into_iter().take(120).filter(|w| !w.is_digits() && !inside(s.figure.span, w.span));
        heard.map(|w| w.form).collect()
    };
    let (x, y) = (forms(a), forms(b));
    let n_shared = x.intersection(&y).count();
    n_shared >= 2 && 2 * n_shared >= x.len().max(y.len())
}

fn inside(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// True for a bare number that answers the figure of the turn before: "Actually, about 340."
pub(super) fn answers(a: &Said, b: &Said) -> bool {
    let turns = a.figure.turn.zip(b.figure.turn);
    let next = a.document == b.document && turns.is_some_and(|(x, y)| y == x + 1);
    let likely = a.figure.value.zip(b.figure.value).is_some_and(|(x, y)| {
        let ratio = if x == 0.0 { 0.0 } else { y / x };
        (0.1..=10.0).contains(&ratio)
    });
    next && likely && (b.cue.here.is_some() || b.cue.mends.is_some())
}
