//! Times in words as intervals: "the past eight months", "late November", "by 2030".
//!
//! ```text
//! Trade has grown in the first six months of the year.   (said on 20 July 2031)
//! ```
//! holds one time, `2031-H1`, from 1 January to 30 June 2031. Values are those of TIMEX3; both ends of
//! an interval are inclusive; a time without borders ("nowadays") has none. Everything is read against
//! the day of the meeting. Depends on `token` and `figure::numeral`; which figure a time belongs to is
//! known in `figure`.

mod bound;
mod clock;
mod date;
mod duration;
mod named;
mod period;
mod range;
mod relative;

use jiff::civil::Date;

pub use period::Period;

use crate::rules::dictionary::Class;
use crate::span::Span;
use crate::token::{Kind, Line};

/// What kind of time it is, as TIMEX3 has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A day or a longer stretch of the calendar.
    Date,
    /// A time of the day.
    Time,
    /// A length of time.
    Duration,
    /// A time that comes again.
    Set,
}

/// What the words say about the borders, as TIMEX3 has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mod {
    /// "before 2030".
    Before,
    /// "after 2030".
    After,
    /// "by 2030".
    OnOrBefore,
    /// "since 2030".
    OnOrAfter,
    /// "less than".
    LessThan,
    /// "more than".
    MoreThan,
    /// "no more than".
    EqualOrLess,
    /// "at least".
    EqualOrMore,
    /// "early".
    Start,
    /// "middle".
    Mid,
    /// "late".
    End,
    /// "about".
    Approx,
}

impl Mod {
    /// The name of TIMEX3.
    pub fn as_str(self) -> &'static str {
        match self {
            Mod::Before => "BEFORE",
            Mod::After => "AFTER",
            Mod::OnOrBefore => "ON_OR_BEFORE",
            Mod::OnOrAfter => "ON_OR_AFTER",
            Mod::LessThan => "LESS_THAN",
            Mod::MoreThan => "MORE_THAN",
            Mod::EqualOrLess => "EQUAL_OR_LESS",
            Mod::EqualOrMore => "EQUAL_OR_MORE",
            Mod::Start => "START",
            Mod::Mid => "MID",
            Mod::End => "END",
            Mod::Approx => "APPROX",
        }
    }

    /// The mod of a comparator's sign before a length of time.
    fn of_sign(sign: &str) -> Option<Mod> {
        match sign {
            ">" => Some(Mod::MoreThan),
            "<" => Some(Mod::LessThan),
            ">=" => Some(Mod::EqualOrMore),
            "<=" => Some(Mod::EqualOrLess),
            "~" => Some(Mod::Approx),
            _ => None,
        }
    }
}

/// A stretch of days; both ends are inside, `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The first day.
    pub start: Option<Date>,
    /// The last day.
    pub end: Option<Date>,
}

impl Interval {
    /// One day.
    pub fn day(date: Date) -> Interval {
        Interval { start: Some(date), end: Some(date) }
    }
}

/// One time in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Where it stands.
    pub span: Span,
    /// Its kind.
    pub kind: TimeKind,
    /// The value of TIMEX3 ("2031-H1", "P8M", "PRESENT_REF").
    pub value: String,
    /// The days it covers.
    pub interval: Option<Interval>,
    /// What is said about its borders.
    pub modifier: Option<Mod>,
}

impl Time {
    /// True for "now", "nowadays", "these days".
    pub fn is_present(&self) -> bool {
        self.value == "PRESENT_REF"
    }
}

/// A time with its tokens.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) first: usize,
    pub(crate) end: usize,
    pub(crate) time: Time,
    /// True when a number inside is a length that counts as a figure.
    pub(crate) counts: bool,
}

/// The times of one sentence, in order; they do not overlap. `day` is the day it was said.
pub(crate) fn times(line: &Line, day: Option<Date>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < line.tokens.len() {
        let Some(mut found) = time_at(line, at, day) else {
            at += 1;
            continue;
        };
        at = found.end.max(at + 1);
        found.time.span = line.span(found.first, found.end);
        out.push(found);
    }
    out
}

/// The time that begins at token `at`.
fn time_at(line: &Line, at: usize, day: Option<Date>) -> Option<Found> {
    let sense = line.sense(at);
    // "Q3" and "H1" are no words of the tables.
    let token = line.get(at)?;
    let short = token.kind == Kind::Word && token.id == 0 && token.span.len() == 2;
    if !(line.digits(at) || sense.times() || short) || is_part_of_name(line, at) {
        return None;
    }
    bound::bound_at(line, at, day)
        .or_else(|| bound::dashed(line, at, day))
        .or_else(|| range::days_at(line, at, day))
        .or_else(|| duration::duration_at(line, at, day))
        .or_else(|| period::period_at(line, at, day).map(Period::found))
        .or_else(|| clock::clock_at(line, at, day))
        .or_else(|| if sense.starts() { named::named_at(line, at, day) } else { None })
}

/// "F-16", "Kh-101": digits glued to a name.
fn is_part_of_name(line: &Line, at: usize) -> bool {
    let Some(token) = line.get(at) else { return false };
    let before = at.checked_sub(1).and_then(|b| line.get(b));
    line.digits(at)
        && token.hyphen
        && before.is_some_and(|b| b.id == 0 || !line.is(at - 1, Class::Part))
        && !line.digits(at - 1)
}

/// Tokens from a time in which its verb is sought.
const NEAR: usize = 24;
/// A verb behind a comma, and one in another clause, count as so many tokens further away.
const BEHIND_COMMA: usize = 3;
const IN_ANOTHER_CLAUSE: usize = 9;

/// True when the clause around `at` speaks of what will be: the nearest finite verb decides, words before
/// weigh as much as words behind.
fn is_future(line: &Line, at: usize) -> bool {
    let back = nearest_verb(line, (at.saturating_sub(NEAR)..at).rev(), 1);
    let ahead = nearest_verb(line, at..(at + NEAR).min(line.tokens.len()), 0);
    let best = match (back, ahead) {
        (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
        (a, b) => a.or(b),
    };
    best.is_some_and(|(_, future)| future)
}

/// How far the first finite verb is, and whether it tells of what will be.
fn nearest_verb(line: &Line, tokens: impl Iterator<Item = usize>, from: usize) -> Option<(usize, bool)> {
    let mut far = from;
    for i in tokens.take_while(|i| !(line.sign(*i, ';') || line.sign(*i, ':'))) {
        let future = line.phrase(i, Class::Future).is_some();
        // "will be delighted", "will be held": the auxiliary tells when.
        let told = i > 0 && line.word(i - 1) == "be"
            || i > 1 && line.word(i - 2) == "be" && line.word(i - 1).ends_with("ly");
        if future || !told && is_past(line, i) {
            return Some((far, future));
        }
        far += 1 + border(line, i);
    }
    None
}

/// What a token that parts clauses adds to the way: "…, and its next meeting", "as we planned".
fn border(line: &Line, i: usize) -> usize {
    let and = line.is(i, Class::And) && (i > 0 && line.sign(i - 1, ',') || line.is(i + 1, Class::Pronoun));
    match () {
        () if line.sign(i, ',') => BEHIND_COMMA,
        () if and || line.is(i, Class::Clause) || line.phrase(i, Class::Aside).is_some() => IN_ANOTHER_CLAUSE,
        () => 0,
    }
}

/// True for a finite verb of the past.
pub(crate) fn is_past(line: &Line, i: usize) -> bool {
    if line.is(i, Class::Past) {
        return true;
    }
    let word = line.word(i);
    let lower = line.get(i).is_some_and(|t| t.id == 0 && t.case == crate::words::Case::Lower);
    lower && word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed")
}
