//! The rules of reading that are data: words, offices, months, abbreviations, aliases.
//!
//! Every table is a TOML file under `data/`, embedded when the program is built; a file of the
//! same name in a record's `data/` folder is read after it and adds to it. Each neighbour below
//! knows one file; all others use them through `Rules`.

mod names;
mod wording;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use toml::Table;

pub use names::NameRules;
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
];

/// All tables of reading.
#[derive(Debug, Default)]
pub struct Rules {
    /// Names of places and what relates them.
    pub names: NameRules,
    /// Words by which a difference is classed.
    pub wording: WordingRules,
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
        let embedded = BUILTIN.iter().map(|(f, t)| (f.to_string(), t.to_string()));
        for (file, text) in embedded.chain(more.iter().cloned()) {
            let table: Table = text
                .parse()
                .map_err(|e: toml::de::Error| RulesError { file: file.clone(), message: e.to_string() })?;
            match file.as_str() {
                "names.toml" => rules.names.from_table(&table)?,
                "wording.toml" => rules.wording.from_table(&table)?,
                _ => {}
            }
        }
        Ok(rules)
    }
}

/// The strings of a list under `key`; absent is empty.
pub(crate) fn words(file: &str, table: &Table, key: &str) -> Result<Vec<String>, RulesError> {
    let wrong = |m: &str| RulesError { file: file.into(), message: format!("`{key}` {m}") };
    let Some(value) = table.get(key) else { return Ok(Vec::new()) };
    let list = value.as_array().ok_or_else(|| wrong("is no list"))?;
    list.iter().map(|v| v.as_str().map(str::to_string).ok_or_else(|| wrong("holds something that is no string"))).collect()
}

/// As `words`, as a set.
pub(crate) fn word_set(file: &str, table: &Table, key: &str) -> Result<BTreeSet<String>, RulesError> {
    Ok(words(file, table, key)?.into_iter().collect())
}
