//! A dossier on a terminal: at most two screens, a line for each thing that is told.
//!
//! ```text
//! Figures · 3 of 7 · variorum figures captures
//!              trade turnover: more than 3 billion USD (2031, Vera Holt) → …     norland:31, wire:44
//!   2031-04-12 ≠ Vera Holt says 300 schools, Jan Lind says about 340 schools     norland:31
//! ```
//! Which lines are told is `dossier`'s to say; words that do not fit on a line are cut.

use std::io::Write;

use anstyle::Style;
use variorum_text::brief::Brief;
use variorum_text::dossier::{Chosen, Line, Place, Shown};

use super::Told;
use crate::beside::{width, wrap};
use crate::kept::plain;

/// Lines of two screens.
pub const LINES: usize = 96;
/// Lines of the head.
pub const HEAD: usize = 6;
/// Columns of a day at the head of a line, and of a longer time at most.
const WHEN: usize = 10;
const LONG: usize = 24;
/// Speakers and publishers named at the head.
const NAMED: usize = 5;
/// Places at the end of a line.
const PLACES: usize = 3;
const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Prints the head and the chosen lines.
pub fn show(out: &mut impl Write, told: &Told, chosen: &[Chosen]) -> std::io::Result<()> {
    head(out, &told.brief)?;
    if let Some(unread) = told.gathered.unread(&told.ledger) {
        writeln!(out, "{}", cut(&unread, width()))?;
    }
    if let Some(legend) = legend(told, chosen) {
        writeln!(out, "{FAINT}{}{FAINT:#}", cut(&legend, width()))?;
    }
    for section in chosen {
        print_section(out, told, section)?;
    }
    Ok(())
}

fn head(out: &mut impl Write, brief: &Brief) -> std::io::Result<()> {
    let days = match (brief.from, brief.to) {
        (Some(from), Some(to)) if from == to => format!(" · {from}"),
        (Some(from), Some(to)) => format!(" · {from} to {to}"),
        _ => String::new(),
    };
    let publishers = brief.publishers.iter().filter(|(name, _)| name.is_some()).count();
    let counts = [
        counted(brief.documents, "document"),
        counted(publishers, "publisher"),
        counted(brief.meetings.len(), "meeting"),
        counted(brief.turns, "turn"),
    ];
    let is_several = brief.meetings.iter().any(|m| m.meeting.members.len() > 1);
    let each = if is_several { " · every version counted" } else { "" };
    writeln!(out, "{STRONG}{}{days}{STRONG:#}{FAINT}{each}{FAINT:#}", counts.join(" · "))?;
    let publisher = |(name, n): &(Option<String>, usize)| {
        format!("{} {n}", name.as_deref().map_or_else(|| "(no publisher named)".to_string(), plain))
    };
    row(out, &brief.publishers.iter().map(publisher).collect::<Vec<_>>())?;
    let speaker = |s: &variorum_text::brief::Share| {
        format!("{} {}, {}", plain(&s.name), counted(s.turns, "turn"), counted(s.words, "word"))
    };
    row(out, &brief.speakers.iter().map(speaker).collect::<Vec<_>>())
}

/// What a place means, by the first that is shown: "004:11 is line 11 of captures/004_91c3.txt".
fn legend(told: &Told, chosen: &[Chosen]) -> Option<String> {
    let entries = chosen.iter().flat_map(|c| &c.entries);
    let lines =
        entries.flat_map(|e| std::iter::once(&e.entry.head).chain(e.entry.below.iter().take(e.below)));
    let place = lines.flat_map(|l| &l.places).find(|p| p.sentence.is_some_and(|s| s.number > 0))?;
    let page = told.gathered.pages.get(place.document)?;
    let sentence = place.sentence?;
    let what = match page.line(sentence.span) {
        Some(line) => format!("line {line}"),
        None => format!("sentence {}", sentence.number),
    };
    Some(format!("{} is {what} of {}", told.place(place), plain(&page.name)))
}

/// "1 turn", "2 turns".
fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// As many as fit in one line, and how many more there are.
fn row(out: &mut impl Write, all: &[String]) -> std::io::Result<()> {
    let wide = width();
    let mut line = String::new();
    let mut n = 0;
    for one in all.iter().take(NAMED) {
        let dot = if line.is_empty() { "" } else { " · " };
        if n > 0 && line.chars().count() + dot.len() + one.chars().count() + 12 > wide {
            break;
        }
        line.push_str(dot);
        line.push_str(one);
        n += 1;
    }
    if all.len() > n {
        line.push_str(&format!(" · and {} more", all.len() - n));
    }
    if line.is_empty() { Ok(()) } else { writeln!(out, "{line}") }
}

fn print_section(out: &mut impl Write, told: &Told, section: &Chosen) -> std::io::Result<()> {
    let n = section.entries.len();
    let of =
        if section.hidden > 0 { format!(" · {n} of {} shown", n + section.hidden) } else { String::new() };
    let command = told.command(section.topic).map(|c| format!(" · {}", plain(&c))).unwrap_or_default();
    let title = section.topic.title();
    writeln!(out, "\n{STRONG}{title}{STRONG:#}{FAINT}{of}{command}{FAINT:#}")?;
    let shown =
        |e: &Shown| e.entry.below.iter().take(e.below).chain([&e.entry.head]).map(|l| l.when.len()).max();
    let wide = section.entries.iter().filter_map(shown).max().unwrap_or(0).min(LONG);
    for shown in &section.entries {
        print_line(out, told, &shown.entry.head, (wide, false))?;
        for line in shown.entry.below.iter().take(shown.below) {
            print_line(out, told, line, (wide, true))?;
        }
    }
    Ok(())
}

/// How many rows of the screen a line takes.
pub fn height(told: &Told, line: &Line, below: bool) -> usize {
    laid(told, line, (WHEN.max(line.when.len()), below)).rows.len()
}

/// A line as it stands on the screen: what comes before the words, the rows, and at the end the places, or
/// the command that shows more.
struct Laid {
    when: String,
    mark: String,
    rows: Vec<String>,
    places: String,
}

/// Rows that a line takes at most.
const ROWS: usize = 2;

fn laid(told: &Told, line: &Line, (wide, below): (usize, bool)) -> Laid {
    let when = match (wide, below) {
        (0, false) => String::new(),
        (0, true) => "  ".to_string(),
        _ => format!("{:wide$}  ", plain(&line.when)),
    };
    let mark = if line.mark.is_empty() { String::new() } else { format!("{} ", plain(&line.mark)) };
    let room = width().saturating_sub(2 + when.chars().count() + mark.chars().count()).max(20);
    let words = plain(&line.words);
    // A command is not cut: it is to be typed.
    let compare = line.compare.and_then(|(a, b)| told.compare(a, b)).map(|c| plain(&c));
    if let Some(command) = compare {
        return Laid {
            when,
            mark,
            rows: fitted(&words, room, command.chars().count(), ROWS + 1),
            places: command,
        };
    }
    let all = places(told, &line.places, room);
    let rows = fitted(&words, room, all.chars().count(), ROWS);
    if !rows.last().is_some_and(|row| row.ends_with('…')) {
        return Laid { when, mark, rows, places: all };
    }
    let places = places(told, &line.places, room / 2);
    Laid { when, mark, rows: fitted(&words, room, places.chars().count(), ROWS), places }
}

/// Words in rows of so many columns, with room for a tail behind the last; what does not fit is cut.
fn fitted(words: &str, room: usize, tail: usize, most: usize) -> Vec<String> {
    let tail = if tail == 0 { 0 } else { tail + 2 };
    let mut rows = wrap(words, room);
    let rest = rows.split_off(rows.len().min(most));
    let last = rows.last().map_or(0, |r| r.chars().count());
    if rest.is_empty() && last + tail > room && rows.len() < most {
        rows.push(String::new());
    } else if !rest.is_empty() || last + tail > room {
        let longer = format!("{} {}", rows.pop().unwrap_or_default(), rest.join(" "));
        rows.push(cut(longer.trim_end(), room.saturating_sub(tail)));
    }
    rows
}

fn print_line(out: &mut impl Write, told: &Told, line: &Line, kind: (usize, bool)) -> std::io::Result<()> {
    let Laid { when, mark, rows, places } = laid(told, line, kind);
    write!(out, "  {FAINT}{when}{FAINT:#}{STRONG}{mark}{STRONG:#}")?;
    let indent = " ".repeat(2 + when.chars().count() + mark.chars().count());
    for (n, row) in rows.iter().enumerate() {
        if n > 0 {
            write!(out, "\n{indent}")?;
        }
        write!(out, "{row}")?;
    }
    let is_alone = rows.last().is_none_or(String::is_empty);
    let gap = if places.is_empty() || is_alone { "" } else { "  " };
    writeln!(out, "{gap}{FAINT}{places}{FAINT:#}")
}

/// "001:42, 003:30 and 2 more", in so many columns.
fn places(told: &Told, places: &[Place], room: usize) -> String {
    let mut line = String::new();
    for (n, place) in places.iter().enumerate() {
        let one = told.place(place);
        let one = if place.role.is_empty() { one } else { format!("{one} {}", place.role) };
        let long = line.chars().count() + one.chars().count() + 2 > room;
        if n >= PLACES || n > 0 && long {
            line.push_str(&format!(" +{}", places.len() - n));
            break;
        }
        if n > 0 {
            line.push_str(", ");
        }
        line.push_str(&one);
    }
    line
}

/// Words cut at the end of a word to so many columns.
fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_string();
    }
    let kept: String = words.chars().take(most.saturating_sub(1)).collect();
    let at = kept.rfind(' ').filter(|at| *at > kept.len() * 2 / 3).unwrap_or(kept.len());
    format!("{}…", kept[..at].trim_end())
}
