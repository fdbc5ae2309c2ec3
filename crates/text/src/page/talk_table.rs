//! Tables that print a talk: one row a turn, in three columns.
//!
//! ```text
//! 10:15 | Vera Holt | Good morning.          12 | Q | When?
//! Vera Holt | Minister of Roads | Good morning.
//! ```
//! The first column of the first two counts (a time of day, a number) and is no word of the talk;
//! the office of the third stands beside the name. A table whose names do not come back, or whose
//! last column holds no sentences, is a table of facts and not told of here.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{Tag, Tree};
use crate::sign::{ends_with_stop, is_stop};

/// What a cell of a talk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TalkCell {
    /// A time of day or a number.
    Counter,
    /// Who speaks, as the first or only cell of the label.
    Name,
    /// The office beside the name.
    Office,
    /// The words.
    Words,
}

/// Fewest rows of a talk.
const FEWEST: usize = 3;
/// Most characters of a name or an office.
const NAME_CHARS: usize = 100;

/// A row of three cells with words.
struct Row {
    cells: [usize; 3],
    texts: [String; 3],
}

/// The cells of all tables that print a talk.
pub(super) fn talk_cells(tree: &Tree) -> BTreeMap<usize, TalkCell> {
    let mut rows: BTreeMap<usize, Vec<Row>> = BTreeMap::new();
    let mut of_table: BTreeMap<usize, usize> = BTreeMap::new();
    for at in 0..tree.nodes.len() {
        if tree.nodes[at].tag != Tag::Row {
            continue;
        }
        let table = table_of(tree, at);
        *of_table.entry(table).or_default() += 1;
        if let Some(row) = row(tree, at) {
            rows.entry(table).or_default().push(row);
        }
    }
    let mut found = BTreeMap::new();
    for (table, rows) in rows {
        // A row without a name goes on with the words of the one before, or heads the table.
        if rows.len() < FEWEST || rows.len() * 5 < of_table[&table] * 4 {
            continue;
        }
        let Some(kinds) = kinds(&rows) else { continue };
        for row in rows {
            found.extend(row.cells.into_iter().zip(kinds));
        }
    }
    found
}

/// The row's table, or what else holds it.
fn table_of(tree: &Tree, row: usize) -> usize {
    let mut around = std::iter::successors(tree.parent(row), |at| tree.parent(*at)).take(3);
    around.find(|at| tree.nodes[*at].tag == Tag::Table).unwrap_or(tree.nodes[row].parent)
}

/// The three cells of a row that hold words.
fn row(tree: &Tree, row: usize) -> Option<Row> {
    let (mut cells, mut texts) = (Vec::new(), Vec::new());
    let mut at = row + 1;
    while at < tree.nodes[row].end {
        let node = &tree.nodes[at];
        if matches!(node.tag, Tag::Cell | Tag::HeadCell) {
            if tree.nodes[at..node.end].iter().any(|n| n.tag == Tag::Table) || cells.len() > 3 {
                return None;
            }
            let pieces: Vec<&str> =
                tree.nodes[at..node.end].iter().flat_map(|n| n.text.split_whitespace()).collect();
            if !pieces.is_empty() {
                cells.push(at);
                texts.push(pieces.join(" "));
            }
        }
        at = node.end.max(at + 1);
    }
    Some(Row { cells: cells.try_into().ok()?, texts: texts.try_into().ok()? })
}

fn kinds(rows: &[Row]) -> Option<[TalkCell; 3]> {
    let most = |is: &dyn Fn(&Row) -> bool| rows.iter().filter(|r| is(r)).count() * 5 >= rows.len() * 4;
    let column = |n: usize| rows.iter().map(move |r| r.texts[n].as_str());
    let said = rows.iter().filter(|r| is_said(&r.texts[2])).count();
    if said * 2 < rows.len() {
        return None;
    }
    if most(&|r| is_counter(&r.texts[0])) && most(&|r| is_name(&r.texts[1])) && come_back(column(1)) {
        return Some([TalkCell::Counter, TalkCell::Name, TalkCell::Words]);
    }
    let pairs: BTreeSet<(&str, &str)> = column(0).zip(column(1)).collect();
    let names: BTreeSet<&str> = column(0).collect();
    let told = most(&|r| is_name(&r.texts[0]) && is_name(&r.texts[1])) && pairs.len() == names.len();
    (told && come_back(column(0))).then_some([TalkCell::Name, TalkCell::Office, TalkCell::Words])
}

/// True when there are several names and most of them come more than once.
fn come_back<'t>(names: impl Iterator<Item = &'t str>) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = 0;
    for name in names {
        *counts.entry(name).or_default() += 1;
        all += 1;
    }
    counts.len() > 1 && counts.values().filter(|n| **n > 1).count() > 1 && counts.len() * 3 <= all * 2
}

/// "10:15", "00:01:10", "[12]", "7.", "10.15 a.m."
fn is_counter(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.len() <= 14 && text.contains(|c: char| c.is_ascii_digit()) && letters <= 2
}

fn is_name(text: &str) -> bool {
    text.chars().count() <= NAME_CHARS
        && text.starts_with(char::is_alphabetic)
        && !text.ends_with(is_stop)
        && !text.contains(|c: char| c.is_ascii_digit())
}

fn is_said(text: &str) -> bool {
    text.ends_with('—') || ends_with_stop(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[[&str; 3]]) -> Vec<TalkCell> {
        let cells = |r: &[&str; 3]| r.iter().map(|c| format!("<td>{c}</td>")).collect::<String>();
        let rows: String = rows.iter().map(|r| format!("<tr>{}</tr>", cells(r))).collect();
        talk_cells(&Tree::parse(&format!("<table>{rows}</table>"))).into_values().take(3).collect()
    }

    #[test]
    fn a_row_a_turn_is_told_from_facts() {
        use TalkCell::{Counter, Name, Office, Words};
        let timed = [
            ["10:15", "Vera Holt", "Good morning."],
            ["10:16", "Q", "When?"],
            ["10:17", "Vera Holt", "Soon."],
            ["10:18", "Q", "Thank you"],
        ];
        assert_eq!(table(&timed), [Counter, Name, Words]);
        let office = [
            ["Vera Holt", "Governor", "Good morning."],
            ["Jan Lind", "Minister of Roads", "Yes."],
            ["Vera Holt", "Governor", "Soon."],
            ["Jan Lind", "Minister of Roads", "No."],
        ];
        assert_eq!(table(&office), [Name, Office, Words]);
        let facts = [
            ["1", "Brona", "Rainy."],
            ["2", "Lindar", "Dry."],
            ["3", "Helmsund", "Dry."],
            ["4", "Tarn", "Rainy."],
        ];
        assert!(table(&facts).is_empty(), "no name comes back");
        let figures = [["1", "Brona", "12"], ["2", "Lindar", "7"], ["3", "Brona", "9"], ["4", "Lindar", "8"]];
        assert!(table(&figures).is_empty(), "nobody says a figure alone");
    }
}
