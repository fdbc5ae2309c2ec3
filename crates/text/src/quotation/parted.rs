//! A teller between two dashes inside the marks: «We go, — said Holt. — We stay».
//!
//! Some languages do not close the marks before the teller. Here the quoted words are cut around it, so
//! that it is read as one.

use crate::sign::is_stop;
use crate::span::Span;

use super::marks::Quote;

/// Longest teller, in bytes.
const TELLER: usize = 240;

/// The quotations with the tellers inside them left out. `tells` says whether words begin as a teller does.
pub(super) fn parted(text: &str, quotes: Vec<Quote>, tells: &dyn Fn(Span) -> bool) -> Vec<Quote> {
    let mut found = Vec::with_capacity(quotes.len());
    for quote in quotes {
        cut(text, quote, tells, &mut found);
    }
    found
}

fn cut(text: &str, quote: Quote, tells: &dyn Fn(Span) -> bool, found: &mut Vec<Quote>) {
    let dashes: Vec<(usize, usize)> = dashes(text, quote.inner);
    let mut from = (quote.span.start, quote.inner.start);
    let mut skip = 0;
    for (n, (at, past)) in dashes.iter().enumerate() {
        let next = dashes.get(n + 1).map_or((quote.inner.end, quote.inner.end), |d| *d);
        let teller = Span::new(*past, next.0).trimmed(text);
        let ends = |s: Span| s.of(text).ends_with(|c| c == ',' || is_stop(c));
        let words = Span::new(from.1, *at).trimmed(text);
        if n < skip || !ends(words) || teller.is_empty() || teller.len() > TELLER || !tells(teller) {
            continue;
        }
        found.push(Quote { span: Span::new(from.0, words.end), inner: words, closed: true });
        let rest = Span::new(next.1, quote.inner.end).trimmed(text);
        from = (rest.start, rest.start);
        skip = n + 2;
        if rest.is_empty() {
            return;
        }
    }
    let inner = Span::new(from.1, quote.inner.end);
    if inner.of(text).contains(char::is_alphanumeric) {
        found.push(Quote { span: Span::new(from.0, quote.span.end), inner, ..quote });
    }
}

/// The dashes with spaces on both sides, each with one past it.
fn dashes(text: &str, within: Span) -> Vec<(usize, usize)> {
    let body = within.of(text);
    let is_dash = |c: char| matches!(c, '—' | '–' | '―');
    body.char_indices()
        .filter(|(at, c)| {
            let past = at + c.len_utf8();
            is_dash(*c)
                && body.get(..*at).is_some_and(|b| b.ends_with(char::is_whitespace))
                && body.get(past..).is_some_and(|b| b.starts_with(char::is_whitespace))
        })
        .map(|(at, c)| (within.start + at, within.start + at + c.len_utf8()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotation::marks::quotes;

    fn check(text: &str, expected: &[&str]) {
        let found = quotes(text, Span::new(0, text.len()));
        let found = parted(text, found, &|s| s.of(text).starts_with("сказал"));
        let words: Vec<&str> = found.iter().map(|q| q.inner.of(text)).collect();
        assert_eq!(words, expected, "{text}");
    }

    #[test]
    fn a_teller_inside_the_marks_parts_them() {
        check("«Мы идём, — сказал Олт. — Сейчас».", &["Мы идём,", "Сейчас"]);
        check("«Мы идём, — сказал Олт».", &["Мы идём,"]);
        check("«Мы — мост, и мы — река».", &["Мы — мост, и мы — река"]);
        check("«Он — сказал я — ушёл».", &["Он — сказал я — ушёл"]);
    }
}
