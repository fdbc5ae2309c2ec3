//! Mentions of the meetings that documents hold: on their own page, and remembered later.
//!
//! "this meeting", the page's own line about it, the summit that a page's title names, "we met in late
//! November" and "in March, on my visit to Brona", where one meeting alone fits. Depends on `join`, whose
//! groups it works on.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::EventKind;
use super::Status;
use super::draft::Draft;
use super::join::{Work, is_meeting, is_visited, shared, title_kinds};
use super::named::title_words;
use crate::meeting::same_person;
use crate::time::Interval;
use crate::words::plain;

/// Days in which "we met" is sought.
const MOST_DAYS: i32 = 62;

impl Work<'_, '_> {
    /// Words that tell of the meeting whose page it is, and "we met in late November".
    pub(super) fn held(&mut self) {
        let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for (n, meeting) in self.meetings.iter().enumerate() {
            if let Some(date) = meeting.date {
                by_day.entry(date).or_default().push(n);
            }
        }
        let mut visits: BTreeMap<usize, usize> = BTreeMap::new();
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            let scene = &self.scenes[draft.scene];
            let meeting = scene.meeting.filter(|m| self.meetings[*m].date.is_some());
            if draft.kind == EventKind::Visit {
                let talks = meeting
                    .filter(|m| self.meetings[*m].participants.len() > 1 && is_visited(scene, self.rules));
                let here = talks.filter(|_| draft.is_here);
                let found = here.or_else(|| self.visited(draft, &by_day));
                let Some(m) = found else { continue };
                if here.is_none() {
                    self.groups[n].shown = Some(m);
                    self.groups[n].interval = self.meetings[m].date.map(Interval::day);
                }
                match visits.get(&m) {
                    Some(first) => {
                        self.unite(*first, n);
                    }
                    None => {
                        visits.insert(m, n);
                    }
                }
                continue;
            }
            if draft.kind == EventKind::Summit
                && let Some(m) = meeting.filter(|m| self.is_its_page(draft, *m))
            {
                self.unite(self.drafts.len() + m, n);
                continue;
            }
            if draft.kind != EventKind::Meeting {
                continue;
            }
            let own = meeting.filter(|m| self.is_of_page(draft, *m));
            let found = own.or_else(|| self.remembered(draft, &by_day));
            if let Some(m) = found {
                self.unite(self.drafts.len() + m, n);
            }
        }
    }

    /// True for the summit that a page holds: its title begins with the name, and the day is no other.
    fn is_its_page(&self, draft: &Draft, meeting: usize) -> bool {
        let scene = &self.scenes[draft.scene];
        let kinds = title_kinds(scene, self.rules);
        let day = self.meetings[meeting].date.map(Interval::day);
        let title = title_words(scene.document().title.as_deref());
        let begins = title.first().is_some_and(|w| draft.names.contains(w))
            && draft.names.iter().all(|n| title.contains(n));
        begins
            && kinds.contains(&EventKind::Summit)
            && !kinds.contains(&EventKind::Other)
            && draft.status != Status::Planned
            && draft.interval.is_none_or(|i| Some(i) == day)
    }

    /// True for "this meeting" where a meeting is held, and for the page's own line about it.
    fn is_of_page(&self, draft: &Draft, meeting: usize) -> bool {
        let meeting = &self.meetings[meeting];
        let talks = meeting.participants.len() > 1 && is_meeting(&self.scenes[draft.scene], self.rules);
        if draft.is_here && draft.turn.is_some() {
            return talks;
        }
        if draft.turn.is_some()
            || draft.interval.is_some_and(|i| shared(Some(i), meeting.date.map(Interval::day)).is_none())
        {
            return false;
        }
        let told_first = self.scenes[draft.scene]
            .reading
            .transcript
            .turns
            .first()
            .is_none_or(|t| draft.span.end <= t.words.start);
        let surname = |p: &String| plain(crate::meeting::people::surname(p));
        let known: BTreeSet<String> = meeting.participants.iter().map(surname).collect();
        let by_cue = draft.time.is_some()
            && !draft.is_stated
            && draft.interval.is_some_and(|i| i.start == i.end)
            && draft.interval == meeting.date.map(Interval::day)
            && draft.entry.is_none()
            && draft.span.start == draft.sentence.start;
        told_first
            && !by_cue
            && known.len() > 1
            && known.intersection(&draft.names).count() > usize::from(draft.entry.is_none())
    }

    /// The one held meeting of a past visit: "in March, on my visit to Brona".
    fn visited(&self, draft: &Draft, by_day: &BTreeMap<Date, Vec<usize>>) -> Option<usize> {
        let today = self.scenes[draft.scene].day?;
        let (start, end) = draft.interval.and_then(|i| i.start.zip(i.end))?;
        let is_over = end < today && start.until(end).ok()?.get_days() <= MOST_DAYS;
        let fits = |m: &usize| {
            let meeting = &self.meetings[*m];
            let place = meeting.place.as_deref().unwrap_or_default();
            let words: Vec<String> = place.split(|c: char| !c.is_alphanumeric()).map(plain).collect();
            meeting.participants.len() > 1
                && draft.people.iter().all(|d| meeting.participants.iter().any(|p| same_person(p, d)))
                && draft.names.iter().any(|n| !self.is_common(n) && words.contains(n))
        };
        let mut found = by_day.range(start..=end).flat_map(|(_, m)| m.iter().copied()).filter(fits);
        let one = found.next().filter(|_| is_over && !draft.people.is_empty())?;
        found.next().is_none().then_some(one)
    }

    /// The one held meeting of these people in these days.
    fn remembered(&self, draft: &Draft, by_day: &BTreeMap<Date, Vec<usize>>) -> Option<usize> {
        let interval = draft.interval.filter(|_| draft.is_past && draft.people.len() > 1)?;
        let (start, end) = interval.start.zip(interval.end)?;
        if start.until(end).ok()?.get_days() > MOST_DAYS {
            return None;
        }
        let own = self.scenes[draft.scene].meeting;
        let there = |m: usize| {
            let people = &self.meetings[m].participants;
            draft.people.iter().all(|d| people.iter().any(|p| same_person(p, d)))
        };
        let mut fits = by_day
            .range(start..=end)
            .flat_map(|(_, m)| m.iter().copied())
            .filter(|m| Some(*m) != own && there(*m));
        let one = fits.next()?;
        fits.next().is_none().then_some(one)
    }
}
