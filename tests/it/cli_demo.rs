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
    assert!(run.out.contains("lindar-2031-official:27"), "{}", run.out);
}

#[test]
fn a_brief_keeps_to_two_screens_and_names_the_next_command() {
    let files = root().join("crates/cli/demo").to_string_lossy().into_owned();
    let run = variorum(&["brief", &files]).ended(0);
    assert!(run.out.lines().count() <= 100, "{}", run.out);
    let rows: Vec<&str> = run.out.lines().filter(|l| !l.contains("variorum ")).collect();
    assert!(rows.iter().all(|row| row.chars().count() <= 160), "{}", run.out);
    for words in ["Meetings", "Figures", "variorum figures", "variorum compare"] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
}

#[test]
fn a_dossier_is_a_page_that_stands_alone() {
    let dir = folder();
    let page = dir.path().join("dossier.html").to_string_lossy().into_owned();
    let files = root().join("crates/cli/demo").to_string_lossy().into_owned();
    variorum(&["brief", &files, "--html", &page]).ended(0).says("wrote");
    let html = std::fs::read_to_string(&page).expect("the page is there");
    assert!(html.starts_with("<!DOCTYPE html>") && html.trim_end().ends_with("</html>"));
    for never in ["<script", "<link", "<img", "@import", "url(", "javascript:"] {
        assert!(!html.contains(never), "{never}");
    }
    // Each link inside the page leads somewhere, and no id stands twice.
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
    let once: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(once.len(), ids.len(), "an id stands twice");
    for link in html.split("href=\"#").skip(1).filter_map(|part| part.split('"').next()) {
        assert!(once.contains(link), "`#{link}` leads nowhere");
    }
    variorum(&["brief", &files, "--html", &page, "--json"]).ended(2);
}

#[test]
fn words_of_a_page_stay_words_in_a_dossier() {
    let dir = folder();
    let text = "Office of Norland\n\nMeeting <script>alert(1)</script> & talks\n\nApril 12, 2031, The Old Hall, Brona\n\n\
        President of Norland Vera Holt: Our trade <b>exceeds</b> 3 billion dollars. It grew by 16 percent last year.\n\n\
        President of Tesmara Jan Lind: Thank you. Our trade already exceeds 4 billion dollars \"and more\".\n";
    std::fs::write(dir.path().join("<i>page.txt"), text).expect("the page is written");
    let page = dir.path().join("out.html").to_string_lossy().into_owned();
    let name = dir.path().join("<i>page.txt").to_string_lossy().into_owned();
    variorum(&["brief", &name, "--html", &page]).ended(0);
    let html = std::fs::read_to_string(&page).expect("the page is there");
    for never in ["<script", "<b>exceeds", "<i>page"] {
        assert!(!html.contains(never), "{never} stands in the page");
    }
    assert!(html.contains("&lt;b&gt;exceeds"), "{html}");
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
