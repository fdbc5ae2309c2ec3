//! The rules of reading that are data: words, offices, months, abbreviations, aliases.
//!
//! Every table is a TOML file under `data/`, embedded when the program is built; a file of the
//! same name in a record's `data/` folder is read after it and adds to it. Each neighbour below
//! knows one file; all others use them through `Rules`.

mod chrome;
mod dates;
mod labels;
mod languages;
mod names;
mod notes;
mod publishers;
mod sentence;
mod verdict;
mod wording;
pub mod parts;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};
use toml::Table;

pub use chrome::ChromeRules;
pub use dates::DateRules;
pub use labels::LabelRules;
pub use languages::LanguageRules;
pub use names::NameRules;
pub use notes::NoteRules;
pub use publishers::PublisherRules;
pub use sentence::SentenceRules;
pub use verdict::VerdictRules;
pub use wording::WordingRules;

/// A table that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesError {
    /// The file, such as `labels.toml`.
    pub file: String,
    /// What is wrong and where.
    pub message: String,
}

impl std::fmt::Display for RulesError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot use `{}`: {}", self.file, self.message)
    }
}

impl std::error::Error for RulesError {}

/// The tables embedded at build, by file name.
const BUILTIN: &[(&str, &str)] = &[
    ("names.toml", include_str!("../../../../data/names.toml")),
    ("wording.toml", include_str!("../../../../data/wording.toml")),
    ("chrome.toml", include_str!("../../../../data/chrome.toml")),
    ("dates.toml", include_str!("../../../../data/dates.toml")),
    ("labels.toml", include_str!("../../../../data/labels.toml")),
    ("languages.toml", include_str!("../../../../data/languages.toml")),
    ("notes.toml", include_str!("../../../../data/notes.toml")),
    ("parts.toml", include_str!("../../../../data/parts.toml")),
    ("publishers.toml", include_str!("../../../../data/publishers.toml")),
    ("sentences.toml", include_str!("../../../../data/sentences.toml")),
    ("verdict.toml", include_str!("../../../../data/verdict.toml")),
];

/// All tables of reading.
#[derive(Debug, Default)]
pub struct Rules {
    /// Names of places and what relates them.
    pub names: NameRules,
    /// Words by which a difference is classed.
    pub wording: WordingRules,
    /// Site chrome.
    pub chrome: ChromeRules,
    /// Months and days.
    pub dates: DateRules,
    /// Labels of speakers.
    pub labels: LabelRules,
    /// Small words of languages.
    pub languages: LanguageRules,
    /// Stage notes and narration.
    pub notes: NoteRules,
    /// Publishers and agencies.
    pub publishers: PublisherRules,
    /// Hex digest over all tables in the order read: part of a document's identity.
    pub digest: String,
    /// Words around a full stop.
    pub sentences: SentenceRules,
    /// Words around a quotation.
    pub verdict: VerdictRules,
    /// Names of the parts of a page.
    pub parts: parts::PartRules,
}

impl Rules {
    /// The embedded tables.
    pub fn builtin() -> &'static Rules {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(|| Rules::with(&[]).expect("the embedded tables are checked by a test"))
    }

    /// The embedded tables, then `more` (file name, content), which adds to them.
    ///
    /// # Errors
    /// When a table is no TOML, or a value has another shape than its file asks for.
    pub fn with(more: &[(String, String)]) -> Result<Rules, RulesError> {
        let mut rules = Rules::default();
        let mut digest = Sha256::new();
        let embedded = BUILTIN.iter().map(|(f, t)| (f.to_string(), t.to_string()));
        for (file, text) in embedded.chain(more.iter().cloned()) {
            let table: Table = text
                .parse()
                .map_err(|e: toml::de::Error| RulesError { file: file.clone(), message: e.to_string() })?;
            digest.update(file.as_bytes());
            digest.update([0]);
            digest.update(text.as_bytes());
            digest.update([0]);
            rules.add(&file, &table)?;
        }
        rules.digest = digest.finalize().iter().map(|b| format!("{b:02x}")).collect();
        Ok(rules)
    }

    fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        match file {
            "chrome.toml" => self.chrome.add(file, table),
            "dates.toml" => self.dates.add(file, table),
            "labels.toml" => self.labels.add(file, table),
            "languages.toml" => self.languages.add(file, table),
            "names.toml" => self.names.add(file, table),
            "notes.toml" => self.notes.add(file, table),
            "parts.toml" => self.parts.add(file, table),
            "publishers.toml" => self.publishers.add(file, table),
            "sentences.toml" => self.sentences.add(file, table),
            "wording.toml" => self.wording.add(file, table),
            "verdict.toml" => self.verdict.add(file, table),
            _ => Err(RulesError { file: file.into(), message: "no table has this name".into() }),
        }
    }
}

/// The strings of a list under `key`; absent is empty.
pub(crate) fn words(file: &str, table: &Table, key: &str) -> Result<Vec<String>, RulesError> {
    let wrong = |m: &str| RulesError { file: file.into(), message: format!("`{key}` {m}") };
    let Some(value) = table.get(key) else {
        return Ok(Vec::new());
    };
    let list = value.as_array().ok_or_else(|| wrong("is no list"))?;
    list.iter()
        .map(|v| v.as_str().map(str::to_string).ok_or_else(|| wrong("holds something that is no string")))
        .collect()
}

/// As `words`, as a set.
pub(crate) fn word_set(file: &str, table: &Table, key: &str) -> Result<BTreeSet<String>, RulesError> {
    Ok(words(file, table, key)?.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_can_be_used() {
        let rules = Rules::with(&[]).expect("embedded tables");
        assert!(!rules.chrome.lines.is_empty() && rules.dates.months.len() > 24);
    }

    #[test]
    fn a_wrong_table_is_named() {
        let wrong =
            Rules::with(&[("chrome.toml".into(), "lines = 3".into())]).expect_err("a number is no list");
        assert_eq!(wrong.to_string(), "cannot use `chrome.toml`: `lines` is no list");
        assert!(Rules::with(&[("other.toml".into(), "a = 1".into())]).is_err());
    }
}
