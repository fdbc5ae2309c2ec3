//! The measures, as the sets define them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::sets::{Gold, Page, Set};

/// Hits, false hits and misses, pooled.
#[derive(Default)]
struct Pooled {
    hits: f64,
    false_hits: f64,
    misses: f64,
}

/// Sums over pages.
#[derive(Default)]
struct Mean {
    f1: f64,
    precision: f64,
    recall: f64,
    n: f64,
}

impl Mean {
    fn add(&mut self, (f1, precision, recall): (f64, f64, f64)) {
        self.f1 += f1;
        self.precision += precision;
        self.recall += recall;
        self.n += 1.0;
    }

    fn cells(&self) -> String {
        let n = self.n.max(1.0);
        format!("{:.4} {:.3} {:.3}", self.f1 / n, self.precision / n, self.recall / n)
    }
}

#[derive(Default)]
pub struct Scores {
    articles: Mean,
    all: Mean,
    segments: Pooled,
    turns: (usize, usize),
    /// Right, wrong, none.
    days: (usize, usize, usize),
    /// For each set pages a second.
    speeds: Vec<(String, f64)>,
    memory_mb: f64,
}

impl Scores {
    pub fn print_head(sets: &[Set]) {
        for set in sets {
            let mb = set.pages.iter().map(|p| p.html.len()).sum::<usize>() as f64 / 1e6;
            println!("{}: {} pages, {mb:.1} MB", set.name, set.pages.len());
        }
        println!(
            "{:20} | {:18} | {:18} | {:18} | {:9} | {:21} | {:13} | MB over base",
            "tool",
            "articles F1 P R",
            "all kinds F1 P R",
            "segments F1 P R",
            "turns",
            "days right prec. none",
            "pages/s w, t"
        );
    }

    /// Scores the lines that `tools::run` wrote.
    ///
    /// # Errors
    /// When a line is not as it writes them.
    pub fn of(sets: &[Set], answers: &str) -> Result<Scores, String> {
        let mut scores = Scores::default();
        for line in answers.lines() {
            let answer: Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
            if let Some(measures) = answer["measures"].as_array() {
                let kb = |key: &str| answer[key].as_u64().unwrap_or(0);
                scores.memory_mb = kb("peak_kb").saturating_sub(kb("base_kb")) as f64 / 1024.0;
                for (set, measure) in sets.iter().zip(measures) {
                    let seconds = measure["ns"].as_f64().unwrap_or(0.0) / 1e9;
                    let speed = set.pages.len() as f64 / seconds.max(1e-9);
                    scores.speeds.push((set.name.to_string(), speed));
                }
                continue;
            }
            let set = sets.iter().find(|s| answer["set"] == s.name).ok_or("no such set")?;
            let n = answer["n"].as_u64().and_then(|n| usize::try_from(n).ok()).ok_or("no number")?;
            let page = set.pages.get(n).ok_or("no such page")?;
            scores.take(page, answer["text"].as_str().unwrap_or(""), answer["published"].as_str());
        }
        Ok(scores)
    }

    fn take(&mut self, page: &Page, text: &str, published: Option<&str>) {
        match &page.gold {
            Gold::Text { text: gold, article } => {
                let score = bag_f1(text, gold);
                self.all.add(score);
                if *article {
                    self.articles.add(score);
                }
            }
            Gold::Segments { with, without } => {
                let flat = flat(text);
                let held = |s: &String| flat.contains(&self::flat(s));
                let count = |of: &[String]| of.iter().filter(|s| held(s)).count() as f64;
                self.segments.hits += count(with);
                self.segments.misses += with.len() as f64 - count(with);
                self.segments.false_hits += count(without);
            }
            Gold::Turns(turns) => {
                self.turns.0 += kept_turns(text, turns);
                self.turns.1 += turns.len();
            }
            Gold::Day(day) => match published.and_then(|p| p.get(..10)) {
                Some(given) if given == day => self.days.0 += 1,
                Some(_) => self.days.1 += 1,
                None => self.days.2 += 1,
            },
        }
    }

    pub fn print(&self, tool: &str) {
        let p = self.segments.hits / (self.segments.hits + self.segments.false_hits).max(1.0);
        let r = self.segments.hits / (self.segments.hits + self.segments.misses).max(1.0);
        let f1 = 2.0 * p * r / (p + r).max(1e-9);
        let (right, wrong, none) = self.days;
        let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        let speed = |name: &str| self.speeds.iter().find(|s| s.0 == name).map_or(0.0, |s| s.1);
        println!(
            "{tool:20} | {:18} | {:18} | {:.4} {p:.3} {r:.3} | {:4}/{:<4} | {:.3} {:.3} {none:9} | {:6.0} {:6.0} | {:.0}",
            self.articles.cells(),
            self.all.cells(),
            f1,
            self.turns.0,
            self.turns.1,
            share(right, right + wrong + none),
            share(right, right + wrong),
            speed("wcxb"),
            speed("trafilatura"),
            self.memory_mb,
        );
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn bag(text: &str) -> BTreeMap<String, usize> {
    let lower = text.to_lowercase();
    let mut bag = BTreeMap::new();
    for word in lower.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()) {
        *bag.entry(word.to_string()).or_default() += 1;
    }
    bag
}

/// F1, precision and recall over bags of words.
fn bag_f1(text: &str, gold: &str) -> (f64, f64, f64) {
    let (a, b) = (bag(text), bag(gold));
    let common: usize = a.iter().map(|(word, n)| (*n).min(b.get(word).copied().unwrap_or(0))).sum();
    let share = |of: &BTreeMap<String, usize>| common as f64 / of.values().sum::<usize>().max(1) as f64;
    let (p, r) = (share(&a), share(&b));
    let f1 = if common > 0 { 2.0 * p * r / (p + r) } else { 0.0 };
    (f1, p, r)
}

/// How many turns stand in the text in order, label directly before words.
fn kept_turns(text: &str, turns: &[(Option<String>, String)]) -> usize {
    let text = flat(text);
    let (mut at, mut kept) = (0, 0);
    for (label, words) in turns {
        let words = flat(words);
        let forms = match label {
            None => vec![words],
            Some(label) => {
                [": ", " ", ". "].iter().map(|sign| format!("{}{sign}{words}", flat(label))).collect()
            }
        };
        let place = |form: &String| text[at..].find(form.as_str()).map(|found| (found, form.len()));
        if let Some((found, length)) = forms.iter().filter_map(place).min() {
            kept += 1;
            at += found + length;
        }
    }
    kept
}
