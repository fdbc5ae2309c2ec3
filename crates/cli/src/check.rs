//! `variorum check`: a quotation, a file of them, or all those of a draft, against the record.
//!
//! The verdict comes first, then the words with what stands around them, their place, and what
//! another version of the same meeting has there. `file` checks the rows of a CSV file, `draft` the
//! quotations of an article.

mod batch;
mod draft;
mod file;
mod raw;

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use anstyle::Style;
use variorum_export::verdict::{Told as VerdictTold, around, verdict};
use variorum_record::{Answer, Checker};
use variorum_text::statement::StatementKind;
use variorum_text::verdict::{Claim, Code, Difference, Evidence, Passage};

use crate::beside::{beside, width, wrap};
use crate::exit::{Exit, Told};
use crate::house::House;
use crate::kept::{facts, open, plain, record_flag, told};

/// Characters shown on each side of the words.
const AROUND_CHARS: usize = 90;
/// Places shown; the others are counted.
const SHOWN: usize = 4;

/// Check a quotation against the record
///
/// Ends with 0 when the words are there as given (apart from case and punctuation), with 3 when they are
/// not in this record, else with 1. A file or a draft ends with 0 when every quotation is there, with 10
/// when rows could not be read. A few quoted words of a draft (`too_short`) do not count unless named.
#[derive(clap::Args)]
pub struct Args {
    /// The quotation
    #[arg(required_unless_present_any = ["file", "text"], conflicts_with_all = ["file", "text"])]
    words: Option<String>,
    /// Whose words they are said to be; of an office the one who held it on the day of --on
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day they are said to have been spoken, as 2031-05-25; ranks places and hides none
    #[arg(long, value_name = "DAY")]
    on: Option<jiff::civil::Date>,
    /// A CSV file with the columns words, by, on; `-` for standard input
    #[arg(long, value_name = "CSV")]
    file: Option<PathBuf>,
    /// A draft (Markdown, text or HTML): every quotation in it, with its claimed speaker
    #[arg(long, value_name = "DRAFT", conflicts_with = "file")]
    text: Option<PathBuf>,
    /// With --text: give the draft back with the record's wording and a citation for each quotation placed
    #[arg(long, requires = "text")]
    snap: bool,
    /// End with 1 only for these verdicts, as near,not_found, or not-exact [default: not-exact]
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = code)]
    fail_on: Vec<Codes>,
}

/// Verdicts that one word of `--fail-on` names.
#[derive(Clone, Debug)]
struct Codes(Vec<Code>);

fn code(name: &str) -> Result<Codes, String> {
    file::codes(name).map(Codes)
}

impl Args {
    /// A check of these words and of nothing else.
    pub fn of(words: &str) -> Args {
        Args {
            words: Some(words.to_string()),
            by: None,
            on: None,
            file: None,
            text: None,
            snap: false,
            fail_on: Vec::new(),
        }
    }
}

/// True when a verdict makes the command end with 1.
fn fails(code: Code, fail_on: &[Codes]) -> bool {
    if fail_on.is_empty() {
        return !matches!(code, Code::Exact | Code::ExactAfterNormalisation);
    }
    fail_on.iter().any(|codes| codes.0.contains(&code))
}

/// Runs the subcommand.
pub fn run(args: &Args, house: &House) -> anyhow::Result<Exit> {
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    if let Some(file) = &args.file {
        return file::check_file(file, args, house, &mut out);
    }
    if let Some(draft) = &args.text {
        return draft::check_draft(draft, args, house, &mut out);
    }
    let words = args.words.as_deref().unwrap_or_default();
    if args.snap {
        let hint = "write `variorum check --text DRAFT --snap`";
        return Err(Told::new(Exit::Usage, "`--snap` gives back a draft, and none is named")
            .hint(hint)
            .into());
    }
    if std::path::Path::new(words).is_file() {
        house.say(format_args!("`{}` is a file: `--text` checks its quotations", plain(words)));
    }
    let record = open(house)?;
    let checker = Checker::new(&record).map_err(told)?;
    let claim = Claim { words: args.words.clone().unwrap_or_default(), by: args.by.clone(), on: args.on };
    let answer = answer(&claim, house, &checker, &mut out)?;
    if !house.json {
        house.say(next_step(&answer, house));
    }
    Ok(match answer.verdict.code {
        code if !fails(code, &args.fail_on) => Exit::Done,
        Code::NotFound if args.fail_on.is_empty() => Exit::NotHere,
        _ => Exit::Differs,
    })
}

/// Answers one claim; also the microseconds it took.
fn timed(claim: &Claim, checker: &Checker) -> anyhow::Result<(Answer, u64)> {
    let begin = Instant::now();
    let answer = checker.check(claim).map_err(told)?;
    Ok((answer, u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX)))
}

/// An answer on the wire.
fn in_json(answer: &Answer, took_us: u64) -> anyhow::Result<serde_json::Value> {
    let told = VerdictTold {
        claim: &answer.claim,
        sentence: &answer.sentence,
        scope: &answer.scope,
        passages: &answer.passages,
        took_us,
    };
    Ok(serde_json::to_value(verdict(&answer.verdict, told))?)
}

/// Answers one claim and prints the answer.
fn answer(claim: &Claim, house: &House, checker: &Checker, out: &mut impl Write) -> anyhow::Result<Answer> {
    let (answer, took_us) = timed(claim, checker)?;
    if house.json {
        let told = VerdictTold {
            claim: &answer.claim,
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
