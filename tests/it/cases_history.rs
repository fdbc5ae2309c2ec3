//! Tables of histories of one page: `tests/cases/history/*.toml`, a file a case.
//!
//! `captures` are pages in the order of time. `failed` names for each what it shows instead of the page
//! (empty when it shows it); `edits` lists from, to, the classes and the remarks of each; `suffix` is
//! that of a file name, `confirm` is 1 when absent.

use std::collections::BTreeSet;
use std::path::Path;

use variorum_text::collation::Class;
use variorum_text::history::{Edit, State, history};
use variorum_text::page::{Capture, all_lines, decode::guess_media_type};
use variorum_text::reading::{Reading, read};
use variorum_text::rules::Rules;

fn capture(page: &str, suffix: &str) -> Capture {
    let source = format!("page.{suffix}");
    let media_type = guess_media_type(&source, page.as_bytes(), None);
    let bytes = page.as_bytes().to_vec();
    Capture { source, bytes, media_type, charset: None, url: None, captured: None }
}

fn strings(case: &toml::Table, key: &str) -> Vec<String> {
    let list = case[key].as_array().expect("a list");
    list.iter().map(|v| v.as_str().expect("a string").to_string()).collect()
}

/// `0-2: figure omitted; date_not_changed`.
fn told(edit: &Edit) -> String {
    let found = edit.collation.rows.iter().flat_map(|r| &r.differences).map(|d| d.difference.class);
    let classes: BTreeSet<Class> = found.collect();
    let classes: Vec<&str> = classes.into_iter().map(Class::as_str).collect();
    let remarks: Vec<&str> = edit.remarks.iter().map(|r| r.code).collect();
    format!("{}-{}: {}; {}", edit.from, edit.to, classes.join(" "), remarks.join(" "))
}

#[test]
fn every_history_gives_its_edits() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/history");
    let mut wrong = Vec::new();
    let mut n_cases = 0;
    for file in std::fs::read_dir(dir).expect("the shelf is there") {
        let file = file.expect("a file").path();
        let case: toml::Table = std::fs::read_to_string(&file).expect("text").parse().expect("a table");
        let name = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let suffix = case.get("suffix").and_then(toml::Value::as_str).unwrap_or("txt");
        let confirm = case.get("confirm").and_then(toml::Value::as_integer).unwrap_or(1);
        let rules = Rules::builtin();
        let captures: Vec<Capture> =
            strings(&case, "captures").iter().map(|page| capture(page, suffix)).collect();
        let readings: Vec<Reading> = captures.iter().map(|c| read(c, rules)).collect();
        let lines = |n: usize| all_lines(&captures[n], rules);
        let found = history(&readings, usize::try_from(confirm).expect("small"), &lines, rules);
        let states = found.states.iter().map(|s| match s {
            State::Usable => String::new(),
            State::Failed(failure) => failure.fault.as_str().to_string(),
        });
        let edits = found.edits.iter().map(told);
        for (key, found) in [("failed", states.collect::<Vec<_>>()), ("edits", edits.collect())] {
            let wanted = strings(&case, key);
            if found != wanted {
                wrong.push(format!("{name}: {key} {found:?}, wanted {wanted:?}"));
            }
        }
        n_cases += 1;
    }
    assert!(n_cases > 10 && wrong.is_empty(), "{}", wrong.join("\n"));
}
