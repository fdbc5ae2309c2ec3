//! The day for which an event is, or was, planned: "its next meeting is scheduled for May", "the visit planned
//! for April had to be postponed", "the talks were moved to June".

use super::clause::Said;
use super::phrase::Phrase;
use super::spot::Sentence;
use crate::rules::events::Role;

/// Words between an event and what is said of its day.
const FAR: usize = 8;

/// Words behind an event that tell for when it is planned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slated {
    /// One past them.
    pub(super) end: usize,
    /// True when the event was moved there.
    pub(super) is_moved: bool,
}

impl Sentence<'_, '_> {
    /// "(that was) planned for", "has been moved to".
    pub(super) fn slated(&self, phrase: &Phrase) -> Option<Slated> {
        let said = self.said;
        let mut at = phrase.end;
        while at < said.len() && at < phrase.end + FAR {
            if let Some(end) = said.phrase_at(at, "moved") {
                return Some(Slated { end, is_moved: true });
            }
            if let Some(end) = said.phrase_at(at, "slated") {
                return Some(Slated { end, is_moved: false });
            }
            if !passes(said, at, phrase.end) {
                return None;
            }
            at += 1;
        }
        None
    }

    /// One past "(which was) planned for April", where the sentence goes on about the event.
    pub(super) fn past_slated(&self, phrase: &Phrase) -> usize {
        let Some(slated) = self.slated(phrase).filter(|s| !s.is_moved) else { return phrase.end };
        self.time_after(slated.end, 2).map_or(slated.end, |w| w.end)
    }
}

/// Auxiliaries and "which" between an event and its day.
fn passes(said: &Said, at: usize, start: usize) -> bool {
    let helps = [Role::Be, Role::Have, Role::Future, Role::To].iter().any(|r| said.is(at, *r));
    let which =
        matches!(said.form(at), "that" | "which" | "now" | "also" | "already" | "originally" | "initially");
    (helps || which) && (!said.parted(at) || at == start)
}
