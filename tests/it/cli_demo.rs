//! The demo and the brief: what someone sees who has nothing yet.

use serde_json::Value;

use crate::house::{folder, root, variorum};

const WORDS: &str =
    "The building of the crossing at Sarnhold has not begun, and people on both banks are waiting for it.";

fn demo() -> (tempfile::TempDir, String) {
    let dir = folder();
    let record = dir.path().join("demo.record").to_string_lossy().into_owned();
    variorum(&["init", &record, "--demo"]).ended(0).says("variorum check");
    (dir, record)
}

#[test]
fn one_command_makes_the_demo_and_answers_with_both_wordings() {
    let dir = folder();
    let record = dir.path().join("demo.record").to_string_lossy().into_owned();
    let run = variorum(&["--json", "init", &record, "--demo", "--check", WORDS]).ended(0);
    let verdict = run.object();
    assert_eq!(verdict["code"], "translation_variant");
    let words: Vec<&str> = verdict["evidence"]
        .as_array()
        .expect("evidence")
        .iter()
        .filter_map(|e| e["exact"].as_str())
        .collect();
    assert!(words.iter().any(|w| w.starts_with(WORDS.trim_end_matches('.'))), "{words:?}");
    let other = "Construction of the crossing at Velmost has not started";
    assert!(words.iter().any(|w| w.starts_with(other)), "{words:?}");
}

#[test]
fn the_demo_is_made_once_and_not_beside_real_words() {
    let (dir, record) = demo();
    variorum(&["init", &record, "--demo"]).ended(0).says("holds the demo already");
    let other = dir.path().join("other.record").to_string_lossy().into_owned();
    variorum(&["init", &other]).ended(0);
    variorum(&["init", &other, "--demo"]).ended(4).says("is not the demo's");
}

#[test]
fn the_demo_holds_two_meetings_and_three_versions_of_one() {
    let (_dir, record) = demo();
    let run = variorum(&["meetings", "--json", "--record", &record]).ended(0);
    let meetings = run.objects();
    let versions: Vec<(&str, usize)> = meetings
        .iter()
        .map(|m| (m["date"].as_str().expect("a day"), m["documents"].as_array().expect("documents").len()))
        .collect();
    assert_eq!(versions, [("2029-09-18", 1), ("2031-04-12", 3)]);
    let relations: Vec<&str> = meetings[1]["documents"]
        .as_array()
        .expect("documents")
        .iter()
        .filter_map(|d| d["relation"].as_str())
        .collect();
    assert_eq!(relations, ["original", "translation", "copy"]);
}

/// Class and words of the differences of rank 1 of a brief's second meeting.
fn told(brief: &Value) -> Vec<(String, String)> {
    let side = |d: &Value| d["a"]["exact"].as_str().or(d["b"]["exact"].as_str()).unwrap_or("").to_string();
    brief["meetings"][1]["differences"]
        .as_array()
        .expect("differences")
        .iter()
        .map(|d| (d["class"].as_str().unwrap_or("").to_string(), side(d)))
        .collect()
}

#[test]
fn a_brief_of_files_and_of_the_record_tell_the_same() {
    let (_dir, record) = demo();
    let kept = variorum(&["brief", "--json", "--record", &record]).ended(0).object();
    let files = root().join("crates/cli/demo").to_string_lossy().into_owned();
    let read = variorum(&["brief", &files, "--json"]).ended(0).object();
    for brief in [&kept, &read] {
        assert_eq!(brief["documents"], 4);
        assert_eq!(brief["turns"], 20);
        assert_eq!((brief["from"].as_str(), brief["to"].as_str()), (Some("2029-09-18"), Some("2031-04-12")));
        assert_eq!(brief["speakers"].as_array().map(Vec::len), Some(2));
    }
    assert_eq!(told(&kept), told(&read));
    assert!(told(&kept).contains(&("name".to_string(), "Sarnhold".to_string())));
}

#[test]
fn a_brief_names_the_line_of_a_difference() {
    let files = root().join("crates/cli/demo").to_string_lossy().into_owned();
    let run = variorum(&["brief", &files]).ended(0);
    assert!(run.out.contains("«Sarnhold» / «Velmost»"), "{}", run.out);
    assert!(run.out.contains("lindar-2031-official.txt:27"), "{}", run.out);
}

#[test]
fn a_brief_of_nothing_is_told() {
    let dir = folder();
    let empty = dir.path().to_string_lossy().into_owned();
    variorum(&["brief", &empty]).ended(4).says("none of the inputs");
    variorum(&["brief", "--record", &format!("{empty}/none.record")]).ended(4);
}

#[test]
fn a_meeting_of_the_record_is_compared() {
    let (_dir, record) = demo();
    let run = variorum(&["compare", "m:2031-04-12-merrow-vanholm", "--json", "--record", &record]).ended(1);
    assert_eq!(run.object()["versions"].as_array().map(Vec::len), Some(3));
    variorum(&["compare", "m:2029-09-18-merrow-vanholm", "--record", &record]).ended(2);
    variorum(&["compare", "d:0", "d:1", "--record", &record]).ended(3);
}
