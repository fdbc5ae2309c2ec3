//! Measures questions to a record inside the process: `lookup_speed RECORD QUESTIONS.tsv [N]`.
//!
//! The questions are those of `bench/million.py`: kind, address of the page that holds the words, words.
//! For each kind the times of the index alone and of the whole verdict are told, the latter also as time on
//! the processor, and how often the address stands among the places. Then come searches with a filter and
//! an order. The first N questions of each kind are asked, after one round that is not counted.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};
use variorum_record::index::Index;
use variorum_record::query::Field;
use variorum_record::{Checker, Record, Search, Sort};
use variorum_text::statement::tokens;
use variorum_text::verdict::Claim;

/// Places that `check` looks at.
const CANDIDATES: usize = 60;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [record, questions, rest @ ..] = arguments.as_slice() else {
        eprintln!("lookup_speed RECORD QUESTIONS.tsv [N]");
        return;
    };
    let n: usize = rest.first().and_then(|n| n.parse().ok()).unwrap_or(500);
    let text = std::fs::read_to_string(questions).expect("the questions");
    let mut kinds: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for line in text.lines() {
        let mut fields = line.split('\t');
        if let (Some(kind), Some(address), Some(words)) = (fields.next(), fields.next(), fields.next()) {
            let list = kinds.entry(kind).or_default();
            if list.len() < n {
                list.push((address, words));
            }
        }
    }
    let begin = Instant::now();
    let record = Record::open_read_only(Path::new(record)).expect("a record");
    println!("record opened in {:.1} ms", begin.elapsed().as_secs_f64() * 1e3);
    let begin = Instant::now();
    let checker = Checker::new(&record).expect("a checker");
    println!("checker made in {:.1} ms", begin.elapsed().as_secs_f64() * 1e3);
    let addresses: BTreeMap<i64, Option<String>> =
        record.documents().expect("documents").into_iter().map(|d| (d.seq, d.url)).collect();
    println!(
        "{:10} {:>6}  {:>9} {:>9}  {:>9} {:>9}  {:>9} {:>9}  {:>8} {:>8}",
        "kind", "n", "index p50", "p99", "check p50", "p99", "on cpu", "p99", "in index", "in check"
    );
    for (kind, questions) in &kinds {
        look_up(kind, questions, &record, &checker, &addresses);
    }
    searches(&record);
    println!("{} kB of memory at most", peak().unwrap_or_default());
}

fn look_up(
    kind: &str,
    questions: &[(&str, &str)],
    record: &Record,
    checker: &Checker,
    addresses: &BTreeMap<i64, Option<String>>,
) {
    let index = record.index().expect("an index");
    let (mut by_index, mut by_check, mut busy) = (Vec::new(), Vec::new(), Vec::new());
    let (mut in_index, mut in_check) = (0, 0);
    for round in 0..2 {
        for (address, words) in questions {
            let asked: Vec<String> = tokens(words).into_iter().map(|t| t.word).collect();
            let begin = Instant::now();
            let rows = rows_of(index, kind, &asked);
            let took = begin.elapsed();
            let claim = Claim { words: words.to_string(), by: None, on: None };
            let (begin, cpu) = (Instant::now(), on_cpu());
            let answer = checker.check(&claim).expect("an answer");
            if round == 1 {
                busy.push(on_cpu() - cpu);
                by_index.push(took.as_secs_f64() * 1e6);
                by_check.push(begin.elapsed().as_secs_f64() * 1e6);
                let is_there = |url: Option<&str>| url == Some(*address);
                let urls = rows.iter().filter_map(|r| record.document_of_row(*r).ok().flatten());
                in_index += usize::from(
                    urls.into_iter().any(|d| is_there(addresses.get(&d).and_then(|u| u.as_deref()))),
                );
                let places = answer.verdict.evidence.iter().filter_map(|e| answer.passages.get(e.passage));
                in_check += usize::from(places.into_iter().any(|p| is_there(p.url.as_deref())));
            }
        }
    }
    let share = |n: usize| n as f64 / questions.len().max(1) as f64;
    let ((a, b), (c, d), (e, f)) = (quantiles(&mut by_index), quantiles(&mut by_check), quantiles(&mut busy));
    println!(
        "{kind:10} {:>6}  {a:>6.0} us {b:>6.0} us  {c:>6.0} us {d:>6.0} us  {e:>6.0} us {f:>6.0} us  {:>8.4} {:>8.4}",
        questions.len(),
        share(in_index),
        share(in_check)
    );
}

fn rows_of(index: &Index, kind: &str, words: &[String]) -> Vec<i64> {
    let exact = index.phrase(words, None, CANDIDATES).expect("rows");
    if !exact.is_empty() || kind.starts_with("exact") || kind == "any" {
        return exact;
    }
    index.near(words, None, CANDIDATES).expect("rows").into_iter().map(|n| n.row).collect()
}

/// Searches of each kind, with the words and names that stand in the record.
fn searches(record: &Record) {
    let all = record.search(&Search { with_facets: true, limit: 1, ..Search::of("") }).expect("facets");
    let values = |field: &str, n: usize| -> Vec<String> {
        let facet = all.facets.iter().find(|f| f.field == field);
        facet
            .iter()
            .flat_map(|f| f.values.iter().map(|(v, _)| v.clone()))
            .filter(|v| v != "narration")
            .take(n)
            .collect()
    };
    let (speakers, publishers) = (values("speaker", 40), values("publisher", 40));
    let words = [
        "people",
        "government",
        "water",
        "king",
        "vaccine",
        "president said",
        "the",
        "house of",
        "\"the end of\"",
        "digit*",
        "goverment~",
        "law NOT order",
        "(bread OR wine) day",
        "peace NEAR/5 war",
    ];
    let days = (Some(jiff::civil::date(2022, 1, 1)), Some(jiff::civil::date(2027, 12, 31)));
    let mut asked: BTreeMap<&str, Vec<Search>> = BTreeMap::new();
    for (n, query) in words.iter().cycle().take(280).enumerate() {
        let plain = Search::of(query);
        let by = speakers.get(n % speakers.len().max(1)).cloned().map(|s| (Field::Speaker, s));
        let of = publishers.get(n % publishers.len().max(1)).cloned().map(|p| (Field::Publisher, p));
        let sorted = Search { sort: Sort::Newest, days, ..plain.clone() };
        asked.entry("words by relevance").or_default().push(plain.clone());
        asked.entry("words and days, newest").or_default().push(sorted.clone());
        asked
            .entry("words, speaker, days, newest")
            .or_default()
            .push(Search { filters: by.into_iter().collect(), ..sorted.clone() });
        asked.entry("words, publisher, newest").or_default().push(Search {
            filters: of.into_iter().collect(),
            days: (None, None),
            ..sorted.clone()
        });
        asked.entry("words, days, facets").or_default().push(Search { with_facets: true, ..sorted });
    }
    for (name, list) in asked {
        let (mut times, mut busy, mut slowest) = (Vec::new(), Vec::new(), (0.0, ""));
        for round in 0..2 {
            for search in &list {
                let (begin, cpu) = (Instant::now(), on_cpu());
                record.search(search).expect("results");
                let (cpu, took) = (on_cpu() - cpu, begin.elapsed().as_secs_f64() * 1e6);
                if round == 1 {
                    times.push(took);
                    busy.push(cpu);
                    slowest = if cpu > slowest.0 { (cpu, search.query.as_str()) } else { slowest };
                }
            }
        }
        let ((p50, p99), (c50, c99)) = (quantiles(&mut times), quantiles(&mut busy));
        println!(
            "search: {name:30} p50 {p50:>7.0} us  p99 {p99:>7.0} us  on the processor {c50:>6.0} {c99:>6.0}, most for `{}`",
            slowest.1
        );
    }
}

/// Time that this thread has been on a processor, in microseconds: what others do beside it is left out.
fn on_cpu() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 * 1e6 + now.tv_nsec as f64 / 1e3
}

fn quantiles(times: &mut [f64]) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    let at = |q: f64| times.get((times.len() as f64 * q) as usize).copied().unwrap_or(0.0);
    (at(0.5), at(0.99))
}

/// The most memory the process has had, where the system tells it.
fn peak() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    told.lines().find_map(|l| l.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
