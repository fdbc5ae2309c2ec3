//! How often the words of an echo are met by speech that they do not go back to.
//!
//! `echo_chance FILE…` looks for the words cited in each page among the earlier words of the one cited, and
//! among as many sentences of the next page. For each least share of the words it prints in how many of a
//! hundred echoes the one and the other hold it.

use variorum_text::echo::by_chance;
use variorum_text::page::{Capture, decode::guess_media_type};
use variorum_text::reading::{Held, Reading, read};
use variorum_text::rules::Rules;

fn main() {
    let readings: Vec<Reading> = std::env::args().skip(1).filter_map(|path| page(&path)).collect();
    let held: Vec<Held> =
        readings.iter().map(|reading| Held { id: &reading.document.source, reading }).collect();
    let found = by_chance(&held, Rules::builtin());
    let n = found.len().max(1);
    println!("{n} echoes in {} pages", held.len());
    for least in (20..=80).step_by(5) {
        let here = found.iter().filter(|(h, _)| *h >= least).count();
        let there = found.iter().filter(|(_, t)| *t >= least).count();
        println!("{least:3} %  own page {:5.1}  next page {:5.1}", share(here, n), share(there, n));
    }
}

fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole as f64
}

fn page(path: &str) -> Option<Reading> {
    let bytes = std::fs::read(path).ok()?;
    let media_type = guess_media_type(path, &bytes, None);
    let source = path.to_string();
    Some(read(
        &Capture { source, bytes, media_type, charset: None, url: None, captured: None },
        Rules::builtin(),
    ))
}
