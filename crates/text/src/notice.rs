//! What one document says of the meeting it covers: day, place, participants.
//!
//! Day and place come from the event's own line ("March 3, 2031, The Old Hall, Brona"), else from the
//! report's first sentences ("met in Brona, on March 3"), else from the dateline; the day of
//! publication is the last resort. Participants are those who speak by name.

use std::collections::BTreeSet;

use crate::page::Document;
use crate::page::dates::find_dates;
use crate::rules::Rules;
use crate::span::Span;
use crate::transcript::{Role, Transcript};

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

/// Reads the notice; `None` when the page names neither people nor day.
pub fn notice(document: &Document, transcript: &Transcript, rules: &Rules) -> Option<MeetingNotice> {
    let participants = participants(transcript);
    if participants.is_empty() {
        return None;
    }
    let told = told(document, transcript, rules);
    let occasion = document.occasion.as_ref();
    let dateline = document.dateline.as_ref();
    let published = document.published.map(|s| s.date);
    let date = occasion.and_then(|o| o.date).or(told.date).or(dateline.and_then(|d| d.date)).or(published);
    let place = occasion
        .and_then(|o| o.place.clone())
        .or(told.place)
        .or_else(|| dateline.and_then(|d| d.place.clone()));
    Some(MeetingNotice { date, place, participants })
}

fn participants(transcript: &Transcript) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let speakers = transcript.turns.iter().filter(|t| t.speaker.role == Role::Speaker);
    speakers.filter_map(|t| t.speaker.name.clone()).filter(|n| seen.insert(n.clone())).collect()
}

/// Day and place told in the first sentences of narration.
fn told(document: &Document, transcript: &Transcript, rules: &Rules) -> MeetingNotice {
    let mut found = MeetingNotice::default();
    let year = document.published.map(|s| s.date.year()).or(document
        .dateline
        .as_ref()
        .and_then(|d| d.date)
        .map(jiff::civil::Date::year));
    let first = transcript.turns.first().map_or(usize::MAX, |t| t.words.start);
    for sentence in transcript.narration.iter().take(3).filter(|s| s.start < first) {
        let words = sentence.of(&document.text);
        let hit = find_dates(words, &rules.dates).into_iter().next();
        let met = ["met ", "meeting", "held talks", "talks ", "visit"].iter().any(|m| words.contains(m));
        if !met {
            continue;
        }
        found.date = found.date.or(hit.and_then(|h| h.date(year)));
        if let Some(hit) = hit.filter(|_| found.place.is_none()) {
            found.place = place_beside(words, hit.span);
        }
    }
    found
}

/// "in Brona, on May 25" and "on May 25 in Brona": the capitalised words after "in" beside a date.
fn place_beside(words: &str, date: Span) -> Option<String> {
    let before = words.get(..date.start)?;
    let after = words.get(date.end..)?;
    let named = |text: &str| -> Option<String> {
        let name: Vec<&str> =
            text.split_whitespace().take_while(|w| w.starts_with(char::is_uppercase)).take(4).collect();
        let name = name.join(" ");
        let name = name.split([',', '.', ';']).next().unwrap_or("").trim().to_string();
        (!name.is_empty()).then_some(name)
    };
    let at = before.rfind(" in ");
    let close = at.filter(|i| before.len() - i < 60).and_then(|i| named(&before[i + 4..]));
    close.or_else(|| after.trim_start().strip_prefix("in ").and_then(named))
}
