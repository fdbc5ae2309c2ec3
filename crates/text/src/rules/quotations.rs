//! Words around quotations: `data/quotations.toml`.
//!
//! A `Lexicon` holds one language: each word with what it is in grammar (`Tags`) and, for a cue,
//! what may follow it (`Takes`). Languages never mix: "was" is one thing in English and another in
//! German.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::BuildHasherDefault;
use std::sync::OnceLock;

use super::dictionary::Fold;
use super::doubts::Doubts;
use super::table::{Table, Value};
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
    /// "the", not "a".
    DEFINITE = 39, "definite";
    /// A word before an office by which another holds it: "former", "deputy".
    QUALIFIER = 40, "qualifiers";
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
    words: HashMap<Box<str>, Lexeme, BuildHasherDefault<Fold>>,
    /// Phrases before the one whose words are told, each cut to words, the longest first.
    pub phrases: Vec<Phrase>,
    /// Words by which a quotation is not surely its source's.
    pub doubts: Doubts,
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
        self.words.entry(word.into()).or_default()
    }

    fn add_words(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for key in table.keys() {
            let list = words(file, table, key)?;
            match (key, Tags::named(key)) {
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

/// Words of a language for which room is made at once.
const SOME_WORDS: usize = 2048;

/// The words of all languages.
#[derive(Clone, Debug, Default)]
pub struct QuotationRules {
    /// The tables as they were taken up, the embedded one first.
    tables: Vec<Table>,
    /// The words of each language, made when they are first asked for.
    languages: BTreeMap<String, OnceLock<Lexicon>>,
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
    /// When a value has another shape than the file asks for; the words of a language are tried by `check`.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for code in languages(file, table)? {
            self.languages.insert(code, OnceLock::new());
        }
        self.noun_capitals.append(&mut word_set(file, table, "noun_capitals")?);
        let given = inner(file, table, "given")?;
        self.men.append(&mut word_set(file, given, "men")?);
        self.women.append(&mut word_set(file, given, "women")?);
        self.tables.push(table.clone());
        Ok(())
    }

    /// The words of a language, by its BCP 47 code.
    pub fn language(&self, code: &str) -> Option<&Lexicon> {
        let lexicon = self.languages.get(code)?;
        Some(lexicon.get_or_init(|| {
            let mut made = Lexicon::default();
            made.words.reserve(SOME_WORDS);
            for table in &self.tables {
                made.add("quotations.toml", code, table)
                    .expect("a test tries the embedded table; a user's are tried by `check`");
            }
            made
        }))
    }
}

/// Tells a fault of a user's table when it is taken up, not when its language is first met.
pub(super) fn check(file: &str, text: &str) -> Result<(), RulesError> {
    let wrong = |e: toml::de::Error| RulesError { file: file.into(), message: e.to_string() };
    let table: Table = text.parse().map_err(wrong)?;
    languages(file, &table)?.iter().try_for_each(|code| Lexicon::default().add(file, code, &table))
}

/// The languages of which a table has words.
fn languages(file: &str, table: &Table) -> Result<BTreeSet<String>, RulesError> {
    let mut found = BTreeSet::new();
    for key in ["words", "phrases", "oblique", "doubts"] {
        found.extend(inner(file, table, key)?.keys().map(str::to_string));
    }
    for entry in array(table, "cues").chain(array(table, "nouns")) {
        found.insert(language_of(file, entry)?.to_string());
    }
    Ok(found)
}

/// The table under a key; absent is empty.
fn inner<'t>(file: &str, table: &'t Table, key: &str) -> Result<&'t Table, RulesError> {
    static NONE: Table = Table::EMPTY;
    match table.get(key) {
        None => Ok(&NONE),
        Some(Value::Table(t)) => Ok(t),
        Some(_) => Err(RulesError { file: file.into(), message: format!("`{key}` is no table") }),
    }
}

fn language_of<'t>(file: &str, entry: &'t Table) -> Result<&'t str, RulesError> {
    let wrong = || RulesError { file: file.into(), message: "an entry has no `language`".into() };
    entry.get("language").and_then(Value::as_str).ok_or_else(wrong)
}

impl Lexicon {
    /// Takes up what a table says of one language.
    fn add(&mut self, file: &str, code: &str, table: &Table) -> Result<(), RulesError> {
        if let Some(list) = inner(file, table, "words")?.get(code) {
            let wrong = || RulesError { file: file.into(), message: format!("`words.{code}` is no table") };
            self.add_words(file, list.as_table().ok_or_else(wrong)?)?;
        }
        for (key, oblique) in [("phrases", false), ("oblique", true)] {
            self.add_phrases(&words(file, inner(file, table, key)?, code)?, oblique);
        }
        if let Some(list) = inner(file, table, "doubts")?.get(code) {
            let wrong = || RulesError { file: file.into(), message: format!("`doubts.{code}` is no table") };
            self.doubts.add(file, list.as_table().ok_or_else(wrong)?)?;
        }
        let own = |entry: &&Table| language_of(file, entry).is_ok_and(|c| c == code);
        for cue in array(table, "cues").filter(own) {
            self.add_cues(file, cue)?;
        }
        for noun in array(table, "nouns").filter(own) {
            for entry in words(file, noun, "words")? {
                each_form(&entry, &mut |form| {
                    let word = self.entry(form);
                    word.tags = word.tags.and(Tags::SAYING);
                });
            }
        }
        Ok(())
    }

    fn add_phrases(&mut self, list: &[String], oblique: bool) {
        for phrase in list {
            let cut: Vec<String> = phrase.split(' ').map(str::to_string).collect();
            if let Some(head) = cut.first() {
                let word = self.entry(head);
                word.tags = word.tags.and(Tags::PHRASE);
            }
            self.phrases.push(Phrase { words: cut, oblique });
        }
        self.phrases.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then_with(|| a.words.cmp(&b.words)));
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
        let plurals = self.endings.iter().any(|(_, t)| t.any(Tags::PLURAL));
        for entry in &list {
            let mut is_first = plurals && entry.contains('+');
            each_form(entry, &mut |form| {
                let base = is_first && !self.has_ending(form, Tags::PAST.and(Tags::PLURAL));
                self.add_cue(form, if base { takes.and(Takes::BASE) } else { takes }, &with, &particles);
                is_first = false;
            });
        }
        Ok(())
    }
}

fn array<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table)
}

/// "claim+s+ed" is claim, claims, claimed; after "argu-+e" the stem itself is no word.
fn each_form(entry: &str, take: &mut dyn FnMut(&str)) {
    let Some((stem, endings)) = entry.split_once('+') else { return take(entry) };
    let bare = stem.strip_suffix('-');
    if bare.is_none() {
        take(stem);
    }
    let mut form = bare.unwrap_or(stem).to_string();
    let len = form.len();
    for ending in endings.split('+') {
        form.truncate(len);
        form.push_str(ending);
        take(&form);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_joined_to_their_stem() {
        let check = |entry: &str, want: &[&str]| {
            let mut forms = Vec::new();
            each_form(entry, &mut |form| forms.push(form.to_string()));
            assert_eq!(forms, want, "{entry}");
        };
        check("claim+s+ed", &["claim", "claims", "claimed"]);
        check("argu-+e+ing", &["argue", "arguing"]);
        check("co-sign", &["co-sign"]);
    }

    #[test]
    fn a_wrong_entry_is_named() {
        for (text, message) in [
            ("[[cues]]\nwords = [\"said\"]", "an entry has no `language`"),
            ("[[cues]]\nlanguage = \"en\"\ntakes = [\"gift\"]", "`gift` is not known"),
            ("[words.en]\nhats = [\"a\"]", "`hats` is not known"),
            ("words = 3", "`words` is no table"),
        ] {
            let got = check("quotations.toml", text);
            assert_eq!(got.map_err(|e| e.message), Err(message.to_string()), "{text}");
        }
    }
}
