//! The ledger of all sentences there were, and the way of a new version through it.
//!
//! A version is entered in four steps, each for what the step before left: paragraphs and sentences
//! that the nearest earlier version has too; sentences that any earlier version had; sentences that
//! share runs of words with earlier ones, whose words are laid against theirs; and last the words
//! that are new.

use std::collections::{BTreeMap, BTreeSet};

use super::pairs::pairs;
use super::path::path;
use super::{Provenance, Token, Version};
use crate::collation::align;

/// Earlier versions among which the nearest one is looked for.
const NEAREST_OF: usize = 12;
/// Sentences that one pair of words leads to at most; a commoner pair tells nothing.
const COMMON: usize = 256;
/// Earlier sentences that a sentence is laid against at most.
const KIN_CAP: usize = 8;
/// Earlier sentences that are weighed at most.
const WEIGHED: usize = 64;
/// Share of the shorter sentence's pairs of words from which two sentences are kin.
const KIN: f64 = 0.4;
/// The same for a sentence that stands where the other stood.
const NEAR_KIN: f64 = 0.25;
/// Likeness from which aligned sentences are kin.
const ALIGNED: f32 = 0.3;
/// Words from which a sentence that stands twice is the same sentence twice.
const COPY_WORDS: usize = 6;

/// A sentence with the identity of its words.
struct Known {
    words: Vec<u32>,
    tokens: Vec<usize>,
    class: u32,
}

/// A version as entered: numbers of known sentences, paragraph by paragraph.
#[derive(Default)]
struct Entered {
    paragraphs: Vec<(u32, Vec<usize>)>,
    classes: BTreeSet<u32>,
}

/// All sentences and words there were.
#[derive(Default)]
pub(super) struct Ledger {
    vocabulary: BTreeMap<String, u32>,
    printed: Vec<String>,
    sentence_classes: BTreeMap<Vec<u32>, u32>,
    paragraph_classes: BTreeMap<Vec<u32>, u32>,
    known: Vec<Known>,
    by_class: BTreeMap<u32, Vec<usize>>,
    by_pair: BTreeMap<(u32, u32), Vec<usize>>,
    tokens: Vec<Token>,
    entered: Vec<Entered>,
}

/// A version on its way in.
struct Draft {
    /// For each paragraph its class and the numbers of its sentences.
    paragraphs: Vec<(u32, Vec<usize>)>,
    sentences: Vec<DraftSentence>,
}

struct DraftSentence {
    words: Vec<u32>,
    class: u32,
    known: Option<usize>,
    tokens: Vec<Option<usize>>,
}

impl Ledger {
    /// Enters the next version.
    pub(super) fn enter(&mut self, version: &Version) {
        let number = self.entered.len();
        let mut draft = self.draft(version);
        let nearest = self.nearest(&draft);
        if let Some(nearest) = nearest {
            self.same_paragraphs(nearest, &mut draft, number);
            self.same_sentences(nearest, &mut draft, number);
        }
        self.revived(&mut draft, number);
        self.kin(nearest, &mut draft, number);
        self.keep(draft, number);
    }

    /// What was found.
    pub(super) fn close(self) -> Provenance {
        let known = &self.known;
        let tokens_of = |n: &usize| known[*n].tokens.clone();
        let versions = self.entered.iter().map(|e| {
            let sentences = e.paragraphs.iter().flat_map(|(_, sentences)| sentences);
            sentences.map(tokens_of).collect()
        });
        Provenance { versions: versions.collect(), tokens: self.tokens }
    }

    fn draft(&mut self, version: &Version) -> Draft {
        let mut draft = Draft { paragraphs: Vec::new(), sentences: Vec::new() };
        for paragraph in &version.paragraphs {
            let from = draft.sentences.len();
            for sentence in paragraph {
                let words: Vec<u32> = sentence.words.iter().map(|w| self.word(w)).collect();
                let class = number(&mut self.sentence_classes, &words);
                let tokens = vec![None; words.len()];
                draft.sentences.push(DraftSentence { words, class, known: None, tokens });
            }
            let classes: Vec<u32> = draft.sentences[from..].iter().map(|s| s.class).collect();
            let class = number(&mut self.paragraph_classes, &classes);
            draft.paragraphs.push((class, (from..draft.sentences.len()).collect()));
        }
        draft
    }

    fn word(&mut self, word: &str) -> u32 {
        let new = number(&mut self.vocabulary, word);
        if new as usize == self.printed.len() {
            self.printed.push(word.to_string());
        }
        new
    }

    fn print(&self, words: &[u32]) -> String {
        words.iter().map(|w| self.printed[*w as usize].as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The recent version that shares most sentences; the latest of equals.
    fn nearest(&self, draft: &Draft) -> Option<usize> {
        let classes: BTreeSet<u32> = draft.sentences.iter().map(|s| s.class).collect();
        let recent = self.entered.len().saturating_sub(NEAREST_OF)..self.entered.len();
        recent.max_by_key(|n| (classes.intersection(&self.entered[*n].classes).count(), *n))
    }

    fn same_paragraphs(&mut self, nearest: usize, draft: &mut Draft, number: usize) {
        let before: Vec<u32> = self.entered[nearest].paragraphs.iter().map(|(class, _)| *class).collect();
        let now: Vec<u32> = draft.paragraphs.iter().map(|(class, _)| *class).collect();
        for (i, j) in pairs(&before, &now) {
            let (old, new) = (self.entered[nearest].paragraphs[i].1.clone(), draft.paragraphs[j].1.clone());
            for (known, sentence) in old.into_iter().zip(new) {
                self.take_whole(known, &mut draft.sentences[sentence], number);
            }
        }
    }

    fn same_sentences(&mut self, nearest: usize, draft: &mut Draft, number: usize) {
        let old = self.sentences_of(nearest);
        let old: Vec<usize> = old.into_iter().filter(|n| self.is_free(*n, number)).collect();
        let new: Vec<usize> =
            (0..draft.sentences.len()).filter(|n| draft.sentences[*n].known.is_none()).collect();
        let before: Vec<u32> = old.iter().map(|n| self.known[*n].class).collect();
        let now: Vec<u32> = new.iter().map(|n| draft.sentences[*n].class).collect();
        for (i, j) in pairs(&before, &now) {
            self.take_whole(old[i], &mut draft.sentences[new[j]], number);
        }
    }

    /// Sentences that some earlier version had, the latest first.
    fn revived(&mut self, draft: &mut Draft, number: usize) {
        for sentence in draft.sentences.iter_mut().filter(|s| s.known.is_none()) {
            let there = self.by_class.get(&sentence.class).cloned().unwrap_or_default();
            let free = there.iter().rev().take(WEIGHED).find(|n| self.is_free(**n, number));
            if let Some(known) = free {
                self.take_whole(*known, sentence, number);
            } else if sentence.words.len() >= COPY_WORDS
                && let Some(known) = there.last()
            {
                sentence.known = Some(*known);
                self.hold(*known, number);
            }
        }
    }

    /// Lays what is left against earlier sentences that share runs of words, the most alike first.
    fn kin(&mut self, nearest: Option<usize>, draft: &mut Draft, number: usize) {
        let old: Vec<usize> = nearest.map(|v| self.sentences_of(v)).unwrap_or_default();
        let places: BTreeMap<usize, usize> = old.iter().enumerate().map(|(at, known)| (*known, at)).collect();
        let mut found = self.aligned(&old, draft, number);
        for n in (0..draft.sentences.len()).filter(|n| draft.sentences[*n].known.is_none()) {
            let words = &draft.sentences[n].words;
            let near = between(&old, &places, draft, n);
            let far = self.alike(words).into_iter().filter(|k| !near.contains(k));
            let far = far.map(|k| (self.likeness(k, words), k)).filter(|(score, _)| *score >= KIN);
            let near = near.iter().map(|k| (self.likeness(*k, words).max(self.rest(*k, words)), *k));
            let near = near.filter(|(score, _)| *score >= NEAR_KIN);
            found.extend(far.chain(near).map(|(score, k)| (score, n, k)));
        }
        // The likest pair first; of equals the later of the earlier sentences.
        found.sort_by(|x, y| y.0.total_cmp(&x.0).then(y.2.cmp(&x.2)).then(x.1.cmp(&y.1)));
        let mut laid = vec![0usize; draft.sentences.len()];
        for (_, n, k) in found {
            if laid[n] < KIN_CAP && self.has_more(k, &draft.sentences[n], number) {
                laid[n] += 1;
                self.take_words(k, &mut draft.sentences[n], number);
            }
        }
    }

    /// What is left of the nearest version and of this one, aligned: two tellings of one speech may
    /// share no run of words and still answer to each other sentence by sentence.
    fn aligned(&self, old: &[usize], draft: &Draft, number: usize) -> Vec<(f64, usize, usize)> {
        let old: Vec<usize> = old.iter().copied().filter(|k| self.is_free(*k, number)).collect();
        let new: Vec<usize> =
            (0..draft.sentences.len()).filter(|n| draft.sentences[*n].known.is_none()).collect();
        let before: Vec<String> = old.iter().map(|k| self.print(&self.known[*k].words)).collect();
        let now: Vec<String> = new.iter().map(|n| self.print(&draft.sentences[*n].words)).collect();
        let beads = align(
            &before.iter().map(String::as_str).collect::<Vec<_>>(),
            &now.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        let fit = beads.iter().filter(|bead| bead.score >= ALIGNED);
        let each = fit.flat_map(|bead| {
            bead.b.clone().flat_map(move |j| bead.a.clone().map(move |i| (f64::from(bead.score), j, i)))
        });
        each.map(|(score, j, i)| (score, new[j], old[i])).collect()
    }

    /// Known sentences that share pairs of words, those that share most.
    fn alike(&self, words: &[u32]) -> Vec<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for pair in words.windows(2) {
            let there = self.by_pair.get(&(pair[0], pair[1]));
            for n in there.into_iter().flatten().take(COMMON + 1) {
                *counts.entry(*n).or_default() += 1;
            }
        }
        let mut found: Vec<(usize, usize)> = counts.into_iter().map(|(n, count)| (count, n)).collect();
        found.sort_unstable_by(|x, y| y.cmp(x));
        found.into_iter().take(WEIGHED).map(|(_, n)| n).collect()
    }

    fn sentences_of(&self, version: usize) -> Vec<usize> {
        self.entered[version].paragraphs.iter().flat_map(|(_, s)| s.iter().copied()).collect()
    }

    /// Share of the shorter sentence's pairs of words that the other has; a rarer pair counts for more.
    fn likeness(&self, known: usize, words: &[u32]) -> f64 {
        let (x, y) = (two(&self.known[known].words), two(words));
        let weight =
            |pair: &(u32, u32)| 1.0 / (1.0 + (1.0 + self.by_pair.get(pair).map_or(0, Vec::len) as f64).ln());
        let sum = |pairs: &BTreeSet<(u32, u32)>| pairs.iter().map(weight).sum::<f64>();
        let shared = x.intersection(&y).map(weight).sum::<f64>();
        let least = sum(&x).min(sum(&y));
        if least > 0.0 { shared / least } else { 0.0 }
    }

    /// 1 when the words are a rest of the known sentence, in its order; else 0.
    fn rest(&self, known: usize, words: &[u32]) -> f64 {
        let mut there = self.known[known].words.iter();
        f64::from(u8::from(!words.is_empty() && words.iter().all(|w| there.any(|t| t == w))))
    }

    /// True when no word of a known sentence is in this version yet.
    fn is_free(&self, known: usize, number: usize) -> bool {
        self.known[known].tokens.iter().all(|t| self.tokens[*t].held.last() != Some(&number))
    }

    /// True when the known sentence has a free word that the other still needs.
    fn has_more(&self, known: usize, sentence: &DraftSentence, number: usize) -> bool {
        let open = sentence.words.iter().zip(&sentence.tokens).filter(|(_, t)| t.is_none());
        let needed: BTreeSet<u32> = open.map(|(w, _)| *w).collect();
        let Known { words, tokens, .. } = &self.known[known];
        let free = |t: &usize| self.tokens[*t].held.last() != Some(&number);
        words.iter().zip(tokens).any(|(w, t)| needed.contains(w) && free(t))
    }

    fn take_whole(&mut self, known: usize, sentence: &mut DraftSentence, number: usize) {
        sentence.known = Some(known);
        self.hold(known, number);
    }

    fn hold(&mut self, known: usize, number: usize) {
        for token in &self.known[known].tokens {
            let held = &mut self.tokens[*token].held;
            if held.last() != Some(&number) {
                held.push(number);
            }
        }
    }

    fn take_words(&mut self, known: usize, sentence: &mut DraftSentence, number: usize) {
        for (i, j) in path(&self.known[known].words, &sentence.words) {
            let token = self.known[known].tokens[i];
            let held = &mut self.tokens[token].held;
            if sentence.tokens[j].is_none() && held.last() != Some(&number) {
                held.push(number);
                sentence.tokens[j] = Some(token);
            }
        }
    }

    /// Gives new words a token and remembers the version and its sentences.
    fn keep(&mut self, draft: Draft, number: usize) {
        let classes = draft.sentences.iter().map(|s| s.class).collect();
        let mut kept: Vec<usize> = Vec::with_capacity(draft.sentences.len());
        for sentence in draft.sentences {
            let known = match sentence.known {
                Some(known) => known,
                None => self.remember(sentence, number),
            };
            kept.push(known);
        }
        let paragraphs = draft.paragraphs.into_iter();
        let paragraphs = paragraphs.map(|(class, list)| (class, list.into_iter().map(|n| kept[n]).collect()));
        self.entered.push(Entered { paragraphs: paragraphs.collect(), classes });
    }

    fn remember(&mut self, sentence: DraftSentence, number: usize) -> usize {
        let n = self.known.len();
        let tokens = sentence.tokens.iter().map(|token| {
            token.unwrap_or_else(|| {
                self.tokens.push(Token { first: number, held: vec![number] });
                self.tokens.len() - 1
            })
        });
        let tokens = tokens.collect();
        self.by_class.entry(sentence.class).or_default().push(n);
        for pair in sentence.words.windows(2) {
            let there = self.by_pair.entry((pair[0], pair[1])).or_default();
            if there.last() != Some(&n) && there.len() <= COMMON {
                there.push(n);
            }
        }
        self.known.push(Known { words: sentence.words, tokens, class: sentence.class });
        n
    }
}

/// Sentences looked at on either side.
const NEAR: usize = 4;

/// The earlier sentences that stood between the neighbours of sentence `n`.
fn between<'o>(old: &'o [usize], places: &BTreeMap<usize, usize>, draft: &Draft, n: usize) -> &'o [usize] {
    let place = |k: usize| draft.sentences[k].known.and_then(|known| places.get(&known).copied());
    let before = (n.saturating_sub(NEAR)..n).rev().find_map(place);
    let after = (n + 1..draft.sentences.len().min(n + 1 + NEAR)).find_map(place);
    let (from, to) = match (before, after) {
        (Some(b), Some(a)) if b < a => (b + 1, a),
        (Some(b), _) => (b + 1, b + 1 + NEAR),
        (None, Some(a)) => (a.saturating_sub(NEAR), a),
        (None, None) => return &[],
    };
    old.get(from..to.min(old.len()).min(from + 2 * NEAR)).unwrap_or_default()
}

/// The pairs of words of a sentence.
fn two(words: &[u32]) -> BTreeSet<(u32, u32)> {
    words.windows(2).map(|w| (w[0], w[1])).collect()
}

/// The number of a key, a new one when it is new.
fn number<K, Q>(numbers: &mut BTreeMap<K, u32>, key: &Q) -> u32
where
    K: Ord + std::borrow::Borrow<Q>,
    Q: Ord + ToOwned<Owned = K> + ?Sized,
{
    if let Some(known) = numbers.get(key) {
        return *known;
    }
    let new = numbers.len() as u32;
    numbers.insert(key.to_owned(), new);
    new
}
