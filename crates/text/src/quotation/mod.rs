//! Quotations in prose: whose words a page tells, by which cue, from where to where.
//!
//! ```text
//! “We go on Monday,” said Vera Holt. “All of us.” Officials denied that the road was closed.
//! ```
//! is a direct quotation of "Vera Holt" in two pieces and an indirect one of "Officials". The page's
//! own words put nobody's name to what is not surely theirs: a quotation whose speaker the page does
//! not bind has a source without a name, or none.
//!
//! `marks` pairs quotation marks, `parted` finds tellers inside them, `token` cuts a sentence, `cue` finds
//! the verbs of saying, `source` the ones who say, `direct` tellers after their words, `indirect` words
//! after their tellers, `chain` words that carry on without a teller, `doubt` what is not surely said,
//! `person` whom a source names, `spoken` the words in marks. Words are data: `data/quotations.toml`. No
//! parser model is used.

mod chain;
mod cue;
mod direct;
mod doubt;
mod indirect;
mod marks;
mod parted;
mod person;
mod printed;
mod sentence;
mod source;
mod spoken;
mod token;

use crate::page::{BlockKind, Document};
use crate::rules::{Lexicon, Rules, Takes};
use crate::sentence::split;
use crate::sign::is_stop;
use crate::span::Span;
use crate::transcript::Transcript;

pub use spoken::{quoted, runs};

use marks::Quote;
use token::Token;

/// How the words are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// In quotation marks, from the first word to the last.
    Direct,
    /// In the page's own words, or in marks and not surely said by the source.
    Indirect,
    /// In the page's own words with quoted ones among them.
    Mixed,
}

impl Mode {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Direct => "direct",
            Mode::Indirect => "indirect",
            Mode::Mixed => "mixed",
        }
    }
}

/// Whose words they are, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The words that name the source: a name, an office, a pronoun.
    pub span: Span,
    /// The fullest form of the person's name on the page; `None` when the page binds none surely.
    pub name: Option<String>,
}

/// Words that a page tells as somebody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words, with their quotation marks, in order.
    pub content: Vec<Span>,
    /// Whose words; `None` when the page does not say.
    pub source: Option<Source>,
    /// The words that say so ("said", "according to"); `None` for words that carry on.
    pub cue: Option<Span>,
    /// Direct, indirect or mixed.
    pub mode: Mode,
}

/// A paragraph of narration, or the part of a turn that lies in one block.
struct Paragraph<'l> {
    quotes: Vec<Quote>,
    tokens: Vec<Token<'l>>,
    /// Ends of its sentences, as token places.
    ends: Vec<usize>,
    /// The turn it belongs to.
    turn: Option<usize>,
}

/// The quotations of a document in the order of the text. Total; work is linear in the text. A
/// language without words in `data/quotations.toml` gives none.
pub fn quotations(document: &Document, transcript: &Transcript, rules: &Rules) -> Vec<Quotation> {
    let language = document.language.as_deref().unwrap_or("en");
    let Some(lexicon) = rules.quotations.language(language) else {
        return Vec::new();
    };
    let mut chain = chain::Chain::new(rules, document.language.as_deref());
    for (span, turn) in stretches(document, transcript) {
        let paragraph = paragraph(&document.text, span, turn, lexicon, rules);
        let is_lone = paragraph.tokens.iter().all(|t| !t.is_word());
        chain.begin_paragraph(&paragraph.quotes, paragraph.turn, is_lone);
        let mut from = 0;
        for end in &paragraph.ends {
            let line = cue::Line::new(&document.text, &paragraph.tokens[from..*end]);
            chain.take(line, sentence::read(line, lexicon), &lexicon.doubts);
            from = *end;
        }
    }
    let speakers: Vec<String> = transcript.turns.iter().filter_map(|t| t.speaker.name.clone()).collect();
    chain.finish(&speakers)
}

/// The stretches of text that are read: each block, cut where a turn begins or ends, labels left out.
fn stretches(document: &Document, transcript: &Transcript) -> Vec<(Span, Option<usize>)> {
    let mut found = Vec::new();
    let mut next = 0;
    for block in
        document.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Separator | BlockKind::Dateline))
    {
        let mut at = block.span.start;
        while let Some(turn) = transcript.turns.get(next)
            && turn.words.start < block.span.end
        {
            let before = turn.label.map_or(turn.words.start, |l| l.start.min(turn.words.start));
            found.push((Span::new(at, before.min(block.span.end)), None));
            let inside = Span::new(turn.words.start.max(at), turn.words.end.min(block.span.end));
            found.push((inside, Some(next)));
            at = at.max(inside.end);
            if turn.words.end > block.span.end {
                break;
            }
            next += 1;
        }
        found.push((Span::new(at, block.span.end), None));
    }
    found.into_iter().map(|(s, t)| (s.trimmed(&document.text), t)).filter(|(s, _)| !s.is_empty()).collect()
}

fn paragraph<'l>(
    text: &str,
    span: Span,
    turn: Option<usize>,
    lexicon: &'l Lexicon,
    rules: &Rules,
) -> Paragraph<'l> {
    let mut quotes = marks::quotes(text, span);
    if quotes.is_empty() {
        quotes =
            marks::dashed(text, span, &|s| token::tokens(text, s, &[], lexicon).iter().any(Token::is_cue));
    }
    quotes = parted::parted(text, quotes, &|s| {
        let first = token::tokens(text, s, &[], lexicon).into_iter().next();
        first.is_some_and(|t| !t.capital && t.takes().any(Takes::AFTER))
    });
    let tokens = token::tokens(text, span, &quotes, lexicon);
    let mut ends = Vec::new();
    let mut next_quote = 0;
    let mut place = 0;
    for sentence in sentences(text, span, &quotes, rules) {
        while quotes.get(next_quote).is_some_and(|q| q.span.end <= sentence.end) {
            next_quote += 1;
        }
        let inside = quotes.get(next_quote).is_some_and(|q| q.span.start < sentence.end);
        if inside {
            continue;
        }
        while tokens.get(place).is_some_and(|t| t.span.start < sentence.end) {
            place += 1;
        }
        if ends.last().copied().unwrap_or(0) < place {
            ends.push(place);
        }
    }
    if ends.last().copied().unwrap_or(0) < tokens.len() {
        ends.push(tokens.len());
    }
    join_tellers(text, &tokens, &mut ends);
    Paragraph { quotes, tokens, ends, turn }
}

/// The sentences of a paragraph; one also begins with quoted words behind a stop.
fn sentences(text: &str, span: Span, quotes: &[Quote], rules: &Rules) -> Vec<Span> {
    let mut found = Vec::new();
    let mut next = 0;
    for sentence in split(text, span, rules) {
        let mut start = sentence.start;
        while let Some(quote) = quotes.get(next).filter(|q| q.span.start < sentence.end) {
            next += 1;
            let before = Span::new(start, quote.span.start).trimmed(text);
            let odd = quote.span.of(text).starts_with(['»', '›', '”', '‚']);
            if odd && before.of(text).ends_with(is_stop) {
                found.push(before);
                start = quote.span.start;
            }
        }
        found.push(Span::new(start, sentence.end));
    }
    found
}

/// “Who goes?” Vera Holt asked: the teller is no sentence of its own.
fn join_tellers(text: &str, tokens: &[Token], ends: &mut Vec<usize>) {
    let all = std::mem::take(ends);
    for (n, end) in all.iter().enumerate() {
        let next = all.get(n + 1).copied().unwrap_or(*end);
        let quoted = tokens.get(end - 1).filter(|t| t.is_quote()).map_or("", |t| t.span.of(text));
        let asks =
            quoted.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '!' | '…' | '.'));
        // “We go”. The stop may stand behind the mark.
        let stopped =
            tokens.get(end - 1).and_then(|t| text.get(t.span.end..)).is_some_and(|t| t.starts_with('.'));
        let open = !stopped && (!asks.ends_with('.') || asks.ends_with(".."));
        let signed = tokens.get(*end).is_some_and(|t| t.kind == token::Kind::Dash);
        let joins = !quoted.is_empty()
            && (open || signed)
            && next > *end
            && direct::is_teller(cue::Line::new(text, &tokens[*end..next]));
        if !joins {
            ends.push(*end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Capture, MediaType, read_page};
    use crate::transcript::transcribe;

    fn read(text: &str, rules: &Rules) -> (Document, Transcript, Vec<Quotation>) {
        let capture = Capture {
            source: "page.txt".into(),
            bytes: text.as_bytes().to_vec(),
            media_type: MediaType::Text,
            charset: None,
            url: None,
            captured: None,
        };
        let page = read_page(&capture, rules);
        let transcript = transcribe(&page, rules);
        let found = quotations(&page.document, &transcript, rules);
        (page.document, transcript, found)
    }

    #[test]
    fn a_users_verb_brings_in_speech() {
        let text = "The council met on Friday.\n\n“We go,” burbled Vera Holt, the mayor of the town.";
        assert!(read(text, Rules::builtin()).2.is_empty());
        let table = "[[cues]]\nlanguage = \"en\"\ntakes = [\"quote\", \"after\"]\nwords = [\"burble+d\"]";
        let rules = Rules::with(&[("quotations.toml".into(), table.into())]).expect("a table");
        let (document, _, found) = read(text, &rules);
        let source = found[0].source.as_ref().expect("a source");
        assert_eq!(source.name.as_deref(), Some("Vera Holt"));
        assert_eq!(found[0].content[0].of(&document.text), "“We go,”");
    }

    #[test]
    fn a_language_without_words_gives_none() {
        let mut page = read("“We go,” said Vera Holt.", Rules::builtin()).0;
        page.language = Some("xx".into());
        assert!(quotations(&page, &Transcript::default(), Rules::builtin()).is_empty());
    }

    #[test]
    fn odd_text_keeps_its_places() {
        let pieces = [
            "“",
            "”",
            "\"",
            "'",
            "’",
            "«",
            "»",
            "„",
            " ",
            "said ",
            "Holt",
            ", ",
            ": ",
            "— ",
            ".\n\n",
            "(",
            ")",
            "that ",
            "according to ",
            "he ",
            "İ",
            "ß’",
            "é",
            "to ",
            "Vera ",
            "and ",
            "İ'",
            "...",
            "?",
            "-",
            "was ",
            "as ",
            "saying ",
        ];
        let mut seed: usize = 7;
        for _ in 0..300 {
            let mut text = String::from("The council met. ");
            for _ in 0..40 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(seed >> 33) % pieces.len()]);
            }
            let (document, transcript, found) = read(&text, Rules::builtin());
            for quotation in &found {
                assert!(!quotation.content.is_empty());
                let source = quotation.source.as_ref().map(|s| &s.span);
                for span in quotation.content.iter().chain(&quotation.cue).chain(source) {
                    assert!(!span.of(&document.text).is_empty(), "{text:?}");
                    let cuts = |t: &crate::transcript::Turn| t.words.overlaps(*span) && !t.words.holds(*span);
                    assert!(!transcript.turns.iter().any(cuts), "{text:?}");
                }
            }
        }
    }
}
