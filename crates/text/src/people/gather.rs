//! The people of a whole record: who speaks in it, under which forms, in which offices on which days.
//!
//! A long label is evidence: "President of Norland Vera Holt" on a page of March 3 says that she held
//! that office on that day. Pages that name a speaker by office or surname alone are read again with
//! what the others say. One full name is one person, as it is for statements, unless two people of
//! the register bear it; what is still open is listed with its candidates.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::name::{Likeness, Name};
use super::office::Office;
use super::page::{PageFacts, days, identify, is_cyrillic, seat};
use super::register::{Register, nearest};
use super::resolve::{Mention, Resolution, is_nobody};
use crate::rules::Rules;
use crate::rules::holders::{PersonRow, PostRow, When};
use crate::transcript::label::{Sort, parse};
use crate::transcript::{Role, Speaker};

/// A speaker of a page, as the record keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// The name as bound on the page.
    pub speaker: Option<String>,
    /// The label as printed.
    pub label: Option<String>,
    /// How many turns.
    pub turns: usize,
}

impl Heard {
    /// The same with single spaces.
    fn folded(&self) -> Heard {
        let fold = |text: &Option<String>| {
            text.as_ref()
                .map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|t| !t.is_empty())
        };
        Heard { speaker: fold(&self.speaker), label: fold(&self.label), turns: self.turns }
    }
}

/// A page and its speakers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeardPage {
    /// The id of the document.
    pub document: String,
    /// The day of the words, else of publication.
    pub day: Option<Date>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The address.
    pub url: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// Its speakers.
    pub heard: Vec<Heard>,
}

/// An office that labels of the record print with a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// As printed most.
    pub office: String,
    /// The first day of evidence.
    pub first: Option<Date>,
    /// The last day of evidence.
    pub last: Option<Date>,
    /// Days with evidence.
    pub n_days: usize,
}

/// A person who speaks in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The id: Wikidata's when the register knows the person, else `p:` and words of the name.
    pub id: String,
    /// The fullest form of the name.
    pub name: String,
    /// Names and labels as printed, with the number of turns, most first.
    pub forms: Vec<(String, usize)>,
    /// Offices printed with the name.
    pub offices: Vec<Held>,
    /// Turns in all documents.
    pub turns: usize,
    /// Documents, in the order of the record.
    pub documents: Vec<String>,
    /// Publishers, by name.
    pub publishers: Vec<String>,
}

/// A label that names nobody, or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// As printed.
    pub label: String,
    /// Who may be meant: id and name.
    pub candidates: Vec<(String, String)>,
    /// Documents with the number of turns.
    pub places: Vec<(String, usize)>,
    /// Turns in all documents.
    pub turns: usize,
}

/// The people of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Those who are known, most turns first.
    pub persons: Vec<Known>,
    /// Labels that are not resolved, most turns first.
    pub unresolved: Vec<Unresolved>,
}

/// Days between two pieces of evidence that make one stretch of an office.
const STRETCH_DAYS: i32 = 31;
/// Candidates shown for a label.
const MOST_CANDIDATES: usize = 12;

/// Gathers the people of a record.
pub fn gather(pages: &[HeardPage], rules: &Rules) -> People {
    let mut items = items(pages, rules);
    let facts: Vec<PageFacts> = pages.iter().map(|p| facts_of(p, rules)).collect();
    name_all(&mut items, &facts, Register::asking(rules), rules);
    let mut groups = Groups::default();
    groups.take(&items, Register::asking(rules), rules);
    let learned = groups.learn(&items, pages, rules);
    name_all(&mut items, &facts, &learned, rules);
    groups.take(&items, &learned, rules);
    People {
        persons: groups.persons(&items, pages, rules),
        unresolved: unresolved(&items, &groups, pages, &learned, rules),
    }
}

/// A speaker of one page who can be a person.
struct Item {
    page: usize,
    speaker: Speaker,
    turns: usize,
}

fn items(pages: &[HeardPage], rules: &Rules) -> Vec<Item> {
    let mut found = Vec::new();
    for (page, heard) in pages.iter().enumerate().flat_map(|(n, p)| p.heard.iter().map(move |h| (n, h))) {
        let heard = &heard.folded();
        let printed = heard.label.as_deref().or(heard.speaker.as_deref()).unwrap_or("");
        let parsed = heard.label.as_deref().and_then(|l| parse(l, &rules.labels));
        let outlet =
            |b: &String| b.split_whitespace().any(|w| rules.labels.outlets.contains(&w.to_lowercase()));
        let asks = parsed
            .as_ref()
            .is_some_and(|l| l.sort != Sort::Named || l.outlet || l.brackets.iter().any(outlet));
        if printed.is_empty()
            || asks
            || is_nobody(printed, rules)
            || heard.speaker.as_deref().is_some_and(|s| is_nobody(s, rules))
        {
            continue;
        }
        let office = heard.label.as_deref().and_then(|l| office_in(l, heard.speaker.as_deref(), rules));
        let speaker = Speaker {
            name: heard.speaker.clone(),
            label: heard.label.clone(),
            office,
            person: None,
            role: Role::Speaker,
        };
        found.push(Item { page, speaker, turns: heard.turns });
    }
    found
}

/// The office in a label, when the name at its end is known.
fn office_in(printed: &str, name: Option<&str>, rules: &Rules) -> Option<String> {
    let label = parse(printed, &rules.labels)?;
    if label.office_words == 0 {
        return label.office_after;
    }
    let names: BTreeSet<String> =
        name.into_iter().flat_map(str::split_whitespace).map(super::fold::plain).collect();
    let from = label.office_words.min(label.words.len());
    let name_at = label.words[from..].iter().position(|w| names.contains(&super::fold::plain(w)));
    let office = &label.words[..name_at.map_or(label.words.len(), |at| from + at)];
    Some(office.join(" ")).filter(|o| !o.is_empty())
}

fn facts_of(page: &HeardPage, rules: &Rules) -> PageFacts {
    let told = page.day.filter(|d| Some(*d) != page.published);
    let labels: String = page.heard.iter().filter_map(|h| h.label.as_deref()).collect();
    let title = page.title.clone().unwrap_or_default();
    PageFacts {
        days: days(told.into_iter().collect(), page.published.or(page.day)),
        seat: seat(page.url.as_deref(), page.publisher.as_deref(), rules),
        is_cyrillic: is_cyrillic(&format!("{title} {labels}")),
        title,
    }
}

/// Identifies the speakers page by page.
fn name_all(items: &mut [Item], facts: &[PageFacts], register: &Register, rules: &Rules) {
    for run in items.chunk_by_mut(|a, b| a.page == b.page) {
        let mut speakers: Vec<Speaker> = run.iter().map(|i| i.speaker.clone()).collect();
        if let Some(facts) = run.first().and_then(|i| facts.get(i.page)) {
            identify(&mut speakers, facts, register, rules);
        }
        for (item, speaker) in run.iter_mut().zip(speakers) {
            item.speaker = speaker;
        }
    }
}

/// One person of the record while people are gathered.
#[derive(Debug)]
struct Group {
    id: String,
    /// The fullest printed name, or the register's.
    name: String,
    names: Vec<Name>,
}

/// The people found so far.
#[derive(Debug, Default)]
struct Groups {
    all: Vec<Group>,
    by_id: BTreeMap<String, usize>,
    by_word: BTreeMap<String, BTreeSet<usize>>,
    /// The group of each full name as printed; `None` when it may be several people's.
    by_name: BTreeMap<String, Option<usize>>,
}

impl Groups {
    /// Opens groups for people of the register, then for full names that are nobody's yet.
    fn take(&mut self, items: &[Item], register: &Register, rules: &Rules) {
        for item in items {
            let Some(at) = item.speaker.person.as_deref().and_then(|id| register.of_id(id)) else { continue };
            let person = &register.people()[at];
            let group = self.group(&person.id, &person.name, rules);
            for name in person.names() {
                self.add_name(group, name, rules);
            }
        }
        let mut printed: BTreeMap<&String, usize> = BTreeMap::new();
        for item in items.iter().filter(|i| i.speaker.person.is_none()) {
            if let Some(name) = &item.speaker.name {
                *printed.entry(name).or_default() += item.turns;
            }
        }
        let mut full: Vec<(&String, usize, Name)> = printed
            .into_iter()
            .map(|(n, turns)| (n, turns, Name::of(n, rules)))
            .filter(|(_, _, n)| n.is_full())
            .collect();
        // The longest first, so that "Vera Holt" meets "Vera Anna Holt" and not the other way round; of
        // as long ones the most usual.
        full.sort_by_key(|(n, turns, _)| {
            (std::cmp::Reverse(n.split_whitespace().count()), std::cmp::Reverse(*turns), (*n).clone())
        });
        full.retain(|(printed, _, _)| !self.by_name.contains_key(*printed));
        for (printed, _, name) in full {
            let found = self.of_name(&name, rules);
            let group = match found.as_slice() {
                [] => Some(self.new_group(printed, rules)),
                [one] => Some(*one),
                _ => None,
            };
            if let Some(group) = group {
                self.add_name(group, printed, rules);
            }
            self.by_name.insert(printed.clone(), group);
        }
    }

    fn group(&mut self, id: &str, name: &str, rules: &Rules) -> usize {
        if let Some(at) = self.by_id.get(id) {
            return *at;
        }
        let at = self.all.len();
        self.all.push(Group { id: id.to_string(), name: name.to_string(), names: Vec::new() });
        self.by_id.insert(id.to_string(), at);
        self.add_name(at, name, rules);
        at
    }

    fn new_group(&mut self, name: &str, rules: &Rules) -> usize {
        let id = id_of(name);
        let id = if self.by_id.contains_key(&id) { format!("{id}-{}", digits(name)) } else { id };
        self.group(&id, name, rules)
    }

    fn add_name(&mut self, group: usize, printed: &str, rules: &Rules) {
        let name = Name::of(printed, rules);
        if self.all[group].names.contains(&name) {
            return;
        }
        for part in name.given.iter().chain(&name.surname).filter(|p| !p.is_initial) {
            for key in [&part.keys.plain, &part.keys.sound] {
                self.by_word.entry(key.clone()).or_default().insert(group);
            }
        }
        self.all[group].names.push(name);
    }

    /// The groups that a name can mean.
    fn of_name(&self, name: &Name, rules: &Rules) -> Vec<usize> {
        let Some(head) = name.head() else { return Vec::new() };
        let mut may = BTreeSet::new();
        // Printed surname first, the surname may stand as a given name.
        for part in std::iter::once(head).chain(name.given.first()) {
            for key in [&part.keys.plain, &part.keys.sound] {
                may.extend(self.by_word.get(key).into_iter().flatten().copied());
            }
        }
        let like = |at: &usize| nearest(&self.all[*at].names, name, rules);
        let same: Vec<usize> = may.iter().copied().filter(|at| like(at) == Likeness::Same).collect();
        if !same.is_empty() {
            return same;
        }
        may.into_iter().filter(|at| like(at) == Likeness::Part).collect()
    }

    /// The group of an item, when it is certain.
    fn of(&self, item: &Item) -> Option<usize> {
        match (&item.speaker.person, &item.speaker.name) {
            (Some(id), _) => self.by_id.get(id).copied(),
            (None, Some(name)) => self.by_name.get(name).copied().flatten(),
            (None, None) => None,
        }
    }

    /// The register with what the record itself says of people and offices.
    fn learn(&self, items: &[Item], pages: &[HeardPage], rules: &Rules) -> Register {
        let mut register = Register::default();
        register.add(&rules.offices.holders, rules);
        register.add(&rules.people.holders, rules);
        for group in &self.all {
            let printed: Vec<(String, String)> = self
                .by_name
                .iter()
                .filter(|(_, g)| g.is_some_and(|g| self.all[g].id == group.id))
                .map(|(n, _)| (String::new(), n.clone()))
                .collect();
            register.person(&PersonRow { id: group.id.clone(), name: group.name.clone(), other: printed });
        }
        for ((group, office), days) in self.evidence(items, pages, rules) {
            for (first, last) in stretches(&days) {
                let when = |day| Some(When { first: day, last: day });
                register.post(
                    &PostRow {
                        office: office.key.clone(),
                        body: office.body.clone().unwrap_or_default(),
                        person: self.all[group].id.clone(),
                        start: when(first),
                        end: when(last),
                        known_to: None,
                        source: "record".into(),
                    },
                    rules,
                );
            }
        }
        register
    }

    /// The days on which labels print an office of a country with a person.
    fn evidence(
        &self,
        items: &[Item],
        pages: &[HeardPage],
        rules: &Rules,
    ) -> BTreeMap<(usize, Office), BTreeSet<Date>> {
        let mut found: BTreeMap<(usize, Office), BTreeSet<Date>> = BTreeMap::new();
        for item in items {
            let Some(group) = self.of(item) else { continue };
            let office = item.speaker.office.as_deref().and_then(|o| Office::of(o, rules));
            let Some(office) = office.filter(|o| o.is_known && o.body.is_some() && !o.is_former) else {
                continue;
            };
            if let Some(day) = pages[item.page].day {
                found.entry((group, office)).or_default().insert(day);
            }
        }
        found
    }

    fn persons(&self, items: &[Item], pages: &[HeardPage], rules: &Rules) -> Vec<Known> {
        let mut drafts: BTreeMap<usize, Draft> = BTreeMap::new();
        for item in items {
            let Some(group) = self.of(item) else { continue };
            drafts.entry(group).or_default().take(item, &pages[item.page], rules);
        }
        let mut found: Vec<Known> =
            drafts.into_iter().map(|(group, draft)| draft.known(&self.all[group], pages)).collect();
        found.sort_by(|a, b| b.turns.cmp(&a.turns).then_with(|| a.id.cmp(&b.id)));
        found
    }
}

/// The printed forms of an office with their days.
type Printed = BTreeMap<String, BTreeSet<Option<Date>>>;
/// A label with its candidates: id and name.
type Open = (String, Vec<(String, String)>);

/// What is counted of one person.
#[derive(Default)]
struct Draft {
    forms: BTreeMap<String, usize>,
    offices: BTreeMap<(String, Option<String>), Printed>,
    turns: usize,
    pages: BTreeSet<usize>,
}

impl Draft {
    fn take(&mut self, item: &Item, page: &HeardPage, rules: &Rules) {
        self.turns += item.turns;
        self.pages.insert(item.page);
        for form in [&item.speaker.label, &item.speaker.name].into_iter().flatten() {
            *self.forms.entry(form.clone()).or_default() += item.turns;
        }
        let Some(printed) = &item.speaker.office else { return };
        let Some(office) = Office::of(printed, rules) else { return };
        let days =
            self.offices.entry((office.key, office.body)).or_default().entry(printed.clone()).or_default();
        days.insert(page.day);
    }

    fn known(self, group: &Group, pages: &[HeardPage]) -> Known {
        let mut forms: Vec<(String, usize)> =
            self.forms.into_iter().filter(|(f, _)| *f != group.name).collect();
        forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let held = |printed: Printed| {
            let days: BTreeSet<Date> = printed.values().flatten().flatten().copied().collect();
            // The mixed-case form of most days, else any.
            let shown = printed.iter().max_by_key(|(p, d)| {
                (p.chars().any(char::is_lowercase), d.len(), std::cmp::Reverse(p.len()))
            });
            Held {
                office: shown.map(|(p, _)| p.clone()).unwrap_or_default(),
                first: days.first().copied(),
                last: days.last().copied(),
                n_days: days.len(),
            }
        };
        let publishers: BTreeSet<String> =
            self.pages.iter().filter_map(|p| pages[*p].publisher.clone()).collect();
        Known {
            id: group.id.clone(),
            name: group.name.clone(),
            forms,
            offices: self.offices.into_values().map(held).collect(),
            turns: self.turns,
            documents: self.pages.iter().map(|p| pages[*p].document.clone()).collect(),
            publishers: publishers.into_iter().collect(),
        }
    }
}

/// Runs of days with short gaps.
fn stretches(days: &BTreeSet<Date>) -> Vec<(Date, Date)> {
    let mut found: Vec<(Date, Date)> = Vec::new();
    for day in days {
        let joins = |last: &Date| last.checked_add(STRETCH_DAYS.days()).is_ok_and(|reach| *day <= reach);
        match found.last_mut().filter(|(_, last)| joins(last)) {
            Some((_, last)) => *last = *day,
            None => found.push((*day, *day)),
        }
    }
    found
}

fn unresolved(
    items: &[Item],
    groups: &Groups,
    pages: &[HeardPage],
    register: &Register,
    rules: &Rules,
) -> Vec<Unresolved> {
    let mut found: BTreeMap<Open, BTreeMap<usize, usize>> = BTreeMap::new();
    for item in items.iter().filter(|i| groups.of(i).is_none()) {
        let Some(label) = item.speaker.label.clone().or(item.speaker.name.clone()) else { continue };
        let candidates = candidates(item, groups, &pages[item.page], register, rules);
        *found.entry((label, candidates)).or_default().entry(item.page).or_default() += item.turns;
    }
    let mut found: Vec<Unresolved> = found
        .into_iter()
        .map(|((label, candidates), places)| Unresolved {
            label,
            candidates,
            turns: places.values().sum(),
            places: places.into_iter().map(|(p, n)| (pages[p].document.clone(), n)).collect(),
        })
        .collect();
    found.sort_by(|a, b| b.turns.cmp(&a.turns).then_with(|| a.label.cmp(&b.label)));
    found
}

/// Who may be meant: people who speak in the record by their name, else those of the register.
fn candidates(
    item: &Item,
    groups: &Groups,
    page: &HeardPage,
    register: &Register,
    rules: &Rules,
) -> Vec<(String, String)> {
    let name = item.speaker.name.as_deref().unwrap_or("");
    let of_group = |at: &usize| (groups.all[*at].id.clone(), groups.all[*at].name.clone());
    if !name.is_empty() {
        let heard: Vec<_> = groups.of_name(&Name::of(name, rules), rules).iter().map(of_group).collect();
        if !heard.is_empty() {
            return heard.into_iter().take(MOST_CANDIDATES).collect();
        }
    }
    let mut office = item.speaker.office.as_deref().and_then(|o| Office::of(o, rules));
    if let Some(office) = office.as_mut().filter(|o| o.body.is_none()) {
        office.body = seat(page.url.as_deref(), page.publisher.as_deref(), rules);
    }
    if name.is_empty() && office.as_ref().is_none_or(|o| o.body.is_none()) {
        return Vec::new();
    }
    let some = match register.resolve(&Mention { name, office: office.as_ref(), day: page.day }, rules) {
        Resolution::One(one, _) => vec![one],
        Resolution::Several(some) => some,
        Resolution::Unknown => Vec::new(),
    };
    let person = |at: &usize| register.people().get(*at).map(|p| (p.id.clone(), p.name.clone()));
    some.iter().filter_map(person).take(MOST_CANDIDATES).collect()
}

/// `p:` and the words of a name.
pub fn id_of(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .map(super::fold::romanised)
        .filter(|w| !w.is_empty())
        .collect();
    format!("p:{}", words.join("-"))
}

/// Digits that tell two people of one name apart.
pub fn digits(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(3).map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn page(document: &str, day: Date, heard: &[(Option<&str>, &str, usize)]) -> HeardPage {
        HeardPage {
            document: document.into(),
            day: Some(day),
            published: Some(day),
            url: None,
            publisher: Some("Official website of the President of Norland".into()),
            title: None,
            heard: heard
                .iter()
                .map(|(speaker, label, turns)| Heard {
                    speaker: speaker.map(str::to_string),
                    label: Some(label.to_string()),
                    turns: *turns,
                })
                .collect(),
        }
    }

    #[test]
    fn a_long_label_is_evidence_for_other_pages_of_its_days() {
        let pages = [
            page(
                "d:1",
                date(2031, 3, 1),
                &[(Some("Vera Holt"), "President of Norland Vera Holt", 3), (None, "Q", 9)],
            ),
            page("d:2", date(2031, 3, 10), &[(None, "THE PRESIDENT", 4), (Some("Holt"), "MR. HOLT", 1)]),
            page("d:3", date(2031, 3, 20), &[(Some("Vera Holt"), "President of Norland Vera Holt", 2)]),
            page(
                "d:4",
                date(2033, 3, 20),
                &[(None, "THE PRESIDENT", 5), (Some("Holt Vera"), "HOLT Vera", 1)],
            ),
            page(
                "d:5",
                date(2031, 3, 4),
                &[(Some("Вера Хольт"), "Вера Хольт", 1), (Some("Norland News"), "Norland News", 2)],
            ),
        ];
        let people = gather(&pages, Rules::builtin());
        assert_eq!(people.persons.len(), 1, "{people:?}");
        let vera = &people.persons[0];
        assert_eq!((vera.id.as_str(), vera.name.as_str(), vera.turns), ("p:vera-holt", "Vera Holt", 11));
        assert_eq!(vera.documents, ["d:1", "d:2", "d:3", "d:4", "d:5"]);
        let held = &vera.offices[0];
        assert!(vera.offices.iter().any(|o| o.office == "President of Norland" && o.n_days == 2), "{held:?}");
        let open: Vec<(&str, usize)> =
            people.unresolved.iter().map(|u| (u.label.as_str(), u.candidates.len())).collect();
        assert_eq!(open, [("THE PRESIDENT", 0), ("MR. HOLT", 1)]);
    }

    #[test]
    fn namesakes_stay_open() {
        let pages = [
            page(
                "d:1",
                date(2031, 3, 1),
                &[
                    (Some("Vera Anna Holt"), "Vera Anna Holt", 1),
                    (Some("Vera Maria Holt"), "Vera Maria Holt", 1),
                ],
            ),
            page(
                "d:2",
                date(2031, 3, 1),
                &[(Some("Vera Holt"), "Vera Holt", 1), (Some("Aron Holt"), "Aron Holt", 1)],
            ),
        ];
        let people = gather(&pages, Rules::builtin());
        let ids: Vec<&str> = people.persons.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(ids, ["p:aron-holt", "p:vera-anna-holt", "p:vera-maria-holt"]);
        assert_eq!(people.unresolved[0].candidates.len(), 2);
    }
}
