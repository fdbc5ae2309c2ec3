//! Statements that one version turns round: "is" / "is not", "able" / "unable".
//!
//! A negation that stands elsewhere in the same row of the other version ("not … any" / "no …")
//! turns nothing round; neither do "not only", "or not" and a "No," that answers.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Class;
use super::desk::{Desk, Sheet};
use super::kin::Kin;
use crate::rules::WordingRules;

/// Content words that may stand beside a negation in its region, on one side.
const REST_CAP: usize = 1;

/// Regions of a row up to which a word of grammar in one place is weighed.
const GRAMMAR_CAP: usize = 1;

/// Takes differences of polarity.
pub(super) fn take(desk: &mut Desk) {
    let rules = &desk.rules.wording;
    let (of_a, of_b) = (negations(&desk.a, &desk.b, rules), negations(&desk.b, &desk.a, rules));
    let turns: Vec<(usize, usize)> = desk
        .steps
        .iter()
        .filter(|s| s.kin == Kin::Opposite)
        .filter_map(|s| s.a.zip(s.b))
        .filter(|(i, j)| {
            // "nothing" / "something": the negation itself is counted; the "No," of an answer is not.
            let counted = |sheet: &Sheet, k: usize| sheet.facts[k].negator && !is_answer(sheet, k);
            // "against" / "for": another preposition is matter only where little else is said otherwise.
            let grammar =
                desk.a.facts[*i].function && desk.b.facts[*j].function && desk.regions.len() > GRAMMAR_CAP;
            // "prepared against the day" is no "voted against the law".
            let plain = desk.a.words()[*i].form == "for" || desk.b.words()[*j].form == "for";
            let led = i.checked_sub(1).is_some_and(|k| rules.pleads.contains(&desk.a.words()[k].form));
            let free = !desk.a.used[*i] && !desk.b.used[*j] && !grammar && (led || !plain);
            free && !counted(&desk.a, *i) && !counted(&desk.b, *j)
        })
        .collect();
    let (all_a, all_b) = (of_a.len(), of_b.len());
    // "no doubt" / "not any doubt": a negation that is excused on one side may answer to one that is not.
    let every = |sheet: &Sheet| {
        let counted = |i: &usize| sheet.facts[*i].negator && !sheet.used[*i] && !is_answer(sheet, *i);
        (0..sheet.words().len()).filter(counted).count()
    };
    let balanced = |x: usize, y: usize| x.abs_diff(y) == turns.len();
    let excused = every(&desk.a) + every(&desk.b) > all_a + all_b;
    if balanced(all_a, all_b) || excused && balanced(every(&desk.a), every(&desk.b)) {
        if turns.is_empty() {
            shifted(desk, &of_a, &of_b);
        }
        return;
    }
    for n in 0..desk.regions.len() {
        let region = desk.regions[n].clone();
        let inside = |list: &[usize], range: &Range<usize>| {
            list.iter().copied().filter(|i| range.contains(i)).collect::<Vec<_>>()
        };
        let (here_a, here_b) = (inside(&of_a, &region.a), inside(&of_b, &region.b));
        let turned: Vec<(usize, usize)> =
            turns.iter().copied().filter(|(i, _)| region.a.contains(i)).collect();
        if (here_a.len() + here_b.len() + turned.len()).is_multiple_of(2) {
            continue;
        }
        let (rest_a, rest_b) = (rest(&desk.a, &region.a), rest(&desk.b, &region.b));
        if rest_a.min(rest_b) > 0 || rest_a.max(rest_b) > REST_CAP || !is_held(desk, n) {
            continue;
        }
        let mut x = hull(here_a.iter().copied().chain(turned.iter().map(|t| t.0)));
        let mut y = hull(here_b.iter().copied().chain(turned.iter().map(|t| t.1)));
        against(desk, &mut x, &mut y);
        desk.put(Class::Polarity, x, y, None);
        settle(&mut desk.a, &region.a);
        settle(&mut desk.b, &region.b);
    }
}

/// A negation that goes over into another clause: "did not say that we would" / "said that we would not".
/// "I do not think that he is" and "I think that he is not" say the same.
fn shifted(desk: &mut Desk, of_a: &[usize], of_b: &[usize]) {
    let lone = |list: &[usize], sheet: &Sheet, other: &Sheet| {
        let mut free = list
            .iter()
            .copied()
            .filter(|i| !sheet.is_same(*i) && !sheet.link[*i].is_some_and(|(j, _)| other.facts[j].negator));
        free.next().filter(|_| free.next().is_none())
    };
    let Some(i) = lone(of_a, &desk.a, &desk.b) else { return };
    let Some(j) = lone(of_b, &desk.b, &desk.a) else { return };
    let (Some(n), Some(m)) = (desk.a.region[i], desk.b.region[j]) else { return };
    let (p, q) = (&desk.a.words()[i].form, &desk.b.words()[j].form);
    // "without" moves with its noun; "not" and "never" go with a verb.
    let verbal = p == q && matches!(p.as_str(), "not" | "never");
    if n == m || !verbal || desk.regions.len() > GRAMMAR_CAP + 1 {
        return;
    }
    let (first, last) = (&desk.regions[n.min(m)], &desk.regions[n.max(m)]);
    let between = first.a.end..last.a.start;
    let words = desk.a.words();
    let rules = &desk.rules.wording;
    let held = between.len() >= 3 && between.clone().all(|k| desk.a.is_same(k));
    let any = |list: &BTreeSet<String>| between.clone().any(|k| list.contains(&words[k].form));
    let raised = any(&rules.raisers) || (0..between.start).any(|k| rules.raisers.contains(&words[k].form));
    let parted = any(&rules.joints) || between.clone().any(|k| words[k].form == "that") && !raised;
    if held && parted {
        desk.put(Class::Polarity, i..i + 1, 0..0, None);
        desk.put(Class::Polarity, 0..0, j..j + 1, None);
    }
}

/// The "No," that answers.
fn is_answer(sheet: &Sheet, i: usize) -> bool {
    sheet.facts[i].answer && sheet.words().get(i + 1).is_none_or(|w| !w.lead.is_empty())
}

/// When one side shows nothing: the words linked to the other side's.
fn against(desk: &Desk, x: &mut Range<usize>, y: &mut Range<usize>) {
    if (*y).is_empty() {
        *y = hull(x.clone().filter_map(|i| desk.a.link[i].map(|l| l.0)));
    }
    if (*x).is_empty() {
        *x = hull(y.clone().filter_map(|j| desk.b.link[j].map(|l| l.0)));
    }
}

fn hull(places: impl Iterator<Item = usize>) -> Range<usize> {
    places.fold(0..0, |r, i| if r.is_empty() { i..i + 1 } else { r.start.min(i)..r.end.max(i + 1) })
}

/// Grammar around a negation ("do", "does") goes with it.
fn settle(sheet: &mut Sheet, range: &Range<usize>) {
    for i in range.clone() {
        if sheet.facts[i].function || sheet.facts[i].negator {
            sheet.used[i] = true;
        }
    }
}

/// Words that turn a statement round.
fn negations(sheet: &Sheet, other: &Sheet, rules: &WordingRules) -> Vec<usize> {
    let words = sheet.words();
    let mut out: Vec<usize> = Vec::new();
    for i in 0..words.len() {
        if !sheet.facts[i].negator || sheet.used[i] || is_excused(sheet, other, i, rules) {
            continue;
        }
        // "neither … nor", "not … nor": one negation.
        let follows = out.iter().any(|o| words[*o + 1..i].iter().all(|w| !w.opens));
        let carried = follows && matches!(words[i].form.as_str(), "nor" | "neither");
        // "they stood without": outside.
        let outside = words[i].form == "without" && words.get(i + 1).is_none_or(|w| !w.lead.is_empty());
        if !carried && !is_answer(sheet, i) && !outside {
            out.push(i);
        }
    }
    out
}

/// True for a negation inside a phrase that turns nothing round, unless the other version keeps the
/// rest of the phrase without it: "not just a loan" / "just a loan".
fn is_excused(sheet: &Sheet, other: &Sheet, i: usize, rules: &WordingRules) -> bool {
    let words = sheet.words();
    let stripped = |places: Range<usize>| {
        let kept = |k: usize| k == i || sheet.is_same(k);
        let answered = sheet.link[i].is_some_and(|(j, _)| other.facts[j].negator);
        !answered && places.len() > 1 && places.clone().all(kept) && is_close(sheet, &places, i)
    };
    rules.not_negation.iter().any(|phrase| {
        (0..phrase.len()).any(|k| {
            let Some(start) = i.checked_sub(k) else { return false };
            let places = start..start + phrase.len();
            let said = words.get(places.clone());
            said.is_some_and(|said| said.iter().zip(phrase).all(|(w, p)| w.form == *p)) && !stripped(places)
        })
    })
}

/// True when the words of a phrase, one of them left out, stand together on the other side too.
fn is_close(sheet: &Sheet, places: &Range<usize>, out: usize) -> bool {
    let there: Vec<usize> =
        places.clone().filter(|k| *k != out).filter_map(|k| sheet.link[k].map(|l| l.0)).collect();
    there.windows(2).all(|w| w[1] == w[0] + 1)
}

/// Content words of a region without a relative on the other side.
fn rest(sheet: &Sheet, range: &Range<usize>) -> usize {
    range
        .clone()
        .filter(|i| {
            let facts = &sheet.facts[*i];
            let related = matches!(
                sheet.link[*i],
                Some((_, Kin::Stem | Kin::Spelling | Kin::Opposite | Kin::Synonym | Kin::Strength))
            );
            !facts.function && !facts.negator && !related && !sheet.used[*i]
        })
        .count()
}

/// True when the region is held by words that are the same around it, or forms of one word in it: two
/// at least.
fn is_held(desk: &Desk, n: usize) -> bool {
    let region = &desk.regions[n];
    let words = desk.a.words();
    let before = (0..region.a.start).rev().take(3).take_while(|i| desk.a.is_same(*i)).count();
    let after = (region.a.end..words.len()).take(3).take_while(|i| desk.a.is_same(*i)).count();
    // A tag at the end of a question ("isn't it?") asks, it does not deny.
    let tag = |sheet: &Sheet, range: &Range<usize>| {
        !range.is_empty()
            && range.len() <= 3
            && range.end == sheet.words().len()
            && sheet.passage.tail.contains('?')
            && sheet.words()[range.start].lead.contains(',')
    };
    let inside = region.a.clone().filter(|i| matches!(desk.a.link[*i], Some((_, Kin::Stem)))).count();
    before + after + inside >= 2 && !tag(&desk.a, &region.a) && !tag(&desk.b, &region.b)
}
