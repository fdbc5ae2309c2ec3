//! From the catalogue into the index, some documents at a time.
//!
//! The segment of the concordance is written and flushed first, then one commit tells of both.

use jiff::civil::Date;
use tantivy::TantivyDocument;
use variorum_text::quantities::{Said, quantities};
use variorum_text::rules::Rules;
use variorum_text::span::Span;
use variorum_text::statement::each_token;

use super::concordance::{Draft, number, voice};
use super::terms::Fields;
use super::{Index, payload};
use crate::catalogue::{Catalogue, DocumentEntry, StatementRow};
use crate::error::Result;

/// Documents of one commit at most.
const MOST_DOCUMENTS: usize = 5000;
/// Words of one commit, about: they are sorted in memory, sixteen bytes each.
const MOST_WORDS: usize = 4 << 20;

/// Takes in the next documents after the watermark; false when there is none.
pub(super) fn next(index: &mut Index, catalogue: &Catalogue, record_id: &str, rules: &Rules) -> Result<bool> {
    let documents = catalogue.next_documents(index.watermark, MOST_DOCUMENTS)?;
    let (mut draft, mut watermark) = (Draft::default(), index.watermark);
    if documents.is_empty() {
        return Ok(false);
    }
    let mut pen = index.terms.pen()?;
    for entry in &documents {
        let text = catalogue.text(entry.seq)?;
        let rows = catalogue.indexed_of(entry.seq)?;
        let (units, told): (Vec<&StatementRow>, Vec<&StatementRow>) =
            rows.iter().map(|(row, _)| row).partition(|r| r.statement.kind.is_unit());
        let figures = figures(entry, &text, &units, rules);
        draft.begin(rows.iter().map(|(row, _)| row.row).min().unwrap_or(0));
        // What is told stands inside the units: its words are words of two statements.
        take_words(&mut draft, &text, &units);
        take_words(&mut draft, &text, &told);
        for (row, first) in &rows {
            let span = row.statement.span;
            let mut form = form(&index.terms.fields, entry, row, *first);
            form.add_text(index.terms.fields.words, span.of(&text));
            let next_figure = figures.get(figures.partition_point(|f| f.start < span.start));
            if next_figure.is_some_and(|f| f.end <= span.end) {
                form.add_text(index.terms.fields.kind, "figure");
            }
            pen.add(form)?;
        }
        watermark = entry.seq;
        if draft.n_words() >= MOST_WORDS {
            break;
        }
    }
    index.concordance.add(draft)?;
    pen.commit(&payload(record_id, watermark, &index.concordance.names()))?;
    index.concordance.sweep();
    index.watermark = watermark;
    Ok(true)
}

/// The places of the figures, in order.
fn figures(entry: &DocumentEntry, text: &str, rows: &[&StatementRow], rules: &Rules) -> Vec<Span> {
    let said: Vec<Said> =
        rows.iter().map(|r| Said { span: r.statement.span, turn: r.statement.turn, speaker: None }).collect();
    let found = quantities(text, &said, entry.day, entry.language.as_deref(), rules).figures;
    let mut spans: Vec<Span> = found.into_iter().map(|f| f.span).collect();
    spans.sort_unstable();
    spans
}

/// Adds the words of the sentences to the concordance.
fn take_words(draft: &mut Draft, text: &str, rows: &[&StatementRow]) {
    let mut passage = None;
    for row in rows {
        let statement = &row.statement;
        if passage.replace(statement.passage) != Some(statement.passage) {
            draft.end_passage();
        }
        draft.statement(row.row, number(&voice_of(row)));
        each_token(statement.span.of(text), |_, word| draft.word(number(&word)));
    }
    draft.end_passage();
}

fn voice_of(row: &StatementRow) -> String {
    voice(row.statement.speaker.as_deref(), row.statement.label.as_deref())
}

/// An entry without its words.
fn form(fields: &Fields, entry: &DocumentEntry, row: &StatementRow, first: i64) -> TantivyDocument {
    let mut form = TantivyDocument::default();
    form.add_u64(fields.row, row.row as u64);
    form.add_u64(fields.first, first as u64);
    form.add_u64(fields.document, entry.seq as u64);
    let tie = entry.id.strip_prefix("d:").and_then(|hex| u64::from_str_radix(hex.get(..8)?, 16).ok());
    form.add_u64(fields.tie, tie.unwrap_or(0));
    form.add_text(fields.voice, voice_of(row));
    form.add_text(fields.kind, row.statement.kind.as_str());
    for (field, value) in [(fields.publisher, &entry.publisher), (fields.place, &entry.place_name)] {
        if let Some(value) = value {
            form.add_text(field, value);
        }
    }
    if let Some(day) = entry.day {
        form.add_i64(fields.day, day_number(day));
    }
    form
}

/// A day as the index keeps it: `20310525`.
pub(super) fn day_number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}
