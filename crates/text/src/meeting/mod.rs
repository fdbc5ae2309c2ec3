//! A meeting: which documents are versions of one event, and how each came to be.
//!
//! Versions share people, a day and words: the office's own transcript, an agency's translation of
//! it, a portal's copy with two sentences left out. The same two people a year later are another
//! meeting, however alike the courtesies. `trace` and `print` say what is kept of a document,
//! `bucket` finds the pairs worth weighing, `kinship` weighs a pair, `group` joins pairs to groups,
//! `lineage` tells which version was made from which, `naming` names the meeting, `whole` its people in full.
//! The outcome depends on the set of documents, never on the order of adding.

pub mod print;
pub mod people;
pub mod trace;
pub mod kinship;
pub mod bucket;
pub mod group;
mod naming;
pub mod whole;
mod lineage;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use naming::part_names;
pub use people::same_person;
pub use trace::{Trace, trace};

use group::{group, standing};
use kinship::Kinship;
use print::Print;

/// How a version came to be, as far as words and citations tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The fullest version that names no other source.
    Original,
    /// The same event in other words throughout.
    Translation,
    /// The same publisher's text, changed.
    Revision,
    /// The same text at another publisher.
    Copy,
    /// A part of it.
    Excerpt,
    /// A telling of it with few of its turns.
    Report,
}

impl Relation {
    /// The word of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Relation::Original => "original",
            Relation::Translation => "translation",
            Relation::Revision => "revision",
            Relation::Copy => "copy",
            Relation::Excerpt => "excerpt",
            Relation::Report => "report",
        }
    }
}

/// What shows that a version came after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// It cites the other, or a source where the other cites none.
    Citation,
    /// It was published later.
    Date,
    /// It is a part of the other.
    Containment,
}

impl Evidence {
    /// One word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Evidence::Citation => "citation",
            Evidence::Date => "date",
            Evidence::Containment => "containment",
        }
    }
}

/// A document as a version of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The id of the document.
    pub document: String,
    /// How it came to be.
    pub relation: Relation,
    /// The document it was taken from, where that is evident.
    pub from: Option<String>,
    /// How many in a hundred of its word triples stand in that document.
    pub percent: Option<u8>,
    /// What shows which of the two came first.
    pub evidence: Option<Evidence>,
}

/// Documents that tell of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// `m:`, day and surnames: `m:2031-05-25-holt-varga`; digits are added where two share a name.
    pub id: String,
    /// The id without such digits.
    pub name: String,
    /// The day that most versions name.
    pub date: Option<Date>,
    /// The place as the original prints it, else the one that most versions name.
    pub place: Option<String>,
    /// The people, fullest names first seen in the fullest version.
    pub participants: Vec<String>,
    /// The versions, the original first.
    pub members: Vec<Member>,
}

/// Joins documents to meetings. Documents that tell of no event and resemble no other are in none.
/// Meetings come by day, then by id.
pub fn link(traces: &[Trace]) -> Vec<Meeting> {
    let n_threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let order = ordered(traces);
    let pairs = pairs(&order, n_threads);
    let mut meetings = meetings(&order, &pairs);
    part_names(&mut meetings);
    meetings.sort_by(|a, b| (a.date.is_none(), a.date, &a.id).cmp(&(b.date.is_none(), b.date, &b.id)));
    meetings
}

/// The traces in the order of their documents' ids, each document once.
pub fn ordered(traces: &[Trace]) -> Vec<&Trace> {
    let mut order: Vec<&Trace> = traces.iter().collect();
    order.sort_by(|a, b| a.document.cmp(&b.document));
    order.dedup_by(|a, b| a.document == b.document);
    order
}

/// The pairs that belong together. The traces must be in order; `n_threads` changes the time and
/// nothing else.
pub fn pairs(order: &[&Trace], n_threads: usize) -> Vec<Kinship> {
    let prints: Vec<&Print> = order.iter().map(|t| &t.print).collect();
    bucket::kin(&prints, n_threads)
}

/// The meetings of documents and of their pairs, by their smallest document. The traces must be
/// in order and the pairs rise; the ids are yet to be told apart by `part_names`.
pub fn meetings(order: &[&Trace], pairs: &[Kinship]) -> Vec<Meeting> {
    let prints: Vec<&Print> = order.iter().map(|t| &t.print).collect();
    let groups = group(&prints, pairs).into_iter();
    groups
        .filter(|g| g.len() > 1 || g.iter().any(|n| order[*n].is_event))
        .map(|g| meeting(order, &g, pairs))
        .collect()
}

fn meeting(traces: &[&Trace], group: &[usize], pairs: &[Kinship]) -> Meeting {
    let rank = |n: &usize| (standing(&traces[*n].print), *n);
    let head = group.iter().copied().min_by_key(rank).unwrap_or(0);
    let participants = people(traces, group, head);
    let date = most_named(group.iter().filter_map(|n| traces[*n].date));
    let named = || group.iter().filter_map(|n| traces[*n].place.clone());
    let place = traces[head].place.clone().or_else(|| most_named(named()));
    let name = naming::name(date, &participants, traces[head]);
    let members = lineage::members(traces, group, head, pairs);
    Meeting { id: name.clone(), name, date, place, participants, members }
}

/// The people of the version that names most, then those whom only others name.
fn people(traces: &[&Trace], group: &[usize], head: usize) -> Vec<String> {
    let mut order: Vec<usize> = group.to_vec();
    order.sort_by_key(|n| (std::cmp::Reverse(traces[*n].participants.len()), *n != head, *n));
    let mut found: Vec<String> = Vec::new();
    for name in order.iter().flat_map(|n| &traces[*n].participants) {
        match found.iter_mut().find(|known| same_person(known, name)) {
            Some(known) if name.split_whitespace().count() > known.split_whitespace().count() => {
                *known = name.clone();
            }
            Some(_) => {}
            None => found.push(name.clone()),
        }
    }
    found
}

/// The value named most often; of equals the smallest.
fn most_named<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    let mut best: Option<(T, usize)> = None;
    for (value, n) in counts {
        if best.as_ref().is_none_or(|(_, most)| n > *most) {
            best = Some((value, n));
        }
    }
    best.map(|(value, _)| value)
}

#[cfg(test)]
mod tests;
