//! Tables of claims against small invented records: `tests/cases/verdict/*.toml`, a file a theme.
//!
//! `[[pages]]` are captures (`page`, and when given `source`, `url`, `captured`); `claims` are rows of
//! words, whose they are said to be (may be empty), the code, and when given what the fixed sentence
//! must hold and the day of the claim. A new case is a new row, no Rust.

use std::path::Path;

use variorum_record::{Checker, Provenance, Record};
use variorum_text::page::decode::guess_media_type;
use variorum_text::verdict::Claim;

fn given<'t>(table: &'t toml::Table, key: &str) -> Option<&'t str> {
    table.get(key).and_then(toml::Value::as_str)
}

fn record_of(case: &toml::Table, place: &Path) -> Record {
    let mut record = Record::make(&place.join("record")).expect("a record");
    let mut adder = record.adder().expect("a writer");
    for (n, page) in case["pages"].as_array().expect("pages").iter().enumerate() {
        let page = page.as_table().expect("a page");
        let bytes = given(page, "page").expect("its text").as_bytes().to_vec();
        let source = given(page, "source").map_or_else(|| format!("page{n}.txt"), str::to_string);
        let media = guess_media_type(&source, &bytes, None);
        let from = Provenance {
            url: given(page, "url").map(str::to_string),
            captured: given(page, "captured").map(str::to_string),
        };
        adder.bytes(bytes, &source, media, &from, &mut |_| {}).expect("added");
    }
    adder.finish(&mut |_| {}).expect("finished");
    record
}

#[test]
fn every_claim_has_its_verdict() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/verdict");
    let mut files: Vec<_> =
        std::fs::read_dir(dir).expect("the shelf is there").map(|f| f.expect("a file").path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    let mut n_claims = 0;
    for file in files {
        let name = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let case: toml::Table = std::fs::read_to_string(&file).expect("text").parse().expect("a table");
        let place = tempfile::tempdir().expect("a folder");
        let record = record_of(&case, place.path());
        let checker = Checker::new(&record).expect("a checker");
        for row in case["claims"].as_array().expect("claims") {
            let row: Vec<&str> =
                row.as_array().expect("a row").iter().map(|v| v.as_str().expect("a string")).collect();
            let by = Some(row[1].to_string()).filter(|b| !b.is_empty());
            let on = row.get(4).map(|day| day.parse().expect("a day"));
            let claim = Claim { words: row[0].to_string(), by, on };
            let answer = checker.check(&claim).expect("an answer");
            let code = answer.verdict.code.as_str();
            let says = row.get(3).is_none_or(|part| answer.sentence.contains(part));
            if !row[2].split('|').any(|c| c == code) || !says {
                wrong.push(format!(
                    "{name}: «{}» by {:?}: {code}, wanted {}\n    {}",
                    row[0], row[1], row[2], answer.sentence
                ));
            }
            n_claims += 1;
        }
    }
    assert!(wrong.is_empty(), "{} of {n_claims} claims:\n{}", wrong.len(), wrong.join("\n"));
    assert!(n_claims > 0);
}
