//! Measures `quotation::quotations`: `quotations TEXT…` prints how many quotations the texts hold and
//! how many megabytes of them are read in a second, the room alone; then the same for hostile input.

use std::time::Instant;

use variorum_text::page::{Capture, Document, MediaType, read_page};
use variorum_text::quotation::quotations;
use variorum_text::rules::Rules;
use variorum_text::transcript::{Transcript, transcribe};

fn main() {
    let rules = Rules::builtin();
    let texts: Vec<String> = std::env::args().skip(1).map(|f| read(&f)).collect();
    if !texts.is_empty() {
        let pages: Vec<_> = texts.iter().map(|t| page(t, rules)).collect();
        let bytes: usize = pages.iter().map(|(d, _)| d.text.len()).sum();
        let begin = Instant::now();
        let (mut runs, mut found) = (0, 0);
        while begin.elapsed().as_secs() < 2 {
            found = pages.iter().map(|(d, t)| quotations(d, t, rules).len()).sum();
            runs += 1;
        }
        let speed = (bytes * runs) as f64 / 1e6 / begin.elapsed().as_secs_f64();
        println!("{found} quotations in {bytes} bytes, {speed:.1} MB/s");
    }
    let hostile = [
        ("quote marks", "\" ".repeat(100_000)),
        ("open marks", "“a ".repeat(100_000)),
        ("single marks", "'a ".repeat(100_000)),
        ("one paragraph", "Vera Holt said that he told Peer Varga, according to officials, ".repeat(40_000)),
        ("one sentence of cues", "said ".repeat(200_000)),
        ("commas", "Holt, ".repeat(200_000)),
        ("brackets", "(Holt) ".repeat(200_000)),
        ("dashes", "— a, ".repeat(100_000)),
        ("surnames", (0..50_000).map(|n| format!("Vera Holt{n} said he said. ")).collect::<String>()),
        ("one surname", (0..50_000).map(|n| format!("Vera{n} Holt said she said. ")).collect::<String>()),
    ];
    for (name, text) in hostile {
        for times in [1, 2] {
            let mut document = page("The road is open.", rules).0;
            document.text = text.repeat(times);
            document.blocks[0].span.end = document.text.len();
            let begin = Instant::now();
            let found = quotations(&document, &Transcript::default(), rules).len();
            let took = begin.elapsed().as_secs_f64();
            println!("{name}: {} bytes, {found} quotations, {took:.3} s", document.text.len());
        }
    }
}

fn page(text: &str, rules: &Rules) -> (Document, Transcript) {
    let capture = Capture {
        source: "page.txt".into(),
        bytes: text.as_bytes().to_vec(),
        media_type: MediaType::Text,
        charset: None,
        url: None,
        captured: None,
    };
    let page = read_page(&capture, rules);
    let transcript = transcribe(&page, rules);
    (page.document, transcript)
}

fn read(file: &str) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|e| panic!("cannot read `{file}`: {e}"))
}
