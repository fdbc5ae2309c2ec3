//! Where the words of a sentence come from, on the wire: kind `blame`.

use serde::Serialize;
use variorum_text::span::{CharMap, Span};

use crate::SCHEMA;

/// A version of the sentence's document, in the order of time.
#[derive(Clone, Debug, Serialize)]
pub struct BlameVersion {
    /// A, B, C … in the order of time.
    pub sigil: String,
    /// The document's id.
    pub document: String,
    /// The capture's id.
    pub capture: String,
    /// Address of the page.
    pub url: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The instant by which it stands in the order: the page's own date for the first capture of a page,
    /// the instant of capture for a later one.
    pub date: Option<String>,
    /// Words of the sentence that it was the first to have.
    pub first: usize,
    /// Words of the sentence that it has.
    pub held: usize,
}

/// A word of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlameToken {
    /// Where it stands in the document's text.
    pub span: Span,
    /// The number, from zero, of the version that first had it.
    pub first: usize,
    /// The versions that have it.
    pub held: Vec<usize>,
}

/// A sentence, to be told word by word.
#[derive(Clone, Debug)]
pub struct BlameOf<'r> {
    /// The statement's id.
    pub statement: &'r str,
    /// The document's id.
    pub document: &'r str,
    /// The number of the sentence in it, from one.
    pub sentence: usize,
    /// The speaker's name.
    pub speaker: Option<&'r str>,
    /// The document's text.
    pub text: &'r str,
    /// Where the sentence stands.
    pub span: Span,
}

#[derive(Serialize)]
struct BlameForm<'r> {
    schema: &'static str,
    kind: &'static str,
    statement: &'r str,
    document: &'r str,
    sentence: usize,
    speaker: Option<&'r str>,
    start: usize,
    end: usize,
    exact: &'r str,
    versions: &'r [BlameVersion],
    tokens: Vec<TokenForm<'r>>,
}

#[derive(Serialize)]
struct TokenForm<'r> {
    start: usize,
    end: usize,
    exact: &'r str,
    origin: &'r str,
    document: &'r str,
    date: Option<&'r str>,
    held: Vec<&'r str>,
}

/// One line of kind `blame`.
pub fn blame(of: &BlameOf, versions: &[BlameVersion], tokens: &[BlameToken]) -> String {
    let map = CharMap::new(of.text);
    let token = |token: &BlameToken| {
        let (place, origin) = (map.chars(token.span), versions.get(token.first)?);
        Some(TokenForm {
            start: place.start,
            end: place.end,
            exact: token.span.of(of.text),
            origin: &origin.sigil,
            document: &origin.document,
            date: origin.date.as_deref(),
            held: token.held.iter().filter_map(|n| Some(versions.get(*n)?.sigil.as_str())).collect(),
        })
    };
    let place = map.chars(of.span);
    let form = BlameForm {
        schema: SCHEMA,
        kind: "blame",
        statement: of.statement,
        document: of.document,
        sentence: of.sentence,
        speaker: of.speaker,
        start: place.start,
        end: place.end,
        exact: of.span.of(of.text),
        versions,
        tokens: tokens.iter().filter_map(token).collect(),
    };
    serde_json::to_string(&form).expect("plain structs with string keys always serialise")
}
