//! `variorum check`: a quotation, or a file of them, against the record.
//!
//! The verdict comes first, then the words with what stands around them, their place, and what
//! another version of the same meeting has there.

use std::io::{BufReader, Write};
use std::path::PathBuf;
use std::time::Instant;

use anstyle::Style;
use variorum_export::verdict::{Told as VerdictTold, around, verdict};
use variorum_record::{Answer, Checker};
use variorum_text::statement::StatementKind;
use variorum_text::verdict::{Claim, Code, Difference, Evidence, Passage};

use crate::beside::{beside, width, wrap};
use crate::claims::Claims;
use crate::exit::{Exit, Told};
use crate::house::House;
use crate::kept::{facts, open, plain, record_flag, told};

/// Characters shown on each side of the words.
const AROUND_CHARS: usize = 90;
/// Places shown; the others are counted.
const SHOWN: usize = 4;

/// Check a quotation against the record
#[derive(clap::Args)]
pub struct Args {
    /// The quotation
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    words: Option<String>,
    /// Whose words they are said to be
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day they are said to have been spoken, as 2031-05-25; ranks places and hides none
    #[arg(long, value_name = "DAY")]
    on: Option<jiff::civil::Date>,
    /// A CSV file with the columns words, by, on; `-` for standard input
    #[arg(long, value_name = "CSV")]
    file: Option<PathBuf>,
    /// End with 1 only for these verdicts, as near,not_found [default: all but the exact ones]
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = code)]
    fail_on: Vec<Code>,
}

impl Args {
    /// A check of these words and of nothing else.
    pub fn of(words: &str) -> Args {
        Args { words: Some(words.to_string()), by: None, on: None, file: None, fail_on: Vec::new() }
    }
}

fn code(name: &str) -> Result<Code, String> {
    let known = Code::ALL.into_iter().find(|c| c.as_str() == name);
    known.ok_or_else(|| format!("no such verdict; known are {}", Code::ALL.map(Code::as_str).join(", ")))
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let record = open(house)?;
    let checker = Checker::new(&record).map_err(told)?;
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    if let Some(file) = &args.file {
        return check_file(file, args, house, &checker, &mut out);
    }
    let claim = Claim { words: args.words.clone().unwrap_or_default(), by: args.by.clone(), on: args.on };
    let answer = answer(&claim, house, &checker, &mut out)?;
    if !house.json {
        house.say(next_step(&answer, house));
    }
    Ok(match answer.verdict.code {
        code if !args.fail_on.is_empty() => {
            if args.fail_on.contains(&code) {
                Exit::Differs
            } else {
                Exit::Done
            }
        }
        Code::Exact | Code::ExactAfterNormalisation => Exit::Done,
        Code::NotFound => Exit::NotHere,
        _ => Exit::Differs,
    })
}

fn check_file(
    file: &PathBuf,
    args: &Args,
    house: &House,
    checker: &Checker,
    out: &mut impl Write,
) -> anyhow::Result<Exit> {
    let input: Box<dyn std::io::Read> = if file.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        let cannot = |e| Told::new(Exit::Unreadable, format!("cannot read `{}`: {e}", file.display()));
        Box::new(std::fs::File::open(file).map_err(cannot)?)
    };
    let claims = Claims::new(BufReader::new(input)).map_err(|bad| {
        Told::new(
            Exit::Unreadable,
            format!("cannot use `{}`, line {}: {}", file.display(), bad.line, bad.message),
        )
        .hint("the first row must name the columns: words,by,on")
    })?;
    let (mut n, mut failed, mut differs) = (0, 0, 0);
    for row in claims {
        match row {
            Ok((_, mut claim)) => {
                claim.by = claim.by.or_else(|| args.by.clone());
                claim.on = claim.on.or(args.on);
                let code = answer(&claim, house, checker, out)?.verdict.code;
                let exact = matches!(code, Code::Exact | Code::ExactAfterNormalisation);
                let fails = if args.fail_on.is_empty() { !exact } else { args.fail_on.contains(&code) };
                differs += usize::from(fails);
                n += 1;
            }
            Err(bad) => {
                anstream::eprintln!(
                    "error: cannot use `{}`, line {}: {}",
                    file.display(),
                    bad.line,
                    bad.message
                );
                failed += 1;
            }
        }
    }
    house.say(format_args!("checked {n} · to look at {differs} · rows not read {failed}"));
    Ok(match (n, failed, differs) {
        (0, 1.., _) => Exit::Unreadable,
        (_, 1.., _) => Exit::Partial,
        (_, _, 1..) => Exit::Differs,
        _ => Exit::Done,
    })
}

/// Answers one claim and prints the answer.
fn answer(claim: &Claim, house: &House, checker: &Checker, out: &mut impl Write) -> anyhow::Result<Answer> {
    let begin = Instant::now();
    let answer = checker.check(claim).map_err(told)?;
    let took_us = u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX);
    if house.json {
        let told = VerdictTold {
            claim,
            sentence: &answer.sentence,
            scope: &answer.scope,
            passages: &answer.passages,
            took_us,
        };
        serde_json::to_writer(&mut *out, &verdict(&answer.verdict, told))?;
        writeln!(out)?;
    } else {
        print(out, &answer)?;
    }
    Ok(answer)
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

fn print(out: &mut impl Write, answer: &Answer) -> std::io::Result<()> {
    writeln!(out, "{BOLD}{}{BOLD:#}  «{}»", answer.verdict.code.as_str(), plain(&answer.claim.words))?;
    for line in wrap(&plain(&answer.sentence), width()) {
        writeln!(out, "{line}")?;
    }
    writeln!(out)?;
    let (mut others, places): (Vec<&Evidence>, Vec<&Evidence>) =
        answer.verdict.evidence.iter().partition(|e| e.is_other_version);
    if answer.verdict.code == Code::TranslationVariant
        && let (Some(place), Some(other)) = (places.first(), others.first())
    {
        print_beside(out, place, other, answer)?;
        others.remove(0);
    }
    for one in places.iter().take(SHOWN) {
        if let Some(passage) = answer.passages.get(one.passage) {
            print_place(out, one, passage, answer)?;
        }
    }
    if places.len() > SHOWN {
        writeln!(out, "  … and {} more places\n", places.len() - SHOWN)?;
    }
    for one in others {
        if let Some(passage) = answer.passages.get(one.passage) {
            writeln!(out, "  {DIM}the same place in another version:{DIM:#}")?;
            print_place(out, one, passage, answer)?;
        }
    }
    Ok(())
}

/// What stands before the words in their paragraph, from the first whole word on.
fn whole_words_before(before: &str) -> String {
    let paragraph = before.rsplit("\n\n").next().unwrap_or("");
    if paragraph.len() < before.len() || before.chars().count() < AROUND_CHARS {
        return paragraph.to_string();
    }
    paragraph.split_once(char::is_whitespace).map_or_else(String::new, |(_, rest)| format!("… {rest}"))
}

/// What stands after the words in their paragraph, up to the last whole word.
fn whole_words_after(after: &str) -> String {
    let paragraph = after.split("\n\n").next().unwrap_or("");
    if paragraph.len() < after.len() || after.chars().count() < AROUND_CHARS {
        return paragraph.to_string();
    }
    paragraph.rsplit_once(char::is_whitespace).map_or_else(String::new, |(rest, _)| format!("{rest} …"))
}

/// Two wordings of one place, side by side.
fn print_beside(
    out: &mut impl Write,
    place: &Evidence,
    other: &Evidence,
    answer: &Answer,
) -> std::io::Result<()> {
    let (Some(here), Some(there)) = (answer.passages.get(place.passage), answer.passages.get(other.passage))
    else {
        return Ok(());
    };
    let head = |one: &Evidence, passage: &Passage| {
        let speaker = one.voice.speaker.clone().or_else(|| one.voice.label.clone());
        let date = passage.date.map(|d| d.to_string());
        let sentence = one.sentence.map(|n| format!("sentence {n}"));
        facts(&[passage.publisher.clone(), date, sentence, speaker])
    };
    let words = |one: &Evidence, passage: &Passage| format!("«{}»", plain(one.span.of(&passage.text)));
    let heads = (head(place, here), head(other, there));
    let wordings = (words(place, here), words(other, there));
    for line in beside(&[(&heads.0, &heads.1), (&wordings.0, &wordings.1)], width()) {
        writeln!(out, "{line}")?;
    }
    writeln!(out)
}

fn print_place(
    out: &mut impl Write,
    one: &Evidence,
    passage: &Passage,
    answer: &Answer,
) -> std::io::Result<()> {
    let (before, after) = around(&passage.text, one.span, AROUND_CHARS);
    let (before, after) = (whole_words_before(&before), whole_words_after(&after));
    let words = plain(one.span.of(&passage.text));
    let (gap, end) = (before.ends_with(char::is_whitespace), after.starts_with(char::is_whitespace));
    let space = |edge: bool| if edge { " " } else { "" };
    let around = format!("{}{}«{words}»{}{}", plain(&before), space(gap), space(end), plain(&after));
    for line in wrap(&around, width() - 2) {
        writeln!(out, "  {line}")?;
    }
    let (voice, label) = (&one.voice, one.voice.label.as_ref().map(|l| format!("“{l}”")));
    let teller = voice.teller.as_ref().filter(|t| !t.is_empty()).map(|t| format!("told by {t}"));
    let via = match voice.kind {
        StatementKind::Quotation => Some("quoted".to_string()),
        StatementKind::Reported => Some("reported".to_string()),
        StatementKind::Speech | StatementKind::Narration => None,
    };
    let speaker = voice.speaker.clone().or(label).or(Some("narration".into()));
    let sentence = one.sentence.map(|n| format!("sentence {n} of {}", passage.document));
    let date = passage.date.map(|d| d.to_string());
    writeln!(out, "  {}", facts(&[speaker, via, teller, passage.publisher.clone(), date, sentence]))?;
    for difference in &one.differences {
        print_difference(out, difference, passage, answer)?;
    }
    writeln!(out)
}

fn print_difference(
    out: &mut impl Write,
    one: &Difference,
    passage: &Passage,
    answer: &Answer,
) -> std::io::Result<()> {
    let words = |words: Option<&str>| words.map_or_else(|| "–".to_string(), |w| format!("«{}»", plain(w)));
    let claimed = words(one.a.map(|s| s.of(&answer.claim.words)));
    let held = words(one.b.map(|s| s.of(&passage.text)));
    let note = one.note.map_or_else(String::new, |n| format!("  ({n})"));
    writeln!(out, "    {:<12} claim {claimed} · record {held}{note}", one.class.as_str())
}

/// What to do next with this verdict.
fn next_step(answer: &Answer, house: &House) -> String {
    let flag = record_flag(house);
    let best = answer.verdict.evidence.first().and_then(|e| Some((e, answer.passages.get(e.passage)?)));
    match (answer.verdict.code, best) {
        (Code::TranslationVariant, Some((_, passage))) if passage.meeting.is_some() => {
            format!("next: variorum show {}{flag}", passage.meeting.as_deref().unwrap_or(""))
        }
        (Code::TooShort, _) => "next: give the whole sentence".to_string(),
        (_, Some((evidence, passage))) => {
            format!(
                "next: variorum show {}{flag}",
                evidence.statement.as_deref().unwrap_or(&passage.document)
            )
        }
        (_, None) => {
            let words: Vec<&str> =
                answer.claim.words.split_whitespace().filter(|w| w.chars().count() > 5).take(3).collect();
            format!("next: variorum search \"{}\"{flag}", plain(&words.join(" ")).replace('"', ""))
        }
    }
}
