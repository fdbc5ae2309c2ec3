//! `tests/cases/event/*.toml`: each `[[case]]` has `pages`, the `events` of their ledger and the `steps` of
//! those that have any. `sure`, where it is given, are the events that a dossier tells: `over` or `ahead`,
//! label and people.
//!
//! An event is `kind status interval basis ×mentions label`; a held meeting with no mention but its own head
//! lines is left out. The pages are handed in in both orders and must give the same.

use variorum_text::event::{Event, Ledger, ledger};
use variorum_text::meeting::{link, trace};
use variorum_text::page::{Capture, decode::guess_media_type};
use variorum_text::reading::{Held, Reading, read};
use variorum_text::rules::Rules;

use crate::house::root;

fn read_page(page: &str) -> Reading {
    let capture = Capture {
        source: "page.txt".into(),
        bytes: page.trim_start().as_bytes().to_vec(),
        media_type: guess_media_type("page.txt", page.as_bytes(), None),
        charset: None,
        url: None,
        captured: None,
    };
    read(&capture, Rules::builtin())
}

fn told(readings: &[&(String, Reading)]) -> Ledger {
    let traces: Vec<_> = readings.iter().map(|(id, r)| trace(r, id)).collect();
    let held: Vec<Held> = readings.iter().map(|(id, reading)| Held { id, reading }).collect();
    ledger(&held, &link(&traces), Rules::builtin())
}

fn row(event: &Event) -> String {
    let day = |d: Option<jiff::civil::Date>| d.map_or("..".to_string(), |d| d.to_string());
    let interval = event.interval.map_or("-".to_string(), |i| match i.start == i.end {
        true => day(i.start),
        false => format!("{}/{}", day(i.start), day(i.end)),
    });
    let (kind, status, basis) = (event.kind.as_str(), event.status.as_str(), event.basis.as_str());
    format!("{kind} {status} {interval} {basis} ×{} {}", event.mentions.len(), event.label)
}

/// A sure event: how it is told, its label, its people.
fn told_of(event: &Event) -> String {
    let told = event.told_as.map_or("", variorum_text::event::Sense::as_str);
    format!("{told} {}: {}", event.label, event.people.join("; "))
}

/// True for a meeting of which only its own page tells.
fn is_bare(event: &Event) -> bool {
    event.held.is_some() && event.mentions.iter().all(|m| m.number == 0)
}

#[test]
fn every_ledger_holds_its_events() {
    let mut wrong = Vec::new();
    let folder = root().join("tests/cases/event");
    let mut files: Vec<_> = std::fs::read_dir(&folder).expect("cases").flatten().map(|e| e.path()).collect();
    files.sort();
    for file in files {
        let table: toml::Table = std::fs::read_to_string(&file).expect("text").parse().expect("a table");
        for case in table["case"].as_array().expect("cases") {
            let list = |key: &str| -> Vec<&str> {
                case[key].as_array().expect(key).iter().filter_map(toml::Value::as_str).collect()
            };
            let name = case["name"].as_str().unwrap_or("");
            let readings: Vec<(String, Reading)> =
                list("pages").iter().enumerate().map(|(n, p)| (format!("d:{n}"), read_page(p))).collect();
            let ledger = told(&readings.iter().collect::<Vec<_>>());
            let events: Vec<String> = ledger.events.iter().filter(|e| !is_bare(e)).map(row).collect();
            let steps = |e: &Event| e.steps.iter().map(|s| s.status.as_str()).collect::<Vec<_>>().join(" ");
            let steps: Vec<String> = ledger.events.iter().map(steps).filter(|s| !s.is_empty()).collect();
            if events != list("events") || steps != list("steps") {
                wrong.push(format!("{name}:\n  {}\n  {steps:?}", events.join("\n  ")));
            }
            if let Some(expected) = case.get("sure").and_then(toml::Value::as_array) {
                let sure: Vec<String> =
                    ledger.events.iter().filter(|e| !is_bare(e) && e.is_clear).map(told_of).collect();
                if !expected.iter().filter_map(toml::Value::as_str).eq(sure.iter().map(String::as_str)) {
                    wrong.push(format!("{name}: sure are\n  {}", sure.join("\n  ")));
                }
            }
            let turned = told(&readings.iter().rev().collect::<Vec<_>>());
            let ids = |l: &Ledger| l.events.iter().map(|e| (e.id.clone(), row(e))).collect::<Vec<_>>();
            assert_eq!(ids(&ledger), ids(&turned), "{name}: the order of the pages changes the ledger");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
