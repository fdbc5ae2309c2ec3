//! How alike two documents are, and whether that makes them versions of one event.
//!
//! Three things are weighed: the day, the people, the words. Words common to many documents of the
//! collection (greetings, thanks) weigh little, so that formulae do not make kin.
//! Thresholds were learnt on two public-domain translations of one book and on transcripts with
//! excerpts; see `docs/` for the figures.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::trace::{Sample, Trace};
use crate::statement::tokens;

/// What is known of one pair of documents (`a` < `b`, indices of the list handed in).
#[derive(Clone, Debug, PartialEq)]
pub struct Kinship {
    /// The first document.
    pub a: usize,
    /// The second document.
    pub b: usize,
    /// Share of the shorter one's word triples that stand in the other, unweighted.
    pub containment: f64,
    /// For ordering: how strongly the pair belongs together.
    pub score: f64,
    /// True when the two are versions of one event.
    pub is_kin: bool,
    /// True when the words alone decide, whatever the days.
    pub by_words_alone: bool,
}

/// A triple that stands in more documents than this finds no pairs.
const MAX_POSTING: usize = 64;
/// Pairs with fewer shared rare triples are not looked at.
const MIN_SHARED: u32 = 3;
/// A smaller collection gives no useful weights of single words.
const MIN_COLLECTION: usize = 30;

/// Weighs all pairs that can be kin. The list must be sorted by document id.
pub fn kin(traces: &[&Trace]) -> Vec<Kinship> {
    let triples = frequencies(traces.iter().map(|t| &t.triples));
    let terms = frequencies(traces.iter().map(|t| &t.terms));
    let norms: Vec<f64> = traces.iter().map(|t| norm(&t.terms, &terms, traces.len())).collect();
    candidates(traces, &triples)
        .into_iter()
        .map(|(a, b)| {
            let (plain, weighted) =
                containment(&traces[a].triples, &traces[b].triples, &triples, traces.len());
            let cosine = if traces.len() < MIN_COLLECTION {
                0.0
            } else {
                cosine((&traces[a].terms, norms[a]), (&traces[b].terms, norms[b]), &terms, traces.len())
            };
            judge((a, b), (traces[a], traces[b]), Likeness { plain, weighted, cosine })
        })
        .collect()
}

struct Likeness {
    plain: f64,
    weighted: f64,
    cosine: f64,
}

fn judge((a, b): (usize, usize), (x, y): (&Trace, &Trace), like: Likeness) -> Kinship {
    let shortest = x.triples.hashes.len().min(y.triples.hashes.len());
    let days = x.date.zip(y.date).map(|(p, q)| days_apart(p, q));
    let n_shared = shared_people(x, y);
    let n_fewest = x.participants.len().min(y.participants.len());
    let strangers = n_fewest >= 2 && n_shared < 2;
    // Short notes share formulae by chance; only the day and the people can join them.
    let enough = shortest >= 30;
    let by_words_alone = shortest >= 60 && like.weighted >= 0.65;
    let alike = |contained: f64, cosine: f64| enough && (like.weighted >= contained || like.cosine >= cosine);
    let is_kin = by_words_alone
        || match days {
            Some(0) if n_shared >= 2 => alike(0.06, 0.12) || like.plain >= 0.1,
            Some(d) if d <= 3 && n_shared >= 2 => alike(0.10, 0.18),
            Some(d) if d <= 3 && strangers => alike(0.30, 0.40),
            Some(d) if d <= 3 => alike(0.15, 0.20),
            Some(_) => false,
            None if n_shared >= 2 && !published_far(x, y) => alike(0.18, 0.24),
            None => alike(0.25, 0.30),
        };
    let score = like.weighted.max(like.cosine) + if days == Some(0) { 0.2 } else { 0.0 };
    Kinship { a, b, containment: like.plain, score, is_kin, by_words_alone }
}

/// Published more than a fortnight apart, or not known.
fn published_far(x: &Trace, y: &Trace) -> bool {
    let day = |t: &Trace| t.date.or(t.published);
    day(x).zip(day(y)).is_none_or(|(p, q)| days_apart(p, q) > 14)
}

/// Whole days between two dates.
pub fn days_apart(a: Date, b: Date) -> i32 {
    a.since(b).map_or(i32::MAX, |span| span.get_days().abs())
}

fn shared_people(x: &Trace, y: &Trace) -> usize {
    x.participants.iter().filter(|p| y.participants.iter().any(|q| same_person(p, q))).count()
}

/// True when two printed names can be one person's: the surnames are equal, or one name is part
/// of the other, and no given name speaks against it.
pub fn same_person(a: &str, b: &str) -> bool {
    let (a, b) = (name_words(a), name_words(b));
    let (Some(last_a), Some(last_b)) = (a.last(), b.last()) else {
        return false;
    };
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let part_of = |w: &String| long.iter().any(|l| l == w || is_initial(w, l) || is_initial(l, w));
    if short.len() == 1 {
        return last_a == last_b || long.first() == short.first();
    }
    (last_a == last_b || a.first() == b.first()) && short.iter().all(part_of)
}

fn is_initial(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

fn name_words(name: &str) -> Vec<String> {
    let suffix = |w: &String| matches!(w.as_str(), "jr" | "sr" | "ii" | "iii" | "iv");
    let mut words: Vec<String> = tokens(name).into_iter().map(|t| t.word).collect();
    while words.len() > 1 && words.last().is_some_and(suffix) {
        words.pop();
    }
    words
}

/// The last word of a name, suffixes such as "Jr." left out.
pub fn surname(name: &str) -> &str {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 1
        && words.last().is_some_and(|w| {
            matches!(w.trim_end_matches('.').to_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
        })
    {
        words.pop();
    }
    words.last().copied().unwrap_or("")
}

/// How many documents hold each hash, scaled up where documents are sampled coarsely.
fn frequencies<'t>(samples: impl Iterator<Item = &'t Sample>) -> BTreeMap<u32, u32> {
    let mut all: Vec<u32> = samples.flat_map(|s| s.hashes.iter().map(|(h, _)| *h)).collect();
    all.sort_unstable();
    let mut found = BTreeMap::new();
    for run in all.chunk_by(|a, b| a == b) {
        found.insert(run[0], run.len() as u32);
    }
    found
}

fn candidates(traces: &[&Trace], frequency: &BTreeMap<u32, u32>) -> Vec<(usize, usize)> {
    let mut postings: Vec<(u32, u32)> = Vec::new();
    for (n, trace) in traces.iter().enumerate() {
        let rare = trace
            .triples
            .hashes
            .iter()
            .filter(|(h, _)| frequency.get(h).is_some_and(|f| *f > 1 && *f as usize <= MAX_POSTING));
        postings.extend(rare.map(|(h, _)| (*h, n as u32)));
    }
    postings.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut shared: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for run in postings.chunk_by(|x, y| x.0 == y.0) {
        for (i, (_, a)) in run.iter().enumerate() {
            for (_, b) in &run[i + 1..] {
                *shared.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    pairs.extend(
        shared.iter().filter(|(_, n)| **n >= MIN_SHARED).map(|((a, b), _)| (*a as usize, *b as usize)),
    );
    pairs.extend(same_days(traces));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Most documents of neighbouring days that are compared all with all.
const MAX_NEIGHBOURS: usize = 200;

/// Pairs of near days that share two people.
fn same_days(traces: &[&Trace]) -> Vec<(usize, usize)> {
    let mut dated: Vec<(Date, usize)> =
        traces.iter().enumerate().filter_map(|(n, t)| t.date.map(|d| (d, n))).collect();
    dated.sort_unstable();
    let mut pairs = Vec::new();
    for (i, (day, a)) in dated.iter().enumerate() {
        let near = dated[i + 1..].iter().take(MAX_NEIGHBOURS).take_while(|(d, _)| days_apart(*d, *day) <= 3);
        pairs.extend(
            near.filter(|(_, b)| shared_people(traces[*a], traces[*b]) >= 2)
                .map(|(_, b)| (*a.min(b), *a.max(b))),
        );
    }
    pairs
}

/// Share of the smaller sample that stands in the other: plain, and with rare triples weighing more.
fn containment(a: &Sample, b: &Sample, frequency: &BTreeMap<u32, u32>, n_documents: usize) -> (f64, f64) {
    let shift = a.shift.max(b.shift);
    let weight = |h: u32| rarity(frequency.get(&h).copied().unwrap_or(1), n_documents);
    let total = |s: &Sample| s.at(shift).fold((0.0, 0.0), |(n, w), (h, _)| (n + 1.0, w + weight(h)));
    let ((n_a, w_a), (n_b, w_b)) = (total(a), total(b));
    let (mut n, mut w) = (0.0, 0.0);
    shared_hashes(a, b, shift, |h, _, _| {
        n += 1.0;
        w += weight(h);
    });
    let share = |part: f64, x: f64, y: f64| if x.min(y) > 0.0 { part / x.min(y) } else { 0.0 };
    (share(n, n_a, n_b), share(w, w_a, w_b))
}

/// A collection is weighed as if it held at least this many documents, so that what two versions
/// share does not count as common just because there is little else.
const VIRTUAL_DOCUMENTS: usize = 50;

fn rarity(frequency: u32, n_documents: usize) -> f64 {
    let n = n_documents.max(VIRTUAL_DOCUMENTS) as f64;
    ((n + 1.0) / f64::from(frequency.max(1))).ln().max(0.0)
}

fn cosine(
    (a, norm_a): (&Sample, f64),
    (b, norm_b): (&Sample, f64),
    frequency: &BTreeMap<u32, u32>,
    n_documents: usize,
) -> f64 {
    let shift = a.shift.max(b.shift);
    let (norm_a, norm_b) = (
        norm_at(a, norm_a, shift, frequency, n_documents),
        norm_at(b, norm_b, shift, frequency, n_documents),
    );
    let mut dot = 0.0;
    shared_hashes(a, b, shift, |h, x, y| {
        let w = rarity(frequency.get(&h).copied().unwrap_or(1), n_documents);
        dot += w * w * damped(x) * damped(y);
    });
    if norm_a > 0.0 && norm_b > 0.0 { dot / (norm_a * norm_b) } else { 0.0 }
}

fn norm_at(s: &Sample, norm_own: f64, shift: u32, frequency: &BTreeMap<u32, u32>, n_documents: usize) -> f64 {
    if shift == s.shift { norm_own } else { norm(&s.coarser(shift), frequency, n_documents) }
}

fn norm(s: &Sample, frequency: &BTreeMap<u32, u32>, n_documents: usize) -> f64 {
    let square = |(h, n): &(u32, u16)| {
        let w = rarity(frequency.get(h).copied().unwrap_or(1), n_documents) * damped(*n);
        w * w
    };
    s.hashes.iter().map(square).sum::<f64>().sqrt()
}

fn damped(count: u16) -> f64 {
    1.0 + f64::from(count.max(1)).ln()
}

fn shared_hashes(a: &Sample, b: &Sample, shift: u32, mut take: impl FnMut(u32, u16, u16)) {
    let (mut left, mut right) = (a.at(shift).peekable(), b.at(shift).peekable());
    while let (Some((x, n)), Some((y, m))) = (left.peek().copied(), right.peek().copied()) {
        match x.cmp(&y) {
            std::cmp::Ordering::Less => {
                left.next();
            }
            std::cmp::Ordering::Greater => {
                right.next();
            }
            std::cmp::Ordering::Equal => {
                take(x, n, m);
                left.next();
                right.next();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person_match_and_others_do_not() {
        for (a, b, same) in [
            ("Vera Holt", "Holt", true),
            ("Vera Holt", "V. Holt", true),
            ("Vera Holt", "Vera Anna Holt", true),
            ("Vera Holt", "Jonas Holt", false),
            ("Vera Holt", "Vera Brandt", false),
            ("Samuel Reed Jr.", "Samuel Reed", true),
            ("Holt", "Varga", false),
            ("", "Varga", false),
        ] {
            assert_eq!(same_person(a, b), same, "{a} / {b}");
            assert_eq!(same_person(b, a), same, "{b} / {a}");
        }
    }

    #[test]
    fn days_are_counted_across_months() {
        let day = |m, d| jiff::civil::date(2031, m, d);
        assert_eq!(days_apart(day(3, 1), day(2, 27)), 2);
        assert_eq!(days_apart(day(2, 27), day(3, 1)), 2);
        assert_eq!(days_apart(jiff::civil::date(2030, 3, 1), day(3, 1)), 365);
    }
}
