//! What a reader asked to see of a collation, and the words of a row cut where differences begin
//! and end.
//!
//! Terminal and page show the same: the rows of a view, each version's words as stretches with the
//! differences that stand on them. How a stretch looks is theirs.

use variorum_text::collation::{Class, Collation, Relation, Row, RowDifference};
use variorum_text::span::Span;

/// Which rows and which differences are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The highest rank shown: 1 material … 4 form.
    pub rank: u8,
    /// Rows without a difference are shown too.
    pub identical: bool,
    /// Only these classes; empty for every class.
    pub classes: Vec<Class>,
}

impl View {
    /// Differences of rank 1 alone.
    pub const MATERIAL: View = View { rank: 1, identical: false, classes: Vec::new() };

    /// True when a difference is shown. A class asked for by name is shown whatever its rank.
    pub fn shows(&self, found: &RowDifference) -> bool {
        match self.classes.is_empty() {
            true => found.difference.rank <= self.rank,
            false => self.classes.contains(&found.difference.class),
        }
    }

    /// True when a row is shown.
    pub fn shows_row(&self, row: &Row) -> bool {
        self.identical && row.relation == Relation::Identical || row.differences.iter().any(|d| self.shows(d))
    }

    /// The rows that are shown, with their numbers from zero.
    pub fn rows<'c>(&'c self, collation: &'c Collation) -> impl Iterator<Item = (usize, &'c Row)> {
        collation.rows.iter().enumerate().filter(|(_, row)| self.shows_row(row))
    }
}

/// Neighbouring words of one version with the difference of the lowest rank that stands on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<'c> {
    /// The place in the version's text.
    pub span: Span,
    /// The difference; `None` for words that the other versions have too.
    pub found: Option<&'c RowDifference>,
    /// The last stretch of its difference in this sentence.
    pub ends: bool,
}

/// The words of one version in a row, cut at the differences that `view` shows; one list a sentence.
pub fn stretches<'c>(
    collation: &'c Collation,
    row: &'c Row,
    side: usize,
    view: &View,
) -> Vec<Vec<Stretch<'c>>> {
    let marks = marks(row, side, view);
    let units = collation.witnesses[side].units.get(row.units[side].clone()).unwrap_or_default();
    units.iter().map(|unit| cut(unit.span, &marks)).collect()
}

/// The differences inside a row that stand on words of one version. What is said of a whole sentence
/// marks none of its words.
fn marks<'c>(row: &'c Row, side: usize, view: &View) -> Vec<(Span, &'c RowDifference)> {
    if matches!(row.relation, Relation::Omitted | Relation::Added) {
        return Vec::new();
    }
    let whole = |c: Class| {
        matches!(c, Class::Split | Class::Merged | Class::Moved | Class::Attribution | Class::Label)
    };
    let mut marks: Vec<(Span, &RowDifference)> = row
        .differences
        .iter()
        .filter(|d| view.shows(d) && !whole(d.difference.class))
        .filter_map(|d| Some((place(d, side)?, d)))
        .collect();
    marks.sort_by_key(|(span, d)| (span.start, d.difference.rank, span.end));
    marks
}

/// Where a difference stands in one version.
pub fn place(found: &RowDifference, side: usize) -> Option<Span> {
    match found.sides {
        (x, _) if x == side => found.difference.a,
        (_, y) if y == side => found.difference.b,
        _ => None,
    }
}

/// A sentence cut at the marks in it.
fn cut<'c>(unit: Span, marks: &[(Span, &'c RowDifference)]) -> Vec<Stretch<'c>> {
    let inside: Vec<(Span, &RowDifference)> = marks
        .iter()
        .filter(|(span, _)| span.overlaps(unit))
        .map(|(span, d)| (Span::new(span.start.max(unit.start), span.end.min(unit.end)), *d))
        .collect();
    let mut borders: Vec<usize> = inside.iter().flat_map(|(s, _)| [s.start, s.end]).collect();
    borders.extend([unit.start, unit.end]);
    borders.sort_unstable();
    borders.dedup();
    let mut coming = inside.into_iter().peekable();
    let mut open: Vec<(Span, &RowDifference)> = Vec::new();
    let mut out = Vec::with_capacity(borders.len());
    for pair in borders.windows(2) {
        let span = Span::new(pair[0], pair[1]);
        open.retain(|(mark, _)| mark.end > span.start);
        while let Some(mark) = coming.next_if(|(mark, _)| mark.start <= span.start) {
            open.push(mark);
        }
        let on = open.iter().min_by_key(|(_, d)| d.difference.rank);
        let ends = on.is_some_and(|(mark, _)| mark.end == span.end);
        out.push(Stretch { span, found: on.map(|(_, d)| *d), ends });
    }
    out
}
