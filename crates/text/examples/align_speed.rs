//! Measures the aligner and the collation on generated speeches of a fixed size.
//!
//! ```text
//! cargo run --release -p variorum-text --example align_speed
//! ```
//! prints the best of several runs in milliseconds for 40 × 40, 1,500 × 1,500 and 5,000 × 5,000 units.

#![expect(clippy::print_stdout, reason = "an example that prints")]

use std::time::Instant;

use variorum_text::collation::{Witness, WitnessUnit, align, collate};
use variorum_text::rules::Rules;
use variorum_text::span::Span;

/// Numbers that look random and are always the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// A made word; small numbers are frequent words, and every word has letters of its own.
fn word(n: usize) -> String {
    const HEADS: &[u8] = b"bcdfghjklmnprstvwz";
    const VOWELS: &[u8] = b"aeiouy";
    let mut numbers = Numbers(n as u64 * 977 + 13);
    let mut out = String::new();
    for _ in 0..1 + numbers.below(2) + usize::from(n > 60) {
        out.push(char::from(HEADS[numbers.below(HEADS.len())]));
        out.push(char::from(VOWELS[numbers.below(VOWELS.len())]));
        out.push(char::from(HEADS[numbers.below(HEADS.len())]));
    }
    out
}

/// A speech of `n` sentences of some twenty words.
fn speech(n: usize, numbers: &mut Numbers) -> Vec<String> {
    let sentence = |numbers: &mut Numbers| {
        let words: Vec<String> = (0..12 + numbers.below(17))
            .map(|_| {
                let wide = numbers.below(60_000) + 1;
                word(numbers.below(wide))
            })
            .collect();
        format!("{}.", words.join(" "))
    };
    (0..n).map(|_| sentence(numbers)).collect()
}

/// The same speech as another hand might give it: a word in seven is another, a sentence in twenty is
/// missing.
fn retold(speech: &[String], numbers: &mut Numbers) -> Vec<String> {
    let mut out = Vec::new();
    for sentence in speech {
        if numbers.below(20) == 0 {
            continue;
        }
        let words = sentence.split(' ').map(|w| match numbers.below(7) {
            0 => word(numbers.below(4000)),
            _ => w.to_string(),
        });
        out.push(words.collect::<Vec<_>>().join(" "));
    }
    out
}

fn witness(sigil: &str, units: &[String]) -> Witness {
    let mut text = String::new();
    let mut spans = Vec::new();
    for unit in units {
        let start = text.len();
        text.push_str(unit);
        spans.push(Span::new(start, text.len()));
        text.push('\n');
    }
    let unit =
        |span| WitnessUnit { span, turn: None, speaker: None, label: None, asks: false, label_span: None };
    Witness {
        sigil: sigil.into(),
        source: sigil.into(),
        publisher: None,
        text,
        units: spans.into_iter().map(unit).collect(),
        unheard: Vec::new(),
        struck: Vec::new(),
    }
}

fn best(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut least = f64::INFINITY;
    for _ in 0..runs {
        let begin = Instant::now();
        work();
        least = least.min(begin.elapsed().as_secs_f64() * 1000.0);
    }
    least
}

fn main() {
    for (n, runs) in [(40, 50), (1_500, 5), (5_000, 3)] {
        let mut numbers = Numbers(7);
        let a = speech(n, &mut numbers);
        let b = retold(&a, &mut numbers);
        let (x, y): (Vec<&str>, Vec<&str>) =
            (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
        let aligned = best(runs, || drop(align(&x, &y)));
        let collated = best(runs, || {
            drop(collate(vec![witness("A", &a), witness("B", &b)], Rules::builtin()));
        });
        println!("{n} x {}: align {aligned:.2} ms, collate {collated:.2} ms", b.len());
    }
}
