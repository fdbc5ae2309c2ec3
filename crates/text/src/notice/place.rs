//! The place in the lines that open a page, above a clock or above the first turn.
//!
//! ```text
//! *Old Hall                    Private Residence
//! Brona, Norland*              Brona, N.D.
//! 5:02 P.M.                    THE MAYOR: Good evening.
//! ```
//! Above a clock a short line of names is a place. Above a turn it must look like one: with a comma in
//! it, with a word such as "Hall", or set off as a whole; a line of prose before the turn names none.

use crate::page::{Block, BlockKind, Document};
use crate::rules::Rules;
use crate::transcript::Transcript;

/// Lines of a place at most, and letters of one.
const LINES: usize = 3;
const LETTERS: usize = 70;
/// Blocks in which the title is looked for.
const HEAD: usize = 8;

/// What ends the head of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Foot {
    Clock,
    Turn,
}

/// The place that the lines between the title and the first clock or turn name.
pub(super) fn above_talk(document: &Document, transcript: &Transcript, rules: &Rules) -> Option<String> {
    let (lines, foot) = head_lines(document, transcript)?;
    let mut places = Vec::new();
    let mut is_sure = foot == Foot::Clock;
    for line in lines {
        let is_long = line.chars().count() > LETTERS || line.contains(':');
        if is_long || line.starts_with(char::is_lowercase) {
            return None;
        }
        let place = bare(line);
        if names_place(&place, rules) {
            is_sure |= looks_like_place(line, &place, rules);
            places.push(place);
        } else if foot == Foot::Turn && !line.starts_with('(') {
            return None;
        }
    }
    (is_sure && !places.is_empty()).then(|| places.join(", "))
}

/// The lines under the title down to the first clock, else to the first turn, when they are few.
fn head_lines<'d>(document: &'d Document, transcript: &Transcript) -> Option<(Vec<&'d str>, Foot)> {
    let text = |b: &Block| b.span.of(&document.text).trim();
    let title = |b: &Block| b.kind == BlockKind::Heading;
    let from = document.blocks.iter().take(HEAD).rposition(title).map_or(0, |at| at + 1);
    let turn = transcript.turns.first().map(|t| t.label.unwrap_or(t.words).start)?;
    let is_clock = |b: &Block| {
        b.kind == BlockKind::Dateline
            && text(b).starts_with(|c: char| c.is_ascii_digit())
            && text(b).contains(':')
    };
    let mut lines = Vec::new();
    for block in document.blocks.iter().skip(from) {
        if is_clock(block) {
            return Some((lines, Foot::Clock));
        }
        if block.span.end > turn {
            return Some((lines, Foot::Turn));
        }
        if block.kind == BlockKind::Dateline || block.kind == BlockKind::Separator {
            continue;
        }
        if lines.len() == LINES {
            return None;
        }
        lines.push(text(block));
    }
    None
}

/// A line without the signs around it, white space folded.
fn bare(line: &str) -> String {
    let words = line.trim_matches(['*', '_', ',', ' ']).split_whitespace().collect::<Vec<_>>();
    words.join(" ").trim_matches(['*', '_', ',']).to_string()
}

/// True for a line that begins with a capital, ends with no sign, and with no word that opens other lines.
fn names_place(place: &str, rules: &Rules) -> bool {
    let first = place.split_whitespace().next().unwrap_or_default().to_lowercase();
    let stops = place.ends_with(['.', '?', '!', ':', ')', ';']) && !ends_in_letters(place);
    place.starts_with(char::is_uppercase) && !stops && !rules.dates.no_place.contains(&first)
}

/// "Brona, N.D.": the stop belongs to letters.
fn ends_in_letters(place: &str) -> bool {
    let last = place.rsplit(' ').next().unwrap_or("");
    let mut parts = last.strip_suffix('.').unwrap_or("").split('.');
    last.matches('.').count() > 1 && parts.all(|p| p.chars().count() == 1 && p.contains(char::is_uppercase))
}

/// A comma between names, a word of places, or a line that is set off as a whole.
fn looks_like_place(line: &str, place: &str, rules: &Rules) -> bool {
    let capital = |w: &str| w.starts_with(char::is_uppercase) || rules.labels.connectors.holds(w);
    let names = place.split_whitespace().all(capital);
    let office = place.split_whitespace().any(|w| rules.labels.is_office(w.trim_matches(',')));
    let parted = place.split_once(", ").is_some_and(|(_, after)| after.starts_with(char::is_uppercase));
    let word = |w: &str| rules.dates.venues.contains(&w.trim_matches(',').to_lowercase());
    let set_off = line.starts_with(['*', '_']) && line.ends_with(['*', '_']);
    names && (place.split_whitespace().any(word) || (parted || set_off) && !office)
}

#[cfg(test)]
mod tests {
    use crate::page::{Capture, MediaType};
    use crate::reading::read;
    use crate::rules::Rules;

    fn place(head: &str) -> Option<String> {
        let text = format!(
            "---\ntitle: Remarks by Mayor Vera Holt\n---\n\n{head}\n\nMAYOR HOLT:  Good evening. I am glad to be here with you.\n\nQ  When will you come again?\n\nMAYOR HOLT:  We will come in May.\n"
        );
        let capture = Capture {
            source: "page.md".into(),
            bytes: text.into_bytes(),
            media_type: MediaType::Markdown,
            charset: None,
            url: None,
            captured: None,
        };
        read(&capture, Rules::builtin()).meeting.and_then(|m| m.place)
    }

    #[test]
    fn lines_above_a_clock_or_a_turn_name_the_place() {
        for (head, want) in [
            ("Old Hall\n\n5:02 P.M. EST", "Old Hall"),
            ("Private Residence  \nBrona, N.D.", "Private Residence, Brona, N.D."),
            ("*Harbour Office Building*", "Harbour Office Building"),
            ("*Kell Castle\n\n*Kell, Norland**", "Kell Castle, Kell, Norland"),
            (
                "Harbour Lawn  \n\n(March 5, 2031)\n\nQ  Mayor, will you come?\n\nMAYOR HOLT:  I will, and I am glad to.",
                "Harbour Lawn",
            ),
            ("The Kanto,\n\nLindar, Norland\n\n5:02 P.M.", "The Kanto, Lindar, Norland"),
            ("FERA Headquarters\n\nBrona, N.D.\n\n12:58 P.M.", "FERA Headquarters, Brona, N.D."),
        ] {
            assert_eq!(place(head).as_deref(), Some(want), "{head:?}");
        }
    }

    #[test]
    fn other_lines_name_none() {
        for head in [
            "Via Teleconference",
            "As Prepared for Delivery",
            "Good Evening",
            "The mayor spoke at the opening of the bridge.",
            "Thank You, Norland",
        ] {
            assert_eq!(place(head), None, "{head:?}");
        }
    }
}
