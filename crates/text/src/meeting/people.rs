//! People by their printed names: when two names can be one person's.
//!
//! "V. Holt", "Holt" and "Vera Anna Holt" can be one person, "Vera Holt" and "Jonas Holt" cannot.
//! Names are compared as words; a print keeps them coded as numbers and compares those by the
//! same rule.

use super::print::hash_word;
use crate::statement::tokens;

/// A word of a name as a number: a hash, a mark for a single letter, and a hash of the first
/// letter. Zero ends a name.
pub type Code = u32;

/// Most people of one document that are kept.
const MAX_PEOPLE: usize = 24;
/// Suffixes that are no surname.
const SUFFIXES: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// True when two printed names can be one person's: the surnames are equal, or one name is part
/// of the other, and no given name speaks against it.
pub fn same_person(a: &str, b: &str) -> bool {
    same(&name_words(a), &name_words(b))
}

/// A word of a name, printed or coded.
trait NameWord: PartialEq {
    /// True when this is the one letter that the other begins with.
    fn is_initial_of(&self, long: &Self) -> bool;
}

impl NameWord for String {
    fn is_initial_of(&self, long: &String) -> bool {
        self.chars().count() == 1 && long.starts_with(self.as_str())
    }
}

impl NameWord for Code {
    fn is_initial_of(&self, long: &Code) -> bool {
        self & SINGLE != 0 && (self & FIRST) == (long & FIRST)
    }
}

fn same<W: NameWord>(a: &[W], b: &[W]) -> bool {
    let (Some(last_a), Some(last_b)) = (a.last(), b.last()) else {
        return false;
    };
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let part_of = |w: &W| long.iter().any(|l| l == w || w.is_initial_of(l) || l.is_initial_of(w));
    if short.len() == 1 {
        return last_a == last_b || long.first() == short.first();
    }
    (last_a == last_b || a.first() == b.first()) && short.iter().all(part_of)
}

fn name_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = tokens(name).into_iter().map(|t| t.word).collect();
    while words.len() > 1 && words.last().is_some_and(|w| SUFFIXES.contains(&w.as_str())) {
        words.pop();
    }
    words
}

/// The last word of a name, suffixes such as "Jr." left out.
pub fn surname(name: &str) -> &str {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let is_suffix = |w: &&str| SUFFIXES.contains(&w.trim_end_matches('.').to_lowercase().as_str());
    while words.len() > 1 && words.last().is_some_and(is_suffix) {
        words.pop();
    }
    words.last().copied().unwrap_or("")
}

const SINGLE: Code = 0x100;
const FIRST: Code = 0xff;

/// The names of people, coded.
pub(super) fn coded(names: &[String]) -> Box<[Code]> {
    let mut out = Vec::new();
    for name in names.iter().take(MAX_PEOPLE) {
        let before = out.len();
        out.extend(name_words(name).iter().map(|w| code(w)));
        if out.len() > before {
            out.push(0);
        }
    }
    out.into_boxed_slice()
}

fn code(word: &str) -> Code {
    let first: String = word.chars().take(1).collect();
    let single = if first.len() == word.len() { SINGLE } else { 0 };
    (hash_word(word) & !(SINGLE | FIRST)).max(0x200) | single | (hash_word(&first) & FIRST)
}

fn names(people: &[Code]) -> impl Iterator<Item = &[Code]> {
    people.split(|c| *c == 0).filter(|n| !n.is_empty())
}

/// Number of coded names.
pub fn count(people: &[Code]) -> usize {
    names(people).count()
}

/// How many of the one's coded names can be one of the other's.
pub fn count_shared(a: &[Code], b: &[Code]) -> usize {
    names(a).filter(|p| names(b).any(|q| same(p, q))).count()
}

/// The surnames of coded names, each once, in rising order.
pub fn surnames(people: &[Code]) -> Vec<Code> {
    let mut found: Vec<Code> = names(people).filter_map(|n| n.last().copied()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person_match_and_others_do_not() {
        for (a, b, expected) in [
            ("Vera Holt", "Holt", true),
            ("Vera Holt", "V. Holt", true),
            ("Vera Holt", "Vera Anna Holt", true),
            ("Vera Holt", "Jonas Holt", false),
            ("Vera Holt", "Vera Brandt", false),
            ("Samuel Reed Jr.", "Samuel Reed", true),
            ("Holt", "Varga", false),
            ("", "Varga", false),
        ] {
            assert_eq!(same_person(a, b), expected, "{a} / {b}");
            assert_eq!(same_person(b, a), expected, "{b} / {a}");
            let (a, b) = (coded(&[a.to_string()]), coded(&[b.to_string()]));
            assert_eq!(count_shared(&a, &b), usize::from(expected), "coded");
        }
    }

    #[test]
    fn surnames_are_told_once() {
        let people = coded(&["Vera Holt".into(), "V. Holt".into(), "Adam Varga".into(), "…".into()]);
        assert_eq!((count(&people), surnames(&people).len()), (3, 2));
    }
}
