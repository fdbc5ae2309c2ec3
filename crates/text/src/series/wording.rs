//! Figures and corrections in fixed neutral words: "Vera Holt says 300 schools, Jan Lind says about 340
//! schools".

use super::gather::Said;
use super::{Point, Reason, Series};
use crate::figure::{Comparator, Direction, FigureKind};
use crate::reading::Held;

/// A pair of figures in one sentence.
pub(super) fn sentence(reason: Reason, a: &Said, b: &Said, held: &[Held]) -> String {
    let words = |s: &Said| {
        let printed = s.figure.span.of(&held[s.document].reading.document.text);
        printed.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let who = |s: &Said, other: &str| s.figure.speaker.clone().unwrap_or_else(|| other.to_string());
    let source = |s: &Said| held[s.document].reading.document.publisher.clone();
    let day = |s: &Said| s.day.map(|d| format!(" on {d}")).unwrap_or_default();
    match reason {
        Reason::NextSpeaker => {
            format!("{} says {}, {} says {}", who(a, "one speaker"), words(a), who(b, "another"), words(b))
        }
        Reason::SameSpeaker => {
            format!("{} says {}, then {}", who(a, "the speaker"), words(a), words(b))
        }
        Reason::Versions => {
            let (x, y) = (source(a), source(b));
            let same = x == y;
            let x = x.filter(|_| !same).unwrap_or_else(|| "one version".to_string());
            let y = y.filter(|_| !same).unwrap_or_else(|| "another version".to_string());
            format!("{x} has {}, {y} has {}", words(a), words(b))
        }
        Reason::SamePeriod => format!(
            "{} says {}{}, {} says {}{} of the same period",
            who(a, "one page"),
            words(a),
            day(a),
            who(b, "another page"),
            words(b),
            day(b)
        ),
    }
}

/// A figure in words: "more than 3 billion USD", "about 340 schools", "down 12 %" for what fell by so much.
pub fn stated(point: &Point, series: &Series) -> String {
    let place = matches!(series.kind, FigureKind::Ordinal | FigureKind::Anniversary);
    let number = match (point.value, point.low, point.high) {
        (Some(value), _, _) if place => ordinal(value),
        (Some(value), _, _) => scaled(value),
        (None, Some(low), Some(high)) => format!("{} to {}", scaled(low), scaled(high)),
        (None, Some(low), None) => format!("{} and more", scaled(low)),
        (None, None, Some(high)) => format!("up to {}", scaled(high)),
        (None, None, None) => "a number not told".to_string(),
    };
    let before = match point.comparator {
        Comparator::Equal => "",
        Comparator::More => "more than ",
        Comparator::Less => "less than ",
        Comparator::About => "about ",
        Comparator::AtLeast => "at least ",
        Comparator::AtMost => "at most ",
    };
    let way = match point.direction.filter(|_| series.is_growth) {
        Some(Direction::Up) => "up ",
        Some(Direction::Down) => "down ",
        None => "",
    };
    let unit = point.unit.as_ref().map(|u| format!(" {u}")).unwrap_or_default();
    format!("{way}{before}{number}{unit}")
}

/// "1st", "48th".
fn ordinal(value: f64) -> String {
    let number = scaled(value);
    let teen = (11.0..=13.0).contains(&(value % 100.0));
    let ending = match number.chars().next_back() {
        Some('1') if !teen => "st",
        Some('2') if !teen => "nd",
        Some('3') if !teen => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// A number with digits in groups, or with its scale: 16,000; 3 billion.
pub fn scaled(value: f64) -> String {
    for (scale, name) in [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")] {
        if value.abs() >= scale {
            return format!("{} {name}", trimmed(value / scale));
        }
    }
    let whole = trimmed(value);
    let (digits, rest) = whole.split_once('.').map_or((whole.as_str(), None), |(d, r)| (d, Some(r)));
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && c != '-' && (digits.len() - at) % 3 == 0 && !out.ends_with('-') {
            out.push(',');
        }
        out.push(c);
    }
    rest.map_or(out.clone(), |r| format!("{out}.{r}"))
}

/// At most three decimals, without zeros at the end.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}
