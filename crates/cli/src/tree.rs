//! The versions of a meeting as a tree on the terminal: each below the one it was taken from.
//!
//! ```text
//! m:2031-04-12-merrow-vanholm
//!   2031-04-12 · Lindar · Oresta Vanholm, Tavit Merrow
//!   original     2031-04-12 · Office of the President · official.txt · d:04c2…
//!   └─ copy      2031-04-13 · Harbour Daily · portal.txt · d:77f0…
//!      its words stand to 98 % in the version above; published later
//! ```
//!
//! It says what stands where, and which came later; not why.

use std::collections::BTreeMap;
use std::io::Write;

use variorum_record::DocumentEntry;
use variorum_text::meeting::{Evidence, Meeting, Member};

use crate::kept::facts;
use crate::meetings;

/// Draws the tree.
pub fn draw(
    out: &mut impl Write,
    meeting: &Meeting,
    entries: &BTreeMap<String, DocumentEntry>,
) -> anyhow::Result<()> {
    meetings::head(out, meeting)?;
    let roots: Vec<&Member> = meeting.members.iter().filter(|m| source(meeting, m).is_none()).collect();
    for root in roots {
        branch(out, (meeting, entries), root, &Place { before: "  ".into(), is_root: true, is_last: true })?;
    }
    Ok(())
}

/// Where a branch hangs.
struct Place {
    /// What stands before its lines.
    before: String,
    is_root: bool,
    is_last: bool,
}

type Whole<'m> = (&'m Meeting, &'m BTreeMap<String, DocumentEntry>);

/// One version and, below it, those that were taken from it. Sources lead in no circle, so this ends.
fn branch(out: &mut impl Write, whole: Whole, member: &Member, place: &Place) -> anyhow::Result<()> {
    let (meeting, entries) = whole;
    let (arm, below) = match (place.is_root, place.is_last) {
        (true, _) => ("", ""),
        (false, true) => ("└─ ", "   "),
        (false, false) => ("├─ ", "│  "),
    };
    let entry = entries.get(&member.document);
    let published = entry.and_then(|e| e.published.clone().or(e.day.map(|d| d.to_string())));
    let publisher = entry.and_then(|e| e.publisher.clone());
    let source = entry.map(|e| e.capture.source.clone());
    let line = facts(&[published, publisher, source, Some(member.document.clone())]);
    writeln!(out, "{}{arm}{:11}  {line}", place.before, member.relation.as_str())?;
    let before = format!("{}{below}", place.before);
    if let Some(told) = told(member) {
        writeln!(out, "{before}{told}")?;
    }
    let children: Vec<&Member> =
        meeting.members.iter().filter(|m| m.from.as_ref() == Some(&member.document)).collect();
    for (n, child) in children.iter().enumerate() {
        let is_last = n + 1 == children.len();
        branch(out, whole, child, &Place { before: before.clone(), is_root: false, is_last })?;
    }
    Ok(())
}

fn source<'m>(meeting: &'m Meeting, member: &Member) -> Option<&'m Member> {
    meeting.members.iter().find(|m| member.from.as_ref() == Some(&m.document))
}

/// What shows that a version came after the one above it.
fn told(member: &Member) -> Option<String> {
    let percent = member.percent?;
    let words = format!("its words stand to {percent} % in the version above");
    Some(match member.evidence? {
        Evidence::Citation => format!("{words}; a source is cited"),
        Evidence::Date => format!("{words}; published later"),
        Evidence::Containment => format!("{words}, which is longer"),
    })
}
