//! `variorum compare`: versions side by side.
//!
//! ```text
//! A  norland.txt   32 sentences
//! B  portal.html   34 sentences
//! NAME 1 · OMIT 2 · ADD 1 · 2 identical
//!
//! ↔ A33 | B35  NAME  «Nagorno-Karabakh» / «Karabakh»
//! ```
//! Rows of rank 1 and 2 are shown, all with `--all`. Colour tells the side only; what a difference
//! is stands in a chip, and its words in signs that need no colour.

mod screen;

use std::io::Write;

use variorum_text::collation::{Collation, Relation, Witness, collate};
use variorum_text::reading::read;
use variorum_text::rules::Rules;

use crate::exit::{Exit, Told};
use crate::house::House;
use crate::input::capture;

/// Compare versions of one meeting, sentence by sentence
#[derive(clap::Args)]
pub struct Args {
    /// Versions: captures (.txt, .md, .html), the first is the base
    #[arg(required = true, num_args = 2.., value_name = "VERSION")]
    versions: Vec<String>,
    /// Show every row, identical ones and differences of wording too
    #[arg(long)]
    all: bool,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let rules = Rules::builtin();
    let mut witnesses = Vec::new();
    for (n, version) in args.versions.iter().enumerate() {
        witnesses.push(load_version(version, &sigil(n), rules)?);
    }
    let collation = collate(witnesses, rules);
    if house.json {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        writeln!(out, "{}", variorum_export::collation::collation(&collation))?;
        out.flush()?;
    } else {
        screen::show(&collation, args.all)?;
        house.say(next(args, &collation));
    }
    let same = collation.rows.iter().all(|r| r.relation == Relation::Identical);
    Ok(if same { Exit::Done } else { Exit::Differs })
}

/// A version named on the command line: today a capture; documents and meetings of a record later.
fn load_version(name: &str, sigil: &str, rules: &Rules) -> anyhow::Result<Witness> {
    let reading = read(&capture(name)?, rules);
    if let Some(why) = reading.document.findings.iter().find(|f| f.code == "unreadable") {
        return Err(Told::new(Exit::Unreadable, format!("`{name}` {}", why.message))
            .hint("compare takes captures of text, Markdown or HTML")
            .into());
    }
    Ok(Witness::from_reading(&reading, sigil))
}

/// A, B … Z, AA, AB …
fn sigil(n: usize) -> String {
    let letter = |k: usize| char::from(b'A' + (k % 26) as u8);
    match n / 26 {
        0 => letter(n).to_string(),
        more => format!("{}{}", letter(more - 1), letter(n)),
    }
}

/// The command that is useful now.
fn next(args: &Args, collation: &Collation) -> String {
    let hidden = collation
        .rows
        .iter()
        .any(|r| r.relation != Relation::Identical && r.differences.iter().all(|d| d.difference.rank > 2));
    let versions = args.versions.join(" ");
    match (args.all, hidden) {
        (false, true) => {
            format!("next: `variorum compare {versions} --all` shows wording, spelling and signs too")
        }
        _ => "next: `variorum add FILE…` keeps the versions in a record; `variorum check \"WORDS\"` asks it"
            .to_string(),
    }
}
