//! The archive: WARC/1.1 files that only grow.
//!
//! `archive/00000001.warc.gz` holds one gzip member a record, a `warcinfo` first. A batch of
//! records is written, flushed to the disk and then read back and hashed again before anyone is
//! told that it is kept; a batch that fails is cut off, and the next one begins a new file, since a
//! file whose flush failed cannot be trusted. Large blocks are streamed, never held.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use variorum_text::identity::hex;

use crate::error::{Error, Result};
use crate::folder::{new_id, sync_folder};
use crate::warc::Items;
use crate::warc::frame::Frames;

/// Size at which a new archive file is begun.
const ROTATE_BYTES: u64 = 1 << 30;

/// Where a record stands in the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Number of the file.
    pub file: u32,
    /// First byte of the gzip member.
    pub offset: u64,
    /// Bytes of the gzip member.
    pub length: u64,
}

/// The bytes of a block that is to be written.
#[derive(Clone, Debug)]
pub enum Block {
    /// In memory.
    Bytes(Vec<u8>),
    /// All of a file.
    File(PathBuf),
    /// A record's block in another WARC file, by the place in its head.
    Warc(PathBuf, (u64, u64)),
}

/// A record that is to be written.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Header, with the empty line at its end.
    pub head: Vec<u8>,
    /// Block.
    pub block: Block,
    /// SHA-256 that the block must have, hexadecimal.
    pub block_sha256: String,
}

impl Outgoing {
    /// Bytes held in memory.
    pub fn size(&self) -> usize {
        self.head.len() + if let Block::Bytes(bytes) = &self.block { bytes.len() } else { 0 }
    }
}

/// The archive of a record, open for appending.
pub struct Archive {
    dir: PathBuf,
    /// Number of the present file; 0 when there is none.
    file: u32,
    size: u64,
    rotate_bytes: u64,
}

impl Archive {
    /// Opens the archive in a folder; the last file is the one that grows.
    pub fn open(dir: &Path) -> Result<Archive> {
        let file = files(dir)?.last().copied().unwrap_or(0);
        let size = if file == 0 { 0 } else { length(&path_of(dir, file))? };
        Ok(Archive { dir: dir.to_path_buf(), file, size, rotate_bytes: ROTATE_BYTES })
    }

    /// Writes records, flushes them, reads them back. Returns their places once they are safe.
    ///
    /// # Errors
    /// When writing, flushing or reading back fails; the archive is then as before.
    pub fn append(&mut self, records: &[Outgoing]) -> Result<Vec<Place>> {
        if self.file == 0 || self.size >= self.rotate_bytes {
            self.begin_file()?;
        }
        let path = path_of(&self.dir, self.file);
        let begin = self.size;
        let done = self.write(&path, records).and_then(|places| {
            records.iter().zip(&places).try_for_each(|(r, p)| read_back(&path, r, *p))?;
            Ok(places)
        });
        match done {
            Ok(places) => Ok(places),
            Err(error) => {
                let _ = File::options()
                    .write(true)
                    .open(&path)
                    .and_then(|f| f.set_len(begin).and_then(|()| f.sync_all()));
                self.size = u64::MAX;
                Err(error)
            }
        }
    }

    fn write(&mut self, path: &Path, records: &[Outgoing]) -> Result<Vec<Place>> {
        let failed = || Error::io("write", path);
        let mut file = File::options().append(true).open(path).map_err(failed())?;
        let mut places = Vec::with_capacity(records.len());
        let mut at = self.size;
        for record in records {
            write_member(&file, record).map_err(failed())?;
            let end = file.seek(SeekFrom::End(0)).map_err(failed())?;
            places.push(Place { file: self.file, offset: at, length: end - at });
            at = end;
        }
        file.sync_data().map_err(failed())?;
        self.size = at;
        Ok(places)
    }

    fn begin_file(&mut self) -> Result<()> {
        let file = files(&self.dir)?.last().copied().unwrap_or(0) + 1;
        let path = path_of(&self.dir, file);
        File::create_new(&path).map_err(Error::io("make", &path))?;
        sync_folder(&self.dir)?;
        (self.file, self.size) = (file, 0);
        let info = warcinfo(&path);
        self.write(&path, std::slice::from_ref(&info))?;
        Ok(())
    }

    /// Cuts a file at a length.
    pub fn cut(&mut self, file: u32, length: u64) -> Result<()> {
        let path = path_of(&self.dir, file);
        let opened = File::options().write(true).open(&path).map_err(Error::io("open", &path))?;
        opened.set_len(length).and_then(|()| opened.sync_all()).map_err(Error::io("cut", &path))?;
        if file == self.file {
            self.size = length;
        }
        Ok(())
    }
}

/// Numbers of the archive's files, in order.
pub fn files(dir: &Path) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).map_err(Error::io("read", dir))? {
        let name = entry.map_err(Error::io("read", dir))?.file_name();
        let number: Option<u32> =
            name.to_str().and_then(|n| n.strip_suffix(".warc.gz")).and_then(|n| n.parse().ok());
        found.extend(number);
    }
    found.sort_unstable();
    Ok(found)
}

/// The path of a file of the archive.
pub fn path_of(dir: &Path, file: u32) -> PathBuf {
    dir.join(format!("{file:08}.warc.gz"))
}

/// The length of a file.
pub fn length(path: &Path) -> Result<u64> {
    Ok(fs::metadata(path).map_err(Error::io("read", path))?.len())
}

/// The record at a place.
///
/// # Errors
/// When the bytes there are not what they were.
pub fn read(dir: &Path, place: Place) -> Result<crate::warc::Item> {
    let path = path_of(dir, place.file);
    let file = File::open(&path).map_err(Error::io("read", &path))?;
    let mut items = Items::open_at(Box::new(file), (place.offset, 0)).map_err(Error::io("read", &path))?;
    match items.next() {
        Some(Ok(item)) if item.head.place.0 == place.offset => Ok(item),
        Some(Err(damage)) => Err(Error::Damaged { path, offset: place.offset, message: damage.message }),
        _ => Err(Error::Damaged { path, offset: place.offset, message: "no record begins here".into() }),
    }
}

fn write_member(file: &File, record: &Outgoing) -> io::Result<()> {
    let mut encoder = GzEncoder::new(BufWriter::new(file), Compression::new(6));
    encoder.write_all(&record.head)?;
    let sha256 = match &record.block {
        Block::Bytes(bytes) => copy(&mut bytes.as_slice(), &mut encoder)?,
        Block::File(path) => copy(&mut File::open(path)?, &mut encoder)?,
        Block::Warc(path, place) => {
            let mut frames = Frames::open_at(Box::new(File::open(path)?), *place)?;
            match frames.next_head() {
                Some(Ok(_)) => copy(&mut frames.block(), &mut encoder)?,
                _ => return Err(io::Error::other("the record is no longer where it was")),
            }
        }
    };
    if sha256 != record.block_sha256 {
        return Err(io::Error::other("the input changed while it was read"));
    }
    encoder.write_all(b"\r\n\r\n")?;
    encoder.finish()?.flush()
}

/// Copies and hashes.
fn copy(from: &mut dyn Read, to: &mut dyn Write) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut buffer = vec![0u8; 64 << 10];
    loop {
        let n = match from.read(&mut buffer) {
            Ok(0) => return Ok(hex(&digest.finalize())),
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        digest.update(&buffer[..n]);
        to.write_all(&buffer[..n])?;
    }
}

/// Reads one record from the disk again: the header must be the same bytes, the block must have
/// the digest it was given before writing.
fn read_back(path: &Path, record: &Outgoing, place: Place) -> Result<()> {
    let damaged = |message: &str| Error::Damaged {
        path: path.to_path_buf(),
        offset: place.offset,
        message: message.into(),
    };
    let file = File::open(path).map_err(Error::io("read", path))?;
    let mut frames = Frames::open_at(Box::new(file), (place.offset, 0)).map_err(Error::io("read", path))?;
    let head = match frames.next_head() {
        Some(Ok(head)) => head,
        _ => return Err(damaged("it cannot be read back")),
    };
    let sha256 = copy(&mut frames.block(), &mut io::sink()).map_err(|_| damaged("it cannot be read back"))?;
    let whole = matches!(frames.next_head(), None | Some(Ok(_)));
    if head.raw != record.head || sha256 != record.block_sha256 || !whole {
        return Err(damaged("it was read back with other bytes than were written"));
    }
    Ok(())
}

/// Fields of a record's header, in the order they are written.
pub struct HeadFields(Vec<(&'static str, String)>);

impl HeadFields {
    /// A header of a type, with an id and a date.
    pub fn new(kind: &str, record_id: &str, date: &str) -> Self {
        HeadFields(vec![
            ("WARC-Type", kind.into()),
            ("WARC-Record-ID", format!("<{record_id}>")),
            ("WARC-Date", date.into()),
        ])
    }

    /// Adds a field; control characters become spaces, so that a value stays on its line.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0.push((name, value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()));
        self
    }

    /// The bytes of the header for a block.
    pub fn bytes(self, block_sha256: &str, length: u64) -> Vec<u8> {
        let mut out = String::from("WARC/1.1\r\n");
        let digest = format!("sha256:{block_sha256}");
        let last = [
            ("WARC-Block-Digest", digest.clone()),
            ("WARC-Payload-Digest", digest),
            ("Content-Length", length.to_string()),
        ];
        for (name, value) in self.0.into_iter().chain(last) {
            out.push_str(&format!("{name}: {value}\r\n"));
        }
        out.push_str("\r\n");
        out.into_bytes()
    }
}

/// The present instant as the archive writes it.
pub fn now() -> String {
    let now = jiff::Timestamp::now();
    format!("{now:.0}")
}

fn warcinfo(path: &Path) -> Outgoing {
    let block = format!(
        "software: variorum/{}\r\nformat: WARC File Format 1.1\r\n\
         conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n",
        env!("CARGO_PKG_VERSION")
    )
    .into_bytes();
    let sha256 = variorum_text::identity::sha256_hex(&block);
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("").to_string();
    let head = HeadFields::new("warcinfo", &format!("urn:uuid:{}", new_id()), &now())
        .with("WARC-Filename", &name)
        .with("Content-Type", "application/warc-fields")
        .bytes(&sha256, block.len() as u64);
    Outgoing { head, block: Block::Bytes(block), block_sha256: sha256 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum_text::identity::sha256_hex;

    fn outgoing(words: &str) -> Outgoing {
        let sha256 = sha256_hex(words.as_bytes());
        let head = HeadFields::new("resource", &format!("urn:uuid:{}", new_id()), &now())
            .with("WARC-Target-URI", "file:page.txt")
            .with("Content-Type", "text/plain")
            .bytes(&sha256, words.len() as u64);
        Outgoing { head, block: Block::Bytes(words.into()), block_sha256: sha256 }
    }

    #[test]
    fn records_are_found_again_at_their_places() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut archive = Archive::open(dir.path()).expect("opens");
        let first = archive.append(&[outgoing("one"), outgoing("two")]).expect("kept");
        let mut again = Archive::open(dir.path()).expect("opens");
        let second = again.append(&[outgoing("three")]).expect("kept");
        for (place, words) in first.iter().chain(&second).zip(["one", "two", "three"]) {
            assert_eq!(read(dir.path(), *place).expect("read").block, words.as_bytes());
        }
    }

    #[test]
    fn a_full_file_is_followed_by_another() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut archive = Archive { rotate_bytes: 600, ..Archive::open(dir.path()).expect("opens") };
        let places: Vec<Place> =
            (0..4).flat_map(|n| archive.append(&[outgoing(&n.to_string())]).expect("kept")).collect();
        assert!(places.last().expect("some").file > 1);
        assert!(files(dir.path()).expect("files").len() > 1);
    }

    #[test]
    fn a_changed_input_leaves_the_archive_as_it_was() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut archive = Archive::open(dir.path()).expect("opens");
        archive.append(&[outgoing("one")]).expect("kept");
        let before = length(&path_of(dir.path(), 1)).expect("length");
        let wrong = Outgoing { block_sha256: sha256_hex(b"other"), ..outgoing("two") };
        assert!(archive.append(&[outgoing("good"), wrong]).is_err());
        assert_eq!(length(&path_of(dir.path(), 1)).expect("length"), before);
        let place = archive.append(&[outgoing("three")]).expect("kept")[0];
        assert_eq!(place.file, 2, "a file that failed is not written again");
    }

    #[test]
    fn a_block_is_streamed_from_a_file() {
        let dir = tempfile::tempdir().expect("a folder");
        let input = dir.path().join("page.txt");
        fs::write(&input, "words from a file").expect("written");
        let mut archive = Archive::open(dir.path()).expect("opens");
        let streamed = Outgoing { block: Block::File(input), ..outgoing("words from a file") };
        let place = archive.append(&[streamed]).expect("kept")[0];
        assert_eq!(read(dir.path(), place).expect("read").block, b"words from a file");
    }

    #[test]
    fn a_flipped_bit_is_damage() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut archive = Archive::open(dir.path()).expect("opens");
        let place = archive.append(&[outgoing("some words that are kept")]).expect("kept")[0];
        let path = path_of(dir.path(), 1);
        let mut bytes = fs::read(&path).expect("bytes");
        let at = (place.offset + place.length / 2) as usize;
        bytes[at] ^= 4;
        fs::write(&path, bytes).expect("written");
        assert!(matches!(read(dir.path(), place), Err(Error::Damaged { .. })));
    }
}
