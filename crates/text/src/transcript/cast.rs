//! People of one page: which name a label means.
//!
//! The first long label binds the short ones: after `President of Norland Vera Holt:` the labels
//! `Vera Holt:`, `MS. HOLT:` and `V.Holt:` are the same person. Where labels give only a surname or an
//! office, the names printed in the page's title and text are asked (`names`). Two people of one
//! surname, or none, leave the label as it is printed: nobody is guessed.

use std::collections::{BTreeMap, BTreeSet};

use super::label::{Label, Sort};
use super::names::{NameIndex, capitals, is_initial, same_word};
use super::titles;
use crate::people::patronymic::is_patronymic;
use crate::rules::LabelRules;

/// Whom a label means, as far as the page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The fullest form of the name.
    pub name: Option<String>,
    /// The office in the label or bound to the person.
    pub office: Option<String>,
}

/// The people of one page.
#[derive(Debug)]
pub struct Cast<'r> {
    index: NameIndex,
    rules: &'r LabelRules,
    /// Names that stand alone as labels, lower case.
    alone: BTreeSet<Vec<String>>,
    /// Full names of labels, by lower-case surname.
    people: BTreeMap<String, Vec<Vec<String>>>,
    /// Names that an office alone means, by lower-case office.
    offices: BTreeMap<String, Vec<Vec<String>>>,
    /// Titles printed before a surname alone, by lower-case surname.
    titles: BTreeMap<String, BTreeSet<String>>,
}

/// Titles before one surname that are compared.
const MOST_TITLES: usize = 20;

impl<'r> Cast<'r> {
    /// Binds the labels of a page: the accepted ones, and lines such as `President: Mr. Aron Lind`.
    pub fn new(index: NameIndex, labels: &[&Label], bound: &[(Label, Label)], rules: &'r LabelRules) -> Self {
        let alone =
            labels.iter().filter(|l| !l.has_office() && l.words.len() > 1).map(|l| lower(&l.words)).collect();
        let mut cast = Cast {
            index,
            rules,
            alone,
            people: BTreeMap::new(),
            offices: BTreeMap::new(),
            titles: BTreeMap::new(),
        };
        for label in labels {
            let (office, name) = cast.split(label);
            cast.bind(office.as_deref(), &name);
        }
        for label in labels {
            cast.bind_surname(label);
            let (_, name) = cast.split(label);
            if let [surname] = name.as_slice() {
                let title = titles::before(&label.printed, surname).to_string();
                cast.titles.entry(surname.to_lowercase()).or_default().insert(title);
            }
        }
        for (office, person) in bound {
            let (_, name) = cast.split(person);
            cast.bind(Some(&office.words.join(" ")), &name);
        }
        cast
    }

    fn bind(&mut self, office: Option<&str>, name: &[String]) {
        let full = name.len() >= 2 && !name.iter().any(|w| is_initial(w));
        if !full {
            return;
        }
        // "HOLTA Vera": the surname is the one in capitals.
        let turned = capitals(&name[0]) && !capitals(&name[name.len() - 1]);
        let surname = if turned { &name[0] } else { &name[name.len() - 1] };
        let name: Vec<String> = name.to_vec();
        let known = self.people.entry(surname.to_lowercase()).or_default();
        if !known.iter().any(|k| same_name(k, &name)) {
            known.push(name.clone());
        }
        if let Some(office) = office {
            let known = self.offices.entry(office.to_lowercase()).or_default();
            if !known.iter().any(|k| same_name(k, &name)) {
                known.push(name);
            }
        }
    }

    /// "President Holt" beside "President Aron Lisk": the office alone means neither.
    fn bind_surname(&mut self, label: &Label) {
        let (office, name) = self.split(label);
        let (Some(office), [surname]) = (office, name.as_slice()) else { return };
        if label.sort != Sort::Named || is_initial(surname) {
            return;
        }
        let name = self.by_surname(surname, label);
        if let Some(known) = self.offices.get_mut(&office.to_lowercase())
            && !known.iter().any(|k| same_name(k, &name))
        {
            known.push(name);
        }
    }

    /// Parts the words of a label into office and name.
    pub fn split(&self, label: &Label) -> (Option<String>, Vec<String>) {
        let words = &label.words;
        if label.sort != Sort::Named || label.office_words == 0 {
            return (label.office_after.clone(), words.clone());
        }
        let rest = &words[label.office_words.min(words.len())..];
        let capitals = label.capitals();
        let connector =
            |w: &String| self.rules.connectors.holds(w) && (capitals || w.starts_with(char::is_lowercase));
        // "SPOKESPERSON FOR PRESIDENT HOLT" is not Holt; "Adviser to the President Vera Holt" is.
        let before = |n: usize| label.office_words.checked_sub(n).and_then(|at| words.get(at));
        let small = before(2).is_some_and(|w| matches!(w.to_lowercase().as_str(), "for" | "to"));
        let speaks_for = small && before(1).is_some_and(|w| self.rules.is_office(w));
        if speaks_for && !rest.is_empty() {
            return (Some(words.join(" ")), Vec::new());
        }
        // "PRESIDENT VON DER AUE": no place follows, when the page prints a name that ends so.
        let particle = rest.len() > 1 && self.rules.is_particle(&rest[0].to_lowercase());
        if particle && capitals && self.index.count(rest, false) > 0 {
            return (Some(words[..label.office_words].join(" ")), rest.to_vec());
        }
        let from = match rest.iter().rposition(connector) {
            None if rest.len() == 1 && self.is_state(&rest[0]) => 1,
            None => after_state(rest),
            Some(at) => {
                let tail = &rest[at + 1..];
                at + 1 + tail.len() - self.name_len(tail)
            }
        };
        let name = rest[from..].to_vec();
        let office = words[..words.len() - name.len()].join(" ");
        (Some(office).filter(|o| !o.is_empty()).or_else(|| label.office_after.clone()), name)
    }

    /// «Норландии» behind an office: a state in the genitive, which no surname looks like, or a word that
    /// the page prints between an office and a name.
    fn is_state(&self, word: &str) -> bool {
        let cyrillic = word.chars().all(|c| matches!(c, '\u{400}'..='\u{52f}' | '-'));
        cyrillic && (word.to_lowercase().ends_with("ии") || self.index.stands_before_name(word))
    }

    /// How many words at the end of "Republic Norland Vera Holt" are the name. A place alone has none.
    fn name_len(&self, tail: &[String]) -> usize {
        if tail.len() < 2 {
            return 0;
        }
        if let Some(len) =
            (2..tail.len()).rev().find(|len| self.alone.contains(&lower(&tail[tail.len() - len..])))
        {
            return len;
        }
        let best = (1..tail.len().min(5))
            .map(|len| (self.index.count(&tail[tail.len() - len..], true), len))
            .filter(|(n, len)| *n > 0 && *len >= 2)
            .max();
        match best {
            Some((_, len)) => len,
            None if tail.len() == 2 => 1,
            None => 2,
        }
    }

    /// Whom a label means.
    pub fn resolve(&self, label: &Label) -> Named {
        let (office, name) = self.split(label);
        let office = office.map(|o| o.split_whitespace().collect::<Vec<_>>().join(" "));
        if label.sort != Sort::Named {
            return Named { name: None, office: None };
        }
        // "OFFICIAL ONE" and "OFFICIAL TWO" are told apart, and not named.
        if let [word] = name.as_slice()
            && office.is_some()
            && self.rules.no_names.holds(word)
        {
            return Named { name: None, office: Some(label.words.join(" ")) };
        }
        let full = match name.len() {
            0 => office.as_deref().and_then(|o| self.holder(o)),
            1 => self.by_title(&name[0], label, office.as_deref()),
            _ if name.iter().any(|w| is_initial(w)) => self.by_initial(&name),
            // "PRESIDENT VON DER AUE": the given name stands in the title.
            _ if self.rules.is_particle(&name[0].to_lowercase()) => self.of_particles(&name),
            _ => Some(name),
        };
        Named { name: full.map(|n| self.printed(&n)), office }
    }

    /// The full name that the page's head prints with these particles, else the words of the label.
    fn of_particles(&self, name: &[String]) -> Option<Vec<String>> {
        let ends = |n: &Vec<String>| n.len() > name.len() && same_name(&n[n.len() - name.len()..], name);
        let full = self.index.full_names(name.last()?, None).into_iter().find(ends);
        full.or_else(|| Some(name.to_vec()))
    }

    /// The one person that an office alone means on this page.
    fn holder(&self, printed: &str) -> Option<Vec<String>> {
        let office = printed.to_lowercase();
        if let Some([one]) = self.offices.get(&office).map(Vec::as_slice) {
            return Some(one.clone());
        }
        let wide: Vec<&Vec<Vec<String>>> = self
            .offices
            .iter()
            .filter(|(o, _)| o.starts_with(&format!("{office} ")))
            .map(|(_, p)| p)
            .collect();
        match wide.as_slice() {
            [people] if people.len() == 1 => Some(people[0].clone()),
            [] => self.printed_holder(&office).or_else(|| self.holder_in_head(printed)),
            _ => None,
        }
    }

    /// The holder of an office with its country, as the head of the page prints it. "The President" alone
    /// may be another one.
    fn holder_in_head(&self, office: &str) -> Option<Vec<String>> {
        let (_, body) = office.split_once(' ')?;
        let joined = body.split(' ').any(|w| self.rules.connectors.holds(w));
        let is_whole = joined || body.split(' ').next_back().is_some_and(|w| self.is_state(w));
        self.index.holder_in_head(office, self.rules).filter(|_| is_whole)
    }

    /// The holder that the title prints after the office ("Remarks by President Holt").
    fn printed_holder(&self, office: &str) -> Option<Vec<String>> {
        let name = self.index.holder(office)?;
        match name.as_slice() {
            [surname] => self.only(surname, None).or_else(|| Some(name.clone())),
            _ => Some(name),
        }
    }

    fn by_surname(&self, word: &str, label: &Label) -> Vec<String> {
        if let Some((initial, surname)) = dotted_initial(word) {
            return self.only(surname, Some(initial)).unwrap_or_else(|| vec![word.to_string()]);
        }
        if label.family {
            return vec![word.to_string()];
        }
        let outlet = !label.honorific && !label.has_office() && self.is_outlet(word);
        self.only(word, None).filter(|_| !outlet).unwrap_or_else(|| vec![word.to_string()])
    }

    /// The person of a surname with its title. Nobody when several on the page have the name, and
    /// none of them alone the office: "President Holm" is not "Vice President Holm".
    fn by_title(&self, word: &str, label: &Label, office: Option<&str>) -> Option<Vec<String>> {
        let (initial, surname) = dotted_initial(word).map_or((None, word), |(i, s)| (Some(i), s));
        if label.family {
            return Some(vec![word.to_string()]);
        }
        let fitting = self.fitting(surname, initial);
        if let Some(office) = office {
            let holds = |n: &Vec<String>| self.offices_of(n).iter().any(|o| self.is_same_office(o, office));
            let holders: Vec<&Vec<String>> = fitting.iter().filter(|n| holds(n)).collect();
            if let [one] = holders.as_slice() {
                return Some((*one).clone());
            }
            if let [one] = fitting.as_slice()
                && self.holds_another(one, office)
            {
                return None;
            }
        }
        // "Vera Holt" and "Vera Petrovna Holt" may be one.
        if fitting.iter().any(|n| !same_word(&n[0], &fitting[0][0])) {
            return None;
        }
        let bound = self.by_surname(word, label);
        let alone = fitting.is_empty() && initial.is_none() && self.are_two(surname);
        (!alone).then_some(bound)
    }

    /// All full names that a surname can mean: of the labels first, then of the page's head.
    fn fitting(&self, surname: &str, initial: Option<char>) -> Vec<Vec<String>> {
        let fits = |n: &&Vec<String>| {
            initial.is_none_or(|i| n[0].chars().next().is_some_and(|c| c.to_lowercase().eq(i.to_lowercase())))
        };
        match self.people.get(&surname.to_lowercase()) {
            Some(people) => people.iter().filter(fits).cloned().collect(),
            None => self.index.full_names(surname, initial),
        }
    }

    /// The offices that the page's labels and its title give a person.
    fn offices_of(&self, name: &[String]) -> Vec<String> {
        let has = |people: &&Vec<Vec<String>>| people.iter().any(|p| same_name(p, name));
        let own = self.offices.iter().filter(|(_, people)| has(people)).map(|(o, _)| o.clone());
        own.chain(self.index.offices_of(name)).collect()
    }

    fn is_same_office(&self, one: &str, other: &str) -> bool {
        let (one, other) = (one.to_lowercase(), other.to_lowercase());
        let longer = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|r| r.is_empty() || r.starts_with(' '));
        longer(&one, &other) || longer(&other, &one)
    }

    /// True when the page gives the person other offices only, or none and the title sets apart.
    fn holds_another(&self, name: &[String], office: &str) -> bool {
        let known = self.offices_of(name);
        let two = |o: &String| titles::conflict(o, office, self.rules);
        if known.is_empty() {
            return titles::is_apart(office, self.rules);
        }
        known.iter().all(two) && !self.is_announced(name, &known, office)
    }

    /// True for one whom the title lists and who speaks on the page under one other title only: "Adviser
    /// Ada Lind" in the title is "ADMINISTRATOR LIND", for one may bear both. "PRESIDENT LIND" is another.
    fn is_announced(&self, name: &[String], known: &[String], office: &str) -> bool {
        let surname = name.last().map_or_else(String::new, |s| s.to_lowercase());
        let one_title = self.titles.get(&surname).is_some_and(|all| all.len() == 1);
        let apart = known.iter().map(String::as_str).chain([office]).any(|o| titles::is_apart(o, self.rules));
        let may_be_borne = |o: &str| o.split(' ').any(|w| self.rules.bears.holds(w));
        // "Director Lind on the nomination of Ambassador Ada Lind": the title has another for the office.
        let is_held = self.index.holder(office).is_some();
        one_title && !apart && !is_held && may_be_borne(office) && known.iter().any(|o| may_be_borne(o))
    }

    /// True when the page prints titles of two people before the surname.
    fn are_two(&self, surname: &str) -> bool {
        let Some(all) = self.titles.get(&surname.to_lowercase()) else { return false };
        let some = || all.iter().take(MOST_TITLES);
        some().any(|t| some().any(|u| titles::conflict(t, u, self.rules)))
    }

    fn by_initial(&self, name: &[String]) -> Option<Vec<String>> {
        let initial = name[0].chars().next();
        let surname = name.last().map_or("", String::as_str);
        let whole = name.iter().filter(|w| !is_initial(w)).count() >= 2;
        // "I. Petrov" beside Ivan and Ilya Petrov is neither.
        let fitting = self.fitting(surname, initial);
        if !whole && fitting.iter().any(|n| !same_word(&n[0], &fitting[0][0])) {
            return None;
        }
        Some(self.only(surname, initial).filter(|_| !whole).unwrap_or_else(|| name.to_vec()))
    }

    /// The one full name with this surname: of the labels first, then of the page's text.
    fn only(&self, surname: &str, initial: Option<char>) -> Option<Vec<String>> {
        let fits = |n: &&Vec<String>| {
            initial.is_none_or(|i| n[0].chars().next().is_some_and(|c| c.to_lowercase().eq(i.to_lowercase())))
        };
        if let Some(people) = self.people.get(&surname.to_lowercase()) {
            let mut fitting = people.iter().filter(fits);
            return match (fitting.next(), fitting.next()) {
                (Some(one), None) => Some(one.clone()),
                _ => None,
            };
        }
        match self.index.full_names(surname, initial).as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        }
    }

    /// True when a word or name is an outlet's.
    pub fn is_outlet(&self, name: &str) -> bool {
        name.split_whitespace().any(|w| self.rules.outlets.holds(w.trim_matches(',')))
    }

    /// The name as it is shown: words in capitals get the shape the page gives them elsewhere.
    fn printed(&self, name: &[String]) -> String {
        let shape = |word: &String| {
            let short = word.chars().count() <= 4 && name.len() == 1 && !self.index.knows(word);
            if !capitals(word) || short {
                return word.clone();
            }
            self.index.shape(word).map_or_else(|| capitalised(word), str::to_string)
        };
        name.iter().map(shape).collect::<Vec<_>>().join(" ")
    }

    /// The index of names.
    pub fn index(&self) -> &NameIndex {
        &self.index
    }
}

/// "Тарнии Осман Бек" after "Президент": the state stands between office and name without a small word.
fn after_state(words: &[String]) -> usize {
    let cyrillic = |w: &String| w.chars().any(|c| matches!(c, '\u{400}'..='\u{4ff}'));
    let father = words.iter().any(|w| is_patronymic(w));
    let name = match words {
        [.., last] if dotted_initial(last).is_some() => 1,
        _ if father => 3,
        _ => 2,
    };
    if words.iter().all(cyrillic) { words.len().saturating_sub(name) } else { 0 }
}

fn lower(words: &[String]) -> Vec<String> {
    words.iter().map(|w| w.to_lowercase()).collect()
}

fn same_name(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| same_word(x, y))
}

/// "В.Хольт" gives В and Хольт.
fn dotted_initial(word: &str) -> Option<(char, &str)> {
    let (initial, surname) = word.rsplit_once('.')?;
    let first = initial.chars().next().filter(|c| c.is_uppercase())?;
    (initial.chars().filter(|c| *c != '.').count() <= 2 && surname.chars().count() > 1)
        .then_some((first, surname))
}

/// "JEAN-PIERRE" gives "Jean-Pierre".
fn capitalised(word: &str) -> String {
    let mut out = String::new();
    let mut fresh = true;
    for c in word.chars() {
        if fresh {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        fresh = !c.is_alphanumeric();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;
    use crate::transcript::label::parse;

    fn check(title: &str, text: &str, labels: &[&str], expected: &[(Option<&str>, Option<&str>)]) {
        let rules = &Rules::builtin().labels;
        let parsed: Vec<Label> = labels.iter().map(|l| parse(l, rules).expect("a label")).collect();
        let all: Vec<&Label> = parsed.iter().collect();
        let mut index = NameIndex::new(title, text, rules);
        index.bind(title, text.split(" ¶ ").next().filter(|h| h.len() < text.len()).unwrap_or(""), rules);
        let cast = Cast::new(index, &all, &[], rules);
        let got: Vec<Named> = parsed.iter().map(|l| cast.resolve(l)).collect();
        let got: Vec<(Option<&str>, Option<&str>)> =
            got.iter().map(|n| (n.name.as_deref(), n.office.as_deref())).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn long_labels_bind_short_ones() {
        check(
            "Talks in Brona",
            "President of the Republic of Norland Vera Holt: Welcome. Vera Holt: Thank you.",
            &["President of the Republic of Norland Vera Holt", "Vera Holt", "MS. HOLT"],
            &[
                (Some("Vera Holt"), Some("President of the Republic of Norland")),
                (Some("Vera Holt"), None),
                (Some("Vera Holt"), None),
            ],
        );
    }

    #[test]
    fn the_title_gives_the_given_name() {
        check(
            "Press Briefing by Press Secretary Vera Holt",
            "MS. HOLT: Good day.",
            &["MS. HOLT"],
            &[(Some("Vera Holt"), None)],
        );
        check(
            "Встреча",
            "В беседе приняли участие Вера Хольт, Пер Варга. ¶ Здравствуйте.",
            &["В.Хольт"],
            &[(Some("Вера Хольт"), None)],
        );
    }

    #[test]
    fn two_of_one_surname_stay_as_printed() {
        check("", "Vera Holt and Anna Holt came. ¶ Good day.", &["MS. HOLT"], &[(None, None)]);
        check("", "Ivan Holt and Ilya Holt came. ¶ Good day.", &["I. Holt"], &[(None, None)]);
    }

    #[test]
    fn a_title_tells_two_of_one_surname_apart() {
        let labels = ["PRESIDENT HOLM", "VICE PRESIDENT HOLM"];
        check(
            "Debate of President Ada Holm and Vice President Ole Holm",
            "Good day.",
            &labels,
            &[(Some("Ada Holm"), Some("PRESIDENT")), (Some("Ole Holm"), Some("VICE PRESIDENT"))],
        );
        check("", "Good day.", &labels, &[(None, Some("PRESIDENT")), (None, Some("VICE PRESIDENT"))]);
        check("", "Good day.", &["MR. HOLM", "MRS. HOLM"], &[(None, None), (None, None)]);
        check(
            "",
            "",
            &["President Ada Holm", "Prime Minister Ole Holm", "President Holm", "Ada Holm"],
            &[
                (Some("Ada Holm"), Some("President")),
                (Some("Ole Holm"), Some("Prime Minister")),
                (Some("Ada Holm"), Some("President")),
                (Some("Ada Holm"), None),
            ],
        );
    }

    #[test]
    fn a_word_before_a_surname_is_no_given_name() {
        check("", "We came. ¶ My aunt Anna Holt came too.", &["MS. HOLT"], &[(Some("Holt"), None)]);
        check(
            "",
            "All Holt supporters came. Thank Holt! The tents are here: Tents Holt gave.",
            &["MS. HOLT"],
            &[(Some("Holt"), None)],
        );
    }

    #[test]
    fn the_state_is_no_given_name() {
        check(
            "",
            "",
            &["Президент Норландии Вера Хольт", "Президент Норландии В.Хольт"],
            &[
                (Some("Вера Хольт"), Some("Президент Норландии")),
                (Some("Вера Хольт"), Some("Президент Норландии")),
            ],
        );
        check(
            "",
            "",
            &["Президент Вера Петровна Хольт"],
            &[(Some("Вера Петровна Хольт"), Some("Президент"))],
        );
    }

    #[test]
    fn who_speaks_for_someone_is_someone_else() {
        check(
            "",
            "",
            &["SPOKESPERSON FOR PRESIDENT HOLT"],
            &[(None, Some("SPOKESPERSON FOR PRESIDENT HOLT"))],
        );
        check(
            "",
            "",
            &["Adviser to the President Vera Holt"],
            &[(Some("Vera Holt"), Some("Adviser to the President"))],
        );
    }

    #[test]
    fn an_office_alone_needs_a_holder() {
        check("", "The hall was full.", &["THE PRESIDENT"], &[(None, Some("PRESIDENT"))]);
        check(
            "Remarks by President Holt Before Departure",
            "We left before dawn; President Varga called.",
            &["THE PRESIDENT"],
            &[(Some("Holt"), Some("PRESIDENT"))],
        );
        check(
            "Remarks by President Tavit Holt and President Aron Holt of Southland",
            "The hall was full.",
            &["THE PRESIDENT"],
            &[(None, Some("PRESIDENT"))],
        );
        check(
            "Remarks in Brona",
            "President Varga called.",
            &["THE PRESIDENT"],
            &[(None, Some("PRESIDENT"))],
        );
        check(
            "",
            "",
            &["President Vera Holt", "THE PRESIDENT"],
            &[(Some("Vera Holt"), Some("President")), (Some("Vera Holt"), Some("PRESIDENT"))],
        );
        // The office changes hands on the page.
        check(
            "",
            "",
            &["President Aron Lisk", "Vera Holt", "President Holt", "THE PRESIDENT"],
            &[
                (Some("Aron Lisk"), Some("President")),
                (Some("Vera Holt"), None),
                (Some("Vera Holt"), Some("President")),
                (None, Some("PRESIDENT")),
            ],
        );
    }
}
