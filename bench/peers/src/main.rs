//! Main text of web pages: this reader beside other extractors, on the same pages in one run.
//!
//!     cargo run --release -- [--data DIR] [--half a|b] [--only TOOLS] [--rounds N]
//!
//! Each tool works in a process of its own on one thread, and gives its text as it gives it to a
//! user. Printed are word F1 on wcxb, segment F1 on trafilatura's pages, kept turns, right days of
//! publication, pages a second of processor time and the peak of memory over that before the first
//! page. The sets stand beside the repository (`../../../shared/gold/extraction`); without them one
//! line says so. `--explain PAGE.html…` prints every block of pages with this reader's decision
//! about it: `+` for main text, else the reason; the words; the elements around.

mod score;
mod sets;
mod tools;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use score::Scores;
use sets::{Half, Set};

/// What the command line asks for.
struct Asked {
    data: PathBuf,
    half: Option<Half>,
    only: Vec<String>,
    /// How often the pages are read for the speed; the fastest round counts.
    rounds: usize,
    /// Set in the process of one tool: its name and the file for its answers.
    child: Option<(String, PathBuf)>,
    /// Pages to explain instead.
    explain: Vec<PathBuf>,
}

fn asked() -> Result<Asked, String> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var_os("VARIORUM_SHARED").map(PathBuf::from);
    let mut asked = Asked {
        data: shared.unwrap_or_else(|| here.join("../../../shared")).join("gold/extraction"),
        half: None,
        only: Vec::new(),
        rounds: 3,
        child: None,
        explain: Vec::new(),
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("`{word}` needs a value"));
        match word.as_str() {
            "--data" => asked.data = value()?.into(),
            "--half" => asked.half = Some(value()?.parse()?),
            "--only" => asked.only = value()?.split(',').map(str::to_string).collect(),
            "--rounds" => asked.rounds = value()?.parse().map_err(|_| "`--rounds` needs a number")?,
            "--child" => asked.child = Some((value()?, value()?.into())),
            "--explain" => {
                asked.explain = words.by_ref().map(PathBuf::from).collect();
            }
            _ => return Err(format!("`{word}` is not known; see the head of src/main.rs")),
        }
    }
    Ok(asked)
}

fn main() -> ExitCode {
    let done = asked().and_then(|asked| match &asked.child {
        Some((tool, out)) => tools::run(tool, &load(&asked)?, asked.rounds, out),
        None if !asked.explain.is_empty() => asked.explain.iter().try_for_each(|page| tools::explain(page)),
        None => compare(&asked),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn load(asked: &Asked) -> Result<Vec<Set>, String> {
    sets::load(&asked.data, asked.half).map_err(|e| format!("cannot read {}: {e}", asked.data.display()))
}

/// Runs each tool in a process of its own and prints one table.
fn compare(asked: &Asked) -> Result<(), String> {
    if !asked.data.is_dir() {
        println!("peers: skipped, no pages at {} (set VARIORUM_SHARED)", asked.data.display());
        return Ok(());
    }
    let sets = load(asked)?;
    let program = std::env::current_exe().map_err(|e| e.to_string())?;
    Scores::print_head(&sets);
    for tool in tools::names() {
        if !asked.only.is_empty() && !asked.only.iter().any(|o| tool.contains(o.as_str())) {
            continue;
        }
        let out = std::env::temp_dir().join(format!("variorum-peers-{}-{tool}.jsonl", std::process::id()));
        let mut child = Command::new(&program);
        child.arg("--child").arg(tool).arg(&out).arg("--data").arg(&asked.data);
        child.args(["--rounds", &asked.rounds.to_string()]);
        if let Some(half) = asked.half {
            child.args(["--half", half.name()]);
        }
        let status = child.status().map_err(|e| e.to_string())?;
        let answers = std::fs::read_to_string(&out).map_err(|e| e.to_string());
        let _ = std::fs::remove_file(&out);
        match answers {
            Ok(answers) if status.success() => Scores::of(&sets, &answers)?.print(tool),
            _ => println!("{tool:22} ended with {status}"),
        }
    }
    Ok(())
}
