//! Names of the parts of a page, as sites write them in class, id and role (`data/parts.toml`).
//!
//! The key of a list is the reason a reading gives for what it left out: a `div class="share-bar"`
//! is dropped as `sharing`. `content` and `main` name the element that holds the main text.

use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasherDefault;
use std::ops::Bound;

use super::dictionary::Fold;

use super::table::Table;

use super::{RulesError, words};

/// Reasons for which a named part of a page is left out, in the order they are asked.
pub const REASONS: [&str; 11] = [
    "navigation",
    "sharing",
    "related",
    "comments",
    "advertising",
    "subscription",
    "consent",
    "frame",
    "author",
    "caption",
    "byline",
];
const OTHERS: [&str; 7] = ["content", "main", "thread", "date", "update", "popup", "place"];
/// Most words in a name of the lists.
const MAX_WORDS: usize = 5;

/// Names in class, id and role.
#[derive(Debug, Default)]
pub struct PartRules {
    /// Asked, never listed.
    names: HashMap<String, Parts, BuildHasherDefault<Fold>>,
    /// Words that open a line leading to another page.
    also: BTreeSet<String>,
    /// Headings after which the text is over.
    tails: BTreeSet<String>,
    /// Words that open a line under a picture.
    pictures: BTreeSet<String>,
    /// Words after these, before the name of who made it.
    made: BTreeSet<String>,
    /// Words before the name of an author.
    pub by: BTreeSet<String>,
    /// Words between two names.
    pub and: BTreeSet<String>,
}

/// What the names of one element say, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts(u32);

impl Parts {
    /// True for the key at a place behind the reasons.
    fn has(self, other: Other) -> bool {
        self.0 & (1 << (REASONS.len() + other as usize)) != 0
    }

    /// The reason for which the element is left out, if it has such a name.
    pub fn reason(self) -> Option<&'static str> {
        let first = self.0.trailing_zeros() as usize;
        REASONS.get(first).copied()
    }

    /// True for an element that is named as the main text.
    pub fn is_content(self) -> bool {
        self.has(Other::Content)
    }

    /// True for an element that is named as the page's own part.
    pub fn is_main(self) -> bool {
        self.has(Other::Main)
    }

    /// True for an element that is named as the day of publication or of a change.
    pub fn is_date(self) -> bool {
        self.has(Other::Date)
    }

    /// True for an element that is named as the day of a change.
    pub fn is_update(self) -> bool {
        self.has(Other::Update)
    }

    /// True for an element that is named as a pop-up, or as the word that has one.
    pub fn is_popup(self) -> bool {
        self.has(Other::Popup)
    }

    /// True for an element that is named as the place of what the page tells.
    pub fn is_place(self) -> bool {
        self.has(Other::Place)
    }

    /// True for a name that stands in comment threads only.
    pub fn is_thread(self) -> bool {
        self.has(Other::Thread)
    }
}

/// The keys behind the reasons, in the order of `OTHERS`.
#[derive(Clone, Copy)]
enum Other {
    Content,
    Main,
    Thread,
    Date,
    Update,
    Popup,
    Place,
}

impl PartRules {
    /// Adds the lists of one table.
    ///
    /// # Errors
    /// When a value is no list of strings.
    pub fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for (at, key) in REASONS.iter().chain(&OTHERS).enumerate() {
            for name in words(file, table, key)? {
                self.names.entry(name).or_default().0 |= 1 << at;
            }
        }
        self.also.extend(words(file, table, "also")?);
        self.tails.extend(words(file, table, "tails")?);
        self.pictures.extend(words(file, table, "pictures")?);
        self.made.extend(words(file, table, "made")?);
        self.by.extend(words(file, table, "by")?);
        self.and.extend(words(file, table, "and")?);
        Ok(())
    }

    /// What stands after words such as "read also" that open a line in lower case.
    pub fn after_also<'l>(&self, line: &'l str) -> Option<&'l str> {
        let first = line.get(..line.chars().next()?.len_utf8())?;
        let near = self.also.range::<str, _>((Bound::Included(first), Bound::Included(line)));
        let rest = near.rev().find_map(|words| line.strip_prefix(words.as_str()))?;
        (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
    }

    /// True for the head of a line in lower case such as "photo: norland gazette", "image by vera holt",
    /// "(foto: …", "fig. 3".
    pub fn is_caption(&self, line: &str) -> bool {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
        if line.starts_with('©') {
            return true;
        }
        let word = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        if !self.pictures.contains(word) {
            return false;
        }
        let rest = line.get(word.len()..).unwrap_or("").trim_start_matches(['.', ' ', '\u{a0}', '(']);
        let next = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let after_number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = after_number.len() < rest.len() && after_number.starts_with([':', '.', ')', '：']);
        rest.starts_with([':', '：', '©', '|', '/']) || numbered || self.made.contains(next)
    }

    /// True for a line in lower case such as "leave a comment"; one of a single word must stand `alone`
    /// as a heading does, and may have a number beside it.
    pub fn is_tail(&self, line: &str, alone: bool) -> bool {
        let around = |c: char| !c.is_alphabetic();
        let words = line.trim_matches(around);
        self.tails.contains(words) && (alone || words.contains(' '))
    }

    /// What `names` say: names parted by spaces, words inside a name by `-`.
    pub fn of(&self, names: &str) -> Parts {
        let mut found = 0;
        for name in names.split_ascii_whitespace().take(24) {
            let starts = std::iter::once(0).chain(name.match_indices('-').map(|(at, _)| at + 1)).take(16);
            for start in starts {
                let rest = name.get(start..).unwrap_or("");
                let ends = rest.match_indices('-').map(|(at, _)| at).chain([rest.len()]).take(MAX_WORDS);
                for end in ends {
                    found |= rest.get(..end).and_then(|n| self.names.get(n)).map_or(0, |p| p.0);
                }
            }
        }
        Parts(found)
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::Rules;

    #[test]
    fn names_match_whole_words() {
        let parts = &Rules::builtin().parts;
        let cases = [
            ("post share-bar", Some("sharing")),
            ("shareholder", None),
            ("ad-300", Some("advertising")),
            ("head", None),
        ];
        for (names, want) in cases {
            assert_eq!(parts.of(names).reason(), want, "{names}");
        }
        assert!(parts.of("td-post-content").is_content());
    }
}
