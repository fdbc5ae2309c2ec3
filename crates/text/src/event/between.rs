//! Between whom a paper is, as its name tells: "the Norland-Tesmara Ferry Agreement", "the treaty between Norland
//! and Tesmara". Whom it is with is read with the people of other events. Depends on `party`; what a country is
//! stands in the rules.

use super::draft::Draft;
use super::join::is_paper;
use super::phrase::Phrase;
use super::spot::Sentence;
use crate::words::plain;

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
        if let Some(second) = pair.filter(|w| self.is_state(w - 1) && self.is_state(*w)) {
            draft.people.extend([second - 1, second].map(|w| self.state(w)));
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
