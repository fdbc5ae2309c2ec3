//! `variorum echoes` over invented pages, from files and from a record.

use crate::house::{folder, variorum, write};

const PAGE: &str = "Talks with Jan Lind\nApril 12, 2031\n\n\
    President of Norland Vera Holt: Welcome. Our trade turnover increased by more than 16 percent last year. The northern railway carries\u{a0}grain.\n\n\
    President of Tesmara Jan Lind: Thank you. Our trade turnover, as you mentioned, has increased by 16\u{a0}percent. As you noted, the northern railway carries grain. As you said, copper prices doubled.\n";

#[test]
fn echoes_are_told_with_their_places() {
    let dir = folder();
    let file = write(&dir, "talks.txt", PAGE);
    let run = variorum(&["echoes", &file, "--json"]).ended(0);
    let objects = run.objects();
    let verdicts: Vec<_> = objects.iter().filter_map(|o| o["verdict"].as_str()).collect();
    assert_eq!(verdicts, ["altered", "supported", "not_found"]);
    let echo = &objects[0];
    assert_eq!((&echo["kind"], &echo["credited_to"]), (&"echo".into(), &"Vera Holt".into()));
    assert_eq!(echo["differences"][0]["a"]["exact"], "more than 16 percent");
    assert_eq!(echo["differences"][0]["note"], "comparator dropped");
    let read = variorum(&["read", &file, "--json"]).ended(0);
    let text: Vec<char> = read.objects()[0]["text"].as_str().expect("a text").chars().collect();
    for place in [&echo["mention"], &echo["original"], &echo["cue"], &objects[1]["original"]] {
        let at = |key: &str| place[key].as_u64().and_then(|n| usize::try_from(n).ok()).expect("a place");
        let said: String = text[at("start")..at("end")].iter().collect();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(place["exact"], said.as_str());
    }
}

#[test]
fn echoes_of_one_speaker_and_verdict_are_asked_for() {
    let dir = folder();
    let file = write(&dir, "talks.txt", PAGE);
    let run = variorum(&["echoes", &file, "--by", "Lind", "--verdict", "altered"]).ended(0);
    assert!(run.out.contains("altered · Jan Lind cites Vera Holt · comparator dropped"), "{}", run.out);
    assert!(run.out.contains("talks.txt:6") && !run.out.contains("copper"), "{}", run.out);
    variorum(&["echoes", &file, "--by", "Holt"]).ended(3).says("no such echo");
    variorum(&["echoes", &file, "--verdict", "wrong"]).ended(2);
    let record = dir.path().join("r").to_str().expect("temporary paths are UTF-8").to_string();
    variorum(&["init", "--record", &record]).ended(0);
    variorum(&["echoes", "--record", &record]).ended(3).says("empty");
    variorum(&["add", &file, "--record", &record]).ended(0);
    let run = variorum(&["echoes", "--record", &record]).ended(0);
    assert!(run.out.contains("1 altered · 1 not found · 1 supported"), "{}", run.out);
}
