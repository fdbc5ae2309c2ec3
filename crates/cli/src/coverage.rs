//! `variorum coverage`: which meetings the record holds, how fully, and what is gone since.

use std::io::Write;

use variorum_export::coverage::{CoverageForm, GoneForm};
use variorum_record::{Covered, Range};

use crate::exit::Exit;
use crate::house::House;
use crate::kept::{day, facts, open, plain, record_flag, told};

/// Show which meetings are held, as transcripts or as news, and what is gone since
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
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for covered in &held {
        if house.json {
            serde_json::to_writer(&mut out, &form(covered))?;
            writeln!(out)?;
        } else {
            print(&mut out, covered)?;
        }
    }
    out.flush()?;
    let n_transcripts = held.iter().filter(|c| !c.transcripts.is_empty()).count();
    let n_gone = held.iter().filter(|c| !c.gone.is_empty()).count();
    house.say(format_args!(
        "meetings held {} · with a transcript {n_transcripts} · with a page that is gone {n_gone}",
        held.len()
    ));
    let flag = record_flag(house);
    match held.first() {
        Some(first) => house.say(format_args!("next: variorum show {}{flag}", first.meeting.id)),
        None => house.say(format_args!("next: variorum meetings{flag}")),
    }
    Ok(if held.is_empty() { Exit::NotHere } else { Exit::Done })
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
