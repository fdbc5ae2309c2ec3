//! The speech of one document, made ready for looking words up in what was said before.
//!
//! Each sentence of a turn is a list of numbers of word forms; for each form the sentences that hold it
//! are known, and forms of one stem lie in one bucket. A look-up costs what the postings of its words
//! cost, not the length of the page squared.

use std::collections::{BTreeMap, BTreeSet};

use crate::collation::same_stem;
use crate::figure::Figure;
use crate::reading::Reading;
use crate::rules::Rules;
use crate::span::Span;
use crate::words::Word;

/// Letters that forms of one stem share at least.
const HEAD: usize = 3;
/// Different numbers near one that are looked at.
const MOST_NUMBERS: usize = 64;

/// A sentence of a turn.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub span: Span,
    /// Number, from one, among the units of the document.
    pub number: usize,
    pub turn: usize,
    /// Numbers of its word forms, in order.
    forms: Vec<u32>,
}

/// The speech of one document.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    pub sentences: Vec<Sentence>,
    /// The forms by number.
    forms: Vec<String>,
    by_form: BTreeMap<String, u32>,
    by_head: BTreeMap<String, Vec<u32>>,
    by_group: BTreeMap<usize, Vec<u32>>,
    by_place: BTreeMap<String, Vec<u32>>,
    /// Sentences by the numbers that stand in them, as bits of positive numbers: their order is that of the numbers.
    by_value: BTreeMap<u64, Vec<u32>>,
    /// For each form the sentences that hold it.
    postings: Vec<Vec<u32>>,
}

/// A word that is looked for: the sentences that hold it, and how well each form stands for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Sought {
    /// Sentence and how well it holds the word, from 0 to 1, in the order of sentences.
    pub hits: Vec<(u32, f32)>,
}

impl Room {
    /// Takes up the speech of a document.
    pub fn of(reading: &Reading, rules: &Rules) -> Room {
        let mut room = Room::default();
        let mut figures = reading.figures.iter().peekable();
        for (n, unit) in reading.units().into_iter().enumerate() {
            let Some(turn) = unit.turn else { continue };
            let at = u32::try_from(room.sentences.len()).unwrap_or(u32::MAX);
            while let Some(figure) = figures.next_if(|f| f.span.start < unit.span.end) {
                if let Some(key) = value_key(figure).filter(|_| figure.span.start >= unit.span.start) {
                    room.by_value.entry(key).or_default().push(at);
                }
            }
            let said = reading.heard(unit.span);
            let forms: Vec<u32> = said.iter().map(|w| room.number(w.bare(), rules)).collect();
            for form in &forms {
                let list = &mut room.postings[*form as usize];
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
            room.sentences.push(Sentence { span: unit.span, number: n + 1, turn, forms });
        }
        room
    }

    fn number(&mut self, form: &str, rules: &Rules) -> u32 {
        if let Some(n) = self.by_form.get(form) {
            return *n;
        }
        let n = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        self.by_form.insert(form.to_string(), n);
        self.forms.push(form.to_string());
        self.postings.push(Vec::new());
        if !rules.wording.is_function(form) {
            self.by_head.entry(head(form)).or_default().push(n);
            for group in rules.wording.synonyms.get(form).into_iter().flatten() {
                self.by_group.entry(*group).or_default().push(n);
            }
            if let Some(place) = rules.names.canonical.get(form) {
                self.by_place.entry(place.clone()).or_default().push(n);
            }
        }
        n
    }

    /// True when the sentence holds these forms one after the other.
    pub fn holds(&self, sentence: usize, forms: &[&str]) -> bool {
        let wanted: Option<Vec<u32>> = forms.iter().map(|f| self.by_form.get(*f).copied()).collect();
        let there = &self.sentences[sentence].forms;
        wanted.is_some_and(|w| !w.is_empty() && there.windows(w.len()).any(|x| x == w.as_slice()))
    }

    /// True when two sentences are the same words: a page may print a speech twice.
    pub fn are_same(&self, a: usize, b: usize) -> bool {
        self.sentences[a].forms == self.sentences[b].forms
    }

    /// Where a content word stands, also in other forms and in words of one meaning.
    pub fn seek(&self, form: &str, rules: &Rules) -> Sought {
        let mut worth: BTreeMap<u32, f32> = BTreeMap::new();
        let mut take = |n: u32, value: f32| {
            let known = worth.entry(n).or_insert(0.0);
            *known = known.max(value);
        };
        if let Some(n) = self.by_form.get(form) {
            take(*n, 1.0);
        }
        let is_number = form.starts_with(|c: char| c.is_ascii_digit());
        for n in self.by_head.get(&head(form)).into_iter().flatten().filter(|_| !is_number) {
            if same_stem(form, &self.forms[*n as usize]) {
                take(*n, 0.9);
            }
        }
        for group in rules.wording.synonyms.get(form).into_iter().flatten() {
            self.by_group.get(group).into_iter().flatten().for_each(|n| take(*n, 0.6));
        }
        if let Some(place) = rules.names.canonical.get(form) {
            self.by_place.get(place).into_iter().flatten().for_each(|n| take(*n, 0.9));
        }
        let mut hits: BTreeMap<u32, f32> = BTreeMap::new();
        for (n, value) in worth {
            for sentence in &self.postings[n as usize] {
                let known = hits.entry(*sentence).or_insert(0.0);
                *known = known.max(value);
            }
        }
        Sought { hits: hits.into_iter().collect() }
    }

    /// Sentences with a number that is the same or lies within a tenth: "1.5 million" for "one and a half million".
    pub fn seek_number(&self, figure: &Figure) -> Sought {
        let mut hits: BTreeMap<u32, f32> = BTreeMap::new();
        if let Some(value) = value_key(figure).map(f64::from_bits) {
            let near = self.by_value.range((value * 0.9).to_bits()..=(value * 1.1).to_bits());
            for (key, sentences) in near.take(MOST_NUMBERS) {
                let worth = if *key == value.to_bits() { 1.0 } else { 0.8 };
                for sentence in sentences {
                    let known = hits.entry(*sentence).or_insert(0.0);
                    *known = known.max(worth);
                }
            }
        }
        Sought { hits: hits.into_iter().collect() }
    }

    /// The longest run of words that a sentence shares with `said`, in words; one of them carries matter.
    pub fn run(&self, sentence: usize, said: &[Word], rules: &Rules) -> usize {
        let there = &self.sentences[sentence].forms;
        let here: Vec<Option<u32>> = said.iter().map(|w| self.by_form.get(w.bare()).copied()).collect();
        let known: BTreeSet<u32> = there.iter().copied().collect();
        let mut row = vec![0usize; there.len() + 1];
        let mut best = 0;
        // Where the last word of matter stands, by its distance from the end of the run.
        let mut since = usize::MAX;
        for (form, word) in here.into_iter().zip(said) {
            since = if rules.wording.is_function(&word.form) { since.saturating_add(1) } else { 0 };
            let Some(form) = form.filter(|f| known.contains(f)) else {
                row.fill(0);
                continue;
            };
            for (at, other) in there.iter().enumerate().rev() {
                row[at + 1] = if *other == form { row[at] + 1 } else { 0 };
                if row[at + 1] > since {
                    best = best.max(row[at + 1]);
                }
            }
            row[0] = 0;
        }
        best
    }
}

/// A number that tells something: those under ten stand everywhere.
fn value_key(figure: &Figure) -> Option<u64> {
    figure.value.filter(|v| *v >= 10.0 && v.is_finite()).map(f64::to_bits)
}

fn head(form: &str) -> String {
    form.chars().take(HEAD).collect()
}
