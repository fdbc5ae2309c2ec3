//! Echoes on the wire: kind `echo`.
//!
//! Places are code points into the text of their document: `mention` is cue and words cited, `original` the
//! words that they go back to. `differences` tells what is altered, original first.

use serde::Serialize;
use variorum_text::collation::Class;
use variorum_text::echo::{Alteration, Echo, Place};
use variorum_text::span::{CharMap, Span};

use crate::SCHEMA;
use crate::series::Source;

/// An echo on the wire.
#[derive(Debug, Serialize)]
pub struct EchoForm<'e> {
    speaker: Option<&'e str>,
    mention: PlaceForm<'e>,
    cue: Words,
    cites: &'static str,
    credited_to: Option<&'e str>,
    original: Option<PlaceForm<'e>>,
    verdict: &'static str,
    note: &'static str,
    percent: Option<u8>,
    differences: Vec<Difference>,
}

#[derive(Debug, Serialize)]
struct PlaceForm<'e> {
    document: &'e str,
    source: &'e str,
    publisher: Option<&'e str>,
    speaker: Option<&'e str>,
    sentence: usize,
    start: usize,
    end: usize,
    exact: String,
}

#[derive(Debug, Serialize)]
struct Words {
    start: usize,
    end: usize,
    exact: String,
}

#[derive(Debug, Serialize)]
struct Difference {
    class: &'static str,
    rank: u8,
    a: Option<Words>,
    b: Option<Words>,
    note: &'static str,
}

#[derive(Serialize)]
struct Line<'e> {
    schema: &'static str,
    kind: &'static str,
    #[serde(flatten)]
    echo: EchoForm<'e>,
}

/// The wire form; `sources` are the documents as they were handed in.
pub fn form<'e>(echo: &'e Echo, sources: &'e [Source<'e>]) -> EchoForm<'e> {
    let here = &sources[echo.mention.document];
    EchoForm {
        speaker: echo.mention.speaker.as_deref(),
        mention: place(&echo.mention, sources),
        cue: words(here.text, echo.cue),
        cites: echo.whom.as_str(),
        credited_to: echo.credited_to.as_deref(),
        original: echo.original.as_ref().map(|o| place(o, sources)),
        verdict: echo.verdict.as_str(),
        note: echo.note,
        percent: echo.percent,
        differences: echo.alterations.iter().map(|a| difference(a, echo, sources)).collect(),
    }
}

/// One line of kind `echo`.
pub fn line(echo: &Echo, sources: &[Source]) -> String {
    let line = Line { schema: SCHEMA, kind: "echo", echo: form(echo, sources) };
    serde_json::to_string(&line).expect("plain data can be written as JSON")
}

fn difference(found: &Alteration, echo: &Echo, sources: &[Source]) -> Difference {
    let there = echo.original.as_ref().map_or("", |o| sources[o.document].text);
    let here = sources[echo.mention.document].text;
    let class: Class = found.class;
    Difference {
        class: class.as_str(),
        rank: class.rank(),
        a: found.a.map(|s| words(there, s)),
        b: found.b.map(|s| words(here, s)),
        note: found.note,
    }
}

fn place<'e>(place: &'e Place, sources: &'e [Source<'e>]) -> PlaceForm<'e> {
    let source = &sources[place.document];
    let found = words(source.text, place.span);
    PlaceForm {
        document: source.document,
        source: source.name,
        publisher: source.publisher,
        speaker: place.speaker.as_deref(),
        sentence: place.number,
        start: found.start,
        end: found.end,
        exact: found.exact,
    }
}

fn words(text: &str, span: Span) -> Words {
    let place = CharMap::new(text).chars(span);
    Words { start: place.start, end: place.end, exact: folded(span.of(text)) }
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
