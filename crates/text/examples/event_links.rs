//! Links event mentions that are handed in, for `bench/meantime.py`.
//!
//! Input: a line `S<TAB>sentence` for each sentence of a document, then `M<TAB>sentence<TAB>start<TAB>end` for
//! each mention (the sentence's number from zero, bytes in it), then an empty line. Output: a line a document
//! with the number of the event of each mention.

use std::io::{BufWriter, Read, Write};

use variorum_text::event::link;
use variorum_text::rules::Rules;
use variorum_text::span::Span;

fn main() -> std::io::Result<()> {
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut text, mut sentences, mut mentions) = (String::new(), Vec::new(), Vec::new());
    for line in input.lines() {
        let mut cells = line.split('\t');
        match cells.next() {
            Some("S") => {
                let start = text.len();
                text.push_str(cells.next().unwrap_or(""));
                sentences.push(Span::new(start, text.len()));
                text.push('\n');
            }
            Some("M") => {
                let mut number = || cells.next().and_then(|c| c.parse::<usize>().ok()).unwrap_or(0);
                let (sentence, start, end) = (number(), number(), number());
                let from = sentences.get(sentence).map_or(0, |s: &Span| s.start);
                mentions.push(Span::new(from + start, from + end));
            }
            _ => {
                let events = link(&text, &sentences, &mentions, Rules::builtin());
                let words: Vec<String> = events.iter().map(usize::to_string).collect();
                writeln!(out, "{}", words.join(" "))?;
                text.clear();
                sentences.clear();
                mentions.clear();
            }
        }
    }
    out.flush()
}
