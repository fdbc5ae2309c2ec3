//! `search` and `coverage` through the command, on invented pages.

use serde_json::Value;

use crate::house::{folder, variorum, write};

const TALKS: &str = "---\ntitle: Talks in Brona\ndate: '2031-04-12'\npublisher: Norland Courier\n---\n\n\
President of Norland Vera Holt: The bridge over the Brona will be opened in May. We have sent 340 tents to the valley.\n\n\
Adam Varga: Thank you. The flood reached the valley by night, and the ferry did not sail.\n\n\
Vera Holt: The ferry will sail again on Monday.\n\n\
Adam Varga: That is good news for the valley.\n";

const COPY: &str = "---\ntitle: Talks in Brona\ndate: '2031-04-12'\npublisher: Varania Radio\n---\n\n\
Vera Holt: The bridge over the Brona will be opened in May. We have sent 340 tents to the valley.\n\n\
Adam Varga: Thank you. The flood reached the valley by night, and the ferry did not sail.\n\n\
Vera Holt: The ferry will sail again on Monday.\n";

const DEBATE: &str = "---\ntitle: Debate in Lindar\ndate: '2032-02-01'\npublisher: Norland Courier\n---\n\n\
Adam Varga: The colour of the bridge is no question for this house.\n\n\
Vera Holt: The bridges of Lindar are old.\n\n\
Adam Varga: Then let us build new ones.\n";

fn filled() -> (tempfile::TempDir, String) {
    let dir = folder();
    let record = dir.path().join("record").to_str().expect("temporary paths are UTF-8").to_string();
    variorum(&["init", "--record", &record]).ended(0);
    for (name, page) in [("talks.md", TALKS), ("copy.md", COPY), ("debate.md", DEBATE)] {
        let page = write(&dir, name, page);
        variorum(&["add", &page, "--record", &record]).ended(0);
    }
    (dir, record)
}

fn hits(record: &str, more: &[&str]) -> Vec<Value> {
    variorum(&[&["search", "--json", "--record", record], more].concat()).objects()
}

#[test]
fn queries_find_statements() {
    let (_dir, record) = filled();
    for (query, n) in [
        ("bridge", 2),
        ("bridge OR ferry", 4),
        ("bridge -colour", 1),
        ("bridge AND NOT (colour OR May)", 0),
        ("\"ferry will sail\"", 1),
        ("bridg*", 3),
        ("brigde~", 2),
        ("flood NEAR/3 valley", 1),
        ("valley NEAR/3 flood", 1),
        ("flood NEAR/2 valley", 0),
        ("speaker:\"Vera Holt\" valley", 1),
        ("speaker:Varga (valley OR colour)", 3),
        ("valley kind:figure", 1),
        ("valley kind:direct", 0),
        ("date:2032 bridge*", 2),
        ("bridg* date:..2031-12", 1),
        ("publisher:radio valley", 2),
        ("office:\"President of Norland\" bridge", 1),
        ("country:Norland valley", 1),
    ] {
        assert_eq!(hits(&record, &[query]).len(), n, "{query}");
    }
    assert_eq!(hits(&record, &["bridge", "--from", "2032-01-01", "--by", "Varga"]).len(), 1);
}

#[test]
fn copies_count_once_and_found_words_have_places() {
    let (_dir, record) = filled();
    let found = hits(&record, &["ferry Monday"]);
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["witnesses"], &found[0]["total"]), (&2.into(), &1.into()));
    let exact = found[0]["exact"].as_str().expect("words");
    let start = found[0]["start"].as_u64().expect("a place");
    let hit = &found[0]["hits"][0];
    let place = |name: &str| (hit[name].as_u64().expect("a place") - start) as usize;
    let words: String = exact.chars().skip(place("start")).take(place("end") - place("start")).collect();
    assert_eq!(words, "ferry");
    variorum(&["search", "ferry Monday", "--record", &record]).ended(0).says("1 statement");
}

#[test]
fn pages_orders_and_facets() {
    let (_dir, record) = filled();
    let all = hits(&record, &["the", "--sort", "oldest", "--limit", "99"]);
    let days: Vec<&str> = all.iter().filter_map(|h| h["date"].as_str()).collect();
    assert!(days.is_sorted() && days.len() > 4, "{days:?}");
    let mut paged = Vec::new();
    for offset in ["0", "3", "6"] {
        paged.extend(hits(&record, &["the", "--sort", "oldest", "--limit", "3", "--offset", offset]));
    }
    assert_eq!(paged, all[..paged.len()]);
    let newest = hits(&record, &["the", "--sort", "newest", "--limit", "1"]);
    assert_eq!(newest[0]["date"], "2032-02-01");
    let counted = hits(&record, &["bridge", "--facets", "--limit", "0"]);
    let facets = counted.last().expect("a line");
    assert_eq!((&facets["kind"], &facets["total"]), (&"facets".into(), &2.into()));
    let field = |name: &str| {
        let fields = facets["fields"].as_array().expect("fields");
        fields.iter().find(|f| f["field"] == name).expect("the field")["values"].clone()
    };
    let expected = serde_json::json!([
        {"value": "Norland Courier", "statements": 2},
        {"value": "Varania Radio", "statements": 1}
    ]);
    assert_eq!(field("publisher"), expected);
    assert_eq!(field("year").as_array().map(Vec::len), Some(2));
}

#[test]
fn what_is_wrong_is_told_with_its_column_and_the_way_out() {
    let (_dir, record) = filled();
    let run = variorum(&["search", "bridge (ferry OR", "--record", &record]).ended(2);
    run.says("column 17").says("hint: ");
    variorum(&["search", "bridge party:Reform", "--record", &record]).ended(2).says("column 8");
    variorum(&["search", "bridge", "--publisher", "Nobody", "--record", &record])
        .ended(3)
        .says("no publisher");
    variorum(&["search", "--record", &record]).ended(2);
    variorum(&["search", "zeppelin", "--record", &record]).ended(3);
}

#[test]
fn coverage_tells_transcripts_and_what_is_gone() {
    let (dir, record) = filled();
    let page = |body: &str| {
        format!(
            "<html lang=en><head><title>Visit to Brona</title></head><body><main>{body}</main></body></html>"
        )
    };
    let shown = page(
        "<h1>Visit to Brona</h1><p>3 May 2031</p><p><b>Vera Holt:</b> We are glad to be here in Brona today.</p>\
         <p><b>Jan Lind:</b> The harbour is open to all of you.</p><p><b>Vera Holt:</b> Thank you for that.</p>",
    );
    let denied = "<html><head><title>Access denied</title></head><body><h1>Access denied</h1><p>You don't have permission to access this page.</p></body></html>".to_string();
    for (n, page) in [shown, denied].into_iter().enumerate() {
        let file = write(&dir, "visit.html", page);
        let captured = format!("2031-05-1{n}T10:00:00Z");
        variorum(&[
            "add",
            "--url",
            "https://norland.example/visit",
            "--captured",
            &captured,
            &file,
            "--record",
            &record,
        ])
        .ended(0);
    }
    let covered =
        |more: &[&str]| variorum(&[&["coverage", "--json", "--record", &record], more].concat()).objects();
    let all = covered(&[]);
    let talks = all.iter().find(|c| c["date"] == "2031-04-12").expect("the talks");
    assert_eq!(talks["held"], true);
    assert_eq!(talks["transcripts"].as_array().map(Vec::len), Some(2));
    assert_eq!(talks["publishers"], serde_json::json!(["Norland Courier", "Varania Radio"]));
    assert_eq!(talks["gone"], serde_json::json!([]));
    let visit = all.iter().find(|c| c["date"] == "2031-05-03").expect("the visit");
    assert_eq!(visit["gone"][0]["seen"], "2031-05-10T10:00:00Z");
    assert_eq!(visit["gone"][0]["missing"], "2031-05-11T10:00:00Z");
    assert_eq!(covered(&["--by", "Jan Lind"]).len(), 1);
    assert_eq!(covered(&["--from", "2032-01-01", "--to", "2032-12-31"]).len(), 1);
    variorum(&["coverage", "--by", "Peer Orlan", "--record", &record]).ended(3);
    variorum(&["coverage", "--record", &record]).ended(0).says("with a page that is gone 1");
}

#[test]
fn coverage_tells_meetings_known_from_mention() {
    let (dir, record) = filled();
    let news = "---\ntitle: Norland and Tesmara\ndate: '2031-06-20'\npublisher: Norland Courier\n---\n\n\
        President Vera Holt met President Peer Orlan in Lindar on 3 June 2031. \
        They talked about the river.\n";
    let file = write(&dir, "news.md", news);
    variorum(&["add", &file, "--record", &record]).ended(0);
    let covered =
        |more: &[&str]| variorum(&[&["coverage", "--json", "--record", &record], more].concat()).objects();
    let june = covered(&["--from", "2031-06-03", "--to", "2031-06-03"]);
    assert_eq!(june.len(), 1, "{june:?}");
    assert_eq!(june[0]["held"], false);
    assert_eq!(june[0]["date"], "2031-06-03");
    assert_eq!(june[0]["documents"], serde_json::json!([]));
    assert_eq!(june[0]["mentioned_in"].as_array().map(Vec::len), Some(1));
    assert_eq!(covered(&["--by", "Peer Orlan"]).len(), 1);
    assert!(covered(&["--by", "Jan Lind"]).is_empty());
    variorum(&["coverage", "--record", &record]).ended(0).says("known only from mention 1");
}

#[test]
fn a_soft_hyphen_parts_no_word() {
    let (dir, record) = filled();
    let page = "---\ntitle: Debate in Brona\ndate: '2032-03-01'\n---\n\nVera Holt: The light\u{ad}house keeper sleeps by day.\n\n\
        Adam Varga: He does.\n\nVera Holt: And the la\u{200b}mp burns.\n";
    let file = write(&dir, "soft.md", page);
    variorum(&["add", &file, "--record", &record]).ended(0);
    for query in ["lighthouse", "light\u{ad}house", "light\u{2060}house keeper", "lamp"] {
        assert_eq!(hits(&record, &[query]).len(), 1, "{query}");
    }
}
