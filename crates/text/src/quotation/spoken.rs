//! The words of a quotation that stand in quotation marks, in runs that were one speech.
//!
//! ```text
//! “We go,” said Vera Holt, “and we stay. It is late.” She added: “Come with us.”
//! ```
//! A teller inside a sentence parts nothing that was said together: `We go,` and `and we stay. It is
//! late.` are one run. Behind a full stop nothing tells whether words were left out, so that `Come with
//! us.` is a run of its own. Quoted words among the page's own are taken only when no other verb of
//! saying stands before them: in «he said Varga called it “a loss for all of us”» they are not his.

use crate::rules::Rules;
use crate::span::Span;

use super::marks::{self, Quote};
use super::token::{self, Token};
use super::{Mode, Quotation};

/// Most words of a teller inside a sentence.
const TELLER_WORDS: usize = 25;

/// The quoted words of one paragraph or less, marks left out, in order. `within` must lie inside it.
pub fn quoted(text: &str, within: Span) -> Vec<Span> {
    marks::quotes(text, within).into_iter().map(|q| q.inner).collect()
}

/// The runs of a quotation; each is a list of spans in the order of the text, without marks. Empty for
/// an indirect one.
pub fn runs(text: &str, quotation: &Quotation, language: Option<&str>, rules: &Rules) -> Vec<Vec<Span>> {
    let pieces: Vec<Span> = match quotation.mode {
        Mode::Indirect => Vec::new(),
        Mode::Direct => quotation.content.iter().flat_map(|c| direct(text, *c)).collect(),
        Mode::Mixed => {
            let inside = |c: &Span| fragments(text, *c, language, rules);
            return quotation.content.iter().flat_map(inside).map(|span| vec![span]).collect();
        }
    };
    let mut runs: Vec<Vec<Span>> = Vec::new();
    for piece in pieces {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| goes_on(text, *last, piece)) => run.push(piece),
            _ => runs.push(vec![piece]),
        }
    }
    runs
}

/// The pieces of content that is all speech: between marks, else (after a dash) as it stands.
fn direct(text: &str, content: Span) -> Vec<Span> {
    let quotes = marks::quotes(text, content);
    let bare = |span: Span| {
        let words = span.of(text);
        let is_mark = |c: char| c.is_whitespace() || "\"“”„«»‹›".contains(c);
        let head = words.len() - words.trim_start_matches(is_mark).len();
        Span::new(span.start + head, span.start + words.trim_end_matches(is_mark).len())
    };
    let found: Vec<Span> = match quotes.as_slice() {
        [] => vec![bare(content)],
        some => some.iter().map(|q| q.inner.trimmed(text)).collect(),
    };
    found.into_iter().filter(|s| s.start < s.end && s.of(text).contains(char::is_alphanumeric)).collect()
}

/// The quoted words among the page's own.
fn fragments(text: &str, content: Span, language: Option<&str>, rules: &Rules) -> Vec<Span> {
    let Some(lexicon) = rules.quotations.language(language.unwrap_or("en")) else { return Vec::new() };
    let is_plain = |q: &Quote| {
        let before = Span::new(content.start, q.span.start);
        !token::tokens(text, before, &[], lexicon).iter().any(Token::is_cue)
    };
    let quotes = marks::quotes(text, content);
    quotes.into_iter().filter(|q| q.closed).take_while(is_plain).map(|q| q.inner.trimmed(text)).collect()
}

/// True when the words of `next` follow those of `last` in one speech: nothing but marks stands
/// between, or a teller stands inside a sentence.
fn goes_on(text: &str, last: Span, next: Span) -> bool {
    let between = Span::new(last.end, next.start).of(text);
    if !between.contains(char::is_alphanumeric) {
        return true;
    }
    let teller = between.split_whitespace().count();
    let cut = last.of(text).ends_with([',', ';', '–', '—', '-']);
    let low = next.of(text).chars().next().is_some_and(char::is_lowercase);
    let mid = between.trim_end().trim_end_matches(['"', '“', '«', '„']).trim_end().ends_with([',', ':']);
    cut && low && mid && teller <= TELLER_WORDS
}
