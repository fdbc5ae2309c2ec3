//! Figures and times on the wire: `figures` and `times` of a document.

use serde::Serialize;
use variorum_text::figure::{Direction, Figure, FigureKind};
use variorum_text::time::{self, Time};

use crate::document::Place;

/// One figure; offsets are code points.
#[derive(Debug, Serialize)]
pub struct FigureForm<'r> {
    start: usize,
    end: usize,
    kind: &'static str,
    value: Option<Number>,
    low: Option<Number>,
    high: Option<Number>,
    unit: Option<&'r str>,
    comparator: &'static str,
    direction: Option<&'static str>,
    measured: Option<&'r str>,
    time: Option<Interval>,
    speaker: Option<&'r str>,
}

/// One time; offsets are code points.
#[derive(Debug, Serialize)]
pub struct TimeForm<'r> {
    start: usize,
    end: usize,
    value: &'r str,
    interval: Option<Interval>,
    #[serde(rename = "mod")]
    modifier: Option<&'static str>,
}

/// A whole number without a decimal point, else as it is.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(untagged)]
pub(crate) enum Number {
    Whole(i64),
    Part(f64),
}

impl Number {
    pub(crate) fn new(value: f64) -> Number {
        // Whole numbers up to 2^53 are exact in both forms.
        let whole = value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0;
        if whole { Number::Whole(value as i64) } else { Number::Part(value) }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct Interval {
    start: Option<String>,
    end: Option<String>,
}

impl Interval {
    pub(crate) fn new(interval: time::Interval) -> Interval {
        Interval { start: interval.start.map(|d| d.to_string()), end: interval.end.map(|d| d.to_string()) }
    }
}

/// The wire form of a figure of `text`.
pub fn figure<'r>(figure: &'r Figure, text: &'r str, place: Place) -> FigureForm<'r> {
    FigureForm {
        start: place.start,
        end: place.end,
        kind: kind(figure.kind),
        value: figure.value.map(Number::new),
        low: figure.low.map(Number::new),
        high: figure.high.map(Number::new),
        unit: figure.unit.as_deref(),
        comparator: figure.comparator.as_str(),
        direction: figure.direction.map(direction),
        measured: figure.measured.map(|s| s.of(text)),
        time: figure.time.map(Interval::new),
        speaker: figure.speaker.as_deref(),
    }
}

/// The wire form of a time.
pub fn time(time: &Time, place: Place) -> TimeForm<'_> {
    TimeForm {
        start: place.start,
        end: place.end,
        value: &time.value,
        interval: time.interval.map(Interval::new),
        modifier: time.modifier.map(time::Mod::as_str),
    }
}

pub(crate) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "up",
        Direction::Down => "down",
    }
}

pub(crate) fn kind(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Money => "money",
        FigureKind::Count => "count",
        FigureKind::Percent => "percent",
        FigureKind::Ordinal => "ordinal",
        FigureKind::Anniversary => "anniversary",
        FigureKind::Duration => "duration",
        FigureKind::Fraction => "fraction",
        FigureKind::Other => "other",
    }
}
