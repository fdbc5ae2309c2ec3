//! Words of dates: `data/dates.toml`.

use std::collections::{BTreeMap, BTreeSet};

use super::table::Table;

use super::{RulesError, word_set};

/// Names of months and days, lower case.
#[derive(Debug, Default)]
pub struct DateRules {
    /// Month name to its number, 1 to 12.
    pub months: BTreeMap<String, i8>,
    /// Days of the week.
    pub weekdays: BTreeSet<String>,
    /// Small words that may stand inside a date.
    pub around: BTreeSet<String>,
    /// Words that say what a stamp is of.
    pub stamps: BTreeSet<String>,
    /// Parts of words before the day of a change.
    pub changed: BTreeSet<String>,
    /// First words of lines at the head of a page that name no place.
    pub no_place: BTreeSet<String>,
    /// Words by which a line at the head of a page names a place by itself.
    pub venues: BTreeSet<String>,
    /// Zones of clocks, with their hours from Greenwich.
    pub zones: BTreeMap<String, i32>,
}

impl DateRules {
    pub(crate) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        if let Some(value) = table.get("months") {
            let wrong =
                || RulesError { file: file.into(), message: "`months` must be twelve lists of names".into() };
            let lists = value.as_array().filter(|l| l.len() == 12).ok_or_else(wrong)?;
            for (number, list) in (1..).zip(lists) {
                for name in list.as_array().ok_or_else(wrong)? {
                    self.months.insert(name.as_str().ok_or_else(wrong)?.to_lowercase(), number);
                }
            }
        }
        self.weekdays.extend(word_set(file, table, "weekdays")?);
        self.around.extend(word_set(file, table, "around")?);
        self.stamps.extend(word_set(file, table, "stamps")?);
        self.changed.extend(word_set(file, table, "changed")?);
        self.no_place.extend(word_set(file, table, "no_place")?);
        self.venues.extend(word_set(file, table, "venues")?);
        for zone in word_set(file, table, "zones")? {
            let wrong =
                || RulesError { file: file.into(), message: format!("`zones`: `{zone}` has no hours") };
            let (name, hours) = zone.split_once(' ').ok_or_else(wrong)?;
            self.zones.insert(name.to_string(), hours.parse().map_err(|_| wrong())?);
        }
        Ok(())
    }
}
