//! The sentence that an echo goes back to, found by its words.
//!
//! Rare words weigh more than common ones; a word in the sentence before or behind counts half, since
//! "we will talk about this" leans on its neighbours; a run of the same words speaks for a sentence. How
//! much must be there is fixed by how often the words of one page are "found" on the next, to which they do
//! not go back (`examples/echo_chance.rs`): in four of a hundred.

use std::collections::BTreeMap;

use super::room::{Room, Sought};
use crate::figure::Figure;
use crate::rules::{EchoWords, Rules};
use crate::words::{Case, Word};

/// How much of the words a sentence must hold.
const LEAST: f32 = 0.42;
/// How much more in another meeting, or where nobody certain is cited.
const FAR: f32 = 0.2;
/// A run of this many words begins to speak for a sentence.
const RUN: usize = 4;
/// Words that a sentence must hold, where no run speaks for it.
const WORDS: usize = 2;
/// Words that a sentence must hold of a long clause, and from how many words of matter a clause is long.
const WORDS_OF_LONG: usize = 3;
const LONG: usize = 6;
/// How much of the words the sentence itself must hold, where no run speaks for it.
const ITSELF: f32 = 0.25;
/// How much more a name or a figure weighs.
const NAMED: f32 = 1.5;
/// What each further word counts less: the words next to the cue are those that are cited.
const FADES: f32 = 0.95;
/// Sentences that are looked at closely.
const CLOSE: usize = 6;

/// A sentence that may be the original.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hit {
    /// Index of the sentence in its room.
    pub sentence: usize,
    /// How much of the words is there, from 0 to 1, and what the run adds.
    pub score: f32,
    /// How much of the words this sentence alone holds.
    pub alone: f32,
    /// The longest run of the same words.
    pub run: usize,
    /// Words of matter and numbers that this sentence itself holds.
    pub n: usize,
}

/// What is looked for.
#[derive(Clone, Copy)]
pub(super) struct Want<'w> {
    /// The words cited.
    pub said: &'w [Word],
    /// The figures among them.
    pub figures: &'w [&'w Figure],
}

/// What the words looked for give to one sentence.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    /// With the sentences beside it.
    around: f32,
    /// By itself.
    alone: f32,
    /// Number of words that it holds itself.
    n: usize,
}

/// How far the words may lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// In the same meeting, said by the one cited.
    Here,
    /// In another meeting, or said by one of several.
    Elsewhere,
}

/// The best sentence among those that `may` be it; `None` when none holds enough.
pub(super) fn find(
    room: &Room,
    want: Want,
    may: &dyn Fn(usize) -> bool,
    reach: Reach,
    (shelf, rules): (&EchoWords, &Rules),
) -> Option<Hit> {
    let best = nearest(room, want, may, (shelf, rules))?;
    let least = LEAST + if reach == Reach::Elsewhere { FAR } else { 0.0 };
    (best.score >= least).then_some(best)
}

/// The best sentence, whether it holds enough or not.
pub(super) fn nearest(
    room: &Room,
    want: Want,
    may: &dyn Fn(usize) -> bool,
    (shelf, rules): (&EchoWords, &Rules),
) -> Option<Hit> {
    let said = want.said;
    let mut content: Vec<&Word> = content(said, shelf, rules);
    let is_short = content.len() < WORDS;
    if is_short {
        content = matter(said, rules);
    }
    let sought = sought(room, want, &content, rules);
    let total: f32 = sought.iter().map(|(_, w)| w).sum();
    if content.is_empty() || total <= 0.0 {
        return None;
    }
    let mut scores: BTreeMap<usize, Score> = BTreeMap::new();
    for (sought, weight) in &sought {
        spread(room, sought, *weight / total, may, &mut scores);
    }
    let mut order: Vec<(usize, Score)> = scores.into_iter().collect();
    order.sort_by(|a, b| (b.1.around + b.1.alone).total_cmp(&(a.1.around + a.1.alone)).then(b.0.cmp(&a.0)));
    let close = order.into_iter().take(CLOSE).filter_map(|(sentence, found)| {
        let run = room.run(sentence, said, rules);
        let speaks = run.saturating_sub(RUN - 1).min(5) as f32 * 0.09;
        let score = (found.around.max(found.alone) + speaks).min(1.0);
        let holds = if is_short {
            // Only its very words speak for so few.
            run >= RUN && run * 5 >= said.len() * 3
        } else {
            let words = if content.len() >= LONG { WORDS_OF_LONG } else { WORDS };
            run > RUN
                || run == RUN && (found.n >= WORDS || run * 5 >= said.len() * 3)
                || found.n >= words && found.alone >= ITSELF
        };
        holds.then_some(Hit { sentence, score, alone: found.alone, run, n: found.n })
    });
    close.max_by(|a, b| (a.score + a.alone * 0.2).total_cmp(&(b.score + b.alone * 0.2)))
}

/// Where the words and numbers stand, with what each weighs.
fn sought(room: &Room, want: Want, content: &[&Word], rules: &Rules) -> Vec<(Sought, f32)> {
    let n = room.sentences.len() as f32;
    let rare = |sought: &Sought| (1.0 + n / (1.0 + sought.hits.len() as f32)).ln().min(4.0);
    // A number is looked for as a number, its words not.
    let numbered =
        |w: &Word| want.figures.iter().any(|f| f.value.is_some_and(|v| v >= 10.0) && f.span.holds(w.span));
    let is_number = |w: &Word| {
        numbered(w)
            && (w.is_digits()
                || rules.wording.numbers.contains_key(w.bare())
                || rules.wording.scales.contains_key(w.bare()))
    };
    let mut sought: Vec<(Sought, f32)> = content
        .iter()
        .enumerate()
        .filter(|(_, w)| !is_number(w))
        .map(|(at, w)| {
            let sought = room.seek(w.bare(), rules);
            let rare = rare(&sought);
            let named = w.is_digits() || w.case != Case::Lower && !w.opens;
            let rare = if named { rare * NAMED } else { rare };
            (sought, rare * FADES.powi(at.min(40) as i32))
        })
        .collect();
    for figure in want.figures.iter().filter(|f| f.value.is_some_and(|v| v >= 10.0)) {
        let found = room.seek_number(figure);
        let weight = rare(&found) * NAMED;
        sought.push((found, weight));
    }
    sought
}

/// Adds what one word gives to each sentence: in full where it stands, half to the neighbours.
fn spread(
    room: &Room,
    sought: &Sought,
    weight: f32,
    may: &dyn Fn(usize) -> bool,
    scores: &mut BTreeMap<usize, Score>,
) {
    let mut here: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
    for (sentence, value) in &sought.hits {
        let at = *sentence as usize;
        if !may(at) {
            continue;
        }
        let turn = room.sentences[at].turn;
        for near in [at.checked_sub(1), Some(at), at.checked_add(1)].into_iter().flatten() {
            let same_turn = room.sentences.get(near).is_some_and(|s| s.turn == turn);
            if !same_turn || !may(near) {
                continue;
            }
            let known = here.entry(near).or_insert((0.0, 0.0));
            let part = if near == at { *value } else { value * 0.5 };
            known.0 = known.0.max(part);
            if near == at {
                known.1 = known.1.max(*value);
            }
        }
    }
    for (at, (around, alone)) in here {
        let sum = scores.entry(at).or_default();
        sum.around += around * weight;
        sum.alone += alone * weight;
        sum.n += usize::from(alone > 0.0);
    }
}

/// Words that are no mere form, those too that say little.
pub(super) fn matter<'w>(said: &'w [Word], rules: &Rules) -> Vec<&'w Word> {
    said.iter().filter(|w| !rules.wording.is_function(&w.form)).collect()
}

/// True for words that can be looked for: two that carry matter, or as many as make a run.
pub(super) fn is_enough(said: &[Word], (shelf, rules): (&EchoWords, &Rules)) -> bool {
    content(said, shelf, rules).len() >= WORDS || said.len() >= RUN && !matter(said, rules).is_empty()
}

/// True for words that say too little to be looked for but as they are.
pub(super) fn is_short(said: &[Word], (shelf, rules): (&EchoWords, &Rules)) -> bool {
    content(said, shelf, rules).len() < WORDS
}

/// The words that carry matter.
pub(super) fn content<'w>(said: &'w [Word], shelf: &EchoWords, rules: &Rules) -> Vec<&'w Word> {
    let wording = &rules.wording;
    said.iter()
        .filter(|w| {
            let form = w.bare();
            !wording.is_function(&w.form)
                && !shelf.holds("light", form)
                && !wording.titles.contains(form)
                && !wording.negators.contains(&w.form)
                && (form.chars().count() > 1 || w.is_digits())
        })
        .collect()
}
