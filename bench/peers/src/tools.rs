//! The tools: each gives the text of a page and the day it was published, as it gives them to a user.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use dom_smoothie::{Config, Readability, TextMode};
use serde_json::json;
use variorum_text::page::{Capture, MediaType, decode, html, read_page};
use variorum_text::rules::Rules;

use crate::sets::{Page, Set};

/// What a tool says of a page.
#[derive(Default)]
pub struct Answer {
    pub text: String,
    /// As the tool gives it, the day first.
    pub published: Option<String>,
}

const TOOLS: &[(&str, fn(&Page) -> Answer)] = &[
    ("variorum", variorum),
    ("trafilatura", |page| trafilatura(page, trafilatura::Options::default())),
    ("trafilatura+fallback", |page| {
        trafilatura(page, trafilatura::Options::default().with_fallback(true).with_exclude_comments(true))
    }),
    ("dom_smoothie", smoothie),
    ("legible", legible),
];

pub fn names() -> impl Iterator<Item = &'static str> {
    TOOLS.iter().map(|t| t.0)
}

fn variorum(page: &Page) -> Answer {
    let capture = Capture {
        source: String::new(),
        bytes: page.html.clone().into_bytes(),
        media_type: MediaType::Html,
        charset: Some("utf-8".into()),
        url: Some(page.url.clone()),
        captured: None,
    };
    let document = read_page(&capture, Rules::builtin()).document;
    Answer { text: document.text, published: document.published.map(|s| s.date.to_string()) }
}

fn trafilatura(page: &Page, options: trafilatura::Options) -> Answer {
    let options = match page.url.parse() {
        Ok(url) => options.with_url(url),
        Err(_) => options,
    };
    let Ok(found) = trafilatura::extract(&page.html, &options) else { return Answer::default() };
    Answer { text: found.content_text, published: found.metadata.date.map(|d| d.to_string()) }
}

fn smoothie(page: &Page) -> Answer {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let read = |url: Option<&str>| {
        let mut readability = Readability::new(page.html.as_str(), url, Some(config.clone())).ok()?;
        readability.parse().ok()
    };
    let Some(article) = read(Some(&page.url)).or_else(|| read(None)) else { return Answer::default() };
    Answer { text: article.text_content.to_string(), published: article.published_time }
}

fn legible(page: &Page) -> Answer {
    let Ok(article) = legible::parse(&page.html, Some(&page.url), None) else { return Answer::default() };
    Answer { text: article.text_content, published: article.published_time }
}

/// Reads all pages with one tool and writes its answers, one a line, and at the end a line of measures.
///
/// # Errors
/// When the tool is not known or the answers cannot be written.
pub fn run(name: &str, sets: &[Set], rounds: usize, out: &Path) -> Result<(), String> {
    let tool = TOOLS.iter().find(|t| t.0 == name).ok_or(format!("no tool `{name}`"))?.1;
    let mut out = BufWriter::new(File::create(out).map_err(|e| e.to_string())?);
    // A page first, so that tables read once are in the base.
    let _ = sets.iter().flat_map(|s| s.pages.first()).map(tool).count();
    let base_kb = memory_kb("VmRSS:");
    let mut measures = Vec::new();
    for set in sets {
        let mut best_ns = u64::MAX;
        for round in 0..rounds.max(1) {
            let begin = processor_ns();
            for (n, page) in set.pages.iter().enumerate() {
                let answer = tool(page);
                if round == 0 {
                    let line =
                        json!({"set": set.name, "n": n, "text": answer.text, "published": answer.published});
                    writeln!(out, "{line}").map_err(|e| e.to_string())?;
                }
            }
            // The first round also writes.
            if round > 0 || rounds <= 1 {
                best_ns = best_ns.min(processor_ns() - begin);
            }
        }
        measures.push(json!({"set": set.name, "ns": best_ns}));
    }
    let line = json!({"measures": measures, "base_kb": base_kb, "peak_kb": memory_kb("VmHWM:")});
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(|e| e.to_string())
}

/// Prints every block of a page with the decision about it.
///
/// # Errors
/// When the file cannot be read.
pub fn explain(page: &Path) -> Result<(), String> {
    let bytes = std::fs::read(page).map_err(|e| format!("cannot read {}: {e}", page.display()))?;
    let Ok(decoded) = decode::decode(&bytes, MediaType::Html, None) else { return Ok(()) };
    println!("== {}", page.display());
    for block in html::explain(&decoded.text, Rules::builtin()) {
        let words: String = block.text.replace('\n', " / ").chars().take(90).collect();
        println!("{:11} {words}   [{}]", block.reason.unwrap_or("+"), block.path);
    }
    Ok(())
}

/// Nanoseconds that this thread spent on a processor (Linux; else 0).
fn processor_ns() -> u64 {
    let times = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    times.split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or(0)
}

/// A field of the process's memory in KiB (Linux; else 0).
fn memory_kb(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix(field)).unwrap_or_default();
    line.split_whitespace().next().and_then(|kb| kb.parse().ok()).unwrap_or(0)
}
