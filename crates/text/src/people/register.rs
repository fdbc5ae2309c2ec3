//! The register: people with their names, and the posts they held, with days.
//!
//! `Vera Holt (Вера Хольт), President of Norland from 2029-05-01` is a person, another name and a post.
//! Facts come from `offices.toml`, from what a user has imported (`people.toml`), and from the record
//! itself (`gather`). Whom a label means is `resolve`'s to say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::fold::Keys;
use super::name::{Likeness, Name, Part};
use super::office::Office;
use crate::rules::Rules;
use crate::rules::holders::{Holders, PersonRow, PostRow, When};

/// What another name of a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// Another name.
    Other,
    /// The name in another script or spelling.
    Transliteration,
    /// A name borne before.
    Former,
    /// The name with the father's name.
    Patronymic,
}

/// Another name of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherName {
    /// What it is.
    pub kind: NameKind,
    /// As written.
    pub name: String,
}

/// A person of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The Wikidata id when it is known, else `p:` and words of the name.
    pub id: String,
    /// The name by which the person is shown.
    pub name: String,
    /// Other names.
    pub other_names: Vec<OtherName>,
    /// The father's given name.
    pub father: Option<String>,
    /// The form of address before the name.
    pub honorific: Option<String>,
    /// All names, cut to parts when they are first asked for; the first is `name`.
    parsed: OnceLock<Vec<Name>>,
}

impl Person {
    fn of(row: &PersonRow) -> Person {
        let mut person = Person {
            id: row.id.clone(),
            name: row.name.clone(),
            other_names: Vec::new(),
            father: None,
            honorific: None,
            parsed: OnceLock::new(),
        };
        person.take(row);
        person
    }

    /// Takes up other names; known ones are passed over.
    fn take(&mut self, row: &PersonRow) {
        let shown = (String::new(), row.name.clone());
        for (kind, name) in std::iter::once(&shown).chain(&row.other) {
            let kind = match kind.as_str() {
                "father" => {
                    self.father.get_or_insert_with(|| name.clone());
                    continue;
                }
                "honorific" => {
                    self.honorific.get_or_insert_with(|| name.clone());
                    continue;
                }
                "transliteration" => NameKind::Transliteration,
                "former" => NameKind::Former,
                "patronymic" => NameKind::Patronymic,
                _ => NameKind::Other,
            };
            if *name != self.name && !self.other_names.iter().any(|o| o.name == *name) {
                self.other_names.push(OtherName { kind, name: name.clone() });
                self.parsed = OnceLock::new();
            }
        }
    }

    /// What a printed name is to this person: the nearest of all names.
    pub fn likeness(&self, name: &Name, rules: &Rules) -> Likeness {
        nearest(self.parsed(rules), name, rules)
    }

    /// All names, the shown one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.other_names.iter().map(|o| o.name.as_str()))
    }

    /// The names, cut to parts.
    pub fn parsed(&self, rules: &Rules) -> &[Name] {
        self.parsed.get_or_init(|| self.names().map(|name| Name::of(name, rules)).collect())
    }

    /// The words by which the person is looked up: those of all names, initials left out.
    fn words(&self, rules: &Rules) -> impl Iterator<Item = &Part> {
        let parts = self.parsed(rules).iter().flat_map(|name| name.given.iter().chain(&name.surname));
        parts.filter(|part| !part.is_initial)
    }

    /// True when a word of a name is like one of the printed name.
    pub(super) fn shares_word(&self, printed: &Name, rules: &Rules) -> bool {
        let said = || printed.surname.iter().chain(&printed.given).filter(|p| !p.is_initial);
        let is_one = |x: &str, keys: &Keys| !x.is_empty() && (*x == keys.plain || *x == keys.sound);
        self.words(rules)
            .any(|own| said().any(|p| is_one(&p.keys.plain, &own.keys) || is_one(&p.keys.sound, &own.keys)))
    }
}

/// What a printed name is to the nearest of several names of one person. A name in another script
/// speaks for, and against only when there is none in the script of the printed one.
pub fn nearest(names: &[Name], printed: &Name, rules: &Rules) -> Likeness {
    let of = |own: &Name| own.likeness(printed, rules);
    let best = names.iter().map(of).min().unwrap_or(Likeness::Unclear);
    if best <= Likeness::Part {
        return best;
    }
    let same_script = names.iter().filter(|n| n.is_latin() == printed.is_latin());
    same_script.map(of).min().unwrap_or(best)
}

/// A post held by a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The office with its country or organisation.
    pub office: Arc<Office>,
    /// Index of the person.
    pub person: usize,
    /// The first day.
    pub start: Option<When>,
    /// The last day.
    pub end: Option<When>,
    /// Until when a post without an end is known to be held.
    pub known_to: Option<Date>,
    /// Where the fact comes from.
    pub source: String,
    /// Another source says the same with better known days.
    pub(super) is_covered: bool,
}

/// Whether a post was held on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tenure {
    /// It was not.
    No,
    /// It may have been.
    Possible,
    /// It was.
    Certain,
}

impl Post {
    /// True when `better` tells of the same time in office with better known days.
    fn is_covered_by(&self, better: &Post) -> bool {
        let (Some(start), Some(exact)) = (self.start, better.start) else { return false };
        let within = |wide: When, narrow: When| wide.first <= narrow.first && narrow.last <= wide.last;
        let ends = match (self.end, better.end) {
            (Some(wide), Some(narrow)) => within(wide, narrow),
            (Some(_), None) => false,
            (None, _) => true,
        };
        let same_days = start == exact && self.end == better.end;
        self.office == better.office && within(start, exact) && ends && !same_days
    }

    /// Whether the post was held on `day`.
    pub fn tenure(&self, day: Date) -> Tenure {
        let begun = match self.start {
            None => Tenure::Possible,
            Some(start) if day < start.first => Tenure::No,
            Some(start) if day < start.last => Tenure::Possible,
            Some(_) => Tenure::Certain,
        };
        let not_over = match (self.end, self.known_to) {
            (Some(end), _) if day > end.last => Tenure::No,
            (Some(end), _) if day > end.first => Tenure::Possible,
            (Some(_), _) => Tenure::Certain,
            (None, Some(known)) if day <= known => Tenure::Certain,
            (None, _) => Tenure::Possible,
        };
        begun.min(not_over)
    }
}

/// People and posts, with the look-ups that questions need.
#[derive(Debug, Default)]
pub struct Register {
    people: Vec<Person>,
    posts: Vec<Post>,
    by_id: BTreeMap<String, usize>,
    /// People by the keys of every word of their names, made when it is first asked for.
    by_word: OnceLock<BTreeMap<String, BTreeSet<usize>>>,
    /// Posts by country or organisation; those without one under the empty name.
    by_body: BTreeMap<String, Vec<usize>>,
    by_person: BTreeMap<usize, Vec<usize>>,
}

/// The two registers of one set of tables.
#[derive(Debug, Default)]
pub(crate) struct Registers {
    reading: OnceLock<Register>,
    asking: OnceLock<Register>,
}

impl Register {
    /// The register by which pages are read: the facts of `offices.toml`.
    pub fn reading(rules: &Rules) -> &Register {
        rules.registers.reading.get_or_init(|| {
            let mut register = Register::default();
            register.add(&rules.offices.holders, rules);
            register
        })
    }

    /// The register by which questions are answered: what the user has imported too.
    pub fn asking(rules: &Rules) -> &Register {
        if rules.people.holders.people.is_empty() {
            return Register::reading(rules);
        }
        rules.registers.asking.get_or_init(|| {
            let mut register = Register::default();
            register.add(&rules.offices.holders, rules);
            register.add(&rules.people.holders, rules);
            register
        })
    }

    /// Adds people and posts; the same id is the same person.
    pub fn add(&mut self, holders: &Holders, rules: &Rules) {
        for row in &holders.people {
            self.person(row);
        }
        // Few offices, held by many one after another: each is read once.
        let mut offices: BTreeMap<(&str, &str), Option<Arc<Office>>> = BTreeMap::new();
        for row in &holders.posts {
            let key = (row.office.as_str(), row.body.as_str());
            let read = || Office::held(&row.office, &row.body, rules).map(Arc::new);
            if let Some(office) = offices.entry(key).or_insert_with(read) {
                self.held(row, Arc::clone(office));
            }
        }
    }

    /// Adds a person, or names to a known one.
    pub fn person(&mut self, row: &PersonRow) {
        match self.by_id.get(&row.id) {
            Some(at) => self.people[*at].take(row),
            None => {
                self.by_id.insert(row.id.clone(), self.people.len());
                self.people.push(Person::of(row));
            }
        }
        self.by_word = OnceLock::new();
    }

    /// Adds a post of a known person; others are passed over.
    pub fn post(&mut self, row: &PostRow, rules: &Rules) {
        if let Some(office) = Office::held(&row.office, &row.body, rules) {
            self.held(row, Arc::new(office));
        }
    }

    fn held(&mut self, row: &PostRow, office: Arc<Office>) {
        let Some(person) = self.by_id.get(&row.person).copied() else { return };
        let (start, end, known_to) = (row.start, row.end, row.known_to);
        let post =
            Post { office, person, start, end, known_to, source: row.source.clone(), is_covered: false };
        let at = self.posts.len();
        let mut post = post;
        for known in self.by_person.entry(person).or_default().iter() {
            let known = &mut self.posts[*known];
            post.is_covered |= post.is_covered_by(known);
            known.is_covered |= known.is_covered_by(&post);
        }
        let body = post.office.body.as_deref().unwrap_or("");
        match self.by_body.get_mut(body) {
            Some(posts) => posts.push(at),
            None => drop(self.by_body.insert(body.to_string(), vec![at])),
        }
        self.by_person.entry(person).or_default().push(at);
        self.posts.push(post);
    }

    /// The people, in the order they came in.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The person of an id.
    pub fn of_id(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The posts of a person.
    pub fn posts_of(&self, person: usize) -> impl Iterator<Item = &Post> {
        self.by_person.get(&person).into_iter().flatten().filter_map(|at| self.posts.get(*at))
    }

    /// The posts of a country or organisation, all when it is `None`.
    pub(super) fn posts_in(&self, body: Option<&str>) -> Box<dyn Iterator<Item = &Post> + '_> {
        match body {
            Some(body) => {
                Box::new(self.by_body.get(body).into_iter().flatten().filter_map(|at| self.posts.get(*at)))
            }
            None => Box::new(self.posts.iter()),
        }
    }

    /// The people with a word of a name like this one.
    pub(super) fn with_word(&self, keys: &Keys, rules: &Rules) -> BTreeSet<usize> {
        let by_word = self.by_word.get_or_init(|| {
            let mut index: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
            for (at, person) in self.people.iter().enumerate() {
                for key in person.words(rules).flat_map(|part| [&part.keys.plain, &part.keys.sound]) {
                    index.entry(key.clone()).or_default().insert(at);
                }
            }
            index
        });
        let mut found = BTreeSet::new();
        for key in [&keys.plain, &keys.sound].into_iter().filter(|k| !k.is_empty()) {
            found.extend(by_word.get(key).into_iter().flatten().copied());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_post_is_held_between_its_days() {
        let when = |t: &str| When::parse(t);
        let post = |start: &str, end: &str| Post {
            office: Arc::default(),
            person: 0,
            start: when(start),
            end: when(end),
            known_to: Some(date(2033, 1, 1)),
            source: String::new(),
            is_covered: false,
        };
        for (start, end, day, want) in [
            ("2029-05-01", "2031-05-01", date(2029, 4, 30), Tenure::No),
            ("2029-05-01", "2031-05-01", date(2029, 5, 1), Tenure::Certain),
            ("2029-05-01", "2031-05-01", date(2031, 5, 1), Tenure::Certain),
            ("2029-05-01", "2031-05-01", date(2031, 5, 2), Tenure::No),
            ("2029", "2031", date(2029, 6, 1), Tenure::Possible),
            ("2029", "2031", date(2030, 6, 1), Tenure::Certain),
            ("2029", "2031", date(2031, 6, 1), Tenure::Possible),
            ("2029-05-01", "", date(2032, 1, 1), Tenure::Certain),
            ("2029-05-01", "", date(2034, 1, 1), Tenure::Possible),
            ("", "2031-05-01", date(2020, 1, 1), Tenure::Possible),
        ] {
            assert_eq!(post(start, end).tenure(day), want, "{start} – {end} on {day}");
        }
    }

    #[test]
    fn better_known_days_cover_others() {
        let rules = Rules::builtin();
        let table = "people = \'\'\'\np:a | Vera Holt\n\'\'\'\nposts = \'\'\'\npresident | Norland | p:a | 2029 | 2031\npresident | Norland | p:a | 2029-05-01 | 2031-05-01\npresident | Norland | p:a | 2029-05-01 | \npresident | Norland | p:a | 2033-05-01 |\n\'\'\'\n";
        let mut holders = Holders::default();
        holders.add("x", &table.parse().expect("a table")).expect("rows");
        let mut register = Register::default();
        register.add(&holders, rules);
        let covered: Vec<bool> = register.posts_of(0).map(|p| p.is_covered).collect();
        assert_eq!(covered, [true, false, true, false]);
    }

    #[test]
    fn the_embedded_table_has_whole_rows() {
        let rules = Rules::builtin();
        let register = Register::reading(rules);
        assert!(register.people.len() > 100, "{}", register.people.len());
        let holders = &rules.offices.holders;
        for row in &holders.posts {
            let office = Office::held(&row.office, &row.body, rules).expect("an office");
            assert!(register.of_id(&row.person).is_some(), "{row:?}: no such person");
            assert!(office.is_known && office.body.is_some(), "{row:?}: {office:?}");
            let days = row.start.zip(row.end);
            assert!(row.start.is_some() && days.is_none_or(|(s, e)| s.first <= e.last), "{row:?}");
        }
        let ids: BTreeSet<&str> = holders.people.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(ids.len(), holders.people.len(), "an id stands twice");
    }
}
