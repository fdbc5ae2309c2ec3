//! `variorum ledger`: the events and agreements that documents hold or speak of, and what was promised.
//!
//! ```text
//! 2031-04-12                agreement  Treaty on River Traffic · signed · derived
//!   rests on “today we will sign” in wire.html, said on 2031-04-12; “signed in April 2031” in portal.html
//!   planned    2031-04-12  Vera Holt   wire.html:12   Today we will sign the Treaty on River Traffic.
//! ```
//! Files named on the command line are read and not kept; without any, the record is asked.

use std::io::Write;
use std::path::PathBuf;

use anstyle::Style;
use variorum_export::event::{Pages, commitment_line, event_line, known};
use variorum_export::series::Source;
use variorum_text::event::{Basis, Commitment, Doubt, Event, EventKind, Ledger, Mention, Status, ledger};
use variorum_text::reading::Held;
use variorum_text::time::Interval;

use crate::exit::{Exit, Told};
use crate::gathered::{Gathered, Page};
use crate::house::House;
use crate::kept::{facts, plain, record_flag};

const STRONG: Style = Style::new().bold();

/// Show events and agreements, on what each rests, and what was promised
#[derive(clap::Args)]
#[command(after_help = "Examples:
  variorum ledger captures/                      what was held, signed, planned, and who says so
  variorum ledger --kind agreement --from 2022-01-01
  variorum ledger captures/ --commitments        what speakers said they will do")]
pub struct Args {
    /// Files or folders of captures; without any, the record
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only events of this kind: meeting, visit, summit, agreement, decision, anniversary, other
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Only events of this status: planned, signed, in_force, held, cancelled, mentioned
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// Only events that can be on this day or later, as 2031-05-25
    #[arg(long, value_name = "DAY")]
    from: Option<jiff::civil::Date>,
    /// Only events that can be on this day or earlier
    #[arg(long, value_name = "DAY")]
    to: Option<jiff::civil::Date>,
    /// Show what speakers bind themselves to
    #[arg(long)]
    commitments: bool,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    check(args)?;
    let is_record = args.paths.is_empty();
    let gathered = Gathered::of(&args.paths, house)?;
    let held: Vec<Held> = gathered.held();
    let told = narrowed(ledger(&held, &gathered.meetings, gathered.rules()), args);
    let sources: Vec<Source> = gathered.pages.iter().map(Page::source).collect();
    let pages = Pages::new(&sources);
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    if house.json {
        print_json(&mut out, &pages, &told, args)?;
    } else {
        Screen { pages: &pages, gathered: &gathered }.print(&mut out, &told, args)?;
    }
    out.flush()?;
    if let Some(unread) = gathered.unread(&told) {
        house.say(unread);
    }
    house.say(next(&told, &gathered, is_record, args, house));
    let n = if args.commitments { told.commitments.len() } else { told.events.len() };
    Ok(match (n, gathered.n_failed) {
        (0, 0) => Exit::NotHere,
        (_, 0) => Exit::Done,
        _ => Exit::Partial,
    })
}

/// Refuses kinds and statuses that there are not.
fn check(args: &Args) -> anyhow::Result<()> {
    let statuses = ["planned", "signed", "in_force", "held", "cancelled", "mentioned"];
    if let Some(kind) = args.kind.as_deref().filter(|k| EventKind::named(k).is_none()) {
        return Err(Told::new(Exit::Usage, format!("`{}` is no kind of event", plain(kind)))
            .hint("meeting, visit, summit, agreement, decision, anniversary or other")
            .into());
    }
    if let Some(status) = args.status.as_deref().filter(|s| !statuses.contains(s)) {
        return Err(Told::new(Exit::Usage, format!("`{}` is no status of an event", plain(status)))
            .hint(statuses.join(", "))
            .into());
    }
    Ok(())
}

/// What is asked for, out of all.
fn narrowed(mut told: Ledger, args: &Args) -> Ledger {
    let fits = |interval: Option<Interval>| {
        let after = args.from.is_none_or(|d| interval.is_some_and(|i| i.end.is_none_or(|e| e >= d)));
        let before = args.to.is_none_or(|d| interval.is_some_and(|i| i.start.is_none_or(|s| s <= d)));
        after && before
    };
    told.events.retain(|e| {
        args.kind.as_deref().is_none_or(|k| e.kind.as_str() == k)
            && args.status.as_deref().is_none_or(|s| e.status.as_str() == s)
            && fits(e.interval)
    });
    told.commitments.retain(|c| {
        args.from.is_none_or(|d| c.day.is_some_and(|p| p >= d))
            && args.to.is_none_or(|d| c.day.is_some_and(|p| p <= d))
    });
    told
}

fn print_json(out: &mut impl Write, pages: &Pages, told: &Ledger, args: &Args) -> std::io::Result<()> {
    if args.commitments {
        return told.commitments.iter().try_for_each(|c| writeln!(out, "{}", commitment_line(pages, c)));
    }
    told.events.iter().try_for_each(|e| writeln!(out, "{}", event_line(pages, e)))
}

/// The command that is useful now.
fn next(told: &Ledger, gathered: &Gathered, is_record: bool, args: &Args, house: &House) -> String {
    let flag = record_flag(house);
    match (is_record, gathered.pages.is_empty()) {
        (true, true) => format!("the record is empty; next: variorum add FILE…{flag}"),
        _ if args.commitments => {
            format!("{} commitments; --json has the follow-ups in full", told.commitments.len())
        }
        _ => format!(
            "{} events, {} commitments (--commitments shows them)",
            told.events.len(),
            told.commitments.len()
        ),
    }
}

/// The ledger on a terminal.
struct Screen<'s> {
    pages: &'s Pages<'s>,
    gathered: &'s Gathered,
}

impl Screen<'_> {
    fn print(&self, out: &mut impl Write, told: &Ledger, args: &Args) -> std::io::Result<()> {
        if args.commitments {
            return told.commitments.iter().try_for_each(|c| self.commitment(out, c));
        }
        told.events.iter().try_for_each(|e| self.event(out, e))
    }

    fn event(&self, out: &mut impl Write, event: &Event) -> std::io::Result<()> {
        let when = event.interval.map_or_else(|| "no date".to_string(), days);
        let only = event.held.is_none().then(|| known(event).to_string());
        let head = facts(&[
            Some(plain(&event.label)),
            Some(event.status.as_str().replace('_', " ")),
            event.place.as_deref().map(plain),
            only,
        ]);
        writeln!(out, "{STRONG}{when:24}  {:11}{STRONG:#}  {head}", event.kind.as_str())?;
        if let Some(why) = self.pages.rests_on(event).filter(|_| event.basis == Basis::Derived) {
            writeln!(out, "  rests on {}", plain(&why))?;
        }
        for (n, mention) in event.mentions.iter().enumerate() {
            let step = event.steps.iter().find(|s| s.mention == n).map_or("", |s| step(s.status));
            writeln!(out, "  {step:11}{}", self.mention(mention))?;
        }
        Ok(())
    }

    fn mention(&self, mention: &Mention) -> String {
        let page = &self.gathered.pages[mention.document];
        let day = mention.day.map_or_else(|| "no date".to_string(), |d| d.to_string());
        let place = page.place(mention.sentence, mention.number);
        let words = plain(&self.pages.words(mention.document, mention.span));
        format!("{day}  {}", facts(&[mention.speaker.clone(), Some(place), Some(format!("“{words}”"))]))
    }

    fn commitment(&self, out: &mut impl Write, one: &Commitment) -> std::io::Result<()> {
        let page = &self.gathered.pages[one.document];
        let day = one.day.map_or_else(|| "no date".to_string(), |d| d.to_string());
        let who = one.speaker.clone().unwrap_or_else(|| "not named".to_string());
        let words = |span| plain(&self.pages.words(one.document, span));
        let when = one.interval.map(|i| format!("by when: {}", days(i)));
        let place = page.place(one.sentence, one.number);
        let doubt = one.doubt.filter(|d| *d != Doubt::Vague).map(|d| format!("in doubt: {}", d.words()));
        writeln!(out, "{STRONG}{day}  {who}{STRONG:#}  “{}” {}", words(one.cue), words(one.action))?;
        let later = one.follow_up().unwrap_or("not certain whether a later day tells of it").to_string();
        writeln!(out, "  {}", facts(&[Some(place), when, Some(later), doubt]))?;
        for later in &one.followed {
            let page = &self.gathered.pages[later.document];
            let day = later.day.map_or_else(String::new, |d| d.to_string());
            let words = plain(&self.pages.words(later.document, later.sentence));
            let place = page.place(later.sentence, later.number);
            writeln!(out, "    {day}  {}", facts(&[later.speaker.clone(), Some(place), Some(words)]))?;
        }
        Ok(())
    }
}

/// `2031-04-12`, or `2031-04-01 to 2031-04-30`.
fn days(interval: Interval) -> String {
    let end = |d: Option<jiff::civil::Date>| d.map_or_else(|| "…".to_string(), |d| d.to_string());
    match interval.start == interval.end {
        true => end(interval.start),
        false => format!("{} to {}", end(interval.start), end(interval.end)),
    }
}

fn step(status: Status) -> &'static str {
    match status {
        Status::InForce => "in force",
        other => other.as_str(),
    }
}
