//! Periods by their distance from the day of speaking: "last year", "this morning", "next Monday".

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};

use super::TimeKind;
use super::date::named_month;
use super::period::{
    Grain, Period, Strict, century, decade, month, quarter, season, week, weekday_near, year,
};
use crate::rules::dictionary::Class;
use crate::token::Line;

/// "last year", "the current week", "next November", "this morning", "today", "yesterday".
pub(super) fn relative_at(line: &Line, at: usize, day: Option<Date>) -> Option<Period> {
    if let Some((end, far)) = line.phrase(at, Class::Day) {
        return day_word(line, (at, end), far.parse().ok()?, day);
    }
    let the = usize::from(line.is(at, Class::Determiner) && !line.is(at, Class::This));
    let (after, step) = [(Class::Last, -1), (Class::This, 0), (Class::Next, 1)]
        .into_iter()
        .find_map(|(class, step)| Some((line.phrase(at + the, class)?.0, step)))
        .or_else(|| Some((line.phrase(at, Class::Last)?.0, -1)))?;
    let mut period = stepped(line, after, step, day)?;
    period.first = at;
    super::clock::add_day_part(line, &mut period);
    Some(period)
}

fn day_word(line: &Line, (at, end): (usize, usize), far: i64, day: Option<Date>) -> Option<Period> {
    let date = day.and_then(|d| d.checked_add(far.days()).ok());
    let value = date.map_or_else(|| "XXXX-XX-XX".to_string(), |d| d.to_string());
    let mut period = made(end, value, date.map(|d| (d, d)), Grain::Day);
    period.first = at;
    super::clock::add_day_part(line, &mut period);
    Some(period)
}

fn made(end: usize, value: String, days: Option<(Date, Date)>, grain: Grain) -> Period {
    Period { first: end, end, value, days, grain, modifier: None, kind: TimeKind::Date, counts: false }
}

/// The unit, month, weekday or season at `at`, `step` periods from the day.
fn stepped(line: &Line, at: usize, step: i64, day: Option<Date>) -> Option<Period> {
    let day = day?;
    let sense = line.sense(at);
    if let Some(m) = named_month(line, at) {
        let y = match step {
            -1 if m >= day.month() => day.year() - 1,
            1 if m <= day.month() => day.year() + 1,
            _ => day.year(),
        };
        return Some(made(at + 1, format!("{y:04}-{m:02}"), month(y, m), Grain::Month));
    }
    if sense.is(Class::Weekday) {
        let date = match step {
            0 => week(day)?.1.0.checked_add(i64::from(sense.weekday - 1).days()).ok()?,
            _ => weekday_near(day, sense.weekday, step, Strict::Yes)?,
        };
        return Some(made(at + 1, date.to_string(), Some((date, date)), Grain::Day));
    }
    if let Some((end, code)) = line.phrase(at, Class::Season) {
        let (_, days) = season(day.year(), code)?;
        let y = match step {
            -1 if days.1 >= day => day.year() - 1,
            1 if days.0 <= day => day.year() + 1,
            _ => day.year(),
        };
        let (value, days) = season(y, code)?;
        return Some(made(end, value, Some(days), Grain::Season));
    }
    if step == 0
        && let Some((end, code)) = line.phrase(at, Class::DayPart)
    {
        let mut period = made(end, format!("{day}T{code}"), Some((day, day)), Grain::Day);
        period.kind = TimeKind::Time;
        return Some(period);
    }
    // "last one", "last week's": only a unit alone, not "last five years" and not "years".
    let (end, unit) = line.phrase(at, Class::TimeUnit)?;
    let plural = line.word(at).ends_with('s') && !line.get(at)?.possessive;
    if plural && !line.dictionary.decimal_comma {
        return None;
    }
    let (value, days, grain) = unit_near(unit, step, day)?;
    Some(made(end, value, Some(days), grain))
}

/// The calendar unit `step` units from the day.
fn unit_near(unit: &str, step: i64, day: Date) -> Option<(String, (Date, Date), Grain)> {
    let moved = |span: Length| day.checked_add(span).ok();
    let span = Length::new();
    match unit {
        "day" => {
            let d = moved(span.try_days(step).ok()?)?;
            Some((d.to_string(), (d, d), Grain::Day))
        }
        "week" => {
            let (value, days) = week(moved(span.try_weeks(step).ok()?)?)?;
            Some((value, days, Grain::Week))
        }
        "weekend" => {
            let (value, (monday, sunday)) = week(moved(span.try_weeks(step).ok()?)?)?;
            Some((format!("{value}-WE"), (monday.checked_add(5.days()).ok()?, sunday), Grain::Week))
        }
        "month" => {
            let d = day.first_of_month().checked_add(span.try_months(step).ok()?).ok()?;
            Some((format!("{:04}-{:02}", d.year(), d.month()), month(d.year(), d.month())?, Grain::Month))
        }
        "quarter" => {
            let d = day.first_of_month().checked_add(span.try_months(3 * step).ok()?).ok()?;
            let (value, days) = quarter(d.year(), (d.month() - 1) / 3 + 1)?;
            Some((value, days, Grain::Quarter))
        }
        "year" => {
            let y = i16::try_from(i64::from(day.year()) + step).ok()?;
            Some((format!("{y:04}"), year(y)?, Grain::Year))
        }
        "decade" => {
            let y = i16::try_from(i64::from(day.year()) + 10 * step).ok()?;
            let (value, days) = decade(y - y.rem_euclid(10))?;
            Some((value, days, Grain::Decade))
        }
        "century" => {
            let y = i16::try_from(i64::from(day.year()) + 100 * step).ok()?;
            let (value, days) = century((y - 1) / 100 + 1)?;
            Some((value, days, Grain::Century))
        }
        _ => None,
    }
}

/// "(the) year", "(the) month": the unit in which the day lies, when a part or share of it is told.
pub(super) fn this_unit(line: &Line, at: usize, day: Option<Date>) -> Option<Period> {
    let (end, unit) = line.phrase(at, Class::TimeUnit)?;
    let day = day?;
    let (value, days, grain) = unit_near(unit, 0, day)?;
    (grain >= Grain::Week).then(|| made(end, value, Some(days), grain))
}

/// The year of "(in May) last year", "(the autumn of) next year", and one past it.
pub(super) fn year_behind(line: &Line, at: usize, day: Option<Date>) -> Option<(i16, usize)> {
    let from = at + usize::from(line.is(at, Class::Of) && line.word(at) == "of");
    let (after, step) = [(Class::Last, -1), (Class::This, 0), (Class::Next, 1)]
        .into_iter()
        .find_map(|(class, step)| Some((line.phrase(from, class)?.0, step)))?;
    let (end, unit) = line.phrase(after, Class::TimeUnit)?;
    let one = line.get(after).is_some_and(|t| !t.possessive) && !line.word(after).ends_with('s');
    let year = day?.year().checked_add(step)?;
    (one && unit == "year").then_some((year, end))
}

/// "last year in September": a month of a year that is told before it.
pub(super) fn year_then_month(line: &Line, at: usize, day: Option<Date>) -> Option<Period> {
    let (y, end) = year_behind(line, at, day).filter(|_| !line.is(at, Class::Of))?;
    let m = named_month(line, end + 1).filter(|_| line.is(end, Class::In) && !line.is(end, Class::For))?;
    let bare = !line.digits(end + 2);
    let days = month(y, m).filter(|_| bare)?;
    let mut period = made(end + 2, format!("{y:04}-{m:02}"), Some(days), Grain::Month);
    period.first = at;
    Some(period)
}

/// The year of a day.
pub(super) fn year_of(day: Date) -> Option<Period> {
    Some(made(0, format!("{:04}", day.year()), year(day.year()), Grain::Year))
}
