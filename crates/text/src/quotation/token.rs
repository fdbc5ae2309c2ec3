//! One sentence as words, signs and quotations, each with what the lexicon says of it.
//!
//! `“We go,” said Vera Holt of Norland.` gives a quotation and five words. Full stops are left out:
//! where a sentence ends is known from `sentence`. Quoted words are one token and are not looked into.

use crate::rules::{Lexeme, Lexicon, Tags, Takes};
use crate::span::Span;

use super::marks::Quote;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word or a number.
    Word,
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// A semicolon.
    Semicolon,
    /// A dash between words.
    Dash,
    /// An opening or closing bracket.
    Bracket,
    /// Quoted words: the place in the paragraph's list.
    Quote(usize),
}

/// A word, a sign or a quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'l> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// What the lexicon says.
    pub lexeme: Option<&'l Lexeme>,
    /// Its place in grammar.
    pub tags: Tags,
    /// True when it begins with a capital.
    pub capital: bool,
    /// True when it ends as a possessive does.
    pub owns: bool,
    /// True when a shortened verb hangs at it: "he's".
    pub contracted: bool,
}

impl Token<'_> {
    /// True when a bit of `tags` is set.
    pub fn is(&self, tags: Tags) -> bool {
        self.tags.any(tags)
    }

    /// True for a word.
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// True for quoted words.
    pub fn is_quote(&self) -> bool {
        matches!(self.kind, Kind::Quote(_))
    }

    /// What may follow it, when it is a cue.
    pub fn takes(&self) -> Takes {
        self.lexeme.map(|l| l.takes).unwrap_or_default()
    }

    /// True when it may be a cue.
    pub fn is_cue(&self) -> bool {
        self.lexeme.is_some_and(Lexeme::is_cue)
    }
}

/// The tokens of `within`, a paragraph whose quotations are `quotes`.
pub(super) fn tokens<'l>(text: &str, within: Span, quotes: &[Quote], lexicon: &'l Lexicon) -> Vec<Token<'l>> {
    let mut out = Vec::with_capacity(within.len() / 5);
    let mut form = String::new();
    let mut next_quote = 0;
    let mut at = within.start;
    while at < within.end {
        if let Some(quote) = quotes.get(next_quote)
            && quote.span.start <= at
        {
            out.push(sign(quote.span, Kind::Quote(next_quote)));
            at = quote.span.end.max(at + 1);
            next_quote += 1;
            continue;
        }
        let limit = quotes.get(next_quote).map_or(within.end, |q| q.span.start.min(within.end));
        let Some(rest) = text.get(at..limit) else { break };
        let Some(c) = rest.chars().next() else { break };
        if c.is_alphanumeric() {
            let len = word_len(rest);
            out.push(word(text, Span::new(at, at + len), lexicon, &mut form));
            at += len;
            continue;
        }
        if let Some(kind) = sign_kind(c, text, at) {
            out.push(sign(Span::new(at, at + c.len_utf8()), kind));
        }
        at += c.len_utf8();
    }
    out
}

fn sign(span: Span, kind: Kind) -> Token<'static> {
    Token { span, kind, lexeme: None, tags: Tags::default(), capital: false, owns: false, contracted: false }
}

fn sign_kind(c: char, text: &str, at: usize) -> Option<Kind> {
    match c {
        ',' | '،' => Some(Kind::Comma),
        ':' => Some(Kind::Colon),
        ';' => Some(Kind::Semicolon),
        '—' | '–' | '―' => Some(Kind::Dash),
        '-' => {
            let before = text.get(..at).and_then(|t| t.chars().next_back());
            before.is_none_or(|b| b.is_whitespace() || b == '-' || b == '"' || b == '”').then_some(Kind::Dash)
        }
        '(' | ')' | '[' | ']' => Some(Kind::Bracket),
        _ => None,
    }
}

/// Bytes of the word at the head of `rest`: inner apostrophes, hyphens, points and commas of numbers
/// and initials belong to it.
fn word_len(rest: &str) -> usize {
    let mut len = 0;
    let mut before = ' ';
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, n)| *n);
        let joins = match c {
            _ if c.is_alphanumeric() || is_mark(c) => true,
            '\'' | '’' | 'ʼ' => next.is_alphanumeric() || before == 's',
            '-' | '‑' | '&' | '@' | '/' | '_' => next.is_alphanumeric(),
            ',' | ':' => before.is_ascii_digit() && next.is_ascii_digit(),
            '.' => next.is_alphanumeric(),
            _ => false,
        };
        if !joins {
            break;
        }
        before = c;
        len = at + c.len_utf8();
    }
    len
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}')
}

fn word<'l>(text: &str, span: Span, lexicon: &'l Lexicon, form: &mut String) -> Token<'l> {
    let printed = span.of(text);
    fold(printed, form);
    let stem_len = form.strip_suffix("'s").or_else(|| form.strip_suffix('\'')).map(str::len);
    let mut lexeme = lexicon.get(form);
    let mut contracted = false;
    if lexeme.is_none() && form.contains('\'') && lexicon.is_contracted(form) {
        let stem = form.rfind('\'').and_then(|at| form.get(..at)).unwrap_or("");
        lexeme = lexicon.get(stem);
        contracted = lexeme.is_some_and(|l| l.tags.any(Tags::SUBJECT.and(Tags::IT)));
        lexeme = lexeme.filter(|_| contracted);
    }
    let tags = lexeme.map(|l| l.tags).unwrap_or_default().and(lexicon.by_ending(form, lexeme.is_some()));
    Token {
        span,
        kind: Kind::Word,
        lexeme,
        tags,
        capital: printed.starts_with(char::is_uppercase),
        owns: stem_len.is_some() && !contracted,
        contracted,
    }
}

/// Lower case with straight apostrophes.
fn fold(printed: &str, form: &mut String) {
    form.clear();
    for c in printed.chars() {
        match c {
            '’' | 'ʼ' => form.push('\''),
            _ if c.is_ascii() => form.push(c.to_ascii_lowercase()),
            _ => form.extend(c.to_lowercase()),
        }
    }
}
