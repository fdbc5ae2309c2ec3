//! The index: which statements hold which words. Derived from the catalogue, may be deleted at
//! any time.
//!
//! Sentences are kept by their words, passages (turns, runs of narration) by words and places, so
//! that a quotation that runs over a full stop is found as one phrase. Each commit carries the
//! record's id, the last document it holds and the version of its fields; on opening it catches up
//! from there. What it finds is a hint: whoever asks must look at the text.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};
use tantivy::{DocAddress, IndexReader, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term};
use variorum_text::people::fold::Keys;
use variorum_text::statement::tokens;

use crate::catalogue::{Catalogue, StatementRow};
use crate::error::{Error, Result};

/// Version of the fields; an index of another version is made anew.
const SCHEMA: u32 = 2;
/// Memory of the writer.
const WRITER_BYTES: usize = 32 << 20;
/// Documents between two commits while catching up.
const COMMIT_EVERY: usize = 2000;
const TOKENIZER: &str = "variorum";

/// Limits of a search that the index knows.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// A name; statements of speakers that share one of its words.
    pub by: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Publishers as the record names them, any of which will do; empty is no limit.
    pub publishers: Vec<String>,
}

/// A row of the catalogue that the index found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The statement's row; for a passage its first statement.
    pub row: i64,
    /// How well the words fit, by rarity.
    pub score: f32,
}

#[derive(Clone, Copy)]
struct Fields {
    row: Field,
    words: Field,
    passage: Field,
    speaker: Field,
    publisher: Field,
    day: Field,
}

/// The index, open.
pub struct Index {
    path: PathBuf,
    inner: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    watermark: i64,
}

impl Index {
    /// Opens the index of a record; `None` when it is missing, damaged, of another record or of
    /// another version.
    pub fn open(path: &Path, record_id: &str) -> Option<Index> {
        if !path.join("meta.json").is_file() {
            return None;
        }
        let inner = tantivy::Index::open_in_dir(path).ok()?;
        let watermark = watermark(&inner, record_id)?;
        Index::from(path, inner, watermark).ok()
    }

    /// Makes an empty index; what was there is removed.
    pub fn make(path: &Path, record_id: &str) -> Result<Index> {
        if path.exists() {
            fs::remove_dir_all(path).map_err(Error::io("remove", path))?;
        }
        fs::create_dir_all(path).map_err(Error::io("make", path))?;
        let (schema, _) = schema();
        let inner = tantivy::Index::create_in_dir(path, schema).map_err(failed(path))?;
        let mut index = Index::from(path, inner, 0)?;
        index.fill(&[], record_id, |_| Ok((Vec::new(), String::new())))?;
        Ok(index)
    }

    fn from(path: &Path, inner: tantivy::Index, watermark: i64) -> Result<Index> {
        inner.tokenizers().register(TOKENIZER, TextAnalyzer::builder(WordTokenizer::default()).build());
        let reader =
            inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(failed(path))?;
        let (_, fields) = schema();
        Ok(Index { path: path.to_path_buf(), inner, reader, fields, watermark })
    }

    /// The last document that the index holds.
    pub fn watermark(&self) -> i64 {
        self.watermark
    }

    /// Takes in every document after the watermark.
    pub fn catch_up(&mut self, catalogue: &Catalogue, record_id: &str) -> Result<()> {
        loop {
            let mut missing: Vec<Entry> = Vec::new();
            for document in catalogue.documents_after(self.watermark)?.into_iter().take(COMMIT_EVERY) {
                missing.push(Entry { seq: document.seq, publisher: document.publisher, day: document.day });
            }
            if missing.is_empty() {
                break;
            }
            self.fill(&missing, record_id, |seq| {
                let mut rows = catalogue.statements_of(seq)?;
                rows.extend(catalogue.told_of(seq)?);
                Ok((rows, catalogue.text(seq)?))
            })?;
        }
        self.reader.reload().map_err(failed(&self.path))
    }

    fn fill(
        &mut self,
        entries: &[Entry],
        record_id: &str,
        rows: impl Fn(i64) -> Result<(Vec<StatementRow>, String)>,
    ) -> Result<()> {
        let failed = || failed(&self.path);
        // One thread, so that the same documents give the same segments.
        let mut writer =
            self.inner.writer_with_num_threads::<TantivyDocument>(1, WRITER_BYTES).map_err(failed())?;
        for entry in entries {
            let mut last_passage = None;
            let (rows, text) = rows(entry.seq)?;
            for row in rows {
                let statement = &row.statement;
                let mut document = self.entry(&row, entry);
                document.add_text(self.fields.words, statement.span.of(&text));
                writer.add_document(document).map_err(failed())?;
                if last_passage.replace(statement.passage) != Some(statement.passage) {
                    let mut passage = self.entry(&row, entry);
                    passage.add_text(self.fields.passage, statement.passage.of(&text));
                    writer.add_document(passage).map_err(failed())?;
                }
            }
        }
        let watermark = entries.last().map_or(self.watermark, |e| e.seq);
        let mut commit = writer.prepare_commit().map_err(failed())?;
        commit.set_payload(&payload(record_id, watermark));
        commit.commit().map_err(failed())?;
        writer.wait_merging_threads().map_err(failed())?;
        self.watermark = watermark;
        Ok(())
    }

    fn entry(&self, row: &StatementRow, entry: &Entry) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_u64(self.fields.row, row.row as u64);
        for name in [&row.statement.speaker, &row.statement.label].into_iter().flatten() {
            document.add_text(self.fields.speaker, name);
        }
        if let Some(publisher) = &entry.publisher {
            document.add_text(self.fields.publisher, publisher);
        }
        if let Some(day) = entry.day {
            document.add_i64(self.fields.day, day_number(day));
        }
        document
    }

    /// Sentences that hold all the words, best first.
    pub fn all_words(&self, words: &[String], limits: &Limits, n: usize) -> Result<Vec<Hit>> {
        let terms = words.iter().map(|w| (Occur::Must, self.term(self.fields.words, w)));
        self.search(terms.collect(), limits, n)
    }

    /// Sentences that hold some of the words, best first.
    pub fn any_words(&self, words: &[String], limits: &Limits, n: usize) -> Result<Vec<Hit>> {
        let terms: Vec<_> = words.iter().map(|w| (Occur::Should, self.term(self.fields.words, w))).collect();
        let any: Box<dyn Query> = Box::new(BooleanQuery::new(terms));
        self.search(vec![(Occur::Must, any)], limits, n)
    }

    /// Passages that hold the words one after the other.
    pub fn phrase(&self, words: &[String], limits: &Limits, n: usize) -> Result<Vec<Hit>> {
        let terms: Vec<Term> = words.iter().map(|w| Term::from_field_text(self.fields.passage, w)).collect();
        let phrase: Box<dyn Query> = match terms.len() {
            0 => return Ok(Vec::new()),
            1 => self.term(self.fields.passage, &words[0]),
            _ => Box::new(PhraseQuery::new(terms)),
        };
        self.search(vec![(Occur::Must, phrase)], limits, n)
    }

    fn search(
        &self,
        mut clauses: Vec<(Occur, Box<dyn Query>)>,
        limits: &Limits,
        n: usize,
    ) -> Result<Vec<Hit>> {
        if clauses.is_empty() || n == 0 {
            return Ok(Vec::new());
        }
        if let Some(by) = &limits.by {
            let names: Vec<_> = self
                .alike(by)?
                .iter()
                .map(|word| (Occur::Should, self.term(self.fields.speaker, word)))
                .collect();
            clauses.push((Occur::Must, Box::new(BooleanQuery::new(names))));
        }
        if !limits.publishers.is_empty() {
            let names =
                limits.publishers.iter().map(|p| (Occur::Should, self.term(self.fields.publisher, p)));
            clauses.push((Occur::Must, Box::new(BooleanQuery::new(names.collect()))));
        }
        if limits.from.is_some() || limits.to.is_some() {
            let bound = |d: Option<Date>| {
                d.map_or(Bound::Unbounded, |d| {
                    Bound::Included(Term::from_field_i64(self.fields.day, day_number(d)))
                })
            };
            clauses.push((Occur::Must, Box::new(RangeQuery::new(bound(limits.from), bound(limits.to)))));
        }
        let searcher = self.reader.searcher();
        let query = BooleanQuery::new(clauses);
        let found =
            searcher.search(&query, &TopDocs::with_limit(n).order_by_score()).map_err(failed(&self.path))?;
        let mut hits = found
            .into_iter()
            .map(|(score, at)| self.row(&searcher, at).map(|row| Hit { row, score }))
            .collect::<tantivy::Result<Vec<Hit>>>()
            .map_err(failed(&self.path))?;
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.row.cmp(&b.row)));
        Ok(hits)
    }

    /// Words of speakers' names and labels that can be a spelling of a word of `by`.
    fn alike(&self, by: &str) -> Result<Vec<String>> {
        let asked: Vec<Keys> = tokens(by).iter().map(|t| Keys::of(&t.word)).collect();
        let mut found: BTreeSet<String> = tokens(by).into_iter().map(|t| t.word).collect();
        let failed = || failed(&self.path);
        for segment in self.reader.searcher().segment_readers() {
            let inverted = segment.inverted_index(self.fields.speaker).map_err(failed())?;
            let mut words = inverted.terms().stream().map_err(|e| failed()(e.into()))?;
            while words.advance() {
                let Ok(word) = std::str::from_utf8(words.key()) else { continue };
                let keys = Keys::of(word);
                if asked.iter().any(|a| a.alike(&keys)) {
                    found.insert(word.to_string());
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    fn row(&self, searcher: &Searcher, at: DocAddress) -> tantivy::Result<i64> {
        let rows = searcher.segment_reader(at.segment_ord).fast_fields().u64("row")?;
        Ok(rows.first(at.doc_id).unwrap_or(0) as i64)
    }

    fn term(&self, field: Field, word: &str) -> Box<dyn Query> {
        Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
    }

    /// Files whose checksum is wrong.
    pub fn damaged_files(&self) -> Result<Vec<PathBuf>> {
        let mut found: Vec<PathBuf> =
            self.inner.validate_checksum().map_err(failed(&self.path))?.into_iter().collect();
        found.sort();
        Ok(found)
    }
}

struct Entry {
    seq: i64,
    publisher: Option<String>,
    day: Option<Date>,
}

fn schema() -> (Schema, Fields) {
    let text = |positions: IndexRecordOption, tokenizer: &str| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(positions),
        )
    };
    let mut builder = Schema::builder();
    let fields = Fields {
        row: builder.add_u64_field("row", FAST),
        words: builder.add_text_field("words", text(IndexRecordOption::WithFreqs, TOKENIZER)),
        passage: builder.add_text_field("passage", text(IndexRecordOption::WithFreqsAndPositions, TOKENIZER)),
        speaker: builder.add_text_field("speaker", text(IndexRecordOption::Basic, TOKENIZER)),
        publisher: builder.add_text_field("publisher", text(IndexRecordOption::Basic, "raw")),
        day: builder.add_i64_field("day", INDEXED | FAST),
    };
    (builder.build(), fields)
}

fn payload(record_id: &str, watermark: i64) -> String {
    format!("variorum {SCHEMA} {record_id} {watermark}")
}

fn watermark(index: &tantivy::Index, record_id: &str) -> Option<i64> {
    let payload = index.load_metas().ok()?.payload?;
    payload.strip_prefix(&format!("variorum {SCHEMA} {record_id} "))?.parse().ok()
}

fn day_number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

fn failed(path: &Path) -> impl FnOnce(TantivyError) -> Error + use<> {
    let path = path.to_path_buf();
    move |error| Error::Index { path, message: error.to_string() }
}

/// The words of `variorum_text::statement::tokens`, one place after the other.
#[derive(Clone, Default)]
struct WordTokenizer {
    token: Token,
}

struct Words<'a> {
    left: std::vec::IntoIter<variorum_text::statement::Token>,
    token: &'a mut Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = Words<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words<'a> {
        self.token.reset();
        Words { left: tokens(text).into_iter(), token: &mut self.token }
    }
}

impl TokenStream for Words<'_> {
    fn advance(&mut self) -> bool {
        let Some(next) = self.left.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        (self.token.offset_from, self.token.offset_to) = (next.span.start, next.span.end);
        self.token.text = next.word;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
