//! Sentences of a speaker that return.
//!
//! "Thank you for the invitation, it is a pleasure to be here" said three years running is a formula. Each
//! sentence keeps the six smallest hashes of its word triples; earlier ones that share two of them are
//! compared word by word. Nothing is compared with all that was said before.

use std::collections::{BTreeMap, BTreeSet};

use crate::words::Word;

/// Hashes kept of a sentence.
const SKETCH: usize = 6;
/// Earlier sentences kept under one hash, and compared with one sentence.
const MOST: usize = 6;
/// Words of a run that is hashed.
const RUN: usize = 3;
/// Share of the triples of the longer sentence that both must hold, in tenths.
const ALIKE: usize = 5;

/// The sentences of one speaker, as they are looked up.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    by_hash: BTreeMap<u64, Vec<u32>>,
    by_whole: BTreeMap<u64, u32>,
}

/// What a sentence is looked up by.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketch {
    whole: u64,
    triples: BTreeSet<u64>,
}

impl Sketch {
    pub fn of(words: &[Word]) -> Sketch {
        let forms: Vec<&str> = words.iter().map(|w| w.form.as_str()).collect();
        let triples = forms.windows(RUN).map(hash).collect();
        Sketch { whole: hash(&forms), triples }
    }

    fn kept(&self) -> impl Iterator<Item = u64> + '_ {
        self.triples.iter().copied().take(SKETCH)
    }

    /// True when half of the triples of the longer one stand in both.
    pub fn is_like(&self, other: &Sketch) -> bool {
        let longer = self.triples.len().max(other.triples.len());
        let shared = self.triples.intersection(&other.triples).count();
        longer > 0 && shared * 10 >= longer * ALIKE
    }

    /// True for the same words.
    pub fn is_same(&self, other: &Sketch) -> bool {
        self.whole == other.whole
    }
}

impl Said {
    /// Takes up a sentence under its number.
    pub fn add(&mut self, sketch: &Sketch, number: u32) {
        self.by_whole.insert(sketch.whole, number);
        for hash in sketch.kept() {
            let list = self.by_hash.entry(hash).or_default();
            if list.len() == MOST {
                list.remove(0);
            }
            list.push(number);
        }
    }

    /// The last earlier sentence of the same words.
    pub fn same(&self, sketch: &Sketch) -> Option<u32> {
        self.by_whole.get(&sketch.whole).copied()
    }

    /// Earlier sentences that may be like it, those that share most first.
    pub fn near(&self, sketch: &Sketch) -> Vec<u32> {
        let mut shared: BTreeMap<u32, usize> = BTreeMap::new();
        for hash in sketch.kept() {
            for number in self.by_hash.get(&hash).into_iter().flatten() {
                *shared.entry(*number).or_default() += 1;
            }
        }
        let least = if sketch.triples.len() <= 2 { 1 } else { 2 };
        let mut near: Vec<(u32, usize)> = shared.into_iter().filter(|(_, n)| *n >= least).collect();
        near.sort_by(|a, b| b.1.cmp(&a.1).then(b.0.cmp(&a.0)));
        near.into_iter().take(MOST).map(|(number, _)| number).collect()
    }
}

/// FNV-1a over the words.
fn hash(words: &[&str]) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325u64;
    for byte in words.iter().flat_map(|w| w.bytes().chain([0])) {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // Mixed once more: the smallest hashes are kept, so all bits must count.
    (sum ^ (sum >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}
