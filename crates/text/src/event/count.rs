//! What is told of more than one event: "we met four times", "seventy delegations visited", "we meet in May
//! every year".

use super::clause::Said;
use super::deed::{Deed, Tense};
use super::phrase::Phrase;
use super::spot::Sentence;
use crate::rules::events::{EventKind, Role};
use crate::time::{Interval, TimeKind};

/// Words around a verb that are looked at.
const BEFORE: usize = 6;
const BEHIND: usize = 6;
/// Days of a time in which there may be many of a kind.
const LONG: i32 = 300;
/// A subject of so many does not do one thing.
const MANY: f64 = 5.0;

impl Sentence<'_, '_> {
    /// "met four times", "have often met", "meet in May every year".
    pub(super) fn is_often(&self, deed: &Deed) -> bool {
        let said = self.said;
        let part = said.parts[deed.at];
        let words = deed.first.saturating_sub(BEFORE)..said.len().min(deed.at + BEHIND);
        words.filter(|w| said.parts[*w] == part).any(|w| said.phrase_at(w, "often").is_some())
    }

    /// "Seventy delegations visited": many came, each in its time.
    pub(super) fn is_counted(&self, subject: usize, end: usize) -> bool {
        let said = self.said;
        let many = |w: usize| {
            let at = said.words[w].span;
            self.figures.iter().any(|f| f.span.overlaps(at) && f.value.is_some_and(|v| v >= MANY))
        };
        let vague = said.is(subject, Role::Vague)
            && subject < end
            && !matches!(said.form(subject), "all" | "these" | "those");
        vague
            || subject < end && !said.is(subject, Role::Definite) && (subject..end.min(subject + 3)).any(many)
    }

    /// "We have met this year": the time is long enough for many of them.
    pub(super) fn is_any_of_year(&self, deed: &Deed, interval: Option<Interval>) -> bool {
        let perfect = (deed.first..deed.at).any(|w| self.said.is(w, Role::Have));
        perfect && is_long(interval)
    }

    /// "our fourth meeting this year", "we hold a conference in May every year".
    pub(super) fn is_one_of_many(
        &self,
        phrase: &Phrase,
        deed: Option<&Deed>,
        interval: Option<Interval>,
    ) -> bool {
        let said = self.said;
        let ordinal = (phrase.start..phrase.head).any(|w| said.phrase_at(w, "ordinal").is_some());
        let counted = ordinal && is_long(interval) && phrase.noun.kind == EventKind::Meeting;
        counted || deed.is_some_and(|d| d.tense == Tense::Present) && is_habit(said, phrase)
    }

    /// True for a preposition inside a subject: "the delegation from Norland", "the Minister of Trade".
    pub(super) fn hangs(&self, at: usize, next: usize) -> bool {
        let said = self.said;
        let led = matches!(said.form(at), "from" | "in" | "at" | "between");
        said.form(at) == "of"
            || led && at > 0 && said.is_name(next) && !said.is_small(at - 1) && said.time_at(at - 1).is_none()
    }
}

/// True where the clause says that it comes again: "every year", "annually".
fn is_habit(said: &Said, phrase: &Phrase) -> bool {
    let again = |t: &&super::clause::When| {
        t.time.kind == TimeKind::Set && !(phrase.start <= t.first && t.end <= phrase.end)
    };
    said.times.iter().any(|t| again(&t))
}

fn is_long(interval: Option<Interval>) -> bool {
    let days = interval.and_then(|i| i.start?.until(i.end?).ok());
    days.is_some_and(|d| d.get_days() >= LONG)
}
