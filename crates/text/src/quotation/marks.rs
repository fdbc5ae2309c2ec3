//! Quotation marks: where quoted words begin and end in one paragraph, in every language of Europe.
//!
//! `„Wir gehen“, « Nous partons », "We go", ‘We go’, »Vi går«` are one quotation each. A mark left open
//! runs to the end of the paragraph: speech over several paragraphs repeats the opening mark and
//! closes only the last. An apostrophe ("the workers’ day", "rock 'n' roll") is no mark. Inner marks
//! belong to the words. Who speaks is not known here.

use crate::sign::{is_stop, is_unspaced};
use crate::span::Span;

/// Quoted words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// With its marks.
    pub span: Span,
    /// Without.
    pub inner: Span,
    /// True when the closing mark is printed.
    pub closed: bool,
}

/// The quotations of one paragraph (`within`), in order; they do not overlap.
pub(super) fn quotes(text: &str, within: Span) -> Vec<Quote> {
    let body = within.of(text);
    let mut found: Vec<Quote> = Vec::new();
    let mut open: Option<(usize, usize, char)> = None;
    let mut skip_to = 0;
    for (at, byte) in body.bytes().enumerate() {
        if at < skip_to || !may_be_mark(byte) {
            continue;
        }
        let Some((mark, len)) = mark_at(body, at) else { continue };
        skip_to = at + len;
        match open {
            Some((start, from, opener))
                if closes(opener, mark) && (opener != mark || !is_opening(body, at, len, mark)) =>
            {
                found.push(quote(within.start, start, from, at, skip_to));
                open = None;
            }
            // The mark before this one was never closed.
            Some((start, from, opener)) if repeats(opener, mark) && is_opening(body, at, len, mark) => {
                let end = body.get(..at).map_or(at, |b| b.trim_end().len());
                found.push(Quote { closed: false, ..quote(within.start, start, from, end, end) });
                open = Some((at, skip_to, mark));
            }
            None if mark == '\'' || mark == '‘' || mark == '‚' => {
                if let Some((end, past)) = single(body, at, len, mark) {
                    found.push(quote(within.start, at, skip_to, end, past));
                    skip_to = past;
                }
            }
            None if is_opening(body, at, len, mark) => open = Some((at, skip_to, mark)),
            _ => {}
        }
    }
    if let Some((start, from, _)) = open {
        found.push(Quote { closed: false, ..quote(within.start, start, from, body.len(), body.len()) });
    }
    found.retain(|q| q.inner.of(text).chars().any(char::is_alphanumeric));
    found
}

/// The speech of a paragraph that opens with a dash: "— We go, — said Vera Holt. — Now."
///
/// `is_cue` says whether the words between two dashes bring in speech; without such words the
/// paragraph is none.
pub(super) fn dashed(text: &str, within: Span, is_cue: &dyn Fn(Span) -> bool) -> Vec<Quote> {
    let body = within.of(text);
    if !body.starts_with(['—', '–', '―', '-']) {
        return Vec::new();
    }
    let head = body.chars().next().map_or(0, char::len_utf8);
    let mut cuts = vec![head];
    for (at, c) in body.char_indices().skip(1) {
        if matches!(c, '—' | '–' | '―' | '-') && parts(body, at, c.len_utf8()) {
            cuts.push(at);
        }
    }
    let piece = |n: usize| {
        let end = cuts.get(n + 1).copied().unwrap_or(body.len());
        let from = cuts[n] + if n == 0 { 0 } else { dash_len(body, cuts[n]) };
        let lead =
            body.get(from..end).map_or(0, |b| b.len() - b.trim_start_matches(['.', ',', ';', ' ']).len());
        Span::new(from + lead, end).shifted(within.start).trimmed(text)
    };
    if cuts.len() < 2 || !is_cue(piece(1)) {
        return Vec::new();
    }
    let speech = (0..cuts.len()).filter(|n| n % 2 == 0).map(piece).filter(|s| !s.is_empty());
    speech.map(|span| Quote { span, inner: span, closed: true }).collect()
}

/// True when the dash parts speech from the words that bring it in: "go, — said", "go —said Holt—. We".
fn parts(body: &str, at: usize, len: usize) -> bool {
    let before = body.get(..at).unwrap_or("");
    let after = body.get(at + len..).and_then(|b| b.chars().next()).unwrap_or(' ');
    let spaced = before.ends_with(char::is_whitespace);
    let stop = before.trim_end().ends_with(|c| c == ',' || is_stop(c));
    let wide = len > 1;
    spaced && (stop || wide) || wide && !spaced && matches!(after, '.' | ',' | ';' | ':')
}

fn dash_len(body: &str, at: usize) -> usize {
    body.get(at..).and_then(|b| b.chars().next()).map_or(0, char::len_utf8)
}

fn quote(base: usize, start: usize, from: usize, end: usize, past: usize) -> Quote {
    Quote {
        span: Span::new(start, past).shifted(base),
        inner: Span::new(from, end.max(from)).shifted(base),
        closed: true,
    }
}

/// First bytes of all marks.
fn may_be_mark(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`' | 0xC2 | 0xE2 | 0xE3)
}

/// The mark at a place, with its bytes; two single ones side by side are a double one.
fn mark_at(body: &str, at: usize) -> Option<(char, usize)> {
    let rest = body.get(at..)?;
    let c = rest.chars().next()?;
    match c {
        '\'' if rest.starts_with("''") => Some(('"', 2)),
        '`' if rest.starts_with("``") => Some(('"', 2)),
        '‘' if rest.starts_with("‘‘") => Some(('“', 2 * c.len_utf8())),
        '’' if rest.starts_with("’’") => Some(('”', 2 * c.len_utf8())),
        '"' | '\'' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‘' | '’' | '‚' | '「' | '」' | '『'
        | '』' => Some((c, c.len_utf8())),
        _ => None,
    }
}

/// True when `mark` can close what `opener` opened.
fn closes(opener: char, mark: char) -> bool {
    match opener {
        '"' => matches!(mark, '"' | '”'),
        '“' | '‟' => matches!(mark, '”' | '"'),
        '”' => matches!(mark, '”' | '"'),
        '„' => matches!(mark, '“' | '”' | '"'),
        '«' => mark == '»',
        '»' => matches!(mark, '«' | '»'),
        '‹' => mark == '›',
        '›' => matches!(mark, '‹' | '›'),
        '「' => mark == '」',
        '『' => mark == '』',
        _ => false,
    }
}

/// True when `mark` would open what `opener` has already opened.
fn repeats(opener: char, mark: char) -> bool {
    opener == mark && matches!(mark, '"' | '“')
}

/// True when the mark stands before a word, not behind one.
fn is_opening(body: &str, at: usize, len: usize, mark: char) -> bool {
    let before = body.get(..at).and_then(|b| b.chars().next_back());
    let after = body.get(at + len..).and_then(|b| b.chars().next());
    let free = before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '(' | '[' | '—' | '–' | '―' | '-' | '/' | ':' | '…' | '<' | '‘' | '\'')
    });
    match mark {
        '「' | '『' | '«' | '‹' => true,
        '„' | '‟' => after.is_some(),
        // Chinese puts no space before a mark; this one closes nothing there.
        '“' if before
            .is_some_and(|c| is_unspaced(c) || matches!(c, '：' | '，' | '。' | '、' | '；' | '（')) =>
        {
            after.is_some()
        }
        _ => free && after.is_some_and(|c| !c.is_whitespace()),
    }
}

/// The end of words in single marks that open at `at`: the place of the closing mark and the place
/// behind it. `None` for an apostrophe.
fn single(body: &str, at: usize, len: usize, mark: char) -> Option<(usize, usize)> {
    let before = body.get(..at).and_then(|b| b.chars().next_back());
    let rest = body.get(at + len..)?;
    let begins =
        rest.chars().next().is_some_and(|c| c.is_alphabetic() || matches!(c, '…' | '.' | '[' | '“' | '"'));
    let free =
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | ':' | '“' | '"'));
    if !begins || !free {
        return None;
    }
    let mut likely = None;
    let mut last = ' ';
    let mut chars = rest.char_indices().peekable();
    while let Some((n, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        let place = at + len + n;
        let found = Some((place, place + c.len_utf8()));
        match c {
            '‘' if mark == '‘' => break,
            '\'' if mark == '\'' && last.is_whitespace() && next.is_alphabetic() => break,
            '’' | '\'' | '‘' if ends_single(mark, c) && !next.is_alphanumeric() && !last.is_whitespace() =>
            {
                if matches!(last, '.' | ',' | '!' | '?' | '…') {
                    return found;
                }
                // "the workers’ day": an apostrophe, when a better end follows.
                likely = likely.or(found);
                if last != 's' {
                    return likely;
                }
            }
            _ => {}
        }
        last = c;
    }
    likely
}

fn ends_single(opener: char, mark: char) -> bool {
    match opener {
        '\'' => mark == '\'',
        '‚' => matches!(mark, '‘' | '’'),
        _ => matches!(mark, '’' | '\''),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = quotes(text, Span::new(0, text.len()));
        let words: Vec<&str> = found.iter().map(|q| q.inner.of(text)).collect();
        assert_eq!(words, expected, "{text}");
    }

    #[test]
    fn every_mark_of_europe_pairs() {
        for text in [
            "a \"b c\" d",
            "a “b c” d",
            "a „b c“ d",
            "a „b c” d",
            "a «b c» d",
            "a »b c« d",
            "a ”b c” d",
            "a ‘b c’ d",
            "a ‚b c‘ d",
            "a ‹b c› d",
            "a 'b c' d",
            "a ''b c'' d",
            "a ``b c'' d",
            "a »b c» d",
        ] {
            check(text, &["b c"]);
        }
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("the workers’ day and the '90s, rock 'n' roll, it’s Holt’s", &["n"]);
        check("‘the workers’ day is here,’ she said", &["the workers’ day is here,"]);
        check("He said: ‘We don’t pay.’", &["We don’t pay."]);
    }

    #[test]
    fn odd_marks_stay_in_their_paragraph() {
        check("“We go. We stay.", &["We go. We stay."]);
        check("a 6\" pipe and \"two words\" more", &["two words"]);
        check("“We go. “We stay,” he said", &["We go.", "We stay,"]);
    }

    #[test]
    fn inner_marks_belong_to_the_words() {
        check("“She said ‘no’ to me,” he said", &["She said ‘no’ to me,"]);
        check("« Il a dit “non” », dit-elle", &[" Il a dit “non” "]);
    }

    #[test]
    fn dashes_carry_speech() {
        let text = "— Мы идём, — сказал Олт. — Сейчас.";
        let found = dashed(text, Span::new(0, text.len()), &|s| s.of(text).starts_with("сказал"));
        let words: Vec<&str> = found.iter().map(|q| q.inner.of(text)).collect();
        assert_eq!(words, ["Мы идём,", "Сейчас."]);
    }
}
