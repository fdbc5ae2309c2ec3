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
                _ => draft.is_guessed = end < day || start > day,
            }
        }
        draft.sense = self.sense(draft, deed, at);
        let to_come = draft.sense == Some(Sense::Ahead) && draft.status == Status::Mentioned;
        if to_come && !draft.is_here && !is_paper(draft.kind) && draft.kind != EventKind::Anniversary {
            draft.status = Status::Planned;
        }
    }

    fn sense(&self, draft: &Draft, deed: Option<&Deed>, at: usize) -> Option<Sense> {
        if let Some((start, end)) = draft.interval.and_then(|i| i.start.zip(i.end))
            && let Some(day) = self.scene.day.filter(|_| !draft.is_guessed)
            && (end < day || start > day)
        {
            return Some(if end < day { Sense::Over } else { Sense::Ahead });
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
        (from..said.len().min(at + 6)).any(|w| {
            said.parts[w] == part && said.phrase_at(w, "coming").is_some_and(|end| w > at || end <= at + 1)
        })
    }

    /// The tense of the clause around a word: that of its only sort of verbs.
    fn tense_around(&self, at: usize) -> Tense {
        let said = self.said;
        let part = said.parts[at];
        let (mut future, mut past) = (false, false);
        for w in (0..said.len()).filter(|w| said.parts[*w] == part) {
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

    /// The same month or day of another year, the same weekday of another week.
    fn moved(&self, when: &When, (start, end): (Date, Date), way: i16) -> Option<Interval> {
        let step = if self.has(when, Class::Month) { way.years() } else { way.weeks() };
        let (start, end) = (start.checked_add(step).ok()?, end.checked_add(step).ok()?);
        Some(Interval { start: Some(start), end: Some(end) })
    }
}
