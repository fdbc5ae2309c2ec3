//! `variorum read` on whole pages: text, HTML, Markdown.

use serde_json::Value;

use crate::house::{page, variorum, variorum_fed};

fn read(name: &str) -> Value {
    let path = page(name);
    variorum(&["read", "--json", path.to_str().expect("the path is UTF-8")]).ended(0).object()
}

/// The code points `start..end` of the text.
fn words(document: &Value, place: &Value) -> String {
    let at = |key: &str| usize::try_from(place[key].as_u64().expect("a number")).expect("it fits");
    let text = document["text"].as_str().expect("a text");
    text.chars().skip(at("start")).take(at("end") - at("start")).collect()
}

/// Speaker and words of each turn, white space folded.
fn turns(document: &Value) -> Vec<(String, String)> {
    let fold = |t: String| t.split_whitespace().collect::<Vec<_>>().join(" ");
    let turn = |t: &Value| {
        let speaker = &t["speaker"];
        let name = speaker["name"].as_str().or(speaker["role"].as_str()).unwrap_or("").to_string();
        (name, fold(words(document, t)))
    };
    document["turns"].as_array().expect("turns").iter().map(turn).collect()
}

#[test]
fn a_text_capture_gives_turns_without_chrome() {
    let document = read("official.txt");
    let said = turns(&document);
    let speakers: Vec<&str> = said.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(speakers, ["Vera Holt", "Jan Lind", "Vera Holt", "Jan Lind"]);
    assert!(
        said[0].1.starts_with("Mr President, dear colleagues")
            && said[0].1.ends_with("victims of the flood."),
        "{said:?}"
    );
    assert!(!document["text"].as_str().expect("a text").contains("Font size"));
    assert_eq!(document["capture"]["media_type"], "text/plain");
}

#[test]
fn a_web_page_gives_turns_without_chrome() {
    let document = read("agency.html");
    let speakers: Vec<String> = turns(&document).into_iter().map(|(name, _)| name).collect();
    assert_eq!(speakers, ["Vera Holt", "Jan Lind", "Vera Holt", "Jan Lind"]);
    let text = document["text"].as_str().expect("a text");
    for chrome in ["Share", "Latest news", "budget is ready", "All rights", "World"] {
        assert!(!text.contains(chrome), "`{chrome}` stands in {text}");
    }
    assert_eq!(document["title"], "Holt and Lind meet in Brona");
    assert_eq!(document["publisher"], "Norland Gazette");
}

#[test]
fn a_markdown_capture_gives_turns_and_metadata() {
    let document = read("briefing.md");
    let said = turns(&document);
    let labels: Vec<&str> = document["turns"]
        .as_array()
        .expect("turns")
        .iter()
        .filter_map(|t| t["speaker"]["label"].as_str())
        .collect();
    assert_eq!(labels, ["MR. HALE", "Q", "MR. HALE", "Q", "MR. HALE"], "{said:?}");
    let title = document["title"].as_str().expect("a title").replace('\u{a0}', " ");
    assert_eq!(title, "Press Briefing by Secretary Hale");
    assert_eq!(document["capture"]["url"], "https://briefings.norland.example/2031/04/04/hale/");
    assert!(!document["text"].as_str().expect("a text").contains("source_url"));
}

/// A block of a text capture names its line, one of a web page its element.
#[test]
fn blocks_tell_where_they_came_from() {
    let page = read("official.txt");
    let raw = std::fs::read_to_string(crate::house::page("official.txt")).expect("a page");
    for block in page["blocks"].as_array().expect("blocks") {
        let line = block["from"]["line"].as_u64().expect("a line") as usize;
        let head: String = words(&page, block).chars().take(20).collect();
        assert!(
            raw.lines().nth(line - 1).is_some_and(|l| l.contains(head.lines().next().unwrap_or(""))),
            "{block}"
        );
    }
    let page = read("agency.html");
    let elements: Vec<&str> = page["blocks"]
        .as_array()
        .expect("blocks")
        .iter()
        .map(|b| b["from"]["element"].as_str().expect("an element"))
        .collect();
    assert!(elements[0].starts_with("h1") && elements.iter().any(|e| e.starts_with("p")), "{elements:?}");
}

#[test]
fn every_place_lies_in_the_text() {
    for name in ["official.txt", "agency.html", "briefing.md"] {
        let document = read(name);
        let length = document["text"].as_str().expect("a text").chars().count() as u64;
        let lists = ["blocks", "turns", "notes", "supplied", "gaps", "figures", "times"];
        for place in lists.iter().flat_map(|list| document[list].as_array().expect("a list")) {
            let (start, end) =
                (place["start"].as_u64().expect("a start"), place["end"].as_u64().expect("an end"));
            assert!(start <= end && end <= length, "{name}: {place} in {length}");
        }
        let sentences = document["turns"]
            .as_array()
            .expect("turns")
            .iter()
            .flat_map(|t| t["sentences"].as_array().expect("sentences"));
        for sentence in sentences {
            let said = words(&document, sentence);
            assert_eq!(said, said.trim(), "{name}");
            assert!(!said.is_empty(), "{name}");
        }
    }
}

#[test]
fn figures_and_times_stand_where_they_are_said() {
    let document = read("official.txt");
    let row = |f: &Value| {
        let time = f["time"]["start"].as_str().unwrap_or("-").to_string();
        let unit = f["unit"].as_str().unwrap_or("-").to_string();
        (
            words(&document, f),
            f["value"].as_f64(),
            unit,
            f["speaker"].as_str().unwrap_or("-").to_string(),
            time,
        )
    };
    let rows: Vec<_> = document["figures"].as_array().expect("figures").iter().map(row).collect();
    let holt = |words: &str, value, unit: &str, time: &str| {
        (words.to_string(), Some(value), unit.to_string(), "Vera Holt".to_string(), time.to_string())
    };
    assert!(rows.contains(&holt("12 percent", 12.0, "%", "2030-01-01")), "{rows:?}");
    assert!(rows.contains(&holt("300 [tents]", 300.0, "tents", "2031-04-03")), "{rows:?}");
    let last_year = document["times"].as_array().expect("times").iter().find(|t| t["value"] == "2030");
    let last_year = last_year.expect("a time");
    assert_eq!(words(&document, last_year), "Last year");
    assert_eq!(last_year["interval"]["end"], "2030-12-31");
}

#[test]
fn a_cut_above_the_foot_is_a_gap_of_the_text() {
    let page = "Talks in Brona\n\nMarch 3, 2031\n\nVera Holt: Welcome to Brona, I am glad to see you.\n\nJan Lind: Thank you, the bridge is nearly finished.\n\nVera Holt: We shall open it together in the summer.\n\n<…>\n\nTopics\n\nPeople\n\nPrint version\n";
    let document = variorum_fed(&["read", "--json", "-"], page.as_bytes()).ended(0).object();
    assert_eq!(turns(&document).len(), 3);
    let gaps = document["gaps"].as_array().expect("gaps");
    assert_eq!(gaps.iter().map(|g| words(&document, g)).collect::<Vec<_>>(), ["<…>"]);
    assert!(!document["text"].as_str().expect("a text").contains("Topics"));
}

#[test]
fn standard_input_is_read_like_a_file() {
    let page = "Vera Holt: Welcome to Brona.\n\nJan Lind: Thank you.\n\nVera Holt: The bridge is open.\n\nJan Lind: Good.\n";
    let run = variorum_fed(&["read", "--json", "-"], page.as_bytes()).ended(0);
    assert_eq!(turns(&run.object()).len(), 4);
}

#[test]
fn the_same_bytes_give_the_same_answer() {
    let path = page("agency.html");
    let args = ["read", "--json", path.to_str().expect("the path is UTF-8")];
    assert_eq!(variorum(&args).out, variorum(&args).out);
}
