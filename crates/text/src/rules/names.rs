//! `names.toml`: places, their forms and what relates them.
//!
//! A name of several words is kept as its folded words joined by one space.

use std::collections::{BTreeMap, BTreeSet};

use super::table::Table;

use super::RulesError;
use crate::words::fold;

/// Names of places and institutions.
#[derive(Debug, Default)]
pub struct NameRules {
    /// The one name for each known form ("azerbaijani" gives "azerbaijan"); a country names itself.
    pub canonical: BTreeMap<String, String>,
    /// A place and the place that holds it, both canonical.
    pub within: BTreeSet<(String, String)>,
    /// For each form its group of rival names.
    pub rival: BTreeMap<String, usize>,
    /// Nouns inside names of institutions.
    pub common: BTreeSet<String>,
    /// Words that make another place of a place: "south", "upper", "new".
    pub sides: BTreeSet<String>,
    /// What a body of the state is for: "defence", "finance".
    pub tasks: BTreeSet<String>,
    groups: usize,
}

impl NameRules {
    /// Adds a table to these rules.
    ///
    /// # Errors
    /// When a value has another shape than the file asks for.
    pub fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for entry in super::words(file, table, "places")? {
            self.place(&entry);
        }
        for entry in super::words(file, table, "same")? {
            if let Some((form, name)) = entry.split_once(" / ") {
                let name = self.known(&name_key(name)).to_string();
                self.canonical.insert(name_key(form), name.clone());
                self.canonical.entry(name.clone()).or_insert(name);
            }
        }
        for entry in super::words(file, table, "within")? {
            if let Some((inner, outer)) = entry.split_once(" / ") {
                let pair =
                    (self.known(&name_key(inner)).to_string(), self.known(&name_key(outer)).to_string());
                self.canonical.entry(pair.0.clone()).or_insert_with(|| pair.0.clone());
                self.within.insert(pair);
            }
        }
        for entry in super::words(file, table, "rival")? {
            for name in entry.split(" / ") {
                self.rival.insert(name_key(name), self.groups);
            }
            self.groups += 1;
        }
        self.common.extend(one_line(file, table, "common")?);
        self.sides.extend(one_line(file, table, "sides")?);
        self.tasks.extend(one_line(file, table, "tasks")?);
        Ok(())
    }

    /// "Country | forms | seat".
    fn place(&mut self, entry: &str) {
        let mut parts = entry.split('|').map(str::trim);
        let name = name_key(parts.next().unwrap_or(""));
        for form in parts.next().unwrap_or("").split_whitespace() {
            self.canonical.insert(name_key(form), name.clone());
        }
        let seat = name_key(parts.next().unwrap_or(""));
        if !seat.is_empty() {
            self.within.insert((seat.clone(), name.clone()));
            self.canonical.insert(seat.clone(), seat);
        }
        self.canonical.insert(name.clone(), name);
    }

    /// The one name of a form; an unknown form is itself.
    pub fn known<'n>(&'n self, form: &'n str) -> &'n str {
        self.canonical.get(form).map_or(form, String::as_str)
    }

    /// True when both are names of one place, or one place holds the other.
    pub fn are_one_place(&self, x: &str, y: &str) -> bool {
        let (x, y) = (self.known(x), self.known(y));
        x == y || self.holds(x, y) || self.holds(y, x)
    }

    fn holds(&self, inner: &str, outer: &str) -> bool {
        let direct = |i: &str, o: &str| self.within.contains(&(i.to_string(), o.to_string()));
        direct(inner, outer)
            || self
                .within
                .range((inner.to_string(), String::new())..)
                .take_while(|(i, _)| i == inner)
                .any(|(_, middle)| direct(middle, outer))
    }

    /// True when the two are different names of a place of which each takes a side.
    pub fn are_rivals(&self, x: &str, y: &str) -> bool {
        x != y && self.rival.contains_key(x) && self.rival.get(x) == self.rival.get(y)
    }
}

/// The folded words of one string.
fn one_line(file: &str, table: &Table, key: &str) -> Result<Vec<String>, RulesError> {
    let Some(value) = table.get(key) else { return Ok(Vec::new()) };
    let list = value
        .as_str()
        .ok_or_else(|| RulesError { file: file.into(), message: format!("`{key}` is no string") })?;
    Ok(list.split_whitespace().map(fold).collect())
}

/// Folded words joined by one space; hyphens part words.
pub(super) fn name_key(name: &str) -> String {
    name.split(|c: char| c.is_whitespace() || c == '-')
        .filter(|w| !w.is_empty())
        .map(fold)
        .collect::<Vec<_>>()
        .join(" ")
}
