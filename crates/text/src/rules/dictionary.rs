//! What the words of one language mean in figures and times: one look-up a word.
//!
//! `figures.toml` and `times.toml` are laid together into one dictionary a language, so that a text is
//! looked through once. A word may have several senses ("second" is a place in a row and a unit of
//! time); a phrase ("more than") hangs on its first word. Grammar is not known here.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use super::table::{Table, Value};

use super::RulesError;

/// What a word or a phrase may be in a figure or a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// "three": see `Sense::number`.
    Number,
    /// "million": see `Sense::scale`.
    Scale,
    /// A scale only directly behind digits: "k", "m".
    Glued,
    /// "third": see `Sense::ordinal`.
    Ordinal,
    /// "third", "quarters": see `Sense::parts`.
    Fraction,
    /// A unit; the tag is its code.
    Unit,
    /// A currency; the tag is its code, or its name where several countries have one of that name.
    Money,
    /// A modifier that stands between a number and its currency's name ("US").
    UnitPrefix,
    /// Before a number; the tag is the sign.
    Comparator,
    /// After a number; the tag is the sign.
    After,
    /// The tag is `up` or `down`.
    Direction,
    /// "I think": the speaker does not vouch for the number.
    Hedge,
    /// "a", "an".
    Article,
    /// "the", "this", "our".
    Determiner,
    /// "and".
    And,
    /// "or", "to", a dash word between two ends of a range.
    To,
    /// "from", "between": opens a range.
    From,
    /// "point" in "two point five".
    Point,
    /// "minus".
    Minus,
    /// A word that carries grammar and ends a noun phrase.
    Function,
    /// A noun or name before a bare number that makes it a number in a list ("article 5").
    Numbering,
    /// A phrase that holds a number word and states no number ("first of all").
    Idiom,
    /// "anniversary", "birthday".
    Anniversary,
    /// "more", "other", "new": may stand between a number and its noun.
    Between,
    /// "more than that": the figure is the one said before; the tag is the sign.
    Reference,
    /// A plural without the plural's ending ("people").
    Plural,
    /// "years old", "of age" behind a unit of time.
    Age,
    /// A finite verb of the present.
    Present,
    /// A finite verb of the past.
    Past,
    /// "will", "shall".
    Future,
    /// "have", "has" before a participle.
    Perfect,
    /// "already", "still": a state at the day.
    Now,
    /// Begins a clause of its own ("because", "which").
    Clause,
    /// Opens words put in: "as we (planned)".
    Aside,
    /// "than", "over", "compared with": what follows is the base of a comparison.
    Base,
    /// A month.
    Month,
    /// A day of the week.
    Weekday,
    /// A unit of time; the tag is its name.
    TimeUnit,
    /// A season; the tag is its code.
    Season,
    /// A part of a period; the tag is `START`, `MID` or `END`.
    Part,
    /// "last", "past": the period before.
    Last,
    /// "this", "current".
    This,
    /// "next", "coming".
    Next,
    /// A day by the day of speaking; the tag is the distance in days.
    Day,
    /// A time without borders; the tag is `PRESENT_REF`, `PAST_REF` or `FUTURE_REF`.
    Vague,
    /// A time without borders that is the day itself ("just now").
    Moment,
    /// "ago".
    Ago,
    /// "later", "from now".
    Hence,
    /// "since".
    Since,
    /// "by", "until".
    By,
    /// "before".
    Before,
    /// "after".
    AfterTime,
    /// "in", "during", "over": a period follows.
    In,
    /// "of".
    Of,
    /// "first" of a period is known as an ordinal; "half" as a part of a year.
    Half,
    /// "several", "many": a count that is not told.
    Some,
    /// A part of the day; the tag is its code.
    DayPart,
    /// "a.m.", "p.m.", "o'clock".
    Clock,
    /// "every", "per": a time that comes again.
    Every,
    /// "annual", "daily"; the tag is the period.
    Set,
    /// A unit's adjective in a compound of time ("century").
    Century,
    /// "for".
    For,
    /// "miles", "kg": a unit of measure, printed as spoken.
    Measure,
    /// "of", "in": a noun phrase goes on behind it.
    Joins,
    /// "we", "it", "there": a subject of its own.
    Pronoun,
    /// "sign": a verb that takes "up" to itself.
    Particle,
    /// "году" behind a number of four digits: a year of the calendar, no length of time.
    Calendar,
    /// "past" of a period that rolls with the day ("the past decade").
    Rolling,
    /// "fiscal", "financial year": a year whose borders the words do not tell.
    Fiscal,
}

/// Names of the classes in the tables.
const NAMES: &[(&str, Class)] = &[
    ("article", Class::Article),
    ("determiner", Class::Determiner),
    ("and", Class::And),
    ("to", Class::To),
    ("from", Class::From),
    ("point", Class::Point),
    ("minus", Class::Minus),
    ("function", Class::Function),
    ("numbering", Class::Numbering),
    ("idiom", Class::Idiom),
    ("anniversary", Class::Anniversary),
    ("between", Class::Between),
    ("plural", Class::Plural),
    ("age", Class::Age),
    ("hedge", Class::Hedge),
    ("unit_prefix", Class::UnitPrefix),
    ("present", Class::Present),
    ("past", Class::Past),
    ("future", Class::Future),
    ("perfect", Class::Perfect),
    ("now", Class::Now),
    ("clause", Class::Clause),
    ("aside", Class::Aside),
    ("base", Class::Base),
    ("last", Class::Last),
    ("this", Class::This),
    ("next", Class::Next),
    ("moment", Class::Moment),
    ("ago", Class::Ago),
    ("hence", Class::Hence),
    ("since", Class::Since),
    ("by", Class::By),
    ("before", Class::Before),
    ("after", Class::AfterTime),
    ("in", Class::In),
    ("of", Class::Of),
    ("half", Class::Half),
    ("some", Class::Some),
    ("clock", Class::Clock),
    ("every", Class::Every),
    ("century", Class::Century),
    ("for", Class::For),
    ("rolling", Class::Rolling),
    ("fiscal", Class::Fiscal),
    ("measure", Class::Measure),
    ("joins", Class::Joins),
    ("particle", Class::Particle),
    ("pronoun", Class::Pronoun),
    ("calendar", Class::Calendar),
];

/// Tables whose keys are tags and whose values are lists of phrases.
const TAGGED: &[(&str, Class)] = &[
    ("units", Class::Unit),
    ("currencies", Class::Money),
    ("comparators", Class::Comparator),
    ("after", Class::After),
    ("directions", Class::Direction),
    ("references", Class::Reference),
    ("time_units", Class::TimeUnit),
    ("seasons", Class::Season),
    ("parts", Class::Part),
    ("days", Class::Day),
    ("vague", Class::Vague),
    ("day_parts", Class::DayPart),
    ("sets", Class::Set),
];

/// The classes are the bits of one word.
const _: () = assert!((Class::Fiscal as u64) < 128);

impl Class {
    const fn bit(self) -> u128 {
        1 << self as u128
    }
}

/// The senses of one word form.
#[derive(Clone, Debug, Default)]
pub struct Sense {
    classes: u128,
    /// The number of a number word.
    pub number: f64,
    /// The factor of a scale word.
    pub scale: f64,
    /// The place of an ordinal.
    pub ordinal: f64,
    /// The denominator of a fraction word.
    pub parts: f64,
    /// 1 to 12.
    pub month: i8,
    /// 1 (Monday) to 7.
    pub weekday: i8,
    phrases: Vec<u32>,
    /// The classes of those phrases.
    heads: u128,
    /// True at the head of a phrase that is a time or a reference by itself.
    starts: bool,
}

impl Sense {
    /// True when a figure or a time may stand where the word stands.
    pub fn starts(&self) -> bool {
        const STARTS: u128 = Class::Number.bit()
            | Class::Scale.bit()
            | Class::Ordinal.bit()
            | Class::Fraction.bit()
            | Class::Reference.bit()
            | Class::Month.bit()
            | Class::Weekday.bit()
            | Class::TimeUnit.bit()
            | Class::Season.bit()
            | Class::Day.bit()
            | Class::Vague.bit()
            | Class::Set.bit()
            | Class::DayPart.bit();
        self.starts || self.classes & STARTS != 0
    }

    /// True when a number may begin with the word.
    pub fn counts(&self) -> bool {
        const COUNTS: u128 = Class::Number.bit()
            | Class::Scale.bit()
            | Class::Ordinal.bit()
            | Class::Fraction.bit()
            | Class::Article.bit()
            | Class::Minus.bit();
        self.classes & COUNTS != 0
    }

    /// True when a time may begin with the word.
    pub fn times(&self) -> bool {
        const TIMES: u128 = Class::Number.bit()
            | Class::Scale.bit()
            | Class::Ordinal.bit()
            | Class::Fraction.bit()
            | Class::Article.bit()
            | Class::Determiner.bit()
            | Class::Comparator.bit()
            | Class::Month.bit()
            | Class::Weekday.bit()
            | Class::TimeUnit.bit()
            | Class::Season.bit()
            | Class::Part.bit()
            | Class::Last.bit()
            | Class::This.bit()
            | Class::Next.bit()
            | Class::Day.bit()
            | Class::Vague.bit()
            | Class::Since.bit()
            | Class::By.bit()
            | Class::Before.bit()
            | Class::AfterTime.bit()
            | Class::From.bit()
            | Class::Some.bit()
            | Class::Every.bit()
            | Class::Set.bit()
            | Class::Rolling.bit();
        (self.classes | self.heads) & TIMES != 0
    }

    /// True when the word may be of this class by itself.
    pub fn is(&self, class: Class) -> bool {
        self.classes & class.bit() != 0
    }
}

#[derive(Clone, Debug)]
struct Phrase {
    /// The ids of its words, of which the first `len` count.
    ids: [u32; LONGEST_PHRASE],
    len: usize,
    class: Class,
    tag: u32,
}

impl Phrase {
    fn words(&self) -> &[u32] {
        &self.ids[..self.len]
    }
}

/// The dictionary of one language.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    ids: HashMap<Box<str>, u32, BuildHasherDefault<Fold>>,
    senses: Vec<Sense>,
    phrases: Vec<Phrase>,
    tags: Vec<String>,
    /// True where a comma parts the decimals.
    pub decimal_comma: bool,
    /// True when nouns are written with a capital.
    pub capital_nouns: bool,
    /// Signs of currencies, the longest first ("US$", USD).
    pub symbols: Vec<(String, String)>,
}

/// Most words of a phrase.
pub const LONGEST_PHRASE: usize = 6;

impl Dictionary {
    /// The id of a lower-case form; 0 is unknown.
    pub fn id(&self, form: &str) -> u32 {
        self.ids.get(form).copied().unwrap_or(0)
    }

    /// The senses of an id.
    pub fn sense(&self, id: u32) -> &Sense {
        &self.senses[(id as usize).min(self.senses.len() - 1)]
    }

    /// The longest phrase of `class` at the head of `ids` (0 for unknown words): words and tag.
    pub fn phrase(&self, class: Class, ids: &(impl Iterator<Item = u32> + Clone)) -> Option<(usize, &str)> {
        let first = self.sense(ids.clone().next()?);
        if first.heads & class.bit() == 0 {
            return None;
        }
        let fits = |p: &&Phrase| {
            p.class == class && {
                let mut said = ids.clone();
                p.words().iter().all(|w| said.next() == Some(*w))
            }
        };
        let found = first.phrases.iter().map(|n| &self.phrases[*n as usize]).find(fits)?;
        Some((found.len, &self.tags[found.tag as usize]))
    }

    /// Lays one language's table of a file on top of what is there.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        if self.senses.is_empty() {
            self.senses.push(Sense::default());
            self.tags.push(String::new());
        }
        for (key, value) in table {
            let wrong = || RulesError { file: file.into(), message: format!("`{key}` has an unknown shape") };
            match (key, value) {
                ("decimal_comma", Value::Boolean(b)) => self.decimal_comma = *b,
                ("capital_nouns", Value::Boolean(b)) => self.capital_nouns = *b,
                ("months" | "weekdays", Value::Array(rows)) => {
                    for (n, row) in (1_i8..).zip(rows.iter()) {
                        for form in row.as_str().ok_or_else(wrong)?.split_whitespace() {
                            self.calendar(key == "months", n, form);
                        }
                    }
                }
                (_, Value::Table(inner)) => self.add_table(key, inner).ok_or_else(wrong)?,
                _ => return Err(wrong()),
            }
        }
        self.sort();
        Ok(())
    }

    fn add_table(&mut self, key: &str, table: &Table) -> Option<()> {
        if key == "words" {
            for (name, list) in table {
                let class = NAMES.iter().find(|(n, _)| *n == name)?.1;
                for phrase in list.as_array()? {
                    self.put(class, 0, phrase.as_str()?);
                }
            }
            return Some(());
        }
        if key == "symbols" {
            for (sign, code) in table {
                self.symbols.push((sign.to_string(), code.as_str()?.to_string()));
            }
            return Some(());
        }
        if let Some((_, class)) = TAGGED.iter().find(|(n, _)| *n == key) {
            for (tag, list) in table {
                let tag = self.tag(tag);
                for phrase in list.as_array()? {
                    self.put(*class, tag, phrase.as_str()?);
                }
            }
            return Some(());
        }
        let class = match key {
            "numbers" => Class::Number,
            "scales" => Class::Scale,
            "glued" => Class::Glued,
            "ordinals" => Class::Ordinal,
            "fractions" => Class::Fraction,
            _ => return None,
        };
        for (word, value) in table {
            let value = value.as_float().or(value.as_integer().map(|n| n as f64))?;
            let sense = self.word(word);
            sense.classes |= class.bit();
            match class {
                Class::Number => sense.number = value,
                Class::Scale | Class::Glued => sense.scale = value,
                Class::Ordinal => sense.ordinal = value,
                _ => sense.parts = value,
            }
        }
        Some(())
    }

    fn calendar(&mut self, months: bool, n: i8, form: &str) {
        let sense = self.word(form);
        if months {
            sense.classes |= Class::Month.bit();
            sense.month = n;
        } else {
            sense.classes |= Class::Weekday.bit();
            sense.weekday = n;
        }
    }

    fn word(&mut self, form: &str) -> &mut Sense {
        let id = self.known(form);
        &mut self.senses[id as usize]
    }

    /// The id of a form, which is entered when it is new.
    fn known(&mut self, form: &str) -> u32 {
        if let Some(id) = self.ids.get(form) {
            return *id;
        }
        let next = u32::try_from(self.senses.len()).unwrap_or(0);
        self.ids.insert(form.into(), next);
        self.senses.push(Sense::default());
        next
    }

    /// The place of a tag, which is entered when it is new; 0 is the empty one.
    fn tag(&mut self, tag: &str) -> u32 {
        let at = self.tags.iter().position(|t| t == tag).unwrap_or_else(|| {
            self.tags.push(tag.to_string());
            self.tags.len() - 1
        });
        u32::try_from(at).unwrap_or(0)
    }

    fn put(&mut self, class: Class, tag: u32, phrase: &str) {
        // Hyphens part words and points of initials are no part of them, as `token` cuts.
        let folded = match phrase.contains(['-', '.']) {
            true => Cow::Owned(phrase.replace('-', " ").replace('.', "")),
            false => Cow::Borrowed(phrase),
        };
        let mut words = Phrase { ids: [0; LONGEST_PHRASE], len: 0, class, tag };
        for form in folded.split_whitespace().take(LONGEST_PHRASE) {
            words.ids[words.len] = self.known(form);
            words.len += 1;
        }
        let Some(first) = words.words().first().copied() else { return };
        let alone = words.len == 1;
        let n = u32::try_from(self.phrases.len()).unwrap_or(0);
        self.phrases.push(words);
        let sense = &mut self.senses[first as usize];
        sense.phrases.push(n);
        sense.heads |= class.bit();
        sense.starts |= matches!(class, Class::Reference | Class::Vague | Class::Day);
        if alone {
            sense.classes |= class.bit();
        }
    }

    /// The longest phrase first, the symbols too.
    fn sort(&mut self) {
        let lengths: Vec<usize> = self.phrases.iter().map(|p| p.len).collect();
        for sense in self.senses.iter_mut().filter(|s| s.phrases.len() > 1) {
            sense.phrases.sort_by_key(|n| (usize::MAX - lengths[*n as usize], *n));
        }
        self.symbols.sort_by(|x, y| y.0.len().cmp(&x.0.len()).then(x.cmp(y)));
        self.symbols.dedup();
    }
}

/// Dictionaries by language, as one file gives them.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelves(pub BTreeMap<String, Vec<Table>>);

impl Shelves {
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for (language, inner) in table {
            let inner = inner.as_table().ok_or_else(|| RulesError {
                file: file.into(),
                message: format!("`{language}` is no table of a language"),
            })?;
            self.0.entry(language.to_string()).or_default().push(inner.clone());
        }
        Ok(())
    }
}

/// Tells a fault of a user's table when it is taken up, not when its language is first met.
pub(super) fn check(file: &str, text: &str) -> Result<(), RulesError> {
    let wrong = |e: toml::de::Error| RulesError { file: file.into(), message: e.to_string() };
    let table: Table = text.parse().map_err(wrong)?;
    table.values().filter_map(Value::as_table).try_for_each(|inner| Dictionary::default().add(file, inner))
}

/// FNV-1a: short keys, no order ever read from the map.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fold(u64);

impl Default for Fold {
    fn default() -> Self {
        Fold(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3);
        }
    }
}
