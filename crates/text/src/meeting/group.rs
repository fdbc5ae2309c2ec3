//! From pairs to groups: the strongest pairs first, and no bridge of a few quotations.
//!
//! A portal's round-up quotes two meetings and belongs, at most, to one of them; a page that
//! holds the talks and the press conference whole joins both. So two groups become one when their
//! fullest versions belong together, or when more than half of one document stands in the other
//! and nothing speaks against it. A link by day and people alone comes last, and only where it
//! leaves no choice.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::kinship::{Basis, Kinship, NEAR_DAYS};
use super::people;
use super::print::Print;

/// More than half of a document: two meetings cannot both hold so much of it.
const MOST: f64 = 0.55;

/// Joins documents to groups; each document is in one, groups and their members rise. `pairs`
/// must be in rising order.
pub fn group(prints: &[&Print], pairs: &[Kinship]) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(prints, pairs);
    let mut ranked: Vec<&Kinship> = pairs.iter().filter(|k| k.link.basis != Basis::Day).collect();
    ranked.sort_by(|x, y| y.link.score.total_cmp(&x.link.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    for pair in ranked {
        let (x, y) = (groups.of[pair.a as usize], groups.of[pair.b as usize]);
        if x != y && groups.fit(x, y, pair) {
            groups.merge(x.min(y), x.max(y));
        }
    }
    groups.join_languages();
    let mut found = groups.members;
    found.retain(|g| !g.is_empty());
    found.iter_mut().for_each(|g| g.sort_unstable());
    found
}

struct Groups<'p> {
    prints: &'p [&'p Print],
    pairs: &'p [Kinship],
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    /// The two fullest versions of each group, the fuller first.
    heads: Vec<(usize, Option<usize>)>,
    /// First and last day of each group.
    days: Vec<Option<(i32, i32)>>,
}

impl<'p> Groups<'p> {
    fn new(prints: &'p [&'p Print], pairs: &'p [Kinship]) -> Self {
        let n = prints.len();
        Groups {
            prints,
            pairs,
            of: (0..n).collect(),
            members: (0..n).map(|n| vec![n]).collect(),
            heads: (0..n).map(|n| (n, None)).collect(),
            days: prints.iter().map(|p| p.day.map(|d| (d, d))).collect(),
        }
    }

    fn fit(&self, x: usize, y: usize, pair: &Kinship) -> bool {
        if pair.link.basis != Basis::Words && self.span_of(x, y).is_some_and(|(a, b)| b - a > NEAR_DAYS) {
            return false;
        }
        let is_whole = pair.link.contained >= MOST;
        let heads_fit = kinship(self.pairs, self.heads[x].0, self.heads[y].0).is_some();
        if !heads_fit && !is_whole {
            return false;
        }
        // What is left of the groups without the pair itself must not speak against it.
        let (p, q) = (self.witness(x, pair), self.witness(y, pair));
        kinship(self.pairs, p, q).is_some() || !self.strangers(p, q, if is_whole { 2 } else { 1 })
    }

    /// The fullest version of a group that is not of the pair; of a group of one, that one.
    fn witness(&self, group: usize, pair: &Kinship) -> usize {
        let (first, second) = self.heads[group];
        let is_of_pair = first == pair.a as usize || first == pair.b as usize;
        second.filter(|_| is_of_pair).unwrap_or(first)
    }

    /// Two that name two people each, and share fewer than asked.
    fn strangers(&self, a: usize, b: usize, n_asked: usize) -> bool {
        let (p, q) = (&self.prints[a].people, &self.prints[b].people);
        people::count(p).min(people::count(q)) >= 2 && people::count_shared(p, q) < n_asked
    }

    /// First and last day of two groups; `None` where only one of them has days.
    fn span_of(&self, x: usize, y: usize) -> Option<(i32, i32)> {
        self.days[x].zip(self.days[y]).map(|(a, b)| (a.0.min(b.0), a.1.max(b.1)))
    }

    fn merge(&mut self, into: usize, from: usize) {
        let span = self.span_of(into, from);
        self.days[into] = span.or(self.days[into]).or(self.days[from]);
        let moved = std::mem::take(&mut self.members[from]);
        moved.iter().for_each(|n| self.of[*n] = into);
        self.members[into].extend(moved);
        let (a, b) = (self.heads[into], self.heads[from]);
        let mut heads: Vec<usize> = [Some(a.0), a.1, Some(b.0), b.1].into_iter().flatten().collect();
        heads.sort_by_key(|n| (standing(self.prints[*n]), *n));
        self.heads[into] = (heads[0], heads.get(1).copied());
    }

    /// Joins groups of one day and the same people in other languages, where each language has
    /// one group.
    fn join_languages(&mut self) {
        let mut near: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for pair in self.pairs.iter().filter(|k| k.link.basis == Basis::Day) {
            let (x, y) = (self.of[pair.a as usize], self.of[pair.b as usize]);
            if x != y {
                near.entry(x).or_default().insert(y);
                near.entry(y).or_default().insert(x);
            }
        }
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        for start in near.keys() {
            let mut found = BTreeSet::from([*start]);
            let mut open = vec![*start];
            while let Some(next) = open.pop().filter(|_| !seen.contains(start)) {
                open.extend(near[&next].iter().filter(|n| found.insert(**n)));
            }
            seen.extend(&found);
            let mut languages = BTreeSet::new();
            let is_plain = found.iter().all(|g| self.languages(*g).into_iter().all(|l| languages.insert(l)));
            if is_plain {
                found.iter().skip(1).for_each(|g| self.merge(*start, *g));
            }
        }
    }

    fn languages(&self, group: usize) -> BTreeSet<[u8; 2]> {
        self.members[group].iter().filter_map(|n| self.prints[*n].language).collect()
    }
}

/// Orders versions: what may be a source of the others comes first.
pub fn standing(p: &Print) -> impl Ord + use<> {
    (p.has_source, p.is_report, Reverse(p.n_words), p.published.is_none(), p.published)
}

/// The kinship of two documents, in either order.
pub fn kinship(pairs: &[Kinship], a: usize, b: usize) -> Option<&Kinship> {
    let key = (a.min(b) as u32, a.max(b) as u32);
    pairs.binary_search_by_key(&key, |k| (k.a, k.b)).ok().and_then(|at| pairs.get(at))
}
