//! Words around a quotation: what turns it, what frames it, look-alike signs (`verdict.toml`).

use std::collections::{BTreeMap, BTreeSet};

use super::table::Table;

use super::RulesError;

/// What `verdict::judge` knows of words.
#[derive(Clone, Debug, Default)]
pub struct VerdictRules {
    /// Phrases, as words, with which a sentence turns the words before.
    pub turns: Vec<Vec<String>>,
    /// Phrases, as words, that take the words after them out of the speaker's mouth.
    pub frames: Vec<Vec<String>>,
    /// A sign of another script and the Latin letter that it looks like.
    homoglyphs: BTreeMap<char, char>,
    /// Two forms of one given name, both orders.
    given: BTreeSet<(String, String)>,
}

impl VerdictRules {
    /// Adds a table to these rules.
    ///
    /// # Errors
    /// When a value has another shape than the file asks for.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let split = |phrase: &String| phrase.split_whitespace().map(str::to_string).collect::<Vec<_>>();
        self.turns.extend(super::words(file, table, "turns")?.iter().map(split));
        self.frames.extend(super::words(file, table, "frames")?.iter().map(split));
        for pair in super::words(file, table, "homoglyphs")? {
            let signs: Vec<char> = pair.chars().collect();
            let [sign, letter] = signs[..] else {
                return Err(RulesError {
                    file: file.into(),
                    message: format!("`homoglyphs`: `{pair}` is no pair of signs"),
                });
            };
            self.homoglyphs.insert(sign, letter);
        }
        for pair in super::words(file, table, "given")? {
            if let Some((short, long)) = pair.split_once(' ') {
                self.given.insert((short.to_string(), long.to_string()));
                self.given.insert((long.to_string(), short.to_string()));
            }
        }
        Ok(())
    }

    /// The Latin letter that `sign` looks like, else `sign`.
    pub fn looks_like(&self, sign: char) -> char {
        self.homoglyphs.get(&sign).copied().unwrap_or(sign)
    }

    /// True when two given names, folded, can be one person's.
    pub fn are_one_given(&self, x: &str, y: &str) -> bool {
        self.given.contains(&(x.to_string(), y.to_string()))
    }
}
