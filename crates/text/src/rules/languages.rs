//! Small words of languages: `data/languages.toml`.

use std::collections::BTreeMap;

use super::table::Table;

use super::{RulesError, words};

/// Word to the languages that use it.
#[derive(Debug, Default)]
pub struct LanguageRules {
    /// BCP 47 code to its small words.
    pub words: BTreeMap<String, Vec<String>>,
}

impl LanguageRules {
    pub(crate) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for code in table.keys() {
            self.words.entry(code.to_string()).or_default().extend(words(file, table, code)?);
        }
        Ok(())
    }
}
