//! What a selection finds: its statements counted, the first of them in an order, its facets.
//!
//! Copies of one statement share a number; they count once, and the first in the order stands for all.

use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// In which order statements are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Those that fit best first.
    #[default]
    Relevance,
    /// By day, the earliest first; those without a day at the end.
    Oldest,
    /// By day, the latest first; those without a day at the end.
    Newest,
}

/// Fields by which statements are counted.
pub const FACETS: [&str; 5] = ["speaker", "publisher", "place", "kind", "year"];

/// How many statements have each value of a field, most first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// One of `FACETS`.
    pub field: &'static str,
    /// Values with the number of statements.
    pub values: Vec<(String, usize)>,
}

/// What was selected.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selected {
    /// Number of statements.
    pub total: usize,
    /// Row and score of the first ones in the order, copies left out.
    pub rows: Vec<(i64, f32)>,
    /// The facets, when they were asked for.
    pub facets: Vec<Facet>,
}

/// Place in the order: the least comes first.
type Key = (i64, i64, u64, u64);

/// Collects a selection.
pub(super) struct Collect {
    pub sort: Sort,
    /// How many statements are shown, and how many are passed over before them.
    pub most: usize,
    pub with_facets: bool,
}

/// What one segment gives.
pub(super) struct Part {
    seen: Vec<u64>,
    top: Vec<(Key, u64, f32)>,
    facets: Vec<Counted>,
}

/// Values with the statements that have them.
type Counted = Vec<(String, Vec<u64>)>;

pub(super) struct InSegment {
    sort: Sort,
    most: usize,
    row: Column<u64>,
    tie: Column<u64>,
    first: Column<u64>,
    day: Column<i64>,
    seen: Vec<u64>,
    top: Vec<(Key, u64, f32)>,
    worst: Option<Key>,
    columns: Vec<(Option<StrColumn>, Vec<u64>)>,
    years: Option<Vec<u64>>,
}

/// A day that is not known comes after all others.
const NO_DAY: i64 = i64::MAX;

impl Collector for Collect {
    type Fruit = Selected;
    type Child = InSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<InSegment> {
        let fast = segment.fast_fields();
        let first = fast.u64("first")?;
        let mut columns = Vec::new();
        for name in ["voice", "publisher", "place", "kind"].into_iter().filter(|_| self.with_facets) {
            columns.push((fast.str(name)?, Vec::new()));
        }
        Ok(InSegment {
            sort: self.sort,
            most: self.most,
            row: fast.u64("row")?,
            tie: fast.u64("tie")?,
            day: fast.i64("day")?,
            seen: vec![0; first.max_value() as usize / 64 + 1],
            first,
            top: Vec::new(),
            worst: None,
            columns,
            years: self.with_facets.then(Vec::new),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance
    }

    fn merge_fruits(&self, parts: Vec<tantivy::Result<Part>>) -> tantivy::Result<Selected> {
        let mut parts: Vec<Part> = parts.into_iter().collect::<tantivy::Result<_>>()?;
        let mut top: Vec<(Key, u64, f32)> =
            parts.iter_mut().flat_map(|p| std::mem::take(&mut p.top)).collect();
        keep_first(&mut top, self.most);
        let rows = top.into_iter().map(|((.., row), _, score)| (row as i64, score)).collect();
        let mut facets = Vec::new();
        for (n, field) in FACETS.into_iter().enumerate().filter(|_| self.with_facets) {
            let pairs = parts.iter_mut().flat_map(|p| std::mem::take(&mut p.facets[n]));
            facets.push(Facet { field, values: counted(pairs) });
        }
        Ok(Selected { total: count(&parts), rows, facets })
    }
}

impl SegmentCollector for InSegment {
    type Fruit = tantivy::Result<Part>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let first = self.first.first(doc).unwrap_or(0);
        self.seen[first as usize / 64] |= 1 << (first % 64);
        let day = self.day.first(doc).unwrap_or(NO_DAY);
        let by_day = match self.sort {
            Sort::Relevance => -i64::from((score * 1e4) as i32),
            Sort::Oldest => day,
            Sort::Newest if day == NO_DAY => NO_DAY,
            Sort::Newest => -day,
        };
        if self.worst.is_none_or(|w| (by_day, day) <= (w.0, w.1)) {
            let key = (by_day, day, self.tie.first(doc).unwrap_or(0), self.row.first(doc).unwrap_or(0));
            self.top.push((key, first, score));
            if self.top.len() >= 4 * self.most + 256 {
                keep_first(&mut self.top, self.most);
                self.worst = self.top.get(self.most.saturating_sub(1)).map(|t| t.0);
            }
        }
        for (column, found) in &mut self.columns {
            if let Some(column) = column {
                found.extend(column.ords().values_for_doc(doc).map(|ord| ord << 40 | first));
            }
        }
        if let Some(years) = self.years.as_mut().filter(|_| day != NO_DAY) {
            years.push(((day / 10_000) as u64) << 40 | first);
        }
    }

    fn harvest(mut self) -> tantivy::Result<Part> {
        keep_first(&mut self.top, self.most);
        let mut facets = Vec::new();
        for (n, (column, mut found)) in self.columns.into_iter().enumerate() {
            let value = |ord: u64| {
                let mut value = String::new();
                column.as_ref().map(|c| c.ord_to_str(ord, &mut value)).transpose()?;
                Ok(if n == 0 { shown(&value) } else { value })
            };
            facets.push(named(&mut found, value)?);
        }
        if let Some(mut years) = self.years {
            facets.push(named(&mut years, |year| Ok(year.to_string()))?);
        }
        Ok(Part { seen: self.seen, top: self.top, facets })
    }
}

/// Keeps the first `most` in the order, of copies the first.
fn keep_first(top: &mut Vec<(Key, u64, f32)>, most: usize) {
    top.sort_unstable_by_key(|(key, ..)| *key);
    let mut seen = std::collections::BTreeSet::new();
    top.retain(|(_, first, _)| seen.len() < most && seen.insert(*first));
}

/// How many statements were met.
fn count(parts: &[Part]) -> usize {
    let length = parts.iter().map(|p| p.seen.len()).max().unwrap_or(0);
    let mut all = vec![0u64; length];
    for part in parts {
        all.iter_mut().zip(&part.seen).for_each(|(a, b)| *a |= b);
    }
    all.iter().map(|bits| bits.count_ones() as usize).sum()
}

/// Gives values for their numbers, with the statements that have them.
fn named(found: &mut Vec<u64>, value: impl Fn(u64) -> tantivy::Result<String>) -> tantivy::Result<Counted> {
    const STATEMENT: u64 = (1 << 40) - 1;
    found.sort_unstable();
    found.dedup();
    let runs = found.chunk_by(|a, b| a >> 40 == b >> 40);
    runs.map(|run| Ok((value(run[0] >> 40)?, run.iter().map(|pair| pair & STATEMENT).collect()))).collect()
}

/// How a voice is shown: by name, else by label.
fn shown(voice: &str) -> String {
    let (name, label) = voice.split_once('\u{1f}').unwrap_or((voice, ""));
    let known = [name, label].into_iter().find(|n| !n.is_empty());
    known.unwrap_or("narration").to_string()
}

/// Values by the number of their statements, most first; each statement counts once for a value.
fn counted(pairs: impl Iterator<Item = (String, Vec<u64>)>) -> Vec<(String, usize)> {
    let mut all: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for (value, statements) in pairs {
        all.entry(value).or_default().extend(statements);
    }
    let number = |mut statements: Vec<u64>| {
        statements.sort_unstable();
        statements.dedup();
        statements.len()
    };
    let mut counts: Vec<(String, usize)> = all.into_iter().map(|(v, s)| (v, number(s))).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}
