//! Which figures are of one series, and which are one point.
//!
//! A figure joins a series when it agrees with every distinct measure in it, so that a chain of half-alike
//! things cannot grow. Figures are compared inside a bucket of one kind, unit and head noun, with a
//! bounded number of series, so the work grows about linearly.

use std::collections::BTreeMap;

use super::correction::answers;
use super::gather::Said;
use super::measure::counts;
use super::{Charted, Point, Series, Witness};
use crate::figure::FigureKind;
use crate::rules::SeriesRules;

/// Most series of a bucket that a figure is compared with.
const MOST_SERIES: usize = 48;
/// How many times larger a figure of one meeting may be than another of the same thing.
const FAR_AT_ONCE: f64 = 20.0;
/// The same for meetings of different days.
const FAR_LATER: f64 = 25.0;
/// Most members of a series that a figure must agree with.
const MOST_MEMBERS: usize = 8;

/// For each figure its series, in the order they were met, and its point; a bare number has none.
pub(super) struct Joined {
    pub(super) series: Vec<Option<usize>>,
    pub(super) point: Vec<Option<usize>>,
    pub(super) n_series: usize,
}

/// What can be compared at all.
type Key<'r> = (FigureKind, &'r str, (bool, bool), &'r str);

fn key<'s>(said: &'s Said, rules: &SeriesRules) -> Key<'s> {
    let figure = said.figure;
    let counted = counts(figure.kind);
    let unit = if counted && !said.measure.is_in_units || figure.kind == FigureKind::Anniversary {
        ""
    } else {
        figure.unit.as_deref().unwrap_or("")
    };
    let head = if counted && said.measure.is_people(rules) { "(people)" } else { said.measure.head.as_str() };
    // "Rose from 3 to 4 million" tells a change, not a level between the two.
    let is_way = figure.direction.is_some() && figure.value.is_none();
    (figure.kind, unit, (said.is_growth, is_way), head)
}

/// Joins figures, in their order, to series and points.
pub(super) fn join(said: &[Said], rules: &SeriesRules) -> Joined {
    let mut joined = Joined { series: Vec::with_capacity(said.len()), point: Vec::new(), n_series: 0 };
    let mut buckets: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut latest: Vec<usize> = Vec::new();
    for (n, one) in said.iter().enumerate() {
        if one.figure.kind == FigureKind::Other {
            let answered = n.checked_sub(1).filter(|b| answers(&said[*b], one));
            joined.series.push(answered.and_then(|b| joined.series[b]));
            continue;
        }
        let bucket = buckets.entry(key(one, rules)).or_default();
        let fits = |s: &&usize| {
            let mut all = members[**s].iter().chain([&latest[**s]]);
            all.all(|m| is_one(&said[*m], one, rules))
        };
        let found = bucket.iter().rev().take(MOST_SERIES).find(fits).copied();
        let at = found.unwrap_or_else(|| {
            members.push(Vec::new());
            latest.push(n);
            bucket.push(members.len() - 1);
            members.len() - 1
        });
        let known = members[at].iter().any(|m| {
            said[*m].measure == one.measure && said[*m].who == one.who && said[*m].event == one.event
        });
        if !known && members[at].len() < MOST_MEMBERS {
            members[at].push(n);
        }
        latest[at] = n;
        joined.series.push(Some(at));
    }
    joined.n_series = members.len();
    joined
}

/// True when two figures of one bucket measure the same thing of the same owner.
fn is_one(a: &Said, b: &Said, rules: &SeriesRules) -> bool {
    let same_event = a.event == b.event;
    if a.statement == b.statement {
        // A copy of the statement says the same figure; in one sentence two figures are of two things, unless
        // they are told of two times.
        let times = a.figure.time.zip(b.figure.time).is_some_and(|(x, y)| x != y);
        let is_copy = a.document != b.document && a.figure.value == b.figure.value;
        let is_again = times && a.document == b.document && !a.measure.head.is_empty();
        return a.measure == b.measure && (is_copy || is_again);
    }
    if !a.measure.agrees(&b.measure, rules) || !is_likely(a, b) {
        return false;
    }
    if a.figure.kind == FigureKind::Money && !a.is_growth && !a.measure.is_level(&b.measure, rules) {
        return false;
    }
    // A length of time is of its own moment.
    if !same_event && (a.figure.kind == FigureKind::Duration || !a.measure.recurs(&b.measure)) {
        return false;
    }
    let same_speaker = a.who.is_some() && a.who == b.who;
    // A speaker counts his own visits.
    if a.figure.kind == FigureKind::Ordinal {
        return same_speaker;
    }
    let named = !a.measure.places.is_disjoint(&b.measure.places);
    let together = a.measure.is_shared
        && b.measure.is_shared
        && (same_event || a.parties.intersection(&b.parties).count() >= 2);
    // Two crowds of one talk are not one crowd, as far as no word but "people" tells them apart.
    let answered = same_event && a.measure.is_narrowed_as(&b.measure, rules);
    // "Our trade" of one man with two neighbours is two things.
    let elsewhere = (a.measure.is_shared || b.measure.is_shared) && !same_event && !together && !named;
    let sums = same_event && !a.measure.by_clause && same_speaker;
    named || together || answered || sums || same_speaker && !elsewhere && !same_event
}

/// False for numbers that are too far apart to be of one thing.
fn is_likely(a: &Said, b: &Said) -> bool {
    let most = if a.event == b.event { FAR_AT_ONCE } else { FAR_LATER };
    let number = |s: &Said| s.figure.value.or(s.figure.low).or(s.figure.high).map(f64::abs);
    let Some((x, y)) = number(a).zip(number(b)) else { return true };
    a.figure.kind == FigureKind::Percent || x.max(y) <= most * x.min(y) || x.max(y) < most
}

/// Series and points; the same figure of one meeting or one statement is one point.
pub(super) fn points(said: &[Said], joined: &mut Joined) -> Charted {
    let mut out = Charted::default();
    let mut known: BTreeMap<(usize, String, String), usize> = BTreeMap::new();
    let mut place: Vec<Option<usize>> = vec![None; joined.n_series];
    for (one, series) in said.iter().zip(&joined.series) {
        let Some(series) = *series else {
            joined.point.push(None);
            continue;
        };
        let figure = one.figure;
        let at = *place[series].get_or_insert_with(|| {
            out.series.push(Series {
                name: String::new(),
                kind: figure.kind,
                unit: figure.unit.clone(),
                is_growth: one.is_growth,
                points: Vec::new(),
                doubt: None,
            });
            out.series.len() - 1
        });
        let value = format!(
            "{:?} {:?} {:?} {:?} {:?}",
            figure.value, figure.low, figure.high, figure.comparator, figure.direction
        );
        let who = one.who.clone().unwrap_or_default();
        let keys =
            [(at, format!("{value} {who}"), format!("e{}", one.event)), (at, value, one.statement.clone())];
        let point = keys.iter().find_map(|k| known.get(k)).copied().unwrap_or(out.points.len());
        for key in keys {
            known.entry(key).or_insert(point);
        }
        if point == out.points.len() {
            out.points.push(new_point(one, at, out.series[at].unit.clone()));
            out.series[at].points.push(point);
        }
        out.points[point].witnesses.push(witness(one));
        joined.point.push(Some(point));
    }
    out
}

fn new_point(one: &Said, series: usize, unit: Option<String>) -> Point {
    let figure = one.figure;
    Point {
        value: figure.value,
        low: figure.low,
        high: figure.high,
        unit: figure.unit.clone().or(unit),
        comparator: figure.comparator,
        direction: figure.direction,
        time: figure.time,
        day: one.day,
        speaker: figure.speaker.clone(),
        witnesses: Vec::new(),
        series,
    }
}

fn witness(one: &Said) -> Witness {
    Witness {
        document: one.document,
        statement: one.statement.clone(),
        span: one.figure.span,
        sentence: one.sentence,
        number: one.number,
    }
}

/// The series with most points first, then by name; points of a series by the day they were said.
pub(super) fn ordered(mut charted: Charted) -> Charted {
    let mut order: Vec<usize> = (0..charted.series.len()).collect();
    order.sort_by(|a, b| {
        let (x, y) = (&charted.series[*a], &charted.series[*b]);
        y.points.len().cmp(&x.points.len()).then_with(|| x.name.cmp(&y.name)).then(a.cmp(b))
    });
    let mut place = vec![0; order.len()];
    for (to, from) in order.iter().enumerate() {
        place[*from] = to;
    }
    for point in &mut charted.points {
        point.series = place[point.series];
    }
    charted.series = order.iter().map(|n| charted.series[*n].clone()).collect();
    charted
}
