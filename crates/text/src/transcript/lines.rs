//! What each block is to the transcript: words, the opening of a turn, a note, the record's or the
//! site's own lines, narration between turns.
//!
//! ```text
//! Vera Holt: Welcome.                       opens a turn
//! (Applause.)                               a note
//! Vera Holt thanked her guest.              narration: nobody's words
//! ```
//! A line inside a turn that is not surely its speaker's is given to nobody. `turns` lays the turns.

use std::collections::BTreeSet;

use super::clock::{after_clock, is_stamp, is_time_code};
use super::heads::{in_brackets, in_capitals};
use super::induction::{Form, Induced, Opening, is_posted, is_signature};
use super::label::Sort;
use super::matter::mark_matter;
use super::notes::{Brackets, is_note_only};
use super::printed::{is_deed, is_record, mark_printed};
use super::quoted::{OPENING_QUOTES, Quote};
use crate::page::{Block, BlockKind, Document};
use crate::rules::Rules;
use crate::sign::{ends_with_stop, is_closer, is_stop};
use crate::span::Span;

/// What a block is to the transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Opens a turn; index into the openings.
    Opens(usize),
    /// Words: of the open turn, else narration.
    Words,
    /// A stage note alone.
    Note,
    /// Matter inside a turn that nobody speaks: a note; the turn goes on.
    Aside,
    /// The record's own words ("It was so decided."): ends a turn, is a note.
    Record,
    /// Narration between turns: ends a turn.
    Narration,
    /// A clock, a dateline: ends a turn, is no narration.
    Ends,
    /// A title, a separator, a heading: neither words nor end.
    Silent,
}

pub(super) fn lines(document: &Document, induced: &Induced, brackets: &Brackets, rules: &Rules) -> Vec<Line> {
    let mut lines: Vec<Line> =
        document.blocks.iter().map(|b| plain_line(document, b, brackets, rules)).collect();
    for at in &induced.bound_blocks {
        lines[*at] = Line::Silent;
    }
    for (n, opening) in induced.openings.iter().enumerate() {
        lines[opening.block] = Line::Opens(n);
    }
    for at in &induced.tags {
        lines[*at] = Line::Note;
    }
    mark_capitals(document, &mut lines);
    mark_heads(document, &mut lines, induced);
    mark_printed(document, &mut lines, induced, &rules.notes);
    mark_foot(document, &mut lines);
    mark_others(document, &mut lines, induced, rules);
    mark_matter(document, &mut lines, induced, rules);
    mark_narration(document, &mut lines, induced, rules);
    mark_entries(document, &mut lines, induced);
    mark_inserted(document, &mut lines, induced, rules);
    lines
}

/// The words that stand after a label in its own block.
pub(super) fn opening_words(document: &Document, opening: &Opening) -> Option<Span> {
    let block = document.blocks[opening.block].span;
    let words = Span::new(opening.words, block.end).trimmed(&document.text);
    (!words.is_empty()).then_some(words)
}

fn plain_line(document: &Document, block: &Block, brackets: &Brackets, rules: &Rules) -> Line {
    let text = block.span.of(&document.text);
    match block.kind {
        BlockKind::Dateline => return Line::Ends,
        BlockKind::Separator | BlockKind::Heading => return Line::Silent,
        _ => {}
    }
    let lower = lower_head(text, 80);
    match block.kind {
        _ if rules.notes.record.iter().any(|r| lower.starts_with(r.as_str())) => Line::Record,
        _ if is_deed(text, &rules.notes) => Line::Record,
        _ if !text.contains(char::is_lowercase) && rules.notes.ends.contains(&lower) => Line::Ends,
        _ if is_stamp(text) => Line::Ends,
        _ if is_time_code(text) || is_note_only(block.span, &document.text, brackets) => Line::Note,
        _ => Line::Words,
    }
}

/// The first characters of a text in lower case.
fn lower_head(text: &str, n_chars: usize) -> String {
    let head = text.char_indices().nth(n_chars).map_or(text, |(at, _)| &text[..at]);
    if head.is_ascii() {
        head.to_ascii_lowercase()
    } else {
        head.chars().flat_map(char::to_lowercase).collect()
    }
}

/// Heads in capitals, and the bracketed line under one, are nobody's words; a page that is all in
/// capitals has none.
fn mark_capitals(document: &Document, lines: &mut [Line]) {
    let text = |at: usize| document.blocks[at].span.of(&document.text);
    let words: Vec<usize> = (0..lines.len()).filter(|at| lines[*at] == Line::Words).collect();
    let heads: Vec<usize> = words.iter().copied().filter(|at| in_capitals(text(*at))).collect();
    if heads.len() * 2 > words.len() {
        return;
    }
    for at in heads {
        lines[at] = Line::Silent;
        if lines.get(at + 1) == Some(&Line::Words) && in_brackets(text(at + 1)) {
            lines[at + 1] = Line::Silent;
        }
    }
}

/// A short line of words without a stop, between the end of a turn and the next label, is a topic
/// head and nobody's words.
fn mark_heads(document: &Document, lines: &mut [Line], induced: &Induced) {
    let text = |at: usize| document.blocks[at].span.of(&document.text);
    let stops = |t: &str| {
        t.trim_end_matches(['"', '”', '’', ')', ']', '»', ' '])
            .ends_with(|c| is_stop(c) || matches!(c, ':' | ',' | ';' | '-' | '—' | '–'))
    };
    for at in 1..lines.len().saturating_sub(1) {
        let head = text(at);
        let short = head.split_whitespace().nth(10).is_none()
            && head.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '(');
        let between =
            matches!(lines[at + 1], Line::Opens(_)) && (stops(text(at - 1)) || lines[at - 1] == Line::Silent);
        // The words after a label that stands alone are the speaker's, however short.
        let promised = matches!(lines[at - 1], Line::Opens(n) if opening_words(document, &induced.openings[n]).is_none());
        if lines[at] == Line::Words && short && between && !promised && !stops(head) {
            lines[at] = Line::Silent;
        }
    }
}

/// Short lines without a stop at the end of the page, after a line that stops, are the site's.
fn mark_foot(document: &Document, lines: &mut [Line]) {
    let text = |at: usize| document.blocks[at].span.of(&document.text);
    let loose = |at: usize| {
        lines[at] == Line::Words
            && text(at).split_whitespace().nth(8).is_none()
            && text(at).starts_with(|c: char| c.is_uppercase() || c == '©')
            && !text(at).ends_with(|c| is_stop(c) || is_closer(c) || matches!(c, ':' | '—' | '-' | '–'))
    };
    let n = (0..lines.len()).rev().take_while(|at| loose(*at) || lines[*at] == Line::Silent).count();
    let from = lines.len() - n;
    let stops = from > 0 && ends_with_stop(text(from - 1));
    if stops {
        lines[from..].fill(Line::Silent);
    }
}

/// Lines inside a turn that are surely not its speaker's: a line about or by another speaker of the
/// page, what follows a separator or a closed quotation in the third person, an interjection in
/// brackets. Nobody is named for them.
fn mark_others(document: &Document, lines: &mut [Line], induced: &Induced, rules: &Rules) {
    let names = page_names(induced);
    // Where "… said:" brings in speech, the page tells in prose who does what.
    let record = is_record(induced);
    let news = induced.openings.iter().any(|o| o.form == Form::Said);
    let (mut parted, mut quoted) = (false, Quote::None);
    for at in 0..lines.len() {
        let text = document.blocks[at].span.of(&document.text);
        match lines[at] {
            Line::Opens(n) => {
                parted = false;
                let words = opening_words(document, &induced.openings[n]);
                quoted = words.map_or(Quote::Awaited, |w| Quote::Awaited.after(w.of(&document.text)));
                if words.is_some() && matches!(quoted, Quote::Open(_)) {
                    quoted = Quote::None;
                }
            }
            // In a record "* * *" stands for words left out.
            Line::Silent => parted |= !record && document.blocks[at].kind == BlockKind::Separator,
            Line::Words if is_interjection(text) => lines[at] = Line::Aside,
            Line::Words => {
                let closed = quoted == Quote::Closed && !text.starts_with(OPENING_QUOTES);
                quoted = quoted.after(text);
                let apart = parted && !is_personal(text, rules) || closed;
                if apart || is_about(text, &names, rules) || news && is_told(text, rules) {
                    lines[at] = Line::Narration;
                }
            }
            _ => {}
        }
    }
}

/// The names of two and more words that stand in the page's labels, lower case.
fn page_names(induced: &Induced) -> BTreeSet<String> {
    let named = induced
        .openings
        .iter()
        .filter_map(|o| o.label.as_ref())
        .filter(|l| l.sort == Sort::Named && l.words.len() >= 2);
    named.map(|l| l.words[l.words.len() - 2..].join(" ").to_lowercase()).collect()
}

/// "[Vera Holt: I never agreed.]" alone on its line.
fn is_interjection(text: &str) -> bool {
    let whole = text.starts_with('[') && text.ends_with(']') || text.starts_with('(') && text.ends_with(')');
    whole && text.contains(": ") && text.len() < 400
}

/// "Vera Holt thanked her guest.", "In reply Vera Holt said: we shall come.", "Vera Holt What about
/// the road?": a line that opens with a speaker's name and is not in the first person, or that lost
/// the sign after its label.
fn is_about(text: &str, names: &BTreeSet<String>, rules: &Rules) -> bool {
    if names.is_empty() {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().take(12).collect();
    let opener = |w: &&&str| {
        rules.labels.no_names.holds(w)
            || ["reply", "response", "turn"].iter().any(|o| w.eq_ignore_ascii_case(o))
    };
    let from = words.iter().take(3).take_while(opener).count();
    let bare = |w: &str| w.trim_end_matches([',', ';', ':', '-', '–', '—']).to_lowercase();
    let Some([given, surname]) = words.get(from..from + 2) else { return false };
    if !names.contains(&format!("{} {}", given.to_lowercase(), bare(surname))) {
        return false;
    }
    // "President Holt; Premier Varga; friends:" calls on several.
    let called =
        words.get(from + 2).is_some_and(|w| rules.labels.is_office(w) || rules.labels.is_honorific(w));
    let calls = surname.ends_with(';') && called && text.matches(';').nth(1).is_some();
    let signed = surname.ends_with([';', '-', '–', '—']);
    let next = words.get(from + 2).copied().unwrap_or("");
    let adverb = matches!(next, "also" | "then" | "again" | "further" | "later");
    let verb = words.get(from + 2 + usize::from(adverb)).copied().unwrap_or("");
    let told = bare(verb).ends_with("ed") || rules.labels.verbs.contains(&bare(verb));
    let lost = from == 0
        && !calls
        && (signed
            || matches!(next, "-" | "–" | "—")
            || next.starts_with(char::is_uppercase) && !surname.ends_with(','));
    lost || told && (verb.ends_with(':') || !is_personal(text, rules))
}

/// "Prime Minister Vera Holt thanked the President for the welcome.": office, name, verb, and nobody's
/// "I" or "we".
fn is_told(text: &str, rules: &Rules) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(16).collect();
    let named = |w: &&&str| w.starts_with(char::is_uppercase) || rules.labels.connectors.holds(w);
    let subject = words.iter().take_while(named).count();
    let office = words[..subject].iter().any(|w| rules.labels.is_office(w));
    let verb = words.get(subject).map_or(String::new(), |w| w.to_lowercase());
    let past = verb.ends_with("ed") || rules.labels.verbs.contains(verb.trim_end_matches(','));
    office && past && !is_personal(text, rules)
}

/// "Vera Holt is the mayor of Brona.": a sentence on a speaker of the page, nobody's "I" or "we".
fn is_portrait(text: &str, names: &BTreeSet<String>, rules: &Rules) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    let [given, surname, verb] = words.as_slice() else { return false };
    let name = format!("{} {}", given.to_lowercase(), surname.to_lowercase());
    let is = matches!(
        *verb,
        "is" | "was" | "has" | "had" | "ist" | "war" | "est" | "es" | "è" | "—" | "–" | "является"
    );
    is && names.contains(&name) && !is_personal(text, rules)
}

/// True when a text says "I", "we" or "you".
pub(super) fn is_personal(text: &str, rules: &Rules) -> bool {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .any(|w| rules.notes.first_person.iter().any(|p| p == w))
}

/// Narration at a border of turns: third person, no "I" or "we", directly before a label or at the end.
fn mark_narration(document: &Document, lines: &mut [Line], induced: &Induced, rules: &Rules) {
    let Some(first) = lines.iter().position(|l| matches!(l, Line::Opens(_))) else { return };
    let names = page_names(induced);
    // Whether what follows the line at hand ends a turn: the end of the page does.
    let mut border = true;
    for at in (first + 1..lines.len()).rev() {
        if lines[at] == Line::Words && border {
            // The words after a label that stands alone are the speaker's.
            let promised = matches!(lines[at - 1], Line::Opens(n) if opening_words(document, &induced.openings[n]).is_none());
            let text = document.blocks[at].span.of(&document.text);
            if !promised && (is_narration(text, rules) || is_portrait(text, &names, rules)) {
                lines[at] = Line::Narration;
            }
        }
        border = match lines[at] {
            Line::Note | Line::Aside | Line::Silent => border,
            Line::Words => false,
            Line::Opens(_) | Line::Record | Line::Narration | Line::Ends => true,
        };
    }
}

/// Where labels stand behind clocks (`10:05 Vera Holt: Yes.`), a line with a clock and no label is an
/// entry of its own and nobody's.
fn mark_entries(document: &Document, lines: &mut [Line], induced: &Induced) {
    let timed = |block: usize| after_clock(document.blocks[block].span.of(&document.text)).is_some();
    let clocks = induced.openings.iter().filter(|o| timed(o.block)).count();
    if clocks < 2 || clocks * 2 < induced.openings.len() {
        return;
    }
    for at in 0..lines.len() {
        if lines[at] == Line::Words && timed(at) {
            lines[at] = Line::Narration;
        }
    }
}

/// Posts with their signatures, and what minutes print between speeches ("Decision: …"): nobody's words.
fn mark_inserted(document: &Document, lines: &mut [Line], induced: &Induced, rules: &Rules) {
    let text = |at: usize| document.blocks[at].span.of(&document.text);
    let colons = induced.openings.iter().any(|o| o.form == Form::Colon);
    for at in 0..lines.len() {
        let inserted =
            is_posted(document, at) || is_signature(text(at)) || colons && is_of_minutes(text(at), rules);
        if lines[at] == Line::Words && inserted {
            lines[at] = Line::Narration;
        }
    }
}

/// "Vote: 5 in favour, 2 against."
fn is_of_minutes(text: &str, rules: &Rules) -> bool {
    let head = text.char_indices().take(40).find(|(_, c)| *c == ':').map(|(at, _)| &text[..at]);
    head.is_some_and(|h| {
        h.starts_with(char::is_uppercase) && rules.labels.minutes.contains(&h.to_lowercase())
    })
}

/// Narration between turns is short.
const NARRATION_BYTES: usize = 2_000;

fn is_narration(text: &str, rules: &Rules) -> bool {
    if text.len() > NARRATION_BYTES {
        return false;
    }
    let lower = text.to_lowercase();
    let whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let opens = rules.notes.subjects.iter().any(|s| lower.strip_prefix(s.as_str()).is_some_and(whole));
    opens && !is_personal(text, rules) && !text.ends_with('?')
}
