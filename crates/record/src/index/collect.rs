//! What a selection finds: its statements counted, the first of them in an order.
//!
//! Copies of one statement share a number; they count once, and the first in the order stands for all.
//! Whatever is asked of a hit stands in the columns of its segment, which are opened once; days are
//! compared here, since the order asks for them too. `facets` counts the values.

use std::collections::BTreeSet;

use tantivy::columnar::{Column, StrColumn};
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocId, Score, Searcher, SegmentReader};

use super::facets::{Facet, Tally, Values};

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

/// The columns of one segment.
pub(super) struct Columns {
    row: Column<u64>,
    tie: Column<u64>,
    pub first: Column<u64>,
    pub document: Column<u64>,
    pub day: Column<i64>,
    /// Voice, publisher, place and kind.
    pub named: [Option<StrColumn>; 4],
}

impl Columns {
    pub fn of(segment: &SegmentReader) -> tantivy::Result<Columns> {
        let fast = segment.fast_fields();
        Ok(Columns {
            row: fast.u64("row")?,
            tie: fast.u64("tie")?,
            first: fast.u64("first")?,
            document: fast.u64("document")?,
            day: fast.i64("day")?,
            named: [fast.str("voice")?, fast.str("publisher")?, fast.str("place")?, fast.str("kind")?],
        })
    }
}

/// A day that is not known comes after all others.
pub(super) const NO_DAY: i64 = i64::MAX;

/// First and last day, as the column has them.
pub(super) type Days = (Option<i64>, Option<i64>);

/// What is collected of a selection.
pub(super) struct Asked {
    pub sort: Sort,
    /// How many statements are shown, with those that are passed over before them.
    pub most: usize,
    /// Days between which the statements lie.
    pub days: Days,
}

/// Place in the order: the least comes first.
type Key = (i64, i64, u64, u64);

/// A hit that may be shown: its place, the number that its copies share, its score.
type Hit = (Key, u64, Score);

/// Collects the hits of a query.
pub(super) fn collect(
    searcher: &Searcher,
    columns: &[Columns],
    query: &dyn Query,
    asked: Asked,
    values: Option<&Values>,
) -> tantivy::Result<Selected> {
    let length = columns.iter().map(|c| c.first.max_value() as usize / 64 + 1).max().unwrap_or(0);
    let mut hits = Hits {
        asked,
        seen: vec![0; length],
        total: 0,
        top: Vec::new(),
        worst: None,
        tally: values.map(|v| Tally::new(v, columns)),
    };
    let scored = hits.asked.sort == Sort::Relevance;
    let scoring = match scored {
        true => EnableScoring::enabled_from_searcher(searcher),
        false => EnableScoring::disabled_from_searcher(searcher),
    };
    let weight = query.weight(scoring)?;
    for (n, (segment, columns)) in searcher.segment_readers().iter().zip(columns).enumerate() {
        if scored {
            weight.for_each(segment, &mut |doc, score| hits.take(n, columns, doc, score))?;
        } else {
            let mut each = |docs: &[DocId]| docs.iter().for_each(|doc| hits.take(n, columns, *doc, 0.0));
            weight.for_each_no_score(segment, &mut each)?;
        }
    }
    keep_first(&mut hits.top, hits.asked.most);
    let rows = hits.top.into_iter().map(|((.., row), _, score)| (row as i64, score)).collect();
    Ok(Selected { total: hits.total, rows, facets: hits.tally.map(Tally::facets).unwrap_or_default() })
}

struct Hits<'v> {
    asked: Asked,
    /// A bit for each statement that was met.
    seen: Vec<u64>,
    total: usize,
    top: Vec<Hit>,
    worst: Option<Key>,
    tally: Option<Tally<'v>>,
}

impl Hits<'_> {
    #[inline]
    fn take(&mut self, segment: usize, columns: &Columns, doc: DocId, score: Score) {
        let day = columns.day.first(doc).unwrap_or(NO_DAY);
        if !lies_between(day, self.asked.days) {
            return;
        }
        let first = columns.first.first(doc).unwrap_or(0);
        let (word, bit) = (&mut self.seen[first as usize / 64], 1 << (first % 64));
        let is_new = *word & bit == 0;
        *word |= bit;
        self.total += usize::from(is_new);
        let order = match self.asked.sort {
            Sort::Relevance => -i64::from((score * 1e4) as i32),
            Sort::Oldest => day,
            Sort::Newest if day == NO_DAY => NO_DAY,
            Sort::Newest => -day,
        };
        if self.worst.is_none_or(|w| (order, day) <= (w.0, w.1)) {
            let row = columns.row.first(doc).unwrap_or(0);
            let key = (order, day, columns.tie.first(doc).unwrap_or(0), row);
            self.put((key, first, score));
        }
        if let Some(tally) = &mut self.tally {
            tally.take(segment, doc, day, first, is_new);
        }
    }

    fn put(&mut self, hit: Hit) {
        self.top.push(hit);
        if self.top.len() >= 4 * self.asked.most + 256 {
            keep_first(&mut self.top, self.asked.most);
            self.worst = self.top.get(self.asked.most.saturating_sub(1)).map(|t| t.0);
        }
    }
}

fn lies_between(day: i64, (from, to): Days) -> bool {
    match (from, to) {
        (None, None) => true,
        _ => day != NO_DAY && from.is_none_or(|f| f <= day) && to.is_none_or(|t| day <= t),
    }
}

/// Keeps the first `most` in the order, of copies the first.
fn keep_first(top: &mut Vec<Hit>, most: usize) {
    top.sort_unstable_by_key(|(key, ..)| *key);
    let mut seen = BTreeSet::new();
    top.retain(|(_, first, _)| seen.len() < most && seen.insert(*first));
}
