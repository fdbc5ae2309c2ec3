//! What a record answers on the wire: `added`, `meeting`, `hit`, `statement`, `capture`.
//!
//! These shapes are filled by whoever holds the record; this crate knows nothing of folders. All
//! offsets are code points into the `text` of the document they name.

use serde::Serialize;
use variorum_text::meeting::Meeting;
use variorum_text::span::{CharMap, Span};

use crate::SCHEMA;

/// What became of one input.
#[derive(Debug, Serialize)]
pub struct Added<'r> {
    schema: &'static str,
    kind: &'static str,
    source: &'r str,
    status: &'r str,
    capture: Option<&'r str>,
    document: Option<&'r str>,
    message: Option<&'r str>,
}

/// One input on the wire. `status` is `new`, `known` or `failed`.
pub fn added<'r>(
    source: &'r str,
    status: &'r str,
    ids: (Option<&'r str>, Option<&'r str>),
    message: Option<&'r str>,
) -> Added<'r> {
    Added { schema: SCHEMA, kind: "added", source, status, capture: ids.0, document: ids.1, message }
}

/// A meeting and its versions.
#[derive(Debug, Serialize)]
pub struct MeetingForm<'r> {
    schema: &'static str,
    kind: &'static str,
    id: &'r str,
    date: Option<String>,
    place: Option<&'r str>,
    participants: &'r [String],
    documents: Vec<VersionForm<'r>>,
}

/// One version of a meeting.
#[derive(Debug, Serialize)]
struct VersionForm<'r> {
    id: &'r str,
    source: String,
    publisher: Option<String>,
    relation: &'static str,
    from: Option<&'r str>,
    /// Share of this version's words that stand in `from`.
    contained: Option<f64>,
    /// What shows that it came after `from`: `citation`, `date` or `containment`.
    evidence: Option<&'static str>,
}

/// A meeting on the wire. `about` gives source and publisher of a document by its id.
pub fn meeting(meeting: &Meeting, about: impl Fn(&str) -> (String, Option<String>)) -> MeetingForm<'_> {
    let version = |m: &'_ variorum_text::meeting::Member| about(&m.document);
    let documents = meeting
        .members
        .iter()
        .map(|m| {
            let (source, publisher) = version(m);
            VersionForm {
                id: &m.document,
                source,
                publisher,
                relation: m.relation.as_str(),
                from: m.from.as_deref(),
                contained: m.percent.map(|p| f64::from(p) / 100.0),
                evidence: m.evidence.map(variorum_text::meeting::Evidence::as_str),
            }
        })
        .collect();
    MeetingForm {
        schema: SCHEMA,
        kind: "meeting",
        id: &meeting.id,
        date: meeting.date.map(|d| d.to_string()),
        place: meeting.place.as_deref(),
        participants: &meeting.participants,
        documents,
    }
}

/// Where a statement stands: everything a reader needs to look it up.
#[derive(Debug, Serialize)]
pub struct Witness<'r> {
    /// The statement's id.
    pub statement: &'r str,
    /// The document's id.
    pub document: &'r str,
    /// The document's source.
    pub source: &'r str,
    /// Who publishes it.
    pub publisher: Option<&'r str>,
    /// Address of the page.
    pub url: Option<&'r str>,
    /// The day.
    pub date: Option<String>,
    /// The speaker's name; `null` for narration and unnamed speakers. Of quotations and reports: whose
    /// words they are told to be.
    pub speaker: Option<&'r str>,
    /// The label, or the words that name the source, as printed.
    pub label: Option<&'r str>,
    /// `speech`, `narration`, `quotation` or `reported`.
    pub via: &'r str,
    /// Place and words with what stands around them.
    #[serde(flatten)]
    pub quote: Quote,
}

/// A place of a text with its words and what stands around them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words.
    pub exact: String,
    /// What stands before.
    pub prefix: String,
    /// What stands after.
    pub suffix: String,
}

/// Bytes of text shown on either side of a place.
const AROUND: usize = 64;

/// The words of a place and what stands around them, cut at white space.
pub fn quote(text: &str, span: Span) -> Quote {
    let chars = CharMap::new(text).chars(span);
    let mut from = span.start.saturating_sub(AROUND).min(text.len());
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = span.end.saturating_add(AROUND).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let mut prefix = text.get(from..span.start).unwrap_or("");
    if from > 0 {
        prefix = prefix.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    }
    let mut suffix = text.get(span.end..to).unwrap_or("");
    if to < text.len() {
        suffix = suffix.rsplit_once(char::is_whitespace).map_or("", |(rest, _)| rest);
    }
    Quote {
        start: chars.start,
        end: chars.end,
        exact: span.of(text).to_string(),
        prefix: prefix.to_string(),
        suffix: suffix.to_string(),
    }
}

/// A place in code points.
#[derive(Debug, Serialize)]
struct Place {
    start: usize,
    end: usize,
}

/// A statement found by its words.
#[derive(Debug, Serialize)]
pub struct HitForm<'r> {
    schema: &'static str,
    kind: &'static str,
    #[serde(flatten)]
    witness: Witness<'r>,
    hits: Vec<Place>,
    witnesses: usize,
    score: f32,
    /// How many statements were found in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<usize>,
}

impl HitForm<'_> {
    /// Says among how many statements this one was found.
    pub fn among(mut self, total: usize) -> Self {
        self.total = Some(total);
        self
    }
}

/// How many statements of a search have which values.
#[derive(Debug, Serialize)]
pub struct FacetsForm<'r> {
    schema: &'static str,
    kind: &'static str,
    total: usize,
    fields: Vec<FieldForm<'r>>,
}

#[derive(Debug, Serialize)]
struct FieldForm<'r> {
    field: &'r str,
    values: Vec<ValueForm<'r>>,
}

#[derive(Debug, Serialize)]
struct ValueForm<'r> {
    value: &'r str,
    statements: usize,
}

/// The facets of a search on the wire, fields with their values, most first.
pub fn facets<'r>(
    total: usize,
    fields: impl Iterator<Item = (&'r str, &'r [(String, usize)])>,
) -> FacetsForm<'r> {
    let value = |(value, n): &'r (String, usize)| ValueForm { value, statements: *n };
    let form = |(field, values): (&'r str, &'r [(String, usize)])| FieldForm {
        field,
        values: values.iter().map(value).collect(),
    };
    FacetsForm { schema: SCHEMA, kind: "facets", total, fields: fields.map(form).collect() }
}

/// A search hit on the wire. `hits` are byte spans into `text`; `n_witnesses` counts the documents that
/// hold the statement.
pub fn hit<'r>(
    witness: Witness<'r>,
    text: &str,
    hits: &[Span],
    n_witnesses: usize,
    score: f32,
) -> HitForm<'r> {
    let map = CharMap::new(text);
    let places = hits.iter().map(|h| map.chars(*h)).map(|c| Place { start: c.start, end: c.end }).collect();
    HitForm { schema: SCHEMA, kind: "hit", witness, hits: places, witnesses: n_witnesses, score, total: None }
}

/// A statement with all its witnesses.
#[derive(Debug, Serialize)]
pub struct StatementForm<'r> {
    schema: &'static str,
    kind: &'static str,
    id: &'r str,
    words: &'r str,
    speaker: Option<&'r str>,
    witnesses: Vec<Witness<'r>>,
}

/// A statement on the wire; `witnesses` must not be empty.
pub fn statement<'r>(id: &'r str, words: &'r str, witnesses: Vec<Witness<'r>>) -> StatementForm<'r> {
    let speaker = witnesses.first().and_then(|w| w.speaker);
    StatementForm { schema: SCHEMA, kind: "statement", id, words, speaker, witnesses }
}

/// A capture as the archive keeps it.
#[derive(Debug, Serialize)]
pub struct CaptureForm<'r> {
    schema: &'static str,
    kind: &'static str,
    /// The capture's id.
    pub id: &'r str,
    /// What the user called it.
    pub source: &'r str,
    /// SHA-256 of the payload.
    pub sha256: &'r str,
    /// What the bytes are.
    pub media_type: &'static str,
    /// Address of the page.
    pub url: Option<&'r str>,
    /// When it was captured.
    pub captured: Option<&'r str>,
    /// Bytes of the record's block.
    pub length: u64,
    /// Archive file and the first byte of the record in it.
    pub archive: (String, u64),
    /// Ids of its documents.
    pub documents: Vec<String>,
    /// SHA-256 of the text of the first of them with its white space folded.
    pub text_sha256: Option<String>,
    /// Other captures of the page with the same words; their bytes may differ.
    pub same_words: Vec<String>,
}

impl<'r> CaptureForm<'r> {
    /// A capture of an id, the rest to be filled.
    pub fn new(id: &'r str, source: &'r str, sha256: &'r str) -> Self {
        CaptureForm {
            schema: SCHEMA,
            kind: "capture",
            id,
            source,
            sha256,
            media_type: "text/plain",
            url: None,
            captured: None,
            length: 0,
            archive: (String::new(), 0),
            documents: Vec::new(),
            text_sha256: None,
            same_words: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_has_whole_words_around_it_and_counts_code_points() {
        let text = "«Ə» ".repeat(40) + "the words here" + &" après".repeat(40);
        let start = text.find("the").expect("there");
        let quote = quote(&text, Span::new(start, start + 14));
        assert_eq!((quote.start, quote.end, quote.exact.as_str()), (160, 174, "the words here"));
        assert!(quote.prefix.starts_with('«') && quote.prefix.ends_with(' '), "{:?}", quote.prefix);
        assert!(quote.suffix.starts_with(' ') && quote.suffix.ends_with("après"), "{:?}", quote.suffix);
        let whole = super::quote("short", Span::new(0, 5));
        assert_eq!((whole.prefix.as_str(), whole.suffix.as_str()), ("", ""));
    }

    #[test]
    fn a_hit_keeps_its_field_names() {
        let text = "Ə word";
        let witness = Witness {
            statement: "s:1",
            document: "d:1",
            source: "a.txt",
            publisher: None,
            url: None,
            date: None,
            speaker: Some("Vera Holt"),
            label: None,
            via: "speech",
            quote: quote(text, Span::new(0, text.len())),
        };
        let json = serde_json::to_value(hit(witness, text, &[Span::new(3, 7)], 2, 1.0)).expect("plain data");
        assert_eq!(json["hits"][0]["start"], 2);
        assert_eq!((&json["kind"], &json["start"], &json["end"]), (&"hit".into(), &0.into(), &6.into()));
    }
}
