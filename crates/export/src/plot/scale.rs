//! From days and numbers to places on a drawing.

use variorum_text::series::Point;

/// By what the figures of one drawing stand in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// Their own periods: all of them have one.
    Period,
    /// The days on which they were said.
    Saying,
}

impl By {
    /// What all the points of a series have.
    pub(crate) fn of<'p>(mut points: impl Iterator<Item = &'p Point>) -> By {
        if points.all(|p| p.time.is_some()) { By::Period } else { By::Saying }
    }
}

/// A linear scale.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// The lowest value.
    low: f64,
    /// The highest.
    high: f64,
    /// Where they are drawn.
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale that holds all values with some room; it begins at zero, so that a small change looks small.
    pub(super) fn of_numbers(values: &[f64], from: f64, to: f64) -> Scale {
        let (mut low, mut high) = ends(values);
        low = low.min(0.0);
        high = high.max(0.0);
        let room = 0.1 * (high - low).max(1e-9);
        let room = if high - low < 1e-9 { 0.2 * high.abs().max(1.0) } else { room };
        if low != 0.0 {
            low -= room;
        }
        high += room;
        Scale { low, high, from, to }
    }

    /// A scale of time in years.
    pub(super) fn of_years(values: &[f64], from: f64, to: f64) -> Scale {
        let (low, high) = ends(values);
        let room = (0.06 * (high - low)).max(0.25);
        Scale { low: low - room, high: high + room, from, to }
    }

    /// Where a value is drawn.
    pub(super) fn at(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low).max(1e-12);
        self.from + share.clamp(0.0, 1.0) * (self.to - self.from)
    }

    /// Round values inside, at most seven.
    pub(super) fn ticks(&self, least: f64) -> Vec<f64> {
        let raw = (self.high - self.low) / 5.0;
        let power = 10f64.powf(raw.abs().max(1e-9).log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].iter().map(|m| m * power).find(|s| *s >= raw).unwrap_or(raw);
        let step = step.max(least);
        let first = (self.low / step).ceil();
        (0..7).map(|n| (first + f64::from(n)) * step).take_while(|v| *v <= self.high + 1e-9).collect()
    }
}

fn ends(values: &[f64]) -> (f64, f64) {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if low.is_finite() && high.is_finite() { (low, high) } else { (0.0, 1.0) }
}

/// The year, with its fraction, at which a figure is drawn: the middle of its period, or the day it was said.
pub(crate) fn year(point: &Point, by: By) -> Option<f64> {
    let period = point.time.filter(|_| by == By::Period);
    let ends = period.map(|t| (t.start.or(t.end), t.end.or(t.start)));
    let (start, end) = match ends {
        Some((Some(start), Some(end))) => (start, end),
        _ => (point.day?, point.day?),
    };
    let place = |year: i16, day: i16| f64::from(year) + f64::from(day) / 366.0;
    Some((place(start.year(), start.day_of_year()) + place(end.year(), end.day_of_year())) / 2.0)
}

/// The numbers of a point; what fell by so much lies below zero.
pub(super) fn numbers(point: &Point, is_growth: bool) -> (f64, f64) {
    let low = point.value.or(point.low).or(point.high).unwrap_or(0.0);
    let high = point.value.or(point.high).or(point.low).unwrap_or(0.0);
    let fell = is_growth && point.direction == Some(variorum_text::figure::Direction::Down);
    if fell { (-high, -low) } else { (low, high) }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn ticks_are_round_and_inside() {
        let scale = Scale::of_numbers(&[3e9, 4e9], 200.0, 0.0);
        let ticks = scale.ticks(0.0);
        assert!(ticks.len() > 2 && ticks.len() < 8, "{ticks:?}");
        assert!(ticks.iter().all(|t| (t / 1e8).fract().abs() < 1e-6), "{ticks:?}");
        assert!(scale.at(4e9) < scale.at(3e9) && scale.at(1e12) >= 0.0);
    }
}
