//! A statement: sentence-sized words with who spoke them, in which document, and where.
//!
//! "Vera Holt: We have sent 300 tents. Thank you." gives two statements of Vera Holt. The same
//! words by the same named speaker in another document are the same statement with one more
//! witness; an unnamed speaker of another page is never taken for the same one.
//! A statement holds no text: its spans point into its document.
//!
//! What a page tells as somebody's stands beside its own sentences: “We go on Monday,” said Vera Holt
//! gives a sentence of narration and a quotation of Vera Holt; "Holt said that the road is closed"
//! gives a report. Inside a turn they are what the speaker tells of others.

use unicode_normalization::UnicodeNormalization;

use crate::identity::statement_id;
use crate::quotation::{Mode, Quotation, runs};
use crate::reading::Reading;
use crate::rules::Rules;
use crate::sentence::split;
use crate::sign::is_unspaced;
use crate::span::Span;

/// How words stand on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatementKind {
    /// A sentence of a turn.
    Speech,
    /// A sentence of narration.
    Narration,
    /// Words in quotation marks that the page, or the speaker of a turn, tells as somebody's.
    Quotation,
    /// Words that the page, or the speaker of a turn, tells as somebody's in its own words.
    Reported,
}

impl StatementKind {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            StatementKind::Speech => "speech",
            StatementKind::Narration => "narration",
            StatementKind::Quotation => "quotation",
            StatementKind::Reported => "reported",
        }
    }

    /// True for the sentences of turns and of narration, which together are the text; the others
    /// stand inside them.
    pub fn is_unit(self) -> bool {
        matches!(self, StatementKind::Speech | StatementKind::Narration)
    }
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
    /// The turn, or the run of narration, that holds them. For a quotation all its words that were one
    /// speech, from the first to the last: a teller may stand between them.
    pub passage: Span,
    /// Index (from zero) of the turn that holds them, also for what is told inside it.
    pub turn: Option<usize>,
    /// The speaker's name as bound on the page; for what is told, whose words they are told to be.
    pub speaker: Option<String>,
    /// The speaker's label as printed; for what is told, the words that name the source.
    pub label: Option<String>,
}

/// The sentences of a reading, of turns and of narration, in the order of the text. `document` is the
/// id of the document.
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

/// What the quotations of a reading tell as somebody's, in the order of the text: a statement for each
/// sentence in quotation marks, and one for each stretch told in other words. `document` is the id of
/// the document.
pub fn told(reading: &Reading, document: &str, rules: &Rules) -> Vec<Statement> {
    let text = &reading.document.text;
    let language = reading.document.language.as_deref();
    let mut found = Vec::new();
    for quotation in &reading.quotations {
        let teller = Teller { reading, document, quotation };
        for run in runs(text, quotation, language, rules) {
            let hull = hull(&run);
            let sentences = run.iter().flat_map(|piece| split(text, *piece, rules));
            found.extend(sentences.map(|s| teller.statement(StatementKind::Quotation, s, hull)));
        }
        if quotation.mode != Mode::Direct {
            let content = quotation.content.iter().map(|c| c.trimmed(text)).filter(|c| !c.is_empty());
            found.extend(content.map(|c| teller.statement(StatementKind::Reported, c, c)));
        }
    }
    found.sort_by_key(|s| (s.span, s.kind));
    found
}

fn hull(run: &[Span]) -> Span {
    match (run.first(), run.last()) {
        (Some(first), Some(last)) => Span::new(first.start, last.end),
        _ => Span::default(),
    }
}

/// One quotation and where it stands.
struct Teller<'r> {
    reading: &'r Reading,
    document: &'r str,
    quotation: &'r Quotation,
}

/// Longest printed source, in characters.
const SOURCE_CHARS: usize = 120;

impl Teller<'_> {
    fn statement(&self, kind: StatementKind, span: Span, passage: Span) -> Statement {
        let text = &self.reading.document.text;
        let source = self.quotation.source.as_ref();
        let speaker = source.and_then(|s| s.name.clone());
        let label = source.map(|s| s.span.of(text).chars().take(SOURCE_CHARS).collect::<String>());
        let turns = &self.reading.transcript.turns;
        let at = turns.partition_point(|t| t.words.end <= span.start);
        let turn = turns.get(at).filter(|t| t.words.overlaps(span)).map(|_| at);
        // Only what a page quotes of a named person can be another witness of what that person said.
        let who = speaker.as_deref().filter(|_| kind == StatementKind::Quotation && turn.is_none());
        let (who, scope) = match who {
            Some(name) => (name.to_lowercase(), String::new()),
            None => (String::new(), format!("{} {}", self.document, kind.as_str())),
        };
        Statement {
            id: statement_id(&fold_glyphs(span.of(text)), &who, &scope),
            kind,
            span,
            passage,
            turn,
            speaker,
            label: label.filter(|l| !l.is_empty()),
        }
    }
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
    /// Lower case, NFC, apostrophes straight, without signs that take no room.
    pub word: String,
}

/// Cuts a text to words for look-up: letters, digits and marks, with apostrophes inside; signs of
/// scripts written without spaces stand alone. Punctuation is left out, so that a phrase is found
/// across commas, brackets and quotes; signs that take no room part no word.
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
        while !is_unspaced(first) {
            let Some(&(at, c)) = chars.peek() else { break };
            let next_is_word =
                || text[at + c.len_utf8()..].chars().next().is_some_and(|n| is_word(n) && !is_unspaced(n));
            let joins = (is_word(c) && !is_unspaced(c)) || (is_apostrophe(c) && next_is_word());
            if !joins && !takes_no_room(c) {
                break;
            }
            // A sign that takes no room is in the word when more of the word follows.
            if joins {
                end = at + c.len_utf8();
            }
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
    let seen = word.chars().filter(|c| !takes_no_room(*c));
    seen.nfc().flat_map(char::to_lowercase).map(|c| if is_apostrophe(c) { '\'' } else { c }).collect()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}' | '\u{FF07}')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || (!takes_no_room(c)
            && matches!(c, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0487}' | '\u{064B}'..='\u{065F}' | '\u{093C}'..='\u{094D}'))
}

/// Signs that take no room: soft hyphens, joiners, marks of direction and of variants.
pub(crate) fn takes_no_room(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|t| t.word).collect()
    }

    /// Kind, speaker and words of what an invented report tells as somebody's.
    fn told_in(page: &str) -> Vec<(StatementKind, Option<String>, String)> {
        let rules = Rules::builtin();
        let capture = crate::page::Capture {
            source: "page.txt".into(),
            bytes: page.as_bytes().to_vec(),
            media_type: crate::page::MediaType::Text,
            charset: None,
            url: None,
            captured: None,
        };
        let reading = crate::reading::read(&capture, rules);
        let text = &reading.document.text;
        let told = told(&reading, "d:1", rules);
        told.into_iter().map(|s| (s.kind, s.speaker, s.span.of(text).to_string())).collect()
    }

    fn check_told(page: &str, expected: &[(StatementKind, Option<&str>, &str)]) {
        let found = told_in(page);
        let found: Vec<_> = found.iter().map(|(k, s, w)| (*k, s.as_deref(), w.as_str())).collect();
        assert_eq!(found, expected, "{page}");
    }

    use StatementKind::{Quotation, Reported};

    #[test]
    fn a_report_gives_quotations_and_reports() {
        check_told(
            "The council of Brona met on Friday.\n\n“We open the ferry on Monday,” said Vera Holt, the mayor. “It is late. \
             It is not too late.”\n\nHolt denied that the bridge was closed to all traffic.\n",
            &[
                (Quotation, Some("Vera Holt"), "We open the ferry on Monday,"),
                (Quotation, Some("Vera Holt"), "It is late."),
                (Quotation, Some("Vera Holt"), "It is not too late."),
                (Reported, Some("Vera Holt"), "that the bridge was closed to all traffic"),
            ],
        );
    }

    #[test]
    fn words_of_another_among_told_ones_are_not_the_sources() {
        check_told(
            "The council of Brona met.\n\nVera Holt said Peer Varga had called the plan “a loss for all of us here”.\n",
            &[(Reported, Some("Vera Holt"), "Peer Varga had called the plan “a loss for all of us here”")],
        );
    }

    #[test]
    fn words_fold_case_and_apostrophes_and_skip_signs() {
        for (text, expected) in [
            ("We don\u{2019}t, [truly] pay $4.5bn.", "we don't truly pay 4 5bn"),
            ("'Yes' \u{2013} she said", "yes she said"),
            ("Ünal İnce", "ünal i\u{307}nce"),
            ("中文 abc", "中 文 abc"),
            ("the har\u{ad}bour", "the harbour"),
            ("b\u{200b}r\u{2060}\u{ad}idge\u{feff} ends", "bridge ends"),
            ("\u{ad}\u{200b} sea\u{200d}", "sea"),
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
