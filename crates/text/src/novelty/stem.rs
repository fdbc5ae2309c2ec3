//! Words by number, and which of them mean one thing.
//!
//! Each meeting numbers its own words, so that many are read at once; taken up in their order, the words of all
//! have the numbers that one reader would give them.

use std::collections::BTreeMap;

use crate::rules::{NoveltyWords, Rules};
use crate::words::plain;

/// Longer words that are looked at for one word.
const LONGER: usize = 64;

/// Stems by number.
#[derive(Debug, Default)]
pub(super) struct Stems {
    numbers: BTreeMap<String, u32>,
    /// For each stem the one that stands for all of its meaning.
    meant: Vec<u32>,
}

impl Stems {
    /// The number of a word; words of one group mean the first of it.
    pub fn number(&mut self, form: &str, shelf: Option<&NoveltyWords>, rules: &Rules) -> u32 {
        let form = plain(form);
        let own = self.plain(&rules.series.stem(&form));
        if let Some(first) = shelf.and_then(|s| s.same.get(&form)) {
            self.meant[own as usize] = self.plain(&rules.series.stem(first));
        }
        own
    }

    /// Takes up the words of one meeting; the new number of each of its numbers.
    pub fn absorb(&mut self, other: &Stems) -> Vec<u32> {
        let mut words: Vec<(&str, u32)> = other.numbers.iter().map(|(stem, n)| (stem.as_str(), *n)).collect();
        words.sort_unstable_by_key(|(_, n)| *n);
        let numbers: Vec<u32> = words.into_iter().map(|(stem, _)| self.plain(stem)).collect();
        for (n, meant) in other.meant.iter().enumerate() {
            if n != *meant as usize {
                self.meant[numbers[n] as usize] = numbers[*meant as usize];
            }
        }
        numbers
    }

    fn plain(&mut self, stem: &str) -> u32 {
        if let Some(n) = self.numbers.get(stem) {
            return *n;
        }
        let next = u32::try_from(self.meant.len()).unwrap_or(u32::MAX);
        self.numbers.insert(stem.to_string(), next);
        self.meant.push(next);
        next
    }

    /// True when a longer word that begins like this one fits: "Norlandic" for "Norland".
    pub fn any_longer(&self, begins: &str, fits: &dyn Fn(u32) -> bool) -> bool {
        let longer =
            self.numbers.range(begins.to_string()..).take_while(|(stem, _)| stem.starts_with(begins));
        longer.take(LONGER).any(|(_, n)| fits(self.meant(*n)))
    }

    /// True when a word that is this one with a number behind it fits: "G20" for "G".
    pub fn any_numbered(&self, begins: &str, fits: &dyn Fn(u32) -> bool) -> bool {
        let longer =
            self.numbers.range(begins.to_string()..).take_while(|(stem, _)| stem.starts_with(begins));
        let is_number = |stem: &str| {
            let rest = &stem[begins.len()..];
            !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit())
        };
        longer.take(LONGER).any(|(stem, n)| is_number(stem) && fits(self.meant(*n)))
    }

    /// The number of a stem that was met, or of what stands for its meaning.
    pub fn known(&self, stem: &str) -> Option<u32> {
        self.numbers.get(stem).map(|n| self.meant(*n))
    }

    /// The stem that stands for all of one meaning.
    pub fn meant(&self, stem: u32) -> u32 {
        self.meant.get(stem as usize).copied().unwrap_or(stem)
    }

    /// Two words side by side, in either order.
    pub fn pair(&self, a: u32, b: u32) -> (u32, u32) {
        let (a, b) = (self.meant(a), self.meant(b));
        (a.min(b), a.max(b))
    }
}

#[cfg(test)]
mod tests {
    use super::Stems;
    use crate::rules::Rules;

    #[test]
    fn words_of_many_meetings_have_the_numbers_of_one_reader() {
        let rules = Rules::builtin();
        let shelf = rules.novelty.words(Some("en"));
        let meetings = [["treaty", "river", "coronavirus"], ["river", "pandemic", "accord"]];
        let mut one = Stems::default();
        let wanted: Vec<u32> = meetings.iter().flatten().map(|w| one.number(w, shelf, rules)).collect();
        let mut all = Stems::default();
        let mut found = Vec::new();
        for words in meetings {
            let mut own = Stems::default();
            let numbers: Vec<u32> = words.iter().map(|w| own.number(w, shelf, rules)).collect();
            let known = all.absorb(&own);
            found.extend(numbers.into_iter().map(|n| known[n as usize]));
        }
        assert_eq!(found, wanted);
        let meant = |stems: &Stems| -> Vec<u32> { wanted.iter().map(|n| stems.meant(*n)).collect() };
        assert_eq!(meant(&all), meant(&one));
    }
}
