//! A page as it came over HTTP: status, headers, and the body made readable.
//!
//! Archives keep the body as it was sent: in chunks, compressed. Some writers undo that and leave
//! the headers as they were; a body that is not what its headers say is therefore taken as it
//! stands. No output is ever longer than the cap.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// The head of an HTTP response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpHead {
    /// The status, such as 200.
    pub status: u16,
    /// Names and values in order.
    pub fields: Vec<(String, String)>,
}

impl HttpHead {
    /// The first value of a header; names are compared without case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}

/// Longest head of a response.
const MAX_HEAD: usize = 256 << 10;

/// Cuts a block to head and body; `None` when it is no HTTP response.
pub fn split(block: &[u8]) -> Option<(HttpHead, usize)> {
    if !block.starts_with(b"HTTP/") {
        return None;
    }
    let window = block.get(..MAX_HEAD).unwrap_or(block);
    let (head_len, body) = head_end(window);
    let text = String::from_utf8_lossy(&window[..head_len]);
    let mut lines = text.lines();
    let status = lines.next()?.split_whitespace().nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    let mut head = HttpHead { status, fields: Vec::new() };
    for line in lines {
        match (line.starts_with([' ', '\t']), head.fields.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (_, _, Some((name, value))) => {
                head.fields.push((name.trim().to_string(), value.trim().to_string()));
            }
            _ => {}
        }
    }
    Some((head, body))
}

/// Length of the head, and where the body begins. A head without an end is all of the block.
fn head_end(block: &[u8]) -> (usize, usize) {
    for (n, byte) in block.iter().enumerate() {
        if *byte != b'\n' {
            continue;
        }
        if block[n + 1..].starts_with(b"\r\n") {
            return (n + 1, n + 3);
        }
        if block[n + 1..].starts_with(b"\n") {
            return (n + 1, n + 2);
        }
    }
    (block.len(), block.len())
}

/// A body made readable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The bytes, at most the cap.
    pub bytes: Vec<u8>,
    /// True when more would have come.
    pub is_cut: bool,
    /// What was odd, in short sentences.
    pub findings: Vec<String>,
}

/// Most layers of content coding that are undone.
const MAX_LAYERS: usize = 3;

/// Undoes chunks and compression. `cap` is the most bytes kept of each layer.
pub fn decode(head: &HttpHead, body: &[u8], cap: usize) -> Body {
    let mut done = Body { bytes: body.to_vec(), ..Body::default() };
    if head.get("Transfer-Encoding").is_some_and(|v| v.to_ascii_lowercase().contains("chunked")) {
        dechunk(&mut done);
    }
    let codings = head.get("Content-Encoding").unwrap_or("").to_ascii_lowercase();
    let codings: Vec<&str> =
        codings.split(',').map(str::trim).filter(|c| !c.is_empty() && *c != "identity").collect();
    if codings.len() > MAX_LAYERS {
        done.findings
            .push(format!("the body is compressed {} times; it is taken as it stands", codings.len()));
        return done;
    }
    for coding in codings.iter().rev() {
        if !uncompress(coding, &mut done, cap) {
            break;
        }
    }
    if done.bytes.len() > cap {
        done.bytes.truncate(cap);
        done.is_cut = true;
    }
    done
}

/// Joins chunks. A body that does not begin with a chunk is taken as joined already; one that goes
/// wrong later keeps what was joined.
fn dechunk(body: &mut Body) {
    let mut rest = body.bytes.as_slice();
    let mut joined = Vec::with_capacity(rest.len());
    loop {
        let Some((size, after)) = chunk_size(rest) else {
            if joined.is_empty() {
                return;
            }
            body.findings.push("the chunks of the body are broken; what came before is kept".to_string());
            break;
        };
        if size == 0 {
            break;
        }
        match after.get(..size) {
            Some(chunk) => joined.extend_from_slice(chunk),
            None => {
                joined.extend_from_slice(after);
                body.findings.push("the last chunk of the body is cut short".to_string());
                break;
            }
        }
        let next = &after[size..];
        rest = next.strip_prefix(b"\r\n").or(next.strip_prefix(b"\n")).unwrap_or(next);
    }
    body.bytes = joined;
}

fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(1024).position(|b| *b == b'\n')?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let digits = line.split(';').next()?.trim();
    let size = usize::from_str_radix(digits, 16).ok()?;
    Some((size, &bytes[end + 1..]))
}

/// Undoes one compression; false when the bytes are not compressed that way.
fn uncompress(coding: &str, body: &mut Body, cap: usize) -> bool {
    let input = std::mem::take(&mut body.bytes);
    let is_zlib = input.first().is_some_and(|b| b & 0x0f == 8)
        && input.len() > 1
        && (u16::from(input[0]) << 8 | u16::from(input[1])) % 31 == 0;
    let (out, whole) = match coding {
        "gzip" | "x-gzip" => unpack(MultiGzDecoder::new(input.as_slice()), cap),
        "deflate" if is_zlib => unpack(ZlibDecoder::new(input.as_slice()), cap),
        "deflate" => unpack(DeflateDecoder::new(input.as_slice()), cap),
        "br" => unpack(brotli_decompressor::Decompressor::new(input.as_slice(), 4096), cap),
        "zstd" => {
            // RFC 9659: a window of content coding is at most 8 MB.
            match ruzstd::decoding::StreamingDecoder::new_with_max_window_size(input.as_slice(), 8 << 20) {
                Ok(decoder) => unpack(decoder, cap),
                Err(_) => (Vec::new(), false),
            }
        }
        other => {
            body.findings.push(format!(
                "the body is coded as `{other}`, which is not known; it is taken as it stands"
            ));
            body.bytes = input;
            return false;
        }
    };
    if out.is_empty() && !whole {
        body.bytes = input;
        return false;
    }
    if !whole {
        body.findings.push(format!("the `{coding}` body is cut short or broken; what came before is kept"));
    }
    body.is_cut |= out.len() > cap;
    body.bytes = out;
    true
}

/// At most `cap` bytes and one more, and whether the end was reached without an error.
fn unpack(mut reader: impl Read, cap: usize) -> (Vec<u8>, bool) {
    let mut out = Vec::new();
    let mut buffer = vec![0u8; 64 << 10];
    while out.len() <= cap {
        match reader.read(&mut buffer) {
            Ok(0) => return (out, true),
            Ok(n) => out.extend_from_slice(&buffer[..n.min(cap + 1 - out.len())]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return (out, false),
        }
    }
    (out, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn head(fields: &[(&str, &str)]) -> HttpHead {
        HttpHead { status: 200, fields: fields.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect() }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).expect("memory takes all");
        encoder.finish().expect("memory takes all")
    }

    #[test]
    fn a_response_is_cut_to_status_headers_and_body() {
        let block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=utf-8\r\n\r\n<p>";
        let (head, body) = split(block).expect("a response");
        assert_eq!(
            (head.status, head.get("content-type"), &block[body..]),
            (200, Some("text/html; charset=utf-8"), &b"<p>"[..])
        );
        assert_eq!(split(b"<html>"), None);
    }

    #[test]
    fn chunks_are_joined_and_unchunked_bodies_stay() {
        let chunked = head(&[("Transfer-Encoding", "chunked")]);
        for (body, expected) in [
            ("3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", "abcde"),
            ("<html>plain", "<html>plain"),
            ("3\r\nabc\r\nzz\r\n", "abc"),
            ("ff\r\nabc", "abc"),
        ] {
            assert_eq!(decode(&chunked, body.as_bytes(), 100).bytes, expected.as_bytes(), "{body}");
        }
    }

    #[test]
    fn compression_is_undone_up_to_the_cap() {
        let coded = head(&[("Content-Encoding", "gzip")]);
        assert_eq!(decode(&coded, &gzip(b"words"), 100).bytes, b"words");
        assert_eq!(decode(&coded, b"words", 100).bytes, b"words");
        let bomb = decode(&coded, &gzip(&vec![0; 1 << 20]), 1000);
        assert_eq!((bomb.bytes.len(), bomb.is_cut), (1000, true));
        let twice = head(&[("Content-Encoding", "gzip, gzip")]);
        assert_eq!(decode(&twice, &gzip(&gzip(b"words")), 100).bytes, b"words");
    }

    #[test]
    fn a_cut_body_keeps_its_beginning() {
        let words: Vec<u8> = (0..20_000u32).flat_map(|n| n.to_le_bytes()).collect();
        let mut packed = gzip(&words);
        packed.truncate(packed.len() / 2);
        let body = decode(&head(&[("Content-Encoding", "gzip")]), &packed, 1 << 20);
        assert!(!body.bytes.is_empty() && words.starts_with(&body.bytes));
        assert_eq!(body.findings.len(), 1);
    }
}
