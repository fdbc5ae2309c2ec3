//! Sets of inputs made to break readers: when `../shared` is there, all of them are read to the end.
//!
//! html5lib-tests (markup that trips parsers), xss-payload-list, the big list of naughty strings, and WARC
//! samples of three projects. No panic, every place inside its text, and of a damaged WARC the good records
//! are kept. Without the sets one line says so.

use std::path::{Path, PathBuf};

use variorum_record::warc::Items;
use variorum_text::page::{Capture, MediaType};
use variorum_text::reading::{Reading, read};
use variorum_text::rules::Rules;

use crate::house::root;

/// The folder of one set; `None`, and a line that says so, when it is not there.
fn set(name: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("VARIORUM_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let folder = shared.join("gold/hostile").join(name);
    if !folder.is_dir() {
        println!("hostile: `{name}` is not there; nothing was read");
        return None;
    }
    Some(folder)
}

/// Reads bytes as one kind of page; what comes out must hold together.
fn check(bytes: &[u8], media_type: MediaType) -> Reading {
    let capture = Capture {
        source: "page".into(),
        bytes: bytes.to_vec(),
        media_type,
        charset: None,
        url: Some("https://norland.example/talks".into()),
        captured: None,
    };
    let reading = read(&capture, Rules::builtin());
    let text = &reading.document.text;
    let shown = || String::from_utf8_lossy(bytes).chars().take(200).collect::<String>();
    let blocks = reading.document.blocks.iter().map(|b| b.span);
    for span in reading.units().iter().map(|u| u.span).chain(blocks) {
        assert!(text.get(span.start..span.end).is_some(), "{span:?} is no place in the text of {}", shown());
    }
    reading
}

/// The `#data` parts of a file of html5lib's tree construction tests.
fn inputs(file: &Path) -> Vec<String> {
    let text = String::from_utf8_lossy(&std::fs::read(file).expect("a readable file")).into_owned();
    let parts = text.split("#data\n").skip(1);
    parts.map(|part| part.split("\n#errors").next().unwrap_or("").to_string()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut open = vec![folder.to_path_buf()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder").flatten() {
            let path = entry.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

#[test]
fn html5lib_trees_are_read() {
    let Some(folder) = set("html5lib-tests/tree-construction") else { return };
    let mut n = 0;
    for file in files(&folder).iter().filter(|f| f.extension().is_some_and(|e| e == "dat")) {
        for input in inputs(file) {
            check(input.as_bytes(), MediaType::Html);
            n += 1;
        }
    }
    assert!(n > 1_500, "only {n} inputs were found");
}

#[test]
fn html5lib_tokens_are_read() {
    let Some(folder) = set("html5lib-tests/tokenizer") else { return };
    let mut n = 0;
    for file in files(&folder).iter().filter(|f| f.extension().is_some_and(|e| e == "test")) {
        let tests: serde_json::Value =
            serde_json::from_slice(&std::fs::read(file).expect("a readable file")).expect("JSON");
        // All inputs of a file on one page too: what one opens, the next one meets.
        let mut all = String::new();
        for input in tests["tests"].as_array().into_iter().flatten().filter_map(|t| t["input"].as_str()) {
            check(input.as_bytes(), MediaType::Html);
            all.push_str(input);
            all.push('\n');
            n += 1;
        }
        check(all.as_bytes(), MediaType::Html);
    }
    assert!(n > 5_000, "only {n} inputs were found");
}

#[test]
fn payloads_are_read_as_words() {
    let Some(folder) = set("xss-payload-list") else { return };
    let list = std::fs::read(folder.join("Intruder/xss-payload-list.txt")).expect("a readable file");
    let lines: Vec<&[u8]> = list.split(|b| *b == b'\n').collect();
    assert!(lines.len() > 6_000, "only {} payloads were found", lines.len());
    for some in lines.chunks(16) {
        let page = some.join(&b"</p>\n<p>"[..]);
        check(&page, MediaType::Html);
        check(&page, MediaType::Markdown);
    }
    check(&list, MediaType::Text);
}

#[test]
fn naughty_strings_are_read_in_every_place() {
    let Some(folder) = set("blns") else { return };
    let list: Vec<String> =
        serde_json::from_slice(&std::fs::read(folder.join("blns.json")).expect("a readable file"))
            .expect("JSON");
    assert!(list.len() > 400, "only {} strings were found", list.len());
    for string in &list {
        let text = format!(
            "Talks {string}\n{string}: Good evening. {string}\nVera Holt: “{string}”, {string} said.\n{string}\n"
        );
        check(text.as_bytes(), MediaType::Text);
        check(text.as_bytes(), MediaType::Markdown);
        let html = format!(
            "<html lang=\"{string}\"><title>{string}</title><meta name=date content=\"{string}\"><h1>{string}</h1>\
             <p><b>{string}:</b> {string}</p><p><b>Vera Holt:</b> {string}</p><a href='{string}'>{string}</a>"
        );
        check(html.as_bytes(), MediaType::Html);
    }
}

/// Samples whose records are all good, with the number of their records.
const WHOLE: &[(&str, usize)] = &[
    ("warcfile.warc", 50),
    ("warcfile.warc.gz", 50),
    ("clueweb-quirk.warc.gz", 30),
    ("block-sized-records.warc", 3),
    ("block-sized-records.warc.gz", 3),
    ("cc.warc.gz", 1),
    ("example.warc", 6),
    ("example.warc.gz", 6),
    ("example-iana.org-chunked.warc", 3),
    ("example-resource.warc.gz", 3),
    ("example-space-in-target-uri.warc.gz", 2),
    ("example-wget-bad-target-uri.warc.gz", 6),
    ("post-test.warc.gz", 6),
];

/// Samples that are cut or broken, with the least number of good records in them.
const BROKEN: &[(&str, usize)] = &[
    ("clipped.warc.gz", 0),
    ("example-trunc.warc", 3),
    ("example-wrong-chunks.warc.gz", 2),
    ("example-bad-non-chunked.warc.gz", 6),
    ("example-bad.warc.gz.bad", 1),
];

#[test]
fn good_records_of_warc_samples_are_kept() {
    let Some(folder) = set("warc-samples") else { return };
    let mut n = 0;
    for file in files(&folder) {
        let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let Ok(items) = Items::open(&file) else { continue };
        let (mut good, mut damaged) = (0, Vec::new());
        for found in items {
            match found {
                Ok(item) => {
                    good += 1;
                    if let Some(media) = item.media_type.filter(|_| item.is_page()) {
                        check(&item.payload, media);
                    }
                }
                Err(damage) => damaged.push((damage.offset, damage.message)),
            }
        }
        if let Some((_, expected)) = WHOLE.iter().find(|(n, _)| *n == name) {
            assert_eq!((good, damaged.as_slice()), (*expected, &[][..]), "{name}");
            n += 1;
        }
        if let Some((_, least)) = BROKEN.iter().find(|(n, _)| *n == name) {
            assert!(good >= *least, "{name}: {good} records, damaged {damaged:?}");
            n += 1;
        }
    }
    assert_eq!(n, WHOLE.len() + BROKEN.len(), "a sample is missing");
}
