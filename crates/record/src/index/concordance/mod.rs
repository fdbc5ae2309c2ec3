//! The concordance: where words stand one after the other, and where nearly.
//!
//! All words of all passages stand in a few sealed segments, each with its places in word order, so
//! that the places of a quotation are found by halving, however large the record: "the bridge at
//! Brona" takes some twenty looks among a million statements. New documents make a small segment;
//! neighbours of like size are merged after it. Words are kept as numbers (`number`): two words may
//! share one, so what is found is a proposal, to be read in the text.

mod build;
mod near;
mod segment;

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

pub use build::Draft;
pub use near::Near;
use segment::{DEPTH, Segment};

use crate::error::{Error, Result};

/// How much larger than the next a segment must be to stay as it is.
const RATIO: u64 = 2;
/// Words that a merged segment may hold: its merging takes eight bytes of memory for each.
const MOST_WORDS: u64 = 1 << 28;
/// Places of one phrase that are looked at.
const MOST_PLACES: usize = 4096;

/// All segments, in the order of the documents.
#[derive(Default)]
pub struct Concordance {
    dir: PathBuf,
    segments: Vec<Segment>,
}

/// The number of a word, never 0.
pub fn number(word: &str) -> u32 {
    let mut hash = 0xCBF2_9CE4_8422_2325u64;
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    ((hash ^ (hash >> 32)) as u32).max(1)
}

/// Who speaks, as the index keeps it: name and label in one.
pub fn voice(speaker: Option<&str>, label: Option<&str>) -> String {
    format!("{}\u{1f}{}", speaker.unwrap_or(""), label.unwrap_or(""))
}

impl Concordance {
    /// Opens the segments of these names.
    ///
    /// # Errors
    /// When one is missing or damaged.
    pub fn open(dir: &Path, names: &[String]) -> Result<Concordance> {
        let segments = names.iter().map(|n| Segment::open(&dir.join(n))).collect::<Result<_>>()?;
        Ok(Concordance { dir: dir.to_path_buf(), segments })
    }

    /// The names of the segments' files.
    pub fn names(&self) -> Vec<String> {
        let name = |s: &Segment| s.path().file_name().map(|n| n.to_string_lossy().into_owned());
        self.segments.iter().filter_map(name).collect()
    }

    /// Adds what was drafted as a segment and merges neighbours of like size. The files that are not
    /// needed any more stay until `sweep`.
    ///
    /// # Errors
    /// When a file cannot be written, or an older one is damaged.
    pub fn add(&mut self, draft: Draft) -> Result<()> {
        if draft.n_words() == 0 {
            return Ok(());
        }
        fs::create_dir_all(&self.dir).map_err(Error::io("make", &self.dir))?;
        let path = self.next_path();
        draft.write(&path)?;
        self.segments.push(Segment::open(&path)?);
        while let [.., a, b] = self.segments.as_slice() {
            let (n, m) = (u64::from(a.n_words()), u64::from(b.n_words()));
            if n > RATIO * m || n + m > MOST_WORDS {
                break;
            }
            let path = self.next_path();
            build::merge(a, b, &path)?;
            self.segments.truncate(self.segments.len() - 2);
            self.segments.push(Segment::open(&path)?);
        }
        crate::folder::sync_folder(&self.dir)
    }

    /// A name that no file of the folder has.
    fn next_path(&self) -> PathBuf {
        let taken = files(&self.dir)
            .into_iter()
            .filter_map(|p| p.file_stem().and_then(|s| s.to_str()).and_then(|s| s.parse::<u64>().ok()));
        self.dir.join(format!("{:08}.words", taken.max().map_or(1, |n| n + 1)))
    }

    /// Removes files that are no segment of this concordance.
    pub fn sweep(&self) {
        let known: BTreeSet<&Path> = self.segments.iter().map(Segment::path).collect();
        for path in files(&self.dir).iter().filter(|p| !known.contains(p.as_path())) {
            // One that cannot be removed now is removed the next time.
            let _ = fs::remove_file(path);
        }
    }

    /// The statements in which the words begin, one after the other, by row; all of them, or some when
    /// they are more than thousands. `voices` leaves out other speakers.
    ///
    /// # Errors
    /// When a block is damaged.
    pub fn phrase(&self, words: &[u32], voices: Option<&BTreeSet<u32>>, limit: usize) -> Result<Vec<i64>> {
        let mut rows: Vec<i64> = Vec::new();
        for segment in &self.segments {
            let mut last = None;
            for place in phrase_in(segment, words, MOST_PLACES)? {
                if rows.len() >= limit {
                    break;
                }
                let Some(placed) = segment.statement(place)? else { continue };
                if voices.is_none_or(|v| v.contains(&placed.voice)) && last != Some(placed.row) {
                    last = Some(placed.row);
                    rows.push(placed.row);
                }
            }
        }
        Ok(rows)
    }

    /// Places with wordings near to the words, the nearest first.
    ///
    /// # Errors
    /// When a block is damaged.
    pub fn near(&self, words: &[u32], voices: Option<&BTreeSet<u32>>, limit: usize) -> Result<Vec<Near>> {
        let mut found = Vec::new();
        for segment in &self.segments {
            found.extend(near::near_in(segment, words, voices, limit)?);
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.row.cmp(&b.row)));
        found.truncate(limit);
        Ok(found)
    }

    /// Reads all blocks and tells the files of which one is damaged.
    pub fn damaged(&self) -> Vec<PathBuf> {
        self.segments.iter().filter(|s| s.check().is_err()).map(|s| s.path().to_path_buf()).collect()
    }
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten().map(|e| e.path());
    let mut found: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == "words")).collect();
    found.sort();
    found
}

/// The places of a phrase in one segment, in order; at most `limit` are looked at.
fn phrase_in(segment: &Segment, words: &[u32], limit: usize) -> Result<Vec<u32>> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let (offset, entries) = rarest(segment, words)?;
    let mut found = Vec::new();
    for place in segment.places(&entries, limit)? {
        let begin = i64::from(place) - offset as i64;
        if words.len() <= DEPTH || segment.stands_at(begin, words)? {
            found.push(begin as u32);
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Of a few stretches of a long phrase the one that stands seldom, with its entries.
fn rarest(segment: &Segment, words: &[u32]) -> Result<(usize, Range<u32>)> {
    let last = words.len().saturating_sub(DEPTH);
    let mut best: Option<(usize, Range<u32>)> = None;
    for offset in [0, last, last / 2] {
        let stretch = &words[offset..words.len().min(offset + DEPTH)];
        let entries = segment.narrow(stretch, &segment.entries())?;
        let n = entries.len();
        if best.as_ref().is_none_or(|(_, b)| n < b.len()) {
            best = Some((offset, entries));
        }
        if n <= 64 {
            break;
        }
    }
    Ok(best.unwrap_or((0, 0..0)))
}

#[cfg(test)]
mod tests;
