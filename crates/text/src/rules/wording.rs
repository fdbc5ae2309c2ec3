//! `wording.toml`: the words by which a difference is classed, and number words.
//!
//! Used by `figure` and `collation`; the file itself explains each list.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{self, Table};

use super::RulesError;

/// Lists of words, folded as `words::fold` folds them.
#[derive(Debug, Default)]
pub struct WordingRules {
    /// Words that carry grammar.
    pub function: BTreeSet<String>,
    /// Words that turn a statement round.
    pub negators: BTreeSet<String>,
    /// Phrases in which such a word turns nothing round, as words.
    pub not_negation: Vec<Vec<String>>,
    /// Such words that may answer: "No, we came."
    pub answers: BTreeSet<String>,
    /// Syllables before a word that turn it round.
    pub negative_prefixes: BTreeSet<String>,
    /// Syllables behind a word's stem that turn it round.
    pub negative_infixes: BTreeSet<String>,
    /// Verbs and conjunctions that take back what is said.
    pub retracts: BTreeSet<String>,
    /// Verbs that deny before "to": "failed to come".
    pub denials: BTreeSet<String>,
    /// Verbs of opinion: a negation may stand with them or behind them.
    pub raisers: BTreeSet<String>,
    /// Words that part clauses which a negation does not cross.
    pub joints: BTreeSet<String>,
    /// Words behind which "for" and "against" are opposites.
    pub pleads: BTreeSet<String>,
    /// Words of a person ("i", "us", "their") and the number of that person.
    pub persons: BTreeMap<String, usize>,
    /// Words that multiply or divide what they stand with.
    pub multiples: BTreeSet<String>,
    /// Pairs that say the opposite; both orders.
    pub opposites: BTreeSet<(String, String)>,
    /// Endings that a negative prefix does not turn round.
    pub not_opposites: BTreeSet<String>,
    /// Family and level of strength of a word; a word may stand in several families.
    pub strength: BTreeMap<String, Vec<(usize, usize)>>,
    /// Groups of words that may stand for each other, by word.
    pub synonyms: BTreeMap<String, Vec<usize>>,
    /// The one form of words that are spelt in two ways.
    pub spellings: BTreeMap<String, String>,
    /// Titles and words of address.
    pub titles: BTreeSet<String>,
    /// Words that stand with a title.
    pub address_fillers: BTreeSet<String>,
    /// Endings of names made of the father's name.
    pub patronymics: Vec<String>,
    /// Comparator sign and its phrase as words, longest first.
    pub comparators: Vec<(String, Vec<String>)>,
    /// Number words.
    pub numbers: BTreeMap<String, f64>,
    /// Multipliers.
    pub scales: BTreeMap<String, f64>,
    /// Ordinal words.
    pub ordinals: BTreeMap<String, f64>,
    /// Names of parts that are no ordinals, with how many of them make a whole.
    pub parts: BTreeMap<String, f64>,
    /// Words that multiply: "twice", "doubled".
    pub factors: BTreeMap<String, f64>,
    /// Months and days of the week.
    pub calendar: BTreeMap<String, f64>,
    /// Unit words (one or two of them) and the unit.
    pub units: BTreeMap<String, String>,
    /// Classes of the user's own.
    pub classes: Vec<OwnClass>,
    n_persons: usize,
    groups: usize,
    families: usize,
}

/// A class of differences that a user adds: phrases that stand for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnClass {
    /// What the user calls it.
    pub name: String,
    /// The class of the program that it counts as.
    pub class: String,
    /// The phrases, as folded words.
    pub words: Vec<Vec<String>>,
}

/// The classes that a user's class may count as.
const COUNTS_AS: [&str; 8] =
    ["polarity", "figure", "name", "meaning", "strength", "wording", "address", "spelling"];

impl WordingRules {
    /// Adds a table to these rules.
    ///
    /// # Errors
    /// When a value has another shape than the file asks for.
    pub fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        self.function.extend(split(&string(file, table, "function")?));
        self.negators.extend(split(&string(file, table, "negators")?));
        self.answers.extend(split(&string(file, table, "answers")?));
        self.negative_prefixes.extend(split(&string(file, table, "negative_prefixes")?));
        self.negative_infixes.extend(split(&string(file, table, "negative_infixes")?));
        self.retracts.extend(split(&string(file, table, "retracts")?));
        self.denials.extend(split(&string(file, table, "denials")?));
        self.raisers.extend(split(&string(file, table, "raisers")?));
        self.pleads.extend(split(&string(file, table, "pleads")?));
        self.joints.extend(split(&string(file, table, "joints")?));
        for words in super::words(file, table, "persons")? {
            let person = self.n_persons;
            self.persons.extend(split(&words).into_iter().map(|w| (w, person)));
            self.n_persons += 1;
        }
        self.multiples.extend(split(&string(file, table, "multiples")?));
        self.not_opposites.extend(split(&string(file, table, "not_opposites")?));
        self.titles.extend(split(&string(file, table, "titles")?));
        self.address_fillers.extend(split(&string(file, table, "address_fillers")?));
        self.not_negation.extend(super::words(file, table, "not_negation")?.iter().map(|p| split(p)));
        self.patronymics.extend(super::words(file, table, "patronymics")?);
        for pair in super::words(file, table, "opposites")? {
            if let [x, y] = split(&pair).as_slice() {
                self.opposites.insert((x.clone(), y.clone()));
                self.opposites.insert((y.clone(), x.clone()));
            }
        }
        for pair in super::words(file, table, "spellings")? {
            if let [x, y] = split(&pair).as_slice() {
                self.spellings.insert(y.clone(), x.clone());
            }
        }
        for group in super::words(file, table, "synonyms")? {
            for word in split(&group) {
                self.synonyms.entry(word).or_default().push(self.groups);
            }
            self.groups += 1;
        }
        for family in super::words(file, table, "strength")? {
            for (level, list) in family.split('|').enumerate() {
                for word in split(list) {
                    self.strength.entry(word).or_default().push((self.families, level));
                }
            }
            self.families += 1;
        }
        self.comparators(file, table)?;
        self.own_classes(file, table)?;
        self.units.extend(strings(file, table, "units")?);
        self.numbers.extend(numbers(file, table, "numbers")?);
        self.scales.extend(numbers(file, table, "scales")?);
        self.ordinals.extend(numbers(file, table, "ordinals")?);
        self.parts.extend(numbers(file, table, "parts")?);
        self.factors.extend(numbers(file, table, "factors")?);
        self.calendar.extend(numbers(file, table, "calendar")?);
        for (language, value) in sub_table(file, table, "languages")?.into_iter().flatten() {
            let words = value.as_table().ok_or_else(|| wrong(file, language, "table"))?;
            self.add(file, words)?;
            if words.get("figures").and_then(super::table::Value::as_bool) == Some(true) {
                self.borrow(language)?;
            }
        }
        Ok(())
    }

    /// Takes up the number words of a language of `figures.toml`.
    fn borrow(&mut self, language: &str) -> Result<(), RulesError> {
        let file = "figures.toml";
        let Some(words) = sub_table(file, table::embedded(file), language)? else { return Ok(()) };
        self.numbers.extend(numbers(file, words, "numbers")?);
        self.scales.extend(numbers(file, words, "scales")?);
        self.ordinals.extend(numbers(file, words, "ordinals")?);
        self.comparators(file, words)?;
        for key in ["units", "currencies"] {
            let Some(units) = sub_table(file, words, key)? else { continue };
            for unit in units.keys() {
                self.units
                    .extend(super::words(file, units, unit)?.into_iter().map(|w| (w, unit.to_string())));
            }
        }
        if let Some(classes) = sub_table(file, words, "words")? {
            self.function.extend(super::words(file, classes, "function")?);
        }
        Ok(())
    }

    fn own_classes(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let Some(value) = table.get("classes") else { return Ok(()) };
        let list = value.as_array().ok_or_else(|| wrong(file, "classes", "list of tables"))?;
        for entry in list {
            let entry = entry.as_table().ok_or_else(|| wrong(file, "classes", "list of tables"))?;
            let text = |key: &str| entry.get(key).and_then(|v| v.as_str()).map(str::to_string);
            let name = text("name").filter(|n| !n.is_empty()).ok_or_else(|| wrong(file, "name", "string"))?;
            let class = text("as").unwrap_or_else(|| "wording".to_string());
            if !COUNTS_AS.contains(&class.as_str()) {
                return Err(wrong(file, "as", &format!("class of {}", COUNTS_AS.join(", "))));
            }
            let fold = |phrase: &String| {
                let parts = phrase.split(|c: char| c.is_whitespace() || c == '-');
                parts.filter(|w| !w.is_empty()).map(crate::words::fold).collect::<Vec<_>>()
            };
            let words = super::words(file, entry, "words")?.iter().map(fold).collect();
            self.classes.push(OwnClass { name, class, words });
        }
        Ok(())
    }

    fn comparators(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let Some(signs) = sub_table(file, table, "comparators")? else { return Ok(()) };
        for sign in signs.keys() {
            for phrase in super::words(file, signs, sign)? {
                self.comparators.push((sign.to_string(), split(&phrase)));
            }
        }
        self.comparators.sort_by(|x, y| y.1.len().cmp(&x.1.len()).then(x.cmp(y)));
        Ok(())
    }

    /// True for a word that carries grammar only.
    pub fn is_function(&self, word: &str) -> bool {
        self.function.contains(word)
    }

    /// True when two words stand in one group of synonyms.
    pub fn are_synonyms(&self, x: &str, y: &str) -> bool {
        match (self.synonyms.get(x), self.synonyms.get(y)) {
            (Some(x), Some(y)) => x.iter().any(|g| y.contains(g)),
            _ => false,
        }
    }

    /// True when two words stand in one family of strength on different levels.
    pub fn differ_in_strength(&self, x: &str, y: &str) -> bool {
        match (self.strength.get(x), self.strength.get(y)) {
            (Some(x), Some(y)) => {
                x.iter().any(|(f, l)| y.iter().any(|(g, k)| f == g && l != k))
                    && !x.iter().any(|place| y.contains(place))
            }
            _ => false,
        }
    }
}

fn split(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_string).collect()
}

fn wrong(file: &str, key: &str, what: &str) -> RulesError {
    RulesError { file: file.into(), message: format!("`{key}` is no {what}") }
}

fn string(file: &str, table: &Table, key: &str) -> Result<String, RulesError> {
    match table.get(key) {
        None => Ok(String::new()),
        Some(value) => value.as_str().map(str::to_string).ok_or_else(|| wrong(file, key, "string")),
    }
}

fn sub_table<'t>(file: &str, table: &'t Table, key: &str) -> Result<Option<&'t Table>, RulesError> {
    match table.get(key) {
        None => Ok(None),
        Some(value) => value.as_table().map(Some).ok_or_else(|| wrong(file, key, "table")),
    }
}

fn numbers(file: &str, table: &Table, key: &str) -> Result<BTreeMap<String, f64>, RulesError> {
    let mut out = BTreeMap::new();
    for (word, value) in sub_table(file, table, key)?.into_iter().flatten() {
        let number = value
            .as_integer()
            .map(|n| n as f64)
            .or(value.as_float())
            .ok_or_else(|| wrong(file, word, "number"))?;
        out.insert(word.to_string(), number);
    }
    Ok(out)
}

fn strings(file: &str, table: &Table, key: &str) -> Result<BTreeMap<String, String>, RulesError> {
    let mut out = BTreeMap::new();
    for (word, value) in sub_table(file, table, key)?.into_iter().flatten() {
        out.insert(word.to_string(), value.as_str().ok_or_else(|| wrong(file, word, "string"))?.to_string());
    }
    Ok(out)
}
