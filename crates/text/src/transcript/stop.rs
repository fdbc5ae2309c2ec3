//! Labels that end with a stop, as records of parliaments print them.
//!
//! ```text
//! Mr. LIND of Southland. words      The PRESIDING OFFICER (Mr. Lind). words
//! ```
//! The name is in capitals, whole or but for a particle ("McLIND"). Whether such a line opens a turn is
//! decided by `induction`.

use super::induction::{Form, Opening, first_word};
use super::label::{Label, parse};
use crate::page::Block;
use crate::rules::Rules;
use crate::span::Span;

/// Bytes of a block in which such a label must end.
const LABEL_BYTES: usize = 120;

/// The opening at the head of a block, when its label ends with a stop.
pub(super) fn stop(text: &str, at: usize, block: Block, rules: &Rules) -> Option<Opening> {
    let cut = (0..=text.len().min(LABEL_BYTES)).rev().find(|i| text.is_char_boundary(*i))?;
    let head = text.get(..cut)?;
    let first = head.split_whitespace().next()?;
    let article = first.eq_ignore_ascii_case("the") || first == "Miss";
    let opens = first.ends_with('.') && rules.labels.is_honorific(first) || article;
    if !opens {
        return None;
    }
    let words: Vec<&str> = head.split_whitespace().take(14).collect();
    if !words.get(1).is_some_and(|w| is_big(w)) {
        return None;
    }
    let (mut seen, mut inside) = (first.len(), false);
    for word in words.iter().skip(1) {
        seen += text.get(seen..)?.find(word)? + word.len();
        let closed = inside && word.ends_with(").");
        inside = !closed && (inside && !word.ends_with(')') || word.starts_with('(') && !word.contains(')'));
        if closed || !inside && ends_label(word) {
            let mut label = parse(text.get(..seen - 1)?, &rules.labels)?;
            take_place(&mut label);
            return Some(Opening {
                block: at,
                label: Some(label),
                form: Form::Stop,
                span: Span::new(block.span.start, block.span.start + seen),
                words: first_word(text, seen, block),
            });
        }
        let small = matches!(*word, "of" | "pro" | "tempore" | "the" | "de" | "van");
        if !inside && !small && !word.starts_with(|c: char| c.is_uppercase() || c == '(') {
            return None;
        }
    }
    None
}

/// "Mr. LIND of Southland": the place tells two of one name apart and is no part of it.
fn take_place(label: &mut Label) {
    let of = label.words.iter().position(|w| w == "of").filter(|at| *at > 0 && !label.has_office());
    if let Some(at) = of {
        let place = label.words.split_off(at);
        label.brackets.push(place[1..].join(" "));
    }
}

/// Capitals, but for a particle of two letters.
fn is_big(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1
        && word.chars().filter(|c| c.is_lowercase()).count() <= 2
}

fn ends_label(word: &str) -> bool {
    let initial = word.trim_end_matches('.').chars().count() <= 1;
    word.ends_with('.') && !initial && !matches!(word, "Jr." | "Sr.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::BlockKind;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
        let opening = stop(text, 0, block, Rules::builtin());
        let got = opening.as_ref().map(|o| (o.label.as_ref().map_or("", |l| &l.printed), &text[o.words..]));
        assert_eq!(got, expected, "{text:?}");
    }

    #[test]
    fn a_label_ends_with_its_stop() {
        check("Mr. LIND. I yield.", Some(("Mr. LIND", "I yield.")));
        check("Mr. LIND of Southland. I yield.", Some(("Mr. LIND of Southland", "I yield.")));
        check("Mrs. McHOLT. I yield.", Some(("Mrs. McHOLT", "I yield.")));
        check(
            "The PRESIDING OFFICER (Mr. Lind). The clerk will read.",
            Some(("The PRESIDING OFFICER (Mr. Lind)", "The clerk will read.")),
        );
        check(
            "THE ACTING PRESIDENT pro tempore. So ordered.",
            Some(("THE ACTING PRESIDENT pro tempore", "So ordered.")),
        );
        check("Mr. LIND addressed the Chair.", None);
        check("The road was long. It ended.", None);
        check("Mr. Lind. I yield.", None);
    }
}
