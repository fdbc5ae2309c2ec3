//! What the lines about a page's making tell: who wrote it, who publishes it, whose words it gives.
//!
//! ```text
//! By Ada Merrow and Ivo Lind | Published: 4 May 2031      authors
//! Source: Norpress                                        source
//! © 2033 The Brona Courier. All rights reserved.          publisher
//! ```
//! Such lines stand beside the title and at the foot; lines of the text itself are not asked. What is
//! not clear gives nothing.

use super::chrome::Part;
use super::dates::find_dates;
use super::draft::Draft;
use super::opening::byline_names;
use crate::rules::Rules;

/// Longest line that is asked, in bytes.
const LINE_BYTES: usize = 240;
/// Lines beside the title and at the foot that are asked.
const BESIDE: usize = 4;
/// Most words of a name.
const NAME_WORDS: usize = 6;
/// Signs between the parts of a line.
const SEPARATORS: [char; 6] = ['|', '•', '·', '/', '—', '–'];

/// What the lines tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Imprint {
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Whose words it gives.
    pub source: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
}

/// Reads the lines of a marked draft that are no text, and marks a byline beside the title as one.
pub(super) fn imprint(draft: &Draft, parts: &mut [Part], rules: &Rules) -> Imprint {
    let mut found = Imprint::default();
    let title = parts.iter().position(|p| *p == Part::Title).map_or(0, |at| at + 1);
    for at in title..(title + BESIDE).min(parts.len()) {
        let line = short(&draft.lines[at].text);
        let names = line.map(|l| names(l, rules)).unwrap_or_default();
        if found.authors.is_empty() && !names.is_empty() && draft.parted {
            let dated = !find_dates(&draft.lines[at].text, &rules.dates).is_empty();
            parts[at] = if dated { Part::Stamp } else { Part::Chrome("byline") };
            found.authors = names;
        }
    }
    let n = draft.lines.len();
    let near = |at: usize| (title..title + BESIDE).contains(&at) || at + BESIDE >= n;
    let silent = |at: usize| matches!(parts[at], Part::Chrome(_) | Part::Stamp);
    let lines = (0..n).filter(|at| near(*at) || silent(*at)).map(|at| &draft.lines[at].text);
    let set_off = || draft.bylines.iter().filter_map(|l| short(l));
    let around = || draft.frame.iter().filter_map(|l| short(l));
    if found.authors.is_empty() {
        found.authors = set_off().map(|l| names(l, rules)).find(|n| !n.is_empty()).unwrap_or_default();
    }
    found.source = lines.clone().filter_map(|l| short(l)).chain(set_off()).find_map(|l| source(l, rules));
    found.publisher = around().chain(lines.filter_map(|l| short(l))).find_map(holder);
    found
}

/// A line that is short enough to be asked.
fn short(line: &str) -> Option<&str> {
    (line.len() <= LINE_BYTES).then_some(line)
}

/// The authors of a line whose parts a sign or a word with a colon sets off.
fn names(line: &str, rules: &Rules) -> Vec<String> {
    let found = line.split(SEPARATORS).map(|part| byline_names(first_words(part), rules));
    found.into_iter().find(|n| !n.is_empty()).unwrap_or_default()
}

/// The words of a part up to a number or a word with a colon: "By Ada Merrow Published: 4 May".
fn first_words(part: &str) -> &str {
    let mut end = 0;
    for (n, word) in part.split_whitespace().enumerate() {
        let at = word.as_ptr() as usize - part.as_ptr() as usize;
        if word.contains(|c: char| c.is_numeric()) || n > 0 && word.ends_with(':') {
            break;
        }
        end = at + word.len();
    }
    part[..end].trim().trim_end_matches(',')
}

/// "Source: Norpress" gives `Norpress`; of the phrases before a source those that end with a colon.
fn source(line: &str, rules: &Rules) -> Option<String> {
    let line = line.trim().trim_start_matches(['(', '[', '*', '-', '–', '—', ' ']);
    let (head, rest) = line.split_once([':', '：'])?;
    let cue = format!("{}:", head.trim().to_lowercase());
    if !rules.publishers.cited.contains(&cue) {
        return None;
    }
    let name = rest.split(SEPARATORS).next()?.trim().trim_end_matches([')', ']', '.', ',', ';']);
    let few = (1..=NAME_WORDS).contains(&name.split_whitespace().count());
    let address = name.contains("://") || name.starts_with("www.");
    (few && !address && name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()))
        .then(|| name.to_string())
}

/// The holder of the rights: "© 2010–2033 The Brona Courier, all rights reserved".
fn holder(line: &str) -> Option<String> {
    let line = line.trim();
    let rest = line.strip_prefix('©').or_else(|| {
        let head = line.get(.."copyright".len())?;
        head.eq_ignore_ascii_case("copyright").then(|| &line["copyright".len()..])
    })?;
    let is_lead = |c: char| !c.is_alphabetic() || c == '©';
    let rest = rest.trim_start_matches(is_lead);
    let end = rest.find(|c: char| {
        SEPARATORS.contains(&c) || matches!(c, '.' | ',' | ';' | '©' | '(') || c.is_numeric()
    });
    let name = rest[..end.unwrap_or(rest.len())].trim().trim_end_matches(['-', ' ']);
    let words: Vec<&str> = name.split_whitespace().collect();
    let big = |w: &&str| w.starts_with(|c: char| !c.is_lowercase());
    let named = words.first().is_some_and(&big) && words.last().is_some_and(&big);
    // "© All rights reserved" names nobody: most words of a name have capitals.
    let few =
        (1..=NAME_WORDS).contains(&words.len()) && words.iter().filter(|w| big(w)).count() * 2 > words.len();
    (named && few && name.chars().count() > 2).then(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_stand_before_days_and_signs() {
        for line in [
            "By Ada Merrow and Ivo Lind | Published: 4 May 2031, 10:15",
            "By Ada Merrow and Ivo Lind Published: 4 May 2031",
            "4 May 2031 | By Ada Merrow, Ivo Lind",
            "Von Ada Merrow, Ivo Lind Stand: 04.05.2031",
            "By Ada Merrow and Ivo Lind 4 May 2031",
        ] {
            assert_eq!(names(line, Rules::builtin()), ["Ada Merrow", "Ivo Lind"], "{line}");
        }
        for line in ["By the harbour | 4 May 2031", "Published: 4 May 2031", "By Sea"] {
            assert!(names(line, Rules::builtin()).is_empty(), "{line}");
        }
    }

    #[test]
    fn sources_are_named_after_a_colon() {
        let rules = Rules::builtin();
        for (line, name) in [
            ("Source: Norpress", Some("Norpress")),
            ("(Quelle: Norpress)", Some("Norpress")),
            ("Mənbə: Norpress", Some("Norpress")),
            ("Источник: Пресс-служба Президента", Some("Пресс-служба Президента")),
            ("Source: https://norpress.example/4", None),
            ("Topic: Norpress", None),
        ] {
            assert_eq!(source(line, rules).as_deref(), name, "{line}");
        }
    }

    #[test]
    fn rights_belong_to_a_name() {
        for (line, name) in [
            ("© 2033 The Brona Courier. All rights reserved.", Some("The Brona Courier")),
            ("Copyright © 2010–2033 Brona Media", Some("Brona Media")),
            ("© The Brona Courier, 2033", Some("The Brona Courier")),
            ("© 2033 All rights reserved", None),
            ("© 2033", None),
            ("Copyrighted matter is not ours", None),
        ] {
            assert_eq!(holder(line).as_deref(), name, "{line}");
        }
    }
}
