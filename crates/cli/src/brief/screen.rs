//! A brief on a terminal.

use std::io::Write;

use anstyle::Style;
use variorum_text::brief::{Brief, Material, MeetingBrief, Words};

use super::gather::{Gathered, Page};
use crate::kept::plain;
use variorum_export::collation::chip;

/// Meetings, differences of one meeting, speakers and publishers shown at most; JSON has all.
const MOST: usize = 12;
/// Letters of a difference's words shown at most.
const WORDS: usize = 48;
const STRONG: Style = Style::new().bold();

/// Prints the brief.
pub fn show(out: &mut impl Write, told: &Brief, gathered: &Gathered) -> std::io::Result<()> {
    head(out, told)?;
    for meeting in told.meetings.iter().take(MOST) {
        print_meeting(out, meeting, gathered)?;
    }
    rest(out, told.meetings.len(), "meetings")?;
    print_loose(out, told, gathered)?;
    if !told.speakers.is_empty() {
        writeln!(out, "\n{STRONG}Speakers{STRONG:#} (every version counted)")?;
        let wide = told.speakers.iter().take(MOST).map(|s| s.name.chars().count()).max().unwrap_or(0);
        for share in told.speakers.iter().take(MOST) {
            let name = plain(&share.name);
            writeln!(out, "  {name:wide$}  {:>4} turns  {:>6} words", share.turns, share.words)?;
        }
        rest(out, told.speakers.len(), "speakers")?;
    }
    if !told.publishers.is_empty() {
        writeln!(out, "\n{STRONG}Publishers{STRONG:#}")?;
        for (name, n) in told.publishers.iter().take(MOST) {
            writeln!(out, "  {n:>4}  {}", name.as_deref().map_or_else(|| "(none named)".to_string(), plain))?;
        }
        rest(out, told.publishers.len(), "publishers")?;
    }
    Ok(())
}

fn head(out: &mut impl Write, told: &Brief) -> std::io::Result<()> {
    let days = match (told.from, told.to) {
        (Some(from), Some(to)) if from == to => format!(" · {from}"),
        (Some(from), Some(to)) => format!(" · {from} to {to}"),
        _ => String::new(),
    };
    let publishers = told.publishers.iter().filter(|(name, _)| name.is_some()).count();
    let counts = [
        counted(told.documents, "document"),
        counted(publishers, "publisher"),
        counted(told.meetings.len(), "meeting"),
        counted(told.turns, "turn"),
    ];
    writeln!(out, "{}{days}", counts.join(" · "))
}

/// "1 turn", "2 turns".
fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

fn rest(out: &mut impl Write, n: usize, what: &str) -> std::io::Result<()> {
    if n > MOST { writeln!(out, "  and {} more {what}: --json has all", n - MOST) } else { Ok(()) }
}

fn print_meeting(out: &mut impl Write, told: &MeetingBrief, gathered: &Gathered) -> std::io::Result<()> {
    let meeting = &told.meeting;
    let day = meeting.date.map_or_else(|| "no date".to_string(), |d| d.to_string());
    let people = meeting.participants.join(", ");
    let facts: Vec<String> = [Some(day), meeting.place.clone(), Some(people)].into_iter().flatten().collect();
    let facts: Vec<String> = facts.iter().filter(|f| !f.is_empty()).map(|f| plain(f)).collect();
    writeln!(out, "\n{STRONG}{}{STRONG:#}", facts.join(" · "))?;
    let pages: Vec<Option<&Page>> = meeting.members.iter().map(|m| gathered.page(&m.document)).collect();
    let wide = pages.iter().flatten().map(|p| p.name.chars().count()).max().unwrap_or(0);
    for (member, page) in meeting.members.iter().zip(&pages) {
        let name = page.map_or(member.document.as_str(), |p| p.name.as_str());
        let publisher = page.and_then(|p| p.reading.document.publisher.as_deref()).unwrap_or("");
        let line = format!("  {:11}  {name:wide$}  {}", member.relation.as_str(), plain(publisher));
        writeln!(out, "{}", line.trim_end())?;
    }
    if meeting.members.len() < 2 {
        return Ok(());
    }
    print_differences(out, told, gathered)
}

/// The differences of rank 1, pair by pair, each pair with the command that shows it whole.
fn print_differences(out: &mut impl Write, told: &MeetingBrief, gathered: &Gathered) -> std::io::Result<()> {
    writeln!(
        out,
        "  differences of rank 1: {} changed · {} omitted · {} added",
        told.material, told.omitted, told.added
    )?;
    for found in told.differences.chunk_by(|a, b| a.documents == b.documents) {
        let Some(first) = found.first() else { continue };
        let name = |id: &str| gathered.page(id).map_or(id.to_string(), |p| p.name.clone());
        let (a, b) = (name(&first.documents.0), name(&first.documents.1));
        writeln!(out, "  variorum compare {a} {b}{}", gathered.flag)?;
        for material in found.iter().take(MOST) {
            writeln!(out, "    {}", line(material, gathered))?;
        }
        rest(out, found.len(), "differences")?;
    }
    Ok(())
}

/// "NAME  «Lake Brona» / «Great Lake»  norland.txt:31 | wire.html:44".
fn line(found: &Material, gathered: &Gathered) -> String {
    let said = |id: &str, words: &Words| {
        let text = gathered.page(id).map_or("", |p| words.span.of(&p.reading.document.text));
        format!("«{}»", cut(&plain(text)))
    };
    let place = |id: &str, words: &Words| {
        gathered.page(id).map_or_else(|| id.to_string(), |p| p.place(words.within, words.sentence))
    };
    let sides = [(&found.documents.0, &found.a), (&found.documents.1, &found.b)];
    let there: Vec<(&String, &Words)> =
        sides.into_iter().filter_map(|(id, w)| Some((id, w.as_ref()?))).collect();
    let words: Vec<String> = there.iter().map(|(id, w)| said(id, w)).collect();
    let places: Vec<String> = there.iter().map(|(id, w)| place(id, w)).collect();
    format!("{:5} {}  {}", chip(found.class), words.join(" / "), places.join(" | "))
}

fn cut(words: &str) -> String {
    if words.chars().count() <= WORDS {
        return words.to_string();
    }
    let kept: String = words.chars().take(WORDS).collect();
    format!("{}…", kept.trim_end())
}

/// Documents that are in no meeting.
fn print_loose(out: &mut impl Write, told: &Brief, gathered: &Gathered) -> std::io::Result<()> {
    let is_loose =
        |p: &&Page| !told.meetings.iter().any(|m| m.meeting.members.iter().any(|v| v.document == p.id));
    let loose: Vec<&Page> = gathered.pages.iter().filter(is_loose).collect();
    if loose.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{STRONG}In no meeting{STRONG:#}")?;
    for page in loose.iter().take(MOST) {
        let title = page.reading.document.title.as_deref().unwrap_or("(no title)");
        writeln!(out, "  {}  {}", page.name, cut(&plain(title)))?;
    }
    rest(out, loose.len(), "documents")
}
