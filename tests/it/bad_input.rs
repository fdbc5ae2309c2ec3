//! Input that is broken, hostile or not there: a clear word, the right code, the good rest kept.

use std::io::Write;

use crate::house::{folder, page, variorum, write};

/// A message tells what, where, and ends without a stack trace.
fn tells(run: crate::house::Run, code: i32, words: &str) {
    let run = run.ended(code);
    assert!(run.err.starts_with("error: "), "{}", run.err);
    run.says(words);
}

#[test]
fn a_file_that_is_not_there() {
    tells(variorum(&["read", "--json", "no-such-page.txt"]), 4, "no-such-page.txt");
}

#[test]
fn an_empty_file() {
    let dir = folder();
    for (name, bytes) in [("empty.txt", ""), ("blank.html", " \n\t\n"), ("mark.md", "\u{feff}")] {
        let file = write(&dir, name, bytes);
        tells(variorum(&["read", "--json", &file]), 4, name);
    }
}

#[test]
fn binary_data_is_named() {
    let dir = folder();
    let cases: [(&str, &[u8], &str); 3] = [
        ("page.txt", b"%PDF-1.7\n\x01\x02\x03 and more", "PDF"),
        ("page.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "PNG"),
        ("page.md", b"\0\x01\x02\0\0\0\x03\x04\0\0\0\0\x05\0\0\0", "binary"),
    ];
    for (name, bytes, words) in cases {
        let file = write(&dir, name, bytes);
        tells(variorum(&["read", "--json", &file]), 4, words);
    }
}

#[test]
fn a_wrong_encoding_is_read_and_reported() {
    let dir = folder();
    let bytes = b"<html><head><meta charset=utf-8><title>Talks</title></head><body><p>Vera Holt: Willkommen in Br\xFChl, sch\xF6ne Gr\xFC\xDFe.</p></body></html>";
    let file = write(&dir, "page.html", bytes);
    let document = variorum(&["read", "--json", &file]).ended(0).object();
    assert!(document["text"].as_str().expect("a text").contains("Brühl, schöne Grüße"), "{document}");
    let codes: Vec<&str> = document["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|f| f["code"].as_str())
        .collect();
    assert!(codes.contains(&"wrong_encoding"), "{codes:?}");
}

#[test]
fn good_files_are_read_beside_bad_ones() {
    let dir = folder();
    let bad = write(&dir, "bad.txt", b"%PDF-1.7");
    let good = page("agency.html");
    let run = variorum(&["read", "--json", &bad, good.to_str().expect("the path is UTF-8")])
        .ended(10)
        .says("bad.txt");
    assert_eq!(run.objects().len(), 1);
}

#[test]
fn a_very_long_line_is_read() {
    let dir = folder();
    let mut line = "Vera Holt: ".to_string();
    line.push_str(&"we agree and ".repeat(6 * 1024 * 1024 / 13));
    let file = write(&dir, "line.txt", &line);
    let run = variorum(&["read", "--json", &file]);
    assert!(
        !run.err.contains("panicked") && run.code.is_some_and(|c| c == 0 || c == 4),
        "{:?} {}",
        run.code,
        run.err
    );
}

#[test]
fn hostile_markup_is_read_in_bounded_time() {
    let dir = folder();
    let shapes = [
        "<div>".repeat(60_000) + "words",
        "<ul><li>".repeat(30_000) + "words",
        "<b></i>".repeat(60_000) + "words",
        format!("<p {}>words", (0..50_000).map(|n| format!("a{n}=1 ")).collect::<String>()),
        "<a ".repeat(100_000),
        "<!--".repeat(100_000),
    ];
    for (n, html) in shapes.iter().enumerate() {
        let file = write(&dir, &format!("shape{n}.html"), html);
        let run = variorum(&["read", "--json", &file]);
        assert!(
            !run.err.contains("panicked") && run.code.is_some_and(|c| c == 0 || c == 4),
            "shape {n}: {:?} {}",
            run.code,
            run.err
        );
    }
}

/// A record of a WARC file: an HTTP response with a small page.
fn warc_record(url: &str, body: &str) -> Vec<u8> {
    let page = format!("<html><head><title>Talks</title></head><body><p>{body}</p></body></html>");
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{page}",
        page.len()
    );
    let head = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{:012}>\r\nWARC-Target-URI: {url}\r\n\
         WARC-Date: 2031-04-03T18:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        url.len(),
        http.len()
    );
    [head.as_bytes(), http.as_bytes(), b"\r\n\r\n"].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

const FIRST: &str =
    "Vera Holt: Welcome to Brona, we have been waiting for you since the morning. Jan Lind is here.";
const SECOND: &str =
    "Jan Lind: Thank you very much, we have come by the new bridge over the river Brona today.";

#[test]
fn a_truncated_gzip_keeps_the_whole_records() {
    let dir = folder();
    let (first, second) = (
        gzip(&warc_record("https://a.example/1", FIRST)),
        gzip(&warc_record("https://a.example/two", SECOND)),
    );
    let cut = second.len() / 2;
    let file = write(&dir, "cut.warc.gz", [&first[..], &second[..cut]].concat());
    let run = variorum(&["read", "--json", &file]).ended(10).says("cut.warc.gz");
    assert_eq!(run.objects().len(), 1, "{}", run.out);
    assert!(run.out.contains("waiting for you"), "{}", run.out);
}

#[test]
fn a_broken_record_in_the_middle_is_skipped() {
    let dir = folder();
    let broken = gzip(b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: none\r\n\r\nnot a record\r\n\r\n");
    let mut garbled = broken.clone();
    let middle = garbled.len() / 2;
    garbled[middle] ^= 0xFF;
    for (name, bad) in [("head.warc.gz", broken), ("bits.warc.gz", garbled)] {
        let parts = [
            gzip(&warc_record("https://a.example/1", FIRST)),
            bad,
            gzip(&warc_record("https://a.example/two", SECOND)),
        ];
        let file = write(&dir, name, parts.concat());
        let run = variorum(&["read", "--json", &file]).ended(10).says(name);
        assert!(
            run.out.contains("waiting for you") && run.out.contains("new bridge"),
            "{name}: {}\n{}",
            run.out,
            run.err
        );
    }
}

#[test]
fn a_wrong_command_line_is_code_two() {
    variorum(&["read"]).ended(2);
    variorum(&["no-such-command"]).ended(2);
}
