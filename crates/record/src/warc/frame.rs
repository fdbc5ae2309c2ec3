//! Records of a WARC file: header fields and block, with damage named and passed over.
//!
//! ```text
//! WARC/1.1
//! WARC-Type: resource
//! Content-Length: 12
//!
//! Good evening
//! ```
//! What a block holds is known to `http` and `item`, not here.

use std::io::{self, BufRead, Read};

use super::stream::{Source, Stream};

/// The header of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The bytes as they stand in the file, with the empty line at the end.
    pub raw: Vec<u8>,
    /// Names and values in order; folded lines are joined.
    pub fields: Vec<(String, String)>,
    /// Where the record begins: offset in the file, and decoded bytes to skip from there.
    pub place: (u64, u64),
    /// Bytes of the block.
    pub length: u64,
}

impl Head {
    /// The first value of a field; names are compared without case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// A field that holds an address, without the angle brackets some writers put.
    pub fn address(&self, name: &str) -> Option<&str> {
        let value = self.get(name)?;
        Some(value.strip_prefix('<').and_then(|v| v.strip_suffix('>')).unwrap_or(value))
    }
}

/// A record that could not be read. The good ones after it are read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Where in the file.
    pub offset: u64,
    /// What is wrong.
    pub message: String,
    /// True when nothing readable follows.
    pub is_last: bool,
    /// True when the bytes break off at the end of the file.
    pub is_torn: bool,
}

/// Longest header of a record.
const MAX_HEAD: usize = 1 << 20;

/// Reads a file record by record.
pub struct Frames {
    stream: Stream,
    /// Bytes of the present block not yet read.
    left: u64,
    present: Option<(u64, u64)>,
    /// Where the present block begins in a plain file.
    block_at: u64,
    ended: bool,
}

impl Frames {
    /// Opens a source at an offset where a record begins.
    pub fn open(source: Box<dyn Source>, offset: u64) -> io::Result<Frames> {
        Ok(Frames {
            stream: Stream::open(source, offset)?,
            left: 0,
            present: None,
            block_at: 0,
            ended: false,
        })
    }

    /// Goes to a record by the place in its head.
    pub fn open_at(source: Box<dyn Source>, place: (u64, u64)) -> io::Result<Frames> {
        let mut frames = Frames::open(source, place.0)?;
        if place.1 > 0 {
            frames.stream.next_member()?;
            io::copy(&mut (&mut frames.stream).take(place.1), &mut io::sink())?;
        }
        Ok(frames)
    }

    /// The next record's head; its block can then be read from `block`.
    pub fn next_head(&mut self) -> Option<Result<Head, Damage>> {
        if self.ended {
            return None;
        }
        if let Err(damage) = self.end_record() {
            return Some(Err(damage));
        }
        match self.find_head() {
            Ok(Some(head)) => {
                self.left = head.length;
                self.present = Some(head.place);
                self.block_at = self.stream.place().0;
                Some(Ok(head))
            }
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(damage) => Some(Err(damage)),
        }
    }

    /// After an error in the block: names the damage and goes on to the next good record.
    pub fn next_head_after_damage(&mut self, error: &io::Error) -> Option<Damage> {
        let place = self.present.take()?;
        let from = self.block_at;
        Some(self.go_on(place, from, error))
    }

    /// The block of the present record.
    pub fn block(&mut self) -> Block<'_> {
        Block { frames: self }
    }

    /// Ends the present record: skips what is left of its block and looks at what follows, so that
    /// the checksum of a gzip member has been compared before the record is used.
    pub fn end_record(&mut self) -> Result<(), Damage> {
        self.present.take().map_or(Ok(()), |place| self.finish(place))
    }

    fn finish(&mut self, place: (u64, u64)) -> Result<(), Damage> {
        let block_at = self.block_at;
        let skipped = io::copy(&mut self.block(), &mut io::sink());
        let whole = match skipped {
            Ok(_) if self.left == 0 => self.ends_well(),
            Ok(_) => Ok(false),
            Err(error) => Err(error),
        };
        match whole {
            Ok(true) => Ok(()),
            Ok(false) => Err(self.go_on(place, block_at, &wrong("its length does not fit what follows"))),
            Err(error) => Err(self.go_on(place, block_at, &error)),
        }
    }

    /// True when the block ends as a record must, or the file or member ends.
    fn ends_well(&mut self) -> io::Result<bool> {
        let mut n_lines = 0;
        loop {
            match self.stream.fill_buf()?.first() {
                Some(byte @ (b'\r' | b'\n')) => {
                    n_lines += usize::from(*byte == b'\n');
                    self.stream.consume(1);
                }
                Some(b'W') | None => return Ok(true),
                // After two line ends the record was whole; what follows is looked at on its own.
                Some(_) => return Ok(n_lines >= 2),
            }
        }
    }

    fn find_head(&mut self) -> Result<Option<Head>, Damage> {
        let begin = self.stream.place();
        let at_record = loop {
            match self.skip_line_ends() {
                Ok(true) => break true,
                Ok(false) => match self.stream.next_member() {
                    Ok(true) => {}
                    Ok(false) => break false,
                    Err(error) => return Err(self.go_on(begin, begin.0, &error)),
                },
                Err(error) => {
                    let place = self.stream.place();
                    return Err(self.go_on(place, place.0, &error));
                }
            }
        };
        if !at_record {
            return Ok(None);
        }
        let place = self.stream.place();
        match self.head(place) {
            Ok(head) => Ok(Some(head)),
            Err(error) => Err(self.go_on(place, place.0 + 1, &error)),
        }
    }

    /// Passes over line ends; false at the end of the member or file.
    fn skip_line_ends(&mut self) -> io::Result<bool> {
        loop {
            match self.stream.fill_buf()?.first() {
                Some(b'\r' | b'\n') => self.stream.consume(1),
                Some(_) => return Ok(true),
                None => return Ok(false),
            }
        }
    }

    fn head(&mut self, place: (u64, u64)) -> io::Result<Head> {
        let mut head = Head { place, ..Head::default() };
        let version = self.line(&mut head.raw)?;
        if !version.starts_with("WARC/") {
            return Err(wrong("no record begins here"));
        }
        loop {
            let line = self.line(&mut head.raw)?;
            if line.is_empty() {
                break;
            }
            match (line.starts_with([' ', '\t']), head.fields.last_mut(), line.split_once(':')) {
                (true, Some((_, value)), _) => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                (_, _, Some((name, value))) => {
                    head.fields.push((name.trim().to_string(), value.trim().to_string()));
                }
                _ => return Err(wrong("a header line has no colon")),
            }
        }
        let length = head.get("Content-Length").ok_or_else(|| wrong("the header names no length"))?;
        head.length = length.parse().map_err(|_| wrong("the length in the header is no number"))?;
        Ok(head)
    }

    /// One line without its end; the bytes are added to `raw`.
    fn line(&mut self, raw: &mut Vec<u8>) -> io::Result<String> {
        let begin = raw.len();
        let room = (MAX_HEAD - begin.min(MAX_HEAD)) as u64;
        (&mut self.stream).take(room).read_until(b'\n', raw)?;
        let line = &raw[begin..];
        if !line.ends_with(b"\n") {
            return Err(if room as usize == line.len() {
                wrong("the header has no end")
            } else {
                ends_early()
            });
        }
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        Ok(String::from_utf8_lossy(line).into_owned())
    }

    /// Some writers spread a record over several members: true when the next one goes on with it.
    fn goes_on(&mut self) -> io::Result<bool> {
        Ok(self.stream.next_member()? && !self.at_version()?)
    }

    /// Names the damage and goes to the next good record.
    fn go_on(&mut self, place: (u64, u64), from: u64, error: &io::Error) -> Damage {
        self.left = 0;
        self.present = None;
        let found =
            if self.stream.is_packed() { self.next_good_member() } else { self.next_good_plain(from) };
        let is_last = !found.unwrap_or(false);
        self.ended = is_last;
        let is_torn = is_last && error.kind() == io::ErrorKind::UnexpectedEof;
        Damage { offset: place.0, message: describe(error), is_last, is_torn }
    }

    /// In the present member if it can still be read, else in the next one that begins a record.
    fn next_good_member(&mut self) -> io::Result<bool> {
        if self.stream.is_broken() {
            return self.stream.resync();
        }
        if self.stream.place().1 == 0 && self.at_version()? {
            return Ok(true);
        }
        match self.skip_to_version() {
            Ok(true) => Ok(true),
            Ok(false) => match self.stream.next_member() {
                Ok(true) => Ok(true),
                _ => self.stream.resync(),
            },
            Err(_) => self.stream.resync(),
        }
    }

    fn next_good_plain(&mut self, from: u64) -> io::Result<bool> {
        self.stream.seek_plain(from)?;
        self.skip_to_version()
    }

    /// Reads on to a line that begins with `WARC/`; false when the member or file ends before.
    fn skip_to_version(&mut self) -> io::Result<bool> {
        let mut at_line_start = false;
        loop {
            let (n, found) = {
                let buffer = self.stream.fill_buf()?;
                if buffer.is_empty() {
                    return Ok(false);
                }
                scan_version(buffer, &mut at_line_start)
            };
            self.stream.consume(n);
            if found && self.at_version()? {
                return Ok(true);
            }
            if found {
                self.stream.consume(1);
                at_line_start = false;
            }
        }
    }

    /// True when the bytes at hand are `WARC/`; a buffer's border may hide it, which costs one record.
    fn at_version(&mut self) -> io::Result<bool> {
        let buffer = self.stream.fill_buf()?;
        let begins = buffer.len() < 5 && !buffer.is_empty() && b"WARC/".starts_with(buffer);
        Ok(buffer.starts_with(b"WARC/") || begins)
    }
}

/// Bytes up to the next `W` at the start of a line, and whether there is one.
fn scan_version(buffer: &[u8], at_line_start: &mut bool) -> (usize, bool) {
    for (n, byte) in buffer.iter().enumerate() {
        if *at_line_start && *byte == b'W' {
            return (n, true);
        }
        *at_line_start = *byte == b'\n';
    }
    (buffer.len(), false)
}

/// The bytes of a record's block, and no further.
pub struct Block<'f> {
    frames: &'f mut Frames,
}

impl Read for Block<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let room = out.len().min(usize::try_from(self.frames.left).unwrap_or(usize::MAX));
        if room == 0 {
            return Ok(0);
        }
        let mut n = self.frames.stream.read(&mut out[..room])?;
        while n == 0 {
            if !self.frames.goes_on()? {
                return Err(ends_early());
            }
            n = self.frames.stream.read(&mut out[..room])?;
        }
        self.frames.left -= n as u64;
        Ok(n)
    }
}

fn wrong(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message.to_string())
}

fn ends_early() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the record ends before its length says")
}

fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the file or record is cut short".to_string(),
        _ => error.to_string(),
    }
}
