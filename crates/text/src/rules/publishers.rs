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
    /// Words that open a line with the names of authors, lower case.
    pub bylines: Vec<String>,
    /// Last word of an agency's name before it is said to report, lower case.
    pub agency_words: Vec<String>,
    /// Words that say that an agency tells something, lower case.
    pub reports: Vec<String>,
    /// Last words of a publisher's name, lower case.
    pub name_ends: Vec<String>,
    /// First words of a publisher's name, lower case.
    pub name_starts: Vec<String>,
}

impl PublisherRules {
    pub(crate) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        self.official.extend(words(file, table, "official")?.into_iter().map(|w| w.to_lowercase()));
        self.agencies.extend(words(file, table, "agencies")?);
        self.cited.extend(words(file, table, "cited")?.into_iter().map(|w| w.to_lowercase()));
        self.bylines.extend(words(file, table, "bylines")?);
        self.agency_words.extend(words(file, table, "agency_words")?);
        self.reports.extend(words(file, table, "reports")?);
        self.name_ends.extend(words(file, table, "name_ends")?);
        self.name_starts.extend(words(file, table, "name_starts")?);
        Ok(())
    }

    /// The agency of this name, as the table writes it.
    pub fn agency(&self, name: &str) -> Option<&str> {
        self.agencies.iter().find(|a| a.to_lowercase() == name.to_lowercase()).map(String::as_str)
    }
}
