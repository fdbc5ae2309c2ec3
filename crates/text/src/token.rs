//! Words, numbers and signs of a sentence with what the tables of figures and times know of them.
//!
//! `"over $2.5m in two-thirds"` gives `over · $ · 2.5 · m · in · two · thirds`: digits and letters part,
//! a hyphen between words is a mark on the word behind it, every other sign is a token. Nothing is
//! copied: a token is a place and the id of its word. `words` serves comparison and spells out
//! contractions; here each sentence is looked through once, fast. Depends on `rules::dictionary`.

use crate::rules::Dictionary;
use crate::rules::dictionary::{Class, Sense};
use crate::span::Span;
use crate::words::Case;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word that begins with a letter.
    Word,
    /// Digits, with points and commas between them.
    Digits,
    /// One other sign.
    Sign(char),
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its word in the dictionary; 0 is unknown.
    pub id: u32,
    /// What it is.
    pub kind: Kind,
    /// True when nothing stands between it and the token before, but for a hyphen.
    pub glued: bool,
    /// True when only a hyphen or a dash without spaces parts it from the token before.
    pub hyphen: bool,
    /// How it is printed.
    pub case: Case,
    /// True with a possessive ending.
    pub possessive: bool,
}

/// The tokens of one sentence with their text and dictionary.
#[derive(Clone, Copy)]
pub struct Line<'t> {
    /// The text of the document.
    pub text: &'t str,
    /// The tokens.
    pub tokens: &'t [Token],
    /// The dictionary.
    pub dictionary: &'t Dictionary,
}

impl<'t> Line<'t> {
    /// The token at `i`.
    pub fn get(&self, i: usize) -> Option<&'t Token> {
        self.tokens.get(i)
    }

    /// Its printed form; empty beyond the end.
    pub fn word(&self, i: usize) -> &'t str {
        self.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// Its senses; those of an unknown word beyond the end and for signs.
    pub fn sense(&self, i: usize) -> &'t Sense {
        self.dictionary.sense(self.get(i).map_or(0, |t| t.id))
    }

    /// True when the token may be of `class` by itself.
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.get(i).is_some_and(|t| t.id != 0 && self.dictionary.sense(t.id).is(class))
    }

    /// True when the sign stands at `i`.
    pub fn sign(&self, i: usize, sign: char) -> bool {
        self.get(i).is_some_and(|t| t.kind == Kind::Sign(sign))
    }

    /// True when the token at `i` is digits.
    pub fn digits(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.kind == Kind::Digits)
    }

    /// True when the token at `i` is a word.
    pub fn is_word(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.kind == Kind::Word)
    }

    /// The longest phrase of `class` that begins at `i`: one past its last token, and its tag.
    pub fn phrase(&self, i: usize, class: Class) -> Option<(usize, &'t str)> {
        let rest = self.tokens.get(i..)?;
        let (n, tag) = self.dictionary.phrase(class, &rest.iter().map(|t| t.id))?;
        Some((i + n, tag))
    }

    /// The longest phrase of `class` that ends before `end`: its first token, and its tag.
    pub fn phrase_before(&self, end: usize, class: Class) -> Option<(usize, &'t str)> {
        let most = end.min(crate::rules::dictionary::LONGEST_PHRASE);
        (1..=most).rev().find_map(|n| {
            let (to, tag) = self.phrase(end - n, class)?;
            (to == end).then_some((end - n, tag))
        })
    }

    /// The place of tokens `from..to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let start = self.get(from).map_or(0, |t| t.span.start);
        Span::new(start, self.get(to.saturating_sub(1)).map_or(start, |t| t.span.end))
    }

    /// True when some figure or time may stand here.
    pub fn is_worth_reading(&self) -> bool {
        let starts = |t: &Token| t.kind == Kind::Digits || t.id != 0 && self.dictionary.sense(t.id).starts();
        self.tokens.iter().any(|t| starts(t) || matches!(t.kind, Kind::Sign('¼'..='¾' | '⅓'..='⅞')))
    }
}

/// Cuts `span` into `out`, which is emptied first.
pub fn cut(text: &str, span: Span, dictionary: &Dictionary, out: &mut Vec<Token>) {
    out.clear();
    let body = span.of(text);
    let bytes = body.as_bytes();
    let mut at = 0;
    let (mut glued, mut hyphen) = (false, false);
    while at < bytes.len() {
        let Some(c) = char_at(body, at) else { break };
        if c.is_whitespace() || is_invisible(c) {
            glued = glued && is_invisible(c);
            hyphen = false;
            at += c.len_utf8();
            continue;
        }
        let end = if c.is_alphabetic() {
            code_end(body, at).unwrap_or_else(|| word_end(body, at))
        } else if c.is_ascii_digit() || c == '.' && opens_decimals(body, at) {
            digits_end(body, at, dictionary.decimal_comma)
        } else if is_hyphen(c) && joins(body, at, c, glued) {
            hyphen = true;
            at += c.len_utf8();
            continue;
        } else {
            at + c.len_utf8()
        };
        if is_address(body, at, c) {
            // An address on the web or of mail holds no figures.
            while out.last().is_some_and(|t| t.glued) {
                out.pop();
            }
            out.pop();
            at = body[at..].find(char::is_whitespace).map_or(bytes.len(), |n| at + n);
            continue;
        }
        let place = Span::new(span.start + at, span.start + end);
        out.push(token(c, &body[at..end], place, dictionary, (glued, hyphen)));
        at = end;
        (glued, hyphen) = (true, false);
    }
}

fn char_at(body: &str, at: usize) -> Option<char> {
    match body.as_bytes().get(at) {
        Some(b) if b.is_ascii() => Some(*b as char),
        _ => body.get(at..)?.chars().next(),
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−')
}

/// True for a hyphen or a dash with a letter or a digit directly on both sides.
fn joins(body: &str, at: usize, c: char, glued: bool) -> bool {
    let before = body[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let next = char_at(body, at + c.len_utf8());
    glued && before && next.is_some_and(|n| n.is_alphanumeric())
}

fn is_address(body: &str, at: usize, c: char) -> bool {
    match c {
        ':' => body[at..].starts_with("://"),
        '@' => char_at(body, at + 1).is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

/// "USD40": three capitals before digits part from them.
fn code_end(body: &str, at: usize) -> Option<usize> {
    let bytes = body.as_bytes().get(at..)?;
    let capitals = bytes.iter().take_while(|b| b.is_ascii_uppercase()).count();
    (capitals == 3 && bytes.get(3).is_some_and(u8::is_ascii_digit)).then_some(at + 3)
}

/// Letters and digits, with apostrophes and points of initials inside.
fn word_end(body: &str, at: usize) -> usize {
    let bytes = body.as_bytes();
    let mut end = at;
    while let Some(c) = char_at(body, end) {
        let inside = match c {
            _ if c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}') => true,
            '\'' | '’' | 'ʼ' => char_at(body, end + c.len_utf8()).is_some_and(char::is_alphabetic),
            // "U.S.", "p.m.": single letters with points.
            '.' => {
                let lone = end == at + 1 || end >= 2 && bytes[end - 2] == b'.';
                lone && bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic)
                    && bytes.get(end + 2).is_none_or(|b| !b.is_ascii_alphanumeric())
            }
            _ => false,
        };
        if !inside {
            break;
        }
        end += c.len_utf8();
    }
    end
}

/// True for the point of ".08".
fn opens_decimals(body: &str, at: usize) -> bool {
    let before = body[..at].chars().next_back();
    let free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '$' | '€' | '£' | '-' | '−'));
    free && body.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// Digits with points and commas between them.
fn digits_end(body: &str, at: usize, decimal_comma: bool) -> usize {
    let bytes = body.as_bytes();
    let digits =
        |from: usize| bytes.get(from..).map_or(0, |b| b.iter().take_while(|b| b.is_ascii_digit()).count());
    let mut end = at + digits(at);
    loop {
        let run = digits(end + 1);
        let goes_on = match bytes.get(end) {
            Some(b'.') => run > 0,
            // Groups of three; of two where lakhs and crores are counted ("12,34,567").
            Some(b',') => {
                let lakhs = run == 2 && {
                    let mut next = end + 3;
                    while bytes.get(next) == Some(&b',') && digits(next + 1) == 2 && next < end + 16 {
                        next += 3;
                    }
                    bytes.get(next) == Some(&b',') && digits(next + 1) == 3
                };
                run == 3 || lakhs || run > 0 && decimal_comma
            }
            _ => false,
        };
        if !goes_on {
            return end;
        }
        end += 1 + run;
    }
}

fn token(
    c: char,
    printed: &str,
    span: Span,
    dictionary: &Dictionary,
    (glued, hyphen): (bool, bool),
) -> Token {
    let mut token =
        Token { span, id: 0, kind: Kind::Sign(c), glued, hyphen, case: Case::Lower, possessive: false };
    if c.is_ascii_digit() || c == '.' && printed.len() > 1 {
        token.kind = Kind::Digits;
    } else if c.is_alphabetic() {
        token.kind = Kind::Word;
        token.case = case_of(printed);
        let mut buffer = [0; LONGEST_FORM];
        if let Some(form) = fold(printed, &mut buffer) {
            token.id = dictionary.id(form);
            if let Some(bare) = form.strip_suffix("'s") {
                token.possessive = true;
                if token.id == 0 {
                    token.id = dictionary.id(bare);
                }
            }
        }
    }
    token
}

/// Bytes of the longest form a table may hold.
const LONGEST_FORM: usize = 48;

/// Lower case, straight apostrophes, no points and no invisible signs.
fn fold<'b>(printed: &str, buffer: &'b mut [u8; LONGEST_FORM]) -> Option<&'b str> {
    let mut len = 0;
    for c in printed.chars() {
        let c = match c {
            '.' | '\u{ad}' => continue,
            '’' | 'ʼ' => '\'',
            _ if c.is_ascii() => c.to_ascii_lowercase(),
            _ => c.to_lowercase().next().unwrap_or(c),
        };
        let room = buffer.get_mut(len..len + c.len_utf8())?;
        c.encode_utf8(room);
        len += c.len_utf8();
    }
    std::str::from_utf8(buffer.get(..len)?).ok()
}

fn case_of(printed: &str) -> Case {
    let mut letters = printed.chars();
    if !letters.next().is_some_and(char::is_uppercase) {
        return Case::Lower;
    }
    match letters.next() {
        Some(c) if !c.is_lowercase() && c != '\'' && c != '’' => Case::Upper,
        _ => Case::Title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    fn cut_text(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        cut(text, Span::new(0, text.len()), Rules::builtin().dictionary(None).expect("English"), &mut out);
        out.iter().map(|t| t.span.of(text).to_string()).collect()
    }

    #[test]
    fn digits_letters_and_signs_part() {
        assert_eq!(cut_text("over $2.5m in two-thirds"), ["over", "$", "2.5", "m", "in", "two", "thirds"]);
        assert_eq!(
            cut_text("the U.S. sent 1,200 tents."),
            ["the", "U.S", ".", "sent", "1,200", "tents", "."]
        );
        assert_eq!(cut_text("in 2031-02"), ["in", "2031", "02"]);
    }

    #[test]
    fn an_address_is_no_text() {
        assert_eq!(cut_text("see https://norland.example/2031/300 now"), ["see", "now"]);
        assert_eq!(cut_text("write to desk12@norland.example now"), ["write", "to", "now"]);
    }

    #[test]
    fn odd_text_does_not_panic() {
        for text in ["", "1.", "1,,2", "’’", "a’", "-", "½", "a\u{ad}b", "9.9.9", "@", "://", "İ.İ.", "–1–"]
        {
            cut_text(text);
        }
    }
}
