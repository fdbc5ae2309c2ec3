//! Weights of the shapes of lines: `data/shapes.toml`.

use super::RulesError;
use super::table::{Table, Value};

/// Declares the groups with their names in `data/shapes.toml` and their numbers of traits.
macro_rules! groups {
    ($($group:ident, $name:literal, $size:expr;)*) => {
        /// A group of traits of which a line has at most one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Group { $(#[doc = $name] $group),* }
        /// The groups with their names and numbers of traits, in order.
        pub const GROUPS: &[(&str, usize)] = &[$(($name, $size)),*];
    };
}

/// Classes of length of a line.
pub const SIZES: usize = 9;

groups! {
    Own, "own", 3 * SIZES;
    Before, "before", 3 * SIZES + 1;
    After, "after", 3 * SIZES + 1;
    Before2, "before2", 3 * SIZES + 1;
    After2, "after2", 3 * SIZES + 1;
    Small, "small_words", 6;
    Commas, "commas", 4;
    InnerStops, "inner_stops", 4;
    Capitals, "capitals", 6;
    Upper, "upper", 2;
    Separators, "separators", 4;
    Digits, "digits", 4;
    Low, "low", 2;
    Repeats, "repeats", 3;
    Known, "known", 2;
    Dated, "dated", 2;
    Address, "address", 2;
    Quoted, "quoted", 2;
    ProseBefore3, "prose_before_3", 6;
    ProseAfter3, "prose_after_3", 6;
    ProseBefore12, "prose_before_12", 6;
    ProseAfter12, "prose_after_12", 6;
    Share, "share_before", 8;
    Core, "core", 12;
    KnownNear, "known_near", 4;
    Run, "short_run", 6;
    Page, "page", 5;
    CoreProse, "core_prose", 4;
}

/// What the traits of a line weigh, in hundredths of a natural logit for being text.
#[derive(Debug, Default)]
pub struct ShapeRules {
    /// What a line without any trait has.
    pub base: i64,
    /// The price of each change between text and chrome.
    pub change: i64,
    /// Weights by group, in the order of `GROUPS`; a missing one is zero.
    groups: Vec<Vec<i64>>,
}

impl ShapeRules {
    /// Takes up a table: a number or a list of numbers a key. A later table stands for an earlier one.
    ///
    /// # Errors
    /// When a value is no number, or a key is no group of traits.
    pub(crate) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let wrong = |message: String| RulesError { file: file.into(), message };
        self.groups.resize(GROUPS.len(), Vec::new());
        for (key, value) in table {
            let number = || value.as_integer().ok_or_else(|| wrong(format!("`{key}` is no whole number")));
            match GROUPS.iter().position(|(name, _)| *name == key) {
                _ if key == "base" => self.base = number()?,
                _ if key == "change" => self.change = number()?,
                None => return Err(wrong(format!("`{key}` is no group of traits"))),
                Some(group) => {
                    let numbers = value.as_array().map(|list| list.iter().map(Value::as_integer).collect());
                    let numbers: Option<Option<Vec<i64>>> = numbers;
                    self.groups[group] = numbers
                        .flatten()
                        .ok_or_else(|| wrong(format!("`{key}` is no list of whole numbers")))?;
                }
            }
        }
        Ok(())
    }

    /// What one trait of a group weighs.
    pub fn weight(&self, group: usize, at: usize) -> i64 {
        self.groups.get(group).and_then(|g| g.get(at)).copied().unwrap_or(0)
    }
}
