//! People and posts that a user has imported: `people.toml` of a record. There is no embedded table.
//!
//! They are asked when a question is asked of the record; how a page is read does not depend on
//! them, so an import changes no document.

use super::RulesError;
use super::holders::Holders;

/// The file's name in a record's `data` folder.
pub(super) const FILE: &str = "people.toml";

/// A user's people and posts.
#[derive(Debug, Default)]
pub struct PeopleRules {
    /// The rows.
    pub holders: Holders,
}

impl PeopleRules {
    pub(super) fn take(&mut self, text: &str) -> Result<(), RulesError> {
        let wrong = |e: toml::de::Error| RulesError { file: FILE.into(), message: e.to_string() };
        self.holders.add(FILE, &text.parse().map_err(wrong)?)
    }
}
