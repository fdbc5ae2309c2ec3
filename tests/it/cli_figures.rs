//! `variorum figures` over invented pages: series, corrections, drawings, and what it says when there is
//! nothing.

use crate::house::{folder, variorum, write};

/// Two meetings; in the first a figure is put right by the next speaker.
fn pages() -> (tempfile::TempDir, Vec<String>) {
    let dir = folder();
    let first = write(
        &dir,
        "first.txt",
        "Talks with Jan Lind\nApril 12, 2031\n\n\
         President of Norland Vera Holt: Our trade turnover exceeds $3 billion. Our language is taught in 300 schools in Tesmara.\n\n\
         President of Tesmara Jan Lind: As for schools, I would like to clarify a bit. There are about 340 schools in Tesmara that teach your language.\n",
    );
    let second = write(
        &dir,
        "second.txt",
        "Talks with Jan Lind\nMay 20, 2033\n\n\
         President of Norland Vera Holt: Welcome back to Brona, dear friends of ours.\n\n\
         President of Tesmara Jan Lind: Our trade turnover has already passed four billion US dollars, as <b>all</b> know.\n",
    );
    (dir, vec![first, second])
}

fn figures(files: &[String], more: &[&str]) -> crate::house::Run {
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    variorum(&[&["figures"], files.as_slice(), more].concat())
}

#[test]
fn figures_are_series_with_their_places() {
    let (_dir, files) = pages();
    let run = figures(&files, &["--json", "--of", "schools"]).ended(0);
    let objects = run.objects();
    let kinds: Vec<_> = objects.iter().filter_map(|o| o["kind"].as_str()).collect();
    assert_eq!(kinds, ["series", "correction"]);
    let points = objects[0]["points"].as_array().expect("points");
    assert_eq!(points.len(), 2);
    assert_eq!((&points[1]["value"], &points[1]["comparator"]), (&340.into(), &"~".into()));
    let witness = &points[1]["witnesses"][0];
    assert!(witness["exact"].as_str().is_some_and(|w| w.starts_with("There are about 340")));
    assert_eq!(objects[1]["code"], "next_speaker");
    assert_eq!(objects[1]["sentence"], "Vera Holt says 300 schools, Jan Lind says about 340 schools");
    let run = figures(&files, &["--of", "trade", "--by", "Holt"]).ended(0).says("--plot");
    assert!(run.out.contains("more than 3 billion USD") && !run.out.contains("4 billion"), "{}", run.out);
    let run = figures(&files, &["--from", "2032-01-01"]).ended(0);
    assert!(!run.out.contains("3 billion"), "{}", run.out);
}

#[test]
fn corrections_come_with_both_sentences_and_lines() {
    let (_dir, files) = pages();
    let run = figures(&files, &["--corrections"]).ended(0);
    assert!(run.out.contains("Vera Holt says 300 schools, Jan Lind says about 340 schools   (cue: clarify)"));
    assert!(run.out.contains("first.txt:4") && run.out.contains("first.txt:6"), "{}", run.out);
    assert!(!run.out.contains("USD"), "{}", run.out);
}

#[test]
fn drawings_name_sentences_and_run_nothing() {
    let (dir, files) = pages();
    let to = dir.path().join("p.svg").to_str().expect("temporary paths are UTF-8").to_string();
    figures(&files, &["--plot", &to]).ended(0).says("wrote");
    let drawn = std::fs::read_to_string(&to).expect("a drawing");
    assert!(
        drawn.contains("href=\"#s:") && drawn.contains("about 340 schools – Jan Lind, 2031-04-12"),
        "{drawn}"
    );
    assert!(drawn.contains("class=\"x\"") && !drawn.contains("<script") && !drawn.contains("<b>"), "{drawn}");
    let to = dir.path().join("p.vl.json").to_str().expect("temporary paths are UTF-8").to_string();
    figures(&files, &["--plot", &to]).ended(0);
    let spec: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&to).expect("a file")).expect("JSON");
    assert_eq!(spec["data"]["values"].as_array().map(Vec::len), Some(4));
    let run = figures(&files, &["--plot", "term"]).ended(0);
    assert!(run.out.contains("●▸") && run.out.contains('○'), "{}", run.out);
    figures(&files, &["--plot", "p.bmp"]).ended(2).says(".svg");
}

#[test]
fn nothing_found_is_told() {
    let (_dir, files) = pages();
    figures(&files, &["--of", "submarines"]).ended(3).says("no figure of this");
    figures(&["nowhere.txt".to_string()], &[]).ended(4);
}
