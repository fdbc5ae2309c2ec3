//! A record through the command: made, filled, asked, made anew; and what must not harm it.

use std::fs::{self, File};

use crate::house::{folder, page, variorum, write};

/// A record with the invented pages in it.
fn filled() -> (tempfile::TempDir, String) {
    let dir = folder();
    let record = dir.path().join("record").to_str().expect("temporary paths are UTF-8").to_string();
    variorum(&["init", "--record", &record]).ended(0);
    let pages = ["official.txt", "agency.html", "briefing.md"]
        .map(|p| page(p).to_str().expect("the path is UTF-8").to_string());
    let run = variorum(&["add", "--json", "--record", &record, &pages[0], &pages[1], &pages[2]]).ended(0);
    let added = run.objects();
    assert!(added.len() == 3 && added.iter().all(|a| a["status"] == "new"), "{added:?}");
    (dir, record)
}

fn check(record: &str, words: &str) -> (Option<i32>, String) {
    let run = variorum(&["check", words, "--json", "--record", record]);
    let code = run.object()["code"].as_str().expect("a code").to_string();
    (run.code, code)
}

#[test]
fn a_quotation_is_found_with_its_place() {
    let (_dir, record) = filled();
    let run = variorum(&[
        "check",
        "Mr President, dear colleagues, welcome to Brona.",
        "--json",
        "--record",
        &record,
    ])
    .ended(0);
    let verdict = run.object();
    assert_eq!(verdict["code"], "exact");
    assert_eq!(verdict["evidence"][0]["speaker"], "Vera Holt");
    let sources: Vec<&str> = verdict["evidence"]
        .as_array()
        .expect("evidence")
        .iter()
        .filter_map(|e| e["publisher"].as_str())
        .collect();
    assert!(sources.contains(&"Norland Gazette"), "{verdict}");
    assert_eq!(
        check(&record, "The bridge over the Brona will never be built by anyone at all."),
        (Some(3), "not_found".into())
    );
}

#[test]
fn the_same_bytes_again_change_nothing() {
    let (_dir, record) = filled();
    let before = archive_bytes(&record);
    let path = page("agency.html");
    let run =
        variorum(&["add", "--json", "--record", &record, path.to_str().expect("the path is UTF-8")]).ended(0);
    assert_eq!(run.object()["status"], "known");
    assert_eq!(archive_bytes(&record), before);
}

fn archive_bytes(record: &str) -> Vec<(String, u64)> {
    let entries = fs::read_dir(format!("{record}/archive")).expect("the archive is a folder");
    let mut files: Vec<(String, u64)> = entries
        .map(|e| e.expect("an entry"))
        .map(|e| (e.file_name().to_string_lossy().into_owned(), e.metadata().expect("metadata").len()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_record_made_anew_gives_the_same_answers() {
    let (_dir, record) = filled();
    let words = "We have not forgotten the help you gave us.";
    let meetings = variorum(&["meetings", "--json", "--record", &record]).ended(0).out;
    let before = check(&record, words);
    fs::remove_file(format!("{record}/catalogue.sqlite")).expect("the catalogue is a file");
    fs::remove_dir_all(format!("{record}/index")).expect("the index is a folder");
    variorum(&["rebuild", "--record", &record]).ended(0);
    assert_eq!(check(&record, words), before);
    assert_eq!(variorum(&["meetings", "--json", "--record", &record]).ended(0).out, meetings);
}

#[test]
fn good_pages_are_added_beside_bad_ones() {
    let (dir, record) = filled();
    let bad = write(&dir, "bad.txt", b"%PDF-1.7");
    let good = write(
        &dir,
        "good.txt",
        "Vera Holt: The ferry will sail again on Monday morning.\n\nJan Lind: Good news.\n",
    );
    let run = variorum(&["add", "--json", "--record", &record, &bad, &good]).ended(10);
    let mut status: Vec<String> = run.objects().iter().map(|a| a["status"].to_string()).collect();
    status.sort();
    assert_eq!(status, ["\"failed\"", "\"new\""]);
    assert_eq!(check(&record, "The ferry will sail again on Monday morning.").1, "exact");
}

#[test]
fn a_folder_without_captures_is_told() {
    let (dir, record) = filled();
    let empty = dir.path().join("empty");
    fs::create_dir(&empty).expect("a folder can be made");
    let run =
        variorum(&["add", "--record", &record, empty.to_str().expect("temporary paths are UTF-8")]).ended(4);
    assert!(run.err.contains("error: ") && run.err.contains("empty"), "{}", run.err);
}

#[test]
fn a_record_of_a_newer_version_is_left_alone() {
    let (_dir, record) = filled();
    let settings = format!("{record}/record.toml");
    let text = fs::read_to_string(&settings).expect("a record has settings");
    fs::write(&settings, text.replace("format = 1", "format = 99")).expect("it can be written");
    let before = archive_bytes(&record);
    let path = page("agency.html");
    let run = variorum(&["add", "--record", &record, path.to_str().expect("the path is UTF-8")]);
    assert!(
        run.code != Some(0) && run.err.contains("99") && run.err.contains("hint: "),
        "{:?} {}",
        run.code,
        run.err
    );
    let run = variorum(&["check", "Mr President, dear colleagues, welcome to Brona.", "--record", &record]);
    assert!(run.code != Some(0) && run.err.contains("hint: "), "{:?} {}", run.code, run.err);
    assert_eq!(archive_bytes(&record), before);
}

#[test]
fn a_second_writer_is_turned_away_and_readers_are_not() {
    let (dir, record) = filled();
    let lock = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(format!("{record}/lock"))
        .expect("the lock is a file");
    lock.lock().expect("the lock is free");
    let more = write(&dir, "more.txt", "Vera Holt: One more page for the record of this week.\n");
    let run = variorum(&["add", "--record", &record, &more]);
    assert!(
        run.code != Some(0) && run.err.contains("error: ") && run.err.contains("hint: "),
        "{:?} {}",
        run.code,
        run.err
    );
    assert_eq!(check(&record, "Mr President, dear colleagues, welcome to Brona.").1, "exact");
    lock.unlock().expect("the lock is ours");
    variorum(&["add", "--record", &record, &more]).ended(0);
}

#[test]
fn no_record_is_told_with_the_way_out() {
    let dir = folder();
    let nowhere = dir.path().join("nowhere").to_str().expect("temporary paths are UTF-8").to_string();
    let run = variorum(&["check", "The bridge will be opened in June.", "--record", &nowhere]);
    assert!(run.code != Some(0) && run.err.contains("variorum init"), "{:?} {}", run.code, run.err);
    assert!(!dir.path().join("nowhere").exists(), "asking made a folder");
}
