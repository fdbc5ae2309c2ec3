//! What a printed office says: which office, of which country or organisation.
//!
//! `President of the Republic of Norland`, `Norland President`, `the Norland leader`, `MINISTER` and
//! `Deputy Minister of Roads of Norland` are read; the last is an office of its own, not the minister.
//! Who holds it is `register`'s to say.

use crate::rules::{Rules, key_words};

/// A printed office.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Office {
    /// The id of a known office, else its words.
    pub key: String,
    /// The country or organisation, when it is printed.
    pub body: Option<String>,
    /// Held no longer ("former").
    pub is_former: bool,
    /// Held for another ("acting").
    pub is_acting: bool,
    /// The table knows the office.
    pub is_known: bool,
}

/// Words that join an office and its country.
const JOINS: &[&str] = &[
    "of", "for", "de", "du", "des", "der", "von", "del", "della", "da", "do", "d", "l", "la", "le", "the",
    "to",
];

/// Words of an office at most.
const MOST: usize = 24;

impl Office {
    /// Reads a printed office; `None` when no word is left.
    pub fn of(printed: &str, rules: &Rules) -> Option<Office> {
        let table = &rules.offices;
        let mut words = key_words(printed);
        words.truncate(MOST);
        words.retain(|w| w != "the" && w != "his" && w != "her" && w != "excellency");
        let is_former = words.iter().any(|w| table.former.contains(w));
        let is_acting = words.iter().any(|w| table.acting.contains(w));
        words.retain(|w| !table.former.contains(w) && !table.acting.contains(w));
        if words.is_empty() {
            return None;
        }
        let own = Office { key: words.join(" "), body: None, is_former, is_acting, is_known: false };
        Some(Office::known(&words, rules).map_or(own, |known| Office { is_former, is_acting, ..known }))
    }

    fn known(words: &[String], rules: &Rules) -> Option<Office> {
        let table = &rules.offices;
        let at = (0..words.len()).find(|n| table.office_at(&words[*n..]).is_some())?;
        let (key, len) = table.office_at(&words[at..])?;
        let (before, after) = (&words[..at], &words[at + len..]);
        // "Deputy Minister", "Aide to the President", "President of the Senate Committee Chair".
        if before
            .iter()
            .chain(after)
            .any(|w| rules.labels.is_office(w) || w == "and" || w == "wife" || w == "office")
        {
            return None;
        }
        let joined = |w: &&String| JOINS.contains(&w.as_str());
        let after: Vec<String> = after.iter().skip_while(joined).cloned().collect();
        let found = |body| Some(Office { key: key.to_string(), body, is_known: true, ..Office::default() });
        if table.never_alone.contains(key) && !after.is_empty() && !table.is_body(&after) {
            return Office::of_some(words, key, rules);
        }
        match (before.is_empty(), after.is_empty()) {
            (true, _) => found(table.body(&after)),
            (false, true) if before.iter().any(|w| JOINS.contains(&w.as_str())) => None,
            (false, true) => found(table.body(before)),
            // "Norland's Minister of Roads": two things around the office's words.
            (false, false) => None,
        }
    }

    /// "Minister of Roads", "Minister of Roads of Norland", "Norland's Minister of Roads": an office of its
    /// own, with its country when that is printed after a second "of" or is known.
    fn of_some(words: &[String], head: &str, rules: &Rules) -> Option<Office> {
        let table = &rules.offices;
        let at = words.iter().position(|w| w == head).unwrap_or(0);
        let body_before = (at > 0).then(|| table.body(&words[..at])).flatten();
        let own = &words[at..];
        let last = own.iter().rposition(|w| w == "of").filter(|n| *n > 2);
        let (office, body) = match last {
            Some(n) if body_before.is_none() => (&own[..n], table.body(&own[n + 1..])),
            _ => (own, body_before),
        };
        Some(Office { key: office.join(" "), body, is_known: true, ..Office::default() })
    }

    /// The office of a post as a table writes it, with the country that the table names beside it.
    pub fn held(office: &str, body: &str, rules: &Rules) -> Option<Office> {
        let table = &rules.offices;
        let id = office.trim();
        let given = table.body(&key_words(body));
        let mut found = if table.general.contains_key(id) || table.is_office_id(id) {
            Office { key: id.to_string(), is_known: true, ..Office::default() }
        } else {
            Office::of(office, rules)?
        };
        // "Foreign Minister of Norland" beside "Norland", and "President" beside it.
        found.body = match (found.body, given) {
            (own, None) => own,
            (Some(own), Some(given)) if own != given && table.is_body(std::slice::from_ref(&own)) => {
                Some(own)
            }
            (_, given) => given,
        };
        Some(found)
    }

    /// True when a post of this office is meant by the printed `asked`, countries apart.
    pub fn is_meant_by(&self, asked: &Office, rules: &Rules) -> bool {
        if self.key == asked.key {
            return true;
        }
        let Some(general) = rules.offices.general.get(&asked.key) else { return false };
        // "Minister" means the Minister of Roads too.
        let begins = self.key.strip_prefix(&asked.key).is_some_and(|rest| rest.starts_with(' '));
        general.contains(&self.key) || begins
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(printed: &str, key: &str, body: Option<&str>) {
        let office = Office::of(printed, Rules::builtin()).expect("an office");
        assert_eq!((office.key.as_str(), office.body.as_deref()), (key, body), "{printed}");
    }

    #[test]
    fn an_office_is_read_with_its_country() {
        check("President of Norland", "president", Some("norland"));
        check("President of the Republic of Norland", "president", Some("norland"));
        check("PRESIDENT", "president", None);
        check("THE PRESIDENT", "president", None);
        check("Norland President", "president", Some("norland"));
        check("Norland's Foreign Minister", "foreign_minister", Some("norland"));
        check("the Norland leader", "leader", Some("norland"));
        check("head of state", "head_of_state", None);
        check("VICE PRESIDENT", "vice_president", None);
        check("Vice President of Norland", "vice_president", Some("norland"));
        check("Minister", "minister", None);
        check("Президент Норландии", "president", Some("норландии"));
        check("Президент России", "president", Some("russia"));
        check("Russian President", "president", Some("russia"));
        check("NATO Secretary General", "secretary_general", Some("nato"));
        check("President of the Senate", "president", Some("senate"));
        check("Minister of Roads", "minister of roads", None);
        check("Minister of Roads of Norland", "minister of roads", Some("norland"));
        check("Norland Minister of Roads", "minister of roads", Some("norland"));
        check("Minister of Germany", "minister", Some("germany"));
    }

    #[test]
    fn who_serves_an_office_is_not_its_holder() {
        for printed in [
            "Deputy Foreign Minister",
            "Aide to the President of Norland",
            "SPOKESPERSON FOR PRESIDENT HOLT",
            "First Deputy Prime Minister of Norland",
            "Head of the Office of the President",
            "First Lady",
            "The Presiding Officer",
            "SENIOR ADMINISTRATION OFFICIAL",
            "Assistant Secretary of State",
            "President of Norland and Commander",
        ] {
            let office = Office::of(printed, Rules::builtin()).expect("an office");
            assert!(!office.is_known, "{printed}: {office:?}");
        }
        let former = Office::of("Former President of Norland", Rules::builtin()).expect("an office");
        assert!(former.is_former && former.key == "president");
    }
}
