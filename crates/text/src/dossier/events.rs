//! Agreements with their steps, other events, and what is known only from mention.
//!
//! ```text
//! 2031-04-12  IN FORCE  Treaty on River Traffic · 6 mentions in 3 documents
//!             the day rests on “Today we will sign”, said on 2031-04-12; “signed in April 2031”
//!             planned · Vera Holt: “Today we will sign the Treaty on River Traffic”
//! ```
//! What several documents speak of comes first; a place in a row ("the first summit", "my 48th visit")
//! makes a mention telling. Which mentions tell of one event is known to `event`.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{cut, end_of, short_interval, some};
use super::{Entry, Line, Material, Place, Topic};
use crate::event::{Event, EventKind, Ground, GroundReading, Mention, Status, Step};
use crate::figure::FigureKind;
use crate::span::Span;
use crate::time::Interval;

/// Letters of a label.
const LABEL: usize = 110;
/// Letters of a mention's words.
const WORDS: usize = 120;
/// What an event of another day than that of its mentions weighs more.
const APART: u32 = 25;
/// Bytes between a place in a row and the words that it is of.
const GAP: usize = 8;
/// Letters before a place in a row.
const LEAD: usize = 20;
/// People named behind an event that does not name them.
const PEOPLE: usize = 3;
/// Words on which a day rests that are told: those that say most.
const GROUNDS: usize = 2;
/// Letters before words that tell of being in force.
const BEFORE: usize = 60;
/// Steps of an agreement told below it.
const STEPS: usize = 3;

/// The entries of one of the three topics.
pub(super) fn events(topic: Topic, material: &Material) -> Vec<Entry> {
    let own = |e: &&Event| e.is_clear && topic_of(e, material) == Some(topic);
    material.found.ledger.events.iter().filter(own).map(|e| entry(topic, e, material)).collect()
}

/// Where an event is told; a meeting whose documents are at hand stands among the meetings.
fn topic_of(event: &Event, material: &Material) -> Option<Topic> {
    match (event.kind, &event.held) {
        (EventKind::Agreement, _) => Some(Topic::Agreements),
        (EventKind::Anniversary, _) => Some(Topic::Events),
        (EventKind::Meeting | EventKind::Other, Some(_)) => None,
        (_, Some(_)) => Some(Topic::Events),
        // "the first summit", "my third visit": a reader looks for it among these.
        (EventKind::Visit | EventKind::Summit | EventKind::Meeting, None)
            if row(event, material).is_some() =>
        {
            Some(Topic::Events)
        }
        (_, None) => Some(Topic::Mentioned),
    }
}

fn entry(topic: Topic, event: &Event, material: &Material) -> Entry {
    let mentions = firsts(event, material);
    let row = row(event, material);
    let mut words = cut(&event.label, LABEL);
    if topic == Topic::Events && event.held.is_none() && event.kind != EventKind::Anniversary {
        words.push_str(" · known only from mention");
    }
    if let Some((row, span)) = row.filter(|_| topic != Topic::Agreements) {
        let text = material.text(row.document);
        let before = Span::new(row.sentence.start, span.start).of(text);
        let before = if span == row.span { String::new() } else { end_of(before, LEAD) };
        let told = cut(&format!("{before}{}", span.of(text)), WORDS);
        let who = row.speaker.as_deref().map(|who| format!("{who}: ")).unwrap_or_default();
        let told_before = if told.contains(&words) { String::new() } else { format!("{words} · ") };
        words = format!("{told_before}{who}“{told}”");
    }
    if event.kind == EventKind::Anniversary {
        words.push_str(" · the year is counted back");
    }
    let documents: BTreeSet<usize> = event.mentions.iter().map(|m| m.document).collect();
    if documents.len() > 1 && topic == Topic::Agreements {
        words.push_str(&format!(" · {} mentions in {} documents", event.mentions.len(), documents.len()));
    }
    if topic != Topic::Agreements && event.held.is_none() && event.status != Status::Mentioned {
        words.push_str(&format!(" · {}", event.status.as_str().replace('_', " ")));
    }
    let last = |name: &str| name.split_whitespace().last().unwrap_or_default().to_string();
    let unsaid: Vec<String> =
        event.people.iter().filter(|p| !event.label.contains(&last(p))).cloned().collect();
    if topic == Topic::Mentioned && !unsaid.is_empty() {
        words.push_str(&format!(" · {}", some(&unsaid, PEOPLE)));
    }
    if topic == Topic::Mentioned && row.is_none() {
        // A visit told by somebody is not for that his own.
        let who = mentions.first().and_then(|m| m.speaker.as_deref());
        words.push_str(&who.map(|who| format!(" · told by {who}")).unwrap_or_default());
    }
    let in_force = event
        .mentions
        .iter()
        .enumerate()
        .rev()
        .find(|(n, _)| event.steps.iter().any(|s| s.mention == *n && s.status == Status::InForce));
    let signed = event.steps.iter().any(|s| s.status == Status::Signed);
    // The day is that of the signing.
    let is_signing = topic == Topic::Agreements && signed && event.status == Status::InForce;
    if let Some(day) = in_force.and_then(|(_, m)| m.day).filter(|_| is_signing) {
        words.push_str(&format!(" · in force, last said on {day}"));
    }
    let first =
        row.map(|r| r.0).into_iter().filter(|_| topic != Topic::Agreements).chain(mentions.iter().copied());
    let mut places: Vec<Place> = Vec::new();
    for mention in first {
        let place = place(mention);
        if !places.iter().any(|p| p.document == place.document) {
            places.push(place);
        }
    }
    let mark = match topic {
        Topic::Agreements if is_signing => Status::Signed.as_str().to_uppercase(),
        Topic::Agreements => event.status.as_str().replace('_', " ").to_uppercase(),
        _ => event.kind.as_str().to_uppercase(),
    };
    let head = Line { when: when(event), mark, words, places, compare: None };
    let below = if topic == Topic::Agreements { steps(event, material) } else { Vec::new() };
    let day = event.interval.and_then(|i| i.start.or(i.end));
    let mut weight = weight(event, documents.len(), row.is_some());
    // What lies apart from the days of the documents is not found by looking at them.
    if topic == Topic::Mentioned && !is_day_of_mention(event) {
        weight += APART;
    }
    Entry { weight, day, head, below, is_held: event.held.is_some(), ..Entry::default() }
}

fn when(event: &Event) -> String {
    event.interval.map(short_interval).unwrap_or_default()
}

fn place(mention: &Mention) -> Place {
    Place::of(mention.document, mention.number, mention.sentence)
}

/// The first mention of each document, those of originals first.
fn firsts<'e>(event: &'e Event, material: &Material) -> Vec<&'e Mention> {
    let mut seen = BTreeSet::new();
    let mut found: Vec<&Mention> = event.mentions.iter().filter(|m| seen.insert(m.document)).collect();
    found.sort_by_key(|m| (material.standing(m.document), m.day));
    found
}

/// The first mention that holds a place in a row, with where its words begin.
fn row<'e>(event: &'e Event, material: &Material) -> Option<(&'e Mention, Span)> {
    event.mentions.iter().find_map(|m| Some((m, in_a_row(m, material)?)))
}

/// The words of a mention that hold a place in a row, or stand right behind one: "the first time | I have
/// attended the summit".
fn in_a_row(mention: &Mention, material: &Material) -> Option<Span> {
    let figures = material.held.get(mention.document).map_or(&[][..], |h| &h.reading.figures);
    let from = figures.partition_point(|f| f.span.start < mention.sentence.start);
    let all = figures[from..].iter().take_while(|f| f.span.start < mention.span.end);
    let near = |end: usize| end + GAP >= mention.span.start;
    let found = all.filter(|f| f.kind == FigureKind::Ordinal && near(f.span.end)).last()?;
    Some(Span::new(found.span.start.min(mention.span.start), mention.span.end))
}

/// On what the day rests, and the steps in the order they were told: the first mention of each, of being
/// in force the last.
fn steps(event: &Event, material: &Material) -> Vec<Line> {
    let mut found: BTreeMap<Status, &Step> = BTreeMap::new();
    for step in &event.steps {
        let is_known = found.contains_key(&step.status);
        if !is_known || step.status == Status::InForce {
            found.insert(step.status, step);
        }
    }
    // One step alone stands in the line above.
    if found.len() < 2 {
        return rests_on(event, &[], material).into_iter().collect();
    }
    let day = |step: &Step| event.mentions.get(step.mention).and_then(|m| m.day);
    let mut steps: Vec<&Step> = found.into_values().collect();
    steps.sort_by_key(|s| (day(s), s.status));
    steps.truncate(STEPS);
    let told: Vec<&Mention> = steps.iter().filter_map(|s| event.mentions.get(s.mention)).collect();
    let lines = steps.iter().zip(&told).map(|(step, mention)| step_line(event, step, mention, material));
    rests_on(event, &told, material).into_iter().chain(lines).collect()
}

/// "planned · said on 2031-04-12: Vera Holt: “Today we will sign the Treaty on River Traffic”".
fn step_line(event: &Event, step: &Step, mention: &Mention, material: &Material) -> Line {
    let who = mention.speaker.as_deref().map(|s| format!("{s}: ")).unwrap_or_default();
    let text = material.text(mention.document);
    let mut told = cut(mention.span.of(text), WORDS);
    if step.status == Status::InForce {
        // "we work within the framework of": the words that tell it stand before.
        let before = Span::new(mention.sentence.start, mention.span.start).of(text);
        told = cut(&format!("{}{told}", end_of(before, BEFORE)), WORDS + BEFORE);
    }
    // The day of the step, where the words tell it, is not the day on which it was said.
    let said = mention.day.map(Interval::day);
    // "At the beginning of last year" says less than the day above.
    let is_vaguer =
        |i: &Interval| event.interval.is_some_and(|of| of != *i && i.start <= of.start && of.end <= i.end);
    let own = step.interval.filter(|i| Some(*i) != said && !is_vaguer(i));
    let on = own.map(|i| format!(" {}", short_interval(i)));
    let stage = format!("{}{}", step.status.as_str().replace('_', " "), on.unwrap_or_default());
    let when_said = mention.day.map(|d| format!("said on {d}: ")).unwrap_or_default();
    let is_ground = is_derived(event) && event.rests_on.iter().take(GROUNDS).any(|g| is_in(g, mention));
    let rests = if is_ground { " · the day rests on this" } else { "" };
    let words = format!("{stage} · {when_said}{who}“{told}”{rests}");
    Line { words, places: vec![place(mention)], ..Line::default() }
}

/// True when the words on which a day rests stand in the sentence of a mention.
fn is_in(ground: &Ground, mention: &Mention) -> bool {
    ground.document == mention.document && mention.sentence.holds(ground.span)
}

/// True when the day is not simply stated.
fn is_derived(event: &Event) -> bool {
    event.interval.is_some() && event.rests_on.iter().any(|g| g.how != GroundReading::Stated)
}

/// "the day rests on “Today we will sign …”, said on 2031-04-12; “signed in April 2031”"; nothing where the
/// words state it, or where they are told below anyway.
fn rests_on(event: &Event, told: &[&Mention], material: &Material) -> Option<Line> {
    let rest = |g: &&Ground| !told.iter().any(|m| is_in(g, m));
    let grounds: Vec<&Ground> = event.rests_on.iter().take(GROUNDS).filter(rest).collect();
    if !is_derived(event) || grounds.is_empty() {
        return None;
    }
    let quoted = |g: &&Ground| {
        let words = cut(g.span.of(material.text(g.document)), WORDS * 2 / 3);
        let day = g.day.map(|d| d.to_string()).unwrap_or_default();
        match g.how {
            GroundReading::Head => "the head of the page".to_string(),
            GroundReading::Stated => format!("“{words}”"),
            GroundReading::Relative => format!("“{words}”, said on {day}"),
            GroundReading::Anniversary => format!("“{words}”, counted back from {}", g.counted_from()),
            GroundReading::SameDay => format!("“{words}”, told of {day}"),
        }
    };
    let words: Vec<String> = grounds.iter().map(quoted).collect();
    let places = grounds.iter().map(|g| {
        let sentence = material.sentence(g.document, g.span);
        Place::of(g.document, g.number, sentence.unwrap_or(g.span))
    });
    Some(Line {
        words: format!("the day rests on {}", words.join("; ")),
        places: places.collect(),
        ..Line::default()
    })
}

/// True when an event is of a day on which it is spoken of.
fn is_day_of_mention(event: &Event) -> bool {
    let day = event.interval.and_then(|i| i.start.filter(|start| i.end == Some(*start)));
    day.is_some() && event.mentions.iter().any(|m| m.day == day)
}

fn weight(event: &Event, documents: usize, row: bool) -> u32 {
    let n = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let kind = match event.kind {
        EventKind::Summit => 60,
        EventKind::Agreement | EventKind::Meeting | EventKind::Visit => 55,
        EventKind::Decision => 50,
        EventKind::Anniversary | EventKind::Other => 30,
    };
    let known = match event.interval {
        Some(i) if i.start.is_some() && i.start == i.end => 20,
        Some(_) => 10,
        None => 0,
    };
    let statuses: BTreeSet<Status> = event.steps.iter().map(|s| s.status).collect();
    kind + known
        + n(documents).min(5) * 12
        + n(event.mentions.len()).min(10) * 2
        + n(statuses.len()).saturating_sub(1) * 15
        + if row { 35 } else { 0 }
}
