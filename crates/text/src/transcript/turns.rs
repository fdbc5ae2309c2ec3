//! Turns laid over the blocks of a document.
//!
//! A turn runs from its label to the next label, or to a line that is not the speaker's: the record's
//! own words, a clock at the foot, narration between turns. Stage notes on lines of their own belong
//! to a turn only when more of its words follow.

use super::continues;
use super::flat::parted;
use super::induction::{Form, Induced, Opening, induce, starts_with_dash};
use super::label::Sort;
use super::lines::{Line, lines, opening_words};
use super::names::NameIndex;
use super::naming::name_speakers;
use super::notes::{Brackets, find, is_note_only};
use super::principal::monologue;
use super::quoted::unquote;
use super::{Note, NoteKind, Role, Speaker, Transcript, Turn};
use crate::page::{Block, BlockKind, Document, Page};
use crate::rules::Rules;
use crate::sentence;
use crate::span::Span;

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

/// Lays the turns and the narration over the lines.
fn lay(document: &Document, induced: &Induced, lines: &[Line], rules: &Rules) -> Transcript {
    let text = &document.text;
    let mut out = Transcript::default();
    let mut open: Option<(usize, Vec<Span>)> = None;
    let questions_only = only_questions(induced);
    // Nobody speaks before the title.
    let title =
        |b: &Block| b.kind == BlockKind::Heading && Some(b.span.of(text)) == document.title.as_deref();
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
            Line::Aside => out.notes.push(Note { span: block, kind: NoteKind::Narrative }),
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
    let quotes = induced.openings[n].form == Form::Said
        || induced.openings[n].label.as_ref().is_some_and(|l| l.declares);
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
