//! Small words of languages: `data/languages.toml`.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;

use super::dictionary::Fold;
use super::table::Table;

use super::{RulesError, words};

/// Word to the languages that use it.
#[derive(Debug, Default)]
pub struct LanguageRules {
    /// BCP 47 code to its small words.
    pub words: BTreeMap<String, Vec<String>>,
    /// Each word to the languages that have it; asked, never listed.
    users: HashMap<String, Vec<String>, BuildHasherDefault<Fold>>,
}

impl LanguageRules {
    pub(crate) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for code in table.keys() {
            for word in words(file, table, code)? {
                self.users.entry(word.clone()).or_default().push(code.to_string());
                self.words.entry(code.to_string()).or_default().push(word);
            }
        }
        Ok(())
    }

    /// The languages that have a word in small letters.
    pub fn users(&self, word: &str) -> &[String] {
        self.users.get(word).map_or(&[], Vec::as_slice)
    }
}
