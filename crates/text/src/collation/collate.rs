//! Versions laid side by side: every unit in one row, every row with its differences.
//!
//! Every version is aligned with every other (`links`) and the links are joined to rows (`rows`). The
//! first version is the base: rows stand in its order, and it is compared with each other version.
//! Two others are compared where both differ from it and from each other. Nothing here depends on
//! the order in which work was done, and naming the versions in another order gives the same
//! differences.

use std::cmp::Ordering;
use std::ops::Range;

use super::entity::NameBook;
use super::heard::Heard;
use super::links::{links, order};
use super::rows::{Draft, Pair, of_many, of_two};
use super::speakers::{self, Speakers};
use super::{Class, Collation, Difference, Relation, Row, RowDifference, Witness, classify};
use crate::rules::Rules;
use crate::span::Span;
use crate::words::fold;

/// Lays versions side by side; the first is the base.
pub fn collate(witnesses: Vec<Witness>, rules: &Rules) -> Collation {
    let read: Vec<Heard> = witnesses.iter().map(Heard::new).collect();
    let mut book = NameBook::default();
    for heard in &read {
        heard.units.iter().for_each(|u| book.read(&u.words));
    }
    let drafts = match read.as_slice() {
        [] => Vec::new(),
        [base] => alone(base),
        [a, b] => of_two(links(a, b, rules)),
        _ => several(&read, rules),
    };
    let ranks = ranks(&read);
    let desk = Desk { read: &read, ranks: &ranks, book: &book, rules };
    let mut told = Told::default();
    let mut rows: Vec<Row> = drafts.into_iter().map(|draft| desk.row(draft, &mut told)).collect();
    conventions(&mut rows, &witnesses, rules);
    for row in &mut rows {
        row.differences.sort_by_key(|d| d.difference.rank);
    }
    Collation { witnesses, rows }
}

/// One version alone: every unit a row.
fn alone(base: &Heard) -> Vec<Draft> {
    let row = |n: usize| Draft { units: std::iter::once(n..n + 1).collect(), moved: Vec::new() };
    (0..base.units.len()).map(row).collect()
}

fn several(read: &[Heard], rules: &Rules) -> Vec<Draft> {
    let mut pairs = Vec::new();
    for x in 0..read.len() {
        for y in x + 1..read.len() {
            pairs.push(Pair { sides: (x, y), links: links(&read[x], &read[y], rules) });
        }
    }
    let sizes: Vec<usize> = read.iter().map(|h| h.units.len()).collect();
    of_many(&sizes, &ranks(read), &pairs)
}

/// The place of each version when they are ordered by their words alone.
fn ranks(read: &[Heard]) -> Vec<usize> {
    let before = |x: &Heard, y: &Heard| order(x, y) == Ordering::Less;
    read.iter().map(|h| read.iter().filter(|other| before(other, h)).count()).collect()
}

/// What is needed to tell the differences of a row.
struct Desk<'r> {
    read: &'r [Heard<'r>],
    ranks: &'r [usize],
    book: &'r NameBook,
    rules: &'r Rules,
}

impl Desk<'_> {
    fn row(&self, draft: Draft, told: &mut Told) -> Row {
        let Draft { units, moved } = draft;
        let present: Vec<usize> = (0..units.len()).filter(|v| !units[*v].is_empty()).collect();
        let mut differences = Vec::new();
        let mut readings: Vec<Vec<usize>> = Vec::new();
        for v in present {
            let mut same = None;
            let mut found = Vec::new();
            for (n, reading) in readings.iter().enumerate() {
                let sides = (reading[0], v);
                let here = self.between(sides, &units, moved.contains(&sides));
                same = here.iter().all(|d| d.class == Class::Moved).then_some(n);
                found.extend(here.into_iter().map(|difference| RowDifference { difference, sides }));
                if same.is_some() {
                    break;
                }
            }
            // What has the reading of another is told of that one; the base is told of each.
            differences.extend(found.into_iter().filter(|d| same.is_none() || d.sides.0 == 0));
            match same {
                Some(n) => readings[n].push(v),
                None => readings.push(vec![v]),
            }
        }
        let mut row = Row { relation: Relation::Identical, units, differences, readings };
        self.absent(&mut row);
        self.labels(&mut row, told);
        row.relation = relation(&row, !moved.is_empty());
        row
    }

    /// The differences of two versions that both have units in the row.
    fn between(&self, (x, y): (usize, usize), units: &[Range<usize>], moved: bool) -> Vec<Difference> {
        let (a, b) = (&self.read[x], &self.read[y]);
        let (ra, rb) = (&units[x], &units[y]);
        let whole =
            |class: Class| Difference { class, rank: class.rank(), a: a.span(ra), b: b.span(rb), note: None };
        let mut out = Vec::new();
        if moved {
            out.push(whole(Class::Moved));
        }
        if !is_same_print((a, ra), (b, rb)) {
            out.extend(self.classed((x, y), units));
        }
        out.extend(struck((a, ra), (b, rb)));
        match ra.len().cmp(&rb.len()) {
            Ordering::Less => out.push(whole(Class::Split)),
            Ordering::Greater => out.push(whole(Class::Merged)),
            Ordering::Equal => {}
        }
        out
    }

    /// The differences in words, the two versions taken in the order of their ranks.
    fn classed(&self, (x, y): (usize, usize), units: &[Range<usize>]) -> Vec<Difference> {
        let (a, b) = (self.read[x].passage(units[x].clone()), self.read[y].passage(units[y].clone()));
        let straight = self.ranks[x] <= self.ranks[y];
        let (first, second) = if straight { (&a, &b) } else { (&b, &a) };
        let mut out = classify(first, second, self.book, self.rules);
        if a.words.is_empty() != b.words.is_empty() {
            // One version has a full stop in place of the sentence.
            out.iter_mut().for_each(|d| d.rank = 1);
        }
        if straight {
            return out;
        }
        for found in &mut out {
            std::mem::swap(&mut found.a, &mut found.b);
            found.class = match found.class {
                Class::Omitted => Class::Added,
                Class::Added => Class::Omitted,
                other => other,
            };
        }
        out.sort_by_key(Difference::place);
        out
    }

    /// Versions without a unit in the row, beside the base: words left out or added.
    fn absent(&self, row: &mut Row) {
        let base = row.units[0].clone();
        for v in 1..row.units.len() {
            let units = row.units[v].clone();
            let (class, a, b) = match (base.is_empty(), units.is_empty()) {
                (false, true) => (Class::Omitted, self.read[0].span(&base), None),
                (true, false) => (Class::Added, None, self.read[v].span(&units)),
                _ => continue,
            };
            let lone = if base.is_empty() {
                self.read[v].passage(units)
            } else {
                self.read[0].passage(base.clone())
            };
            let rank = if lone.words.is_empty() { Class::Punctuation.rank() } else { 1 };
            let difference = Difference { class, rank, a, b, note: None };
            row.differences.push(RowDifference { difference, sides: (0, v) });
        }
    }

    /// Another speaker, or another printed form of the same speaker, told on the first row of a pair
    /// of turns: against the base, and between two that both differ from it.
    fn labels(&self, row: &mut Row, told: &mut Told) {
        let present: Vec<usize> = (0..row.units.len()).filter(|v| !row.units[*v].is_empty()).collect();
        for (n, x) in present.iter().copied().enumerate() {
            for y in present.iter().copied().skip(n + 1) {
                let like_base = |v: usize| {
                    !row.differences
                        .iter()
                        .any(|d| d.difference.class == Class::Attribution && d.sides == (0, v))
                };
                if x != 0 && !row.units[0].is_empty() && (like_base(x) || like_base(y)) {
                    continue;
                }
                let units = (row.units[x].start, row.units[y].start);
                let sides = (x, y);
                let found =
                    told.label((self.read[x].witness, self.read[y].witness), sides, units, self.rules);
                row.differences.extend(found.map(|difference| RowDifference { difference, sides }));
            }
        }
    }
}

fn relation(row: &Row, moved: bool) -> Relation {
    let others = row.units.iter().skip(1);
    match row.units.first().is_none_or(Range::is_empty) {
        true => Relation::Added,
        false if row.units.len() > 1 && others.clone().all(|u| u.is_empty()) => Relation::Omitted,
        false if moved => Relation::Moved,
        false if row.differences.is_empty() => Relation::Identical,
        false => Relation::Changed,
    }
}

/// The short way for sentences that are printed alike.
fn is_same_print((a, ra): (&Heard, &Range<usize>), (b, rb): (&Heard, &Range<usize>)) -> bool {
    match (a.span(ra), b.span(rb)) {
        (Some(x), Some(y)) if ra.len() == 1 && rb.len() == 1 => {
            x.of(&a.witness.text) == y.of(&b.witness.text)
        }
        _ => false,
    }
}

/// Words that stand struck through in one version only, without a correction.
fn struck((a, ra): (&Heard, &Range<usize>), (b, rb): (&Heard, &Range<usize>)) -> Vec<Difference> {
    let inside = |h: &Heard, r: &Range<usize>| -> Vec<Span> {
        let whole = h.span(r);
        h.witness.struck.iter().copied().filter(|s| whole.is_some_and(|w| w.holds(*s))).collect()
    };
    let (of_a, of_b) = (inside(a, ra), inside(b, rb));
    let text = |h: &Heard, s: Span| fold(s.of(&h.witness.text).trim());
    let said = |h: &Heard, r: &Range<usize>| h.span(r).map_or(String::new(), |w| fold(w.of(&h.witness.text)));
    let (said_a, said_b) = (said(a, ra), said(b, rb));
    let note = |class: Class, a: Option<Span>, b: Option<Span>| Difference {
        class,
        rank: class.rank(),
        a,
        b,
        note: Some("struck through in one version"),
    };
    let more = |word: &str, here: &str, there: &str| {
        !word.is_empty() && here.matches(word).count() > there.matches(word).count()
    };
    let gone = of_a.into_iter().filter(|s| more(&text(a, *s), &said_a, &said_b));
    let mut out: Vec<Difference> = gone.map(|s| note(Class::Omitted, Some(s), None)).collect();
    let come = of_b.into_iter().filter(|s| more(&text(b, *s), &said_b, &said_a));
    out.extend(come.map(|s| note(Class::Added, None, Some(s))));
    out
}

/// Names that no list knows and that differ in one way throughout two versions are told once; later
/// rows refer to the first.
fn conventions(rows: &mut [Row], witnesses: &[Witness], rules: &Rules) {
    let mut told = std::collections::BTreeSet::new();
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
            if !told.insert((found.sides, pair)) {
                let class = Class::Wording;
                found.difference =
                    Difference { class, rank: class.rank(), note: Some(AGAIN), ..found.difference.clone() };
            }
        }
    }
}

/// The note on a name that differs as in an earlier row.
const AGAIN: &str = "the two names of an earlier row";

/// Two versions and a pair of their turns.
type TurnPair = ((usize, usize), (Option<usize>, Option<usize>));

/// Pairs of turns whose labels were compared.
#[derive(Default)]
struct Told {
    turns: std::collections::BTreeSet<TurnPair>,
}

impl Told {
    /// The difference of speaker or label of two units, once for a pair of turns.
    fn label(
        &mut self,
        (a, b): (&Witness, &Witness),
        sides: (usize, usize),
        units: (usize, usize),
        rules: &Rules,
    ) -> Option<Difference> {
        let (x, y) = (&a.units[units.0], &b.units[units.1]);
        let turns = (x.turn, y.turn);
        if turns == (None, None) || !self.turns.insert((sides, turns)) {
            return None;
        }
        let print = |w: &Witness, s: Option<Span>| {
            s.map(|s| s.of(&w.text).split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let class = match speakers::compare(x, y, rules) {
            Speakers::Other => Class::Attribution,
            _ if print(a, x.label_span) != print(b, y.label_span) => Class::Label,
            _ => return None,
        };
        Some(Difference { class, rank: class.rank(), a: x.label_span, b: y.label_span, note: None })
    }
}
