//! A record, open: the one door to archive, catalogue and index.
//!
//! One writer and many readers may have it open at once. A writer first puts in order what a crash
//! left behind: whole records at the end of the archive that the catalogue does not know are taken
//! up (they are evidence; to cut them could lose what was acknowledged if the catalogue is the
//! older copy), a torn last record is cut off (it was never acknowledged). Then the index catches up.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;
use std::rc::Rc;

use variorum_text::identity::{READER_VERSION, document_id};
use variorum_text::meeting::Meeting;
use variorum_text::page::site_lines::{Learner, edges};
use variorum_text::page::{Capture, all_lines};
use variorum_text::reading::{Reading, read};
use variorum_text::rules::Rules;
use variorum_text::rules::hosts::FILE as HOSTS;

use crate::archive::{self, Archive};
use crate::catalogue::{CaptureEntry, Catalogue, DocumentEntry, Scope};
use crate::error::{Error, Result};
use crate::folder::Folder;
use crate::index::Index;
use crate::intake::entry_of;
use crate::linking;
use crate::takeup;
use crate::warc::{Item, Items};

/// A record, open for reading or writing.
pub struct Record {
    pub(crate) folder: Folder,
    pub(crate) catalogue: Catalogue,
    pub(crate) index: Option<Index>,
    pub(crate) rules: Rc<RecordRules>,
    pub(crate) writer: Option<Writer>,
}

/// A capture out of the archive, with the text that the record holds of it.
pub struct Unread {
    /// The document.
    pub document: DocumentEntry,
    payload: Vec<u8>,
    text: String,
}

impl Unread {
    /// Reads the capture; the places of the answer fit the text that the record holds.
    ///
    /// # Errors
    /// When it was read by another reader than this program's, so that the places would not fit.
    pub fn read(self, rules: &Rules) -> Result<Reading> {
        let reading = read_page(&self.document.capture, self.payload, rules)?;
        if reading.document.text != self.text {
            let message =
                "it was read by another version; run `variorum rebuild` to read it anew".to_string();
            return Err(Error::Input { origin: self.document.id, message });
        }
        Ok(reading)
    }
}

/// What only the writer has.
pub(crate) struct Writer {
    pub(crate) archive: Archive,
    _lock: File,
}

/// The rules of a record: the embedded ones, and those of its `data` folder when it has one.
pub(crate) enum RecordRules {
    Builtin,
    Own(Box<Rules>),
}

impl RecordRules {
    fn of(folder: &Folder) -> Result<Rc<RecordRules>> {
        let own = folder.own_rules()?;
        if own.is_empty() {
            return Ok(Rc::new(RecordRules::Builtin));
        }
        let rules = Rules::with(&own).map_err(Error::Rules)?;
        Ok(Rc::new(RecordRules::Own(Box::new(rules))))
    }

    pub(crate) fn get(&self) -> &Rules {
        match self {
            RecordRules::Builtin => Rules::builtin(),
            RecordRules::Own(rules) => rules,
        }
    }
}

impl Record {
    /// Makes a new, empty record and opens it for writing.
    ///
    /// # Errors
    /// When the folder holds a record already or cannot be written.
    pub fn make(path: &Path) -> Result<Record> {
        let folder = Folder::make(path)?;
        let lock = folder.lock()?;
        let catalogue = Catalogue::make(&folder.catalogue())?;
        let index = Some(Index::make(&folder.index(), &folder.id)?);
        let writer = Some(Writer { archive: Archive::open(&folder.archive())?, _lock: lock });
        Ok(Record { rules: RecordRules::of(&folder)?, folder, catalogue, index, writer })
    }

    /// Opens a record for writing and puts in order what a crash left.
    ///
    /// # Errors
    /// When there is no record, a newer program wrote it, another program writes to it, or its
    /// catalogue is gone.
    pub fn open(path: &Path) -> Result<Record> {
        let folder = Folder::open(path)?;
        let lock = folder.lock()?;
        let catalogue = open_catalogue(&folder, true)?;
        let writer = Some(Writer { archive: Archive::open(&folder.archive())?, _lock: lock });
        let mut record = Record { rules: RecordRules::of(&folder)?, index: None, folder, catalogue, writer };
        takeup::tails(&mut record)?;
        record.settle()?;
        Ok(record)
    }

    /// Opens a record for reading, also while another program writes to it.
    ///
    /// # Errors
    /// When there is no record, a newer program wrote it, or its catalogue is gone.
    pub fn open_read_only(path: &Path) -> Result<Record> {
        let folder = Folder::open(path)?;
        let catalogue = open_catalogue(&folder, false)?;
        let index = Index::open(&folder.index(), &folder.id);
        let is_behind = index.as_ref().map(Index::watermark) < Some(catalogue.last_seq()?);
        let mut record = Record { rules: RecordRules::of(&folder)?, index, folder, catalogue, writer: None };
        if is_behind {
            // A writer that is at work will bring the index on by itself.
            match record.folder.lock() {
                Ok(_lock) => record.catch_up()?,
                Err(Error::Locked { .. }) => {}
                Err(_) if record.index.is_some() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(record)
    }

    /// Makes catalogue and index anew from the archive.
    ///
    /// # Errors
    /// When there is no record, another program writes to it, or a disk fails. Damaged archive
    /// records are no error: they come back as the list of what could not be taken up.
    pub fn rebuild(path: &Path, mut progress: impl FnMut(u64, u64)) -> Result<(Record, Vec<Error>)> {
        let folder = Folder::open(path)?;
        let lock = folder.lock()?;
        let fresh = folder.path().join("catalogue.new");
        remove_catalogue(&fresh)?;
        let catalogue = Catalogue::make(&fresh)?;
        let writer = Some(Writer { archive: Archive::open(&folder.archive())?, _lock: lock });
        let mut record = Record { rules: RecordRules::of(&folder)?, index: None, folder, catalogue, writer };
        let damaged = takeup::all(&mut record, &mut progress)?;
        linking::anew(&record.catalogue)?;
        let Record { folder, catalogue, rules, writer, .. } = record;
        catalogue.close()?;
        let place = folder.catalogue();
        remove_catalogue(&place)?;
        std::fs::rename(&fresh, &place).map_err(Error::io("write", &place))?;
        crate::folder::sync_folder(folder.path())?;
        let catalogue = open_catalogue(&folder, true)?;
        let mut index = Index::make(&folder.index(), &folder.id)?;
        index.catch_up(&catalogue, &folder.id, rules.get())?;
        Ok((Record { folder, catalogue, index: Some(index), rules, writer }, damaged))
    }

    /// Learns from the text captures of the archive which lines their sites print on every page, and writes
    /// them into the record's rules (`data/hosts.toml`) in place of what was learnt before. Gives the number
    /// of lines. What was learnt tells on documents when the record is rebuilt.
    ///
    /// # Errors
    /// When there is no record, another program writes to it, or a disk fails.
    pub fn learn(path: &Path) -> Result<usize> {
        let folder = Folder::open(path)?;
        let _lock = folder.lock()?;
        // What was learnt before decides nothing, so that the archive alone does.
        let mut own = folder.own_rules()?;
        own.retain(|(name, _)| name != HOSTS);
        let rules = Rules::with(&own).map_err(Error::Rules)?;
        let mut learner = Learner::default();
        for file in archive::files(&folder.archive())? {
            let path = archive::path_of(&folder.archive(), file);
            let items = Items::open(&path).map_err(Error::io("read", &path))?;
            for item in items.flatten().filter(Item::is_page) {
                let entry = entry_of(&item, "");
                let found = edges(&capture_of(&entry, item.payload), &rules);
                found.into_iter().for_each(|edges| learner.add(edges));
            }
        }
        match learner.table() {
            Some(table) => folder.keep_table(HOSTS, &table)?,
            None => folder.drop_table(HOSTS)?,
        }
        Ok(learner.lines().values().map(BTreeSet::len).sum())
    }

    /// Brings the index up to the catalogue and links meetings anew where documents came in.
    pub(crate) fn settle(&mut self) -> Result<()> {
        let mut index = self.usable_index()?;
        let (folder, rules) = (&self.folder, self.rules.get());
        // Neither needs what the other writes; the index reads by a connection of its own.
        let indexed = std::thread::scope(|scope| {
            let indexing = scope.spawn(|| {
                let catalogue = open_catalogue(folder, false)?;
                index.catch_up(&catalogue, &folder.id, rules)
            });
            let linked = linking::bring_up(&self.catalogue);
            match indexing.join() {
                Ok(indexed) => indexed.and(linked),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        });
        self.index = Some(index);
        indexed
    }

    fn catch_up(&mut self) -> Result<()> {
        let mut index = self.usable_index()?;
        index.catch_up(&self.catalogue, &self.folder.id, self.rules.get())?;
        self.index = Some(index);
        Ok(())
    }

    /// The index, open; a new one where it is gone or belongs to another copy of the catalogue.
    fn usable_index(&mut self) -> Result<Index> {
        let known = self.index.take().or_else(|| Index::open(&self.folder.index(), &self.folder.id));
        match known {
            Some(index) if index.watermark() <= self.catalogue.last_seq()? => Ok(index),
            _ => Index::make(&self.folder.index(), &self.folder.id),
        }
    }

    /// The folder of the record.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Name and content of each table in the record's `data` folder, sorted by name.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn own_rules(&self) -> Result<Vec<(String, String)>> {
        self.folder.own_rules()
    }

    /// The rules by which its captures are read.
    pub fn rules(&self) -> &Rules {
        self.rules.get()
    }

    /// How much there is, and of which days.
    pub fn scope(&self) -> Result<Scope> {
        self.catalogue.scope()
    }

    /// All captures, in the order they came in.
    pub fn captures(&self) -> Result<Vec<CaptureEntry>> {
        self.catalogue.captures()
    }

    /// All documents, in the order they came in.
    pub fn documents(&self) -> Result<Vec<DocumentEntry>> {
        self.catalogue.documents_after(0)
    }

    /// All meetings, by day.
    pub fn meetings(&self) -> Result<Vec<Meeting>> {
        match self.catalogue.meetings()? {
            Some(meetings) => Ok(meetings),
            None => linking::unkept(&self.catalogue),
        }
    }

    /// The meeting of an id.
    pub fn meeting(&self, id: &str) -> Result<Meeting> {
        let found = match self.catalogue.meeting(id)? {
            Some(kept) => kept,
            None => linking::unkept(&self.catalogue)?.into_iter().find(|m| m.id == id),
        };
        found.ok_or_else(|| Error::Unknown { id: id.to_string() })
    }

    /// A document's entry.
    pub fn document(&self, id: &str) -> Result<DocumentEntry> {
        self.catalogue.document(id)?.ok_or_else(|| Error::Unknown { id: id.to_string() })
    }

    /// A document's main text.
    pub fn text(&self, document: &DocumentEntry) -> Result<String> {
        self.catalogue.text(document.seq)
    }

    /// A document read again from its capture, with turns, notes and findings.
    ///
    /// # Errors
    /// When the document is unknown, its capture is damaged, or it was read by another reader than
    /// this program's, so that the places would not fit.
    pub fn reading(&self, id: &str) -> Result<Reading> {
        self.unread(self.document(id)?)?.read(self.rules())
    }

    /// A document's capture, taken out of the archive and not read yet: reading it needs the rules alone
    /// and can be done beside others.
    ///
    /// # Errors
    /// When the capture is damaged.
    pub fn unread(&self, document: DocumentEntry) -> Result<Unread> {
        let payload = self.kept(&document.capture)?.payload;
        let text = self.text(&document)?;
        Ok(Unread { document, payload, text })
    }

    /// The id that a document of a capture has when this program reads it with the record's rules.
    pub fn id_now(&self, capture: &CaptureEntry) -> String {
        document_id(&capture.id, READER_VERSION, self.rules().digest())
    }

    /// The capture of an id.
    pub fn capture(&self, id: &str) -> Result<CaptureEntry> {
        self.catalogue.capture(id)?.ok_or_else(|| Error::Unknown { id: id.to_string() })
    }

    /// The archive's record of a capture.
    pub fn kept(&self, capture: &CaptureEntry) -> Result<Item> {
        archive::read(&self.folder.archive(), capture.place)
    }

    /// A capture read now, by this program and with the record's rules, whatever reader made the
    /// document that the record holds of it.
    ///
    /// # Errors
    /// When the capture is damaged.
    pub fn read_again(&self, entry: &CaptureEntry) -> Result<Reading> {
        let item = self.kept(entry)?;
        read_page(entry, item.payload, self.rules())
    }

    /// All lines that a capture prints, its main text and what stands around it.
    ///
    /// # Errors
    /// When the capture is damaged.
    pub fn lines(&self, entry: &CaptureEntry) -> Result<Vec<String>> {
        let item = self.kept(entry)?;
        Ok(all_lines(&capture_of(entry, item.payload), self.rules()))
    }

    /// What is wrong with the record, in sentences; empty when nothing is. `deep` reads and
    /// hashes every capture.
    pub fn faults(&self, deep: bool) -> Result<Vec<String>> {
        let mut found = self.catalogue.quick_check()?;
        if let Some(index) = &self.index {
            let damaged = index.damaged_files()?;
            found.extend(
                damaged.iter().map(|f| format!("the index file `{}` has a wrong checksum", f.display())),
            );
        }
        for file in archive::files(&self.folder.archive())? {
            let path = archive::path_of(&self.folder.archive(), file);
            if archive::length(&path)? < self.catalogue.end_of(file)? {
                found.push(format!("the archive file `{}` is shorter than it was", path.display()));
            }
        }
        if deep {
            for capture in self.captures()? {
                match self.kept(&capture) {
                    Ok(item) if item.payload_sha256() == capture.sha256 => {}
                    Ok(_) => found.push(format!("capture `{}` holds other bytes than it did", capture.id)),
                    Err(error) => found.push(error.to_string()),
                }
            }
        }
        Ok(found)
    }
}

/// Reads one page. A fault of the reader is told as a failure of this page alone.
pub(crate) fn read_page(entry: &CaptureEntry, bytes: Vec<u8>, rules: &Rules) -> Result<Reading> {
    let capture = capture_of(entry, bytes);
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(&capture, rules)));
    done.map_err(|_| Error::Input {
        origin: entry.source.clone(),
        message: "the reader failed on it; please report the page".into(),
    })
}

fn capture_of(entry: &CaptureEntry, bytes: Vec<u8>) -> Capture {
    Capture {
        source: entry.source.clone(),
        bytes,
        media_type: entry.media_type,
        charset: entry.charset.clone(),
        url: entry.url.clone(),
        captured: entry.captured.clone(),
    }
}

fn open_catalogue(folder: &Folder, is_writer: bool) -> Result<Catalogue> {
    let path = folder.catalogue();
    let gone = || Error::NoCatalogue { path: folder.path().to_path_buf() };
    if !path.is_file() {
        return Err(gone());
    }
    Catalogue::open(&path, is_writer)?.ok_or_else(gone)
}

fn remove_catalogue(path: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_os_string();
        name.push(suffix);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::io("remove", Path::new(&name))(error));
            }
            _ => {}
        }
    }
    Ok(())
}
