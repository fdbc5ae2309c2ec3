//! The trace of a document: all that linking needs to know of it, small enough to keep for every
//! document of a record.
//!
//! Words are kept as hashes of word triples (for "how much of the shorter one stands in the
//! other") and of single words and pairs with their counts (for "how alike as a whole"). Long
//! documents are sampled by hash, so two traces stay comparable whatever their lengths.

use jiff::civil::Date;

use crate::reading::Reading;
use crate::statement::each_token;
use crate::transcript::Role;

/// Most hashes that a trace keeps of one kind.
const MAX_HASHES: usize = 4096;

/// Hashes of one document, sampled: only those whose low `shift` bits are zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Low bits that must be zero; 0 keeps all.
    pub shift: u32,
    /// Sorted hashes, each with its count in the document.
    pub hashes: Vec<(u32, u16)>,
}

/// What linking knows of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The id of the document.
    pub document: String,
    /// The day of the event as the page tells it.
    pub date: Option<Date>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The place as printed.
    pub place: Option<String>,
    /// Who took part, in order of first mention.
    pub participants: Vec<String>,
    /// True when the page tells of a meeting, or several people speak on it.
    pub is_event: bool,
    /// The title of the page.
    pub title: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Whom it cites as its source.
    pub cited_source: Option<String>,
    /// BCP 47 code.
    pub language: Option<String>,
    /// Number of turns.
    pub n_turns: usize,
    /// Words in turns.
    pub n_spoken: usize,
    /// Words in turns and narration.
    pub n_words: usize,
    /// Word triples.
    pub triples: Sample,
    /// Single words and word pairs.
    pub terms: Sample,
}

/// Takes the trace of a reading. `document` is the id of the document.
pub fn trace(reading: &Reading, document: &str) -> Trace {
    let page = &reading.document;
    let notice = reading.meeting.clone().unwrap_or_default();
    let mut speakers: Vec<&str> = reading
        .transcript
        .turns
        .iter()
        .filter(|t| t.speaker.role == Role::Speaker)
        .filter_map(|t| t.speaker.name.as_deref().or(t.speaker.label.as_deref()))
        .collect();
    speakers.sort_unstable();
    speakers.dedup();
    let (words, n_spoken) = words_of(reading);
    Trace {
        document: document.to_string(),
        date: notice
            .date
            .or(page.occasion.as_ref().and_then(|o| o.date))
            .or(page.dateline.as_ref().and_then(|d| d.date)),
        published: page.published.map(|p| p.date),
        place: notice.place,
        participants: notice.participants,
        is_event: reading.meeting.is_some() || speakers.len() > 1,
        title: page.title.clone(),
        publisher: page.publisher.clone(),
        cited_source: page.cited_source.clone(),
        language: page.language.clone(),
        n_turns: reading.transcript.turns.len(),
        n_spoken,
        n_words: words.len(),
        triples: sample(words.windows(3).map(mix).collect()),
        terms: sample(words.iter().copied().chain(words.windows(2).map(mix)).collect()),
    }
}

/// Hashes of the words of all units, turns and narration alike, and how many stand in turns.
fn words_of(reading: &Reading) -> (Vec<u32>, usize) {
    let text = &reading.document.text;
    let mut words = Vec::new();
    let mut n_spoken = 0;
    let units = reading.units();
    for unit in &units {
        let before = words.len();
        each_token(unit.span.of(text), |_, word| words.push(hash_word(&word)));
        if unit.turn.is_some() {
            n_spoken += words.len() - before;
        }
    }
    if units.is_empty() {
        each_token(text, |_, word| words.push(hash_word(&word)));
    }
    (words, n_spoken)
}

/// FNV-1a with a final mix, so that the low bits can be sampled.
fn hash_word(word: &str) -> u32 {
    let hash = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    fold(hash)
}

fn mix(words: &[u32]) -> u32 {
    fold(words.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |h, w| {
        (h ^ u64::from(*w)).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(29)
    }))
}

fn fold(mut hash: u64) -> u32 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (hash ^ (hash >> 33)) as u32
}

fn sample(mut hashes: Vec<u32>) -> Sample {
    hashes.sort_unstable();
    let mut counted: Vec<(u32, u16)> = Vec::new();
    for hash in hashes {
        match counted.last_mut() {
            Some((last, n)) if *last == hash => *n = n.saturating_add(1),
            _ => counted.push((hash, 1)),
        }
    }
    let mut found = Sample { shift: 0, hashes: counted };
    while found.hashes.len() > MAX_HASHES {
        let shift = found.shift + 1;
        found = found.coarser(shift);
    }
    found
}

impl Sample {
    /// The same sample as if taken with `shift`; a finer one than it holds cannot be had.
    pub fn coarser(&self, shift: u32) -> Sample {
        let shift = shift.max(self.shift).min(31);
        let hashes = self.hashes.iter().copied().filter(|(h, _)| holds(*h, shift)).collect();
        Sample { shift, hashes }
    }
}

fn holds(hash: u32, shift: u32) -> bool {
    hash.trailing_zeros() >= shift
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_sampled_and_a_short_one_is_whole() {
        let long = sample((0..100_000u32).map(|n| hash_word(&n.to_string())).collect());
        assert!(long.hashes.len() <= MAX_HASHES && long.hashes.len() > MAX_HASHES / 3);
        assert!(long.shift > 0);
        let short = sample(vec![3, 1, 3]);
        assert_eq!((short.shift, short.hashes), (0, vec![(1, 1), (3, 2)]));
    }

    #[test]
    fn order_of_words_counts_in_a_triple() {
        assert_ne!(mix(&[1, 2, 3]), mix(&[3, 2, 1]));
    }
}
