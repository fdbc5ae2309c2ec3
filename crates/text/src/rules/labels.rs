//! Words of speaker labels: `data/labels.toml`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use toml::Table;

use super::{RulesError, word_set};

/// What a label is made of. All lower case.
#[derive(Debug, Default)]
pub struct LabelRules {
    /// Forms before a name that are no office.
    pub honorifics: BTreeSet<String>,
    /// Heads of sections that hold a speech ("Statement by …").
    pub declarations: BTreeSet<String>,
    /// Words of offices that are none alone.
    pub modifiers: BTreeSet<String>,
    /// Words that make a label a heading and no name.
    pub heads: BTreeSet<String>,
    /// Words that are a heading when they stand alone and not in capitals, else perhaps a surname.
    pub lone_heads: BTreeSet<String>,
    /// Parts in the room that are only told apart by a number.
    pub numbered: BTreeSet<String>,
    /// Honorifics that stand before family names only.
    pub family: BTreeSet<String>,
    /// Articles and small number words before an honorific or an office.
    pub articles: BTreeSet<String>,
    /// Head words of offices.
    pub offices: BTreeSet<String>,
    /// Labels of an unnamed questioner.
    pub questions: BTreeSet<String>,
    /// Labels of an unnamed answer.
    pub answers: BTreeSet<String>,
    /// Labels of a part in the room.
    pub roles: BTreeSet<String>,
    /// Labels of the audience.
    pub audience: BTreeSet<String>,
    /// Labels of interpreters.
    pub interpreters: BTreeSet<String>,
    /// What minutes print between speeches, before a colon ("Decision: …").
    pub minutes: BTreeSet<String>,
    /// Words before a colon that never name a speaker.
    pub never: BTreeSet<String>,
    /// Verbs that bring in speech.
    pub verbs: BTreeSet<String>,
    /// Small words inside names.
    pub particles: BTreeSet<String>,
    /// Small words inside offices.
    pub connectors: BTreeSet<String>,
    /// Words that end a name in a title.
    pub title_words: BTreeSet<String>,
    /// Words that open sentences and are no part of a name.
    pub no_names: BTreeSet<String>,
    /// Words of outlets' names.
    pub outlets: BTreeSet<String>,
    /// Bracketed words that say the speech was interpreted.
    pub interpreted: BTreeSet<String>,
}

impl LabelRules {
    pub(crate) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        for (key, set) in [
            ("honorifics", &mut self.honorifics),
            ("family", &mut self.family),
            ("declarations", &mut self.declarations),
            ("modifiers", &mut self.modifiers),
            ("heads", &mut self.heads),
            ("lone_heads", &mut self.lone_heads),
            ("numbered", &mut self.numbered),
            ("articles", &mut self.articles),
            ("offices", &mut self.offices),
            ("questions", &mut self.questions),
            ("answers", &mut self.answers),
            ("roles", &mut self.roles),
            ("audience", &mut self.audience),
            ("interpreters", &mut self.interpreters),
            ("minutes", &mut self.minutes),
            ("never", &mut self.never),
            ("verbs", &mut self.verbs),
            ("particles", &mut self.particles),
            ("connectors", &mut self.connectors),
            ("title_words", &mut self.title_words),
            ("no_names", &mut self.no_names),
            ("outlets", &mut self.outlets),
            ("interpreted", &mut self.interpreted),
        ] {
            set.extend(word_set(file, table, key)?);
        }
        // A capital I stands for the dotless i of Turkish too.
        let dotted: Vec<String> =
            self.offices.iter().filter(|w| w.contains('ı')).map(|w| w.replace('ı', "i")).collect();
        self.offices.extend(dotted);
        Ok(())
    }

    /// True when the word, in any case and without a final dot, is an honorific.
    pub fn is_honorific(&self, word: &str) -> bool {
        self.honorifics.contains(bare(word).as_ref())
    }

    /// True when the word is an honorific before family names only.
    pub fn is_family_honorific(&self, word: &str) -> bool {
        self.family.contains(bare(word).as_ref())
    }

    /// True when the word, in any case, in the plural or without a final dot, heads an office. A
    /// word in capitals may have two neighbouring letters in the wrong order ("SECREATRY").
    pub fn is_office(&self, word: &str) -> bool {
        let word = word.trim_end_matches(['.', ',']);
        let lower = lower(word);
        let known = |w: &str| self.offices.contains(w);
        let plural = || lower.len() > 5 && lower.strip_suffix('s').is_some_and(known);
        let capitals = word.len() > 6 && word.is_ascii() && !word.bytes().any(|b| b.is_ascii_lowercase());
        known(lower.as_ref()) || plural() || capitals && swapped(&lower).any(|w| known(&w))
    }

    /// True when the word is a small word of names ("van", "al-").
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word.trim_end_matches(['-', '’', '\'']))
    }
}

/// The word with each pair of neighbouring letters exchanged.
fn swapped(word: &str) -> impl Iterator<Item = String> + '_ {
    (1..word.len()).map(|at| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.swap(at - 1, at);
        letters.into_iter().collect()
    })
}

fn bare(word: &str) -> Cow<'_, str> {
    lower(word.trim_end_matches(['.', ',']))
}

/// The word in lower case; most are so already.
fn lower(word: &str) -> Cow<'_, str> {
    let small = word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}
