//! Labels of people whom the head of the page has named in full.
//!
//! ```text
//! Talks with President of Tesmara Oresta Vanholm        the title
//! Aron Merrow received President Vanholm in Brona.      narration
//! Aron Merrow: Welcome, Madam President.                labels of two people, each printed once
//! Oresta Vanholm: Thank you.
//! ```
//! A name alone before a colon is proof of nothing; two names that title and narration have brought in
//! are. In Cyrillic the head prints names in other cases («с Орестой Ванхольм»), and labels give the
//! first letter only («О.Ванхольм»).

use std::collections::BTreeSet;

use super::induction::{Form, Opening};
use super::label::{Label, Sort};
use super::names::is_initial;
use crate::page::Document;

/// Bytes before the first label that are read, words of them, and labels that are looked at.
const HEAD_BYTES: usize = 6_000;
const HEAD_WORDS: usize = 800;
const MOST_LABELS: usize = 60;
/// Letters that two cases of a Cyrillic word share at least, and by which they may differ.
const STEM: usize = 3;
const ENDING: usize = 3;

/// The names that a page announces; none unless there are two.
#[derive(Debug, Default)]
pub(super) struct Announced(BTreeSet<String>);

impl Announced {
    /// What the head of a page announces of its labels before a colon.
    pub(super) fn new(document: &Document, openings: &[Opening]) -> Announced {
        let bare = |o: &&Opening| o.form == Form::Colon && o.label.as_ref().is_some_and(is_bare_name);
        let mut named = openings.iter().filter(bare).peekable();
        let Some(first) = named.peek().map(|o| o.span.start) else { return Announced::default() };
        let head = head_words(document, first);
        let mut found: Vec<(Vec<String>, String)> = Vec::new();
        let mut seen = BTreeSet::new();
        for label in named.filter_map(|o| o.label.as_ref()).take(MOST_LABELS) {
            let name = parts_of(label);
            if seen.insert(label.form()) && is_in(&name, &head) {
                found.push((name, label.form()));
            }
        }
        let other = |n: &[String]| found.first().is_some_and(|(f, _)| f.last() != n.last());
        let two = found.iter().any(|(n, _)| other(n));
        Announced(found.into_iter().filter(|_| two).map(|(_, form)| form).collect())
    }

    /// True for a label whose name the head has brought in.
    pub(super) fn holds(&self, label: &Label) -> bool {
        !self.0.is_empty() && self.0.contains(&label.form())
    }
}

/// Two to four words of a name, or an initial and a surname, without office and honorific.
fn is_bare_name(label: &Label) -> bool {
    let plain = !label.has_office() && !label.honorific && !label.article && label.office_after.is_none();
    let parts = parts_of(label);
    let named = |w: &String| w.starts_with(char::is_uppercase) && !w.contains(|c: char| c.is_ascii_digit());
    label.sort == Sort::Named
        && plain
        && (2..=4).contains(&parts.len())
        && parts.iter().all(named)
        && parts.last().is_some_and(|w| !is_initial(w))
}

/// The words of a label, an initial parted from what it is glued to: "В.", "Хольт".
fn parts_of(label: &Label) -> Vec<String> {
    let mut parts = Vec::new();
    for word in &label.words {
        let mut rest = word.as_str();
        while let Some((initial, tail)) =
            rest.split_once('.').filter(|(i, t)| i.chars().count() <= 2 && !t.is_empty())
        {
            parts.push(format!("{initial}."));
            rest = tail;
        }
        parts.push(rest.to_string());
    }
    parts
}

/// The words of the title and of the text before the first label.
fn head_words(document: &Document, first: usize) -> Vec<String> {
    let from = (first.saturating_sub(HEAD_BYTES)..=first).find(|at| document.text.is_char_boundary(*at));
    let text = document.text.get(from.unwrap_or(first)..first).unwrap_or("");
    let title = document.title.as_deref().unwrap_or("");
    let bare = |w: &str| {
        let word = w.trim_matches(|c: char| !c.is_alphanumeric());
        let own = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
        own.to_lowercase().replace('ё', "е")
    };
    title.split_whitespace().chain(text.split_whitespace()).map(bare).take(HEAD_WORDS).collect()
}

/// True when the words of a name stand side by side in the head, in any case.
fn is_in(name: &[String], head: &[String]) -> bool {
    let name: Vec<String> = name.iter().map(|w| w.to_lowercase().replace('ё', "е")).collect();
    head.windows(name.len()).any(|run| run.iter().zip(&name).all(|(word, part)| fits(part, word)))
}

/// The word itself, a word that begins with the initial, or another case of a Cyrillic word.
fn fits(part: &str, word: &str) -> bool {
    if let Some(initial) = part.strip_suffix('.') {
        return word.starts_with(initial);
    }
    part == word || is_declined(part, word)
}

/// «Игорь», «Игорем»: Cyrillic words of one stem with other endings.
fn is_declined(a: &str, b: &str) -> bool {
    let cyrillic = |w: &str| w.chars().all(|c| matches!(c, '\u{400}'..='\u{52f}' | '-'));
    let (n_a, n_b) = (a.chars().count(), b.chars().count());
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let stem = n_a.min(n_b).saturating_sub(2).max(STEM);
    cyrillic(a) && cyrillic(b) && same >= stem && n_a.max(n_b) - same <= ENDING
}

#[cfg(test)]
mod tests {
    use super::is_declined;

    #[test]
    fn cases_of_one_name_share_their_stem() {
        for (a, b) in [
            ("ванхольм", "ванхольмом"),
            ("тавить", "тавитем"),
            ("петр", "петром"),
            ("мерровский", "мерровским"),
        ] {
            assert!(is_declined(a, b), "{a} {b}");
        }
        for (a, b) in [("петр", "павлом"), ("holt", "holton"), ("мерров", "меринов")] {
            assert!(!is_declined(a, b), "{a} {b}");
        }
    }
}
