//! Times of which one border is told: "since 1992", "by 2030", "from 2015 to 2020", "before the war" not.

use jiff::civil::Date;

use super::period::{Grain, Period, period_at};
use super::{Found, Interval, Mod, Time, TimeKind};
use crate::rules::dictionary::Class;
use crate::span::Span;
use crate::token::{Kind, Line};
use crate::words::Case;

/// The bounded time that begins at token `at`, its preposition included.
pub(super) fn bound_at(line: &Line, at: usize, day: Option<Date>) -> Option<Found> {
    between(line, at, day).or_else(|| years(line, at)).or_else(|| one_border(line, at, day))
}

/// "since 1992", "by 2030", "before May", "after 2020".
fn one_border(line: &Line, at: usize, day: Option<Date>) -> Option<Found> {
    let (after, class) = [Class::Since, Class::By, Class::Before, Class::AfterTime]
        .into_iter()
        .find_map(|class| Some((line.phrase(at, class)?.0, class)))?;
    let the = usize::from(line.is(after, Class::Determiner));
    let period = period_at(line, after, day)
        .or_else(|| if the == 1 { period_at(line, after + 1, day) } else { None })?;
    // "by the January figures": the month only tells which figures.
    let noun = the == 1
        && line.get(period.end).is_some_and(|t| t.kind == Kind::Word && t.case == Case::Lower)
        && !line.is(period.end, Class::Function)
        && !line.is(period.end, Class::Clause);
    if period.kind == TimeKind::Time || noun {
        return None;
    }
    let (start, end) = period.days?;
    let (modifier, interval) = match class {
        Class::Since => (Mod::OnOrAfter, Interval { start: Some(start), end: day.filter(|d| *d >= start) }),
        Class::By => (Mod::OnOrBefore, Interval { start: day.filter(|d| *d <= end), end: Some(end) }),
        // "before the end of May": in May too.
        Class::Before if period.modifier == Some(Mod::End) => {
            (Mod::Before, Interval { start: None, end: Some(end) })
        }
        Class::Before => (Mod::Before, Interval { start: None, end: start.yesterday().ok() }),
        _ => (Mod::After, Interval { start: end.tomorrow().ok(), end: None }),
    };
    let (first, to, value) = (at, period.end, period.value);
    Some(bounded(first, to, value, interval, Some(modifier)))
}

fn bounded(first: usize, end: usize, value: String, interval: Interval, modifier: Option<Mod>) -> Found {
    let time =
        Time { span: Span::default(), kind: TimeKind::Date, value, interval: Some(interval), modifier };
    Found { first, end, time, counts: false }
}

/// "from 2015 to 2020", "between May and July 2031".
fn between(line: &Line, at: usize, day: Option<Date>) -> Option<Found> {
    if !line.is(at, Class::From) {
        return None;
    }
    let a = period_at(line, at + 1, day)?;
    let joined = line.is(a.end, Class::To)
        || line.is(a.end, Class::And)
        || line.is(a.end, Class::By)
        || line.sign(a.end, '–')
        || line.sign(a.end, '-');
    let b = period_at(line, a.end + 1, day).filter(|_| joined)?;
    stretch(at, &in_year_of(line, a, &b), &b)
}

/// "January–September", "May–June 2031".
pub(super) fn dashed(line: &Line, at: usize, day: Option<Date>) -> Option<Found> {
    let a = period_at(line, at, day).filter(|a| a.grain == Grain::Month && a.end == at + 1)?;
    let next = line.get(a.end)?;
    let second = if line.sign(a.end, '–') || line.sign(a.end, '-') { a.end + 1 } else { a.end };
    let b =
        period_at(line, second, day).filter(|b| next.hyphen || second > a.end && b.grain == Grain::Month)?;
    let months = b.grain == Grain::Month && line.is(second, Class::Month);
    if months { stretch(at, &in_year_of(line, a, &b), &b) } else { None }
}

/// The first end of a stretch in the year of its second end, or in the year before where it would lie
/// behind it: "from January to September 2029", "from November to February".
pub(super) fn in_year_of(line: &Line, mut a: Period, b: &Period) -> Period {
    let printed = |p: &Period| (p.first..p.end).any(|i| line.digits(i) && line.word(i).len() == 4);
    let named =
        matches!(a.grain, Grain::Day | Grain::Month) && (a.first..a.end).any(|i| line.is(i, Class::Month));
    let (Some((start, end)), Some((_, last))) = (a.days, b.days) else { return a };
    if printed(&a) || !named || !matches!(b.grain, Grain::Day | Grain::Month) {
        return a;
    }
    let moved = |y: i16| {
        Some((Date::new(y, start.month(), start.day()).ok()?, Date::new(y, end.month(), end.day()).ok()?))
    };
    let there = moved(last.year()).filter(|d| d.0 <= last).or_else(|| moved(last.year() - 1));
    if let Some(days) = there {
        a.days = Some(days);
    }
    a
}

/// "2015–2020", "2015-2020", "2015/16".
fn years(line: &Line, at: usize) -> Option<Found> {
    let (y, end) = super::period::year_at(line, at).or_else(|| {
        // A range at the head of a sentence has no word before it.
        let y = super::period::small(line, at, 4).filter(|y| (1500..2200).contains(y))?;
        (at == 0).then_some((y, at + 1))
    })?;
    let next = line.get(end)?;
    let slash = line.sign(end, '/');
    if !next.hyphen && !slash {
        return None;
    }
    let at_second = end + usize::from(slash);
    let word = line.word(at_second);
    let second = super::period::small(line, at_second, 4)?;
    let second = if word.len() == 2 { y - y % 100 + second } else { second };
    let parted = line.get(at_second + 1).is_some_and(|t| t.hyphen) || line.sign(at_second + 1, '/');
    if !(second > y && second < 2200 && matches!(word.len(), 2 | 4)) || parted {
        return None;
    }
    if word.len() == 2 && !slash && second <= y - y % 100 + 12 && second != y + 1 {
        return None;
    }
    let period = |y: i16| {
        Some(Period {
            first: at,
            end: at_second + 1,
            value: format!("{y:04}"),
            days: super::period::year(y),
            grain: Grain::Year,
            modifier: None,
            kind: TimeKind::Date,
            counts: false,
        })
    };
    let mut found = stretch(at, &period(y)?, &period(second)?)?;
    // "the 2029-30 financial year" is one year whose borders nobody tells here.
    if second == y + 1
        && (line.phrase(found.end, Class::Fiscal).is_some() || super::period::is_fiscal(line, at))
    {
        found.time.value = format!("FY{second:04}");
        (found.time.kind, found.time.interval) = (TimeKind::Date, None);
    }
    Some(found)
}

/// One time from the start of `a` to the end of `b`.
pub(super) fn stretch(first: usize, a: &Period, b: &Period) -> Option<Found> {
    let ((mut start, _), (end_first, end)) = (a.days?, b.days?);
    if start > end && a.grain <= Grain::Month {
        // "between November and February 2031": the first year is the one before.
        start = start
            .checked_sub(jiff::Span::new().try_years(i64::from(start.year() - end_first.year()) + 1).ok()?)
            .ok()?;
    }
    if start > end {
        return None;
    }
    let value = match (a.grain, b.grain) {
        (Grain::Year, Grain::Year) => format!("P{}Y", end_first.year() - start.year()),
        (Grain::Month, Grain::Month) => {
            let months = i32::from(end_first.year() - start.year()) * 12
                + i32::from(end_first.month() - start.month());
            format!("P{months}M")
        }
        _ => format!("{}/{}", a.value, b.value),
    };
    let mut found = bounded(first, b.end, value, Interval { start: Some(start), end: Some(end) }, None);
    found.time.kind = TimeKind::Duration;
    Some(found)
}
