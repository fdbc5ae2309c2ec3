//! What can be said of an echo for certain: whether words that are nowhere close were to be found here at
//! all, and which echoes a brief tells.
//!
//! "As I told the senators in Brona, …" speaks of words that no record of this meeting can hold. "As you
//! noted, …" between two people does, unless it names another occasion. What is left in doubt is kept with
//! its reason.

use super::{Draft, Found, OPENING, Shelves, Verdict};
use crate::rules::Whom;
use crate::transcript::Role;

/// Why a brief does not tell an echo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// It is not certain who speaks or who is cited.
    Whom,
    /// Too few words answer to each other.
    FewWords,
    /// Nothing close is held, and it may have been said where no record tells.
    Elsewhere,
}

impl Doubt {
    /// The code of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Doubt::Whom => "whom",
            Doubt::FewWords => "few_words",
            Doubt::Elsewhere => "elsewhere",
        }
    }

    /// The reason in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Doubt::Whom => "not certain who is cited",
            Doubt::FewWords => "few words answer to each other",
            Doubt::Elsewhere => "may have been said where no record tells",
        }
    }
}

/// Words of matter that must answer to each other, and how much of all they must be; less where a number
/// answers, since the difference is shown with it.
const WORDS: usize = 3;
const PART: f32 = 0.72;
const PART_OF_ALTERED: f32 = 0.6;
/// The same for a run of the same words.
const WORDS_OF_RUN: usize = 2;
const RUN: usize = 5;

const NOTHING_CLOSE: &str = "nothing close in the words held of the one cited";
const ELSEWHERE: &str = "another occasion may be meant, and nothing close is held";
const NO_WORDS: &str = "no earlier words of the one cited are held";
const BEGINS: &str = "nothing said earlier here is like it";

impl Shelves<'_, '_> {
    /// Nothing close is there: because it is not held, or though it is.
    pub(super) fn missing(&mut self, draft: &Draft) -> (Verdict, &'static str) {
        let credit = &draft.credit;
        if draft.cue.is_elsewhere || credit.turns.is_empty() {
            let (earlier, is_met) = self.earlier(draft);
            if is_met {
                return (Verdict::NotFound, NOTHING_CLOSE);
            }
            if draft.cue.is_elsewhere || !earlier.is_empty() {
                return (Verdict::NotHeld, ELSEWHERE);
            }
        }
        if credit.turns.is_empty() {
            let note = if credit.name.is_some() { NO_WORDS } else { "nothing said before is held" };
            return (Verdict::NotHeld, note);
        }
        if !credit.is_closed {
            return (Verdict::NotHeld, "not said who is cited, and nothing close is held");
        }
        if draft.cue.whom == Whom::Own && self.is_opening(draft) {
            return (Verdict::NotHeld, BEGINS);
        }
        if self.may_mean_more(draft) {
            (Verdict::NotHeld, ELSEWHERE)
        } else {
            (Verdict::NotFound, NOTHING_CLOSE)
        }
    }

    /// True for the first words of a speaker in the record.
    fn is_opening(&mut self, draft: &Draft) -> bool {
        let (turns, at) = (draft.credit.turns.clone(), draft.at);
        let room = self.room(draft.document);
        room.sentences[..at].iter().filter(|s| turns.contains(&s.turn)).count() <= OPENING
    }

    /// "As I said" and a journalist's "you said" may mean any day, unless the cue says "just now".
    fn may_mean_more(&self, draft: &Draft) -> bool {
        let turn = &self.held[draft.document].reading.transcript.turns[draft.turn];
        let is_near = draft.cue.words.clone().any(|i| draft.shelf.holds("near", &draft.words[i].form));
        let is_asked = turn.speaker.role == Role::Question;
        !is_near
            && (draft.cue.whom == Whom::Own || is_asked || draft.cue.form == crate::rules::CueForm::Report)
    }

    /// "As Vera said", "as Norcar said": a lone word may be a given name or a firm; and a house is nobody.
    fn is_unclear(&self, draft: &Draft) -> bool {
        let Some(name) = draft.credit.name.as_deref().filter(|_| draft.credit.turns.is_empty()) else {
            return false;
        };
        let is_held = draft.credit.key.as_ref().is_some_and(|k| !self.folder.spoken(k).is_empty());
        let printed = draft.cue.who.as_ref().map_or(0, |w| w.len());
        let is_lone = !name.contains(' ') && printed < 2;
        let is_house = name.split(' ').any(|w| self.rules.names.common.contains(&w.to_lowercase()));
        !is_held && (is_lone || is_house)
    }

    /// Why the echo is not told.
    pub(super) fn doubt(
        &self,
        draft: &Draft,
        found: Option<&Found>,
        (verdict, note): (Verdict, &'static str),
    ) -> Option<Doubt> {
        let turn = &self.held[draft.document].reading.transcript.turns[draft.turn];
        let speaks = turn.speaker.name.is_some() || turn.speaker.role == Role::Question;
        if draft.credit.name.is_none() || !speaks || self.is_unclear(draft) {
            return Some(Doubt::Whom);
        }
        match (verdict, found) {
            (Verdict::Supported | Verdict::Altered, Some(found)) => {
                let hit = &found.hit;
                let n = if hit.run >= RUN { WORDS_OF_RUN } else { WORDS };
                let is_short = super::is_short(&draft.said(), (draft.shelf, self.rules));
                let part = if verdict == Verdict::Altered { PART_OF_ALTERED } else { PART };
                if hit.n < n || hit.alone < part || is_short {
                    return Some(Doubt::FewWords);
                }
                // "As I said yesterday": words of today are not those that are meant.
                let suits = !draft.cue.is_told || self.is_of_occasion(draft, found.document);
                if suits { None } else { Some(Doubt::Elsewhere) }
            }
            (Verdict::NotHeld, _) => {
                let is_told = draft.cue.is_told || note == NO_WORDS || note == BEGINS;
                if is_told { None } else { Some(Doubt::Elsewhere) }
            }
            _ => Some(Doubt::Elsewhere),
        }
    }
}
