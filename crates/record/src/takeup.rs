//! From the archive to the catalogue: all of it for a rebuild, the end of it after a crash.
//!
//! A capture record gives the entry; the conversion record after it gives what the user called it
//! and the text. The capture is read anew: when the text is the same, the document stands where it
//! stood; when this program reads otherwise, a new conversion is added and the old one stays.

use std::fs::File;

use variorum_text::identity::{READER_VERSION, document_id};

use crate::archive::{self, Place};
use crate::catalogue::{CaptureState, DocumentEntry, NewDocument};
use crate::error::{Error, Result};
use crate::intake::{conversion_of, document_of, entry_of};
use crate::record::{Record, read_page};
use crate::warc::{Item, ItemKind, Items};

/// Records taken up in one transaction.
const TOGETHER: usize = 256;

/// Takes up the whole archive into an empty catalogue. Gives what could not be taken up.
pub(crate) fn all(record: &mut Record, progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<Error>> {
    let dir = record.folder.archive();
    let files = archive::files(&dir)?;
    let sizes: Vec<u64> =
        files.iter().map(|f| archive::length(&archive::path_of(&dir, *f))).collect::<Result<_>>()?;
    let total = sizes.iter().sum();
    let (mut done, mut damaged) = (0, Vec::new());
    for (file, size) in files.iter().zip(sizes) {
        take_up(record, *file, 0, &mut damaged, &mut |at| progress(done + at, total))?;
        done += size;
    }
    read_unread(record)?;
    Ok(damaged)
}

/// After a crash: takes up whole records that the catalogue does not know, cuts off a torn last one.
pub(crate) fn tails(record: &mut Record) -> Result<()> {
    let dir = record.folder.archive();
    let mut found_some = false;
    for file in archive::files(&dir)? {
        let path = archive::path_of(&dir, file);
        let (known, length) = (record.catalogue.end_of(file)?, archive::length(&path)?);
        if length <= known {
            continue;
        }
        let mut damaged = Vec::new();
        let torn = take_up(record, file, known, &mut damaged, &mut |_| {})?;
        if let (Some(at), Some(writer)) = (torn, &mut record.writer) {
            writer.archive.cut(file, at)?;
        }
        found_some = true;
    }
    if found_some { read_unread(record) } else { Ok(()) }
}

/// Takes up one file from an offset. Gives the offset of a torn last record.
fn take_up(
    record: &Record,
    file: u32,
    from: u64,
    damaged: &mut Vec<Error>,
    progress: &mut dyn FnMut(u64),
) -> Result<Option<u64>> {
    let path = archive::path_of(&record.folder.archive(), file);
    let opened = File::open(&path).map_err(Error::io("read", &path))?;
    let length = opened.metadata().map_err(Error::io("read", &path))?.len();
    let mut items = Items::from_source(Box::new(opened), from).map_err(Error::io("read", &path))?.peekable();
    let mut last: Option<(String, Vec<u8>)> = None;
    let mut torn = None;
    while items.peek().is_some() {
        record.catalogue.together(|| {
            for _ in 0..TOGETHER {
                let Some(found) = items.next() else { break };
                let item = match found {
                    Ok(item) => item,
                    Err(damage) => {
                        torn = damage.is_torn.then_some(damage.offset);
                        damaged.push(Error::Damaged {
                            path: path.clone(),
                            offset: damage.offset,
                            message: damage.message,
                        });
                        continue;
                    }
                };
                let offset = item.head.place.0;
                let end = match items.peek() {
                    Some(Ok(next)) => next.head.place.0,
                    Some(Err(damage)) => damage.offset,
                    None => length,
                };
                progress(end);
                let place = Place { file, offset, length: end.saturating_sub(offset) };
                match item.kind {
                    _ if item.is_reading() => take_document(record, &item, place, last.as_ref())?,
                    ItemKind::Response { .. } | ItemKind::Resource | ItemKind::Conversion => {
                        last = Some(take_capture(record, item, place)?);
                    }
                    _ => {}
                }
            }
            Ok(())
        })?;
    }
    Ok(torn)
}

/// Enters a capture; gives its id and its page for the conversion that follows.
fn take_capture(record: &Record, item: Item, place: Place) -> Result<(String, Vec<u8>)> {
    let source = item.url.clone().unwrap_or_else(|| format!("capture at byte {}", place.offset));
    let mut entry = entry_of(&item, &source);
    entry.place = place;
    if record.catalogue.capture(&entry.id)?.is_none() {
        record.catalogue.enter_capture(&entry)?;
    }
    Ok((entry.id, item.payload))
}

fn take_document(record: &Record, item: &Item, place: Place, last: Option<&(String, Vec<u8>)>) -> Result<()> {
    let Some(capture_id) = item.head.get("Variorum-Capture") else { return Ok(()) };
    let Some(mut capture) = record.catalogue.capture(capture_id)? else { return Ok(()) };
    if let Some(source) = item.head.get("Variorum-Source").filter(|s| *s != capture.source) {
        record.catalogue.name_capture(capture.seq, source)?;
        capture.source = source.to_string();
    }
    let Ok(text) = String::from_utf8(item.block.clone()) else { return Ok(()) };
    let id = item.head.get("Variorum-Document").unwrap_or("").to_string();
    let rules = record.rules();
    if id == document_id(&capture.id, READER_VERSION, rules.digest()) {
        let page = match last {
            Some((last_id, page)) if *last_id == capture.id => page.clone(),
            _ => record.kept(&capture)?.payload,
        };
        let reading = match read_page(&capture, page, rules) {
            Ok(reading) if reading.document.text == text => reading,
            _ => return Ok(()),
        };
        let mut document = document_of(capture, &reading, rules);
        document.entry.place = place;
        record.catalogue.enter_document(&document)?;
    } else {
        let reader = item.head.get("Variorum-Reader").unwrap_or("").to_string();
        record.catalogue.enter_document(&earlier(id, capture, reader, text, place))?;
    }
    Ok(())
}

/// A document of an earlier reader: its text, so that its places resolve.
fn earlier(
    id: String,
    capture: crate::catalogue::CaptureEntry,
    reader: String,
    text: String,
    place: Place,
) -> NewDocument {
    let entry = DocumentEntry {
        seq: 0,
        id,
        url: capture.url.clone(),
        capture,
        reader,
        is_current: false,
        state: CaptureState::Whole,
        title: None,
        publisher: None,
        language: None,
        published: None,
        day: None,
        place_name: None,
        participants: Vec::new(),
        cited_source: None,
        place,
    };
    NewDocument { entry, text, asides: Default::default(), trace: Default::default(), statements: Vec::new() }
}

/// Reads captures that have no document by this reader, and keeps what is read.
fn read_unread(record: &mut Record) -> Result<()> {
    let rules = record.rules.clone();
    for capture in record.catalogue.captures()? {
        if record.catalogue.document_of(capture.seq)?.is_some() {
            continue;
        }
        let item = match record.kept(&capture) {
            Ok(item) => item,
            Err(Error::Damaged { .. }) => continue,
            Err(error) => return Err(error),
        };
        let (target, refers_to) = (
            item.head.get("WARC-Target-URI").map(str::to_string),
            item.head.get("WARC-Record-ID").map(str::to_string),
        );
        let Ok(reading) = read_page(&capture, item.payload, rules.get()) else { continue };
        let mut document = document_of(capture, &reading, rules.get());
        let conversion =
            conversion_of(&document, rules.get().digest(), target.as_deref(), refers_to.as_deref());
        let Some(writer) = &mut record.writer else { return Ok(()) };
        document.entry.place = writer.archive.append(&[conversion])?[0];
        let catalogue = &record.catalogue;
        catalogue.together(|| catalogue.enter_document(&document).map(|_| ()))?;
    }
    Ok(())
}
