//! `variorum names`: who calls a place, a person or a thing by which name.
//!
//! ```text
//! Upper-Velmar / Velmar
//!   Upper-Velmar  ×3
//!     2031-04-12  ×3  Vera Holt · Official website of the President of Norland   norland.txt:31
//!   Velmar  ×2
//!     2031-04-12  ×2  Vera Holt · NORPRESS   wire.html:44
//! ```
//! Files named on the command line are read and not kept; without any, the record is asked.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use anstyle::Style;
use variorum_export::place::Places;
use variorum_export::series::Source;
use variorum_export::usage::line;
use variorum_text::reading::Held;
use variorum_text::usage::{Form, Heard, Usage, Use, aligned};

use crate::exit::Exit;
use crate::gathered::{Gathered, Page};
use crate::house::House;
use crate::kept::{facts, plain};

const STRONG: Style = Style::new().bold();
/// Rows of one form and things shown at most; JSON has all.
const MOST: usize = 12;
/// Names of other things shown at most.
const APART: usize = 4;

/// Show who calls a place, person or thing by which name
#[derive(clap::Args)]
#[command(after_help = "A word that is no file or folder is looked for; --of WORDS says so for certain.
Without words: the things that are called by more than one name.

Examples:
  variorum names captures/                all that have more than one name
  variorum names Velmar captures/         who says Velmar, Upper-Velmar …, when
  variorum names --of \"Lake Brona\"        the same of the record")]
pub struct Args {
    /// Words of a name, or files and folders of captures; without any of these, the record
    #[arg(value_name = "WORDS|PATH")]
    given: Vec<PathBuf>,
    /// The name to look for
    #[arg(long, value_name = "WORDS")]
    of: Option<String>,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let is_path = |p: &&PathBuf| p.exists() || looks_like_a_path(p);
    let (paths, words): (Vec<&PathBuf>, Vec<&PathBuf>) = args.given.iter().partition(is_path);
    let paths: Vec<PathBuf> = paths.into_iter().cloned().collect();
    let asked: Vec<String> = words.iter().map(|w| w.display().to_string()).chain(args.of.clone()).collect();
    let asked = asked.join(" ");
    let gathered = Gathered::of(&paths, house)?;
    let held: Vec<Held> = gathered.held();
    let pairs = aligned(&held, &gathered.meetings, gathered.rules());
    let heard = Heard::of(&held, &gathered.meetings, &pairs, gathered.rules());
    let found = if asked.is_empty() { heard.varied(&held) } else { heard.asked(&held, &asked) };
    let sources: Vec<Source> = gathered.pages.iter().map(Page::source).collect();
    let places = Places::of(&sources);
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    if house.json {
        found.iter().try_for_each(|u| writeln!(out, "{}", line(u, &places)))?;
    } else {
        found.iter().take(MOST).try_for_each(|u| print(&mut out, u, &gathered))?;
    }
    out.flush()?;
    house.say(next(&found, &asked, &gathered));
    Ok(match (found.len(), gathered.n_failed) {
        (0, 0) => Exit::NotHere,
        (_, 0) => Exit::Done,
        _ => Exit::Partial,
    })
}

/// A path that does not exist is a mistake to be told, not a name.
fn looks_like_a_path(given: &Path) -> bool {
    let text = given.to_string_lossy();
    text == "-"
        || text.contains(['/', '\\'])
        || given.extension().is_some_and(|e| e.len() <= 4 && e.len() > 1)
}

/// The command that is useful now.
fn next(found: &[Usage], asked: &str, gathered: &Gathered) -> String {
    match found.first() {
        _ if found.len() > MOST => format!("and {} more: --json has all", found.len() - MOST),
        Some(first) if gathered.is_record() => {
            let place = &first.forms[0].uses[0].places[0];
            format!("next: variorum show {}{}", gathered.pages[place.document].id, gathered.flag)
        }
        Some(_) => "--json has the places of all words".to_string(),
        None if gathered.pages.is_empty() => {
            format!("the record is empty; next: variorum add FILE…{}", gathered.flag)
        }
        None if asked.is_empty() => "nothing here is called by more than one name".to_string(),
        None => format!("no name with `{}` in the {} documents held", plain(asked), gathered.pages.len()),
    }
}

fn print(out: &mut impl Write, usage: &Usage, gathered: &Gathered) -> std::io::Result<()> {
    let names: Vec<String> = usage.forms.iter().map(|f| plain(&f.name)).collect();
    writeln!(out, "{STRONG}{}{STRONG:#}", names.join(" / "))?;
    for form in &usage.forms {
        writeln!(out, "  {}  ×{}{}", plain(&form.name), form.count, apart(form))?;
        for row in form.uses.iter().take(MOST) {
            writeln!(out, "    {}", told(row, gathered))?;
        }
        if form.uses.len() > MOST {
            writeln!(out, "    and {} more rows: --json has all", form.uses.len() - MOST)?;
        }
    }
    writeln!(out)
}

/// "   (not counted: Voice of Norland ×2)".
fn apart(form: &Form) -> String {
    let all: Vec<String> = form.apart.iter().map(|(words, n)| format!("{} ×{n}", plain(words))).collect();
    match all.len() {
        0 => String::new(),
        n if n > APART => format!("   (not counted: {} and {} more)", all[..APART].join(", "), n - APART),
        _ => format!("   (not counted: {})", all.join(", ")),
    }
}

/// "2031-04-12  ×3  Vera Holt · NORPRESS   wire.html:44".
fn told(row: &Use, gathered: &Gathered) -> String {
    let day = row.day.map_or_else(|| "no date   ".to_string(), |d| d.to_string());
    let who = row.who.told().map(str::to_string).or_else(|| Some("not a named speaker".to_string()));
    let place = &row.places[0];
    let at = gathered.pages[place.document].place(place.sentence, place.number);
    let others: BTreeSet<String> = row.others.iter().map(|o| plain(&o.name)).collect();
    let others: Vec<String> = others.into_iter().collect();
    let others = match others.as_slice() {
        [] => String::new(),
        all => format!("   (another version of the meeting: {})", all.join(", ")),
    };
    format!("{day}  ×{}  {}   {at}{others}", row.count, facts(&[who, row.publisher.clone()]))
}
