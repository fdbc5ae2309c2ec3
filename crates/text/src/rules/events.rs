//! Words of events, agreements and commitments by language: `data/events.toml`.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Table, Value};
use super::{RulesError, WordSet, word_set, words};

/// What kind of event a word tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// People meet and talk.
    Meeting,
    /// Somebody is somewhere as a guest.
    Visit,
    /// Many meet under one name.
    Summit,
    /// Two sides bind themselves, or a paper that does so.
    Agreement,
    /// Somebody decides.
    Decision,
    /// So many years since something; the event is what is remembered.
    Anniversary,
    /// Something else that happens on a day.
    Other,
}

impl EventKind {
    /// The word of the tables and of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            EventKind::Meeting => "meeting",
            EventKind::Visit => "visit",
            EventKind::Summit => "summit",
            EventKind::Agreement => "agreement",
            EventKind::Decision => "decision",
            EventKind::Anniversary => "anniversary",
            EventKind::Other => "other",
        }
    }

    /// The kind of a word of the tables.
    pub fn named(name: &str) -> Option<EventKind> {
        use EventKind::{Agreement, Anniversary, Decision, Meeting, Other, Summit, Visit};
        [Meeting, Visit, Summit, Agreement, Decision, Anniversary, Other]
            .into_iter()
            .find(|k| k.as_str() == name)
    }
}

/// Where in an event's life a verb puts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It takes place.
    Held,
    /// Its text is settled, before it is signed.
    Initialled,
    /// It is signed, concluded, adopted.
    Signed,
    /// What is signed is approved at home.
    Ratified,
    /// It is carried out.
    InForce,
    /// It is called off or ended.
    Cancelled,
    /// Somebody decides.
    Decided,
    /// An anniversary of it is kept.
    Kept,
}

impl Stage {
    fn named(name: &str) -> Option<Stage> {
        Some(match name {
            "held" => Stage::Held,
            "initialled" => Stage::Initialled,
            "signed" => Stage::Signed,
            "ratified" => Stage::Ratified,
            "in_force" => Stage::InForce,
            "cancelled" => Stage::Cancelled,
            "decided" => Stage::Decided,
            "kept" => Stage::Kept,
            _ => return None,
        })
    }
}

/// A noun that tells of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventNoun {
    /// Of what kind.
    pub kind: EventKind,
    /// True for more than one.
    pub is_plural: bool,
    /// True when it tells of an event only with a name or a verb.
    pub is_weak: bool,
    /// True when it tells of one only where a verb says that it is signed.
    pub is_sealed: bool,
    /// The number of its entry: its singular and plural share it.
    pub entry: u16,
}

/// A verb that tells of an event, or carries its noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventVerb {
    /// The base form.
    pub base: String,
    /// Of what kind; `None` when the noun tells.
    pub kind: Option<EventKind>,
    /// What it does to the event.
    pub stage: Stage,
    /// True when it tells of nothing without an event noun.
    pub carries: bool,
    /// Small words that stand before whom or what it takes; empty when it takes it bare.
    pub with: Vec<String>,
    /// The list of words of which what it takes must hold one; empty when it may take anything.
    pub takes: String,
    /// The list of phrases of which one must stand behind it; empty when it needs none.
    pub near: String,
    /// True when only its passive tells of an event: "was elected".
    pub is_passive: bool,
    /// True when it tells of one only where it is looked forward to: "seeing you in May".
    pub is_awaited: bool,
}

impl EventVerb {
    /// True when it tells of an event only with a time and certain words.
    pub fn is_special(&self) -> bool {
        !(self.takes.is_empty() && self.near.is_empty())
    }

    /// "there will be": carries an event noun as "hold" does.
    pub const EXISTS: EventVerb = EventVerb {
        base: String::new(),
        kind: None,
        stage: Stage::Held,
        carries: true,
        with: Vec::new(),
        takes: String::new(),
        near: String::new(),
        is_passive: false,
        is_awaited: false,
    };
}

/// Forms of a verb.
pub mod form {
    /// "sign", also with "I", "we", "you", "they".
    pub const BASE: u8 = 1;
    /// "signs".
    pub const THIRD: u8 = 2;
    /// "signed".
    pub const PAST: u8 = 4;
    /// "has signed", "is signed".
    pub const PARTICIPLE: u8 = 8;
    /// "signing".
    pub const GERUND: u8 = 16;
}

/// What small words do in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// "the", "our", "every".
    Determiner,
    /// "the", "our".
    Definite,
    /// "this".
    Here,
    /// "any", "such".
    Vague,
    /// "we", "which".
    Subject,
    /// "of", "in".
    Preposition,
    /// Between the head of a name and the rest of it.
    Joins,
    /// Inside a name.
    Inside,
    /// Begins a clause.
    Breaks,
    /// "and".
    And,
    /// Makes a clause no statement of what happened.
    Doubt,
    /// "will".
    Future,
    /// "would".
    Modal,
    /// "not".
    Not,
    /// "have".
    Have,
    /// "be".
    Be,
    /// "was".
    PastBe,
    /// "to".
    To,
    /// "did".
    Did,
    /// "do".
    Do,
    /// "let".
    Let,
    /// An adjective that sets nothing apart.
    Plain,
    /// "down" in "step down".
    Particle,
    /// A noun of people behind a name: "leaders".
    Group,
    /// Ends a name: "here".
    Edge,
}

const ROLES: &[(&str, Role)] = &[
    ("determiner", Role::Determiner),
    ("definite", Role::Definite),
    ("here", Role::Here),
    ("vague", Role::Vague),
    ("subject", Role::Subject),
    ("preposition", Role::Preposition),
    ("joins", Role::Joins),
    ("inside", Role::Inside),
    ("breaks", Role::Breaks),
    ("and", Role::And),
    ("doubt", Role::Doubt),
    ("future", Role::Future),
    ("modal", Role::Modal),
    ("not", Role::Not),
    ("have", Role::Have),
    ("be", Role::Be),
    ("past_be", Role::PastBe),
    ("to", Role::To),
    ("did", Role::Did),
    ("do", Role::Do),
    ("let", Role::Let),
    ("plain", Role::Plain),
    ("particle", Role::Particle),
    ("group", Role::Group),
    ("edge", Role::Edge),
];

/// What the table knows of one word.
#[derive(Clone, Debug, Default)]
pub struct Sense {
    roles: u32,
    /// As a noun.
    pub noun: Option<EventNoun>,
    /// As a form of verbs: index into `Lexis::verbs`, and which forms.
    pub verbs: Vec<(u16, u8)>,
}

impl Sense {
    /// True when the word may play the part.
    pub fn is(&self, role: Role) -> bool {
        self.roles & (1 << role as u32) != 0
    }
}

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub struct Lexis {
    senses: BTreeMap<String, Sense>,
    /// Words without which a sentence tells of no event.
    pub triggers: WordSet,
    /// More such words, for a sentence in which a time is told.
    pub dated: WordSet,
    /// Two words that are one noun.
    compounds: BTreeMap<String, EventKind>,
    /// Words of one meaning, with the name of the group.
    concepts: BTreeMap<String, String>,
    /// Endings that words of one meaning may differ in, tried in this order.
    endings: Vec<String>,
    /// Endings of the forms of one word.
    inflections: Vec<String>,
    /// Forms that no ending tells, with the word they are of.
    irregular: BTreeMap<String, String>,
    /// Groups of words by which a title and its first sentence may tell of one event, by stem and meaning.
    kin: BTreeMap<String, BTreeSet<u16>>,
    n_kin: u16,
    /// Endings by which a verb is told from a noun.
    pub past: Vec<String>,
    /// Verbs that only carry others.
    pub light: BTreeSet<String>,
    /// Words of saying.
    pub report: BTreeSet<String>,
    /// Words that mean the event told of right before: "which", "this".
    pub pointing: BTreeSet<String>,
    /// Words that say it is not the one told of before: "another".
    pub apart: BTreeSet<String>,
    /// Words that say it was not told of before: "a".
    pub fresh: BTreeSet<String>,
    /// The verbs.
    pub verbs: Vec<EventVerb>,
    /// Phrases as words, by what they do.
    pub cues: BTreeMap<String, Vec<Vec<String>>>,
    /// Phrases by which a speaker binds himself, with the kind of the act.
    pub commitments: Vec<(Vec<String>, String)>,
    /// First words of these.
    pub commits: WordSet,
    /// Verbs after such a phrase that carry no deed.
    pub empty_verbs: BTreeSet<String>,
    /// Objects that name nothing.
    pub empty_nouns: BTreeSet<String>,
    n_nouns: u16,
}

/// The table.
#[derive(Clone, Debug, Default)]
pub struct EventRules {
    languages: BTreeMap<String, Lexis>,
}

/// A noun of the table, before its entry is read.
const NOUN: EventNoun =
    EventNoun { kind: EventKind::Other, is_plural: false, is_weak: false, is_sealed: false, entry: 0 };

static NOTHING: Sense = Sense { roles: 0, noun: None, verbs: Vec::new() };

impl EventRules {
    /// Adds a table to these rules.
    ///
    /// # Errors
    /// When a value has another shape than the file asks for.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for (language, inner) in table {
            let inner = inner.as_table().ok_or_else(|| wrong(file, language))?;
            self.languages.entry(language.to_string()).or_default().add(file, inner)?;
        }
        Ok(())
    }

    /// The words of a language: English when it is not known, `None` when it has no table.
    pub fn lexis(&self, language: Option<&str>) -> Option<&Lexis> {
        self.languages.get(language.map_or(Some("en"), |l| l.get(..2))?)
    }
}

fn wrong(file: &str, key: &str) -> RulesError {
    RulesError { file: file.into(), message: format!("`{key}` has an unknown shape") }
}

impl Lexis {
    /// What is known of a word, in lower case with straight apostrophes.
    pub fn sense(&self, form: &str) -> &Sense {
        self.senses.get(form).unwrap_or(&NOTHING)
    }

    /// The noun that a word is behind another: "press conference" is no conference.
    pub fn noun(&self, before: &str, form: &str) -> Option<EventNoun> {
        let noun = self.sense(form).noun?;
        let kind = self.compounds.get(&format!("{before} {form}")).copied();
        Some(kind.map_or(noun, |kind| EventNoun { kind, is_weak: true, ..noun }))
    }

    /// The word of an irregular form, else the form.
    pub fn base<'f>(&'f self, form: &'f str) -> &'f str {
        self.irregular.get(form).map_or(form, String::as_str)
    }

    /// The groups of kin that a word is in.
    pub fn kin(&self, form: &str) -> BTreeSet<u16> {
        let base = self.base(form);
        let keys = [self.concept(base), self.lemma(base)];
        keys.iter().filter_map(|k| self.kin.get(k)).flatten().copied().collect()
    }

    /// What a word means: the name of its group, else its stem.
    pub fn concept(&self, form: &str) -> String {
        self.cut(form, &|w| self.concepts.get(w).cloned())
    }

    /// What the forms of one word have in common.
    pub fn lemma(&self, form: &str) -> String {
        let form = form.replace('-', "");
        let short = self.inflections.iter().find_map(|e| shorter(&form, e));
        single(short.as_deref().unwrap_or(&form))
    }

    /// A word without its endings.
    pub fn stem(&self, form: &str) -> String {
        self.cut(form, &|_| None)
    }

    fn cut(&self, form: &str, known: &dyn Fn(&str) -> Option<String>) -> String {
        let form = form.replace('-', "");
        let mut stem = form.strip_suffix("'s").unwrap_or(&form).to_string();
        if let Some(name) = known(&stem) {
            return name;
        }
        for _ in 0..2 {
            let short: Vec<String> = self.endings.iter().filter_map(|e| shorter(&stem, e)).collect();
            let forms = short.iter().flat_map(|s| [s.clone(), format!("{s}e"), format!("{s}y"), single(s)]);
            if let Some(name) = forms.into_iter().find_map(|f| known(&f)) {
                return name;
            }
            let Some(first) = short.into_iter().next() else { break };
            stem = first;
        }
        single(&stem)
    }

    /// The words of a phrase list.
    pub fn phrases(&self, cue: &str) -> &[Vec<String>] {
        self.cues.get(cue).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for (key, value) in table {
            match (key, value) {
                ("nouns", Value::Table(t)) => self.nouns(file, t, NOUN)?,
                ("weak", Value::Table(t)) => self.nouns(file, t, EventNoun { is_weak: true, ..NOUN })?,
                ("sealed", Value::Table(t)) => {
                    self.nouns(file, t, EventNoun { is_weak: true, is_sealed: true, ..NOUN })?;
                }
                ("verbs", Value::Array(list)) => {
                    for entry in list.iter() {
                        self.verb(file, entry.as_table().ok_or_else(|| wrong(file, "verbs"))?)?;
                    }
                }
                ("compounds", Value::Table(t)) => {
                    for name in t.keys() {
                        let kind = EventKind::named(name).ok_or_else(|| wrong(file, name))?;
                        self.compounds.extend(words(file, t, name)?.into_iter().map(|w| (w, kind)));
                    }
                }
                ("concepts", Value::Table(t)) => self.concepts(file, t)?,
                ("words", Value::Table(t)) => self.roles(file, t)?,
                ("cues" | "bound", Value::Table(t)) => {
                    for cue in t.keys() {
                        self.cues.entry(cue.to_string()).or_default().extend(split(&words(file, t, cue)?));
                    }
                }
                ("commitments", Value::Table(t)) => {
                    for act in t.keys() {
                        for phrase in split(&words(file, t, act)?) {
                            self.commits.extend(phrase.first().cloned());
                            self.commitments.push((phrase, act.to_string()));
                        }
                    }
                    self.commitments.sort_by(|x, y| y.0.len().cmp(&x.0.len()).then(x.cmp(y)));
                }
                ("empty", Value::Table(t)) => {
                    self.empty_verbs.extend(word_set(file, t, "verbs")?);
                    self.empty_nouns.extend(word_set(file, t, "nouns")?);
                }
                _ => return Err(wrong(file, key)),
            }
        }
        Ok(())
    }

    fn concepts(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        // The first word of a group names it.
        let groups =
            |key: &str| -> Result<Vec<Vec<String>>, RulesError> { Ok(split(&words(file, table, key)?)) };
        for group in groups("same")? {
            let Some(name) = group.first().cloned() else { continue };
            self.concepts.extend(group.into_iter().map(|form| (form, name.clone())));
        }
        for group in groups("irregular")? {
            let Some((base, forms)) = group.split_first() else { continue };
            self.irregular.extend(forms.iter().map(|form| (form.clone(), base.clone())));
        }
        self.endings.extend(words(file, table, "endings")?);
        self.inflections.extend(words(file, table, "inflections")?);
        self.past.extend(words(file, table, "past")?);
        self.light.extend(word_set(file, table, "light")?);
        self.report.extend(word_set(file, table, "report")?);
        self.pointing.extend(word_set(file, table, "pointing")?);
        self.apart.extend(word_set(file, table, "apart")?);
        self.fresh.extend(word_set(file, table, "fresh")?);
        for group in groups("kin")? {
            for form in group {
                for key in [self.concept(&form), self.lemma(&form)] {
                    self.kin.entry(key).or_default().insert(self.n_kin);
                }
            }
            self.n_kin = self.n_kin.saturating_add(1);
        }
        Ok(())
    }

    fn nouns(&mut self, file: &str, table: &Table, like: EventNoun) -> Result<(), RulesError> {
        for name in table.keys() {
            let kind = EventKind::named(name).ok_or_else(|| wrong(file, name))?;
            for entry in words(file, table, name)? {
                let (stem, endings) = entry.split_once('+').unwrap_or((&entry, ""));
                let bare = stem.strip_suffix('-');
                // "treat-+y+ies" has no bare form, "meeting+s" has.
                let forms: Vec<String> = match bare {
                    Some(stem) => endings.split('+').map(|e| format!("{stem}{e}")).collect(),
                    None if endings.is_empty() => vec![stem.to_string()],
                    None => vec![stem.to_string(), format!("{stem}{endings}")],
                };
                for (n, form) in forms.into_iter().enumerate() {
                    if !like.is_sealed {
                        self.triggers.extend([form.clone()]);
                    }
                    let noun = EventNoun { kind, is_plural: n > 0, entry: self.n_nouns, ..like };
                    self.senses.entry(form).or_default().noun = Some(noun);
                }
                self.n_nouns += 1;
            }
        }
        Ok(())
    }

    fn verb(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let text = |key: &str| table.get(key).and_then(Value::as_str).ok_or_else(|| wrong(file, key));
        let (kind, stage) =
            (text("kind")?, Stage::named(text("stage")?).ok_or_else(|| wrong(file, "stage"))?);
        let with = words(file, table, "with")?;
        let key = |key: &str| table.get(key).and_then(Value::as_str).unwrap_or_default().to_string();
        // "saw each other", "opened": too common to be looked for in every sentence.
        let is_dated = !(key("takes").is_empty() && key("near").is_empty());
        for entry in words(file, table, "words")? {
            let forms = forms(&entry);
            let [base, third, past, participle, gerund] = forms.as_slice() else {
                return Err(wrong(file, &entry));
            };
            let at = u16::try_from(self.verbs.len()).unwrap_or(u16::MAX);
            let carries = kind == "carrier";
            self.verbs.push(EventVerb {
                base: base.clone(),
                kind: EventKind::named(kind),
                stage,
                carries,
                with: with.clone(),
                takes: key("takes"),
                near: key("near"),
                is_passive: key("voice") == "passive",
                is_awaited: key("voice") == "awaited",
            });
            let all = [
                (base, form::BASE),
                (third, form::THIRD),
                (past, form::PAST),
                (participle, form::PARTICIPLE),
                (gerund, form::GERUND),
            ];
            for (word, bit) in all {
                if is_dated {
                    self.dated.extend([word.clone()]);
                } else if !carries {
                    self.triggers.extend([word.clone()]);
                }
                let verbs = &mut self.senses.entry(word.clone()).or_default().verbs;
                match verbs.iter_mut().find(|v| v.0 == at) {
                    Some(known) => known.1 |= bit,
                    None => verbs.push((at, bit)),
                }
            }
        }
        Ok(())
    }

    fn roles(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for key in table.keys() {
            let role = ROLES.iter().find(|(name, _)| *name == key).ok_or_else(|| wrong(file, key))?.1;
            for word in words(file, table, key)? {
                self.senses.entry(word).or_default().roles |= 1 << role as u32;
            }
        }
        Ok(())
    }
}

/// A word without an ending; a stem keeps three letters.
fn shorter(word: &str, ending: &str) -> Option<String> {
    let short = word.strip_suffix(ending).filter(|s| s.chars().count() >= 3)?;
    (!(ending == "s" && short.ends_with('s'))).then(|| short.to_string())
}

/// "bann" is "ban"; "sell" and "pass" stay.
fn single(stem: &str) -> String {
    let mut ends = stem.chars().rev();
    match (ends.next(), ends.next()) {
        (Some(a), Some(b)) if a == b && stem.len() > 3 && !matches!(a, 'l' | 's') => {
            stem[..stem.len() - a.len_utf8()].to_string()
        }
        _ => stem.to_string(),
    }
}

/// The five forms of an entry: "meet/meets/met/met/meeting", or "sign+" for a regular verb.
fn forms(entry: &str) -> Vec<String> {
    let Some(base) = entry.strip_suffix('+') else {
        return entry.split('/').map(str::to_string).collect();
    };
    let stem = base.strip_suffix('e').unwrap_or(base);
    let past = format!("{stem}ed");
    vec![base.to_string(), format!("{base}s"), past.clone(), past, format!("{stem}ing")]
}

fn split(phrases: &[String]) -> Vec<Vec<String>> {
    phrases.iter().map(|p| p.split_whitespace().map(str::to_string).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn forms_are_known_by_what_they_are() {
        let lexis = Rules::builtin().events.lexis(Some("en")).expect("English");
        let noun = |w: &str| lexis.sense(w).noun.map(|n| (n.kind, n.is_plural));
        assert_eq!(noun("treaties"), Some((EventKind::Agreement, true)));
        assert_eq!(noun("talks"), Some((EventKind::Meeting, false)));
        let met = &lexis.sense("met").verbs;
        assert_eq!(met.first().map(|v| v.1), Some(form::PAST | form::PARTICIPLE));
        assert!(lexis.sense("the").is(Role::Definite) && !lexis.sense("a").is(Role::Definite));
        assert!(lexis.triggers.holds("Signing") && !lexis.triggers.holds("held"));
        assert!(Rules::builtin().events.lexis(Some("xx")).is_none());
    }
}
