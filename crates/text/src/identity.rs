//! Names that content gives itself: short digests that stay the same on every machine.
//!
//! `c:` is a capture (bytes, address, instant), `d:` a reading of it (capture, reader, rules),
//! `s:` a statement (words, speaker). Nothing else may go into an id, so the same captures give
//! the same ids in any order and after any rebuild.

use sha2::{Digest, Sha256};

/// The version of the reader: a document read by another version has another id.
pub const READER_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Hexadecimal digits of an id.
const ID_DIGITS: usize = 16;

/// The SHA-256 of some bytes in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The SHA-256 of a main text with its white space folded: it stays when a page's bytes change and its
/// words do not.
pub fn text_sha256(text: &str) -> String {
    let mut digest = Sha256::new();
    for (n, word) in text.split_whitespace().enumerate() {
        if n > 0 {
            digest.update(b" ");
        }
        digest.update(word.as_bytes());
    }
    hex(&digest.finalize())
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

/// The id of a capture: its payload's SHA-256, address and instant.
pub fn capture_id(sha256: &str, url: Option<&str>, captured: Option<&str>) -> String {
    id("c:", &[sha256, url.unwrap_or(""), captured.unwrap_or("")])
}

/// The id of a document: one reading of one capture by one reader with one set of rules.
pub fn document_id(capture: &str, reader: &str, rules: &str) -> String {
    id("d:", &[capture, reader, rules])
}

/// The id of a statement: its words and who spoke them. `scope` keeps apart what must never be
/// joined, such as two unnamed speakers of two pages.
pub fn statement_id(words: &str, speaker: &str, scope: &str) -> String {
    id("s:", &[words, speaker, scope])
}

fn id(prefix: &str, parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part.as_bytes());
    }
    let mut name = hex(&digest.finalize());
    name.truncate(ID_DIGITS);
    format!("{prefix}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(document_id("ab", "c", ""), document_id("a", "bc", ""));
        assert_ne!(capture_id("x", None, Some("y")), capture_id("x", Some("y"), None));
    }

    #[test]
    fn an_id_is_short_and_stable() {
        let name = capture_id(&sha256_hex(b"words"), None, None);
        assert_eq!(name.len(), 18);
        assert_eq!(name, capture_id(&sha256_hex(b"words"), None, None));
    }

    #[test]
    fn layout_is_no_part_of_a_text_digest() {
        assert_eq!(text_sha256("Vera  Holt:\r\n\u{a0}Yes.\n"), sha256_hex(b"Vera Holt: Yes."));
        assert_ne!(text_sha256("Vera Holt: Yes."), text_sha256("Vera Holt: No."));
    }

    #[test]
    fn hex_is_lower_case() {
        assert_eq!(hex(&[0x0a, 0xff]), "0aff");
    }
}
