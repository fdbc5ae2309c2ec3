//! Where a speaker cites what was said: altered first, then what was not found.

use super::words::cut;
use super::{Entry, Line, Material, Place};
use crate::echo::{Echo, Verdict};
use crate::reading::Place as Said;

/// Letters of the words of one side.
const WORDS: usize = 110;

/// One entry an echo.
pub(super) fn echoes(material: &Material) -> Vec<Entry> {
    // What is in doubt the command has, with the reason.
    let told = material.found.echoes.iter().filter(|e| e.doubt.is_none());
    told.map(|e| entry(e, material)).collect()
}

fn entry(echo: &Echo, material: &Material) -> Entry {
    let shown = |p: &Said| format!("«{}»", cut(p.span.of(material.text(p.document)), WORDS));
    let who = echo.mention.speaker.as_deref().map(|s| format!("{s}: ")).unwrap_or_default();
    let mut words = format!("{who}{}", shown(&echo.mention));
    if let Some(original) = &echo.original {
        let whose = echo.credited_to.as_deref().or(original.speaker.as_deref());
        let whose = whose.map(|s| format!("{s}: ")).unwrap_or_default();
        words.push_str(&format!(" ← {whose}{}", shown(original)));
    }
    let original = echo.original.as_ref().map_or("", |o| material.text(o.document));
    let here = material.text(echo.mention.document);
    let note = match echo.verdict {
        // The words that differ, since those of both sides may be cut.
        Verdict::Altered => echo.alterations.first().map(|a| a.side_by_side(original, here)),
        Verdict::Supported => None,
        Verdict::NotHeld | Verdict::NotFound => Some(echo.note.to_string()),
    };
    if let Some(note) = note.filter(|n| !n.is_empty()) {
        words.push_str(&format!(" ({note})"));
    }
    let places = std::iter::once(&echo.mention).chain(&echo.original);
    let places = places.map(|p| Place::of(p.document, p.number, p.sentence)).collect();
    let mark = echo.verdict.as_str().replace('_', " ").to_uppercase();
    let day = material.held.get(echo.mention.document).and_then(|h| h.reading.day());
    let head =
        Line { when: day.map(|d| d.to_string()).unwrap_or_default(), mark, words, places, compare: None };
    let weight = match echo.verdict {
        Verdict::Altered => 200,
        Verdict::NotFound if echo.credited_to.is_some() => 120,
        Verdict::NotFound => 90,
        Verdict::NotHeld => 60,
        Verdict::Supported => 50,
    };
    // The same echo of a translation or a copy is told of the original.
    let weight = if material.standing(echo.mention.document) > 0 { weight / 2 } else { weight };
    Entry { weight, day, head, ..Entry::default() }
}
