//! The desk on which two passages lie while their differences are classed.
//!
//! It holds the words of both, how they are linked, the regions that differ and which words are
//! spoken for already. `numbers`, `naming`, `polarity` and `signs` each take what is theirs;
//! `classify` sorts what is left.

use std::collections::BTreeMap;
use std::ops::Range;

use super::diff::{Region, Step, regions, steps};
use super::entity::NameBook;
use super::kin::{Facts, Kin};
use super::{Class, Difference};
use crate::rules::Rules;
use crate::span::Span;
use crate::words::Word;

/// Words of one version that are compared with words of another.
#[derive(Clone, Debug, Default)]
pub struct Passage<'t> {
    /// The text that the words stand in.
    pub text: &'t str,
    /// The words in order.
    pub words: Vec<Word>,
    /// Signs after the last word.
    pub tail: String,
    /// Indexes of words that begin a unit.
    pub begins: Vec<usize>,
}

/// One of the two passages with what is known of its words.
pub(super) struct Sheet<'p> {
    pub passage: &'p Passage<'p>,
    pub facts: Vec<Facts<'p>>,
    /// For each word the word of the other passage that stands against it, and how they are related.
    pub link: Vec<Option<(usize, Kin)>>,
    /// For each word its region, when it is not the same on both sides.
    pub region: Vec<Option<usize>>,
    /// Words whose difference is told.
    pub used: Vec<bool>,
    /// How often each name stands in the passage, by its one name.
    pub names: BTreeMap<String, usize>,
}

impl<'p> Sheet<'p> {
    fn new(passage: &'p Passage<'p>, book: &NameBook, rules: &'p Rules) -> Sheet<'p> {
        let flags = book.flags(&passage.words, rules);
        let mut facts: Vec<Facts> =
            passage.words.iter().zip(&flags).map(|(w, name)| Facts::of(w, *name, &rules.wording)).collect();
        // "failed to come" is "did not come".
        for (i, pair) in passage.words.windows(2).enumerate() {
            facts[i].negator |= rules.wording.denials.contains(&pair[0].form) && pair[1].form == "to";
        }
        let n = passage.words.len();
        let mut names = BTreeMap::new();
        for word in passage.words.iter().zip(&flags).filter(|(w, name)| **name || w.opens).map(|(w, _)| w) {
            *names.entry(rules.names.known(word.bare()).to_string()).or_insert(0) += 1;
        }
        Sheet { passage, facts, link: vec![None; n], region: vec![None; n], used: vec![false; n], names }
    }

    pub fn words(&self) -> &'p [Word] {
        &self.passage.words
    }

    /// True when the word stands on the other side too, in its place.
    pub fn is_same(&self, i: usize) -> bool {
        matches!(self.link.get(i), Some(Some((_, Kin::Same))))
    }

    /// True when the word still waits for its class.
    pub fn is_open(&self, i: usize) -> bool {
        !self.used[i] && !self.is_same(i)
    }

    pub fn take(&mut self, range: Range<usize>) {
        for used in self.used.get_mut(range).into_iter().flatten() {
            *used = true;
        }
    }

    /// True when words `i` and `i + 1` are halves of one contraction.
    fn is_contracted(&self, i: usize) -> bool {
        let words = self.words();
        i + 1 < words.len() && words[i].span == words[i + 1].span
    }

    /// The place of a name without the ending of its last word: "Holt’s" as "Holt".
    fn without_possessive(&self, span: Span, range: &Range<usize>) -> Span {
        let Some(last) = range.end.checked_sub(1).and_then(|i| self.words().get(i)) else { return span };
        let printed = last.span.of(self.passage.text);
        let ending = printed.rfind(['\'', '’', 'ʼ', '‘']).filter(|_| last.bare() != last.form);
        ending.map_or(span, |at| Span::new(span.start, last.span.start + at))
    }

    /// The place of a range of words.
    pub fn span(&self, range: &Range<usize>) -> Option<Span> {
        let words = self.words().get(range.clone())?;
        Some(Span::new(words.first()?.span.start, words.last()?.span.end))
    }
}

/// Both passages, side by side.
pub(super) struct Desk<'p> {
    pub a: Sheet<'p>,
    pub b: Sheet<'p>,
    pub steps: Vec<Step>,
    pub regions: Vec<Region>,
    pub book: &'p NameBook,
    pub rules: &'p Rules,
    pub out: Vec<Difference>,
}

impl<'p> Desk<'p> {
    pub fn new(a: &'p Passage<'p>, b: &'p Passage<'p>, book: &'p NameBook, rules: &'p Rules) -> Desk<'p> {
        let (mut a, mut b) = (Sheet::new(a, book, rules), Sheet::new(b, book, rules));
        let steps = steps(a.words(), b.words(), (&a.facts, &b.facts), &rules.wording);
        for step in &steps {
            if let (Some(i), Some(j)) = (step.a, step.b) {
                a.link[i] = Some((j, step.kin));
                b.link[j] = Some((i, step.kin));
            }
        }
        let regions = regions(&steps);
        for (n, region) in regions.iter().enumerate() {
            region.a.clone().for_each(|i| a.region[i] = Some(n));
            region.b.clone().for_each(|j| b.region[j] = Some(n));
        }
        Desk { a, b, steps, regions, book, rules, out: Vec::new() }
    }

    /// Notes a difference and marks its words.
    pub fn put(&mut self, class: Class, a: Range<usize>, b: Range<usize>, note: Option<&'static str>) {
        self.a.take(a.clone());
        self.b.take(b.clone());
        let (a, b) = self.whole_words(a, b);
        let (mut x, mut y) = (self.a.span(&a), self.b.span(&b));
        if class == Class::Name {
            x = x.map(|span| self.a.without_possessive(span, &a));
            y = y.map(|span| self.b.without_possessive(span, &b));
        }
        let rank = class.rank();
        self.out.push(Difference { class, rank, a: x, b: y, note, custom: None });
    }

    /// Halves of a contraction are shown whole, with what stands against the other half.
    fn whole_words(&self, a: Range<usize>, b: Range<usize>) -> (Range<usize>, Range<usize>) {
        let (wide_a, wide_b) = (widen(&self.a, &a), widen(&self.b, &b));
        let reach = |sheet: &Sheet, wide: &Range<usize>, narrow: &Range<usize>, other: &Range<usize>| {
            let mut out = other.clone();
            for i in wide.clone().filter(|i| !narrow.contains(i)) {
                if let Some((j, _)) = sheet.link[i] {
                    out = match out.is_empty() {
                        true => j..j + 1,
                        false => out.start.min(j)..out.end.max(j + 1),
                    };
                }
            }
            out
        };
        let b2 = reach(&self.a, &wide_a, &a, &wide_b);
        let a2 = reach(&self.b, &wide_b, &b, &wide_a);
        (a2, widen(&self.b, &b2))
    }

    /// Name words of a region that the other passage has less often.
    pub fn own_names(&self, region: &Region) -> (Vec<usize>, Vec<usize>) {
        let own = |sheet: &Sheet, other: &Sheet, range: &Range<usize>| {
            let words = sheet.words();
            range
                .clone()
                .filter(|i| sheet.is_open(*i))
                .filter(|i| sheet.facts[*i].name || self.book.may_be_name(&words[*i], self.rules))
                .filter(|i| {
                    let key = self.rules.names.known(words[*i].bare());
                    sheet.names.get(key) > other.names.get(key)
                })
                .collect()
        };
        (own(&self.a, &self.b, &region.a), own(&self.b, &self.a, &region.b))
    }
}

fn widen(sheet: &Sheet, range: &Range<usize>) -> Range<usize> {
    if range.is_empty() {
        return range.clone();
    }
    let start =
        if range.start > 0 && sheet.is_contracted(range.start - 1) { range.start - 1 } else { range.start };
    let end = if sheet.is_contracted(range.end - 1) { range.end + 1 } else { range.end };
    start..end
}
