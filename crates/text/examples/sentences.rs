//! Scores `sentence::split`: `sentences CASES.tsv TEXT…` prints how many cases come out right and
//! how many megabytes of the texts are split in a second.
//!
//! A line of CASES.tsv is a text and its sentences, parted by tabs, with `\n` for a line break.

use std::time::Instant;

use variorum_text::rules::Rules;
use variorum_text::sentence::split;
use variorum_text::span::Span;

fn main() {
    let mut files = std::env::args().skip(1);
    let rules = Rules::builtin();
    let cases = files.next().map_or_else(String::new, |f| read(&f));
    let (mut right, mut all) = (0, 0);
    for line in cases.lines() {
        let mut fields = line.split('\t').map(|f| f.replace("\\n", "\n"));
        let text = fields.next().unwrap_or_default();
        let wanted: Vec<String> = fields.map(|f| folded(&f)).collect();
        let found: Vec<String> = sentences(&text, rules).iter().map(|s| folded(s.of(&text))).collect();
        all += 1;
        right += usize::from(found == wanted);
        if found != wanted {
            println!("wrong: {found:?}\n   is: {wanted:?}");
        }
    }
    println!("{right} of {all} cases right");
    let text: String = files.map(|f| read(&f)).collect::<Vec<_>>().join("\n\n");
    if !text.is_empty() {
        let begin = Instant::now();
        let (mut runs, mut found) = (0, 0);
        while begin.elapsed().as_secs() < 1 {
            found = sentences(&text, rules).len();
            runs += 1;
        }
        let speed = (text.len() * runs) as f64 / 1e6 / begin.elapsed().as_secs_f64();
        println!("{found} sentences in {} bytes, {speed:.0} MB/s", text.len());
    }
}

fn sentences(text: &str, rules: &Rules) -> Vec<Span> {
    split(text, Span::new(0, text.len()), rules)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(file: &str) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|e| panic!("cannot read `{file}`: {e}"))
}
