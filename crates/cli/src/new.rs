//! `variorum new`: a meeting against all earlier ones at which one of its speakers spoke.
//!
//! ```text
//! 2033-05-20 · Brona · Vera Holt, Jan Lind · against 2 earlier meetings with Vera Holt, the last 2031-04-12
//!   entered  northern railway ×3 (Vera Holt 2, Jan Lind 1)   second.txt:4
//!   left     Lake Brona ×2 (Vera Holt 2)   first.txt:7
//!   Vera Holt: 2 sentences return, 11 are new
//!     again  «Thank you for coming.»   second.txt:3, before in first.txt:5
//! ```
//! Files named on the command line are read and not kept; without any, the record is asked.

use std::io::Write;
use std::path::PathBuf;

use anstyle::Style;
use variorum_export::novelty::line;
use variorum_export::place::Places;
use variorum_export::series::Source;
use variorum_text::dossier::some;
use variorum_text::meeting::Meeting;
use variorum_text::novelty::{Item, Kind, News, Novelty, novelty};
use variorum_text::reading::{Held, Place};
use variorum_text::usage::{Heard, aligned};

use crate::exit::{Exit, Told};
use crate::gathered::{Gathered, Page};
use crate::house::House;
use crate::kept::{facts, plain};

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
/// Items and sentences shown at most; JSON has all.
const MOST: usize = 10;
/// Speakers of the meetings before that are named.
const SPEAKERS: usize = 3;
/// Letters of a sentence shown at most.
const WORDS: usize = 110;

/// Set a meeting against all earlier ones of its speakers: what is new, what returns, what has gone
#[derive(clap::Args)]
#[command(
    after_help = "A meeting is set against every meeting of an earlier day at which one of its named speakers
spoke. Counted is what anybody says at the meeting, in one version of it.

Examples:
  variorum new captures/                       every meeting of a folder, by day
  variorum new captures/ --all                 also passing words and what is in doubt
  variorum new m:2031-04-12-merrow-vanholm     one meeting of the record, with its new sentences"
)]
pub struct Args {
    /// A meeting's id in the record, or files and folders of captures; without any, the record
    #[arg(value_name = "m:ID|PATH")]
    given: Vec<PathBuf>,
    /// All names and topics, passing words and those in doubt too
    #[arg(long)]
    all: bool,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let is_id = |p: &&PathBuf| p.to_string_lossy().starts_with("m:") && !p.exists();
    let (ids, paths): (Vec<&PathBuf>, Vec<&PathBuf>) = args.given.iter().partition(is_id);
    let ids: Vec<String> = ids.iter().map(|p| p.display().to_string()).collect();
    let paths: Vec<PathBuf> = paths.into_iter().cloned().collect();
    let gathered = Gathered::of(&paths, house)?;
    for id in &ids {
        if !gathered.meetings.iter().any(|m| m.id == *id) {
            return Err(Told::new(Exit::NotHere, format!("no meeting `{}` is held", plain(id)))
                .hint(format!("variorum meetings{} lists them", gathered.flag))
                .into());
        }
    }
    let held: Vec<Held> = gathered.held();
    let pairs = aligned(&held, &gathered.meetings, gathered.rules());
    let heard = Heard::of(&held, &gathered.meetings, &pairs, gathered.rules());
    let mut all = novelty(&held, &gathered.meetings, &heard, gathered.rules());
    all.retain(|n| ids.is_empty() || ids.contains(&gathered.meetings[n.meeting].id));
    let sources: Vec<Source> = gathered.pages.iter().map(Page::source).collect();
    let places = Places::of(&sources);
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    let screen = Screen { gathered: &gathered, is_one: all.len() == 1, is_all: args.all };
    for found in &all {
        match house.json {
            true => writeln!(out, "{}", line(found, &gathered.meetings, &places))?,
            false => screen.meeting(&mut out, found)?,
        }
    }
    out.flush()?;
    house.say(next(&all, &gathered));
    Ok(match (all.len(), gathered.n_failed) {
        (0, 0) => Exit::NotHere,
        (_, 0) => Exit::Done,
        _ => Exit::Partial,
    })
}

/// The command that is useful now.
fn next(all: &[Novelty], gathered: &Gathered) -> String {
    match all.iter().rev().find(|n| !n.against.meetings.is_empty()) {
        Some(last) if gathered.is_record() && all.len() > 1 => {
            format!(
                "next: variorum new {}{} shows its new sentences",
                gathered.meetings[last.meeting].id, gathered.flag
            )
        }
        Some(_) => "--all shows passing words and what is in doubt, --json every sentence".to_string(),
        None if gathered.pages.is_empty() => {
            format!("the record is empty; next: variorum add FILE…{}", gathered.flag)
        }
        None => "nobody speaks at two meetings of different days here, so nothing is set against anything"
            .to_string(),
    }
}

/// "against 2 earlier meetings with Vera Holt, the last 2031-04-12".
fn against(found: &Novelty, meetings: &[Meeting]) -> String {
    let against = &found.against;
    let last = against.meetings.first().and_then(|m| meetings[*m].date);
    let day = last.map(|d| d.to_string()).unwrap_or_default();
    let with = some(&against.speakers, SPEAKERS);
    match against.meetings.len() {
        0 => "the first of these people here".to_string(),
        1 => format!("against that of {day} with {with}"),
        n => format!("against {n} earlier meetings with {with}, the last {day}"),
    }
}

/// Meetings on a terminal.
struct Screen<'s> {
    gathered: &'s Gathered,
    is_one: bool,
    is_all: bool,
}

impl Screen<'_> {
    fn meeting(&self, out: &mut impl Write, found: &Novelty) -> std::io::Result<()> {
        let meetings = &self.gathered.meetings;
        let meeting = &meetings[found.meeting];
        let day = meeting.date.map_or_else(|| "no date".to_string(), |d| d.to_string());
        let people = meeting.participants.join(", ");
        let against = against(found, meetings);
        let head = facts(&[Some(day), meeting.place.clone(), Some(people), Some(against)]);
        writeln!(out, "{STRONG}{head}{STRONG:#}")?;
        self.items(out, "entered", &found.entered)?;
        self.items(out, "left", &found.left)?;
        for news in found.speakers.iter().filter(|_| !found.against.meetings.is_empty()) {
            self.speaker(out, news)?;
        }
        writeln!(out)
    }

    fn items(&self, out: &mut impl Write, what: &str, items: &[Item]) -> std::io::Result<()> {
        for kind in [Kind::Name, Kind::Topic] {
            let is_told = |i: &&Item| i.kind == kind && (i.is_sure || self.is_all);
            let all: Vec<&Item> = items.iter().filter(is_told).collect();
            let noun = if kind == Kind::Name { "name" } else { "topic" };
            for item in all.iter().take(MOST) {
                let by: Vec<String> = item
                    .by
                    .iter()
                    .map(|(who, n)| format!("{} {n}", who.told().map_or("not named".to_string(), plain)))
                    .collect();
                let before = if item.meetings > 1 {
                    format!(", in {} meetings", item.meetings)
                } else {
                    String::new()
                };
                let also = item.also.iter().map(|a| format!(" ({})", plain(a))).collect::<String>();
                let (words, count) = (format!("{}{also}", plain(&item.words)), item.count);
                let place = self.place(&item.place);
                writeln!(out, "  {what:7} {noun:5}  {words} ×{count} ({}{before})   {place}", by.join(", "))?;
            }
            if all.len() > MOST {
                writeln!(out, "  {what:7} {noun:5}  and {} more: --json has all", all.len() - MOST)?;
            }
        }
        Ok(())
    }

    fn speaker(&self, out: &mut impl Write, news: &News) -> std::io::Result<()> {
        let (again, new) = (news.returning.len(), news.new.len());
        writeln!(out, "  {}: {again} sentences return, {new} are new", plain(&news.speaker))?;
        for found in news.returning.iter().take(MOST) {
            let (here, there) = (self.place(&found.place), self.place(&found.earlier));
            let like = if found.is_same { "before in" } else { "nearly so in" };
            writeln!(
                out,
                "    {FAINT}again  {}   {here}, {like} {there}{FAINT:#}",
                self.words(&found.place)
            )?;
        }
        for place in news.new.iter().filter(|_| self.is_one).take(3 * MOST) {
            writeln!(out, "    new    {}   {}", self.words(place), self.place(place))?;
        }
        Ok(())
    }

    fn words(&self, place: &Place) -> String {
        let said = plain(place.span.of(&self.gathered.pages[place.document].reading.document.text));
        let cut: String = said.chars().take(WORDS).collect();
        let dots = if cut.len() < said.len() { "…" } else { "" };
        format!("«{cut}{dots}»")
    }

    fn place(&self, place: &Place) -> String {
        self.gathered.pages[place.document].place(place.sentence, place.number)
    }
}
