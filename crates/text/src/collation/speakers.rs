//! Speakers and turns as fences of the alignment.
//!
//! A sentence answers only to a sentence of the same speaker, or of a turn that is the same turn
//! under another label. "Vera Holt" and "President Holt" are one speaker under two labels; "Vera
//! Holt" and "Mara Dunn" are two. Beads do not cross the border of a turn.

use super::align::{Fence, likeness};
use super::grams::Model;
use super::{Witness, WitnessUnit};
use crate::rules::Rules;
use crate::words::fold;

/// What the labels of two turns say of their speakers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speakers {
    /// One speaker, or narration on both sides.
    Same,
    /// Narration on one side only, or a speaker whom one side does not name.
    Unclear,
    /// Two speakers.
    Other,
}

/// A run of units of one turn, or of narration.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub start: usize,
    pub end: usize,
}

/// Cuts the units into blocks.
pub(super) fn blocks(units: &[WitnessUnit]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for (n, unit) in units.iter().enumerate() {
        match out.last_mut() {
            Some(last) if units[last.start].turn == unit.turn => last.end = n + 1,
            _ => out.push(Block { start: n, end: n + 1 }),
        }
    }
    out
}

/// Words that hold a label together and name nobody.
const SMALL: [&str; 8] = ["the", "of", "and", "mr", "mrs", "ms", "dr", "for"];

/// Compares the speakers of two units.
pub(super) fn compare(a: &WitnessUnit, b: &WitnessUnit, rules: &Rules) -> Speakers {
    match (a.turn, b.turn) {
        (None, None) => return Speakers::Same,
        (None, _) | (_, None) => return Speakers::Unclear,
        _ => {}
    }
    if a.asks != b.asks {
        return Speakers::Other;
    }
    if let (Some(x), Some(y)) = (&a.speaker, &b.speaker) {
        return names(x, y);
    }
    let (x, y) = (all_words(a), all_words(b));
    if x == y || x.iter().any(|w| y.contains(w)) {
        return Speakers::Same;
    }
    // An office alone may be anyone's; two labels of which none is an office are two speakers.
    let office = |unit: &WitnessUnit, words: &[String]| {
        unit.speaker.is_none() && (words.is_empty() || words.iter().all(|w| rules.wording.titles.contains(w)))
    };
    if a.asks || office(a, &x) || office(b, &y) { Speakers::Unclear } else { Speakers::Other }
}

/// Two full or short names of people.
fn names(x: &str, y: &str) -> Speakers {
    // A "name" of many words is a reading gone wrong: it tells nothing.
    let odd = |name: &str| name.contains(';') || name.split_whitespace().count() > 6;
    if odd(x) || odd(y) {
        return Speakers::Unclear;
    }
    let (x, y) = (words(x), words(y));
    if x == y {
        return Speakers::Same;
    }
    let (Some(last_x), Some(last_y)) = (x.last(), y.last()) else { return Speakers::Unclear };
    if last_x != last_y {
        return Speakers::Other;
    }
    let initial = |w: &str| w.chars().count() == 1;
    match (x.len(), y.len()) {
        (0 | 1, _) | (_, 0 | 1) => Speakers::Same,
        _ if x[0] == y[0] => Speakers::Same,
        _ if (initial(&x[0]) || initial(&y[0])) && x[0].chars().next() == y[0].chars().next() => {
            Speakers::Same
        }
        _ => Speakers::Other,
    }
}

fn words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '’' && c != '\'')
        .filter(|w| !w.is_empty())
        .map(fold)
        .filter(|w| !SMALL.contains(&w.as_str()))
        .collect()
}

fn all_words(unit: &WitnessUnit) -> Vec<String> {
    let mut out: Vec<String> = unit.label.as_deref().map(words).unwrap_or_default();
    out.extend(unit.speaker.as_deref().map(words).unwrap_or_default());
    out
}

/// Likeness from which two turns under different labels are one turn.
const ONE_TURN: f32 = 0.6;
/// Words that such a turn has at least.
const ONE_TURN_WORDS: usize = 5;
/// A larger turn that is held whole by a turn of another speaker (a label that one side lacks).
const HELD: (f32, usize) = (0.75, 25);
/// The price of joining units under different labels.
const OTHER_PRICE: f32 = 0.1;

/// The fence that turns make between two witnesses.
pub(super) struct Turns {
    of_a: Vec<usize>,
    of_b: Vec<usize>,
    n_b: usize,
    /// For each pair of blocks the price of joining their units.
    price: Vec<f32>,
}

/// Pairs of blocks for which prices are kept; beyond it speakers alone decide.
const PAIR_CAP: usize = 4_000_000;

impl Turns {
    pub fn new(a: &Witness, b: &Witness, model: &Model, rules: &Rules) -> Turns {
        let (in_a, in_b) = (blocks(&a.units), blocks(&b.units));
        let of = |blocks: &[Block]| -> Vec<usize> {
            blocks.iter().enumerate().flat_map(|(n, k)| std::iter::repeat_n(n, k.end - k.start)).collect()
        };
        let (of_a, of_b) = (of(&in_a), of(&in_b));
        let mut price = Vec::new();
        if in_a.len().saturating_mul(in_b.len()) <= PAIR_CAP {
            let (kinds_a, kinds_b) = (kinds(&a.units, &in_a), kinds(&b.units, &in_b));
            let table: Vec<Vec<Speakers>> = kinds_a
                .1
                .iter()
                .map(|x| kinds_b.1.iter().map(|y| compare(&a.units[*x], &b.units[*y], rules)).collect())
                .collect();
            let (bags_a, bags_b) = (bags(&model.a.words, &in_a), bags(&model.b.words, &in_b));
            price.reserve(in_a.len() * in_b.len());
            for (n, x) in in_a.iter().enumerate() {
                for (m, y) in in_b.iter().enumerate() {
                    price.push(match table[kinds_a.0[n]][kinds_b.0[m]] {
                        Speakers::Same => 0.0,
                        _ if shares_words(&bags_a[n], &bags_b[m]) && is_one_turn(model, x, y) => OTHER_PRICE,
                        _ => f32::INFINITY,
                    });
                }
            }
            let spoken = |n: usize, units: &[WitnessUnit]| units[n].turn.is_some();
            short_turns(&mut price, in_a.len(), in_b.len(), |n, m| {
                let (x, y) = (&in_a[n], &in_b[m]);
                spoken(x.start, &a.units)
                    && spoken(y.start, &b.units)
                    && x.end - x.start == y.end - y.start
                    && (0..x.end - x.start).all(|k| likeness(model, x.start + k, y.start + k) > SAME_WORDS)
            });
        }
        Turns { of_a, of_b, n_b: in_b.len(), price }
    }
}

/// Likeness of units that have the same words.
const SAME_WORDS: f32 = 0.999;

/// Short turns of the same words under different labels are one turn where the turns before them
/// and after them answer to each other.
fn short_turns(price: &mut [f32], n_a: usize, n_b: usize, same: impl Fn(usize, usize) -> bool) {
    let meets = |price: &[f32], n: usize, m: usize| price[n * n_b + m] < f32::INFINITY;
    let mut found = Vec::new();
    for n in 0..n_a {
        for m in 0..n_b {
            let before = match (n, m) {
                (0, 0) => true,
                (0, _) | (_, 0) => false,
                _ => meets(price, n - 1, m - 1),
            };
            let after = match (n + 1 == n_a, m + 1 == n_b) {
                (true, true) => true,
                (false, false) => meets(price, n + 1, m + 1),
                _ => false,
            };
            if !meets(price, n, m) && before && after && same(n, m) {
                found.push(n * n_b + m);
            }
        }
    }
    found.into_iter().for_each(|at| price[at] = OTHER_PRICE);
}

impl Fence for Turns {
    fn price(&self, i: usize, j: usize) -> f32 {
        self.price.get(self.of_a[i] * self.n_b + self.of_b[j]).copied().unwrap_or(0.0)
    }

    fn flows_a(&self, i: usize) -> bool {
        i > 0 && self.of_a[i] == self.of_a[i - 1]
    }

    fn flows_b(&self, j: usize) -> bool {
        j > 0 && self.of_b[j] == self.of_b[j - 1]
    }
}

/// True when two blocks under different labels hold the same words.
fn is_one_turn(model: &Model, x: &Block, y: &Block) -> bool {
    let words = |bags: &[Vec<u32>], k: &Block| bags[k.start..k.end].iter().map(Vec::len).sum::<usize>();
    let (in_x, in_y) = (words(&model.a.words, x), words(&model.b.words, y));
    if in_x.min(in_y) < ONE_TURN_WORDS || (x.end - x.start).saturating_mul(y.end - y.start) > 40_000 {
        return false;
    }
    let (mut from_x, mut from_y) = (0.0, 0.0);
    for i in x.start..x.end {
        let best = (y.start..y.end).map(|j| likeness(model, i, j)).fold(0.0, f32::max);
        from_x += best * model.a.words[i].len() as f32 / in_x as f32;
    }
    for j in y.start..y.end {
        let best = (x.start..x.end).map(|i| likeness(model, i, j)).fold(0.0, f32::max);
        from_y += best * model.b.words[j].len() as f32 / in_y as f32;
    }
    let smaller = if in_x <= in_y { from_x } else { from_y };
    from_x.min(from_y) >= ONE_TURN || smaller >= HELD.0 && in_x.min(in_y) >= HELD.1
}

/// For each block the number of its kind of speaker, and for each kind a unit that shows it.
fn kinds(units: &[WitnessUnit], blocks: &[Block]) -> (Vec<usize>, Vec<usize>) {
    let mut shown: Vec<usize> = Vec::new();
    let alike = |x: &WitnessUnit, y: &WitnessUnit| {
        x.turn.is_some() == y.turn.is_some()
            && x.asks == y.asks
            && x.speaker == y.speaker
            && x.label == y.label
    };
    let of = blocks.iter().map(|k| {
        let known = shown.iter().position(|u| alike(&units[*u], &units[k.start]));
        known.unwrap_or_else(|| {
            shown.push(k.start);
            shown.len() - 1
        })
    });
    let of = of.collect();
    (of, shown)
}

/// The words of each block, sorted, each once.
fn bags(words: &[Vec<u32>], blocks: &[Block]) -> Vec<Vec<u32>> {
    let bag = |k: &Block| {
        let mut all: Vec<u32> = words[k.start..k.end].iter().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    blocks.iter().map(bag).collect()
}

/// A cheap look before turns are compared: half of the words of the smaller stand in the other.
fn shares_words(p: &[u32], q: &[u32]) -> bool {
    let (small, large) = if p.len() <= q.len() { (p, q) } else { (q, p) };
    small.iter().filter(|w| large.binary_search(w).is_ok()).count() * 2 >= small.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn unit(speaker: Option<&str>, label: Option<&str>) -> WitnessUnit {
        WitnessUnit {
            span: Span::default(),
            turn: Some(0),
            speaker: speaker.map(str::to_string),
            label: label.map(str::to_string),
            asks: false,
            label_span: None,
        }
    }

    #[test]
    fn speakers_are_told_apart_by_name() {
        for (x, y, want) in [
            (Some("Vera Holt"), Some("Holt"), Speakers::Same),
            (Some("Vera Holt"), Some("V. Holt"), Speakers::Same),
            (Some("Vera Holt"), Some("Mara Holt"), Speakers::Other),
            (Some("Vera Holt"), Some("Mara Dunn"), Speakers::Other),
        ] {
            assert_eq!(compare(&unit(x, None), &unit(y, None), Rules::builtin()), want, "{x:?} {y:?}");
        }
        let office = unit(None, Some("THE PRESIDENT"));
        assert_eq!(
            compare(&office, &unit(Some("Vera Holt"), Some("President Holt")), Rules::builtin()),
            Speakers::Same
        );
        assert_eq!(compare(&office, &unit(None, Some("THE MINISTER")), Rules::builtin()), Speakers::Unclear);
    }
}
