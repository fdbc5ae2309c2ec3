//! On which side of a number the truth lies: "more than", "at least", "or more", "I think".

use super::{Comparator, Draft, FigureKind};
use crate::rules::dictionary::Class;
use crate::token::Line;

/// Most tokens between a hedge and its number.
const HEDGED: usize = 10;

/// Sets the comparator of a draft from the words before and behind it; `floor` is the end of the figure
/// before.
pub(super) fn compare(line: &Line, draft: &mut Draft, floor: usize) {
    if draft.kind == FigureKind::Ordinal || draft.kind == FigureKind::Anniversary {
        return;
    }
    if let Some((first, sign)) = before(line, draft.first, floor) {
        draft.comparator = sign;
        draft.first = if sign == Comparator::Equal { draft.first } else { first };
    }
    if let Some((end, sign)) = behind(line, draft) {
        let bound = draft.comparator == Comparator::About && sign != Comparator::About;
        if draft.comparator == Comparator::Equal || bound {
            draft.comparator = sign;
        }
        draft.end = draft.end.max(end);
    }
    if draft.comparator == Comparator::Equal
        && !draft.timed
        && draft.kind != FigureKind::Duration
        && hedged(line, draft.first, floor)
    {
        draft.comparator = Comparator::About;
    }
}

/// A phrase before the number, with an article or a currency between.
fn before(line: &Line, first: usize, floor: usize) -> Option<(usize, Comparator)> {
    for skip in 0..=2 {
        let end = first.checked_sub(skip).filter(|e| *e > floor || skip == 0)?;
        let small = |i: usize| {
            line.is(i, Class::Determiner)
                || line.is(i, Class::Article)
                || line.word(i) == "of"
                || line.word(i) == "by"
        };
        if skip > 0 && !small(end) {
            return None;
        }
        if let Some((from, sign)) =
            line.phrase_before(end, Class::Comparator).filter(|(from, _)| *from >= floor)
        {
            if is_adverb(line, from, end, first) {
                continue;
            }
            // "Sign up to 1.5 degrees": there "up" belongs to the verb.
            if sign == Comparator::AtMost.as_str() && from > 0 && line.is(from - 1, Class::Particle) {
                continue;
            }
            // "вырос до 4 миллионов": the end of a change is no bound.
            if sign == Comparator::AtMost.as_str() && line.phrase_before(from, Class::Direction).is_some() {
                continue;
            }
            return Some((from, Comparator::of_sign(sign)?));
        }
        if let Some(sign) = symbol_before(line, end).filter(|_| skip == 0) {
            return Some((sign.0, sign.1));
        }
    }
    None
}

/// "> 300", "~300", "≥ 40".
fn symbol_before(line: &Line, end: usize) -> Option<(usize, Comparator)> {
    let at = end.checked_sub(1)?;
    let sign = |c| line.sign(at, c);
    let equal = line.sign(at, '=');
    let wide = |c| equal && at > 0 && line.sign(at - 1, c);
    Some(match () {
        () if wide('>') => (at - 1, Comparator::AtLeast),
        () if wide('<') => (at - 1, Comparator::AtMost),
        () if sign('>') => (at, Comparator::More),
        () if sign('<') => (at, Comparator::Less),
        () if sign('~') || sign('≈') => (at, Comparator::About),
        () if sign('≥') => (at, Comparator::AtLeast),
        () if sign('≤') => (at, Comparator::AtMost),
        () => return None,
    })
}

/// "over the two years", "under the first treaty", "near the two villages" are places, not bounds.
fn is_adverb(line: &Line, from: usize, end: usize, first: usize) -> bool {
    let lone = end == from + 1;
    let article = end < first;
    lone && article && line.is(from, Class::Function) && !line.is(from, Class::Now)
}

/// "or more", "or so", "+" behind the number or its unit.
fn behind(line: &Line, draft: &Draft) -> Option<(usize, Comparator)> {
    if line.sign(draft.numeral.end, '+') && line.get(draft.numeral.end).is_some_and(|t| t.glued) {
        return Some((draft.numeral.end + 1, Comparator::AtLeast));
    }
    for at in [draft.end, draft.numeral.end] {
        if let Some((end, sign)) = line.phrase(at, Class::After) {
            // "at least" behind a number often belongs to the number that follows.
            let next =
                line.digits(end) || line.is(end, Class::Number) || matches!(line.word(end), "than" | "to");
            if next
                || line.phrase(at, Class::Comparator).is_some()
                    && line.is_word(end)
                    && !line.is(end, Class::Function)
            {
                return None;
            }
            return Some((end, Comparator::of_sign(sign)?));
        }
    }
    None
}

/// True when the speaker does not vouch for the number: "I think we have supplied 100,000".
fn hedged(line: &Line, first: usize, floor: usize) -> bool {
    let from = first.saturating_sub(HEDGED).max(floor);
    (from..first)
        .rev()
        .take_while(|i| !line.sign(*i, ';') && !line.sign(*i, ':'))
        .any(|i| line.phrase(i, Class::Hedge).is_some())
}
