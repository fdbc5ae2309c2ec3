//! Names that citations use (`citations.toml`).

use std::collections::BTreeMap;

use super::table::Table;

use super::RulesError;

/// What `cite` knows of words.
#[derive(Clone, Debug, Default)]
pub struct CitationRules {
    languages: BTreeMap<String, String>,
}

impl CitationRules {
    /// Adds a table to these rules.
    ///
    /// # Errors
    /// When a value has another shape than the file asks for.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let wrong = |message: &str| RulesError { file: file.into(), message: message.into() };
        let Some(languages) = table.get("languages") else { return Ok(()) };
        for (code, name) in languages.as_table().ok_or_else(|| wrong("`languages` is no table"))? {
            let name = name.as_str().ok_or_else(|| wrong("`languages` holds something that is no string"))?;
            self.languages.insert(code.to_string(), name.to_string());
        }
        Ok(())
    }

    /// The name of a language by its BCP 47 code; the code itself when no name is known.
    pub fn language(&self, code: &str) -> String {
        let short = code.get(..2).unwrap_or(code);
        self.languages.get(short).cloned().unwrap_or_else(|| code.to_string())
    }
}
