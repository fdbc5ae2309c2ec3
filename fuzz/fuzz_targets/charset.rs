//! Bytes of a page under any name of a character set: the first bytes up to a line end are the name.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_text::page::MediaType;
use variorum_text::page::decode::{charset_of, decode, guess_media_type};

fuzz_target!(|data: &[u8]| {
    let at = data.iter().position(|b| *b == b'\n').unwrap_or(0);
    let (name, bytes) = data.split_at(at);
    let name = String::from_utf8_lossy(name);
    let charset = charset_of(&name).unwrap_or_else(|| name.clone().into_owned());
    for media in [MediaType::Html, MediaType::Text, guess_media_type(&name, bytes, Some(&name))] {
        if let Ok(decoded) = decode(bytes, media, Some(&charset)) {
            assert!(!decoded.text.contains('\0'));
        }
    }
});
