//! By which word the speakers of several pages are compared: the person's id, else the name.
//!
//! One page prints an office by which Vera Holt is a person of the register, the next prints one that
//! the register does not have, or none. Her full name is the same, and no other person of these pages
//! bears it: she is one.

use std::collections::BTreeMap;

use crate::transcript::Speaker;
use crate::words::plain;

/// The persons of full names on some pages.
#[derive(Debug, Default)]
pub struct Keys {
    /// Folded full name to its person; `None` where two persons bear it.
    named: BTreeMap<String, Option<String>>,
}

/// Different names at most; further ones are their own keys.
const MOST: usize = 100_000;

impl Keys {
    /// Gathers the persons of all speakers.
    pub fn of<'s>(speakers: impl Iterator<Item = &'s Speaker>) -> Keys {
        let mut keys = Keys::default();
        for speaker in speakers {
            let (Some(person), Some(name)) = (&speaker.person, &speaker.name) else { continue };
            let name = folded(name);
            if !name.contains(' ') || keys.named.len() >= MOST && !keys.named.contains_key(&name) {
                continue;
            }
            let known = keys.named.entry(name).or_insert_with(|| Some(person.clone()));
            if known.as_deref() != Some(person) {
                *known = None;
            }
        }
        keys
    }

    /// The key of a speaker; `None` for one who is not named.
    pub fn key(&self, speaker: &Speaker) -> Option<String> {
        if speaker.person.is_some() {
            return speaker.person.clone();
        }
        Some(self.of_name(folded(speaker.name.as_deref()?)))
    }

    /// The key of a folded name.
    pub fn of_name(&self, name: String) -> String {
        self.named.get(&name).cloned().flatten().unwrap_or(name)
    }
}

/// A name as it is compared.
pub fn folded(name: &str) -> String {
    name.split_whitespace().map(plain).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::Keys;
    use crate::transcript::{Role, Speaker};

    fn speaker(name: &str, person: Option<&str>) -> Speaker {
        Speaker {
            name: Some(name.into()),
            label: None,
            office: None,
            person: person.map(str::to_string),
            role: Role::Speaker,
        }
    }

    #[test]
    fn a_full_name_means_the_one_person_who_bears_it() {
        let known = [
            speaker("Vera Holt", Some("p:vera")),
            speaker("Mara Dunn", Some("p:mara")),
            speaker("Mara Dunn", Some("p:mara2")),
            speaker("Holt", Some("p:vera")),
        ];
        let keys = Keys::of(known.iter());
        for (name, want) in [
            ("Vera HOLT", "p:vera"),
            ("Holt", "holt"),
            ("Mara Dunn", "mara dunn"),
            ("Aron Lind", "aron lind"),
        ] {
            assert_eq!(keys.key(&speaker(name, None)).as_deref(), Some(want), "{name}");
        }
    }
}
