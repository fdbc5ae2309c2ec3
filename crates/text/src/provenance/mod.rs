//! Provenance: for each word of a version, which version first had it.
//!
//! ```text
//! 1  We have sent 300 tents. The bridge is open.
//! 2  We have sent tents. The bridge is open.
//! 3  The bridge is open again. We have sent 300 tents.
//! ```
//! In version 3 `300` is of version 1, though version 2 was without it, and so are the words of the
//! sentence that moved; `again` is of version 3. Paragraphs, then sentences, then words are looked
//! for in all earlier versions, not in the last one alone. Two words of one version are never the
//! same word of an earlier one, but a long sentence that stands twice is the same sentence twice.
//!
//! `pairs` matches units of two sequences, `path` the words of two sentences, `ledger` remembers
//! every sentence there was, `order` puts versions into the order of time. Which versions there are is
//! the caller's affair.

mod ledger;
mod order;
mod pairs;
mod path;

use crate::reading::Reading;
use crate::span::Span;
use crate::transcript::NoteKind;
use crate::words::words;
use ledger::Ledger;
pub use order::{Dated, in_order};

/// A sentence of a version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Its words, folded: what is compared.
    pub words: Vec<String>,
    /// Where each word stands in its document.
    pub spans: Vec<Span>,
}

/// A version as sequences of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// Its paragraphs, each with its sentences, in order.
    pub paragraphs: Vec<Vec<Sentence>>,
}

impl Version {
    /// The version that a reading gives: the sentences of turns and of narration, without notes, gaps
    /// and struck-out words. Sentence `n` of `sentences` is unit `n` of the reading.
    pub fn from_reading(reading: &Reading) -> Version {
        let (document, transcript) = (&reading.document, &reading.transcript);
        let notes = transcript.notes.iter().filter(|n| n.kind != NoteKind::Correction).map(|n| n.span);
        let gaps = transcript.gaps.iter().map(|g| g.span);
        let mut unheard: Vec<Span> = notes.chain(gaps).chain(document.struck.iter().copied()).collect();
        unheard.sort();
        let mut version = Version::default();
        let mut last = None;
        for unit in reading.units() {
            let block = document.blocks.partition_point(|b| b.span.end <= unit.span.start);
            let from = unheard.partition_point(|u| u.end <= unit.span.start);
            let here: Vec<Span> =
                unheard[from..].iter().take_while(|u| u.start < unit.span.end).copied().collect();
            let (found, _) = words(&document.text, unit.span, &here);
            let sentence = Sentence {
                spans: found.iter().map(|w| w.span).collect(),
                words: found.into_iter().map(|w| w.form).collect(),
            };
            match version.paragraphs.last_mut().filter(|_| last == Some(block)) {
                Some(paragraph) => paragraph.push(sentence),
                None => version.paragraphs.push(vec![sentence]),
            }
            last = Some(block);
        }
        version
    }

    /// All sentences in order.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.paragraphs.iter().flatten()
    }
}

/// A word through all versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// The version that first had it.
    pub first: usize,
    /// The versions that have it, rising.
    pub held: Vec<usize>,
}

/// Where the words of all versions come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Every word there was.
    pub tokens: Vec<Token>,
    /// For each version, sentence and word the index of its token.
    pub versions: Vec<Vec<Vec<usize>>>,
}

impl Provenance {
    /// The tokens of a sentence, counted from zero; `None` when there is no such sentence.
    pub fn sentence(&self, version: usize, sentence: usize) -> Option<Vec<&Token>> {
        let ids = self.versions.get(version)?.get(sentence)?;
        Some(ids.iter().filter_map(|id| self.tokens.get(*id)).collect())
    }
}

/// Follows the words through versions that stand in the order of time. Work grows about linearly with
/// the words of all versions.
pub fn provenance(versions: &[Version]) -> Provenance {
    let mut ledger = Ledger::default();
    for version in versions {
        ledger.enter(version);
    }
    ledger.close()
}

#[cfg(test)]
mod tests;
