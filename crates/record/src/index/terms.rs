//! Which statements hold which words, with who said them, when and where (Tantivy).
//!
//! Each statement of a document, and each quotation and report in it, is one entry. Words keep their
//! places, for phrases inside a sentence; speakers, publishers, places and kinds are whole values:
//! which of them a filter means is worked out first, see `select`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument};
use variorum_text::people::fold::Keys;
use variorum_text::statement::tokens;

use super::collect::Columns;
use super::facets::Values;
use super::failed;
use crate::error::Result;

/// Memory of the writer.
const WRITER_BYTES: usize = 64 << 20;
const TOKENIZER: &str = "variorum";

/// The fields of an entry.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// Row of the statement.
    pub row: Field,
    /// Row of the first statement with the same id: copies share it.
    pub first: Field,
    /// `seq` of the document.
    pub document: Field,
    /// The beginning of the document's id: of statements that are equal else, the order does not hang
    /// on which document came in first.
    pub tie: Field,
    /// The day as `day_number` writes it.
    pub day: Field,
    pub words: Field,
    /// Name and label of who speaks, as `concordance::voice` joins them.
    pub voice: Field,
    pub publisher: Field,
    pub place: Field,
    /// `speech`, `narration`, `quotation`, `reported`; also `figure`.
    pub kind: Field,
}

/// The inverted index, open.
pub(super) struct Terms {
    path: PathBuf,
    inner: tantivy::Index,
    reader: IndexReader,
    pub fields: Fields,
    voices: OnceCell<Voices>,
    columns: OnceCell<Vec<Columns>>,
    values: OnceCell<Values>,
}

/// Who speaks somewhere in the record.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    /// Name and label as `concordance::voice` joins them.
    pub key: String,
}

impl Voice {
    /// The speaker's name.
    pub fn speaker(&self) -> Option<&str> {
        self.key.split('\u{1f}').next().filter(|s| !s.is_empty())
    }

    /// The label as printed.
    pub fn label(&self) -> Option<&str> {
        self.key.split('\u{1f}').nth(1).filter(|s| !s.is_empty())
    }
}

/// All who speak, found by the words of their names and labels.
#[derive(Clone, Debug, Default)]
pub(super) struct Voices {
    pub all: Vec<Voice>,
    by_word: BTreeMap<String, Vec<u32>>,
    by_plain: BTreeMap<String, Vec<u32>>,
    by_sound: BTreeMap<String, Vec<u32>>,
}

impl Voices {
    fn of(keys: Vec<String>) -> Voices {
        let mut found = Voices::default();
        for (n, key) in keys.into_iter().enumerate() {
            for (word, Keys { plain, sound }) in name_words(&key) {
                for (list, form) in
                    [(&mut found.by_word, word), (&mut found.by_plain, plain), (&mut found.by_sound, sound)]
                {
                    list.entry(form).or_default().push(n as u32);
                }
            }
            found.all.push(Voice { key });
        }
        found
    }

    /// Those of whose name or label a word can be a spelling of one of the asked-for ones, in order.
    pub fn alike(&self, asked: &[NameWord]) -> Vec<&Voice> {
        let mut found = BTreeSet::new();
        for (word, keys) in asked {
            found.extend(self.by_word.get(word).into_iter().flatten());
            if !keys.plain.is_empty() {
                found.extend(self.by_plain.get(&keys.plain).into_iter().flatten());
                let sound = Some(&keys.sound).filter(|s| !s.is_empty());
                found.extend(sound.and_then(|s| self.by_sound.get(s)).into_iter().flatten());
            }
        }
        found.into_iter().map(|n: &u32| &self.all[*n as usize]).collect()
    }
}

/// A word of a name with its keys.
pub(crate) type NameWord = (String, Keys);

/// The words of a name.
pub(crate) fn name_words(name: &str) -> Vec<NameWord> {
    tokens(name).into_iter().map(|t| (t.word.clone(), Keys::of(&t.word))).collect()
}

impl Terms {
    pub fn open(path: &Path) -> Result<Terms> {
        let inner = tantivy::Index::open_in_dir(path).map_err(failed(path))?;
        Terms::of(path, inner)
    }

    pub fn make(path: &Path) -> Result<Terms> {
        let inner = tantivy::Index::create_in_dir(path, schema().0).map_err(failed(path))?;
        Terms::of(path, inner)
    }

    fn of(path: &Path, inner: tantivy::Index) -> Result<Terms> {
        inner.tokenizers().register(TOKENIZER, TextAnalyzer::builder(WordTokenizer::default()).build());
        let reader =
            inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(failed(path))?;
        Ok(Terms {
            path: path.to_path_buf(),
            inner,
            reader,
            fields: schema().1,
            voices: OnceCell::new(),
            columns: OnceCell::new(),
            values: OnceCell::new(),
        })
    }

    /// What the last commit carries.
    pub fn payload(&self) -> Option<String> {
        self.inner.load_metas().ok()?.payload
    }

    /// Runs `add` with a writer and commits what it added under a payload.
    pub fn write(&self, payload: &str, add: impl FnOnce(&mut Pen<'_>) -> Result<()>) -> Result<()> {
        let mut pen = self.pen()?;
        add(&mut pen)?;
        pen.commit(payload)
    }

    /// A writer. One thread, so that the same documents give the same segments.
    pub fn pen(&self) -> Result<Pen<'_>> {
        let writer = self.inner.writer_with_num_threads(1, WRITER_BYTES).map_err(failed(&self.path))?;
        Ok(Pen { terms: self, writer })
    }

    pub fn reload(&mut self) -> Result<()> {
        (self.voices, self.columns, self.values) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        self.reader.reload().map_err(failed(&self.path))
    }

    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    pub fn failed(&self) -> impl Fn(tantivy::TantivyError) -> crate::error::Error + use<> {
        failed(&self.path)
    }

    /// All who speak, each once.
    pub fn voices(&self) -> Result<&Voices> {
        kept(&self.voices, || Ok(Voices::of(self.values_of(self.fields.voice)?)))
    }

    /// The columns of all segments.
    pub fn columns(&self) -> Result<&[Columns]> {
        let read = || {
            let searcher = self.searcher();
            let each = searcher.segment_readers().iter().map(Columns::of);
            each.collect::<tantivy::Result<Vec<_>>>().map_err(failed(&self.path))
        };
        kept(&self.columns, read).map(Vec::as_slice)
    }

    /// The values by which statements are counted.
    pub fn values(&self) -> Result<&Values> {
        let read = || Values::of(self.columns()?).map_err(|e| failed(&self.path)(e.into()));
        kept(&self.values, read)
    }

    /// All values of a field, each once, in order.
    pub fn values_of(&self, field: Field) -> Result<Vec<String>> {
        let mut found = std::collections::BTreeSet::new();
        for segment in self.reader.searcher().segment_readers() {
            let inverted = segment.inverted_index(field).map_err(failed(&self.path))?;
            let mut words = inverted.terms().stream().map_err(|e| failed(&self.path)(e.into()))?;
            while words.advance() {
                found.extend(std::str::from_utf8(words.key()).ok().map(str::to_string));
            }
        }
        Ok(found.into_iter().collect())
    }

    pub fn damaged_files(&self) -> Result<Vec<PathBuf>> {
        let damaged = self.inner.validate_checksum().map_err(failed(&self.path))?;
        Ok(damaged.into_iter().map(|name| self.path.join(name)).collect())
    }
}

/// What is read once.
fn kept<T>(cell: &OnceCell<T>, read: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(known) = cell.get() {
        return Ok(known);
    }
    let found = read()?;
    Ok(cell.get_or_init(|| found))
}

/// A writer of entries.
pub(super) struct Pen<'t> {
    terms: &'t Terms,
    writer: IndexWriter<TantivyDocument>,
}

impl Pen<'_> {
    pub fn add(&mut self, entry: TantivyDocument) -> Result<()> {
        self.writer.add_document(entry).map(|_| ()).map_err(failed(&self.terms.path))
    }

    /// Makes what was added visible and lasting, under a payload.
    pub fn commit(mut self, payload: &str) -> Result<()> {
        let failed = || failed(&self.terms.path);
        let mut commit = self.writer.prepare_commit().map_err(failed())?;
        commit.set_payload(payload);
        commit.commit().map_err(failed())?;
        self.writer.wait_merging_threads().map_err(failed())
    }
}

fn schema() -> (Schema, Fields) {
    let text = |option: IndexRecordOption, tokenizer: &str| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option),
        )
    };
    let value = || text(IndexRecordOption::Basic, "raw").set_fast("raw");
    let mut builder = Schema::builder();
    let fields = Fields {
        row: builder.add_u64_field("row", FAST),
        first: builder.add_u64_field("first", FAST),
        document: builder.add_u64_field("document", INDEXED | FAST),
        tie: builder.add_u64_field("tie", FAST),
        day: builder.add_i64_field("day", INDEXED | FAST),
        words: builder.add_text_field("words", text(IndexRecordOption::WithFreqsAndPositions, TOKENIZER)),
        voice: builder.add_text_field("voice", value()),
        publisher: builder.add_text_field("publisher", value()),
        place: builder.add_text_field("place", value()),
        kind: builder.add_text_field("kind", value()),
    };
    (builder.build(), fields)
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
