//! The print of a document: what linking compares, small enough to keep a million of them.
//!
//! Words are kept as hashes of word triples. A short document keeps them all; a long one keeps
//! those below a limit, so that two prints stay comparable whatever the lengths. The smallest
//! hashes stand in full, as the keys by which `bucket` finds documents that may share words; the
//! others are cut to 22 bits and kept as the gaps between them, about two bytes each.
//! `people` knows how names are coded, `kinship` weighs two prints.

use jiff::civil::Date;

use super::people::{Code, coded};

/// Most triples that a print keeps.
pub const MAX_TRIPLES: usize = 2048;
/// Fewest keys of a document that has as many triples.
const MIN_KEYS: usize = 48;
/// Most keys of a document.
const MAX_KEYS: usize = 512;
/// A long document has one key for so many of its triples.
const TRIPLES_A_KEY: usize = 16;
/// Bits of a hash that are cut off for the comparison.
const CUT: u32 = 10;

/// Triples after which two prints with fewer than so many in common have next to nothing in common.
const SAMPLE: u32 = 160;
const FEW: u32 = 8;

/// What linking compares of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Print {
    /// The day of the event, counted from a fixed day.
    pub day: Option<i32>,
    /// The day of publication, counted alike.
    pub published: Option<i32>,
    /// The first two letters of the language, `None` where it is not known.
    pub language: Option<[u8; 2]>,
    /// Words of the document.
    pub n_words: u32,
    /// It names another as the source of its words.
    pub has_source: bool,
    /// Fewer than half of the words stand in turns.
    pub is_report: bool,
    /// The people who took part: coded words of names, each name ended by a zero.
    pub people: Box<[Code]>,
    /// The smallest hashes of triples in rising order.
    pub keys: Box<[u32]>,
    /// Gaps between the other hashes, cut; seven bits a byte, low ones first.
    pub gaps: Box<[u8]>,
    /// The largest cut hash that the print would hold; a larger one says nothing.
    pub limit: u32,
}

/// What a print is made from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'r> {
    /// The day of the event.
    pub day: Option<Date>,
    /// The day of publication.
    pub published: Option<Date>,
    /// BCP 47 code.
    pub language: Option<&'r str>,
    /// Words of the document.
    pub n_words: usize,
    /// Words of them that stand in turns.
    pub n_spoken: usize,
    /// It names another as the source of its words.
    pub has_source: bool,
    /// Who took part.
    pub people: &'r [String],
}

/// Makes the print of a document from its facts and the hashes of its word triples, in any order.
pub fn print(facts: &Facts, mut triples: Vec<u32>) -> Print {
    triples.sort_unstable();
    triples.dedup();
    let n = triples.len();
    let is_whole = n <= MAX_TRIPLES;
    triples.truncate(MAX_TRIPLES);
    let n_keys = (n / TRIPLES_A_KEY).clamp(MIN_KEYS, MAX_KEYS).min(triples.len());
    let (keys, rest) = triples.split_at(n_keys);
    let last = keys.last().map_or(0, |k| k >> CUT);
    let letters = facts.language.map(str::as_bytes).and_then(|l| l.first_chunk::<2>());
    Print {
        day: facts.day.map(number_of),
        published: facts.published.map(number_of),
        language: letters.copied(),
        n_words: u32::try_from(facts.n_words).unwrap_or(u32::MAX),
        has_source: facts.has_source,
        is_report: facts.n_spoken * 2 < facts.n_words,
        people: coded(facts.people),
        limit: if is_whole { u32::MAX } else { triples.last().map_or(0, |h| h >> CUT) },
        keys: keys.into(),
        gaps: gaps(last, rest),
    }
}

/// Days from a fixed one; nothing but differences of such numbers has a meaning.
fn number_of(day: Date) -> i32 {
    let (year, month) = (i32::from(day.year()), i32::from(day.month()));
    // The year begins in March, so that the leap day is its last.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * y + y.div_euclid(4) - y.div_euclid(100)
        + y.div_euclid(400)
        + (153 * m + 2) / 5
        + i32::from(day.day())
}

fn gaps(mut last: u32, hashes: &[u32]) -> Box<[u8]> {
    let mut out = Vec::with_capacity(hashes.len() * 9 / 4);
    for hash in hashes.iter().map(|h| h >> CUT) {
        let mut gap = hash - last;
        last = hash;
        while gap >= 0x80 {
            out.push(gap as u8 | 0x80);
            gap >>= 7;
        }
        out.push(gap as u8);
    }
    out.into_boxed_slice()
}

impl Print {
    /// The cut hashes in rising order.
    fn hashes(&self) -> Hashes<'_> {
        Hashes { keys: self.keys.iter(), gaps: self.gaps.iter(), last: 0 }
    }

    /// How many triples two prints share, counted where both can tell.
    pub fn shared(&self, other: &Print) -> Shared {
        self.count(other, 0)
    }

    /// The same, but no more than a sample is counted where that holds next to nothing in common.
    pub fn shared_or_few(&self, other: &Print) -> Shared {
        self.count(other, FEW)
    }

    fn count(&self, other: &Print, few: u32) -> Shared {
        let limit = self.limit.min(other.limit);
        let (mut a, mut b) = (self.hashes(), other.hashes());
        let below = |h: &u32| *h <= limit;
        let (mut x, mut y) = (a.next().filter(below), b.next().filter(below));
        let mut found = Shared::default();
        while let (Some(p), Some(q)) = (x, y) {
            found.both += u32::from(p == q);
            if found.both < few && found.fewest() == SAMPLE {
                return found;
            }
            if p <= q {
                found.first += 1;
                x = a.next().filter(below);
            }
            if q <= p {
                found.second += 1;
                y = b.next().filter(below);
            }
        }
        found.first +=
            u32::from(x.is_some()) + a.take_while(|_| x.is_some()).take_while(below).count() as u32;
        found.second +=
            u32::from(y.is_some()) + b.take_while(|_| y.is_some()).take_while(below).count() as u32;
        found
    }

    /// The same by the keys alone: a first look, some twenty times as cheap.
    pub fn glance(&self, other: &Print) -> Shared {
        let last = |p: &Print| if p.gaps.is_empty() { u32::MAX } else { p.keys.last().copied().unwrap_or(0) };
        let limit = last(self).min(last(other));
        let cut = |p: &Print| p.keys.partition_point(|k| *k <= limit);
        let (a, b) = (&self.keys[..cut(self)], &other.keys[..cut(other)]);
        let (mut i, mut j, mut both) = (0, 0, 0);
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            both += u32::from(x == y);
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        Shared { both, first: a.len() as u32, second: b.len() as u32 }
    }
}

/// Triples of two prints, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// Those of both.
    pub both: u32,
    /// All of the first.
    pub first: u32,
    /// All of the second.
    pub second: u32,
}

impl Shared {
    /// Triples of the one that has fewer.
    pub fn fewest(&self) -> u32 {
        self.first.min(self.second)
    }

    /// Share of the smaller one that stands in the other.
    pub fn contained(&self) -> f64 {
        share(self.both, self.fewest())
    }

    /// Share of the first that stands in the second.
    pub fn of_first(&self) -> f64 {
        share(self.both, self.first)
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

struct Hashes<'p> {
    keys: std::slice::Iter<'p, u32>,
    gaps: std::slice::Iter<'p, u8>,
    last: u32,
}

impl Iterator for Hashes<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if let Some(key) = self.keys.next() {
            self.last = key >> CUT;
            return Some(self.last);
        }
        let (mut gap, mut shift) = (0u32, 0);
        loop {
            let byte = *self.gaps.next()?;
            gap |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
            shift = (shift + 7).min(28);
        }
        self.last = self.last.wrapping_add(gap);
        Some(self.last)
    }
}

/// FNV-1a with a final mix.
pub fn hash_word(word: &str) -> u32 {
    let hash = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    fold(hash)
}

/// The hash of a run of numbers; their order counts.
pub fn hash_run(run: &[u32]) -> u32 {
    fold(run.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |h, w| {
        (h ^ u64::from(*w)).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(29)
    }))
}

fn fold(mut hash: u64) -> u32 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (hash ^ (hash >> 33)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: impl Iterator<Item = u32>) -> Print {
        print(&Facts::default(), words.map(|n| hash_word(&n.to_string())).collect())
    }

    #[test]
    fn a_part_is_contained_and_a_stranger_is_not() {
        let (whole, part, other) = (of(0..400), of(100..200), of(1000..1200));
        assert_eq!(whole.shared(&part), Shared { both: 100, first: 400, second: 100 });
        assert_eq!(part.shared(&whole).of_first(), 1.0);
        assert_eq!(whole.shared(&other).both, 0);
        assert_eq!(whole.shared(&whole), Shared { both: 400, first: 400, second: 400 });
        assert_eq!(of(0..0).shared(&whole).contained(), 0.0);
    }

    #[test]
    fn a_long_text_is_sampled_and_still_comparable() {
        let (long, half, tenth) = (of(0..20_000), of(0..10_000), of(0..2_000));
        assert!(long.keys.len() == MAX_KEYS && half.keys.len() == MAX_KEYS);
        assert!((half.shared(&long).of_first() - 1.0).abs() < 0.01);
        assert!((long.shared(&half).of_first() - 0.5).abs() < 0.06);
        assert!((tenth.shared(&long).of_first() - 1.0).abs() < 0.02);
    }

    #[test]
    fn a_glance_is_near_the_whole_look() {
        let (a, b) = (of(0..600), of(300..900));
        assert!((a.glance(&b).contained() - a.shared(&b).contained()).abs() < 0.2);
        assert_eq!(a.glance(&a).contained(), 1.0);
    }

    #[test]
    fn days_are_counted_across_months_and_leap_days() {
        let n = |y, m, d| number_of(jiff::civil::date(y, m, d));
        assert_eq!(n(2031, 3, 1) - n(2031, 2, 27), 2);
        assert_eq!(n(2032, 3, 1) - n(2032, 2, 27), 3);
        assert_eq!(n(2031, 1, 1) - n(2030, 12, 31), 1);
        assert_eq!(n(2031, 5, 25) - n(2030, 5, 25), 365);
        assert_eq!(n(2000, 3, 1) - n(1999, 3, 1), 366);
    }

    #[test]
    fn order_of_words_counts_in_a_triple() {
        assert_ne!(hash_run(&[1, 2, 3]), hash_run(&[3, 2, 1]));
    }
}
