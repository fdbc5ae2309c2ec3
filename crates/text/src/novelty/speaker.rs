//! Who spoke at a meeting, as meetings are compared.
//!
//! `Vera Holt` of one page and `Holt` of another are one speaker when nobody else in the folder bears the name;
//! two people of one surname are not. One who asks and one who is not named take no part.

use std::collections::{BTreeMap, BTreeSet};

use crate::people::keys::{Keys, folded};
use crate::reading::Held;
use crate::transcript::{Role, Speaker};

/// The named speakers of all documents.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    /// By which word each name is compared.
    keys: Keys,
    /// The names of two words or more that end in a word.
    by_surname: BTreeMap<String, BTreeSet<String>>,
}

impl Speakers {
    /// Gathers those who speak.
    pub fn of(held: &[Held]) -> Speakers {
        let heard = || held.iter().flat_map(|h| &h.reading.transcript.turns).map(|t| &t.speaker);
        let mut all = Speakers { keys: Keys::of(heard()), ..Speakers::default() };
        for speaker in heard() {
            let Some(name) = named(speaker) else { continue };
            if let Some((_, last)) = name.rsplit_once(' ') {
                all.by_surname.entry(last.to_string()).or_default().insert(name.clone());
            }
        }
        all
    }

    /// The key by which a speaker is compared.
    pub fn key(&self, speaker: &Speaker) -> Option<String> {
        let mut name = named(speaker)?;
        if let Some(person) = &speaker.person {
            return Some(person.clone());
        }
        if let Some(full) = self.by_surname.get(&name).and_then(only) {
            name = full.clone();
        }
        Some(self.keys.of_name(name))
    }

    /// True for the surname of somebody who speaks.
    pub fn is_surname(&self, word: &str) -> bool {
        self.by_surname.contains_key(word)
    }
}

/// The one of a set that has no other.
fn only(all: &BTreeSet<String>) -> Option<&String> {
    all.first().filter(|_| all.len() == 1)
}

/// The folded name of one who speaks.
fn named(speaker: &Speaker) -> Option<String> {
    speaker.name.as_deref().filter(|_| speaker.role == Role::Speaker).map(folded)
}
