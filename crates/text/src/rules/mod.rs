//! The rules of reading that are data: words, offices, months, abbreviations, aliases.
//!
//! Every table is a TOML file under `data/`, laid into the program as plain data when it is built
//! (`table`); a file of the same name in a record's `data/` folder is read after it and adds to it. Each neighbour below
//! knows one file; all others use them through `Rules`.

mod chrome;
mod citations;
mod dates;
mod echoes;
pub mod events;
mod history;
pub mod dictionary;
mod doubts;
mod figures;
pub mod hosts;
mod labels;
mod languages;
mod names;
mod notes;
mod novelty;
mod offices;
mod people;
mod publishers;
mod quotations;
mod sentence;
mod series;
mod usage;
pub mod shapes;
mod verdict;
mod word_set;
mod wording;
pub mod holders;
pub mod parts;
pub mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};
use table::Table;

use crate::people::register::Registers;

pub use chrome::ChromeRules;
pub use citations::CitationRules;
pub use dates::DateRules;
pub use dictionary::Dictionary;
pub use doubts::Doubts;
pub use echoes::{CueForm, CuePattern, EchoRules, EchoWords, Element, Often, Whom};
pub use events::EventRules;
pub use figures::{FigureRules, TimeRules};
pub use history::{Fault, HistoryRules};
pub use hosts::HostRules;
pub use labels::LabelRules;
pub use languages::LanguageRules;
pub use names::NameRules;
pub use notes::NoteRules;
pub use novelty::{NoveltyRules, NoveltyWords};
pub use offices::{OfficeRules, key_words};
pub use people::PeopleRules;
pub use publishers::PublisherRules;
pub use quotations::{Lexeme, Lexicon, Phrase, QuotationRules, Tags, Takes};
pub use sentence::SentenceRules;
pub use series::SeriesRules;
pub use shapes::ShapeRules;
pub use usage::UsageRules;
pub use verdict::{TurnRules, VerdictRules};
pub use word_set::WordSet;
pub use wording::{OwnClass, WordingRules};

/// A table that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesError {
    /// The file, such as `labels.toml`.
    pub file: String,
    /// What is wrong and where.
    pub message: String,
}

impl std::fmt::Display for RulesError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot use `{}`: {}", self.file, self.message)
    }
}

impl std::error::Error for RulesError {}

/// What a table file becomes. Each `add` reads one file on top of what is there.
trait FromTables: Default {
    /// The file's name in `data/`.
    const FILE: &'static str;
    /// Takes up one table.
    fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError>;
}

macro_rules! tables {
    ($($rules:ty, $file:literal, $reads:literal;)*) => {
        $(impl FromTables for $rules {
            const FILE: &'static str = $file;
            fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
                <$rules>::add(self, file, table)
            }
        })*
        /// Name and content of each embedded file, and whether it decides how a page is read: then
        /// it is part of a document's identity.
        const EMBEDDED: &[(&str, &str, bool)] =
            &[$(($file, include_str!(concat!("../../../../data/", $file)), $reads)),*];
    };
}

tables! {
    ChromeRules, "chrome.toml", true;
    CitationRules, "citations.toml", false;
    DateRules, "dates.toml", true;
    EchoRules, "echoes.toml", false;
    EventRules, "events.toml", false;
    HistoryRules, "history.toml", false;
    HostRules, "hosts.toml", true;
    FigureRules, "figures.toml", false;
    LabelRules, "labels.toml", true;
    LanguageRules, "languages.toml", true;
    NameRules, "names.toml", false;
    NoteRules, "notes.toml", true;
    NoveltyRules, "novelty.toml", false;
    OfficeRules, "offices.toml", true;
    parts::PartRules, "parts.toml", true;
    PublisherRules, "publishers.toml", true;
    QuotationRules, "quotations.toml", true;
    SentenceRules, "sentences.toml", true;
    SeriesRules, "series.toml", false;
    ShapeRules, "shapes.toml", true;
    TimeRules, "times.toml", false;
    UsageRules, "usage.toml", false;
    VerdictRules, "verdict.toml", false;
    WordingRules, "wording.toml", false;
}

/// A table that is taken up when it is first asked for: a command pays only for what it uses.
#[derive(Debug)]
pub struct Lazy<T> {
    ready: OnceLock<T>,
    more: Vec<String>,
}

impl<T> Default for Lazy<T> {
    fn default() -> Self {
        Lazy { ready: OnceLock::new(), more: Vec::new() }
    }
}

#[expect(private_bounds, reason = "only the tables of this module can be lazy")]
impl<T: FromTables> Lazy<T> {
    /// Takes up a user's table; it is parsed at once, so that a fault is told now.
    fn take(&mut self, text: &str) -> Result<(), RulesError> {
        self.more.push(text.to_string());
        self.ready = OnceLock::from(self.parse()?);
        Ok(())
    }

    fn parse(&self) -> Result<T, RulesError> {
        let mut rules = T::default();
        FromTables::add(&mut rules, T::FILE, table::embedded(T::FILE))?;
        for text in &self.more {
            let wrong = |e: toml::de::Error| RulesError { file: T::FILE.into(), message: e.to_string() };
            FromTables::add(&mut rules, T::FILE, &text.parse().map_err(wrong)?)?;
        }
        Ok(rules)
    }
}

impl<T: FromTables> std::ops::Deref for Lazy<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.ready.get_or_init(|| {
            self.parse().expect("a test parses the embedded tables; a user's are parsed by `take`")
        })
    }
}

/// All tables of reading.
#[derive(Debug, Default)]
pub struct Rules {
    /// Names of places and what relates them.
    pub names: Lazy<NameRules>,
    /// Words by which a difference is classed.
    pub wording: Lazy<WordingRules>,
    /// Site chrome.
    pub chrome: Lazy<ChromeRules>,
    /// Names in citations.
    pub citations: Lazy<CitationRules>,
    /// Months and days.
    pub dates: Lazy<DateRules>,
    /// Words by which a speaker cites what somebody has said.
    pub echoes: Lazy<EchoRules>,
    /// Words of events, agreements and commitments.
    pub events: Lazy<EventRules>,
    /// Addresses, and pages that are not the page.
    pub history: Lazy<HistoryRules>,
    /// Lines of sites, learnt from captures.
    pub hosts: Lazy<HostRules>,
    /// Words of figures.
    pub figures: Lazy<FigureRules>,
    /// Words of times.
    pub times: Lazy<TimeRules>,
    /// Labels of speakers.
    pub labels: Lazy<LabelRules>,
    /// Small words of languages.
    pub languages: Lazy<LanguageRules>,
    /// Stage notes and narration.
    pub notes: Lazy<NoteRules>,
    /// Words for what is new in a meeting.
    pub novelty: Lazy<NoveltyRules>,
    /// Offices, countries and who held which post.
    pub offices: Lazy<OfficeRules>,
    /// People and posts of the user's own: they answer questions and decide no reading.
    pub people: PeopleRules,
    /// Publishers and agencies.
    pub publishers: Lazy<PublisherRules>,
    /// Words around quotations in prose.
    pub quotations: Lazy<QuotationRules>,
    /// Words around a full stop.
    pub sentences: Lazy<SentenceRules>,
    /// Words by which figures are joined.
    pub series: Lazy<SeriesRules>,
    /// Words around names in use.
    pub usage: Lazy<UsageRules>,
    /// Weights of the shapes of lines.
    pub shapes: Lazy<ShapeRules>,
    /// Words around a quotation.
    pub verdict: Lazy<VerdictRules>,
    /// Names of the parts of a page.
    pub parts: Lazy<parts::PartRules>,
    /// A user's tables that decide how pages are read.
    own: Vec<(String, String)>,
    digest: OnceLock<String>,
    /// The registers that `people` makes of these tables, kept here so that each is made once; nothing of
    /// them is known here.
    pub(crate) registers: Registers,
    /// Dictionaries of figures and times by language, each made when it is first asked for.
    dictionaries: OnceLock<BTreeMap<String, OnceLock<Dictionary>>>,
}

impl Rules {
    /// The embedded tables.
    pub fn builtin() -> &'static Rules {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(Rules::default)
    }

    /// The embedded tables, then `more` (file name, content), which adds to them.
    ///
    /// # Errors
    /// When a table is no TOML, or a value has another shape than its file asks for.
    pub fn with(more: &[(String, String)]) -> Result<Rules, RulesError> {
        let mut rules = Rules::default();
        for (file, text) in more {
            rules.take(file, text)?;
            if EMBEDDED.iter().any(|(name, _, reads)| name == file && *reads) {
                rules.own.push((file.clone(), text.clone()));
            }
        }
        Ok(rules)
    }

    fn take(&mut self, file: &str, text: &str) -> Result<(), RulesError> {
        match file {
            "chrome.toml" => self.chrome.take(text),
            "citations.toml" => self.citations.take(text),
            "dates.toml" => self.dates.take(text),
            "echoes.toml" => self.echoes.take(text),
            "events.toml" => self.events.take(text),
            "history.toml" => self.history.take(text),
            hosts::FILE => self.hosts.take(text),
            "figures.toml" => self.figures.take(text).and_then(|()| dictionary::check(file, text)),
            "labels.toml" => self.labels.take(text),
            "languages.toml" => self.languages.take(text),
            "names.toml" => self.names.take(text),
            "notes.toml" => self.notes.take(text),
            "novelty.toml" => self.novelty.take(text),
            "offices.toml" => self.offices.take(text),
            people::FILE => self.people.take(text),
            "parts.toml" => self.parts.take(text),
            "publishers.toml" => self.publishers.take(text),
            "quotations.toml" => self.quotations.take(text).and_then(|()| quotations::check(file, text)),
            "sentences.toml" => self.sentences.take(text),
            "series.toml" => self.series.take(text),
            "usage.toml" => self.usage.take(text),
            "shapes.toml" => self.shapes.take(text),
            "times.toml" => self.times.take(text).and_then(|()| dictionary::check(file, text)),
            "wording.toml" => self.wording.take(text),
            "verdict.toml" => self.verdict.take(text),
            _ => Err(RulesError { file: file.into(), message: "no table has this name".into() }),
        }
    }

    /// The dictionary of figures and times of a language: English when the language is not known, `None`
    /// when it is known and has no table.
    pub fn dictionary(&self, language: Option<&str>) -> Option<&Dictionary> {
        let all = self.dictionaries.get_or_init(|| {
            let names = self.figures.shelves.0.keys().chain(self.times.shelves.0.keys());
            names.map(|name| (name.clone(), OnceLock::new())).collect()
        });
        let asked = language.map_or(Some("en"), |l| l.get(..2));
        let (name, dictionary) = all.get_key_value(asked?)?;
        Some(dictionary.get_or_init(|| {
            let mut made = Dictionary::default();
            for (file, shelves) in
                [("figures.toml", &self.figures.shelves), ("times.toml", &self.times.shelves)]
            {
                for table in shelves.0.get(name).into_iter().flatten() {
                    made.add(file, table)
                        .expect("a test tries the embedded tables; a user's are tried by `take`");
                }
            }
            made
        }))
    }

    /// Hex digest over the tables that decide how a page is read: part of a document's identity.
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| {
            let embedded =
                EMBEDDED.iter().filter(|(_, _, reads)| *reads).map(|(file, text, _)| (*file, *text));
            let own = self.own.iter().map(|(file, text)| (file.as_str(), text.as_str()));
            let mut digest = Sha256::new();
            for part in embedded.chain(own).flat_map(|(file, text)| [file, text]) {
                digest.update(part.as_bytes());
                digest.update([0]);
            }
            digest.finalize().iter().map(|b| format!("{b:02x}")).collect()
        })
    }
}

/// The strings of a list under `key`; absent is empty.
pub(crate) fn words(file: &str, table: &Table, key: &str) -> Result<Vec<String>, RulesError> {
    let wrong = |m: &str| RulesError { file: file.into(), message: format!("`{key}` {m}") };
    let Some(value) = table.get(key) else {
        return Ok(Vec::new());
    };
    let list = value.as_array().ok_or_else(|| wrong("is no list"))?;
    list.iter()
        .map(|v| v.as_str().map(str::to_string).ok_or_else(|| wrong("holds something that is no string")))
        .collect()
}

/// As `words`, as a set.
pub(crate) fn word_set(file: &str, table: &Table, key: &str) -> Result<BTreeSet<String>, RulesError> {
    Ok(words(file, table, key)?.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_can_be_used() {
        let rules = Rules::with(&[]).expect("embedded tables");
        assert!(!rules.chrome.lines.is_empty() && rules.dates.months.len() > 24);
        for (file, text, _) in EMBEDDED {
            let mut own = Rules::default();
            assert_eq!(own.take(file, text), Ok(()), "{file}");
        }
        assert_eq!(rules.digest().len(), 64);
        let own = Rules::with(&[("chrome.toml".into(), "lines = [\"x\"]".into())]).expect("a table");
        assert_ne!(own.digest(), rules.digest());
    }

    #[test]
    fn a_wrong_table_is_named() {
        let wrong =
            Rules::with(&[("chrome.toml".into(), "lines = 3".into())]).expect_err("a number is no list");
        assert_eq!(wrong.to_string(), "cannot use `chrome.toml`: `lines` is no list");
        assert!(Rules::with(&[("other.toml".into(), "a = 1".into())]).is_err());
    }
}
