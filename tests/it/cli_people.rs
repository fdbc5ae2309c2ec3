//! People through the command: who speaks in a record, imports, and `--by` in other spellings.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::house::{folder, root, variorum, write};

const TALKS: &str = "---\ntitle: Talks in Brona\ndate: '2031-03-01'\n---\n\n\
    President of Norland Vera Holt: We have sent 300 tents to the north of the country.\n\n\
    President of Tesmara Oresta Vanholm: We have not forgotten the help you gave us.\n\n\
    Vera Holt: The bridge over the Brona will be opened in May.\n\n\
    Oresta Vanholm: We are waiting for it on both banks.\n";

const BRIEFING: &str = "---\ntitle: Remarks in the Round House\ndate: '2031-03-10'\n\
    source_url: https://office.norland.example/2031/03/10/\n---\n\n\
    THE PRESIDENT:  The harbour will be closed for the winter months.\n\n\
    Q    Why is it closed so early this year?\n\n\
    THE PRESIDENT:  Because the ice came early this year.\n\n\
    MR. HOLT:  I was there and saw the ice myself.\n";

const RUSSIAN: &str = "---\ntitle: Встреча в Броне\ndate: '2031-03-05'\n---\n\n\
    Вера Хольт: Мы отправили триста палаток на север страны.\n\n\
    Пер Варга: Мы благодарны вам за эту помощь.\n\n\
    Вера Хольт: Мост через Брону откроют в мае.\n\n\
    Пер Варга: Мы ждём его на обоих берегах.\n";

/// A record of three invented pages; Norland is a country of the record's own table.
fn filled() -> (tempfile::TempDir, String) {
    let dir = folder();
    let record = dir.path().join("record").to_str().expect("temporary paths are UTF-8").to_string();
    variorum(&["init", "--record", &record]).ended(0);
    fs::create_dir_all(format!("{record}/data")).expect("a folder can be made");
    let table =
        "countries = '''\nNorland\nTesmara\n'''\nseats = '''\noffice.norland.example | Norland\n'''\n";
    fs::write(format!("{record}/data/offices.toml"), table).expect("a table can be written");
    let pages = [("talks.md", TALKS), ("briefing.md", BRIEFING), ("russian.md", RUSSIAN)];
    let pages: Vec<String> = pages.iter().map(|(name, text)| write(&dir, name, text)).collect();
    variorum(&["add", "--record", &record, &pages[0], &pages[1], &pages[2]]).ended(0);
    (dir, record)
}

fn people(record: &str, more: &[&str]) -> Vec<Value> {
    let mut arguments = vec!["people", "--json", "--record", record];
    arguments.extend(more);
    variorum(&arguments).ended(0).objects()
}

#[test]
fn people_are_listed_with_their_forms_and_offices() {
    let (_dir, record) = filled();
    let all = people(&record, &[]);
    let vera = all.iter().find(|p| p["name"] == "Vera Holt").expect("Vera Holt speaks");
    assert_eq!(
        (&vera["id"], &vera["kind"], &vera["turns"]),
        (&"p:vera-holt".into(), &"person".into(), &4.into())
    );
    assert_eq!(vera["documents"].as_array().map(Vec::len), Some(2));
    assert_eq!(vera["offices"][0]["office"], "President of Norland");
    assert!(vera["forms"].to_string().contains("Вера Хольт"), "{vera}");
    for form in ["HOLT Vera", "V. Holt", "В.Хольт", "p:vera-holt"] {
        assert_eq!(people(&record, &[form]).len(), 1, "{form}");
    }
    variorum(&["people", "Mara Dunn", "--record", &record]).ended(3).says("variorum people");
    let open = people(&record, &["--unresolved"]);
    let labels: Vec<&str> = open.iter().filter_map(|o| o["label"].as_str()).collect();
    assert_eq!(labels, ["THE PRESIDENT", "MR. HOLT"]);
    assert_eq!(open[1]["candidates"][0]["id"], "p:vera-holt");
}

#[test]
fn imported_posts_answer_and_stay_through_a_rebuild() {
    let (dir, record) = filled();
    let list = "source,position,person,wikidata,start,end\n\
        norland-cabinet,President,Vera Holt,Q900000001,2030-01-01,2034-01-01\n\
        norland-cabinet,President,Nobody Known,Q900000002,May,\n";
    let list = write(&dir, "holders.csv", list);
    let run = variorum(&["people", "import", &list, "--json", "--record", &record]).ended(10).says("line 3");
    assert_eq!(run.object()["new_posts"], 1);
    let open = people(&record, &["--unresolved"]);
    assert!(open.iter().all(|o| o["label"] != "THE PRESIDENT"), "{open:?}");
    let vera = &people(&record, &["Vera Holt"])[0];
    assert_eq!((&vera["id"], &vera["turns"]), (&"Q900000001".into(), &6.into()));
    let kept = fs::read(format!("{record}/data/people.toml")).expect("the import is kept");
    variorum(&["people", "import", &list, "--record", &record]).ended(10);
    variorum(&["rebuild", "--record", &record]).ended(0);
    assert_eq!(fs::read(format!("{record}/data/people.toml")).expect("it is still kept"), kept);
    assert_eq!(&people(&record, &["Vera Holt"])[0], vera);
}

#[test]
fn popolo_is_imported() {
    let (dir, record) = filled();
    let list = r#"{"persons": [{"id": "v", "name": "Vera Holt", "other_names": [{"name": "Wera Cholt"}]}],
        "organizations": [{"id": "n", "name": "Norland"}],
        "memberships": [{"person_id": "v", "organization_id": "n", "role": "President", "start_date": "2030", "end_date": "2034-05"}]}"#;
    let list = write(&dir, "people.json", list);
    variorum(&["people", "import", &list, "--record", &record]).ended(0);
    assert_eq!(people(&record, &["Wera Cholt"])[0]["id"], "p:vera-holt");
    let bad = write(&dir, "bad.json", "{\"persons\": 3}");
    variorum(&["people", "import", &bad, "--record", &record]).ended(4).says("hint: ");
}

#[test]
fn by_meets_one_person_in_other_spellings() {
    let (_dir, record) = filled();
    for by in ["Vera Holt", "HOLT Vera", "Вера Хольт", "V. Holt"] {
        let run = variorum(&["search", "Мост", "--by", by, "--json", "--record", &record]).ended(0);
        assert_eq!(run.object()["speaker"], "Вера Хольт", "{by}");
        let words = "The bridge over the Brona will be opened in May.";
        variorum(&["check", words, "--by", by, "--record", &record]).ended(0);
    }
    variorum(&["search", "Мост", "--by", "Anna Holt", "--record", &record]).ended(3);
    let run = variorum(&[
        "check",
        "The bridge over the Brona will be opened in May.",
        "--by",
        "Anna Holt",
        "--json",
        "--record",
        &record,
    ]);
    assert_eq!(run.object()["code"], "attributed_to_other");
}

#[test]
fn two_of_one_surname_are_not_confused() {
    let (dir, record) = filled();
    let page = "---\ntitle: Debate in Brona\ndate: '2031-03-09'\n---\n\n\
        Peer Varga: The house is open for the debate.\n\n\
        Robert Holt: The canal must be dug before the autumn rain.\n\n\
        Roberta Holt: The canal is not needed at all this year.\n\n\
        MR. HOLT: The villages have asked for the canal twice.\n\n\
        Peer Varga: Let us hear both sides of the house.\n\n\
        Roberta Holt: They have asked for a road and a school.\n";
    let page = write(&dir, "debate.md", page);
    variorum(&["add", "--record", &record, &page]).ended(0);
    let code = |words: &str, by: &str| {
        let run = variorum(&["check", words, "--by", by, "--json", "--record", &record]);
        run.object()["code"].as_str().unwrap_or_default().to_string()
    };
    assert_eq!(code("The canal must be dug before the autumn rain.", "Robert Holt"), "exact");
    assert_eq!(code("The canal must be dug before the autumn rain.", "Roberta Holt"), "attributed_to_other");
    assert_eq!(code("The canal is not needed at all this year.", "Robert Holt"), "attributed_to_other");
    assert_ne!(code("The villages have asked for the canal twice.", "Robert Holt"), "exact");
    let run = variorum(&["search", "canal", "--by", "Robert Holt", "--json", "--record", &record]).ended(0);
    assert_eq!(run.objects().len(), 1, "{}", run.out);
}

/// The real list of 7,603 rows, when the shared folder is there.
#[test]
fn a_long_list_of_holders_is_imported() {
    let shared = std::env::var_os("VARIORUM_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let list = shared.join("gold/office_holders/holders21_wikidata.csv");
    if !list.is_file() {
        println!("skipped: no ../shared/gold/office_holders beside the repository");
        return;
    }
    let (_dir, record) = filled();
    let list = list.to_str().expect("the path is UTF-8");
    let run = variorum(&["people", "import", list, "--json", "--record", &record]).ended(10).object();
    assert!(run["posts"].as_u64() >= Some(7_600) && run["failed"].as_u64() <= Some(3), "{run}");
    let again = variorum(&["people", "import", list, "--json", "--record", &record]).ended(10).object();
    assert_eq!((&again["new_people"], &again["new_posts"]), (&0.into(), &0.into()));
}
