//! Near wordings: where much of a quotation stands in order, though not all of it.
//!
//! From each word of the quotation on, as many words are taken as make a rare run; each place of the
//! run speaks for a wording that begins as much before it. Where many rare runs agree, the words are
//! laid beside the quotation and the changes counted. What is best by runs alone need not be best by
//! changes: some sixty places of each segment are compared.

use std::collections::BTreeSet;

use super::segment::{DEPTH, Segment};
use crate::error::Result;

/// Entries that make a run rare.
const RARE: usize = 192;
/// Places of all runs that are looked at.
const MOST_PLACES: usize = 4096;
/// Words of a quotation from which runs are taken.
const MOST_RUNS: usize = 64;
/// Wordings that are laid beside the quotation.
const MOST_LAID: usize = 64;
/// Longest quotation, in words, that is laid beside others; longer ones are weighed by runs.
const LAID_WORDS: usize = 160;

/// A near wording.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Row of the statement that holds most of it.
    pub row: i64,
    /// Share of the words that need no change, from 0 to 1.
    pub score: f32,
}

/// A run of the quotation with its places.
struct Run {
    /// Where it begins in the quotation.
    at: usize,
    places: Vec<u32>,
    /// How much each place says.
    weight: f32,
}

/// A place where the quotation may begin.
struct Start {
    place: i64,
    weight: f32,
}

/// Near wordings in one segment.
pub(super) fn near_in(
    segment: &Segment,
    words: &[u32],
    voices: Option<&BTreeSet<u32>>,
    limit: usize,
) -> Result<Vec<Near>> {
    let runs = rare_runs(segment, words)?;
    let reach = words.len().div_ceil(3).max(6) as i64;
    let starts = starts(&runs, reach);
    let mut found: Vec<Near> = Vec::new();
    let mut n_laid = 0;
    for start in starts {
        if n_laid == MOST_LAID || found.len() >= limit {
            break;
        }
        let middle = start.place + words.len() as i64 / 2;
        let Some(placed) = segment.statement(u32::try_from(middle).unwrap_or(0))? else { continue };
        if voices.is_some_and(|v| !v.contains(&placed.voice)) {
            continue;
        }
        n_laid += 1;
        let near = lay(segment, words, &start, reach)?;
        if near.score > 0.0 && !found.iter().any(|f| f.row == near.row && f.score >= near.score) {
            found.push(near);
        }
    }
    Ok(found)
}

/// For each word of the quotation the shortest run from there on that is rare.
fn rare_runs(segment: &Segment, words: &[u32]) -> Result<Vec<Run>> {
    let step = words.len().div_ceil(MOST_RUNS).max(1);
    let total = f64::from(segment.n_words().max(2));
    let mut ranges = Vec::new();
    for at in (0..words.len()).step_by(step) {
        let mut entries = segment.entries();
        for n in 1..=DEPTH.min(words.len() - at) {
            entries = segment.narrow(&words[at..at + n], &entries)?;
            if entries.len() <= RARE {
                break;
            }
        }
        if !entries.is_empty() {
            ranges.push((entries.len(), at, entries));
        }
    }
    ranges.sort_by_key(|(n, at, _)| (*n, *at));
    let (mut runs, mut left) = (Vec::new(), MOST_PLACES);
    for (n, at, entries) in ranges {
        // Formulae alone say little, and say it only when nothing else does.
        if left == 0 || n > RARE && !runs.is_empty() {
            break;
        }
        let places = segment.places(&entries, left.min(RARE * 4))?;
        left -= places.len();
        runs.push(Run { at, places, weight: (total / n as f64).ln() as f32 });
    }
    Ok(runs)
}

/// Places where the quotation may begin, those with most weight first. Runs that begin within `reach`
/// words of each other speak for one place.
fn starts(runs: &[Run], reach: i64) -> Vec<Start> {
    let mut votes: Vec<(i64, usize)> = Vec::with_capacity(MOST_PLACES);
    for (n, run) in runs.iter().enumerate() {
        votes.extend(run.places.iter().map(|p| (i64::from(*p) - run.at as i64, n)));
    }
    votes.sort_unstable();
    let mut found: Vec<Start> = Vec::new();
    let mut from = 0;
    while from < votes.len() {
        let first = votes[from].0;
        let to = from + votes[from..].partition_point(|v| v.0 <= first + reach);
        // Each run speaks once for a place; there are at most sixty-four.
        let (mut heard, mut weight) = (0u64, 0.0);
        for (_, n) in &votes[from..to] {
            let bit = 1u64 << (n % MOST_RUNS);
            if heard & bit == 0 {
                heard |= bit;
                weight += runs[*n].weight;
            }
        }
        found.push(Start { place: votes[from + (to - from) / 2].0, weight });
        from = to;
    }
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.place.cmp(&b.place)));
    found
}

/// Lays the words around a place beside the quotation.
fn lay(segment: &Segment, words: &[u32], start: &Start, reach: i64) -> Result<Near> {
    let from = u32::try_from((start.place - reach).max(0)).unwrap_or(u32::MAX);
    let m = words.len();
    if m > LAID_WORDS {
        let middle = u32::try_from(start.place + m as i64 / 2).unwrap_or(0);
        let row = segment.statement(middle)?.map_or(0, |p| p.row);
        return Ok(Near { row, score: (start.weight / (m as f32 * 16.0)).min(1.0) });
    }
    let there = segment.words(from, m + 2 * reach as usize)?;
    let (begin, end, changes) = fewest_changes(words, &there);
    let middle = from + (begin + (end - begin) / 2) as u32;
    let row = segment.statement(middle)?.map_or(0, |p| p.row);
    Ok(Near { row, score: 1.0 - changes as f32 / m as f32 })
}

/// The stretch of `there` that becomes `words` by fewest words put in, left out or replaced: its
/// borders and their number.
fn fewest_changes(words: &[u32], there: &[u32]) -> (usize, usize, usize) {
    // One column a word of `there`: the changes, and where the stretch begins.
    let mut column: Vec<(u32, u32)> = (0..=words.len() as u32).map(|n| (n, 0)).collect();
    let mut best = (0, 0, words.len() as u32);
    for (n, word) in there.iter().enumerate() {
        let mut across = column[0];
        column[0] = (0, n as u32 + 1);
        for i in 1..=words.len() {
            let replaced = (across.0 + u32::from(words[i - 1] != *word), across.1);
            let left_out = (column[i].0 + 1, column[i].1);
            let put_in = (column[i - 1].0 + 1, column[i - 1].1);
            across = column[i];
            column[i] = replaced.min(left_out).min(put_in);
        }
        let (changes, begin) = column[words.len()];
        if changes < best.2 {
            best = (begin, n as u32 + 1, changes);
        }
    }
    (best.0 as usize, best.1 as usize, best.2 as usize)
}

#[cfg(test)]
mod tests {
    use super::fewest_changes;

    fn check(words: &[u32], there: &[u32], expected: (usize, usize, usize)) {
        assert_eq!(fewest_changes(words, there), expected, "{words:?} in {there:?}");
    }

    #[test]
    fn the_stretch_with_fewest_changes_is_found() {
        check(&[1, 2, 3], &[9, 1, 2, 3, 9], (1, 4, 0));
        check(&[1, 2, 3, 4], &[9, 1, 7, 3, 4, 9], (1, 5, 1));
        check(&[1, 2, 3, 4], &[1, 2, 4], (0, 3, 1));
        check(&[1, 2], &[8, 9], (0, 0, 2));
        check(&[1], &[], (0, 0, 1));
    }
}
