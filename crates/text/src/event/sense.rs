//! On which side of the day of speaking an event lies.
//!
//! "in June", "on Friday" have two sides: the verb decides ("we will meet on Friday"), and where none does
//! the day is a guess. "ahead of the summit" and "we met" tell the side without a day. Depends on `clause`
//! and `deed`.

use jiff::ToSpan;
use jiff::civil::Date;

use super::clause::When;
use super::deed::{Deed, Tense};
use super::draft::Draft;
use super::join::is_paper;
use super::spot::Sentence;
use super::{EventKind, Sense, Status};
use crate::rules::dictionary::Class;
use crate::rules::events::{Role, form};
use crate::time::Interval;

impl Sentence<'_, '_> {
    /// Puts a time that may lie on either side where the verb has it, and says on which side the event is.
    pub(super) fn sided(&self, draft: &mut Draft, when: Option<&When>, deed: Option<&Deed>, at: usize) {
        let tense = match deed.map(|d| d.tense) {
            Some(tense @ (Tense::Past | Tense::Future)) => tense,
            // "we spoke at the summit in June", but "we spoke of the summit in June".
            _ if self.is_there(at) => self.tense_around(at),
            _ => Tense::None,
        };
        if let Some(when) = when
            && let Some(day) = self.scene.day
            && let Some((start, end)) = draft.interval.and_then(|i| i.start.zip(i.end))
            && self.is_open(when)
        {
            match tense {
                Tense::Past if start > day => draft.interval = self.moved(when, (start, end), -1),
                Tense::Future if end < day => draft.interval = self.moved(when, (start, end), 1),
                Tense::Past | Tense::Future => {}
                _ => {
                    draft.interval = self.nearest(when, (start, end), day);
                    draft.is_guessed = end < day || start > day;
                }
            }
        }
        draft.sense = self.sense(draft, when, deed, at);
        if draft.status == Status::Planned && !draft.is_guessed {
            draft.sense = draft.sense.or(Some(Sense::Ahead));
        }
        draft.interval = draft.interval.map(|i| self.on_side(i, draft.sense));
        let to_come = draft.sense == Some(Sense::Ahead) && draft.status == Status::Mentioned;
        if to_come && !draft.is_here && !is_paper(draft.kind) && draft.kind != EventKind::Anniversary {
            draft.status = Status::Planned;
        }
    }

    fn sense(&self, draft: &Draft, when: Option<&When>, deed: Option<&Deed>, at: usize) -> Option<Sense> {
        if let Some((start, end)) = draft.interval.and_then(|i| i.start.zip(i.end))
            && let Some(day) = self.scene.day.filter(|_| !draft.is_guessed)
            && (end < day || start > day)
        {
            return Some(if end < day { Sense::Over } else { Sense::Ahead });
        }
        // "later this month" is ahead, though the month has begun.
        if let Some(side) = when.and_then(|w| self.side_of(w)) {
            return Some(side);
        }
        match deed.filter(|d| !d.is_doubted).map(|d| d.tense) {
            Some(Tense::Past) => Some(Sense::Over),
            Some(Tense::Future) => Some(Sense::Ahead),
            _ => match self.tense_around(at) {
                Tense::Past => self.is_there(at).then_some(Sense::Over),
                _ => self.is_coming(at).then_some(Sense::Ahead),
            },
        }
    }

    /// The side that the words of a time tell: "earlier this year", "later this week".
    fn side_of(&self, when: &When) -> Option<Sense> {
        let said = self.said;
        let begins = |cue: &str| {
            (when.first.saturating_sub(1)..when.end)
                .any(|w| said.phrase_at(w, cue).is_some_and(|e| e <= when.end))
        };
        match (begins("earlier"), begins("later")) {
            (true, false) => Some(Sense::Over),
            (false, true) => Some(Sense::Ahead),
            _ => None,
        }
    }

    /// "we met in Brona on the sidelines of | the summit": nothing in the clause is only wished.
    fn is_there(&self, head: usize) -> bool {
        let said = self.said;
        let part = said.parts[head];
        let wish = |w: usize| {
            said.is(w, Role::To) && !said.is_name(w + 1) && !said.is(w + 1, Role::Determiner)
                || said.is(w, Role::Modal)
        };
        let clause = || (0..head).rev().take_while(|w| said.parts[*w] == part);
        let led = || {
            (head.saturating_sub(5)..=head)
                .any(|w| said.parts[w] == part && said.phrase_before(w, "there").is_some())
        };
        led() && !clause().any(wish)
    }

    /// "ahead of the summit", "the upcoming visit", "the summit is coming up".
    fn is_coming(&self, at: usize) -> bool {
        let said = self.said;
        let part = said.parts[at];
        let from = at.saturating_sub(8);
        let leads = |w: usize| said.phrase_at(w, "coming").is_some_and(|end| end <= at + 1);
        // "this year's summit heading into next year's": what stands behind leads to another.
        let follows = |w: usize| said.phrase_at(w, "coming_up").is_some();
        let here = |w: &usize| said.parts[*w] == part;
        (from..at).filter(here).any(leads) || (at + 1..said.len().min(at + 6)).filter(here).any(follows)
    }

    /// The tense of the clause around a word: that of its only sort of verbs.
    pub(super) fn tense_around(&self, at: usize) -> Tense {
        let said = self.said;
        let part = said.parts[at];
        let (mut future, mut past) = (false, false);
        // "the United States" acts in no past.
        for w in (0..said.len()).filter(|w| said.parts[*w] == part && !said.is_name(*w)) {
            let form = said.form(w);
            let plain = said.senses[w].noun.is_none();
            future |= said.is(w, Role::Future)
                || said.phrase_at(w, "planned").is_some_and(|e| !said.is(e, Role::Determiner));
            past |= said.is(w, Role::Did) || said.is(w, Role::PastBe) && form != "been";
            past |= plain && said.senses[w].verbs.iter().any(|v| v.1 & form::PAST != 0);
            past |= plain && form.len() > 4 && form.ends_with("ed") && !form.ends_with("eed");
        }
        match (past, future) {
            (true, false) => Tense::Past,
            (false, true) => Tense::Future,
            _ => Tense::None,
        }
    }

    /// "in June", "on Friday", "on 25 May": no year, and no word that says on which side.
    fn is_open(&self, when: &When) -> bool {
        let said = self.said;
        let words = || (when.first.saturating_sub(1)..when.end).map(|w| said.form(w));
        let year = words().any(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()));
        let tells =
            words().any(|w| said.lexis.phrases("sides").iter().any(|p| p.first().is_some_and(|f| f == w)));
        !year && !tells && (self.has(when, Class::Month) || self.has(when, Class::Weekday))
    }

    fn has(&self, when: &When, class: Class) -> bool {
        let language = self.scene.document().language.as_deref();
        let Some(dictionary) = self.rules.dictionary(language) else { return false };
        (when.first..when.end).any(|w| dictionary.sense(dictionary.id(self.said.form(w))).is(class))
    }

    /// "This year we will meet": not before the day of speaking.
    fn on_side(&self, interval: Interval, sense: Option<Sense>) -> Interval {
        let Some(day) = self.scene.day else { return interval };
        let inside = |(start, end): &(Date, Date)| start < end && (*start..=*end).contains(&day);
        match interval.start.zip(interval.end).filter(inside).and(sense) {
            Some(Sense::Ahead) => Interval { start: Some(day), ..interval },
            Some(Sense::Over) => Interval { end: Some(day), ..interval },
            None => interval,
        }
    }

    /// Of the same day in three years the one nearest to the day of speaking.
    fn nearest(&self, when: &When, days: (Date, Date), today: Date) -> Option<Interval> {
        let own = Interval { start: Some(days.0), end: Some(days.1) };
        if days.0 != days.1 || !self.has(when, Class::Month) {
            return Some(own);
        }
        let others = [-1, 1].into_iter().filter_map(|way| self.moved(when, days, way));
        let far = |i: &Interval| super::named::far(*i, today);
        std::iter::once(own).chain(others).min_by_key(far)
    }

    /// The same month or day of another year, the same weekday of another week.
    fn moved(&self, when: &When, (start, end): (Date, Date), way: i16) -> Option<Interval> {
        let step = if self.has(when, Class::Month) { way.years() } else { way.weeks() };
        let (start, end) = (start.checked_add(step).ok()?, end.checked_add(step).ok()?);
        Some(Interval { start: Some(start), end: Some(end) })
    }
}
