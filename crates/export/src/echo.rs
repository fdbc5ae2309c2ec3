//! Echoes on the wire: kind `echo`.
//!
//! Places are code points into the text of their document: `mention` is cue and words cited, `original` the
//! words that they go back to. `differences` tells what is altered, original first.

use serde::Serialize;
use variorum_text::collation::Class;
use variorum_text::echo::{Alteration, Doubt, Echo};

use crate::SCHEMA;
use crate::place::{PlaceForm, Places, Words};

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
    doubt: Option<&'static str>,
    differences: Vec<Difference>,
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

/// The wire form; `places` are those of the documents as they were handed in.
pub fn form<'e, 's: 'e>(echo: &'e Echo, places: &Places<'s>) -> EchoForm<'e> {
    EchoForm {
        speaker: echo.mention.speaker.as_deref(),
        mention: places.place(&echo.mention),
        cue: places.words(echo.mention.document, echo.cue),
        cites: echo.whom.as_str(),
        credited_to: echo.credited_to.as_deref(),
        original: echo.original.as_ref().map(|o| places.place(o)),
        verdict: echo.verdict.as_str(),
        note: echo.note,
        percent: echo.percent,
        doubt: echo.doubt.map(Doubt::as_str),
        differences: echo.alterations.iter().map(|a| difference(a, echo, places)).collect(),
    }
}

/// One line of kind `echo`.
pub fn line(echo: &Echo, places: &Places) -> String {
    let line = Line { schema: SCHEMA, kind: "echo", echo: form(echo, places) };
    serde_json::to_string(&line).expect("plain data can be written as JSON")
}

fn difference(found: &Alteration, echo: &Echo, places: &Places) -> Difference {
    let class: Class = found.class;
    let there = echo.original.as_ref().zip(found.a);
    Difference {
        class: class.as_str(),
        rank: class.rank(),
        a: there.map(|(original, span)| places.words(original.document, span)),
        b: found.b.map(|span| places.words(echo.mention.document, span)),
        note: found.note,
    }
}
