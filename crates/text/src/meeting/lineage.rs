//! How the versions of a meeting came to be: which was made from which, as far as it shows.
//!
//! The office prints a transcript, an agency translates it, a portal takes the agency's text and
//! leaves two sentences out. What shows it: whose words a version holds, whom it cites, which
//! came first. Where these leave the direction open, no source is named.

use super::group::{kinship, standing};
use super::kinship::Kinship;
use super::naming::slug;
use super::print::Shared;
use super::{Evidence, Member, Relation, Trace};

/// Share of a version's triples above which its words are taken from the other.
const TAKEN: f64 = 0.75;
/// A version with fewer than this share of the other's words is a part of it.
const PART: f64 = 0.8;
/// Closer than this two likely sources are alike.
const ALIKE: f64 = 0.02;
/// A larger group is compared only where its pairs are known to belong together.
const MANY: usize = 48;

/// The versions of a group, `head` first. `group` must rise.
pub fn members(traces: &[&Trace], group: &[usize], head: usize, pairs: &[Kinship]) -> Vec<Member> {
    let desk = Desk { traces, group, head, pairs };
    let mut found: Vec<(usize, Member)> = group.iter().map(|n| (*n, desk.member(*n))).collect();
    cut_circles(&mut found);
    found.sort_by_key(|(n, m)| (m.relation, *n));
    found.into_iter().map(|(_, m)| m).collect()
}

struct Desk<'t> {
    traces: &'t [&'t Trace],
    group: &'t [usize],
    head: usize,
    pairs: &'t [Kinship],
}

/// Another version beside the one that is looked at.
struct Likely<'t> {
    n: usize,
    trace: &'t Trace,
    shared: Shared,
    /// What shows that it came first.
    evidence: Option<Evidence>,
}

impl<'t> Desk<'t> {
    fn member(&self, n: usize) -> Member {
        let mine = self.traces[n];
        if n == self.head {
            return told(mine, Relation::Original, None);
        }
        let likely = self.likely(n);
        let (taken, other): (Vec<_>, Vec<_>) = likely.iter().partition(|l| l.shared.of_first() >= TAKEN);
        if let Some(nearest) = self.nearest(&taken, mine) {
            let relation = if is_part(mine, nearest.trace) {
                Relation::Excerpt
            } else if mine.publisher.is_some() && mine.publisher == nearest.trace.publisher {
                Relation::Revision
            } else {
                Relation::Copy
            };
            let shown: Vec<&Likely> = taken.iter().copied().filter(|l| l.evidence.is_some()).collect();
            return told(mine, relation, self.nearest(&shown, mine));
        }
        let cited = other.into_iter().find(|l| cites(mine, l.trace));
        let head = self.traces[self.head];
        let other_language =
            mine.language.is_some() && head.language.is_some() && mine.language != head.language;
        let is_report = mine.print.is_report && !head.print.is_report && !other_language;
        told(mine, if is_report { Relation::Report } else { Relation::Translation }, cited)
    }

    /// The versions that may have come before `n`, in the order of their standing.
    fn likely(&self, n: usize) -> Vec<Likely<'t>> {
        let mine = self.traces[n];
        let rank = |n: usize| (standing(&self.traces[n].print), n);
        let mut found: Vec<Likely> = Vec::new();
        for f in self.group.iter().copied().filter(|f| *f != n) {
            let is_known = f == self.head || kinship(self.pairs, f, n).is_some();
            let trace = self.traces[f];
            let shared = || mine.print.shared(&trace.print);
            let Some(order) = order(trace, mine, &shared) else {
                // Nothing shows which came first: it is weighed, and no source.
                if rank(f) < rank(n) && (is_known || self.group.len() <= MANY) {
                    found.push(Likely { n: f, trace, shared: shared(), evidence: None });
                }
                continue;
            };
            let is_early_part = order.evidence == Evidence::Date && is_part(mine, trace);
            if (order.is_before || is_early_part) && (is_known || self.group.len() <= MANY) {
                let evidence = Some(order.evidence).filter(|_| order.is_before);
                found.push(Likely { n: f, trace, shared: shared(), evidence });
            }
        }
        found.sort_by_key(|l| rank(l.n));
        found
    }

    /// The one whose words are nearest; of those nearly alike the one that is cited, else the
    /// first in standing.
    fn nearest<'l>(&self, likely: &[&'l Likely<'t>], mine: &Trace) -> Option<&'l Likely<'t>> {
        let best = likely.iter().map(|l| closeness(&l.shared)).max_by(f64::total_cmp)?;
        let mut alike = likely.iter().filter(|l| closeness(&l.shared) >= best - ALIKE);
        let first = alike.clone().next();
        alike.find(|l| cites(mine, l.trace)).or(first).copied()
    }
}

fn closeness(s: &Shared) -> f64 {
    f64::from(s.both) / f64::from((s.first + s.second - s.both).max(1))
}

fn told(mine: &Trace, relation: Relation, from: Option<&Likely>) -> Member {
    Member {
        document: mine.document.clone(),
        relation,
        from: from.map(|f| f.trace.document.clone()),
        percent: from.map(|f| (f.shared.of_first() * 100.0).floor() as u8),
        evidence: from.and_then(|f| f.evidence),
    }
}

fn is_part(mine: &Trace, other: &Trace) -> bool {
    f64::from(mine.print.n_words) < PART * f64::from(other.print.n_words)
}

/// Which of two versions came first, and what shows it.
struct Order {
    is_before: bool,
    evidence: Evidence,
}

/// Whether `f` came before `n`; `None` where nothing shows it.
fn order(f: &Trace, n: &Trace, shared: &dyn Fn() -> Shared) -> Option<Order> {
    match (cites(n, f), cites(f, n)) {
        (true, false) => return Some(Order { is_before: true, evidence: Evidence::Citation }),
        (false, true) => return Some(Order { is_before: false, evidence: Evidence::Citation }),
        _ => {}
    }
    if let Some(is_before) = by_date(f, n) {
        return Some(Order { is_before, evidence: Evidence::Date });
    }
    if f.cited_source.is_some() != n.cited_source.is_some() {
        return Some(Order { is_before: n.cited_source.is_some(), evidence: Evidence::Citation });
    }
    // A part is made from a whole; that a whole was put together from parts is another matter.
    let (n_is_part, f_is_part) = (is_part(n, f), is_part(f, n));
    let order = |is_before| Some(Order { is_before, evidence: Evidence::Containment });
    match () {
        () if n_is_part && shared().of_first() >= TAKEN => order(true),
        () if f_is_part && shared().contained() >= TAKEN => order(false),
        () => None,
    }
}

fn by_date(f: &Trace, n: &Trace) -> Option<bool> {
    let (p, q) = f.published.zip(n.published)?;
    if p != q {
        return Some(p < q);
    }
    let minutes = f.minute.zip(n.minute).filter(|(p, q)| p != q).map(|(p, q)| p < q);
    let same_publisher = f.publisher.is_some() && f.publisher == n.publisher;
    let captured =
        || f.captured.as_ref().zip(n.captured.as_ref()).filter(|(p, q)| p != q).map(|(p, q)| p < q);
    minutes.or_else(|| captured().filter(|_| same_publisher))
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

/// Sources that lead in a circle show nothing: the first version of the circle loses its source.
fn cut_circles(members: &mut [(usize, Member)]) {
    let place = |members: &[(usize, Member)], at: usize| {
        let from = members[at].1.from.as_deref()?;
        members.iter().position(|(_, m)| m.document == from)
    };
    let mut next: Vec<Option<usize>> = (0..members.len()).map(|at| place(members, at)).collect();
    for start in 0..members.len() {
        let mut at = next[start];
        let mut steps = 0;
        while let Some(here) = at.filter(|here| *here != start && steps <= members.len()) {
            at = next[here];
            steps += 1;
        }
        if at == Some(start) {
            next[start] = None;
            let member = &mut members[start].1;
            (member.from, member.percent, member.evidence) = (None, None, None);
        }
    }
}
