//! Offices, countries and who held which post: `data/offices.toml`.

use std::collections::{BTreeMap, BTreeSet};

use super::table::Table;

use super::holders::{Holders, rows};
use super::{RulesError, words};

/// Names of offices and countries, and the embedded posts.
#[derive(Debug, Default)]
pub struct OfficeRules {
    /// Forms of offices as words, with the office's id, in the order of their first word.
    forms: BTreeMap<Vec<String>, String>,
    /// The ids of offices.
    ids: BTreeSet<String>,
    /// The longest form, in words.
    longest: usize,
    /// Offices that a general word means: "minister" any minister, "leader" the head of a country.
    pub general: BTreeMap<String, BTreeSet<String>>,
    /// Of the general words those that mean nobody without a name.
    pub never_alone: BTreeSet<String>,
    /// The office whose holder is called the leader of a country.
    pub leaders: BTreeMap<String, String>,
    /// Forms of countries and organisations, words joined by a space, with the one name.
    bodies: BTreeMap<String, String>,
    /// Words that stand before a country's name and are no part of it.
    pub styles: BTreeSet<String>,
    /// Words that say that an office is no longer held.
    pub former: BTreeSet<String>,
    /// Words that say that an office is held for another.
    pub acting: BTreeSet<String>,
    /// Whose site a host or a publisher is: its name, the country or organisation.
    pub seats: Vec<(String, String)>,
    /// The people and posts of the table.
    pub holders: Holders,
}

/// The words of a name of an office or country: lower case without accents.
pub fn key_words(text: &str) -> Vec<String> {
    let parts =
        text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}')));
    let bare = |w: &str| {
        let w = w.strip_suffix("'s").or_else(|| w.strip_suffix("’s")).unwrap_or(w);
        crate::words::plain(w)
    };
    parts.map(bare).filter(|w| !w.is_empty()).collect()
}

impl OfficeRules {
    pub(crate) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let wrong =
            |key: &str, row: &str| RulesError { file: file.into(), message: format!("`{key}`: `{row}`") };
        for row in rows(file, table, "offices")? {
            let (id, forms) = row.split_once('|').ok_or_else(|| wrong("offices", row))?;
            self.ids.insert(id.trim().to_string());
            for form in forms.split(',').map(key_words).filter(|f| !f.is_empty()) {
                self.longest = self.longest.max(form.len());
                self.forms.entry(form).or_insert_with(|| id.trim().to_string());
            }
        }
        for row in rows(file, table, "countries")? {
            let mut forms = row.split(['|', ',']).map(key_words).filter(|f| !f.is_empty());
            let name = forms.next().ok_or_else(|| wrong("countries", row))?.join(" ");
            for form in forms {
                self.bodies.insert(form.join(" "), name.clone());
            }
            self.bodies.insert(name.clone(), name);
        }
        for row in rows(file, table, "general")? {
            let (word, offices) = row.split_once('|').ok_or_else(|| wrong("general", row))?;
            let offices = offices.split_whitespace().map(str::to_string);
            self.general.entry(word.trim().to_string()).or_default().extend(offices);
        }
        for row in rows(file, table, "leaders")? {
            let (body, office) = row.split_once('|').ok_or_else(|| wrong("leaders", row))?;
            let body = self.body(&key_words(body)).unwrap_or_default();
            self.leaders.insert(body, office.trim().to_string());
        }
        for row in rows(file, table, "seats")? {
            let (site, body) = row.split_once('|').ok_or_else(|| wrong("seats", row))?;
            let body = self.body(&key_words(body)).unwrap_or_default();
            self.seats.push((site.trim().to_lowercase(), body));
        }
        for (key, set) in
            [("styles", &mut self.styles), ("former", &mut self.former), ("acting", &mut self.acting)]
        {
            set.extend(words(file, table, key)?.iter().flat_map(|w| key_words(w)));
        }
        self.never_alone.extend(words(file, table, "never_alone")?);
        self.holders.add(file, table)
    }

    /// The office whose form stands at the head of these words, with the number of its words: the
    /// longest form wins.
    pub fn office_at(&self, words: &[String]) -> Option<(&str, usize)> {
        let most = self.longest.min(words.len());
        (1..=most).rev().find_map(|n| self.forms.get(&words[..n]).map(|id| (id.as_str(), n)))
    }

    /// True when an office of the table has this id.
    pub fn is_office_id(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// The one name of a country or organisation; an unknown one is its own words. `None` when
    /// nothing but small words and styles ("of the Republic") is left.
    pub fn body(&self, words: &[String]) -> Option<String> {
        let whole = words.join(" ");
        if let Some(known) = self.bodies.get(&whole) {
            return Some(known.clone());
        }
        let own: Vec<&str> = words.iter().map(String::as_str).filter(|w| !self.styles.contains(*w)).collect();
        let own = own.join(" ");
        match self.bodies.get(&own) {
            Some(known) => Some(known.clone()),
            None => (!own.is_empty()).then_some(own),
        }
    }

    /// True when the words are a known form of a country or organisation.
    pub fn is_body(&self, words: &[String]) -> bool {
        self.body(words).is_some_and(|b| self.bodies.contains_key(&b))
    }

    /// The country or organisation whose own site an address belongs to.
    pub fn seat_of(&self, url: &str) -> Option<&str> {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("").to_lowercase();
        let fits = |site: &str| host == site || host.strip_suffix(site).is_some_and(|h| h.ends_with('.'));
        self.seats.iter().find(|(site, _)| fits(site)).map(|(_, body)| body.as_str())
    }

    /// The country or organisation whose own site a publisher of this name is.
    pub fn seat_named(&self, publisher: &str) -> Option<&str> {
        let name = publisher.to_lowercase();
        self.seats.iter().find(|(site, _)| *site == name).map(|(_, body)| body.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn names_of_countries_and_offices_are_one() {
        let rules = &Rules::builtin().offices;
        for (text, body) in [
            ("Russian Federation", Some("russia")),
            ("the Republic of Norland", Some("norland")),
            ("Russian", Some("russia")),
            ("of the Republic", None),
            ("Norland", Some("norland")),
        ] {
            assert_eq!(rules.body(&key_words(text)).as_deref(), body, "{text}");
        }
        let office = |t: &str| rules.office_at(&key_words(t)).map(|(id, n)| (id.to_string(), n));
        assert_eq!(office("Prime Minister of Norland"), Some(("prime_minister".into(), 2)));
        assert_eq!(office("Président de la République"), Some(("president".into(), 4)));
        assert_eq!(office("Beekeeper"), None);
    }

    #[test]
    fn a_site_belongs_to_its_own_office_only() {
        let rules = &Rules::builtin().offices;
        assert_eq!(rules.seat_of("https://www.whitehouse.gov/x"), Some("united states"));
        assert_eq!(rules.seat_of("https://notwhitehouse.gov/x"), None);
        assert_eq!(rules.seat_of("https://whitehouse.gov.example.com/x"), None);
        assert_eq!(rules.seat_of(""), None);
    }
}
