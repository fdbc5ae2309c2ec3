//! `check` of files and drafts, and `cite`, through the command.

use std::fs;

use crate::house::{folder, variorum, variorum_fed, write};

const REPORT: &str = "Council argues about the ferry\n\n12 May 2031\n\n\
    The council of Brona met on Friday in the old hall.\n\n\
    “We open the ferry on Monday morning,” said Vera Holt, the mayor of Brona. “Nobody on the island will pay more than before.”\n\n\
    Peer Varga called the plan a mistake. “This ferry has cost us nine good years,” he said.\n";

/// A record with one report.
fn filled() -> (tempfile::TempDir, String) {
    let dir = folder();
    let record = dir.path().join("record").to_str().expect("temporary paths are UTF-8").to_string();
    variorum(&["init", "--record", &record]).ended(0);
    let report = write(&dir, "report.txt", REPORT.as_bytes());
    let (url, captured) = ("https://post.example/ferry", "2031-05-13T06:00:00Z");
    variorum(&["add", "--record", &record, "--url", url, "--captured", captured, &report]).ended(0);
    (dir, record)
}

#[test]
fn rows_are_answered_in_order_and_bad_ones_are_told() {
    let (dir, record) = filled();
    let mut csv = String::from("by,words,on\n");
    for n in 0..300 {
        match n % 3 {
            0 => csv.push_str("Vera Holt,Nobody on the island will pay more than before.,\n"),
            1 => csv.push_str("Vera Holt,\"This ferry has cost us nine good years\",\n"),
            _ => csv.push_str("Peer Varga,This ferry has cost us ten good years,2031-05-12\n"),
        }
    }
    let file = write(&dir, "claims.csv", csv.as_bytes());
    let run = variorum(&["check", "--file", &file, "--json", "--record", &record]).ended(1);
    assert!(run.err.is_empty(), "{}", run.err);
    let codes: Vec<String> =
        run.objects().iter().map(|v| v["code"].as_str().expect("a code").to_string()).collect();
    assert_eq!(codes.len(), 300);
    for (n, code) in codes.iter().enumerate() {
        assert_eq!(code, ["exact", "attributed_to_other", "figure_differs"][n % 3], "row {n}");
    }
    let input = "words,by\nNobody on the island will pay more than before.,Vera Holt\n,Vera Holt\nNobody on the island will pay more than before.,Vera Holt\n";
    let run = variorum_fed(&["check", "--file", "-", "--json", "--record", &record], input.as_bytes())
        .ended(10)
        .says("line 3");
    assert_eq!(run.objects().len(), 2);
    let all_exact = "words,by\nNobody on the island will pay more than before.,Vera Holt\n";
    variorum_fed(&["check", "--file", "-", "--record", &record], all_exact.as_bytes()).ended(0);
    variorum_fed(&["check", "--file", "-", "--record", "/nowhere/at/all"], all_exact.as_bytes()).ended(4);
}

#[test]
fn verdicts_to_fail_on_are_named() {
    let (_dir, record) = filled();
    let words = "This ferry has cost us ten good years";
    let on = |codes: &str, code: i32| {
        variorum(&["check", words, "--fail-on", codes, "--record", &record]).ended(code);
    };
    on("not-exact", 1);
    on("near,not_found", 0);
    on("figure_differs", 1);
    on("fake", 2);
}

const DRAFT: &str = "# On the ferry\n\nThe ferry is back. “We open the ferry on Monday morning,” said Vera Holt in May.\n\n\
    She added: “Nobody on the island will pay more then before.”\n\n\
    “This ferry has cost us ten good years,” said Peer Varga.\n\n\
    “The moon is made of very old cheese,” said Vera Holt. It is a “toy”.\n";

#[test]
fn every_quotation_of_a_draft_has_its_line() {
    let (dir, record) = filled();
    let draft = write(&dir, "article.md", DRAFT.as_bytes());
    let run = variorum(&["check", "--text", &draft, "--record", &record]).ended(1);
    let lines: Vec<Vec<&str>> = run.out.lines().map(|l| l.split_whitespace().take(3).collect()).collect();
    let expected = [
        ["line", "3", "exact"],
        ["line", "5", "near"],
        ["line", "7", "figure_differs"],
        ["line", "9", "not_found"],
        ["line", "9", "too_short"],
    ];
    assert_eq!(lines, expected, "{}", run.out);
    let run = variorum(&["check", "--text", &draft, "--json", "--record", &record]).ended(1);
    let verdicts = run.objects();
    assert_eq!(verdicts[0]["draft"]["line"], 3);
    assert_eq!(verdicts[0]["by"], "Vera Holt");
    variorum(&["check", "--text", &draft, "--fail-on", "combined", "--record", &record]).ended(0);
}

#[test]
fn a_draft_comes_back_with_the_records_wording() {
    let (dir, record) = filled();
    let draft = write(&dir, "article.md", DRAFT.as_bytes());
    let run = variorum(&["check", "--text", &draft, "--snap", "--record", &record])
        .ended(1)
        .says("placed 3 · left as they were 2");
    assert!(run.out.contains("“Nobody on the island will pay more than before.”[^2]"), "{}", run.out);
    assert!(
        run.out.contains("“This ferry has cost us nine good years,”[^3] said Peer Varga."),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("“The moon is made of very old cheese,” said Vera Holt. It is a “toy”.\n"),
        "{}",
        run.out
    );
    let note = run.out.lines().find(|l| l.starts_with("[^3]: ")).expect("a note");
    assert!(
        note.contains("Peer Varga") && note.contains("sha256") && note.contains("2031-05-13T06:00:00Z"),
        "{note}"
    );
    let html = write(&dir, "article.html", b"<html><body><p>\xe2\x80\x9cNobody on the island will <b>pay</b> more then before,\xe2\x80\x9d said Vera Holt.</p></body></html>");
    let run = variorum(&["check", "--text", &html, "--snap", "--record", &record]).ended(1);
    assert!(run.out.contains("<b>pay</b> more then before"), "words over markup are left: {}", run.out);
}

#[test]
fn a_statement_is_cited_in_every_style() {
    let (_dir, record) = filled();
    let run = variorum(&[
        "check",
        "Nobody on the island will pay more than before.",
        "--json",
        "--record",
        &record,
    ])
    .ended(0);
    let evidence = run.object()["evidence"][0].clone();
    let (id, document) =
        (evidence["statement"].as_str().expect("an id"), evidence["document"].as_str().expect("an id"));
    for (style, words) in [
        ("chicago", "Vera Holt, “Council argues about the ferry”"),
        ("bibtex", "@misc{s-"),
        ("csl-json", "\"archive\":\"sha256\""),
        ("wikipedia", "{{cite web"),
    ] {
        let run = variorum(&["cite", id, "--style", style, "--record", &record]).ended(0);
        assert!(run.out.contains(words), "{style}: {}", run.out);
        for part in ["2031-05-13T06:00:00Z", "English text", "sentence 3"] {
            assert!(run.out.contains(part), "{style}: {part}: {}", run.out);
        }
    }
    let at = format!("{}-{}", evidence["start"], evidence["end"]);
    let run = variorum(&["cite", document, "--at", &at, "--record", &record]).ended(0);
    assert!(run.out.starts_with("Vera Holt, "), "{}", run.out);
    variorum(&["cite", document, "--at", "9000-9010", "--record", &record]).ended(3);
    variorum(&["cite", "s:0000000000000000", "--record", &record]).ended(3);
    variorum(&["cite", "m:2031-05-12", "--record", &record]).ended(2);
    variorum(&["cite", id, "--style", "apa", "--record", &record]).ended(2);
    assert!(fs::metadata(&record).is_ok());
}
