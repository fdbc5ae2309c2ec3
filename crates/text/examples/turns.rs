//! Measures reading from text: `turns FILE…` prints megabytes a second of each stage on one core.
//!
//! Each file is one page, read whole. `page` is decoding and the main text, `turns` who speaks on a page
//! that is read, `both` the one after the other.

use std::time::{Duration, Instant};

use variorum_text::page::{Capture, MediaType, Page, read_page};
use variorum_text::rules::Rules;
use variorum_text::transcript::transcribe;

fn main() {
    let rules = Rules::builtin();
    let captures: Vec<Capture> = std::env::args().skip(1).map(|f| capture(&f)).collect();
    let bytes: usize = captures.iter().map(|c| c.bytes.len()).sum();
    let pages: Vec<Page> = captures.iter().map(|c| read_page(c, rules)).collect();
    let turns: usize = pages.iter().map(|p| transcribe(p, rules).turns.len()).sum();
    println!("{} files, {bytes} bytes, {turns} turns", captures.len());
    report("page", bytes, || captures.iter().map(|c| read_page(c, rules).document.text.len()).sum());
    report("turns", bytes, || pages.iter().map(|p| transcribe(p, rules).turns.len()).sum());
    report("both", bytes, || {
        captures.iter().map(|c| transcribe(&read_page(c, rules), rules).turns.len()).sum()
    });
}

fn report(stage: &str, bytes: usize, run: impl Fn() -> usize) {
    let begin = Instant::now();
    let (mut runs, mut found) = (0usize, 0usize);
    while begin.elapsed() < Duration::from_secs(1) {
        found = found.max(run());
        runs += 1;
    }
    let speed = (bytes * runs) as f64 / 1e6 / begin.elapsed().as_secs_f64();
    println!("{stage:6} {speed:7.1} MB/s ({runs} runs, {found})");
}

fn capture(file: &str) -> Capture {
    let bytes = std::fs::read(file).unwrap_or_else(|e| panic!("cannot read `{file}`: {e}"));
    let media_type = if file.ends_with(".md") {
        MediaType::Markdown
    } else if file.ends_with(".html") {
        MediaType::Html
    } else {
        MediaType::Text
    };
    Capture { source: file.to_string(), bytes, media_type, charset: None, url: None, captured: None }
}
