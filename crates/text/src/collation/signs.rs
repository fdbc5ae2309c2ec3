//! Differences of form between words that are the same: signs, capitals, ways of printing a word.
//!
//! Glyphs of quotes and dashes and white space were folded by `words`; what is left here is a
//! difference a printer would see.

use super::desk::{Desk, Sheet};
use super::kin::Kin;
use super::{Class, Difference};
use crate::figure::compared::is_amount_sign;
use crate::span::Span;
use crate::words::Case;

/// Notes differences of form between linked words.
pub(super) fn take(desk: &mut Desk) {
    let mut found = Vec::new();
    let pairs: Vec<(usize, usize)> =
        desk.steps.iter().filter(|s| s.kin == Kin::Same).filter_map(|s| s.a.zip(s.b)).collect();
    for (n, (i, j)) in pairs.iter().copied().enumerate() {
        if !desk.a.used[i] && !desk.b.used[j] {
            found.extend(printed(desk, i, j));
        }
        let next_to = n > 0 && pairs[n - 1] == (i.wrapping_sub(1), j.wrapping_sub(1));
        let begins = desk.a.passage.begins.contains(&i) || desk.b.passage.begins.contains(&j);
        if next_to && !begins {
            found.extend(between(desk, i, j));
        }
    }
    found.extend(tail(desk, pairs.last().copied()));
    desk.out.extend(found);
}

fn note(class: Class, a: Option<Span>, b: Option<Span>) -> Difference {
    Difference { class, rank: class.rank(), a, b, note: None, custom: None }
}

/// One word printed in two ways.
fn printed(desk: &Desk, i: usize, j: usize) -> Option<Difference> {
    let (x, y) = (&desk.a.words()[i], &desk.b.words()[j]);
    let plain = |text: &str, span: Span| -> String {
        span.of(text)
            .chars()
            .filter_map(|c| match c {
                '’' | 'ʼ' | '‘' => Some('\''),
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
                c => Some(c),
            })
            .collect()
    };
    let (p, q) = (plain(desk.a.passage.text, x.span), plain(desk.b.passage.text, y.span));
    let spans = (Some(x.span), Some(y.span));
    if p == q {
        return None;
    }
    if p.to_lowercase() == q.to_lowercase() {
        let silent = x.opens != y.opens && (x.case == Case::Lower) != (y.case == Case::Lower);
        return (!silent).then(|| note(Class::Punctuation, spans.0, spans.1));
    }
    let half = |sheet: &Sheet, k: usize| {
        let words = sheet.words();
        let shares = |other: Option<&crate::words::Word>| other.is_some_and(|w| w.span == words[k].span);
        shares(words.get(k + 1)) || k > 0 && shares(words.get(k - 1))
    };
    let halves = half(&desk.a, i) != half(&desk.b, j);
    if halves {
        // "isn't" / "is not": shown once, at the first half, unless the other half is told already.
        let told = |sheet: &Sheet, k: usize| {
            sheet.used.get(k + 1).copied().unwrap_or(false)
                && sheet.words()[k].span == sheet.words()[k + 1].span
        };
        if told(&desk.a, i) || told(&desk.b, j) {
            return None;
        }
        let second =
            i > 0 && desk.a.words()[i - 1].span == x.span || j > 0 && desk.b.words()[j - 1].span == y.span;
        return (!second).then(|| note(Class::Wording, spans.0, spans.1));
    }
    let class = if p.contains('%') || q.contains('%') { Class::Spelling } else { Class::Punctuation };
    Some(note(class, spans.0, spans.1))
}

/// The signs between two neighbours that are the same.
fn between(desk: &Desk, i: usize, j: usize) -> Option<Difference> {
    let (x, y) = (&desk.a.words()[i], &desk.b.words()[j]);
    // A sign of an amount whose figure is told already is no difference of its own.
    let told = desk.a.used[i] && desk.b.used[j];
    let rest = |w: &crate::words::Word| w.lead.replace(is_amount_sign, "");
    if x.lead == y.lead || told && rest(x) == rest(y) {
        return None;
    }
    let gap = |words: &[crate::words::Word], i: usize, text: &str| {
        Some(Span::new(words[i - 1].span.end, words[i].span.start))
            .map(|s| s.trimmed(text))
            .filter(|s| !s.is_empty())
    };
    let (a, b) = (gap(desk.a.words(), i, desk.a.passage.text), gap(desk.b.words(), j, desk.b.passage.text));
    (a.is_some() || b.is_some()).then(|| note(Class::Punctuation, a, b))
}

/// The signs after the last word.
fn tail(desk: &Desk, last: Option<(usize, usize)>) -> Option<Difference> {
    let (p, q) = (desk.a.passage, desk.b.passage);
    let (i, j) = last?;
    if i + 1 != p.words.len() || j + 1 != q.words.len() || p.tail == q.tail {
        return None;
    }
    Some(note(Class::Punctuation, Some(p.words[i].span), Some(q.words[j].span)))
}
