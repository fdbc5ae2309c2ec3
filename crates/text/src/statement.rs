//! A statement: sentence-sized words with who spoke them, in which document, and where.
//!
//! "Vera Holt: We have sent 300 tents. Thank you." gives two statements of Vera Holt. The same
//! words by the same named speaker in another document are the same statement with one more
//! witness; an unnamed speaker of another page is never taken for the same one.
//! A statement holds no text: its spans point into its document.

use unicode_normalization::UnicodeNormalization;

use crate::identity::statement_id;
use crate::reading::Reading;
use crate::span::Span;

/// Whether words were spoken in a turn or told by the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatementKind {
    /// A sentence of a turn.
    Speech,
    /// A sentence of narration.
    Narration,
}

/// One sentence of a document, as a witness of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// `s:` and digits: the same for the same words by the same named speaker.
    pub id: String,
    /// Spoken or told.
    pub kind: StatementKind,
    /// Where the words stand in the document.
    pub span: Span,
    /// The turn, or the run of narration, that holds them.
    pub passage: Span,
    /// Index (from zero) of the turn.
    pub turn: Option<usize>,
    /// The speaker's name as bound on the page.
    pub speaker: Option<String>,
    /// The speaker's label as printed.
    pub label: Option<String>,
}

/// The statements of a reading in the order of the text. `document` is the id of the document.
pub fn statements(reading: &Reading, document: &str) -> Vec<Statement> {
    let text = &reading.document.text;
    let units = reading.units();
    let mut found: Vec<Statement> = Vec::with_capacity(units.len());
    for unit in units {
        let turn = unit.turn.and_then(|n| reading.transcript.turns.get(n));
        let speaker = turn.and_then(|t| t.speaker.name.clone());
        let label = turn.and_then(|t| t.speaker.label.clone());
        let words = fold_glyphs(unit.span.of(text));
        let who = speaker.as_deref().map(|s| s.to_lowercase()).unwrap_or_default();
        let scope = if speaker.is_some() { "" } else { document };
        found.push(Statement {
            id: statement_id(&words, &who, scope),
            kind: if turn.is_some() { StatementKind::Speech } else { StatementKind::Narration },
            span: unit.span,
            passage: turn.map_or(unit.span, |t| t.words),
            turn: unit.turn,
            speaker,
            label,
        });
    }
    join_narration(&mut found);
    found
}

/// Longest run of narration taken as one passage, in bytes.
const MAX_RUN: usize = 8192;

/// Gives neighbouring sentences of narration one common passage.
fn join_narration(found: &mut [Statement]) {
    let mut begin = 0;
    while begin < found.len() {
        let mut end = begin + 1;
        if found[begin].kind == StatementKind::Narration {
            let from = found[begin].span.start;
            while end < found.len()
                && found[end].kind == StatementKind::Narration
                && found[end].span.end.saturating_sub(from) <= MAX_RUN
            {
                end += 1;
            }
            let run = Span::new(from, found[end - 1].span.end);
            found[begin..end].iter_mut().for_each(|s| s.passage = run);
        }
        begin = end;
    }
}

/// Words with white space made single and the glyphs of quotes, apostrophes and dashes made
/// plain: two sentences that fold alike hold the same words and signs.
pub fn fold_glyphs(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.nfc().map(plain_glyph));
    }
    out
}

fn plain_glyph(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' | '\u{02BC}' | '\u{FF07}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{00AB}' | '\u{00BB}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

/// A word as a reader would look it up, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Lower case, NFC, apostrophes straight.
    pub word: String,
}

/// Cuts a text to words for look-up: letters, digits and marks, with apostrophes inside; signs of
/// scripts written without spaces stand alone. Punctuation is left out, so that a phrase is found
/// across commas, brackets and quotes.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    each_token(text, |span, word| found.push(Token { span, word }));
    found
}

/// Calls `take` for each word of `tokens` without keeping them.
pub fn each_token(text: &str, mut take: impl FnMut(Span, String)) {
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !is_word(first) {
            continue;
        }
        let mut end = start + first.len_utf8();
        while !stands_alone(first) {
            let Some(&(at, c)) = chars.peek() else { break };
            let next_is_word =
                || text[at + c.len_utf8()..].chars().next().is_some_and(|n| is_word(n) && !stands_alone(n));
            let joins = (is_word(c) && !stands_alone(c)) || (is_apostrophe(c) && next_is_word());
            if !joins {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        let span = Span::new(start, end);
        take(span, look_up(span.of(text)));
    }
}

fn look_up(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfc().flat_map(char::to_lowercase).map(|c| if is_apostrophe(c) { '\'' } else { c }).collect()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}' | '\u{FF07}')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0487}' | '\u{064B}'..='\u{065F}' | '\u{093C}'..='\u{094D}')
}

/// Signs of scripts that put no space between words.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|t| t.word).collect()
    }

    #[test]
    fn words_fold_case_and_apostrophes_and_skip_signs() {
        for (text, expected) in [
            ("We don\u{2019}t, [truly] pay $4.5bn.", "we don't truly pay 4 5bn"),
            ("'Yes' \u{2013} she said", "yes she said"),
            ("Ünal İnce", "ünal i\u{307}nce"),
            ("中文 abc", "中 文 abc"),
            ("\u{2019}\u{2019}", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn spans_of_words_point_into_the_text() {
        let text = "«Ə» it\u{2019}s 12\u{a0}km";
        for token in tokens(text) {
            assert!(!token.span.of(text).is_empty());
        }
    }

    #[test]
    fn folding_keeps_signs_that_carry_meaning() {
        assert_eq!(fold_glyphs("“It\u{2019}s\u{a0}so”\n now"), "\"It's so\" now");
        assert_ne!(fold_glyphs("4.5 percent"), fold_glyphs("4,5 percent"));
        assert_ne!(fold_glyphs("$5"), fold_glyphs("€5"));
    }
}
