//! Words around names (`usage.toml`).

use std::collections::{BTreeMap, BTreeSet};

use super::names::name_key;
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
    /// Heads of names that are the country's own: "Republic of Norland".
    pub own: BTreeSet<String>,
    /// Words behind the name of a place that make another place of it: "Harbour City".
    pub other_place: BTreeSet<String>,
    /// Words between two names of one thing: "the Railway Union, or RU".
    pub glosses: BTreeSet<String>,
    /// Names of regions that hold the name of another place.
    pub apart: BTreeSet<String>,
    /// For each acronym what it may stand for, each meaning with its names.
    pub short: BTreeMap<String, Vec<Vec<String>>>,
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
        self.apart.extend(words(file, table, "apart")?.iter().map(|name| name_key(name)));
        for entry in words(file, table, "short")? {
            if let Some((short, long)) = entry.split_once(" / ") {
                let names = long.split(" | ").map(name_key).collect();
                self.short.entry(name_key(short)).or_default().push(names);
            }
        }
        for (key, set) in [
            ("joins", &mut self.joins),
            ("articles", &mut self.articles),
            ("plain", &mut self.plain),
            ("alone", &mut self.alone),
            ("before_place", &mut self.before_place),
            ("bodies", &mut self.bodies),
            ("owners", &mut self.owners),
            ("own", &mut self.own),
            ("other_place", &mut self.other_place),
            ("glosses", &mut self.glosses),
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

    /// True for an adjective of a people or a continent.
    pub fn is_adjective(&self, word: &str) -> bool {
        self.peoples.contains(word)
    }

    /// True for the adjective or the people of a country: `form` is a form of the name `country`.
    pub fn is_people(&self, form: &str, country: &str) -> bool {
        form != country
            && (self.peoples.contains(form) || self.endings.iter().any(|e| form.ends_with(e.as_str())))
    }
}
