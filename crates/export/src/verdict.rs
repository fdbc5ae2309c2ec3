//! A verdict on the wire: `kind: "verdict"`. Offsets are code points into the document's `text`;
//! those of the claim's side of a difference are into `words` as given.

use serde::Serialize;
use variorum_text::span::{CharMap, Span};
use variorum_text::verdict::{Claim, Evidence, Passage, Scope, Verdict};

use crate::SCHEMA;
use crate::collation::{WireDifference, wire_difference};

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
    /// Meetings of the person in that time; with `not_found` and a name.
    coverage: Option<CoverageForm>,
    /// Documents of captures that failed or were read in part, where the words could stand.
    unread: &'v [String],
    evidence: Vec<EvidenceForm<'v>>,
    took_us: u64,
}

#[derive(Debug, Serialize)]
struct CoverageForm {
    /// Meetings that some document tells of.
    known: usize,
    /// Those of which a transcript is held.
    held: usize,
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
    /// `speech`, `narration`, `quotation` or `reported`.
    via: &'static str,
    /// Who tells the words as somebody's, inside a turn.
    teller: Option<&'v str>,
    sentence: Option<usize>,
    start: usize,
    end: usize,
    exact: &'v str,
    prefix: String,
    suffix: String,
    part: Option<usize>,
    other_version: bool,
    around: Option<&'v str>,
    differences: Vec<WireDifference<'v>>,
    score: f64,
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
        coverage: verdict.background.coverage.map(|c| CoverageForm { known: c.known, held: c.held }),
        unread: &verdict.background.unread,
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
    let (map, of_claim) = (CharMap::new(text), CharMap::new(claim));
    let place = map.chars(one.span);
    let (prefix, suffix) = around(text, one.span, AROUND_CHARS);
    EvidenceForm {
        statement: one.statement.as_deref(),
        document: &passage.document,
        meeting: passage.meeting.as_deref(),
        publisher: passage.publisher.as_deref(),
        url: passage.url.as_deref(),
        date: passage.date.map(|d| d.to_string()),
        speaker: one.voice.speaker.as_deref(),
        label: one.voice.label.as_deref(),
        via: one.voice.kind.as_str(),
        teller: one.voice.teller.as_deref().filter(|t| !t.is_empty()),
        sentence: one.sentence,
        start: place.start,
        end: place.end,
        exact: one.span.of(text),
        prefix,
        suffix,
        part: one.part,
        other_version: one.is_other_version,
        around: one.around.map(|s| s.of(text)),
        differences: one
            .differences
            .iter()
            .map(|d| wire_difference(d, (claim, &of_claim), (text, &map), ["claim", "record"]))
            .collect(),
        score: (one.score * 1000.0).round() / 1000.0,
    }
}

/// The characters before and after a place, `n` on each side.
pub fn around(text: &str, span: Span, n: usize) -> (String, String) {
    let front = text.get(..span.start).unwrap_or("");
    let from = front.char_indices().rev().take(n).last().map_or(front.len(), |(at, _)| at);
    let behind = text.get(span.end..).unwrap_or("").chars().take(n).collect();
    (front.get(from..).unwrap_or("").to_string(), behind)
}
