//! Forms of address and names that differ.
//!
//! "Mr President" / "Vladimir Vladimirovich" in a place of address is `address`; "Norland" / "Sudland" is
//! `name`; an acronym beside its expansion, or a place beside the one that holds it, is `wording`.

use std::ops::Range;

use super::Class;
use super::desk::{Desk, Sheet};
use super::diff::Region;
use super::entity::{Names, Phrase, compare, is_patronymic, phrase_around};
use crate::rules::Rules;
use crate::words::Case;

/// Words of an address at most.
const ADDRESS_CAP: usize = 6;
/// Content words beside two names of one region that make it a rewriting, not another name.
const BESIDE_CAP: usize = 3;

/// Takes forms of address, then names.
pub(super) fn take(desk: &mut Desk) {
    if desk.regions.is_empty() {
        return;
    }
    addresses(desk);
    for n in 0..desk.regions.len() {
        let region = desk.regions[n].clone();
        titles(desk, &region);
        sides(desk, &region);
        names(desk, &region);
    }
    for n in 0..desk.regions.len() {
        swapped(desk, n);
    }
}

/// "South Norland" / "north Norland": two parts of one place are two places.
fn sides(desk: &mut Desk, region: &Region) {
    let side = |sheet: &Sheet, i: usize| {
        let named = sheet.facts.get(i + 1).is_some_and(|f| f.name) && sheet.is_same(i + 1);
        sheet.is_open(i) && named && desk.rules.names.sides.contains(sheet.words()[i].bare())
    };
    for (i, j) in region.a.clone().zip(region.b.clone()) {
        let one = desk.a.link.get(i + 1).is_some_and(|l| matches!(l, Some((k, _)) if *k == j + 1));
        if one && side(&desk.a, i) && side(&desk.b, j) {
            desk.put(Class::Name, i..i + 2, j..j + 2, None);
        }
    }
}

/// Regions behind a name in which the name it changes places with is looked for.
const SWAP_REACH: usize = 3;

/// "Norland attacked Kolvany" / "Kolvany attacked Norland". Beside "and" or "with" the order tells nothing.
fn swapped(desk: &mut Desk, n: usize) {
    let whole = |sheet: &Sheet, range: &Range<usize>| {
        let name = |i: usize| {
            sheet.is_open(i) && (sheet.facts[i].name || desk.book.may_be_name(&sheet.words()[i], desk.rules))
        };
        !range.is_empty() && range.clone().all(name)
    };
    let first = desk.regions[n].clone();
    if !whole(&desk.a, &first.a) || !whole(&desk.b, &first.b) {
        return;
    }
    for m in n + 1..(n + 1 + SWAP_REACH).min(desk.regions.len()) {
        let second = desk.regions[m].clone();
        let crossed = key(&desk.a, &first.a) == key(&desk.b, &second.b)
            && key(&desk.b, &first.b) == key(&desk.a, &second.a);
        let tells = |i: usize| {
            let form = desk.a.words()[i].form.as_str();
            !matches!(form, "and" | "or" | "with" | "the" | "as" | "well")
        };
        if crossed && whole(&desk.a, &second.a) && (first.a.end..second.a.start).any(tells) {
            let note = Some("the names change places");
            desk.put(Class::Name, first.a.clone(), first.b.clone(), note);
            desk.put(Class::Name, second.a, second.b, note);
            return;
        }
    }
}

/// Stretches between signs that hold only titles and names, with a title or a father's name.
fn vocatives(sheet: &Sheet, desk: &Desk) -> Vec<Range<usize>> {
    let words = sheet.words();
    let rules = desk.rules;
    let title = |i: usize| rules.wording.titles.contains(words[i].bare());
    let cut = |i: usize| {
        let abbreviated = words[i].lead == "." && i > 0 && is_abbreviated(sheet, i - 1, rules);
        !(words[i].lead.is_empty() || words[i].hyphened || abbreviated)
    };
    let mut out = Vec::new();
    let mut start = 0;
    for end in 1..=words.len() {
        if end < words.len() && !cut(end) {
            continue;
        }
        let part = |i: usize| {
            title(i)
                || sheet.facts[i].name
                || rules.wording.address_fillers.contains(&words[i].form)
                || desk.book.may_be_name(&words[i], rules)
        };
        let calls = |i: usize| title(i) || is_patronymic(words[i].bare(), rules);
        if end - start <= ADDRESS_CAP && (start..end).all(part) && (start..end).any(calls) {
            out.push(start..end);
        }
        start = end;
    }
    out
}

/// True for a title that is cut short, so that a point after it ends no sentence.
fn is_abbreviated(sheet: &Sheet, i: usize, rules: &Rules) -> bool {
    let word = &sheet.words()[i];
    rules.wording.titles.contains(word.bare()) && rules.sentences.is_title(word.span.of(sheet.passage.text))
}

fn addresses(desk: &mut Desk) {
    let (of_a, of_b) = (vocatives(&desk.a, desk), vocatives(&desk.b, desk));
    let mut free = vec![true; of_b.len()];
    for x in of_a {
        let whole = x.clone().all(|i| desk.a.is_same(i));
        let found = of_b
            .iter()
            .enumerate()
            .find(|(m, y)| free[*m] && meets(desk, &x, y))
            .map(|(m, y)| (m, y.clone()));
        let Some((m, y)) = found else { continue };
        free[m] = false;
        let same = whole && y.clone().all(|j| desk.b.is_same(j));
        if !same {
            let class = if names_clash(desk, &x, &y) { Class::Name } else { Class::Address };
            desk.put(class, x, y, None);
        }
    }
}

/// True when two addresses stand in one place.
fn meets(desk: &Desk, x: &Range<usize>, y: &Range<usize>) -> bool {
    let linked =
        |i: usize, j: usize| desk.a.link.get(i).is_some_and(|l| matches!(l, Some((k, _)) if *k == j));
    let (end_a, end_b) = (desk.a.words().len(), desk.b.words().len());
    let before = match (x.start, y.start) {
        (0, 0) => true,
        (0, _) | (_, 0) => false,
        (i, j) => linked(i - 1, j - 1),
    };
    let after = if x.end == end_a || y.end == end_b {
        x.end == end_a && y.end == end_b
    } else {
        linked(x.end, y.end)
    };
    before || after || x.clone().any(|i| y.clone().any(|j| linked(i, j)))
}

/// True when both call someone by title and name and the names are not one person's.
fn names_clash(desk: &Desk, x: &Range<usize>, y: &Range<usize>) -> bool {
    let rules = desk.rules;
    let own =
        |sheet: &Sheet, other: &Sheet, range: &Range<usize>, there: &Range<usize>| -> Option<Vec<String>> {
            let words = sheet.words();
            let title = range.clone().any(|i| rules.wording.titles.contains(words[i].bare()));
            let father = range.clone().any(|i| is_patronymic(words[i].bare(), rules));
            let names: Vec<String> = range
                .clone()
                .filter(|i| sheet.facts[*i].name)
                .map(|i| words[i].bare().to_string())
                .filter(|w| !there.clone().any(|j| other.words()[j].bare() == w))
                .collect();
            (title && !father && !names.is_empty()).then_some(names)
        };
    let (Some(p), Some(q)) = (own(&desk.a, &desk.b, x, y), own(&desk.b, &desk.a, y, x)) else { return false };
    let phrase = |sheet: &Sheet, own: &[String], range: &Range<usize>| {
        let words = sheet.passage.words.get(range.clone()).unwrap_or_default().to_vec();
        (words, own.to_vec())
    };
    let ((wa, oa), (wb, ob)) = (phrase(&desk.a, &p, x), phrase(&desk.b, &q, y));
    let own = |o: &'_ [String]| -> Vec<String> { o.to_vec() };
    let (oa, ob) = (own(&oa), own(&ob));
    let a = Phrase { words: &wa, own: oa.iter().map(String::as_str).collect() };
    let b = Phrase { words: &wb, own: ob.iter().map(String::as_str).collect() };
    compare(&a, &b, rules) == Names::Differ
}

/// A region of titles only, beside a name.
fn titles(desk: &mut Desk, region: &Region) {
    let only = |sheet: &Sheet, range: &Range<usize>| {
        range.clone().all(|i| {
            let word = &sheet.words()[i];
            sheet.is_open(i) && word.case != Case::Lower && desk.rules.wording.titles.contains(word.bare())
        })
    };
    if !only(&desk.a, &region.a) || !only(&desk.b, &region.b) {
        return;
    }
    let beside = |sheet: &Sheet, range: &Range<usize>| {
        !range.is_empty() && sheet.facts.get(range.end).is_some_and(|f| f.name)
    };
    if beside(&desk.a, &region.a) || beside(&desk.b, &region.b) {
        desk.put(Class::Address, region.a.clone(), region.b.clone(), None);
    }
}

fn names(desk: &mut Desk, region: &Region) {
    aliases(desk, region);
    let (own_a, own_b) = desk.own_names(region);
    match (own_a.as_slice(), own_b.as_slice()) {
        ([], []) => {}
        ([], _) | (_, []) => rival(desk, region),
        _ => pairs(desk, region, &own_a, &own_b),
    }
}

/// Two words, or two whole stretches, that the lists know as one place.
fn aliases(desk: &mut Desk, region: &Region) {
    let names = &desk.rules.names;
    let known = |p: &str, q: &str| {
        let listed = |name: &str| names.canonical.contains_key(name);
        p != q && listed(p) && listed(q) && !names.are_rivals(p, q) && names.are_one_place(p, q)
    };
    let free = |sheet: &Sheet, range: &Range<usize>| {
        range.clone().all(|i| sheet.is_open(i) && sheet.words()[i].case != Case::Lower) && !range.is_empty()
    };
    let (x, y) = (region.a.clone(), region.b.clone());
    if free(&desk.a, &x) && free(&desk.b, &y) && known(&key(&desk.a, &x), &key(&desk.b, &y)) {
        desk.put(Class::Wording, x, y, None);
        return;
    }
    for i in x {
        let Some((j, _)) = desk.a.link[i] else { continue };
        let (one, other) = (i..i + 1, j..j + 1);
        if free(&desk.a, &one) && free(&desk.b, &other) && known(&key(&desk.a, &one), &key(&desk.b, &other)) {
            desk.put(Class::Wording, one, other, None);
        }
    }
}

/// A name that only one side prolongs: "Upper-Velmar" / "Velmar".
fn rival(desk: &mut Desk, region: &Region) {
    let (short, long) = if region.a.is_empty() { (true, &region.b) } else { (false, &region.a) };
    let other = if short { &region.a } else { &region.b };
    if !other.is_empty() || long.is_empty() {
        return;
    }
    let (sheet, against) = if short { (&desk.b, &desk.a) } else { (&desk.a, &desk.b) };
    let flags = |s: &Sheet| s.facts.iter().map(|f| f.name).collect::<Vec<bool>>();
    let whole = phrase_around(sheet.words(), &flags(sheet), long.start, desk.rules);
    for next in [long.end, long.start.wrapping_sub(1)] {
        if !whole.contains(&next) {
            continue;
        }
        let Some((j, _)) = sheet.link[next] else { continue };
        let there = phrase_around(against.words(), &flags(against), j, desk.rules);
        let near = long.start.min(next)..long.end.max(next + 1);
        for (x, y) in [(near, j..j + 1), (whole.clone(), there)] {
            let (p, q) = (key(sheet, &x), key(against, &y));
            let names = &desk.rules.names;
            let both_known = names.canonical.contains_key(&p) && names.canonical.contains_key(&q);
            let part =
                long.len() == 1 && next == long.end && names.sides.contains(sheet.words()[long.start].bare());
            let placed = part && !sheet.words()[long.start].opens && sheet.facts[next].name;
            if names.are_rivals(&p, &q) || (both_known || placed) && !names.are_one_place(&p, &q) {
                let (x, y) = if short { (y, x) } else { (x, y) };
                desk.put(Class::Name, x, y, None);
                return;
            }
        }
    }
}

fn key(sheet: &Sheet, range: &Range<usize>) -> String {
    sheet
        .words()
        .get(range.clone())
        .unwrap_or_default()
        .iter()
        .map(|w| w.bare())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Names on both sides of one region.
fn pairs(desk: &mut Desk, region: &Region, own_a: &[usize], own_b: &[usize]) {
    let certain = |sheet: &Sheet, own: &[usize]| own.iter().any(|i| sheet.facts[*i].name);
    if !certain(&desk.a, own_a) && !certain(&desk.b, own_b) {
        return;
    }
    let (runs_a, runs_b) = (runs(&desk.a, own_a, desk.rules), runs(&desk.b, own_b, desk.rules));
    let crowded = beside(&desk.a, &region.a, desk.rules) > BESIDE_CAP
        || beside(&desk.b, &region.b, desk.rules) > BESIDE_CAP;
    if runs_a.len() != runs_b.len() && (runs_a.len() > 1 && runs_b.len() > 1) {
        return;
    }
    for (n, x) in runs_a.iter().enumerate() {
        let Some(y) = runs_b.get(n.min(runs_b.len() - 1)) else { continue };
        if n >= runs_b.len() {
            break;
        }
        one_pair(desk, (x, own_a), (y, own_b), crowded);
    }
}

/// Full phrases around the words, each once.
fn runs(sheet: &Sheet, own: &[usize], rules: &Rules) -> Vec<Range<usize>> {
    let mut flags: Vec<bool> = sheet.facts.iter().map(|f| f.name).collect();
    own.iter().for_each(|i| flags[*i] = true);
    let mut out: Vec<Range<usize>> = Vec::new();
    for i in own {
        if out.last().is_none_or(|r| !r.contains(i)) {
            out.push(phrase_around(sheet.words(), &flags, *i, rules));
        }
    }
    out
}

/// Content words of a range that are neither names nor titles nor linked to a word of the other side.
fn beside(sheet: &Sheet, range: &Range<usize>, rules: &Rules) -> usize {
    range
        .clone()
        .filter(|i| {
            let facts = &sheet.facts[*i];
            sheet.is_open(*i)
                && !facts.function
                && !facts.name
                && !rules.wording.titles.contains(sheet.words()[*i].bare())
        })
        .count()
}

fn one_pair(
    desk: &mut Desk,
    (x, own_a): (&Range<usize>, &[usize]),
    (y, own_b): (&Range<usize>, &[usize]),
    crowded: bool,
) {
    let own = |sheet: &Sheet<'_>, own: &[usize], range: &Range<usize>| -> Vec<String> {
        own.iter().filter(|i| range.contains(i)).map(|i| sheet.words()[*i].bare().to_string()).collect()
    };
    let (p, q) = (own(&desk.a, own_a, x), own(&desk.b, own_b, y));
    let found = {
        let a = Phrase { words: &desk.a.words()[x.clone()], own: p.iter().map(String::as_str).collect() };
        let b = Phrase { words: &desk.b.words()[y.clone()], own: q.iter().map(String::as_str).collect() };
        compare(&a, &b, desk.rules)
    };
    let formal = |sheet: &Sheet, range: &Range<usize>| {
        range.clone().any(|i| {
            let word = sheet.words()[i].bare();
            desk.rules.wording.titles.contains(word) || is_patronymic(word, desk.rules)
        })
    };
    let father = |sheet: &Sheet, range: &Range<usize>| {
        range.clone().any(|i| is_patronymic(sheet.words()[i].bare(), desk.rules))
    };
    let courtesy = formal(&desk.a, x) && formal(&desk.b, y) && (father(&desk.a, x) || father(&desk.b, y));
    let class = match found {
        Names::Differ if courtesy => Class::Address,
        Names::Differ if crowded => return,
        Names::Differ => Class::Name,
        Names::OneThing => Class::Wording,
        Names::OnePerson if formal(&desk.a, x) || formal(&desk.b, y) => Class::Address,
        Names::OnePerson => Class::Wording,
        Names::Spelling => Class::Spelling,
    };
    let (x, y) = match class {
        Class::Name | Class::Address | Class::Spelling => {
            (trimmed(&desk.a, x, own_a), trimmed(&desk.b, y, own_b))
        }
        _ => (x.clone(), y.clone()),
    };
    desk.put(class, x, y, None);
}

/// The phrase without words at its ends that are the same on both sides, unless a hyphen binds them.
fn trimmed(sheet: &Sheet, range: &Range<usize>, own: &[usize]) -> Range<usize> {
    let mut range = range.clone();
    let words = sheet.words();
    while range.start + 1 < range.end
        && sheet.is_same(range.start)
        && !own.contains(&range.start)
        && !words[range.start + 1].hyphened
    {
        range.start += 1;
    }
    while range.end > range.start + 1
        && sheet.is_same(range.end - 1)
        && !own.contains(&(range.end - 1))
        && !words[range.end - 1].hyphened
    {
        range.end -= 1;
    }
    range
}
