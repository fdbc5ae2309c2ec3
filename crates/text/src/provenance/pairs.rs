//! Units of two sequences that are the same unit, by their keys alone.
//!
//! `a b c d` and `a c x b d`: `a`, `c` and `d` stand in one order and are paired first, then `b`,
//! which moved. Keys that stand once on both sides are anchors; their neighbours follow; what is
//! left is paired in order of its standing. No table of all pairs is made.

use std::collections::BTreeMap;

/// Pairs `(of a, of b)` of equal keys, each place used once; sorted.
pub(super) fn pairs(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let mut match_a: Vec<Option<usize>> = vec![None; a.len()];
    let mut match_b: Vec<Option<usize>> = vec![None; b.len()];
    for (i, j) in rising(&anchors(a, b)) {
        (match_a[i], match_b[j]) = (Some(j), Some(i));
    }
    ends(a, b, &mut match_a, &mut match_b);
    spread(a, b, &mut match_a, &mut match_b);
    leftovers(a, b, &mut match_a, &mut match_b);
    match_a.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))).collect()
}

/// Keys that stand once on both sides, in the order of `a`.
fn anchors(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let places = |list: &[u32]| {
        let mut found: BTreeMap<u32, Option<usize>> = BTreeMap::new();
        for (n, key) in list.iter().enumerate() {
            found.entry(*key).and_modify(|p| *p = None).or_insert(Some(n));
        }
        found
    };
    let there = places(b);
    let once = places(a);
    a.iter()
        .enumerate()
        .filter(|(_, key)| once.get(key).is_some_and(Option::is_some))
        .filter_map(|(i, key)| Some((i, (*there.get(key)?)?)))
        .collect()
}

/// The longest part of the pairs in which both sides rise.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (n, (_, j)) in pairs.iter().enumerate() {
        let at = tails.partition_point(|t| pairs[*t].1 < *j);
        before.push(at.checked_sub(1).map(|k| tails[k]));
        match tails.get_mut(at) {
            Some(tail) => *tail = n,
            None => tails.push(n),
        }
    }
    let mut out = Vec::with_capacity(tails.len());
    let mut at = tails.last().copied();
    while let Some(n) = at {
        out.push(pairs[n]);
        at = before[n];
    }
    out.reverse();
    out
}

/// Equal heads and tails of both sequences.
fn ends(a: &[u32], b: &[u32], match_a: &mut [Option<usize>], match_b: &mut [Option<usize>]) {
    let free = |x: Option<usize>, y: Option<usize>, i: usize, j: usize| {
        (x.is_none() && y.is_none()) || (x == Some(j) && y == Some(i))
    };
    for n in 0..a.len().min(b.len()) {
        if a[n] != b[n] || !free(match_a[n], match_b[n], n, n) {
            break;
        }
        (match_a[n], match_b[n]) = (Some(n), Some(n));
    }
    for n in 1..=a.len().min(b.len()) {
        let (i, j) = (a.len() - n, b.len() - n);
        if a[i] != b[j] || !free(match_a[i], match_b[j], i, j) {
            break;
        }
        (match_a[i], match_b[j]) = (Some(j), Some(i));
    }
}

/// Equal neighbours of pairs are pairs, forward and then backward.
fn spread(a: &[u32], b: &[u32], match_a: &mut [Option<usize>], match_b: &mut [Option<usize>]) {
    for i in 1..a.len() {
        if let (None, Some(j)) = (match_a[i], match_a[i - 1].map(|j| j + 1))
            && b.get(j) == Some(&a[i])
            && match_b[j].is_none()
        {
            (match_a[i], match_b[j]) = (Some(j), Some(i));
        }
    }
    for i in (1..a.len()).rev() {
        if let (None, Some(j)) = (match_a[i - 1], match_a[i].and_then(|j| j.checked_sub(1)))
            && b[j] == a[i - 1]
            && match_b[j].is_none()
        {
            (match_a[i - 1], match_b[j]) = (Some(j), Some(i - 1));
        }
    }
}

/// Equal keys that are still free, first with first.
fn leftovers(a: &[u32], b: &[u32], match_a: &mut [Option<usize>], match_b: &mut [Option<usize>]) {
    let mut free: BTreeMap<u32, std::collections::VecDeque<usize>> = BTreeMap::new();
    for (i, key) in a.iter().enumerate().filter(|(i, _)| match_a[*i].is_none()) {
        free.entry(*key).or_default().push_back(i);
    }
    for (j, key) in b.iter().enumerate() {
        if match_b[j].is_none()
            && let Some(i) = free.get_mut(key).and_then(std::collections::VecDeque::pop_front)
        {
            (match_a[i], match_b[j]) = (Some(j), Some(i));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: &[(usize, usize)]) {
        let keys = |t: &str| t.bytes().map(u32::from).collect::<Vec<_>>();
        assert_eq!(pairs(&keys(a), &keys(b)), expected, "{a} {b}");
    }

    #[test]
    fn what_stands_in_order_comes_first_then_what_moved() {
        check("abcd", "acxbd", &[(0, 0), (1, 3), (2, 1), (3, 4)]);
        check("", "ab", &[]);
        check("abc", "abc", &[(0, 0), (1, 1), (2, 2)]);
    }

    #[test]
    fn a_repeated_unit_stays_with_its_neighbour() {
        check("atbtct", "atbtxtct", &[(0, 0), (1, 1), (2, 2), (3, 3), (4, 6), (5, 7)]);
        check("tt", "t", &[(0, 0)]);
    }
}
