//! `variorum new` and `variorum names` over invented pages, from files and from a record.

use crate::house::{folder, variorum, write};

const FIRST: &str = "Talks with Jan Lind\nApril 12, 2031\n\n\
    President of Norland Vera Holt: Thank you for coming to our old capital. We spoke of the harbour and of Lake Brona. The road to Upper-Velmar is open.\n\n\
    President of Tesmara Jan Lind: It is an honour to be your guest again. We value Lake Brona and the harbour.\n";
const SECOND: &str = "Talks with Jan Lind\nMay 20, 2033\n\n\
    President of Norland Vera Holt: Thank you for coming to our old capital. We will speak of the northern railway. Engineers from Kolvany are building it near Velmar.\n\n\
    President of Tesmara Jan Lind: It is an honour to be your guest here again. The northern railway will carry our copper to Kolvany.\n";

#[test]
fn what_entered_left_and_returns_is_told_with_places() {
    let dir = folder();
    let (first, second) = (write(&dir, "first.txt", FIRST), write(&dir, "second.txt", SECOND));
    let objects = variorum(&["new", &first, &second, "--json"]).ended(0).objects();
    assert_eq!(objects.len(), 2);
    let last = &objects[1];
    assert_eq!((&last["kind"], &last["date"]), (&"novelty".into(), &"2033-05-20".into()));
    assert_eq!(last["against"], serde_json::json!([objects[0]["meeting"]]));
    let words = |key: &str| -> Vec<String> {
        let all = last[key].as_array().expect("a list").iter();
        all.map(|i| format!("{} {}", i["what"].as_str().unwrap_or(""), i["words"].as_str().unwrap_or("")))
            .collect()
    };
    assert_eq!(words("entered"), ["name Kolvany", "topic northern railway", "topic copper"]);
    assert_eq!(words("left"), ["name Lake Brona", "topic harbour", "topic road"]);
    assert_eq!(
        last["left"][0]["by"],
        serde_json::json!([{"speaker": "Jan Lind", "label": null, "count": 1}, {"speaker": "Vera Holt", "label": null, "count": 1}])
    );
    assert_eq!(last["left"][0]["mention"]["source"], first.as_str());
    let holt = &last["speakers"][0];
    assert_eq!((&holt["name"], &holt["sentences"]), (&"Vera Holt".into(), &3.into()));
    assert_eq!(holt["returning"][0]["same"], true);
    let run = variorum(&["new", &first, &second]).ended(0);
    assert!(run.out.contains("entered name   Kolvany ×2 (Jan Lind 1, Vera Holt 1)"), "{}", run.out);
    assert!(run.out.contains("against that of 2031-04-12 with Jan Lind, Vera Holt"), "{}", run.out);
    assert!(!run.out.contains("copper ×1"), "{}", run.out);
    let run = variorum(&["new", &first, &second, "--all"]).ended(0);
    assert!(run.out.contains("copper ×1"), "{}", run.out);
}

#[test]
fn one_meeting_of_a_record_is_set_against_the_others() {
    let dir = folder();
    let (first, second) = (write(&dir, "first.txt", FIRST), write(&dir, "second.txt", SECOND));
    let record = dir.path().join("r").to_str().expect("temporary paths are UTF-8").to_string();
    variorum(&["init", "--record", &record]).ended(0);
    variorum(&["new", "--record", &record]).ended(3).says("empty");
    variorum(&["add", &first, &second, "--record", &record]).ended(0);
    let run = variorum(&["new", "m:2033-05-20-holt-lind", "--record", &record]).ended(0);
    assert!(run.out.contains("new    «We will speak of the northern railway.»"), "{}", run.out);
    assert!(!run.out.contains("2031-04-12 ·"), "{}", run.out);
    variorum(&["new", "m:none", "--record", &record]).ended(3).says("no meeting `m:none`");
}

#[test]
fn names_in_use_are_told_by_speaker_and_day() {
    let dir = folder();
    let (first, second) = (write(&dir, "first.txt", FIRST), write(&dir, "second.txt", SECOND));
    let objects = variorum(&["names", &first, &second, "--json"]).ended(0).objects();
    assert_eq!(objects.len(), 1);
    assert_eq!(objects[0]["joined_by"], serde_json::json!(["short_form"]));
    let forms = objects[0]["forms"].as_array().expect("forms");
    let names: Vec<_> = forms.iter().filter_map(|f| f["name"].as_str()).collect();
    assert_eq!(names, ["Upper-Velmar", "Velmar"]);
    let row = &forms[1]["uses"][0];
    assert_eq!(
        (&row["speaker"], &row["date"], &row["count"]),
        (&"Vera Holt".into(), &"2033-05-20".into(), &1.into())
    );
    assert_eq!(row["places"][0]["exact"], "Velmar");
    for asked in [&["names", "brona", &first, &second][..], &["names", "--of", "Lake\u{a0}Brona", &first]] {
        let run = variorum(asked).ended(0);
        assert!(run.out.contains("Lake Brona") && !run.out.contains("Velmar"), "{}", run.out);
    }
    variorum(&["names", "Nowhere", &first]).ended(3).says("no name with");
    variorum(&["names", "no/such/file.txt"]).ended(4);
}

#[test]
fn a_brief_holds_echoes_names_and_what_is_new() {
    let dir = folder();
    let (first, second) = (write(&dir, "first.txt", FIRST), write(&dir, "second.txt", SECOND));
    let told = variorum(&["brief", &first, &second, "--json"]).ended(0).object();
    assert_eq!(told["echoes"], serde_json::json!([]));
    assert_eq!(told["names"][0]["name"], "Upper-Velmar");
    assert_eq!(
        (&told["entered"][0]["words"], &told["left"][0]["words"]),
        (&"Kolvany".into(), &"Lake Brona".into())
    );
    assert_eq!(told["entered"][0]["meeting"], told["meetings"][1]["id"]);
    assert_eq!(
        told["entered"][0]["against"],
        serde_json::json!({"meetings": 1, "from": "2031-04-12", "to": "2031-04-12", "speakers": ["Jan Lind", "Vera Holt"]})
    );
}
