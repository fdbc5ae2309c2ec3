//! A field: the words of a passage near the place that the look-up found, and the search in them.
//!
//! Words are compared by their folded form. A form that only looks the same (a letter of another
//! script) is found too, and marked. Notes such as "(Applause.)" are not words; insertions in
//! brackets may be left out.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Passage;
use super::asked::{Asked, Before, Part};
use crate::rules::Rules;
use crate::span::Span;
use crate::words::{Word, words};

/// Words that an ellipsis may leave out.
const ELLIPSIS_WORDS: usize = 80;
/// Words that a bracket may stand for.
const BRACKET_WORDS: usize = 6;
/// Longest claim, in words, for which near wordings are looked for.
const NEAR_WORDS: usize = 500;
/// Longest note or insertion in brackets, in bytes.
const ASIDE_BYTES: usize = 160;

/// The words of a passage, in one of its ways to be read.
pub(super) struct Field {
    /// Index of the passage.
    pub passage: usize,
    pub words: Vec<Word>,
}

/// Where words were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Words of the field.
    pub words: Range<usize>,
    /// Some words only look the same.
    pub is_lookalike: bool,
    /// Words of the field that an ellipsis or bracket of the claim stands for.
    pub skipped: Vec<Range<usize>>,
}

/// The closest wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Near {
    pub words: Range<usize>,
    /// Words to change.
    pub distance: usize,
}

/// The fields of all passages. Places of one turn that lie close are one field.
pub(super) fn fields(passages: &[Passage], reach: usize, rules: &Rules) -> Vec<Field> {
    let mut spans: Vec<(&str, Span, Span, usize)> = passages
        .iter()
        .enumerate()
        .map(|(n, p)| (p.document.as_str(), p.words, focus(p, reach), n))
        .collect();
    spans.sort_unstable();
    let mut joined: Vec<(&str, Span, Span, usize)> = Vec::new();
    for next in spans {
        match joined.last_mut().filter(|l| l.0 == next.0 && l.1 == next.1 && next.2.start <= l.2.end) {
            Some(last) => last.2.end = last.2.end.max(next.2.end),
            None => joined.push(next),
        }
    }
    joined.into_iter().flat_map(|(_, _, focus, n)| ways(n, &passages[n], focus, rules)).collect()
}

/// The words of a stretch: with its insertions, and without them when it has some.
fn ways(n: usize, passage: &Passage, focus: Span, rules: &Rules) -> Vec<Field> {
    let (mut notes, mut supplied) = asides(&passage.text, focus, rules);
    notes.extend(passage.unheard.iter().filter(|s| s.overlaps(focus)));
    notes.extend(super::gaps(&passage.pieces, &passage.text));
    supplied.extend(passage.supplied.iter().filter(|s| s.overlaps(focus)));
    let read = |unheard: &[Span]| Field {
        passage: n,
        words: join_initials(words(&passage.text, focus, unheard).0, &passage.text),
    };
    let mut found = vec![read(&notes)];
    if !supplied.is_empty() {
        let mut unheard = notes;
        unheard.extend(supplied);
        found.push(read(&unheard));
    }
    found
}

/// The words of the passage within `reach` bytes of the hit, cut at white space.
fn focus(passage: &Passage, reach: usize) -> Span {
    let text: &str = &passage.text;
    let (low, high) = (passage.words.start, passage.words.end.min(text.len()));
    let mut start = passage.hit.start.saturating_sub(reach).clamp(low, high);
    let mut end = passage.hit.end.saturating_add(reach).clamp(start, high);
    let space = |at: usize| at == 0 || text.get(at - 1..at).is_some_and(|c| c.trim().is_empty());
    while start > low && !(text.is_char_boundary(start) && space(start)) {
        start -= 1;
    }
    while end < high && !(text.is_char_boundary(end) && space(end)) {
        end += 1;
    }
    Span::new(start, end)
}

/// Notes, and other words in square brackets.
fn asides(text: &str, within: Span, rules: &Rules) -> (Vec<Span>, Vec<Span>) {
    let (mut notes, mut supplied) = (Vec::new(), Vec::new());
    let mut open: Option<(usize, u8)> = None;
    for (off, byte) in within.of(text).bytes().enumerate() {
        let at = within.start + off;
        match (byte, open) {
            (b'(' | b'[', _) => open = Some((at, byte)),
            (b')', Some((from, b'('))) | (b']', Some((from, b'['))) => {
                let span = Span::new(from, at + 1);
                let is_note = span.len() <= ASIDE_BYTES
                    && span
                        .of(text)
                        .split(|c: char| !c.is_alphanumeric() && c != '-')
                        .any(|w| rules.sentences.is_note(&w.to_lowercase()));
                if is_note {
                    notes.push(span);
                } else if byte == b']' && span.len() <= ASIDE_BYTES {
                    supplied.push(span);
                }
                open = None;
            }
            _ => {}
        }
    }
    (notes, supplied)
}

impl Field {
    /// The place of some words in the document.
    pub fn span(&self, range: &Range<usize>) -> Span {
        match (self.words.get(range.start), self.words.get(range.end.saturating_sub(1))) {
            (Some(first), Some(last)) if range.start < range.end => {
                Span::new(first.span.start, last.span.end)
            }
            _ => Span::default(),
        }
    }

    /// All places where words of the claim stand one after the other.
    pub fn find(&self, asked: &Asked, range: &Range<usize>, rules: &Rules) -> Vec<Run> {
        let Some(wanted) = asked.words.get(range.clone()).filter(|w| !w.is_empty()) else {
            return Vec::new();
        };
        self.words
            .windows(wanted.len())
            .enumerate()
            .filter_map(|(at, there)| {
                let mut is_lookalike = false;
                for (x, y) in wanted.iter().zip(there) {
                    match meet(&x.form, &y.form, rules)? {
                        Meeting::Same => {}
                        Meeting::Lookalike => is_lookalike = true,
                    }
                }
                Some(Run { words: at..at + wanted.len(), is_lookalike, skipped: Vec::new() })
            })
            .collect()
    }

    /// The places where the parts of a claim stand in order, each as early as it can.
    pub fn find_parts(&self, asked: &Asked, parts: &[Part], rules: &Rules) -> Vec<Run> {
        let Some((first, others)) = parts.split_first() else { return Vec::new() };
        let begins = self.find(asked, &first.words, rules);
        let rest: Vec<(Vec<Run>, usize)> = others
            .iter()
            .map(|part| {
                let most = if part.before == Before::Ellipsis { ELLIPSIS_WORDS } else { BRACKET_WORDS };
                (self.find(asked, &part.words, rules), most)
            })
            .collect();
        begins.into_iter().filter_map(|begin| follow(begin, &rest)).collect()
    }

    /// The wording that needs the fewest changes, when at least some words are the same.
    pub fn nearest(&self, wanted: &[u32], ids: &BTreeMap<&str, u32>) -> Option<Near> {
        let m = wanted.len();
        if m == 0 || m > NEAR_WORDS {
            return None;
        }
        let there: Vec<u32> =
            self.words.iter().map(|w| ids.get(w.form.as_str()).copied().unwrap_or(0)).collect();
        let width = m + m / 4 + 2;
        let mut best: Option<Near> = None;
        for centre in best_windows(&there, width, m) {
            let start = centre.saturating_sub(m / 2 + 2);
            let end = (centre + width + m / 2 + 2).min(there.len());
            let near = align(wanted, there.get(start..end).unwrap_or(&[]));
            let near = Near { words: near.words.start + start..near.words.end + start, ..near };
            if best.as_ref().is_none_or(|b| near.distance < b.distance) {
                best = Some(near);
            }
        }
        best
    }
}

fn follow(mut run: Run, rest: &[(Vec<Run>, usize)]) -> Option<Run> {
    for (places, most) in rest {
        let end = run.words.end;
        let next = places.iter().find(|p| p.words.start >= end && p.words.start - end <= *most)?;
        run.skipped.push(end..next.words.start);
        run.is_lookalike |= next.is_lookalike;
        run.words.end = next.words.end;
    }
    Some(run)
}

enum Meeting {
    Same,
    Lookalike,
}

fn meet(x: &str, y: &str, rules: &Rules) -> Option<Meeting> {
    if x == y {
        return Some(Meeting::Same);
    }
    if x.is_ascii() && y.is_ascii() || x.chars().count() != y.chars().count() {
        return None;
    }
    let alike = x
        .chars()
        .zip(y.chars())
        .all(|(a, b)| a == b || rules.verdict.looks_like(a) == rules.verdict.looks_like(b));
    alike.then_some(Meeting::Lookalike)
}

/// Starts of the windows that share most words with the claim; at most three, apart.
fn best_windows(there: &[u32], width: usize, m: usize) -> Vec<usize> {
    let mut shared = there.iter().take(width).filter(|w| **w != 0).count();
    let mut sums = vec![(shared, 0)];
    for at in 1..there.len() {
        shared -= usize::from(there[at - 1] != 0);
        shared += usize::from(there.get(at + width - 1).is_some_and(|w| *w != 0));
        sums.push((shared, at));
    }
    sums.sort_by_key(|(shared, at)| (std::cmp::Reverse(*shared), *at));
    let mut chosen: Vec<usize> = Vec::new();
    for (shared, at) in sums {
        if shared * 5 < m * 2 || chosen.len() == 3 {
            break;
        }
        if chosen.iter().all(|c| c.abs_diff(at) > m / 2) {
            chosen.push(at);
        }
    }
    chosen
}

/// The stretch of `there` that is nearest to `wanted`, by words inserted, left out or replaced.
fn align(wanted: &[u32], there: &[u32]) -> Near {
    let m = wanted.len();
    // One column a word of `there`: the cost, and where its path begins.
    let mut column: Vec<(usize, usize)> = (0..=m).map(|i| (i, 0)).collect();
    let mut best = Near { words: 0..0, distance: m };
    for (j, word) in there.iter().enumerate() {
        let mut cross = column[0];
        column[0] = (0, j + 1);
        for i in 1..=m {
            let same = wanted[i - 1] == *word;
            let found = [
                (cross.0 + usize::from(!same), cross.1),
                (column[i].0 + 1, column[i].1),
                (column[i - 1].0 + 1, column[i - 1].1),
            ]
            .into_iter()
            .min_by_key(|(cost, from)| (*cost, *from))
            .unwrap_or((m, 0));
            cross = column[i];
            column[i] = found;
        }
        // Of places as near, the one of the claim's own length: a last word replaced is no word left out.
        let found = Near { words: column[m].1..j + 1, distance: column[m].0 };
        let key = |near: &Near| (near.distance, near.words.len().abs_diff(m));
        if key(&found) < key(&best) {
            best = found;
        }
    }
    best
}

/// Numbers for the forms of a claim, from one; other words are 0.
pub(super) fn ids(words: &[Word]) -> BTreeMap<&str, u32> {
    let mut found = BTreeMap::new();
    for word in words {
        let next = u32::try_from(found.len() + 1).unwrap_or(u32::MAX);
        found.entry(word.form.as_str()).or_insert(next);
    }
    found
}

/// Makes "u.s." one word, as "U.S." is.
pub(super) fn join_initials(found: Vec<Word>, text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(found.len());
    let mut is_open = false;
    for word in found {
        let single = word.form.chars().count() == 1 && word.form.chars().all(char::is_alphabetic);
        let joins = single
            && is_open
            && out.last().is_some_and(|l| Span::new(l.span.end, word.span.start).of(text) == ".");
        if let Some(last) = out.last_mut().filter(|_| joins) {
            last.form.push_str(&word.form);
            last.span.end = word.span.end;
        } else {
            out.push(word);
        }
        is_open = single;
    }
    out
}
