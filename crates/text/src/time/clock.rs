//! Times of the day: "8:30", "9 a.m.", "18:00 UTC", "Friday morning".

use jiff::civil::Date;

use super::period::{Period, small};
use super::{Found, Interval, Time, TimeKind};
use crate::rules::dictionary::Class;
use crate::span::Span;
use crate::token::Line;

/// Hour and minute at a token, and one past them.
fn reading(line: &Line, at: usize) -> Option<(i16, i16, usize)> {
    let hour = small(line, at, 2)?;
    let colon = line.sign(at + 1, ':') && line.get(at + 2).is_some_and(|t| t.glued);
    let minute = if colon { small(line, at + 2, 2).filter(|_| line.word(at + 2).len() == 2) } else { None };
    let mut end = at + if minute.is_some() { 3 } else { 1 };
    if minute.is_none() && colon {
        return None;
    }
    let (mut hour, minute) = (hour, minute.unwrap_or(0));
    let half = line.is(end, Class::Clock).then(|| line.word(end).to_lowercase().replace('.', ""));
    match half.as_deref() {
        Some("pm") if hour < 12 => hour += 12,
        Some("am") if hour == 12 => hour = 0,
        None if end == at + 1 => return None,
        _ => {}
    }
    if half.is_some() {
        end += 1;
        end += usize::from(
            line.sign(end, '.') && line.get(end).is_some_and(|t| t.glued) && line.is_word(end + 1),
        );
    }
    end += usize::from(line.is(end, Class::Clock) && matches!(line.word(end), "UTC" | "GMT"));
    (hour < 25 && minute < 60).then_some((hour, minute, end))
}

/// "3:30 p.m. | on Monday, 6 January": the day that stands behind a time of the day, and one past it.
fn day_behind(line: &Line, end: usize, day: Option<Date>) -> Option<(Date, usize)> {
    let at = end + usize::from(line.sign(end, ','));
    let at = at + usize::from(line.is(at, Class::In));
    let period = super::period::whole_at(line, at, day).filter(|p| p.kind == TimeKind::Date)?;
    let (first, last) = period.days?;
    (first == last && at > end).then_some((first, period.end))
}

/// A time of the day that stands alone or before its day.
pub(super) fn clock_at(line: &Line, at: usize, day: Option<Date>) -> Option<Found> {
    let (hour, minute, end) = reading(line, at)?;
    let zone = line.word(end.saturating_sub(1)) == "UTC";
    let named = day_behind(line, end, day);
    let (day, end) = named.map_or((day, end), |(date, to)| (Some(date), to));
    let date = day.map_or_else(|| "XXXX-XX-XX".to_string(), |d| d.to_string());
    let value = format!("{date}T{hour:02}:{minute:02}{}", if zone { "Z" } else { "" });
    let time = Time {
        span: Span::default(),
        kind: TimeKind::Time,
        value,
        interval: day.map(Interval::day),
        modifier: None,
    };
    Some(Found { first: at, end, time, counts: false })
}

/// Takes up a time of the day that stands behind a date.
pub(super) fn add_time(line: &Line, period: &mut Period) {
    let parted = line.sign(period.end, ',')
        || line.sign(period.end, '-')
        || line.sign(period.end, '–')
        || line.is(period.end, Class::In);
    let at = period.end + usize::from(parted);
    let Some((hour, minute, end)) = reading(line, at) else { return };
    if period.value.contains('T') {
        return;
    }
    period.value = format!("{}T{hour:02}:{minute:02}", period.value);
    period.kind = TimeKind::Time;
    period.end = end;
}

/// Takes up a part of the day behind a day ("Friday morning").
pub(super) fn add_day_part(line: &Line, period: &mut Period) {
    let Some((end, code)) = line.phrase(period.end, Class::DayPart) else { return };
    if period.grain == super::period::Grain::Day && !period.value.contains('T') {
        period.value = format!("{}T{code}", period.value);
        period.kind = TimeKind::Time;
        period.end = end;
    }
}
