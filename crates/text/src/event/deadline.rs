//! By when a commitment is to be kept, as far as its sentence says.
//!
//! "In June we will send doctors", "we will send them by the end of the year, before the frost". A time of
//! another clause ("with the order I sign today, we will …") is no deadline; where two days do not lie in each
//! other ("two by June, the rest by December"), or a time ahead stands elsewhere in the sentence, by when is not
//! clear, and that is said.

use jiff::civil::Date;

use super::clause::{Said, When};
use crate::rules::Rules;
use crate::rules::events::Role as Part;
use crate::time::{Interval, Mod};

/// By when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Deadline {
    /// No time is said.
    None,
    /// The one time.
    By(Interval),
    /// A time is said, and it is not certain that it is meant, or which.
    Unclear,
}

impl Deadline {
    /// The time that is certain.
    pub(super) fn interval(self) -> Option<Interval> {
        match self {
            Deadline::By(interval) => Some(interval),
            Deadline::None | Deadline::Unclear => None,
        }
    }
}

/// Days of the longest time by which something is done: forty years.
const LONGEST: i32 = 14_610;

/// By when the action `verb..end` behind the cue is to be done; `day` is the day of speaking.
pub(super) fn deadline(
    said: &Said,
    cue: usize,
    (verb, end): (usize, usize),
    (day, rules): (Option<Date>, &Rules),
) -> Deadline {
    let mut told: Option<Interval> = None;
    // "On Harvest Day, we will", "we will tell more then": no calendar has it.
    let untold = |w: usize| said.phrase_at(w, "named_days").is_some();
    let then = said.phrase_before(end, "then").is_some();
    let (mut is_stray, mut ends_before) = (then || (0..end).any(untold), false);
    for time in &said.times {
        // "in a few hours": this day or the next.
        let of_hours = time.time.interval.is_none() && time.time.value.starts_with("PT");
        if of_hours && time.first > cue && time.first < end {
            return Deadline::Unclear;
        }
        let Some(interval) = time.time.interval.filter(|i| is_ahead(*i, time, day)) else { continue };
        let in_action = time.first >= verb && time.first < end;
        if in_action && names_something(said, time) {
            continue;
        }
        // "the way we said tonight": another clause.
        let inside = in_action && !(verb + 1..time.first).any(|w| said.is(w, Part::Subject));
        if !inside && !(time.end <= cue && leads(said, time, cue)) {
            // What is only of today puts nothing off.
            is_stray |= interval.end.is_none_or(|e| day.is_none_or(|d| e > d));
            continue;
        }
        // "on Friday", said on a Friday.
        let is_today = interval.start == day && interval.end == day;
        if is_today && (time.first..time.end).any(|w| rules.dates.weekdays.contains(said.form(w))) {
            return Deadline::Unclear;
        }
        let is_end = matches!(time.time.modifier, Some(Mod::Before | Mod::OnOrBefore));
        // Of two that lie in each other the wider is certain.
        told = match told {
            None => Some(interval),
            Some(_) if is_end && ends_before => return Deadline::Unclear,
            Some(known) if within(known, interval) => Some(interval),
            Some(known) if within(interval, known) => Some(known),
            Some(_) => return Deadline::Unclear,
        };
        ends_before |= is_end;
    }
    match told {
        Some(interval) => Deadline::By(interval),
        None if is_stray => Deadline::Unclear,
        None => Deadline::None,
    }
}

/// "strengthen the law that I wrote ten years ago", "in this century": what is over or without end is no deadline.
fn is_ahead(interval: Interval, time: &When, day: Option<Date>) -> bool {
    let since = matches!(time.time.modifier, Some(Mod::After | Mod::OnOrAfter));
    let Some(end) = interval.end else { return false };
    let long = interval.start.is_some_and(|s| s.until(end).map_or(true, |d| d.get_days() > LONGEST));
    !since && !long && day.is_none_or(|day| end >= day)
}

/// "the July report": a time that only tells which.
fn names_something(said: &Said, time: &When) -> bool {
    let before = time.first.checked_sub(1);
    let determined = before.is_some_and(|w| said.is(w, Part::Determiner));
    let next = time.end;
    let noun =
        next < said.len() && !said.parted(next) && !said.is_small(next) && said.time_at(next).is_none();
    determined && noun
}

/// "In June we will": nothing but small words stands between the border before, the time and the cue.
fn leads(said: &Said, time: &When, cue: usize) -> bool {
    let begins =
        |w: &usize| *w == 0 || said.parted(*w) || said.is(*w, Part::And) || said.is(*w, Part::Breaks);
    let border = (0..=time.first).rev().find(begins).unwrap_or(0);
    let joins = |w: usize| {
        let small = said.is_small(w) && !said.is(w, Part::Subject) && !said.is(w, Part::Future);
        small
            || said.is(w, Part::Plain)
            || said.phrase_at(w, "from_when").is_some()
            || said.form(w).ends_with("ly")
    };
    (border..time.first).all(joins)
        && (time.end..cue).all(|w| said.senses[w].verbs.is_empty() || said.is_small(w))
        && !(time.end..cue).any(|w| said.is(w, Part::Subject) || said.is(w, Part::Breaks))
}

/// True when the first lies in the second.
fn within(a: Interval, b: Interval) -> bool {
    let starts = b.start.is_none_or(|b| a.start.is_some_and(|a| a >= b));
    starts && a.end.zip(b.end).is_some_and(|(a, b)| a <= b)
}
