//! Turns laid over the blocks of a document.
//!
//! A turn runs from its label to the next label, or to a line that is not the speaker's: the record's
//! own words, a clock at the foot, narration between turns. Stage notes on lines of their own belong
//! to a turn only when more of its words follow.

use std::collections::BTreeMap;

use super::cast::{Cast, Named};
use super::clock::is_time_code;
use super::continues;
use super::flat::parted;
use super::heads::{in_brackets, in_capitals};
use super::induction::{Form, Induced, Opening, induce, starts_with_dash};
use super::label::{Label, Sort};
use super::names::NameIndex;
use super::notes::{Brackets, find, is_note_only};
use super::printed::{is_deed, is_record, mark_printed};
use super::{Note, NoteKind, Role, Speaker, Transcript, Turn};
use crate::page::{Block, BlockKind, Document, Page};
use crate::rules::Rules;
use crate::sentence;
use crate::span::Span;

/// What a block is to the transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Opens a turn; index into the openings.
    Opens(usize),
    /// Words: of the open turn, else narration.
    Words,
    /// A stage note alone.
    Note,
    /// The record's own words ("It was so decided."): ends a turn, is a note.
    Record,
    /// Narration between turns: ends a turn.
    Narration,
    /// A clock, a dateline: ends a turn, is no narration.
    Ends,
    /// A title, a separator, a heading: neither words nor end.
    Silent,
}

/// Reads who speaks on a page.
pub fn transcribe(page: &Page, rules: &Rules) -> Transcript {
    let title = page.document.title.as_deref().unwrap_or("");
    let mut index = NameIndex::new(title, &page.document.text, &rules.labels);
    let parted = parted(page, &index, rules);
    let page = parted.as_ref().unwrap_or(page);
    let document = &page.document;
    let induced = induce(document, &page.leads, &index, rules);
    let first = induced.openings.first().map_or(document.text.len(), |o| o.span.start);
    index.bind(title, document.text.get(..first).unwrap_or(""), &rules.labels);
    let brackets = find(&document.text, &document.struck, &rules.notes);
    let lines = lines(document, &induced, &brackets, rules);
    let mut transcript = lay(document, &induced, &lines, rules);
    // A label with nothing but a stage note after it opens no turn.
    transcript.turns.retain(|t| !is_note_only(t.words, &document.text, &brackets));
    name_speakers(&mut transcript, &induced, index, document, rules);
    if transcript.turns.is_empty() {
        monologue(&mut transcript, document, &lines, rules);
    }
    take_brackets(&mut transcript, brackets);
    continues::mark(&mut transcript, &document.text);
    transcript
}

fn lines(document: &Document, induced: &Induced, brackets: &Brackets, rules: &Rules) -> Vec<Line> {
    let mut lines: Vec<Line> =
        document.blocks.iter().map(|b| plain_line(document, b, brackets, rules)).collect();
    for at in &induced.bound_blocks {
        lines[*at] = Line::Silent;
    }
    for (n, opening) in induced.openings.iter().enumerate() {
        lines[opening.block] = Line::Opens(n);
    }
    for at in &induced.tags {
        lines[*at] = Line::Note;
    }
    mark_capitals(document, &mut lines);
    mark_heads(document, &mut lines, induced);
    mark_printed(document, &mut lines, induced, &rules.notes);
    mark_foot(document, &mut lines);
    mark_others(document, &mut lines, induced, rules);
    mark_narration(document, &mut lines, induced, rules);
    lines
}

/// Heads in capitals, and the bracketed line under one, are nobody's words; a page that is all in
/// capitals has none.
fn mark_capitals(document: &Document, lines: &mut [Line]) {
    let text = |at: usize| document.blocks[at].span.of(&document.text);
    let words: Vec<usize> = (0..lines.len()).filter(|at| lines[*at] == Line::Words).collect();
    let heads: Vec<usize> = words.iter().copied().filter(|at| in_capitals(text(*at))).collect();
    if heads.len() * 2 > words.len() {
        return;
    }
    for at in heads {
        lines[at] = Line::Silent;
        if lines.get(at + 1) == Some(&Line::Words) && in_brackets(text(at + 1)) {
            lines[at + 1] = Line::Silent;
        }
    }
}

/// A short line of words without a stop, between the end of a turn and the next label, is a topic
/// head and nobody's words.
fn mark_heads(document: &Document, lines: &mut [Line], induced: &Induced) {
    let text = |at: usize| document.blocks[at].span.of(&document.text);
    let stops = |t: &str| {
        t.trim_end_matches(['"', '”', '’', ')', ']', '»', ' '])
            .ends_with(['.', '!', '?', '…', ':', ',', ';', '-', '—', '–'])
    };
    for at in 1..lines.len().saturating_sub(1) {
        let head = text(at);
        let short = head.split_whitespace().count() <= 10
            && head.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '(');
        let between =
            matches!(lines[at + 1], Line::Opens(_)) && (stops(text(at - 1)) || lines[at - 1] == Line::Silent);
        // The words after a label that stands alone are the speaker's, however short.
        let promised = matches!(lines[at - 1], Line::Opens(n) if opening_words(document, &induced.openings[n]).is_none());
        if lines[at] == Line::Words && short && between && !promised && !stops(head) {
            lines[at] = Line::Silent;
        }
    }
}

/// Short lines without a stop at the end of the page, after a line that stops, are the site's.
fn mark_foot(document: &Document, lines: &mut [Line]) {
    let text = |at: usize| document.blocks[at].span.of(&document.text);
    let loose = |at: usize| {
        lines[at] == Line::Words
            && text(at).split_whitespace().count() <= 8
            && text(at).starts_with(|c: char| c.is_uppercase() || c == '©')
            && !text(at).ends_with(['.', '!', '?', '…', ':', '"', '”', '»', ')', ']', '—', '-', '–'])
    };
    let n = (0..lines.len()).rev().take_while(|at| loose(*at) || lines[*at] == Line::Silent).count();
    let from = lines.len() - n;
    let stops = from > 0 && text(from - 1).trim_end_matches(['"', '”', ')', ']']).ends_with(['.', '!', '?', '…']);
    if stops {
        lines[from..].fill(Line::Silent);
    }
}

/// Lines inside a turn that are surely not its speaker's: a line about or by another speaker of the
/// page, what follows a separator or a closed quotation in the third person, an interjection in
/// brackets. Nobody is named for them.
fn mark_others(document: &Document, lines: &mut [Line], induced: &Induced, rules: &Rules) {
    let names = page_names(induced);
    // Where "… said:" brings in speech, the page tells in prose who does what.
    let record = is_record(induced);
    let news = induced.openings.iter().any(|o| o.form == Form::Said);
    let (mut parted, mut quoted) = (false, Quote::None);
    for at in 0..lines.len() {
        let text = document.blocks[at].span.of(&document.text);
        match lines[at] {
            Line::Opens(n) => {
                parted = false;
                let words = opening_words(document, &induced.openings[n]);
                quoted = words.map_or(Quote::Awaited, |w| Quote::Awaited.after(w.of(&document.text)));
                if words.is_some() && matches!(quoted, Quote::Open(_)) {
                    quoted = Quote::None;
                }
            }
            // In a record "* * *" stands for words left out.
            Line::Silent => parted |= !record && document.blocks[at].kind == BlockKind::Separator,
            Line::Words if is_interjection(text) => lines[at] = Line::Note,
            Line::Words => {
                let closed = quoted == Quote::Closed && !text.starts_with(OPENING_QUOTES);
                quoted = quoted.after(text);
                let apart = parted && !is_personal(text, rules) || closed;
                if apart || is_about(text, &names, rules) || news && is_told(text, rules) {
                    lines[at] = Line::Narration;
                }
            }
            _ => {}
        }
    }
}

/// Signs that open a quotation.
const OPENING_QUOTES: [char; 4] = ['“', '"', '«', '„'];

/// Signs that close what `open` opens.
fn closing(open: char) -> &'static [char] {
    match open {
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        _ => &['"'],
    }
}

/// How far the one quotation that a turn consists of has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quote {
    /// The turn is no quotation.
    None,
    /// The first words are still to come.
    Awaited,
    /// It goes on in the next paragraph; how it was opened.
    Open(char),
    /// It has ended: what follows is not the speaker's.
    Closed,
}

impl Quote {
    /// The state after one more paragraph.
    fn after(self, text: &str) -> Quote {
        let ends = |open: char| text.ends_with(closing(open));
        match (self, text.chars().next().filter(|c| OPENING_QUOTES.contains(c))) {
            (Quote::Awaited, Some(open)) if ends(open) => Quote::Closed,
            (Quote::Awaited, Some(open)) => Quote::Open(open),
            (Quote::Open(open), _) if ends(open) => Quote::Closed,
            (Quote::Awaited, None) => Quote::None,
            (other, _) => other,
        }
    }
}

/// The names of two and more words that stand in the page's labels, lower case.
fn page_names(induced: &Induced) -> std::collections::BTreeSet<String> {
    let named = induced
        .openings
        .iter()
        .filter_map(|o| o.label.as_ref())
        .filter(|l| l.sort == Sort::Named && l.words.len() >= 2);
    named.map(|l| l.words[l.words.len() - 2..].join(" ").to_lowercase()).collect()
}

/// "[Vera Holt: I never agreed.]" alone on its line.
fn is_interjection(text: &str) -> bool {
    let whole = text.starts_with('[') && text.ends_with(']') || text.starts_with('(') && text.ends_with(')');
    whole && text.contains(": ") && text.len() < 400
}

/// "Vera Holt thanked her guest.", "In reply Vera Holt said: we shall come.", "Vera Holt What about
/// the road?": a line that opens with a speaker's name and is not in the first person, or that lost
/// the sign after its label.
fn is_about(text: &str, names: &std::collections::BTreeSet<String>, rules: &Rules) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(12).collect();
    let opener = |w: &&&str| {
        let lower = w.to_lowercase();
        rules.labels.no_names.contains(&lower) || matches!(lower.as_str(), "reply" | "response" | "turn")
    };
    let from = words.iter().take(3).take_while(opener).count();
    let bare = |w: &str| w.trim_end_matches([',', ';', ':', '-', '–', '—']).to_lowercase();
    let Some([given, surname]) = words.get(from..from + 2) else { return false };
    if !names.contains(&format!("{} {}", given.to_lowercase(), bare(surname))) {
        return false;
    }
    let signed = surname.ends_with([';', '-', '–', '—']);
    let next = words.get(from + 2).copied().unwrap_or("");
    let adverb = matches!(next, "also" | "then" | "again" | "further" | "later");
    let verb = words.get(from + 2 + usize::from(adverb)).copied().unwrap_or("");
    let told = bare(verb).ends_with("ed") || rules.labels.verbs.contains(&bare(verb));
    let lost = from == 0
        && (signed
            || matches!(next, "-" | "–" | "—")
            || next.starts_with(char::is_uppercase) && !surname.ends_with(','));
    lost || told && (verb.ends_with(':') || !is_personal(text, rules))
}

/// "Prime Minister Vera Holt thanked the President for the welcome.": office, name, verb, and nobody's
/// "I" or "we".
fn is_told(text: &str, rules: &Rules) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(16).collect();
    let named =
        |w: &&&str| w.starts_with(char::is_uppercase) || rules.labels.connectors.contains(&w.to_lowercase());
    let subject = words.iter().take_while(named).count();
    let office = words[..subject].iter().any(|w| rules.labels.is_office(w));
    let verb = words.get(subject).map_or(String::new(), |w| w.to_lowercase());
    let past = verb.ends_with("ed") || rules.labels.verbs.contains(verb.trim_end_matches(','));
    office && past && !is_personal(text, rules)
}

fn is_personal(text: &str, rules: &Rules) -> bool {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .any(|w| rules.notes.first_person.iter().any(|p| p == w))
}

fn plain_line(document: &Document, block: &Block, brackets: &Brackets, rules: &Rules) -> Line {
    let text = block.span.of(&document.text);
    let lower: String = text.chars().take(80).flat_map(char::to_lowercase).collect();
    match block.kind {
        BlockKind::Dateline => Line::Ends,
        BlockKind::Separator | BlockKind::Heading => Line::Silent,
        _ if rules.notes.record.iter().any(|r| lower.starts_with(r.as_str())) => Line::Record,
        _ if is_deed(text, &rules.notes) => Line::Record,
        _ if !text.contains(char::is_lowercase) && rules.notes.ends.iter().any(|e| lower == *e) => Line::Ends,
        _ if is_time_code(text) || is_note_only(block.span, &document.text, brackets) => Line::Note,
        _ => Line::Words,
    }
}

/// Narration at a border of turns: third person, no "I" or "we", directly before a label or at the end.
fn mark_narration(document: &Document, lines: &mut [Line], induced: &Induced, rules: &Rules) {
    let Some(first) = lines.iter().position(|l| matches!(l, Line::Opens(_))) else { return };
    // Whether what follows the line at hand ends a turn: the end of the page does.
    let mut border = true;
    for at in (first + 1..lines.len()).rev() {
        if lines[at] == Line::Words && border {
            // The words after a label that stands alone are the speaker's.
            let promised = matches!(lines[at - 1], Line::Opens(n) if opening_words(document, &induced.openings[n]).is_none());
            if !promised && is_narration(document.blocks[at].span.of(&document.text), rules) {
                lines[at] = Line::Narration;
            }
        }
        border = match lines[at] {
            Line::Note | Line::Silent => border,
            Line::Words => false,
            Line::Opens(_) | Line::Record | Line::Narration | Line::Ends => true,
        };
    }
}

/// Narration between turns is short.
const NARRATION_BYTES: usize = 2_000;

fn is_narration(text: &str, rules: &Rules) -> bool {
    if text.len() > NARRATION_BYTES {
        return false;
    }
    let lower = text.to_lowercase();
    let whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let opens = rules.notes.subjects.iter().any(|s| lower.strip_prefix(s.as_str()).is_some_and(whole));
    opens && !is_personal(text, rules) && !text.ends_with('?')
}

/// Lays the turns and the narration over the lines.
fn lay(document: &Document, induced: &Induced, lines: &[Line], rules: &Rules) -> Transcript {
    let text = &document.text;
    let mut out = Transcript::default();
    let mut open: Option<(usize, Vec<Span>)> = None;
    let questions_only = only_questions(induced);
    // Nobody speaks before the title.
    let title = |b: &Block| b.kind == BlockKind::Heading && Some(b.span.of(text)) == document.title.as_deref();
    let body = document.blocks.iter().position(title).map_or(0, |at| at + 1);
    for (at, line) in lines.iter().enumerate() {
        let block = document.blocks[at].span;
        match line {
            Line::Opens(n) => {
                close(&mut out, induced, open.take(), text, rules);
                let opening = &induced.openings[*n];
                open = Some((*n, opening_words(document, opening).into_iter().collect()));
            }
            Line::Words => match &mut open {
                Some((n, parts)) if !(questions_only && answered(&induced.openings[*n], parts)) => {
                    let first = parts.is_empty() && induced.openings[*n].form == Form::Said;
                    parts.push(if first { after_dash(block, text) } else { block });
                }
                _ if questions_only && at >= body => {
                    close(&mut out, induced, open.take(), text, rules);
                    unlabelled(&mut out, block, text, rules);
                }
                _ => narrate(&mut out, block, text, rules),
            },
            Line::Record | Line::Narration => {
                if *line == Line::Record {
                    out.notes.push(Note { span: block, kind: NoteKind::Narrative });
                }
                close(&mut out, induced, open.take(), text, rules);
                narrate(&mut out, block, text, rules);
            }
            Line::Ends => close(&mut out, induced, open.take(), text, rules),
            Line::Note | Line::Silent => {}
        }
    }
    close(&mut out, induced, open.take(), text, rules);
    out
}

/// True when the page labels questions and nobody else: the principal speaks without a label.
fn only_questions(induced: &Induced) -> bool {
    let mut openings = induced.openings.iter().filter_map(|o| o.label.as_ref());
    openings.clone().count() > 0 && openings.all(|l| l.sort == Sort::Question)
}

/// A question of an otherwise unlabelled page ends with its paragraph.
fn answered(opening: &Opening, parts: &[Span]) -> bool {
    opening.label.as_ref().is_some_and(|l| l.sort == Sort::Question) && !parts.is_empty()
}

fn opening_words(document: &Document, opening: &Opening) -> Option<Span> {
    let block = document.blocks[opening.block].span;
    let words = Span::new(opening.words, block.end).trimmed(&document.text);
    (!words.is_empty()).then_some(words)
}

/// The words after a dash that opens speech.
fn after_dash(block: Span, text: &str) -> Span {
    let words = block.of(text);
    if !starts_with_dash(words) {
        return block;
    }
    let dash = words.chars().next().map_or(0, char::len_utf8);
    Span::new(block.start + dash, block.end).trimmed(text)
}

fn close(
    out: &mut Transcript,
    induced: &Induced,
    open: Option<(usize, Vec<Span>)>,
    text: &str,
    rules: &Rules,
) {
    let Some((n, mut parts)) = open else { return };
    let quotes = induced.openings[n].form == Form::Said || induced.openings[n].label.as_ref().is_some_and(|l| l.declares);
    if quotes {
        unquote(&mut parts, text);
    }
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let opening = &induced.openings[n];
    let label = opening.label.as_ref();
    let interpreted = label.is_some_and(|l| l.interpreted);
    let speaker = match label {
        Some(label) => Speaker {
            name: None,
            label: Some(label.printed.clone()),
            office: None,
            person: None,
            role: role(label.sort),
        },
        // "He continued:" carries on the speaker before, if nothing was told in between.
        None => match out.turns.last() {
            Some(turn) if out.narration.last().is_none_or(|n| n.start < turn.words.end) => {
                Speaker { label: None, ..turn.speaker.clone() }
            }
            _ => {
                let printed = opening.span.of(text).trim_end_matches(':').to_string();
                Speaker { name: None, label: Some(printed), office: None, person: None, role: Role::Speaker }
            }
        },
    };
    let sentences = parts.iter().flat_map(|p| sentence::split(text, *p, rules)).collect();
    out.turns.push(Turn {
        speaker,
        label: Some(opening.span),
        words: Span::new(first.start, last.end),
        sentences,
        interpreted,
        continues: None,
    });
}

/// Takes off the quotation marks that stand round the whole of the words.
fn unquote(parts: &mut [Span], text: &str) {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let whole = Span::new(first.start, last.end);
    let words = whole.of(text);
    let Some(open) = words.chars().next() else { return };
    let close = words.chars().next_back().filter(|c| closing(open).contains(c));
    let Some(close) = close.filter(|_| OPENING_QUOTES.contains(&open)) else { return };
    let inner = words.get(open.len_utf8()..words.len() - close.len_utf8()).unwrap_or("");
    // "“We came,” she said, “and won.”" is no one quotation.
    if inner.is_empty() || !is_whole(inner, open, close) {
        return;
    }
    if let Some(first) = parts.first_mut() {
        first.start += open.len_utf8();
    }
    if let Some(last) = parts.last_mut() {
        last.end -= close.len_utf8();
    }
}

/// True when no quotation mark in `inner` closes what stands before it.
fn is_whole(inner: &str, open: char, close: char) -> bool {
    if open == close {
        return inner.matches(open).count() % 2 == 0 && !inner.contains(['\n']);
    }
    let mut depth = 0i32;
    for c in inner.chars() {
        depth += i32::from(c == open) - i32::from(c == close);
        if depth < 0 {
            return false;
        }
    }
    true
}

fn role(sort: Sort) -> Role {
    match sort {
        Sort::Question => Role::Question,
        Sort::Audience => Role::Audience,
        Sort::Interpreter => Role::Interpreter,
        Sort::Named | Sort::Answer | Sort::Part => Role::Speaker,
    }
}

/// A paragraph of the unlabelled principal; neighbours join into one turn.
fn unlabelled(out: &mut Transcript, block: Span, text: &str, rules: &Rules) {
    let sentences = sentence::split(text, block, rules);
    match out.turns.last_mut().filter(|t| t.label.is_none()) {
        Some(turn) => {
            turn.words.end = block.end;
            turn.sentences.extend(sentences);
        }
        None => out.turns.push(Turn {
            speaker: Speaker { name: None, label: None, office: None, person: None, role: Role::Speaker },
            label: None,
            words: block,
            sentences,
            interpreted: false,
            continues: None,
        }),
    }
}

fn narrate(out: &mut Transcript, block: Span, text: &str, rules: &Rules) {
    out.narration.extend(sentence::split(text, block, rules));
}

/// A page with more different labels than this is no transcript: those beyond stay unresolved.
const MOST_LABELS: usize = 2_000;

/// Gives each turn the name its label means on this page.
fn name_speakers(
    out: &mut Transcript,
    induced: &Induced,
    index: NameIndex,
    document: &Document,
    rules: &Rules,
) {
    let named = induced.openings.iter().filter_map(|o| o.label.as_ref()).filter(|l| l.sort == Sort::Named);
    let distinct: BTreeMap<&str, &Label> = named.rev().map(|l| (l.printed.as_str(), l)).collect();
    let labels: Vec<&Label> = distinct.into_values().take(MOST_LABELS).collect();
    let cast = Cast::new(index, &labels, &induced.bound, &rules.labels);
    let principal = principal(document, &rules.labels, &cast);
    let answers = answering(&labels, &cast).unwrap_or_else(|| principal.clone());
    let mut before: Option<Speaker> = None;
    let mut known: BTreeMap<&str, Named> = BTreeMap::new();
    for turn in &mut out.turns {
        let at = turn.label.map(|l| induced.openings.partition_point(|o| o.span.start < l.start));
        let opening = at.and_then(|at| induced.openings.get(at)).filter(|o| Some(o.span) == turn.label);
        match opening.and_then(|o| o.label.as_ref()) {
            Some(label) => {
                let full = known.len() >= MOST_LABELS;
                let resolve = || if full { Named::default() } else { cast.resolve(label) };
                let named = known.entry(&label.printed).or_insert_with(resolve).clone();
                let asks = |n: &str| cast.is_outlet(n);
                let outlet = label.sort == Sort::Named
                    && !label.has_office()
                    && !label.honorific
                    && (named.name.as_deref().is_some_and(asks) || label.brackets.iter().any(|b| asks(b)));
                turn.speaker.name = if label.sort == Sort::Answer { answers.clone() } else { named.name };
                turn.speaker.office = named.office;
                if outlet || label.asks {
                    turn.speaker.role = Role::Question;
                }
            }
            None if turn.label.is_some() => {
                if let Some(speaker) = before.clone().filter(|_| turn.speaker.label.is_none()) {
                    turn.speaker = Speaker { label: None, ..speaker };
                }
            }
            None => turn.speaker.name.clone_from(&principal),
        }
        before = Some(turn.speaker.clone());
    }
}

/// Who answers under `A`: the one person whom the page's other labels name; `Some(None)` when they
/// name several, `None` when they name nobody and the title may be asked.
fn answering(labels: &[&Label], cast: &Cast<'_>) -> Option<Option<String>> {
    let asks = |l: &Label, name: &str| {
        cast.is_outlet(name) || l.outlet || l.brackets.iter().any(|b| cast.is_outlet(b))
    };
    let named = labels.iter().filter_map(|l| cast.resolve(l).name.filter(|n| !asks(l, n)));
    let people: std::collections::BTreeSet<String> = named.collect();
    match people.len() {
        0 => None,
        1 => Some(people.into_iter().next()),
        _ => Some(None),
    }
}

/// The one speaker whom a page's head names ("Speech by Minister Vera Holt", "From: … The Rt Hon Vera Holt").
fn principal(document: &Document, rules: &crate::rules::LabelRules, cast: &Cast<'_>) -> Option<String> {
    let title = document.title.as_deref().unwrap_or("");
    let lower = title.to_lowercase();
    for cue in [" by ", " with ", " von ", " de "] {
        if let Some(at) = lower.find(cue)
            && let Some(rest) = title.get(at + cue.len()..)
            && let Some(name) = leading_name(rest, rules, cast)
        {
            return Some(name);
        }
    }
    let possessive = title.split(['’', '\'']).next().filter(|h| {
        h.len() < title.len() && title[h.len()..].trim_start_matches(['’', '\'']).starts_with("s ")
    });
    if let Some(head) = possessive {
        return leading_name(head, rules, cast);
    }
    // "President Vera Holt answered questions": whom the title is about, when nobody else is named.
    let about = title.split_whitespace().any(|w| w.starts_with(char::is_lowercase));
    leading_name(title, rules, cast).filter(|_| about && cast.index().alone_in_title())
}

/// The name with which a phrase begins, office and honorific left out.
fn leading_name(phrase: &str, rules: &crate::rules::LabelRules, cast: &Cast<'_>) -> Option<String> {
    let words: Vec<&str> = phrase.split_whitespace().take(14).collect();
    let n = words
        .iter()
        .take_while(|w| {
            w.starts_with(char::is_uppercase)
                || rules.connectors.contains(&w.to_lowercase())
                    && **w != "and"
                    && **w != "on"
                    && **w != "at"
                    && **w != "in"
                    && **w != "to"
        })
        .count();
    let head = words[..n].join(" ");
    // "the Secretary General, Vera Holt, at the forum": the name may stand after its office.
    let named = |part: &str| {
        let label = super::label::parse(part, rules)?;
        cast.resolve(&label).name.filter(|n| n.split_whitespace().count() > 1)
    };
    head.split([';', '(']).next().unwrap_or("").split(',').take(2).find_map(named)
}

/// A page without labels that its head calls a speech: one turn.
fn monologue(out: &mut Transcript, document: &Document, lines: &[Line], rules: &Rules) {
    let head: String = document
        .blocks
        .iter()
        .take(8)
        .map(|b| b.span.of(&document.text))
        .filter(|t| t.len() < 300)
        .collect::<Vec<_>>()
        .join("\n");
    let title = document.title.as_deref().unwrap_or("");
    let lower = format!("{title}\n{head}").to_lowercase();
    let speech = [
        "speech",
        "remarks by",
        "address by",
        "statement by",
        "delivered on",
        "as delivered",
        "as it was delivered",
        "address to the nation",
        "check against delivery",
        "выступление",
        "rede ",
        "discours",
    ];
    if !speech.iter().any(|s| lower.contains(s)) {
        return;
    }
    let mut index = NameIndex::new(title, &head, &rules.labels);
    index.bind(title, &head, &rules.labels);
    let cast = Cast::new(index, &[], &[], &rules.labels);
    let from = head.lines().find_map(|l| rt_hon(l, &rules.labels, &cast));
    let Some(name) = principal(document, &rules.labels, &cast).or(from) else { return };
    let body =
        |at: &usize| lines[*at] == Line::Words && is_spoken(document.blocks[*at].span.of(&document.text));
    let said: Vec<usize> = (0..lines.len()).filter(body).collect();
    let (Some(first), Some(last)) = (said.first(), said.last()) else { return };
    let words = Span::new(document.blocks[*first].span.start, document.blocks[*last].span.end);
    let sentences: Vec<Span> = (*first..=*last)
        .filter(|at| lines[*at] == Line::Words)
        .flat_map(|at| sentence::split(&document.text, document.blocks[at].span, rules))
        .collect();
    out.narration.retain(|s| !words.overlaps(*s));
    out.turns.push(Turn {
        speaker: Speaker { name: Some(name), label: None, office: None, person: None, role: Role::Speaker },
        label: None,
        words,
        sentences,
        interpreted: false,
        continues: None,
    });
}

/// "From: Ministry of Roads and The Rt Hon Vera Holt" and "Vera Holt sets out the next steps."
fn rt_hon(line: &str, rules: &crate::rules::LabelRules, cast: &Cast<'_>) -> Option<String> {
    let at = line.find("Rt Hon ").map(|i| i + 7).or_else(|| line.find("Delivered by: ").map(|i| i + 14))?;
    leading_name(line.get(at..)?, rules, cast)
}

/// Paragraphs of a speech are longer than the lines of its head, or end as sentences do.
fn is_spoken(text: &str) -> bool {
    let metadata = ["from:", "delivered on", "published", "location:", "delivered by", "by:"];
    let lower: String = text.chars().take(20).flat_map(char::to_lowercase).collect();
    text.split_whitespace().count() >= 4
        && text.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?', '…', ':'])
        && !metadata.iter().any(|m| lower.starts_with(m))
        && !text.contains("sets out")
}

/// Notes in a label or at the head of a turn's words say that it is interpreted.
fn take_brackets(out: &mut Transcript, brackets: Brackets) {
    let interpreted: Vec<Span> =
        brackets.notes.iter().filter(|n| n.kind == NoteKind::Interpreted).map(|n| n.span).collect();
    for turn in &mut out.turns {
        let Some(label) = turn.label else { continue };
        // In the label, or at the head of the words.
        let from = interpreted.partition_point(|n| n.start < label.start);
        let head = turn.words.start.saturating_add(2);
        turn.interpreted |=
            interpreted.get(from).is_some_and(|n| label.holds(*n) || n.start >= label.end && n.start <= head);
    }
    let mut own = std::mem::take(&mut out.notes);
    own.retain(|n| !overlaps_any(&brackets, n.span));
    out.notes = brackets.notes;
    out.notes.extend(own);
    out.notes.sort_by_key(|n| n.span);
    out.supplied = brackets.supplied;
    out.gaps = brackets.gaps;
}

/// True when a note in brackets stands at this place.
fn overlaps_any(brackets: &Brackets, place: Span) -> bool {
    let from = brackets.notes.partition_point(|n| n.span.end <= place.start);
    brackets.notes.get(from).is_some_and(|n| n.span.overlaps(place))
}
