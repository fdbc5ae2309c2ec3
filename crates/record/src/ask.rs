//! Questions asked of a record: which documents hold a statement, what a document says.
//!
//! Copies of one statement are one answer with its witnesses counted. What is asked by words is
//! `search`'s and `check`'s to answer.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use variorum_text::people::Likeness;
use variorum_text::people::wanted::Wanted;
use variorum_text::rules::Rules;
use variorum_text::statement::tokens;

use crate::catalogue::{DocumentEntry, StatementRow};
use crate::error::{Error, Result};
use crate::index::Index;
use crate::record::Record;

/// A document with its text, shared by the answers that point into it.
#[derive(Clone, Debug)]
pub struct Held {
    /// What is known of it.
    pub entry: DocumentEntry,
    /// Its main text.
    pub text: Arc<str>,
}

impl Record {
    /// All witnesses of a statement, by day and document.
    ///
    /// # Errors
    /// When the record has no such statement.
    pub fn witnesses(&self, id: &str) -> Result<Vec<(StatementRow, Rc<Held>)>> {
        let mut shelf = Shelf::new(self);
        let mut found = Vec::new();
        for row in self.catalogue.witnesses(id)? {
            found.extend(shelf.statement(row.row)?);
        }
        if found.is_empty() {
            return Err(Error::Unknown { id: id.to_string() });
        }
        found.sort_by_key(|(row, held)| (held.entry.day, held.entry.id.clone(), row.statement.span));
        Ok(found)
    }

    /// The sentences of a document, of turns and of narration, in the order of its text.
    pub fn statements(&self, document: &DocumentEntry) -> Result<Vec<StatementRow>> {
        self.catalogue.statements_of(document.seq)
    }

    /// What a document tells as somebody's: quotations and reports, in the order of its text.
    pub fn told(&self, document: &DocumentEntry) -> Result<Vec<StatementRow>> {
        self.catalogue.told_of(document.seq)
    }

    /// The index, when it is there.
    ///
    /// # Errors
    /// When the program that writes to the record is making it.
    pub fn index(&self) -> Result<&Index> {
        self.need_index()
    }

    /// `seq` of the document that holds a statement's row.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn document_of_row(&self, row: i64) -> Result<Option<i64>> {
        Ok(self.catalogue.statement_at(row)?.map(|r| r.document))
    }

    pub(crate) fn need_index(&self) -> Result<&Index> {
        self.index.as_ref().ok_or_else(|| Error::Index {
            path: self.folder.index(),
            message: "it is not there yet; the program that writes to the record is making it".into(),
        })
    }
}

/// True when words are surely of the asked-for person, or their label prints what is asked for. `printed`
/// is the speaker's name and label, `others` who else takes part.
pub fn speaks(
    wanted: Option<&Wanted>,
    by: &str,
    printed: (Option<&str>, Option<&str>),
    others: &[String],
    rules: &Rules,
) -> bool {
    let (name, label) = printed;
    if let (Some(wanted), Some(name)) = (wanted, name) {
        return wanted.likeness(name, others, rules) <= Likeness::Part;
    }
    let label: Vec<String> = label.map(tokens).into_iter().flatten().map(|t| t.word).collect();
    let asked = tokens(by);
    !asked.is_empty() && asked.iter().all(|t| label.contains(&t.word))
}

/// Documents and statements fetched for one question, each once.
pub(crate) struct Shelf<'r> {
    record: &'r Record,
    documents: BTreeMap<i64, Option<Rc<Held>>>,
}

impl<'r> Shelf<'r> {
    pub(crate) fn new(record: &'r Record) -> Self {
        Shelf { record, documents: BTreeMap::new() }
    }

    /// The statement of a row, when its place still fits its document.
    pub(crate) fn statement(&mut self, row: i64) -> Result<Option<(StatementRow, Rc<Held>)>> {
        let Some(row) = self.record.catalogue.statement_at(row)? else { return Ok(None) };
        let Some(document) = self.document(row.document)? else { return Ok(None) };
        let fits = !row.statement.span.of(&document.text).is_empty();
        Ok(fits.then_some((row, document)))
    }

    fn document(&mut self, seq: i64) -> Result<Option<Rc<Held>>> {
        if let Some(known) = self.documents.get(&seq) {
            return Ok(known.clone());
        }
        let held = match self.record.catalogue.document_at(seq)? {
            Some(entry) => Some(Rc::new(Held { text: self.record.catalogue.text(seq)?.into(), entry })),
            None => None,
        };
        self.documents.insert(seq, held.clone());
        Ok(held)
    }
}
