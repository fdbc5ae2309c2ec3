//! Whom a source names: the fullest form of a person's name on the page, or nobody.
//!
//! ```text
//! Vera Holt, the mayor of Brona, spoke on Monday. “We go,” she said. Holt did not say when.
//! ```
//! Both sources are `Vera Holt`. Two people of one surname, a pronoun with two people before it, an
//! office that two people hold: then the source has no name. A wrong name is worse than none.

use std::collections::BTreeMap;

use crate::rules::QuotationRules;

use super::printed::{Gender, Name, Printed};

/// How many paragraphs back a pronoun may look.
const BACK: usize = 1;
/// Most mentions that are looked at for one pronoun.
const NEAR: usize = 64;
/// Most distinct people that are kept for one surname.
const MOST: usize = 8;

/// A person of the page.
#[derive(Clone, Debug)]
struct Person {
    /// The fullest form.
    words: Vec<String>,
    gender: Option<Gender>,
    /// The byte of the first mention in full.
    first: usize,
}

impl Person {
    fn name(&self) -> String {
        self.words.join(" ")
    }
}

/// A name where it is printed.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Which paragraph.
    pub paragraph: usize,
    /// First byte.
    pub at: usize,
    /// The name.
    pub name: Name,
}

/// Whom a mention means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// This person of the page.
    One(usize),
    /// A person, but which one is not sure.
    Someone,
    /// Perhaps no person at all.
    Unknown,
}

/// A name that is printed alone on the page.
#[derive(Clone, Copy, Debug)]
struct Alone {
    /// The byte of its first mention.
    first: usize,
    /// A title stands with it somewhere.
    titled: bool,
}

/// The last one who was told to say something.
#[derive(Clone, Debug)]
pub(super) struct Last {
    /// The paragraph of the telling.
    pub paragraph: usize,
    /// The byte of its source.
    pub at: usize,
    /// The name, when it has one.
    pub name: Option<String>,
}

/// The people of a page.
#[derive(Debug, Default)]
pub(super) struct People {
    people: Vec<Person>,
    /// Surname, lower case, to people.
    surnames: BTreeMap<String, Vec<usize>>,
    /// First name, lower case, to people.
    given: BTreeMap<String, Vec<usize>>,
    /// Names of one word, lower case.
    alone: BTreeMap<String, Alone>,
    /// Each mention: paragraph, byte, whom it means.
    mentions: Vec<(usize, usize, Who)>,
    /// Office to where it first stands and the surnames of its holders.
    offices: BTreeMap<String, (usize, Vec<String>)>,
}

impl People {
    /// Takes up all names of a page, in the order of the text, and the speakers of its turns.
    pub fn new(mentions: &[Mention], speakers: &[String], rules: &QuotationRules) -> People {
        let mut found = People::default();
        for speaker in speakers {
            let words: Vec<String> = speaker.split_whitespace().map(str::to_string).collect();
            found.add(
                &Name {
                    words,
                    office: String::new(),
                    qualified: false,
                    titled: true,
                    placed: false,
                    gender: None,
                },
                0,
            );
        }
        for mention in mentions {
            found.add(&mention.name, mention.at);
        }
        for mention in mentions {
            let who = match found.find(&mention.name) {
                Some(person) => Who::One(person),
                None if mention.name.titled || !mention.name.placed || found.is_shared(&mention.name) => {
                    Who::Someone
                }
                None => Who::Unknown,
            };
            if let Who::One(person) = who {
                let known = &mut found.people[person];
                known.gender = known.gender.or(mention.name.gender);
            }
            found.mentions.push((mention.paragraph, mention.at, who));
        }
        for person in &mut found.people {
            person.gender = person.gender.or_else(|| gender_of(&person.words[0], rules));
        }
        found
    }

    fn add(&mut self, name: &Name, at: usize) {
        let Some(last) = name.words.last() else { return };
        let key = fold(last);
        if !name.office.is_empty() {
            let holders = self.offices.entry(name.office.clone()).or_insert_with(|| (at, Vec::new()));
            if holders.1.len() < MOST && !holders.1.contains(last) {
                holders.1.push(last.clone());
            }
        }
        // "former governor Ada Holt": whoever is governor is another.
        if name.qualified
            && let Some((_, office)) = name.office.split_once(' ')
        {
            let holders = self.offices.entry(office.to_string()).or_insert_with(|| (at, Vec::new()));
            holders.1.insert(0, String::new());
            holders.1.truncate(MOST);
        }
        if name.words.len() == 1 {
            let alone = self.alone.entry(key).or_insert(Alone { first: at, titled: false });
            alone.titled |= name.titled;
        } else {
            self.add_full(name, &key, at);
        }
    }

    fn add_full(&mut self, name: &Name, key: &str, at: usize) {
        let Some(first) = name.words.first() else { return };
        let known = self.surnames.get(key).into_iter().flatten().copied();
        let same = known.into_iter().find(|p| same_given(&self.people[*p].words[0], first));
        if let Some(same) = same {
            let person = &mut self.people[same];
            let longer = (name.words.len(), first.len()) > (person.words.len(), person.words[0].len());
            if longer {
                person.words.clone_from(&name.words);
            }
            person.gender = person.gender.or(name.gender);
            return;
        }
        let place = self.people.len();
        self.people.push(Person { words: name.words.clone(), gender: name.gender, first: at });
        for (map, word) in [(&mut self.surnames, key.to_string()), (&mut self.given, fold(first))] {
            let list = map.entry(word).or_default();
            if list.len() < MOST {
                list.push(place);
            }
        }
    }

    /// True when the name's last word is someone's name on the page.
    fn is_shared(&self, name: &Name) -> bool {
        let key = name.words.last().map(|w| fold(w)).unwrap_or_default();
        self.surnames.contains_key(&key) || self.given.contains_key(&key)
    }

    /// The one person of the page that a printed name can mean. A surname alone is a full name's only
    /// when the full name stands before it: "President Holt" on a page that later tells of "Ada Holt"
    /// may be another Holt.
    fn find(&self, name: &Name) -> Option<usize> {
        let key = fold(name.words.last()?);
        let single = name.words.len() == 1;
        let late = |p: usize| self.alone.get(&key).is_some_and(|a| a.first < self.people[p].first);
        let fits = |p: &&usize| {
            let person = &self.people[**p];
            let gender = person.gender.is_none() || name.gender.is_none() || person.gender == name.gender;
            if single { gender } else { same_given(&person.words[0], &name.words[0]) }
        };
        let by_surname = self.surnames.get(&key).into_iter().flatten();
        let by_given = self.given.get(&key).into_iter().flatten().filter(|_| single && !name.titled);
        let mut found: Vec<usize> = by_surname.filter(fits).chain(by_given).copied().collect();
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [one] if !single || !late(*one) => Some(*one),
            _ => None,
        }
    }

    /// The fullest form of the name of whom `printed` means, at byte `at` of `paragraph`. `last` is the
    /// telling before it.
    pub fn name(
        &self,
        printed: &Printed,
        paragraph: usize,
        at: usize,
        last: Option<&Last>,
    ) -> Option<String> {
        match printed {
            Printed::Name(name) => self.full(name),
            Printed::Pronoun(gender) => self
                .carried(*gender, paragraph, at, last)
                .unwrap_or_else(|| self.only(*gender, paragraph, at)),
            Printed::Office(office) => self.holder(office, at),
            Printed::Own | Printed::Other => None,
        }
    }

    fn full(&self, name: &Name) -> Option<String> {
        if let Some(person) = self.find(name) {
            return Some(self.people[person].name());
        }
        let word = name.words.last()?;
        let key = fold(word);
        let several = self.surnames.get(&key).is_some_and(|p| p.len() > 1) || self.given.contains_key(&key);
        match name.words.len() {
            1 if several => None,
            1 => (name.titled || self.alone.get(&key).is_some_and(|a| a.titled)).then(|| word.clone()),
            _ => Some(name.words.join(" ")),
        }
    }

    /// The one who spoke last, when nobody else is named since. The outer `None`: somebody is.
    fn carried(
        &self,
        gender: Gender,
        paragraph: usize,
        at: usize,
        last: Option<&Last>,
    ) -> Option<Option<String>> {
        let last = last.filter(|l| l.paragraph + BACK >= paragraph && l.at < at)?;
        let name = last.name.as_ref()?;
        let since = self.mentions.partition_point(|(_, place, _)| *place <= last.at);
        let end = self.mentions.partition_point(|(_, place, _)| *place < at);
        let near = self.mentions.get(since..end).filter(|n| n.len() <= NEAR)?;
        let own = |who: &Who| match who {
            Who::One(p) => self.people[*p].name() == *name,
            Who::Someone => false,
            Who::Unknown => true,
        };
        if !near.iter().all(|(_, _, who)| own(who)) {
            return None;
        }
        let fits = match self.gender_of(name) {
            Some(known) => known == gender,
            None => last.paragraph == paragraph || self.stands_alone(name, paragraph, end),
        };
        Some(fits.then(|| name.clone()))
    }

    /// True when nobody else is named in the paragraph before, where `name` spoke last.
    fn stands_alone(&self, name: &str, paragraph: usize, end: usize) -> bool {
        let near = self.mentions[..end].iter().rev().take_while(|(p, _, _)| p + BACK + 1 >= paragraph);
        near.take(NEAR).all(|(_, _, who)| match who {
            Who::One(p) => self.people[*p].name() == name,
            Who::Someone => false,
            Who::Unknown => true,
        })
    }

    /// The only one named in this paragraph before the pronoun, else in the one before, when known to
    /// fit it.
    fn only(&self, gender: Gender, paragraph: usize, at: usize) -> Option<String> {
        let end = self.mentions.partition_point(|(_, place, _)| *place < at);
        for back in 0..=BACK {
            let wanted = paragraph.checked_sub(back)?;
            let upto = self.mentions.partition_point(|(p, _, _)| *p <= wanted).min(end);
            let here = self.mentions[..upto].iter().rev().take(NEAR).take_while(|(p, _, _)| *p == wanted);
            let mut only = None;
            for (_, _, who) in here {
                match (who, only) {
                    (Who::One(p), None) => only = Some(*p),
                    (Who::One(p), Some(o)) if *p == o => {}
                    (Who::Unknown, _) => {}
                    _ => return None,
                }
            }
            if let Some(person) = only {
                let known = &self.people[person];
                let is_known = known.gender == Some(gender);
                // A first name that tells nothing: nobody else may have been named on the page.
                let is_alone = known.gender.is_none() && back == 0 && self.is_alone(person, end);
                return (is_known || is_alone).then(|| known.name());
            }
        }
        None
    }

    /// True when the first mentions name one person and surely nobody else.
    fn is_alone(&self, person: usize, end: usize) -> bool {
        let fits = |who: &Who| matches!(who, Who::Unknown) || *who == Who::One(person);
        end <= NEAR && self.mentions[..end].iter().all(|(_, _, who)| fits(who))
    }

    fn gender_of(&self, name: &str) -> Option<Gender> {
        let people = self.surnames.get(&fold(name.rsplit(' ').next()?))?;
        people.iter().map(|p| &self.people[*p]).find(|p| p.name() == name)?.gender
    }

    /// The only holder of an office on the page, when printed before. "The minister" is the prime minister
    /// where no other minister is named.
    fn holder(&self, office: &str, at: usize) -> Option<String> {
        let is_meant = |known: &str| {
            known.strip_suffix(office).is_some_and(|before| before.is_empty() || before.ends_with(' '))
        };
        let meant: Vec<&(usize, Vec<String>)> =
            self.offices.iter().filter(|(known, _)| is_meant(known)).map(|(_, held)| held).collect();
        let surname = meant.first()?.1.first()?;
        let is_one = meant.iter().all(|(_, holders)| holders.iter().all(|h| h == surname));
        let is_before = meant.iter().any(|(first, _)| *first < at);
        let name = Name {
            words: vec![surname.clone()],
            office: String::new(),
            qualified: false,
            titled: true,
            placed: false,
            gender: None,
        };
        if is_one && is_before { self.full(&name) } else { None }
    }
}

/// What a first name tells.
fn gender_of(given: &str, rules: &QuotationRules) -> Option<Gender> {
    let given = fold(given);
    match () {
        () if rules.men.contains(&given) => Some(Gender::Man),
        () if rules.women.contains(&given) => Some(Gender::Woman),
        () => None,
    }
}

fn fold(word: &str) -> String {
    word.to_lowercase()
}

/// True when two first names may be one person's: the same, or one the other's initial.
fn same_given(a: &str, b: &str) -> bool {
    let initial = |w: &str| w.trim_end_matches('.').chars().count() == 1;
    let head = |w: &str| w.chars().next().map(|c| c.to_lowercase().to_string());
    fold(a) == fold(b) || (initial(a) || initial(b)) && head(a) == head(b)
}
