//! Which lines of a text capture are too light to be its text, and which stay whatever they weigh.
//!
//! `weigh` knows shapes and places alone. Talk has lines of every shape: a name over what is said, "Yes.",
//! a note in brackets. So the weights decide nothing between labels or names that come back, a sentence
//! that touches text is text, and so are a few lines between text and under the title.

use std::collections::BTreeMap;

use super::chrome::{Part, Shape, is_speaker_line};
use super::draft::Draft;
use super::weigh::{Seen, repeats, text_lines};
use crate::rules::Rules;

/// The lines as `weigh` looks at them.
pub(super) fn seen<'l>(draft: &'l Draft, shapes: &[Shape]) -> Vec<Seen<'l>> {
    let repeats = repeats(shapes.iter().map(|s| s.folded.as_str()));
    let lines = draft.lines.iter().zip(shapes).zip(repeats);
    lines.map(|((line, shape), repeat)| Seen { text: &line.text, part: shape.part, repeat }).collect()
}

/// Lines that may be chrome by their weight: not those of talk, nor what stands between them.
pub(super) fn free_lines(draft: &Draft, shapes: &[Shape], rules: &Rules) -> Vec<bool> {
    let mut free: Vec<bool> = shapes.iter().map(|s| s.part == Part::Body && !s.labelled).collect();
    let labelled: Vec<usize> = (0..shapes.len()).filter(|at| shapes[*at].labelled).collect();
    for talk in [labelled, named_lines(draft, shapes, rules)] {
        if let [first, .., last] = talk[..]
            && talk.len() >= TALK
        {
            free[first..=last].fill(false);
        }
    }
    free
}

/// Lines with labels that come back, from which on a page is talk.
const TALK: usize = 3;

/// Names that stand on lines of their own over what is said: two with an honorific, or two that come
/// back again and again.
fn named_lines(draft: &Draft, shapes: &[Shape], rules: &Rules) -> Vec<usize> {
    let over_words = |at: &usize| {
        let next = shapes.get(at + 1);
        shapes[*at].part == Part::Body && next.is_some_and(|n| n.part == Part::Body && n.ends)
    };
    let honoured = |at: &usize| {
        let text = draft.lines[*at].text.as_str();
        let heads = text.split(['(', '[']).filter_map(|p| p.split_whitespace().next());
        shapes[*at].words <= 14 && heads.into_iter().any(|w| rules.labels.is_honorific(w))
    };
    let named: Vec<usize> = (0..shapes.len())
        .filter(over_words)
        .filter(|at| is_speaker_line(draft, shapes, *at, rules) && (shapes[*at].words >= 2 || honoured(at)))
        .collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for at in &named {
        *count.entry(&shapes[*at].folded).or_default() += 1;
    }
    let come_back = count.values().filter(|n| **n >= TALK).count();
    let talks = come_back >= 2 || named.iter().filter(|at| honoured(at)).count() >= 2;
    if talks { named } else { Vec::new() }
}

/// Lines of a text capture that are chrome by their weight. None where nothing is prose.
pub(super) fn light_lines(draft: &Draft, shapes: &[Shape], title: Option<usize>, rules: &Rules) -> Vec<bool> {
    let is_text = text_lines(&seen(draft, shapes), rules);
    let holds_text = is_text.iter().zip(shapes).any(|(text, shape)| *text && shape.prose);
    if !holds_text {
        return vec![false; shapes.len()];
    }
    let free = free_lines(draft, shapes, rules);
    let mut light: Vec<bool> = is_text.iter().zip(&free).map(|(text, free)| *free && !text).collect();
    keep_sentences_beside_text(draft, shapes, &mut light);
    keep_inside_text(draft, shapes, title, &mut light);
    light
}

/// Lines of chrome in the middle of a text: fewer are a head, a name, a note.
const LEAST_INSIDE: usize = 4;
/// Lines between a title and its text: place, day, who spoke.
const MOST_UNDER_TITLE: usize = 6;

/// A few lines between text stay, as do notes in brackets and what stands under the title.
fn keep_inside_text(draft: &Draft, shapes: &[Shape], title: Option<usize>, light: &mut [bool]) {
    let is_text = |at: usize| !matches!(shapes[at].part, Part::Chrome(_));
    let mut at = 0;
    while at < light.len() {
        let run = light[at..].iter().take_while(|l| **l).count();
        let between = at > 0 && at + run < light.len() && is_text(at - 1) && is_text(at + run);
        let under_title = title.is_some_and(|t| t < at + run && t >= at.saturating_sub(1));
        let most = if under_title { MOST_UNDER_TITLE } else { LEAST_INSIDE - 1 };
        if run <= most && (between || under_title) {
            light[at..at + run].fill(false);
        }
        at += run.max(1);
    }
    for (light, line) in light.iter_mut().zip(&draft.lines) {
        *light &= !line.text.starts_with(['(', '[']);
    }
    if let Some(title) = title {
        light[title] = false;
    }
}

/// A sentence that touches text is text, however short: the last words of a speech are "Thank you.",
/// its first "Good morning,".
fn keep_sentences_beside_text(draft: &Draft, shapes: &[Shape], light: &mut [bool]) {
    let is_text = |at: usize, light: &[bool]| !light[at] && !matches!(shapes[at].part, Part::Chrome(_));
    let said = |at: usize| shapes[at].ends || draft.lines[at].text.ends_with([',', '，', '—', '–']);
    for at in 1..light.len() {
        light[at] &= !(said(at) && is_text(at - 1, light));
    }
    for at in (1..light.len()).rev() {
        light[at - 1] &= !(said(at - 1) && is_text(at, light));
    }
}
