//! A verdict on the wire: `kind: "verdict"`. Offsets are code points into the document's `text`;
//! those of the claim's side of a difference are into `words` as given.

use serde::Serialize;
use variorum_text::span::{CharMap, Span};
use variorum_text::verdict::{Claim, Difference, Evidence, Passage, Scope, Verdict};

use crate::SCHEMA;

/// Characters shown on each side of the words, as in a Web Annotation `TextQuoteSelector`.
const AROUND_CHARS: usize = 64;

/// A claim answered.
#[derive(Debug, Serialize)]
pub struct VerdictForm<'v> {
    schema: &'static str,
    kind: &'static str,
    words: &'v str,
    by: Option<&'v str>,
    on: Option<String>,
    code: &'static str,
    sentence: &'v str,
    scope: ScopeForm,
    evidence: Vec<EvidenceForm<'v>>,
    took_us: u64,
}

#[derive(Debug, Serialize)]
struct ScopeForm {
    captures: usize,
    publishers: usize,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Debug, Serialize)]
struct EvidenceForm<'v> {
    statement: Option<&'v str>,
    document: &'v str,
    meeting: Option<&'v str>,
    publisher: Option<&'v str>,
    url: Option<&'v str>,
    date: Option<String>,
    speaker: Option<&'v str>,
    label: Option<&'v str>,
    sentence: Option<usize>,
    start: usize,
    end: usize,
    exact: &'v str,
    prefix: String,
    suffix: String,
    part: Option<usize>,
    other_version: bool,
    around: Option<&'v str>,
    differences: Vec<DifferenceForm<'v>>,
    score: f64,
}

#[derive(Debug, Serialize)]
struct DifferenceForm<'v> {
    class: &'static str,
    rank: u8,
    material: bool,
    a: Option<&'v str>,
    b: Option<&'v str>,
    a_start: Option<usize>,
    a_end: Option<usize>,
    b_start: Option<usize>,
    b_end: Option<usize>,
    sigils: [&'static str; 2],
    note: Option<&'static str>,
}

/// What a verdict is about and how it is said.
#[derive(Clone, Copy, Debug)]
pub struct Told<'v> {
    /// The claim.
    pub claim: &'v Claim,
    /// The verdict in one sentence.
    pub sentence: &'v str,
    /// What the record holds.
    pub scope: &'v Scope,
    /// The passages that evidence names.
    pub passages: &'v [Passage],
    /// Microseconds the answer took.
    pub took_us: u64,
}

/// A verdict on the wire.
pub fn verdict<'v>(verdict: &'v Verdict, told: Told<'v>) -> VerdictForm<'v> {
    let scope = told.scope;
    VerdictForm {
        schema: SCHEMA,
        kind: "verdict",
        words: &told.claim.words,
        by: told.claim.by.as_deref(),
        on: told.claim.on.map(|d| d.to_string()),
        code: verdict.code.as_str(),
        sentence: told.sentence,
        scope: ScopeForm {
            captures: scope.captures,
            publishers: scope.publishers,
            from: scope.from.map(|d| d.to_string()),
            to: scope.to.map(|d| d.to_string()),
        },
        evidence: verdict
            .evidence
            .iter()
            .filter_map(|e| Some(evidence(e, told.passages.get(e.passage)?, &told.claim.words)))
            .collect(),
        took_us: told.took_us,
    }
}

fn evidence<'v>(one: &'v Evidence, passage: &'v Passage, claim: &'v str) -> EvidenceForm<'v> {
    let text: &str = &passage.text;
    let map = CharMap::new(text);
    let place = map.chars(one.span);
    let (prefix, suffix) = around(text, one.span, AROUND_CHARS);
    EvidenceForm {
        statement: one.statement.as_deref(),
        document: &passage.document,
        meeting: passage.meeting.as_deref(),
        publisher: passage.publisher.as_deref(),
        url: passage.url.as_deref(),
        date: passage.date.map(|d| d.to_string()),
        speaker: passage.speaker.as_deref(),
        label: passage.label.as_deref(),
        sentence: one.sentence,
        start: place.start,
        end: place.end,
        exact: one.span.of(text),
        prefix,
        suffix,
        part: one.part,
        other_version: one.is_other_version,
        around: one.around.map(|s| s.of(text)),
        differences: one.differences.iter().map(|d| difference(d, claim, text, &map)).collect(),
        score: (one.score * 1000.0).round() / 1000.0,
    }
}

fn difference<'v>(one: &Difference, claim: &'v str, text: &'v str, map: &CharMap) -> DifferenceForm<'v> {
    let of_claim = CharMap::new(claim);
    let a = one.a.map(|s| of_claim.chars(s));
    let b = one.b.map(|s| map.chars(s));
    DifferenceForm {
        class: one.class.as_str(),
        rank: one.rank,
        material: one.is_material(),
        a: one.a.map(|s| s.of(claim)),
        b: one.b.map(|s| s.of(text)),
        a_start: a.map(|s| s.start),
        a_end: a.map(|s| s.end),
        b_start: b.map(|s| s.start),
        b_end: b.map(|s| s.end),
        sigils: ["claim", "record"],
        note: one.note,
    }
}

/// The characters before and after a place, `n` on each side.
pub fn around(text: &str, span: Span, n: usize) -> (String, String) {
    let front = text.get(..span.start).unwrap_or("");
    let from = front.char_indices().rev().take(n).last().map_or(front.len(), |(at, _)| at);
    let behind = text.get(span.end..).unwrap_or("").chars().take(n).collect();
    (front.get(from..).unwrap_or("").to_string(), behind)
}
