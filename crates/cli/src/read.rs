//! `variorum read`: captures read, nothing kept.

use std::io::Write;

use variorum_export::document::document;
use variorum_text::page::Capture;
use variorum_text::reading::{Reading, read};
use variorum_text::rules::Rules;

use crate::exit::{Exit, Told, report};
use crate::house::House;
use crate::input::{captures, digest_of_long};
use crate::sites::learnt;

/// Read captures and print what they say; keeps nothing
#[derive(clap::Args)]
pub struct Args {
    /// Captures: .txt, .md, .html, .warc, .warc.gz, .warc.zst, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// The address the capture came from
    #[arg(long)]
    url: Option<String>,
    /// When it was captured (RFC 3339)
    #[arg(long, value_name = "INSTANT")]
    captured: Option<String>,
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut done, mut failed) = (0, 0);
    let own = learnt(&args.files, args.url.as_deref())?;
    let rules = own.as_deref().unwrap_or(Rules::builtin());
    for file in &args.files {
        captures(file, &mut |capture| {
            match capture.and_then(|c| reading(file, args, c, rules)) {
                Ok(reading) if house.json => {
                    serde_json::to_writer(&mut out, &document(&reading))?;
                    writeln!(out)?;
                    done += 1;
                }
                Ok(reading) => {
                    print(&mut out, &reading)?;
                    done += 1;
                }
                Err(error) => {
                    out.flush()?;
                    report(&error);
                    failed += 1;
                }
            }
            Ok(())
        })?;
    }
    out.flush()?;
    if let [first, rest @ ..] = args.files.as_slice()
        && done > 0
    {
        match rest.first() {
            Some(second) => house.say(format!("\nnext: variorum compare {first} {second}")),
            None => house.say(format!("\nnext: variorum init && variorum add {first}")),
        }
    }
    Ok(match (done, failed) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Unreadable,
        _ => Exit::Partial,
    })
}

fn reading(file: &str, args: &Args, mut capture: Capture, rules: &Rules) -> anyhow::Result<Reading> {
    capture.url = args.url.clone().or(capture.url);
    capture.captured = args.captured.clone().or(capture.captured);
    let mut reading = read(&capture, rules);
    if let Some(whole) = digest_of_long(file, capture.bytes.len())? {
        reading.document.sha256 = whole;
    }
    match reading.document.findings.iter().find(|f| f.code == "unreadable") {
        Some(why) => Err(Told::new(Exit::Unreadable, format!("`{file}` {}", why.message)).into()),
        None => Ok(reading),
    }
}

/// The reading as a person reads it.
fn print(out: &mut impl Write, reading: &Reading) -> std::io::Result<()> {
    let document = &reading.document;
    let text = &document.text;
    let fold = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
    writeln!(out, "{}", document.title.as_deref().unwrap_or("(no title)"))?;
    let meeting = reading.meeting.clone().unwrap_or_default();
    let date = meeting.date.map(|d| d.to_string());
    let published = document.published.map(|p| format!("published {p}"));
    let cited = document.cited_source.as_ref().map(|s| format!("citing {s}"));
    let facts = [document.publisher.clone(), date, meeting.place, published, cited];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    if !facts.is_empty() {
        writeln!(out, "{}", facts.join(" · "))?;
    }
    let mut last = None;
    for unit in reading.units() {
        if last != Some(unit.turn) {
            writeln!(out, "\n{}", unit.turn.map_or_else(|| "(narration)".to_string(), |n| who(reading, n)))?;
            last = Some(unit.turn);
        }
        writeln!(out, "  {}", fold(unit.span.of(text)))?;
    }
    print_quotations(out, reading)?;
    for finding in &document.findings {
        writeln!(out, "\n{}: {}", finding.code, finding.message)?;
    }
    Ok(())
}

/// Whose words the page tells: "Vera Holt · said · direct", and the words.
fn print_quotations(out: &mut impl Write, reading: &Reading) -> std::io::Result<()> {
    let text = &reading.document.text;
    let fold = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
    if !reading.quotations.is_empty() {
        writeln!(out, "\n(quotations)")?;
    }
    for quotation in &reading.quotations {
        let source = quotation.source.as_ref();
        let printed = source.map_or_else(|| "(source not told)".to_string(), |s| fold(s.span.of(text)));
        let named = source.and_then(|s| s.name.as_ref()).filter(|n| !printed.contains(n.as_str()));
        let named = named.map_or_else(String::new, |n| format!(" = {n}"));
        let cue = quotation.cue.map_or_else(String::new, |c| format!(" · {}", fold(c.of(text))));
        writeln!(out, "  {printed}{named}{cue} · {}", quotation.mode.as_str())?;
        for piece in &quotation.content {
            writeln!(out, "    {}", fold(piece.of(text)))?;
        }
    }
    Ok(())
}

/// Name and office of a turn's speaker, else the label as printed.
fn who(reading: &Reading, turn: usize) -> String {
    let speaker = &reading.transcript.turns[turn].speaker;
    match (&speaker.name, &speaker.office, &speaker.label) {
        (Some(name), Some(office), _) => format!("{name} ({office})"),
        (Some(name), None, _) => name.clone(),
        (None, _, Some(label)) => label.clone(),
        _ => "(speaker not named)".to_string(),
    }
}
