//! The words of two passages laid against each other.
//!
//! "we sent tents" and "we have sent two tents" meet in `we`, `sent`, `tents`. Content words weigh
//! more than grammar, words more than signs, and related words (`kin`) stand against each other
//! rather than being left out on both sides. What a difference means is `classify`'s affair.

use std::ops::Range;

use super::kin::{Facts, Kin, kin};
use crate::rules::WordingRules;
use crate::words::Word;

/// One step through both passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// A word of the first passage.
    pub a: Option<usize>,
    /// A word of the second passage.
    pub b: Option<usize>,
    /// How the two are related; `Other` when one is missing.
    pub kin: Kin,
}

/// A stretch that is not the same on both sides; one of the ranges may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Words of the first passage.
    pub a: Range<usize>,
    /// Words of the second passage.
    pub b: Range<usize>,
}

/// Pairs of words compared at most in one table; beyond it a plain diff is made.
const TABLE_CAP: usize = 1_000_000;

/// Lays the words of two passages against each other.
pub(super) fn steps(a: &[Word], b: &[Word], facts: (&[Facts], &[Facts]), rules: &WordingRules) -> Vec<Step> {
    let same = |i: usize, j: usize| Step { a: Some(i), b: Some(j), kin: Kin::Same };
    let head = a.iter().zip(b).take_while(|(x, y)| x.form == y.form).count();
    let tail =
        a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x.form == y.form).count();
    let (end_a, end_b) = (a.len() - tail, b.len() - tail);
    let mut out: Vec<Step> = (0..head).map(|i| same(i, i)).collect();
    if (end_a - head).saturating_mul(end_b - head) > TABLE_CAP {
        plain(&a[head..end_a], &b[head..end_b], head, &mut out);
    } else {
        table((a, b), facts, (head..end_a, head..end_b), rules, &mut out);
    }
    out.extend((0..tail).map(|k| same(end_a + k, end_b + k)));
    out
}

/// A plain diff of word forms, for passages too long for the table.
fn plain(a: &[Word], b: &[Word], base: usize, out: &mut Vec<Step>) {
    let x: Vec<&str> = a.iter().map(|w| w.form.as_str()).collect();
    let y: Vec<&str> = b.iter().map(|w| w.form.as_str()).collect();
    for op in similar::capture_diff_slices(similar::Algorithm::Patience, &x, &y) {
        let (_, old, new) = op.as_tag_tuple();
        if matches!(op, similar::DiffOp::Equal { .. }) {
            out.extend(old.zip(new).map(|(i, j)| Step {
                a: Some(base + i),
                b: Some(base + j),
                kin: Kin::Same,
            }));
            continue;
        }
        out.extend(old.map(|i| Step { a: Some(base + i), b: None, kin: Kin::Other }));
        out.extend(new.map(|j| Step { a: None, b: Some(base + j), kin: Kin::Other }));
    }
}

/// The best path through the table of all pairs.
fn table(
    (a, b): (&[Word], &[Word]),
    (fa, fb): (&[Facts], &[Facts]),
    (ra, rb): (Range<usize>, Range<usize>),
    rules: &WordingRules,
    out: &mut Vec<Step>,
) {
    let (n, m) = (ra.len(), rb.len());
    let width = m + 1;
    let mut back: Vec<(u8, Kin)> = vec![(0, Kin::Other); (n + 1) * width];
    let mut above = vec![0.0f32; width];
    let mut row = vec![0.0f32; width];
    for i in 1..=n {
        row[0] = 0.0;
        let (x, known_x) = (&a[ra.start + i - 1], &fa[ra.start + i - 1]);
        for j in 1..=m {
            let (y, known_y) = (&b[rb.start + j - 1], &fb[rb.start + j - 1]);
            let found = kin((x, known_x), (y, known_y), rules);
            let mut gain = worth(found, known_x, known_y);
            if found == Kin::Same && follows(a, b, ra.start + i - 1, rb.start + j - 1) {
                gain += 0.6;
            }
            let (up, left, cross) = (above[j], row[j - 1], above[j - 1] + gain);
            let cell = i * width + j;
            if cross >= up && cross >= left && gain > 0.0 {
                row[j] = cross;
                back[cell] = (3, found);
            } else if up >= left {
                row[j] = up;
                back[cell] = (1, Kin::Other);
            } else {
                row[j] = left;
                back[cell] = (2, Kin::Other);
            }
        }
        std::mem::swap(&mut above, &mut row);
    }
    let at = out.len();
    let (mut i, mut j) = (n, m);
    while i > 0 || j > 0 {
        let (way, found) = back[i * width + j];
        let way = if i == 0 {
            2
        } else if j == 0 {
            1
        } else {
            way
        };
        let (x, y) = (way & 1 == 1, way & 2 == 2);
        out.push(Step { a: x.then(|| ra.start + i - 1), b: y.then(|| rb.start + j - 1), kin: found });
        i -= usize::from(x);
        j -= usize::from(y);
    }
    out[at..].reverse();
}

/// True when the words before both are the same too.
fn follows(a: &[Word], b: &[Word], i: usize, j: usize) -> bool {
    i > 0 && j > 0 && a[i - 1].form == b[j - 1].form
}

/// What setting two words against each other is worth.
fn worth(kin: Kin, a: &Facts, b: &Facts) -> f32 {
    let grammar = a.function || b.function;
    match kin {
        Kin::Same if grammar => 1.2,
        Kin::Same => 4.0,
        Kin::Spelling => 3.8,
        Kin::Stem if grammar => 0.8,
        Kin::Stem => 2.6,
        Kin::Opposite => 2.4,
        Kin::Strength | Kin::Synonym if grammar => 0.7,
        Kin::Strength | Kin::Synonym => 1.8,
        Kin::Other if a.name && b.name || a.number && b.number => 1.4,
        Kin::Other if a.name != b.name || a.number != b.number || a.negator != b.negator => 0.0,
        Kin::Other if a.function == b.function => 0.15,
        Kin::Other => 0.0,
    }
}

/// The stretches between words that are the same.
pub(super) fn regions(steps: &[Step]) -> Vec<Region> {
    let mut out: Vec<Region> = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut open = false;
    for step in steps {
        let same = step.kin == Kin::Same;
        if !same {
            if !open {
                out.push(Region { a: i..i, b: j..j });
                open = true;
            }
            if let Some(region) = out.last_mut() {
                region.a.end += usize::from(step.a.is_some());
                region.b.end += usize::from(step.b.is_some());
            }
        } else {
            open = false;
        }
        i += usize::from(step.a.is_some());
        j += usize::from(step.b.is_some());
    }
    out
}
