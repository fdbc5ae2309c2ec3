//! Meetings of a record, brought up document by document.
//!
//! Linking looks at pairs, and which pairs it looks at depends on the buckets of
//! `variorum_text::meeting::bucket`: in each, the first few documents by id are its hubs and are
//! compared with all others. A new document therefore changes the pairs of its own buckets only:
//! it meets their hubs; where it becomes a hub itself it meets all of them, and the hub that it
//! displaces loses pairs that no other bucket holds. Then the meetings of the documents around it
//! are made anew, and nothing else is. The answers are those of linking everything at once.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use variorum_text::meeting::bucket::{HUBS, keys};
use variorum_text::meeting::kinship::{Kinship, Link, judge};
use variorum_text::meeting::print::Print;
use variorum_text::meeting::{Meeting, Trace, link, meetings, ordered, pairs, part_names};

use crate::catalogue::{Catalogue, Posting};
use crate::error::Result;

/// With more new documents than one in so many, all are linked at once.
const MANY: usize = 4;
/// Parts in which postings are written, so that few are held at a time.
const PARTS: u32 = 16;

/// The meetings when they are not kept up to the last document.
pub fn unkept(catalogue: &Catalogue) -> Result<Vec<Meeting>> {
    let traces: Vec<Trace> = catalogue.traces_after(0)?.into_iter().map(|(_, t)| t).collect();
    Ok(link(&traces))
}

/// Links the documents that came in since the last time.
pub fn bring_up(catalogue: &Catalogue) -> Result<()> {
    let last = catalogue.last_seq()?;
    let Some(up_to) = catalogue.linked_up_to()? else { return anew(catalogue) };
    if up_to == last {
        return Ok(());
    }
    let new = catalogue.traces_after(up_to)?;
    if up_to > last || new.len() * MANY > catalogue.count_up_to(up_to)? {
        return anew(catalogue);
    }
    catalogue.together(|| {
        let mut desk = Desk {
            catalogue,
            displaced: BTreeSet::new(),
            touched: BTreeSet::new(),
            at_hand: RefCell::new(BTreeMap::new()),
        };
        for (seq, trace) in &new {
            desk.enter(*seq, trace)?;
        }
        desk.drop_unsupported()?;
        desk.regroup()?;
        catalogue.set_linked(last)
    })
}

/// Links all documents at once.
pub fn anew(catalogue: &Catalogue) -> Result<()> {
    let all = catalogue.traces_after(0)?;
    let seqs: BTreeMap<&str, i64> = all.iter().map(|(seq, t)| (t.document.as_str(), *seq)).collect();
    let traces: Vec<&Trace> = seqs.values().filter_map(|s| find(&all, *s)).collect();
    let seqs: Vec<i64> = seqs.values().copied().collect();
    let n_threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let pairs = pairs(&traces, n_threads);
    let mut found = meetings(&traces, &pairs);
    part_names(&mut found);
    catalogue.together(|| {
        catalogue.clear_links()?;
        for part in 0..PARTS {
            let mut rows: Vec<Posting> = Vec::new();
            for (trace, seq) in traces.iter().zip(&seqs) {
                let mine = keys(&trace.print).into_iter().filter(|k| k % PARTS == part);
                rows.extend(mine.map(|key| Posting { key, place: place(trace), document: *seq }));
            }
            rows.sort_unstable();
            rows.into_iter().try_for_each(|row| catalogue.add_posting(row))?;
        }
        for k in &pairs {
            catalogue.add_kin(seqs[k.a as usize], seqs[k.b as usize], &k.link)?;
        }
        found.iter().try_for_each(|m| catalogue.add_meeting(m))?;
        catalogue.set_linked(catalogue.last_seq()?)
    })
}

/// A trace by its document's number; the list rises.
fn find(all: &[(i64, Trace)], seq: i64) -> Option<&Trace> {
    all.binary_search_by_key(&seq, |(s, _)| *s).ok().map(|at| &all[at].1)
}

/// A document's id as a number of the same order.
fn place(trace: &Trace) -> i64 {
    let hex = trace.document.strip_prefix("d:").unwrap_or("");
    u64::from_str_radix(hex.get(..15).unwrap_or(hex), 16).unwrap_or(0) as i64
}

/// Links by the numbers of their two documents.
type Links = BTreeMap<(i64, i64), Link>;

struct Desk<'c> {
    catalogue: &'c Catalogue,
    /// Documents that are a bucket's hub no more.
    displaced: BTreeSet<i64>,
    /// Documents whose pairs changed.
    touched: BTreeSet<i64>,
    /// Prints that were read: the hubs of a bucket are met by all its documents.
    at_hand: RefCell<BTreeMap<i64, Option<Rc<Print>>>>,
}

/// Prints that are kept at hand, of two or three kilobytes each.
const MOST_AT_HAND: usize = 32_768;

impl Desk<'_> {
    /// The print of a current document.
    fn print(&self, seq: i64) -> Result<Option<Rc<Print>>> {
        let mut at_hand = self.at_hand.borrow_mut();
        if let Some(known) = at_hand.get(&seq) {
            return Ok(known.clone());
        }
        let print = self.catalogue.print_at(seq)?.map(Rc::new);
        if at_hand.len() >= MOST_AT_HAND {
            at_hand.clear();
        }
        at_hand.insert(seq, print.clone());
        Ok(print)
    }

    /// Puts a document into its buckets and weighs it against those it meets there.
    fn enter(&mut self, seq: i64, trace: &Trace) -> Result<()> {
        let place = place(trace);
        let mut near: BTreeMap<i64, i64> = BTreeMap::new();
        for key in keys(&trace.print) {
            self.catalogue.add_posting(Posting { key, place, document: seq })?;
            let first = self.catalogue.first_in(key, HUBS + 1)?;
            near.extend(first.iter().take(HUBS).filter(|p| p.place < place).map(|p| (p.document, p.place)));
            if first.iter().take(HUBS).any(|p| p.document == seq) {
                near.extend(self.catalogue.after_in(key, place)?.iter().map(|p| (p.document, p.place)));
                self.displaced.extend(first.get(HUBS).map(|p| p.document));
            }
        }
        self.touched.insert(seq);
        for (other, other_place) in near {
            let Some(print) = self.print(other)? else { continue };
            let Some(link) = judge(&trace.print, &print) else { continue };
            let (a, b) = if place < other_place { (seq, other) } else { (other, seq) };
            self.catalogue.add_kin(a, b, &link)?;
        }
        Ok(())
    }

    /// Drops pairs of displaced hubs that meet in no bucket any more.
    fn drop_unsupported(&mut self) -> Result<()> {
        for hub in std::mem::take(&mut self.displaced) {
            let Some(print) = self.print(hub)? else { continue };
            let own = keys(&print);
            let mut still: Option<BTreeSet<u32>> = None;
            for (a, b, _) in self.catalogue.kin_of(hub)?.into_iter().filter(|(a, _, _)| *a == hub) {
                let Some(other) = self.print(b)? else { continue };
                let hub_of = match &mut still {
                    Some(known) => known,
                    None => still.insert(self.hub_of(hub, &own)?),
                };
                if !keys(&other).iter().any(|k| hub_of.contains(k)) {
                    self.catalogue.drop_kin(a, b)?;
                    self.touched.extend([a, b]);
                }
            }
        }
        Ok(())
    }

    /// The buckets of which a document is a hub.
    fn hub_of(&self, document: i64, keys: &[u32]) -> Result<BTreeSet<u32>> {
        let mut found = BTreeSet::new();
        for key in keys {
            if self.catalogue.first_in(*key, HUBS)?.iter().any(|p| p.document == document) {
                found.insert(*key);
            }
        }
        Ok(found)
    }

    /// Makes the meetings anew of all documents that hang together with a touched one.
    fn regroup(&mut self) -> Result<()> {
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut done: BTreeSet<i64> = BTreeSet::new();
        for start in std::mem::take(&mut self.touched) {
            if done.contains(&start) {
                continue;
            }
            let (documents, links) = self.around(start)?;
            done.extend(&documents);
            for meeting in self.remake(&documents, &links, &mut names)? {
                names.insert(meeting.name.clone());
                self.catalogue.add_meeting(&meeting)?;
            }
        }
        for name in names {
            let before = self.catalogue.meetings_named(&name)?;
            let mut after = before.clone();
            part_names(&mut after);
            for (_, m) in before.iter().zip(&after).filter(|(b, a)| b.id != a.id) {
                let Some(member) = m.members.first() else { continue };
                self.catalogue.rename_meeting(&member.document, &m.id)?;
            }
        }
        Ok(())
    }

    /// All documents that hang together with one, and their pairs.
    fn around(&self, start: i64) -> Result<(BTreeSet<i64>, Links)> {
        let mut documents = BTreeSet::from([start]);
        let mut links = Links::new();
        let mut open = vec![start];
        while let Some(next) = open.pop() {
            for (a, b, link) in self.catalogue.kin_of(next)? {
                links.insert((a, b), link);
                open.extend([a, b].into_iter().filter(|d| documents.insert(*d)));
            }
        }
        Ok((documents, links))
    }

    /// The meetings of some documents; the kept ones are taken away and their names told.
    fn remake(
        &self,
        documents: &BTreeSet<i64>,
        links: &BTreeMap<(i64, i64), Link>,
        names: &mut BTreeSet<String>,
    ) -> Result<Vec<Meeting>> {
        let mut traces = Vec::new();
        for document in documents {
            traces.extend(self.catalogue.trace_at(*document)?);
        }
        traces.sort_by(|x, y| x.1.document.cmp(&y.1.document));
        let at: BTreeMap<i64, u32> =
            traces.iter().enumerate().map(|(n, (seq, _))| (*seq, n as u32)).collect();
        let traces: Vec<Trace> = traces.into_iter().map(|(_, t)| t).collect();
        for trace in &traces {
            names.extend(self.catalogue.drop_meeting_of(&trace.document)?);
        }
        let place = |(a, b): &(i64, i64)| at.get(a).copied().zip(at.get(b).copied());
        let weighed =
            links.iter().filter_map(|(pair, link)| place(pair).map(|(a, b)| Kinship { a, b, link: *link }));
        let mut pairs: Vec<Kinship> = weighed.collect();
        pairs.sort_by_key(|k| (k.a, k.b));
        Ok(meetings(&ordered(&traces), &pairs))
    }
}
