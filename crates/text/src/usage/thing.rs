//! Which forms of names mean one thing.
//!
//! Forms that a table lists together, an acronym and the words it is made of, a long and a short form, one
//! sound in two spellings, and forms that stand for each other in versions of one meeting. Two known places
//! are never one thing.

use std::collections::{BTreeMap, BTreeSet};

use super::mention::Names;
use crate::collation::is_acronym;
use crate::people::fold::sound;
use crate::rules::Rules;

/// Why two forms are one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Rival names of one place in `names.toml`.
    Rival,
    /// Names of one place in `names.toml`.
    Listed,
    /// In one place of two versions of a meeting.
    Aligned,
    /// An acronym and its words.
    Acronym,
    /// A long and a short form.
    Short,
    /// One sound in two spellings.
    Spelling,
    /// An acronym and words with its letters, of which nothing says that they are one thing.
    Letters,
}

impl Basis {
    /// The word of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Rival => "rival",
            Basis::Listed => "listed",
            Basis::Aligned => "versions",
            Basis::Acronym => "acronym",
            Basis::Short => "short_form",
            Basis::Spelling => "spelling",
            Basis::Letters => "letters",
        }
    }
}

/// Forms joined to things.
#[derive(Clone, Debug, Default)]
pub struct Things {
    parent: Vec<usize>,
    /// The known place of each root.
    place: BTreeMap<usize, String>,
    /// Why the forms of a root are one thing.
    bases: BTreeMap<usize, BTreeSet<Basis>>,
}

/// Letters of a word that is compared by sound.
const SOUND: usize = 5;

impl Things {
    /// Joins the forms of names. `people` are the full names of those who speak; `aligned` are pairs of
    /// forms that stand for each other in versions; `event_of` is the meeting of each document.
    pub fn of(
        names: &Names,
        people: &BTreeSet<String>,
        (aligned, event_of): (&[(usize, usize)], &[usize]),
        rules: &Rules,
    ) -> Things {
        let mut things = Things { parent: (0..names.forms.len()).collect(), ..Things::default() };
        for (n, form) in names.forms.iter().enumerate() {
            // A rival group stands for a place of its own.
            let rival = rules.names.rival.get(form).map(|g| format!("rival {g}"));
            let place = rival.or_else(|| rules.names.canonical.get(form).cloned());
            place.map(|p| things.place.insert(n, p));
        }
        things.listed(names, rules);
        things.short(names, people, rules);
        things.sounds(names);
        for (a, b) in aligned {
            things.join(*a, *b, Basis::Aligned);
        }
        // The weakest reason last: what is one thing already needs no other.
        things.acronyms(names, event_of, rules);
        things
    }

    /// The thing of a form, by the number of one of its forms.
    pub fn root(&self, form: usize) -> usize {
        let mut at = form;
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// Why the forms of a thing belong together.
    pub fn bases(&self, root: usize) -> Vec<Basis> {
        self.bases.get(&root).into_iter().flatten().copied().collect()
    }

    fn join(&mut self, a: usize, b: usize, basis: Basis) {
        let (x, y) = (self.root(a), self.root(b));
        if x == y {
            return;
        }
        if let (Some(p), Some(q)) = (self.place.get(&x), self.place.get(&y))
            && p != q
        {
            return;
        }
        let (keep, gone) = (x.min(y), x.max(y));
        self.parent[gone] = keep;
        if let Some(place) = self.place.remove(&gone) {
            self.place.insert(keep, place);
        }
        let more = self.bases.remove(&gone).unwrap_or_default();
        let known = self.bases.entry(keep).or_default();
        known.extend(more);
        known.insert(basis);
    }

    /// Joins all forms that share a key.
    fn join_alike(&mut self, keys: impl Iterator<Item = (usize, String)>, basis: Basis) {
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for (n, key) in keys {
            match first.get(&key) {
                Some(known) => self.join(*known, n, basis),
                None => {
                    first.insert(key, n);
                }
            }
        }
    }

    fn listed(&mut self, names: &Names, rules: &Rules) {
        let forms = || names.forms.iter().enumerate();
        let rival = forms().filter_map(|(n, f)| Some((n, rules.names.rival.get(f)?.to_string())));
        self.join_alike(rival, Basis::Rival);
        let place = forms()
            .filter(|(_, f)| !rules.names.rival.contains_key(*f))
            .filter_map(|(n, f)| Some((n, rules.names.canonical.get(f)?.clone())));
        self.join_alike(place, Basis::Listed);
    }

    /// "Vera Holt" and "Holt", when one person alone bears the surname; "Upper-Velmar" and "Velmar".
    fn short(&mut self, names: &Names, people: &BTreeSet<String>, rules: &Rules) {
        let mut bearers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let full = names.forms.iter().map(String::as_str).chain(people.iter().map(String::as_str));
        for form in full {
            if let Some((_, last)) = form.rsplit_once(' ') {
                bearers.entry(last).or_default().insert(form);
            }
        }
        for (n, form) in names.forms.iter().enumerate() {
            let Some((before, last)) = form.rsplit_once(' ') else { continue };
            let Some(short) = names.number(last) else { continue };
            let alone = bearers.get(last).is_some_and(|b| b.len() == 1);
            let person = people.contains(form.as_str());
            // "Euro-Atlantic" is no name of the Atlantic.
            let part = names.hyphened.contains(&n) && rules.names.sides.contains(before);
            if alone && (person || part) {
                self.join(n, short, Basis::Short);
            }
        }
    }

    /// An acronym and the words that a table or the page itself gives for it; else those of its letters, by chance
    /// perhaps, in one document or two versions of a meeting.
    fn acronyms(&mut self, names: &Names, event_of: &[usize], rules: &Rules) {
        let used = names.events(event_of);
        let glossed = glosses(names, rules);
        let mut long: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (n, form) in names.forms.iter().enumerate().filter(|(_, f)| f.contains(' ')) {
            if let Some(head) = form.chars().next() {
                long.entry(head).or_default().push(n);
            }
        }
        for short in names.upper.iter().copied() {
            let form = &names.forms[short];
            let told = glossed.get(&short).cloned().unwrap_or_default();
            let meanings = rules.usage.short.get(form);
            let listed = meanings.map(|m| listed(m, short, names, &used)).unwrap_or_default();
            for n in listed.iter().chain(&told) {
                self.join(*n, short, Basis::Acronym);
            }
            if meanings.is_some() || !told.is_empty() {
                continue;
            }
            let head = form.chars().next().and_then(|head| long.get(&head));
            let near = head.into_iter().flatten().take(MOST_LONG).copied();
            let near = near.filter(|n| !used[short].is_disjoint(&used[*n]));
            let fits: Vec<usize> = near.filter(|n| has_initials(form, &names.forms[*n])).collect();
            if let [one] = fits.as_slice() {
                self.join(*one, short, Basis::Letters);
            }
        }
    }

    /// One sound in two spellings; a name of one word also needs one role: "Minister Yelin" and a girl called
    /// "Jelin" are two.
    fn sounds(&mut self, names: &Names) {
        let long = |f: &str| f.chars().count() >= SOUND;
        let whole = names.forms.iter().enumerate().filter(|(_, f)| long(f) && f.contains(' '));
        let keys = whole.map(|(n, f)| (n, f.split(' ').map(sound).collect::<Vec<_>>().join(" ")));
        self.join_alike(keys, Basis::Spelling);
        let single = names.roles.iter().filter(|(n, _)| long(&names.forms[*n]));
        self.join_alike(
            single.map(|(n, role)| (*n, format!("{role} {}", sound(&names.forms[*n])))),
            Basis::Spelling,
        );
    }
}

/// The names that the table gives for an acronym; of one with several meanings those that are named wherever it
/// is used, when only one meaning is named at all.
fn listed(meanings: &[Vec<String>], short: usize, names: &Names, used: &[BTreeSet<usize>]) -> Vec<usize> {
    let named =
        |meaning: &Vec<String>| meaning.iter().filter_map(|m| names.number(m)).collect::<Vec<usize>>();
    let there: Vec<Vec<usize>> = meanings.iter().map(named).filter(|m| !m.is_empty()).collect();
    let [one] = there.as_slice() else { return Vec::new() };
    let beside: BTreeSet<usize> = one.iter().flat_map(|n| used[*n].iter().copied()).collect();
    let is_clear = meanings.len() == 1 || used[short].is_subset(&beside);
    if is_clear { one.clone() } else { Vec::new() }
}

/// For each acronym the name by which the pages explain it: "the River Trade Union (RTU)"; none when they
/// explain it in two ways.
fn glosses(names: &Names, rules: &Rules) -> BTreeMap<usize, Vec<usize>> {
    let mut found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (a, b) in &names.glossed {
        for (short, long) in [(*a, *b), (*b, *a)] {
            let (form, words) = (&names.forms[short], &names.forms[long]);
            // "RT, the River Tesmaran company": an adjective is no name.
            let place = rules.names.canonical.get(words);
            if place.is_some_and(|p| rules.usage.is_people(words, p)) {
                continue;
            }
            if names.upper.contains(&short) && (is_acronym(form, words) || has_initials(form, words)) {
                found.entry(short).or_default().insert(long);
            }
        }
    }
    let only = |(short, long): (usize, BTreeSet<usize>)| {
        (long.len() == 1).then(|| (short, long.into_iter().collect()))
    };
    found.into_iter().filter_map(only).collect()
}

/// Pairs of an acronym and a longer name of which it may be made, anywhere in the documents: "EAEU" and "Eurasian
/// Economic Union". They may be one thing; whether they are is not certain.
pub(super) fn likely_acronyms(names: &Names) -> Vec<(usize, usize)> {
    let mut long: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (n, form) in names.forms.iter().enumerate().filter(|(_, f)| f.contains(' ')) {
        if let Some(head) = form.chars().next() {
            long.entry(head).or_default().push(n);
        }
    }
    let mut out = Vec::new();
    for short in &names.upper {
        let form = &names.forms[*short];
        let head = form.chars().next().and_then(|head| long.get(&head));
        let fits = head.into_iter().flatten().take(MOST_LONG).filter(|n| is_acronym(form, &names.forms[**n]));
        out.extend(fits.map(|n| (*short, *n)));
    }
    out
}

/// Long names that are tried for one acronym.
const MOST_LONG: usize = 400;
/// Letters of an acronym that two names of one folder seldom share by chance.
const INITIALS: usize = 3;

/// True when each word of `long` gives one letter of `short` and no other letter is left: two versions of
/// one sentence may have "EAU" for "EurAsian Union", any two names of a folder may not.
fn has_initials(short: &str, long: &str) -> bool {
    let words = long.split([' ', '-']).filter(|w| !matches!(*w, "of" | "the" | "and" | "for"));
    let initials: String = words.filter_map(|w| w.chars().next()).collect();
    // "DOT" for "Department of Trade".
    let all: String = long.split([' ', '-']).filter_map(|w| w.chars().next()).collect();
    let fits = initials == short && is_acronym(short, long) || all == short;
    fits && short.chars().count() >= INITIALS
}
