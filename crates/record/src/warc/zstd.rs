//! One frame of a zstd archive (`.warc.zst`), with the dictionary that stands at the head of the file.
//!
//! A file begins with a skippable frame that holds the dictionary, plain or packed; after it comes a frame
//! for each record. How to go from frame to frame is known to `stream`.

use std::io::{self, Read, Seek, SeekFrom};

use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder};

use super::stream::Raw;

/// The first bytes of a frame.
pub const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// The first bytes of the frame that holds a dictionary.
const DICTIONARY_MAGIC: [u8; 4] = [0x5d, 0x2a, 0x4d, 0x18];
/// Longest dictionary that is taken.
const MAX_DICTIONARY: u64 = 8 << 20;
/// How far back a frame may reach; more would be memory for the asking.
const MAX_WINDOW: u64 = 32 << 20;

/// True for the first bytes of a zstd archive.
pub fn begins(head: &[u8]) -> bool {
    head.starts_with(&MAGIC) || head.starts_with(&DICTIONARY_MAGIC)
}

/// A decoder that knows the dictionary of the archive, if it has one.
pub fn decoder(raw: &mut Raw) -> io::Result<Box<FrameDecoder>> {
    let mut decoder = Box::new(FrameDecoder::new());
    decoder.set_max_window_size(MAX_WINDOW);
    raw.seek(SeekFrom::Start(0))?;
    let mut head = [0u8; 8];
    if raw.read_exact(&mut head).is_err() || head[..4] != DICTIONARY_MAGIC {
        return Ok(decoder);
    }
    let length = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
    let mut bytes = Vec::new();
    raw.take(length.min(MAX_DICTIONARY)).read_to_end(&mut bytes)?;
    if bytes.starts_with(&MAGIC) {
        bytes = unpacked(&bytes)?;
    }
    let dictionary = Dictionary::decode_dict(&bytes).map_err(io::Error::other)?;
    decoder.add_dict(dictionary).map_err(io::Error::other)?;
    Ok(decoder)
}

fn unpacked(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let decoder = ruzstd::decoding::StreamingDecoder::new_with_max_window_size(bytes, MAX_WINDOW);
    decoder.map_err(io::Error::other)?.take(MAX_DICTIONARY).read_to_end(&mut out)?;
    Ok(out)
}

/// Passes over skippable frames; false at the end of the file.
pub fn skip_to_frame(raw: &mut Raw) -> io::Result<bool> {
    loop {
        let at = raw.stream_position()?;
        let mut head = [0u8; 8];
        let mut n = 0;
        while n < head.len() {
            match raw.read(&mut head[n..])? {
                0 => break,
                more => n += more,
            }
        }
        if n == 0 {
            return Ok(false);
        }
        let is_skippable = n == 8 && head[0] & 0xf0 == 0x50 && head[1..4] == DICTIONARY_MAGIC[1..];
        if !is_skippable {
            raw.seek(SeekFrom::Start(at))?;
            return Ok(true);
        }
        raw.seek_relative(i64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]])))?;
    }
}

/// The decoded bytes of one frame.
pub struct Frame {
    raw: Raw,
    decoder: Box<FrameDecoder>,
    /// True as long as the frame's own head has not been read.
    is_new: bool,
}

impl Frame {
    /// A frame that begins where the reader stands.
    pub fn new(raw: Raw, decoder: Box<FrameDecoder>) -> Frame {
        Frame { raw, decoder, is_new: true }
    }

    /// What the frame was made of.
    pub fn into_parts(self) -> (Raw, Box<FrameDecoder>) {
        (self.raw, self.decoder)
    }
}

impl Read for Frame {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if std::mem::take(&mut self.is_new) {
            self.decoder.init(&mut self.raw).map_err(wrong)?;
        }
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            self.decoder.decode_blocks(&mut self.raw, BlockDecodingStrategy::UptoBlocks(1)).map_err(wrong)?;
        }
        self.decoder.read(out)
    }
}

/// True when the frame at the reader's place begins like a record.
pub fn begins_record(raw: &mut Raw, decoder: &mut FrameDecoder) -> bool {
    let mut head = [0u8; 5];
    let mut read = || -> io::Result<()> {
        decoder.init(&mut *raw).map_err(wrong)?;
        decoder.decode_blocks(&mut *raw, BlockDecodingStrategy::UptoBytes(head.len())).map_err(wrong)?;
        while decoder.can_collect() < head.len() && !decoder.is_finished() {
            decoder.decode_blocks(&mut *raw, BlockDecodingStrategy::UptoBlocks(1)).map_err(wrong)?;
        }
        decoder.read_exact(&mut head)
    };
    read().is_ok() && head == *b"WARC/"
}

fn wrong(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    let text = error.to_string();
    // A file cut short is told as such, however deep the end was met.
    match text.contains("fill whole buffer") {
        true => io::Error::new(io::ErrorKind::UnexpectedEof, text),
        false => io::Error::new(io::ErrorKind::InvalidData, text),
    }
}
