//! Between whom a paper is, as its name tells: "the Norland-Tesmara Ferry Agreement", "the treaty between Norland
//! and Tesmara". Whom it is with is read with the people of other events. Depends on `party`; what a country is
//! stands in the rules.

use super::Status;
use super::deed::Deed;
use super::draft::Draft;
use super::join::is_paper;
use super::phrase::Phrase;
use super::spot::Sentence;
use crate::words::{Case, plain};

impl Sentence<'_, '_> {
    /// Adds the parties that stand in the name of a paper.
    pub(super) fn between(&self, draft: &mut Draft, phrase: &Phrase) {
        if !is_paper(draft.kind) || !draft.people.is_empty() {
            return;
        }
        let said = self.said;
        if let Some(joint) = (phrase.head + 1..phrase.end).find(|w| said.form(*w) == "between") {
            let parties = self.parties(joint + 1, phrase.end);
            if parties.is_whole && parties.names.len() > 1 {
                draft.people.extend(parties.names);
            }
            return;
        }
        // "the Norland-Tesmara | Agreement"
        let pair = (phrase.start + 1..phrase.head).find(|w| said.words[*w].lead.ends_with('-'));
        // "the NRL-Tesmara | Agreement": an acronym beside a state is one.
        let acronym = |w: usize| said.words[w].case == Case::Upper;
        let fits = |a: usize, b: usize| self.is_state(a) && (self.is_state(b) || acronym(b));
        if let Some(second) = pair.filter(|w| fits(w - 1, *w) || fits(*w, w - 1)) {
            draft.people.extend([second - 1, second].map(|w| self.state(w)));
        }
    }

    /// "Today we signed the treaty": the two who speak.
    pub(super) fn signed_here(&self, draft: &mut Draft, deed: Option<&Deed>) {
        let we = deed.is_some_and(|d| self.said.form(d.first) == "we" && !d.is_doubted);
        let today = draft.interval.is_some_and(|i| i.start == i.end && i.start == self.scene.day);
        let signs = matches!(draft.status, Status::Signed | Status::Planned);
        let speaker = self.scene.speaker(self.turn);
        if let Some(other) =
            self.scene.other(speaker).filter(|_| is_paper(draft.kind) && we && today && signs)
            && draft.people.is_empty()
        {
            draft.people.extend(speaker.into_iter().chain([other]).map(str::to_string));
        }
    }

    fn is_state(&self, at: usize) -> bool {
        let word = &self.said.words[at];
        let form = plain(word.bare());
        self.said.is_name(at) && self.rules.names.canonical.contains_key(&form)
    }

    /// As printed, with the point of "U.S."
    fn state(&self, at: usize) -> String {
        let printed = self.said.span(at, at + 1).of(self.said.text);
        if printed.contains('.') { format!("{printed}.") } else { printed.to_string() }
    }
}
