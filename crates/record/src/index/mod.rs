//! The index: which statements hold which words. Derived from the catalogue, may be deleted at
//! any time.
//!
//! Two rooms: the `concordance` knows where words stand one after the other, or nearly; `terms` knows
//! which statements hold which words, of which speakers, days and publishers (Tantivy). Both follow the
//! catalogue document by document. One commit tells how far both are: its payload carries the record's
//! id, the last document and the segments of the concordance, so that a crash between the two leaves
//! the index as it was, and it catches up when it is opened. What it finds is a hint: whoever asks
//! must look at the text.

pub mod concordance;
mod collect;
mod facets;
mod fill;
mod select;
mod terms;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use variorum_text::rules::Rules;

pub use collect::{Selected, Sort};
pub use concordance::Near;
pub use facets::Facet;
pub use select::Select;

use crate::catalogue::Catalogue;
use crate::error::{Error, Result};
use concordance::{Concordance, number};
use terms::Terms;
pub(crate) use terms::{NameWord, name_words};

/// Version of the fields; an index of another version is made anew.
const SCHEMA: u32 = 4;

/// The index, open.
pub struct Index {
    terms: Terms,
    concordance: Concordance,
    watermark: i64,
}

impl Index {
    /// Opens the index of a record; `None` when it is missing, damaged, of another record or of
    /// another version.
    pub fn open(path: &Path, record_id: &str) -> Option<Index> {
        if !path.join("meta.json").is_file() {
            return None;
        }
        // A writer may just have put other segments in place: then the next look finds them.
        (0..2).find_map(|_| {
            let terms = Terms::open(path).ok()?;
            let (watermark, names) = open_payload(&terms.payload()?, record_id)?;
            let concordance = Concordance::open(&words_dir(path), &names).ok()?;
            Some(Index { terms, concordance, watermark })
        })
    }

    /// Makes an empty index; what was there is removed.
    pub fn make(path: &Path, record_id: &str) -> Result<Index> {
        if path.exists() {
            fs::remove_dir_all(path).map_err(Error::io("remove", path))?;
        }
        let words = words_dir(path);
        fs::create_dir_all(&words).map_err(Error::io("make", &words))?;
        let terms = Terms::make(path)?;
        let concordance = Concordance::open(&words, &[])?;
        let index = Index { terms, concordance, watermark: 0 };
        index.terms.write(&payload(record_id, 0, &[]), |_| Ok(()))?;
        Ok(index)
    }

    /// The last document that the index holds.
    pub fn watermark(&self) -> i64 {
        self.watermark
    }

    /// Takes in every document after the watermark.
    pub fn catch_up(&mut self, catalogue: &Catalogue, record_id: &str, rules: &Rules) -> Result<()> {
        while fill::next(self, catalogue, record_id, rules)? {}
        self.terms.reload()
    }

    /// Statements in which the words begin, one after the other, by row. `by` leaves out speakers whose
    /// names and labels share no word with it.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn phrase(&self, words: &[String], by: Option<&str>, limit: usize) -> Result<Vec<i64>> {
        let voices = self.voices(by)?;
        self.concordance.phrase(&numbers(words), voices.as_ref(), limit)
    }

    /// Statements with wordings near to the words in their order, the nearest first. `by` leaves out
    /// speakers whose names and labels share no word with it.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn near(&self, words: &[String], by: Option<&str>, limit: usize) -> Result<Vec<Near>> {
        let voices = self.voices(by)?;
        self.concordance.near(&numbers(words), voices.as_ref(), limit)
    }

    /// The numbers of the speakers that share a word with `by`.
    fn voices(&self, by: Option<&str>) -> Result<Option<BTreeSet<u32>>> {
        let Some(by) = by else { return Ok(None) };
        let asked = name_words(by);
        Ok(Some(self.terms.voices()?.alike(&asked).iter().map(|v| number(&v.key)).collect()))
    }

    /// Files whose checksum is wrong.
    pub fn damaged_files(&self) -> Result<Vec<PathBuf>> {
        let mut found = self.terms.damaged_files()?;
        found.extend(self.concordance.damaged());
        found.sort();
        Ok(found)
    }
}

fn words_dir(path: &Path) -> PathBuf {
    path.join("words")
}

fn numbers(words: &[String]) -> Vec<u32> {
    words.iter().map(|w| number(w)).collect()
}

fn payload(record_id: &str, watermark: i64, segments: &[String]) -> String {
    format!("variorum {SCHEMA} {record_id} {watermark} {}", segments.join(","))
}

/// The watermark and the segments that a payload tells.
fn open_payload(payload: &str, record_id: &str) -> Option<(i64, Vec<String>)> {
    let rest = payload.strip_prefix(&format!("variorum {SCHEMA} {record_id} "))?;
    let (watermark, segments) = rest.split_once(' ')?;
    let segments = segments.split(',').filter(|s| !s.is_empty()).map(str::to_string).collect();
    Some((watermark.parse().ok()?, segments))
}

fn failed(path: &Path) -> impl Fn(TantivyError) -> Error + use<> {
    let path = path.to_path_buf();
    move |error| Error::Index { path: path.clone(), message: error.to_string() }
}
