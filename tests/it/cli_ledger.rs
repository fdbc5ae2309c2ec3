//! `variorum ledger` over invented pages: events with their grounds, commitments, and what it refuses.

use crate::house::{folder, variorum, write};

fn pages() -> (tempfile::TempDir, Vec<String>) {
    let dir = folder();
    let first = write(
        &dir,
        "first.txt",
        "Talks with Jan Lind\nApril 12, 2031\n\n\
         President of Norland Vera Holt: Today we will sign the Treaty on River Traffic. We plan to send our engineers to the harbour of Tesmar. We intend to do our best. The miller said: \u{201c}We will buy your tents.\u{201d} I know the towns we will visit.\n\n\
         President of Tesmara Jan Lind: Thank you, we are glad to be here in Brona.\n",
    );
    let second = write(
        &dir,
        "second.txt",
        "Talks with Jan Lind\nMay 20, 2033\n\n\
         President of Norland Vera Holt: Your engineers and ours were sent to the harbour of Tesmar last year.\n\n\
         President of Tesmara Jan Lind: The Treaty on River Traffic signed in April 2031 is a good one.\n",
    );
    (dir, vec![first, second])
}

fn ledger(files: &[String], more: &[&str]) -> crate::house::Run {
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    variorum(&[&["ledger"], files.as_slice(), more].concat())
}

#[test]
fn a_derived_day_names_both_sentences() {
    let (_dir, files) = pages();
    let run = ledger(&files, &["--json", "--kind", "agreement"]).ended(0);
    let objects = run.objects();
    assert_eq!(objects.len(), 1, "{}", run.out);
    let event = &objects[0];
    assert_eq!((&event["kind"], &event["event"]), (&"event".into(), &"agreement".into()));
    assert_eq!((&event["basis"], &event["status"]), (&"derived".into(), &"signed".into()));
    assert_eq!(
        (&event["interval"]["start"], &event["interval"]["end"]),
        (&"2031-04-12".into(), &"2031-04-12".into())
    );
    assert_eq!((&event["held"], &event["known"]), (&false.into(), &"known only from mention".into()));
    let why = event["rests_on"].as_str().expect("grounds");
    assert!(why.contains("Today we will sign") && why.contains("signed in April 2031"), "{why}");
    let steps: Vec<_> =
        event["steps"].as_array().expect("steps").iter().map(|s| s["status"].clone()).collect();
    assert_eq!(steps, ["planned", "signed"]);
    let run = ledger(&files, &[]).ended(0);
    assert!(
        run.out.contains("rests on “Today we will sign") && run.out.contains("first.txt:4"),
        "{}",
        run.out
    );
}

#[test]
fn commitments_are_followed_or_too_vague() {
    let (_dir, files) = pages();
    let run = ledger(&files, &["--json", "--commitments"]).ended(0);
    let told: Vec<(String, String)> = run
        .objects()
        .iter()
        .map(|o| {
            (o["cue"].as_str().unwrap_or("").to_string(), o["follow_up"].as_str().unwrap_or("").to_string())
        })
        .collect();
    let expected = [
        ("we will", "spoken of later"),
        ("We plan to", "spoken of later"),
        ("We intend to", "too vague to follow up"),
    ];
    assert_eq!(told, expected.map(|(a, b)| (a.to_string(), b.to_string())), "{}", run.out);
    let run = ledger(&files, &["--commitments", "--from", "2032-01-01"]).ended(3);
    assert!(run.out.is_empty());
}

#[test]
fn brief_holds_events_and_commitments() {
    let (_dir, files) = pages();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let run = variorum(&[&["brief", "--json"], files.as_slice()].concat()).ended(0);
    let brief = &run.objects()[0];
    let kinds: Vec<_> =
        brief["events"].as_array().expect("events").iter().map(|e| e["kind"].clone()).collect();
    assert_eq!(kinds.len(), 3, "{}", run.out);
    assert!(kinds.contains(&"agreement".into()));
    // "We intend to do our best" is too vague for a brief.
    assert_eq!(brief["commitments"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_there_is_not_is_told() {
    let (_dir, files) = pages();
    ledger(&files, &["--kind", "party"]).ended(2).says("no kind of event");
    ledger(&files, &["--status", "done"]).ended(2).says("no status");
    ledger(&files, &["--status", "cancelled"]).ended(3);
    ledger(&["nowhere.txt".to_string()], &[]).ended(4);
}

#[test]
fn a_language_without_words_of_events_is_named() {
    let dir = folder();
    let page = write(
        &dir,
        "page.txt",
        "Visite à Brona\n12 avril 2031\n\n\
         Présidente Vera Holt: Nous sommes heureux d’être ici aujourd’hui, et nous vous remercions de l’accueil que nous avons reçu dans cette ville.\n\n\
         Président Jan Lind: Merci, c’est un grand honneur pour nous de vous recevoir, vous et ceux qui travaillent avec vous, dans cette maison.\n",
    );
    let run = variorum(&["ledger", &page]);
    run.says("events and promises are not read in French (1 document)");
    let told = variorum(&["brief", "--json", &page]).ended(0).object();
    assert_eq!(told["events_unread"]["fr"], 1, "{told}");
}
