//! Numbers as two versions of a sentence are compared by them: in words and digits, with their sign.
//!
//! `more than 2.5 million dollars` is one figure over five words: 2 500 000 USD, comparator `>`.
//! "three hundred" and "300" are the same number. Dates count by their parts ("May 25": month 5 and
//! the number 25). What is counted and when is not known here. Depends on `words` and the number
//! words of `wording.toml`.

mod dress;
mod number;

pub(crate) use dress::is_amount_sign;

use std::ops::Range;

use crate::rules::Rules;
use crate::words::Word;

/// What kind of number stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureKind {
    /// A count or an amount.
    Count,
    /// A place in a row ("first", "25th").
    Ordinal,
    /// A month or a day of the week by its name.
    Calendar,
    /// A time of day ("8:30"), in minutes.
    Clock,
    /// A scale alone ("millions").
    Vague,
    /// A share ("two thirds", "half of").
    Part,
    /// So many times as much, or as often ("twice", "three times", "doubled").
    Factor,
}

/// One figure in a list of words.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The words of the figure, comparator and unit included.
    pub words: Range<usize>,
    /// The words of the number alone.
    pub number: Range<usize>,
    /// The number.
    pub value: f64,
    /// Its kind.
    pub kind: FigureKind,
    /// The unit of `wording.toml` (`%`, an ISO 4217 code, "year"), "am" or "pm" of a time of day, or nothing.
    pub unit: Option<String>,
    /// `>`, `<`, `>=`, `<=`, `~`, or `=` when nothing is said.
    pub comparator: String,
    /// True for a lone "one", which is a pronoun as often as a number.
    pub weak: bool,
}

/// The figures of a list of words, in order; they do not overlap.
pub fn figures(words: &[Word], rules: &Rules) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match number::number_at(words, at, &rules.wording) {
            Some(number) => {
                let floor = out.last().map_or(0, |f| f.words.end);
                at = number.end;
                let figure = dress::dress(words, &number, floor, rules);
                at = at.max(figure.words.end);
                out.push(figure);
            }
            None => at += 1,
        }
    }
    out
}

impl Figure {
    /// True when two figures tell one amount: "half" and "50 percent", "two weeks" and "14 days". A unit
    /// that only one of them gives is no other amount.
    pub fn tells_amount_of(&self, other: &Figure) -> bool {
        let near = |x: f64, y: f64| (x - y).abs() <= 1e-9 * x.abs().max(1.0);
        if self.is_share_beside(other) {
            return near(self.hundredths(), other.hundredths());
        }
        match (self.unit.as_deref(), other.unit.as_deref()) {
            (Some(p), Some(q)) if p != q => match (length(p), length(q)) {
                (Some(x), Some(y)) if x.1 == y.1 => near(self.value * x.0, other.value * y.0),
                _ => false,
            },
            // "8:30 p.m." and "20:30".
            (Some("pm"), None) | (None, Some("pm")) if self.kind == FigureKind::Clock => {
                near(self.value, other.value) || near((self.value - other.value).abs(), 720.0)
            }
            _ => near(self.value, other.value),
        }
    }

    /// True when the two can be set against each other.
    pub fn is_comparable_to(&self, other: &Figure) -> bool {
        self.kind == other.kind || self.is_share_beside(other)
    }

    fn is_share_beside(&self, other: &Figure) -> bool {
        let percent = |f: &Figure| f.kind == FigureKind::Count && f.unit.as_deref() == Some("%");
        self.kind == FigureKind::Part && percent(other) || other.kind == FigureKind::Part && percent(self)
    }

    fn hundredths(&self) -> f64 {
        if self.kind == FigureKind::Part { self.value * 100.0 } else { self.value }
    }
}

/// How long a unit of time is, in hours or in months; hours and months do not measure each other.
fn length(unit: &str) -> Option<(f64, char)> {
    Some(match unit {
        "minute" => (1.0 / 60.0, 'h'),
        "hour" => (1.0, 'h'),
        "day" => (24.0, 'h'),
        "week" => (168.0, 'h'),
        "month" => (1.0, 'm'),
        "year" => (12.0, 'm'),
        "decade" => (120.0, 'm'),
        "century" => (1200.0, 'm'),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::words::words;

    fn read(text: &str) -> Vec<(f64, String, Option<String>)> {
        let (found, _) = words(text, Span::new(0, text.len()), &[]);
        figures(&found, Rules::builtin()).into_iter().map(|f| (f.value, f.comparator, f.unit)).collect()
    }

    #[test]
    fn words_and_digits_are_one_number() {
        for (text, value) in [
            ("three hundred", 300.0),
            ("300", 300.0),
            ("two hundred and fifty thousand", 250_000.0),
            ("twenty-five", 25.0),
            ("a hundred", 100.0),
            ("1,200", 1200.0),
            ("4.5 million", 4_500_000.0),
            ("threescore and ten", 70.0),
            ("fifty and two", 52.0),
            ("two thousand and eight hundred [and] eighteen", 2818.0),
            ("the 25th", 25.0),
            ("the twelfth", 12.0),
            ("1.5bn", 1.5e9),
        ] {
            assert_eq!(read(text).first().map(|f| f.0), Some(value), "{text}");
        }
    }

    #[test]
    fn comparator_and_unit_belong_to_the_figure() {
        let usd = Some("USD".to_string());
        assert_eq!(read("more than $2.5 million"), [(2_500_000.0, ">".into(), usd.clone())]);
        assert_eq!(read("nearly 16 per cent"), [(16.0, "<".into(), Some("%".into()))]);
        assert_eq!(read("no less than 40 dollars"), [(40.0, ">=".into(), usd)]);
        assert_eq!(
            read("about 300 schools and 5%"),
            [(300.0, "~".into(), None), (5.0, "=".into(), Some("%".into()))]
        );
    }

    #[test]
    fn a_verb_is_no_month() {
        assert!(read("We may go. They march on.").is_empty());
        assert_eq!(read("on May 25").len(), 2);
    }

    #[test]
    fn two_numbers_in_a_row_stay_two() {
        assert_eq!(read("five six").iter().map(|f| f.0).collect::<Vec<_>>(), [5.0, 6.0]);
        assert_eq!(read("ten, twenty").len(), 2);
    }
}
