//! WARC files, good and damaged, and what is read from them.

use super::*;
use std::io::{Cursor, Write};

fn record(kind: &str, n: usize, content_type: &str, block: &str) -> Vec<u8> {
    format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://norland.example/{n}\r\nWARC-Date: 2031-05-25T10:00:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
    .into_bytes()
}

fn page(n: usize) -> Vec<u8> {
    let body = format!("<p>Page {n}</p>");
    record(
        "response",
        n,
        "application/http;msgtype=response",
        &format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}"),
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// Payloads of the pages read, and what was damaged (`!` before the offset).
fn read(bytes: Vec<u8>) -> Vec<String> {
    Items::from_source(Box::new(Cursor::new(bytes)), 0)
        .expect("memory opens")
        .map(|found| match found {
            Ok(item) => String::from_utf8_lossy(&item.payload).into_owned(),
            Err(damage) => format!("!{}", damage.offset),
        })
        .collect()
}

#[test]
fn plain_and_gzip_give_the_same_pages() {
    let plain: Vec<u8> = (1..=3).flat_map(page).collect();
    let members: Vec<u8> = (1..=3).flat_map(|n| gzip(&page(n))).collect();
    let expected = ["<p>Page 1</p>", "<p>Page 2</p>", "<p>Page 3</p>"];
    assert_eq!(read(plain.clone()), expected);
    assert_eq!(read(members), expected);
    assert_eq!(read(gzip(&plain)), expected, "one member for all records");
}

#[test]
fn a_zstd_file_gives_the_same_pages() {
    let skipped = [&[0x5a, 0x2a, 0x4d, 0x18, 4, 0, 0, 0][..], b"junk"].concat();
    let frames: Vec<Vec<u8>> = (1..=3).map(|n| zstd(&page(n))).collect();
    let expected = ["<p>Page 1</p>", "<p>Page 2</p>", "<p>Page 3</p>"];
    assert_eq!(read(frames.concat()), expected);
    assert_eq!(read([frames[0].clone(), skipped, frames[1].clone(), frames[2].clone()].concat()), expected);
    let mut broken = frames.clone();
    let middle = broken[1].len() / 2;
    broken[1][middle..middle + 8].fill(0xff);
    let found = read(broken.concat());
    assert_eq!(
        (found.first().map(String::as_str), found.last().map(String::as_str)),
        (Some(expected[0]), Some(expected[2]))
    );
    let mut cut = frames.concat();
    cut.truncate(cut.len() - 10);
    let found = read(cut);
    assert_eq!(found[..2], expected[..2]);
    assert_eq!(found[2], format!("!{}", frames[0].len() + frames[1].len()));
}

#[test]
fn the_text_of_a_wet_file_is_a_page_and_our_own_reading_is_none() {
    let wet = record("conversion", 1, "text/plain", "Good evening");
    let own = String::from_utf8(wet.clone())
        .expect("text")
        .replace("WARC-Date", "Variorum-Document: d:1\r\nWARC-Date");
    let pages: Vec<bool> = Items::from_source(Box::new(Cursor::new([wet, own.into_bytes()].concat())), 0)
        .expect("opens")
        .flatten()
        .map(|i| i.is_page())
        .collect();
    assert_eq!(pages, [true, false]);
}

#[test]
fn a_record_spread_over_members_is_one() {
    let second = page(2);
    let at = second.len() - 10;
    let spread =
        [gzip(&page(1)), gzip(&second[..at]), gzip(b""), gzip(&second[at..]), gzip(&page(3))].concat();
    assert_eq!(read(spread), ["<p>Page 1</p>", "<p>Page 2</p>", "<p>Page 3</p>"]);
    let lost = [gzip(&second[..second.len() - 12]), gzip(&page(3))].concat();
    assert_eq!(read(lost), ["!0", "<p>Page 3</p>"]);
}

#[test]
fn a_broken_member_is_named_and_the_rest_is_kept() {
    let (first, mut second, third) = (gzip(&page(1)), gzip(&page(2)), gzip(&page(3)));
    let at = first.len();
    let middle = second.len() / 2;
    second[middle] ^= 0xff;
    second[middle + 1] ^= 0xff;
    let all = [first, second, third].concat();
    assert_eq!(read(all), ["<p>Page 1</p>".to_string(), format!("!{at}"), "<p>Page 3</p>".to_string()]);
}

#[test]
fn a_file_cut_short_keeps_what_came_before() {
    let mut all = [gzip(&page(1)), gzip(&page(2))].concat();
    let at = gzip(&page(1)).len();
    all.truncate(all.len() - 20);
    assert_eq!(read(all), ["<p>Page 1</p>".to_string(), format!("!{at}")]);
    let mut plain = [page(1), page(2)].concat();
    let at = page(1).len();
    plain.truncate(plain.len() - 10);
    assert_eq!(read(plain), ["<p>Page 1</p>".to_string(), format!("!{at}")]);
}

#[test]
fn a_wrong_length_does_not_eat_the_next_record() {
    let text = String::from_utf8(page(2)).expect("text");
    let length = text
        .split("Content-Length: ")
        .nth(1)
        .and_then(|t| t.split('\r').next())
        .expect("a length")
        .to_string();
    for wrong in ["5", "9000", "200", "-1", "x"] {
        let broken = text
            .replace(&format!("Content-Length: {length}"), &format!("Content-Length: {wrong}"))
            .into_bytes();
        for all in [
            [page(1), broken.clone(), page(3)].concat(),
            [gzip(&page(1)), gzip(&broken), gzip(&page(3))].concat(),
        ] {
            let found = read(all);
            assert_eq!(found.first().map(String::as_str), Some("<p>Page 1</p>"), "{wrong}");
            assert_eq!(found.last().map(String::as_str), Some("<p>Page 3</p>"), "{wrong}");
            assert!(found.iter().any(|f| f.starts_with('!')), "{wrong}: {found:?}");
        }
    }
}

#[test]
fn junk_between_records_is_passed_over() {
    let all = [page(1), b"junk\njunk\r\nWhat\r\n".to_vec(), page(2)].concat();
    let found = read(all);
    assert_eq!(
        (found.first().map(String::as_str), found.last().map(String::as_str)),
        (Some("<p>Page 1</p>"), Some("<p>Page 2</p>"))
    );
    let all = [gzip(&page(1)), b"junk\x1f\x8b\x08junk".to_vec(), gzip(&page(2))].concat();
    let found = read(all);
    assert_eq!(
        (found.first().map(String::as_str), found.last().map(String::as_str)),
        (Some("<p>Page 1</p>"), Some("<p>Page 2</p>"))
    );
}

#[test]
fn what_is_no_warc_gives_damage_only() {
    for junk in
        [b"".to_vec(), b"Good evening".to_vec(), vec![0; 5000], gzip(b"Good evening"), vec![0x1f, 0x8b, 8, 0]]
    {
        assert!(read(junk).iter().all(|f| f.starts_with('!')));
    }
}

#[test]
fn a_record_is_found_again_by_its_place() {
    for all in
        [(1..=3).flat_map(page).collect::<Vec<u8>>(), gzip(&(1..=3).flat_map(page).collect::<Vec<u8>>())]
    {
        let items: Vec<Item> =
            Items::from_source(Box::new(Cursor::new(all.clone())), 0).expect("opens").flatten().collect();
        for item in &items {
            let again =
                Items::open_at(Box::new(Cursor::new(all.clone())), item.head.place).expect("opens").next();
            assert_eq!(again.and_then(Result::ok).map(|i| i.payload), Some(item.payload.clone()));
        }
    }
}

#[test]
fn only_good_responses_and_texts_are_pages() {
    let gone = record(
        "response",
        1,
        "application/http",
        "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Gone</p>",
    );
    let image =
        record("response", 2, "application/http", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n....");
    let text = record("resource", 3, "text/plain", "Good evening");
    let request = record("request", 4, "application/http", "GET / HTTP/1.1\r\n\r\n");
    let all = [gone, image, text, request].concat();
    let pages: Vec<bool> = Items::from_source(Box::new(Cursor::new(all)), 0)
        .expect("opens")
        .flatten()
        .map(|i| i.is_page())
        .collect();
    assert_eq!(pages, [false, false, true, false]);
}

#[test]
fn a_wrong_digest_is_damage() {
    let good = record("resource", 1, "text/plain", "Good evening");
    let digest = variorum_text::identity::sha256_hex(b"Good evening");
    let text = String::from_utf8(good).expect("text");
    let with = |d: &str| {
        text.replace("Content-Length", &format!("WARC-Block-Digest: sha256:{d}\r\nContent-Length"))
            .into_bytes()
    };
    assert_eq!(read(with(&digest)), ["Good evening"]);
    assert_eq!(read([with(&digest.replace('a', "b")), page(2)].concat()), ["!0", "<p>Page 2</p>"]);
}
