//! `variorum coverage`: which meetings are known, how fully they are held, and what is gone since.
//!
//! A meeting is known when the record holds a document of it, or when a document speaks of it; the ledger
//! tells the second. For that the documents are read again, the latest ones where they are many.

use std::io::Write;

use jiff::civil::Date;
use variorum_export::coverage::{CoverageForm, GoneForm, MentionForm};
use variorum_record::{Covered, Range, Record};
use variorum_text::event::{Event, ledger};
use variorum_text::reading::Held;
use variorum_text::rules::events::EventKind;
use variorum_text::time::Interval;

use crate::exit::Exit;
use crate::gathered::{Page, reread};
use crate::house::House;
use crate::kept::{day, facts, open, plain, record_flag, told};

/// Documents that are read for the meetings they mention: some seconds of work.
const MOST_READ: usize = 1000;

/// Show which meetings are known, which are held as transcripts or as news, and what is gone since
#[derive(clap::Args)]
pub struct Args {
    /// Only meetings in which this person takes part
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Only from this day on, as 2031-05-25
    #[arg(long, value_name = "DAY")]
    from: Option<jiff::civil::Date>,
    /// Only up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<jiff::civil::Date>,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let record = open(house)?;
    let range = Range { by: args.by.clone(), from: args.from, to: args.to };
    let held = record.coverage(&range).map_err(told)?;
    let mentions = Mentions::of(&record, &range)?;
    let mut lines: Vec<Known> = held.iter().map(Known::Held).collect();
    lines.extend(mentions.events.iter().map(|e| Known::Mentioned(e, mentions.documents_of(e))));
    lines.sort_by_key(Known::order);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for known in &lines {
        match (known, house.json) {
            (_, true) => {
                serde_json::to_writer(&mut out, &known.form())?;
                writeln!(out)?;
            }
            (Known::Held(covered), _) => print(&mut out, covered)?,
            (Known::Mentioned(event, documents), _) => print_mentioned(&mut out, event, documents)?,
        }
    }
    out.flush()?;
    say(house, &held, &mentions);
    Ok(match (lines.is_empty(), mentions.n_failed) {
        (_, 1..) => Exit::Partial,
        (true, _) => Exit::NotHere,
        _ => Exit::Done,
    })
}

fn say(house: &House, held: &[Covered], mentions: &Mentions) {
    let n_transcripts = held.iter().filter(|c| !c.transcripts.is_empty()).count();
    let n_gone = held.iter().filter(|c| !c.gone.is_empty()).count();
    house.say(format_args!(
        "meetings held {} · with a transcript {n_transcripts} · with a page that is gone {n_gone} · known only from mention {}",
        held.len(),
        mentions.events.len()
    ));
    let n_read = mentions.ids.len();
    if n_read < mentions.n_documents {
        house.say(format_args!(
            "mentions are those of the latest {n_read} of {} documents",
            mentions.n_documents
        ));
    }
    let flag = record_flag(house);
    match held.first() {
        Some(first) => house.say(format_args!("next: variorum show {}{flag}", first.meeting.id)),
        None => house.say(format_args!("next: variorum meetings{flag}")),
    }
}

/// Meetings that documents speak of and that are not held.
struct Mentions {
    events: Vec<Event>,
    /// Ids of the documents that were read, by their index in the events.
    ids: Vec<String>,
    /// Documents of the record.
    n_documents: usize,
    n_failed: usize,
}

impl Mentions {
    /// Reads the latest documents of a record for the meetings of a range that they mention.
    fn of(record: &Record, range: &Range) -> anyhow::Result<Mentions> {
        let mut documents = record.documents().map_err(told)?;
        documents.retain(|d| d.is_current);
        let n_documents = documents.len();
        documents.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.id.cmp(&b.id)));
        documents.truncate(MOST_READ);
        let (pages, n_failed) = reread(record, documents.into_iter())?;
        let held: Vec<Held> = pages.iter().map(Page::held).collect();
        let mut events = ledger(&held, &record.meetings().map_err(told)?, record.rules()).events;
        let is_meeting = |k| matches!(k, EventKind::Meeting | EventKind::Visit | EventKind::Summit);
        events
            .retain(|e| is_meeting(e.kind) && e.held.is_none() && range.holds(e.interval, &e.people, record));
        let ids = pages.into_iter().map(|page| page.id).collect();
        Ok(Mentions { events, ids, n_documents, n_failed })
    }

    /// The documents that mention an event, each once.
    fn documents_of(&self, event: &Event) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for mention in &event.mentions {
            found.extend(self.ids.get(mention.document).map(String::as_str).filter(|id| !found.contains(id)));
        }
        found
    }
}

/// A meeting of the coverage.
enum Known<'r> {
    Held(&'r Covered),
    /// With the documents that mention it.
    Mentioned(&'r Event, Vec<&'r str>),
}

impl<'r> Known<'r> {
    /// By day; those without one come last.
    fn order(&self) -> (bool, Option<Date>, &'r str) {
        let (day, id) = match self {
            Known::Held(covered) => (covered.meeting.date, &covered.meeting.id),
            Known::Mentioned(event, _) => (event.interval.and_then(|i| i.start.or(i.end)), &event.id),
        };
        (day.is_none(), day, id)
    }

    fn form(&self) -> CoverageForm<'r> {
        match self {
            Known::Held(covered) => form(covered),
            Known::Mentioned(event, documents) => mentioned(event, documents),
        }
    }
}

fn mentioned<'r>(event: &'r Event, documents: &[&'r str]) -> CoverageForm<'r> {
    let mut form = CoverageForm::new(&event.id, &event.people);
    form.date = one_day(event.interval).map(|d| d.to_string());
    form.interval = event.interval.map(|i| (i.start.map(|d| d.to_string()), i.end.map(|d| d.to_string())));
    form.place = event.place.as_deref();
    form.mentioned_in = documents.to_vec();
    form.mention = Some(MentionForm {
        kind: event.kind.as_str(),
        label: &event.label,
        status: event.status.as_str(),
        basis: event.basis.as_str(),
    });
    form
}

/// The day of an interval that is one day.
fn one_day(interval: Option<Interval>) -> Option<Date> {
    interval.and_then(|i| i.start.filter(|start| i.end == Some(*start)))
}

fn print_mentioned(out: &mut impl Write, event: &Event, documents: &[&str]) -> std::io::Result<()> {
    let end = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let days = match (one_day(event.interval), event.interval) {
        (Some(day), _) => Some(day.to_string()),
        (None, Some(i)) => Some(format!("{}–{}", end(i.start), end(i.end))),
        _ => None,
    };
    let people = event.people.join(", ");
    writeln!(out, "{}", facts(&[day(days), Some(people), event.place.clone()]))?;
    let n = match documents.len() {
        1 => "one document".to_string(),
        n => format!("{n} documents"),
    };
    writeln!(
        out,
        "  {} · {} · known only from mention in {n}",
        plain(&event.label),
        event.status.as_str().replace('_', " ")
    )?;
    writeln!(out, "  {}\n", documents.join(" "))
}

fn form(covered: &Covered) -> CoverageForm<'_> {
    let meeting = &covered.meeting;
    let mut form = CoverageForm::new(&meeting.id, &meeting.participants);
    form.date = meeting.date.map(|d| d.to_string());
    form.place = meeting.place.as_deref();
    form.held = true;
    form.documents = meeting.members.iter().map(|m| m.document.as_str()).collect();
    form.transcripts = &covered.transcripts;
    form.publishers = &covered.publishers;
    form.gone =
        covered.gone.iter().map(|g| GoneForm { url: &g.url, seen: &g.seen, missing: &g.missing }).collect();
    form
}

fn print(out: &mut impl Write, covered: &Covered) -> std::io::Result<()> {
    let meeting = &covered.meeting;
    let people = meeting.participants.join(", ");
    writeln!(
        out,
        "{}",
        facts(&[day(meeting.date.map(|d| d.to_string())), Some(people), meeting.place.clone()])
    )?;
    let (n, with_turns) = (meeting.members.len(), covered.transcripts.len());
    let held = match (n, with_turns) {
        (1, 1) => "one transcript".to_string(),
        (1, _) => "one document without turns".to_string(),
        (n, 0) => format!("{n} documents, none with turns"),
        (n, with_turns) => format!("{n} documents, {with_turns} with turns"),
    };
    writeln!(out, "  {}", facts(&[Some(held), Some(covered.publishers.join(", "))]))?;
    for gone in &covered.gone {
        let (seen, missing) = (plain(&gone.seen), plain(&gone.missing));
        writeln!(
            out,
            "  {}: present in the capture of {seen}, absent in that of {missing}",
            plain(&gone.url)
        )?;
    }
    writeln!(out, "  {}\n", meeting.id)
}
