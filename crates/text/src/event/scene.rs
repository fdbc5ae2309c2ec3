//! A document as the ledger sees it: its day, its meeting, who speaks to whom.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::meeting::Meeting;
use crate::page::Document;
use crate::reading::{Held, Reading};
use crate::rules::events::Lexis;
use crate::transcript::Role;

/// A document with what its sentences are read against.
#[derive(Clone, Debug)]
pub(super) struct Scene<'r> {
    /// Index among the documents handed in.
    pub(super) index: usize,
    pub(super) id: &'r str,
    pub(super) reading: &'r Reading,
    pub(super) day: Option<Date>,
    /// Index of the meeting that it is a version of.
    pub(super) meeting: Option<usize>,
    /// Those who speak by name.
    pub(super) speakers: Vec<&'r str>,
}

impl<'r> Scene<'r> {
    pub(super) fn document(&self) -> &'r Document {
        &self.reading.document
    }

    pub(super) fn text(&self) -> &'r str {
        &self.reading.document.text
    }

    /// Who speaks a turn.
    pub(super) fn speaker(&self, turn: Option<usize>) -> Option<&'r str> {
        self.reading.transcript.turns.get(turn?)?.speaker.name.as_deref()
    }

    /// Whom "you" means: the other one, where two and no more speak.
    pub(super) fn other(&self, speaker: Option<&str>) -> Option<&'r str> {
        let [a, b] = self.speakers.as_slice() else { return None };
        match speaker? {
            s if s == *a => Some(b),
            s if s == *b => Some(a),
            _ => None,
        }
    }
}

/// The documents by day and id, so that their order changes nothing.
pub(super) fn scenes<'r>(held: &[Held<'r>], meetings: &[Meeting]) -> Vec<Scene<'r>> {
    let mut meeting_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (n, meeting) in meetings.iter().enumerate() {
        meeting_of.extend(meeting.members.iter().map(|m| (m.document.as_str(), n)));
    }
    let mut order: Vec<usize> = (0..held.len()).collect();
    order.sort_by_key(|n| (held[*n].reading.day(), held[*n].id));
    order
        .into_iter()
        .map(|index| {
            let Held { id, reading } = held[index];
            let mut speakers: Vec<&str> = Vec::new();
            for turn in reading.transcript.turns.iter().filter(|t| t.speaker.role == Role::Speaker) {
                if let Some(name) = turn.speaker.name.as_deref().filter(|n| !speakers.contains(n)) {
                    speakers.push(name);
                }
                if speakers.len() > MOST_SPEAKERS {
                    break;
                }
            }
            let meeting = meeting_of.get(id).copied();
            let day = reading.day();
            Scene { index, id, reading, day, meeting, speakers }
        })
        .collect()
}

/// True for the page of a press briefing, an interview, a call with journalists.
pub(super) fn is_before_press(scene: &Scene, lexis: &Lexis) -> bool {
    let title = scene.document().title.as_deref().unwrap_or_default().to_lowercase();
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let all = lexis.phrases("before_press");
    all.iter().any(|p| words.windows(p.len().max(1)).any(|w| w.iter().eq(p.iter())))
}

/// Speakers of one page that are kept.
const MOST_SPEAKERS: usize = 24;
