//! The side-by-side view of a collation on a terminal.
//!
//! Two versions stand in two columns when the terminal is wide enough, else one above the other.
//! Words of the base that differ stand in `[-…-]`, those of the other version in `{+…+}`; colours
//! repeat that where they are wanted (`NO_COLOR` is honoured by the stream).

use std::io::Write;

use anstyle::{AnsiColor, Style};
use variorum_export::collation::{chip, id, summary};
use variorum_text::collation::{Class, Collation, Relation, Row, RowDifference};
use variorum_text::span::Span;

/// Columns from which two versions stand side by side.
const WIDE: usize = 90;

const BASE: Style = AnsiColor::Yellow.on_default();
const OTHER: Style = AnsiColor::Cyan.on_default();
const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Prints the head and the rows.
pub fn show(collation: &Collation, all: bool) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    let width = terminal_size::terminal_size().map_or(100, |(w, _)| usize::from(w.0)).clamp(40, 160);
    head(&mut out, collation)?;
    let mut speaker: Option<&str> = None;
    for row in shown(collation, all) {
        let who = speaker_of(collation, row);
        if who != speaker {
            writeln!(out, "\n{STRONG}{}{STRONG:#}", who.unwrap_or("(narration)"))?;
            speaker = who;
        }
        print_row(&mut out, collation, row, width, all)?;
    }
    out.flush()
}

/// Rows worth showing: rank 1 and 2, or all.
fn shown(collation: &Collation, all: bool) -> impl Iterator<Item = &Row> {
    collation.rows.iter().filter(move |r| all || r.differences.iter().any(|d| d.difference.rank <= 2))
}

/// Versions, counts by class, then each material difference on a line.
fn head(out: &mut impl Write, collation: &Collation) -> std::io::Result<()> {
    let counts = summary(collation);
    for (n, witness) in collation.witnesses.iter().enumerate() {
        let style = if n == 0 { BASE } else { OTHER };
        let by = witness.publisher.as_deref().map(|p| format!(" · {p}")).unwrap_or_default();
        writeln!(
            out,
            "{style}{}{style:#}  {}{by} · {} sentences",
            witness.sigil,
            witness.source,
            witness.units.len()
        )?;
    }
    let mut parts: Vec<String> = Vec::new();
    for class in Class::ALL {
        let rank_one = |d: &&RowDifference| d.difference.class == class && d.difference.rank == 1;
        let n = collation.rows.iter().flat_map(|r| &r.differences).filter(rank_one).count();
        if n > 0 {
            parts.push(format!("{} {n}", chip(class)));
        }
    }
    if parts.is_empty() {
        parts.push("no material difference".into());
    }
    let changed =
        collation.rows.iter().filter(|r| matches!(r.relation, Relation::Changed | Relation::Moved)).count();
    parts.push(format!("{} identical", counts.identical));
    parts.push(format!("{changed} differ"));
    writeln!(out, "{STRONG}{}{STRONG:#}", parts.join(" · "))?;
    for row in &collation.rows {
        for found in row.differences.iter().filter(|d| d.difference.is_material()) {
            writeln!(out, "  {:<5} {}", chip(found.difference.class), told(collation, row, found))?;
        }
    }
    Ok(())
}

/// `A33 | B35  «Sarnhold» / «Velmost»`.
fn told(collation: &Collation, row: &Row, found: &RowDifference) -> String {
    let (x, y) = found.sides;
    let words = |n: usize, span: Option<Span>| -> Option<String> {
        let text = span?.of(&collation.witnesses.get(n)?.text);
        Some(format!("«{}»", cut(&one_line(text), 72)))
    };
    let (a, b) = (words(x, found.difference.a), words(y, found.difference.b));
    let place = places(collation, row);
    match (a, b) {
        (Some(a), Some(b)) => format!("{place}  {a} / {b}"),
        (Some(a), None) => format!("{place}  {a} not in {}", collation.witnesses[y].sigil),
        (None, Some(b)) => format!("{place}  {b} not in {}", collation.witnesses[x].sigil),
        (None, None) => place,
    }
}

fn places(collation: &Collation, row: &Row) -> String {
    let side = |n: usize| {
        let (witness, units) = (&collation.witnesses[n], &row.units[n]);
        match units.len() {
            0 => "-".to_string(),
            1 => id(witness, units.start),
            _ => format!("{}-{}", id(witness, units.start), units.end),
        }
    };
    (0..row.units.len()).map(side).collect::<Vec<_>>().join(" | ")
}

fn speaker_of<'c>(collation: &'c Collation, row: &Row) -> Option<&'c str> {
    let (n, units) = row.units.iter().enumerate().find(|(_, u)| !u.is_empty())?;
    let unit = collation.witnesses.get(n)?.units.get(units.start)?;
    unit.speaker.as_deref().or(unit.label.as_deref())
}

/// The sign between the columns: same, wording, material, only left, only right, moved.
fn sign(row: &Row) -> &'static str {
    match row.relation {
        Relation::Identical => "=",
        Relation::Omitted => "⊣",
        Relation::Added => "⊢",
        Relation::Moved => "↕",
        Relation::Changed if row.differences.iter().any(|d| d.difference.is_material()) => "↔",
        Relation::Changed => "~",
    }
}

fn print_row(
    out: &mut impl Write,
    collation: &Collation,
    row: &Row,
    width: usize,
    all: bool,
) -> std::io::Result<()> {
    let mut chips: Vec<&str> = Vec::new();
    for found in row.differences.iter().filter(|d| all || d.difference.rank <= 2) {
        let name = chip(found.difference.class);
        if !chips.contains(&name) {
            chips.push(name);
        }
    }
    let place = places(collation, row);
    writeln!(out, "{} {FAINT}{place}{FAINT:#}  {STRONG}{}{STRONG:#}", sign(row), chips.join(" "))?;
    let texts: Vec<Vec<Piece>> = (0..row.units.len()).map(|n| pieces(collation, row, n, all)).collect();
    match texts.as_slice() {
        [a, b] if width >= WIDE => {
            let column = (width - 5) / 2;
            side_by_side(out, (wrap(a, column), wrap(b, column)), column)
        }
        _ => {
            for (n, text) in texts.iter().enumerate() {
                let style = if n == 0 { BASE } else { OTHER };
                for (k, line) in wrap(text, width - 4).iter().enumerate() {
                    let sigil = if k == 0 { collation.witnesses[n].sigil.as_str() } else { "" };
                    writeln!(out, "  {style}{sigil:<2}{style:#}{}", styled(line, n).0)?;
                }
            }
            Ok(())
        }
    }
}

fn side_by_side(
    out: &mut impl Write,
    (a, b): (Vec<Vec<Piece>>, Vec<Vec<Piece>>),
    column: usize,
) -> std::io::Result<()> {
    let none = Vec::new();
    for n in 0..a.len().max(b.len()) {
        let (left, used) = styled(a.get(n).unwrap_or(&none), 0);
        let (right, _) = styled(b.get(n).unwrap_or(&none), 1);
        let pad = " ".repeat(column.saturating_sub(used));
        writeln!(out, "  {left}{pad} {FAINT}│{FAINT:#} {right}")?;
    }
    Ok(())
}

/// A word of a row as printed, and whether it differs.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    word: String,
    differs: bool,
}

/// The words of one version in a row.
fn pieces(collation: &Collation, row: &Row, side: usize, all: bool) -> Vec<Piece> {
    let (witness, units) = (&collation.witnesses[side], &row.units[side]);
    if units.is_empty() {
        return vec![Piece { word: "(not in this version)".into(), differs: false }];
    }
    let lone = matches!(row.relation, Relation::Omitted | Relation::Added);
    let whole = |c: Class| {
        matches!(c, Class::Split | Class::Merged | Class::Moved | Class::Attribution | Class::Label)
    };
    let marks: Vec<Span> = row
        .differences
        .iter()
        .filter(|d| (all || d.difference.rank <= 2) && !lone && !whole(d.difference.class))
        .filter_map(|d| match d.sides {
            (x, _) if x == side => d.difference.a,
            (_, y) if y == side => d.difference.b,
            _ => None,
        })
        .collect();
    let mut out: Vec<Piece> = Vec::new();
    for unit in witness.units.get(units.clone()).unwrap_or_default() {
        let text = unit.span.of(&witness.text);
        for word in text.split_whitespace() {
            let start = unit.span.start + (word.as_ptr() as usize - text.as_ptr() as usize);
            let here = Span::new(start, start + word.len());
            let differs = marks.iter().any(|m| m.overlaps(here));
            out.push(Piece { word: word.to_string(), differs });
        }
    }
    out
}

/// Breaks words into lines; the signs around differing words are counted.
fn wrap(words: &[Piece], width: usize) -> Vec<Vec<Piece>> {
    let mut lines: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut used = 0;
    for piece in words {
        let room = piece.word.chars().count() + 1 + if piece.differs { 4 } else { 0 };
        if used > 0 && used + room > width {
            lines.push(Vec::new());
            used = 0;
        }
        used += room;
        if let Some(line) = lines.last_mut() {
            line.push(piece.clone());
        }
    }
    lines
}

/// A line with its marks and styles, and how many columns it takes.
fn styled(line: &[Piece], side: usize) -> (String, usize) {
    let (open, close, style) = if side == 0 { ("[-", "-]", BASE) } else { ("{+", "+}", OTHER) };
    let (mut out, mut used) = (String::new(), 0);
    for (n, piece) in line.iter().enumerate() {
        let before = n > 0 && line[n - 1].differs;
        let after = line.get(n + 1).is_some_and(|p| p.differs);
        if n > 0 {
            out.push(' ');
            used += 1;
        }
        if piece.differs && !before {
            out.push_str(&format!("{style}{open}"));
            used += 2;
        }
        out.push_str(&piece.word);
        used += piece.word.chars().count();
        if piece.differs && !after {
            out.push_str(&format!("{close}{style:#}"));
            used += 2;
        }
    }
    (out, used)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(text: &str, width: usize) -> String {
    match text.chars().count() > width {
        true => text.chars().take(width - 1).chain(std::iter::once('…')).collect(),
        false => text.to_string(),
    }
}
