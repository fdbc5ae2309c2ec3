//! How many statements have each value of a field.
//!
//! Values are counted by number; their words are read once for an open index. A statement counts once
//! for a value: of copies the first that is met is counted at once, and what the others have beside it is
//! weighed at the end.

use std::collections::BTreeMap;

use tantivy::DocId;

use super::collect::{Columns, NO_DAY};

/// Fields by which statements are counted.
pub const FACETS: [&str; 5] = ["speaker", "publisher", "place", "kind", "year"];
const PUBLISHER: usize = 1;
const PLACE: usize = 2;
const KIND: usize = 3;
const YEAR: usize = 4;

/// How many statements have each value of a field, most first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// One of `FACETS`.
    pub field: &'static str,
    /// Values with the number of statements.
    pub values: Vec<(String, usize)>,
}

/// The values of the named fields, by number.
pub(super) struct Values {
    /// For each field, its values in order.
    names: [Vec<String>; 4],
    /// For each segment and field, the number of the value that stands at each place of its dictionary.
    numbers: Vec<[Vec<u32>; 4]>,
}

impl Values {
    /// Reads the dictionaries of all segments.
    pub fn of(columns: &[Columns]) -> std::io::Result<Values> {
        let mut names: [Vec<String>; 4] = Default::default();
        let mut numbers: Vec<[Vec<u32>; 4]> = columns.iter().map(|_| Default::default()).collect();
        for field in 0..names.len() {
            let mut known: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
            for (n, columns) in columns.iter().enumerate() {
                let Some(column) = &columns.named[field] else { continue };
                let mut words = column.dictionary().stream()?;
                let mut at = 0;
                while words.advance() {
                    let value = String::from_utf8_lossy(words.key());
                    let value = if field == 0 { shown(&value) } else { value.into_owned() };
                    known.entry(value).or_default().push((n, at));
                    at += 1;
                }
                numbers[n][field] = vec![0; at];
            }
            for (number, (name, places)) in known.into_iter().enumerate() {
                names[field].push(name);
                places.into_iter().for_each(|(n, at)| numbers[n][field][at] = number as u32);
            }
        }
        Ok(Values { names, numbers })
    }
}

/// How a voice is shown: by name, else by label.
fn shown(voice: &str) -> String {
    let (name, label) = voice.split_once('\u{1f}').unwrap_or((voice, ""));
    let known = [name, label].into_iter().find(|n| !n.is_empty());
    known.unwrap_or("narration").to_string()
}

/// A field and the number of a value; a year is its own number.
type Value = (usize, u32);

/// Counts the values of hits.
pub(super) struct Tally<'v> {
    values: &'v Values,
    columns: &'v [Columns],
    counts: [Vec<usize>; 4],
    years: BTreeMap<u32, usize>,
    /// Segment, place and day of all hits.
    hits: Vec<(u32, DocId, i64)>,
    /// Numbers of the statements that were met more than once.
    again: Vec<u64>,
    /// What the last hit's document has.
    document: Option<(usize, u64)>,
    of_document: Vec<Value>,
}

impl<'v> Tally<'v> {
    pub fn new(values: &'v Values, columns: &'v [Columns]) -> Self {
        Tally {
            values,
            columns,
            counts: std::array::from_fn(|field| vec![0; values.names[field].len()]),
            years: BTreeMap::new(),
            hits: Vec::new(),
            again: Vec::new(),
            document: None,
            of_document: Vec::new(),
        }
    }

    /// Counts a hit; one whose copy was met is kept for the end.
    pub fn take(&mut self, segment: usize, doc: DocId, day: i64, first: u64, is_new: bool) {
        self.hits.push((segment as u32, doc, day));
        if !is_new {
            self.again.push(first);
            return;
        }
        let document = (segment, self.columns[segment].document.first(doc).unwrap_or(0));
        if self.document != Some(document) {
            self.document = Some(document);
            self.of_document.clear();
            let mut found = std::mem::take(&mut self.of_document);
            self.of_document(segment, doc, day, |value| found.push(value));
            self.of_document = found;
        }
        for n in 0..self.of_document.len() {
            self.count(self.of_document[n]);
        }
        for field in [0, KIND] {
            let (columns, values) = (self.columns, self.values);
            let Some(column) = &columns[segment].named[field] else { continue };
            for ord in column.ords().values_for_doc(doc) {
                self.counts[field][values.numbers[segment][field][ord as usize] as usize] += 1;
            }
        }
    }

    fn count(&mut self, (field, number): Value) {
        match self.counts.get_mut(field) {
            Some(counts) => counts[number as usize] += 1,
            None => *self.years.entry(number).or_default() += 1,
        }
    }

    /// The values that all statements of a document share.
    fn of_document(&self, segment: usize, doc: DocId, day: i64, mut take: impl FnMut(Value)) {
        for field in [PUBLISHER, PLACE] {
            self.named(segment, doc, field, &mut take);
        }
        if day != NO_DAY {
            take((YEAR, (day / 10_000) as u32));
        }
    }

    fn named(&self, segment: usize, doc: DocId, field: usize, take: &mut impl FnMut(Value)) {
        let Some(column) = &self.columns[segment].named[field] else { return };
        let numbers = &self.values.numbers[segment][field];
        for ord in column.ords().values_for_doc(doc) {
            take((field, numbers[ord as usize]));
        }
    }

    /// The facets of all hits.
    pub fn facets(mut self) -> Vec<Facet> {
        self.weigh_copies();
        let [voices, publishers, places, kinds] = self.counts;
        let [a, b, c, d] = &self.values.names;
        let mut facets: Vec<Facet> = Vec::new();
        for (field, counts, names) in [(0, voices, a), (1, publishers, b), (2, places, c), (3, kinds, d)] {
            let met = names.iter().cloned().zip(counts).filter(|(_, n)| *n > 0);
            facets.push(Facet { field: FACETS[field], values: ordered(met.collect()) });
        }
        let years = self.years.into_iter().map(|(year, n)| (year.to_string(), n));
        facets.push(Facet { field: FACETS[YEAR], values: ordered(years.collect()) });
        facets
    }

    /// Counts what copies have beside the one that was counted.
    fn weigh_copies(&mut self) {
        let Some(last) = self.again.iter().max() else { return };
        let mut is_copied = vec![0u64; *last as usize / 64 + 1];
        self.again.iter().for_each(|first| is_copied[*first as usize / 64] |= 1 << (first % 64));
        let mut copies: Vec<(u64, u32)> = Vec::new();
        for (n, (segment, doc, _)) in self.hits.iter().enumerate() {
            let first = self.columns[*segment as usize].first.first(*doc).unwrap_or(0);
            if is_copied.get(first as usize / 64).is_some_and(|bits| bits & 1 << (first % 64) != 0) {
                copies.push((first, n as u32));
            }
        }
        copies.sort_unstable();
        let (mut known, mut own) = (Vec::new(), Vec::new());
        for group in copies.chunk_by(|a, b| a.0 == b.0) {
            self.values_of(group[0].1, &mut known);
            for (_, hit) in &group[1..] {
                self.values_of(*hit, &mut own);
                for value in own.iter().copied() {
                    if !known.contains(&value) {
                        known.push(value);
                        self.count(value);
                    }
                }
            }
        }
    }

    /// All values of a hit.
    fn values_of(&self, hit: u32, found: &mut Vec<Value>) {
        found.clear();
        let (segment, doc, day) = self.hits[hit as usize];
        self.of_document(segment as usize, doc, day, |value| found.push(value));
        for field in [0, KIND] {
            self.named(segment as usize, doc, field, &mut |value| found.push(value));
        }
    }
}

/// Values with their numbers, most first.
fn ordered(mut counts: Vec<(String, usize)>) -> Vec<(String, usize)> {
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}
