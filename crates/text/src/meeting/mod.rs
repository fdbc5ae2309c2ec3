//! A meeting: which documents are versions of one event, and how each came to be.
//!
//! Versions share people, a day and words: the office's own transcript, an agency's translation of
//! it, a portal's copy with two sentences left out. The same two people a year later are another
//! meeting, however alike the courtesies. `trace` says what is kept of a document, `weights`
//! and `kinship` weigh a pair, this file joins pairs to meetings and names them.
//! The outcome depends on the set of documents, never on the order of adding.

pub mod trace;
pub mod weights;
pub mod kinship;

use std::collections::BTreeMap;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

pub use trace::{Trace, trace};

use kinship::{Kinship, days_apart, kin, same_person, surname};

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

/// A document as a version of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The id of the document.
    pub document: String,
    /// How it came to be.
    pub relation: Relation,
    /// The document it was taken from, where that is evident.
    pub from: Option<String>,
}

/// Documents that tell of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// `m:`, day and surnames: `m:2031-05-25-holt-varga`.
    pub id: String,
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
    let mut order: Vec<&Trace> = traces.iter().collect();
    order.sort_by(|a, b| a.document.cmp(&b.document));
    order.dedup_by(|a, b| a.document == b.document);
    let pairs = kin(&order);
    let groups = join(&order, &pairs);
    let mut meetings: Vec<Meeting> = groups
        .into_iter()
        .filter(|g| g.len() > 1 || g.iter().any(|n| order[*n].is_event))
        .map(|g| meeting(&order, &g, &pairs))
        .collect();
    part_names(&mut meetings);
    meetings.sort_by(|a, b| (a.date.is_none(), a.date, &a.id).cmp(&(b.date.is_none(), b.date, &b.id)));
    meetings
}

/// Days between two tellings of one event.
const NEAR_DAYS: i32 = 3;

/// Joins the strongest pairs first; a pair that would put far days into one group is left out
/// unless its words alone decide.
fn join(traces: &[&Trace], pairs: &[Kinship]) -> Vec<Vec<usize>> {
    let mut group_of: Vec<usize> = (0..traces.len()).collect();
    let mut groups: Vec<Vec<usize>> = (0..traces.len()).map(|n| vec![n]).collect();
    let mut ranked: Vec<&Kinship> = pairs.iter().filter(|k| k.is_kin).collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.a, a.b).cmp(&(b.a, b.b))));
    for pair in ranked {
        let (into, from) = (group_of[pair.a].min(group_of[pair.b]), group_of[pair.a].max(group_of[pair.b]));
        if into == from || (!pair.by_words_alone && far_apart(traces, &groups[into], &groups[from])) {
            continue;
        }
        let moved = std::mem::take(&mut groups[from]);
        moved.iter().for_each(|n| group_of[*n] = into);
        groups[into].extend(moved);
    }
    groups.retain(|g| !g.is_empty());
    groups.iter_mut().for_each(|g| g.sort_unstable());
    groups
}

fn far_apart(traces: &[&Trace], a: &[usize], b: &[usize]) -> bool {
    let range = |g: &[usize]| {
        let days: Vec<Date> = g.iter().filter_map(|n| traces[*n].date).collect();
        days.iter().min().copied().zip(days.iter().max().copied())
    };
    match (range(a), range(b)) {
        (Some((low_a, high_a)), Some((low_b, high_b))) => {
            days_apart(low_a.min(low_b), high_a.max(high_b)) > NEAR_DAYS
        }
        _ => false,
    }
}

fn meeting(traces: &[&Trace], group: &[usize], pairs: &[Kinship]) -> Meeting {
    let head = original_of(traces, group);
    let mut members: Vec<(usize, Member)> =
        group.iter().map(|n| (*n, member(traces, *n, group, pairs))).collect();
    members.sort_by_key(|(n, m)| (m.relation, *n));
    let participants = people(traces, group, head);
    let date = most_named(group.iter().filter_map(|n| traces[*n].date));
    let named = || group.iter().filter_map(|n| traces[*n].place.clone());
    let place = traces[head].place.clone().or_else(|| most_named(named()));
    Meeting {
        id: name(date, &participants, traces[head]),
        date,
        place,
        participants,
        members: members.into_iter().map(|(_, m)| m).collect(),
    }
}

/// The fullest transcript that cites nobody; the earliest of equals.
fn original_of(traces: &[&Trace], group: &[usize]) -> usize {
    group.iter().copied().min_by_key(|n| rank(traces[*n], *n)).unwrap_or(0)
}

/// Orders versions: what may be a source of the others comes first. No two are equal.
fn rank(t: &Trace, n: usize) -> impl Ord + use<> {
    (
        t.cited_source.is_some(),
        is_report(t),
        std::cmp::Reverse(t.n_words),
        t.published.is_none(),
        t.published,
        n,
    )
}

/// The version that another was made from: of those ranked before it the one that shares most of its
/// words, else the one it cites, else the original.
fn source_of(traces: &[&Trace], n: usize, group: &[usize], pairs: &[Kinship]) -> usize {
    let head = original_of(traces, group);
    let taken = |from: &usize| shared(pairs, n, *from).filter(|s| *s >= TAKEN).map(|s| (s, *from));
    let before = |from: &usize| rank(traces[*from], *from) < rank(traces[n], n);
    let mut found: Vec<(f64, usize)> = group.iter().filter(|f| before(f)).filter_map(taken).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1 == head).cmp(&(a.1 == head))).then(a.1.cmp(&b.1)));
    let cited = || group.iter().copied().find(|f| before(f) && cites(traces[n], traces[*f]));
    found.first().map(|(_, from)| *from).or_else(cited).unwrap_or(head)
}

/// Share of the shorter one's triples that stand in the other; `None` when the pair was not weighed.
fn shared(pairs: &[Kinship], a: usize, b: usize) -> Option<f64> {
    let at = pairs.binary_search_by_key(&(a.min(b), a.max(b)), |k| (k.a, k.b)).ok()?;
    pairs.get(at).map(|k| k.containment)
}

/// Fewer than half of the words stand in turns.
fn is_report(t: &Trace) -> bool {
    t.n_spoken * 2 < t.n_words
}

/// Share of the shorter document's triples above which its words are taken from the other.
const TAKEN: f64 = 0.75;

fn member(traces: &[&Trace], n: usize, group: &[usize], pairs: &[Kinship]) -> Member {
    let head = original_of(traces, group);
    let from = source_of(traces, n, group, pairs);
    let (mine, other) = (traces[n], traces[from]);
    let plain = |relation, from: bool| Member {
        document: mine.document.clone(),
        relation,
        from: from.then(|| other.document.clone()),
    };
    if n == head {
        return plain(Relation::Original, false);
    }
    let shared = shared(pairs, n, from).unwrap_or(0.0);
    let cites = cites(mine, other);
    let other_language =
        mine.language.is_some() && other.language.is_some() && mine.language != other.language;
    let size = mine.n_words as f64 / (other.n_words.max(1)) as f64;
    let same_publisher = mine.publisher.is_some() && mine.publisher == other.publisher;
    if other_language {
        plain(Relation::Translation, cites)
    } else if shared >= TAKEN && size < 0.8 {
        plain(Relation::Excerpt, true)
    } else if shared >= TAKEN {
        plain(if same_publisher { Relation::Revision } else { Relation::Copy }, true)
    } else if is_report(mine) && !is_report(other) {
        plain(Relation::Report, cites)
    } else {
        plain(Relation::Translation, cites)
    }
}

/// True when the page names the other's publisher as its source.
fn cites(mine: &Trace, other: &Trace) -> bool {
    let names = mine.cited_source.as_deref().zip(other.publisher.as_deref());
    names.is_some_and(|(cited, publisher)| names_same_outlet(cited, publisher))
}

/// "Norpress" cited, "NORPRESS News Agency" as publisher.
fn names_same_outlet(cited: &str, publisher: &str) -> bool {
    let (cited, publisher) = (slug(cited), slug(publisher));
    let whole =
        |long: &str, short: &str| !short.is_empty() && format!("-{long}-").contains(&format!("-{short}-"));
    whole(&publisher, &cited) || whole(&cited, &publisher)
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

/// Most surnames in a name; more people would make it unreadable.
const MAX_NAMES: usize = 4;

fn name(date: Option<Date>, participants: &[String], head: &Trace) -> String {
    let mut names: Vec<String> =
        participants.iter().map(|p| slug(surname(p))).filter(|s| !s.is_empty()).collect();
    names.sort();
    names.dedup();
    names.truncate(MAX_NAMES);
    let words = if names.is_empty() {
        let title = slug(head.title.as_deref().unwrap_or(""));
        title.split('-').filter(|w| !w.is_empty()).take(MAX_NAMES).collect::<Vec<_>>().join("-")
    } else {
        names.join("-")
    };
    let day = date.map_or("undated".to_string(), |d| d.to_string());
    if words.is_empty() { format!("m:{day}-{}", digits(&head.document)) } else { format!("m:{day}-{words}") }
}

/// Gives meetings of one name a suffix from their smallest document id.
fn part_names(meetings: &mut [Meeting]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    meetings.iter().for_each(|m| *seen.entry(m.id.clone()).or_default() += 1);
    for meeting in meetings.iter_mut().filter(|m| seen.get(&m.id).is_some_and(|n| *n > 1)) {
        let smallest = meeting.members.iter().map(|m| m.document.as_str()).min().unwrap_or("");
        meeting.id = format!("{}-{}", meeting.id, digits(smallest));
    }
}

fn digits(document: &str) -> &str {
    let hex = document.strip_prefix("d:").unwrap_or(document);
    hex.get(..6).unwrap_or(hex)
}

/// Lower-case letters and digits without marks, other signs as single hyphens.
fn slug(words: &str) -> String {
    let mut out = String::new();
    for c in words
        .nfkd()
        .filter(|c| !matches!(c, '\u{0300}'..='\u{036F}' | '\'' | '\u{2019}'))
        .flat_map(char::to_lowercase)
    {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_string()
}

#[cfg(test)]
mod tests;
