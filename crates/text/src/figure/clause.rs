//! The clause a figure stands in, and the time that holds for it.
//!
//! The interval stated in the clause; else, for a state in the present, the day of the meeting; else
//! none. A change ("has increased by 16 percent") is no state; an anniversary is none either.

use jiff::civil::Date;

use super::{Direction, Draft, FigureKind};
use crate::rules::dictionary::Class;
use crate::time::{Found, Interval, is_past};
use crate::token::{Kind, Line};

/// Tokens `start..end` of a clause.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Most tokens to one side that are looked at: a sentence of hostile length stays cheap.
const REACH: usize = 60;

impl Clause {
    /// The clause around tokens `first..end`.
    pub(super) fn around(line: &Line, first: usize, end: usize) -> Clause {
        let low = first.saturating_sub(REACH);
        let high = (end + REACH).min(line.tokens.len());
        let start = (low..first).rev().find(|i| parts(line, *i)).map_or(low, |i| i + 1);
        let end = (end..high).find(|i| parts(line, *i)).unwrap_or(high);
        Clause { start, end }
    }
}

/// True where a clause ends: a strong sign, or a comma or word before a clause of its own.
fn parts(line: &Line, at: usize) -> bool {
    match line.get(at).map(|t| t.kind) {
        Some(Kind::Sign(';' | ':' | '!' | '?' | '(' | ')')) => true,
        Some(Kind::Sign('.')) => line.get(at + 1).is_some_and(|t| !t.glued),
        Some(Kind::Sign(',')) => opens_clause(line, at + 1),
        Some(Kind::Word) => {
            // "because last year it dropped": the word itself parts.
            line.is(at, Class::Clause)
                && !line.is(at, Class::Base)
                && !line.is(at, Class::AfterTime)
                && !line.is(at, Class::Before)
                && !line.is(at, Class::Since)
                && at > 0
                || line.is(at, Class::And) && at > 0 && (line.sign(at + 1, ',') || has_own_verb(line, at))
        }
        _ => false,
    }
}

/// "and 140,000 children study there": a subject of its own stands behind "and".
fn has_own_verb(line: &Line, and: usize) -> bool {
    let next = and + 1;
    let counted =
        line.digits(next) || line.phrase(next, Class::Comparator).is_some() || line.is(next, Class::Number);
    let pronoun = line.is(next, Class::Pronoun);
    pronoun
        || counted
            && (next..(next + 12).min(line.tokens.len()))
                .take_while(|i| line.is_word(*i) || line.digits(*i))
                .any(|i| line.is(i, Class::Present) || line.is(i, Class::Future) || is_past(line, i))
}

fn opens_clause(line: &Line, at: usize) -> bool {
    line.is(at, Class::Clause)
        || line.word(at) == "as"
        || line.is(at, Class::And)
            && (has_own_verb(line, at) || line.is(at + 1, Class::Perfect) || is_past(line, at + 1))
}

/// The time that holds for a figure.
pub(super) fn time_of(
    line: &Line,
    draft: &Draft,
    clause: &Clause,
    direction: Option<Direction>,
    (times, inside): (&[Found], Option<&Found>),
    day: Option<Date>,
) -> Option<Interval> {
    if let Some(interval) = inside.and_then(|t| t.time.interval) {
        return Some(interval);
    }
    let here = |t: &&Found| t.first >= clause.start && t.end <= clause.end;
    let (mut before, mut behind, mut present) = (None, None, false);
    for time in nearby(times, clause).iter().filter(here) {
        present |= time.time.is_present();
        let Some(interval) = time.time.interval.filter(|_| !is_base(line, time.first)) else { continue };
        if time.end <= draft.first {
            before = Some(interval);
        } else if time.first >= draft.end && behind.is_none() {
            behind = Some(interval);
        }
    }
    if let Some(interval) = before.or(behind) {
        return Some(interval);
    }
    let state =
        present || draft.kind != FigureKind::Anniversary && is_present_state(line, draft, clause, direction);
    day.filter(|_| state).map(Interval::day)
}

/// The times that touch a clause; `times` is in order.
fn nearby<'f>(times: &'f [Found], clause: &Clause) -> &'f [Found] {
    let from = times.partition_point(|t| t.end <= clause.start);
    let to = times.partition_point(|t| t.first < clause.end);
    times.get(from..to.max(from)).unwrap_or(&[])
}

/// "20 percent over last year": the base of a comparison.
fn is_base(line: &Line, first: usize) -> bool {
    first > 0 && line.phrase_before(first, Class::Base).is_some()
}

/// True when the clause tells how things stand on the day.
fn is_present_state(line: &Line, draft: &Draft, clause: &Clause, direction: Option<Direction>) -> bool {
    let mut now = false;
    let mut present = false;
    let mut perfect = false;
    for at in clause.start..clause.end.min(line.tokens.len()) {
        let inside = (draft.first..draft.end).contains(&at);
        now |= line.is(at, Class::Now);
        if inside {
            continue;
        }
        let has = line.is(at, Class::Perfect) || line.phrase(at, Class::Perfect).is_some();
        let participle = at > clause.start && near_perfect(line, at, clause.start);
        perfect |= has && (at + 1..at + 4).any(|i| is_past(line, i) || line.word(i) == "been");
        if line.phrase(at, Class::Future).is_some()
            || is_past(line, at) && !participle && !passive(line, at, clause.start)
        {
            return false;
        }
        present |= line.is(at, Class::Present);
    }
    let change = direction.is_some() && draft.kind == FigureKind::Percent;
    if change && !now {
        return false;
    }
    // Without any verb of another tense a statement is one of the present.
    now || present || perfect || clause.end - clause.start > draft.end - draft.first + 2
}

/// True for the participle of "has grown", "have already supplied".
fn near_perfect(line: &Line, at: usize, start: usize) -> bool {
    (at.saturating_sub(3).max(start)..at)
        .any(|i| line.is(i, Class::Perfect) || line.phrase(i, Class::Perfect).is_some())
}

/// True for the participle of "is taught", "are being built", and of "schools built there".
fn passive(line: &Line, at: usize, start: usize) -> bool {
    (at.saturating_sub(3).max(start)..at).any(|i| line.is(i, Class::Present))
}
