//! Turns that carry on an earlier one after an interruption.
//!
//! ```text
//! MS. HOLT: We shall send three hundred tents and —
//! Q: When?
//! MS. HOLT: — and two bridges.
//! ```
//! The third turn carries on the first. Both signs are asked for: the earlier turn breaks off, and the
//! later one opens as no sentence does; little was said between. Unnamed questioners carry nothing on:
//! nobody knows that they are the same.

use super::{Role, Transcript, Turn};
use crate::span::Span;

/// Turns of others that may stand between.
const MOST_BETWEEN: usize = 3;

/// Words of others that may stand between.
const MOST_WORDS: usize = 80;

/// Sets `continues` on the turns of a transcript whose notes are known.
pub(super) fn mark(transcript: &mut Transcript, text: &str) {
    for at in 1..transcript.turns.len() {
        transcript.turns[at].continues = carried_on(transcript, at, text);
    }
}

/// The turn that the one at `at` carries on.
fn carried_on(transcript: &Transcript, at: usize, text: &str) -> Option<usize> {
    let turns = &transcript.turns;
    let later = turns.get(at)?;
    if later.speaker.role != Role::Speaker || !goes_on(inner(later.words, transcript, text).of(text)) {
        return None;
    }
    let first = at.saturating_sub(MOST_BETWEEN + 1);
    let earlier = (first..at).rev().find(|n| same(&turns[*n], later))?;
    let words = inner(turns[earlier].words, transcript, text);
    if !breaks_off(words.of(text)) {
        return None;
    }
    let between = &turns[earlier + 1..at];
    let said: usize = between.iter().map(|t| t.words.of(text).split_whitespace().count()).sum();
    let noted = || has_note(transcript, Span::new(words.end, later.words.start));
    (said <= MOST_WORDS && (!between.is_empty() || noted())).then_some(earlier)
}

/// The same person, or the same office alone.
fn same(a: &Turn, b: &Turn) -> bool {
    let (a, b) = (&a.speaker, &b.speaker);
    a.role == b.role
        && a.name == b.name
        && (a.name.is_some() || a.label.is_some() && a.label == b.label && a.office.is_some())
}

fn has_note(transcript: &Transcript, place: Span) -> bool {
    let from = transcript.notes.partition_point(|n| n.span.start < place.start);
    transcript.notes.get(from).is_some_and(|n| n.span.end <= place.end)
}

/// The words of a turn without the notes at its head and foot.
fn inner(words: Span, transcript: &Transcript, text: &str) -> Span {
    let mut span = words.trimmed(text);
    loop {
        let stops = span.of(text).trim_end_matches(['.', ' ', '\n', '\r', '\u{a0}']);
        let end = span.start + stops.len();
        let head = opening_mark(transcript, span.start);
        let foot = closing_mark(transcript, end).filter(|s| s.start > span.start);
        let cut = match (head, foot) {
            (Some(note), _) if note.end < span.end => Span::new(note.end, span.end),
            (_, Some(note)) => Span::new(span.start, note.start),
            _ => return span,
        };
        span = cut.trimmed(text);
    }
}

/// The note or gap that begins at a place.
fn opening_mark(transcript: &Transcript, at: usize) -> Option<Span> {
    let (notes, gaps) = (&transcript.notes, &transcript.gaps);
    let note = notes.get(notes.partition_point(|n| n.span.start < at)).map(|n| n.span);
    let gap = gaps.get(gaps.partition_point(|g| g.span.start < at)).map(|g| g.span);
    [note, gap].into_iter().flatten().find(|s| s.start == at)
}

/// The note or gap that ends at a place.
fn closing_mark(transcript: &Transcript, at: usize) -> Option<Span> {
    let (notes, gaps) = (&transcript.notes, &transcript.gaps);
    let note = notes.get(notes.partition_point(|n| n.span.end < at)).map(|n| n.span);
    let gap = gaps.get(gaps.partition_point(|g| g.span.end < at)).map(|g| g.span);
    [note, gap].into_iter().flatten().find(|s| s.end == at)
}

/// True when words end as no sentence does.
fn breaks_off(words: &str) -> bool {
    let end = words.trim_end_matches(['"', '”', '’', '»', '\'', ' ', '*', '_']);
    end.ends_with(['—', '–', '-', '…', ',', ';'])
        || end.ends_with("..")
        || end.ends_with(char::is_alphanumeric)
}

/// True when words open as no sentence does.
fn goes_on(words: &str) -> bool {
    let head = words.trim_start_matches(['"', '“', '‘', '«', '\'', '*', '_', '.', '…', '—', '–', '-', ' ']);
    words.starts_with(['—', '–', '-', '…']) || words.starts_with("..") || head.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use crate::page::{Capture, MediaType, read_page};
    use crate::rules::Rules;
    use crate::transcript::transcribe;

    fn check(text: &str, expected: &[Option<usize>]) {
        let rules = Rules::builtin();
        let capture = Capture {
            source: "a.txt".into(),
            bytes: text.as_bytes().to_vec(),
            media_type: MediaType::Text,
            charset: None,
            url: None,
            captured: None,
        };
        let got: Vec<Option<usize>> =
            transcribe(&read_page(&capture, rules), rules).turns.iter().map(|t| t.continues).collect();
        assert_eq!(got, expected, "{text:?}");
    }

    #[test]
    fn a_broken_sentence_is_carried_on() {
        check(
            "MS. HOLT: We shall send three hundred tents and —\n\nQ: When?\n\nMS. HOLT: — and two bridges.\n\nQ: Thank you.\n\nMS. HOLT: Good day.\n",
            &[None, None, Some(0), None, None],
        );
        check(
            "El señor LIND SOL: Señor presidente, este es un tipo de puente... (Rumores).\n\nEl señor PRESIDENTE: Guarden silencio.\n\nEl señor LIND SOL: ... que siempre se debe levantar.\n",
            &[None, None, Some(0)],
        );
    }

    #[test]
    fn a_note_between_is_an_interruption() {
        check(
            "Vera Holt: Good day to you.\n\nPeer Varga: We came over the bridge,\n\n[Interruption.]\n\nPeer Varga: which stands, and we are glad.\n\nVera Holt: Thank you.\n",
            &[None, None, Some(1), None],
        );
    }

    #[test]
    fn whole_sentences_and_unnamed_questions_carry_nothing_on() {
        check(
            "MS. HOLT: We shall send tents.\n\nQ: When will —\n\nMS. HOLT: Today.\n\nQ: — they come?\n\nMS. HOLT: iron ones come later.\n",
            &[None, None, None, None, None],
        );
    }
}
