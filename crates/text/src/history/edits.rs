//! The edits of one page over its captures.
//!
//! Usable captures are compared each with the one before. With `confirm` above one a change counts
//! only when it lasts for so many captures; changes closer together than that are one edit.

use std::collections::{BTreeMap, BTreeSet};

use super::printed::{has_words, take_out};
use super::steady::Steady;
use super::usable::{Failure, failure};
use crate::collation::{Collation, Relation, Row, Witness, collate};
use crate::page::{Document, Stamp};
use crate::reading::Reading;
use crate::rules::Rules;
use crate::span::Span;
use crate::statement::fold_glyphs;

/// Whether a capture shows the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It does.
    Usable,
    /// It does not: a failed capture.
    Failed(Failure),
}

/// What a reader should know of an edit beside its differences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// A stable code: `date_not_changed`, `date_changed`, `title_changed`, `line_omitted`,
    /// `line_added`, `struck_omitted`, `struck_added`, `nothing_shared`, `as_before`,
    /// `still_printed`.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
}

impl Remark {
    /// True for a change of the page's words outside its sentences.
    fn is_change(&self) -> bool {
        matches!(
            self.code,
            "title_changed" | "line_omitted" | "line_added" | "struck_omitted" | "struck_added"
        )
    }
}

/// An edit: what one capture has and another has not.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The capture before, as a number of the captures handed in.
    pub from: usize,
    /// The capture after.
    pub to: usize,
    /// The two captures and the rows in which they differ.
    pub collation: Collation,
    /// What else there is to know.
    pub remarks: Vec<Remark>,
    /// Captures in a row, from `to` on, that have the page as the edit left it.
    pub confirmed: usize,
}

impl Edit {
    /// Sentences that differ: of each row those of the longer side that the other side does not have.
    pub fn n_sentences(&self) -> usize {
        self.collation.rows.iter().map(|row| self.n_of(row)).sum()
    }

    fn n_of(&self, row: &Row) -> usize {
        let words = |n: usize| -> Vec<String> {
            let witness = &self.collation.witnesses[n];
            let units = row.units.get(n).and_then(|u| witness.units.get(u.clone())).unwrap_or_default();
            units.iter().map(|u| fold_glyphs(u.span.of(&witness.text))).collect()
        };
        let (a, b) = (words(0), words(1));
        let alone = |x: &[String], y: &[String]| x.iter().filter(|s| !y.contains(s)).count();
        alone(&a, &b).max(alone(&b, &a)).max(1)
    }
}

/// Captures of one page and what changed between them.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// For each capture whether it shows the page.
    pub states: Vec<State>,
    /// The edits in the order of time.
    pub edits: Vec<Edit>,
}

/// Reads the history of one page from readings in the order of time. A change counts when it lasts
/// for `confirm` usable captures; 0 and 1 are the same. `lines` gives all lines that a capture prints,
/// around its text too (`page::all_lines`); it is asked only where sentences are missing.
pub fn history(
    readings: &[Reading],
    confirm: usize,
    lines: &dyn Fn(usize) -> Vec<String>,
    rules: &Rules,
) -> History {
    let states: Vec<State> =
        readings.iter().map(|r| failure(r, rules).map_or(State::Usable, State::Failed)).collect();
    let usable: Vec<usize> = (0..readings.len()).filter(|n| states[*n] == State::Usable).collect();
    let pages: Vec<Page> = usable.iter().map(|n| Page::of(&readings[*n])).collect();
    let steady = (confirm > 1).then(|| settle(&pages, confirm));
    let stretches = match &steady {
        Some(steady) => joined(&steady.changes, confirm),
        None => each_step(&pages),
    };
    let mut edits = Vec::new();
    for (from, to) in stretches {
        let side = |n: usize| Side { reading: &readings[usable[n]], page: &pages[n], at: n };
        let Some(mut edit) = between(side(from), side(to), steady.as_ref(), rules) else { continue };
        let near = latest_before(&pages, (from, to), &edit);
        let from = if near > from {
            edit = between(side(near), side(to), steady.as_ref(), rules).unwrap_or(edit);
            near
        } else {
            from
        };
        if let Some(remark) = take_out(&mut edit.collation, (usable[from], usable[to]), lines) {
            let is_all = edit.collation.rows.is_empty() && edit.remarks.iter().all(|r| !r.is_change());
            if is_all {
                continue;
            }
            edit.remarks.push(remark);
        }
        edit.remarks.extend(as_before(&pages, &usable, readings, (from, to)));
        (edit.from, edit.to) = (usable[from], usable[to]);
        edits.push(edit);
    }
    for n in 0..edits.len() {
        let next = edits.get(n + 1).map_or(readings.len(), |e| e.to);
        edits[n].confirmed = usable.iter().filter(|u| (edits[n].to..next).contains(u)).count();
    }
    History { states, edits }
}

/// A page as keys: equal keys in one order are equal words in equal mouths.
struct Page {
    /// One for each unit, none twice.
    keys: Vec<String>,
    title: String,
    /// Lines that hold no sentence (headings, datelines), each once, and words struck out.
    lines: BTreeSet<String>,
    struck: BTreeSet<String>,
}

impl Page {
    fn of(reading: &Reading) -> Page {
        let text = &reading.document.text;
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut keys = Vec::new();
        for unit in reading.units() {
            let speaker = unit.turn.and_then(|n| reading.transcript.turns.get(n)).map(|t| &t.speaker);
            let who = speaker.and_then(|s| s.label.as_deref()).unwrap_or("");
            let key = format!("{}\u{0}{}", fold_glyphs(unit.span.of(text)), fold_glyphs(who));
            let n = seen.entry(key.clone()).or_default();
            *n += 1;
            keys.push(format!("{key}\u{0}{n}"));
        }
        let title = fold_glyphs(reading.document.title.as_deref().unwrap_or(""));
        let mut lines = lines(reading);
        lines.remove(&title);
        let struck = reading.document.struck.iter().map(|s| fold_glyphs(s.of(text))).collect();
        Page { keys, title, lines, struck }
    }

    /// The title as a key among the others.
    fn title_key(&self) -> String {
        format!("\u{1}{}", self.title)
    }

    /// All keys: of sentences, the title, lines and struck-out words.
    fn all_keys(&self) -> Vec<String> {
        let lines = self.lines.iter().map(|l| line_key(l));
        let struck = self.struck.iter().map(|s| struck_key(s));
        self.keys.iter().cloned().chain([self.title_key()]).chain(lines).chain(struck).collect()
    }
}

fn line_key(line: &str) -> String {
    format!("\u{2}{line}")
}

fn struck_key(words: &str) -> String {
    format!("\u{3}{words}")
}

/// The blocks that hold no sentence: headings, datelines, clock times.
fn lines(reading: &Reading) -> BTreeSet<String> {
    let document = &reading.document;
    let labels = reading.transcript.turns.iter().filter_map(|t| t.label);
    let mut taken: Vec<Span> = reading.units().iter().map(|u| u.span).chain(labels).collect();
    taken.extend(reading.transcript.notes.iter().map(|n| n.span));
    taken.sort();
    let is_free = |span: Span| {
        let at = taken.partition_point(|t| t.end <= span.start);
        taken.get(at).is_none_or(|t| t.start >= span.end)
    };
    let free = document.blocks.iter().filter(|b| is_free(b.span));
    let words = free.map(|b| fold_glyphs(b.span.of(&document.text)));
    words.filter(|w| w.chars().any(char::is_alphanumeric)).collect()
}

/// What is there to stay, and when that changed.
struct Settled {
    words: Steady,
    /// Numbers of pages, rising.
    changes: Vec<usize>,
}

/// Sentences and titles that last, and then the order of those sentences.
fn settle(pages: &[Page], confirm: usize) -> Settled {
    let keys: Vec<Vec<String>> = pages.iter().map(Page::all_keys).collect();
    let words = Steady::of(&keys, confirm);
    let pairs = |(n, page): (usize, &Page)| {
        let kept: Vec<&String> = page.keys.iter().filter(|k| words.holds(k, n)).collect();
        kept.windows(2).map(|w| format!("{}\u{1}{}", w[0], w[1])).collect()
    };
    let order: Vec<Vec<String>> = pages.iter().enumerate().map(pairs).collect();
    let mut changes = words.changes();
    changes.extend(Steady::of(&order, confirm).changes());
    changes.sort_unstable();
    changes.dedup();
    Settled { words, changes }
}

/// Changes closer together than `confirm` captures are one edit.
fn joined(changes: &[usize], confirm: usize) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for at in changes {
        match out.last_mut().filter(|(_, to)| at - *to < confirm) {
            Some((_, to)) => *to = *at,
            None => out.push((at.saturating_sub(1), *at)),
        }
    }
    out
}

fn each_step(pages: &[Page]) -> Vec<(usize, usize)> {
    let differ = |n: &usize| pages[n - 1].all_keys() != pages[*n].all_keys();
    (1..pages.len()).filter(differ).map(|n| (n - 1, n)).collect()
}

/// One of the two captures of an edit.
#[derive(Clone, Copy)]
struct Side<'s> {
    reading: &'s Reading,
    page: &'s Page,
    /// Its number among the usable ones.
    at: usize,
}

/// The edit between two captures; `None` when nothing of it lasts.
fn between(a: Side, b: Side, settled: Option<&Settled>, rules: &Rules) -> Option<Edit> {
    let witnesses = vec![Witness::from_reading(a.reading, "A"), Witness::from_reading(b.reading, "B")];
    let mut collation = collate(witnesses, rules);
    let n_same = collation.rows.iter().filter(|r| r.relation == Relation::Identical).count();
    collation.rows.retain(|r| r.relation != Relation::Identical && lasts(r, (&a, &b), settled));
    collation.rows.retain(|r| {
        !is_numbering(r, &collation.witnesses) && !is_line(r, &collation.witnesses, (a.page, b.page))
    });
    let mut remarks = outside((&a, &b), settled);
    if collation.rows.is_empty() && remarks.is_empty() {
        return None;
    }
    let ranks = collation.rows.iter().flat_map(|r| &r.differences).map(|d| d.difference.rank);
    let words_changed = !remarks.is_empty() || ranks.min().is_some_and(|rank| rank <= 3);
    let (x, y) = (&a.reading.document, &b.reading.document);
    remarks.extend(dates(x, y).into_iter().filter(|r| words_changed || r.code == "date_changed"));
    if n_same == 0 && a.page.keys.len().min(b.page.keys.len()) >= MANY && all_apart(&collation) {
        let message = "no sentence stands in both captures; the address may show another page".to_string();
        remarks.push(Remark { code: "nothing_shared", message });
    }
    Some(Edit { from: a.at, to: b.at, collation, remarks, confirmed: 0 })
}

/// What changed outside the sentences: the title, headings and datelines, struck-out words.
fn outside((a, b): (&Side, &Side), settled: Option<&Settled>) -> Vec<Remark> {
    let mut out = Vec::new();
    let mut say = |code, message| out.push(Remark { code, message });
    let turned = |key: String| settled.is_none_or(|s| s.words.holds(&key, a.at) != s.words.holds(&key, b.at));
    let (x, y) = (a.page, b.page);
    if x.title != y.title && turned(y.title_key()) {
        let title = |s: &Side| s.reading.document.title.clone().unwrap_or_else(|| "(no title)".into());
        say("title_changed", format!("title: «{}» / «{}»", title(a), title(b)));
    }
    let titles = [&x.title, &y.title];
    // A heading that was made a sentence, or a sentence a heading, is markup.
    let gone = |line: &String, from: &Side| {
        !titles.contains(&line) && !has_words(&from.reading.document.text, line) && turned(line_key(line))
    };
    for line in x.lines.difference(&y.lines).filter(|l| gone(l, b)) {
        say("line_omitted", format!("the line «{line}» stands in the first capture only"));
    }
    for line in y.lines.difference(&x.lines).filter(|l| gone(l, a)) {
        say("line_added", format!("the line «{line}» stands in the second capture only"));
    }
    for words in x.struck.difference(&y.struck).filter(|w| turned(struck_key(w))) {
        say("struck_omitted", format!("«{words}» is struck out in the first capture only"));
    }
    for words in y.struck.difference(&x.struck).filter(|w| turned(struck_key(w))) {
        say("struck_added", format!("«{words}» is struck out in the second capture only"));
    }
    out
}

/// True for a sentence that the other capture has as a heading or another line.
fn is_line(row: &Row, witnesses: &[Witness], (a, b): (&Page, &Page)) -> bool {
    let (side, other) = match row.relation {
        Relation::Omitted => (0, b),
        Relation::Added => (1, a),
        _ => return false,
    };
    let Some((witness, units)) = witnesses.get(side).zip(row.units.get(side)) else { return false };
    let mut words = witness.units.get(units.clone()).unwrap_or_default().iter();
    words.all(|u| {
        let words = fold_glyphs(u.span.of(&witness.text));
        other.lines.contains(&words) || other.title == words
    })
}

/// True when only the number before an item of a list came or went.
fn is_numbering(row: &Row, witnesses: &[Witness]) -> bool {
    let is_number = |span: Span, side: usize| {
        let Some(witness) = witnesses.get(side) else { return false };
        let words = span.of(&witness.text).trim_matches(['.', ')', '(', ' ']);
        let mut units = witness.units.get(row.units[side].clone()).unwrap_or_default().iter();
        let opens = units.any(|u| u.span.start == span.start);
        opens && words.len() <= 2 && words.bytes().all(|b| b.is_ascii_digit())
    };
    row.differences.iter().all(|found| match (found.difference.a, found.difference.b) {
        (Some(a), None) => is_number(a, found.sides.0),
        (None, Some(b)) => is_number(b, found.sides.1),
        _ => false,
    })
}

/// Sentences from which it is odd that two captures share none.
const MANY: usize = 5;

fn all_apart(collation: &Collation) -> bool {
    collation.rows.iter().all(|r| matches!(r.relation, Relation::Omitted | Relation::Added))
}

/// True when the row holds a change that lasts.
fn lasts(row: &Row, (a, b): (&Side, &Side), settled: Option<&Settled>) -> bool {
    let Some(settled) = settled else { return true };
    let turned = |key: &String| settled.words.holds(key, a.at) != settled.words.holds(key, b.at);
    let keys = |side: &Side<'_>, n: usize| -> Vec<String> {
        let keys = row.units.get(n).and_then(|u| side.page.keys.get(u.clone()));
        keys.unwrap_or_default().to_vec()
    };
    // What only goes must leave behind what is there to stay: a counter is replaced by another number.
    let stays = || keys(b, 1).iter().all(|key| settled.words.holds(key, b.at));
    row.relation == Relation::Moved
        || keys(b, 1).iter().any(turned)
        || keys(a, 0).iter().any(turned) && stays()
}

/// The latest capture before `to` that still has all words that go, and none of those that come.
fn latest_before(pages: &[Page], (from, to): (usize, usize), edit: &Edit) -> usize {
    let of = |page: &Page, side: usize| -> BTreeSet<String> {
        let units = edit.collation.rows.iter().filter_map(|r| page.keys.get(r.units.get(side)?.clone()));
        units.flatten().cloned().collect()
    };
    let (old, new) = (of(&pages[from], 0), of(&pages[to], 1));
    let (go, come): (BTreeSet<_>, BTreeSet<_>) =
        (old.difference(&new).collect(), new.difference(&old).collect());
    let as_before = |n: &usize| {
        let there: BTreeSet<&String> = pages[*n].keys.iter().collect();
        go.is_subset(&there) && come.is_disjoint(&there)
    };
    (from + 1..to).rev().find(as_before).unwrap_or(from)
}

/// What the two captures say of the page's own date.
fn dates(a: &Document, b: &Document) -> Option<Remark> {
    let changed = |what: &str, x: String, y: String| {
        let message = format!("the page's date of {what}: {x} / {y}");
        Some(Remark { code: "date_changed", message })
    };
    let told = |s: Option<Stamp>| s.map_or("none".to_string(), |s| s.to_string());
    if a.modified != b.modified {
        return changed("change", told(a.modified), told(b.modified));
    }
    if a.published != b.published {
        return changed("publication", told(a.published), told(b.published));
    }
    let kept = a.modified.or(a.published)?;
    let message = format!("edited, date not changed: both captures say {kept}");
    Some(Remark { code: "date_not_changed", message })
}

/// An edit that takes the page back to what it was.
fn as_before(
    pages: &[Page],
    usable: &[usize],
    readings: &[Reading],
    (from, to): (usize, usize),
) -> Option<Remark> {
    let back = (0..from).rev().find(|n| pages[*n].keys == pages[to].keys)?;
    let when = readings[usable[back]].document.captured.clone().unwrap_or_else(|| "an earlier time".into());
    Some(Remark { code: "as_before", message: format!("the words are again those of the capture of {when}") })
}
