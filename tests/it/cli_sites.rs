//! Lines of a site, learnt in a record and over the captures of one call.

use crate::house::{folder, variorum};

const HEAD: &str = "Font size of this page\nSearch the archive of texts\n";
const FOOT: &str =
    "Show the plain version of this page\nAll words may be used freely when the site is named.\n";
const TEXTS: [&str; 3] = [
    "The bridge over the Merrow\nThe bridge over the Merrow was opened on Monday by the minister of roads and two masons.\nMany people came, and the first train crossed the river at noon with flags on its roof.\n",
    "Ten schools in the north\nTen schools will be built in the north before autumn, the ministry of schools has told us.\nThe money was set aside in spring, and the first of them will open in Lindar in May.\n",
    "Harvest better than feared\nThe harvest was better than the farmers had feared after the rain of the early summer.\nThe mills of Brona have bought most of it, and the price of bread will stay as it is.\n",
];

/// Writes the captures into a folder; gives their paths.
fn captures(dir: &std::path::Path) -> Vec<String> {
    let write = |(n, text): (usize, &&str)| {
        let path = dir.join(format!("{n}.txt"));
        std::fs::write(&path, format!("{HEAD}{text}{FOOT}")).expect("a capture can be written");
        path.display().to_string()
    };
    TEXTS.iter().enumerate().map(write).collect()
}

#[test]
fn a_record_learns_what_its_sites_print_on_every_page() {
    let dir = folder();
    let record = dir.path().join("r").display().to_string();
    variorum(&["init", "--record", &record]).ended(0);
    for (n, path) in captures(dir.path()).iter().enumerate() {
        let url = format!("https://www.norland.example/{n}");
        variorum(&["add", "--record", &record, "--url", &url, path]).ended(0);
    }
    let check =
        |words: &str| variorum(&["check", words, "--json", "--record", &record]).object()["code"].clone();
    let (theirs, text) = ("Search the archive of texts", "and the first train crossed the river at noon");
    assert_ne!(check(theirs), "not_found");
    let learn = || variorum(&["rebuild", "--learn", "--json", "--record", &record]).ended(0).object();
    let learnt = learn();
    assert_eq!((&learnt["learnt"], &learnt["captures"]), (&4.into(), &3.into()), "{learnt}");
    assert_eq!((check(theirs), check(text)), ("not_found".into(), "exact".into()));
    // The archive is the truth: the same is learnt of it again.
    let table = || std::fs::read_to_string(dir.path().join("r/data/hosts.toml")).expect("a table");
    let before = table();
    assert!(before.starts_with("\"norland.example\" = [\"all words may be used"), "{before}");
    learn();
    assert_eq!((table(), check(theirs)), (before, "not_found".into()));
}

#[test]
fn captures_of_one_site_in_one_call_teach_each_other() {
    let dir = folder();
    let paths = captures(dir.path());
    let read = |paths: &[String]| {
        let mut call = vec!["read", "--json", "--url", "https://norland.example/"];
        call.extend(paths.iter().map(String::as_str));
        variorum(&call).ended(0).objects()
    };
    let all = read(&paths);
    for document in &all {
        let text = document["text"].as_str().unwrap_or_default();
        assert!(text.lines().filter(|l| !l.is_empty()).count() == 3, "{text}");
        assert!(document["findings"].to_string().contains("other pages of the site"), "{document}");
    }
    let backwards = read(&paths.iter().rev().cloned().collect::<Vec<_>>());
    assert!(all.iter().rev().eq(backwards.iter()), "the order of the captures makes no difference");
}
