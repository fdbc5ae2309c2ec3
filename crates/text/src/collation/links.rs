//! Which sentences of two versions answer to each other, in turns and out of place.
//!
//! The aligner (`align`) gives beads inside the fence of turns (`speakers`). Here two sentences of
//! address that stand in one place meet ("President Holt, colleagues." / "Dear Vera. Dear colleagues."),
//! so do two short sentences left alone in one place that say one thing in other words, and a
//! sentence left alone on both sides in two places has moved. The two versions are always taken in
//! the same order, whichever is named first: A with B gives what B with A gives.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;

use super::align::{Bead, align_model, likeness};
use super::entity::is_patronymic;
use super::grams::Model;
use super::heard::Heard;
use super::kin::{Facts, Kin, kin};
use super::speakers::{self, Speakers, Turns};
use crate::rules::Rules;
use crate::words::{Case, Word};

/// Likeness from which a sentence that stands elsewhere has moved.
const MOVED: f32 = 0.75;
/// Likeness and words from which a sentence in the mouth of another speaker is the same sentence.
const ANOTHER: (f32, usize) = (0.9, 8);
/// Words that a moved sentence has at least.
const MOVED_WORDS: usize = 5;
/// Pairs of lonely units that are looked at for moves.
const MOVED_CAP: usize = 250_000;
/// Words of a sentence up to which two that are left alone in one place may meet.
const LONELY_WORDS: usize = 14;

/// Units of two versions that answer to each other; an empty side has no counterpart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    pub a: Range<usize>,
    pub b: Range<usize>,
    /// Likeness from 0 to 1.
    pub score: f32,
    /// True for one sentence in two places.
    pub moved: bool,
}

impl Link {
    fn flipped(self) -> Link {
        Link { a: self.b, b: self.a, ..self }
    }
}

/// The order in which two versions are taken: by their words, speakers and labels alone.
pub(super) fn order(a: &Heard, b: &Heard) -> Ordering {
    let key = |h: &Heard, n: usize| {
        let unit = &h.witness.units[n];
        (unit.turn, unit.asks, unit.speaker.clone(), unit.label.clone())
    };
    let plain = |h: &Heard| h.units.iter().map(|u| u.plain.clone()).collect::<Vec<_>>();
    a.units
        .len()
        .cmp(&b.units.len())
        .then_with(|| plain(a).cmp(&plain(b)))
        .then_with(|| (0..a.units.len()).map(|n| key(a, n)).cmp((0..b.units.len()).map(|n| key(b, n))))
}

/// The links of two versions in the order of the text; of neighbours without counterpart those of
/// `a` come first.
pub(super) fn links(a: &Heard, b: &Heard, rules: &Rules) -> Vec<Link> {
    let mut found: Vec<Link> = match order(a, b) {
        Ordering::Greater => ordered(b, a, rules).into_iter().map(Link::flipped).collect(),
        _ => ordered(a, b, rules),
    };
    let moves: Vec<Link> = found.extract_if(.., |x| x.moved).collect();
    for one in moves {
        let at = found.partition_point(|x| x.a.start <= one.a.start);
        found.insert(at, one);
    }
    let is_lone = |x: &Link| x.a.is_empty() || x.b.is_empty() || x.moved;
    for run in found.chunk_by_mut(|x, y| is_lone(x) && is_lone(y)) {
        run.sort_by_key(|x| (x.a.is_empty(), x.a.start, x.b.start));
    }
    found
}

fn ordered(a: &Heard, b: &Heard, rules: &Rules) -> Vec<Link> {
    let plain = |h: &Heard| h.units.iter().map(|u| u.plain.clone()).collect::<Vec<_>>();
    let (texts_a, texts_b) = (plain(a), plain(b));
    let (list_a, list_b): (Vec<&str>, Vec<&str>) =
        (texts_a.iter().map(String::as_str).collect(), texts_b.iter().map(String::as_str).collect());
    let model = Model::new(&list_a, &list_b);
    let fence = Turns::new(a.witness, b.witness, &model, rules);
    let beads = greetings((a, b), align_model(&model, &fence), rules);
    let beads = crossing((a, b), lonely((a, b), &beads, rules), rules);
    let moves = moved((a, b), &beads, &model, rules);
    let (from, to): (BTreeSet<usize>, BTreeSet<usize>) = moves.iter().map(|m| (m.1, m.2)).unzip();
    let stays = |x: &Bead| {
        !(x.b.is_empty() && x.a.clone().any(|i| from.contains(&i))
            || x.a.is_empty() && x.b.clone().any(|j| to.contains(&j)))
    };
    let mut out: Vec<Link> = beads
        .into_iter()
        .filter(stays)
        .map(|x| Link { a: x.a, b: x.b, score: x.score, moved: false })
        .collect();
    out.extend(moves.into_iter().map(|(score, i, j)| Link { a: i..i + 1, b: j..j + 1, score, moved: true }));
    out
}

/// A sentence of address left alone beside two that answer to each other, or beside another such
/// sentence, goes with it.
fn greetings((a, b): (&Heard, &Heard), beads: Vec<Bead>, rules: &Rules) -> Vec<Bead> {
    let call = |h: &Heard, units: &Range<usize>| {
        h.units.get(units.clone()).is_some_and(|list| list.iter().all(|u| is_address(&u.words, rules)))
    };
    let one_turn = |h: &Heard, x: &Range<usize>, y: &Range<usize>| {
        x.is_empty() || y.is_empty() || h.witness.units[x.start].turn == h.witness.units[y.start].turn
    };
    let joins = |last: &Bead, bead: &Bead| {
        let lone = |x: &Bead| x.a.is_empty() || x.b.is_empty();
        let facing = last.a.is_empty() && bead.b.is_empty() || last.b.is_empty() && bead.a.is_empty();
        let next = last.a.end == bead.a.start && last.b.end == bead.b.start;
        let small = last.a.len() + bead.a.len() <= 3 && last.b.len() + bead.b.len() <= 3;
        let calls = [&last.a, &bead.a].into_iter().all(|r| call(a, r))
            && [&last.b, &bead.b].into_iter().all(|r| call(b, r));
        (lone(last) != lone(bead) || lone(last) && facing && is_one_place((a, b), last, bead, rules))
            && next
            && small
            && calls
            && one_turn(a, &last.a, &bead.a)
            && one_turn(b, &last.b, &bead.b)
    };
    joined(beads, joins)
}

/// True when two beads, each with one side empty, hold units whose speakers may be one.
fn is_one_place((a, b): (&Heard, &Heard), x: &Bead, y: &Bead, rules: &Rules) -> bool {
    let i = if x.a.is_empty() { y.a.start } else { x.a.start };
    let j = if x.b.is_empty() { y.b.start } else { x.b.start };
    speakers::compare(&a.witness.units[i], &b.witness.units[j], rules) == Speakers::Same
}

/// Joins each bead with one of those before it, where `joins` allows it. Units left alone on the two
/// sides stand in no order between themselves.
fn joined(beads: Vec<Bead>, joins: impl Fn(&Bead, &Bead) -> bool) -> Vec<Bead> {
    let mut out: Vec<Bead> = Vec::with_capacity(beads.len());
    for bead in beads {
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
        let Some(k) = place else {
            out.push(bead);
            continue;
        };
        let last = out.remove(k);
        let wide = |x: &Range<usize>, y: &Range<usize>| {
            if x.is_empty() { y.clone() } else { x.start..y.end.max(x.end) }
        };
        let (a, b) = (wide(&last.a, &bead.a), wide(&last.b, &bead.b));
        out.push(Bead { a, b, score: last.score.max(bead.score) });
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

/// Two short sentences of one speaker that are left alone in one place, each the only one there, and
/// share a good part of their matter: "I apologise to them." / "Excuse us."
fn lonely((a, b): (&Heard, &Heard), beads: &[Bead], rules: &Rules) -> Vec<Bead> {
    let is_lone = |x: &Bead| x.a.is_empty() || x.b.is_empty();
    let mut out = Vec::with_capacity(beads.len());
    for run in beads.chunk_by(|x, y| is_lone(x) && is_lone(y)) {
        let pair = match run {
            [x, y] if x.a.is_empty() && y.b.is_empty() => Some((y, x)),
            [x, y] if x.b.is_empty() && y.a.is_empty() => Some((x, y)),
            _ => None,
        };
        let met =
            pair.filter(|(x, y)| is_one_place((a, b), x, y, rules) && say_one_thing((a, b), x, y, rules));
        match met {
            Some((x, y)) => out.push(Bead { a: x.a.clone(), b: y.b.clone(), score: 0.0 }),
            None => out.extend_from_slice(run),
        }
    }
    out
}

/// True when at least a third of the content words of the shorter have a relative in the other.
fn say_one_thing((a, b): (&Heard, &Heard), x: &Bead, y: &Bead, rules: &Rules) -> bool {
    let wording = &rules.wording;
    let (p, q) = (&a.units[x.a.start].words, &b.units[y.b.start].words);
    // A sentence of which one version kept the full stop alone.
    if p.is_empty() || q.is_empty() {
        return true;
    }
    if p.len().max(q.len()) > LONELY_WORDS {
        return false;
    }
    let facts = |w: &Word| Facts::of(w, false, wording);
    let matter = |words: &[Word]| words.iter().filter(|w| !wording.is_function(&w.form)).count();
    let related = |w: &Word, others: &[Word]| {
        !wording.is_function(&w.form)
            && others.iter().any(|v| {
                !wording.is_function(&v.form) && kin((w, &facts(w)), (v, &facts(v)), wording) != Kin::Other
            })
    };
    let (short, long) = if matter(p) <= matter(q) { (p, q) } else { (q, p) };
    let held = short.iter().filter(|w| related(w, long)).count();
    held > 0 && held * 3 >= matter(short)
}

/// Content words by which a clause is known on the other side of a full stop.
const CLAUSE_WORDS: usize = 2;

/// Two pairs of neighbours between which a clause has changed sentence are one bead: "We met, as friends
/// of the valley. It rained." / "We met. As friends of the valley, we stood in the rain."
fn crossing((a, b): (&Heard, &Heard), beads: Vec<Bead>, rules: &Rules) -> Vec<Bead> {
    let one = |x: &Bead| x.a.len() == 1 && x.b.len() == 1;
    let turn = |h: &Heard, i: usize| h.witness.units[i].turn;
    let mut out: Vec<Bead> = Vec::with_capacity(beads.len());
    for bead in beads {
        let joins = out.last().is_some_and(|last| {
            let (i, j) = (last.a.start, last.b.start);
            one(last)
                && one(&bead)
                && (i + 1, j + 1) == (bead.a.start, bead.b.start)
                && turn(a, i) == turn(a, i + 1)
                && turn(b, j) == turn(b, j + 1)
                && (carries(a, i, (b, j), rules) || carries(b, j, (a, i), rules))
        });
        match out.last_mut().filter(|_| joins) {
            Some(last) => {
                last.a.end = bead.a.end;
                last.b.end = bead.b.end;
                last.score = last.score.min(bead.score);
            }
            None => out.push(bead),
        }
    }
    out
}

/// True when the last clause of unit `i` stands in the second of two units from `j` on the other
/// side, and neither in the first nor in the unit after `i`.
fn carries(here: &Heard, i: usize, (there, j): (&Heard, usize), rules: &Rules) -> bool {
    let words = &here.units[i].words;
    let Some(cut) = words.iter().rposition(|w| w.lead.contains([',', ';', '-']) && !w.hyphened) else {
        return false;
    };
    let has = |h: &Heard, n: usize, form: &str| h.units[n].words.iter().any(|w| w.form == form);
    let moved = words[cut..].iter().filter(|w| {
        !rules.wording.is_function(&w.form)
            && has(there, j + 1, &w.form)
            && !has(there, j, &w.form)
            && !has(here, i + 1, &w.form)
    });
    moved.count() >= CLAUSE_WORDS
}

/// Units left alone on both sides that are one sentence in two places, best first.
fn moved((a, b): (&Heard, &Heard), beads: &[Bead], model: &Model, rules: &Rules) -> Vec<(f32, usize, usize)> {
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
            if score < MOVED {
                continue;
            }
            let other = speakers::compare(&a.witness.units[i], &b.witness.units[j], rules) == Speakers::Other;
            let sure = score >= ANOTHER.0 && a.units[i].words.len() >= ANOTHER.1;
            if !other || sure {
                found.push((score, i, j));
            }
        }
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut from, mut to) = (BTreeSet::new(), BTreeSet::new());
    found.retain(|(_, i, j)| {
        let free = !from.contains(i) && !to.contains(j);
        if free {
            from.insert(*i);
            to.insert(*j);
        }
        free
    });
    found
}
