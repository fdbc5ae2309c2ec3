//! Words of stage notes and of narration: `data/notes.toml`.

use super::table::Table;

use super::{RulesError, WordSet, words};

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
    /// Whole brackets that say words were taken out.
    pub redacted: Vec<String>,
    /// Words that measure a note ("prolonged").
    pub measures: Vec<String>,
    /// Small words after a note's word ("from the left").
    pub goes_on: Vec<String>,
    /// Openings of a call from the room, before its colon.
    pub voices: Vec<String>,
    /// Words that open or sign a note of the editor's ("Editor’s note", "Ed.").
    pub editors: Vec<String>,
    /// Openings of lines between turns that are nobody's words ("Written by").
    pub matter: Vec<String>,
    /// Heads over matter that nobody speaks; one that ends with a space goes on ("about the ").
    pub over: Vec<String>,
    /// Words that open a letter.
    pub salutes: Vec<String>,
    /// Words before the name under a letter.
    pub signs_off: Vec<String>,
    /// Verbs of gestures, third person.
    pub gestures: Vec<String>,
    /// Verbs of other deeds in the room, third person.
    pub deeds: Vec<String>,
    /// Names of languages.
    pub tongues: Vec<String>,
    /// Words before a language's name: "in".
    pub in_before: Vec<String>,
    /// Single words for "in some language".
    pub in_tongue: Vec<String>,
    /// Verbs of speaking a language.
    pub speaks: Vec<String>,
    /// The record's own words.
    pub narrative: Vec<String>,
    /// Openings of the record's own lines.
    pub record: Vec<String>,
    /// Whole lines, printed in capitals, that end a transcript.
    pub ends: Vec<String>,
    /// Ends of short lines in which the record tells what a member did.
    pub record_ends: Vec<String>,
    /// Ends of the record's lines after which matter is printed.
    pub follows: Vec<String>,
    /// Openings of matter that is printed and not spoken.
    pub printed: Vec<String>,
    /// Third-person openings of narration.
    pub subjects: Vec<String>,
    /// Words of one who speaks: pronouns of the first person, thanks; with plain apostrophes.
    pub speaking: WordSet,
    /// Pronouns of the first and second person.
    pub first_person: Vec<String>,
    /// Words in the head of a page that call it a speech.
    pub speeches: Vec<String>,
    /// Words in the head of a page that say that another than its author reads the speech.
    pub readers: Vec<String>,
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
            ("redacted", &mut self.redacted),
            ("measures", &mut self.measures),
            ("goes_on", &mut self.goes_on),
            ("voices", &mut self.voices),
            ("editors", &mut self.editors),
            ("matter", &mut self.matter),
            ("over", &mut self.over),
            ("salutes", &mut self.salutes),
            ("signs_off", &mut self.signs_off),
            ("gestures", &mut self.gestures),
            ("deeds", &mut self.deeds),
            ("tongues", &mut self.tongues),
            ("in_before", &mut self.in_before),
            ("in_tongue", &mut self.in_tongue),
            ("speaks", &mut self.speaks),
            ("narrative", &mut self.narrative),
            ("record", &mut self.record),
            ("ends", &mut self.ends),
            ("record_ends", &mut self.record_ends),
            ("follows", &mut self.follows),
            ("printed", &mut self.printed),
            ("subjects", &mut self.subjects),
            ("first_person", &mut self.first_person),
            ("speeches", &mut self.speeches),
            ("readers", &mut self.readers),
        ] {
            list.extend(words(file, table, key)?);
        }
        self.speaking.extend(words(file, table, "speaking")?);
        Ok(())
    }
}
