//! The words of figures. What is joined and what is corrected: `tests/cases/series`.

use super::{Point, Series, scaled, stated};
use crate::figure::{Comparator, Direction, FigureKind};

#[test]
fn numbers_read_as_people_write_them() {
    for (value, words) in [
        (16000.0, "16,000"),
        (3e9, "3 billion"),
        (2.5e6, "2.5 million"),
        (300.0, "300"),
        (-1234567.0, "-1.235 million"),
        (-12000.0, "-12,000"),
        (0.5, "0.5"),
    ] {
        assert_eq!(scaled(value), words);
    }
}

fn check(value: Option<f64>, ends: (f64, f64), comparator: Comparator, kind: FigureKind, words: &str) {
    let (low, high) = (Some(ends.0), Some(ends.1));
    let direction = (kind == FigureKind::Percent).then_some(Direction::Down);
    let unit = Some("tents".to_string());
    let (time, day, speaker) = (None, None, None);
    let witnesses = Vec::new();
    let point =
        Point { value, low, high, unit, comparator, direction, time, day, speaker, witnesses, series: 0 };
    let is_growth = direction.is_some();
    let series = Series { name: String::new(), kind, unit: None, is_growth, points: vec![0], doubt: None };
    assert_eq!(stated(&point, &series), words);
}

#[test]
fn the_comparator_is_said() {
    check(Some(3e9), (0.0, 0.0), Comparator::More, FigureKind::Count, "more than 3 billion tents");
    check(Some(10.0), (0.0, 0.0), Comparator::About, FigureKind::Percent, "down about 10 tents");
    check(None, (300.0, 340.0), Comparator::Equal, FigureKind::Count, "300 to 340 tents");
    check(Some(22.0), (0.0, 0.0), Comparator::Equal, FigureKind::Ordinal, "22nd tents");
}
