//! Words by which a speaker cites what somebody has said (`echoes.toml`).

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Table, Value};
use super::{RulesError, words};

/// Who is cited, as far as the cue alone tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    /// "as you noted".
    You,
    /// "as I have already said".
    Own,
    /// "as we have said".
    Ours,
    /// "as he said".
    Other,
    /// "as President Holt said".
    Named,
    /// "as my colleague said".
    Colleague,
    /// "as was mentioned today".
    Nobody,
}

impl Whom {
    /// The word of the table and of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Whom::You => "you",
            Whom::Own => "self",
            Whom::Ours => "we",
            Whom::Other => "other",
            Whom::Named => "named",
            Whom::Colleague => "colleague",
            Whom::Nobody => "nobody",
        }
    }

    fn of(word: &str) -> Option<Whom> {
        let all = [Whom::You, Whom::Own, Whom::Ours, Whom::Other, Whom::Named, Whom::Colleague, Whom::Nobody];
        all.into_iter().find(|w| w.as_str() == word)
    }
}

/// How often an element may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Often {
    /// Once.
    Once,
    /// Once or not at all.
    Perhaps,
    /// Any number, also none.
    Any,
}

/// One place of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// One of these words.
    Words(BTreeSet<String>, Often),
    /// One of the words of this set.
    Set(String, Often),
    /// A name or an office.
    Who,
    /// None of the words of this set; it takes up no place.
    Not(String),
    /// At the head: none of the words of this set stands right before.
    NotAfter(String),
    /// A time, a place or the one spoken to, up to the word behind it: "last week", "in March", "us"; may be empty.
    Gap,
}

/// What a cue takes of the words around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CueForm {
    /// The clause behind it or around it: "as you said".
    #[default]
    Aside,
    /// What stands behind it: "you said that", "you mentioned".
    Clause,
    /// Likewise, and only when the one cited speaks in the documents: "President Holt said that".
    Report,
}

impl CueForm {
    fn of(word: &str) -> Option<CueForm> {
        Some(match word {
            "" => CueForm::Aside,
            "clause" => CueForm::Clause,
            "report" => CueForm::Report,
            _ => return None,
        })
    }
}

/// A cue as a run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CuePattern {
    /// Who is cited.
    pub whom: Whom,
    /// What it takes of the words around it.
    pub form: CueForm,
    /// Its places in order; a `Who` at the head stands before the word that the cue is looked up by.
    pub elements: Vec<Element>,
}

/// The cues and words of one language.
#[derive(Clone, Debug, Default)]
pub struct EchoWords {
    /// The patterns.
    pub patterns: Vec<CuePattern>,
    /// For each word the patterns that it begins.
    pub first: BTreeMap<String, Vec<usize>>,
    sets: BTreeMap<String, BTreeSet<String>>,
}

impl EchoWords {
    /// True when `set` of the language holds the word.
    pub fn holds(&self, set: &str, word: &str) -> bool {
        self.sets.get(set).is_some_and(|s| s.contains(word))
    }

    /// True when the language has the set at all.
    pub fn has(&self, set: &str) -> bool {
        self.sets.contains_key(set)
    }
}

/// What `echo` knows of words.
#[derive(Clone, Debug, Default)]
pub struct EchoRules {
    shelves: BTreeMap<String, EchoWords>,
}

impl EchoRules {
    /// Adds a table to these rules. Words that it adds to a set count in the patterns that are there.
    ///
    /// # Errors
    /// When a value has another shape than the file asks for.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let wrong = |m: &str| RulesError { file: file.into(), message: m.into() };
        if let Some(all) = table.get("words") {
            for (language, sets) in all.as_table().ok_or_else(|| wrong("`words` is no table"))? {
                let shelf = self.shelves.entry(language.to_string()).or_default();
                for (name, list) in sets.as_table().ok_or_else(|| wrong("`words` holds no tables"))? {
                    let list = list.as_str().ok_or_else(|| wrong(&format!("`{name}` is no string")))?;
                    let set = shelf.sets.entry(name.to_string()).or_default();
                    set.extend(list.split_whitespace().map(str::to_string));
                }
            }
        }
        if let Some(cues) = table.get("cues") {
            for cue in cues.as_array().ok_or_else(|| wrong("`cues` is no list"))? {
                let cue = cue.as_table().ok_or_else(|| wrong("`cues` holds something that is no table"))?;
                let text = |key: &str| cue.get(key).and_then(Value::as_str).unwrap_or("");
                let whom = Whom::of(text("whom")).ok_or_else(|| wrong("`whom` is none of the known ones"))?;
                let form =
                    CueForm::of(text("form")).ok_or_else(|| wrong("`form` is none of the known ones"))?;
                let shelf = self.shelves.entry(text("language").to_string()).or_default();
                for pattern in words(file, cue, "words")? {
                    let elements = pattern.split_whitespace().map(|part| shelf.element(part));
                    let elements: Result<Vec<Element>, String> = elements.collect();
                    let elements = elements.map_err(|m| wrong(&format!("`{pattern}`: {m}")))?;
                    shelf.patterns.push(CuePattern { whom, form, elements });
                }
            }
        }
        self.shelves.values_mut().for_each(EchoWords::index);
        Ok(())
    }

    /// The cues of a language: English when it is not known, `None` when it has no table.
    pub fn words(&self, language: Option<&str>) -> Option<&EchoWords> {
        self.shelves.get(language.map_or(Some("en"), |l| l.get(..2))?)
    }
}

impl EchoWords {
    /// Makes the look-up anew: for each pattern all words that may stand at its head, those behind places
    /// that may be empty too.
    fn index(&mut self) {
        self.first.clear();
        for (n, pattern) in self.patterns.iter().enumerate() {
            let head = usize::from(pattern.elements.first() == Some(&Element::Who));
            for element in pattern.elements.iter().skip(head) {
                let (set, often) = match element {
                    Element::Words(set, often) => (Some(set), often),
                    Element::Set(name, often) => (self.sets.get(name), often),
                    Element::NotAfter(_) => continue,
                    Element::Who | Element::Not(_) | Element::Gap => break,
                };
                for word in set.into_iter().flatten() {
                    self.first.entry(word.clone()).or_default().push(n);
                }
                if *often == Often::Once {
                    break;
                }
            }
        }
    }

    fn element(&self, part: &str) -> Result<Element, String> {
        let known = |set: &str| match self.sets.contains_key(set) {
            true => Ok(set.to_string()),
            false => Err(format!("no set `{set}`")),
        };
        if let Some(set) = part.strip_prefix("!{").and_then(|p| p.strip_suffix('}')) {
            return known(set).map(Element::Not);
        }
        if let Some(set) = part.strip_prefix("^{").and_then(|p| p.strip_suffix('}')) {
            return known(set).map(Element::NotAfter);
        }
        let (body, often) = match part.strip_suffix('?').map(|b| (b, Often::Perhaps)) {
            Some(found) => found,
            None => part.strip_suffix('*').map_or((part, Often::Once), |b| (b, Often::Any)),
        };
        match body.strip_prefix('{').and_then(|b| b.strip_suffix('}')) {
            None => Ok(Element::Words(body.split('|').map(str::to_string).collect(), often)),
            Some("who") => Ok(Element::Who),
            Some("gap") => Ok(Element::Gap),
            Some(set) => Ok(Element::Set(known(set)?, often)),
        }
    }
}
