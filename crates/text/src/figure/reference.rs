//! Figures by reference: "Even more than that." takes up the figure said just before by another.

use super::{Around, Comparator, Figure, bounds};
use crate::rules::dictionary::Class;
use crate::token::Line;

/// Most tokens of a sentence that answers a figure.
const SHORT: usize = 12;

/// The figure by reference that begins at token `at`, and one past it.
pub(super) fn reference_at(line: &Line, at: usize, around: &Around) -> Option<(Figure, usize)> {
    let before = around.before?;
    let (end, sign) = line.phrase(at, Class::Reference)?;
    let value = before.value?;
    if at > SHORT || line.tokens.len() > 2 * SHORT {
        return None;
    }
    let comparator = Comparator::of_sign(sign)?;
    let (low, high) = bounds(comparator, value);
    let mut figure = before.clone();
    figure.span = line.span(at, end);
    (figure.low, figure.high, figure.comparator) = (low, high, comparator);
    figure.direction = None;
    Some((figure, end))
}
