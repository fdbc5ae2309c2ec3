//! A draft: the lines of a page in order, before it is known which of them are its text.
//!
//! Every kind of capture ends here: `lines` cuts plain text, `html` and `markdown` cut markup.
//! `chrome` then says what each line is, and `assemble` writes the kept ones into one text.

use super::markup::{MarkupBlock, MarkupKind};
use super::{BlockKind, Finding, Origin, lines};
use crate::span::Span;

/// A date as a page gives it, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateEvidence {
    /// The value as written, or the day as `2031-03-03`.
    pub value: String,
    /// Where it stands: `json-ld`, `meta article:published_time`, `microdata`, `time`, `element`, `line`.
    pub from: String,
}

/// What the markup or front matter says of the page, as written there.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// The title.
    pub title: Option<String>,
    /// The site's name.
    pub site_name: Option<String>,
    /// Days of publication as written, best evidence first.
    pub published: Vec<DateEvidence>,
    /// Days of the last change as written, best evidence first.
    pub modified: Vec<DateEvidence>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Language code.
    pub language: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// Where the meeting was held.
    pub place: Option<String>,
}

/// One line or paragraph of a page.
#[derive(Clone, Debug, Default)]
pub struct DraftLine {
    /// The words, without white space at the ends.
    pub text: String,
    /// What the markup says it is; `None` in plain text.
    pub kind: Option<BlockKind>,
    /// A bold or term prefix that opens the line, as a place in `text`.
    pub lead: Option<Span>,
    /// Struck-out words, as places in `text`.
    pub struck: Vec<Span>,
    /// Where it stands on the page.
    pub origin: Option<Origin>,
    /// The white space that stands between the line before and this one.
    pub before: String,
}

/// A page cut into lines.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// What the page declares of itself.
    pub declared: Declared,
    /// The lines, none of them blank.
    pub lines: Vec<DraftLine>,
    /// True when markup has already parted text from site chrome.
    pub parted: bool,
    /// Lines about the page's making (author, day, section) that markup set apart from the text.
    pub bylines: Vec<String>,
    /// Lines around the page's text that markup set apart: its head and foot.
    pub frame: Vec<String>,
    /// What was odd.
    pub findings: Vec<Finding>,
}

impl Draft {
    /// The draft of a web page.
    #[cfg(feature = "html")]
    pub fn from_html(page: super::html::HtmlPage) -> Draft {
        let mut draft = Draft {
            declared: Declared {
                title: page.head.title,
                site_name: page.head.site_name,
                published: page.head.published,
                modified: page.head.modified,
                authors: page.head.authors,
                language: page.head.language,
                url: page.head.canonical_url,
                place: page.head.place,
            },
            parted: true,
            findings: page.findings,
            ..Draft::default()
        };
        draft.take(page.blocks, page.places.into_iter().map(Origin::Element));
        let bylines = page.dropped.iter().filter(|d| matches!(d.reason, "byline" | "author"));
        draft.bylines = bylines.map(|d| d.words.clone()).collect();
        draft.frame = page.dropped.iter().filter(|d| d.reason == "frame").map(|d| d.words.clone()).collect();
        for dropped in page.dropped.iter().take(40) {
            let message = format!("left out as {}: `{}`", dropped.reason, dropped.words);
            draft.findings.push(Finding { code: "chrome_dropped", message, span: None });
        }
        draft
    }

    /// The draft of a Markdown capture.
    pub fn from_markdown(page: super::markdown::MarkdownPage) -> Draft {
        let own = |value: Option<&str>| value.map(str::to_string);
        let front = |value: Option<&str>| {
            value
                .map(|v| DateEvidence { value: v.to_string(), from: "front matter".into() })
                .into_iter()
                .collect()
        };
        let mut draft = Draft {
            declared: Declared {
                title: own(page.title()),
                site_name: own(page.publisher()),
                published: front(page.value(&["published_time", "published", "date", "datetime"])),
                modified: front(page.modified()),
                authors: own(page.value(&["author", "authors"])).into_iter().collect(),
                language: own(page.value(&["lang", "language"])),
                url: own(page.value(&["source_url", "url", "canonical", "link", "source"]))
                    .filter(|u| u.starts_with("http")),
                place: own(page.value(&["place", "location", "venue"])),
            },
            parted: true,
            ..Draft::default()
        };
        draft.take(page.blocks, std::iter::empty());
        draft
    }

    /// Takes up blocks of markup; a line break inside a block makes lines of their own, unless a
    /// sentence runs on over it.
    fn take(&mut self, blocks: Vec<MarkupBlock>, places: impl Iterator<Item = Origin>) {
        let places = places.map(Some).chain(std::iter::repeat(None));
        for (block, origin) in blocks.into_iter().zip(places) {
            if block.kind == MarkupKind::Preformatted {
                let mut inner = lines::cut_preformatted(&block.text);
                if let Some(first) = inner.lines.first_mut() {
                    first.before = "\n\n".into();
                }
                inner.lines.iter_mut().for_each(|line| line.origin.clone_from(&origin));
                self.lines.append(&mut inner.lines);
                continue;
            }
            let lead = block.lead.or_else(|| first_cell(&block));
            let mut at = 0;
            for (n, piece) in block.text.split('\n').enumerate() {
                let place = Span::new(at, at + piece.len()).trimmed(&block.text);
                at += piece.len() + 1;
                if place.is_empty() {
                    continue;
                }
                let runs_on = n > 0 && place.of(&block.text).starts_with(char::is_lowercase);
                if let Some(last) = self.lines.last_mut().filter(|_| runs_on) {
                    let base = last.text.len() + 1;
                    last.text.push('\n');
                    last.text.push_str(place.of(&block.text));
                    let inside = block.struck.iter().filter(|s| place.holds(**s));
                    last.struck.extend(
                        inside.map(|s| Span::new(s.start - place.start, s.end - place.start).shifted(base)),
                    );
                    continue;
                }
                let within = |s: Span| {
                    let cut = Span::new(s.start.max(place.start), s.end.min(place.end));
                    (place.overlaps(s)).then(|| Span::new(cut.start - place.start, cut.end - place.start))
                };
                self.lines.push(DraftLine {
                    text: place.of(&block.text).to_string(),
                    kind: Some(block.kind.block_kind()),
                    lead: lead.and_then(within),
                    struck: block.struck.iter().filter_map(|s| within(*s)).collect(),
                    origin: origin.clone(),
                    before: if n == 0 { "\n\n" } else { "\n" }.into(),
                });
            }
        }
    }
}

/// The first cell of a table row, when it is short enough for a label.
fn first_cell(block: &MarkupBlock) -> Option<Span> {
    let cell = block.text.find('\t').filter(|n| block.kind == MarkupKind::TableRow && *n < 120)?;
    Some(Span::new(0, cell))
}
