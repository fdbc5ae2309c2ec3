//! Words of site chrome: `data/chrome.toml`.

use std::collections::BTreeSet;

use super::table::Table;

use super::{RulesError, word_set};

/// What gives a line of a page away as chrome. All lower case, white space folded.
#[derive(Debug, Default)]
pub struct ChromeRules {
    /// Whole lines, without a final colon.
    pub lines: BTreeSet<String>,
    /// Beginnings of lines.
    pub starts: BTreeSet<String>,
    /// Headings of lists of other pages.
    pub lists: BTreeSet<String>,
}

impl ChromeRules {
    pub(crate) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        self.lines.extend(word_set(file, table, "lines")?);
        self.starts.extend(word_set(file, table, "starts")?);
        self.lists.extend(word_set(file, table, "lists")?);
        Ok(())
    }
}
