//! Measures linking: `link_speed N [THREADS] [FILE…]` makes the prints of N documents and links
//! them. The same N always gives the same documents.
//!
//! An event has one text and up to twenty versions of it: copies, translations, excerpts, reports
//! with three quotations. People meet again on other days, and all texts share formulae: sentences
//! of the files, else made ones. Words are numbers drawn as words of a language are, some often
//! and most seldom; the time of making them is not counted. What is printed of the memory is for
//! `/usr/bin/time -v` to say.

use std::time::Instant;

use jiff::ToSpan;
use jiff::civil::date;
use variorum_text::meeting::bucket::kin;
use variorum_text::meeting::group::group;
use variorum_text::meeting::print::{Facts, Print, hash_run, hash_word, print};
use variorum_text::statement::each_token;

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let n: usize = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let n_threads = arguments.next_if(|t| t.parse::<usize>().is_ok());
    let n_threads: usize = n_threads.and_then(|t| t.parse().ok()).unwrap_or(2);
    let formulae = formulae(&arguments.collect::<Vec<_>>());
    let begin = Instant::now();
    let (prints, events) = collection(n, &formulae);
    let bytes: usize = prints.iter().map(|p| 4 * (p.people.len() + p.keys.len()) + p.gaps.len()).sum();
    println!(
        "{n} documents made in {:.1} s, {} bytes of print each",
        begin.elapsed().as_secs_f64(),
        bytes / n
    );
    let prints: Vec<&Print> = prints.iter().collect();
    let (begin, cpu) = (Instant::now(), cpu_seconds());
    let pairs = kin(&prints, n_threads);
    let paired = begin.elapsed().as_secs_f64();
    let groups = group(&prints, &pairs);
    let took = begin.elapsed().as_secs_f64();
    println!("{} pairs in {paired:.2} s, {} groups in {took:.2} s", pairs.len(), groups.len());
    println!("{:.0} documents/s with {n_threads} threads", n as f64 / took);
    if let Some(cpu) = cpu_seconds().zip(cpu).map(|(after, before)| after - before) {
        println!("{cpu:.2} s of processor time, {:.0} documents a second of it", n as f64 / cpu);
    }
    let (right, said, all) = score(&groups, &events);
    println!("pairs of one event: precision {:.4}, recall {:.4}", right / said, right / all);
    let sum = groups.iter().flatten().fold(0u64, |h, n| h.wrapping_mul(31).wrapping_add(*n as u64));
    println!("checksum {sum:016x}");
}

/// Seconds of processor time so far, where the system tells them: a crowded machine counts less.
fn cpu_seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = told.rsplit(')').next()?.split_whitespace().skip(11);
    let ticks = |f: Option<&str>| f?.parse::<f64>().ok();
    Some((ticks(fields.next())? + ticks(fields.next())?) / 100.0)
}

/// A small generator of numbers (splitmix64): the same seed, the same numbers.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A word: some numbers come often, most seldom.
    fn word(&mut self) -> u32 {
        let x = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        hash_run(&[(20_000f64.powf(x) * 8.0) as u32])
    }
}

fn formulae(files: &[String]) -> Vec<Vec<u32>> {
    let mut found: Vec<Vec<u32>> = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap_or_else(|e| panic!("cannot read `{file}`: {e}"));
        for sentence in text.split(['.', '?', '!', '\n']) {
            let mut words = Vec::new();
            each_token(sentence, |_, word| words.push(hash_word(&word)));
            if words.len() > 5 {
                found.push(words);
            }
        }
    }
    let mut dice = Dice(7);
    while found.len() < 200 {
        found.push((0..8 + dice.below(16)).map(|_| dice.word()).collect());
    }
    found
}

/// Prints, and for each the number of its event. The order has nothing to do with the events.
fn collection(n: usize, formulae: &[Vec<u32>]) -> (Vec<Print>, Vec<u32>) {
    let mut dice = Dice(1);
    let mut made: Vec<(u64, u32, Print)> = Vec::with_capacity(n);
    let mut event = 0;
    while made.len() < n {
        let text = original(&mut dice, formulae);
        let people: Vec<String> = (0..1 + dice.below(4)).map(|_| format!("N{}", dice.below(3000))).collect();
        let day = date(2020, 1, 1).saturating_add((dice.below(4000) as i64).days());
        let n_versions = if dice.chance(3) { 20 } else { 1 + dice.below(4) };
        for version in 0..n_versions.min(n - made.len()) {
            let words = telling(version, &text, &mut dice, formulae);
            let late = dice.below(2) as i64;
            let facts = Facts {
                day: dice.chance(70).then_some(day),
                published: dice.chance(90).then(|| day.saturating_add(late.days())),
                people: if dice.chance(70) { &people } else { &[] },
                n_words: words.len(),
                n_spoken: words.len(),
                language: Some("en"),
                ..Facts::default()
            };
            let key = dice.next();
            made.push((key, event, print(&facts, words.windows(3).map(hash_run).collect())));
        }
        event += 1;
    }
    made.sort_by_key(|(key, ..)| *key);
    let events = made.iter().map(|(_, e, _)| *e).collect();
    (made.into_iter().map(|(_, _, p)| p).collect(), events)
}

/// Some 500 words, of which some 80 are formulae.
fn original(dice: &mut Dice, formulae: &[Vec<u32>]) -> Vec<u32> {
    let mut words = Vec::new();
    for _ in 0..6 {
        words.extend((0..40 + dice.below(60)).map(|_| dice.word()));
        words.extend(&formulae[dice.below(formulae.len())]);
    }
    words
}

/// One version of a text: the first is the text itself.
fn telling(version: usize, text: &[u32], dice: &mut Dice, formulae: &[Vec<u32>]) -> Vec<u32> {
    let changed = |percent: usize, dice: &mut Dice| -> Vec<u32> {
        text.iter().map(|w| if dice.chance(percent) { dice.word() } else { *w }).collect()
    };
    match version % 5 {
        0 if version == 0 => text.to_vec(),
        0 | 1 => changed(2, dice),
        2 => changed(25, dice),
        3 => {
            let from = dice.below(text.len() / 2);
            text[from..from + text.len() * 3 / 10].to_vec()
        }
        _ => {
            let mut words: Vec<u32> = formulae[dice.below(formulae.len())].clone();
            for _ in 0..3 {
                words.extend((0..40).map(|_| dice.word()));
                let from = dice.below(text.len() - 24);
                words.extend(&text[from..from + 24]);
            }
            words
        }
    }
}

/// Pairs of one event in one group, pairs in one group, pairs of one event.
fn score(groups: &[Vec<usize>], events: &[u32]) -> (f64, f64, f64) {
    let pairs = |n: usize| (n * n.saturating_sub(1) / 2) as f64;
    let runs = |mut of: Vec<u32>| -> f64 {
        of.sort_unstable();
        of.chunk_by(|a, b| a == b).map(|run| pairs(run.len())).sum()
    };
    let right = groups.iter().map(|g| runs(g.iter().map(|n| events[*n]).collect())).sum();
    (right, groups.iter().map(|g| pairs(g.len())).sum(), runs(events.to_vec()))
}
