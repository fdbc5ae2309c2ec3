//! Labels set off by another sign than a colon, and the marks that may stand before a label.
//!
//! ```text
//! Vera Holt – We came.      HOLT. We came.       HOLT. — We came.     Vera Holt | We came.
//! [HOLT] We came.           Vera Holt:We came.   EL PRESIDENTE.- We came.
//! ```
//! Such signs stand in any prose. So one label proves nothing: the labels of one sign are a family when
//! they come back, alternate and cover the page (`families` below); a single one is never believed.

use std::collections::BTreeMap;

use super::clock::after_clock;
use super::family::Family;
use super::induction::{Form, Opening};
use super::label::{Sort, parse};
use crate::page::{Block, BlockKind, Document};
use crate::rules::Rules;
use crate::span::Span;

/// The sign after a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// `Name – words`.
    Dash,
    /// `Name | words`.
    Bar,
    /// `[Name] words`.
    Square,
    /// `NAME. words`, `NAME. — words`, `NAME.- words`.
    Point,
    /// `Name:words`.
    Glued,
}

/// Bytes of a block in which a label must end.
const LABEL_BYTES: usize = 120;

/// The candidates of one block, at most one a sign.
pub(super) fn candidates(text: &str, at: usize, block: Block, rules: &Rules) -> Vec<Opening> {
    let head = head(text);
    let found = [square(head), point(head, rules), dash(head), bar(head), glued(head)];
    let opening = |(sign, label, words): (Sign, Span, usize)| {
        let printed = label.of(text).trim();
        let label_of = parse(printed, &rules.labels)?;
        let rest = text.get(words..).unwrap_or("");
        let words = block.span.start + words + (rest.len() - rest.trim_start().len());
        Some(Opening {
            block: at,
            label: Some(label_of),
            form: Form::Sign(sign),
            span: label.shifted(block.span.start),
            words,
        })
    };
    found.into_iter().flatten().filter_map(opening).collect()
}

fn head(text: &str) -> &str {
    let cut = (0..=text.len().min(LABEL_BYTES)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    text.get(..cut).unwrap_or("").split('\n').next().unwrap_or("")
}

fn square(head: &str) -> Option<(Sign, Span, usize)> {
    let (open, close) = if head.starts_with('[') { ('[', ']') } else { ('<', '>') };
    let rest = head.strip_prefix(open)?;
    let end = rest.find(close)?;
    let after = rest.get(end + 1..)?;
    (end > 0 && after.starts_with(char::is_whitespace))
        .then(|| (Sign::Square, Span::new(1, 1 + end), end + 2))
}

fn bar(head: &str) -> Option<(Sign, Span, usize)> {
    let at = head.find('|').and_then(|_| head.find(" | "))?;
    Some((Sign::Bar, Span::new(0, at), at + 3))
}

/// The first dash between spaces.
fn dash(head: &str) -> Option<(Sign, Span, usize)> {
    // A hyphen, or the first byte of a longer dash.
    if !head.bytes().any(|b| matches!(b, b'-' | 0xE2)) {
        return None;
    }
    let (at, sign) =
        [" - ", " – ", " — ", " -- "].iter().filter_map(|d| head.find(d).map(|at| (at, d))).min()?;
    (at > 0 && !head[..at].ends_with('.')).then(|| (Sign::Dash, Span::new(0, at), at + sign.len()))
}

fn glued(head: &str) -> Option<(Sign, Span, usize)> {
    let at = head.find(':')?;
    let next = head.get(at + 1..)?.chars().next()?;
    let begins = next.is_alphabetic() || matches!(next, '.' | '…' | '“' | '"' | '«' | '„' | '(' | '[');
    begins.then(|| (Sign::Glued, Span::new(0, at), at + 1))
}

/// `HOLT. words`, `M. Varga. – words`: the label is in capitals or opens with an honorific.
fn point(head: &str, rules: &Rules) -> Option<(Sign, Span, usize)> {
    let mut seen = 0;
    let mut bound = false;
    for (at, word) in head.split(' ').take(8).enumerate() {
        let end = seen + word.len();
        let bare = word.trim_end_matches(['.', '-', '–', '—']);
        let short = || bare.split('.').all(|p| p.chars().count() <= 1) || rules.labels.is_honorific(bare);
        bound |= at == 0 && rules.labels.is_honorific(bare) || bare.ends_with(')');
        if word.len() > bare.len() && word[bare.len()..].starts_with('.') && !short() {
            let label = Span::new(0, seen + bare.len());
            let caps = label.of(head).split('(').next().unwrap_or("").chars().all(|c| !c.is_lowercase());
            let after = head.get(end..)?.trim_start();
            let dashed = word[bare.len()..].len() > 1 || after.starts_with(['–', '—', '-']);
            if !(caps || bound || dashed) {
                return None;
            }
            let skip = head.get(end..)?.len() - after.trim_start_matches(['–', '—', '-']).len();
            return (!after.is_empty()).then_some((Sign::Point, label, end + skip));
        }
        seen = end + 1;
    }
    None
}

/// What one family of signs says for itself.
#[derive(Default)]
struct Tally {
    /// Candidates whose label could be a speaker's.
    shaped: usize,
    /// Of these, such whose printed label comes back.
    again: usize,
    /// Different labels that come back.
    voices: usize,
    /// Of these, labels of unnamed questioners.
    questions: usize,
    /// Neighbours with different labels.
    changes: usize,
}

/// The openings of the one family of signs that carries the page, if any does.
pub(super) fn families(document: &Document, all: &[Opening], page: &Family<'_>) -> Vec<Opening> {
    let mut by_form: BTreeMap<Form, Vec<&Opening>> = BTreeMap::new();
    for opening in all {
        by_form.entry(opening.form).or_default().push(opening);
    }
    let paragraphs = document.blocks.iter().filter(|b| is_text(b)).count();
    let mut best: Vec<Opening> = Vec::new();
    for of_form in by_form.into_values() {
        let found = family(&of_form, paragraphs, page);
        if found.len() > best.len() {
            best = found;
        }
    }
    best
}

fn is_text(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Quote)
}

/// The accepted openings of one form: all whose label comes back or looks like those that do.
pub(super) fn family(of_form: &[&Opening], paragraphs: usize, page: &Family<'_>) -> Vec<Opening> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    let printed = |o: &Opening| o.label.as_ref().map(|l| l.form()).unwrap_or_default();
    let fits: Vec<&&Opening> = of_form
        .iter()
        .filter(|o| o.label.as_ref().is_some_and(|l| page.could_speak(l)) && page.speaks(o))
        .collect();
    for opening in &fits {
        *count.entry(printed(opening)).or_default() += 1;
    }
    let mut tally = Tally { shaped: fits.len(), ..Tally::default() };
    tally.again = count.values().filter(|n| **n > 1).sum();
    tally.voices = count.values().filter(|n| **n > 1).count();
    let asks = |o: &Opening| o.label.as_ref().is_some_and(|l| l.sort == Sort::Question);
    tally.questions = fits.iter().filter(|o| asks(o)).count();
    tally.changes = fits.windows(2).filter(|p| printed(p[0]) != printed(p[1])).count();
    if !carries(&tally, paragraphs) {
        return Vec::new();
    }
    // What comes back opens a turn even where its words break off.
    let known = |o: &Opening| count.get(&printed(o)).is_some_and(|n| *n > 1);
    of_form
        .iter()
        .filter(|o| o.label.as_ref().is_some_and(|l| page.could_speak(l)) && (known(o) || page.speaks(o)))
        .filter(|o| {
            known(o)
                || o.label.as_ref().is_some_and(|l| {
                    l.sort != Sort::Named || l.words.len() > 1 || l.honorific || page.capitals_like(l)
                })
        })
        .map(|o| (*o).clone())
        .collect()
}

/// Several voices that come back and alternate over a good part of the page; or questions alone,
/// whose answers have no label.
fn carries(tally: &Tally, paragraphs: usize) -> bool {
    let covers = |share: usize| tally.shaped * share >= paragraphs;
    let dialogue = tally.again >= 4
        && tally.again * 2 >= tally.shaped
        && (tally.voices >= 2 || tally.questions > 0)
        && tally.changes * 2 >= tally.shaped;
    let questions = tally.questions >= 2 && tally.questions * 10 >= tally.shaped * 9;
    // An answer without a label may be of many paragraphs.
    covers(6) && dialogue || covers(15) && questions
}

/// Bytes of the marks before a label: `>> `, `— `, `12. `, `[00:12] `.
pub(super) fn marks_before(text: &str) -> usize {
    let rest = text.trim_start_matches('>').trim_start();
    let rest = rest.strip_prefix("**").unwrap_or(rest);
    let rest = ["— ", "– ", "- ", "• ", "* ", "· "].iter().find_map(|m| rest.strip_prefix(m)).unwrap_or(rest);
    let rest = after_number(rest).or_else(|| after_clock(rest)).unwrap_or(rest).trim_start();
    text.len() - rest.len()
}

/// "12. The PRESIDENT" gives "The PRESIDENT".
fn after_number(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?.strip_prefix(['.', ')'])?;
    (1..=4).contains(&digits).then_some(rest).filter(|r| r.starts_with(' '))
}
