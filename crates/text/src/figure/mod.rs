//! Figures in statements: what number is said, of what, since when, on which side of it the truth lies.
//!
//! ```text
//! Our trade turnover already exceeds $3 billion.   (said by Vera Holt on 4 March 2031)
//! ```
//! holds one figure: 3 000 000 000 USD, comparator `>`, of "trade turnover", on the day of the meeting.
//! A figure is an interval as its words give it: "more than 300" has a low end and no high one. What is
//! no figure ("first of all", "F-16", dates, numbering) is left out by `traps`. Numbers as versions are
//! compared by them are another matter: see `compared`. Depends on `token` and `time`; the words are
//! data (`figures.toml`).

mod clause;
mod comparator;
pub mod compared;
mod direction;
mod noun;
pub mod numeral;
mod range;
mod reference;
mod traps;
mod unit;

use jiff::civil::Date;

use crate::rules::dictionary::Class;
use crate::span::Span;
use crate::time::{Found, Interval};
use crate::token::Line;
pub(crate) use noun::sentence_subject;
use numeral::{Numeral, NumeralKind};

/// What kind of figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureKind {
    /// An amount of money.
    Money,
    /// So many of something.
    Count,
    /// A percentage.
    Percent,
    /// A place in a row.
    Ordinal,
    /// So many years since an event.
    Anniversary,
    /// A length of time.
    Duration,
    /// A share ("two thirds").
    Fraction,
    /// A number of nothing that is named.
    Other,
}

/// On which side of the number the truth lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparator {
    /// "300", "exactly 300".
    Equal,
    /// "more than 300".
    More,
    /// "less than 300".
    Less,
    /// "about 300", and a number with a hedge ("I think").
    About,
    /// "at least 300".
    AtLeast,
    /// "up to 300".
    AtMost,
}

impl Comparator {
    /// The sign of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Comparator::Equal => "=",
            Comparator::More => ">",
            Comparator::Less => "<",
            Comparator::About => "~",
            Comparator::AtLeast => ">=",
            Comparator::AtMost => "<=",
        }
    }

    fn of_sign(sign: &str) -> Option<Comparator> {
        Some(match sign {
            "=" => Comparator::Equal,
            ">" => Comparator::More,
            "<" => Comparator::Less,
            "~" => Comparator::About,
            ">=" => Comparator::AtLeast,
            "<=" => Comparator::AtMost,
            _ => return None,
        })
    }
}

/// Which way it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Grew.
    Up,
    /// Fell.
    Down,
}

/// One figure in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Where it stands, comparator and unit included.
    pub span: Span,
    /// Its kind.
    pub kind: FigureKind,
    /// The number; `None` for a range and for a magnitude ("tens of thousands").
    pub value: Option<f64>,
    /// The low end, as far as the words give one.
    pub low: Option<f64>,
    /// The high end, as far as the words give one.
    pub high: Option<f64>,
    /// An ISO 4217 code, `%`, a unit of time, else the noun in the plural as spoken.
    pub unit: Option<String>,
    /// On which side the truth lies.
    pub comparator: Comparator,
    /// Which way it went.
    pub direction: Option<Direction>,
    /// The noun phrase that is measured.
    pub measured: Option<Span>,
    /// When it holds.
    pub time: Option<Interval>,
    /// Index (from zero) of its turn; `None` for narration.
    pub turn: Option<usize>,
    /// Who says it; `None` for narration and where nobody certain speaks.
    pub speaker: Option<String>,
}

/// What is known around a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Around<'a> {
    /// The day it was said.
    pub(crate) day: Option<Date>,
    /// The last figure said by another speaker just before.
    pub(crate) before: Option<&'a Figure>,
    /// What the sentence before spoke of, for "it".
    pub(crate) subject: Option<Span>,
}

/// The figures of one sentence, in order; they do not overlap. `times` are its times.
pub(crate) fn figures(line: &Line, times: &[Found], around: &Around) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    let mut floor = 0;
    let mut at = 0;
    // Where the second border of a figure would begin ("more than 100 and | less than 300").
    let (mut joined, mut either) = (None, None);
    let mut clock = times.iter().peekable();
    while at < line.tokens.len() {
        while clock.peek().is_some_and(|t| t.end <= at) {
            clock.next();
        }
        let inside = clock.peek().copied().filter(|t| t.first <= at);
        if let Some(time) = inside.filter(|t| !t.counts) {
            at = time.end;
            floor = at;
            continue;
        }
        if let Some((figure, end)) = reference::reference_at(line, at, around) {
            out.push(figure);
            at = end;
            floor = end;
            continue;
        }
        let limit = inside.map_or_else(|| clock.peek().map_or(usize::MAX, |t| t.first), |t| t.end);
        let Some(numeral) = numeral_here(line, at, limit) else {
            at += 1;
            continue;
        };
        at = numeral.end.max(at + 1);
        let place = inside.is_some() && numeral.kind == NumeralKind::Ordinal;
        if place || traps::is_trap(line, &numeral) {
            floor = at;
            continue;
        }
        let mut draft = draft(line, &numeral, floor, inside.is_some());
        if let Some(end) = range::widen(line, &mut draft) {
            at = end;
        }
        at = at.max(draft.end);
        floor = at;
        let opened = draft.first;
        let figure = finish(line, draft, times, inside, around);
        // "four or five months": the unit is said once.
        if let Some(last) = out.last_mut().filter(|l| either == Some(opened) && l.unit.is_none()) {
            (last.unit, last.kind) = (figure.unit.clone(), figure.kind);
        }
        let last = out.last_mut().filter(|_| joined == Some(opened));
        if !last.is_some_and(|last| range::close(last, &figure)) {
            out.push(figure);
        }
        joined = (line.is(at, Class::And) || line.word(at) == "but").then_some(at + 1);
        either = (line.word(at) == "or").then_some(at + 1);
    }
    out
}

/// The number that begins at a token that may begin one.
fn numeral_here(line: &Line, at: usize, limit: usize) -> Option<Numeral> {
    let token = line.get(at)?;
    let begins = match token.kind {
        crate::token::Kind::Sign(c) => matches!(c, '-' | '−') || numeral::part_of(c).is_some(),
        _ => line.digits(at) || token.id != 0 && line.sense(at).counts(),
    };
    if !begins {
        return None;
    }
    numeral::numeral_at(line, at).filter(|n| n.end <= limit)
}

/// A figure that is being put together.
#[derive(Clone, Debug)]
struct Draft {
    numeral: Numeral,
    /// First token, comparator and currency included.
    first: usize,
    /// One past the last token.
    end: usize,
    kind: FigureKind,
    unit: Option<String>,
    comparator: Comparator,
    /// The tokens of the counted noun phrase.
    phrase: Option<(usize, usize)>,
    /// Both ends of a range.
    ends: Option<(f64, f64)>,
    /// True inside a time expression.
    timed: bool,
}

fn draft(line: &Line, numeral: &Numeral, floor: usize, timed: bool) -> Draft {
    let measure = unit::unit_of(line, numeral);
    let mut draft = Draft {
        numeral: Numeral { value: measure.value, ..*numeral },
        first: measure.first,
        end: measure.end,
        kind: measure.kind,
        unit: measure.unit,
        comparator: Comparator::Equal,
        phrase: measure.phrase,
        ends: None,
        timed,
    };
    comparator::compare(line, &mut draft, floor);
    draft
}

fn finish(line: &Line, draft: Draft, times: &[Found], inside: Option<&Found>, around: &Around) -> Figure {
    let clause = clause::Clause::around(line, draft.first, draft.end);
    let direction = direction::direction(line, &draft, &clause);
    let measured = noun::measured(line, &draft, &clause, (times, around));
    let time = clause::time_of(line, &draft, &clause, direction, (times, inside), around.day);
    let (value, low, high) = ends(&draft);
    Figure {
        span: line.span(draft.first, draft.end),
        kind: draft.kind,
        value,
        low,
        high,
        unit: draft.unit,
        comparator: draft.comparator,
        direction,
        measured,
        time,
        turn: None,
        speaker: None,
    }
}

/// The number and the interval that the words give.
fn ends(draft: &Draft) -> (Option<f64>, Option<f64>, Option<f64>) {
    let value = draft.numeral.value;
    if let Some((low, high)) = draft.ends {
        return (None, Some(low), Some(high));
    }
    if draft.numeral.kind == NumeralKind::Magnitude {
        return (None, Some(value), Some(value * 10.0));
    }
    let (low, high) = bounds(draft.comparator, value);
    (Some(value), low, high)
}

/// The interval of a number under a comparator.
pub fn bounds(comparator: Comparator, value: f64) -> (Option<f64>, Option<f64>) {
    match comparator {
        Comparator::Equal => (Some(value), Some(value)),
        Comparator::More | Comparator::AtLeast => (Some(value), None),
        Comparator::Less | Comparator::AtMost => (None, Some(value)),
        Comparator::About => (None, None),
    }
}

#[cfg(test)]
mod tests;
