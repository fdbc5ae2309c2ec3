//! What one document says of the meeting it covers: day, place, participants.
//!
//! Day and place come from the event's own line ("March 3, 2031, The Old Hall, Brona"), else from the
//! report's first sentences ("met in Brona, on March 3"), else from the dateline, the end of the title or the
//! lines that open the page ("Old Hall / Brona, Norland / 5:02 P.M."); the day of publication is the last resort.
//! Participants are those who speak by name; where the title names those who meet, one who says next to
//! nothing beside them (an aide who gives the floor) is none.

mod place;

use crate::page::Document;
use crate::page::dates::find_dates;
use crate::rules::Rules;
use crate::span::Span;
use crate::transcript::{Role, Transcript};
use place::above_talk;

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
    let participants = participants(document, transcript, rules);
    if participants.is_empty() {
        return None;
    }
    let told = told(document, transcript, rules);
    let occasion = document.occasion.as_ref();
    let dateline = document.dateline.as_ref();
    let published = document.published.map(|s| s.date);
    let written = dateline.and_then(|d| d.date).or_else(|| day_of_title(document, rules));
    let published = published.filter(|_| !document.is_early);
    let date = occasion.and_then(|o| o.date).or(told.date).or(written).or(published);
    let place = occasion
        .and_then(|o| o.place.clone())
        .or(told.place)
        .or_else(|| dateline.and_then(|d| d.place.clone()))
        .filter(|place| !is_label(place, transcript))
        .or_else(|| above_talk(document, transcript, rules));
    Some(MeetingNotice { date, place, participants })
}

fn participants(document: &Document, transcript: &Transcript, rules: &Rules) -> Vec<String> {
    let mut people: Vec<Part> = Vec::new();
    let mut all = 0;
    for turn in &transcript.turns {
        let words = turn.words.of(&document.text);
        let n_words = words.split_whitespace().count();
        all += n_words;
        let named = turn.speaker.name.as_ref().filter(|_| turn.speaker.role == Role::Speaker);
        let Some(name) = named else { continue };
        let gives_floor = rules.labels.floor.iter().any(|f| words.contains(f.as_str()));
        match people.iter().position(|p| p.name == *name) {
            Some(at) => {
                people[at].n_words += n_words;
                people[at].gives_floor |= gives_floor && at == 0;
            }
            None if people.len() < MOST_NAMES => {
                let gives_floor = gives_floor && people.is_empty();
                people.push(Part { name: name.clone(), n_words, gives_floor });
            }
            None => {}
        }
    }
    let title = document.title.as_deref().unwrap_or_default();
    let titled = |p: &Part| p.name.rsplit(' ').next().is_some_and(|surname| title.contains(surname));
    let is_titled = people.iter().any(titled);
    let asides = |p: &Part| {
        is_titled && p.n_words < ASIDE && SHARE * p.n_words < all
            || p.gives_floor && MODERATOR * p.n_words < all
    };
    people.retain(|p| titled(p) || !asides(p));
    people.into_iter().map(|p| p.name).collect()
}

/// What a named speaker says in all.
struct Part {
    name: String,
    n_words: usize,
    /// True for one who says "I'll turn it over to".
    gives_floor: bool,
}

/// One who opens, gives the floor and says less than one part in so many of all words is a moderator.
const MODERATOR: usize = 5;
/// Speakers of a page at most that can take part.
const MOST_NAMES: usize = 400;
/// Words of one who only gives the floor, or says a word in passing.
const ASIDE: usize = 60;
/// And less than one part in so many of all words.
const SHARE: usize = 50;

/// "Briefing by Vera Holt, March 3, 2031": the day at the end of a title, near the day of publication.
fn day_of_title(document: &Document, rules: &Rules) -> Option<jiff::civil::Date> {
    let title = document.title.as_deref()?;
    let hit = find_dates(title, &rules.dates).into_iter().last()?;
    let before = title.get(..hit.span.start)?.trim_end();
    let is_last = hit.span.end >= title.trim_end().len() && before.ends_with([',', '|', '(', '-', '–', '—']);
    let day = hit.date(None).filter(|_| is_last)?;
    let published = document.published?.date;
    let days = published.since(day).ok()?.get_days();
    (0..=NEAR).contains(&days).then_some(day)
}

/// Days between the words and their publication at most.
const NEAR: i32 = 7;

/// True for a line that stands before somebody's words: "THE PRESIDENT" is nowhere.
fn is_label(place: &str, transcript: &Transcript) -> bool {
    let mut labels = transcript.turns.iter().filter_map(|t| t.speaker.label.as_deref());
    labels.any(|label| label.trim_end_matches(':').eq_ignore_ascii_case(place))
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
        // "on the sidelines of the summit, which opens on June 10": what lies ahead is not this meeting.
        let latest = document.published.map(|s| s.date);
        let day = hit.and_then(|h| h.date(year)).filter(|d| latest.is_none_or(|l| *d <= l));
        found.date = found.date.or(day);
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
