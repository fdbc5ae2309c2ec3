//! Words of a text with their places: the smallest thing that versions are compared by.
//!
//! `"We can’t wait, Mr. Holt"` gives `we · can · not · wait · mr · holt`, each with the span of the
//! printed word, its folded form, the signs that stand before it and how it is capitalised.
//! A contraction is spelt out, so that "isn't" and "is not" are the same words; both halves carry
//! the span of the whole. What a word means is not known here: see `figure` and `collation`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::sign;
use crate::span::Span;

/// How a word is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No capital first letter.
    Lower,
    /// A capital first letter.
    Title,
    /// Two letters or more, all of them capitals.
    Upper,
}

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The printed word in its text; halves of one contraction share it.
    pub span: Span,
    /// Lower case, straight apostrophes, no invisible characters.
    pub form: String,
    /// The folded signs between the word before and this one, white space left out; `−` makes an amount
    /// negative, `-` is any other dash or hyphen.
    pub lead: String,
    /// How it is printed.
    pub case: Case,
    /// True for the first word of a sentence or of a passage.
    pub opens: bool,
    /// True when only a hyphen parts it from the word before.
    pub hyphened: bool,
}

impl Word {
    /// The form without a possessive ending.
    pub fn bare(&self) -> &str {
        self.form.strip_suffix("'s").or_else(|| self.form.strip_suffix('\'')).unwrap_or(&self.form)
    }

    /// True for four digits: a year.
    pub fn is_year(&self) -> bool {
        self.form.len() == 4 && self.form.bytes().all(|b| b.is_ascii_digit())
    }

    /// True when the form begins with a digit.
    pub fn is_digits(&self) -> bool {
        self.form.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// The words of `span` of a text, and the folded signs after the last one.
/// Words inside a span of `unheard` (sorted or not) are left out.
pub fn words(text: &str, span: Span, unheard: &[Span]) -> (Vec<Word>, String) {
    let mut out: Vec<Word> = Vec::new();
    let mut lead = String::new();
    let body = span.of(text);
    let mut at = 0;
    while let Some(c) = body.get(at..).and_then(|s| s.chars().next()) {
        let here = span.start + at;
        if let Some(hidden) = unheard.iter().find(|u| u.start <= here && here < u.end) {
            at += (hidden.end.min(span.end) - here).max(c.len_utf8());
            continue;
        }
        if c.is_alphanumeric() {
            let len = word_len(body.get(at..).unwrap_or(""));
            push_word(&mut out, text, Span::new(here, here + len), std::mem::take(&mut lead));
            at += len;
        } else if c == '%' {
            // The sign is the word "percent", said with or without a space.
            push_word(&mut out, text, Span::new(here, here + 1), std::mem::take(&mut lead));
            at += 1;
        } else if is_minus(body, at, c) {
            lead.push('−');
            at += c.len_utf8();
        } else {
            fold_sign(c, &mut lead);
            at += c.len_utf8();
        }
    }
    (out, lead)
}

/// True for a sign before an amount that makes it negative ("-3", "−$40"): free on its left side.
fn is_minus(body: &str, at: usize, c: char) -> bool {
    let free = body[..at].chars().next_back().is_some_and(|b| b.is_whitespace() || b == '(');
    let rest = body.get(at + c.len_utf8()..).unwrap_or("");
    let amount = rest.trim_start_matches(['$', '€', '£', '¥']);
    matches!(c, '-' | '‑' | '–' | '−') && free && amount.starts_with(|d: char| d.is_ascii_digit())
}

/// Bytes of the word at the head of `rest`: letters and digits with apostrophes, and points or
/// commas between digits, inside.
fn word_len(rest: &str) -> usize {
    if let Some(c) = rest.chars().next().filter(|c| sign::is_unspaced(*c)) {
        let marks = rest[c.len_utf8()..].chars().take_while(|m| is_mark(*m) || is_invisible(*m));
        return c.len_utf8() + marks.map(char::len_utf8).sum::<usize>();
    }
    let mut len = 0;
    let mut before = ' ';
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, n)| *n);
        let joins = match c {
            _ if sign::is_unspaced(c) => false,
            _ if c.is_alphanumeric() || is_invisible(c) || is_mark(c) => true,
            '\'' | '’' | 'ʼ' | '‘' => before.is_alphanumeric() && next.is_alphanumeric(),
            ',' => before.is_ascii_digit() && rest.get(at + 1..).is_some_and(is_thousand),
            '.' | ':' => {
                before.is_ascii_digit() && next.is_ascii_digit() || c == '.' && in_initials(rest, at)
            }
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

/// True when three digits and no fourth stand at the head.
fn is_thousand(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

/// True for the point inside "U.S.": single capitals on both sides, or the last point after two.
fn in_initials(rest: &str, at: usize) -> bool {
    let bytes = rest.as_bytes();
    let capital = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_uppercase);
    at % 2 == 1
        && (0..=at).step_by(2).all(|i| i + 1 > at || capital(i))
        && capital(at - 1)
        && capital(at + 1)
        && {
            let after = bytes.get(at + 2);
            after.is_none_or(|b| !b.is_ascii_alphanumeric())
        }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A combining mark belongs to the letter before it.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c)
}

fn push_word(out: &mut Vec<Word>, text: &str, span: Span, lead: String) {
    let printed = span.of(text);
    let form = if printed == "%" { "percent".to_string() } else { fold(printed) };
    let opens = out.is_empty() || lead.contains(|c| c == ':' || sign::is_stop(c)) || lead.ends_with('"');
    let hyphened = lead == "-"
        && text.get(..span.start).is_some_and(|t| !t.ends_with(char::is_whitespace))
        && !out.is_empty();
    let word = |form: &str, lead: String, case, opens, hyphened| Word {
        span,
        form: form.to_string(),
        lead,
        case,
        opens,
        hyphened,
    };
    let case = case_of(printed);
    match spell_out(&form) {
        Some((head, tail)) => {
            out.push(word(head, lead, case, opens, hyphened));
            out.push(word(tail, String::new(), Case::Lower, false, false));
        }
        None => out.push(word(&form, lead, case, opens, hyphened)),
    }
}

/// Lower case with straight apostrophes; invisible characters and the points of initials go.
pub fn fold(printed: &str) -> String {
    let mut form = String::with_capacity(printed.len());
    let digits = printed.starts_with(|c: char| c.is_ascii_digit());
    // An accent is one sign with its letter or two; they are the same word.
    let is_composed =
        |c: char| matches!(c, '\0'..='\u{2ff}' | '\u{400}'..='\u{482}' | '\u{2010}'..='\u{206f}');
    let composed: std::borrow::Cow<str> = if printed.chars().all(is_composed) {
        printed.into()
    } else {
        printed.nfc().collect::<String>().into()
    };
    for c in composed.chars() {
        match c {
            '’' | 'ʼ' | '‘' => form.push('\''),
            '.' if !digits => {}
            _ if is_invisible(c) => {}
            _ if c.is_ascii() => form.push(c.to_ascii_lowercase()),
            _ => form.extend(c.to_lowercase()),
        }
    }
    form
}

/// Lower case, without accents and signs.
pub fn plain(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    if word.is_ascii() {
        let letters = word.chars().filter(char::is_ascii_alphanumeric);
        out.extend(letters.map(|c| c.to_ascii_lowercase()));
        return out;
    }
    for c in word.nfd().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()) {
        match c {
            'ı' => out.push('i'),
            'ə' => out.push('a'),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            c => out.push(c),
        }
    }
    out
}

fn case_of(printed: &str) -> Case {
    let mut letters = printed.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let printed = printed.trim_end_matches("'s").trim_end_matches("’s");
    let n = printed.chars().filter(|c| c.is_alphabetic()).count();
    match first {
        false => Case::Lower,
        true if n > 1 && printed.chars().all(|c| !c.is_lowercase()) => Case::Upper,
        true => Case::Title,
    }
}

/// The two words of a contraction.
fn spell_out(form: &str) -> Option<(&str, &str)> {
    match form {
        "can't" | "cannot" => return Some(("can", "not")),
        "won't" => return Some(("will", "not")),
        "shan't" => return Some(("shall", "not")),
        "let's" => return Some(("let", "us")),
        _ => {}
    }
    let (head, tail) = [("n't", "not"), ("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'m", "am")]
        .iter()
        .find_map(|(end, word)| form.strip_suffix(end).map(|head| (head, *word)))?;
    (!head.is_empty()).then_some((head, tail))
}

/// Folds a sign between words: glyphs of quotes and dashes are one, white space is none.
fn fold_sign(c: char, lead: &mut String) {
    match c {
        _ if c.is_whitespace() || is_invisible(c) || is_mark(c) => {}
        '\'' | '’' | '‘' | '‚' | '‹' | '›' | '`' | '´' | '"' | '“' | '”' | '„' | '«' | '»' | '‟' => {
            if !lead.ends_with('"') {
                lead.push('"');
            }
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '-' => {
            if !lead.ends_with('-') {
                lead.push('-');
            }
        }
        '…' => lead.push_str("..."),
        '*' | '_' | '\\' => {}
        _ => lead.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        words(text, Span::new(0, text.len()), &[]).0.into_iter().map(|w| w.form).collect()
    }

    #[test]
    fn contractions_are_spelt_out() {
        assert_eq!(
            forms("We can’t wait; it isn't late."),
            ["we", "can", "not", "wait", "it", "is", "not", "late"]
        );
    }

    #[test]
    fn numbers_and_initials_stay_whole() {
        assert_eq!(
            forms("The U.S. sent $4.5 billion, 1,200 tents, on May 3, 2021."),
            ["the", "us", "sent", "4.5", "billion", "1,200", "tents", "on", "may", "3", "2021"]
        );
    }

    #[test]
    fn a_hyphen_joins_and_a_dash_does_not() {
        let text = "East-Norland — our home";
        let (found, _) = words(text, Span::new(0, text.len()), &[]);
        assert!(found[1].hyphened && !found[2].hyphened);
        assert_eq!(found[2].lead, "-");
    }

    #[test]
    fn a_minus_is_no_hyphen_and_no_dash() {
        for (text, lead) in
            [("It was -3%.", "−"), ("It was −$40.", "−$"), ("It was — 3%.", "-"), ("5-7%", "-")]
        {
            let (found, _) = words(text, Span::new(0, text.len()), &[]);
            assert!(found.iter().any(|w| w.lead == lead), "{text}");
        }
    }

    #[test]
    fn unheard_words_are_left_out() {
        let text = "We sent (Applause.) tents.";
        let (found, tail) = words(text, Span::new(0, text.len()), &[Span::new(8, 19)]);
        assert_eq!(found.iter().map(|w| w.form.as_str()).collect::<Vec<_>>(), ["we", "sent", "tents"]);
        assert_eq!(tail, ".");
    }

    #[test]
    fn odd_text_does_not_panic() {
        for text in ["", "’’’", "\u{200b}", "a\u{301}", "1,2,3,", "U.", "….", "İ’", "ﬁ-ﬁ", "9.9.9.9"]
        {
            let _ = words(text, Span::new(0, text.len()), &[]);
            let _ = words(text, Span::new(0, 99), &[Span::new(0, 50)]);
        }
    }
}
