//! Versions laid side by side: every unit in one row, every row with its differences.
//!
//! The first version is the base; each other is aligned with it, and rows that share a unit of the
//! base are one row. Two versions give the rows of `wire.md`: identical, changed, omitted, added,
//! moved. Nothing here depends on the order in which work was done.

use std::ops::Range;

use super::align::{Bead, align_model, likeness};
use super::desk::Passage;
use super::entity::{NameBook, is_patronymic};
use super::grams::Model;
use super::speakers::{self, Speakers, Turns};
use super::{Class, Collation, Difference, Relation, Row, RowDifference, Witness, classify};
use crate::rules::Rules;
use crate::span::Span;
use crate::words::{Case, Word, fold, words};

/// Likeness from which a sentence that stands elsewhere has moved.
const MOVED: f32 = 0.75;
/// Words that a moved sentence has at least.
const MOVED_WORDS: usize = 5;
/// Pairs of lonely units that are looked at for moves.
const MOVED_CAP: usize = 250_000;

/// Lays versions side by side; the first is the base.
pub fn collate(witnesses: Vec<Witness>, rules: &Rules) -> Collation {
    let read: Vec<Heard> = witnesses.iter().map(Heard::new).collect();
    let mut book = NameBook::default();
    for heard in &read {
        heard.units.iter().for_each(|u| book.read(&u.words));
    }
    let mut rows = match read.split_first() {
        None => Vec::new(),
        Some((base, [])) => alone(base),
        Some((base, others)) => {
            let pairs: Vec<Vec<PairRow>> =
                others.iter().map(|other| pair(base, other, &book, rules)).collect();
            joined(pairs, read.len())
        }
    };
    conventions(&mut rows, &witnesses, rules);
    for row in &mut rows {
        row.differences.sort_by_key(|d| d.difference.rank);
    }
    Collation { witnesses, rows }
}

/// A witness with the words of its units.
struct Heard<'w> {
    witness: &'w Witness,
    units: Vec<HeardUnit>,
}

struct HeardUnit {
    words: Vec<Word>,
    tail: String,
    /// The words as one text, for the aligner.
    plain: String,
}

impl<'w> Heard<'w> {
    fn new(witness: &'w Witness) -> Heard<'w> {
        let mut unheard = witness.unheard.clone();
        unheard.sort();
        let units = witness.units.iter().map(|u| hear(&witness.text, u.span, &unheard)).collect();
        Heard { witness, units }
    }

    /// The words of neighbouring units as one passage.
    fn passage(&self, range: Range<usize>) -> Passage<'w> {
        let mut out = Passage { text: &self.witness.text, ..Passage::default() };
        for unit in self.units.get(range).unwrap_or_default() {
            out.begins.push(out.words.len());
            let lead = std::mem::take(&mut out.tail);
            let at = out.words.len();
            out.words.extend(unit.words.iter().cloned());
            match out.words.get_mut(at) {
                Some(first) => first.lead.insert_str(0, &lead),
                None => out.tail = lead,
            }
            out.tail.push_str(&unit.tail);
        }
        out
    }

    fn span(&self, range: &Range<usize>) -> Option<Span> {
        let units = self.witness.units.get(range.clone())?;
        Some(Span::new(units.first()?.span.start, units.last()?.span.end))
    }
}

/// A unit that is nothing but a note is compared as it stands.
fn hear(text: &str, span: Span, unheard: &[Span]) -> HeardUnit {
    let from = unheard.partition_point(|u| u.end <= span.start);
    let here: Vec<Span> = unheard[from..].iter().take_while(|u| u.start < span.end).copied().collect();
    let (mut found, mut tail) = words(text, span, &here);
    if found.is_empty() && !here.is_empty() {
        (found, tail) = words(text, span, &[]);
    }
    let plain = found.iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" ");
    HeardUnit { words: found, tail, plain }
}

/// A row of two versions.
struct PairRow {
    a: Range<usize>,
    b: Range<usize>,
    relation: Relation,
    differences: Vec<Difference>,
}

/// The rows of two versions, in the order of the path.
fn pair(a: &Heard, b: &Heard, book: &NameBook, rules: &Rules) -> Vec<PairRow> {
    let plain = |h: &Heard| h.units.iter().map(|u| u.plain.clone()).collect::<Vec<_>>();
    let (texts_a, texts_b) = (plain(a), plain(b));
    let refs = |t: &'_ [String]| -> Vec<String> { t.to_vec() };
    let (texts_a, texts_b) = (refs(&texts_a), refs(&texts_b));
    let (list_a, list_b): (Vec<&str>, Vec<&str>) =
        (texts_a.iter().map(String::as_str).collect(), texts_b.iter().map(String::as_str).collect());
    let model = Model::new(&list_a, &list_b);
    let fence = Turns::new(a.witness, b.witness, &model, rules);
    let beads = greetings(a, b, align_model(&model, &fence), rules);
    let moves = moved((a, b), &beads, &model, rules);
    let mut told = Told::default();
    let mut rows = Vec::with_capacity(beads.len());
    for bead in &beads {
        let row = match (bead.a.is_empty(), bead.b.is_empty()) {
            (false, true) => match moves.iter().find(|(i, _)| bead.a.contains(i)) {
                Some((i, j)) => changed(a, b, (*i..i + 1, *j..j + 1), book, rules, Relation::Moved),
                None => lone(a, bead.a.clone(), true),
            },
            (true, false) if moves.iter().any(|(_, j)| bead.b.contains(j)) => continue,
            (true, false) => lone(b, bead.b.clone(), false),
            _ => changed(a, b, (bead.a.clone(), bead.b.clone()), book, rules, Relation::Changed),
        };
        rows.push(row);
        if let Some(row) = rows.last_mut().filter(|r| !r.a.is_empty() && !r.b.is_empty()) {
            told.labels((a.witness, b.witness), row, rules);
        }
    }
    rows
}

fn lone(of: &Heard, units: Range<usize>, omitted: bool) -> PairRow {
    let span = of.span(&units);
    let class = if omitted { Class::Omitted } else { Class::Added };
    let (a, b) = if omitted { (span, None) } else { (None, span) };
    let difference = Difference { class, rank: 1, a, b, note: None };
    let (relation, a, b) = match omitted {
        true => (Relation::Omitted, units, 0..0),
        false => (Relation::Added, 0..0, units),
    };
    PairRow { a, b, relation, differences: vec![difference] }
}

fn changed(
    a: &Heard,
    b: &Heard,
    (ra, rb): (Range<usize>, Range<usize>),
    book: &NameBook,
    rules: &Rules,
    relation: Relation,
) -> PairRow {
    let mut differences = Vec::new();
    let shape = match ra.len().cmp(&rb.len()) {
        std::cmp::Ordering::Less => Some(Class::Split),
        std::cmp::Ordering::Greater => Some(Class::Merged),
        std::cmp::Ordering::Equal => None,
    };
    let whole =
        |class: Class| Difference { class, rank: class.rank(), a: a.span(&ra), b: b.span(&rb), note: None };
    if relation == Relation::Moved {
        differences.push(whole(Class::Moved));
    }
    if !is_same_print(a, b, &ra, &rb) {
        differences.extend(classify(&a.passage(ra.clone()), &b.passage(rb.clone()), book, rules));
    }
    differences.extend(shape.map(whole));
    let relation =
        if relation == Relation::Changed && differences.is_empty() { Relation::Identical } else { relation };
    PairRow { a: ra, b: rb, relation, differences }
}

/// The short way for sentences that are printed alike.
fn is_same_print(a: &Heard, b: &Heard, ra: &Range<usize>, rb: &Range<usize>) -> bool {
    match (a.span(ra), b.span(rb)) {
        (Some(x), Some(y)) if ra.len() == 1 && rb.len() == 1 => {
            x.of(&a.witness.text) == y.of(&b.witness.text)
        }
        _ => false,
    }
}

/// A sentence of address left alone beside two that answer to each other goes with them:
/// "President Holt, colleagues." / "Dear Vera. Dear colleagues."
fn greetings(a: &Heard, b: &Heard, beads: Vec<Bead>, rules: &Rules) -> Vec<Bead> {
    let call = |h: &Heard, units: &Range<usize>| {
        h.units.get(units.clone()).is_some_and(|list| list.iter().all(|u| is_address(&u.words, rules)))
    };
    let one_turn = |h: &Heard, x: &Range<usize>, y: &Range<usize>| {
        x.is_empty() || y.is_empty() || h.witness.units[x.start].turn == h.witness.units[y.start].turn
    };
    let joins = |last: &Bead, bead: &Bead| {
        let lone = |x: &Bead| x.a.is_empty() || x.b.is_empty();
        let next = last.a.end == bead.a.start && last.b.end == bead.b.start;
        let small = last.a.len() + bead.a.len() <= 3 && last.b.len() + bead.b.len() <= 3;
        let calls = [&last.a, &bead.a].into_iter().all(|r| call(a, r))
            && [&last.b, &bead.b].into_iter().all(|r| call(b, r));
        lone(last) != lone(bead)
            && next
            && small
            && calls
            && one_turn(a, &last.a, &bead.a)
            && one_turn(b, &last.b, &bead.b)
    };
    let mut out: Vec<Bead> = Vec::with_capacity(beads.len());
    for bead in beads {
        // Units left alone on the two sides stand in no order between themselves.
        let skip = out.iter().rev().take_while(|x| x.a.is_empty() || x.b.is_empty()).count().min(4);
        let place = (out.len().saturating_sub(skip + 1)..out.len()).rev().find(|k| {
            let mut last = out[*k].clone();
            if last.a.is_empty() {
                last.a = bead.a.start..bead.a.start;
            }
            if last.b.is_empty() {
                last.b = bead.b.start..bead.b.start;
            }
            joins(&last, &bead)
        });
        match place {
            Some(k) => {
                let last = out.remove(k);
                let wide = |x: &Range<usize>, y: &Range<usize>| {
                    if x.is_empty() { y.clone() } else { x.start..y.end.max(x.end) }
                };
                out.push(Bead {
                    a: wide(&last.a, &bead.a),
                    b: wide(&last.b, &bead.b),
                    score: last.score.max(bead.score),
                });
            }
            None => out.push(bead),
        }
    }
    out
}

/// True for a sentence of titles, names and words of address alone.
fn is_address(words: &[Word], rules: &Rules) -> bool {
    let wording = &rules.wording;
    let part = |w: &Word| {
        w.case != Case::Lower
            || wording.titles.contains(w.bare())
            || wording.address_fillers.contains(&w.form)
            || w.form == "and"
    };
    let calls = |w: &Word| wording.titles.contains(w.bare()) || is_patronymic(w.bare(), rules);
    !words.is_empty() && words.len() <= 10 && words.iter().all(part) && words.iter().any(calls)
}

/// Names that no list knows and that differ in one way throughout are told once; later rows refer
/// to the first.
fn conventions(rows: &mut [Row], witnesses: &[Witness], rules: &Rules) {
    let mut told: Vec<(String, String)> = Vec::new();
    for row in rows {
        for found in &mut row.differences {
            let (x, y) = found.sides;
            let (Some(a), Some(b)) = (found.difference.a, found.difference.b) else { continue };
            if found.difference.class != Class::Name {
                continue;
            }
            let key =
                |n: usize, span: Span| witnesses.get(n).map(|w| fold(span.of(&w.text))).unwrap_or_default();
            let pair = (key(x, a), key(y, b));
            let known = |name: &str| {
                let name = name.replace('-', " ");
                rules.names.canonical.contains_key(&name) || rules.names.rival.contains_key(&name)
            };
            if known(&pair.0) || known(&pair.1) {
                continue;
            }
            if told.contains(&pair) {
                let class = Class::Wording;
                found.difference =
                    Difference { class, rank: class.rank(), note: Some(AGAIN), ..found.difference.clone() };
            } else {
                told.push(pair);
            }
        }
    }
}

/// The note on a name that differs as in an earlier row.
const AGAIN: &str = "the two names of an earlier row";

/// Units left alone on both sides that are one sentence in two places, best first.
fn moved((a, b): (&Heard, &Heard), beads: &[Bead], model: &Model, rules: &Rules) -> Vec<(usize, usize)> {
    let lone_a: Vec<usize> = beads.iter().filter(|x| x.b.is_empty()).flat_map(|x| x.a.clone()).collect();
    let lone_b: Vec<usize> = beads.iter().filter(|x| x.a.is_empty()).flat_map(|x| x.b.clone()).collect();
    if lone_a.len().saturating_mul(lone_b.len()) > MOVED_CAP {
        return Vec::new();
    }
    let long = |h: &Heard, i: usize| h.units[i].words.len() >= MOVED_WORDS;
    let mut found: Vec<(f32, usize, usize)> = Vec::new();
    for i in lone_a.iter().copied().filter(|i| long(a, *i)) {
        for j in lone_b.iter().copied().filter(|j| long(b, *j)) {
            let score = likeness(model, i, j);
            if score >= MOVED
                && speakers::compare(&a.witness.units[i], &b.witness.units[j], rules) != Speakers::Other
            {
                found.push((score, i, j));
            }
        }
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (_, i, j) in found {
        if out.iter().all(|(k, l)| *k != i && *l != j) {
            out.push((i, j));
        }
    }
    out
}

/// Pairs of turns whose labels were compared.
#[derive(Default)]
struct Told {
    turns: Vec<(Option<usize>, Option<usize>)>,
}

impl Told {
    /// Adds a difference of speaker or label to the first row of a pair of turns.
    fn labels(&mut self, (a, b): (&Witness, &Witness), row: &mut PairRow, rules: &Rules) {
        let (x, y) = (&a.units[row.a.start], &b.units[row.b.start]);
        let turns = (x.turn, y.turn);
        if turns == (None, None) || self.turns.contains(&turns) {
            return;
        }
        self.turns.push(turns);
        let print = |w: &Witness, s: Option<Span>| {
            s.map(|s| s.of(&w.text).split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let class = match speakers::compare(x, y, rules) {
            Speakers::Other => Class::Attribution,
            _ if print(a, x.label_span) != print(b, y.label_span) => Class::Label,
            _ => return,
        };
        row.differences.push(Difference {
            class,
            rank: class.rank(),
            a: x.label_span,
            b: y.label_span,
            note: None,
        });
        if row.relation == Relation::Identical {
            row.relation = Relation::Changed;
        }
    }
}

/// One version alone: every unit identical with itself.
fn alone(base: &Heard) -> Vec<Row> {
    (0..base.units.len())
        .map(|n| Row {
            units: std::iter::once(n..n + 1).collect(),
            relation: Relation::Identical,
            differences: Vec::new(),
        })
        .collect()
}

/// Rows of the base with each other version, joined where they share a unit of the base.
fn joined(pairs: Vec<Vec<PairRow>>, n_witnesses: usize) -> Vec<Row> {
    if pairs.len() == 1 {
        return pairs.into_iter().flatten().map(|p| one_row(p, 1, n_witnesses)).collect();
    }
    let mut rows: Vec<Row> = Vec::new();
    for (k, list) in pairs.into_iter().enumerate() {
        let mut place = 0;
        for p in list {
            let row = one_row(p, k + 1, n_witnesses);
            place = if row.units[0].is_empty() {
                insert(&mut rows, row, place)
            } else {
                merge(&mut rows, row, place)
            };
        }
    }
    rows
}

fn one_row(p: PairRow, other: usize, n_witnesses: usize) -> Row {
    let mut units = vec![0..0; n_witnesses];
    units[0] = p.a;
    units[other] = p.b;
    let differences =
        p.differences.into_iter().map(|difference| RowDifference { difference, sides: (0, other) }).collect();
    Row { units, relation: p.relation, differences }
}

/// Puts a row that the base does not have after the row last touched.
fn insert(rows: &mut Vec<Row>, row: Row, place: usize) -> usize {
    let at = place.min(rows.len());
    rows.insert(at, row);
    at + 1
}

/// Joins a row with those that share a unit of the base.
fn merge(rows: &mut Vec<Row>, row: Row, place: usize) -> usize {
    let meets = |r: &Row| {
        !r.units[0].is_empty() && r.units[0].start < row.units[0].end && row.units[0].start < r.units[0].end
    };
    let Some(first) = rows.iter().position(meets) else {
        return insert(rows, row, place);
    };
    let mut into = std::mem::replace(&mut rows[first], row);
    let mut relation = [into.relation, rows[first].relation].into_iter().max().unwrap_or(Relation::Changed);
    let row = rows.remove(first);
    absorb(&mut into, row);
    while let Some(next) = rows.iter().position(|r| {
        !r.units[0].is_empty() && r.units[0].start < into.units[0].end && into.units[0].start < r.units[0].end
    }) {
        let more = rows.remove(next);
        relation = relation.max(more.relation);
        absorb(&mut into, more);
    }
    let full = into.units.iter().all(|u| !u.is_empty());
    into.relation = match relation {
        Relation::Identical if full => Relation::Identical,
        Relation::Omitted if into.units.iter().skip(1).all(|u| u.is_empty()) => Relation::Omitted,
        Relation::Moved => Relation::Moved,
        _ if into.differences.is_empty() => Relation::Identical,
        _ => Relation::Changed,
    };
    let at = first.min(rows.len());
    rows.insert(at, into);
    at + 1
}

/// Adds the units and differences of `more`.
fn absorb(into: &mut Row, more: Row) {
    for (mine, theirs) in into.units.iter_mut().zip(more.units) {
        *mine = match ((*mine).is_empty(), theirs.is_empty()) {
            (_, true) => mine.clone(),
            (true, false) => theirs,
            _ => mine.start.min(theirs.start)..mine.end.max(theirs.end),
        };
    }
    into.differences.extend(more.differences);
}
