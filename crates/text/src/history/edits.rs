//! The edits of one page over its captures.
//!
//! Usable captures are compared each with the one before. With `confirm` above one a change counts
//! only when it lasts for so many captures; changes closer together than that are one edit.

use std::collections::BTreeMap;

use super::steady::Steady;
use super::usable::{Failure, failure};
use crate::collation::{Collation, Relation, Row, Witness, collate};
use crate::page::{Document, Stamp};
use crate::reading::Reading;
use crate::rules::Rules;
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
    /// A stable code: `date_not_changed`, `date_changed`, `title_changed`, `nothing_shared`,
    /// `as_before`.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
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
    /// Sentences that differ: of each row the longer side.
    pub fn n_sentences(&self) -> usize {
        self.collation.rows.iter().map(|r| r.units.iter().map(|u| u.len()).max().unwrap_or(0)).sum()
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
/// for `confirm` usable captures; 0 and 1 are the same.
pub fn history(readings: &[Reading], confirm: usize, rules: &Rules) -> History {
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
        let Some(mut edit) = edit(side(from), side(to), steady.as_ref(), rules) else { continue };
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
        Page { keys, title: fold_glyphs(reading.document.title.as_deref().unwrap_or("")) }
    }

    /// The title as a key among the others.
    fn title_key(&self) -> String {
        format!("\u{1}{}", self.title)
    }
}

/// What is there to stay, and when that changed.
struct Settled {
    words: Steady,
    /// Numbers of pages, rising.
    changes: Vec<usize>,
}

/// Sentences and titles that last, and then the order of those sentences.
fn settle(pages: &[Page], confirm: usize) -> Settled {
    let keys: Vec<Vec<String>> = pages
        .iter()
        .map(|p| p.keys.iter().cloned().chain(std::iter::once(p.title_key())).collect())
        .collect();
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
    let differ = |n: &usize| pages[n - 1].keys != pages[*n].keys || pages[n - 1].title != pages[*n].title;
    (1..pages.len()).filter(differ).map(|n| (n - 1, n)).collect()
}

/// One of the two captures of an edit.
struct Side<'s> {
    reading: &'s Reading,
    page: &'s Page,
    /// Its number among the usable ones.
    at: usize,
}

/// The edit between two captures; `None` when nothing of it lasts.
fn edit(a: Side, b: Side, settled: Option<&Settled>, rules: &Rules) -> Option<Edit> {
    let witnesses = vec![Witness::from_reading(a.reading, "A"), Witness::from_reading(b.reading, "B")];
    let mut collation = collate(witnesses, rules);
    let n_same = collation.rows.iter().filter(|r| r.relation == Relation::Identical).count();
    collation.rows.retain(|r| r.relation != Relation::Identical && lasts(r, (&a, &b), settled));
    let retitled =
        a.page.title != b.page.title && settled.is_none_or(|s| s.words.holds(&b.page.title_key(), b.at));
    if collation.rows.is_empty() && !retitled {
        return None;
    }
    let ranks = collation.rows.iter().flat_map(|r| &r.differences).map(|d| d.difference.rank);
    let words_changed = retitled || ranks.min().is_some_and(|rank| rank <= 3);
    let (x, y) = (&a.reading.document, &b.reading.document);
    let mut remarks = Vec::new();
    if retitled {
        let title = |d: &Document| d.title.clone().unwrap_or_else(|| "(no title)".into());
        remarks.push(Remark {
            code: "title_changed",
            message: format!("title: «{}» / «{}»", title(x), title(y)),
        });
    }
    remarks.extend(dates(x, y).into_iter().filter(|r| words_changed || r.code == "date_changed"));
    if n_same == 0 && a.page.keys.len().min(b.page.keys.len()) >= MANY && all_apart(&collation) {
        let message = "no sentence stands in both captures; the address may show another page".to_string();
        remarks.push(Remark { code: "nothing_shared", message });
    }
    Some(Edit { from: a.at, to: b.at, collation, remarks, confirmed: 0 })
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
    let of = |side: &Side, n: usize| {
        let keys = row.units.get(n).and_then(|u| side.page.keys.get(u.clone()));
        keys.unwrap_or_default().iter().any(turned)
    };
    row.relation == Relation::Moved || of(a, 0) || of(b, 1)
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
