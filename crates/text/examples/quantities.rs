//! Figures and times of lines: `day<TAB>text` in, one line a figure or time out, an empty line behind
//! each text. `--speed` reads all lines once more and tells MB/s on standard error.
//!
//! A figure is `F start end kind value low high unit comparator direction`, a time
//! `T start end kind value start end mod`; places are bytes, nothing is `-`.

use std::io::{BufWriter, Read, Write};

use variorum_text::figure::Direction;
use variorum_text::quantities::{Said, quantities};
use variorum_text::rules::Rules;
use variorum_text::span::Span;

fn main() -> std::io::Result<()> {
    let speed = std::env::args().any(|a| a == "--speed");
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let rules = Rules::builtin();
    if speed {
        return measure(&input, rules);
    }
    for line in input.lines() {
        let (day, text) = line.split_once('\t').unwrap_or(("", line));
        let said: Vec<Said> = variorum_text::sentence::split(text, Span::new(0, text.len()), rules)
            .into_iter()
            .map(|span| Said { span, turn: None, speaker: None })
            .collect();
        let found = quantities(text, &said, day.parse().ok(), Some("en"), rules);
        let number = |n: Option<f64>| n.map_or("-".to_string(), |n| n.to_string());
        for f in &found.figures {
            let direction = f.direction.map_or("-", |d| if d == Direction::Up { "up" } else { "down" });
            writeln!(
                out,
                "F\t{}\t{}\t{:?}\t{}\t{}\t{}\t{}\t{}\t{direction}\t{}",
                f.span.start,
                f.span.end,
                f.kind,
                number(f.value),
                number(f.low),
                number(f.high),
                f.unit.as_deref().unwrap_or("-"),
                f.comparator.as_str(),
                f.measured.map_or("-", |s| s.of(text)),
            )?;
        }
        for t in &found.times {
            let date = |d: Option<jiff::civil::Date>| d.map_or("-".to_string(), |d| d.to_string());
            let interval = t.interval;
            writeln!(
                out,
                "T\t{}\t{}\t{:?}\t{}\t{}\t{}\t{}",
                t.span.start,
                t.span.end,
                t.kind,
                t.value,
                date(interval.and_then(|i| i.start)),
                date(interval.and_then(|i| i.end)),
                t.modifier.map_or("-", variorum_text::time::Mod::as_str),
            )?;
        }
        writeln!(out)?;
    }
    out.flush()
}

/// Megabytes of statements a second on one core, sentences already cut.
fn measure(text: &str, rules: &Rules) -> std::io::Result<()> {
    let said: Vec<Said> = variorum_text::sentence::split(text, Span::new(0, text.len()), rules)
        .into_iter()
        .map(|span| Said { span, turn: None, speaker: None })
        .collect();
    let day = jiff::civil::Date::new(2031, 3, 4).ok();
    let mut best = f64::INFINITY;
    let mut found = (0, 0);
    for _ in 0..5 {
        let start = std::time::Instant::now();
        let read = quantities(text, &said, day, Some("en"), rules);
        best = best.min(start.elapsed().as_secs_f64());
        found = (read.figures.len(), read.times.len());
    }
    let size = text.len() as f64 / 1e6;
    eprintln!("{size:.1} MB, {} figures, {} times, best of five {:.1} MB/s", found.0, found.1, size / best);
    Ok(())
}
