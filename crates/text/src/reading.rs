//! A reading: one capture read to the end: its document, its transcript, the meeting it tells of.

use crate::page::{Capture, Document};
use crate::rules::Rules;
use crate::span::Span;
use crate::transcript::Transcript;

/// What one document says of the event it covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeetingNotice {
    /// The day of the meeting.
    pub date: Option<jiff::civil::Date>,
    /// The place as printed.
    pub place: Option<String>,
    /// The people who took part, fullest form of each name, in order of first mention.
    pub participants: Vec<String>,
}

/// A capture read to the end.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The page.
    pub document: Document,
    /// Who speaks.
    pub transcript: Transcript,
    /// The meeting the page tells of; `None` when it tells of none.
    pub meeting: Option<MeetingNotice>,
}

/// A unit of comparison: a sentence of a turn or of narration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands in `Document::text`.
    pub span: Span,
    /// Index (from zero) of its turn; `None` for narration.
    pub turn: Option<usize>,
}

impl Reading {
    /// The sentences of turns and of narration, in the order of the text.
    pub fn units(&self) -> Vec<Unit> {
        let mut units: Vec<Unit> = self
            .transcript
            .turns
            .iter()
            .enumerate()
            .flat_map(|(n, turn)| {
                turn.sentences.iter().map(move |s| Unit {
                    span: *s,
                    turn: Some(n),
                })
            })
            .chain(self.transcript.narration.iter().map(|s| Unit {
                span: *s,
                turn: None,
            }))
            .collect();
        units.sort_by_key(|u| u.span);
        units
    }
}

/// Reads a capture. Total: odd bytes give what was read and findings.
pub fn read(capture: &Capture, rules: &Rules) -> Reading {
    let _ = rules;
    let _ = capture;
    unreachable!("being written")
}
