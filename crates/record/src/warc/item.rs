//! What a WARC holds, item by item: pages ready to be read, and what else was met.
//!
//! A `response` gives its page without HTTP coding, a `resource` or `conversion` its bytes.
//! Requests, metadata and the like are passed over; a `revisit` is told, since its page stands
//! elsewhere. Works on any WARC file, without a record.

use std::io::{self, Read};

use sha2::{Digest, Sha256};
use variorum_text::identity::hex;
use variorum_text::page::MediaType;

use super::frame::{Damage, Frames, Head};
use super::http::{self, HttpHead};
use super::stream::Source;

/// Most bytes of a page that are handed on for reading; the capture itself is kept whole.
pub const READ_CAP: usize = 16 << 20;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A page as it came over HTTP.
    Response {
        /// The HTTP status; 0 when the head is broken.
        status: u16,
    },
    /// Bytes kept without HTTP.
    Resource,
    /// A reading of another record.
    Conversion,
    /// A page that was unchanged; its bytes stand in another record.
    Revisit,
    /// The file's own description.
    Info,
    /// Requests, metadata and other records.
    Other,
}

/// One record of a WARC.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its header as it stands in the file.
    pub head: Head,
    /// What it is.
    pub kind: ItemKind,
    /// Address of the page.
    pub url: Option<String>,
    /// When it was captured, RFC 3339 as in the file.
    pub date: Option<String>,
    /// What the bytes are; `None` when it is no text to be read.
    pub media_type: Option<MediaType>,
    /// The type as the server or the record names it, without parameters.
    pub content_type: Option<String>,
    /// Character set as the server or the record names it.
    pub charset: Option<String>,
    /// The page: without HTTP head, chunks and compression; at most `READ_CAP` bytes and one more.
    pub payload: Vec<u8>,
    /// True when the page is longer than what `payload` holds.
    pub is_cut: bool,
    /// The block as it stands in the file; empty when it is longer than `READ_CAP`.
    pub block: Vec<u8>,
    /// SHA-256 of the whole block, hexadecimal, where it had to be made: see `block_sha256`.
    whole_sha256: Option<String>,
    /// SHA-256 of the whole block without its HTTP head, where it had to be made.
    body_sha256: Option<String>,
    /// Where the body begins in the block.
    body: usize,
    /// What was odd, in short sentences.
    pub findings: Vec<String>,
}

impl Item {
    /// SHA-256 of the whole block, hexadecimal. Of a block in memory it is made only when asked for.
    pub fn block_sha256(&self) -> String {
        self.whole_sha256.clone().unwrap_or_else(|| hex(&Sha256::digest(&self.block)))
    }

    /// SHA-256 of the whole block without its HTTP head, hexadecimal; made as that of the block is.
    pub fn payload_sha256(&self) -> String {
        let make = || hex(&Sha256::digest(self.block.get(self.body..).unwrap_or(&[])));
        self.body_sha256.clone().unwrap_or_else(make)
    }

    /// True for a document's text, which this program wrote beside its capture.
    pub fn is_reading(&self) -> bool {
        self.kind == ItemKind::Conversion && self.head.get("Variorum-Document").is_some()
    }

    /// True for a page that can be read: a good response, a resource or another program's conversion
    /// (the text of a WET file) that holds text.
    pub fn is_page(&self) -> bool {
        let is_kept = match self.kind {
            ItemKind::Response { status } => (200..300).contains(&status),
            ItemKind::Resource => true,
            ItemKind::Conversion => !self.is_reading(),
            _ => false,
        };
        is_kept && self.media_type.is_some()
    }
}

/// Reads the items of one WARC file in order.
pub struct Items {
    frames: Frames,
}

impl Items {
    /// Opens a WARC file.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn open(path: &std::path::Path) -> io::Result<Items> {
        Items::from_source(Box::new(std::fs::File::open(path)?), 0)
    }

    /// Reads from any source, beginning at an offset where a record begins.
    pub fn from_source(source: Box<dyn Source>, offset: u64) -> io::Result<Items> {
        Ok(Items { frames: Frames::open(source, offset)? })
    }

    /// Goes to one record by the place in its head.
    pub fn open_at(source: Box<dyn Source>, place: (u64, u64)) -> io::Result<Items> {
        Ok(Items { frames: Frames::open_at(source, place)? })
    }
}

impl Iterator for Items {
    type Item = Result<Item, Damage>;

    fn next(&mut self) -> Option<Self::Item> {
        let head = match self.frames.next_head()? {
            Ok(head) => head,
            Err(damage) => return Some(Err(damage)),
        };
        let place = head.place;
        match item(head, &mut self.frames) {
            Ok(item) => Some(self.frames.end_record().map(|()| item)),
            // The block broke off; the frame reader names it and finds the next record.
            Err(error) => match self.frames.next_head_after_damage(&error) {
                Some(damage) => Some(Err(damage)),
                None => Some(Err(Damage {
                    offset: place.0,
                    message: error.to_string(),
                    is_last: true,
                    is_torn: false,
                })),
            },
        }
    }
}

fn item(head: Head, frames: &mut Frames) -> io::Result<Item> {
    let declared = head.get("WARC-Type").unwrap_or("").to_ascii_lowercase();
    let promised = promised_sha256(&head);
    let read = read_block(frames, promised.is_some())?;
    let is_whole = read.block.len() as u64 == read.length;
    if promised.zip(read.whole_sha256.as_deref()).is_some_and(|(a, b)| !a.eq_ignore_ascii_case(b)) {
        let message = "the bytes do not fit the digest in the header";
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    let mut item = Item {
        kind: match declared.as_str() {
            "response" => ItemKind::Response { status: 200 },
            "resource" => ItemKind::Resource,
            "conversion" => ItemKind::Conversion,
            "revisit" => ItemKind::Revisit,
            "warcinfo" => ItemKind::Info,
            _ => ItemKind::Other,
        },
        url: head.address("WARC-Target-URI").map(str::to_string),
        date: head.get("WARC-Date").map(str::to_string),
        media_type: None,
        content_type: None,
        charset: None,
        payload: Vec::new(),
        is_cut: !is_whole,
        block: Vec::new(),
        whole_sha256: read.whole_sha256,
        body_sha256: read.body_sha256,
        body: read.http.as_ref().map_or(0, |(_, body)| *body),
        findings: Vec::new(),
        head,
    };
    match (item.kind, read.http) {
        (ItemKind::Response { .. }, Some((http, body))) => {
            take_response(&mut item, &http, &read.block[body..]);
        }
        (ItemKind::Response { .. } | ItemKind::Resource | ItemKind::Conversion, _) => {
            take_bytes(&mut item, &read.block);
        }
        _ => {}
    }
    if is_whole {
        item.block = read.block;
    }
    Ok(item)
}

struct ReadBlock {
    /// The block up to the cap.
    block: Vec<u8>,
    length: u64,
    http: Option<(HttpHead, usize)>,
    /// `None` for a block without promise that is all in memory.
    whole_sha256: Option<String>,
    /// `None` for a block that is all in memory.
    body_sha256: Option<String>,
}

/// Reads a block once and keeps its beginning. What is not kept, or was promised, is hashed on the way.
fn read_block(frames: &mut Frames, is_promised: bool) -> io::Result<ReadBlock> {
    let mut source = frames.block();
    let mut block = Vec::new();
    (&mut source).take(READ_CAP as u64 + 1).read_to_end(&mut block)?;
    let http = http::split(&block);
    let is_long = block.len() > READ_CAP;
    let begin = |from: usize| Sha256::new().chain_update(block.get(from..).unwrap_or(&[]));
    let mut whole = (is_promised || is_long).then(|| begin(0));
    let mut body = is_long.then(|| begin(http.as_ref().map_or(0, |(_, at)| *at)));
    let mut length = block.len() as u64;
    let mut buffer = vec![0u8; if is_long { 64 << 10 } else { 1 << 10 }];
    loop {
        let n = source.read(&mut buffer)?;
        if n == 0 {
            break;
        }
        for hash in [&mut whole, &mut body].into_iter().flatten() {
            hash.update(&buffer[..n]);
        }
        length += n as u64;
    }
    let told = |hash: Option<Sha256>| hash.map(|h| hex(&h.finalize()));
    Ok(ReadBlock { block, length, http, whole_sha256: told(whole), body_sha256: told(body) })
}

/// A SHA-256 in hexadecimal that the header promises for the block.
fn promised_sha256(head: &Head) -> Option<&str> {
    head.get("WARC-Block-Digest").and_then(|d| d.strip_prefix("sha256:")).filter(|d| d.len() == 64)
}

fn take_response(item: &mut Item, http: &HttpHead, body: &[u8]) {
    item.kind = ItemKind::Response { status: http.status };
    let decoded = http::decode(http, body, READ_CAP);
    (item.content_type, item.charset) = content_type(http.get("Content-Type").unwrap_or(""));
    item.is_cut |= decoded.is_cut;
    item.findings.extend(decoded.findings);
    item.media_type = media_type(item.content_type.as_deref(), item.url.as_deref(), &decoded.bytes);
    item.payload = decoded.bytes;
}

fn take_bytes(item: &mut Item, block: &[u8]) {
    (item.content_type, item.charset) = content_type(item.head.get("Content-Type").unwrap_or(""));
    item.media_type = media_type(item.content_type.as_deref(), item.url.as_deref(), block);
    item.payload = block.to_vec();
}

/// `text/html; charset="utf-8"` as type and character set.
fn content_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';').map(str::trim);
    let kind = parts.next().filter(|k| !k.is_empty()).map(str::to_ascii_lowercase);
    let charset = parts
        .filter_map(|p| p.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, v)| v.trim().trim_matches(['"', '\'']).to_string())
        .filter(|v| !v.is_empty());
    (kind, charset)
}

/// What bytes are, by the declared type, else the address, else their beginning. `None` for what is
/// no text.
pub fn media_type(declared: Option<&str>, name: Option<&str>, bytes: &[u8]) -> Option<MediaType> {
    match declared.unwrap_or("") {
        "text/html" | "application/xhtml+xml" => Some(MediaType::Html),
        "text/markdown" | "text/x-markdown" => Some(MediaType::Markdown),
        "text/plain" => Some(by_name(name).unwrap_or(MediaType::Text)),
        "" | "application/octet-stream" | "unknown/unknown" | "text/xml" | "application/xml" => {
            if looks_binary(bytes) {
                return None;
            }
            by_name(name).or_else(|| looks_html(bytes).then_some(MediaType::Html)).or(match declared {
                Some("text/xml" | "application/xml") => None,
                _ => Some(MediaType::Text),
            })
        }
        _ => None,
    }
}

fn by_name(name: Option<&str>) -> Option<MediaType> {
    let name = name?.split(['?', '#']).next()?.to_ascii_lowercase();
    match name.rsplit_once('.')?.1 {
        "html" | "htm" | "xhtml" => Some(MediaType::Html),
        "md" | "markdown" => Some(MediaType::Markdown),
        "txt" => Some(MediaType::Text),
        _ => None,
    }
}

fn looks_html(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.contains(tag))
}

/// True for bytes that are no text in any common encoding.
pub fn looks_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let is_utf16 = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    let magic: [&[u8]; 7] =
        [b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF"];
    if magic.iter().any(|m| head.starts_with(m)) {
        return true;
    }
    let n_control = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    !is_utf16 && n_control * 50 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_follow_declaration_then_name_then_bytes() {
        for (declared, name, bytes, expected) in [
            (Some("text/html"), None, "words", Some(MediaType::Html)),
            (Some("image/png"), None, "words", None),
            (None, Some("notes.md"), "words", Some(MediaType::Markdown)),
            (None, Some("https://norland.example/a.html?x=1"), "words", Some(MediaType::Html)),
            (None, None, "<!DOCTYPE html><p>", Some(MediaType::Html)),
            (None, Some("page"), "Good evening", Some(MediaType::Text)),
            (None, Some("page"), "%PDF-1.7", None),
            (None, None, "\0\0\0\0\0\0ab", None),
        ] {
            assert_eq!(
                media_type(declared, name, bytes.as_bytes()),
                expected,
                "{declared:?} {name:?} {bytes:?}"
            );
        }
    }

    #[test]
    fn a_content_type_gives_its_charset() {
        assert_eq!(
            content_type("Text/HTML; Charset=\"UTF-8\""),
            (Some("text/html".into()), Some("UTF-8".into()))
        );
        assert_eq!(content_type(""), (None, None));
    }
}
