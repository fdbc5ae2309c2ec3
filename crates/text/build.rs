//! Lays the tables of `data/` into the program as plain data, so that nothing is parsed when it starts.
//!
//! `lines = ["Share", "Print"]` of `chrome.toml` becomes a `static` array of `rules::table::Value`; the
//! TOML stays the source, and a fault in it ends the build with its file and place. What the values mean
//! is known to `rules`.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

fn main() {
    // A build script runs in its crate's folder. A whole path would be that of the first clone that shares
    // a target folder.
    let data = Path::new("../../data");
    println!("cargo::rerun-if-changed={}", data.display());
    println!("cargo::rerun-if-changed=build.rs");
    let mut files: Vec<PathBuf> = std::fs::read_dir(data)
        .expect("the folder `data` stands beside `crates`")
        .map(|entry| entry.expect("an entry of the folder `data`").path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    let mut laid = Laid::default();
    let mut rows = String::new();
    for path in &files {
        println!("cargo::rerun-if-changed={}", path.display());
        let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let table: Table = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let name = path.file_name().and_then(|n| n.to_str()).expect("a name in UTF-8");
        let table = laid.table(&table);
        writeln!(rows, "({name:?}, {table}),").expect("a string takes all");
    }
    let text = format!(
        "static LETTERS: &str = {:?};\n{}\nstatic EMBEDDED: [(&str, Table); {}] = [\n{rows}];\n",
        laid.letters,
        laid.statics,
        files.len()
    );
    let out = std::env::var_os("OUT_DIR").expect("cargo names a folder for what is made");
    std::fs::write(Path::new(&out).join("tables.rs"), text).expect("the folder can be written to");
}

/// The arrays that were written, each a `static` of its own, named by number; and the letters of all texts
/// behind each other, so that a text is two numbers and needs no address when the program is loaded.
#[derive(Default)]
struct Laid {
    statics: String,
    n: usize,
    letters: String,
}

impl Laid {
    /// The expression of a table, its rows in the order of their keys.
    fn table(&mut self, table: &Table) -> String {
        let row = |(key, value): (&String, &Value)| format!("({}, {})", self.text(key), self.value(value));
        let rows: Vec<String> = table.iter().map(row).collect();
        format!("Table(Cow::Borrowed(&{}))", self.array("(Text, Value)", &rows))
    }

    fn value(&mut self, value: &Value) -> String {
        match value {
            Value::String(text) => format!("Value::String({})", self.text(text)),
            Value::Integer(n) => format!("Value::Integer({n})"),
            Value::Float(n) => format!("Value::Float({n:?})"),
            Value::Boolean(b) => format!("Value::Boolean({b})"),
            // As the reader of a user's table does.
            Value::Datetime(day) => format!("Value::String({})", self.text(&day.to_string())),
            Value::Array(list) => {
                let items: Vec<String> = list.iter().map(|v| self.value(v)).collect();
                format!("Value::Array(Cow::Borrowed(&{}))", self.array("Value", &items))
            }
            Value::Table(table) => format!("Value::Table({})", self.table(table)),
        }
    }

    fn text(&mut self, text: &str) -> String {
        let from = self.letters.len();
        self.letters.push_str(text);
        format!("Text::Laid({from}, {})", self.letters.len())
    }

    fn array(&mut self, of: &str, items: &[String]) -> String {
        self.n += 1;
        let (name, len, items) = (format!("A{}", self.n), items.len(), items.join(", "));
        writeln!(self.statics, "static {name}: [{of}; {len}] = [{items}];").expect("a string takes all");
        name
    }
}
