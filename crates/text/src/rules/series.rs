//! Words by which figures are joined and corrected (`series.toml`).

use std::collections::BTreeSet;

use super::table::Table;

use super::{RulesError, word_set, words};
use crate::words::plain;

/// What `series` knows of words.
#[derive(Clone, Debug, Default)]
pub struct SeriesRules {
    /// Ending of a word, and what stands for it.
    endings: Vec<(String, String)>,
    /// Stems of words that do not change what is measured.
    pub empty: BTreeSet<String>,
    /// Stems of what two have together.
    pub shared: BTreeSet<String>,
    /// Words that make another measure of it: "new cases", "daily flights".
    pub flows: BTreeSet<String>,
    /// Stems of amounts of money that are measured again and again.
    pub levels: BTreeSet<String>,
    /// Stems of nouns for people of no kind.
    pub people: BTreeSet<String>,
    /// Stems of nouns for people of a kind.
    pub persons: BTreeSet<String>,
    /// Stems of amounts of money behind their number: "$3 million in aid".
    pub sums: BTreeSet<String>,
    /// Stems of what a percentage may be.
    pub rates: BTreeSet<String>,
    /// Stems that tell too little without another word.
    pub vague: BTreeSet<String>,
    /// Stems of what is counted in talk and is no measure: "two questions".
    pub trifles: BTreeSet<String>,
    /// Words that no phrase holds which says what is measured.
    pub no_measures: BTreeSet<String>,
    /// Words in "-ly" that are no adverbs.
    pub no_adverbs: BTreeSet<String>,
    /// Words before the name of a place.
    pub places: BTreeSet<String>,
    /// Words that may stand between them.
    pub articles: BTreeSet<String>,
    /// Words before an amount by which something changed.
    pub changes: BTreeSet<String>,
    /// Words behind an amount that make it a difference.
    pub differs: BTreeSet<String>,
    /// Phrases, as words, that announce another figure.
    pub corrects: Vec<Vec<String>>,
    /// Phrases by which a speaker takes back what he said.
    pub mends: Vec<Vec<String>>,
    /// Phrases that do so at the head of a sentence.
    pub opens: Vec<Vec<String>>,
    /// Phrases that take up another's figure as it is.
    pub echoes: Vec<Vec<String>>,
}

impl SeriesRules {
    /// Adds a table to these rules.
    ///
    /// # Errors
    /// When a value has another shape than the file asks for.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for ending in words(file, table, "endings")? {
            let (from, to) = ending.split_once(' ').unwrap_or((&ending, ""));
            self.endings.push((plain(from), plain(to)));
        }
        let stems = |key: &str| -> Result<BTreeSet<String>, RulesError> {
            Ok(words(file, table, key)?.iter().map(|w| self.stem(&plain(w))).collect())
        };
        let (empty, shared, people, persons) =
            (stems("empty")?, stems("shared")?, stems("people")?, stems("persons")?);
        let (levels, sums, rates) = (stems("levels")?, stems("sums")?, stems("rates")?);
        let (vague, trifles, flows) = (stems("vague")?, stems("trifles")?, stems("flows")?);
        self.flows.extend(flows);
        self.levels.extend(levels);
        self.sums.extend(sums);
        self.rates.extend(rates);
        self.vague.extend(vague);
        self.trifles.extend(trifles);
        self.no_measures.extend(words(file, table, "no_measures")?.iter().map(|w| plain(w)));
        self.no_adverbs.extend(word_set(file, table, "no_adverbs")?);
        self.empty.extend(empty);
        self.shared.extend(shared);
        self.people.extend(people);
        self.persons.extend(persons);
        self.places.extend(word_set(file, table, "places")?);
        self.changes.extend(word_set(file, table, "changes")?);
        self.differs.extend(word_set(file, table, "differs")?);
        self.articles.extend(word_set(file, table, "articles")?);
        let split = |phrase: &String| phrase.split_whitespace().map(str::to_string).collect::<Vec<_>>();
        self.corrects.extend(words(file, table, "corrects")?.iter().map(split));
        self.mends.extend(words(file, table, "mends")?.iter().map(split));
        self.opens.extend(words(file, table, "opens")?.iter().map(split));
        self.echoes.extend(words(file, table, "echoes")?.iter().map(split));
        Ok(())
    }

    /// A word as it is compared: without the endings of plurals and verbs; a stem keeps three letters.
    pub fn stem(&self, word: &str) -> String {
        let mut stem = word.to_string();
        // "doses" loses "s", then "e", as "dose" does.
        for (from, to) in &self.endings {
            let short = stem.strip_suffix(from.as_str()).filter(|s| s.chars().count() >= 3);
            if let Some(short) = short.filter(|s| !(from == "s" && s.ends_with('s'))) {
                stem = format!("{short}{to}");
            }
        }
        stem
    }
}
