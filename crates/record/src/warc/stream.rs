//! The decoded bytes of a WARC file, plain, gzip or zstd, with the way back after damage.
//!
//! A `.warc.gz` is a row of gzip members, as a rule one for each record, a `.warc.zst` one of zstd frames. The stream ends at the end
//! of each member, so that a record with a wrong length can never eat the next one;
//! `next_member` goes on, `resync` looks for the next member that begins a record.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::FrameDecoder;

use super::zstd;

/// What a WARC is read from.
pub trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

/// The file as it lies on the disk.
pub type Raw = BufReader<Box<dyn Source>>;

enum State {
    Plain(Raw),
    Member(Box<BufReader<GzDecoder<Raw>>>),
    Frame(BufReader<zstd::Frame>),
    /// Between members, or after the last.
    Between(Raw),
    /// Only while the state is changed.
    Moved,
}

/// Decoded bytes of one WARC file.
pub struct Stream {
    state: State,
    /// Where the member being read begins in the file; for a plain file the start of the stream.
    member: u64,
    /// Decoded bytes given out since `member`.
    within: u64,
    /// True after an error: where the next member begins is not known then.
    is_broken: bool,
    /// The decoder of a zstd file, while no frame is read.
    decoder: Option<Box<FrameDecoder>>,
    is_zstd: bool,
}

const GZIP_MAGIC: [u8; 3] = [0x1f, 0x8b, 0x08];

impl Stream {
    /// Opens a source at `offset`; the first bytes there say whether it is packed.
    pub fn open(mut source: Box<dyn Source>, offset: u64) -> io::Result<Stream> {
        source.seek(SeekFrom::Start(offset))?;
        let mut raw = BufReader::with_capacity(64 << 10, source);
        let head = raw.fill_buf()?;
        let (is_gzip, is_zstd) = (head.starts_with(&GZIP_MAGIC[..2]), zstd::begins(head));
        let mut decoder = None;
        if is_zstd {
            decoder = Some(zstd::decoder(&mut raw)?);
            raw.seek(SeekFrom::Start(offset))?;
        }
        let state = if is_gzip || is_zstd { State::Between(raw) } else { State::Plain(raw) };
        Ok(Stream { state, member: offset, within: 0, is_broken: false, decoder, is_zstd })
    }

    /// True for a file of members, gzip or zstd.
    pub fn is_packed(&self) -> bool {
        !matches!(self.state, State::Plain(_))
    }

    /// True after an error inside the present member.
    pub fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Where a record that begins now can be found again: the member's offset in the file, and
    /// decoded bytes to skip inside it.
    pub fn place(&self) -> (u64, u64) {
        match self.state {
            State::Plain(_) => (self.member + self.within, 0),
            _ => (self.member, self.within),
        }
    }

    /// The file between two members; `None` for a plain one.
    fn between(&mut self) -> Option<Raw> {
        match std::mem::replace(&mut self.state, State::Moved) {
            State::Member(decoder) => Some(decoder.into_inner().into_inner()),
            State::Frame(frame) => {
                let (raw, decoder) = frame.into_inner().into_parts();
                self.decoder = Some(decoder);
                Some(raw)
            }
            State::Between(raw) => Some(raw),
            plain => {
                self.state = plain;
                None
            }
        }
    }

    /// Goes to the next member; false at the end of the file.
    pub fn next_member(&mut self) -> io::Result<bool> {
        let Some(mut raw) = self.between() else { return Ok(false) };
        let more = match self.is_zstd {
            true => zstd::skip_to_frame(&mut raw),
            false => raw.fill_buf().map(|b| !b.is_empty()),
        };
        match (raw.stream_position(), more) {
            (Ok(at), Ok(true)) => {
                (self.member, self.within, self.is_broken) = (at, 0, false);
                self.state = match self.is_zstd {
                    true => {
                        let decoder = self.decoder.take().unwrap_or_default();
                        State::Frame(BufReader::new(zstd::Frame::new(raw, decoder)))
                    }
                    false => State::Member(Box::new(BufReader::new(GzDecoder::new(raw)))),
                };
                Ok(true)
            }
            (at, more) => {
                self.state = State::Between(raw);
                at.and(more).map(|_| false)
            }
        }
    }

    /// After damage: goes to the next member after the present one that begins a record. False when
    /// there is none.
    pub fn resync(&mut self) -> io::Result<bool> {
        let Some(mut raw) = self.between() else { return Ok(false) };
        let found = next_record_member(&mut raw, self.member + 1, self.decoder.as_deref_mut());
        self.state = State::Between(raw);
        match found? {
            Some(_) => self.next_member(),
            None => Ok(false),
        }
    }

    /// Goes back (or on) to a place of a plain file. Has no effect on gzip.
    pub fn seek_plain(&mut self, offset: u64) -> io::Result<()> {
        if let State::Plain(raw) = &mut self.state {
            raw.seek(SeekFrom::Start(offset))?;
            (self.member, self.within) = (offset, 0);
        }
        Ok(())
    }
}

impl Read for Stream {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Stream {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let filled = match &mut self.state {
            State::Plain(raw) => raw.fill_buf(),
            State::Member(decoder) => decoder.fill_buf(),
            State::Frame(frame) => frame.fill_buf(),
            State::Between(_) | State::Moved => Ok(&[][..]),
        };
        self.is_broken |= filled.is_err();
        filled
    }

    fn consume(&mut self, n: usize) {
        self.within += n as u64;
        match &mut self.state {
            State::Plain(raw) => raw.consume(n),
            State::Member(decoder) => decoder.consume(n),
            State::Frame(frame) => frame.consume(n),
            State::Between(_) | State::Moved => {}
        }
    }
}

/// Finds the next member at or after `from` whose content begins like a record, and leaves the reader
/// there. A zstd file has a decoder.
fn next_record_member(
    raw: &mut Raw,
    from: u64,
    mut decoder: Option<&mut FrameDecoder>,
) -> io::Result<Option<u64>> {
    let magic: &[u8] = if decoder.is_some() { &zstd::MAGIC } else { &GZIP_MAGIC };
    let mut at = from;
    loop {
        raw.seek(SeekFrom::Start(at))?;
        let Some(found) = next_magic(raw, at, magic)? else { return Ok(None) };
        raw.seek(SeekFrom::Start(found))?;
        let begins_record = match &mut decoder {
            Some(decoder) => zstd::begins_record(raw, decoder),
            None => {
                let mut head = [0u8; 5];
                GzDecoder::new(&mut *raw).read_exact(&mut head).is_ok() && head == *b"WARC/"
            }
        };
        if begins_record {
            raw.seek(SeekFrom::Start(found))?;
            return Ok(Some(found));
        }
        at = found + 1;
    }
}

/// Where the next `magic` begins; its first byte comes once in it.
fn next_magic(raw: &mut Raw, mut at: u64, magic: &[u8]) -> io::Result<Option<u64>> {
    let mut matched = 0usize;
    loop {
        let buffer = raw.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        let n = buffer.len();
        for byte in buffer {
            at += 1;
            matched = match matched {
                m if *byte == magic[m] => m + 1,
                _ if *byte == magic[0] => 1,
                _ => 0,
            };
            if matched == magic.len() {
                return Ok(Some(at - magic.len() as u64));
            }
        }
        raw.consume(n);
    }
}
