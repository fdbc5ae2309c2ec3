//! A set of words of one page, kept as digests.
//!
//! A page has tens of thousands of small words, and only a few of them are ever asked for: keeping 64
//! bits of each instead of the word is what makes the index of names fast. Two words of one digest
//! would be taken for each other, which does not happen on pages of a size that is read.

/// Words, case folded.
#[derive(Clone, Debug, Default)]
pub(super) struct Digests {
    /// Open addressing, a power of two long; 0 is a free place.
    places: Vec<u64>,
    held: usize,
}

impl Digests {
    /// Adds a word.
    pub(super) fn add(&mut self, word: &str) {
        if self.held * 2 >= self.places.len() {
            self.grow();
        }
        let digest = digest(word);
        let at = self.place(digest);
        if self.places[at] == 0 {
            self.places[at] = digest;
            self.held += 1;
        }
    }

    /// Adds a word; true when it was there already.
    pub(super) fn knew(&mut self, word: &str) -> bool {
        let before = self.held;
        self.add(word);
        before == self.held
    }

    /// True when the word was added, in any case.
    pub(super) fn holds(&self, word: &str) -> bool {
        !self.places.is_empty() && {
            let digest = digest(word);
            self.places[self.place(digest)] == digest
        }
    }

    /// The place of a digest, or the free place where it belongs.
    fn place(&self, digest: u64) -> usize {
        let mask = self.places.len() - 1;
        let mut at = usize::try_from(digest >> 32).unwrap_or(0) & mask;
        while self.places[at] != 0 && self.places[at] != digest {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let longer = vec![0; (self.places.len() * 2).max(1024)];
        for digest in std::mem::replace(&mut self.places, longer) {
            if digest != 0 {
                let at = self.place(digest);
                self.places[at] = digest;
            }
        }
    }
}

/// FNV-1a of the word in lower case, mixed once more; never 0.
fn digest(word: &str) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325u64;
    let mut step = |b: u8| sum = (sum ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
    if word.is_ascii() {
        word.bytes().for_each(|b| step(b.to_ascii_lowercase()));
    } else {
        word.to_lowercase().bytes().for_each(step);
    }
    (sum ^ (sum >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_held_in_any_case() {
        let mut set = Digests::default();
        assert!(!set.holds("road"));
        for n in 0..5_000 {
            set.add(&format!("word{n}"));
        }
        set.add("мост");
        assert!(set.holds("WORD17") && set.holds("word4999") && set.holds("Мост"));
        assert!(!set.holds("word5000") && !set.holds(""));
    }
}
