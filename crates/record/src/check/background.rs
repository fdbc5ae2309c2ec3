//! How much the record holds where words were not found: captures that failed or were read in part,
//! meetings of the person of which a transcript is held.
//!
//! A capture that failed at the address of the transcript of that day is no proof that the words were
//! never spoken: such a claim is `unavailable`, not `not_found`.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::civil::Date;
use jiff::{Span as Days, Timestamp};
use variorum_text::people::Likeness;
use variorum_text::people::fold::Keys;
use variorum_text::people::wanted::Wanted;
use variorum_text::statement::tokens;
use variorum_text::verdict::{Claim, Code, Coverage, Verdict};

use super::Checker;
use crate::catalogue::{CaptureState, DocumentEntry};
use crate::error::Result;

/// Days around a claim's day in which a meeting counts.
const AROUND_DAYS: i64 = 30;
/// Days after the words in which a capture of their page is expected.
const CAPTURE_DAYS: i64 = 14;

/// What was counted for one claim may be asked for by the next.
#[derive(Default)]
pub(super) struct Backgrounds {
    coverage: BTreeMap<(String, Option<Date>), Coverage>,
    unread: Option<Rc<Vec<DocumentEntry>>>,
    with_speech: Option<Rc<BTreeSet<String>>>,
}

impl Checker<'_> {
    /// Adds to a verdict that found nothing what the record holds; one that an unread capture may
    /// contradict is `unavailable`.
    pub(super) fn add_background(&self, claim: &Claim, verdict: &mut Verdict) -> Result<()> {
        if verdict.code != Code::NotFound {
            return Ok(());
        }
        let unread = self.unread()?;
        let in_time = |d: &&DocumentEntry| claim.on.is_none_or(|on| is_of_day(d, on));
        verdict.background.unread = unread.iter().filter(in_time).map(|d| d.id.clone()).collect();
        let person = claim.by.as_deref().and_then(|by| Wanted::of(by, self.record.rules()));
        if let Some(wanted) = &person {
            verdict.background.coverage = Some(self.coverage(claim, wanted)?);
        }
        let could_hold: Vec<String> = unread
            .iter()
            .filter(in_time)
            .filter(|d| could_hold(d, claim, person.as_ref(), self))
            .map(|d| d.id.clone())
            .collect();
        if !could_hold.is_empty() {
            verdict.code = Code::Unavailable;
            verdict.background.unread = could_hold;
        }
        Ok(())
    }

    /// Documents of captures that failed or were read in part; a failed one whose address was captured
    /// whole at another time is left out.
    fn unread(&self) -> Result<Rc<Vec<DocumentEntry>>> {
        if let Some(known) = &self.backgrounds.borrow().unread {
            return Ok(known.clone());
        }
        let (unread, whole) = self.record.catalogue.unread()?;
        let again = |d: &DocumentEntry| {
            d.state == CaptureState::Failed && d.url.as_ref().is_some_and(|url| whole.contains(url))
        };
        let found: Rc<Vec<DocumentEntry>> = Rc::new(unread.into_iter().filter(|d| !again(d)).collect());
        self.backgrounds.borrow_mut().unread = Some(found.clone());
        Ok(found)
    }

    /// Meetings of a person around the claim's day, else all.
    fn coverage(&self, claim: &Claim, wanted: &Wanted) -> Result<Coverage> {
        let key = (claim.by.clone().unwrap_or_default(), claim.on);
        if let Some(known) = self.backgrounds.borrow().coverage.get(&key) {
            return Ok(*known);
        }
        let with_speech = self.with_speech()?;
        let rules = self.record.rules();
        let mut found = Coverage::default();
        for meeting in &self.meetings {
            let in_time = match (claim.on, meeting.date) {
                (Some(on), Some(day)) => days_between(on, day).abs() <= AROUND_DAYS,
                (Some(_), None) => false,
                (None, _) => true,
            };
            let people = &meeting.participants;
            let takes_part = |p: &String| wanted.likeness(p, people, rules) <= Likeness::Part;
            if in_time && people.iter().any(takes_part) {
                found.known += 1;
                found.held += usize::from(meeting.members.iter().any(|m| with_speech.contains(&m.document)));
            }
        }
        self.backgrounds.borrow_mut().coverage.insert(key, found);
        Ok(found)
    }

    /// Documents that hold speech.
    fn with_speech(&self) -> Result<Rc<BTreeSet<String>>> {
        if let Some(known) = &self.backgrounds.borrow().with_speech {
            return Ok(known.clone());
        }
        let found = Rc::new(self.record.catalogue.with_speech()?);
        self.backgrounds.borrow_mut().with_speech = Some(found.clone());
        Ok(found)
    }
}

fn days_between(a: Date, b: Date) -> i64 {
    a.until(b).map_or(i64::MAX, |span: Days| i64::from(span.get_days()))
}

/// True when the page can be of that day: its own day is near, or, when it tells none, it was captured
/// soon after.
fn is_of_day(document: &DocumentEntry, on: Date) -> bool {
    if let Some(day) = document.day {
        return days_between(on, day).abs() <= 1;
    }
    let captured = document.capture.captured.as_deref().and_then(|c| c.parse::<Timestamp>().ok());
    captured.is_some_and(|at| {
        let day = at.to_zoned(jiff::tz::TimeZone::UTC).date();
        (0..=CAPTURE_DAYS).contains(&days_between(on, day))
    })
}

/// True when the page names the person, or its day is the claim's and it tells of nobody else. With
/// neither a name nor a day nothing tells that it is the page.
fn could_hold(
    document: &DocumentEntry,
    claim: &Claim,
    person: Option<&Wanted>,
    checker: &Checker<'_>,
) -> bool {
    let Some(wanted) = person else { return claim.by.is_none() && claim.on.is_some() };
    let people = &document.participants;
    let rules = checker.record.rules();
    let named = people.iter().any(|p| wanted.likeness(p, people, rules) <= Likeness::Part);
    let Some(surname) = wanted.surname() else { return named };
    let printed = [&document.title, &document.url].into_iter().flatten();
    let mentioned = printed.flat_map(|t| tokens(t)).any(|t| surname.alike(&Keys::of(&t.word)));
    named || mentioned || claim.on.is_some() && people.is_empty()
}
