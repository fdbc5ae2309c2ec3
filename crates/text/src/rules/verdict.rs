//! Words around a quotation: what turns it, what frames it, look-alike signs (`verdict.toml`).

use std::collections::{BTreeMap, BTreeSet};

use super::table::Table;

use super::RulesError;

/// What `verdict::judge` knows of words.
#[derive(Clone, Debug, Default)]
pub struct VerdictRules {
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
    /// Words that stand for one another in brackets without another sense.
    pub pronouns: BTreeSet<String>,
    /// Heads of words that turn a verb round.
    pub turning_stems: Vec<String>,
    /// A sign of another script and the Latin letter that it looks like.
    homoglyphs: BTreeMap<char, char>,
    /// Two forms of one given name, both orders.
    given: BTreeSet<(String, String)>,
}

impl VerdictRules {
    /// Adds a table to these rules.
    ///
    /// # Errors
    /// When a value has another shape than the file asks for.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let split = |phrase: &String| phrase.split_whitespace().map(str::to_string).collect::<Vec<_>>();
        for (key, list) in [
            ("turns", &mut self.turns),
            ("reserves", &mut self.reserves),
            ("afters", &mut self.afters),
            ("frames", &mut self.frames),
            ("sources", &mut self.sources),
            ("conditions", &mut self.conditions),
            ("denials", &mut self.denials),
            ("announcements", &mut self.announcements),
        ] {
            list.extend(super::words(file, table, key)?.iter().map(split));
        }
        for (key, set) in [
            ("unreserved", &mut self.unreserved),
            ("joiners", &mut self.joiners),
            ("holds", &mut self.holds),
            ("refusals", &mut self.refusals),
            ("links", &mut self.links),
            ("aside", &mut self.aside),
            ("passive", &mut self.passive),
            ("own", &mut self.own),
            ("ours", &mut self.ours),
            ("others", &mut self.others),
            ("sayings", &mut self.sayings),
            ("asks", &mut self.asks),
            ("agrees", &mut self.agrees),
            ("back", &mut self.back),
            ("pronouns", &mut self.pronouns),
        ] {
            let lists = super::words(file, table, key)?;
            set.extend(lists.iter().flat_map(|l| l.split_whitespace().map(str::to_string)));
        }
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
