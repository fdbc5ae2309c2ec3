//! Which way a figure went: "dropped by over 10 percent", "20 percent growth", "up 40 points".

use super::clause::Clause;
use super::{Direction, Draft, FigureKind};
use crate::rules::dictionary::Class;
use crate::token::{Kind, Line};

/// Most tokens between the word and its figure.
const REACH: usize = 18;

/// The direction that the words around a figure give.
pub(super) fn direction(line: &Line, draft: &Draft, clause: &Clause) -> Option<Direction> {
    match draft.kind {
        FigureKind::Ordinal | FigureKind::Anniversary | FigureKind::Fraction => return None,
        _ => {}
    }
    let way = behind(line, draft).or_else(|| before(line, draft, clause))?;
    // "growth of -2.3 percent" went down; which way "a fall of -2 percent" went is not known.
    match (draft.numeral.value < 0.0, way) {
        (true, Direction::Up) => Some(Direction::Down),
        (true, Direction::Down) => None,
        _ => Some(way),
    }
}

fn of(tag: &str) -> Option<Direction> {
    match tag {
        "up" => Some(Direction::Up),
        "down" => Some(Direction::Down),
        _ => None,
    }
}

/// "a 20 percent increase": the word is what is counted.
fn behind(line: &Line, draft: &Draft) -> Option<Direction> {
    let at = draft.end + usize::from(line.is(draft.end, Class::Between));
    let noun = line.phrase(at, Class::Direction)?.1;
    let counts = matches!(draft.kind, FigureKind::Percent | FigureKind::Money);
    if counts { of(noun) } else { None }
}

/// The nearest word of direction before, with no other figure and no comma between.
fn before(line: &Line, draft: &Draft, clause: &Clause) -> Option<Direction> {
    // "rose to 300", "up from 50": an end of the change, not the change.
    let end =
        draft.first.checked_sub(1).is_some_and(|b| matches!(line.word(b), "to" | "from" | "at" | "до" | "с"));
    if end {
        return None;
    }
    let low = draft.first.saturating_sub(REACH).max(clause.start);
    let loose = matches!(draft.kind, FigureKind::Percent | FigureKind::Money | FigureKind::Duration);
    for at in (low..draft.first).rev() {
        if let Some((to, tag)) = line.phrase(at, Class::Direction) {
            // "gave up 517 yards" moves nothing: a word of grammar must stand next to its figure.
            let near = (to..draft.first).all(|i| {
                line.is(i, Class::Article)
                    || matches!(line.word(i), "by" | "of" | "some" | "another")
                    || line.phrase_before(i + 1, Class::Comparator).is_some()
            });
            let verb = at.checked_sub(1).is_some_and(|b| {
                crate::time::is_past(line, b)
                    && !line.is(b, Class::Present)
                    && !matches!(line.word(b), "was" | "were")
            });
            if line.is(at, Class::Function) && (!near || verb && !loose) {
                continue;
            }
            return if near || loose { of(tag) } else { None };
        }
        let number = line.is(at, Class::Number) && line.sense(at).number > 1.0 || line.digits(at);
        let stop = matches!(line.get(at).map(|t| t.kind), Some(Kind::Sign(',' | ';' | ':' | '(')));
        if stop || number && !is_in_time(line, at) {
            return None;
        }
    }
    None
}

/// A year or a day of the month does not part a verb from its figure.
fn is_in_time(line: &Line, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|b| line.is(b, Class::In) || line.is(b, Class::Month))
        && line.word(at).len() == 4
        || line.is(at, Class::Ordinal)
}
