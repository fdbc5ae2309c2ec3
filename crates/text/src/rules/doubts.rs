//! Words by which a quotation is not surely its source's: `[doubts]` of `data/quotations.toml`.
//!
//! A phrase is a run of words in lower case; a word that ends in `*` stands for all that begin so.

use super::table::Table;
use super::{RulesError, words};

/// A phrase, cut to words.
pub type Words = Vec<String>;

/// The phrases of one language, by where they stand.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    /// In the verb of saying: "not", "would", "allegedly".
    pub verb: Vec<Words>,
    /// Behind the verb and its subject: "sagte sie nicht".
    pub behind: Vec<Words>,
    /// In or around the verb; they lift the doubt: "would later", "not only".
    pub lifts: Vec<Words>,
    /// Before the source in its clause: "if", "neither".
    pub before: Vec<Words>,
    /// Directly before a verb without a subject: "without", "apologised for".
    pub leads: Vec<Words>,
    /// Between the verb and the words: "nothing about", "whether", "the charge".
    pub held: Vec<Words>,
    /// Verbs by which the words are turned down.
    pub rejects: Vec<Words>,
    /// Anywhere in the sentence: "quoting", "forged", "in the novel".
    pub anywhere: Vec<Words>,
    /// In the sentence behind: it takes the words back.
    pub next: Vec<Words>,
    /// At the head of the sentence behind quoted words that stand alone: it says whose they are.
    pub retells: Vec<Words>,
}

impl Doubts {
    /// Adds the lists of a table.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for key in table.keys() {
            let list = match key {
                "verb" => &mut self.verb,
                "behind" => &mut self.behind,
                "lifts" => &mut self.lifts,
                "before" => &mut self.before,
                "leads" => &mut self.leads,
                "held" => &mut self.held,
                "rejects" => &mut self.rejects,
                "anywhere" => &mut self.anywhere,
                "next" => &mut self.next,
                "retells" => &mut self.retells,
                _ => return Err(RulesError { file: file.into(), message: format!("`{key}` is not known") }),
            };
            let cut = |phrase: &String| phrase.split(' ').map(str::to_string).collect();
            list.extend(words(file, table, key)?.iter().map(cut));
        }
        Ok(())
    }
}
