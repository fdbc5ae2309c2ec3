//! `variorum echoes`: where a speaker cites another or himself, and whether the words cited are there.
//!
//! ```text
//! altered · Jan Lind cites Vera Holt   comparator dropped
//!   as you mentioned, has increased by 16 percent                     wire.html:44
//!   our trade turnover increased by more than 16 percent  Vera Holt   wire.html:31
//! ```
//! Files named on the command line are read and not kept; without any, the record is asked.

use std::io::Write;
use std::path::PathBuf;

use anstyle::Style;
use variorum_export::echo::line;
use variorum_export::place::Places;
use variorum_export::series::Source;
use variorum_text::echo::{Echo, Verdict, echoes};
use variorum_text::people::name::Likeness;
use variorum_text::people::wanted::Wanted;
use variorum_text::reading::{Held, Place};
use variorum_text::rules::Rules;

use crate::exit::{Exit, Told};
use crate::gathered::{Gathered, Page};
use crate::house::House;
use crate::kept::plain;

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
/// Letters of a line of words shown at most.
const WORDS: usize = 150;

/// Show where speakers cite what was said ("as you noted"), and whether it is there
#[derive(clap::Args)]
#[command(after_help = "Verdicts:
  supported   the content stands in the words found, in these or other words
  altered     it stands there, and a figure, a bound, a negation, a name or the reach differs
  not_found   the words of the one cited are held, and nothing close is there
  not_held    the occasion is not in these documents

Examples:
  variorum echoes captures/                    all of them, altered ones first
  variorum echoes --by \"Jan Lind\" --verdict altered")]
pub struct Args {
    /// Files or folders of captures; without any, the record
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only echoes of this speaker
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Only those with this verdict
    #[arg(long, value_name = "V", value_parser = ["supported", "altered", "not_held", "not_found"])]
    verdict: Option<String>,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let gathered = Gathered::of(&args.paths, house)?;
    let held: Vec<Held> = gathered.held();
    let all = echoes(&held, &gathered.meetings, gathered.rules());
    let found = narrowed(all, args, gathered.rules())?;
    let sources: Vec<Source> = gathered.pages.iter().map(Page::source).collect();
    let places = Places::of(&sources);
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    if house.json {
        found.iter().try_for_each(|e| writeln!(out, "{}", line(e, &places)))?;
    } else {
        print(&mut out, &found, &gathered)?;
    }
    out.flush()?;
    house.say(next(&found, &gathered));
    Ok(match (found.len(), gathered.n_failed) {
        (0, 0) => Exit::NotHere,
        (_, 0) => Exit::Done,
        _ => Exit::Partial,
    })
}

fn narrowed(mut all: Vec<Echo>, args: &Args, rules: &Rules) -> anyhow::Result<Vec<Echo>> {
    if let Some(name) = &args.by {
        let wanted = Wanted::of(name, rules).ok_or_else(|| {
            Told::new(Exit::Usage, format!("`{}` names nobody", plain(name)))
                .hint("name a person: --by \"Vera Holt\"")
        })?;
        let mut people: Vec<String> = all.iter().filter_map(|e| e.mention.speaker.clone()).collect();
        people.sort();
        people.dedup();
        let said = |s: &str| matches!(wanted.likeness(s, &people, rules), Likeness::Same | Likeness::Part);
        all.retain(|e| e.mention.speaker.as_deref().is_some_and(said));
    }
    if let Some(verdict) = &args.verdict {
        all.retain(|e| e.verdict.as_str() == verdict);
    }
    Ok(all)
}

/// The command that is useful now.
fn next(found: &[Echo], gathered: &Gathered) -> String {
    match found.iter().find_map(|e| e.original.as_ref().map(|o| (e, o))) {
        Some((echo, original)) => {
            let name = |p: &Place| gathered.pages[p.document].name.clone();
            let of = if original.document == echo.mention.document {
                format!("variorum show {}{}", name(original), gathered.flag)
            } else {
                format!("variorum compare {} {}{}", name(original), name(&echo.mention), gathered.flag)
            };
            if gathered.is_record() {
                format!("next: {of}")
            } else {
                "--json has the places of all words".to_string()
            }
        }
        None if gathered.pages.is_empty() => {
            format!("the record is empty; next: variorum add FILE…{}", gathered.flag)
        }
        None => format!("no such echo in the {} documents held", gathered.pages.len()),
    }
}

fn print(out: &mut impl Write, found: &[Echo], gathered: &Gathered) -> std::io::Result<()> {
    for verdict in Verdict::ALL {
        for echo in found.iter().filter(|e| e.verdict == verdict) {
            one(out, echo, gathered)?;
        }
    }
    let count = |v: Verdict| found.iter().filter(|e| e.verdict == v).count();
    let counts: Vec<String> = Verdict::ALL
        .into_iter()
        .filter(|v| count(*v) > 0)
        .map(|v| format!("{} {}", count(v), spoken(v)))
        .collect();
    if counts.is_empty() { Ok(()) } else { writeln!(out, "{}", counts.join(" · ")) }
}

fn spoken(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "supported",
        Verdict::Altered => "altered",
        Verdict::NotHeld => "not held",
        Verdict::NotFound => "not found",
    }
}

fn one(out: &mut impl Write, echo: &Echo, gathered: &Gathered) -> std::io::Result<()> {
    let who = echo.mention.speaker.as_deref().map_or_else(|| "somebody".to_string(), plain);
    let whom = match (&echo.credited_to, &echo.mention.speaker) {
        (Some(name), Some(own)) if name == own => "his or her own words".to_string(),
        (Some(name), _) => plain(name),
        (None, _) => "not said whom".to_string(),
    };
    let doubt = echo.doubt.map(|d| format!("   in doubt: {}", d.words())).unwrap_or_default();
    let verdict = spoken(echo.verdict);
    writeln!(out, "{STRONG}{verdict}{STRONG:#} · {who} cites {whom} · {}{FAINT}{doubt}{FAINT:#}", echo.note)?;
    writeln!(out, "  {}", words(&echo.mention, gathered))?;
    if let Some(original) = &echo.original {
        writeln!(out, "  {FAINT}from{FAINT:#} {}", words(original, gathered))?;
        let text = |p: &Place| gathered.pages[p.document].reading.document.text.as_str();
        for one in &echo.alterations {
            writeln!(out, "  {}", plain(&one.side_by_side(text(original), text(&echo.mention))))?;
        }
    }
    writeln!(out)
}

/// "as you mentioned, has increased by 16 percent   Jan Lind · wire.html:44".
fn words(place: &Place, gathered: &Gathered) -> String {
    let page = &gathered.pages[place.document];
    let said = plain(place.span.of(&page.reading.document.text));
    let cut: String = said.chars().take(WORDS).collect();
    let dots = if cut.len() < said.len() { "…" } else { "" };
    let who = place.speaker.as_deref().map(|s| format!("{} · ", plain(s))).unwrap_or_default();
    format!("«{cut}{dots}»   {who}{}", page.place(place.sentence, place.number))
}
