//! Figures of one thing over time, and pairs that do not go together.
//!
//! A series that several meetings or speakers speak of comes before a figure said once; money and rates
//! come before counts; places in a row and anniversaries come last.

use std::collections::{BTreeMap, BTreeSet};

use super::words::short_interval;
use super::{Entry, Line, Material, Place};
use crate::figure::FigureKind;
use crate::series::{Correction, Point, Reason, Series, stated};

/// Points of a series in one line.
const IN_LINE: usize = 3;

/// One entry a series, with its corrections below; a correction of all that a series holds tells it alone.
pub(super) fn figures(material: &Material) -> Vec<Entry> {
    let charted = material.found.charted;
    let mut of: BTreeMap<usize, Vec<&Correction>> = BTreeMap::new();
    for found in &charted.corrections {
        if let Some(second) = charted.points.get(found.second) {
            of.entry(second.series).or_default().push(found);
        }
    }
    let told = charted.series.iter().enumerate().filter(|(n, _)| charted.is_followed(*n));
    told.filter_map(|(n, series)| of_series(n, series, of.get(&n).map_or(&[], Vec::as_slice), material))
        .collect()
}

fn points<'r>(series: &Series, material: &Material<'r>) -> Vec<&'r Point> {
    series.points.iter().filter_map(|n| material.found.charted.points.get(*n)).collect()
}

fn of_series(n: usize, series: &Series, found: &[&Correction], material: &Material) -> Option<Entry> {
    let points = points(series, material);
    let weight = weight(series, &points) + found.iter().map(|c| gain(c)).max().unwrap_or(0);
    let mut corrections: Vec<Line> = found.iter().filter_map(|c| of_correction(c, material)).collect();
    let day = points.first().and_then(|p| p.day);
    if points.len() == 2 && corrections.len() == 1 {
        let mut head = corrections.remove(0);
        head.words = format!("{}: {}", named(series), head.words);
        return Some(Entry { weight, day, head, series: Some(n), ..Entry::default() });
    }
    let mut told: Vec<String> = points.iter().map(|p| point_words(p, series)).collect();
    if told.len() > IN_LINE {
        let last = told.pop().unwrap_or_default();
        let between = told.len() - 1;
        told.truncate(1);
        told.push(format!("{between} more"));
        told.push(last);
    }
    let growth = if series.is_growth { ", change" } else { "" };
    let head = Line {
        when: String::new(),
        mark: String::new(),
        words: format!("{}{growth}: {}", named(series), told.join(" → ")),
        places: points.iter().filter_map(|p| place(p, material)).collect(),
        compare: None,
    };
    Some(Entry { weight, day, head, below: corrections, series: Some(n), ..Entry::default() })
}

fn named(series: &Series) -> &str {
    if series.name.is_empty() { "figures" } else { &series.name }
}

/// "more than 3 billion USD for 2030 (Vera Holt, 2031-04-12)": how much, of which period, who says it when.
fn point_words(point: &Point, series: &Series) -> String {
    let time = point.time.filter(|t| t.start != t.end || t.start != point.day);
    let period = time.map(short_interval).filter(|w| !w.is_empty() && !w.contains('…'));
    let period = period.map(|w| format!(" for {w}")).unwrap_or_default();
    let said = point.speaker.clone().into_iter().chain(point.day.map(|d| d.to_string()));
    let facts: Vec<String> = said.collect();
    match facts.is_empty() {
        true => format!("{}{period}", stated(point, series)),
        false => format!("{}{period} ({})", stated(point, series), facts.join(", ")),
    }
}

/// Where a figure stands: in the version that is nearest to the original.
fn place(point: &Point, material: &Material) -> Option<Place> {
    let witness = point.witnesses.iter().min_by_key(|w| material.standing(w.document))?;
    Some(Place::of(witness.document, witness.number, witness.sentence))
}

/// How telling a series is.
fn weight(series: &Series, points: &[&Point]) -> u32 {
    let n = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let days: BTreeSet<_> = points.iter().map(|p| p.day).collect();
    let speakers: BTreeSet<_> = points.iter().filter_map(|p| p.speaker.as_deref()).collect();
    let values: BTreeSet<u64> = points.iter().map(|p| number(p).to_bits()).collect();
    let largest = points.iter().map(|p| number(p).abs()).fold(0.0, f64::max);
    let mut weight = kind_weight(series)
        + n(days.len()).min(6) * 12
        + n(speakers.len()).min(3) * 10
        + n(points.len()).min(8) * 4
        + magnitude(largest);
    if values.len() > 1 {
        weight += 15;
    }
    if series.name.chars().count() < 3 {
        weight /= 2;
    }
    // A few of something is no figure that is followed; figures of one speech by one speaker are seldom of
    // one time.
    if series.kind == FigureKind::Count && largest < 10.0 {
        weight /= 2;
    }
    if days.len() < 2 && speakers.len() < 2 {
        weight /= 2;
    }
    if points.len() < 2 { weight * 2 / 3 } else { weight }
}

fn kind_weight(series: &Series) -> u32 {
    match series.kind {
        FigureKind::Money => 60,
        FigureKind::Percent if series.is_growth => 60,
        FigureKind::Percent => 50,
        FigureKind::Count => 40,
        FigureKind::Fraction => 25,
        FigureKind::Duration | FigureKind::Ordinal => 10,
        FigureKind::Anniversary | FigureKind::Other => 5,
    }
}

/// Two for each digit before the point.
fn magnitude(value: f64) -> u32 {
    let mut digits = 0;
    let mut rest = value;
    while rest >= 10.0 && digits < 12 {
        (rest, digits) = (rest / 10.0, digits + 1);
    }
    2 * digits
}

fn number(point: &Point) -> f64 {
    point.value.or(point.low).or(point.high).unwrap_or(0.0)
}

/// How much more telling a series is for two of its figures that do not go together.
fn gain(found: &Correction) -> u32 {
    let reason = match found.reason {
        Reason::NextSpeaker | Reason::SameSpeaker => 60,
        Reason::Versions => 50,
        Reason::SamePeriod => 20,
    };
    reason + if found.cue.is_some() { 20 } else { 0 }
}

fn of_correction(found: &Correction, material: &Material) -> Option<Line> {
    let points = &material.found.charted.points;
    let (first, second) = (points.get(found.first)?, points.get(found.second)?);
    let cue = found.cue.as_deref().map(|c| format!(" (cue: {c})")).unwrap_or_default();
    Some(Line {
        when: second.day.map(|d| d.to_string()).unwrap_or_default(),
        mark: "≠".to_string(),
        words: format!("{}{cue}", found.sentence),
        places: [first, second].iter().filter_map(|p| place(p, material)).collect(),
        compare: None,
    })
}
