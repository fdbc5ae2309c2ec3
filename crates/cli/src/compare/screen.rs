//! The view of a collation on a terminal, sentence by sentence.
//!
//! Two versions stand in two columns when the terminal is wide enough, else one above the other;
//! with `--word` they are one text with both readings (`word`).
//! Words of the base that differ stand in `[-…-]`, those of the other version in `{+…+}`; colours
//! repeat that where they are wanted (`NO_COLOR` is honoured by the stream).

use std::io::Write;

use anstyle::{AnsiColor, Style};
use variorum_export::collation::view::{View, stretches};
use variorum_export::collation::{chip, places, sign, speaker_of, summary};
use variorum_text::collation::{Class, Collation, Relation, Row, RowDifference};
use variorum_text::span::Span;

use super::word::{Signs, merged};

/// Columns from which two versions stand side by side.
const WIDE: usize = 90;

const BASE: Style = AnsiColor::Yellow.on_default();
const OTHER: Style = AnsiColor::Cyan.on_default();
const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// How rows are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Versions beside each other.
    Beside,
    /// Both readings in one line, word by word.
    Words,
}

/// Prints the head and the rows.
pub fn show(collation: &Collation, view: &View, layout: Layout) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    let width = terminal_size::terminal_size().map_or(100, |(w, _)| usize::from(w.0)).clamp(40, 160);
    head(&mut out, collation)?;
    let signs = if view.rank == 4 { Signs::Told } else { Signs::Folded };
    let mut speaker: Option<&str> = None;
    for (_, row) in view.rows(collation) {
        let who = speaker_of(collation, row);
        if who != speaker {
            writeln!(out, "\n{STRONG}{}{STRONG:#}", who.unwrap_or("(narration)"))?;
            speaker = who;
        }
        print_head(&mut out, collation, row, view)?;
        match layout {
            Layout::Words if row.units.iter().all(|u| !u.is_empty()) => {
                for line in wrap(&merged(collation, row, signs), width - 2) {
                    writeln!(out, "  {}", styled(&line).0)?;
                }
            }
            _ => print_row(&mut out, collation, row, (width, view))?,
        }
    }
    out.flush()
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

/// `↔ A33 | B35  NAME`.
fn print_head(out: &mut impl Write, collation: &Collation, row: &Row, view: &View) -> std::io::Result<()> {
    let mut chips: Vec<&str> = Vec::new();
    for found in row.differences.iter().filter(|d| view.shows(d)) {
        for name in std::iter::once(chip(found.difference.class)).chain(found.difference.custom.as_deref()) {
            if !chips.contains(&name) {
                chips.push(name);
            }
        }
    }
    let place = places(collation, row);
    writeln!(out, "{} {FAINT}{place}{FAINT:#}  {STRONG}{}{STRONG:#}", sign(row), chips.join(" "))
}

fn print_row(
    out: &mut impl Write,
    collation: &Collation,
    row: &Row,
    (width, view): (usize, &View),
) -> std::io::Result<()> {
    let texts: Vec<Vec<Piece>> = (0..row.units.len()).map(|n| pieces(collation, row, n, view)).collect();
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
                    writeln!(out, "  {style}{sigil:<2}{style:#}{}", styled(line).0)?;
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
        let (left, used) = styled(a.get(n).unwrap_or(&none));
        let (right, _) = styled(b.get(n).unwrap_or(&none));
        let pad = " ".repeat(column.saturating_sub(used));
        writeln!(out, "  {left}{pad} {FAINT}│{FAINT:#} {right}")?;
    }
    Ok(())
}

/// Whose a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Both versions have it.
    Both,
    /// The base alone has it so.
    Base,
    /// Another version alone has it so.
    Other,
}

/// A word of a row as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The word with its signs.
    pub word: String,
    /// Who has it.
    pub side: Side,
}

/// The words of one version in a row.
fn pieces(collation: &Collation, row: &Row, side: usize, view: &View) -> Vec<Piece> {
    let witness = &collation.witnesses[side];
    if row.units[side].is_empty() {
        return vec![Piece { word: "(not in this version)".into(), side: Side::Both }];
    }
    let differing = if side == 0 { Side::Base } else { Side::Other };
    let mut out: Vec<Piece> = Vec::new();
    for unit in stretches(collation, row, side, view) {
        let (Some(first), Some(last)) = (unit.first(), unit.last()) else { continue };
        let marks: Vec<Span> = unit.iter().filter(|s| s.found.is_some()).map(|s| s.span).collect();
        let whole = Span::new(first.span.start, last.span.end);
        let text = whole.of(&witness.text);
        let mut seen = 0;
        for word in text.split_whitespace() {
            let start = whole.start + (word.as_ptr() as usize - text.as_ptr() as usize);
            let here = Span::new(start, start + word.len());
            seen += marks[seen..].iter().take_while(|m| m.end <= here.start).count();
            let differs = marks.get(seen).is_some_and(|m| m.overlaps(here));
            out.push(Piece { word: word.to_string(), side: if differs { differing } else { Side::Both } });
        }
    }
    out
}

/// Breaks words into lines; the signs around differing words are counted.
fn wrap(words: &[Piece], width: usize) -> Vec<Vec<Piece>> {
    let mut lines: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut used = 0;
    for piece in words {
        let room = piece.word.chars().count() + 1 + if piece.side == Side::Both { 0 } else { 4 };
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
fn styled(line: &[Piece]) -> (String, usize) {
    let (mut out, mut used) = (String::new(), 0);
    for (n, piece) in line.iter().enumerate() {
        let (open, close, style) = match piece.side {
            Side::Both => ("", "", Style::new()),
            Side::Base => ("[-", "-]", BASE),
            Side::Other => ("{+", "+}", OTHER),
        };
        let before = n > 0 && line[n - 1].side == piece.side;
        let after = line.get(n + 1).is_some_and(|p| p.side == piece.side);
        if n > 0 {
            out.push(' ');
            used += 1;
        }
        if !before {
            out.push_str(&format!("{style}{open}"));
            used += open.len();
        }
        out.push_str(&piece.word);
        used += piece.word.chars().count();
        if !after {
            out.push_str(&format!("{close}{style:#}"));
            used += close.len();
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
