//! Captures into the record: files, folders and WARC files, known ones recognised.
//!
//! A capture is acknowledged only when its bytes and its text are flushed to the archive and read
//! back, and its catalogue entry is committed. Flushing is the slow part, so captures go in
//! batches; the order of acknowledgement is the order of the input.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};
use variorum_text::collation::unheard;
use variorum_text::history::failure;
use variorum_text::identity::{READER_VERSION, capture_id, document_id, hex, sha256_hex, text_sha256};
use variorum_text::meeting::trace;
use variorum_text::page::MediaType;
use variorum_text::reading::Reading;
use variorum_text::rules::Rules;
use variorum_text::statement::{statements, told};

use crate::archive::{Block, HeadFields, Outgoing, Place, now};
use crate::catalogue::{Asides, CaptureEntry, CaptureState, DocumentEntry, NewDocument};
use crate::error::{Error, Result};
use crate::record::{Record, read_page};
use crate::warc::{Item, Items, READ_CAP, looks_binary, media_type};

/// What a bare file does not say of itself.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    /// Address of the page.
    pub url: Option<String>,
    /// When it was captured, RFC 3339.
    pub captured: Option<String>,
}

/// What became of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is in the record now.
    New,
    /// It was there already; nothing changed.
    Known,
    /// It could not be read.
    Failed,
}

/// The answer for one capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The file, or the place in a WARC.
    pub source: String,
    /// What became of it.
    pub status: Status,
    /// The capture's id.
    pub capture: Option<String>,
    /// The document's id.
    pub document: Option<String>,
    /// Why it failed, or what was odd.
    pub message: Option<String>,
}

/// Captures in one batch at most.
const BATCH_CAPTURES: usize = 64;
/// Bytes in one batch, about.
const BATCH_BYTES: usize = 8 << 20;

/// Puts captures into a record, batch by batch.
pub struct Adder<'r> {
    record: &'r mut Record,
    pending: Vec<Pending>,
    /// Ids of captures that wait.
    waiting: BTreeSet<String>,
    n_bytes: usize,
    has_new: bool,
}

struct Pending {
    added: Added,
    new: Option<Box<Unread>>,
}

/// A capture that is not in the record and waits to be read.
struct Unread {
    entry: CaptureEntry,
    original: Outgoing,
    page: Vec<u8>,
}

struct NewCapture {
    original: Outgoing,
    conversion: Outgoing,
    document: NewDocument,
}

impl Record {
    /// Begins to add captures.
    ///
    /// # Errors
    /// When the record was opened for reading only.
    pub fn adder(&mut self) -> Result<Adder<'_>> {
        if self.writer.is_none() {
            return Err(Error::ReadOnly { path: self.path().to_path_buf() });
        }
        Ok(Adder { record: self, pending: Vec::new(), waiting: BTreeSet::new(), n_bytes: 0, has_new: false })
    }
}

impl Adder<'_> {
    /// Adds one file: a page or a WARC. `name` is what the record calls it. `tell` gets an answer
    /// for each capture, once it is safe.
    ///
    /// # Errors
    /// When the record itself cannot be written. An input that cannot be read is an answer.
    pub fn file(
        &mut self,
        path: &Path,
        name: &str,
        from: &Provenance,
        tell: &mut dyn FnMut(&Added),
    ) -> Result<()> {
        let name = clean(name);
        match begins_as(path) {
            Ok(Beginning::Warc) => self.warc(path, &name, tell),
            Ok(Beginning::Page) => match self.page(path, &name, from) {
                Ok(pending) => self.push(pending, tell),
                Err(error) => self.fail(&name, &error, tell),
            },
            Ok(Beginning::Other(message)) => {
                self.fail(&name, &Error::Input { origin: name.clone(), message: message.into() }, tell)
            }
            Err(error) => self.fail(&name, &Error::io("read", path)(error), tell),
        }
    }

    /// Adds bytes that are no file, such as standard input or a built-in page.
    pub fn bytes(
        &mut self,
        bytes: Vec<u8>,
        name: &str,
        media: MediaType,
        from: &Provenance,
        tell: &mut dyn FnMut(&Added),
    ) -> Result<()> {
        let name = clean(name);
        let sha256 = sha256_hex(&bytes);
        let length = bytes.len() as u64;
        match self.bare(
            Bare { block: Block::Bytes(bytes.clone()), head: bytes, sha256, length, media },
            &name,
            from,
        ) {
            Ok(pending) => self.push(pending, tell),
            Err(error) => self.fail(&name, &error, tell),
        }
    }

    /// Ends adding: writes the last batch, brings the index up and links meetings.
    pub fn finish(mut self, tell: &mut dyn FnMut(&Added)) -> Result<()> {
        self.flush(tell)?;
        if self.has_new {
            self.record.settle()?;
        }
        Ok(())
    }

    fn fail(&mut self, name: &str, error: &Error, tell: &mut dyn FnMut(&Added)) -> Result<()> {
        let message = Some(message_of(error));
        let added = Added {
            source: name.to_string(),
            status: Status::Failed,
            capture: None,
            document: None,
            message,
        };
        self.push(Pending { added, new: None }, tell)
    }

    fn page(&self, path: &Path, name: &str, from: &Provenance) -> Result<Pending> {
        let failed = || Error::io("read", path);
        let mut file = File::open(path).map_err(failed())?;
        let mut head = Vec::new();
        (&mut file).take(READ_CAP as u64 + 1).read_to_end(&mut head).map_err(failed())?;
        let mut digest = Sha256::new();
        digest.update(&head);
        let rest = io::copy(&mut file, &mut Hashing(&mut digest)).map_err(failed())?;
        let sha256 = hex(&digest.finalize());
        let length = head.len() as u64 + rest;
        let block = if rest == 0 { Block::Bytes(head.clone()) } else { Block::File(path.to_path_buf()) };
        let wrong = |message: &str| Error::Input { origin: name.to_string(), message: message.to_string() };
        if head.iter().all(u8::is_ascii_whitespace) {
            return Err(wrong("it is empty"));
        }
        let media = media_type(None, Some(name), &head).filter(|_| !looks_binary(&head));
        let media =
            media.ok_or_else(|| wrong("it holds no text; text, Markdown, HTML and WARC can be read"))?;
        self.bare(Bare { block, head, sha256, length, media }, name, from)
    }

    /// A capture without HTTP: a `resource` record of our own.
    fn bare(&self, bare: Bare, name: &str, from: &Provenance) -> Result<Pending> {
        let captured = from.captured.as_deref().map(|c| instant(c, name)).transpose()?;
        let id = capture_id(&bare.sha256, from.url.as_deref(), captured.as_deref());
        let address = from.url.clone().unwrap_or_else(|| format!("file:{}", address_of(name)));
        let mut fields = HeadFields::new("resource", &record_id(&id), &captured.clone().unwrap_or_else(now))
            .with("WARC-Target-URI", &address)
            .with("Content-Type", bare.media.as_str())
            .with("Variorum-Source", name);
        if captured.is_none() {
            fields = fields.with("Variorum-Captured", "unknown");
        }
        let head = fields.bytes(&bare.sha256, bare.length);
        let entry = CaptureEntry {
            seq: 0,
            id,
            sha256: bare.sha256.clone(),
            url: from.url.clone(),
            captured,
            media_type: bare.media,
            charset: None,
            source: name.to_string(),
            length: bare.length,
            place: Place { file: 0, offset: 0, length: 0 },
        };
        let original = Outgoing { head, block: bare.block, block_sha256: bare.sha256 };
        self.capture(entry, original, bare.head, None)
    }

    fn warc(&mut self, path: &Path, name: &str, tell: &mut dyn FnMut(&Added)) -> Result<()> {
        let items = match Items::open(path) {
            Ok(items) => items,
            Err(error) => return self.fail(name, &Error::io("read", path)(error), tell),
        };
        let mut n_told = 0;
        for found in items {
            match found {
                Ok(item) if item.is_page() => {
                    let source = format!("{name}:{}", item.head.place.0);
                    match self.item(item, &source, path) {
                        Ok(pending) => self.push(pending, tell)?,
                        Err(error) => self.fail(&source, &error, tell)?,
                    }
                    n_told += 1;
                }
                Ok(_) => {}
                Err(damage) => {
                    let source = format!("{name}:{}", damage.offset);
                    let message = format!("damaged record at byte {}: {}", damage.offset, damage.message);
                    self.fail(&source, &Error::Input { origin: source.clone(), message }, tell)?;
                    n_told += 1;
                }
            }
        }
        if n_told == 0 {
            let message = "it holds no page that can be read".to_string();
            self.fail(name, &Error::Input { origin: name.to_string(), message }, tell)?;
        }
        Ok(())
    }

    /// A capture from a foreign WARC: its record is kept as it stands.
    fn item(&self, item: Item, source: &str, path: &Path) -> Result<Pending> {
        let entry = entry_of(&item, source);
        let block_sha256 = item.block_sha256();
        let block = if item.block.len() as u64 == item.head.length {
            Block::Bytes(item.block)
        } else {
            Block::Warc(path.to_path_buf(), item.head.place)
        };
        let message = (!item.findings.is_empty()).then(|| item.findings.join("; "));
        let original = Outgoing { head: item.head.raw, block, block_sha256 };
        self.capture(entry, original, item.payload, message)
    }

    fn capture(
        &self,
        entry: CaptureEntry,
        original: Outgoing,
        payload: Vec<u8>,
        message: Option<String>,
    ) -> Result<Pending> {
        let mut added = Added {
            source: entry.source.clone(),
            status: Status::Known,
            capture: Some(entry.id.clone()),
            document: None,
            message,
        };
        let rules = self.record.rules();
        if let Some(known) = self.record.catalogue.capture(&entry.id)? {
            added.document = self.record.catalogue.document_of(known.seq)?.map(|d| d.id);
            return Ok(Pending { added, new: None });
        }
        if self.waiting.contains(&entry.id) {
            added.document = Some(document_id(&entry.id, READER_VERSION, rules.digest()));
            return Ok(Pending { added, new: None });
        }
        added.status = Status::New;
        added.document = Some(document_id(&entry.id, READER_VERSION, rules.digest()));
        Ok(Pending { added, new: Some(Box::new(Unread { entry, original, page: payload })) })
    }

    fn push(&mut self, pending: Pending, tell: &mut dyn FnMut(&Added)) -> Result<()> {
        if let Some(new) = &pending.new {
            self.waiting.insert(new.entry.id.clone());
            self.n_bytes += new.original.size() + new.page.len();
        }
        self.pending.push(pending);
        if self.pending.len() >= BATCH_CAPTURES || self.n_bytes >= BATCH_BYTES {
            self.flush(tell)?;
        }
        Ok(())
    }

    /// Read, archive, flush, read back, catalogue; only then the answers.
    fn flush(&mut self, tell: &mut dyn FnMut(&Added)) -> Result<()> {
        let mut pending = std::mem::take(&mut self.pending);
        self.waiting.clear();
        self.n_bytes = 0;
        let unread = pending.iter_mut().filter_map(|p| p.new.take()).map(|new| *new).collect();
        let (mut documents, mut outgoing) = (Vec::new(), Vec::new());
        let mut failed: BTreeMap<String, String> = BTreeMap::new();
        for (id, read) in read_all(unread, self.record.rules()) {
            match read {
                Ok(new) => {
                    outgoing.extend([new.original, new.conversion]);
                    documents.push(new.document);
                }
                Err(error) => drop(failed.insert(id, message_of(&error))),
            }
        }
        pending.iter_mut().for_each(|p| p.added.fail_with(&failed));
        if !documents.is_empty() {
            let Some(writer) = &mut self.record.writer else {
                return Err(Error::ReadOnly { path: self.record.folder.path().to_path_buf() });
            };
            let places = writer.archive.append(&outgoing)?;
            for (document, place) in documents.iter_mut().zip(places.chunks_exact(2)) {
                document.entry.capture.place = place[0];
                document.entry.place = place[1];
            }
            let catalogue = &self.record.catalogue;
            catalogue.together(|| {
                for mut document in documents {
                    document.entry.capture.seq = catalogue.enter_capture(&document.entry.capture)?;
                    catalogue.enter_document(&document)?;
                }
                Ok(())
            })?;
            self.has_new = true;
        }
        pending.iter().for_each(|p| tell(&p.added));
        Ok(())
    }
}

impl Added {
    /// Says of a capture of which the reading failed, and of its likes in the batch, that it failed.
    fn fail_with(&mut self, failed: &BTreeMap<String, String>) {
        if let Some(message) = self.capture.as_ref().and_then(|id| failed.get(id)) {
            self.status = Status::Failed;
            (self.capture, self.document) = (None, None);
            self.message = Some(message.clone());
        }
    }
}

fn message_of(error: &Error) -> String {
    match error {
        Error::Input { message, .. } => message.clone(),
        Error::Io { source, .. } => source.to_string(),
        other => other.to_string(),
    }
}

/// A capture's id and what reading it gives.
type Took = (String, Result<NewCapture>);

/// Reads captures on all cores; the answers stand in the order of the captures.
fn read_all(unread: Vec<Unread>, rules: &Rules) -> Vec<Took> {
    let n_threads = std::thread::available_parallelism().map_or(1, |n| n.get()).min(unread.len());
    let left = Mutex::new(unread.into_iter().enumerate());
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        let mut done: Vec<(usize, Took)> = Vec::new();
        while let Some((n, one)) = next() {
            done.push((n, (one.entry.id.clone(), read_one(one, rules))));
        }
        done
    };
    let mut done: Vec<(usize, Took)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..n_threads).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(n, _)| *n);
    done.into_iter().map(|(_, read)| read).collect()
}

fn read_one(one: Unread, rules: &Rules) -> Result<NewCapture> {
    let Unread { entry, original, page } = one;
    let target = field_of(&original.head, "WARC-Target-URI");
    let refers_to = field_of(&original.head, "WARC-Record-ID");
    let reading = read_page(&entry, page, rules)?;
    let document = document_of(entry, &reading, rules);
    let conversion = conversion_of(&document, rules.digest(), target.as_deref(), refers_to.as_deref());
    Ok(NewCapture { original, conversion, document })
}

/// A capture without HTTP.
struct Bare {
    block: Block,
    /// Its beginning, as much as is read.
    head: Vec<u8>,
    sha256: String,
    length: u64,
    media: MediaType,
}

/// The catalogue entry of a record in a WARC file.
pub(crate) fn entry_of(item: &Item, source: &str) -> CaptureEntry {
    let is_own = item.head.get("Variorum-Source").is_some();
    let url = item.url.clone().filter(|u| !(is_own && u.starts_with("file:")));
    let captured = item.date.clone().filter(|_| item.head.get("Variorum-Captured") != Some("unknown"));
    let media_type = match &item.content_type {
        Some(declared) if is_own => crate::catalogue::media_type_named(declared),
        _ => item.media_type.unwrap_or(MediaType::Text),
    };
    CaptureEntry {
        seq: 0,
        id: capture_id(&item.payload_sha256(), url.as_deref(), captured.as_deref()),
        sha256: item.payload_sha256(),
        url,
        captured,
        media_type,
        charset: item.charset.clone().filter(|_| !is_own),
        source: item.head.get("Variorum-Source").map_or_else(|| source.to_string(), str::to_string),
        length: item.head.length,
        place: Place { file: 0, offset: item.head.place.0, length: 0 },
    }
}

/// The document of a reading, ready to be entered.
pub(crate) fn document_of(capture: CaptureEntry, reading: &Reading, rules: &Rules) -> NewDocument {
    let page = &reading.document;
    let id = document_id(&capture.id, READER_VERSION, rules.digest());
    let trace = trace(reading, &id);
    let mut statements = statements(reading, &id);
    statements.extend(told(reading, &id, rules));
    NewDocument {
        statements,
        text: page.text.clone(),
        asides: asides(reading),
        entry: DocumentEntry {
            seq: 0,
            id,
            url: page.url.clone().or(capture.url.clone()),
            capture,
            reader: READER_VERSION.to_string(),
            is_current: true,
            state: state(reading, rules),
            title: page.title.clone(),
            publisher: page.publisher.clone(),
            language: page.language.clone(),
            published: page.published.map(|p| p.to_string()),
            day: trace.date.or(trace.published),
            place_name: trace.place.clone(),
            participants: trace.participants.clone(),
            cited_source: page.cited_source.clone(),
            place: Place { file: 0, offset: 0, length: 0 },
        },
        trace,
    }
}

fn asides(reading: &Reading) -> Asides {
    Asides {
        unheard: unheard(reading),
        supplied: reading.transcript.supplied.clone(),
        missing: reading.transcript.gaps.iter().map(|g| g.span).collect(),
    }
}

/// Whether the capture shows its page, and all of it.
fn state(reading: &Reading, rules: &Rules) -> CaptureState {
    let cut = reading.document.findings.iter().any(|f| f.code == "truncated_parse");
    match failure(reading, rules) {
        Some(_) => CaptureState::Failed,
        None if cut => CaptureState::InPart,
        None => CaptureState::Whole,
    }
}

/// The text of a document as a `conversion` record, so that its places resolve without this program.
pub(crate) fn conversion_of(
    d: &NewDocument,
    rules: &str,
    target: Option<&str>,
    refers_to: Option<&str>,
) -> Outgoing {
    let sha256 = sha256_hex(d.text.as_bytes());
    let mut fields = HeadFields::new("conversion", &record_id(&format!("{}{sha256}", d.entry.id)), &now());
    if let Some(target) = target {
        fields = fields.with("WARC-Target-URI", target);
    }
    if let Some(refers_to) = refers_to {
        fields = fields.with("WARC-Refers-To", refers_to);
    }
    let head = fields
        .with("Content-Type", "text/plain; charset=utf-8")
        .with("Variorum-Source", &d.entry.capture.source)
        .with("Variorum-Capture", &d.entry.capture.id)
        .with("Variorum-Document", &d.entry.id)
        .with("Variorum-Reader", READER_VERSION)
        .with("Variorum-Rules", rules)
        .with("Variorum-Text-Digest", &format!("sha256:{}", text_sha256(&d.text)))
        .bytes(&sha256, d.text.len() as u64);
    Outgoing { head, block: Block::Bytes(d.text.clone().into_bytes()), block_sha256: sha256 }
}

/// A UUID made from a name, so that the same capture always has the same record id.
fn record_id(name: &str) -> String {
    let hex = sha256_hex(name.as_bytes());
    format!("urn:uuid:{}-{}-8{}-8{}-{}", &hex[..8], &hex[8..12], &hex[12..15], &hex[15..18], &hex[18..30])
}

fn field_of(head: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let found =
        text.lines().filter_map(|l| l.split_once(':')).find(|(n, _)| n.trim().eq_ignore_ascii_case(name));
    found.map(|(_, v)| v.trim().to_string())
}

/// An instant as the archive writes it.
fn instant(given: &str, name: &str) -> Result<String> {
    let parsed: std::result::Result<jiff::Timestamp, _> = given.parse();
    parsed.map(|t| t.to_string()).map_err(|_| Error::Input {
        origin: name.to_string(),
        message: format!("`{given}` is no instant like 2031-05-25T10:00:00Z"),
    })
}

/// A name on one line, without control characters and white space at its ends.
fn clean(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_string()
}

/// A file name as part of an address.
fn address_of(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'/');
    name.bytes().map(|b| if plain(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

struct Hashing<'d>(&'d mut Sha256);

impl io::Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Endings of the names of WARC files; WET files are WARC files with texts.
const WARC_NAMES: &[&str] =
    &[".warc", ".warc.gz", ".warc.zst", ".wet", ".wet.gz", ".wet.zst", ".warc.wet.gz", ".warc.wet.zst"];

enum Beginning {
    Warc,
    Page,
    Other(&'static str),
}

/// Looks at a file's name and first bytes.
fn begins_as(path: &Path) -> io::Result<Beginning> {
    let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    let mut head = Vec::new();
    File::open(path)?.take(8).read_to_end(&mut head)?;
    let is_gzip = head.starts_with(&[0x1f, 0x8b]);
    let is_zstd = head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) || head.starts_with(&[0x5d, 0x2a, 0x4d, 0x18]);
    let ends = |suffixes: &[&str]| suffixes.iter().any(|s| name.ends_with(s));
    Ok(if head.starts_with(b"WARC/") || ends(WARC_NAMES) {
        if head.is_empty() { Beginning::Other("it is empty") } else { Beginning::Warc }
    } else if ends(&[".warc.lz4", ".arc", ".arc.gz", ".wacz"]) {
        Beginning::Other(
            "this kind of web archive is not read yet; .warc, .warc.gz, .warc.zst and .wet files are",
        )
    } else if is_gzip || is_zstd {
        Beginning::Other("it is compressed; unpack it first, or name it .warc.gz if it is a web archive")
    } else {
        Beginning::Page
    })
}

/// The files under a folder, by name, with their names relative to it. Hidden ones and records are left out.
pub fn files_under(dir: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(folder) = open.pop() {
        if folder.join("record.toml").is_file() {
            continue;
        }
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let is_hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
            // A link to a folder may lead in a circle; a link to a file is read.
            if is_hidden {
                continue;
            } else if path.is_dir() {
                if !path.is_symlink() {
                    open.push(path);
                }
            } else if path.is_file() {
                let name = path.strip_prefix(dir).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.push((path, name));
            }
        }
    }
    found.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(found)
}
