//! Words of speaker labels: `data/labels.toml`.

use super::table::Table;

use super::{RulesError, WordSet, words};

/// What a label is made of. All lower case.
#[derive(Debug, Default)]
pub struct LabelRules {
    /// Forms before a name that are no office.
    pub honorifics: WordSet,
    /// Heads of sections that hold a speech ("Statement by …").
    pub declarations: WordSet,
    /// Words of offices that are none alone.
    pub modifiers: WordSet,
    /// Words that make a label a heading and no name.
    pub heads: WordSet,
    /// Words that are a heading when they stand alone and not in capitals, else perhaps a surname.
    pub lone_heads: WordSet,
    /// Parts in the room that are only told apart by a number.
    pub numbered: WordSet,
    /// Honorifics that stand before family names only.
    pub family: WordSet,
    /// Articles and small number words before an honorific or an office.
    pub articles: WordSet,
    /// Head words of offices.
    pub offices: WordSet,
    /// Labels of an unnamed questioner.
    pub questions: WordSet,
    /// Labels of an unnamed answer.
    pub answers: WordSet,
    /// Labels of a part in the room.
    pub roles: WordSet,
    /// Labels of the audience.
    pub audience: WordSet,
    /// Labels of interpreters.
    pub interpreters: WordSet,
    /// What minutes print between speeches, before a colon ("Decision: …").
    pub minutes: WordSet,
    /// Words before a colon that never name a speaker.
    pub never: WordSet,
    /// Openings of labels of somebody who is not known ("A voice from the hall").
    pub unknown: WordSet,
    /// Words in a label of one who gives another's words ("reading a letter").
    pub relays: WordSet,
    /// Titles that one may bear beside another ("Trade Representative Ambassador").
    pub bears: WordSet,
    /// Words of titles that set their holder apart ("vice", "former").
    pub apart: WordSet,
    /// Honorifics of women.
    pub women: WordSet,
    /// Honorifics of men.
    pub men: WordSet,
    /// Verbs that bring in speech.
    pub verbs: WordSet,
    /// Small words inside names.
    pub particles: WordSet,
    /// Small words inside offices.
    pub connectors: WordSet,
    /// Words of what an office is of ("Security", "Roads"): no given names.
    pub portfolios: WordSet,
    /// Words that end a name in a title.
    pub title_words: WordSet,
    /// Words that open sentences and are no part of a name.
    pub no_names: WordSet,
    /// Words of outlets' names.
    pub outlets: WordSet,
    /// Bracketed words that say the speech was interpreted.
    pub interpreted: WordSet,
    /// Words by which a moderator gives the floor.
    pub floor: Vec<String>,
    /// Long words of offices with a letter left out ("PRESIDEN").
    office_slips: WordSet,
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
            ("unknown", &mut self.unknown),
            ("relays", &mut self.relays),
            ("bears", &mut self.bears),
            ("apart", &mut self.apart),
            ("women", &mut self.women),
            ("men", &mut self.men),
            ("verbs", &mut self.verbs),
            ("particles", &mut self.particles),
            ("connectors", &mut self.connectors),
            ("portfolios", &mut self.portfolios),
            ("title_words", &mut self.title_words),
            ("no_names", &mut self.no_names),
            ("outlets", &mut self.outlets),
            ("interpreted", &mut self.interpreted),
        ] {
            set.extend(words(file, table, key)?);
        }
        self.floor.extend(words(file, table, "floor")?);
        // A capital I stands for the dotless i of Turkish too.
        let dotted: Vec<String> =
            self.offices.iter().filter(|w| w.contains('ı')).map(|w| w.replace('ı', "i")).collect();
        self.offices.extend(dotted);
        self.office_slips.extend(self.offices.iter().flat_map(|w| shortened(w)).collect::<Vec<_>>());
        Ok(())
    }

    /// True when the word, in any case and without a final dot, is an honorific.
    pub fn is_honorific(&self, word: &str) -> bool {
        self.honorifics.holds(bare(word))
    }

    /// True when the word is an honorific before family names only.
    pub fn is_family_honorific(&self, word: &str) -> bool {
        self.family.holds(bare(word))
    }

    /// True when the word, in any case, in the plural or without a final dot, heads an office. A
    /// word in capitals may have two neighbouring letters in the wrong order ("SECREATRY"), or lack one
    /// ("PRESIDEN").
    pub fn is_office(&self, word: &str) -> bool {
        let word = bare(word);
        if !word.is_ascii() {
            let lower = word.to_lowercase();
            return self.offices.contains(&lower) || self.is_plural(&lower);
        }
        let capitals = || word.len() > 6 && !word.bytes().any(|b| b.is_ascii_lowercase());
        self.offices.holds(word)
            || self.is_plural(word)
            || capitals()
                && (self.office_slips.holds(word)
                    || swapped(&word.to_lowercase()).any(|w| self.offices.contains(&w)))
    }

    fn is_plural(&self, word: &str) -> bool {
        word.len() > 5 && word.strip_suffix(['s', 'S']).is_some_and(|w| self.offices.holds(w))
    }

    /// True when the word is a small word of names ("van", "al-").
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word.trim_end_matches(['-', '’', '\'']))
    }
}

/// A long word with each of its letters left out but the first.
fn shortened(word: &str) -> Vec<String> {
    let long = word.len() > 7 && word.bytes().all(|b| b.is_ascii_lowercase());
    (1..word.len()).filter(|_| long).map(|at| format!("{}{}", &word[..at], &word[at + 1..])).collect()
}

/// The word with each pair of neighbouring letters exchanged.
fn swapped(word: &str) -> impl Iterator<Item = String> + '_ {
    (1..word.len()).map(|at| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.swap(at - 1, at);
        letters.into_iter().collect()
    })
}

fn bare(word: &str) -> &str {
    word.trim_end_matches(['.', ','])
}
