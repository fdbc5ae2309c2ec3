//! Captures of one page through the command: how they get in, `log`, `blame`.

use crate::house::{Run, folder, variorum, write};

const URL: &str = "https://norland.example/speeches/42";

fn page(figure: &str, more: &str) -> String {
    format!(
        "<html lang=en><head><title>Talks in Brona</title><meta property='article:published_time' content='2031-04-12T09:00'></head>\
         <body><main><h1>Talks in Brona</h1><p><b>Vera Holt:</b> We have sent {figure} tents to the villages on the river. {more}</p>\
         <p><b>Jan Lind:</b> We are grateful to you. We have not forgotten the help that you gave us.</p>\
         <p><b>Vera Holt:</b> The ferry will sail again on Monday.</p><p><b>Jan Lind:</b> Thank you very much for these words.</p></main></body></html>"
    )
}

/// A record with four captures of one page, one of them failed, added one by one.
fn filled() -> (tempfile::TempDir, String) {
    let dir = folder();
    let record = dir.path().join("record").to_str().expect("temporary paths are UTF-8").to_string();
    variorum(&["init", "--record", &record]).ended(0);
    let road = "The road is open again.";
    for (n, (url, page)) in [
        (URL, page("300", road)),
        ("http://www.norland.example/speeches/42/?utm_source=mail", page("340", road)),
        (URL, "<html><head><title>Access denied</title></head><body><h1>Access denied</h1><p>You don't have permission to access this page.</p></body></html>".into()),
        (URL, page("300", "")),
    ]
    .into_iter()
    .enumerate()
    {
        let file = write(&dir, "page.html", page);
        let captured = format!("2031-04-1{}T10:00:00Z", n + 3);
        let run = variorum(&["add", "--url", url, "--captured", &captured, &file, "--record", &record]).ended(0);
        let next = if n == 0 { "variorum meetings" } else { "variorum log https://norland.example/speeches/42" };
        run.says(next);
    }
    (dir, record)
}

fn log(record: &str, more: &[&str]) -> Run {
    variorum(&[&["log", "--record", record], more].concat())
}

#[test]
fn the_edits_of_a_page_come_newest_first() {
    let (_dir, record) = filled();
    let run = log(&record, &[URL, "--json"]).ended(0);
    let told: Vec<(String, String)> = run
        .objects()
        .iter()
        .map(|o| {
            (
                o["kind"].as_str().unwrap_or("").to_string(),
                o["to"]["captured"].as_str().unwrap_or("").to_string(),
            )
        })
        .collect();
    let kinds: Vec<&str> = told.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["edit", "failed_capture", "edit"]);
    assert_eq!(told[0].1, "2031-04-16T10:00:00Z");
    let edit = &run.objects()[0];
    assert_eq!(edit["from"]["captured"], "2031-04-14T10:00:00Z", "a failed capture is passed over");
    assert_eq!(edit["by_class"]["figure"], 1);
    assert_eq!(edit["by_class"]["omitted"], 1);
    assert_eq!(edit["findings"][0]["code"], "date_not_changed");
    assert_eq!(run.objects()[1]["reason"], "error");
}

#[test]
fn words_of_a_change_say_what_a_capture_has_and_no_more() {
    let (_dir, record) = filled();
    let run = log(&record, &["norland.example/speeches/42"]).ended(0).says("variorum compare d:");
    assert!(
        run.out.contains(
            "present in the capture of 2031-04-14 10:00 UTC, absent in that of 2031-04-16 10:00 UTC"
        ),
        "{}",
        run.out
    );
    assert!(run.out.contains("[-340-]") && run.out.contains("{+300+}") && run.out.contains("FIG 1 · OMIT 1"));
    assert!(run.out.contains("failed capture: an error page «Access denied»"), "{}", run.out);
    assert!(!run.out.contains("deleted") && !run.out.contains("removed"), "{}", run.out);
}

#[test]
fn classes_and_confirmation_narrow_the_log() {
    let (_dir, record) = filled();
    let all = log(&record, &["--json", "--changed"]).ended(0);
    assert_eq!(all.objects().len(), 2);
    let omitted = log(&record, &["--json", "--changed", "--class", "omitted"]).ended(0);
    assert_eq!(omitted.objects().len(), 1);
    assert_eq!(omitted.object()["differences"].as_array().map(Vec::len), Some(1));
    let lasting = log(&record, &["--json", "--changed", "--confirm", "2"]).ended(0);
    assert!(lasting.objects().is_empty(), "340 stood in one capture, and the end in one: {}", lasting.out);
    log(&record, &["--confirm", "0"]).ended(2);
    log(&record, &["--class", "colour"]).ended(2);
}

#[test]
fn a_meeting_names_its_pages_and_an_unknown_address_is_told() {
    let (_dir, record) = filled();
    let meetings = variorum(&["meetings", "--json", "--record", &record]).ended(0);
    let id = meetings.objects()[0]["id"].as_str().expect("an id").to_string();
    assert_eq!(log(&record, &[&id, "--json", "--changed"]).ended(0).objects().len(), 2);
    log(&record, &["https://norland.example/other"]).ended(3).says("variorum add --url");
}

#[test]
fn a_web_archive_brings_captures_of_one_page() {
    let dir = folder();
    let record = dir.path().join("record").to_str().expect("temporary paths are UTF-8").to_string();
    let one = |id: usize, date: &str, page: &str| {
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000000{id}>\r\nWARC-Date: {date}\r\n\
             WARC-Target-URI: {URL}\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    let warc =
        one(1, "2031-04-13T10:00:00Z", &page("300", "")) + &one(2, "2031-04-14T10:00:00Z", &page("340", ""));
    let file = write(&dir, "captures.warc", warc);
    variorum(&["init", "--record", &record]).ended(0);
    variorum(&["add", &file, "--record", &record]).ended(0);
    let edit = log(&record, &["--json"]).ended(0).object();
    assert_eq!((&edit["kind"], &edit["by_class"]["figure"]), (&"edit".into(), &1.into()));
    assert_eq!(edit["from"]["captured"], "2031-04-13T10:00:00Z");
}

#[test]
fn a_word_put_back_is_of_the_capture_that_first_had_it() {
    let (_dir, record) = filled();
    let edit = log(&record, &["--json", "--changed"]).ended(0).objects().remove(0);
    let last = edit["to"]["document"].as_str().expect("an id").to_string();
    let blame = variorum(&["blame", &format!("{last}:1"), "--json", "--record", &record]).ended(0).object();
    assert_eq!(blame["versions"].as_array().map(Vec::len), Some(3), "a failed capture is no version");
    let tokens = blame["tokens"].as_array().expect("tokens");
    let figure = tokens.iter().find(|t| t["exact"] == "300").expect("the figure");
    assert_eq!((&figure["origin"], &figure["held"]), (&"A".into(), &serde_json::json!(["A", "C"])));
    assert!(tokens.iter().all(|t| t["origin"] == "A"), "{tokens:?}");
    let shown = variorum(&["blame", &format!("{last}:1"), "--record", &record]).ended(0);
    assert!(shown.out.contains(" A │ 300   (not in B)"), "{}", shown.out);
}

#[test]
fn a_statement_is_told_from_its_latest_version_and_odd_names_are_told() {
    let (_dir, record) = filled();
    let hits = variorum(&["search", "\"sent 340 tents\"", "--json", "--record", &record]).ended(0);
    let id = hits.objects()[0]["statement"].as_str().expect("an id").to_string();
    let blame = variorum(&["blame", &id, "--json", "--record", &record]).ended(0).object();
    let origins: Vec<&str> =
        blame["tokens"].as_array().expect("tokens").iter().filter_map(|t| t["origin"].as_str()).collect();
    assert_eq!(origins.iter().filter(|o| **o == "B").count(), 1, "{blame}");
    let document = blame["document"].as_str().expect("an id");
    variorum(&["blame", &format!("{document}:99"), "--record", &record])
        .ended(3)
        .says("its sentences are 1 to");
    variorum(&["blame", document, "--record", &record]).ended(2).says("d:…:10");
    variorum(&["blame", "s:0000000000000000", "--record", &record]).ended(3);
}

#[test]
fn another_reading_makes_no_edit() {
    let (dir, record) = filled();
    let before = log(&record, &["--json", "--changed"]).ended(0).objects().len();
    // The third capture of words is read by other rules than the first two were.
    std::fs::create_dir_all(format!("{record}/data")).expect("the record is a folder");
    std::fs::write(format!("{record}/data/chrome.toml"), "lines = [\"we answer for these words\"]")
        .expect("it can be written");
    let page = page("300", "").replace("</main>", "<p>We answer for these words</p></main>");
    let file = write(&dir, "page.html", page);
    variorum(&["add", "--url", URL, "--captured", "2031-04-20T10:00:00Z", &file, "--record", &record])
        .ended(0);
    assert_eq!(log(&record, &["--json", "--changed"]).ended(0).objects().len(), before);
    std::fs::remove_file(format!("{record}/data/chrome.toml")).expect("it is a file");
    let run = log(&record, &[URL, "--changed"]).ended(0).says("variorum rebuild");
    assert!(run.out.contains("We answer for these words"), "{}", run.out);
}
