//! The time of an event: in its own words, right behind, or with its verb.
//!
//! `"At the beginning of last year, we signed a treaty"` · `"your visit to Norland in 2031"`. A time that
//! another verb or another event stands before belongs to that one.

use jiff::ToSpan;
use jiff::civil::Date;

use super::clause::When;
use super::deed::{Deed, Tense};
use super::draft::Draft;
use super::phrase::Phrase;
use super::spot::Sentence;
use crate::rules::events::Role;
use crate::span::Span;
use crate::time::Interval;

/// Words before a time that leads a sentence: "And on Friday", "So, today".
const LEADING: usize = 2;
/// Words between such a time and the clause that shares it.
const SHARED: usize = 24;
/// Words between "the last time we met" and "was".
const LAST: usize = 12;

impl Sentence<'_, '_> {
    /// The time of the event of a phrase: in its words, right behind, or with its verb.
    pub(super) fn time_of(&self, phrase: &Phrase, deed: Option<&Deed>) -> Option<&When<'_>> {
        let said = self.said;
        let usable = |w: &&When| w.interval().is_some();
        let inside =
            said.times.iter().filter(usable).find(|w| phrase.start <= w.first && w.end <= phrase.end);
        if inside.is_some() {
            return inside;
        }
        if let Some(deed) = deed.filter(|d| d.at >= phrase.end) {
            // "the treaty, signed here in the Old Hall in February".
            if let Some(when) = self.time_after(deed.at + 1, 9) {
                return Some(when);
            }
        }
        if let Some(slated) = self.slated(phrase) {
            return self.time_after(slated.end, 2);
        }
        if let Some(when) = self.time_said_of(phrase) {
            return Some(when);
        }
        let behind = self.aside(phrase.end).map_or(phrase.end, |a| a.1);
        if let Some(when) = self.time_after(phrase.end, 6).or_else(|| self.time_after(behind, 1)) {
            return Some(when);
        }
        if let (Some(when), _) = self.met_at(phrase) {
            return Some(when);
        }
        if let Some(when) = deed.and_then(|d| self.time_shared(d, self.subject(d))) {
            return Some(when);
        }
        let governed = deed.is_some_and(|d| d.at < phrase.start);
        let first = deed.map_or(phrase.start, |d| d.first.min(phrase.start));
        // "last week, four months after signing the bill": the time is another's.
        if deed
            .is_some_and(|d| d.tense == Tense::None && d.first > 0 && said.is(d.first - 1, Role::Preposition))
        {
            return None;
        }
        if governed || self.leads(first) { self.time_before(first) } else { None }
    }

    /// True when the words before are a time and no more, back to the border of the clause.
    pub(super) fn leads(&self, first: usize) -> bool {
        let said = self.said;
        let begins = |w: usize| w == 0 || said.parted(w) || said.parts[w] != said.parts[w - 1];
        // "On 12 April, the treaty", "in Brona tomorrow | over the treaty": there it is a day of the talks.
        let alone = |w: &When| {
            let small = (0..w.first).rev().take_while(|s| said.is_small(*s) && !begins(s + 1)).count();
            begins(w.first - small)
        };
        self.time_before(first)
            .filter(|w| w.end == first || w.end + 1 == first && said.is(w.end, Role::Preposition))
            // "in December, during | my visit"
            .is_some_and(|w| alone(w) || w.end < first && said.form(w.end) == "during")
    }

    /// A time within `near` words behind, no other verb or event between.
    pub(super) fn time_after(&self, from: usize, near: usize) -> Option<&When<'_>> {
        let said = self.said;
        let when = said.times.iter().find(|w| w.first >= from && w.interval().is_some())?;
        let (mut at, mut near, mut is_there) = (from, near, false);
        while at < when.first {
            if let Some(end) = said.past_aside(at) {
                near += end - at;
                at = end;
                continue;
            }
            // "signed at the Lowland Summit six months ago": the time of both.
            is_there |= matches!(said.form(at), "at" | "during");
            let barred = said.is(at, Role::Be)
                || said.is(at, Role::Have)
                || said.is(at, Role::Future)
                || said.is(at, Role::To) && said.is_small(at + 1)
                || said.is(at, Role::Breaks)
                || said.is(at, Role::And)
                || said.is(at, Role::Subject)
                || !is_there && said.senses[at].noun.is_some_and(|n| !n.is_weak)
                || (said.senses[at].noun.is_none() && !said.senses[at].verbs.is_empty());
            if barred {
                return None;
            }
            at += 1;
        }
        (when.first <= from + near).then_some(when)
    }

    /// "On Friday, she will fly to Tarn, and he will visit the port", "today we go to Tarn, where he will visit the
    /// port": the only time of the sentence stands before both.
    pub(super) fn time_shared(&self, deed: &Deed, subject: usize) -> Option<&When<'_>> {
        let said = self.said;
        let [when] = said.times.as_slice() else { return None };
        let opens = if said.is(subject, Role::And) { subject } else { subject.checked_sub(1)? };
        let shared = when.first <= LEADING && when.end < opens && opens - when.end < SHARED;
        let joined =
            said.is(opens, Role::And) && said.words[opens].lead == "," || said.form(opens) == "where";
        (shared && joined && deed.tense == Tense::Future && when.interval().is_some()).then_some(when)
    }

    /// "your last visit | was exactly one year ago", "the summit | will be in May".
    fn time_said_of(&self, phrase: &Phrase) -> Option<&When<'_>> {
        let said = self.said;
        let from = if said.is(phrase.end, Role::Future) { phrase.end + 1 } else { phrase.end };
        let is_said = said.is(from, Role::Be) && !said.parted(phrase.end) && !said.parted(from);
        self.time_after(from + 1, 2).filter(|_| is_said)
    }

    /// "the last time we met in this hall | was a while ago, in 2014".
    pub(super) fn time_of_last(&self, from: usize) -> Option<&When<'_>> {
        let is = (from..self.said.len().min(from + LAST)).find(|w| self.said.is(*w, Role::Be))?;
        self.time_after(is + 1, 5)
    }

    /// "met last October in Tarn at | the Lowland Summit", "will go to Tarn for | the Lowland Summit": time and
    /// place that stand right before are those of the event behind.
    pub(super) fn met_at(&self, phrase: &Phrase) -> (Option<&When<'_>>, Option<(usize, usize)>) {
        let said = self.said;
        let (mut when, mut place) = (None, None);
        let cue = phrase.start.checked_sub(1).filter(|b| matches!(said.form(*b), "at" | "during" | "for"));
        // "on the sidelines of | the summit"
        let aside = said.phrase_before(phrase.start, "sidelines");
        let Some(mut at) = aside.or(cue).filter(|_| !said.parted(phrase.start)) else { return (when, place) };
        for _ in 0..2 {
            let ends = |w: &&When| w.end == at && w.interval().is_some();
            if let Some(found) = said.times.iter().find(ends).filter(|_| when.is_none()) {
                when = Some(found);
                at = found.first;
                at -= usize::from(at > 0 && matches!(said.form(at - 1), "in" | "on") && !said.parted(at));
            } else if let Some(from) = self.place_before(at).filter(|_| place.is_none()) {
                place = Some((from, at));
                at = from - 1;
            }
        }
        (when, place)
    }

    /// "in Tarn | at": where the name of the place right before begins.
    fn place_before(&self, end: usize) -> Option<usize> {
        let said = self.said;
        let joined = |w: usize| !said.parted(w) || said.words[w].lead == ",";
        let mut from = end;
        while from > 0
            && said.is_name(from - 1)
            && said.time_at(from - 1).is_none()
            && (from == end || joined(from))
        {
            from -= 1;
        }
        let goes = said.form(end) == "for" && said.form(from.saturating_sub(1)) == "to";
        let led = from > 0 && from < end && (goes || said.form(from - 1) == "in") && !said.parted(from);
        led.then_some(from)
    }

    /// The time before a verb in the same clause.
    pub(super) fn time_before(&self, first: usize) -> Option<&When<'_>> {
        let said = self.said;
        let part = *said.parts.get(first)?;
        let when = said.times.iter().rev().find(|w| w.end <= first && w.interval().is_some())?;
        let same = (when.first..first).all(|w| said.parts[w] == part);
        // "Next month I will travel to Tarn to | sign": one time for both.
        let other = |w: usize| said.is_event(w) && said.phrase_at(w, "travels").is_none();
        let barred = (when.end..first).any(other) || self.is_of_telling(when);
        let near = first - when.end < 8 || (when.end..first).all(|w| said.is_name(w) || said.is_small(w));
        (same && !barred && near).then_some(when)
    }

    /// "told us yesterday": the time is that of the saying.
    fn is_of_telling(&self, when: &When) -> bool {
        let said = self.said;
        let part = said.parts[when.first];
        let before = (0..when.first).rev().take(4).take_while(|w| said.parts[*w] == part);
        let own = before.take_while(|w| !said.is_event(*w) || said.phrase_at(*w, "telling").is_some());
        own.into_iter().any(|w| said.phrase_at(w, "telling").is_some())
    }

    /// The time of an anniversary: "next year – 30 years of …", "This year marks the 100th …".
    pub(super) fn time_near(&self, first: usize, end: usize) -> Option<&When<'_>> {
        let outside = |w: &&When| (w.end <= first || w.first >= end) && w.interval().is_some();
        let far = |w: &&When| if w.end <= first { first - w.end } else { w.first - end + 1 };
        self.said.times.iter().filter(outside).min_by_key(far).filter(|w| far(w) < 10)
    }

    /// The place of "– in Brona in January", behind a dash, a comma or nothing: its first word, one past
    /// its last.
    pub(super) fn aside(&self, at: usize) -> Option<(usize, usize)> {
        let said = self.said;
        // "in — in Brona", "in the — in Brona": said again.
        let again = (at + 1..said.len().min(at + 3))
            .find(|w| said.form(*w) == said.form(at) && said.words[*w].lead == "-");
        let at = again.filter(|_| said.form(at) == "in").unwrap_or(at);
        // "the forum here in Brona"
        let at =
            if said.form(at) == "here" && !said.parted(at) && !said.parted(at + 1) { at + 1 } else { at };
        let lead = said.words.get(at)?.lead.as_str();
        if !matches!(lead, "" | "-" | "," | "(")
            || !matches!(said.form(at), "in" | "at")
            || said.time_at(at + 1).is_some()
        {
            return None;
        }
        let names = |w: usize| said.is_name(w) || said.is(w, Role::Determiner) && w == at + 1;
        let end = (at + 1..said.len()).take_while(|w| names(*w) && !said.parted(*w)).count() + at + 1;
        // "signed at the Lowland Summit": an occasion is no place.
        let occasion = (at + 1..end).any(|w| said.senses[w].noun.is_some_and(|n| !n.is_weak));
        (end > at + 1 && said.is_name(end - 1) && !occasion).then_some((at + 1, end))
    }

    /// A place and a time right behind: "our contacts – in Brona in January".
    pub(super) fn is_aside(&self, phrase: &Phrase) -> bool {
        let end = self.aside(phrase.end).map_or(phrase.end, |a| a.1);
        self.time_after(end, 1).is_some()
    }

    /// "six months ago": a month more or less; "two months ago" is counted.
    fn rounded(&self, when: &When) -> Option<Interval> {
        let said = self.said;
        let (start, end) = when.interval().and_then(|i| i.start.zip(i.end))?;
        let many = (when.first..when.end).any(|w| {
            said.phrase_at(w, "rounded").is_some()
                && w > 0
                && !said.lexis.phrases("counted").contains(&vec![said.form(w - 1).to_string()])
        });
        let today = self.scene.day.filter(|day| many && *day > end);
        let Some(day) = today else { return when.interval() };
        let from = start.checked_sub(1.months()).ok()?;
        let to = end.tomorrow().and_then(|d| d.checked_add(1.months())).and_then(Date::yesterday).ok()?;
        Some(Interval { start: Some(from), end: Some(to.min(day)) })
    }

    pub(super) fn dated(&self, draft: &mut Draft, when: Option<&When>) {
        let Some(when) = when else { return };
        draft.interval = self.rounded(when);
        draft.time = Some(when.time.span);
        let words = when.time.span.of(self.said.text);
        let year = words.split(|c: char| !c.is_ascii_digit()).any(|d| d.len() == 4);
        let today = when.interval().is_some_and(|i| i.start == i.end && i.start == self.scene.day);
        draft.is_stated = year || today;
    }

    /// "Later, the two met with builders": a page tells of the day of its meeting.
    pub(super) fn same_day(&self, draft: &mut Draft) {
        let Some(end) = self.said.phrase_at(0, "same_day") else { return };
        draft.interval = self.scene.day.map(Interval::day);
        draft.time = Some(self.said.span(0, end));
        draft.span = Span::new(self.said.words[0].span.start, draft.span.end);
    }
}
