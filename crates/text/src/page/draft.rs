//! A draft: the lines of a page in order, before it is known which of them are its text.
//!
//! Every kind of capture ends here: `lines` cuts plain text, `html` and `markdown` cut markup.
//! `chrome` then says what each line is, and `assemble` writes the kept ones into one text.

use super::{BlockKind, Finding};
use crate::span::Span;

/// What the markup or front matter says of the page, as written there.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// The title.
    pub title: Option<String>,
    /// The site's name.
    pub site_name: Option<String>,
    /// Date of publication, as written.
    pub published: Option<String>,
    /// Language code.
    pub language: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
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
    /// What was odd.
    pub findings: Vec<Finding>,
}
