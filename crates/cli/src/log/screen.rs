//! The history of a page on a terminal, newest first.
//!
//! Classes stand in chips, words of the capture before in `[-…-]`, of the capture after in `{+…+}`.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use variorum_export::collation::view::{View, stretches};
use variorum_export::collation::{chip, places, sign, speaker_of};
use variorum_export::history::absence;
use variorum_text::collation::{Class, Collation, Relation, Row};
use variorum_text::history::{Edit, Failure, State};
use variorum_text::span::Span;

use super::Logged;
use crate::beside::{width, wrap};
use crate::captures::instant;
use crate::kept::{facts, plain};

const BASE: Style = AnsiColor::Yellow.on_default();
const OTHER: Style = AnsiColor::Cyan.on_default();
const STRONG: Style = Style::new().bold();
/// Every difference of an edit is shown.
const ALL: View = View { rank: 4, identical: false, classes: Vec::new() };

/// Prints one page: each capture with what became of it. `whole` shows the words of each edit.
pub fn page(out: &mut impl Write, logged: &Logged, whole: bool, changed_only: bool) -> std::io::Result<()> {
    let last = logged.seen.last();
    let n = logged.seen.len();
    let count = format!("{n} capture{}", if n == 1 { "" } else { "s" });
    let publisher = last.and_then(|s| s.entry.publisher.clone());
    writeln!(out, "{STRONG}{}{STRONG:#}", facts(&[Some(logged.page.url.clone()), Some(count), publisher]))?;
    for n in (0..logged.seen.len()).rev() {
        capture(out, logged, n, (whole, changed_only))?;
    }
    if changed_only && logged.history.edits.is_empty() {
        writeln!(out, "  no change{}", lasting(logged))?;
    }
    writeln!(out)
}

fn lasting(logged: &Logged) -> String {
    match logged.confirm {
        0 | 1 => String::new(),
        n => format!(" that lasts for {n} captures"),
    }
}

/// One capture: failed, changed, or neither.
fn capture(
    out: &mut impl Write,
    logged: &Logged,
    n: usize,
    (whole, changed_only): (bool, bool),
) -> std::io::Result<()> {
    let seen = &logged.seen[n];
    let at = instant(&seen.entry);
    if let State::Failed(failure) = &logged.history.states[n] {
        return match changed_only {
            true => Ok(()),
            false => writeln!(out, "{at:20}  {}", failed(failure)),
        };
    }
    if let Some(edit) = logged.history.edits.iter().find(|e| e.to == n) {
        return changed(out, logged, edit, whole);
    }
    if changed_only {
        return Ok(());
    }
    let is_first = logged.history.states[..n].iter().all(|s| *s != State::Usable);
    let told = match is_first {
        true => format!("first capture · {} sentences", seen.n_sentences),
        false => format!("no change{}", lasting(logged)),
    };
    writeln!(out, "{at:20}  {told}")
}

fn failed(failure: &Failure) -> String {
    let words = failure.words.as_deref().map(|w| format!(" «{}»", cut(&plain(w), 60)));
    format!("failed capture: {}{}", failure.fault.told(), words.unwrap_or_default())
}

fn changed(out: &mut impl Write, logged: &Logged, edit: &Edit, whole: bool) -> std::io::Result<()> {
    let (a, b) = (&logged.seen[edit.from], &logged.seen[edit.to]);
    let (from, to) = (instant(&a.entry), instant(&b.entry));
    let total = a.n_sentences.max(b.n_sentences);
    let n = edit.n_sentences();
    let count = match n {
        0 => "no sentence changed".to_string(),
        _ => format!("{n} of {total} sentences changed"),
    };
    writeln!(out, "{STRONG}{to:20}  {count}{STRONG:#}  {}", chips(&edit.collation))?;
    let lasts = match edit.confirmed {
        0 | 1 => String::new(),
        n => format!(" · holds in {n} captures"),
    };
    writeln!(out, "  since {from}{lasts}")?;
    for remark in &edit.remarks {
        for (k, line) in wrap(&plain(&remark.message), width().saturating_sub(4)).iter().enumerate() {
            writeln!(out, "  {}{line}", if k == 0 { "" } else { "  " })?;
        }
    }
    if whole {
        for row in &edit.collation.rows {
            print_row(out, &edit.collation, row, (&from, &to))?;
        }
        writeln!(out, "  {} | {}", a.document, b.document)?;
    }
    Ok(())
}

/// `NAME 1 · OMIT 2`, by rank and class.
fn chips(collation: &Collation) -> String {
    let count = |class: Class| {
        let found = collation.rows.iter().flat_map(|r| &r.differences);
        found.filter(|d| d.difference.class == class).count()
    };
    let counts = Class::ALL.into_iter().map(|c| (c, count(c))).filter(|(_, n)| *n > 0);
    counts.map(|(c, n)| format!("{} {n}", chip(c))).collect::<Vec<_>>().join(" · ")
}

fn print_row(
    out: &mut impl Write,
    collation: &Collation,
    row: &Row,
    (from, to): (&str, &str),
) -> std::io::Result<()> {
    let mut names: Vec<&str> = Vec::new();
    for found in &row.differences {
        let name = chip(found.difference.class);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let who = plain(speaker_of(collation, row).unwrap_or("(narration)"));
    writeln!(
        out,
        "  {} {}  {STRONG}{}{STRONG:#}  {who}",
        sign(row),
        places(collation, row),
        names.join(" ")
    )?;
    for found in row.differences.iter().filter(|d| of_label(d.difference.class)) {
        let words = |n: usize, span: Option<Span>| {
            span.map_or("-".into(), |s| plain(s.of(&collation.witnesses[n].text)))
        };
        let (a, b) = (words(0, found.difference.a), words(1, found.difference.b));
        writeln!(out, "    the label: «{a}» / «{b}»")?;
    }
    let same =
        row.relation == Relation::Changed && row.differences.iter().all(|d| of_whole(d.difference.class));
    for side in 0..row.units.len() {
        let words = marked(collation, row, side);
        if words.is_empty() || (side == 0 && (same || row.relation == Relation::Moved)) {
            continue;
        }
        let (mark, style) = if side == 0 { ("-", BASE) } else { ("+", OTHER) };
        for (k, line) in wrap(&words, width().saturating_sub(6)).iter().enumerate() {
            writeln!(out, "    {style}{}{style:#} {line}", if k == 0 { mark } else { " " })?;
        }
    }
    if let Some(absence) = absence(row.relation, from, to) {
        writeln!(out, "      {absence}")?;
    }
    Ok(())
}

fn of_label(class: Class) -> bool {
    matches!(class, Class::Label | Class::Attribution)
}

/// True for what is said of whole sentences, whose words are the same.
fn of_whole(class: Class) -> bool {
    of_label(class) || matches!(class, Class::Split | Class::Merged | Class::Moved)
}

/// The words of one side with signs around those that differ.
fn marked(collation: &Collation, row: &Row, side: usize) -> String {
    let text = &collation.witnesses[side].text;
    let (open, close) = if side == 0 { ("[-", "-]") } else { ("{+", "+}") };
    let mut out = String::new();
    for stretch in stretches(collation, row, side, &ALL)
        .iter()
        .flat_map(|unit| unit.iter().map(Some).chain(std::iter::once(None)))
    {
        match stretch {
            None => out.push(' '),
            Some(s) if s.found.is_some() => out.push_str(&format!("{open}{}{close}", s.span.of(text))),
            Some(s) => out.push_str(s.span.of(text)),
        }
    }
    plain(&out)
}

fn cut(text: &str, width: usize) -> String {
    match text.chars().count() > width {
        true => text.chars().take(width - 1).chain(std::iter::once('…')).collect(),
        false => text.to_string(),
    }
}
