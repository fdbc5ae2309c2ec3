//! The ledger on the wire: kinds `event` and `commitment`, and the same objects inside `brief`.
//!
//! `start` and `end` of a mention are code points into the text of its document; `exact` are the words
//! there, `words` the sentence with single spaces.

use serde::Serialize;
use variorum_text::event::{Commitment, Doubt, Event, FollowUp, Ground, Mention, Sense, Status, Step};
use variorum_text::span::{CharMap, Span};
use variorum_text::time::Interval as Days;

use crate::SCHEMA;
use crate::quantity::Interval;
use crate::series::Source;

/// The documents that events are mentioned in, each with its map to code points.
pub struct Pages<'r> {
    pages: Vec<(&'r Source<'r>, CharMap<'r>)>,
}

impl<'r> Pages<'r> {
    /// The documents as they were handed in to `ledger`.
    pub fn new(sources: &'r [Source<'r>]) -> Self {
        Pages { pages: sources.iter().map(|s| (s, CharMap::new(s.text))).collect() }
    }

    /// Words of a document with single spaces.
    pub fn words(&self, document: usize, span: Span) -> String {
        let text = self.pages.get(document).map_or("", |p| span.of(p.0.text));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// How the user calls a document.
    pub fn name(&self, document: usize) -> &str {
        self.pages.get(document).map_or("", |p| p.0.name)
    }

    /// On what the interval of an event rests, in one sentence; `None` without an interval.
    pub fn rests_on(&self, event: &Event) -> Option<String> {
        let place =
            |document: usize, span: Span| (self.words(document, span), self.name(document).to_string());
        Some(event.rests_on(&place)).filter(|s| !s.is_empty())
    }
}

/// The wire form of an event.
#[derive(Debug, Serialize)]
pub struct EventForm<'r> {
    id: &'r str,
    kind: &'static str,
    #[serde(flatten)]
    facts: Facts<'r>,
}

/// What is said of an event beside its kind, which on a line of its own is the kind of the line.
#[derive(Debug, Serialize)]
struct Facts<'r> {
    label: &'r str,
    interval: Option<Interval>,
    basis: &'static str,
    rests_on: Option<String>,
    grounds: Vec<GroundForm<'r>>,
    status: &'static str,
    held: bool,
    meeting: Option<&'r str>,
    known: &'static str,
    told_as: Option<&'static str>,
    people: &'r [String],
    place: Option<&'r str>,
    certain: bool,
    mentions: Vec<MentionForm<'r>>,
    steps: Vec<StepForm>,
}

#[derive(Debug, Serialize)]
struct MentionForm<'r> {
    document: &'r str,
    source: &'r str,
    publisher: Option<&'r str>,
    date: Option<String>,
    sentence: usize,
    start: usize,
    end: usize,
    exact: &'r str,
    words: String,
    speaker: Option<&'r str>,
}

#[derive(Debug, Serialize)]
struct GroundForm<'r> {
    document: &'r str,
    sentence: usize,
    start: usize,
    end: usize,
    exact: &'r str,
    date: Option<String>,
    interval: Option<Interval>,
}

#[derive(Debug, Serialize)]
struct StepForm {
    status: &'static str,
    date: Option<String>,
    interval: Option<Interval>,
    mention: usize,
}

/// The wire form of a commitment.
#[derive(Debug, Serialize)]
pub struct CommitmentForm<'r> {
    document: &'r str,
    source: &'r str,
    date: Option<String>,
    speaker: Option<&'r str>,
    agent: &'static str,
    act: &'r str,
    cue: String,
    action: String,
    interval: Option<Interval>,
    sentence: usize,
    start: usize,
    end: usize,
    words: String,
    follow_up: Option<&'static str>,
    followed: Vec<FollowUpForm<'r>>,
    doubt: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct FollowUpForm<'r> {
    document: &'r str,
    source: &'r str,
    date: Option<String>,
    speaker: Option<&'r str>,
    sentence: usize,
    start: usize,
    end: usize,
    words: String,
}

#[derive(Serialize)]
struct Line<T> {
    schema: &'static str,
    kind: &'static str,
    #[serde(flatten)]
    object: T,
}

#[derive(Serialize)]
struct EventLine<'r> {
    schema: &'static str,
    kind: &'static str,
    event: &'static str,
    id: &'r str,
    #[serde(flatten)]
    facts: Facts<'r>,
}

/// An event as `brief` holds it.
pub fn event<'r>(pages: &Pages<'r>, event: &'r Event) -> EventForm<'r> {
    let facts = Facts {
        label: &event.label,
        interval: event.interval.map(Interval::new),
        basis: event.basis.as_str(),
        rests_on: pages.rests_on(event),
        grounds: event.rests_on.iter().map(|g| ground(pages, g)).collect(),
        status: contract(event.status),
        held: event.held.is_some(),
        meeting: event.held.as_deref(),
        known: known(event),
        told_as: event.told_as.map(Sense::as_str),
        people: &event.people,
        place: event.place.as_deref(),
        certain: event.is_clear,
        mentions: event.mentions.iter().map(|m| mention(pages, m)).collect(),
        steps: event.steps.iter().map(|s| step(event, s)).collect(),
    };
    EventForm { id: &event.id, kind: event.kind.as_str(), facts }
}

/// Whether a document of the event is at hand.
pub fn known(event: &Event) -> &'static str {
    if event.held.is_some() { "held here" } else { "known only from mention" }
}

/// One line of kind `event`; what it is stands under `event`.
pub fn event_line(pages: &Pages, one: &Event) -> String {
    let EventForm { id, kind: event, facts } = event(pages, one);
    line(&EventLine { schema: SCHEMA, kind: "event", event, id, facts })
}

/// A commitment as `brief` holds it.
pub fn commitment<'r>(pages: &Pages<'r>, one: &'r Commitment) -> CommitmentForm<'r> {
    let (source, map) = &pages.pages[one.document];
    let place = map.chars(Span::new(one.cue.start, one.action.end));
    CommitmentForm {
        document: source.document,
        source: source.name,
        date: one.day.map(|d| d.to_string()),
        speaker: one.speaker.as_deref(),
        agent: if one.is_shared { "speaker and others" } else { "speaker" },
        act: &one.act,
        cue: pages.words(one.document, one.cue),
        action: pages.words(one.document, one.action),
        interval: one.interval.map(Interval::new),
        sentence: one.number,
        start: place.start,
        end: place.end,
        words: pages.words(one.document, one.sentence),
        follow_up: one.follow_up(),
        followed: one.followed.iter().map(|f| followed(pages, f)).collect(),
        doubt: one.doubt.map(Doubt::as_str),
    }
}

/// One line of kind `commitment`.
pub fn commitment_line(pages: &Pages, one: &Commitment) -> String {
    line(&Line { schema: SCHEMA, kind: "commitment", object: commitment(pages, one) })
}

fn followed<'r>(pages: &Pages<'r>, one: &'r FollowUp) -> FollowUpForm<'r> {
    let (source, map) = &pages.pages[one.document];
    let place = map.chars(one.sentence);
    FollowUpForm {
        document: source.document,
        source: source.name,
        date: one.day.map(|d| d.to_string()),
        speaker: one.speaker.as_deref(),
        sentence: one.number,
        start: place.start,
        end: place.end,
        words: pages.words(one.document, one.sentence),
    }
}

fn mention<'r>(pages: &Pages<'r>, one: &'r Mention) -> MentionForm<'r> {
    let (source, map) = &pages.pages[one.document];
    let place = map.chars(one.span);
    MentionForm {
        document: source.document,
        source: source.name,
        publisher: source.publisher,
        date: one.day.map(|d| d.to_string()),
        sentence: one.number,
        start: place.start,
        end: place.end,
        exact: one.span.of(source.text),
        words: pages.words(one.document, one.sentence),
        speaker: one.speaker.as_deref(),
    }
}

fn ground<'r>(pages: &Pages<'r>, one: &Ground) -> GroundForm<'r> {
    let (source, map) = &pages.pages[one.document];
    let place = map.chars(one.span);
    GroundForm {
        document: source.document,
        sentence: one.number,
        start: place.start,
        end: place.end,
        exact: one.span.of(source.text),
        date: one.day.map(|d| d.to_string()),
        interval: one.interval.map(|i: Days| Interval::new(i)),
    }
}

fn step(event: &Event, step: &Step) -> StepForm {
    let day = event.mentions.get(step.mention).and_then(|m| m.day);
    StepForm {
        status: step.status.as_str(),
        date: day.map(|d| d.to_string()),
        interval: step.interval.map(Interval::new),
        mention: step.mention,
    }
}

fn line(form: &impl Serialize) -> String {
    serde_json::to_string(form).expect("plain data can be written as JSON")
}

/// The status as the contract names it: what is initialled is still planned, what is ratified is signed.
/// The steps keep their own words.
fn contract(status: Status) -> &'static str {
    match status {
        Status::Initialled => Status::Planned.as_str(),
        Status::Ratified => Status::Signed.as_str(),
        other => other.as_str(),
    }
}
