//! Two ends of one figure: "10 to 20 percent", "between 300 and 340 schools", "5–7 million".

use super::numeral::{NumeralKind, numeral_at};
use super::{Comparator, Draft, Figure, FigureKind, unit};
use crate::rules::dictionary::Class;
use crate::span::Span;
use crate::token::Line;

/// Widens a draft to a range when its other end follows; gives the token after it.
pub(super) fn widen(line: &Line, draft: &mut Draft) -> Option<usize> {
    if draft.numeral.kind != NumeralKind::Cardinal || draft.ends.is_some() {
        return None;
    }
    let opened = draft.first.checked_sub(1).is_some_and(|b| line.is(b, Class::From));
    let word = opened && line.word(draft.first - 1).eq_ignore_ascii_case("between");
    [draft.numeral.end, draft.end].into_iter().find_map(|at| {
        let next = joint(line, at, (opened, word))?;
        let other = numeral_at(line, next).filter(|o| o.kind == NumeralKind::Cardinal)?;
        join(line, draft, &other, opened)
    })
}

/// One past the word or dash between two ends.
fn joint(line: &Line, at: usize, (opened, between): (bool, bool)) -> Option<usize> {
    let next = line.get(at)?;
    if next.hyphen && line.digits(at) {
        return Some(at);
    }
    if line.sign(at, '–') || line.sign(at, '—') || line.sign(at, '-') {
        return line.digits(at + 1).then_some(at + 1);
    }
    let to = matches!(line.word(at), "to" | "through" | "bis" | "à" | "до" | "a");
    let symbol =
        |i: usize| line.dictionary.symbols.iter().any(|(s, _)| s == line.word(i)) && !line.is_word(i);
    let step = |i: usize| i + usize::from(symbol(i));
    (to || opened && between && line.is(at, Class::And)).then(|| step(at + 1))
}

/// Takes the other end up when it lies above and has the same unit or gives it.
fn join(line: &Line, draft: &mut Draft, other: &super::Numeral, opened: bool) -> Option<usize> {
    let measure = unit::unit_of(line, other);
    let mut low = draft.numeral.value;
    let high = other.value;
    // "5 to 7 million": the scale of the second end holds for both.
    if other.scaled && !draft.numeral.scaled && low < 1000.0 && high >= 1000.0 {
        let scale = 10_f64.powf((high.log10() / 3.0).floor() * 3.0);
        low *= scale;
    }
    let same = draft.unit.is_none()
        || measure.unit.is_none()
        || draft.unit == measure.unit
        || draft.kind == FigureKind::Count && draft.end == draft.numeral.end;
    // "rose by 43 to 419 billion" tells a change and a level.
    let led = draft.first.checked_sub(1).is_some_and(|b| matches!(line.word(b), "by"));
    let far = led && high > 2.5 * low;
    let code = far || !opened && line.get(other.end).is_some_and(|t| t.hyphen && line.digits(other.end));
    if low >= high || !same || code {
        return None;
    }
    if measure.unit.is_some() || draft.unit.is_none() {
        draft.unit = measure.unit.or(draft.unit.take());
        draft.kind = measure.kind;
        draft.phrase = measure.phrase;
    }
    draft.ends = Some((low, high));
    draft.numeral.end = other.end;
    draft.end = measure.end;
    if opened && draft.comparator == Comparator::Equal {
        draft.first -= 1;
    }
    Some(draft.end)
}

/// Joins "more than 100" and "less than 300 tents" to one figure with two ends; false when they are two.
pub(super) fn close(first: &mut Figure, second: &Figure) -> bool {
    use Comparator::{AtLeast, AtMost, Less, More};
    let low = |c| matches!(c, More | AtLeast);
    let high = |c| matches!(c, Less | AtMost);
    let (Some(a), Some(b)) = (first.value, second.value) else { return false };
    let unit = first.unit.is_none() || first.unit == second.unit;
    let ends = if low(first.comparator) && high(second.comparator) && a < b {
        (a, b)
    } else if high(first.comparator) && low(second.comparator) && b < a {
        (b, a)
    } else {
        return false;
    };
    if !unit || first.kind != second.kind && first.kind != FigureKind::Other {
        return false;
    }
    let span = Span::new(first.span.start, second.span.end);
    let time = first.time.or(second.time);
    *first = Figure { span, value: None, low: Some(ends.0), high: Some(ends.1), time, ..second.clone() };
    first.comparator = Comparator::Equal;
    true
}
