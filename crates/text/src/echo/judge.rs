//! Whether the words cited stand in the original as they are cited.
//!
//! ```text
//! Vera Holt: Trade grew by more than 16 percent. … very important for Norland.
//! Jan Lind:  As you said, trade grew by 16 percent. … as you said, important for both of us, Norland and Tesmara.
//! ```
//! Another number, another side of a number, the opposite, another name in the same place, another reach
//! ("all" for "some"): the content is altered. Other words for the same thing alter nothing.

use std::ops::Range;

use super::original::content;
use crate::collation::{Class, NameBook, Passage, classify, same_stem};
use crate::figure::{Comparator, Figure, FigureKind};
use crate::reading::Reading;
use crate::rules::{EchoWords, Rules};
use crate::span::Span;
use crate::words::{Case, Word};

/// What differs between the original (`a`) and the words cited (`b`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alteration {
    /// What it is.
    pub class: Class,
    /// The words of the original, a place in its document; `None` when it has none.
    pub a: Option<Span>,
    /// The words of the echo, a place in its document; `None` when it has none.
    pub b: Option<Span>,
    /// What a reader should know.
    pub note: &'static str,
}

impl Alteration {
    /// The note with the words that differ, of the text of the original and that of the echo:
    /// "comparator dropped: “about 6,000” there, “6,000” here".
    pub fn side_by_side(&self, there: &str, here: &str) -> String {
        let told = |span: Option<Span>, text: &str, side: &str| {
            let words: Vec<&str> = span.map_or_else(Vec::new, |s| s.of(text).split_whitespace().collect());
            if words.is_empty() {
                format!("nothing {side}")
            } else {
                format!("“{}” {side}", words.join(" "))
            }
        };
        format!("{}: {}, {}", self.note, told(self.a, there, "there"), told(self.b, here, "here"))
    }
}

/// Words of a page with what they say in numbers.
#[derive(Clone, Copy)]
pub(super) struct Side<'s> {
    pub reading: &'s Reading,
    pub words: &'s [Word],
}

/// Words on both sides that must answer to each other before a negation is weighed.
const HELD: usize = 2;
/// Words around those that answer that are compared with them.
const SLACK: usize = 4;
/// How much of the words a sentence must hold by itself before another number is one of the same thing.
const SAME_THING: f32 = 0.6;

/// What is altered, most material first.
pub(super) fn alterations(
    original: Side,
    cited: Side,
    alone: f32,
    (shelf, rules): (&EchoWords, &Rules),
) -> Vec<Alteration> {
    let mut out = figures(original, cited, alone >= SAME_THING, (shelf, rules));
    let links = links(original.words, cited.words, (shelf, rules));
    out.extend(polarity(original, cited, &links, rules));
    out.extend(names(original, cited, &links, rules));
    out.extend(reach(original, cited, &links, rules));
    out
}

fn hull(words: &[Word]) -> Option<Span> {
    Some(Span::new(words.first()?.span.start, words.last()?.span.end))
}

/// The figures that stand among the words.
fn among<'s>(side: Side<'s>) -> Vec<&'s Figure> {
    let Some(hull) = hull(side.words) else { return Vec::new() };
    let held = |f: &&Figure| side.words.iter().any(|w| f.span.holds(w.span));
    let all = &side.reading.figures;
    let from = all.partition_point(|f| f.span.end <= hull.start);
    all[from..].iter().take_while(|f| f.span.start < hull.end).filter(held).collect()
}

fn figures(
    original: Side,
    cited: Side,
    is_one_thing: bool,
    (shelf, rules): (&EchoWords, &Rules),
) -> Vec<Alteration> {
    let there = among(original);
    let here = among(cited);
    let mut out = Vec::new();
    for figure in &here {
        // "a 10-year loan": what it is called, not how much.
        let Some(value) = figure.value.filter(|_| !is_called(cited, figure)) else { continue };
        if let Some(same) = there.iter().find(|f| f.value == Some(value) && is_one_unit(f, figure)) {
            // "I think 7,000": a hedge far from the number is no bound that a reader sees.
            let printed = |s: Side, f: &Figure| f.span.of(&s.reading.document.text).to_lowercase();
            let hidden = is_bounded(original, same, rules)
                || is_bounded(cited, figure, rules)
                || is_topic(original, same, shelf)
                || is_topic(cited, figure, shelf);
            let differs = same.comparator != figure.comparator && !hidden;
            if differs && printed(original, same) != printed(cited, figure) {
                out.push(Alteration {
                    class: Class::Figure,
                    a: Some(same.span),
                    b: Some(figure.span),
                    note: comparator_note(same.comparator, figure.comparator),
                });
            }
            continue;
        }
        let taken = |f: &&&Figure| !here.iter().any(|h| h.value == f.value);
        let rivals: Vec<&&Figure> = there.iter().filter(|f| is_rival(f, figure)).filter(taken).collect();
        if let [one] = rivals.as_slice()
            && is_one_thing
        {
            let note = "another number";
            out.push(Alteration { class: Class::Figure, a: Some(one.span), b: Some(figure.span), note });
        }
    }
    out
}

/// True when a hyphen joins the number with the word behind it.
fn is_called(side: Side, figure: &Figure) -> bool {
    let at = side.words.partition_point(|w| w.span.start < figure.span.start);
    let inside = side.words[at..].iter().take_while(|w| w.span.start < figure.span.end);
    inside.clone().zip(side.words.iter().skip(at + 1)).any(|(w, next)| w.is_digits() && next.hyphened)
}

/// "We are talking about three months": there the word is no bound.
fn is_topic(side: Side, figure: &Figure, shelf: &EchoWords) -> bool {
    let at = side.words.partition_point(|w| w.span.start < figure.span.start);
    let word = |i: usize| side.words.get(i).map_or("", |w| w.form.as_str());
    at > 0 && shelf.holds("onto", word(at)) && shelf.holds("abouts", word(at - 1))
}

/// Words before and behind a number among which its bound may stand.
const BOUND: usize = 4;

/// "over the age of 40": a bound is said, only not next to the number.
fn is_bounded(side: Side, figure: &Figure, rules: &Rules) -> bool {
    let first = side.words.partition_point(|w| w.span.start < figure.span.start);
    let end = side.words.partition_point(|w| w.span.start < figure.span.end);
    let near = &side.words[first.saturating_sub(BOUND)..side.words.len().min(end + BOUND)];
    let stands = |phrase: &[String]| {
        let fits = |w: &[Word]| w.iter().zip(phrase).all(|(w, p)| w.form == *p);
        !phrase.is_empty() && near.windows(phrase.len()).any(fits)
    };
    figure.comparator == Comparator::Equal && rules.wording.comparators.iter().any(|(_, p)| stands(p))
}

fn comparator_note(there: Comparator, here: Comparator) -> &'static str {
    match (there, here) {
        (_, Comparator::Equal) => "comparator dropped",
        (Comparator::Equal, _) => "comparator added",
        _ => "another comparator",
    }
}

/// The same unit; things counted may go unnamed on one side, money and shares may not.
fn is_one_unit(a: &Figure, b: &Figure) -> bool {
    let counted = |f: &Figure| matches!(f.kind, FigureKind::Count | FigureKind::Other);
    a.unit == b.unit || (a.unit.is_none() || b.unit.is_none()) && counted(a) && counted(b)
}

/// Another number of the same kind and unit, that cannot be meant by both.
fn is_rival(a: &Figure, b: &Figure) -> bool {
    let under = |x: Option<f64>, y: Option<f64>| x.zip(y).is_some_and(|(x, y)| x < y);
    if !under(a.high, b.low) && !under(b.high, a.low) {
        return false;
    }
    let counted = !matches!(a.kind, FigureKind::Other);
    let nouns = a.unit.as_deref().zip(b.unit.as_deref());
    a.value.is_some() && a.kind == b.kind && counted && nouns.is_some_and(|(x, y)| x == y || same_stem(x, y))
}

/// Pairs of content words that answer to each other, original first, in the order of the original.
fn links(original: &[Word], cited: &[Word], (shelf, rules): (&EchoWords, &Rules)) -> Vec<(usize, usize)> {
    let wording = &rules.wording;
    let mut free = vec![true; cited.len()];
    let mut out = Vec::new();
    let matter: Vec<Span> = content(original, shelf, rules).iter().map(|w| w.span).collect();
    for (i, x) in original.iter().enumerate().filter(|(_, w)| matter.contains(&w.span)) {
        let fits = |y: &Word| {
            let (x, y) = (x.bare(), y.bare());
            x == y || !wording.is_function(y) && same_stem(x, y) || wording.are_synonyms(x, y)
        };
        let same = cited.iter().position(|y| y.bare() == x.bare());
        let found =
            same.filter(|j| free[*j]).or_else(|| (0..cited.len()).find(|j| free[*j] && fits(&cited[*j])));
        if let Some(j) = found {
            free[j] = false;
            out.push((i, j));
        }
    }
    out
}

/// A negation on one side only, in words that are the same around it: what `collation` calls the opposite.
fn polarity(original: Side, cited: Side, links: &[(usize, usize)], rules: &Rules) -> Vec<Alteration> {
    let (from, to) = links.iter().fold((usize::MAX, 0), |(a, b), (i, _)| (a.min(*i), b.max(*i + 1)));
    if links.len() < HELD || to <= from || to - from > 2 * cited.words.len() + SLACK {
        return Vec::new();
    }
    // "It won't raise a penny", "he is not going to raise taxes": both say no, in other places.
    let denies = |words: &[Word]| words.iter().any(|w| rules.wording.negators.contains(&w.form));
    if denies(original.words) && denies(cited.words) {
        return Vec::new();
    }
    let (from, to) = (from.saturating_sub(SLACK), (to + SLACK).min(original.words.len()));
    let mut book = NameBook::default();
    book.read(original.words);
    book.read(cited.words);
    let there = passage(original, from..to);
    let here = passage(cited, 0..cited.words.len());
    let found = classify(&there, &here, &book, rules);
    let turned = found.into_iter().find(|d| d.class == Class::Polarity);
    let told = |d: crate::collation::Difference| Alteration {
        class: Class::Polarity,
        a: d.a,
        b: d.b,
        note: "a negation on one side",
    };
    turned.map(told).into_iter().collect()
}

fn passage(side: Side<'_>, range: Range<usize>) -> Passage<'_> {
    let words = side.words.get(range).unwrap_or_default().to_vec();
    Passage { text: &side.reading.document.text, words, ..Passage::default() }
}

/// Names behind the same word and the same preposition: "important for Norland" / "for both Norland and
/// Tesmara".
fn names(original: Side, cited: Side, links: &[(usize, usize)], rules: &Rules) -> Vec<Alteration> {
    let mut out = Vec::new();
    for (i, j) in links {
        // "The Office of Roads": there the preposition is inside a name.
        if original.words[*i].case != Case::Lower || cited.words[*j].case != Case::Lower {
            continue;
        }
        let (x, y) = (named_after(original.words, *i, rules), named_after(cited.words, *j, rules));
        let (Some(x), Some(y)) = (x, y) else { continue };
        if x.preposition != y.preposition {
            continue;
        }
        let missing =
            |a: &Named, b: &Named| a.names.iter().any(|n| !b.names.iter().any(|m| is_one(n, m, rules)));
        let (only_there, only_here) = (missing(&x, &y), missing(&y, &x));
        let note = match (only_there, only_here) {
            (false, false) => continue,
            (false, true) => "more are named",
            (true, false) => "fewer are named",
            (true, true) => "another name",
        };
        out.push(Alteration { class: Class::Name, a: Some(x.span), b: Some(y.span), note });
        break;
    }
    out
}

fn is_one(a: &str, b: &str, rules: &Rules) -> bool {
    a == b || rules.names.are_one_place(a, b) && !rules.names.are_rivals(a, b) || same_stem(a, b)
}

/// Names behind a preposition.
struct Named {
    preposition: String,
    names: Vec<String>,
    span: Span,
}

/// Most words of a list of names.
const LIST: usize = 9;

/// The names that stand behind a word and a preposition: "important **for** both **Norland** and **Tesmara**".
fn named_after(words: &[Word], at: usize, rules: &Rules) -> Option<Named> {
    let preposition =
        words.get(at + 1).filter(|w| rules.series.places.contains(&w.form) && w.lead.is_empty())?;
    let mut names = Vec::new();
    let mut name: Option<(usize, usize)> = None;
    let mut last = at + 1;
    let mut key = String::new();
    for n in at + 2..words.len().min(at + 2 + LIST) {
        let word = &words[n];
        // "in Norland, in Tesmara" is one list.
        let again = word.form == preposition.form && word.lead.contains(',');
        let small = again
            || matches!(
                word.form.as_str(),
                "the" | "both" | "and" | "of" | "with" | "republic" | "federation"
            );
        let capital =
            word.case != Case::Lower && !word.is_digits() && !rules.wording.titles.contains(word.bare());
        if capital && !small {
            if !key.is_empty() && (word.lead.is_empty() || word.hyphened) && name.is_some_and(|(_, e)| e == n)
            {
                key.push(' ');
            } else if !key.is_empty() {
                names.push(std::mem::take(&mut key));
            }
            key.push_str(word.bare());
            name = Some((name.map_or(n, |f| f.0), n + 1));
            last = n;
        } else if !small || word.lead.contains([';', ':', '(']) {
            break;
        }
    }
    if !key.is_empty() {
        names.push(key);
    }
    let modifies = words
        .get(last + 1)
        .is_some_and(|w| w.case == Case::Lower && w.lead.is_empty() && !rules.wording.is_function(&w.form));
    let institution = |name: &String| name.split(' ').any(|w| rules.names.common.contains(w));
    if names.is_empty() || modifies || names.iter().any(institution) {
        return None;
    }
    let span = Span::new(preposition.span.start, words[last].span.end);
    Some(Named { preposition: preposition.form.clone(), names, span })
}

/// Another reach before the same noun: "all schools" / "some schools".
fn reach(original: Side, cited: Side, links: &[(usize, usize)], rules: &Rules) -> Vec<Alteration> {
    let (x, y) = (original.words, cited.words);
    let wording = &rules.wording;
    let before = |words: &[Word], at: usize| {
        let mut n = at.checked_sub(1)?;
        if matches!(words[n].form.as_str(), "the" | "of" | "our" | "your" | "these" | "those") {
            n = n.checked_sub(1)?;
        }
        Some(n)
    };
    let found = links.iter().find_map(|(i, j)| {
        let (p, q) = (before(x, *i)?, before(y, *j)?);
        let is_reach = |w: &Word| wording.is_function(&w.form) || wording.negators.contains(&w.form);
        let family = wording.differ_in_strength(&x[p].form, &y[q].form);
        // Degrees of an adjective are taste, not reach.
        let counts = ["all", "most", "many", "several", "some", "few", "every", "each"];
        let quantity = counts.contains(&x[p].form.as_str()) && counts.contains(&y[q].form.as_str());
        (family && quantity && x[*i].bare() == y[*j].bare() && (is_reach(&x[p]) || is_reach(&y[q])))
            .then_some((p, q))
    });
    found
        .map(|(p, q)| Alteration {
            class: Class::Strength,
            a: Some(x[p].span),
            b: Some(y[q].span),
            note: "another reach",
        })
        .into_iter()
        .collect()
}
