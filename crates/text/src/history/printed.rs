//! Words that one reading left out though the page still prints them.
//!
//! When a site is built anew, a paragraph may come to stand where the reader takes it for a box beside
//! the text. That is a matter of reading, no edit: such sentences are looked for among all lines that
//! the other capture prints outside its text. Many of them are taken out of an edit; one or two may be
//! a teaser that stayed, so they stay and are remarked upon.

use super::edits::Remark;
use crate::collation::{Collation, Relation, Row, Witness};
use crate::statement::each_token;

/// Sentences from which they are taken for a matter of reading.
const MANY: usize = 3;
/// Bytes looked through at most: sentences times the length of what is printed.
const MOST: usize = 200_000_000;

/// All lines that a capture prints, its text and what stands around it.
pub(super) type Lines<'l> = &'l dyn Fn(usize) -> Vec<String>;

/// Takes out of a collation what the other capture prints outside its text. `sides` are the numbers of
/// the two captures for `lines`.
pub(super) fn take_out(collation: &mut Collation, sides: (usize, usize), lines: Lines) -> Option<Remark> {
    let lone = |r: &Row, relation| r.relation == relation;
    let mut found: Vec<usize> = Vec::new();
    for (relation, own, at) in [(Relation::Omitted, 0, sides.1), (Relation::Added, 1, sides.0)] {
        let rows: Vec<usize> =
            (0..collation.rows.len()).filter(|n| lone(&collation.rows[*n], relation)).collect();
        let [a, b] = collation.witnesses.as_slice() else { return None };
        let (own_text, other_text) = if own == 0 { (a, b) } else { (b, a) };
        if rows.is_empty() {
            continue;
        }
        let outside = outside(&lines(at), other_text);
        let room = MOST / outside.len().max(1);
        let printed = |n: &usize| {
            let units = collation.rows[*n].units.get(own).cloned().unwrap_or_default();
            let mut words = own_text.units.get(units).unwrap_or_default().iter();
            words.all(|u| is_in(&spaced(u.span.of(&own_text.text)), &outside))
        };

        found.extend(rows.into_iter().take(room).filter(printed));
    }
    if found.is_empty() {
        return None;
    }
    let n = found.len();
    if n >= MANY {
        let mut at = 0;
        collation.rows.retain(|_| {
            at += 1;
            !found.contains(&(at - 1))
        });
    }
    let message = match n {
        1 => "1 sentence is missing from the text of one capture, but printed on its page outside the text"
            .into(),
        n => format!(
            "{n} sentences are missing from the text of one capture, but printed on its page outside the text"
        ),
    };
    Some(Remark { code: "still_printed", message })
}

/// The words of all lines that are not part of the text.
fn outside(lines: &[String], witness: &Witness) -> String {
    let text = spaced(&witness.text);
    let mut out = String::new();
    for line in lines {
        let words = spaced(line);
        if !is_in(&words, &text) {
            out.push_str(&words);
        }
    }
    out
}

/// True when a text has the words of a line one after the other, the number of an item left out.
pub(super) fn has_words(text: &str, line: &str) -> bool {
    let bare = line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    is_in(&spaced(bare), &spaced(text))
}

/// Words with a space before and after each.
fn spaced(text: &str) -> String {
    let mut out = String::from(" ");
    each_token(text, |_, word| {
        out.push_str(&word);
        out.push(' ');
    });
    out
}

fn is_in(words: &str, text: &str) -> bool {
    words.len() > 1 && text.contains(words)
}
