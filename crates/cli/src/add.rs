//! `variorum add`: captures into the record.

use std::io::{IsTerminal, Read, Write};
use std::path::PathBuf;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use variorum_export::record::added;
use variorum_record::{Added, Provenance, Record, Status, files_under};
use variorum_text::page::MediaType;

use crate::captures::page_at;
use crate::exit::{Exit, Told};
use crate::house::House;
use crate::kept::{open_to_write, plain, record_flag, told};

/// Put captures into the record
#[derive(clap::Args)]
pub struct Args {
    /// Files, folders or WARC files; - for standard input
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// The address the capture came from (for a single page)
    #[arg(long)]
    url: Option<String>,
    /// When it was captured, as 2031-05-25T10:00:00Z (for a single page)
    #[arg(long)]
    captured: Option<String>,
}

/// An input: where it is, and what the record calls it.
struct Input {
    path: PathBuf,
    name: String,
}

#[derive(Default)]
struct Counts {
    new: usize,
    known: usize,
    failed: usize,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let mut counts = Counts::default();
    let mut record = open_to_write(house)?;
    let inputs = find(&args.inputs)?;
    if (args.url.is_some() || args.captured.is_some()) && inputs.len() != 1 {
        return Err(Told::new(Exit::Usage, "`--url` and `--captured` belong to a single page").into());
    }
    let from = Provenance { url: args.url.clone(), captured: args.captured.clone() };
    let bar = progress(inputs.len(), house);
    let mut adder = record.adder().map_err(told)?;
    let mut tell = |a: &Added| tell_one(a, &mut counts, house, &bar);
    for input in &inputs {
        if input.name == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
            adder.bytes(bytes, "-", MediaType::Text, &from, &mut tell).map_err(told)?;
        } else {
            adder.file(&input.path, &input.name, &from, &mut tell).map_err(told)?;
        }
        bar.inc(1);
    }
    adder.finish(&mut tell).map_err(told)?;
    bar.finish_and_clear();
    if !house.json {
        writeln!(
            std::io::stdout(),
            "new {} · known {} · failed {}",
            counts.new,
            counts.known,
            counts.failed
        )?;
    }
    house.say(format_args!("next: variorum {}{}", next(args, &record)?, record_flag(house)));
    Ok(match (counts.new + counts.known, counts.failed) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Unreadable,
        _ => Exit::Partial,
    })
}

/// What is useful now: the log of a page that has several captures, else the meetings.
fn next(args: &Args, record: &Record) -> anyhow::Result<String> {
    let page = match &args.url {
        Some(url) => page_at(record, url)?,
        None => None,
    };
    Ok(match page {
        Some(page) if page.entries.len() > 1 => format!("log {}", plain(&page.url)),
        _ => "meetings".to_string(),
    })
}

/// Files as given, folders as the files under them.
fn find(given: &[PathBuf]) -> anyhow::Result<Vec<Input>> {
    let mut found = Vec::new();
    for path in given {
        if path.is_dir() {
            let files =
                files_under(path).with_context(|| format!("cannot read the folder `{}`", path.display()))?;
            if files.is_empty() {
                return Err(Told::new(
                    Exit::Unreadable,
                    format!("the folder `{}` holds no files", path.display()),
                )
                .hint("name a folder with captures: text, Markdown, HTML or WARC files")
                .into());
            }
            found.extend(files.into_iter().map(|(path, name)| Input { path, name }));
        } else {
            let name = path.file_name().map_or_else(|| path.to_string_lossy(), |n| n.to_string_lossy());
            found.push(Input { name: name.into_owned(), path: path.clone() });
        }
    }
    Ok(found)
}

/// A bar on a terminal, nothing in a pipe.
fn progress(n_inputs: usize, house: &House) -> ProgressBar {
    if house.quiet || house.json || n_inputs < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos} of {len} · {eta} left");
    ProgressBar::new(n_inputs as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn tell_one(one: &Added, counts: &mut Counts, house: &House, bar: &ProgressBar) {
    let status = match one.status {
        Status::New => "new",
        Status::Known => "known",
        Status::Failed => "failed",
    };
    match one.status {
        Status::New => counts.new += 1,
        Status::Known => counts.known += 1,
        Status::Failed => counts.failed += 1,
    }
    let message = one.message.as_deref();
    if house.json {
        let form = added(&one.source, status, (one.capture.as_deref(), one.document.as_deref()), message);
        let line = serde_json::to_string(&form).unwrap_or_default();
        // A reader that went away does not stop the captures from being kept.
        let _ = writeln!(std::io::stdout(), "{line}");
    } else if let (Status::Failed, Some(message)) = (one.status, message) {
        bar.suspend(|| {
            anstream::eprintln!("error: cannot read `{}`: {}", plain(&one.source), plain(message));
        });
    } else if let Some(message) = message {
        bar.suspend(|| house.say(format_args!("`{}`: {}", plain(&one.source), plain(message))));
    }
}
