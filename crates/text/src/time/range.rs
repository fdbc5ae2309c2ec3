//! Some days of one month or of two: "September 15-17", "15 to 17 September 2031", "29 May - 2 June".
//!
//! Two days joined by "and" are a stretch where one follows the other. Depends on `date` and `bound`.

use jiff::civil::Date;

use super::bound::{in_year_of, stretch};
use super::date::{date_at, day_number, named_month, nearest_day, year_behind};
use super::period::{Grain, Period};
use super::{Found, TimeKind, relative};
use crate::rules::dictionary::Class;
use crate::token::Line;
use crate::words::Case;

/// The stretch of days that begins at token `at`.
pub(super) fn days_at(line: &Line, at: usize, day: Option<Date>) -> Option<Found> {
    let from = at + usize::from(line.is(at, Class::From));
    let month = named_month(line, from).map(|m| (m, from + 1 + usize::from(line.sign(from + 1, '.'))));
    let days = match month {
        Some((m, next)) => month_first(line, next).map(|(d, e, end)| (m, d, e, end)),
        None => days_first(line, from),
    };
    let Some((m, first, last, end)) = days else { return two_months(line, (at, from), day) };
    let told = year_behind(line, end).or_else(|| relative::year_behind(line, end, day));
    let end = told.map_or(end, |t| t.1);
    let start = match told {
        Some((y, _)) => Date::new(y, m, first).ok()?,
        None => nearest_day(line, at, day?, (m, first))?,
    };
    let stop = Date::new(start.year(), m, last).ok()?;
    made(at, &whole(at, end, start), &whole(at, end, stop))
}

fn whole(at: usize, end: usize, date: Date) -> Period {
    Period::new(at, end, date.to_string(), Some((date, date)), Grain::Day)
}

/// A stretch of days is when something is, not how long.
fn made(at: usize, a: &Period, b: &Period) -> Option<Found> {
    let mut found = stretch(at, a, b)?;
    found.time.kind = TimeKind::Date;
    if let Some((start, end)) = found.time.interval.and_then(|i| i.start.zip(i.end)) {
        found.time.value = format!("{start}/{end}");
    }
    Some(found)
}

/// "(September) 15-17": nothing that is counted stands behind.
fn month_first(line: &Line, at: usize) -> Option<(i8, i8, usize)> {
    let (first, last, end) = pair(line, at)?;
    let counted = line.get(end).is_some_and(|t| t.case == Case::Lower && !line.digits(end))
        && line.is_word(end)
        && !line.is(end, Class::Function)
        && line.phrase(end, Class::Last).or_else(|| line.phrase(end, Class::Next)).is_none();
    let money = line.sign(end, '%') || line.sign(end, '$');
    (!counted && !money).then_some((first, last, end))
}

/// "15-17 (of) September".
fn days_first(line: &Line, at: usize) -> Option<(i8, i8, i8, usize)> {
    let (first, last, end) = pair(line, at)?;
    let next = end + usize::from(line.sign(end, '.'));
    let next = next + usize::from(line.is(next, Class::Of));
    Some((named_month(line, next)?, first, last, next + 1))
}

/// Two days of a month, the later one behind a dash, "to" or "and", and one past them.
fn pair(line: &Line, at: usize) -> Option<(i8, i8, usize)> {
    let (first, end) = day_number(line, at)?;
    let next = joined(line, end)?;
    let (last, to) = day_number(line, next)?;
    let both = line.is(end, Class::And) && !line.is(end, Class::To);
    let rises = if both { last == first + 1 } else { last > first };
    // "15-17-20" and "2031-09-15" are no days of a month.
    let alone = !line.get(at).is_some_and(|t| t.hyphen) && !line.get(to).is_some_and(|t| t.hyphen);
    (rises && alone).then_some((first, last, to))
}

/// One past a dash or a word that joins the ends of a stretch.
fn joined(line: &Line, at: usize) -> Option<usize> {
    match () {
        () if line.get(at)?.hyphen => Some(at),
        () if line.sign(at, '–') || line.sign(at, '-') || line.sign(at, '—') => Some(at + 1),
        () if line.is(at, Class::To) || line.is(at, Class::And) => Some(at + 1),
        () => None,
    }
}

/// "29 May - 2 June", "from May 29 to June 2" is in `bound`.
fn two_months(line: &Line, (at, from): (usize, usize), day: Option<Date>) -> Option<Found> {
    let a = date_at(line, from, day).filter(|a| a.grain == Grain::Day)?;
    if line.is(a.end, Class::And) {
        return None;
    }
    let b = date_at(line, joined(line, a.end)?, day).filter(|b| b.grain == Grain::Day)?;
    made(at, &in_year_of(line, a, &b), &b)
}
