//! `check --text`: every quotation of a draft, with its claimed speaker and its place.
//!
//! ```text
//! line 7    exact         “We open the ferry on Monday,” Vera Holt
//! line 12   near          “Nobody will pay more then before,” Vera Holt
//! ```
//! With `--snap` the draft is given back: the record's wording and a citation stand in the place of each
//! quotation that could be placed, and everything else is as it was.

use std::io::Write;
use std::ops::Range;
use std::path::Path;

use variorum_export::citation::Style;
use variorum_record::{Answer, Checker, Record};
use variorum_text::page::{BlockKind, Document, MediaType};
use variorum_text::people::wanted::without_titles;
use variorum_text::quotation::{Quotation, quoted, runs};
use variorum_text::reading::{Reading, read};
use variorum_text::rules::Rules;
use variorum_text::span::Span;
use variorum_text::verdict::{Bearing, Claim, Code};

use super::raw::{Raw, Visible};
use super::{Args, fails, in_json};
use crate::cite;
use crate::exit::Exit;
use crate::house::House;
use crate::kept::{open, plain, told};

/// Characters of a quotation shown on its line.
const SHOWN_CHARS: usize = 60;

/// A quotation of the draft.
struct Quote {
    /// Its words.
    words: String,
    /// Whose they are said to be, where the draft binds a name.
    by: Option<String>,
    /// Its place in the draft as given; `None` when it was not found there again.
    at: Option<Range<usize>>,
}

/// Checks all quotations of a draft.
///
/// # Errors
/// When the draft or the record cannot be read.
pub fn check_draft(file: &Path, args: &Args, house: &House, out: &mut impl Write) -> anyhow::Result<Exit> {
    let record = open(house)?;
    let checker = Checker::new(&record).map_err(told)?;
    let capture = crate::input::capture(&file.to_string_lossy())?;
    let raw = String::from_utf8_lossy(&capture.bytes).into_owned();
    let reading = read(&capture, record.rules());
    let draft = Raw { text: &raw, is_html: capture.media_type == MediaType::Html };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    let (mut n, mut differs, mut left) = (0_usize, 0_usize, 0_usize);
    for quote in quotes(&reading, &draft, &record) {
        let claim =
            Claim { words: quote.words.clone(), by: quote.by.clone().or(args.by.clone()), on: args.on };
        let (answer, took_us) = super::timed(&claim, &checker)?;
        let code = answer.verdict.code;
        // A few quoted words are no quotation yet; they fail only when asked for.
        let few = code == Code::TooShort && args.fail_on.is_empty();
        differs += usize::from(!few && fails(code, &args.fail_on));
        n += 1;
        let line = quote.at.as_ref().map(|at| draft.line(at.start));
        let edit = if args.snap { snap(&quote, &answer, &draft, &record, notes.len() + 1)? } else { None };
        if args.snap {
            left += usize::from(edit.is_none());
            let what = if edit.is_some() { "placed" } else { "left as it was" };
            house.say(format_args!("{}", told_line(&quote, code, line, Some(what))));
        } else if house.json {
            let mut form = in_json(&answer, took_us)?;
            form["draft"] = draft.place(&quote.at);
            writeln!(out, "{form}")?;
        } else {
            writeln!(out, "{}", told_line(&quote, code, line, None))?;
        }
        if let Some(edit) = edit {
            notes.push(edit.note);
            edits.extend(edit.changes);
        }
    }
    if args.snap {
        let text = draft.changed(edits, &notes, capture.media_type);
        give_back(&text, house, out)?;
        house.say(format_args!("placed {} · left as they were {left}", notes.len()));
    } else {
        house.say(format_args!("quotations {n} · to look at {differs}"));
    }
    Ok(if differs > 0 { Exit::Differs } else { Exit::Done })
}

fn give_back(text: &str, house: &House, out: &mut impl Write) -> anyhow::Result<()> {
    if house.json {
        let form = serde_json::json!({"schema": variorum_export::SCHEMA, "kind": "draft", "text": text});
        writeln!(out, "{form}")?;
    } else {
        write!(out, "{text}")?;
    }
    Ok(())
}

/// One line for one quotation.
fn told_line(quote: &Quote, code: Code, line: Option<usize>, what: Option<&str>) -> String {
    let place = line.map_or_else(|| "not placed".to_string(), |n| format!("line {n}"));
    let words = plain(&quote.words);
    let mut shown: String = words.chars().take(SHOWN_CHARS).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    let by = quote.by.as_deref().map_or("nobody named", |b| b);
    let what = what.map_or_else(String::new, |w| format!("  {w}"));
    format!("{place:<10} {:<26} “{shown}”  {}{what}", code.as_str(), plain(by))
}

/// Words with their spans, and whose they are said to be.
type Told = (Vec<Span>, Option<String>);

/// Most words of a name printed as a source.
const NAME_WORDS: usize = 4;

/// Whom a quotation's source names: the person of the draft, else the printed name as it stands.
fn named(text: &str, quotation: &Quotation, rules: &Rules) -> Option<String> {
    let source = quotation.source.as_ref()?;
    let printed = source.span.of(text);
    let words: Vec<&str> = printed.split_whitespace().collect();
    let is_name = (1..=NAME_WORDS).contains(&words.len())
        && words.iter().all(|w| w.starts_with(char::is_uppercase) && w.chars().nth(1).is_some());
    let (table, lower) = (rules.verdict.any(), printed.to_lowercase());
    let is_pronoun = table.own.contains(&lower) || table.others.contains(&lower);
    source.name.clone().or_else(|| (is_name && !is_pronoun).then(|| printed.to_string()))
}

/// The quotations that stand as blocks, with the line that says whose they are: "— Vera Holt, 3 June 2031".
fn set_off(document: &Document, rules: &Rules) -> Vec<Told> {
    let text = &document.text;
    let of_dash = |words: &str| {
        let rest = words.trim().strip_prefix(['—', '–', '―']).or_else(|| words.trim().strip_prefix("--"))?;
        let name = rest.split([',', '(', ';']).next().unwrap_or("").trim();
        (!name.is_empty()).then(|| without_titles(name, rules)).filter(|n| !n.is_empty())
    };
    let mut found: Vec<Told> = Vec::new();
    for (n, block) in document.blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Quote) {
        let words = block.span.of(text);
        if of_dash(words).is_some() {
            continue;
        }
        // The line may stand in the block, or be the next one.
        let cut = words.rfind('\n').filter(|at| of_dash(&words[at + 1..]).is_some());
        let end = block.span.start + cut.unwrap_or(words.len());
        let inside = cut.and_then(|at| of_dash(&words[at + 1..]));
        let next = document.blocks.get(n + 1).and_then(|b| of_dash(b.span.of(text)));
        found.push((vec![Span::new(block.span.start, end).trimmed(text)], inside.or(next)));
    }
    found
}

/// The quotations of a draft in the order of its text: those with a teller, then quoted words for which
/// the draft names nobody, and those that stand as blocks.
fn quotes(reading: &Reading, draft: &Raw, record: &Record) -> Vec<Quote> {
    let text = &reading.document.text;
    let language = reading.document.language.as_deref();
    let mut found: Vec<Told> = Vec::new();
    for quotation in &reading.quotations {
        let by = named(text, quotation, record.rules());
        found.extend(runs(text, quotation, language, record.rules()).into_iter().map(|r| (r, by.clone())));
    }
    let known: Vec<Span> = found.iter().flat_map(|(run, _)| run.iter().copied()).collect();
    let blocks = reading.document.blocks.iter().filter(|b| b.kind != BlockKind::Separator);
    for span in blocks.flat_map(|b| quoted(text, b.span)) {
        if !known.iter().any(|k| k.overlaps(span)) {
            found.push((vec![span.trimmed(text)], None));
        }
    }
    let known: Vec<Span> = found.iter().flat_map(|(run, _)| run.iter().copied()).collect();
    let is_new = |told: &Told| !known.iter().any(|k| told.0.iter().any(|s| k.overlaps(*s)));
    found.extend(set_off(&reading.document, record.rules()).into_iter().filter(is_new));
    found.sort_by_key(|(run, _)| run.first().copied());
    let visible = draft.visible();
    let mut from = 0;
    found
        .into_iter()
        .map(|(run, by)| {
            let words: Vec<&str> = run.iter().map(|s| s.of(text)).collect();
            let at = place(&visible, &words, &mut from);
            Quote { words: words.join(" "), by, at }
        })
        .collect()
}

/// Where the pieces of a quotation stand in the draft as given, searched from the last one on.
fn place(visible: &Visible, pieces: &[&str], from: &mut usize) -> Option<Range<usize>> {
    let mut whole: Option<Range<usize>> = None;
    let mut next = *from;
    for piece in pieces {
        let (range, after) = visible.find(piece, next)?;
        next = after;
        whole = Some(whole.map_or(range.clone(), |w| w.start..range.end));
    }
    *from = next;
    whole
}

/// What is changed for one quotation.
struct Edit {
    changes: Vec<(Range<usize>, String)>,
    note: String,
}

/// The record's wording and the mark of its citation; `None` when the words could not be placed surely.
fn snap(
    quote: &Quote,
    answer: &Answer,
    draft: &Raw,
    record: &Record,
    n: usize,
) -> anyhow::Result<Option<Edit>> {
    let code = answer.verdict.code;
    let is_placed = matches!(
        code,
        Code::Exact
            | Code::ExactAfterNormalisation
            | Code::Near
            | Code::TranslationVariant
            | Code::PartialContext
            | Code::PolarityDiffers
            | Code::FigureDiffers
    );
    let (Some(at), Some(best)) = (quote.at.clone().filter(|_| is_placed), answer.verdict.evidence.first())
    else {
        return Ok(None);
    };
    let Some(passage) = answer.passages.get(best.passage) else { return Ok(None) };
    let is_theirs = matches!(best.bearing, Bearing::NotAsked | Bearing::Same);
    let words = best.span.of(&passage.text);
    let same = plain(words) == plain(&quote.words);
    // Words that go over markup, or around a teller, are not put in anew.
    if !is_theirs || best.voice.is_nested() || !same && !draft.is_plain(&at) {
        return Ok(None);
    }
    let entry = record.document(&passage.document).map_err(told)?;
    let held = variorum_record::Held { text: passage.text.clone(), entry };
    let note = cite::of_span(record, &held, best.span, Style::Chicago)?;
    let mut changes = Vec::new();
    if !same {
        changes.push((at.clone(), draft.spelt(&plain(words))));
    }
    let end = draft.past_mark(at.end);
    changes.push((end..end, draft.mark(n)));
    Ok(Some(Edit { changes, note }))
}
