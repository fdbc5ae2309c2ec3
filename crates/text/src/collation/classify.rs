//! Two passages that answer to each other: what differs, each difference with its class.
//!
//! ```text
//! We expect that Norland will send 300 tents.
//! We do hope Sudland will send about 340 tents, friends.
//! ```
//! gives strength (expect / hope), name (Norland / Sudland), figure (300 / about 340), added
//! (friends) and wording. The rules run from what matters most to what matters least; each takes the
//! words that are its own, and what is left is words left out, added, or put otherwise.

use std::ops::Range;

use super::desk::{Desk, Passage, Sheet};
use super::entity::NameBook;
use super::kin::Kin;
use super::{Class, Difference, agency, custom, naming, numbers, polarity, signs};
use crate::rules::Rules;

/// The differences of two passages, most material first, then in the order of the text.
pub fn classify(a: &Passage, b: &Passage, book: &NameBook, rules: &Rules) -> Vec<Difference> {
    let mut desk = Desk::new(a, b, book, rules);
    custom::take(&mut desk);
    numbers::take(&mut desk);
    spellings(&mut desk);
    naming::take(&mut desk);
    polarity::take(&mut desk);
    strength(&mut desk);
    leftovers(&mut desk);
    signs::take(&mut desk);
    let mut out = desk.out;
    out.sort_by_key(Difference::place);
    out.dedup();
    out
}

/// One word in two spellings, or written in one and in two.
fn spellings(desk: &mut Desk) {
    let pairs: Vec<(usize, usize)> =
        desk.steps.iter().filter(|s| s.kin == Kin::Spelling).filter_map(|s| s.a.zip(s.b)).collect();
    for (i, j) in pairs {
        if desk.a.is_open(i) && desk.b.is_open(j) {
            desk.put(Class::Spelling, i..i + 1, j..j + 1, None);
        }
    }
    // "ministers’" / "minister’s": the same letters with an apostrophe elsewhere.
    let letters = |form: &str| form.replace('\'', "");
    let pairs: Vec<(usize, usize)> =
        desk.steps.iter().filter(|s| s.kin != Kin::Same).filter_map(|s| s.a.zip(s.b)).collect();
    for (i, j) in pairs {
        let (x, y) = (&desk.a.words()[i].form, &desk.b.words()[j].form);
        if desk.a.is_open(i) && desk.b.is_open(j) && letters(x) == letters(y) {
            desk.put(Class::Punctuation, i..i + 1, j..j + 1, Some("an apostrophe"));
        }
    }
    for n in 0..desk.regions.len() {
        let region = desk.regions[n].clone();
        let joined = |sheet: &Sheet, r: &Range<usize>| -> String {
            r.clone().map(|i| sheet.words()[i].form.as_str()).collect()
        };
        let free = region.a.clone().all(|i| desk.a.is_open(i)) && region.b.clone().all(|j| desk.b.is_open(j));
        if free
            && !region.a.is_empty()
            && region.a.len() != region.b.len()
            && joined(&desk.a, &region.a) == joined(&desk.b, &region.b)
        {
            desk.put(Class::Spelling, region.a, region.b, None);
        }
    }
}

/// Words of one family on other levels.
fn strength(desk: &mut Desk) {
    let pairs: Vec<(usize, usize)> =
        desk.steps.iter().filter(|s| s.kin == Kin::Strength).filter_map(|s| s.a.zip(s.b)).collect();
    for (i, j) in pairs {
        let fits = desk.a.is_open(i) && desk.b.is_open(j);
        if fits {
            desk.put(Class::Strength, i..i + 1, j..j + 1, None);
        }
    }
}

/// A stretch that is left after the rules.
struct Piece {
    a: Range<usize>,
    b: Range<usize>,
}

/// Whatever is left: words left out, added, put otherwise.
fn leftovers(desk: &mut Desk) {
    let pieces = joined(desk, pieces(desk));
    let stretches: Vec<_> = pieces.iter().map(|p| (p.a.clone(), p.b.clone())).collect();
    agency::take(desk, &stretches);
    let (loose_a, loose_b) = (loose(&desk.a), loose(&desk.b));
    let told =
        |desk: &Desk, p: &Piece| p.a.clone().all(|i| desk.a.used[i]) && p.b.clone().all(|j| desk.b.used[j]);
    for piece in pieces {
        if told(desk, &piece) {
            continue;
        }
        let (class, note) = class_of(desk, &piece, &loose_a, &loose_b);
        desk.put(class, piece.a, piece.b, note);
    }
}

/// Forms of content words without a relative on the other side.
fn loose(sheet: &Sheet) -> Vec<String> {
    (0..sheet.words().len())
        .filter(|i| sheet.is_open(*i) && !sheet.facts[*i].function && !is_related(sheet, *i))
        .map(|i| sheet.words()[i].bare().to_string())
        .collect()
}

fn is_related(sheet: &Sheet, i: usize) -> bool {
    matches!(sheet.link[i], Some((_, Kin::Stem | Kin::Synonym | Kin::Spelling | Kin::Strength)))
}

/// Runs of open words inside each region; a word that is spoken for cuts.
fn pieces(desk: &Desk) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut open = false;
    for step in &desk.steps {
        let told = |sheet: &Sheet, at: Option<usize>| at.is_some_and(|k| sheet.used[k]);
        let cut = step.kin == Kin::Same || told(&desk.a, step.a) || told(&desk.b, step.b);
        if cut {
            open = false;
        } else {
            if !open {
                out.push(Piece { a: i..i, b: j..j });
                open = true;
            }
            if let Some(piece) = out.last_mut() {
                piece.a.end += usize::from(step.a.is_some());
                piece.b.end += usize::from(step.b.is_some());
            }
        }
        i += usize::from(step.a.is_some());
        j += usize::from(step.b.is_some());
    }
    out
}

/// Joins pieces that only a word or two of grammar parts: less than a third is kept.
fn joined(desk: &Desk, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        if let Some(last) = out.last_mut() {
            let gap = last.a.end..piece.a.start;
            let level = piece.b.start.checked_sub(last.b.end) == Some(gap.len());
            let thin = !gap.is_empty()
                && gap.len() <= 2
                && gap
                    .clone()
                    .all(|k| desk.a.is_same(k) && desk.a.facts[k].function && !desk.a.facts[k].number);
            let words = (piece.a.end - last.a.start).max(piece.b.end - last.b.start);
            let both = !last.a.is_empty() && !last.b.is_empty() && !piece.a.is_empty() && !piece.b.is_empty();
            if level && thin && both && gap.len() * 3 < words {
                last.a.end = piece.a.end;
                last.b.end = piece.b.end;
                continue;
            }
        }
        out.push(piece);
    }
    out
}

/// The class of a stretch that no rule took.
fn class_of(
    desk: &Desk,
    piece: &Piece,
    loose_a: &[String],
    loose_b: &[String],
) -> (Class, Option<&'static str>) {
    let matter = |sheet: &Sheet, range: &Range<usize>, elsewhere: &[String]| {
        let words = sheet.words();
        range
            .clone()
            .filter(|i| !sheet.facts[*i].function && !is_related(sheet, *i))
            .filter(|i| !elsewhere.iter().any(|w| w == words[*i].bare()))
            .count()
    };
    let negated =
        |sheet: &Sheet, range: &Range<usize>| range.clone().filter(|i| sheet.facts[*i].negator).count();
    let both = negated(&desk.a, &piece.a).min(negated(&desk.b, &piece.b));
    let related = piece.a.clone().any(|i| !desk.a.facts[i].function && is_related(&desk.a, i));
    // A number is never another form of the word beside it: "a school" / "two schools".
    let counts = |sheet: &Sheet, range: &Range<usize>| {
        range.clone().any(|i| sheet.facts[i].number && !sheet.facts[i].function && !is_related(sheet, i))
    };
    let one_each = piece.a.len() == 1 && piece.b.len() == 1;
    let (in_a, in_b) = (matter(&desk.a, &piece.a, loose_b), matter(&desk.b, &piece.b, loose_a));
    // "no … " / "not any …": a negation on both sides is grammar.
    match (in_a.saturating_sub(both), in_b.saturating_sub(both)) {
        (0, 0) if other_person(desk, piece) => (Class::Meaning, Some("another person")),
        (0, 0) => (Class::Wording, None),
        (1, 0) | (0, 1) if one_each => (Class::Meaning, Some("another word; low confidence")),
        (x, 0) if !related || x > 1 || counts(&desk.a, &piece.a) => (Class::Omitted, None),
        (0, y) if !related || y > 1 || counts(&desk.b, &piece.b) => (Class::Added, None),
        (_, 0) | (0, _) => (Class::Wording, None),
        _ => (Class::Meaning, Some("content words replaced; low confidence")),
    }
}

/// "you started it" / "I started it": words of another person in one place.
fn other_person(desk: &Desk, piece: &Piece) -> bool {
    let person = |sheet: &Sheet, i: usize| desk.rules.wording.persons.get(&sheet.words()[i].form).copied();
    piece.a.len() == piece.b.len()
        && piece
            .a
            .clone()
            .zip(piece.b.clone())
            .any(|(i, j)| person(&desk.a, i).zip(person(&desk.b, j)).is_some_and(|(x, y)| x != y))
}
