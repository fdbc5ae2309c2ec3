//! Buckets: which documents are worth comparing, found without comparing all with all.
//!
//! A document stands in a bucket for each of its keys: the smallest hashes of its word triples,
//! and its people two by two with the days around its own. In a bucket the first few documents
//! by id, its hubs, are compared with all others there; so a formula that stands in a hundred
//! thousand documents costs each of them a few comparisons, and a report that was copied a
//! thousand times still hangs together. Which pairs are compared depends on the set of documents
//! alone, and a new document changes only the buckets in which it stands.

use super::kinship::{Kinship, judge};
use super::people::surnames;
use super::print::{Print, hash_run};

/// Documents of a bucket that are compared with all others in it.
pub const HUBS: usize = 8;

/// Documents whose buckets are looked up together.
const CHUNK: usize = 32_768;
/// Surnames of one document that make keys two by two.
const MAX_SURNAMES: usize = 6;
/// Days from the begin of one window of days to that of the next.
const STEP_DAYS: i32 = 4;
/// Days in a window: two days no more than three apart are in one.
const WINDOW_DAYS: i32 = 7;

/// The keys of a document's buckets, rising.
pub fn keys(print: &Print) -> Vec<u32> {
    let mut found: Vec<u32> = print.keys.to_vec();
    if let Some(day) = print.day {
        let mut people = surnames(&print.people);
        people.truncate(MAX_SURNAMES);
        let last = day.div_euclid(STEP_DAYS);
        let windows = (last - 1..=last).filter(|w| day < w * STEP_DAYS + WINDOW_DAYS);
        for window in windows {
            for (i, a) in people.iter().enumerate() {
                found.extend(people[i + 1..].iter().map(|b| hash_run(&[window as u32, *a, *b])));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Finds and weighs the pairs of a collection, in rising order. The prints must be in the order
/// of their documents' ids. `n_threads` changes the time and nothing else.
pub fn kin(prints: &[&Print], n_threads: usize) -> Vec<Kinship> {
    let n_threads = n_threads.clamp(1, 64);
    let shelf = Shelf::of(prints, n_threads);
    let part = prints.len().div_ceil(n_threads).max(1);
    let begins: Vec<usize> = (0..prints.len()).step_by(part).collect();
    let mut found: Vec<Kinship> = together(&begins, |begin| {
        let end = (begin + part).min(prints.len());
        let mut kin = Vec::new();
        for from in (begin..end).step_by(CHUNK) {
            for pair in shelf.meet(prints, from..(from + CHUNK).min(end)) {
                let (a, b) = ((pair >> 32) as u32, pair as u32);
                let link = judge(prints[a as usize], prints[b as usize]);
                kin.extend(link.map(|link| Kinship { a, b, link }));
            }
        }
        kin
    });
    found.sort_unstable_by_key(|k| (k.a, k.b));
    found
}

/// Does the same for each part, at the same time, and puts the answers together in order.
fn together<T: Send>(begins: &[usize], work: impl Fn(usize) -> Vec<T> + Sync) -> Vec<T> {
    let Some((first, rest)) = begins.split_first() else { return Vec::new() };
    let work = &work;
    std::thread::scope(|scope| {
        let others: Vec<_> = rest.iter().map(|begin| scope.spawn(move || work(*begin))).collect();
        let mut all = work(*first);
        for other in others {
            match other.join() {
                Ok(mut found) => all.append(&mut found),
                Err(fault) => std::panic::resume_unwind(fault),
            }
        }
        all
    })
}

/// All buckets of a collection.
struct Shelf {
    /// Key and document, sorted; parted by the highest bits of the key.
    parts: Vec<Vec<u64>>,
    /// Bits of a key that name its part.
    part_bits: u32,
    /// For each part, where each run of keys with the same next bits begins.
    jumps: Vec<Vec<u32>>,
    /// Bits of a key, after those of the part, that name a run.
    jump_bits: u32,
}

impl Shelf {
    fn of(prints: &[&Print], n_threads: usize) -> Shelf {
        let part_bits = n_threads.next_power_of_two().trailing_zeros();
        // About one run for every document's key.
        let jump_bits = (prints.len() / n_threads).max(2).ilog2().min(20);
        let begins: Vec<usize> = (0..1 << part_bits).collect();
        let part_of = |key: u32| if part_bits == 0 { 0 } else { (key >> (32 - part_bits)) as usize };
        let parts: Vec<Vec<u64>> = together(&begins, |part| {
            let mine = |print: &&Print| keys(print).into_iter().filter(|k| part_of(*k) == part);
            // With a quarter more for the keys of days and people.
            let n: usize = prints.iter().map(|p| p.keys.len()).sum();
            let mut rows: Vec<u64> = Vec::with_capacity((n + n / 4) >> part_bits);
            for (n, print) in prints.iter().enumerate() {
                rows.extend(mine(print).map(|k| u64::from(k) << 32 | n as u64));
            }
            rows.sort_unstable();
            vec![rows]
        });
        let jump = |rows: &Vec<u64>| {
            let mut begins = vec![0u32; (1 << jump_bits) + 1];
            for row in rows {
                begins[run_of(*row, part_bits, jump_bits) + 1] += 1;
            }
            for n in 1..begins.len() {
                begins[n] += begins[n - 1];
            }
            begins
        };
        let jumps = parts.iter().map(jump).collect();
        Shelf { parts, part_bits, jumps, jump_bits }
    }

    /// The documents of a range, each with the hubs before it of the buckets in which it stands:
    /// the hub in the high half, the document in the low one, rising, each pair once. So the prints of
    /// the hubs, which lie anywhere, are walked from first to last.
    fn meet(&self, prints: &[&Print], range: std::ops::Range<usize>) -> Vec<u64> {
        // Asked in the order of the keys, the buckets are walked from first to last.
        let mut asked: Vec<u64> = Vec::new();
        for n in range {
            asked.extend(keys(prints[n]).into_iter().map(|k| u64::from(k) << 32 | n as u64));
        }
        asked.sort_unstable();
        let mut found = Vec::new();
        for same in asked.chunk_by(|a, b| a >> 32 == b >> 32) {
            let bucket = self.bucket((same[0] >> 32) as u32);
            for row in same {
                let hubs = bucket.iter().take(HUBS).take_while(|hub| *hub < row);
                found.extend(hubs.map(|hub| (hub << 32) | (row & 0xffff_ffff)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The rows of a bucket, and those of the next ones.
    fn bucket(&self, key: u32) -> &[u64] {
        let part = if self.part_bits == 0 { 0 } else { (key >> (32 - self.part_bits)) as usize };
        let low = u64::from(key) << 32;
        let run = run_of(low, self.part_bits, self.jump_bits);
        let (rows, jumps) = (&self.parts[part], &self.jumps[part]);
        let here = &rows[jumps[run] as usize..jumps[run + 1] as usize];
        &here[here.partition_point(|row| *row < low)..]
    }
}

fn run_of(row: u64, part_bits: u32, jump_bits: u32) -> usize {
    ((row << part_bits) >> (64 - jump_bits)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::print::{Facts, print};
    use jiff::civil::date;

    fn of(day: i8, people: &[&str]) -> Print {
        let people: Vec<String> = people.iter().map(|p| p.to_string()).collect();
        print(&Facts { day: Some(date(2031, 5, day)), people: &people, ..Facts::default() }, Vec::new())
    }

    #[test]
    fn near_days_of_two_people_share_a_key_and_far_ones_do_not() {
        let share = |a: &Print, b: &Print| keys(a).iter().any(|k| keys(b).contains(k));
        for day in 1..20 {
            let first = of(day, &["Vera Holt", "Adam Varga"]);
            for later in 0..=3 {
                assert!(share(&first, &of(day + later, &["Varga", "Holt", "Ines Kolm"])), "{day} {later}");
            }
            assert!(!share(&first, &of(day + 7, &["Vera Holt", "Adam Varga"])));
            assert!(!share(&first, &of(day, &["Vera Holt", "Ines Kolm"])));
        }
    }
}
