//! Words around names (`usage.toml`).

use std::collections::BTreeSet;

use super::table::Table;
use super::{RulesError, words};

/// What `usage` knows of words.
#[derive(Clone, Debug, Default)]
pub struct UsageRules {
    /// Words inside names of institutions.
    pub joins: BTreeSet<String>,
    /// Articles behind them.
    pub articles: BTreeSet<String>,
    /// Capitals that are no name.
    pub plain: BTreeSet<String>,
    /// Capitals that are no name by themselves: "Good", not "Cape of Good Hope".
    pub alone: BTreeSet<String>,
    /// Words before the name of a place.
    pub before_place: BTreeSet<String>,
    /// Heads of the names of acts, bodies and works.
    pub bodies: BTreeSet<String>,
    /// Words whose possessive stands inside a name: "the People's Bank".
    pub owners: BTreeSet<String>,
    endings: Vec<String>,
    peoples: BTreeSet<String>,
}

impl UsageRules {
    /// Adds a table to these rules.
    ///
    /// # Errors
    /// When a value has another shape than the file asks for.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        self.endings.extend(words(file, table, "endings")?);
        for (key, set) in [
            ("joins", &mut self.joins),
            ("articles", &mut self.articles),
            ("plain", &mut self.plain),
            ("alone", &mut self.alone),
            ("before_place", &mut self.before_place),
            ("bodies", &mut self.bodies),
            ("owners", &mut self.owners),
            ("peoples", &mut self.peoples),
        ] {
            let Some(value) = table.get(key) else { continue };
            let list = value
                .as_str()
                .ok_or_else(|| RulesError { file: file.into(), message: format!("`{key}` is no string") })?;
            set.extend(list.split_whitespace().map(str::to_string));
        }
        Ok(())
    }

    /// True for the adjective or the people of a country: `form` is a form of the name `country`.
    pub fn is_people(&self, form: &str, country: &str) -> bool {
        form != country
            && (self.peoples.contains(form) || self.endings.iter().any(|e| form.ends_with(e.as_str())))
    }
}
