//! The catalogue: what the archive holds, in SQLite. Derived; `rebuild` makes it anew.
//!
//! A capture and its document are entered in one transaction after their bytes are safe in the
//! archive, with a rising `seq`; a reader therefore never sees a capture without its text. The
//! index follows `seq`. `packed` knows how a trace is kept in one column, `heard` who speaks,
//! `links` what linking keeps beside the documents.

mod heard;
mod links;
mod packed;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params};
use variorum_text::meeting::Trace;
use variorum_text::page::MediaType;
use variorum_text::span::Span;
use variorum_text::statement::{Statement, StatementKind};

pub use links::Posting;
pub use packed::Asides;

use crate::archive::Place;
use crate::error::{Error, Result};

/// Version of the tables; a catalogue of another version is made anew.
const SCHEMA: i64 = 5;

/// Prepared statements that are kept.
const STATEMENTS_AT_HAND: usize = 128;
/// Memory for pages of the file, in KiB: one who writes meets all of its indexes with every document.
const WRITER_CACHE_KIB: i64 = 128 << 10;
const READER_CACHE_KIB: i64 = 32 << 10;
/// Pages of the log that wait to be put into the file: a page that is written often is put there once.
const LOG_PAGES: i64 = 16 << 10;

/// What is long stands last in its row, so that the rest is read without it.
const TABLES: &str = "
CREATE TABLE capture(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, url TEXT, captured TEXT,
  media_type TEXT NOT NULL, charset TEXT, source TEXT NOT NULL, length INTEGER NOT NULL,
  file INTEGER NOT NULL, place INTEGER NOT NULL, size INTEGER NOT NULL);
CREATE INDEX capture_place ON capture(file, place);
CREATE TABLE document(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, capture INTEGER NOT NULL REFERENCES capture(seq),
  reader TEXT NOT NULL, is_current INTEGER NOT NULL, state INTEGER NOT NULL, url TEXT, title TEXT, publisher TEXT, language TEXT,
  published TEXT, day TEXT, place_name TEXT, participants TEXT NOT NULL, cited_source TEXT,
  file INTEGER NOT NULL, place INTEGER NOT NULL, size INTEGER NOT NULL,
  trace BLOB NOT NULL, asides BLOB NOT NULL, text TEXT NOT NULL);
CREATE INDEX document_capture ON document(capture);
CREATE INDEX document_place ON document(file, place);
CREATE TABLE statement(
  row INTEGER PRIMARY KEY, id TEXT NOT NULL, document INTEGER NOT NULL REFERENCES document(seq),
  kind INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  passage_start INTEGER NOT NULL, passage_end INTEGER NOT NULL, turn INTEGER, speaker TEXT, label TEXT);
CREATE INDEX statement_id ON statement(id);
CREATE INDEX statement_document ON statement(document, start);
CREATE TABLE posting(key INTEGER NOT NULL, place INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY(key, place, document)) WITHOUT ROWID;
CREATE TABLE kin(a INTEGER NOT NULL, b INTEGER NOT NULL, contained REAL NOT NULL, score REAL NOT NULL, basis INTEGER NOT NULL,
  PRIMARY KEY(a, b)) WITHOUT ROWID;
CREATE INDEX kin_b ON kin(b);
CREATE TABLE meeting(n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, date TEXT, place_name TEXT, participants TEXT NOT NULL);
CREATE INDEX meeting_id ON meeting(id);
CREATE INDEX meeting_name ON meeting(name);
CREATE TABLE member(meeting INTEGER NOT NULL, n INTEGER NOT NULL, document TEXT NOT NULL, relation TEXT NOT NULL, source TEXT,
  percent INTEGER, evidence TEXT, PRIMARY KEY(meeting, n)) WITHOUT ROWID;
CREATE INDEX member_document ON member(document);
CREATE TABLE linked(up_to INTEGER NOT NULL);
";

/// What is known of a capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptureEntry {
    /// Its number in the record.
    pub seq: i64,
    /// `c:` and digits.
    pub id: String,
    /// SHA-256 of the payload as kept.
    pub sha256: String,
    /// Address of the page.
    pub url: Option<String>,
    /// When it was captured.
    pub captured: Option<String>,
    /// What the bytes are.
    pub media_type: MediaType,
    /// Character set as the server named it.
    pub charset: Option<String>,
    /// What the user called it.
    pub source: String,
    /// Bytes of the block.
    pub length: u64,
    /// Where it stands in the archive.
    pub place: Place,
}

/// What is known of a document, its text apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentEntry {
    /// Its number in the record.
    pub seq: i64,
    /// `d:` and digits.
    pub id: String,
    /// The capture it is a reading of.
    pub capture: CaptureEntry,
    /// The version of the reader.
    pub reader: String,
    /// False for a reading by an earlier reader: its text is kept, its statements are not listed.
    pub is_current: bool,
    /// Whether the capture shows its page, and all of it.
    pub state: CaptureState,
    /// Address of the page: the capture's, else the one the page names itself.
    pub url: Option<String>,
    /// Title of the page.
    pub title: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// BCP 47 code.
    pub language: Option<String>,
    /// When the page says it was published.
    pub published: Option<String>,
    /// The day the words were said, as far as the page tells; else the day of publication.
    pub day: Option<Date>,
    /// The place of the meeting.
    pub place_name: Option<String>,
    /// Who took part.
    pub participants: Vec<String>,
    /// Whom the page cites as its source.
    pub cited_source: Option<String>,
    /// Where the text stands in the archive.
    pub place: Place,
}

/// Whether a capture shows its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaptureState {
    /// All of it was read.
    #[default]
    Whole,
    /// It was read in part: what was cut is a finding of the reading.
    InPart,
    /// It shows something else, such as an error page.
    Failed,
}

/// A document about to be entered.
#[derive(Clone, Debug)]
pub struct NewDocument {
    /// The entry; `seq` and `capture.seq` are given by the catalogue.
    pub entry: DocumentEntry,
    /// The main text.
    pub text: String,
    /// What of it is no words of a speaker.
    pub asides: Asides,
    /// What linking needs.
    pub trace: Trace,
    /// The statements.
    pub statements: Vec<Statement>,
}

/// A statement as the catalogue keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    /// Its row, by which the index knows it.
    pub row: i64,
    /// `seq` of its document.
    pub document: i64,
    /// The statement.
    pub statement: Statement,
}

/// How much there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Number of captures.
    pub captures: usize,
    /// Number of different publishers.
    pub publishers: usize,
    /// First day of what was said.
    pub from: Option<Date>,
    /// Last day of what was said.
    pub to: Option<Date>,
}

/// The catalogue, open.
pub struct Catalogue {
    db: Connection,
    path: PathBuf,
}

impl Catalogue {
    /// Makes an empty catalogue.
    pub fn make(path: &Path) -> Result<Catalogue> {
        let catalogue =
            Catalogue::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        catalogue.try_sql(|db| {
            db.execute_batch(TABLES)?;
            db.pragma_update(None, "user_version", SCHEMA)
        })?;
        Ok(catalogue)
    }

    /// Opens the catalogue. `None` when its tables are of another version.
    pub fn open(path: &Path, is_writer: bool) -> Result<Option<Catalogue>> {
        let flags =
            if is_writer { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
        let catalogue = Catalogue::connect(path, flags)?;
        let version =
            catalogue.try_sql(|db| db.query_row("PRAGMA user_version", [], |r| r.get::<_, i64>(0)))?;
        Ok((version == SCHEMA).then_some(catalogue))
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Catalogue> {
        let failed = |source| Error::Catalogue { path: path.to_path_buf(), source };
        let db =
            Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(failed)?;
        db.set_prepared_statement_cache_capacity(STATEMENTS_AT_HAND);
        // Without it a statement is planned anew whenever another value is asked for.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(failed)?;
        db.busy_timeout(Duration::from_secs(10)).map_err(failed)?;
        let is_writer = flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE);
        let cache = if is_writer { WRITER_CACHE_KIB } else { READER_CACHE_KIB };
        db.pragma_update(None, "cache_size", -cache).map_err(failed)?;
        if is_writer {
            db.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
            db.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
            db.pragma_update(None, "wal_autocheckpoint", LOG_PAGES).map_err(failed)?;
        }
        Ok(Catalogue { db, path: path.to_path_buf() })
    }

    fn try_sql<T>(&self, f: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        f(&self.db).map_err(|source| Error::Catalogue { path: self.path.clone(), source })
    }

    /// Runs several entries as one transaction.
    pub fn together<T>(&self, f: impl FnOnce() -> Result<T>) -> Result<T> {
        self.try_sql(|db| db.execute_batch("BEGIN IMMEDIATE"))?;
        match f() {
            Ok(value) => self.try_sql(|db| db.execute_batch("COMMIT")).map(|()| value),
            Err(error) => {
                let _ = self.db.execute_batch("ROLLBACK");
                Err(error)
            }
        }
    }

    /// Enters a capture; returns its `seq`.
    pub fn enter_capture(&self, c: &CaptureEntry) -> Result<i64> {
        self.try_sql(|db| {
            db.prepare_cached(
                "INSERT INTO capture(id, sha256, url, captured, media_type, charset, source, length, file, place, size)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                c.id,
                c.sha256,
                c.url,
                c.captured,
                c.media_type.as_str(),
                c.charset,
                c.source,
                c.length as i64,
                c.place.file,
                c.place.offset as i64,
                c.place.length as i64
            ])?;
            Ok(db.last_insert_rowid())
        })
    }

    /// Enters a document and its statements; a document of the same id is replaced.
    pub fn enter_document(&self, d: &NewDocument) -> Result<i64> {
        let e = &d.entry;
        self.try_sql(|db| {
            let old: Option<i64> =
                db.prepare_cached("SELECT seq FROM document WHERE id = ?1")?.query_row([&e.id], |r| r.get(0)).optional()?;
            if let Some(old) = old {
                db.execute("DELETE FROM statement WHERE document = ?1", [old])?;
                db.execute("DELETE FROM document WHERE seq = ?1", [old])?;
                // What was linked with it is linked anew.
                db.execute("DELETE FROM linked", [])?;
            }
            db.prepare_cached(
                "INSERT INTO document(id, capture, reader, is_current, url, title, publisher, language, published, day, place_name,
                   participants, cited_source, text, trace, file, place, size, state, asides)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            )?
            .execute(params![
                e.id,
                e.capture.seq,
                e.reader,
                e.is_current,
                e.url,
                e.title,
                e.publisher,
                e.language,
                e.published,
                e.day.map(|d| d.to_string()),
                e.place_name,
                packed::list(&e.participants),
                e.cited_source,
                d.text,
                packed::trace(&d.trace),
                e.place.file,
                e.place.offset as i64,
                e.place.length as i64,
                e.state as i64,
                packed::asides(&d.asides)
            ])?;
            let seq = db.last_insert_rowid();
            for statement in &d.statements {
                enter_statement(db, seq, statement)?;
            }
            Ok(seq)
        })
    }

    /// The capture of an id.
    pub fn capture(&self, id: &str) -> Result<Option<CaptureEntry>> {
        self.try_sql(|db| {
            db.prepare_cached(&format!("SELECT {CAPTURE} FROM capture c WHERE c.id = ?1"))?
                .query_row([id], |r| capture_of(r, 0))
                .optional()
        })
    }

    /// All captures in order.
    pub fn captures(&self) -> Result<Vec<CaptureEntry>> {
        self.try_sql(|db| {
            db.prepare(&format!("SELECT {CAPTURE} FROM capture c ORDER BY c.seq"))?
                .query_map([], |r| capture_of(r, 0))?
                .collect()
        })
    }

    /// The document of an id.
    pub fn document(&self, id: &str) -> Result<Option<DocumentEntry>> {
        self.one_document("d.id = ?1", &id)
    }

    /// The document of a `seq`.
    pub fn document_at(&self, seq: i64) -> Result<Option<DocumentEntry>> {
        self.one_document("d.seq = ?1", &seq)
    }

    /// The current document of a capture.
    pub fn document_of(&self, capture: i64) -> Result<Option<DocumentEntry>> {
        self.one_document("d.is_current AND d.capture = ?1", &capture)
    }

    fn one_document(&self, condition: &str, value: &dyn rusqlite::ToSql) -> Result<Option<DocumentEntry>> {
        let sql = format!(
            "SELECT {DOCUMENT}, {CAPTURE} FROM document d JOIN capture c ON c.seq = d.capture WHERE {condition}"
        );
        self.try_sql(|db| db.prepare_cached(&sql)?.query_row([value], document_of).optional())
    }

    /// The current documents with a `seq` above `after`, in order.
    pub fn documents_after(&self, after: i64) -> Result<Vec<DocumentEntry>> {
        let sql = format!(
            "SELECT {DOCUMENT}, {CAPTURE} FROM document d JOIN capture c ON c.seq = d.capture
             WHERE d.is_current AND d.seq > ?1 ORDER BY d.seq"
        );
        self.try_sql(|db| db.prepare_cached(&sql)?.query_map([after], document_of)?.collect())
    }

    /// The current documents with a `seq` above `after`, in order, at most so many.
    pub fn next_documents(&self, after: i64, limit: usize) -> Result<Vec<DocumentEntry>> {
        let sql = format!(
            "SELECT {DOCUMENT}, {CAPTURE} FROM document d JOIN capture c ON c.seq = d.capture
             WHERE d.is_current AND d.seq > ?1 ORDER BY d.seq LIMIT ?2"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.try_sql(|db| db.prepare_cached(&sql)?.query_map([after, limit], document_of)?.collect())
    }

    /// The main text of a document.
    pub fn text(&self, document: i64) -> Result<String> {
        self.try_sql(|db| {
            db.prepare_cached("SELECT text FROM document WHERE seq = ?1")?.query_row([document], |r| r.get(0))
        })
    }

    /// What of a document's text is no words of a speaker.
    pub fn asides(&self, document: i64) -> Result<Asides> {
        self.try_sql(|db| {
            db.prepare_cached("SELECT asides FROM document WHERE seq = ?1")?
                .query_row([document], |r| r.get::<_, Vec<u8>>(0))
        })
        .map(|packed| packed::open_asides(&packed))
    }

    /// The sentences of a document, of turns and of narration, in the order of its text.
    pub fn statements_of(&self, document: i64) -> Result<Vec<StatementRow>> {
        self.statements("document = ?1 AND kind < 2 ORDER BY start, row", &document)
    }

    /// What a document tells as somebody's: quotations and reports, in the order of its text.
    pub fn told_of(&self, document: i64) -> Result<Vec<StatementRow>> {
        self.statements("document = ?1 AND kind >= 2 ORDER BY start, row", &document)
    }

    /// The statements of a document in the order of its text, each with the row of the first statement of
    /// the same id.
    pub fn indexed_of(&self, document: i64) -> Result<Vec<(StatementRow, i64)>> {
        let sql = format!(
            "SELECT {STATEMENT}, (SELECT min(f.row) FROM statement f WHERE f.id = s.id) FROM statement s
             WHERE s.document = ?1 ORDER BY s.start, s.row"
        );
        let row = |r: &Row| Ok((statement_of(r)?, r.get(N_STATEMENT)?));
        self.try_sql(|db| db.prepare_cached(&sql)?.query_map([document], row)?.collect())
    }

    /// True when a document has a sentence of a turn.
    pub fn has_turns(&self, document: i64) -> Result<bool> {
        let sql = "SELECT EXISTS(SELECT 1 FROM statement WHERE document = ?1 AND kind = 0)";
        self.try_sql(|db| db.prepare_cached(sql)?.query_row([document], |r| r.get(0)))
    }

    /// How many documents hold a statement.
    pub fn count_witnesses(&self, id: &str) -> Result<usize> {
        let sql = "SELECT count(DISTINCT document) FROM statement WHERE id = ?1";
        self.try_sql(|db| db.prepare_cached(sql)?.query_row([id], |r| r.get::<_, i64>(0))).map(|n| n as usize)
    }

    /// All witnesses of a statement, in the order of the record.
    pub fn witnesses(&self, id: &str) -> Result<Vec<StatementRow>> {
        self.statements("id = ?1 ORDER BY document, start", &id)
    }

    /// The statement of a row.
    pub fn statement_at(&self, row: i64) -> Result<Option<StatementRow>> {
        Ok(self.statements("row = ?1", &row)?.pop())
    }

    fn statements(&self, condition: &str, value: &dyn rusqlite::ToSql) -> Result<Vec<StatementRow>> {
        let sql = format!("SELECT {STATEMENT} FROM statement WHERE {condition}");
        self.try_sql(|db| db.prepare_cached(&sql)?.query_map([value], statement_of)?.collect())
    }

    /// Gives a capture the name the user called it by.
    pub fn name_capture(&self, seq: i64, source: &str) -> Result<()> {
        self.try_sql(|db| {
            db.execute("UPDATE capture SET source = ?2 WHERE seq = ?1", params![seq, source]).map(|_| ())
        })
    }

    /// The highest `seq` of a document; 0 when there is none.
    pub fn last_seq(&self) -> Result<i64> {
        self.try_sql(|db| db.query_row("SELECT coalesce(max(seq), 0) FROM document", [], |r| r.get(0)))
    }

    /// One past the last byte of an archive file that the catalogue knows of.
    pub fn end_of(&self, file: u32) -> Result<u64> {
        let sql = "SELECT max(coalesce((SELECT max(place + size) FROM capture WHERE file = ?1), 0),
                              coalesce((SELECT max(place + size) FROM document WHERE file = ?1), 0))";
        self.try_sql(|db| db.query_row(sql, [file], |r| r.get::<_, i64>(0))).map(|n| n as u64)
    }

    /// How much there is, and of which days.
    pub fn scope(&self) -> Result<Scope> {
        let sql = "SELECT count(DISTINCT capture), count(DISTINCT publisher), min(day), max(day) FROM document WHERE is_current";
        self.try_sql(|db| {
            db.query_row(sql, [], |r| {
                Ok(Scope {
                    captures: r.get::<_, i64>(0)? as usize,
                    publishers: r.get::<_, i64>(1)? as usize,
                    from: day(r, 2)?,
                    to: day(r, 3)?,
                })
            })
        })
    }

    /// Current documents whose captures failed or were read in part, in order, and the addresses of which
    /// a whole capture is held.
    pub fn unread(&self) -> Result<(Vec<DocumentEntry>, BTreeSet<String>)> {
        let of = |condition: &str| {
            format!(
                "SELECT {DOCUMENT}, {CAPTURE} FROM document d JOIN capture c ON c.seq = d.capture
                 WHERE d.is_current AND {condition} ORDER BY d.seq"
            )
        };
        let unread: Vec<DocumentEntry> =
            self.try_sql(|db| db.prepare_cached(&of("d.state > 0"))?.query_map([], document_of)?.collect())?;
        let sql = "SELECT DISTINCT w.url FROM document w JOIN document f ON f.url = w.url
                   WHERE w.is_current AND w.state = 0 AND f.state = 2";
        let is_empty = unread.iter().all(|d| d.state != CaptureState::Failed);
        let whole = match is_empty {
            true => BTreeSet::new(),
            false => self.try_sql(|db| db.prepare(sql)?.query_map([], |r| r.get(0))?.collect())?,
        };
        Ok((unread, whole))
    }

    /// Ids of the current documents that hold speech.
    pub fn with_speech(&self) -> Result<BTreeSet<String>> {
        let sql = "SELECT d.id FROM document d WHERE d.is_current
                   AND EXISTS(SELECT 1 FROM statement s WHERE s.document = d.seq AND s.kind = 0)";
        self.try_sql(|db| db.prepare(sql)?.query_map([], |r| r.get(0))?.collect())
    }

    /// The publishers of all current documents, by name.
    pub fn publishers(&self) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT publisher FROM document WHERE is_current AND publisher IS NOT NULL ORDER BY publisher";
        self.try_sql(|db| db.prepare(sql)?.query_map([], |r| r.get(0))?.collect())
    }

    /// What SQLite's own quick check finds wrong; empty when nothing is.
    pub fn quick_check(&self) -> Result<Vec<String>> {
        let told: Vec<String> =
            self.try_sql(|db| db.prepare("PRAGMA quick_check")?.query_map([], |r| r.get(0))?.collect())?;
        Ok(told.into_iter().filter(|line| line != "ok").collect())
    }

    /// Puts everything into the one file, so that it can be moved.
    pub fn close(self) -> Result<()> {
        self.try_sql(|db| db.pragma_update(None, "wal_checkpoint", "TRUNCATE").or(Ok(())))?;
        let path = self.path;
        self.db.close().map_err(|(_, source)| Error::Catalogue { path, source })
    }
}

fn enter_statement(db: &Connection, document: i64, s: &Statement) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO statement(id, document, kind, start, end, passage_start, passage_end, turn, speaker, label)
         VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        s.id,
        document,
        number_of(s.kind),
        s.span.start as i64,
        s.span.end as i64,
        s.passage.start as i64,
        s.passage.end as i64,
        s.turn.map(|t| t as i64),
        s.speaker,
        s.label
    ])?;
    Ok(())
}

const CAPTURE: &str = "c.seq, c.id, c.sha256, c.url, c.captured, c.media_type, c.charset, c.source, c.length, c.file, c.place, c.size";
const DOCUMENT: &str = "d.seq, d.id, d.reader, d.is_current, d.url, d.title, d.publisher, d.language, d.published, d.day, d.place_name, d.participants, d.cited_source, d.file, d.place, d.size, d.state";
const STATEMENT: &str =
    "row, document, id, kind, start, end, passage_start, passage_end, turn, speaker, label";
/// Columns of `STATEMENT`.
const N_STATEMENT: usize = 11;
/// Columns of `DOCUMENT`.
const N_DOCUMENT: usize = 17;

fn capture_of(r: &Row, at: usize) -> rusqlite::Result<CaptureEntry> {
    Ok(CaptureEntry {
        seq: r.get(at)?,
        id: r.get(at + 1)?,
        sha256: r.get(at + 2)?,
        url: r.get(at + 3)?,
        captured: r.get(at + 4)?,
        media_type: media_type_named(&r.get::<_, String>(at + 5)?),
        charset: r.get(at + 6)?,
        source: r.get(at + 7)?,
        length: r.get::<_, i64>(at + 8)? as u64,
        place: place(r, at + 9)?,
    })
}

fn document_of(r: &Row) -> rusqlite::Result<DocumentEntry> {
    Ok(DocumentEntry {
        seq: r.get(0)?,
        id: r.get(1)?,
        reader: r.get(2)?,
        is_current: r.get(3)?,
        url: r.get(4)?,
        title: r.get(5)?,
        publisher: r.get(6)?,
        language: r.get(7)?,
        published: r.get(8)?,
        day: day(r, 9)?,
        place_name: r.get(10)?,
        participants: packed::open_list(&r.get::<_, String>(11)?),
        cited_source: r.get(12)?,
        place: place(r, 13)?,
        state: state_of(r.get(16)?),
        capture: capture_of(r, N_DOCUMENT)?,
    })
}

fn statement_of(r: &Row) -> rusqlite::Result<StatementRow> {
    let span = |at: usize| -> rusqlite::Result<Span> {
        Ok(Span::new(r.get::<_, i64>(at)? as usize, r.get::<_, i64>(at + 1)? as usize))
    };
    Ok(StatementRow {
        row: r.get(0)?,
        document: r.get(1)?,
        statement: Statement {
            id: r.get(2)?,
            kind: kind_of(r.get(3)?),
            span: span(4)?,
            passage: span(6)?,
            turn: r.get::<_, Option<i64>>(8)?.map(|t| t as usize),
            speaker: r.get(9)?,
            label: r.get(10)?,
        },
    })
}

/// A kind as the column `kind` keeps it: below 2 stand the sentences that make up the text.
fn number_of(kind: StatementKind) -> i64 {
    match kind {
        StatementKind::Speech => 0,
        StatementKind::Narration => 1,
        StatementKind::Quotation => 2,
        StatementKind::Reported => 3,
    }
}

fn kind_of(number: i64) -> StatementKind {
    match number {
        0 => StatementKind::Speech,
        1 => StatementKind::Narration,
        2 => StatementKind::Quotation,
        _ => StatementKind::Reported,
    }
}

fn state_of(number: i64) -> CaptureState {
    match number {
        0 => CaptureState::Whole,
        1 => CaptureState::InPart,
        _ => CaptureState::Failed,
    }
}

fn place(r: &Row, at: usize) -> rusqlite::Result<Place> {
    Ok(Place {
        file: r.get(at)?,
        offset: r.get::<_, i64>(at + 1)? as u64,
        length: r.get::<_, i64>(at + 2)? as u64,
    })
}

fn day(r: &Row, at: usize) -> rusqlite::Result<Option<Date>> {
    Ok(r.get::<_, Option<String>>(at)?.and_then(|d| d.parse().ok()))
}

/// The media type of a name written by `MediaType::as_str`.
pub fn media_type_named(name: &str) -> MediaType {
    match name {
        "text/html" => MediaType::Html,
        "text/markdown" => MediaType::Markdown,
        _ => MediaType::Text,
    }
}
