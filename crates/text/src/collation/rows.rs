//! Rows of two versions and more from the links of every pair.
//!
//! ```text
//! A1–B1, A1–C1, B1–C1, A2–B2, B2–C2        gives the rows  A1 B1 C1 · A2 B2 C2
//! ```
//! Links are taken from the most alike to the least, and in an order that does not hang on the names
//! of the versions: the same versions named in another order give the same rows. A row holds one run
//! of neighbouring units of each version.

use std::ops::Range;

use super::links::Link;

/// Units of one version in one row at most; a link that would make more is not followed.
const RUN_CAP: usize = 6;

/// The links of two versions `x` and `y`.
pub(super) struct Pair {
    pub sides: (usize, usize),
    pub links: Vec<Link>,
}

/// A row before its differences are known.
pub(super) struct Draft {
    /// For each version its units.
    pub units: Vec<Range<usize>>,
    /// Pairs of versions between which the row has moved.
    pub moved: Vec<(usize, usize)>,
}

/// Rows of two versions: one for each link.
pub(super) fn of_two(links: Vec<Link>) -> Vec<Draft> {
    let row =
        |x: Link| Draft { units: vec![x.a, x.b], moved: if x.moved { vec![(0, 1)] } else { Vec::new() } };
    links.into_iter().map(row).collect()
}

/// Rows of several versions, in the order of the first; a row that it does not have stands before
/// the row of the next unit of the version that has it. `sizes` are the units of each version and
/// `ranks` the order of the versions by their words alone.
pub(super) fn of_many(sizes: &[usize], ranks: &[usize], pairs: &[Pair]) -> Vec<Draft> {
    let mut rows = Groups::new(sizes);
    let mut links: Vec<((usize, usize), &Link)> =
        pairs.iter().flat_map(|p| p.links.iter().map(move |l| (p.sides, l))).collect();
    links.retain(|(_, l)| !l.a.is_empty() && !l.b.is_empty());
    links.sort_by_cached_key(|((x, y), l)| {
        let (p, q) = ((ranks[*x], l.a.start), (ranks[*y], l.b.start));
        (std::cmp::Reverse((l.score * 1e6) as u32), p.min(q), p.max(q))
    });
    // A sentence that has moved goes with its row only when all that stay in place are joined.
    let (moved, still): (Vec<_>, Vec<_>) = links.into_iter().partition(|(_, l)| l.moved);
    for ((x, y), link) in still.into_iter().chain(moved.iter().copied()) {
        rows.join(&[(x, link.a.clone()), (y, link.b.clone())]);
    }
    let mut drafts = rows.ordered();
    for row in &mut drafts {
        let holds = |v: usize, r: &Range<usize>| row.units[v].start <= r.start && r.end <= row.units[v].end;
        row.moved =
            moved.iter().filter(|((x, y), l)| holds(*x, &l.a) && holds(*y, &l.b)).map(|(s, _)| *s).collect();
        row.moved.sort_unstable();
    }
    drafts
}

/// Units sorted into rows.
struct Groups {
    /// For each version the row of each unit.
    of: Vec<Vec<usize>>,
    /// For each row the units of each version; an absorbed row is empty.
    units: Vec<Vec<Range<usize>>>,
}

impl Groups {
    fn new(sizes: &[usize]) -> Groups {
        let mut groups = Groups { of: Vec::new(), units: Vec::new() };
        for (v, n) in sizes.iter().enumerate() {
            let first = groups.units.len();
            groups.of.push((first..first + n).collect());
            groups.units.extend((0..*n).map(|i| {
                let mut row = vec![0..0; sizes.len()];
                row[v] = i..i + 1;
                row
            }));
        }
        groups
    }

    /// Joins the rows of some runs of units, and the rows between them, unless that grows too large.
    fn join(&mut self, runs: &[(usize, Range<usize>)]) {
        let mut whole = vec![0..0; self.of.len()];
        runs.iter().for_each(|(v, r)| whole[*v] = hull(&whole[*v], r));
        let mut met: Vec<usize> = Vec::new();
        let mut grows = true;
        while grows {
            grows = false;
            for v in 0..whole.len() {
                if whole[v].len() > RUN_CAP {
                    return;
                }
                for i in whole[v].clone() {
                    let row = self.of[v][i];
                    if met.contains(&row) {
                        continue;
                    }
                    met.push(row);
                    grows = true;
                    for (w, r) in self.units[row].iter().enumerate().filter(|(_, r)| !r.is_empty()) {
                        whole[w] = hull(&whole[w], r);
                    }
                }
            }
        }
        let Some(into) = met.iter().copied().min() else { return };
        for row in met {
            self.units[row] = vec![0..0; whole.len()];
        }
        for (v, run) in whole.iter().enumerate() {
            run.clone().for_each(|i| self.of[v][i] = into);
        }
        self.units[into] = whole;
    }

    /// The rows in the order of the first version.
    fn ordered(self) -> Vec<Draft> {
        let mut order: Vec<usize> = Vec::new();
        let mut placed = vec![false; self.units.len()];
        for of in &self.of {
            // Rows that this version adds go before its next unit that has a place.
            let mut waiting: Vec<usize> = Vec::new();
            let mut inserts: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
            for row in of {
                if placed[*row] {
                    if !waiting.is_empty() {
                        inserts.push((Some(*row), std::mem::take(&mut waiting)));
                    }
                } else if waiting.last() != Some(row) {
                    waiting.push(*row);
                }
            }
            inserts.push((None, waiting));
            order = merged(&order, inserts);
            order.iter().for_each(|row| placed[*row] = true);
        }
        let mut units = self.units;
        order
            .into_iter()
            .map(|row| Draft { units: std::mem::take(&mut units[row]), moved: Vec::new() })
            .collect()
    }
}

/// Puts rows before others, or at the end.
fn merged(order: &[usize], inserts: Vec<(Option<usize>, Vec<usize>)>) -> Vec<usize> {
    let mut before: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    let mut last = Vec::new();
    for (place, rows) in inserts {
        match place {
            Some(row) => before.entry(row).or_default().extend(rows),
            None => last = rows,
        }
    }
    let mut out = Vec::with_capacity(order.len() + last.len());
    for row in order {
        out.extend(before.remove(row).unwrap_or_default());
        out.push(*row);
    }
    out.extend(last);
    out
}

fn hull(x: &Range<usize>, y: &Range<usize>) -> Range<usize> {
    if x.is_empty() { y.clone() } else { x.start.min(y.start)..x.end.max(y.end) }
}
