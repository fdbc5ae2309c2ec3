//! Coverage on the wire: meetings that are held or only known, and what is gone of them.

use serde::Serialize;

use crate::SCHEMA;

/// A meeting of the coverage.
#[derive(Debug, Serialize)]
pub struct CoverageForm<'r> {
    schema: &'static str,
    kind: &'static str,
    /// Its id: the meeting's when a document of it is held, else the event's.
    pub id: &'r str,
    /// The day, `null` when it is not known or a stretch of days.
    pub date: Option<String>,
    /// The first and the last day that may be meant.
    pub interval: Option<(Option<String>, Option<String>)>,
    /// The place.
    pub place: Option<&'r str>,
    /// Who took part, as far as it is known.
    pub participants: &'r [String],
    /// True when the record holds a document of it.
    pub held: bool,
    /// Ids of its documents.
    pub documents: Vec<&'r str>,
    /// Ids of those that have turns.
    pub transcripts: &'r [String],
    /// Who publishes them.
    pub publishers: &'r [String],
    /// Pages that a later capture does not show.
    pub gone: Vec<GoneForm<'r>>,
    /// Documents that mention it; empty for held meetings.
    pub mentioned_in: Vec<&'r str>,
    /// What it is called and how far it has come, by those who mention it; `null` for held meetings.
    pub mention: Option<MentionForm<'r>>,
}

/// A meeting of which no document is held, in the words of those who mention it.
#[derive(Debug, Serialize)]
pub struct MentionForm<'r> {
    /// `meeting`, `visit` or `summit`.
    pub kind: &'static str,
    /// What it is called.
    pub label: &'r str,
    /// `planned`, `mentioned`, `cancelled`, as in the ledger.
    pub status: &'static str,
    /// `stated` when the words give the day, `derived` when it follows from them.
    pub basis: &'static str,
}

/// A page that was there.
#[derive(Debug, Serialize)]
pub struct GoneForm<'r> {
    /// Its address.
    pub url: &'r str,
    /// The instant of the last capture that shows it.
    pub seen: &'r str,
    /// The instant of the first capture after it that does not.
    pub missing: &'r str,
}

impl<'r> CoverageForm<'r> {
    /// A meeting of an id and a list of participants, the rest to be filled.
    pub fn new(id: &'r str, participants: &'r [String]) -> Self {
        CoverageForm {
            schema: SCHEMA,
            kind: "coverage",
            id,
            date: None,
            interval: None,
            place: None,
            participants,
            held: false,
            documents: Vec::new(),
            transcripts: &[],
            publishers: &[],
            gone: Vec::new(),
            mentioned_in: Vec::new(),
            mention: None,
        }
    }
}
