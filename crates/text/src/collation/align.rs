//! The aligner: which units of one version answer to which of the other.
//!
//! ```text
//! A 0 We met in Brona.            B 0 We met in Brona. It rained.
//! A 1 It was raining.             B 1 Thank you.
//! A 2 Thank you.
//! ```
//! gives the beads `0,1 | 0` and `2 | 1`. Dynamic programming over beads of up to three units a side
//! on the likeness of character grams (`grams`). What a unit left alone costs is estimated for each
//! pair of texts. The search keeps to a band round anchors: words that stand once on either side.
//! Speakers and turns come in through a `Fence`, from `turns`.

use std::ops::Range;

use super::grams::{Model, dot};

/// Units that answer to each other; an empty side means that there is no counterpart.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// Units of the first side.
    pub a: Range<usize>,
    /// Units of the second side.
    pub b: Range<usize>,
    /// Likeness from 0 to 1; 0 for a unit left alone.
    pub score: f32,
}

/// What may not be joined, and at what price.
pub(super) trait Fence {
    /// The price of joining units `i` and `j`; infinite when they must not meet.
    fn price(&self, i: usize, j: usize) -> f32;
    /// True when unit `i` of the first side may share a bead with the one before it.
    fn flows_a(&self, i: usize) -> bool;
    /// True when unit `j` of the second side may share a bead with the one before it.
    fn flows_b(&self, j: usize) -> bool;
}

/// No fence: bare units.
pub(super) struct Open;

impl Fence for Open {
    fn price(&self, _: usize, _: usize) -> f32 {
        0.0
    }
    fn flows_a(&self, _: usize) -> bool {
        true
    }
    fn flows_b(&self, _: usize) -> bool {
        true
    }
}

/// Bead shapes with their price, beside two units left alone.
const SHAPES: [(usize, usize); 9] = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (3, 3)];

/// Paths that differ by less are equally good.
const TIE: f32 = 1e-3;
/// Cells of the search at most.
const CELL_CAP: usize = 6_000_000;
/// Up to so many pairs the whole table is searched.
const WHOLE: usize = 2_500;
/// Units beyond the anchors on either hand that the search looks at.
const MARGIN: usize = 24;

/// The prices of the search.
#[derive(Clone, Copy, Debug)]
pub struct Prices {
    /// A unit without counterpart.
    pub alone: f32,
    /// Each unit of a bead beyond two.
    pub size: f32,
    /// A unit of a larger bead of which the other side holds nothing.
    pub stranger: f32,
    /// The share from which a unit counts as held.
    pub enough: f32,
    /// A pair that holds nothing of each other.
    pub lone: f32,
    /// The share from which a pair counts as alike.
    pub alike: f32,
    /// The share that a typical pair holds of each other, estimated for each pair of texts.
    pub typical: f32,
}

impl Default for Prices {
    fn default() -> Self {
        Prices { alone: 0.44, size: 0.04, stranger: 2.5, enough: 0.62, lone: 0.6, alike: 0.3, typical: 0.7 }
    }
}

/// Aligns bare units. Every unit stands in exactly one bead; beads are in order.
pub fn align(a: &[&str], b: &[&str]) -> Vec<Bead> {
    let model = Model::new(a, b);
    align_model(&model, &Open)
}

/// Aligns the units of a model inside a fence.
pub(super) fn align_model(model: &Model, fence: &impl Fence) -> Vec<Bead> {
    let table = Table::new(model, fence);
    let first = table.path(Prices::default(), fence);
    let prices = table.estimate(&first);
    table.path(prices, fence).into_iter().flat_map(|bead| parted(model, bead)).collect()
}

/// Likeness from which one unit needs no other to make up its counterpart.
const WHOLE_MATCH: f32 = 0.97;
/// What two units must be more alike than the bead that holds them, to need no other.
const STRANGER_GAIN: f32 = 0.05;

/// A larger bead in which two units are the same sentence, or are more alike than the whole bead, is
/// parted there: what stands before them and after them is a bead of its own, or stands alone.
fn parted(model: &Model, bead: Bead) -> Vec<Bead> {
    let (n, m) = (bead.a.len(), bead.b.len());
    if n.min(m) == 0 {
        let one = |a: Range<usize>, b: Range<usize>| Bead { a, b, score: 0.0 };
        let (a, b) = (bead.a, bead.b);
        let of_a = a.clone().map(|i| one(i..i + 1, b.start..b.start));
        return of_a.chain(b.clone().map(|j| one(a.end..a.end, j..j + 1))).collect();
    }
    if n.max(m) == 1 {
        return vec![bead];
    }
    let enough = WHOLE_MATCH.min(run_likeness(model, &bead.a, &bead.b) + STRANGER_GAIN);
    let Some((i, j, score)) = best_cut(model, &bead, enough) else { return vec![bead] };
    let part = |a: Range<usize>, b: Range<usize>| {
        let score = run_likeness(model, &a, &b);
        parted(model, Bead { a, b, score })
    };
    let mut out = part(bead.a.start..i, bead.b.start..j);
    out.push(Bead { a: i..i + 1, b: j..j + 1, score: score.clamp(0.0, 1.0) });
    out.extend(part(i + 1..bead.a.end, j + 1..bead.b.end));
    out
}

/// The pair of units of a bead to part it at: one of the chain, rising on both sides, that is most
/// alike in sum.
fn best_cut(model: &Model, bead: &Bead, enough: f32) -> Option<(usize, usize, f32)> {
    let mut best: Option<(f32, (usize, usize, f32))> = None;
    for i in bead.a.clone() {
        for j in bead.b.clone() {
            let score = likeness(model, i, j);
            if score < enough {
                continue;
            }
            let side = |a: Range<usize>, b: Range<usize>| -> f32 {
                let pairs = a.flat_map(|u| b.clone().map(move |v| likeness(model, u, v)));
                pairs.fold(0.0, f32::max)
            };
            let sum =
                score + side(bead.a.start..i, bead.b.start..j) + side(i + 1..bead.a.end, j + 1..bead.b.end);
            if best.is_none_or(|(most, _)| sum > most) {
                best = Some((sum, (i, j, score)));
            }
        }
    }
    best.map(|b| b.1)
}

/// Likeness of two runs of up to three units.
fn run_likeness(model: &Model, a: &Range<usize>, b: &Range<usize>) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let shared: f32 =
        a.clone().flat_map(|i| b.clone().map(move |j| dot(&model.a.vectors[i], &model.b.vectors[j]))).sum();
    let norms = model.a.run_norm(a.start, a.len()) * model.b.run_norm(b.start, b.len());
    (shared / norms).clamp(0.0, 1.0)
}

/// Products of three units of one side with three of the other.
type Block = [[f32; 3]; 3];

/// Units from a place on that may share a bead: one to three, of `left`.
fn run(left: usize, flows: impl Fn(usize) -> bool) -> usize {
    1 + (1..left.min(3)).take_while(|k| flows(*k)).count()
}

/// Likeness of the pairs inside the band.
pub(super) struct Table<'m> {
    model: &'m Model,
    /// For each unit of `a` (and one past the last) the places of `b` that are searched: `lo..=hi`.
    lo: Vec<usize>,
    hi: Vec<usize>,
    at: Vec<usize>,
    dots: Vec<f32>,
    /// For shapes of 1 to 3 units: length and usual cost at each unit.
    norm_a: [Vec<f32>; 3],
    norm_b: [Vec<f32>; 3],
    usual_a: [Vec<f32>; 3],
    usual_b: [Vec<f32>; 3],
}

impl<'m> Table<'m> {
    fn new(model: &'m Model, _fence: &impl Fence) -> Self {
        let (n, m) = (model.a.vectors.len(), model.b.vectors.len());
        let (lo, hi) = band(model, n, m);
        let mut at = Vec::with_capacity(n + 2);
        let mut cells = 0;
        for i in 0..=n {
            at.push(cells);
            cells += hi[i] - lo[i] + 1;
        }
        at.push(cells);
        let mut table = Table {
            model,
            lo,
            hi,
            at,
            dots: vec![0.0; cells],
            norm_a: [1, 2, 3].map(|k| (0..n).map(|i| model.a.run_norm(i, k)).collect()),
            norm_b: [1, 2, 3].map(|k| (0..m).map(|j| model.b.run_norm(j, k)).collect()),
            usual_a: [1, 2, 3].map(|k| (0..n).map(|i| model.a.run_usual(i, k)).collect()),
            usual_b: [1, 2, 3].map(|k| (0..m).map(|j| model.b.run_usual(j, k)).collect()),
        };
        table.fill();
        table
    }

    /// Products of all pairs in the band, by postings of the second side.
    fn fill(&mut self) {
        let n_grams = self
            .model
            .a
            .vectors
            .iter()
            .chain(&self.model.b.vectors)
            .flatten()
            .map(|(g, _)| *g as usize + 1)
            .max()
            .unwrap_or(0);
        let mut postings: Vec<Vec<(u32, f32)>> = vec![Vec::new(); n_grams];
        for (j, vector) in self.model.b.vectors.iter().enumerate() {
            for (gram, weight) in vector {
                postings[*gram as usize].push((j as u32, *weight));
            }
        }
        for (i, vector) in self.model.a.vectors.iter().enumerate() {
            let (lo, hi) = (self.lo[i], self.hi[i]);
            let Some(row) = self.dots.get_mut(self.at[i]..self.at[i + 1]) else {
                continue;
            };
            for (gram, weight) in vector {
                let list = &postings[*gram as usize];
                let from = list.partition_point(|(j, _)| (*j as usize) < lo);
                for (j, other) in &list[from..] {
                    let j = *j as usize;
                    if j > hi {
                        break;
                    }
                    row[j - lo] += weight * other;
                }
            }
        }
    }

    fn product(&self, i: usize, j: usize) -> f32 {
        if j < self.lo[i] || j > self.hi[i] { 0.0 } else { self.dots[self.at[i] + j - self.lo[i]] }
    }

    /// Cosine of a bead of `p` by `q` units.
    fn cosine(&self, (i, p): (usize, usize), (j, q): (usize, usize)) -> f32 {
        let mut shared = 0.0;
        for u in i..i + p {
            for v in j..j + q {
                shared += self.product(u, v);
            }
        }
        let (x, y) = (self.norm_a[p - 1][i], self.norm_b[q - 1][j]);
        // Units without a word are alike among themselves.
        if x.max(y) < 1e-3 { 1.0 } else { shared / (x * y) }
    }

    /// The cheapest path.
    fn path(&self, prices: Prices, fence: &impl Fence) -> Vec<Bead> {
        let (n, m) = (self.model.a.vectors.len(), self.model.b.vectors.len());
        let cells = self.at[n + 1];
        let mut best = vec![f32::INFINITY; cells];
        let mut back = vec![0u8; cells];
        best[0] = 0.0;
        for i in 0..=n {
            for j in self.lo[i]..=self.hi[i] {
                let here = best[self.at[i] + j - self.lo[i]];
                if here == f32::INFINITY {
                    continue;
                }
                let mut step = |p: usize, q: usize, cost: f32, code: u8| {
                    let (x, y) = (i + p, j + q);
                    if x <= n && y <= m && y >= self.lo[x] && y <= self.hi[x] {
                        let cell = self.at[x] + y - self.lo[x];
                        // Of a passage said twice, the later copy is the one left alone.
                        let lead = if code <= 2 { TIE } else { 0.0 };
                        if here + cost < best[cell] + lead {
                            best[cell] = here + cost;
                            back[cell] = code;
                        }
                    }
                };
                step(1, 0, prices.alone, 1);
                step(0, 1, prices.alone, 2);
                if i == n || j == m {
                    continue;
                }
                let price = fence.price(i, j);
                if price == f32::INFINITY {
                    continue;
                }
                let block = self.block(i, j);
                let (rows, columns) =
                    (run(n - i, |u| fence.flows_a(i + u)), run(m - j, |v| fence.flows_b(j + v)));
                for (code, (p, q)) in SHAPES.into_iter().enumerate() {
                    if p > rows || q > columns {
                        continue;
                    }
                    if let Some(cost) = self.bead_price(&block, (i, j), (p, q), prices) {
                        step(p, q, cost + price, code as u8 + 3);
                    }
                }
            }
        }
        self.trace(&back, n, m)
    }

    /// Products of up to three units of either side from `i` and `j`.
    fn block(&self, i: usize, j: usize) -> Block {
        let mut block = [[0.0; 3]; 3];
        for (u, row) in block.iter_mut().enumerate() {
            let at = i + u;
            if at + 1 >= self.at.len() {
                break;
            }
            let (lo, hi) = (self.lo[at], self.hi[at]);
            for (v, cell) in row.iter_mut().enumerate() {
                if (lo..=hi).contains(&(j + v)) {
                    *cell = self.dots[self.at[at] + j + v - lo];
                }
            }
        }
        block
    }

    /// The price of a bead; `None` when its units are better left alone.
    fn bead_price(
        &self,
        block: &Block,
        (i, j): (usize, usize),
        (p, q): (usize, usize),
        prices: Prices,
    ) -> Option<f32> {
        let shared: f32 = block[..p].iter().flat_map(|row| &row[..q]).sum();
        let (x, y) = (self.norm_a[p - 1][i], self.norm_b[q - 1][j]);
        // Units without a word are alike among themselves.
        let cosine = if x.max(y) < 1e-3 { 1.0 } else { shared / (x * y) };
        let usual = self.usual_a[p - 1][i] + self.usual_b[q - 1][j];
        let mut price =
            (p * q) as f32 * 2.0 * (1.0 - cosine) / (usual + 1e-6) + prices.size * (p + q - 2) as f32;
        if price > prices.alone * (p + q) as f32 {
            return None;
        }
        let of_a = |u: usize| {
            let shared = block[u][..q].iter().sum();
            held(shared, self.model.a.near[i + u][0], self.model.a.usual[i + u] * y, prices.typical)
        };
        let of_b = |v: usize| {
            let shared = block[..p].iter().map(|row| row[v]).sum();
            held(shared, self.model.b.near[j + v][0], self.model.b.usual[j + v] * x, prices.typical)
        };
        // What a unit costs that the other side of its bead does not hold.
        let stranger = |held: f32| prices.stranger * (prices.enough - held).max(0.0);
        if p == 1 && q == 1 {
            price += prices.lone * (prices.alike - 0.5 * (of_a(0) + of_b(0))).max(0.0);
        }
        if p > 1 {
            price += (0..p).map(|u| stranger(of_a(u))).sum::<f32>();
        }
        if q > 1 {
            price += (0..q).map(|v| stranger(of_b(v))).sum::<f32>();
        }
        Some(price)
    }

    fn trace(&self, back: &[u8], n: usize, m: usize) -> Vec<Bead> {
        let (mut i, mut j) = (n, m);
        let mut beads = Vec::new();
        while i > 0 || j > 0 {
            let code = if j >= self.lo[i] && j <= self.hi[i] { back[self.at[i] + j - self.lo[i]] } else { 0 };
            let (p, q) = match code {
                1 => (1, 0),
                2 => (0, 1),
                0 => (usize::from(i > 0), usize::from(i == 0)),
                code => SHAPES[usize::from(code) - 3],
            };
            let score =
                if p > 0 && q > 0 { self.cosine((i - p, p), (j - q, q)).clamp(0.0, 1.0) } else { 0.0 };
            beads.push(Bead { a: i - p..i, b: j - q..j, score });
            (i, j) = (i - p, j - q);
        }
        beads.reverse();
        beads
    }

    /// The price of a unit left alone, from the pairs of a first path: where versions are close, a
    /// pair must be alike to stand; where they are far, less.
    fn estimate(&self, beads: &[Bead]) -> Prices {
        let mut scores: Vec<f32> =
            beads.iter().filter(|x| x.a.len() == 1 && x.b.len() == 1).map(|x| x.score).collect();
        if scores.len() < 5 {
            return Prices::default();
        }
        scores.sort_by(f32::total_cmp);
        let typical = scores[scores.len() / 2];
        Prices { typical, ..Prices::default() }
    }
}

/// The part of `whole` that is shared, above chance and against a typical pair.
fn held(shared: f32, whole: f32, chance: f32, typical: f32) -> f32 {
    let chance = chance.min(0.5 * typical * whole);
    (shared - chance) / (typical * whole - chance).max(1e-4)
}

/// For each unit of `a` and one past the last: the first and last place of `b` searched.
fn band(model: &Model, n: usize, m: usize) -> (Vec<usize>, Vec<usize>) {
    if n.saturating_mul(m) <= WHOLE {
        return (vec![0; n + 1], vec![m; n + 1]);
    }
    let mut chain = anchors(model);
    chain.push((n, m));
    let (mut lo, mut hi) = (vec![0; n + 1], vec![m; n + 1]);
    let mut from: (usize, usize) = (0, 0);
    let cap = (CELL_CAP / (n + 1)).max(2 * MARGIN);
    for to in chain {
        for i in from.0..=to.0 {
            let (low, high) = (from.1.saturating_sub(MARGIN), (to.1 + MARGIN).min(m));
            let middle = from.1 + (to.1 - from.1) * (i - from.0) / (to.0 - from.0).max(1);
            lo[i] = low.max(middle.saturating_sub(cap / 2));
            hi[i] = high.min(middle + cap / 2);
        }
        from = to;
    }
    hi[from.0.saturating_sub(MARGIN)..].fill(m);
    lo[0] = 0;
    widen(&mut lo, &mut hi);
    (lo, hi)
}

/// Makes both edges rise and each row touch the next, so that a path exists.
fn widen(lo: &mut [usize], hi: &mut [usize]) {
    for i in 1..hi.len() {
        hi[i] = hi[i].max(hi[i - 1]);
    }
    for i in (0..lo.len().saturating_sub(1)).rev() {
        lo[i] = lo[i].min(lo[i + 1]);
    }
    for i in 1..lo.len() {
        lo[i] = lo[i].min(hi[i - 1]);
    }
}

/// Pairs of units that share at least two words which stand in no other unit of either side, in the
/// longest rising chain.
fn anchors(model: &Model) -> Vec<(usize, usize)> {
    let single = |units: &[Vec<u32>]| {
        let mut place = vec![usize::MAX; model.n_words];
        for (i, bag) in units.iter().enumerate() {
            for word in bag {
                let p = &mut place[*word as usize];
                *p = if *p == usize::MAX { i } else { usize::MAX - 1 };
            }
        }
        place
    };
    let (in_a, in_b) = (single(&model.a.words), single(&model.b.words));
    let mut pairs: Vec<(usize, usize)> = in_a
        .iter()
        .zip(&in_b)
        .filter(|(i, j)| **i < usize::MAX - 1 && **j < usize::MAX - 1)
        .map(|(i, j)| (*i, *j))
        .collect();
    pairs.sort_unstable();
    let mut strong: Vec<(usize, usize)> = pairs.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]).collect();
    strong.dedup();
    rising(&strong)
}

/// The longest chain that rises on both sides (patience sorting).
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by_key(|k| (pairs[*k].0, std::cmp::Reverse(pairs[*k].1)));
    for k in order {
        let pile = tops.partition_point(|t| pairs[*t].1 < pairs[k].1);
        before[k] = pile.checked_sub(1).and_then(|p| tops.get(p).copied());
        if pile == tops.len() { tops.push(k) } else { tops[pile] = k }
    }
    let mut chain = Vec::new();
    let mut at = tops.last().copied();
    while let Some(k) = at {
        chain.push(pairs[k]);
        at = before[k];
    }
    chain.reverse();
    chain
}

/// Likeness of any two units, outside the band too.
pub(super) fn likeness(model: &Model, i: usize, j: usize) -> f32 {
    let (a, b) = (&model.a, &model.b);
    match (a.vectors.get(i), b.vectors.get(j)) {
        (Some(x), Some(y)) => dot(x, y) / (a.norms[i] * b.norms[j]),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(a: &[&str], b: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
        align(a, b).into_iter().map(|x| (x.a, x.b)).collect()
    }

    #[test]
    fn merged_and_omitted_units_are_told_apart() {
        let a = [
            "We met the envoys in Brona.",
            "It was raining all morning.",
            "The harvest was poor this year.",
            "Thank you for coming.",
        ];
        let b = ["We met envoys at Brona. It was raining all morning.", "Thank you for having come."];
        assert_eq!(shape(&a, &b), [(0..2, 0..1), (2..3, 1..1), (3..4, 1..2)]);
    }

    #[test]
    fn empty_sides_are_no_error() {
        assert!(shape(&[], &[]).is_empty());
        assert_eq!(shape(&["x"], &[]), [(0..1, 0..0)]);
        assert_eq!(shape(&[], &["", "?"]), [(0..0, 0..1), (0..0, 1..2)]);
    }

    #[test]
    fn a_long_text_is_aligned_inside_the_band() {
        let units: Vec<String> = (0..900)
            .map(|n| format!("Item {n} speaks of matter{} and thing{}.", n * 7919 % 1000, n * 31))
            .collect();
        let a: Vec<&str> = units.iter().map(String::as_str).collect();
        let b: Vec<&str> =
            a.iter().enumerate().filter(|(n, _)| !(300..420).contains(n)).map(|(_, u)| *u).collect();
        let beads = align(&a, &b);
        assert_eq!(beads.iter().filter(|x| x.b.is_empty()).count(), 120);
        assert!(beads.iter().all(|x| x.b.is_empty() || a[x.a.start] == b[x.b.start]));
    }
}
