//! Lines that the pages of a site print around their text, learnt from captures: `hosts.toml`.
//!
//! ```toml
//! "gazette.example" = ["view settings", "font size"]
//! ```
//! The embedded table is empty; that of a record is written by `variorum rebuild --learn` (`page::site_lines`).

use std::collections::{BTreeMap, BTreeSet};

use super::table::Table;

use super::{RulesError, word_set};

/// The name of the file.
pub const FILE: &str = "hosts.toml";

/// For each site the lines that stand on several of its pages, folded as `chrome` folds a line.
#[derive(Debug, Default)]
pub struct HostRules {
    sites: BTreeMap<String, BTreeSet<String>>,
}

impl HostRules {
    pub(crate) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for site in table.keys() {
            self.sites.entry(site.to_string()).or_default().extend(word_set(file, table, site)?);
        }
        Ok(())
    }

    /// True when nothing was learnt.
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// The lines of a site; `None` when nothing was learnt of it.
    pub fn lines(&self, site: &str) -> Option<&BTreeSet<String>> {
        self.sites.get(site)
    }
}
