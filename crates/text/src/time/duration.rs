//! Lengths of time: "over two years", "the past eight months", "less than three months ago", "annual".
//!
//! A length that hangs on the day of speaking ("ago", "past", "next") has an interval; the bound that
//! its words give ("less than") is kept as the modifier. Depends on `figure::numeral` for the number.

use jiff::Span as Length;
use jiff::civil::Date;

use super::period::{month, week, year};
use super::{Found, Interval, Mod, Time, TimeKind};
use crate::figure::numeral::{NumeralKind, numeral_at};
use crate::rules::dictionary::Class;
use crate::span::Span;
use crate::token::Line;

/// A number of units of time.
struct Amount {
    /// `None`: "several", "many".
    count: Option<f64>,
    unit: &'static str,
    first: usize,
    end: usize,
    /// True when the number is a figure of its own.
    counts: bool,
}

/// The length of time that begins at token `at`, comparator included.
pub(super) fn duration_at(line: &Line, at: usize, day: Option<Date>) -> Option<Found> {
    if let Some((end, tag)) = line.phrase(at, Class::Set) {
        return Some(found(at, end, TimeKind::Set, tag.to_string(), None, None));
    }
    if let Some(found) = rolling(line, at, day) {
        return Some(found);
    }
    let compared = line.phrase(at, Class::Comparator).filter(|(_, sign)| *sign != "=");
    let mut from = compared.map_or(at, |c| c.0);
    from += usize::from(compared.is_some() && line.is(from, Class::Determiner));
    let mut modifier = compared.and_then(|c| Mod::of_sign(c.1));
    let amount = amount_at(line, from)?;
    let mut end = amount.end;
    if modifier.is_none()
        && let Some((to, sign)) = line.phrase(end, Class::After)
    {
        modifier = Mod::of_sign(sign);
        end = if modifier.is_some() { to } else { end };
    }
    let value = value_of(&amount);
    if let Some((to, way)) = anchored(line, end) {
        return ago(line, (at, to), &amount, way, modifier, day);
    }
    // A bare "a year" after "twice" comes again; without a number it is no time at all.
    let lone = !amount.counts && amount.count == Some(1.0) && line.is(amount.first, Class::Every);
    if lone && compared.is_none() {
        let article = line.is(amount.first, Class::Article);
        let led = amount.first.checked_sub(1).is_some_and(|b| {
            line.is(b, Class::For) || line.is(b, Class::In) || line.is(b, Class::Determiner)
        });
        let kind = if led && article { TimeKind::Duration } else { TimeKind::Set };
        if article && amount.unit == "day" || line.is(end, Class::TimeUnit) {
            return None;
        }
        return Some(found(at, end, kind, value, None, None));
    }
    let mut out = found(at, end, TimeKind::Duration, value, None, modifier);
    out.counts = amount.counts;
    Some(out)
}

fn found(
    first: usize,
    end: usize,
    kind: TimeKind,
    value: String,
    interval: Option<Interval>,
    modifier: Option<Mod>,
) -> Found {
    Found { first, end, time: Time { span: Span::default(), kind, value, interval, modifier }, counts: false }
}

/// "two years", "12-hour", "several months", "half a year", "a decade", "two-year-old".
fn amount_at(line: &Line, at: usize) -> Option<Amount> {
    if super::period::is_calendar(line, at) {
        return None;
    }
    let made = |count, unit_at: usize, counts| {
        let (end, unit) = line.phrase(unit_at, Class::TimeUnit)?;
        // "second" is a place in a row, "quarter" a part, unless a number stands before.
        Some(Amount { count, unit: known(unit)?, first: at, end, counts })
    };
    if let Some(n) = numeral_at(line, at).filter(|n| n.kind == NumeralKind::Cardinal && n.value >= 0.0) {
        let next = n.end + usize::from(line.is(n.end, Class::Between) && !line.is(n.end, Class::Last));
        let found = made(Some(n.value), next, true)?;
        let aged = line.phrase(found.end, Class::Age);
        let fits = !(line.word(next).len() == 1) || !line.get(next)?.glued;
        return (fits && aged.is_none()).then_some(found);
    }
    if let Some((next, _)) = line.phrase(at, Class::Some) {
        let next = next + usize::from(line.is(next, Class::Between));
        return made(None, next, false);
    }
    if line.is(at, Class::Every) && !line.is(at, Class::In) || line.is(at, Class::Article) {
        let next = at + 1 + usize::from(line.is(at + 1, Class::Between) && line.is(at + 2, Class::TimeUnit));
        let unit = line.word(next);
        if matches!(unit, "second" | "quarter" | "minute") && line.is(at, Class::Article) {
            return None;
        }
        // "every second child": a place in a row.
        let noun = line.is_word(next + 1) && !line.is(next + 1, Class::Function);
        if unit == "second" && noun {
            return None;
        }
        let mut amount = made(Some(1.0), next, false)?;
        // "a year and a half".
        let half = line.is(at, Class::Article)
            && line.is(amount.end, Class::And)
            && line.is(amount.end + 1, Class::Article)
            && line.is(amount.end + 2, Class::Half);
        if half {
            (amount.count, amount.end, amount.counts) = (Some(1.5), amount.end + 3, false);
        }
        return Some(amount);
    }
    // "for years", "over the years", "decades ago".
    let bare = line.is(at, Class::TimeUnit) && line.word(at).ends_with('s');
    let led = at.checked_sub(1).is_some_and(|b| {
        line.is(b, Class::For)
            || line.word(b) == "the" && b.checked_sub(1).is_some_and(|c| line.is(c, Class::In))
    });
    if bare && (led || line.is(at + 1, Class::Ago)) {
        return made(None, at, false);
    }
    None
}

fn known(unit: &str) -> Option<&'static str> {
    [
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "weekend",
        "fortnight",
        "month",
        "quarter",
        "year",
        "decade",
        "century",
        "millennium",
    ]
    .into_iter()
    .find(|u| *u == unit)
}

/// The value of TIMEX3.
fn value_of(amount: &Amount) -> String {
    let (scale, letter) = letters(amount.unit);
    let count = match amount.count {
        Some(n) => {
            let n = (n * scale * 1000.0).round() / 1000.0;
            format!("{n}")
        }
        None => "X".to_string(),
    };
    match letter.strip_prefix('T') {
        Some(letter) => format!("PT{count}{letter}"),
        None if amount.count.is_none() => format!("P{count}{}", vague_letter(amount.unit)),
        None => format!("P{count}{letter}"),
    }
}

fn vague_letter(unit: &str) -> &'static str {
    match unit {
        "decade" => "DE",
        "century" => "CE",
        _ => letters(unit).1,
    }
}

fn letters(unit: &str) -> (f64, &'static str) {
    match unit {
        "second" => (1.0, "TS"),
        "minute" => (1.0, "TM"),
        "hour" => (1.0, "TH"),
        "day" | "weekend" => (1.0, "D"),
        "week" => (1.0, "W"),
        "fortnight" => (2.0, "W"),
        "month" => (1.0, "M"),
        "quarter" => (3.0, "M"),
        "decade" => (10.0, "Y"),
        "century" => (100.0, "Y"),
        "millennium" => (1000.0, "Y"),
        _ => (1.0, "Y"),
    }
}

/// "ago", "from now": one past it, and the way.
fn anchored(line: &Line, at: usize) -> Option<(usize, i64)> {
    if let Some((end, _)) = line.phrase(at, Class::Ago) {
        return Some((end, -1));
    }
    line.phrase(at, Class::Hence).map(|(end, _)| (end, 1))
}

/// The day `count` units away, and the whole unit around it for a count that is told as whole.
fn shifted(day: Date, count: f64, unit: &str, way: i64) -> Option<Date> {
    let (scale, letter) = letters(unit);
    let whole = count * scale;
    let span = Length::new();
    if !whole.is_finite() || whole.abs() > 100_000.0 {
        return None;
    }
    let n = way * whole as i64;
    let span = match letter {
        "Y" if whole.fract() != 0.0 => span.try_months(way * (whole * 12.0) as i64).ok()?,
        "Y" => span.try_years(n).ok()?,
        "M" => span.try_months(n).ok()?,
        "W" => span.try_weeks(n).ok()?,
        "D" => span.try_days(n).ok()?,
        "TH" => span.try_days(n / 24).ok()?,
        _ => span,
    };
    day.checked_add(span).ok()
}

/// "three months ago", "less than three months ago", "two years from now".
fn ago(
    _line: &Line,
    (first, end): (usize, usize),
    amount: &Amount,
    way: i64,
    modifier: Option<Mod>,
    day: Option<Date>,
) -> Option<Found> {
    let there = day.zip(amount.count).and_then(|(d, n)| shifted(d, n, amount.unit, way));
    let Some(there) = there else {
        let value = if way < 0 { "PAST_REF" } else { "FUTURE_REF" };
        let mut out = found(first, end, TimeKind::Date, value.to_string(), None, modifier);
        out.counts = amount.counts;
        return Some(out);
    };
    let (value, whole) = around(there, amount.unit)?;
    let day = day?;
    let (near, far) = if way < 0 {
        ((Some(there), Some(day)), (None, Some(there)))
    } else {
        ((Some(day), Some(there)), (Some(there), None))
    };
    let (start, stop) = match modifier {
        Some(Mod::LessThan | Mod::EqualOrLess) => near,
        Some(Mod::MoreThan | Mod::EqualOrMore) => far,
        _ => (Some(whole.0), Some(whole.1)),
    };
    let mut out = found(first, end, TimeKind::Date, value, Some(Interval { start, end: stop }), modifier);
    out.counts = amount.counts;
    Some(out)
}

/// The unit around a day, as a count of such units is meant.
fn around(there: Date, unit: &str) -> Option<(String, (Date, Date))> {
    match unit {
        "year" | "decade" | "century" | "millennium" => {
            Some((format!("{:04}", there.year()), year(there.year())?))
        }
        "month" | "quarter" => {
            Some((format!("{:04}-{:02}", there.year(), there.month()), month(there.year(), there.month())?))
        }
        "week" | "fortnight" => week(there),
        _ => Some((there.to_string(), (there, there))),
    }
}

/// "the past eight months", "the next four years", "the past decade", "the last two weeks".
fn rolling(line: &Line, at: usize, day: Option<Date>) -> Option<Found> {
    let the = usize::from(line.is(at, Class::Determiner) && !line.is(at, Class::This));
    let from = at + the;
    let back = line.is(from, Class::Last);
    let ahead = !back && line.is(from, Class::Next);
    if !back && !ahead {
        return None;
    }
    let compared = line.phrase(from + 1, Class::Comparator).filter(|c| c.1 != "=");
    let next = compared.map_or(from + 1, |c| c.0);
    let amount = match amount_at(line, next) {
        Some(amount) if !line.is(next, Class::Article) => amount,
        _ if line.is(from, Class::Rolling) => {
            let (end, unit) = line.phrase(next, Class::TimeUnit)?;
            let plural = line.word(next).ends_with('s');
            Amount { count: (!plural).then_some(1.0), unit: known(unit)?, first: next, end, counts: false }
        }
        _ => return None,
    };
    let value = value_of(&amount);
    let way = if back { -1 } else { 1 };
    let interval = day.zip(amount.count).and_then(|(d, n)| {
        let there = shifted(d, n, amount.unit, way)?;
        Some(if back {
            Interval { start: Some(there), end: Some(d) }
        } else {
            Interval { start: Some(d), end: Some(there) }
        })
    });
    let modifier = compared.and_then(|c| Mod::of_sign(c.1));
    let mut out = found(at, amount.end, TimeKind::Duration, value, interval, modifier);
    out.counts = amount.counts;
    Some(out)
}
