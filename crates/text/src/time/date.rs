//! A day by its date: "May 25, 2031", "25 May", "2031-05-25", "25.05.2031", "Friday, May 25".
//!
//! A date without a year is read by the tense of its clause; one that two countries read in two ways
//! ("06/01/2031") has no day. Depends on `period` for what a stretch of the calendar is.

use jiff::civil::Date;

use super::is_future;
use super::period::{Grain, Period, small};
use super::relative;
use crate::figure::numeral::{NumeralKind, numeral_at};
use crate::rules::dictionary::Class;
use crate::token::Line;
use crate::words::Case;

/// "May 25, 2031", "25 May 2031", "2031-05-25", "25.05.2031", "Friday, May 25".
pub(super) fn date_at(line: &Line, at: usize, day: Option<Date>) -> Option<Period> {
    let mut from = at;
    if line.is(at, Class::Weekday) {
        let next = at + 1 + usize::from(line.sign(at + 1, ','));
        from = next + usize::from(line.is(next, Class::Determiner));
    }
    if let Some(period) = either_order(line, from).filter(|_| from == at) {
        return Some(period);
    }
    let (mut y, m, d, mut end) = iso(line, from)
        .or_else(|| month_first(line, from))
        .or_else(|| day_first(line, from))
        .or_else(|| dotted(line, from))?;
    if let Some((near, to)) = relative::year_behind(line, end, day).filter(|_| y.is_none()) {
        (y, end) = (Some(near), to);
    }
    let date = match y {
        Some(y) => Date::new(y, m, d).ok(),
        None => day.and_then(|day| nearest_day(line, at, day, (m, d))),
    };
    (date.is_some() || y.is_none()).then_some(())?;
    let value = date.map_or_else(|| format!("XXXX-{m:02}-{d:02}"), |d| d.to_string());
    let mut period = Period::new(at, end, value, date.map(|d| (d, d)), Grain::Day);
    super::clock::add_time(line, &mut period);
    Some(period)
}

type Parts = (Option<i16>, i8, i8, usize);

fn iso(line: &Line, at: usize) -> Option<Parts> {
    let y = small(line, at, 4).filter(|_| line.word(at).len() == 4)?;
    let parted = |i: usize| line.get(i).is_some_and(|t| t.hyphen);
    let (m, d, end) = if parted(at + 1) && parted(at + 2) {
        (small(line, at + 1, 2)?, small(line, at + 2, 2)?, at + 3)
    } else if line.sign(at + 1, '/') && line.sign(at + 3, '/') {
        (small(line, at + 2, 2)?, small(line, at + 4, 2)?, at + 5)
    } else {
        return None;
    };
    Some((Some(y), i8::try_from(m).ok()?, i8::try_from(d).ok()?, end)).filter(valid)
}

fn valid(parts: &Parts) -> bool {
    (1..=12).contains(&parts.1) && (1..=31).contains(&parts.2)
}

/// The month at `at`: with a capital where the language writes one.
pub(super) fn named_month(line: &Line, at: usize) -> Option<i8> {
    let capital =
        line.get(at)?.case != Case::Lower || line.get(at)?.span.of(line.text).chars().next()? > '\u{7f}';
    let plain = !matches!(line.word(at), "may" | "march" | "mar" | "sep" | "dec" | "jan");
    (line.is(at, Class::Month) && (capital || plain)).then(|| line.sense(at).month)
}

pub(super) fn day_number(line: &Line, at: usize) -> Option<(i8, usize)> {
    let d = i8::try_from(small(line, at, 2)?).ok().filter(|d| (1..=31).contains(d))?;
    let ending = line.get(at + 1).is_some_and(|t| t.glued && !t.hyphen)
        && matches!(line.word(at + 1), "st" | "nd" | "rd" | "th" | "-го" | "er");
    Some((d, at + 1 + usize::from(ending)))
}

/// A printed year behind a date, after a comma or "of".
pub(super) fn year_behind(line: &Line, at: usize) -> Option<(i16, usize)> {
    let skip = usize::from(line.sign(at, ',') || line.is(at, Class::Of) && line.word(at) == "of");
    let y =
        small(line, at + skip, 4).filter(|y| line.word(at + skip).len() == 4 && (1000..2300).contains(y))?;
    Some((y, at + skip + 1))
}

fn month_first(line: &Line, at: usize) -> Option<Parts> {
    let m = named_month(line, at)?;
    let next = at + 1 + usize::from(line.sign(at + 1, '.'));
    let the = usize::from(line.is(next, Class::Determiner));
    let (d, end) = day_number(line, next + the)?;
    // "May 25 tents" counts tents only when a plural follows in small letters.
    match year_behind(line, end) {
        Some((y, end)) => Some((Some(y), m, d, end)),
        None => Some((None, m, d, end)),
    }
}

fn day_first(line: &Line, at: usize) -> Option<Parts> {
    let (d, mut next) = match day_number(line, at) {
        Some(found) => found,
        None => {
            let n = numeral_at(line, at).filter(|n| n.kind == NumeralKind::Ordinal && n.value <= 31.0)?;
            line.is(n.end, Class::Of).then_some(())?;
            (n.value as i8, n.end)
        }
    };
    next += usize::from(line.sign(next, '.'));
    next += usize::from(line.is(next, Class::Of));
    let m = named_month(line, next)?;
    let after = next + 1 + usize::from(line.sign(next + 1, '.') && line.digits(next + 2));
    match year_behind(line, after) {
        Some((y, end)) => Some((Some(y), m, d, end)),
        None => Some((None, m, d, next + 1)),
    }
}

/// 25.05.2031; 13/8/2031, 7/8/07 (month first where English is written).
fn dotted(line: &Line, at: usize) -> Option<Parts> {
    let word = line.word(at);
    if line.digits(at) && word.matches('.').count() == 2 {
        let mut parts = word.split('.');
        let (d, m, y) = (parts.next()?, parts.next()?, parts.next()?);
        let fits = d.len() <= 2 && m.len() <= 2 && y.len() == 4;
        let found = (Some(y.parse().ok()?), m.parse().ok()?, d.parse().ok()?, at + 1);
        return Some(found).filter(|p| fits && valid(p));
    }
    let (a, b) = (small(line, at, 2)?, small(line, at + 2, 2)?);
    let slashed = line.sign(at + 1, '/') && line.sign(at + 3, '/');
    slashed.then_some(())?;
    let y = small(line, at + 4, 4).filter(|_| matches!(line.word(at + 4).len(), 2 | 4))?;
    let y = if y < 50 {
        y + 2000
    } else if y < 100 {
        y + 1900
    } else {
        y
    };
    let (m, d) = if line.dictionary.decimal_comma || a > 12 { (b, a) } else { (a, b) };
    Some((Some(y), i8::try_from(m).ok()?, i8::try_from(d).ok()?, at + 5)).filter(valid)
}

/// "06/01/2031" is June in one country that writes English and January in another: its day is not known.
fn either_order(line: &Line, at: usize) -> Option<Period> {
    let (a, b) = (small(line, at, 2)?, small(line, at + 2, 2)?);
    let doubtful = (1..=12).contains(&a) && (1..=12).contains(&b) && a != b && !line.dictionary.decimal_comma;
    let slashed = line.sign(at + 1, '/') && line.sign(at + 3, '/');
    let y = small(line, at + 4, 4).filter(|_| line.word(at + 4).len() == 4 && doubtful && slashed)?;
    Some(Period::new(at, at + 5, format!("{y:04}-XX-XX"), None, Grain::Day))
}

/// The day of a month in the year that the tense asks for.
pub(super) fn nearest_day(line: &Line, at: usize, day: Date, (m, d): (i8, i8)) -> Option<Date> {
    let this = Date::new(day.year(), m, d).ok();
    let future = is_future(line, at);
    let year = match this {
        Some(date) if future && date < day => day.year() + 1,
        // A day soon to come is named without a year in any tense.
        Some(date) if !future && date > day && (date - day).get_days() > 60 => day.year() - 1,
        _ => day.year(),
    };
    Date::new(year, m, d).ok()
}
