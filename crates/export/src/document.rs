//! A reading on the wire: `kind: "document"`. All offsets are code points into `text`.

use serde::Serialize;
use variorum_text::identity::text_sha256;
use variorum_text::page::{Block, BlockKind, Document as Page, MediaType, Origin};
use variorum_text::quotation::Quotation;
use variorum_text::reading::Reading;
use variorum_text::span::{CharMap, Span};
use variorum_text::transcript::{GapReason, NoteKind, Role, Turn};

use crate::SCHEMA;
use crate::quantity::{FigureForm, TimeForm, figure, time};

/// One reading of one capture.
#[derive(Debug, Serialize)]
pub struct Document<'r> {
    schema: &'static str,
    kind: &'static str,
    capture: Capture<'r>,
    reader: Reader,
    title: Option<&'r str>,
    publisher: Option<&'r str>,
    language: Option<&'r str>,
    published: Option<String>,
    modified: Option<String>,
    /// What `published` rests on.
    date_evidence: Option<&'r str>,
    authors: &'r [String],
    canonical: Option<&'r str>,
    dateline: Option<Dateline>,
    cited_source: Option<&'r str>,
    meeting: Option<Meeting<'r>>,
    text: &'r str,
    /// SHA-256 of the text with its white space folded.
    text_sha256: String,
    blocks: Vec<BlockForm<'r>>,
    turns: Vec<TurnForm<'r>>,
    notes: Vec<Kinded>,
    supplied: Vec<Place>,
    gaps: Vec<Gap>,
    quotations: Vec<QuotationForm<'r>>,
    figures: Vec<FigureForm<'r>>,
    times: Vec<TimeForm<'r>>,
    findings: Vec<Finding<'r>>,
}

#[derive(Debug, Serialize)]
struct Capture<'r> {
    source: &'r str,
    sha256: &'r str,
    media_type: &'static str,
    url: Option<&'r str>,
    captured: Option<&'r str>,
}

/// The program that read.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Reader {
    name: &'static str,
    version: &'static str,
}

/// This reader.
pub const READER: Reader = Reader { name: "variorum", version: env!("CARGO_PKG_VERSION") };

#[derive(Debug, Serialize)]
struct Dateline {
    place: Option<String>,
    date: Option<String>,
    agency: Option<String>,
}

#[derive(Debug, Serialize)]
struct Meeting<'r> {
    date: Option<String>,
    place: Option<&'r str>,
    participants: &'r [String],
}

/// A place in code points.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Place {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

#[derive(Debug, Serialize)]
struct Kinded {
    start: usize,
    end: usize,
    kind: &'static str,
}

#[derive(Debug, Serialize)]
struct BlockForm<'r> {
    start: usize,
    end: usize,
    kind: &'static str,
    /// Where it stands on the page as it was captured.
    from: Option<OriginForm<'r>>,
}

/// `{"line":12}` of a text capture, `{"element":"p < div.story < main"}` of a web page.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum OriginForm<'r> {
    Line(usize),
    Element(&'r str),
}

#[derive(Debug, Serialize)]
struct Gap {
    start: usize,
    end: usize,
    reason: &'static str,
}

#[derive(Debug, Serialize)]
struct TurnForm<'r> {
    n: usize,
    speaker: Speaker<'r>,
    label_start: Option<usize>,
    label_end: Option<usize>,
    start: usize,
    end: usize,
    sentences: Vec<Place>,
    interpreted: bool,
    continues: Option<usize>,
}

#[derive(Debug, Serialize)]
struct Speaker<'r> {
    name: Option<&'r str>,
    label: Option<&'r str>,
    office: Option<&'r str>,
    person: Option<&'r str>,
    role: &'static str,
}

#[derive(Debug, Serialize)]
struct QuotationForm<'r> {
    content: Vec<Place>,
    source: Option<SourceForm<'r>>,
    cue: Option<Place>,
    mode: &'static str,
}

#[derive(Debug, Serialize)]
struct SourceForm<'r> {
    start: usize,
    end: usize,
    name: Option<&'r str>,
}

#[derive(Debug, Serialize)]
struct Finding<'r> {
    code: &'r str,
    message: &'r str,
    start: Option<usize>,
    end: Option<usize>,
}

/// The wire form of a reading.
pub fn document(reading: &Reading) -> Document<'_> {
    let doc = &reading.document;
    let map = CharMap::new(&doc.text);
    let place = |span: Span| {
        let chars = map.chars(span);
        Place { start: chars.start, end: chars.end }
    };
    let transcript = &reading.transcript;
    Document {
        schema: SCHEMA,
        kind: "document",
        capture: Capture {
            source: &doc.source,
            sha256: &doc.sha256,
            media_type: doc.media_type.as_str(),
            url: doc.url.as_deref(),
            captured: doc.captured.as_deref(),
        },
        reader: READER,
        title: doc.title.as_deref(),
        publisher: doc.publisher.as_deref(),
        language: doc.language.as_deref(),
        published: doc.published.map(|s| s.to_string()),
        modified: doc.modified.map(|s| s.to_string()),
        date_evidence: doc.date_evidence.as_deref(),
        authors: &doc.authors,
        canonical: doc.canonical.as_deref(),
        dateline: doc.dateline.as_ref().map(|d| Dateline {
            place: d.place.clone(),
            date: d.date.map(|d| d.to_string()),
            agency: d.agency.clone(),
        }),
        cited_source: doc.cited_source.as_deref(),
        meeting: reading.meeting.as_ref().map(|m| Meeting {
            date: m.date.map(|d| d.to_string()),
            place: m.place.as_deref(),
            participants: &m.participants,
        }),
        text: &doc.text,
        text_sha256: text_sha256(&doc.text),
        blocks: blocks(doc, &place),
        turns: transcript.turns.iter().enumerate().map(|(n, t)| turn(n, t, &place)).collect(),
        notes: transcript.notes.iter().map(|n| kinded(place(n.span), note_kind(n.kind))).collect(),
        supplied: transcript.supplied.iter().map(|s| place(*s)).collect(),
        gaps: transcript
            .gaps
            .iter()
            .map(|g| {
                let p = place(g.span);
                Gap { start: p.start, end: p.end, reason: gap_reason(g.reason) }
            })
            .collect(),
        quotations: reading.quotations.iter().map(|q| quotation(q, &place)).collect(),
        figures: reading.figures.iter().map(|f| figure(f, &doc.text, place(f.span))).collect(),
        times: reading.times.iter().map(|t| time(t, place(t.span))).collect(),
        findings: doc
            .findings
            .iter()
            .map(|f| {
                let p = f.span.map(&place);
                Finding {
                    code: f.code,
                    message: &f.message,
                    start: p.map(|p| p.start),
                    end: p.map(|p| p.end),
                }
            })
            .collect(),
    }
}

fn blocks<'r>(doc: &'r Page, place: &impl Fn(Span) -> Place) -> Vec<BlockForm<'r>> {
    let from = |origin: &'r Option<Origin>| match origin.as_ref()? {
        Origin::Line(line) => Some(OriginForm::Line(*line)),
        Origin::Element(element) => Some(OriginForm::Element(element)),
    };
    let origins = doc.origins.iter().map(from).chain(std::iter::repeat_with(|| None));
    let form = |(block, from): (&Block, _)| {
        let Place { start, end } = place(block.span);
        BlockForm { start, end, kind: block_kind(block.kind), from }
    };
    doc.blocks.iter().zip(origins).map(form).collect()
}

fn kinded(place: Place, kind: &'static str) -> Kinded {
    Kinded { start: place.start, end: place.end, kind }
}

fn turn<'r>(n: usize, turn: &'r Turn, place: &impl Fn(Span) -> Place) -> TurnForm<'r> {
    let label = turn.label.map(place);
    let words = place(turn.words);
    let speaker = &turn.speaker;
    TurnForm {
        n: n + 1,
        speaker: Speaker {
            name: speaker.name.as_deref(),
            label: speaker.label.as_deref(),
            office: speaker.office.as_deref(),
            person: speaker.person.as_deref(),
            role: role(speaker.role),
        },
        label_start: label.map(|l| l.start),
        label_end: label.map(|l| l.end),
        start: words.start,
        end: words.end,
        sentences: turn.sentences.iter().map(|s| place(*s)).collect(),
        interpreted: turn.interpreted,
        continues: turn.continues.map(|c| c + 1),
    }
}

fn quotation<'r>(quotation: &'r Quotation, place: &impl Fn(Span) -> Place) -> QuotationForm<'r> {
    QuotationForm {
        content: quotation.content.iter().map(|s| place(*s)).collect(),
        source: quotation.source.as_ref().map(|s| {
            let printed = place(s.span);
            SourceForm { start: printed.start, end: printed.end, name: s.name.as_deref() }
        }),
        cue: quotation.cue.map(place),
        mode: quotation.mode.as_str(),
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Speaker => "speaker",
        Role::Question => "question",
        Role::Interpreter => "interpreter",
        Role::Audience => "audience",
    }
}

fn block_kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::List => "list",
        BlockKind::Quote => "quote",
        BlockKind::Dateline => "dateline",
        BlockKind::Separator => "separator",
    }
}

fn note_kind(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Vocal => "vocal",
        NoteKind::Kinesic => "kinesic",
        NoteKind::Incident => "incident",
        NoteKind::Interpreted => "interpreted",
        NoteKind::Sic => "sic",
        NoteKind::Correction => "correction",
        NoteKind::Narrative => "narrative",
    }
}

fn gap_reason(reason: GapReason) -> &'static str {
    match reason {
        GapReason::Editorial => "editorial",
        GapReason::Inaudible => "inaudible",
        GapReason::Foreign => "foreign",
    }
}

/// Media types by their wire names, for callers that take one from a user.
pub fn media_type(name: &str) -> Option<MediaType> {
    [MediaType::Text, MediaType::Markdown, MediaType::Html].into_iter().find(|m| m.as_str() == name)
}
