//! Measures `provenance` on artificial histories whose words have a known origin.
//!
//!     cargo run --release -p variorum-text --example provenance -- [--revisions 20] [--seed 1] FILE…
//!
//! Each file is read; its sentences are the first version. Every further one takes words and sentences
//! out, puts new ones in (from another file), puts back what was taken out, moves sentences and
//! paragraphs, splits and joins sentences. The words of the last version are then asked for their
//! origin. Words that no edit of their own touched are counted apart from the others.

use std::time::Instant;

use variorum_text::page::{Capture, decode::guess_media_type};
use variorum_text::provenance::{Sentence, Version, provenance};
use variorum_text::reading::read;
use variorum_text::rules::Rules;

/// A word with what is true of it.
#[derive(Clone)]
struct True {
    word: String,
    /// Unlike any other word's.
    id: usize,
    origin: usize,
    /// Taken out and put back, or moved.
    travelled: bool,
}

type Text = Vec<Vec<Vec<True>>>;

/// Chance that is the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }
}

/// What was taken out, and the word that stood before it.
struct Taken {
    words: Vec<True>,
    after: Option<usize>,
    whole: bool,
}

fn main() {
    let mut revisions = 20;
    let mut seed = 1;
    let mut files: Vec<String> = Vec::new();
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--revisions" => revisions = given.next().and_then(|n| n.parse().ok()).expect("a number"),
            "--seed" => seed = given.next().and_then(|n| n.parse().ok()).expect("a number"),
            _ => files.push(argument),
        }
    }
    let texts: Vec<Version> =
        files.iter().filter_map(|f| version(f)).filter(|v| v.sentences().count() > 20).collect();
    let mut total = Score::default();
    let mut words = 0;
    let mut took = 0.0;
    for n in 0..texts.len() {
        let mut chance = Chance(0x9E37_79B9_7F4A_7C15 ^ ((n as u64 + 1) * 7919 + seed));
        let history = history(&texts[n], &texts[(n + 1) % texts.len()], revisions, &mut chance);
        let versions: Vec<Version> = history.iter().map(bare).collect();
        words += versions.iter().flat_map(Version::sentences).map(|s| s.words.len()).sum::<usize>();
        let begin = Instant::now();
        let found = provenance(&versions);
        took += begin.elapsed().as_secs_f64();
        let last = history.last().expect("a version");
        for (truth, tokens) in last.iter().flatten().zip(&found.versions[revisions - 1]) {
            for (truth, token) in truth.iter().zip(tokens) {
                total.count(truth, found.tokens[*token].first);
            }
        }
    }
    println!("{} files, {revisions} revisions each, seed {seed}", texts.len());
    println!("words of the last versions          {:>8}   right {:.4}", total.all.0, share(total.all));
    println!("  of the first version, untouched   {:>8}   right {:.4}", total.old.0, share(total.old));
    println!("  put in later                      {:>8}   right {:.4}", total.new.0, share(total.new));
    println!(
        "  put back or moved                 {:>8}   right {:.4}",
        total.travelled.0,
        share(total.travelled)
    );
    println!("{:.2} s for {words} words of all versions: {:.1} M words/s", took, words as f64 / took / 1e6);
}

#[derive(Default)]
struct Score {
    all: (usize, usize),
    old: (usize, usize),
    new: (usize, usize),
    travelled: (usize, usize),
}

impl Score {
    fn count(&mut self, truth: &True, first: usize) {
        let right = usize::from(truth.origin == first);
        let kind = match (truth.travelled, truth.origin) {
            (true, _) => &mut self.travelled,
            (false, 0) => &mut self.old,
            _ => &mut self.new,
        };
        *kind = (kind.0 + 1, kind.1 + right);
        self.all = (self.all.0 + 1, self.all.1 + right);
    }
}

fn share((n, right): (usize, usize)) -> f64 {
    right as f64 / n.max(1) as f64
}

fn version(file: &str) -> Option<Version> {
    let bytes = std::fs::read(file).ok()?;
    let media_type = guess_media_type(file, &bytes, None);
    let source = file.to_string();
    let capture = Capture { source, bytes, media_type, charset: None, url: None, captured: None };
    let mut version = Version::from_reading(&read(&capture, Rules::builtin()));
    version.paragraphs.iter_mut().for_each(|p| p.retain(|s| !s.words.is_empty()));
    Some(version)
}

fn bare(text: &Text) -> Version {
    let sentence =
        |s: &Vec<True>| Sentence { words: s.iter().map(|t| t.word.clone()).collect(), spans: Vec::new() };
    Version { paragraphs: text.iter().map(|p| p.iter().map(sentence).collect()).collect() }
}

fn history(first: &Version, other: &Version, revisions: usize, chance: &mut Chance) -> Vec<Text> {
    let mut n_words = 0;
    let mut fresh = |words: &[String], origin: usize| -> Vec<True> {
        let one = |word: &String| {
            n_words += 1;
            True { word: word.clone(), id: n_words, origin, travelled: false }
        };
        words.iter().map(one).collect()
    };
    let mut text: Text =
        first.paragraphs.iter().map(|p| p.iter().map(|s| fresh(&s.words, 0)).collect()).collect();
    let mut store: Vec<&Sentence> = other.sentences().collect();
    let mut out = vec![text.clone()];
    let mut taken: Vec<Taken> = Vec::new();
    for revision in 1..revisions {
        let n_sentences: usize = text.iter().map(Vec::len).sum();
        for _ in 0..(n_sentences / 25).max(3) {
            if store.is_empty() {
                break;
            }
            // Each foreign sentence comes once: words put in twice have no one origin.
            let foreign = store.swap_remove(chance.below(store.len()));
            let from = chance.below(foreign.words.len());
            let run = 1 + chance.below(8);
            let piece = fresh(&foreign.words[from..foreign.words.len().min(from + run)], revision);
            match chance.below(16) {
                0..=2 => put_in(&mut text, piece, chance),
                3..=5 => taken.extend(take_out(&mut text, chance)),
                6 => {
                    taken.extend(take_out(&mut text, chance));
                    put_in(&mut text, piece, chance);
                }
                7..=8 => {
                    let whole = fresh(&foreign.words, revision);
                    put_sentence(&mut text, whole, chance);
                }
                9..=10 => {
                    if let Some(words) = take_sentence(&mut text, chance) {
                        taken.push(Taken { words, after: None, whole: true });
                    }
                }
                11..=12 => put_back(&mut text, &mut taken, chance),
                13 => {
                    if let Some(mut words) = take_sentence(&mut text, chance) {
                        words.iter_mut().for_each(|t| t.travelled = true);
                        put_sentence(&mut text, words, chance);
                    }
                }
                14 => {
                    let paragraph = text.remove(chance.below(text.len()));
                    let at = chance.below(text.len() + 1);
                    text.insert(at, paragraph);
                }
                _ => split_or_join(&mut text, chance),
            }
            text.retain(|p| !p.is_empty());
        }
        out.push(text.clone());
    }
    out
}

fn place(text: &Text, chance: &mut Chance) -> (usize, usize) {
    let p = chance.below(text.len());
    (p, chance.below(text[p].len()))
}

fn put_in(text: &mut Text, piece: Vec<True>, chance: &mut Chance) {
    let (p, s) = place(text, chance);
    let at = chance.below(text[p][s].len() + 1);
    text[p][s].splice(at..at, piece);
}

/// A run of words of one sentence; never all of them.
fn take_out(text: &mut Text, chance: &mut Chance) -> Option<Taken> {
    let (p, s) = place(text, chance);
    let sentence = &mut text[p][s];
    if sentence.len() < 4 {
        return None;
    }
    let from = chance.below(sentence.len() - 2);
    let to = (from + 1 + chance.below(8)).min(sentence.len() - 1);
    let after = from.checked_sub(1).map(|b| sentence[b].id);
    let words = sentence.drain(from..to).collect();
    Some(Taken { words, after, whole: false })
}

fn put_sentence(text: &mut Text, words: Vec<True>, chance: &mut Chance) {
    let (p, s) = place(text, chance);
    text[p].insert(s, words);
}

fn take_sentence(text: &mut Text, chance: &mut Chance) -> Option<Vec<True>> {
    if text.len() < 2 {
        return None;
    }
    let (p, s) = place(text, chance);
    Some(text[p].remove(s))
}

/// Puts back something that was taken out: words behind the word they stood behind, where it is still
/// there.
fn put_back(text: &mut Text, taken: &mut Vec<Taken>, chance: &mut Chance) {
    if taken.is_empty() {
        return;
    }
    let mut piece = taken.swap_remove(chance.below(taken.len()));
    piece.words.iter_mut().for_each(|t| t.travelled = true);
    if piece.whole {
        return put_sentence(text, piece.words, chance);
    }
    let Some(before) = piece.after else { return };
    let mut sentences = text.iter_mut().flatten();
    let spot = sentences.find_map(|s| {
        let at = s.iter().position(|t| t.id == before)?;
        Some((s, at))
    });
    if let Some((sentence, at)) = spot {
        sentence.splice(at + 1..at + 1, piece.words);
    }
}

fn split_or_join(text: &mut Text, chance: &mut Chance) {
    let (p, s) = place(text, chance);
    if chance.below(2) == 0 && text[p][s].len() > 5 {
        let at = 2 + chance.below(text[p][s].len() - 4);
        let rest = text[p][s].split_off(at);
        text[p].insert(s + 1, rest);
    } else if s + 1 < text[p].len() {
        let next = text[p].remove(s + 1);
        text[p][s].extend(next);
    }
}
