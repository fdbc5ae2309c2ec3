//! Units as weighted bags of character 3- to 5-grams, and how alike two of them are.
//!
//! "holt" inside a unit gives ` ho`, `hol`, `olt`, `lt `, ` hol` …; a gram weighs the more the fewer units
//! of either side have it. Two translations of one sentence share word roots even where no whole
//! word is the same. The order of units is `align`'s affair.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A hasher for keys that are hashes already; only look-ups, never iteration.
#[derive(Default)]
pub(super) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes
            .iter()
            .fold(self.0 ^ 0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3));
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 29;
    }
}

pub(super) type Lookup<K, V> = HashMap<K, V, BuildHasherDefault<Ready>>;

/// Grams taken of one word at most: a hostile word of a megabyte adds no more.
const WORD_CAP: usize = 60;

/// Numbers of grams and words by first sight.
#[derive(Default)]
struct Interner {
    words: Lookup<String, u32>,
    grams: Lookup<u64, u32>,
    grams_of: Vec<Vec<u32>>,
}

impl Interner {
    /// The number of a word; its grams are numbered on first sight.
    fn word(&mut self, word: &str) -> u32 {
        if let Some(id) = self.words.get(word) {
            return *id;
        }
        let id = self.grams_of.len() as u32;
        let padded: Vec<char> =
            std::iter::once(' ').chain(word.chars().take(WORD_CAP)).chain(std::iter::once(' ')).collect();
        let mut found = Vec::new();
        for size in 3..=5 {
            if padded.len() < size {
                break;
            }
            for gram in padded.windows(size) {
                let key = gram.iter().fold(size as u64, |h, c| {
                    h.wrapping_mul(0x1_0000_01b3).wrapping_add(u64::from(u32::from(*c)))
                });
                let next = self.grams.len() as u32;
                found.push(*self.grams.entry(key).or_insert(next));
            }
        }
        self.grams_of.push(found);
        self.words.insert(word.to_string(), id);
        id
    }
}

/// The units of one side.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// For each unit its grams with weights, sorted by gram.
    pub vectors: Vec<Vec<(u32, f32)>>,
    /// For each unit the length of its vector.
    pub norms: Vec<f32>,
    /// For each unit its word numbers, sorted, each once.
    pub words: Vec<Vec<u32>>,
    /// `near[i][d]` = product of units `i` and `i + d`.
    pub near: Vec<[f32; 3]>,
    /// Mean likeness of each unit with the units of the other side.
    pub usual: Vec<f32>,
}

/// Both sides in one space of grams.
pub(super) struct Model {
    pub a: Side,
    pub b: Side,
    /// Words known.
    pub n_words: usize,
}

impl Model {
    /// Weighs the units of two sides. Time and memory grow with the text.
    pub fn new(a: &[&str], b: &[&str]) -> Model {
        let mut known = Interner::default();
        let bags: Vec<Vec<u32>> = a.iter().chain(b).map(|t| words_of(t, &mut known)).collect();
        let n_grams = known.grams.len();
        let mut counted: Vec<Vec<(u32, f32)>> = Vec::with_capacity(bags.len());
        let mut tally = vec![0u32; n_grams];
        let mut seen_in = vec![0u32; n_grams];
        for bag in &bags {
            let mut touched = Vec::new();
            for gram in bag.iter().flat_map(|w| &known.grams_of[*w as usize]) {
                let n = &mut tally[*gram as usize];
                if *n == 0 {
                    touched.push(*gram);
                }
                *n += 1;
            }
            touched.sort_unstable();
            for gram in &touched {
                seen_in[*gram as usize] += 1;
            }
            counted
                .push(touched.iter().map(|g| (*g, std::mem::take(&mut tally[*g as usize]) as f32)).collect());
        }
        let total = bags.len() as f32;
        let common = (total / 2.0).max(2.0);
        let idf: Vec<f32> = seen_in
            .iter()
            .map(|n| if *n as f32 <= common { ((1.0 + total) / (1.0 + *n as f32)).ln() + 1.0 } else { 0.0 })
            .collect();
        for vector in &mut counted {
            for (gram, n) in vector.iter_mut() {
                *n = (1.0 + n.ln()) * idf[*gram as usize];
            }
            vector.retain(|(_, w)| *w > 0.0);
        }
        let right = counted.split_off(a.len());
        let mut bags = bags;
        let right_bags = bags.split_off(a.len());
        let mut model =
            Model { a: side(counted, bags), b: side(right, right_bags), n_words: known.grams_of.len() };
        let (of_a, of_b) = (centre(&model.a, n_grams), centre(&model.b, n_grams));
        model.a.usual = usual(&model.a, &of_b);
        model.b.usual = usual(&model.b, &of_a);
        model
    }
}

fn words_of(text: &str, known: &mut Interner) -> Vec<u32> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .filter(|w| !w.is_empty())
        .map(|w| known.word(&crate::words::fold(w)))
        .collect()
}

fn side(vectors: Vec<Vec<(u32, f32)>>, mut words: Vec<Vec<u32>>) -> Side {
    let norms = vectors.iter().map(|v| dot(v, v).sqrt().max(1e-4)).collect();
    let near = (0..vectors.len())
        .map(|i| [0, 1, 2].map(|d| vectors.get(i + d).map_or(0.0, |other| dot(&vectors[i], other))))
        .collect();
    for bag in &mut words {
        bag.sort_unstable();
        bag.dedup();
    }
    Side { vectors, norms, words, near, usual: Vec::new() }
}

/// The mean of the unit vectors of a side.
fn centre(side: &Side, n_grams: usize) -> Vec<f32> {
    let mut mean = vec![0.0; n_grams];
    let share = 1.0 / side.vectors.len().max(1) as f32;
    for (vector, norm) in side.vectors.iter().zip(&side.norms) {
        for (gram, weight) in vector {
            mean[*gram as usize] += weight / norm * share;
        }
    }
    mean
}

/// Product of each unit with the centre of the other side (not yet divided by the unit's length).
fn usual(side: &Side, centre: &[f32]) -> Vec<f32> {
    side.vectors.iter().map(|v| v.iter().map(|(g, w)| w * centre[*g as usize]).sum()).collect()
}

/// Product of two sorted vectors.
pub(super) fn dot(x: &[(u32, f32)], y: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((g, w)), Some((h, v))) = (x.get(i), y.get(j)) {
        match g.cmp(h) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += w * v;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

impl Side {
    /// Length of the sum of `k` (1 to 3) units from `i`.
    pub fn run_norm(&self, i: usize, k: usize) -> f32 {
        let at = |u: usize, d: usize| self.near.get(u).map_or(0.0, |n| n[d]);
        let mut square = 0.0;
        for u in 0..k {
            square += at(i + u, 0);
            for v in u + 1..k {
                square += 2.0 * at(i + u, v - u);
            }
        }
        square.sqrt().max(1e-4)
    }

    /// Mean cost of the run against the units of the other side.
    pub fn run_usual(&self, i: usize, k: usize) -> f32 {
        let sum: f32 = self.usual.iter().skip(i).take(k).sum();
        1.0 - sum / self.run_norm(i, k)
    }
}
