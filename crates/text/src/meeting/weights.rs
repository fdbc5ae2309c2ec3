//! Samples with their words weighed: what is rare in the collection counts, formulae hardly do.
//!
//! Each hash gets its weight once for the whole collection; a pair of documents is then compared
//! by walking two sorted lists.

use super::trace::Sample;

/// A collection is weighed as if it held at least this many documents, so that what two versions
/// share does not count as common just because there is little else.
const VIRTUAL_DOCUMENTS: usize = 50;

/// A sample with a weight for each hash.
pub struct Weighed {
    shift: u32,
    rows: Vec<(u32, f64)>,
    /// For each sampling rate from `shift` on: how many hashes it keeps, their weights summed,
    /// and the squares summed.
    sums: Vec<(f64, f64, f64)>,
}

/// Weighs the samples of a collection. With `by_count` a hash that comes often in its document
/// weighs more.
pub fn weigh(samples: &[&Sample], by_count: bool) -> Vec<Weighed> {
    let frequency = Frequency::of(samples);
    let max_shift = samples.iter().map(|s| s.shift).max().unwrap_or(0);
    let weight = |(hash, count): &(u32, u16)| {
        let rare = rarity(frequency.get(*hash), samples.len());
        (*hash, if by_count { rare * (1.0 + f64::from((*count).max(1)).ln()) } else { rare })
    };
    samples
        .iter()
        .map(|s| {
            let rows: Vec<(u32, f64)> = s.hashes.iter().map(weight).collect();
            let sums = (s.shift..=max_shift).map(|shift| sums_at(&rows, shift)).collect();
            Weighed { shift: s.shift, rows, sums }
        })
        .collect()
}

fn sums_at(rows: &[(u32, f64)], shift: u32) -> (f64, f64, f64) {
    let kept = rows.iter().filter(|(h, _)| h.trailing_zeros() >= shift);
    kept.fold((0.0, 0.0, 0.0), |(n, sum, squares), (_, w)| (n + 1.0, sum + w, squares + w * w))
}

impl Weighed {
    fn sums(&self, shift: u32) -> (f64, f64, f64) {
        self.sums.get((shift - self.shift) as usize).copied().unwrap_or_default()
    }

    /// Share of the smaller one that stands in the other: plain, and by weight.
    pub fn containment(&self, other: &Weighed) -> (f64, f64) {
        let shift = self.shift.max(other.shift);
        let ((n_a, w_a, _), (n_b, w_b, _)) = (self.sums(shift), other.sums(shift));
        let (mut n, mut w) = (0.0, 0.0);
        self.shared(other, shift, |a, _| {
            n += 1.0;
            w += a;
        });
        let share = |part: f64, x: f64, y: f64| if x.min(y) > 0.0 { part / x.min(y) } else { 0.0 };
        (share(n, n_a, n_b), share(w, w_a, w_b))
    }

    /// Cosine of the two as vectors.
    pub fn cosine(&self, other: &Weighed) -> f64 {
        let shift = self.shift.max(other.shift);
        let norm = (self.sums(shift).2 * other.sums(shift).2).sqrt();
        let mut dot = 0.0;
        self.shared(other, shift, |a, b| dot += a * b);
        if norm > 0.0 { dot / norm } else { 0.0 }
    }

    fn shared(&self, other: &Weighed, shift: u32, mut take: impl FnMut(f64, f64)) {
        let (mut i, mut j) = (0, 0);
        while let (Some((x, a)), Some((y, b))) = (self.rows.get(i), other.rows.get(j)) {
            if x == y && x.trailing_zeros() >= shift {
                take(*a, *b);
            }
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
    }
}

fn rarity(frequency: u32, n_documents: usize) -> f64 {
    let n = n_documents.max(VIRTUAL_DOCUMENTS) as f64;
    ((n + 1.0) / f64::from(frequency.max(1))).ln().max(0.0)
}

/// In how many documents each hash stands.
pub struct Frequency(Vec<(u32, u32)>);

impl Frequency {
    /// Counts over all samples.
    pub fn of(samples: &[&Sample]) -> Frequency {
        let mut all: Vec<u32> = samples.iter().flat_map(|s| s.hashes.iter().map(|(h, _)| *h)).collect();
        all.sort_unstable();
        Frequency(all.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect())
    }

    /// The number of documents of a hash.
    pub fn get(&self, hash: u32) -> u32 {
        self.0.binary_search_by_key(&hash, |(h, _)| *h).map_or(0, |at| self.0[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(hashes: &[u32]) -> Sample {
        Sample { shift: 0, hashes: hashes.iter().map(|h| (*h, 1)).collect() }
    }

    #[test]
    fn a_part_is_contained_and_a_stranger_is_not() {
        let (whole, part, other) = (sample(&[1, 2, 3, 4]), sample(&[2, 4]), sample(&[7, 8]));
        let all = weigh(&[&whole, &part, &other], false);
        assert_eq!(all[0].containment(&all[1]).0, 1.0);
        assert_eq!(all[0].containment(&all[2]), (0.0, 0.0));
        assert!((all[0].cosine(&all[0]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn samples_of_two_rates_meet_at_the_coarser() {
        let fine = sample(&[1, 2, 3, 4]);
        let coarse = Sample { shift: 1, hashes: vec![(2, 1), (6, 1)] };
        let all = weigh(&[&fine, &coarse], false);
        assert_eq!(all[0].containment(&all[1]).0, 0.5);
    }
}
