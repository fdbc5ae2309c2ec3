//! A sealed file of the concordance: the words of some documents, and their places in word order.
//!
//! ```text
//! words       the folded words as numbers, one after the other; 0 parts two passages
//! order       the place of each word, sorted by the words from there on (the first `DEPTH` of them)
//! statements  for each statement the place of its first word, its row, its voice
//! directory   the first words of each block of `order`, the first place of each block of statements
//! sums        a checksum for each block
//! foot        how many of each; which record and version
//! ```
//!
//! The file is read block by block, and each block is checked against its sum when it is read: a byte
//! that changed on the disk is an error and never a missing quotation. A file is never changed; see
//! `build` for how one comes to be.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, Result};

/// Words by which places are sorted.
pub const DEPTH: usize = 8;
/// Numbers in a block.
pub(super) const ENTRIES: usize = 1024;
/// Bytes in a block.
pub(super) const BLOCK_BYTES: usize = ENTRIES * 4;
/// Words of a key of the directory.
pub(super) const KEY_WORDS: usize = 4;
/// Bytes of the foot.
pub(super) const FOOT_BYTES: usize = 64;
/// The first bytes of the foot; the last digit is the version of the file.
pub(super) const MAGIC: &[u8; 8] = b"vconc 01";
/// Blocks kept in memory for one segment: 64 MiB.
const CACHE_BLOCKS: usize = 1 << 14;

/// A block of numbers.
pub(super) type Block = [u32; ENTRIES];

/// How many of each a segment holds, and where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sizes {
    pub words: u32,
    pub order: u32,
    pub statements: u32,
    /// Row of the first statement; the others are counted from it.
    pub first_row: i64,
}

impl Sizes {
    pub fn blocks(n: u32) -> usize {
        (n as usize).div_ceil(ENTRIES)
    }

    /// First blocks of words, order, starts, rows, voices, and the number of blocks.
    pub fn sections(&self) -> [usize; 6] {
        let (words, order) = (Self::blocks(self.words), Self::blocks(self.order));
        let statements = Self::blocks(self.statements);
        let starts = words + order;
        [0, words, starts, starts + statements, starts + 2 * statements, starts + 3 * statements]
    }

    /// Bytes between the last block and the foot.
    fn tail_bytes(&self) -> usize {
        let [.., n_blocks] = self.sections();
        Self::blocks(self.order) * KEY_WORDS * 4 + Self::blocks(self.statements) * 4 + n_blocks * 4
    }
}

/// A block kept in memory, with its number.
type Kept = (usize, Arc<Block>);

/// A segment, open.
pub struct Segment {
    path: PathBuf,
    file: File,
    pub(super) sizes: Sizes,
    at: [usize; 6],
    keys: Vec<[u32; KEY_WORDS]>,
    starts: Vec<u32>,
    sums: Vec<u32>,
    cache: RefCell<Vec<Option<Kept>>>,
}

/// A statement as a segment knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The statement's row in the catalogue.
    pub row: i64,
    /// Place of its first word.
    pub start: u32,
    /// Place after its last word, or of the next statement.
    pub end: u32,
    /// Who speaks, as `voice` numbers it.
    pub voice: u32,
}

impl Segment {
    /// Opens a segment.
    ///
    /// # Errors
    /// When the file is missing, is no whole segment, or its directory is damaged.
    pub fn open(path: &Path) -> Result<Segment> {
        let file = File::open(path).map_err(Error::io("open", path))?;
        let length = file.metadata().map_err(Error::io("read", path))?.len();
        let read = |from: u64, n: usize| -> Result<Vec<u8>> {
            let mut bytes = vec![0; n];
            read_at(&file, &mut bytes, from).map_err(Error::io("read", path))?;
            Ok(bytes)
        };
        let begin = length.checked_sub(FOOT_BYTES as u64).ok_or_else(|| damaged(path))?;
        let foot = read(begin, FOOT_BYTES)?;
        let sizes = open_foot(&foot).ok_or_else(|| damaged(path))?;
        let at = sizes.sections();
        let tail = sizes.tail_bytes();
        if length != (at[5] * BLOCK_BYTES + tail + FOOT_BYTES) as u64 {
            return Err(damaged(path));
        }
        let numbers = numbers(&read((at[5] * BLOCK_BYTES) as u64, tail)?);
        if sum_of(&numbers) != u32_at(&foot, 40) {
            return Err(damaged(path));
        }
        let (keys, rest) = numbers.split_at(Sizes::blocks(sizes.order) * KEY_WORDS);
        let (starts, sums) = rest.split_at(Sizes::blocks(sizes.statements));
        let (keys, _) = keys.as_chunks::<KEY_WORDS>();
        Ok(Segment {
            path: path.to_path_buf(),
            file,
            sizes,
            at,
            keys: keys.to_vec(),
            starts: starts.to_vec(),
            sums: sums.to_vec(),
            cache: RefCell::new(Vec::new()),
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many words it holds, the gaps between passages counted.
    pub fn n_words(&self) -> u32 {
        self.sizes.words
    }

    /// Reads every block and compares its sum.
    ///
    /// # Errors
    /// At the first block that is damaged.
    pub fn check(&self) -> Result<()> {
        (0..self.at[5]).try_for_each(|n| self.read_block(n).map(|_| ()))
    }

    fn block(&self, n: usize) -> Result<Arc<Block>> {
        let slot = n % CACHE_BLOCKS;
        if let Some(Some((known, block))) = self.cache.borrow().get(slot)
            && *known == n
        {
            return Ok(block.clone());
        }
        let block = Arc::new(self.read_block(n)?);
        let mut cache = self.cache.borrow_mut();
        if cache.len() <= slot {
            cache.resize(CACHE_BLOCKS.min(self.at[5]).max(slot + 1), None);
        }
        cache[slot] = Some((n, block.clone()));
        Ok(block)
    }

    fn read_block(&self, n: usize) -> Result<Block> {
        let mut bytes = [0u8; BLOCK_BYTES];
        read_at(&self.file, &mut bytes, (n * BLOCK_BYTES) as u64).map_err(Error::io("read", &self.path))?;
        let mut block = [0u32; ENTRIES];
        for (number, bytes) in block.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *number = u32::from_le_bytes(*bytes);
        }
        match self.sums.get(n) {
            Some(sum) if *sum == sum_of(&block) => Ok(block),
            _ => Err(damaged(&self.path)),
        }
    }

    fn number(&self, section: usize, n: u32) -> Result<u32> {
        Ok(self.block(self.at[section] + n as usize / ENTRIES)?[n as usize % ENTRIES])
    }

    /// The words from a place on, at most `n`.
    pub fn words(&self, from: u32, n: usize) -> Result<Vec<u32>> {
        let end = (from as usize + n).min(self.sizes.words as usize);
        let mut found = Vec::with_capacity(n);
        let mut at = from as usize;
        while at < end {
            let block = self.block(self.at[0] + at / ENTRIES)?;
            let stop = (end - at).min(ENTRIES - at % ENTRIES);
            found.extend_from_slice(&block[at % ENTRIES..at % ENTRIES + stop]);
            at += stop;
        }
        Ok(found)
    }

    /// True when the words stand at a place.
    pub fn stands_at(&self, from: i64, words: &[u32]) -> Result<bool> {
        match u32::try_from(from) {
            Ok(from) => Ok(self.words(from, words.len())? == words),
            Err(_) => Ok(false),
        }
    }

    /// Compares the words at the place of an entry with others, as far as these go.
    fn compare(&self, entry: u32, words: &[u32]) -> Result<Ordering> {
        let mut at = self.number(1, entry)? as usize;
        let mut block = self.block(self.at[0] + at / ENTRIES)?;
        for word in words {
            if at >= self.sizes.words as usize {
                return Ok(Ordering::Less);
            }
            match block[at % ENTRIES].cmp(word) {
                Ordering::Equal => at += 1,
                other => return Ok(other),
            }
            if at.is_multiple_of(ENTRIES) && at < self.sizes.words as usize {
                block = self.block(self.at[0] + at / ENTRIES)?;
            }
        }
        Ok(Ordering::Equal)
    }

    /// The entries of `order`, among those of `within`, whose words begin with `words` (at most
    /// `DEPTH`).
    pub fn narrow(&self, words: &[u32], within: &Range<u32>) -> Result<Range<u32>> {
        let head = &words[..words.len().min(KEY_WORDS)];
        // Blocks whose first entry is before, or may be among, the asked-for words.
        let before = self.keys.partition_point(|k| k[..head.len()] < *head);
        let among = self.keys.partition_point(|k| k[..head.len()] <= *head);
        let low = (before.saturating_sub(1) * ENTRIES) as u32;
        let high = (among * ENTRIES).min(self.sizes.order as usize) as u32;
        let span = low.max(within.start)..high.min(within.end);
        let from = self.first(span.clone(), u32::MAX, words, |o| o != Ordering::Less)?;
        // Few entries are mostly asked for: their end is looked for from their beginning on.
        let to = self.first(from..span.end.max(from), 1, words, |o| o == Ordering::Greater)?;
        Ok(from..to)
    }

    /// The first entry for which `is_past` holds, as it does for all after it. The first look goes
    /// less than `step` entries ahead.
    fn first(
        &self,
        span: Range<u32>,
        mut step: u32,
        words: &[u32],
        is_past: impl Fn(Ordering) -> bool,
    ) -> Result<u32> {
        let (mut low, mut high) = (span.start, span.end.max(span.start));
        while low < high {
            let probe = low + (step - 1).min((high - low - 1) / 2);
            if is_past(self.compare(probe, words)?) {
                high = probe;
                step = u32::MAX;
            } else {
                low = probe + 1;
                step = step.saturating_mul(4);
            }
        }
        Ok(low)
    }

    /// All entries.
    pub fn entries(&self) -> Range<u32> {
        0..self.sizes.order
    }

    /// The places of some entries, at most `limit`.
    pub fn places(&self, entries: &Range<u32>, limit: usize) -> Result<Vec<u32>> {
        entries.clone().take(limit).map(|n| self.number(1, n)).collect()
    }

    /// The statement that holds a place, or the last before it.
    pub fn statement(&self, place: u32) -> Result<Option<Placed>> {
        let block = self.starts.partition_point(|s| *s <= place);
        if block == 0 {
            return Ok(None);
        }
        let from = (block - 1) * ENTRIES;
        let to = (from + ENTRIES).min(self.sizes.statements as usize);
        let starts = self.block(self.at[2] + block - 1)?;
        let n = from + starts[..to - from].partition_point(|s| *s <= place);
        Ok(Some(self.statement_at((n - 1) as u32)?))
    }

    fn statement_at(&self, n: u32) -> Result<Placed> {
        let end = if n + 1 < self.sizes.statements { self.number(2, n + 1)? } else { self.sizes.words };
        Ok(Placed {
            row: self.sizes.first_row + i64::from(self.number(3, n)?),
            start: self.number(2, n)?,
            end,
            voice: self.number(4, n)?,
        })
    }

    /// All numbers of a section, for `build`.
    pub(super) fn section(&self, section: usize, n: u32) -> Result<Vec<u32>> {
        let mut found = Vec::with_capacity(n as usize);
        for block in 0..Sizes::blocks(n) {
            let left = n as usize - block * ENTRIES;
            found.extend_from_slice(&self.read_block(self.at[section] + block)?[..left.min(ENTRIES)]);
        }
        Ok(found)
    }
}

/// Sum of a block or of the directory: another byte gives another sum.
pub(super) fn sum_of(numbers: &[u32]) -> u32 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut lanes = [1u64, 2, 3, 4];
    let (chunks, rest) = numbers.as_chunks::<8>();
    for chunk in chunks {
        for (lane, pair) in lanes.iter_mut().zip(chunk.as_chunks::<2>().0) {
            let pair = u64::from(pair[0]) | u64::from(pair[1]) << 32;
            *lane = (*lane ^ pair).wrapping_mul(FACTOR).rotate_left(29);
        }
    }
    let mut sum = rest.len() as u64;
    for number in lanes.into_iter().chain(rest.iter().map(|n| u64::from(*n))) {
        sum = (sum ^ number).wrapping_mul(FACTOR).rotate_left(29);
    }
    (sum ^ (sum >> 32)) as u32
}

/// The foot of a file of these sizes; `tail` is the sum of what stands before it.
pub(super) fn foot(sizes: &Sizes, tail: u32) -> [u8; FOOT_BYTES] {
    let mut foot = [0; FOOT_BYTES];
    foot[..8].copy_from_slice(MAGIC);
    for (at, number) in [(8, sizes.words), (12, sizes.order), (16, sizes.statements), (40, tail)] {
        foot[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }
    foot[24..32].copy_from_slice(&sizes.first_row.to_le_bytes());
    let sum = sum_of(&numbers(&foot[..FOOT_BYTES - 4]));
    foot[FOOT_BYTES - 4..].copy_from_slice(&sum.to_le_bytes());
    foot
}

fn open_foot(foot: &[u8]) -> Option<Sizes> {
    let (body, sum) = foot.split_at_checked(FOOT_BYTES - 4)?;
    if !body.starts_with(MAGIC) || sum_of(&numbers(body)) != u32_at(sum, 0) {
        return None;
    }
    let first_row = i64::from(u32_at(body, 24)) | i64::from(u32_at(body, 28)) << 32;
    Some(Sizes { words: u32_at(body, 8), order: u32_at(body, 12), statements: u32_at(body, 16), first_row })
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes[at..].first_chunk::<4>().map_or(0, |b| u32::from_le_bytes(*b))
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|b| u32::from_le_bytes(*b)).collect()
}

fn damaged(path: &Path) -> Error {
    let message = "its checksum is wrong; `variorum rebuild` makes the index anew from the archive".into();
    Error::Index { path: path.to_path_buf(), message }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], from: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, from)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut from: u64) -> std::io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, from)? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            n => (bytes, from) = (&mut bytes[n..], from + n as u64),
        }
    }
    Ok(())
}
