//! Words around quotations: `data/quotations.toml`.
//!
//! A `Lexicon` holds one language: each word with what it is in grammar (`Tags`) and, for a cue,
//! what may follow it (`Takes`). Languages never mix: "was" is one thing in English and another in
//! German.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, DefaultHasher};

use toml::Table;
use toml::Value;

use super::{RulesError, word_set, words};

/// A set of single bits.
macro_rules! bits {
    ($(#[$doc:meta])* $name:ident: $store:ty; $($(#[$of:meta])* $bit:ident = $at:literal, $key:literal;)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name($store);

        impl $name {
            $($(#[$of])* pub const $bit: $name = $name(1 << $at);)*

            /// The bit that the tables call `key`.
            fn named(key: &str) -> Option<$name> {
                match key {
                    $($key => Some($name::$bit),)*
                    _ => None,
                }
            }

            /// True when at least one bit of `other` is set.
            pub fn any(self, other: $name) -> bool {
                self.0 & other.0 != 0
            }

            /// Both sets in one.
            #[must_use]
            pub const fn and(self, other: $name) -> $name {
                $name(self.0 | other.0)
            }
        }
    };
}

bits! {
    /// What a word is in the grammar of its language.
    Tags: u64;
    /// "has", "would".
    AUXILIARY = 0, "auxiliaries";
    /// A form of "be", or a word that stands for one.
    BE = 1, "be";
    /// A word that may stand between the parts of a verb.
    ADVERB = 2, "adverbs";
    /// "the", "some".
    DETERMINER = 3, "determiners";
    /// "his", "their".
    POSSESSIVE = 4, "possessives";
    /// "of", "in".
    PREPOSITION = 5, "prepositions";
    /// A word that begins a time or a place after a cue.
    ADJUNCT = 6, "adjuncts";
    /// A word that begins a time or a place at the head of a sentence.
    OPENER = 7, "openers";
    /// "that".
    THAT = 8, "complementizers";
    /// "whether", "how".
    QUESTION = 9, "questions";
    /// "who", "which".
    RELATIVE = 10, "relatives";
    /// A word that begins a clause inside a sentence.
    SUBORDINATOR = 11, "subordinators";
    /// "and".
    AND = 12, "ands";
    /// "but".
    BUT = 13, "buts";
    /// "to" before an infinitive.
    INFINITIVE = 14, "infinitive";
    /// "as" in "was quoted as saying".
    QUOTED_AS = 15, "quoted_as";
    /// A word of time.
    TIME = 16, "times";
    /// A pronoun for a man.
    HE = 17, "he";
    /// A pronoun for a woman.
    SHE = 18, "she";
    /// A pronoun for several.
    THEY = 19, "they";
    /// The writer or the one spoken to.
    OWN = 20, "own";
    /// A pronoun for a thing.
    IT = 21, "it";
    /// A word that may be a whole subject.
    SUBJECT = 22, "subjects";
    /// A word that may be the one spoken to.
    OBJECT = 23, "objects";
    /// A noun for people, or for a body that speaks.
    PEOPLE = 24, "people";
    /// A noun for a man.
    MAN = 25, "men";
    /// A noun for a woman.
    WOMAN = 26, "women";
    /// The first word of a phrase.
    PHRASE = 27, "phrase_heads";
    /// A noun for an act of saying.
    SAYING = 28, "nouns";
    /// "by" after a passive.
    AGENT = 29, "agents";
    /// A word of the name of a body or a paper, never of a person.
    BODY = 30, "bodies";
    /// A word that begins the name of a place.
    PLACE = 31, "places";
    /// A short title before a name: "Sen".
    TITLE = 32, "titles";
    /// By its ending a verb of the past.
    PAST = 33, "past";
    /// By its ending a participle.
    GERUND = 34, "gerund";
    /// By its ending a plural.
    PLURAL = 35, "plural";
    /// By its ending an adjective.
    ADJECTIVE = 36, "adjective";
    /// The reader: "you".
    ADDRESSED = 38, "addressed";
    /// "about" between a noun of saying and what it is of.
    ABOUT = 37, "about";
}

bits! {
    /// What may follow or precede a cue.
    Takes: u16;
    /// Quoted words.
    QUOTE = 0, "quote";
    /// A clause with its small word.
    CLAUSE = 1, "clause";
    /// A clause without.
    BARE = 2, "bare";
    /// It may follow its content.
    AFTER = 3, "after";
    /// An infinitive.
    TO = 4, "to";
    /// The one spoken to.
    WHOM = 5, "whom";
    /// A noun.
    OBJ = 6, "object";
    /// Only after a form of "be".
    STATE = 7, "state";
    /// A form that is no verb by itself ("saying").
    PARTICIPLE = 8, "participle";
    /// A clause behind a comma.
    COMMA = 9, "comma";
    /// It ends the sentence: source, content, cue.
    FINAL = 10, "final";
    /// The bare form of a verb, which may be a noun too: "report", "claim".
    BASE = 11, "base";
}

/// What makes a word a cue by itself.
const TELLS: Takes = Takes::QUOTE
    .and(Takes::CLAUSE)
    .and(Takes::BARE)
    .and(Takes::AFTER)
    .and(Takes::TO)
    .and(Takes::WHOM)
    .and(Takes::OBJ)
    .and(Takes::STATE);

/// What the tables say of one word of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexeme {
    /// Its place in grammar.
    pub tags: Tags,
    /// What follows, when it is a cue.
    pub takes: Takes,
    /// Small words that join it and a noun.
    pub with: Vec<String>,
    /// Small words that make it a cue, with what it takes then.
    pub particles: Vec<(String, Takes)>,
}

impl Lexeme {
    /// True when the word may be a cue by itself or with a small word.
    pub fn is_cue(&self) -> bool {
        self.takes.any(TELLS) || !self.with.is_empty() || !self.particles.is_empty()
    }
}

/// Words before the one whose words are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// "according", "to".
    pub words: Vec<String>,
    /// True when the name behind it stands in another case.
    pub oblique: bool,
}

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Looked up only, never walked: its order reaches nothing.
    words: HashMap<String, Lexeme, BuildHasherDefault<DefaultHasher>>,
    /// Phrases before the one whose words are told, each cut to words, the longest first.
    pub phrases: Vec<Phrase>,
    /// Endings with what they tell of a word.
    endings: Vec<(String, Tags)>,
    /// Words with such an ending that are none.
    no_adverbs: BTreeSet<String>,
    /// Shortened forms after an apostrophe: "he's".
    contracted: Vec<String>,
}

impl Lexicon {
    /// What the tables say of `word` (lower case, straight apostrophes).
    pub fn get(&self, word: &str) -> Option<&Lexeme> {
        self.words.get(word)
    }

    /// What the ending of a word tells; `known` words are no adverbs and no verbs by their ending.
    pub fn by_ending(&self, word: &str, known: bool) -> Tags {
        if word.len() <= 3 {
            return Tags::default();
        }
        let mut tags = Tags::default();
        for (ending, tag) in &self.endings {
            let unknown_only = tag.any(Tags::ADVERB.and(Tags::PAST));
            if word.ends_with(ending.as_str()) && !(unknown_only && (known || self.no_adverbs.contains(word)))
            {
                tags = tags.and(*tag);
            }
        }
        tags
    }

    fn has_ending(&self, word: &str, tag: Tags) -> bool {
        self.endings.iter().any(|(e, t)| t.any(tag) && word.len() > e.len() + 2 && word.ends_with(e.as_str()))
    }

    /// True when a verb's shortened form hangs at the word.
    pub fn is_contracted(&self, word: &str) -> bool {
        self.contracted.iter().any(|e| word.ends_with(e.as_str()))
    }

    fn entry(&mut self, word: &str) -> &mut Lexeme {
        self.words.entry(word.to_string()).or_default()
    }

    fn add_words(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for key in table.keys() {
            let list = words(file, table, key)?;
            match (key.as_str(), Tags::named(key)) {
                ("adverb_endings", _) => self.add_endings(list, Tags::ADVERB),
                ("past_endings", _) => self.add_endings(list, Tags::PAST),
                ("participles", _) => self.add_endings(list, Tags::GERUND),
                ("plural_endings", _) => self.add_endings(list, Tags::PLURAL),
                ("adjective_endings", _) => self.add_endings(list, Tags::ADJECTIVE),
                ("no_adverbs", _) => self.no_adverbs.extend(list),
                ("contracted", _) => self.contracted.extend(list),
                (_, Some(tag)) => list.iter().for_each(|w| {
                    let word = self.entry(w);
                    word.tags = word.tags.and(tag);
                }),
                _ => return Err(RulesError { file: file.into(), message: format!("`{key}` is not known") }),
            }
        }
        Ok(())
    }

    fn add_endings(&mut self, list: Vec<String>, tag: Tags) {
        self.endings.extend(list.into_iter().map(|e| (e, tag)));
    }

    fn add_cue(&mut self, form: &str, takes: Takes, with: &[String], particles: &[String]) {
        let participle = self.has_ending(form, Tags::GERUND);
        let word = self.entry(form);
        if particles.is_empty() {
            word.takes = word.takes.and(takes);
        }
        if participle {
            word.takes = word.takes.and(Takes::PARTICIPLE);
        }
        word.with.extend(with.iter().cloned());
        word.particles.extend(particles.iter().map(|p| (p.clone(), takes)));
    }
}

/// The words of all languages.
#[derive(Clone, Debug, Default)]
pub struct QuotationRules {
    languages: BTreeMap<String, Lexicon>,
    /// Languages that write every noun with a capital, by BCP 47 code.
    pub noun_capitals: BTreeSet<String>,
    /// First names of men, lower case.
    pub men: BTreeSet<String>,
    /// First names of women, lower case.
    pub women: BTreeSet<String>,
}

impl QuotationRules {
    /// Adds a table to these rules.
    ///
    /// # Errors
    /// When a value has another shape than the file asks for.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let wrong = |message: String| RulesError { file: file.into(), message };
        let tables = |key: &str| match table.get(key) {
            None => Ok(Table::new()),
            Some(Value::Table(t)) => Ok(t.clone()),
            Some(_) => Err(wrong(format!("`{key}` is no table"))),
        };
        for (code, list) in &tables("words")? {
            let list = list.as_table().ok_or_else(|| wrong(format!("`words.{code}` is no table")))?;
            self.languages.entry(code.clone()).or_default().add_words(file, list)?;
        }
        for (key, oblique) in [("phrases", false), ("oblique", true)] {
            let phrases = tables(key)?;
            for code in phrases.keys() {
                self.add_phrases(code, &words(file, &phrases, code)?, oblique);
            }
        }
        self.noun_capitals.append(&mut word_set(file, table, "noun_capitals")?);
        let given = tables("given")?;
        self.men.append(&mut word_set(file, &given, "men")?);
        self.women.append(&mut word_set(file, &given, "women")?);
        for cue in array(table, "cues") {
            self.add_cues(file, cue)?;
        }
        for noun in array(table, "nouns") {
            let lexicon = self.lexicon_of(file, noun)?;
            for form in words(file, noun, "words")?.iter().flat_map(|w| forms(w)) {
                let word = lexicon.entry(&form);
                word.tags = word.tags.and(Tags::SAYING);
            }
        }
        Ok(())
    }

    /// The words of a language, by its BCP 47 code.
    pub fn language(&self, code: &str) -> Option<&Lexicon> {
        self.languages.get(code)
    }

    fn add_phrases(&mut self, code: &str, list: &[String], oblique: bool) {
        let lexicon = self.languages.entry(code.to_string()).or_default();
        for phrase in list {
            let cut: Vec<String> = phrase.split(' ').map(str::to_string).collect();
            if let Some(head) = cut.first() {
                let word = lexicon.entry(head);
                word.tags = word.tags.and(Tags::PHRASE);
            }
            lexicon.phrases.push(Phrase { words: cut, oblique });
        }
        lexicon.phrases.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then_with(|| a.words.cmp(&b.words)));
    }

    fn add_cues(&mut self, file: &str, cue: &Table) -> Result<(), RulesError> {
        let mut takes = Takes::default();
        for key in words(file, cue, "takes")? {
            let bit = Takes::named(&key)
                .ok_or_else(|| RulesError { file: file.into(), message: format!("`{key}` is not known") })?;
            takes = takes.and(bit);
        }
        let with = words(file, cue, "with")?;
        let particles = words(file, cue, "particle")?;
        let list = words(file, cue, "words")?;
        let lexicon = self.lexicon_of(file, cue)?;
        let plurals = lexicon.endings.iter().any(|(_, t)| t.any(Tags::PLURAL));
        for entry in &list {
            for (n, form) in forms(entry).iter().enumerate() {
                let base = plurals
                    && n == 0
                    && entry.contains('+')
                    && !lexicon.has_ending(form, Tags::PAST.and(Tags::PLURAL));
                lexicon.add_cue(form, if base { takes.and(Takes::BASE) } else { takes }, &with, &particles);
            }
        }
        Ok(())
    }

    fn lexicon_of(&mut self, file: &str, table: &Table) -> Result<&mut Lexicon, RulesError> {
        let code = table
            .get("language")
            .and_then(Value::as_str)
            .ok_or_else(|| RulesError { file: file.into(), message: "an entry has no `language`".into() })?;
        Ok(self.languages.entry(code.to_string()).or_default())
    }
}

fn array<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table)
}

/// "claim+s+ed" is claim, claims, claimed; after "argu-+e" the stem itself is no word.
fn forms(entry: &str) -> Vec<String> {
    let mut parts = entry.split('+');
    let stem = parts.next().unwrap_or("");
    let bare = stem.strip_suffix('-').filter(|_| entry.contains('+'));
    let endings = parts.map(|e| format!("{}{e}", bare.unwrap_or(stem)));
    let whole = bare.is_none().then(|| stem.to_string());
    whole.into_iter().chain(endings).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_joined_to_their_stem() {
        assert_eq!(forms("claim+s+ed"), ["claim", "claims", "claimed"]);
        assert_eq!(forms("argu-+e+ing"), ["argue", "arguing"]);
        assert_eq!(forms("co-sign"), ["co-sign"]);
    }

    #[test]
    fn a_wrong_entry_is_named() {
        for (text, message) in [
            ("[[cues]]\nwords = [\"said\"]", "an entry has no `language`"),
            ("[[cues]]\nlanguage = \"en\"\ntakes = [\"gift\"]", "`gift` is not known"),
            ("[words.en]\nhats = [\"a\"]", "`hats` is not known"),
            ("words = 3", "`words` is no table"),
        ] {
            let table: Table = text.parse().expect("a table");
            let got = QuotationRules::default().add("quotations.toml", &table);
            assert_eq!(got.map_err(|e| e.message), Err(message.to_string()), "{text}");
        }
    }
}
