//! The tables that `--rules` adds: a file such as `names.toml`, or a folder of them.

use std::fs;
use std::path::{Path, PathBuf};

use variorum_record::Record;
use variorum_text::rules::Rules;

use crate::exit::{Exit, Told};
use crate::kept::told;

/// The embedded tables, those of the record, then those of the user; `None` when none are added.
pub fn with(paths: &[PathBuf], record: Option<&Record>) -> anyhow::Result<Option<Rules>> {
    if paths.is_empty() {
        return Ok(None);
    }
    let mut tables = record.map_or_else(|| Ok(Vec::new()), Record::own_rules).map_err(told)?;
    for path in paths {
        tables.extend(read(path)?);
    }
    let rules = Rules::with(&tables)
        .map_err(|why| Told::new(Exit::Usage, why.to_string()).hint("the tables are explained in `data/`"))?;
    Ok(Some(rules))
}

/// Name and content of a table, or of every table of a folder, sorted by name.
fn read(path: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let cannot = |why: std::io::Error| {
        Told::new(Exit::Unreadable, format!("cannot read `{}`: {why}", path.display()))
            .hint("--rules takes a table such as `names.toml`, or a folder of them")
    };
    let mut files = vec![path.to_path_buf()];
    if path.is_dir() {
        let entries = fs::read_dir(path).map_err(cannot)?;
        files = entries.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>().map_err(cannot)?;
        files.retain(|f| f.extension().is_some_and(|e| e == "toml"));
        files.sort();
    }
    let mut tables = Vec::new();
    for file in files {
        let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        tables.push((name, fs::read_to_string(&file).map_err(cannot)?));
    }
    Ok(tables)
}
