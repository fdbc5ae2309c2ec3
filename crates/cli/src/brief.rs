//! `variorum brief`: what a folder of captures or a record holds, in at most two screens.
//!
//! ```text
//! 4 documents · 3 publishers · 2 meetings · 31 turns · 2029-09-18 to 2031-04-12
//!
//! Meetings
//!   2031-04-12  The Old Hall, Brona · Vera Holt, Jon Varga     norland original, wire translation
//!               1 changed · 2 left out · variorum compare norland.txt wire.html
//! ```
//! Files named on the command line are read and not kept; without any, the record is told of. What is
//! told first is `dossier`'s to say; `--json` has all, `--html FILE` writes a page that stands alone.

mod screen;
mod short;

use std::io::Write;
use std::path::PathBuf;

use variorum_export::dossier::{Page, dossier_page};
use variorum_export::event::Pages;
use variorum_export::place::Places;
use variorum_export::series::{Sheet, Source};
use variorum_text::brief::{Brief, brief};
use variorum_text::dossier::{Found, Material, Place, Topic, choose, dossier};
use variorum_text::event::{Ledger, ledger};
use variorum_text::reading::Held;
use variorum_text::series::{Charted, chart};

use crate::exit::{Exit, Told as Failure};
use crate::gathered::{self, Gathered};
use crate::house::House;
use crate::kept::plain;

/// Say what a folder of captures, or the record, holds: who met when, figures, differences
#[derive(clap::Args)]
#[command(after_help = "Examples:
  variorum brief captures/                      what these files tell, in two screens
  variorum brief captures/ --html dossier.html  the same and more, as a page to read and print
  variorum brief --record DIR --json            all of it, as one object")]
pub struct Args {
    /// Files or folders of captures; without any, the record
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write a page of HTML that needs nothing beside it
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    html: Option<PathBuf>,
}

/// Lines of the sections of a page of HTML.
const PAGE_LINES: usize = 400;

/// What the documents tell, and how the user calls them.
pub struct Told<'t> {
    gathered: &'t Gathered,
    held: &'t [Held<'t>],
    brief: Brief,
    charted: Charted,
    ledger: Ledger,
    names: Vec<String>,
    paths: String,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let is_record = args.paths.is_empty();
    let gathered = Gathered::of(&args.paths, house)?;
    let held = gathered.held();
    let told = Told::of(&gathered, &held, &args.paths);
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    if house.json {
        let sources: Vec<Source> = gathered.pages.iter().map(gathered::Page::source).collect();
        let sheet = Sheet { charted: &told.charted, sources: &sources };
        let places = Places::of(&sources);
        let form = variorum_export::brief::brief(&told.brief, &held, &sheet, &places);
        let pages = Pages::new(&sources);
        let form = form.with_ledger(&pages, &told.ledger);
        serde_json::to_writer(&mut out, &form)?;
        writeln!(out)?;
    } else {
        let sections = dossier(&told.material());
        match &args.html {
            Some(path) => {
                let page = told.page(&sections);
                std::fs::write(path, page).map_err(|why| {
                    let path = plain(&path.display().to_string());
                    Failure::new(Exit::Unreadable, format!("cannot write `{path}`: {why}"))
                })?;
                house.say(format_args!("wrote {}", plain(&path.display().to_string())));
            }
            None => {
                let height = |line: &_, below| screen::height(&told, line, below);
                screen::show(&mut out, &told, &choose(&sections, screen::LINES - screen::HEAD, &height))?;
            }
        }
    }
    out.flush()?;
    house.say(next(&gathered, is_record, house));
    Ok(if gathered.n_failed > 0 { Exit::Partial } else { Exit::Done })
}

impl<'t> Told<'t> {
    fn of(gathered: &'t Gathered, held: &'t [Held<'t>], paths: &[PathBuf]) -> Told<'t> {
        let (rules, meetings) = (gathered.rules(), &gathered.meetings);
        // Rooms that need nothing of each other, at the same time.
        let (brief, charted, ledger) = std::thread::scope(|scope| {
            let beside = scope.spawn(|| (chart(held, meetings, rules), ledger(held, meetings, rules)));
            let brief = brief(held, meetings, rules);
            let (charted, ledger) = beside.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault));
            (brief, charted, ledger)
        });
        let names: Vec<String> = gathered.pages.iter().map(|p| p.name.clone()).collect();
        let names = short::short_names(&names);
        Told { gathered, held, brief, charted, ledger, names, paths: typed(paths) }
    }

    fn material(&self) -> Material<'_> {
        let Told { brief, charted, ledger, .. } = self;
        Material::of(self.held, Found { brief, charted, ledger, echoes: &brief.echoes })
    }

    fn page(&self, sections: &[variorum_text::dossier::Section]) -> String {
        let sources: Vec<Source> = self.gathered.pages.iter().map(gathered::Page::source).collect();
        dossier_page(&Page {
            material: &self.material(),
            sections,
            chosen: &choose(sections, PAGE_LINES, &|_, _| 1),
            sheet: Sheet { charted: &self.charted, sources: &sources },
            names: &self.names,
            unread: self.gathered.unread(&self.ledger),
            command: &|topic| self.command(topic),
            place: &|place| self.place(place),
            compare: &|a, b| self.compare(a, b),
        })
    }

    /// The command that shows all of a topic.
    fn command(&self, topic: Topic) -> Option<String> {
        let is_record = self.paths.is_empty();
        let verb = match topic {
            Topic::Meetings if is_record => "meetings",
            Topic::Meetings | Topic::Differences => return None,
            Topic::Figures => "figures",
            Topic::Echoes => "echoes",
            Topic::News => "new",
            Topic::Names => "names",
            Topic::Agreements | Topic::Events | Topic::Mentioned | Topic::Commitments => "ledger",
        };
        let only = match topic {
            Topic::Agreements => " --kind agreement",
            Topic::Commitments => " --commitments",
            _ => "",
        };
        Some(format!("variorum {verb}{}{only}{}", self.paths, self.gathered.flag))
    }

    /// The command that compares two documents.
    fn compare(&self, a: usize, b: usize) -> Option<String> {
        let (a, b) = (self.gathered.pages.get(a)?, self.gathered.pages.get(b)?);
        Some(format!("variorum compare {} {}{}", quoted(&a.name), quoted(&b.name), self.gathered.flag))
    }

    /// A place as a reader looks it up: `001:42`, a line of the file; else `001 s12`, a sentence.
    fn place(&self, place: &Place) -> String {
        let name = self.names.get(place.document).map_or("", String::as_str);
        let Some(sentence) = place.sentence else { return name.to_string() };
        let page = self.gathered.pages.get(place.document);
        match page.and_then(|p| p.line(sentence.span)) {
            Some(line) => format!("{name}:{line}"),
            None => format!("{name} s{}", sentence.number),
        }
    }
}

/// The paths as they were typed, each with a space before it; many are left out.
fn typed(paths: &[PathBuf]) -> String {
    if paths.len() > 4 {
        return " PATH…".to_string();
    }
    paths.iter().map(|p| format!(" {}", quoted(&p.display().to_string()))).collect()
}

/// A word for a shell: quoted when it holds a sign that a shell reads.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-:+,=@%~".contains(c);
    if word.chars().all(is_plain) { word.to_string() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// The command that is useful now.
fn next(gathered: &Gathered, is_record: bool, house: &House) -> String {
    let flag = crate::kept::record_flag(house);
    match (is_record, gathered.pages.is_empty()) {
        (true, true) => format!("the record is empty; next: variorum add FILE…{flag}"),
        (true, false) => format!("next: variorum check \"WORDS\"{flag}"),
        (false, _) => {
            format!("next: variorum init{flag}, then variorum add with the same paths, keeps these captures")
        }
    }
}
