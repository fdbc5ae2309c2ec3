//! `figures.toml` and `times.toml`: the words of numbers, units and times by language.
//!
//! They are kept as tables; `Rules::dictionary` makes the dictionary of a language from both.

use super::table::Table;

use super::RulesError;
use super::dictionary::Shelves;

/// The words of figures.
#[derive(Clone, Debug, Default)]
pub struct FigureRules {
    pub(super) shelves: Shelves,
}

impl FigureRules {
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        self.shelves.add(file, table)
    }
}

/// The words of times.
#[derive(Clone, Debug, Default)]
pub struct TimeRules {
    pub(super) shelves: Shelves,
}

impl TimeRules {
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        self.shelves.add(file, table)
    }
}
