//! Whether two words tell of one event by what they mean: "the flight" and "they flew".
//!
//! Forms of one word in one document tell of one event unless something speaks against it: another number
//! before it ("9,000 jobs"), another name right before it, or "another". Words of one stem or meaning ("buys",
//! "purchase") do when the later one has "the", or one stands in the title and both have a word beside them
//! in common. Words that only carry others ("have", "make") tell of none, and two reports ("said") are two.
//! A word that points ("which", "this") means the mention before it. `join` asks this of mentions that `spot`
//! has found; `link` of mentions that are handed in. Depends on `clause`; words are data (`events.toml`).

use std::collections::{BTreeMap, BTreeSet};

use super::clause::Said;
use crate::rules::Rules;
use crate::rules::events::{Lexis, Role};
use crate::span::Span;
use crate::words::plain;

/// What is known of one mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sign {
    /// What it means: the same for words of one stem or of one group of the table.
    pub(super) concept: String,
    /// Its words, without the endings of their forms.
    pub(super) words: Vec<String>,
    /// Stems of the words beside it.
    pub(super) beside: BTreeSet<String>,
    /// True in the title.
    pub(super) is_title: bool,
    /// True for a word that only carries others.
    pub(super) is_light: bool,
    /// True for a word of saying.
    pub(super) is_report: bool,
    /// True behind "the": told of before.
    pub(super) is_known: bool,
    /// True behind "another": not the one told of before.
    pub(super) is_other: bool,
    /// Numbers right before it.
    pub(super) numbers: BTreeSet<String>,
    /// The name right before it, word by word.
    pub(super) name: BTreeSet<String>,
    /// Words of all names of its sentence.
    pub(super) names: BTreeSet<String>,
}

/// Words right before a mention that count it or set it apart.
const CLOSE: usize = 2;
/// Words before a mention that are looked at, and behind it.
const BEFORE: usize = 5;
const BEHIND: usize = 6;

impl Sign {
    /// The sign of a word of the tables.
    pub(super) fn of_word(form: &str, lexis: &Lexis) -> Sign {
        Sign {
            concept: lexis.concept(form),
            words: vec![lexis.lemma(form)],
            is_light: lexis.light.contains(form),
            is_report: lexis.report.contains(form),
            ..Sign::default()
        }
    }

    /// True when nothing but the place can tell the two apart; `self` is the earlier one.
    pub(super) fn fits(&self, later: &Sign) -> bool {
        let is_told = |s: &Sign| !s.is_light && !s.is_report && !s.concept.is_empty();
        let in_title = self.is_title || later.is_title;
        let same_word = self.words == later.words
            || later.is_known
            || in_title && !self.beside.is_disjoint(&later.beside);
        is_told(self) && is_told(later) && same_word && self.concept == later.concept && !self.differs(later)
    }

    /// True when a number, a name or "another" says that the later one is not this.
    fn differs(&self, later: &Sign) -> bool {
        let apart =
            |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        // A title shortens: only what both sentences of the text name can differ.
        let names = !self.is_title
            && !later.is_title
            && apart(&self.name, &later.name)
            && self.name.is_disjoint(&later.names)
            && later.name.is_disjoint(&self.names);
        names || apart(&self.numbers, &later.numbers) || later.is_other && !self.is_other
    }
}

/// Links mentions that are handed in, in one document: for each the index of the first mention of its event.
/// `sentences` are places in `text`, in order; a mention lies inside one of them. Mentions need no order.
pub fn link(text: &str, sentences: &[Span], mentions: &[Span], rules: &Rules) -> Vec<usize> {
    let mut found: Vec<usize> = (0..mentions.len()).collect();
    let Some(lexis) = rules.events.lexis(Some("en")) else { return found };
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|n| mentions[*n]);
    let mut known: BTreeMap<String, Vec<(Sign, usize)>> = BTreeMap::new();
    // The mention before, and the number of its sentence.
    let mut before: Option<(usize, usize)> = None;
    for (number, sentence) in sentences.iter().enumerate() {
        let said = Said::cut(text, *sentence, &[], &[], lexis);
        for n in order.iter().copied().filter(|n| sentence.holds(mentions[*n])) {
            let Some((mut sign, first, end)) = sign(&said, mentions[n], lexis) else { continue };
            sign.is_title = number == 0;
            sign.beside = beside(&said, (first, end), mentions, lexis);
            if end == first + 1 && lexis.pointing.contains(said.form(first)) {
                if let Some((one, _)) = before.filter(|b| number - b.1 <= 1) {
                    found[n] = found[one];
                }
            } else {
                let list = known.entry(sign.concept.clone()).or_default();
                let same =
                    list.iter().take(MOST_OF_A_CONCEPT).find(|(s, _)| s.fits(&sign)).map(|(_, one)| *one);
                found[n] = same.map_or(n, |one| found[one]);
                list.push((sign, n));
            }
            before = Some((n, number));
        }
    }
    found
}

/// Mentions of one concept that are looked through.
const MOST_OF_A_CONCEPT: usize = 64;

/// The sign of a mention with its first word and one past its last.
fn sign(said: &Said, mention: Span, lexis: &Lexis) -> Option<(Sign, usize, usize)> {
    let first = said.words.iter().position(|w| w.span.overlaps(mention))?;
    let end = first + said.words[first..].iter().take_while(|w| w.span.overlaps(mention)).count();
    let head = head(said, first, end);
    let mut sign = Sign::of_word(said.form(head), lexis);
    let told = (first..end).filter(|w| !said.is_small(*w) && !said.is(*w, Role::Particle));
    let all: BTreeSet<String> = told.map(|w| lexis.lemma(said.form(w))).collect();
    if all.len() > 1 {
        sign.words = all.into_iter().collect();
    }
    let close: Vec<&str> = (first.saturating_sub(CLOSE)..first).map(|w| said.form(w)).collect();
    sign.is_known = close.last() == Some(&"the");
    sign.is_other = close.iter().any(|w| lexis.apart.contains(*w));
    sign.numbers =
        close.iter().filter(|w| w.starts_with(|c: char| c.is_ascii_digit())).map(|w| w.to_string()).collect();
    sign.name = name_before(said, first);
    sign.names = (0..said.len()).filter(|w| said.is_name(*w)).map(|w| plain(said.words[w].bare())).collect();
    Some((sign, first, end))
}

/// Stems of the words beside a mention, those of other mentions left out.
fn beside(said: &Said, (first, end): (usize, usize), mentions: &[Span], lexis: &Lexis) -> BTreeSet<String> {
    let words = (first.saturating_sub(BEFORE)..first).chain(end..said.len().min(end + BEHIND));
    let is_other = |w: usize| mentions.iter().any(|m| m.overlaps(said.words[w].span));
    let told = |w: &usize| !said.is_small(*w) && said.form(*w).len() > 1 && !is_other(*w);
    words.filter(told).map(|w| lexis.stem(said.form(w))).collect()
}

/// The word of a mention that says what happens: "step down" steps, a "test flight" is a flight.
fn head(said: &Said, first: usize, end: usize) -> usize {
    if end > first + 1 && said.is(first + 1, Role::Particle) {
        return first;
    }
    (first..end).rev().find(|w| !said.is_small(*w) && !said.is(*w, Role::Particle)).unwrap_or(first)
}

/// The name right before a word, at most `CLOSE` other words between that begin no clause.
fn name_before(said: &Said, at: usize) -> BTreeSet<String> {
    let begins = |w: usize| said.is(w, Role::Subject) || said.is(w, Role::Breaks);
    let between = (0..at).rev().take(CLOSE + 1).take_while(|w| !begins(*w)).find(|w| said.is_name(*w));
    let Some(last) = between else { return BTreeSet::new() };
    let name = (0..=last).rev().take_while(|w| said.is_name(*w));
    name.map(|w| plain(said.words[w].bare())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Links the words in brackets; the first line is the title.
    fn check(marked: &str, want: &[usize]) {
        let (mut text, mut mentions, mut start) = (String::new(), Vec::new(), 0);
        for c in marked.chars() {
            match c {
                '[' => start = text.len(),
                ']' => mentions.push(Span::new(start, text.len())),
                _ => text.push(c),
            }
        }
        let mut from = 0;
        let sentences: Vec<Span> = text
            .split_inclusive('\n')
            .map(|line| {
                from += line.len();
                Span::new(from - line.len(), from)
            })
            .collect();
        assert_eq!(link(&text, &sentences, &mentions, Rules::builtin()), want, "{marked}");
    }

    #[test]
    fn other_words_of_one_meaning() {
        check("Norland [buys] ferries from Tesmara\nThe [purchase] was approved in May .", &[0, 0]);
        check("Weather\nNorland [bought] ferries in May .\nA [purchase] of trams is not planned .", &[0, 1]);
        check("Grain prices [plunge] in Kolvany\nGrain prices in Kolvany [fell] on Monday .", &[0, 0]);
    }

    #[test]
    fn what_speaks_against_one_event() {
        check("Work\nThe mill cut 300 [jobs] in May .\nIt will cut 80 [jobs] more .", &[0, 1]);
        check("Vote\nIn May Norland [voted] .\nIn June Tesmara [voted] .", &[0, 1]);
        check("Vote\nIn May Norland [voted] .\nIn Norland they [voted] by post .", &[0, 0]);
        check("Snow\nThe [delay] was long .\nThere was another [delay] in June .", &[0, 1]);
        check("Snow\nOrla Venn [said] no .\nOrla Venn [said] yes .", &[0, 1]);
    }

    #[test]
    fn words_that_point_mean_the_mention_before() {
        check("Port\nThey saw the [landing] , [which] was late .\n[This] pleased Norland .", &[0, 0, 0]);
        check("Port\nThey saw the [landing] .\nRain fell .\n[This] pleased Norland .", &[0, 1]);
    }
}
