//! Which lines of this page open a turn.
//!
//! A colon after capitals is no proof of a speaker: headlines, menus and asides have one too. So the
//! lines that could open a turn are collected first; then the page decides: a label that comes back,
//! that carries an office or an honorific, that shares a surname with such a label, or that belongs
//! to a family of labels covering the page, opens a turn. What stands once and alone does not.

use std::collections::{BTreeMap, BTreeSet};

use super::heads::in_capitals;
use super::label::{Label, Sort, parse, parse_declared};
use super::names::NameIndex;
use super::said::said;
use super::set_off::{self, Sign};
use super::stop::stop;
use super::bare;
use super::dialogue::keep_dialogue;
use super::clock::{is_time_code, tags_after};
use crate::page::{Block, BlockKind, Document};
use crate::rules::{LabelRules, Rules};
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
    let nobodys = |at: usize| found.tags.binary_search(&at).is_ok() || is_time_code(document.blocks[at].span.of(&document.text));
    for (at, block) in document.blocks.iter().enumerate() {
        if nobodys(at) {
            continue;
        }
        if matches!(block.kind, BlockKind::Dateline | BlockKind::Separator) || is_title(document, block, rules) {
            continue;
        }
        let lead = leads.get(at).copied().flatten();
        let next = (at + 1..document.blocks.len()).find(|n| !nobodys(*n)).map(|n| &document.blocks[n]);
        if let Some(opening) = candidate(document, at, lead, next, rules) {
            match binding(document, &opening, rules) {
                Some(pair) => {
                    found.bound.push(pair);
                    found.bound_blocks.push(at);
                }
                None => candidates.push(opening),
            }
        }
        signed.extend(set_off::candidates(block.span.of(&document.text), at, *block, rules));
    }
    drop_heads(document, &mut candidates);
    let page = Family::new(document, &candidates, index, &rules.labels, &found.tags);
    found.openings = candidates.iter().filter(|c| page.accepts(c)).cloned().collect();
    signed.extend(bare::candidates(document, rules));
    let page = Family::new(document, &signed, index, &rules.labels, &found.tags);
    merge(&mut found.openings, set_off::families(document, &signed, &page));
    after_dashes(&mut found.openings, document);
    keep_dialogue(&mut found.openings, document, index, rules);
    found
}

/// "MOTIONS: ON THE HARBOURS OF NORLAND" is a head, unless its label also speaks in small letters or
/// the page is all in capitals.
fn drop_heads(document: &Document, candidates: &mut Vec<Opening>) {
    let head = |c: &Opening| {
        let block = document.blocks[c.block].span;
        let words = Span::new(c.words.min(block.end), block.end);
        c.form == Form::Colon && in_capitals(block.of(&document.text)) && in_capitals(words.of(&document.text))
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
    let dashed = openings.iter().filter(|o| o.form == Form::Colon && dash(o).is_some()).count();
    if dashed < 3 || dashed * 10 < colons * 8 {
        return;
    }
    for opening in openings.iter_mut().filter(|o| o.form == Form::Colon) {
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
        && document.title.as_deref().is_some_and(|t| fold(t) == fold(block.span.of(&document.text)))
        && parse_declared(block.span.of(&document.text), &rules.labels).is_none()
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
    let marked = || colon(text.get(marks..)?, at, inner, rules).filter(|_| marks > 0);
    plain.or_else(marked).or_else(|| line(document, at, lead, next, rules))
}

/// Bytes of a block in which a label must end.
const LABEL_BYTES: usize = 200;

fn colon(text: &str, at: usize, block: Block, rules: &Rules) -> Option<Opening> {
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
    let label = parse(printed.trim_matches('*'), &rules.labels)?;
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
    let words = text.split_whitespace().count();
    let label_like = words <= 12
        && text.len() < LABEL_BYTES
        && !text.ends_with(['.', '?', '!', ';', ':', ',', '…', '”', '"'])
        && !text.contains('\n');
    if !label_like || next.is_none() || text.starts_with(['(', '[']) {
        return None;
    }
    let label = parse_declared(text, &rules.labels).or_else(|| parse(text, &rules.labels))?;
    Some(Opening { block: at, label: Some(label), form: Form::Line, span: block.span, words: block.span.end })
}

/// "President: Mr. Aron Lind (Southland)": an office alone and a name alone, no speech.
fn binding(document: &Document, opening: &Opening, rules: &Rules) -> Option<(Label, Label)> {
    let label = opening
        .label
        .as_ref()
        .filter(|l| opening.form == Form::Colon && l.office_words == l.words.len() && l.has_office())?;
    let block = document.blocks[opening.block];
    let rest = Span::new(opening.words, block.span.end).of(&document.text).trim();
    let person = parse(rest, &rules.labels)
        .filter(|p| p.honorific && p.sort == Sort::Named && !rest.ends_with(['.', '?', '!']))?;
    Some((label.clone(), person))
}

/// What the candidates of one page say about each other.
pub(super) struct Family<'p> {
    document: &'p Document,
    index: &'p NameIndex,
    rules: &'p LabelRules,
    /// Blocks that are tags of the transcript's maker.
    tags: &'p [usize],
    /// How often each key occurs, by form.
    keys: BTreeMap<(Form, String), usize>,
    /// How often each label is printed just so, lower case, by form.
    printed: BTreeMap<(Form, String), usize>,
    /// One word alone comes back on the page, and no other label with it: a heading ("Note"), no name.
    lonely: bool,
    /// Keys of labels that need no further proof.
    sure: BTreeMap<String, usize>,
    /// Sure candidates by form.
    by_form: BTreeMap<Form, usize>,
    /// All sure labels of names before a colon are in capitals.
    capitals: bool,
    /// Every sure label of a name before a colon has an honorific or an office, and they are many.
    titled: bool,
    /// Sure labels that end with a stop.
    stops: usize,
    /// Section heads that name a speaker.
    declared: usize,
    /// Different sure labels.
    voices: usize,
    /// Candidates with a label after a colon, and blocks of text.
    colons: usize,
    blocks: usize,
}

impl<'p> Family<'p> {
    fn new(
        document: &'p Document,
        candidates: &[Opening],
        index: &'p NameIndex,
        rules: &'p LabelRules,
        tags: &'p [usize],
    ) -> Self {
        let mut page = Family {
            document,
            index,
            rules,
            tags,
            keys: BTreeMap::new(),
            printed: BTreeMap::new(),
            lonely: false,
            sure: BTreeMap::new(),
            by_form: BTreeMap::new(),
            capitals: false,
            titled: false,
            stops: 0,
            voices: 0,
            declared: candidates.iter().filter(|c| c.label.as_ref().is_some_and(|l| l.declares)).count(),
            colons: 0,
            blocks: 0,
        };
        page.blocks = document
            .blocks
            .iter()
            .filter(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Heading))
            .count();
        for c in candidates {
            let label = c.label.as_ref();
            if let Some(label) = label.filter(|_| c.form != Form::Line || page.line_speaks(c)) {
                *page.keys.entry((c.form, label.key())).or_default() += 1;
                *page.printed.entry((c.form, label.form())).or_default() += 1;
                page.colons += usize::from(c.form == Form::Colon);
            }
        }
        let sure = |c: &&Opening| c.label.as_ref().is_some_and(|l| page.is_sure(c, l));
        let mut labels = candidates.iter().filter(sure).filter_map(|c| c.label.as_ref()).peekable();
        let first = labels.peek().map(|l| l.form());
        let one_word =
            |l: &Label| l.sort == Sort::Named && l.words.len() == 1 && !l.honorific && !l.has_office();
        page.lonely =
            first.is_some() && labels.all(|l| one_word(l) && Some(l.form()) == first);
        for c in candidates {
            if let Some(label) = c.label.as_ref().filter(|l| page.is_sure(c, l)) {
                *page.sure.entry(label.key()).or_default() += 1;
                *page.by_form.entry(c.form).or_default() += 1;
            }
        }
        let stop =
            |c: &&Opening| c.label.as_ref().is_some_and(|l| page.is_sure(c, l) && page.accepts_stop(c, l));
        page.stops = candidates.iter().filter(|c| c.form == Form::Stop).filter(stop).count();
        page.voices = page.sure.len();
        let sure = |c: &&Opening| {
            c.form == Form::Colon
                && c.label.as_ref().is_some_and(|l| l.sort == Sort::Named && page.is_sure(c, l))
        };
        let names: Vec<&Label> = candidates.iter().filter(sure).filter_map(|c| c.label.as_ref()).collect();
        page.capitals = !names.is_empty() && names.iter().all(|l| l.capitals());
        let voices: BTreeSet<String> = names.iter().map(|l| l.key()).collect();
        page.titled =
            voices.len() > 2 && names.len() > 5 && names.iter().all(|l| l.honorific || l.has_office());
        page
    }

    fn count(&self, form: Form, label: &Label) -> usize {
        self.keys.get(&(form, label.key())).copied().unwrap_or(0)
    }

    /// The label needs no neighbour to be believed.
    fn is_sure(&self, c: &Opening, label: &Label) -> bool {
        let again = self.count(c.form, label) > 1;
        let same = self.printed.get(&(c.form, label.form())).is_some_and(|n| *n > 1);
        let same = same && !self.lonely;
        let titled = label.honorific
            || label.outlet
            || label.office_after.is_some()
            || label.has_office() && label.words.len() > 1
            || label.has_office() && (label.capitals() || again);
        match c.form {
            Form::Colon => match label.sort {
                Sort::Named if titled => self.speaks(c) || again,
                Sort::Named => {
                    let name = self.name_shaped(label) || self.index.knows(&label.key());
                    same && name && !self.is_joined(label) && self.speaks(c)
                }
                Sort::Part => self.speaks(c),
                Sort::Question | Sort::Answer | Sort::Audience | Sort::Interpreter => again || self.speaks(c),
            },
            Form::Said => true,
            Form::Sign(_) | Form::Bare => false,
            // A question may break off; what comes back with a gap after it needs no more proof.
            Form::Spaces => again && self.gap(c) > 1 || self.speaks(c) && (again || self.gap(c) > 1),
            Form::Stop => again || label.honorific || label.has_office(),
            Form::Line => self.sure_line(c, label, again, same),
        }
    }

    /// White space between a label and its words, in bytes.
    fn gap(&self, c: &Opening) -> usize {
        c.words.saturating_sub(c.span.end)
    }

    /// Speech stands in the block after a label alone on its line.
    fn line_speaks(&self, c: &Opening) -> bool {
        if c.words < self.document.blocks[c.block].span.end {
            return true;
        }
        let text = |at: usize| self.document.blocks[at].span.of(&self.document.text);
        let next = (c.block + 1..self.document.blocks.len())
            .find(|at| !is_time_code(text(*at)) && self.tags.binary_search(at).is_err())
            .map(|at| &self.document.blocks[at]);
        next.is_some_and(|n| {
            let words = n.span.of(&self.document.text);
            let end = words.trim_end_matches(['"', '”', '’', ')', ']', '»']);
            let stops = end.ends_with(['.', '?', '!', '…', ':', '—', '-', '–']) || words.ends_with(']');
            n.kind != BlockKind::Dateline && (stops || words.split_whitespace().count() >= 12)
        })
    }

    fn sure_line(&self, c: &Opening, label: &Label, again: bool, same: bool) -> bool {
        let heading = self.document.blocks[c.block].kind == BlockKind::Heading;
        match label.sort {
            Sort::Named if label.declares => self.line_speaks(c) && (again || self.declared > 1),
            Sort::Named if label.honorific => {
                again || self.line_speaks(c) && (label.words.len() > 1 || label.has_office())
            }
            Sort::Named => {
                let words = label.words.iter().all(|w| self.index.is_plain(w));
                same && !words && !self.is_joined(label) && (self.name_shaped(label) || heading) && (!heading || label.words.len() > 1)
            }
            _ => again,
        }
    }

    /// "Ease of Use": small words join things, not the parts of a name.
    fn is_joined(&self, label: &Label) -> bool {
        let small = |w: &String| {
            let lower = w.to_lowercase();
            self.rules.connectors.contains(&lower) && !self.rules.is_particle(&lower)
        };
        label.words.len() > 2 && !label.honorific && !label.has_office() && label.words.iter().any(small)
    }

    /// Two or more words that all look like parts of a name, or capitals, or initial and surname.
    fn name_shaped(&self, label: &Label) -> bool {
        let plain = |w: &String| self.index.is_plain(w) && !label.capitals();
        let words = &label.words;
        words.len() <= 5
            && !self.is_joined(label)
            && words.iter().all(|w| !w.starts_with(char::is_lowercase) || self.rules.is_particle(w))
            && (words.len() > 1 && !words.iter().all(plain) || words.len() == 1 && !plain(&words[0]))
    }

    /// The label could be a speaker's, whatever stands after it.
    pub(super) fn could_speak(&self, label: &Label) -> bool {
        let titled = label.honorific
            || label.outlet
            || label.has_office() && (label.words.len() > 1 || label.capitals());
        let listed = label.words.len() < 5
            && label.words.iter().any(|w| self.rules.outlets.contains(&w.to_lowercase()));
        label.sort != Sort::Named
            || titled
            || listed
            || self.name_shaped(label)
            || self.index.knows(&label.key())
    }

    /// A label in capitals on a page whose labels are all in capitals.
    pub(super) fn capitals_like(&self, label: &Label) -> bool {
        label.capitals() || self.index.knows(&label.key())
    }

    /// What follows the label is speech: it ends as sentences end, or stands in the next block.
    pub(super) fn speaks(&self, c: &Opening) -> bool {
        let block = self.document.blocks[c.block];
        let rest = Span::new(c.words, block.span.end).of(&self.document.text).trim();
        let rest = if rest.is_empty() {
            self.document.blocks.get(c.block + 1).map_or("", |b| b.span.of(&self.document.text).trim())
        } else {
            rest
        };
        let end = rest.trim_end_matches(['"', '”', '’', '»', ')', ']', '\'', '*', '_', ' ', '“']);
        rest.split_whitespace().count() > 24
            || end.ends_with(['.', '!', '?', '…', '—', '–', '-', ':', ',', '。', '！', '？', '>'])
            || rest.ends_with([')', ']'])
    }

    fn accepts(&self, c: &Opening) -> bool {
        let sure_colons = self.by_form.get(&Form::Colon).copied().unwrap_or(0);
        let Some(label) = &c.label else {
            return c.form == Form::Said && self.by_form.contains_key(&Form::Said) && self.stops == 0;
        };
        // In a record whose labels end with a stop, what stands before a colon is quoted or printed matter.
        if self.stops * 3 > sure_colons && !matches!(c.form, Form::Stop) {
            return false;
        }
        if c.form == Form::Said {
            let next = self.document.blocks.get(c.block + 1).map_or("", |b| b.span.of(&self.document.text));
            let quoted = starts_with_dash(next) || next.starts_with(['“', '"', '«', '„', '‘', '‚']);
            let person = label.words.len() > 1 || label.honorific;
            return !next.is_empty() && (quoted || sure_colons < 2 && person);
        }
        if self.is_sure(c, label) {
            return match c.form {
                Form::Line => {
                    sure_colons < 3 || self.by_form.get(&Form::Line).is_some_and(|n| *n > sure_colons)
                }
                Form::Stop => self.accepts_stop(c, label),
                Form::Spaces if label.sort == Sort::Answer => true,
                _ => true,
            };
        }
        match c.form {
            Form::Colon => self.accepts_colon(c, label, sure_colons),
            Form::Line => {
                // One more name alone on a line is believed where such lines carry the page.
                let name = label.words.len() > 1 && !label.words.iter().any(|w| self.index.is_plain(w) && !label.capitals());
                let one_more = name && self.by_form.get(&Form::Line).is_some_and(|n| *n >= 4) && self.voices > 1;
                let known = label.sort != Sort::Named || self.sure.contains_key(&label.key()) || one_more && label.words.len() <= 4;
                known && self.line_speaks(c) && self.by_form.contains_key(&Form::Line) && sure_colons < 3
            }
            // One question between labels of others: it names nobody.
            Form::Spaces => label.sort == Sort::Question && sure_colons > 1 && self.speaks(c),
            _ => false,
        }
    }

    /// An honorific or an office, with the name in capitals: nothing else on a page looks so.
    fn accepts_stop(&self, c: &Opening, label: &Label) -> bool {
        let head = label.words.first().is_some_and(|w| w.chars().filter(|c| c.is_uppercase()).count() > 1);
        c.form == Form::Stop && head && (label.honorific || label.has_office())
            || self.by_form.get(&Form::Stop).is_some_and(|n| *n > 1)
    }

    fn accepts_colon(&self, c: &Opening, label: &Label, sure: usize) -> bool {
        if !self.speaks(c) || self.capitals && !label.capitals() {
            return false;
        }
        if self.sure.contains_key(&label.key()) {
            return true;
        }
        // Where all have titles, "As Lind wrote:" is no speaker.
        if self.titled && label.sort == Sort::Named && !label.honorific && !label.has_office() {
            return false;
        }
        let covered = self.colons * 10 >= self.blocks * 3 && self.colons >= 3;
        if label.words.len() == 1 {
            // On a page where most paragraphs are labelled, one more first name is believed.
            let crowded = sure >= 2 && self.colons * 2 >= self.blocks
                || sure >= 4 && self.voices > 1 && self.colons * 5 >= self.blocks;
            let name = self.index.knows(&label.key()) || label.capitals() || crowded;
            return name
                && !(self.index.is_plain(&label.words[0]) && !label.capitals())
                && (sure >= 1 || covered);
        }
        self.name_shaped(label) && (sure >= 2 || covered)
    }
}

/// A dash that opens speech.
pub fn starts_with_dash(text: &str) -> bool {
    text.starts_with("- ") || text.starts_with(['–', '—', '−', '‒']) || text.starts_with("-\u{a0}")
}
