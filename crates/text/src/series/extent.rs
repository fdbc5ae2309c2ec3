//! A figure as an interval with the slack that spoken numbers have.
//!
//! "300" is 294 to 306, "about 340" is 330 to 350, "more than 16" begins a little below 16, so that an
//! echo which drops the "more than" goes with it.

use crate::figure::{Comparator, Direction, Figure};

/// The low and the high end; infinite where open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    low: f64,
    high: f64,
}

impl Extent {
    /// The interval of a figure; what fell by so much lies below zero.
    pub(super) fn of(figure: &Figure, is_growth: bool) -> Extent {
        let (low, high) = (figure.low.unwrap_or(f64::NEG_INFINITY), figure.high.unwrap_or(f64::INFINITY));
        let found = match figure.value {
            // "Thousands of places" may be 80,000.
            None if figure.high == figure.low.map(|l| l * 10.0) => Extent { low, high: f64::INFINITY },
            None => Extent { low, high },
            Some(value) => {
                let exact = (0.02 * value.abs()).min(0.5 * last_digit(value));
                let about = (0.1 * value.abs()).min(last_digit(value));
                match figure.comparator {
                    Comparator::Equal => Extent { low: value - exact, high: value + exact },
                    Comparator::About => Extent { low: value - about, high: value + about },
                    Comparator::More | Comparator::AtLeast => {
                        Extent { low: value - exact, high: f64::INFINITY }
                    }
                    Comparator::Less | Comparator::AtMost => {
                        Extent { low: f64::NEG_INFINITY, high: value + exact }
                    }
                }
            }
        };
        match figure.direction {
            Some(Direction::Down) if is_growth => Extent { low: -found.high, high: -found.low },
            _ => found,
        }
    }

    /// True when one number can be meant by both.
    pub(super) fn meets(self, other: Extent) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// The worth of the last digit that is no zero: 10 of 340, 0.1 of 2.5.
fn last_digit(value: f64) -> f64 {
    let mut unit = 10f64.powi(15);
    while unit > 1e-6 {
        let steps = value / unit;
        if steps.abs() >= 1.0 && (steps - steps.round()).abs() < 1e-6 {
            return unit;
        }
        unit /= 10.0;
    }
    unit
}

#[cfg(test)]
mod tests {
    use super::last_digit;

    #[test]
    fn the_last_digit_that_counts_is_found() {
        for (value, unit) in [(340.0, 10.0), (300.0, 100.0), (16.0, 1.0), (4e9, 1e9), (2.5, 0.1), (0.0, 1e-6)]
        {
            assert!((last_digit(value) / unit - 1.0).abs() < 0.01 || value == 0.0, "{value}");
        }
    }
}
