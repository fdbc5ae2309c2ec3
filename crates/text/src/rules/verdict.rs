//! Words around a quotation: what turns it, what frames it, look-alike signs (`verdict.toml`).

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Table, Value};

use super::{RulesError, WordingRules};
use crate::sign::is_unspaced;

/// Words around a quotation that turn it, of one language.
#[derive(Clone, Debug, Default)]
pub struct TurnRules {
    /// Phrases, as words, with which a clause turns the words before it.
    pub turns: Vec<Vec<String>>,
    /// Phrases, as words, that turn what stands before them also without a sign between.
    pub reserves: Vec<Vec<String>>,
    /// Words before such a phrase by which it turns nothing: "as if".
    pub unreserved: BTreeSet<String>,
    /// Phrases, as words, that take the words directly before them back, or say who else holds them.
    pub afters: Vec<Vec<String>>,
    /// Phrases, as words, that take the words after them out of the speaker's mouth.
    pub frames: Vec<Vec<String>>,
    /// Phrases, as words, with which a clause names another source.
    pub sources: Vec<Vec<String>>,
    /// Phrases, as words, that open a clause of condition.
    pub conditions: Vec<Vec<String>>,
    /// Words that begin another main clause.
    pub joiners: BTreeSet<String>,
    /// Verbs of saying and thinking that bring in a clause.
    pub holds: BTreeSet<String>,
    /// Verbs before which, or behind which, what they govern does not happen.
    pub refusals: BTreeSet<String>,
    /// Words that may stand between such a verb and the clause.
    pub links: BTreeSet<String>,
    /// Those of them that a language parts from the verb by a comma.
    pub parted: BTreeSet<String>,
    /// Words behind the source that a clause names: "muhalefete göre".
    pub source_ends: BTreeSet<String>,
    /// Words that may stand between such a verb and its subject.
    pub aside: BTreeSet<String>,
    /// Words that make such a verb passive: "I was told that …" are another's words.
    pub passive: BTreeSet<String>,
    /// The speaker's words for himself.
    pub own: BTreeSet<String>,
    /// The speaker's words for what is his.
    pub ours: BTreeSet<String>,
    /// Words for others.
    pub others: BTreeSet<String>,
    /// Nouns that bring in others' words with a colon.
    pub sayings: BTreeSet<String>,
    /// Words with which a question begins.
    pub asks: BTreeSet<String>,
    /// Phrases, as words, with which the next sentence takes back what was said.
    pub denials: Vec<Vec<String>>,
    /// Words by which a speaker agrees.
    pub agrees: BTreeSet<String>,
    /// Words for what was said before.
    pub back: BTreeSet<String>,
    /// Phrases, as words, with which the sentence before brings in another's words.
    pub announcements: Vec<Vec<String>>,
    /// Words that join a clause to another, or begin one under it.
    pub clause_words: BTreeSet<String>,
    /// Pronouns that are a clause's subject.
    pub subjects: BTreeSet<String>,
    /// Small words behind a verb that change it: "hold back".
    pub particles: BTreeSet<String>,
    /// Words that begin a clause about another's words: "as my colleague put it".
    pub likens: BTreeSet<String>,
    /// Words before two numbers: "between".
    pub spans: BTreeSet<String>,
    /// Words behind which a clause stands that another clause governs: "that".
    pub complementizers: BTreeSet<String>,
    /// Words by which a speaker vouches for such a clause.
    pub vouches: BTreeSet<String>,
    /// Words by which he does not.
    pub unsure: BTreeSet<String>,
    /// True for a language that leaves a speaker's "I" to the verb.
    pub drops_subject: bool,
    /// Phrases, as words, that vouch without a speaker: "it is clear".
    pub plain_frames: Vec<Vec<String>>,
    /// Words that turn a sentence round in this language alone: "non".
    pub negators: BTreeSet<String>,
    /// Words that turn none round in this language: "no" is "in the" in Portuguese.
    pub no_negators: BTreeSet<String>,
    /// How the last word of a clause of condition ends, where a verb's ending tells it: "bozul-ursa".
    pub condition_endings: Vec<String>,
}

/// What `verdict::judge` knows of words.
#[derive(Clone, Debug, Default)]
pub struct VerdictRules {
    /// The words of each language, by BCP 47 code.
    languages: BTreeMap<String, TurnRules>,
    /// The words of all languages.
    all: TurnRules,
    /// Lists that are of no language: a user's. They belong to every one.
    common: Vec<(String, Table)>,
    /// Words that stand for one another in brackets without another sense.
    pub pronouns: BTreeSet<String>,
    /// Heads of words that turn a verb round.
    pub turning_stems: Vec<String>,
    /// A sign of another script and the Latin letter that it looks like.
    homoglyphs: BTreeMap<char, char>,
    /// Two forms of one given name, both orders.
    given: BTreeSet<(String, String)>,
}

impl TurnRules {
    /// Adds the lists of a table that are given.
    fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for (key, list) in [
            ("turns", &mut self.turns),
            ("reserves", &mut self.reserves),
            ("afters", &mut self.afters),
            ("frames", &mut self.frames),
            ("sources", &mut self.sources),
            ("conditions", &mut self.conditions),
            ("denials", &mut self.denials),
            ("announcements", &mut self.announcements),
            ("plain_frames", &mut self.plain_frames),
        ] {
            list.extend(super::words(file, table, key)?.iter().map(|phrase| split(phrase)));
        }
        for (key, set) in [
            ("unreserved", &mut self.unreserved),
            ("joiners", &mut self.joiners),
            ("holds", &mut self.holds),
            ("refusals", &mut self.refusals),
            ("links", &mut self.links),
            ("parted", &mut self.parted),
            ("source_ends", &mut self.source_ends),
            ("aside", &mut self.aside),
            ("passive", &mut self.passive),
            ("own", &mut self.own),
            ("ours", &mut self.ours),
            ("others", &mut self.others),
            ("sayings", &mut self.sayings),
            ("asks", &mut self.asks),
            ("agrees", &mut self.agrees),
            ("back", &mut self.back),
            ("clause_words", &mut self.clause_words),
            ("subjects", &mut self.subjects),
            ("particles", &mut self.particles),
            ("likens", &mut self.likens),
            ("spans", &mut self.spans),
            ("complementizers", &mut self.complementizers),
            ("vouches", &mut self.vouches),
            ("unsure", &mut self.unsure),
            ("negators", &mut self.negators),
            ("no_negators", &mut self.no_negators),
        ] {
            set.extend(super::words(file, table, key)?.iter().flat_map(|list| split(list)));
        }
        self.drops_subject |= table.get("drops_subject").and_then(Value::as_bool).unwrap_or(false);
        self.condition_endings.extend(super::words(file, table, "condition_endings")?);
        Ok(())
    }

    /// True for a word that turns a sentence round.
    pub fn negates(&self, form: &str, wording: &WordingRules) -> bool {
        let is_known = self.negators.contains(form) || wording.negators.contains(form);
        is_known && !self.no_negators.contains(form)
    }

    /// True when a clause whose last word this is says on what condition something holds.
    pub fn ends_as_condition(&self, form: &str) -> bool {
        self.condition_endings.iter().any(|e| form.len() > e.len() + 2 && form.ends_with(e.as_str()))
    }
}

/// The words of a phrase as `words` cuts them: a sign of a script without spaces stands alone.
fn split(phrase: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in phrase.split_whitespace() {
        let mut is_open = false;
        for c in word.chars() {
            let alone = is_unspaced(c);
            match found.last_mut().filter(|_| is_open && !alone) {
                Some(last) => last.push(c),
                None => found.push(c.to_string()),
            }
            is_open = !alone;
        }
    }
    found
}

impl VerdictRules {
    /// The words of a language; of an unknown one those of all.
    pub fn of(&self, language: Option<&str>) -> &TurnRules {
        let code = language.map(|l| l.split(['-', '_']).next().unwrap_or(l));
        code.and_then(|code| self.languages.get(code)).unwrap_or(&self.all)
    }

    /// The words of all languages.
    pub fn any(&self) -> &TurnRules {
        &self.all
    }

    /// Adds a table to these rules.
    ///
    /// # Errors
    /// When a value has another shape than the file asks for.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let sections = table.iter().filter_map(|(code, value)| value.as_table().map(|t| (code, t)));
        for (code, section) in sections {
            let code: &str = code;
            if !self.languages.contains_key(code) {
                let mut fresh = TurnRules::default();
                self.common.iter().try_for_each(|(file, table)| fresh.add(file, table))?;
                self.languages.insert(code.to_string(), fresh);
            }
            self.languages.entry(code.to_string()).or_default().add(file, section)?;
            self.all.add(file, section)?;
        }
        self.languages.values_mut().try_for_each(|of| of.add(file, table))?;
        self.all.add(file, table)?;
        self.common.push((file.to_string(), table.clone()));
        let pronouns = super::words(file, table, "pronouns")?;
        self.pronouns.extend(pronouns.iter().flat_map(|l| l.split_whitespace().map(str::to_string)));
        self.turning_stems.extend(super::words(file, table, "turning_stems")?);
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
