//! Sentences that a page prints a second time.
//!
//! Some pages hold the same transcript twice, one below the other: what was said once would count twice. A run of
//! sentences is a copy when it stands word for word further up; a sentence alone, or a few of them, may well have
//! been said again.

use std::collections::BTreeMap;

use super::{Reading, Unit};
use crate::transcript::Role;

/// Sentences in a row that nobody says twice in the same words.
const RUN: usize = 6;
/// Words of such a run.
const WORDS: usize = 40;

/// Words of a call.
const CALL: usize = 12;

impl Reading {
    /// For each of the units whether what is said there counts: no copy of what stands above, and no call of the
    /// audience ("Audience: Norland! Norland!").
    pub fn counts(&self, units: &[Unit]) -> Vec<bool> {
        let is_call = |unit: &Unit| {
            let turn = unit.turn.and_then(|t| self.transcript.turns.get(t));
            turn.filter(|t| t.speaker.role == Role::Audience).is_some_and(|t| {
                let said = t.words.of(&self.document.text);
                said.contains('!') && said.split_whitespace().count() <= CALL
            })
        };
        self.again(units).into_iter().zip(units).map(|(again, unit)| !again && !is_call(unit)).collect()
    }

    /// For each of the units whether it belongs to a copy of what stands above.
    fn again(&self, units: &[Unit]) -> Vec<bool> {
        let words = |unit: &Unit| unit.span.of(&self.document.text).split_whitespace();
        let keys: Vec<u64> = units.iter().map(|u| hash(words(u))).collect();
        let above = above(&keys);
        let mut again = vec![false; units.len()];
        let mut start = 0;
        while start < units.len() {
            let mut end = start + 1;
            while end < units.len() && above[start].is_some() && above[end] == above[end - 1].map(|b| b + 1) {
                end += 1;
            }
            let n_words = || units[start..end].iter().map(|u| words(u).count()).sum::<usize>();
            if above[start].is_some() && end - start >= RUN && n_words() >= WORDS {
                again[start..end].fill(true);
            }
            start = end;
        }
        again
    }
}

/// For each sentence one above that has its words: the next one where the sentence before has one, else the first.
fn above(keys: &[u64]) -> Vec<Option<usize>> {
    let mut first: BTreeMap<u64, usize> = BTreeMap::new();
    let mut above: Vec<Option<usize>> = Vec::with_capacity(keys.len());
    for (n, key) in keys.iter().enumerate() {
        let follows = above.last().copied().flatten().map(|b| b + 1);
        let row = follows.filter(|f| *f < n && keys[*f] == *key);
        above.push(row.or_else(|| first.get(key).copied()));
        first.entry(*key).or_insert(n);
    }
    above
}

/// FNV-1a over the words.
fn hash<'w>(words: impl Iterator<Item = &'w str>) -> u64 {
    let bytes = words.flat_map(|w| w.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use crate::page::{Capture, MediaType};
    use crate::reading::read;
    use crate::rules::Rules;

    fn check(lines: &[&str], want: &[usize]) {
        let text =
            format!("Talks in Brona\nMay 20, 2033\n\nPresident of Norland Vera Holt: {}\n", lines.join(" "));
        let capture = Capture {
            source: "talks.txt".into(),
            bytes: text.clone().into_bytes(),
            media_type: MediaType::Text,
            charset: None,
            url: None,
            captured: None,
        };
        let reading = read(&capture, Rules::builtin());
        let again = reading.again(&reading.units());
        let found: Vec<usize> = (0..again.len()).filter(|n| again[*n]).collect();
        assert_eq!(found, want, "{text}");
    }

    #[test]
    fn a_run_of_sentences_that_stands_above_is_a_copy() {
        let said = [
            "The ferry is open again after the long winter.",
            "We thank the crews of both our harbours.",
            "Grain and timber go down the river to Tavit.",
            "The mills of Kolvany work day and night.",
            "Nobody has to wait for bread this spring.",
            "That is all I wanted to say to you.",
        ];
        check(&said, &[]);
        check(&[&said[..], &said[..]].concat(), &[6, 7, 8, 9, 10, 11]);
        check(&[&said[..], &said[1..3]].concat(), &[]);
    }
}
