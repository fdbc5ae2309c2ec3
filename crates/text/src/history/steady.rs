//! Which words of a page are there to stay.
//!
//! A counter of views, a box of other news, a page that is served in two forms by turns: such words
//! come and go from capture to capture. For each sentence its presence through the captures is
//! smoothed: a change counts only when the new state lasts for `least` captures in a row.
//! Sentences are told apart by their key alone; `edits` makes the keys.

use std::collections::BTreeMap;

/// A change that lasted: at which capture, and whether the sentence came or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Turn {
    /// The capture from which the new state holds.
    pub at: usize,
    /// True when the sentence came.
    pub comes: bool,
}

/// The smoothed presence of every sentence.
pub(super) struct Steady {
    turns: BTreeMap<String, (bool, Vec<Turn>)>,
}

impl Steady {
    /// `keys[n]` are the keys of capture `n`, none twice.
    pub(super) fn of(keys: &[Vec<String>], least: usize) -> Steady {
        let mut there: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (n, list) in keys.iter().enumerate() {
            for key in list {
                there.entry(key).or_default().push(n);
            }
        }
        let turns = there.into_iter().map(|(key, held)| {
            let first = held.first() == Some(&0);
            (key.to_string(), (first, smooth(&held, keys.len(), least)))
        });
        Steady { turns: turns.collect() }
    }

    /// True when the sentence is there at a capture, once flapping is smoothed.
    pub(super) fn holds(&self, key: &str, at: usize) -> bool {
        let Some((first, turns)) = self.turns.get(key) else { return false };
        let n = turns.partition_point(|t| t.at <= at);
        n.checked_sub(1).map_or(*first, |last| turns[last].comes)
    }

    /// The captures at which some sentence came or went for good, rising.
    pub(super) fn changes(&self) -> Vec<usize> {
        let mut found: Vec<usize> = self.turns.values().flat_map(|(_, t)| t.iter().map(|t| t.at)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Turns of one sentence that is held at these captures of `n`.
fn smooth(held: &[usize], n: usize, least: usize) -> Vec<Turn> {
    let mut out = Vec::new();
    let mut state = held.first() == Some(&0);
    for run in runs(held, n) {
        if run.comes != state && run.length >= least {
            out.push(Turn { at: run.at, comes: run.comes });
            state = run.comes;
        }
    }
    out
}

struct Run {
    at: usize,
    length: usize,
    comes: bool,
}

/// Stretches of being there and not being there, by turns. Work grows with the captures that hold it.
fn runs(held: &[usize], n: usize) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut next = 0;
    for at in held {
        match out.last_mut().filter(|r| r.comes && next == *at) {
            Some(run) => run.length += 1,
            None => {
                if *at > next {
                    out.push(Run { at: next, length: at - next, comes: false });
                }
                out.push(Run { at: *at, length: 1, comes: true });
            }
        }
        next = at + 1;
    }
    if next < n {
        out.push(Run { at: next, length: n - next, comes: false });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One sentence, `x` where it is held; the captures at which it changes for good.
    fn check(held: &str, least: usize, expected: &[usize]) {
        let key = |c: char| if c == 'x' { vec!["s".to_string()] } else { Vec::new() };
        let keys: Vec<Vec<String>> = held.chars().map(key).collect();
        assert_eq!(Steady::of(&keys, least).changes(), expected, "{held} {least}");
    }

    #[test]
    fn a_change_that_lasts_counts() {
        check("xx..", 2, &[2]);
        check("..xx", 2, &[2]);
        check("x.x.", 1, &[1, 2, 3]);
    }

    #[test]
    fn what_comes_and_goes_does_not() {
        check("xx.xx", 2, &[]);
        check("..x..", 2, &[]);
        check("x.x.x", 2, &[]);
        check("xxx.", 2, &[]);
    }
}
