//! Lost line breaks: labels inside a paragraph.
//!
//! ```text
//! V.Holt: Welcome. P.Varga: Thank you. Question: When will it open? V.Holt: In May.
//! ```
//! is four turns. A label inside a paragraph follows the end of a sentence and is printed on the page
//! again. Either the page is full of such labels, or the label also opens paragraphs of the page, so
//! that one break was lost; a colon in a sentence is neither. The paragraph is cut there, and all that
//! follows is as if the breaks had been kept.

use std::collections::{BTreeMap, BTreeSet};

use super::label::{Label, Sort, parse};
use super::names::NameIndex;
use super::set_off;
use crate::page::{Block, BlockKind, Page};
use crate::rules::Rules;
use crate::span::Span;

/// A label inside a paragraph, or at its head.
struct Inner {
    block: usize,
    at: usize,
    head: bool,
    /// A sentence begins after the colon.
    begins: bool,
    label: Label,
}

/// Bytes before a colon in which a label must begin.
const LABEL_BYTES: usize = 120;

/// The page with its paragraphs cut before the labels inside them; `None` when there are none.
pub(super) fn parted(page: &Page, index: &NameIndex, rules: &Rules) -> Option<Page> {
    let document = &page.document;
    let mut found = Vec::new();
    for (at, block) in document.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Quote) {
            collect(&document.text, at, block.span, rules, &mut found);
        }
    }
    let cuts = cuts(&found, index);
    if cuts.is_empty() {
        return None;
    }
    let mut parted = page.clone();
    parted.document.blocks.clear();
    parted.leads.clear();
    for (at, block) in document.blocks.iter().enumerate() {
        let mut from = block.span.start;
        let lead = page.leads.get(at).copied().flatten();
        for cut in cuts.get(&at).into_iter().flatten().chain([&block.span.end]) {
            let span = Span::new(from, *cut).trimmed(&document.text);
            if !span.is_empty() {
                parted.document.blocks.push(Block { span, kind: block.kind });
                parted.leads.push(lead.filter(|l| span.holds(*l)));
            }
            from = *cut;
        }
    }
    Some(parted)
}

/// All labels of one paragraph.
fn collect(text: &str, block: usize, span: Span, rules: &Rules, found: &mut Vec<Inner>) {
    let words = span.of(text);
    if !words.contains(':') && !words.contains('：') {
        return;
    }
    let mut last = 0;
    for (colon, sign) in words.match_indices([':', '：']) {
        let after = words.get(colon + sign.len()..).unwrap_or("");
        let spoken = after.trim_start();
        let begins = spoken.starts_with(|c: char| {
            c.is_uppercase()
                || c.is_numeric()
                || matches!(c, '“' | '"' | '«' | '„' | '…' | '(' | '[')
                || caseless(c)
        });
        let apart = spoken.len() < after.len() || sign == "：";
        let from = label_start(words, last, colon, rules);
        last = colon + sign.len();
        let Some(from) = from.filter(|_| apart) else { continue };
        // "12. The PRESIDENT": marks before the first label are no words.
        let from = if from <= set_off::marks_before(words) { 0 } else { from };
        let Some(label) =
            words.get(from..colon).and_then(|l| parse(l.get(set_off::marks_before(l)..)?, &rules.labels))
        else {
            continue;
        };
        found.push(Inner { block, at: span.start + from, head: from == 0, begins, label });
    }
}

fn caseless(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// Where the label before `colon` begins: at the head of the paragraph, or after the last sentence.
fn label_start(words: &str, from: usize, colon: usize, rules: &Rules) -> Option<usize> {
    let low = colon.saturating_sub(LABEL_BYTES).max(from);
    let low = (low..=colon).find(|i| words.is_char_boundary(*i))?;
    let window = words.get(low..colon)?;
    let mut start = (low == 0).then_some(0);
    for (at, _) in window.match_indices([' ', '\u{a0}', '\n']) {
        let before = window.get(..at)?.trim_end();
        let word = before.rsplit([' ', '\u{a0}', '\n']).next().unwrap_or("");
        let ends = before.trim_end_matches(['"', '”', '’', '»', ')', ']', '›']);
        let stops =
            ends.ends_with(['.', '?', '!', '…', '—', '-', '。', '？', '！']) || ends.len() < before.len();
        let bare = word.trim_end_matches('.');
        let short = word.ends_with('.')
            && (bare.chars().count() <= 1 && bare.chars().all(char::is_uppercase)
                || rules.labels.is_honorific(bare));
        if stops && !short {
            let gap = window.get(at..)?;
            start = Some(low + at + (gap.len() - gap.trim_start().len()));
        }
    }
    start
}

/// Which labels cut their paragraphs: block index to places in the text.
fn cuts(found: &[Inner], index: &NameIndex) -> BTreeMap<usize, Vec<usize>> {
    // "And for you, President Holt: when …" is no label of a page that prints "PRESIDENT HOLT:".
    let key = |i: &Inner| format!("{}{}", i.label.form(), if i.label.capitals() { "^" } else { "" });
    let mut times: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for inner in found {
        let entry = times.entry(key(inner)).or_default();
        *(if inner.head { &mut entry.0 } else { &mut entry.1 }) += 1;
    }
    let shaped: Vec<&Inner> = found.iter().filter(|i| !i.head && could_speak(&i.label, index)).collect();
    let heads = found.iter().filter(|i| i.head).count();
    let again = |i: &Inner| times.get(&key(i)).is_some_and(|(head, inside)| head + inside > 1);
    let recurring: Vec<String> = shaped.iter().filter(|i| again(i)).map(|i| key(i)).collect();
    let changes = recurring.windows(2).filter(|p| p[0] != p[1]).count();
    // The page is full of labels inside paragraphs.
    let full = recurring.len() >= 3 && recurring.len() >= heads.min(8) && changes * 2 >= recurring.len();
    // A full name that opens a paragraph of the page speaks inside another too, in whatever letters.
    let is_full =
        |i: &Inner| i.label.sort == Sort::Named && i.begins && i.label.words.len() > i.label.office_words + 1;
    let opened: BTreeSet<String> =
        found.iter().filter(|i| i.head && is_full(i)).map(|i| i.label.form()).collect();
    let speaks_again = |i: &Inner| is_full(i) && opened.contains(&i.label.form());
    let broken: BTreeSet<usize> = shaped.iter().filter(|i| speaks_again(i)).map(|i| i.block).collect();
    let mut cuts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for inner in shaped {
        let at_heads = times.get(&key(inner)).map_or(0, |(head, _)| *head);
        let lost = at_heads >= 2 && inner.label.sort == Sort::Named && long_enough(&inner.label);
        let often = times.get(&key(inner)).is_some_and(|(head, inside)| head + inside > 2);
        if !inner.begins && !(often && long_enough(&inner.label)) {
            continue;
        }
        let fits = again(inner) || inner.label.sort == Sort::Question || long_enough(&inner.label);
        let between = is_full(inner) && broken.contains(&inner.block);
        if full && fits || lost || speaks_again(inner) || between {
            cuts.entry(inner.block).or_default().push(inner.at);
        }
    }
    cuts
}

fn could_speak(label: &Label, index: &NameIndex) -> bool {
    let plain = |w: &String| index.is_plain(w) && !label.capitals();
    label.sort != Sort::Named
        || label.honorific
        || label.has_office()
        || label.words.len() <= 5 && !label.words.iter().any(plain)
}

/// Two words, or an initial and a surname, or an honorific: more than a word with a capital.
fn long_enough(label: &Label) -> bool {
    label.words.len() > 1
        || label.honorific
        || label.words.iter().any(|w| w.trim_end_matches('.').contains('.'))
}
