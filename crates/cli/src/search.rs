//! `variorum search`: words in the record.

use std::io::Write;

use variorum_export::record::hit;
use variorum_record::{Found, Limits};

use crate::exit::{Exit, Told};
use crate::house::House;
use crate::kept::{day, facts, open, plain, record_flag, told, witness};

/// Search the words of the record
#[derive(clap::Args)]
pub struct Args {
    /// Words that must all stand in a sentence; "in quotes" one after the other
    #[arg(required = true)]
    words: Vec<String>,
    /// Only words of this speaker
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Only from this day on, as 2031-05-25
    #[arg(long, value_name = "DAY")]
    from: Option<jiff::civil::Date>,
    /// Only up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<jiff::civil::Date>,
    /// Only of this publisher
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Most statements to show
    #[arg(long, default_value_t = 20)]
    limit: usize,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let record = open(house)?;
    let query = args.words.join(" ");
    if query.chars().all(|c| !c.is_alphanumeric()) {
        return Err(Told::new(Exit::Usage, "there is no word to search for").into());
    }
    let publishers = match &args.publisher {
        Some(asked) => record.publishers_like(asked).map_err(told)?,
        None => Vec::new(),
    };
    if let (Some(asked), true) = (&args.publisher, publishers.is_empty()) {
        return Err(
            Told::new(Exit::NotHere, format!("no publisher `{}` in this record", plain(asked))).into()
        );
    }
    let limits = Limits { by: args.by.clone(), from: args.from, to: args.to, publishers };
    let found = record.search(&query, &limits, args.limit).map_err(told)?;
    let mut out = std::io::stdout().lock();
    for one in &found {
        if house.json {
            let form = witness(&one.row, &one.document);
            let form = hit(form, &one.document.text, &one.hits, one.n_witnesses, one.score);
            serde_json::to_writer(&mut out, &form)?;
            writeln!(out)?;
        } else {
            print(&mut out, one)?;
        }
    }
    match found.first() {
        Some(first) => {
            house.say(format_args!("next: variorum show {}{}", first.row.statement.id, record_flag(house)));
            Ok(Exit::Done)
        }
        None => {
            let scope = record.scope().map_err(told)?;
            house.say(format_args!("no statement of the {} captures holds these words", scope.captures));
            house.say(format_args!("next: variorum check \"WORDS\"{}", record_flag(house)));
            Ok(Exit::NotHere)
        }
    }
}

fn print(out: &mut impl Write, one: &Found) -> std::io::Result<()> {
    let (entry, statement) = (&one.document.entry, &one.row.statement);
    let who = statement.speaker.clone().or(statement.label.clone()).unwrap_or_else(|| "narration".into());
    let copies = (one.n_witnesses > 1).then(|| format!("×{}", one.n_witnesses));
    let date = day(entry.day.map(|d| d.to_string()));
    let source = entry.publisher.clone().or(Some(entry.capture.source.clone()));
    writeln!(out, "{}", facts(&[date, Some(who), source, copies]))?;
    writeln!(out, "  {}", plain(statement.span.of(&one.document.text)))?;
    writeln!(out, "  {}  {}\n", statement.id, entry.id)
}
