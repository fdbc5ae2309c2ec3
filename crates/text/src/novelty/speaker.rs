//! Who spoke at a meeting, as meetings are compared.
//!
//! `Vera Holt` of one page and `Holt` of another are one speaker when nobody else in the folder bears the name;
//! two people of one surname are not. One who asks and one who is not named take no part.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::Held;
use crate::transcript::{Role, Speaker};
use crate::words::plain;

/// The named speakers of all documents.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    /// The people of each name.
    by_name: BTreeMap<String, BTreeSet<String>>,
    /// The names of two words or more that end in a word.
    by_surname: BTreeMap<String, BTreeSet<String>>,
}

impl Speakers {
    /// Gathers those who speak.
    pub fn of(held: &[Held]) -> Speakers {
        let mut all = Speakers::default();
        for speaker in held.iter().flat_map(|h| &h.reading.transcript.turns).map(|t| &t.speaker) {
            let Some(name) = named(speaker) else { continue };
            if let Some((_, last)) = name.rsplit_once(' ') {
                all.by_surname.entry(last.to_string()).or_default().insert(name.clone());
            }
            let people = all.by_name.entry(name).or_default();
            people.extend(speaker.person.clone());
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
        let person = self.by_name.get(&name).and_then(only).cloned();
        Some(person.unwrap_or(name))
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
    let name = speaker.name.as_deref().filter(|_| speaker.role == Role::Speaker)?;
    Some(name.split_whitespace().map(plain).collect::<Vec<_>>().join(" "))
}
