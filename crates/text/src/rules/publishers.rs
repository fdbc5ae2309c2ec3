//! What names a publisher or a cited source on a page: `data/publishers.toml`.

use super::table::Table;

use super::{RulesError, words};

/// Names and phrases of publishing.
#[derive(Debug, Default)]
pub struct PublisherRules {
    /// Openings of an official site's name, lower case.
    pub official: Vec<String>,
    /// Agencies as written.
    pub agencies: Vec<String>,
    /// Phrases before a cited source, lower case.
    pub cited: Vec<String>,
}

impl PublisherRules {
    pub(crate) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        self.official.extend(words(file, table, "official")?.into_iter().map(|w| w.to_lowercase()));
        self.agencies.extend(words(file, table, "agencies")?);
        self.cited.extend(words(file, table, "cited")?.into_iter().map(|w| w.to_lowercase()));
        Ok(())
    }

    /// The agency of this name, as the table writes it.
    pub fn agency(&self, name: &str) -> Option<&str> {
        self.agencies.iter().find(|a| a.to_lowercase() == name.to_lowercase()).map(String::as_str)
    }
}
