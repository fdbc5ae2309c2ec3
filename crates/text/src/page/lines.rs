//! Plain text cut into lines and paragraphs.
//!
//! A capture of a page as text has one paragraph a line, or is wrapped at a fixed width with blank
//! lines between paragraphs: which of the two is seen from the lines themselves. Every line ending
//! (LF, CRLF, CR, form feed, U+0085, U+2028, U+2029) ends a line and survives in `before`.

use super::Origin;
use super::draft::{Draft, DraftLine};

/// A line of the capture and the white space before it.
struct Line<'t> {
    /// Its number in the capture, from one.
    number: usize,
    before: &'t str,
    words: &'t str,
}

/// Cuts a text capture into a draft.
pub fn cut(text: &str) -> Draft {
    cut_at(text, 3)
}

/// Cuts text whose markup says that its lines are set: one full line is proof of wrapping.
pub fn cut_preformatted(text: &str) -> Draft {
    cut_at(text, 1)
}

fn cut_at(text: &str, proofs: usize) -> Draft {
    let lines = physical_lines(text);
    let width = wrap_width(&lines, proofs);
    let mut draft = Draft::default();
    for line in &lines {
        let joins = width.is_some_and(|w| continues(&draft, line, w));
        match draft.lines.last_mut().filter(|_| joins) {
            Some(last) => {
                last.text.push_str(line.before);
                last.text.push_str(line.words);
            }
            None => draft.lines.push(DraftLine {
                text: line.words.to_string(),
                before: line.before.to_string(),
                origin: Some(Origin::Line(line.number)),
                ..DraftLine::default()
            }),
        }
    }
    draft
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Zero-width marks at the ends of a line are layout, as white space is.
fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}')
}

fn physical_lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut seen, mut number, mut at) = (0, 0, 0);
    for raw in text.split(ends_line) {
        // CR and LF end one line together.
        let is_half = raw.is_empty() && at > 0 && text.get(at - 1..=at) == Some("\r\n");
        number += usize::from(!is_half);
        at += raw.len() + text.get(at + raw.len()..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        let words = raw.trim_matches(blank);
        if words.is_empty() {
            continue;
        }
        let start = words.as_ptr() as usize - text.as_ptr() as usize;
        lines.push(Line { number, before: &text[seen..start], words });
        seen = start + words.len();
    }
    lines
}

fn breaks(before: &str) -> usize {
    before.replace("\r\n", "\n").chars().filter(|c| ends_line(*c)).count()
}

/// The width at which the text is wrapped; `None` when each line is a paragraph.
///
/// Wrapped text has many lines that follow each other without a blank line, are all shorter than
/// 120 characters, and are broken just where the next word would not have fitted.
fn wrap_width(lines: &[Line<'_>], proofs: usize) -> Option<usize> {
    let long = lines.iter().map(|l| l.words.chars().count()).filter(|n| *n > 120).count();
    // Lines that stand alone say nothing of the width.
    let beside = |pair: &&[Line<'_>]| breaks(pair[1].before) == 1 && set_in(&pair[1]) < 2;
    let set = lines.windows(2).filter(beside).map(|pair| pair[0].words.chars().count());
    let width = set.filter(|n| *n <= 120).max()?;
    let (mut tight, mut full) = (0, 0);
    for pair in lines.windows(2) {
        if breaks(pair[1].before) == 1 && set_in(&pair[1]) < 2 {
            tight += 1;
            full += usize::from(is_full(pair[0].words, pair[1].words, width));
        }
    }
    let wrapped = width >= 40 && full >= proofs && full * 2 >= tight && long * 4 <= lines.len();
    wrapped.then_some(width)
}

/// True when the first word of `next` would not have fitted on `line`.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().map_or(0, |w| w.chars().count());
    line.chars().count() + 1 + word + 1 > width
}

/// How far a line is set in, in characters.
fn set_in(line: &Line<'_>) -> usize {
    line.before.rsplit(ends_line).next().map_or(0, |i| i.chars().count())
}

fn continues(draft: &Draft, line: &Line<'_>, width: usize) -> bool {
    let Some(last) = draft.lines.last() else { return false };
    let tail = last.text.rsplit(ends_line).next().unwrap_or("");
    let roomy = width.saturating_sub(width / 4);
    // A line set in further than the one before opens a paragraph.
    breaks(line.before) == 1
        && set_in(line) < 2
        && (is_full(tail, line.words, width) || tail.chars().count() >= roomy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let draft = cut(text);
        let lines: Vec<&str> = draft.lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(lines, expected, "{text:?}");
        let rebuilt: String = draft.lines.iter().map(|l| format!("{}{}", l.before, l.text)).collect();
        assert!(text.starts_with(&rebuilt), "no byte is lost");
    }

    #[test]
    fn every_line_ending_parts_lines_and_survives() {
        check("a b\r\n\r\nc\u{2028}d\re\u{85}f\n", &["a b", "c", "d", "e", "f"]);
        check("  of\u{a0}Norland  \n", &["of\u{a0}Norland"]);
        check("", &[]);
        check(" \n\u{FEFF}\n", &[]);
    }

    #[test]
    fn lines_know_their_number() {
        let lines = cut("a\r\n\r\nb\n\nc\rd\u{2028}e").lines;
        let numbers: Vec<_> = lines.into_iter().map(|l| l.origin).collect();
        assert_eq!(numbers, [1, 3, 5, 6, 7].map(|n| Some(Origin::Line(n))));
    }

    #[test]
    fn wrapped_paragraphs_are_joined() {
        let text = "Vera Holt: We have come to the old hall today to speak of bridges\nand of roads, and I am glad that so many of our neighbours have\ncome with us on this long way. The road was not easy for us, yet\nit was short.\n\nPeer Varga: Thank you for your words, and for the bread and salt\nthat you have brought.\n";
        let draft = cut(text);
        assert_eq!(draft.lines.len(), 2);
        assert!(draft.lines[0].text.ends_with("was short."));
    }

    #[test]
    fn one_line_a_paragraph_is_not_joined() {
        check(
            "Vera Holt: Welcome.\nPeer Varga: Thank you.\nVera Holt: Please.\n",
            &["Vera Holt: Welcome.", "Peer Varga: Thank you.", "Vera Holt: Please."],
        );
    }
}
