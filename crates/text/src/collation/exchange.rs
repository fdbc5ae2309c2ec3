//! A question and its answer that one version leaves out whole: told on the first of their rows.
//!
//! Sentence by sentence such an omission looks like any other; a reader wants to know that nobody is
//! shown asking at all.

use std::collections::BTreeSet;

use super::{Class, Row, Witness};

/// What is said of the first row of such an exchange.
const WHOLE: &str = "a whole exchange, question and answer";

/// Notes the exchanges that one of two versions does not have.
pub(super) fn note(rows: &mut [Row], witnesses: &[Witness]) {
    for other in 1..witnesses.len() {
        for (class, side) in [(Class::Omitted, 0), (Class::Added, other)] {
            for n in firsts(rows, witnesses, (class, side), other) {
                let found = rows[n].differences.iter_mut().map(|d| (d.sides, &mut d.difference));
                for (_, told) in found.filter(|(s, d)| *s == (0, other) && d.class == class && d.rank == 1) {
                    told.note = Some(WHOLE);
                }
            }
        }
    }
}

/// The rows at which a whole exchange begins that only version `side` has.
fn firsts(rows: &[Row], witnesses: &[Witness], (class, side): (Class, usize), other: usize) -> Vec<usize> {
    let Some(witness) = witnesses.get(side) else { return Vec::new() };
    let alone = |row: &Row| {
        row.differences.iter().any(|d| {
            d.sides == (0, other)
                && d.difference.class == class
                && d.difference.rank == 1
                && (d.difference.a.is_none() || d.difference.b.is_none())
                && row.units[if side == 0 { other } else { 0 }].is_empty()
        })
    };
    let mut row_of = vec![usize::MAX; witness.units.len()];
    for (n, row) in rows.iter().enumerate().filter(|(_, row)| alone(row)) {
        row.units[side].clone().for_each(|u| row_of[u] = n);
    }
    let mut turns: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
    for (u, unit) in witness.units.iter().enumerate() {
        match (unit.turn, turns.last_mut()) {
            (Some(turn), Some(last)) if last.0 == turn => last.1.end = u + 1,
            (Some(turn), _) => turns.push((turn, u..u + 1)),
            (None, _) => {}
        }
    }
    let gone: BTreeSet<usize> = turns
        .iter()
        .filter(|(_, units)| units.clone().all(|u| row_of[u] != usize::MAX))
        .map(|(turn, _)| *turn)
        .collect();
    let whole = |pair: &[(usize, std::ops::Range<usize>)]| {
        let [(asked, question), (told, answer)] = pair else { return None };
        let both = gone.contains(asked) && gone.contains(told);
        let asks = witness.units[question.start].asks && !witness.units[answer.start].asks;
        (both && asks).then_some(row_of[question.start])
    };
    turns.windows(2).filter_map(whole).collect()
}
