//! A set of words that is asked about every word of a page.
//!
//! ```text
//! holds("President"): the set has "president"
//! ```
//! The words lie sorted, and beside them a table by digest: one look finds a word or tells that there
//! is none, and a word in other case is looked up without writing it anew. Nothing is read in the order
//! of the digests.

/// Words, each once, in order.
#[derive(Clone, Debug, Default)]
pub struct WordSet {
    words: Vec<String>,
    /// Open addressing, a power of two long: index of a word plus one, 0 is a free place.
    places: Vec<u32>,
    /// The lengths of the words, as bits; words of 63 and more bytes share the last.
    lengths: u64,
}

impl WordSet {
    /// Adds words.
    pub(crate) fn extend(&mut self, more: impl IntoIterator<Item = String>) {
        self.words.extend(more);
        self.words.sort_unstable();
        self.words.dedup();
        self.lengths = self.words.iter().fold(0, |bits, w| bits | length_bit(w));
        self.places = vec![0; (self.words.len() * 4).next_power_of_two()];
        for (n, word) in self.words.iter().enumerate() {
            let at = self.find(digest(word.bytes()), |_| false).unwrap_or_else(|free| free);
            self.places[at] = u32::try_from(n + 1).unwrap_or(0);
        }
    }

    /// True when the word is one of the set.
    pub fn contains(&self, word: &str) -> bool {
        self.may_hold(word) && self.find(digest(word.bytes()), |w| w == word).is_ok()
    }

    /// True when the word in lower case is one of the set.
    pub fn holds(&self, word: &str) -> bool {
        if !word.is_ascii() {
            return self.contains(&word.to_lowercase());
        }
        let lower = || word.bytes().map(|b| b.to_ascii_lowercase());
        self.may_hold(word) && self.find(digest(lower()), |w| w.bytes().eq(lower())).is_ok()
    }

    /// The words in order.
    pub fn iter(&self) -> std::slice::Iter<'_, String> {
        self.words.iter()
    }

    fn may_hold(&self, word: &str) -> bool {
        self.lengths & length_bit(word) != 0
    }

    /// The place of the word that is `same`, or the free place where it belongs.
    fn find(&self, digest: u32, same: impl Fn(&str) -> bool) -> Result<usize, usize> {
        let mask = self.places.len() - 1;
        let mut at = digest as usize & mask;
        while let Some(n) = (self.places[at] as usize).checked_sub(1) {
            if same(&self.words[n]) {
                return Ok(at);
            }
            at = (at + 1) & mask;
        }
        Err(at)
    }
}

fn length_bit(word: &str) -> u64 {
    1 << word.len().min(63)
}

/// FNV-1a, mixed once more.
fn digest(bytes: impl Iterator<Item = u8>) -> u32 {
    let sum = bytes.fold(0x811c_9dc5u32, |sum, b| (sum ^ u32::from(b)).wrapping_mul(0x0100_0193));
    sum ^ (sum >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_held_in_order_and_found_in_any_case() {
        let mut set = WordSet::default();
        assert!(!set.contains("road") && !set.holds(""));
        set.extend(["road", "мост", "bridge"].map(str::to_string));
        set.extend((0..500).map(|n| format!("word{n}")));
        set.extend(["Ill", "road"].map(str::to_string));
        assert!(set.contains("road") && !set.contains("Road") && set.contains("word499"));
        assert!(set.holds("ROAD") && set.holds("Мост") && set.holds("WORD17"));
        assert!(!set.holds("Ill") && set.contains("Ill") && !set.holds("word500"));
        assert_eq!(set.iter().next().map(String::as_str), Some("Ill"));
        assert!(set.iter().is_sorted() && set.iter().count() == 504);
    }
}
