//! `variorum people`: who speaks in the record, and whom a label means.
//!
//! `import` reads people and posts (`people/import.rs`); `table` and `popolo` know the forms of files.

mod import;
mod popolo;
mod table;

use std::io::Write;

use variorum_export::people::{PostForm, person, unresolved};
use variorum_record::Record;
use variorum_text::people::wanted::Wanted;
use variorum_text::people::{Held, Known, Likeness, Register, Unresolved};

use crate::exit::{Exit, Told};
use crate::house::House;
use crate::kept::{facts, open, plain, record_flag, told};

/// Show who speaks in the record, and which labels name nobody
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// Only this person: a name in any form, or an id
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// List labels that name nobody, or several, with their candidates and places
    #[arg(long, conflicts_with = "name")]
    unresolved: bool,
    /// Most people or labels to show
    #[arg(long, default_value_t = 50)]
    limit: usize,
}

#[derive(clap::Subcommand)]
enum Command {
    Import(import::Args),
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    if let Some(Command::Import(args)) = &args.command {
        return import::run(args, house);
    }
    let record = open(house)?;
    let people = record.people().map_err(told)?;
    if args.unresolved {
        return list_unresolved(&people.unresolved, args.limit, house);
    }
    let mut shown: Vec<&Known> = people.persons.iter().collect();
    if let Some(asked) = &args.name {
        shown.retain(|known| is_asked(known, asked, &record));
        if shown.is_empty() {
            let message = format!("nobody called `{}` speaks in this record", plain(asked));
            let hint = format!("list who does with `variorum people{}`", record_flag(house));
            return Err(Told::new(Exit::NotHere, message).hint(hint).into());
        }
    }
    list(&shown, args, &record, house)?;
    let open = people.unresolved.len();
    if args.name.is_none() && open > 0 {
        house.say(format_args!("{open} labels name nobody, or several"));
    }
    let flag = record_flag(house);
    house.say(match shown.as_slice() {
        [one] => format!("next: variorum search WORDS --by \"{}\"{flag}", one.name),
        [] => format!("next: variorum people --unresolved{flag}"),
        [first, ..] => format!("next: variorum people \"{}\"{flag}", first.name),
    });
    Ok(Exit::Done)
}

/// True for the id, and for a name that is surely this person's.
fn is_asked(known: &Known, asked: &str, record: &Record) -> bool {
    let rules = record.rules();
    let Some(wanted) = Wanted::of(asked, rules) else { return false };
    let names = std::iter::once(&known.name).chain(known.forms.iter().map(|(form, _)| form));
    known.id == asked || names.into_iter().any(|n| wanted.likeness(n, &[], rules) <= Likeness::Part)
}

fn list(shown: &[&Known], args: &Args, record: &Record, house: &House) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let limit = if args.name.is_some() { usize::MAX } else { args.limit };
    for known in shown.iter().take(limit) {
        let posts = posts(known, record);
        if house.json {
            serde_json::to_writer(&mut out, &person(known, posts))?;
            writeln!(out)?;
        } else {
            print(&mut out, known, &posts, args.name.is_some())?;
        }
    }
    out.flush()?;
    if shown.len() > limit {
        house.say(format_args!("… and {} more; `--limit N` shows them", shown.len() - limit));
    }
    Ok(())
}

/// The posts that the tables know of a person.
fn posts(known: &Known, record: &Record) -> Vec<PostForm> {
    let register = Register::asking(record.rules());
    let Some(at) = register.of_id(&known.id) else { return Vec::new() };
    let form = |p: &variorum_text::people::Post| PostForm {
        office: p.office.key.replace('_', " "),
        body: p.office.body.clone(),
        start: p.start.map(|w| w.written()),
        end: p.end.map(|w| w.written()),
        source: p.source.clone(),
    };
    register.posts_of(at).map(form).collect()
}

fn print(out: &mut impl Write, known: &Known, posts: &[PostForm], is_whole: bool) -> std::io::Result<()> {
    writeln!(out, "{}  {}", plain(&known.name), known.id)?;
    let counts = counts(known.turns, known.documents.len());
    let few = if is_whole { known.publishers.len() } else { 3 };
    let mut publishers = known.publishers.iter().take(few).cloned().collect::<Vec<_>>().join(", ");
    if known.publishers.len() > few {
        publishers.push_str(" …");
    }
    writeln!(out, "  {}", facts(&[Some(counts), Some(publishers)]))?;
    let most = if is_whole { usize::MAX } else { 4 };
    for office in known.offices.iter().take(most) {
        writeln!(out, "  {}", told_office(office))?;
    }
    let forms: Vec<String> =
        known.forms.iter().take(most).map(|(f, n)| format!("{} ×{n}", plain(f))).collect();
    if !forms.is_empty() {
        writeln!(out, "  printed {}", forms.join(" · "))?;
    }
    if is_whole {
        for post in posts {
            let days =
                format!("{} to {}", post.start.as_deref().unwrap_or("…"), post.end.as_deref().unwrap_or("…"));
            let what =
                facts(&[Some(post.office.clone()), post.body.clone(), Some(days), Some(post.source.clone())]);
            writeln!(out, "  register: {what}")?;
        }
        for document in &known.documents {
            writeln!(out, "  {document}")?;
        }
    }
    writeln!(out)
}

fn counts(turns: usize, documents: usize) -> String {
    let ending = |n: usize| if n == 1 { "" } else { "s" };
    format!("{turns} turn{} · {documents} document{}", ending(turns), ending(documents))
}

/// "President of Norland · 2031-03-01 to 2031-04-12 (3 days)".
fn told_office(office: &Held) -> String {
    let days = match (office.first, office.last) {
        (Some(first), Some(last)) if first == last => Some(format!("on {first}")),
        (Some(first), Some(last)) => Some(format!("{first} to {last} ({} days)", office.n_days)),
        _ => None,
    };
    facts(&[Some(office.office.clone()), days])
}

fn list_unresolved(open: &[Unresolved], limit: usize, house: &House) -> anyhow::Result<Exit> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for one in open.iter().take(limit) {
        if house.json {
            serde_json::to_writer(&mut out, &unresolved(one))?;
            writeln!(out)?;
            continue;
        }
        let documents = one.places.len();
        writeln!(out, "{}  {}", plain(&one.label), counts(one.turns, documents))?;
        for (id, name) in &one.candidates {
            writeln!(out, "  may be {}  {id}", plain(name))?;
        }
        for (document, turns) in one.places.iter().take(3) {
            writeln!(out, "  {document} ×{turns}")?;
        }
        if documents > 3 {
            writeln!(out, "  … and {} more documents", documents - 3)?;
        }
    }
    out.flush()?;
    if open.len() > limit {
        house.say(format_args!("… and {} more; `--limit N` shows them", open.len() - limit));
    }
    let flag = record_flag(house);
    house.say(match open.first().and_then(|o| o.places.first()) {
        Some((document, _)) => format!("next: variorum show {document}{flag}"),
        None => format!("every label names one person\nnext: variorum people{flag}"),
    });
    Ok(Exit::Done)
}
