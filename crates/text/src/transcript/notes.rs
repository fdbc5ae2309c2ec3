//! Brackets in a transcript: stage notes, words put in by an editor, places where words are missing.
//!
//! ```text
//! (Laughter.)  a note           [tents]   supplied words
//! [inaudible]  a gap            <…> […]   a gap left by an editor
//! <s>ten</s> [twelve]           a correction: one note over both
//! ```
//! Ordinary parentheses are words of the speaker and stay unmarked.

use super::{Gap, GapReason, Note, NoteKind};
use crate::rules::NoteRules;
use crate::sign::{is_closer, is_stop};
use crate::span::Span;

/// All typed brackets of a text, each list in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brackets {
    /// Notes.
    pub notes: Vec<Note>,
    /// Words put in by an editor.
    pub supplied: Vec<Span>,
    /// Missing words.
    pub gaps: Vec<Gap>,
}

/// What one bracket is.
enum Kind {
    Note(NoteKind),
    Gap(GapReason),
    Supplied,
    Words,
}

/// A bracket longer than this is not a note (bytes).
const LONGEST: usize = 600;

/// Words of a bracket that may be a note: most, and most where only its opening tells.
const MOST_WORDS: usize = 14;
const MOST_WORDS_OPENED: usize = 90;

/// Finds the typed brackets of a text. `struck` are its struck-out words.
pub fn find(text: &str, struck: &[Span], rules: &NoteRules) -> Brackets {
    let mut found = Brackets::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|b| matches!(b, b'(' | b'[' | b'<')) {
        at += next;
        let Some(end) = closing(bytes, at) else {
            at += 1;
            continue;
        };
        let span = Span::new(at, end);
        match kind(text, span, rules) {
            Kind::Note(kind) => found.notes.push(Note { span, kind }),
            Kind::Gap(reason) => found.gaps.push(Gap { span, reason }),
            Kind::Supplied => match corrected(text, struck, span).or_else(|| struck_by_marks(text, span)) {
                Some(whole) => found.notes.push(Note { span: whole, kind: NoteKind::Correction }),
                None => found.supplied.push(span),
            },
            // A figure in square brackets is a reference, unless it mends struck-out words.
            Kind::Words => {
                let mended = corrected(text, struck, span).or_else(|| struck_by_marks(text, span));
                let Some(span) = mended.filter(|_| bytes[at] == b'[') else {
                    at += 1;
                    continue;
                };
                found.notes.push(Note { span, kind: NoteKind::Correction });
            }
        }
        at = end;
    }
    let calls = dashed_calls(text);
    found.notes.extend(calls.into_iter().map(|span| Note { span, kind: NoteKind::Vocal }));
    found.notes.sort_by_key(|n| n.span);
    found
}

/// Calls from the room between dashes: "The dam is safe. – Leo Marr: That is a lie! – I repeat".
fn dashed_calls(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, dash) in text.match_indices(['–', '—']) {
        let before = text[..at].trim_end_matches(' ');
        let opens =
            before.len() < at && before.ends_with(is_stop) && found.last().is_none_or(|f| f.end <= at);
        let rest = &text[at + dash.len()..];
        if !opens || !rest.starts_with(' ') {
            continue;
        }
        let cut = (0..=rest.len().min(LONGEST)).rev().find(|i| rest.is_char_boundary(*i)).unwrap_or(0);
        let line = rest[..cut].split('\n').next().unwrap_or("");
        let Some(end) = line.find(" –").or_else(|| line.find(" —")) else { continue };
        let inner = line[..end].trim();
        let called = inner.split_once(": ").is_some_and(|(who, _)| who.len() < 100 && is_called(who));
        if called && inner.ends_with(is_stop) {
            found.push(Span::new(at, at + dash.len() + end + 1 + dash.len()));
        }
    }
    found
}

/// The end of a bracket, brackets of its own kind inside it counted.
fn closing(bytes: &[u8], open: usize) -> Option<usize> {
    let opener = bytes[open];
    let close = match opener {
        b'(' => b')',
        b'[' => b']',
        _ => b'>',
    };
    let mut depth = 0usize;
    for (at, b) in bytes.iter().enumerate().take((open + LONGEST).min(bytes.len())).skip(open) {
        if *b == opener {
            depth += 1;
        } else if *b == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}

fn kind(text: &str, span: Span, rules: &NoteRules) -> Kind {
    let whole = span.of(text);
    let inner = whole.get(1..whole.len().saturating_sub(1)).unwrap_or("").trim().trim_end_matches('\\');
    let dots = !inner.is_empty() && inner.chars().all(|c| c == '…' || c == '.');
    if dots {
        return Kind::Gap(GapReason::Editorial);
    }
    let words = inner.split_whitespace().count();
    if whole.starts_with('<') || words == 0 || words > MOST_WORDS_OPENED {
        return Kind::Words;
    }
    let square = whole.starts_with('[');
    let folded = fold(inner);
    let aside = stands_inside(text, span);
    let before = text[..span.start].trim_end();
    let apart = before.ends_with(|c| is_stop(c) || is_closer(c));
    let bracket = Inner { printed: inner, folded: &folded, words, square, aside, apart, rules };
    if stands_alone(text, span) && bracket.is_in_tongue() {
        return Kind::Gap(GapReason::Foreign);
    }
    match bracket.stage() {
        Some(kind) => kind,
        None if !square || words > MOST_WORDS || is_reference(&folded) => Kind::Words,
        None => Kind::Supplied,
    }
}

fn fold(inner: &str) -> String {
    let words: Vec<&str> = inner.split_whitespace().collect();
    words.join(" ").trim_end_matches(['.', '!', ' ']).to_lowercase()
}

/// True when a bracket is all that stands after the beginning of its line or after a label's sign.
fn stands_alone(text: &str, span: Span) -> bool {
    let after = text[span.end..].trim_start_matches([' ', '.', '\u{a0}']);
    let before = text[..span.start].trim_end_matches([' ', '\t', '\u{a0}']);
    (after.is_empty() || after.starts_with(['\n', '\r']))
        && (before.is_empty() || before.ends_with(['\n', '\r', ':', '：']))
}

/// True when a sentence goes on over a bracket: what stands in it in small letters may be an aside.
fn stands_inside(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_end().chars().next_back();
    let after = text[span.end..].trim_start().chars().next();
    before.is_some_and(|c| c.is_alphanumeric() || c == ',') && after.is_some_and(char::is_lowercase)
}

/// Footnote numbers and page marks are no words put in; a year or a number of thousands is.
fn is_reference(folded: &str) -> bool {
    let number = |w: &str| w.len() <= 3 && w.bytes().all(|b| b.is_ascii_digit());
    folded.split([',', ' ', '-', '–']).all(number) && !is_thousands(folded)
        || folded.trim_start_matches('[').starts_with("page ")
        || folded.starts_with("www.")
}

/// "800,000"
fn is_thousands(folded: &str) -> bool {
    let (head, tail) = folded.split_once(',').unwrap_or((folded, ""));
    (1..=3).contains(&head.len())
        && !tail.is_empty()
        && tail.split(',').all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
}

/// The words of one bracket.
struct Inner<'b> {
    printed: &'b str,
    /// Lower case, white space folded, no stop at the end.
    folded: &'b str,
    words: usize,
    square: bool,
    /// The sentence goes on after it.
    aside: bool,
    /// It stands after the end of a sentence.
    apart: bool,
    rules: &'b NoteRules,
}

impl Inner<'_> {
    /// What the bracket tells of the room; `None` when it tells nothing.
    fn stage(&self) -> Option<Kind> {
        let rules = self.rules;
        if self.words == 1 && self.has(&rules.sic) {
            return Some(Kind::Note(NoteKind::Sic));
        }
        if rules.redacted.iter().any(|r| r == self.folded) {
            return Some(Kind::Gap(GapReason::Editorial));
        }
        if self.is_narrative() {
            return Some(Kind::Note(NoteKind::Narrative));
        }
        // A note's opening tells most: after "Applause" anything may follow.
        if self.words > 5
            && let Some(kind) = self.opened()
        {
            return Some(kind);
        }
        if self.is_short_with(&rules.inaudible) {
            return Some(Kind::Gap(GapReason::Inaudible));
        }
        if self.is_short_with(&rules.foreign) || self.speaks_tongue() {
            return Some(Kind::Gap(GapReason::Foreign));
        }
        if self.is_short_with(&rules.interpreted) || self.is_in_tongue() {
            return Some(Kind::Note(NoteKind::Interpreted));
        }
        let brief = self.words <= if self.square { MOST_WORDS } else { 5 };
        let (at, kind) = self.first_of_room();
        if at.is_some_and(|(_, needle)| brief || needle.contains(' ') && self.words <= MOST_WORDS) {
            return Some(Kind::Note(kind));
        }
        self.voice().or_else(|| self.editor()).or_else(|| self.direction())
    }

    /// The record's own words, which may go on after a phrase that opens them or is long.
    fn is_narrative(&self) -> bool {
        let tells = |w: &String| {
            let proves = w.split(' ').count() > 3;
            place(self.folded, w).is_some_and(|at| at == 0 || proves || self.words <= MOST_WORDS)
        };
        self.rules.narrative.iter().any(tells)
    }

    fn has(&self, list: &[String]) -> bool {
        list.iter().any(|w| place(self.folded, w).is_some())
    }

    /// Round brackets are also the speaker's own: a note there is short, or holds a whole phrase.
    fn is_short_with(&self, list: &[String]) -> bool {
        let most = |w: &String| if self.square || w.contains(' ') { MOST_WORDS } else { 8 };
        list.iter().any(|w| self.words <= most(w) && place(self.folded, w).is_some())
    }

    /// The earliest word of laughter, applause or pause, and what kind it is.
    fn first_of_room(&self) -> (Option<(usize, &str)>, NoteKind) {
        let lists = [
            (&self.rules.vocal, NoteKind::Vocal),
            (&self.rules.kinesic, NoteKind::Kinesic),
            (&self.rules.incident, NoteKind::Incident),
        ];
        let mut best = (None, NoteKind::Incident);
        for (list, kind) in lists {
            for word in list {
                let Some(at) = place(self.folded, word) else { continue };
                if best.0.is_none_or(|(first, _)| at < first) {
                    best = (Some((at, word.as_str())), kind);
                }
            }
        }
        best
    }

    /// "Applause from the left", "Long applause.–Some members: Hear, hear!": a note's word, or one
    /// after a word that measures it, with a sign or a small word after it.
    fn opened(&self) -> Option<Kind> {
        let (Some((at, word)), kind) = self.first_of_room() else { return None };
        let before = &self.folded[..at];
        let opens = at == 0 || before.split_whitespace().count() == 1 && self.measures(before.trim());
        let rest = self.folded[at + word.len()..].trim_start();
        let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let goes_on = rest.starts_with(['.', ',', ';', ':', '–', '—', '-'])
            || self.rules.goes_on.iter().any(|w| w == next);
        let stated = self.square || self.printed.starts_with(char::is_uppercase);
        (opens && goes_on && stated).then_some(Kind::Note(kind))
    }

    fn measures(&self, word: &str) -> bool {
        self.rules.measures.iter().any(|m| m == word)
    }

    /// "A member: Hear, hear!", "Leo Marr [Opposition]: That is a lie!"
    fn voice(&self) -> Option<Kind> {
        let (who, words) = self.printed.split_once(": ")?;
        let words = words.trim_start_matches(['"', '“', '«', '„', '‘', '¿', '¡', ' ']);
        let folded = fold(who);
        let opens =
            self.rules.voices.iter().any(|v| place(&folded, v) == Some(0)) && !words.trim().is_empty();
        let ends = self.printed.ends_with(|c| is_stop(c) || is_closer(c));
        let cries = ends && words.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
        let called = opens
            || cries
                && is_called(who)
                && !folded.split(' ').any(|w| self.rules.first_person.iter().any(|p| p == w));
        (called && who.len() < 100).then_some(Kind::Note(NoteKind::Vocal))
    }

    /// "Editor’s note: he meant the treaty of Sark", "He meant the treaty of Sark. — Ed.", and in square
    /// brackets a sentence of its own.
    fn editor(&self) -> Option<Kind> {
        let opens = |w: &String| {
            place(self.folded, w) == Some(0) && {
                let rest = self.folded[w.len()..].trim_start_matches(['.', ' ']);
                rest.starts_with([':', ';', '–', '—'])
            }
        };
        let ends = |w: &String| {
            let before = self.folded.strip_suffix(w.as_str()).map(str::trim_end);
            before.is_some_and(|b| b.ends_with(['–', '—', '-', '.', ',']))
        };
        let signed = self.rules.editors.iter().any(|w| opens(w) || ends(w));
        let sentence = self.square
            && self.words > 3
            && self.printed.starts_with(char::is_uppercase)
            && self.printed.ends_with('.')
            && self.apart;
        (signed || sentence).then_some(Kind::Note(NoteKind::Narrative))
    }

    /// "Points to the map.", "The order is signed.": a deed in the third person.
    fn direction(&self) -> Option<Kind> {
        if self.square || self.words > MOST_WORDS {
            return None;
        }
        let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_string();
        let words: Vec<String> = self.folded.split_whitespace().map(bare).collect();
        let told = self.printed.starts_with(char::is_uppercase) && self.printed.ends_with('.');
        let personal = words.iter().any(|w| self.rules.first_person.contains(w));
        let deed = |list: &[String]| {
            let reach = if told { 10 } else { 1 };
            words.iter().take(reach).any(|w| list.iter().any(|v| v == w))
        };
        // "(referring to the report)" inside a sentence may be said; "(pointing to the map)" is seen.
        let seen = words.first().is_some_and(|w| w.ends_with("ing"));
        if self.aside && !told {
            return (seen && !personal && deed(&self.rules.gestures))
                .then_some(Kind::Note(NoteKind::Kinesic));
        }
        let kinds = [(&self.rules.gestures, NoteKind::Kinesic), (&self.rules.deeds, NoteKind::Incident)];
        kinds.into_iter().find(|(list, _)| !personal && deed(list)).map(|(_, kind)| Kind::Note(kind))
    }

    /// "Speaks Norlandic", "says some words in Norlandic".
    fn speaks_tongue(&self) -> bool {
        let mut words =
            self.folded.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty());
        let speaks = words.next().is_some_and(|w| self.rules.speaks.iter().any(|s| s == w));
        let last = self.printed.split_whitespace().last().unwrap_or("");
        let named = (2..=3).contains(&self.words) && last.starts_with(char::is_uppercase);
        speaks && self.words <= 6 && (named || words.any(|w| self.rules.tongues.iter().any(|t| t == w)))
    }

    /// "In Norlandic".
    fn is_in_tongue(&self) -> bool {
        let words: Vec<&str> = self.folded.split_whitespace().collect();
        let is = |list: &[String], w: &str| list.iter().any(|x| x == w);
        match words.as_slice() {
            [one] => is(&self.rules.in_tongue, one),
            [prep, tongue] => is(&self.rules.in_before, prep) && is(&self.rules.tongues, tongue),
            _ => false,
        }
    }
}

/// True for words before a colon that can name who calls from the room: two capitalised words and
/// more, small words between them, no number ("Isaiah 40").
fn is_called(who: &str) -> bool {
    let name = who.split(['[', '(', '<', ',']).next().unwrap_or("");
    let words: Vec<&str> = name.split_whitespace().collect();
    let big = |w: &str| {
        w.starts_with(char::is_uppercase)
            && w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\''))
    };
    let small = |w: &str| w.len() <= 3 && w.chars().all(char::is_lowercase);
    (2..=6).contains(&words.len())
        && big(words[0])
        && words.last().is_some_and(|w| big(w))
        && words.iter().all(|w| big(w) || small(w))
}

/// Where `needle` stands in `folded` as whole words.
fn place(folded: &str, needle: &str) -> Option<usize> {
    let first = *needle.as_bytes().first()?;
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let last = folded.len().checked_sub(needle.len())?;
    // A bracket is short and the needles are many: looking at each byte is the quickest search.
    (0..=last).filter(|at| folded.as_bytes()[*at] == first).find(|at| {
        folded.as_bytes()[*at..].starts_with(needle.as_bytes())
            && edge(folded[..*at].chars().next_back())
            && edge(folded[at + needle.len()..].chars().next())
    })
}

/// The same where a text prints the marks themselves: `~~ten~~ [twelve]`, `<s>ten</s> [twelve]`.
fn struck_by_marks(text: &str, bracket: Span) -> Option<Span> {
    let before = text.get(..bracket.start)?.trim_end();
    let from = before.len().saturating_sub(LONGEST);
    let from = (from..=before.len()).find(|i| text.is_char_boundary(*i))?;
    let marks = [("~~", "~~"), ("<s>", "</s>"), ("<del>", "</del>"), ("<strike>", "</strike>")];
    let (open, words) = marks.iter().find_map(|(open, close)| Some((open, before.strip_suffix(close)?)))?;
    let start = from + words.get(from..)?.rfind(open)?;
    let line = !text[start..bracket.start].contains(['\n', '\r']);
    line.then(|| Span::new(start, bracket.end))
}

/// The span from struck-out words to the bracket that stands directly after them.
fn corrected(text: &str, struck: &[Span], bracket: Span) -> Option<Span> {
    let before = struck.get(struck.partition_point(|s| s.end <= bracket.start).checked_sub(1)?)?;
    let between = text.get(before.end..bracket.start)?;
    between.trim().is_empty().then(|| Span::new(before.start, bracket.end))
}

/// True when a line holds nothing but notes and signs.
pub fn is_note_only(line: Span, text: &str, brackets: &Brackets) -> bool {
    fn within<T>(all: &[T], line: Span, span: impl Fn(&T) -> Span) -> Vec<Span> {
        let from = all.partition_point(|t| span(t).start < line.start);
        all[from..].iter().map(span).take_while(|s| s.end <= line.end).collect()
    }
    let mut marks = within(&brackets.notes, line, |n| n.span);
    marks.extend(within(&brackets.gaps, line, |g| g.span));
    marks.sort();
    let mut at = line.start;
    for mark in &marks {
        if text.get(at..mark.start).is_some_and(|t| t.contains(char::is_alphanumeric)) {
            return false;
        }
        at = at.max(mark.end);
    }
    !marks.is_empty() && !text.get(at..line.end).is_some_and(|t| t.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    fn check(text: &str, expected: &[&str]) {
        let found = find(text, &[], &Rules::builtin().notes);
        let mut all: Vec<(Span, String)> = found
            .notes
            .iter()
            .map(|n| (n.span, format!("{:?} {}", n.kind, n.span.of(text))))
            .chain(found.gaps.iter().map(|g| (g.span, format!("{:?} {}", g.reason, g.span.of(text)))))
            .chain(found.supplied.iter().map(|s| (*s, format!("Supplied {}", s.of(text)))))
            .collect();
        all.sort();
        let all: Vec<&str> = all.iter().map(|(_, s)| s.as_str()).collect();
        assert_eq!(all, expected, "{text:?}");
    }

    #[test]
    fn brackets_are_typed() {
        check("Thanks. (Applause.) We sent 300 [tents].", &["Kinesic (Applause.)", "Supplied [tents]"]);
        check(
            "(Laughter and applause.) [sic] [inaudible] <…> […] (LAUGHTER)",
            &[
                "Vocal (Laughter and applause.)",
                "Sic [sic]",
                "Inaudible [inaudible]",
                "Editorial <…>",
                "Editorial […]",
                "Vocal (LAUGHTER)",
            ],
        );
        check(
            "(Speaks in a foreign language.) (As interpreted.)",
            &["Foreign (Speaks in a foreign language.)", "Interpreted (As interpreted.)"],
        );
        check(
            "Safe. (Leo Marr [Opposition]: A lie!) I repeat. (Isaiah 40: Comfort.)",
            &["Vocal (Leo Marr [Opposition]: A lie!)"],
        );
        check(
            "Safe. – Leo Marr: A lie! – I repeat it – Leo Marr: no – once more.",
            &["Vocal – Leo Marr: A lie! –"],
        );
        check(
            "We signed it. [The mayor meant the other one.] Good. (He meant it. — Ed.)",
            &["Narrative [The mayor meant the other one.]", "Narrative (He meant it. — Ed.)"],
        );
        check("The meeting (it was long, and nobody made a break in it) ended.", &[]);
        check("the Northern Line (NL) and footnote [3] and a < b > c", &[]);
        check("open (bracket [x and 100% (", &[]);
    }

    #[test]
    fn notes_of_many_tongues_are_typed() {
        check(
            "(Смех.) (Beifall) (Heiterkeit bei der Linken) (Applaudissements.) (Aplausos).",
            &[
                "Vocal (Смех.)",
                "Kinesic (Beifall)",
                "Vocal (Heiterkeit bei der Linken)",
                "Kinesic (Applaudissements.)",
                "Kinesic (Aplausos)",
            ],
        );
        check(
            "(Alkışlar) (Oklaski) (Cross-talk.) [Interruption.] [foreign language 00:01:21]",
            &[
                "Kinesic (Alkışlar)",
                "Kinesic (Oklaski)",
                "Vocal (Cross-talk.)",
                "Incident [Interruption.]",
                "Foreign [foreign language 00:01:21]",
            ],
        );
        check(
            "Yes [inaudible 00:01:21] and [crosstalk 00:02:11] no. (Risos.) (Palmas.)",
            &[
                "Inaudible [inaudible 00:01:21]",
                "Vocal [crosstalk 00:02:11]",
                "Vocal (Risos.)",
                "Kinesic (Palmas.)",
            ],
        );
        check(
            "(Questioned in Hindi: Approximate translation) (...)",
            &["Interpreted (Questioned in Hindi: Approximate translation)", "Editorial (...)"],
        );
        check(
            "[redacted] said a [senior official] (Speaks Tesmaran.)",
            &["Editorial [redacted]", "Supplied [senior official]", "Foreign (Speaks Tesmaran.)"],
        );
    }

    #[test]
    fn a_note_may_be_long_when_it_opens_as_one() {
        let long = "(Prolonged applause from the members of the Harbour Group of Norland, who rise in their places, and from the gallery.)";
        check(&format!("We did it. {long}"), &[&format!("Kinesic {long}")]);
        check(
            "(Beifall bei der Union [links] – Zuruf: Nein!)",
            &["Kinesic (Beifall bei der Union [links] – Zuruf: Nein!)"],
        );
        check("(Un señor diputado: ¡Muy bien!)", &["Vocal (Un señor diputado: ¡Muy bien!)"]);
        check("Aplauso (applause is what nobody of us had hoped for then)", &[]);
    }

    #[test]
    fn a_deed_in_brackets_is_a_note_and_an_aside_is_not() {
        check(
            "Thank you. (The Prize of Norland is presented.)",
            &["Incident (The Prize of Norland is presented.)"],
        );
        check(
            "This one. (Points to the map.) (holds up a chart)",
            &["Kinesic (Points to the map.)", "Kinesic (holds up a chart)"],
        );
        check("The law (it is signed by me) and the bill (which the House holds) stand.", &[]);
        check("We paid. (I hold that this signs our end.)", &[]);
        check(
            "We saw it (referring to slide 3) in May, and this one (pointing to the map) later. (referring to slide 3)",
            &["Kinesic (pointing to the map)", "Incident (referring to slide 3)"],
        );
    }

    #[test]
    fn a_tongue_where_words_should_be_is_a_gap() {
        check("Vera Holt: [En allemand]\nPeer Varga: Merci.", &["Foreign [En allemand]"]);
        check("Vera Holt: (In English.) Thank you.", &["Interpreted (In English.)"]);
        check("Mr. Lind (spoke in Spanish): Thank you.", &["Interpreted (spoke in Spanish)"]);
    }

    #[test]
    fn printed_marks_of_a_correction_are_read() {
        check(
            "We have ~~ten~~ [twelve] roads and <s>two</s> [300] boats.",
            &["Correction ~~ten~~ [twelve]", "Correction <s>two</s> [300]"],
        );
        check("In [2031] we had [800,000] tents, see [12].", &["Supplied [2031]", "Supplied [800,000]"]);
    }

    #[test]
    fn a_correction_is_one_note() {
        let text = "We have ten [twelve] bridges.";
        let found = find(text, &[Span::new(8, 11)], &Rules::builtin().notes);
        assert_eq!(found.notes, [Note { span: Span::new(8, 20), kind: NoteKind::Correction }]);
        assert!(found.supplied.is_empty());
    }
}
