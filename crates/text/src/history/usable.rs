//! Whether a capture shows the page at all.
//!
//! "Verify you are human. Ray ID 8f…" is no page of the ministry, and that the speech is missing from
//! it is no removal. A capture is not usable when it has no words, when its title says so and its
//! text is short, or when sentences of one kind (`data/history.toml`) make up a good part of a text
//! that is no long one. A page with two named speakers is always taken for the page.

use crate::reading::Reading;
use crate::rules::{Fault, Rules};
use crate::span::Span;

/// A capture that does not show the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What it shows instead.
    pub fault: Fault,
    /// The words by which that is known; `None` when there are none.
    pub words: Option<String>,
    /// Where they stand in the document's text; `None` when they are its title.
    pub span: Option<Span>,
}

/// Words of a text up to which a title decides.
const SHORT: usize = 120;
/// Words of a text up to which one phrase decides.
const TINY: usize = 40;
/// Words of a text beyond which it is the page.
const LONG: usize = 700;
/// Share of the words that stand in sentences with such a phrase.
const SHARE: f64 = 0.3;

/// Why a capture is not usable; `None` when it shows the page.
pub fn failure(reading: &Reading, rules: &Rules) -> Option<Failure> {
    let document = &reading.document;
    let bare = |fault| Some(Failure { fault, words: None, span: None });
    if document.findings.iter().any(|f| f.code == "unreadable") {
        return bare(Fault::Unreadable);
    }
    let n_words = count(&document.text);
    if let Some(title) = document.title.as_deref().filter(|_| n_words <= SHORT)
        && let Some(fault) = by_title(title, rules)
    {
        return Some(Failure { fault, words: Some(title.to_string()), span: None });
    }
    if n_words == 0 {
        return bare(Fault::Empty);
    }
    if n_words > LONG || named_speakers(reading) > 1 {
        return None;
    }
    by_text(reading, n_words, rules)
}

fn count(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count()
}

fn named_speakers(reading: &Reading) -> usize {
    let mut names: Vec<&str> =
        reading.transcript.turns.iter().filter_map(|t| t.speaker.name.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

fn by_title(title: &str, rules: &Rules) -> Option<Fault> {
    let title = folded(title);
    let begins = |phrase: &String| {
        title.strip_prefix(phrase.as_str()).is_some_and(|rest| {
            rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
                || phrase.ends_with(|c: char| c.is_ascii_digit() && phrase.contains(' '))
        })
    };
    rules.history.faults.iter().find(|(_, words)| words.titles.iter().any(begins)).map(|(fault, _)| *fault)
}

/// The kind whose sentences make up most of the text, when that is enough.
fn by_text(reading: &Reading, n_words: usize, rules: &Rules) -> Option<Failure> {
    let text = &reading.document.text;
    let lines: Vec<(Span, String)> =
        lines(text).into_iter().map(|span| (span, folded(span.of(text)))).collect();
    let mut best: Option<(usize, Failure)> = None;
    for (fault, words) in &rules.history.faults {
        let hit = |line: &&(Span, String)| words.phrases.iter().any(|p| holds(&line.1, p));
        let hits: Vec<&(Span, String)> = lines.iter().filter(hit).collect();
        let Some((span, _)) = hits.first() else { continue };
        let covered: usize = hits.iter().map(|(span, _)| count(span.of(text))).sum();
        let enough = n_words <= TINY || covered as f64 >= SHARE * n_words as f64;
        if enough && best.as_ref().is_none_or(|(most, _)| covered > *most) {
            let words = Some(span.of(text).split_whitespace().collect::<Vec<_>>().join(" "));
            best = Some((covered, Failure { fault: *fault, words, span: Some(*span) }));
        }
    }
    best.map(|(_, failure)| failure)
}

/// Sentences, roughly: cut at full stops, question marks and line ends.
fn lines(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let next_is_space = text[end..].chars().next().is_none_or(char::is_whitespace);
        if c == '\n' || (matches!(c, '.' | '!' | '?' | '…') && next_is_space) {
            out.push(Span::new(start, end).trimmed(text));
            start = end;
        }
    }
    out.push(Span::new(start, text.len()).trimmed(text));
    out.retain(|s| !s.is_empty());
    out
}

/// True when the phrase stands in the line as whole words.
fn holds(line: &str, phrase: &str) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    line.match_indices(phrase).any(|(at, _)| {
        apart(line[..at].chars().next_back()) && apart(line[at + phrase.len()..].chars().next())
    })
}

fn folded(text: &str) -> String {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain.replace(['\u{2019}', '\u{2018}'], "'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Capture, decode::guess_media_type};
    use crate::reading::read;

    fn check(source: &str, page: &str, expected: Option<Fault>) {
        let bytes = page.as_bytes().to_vec();
        let media_type = guess_media_type(source, &bytes, None);
        let capture =
            Capture { source: source.into(), bytes, media_type, charset: None, url: None, captured: None };
        let rules = Rules::builtin();
        let found = failure(&read(&capture, rules), rules);
        assert_eq!(found.as_ref().map(|f| f.fault), expected, "{page}: {found:?}");
    }

    #[test]
    fn a_page_in_the_place_of_the_page_is_told() {
        for (page, fault) in [
            ("<html><head><title>Just a moment...</title></head><body></body></html>", Fault::Captcha),
            (
                "<html><body><main><p>norland.example needs to review the security of your connection before proceeding.</p></main></body></html>",
                Fault::Captcha,
            ),
            (
                "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The requested URL was not found on this server.</p></body></html>",
                Fault::Error,
            ),
            (
                "<html><body><div id=root></div><p>Please enable JavaScript to view this page.</p></body></html>",
                Fault::Script,
            ),
            ("<html><head><title>Norland Herald</title></head><body><p>   </p></body></html>", Fault::Empty),
        ] {
            check("page.html", page, Some(fault));
        }
        check(
            "page.txt",
            "We value your privacy\n\nWe and our partners store and/or access information on a device, such as cookies.\n\nAccept all\n\nReject all\n",
            Some(Fault::Consent),
        );
    }

    #[test]
    fn a_page_that_speaks_of_such_things_is_the_page() {
        check(
            "page.txt",
            "Vera Holt: Access denied, said the page, and please try again later.\n\nJan Lind: That is odd.\n\nVera Holt: Yes.\n\nJan Lind: Thank you.\n",
            None,
        );
        let long =
            "The minister spoke of the ferry and of the bridge that will be opened in June. ".repeat(8);
        check("page.txt", &format!("{long}\n\nHe said that something went wrong with the tender.\n"), None);
    }
}
