//! A page: bytes in, one document out.
//!
//! A `Capture` is bytes at an address at an instant and never changes. A `Document` is one reading
//! of it: the main text without site chrome, its blocks, and what the page says of itself.
//! `decode` turns bytes into characters, `html`, `markdown` and `lines` turn characters into
//! blocks, `metadata` reads title, publisher, dates and datelines. Who speaks is not known here:
//! that is `transcript`.

pub mod address;
pub mod assemble;
pub mod chrome;
pub mod dates;
pub mod draft;
pub mod lines;
pub mod metadata;

pub mod caps;
pub mod decode;
#[cfg(feature = "html")]
mod authors;
#[cfg(feature = "html")]
mod dated;
mod front;
#[cfg(feature = "html")]
pub mod head;
#[cfg(feature = "html")]
pub mod html;
mod imprint;
mod light;
pub mod markdown;
pub mod markup;
mod measure;
mod opening;
#[cfg(feature = "html")]
mod linked;
#[cfg(feature = "html")]
mod own_elements;
#[cfg(feature = "html")]
mod placed;
#[cfg(feature = "html")]
mod popup;
#[cfg(feature = "html")]
mod region;
#[cfg(feature = "html")]
mod render;
#[cfg(feature = "html")]
mod signed;
#[cfg(feature = "html")]
mod site;
mod reprint;
pub mod site_lines;
#[cfg(feature = "html")]
mod spoken;
#[cfg(feature = "html")]
mod survey;
#[cfg(feature = "html")]
mod talk_table;
#[cfg(feature = "html")]
mod tree;
pub mod weigh;

use sha2::{Digest, Sha256};

use crate::rules::Rules;
use crate::span::Span;
use decode::Unreadable;
use draft::Draft;

/// What kind of bytes a capture holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MediaType {
    /// Text without markup (`text/plain`).
    Text,
    /// Markdown, perhaps with front matter (`text/markdown`).
    Markdown,
    /// A web page (`text/html`, `application/xhtml+xml`).
    Html,
}

impl MediaType {
    /// The name as in a `Content-Type` header.
    pub fn as_str(self) -> &'static str {
        match self {
            MediaType::Text => "text/plain",
            MediaType::Markdown => "text/markdown",
            MediaType::Html => "text/html",
        }
    }
}

/// Bytes at an address at an instant, handed in for reading.
#[derive(Clone, Debug)]
pub struct Capture {
    /// What the user calls it: a file name, or a place inside a WARC.
    pub source: String,
    /// The payload: the page itself, without HTTP headers or transfer coding.
    pub bytes: Vec<u8>,
    /// What the bytes are.
    pub media_type: MediaType,
    /// Character set named by the server, as in `Content-Type`.
    pub charset: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// When it was captured, RFC 3339 in UTC.
    pub captured: Option<String>,
}

/// A calendar date with an optional time of day, as a page prints it (no time zone).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// The day.
    pub date: jiff::civil::Date,
    /// Hour and minute.
    pub time: Option<(i8, i8)>,
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.time {
            Some((hour, minute)) => write!(f, "{}T{hour:02}:{minute:02}", self.date),
            None => write!(f, "{}", self.date),
        }
    }
}

/// The place, day and agency that head a report ("Brona, 3 March, NORPRESS").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dateline {
    /// The place as printed.
    pub place: Option<String>,
    /// The day.
    pub date: Option<jiff::civil::Date>,
    /// The agency as printed.
    pub agency: Option<String>,
}

/// What a stretch of main text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockKind {
    /// A title or section head.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    List,
    /// A quoted block.
    Quote,
    /// A place-and-date line.
    Dateline,
    /// A line of signs that parts sections ("* * *").
    Separator,
}

/// One block of main text. Blocks do not overlap and stand in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in `Document::text`.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// Where a block stands on its page as it was captured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A line of a capture without markup, from one.
    Line(usize),
    /// The element that holds it and two around it, innermost first: `p < div.story < main`.
    Element(String),
}

/// Something odd that was met while reading; never an error.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// A stable code, such as `chrome_dropped` or `truncated_parse`.
    pub code: &'static str,
    /// What was met, in one sentence.
    pub message: String,
    /// Where in `Document::text`, when it has a place there.
    pub span: Option<Span>,
}

/// One reading of one capture by one reader version.
#[derive(Clone, Debug)]
pub struct Document {
    /// As in the capture.
    pub source: String,
    /// Hex digest of the capture's bytes.
    pub sha256: String,
    /// As in the capture.
    pub media_type: MediaType,
    /// As in the capture, else the page's canonical address.
    pub url: Option<String>,
    /// As in the capture.
    pub captured: Option<String>,
    /// The address that the page gives itself.
    pub canonical: Option<String>,
    /// Title without the site's name.
    pub title: Option<String>,
    /// Who publishes the page.
    pub publisher: Option<String>,
    /// BCP 47 code of the main text's language.
    pub language: Option<String>,
    /// Who wrote the page, as it says of itself; empty when it does not.
    pub authors: Vec<String>,
    /// When the page says it was published.
    pub published: Option<Stamp>,
    /// True when the page was out, on the day of `published`, before the clock at its head: its words were
    /// said on an earlier day.
    pub is_early: bool,
    /// What `published` rests on: `url`, `json-ld`, `meta article:published_time`, `microdata`, `time`,
    /// `element`, `line`, `byline`, `front matter`.
    pub date_evidence: Option<String>,
    /// When the page says it was last changed.
    pub modified: Option<Stamp>,
    /// Place, day and agency at the head of the text.
    pub dateline: Option<Dateline>,
    /// Whom the page cites as the source of its text ("according to …").
    pub cited_source: Option<String>,
    /// A place-and-date line of the event itself (not of the report): place and day.
    pub occasion: Option<Dateline>,
    /// The main text. All spans of this document point into it.
    pub text: String,
    /// The blocks of `text`, in order.
    pub blocks: Vec<Block>,
    /// For each block where it came from; `None` where that is not known.
    pub origins: Vec<Option<Origin>>,
    /// Struck-out words (`<s>`, `<del>`) that stand in `text`.
    pub struck: Vec<Span>,
    /// What was odd.
    pub findings: Vec<Finding>,
}

/// A document with what its transcript still needs to know of the markup.
#[derive(Clone, Debug)]
pub struct Page {
    /// The document.
    pub document: Document,
    /// For each block of the document the prefix that the markup sets off (bold, a term), if any.
    pub leads: Vec<Option<Span>>,
}

/// Reads a capture's page. Total: odd bytes give what was read and findings; bytes that are no text
/// give a document without text and the finding `unreadable`.
pub fn read_page(capture: &Capture, rules: &Rules) -> Page {
    let mut draft = draft_of(capture, rules).unwrap_or_else(|why| Draft {
        findings: vec![Finding { code: "unreadable", message: why.to_string(), span: None }],
        ..Draft::default()
    });
    let known = site_lines::known(capture, &draft, rules);
    let mut parts = chrome::mark(&draft, known, rules);
    let imprint = imprint::imprint(&draft, &mut parts, rules);
    if draft.declared.authors.is_empty() {
        draft.declared.authors = opening::take_byline(&draft, &mut parts, rules);
    }
    if draft.declared.authors.is_empty() {
        draft.declared.authors = imprint.authors;
    }
    let opening = opening::find_opening(&draft, &parts, rules);
    let url = capture.url.as_deref().or(draft.declared.url.as_deref());
    let day = capture.captured.as_deref().and_then(|c| c.get(..10)).and_then(|day| day.parse().ok());
    let mut facts = metadata::read(&draft, &parts, &metadata::Address { url, captured: day }, rules);
    if let Some(opening) = opening {
        let found = opening.dateline(facts.published.map(|s| s.date));
        facts.publisher =
            facts.publisher.take().or_else(|| imprint.publisher.clone()).or_else(|| found.agency.clone());
        facts.dateline.get_or_insert(found);
        opening::cut_opening(&mut draft, &mut parts, &opening);
    }
    let whole = assemble::assemble(&draft, &parts);
    let mut findings = draft.findings.clone();
    findings.extend(assemble::dropped(&draft, &parts));
    findings.extend(site_lines::findings(&draft, &parts));
    findings.extend(updated_later(&facts));
    let declared =
        draft.declared.language.as_deref().and_then(|l| l.split(['-', '_']).next()).map(str::to_lowercase);
    let document = Document {
        source: capture.source.clone(),
        sha256: sha256_hex(&capture.bytes),
        media_type: capture.media_type,
        url: capture.url.clone().or_else(|| draft.declared.url.clone()),
        captured: capture.captured.clone(),
        canonical: draft.declared.url.clone(),
        title: facts.title,
        publisher: facts.publisher.or(imprint.publisher),
        language: metadata::language(&whole.text, rules).or(declared),
        authors: draft.declared.authors.clone(),
        published: facts.published,
        is_early: facts.is_early,
        date_evidence: facts.date_evidence,
        modified: facts.modified,
        dateline: facts.dateline,
        cited_source: imprint.source,
        occasion: facts.occasion,
        text: whole.text,
        blocks: whole.blocks,
        origins: whole.origins,
        struck: whole.struck,
        findings,
    };
    Page { document, leads: whole.leads }
}

/// Told of a page that was changed on a later day than it was published.
fn updated_later(facts: &metadata::Metadata) -> Option<Finding> {
    let (published, modified) = (facts.published?, facts.modified?);
    let message =
        format!("the page says it was published on {} and last changed on {}", published.date, modified.date);
    (modified.date > published.date).then_some(Finding { code: "updated_later", message, span: None })
}

/// All lines that a page prints, its main text and what stands around it.
pub fn all_lines(capture: &Capture, rules: &Rules) -> Vec<String> {
    #[cfg(feature = "html")]
    if capture.media_type == MediaType::Html {
        let bytes = capture.bytes.get(..caps::MAX_BYTES).unwrap_or(&capture.bytes);
        let decoded = decode::decode(bytes, capture.media_type, capture.charset.as_deref());
        return decoded.map(|d| html::all_blocks(&d.text, rules)).unwrap_or_default();
    }
    let draft = draft_of(capture, rules).unwrap_or_default();
    draft.lines.into_iter().map(|l| l.text).collect()
}

fn draft_of(capture: &Capture, rules: &Rules) -> Result<Draft, Unreadable> {
    let most = match capture.media_type {
        MediaType::Html => caps::MAX_BYTES,
        MediaType::Markdown => caps::MAX_MARKDOWN_BYTES,
        MediaType::Text => caps::MAX_TEXT_BYTES,
    };
    let bytes = capture.bytes.get(..most).unwrap_or(&capture.bytes);
    let decoded = decode::decode(bytes, capture.media_type, capture.charset.as_deref())?;
    let (bounded, too_long) = match capture.media_type {
        MediaType::Html => (decoded.text.as_str(), None),
        _ => caps::bound_lines(&decoded.text),
    };
    let mut draft = match capture.media_type {
        // A saved page may carry its metadata between two lines of dashes, whatever its name.
        MediaType::Text if front::has_front(bounded) => {
            Draft::from_markdown(markdown::read_markdown(bounded))
        }
        MediaType::Text => lines::cut(bounded),
        MediaType::Markdown => Draft::from_markdown(markdown::read_markdown(bounded)),
        MediaType::Html => html_draft(bounded, rules),
    };
    draft.findings.extend(decoded.findings);
    draft.findings.extend(too_long);
    if bytes.len() < capture.bytes.len() {
        let message =
            format!("read up to byte {} of {}; the capture is kept whole", bytes.len(), capture.bytes.len());
        draft.findings.push(Finding { code: "truncated_parse", message, span: None });
    }
    Ok(draft)
}

#[cfg(feature = "html")]
fn html_draft(text: &str, rules: &Rules) -> Draft {
    Draft::from_html(html::read_html(text, rules))
}

#[cfg(not(feature = "html"))]
fn html_draft(text: &str, _rules: &Rules) -> Draft {
    let mut draft = lines::cut(text);
    let message = "this build reads no HTML; the page was read as plain text".to_string();
    draft.findings.push(Finding { code: "no_html", message, span: None });
    draft
}

/// SHA-256 in lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
