//! Figures that stand in one place of both versions and differ.
//!
//! "300 tents" / "340 tents" and "more than 300" / "about 300" are differences; "three hundred" /
//! "300" is spelling; a figure that only one version gives is left to `classify` as words left out
//! or added.

use super::Class;
use super::desk::{Desk, Sheet};
use super::kin::Kin;
use crate::figure::compared::{Figure, FigureKind, figures, is_amount_sign};

/// Unmatched words of a side up to which two figures of one region count as one place.
const NEAR: usize = 6;

/// Takes the figures.
pub(super) fn take(desk: &mut Desk) {
    if desk.regions.is_empty() && !signs_differ(desk) {
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
    for (n, m) in pairs.iter().copied() {
        let swapped = || pairs.iter().any(|(k, l)| are_swapped(desk, (&a[n], &b[m]), (&a[*k], &b[*l])));
        if let Some(class) = judge(desk, (&a[n], &a), (&b[m], &b), swapped) {
            desk.put(class, a[n].words.clone(), b[m].words.clone(), None);
        } else if is_end_beside_change(desk, &a[n], &b[m]) {
            let (x, y) = (&a[n].words, &b[m].words);
            desk.put(Class::Figure, x.start - 1..x.end, y.start - 1..y.end, None);
        } else if (is_touched(&desk.a, &a[n]) || is_touched(&desk.b, &b[m])) && a[n].tells_amount_of(&b[m]) {
            let class = if says_it_alike(desk, &a[n], &b[m]) { Class::Spelling } else { Class::Wording };
            desk.put(class, a[n].words.clone(), b[m].words.clone(), None);
        }
    }
}

/// True when a sign of an amount ("$" / "€", "-3" / "3") stands on one side only.
fn signs_differ(desk: &Desk) -> bool {
    let signs = |sheet: &Sheet, i: usize| -> String {
        sheet.words()[i].lead.chars().filter(|c| is_amount_sign(*c)).collect()
    };
    let pairs = desk.steps.iter().filter_map(|s| s.a.zip(s.b));
    pairs.into_iter().any(|(i, j)| signs(&desk.a, i) != signs(&desk.b, j))
}

/// "fell by 5 percent" / "fell to 5 percent": a change on one side, an end of it on the other.
fn is_end_beside_change(desk: &Desk, x: &Figure, y: &Figure) -> bool {
    let before = |sheet: &Sheet, f: &Figure| f.words.start.checked_sub(1).filter(|i| sheet.is_open(*i));
    let Some((i, j)) = before(&desk.a, x).zip(before(&desk.b, y)) else { return false };
    let (p, q) = (desk.a.words()[i].form.as_str(), desk.b.words()[j].form.as_str());
    let counts = |f: &Figure| matches!(f.kind, FigureKind::Count | FigureKind::Part);
    let ends = |w| matches!(w, "by" | "to" | "from");
    let settled = desk.a.words()[..i].last().is_none() || i > 0 && settled(&desk.a, i - 1);
    p != q && ends(p) && ends(q) && counts(x) && counts(y) && x.tells_amount_of(y) && settled
}

/// Two figures that change places while the words between stay: "60 to 40" / "40 to 60". In a plain
/// list ("3 and 5") the order tells nothing.
fn are_swapped(desk: &Desk, (x, y): (&Figure, &Figure), (p, q): (&Figure, &Figure)) -> bool {
    let crossed = x.value == q.value && y.value == p.value && x.value != y.value;
    let (first, last) = if x.words.end <= p.words.start { (x, p) } else { (p, x) };
    if !crossed || last.words.start < first.words.end || last.words.start - first.words.end > NEAR {
        return false;
    }
    let mut between = first.words.end..last.words.start;
    let words = desk.a.words();
    between.clone().all(|i| desk.a.is_same(i))
        && between.any(|i| !matches!(words[i].form.as_str(), "and" | "or"))
}

/// True when the same words stand before both numbers, and both count in one unit.
fn says_it_alike(desk: &Desk, x: &Figure, y: &Figure) -> bool {
    let led = |sheet: &Sheet, f: &Figure| -> Vec<String> {
        sheet.words()[f.words.start..f.number.start].iter().map(|w| w.form.clone()).collect()
    };
    led(&desk.a, x) == led(&desk.b, y) && x.kind == y.kind && x.value == y.value
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
fn judge(
    desk: &Desk,
    (x, all_a): (&Figure, &[Figure]),
    (y, all_b): (&Figure, &[Figure]),
    swapped: impl Fn() -> bool,
) -> Option<Class> {
    if x.tells_amount_of(y) {
        return match (x.comparator.as_str(), y.comparator.as_str()) {
            (p, q) if p == q => None,
            ("=", "~") | ("~", "=") => Some(Class::Strength),
            _ => Some(Class::Figure),
        };
    }
    if !x.is_comparable_to(y) || !is_one_place(desk, x, y) {
        return None;
    }
    if (x.weak || y.weak) && !(same_next(desk, x, y) && x.kind == FigureKind::Count) {
        return None;
    }
    // A figure that the other version gives elsewhere has moved.
    let elsewhere = |f: &Figure, others: &[Figure], at: &Figure| {
        others.iter().any(|o| o.words != at.words && o.value == f.value)
    };
    if elsewhere(x, all_b, y) && elsewhere(y, all_a, x) && !swapped() {
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
    desk.a
        .link
        .get(x.number.end)
        .is_some_and(|l| matches!(l, Some((j, Kin::Same | Kin::Stem)) if *j == y.number.end))
}
