//! A capture read to the end; the first byte says what kind it is. All places lie in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_text::page::{Capture, MediaType};
use variorum_text::reading::read;
use variorum_text::rules::Rules;

fuzz_target!(|data: &[u8]| {
    let Some((kind, bytes)) = data.split_first() else { return };
    let media_type = match kind % 3 {
        0 => MediaType::Text,
        1 => MediaType::Markdown,
        _ => MediaType::Html,
    };
    let capture = Capture {
        source: "page".into(),
        bytes: bytes.to_vec(),
        media_type,
        charset: None,
        url: Some("https://norland.example/talks".into()),
        captured: Some("2031-05-25T10:00:00Z".into()),
    };
    let reading = read(&capture, Rules::builtin());
    let text = &reading.document.text;
    let mut last = 0;
    for unit in reading.units() {
        assert!(text.get(unit.span.start..unit.span.end).is_some(), "{:?}", unit.span);
        assert!(unit.span.start >= last, "sentences overlap at {last}");
        last = unit.span.end;
    }
    for block in &reading.document.blocks {
        assert!(text.get(block.span.start..block.span.end).is_some(), "{:?}", block.span);
    }
});
