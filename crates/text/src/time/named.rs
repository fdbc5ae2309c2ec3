//! Times without borders: "now", "in recent years", "the near future".

use jiff::civil::Date;

use super::{Found, Interval, Time, TimeKind};
use crate::rules::dictionary::Class;
use crate::span::Span;
use crate::token::Line;

/// The vague time that begins at token `at`.
pub(super) fn named_at(line: &Line, at: usize, day: Option<Date>) -> Option<Found> {
    let (end, value) = line.phrase(at, Class::Vague)?;
    let moment = line.phrase(at, Class::Moment).is_some();
    let interval = day.filter(|_| moment).map(Interval::day);
    // "the past" of "the past eight months" opens another time.
    let opens = line.digits(end)
        || line.is(end, Class::Number)
        || line.is(end, Class::TimeUnit)
        || line.is(end, Class::Some);
    if line.is(end.saturating_sub(1), Class::Rolling) && opens {
        return None;
    }
    // "soon" and "future" before a noun are no times ("future generations").
    if value == "FUTURE_REF"
        && line.is_word(end)
        && !line.is(end, Class::Function)
        && line.word(at) == "future"
    {
        return None;
    }
    let time = Time {
        span: Span::default(),
        kind: TimeKind::Date,
        value: value.to_string(),
        interval,
        modifier: None,
    };
    Some(Found { first: at, end, time, counts: false })
}
