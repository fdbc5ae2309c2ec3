//! The structure of the workspace, checked over `cargo metadata`, `cargo tree` and the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::house::root;

/// What each crate may use of the others, as ARCHITECTURE.md draws it.
const ARROWS: &[(&str, &[&str])] = &[
    ("variorum-text", &[]),
    ("variorum-record", &["variorum-text"]),
    ("variorum-export", &["variorum-text"]),
    ("variorum-server", &["variorum-record", "variorum-export"]),
    ("variorum", &["variorum-text", "variorum-record", "variorum-export", "variorum-server"]),
    ("variorum-python", &["variorum-text", "variorum-record", "variorum-export"]),
    ("variorum-it", &[]),
];

/// Crates that must not be used directly, for what a crate must never know.
const UNKNOWN_TO: &[(&str, &[&str])] = &[
    ("variorum-record", &["serde_json", "dom_query", "clap", "hyper", "axum", "reqwest", "ureq"]),
    ("variorum-export", &["rusqlite", "tantivy", "hyper", "axum", "reqwest", "ureq", "dom_query"]),
    ("variorum-server", &["rusqlite", "tantivy", "dom_query"]),
];

/// Crates that must not stand anywhere under `variorum-text`: databases, async, network, JSON, chance.
const NEVER_UNDER_TEXT: &[&str] = &[
    "tokio",
    "async-std",
    "smol",
    "futures",
    "rusqlite",
    "libsqlite3-sys",
    "sqlx",
    "tantivy",
    "sled",
    "reqwest",
    "hyper",
    "ureq",
    "curl",
    "rustls",
    "serde_json",
    "rand",
    "fastrand",
    "regex",
    "rayon",
    "fastwarc",
    "walkdir",
    "tempfile",
];

/// What no source of `variorum-text` may name: files, network, clock, environment, map order.
const NEVER_IN_TEXT: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "SystemTime",
    "Instant",
    "HashMap::new",
    "HashSet::new",
    "thread::spawn",
];

fn cargo(arguments: &[&str]) -> String {
    let done = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("cargo can be started");
    assert!(done.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("cargo prints UTF-8")
}

/// Direct dependencies of each crate of the workspace that are no dev-dependencies.
fn direct_dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let text = cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline", "--locked"]);
    let metadata: Value = serde_json::from_str(&text).expect("cargo prints JSON");
    let mut found = BTreeMap::new();
    for package in metadata["packages"].as_array().expect("packages") {
        let uses =
            package["dependencies"].as_array().expect("dependencies").iter().filter(|d| d["kind"] != "dev");
        let names = uses.map(|d| d["name"].as_str().expect("a name").to_string()).collect();
        found.insert(package["name"].as_str().expect("a name").to_string(), names);
    }
    found
}

#[test]
fn arrows_point_only_as_drawn() {
    for (name, uses) in direct_dependencies() {
        let allowed = ARROWS.iter().find(|(n, _)| *n == name).map(|(_, a)| *a);
        let allowed = allowed.unwrap_or_else(|| {
            panic!("`{name}` is not in the table of arrows; add it there and to ARCHITECTURE.md")
        });
        for used in uses.iter().filter(|u| u.starts_with("variorum")) {
            assert!(allowed.contains(&used.as_str()), "`{name}` may not use `{used}`");
        }
        let unknown = UNKNOWN_TO.iter().find(|(n, _)| *n == name).map_or(&[][..], |(_, u)| *u);
        for used in unknown {
            assert!(!uses.contains(*used), "`{name}` must never know `{used}`");
        }
    }
}

#[test]
fn the_text_crate_stays_pure() {
    let tree = cargo(&[
        "tree",
        "-p",
        "variorum-text",
        "-e",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}",
        "--offline",
        "--locked",
    ]);
    let names: BTreeSet<&str> = tree.lines().filter_map(|l| l.split_whitespace().next()).collect();
    for name in NEVER_UNDER_TEXT {
        assert!(!names.contains(name), "`variorum-text` stands on `{name}`");
    }
    for file in sources().iter().filter(|f| f.starts_with("crates/text/src")) {
        let text = read(file);
        for word in NEVER_IN_TEXT {
            let line = text.lines().find(|l| l.contains(word) && !l.trim_start().starts_with("//"));
            assert!(line.is_none(), "{}: `{word}` in {}", file.display(), line.unwrap_or(""));
        }
    }
}

#[test]
fn every_source_begins_with_what_it_knows() {
    let sources = sources();
    assert!(sources.len() > 10, "the sources were not found");
    for file in sources {
        assert!(read(&file).starts_with("//!"), "{} has no `//!` head", file.display());
    }
}

#[test]
fn no_file_names_a_machine_or_a_registry() {
    // Written in pieces, so that this file passes its own test.
    let dirs = ["work", "root", "farm", "home/user"].map(|d| format!("/{d}/"));
    let hosts = ["index.crates", "static.crates"].map(|h| format!("{h}.io"));
    let others = [format!("files.{}hosted", "python"), format!("registry.{}js", "npm")];
    for file in files().iter().filter(|f| !f.ends_with("Cargo.lock")) {
        let Ok(text) = std::fs::read_to_string(root().join(file)) else { continue };
        for word in dirs.iter().chain(&hosts).chain(&others) {
            let line = text.lines().find(|l| l.contains(word.as_str()));
            assert!(
                line.is_none(),
                "{} names `{word}`: {}",
                file.display(),
                line.unwrap_or("").chars().take(160).collect::<String>()
            );
        }
    }
}

#[test]
fn our_crates_forbid_unsafe_code() {
    assert!(read(Path::new("Cargo.toml")).contains("unsafe_code = \"forbid\""));
    for (name, manifest) in
        files().iter().filter(|f| f.starts_with("crates") && f.ends_with("Cargo.toml")).map(|f| (f, read(f)))
    {
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{} does not take the workspace's lints",
            name.display()
        );
    }
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

/// The Rust sources under version control.
fn sources() -> Vec<PathBuf> {
    files().into_iter().filter(|f| f.extension().is_some_and(|e| e == "rs")).collect()
}

/// All files of the repository, by a walk that leaves out what git does not hold.
fn files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(root().join(&dir)).expect("a folder of the repository").flatten() {
            let name = entry.file_name();
            let text = name.to_string_lossy();
            let kind = entry.file_type().expect("a file has a type");
            let left_out =
                text == ".git" || text == "target" || text.ends_with(".record") || text == "__pycache__";
            match () {
                () if left_out => {}
                () if kind.is_dir() => open.push(dir.join(&name)),
                () if kind.is_file() => found.push(dir.join(&name)),
                () => {}
            }
        }
    }
    found.sort();
    found
}
