//! How alike two documents are, and whether that makes them versions of one event.
//!
//! Three things are weighed: the day, the people, the words. Words common to many documents of the
//! collection (greetings, thanks) weigh little, so that formulae do not make kin.
//! Thresholds were learnt on two public-domain translations of one book and on transcripts with
//! excerpts; see `docs/` for the figures.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::trace::{Sample, Trace};
use super::weights::{Frequency, weigh};
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
/// Nor pairs that share less than one in this many of the shorter one's triples.
const MIN_SHARE: usize = 50;
/// A smaller collection gives no useful weights of single words.
const MIN_COLLECTION: usize = 30;

/// Weighs all pairs that can be kin. The list must be sorted by document id.
pub fn kin(traces: &[&Trace]) -> Vec<Kinship> {
    let samples: Vec<&Sample> = traces.iter().map(|t| &t.triples).collect();
    let triples = weigh(&samples, false);
    let terms = weigh(&traces.iter().map(|t| &t.terms).collect::<Vec<_>>(), true);
    let weighs_terms = traces.len() >= MIN_COLLECTION;
    candidates(traces, &Frequency::of(&samples))
        .into_iter()
        .map(|(a, b)| {
            let (plain, weighted) = triples[a].containment(&triples[b]);
            let cosine = if weighs_terms { terms[a].cosine(&terms[b]) } else { 0.0 };
            judge((a, b), (traces[a], traces[b]), Likeness { plain, weighted, cosine })
        })
        .collect()
}

#[derive(Clone, Copy)]
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
    // Without a day the two measures must speak together. A small collection has only one of them.
    let together = |contained: f64, both: f64| {
        let only = if like.cosine > 0.0 { contained } else { contained - 0.08 };
        enough && (like.weighted >= only || like.weighted + like.cosine >= both)
    };
    let is_kin = by_words_alone
        || match days {
            Some(0) if n_shared >= 2 => alike(0.06, 0.12) || like.plain >= 0.1,
            Some(d) if d <= 3 && n_shared >= 2 => alike(0.10, 0.18),
            Some(d) if d <= 3 && strangers => alike(0.30, 0.40),
            Some(d) if d <= 3 => alike(0.15, 0.20),
            Some(_) => false,
            None if n_shared >= 2 && !published_far(x, y) => together(0.22, 0.38),
            None => together(0.33, 0.48),
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

fn candidates(traces: &[&Trace], frequency: &Frequency) -> Vec<(usize, usize)> {
    let mut postings: Vec<(u32, u32)> = Vec::new();
    for (n, trace) in traces.iter().enumerate() {
        let hashes = trace.triples.hashes.iter().map(|(h, _)| *h);
        let rare = hashes.filter(|h| (2..=MAX_POSTING).contains(&(frequency.get(*h) as usize)));
        postings.extend(rare.map(|h| (h, n as u32)));
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
    for ((a, b), n) in shared {
        let (a, b) = (a as usize, b as usize);
        let fewest = traces[a].triples.hashes.len().min(traces[b].triples.hashes.len());
        if n >= MIN_SHARED && n as usize * MIN_SHARE >= fewest {
            pairs.push((a, b));
        }
    }
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
