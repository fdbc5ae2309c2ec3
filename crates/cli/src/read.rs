//! `variorum read`: captures read, nothing kept.

use std::io::Write;

use variorum_export::document::document;
use variorum_text::reading::{Reading, read};
use variorum_text::rules::Rules;

use crate::exit::{Exit, Told, report};
use crate::house::House;
use crate::input::capture;

/// Read captures and print what they say; keeps nothing
#[derive(clap::Args)]
pub struct Args {
    /// Captures: .txt, .md, .html, .warc, .warc.gz, or - for standard input
    #[arg(required = true)]
    files: Vec<String>,
    /// The address the capture came from
    #[arg(long)]
    url: Option<String>,
    /// When it was captured (RFC 3339)
    #[arg(long)]
    captured: Option<String>,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let rules = Rules::builtin();
    let mut out = std::io::stdout().lock();
    let (mut done, mut failed) = (0, 0);
    for file in &args.files {
        match capture(file) {
            Ok(mut capture) => {
                capture.url = args.url.clone().or(capture.url);
                capture.captured = args.captured.clone().or(capture.captured);
                let reading = read(&capture, rules);
                if let Some(why) = reading.document.findings.iter().find(|f| f.code == "unreadable") {
                    report(&Told::new(Exit::Unreadable, format!("`{file}` {}", why.message)).into());
                    failed += 1;
                    continue;
                }
                if house.json {
                    serde_json::to_writer(&mut out, &document(&reading))?;
                    writeln!(out)?;
                } else {
                    print(&mut out, &reading)?;
                }
                done += 1;
            }
            Err(error) => {
                report(&error);
                failed += 1;
            }
        }
    }
    Ok(match (done, failed) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Unreadable,
        _ => Exit::Partial,
    })
}

/// The reading as a person reads it.
fn print(out: &mut impl Write, reading: &Reading) -> std::io::Result<()> {
    let document = &reading.document;
    let fold = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
    writeln!(out, "{}", document.title.as_deref().unwrap_or("(no title)"))?;
    if let Some(publisher) = &document.publisher {
        writeln!(out, "{publisher}")?;
    }
    if let Some(meeting) = &reading.meeting {
        let date = meeting.date.map(|d| d.to_string());
        let facts: Vec<&str> = [date.as_deref(), meeting.place.as_deref()].into_iter().flatten().collect();
        writeln!(out, "{}", facts.join(" · "))?;
    }
    for turn in &reading.transcript.turns {
        let who = turn.speaker.name.as_deref().or(turn.speaker.label.as_deref()).unwrap_or("(unnamed)");
        writeln!(out, "\n{who}")?;
        for sentence in &turn.sentences {
            writeln!(out, "  {}", fold(sentence.of(&document.text)))?;
        }
    }
    Ok(())
}
