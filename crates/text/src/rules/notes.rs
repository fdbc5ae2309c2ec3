//! Words of stage notes and of narration: `data/notes.toml`.

use toml::Table;

use super::{RulesError, words};

/// What tells notes, gaps and narration. All lower case.
#[derive(Debug, Default)]
pub struct NoteRules {
    /// Applause, gestures.
    pub kinesic: Vec<String>,
    /// Laughter, cross-talk.
    pub vocal: Vec<String>,
    /// Pauses, breaks.
    pub incident: Vec<String>,
    /// Words about interpretation.
    pub interpreted: Vec<String>,
    /// `sic`.
    pub sic: Vec<String>,
    /// Words not understood.
    pub inaudible: Vec<String>,
    /// Words in another language, not given.
    pub foreign: Vec<String>,
    /// The record's own words.
    pub narrative: Vec<String>,
    /// Openings of the record's own lines.
    pub record: Vec<String>,
    /// Third-person openings of narration.
    pub subjects: Vec<String>,
    /// Words of one who speaks: pronouns of the first person, thanks; sorted, with plain apostrophes.
    pub speaking: Vec<String>,
    /// Pronouns of the first and second person.
    pub first_person: Vec<String>,
}

impl NoteRules {
    pub(crate) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for (key, list) in [
            ("kinesic", &mut self.kinesic),
            ("vocal", &mut self.vocal),
            ("incident", &mut self.incident),
            ("interpreted", &mut self.interpreted),
            ("sic", &mut self.sic),
            ("inaudible", &mut self.inaudible),
            ("foreign", &mut self.foreign),
            ("narrative", &mut self.narrative),
            ("record", &mut self.record),
            ("subjects", &mut self.subjects),
            ("first_person", &mut self.first_person),
            ("speaking", &mut self.speaking),
        ] {
            list.extend(words(file, table, key)?);
        }
        self.speaking.sort();
        Ok(())
    }
}
