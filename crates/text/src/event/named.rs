//! Events of one name over documents: editions of a summit, papers told by their content, counted visits.
//!
//! "The Northern Summit takes place on 14 June" and a speech "at the Northern Summit" of that day are one
//! edition; a mention without a day joins the edition that is alone or clearly nearest to the day of its
//! document. "the rail freight memorandum" joins the one Memorandum on Rail Freight. Where two fit, nothing
//! is joined. Depends on `join`, whose groups it works on.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::draft::Draft;
use super::join::{Work, is_paper, shared, title_kinds};
use super::phrase::mark_key;
use super::{EventKind, Sense, Status};
use crate::rules::events::Role;
use crate::time::Interval;
use crate::words::plain;

/// Days from an edition within which a mention without a day may mean it.
const NEAR: i32 = 200;
/// The same where the words do not tell on which side it lies.
pub(super) const UNTOLD: i32 = 60;
/// Days of the longest time that tells one edition.
const LONGEST: i32 = 31;
/// Days between documents that count the same visit.
const WEEK: i32 = 7;
/// Mentions of papers that share a name and are weighed.
const MOST_MENTIONS: usize = 200;
/// Editions of one name, and papers of one content, that are weighed against each other.
const MOST: usize = 16;

/// What a summit is called: its noun, then its name.
type Name = (String, Vec<String>);

/// What a speaker will sign: its noun, the words for it, who says so.
type Plan = (Option<u16>, BTreeSet<String>, Option<String>);

impl Work<'_, '_> {
    /// Summits of one name: one group for each edition.
    pub(super) fn by_edition(&mut self) {
        let mut called: BTreeMap<Name, Vec<usize>> = BTreeMap::new();
        for (n, draft) in self.drafts.iter().enumerate() {
            if draft.kind != EventKind::Summit || !draft.is_named || draft.status == Status::Cancelled {
                continue;
            }
            let names: Vec<String> = draft.names.iter().filter(|w| !self.is_title(w)).cloned().collect();
            if !names.is_empty() {
                // A forum is no summit, whatever both mean.
                let noun = draft.entry.map_or_else(|| draft.sign.concept.clone(), |e| e.to_string());
                called.entry((noun, names)).or_default().push(n);
            }
        }
        let pages = self.summit_pages();
        for ((_, names), drafts) in called {
            let mut editions = self.editions(&drafts);
            for at in names.first().and_then(|w| pages.get(w)).into_iter().flatten().take(MOST * 4) {
                self.shown_by(*at, &names, &drafts, &mut editions);
            }
            let known = names.iter().any(|w| !self.is_common(w));
            self.undated(&drafts, &editions, known);
        }
    }

    /// One group for all mentions whose days go together; those of a year are none.
    fn editions(&mut self, drafts: &[usize]) -> Vec<usize> {
        let mut editions: Vec<usize> = Vec::new();
        for n in drafts.iter().copied().filter(|n| is_short(self.drafts[*n].interval)) {
            let known =
                editions.iter().copied().take(MOST).find(|e| self.is_one_edition(*e, n) && self.unite(*e, n));
            if known.is_none() {
                editions.push(n);
            }
        }
        let roots: BTreeSet<usize> = editions.into_iter().map(|e| self.root(e)).collect();
        roots.into_iter().collect()
    }

    /// False where both count the edition, differently, or name another place.
    fn is_one_edition(&mut self, group: usize, n: usize) -> bool {
        let root = self.root(group);
        let new = &self.drafts[n];
        let apart =
            |d: &Draft| !d.marks.is_empty() && !new.marks.is_empty() && d.marks.is_disjoint(&new.marks);
        let all = || self.groups[root].drafts.iter().map(|d| &self.drafts[*d]);
        !all().any(apart) && !all().any(|d| is_elsewhere(d, new))
    }

    /// Documents whose title tells that they are of a summit, by the words of the title.
    fn summit_pages(&self) -> BTreeMap<String, Vec<usize>> {
        let mut pages: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, scene) in self.scenes.iter().enumerate() {
            let dated = scene.meeting.is_some_and(|m| self.meetings[m].date.is_some());
            if dated && title_kinds(scene, self.rules).contains(&EventKind::Summit) {
                for word in title_words(scene.document().title.as_deref()) {
                    pages.entry(word).or_default().push(n);
                }
            }
        }
        pages
    }

    /// "Speech at the Northern Summit": the page shows that it was held on its day.
    fn shown_by(&mut self, at: usize, names: &[String], drafts: &[usize], editions: &mut Vec<usize>) {
        let scene = &self.scenes[at];
        if !is_at(&title_words(scene.document().title.as_deref()), names) {
            return;
        }
        let Some((meeting, day)) = scene.meeting.and_then(|m| Some((m, self.meetings[m].date?))) else {
            return;
        };
        let held = |i: Option<Interval>| i.is_some() && shared(i, Some(Interval::day(day))).is_some();
        let known = {
            let roots: Vec<usize> = editions.iter().map(|e| self.root(*e)).collect();
            roots.into_iter().find(|e| held(self.groups[*e].interval))
        };
        let own = drafts
            .iter()
            .copied()
            .find(|n| self.drafts[*n].scene == at && self.drafts[*n].interval.is_none());
        let Some(one) = known.or(own) else { return };
        let root = self.root(one);
        let group = &mut self.groups[root];
        group.interval = group.interval.or(Some(Interval::day(day)));
        group.shown = group.shown.or(Some(meeting));
        if known.is_none() {
            editions.push(root);
        }
        if let Some(n) = own {
            self.unite(root, n);
        }
    }

    /// A mention without a day means the edition that is nearest to its document, if one alone is near.
    fn undated(&mut self, drafts: &[usize], editions: &[usize], is_known: bool) {
        let mut lone: Vec<usize> = Vec::new();
        for n in drafts.iter().copied() {
            let root = self.root(n);
            let draft = &self.drafts[n];
            let label = draft.label.of(self.scenes[draft.scene].text()).to_lowercase();
            let lexis = self.rules.events.lexis(self.scenes[draft.scene].document().language.as_deref());
            let others = lexis.map_or(&[][..], |l| l.phrases("other_edition"));
            let other = others.iter().flatten().any(|w| label.split_whitespace().any(|l| l == w));
            let Some(day) = self.scenes[draft.scene].day.filter(|_| !other) else { continue };
            if self.groups[root].interval.is_some() {
                continue;
            }
            let ahead = draft.status == Status::Planned;
            let this = lexis
                .is_some_and(|l| label.split_whitespace().next().is_some_and(|w| l.sense(w).is(Role::Here)));
            let most = match (this, draft.sense) {
                (true, _) => WEEK,
                (false, None) => UNTOLD,
                (false, Some(_)) => NEAR,
            };
            let mut near: Vec<(i32, usize)> = Vec::new();
            for e in editions.iter().copied().take(MOST) {
                let e = self.root(e);
                let far = self.groups[e].interval.and_then(|i| far(i, day));
                let border = |i: Interval| i.start.zip(i.end);
                let side = |over: bool| {
                    self.groups[e]
                        .interval
                        .and_then(border)
                        .is_some_and(|(s, end)| if over { s <= day } else { end >= day })
                };
                let may = (!ahead || side(false)) && (draft.sense != Some(Sense::Over) || side(true));
                if let Some(far) = far.filter(|f| *f <= most && may)
                    && self.is_one_edition(e, n)
                {
                    near.push((far, e));
                }
            }
            near.sort_unstable();
            match near.as_slice() {
                [] if editions.is_empty() && is_known => lone.push(n),
                [(_, one)] => {
                    self.unite(*one, n);
                }
                [(a, one), (b, _), ..] if b - a > LONGEST => {
                    self.unite(*one, n);
                }
                _ => {}
            }
        }
        // No document gives the day: mentions of one season are one.
        for pair in lone.windows(2) {
            let day = |n: usize| self.scenes[self.drafts[n].scene].day;
            let (x, y) = (self.drafts[pair[0]].sense, self.drafts[pair[1]].sense);
            let most = if x == y && x.is_some() { NEAR / 2 } else { 2 * WEEK };
            let near = day(pair[0]).zip(day(pair[1])).is_some_and(|(a, b)| days(a, b) <= most);
            let apart = (x, y) == (Some(Sense::Over), Some(Sense::Ahead));
            if near && !apart && self.is_one_edition(pair[0], pair[1]) {
                self.unite(pair[0], pair[1]);
            }
        }
    }

    /// "The trilateral meeting in Brona was cancelled": the one that was planned there under these words.
    pub(super) fn called_off(&mut self) {
        type Place = (EventKind, String);
        let mut planned: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
        let place = |d: &Draft| d.place.as_deref().map(|p| (d.kind, plain(p)));
        for (n, draft) in self.drafts.iter().enumerate().filter(|(_, d)| d.status == Status::Planned) {
            if let Some(key) = place(draft) {
                planned.entry(key).or_default().push(n);
            }
        }
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            let off =
                draft.status == Status::Cancelled && draft.interval.is_none() && !draft.marks.is_empty();
            let Some(list) = place(draft).filter(|_| off).and_then(|key| planned.get(&key)) else { continue };
            let fits = |p: &&usize| {
                let plan = &self.drafts[**p];
                let said = self.scenes[plan.scene].day.zip(self.scenes[draft.scene].day);
                draft.marks.is_subset(&plan.marks)
                    && said.is_some_and(|(a, b)| a <= b && days(a, b) <= 3 * NEAR)
            };
            let found: BTreeSet<usize> = list.iter().filter(fits).take(MOST).copied().collect();
            let roots: BTreeSet<usize> = found.into_iter().map(|p| self.root(p)).collect();
            if let [one] = roots.into_iter().collect::<Vec<_>>().as_slice() {
                self.unite(*one, n);
            }
        }
    }

    /// "the rail freight memorandum" is the Memorandum on Rail Freight, where that is one.
    pub(super) fn by_description(&mut self) {
        let mut named: BTreeMap<(Option<u16>, BTreeSet<String>), BTreeSet<usize>> = BTreeMap::new();
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            if is_paper(draft.kind) && draft.is_named && draft.entry.is_some() {
                let key = (draft.entry, self.content(draft));
                let root = self.root(n);
                named.entry(key).or_default().insert(root);
            }
        }
        let mut planned: BTreeMap<Plan, Vec<usize>> = BTreeMap::new();
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            if !is_paper(draft.kind) || draft.is_named || draft.entry.is_none() || draft.marks.is_empty() {
                continue;
            }
            let key = (draft.entry, self.content(draft));
            if let Some(roots) = named.get(&key).filter(|_| draft.is_definite && key.1.len() > 1) {
                let roots: BTreeSet<usize> =
                    roots.clone().into_iter().take(MOST).map(|r| self.root(r)).collect();
                if let [one] = roots.into_iter().collect::<Vec<_>>().as_slice() {
                    self.unite(*one, n);
                }
            } else if is_short(draft.interval) {
                let speaker = self.scenes[draft.scene].speaker(draft.turn).map(str::to_string);
                planned.entry((draft.entry, draft.marks.clone(), speaker)).or_default().push(n);
            }
        }
        for ((_, _, speaker), list) in planned {
            self.fulfilled(&list, speaker.is_some());
        }
    }

    /// "the Brona Lake agreement", "the agreement on Lake Brona" and "the Agreement on the Use of Lake Brona":
    /// where all papers of a folder that a name stands in say no more than one another, they are one.
    pub(super) fn by_part(&mut self) {
        let mut of_name: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            if draft.kind != EventKind::Agreement || !(draft.is_named || draft.is_definite) {
                continue;
            }
            let people = self.people_of(draft.scene);
            // A country or its people tells no one paper, a town may: "the Brona Agreement".
            let seat = |w: &str| {
                let mut from = self.rules.names.within.range((w.to_string(), String::new())..);
                from.next().is_some_and(|(inner, _)| inner == w)
            };
            let known = |w: &str| self.rules.names.canonical.contains_key(w) && !seat(w);
            let town = draft.is_named
                && draft.label.of(self.scenes[draft.scene].text()).split_whitespace().count() < 5;
            let tells =
                |w: &&String| !self.is_common(w) && (!known(w) && (town || !seat(w))) && !people.contains(*w);
            for word in draft.names.iter().filter(tells) {
                of_name.entry((draft.sign.concept.clone(), word.clone())).or_default().push(n);
            }
        }
        for list in of_name.into_values().filter(|l| l.len() <= MOST_MENTIONS) {
            let mut contents: BTreeMap<usize, BTreeSet<BTreeSet<String>>> = BTreeMap::new();
            for n in &list {
                let root = self.root(*n);
                contents.entry(root).or_default().insert(self.content(&self.drafts[*n]));
            }
            let groups: Vec<&BTreeSet<BTreeSet<String>>> = contents.values().collect();
            let nested = |a: &BTreeSet<BTreeSet<String>>, b: &BTreeSet<BTreeSet<String>>| {
                a.iter().any(|x| b.iter().any(|y| x.is_subset(y) || y.is_subset(x)))
            };
            let pairs =
                || groups.iter().enumerate().flat_map(|(i, a)| groups[i + 1..].iter().map(move |b| (a, b)));
            let signed = list.iter().map(|n| &self.drafts[*n]).filter(|d| d.status == Status::Signed);
            let days = signed.map(|d| d.interval).try_fold(None, shared);
            if groups.len() <= MOST
                && days.is_some()
                && pairs().all(|(a, b)| nested(a, b))
                && self.is_of_same_parties(&list)
            {
                list.windows(2).for_each(|w| _ = self.unite(w[0], w[1]));
            }
        }
    }

    /// False for "the Defence Treaty" on a page that is not of Norland, and "the Defence Treaty with Norland".
    fn is_of_same_parties(&self, list: &[usize]) -> bool {
        let states = |draft: &Draft| {
            let known = |w: &&String| self.rules.names.canonical.contains_key(*w);
            draft.names.iter().filter(known).cloned().collect::<BTreeSet<String>>()
        };
        let told: BTreeSet<String> = list.iter().flat_map(|n| states(&self.drafts[*n])).collect();
        let knows = |n: &usize| {
            let draft = &self.drafts[*n];
            let title = title_words(self.scenes[draft.scene].document().title.as_deref());
            let beside = || list.iter().map(|m| &self.drafts[*m]).filter(|d| d.scene == draft.scene);
            told.is_empty()
                || !states(draft).is_empty()
                || told.iter().all(|w| title.contains(w))
                || beside().any(|d| !states(d).is_empty())
        };
        list.iter().all(knows)
    }

    /// "I will sign an agreement on fisheries" and "I signed an agreement on fisheries" of the same time.
    fn fulfilled(&mut self, list: &[usize], is_said: bool) {
        for (i, plan) in list.iter().copied().enumerate().filter(|_| is_said).take(MOST) {
            if self.drafts[plan].status != Status::Planned {
                continue;
            }
            let fits = |n: &usize| {
                let (a, b) = (&self.drafts[plan], &self.drafts[*n]);
                b.status == Status::Signed && shared(a.interval, b.interval).is_some()
            };
            let found: Vec<usize> = list[i + 1..].iter().copied().filter(fits).take(2).collect();
            if let [one] = found.as_slice()
                && !self.names_clash(plan, *one)
            {
                self.unite(plan, *one);
            }
        }
    }

    /// The words that tell what a paper is about, without endings.
    fn content(&self, draft: &Draft) -> BTreeSet<String> {
        let names = draft.names.iter().filter(|w| !self.is_common(w)).map(|w| mark_key(w));
        names.chain(draft.marks.iter().cloned()).collect()
    }

    /// "your third visit to Norland" in the words and in the report of the same week.
    pub(super) fn by_count(&mut self) {
        let mut first: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            let Some(lexis) =
                self.rules.events.lexis(self.scenes[draft.scene].document().language.as_deref())
            else {
                continue;
            };
            let counts = |m: &&String| {
                m.starts_with(|c: char| c.is_ascii_digit())
                    || lexis.phrases("ordinal").iter().any(|p| p.first() == Some(*m))
            };
            let (EventKind::Visit, Some(place), Some(count)) =
                (draft.kind, draft.place.as_deref().map(plain), draft.marks.iter().find(counts))
            else {
                continue;
            };
            let list = first.entry((count.clone(), place)).or_default();
            let same = list.iter().copied().take(MOST).find(|m| self.is_same_guest(*m, n));
            list.push(n);
            if let Some(one) = same {
                self.unite(one, n);
            }
        }
    }

    /// Whether two mentions of a visit are of one week and of one guest.
    fn is_same_guest(&self, a: usize, b: usize) -> bool {
        let day = |n: usize| self.scenes[self.drafts[n].scene].day;
        let near = day(a).zip(day(b)).is_some_and(|(x, y)| days(x, y) <= WEEK);
        let guest = |n: usize| {
            let draft = &self.drafts[n];
            let place = draft.place.as_deref().map(plain).unwrap_or_default();
            let people = draft.people.iter().flat_map(|p| p.split_whitespace()).map(plain);
            people
                .chain(draft.names.iter().cloned())
                .filter(|w| !place.contains(w.as_str()))
                .collect::<BTreeSet<String>>()
        };
        let (x, y) = (guest(a), guest(b));
        near && !x.is_empty() && !x.is_disjoint(&y)
    }
}

/// True where both name a place, and no word of one is of the other.
pub(super) fn is_elsewhere(a: &Draft, b: &Draft) -> bool {
    let words = |d: &Draft| title_words(d.place.as_deref()).into_iter().collect::<BTreeSet<String>>();
    let (x, y) = (words(a), words(b));
    !x.is_empty() && !y.is_empty() && x.is_disjoint(&y)
}

/// True for a time of at most a month.
fn is_short(interval: Option<Interval>) -> bool {
    interval.and_then(|i| i.start.zip(i.end)).is_some_and(|(s, e)| days(s, e) <= LONGEST)
}

fn days(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |d| d.get_days().abs())
}

/// Days from the nearer end of an interval.
pub(super) fn far(interval: Interval, day: Date) -> Option<i32> {
    let (start, end) = interval.start.zip(interval.end)?;
    Some(if start <= day && day <= end { 0 } else { days(start, day).min(days(end, day)) })
}

pub(super) fn title_words(title: Option<&str>) -> Vec<String> {
    let words = title.unwrap_or("").split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(plain).collect()
}

/// True where a title tells of words "at" or "to" what has the name, or begins with it.
fn is_at(title: &[String], names: &[String]) -> bool {
    let Some(first) = title.iter().position(|w| names.contains(w)) else { return false };
    let near = &title[first..title.len().min(first + names.len() + 4)];
    let all = names.iter().all(|n| near.contains(n));
    // "at the Second In-Person Lake Summit"
    let the = title[..first].iter().rposition(|w| w == "the").filter(|t| first - t <= 5);
    let before = title[..the.unwrap_or(first)].last().map_or("at", String::as_str);
    all && matches!(before, "at" | "to" | "addresses")
}
