//! Matter between and after the turns of a page that nobody speaks there.
//!
//! ```text
//! Vera Holt: We have signed.
//! [The hall is dark.]                    a paragraph in brackets
//! Note to editors: the hall holds 300.   a line of the page's
//! Background                             a head: what follows is nobody's
//! 2 comments                             from here on nobody of the page speaks
//! ```
//! A line of the page's own inside a turn is passed over and the turn goes on; a head over other matter
//! ends it. At the border of a turn both are narration.

use super::induction::{Form, Induced, starts_with_dash};
use super::lines::{Line, is_personal};
use crate::page::{BlockKind, Document};
use crate::rules::Rules;
use crate::sign::ends_with_stop;

/// Words of a line that may be a head.
const HEAD_WORDS: usize = 6;

/// Marks what is no speech among the lines after the first turn.
pub(super) fn mark_matter(document: &Document, lines: &mut [Line], induced: &Induced, rules: &Rules) {
    let Some(first) = lines.iter().position(|l| matches!(l, Line::Opens(_))) else { return };
    // In a record of a parliament lines in brackets and heads are its own.
    let stops = induced.openings.iter().filter(|o| o.form == Form::Stop).count();
    if stops * 2 > induced.openings.len() {
        return;
    }
    for (from, to) in letters(document, lines, first, rules) {
        for line in &mut lines[from..to] {
            if *line == Line::Words {
                *line = Line::Aside;
            }
        }
    }
    let text = |at: usize| document.blocks[at].span.of(&document.text);
    let last = lines.iter().rposition(|l| matches!(l, Line::Opens(_))).unwrap_or(first);
    let mut headed = false;
    for at in first + 1..lines.len() {
        let alone = at + 1 < lines.len() && !matches!(lines[at + 1], Line::Opens(_));
        match lines[at] {
            // Readers write below: whatever stands there, nobody of the page speaks.
            Line::Words | Line::Silent if alone_or_last(document, at) && counts_comments(text(at), rules) => {
                lines[at..].iter_mut().for_each(|l| *l = end_of(*l));
                break;
            }
            Line::Words | Line::Silent if alone && is_head(text(at), at > last, rules) => {
                lines[at] = Line::Ends;
                headed = true;
            }
            Line::Opens(_) => headed = false,
            Line::Words if headed => lines[at] = Line::Narration,
            Line::Words if is_aside(document, at, rules) => lines[at] = Line::Aside,
            _ => {}
        }
    }
    close_asides(lines);
}

/// Blocks that a letter read out may span.
const LETTER_BLOCKS: usize = 30;

/// Letters read out inside a turn without quotation marks: from "Dear Lena," to "Yours, Tomas Breck."
fn letters(document: &Document, lines: &[Line], first: usize, rules: &Rules) -> Vec<(usize, usize)> {
    let opens = |at: usize, phrases: &[String]| {
        let head: String = document.blocks[at].span.of(&document.text).chars().take(40).collect();
        let lower = head.to_lowercase();
        phrases
            .iter()
            .any(|p| lower.strip_prefix(p.as_str()).is_some_and(|r| !r.starts_with(char::is_alphanumeric)))
    };
    let short = |at: usize| document.blocks[at].span.of(&document.text).split_whitespace().nth(10).is_none();
    let mut found = Vec::new();
    let mut at = first + 1;
    while at < lines.len() {
        let to = lines.len().min(at + LETTER_BLOCKS);
        let end = (lines[at] == Line::Words && opens(at, &rules.notes.salutes))
            .then(|| {
                let inner = at + 1..to;
                inner
                    .take_while(|n| !matches!(lines[*n], Line::Opens(_)))
                    .find(|n| short(*n) && opens(*n, &rules.notes.signs_off))
            })
            .flatten();
        if let Some(end) = end {
            found.push((at, end + 1));
        }
        at = end.map_or(at + 1, |end| end + 1);
    }
    found
}

/// At the border of a turn an aside is narration.
fn close_asides(lines: &mut [Line]) {
    let mut border = true;
    for line in lines.iter_mut().rev() {
        match line {
            Line::Aside if border => *line = Line::Narration,
            Line::Words => border = false,
            Line::Opens(_) | Line::Narration | Line::Record | Line::Ends => border = true,
            Line::Aside | Line::Note | Line::Silent => {}
        }
    }
}

fn end_of(line: Line) -> Line {
    match line {
        Line::Words | Line::Opens(_) | Line::Aside => Line::Narration,
        other => other,
    }
}

fn alone_or_last(document: &Document, at: usize) -> bool {
    let head = document.blocks[at].span.of(&document.text);
    !head.contains('\n') && head.split_whitespace().nth(HEAD_WORDS).is_none()
}

/// "Comments (2)", "2 comments".
fn counts_comments(text: &str, rules: &Rules) -> bool {
    let lower = text.to_lowercase();
    let number = lower.contains(|c: char| c.is_ascii_digit());
    number && lower.split_whitespace().count() <= 3 && rules.parts.is_tail(&lower, true)
}

/// "Background", "Related news", after all turns "About the ministry": a few words that stand alone
/// over other matter.
fn is_head(text: &str, after_all: bool, rules: &Rules) -> bool {
    let lower = text.trim().to_lowercase();
    let bare = lower.trim_end_matches([':', '.', ' ']);
    let few =
        text.split_whitespace().nth(HEAD_WORDS).is_none() && !text.contains('\n') && !ends_with_stop(text);
    let over = |h: &String| bare == h || after_all && h.ends_with(' ') && bare.starts_with(h.as_str());
    few && (rules.parts.is_tail(&lower, true) || rules.notes.over.iter().any(over))
}

/// A paragraph in brackets, a line of the page's own, a signed quotation.
fn is_aside(document: &Document, at: usize, rules: &Rules) -> bool {
    let text = document.blocks[at].span.of(&document.text);
    let quote = |n: usize| document.blocks.get(n).is_some_and(|b| b.kind == BlockKind::Quote);
    let signed = |n: usize| {
        let block = document.blocks.get(n).map_or("", |b| b.span.of(&document.text));
        let name = block.trim_start_matches(['—', '–', '-', ' ']);
        starts_with_dash(block)
            && name.split_whitespace().nth(HEAD_WORDS).is_none()
            && name.starts_with(char::is_uppercase)
            && !ends_with_stop(block)
    };
    // In round brackets a sentence of its own: not a party's sign, nor the speaker's own "we".
    let round = text.starts_with('(');
    let told = || ends_with_stop(text.trim_end_matches(['.', ' '])) && !is_personal(text, rules);
    is_bracketed(text) && (!round || told())
        || opens_matter(text, rules)
        || quote(at) && signed(at + 1)
        || at > 0 && signed(at) && quote(at - 1)
}

/// One bracket round the whole paragraph.
pub(super) fn is_bracketed(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ' ']);
    let close = match text.chars().next() {
        Some('[') => ']',
        Some('(') => ')',
        _ => return false,
    };
    let Some(open) = text.chars().next() else { return false };
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        depth += usize::from(c == open);
        if c == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at + c.len_utf8() == text.len();
            }
        }
    }
    false
}

/// "Note to editors: …", "Written by Mia Tolk.": one of these phrases with a colon or a name after it.
fn opens_matter(text: &str, rules: &Rules) -> bool {
    let head: String = text.chars().take(60).collect();
    let lower = head.to_lowercase();
    rules.notes.matter.iter().any(|phrase| {
        let Some(rest) = lower.strip_prefix(phrase.as_str()) else { return false };
        let by = phrase.contains(' ');
        let name = head.get(phrase.len()..).is_some_and(|r| {
            let mut words = r.split_whitespace().skip_while(|w| matches!(*w, "the" | "from"));
            words.next().is_some_and(|w| w.starts_with(char::is_uppercase))
        });
        rest.starts_with(':') || by && rest.starts_with(' ') && name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bracket_round_a_paragraph() {
        for (text, whole) in [
            ("[The hall is dark.]", true),
            ("(The hall (the old one) is dark).", true),
            ("(The hall) is dark (now)", false),
            ("The hall is dark.", false),
        ] {
            assert_eq!(is_bracketed(text), whole, "{text:?}");
        }
    }

    #[test]
    fn lines_of_the_page() {
        let rules = Rules::builtin();
        for (text, own) in [
            ("Note to editors: the hall holds 300.", true),
            ("Translated from the Tarnian by Mia Tolk.", true),
            ("Video: the bridge opens.", true),
            ("Video is a strange thing.", false),
            ("Background matters to us.", false),
        ] {
            assert_eq!(opens_matter(text, rules), own, "{text:?}");
        }
        assert!(is_head("About the ministry", true, rules) && is_head("Background", false, rules));
        assert!(
            !is_head("We talked about the ministry.", true, rules)
                && !is_head("About the road", false, rules)
        );
        assert!(counts_comments("2 comments", rules) && !counts_comments("Comments", rules));
    }
}
