//! Decoding: the bytes of a capture become characters, or a reason why they cannot.
//!
//! `b"Vera Holt\x97 \"Welcome\""` declared as `windows-1252` is `Vera Holt— "Welcome"`; the same
//! bytes declared as UTF-8 are read as windows-1252 too, with the finding `wrong_encoding`. A PDF,
//! a picture or an empty file is no page: the answer is `Unreadable` and says what it looks like.
//! Order of trust: byte order mark, bytes that are whole UTF-8, the server's character set, the
//! page's own `<meta charset>`, detection. Markup is not read here beyond that one tag.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{Finding, MediaType};

/// Characters of a capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The whole text, without a byte order mark.
    pub text: String,
    /// Name of the character set that was used, such as `UTF-8`.
    pub charset: &'static str,
    /// `wrong_encoding` when the declared set was not used, `undecodable` when bytes were replaced.
    pub findings: Vec<Finding>,
}

/// Why bytes are no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// No byte, or nothing but white space.
    Empty,
    /// Data that is no text; the name says what it looks like ("a PDF").
    Binary(&'static str),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unreadable::Empty => write!(f, "holds no text"),
            Unreadable::Binary(what) => write!(f, "is no text: it looks like {what}"),
        }
    }
}

/// First bytes of common files that are no text. `?` stands for any byte.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"RIFF", "a sound, film or WebP file"),
    (b"PK\x03\x04", "a ZIP file (or an office document)"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\x1F\x8B", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\x28\xB5\x2F\xFD", "a zstd file"),
    (b"\xFD7zXZ", "an xz file"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z file"),
    (b"Rar!\x1A", "a RAR file"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"????ftyp", "a film"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
];

/// How far the head of a file is looked into for a `<meta charset>`.
const META_WINDOW: usize = 4096;
/// How much of a file decides whether it is text.
const SAMPLE: usize = 64 * 1024;
/// How much of a file the detection of its character set sees.
const DETECTION: usize = 1024 * 1024;

/// Turns the bytes of a page into text. `charset` is the server's word, if any.
///
/// # Errors
/// `Unreadable` when the bytes are no text at all.
pub fn decode(bytes: &[u8], media_type: MediaType, charset: Option<&str>) -> Result<Decoded, Unreadable> {
    if let Some(what) = binary_kind(bytes) {
        return Err(Unreadable::Binary(what));
    }
    let decoded = decode_text(bytes, media_type, charset);
    match decoded.text.trim().is_empty() {
        true => Err(Unreadable::Empty),
        false => Ok(decoded),
    }
}

/// What a capture is, from the server's word, its name and its first bytes, in this order.
pub fn guess_media_type(name: &str, bytes: &[u8], declared: Option<&str>) -> MediaType {
    let declared = declared.map(|d| d.split(';').next().unwrap_or("").trim().to_ascii_lowercase());
    match declared.as_deref() {
        Some("text/html" | "application/xhtml+xml") => return MediaType::Html,
        Some("text/markdown" | "text/x-markdown") => return MediaType::Markdown,
        _ => {}
    }
    let name = name.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html" | "htm" | "xhtml" | "shtml") => return MediaType::Html,
        Some("md" | "markdown") => return MediaType::Markdown,
        _ => {}
    }
    let plain = matches!(declared.as_deref(), Some("text/plain")) || name.ends_with(".txt");
    match !plain && looks_like_html(bytes) {
        true => MediaType::Html,
        false => MediaType::Text,
    }
}

/// The declared character set in a `Content-Type` value (`text/html; charset=windows-1251`).
pub fn charset_of(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (key.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_string())
    })
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let mut head = bytes.get(..bytes.len().min(1024)).unwrap_or(&[]).to_ascii_lowercase();
    head.retain(|b| *b != 0);
    let head = String::from_utf8_lossy(&head);
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{fffd}');
    start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || head.contains("<head")
        || head.contains("<body")
}

fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    let starts = |magic: &[u8]| {
        bytes.len() >= magic.len() && magic.iter().zip(bytes).all(|(m, b)| *m == b'?' || m == b)
    };
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| starts(magic)) {
        return Some(what);
    }
    if utf16_of(bytes).is_some() {
        return None;
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or(&[]);
    let nuls = sample.iter().filter(|b| **b == 0).count();
    let controls = sample.iter().filter(|b| matches!(**b, 1..=8 | 11 | 14..=26 | 28..=31)).count();
    (nuls * 1000 > sample.len() || controls * 20 > sample.len()).then_some("binary data")
}

/// UTF-16, by its mark or by its zero bytes.
fn utf16_of(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding != UTF_8).then_some(encoding);
    }
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or(&[]);
    if sample.len() < 4 || !sample.contains(&0) {
        return None;
    }
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|b| **b == 0).count() * 2;
    let (even, odd) = (zeros(0), zeros(1));
    match (even * 10 > sample.len() * 4, odd * 10 > sample.len() * 4) {
        (true, false) if odd * 50 < sample.len() => Some(UTF_16BE),
        (false, true) if even * 50 < sample.len() => Some(UTF_16LE),
        _ => None,
    }
}

fn decode_text(bytes: &[u8], media_type: MediaType, charset: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with_encoding(encoding, bytes.get(mark..).unwrap_or(&[]), Vec::new());
    }
    if let Some(encoding) = utf16_of(bytes) {
        return with_encoding(encoding, bytes, Vec::new());
    }
    let named = charset.and_then(encoding_named).or_else(|| match media_type {
        MediaType::Html => meta_charset(bytes).and_then(|c| encoding_named(&c)),
        _ => None,
    });
    let escapes = bytes.contains(&0x1B);
    if let (Ok(text), false) = (std::str::from_utf8(bytes), escapes) {
        let findings = match named {
            Some(other) if other != UTF_8 && !text.is_ascii() => vec![wrong(other, UTF_8)],
            _ => Vec::new(),
        };
        return Decoded { text: without_nuls(text), charset: UTF_8.name(), findings };
    }
    match named {
        Some(encoding) if encoding != UTF_8 => with_encoding(encoding, bytes, Vec::new()),
        _ if mostly_utf8(bytes) => with_encoding(UTF_8, bytes, Vec::new()),
        _ => {
            let found = detect(bytes);
            let findings = if named.is_some() { vec![wrong(UTF_8, found)] } else { Vec::new() };
            with_encoding(found, bytes, findings)
        }
    }
}

fn encoding_named(name: &str) -> Option<&'static Encoding> {
    // A page that calls itself UTF-16 in readable ASCII is none.
    Encoding::for_label(name.trim().as_bytes()).map(
        |e| {
            if e == UTF_16LE || e == UTF_16BE { UTF_8 } else { e }
        },
    )
}

fn wrong(declared: &'static Encoding, used: &'static Encoding) -> Finding {
    Finding {
        code: "wrong_encoding",
        message: format!(
            "the page is declared as {} but its bytes are {}; read as {}",
            declared.name(),
            used.name(),
            used.name()
        ),
        span: None,
    }
}

fn with_encoding(encoding: &'static Encoding, bytes: &[u8], mut findings: Vec<Finding>) -> Decoded {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    if replaced {
        let count = text.matches('\u{FFFD}').count();
        let message =
            format!("{count} places could not be decoded as {} and stand as U+FFFD", encoding.name());
        findings.push(Finding { code: "undecodable", message, span: None });
    }
    Decoded { text: without_nuls(&text), charset: encoding.name(), findings }
}

/// A stray NUL is no character of a page; it stands as U+FFFD, as a browser shows it.
fn without_nuls(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace('\0', "\u{FFFD}")
}

/// True when at most one in twenty of the non-ASCII sequences is broken: a page cut in a character.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad * 20 <= good || (bad == 1 && bytes.utf8_chunks().last().is_some_and(|c| !c.invalid().is_empty()))
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let sample = bytes.get(..bytes.len().min(DETECTION)).unwrap_or(bytes);
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// The character set that a page names in `<meta charset=…>`, `<meta … content="…charset=…">` or
/// `<?xml … encoding=…?>`.
fn meta_charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(META_WINDOW)).unwrap_or(&[]);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let in_meta = head.split("<meta").skip(1).find_map(|tag| {
        let tag = tag.split('>').next()?;
        charset_value(tag, "charset")
    });
    in_meta.or_else(|| {
        let xml = head.trim_start().strip_prefix("<?xml")?;
        charset_value(xml.split("?>").next()?, "encoding")
    })
}

fn charset_value(tag: &str, key: &str) -> Option<String> {
    let after = tag.split_once(key)?.1.trim_start().strip_prefix('=')?;
    let after = after.trim_start().trim_start_matches(['"', '\'']);
    let name: String =
        after.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.+".contains(*c)).collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8], media_type: MediaType, charset: Option<&str>) -> (String, Vec<&'static str>) {
        let decoded = decode(bytes, media_type, charset).expect("is text");
        (decoded.text, decoded.findings.iter().map(|f| f.code).collect())
    }

    #[test]
    fn the_character_set_is_found() {
        type Case<'c> = (&'c [u8], Option<&'c str>, &'c str, &'c [&'c str]);
        let cases: &[Case<'_>] = &[
            ("\u{feff}Holt — да".as_bytes(), None, "Holt — да", &[]),
            ("Holt — да".as_bytes(), Some("windows-1251"), "Holt — да", &["wrong_encoding"]),
            (b"Holt \x97 \x93Welcome\x94", Some("windows-1252"), "Holt — “Welcome”", &[]),
            (b"\xFF\xFEH\0o\0l\0t\0", None, "Holt", &[]),
            (b"H\0o\0l\0t\0 \0H\0o\0l\0t\0", None, "Holt Holt", &[]),
            (
                b"<meta charset=\"windows-1251\"><p>\xC4\xE0",
                None,
                "<meta charset=\"windows-1251\"><p>Да",
                &[],
            ),
            (
                b"<?xml version='1.0' encoding='iso-8859-2'?>\xB1",
                None,
                "<?xml version='1.0' encoding='iso-8859-2'?>ą",
                &[],
            ),
            (
                "Holt: Да, да, да, да, да, да, да, да, да, да, да\u{2014}"
                    .as_bytes()
                    .split_last()
                    .expect("not empty")
                    .1,
                None,
                "Holt: Да, да, да, да, да, да, да, да, да, да, да\u{FFFD}",
                &["undecodable"],
            ),
        ];
        for (bytes, charset, want, codes) in cases {
            let (text, found) = text_of(bytes, MediaType::Html, *charset);
            assert_eq!((text.as_str(), found.as_slice()), (*want, *codes));
        }
    }

    #[test]
    fn a_wrongly_declared_page_is_read_and_reported() {
        let (text, codes) =
            text_of(b"Vera Holt: Willkommen in Br\xFChl, sch\xF6n.", MediaType::Text, Some("utf-8"));
        assert_eq!(text, "Vera Holt: Willkommen in Brühl, schön.");
        assert_eq!(codes, ["wrong_encoding"]);
    }

    #[test]
    fn what_is_no_text_is_named() {
        let cases: &[(&[u8], Unreadable)] = &[
            (b"", Unreadable::Empty),
            (b" \r\n\t", Unreadable::Empty),
            (b"\xEF\xBB\xBF", Unreadable::Empty),
            (b"%PDF-1.7 ...", Unreadable::Binary("a PDF")),
            (b"\x89PNG\r\n\x1a\n", Unreadable::Binary("a PNG picture")),
            (b"PK\x03\x04....", Unreadable::Binary("a ZIP file (or an office document)")),
            (b"\0\0\0\x18ftypmp42", Unreadable::Binary("a film")),
            (b"\x01\x02\0\0\x9f\x03\0\0\0\x05\x06\0\0", Unreadable::Binary("binary data")),
        ];
        for (bytes, want) in cases {
            assert_eq!(decode(bytes, MediaType::Text, None), Err(*want));
        }
        assert_eq!(Unreadable::Binary("a PDF").to_string(), "is no text: it looks like a PDF");
    }

    #[test]
    fn a_stray_nul_is_a_replacement_character() {
        let mut bytes = "The table was set. ".repeat(100).into_bytes();
        bytes.push(0);
        assert!(text_of(&bytes, MediaType::Text, None).0.ends_with('\u{FFFD}'));
    }

    #[test]
    fn the_media_type_is_guessed() {
        let cases: &[(&str, &[u8], Option<&str>, MediaType)] = &[
            ("a.txt", b"<html>", None, MediaType::Text),
            ("a.md", b"# Talks", None, MediaType::Markdown),
            ("a.HTM", b"x", None, MediaType::Html),
            ("page", b"\n<!DOCTYPE html><p>x", None, MediaType::Html),
            ("page", b"Talks in Brona", None, MediaType::Text),
            ("page.php?x=a.md", b"<html><body>", None, MediaType::Html),
            ("a.txt", b"x", Some("text/html; charset=utf-8"), MediaType::Html),
            ("x", b"<html>", Some("text/plain"), MediaType::Text),
        ];
        for (name, bytes, declared, want) in cases {
            assert_eq!(guess_media_type(name, bytes, *declared), *want, "{name}");
        }
        assert_eq!(charset_of("text/html; Charset=\"koi8-r\"").as_deref(), Some("koi8-r"));
        assert_eq!(charset_of("text/html"), None);
    }
}
