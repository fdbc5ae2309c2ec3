//! Which lines of this page open a turn.
//!
//! A colon after capitals is no proof of a speaker: headlines, menus and asides have one too. So the
//! lines that could open a turn are collected first; then the page decides: a label that comes back,
//! that carries an office or an honorific, that shares a surname with such a label, or that belongs
//! to a family of labels covering the page, opens a turn. What stands once and alone does not.

use std::collections::{BTreeMap, BTreeSet};

use super::bare;
use super::clock::{is_time_code, tags_after};
use super::dialogue::keep_dialogue;
use super::family::Family;
use super::heads::in_capitals;
use super::label::{Label, Sort, parse, parse_article, parse_declared};
use super::names::NameIndex;
use super::quoted::read_out;
use super::said::said;
use super::set_off::{self, Sign};
use super::stop::stop;
use super::strangers::Strangers;
use crate::page::{Block, BlockKind, Document};
use crate::rules::Rules;
use crate::span::Span;

/// How a label is set off from the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// `Name: words`, or `Name:` on a line of its own.
    Colon,
    /// `… Name said:` on a line of its own, the words in the lines after it.
    Said,
    /// `Q` and spaces.
    Spaces,
    /// `Mr. NAME. words`.
    Stop,
    /// The label alone on a line, without a sign.
    Line,
    /// Another sign after the label.
    Sign(Sign),
    /// The label at the head of a paragraph, its sign lost.
    Bare,
}

/// A line that opens, or could open, a turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Index of its block.
    pub block: usize,
    /// What the label says; `None` for "He continued:".
    pub label: Option<Label>,
    /// How it is set off.
    pub form: Form,
    /// The printed label with its terminator.
    pub span: Span,
    /// Where the words of the block begin; the end of the block when there are none in it.
    pub words: usize,
}

/// The openings of a page, in order, and the lines that bind an office to a name.
#[derive(Clone, Debug, Default)]
pub struct Induced {
    /// The lines that open a turn.
    pub openings: Vec<Opening>,
    /// "President: Mr. Aron Lind (Southland)" at the head: office and person.
    pub bound: Vec<(Label, Label)>,
    /// Blocks of such lines.
    pub bound_blocks: Vec<usize>,
    /// Blocks that are tags of the transcript's maker, in order.
    pub tags: Vec<usize>,
}

/// Decides which blocks of a document open a turn.
pub fn induce(document: &Document, leads: &[Option<Span>], index: &NameIndex, rules: &Rules) -> Induced {
    let mut found = Induced::default();
    let (mut candidates, mut signed) = (Vec::new(), Vec::new());
    found.tags = tags_after(document);
    let quoted = read_out(document);
    let nobodys = |at: usize| {
        found.tags.binary_search(&at).is_ok() || is_time_code(document.blocks[at].span.of(&document.text))
    };
    let nobodys: Vec<bool> = (0..document.blocks.len()).map(nobodys).collect();
    let next = next_spoken(&nobodys);
    let mut spoken = false;
    for (at, block) in document.blocks.iter().enumerate() {
        if nobodys[at] {
            continue;
        }
        if matches!(block.kind, BlockKind::Dateline | BlockKind::Separator)
            || is_title(document, block, rules)
            || is_posted(document, at)
            || quoted.binary_search(&at).is_ok()
        {
            continue;
        }
        let lead = leads.get(at).copied().flatten();
        let next = next[at].map(|n| &document.blocks[n]);
        if let Some(opening) = candidate(document, at, lead, next, rules) {
            // After a turn of that office the same line calls on somebody.
            match binding(document, &opening, spoken, rules) {
                _ if !spoken && is_field(document, &opening, rules) => {}
                Some(pair) => {
                    found.bound.push(pair);
                    found.bound_blocks.push(at);
                }
                None => {
                    spoken |= opening.form == Form::Colon;
                    candidates.push(opening);
                }
            }
        }
        signed.extend(set_off::candidates(block.span.of(&document.text), at, *block, rules));
    }
    labels_before_said(document, &mut candidates, rules);
    drop_heads(document, &mut candidates);
    let page = Family::new(document, &candidates, index, &rules.labels, &found.tags);
    found.openings = candidates.iter().filter(|c| page.accepts(c)).cloned().collect();
    signed.extend(bare::candidates(document, rules));
    let page = Family::new(document, &signed, index, &rules.labels, &found.tags);
    merge(&mut found.openings, set_off::families(document, &signed, &page));
    after_dashes(&mut found.openings, document);
    keep_dialogue(&mut found.openings, document, &found.tags, index, rules);
    let free = |at: usize| {
        let block = &document.blocks[at];
        !nobodys[at]
            && !matches!(block.kind, BlockKind::Dateline | BlockKind::Separator)
            && !is_title(document, block, rules)
            && !is_posted(document, at)
            && quoted.binary_search(&at).is_err()
            && !found.bound_blocks.contains(&at)
    };
    let strangers = Strangers { document, leads, index, rules }.openings(&found.openings, &free);
    found.openings.extend(strangers);
    found.openings.sort_by_key(|o| o.span.start);
    found
}

/// For each block the next one that may be somebody's.
fn next_spoken(nobodys: &[bool]) -> Vec<Option<usize>> {
    let mut next = vec![None; nobodys.len()];
    for at in (1..nobodys.len()).rev() {
        next[at - 1] = if nobodys[at] { next[at] } else { Some(at) };
    }
    next
}

/// "Vera Holt: Then she looked up and said:" is a turn of Holt where her label comes back: what her
/// words bring in is quoted by her.
fn labels_before_said(document: &Document, candidates: &mut [Opening], rules: &Rules) {
    let labelled = |c: &Opening| {
        let block = document.blocks[c.block];
        let text = block.span.of(&document.text).strip_suffix(':').filter(|_| c.form == Form::Said)?;
        colon(text, c.block, block, rules)
    };
    let form = |c: &Opening| c.label.as_ref().map(Label::form);
    let inner: Vec<Option<Opening>> = candidates.iter().map(labelled).collect();
    let colons = candidates.iter().filter(|c| c.form == Form::Colon);
    let known: BTreeSet<Option<String>> = colons.map(form).collect();
    for (candidate, inner) in candidates.iter_mut().zip(inner) {
        if let Some(inner) = inner.filter(|i| known.contains(&form(i))) {
            *candidate = inner;
        }
    }
}

/// "MOTIONS: ON THE HARBOURS OF NORLAND" is a head, unless its label also speaks in small letters or
/// the page is all in capitals.
fn drop_heads(document: &Document, candidates: &mut Vec<Opening>) {
    let head = |c: &Opening| {
        let block = document.blocks[c.block].span;
        let words = Span::new(c.words.min(block.end), block.end);
        c.form == Form::Colon
            && in_capitals(block.of(&document.text))
            && in_capitals(words.of(&document.text))
    };
    let key = |c: &Opening| c.label.as_ref().map(Label::key);
    let heads = candidates.iter().filter(|c| head(c)).count();
    if heads == 0 || heads * 2 > candidates.len() {
        return;
    }
    let voices: BTreeSet<Option<String>> = candidates.iter().filter(|c| !head(c)).map(key).collect();
    candidates.retain(|c| !head(c) || voices.contains(&key(c)));
}

/// `Name: — words` on a page that prints all its labels so: the dash belongs to the label.
fn after_dashes(openings: &mut [Opening], document: &Document) {
    let dash = |o: &Opening| {
        let words = document.text.get(o.words..).unwrap_or("");
        let rest = words.trim_start_matches(['—', '–', '-']);
        (rest.len() < words.len() && rest.starts_with(char::is_whitespace))
            .then(|| words.len() - rest.trim_start().len())
    };
    let colons = openings.iter().filter(|o| o.form == Form::Colon).count();
    // For each label: with a dash, in all.
    let mut labels: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let form = |o: &Opening| o.label.as_ref().map(Label::form).unwrap_or_default();
    for opening in openings.iter().filter(|o| o.form == Form::Colon) {
        let count = labels.entry(form(opening)).or_default();
        count.0 += usize::from(dash(opening).is_some());
        count.1 += 1;
    }
    let dashed: usize = labels.values().map(|(with, _)| with).sum();
    if dashed < 3 || dashed * 3 < colons {
        return;
    }
    let always = |o: &Opening| labels.get(&form(o)).is_some_and(|(with, all)| with == all);
    for opening in openings.iter_mut().filter(|o| o.form == Form::Colon && always(o)) {
        let end = document.blocks[opening.block].span.end;
        opening.words = (opening.words + dash(opening).unwrap_or(0)).min(end);
    }
}

/// The larger family carries the page; of the other, openings whose speaker it knows stay.
fn merge(openings: &mut Vec<Opening>, signed: Vec<Opening>) {
    let lost = signed.first().is_some_and(|o| o.form == Form::Bare);
    if signed.len() <= openings.len() * (1 + usize::from(lost)) {
        return;
    }
    let key = |o: &Opening| o.label.as_ref().map(Label::key);
    let voices: BTreeSet<Option<String>> = signed.iter().map(key).collect();
    let blocks: BTreeSet<usize> = signed.iter().map(|o| o.block).collect();
    openings.retain(|o| !blocks.contains(&o.block) && voices.contains(&key(o)));
    openings.extend(signed);
    openings.sort_by_key(|o| o.span.start);
}

/// The title of the page; a section head that names a speaker may have been taken for it.
fn is_title(document: &Document, block: &Block, rules: &Rules) -> bool {
    block.kind == BlockKind::Heading
        && document.title.as_deref().is_some_and(|t| same_words(t, block.span.of(&document.text)))
        && parse_declared(block.span.of(&document.text), &rules.labels).is_none()
}

fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

fn candidate(
    document: &Document,
    at: usize,
    lead: Option<Span>,
    next: Option<&Block>,
    rules: &Rules,
) -> Option<Opening> {
    let block = document.blocks[at];
    let text = block.span.of(&document.text);
    // "Mr. LIND. Mr. President, she said:" opens a turn of Lind, so the stop is looked for first.
    let plain = stop(text, at, block, rules)
        .or_else(|| said(text, at, block, rules))
        .or_else(|| spaces(text, at, block, rules))
        .or_else(|| colon(text, at, block, rules));
    // ">> HOLT: We came.": marks before the label are no part of it.
    let marks = set_off::marks_before(text);
    let inner = Block { span: Span::new(block.span.start + marks, block.span.end), ..block };
    let marked = || if marks > 0 { colon(text.get(marks..)?, at, inner, rules) } else { None };
    plain.or_else(marked).or_else(|| line(document, at, lead, next, rules))
}

/// Bytes of a block in which a label must end.
const LABEL_BYTES: usize = 200;

fn colon(text: &str, at: usize, block: Block, rules: &Rules) -> Option<Opening> {
    // A colon, or the first byte of a wide one.
    if !text.bytes().take(LABEL_BYTES).any(|b| matches!(b, b':' | 0xEF)) {
        return None;
    }
    let mut depth = 0usize;
    let sign = text.char_indices().take_while(|(i, _)| *i < LABEL_BYTES).find(|(_, c)| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ':' | '：')
    });
    let (colon, sign) = sign?;
    let after = text.get(colon + sign.len_utf8()..)?;
    let apart = after.chars().next().is_none_or(|c| {
        c.is_whitespace() || matches!(c, '"' | '“' | '«' | '„' | '(' | '[' | '—' | '–' | '*') || sign == '：'
    });
    let printed = text.get(..colon)?;
    if !apart || printed.contains(['\n', '\r']) && printed.lines().count() > 2 {
        return None;
    }
    let printed = printed.trim_matches('*');
    let label = parse(printed, &rules.labels).or_else(|| parse_article(printed, &rules.labels))?;
    Some(Opening {
        block: at,
        label: Some(label),
        form: Form::Colon,
        span: Span::new(block.span.start, block.span.start + colon + sign.len_utf8()),
        words: first_word(text, colon + sign.len_utf8(), block),
    })
}

pub(super) fn first_word(text: &str, from: usize, block: Block) -> usize {
    let rest = text.get(from..).unwrap_or("");
    // The sign may stand inside Markdown's bold: "**Name:** words".
    let words = rest.strip_prefix("**").unwrap_or(rest).trim_start();
    block.span.start + from + (rest.len() - words.len())
}

/// `Q    words`, `Q. words`; markup leaves one space, which only a page that does it again proves.
fn spaces(text: &str, at: usize, block: Block, rules: &Rules) -> Option<Opening> {
    let rest = text.strip_prefix(['Q', 'A'])?;
    let gap: usize = rest.chars().take_while(|c| c.is_whitespace()).map(char::len_utf8).sum();
    let wide = rest.chars().take_while(|c| c.is_whitespace()).count() > 1 || rest.starts_with('\u{a0}');
    let dot = rest.starts_with(". ") || rest.starts_with(".\u{a0}");
    let narrow = gap > 0 && rest.trim_start().starts_with(|c: char| !c.is_lowercase());
    if !dot && (!wide && !narrow || text.starts_with('A')) {
        return None;
    }
    let from = 1 + if dot { 1 } else { gap };
    let label = parse(text.get(..1)?, &rules.labels)?;
    Some(Opening {
        block: at,
        label: Some(label),
        form: Form::Spaces,
        span: Span::new(block.span.start, block.span.start + 1),
        words: first_word(text, from, block),
    })
}

/// A label alone on its line.
fn line(
    document: &Document,
    at: usize,
    lead: Option<Span>,
    next: Option<&Block>,
    rules: &Rules,
) -> Option<Opening> {
    let block = document.blocks[at];
    let text = block.span.of(&document.text);
    if let Some(lead) =
        lead.filter(|l| l.start == block.span.start && l.end < block.span.end && l.len() < LABEL_BYTES)
    {
        let printed = lead.of(&document.text).trim();
        let label = parse(printed, &rules.labels).filter(|_| !printed.ends_with(['.', '?', '!']))?;
        return Some(Opening {
            block: at,
            label: Some(label),
            form: Form::Line,
            span: lead.trimmed(&document.text),
            words: first_word(text, lead.end - block.span.start, block),
        });
    }
    let label_like = text.len() < LABEL_BYTES
        && text.split_whitespace().nth(12).is_none()
        && !text.ends_with(['.', '?', '!', ';', ':', ',', '…', '”', '"'])
        && !text.contains('\n');
    if !label_like || next.is_none() || text.starts_with(['(', '[']) {
        return None;
    }
    let label = parse_declared(text, &rules.labels).or_else(|| parse(text, &rules.labels))?;
    Some(Opening { block: at, label: Some(label), form: Form::Line, span: block.span, words: block.span.end })
}

/// "President: Mr. Aron Lind (Southland)": an office alone and a name alone, no speech. A stop may end
/// it at the head of a record, where a country stands in brackets.
fn binding(document: &Document, opening: &Opening, spoken: bool, rules: &Rules) -> Option<(Label, Label)> {
    let label = opening
        .label
        .as_ref()
        .filter(|l| opening.form == Form::Colon && l.office_words == l.words.len() && l.has_office())?;
    let block = document.blocks[opening.block];
    let rest = Span::new(opening.words, block.span.end).of(&document.text).trim();
    let bare = rest.strip_suffix('.').filter(|r| r.ends_with(')') && !spoken).unwrap_or(rest);
    let person = parse(bare, &rules.labels)
        .filter(|p| p.honorific && p.sort == Sort::Named && !bare.ends_with(['.', '?', '!']))?;
    Some((label.clone(), person))
}

/// "Chair: Vera Holt" at the head of minutes: an office and a full name, before anybody speaks.
fn is_field(document: &Document, opening: &Opening, rules: &Rules) -> bool {
    let alone = |l: &Label| {
        l.sort == Sort::Part || l.sort == Sort::Named && l.has_office() && l.office_words == l.words.len()
    };
    let block = document.blocks[opening.block];
    let rest = Span::new(opening.words.min(block.span.end), block.span.end).of(&document.text).trim();
    let name = |l: Label| l.sort == Sort::Named && !l.honorific && (2..=4).contains(&l.words.len());
    opening.form == Form::Colon
        && opening.label.as_ref().is_some_and(alone)
        && !rest.ends_with(['.', '?', '!', '…', ':'])
        && rest.split_whitespace().all(|w| w.starts_with(char::is_uppercase))
        && parse(rest, &rules.labels).is_some_and(name)
}

/// "— Peer Varga (@pvarga) May 3" under a post that a page shows: whose words the post is.
pub(super) fn is_signature(text: &str) -> bool {
    starts_with_dash(text) && text.len() < LABEL_BYTES && text.contains("(@")
}

/// A post of somebody's, signed in the next block: a label in it is quoted.
pub(super) fn is_posted(document: &Document, at: usize) -> bool {
    let next = document.blocks.get(at + 1);
    next.is_some_and(|n| is_signature(n.span.of(&document.text)))
}

/// A dash that opens speech.
pub fn starts_with_dash(text: &str) -> bool {
    text.starts_with("- ") || text.starts_with(['–', '—', '−', '‒']) || text.starts_with("-\u{a0}")
}
