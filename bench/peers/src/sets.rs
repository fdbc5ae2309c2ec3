//! The pages and what is known of them.

use std::collections::BTreeMap;
use std::io::{Error, Read};
use std::path::Path;
use std::str::FromStr;

use serde_json::Value;
use variorum_text::page::{MediaType, decode};

/// One of two parts of a set: rules are worked out on one and measured on the other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Half {
    A,
    B,
}

impl Half {
    pub fn name(self) -> &'static str {
        match self {
            Half::A => "a",
            Half::B => "b",
        }
    }

    /// By the checksum of the page's name, so that a page never changes sides.
    fn of(name: &str) -> Half {
        let mut crc = flate2::Crc::new();
        crc.update(name.as_bytes());
        if crc.sum() & 1 == 0 { Half::A } else { Half::B }
    }
}

impl FromStr for Half {
    type Err = String;

    fn from_str(name: &str) -> Result<Half, String> {
        match name {
            "a" => Ok(Half::A),
            "b" => Ok(Half::B),
            _ => Err(format!("`{name}` is no half; `a` or `b`")),
        }
    }
}

/// What is known of a page.
pub enum Gold {
    /// The main text, and whether the page is an article.
    Text { text: String, article: bool },
    /// Words that must and must not be there.
    Segments { with: Vec<String>, without: Vec<String> },
    /// Labels and words of a dialogue, in order.
    Turns(Vec<(Option<String>, String)>),
    /// Day of publication.
    Day(String),
}

pub struct Page {
    pub url: String,
    /// The markup as characters: every tool is given the same.
    pub html: String,
    pub gold: Gold,
}

pub struct Set {
    pub name: &'static str,
    pub pages: Vec<Page>,
}

/// Reads the four sets, or one half of each (turns-html is small and always whole).
pub fn load(data: &Path, half: Option<Half>) -> Result<Vec<Set>, Error> {
    let keep = |name: &str| half.is_none_or(|h| h == Half::of(name));
    Ok(vec![
        Set { name: "wcxb", pages: wcxb(&data.join("wcxb"), &keep)? },
        Set { name: "trafilatura", pages: trafilatura(&data.join("trafilatura"), &keep)? },
        Set { name: "turns-html", pages: turns(&data.join("turns-html"))? },
        Set { name: "htmldate", pages: htmldate(&data.join("htmldate"), &keep)? },
    ])
}

fn json(path: &Path) -> Result<Value, Error> {
    Ok(serde_json::from_str(&std::fs::read_to_string(path)?)?)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_string()
}

fn characters(bytes: &[u8]) -> String {
    let decoded = decode::decode(bytes, MediaType::Html, None);
    decoded.map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), |d| d.text)
}

fn wcxb(folder: &Path, keep: &dyn Fn(&str) -> bool) -> Result<Vec<Page>, Error> {
    let mut names: Vec<String> = std::fs::read_dir(folder.join("ground-truth"))?
        .filter_map(|e| e.ok()?.path().file_stem()?.to_str().map(str::to_string))
        .filter(|name| keep(name))
        .collect();
    names.sort();
    let page = |name: String| {
        let gold = json(&folder.join(format!("ground-truth/{name}.json")))?;
        let mut html = Vec::new();
        let packed = std::fs::read(folder.join(format!("html/{name}.html.gz")))?;
        flate2::read::MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut html)?;
        Ok(Page {
            url: text(&gold["url"]),
            html: characters(&html),
            gold: Gold::Text {
                text: text(&gold["ground_truth"]["main_content"]),
                article: gold["_internal"]["page_type"]["primary"] == "article",
            },
        })
    };
    names.into_iter().map(page).collect()
}

fn trafilatura(folder: &Path, keep: &dyn Fn(&str) -> bool) -> Result<Vec<Page>, Error> {
    let words = |v: &Value| v.as_array().into_iter().flatten().map(text).collect::<Vec<_>>();
    files(folder, "evaldata.json", keep, &|entry| Gold::Segments {
        with: words(&entry["with"]),
        without: words(&entry["without"]),
    })
}

fn htmldate(folder: &Path, keep: &dyn Fn(&str) -> bool) -> Result<Vec<Page>, Error> {
    files(folder, "dates.json", keep, &|entry| Gold::Day(text(&entry["date"])))
}

/// Pages of a list from addresses to entries with a file name.
fn files(
    folder: &Path,
    list: &str,
    keep: &dyn Fn(&str) -> bool,
    gold: &dyn Fn(&Value) -> Gold,
) -> Result<Vec<Page>, Error> {
    let entries: BTreeMap<String, Value> = serde_json::from_value(json(&folder.join(list))?)?;
    let mut pages = Vec::new();
    for (url, entry) in entries {
        let file = text(&entry["file"]);
        let Ok(bytes) = std::fs::read(folder.join("html").join(&file)) else { continue };
        if keep(&file) {
            pages.push(Page { url, html: characters(&bytes), gold: gold(&entry) });
        }
    }
    Ok(pages)
}

fn turns(folder: &Path) -> Result<Vec<Page>, Error> {
    let gold = json(&folder.join("gold.json"))?;
    let mut pages = Vec::new();
    for line in std::fs::read_to_string(folder.join("docs.jsonl"))?.lines() {
        let doc: Value = serde_json::from_str(line)?;
        let turns = gold[doc["id"].as_str().unwrap_or_default()].as_array().into_iter().flatten();
        let turns = turns.map(|t| (t[0].as_str().map(str::to_string), text(&t[1]))).collect();
        pages.push(Page { url: text(&doc["url"]), html: text(&doc["html"]), gold: Gold::Turns(turns) });
    }
    Ok(pages)
}
