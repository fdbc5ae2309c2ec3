//! The trace of a document: all that linking needs to know of it.
//!
//! Its print is what is compared; the rest names the meeting and tells how the version came to
//! be. Words of turns and narration count alike, labels and titles do not.

use jiff::civil::Date;

use super::print::{Facts, Print, hash_run, hash_word, print};
use crate::reading::Reading;
use crate::statement::each_token;
use crate::transcript::Role;

/// What linking knows of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The id of the document.
    pub document: String,
    /// The day of the event as the page tells it.
    pub date: Option<Date>,
    /// The day of publication.
    pub published: Option<Date>,
    /// Minute of that day.
    pub minute: Option<u16>,
    /// When the page was captured, RFC 3339.
    pub captured: Option<String>,
    /// The place as printed.
    pub place: Option<String>,
    /// Who took part, in order of first mention.
    pub participants: Vec<String>,
    /// True when the page tells of a meeting, or several people speak on it.
    pub is_event: bool,
    /// The title of the page.
    pub title: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Whom it cites as its source.
    pub cited_source: Option<String>,
    /// BCP 47 code.
    pub language: Option<String>,
    /// What is compared.
    pub print: Print,
}

/// True where several speak and none is named: a call of "OFFICIAL"s has a day and no people.
fn is_talk_of_unnamed(reading: &Reading) -> bool {
    reading.meeting.is_none() && reading.transcript.turns.len() > 1
}

/// Takes the trace of a reading. `document` is the id of the document.
pub fn trace(reading: &Reading, document: &str) -> Trace {
    let page = &reading.document;
    let notice = reading.meeting.clone().unwrap_or_default();
    let mut speakers: Vec<&str> = reading
        .transcript
        .turns
        .iter()
        .filter(|t| t.speaker.role == Role::Speaker)
        .filter_map(|t| t.speaker.name.as_deref().or(t.speaker.label.as_deref()))
        .collect();
    speakers.sort_unstable();
    speakers.dedup();
    let (words, n_spoken) = words_of(reading);
    let date = notice
        .date
        .or(page.occasion.as_ref().and_then(|o| o.date))
        .or(page.dateline.as_ref().and_then(|d| d.date))
        .or_else(|| reading.day().filter(|_| is_talk_of_unnamed(reading)));
    let facts = Facts {
        day: date,
        published: page.published.map(|p| p.date),
        language: page.language.as_deref(),
        n_words: words.len(),
        n_spoken,
        has_source: page.cited_source.is_some(),
        people: &notice.participants,
    };
    Trace {
        document: document.to_string(),
        date,
        published: page.published.map(|p| p.date),
        minute: page.published.and_then(|p| p.time).map(|(h, m)| (i16::from(h) * 60 + i16::from(m)) as u16),
        captured: page.captured.clone(),
        print: print(&facts, words.windows(3).map(hash_run).collect()),
        place: notice.place,
        is_event: reading.meeting.is_some() || speakers.len() > 1,
        title: page.title.clone(),
        publisher: page.publisher.clone(),
        cited_source: page.cited_source.clone(),
        language: page.language.clone(),
        participants: notice.participants,
    }
}

/// Hashes of the words of all units, turns and narration alike, and how many stand in turns.
fn words_of(reading: &Reading) -> (Vec<u32>, usize) {
    let text = &reading.document.text;
    let mut words = Vec::new();
    let mut n_spoken = 0;
    let units = reading.units();
    for unit in &units {
        let before = words.len();
        each_token(unit.span.of(text), |_, word| words.push(hash_word(&word)));
        if unit.turn.is_some() {
            n_spoken += words.len() - before;
        }
    }
    if units.is_empty() {
        each_token(text, |_, word| words.push(hash_word(&word)));
    }
    (words, n_spoken)
}
