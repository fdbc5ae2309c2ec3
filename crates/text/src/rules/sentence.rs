//! The words around a full stop: titles, abbreviations, what begins a sentence (`sentences.toml`).

use super::table::Table;

use super::{RulesError, WordSet, word_set};

/// What `sentence::split` knows of words.
#[derive(Clone, Debug, Default)]
pub struct SentenceRules {
    /// Stand before a name; never end a sentence.
    titles: WordSet,
    /// Stand before a number.
    numbered: WordSet,
    /// May end a sentence, before a starter.
    may_end: WordSet,
    /// Begin a sentence and are no part of a name.
    starters: WordSet,
    /// Make a following "3." an ordinal.
    ordinal_before: WordSet,
    /// Make a preceding "3." an ordinal.
    ordinal_after: WordSet,
    /// Make a bracket a note.
    notes: WordSet,
    /// Longest quotation or bracket, in bytes, that is never divided.
    pub whole_quotation_bytes: usize,
}

impl SentenceRules {
    /// Adds a table to these rules.
    ///
    /// # Errors
    /// When a value has another shape than the file asks for.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        self.titles.extend(word_set(file, table, "titles")?);
        self.numbered.extend(word_set(file, table, "numbered")?);
        self.may_end.extend(word_set(file, table, "may_end")?);
        self.starters.extend(word_set(file, table, "starters")?);
        self.ordinal_before.extend(word_set(file, table, "ordinal_before")?);
        self.ordinal_after.extend(word_set(file, table, "ordinal_after")?);
        self.notes.extend(word_set(file, table, "notes")?);
        if let Some(value) = table.get("whole_quotation_bytes") {
            let bytes = value.as_integer().and_then(|n| usize::try_from(n).ok()).filter(|n| *n <= 10_000);
            let message = "`whole_quotation_bytes` is no number from 0 to 10000".to_string();
            self.whole_quotation_bytes = bytes.ok_or(RulesError { file: file.into(), message })?;
        }
        Ok(())
    }

    /// True when `word` stands before a name and its full stop never ends a sentence.
    pub fn is_title(&self, word: &str) -> bool {
        holds(&self.titles, word)
    }

    /// True when `word` stands before a number ("No.", "p.").
    pub fn is_numbered(&self, word: &str) -> bool {
        holds(&self.numbered, word)
    }

    /// True when the full stop of `word` ends a sentence only before a starter.
    pub fn may_end(&self, word: &str) -> bool {
        holds(&self.may_end, word)
    }

    /// True when `word` begins sentences and is no part of a name.
    pub fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// True when a number with a full stop between these words is an ordinal.
    pub fn is_ordinal(&self, before: &str, after: &str) -> bool {
        self.ordinal_before.contains(before) || self.ordinal_after.contains(after)
    }

    /// True when a bracket with this word (lower case) is a note.
    pub fn is_note(&self, word: &str) -> bool {
        self.notes.contains(word)
    }
}

/// An entry in lower case fits any case.
fn holds(set: &WordSet, word: &str) -> bool {
    set.contains(word) || (word.len() <= 16 && set.holds(word))
}
