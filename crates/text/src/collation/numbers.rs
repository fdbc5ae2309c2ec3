//! Figures that stand in one place of both versions and differ.
//!
//! "300 tents" / "340 tents" and "more than 300" / "about 300" are differences; "three hundred" /
//! "300" is spelling; a figure that only one version gives is left to `classify` as words left out
//! or added.

use super::Class;
use super::desk::{Desk, Sheet};
use super::kin::Kin;
use crate::figure::compared::{Figure, FigureKind, figures};

/// Unmatched words of a side up to which two figures of one region count as one place.
const NEAR: usize = 6;

/// Takes the figures.
pub(super) fn take(desk: &mut Desk) {
    if desk.regions.is_empty() {
        return;
    }
    let (a, b) = (figures(desk.a.words(), desk.rules), figures(desk.b.words(), desk.rules));
    let mut free: Vec<bool> = vec![true; b.len()];
    let mut pairs = Vec::new();
    for (n, x) in a.iter().enumerate() {
        if let Some(m) = counterpart(desk, x, &a, &b, &free) {
            free[m] = false;
            pairs.push((n, m));
        }
    }
    for (n, m) in pairs {
        if let Some(class) = judge(desk, (&a[n], &a), (&b[m], &b)) {
            desk.put(class, a[n].words.clone(), b[m].words.clone(), None);
        } else if is_touched(&desk.a, &a[n]) && a[n].value == b[m].value {
            desk.put(Class::Spelling, a[n].words.clone(), b[m].words.clone(), None);
        }
    }
}

fn is_touched(sheet: &Sheet, figure: &Figure) -> bool {
    figure.words.clone().any(|i| !sheet.is_same(i))
}

/// The figure of the other version in the same place.
fn counterpart(desk: &Desk, x: &Figure, all_a: &[Figure], all_b: &[Figure], free: &[bool]) -> Option<usize> {
    let linked =
        |y: &Figure| x.number.clone().any(|i| desk.a.link[i].is_some_and(|(j, _)| y.number.contains(&j)));
    if let Some(m) = all_b.iter().position(linked).filter(|m| free[*m]) {
        return Some(m);
    }
    let region = x.number.clone().find_map(|i| desk.a.region[i])?;
    let inside = &desk.regions[region];
    if inside.a.len().max(inside.b.len()) > NEAR + 6 {
        return None;
    }
    let here = |f: &Figure, sheet: &Sheet| f.number.clone().any(|i| sheet.region[i] == Some(region));
    let mine: Vec<usize> = (0..all_a.len()).filter(|n| here(&all_a[*n], &desk.a)).collect();
    let theirs: Vec<usize> = (0..all_b.len()).filter(|m| free[*m] && here(&all_b[*m], &desk.b)).collect();
    // In one place only when each side has a single figure there.
    (mine.len() == 1 && theirs.len() == 1).then(|| theirs[0])
}

/// The class of two figures in one place; `None` when they say the same or are not comparable.
fn judge(desk: &Desk, (x, all_a): (&Figure, &[Figure]), (y, all_b): (&Figure, &[Figure])) -> Option<Class> {
    let equal = (x.value - y.value).abs() <= 1e-9 * x.value.abs().max(1.0);
    let units_clash = x.unit.is_some() && y.unit.is_some() && x.unit != y.unit;
    if equal && !units_clash {
        return match (x.comparator.as_str(), y.comparator.as_str()) {
            (p, q) if p == q => None,
            ("=", "~") | ("~", "=") => Some(Class::Strength),
            _ => Some(Class::Figure),
        };
    }
    if x.kind != y.kind || !is_one_place(desk, x, y) {
        return None;
    }
    if (x.weak || y.weak) && !(same_next(desk, x, y) && x.kind == FigureKind::Count) {
        return None;
    }
    // A figure that the other version gives elsewhere has moved.
    let elsewhere = |f: &Figure, others: &[Figure], at: &Figure| {
        others.iter().any(|o| o.words != at.words && o.value == f.value)
    };
    if elsewhere(x, all_b, y) && elsewhere(y, all_a, x) {
        return None;
    }
    Some(Class::Figure)
}

/// True when little else differs around the two figures.
fn is_one_place(desk: &Desk, x: &Figure, y: &Figure) -> bool {
    let beside = |sheet: &Sheet, f: &Figure| {
        let before = f.words.start == 0 || settled(sheet, f.words.start - 1);
        let after = f.words.end >= sheet.words().len() || settled(sheet, f.words.end);
        before || after
    };
    beside(&desk.a, x) && beside(&desk.b, y)
}

/// True when the word stands against the same word or a form of it.
fn settled(sheet: &Sheet, i: usize) -> bool {
    matches!(sheet.link[i], Some((_, Kin::Same | Kin::Spelling | Kin::Stem | Kin::Synonym)))
}

fn same_next(desk: &Desk, x: &Figure, y: &Figure) -> bool {
    desk.a.link.get(x.number.end).is_some_and(|l| matches!(l, Some((j, Kin::Same)) if *j == y.number.end))
}
