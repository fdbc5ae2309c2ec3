//! Whether two words tell of one event by what they mean: "the flight" and "they flew".
//!
//! Forms of one word in one document tell of one event unless something speaks against it: another number
//! before it ("9,000 jobs"), another name right before it, "another" or "a", or that one of them is denied.
//! Words of one stem or meaning ("buys", "purchase") do when the later one has "the", or one stands in the
//! title and both have a word beside them in common. A title and its first sentence may also tell of one
//! event by words that are only kin ("unveils", "released"), where both speak of the same thing and nothing
//! else in them fits. Words that only carry others ("have", "make") tell of none, and two reports ("said")
//! are two. A word that points ("this") means the mention before it, "which" the noun before it, and a
//! mention in brackets the one right before them. `join` asks this of mentions that `spot` has found; `link`
//! of mentions that are handed in. Depends on `clause` and `sign`; words are data (`events.toml`).

use std::collections::{BTreeMap, BTreeSet};

use super::clause::Said;
use super::sign::{Sign, is_verb, place};
use crate::rules::Rules;
use crate::rules::events::{Lexis, Role};
use crate::span::Span;

/// Words beside both that a title and its first sentence have in common, where none is behind both.
const SHARED: usize = 2;
/// Mentions that are looked through for one.
const MOST: usize = 64;
/// Mentions before "which" that are looked at.
const NOUNS: usize = 5;

impl Sign {
    /// True when nothing but the place can tell the two apart; `self` is the earlier one.
    pub(super) fn fits(&self, later: &Sign) -> bool {
        let is_told = |s: &Sign| !s.is_light && !s.is_report && !s.concept.is_empty();
        let in_title = self.is_title || later.is_title;
        let same_word = self.words == later.words
            || later.is_known
            || in_title && !self.beside.is_disjoint(&later.beside);
        is_told(self) && is_told(later) && same_word && self.concept == later.concept && !self.differs(later)
    }

    /// True when a number, a name, a denial, "another" or "a" says that the later one is not this.
    fn differs(&self, later: &Sign) -> bool {
        let apart =
            |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        // A title shortens: only what both sentences of the text name can differ.
        let names = !self.is_title
            && !later.is_title
            && apart(&self.name, &later.name)
            && self.name.is_disjoint(&later.names)
            && later.name.is_disjoint(&self.names);
        let is_new = later.is_new && !(self.is_title && later.is_lead);
        names
            || apart(&self.numbers, &later.numbers)
            || later.is_other && !self.is_other
            || is_new
            || self.is_denied != later.is_denied
    }

    /// True for a mention of the title that the first sentence may tell of by a word that is only kin.
    fn is_kin(&self, later: &Sign) -> bool {
        let shared = self.beside.intersection(&later.beside).count();
        self.is_title
            && later.is_lead
            && !self.is_light
            && !later.is_light
            && self.is_denied == later.is_denied
            && !self.kin.is_disjoint(&later.kin)
            && (shared >= SHARED || !self.behind.is_disjoint(&later.behind))
    }
}

/// A mention that is handed in, with its place.
struct Told {
    /// Its index among those handed in.
    mention: usize,
    /// The number of its sentence.
    sentence: usize,
    first: usize,
    end: usize,
    sign: Sign,
    points: Points,
    is_verb: bool,
    /// True behind a bracket that opens.
    is_bracketed: bool,
}

/// What a word means that stands for another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Points {
    /// It stands for none.
    No,
    /// "this": what was told of right before.
    Back,
    /// "which": the noun before it.
    Noun,
}

/// Links mentions that are handed in, in one document: for each the index of the first mention of its event.
/// `sentences` are places in `text`, in order; a mention lies inside one of them. Mentions need no order.
pub fn link(text: &str, sentences: &[Span], mentions: &[Span], rules: &Rules) -> Vec<usize> {
    let mut found: Vec<usize> = (0..mentions.len()).collect();
    let Some(lexis) = rules.events.lexis(Some("en")) else { return found };
    let all = tell(text, sentences, mentions, lexis);
    let mut known: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, one) in all.iter().enumerate() {
        let same = if one.points == Points::No {
            let list = known.entry(one.sign.concept.as_str()).or_default();
            let fits = list.iter().copied().take(MOST).find(|e| all[*e].sign.fits(&one.sign));
            list.push(at);
            fits.or_else(|| kin(&all, at)).or_else(|| bracketed(&all, at))
        } else {
            pointed(&all, at)
        };
        if let Some(earlier) = same {
            found[one.mention] = found[all[earlier].mention];
        }
    }
    found
}

/// The mentions in the order of the text.
fn tell(text: &str, sentences: &[Span], mentions: &[Span], lexis: &Lexis) -> Vec<Told> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|n| mentions[*n]);
    let mut all: Vec<Told> = Vec::with_capacity(mentions.len());
    let mut lead = None;
    for (sentence, span) in sentences.iter().enumerate() {
        let said = Said::cut(text, *span, &[], &[], lexis);
        for mention in order.iter().copied().filter(|n| span.holds(mentions[*n])) {
            let Some((first, end)) = place(&said, mentions[mention]) else { continue };
            let mut sign = Sign::of_mention(&said, (first, end), mentions);
            sign.is_title = sentence == 0;
            sign.is_lead = sentence > 0 && *lead.get_or_insert(sentence) == sentence;
            let points = match end == first + 1 && lexis.pointing.contains(said.form(first)) {
                true if said.is(first, Role::Breaks) => Points::Noun,
                true => Points::Back,
                false => Points::No,
            };
            let is_bracketed = said.words[first].lead.contains('(');
            let is_verb = is_verb(&said, first);
            all.push(Told { mention, sentence, first, end, sign, points, is_verb, is_bracketed });
        }
    }
    all
}

/// What a word means that stands for another.
fn pointed(all: &[Told], at: usize) -> Option<usize> {
    let one = &all[at];
    let mut before = (0..at).rev();
    match one.points {
        Points::Noun => {
            before.take(NOUNS).find(|e| !all[*e].is_verb).filter(|e| all[*e].sentence == one.sentence)
        }
        _ => before.next().filter(|e| one.sentence - all[*e].sentence <= 1),
    }
}

/// The mention of the title that a mention of the first sentence is kin to, where the words of neither are
/// told again in the other.
fn kin(all: &[Told], at: usize) -> Option<usize> {
    let one = &all[at].sign;
    if !one.is_lead || one.kin.is_empty() {
        return None;
    }
    let title = || all.iter().take(MOST).enumerate().take_while(|(_, t)| t.sign.is_title);
    let lead = all.iter().skip_while(|t| t.sign.is_title).take(MOST).take_while(|t| t.sign.is_lead);
    let again: BTreeSet<&str> = lead.map(|t| t.sign.concept.as_str()).collect();
    if title().any(|(_, t)| t.sign.concept == one.concept) {
        return None;
    }
    let near = title().filter(|(_, t)| {
        t.points == Points::No && t.sign.is_kin(one) && !again.contains(t.sign.concept.as_str())
    });
    near.max_by_key(|(_, t)| t.sign.beside.intersection(&one.beside).count()).map(|(n, _)| n)
}

/// "the Norland Trade Fair (NTF)": the mention right before the bracket.
fn bracketed(all: &[Told], at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let (one, earlier) = (&all[at], &all[before]);
    let beside = one.sentence == earlier.sentence && one.first == earlier.end;
    (beside && one.is_bracketed).then_some(before)
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
        check("Storm\nA storm [struck] Kolvany .\nIt will [strike] Tarn .", &[0, 0]);
    }

    #[test]
    fn a_title_and_its_first_sentence_by_kin() {
        check("Norland [unveils] ferries\nNorland [released] its ferries in May .", &[0, 0]);
        check("Norland [unveils] ferries\nTesmara [released] a report in May .", &[0, 1]);
        check(
            "Norland [unveils] ferries\nRain fell .\nThe [rain] stopped .\nNorland [released] ferries .",
            &[0, 1, 2],
        );
        check("Norland [unveils] ferries\nNorland [released] ferries [unveiled] in May .", &[0, 1, 0]);
        check("Norland [unveils] ferries\nNorland has not [released] its ferries .", &[0, 1]);
    }

    #[test]
    fn what_speaks_against_one_event() {
        check("Work\nThe mill cut 300 [jobs] in May .\nIt will cut 80 [jobs] more .", &[0, 1]);
        check("Vote\nIn May Norland [voted] .\nIn June Tesmara [voted] .", &[0, 1]);
        check("Vote\nIn May Norland [voted] .\nIn Norland they [voted] by post .", &[0, 0]);
        check("Snow\nThe [delay] was long .\nThere was another [delay] in June .", &[0, 1]);
        check("Snow\nThe [delay] was long .\nThere was a [delay] in June .", &[0, 1]);
        check("Vote\nThey [voted] in May .\nThey had not [voted] before .", &[0, 1]);
        check("Snow\nOrla Venn [said] no .\nOrla Venn [said] yes .", &[0, 1]);
    }

    #[test]
    fn words_that_point_mean_the_mention_before() {
        check("Port\nThey saw the [landing] , [which] was late .\n[This] pleased Norland .", &[0, 0, 0]);
        check("Port\nThey saw the [plan] [signed] in May , [which] was late .", &[0, 1, 0]);
        check("Fair\nThe Norland Trade [Fair] ( [NTF] ) opened .", &[0, 0]);
        check("Port\nThey saw the [landing] .\nRain fell .\n[This] pleased Norland .", &[0, 1]);
    }
}
