//! Matter that a record prints and nobody speaks: bills, letters, tables, lists of votes.
//!
//! ```text
//! There being no objection, the letter was ordered to be printed in the Record, as follows:
//!                    HARBOUR OFFICE OF NORLAND
//! Dear Ms. Holt: We have read …
//! Mr. LIND. I thank the Chair.
//! ```
//! From the record's own line, or from a head in a record whose labels end with a stop, to the next
//! label the words are nobody's. A letter inside a speech is so given to no one; its reader is not known.

use super::induction::{Form, Induced};
use super::lines::Line;
use crate::page::Document;
use crate::rules::NoteRules;

/// Marks the lines of printed matter as narration.
pub(super) fn mark_printed(document: &Document, lines: &mut [Line], induced: &Induced, rules: &NoteRules) {
    let record = is_record(induced);
    let text = |at: usize| document.blocks[at].span.of(&document.text);
    let mut printed = false;
    for at in 0..lines.len() {
        let enacted = record && opens_with(text(at), &rules.printed);
        match lines[at] {
            Line::Opens(_) => printed = record && promises(text(at), rules) && is_head(lines, at + 1),
            Line::Record => printed |= promises(text(at), rules),
            Line::Words if printed || enacted => {
                lines[at] = Line::Narration;
                printed = true;
                // "S. 210" above "Be it enacted …"
                if enacted && at > 0 && lines[at - 1] == Line::Words && text(at - 1).len() < 40 {
                    lines[at - 1] = Line::Silent;
                }
            }
            Line::Words => printed = record && promises(text(at), rules) && is_head(lines, at + 1),
            Line::Silent => printed |= record && ends_item(text(at)),
            Line::Note | Line::Aside | Line::Narration | Line::Ends => {}
        }
    }
}

/// True for a page whose labels end with a stop: the record of a parliament.
pub(super) fn is_record(induced: &Induced) -> bool {
    let stops = induced.openings.iter().filter(|o| o.form == Form::Stop).count();
    stops * 2 > induced.openings.len()
}

/// A head in capitals, or a rule under an item.
fn ends_item(text: &str) -> bool {
    super::heads::in_capitals(text)
        || text.len() > 2 && text.chars().all(|c| matches!(c, '_' | '-' | '—' | ' '))
}

fn is_head(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(|l| *l == Line::Silent)
}

/// "…, as follows:"
fn promises(text: &str, rules: &NoteRules) -> bool {
    let lower: String = text.chars().rev().take(40).flat_map(char::to_lowercase).collect();
    let lower: String = lower.chars().rev().collect();
    rules.follows.iter().any(|f| lower.ends_with(f.as_str()))
}

fn opens_with(text: &str, openings: &[String]) -> bool {
    let lower: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    openings.iter().any(|o| lower.starts_with(o.as_str()))
}

/// True when a short line tells in the record's words what a member did: "Mr. LIND addressed the Chair."
pub(super) fn is_deed(text: &str, rules: &NoteRules) -> bool {
    if text.len() > 160 || !text.ends_with(['.', '!']) || text.contains(':') {
        return false;
    }
    let from = text.len().saturating_sub(60);
    let from = (from..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let lower = text[from..].to_lowercase();
    rules.record_ends.iter().any(|e| lower.ends_with(e.as_str()))
}
