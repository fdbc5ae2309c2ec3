//! How a segment comes to be: from statements, or from two segments that lie side by side.
//!
//! Places are sorted by the words from there on, up to the end of the passage; where eight words are the
//! same, the earlier place comes first. Merging keeps that: the words of the second stand after those
//! of the first, and the two sorted lists are woven together.

use std::cmp::Ordering;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::segment::{BLOCK_BYTES, DEPTH, ENTRIES, KEY_WORDS, Segment, Sizes, foot, sum_of};
use crate::error::{Error, Result};

/// Statements on their way into a segment.
#[derive(Debug, Default)]
pub struct Draft {
    words: Vec<u32>,
    starts: Vec<u32>,
    rows: Vec<u32>,
    voices: Vec<u32>,
    first_row: Option<i64>,
}

/// The gap between two passages; no word has this number.
pub(super) const GAP: u32 = 0;

impl Draft {
    /// Begins a document; no row of it, or of a later one, is smaller than `least_row`.
    pub fn begin(&mut self, least_row: i64) {
        self.first_row.get_or_insert(least_row);
    }

    /// Begins a statement.
    pub fn statement(&mut self, row: i64, voice: u32) {
        let first = *self.first_row.get_or_insert(row);
        self.starts.push(self.words.len() as u32);
        self.rows.push(u32::try_from(row - first).unwrap_or(0));
        self.voices.push(voice);
    }

    /// Adds a word to the present statement.
    pub fn word(&mut self, word: u32) {
        self.words.push(word);
    }

    /// Ends a passage: no phrase runs across.
    pub fn end_passage(&mut self) {
        if self.words.last().is_some_and(|w| *w != GAP) {
            self.words.push(GAP);
        }
    }

    /// Number of words so far.
    pub fn n_words(&self) -> usize {
        self.words.len()
    }

    /// Sorts the places and writes the segment, flushed to the disk.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(mut self, path: &Path) -> Result<()> {
        self.end_passage();
        let order = sorted(&self.words);
        let sizes = Sizes {
            words: self.words.len() as u32,
            order: order.len() as u32,
            statements: self.starts.len() as u32,
            first_row: self.first_row.unwrap_or(0),
        };
        let mut pen = Pen::new(path)?;
        pen.section(self.words.iter().copied())?;
        pen.order(&self.words, order.into_iter())?;
        pen.statements(&self.starts, &self.rows, &self.voices)?;
        pen.finish(&sizes)
    }
}

/// The places of all words, sorted by the words from there on.
fn sorted(words: &[u32]) -> Vec<u32> {
    let key = |at: usize| u64::from(words[at]) << 32 | u64::from(words.get(at + 1).copied().unwrap_or(GAP));
    let mut entries: Vec<(u64, u32)> =
        (0..words.len()).filter(|at| words[*at] != GAP).map(|at| (key(at), at as u32)).collect();
    entries.sort_unstable_by(|a, b| {
        let same = || by_words(words, a.1, words, b.1).then(a.1.cmp(&b.1));
        a.0.cmp(&b.0).then_with(same)
    });
    entries.into_iter().map(|(_, at)| at).collect()
}

/// Compares the words of two places, up to the end of a passage.
fn by_words(a: &[u32], at_a: u32, b: &[u32], at_b: u32) -> Ordering {
    let from = |words: &'_ [u32], at: u32| words.len().min(at as usize);
    let (a, b) = (&a[from(a, at_a)..], &b[from(b, at_b)..]);
    for n in 0..DEPTH {
        let (x, y) = (a.get(n).copied().unwrap_or(GAP), b.get(n).copied().unwrap_or(GAP));
        if x != y {
            return x.cmp(&y);
        }
        if x == GAP {
            break;
        }
    }
    Ordering::Equal
}

/// Writes what two neighbouring segments hold as one, flushed to the disk.
///
/// # Errors
/// When one of them is damaged, or the file cannot be written.
pub fn merge(a: &Segment, b: &Segment, path: &Path) -> Result<()> {
    let mut words = a.section(0, a.sizes.words)?;
    let shift = words.len() as u32;
    words.extend(b.section(0, b.sizes.words)?);
    let row_shift = u32::try_from(b.sizes.first_row - a.sizes.first_row).unwrap_or(0);
    let joined = |section: usize, add: u32| -> Result<Vec<u32>> {
        let mut all = a.section(section, a.sizes.statements)?;
        all.extend(b.section(section, b.sizes.statements)?.into_iter().map(|n| n + add));
        Ok(all)
    };
    let sizes = Sizes {
        words: words.len() as u32,
        order: a.sizes.order + b.sizes.order,
        statements: a.sizes.statements + b.sizes.statements,
        first_row: a.sizes.first_row,
    };
    let mut pen = Pen::new(path)?;
    pen.section(words.iter().copied())?;
    let (left, right) = (a.section(1, a.sizes.order)?, b.section(1, b.sizes.order)?);
    let woven = Woven { words: &words, left: &left, right: &right, shift };
    pen.order(&words, woven)?;
    drop((left, right));
    pen.statements(&joined(2, shift)?, &joined(3, row_shift)?, &joined(4, 0)?)?;
    pen.finish(&sizes)
}

/// Two sorted lists of places as one.
struct Woven<'w> {
    words: &'w [u32],
    left: &'w [u32],
    right: &'w [u32],
    shift: u32,
}

impl Iterator for Woven<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let takes_left = match (self.left.first(), self.right.first()) {
            (Some(a), Some(b)) => by_words(self.words, *a, self.words, *b + self.shift) != Ordering::Greater,
            (a, _) => a.is_some(),
        };
        let (list, add) = if takes_left { (&mut self.left, 0) } else { (&mut self.right, self.shift) };
        let (first, rest) = list.split_first()?;
        *list = rest;
        Some(first + add)
    }
}

/// Writes the sections of a file.
struct Pen<'p> {
    path: &'p Path,
    out: BufWriter<File>,
    keys: Vec<[u32; KEY_WORDS]>,
    starts: Vec<u32>,
    sums: Vec<u32>,
}

impl<'p> Pen<'p> {
    fn new(path: &'p Path) -> Result<Self> {
        let file = File::create(path).map_err(Error::io("make", path))?;
        let out = BufWriter::with_capacity(1 << 18, file);
        Ok(Pen { path, out, keys: Vec::new(), starts: Vec::new(), sums: Vec::new() })
    }

    fn section(&mut self, numbers: impl Iterator<Item = u32>) -> Result<()> {
        let mut block = [0u32; ENTRIES];
        let mut n = 0;
        for number in numbers {
            block[n] = number;
            n += 1;
            if n == ENTRIES {
                self.block(&block)?;
                n = 0;
            }
        }
        if n > 0 {
            block[n..].fill(0);
            self.block(&block)?;
        }
        Ok(())
    }

    fn block(&mut self, block: &[u32; ENTRIES]) -> Result<()> {
        self.sums.push(sum_of(block));
        let mut bytes = [0u8; BLOCK_BYTES];
        for (to, number) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(block) {
            *to = number.to_le_bytes();
        }
        self.out.write_all(&bytes).map_err(Error::io("write", self.path))
    }

    fn order(&mut self, words: &[u32], order: impl Iterator<Item = u32>) -> Result<()> {
        let mut keys = Vec::new();
        let keyed = order.enumerate().map(|(n, place)| {
            if n.is_multiple_of(ENTRIES) {
                keys.push(key(words, place));
            }
            place
        });
        self.section(keyed)?;
        self.keys = keys;
        Ok(())
    }

    fn statements(&mut self, starts: &[u32], rows: &[u32], voices: &[u32]) -> Result<()> {
        self.starts = starts.iter().copied().step_by(ENTRIES).collect();
        [starts, rows, voices].into_iter().try_for_each(|list| self.section(list.iter().copied()))
    }

    fn finish(mut self, sizes: &Sizes) -> Result<()> {
        let mut tail: Vec<u32> = self.keys.concat();
        tail.extend(&self.starts);
        tail.extend(&self.sums);
        let failed = || Error::io("write", self.path);
        for number in &tail {
            self.out.write_all(&number.to_le_bytes()).map_err(failed())?;
        }
        self.out.write_all(&foot(sizes, sum_of(&tail))).map_err(failed())?;
        self.out.flush().map_err(failed())?;
        self.out.get_ref().sync_all().map_err(failed())
    }
}

/// The first words at a place; none after the end of the passage.
fn key(words: &[u32], place: u32) -> [u32; KEY_WORDS] {
    let mut key = [GAP; KEY_WORDS];
    let here = words.get(place as usize..).unwrap_or(&[]);
    for (to, word) in key.iter_mut().zip(here.iter().take_while(|w| **w != GAP)) {
        *to = *word;
    }
    key
}
