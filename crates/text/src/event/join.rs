//! Which mentions tell of one event.
//!
//! Mentions meet in buckets: those of one name, of one day and word, of one document, of one meeting's
//! versions. Two groups become one only when their kinds and days go together and their names do not
//! speak against it. Where two others fit equally well, nothing is joined. Work grows with the number of
//! mentions and of their words, not with its square.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::draft::Draft;
use super::scene::Scene;
use super::{EventKind, Sense, Status};
use crate::meeting::{Meeting, same_person};
use crate::rules::Rules;
use crate::time::Interval;
use crate::words::plain;

/// The mentions of one event.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// Indices of drafts, rising.
    pub(super) drafts: Vec<usize>,
    /// Index of the meeting that the documents hold.
    pub(super) held: Option<usize>,
    /// Index of a meeting whose page shows that this was held: a speech at the summit.
    pub(super) shown: Option<usize>,
    pub(super) interval: Option<Interval>,
    pub(super) kind: Option<EventKind>,
    pub(super) names: BTreeSet<String>,
}

/// Days that both intervals hold; `None` when none does.
pub(super) fn shared(a: Option<Interval>, b: Option<Interval>) -> Option<Option<Interval>> {
    let (Some(x), Some(y)) = (a, b) else { return Some(a.or(b)) };
    let start = x.start.max(y.start);
    let end = match (x.end, y.end) {
        (Some(p), Some(q)) => Some(p.min(q)),
        (p, q) => p.or(q),
    };
    let fits = start.zip(end).is_none_or(|(s, e)| s <= e);
    fits.then_some(Some(Interval { start, end }))
}

/// The groups, meetings held first. Pointers that nothing was found for are in none.
pub(super) fn join(drafts: &[Draft], scenes: &[Scene], meetings: &[Meeting], rules: &Rules) -> Vec<Group> {
    let mut work = Work::new(drafts, scenes, meetings, rules);
    work.held();
    work.by_name();
    work.by_day();
    work.within_documents();
    work.by_same_name();
    work.again();
    work.across_versions();
    work.by_many_names();
    work.by_edition();
    work.called_off();
    work.by_description();
    work.by_part();
    work.by_count();
    work.pointers();
    work.finish()
}

pub(super) struct Work<'a, 'r> {
    pub(super) drafts: &'a [Draft],
    pub(super) scenes: &'a [Scene<'r>],
    pub(super) meetings: &'a [Meeting],
    /// Words of names that are titles or offices.
    pub(super) rules: &'a Rules,
    /// The group of each draft, then the groups of the meetings.
    parent: Vec<usize>,
    pub(super) groups: Vec<Group>,
}

impl<'a, 'r> Work<'a, 'r> {
    fn new(drafts: &'a [Draft], scenes: &'a [Scene<'r>], meetings: &'a [Meeting], rules: &'a Rules) -> Self {
        let mut groups: Vec<Group> = Vec::with_capacity(drafts.len() + meetings.len());
        for (n, draft) in drafts.iter().enumerate() {
            groups.push(Group {
                drafts: vec![n],
                held: None,
                shown: None,
                interval: draft.interval,
                kind: Some(draft.kind),
                names: draft.names.clone(),
            });
        }
        for (n, meeting) in meetings.iter().enumerate() {
            groups.push(Group {
                held: Some(n),
                interval: meeting.date.map(Interval::day),
                kind: Some(EventKind::Meeting),
                ..Group::default()
            });
        }
        let parent = (0..groups.len()).collect();
        let mut work = Work { drafts, scenes, meetings, rules, parent, groups };
        for (n, draft) in drafts.iter().enumerate() {
            if let Some(of) = draft.of {
                work.unite(of, n);
            }
        }
        work
    }

    pub(super) fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// Makes two groups one where days and kinds go together.
    pub(super) fn unite(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        let (x, y) = (&self.groups[a], &self.groups[b]);
        let Some(interval) = shared(x.interval, y.interval) else { return false };
        let kinds = x.kind.zip(y.kind).is_none_or(|(k, l)| family(k) == family(l));
        if !kinds || x.held.is_some() && y.held.is_some() {
            return false;
        }
        let (to, from) = (a.min(b), a.max(b));
        let gone = std::mem::take(&mut self.groups[from]);
        let group = &mut self.groups[to];
        group.interval = interval;
        group.held = group.held.or(gone.held);
        group.shown = group.shown.or(gone.shown);
        group.drafts.extend(gone.drafts);
        group.names.extend(gone.names);
        self.parent[from] = to;
        true
    }

    pub(super) fn names_clash(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        let (x, y) = (&self.groups[a].names, &self.groups[b].names);
        !x.is_empty() && !y.is_empty() && x.is_disjoint(y)
    }

    /// Agreements of one name, in any document.
    fn by_name(&mut self) {
        let mut first: BTreeMap<(EventKind, String), Vec<usize>> = BTreeMap::new();
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            if !draft.is_named || !is_paper(draft.kind) {
                continue;
            }
            let key: Vec<&str> =
                draft.names.iter().map(String::as_str).filter(|w| !self.is_common(w)).collect();
            if key.is_empty() {
                continue;
            }
            let groups = first.entry((draft.kind, key.join(" "))).or_default();
            // Two of one name and of days that do not go together stay two.
            let known = groups.clone().into_iter().take(MOST_OF_A_NAME).find(|g| self.unite(*g, n));
            if known.is_none() {
                first.entry((self.drafts[n].kind, key_of(&self.drafts[n], self.rules))).or_default().push(n);
            }
        }
    }

    /// A word that tells no one paper: "Joint", "Memorandum", an office.
    pub(super) fn is_common(&self, word: &str) -> bool {
        is_common(word, self.rules)
    }

    pub(super) fn is_title(&self, word: &str) -> bool {
        self.rules.wording.titles.contains(word) || self.rules.labels.is_office(word)
    }

    /// Mentions of one day that share a name, or a word in one document or one meeting's versions.
    fn by_day(&mut self) {
        let mut first: BTreeMap<(u8, Interval2, String, Option<usize>), usize> = BTreeMap::new();
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            let Some(interval) = draft.interval else { continue };
            let scope = Some(self.scope(draft.scene));
            let days = (interval.start, interval.end);
            let kind = family(draft.kind);
            let named = draft.names.iter().filter(|w| !self.is_common(w)).map(|w| (w.clone(), None));
            let marked = draft.marks.iter().map(|w| (w.clone(), scope));
            let own = draft.names.iter().map(|w| (w.clone(), scope));
            // "Our diplomatic relations" of the same people are the same relations.
            let speakers = &self.scenes[draft.scene].speakers;
            let shared = draft.kind == EventKind::Anniversary && draft.names.is_empty() && speakers.len() > 1;
            let people: BTreeSet<&str> = speakers.iter().copied().collect();
            let people: Vec<&str> = people.into_iter().collect();
            let ours =
                draft.marks.iter().filter(|_| shared).map(|w| (format!("{w} {}", people.join(" ")), None));
            let company = (draft.people.len() > 1 && !is_paper(draft.kind)).then(|| {
                let names: BTreeSet<String> = draft.people.iter().map(|p| plain(p)).collect();
                (names.into_iter().collect::<Vec<_>>().join(" "), scope)
            });
            let keys: Vec<_> = named
                .chain(marked)
                .chain(own)
                .chain(ours)
                .chain(company)
                .map(|(w, s)| (kind, days, w, s))
                .collect();
            for key in keys {
                match first.get(&key).copied() {
                    Some(other) if self.may_be_one(other, n, key.3.is_some()) => {
                        self.unite(other, n);
                    }
                    Some(_) => {}
                    None => {
                        first.insert(key, n);
                    }
                }
            }
        }
    }

    /// Whether two mentions of one day that share a word tell of one event.
    fn may_be_one(&mut self, a: usize, b: usize, near: bool) -> bool {
        let (x, y) = (&self.drafts[a], &self.drafts[b]);
        if x.kind == EventKind::Anniversary {
            let same = x.names.is_empty() && y.names.is_empty();
            return near || same || !x.names.is_disjoint(&y.names);
        }
        if is_paper(x.kind) {
            return x.entry == y.entry && !self.names_clash(a, b);
        }
        // A forum and a summit of one name are two, where one page speaks of both.
        if x.kind == EventKind::Summit
            && y.kind == EventKind::Summit
            && x.entry != y.entry
            && x.is_named
            && y.is_named
            && x.scene == y.scene
        {
            return false;
        }
        let same_people = x.people.iter().any(|p| y.people.iter().any(|q| same_person(p, q)));
        let shared = x.names.intersection(&y.names).filter(|w| !self.is_common(w)).count();
        let wide = x
            .interval
            .and_then(|i| i.start.zip(i.end))
            .is_some_and(|(s, e)| s.until(e).is_ok_and(|d| d.get_days() > 31));
        // "We met in March": these people in these days.
        let all = x.people.len() > 1 && x.people.len() == y.people.len();
        if all && near && !wide && x.people.iter().all(|p| y.people.contains(p)) {
            return !super::named::is_elsewhere(x, y) && says_no_other(x, y);
        }
        match (near, x.kind) {
            // A year holds many meetings, but hardly two visits to one place by one who is spoken to.
            (_, EventKind::Visit) if wide => {
                shared > 0 && (same_people || x.people.is_empty() && y.people.is_empty())
            }
            (_, _) if wide => shared > 1,
            (true, _) => x.marks.intersection(&y.marks).count() + shared > 0,
            (false, _) => shared > 1 || shared > 0 && same_people,
        }
    }

    /// One document may call an event by less: "the Statement it signed in November 2030".
    fn within_documents(&mut self) {
        let mut bucket: BTreeMap<(usize, String, Interval2), BTreeSet<usize>> = BTreeMap::new();
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            if let (Some(i), true) = (draft.interval, is_paper(draft.kind) && draft.entry.is_some()) {
                let entry = draft.sign.concept.clone();
                let root = self.root(n);
                bucket.entry((draft.scene, entry, (i.start, i.end))).or_default().insert(root);
            }
        }
        for roots in bucket.into_values() {
            let roots: BTreeSet<usize> = roots.into_iter().map(|r| self.root(r)).collect();
            if let [a, b] = roots.into_iter().collect::<Vec<_>>().as_slice()
                && !self.names_clash(*a, *b)
            {
                self.unite(*a, *b);
            }
        }
    }

    /// One document calls one event by one name.
    fn by_same_name(&mut self) {
        let mut first: BTreeMap<(usize, String, String), usize> = BTreeMap::new();
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            let key = key_of(draft, self.rules);
            let named = draft.is_named || draft.kind == EventKind::Visit;
            if is_paper(draft.kind) || draft.entry.is_none() || draft.is_pointer || !named || key.is_empty() {
                continue;
            }
            match first.get(&(draft.scene, draft.sign.concept.clone(), key.clone())).copied() {
                Some(other) if !is_another(&self.drafts[other], draft) && !self.is_far(other, n) => {
                    self.unite(other, n);
                }
                Some(_) => {}
                None => {
                    first.insert((draft.scene, draft.sign.concept.clone(), key), n);
                }
            }
        }
    }

    /// True where one has a day far from that of the page and the words do not tell on which side the other
    /// lies: "the summit of last year … will it be spoken of at the summit?"
    fn is_far(&self, a: usize, b: usize) -> bool {
        let (x, y) = (&self.drafts[a], &self.drafts[b]);
        let timed = x.interval.or(y.interval).filter(|_| x.interval.is_none() != y.interval.is_none());
        let told = if x.interval.is_none() { x.sense } else { y.sense };
        let far = timed.zip(self.scenes[x.scene].day).and_then(|(i, day)| super::named::far(i, day));
        x.kind == EventKind::Summit && told.is_none() && far.is_some_and(|f| f > super::named::UNTOLD)
    }

    /// "the Lowland Union summit … the summit of this organisation": said again in the same turn.
    fn again(&mut self) {
        let mut named: BTreeMap<(usize, Option<usize>, String), BTreeSet<usize>> = BTreeMap::new();
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            if is_paper(draft.kind) || draft.turn.is_none() || draft.entry.is_none() {
                continue;
            }
            let key = (draft.scene, draft.turn, draft.sign.concept.clone());
            if draft.is_named {
                let root = self.root(n);
                named.entry(key).or_default().insert(root);
            } else if draft.is_definite
                && draft.names.is_empty()
                && draft.place.is_none()
                && !draft.is_here
                && self.points_back(draft)
                && let Some([one]) = named.get(&key).map(|g| g.iter().copied().collect::<Vec<_>>()).as_deref()
                && self.groups[*one].drafts.iter().all(|d| says_no_other(&self.drafts[*d], draft))
            {
                self.unite(*one, n);
            }
        }
    }

    /// "the summit", "the summit of this organisation", but not "their virtual summit".
    fn points_back(&self, draft: &Draft) -> bool {
        let label = draft.label.of(self.scenes[draft.scene].text()).to_lowercase();
        let mut words = label.split_whitespace();
        let points = |w: &str| matches!(w, "the" | "this" | "that");
        words.next().is_some_and(points)
            && (draft.marks.is_empty() || words.any(|w| matches!(w, "this" | "that")))
    }

    /// Versions of one meeting say the same: one of a kind and day by one speaker in each is one.
    fn across_versions(&mut self) {
        type Key = (usize, EventKind, String, Option<Interval2>);
        let mut bucket: BTreeMap<Key, BTreeMap<usize, BTreeSet<usize>>> = BTreeMap::new();
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            let scene = &self.scenes[draft.scene];
            let Some(meeting) = scene.meeting.filter(|m| self.meetings[*m].members.len() > 1) else {
                continue;
            };
            if draft.is_pointer {
                continue;
            }
            let who = scene.speaker(draft.turn).map(str::to_string);
            let Some(who) = who else { continue };
            let key = (meeting, draft.kind, who, draft.interval.map(|i| (i.start, i.end)));
            let root = self.root(n);
            bucket.entry(key).or_default().entry(draft.scene).or_default().insert(root);
        }
        for scenes in bucket.into_values() {
            let lone: Option<Vec<usize>> =
                scenes.values().map(|r| r.first().copied().filter(|_| r.len() == 1)).collect();
            for pair in lone.unwrap_or_default().windows(2) {
                self.unite(pair[0], pair[1]);
            }
        }
    }

    /// In one document two names of the same words are one: "the Norland Trade Union summit" and "a
    /// session of the Supreme Norland Trade Council".
    fn by_many_names(&mut self) {
        let mut of: BTreeMap<(usize, u8), Vec<usize>> = BTreeMap::new();
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            if matches!(draft.kind, EventKind::Meeting | EventKind::Summit) && !draft.names.is_empty() {
                of.entry((self.scope(draft.scene), family(draft.kind))).or_default().push(n);
            }
        }
        for list in of.into_values() {
            let mut first: BTreeMap<(String, String), usize> = BTreeMap::new();
            for n in list.into_iter().take(MOST_OF_A_PAGE) {
                let root = self.root(n);
                let people = &self.people_of(self.drafts[n].scene);
                let told = |w: &&String| !self.is_title(w) && !people.contains(*w);
                let names: Vec<String> =
                    self.groups[root].names.iter().filter(told).take(8).cloned().collect();
                for (i, a) in names.iter().enumerate() {
                    for b in &names[i + 1..] {
                        match first.get(&(a.clone(), b.clone())).copied() {
                            Some(other) => {
                                self.unite(other, n);
                            }
                            None => {
                                first.insert((a.clone(), b.clone()), n);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Words of the names of those who speak.
    pub(super) fn people_of(&self, scene: usize) -> BTreeSet<String> {
        self.scenes[scene].speakers.iter().flat_map(|s| s.split_whitespace()).map(plain).collect()
    }

    /// "This Declaration", "Today we will sign a very important document": where one alone fits.
    fn pointers(&mut self) {
        let mut papers: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for n in 0..self.drafts.len() {
            if is_paper(self.drafts[n].kind) && !self.drafts[n].is_pointer {
                let root = self.root(n);
                papers.entry(self.drafts[n].scene).or_default().insert(root);
            }
        }
        for n in 0..self.drafts.len() {
            let draft = &self.drafts[n];
            let root = self.root(n);
            if !self.drafts[n].is_pointer || self.drafts[n].of.is_some() || self.groups[root].drafts.len() > 1
            {
                continue;
            }
            let Some(groups) = papers.get(&draft.scene) else { continue };
            let groups: BTreeSet<usize> = groups.clone().into_iter().map(|g| self.root(g)).collect();
            let fits: Vec<usize> =
                groups.into_iter().take(MOST_OF_A_PAGE).filter(|g| self.may_mean(n, *g)).collect();
            if let [one] = fits.as_slice() {
                self.unite(*one, n);
            }
        }
    }

    /// Whether a pointer may mean a group of its document.
    fn may_mean(&self, pointer: usize, group: usize) -> bool {
        let draft = &self.drafts[pointer];
        let group = &self.groups[group];
        let here: Vec<&Draft> = group
            .drafts
            .iter()
            .map(|d| &self.drafts[*d])
            .filter(|d| d.scene == draft.scene && !d.is_pointer)
            .collect();
        let same_stage = here
            .iter()
            .any(|d| d.status == draft.status && matches!(d.status, Status::Planned | Status::Signed));
        // "The memorandum entered into force": a step of what the document has named before.
        let is_step = matches!(draft.status, Status::InForce | Status::Ratified | Status::Initialled);
        let alike = |w: &String| group.names.contains(w) || here.iter().any(|d| d.marks.contains(w));
        let told = draft.marks.is_empty() || draft.marks.iter().any(alike);
        // "Today's agreement" is none of a treaty that the document gives no day.
        if draft.interval.is_some() && group.interval.is_none() && !same_stage {
            return false;
        }
        let same_noun = told
            && here.iter().any(|d| {
                d.entry == draft.entry && d.span.start < draft.span.start && (d.turn == draft.turn || is_step)
            });
        draft.kind == group.kind.unwrap_or(draft.kind)
            && (same_noun && draft.is_definite || same_stage && draft.status == Status::Planned)
    }

    /// The meeting, else the document.
    fn scope(&self, scene: usize) -> usize {
        self.scenes[scene].meeting.map_or(self.meetings.len() + scene, |m| m)
    }

    fn finish(self) -> Vec<Group> {
        let lone = |g: &Group| {
            g.held.is_none()
                && g.drafts.iter().all(|d| self.drafts[*d].is_pointer || self.drafts[*d].of.is_some())
        };
        let mut groups: Vec<Group> = self
            .groups
            .into_iter()
            .filter(|g| (g.held.is_some() || !g.drafts.is_empty()) && !lone(g))
            .collect();
        for group in &mut groups {
            group.drafts.sort_unstable();
        }
        groups
    }
}

/// True where one is past and the other to come, or one has a day and the other a place of its own: "next
/// year's summit" and "the summit in Brona".
fn is_another(a: &Draft, b: &Draft) -> bool {
    let tenses = |x: &Draft, y: &Draft| {
        x.is_past && !y.is_past && y.status == Status::Planned
            || x.sense == Some(Sense::Over) && y.sense == Some(Sense::Ahead)
    };
    let apart = |x: &Draft, y: &Draft| {
        x.interval.is_some() && x.place.is_none() && y.interval.is_none() && y.place.is_some()
    };
    tenses(a, b) || tenses(b, a) || apart(a, b) || apart(b, a)
}

/// False for "the second summit" and "the third summit".
fn says_no_other(a: &Draft, b: &Draft) -> bool {
    let apart = !a.marks.is_empty() && !b.marks.is_empty() && a.marks.is_disjoint(&b.marks);
    a.sign.fits(&b.sign) && !apart
}

type Interval2 = (Option<Date>, Option<Date>);

/// Papers of one name with days that do not go together.
const MOST_OF_A_NAME: usize = 16;
/// Mentions of one page that are weighed against each other.
const MOST_OF_A_PAGE: usize = 64;

fn key_of(draft: &Draft, rules: &Rules) -> String {
    let key: Vec<&str> = draft.names.iter().map(String::as_str).filter(|w| !is_common(w, rules)).collect();
    key.join(" ")
}

/// A word that tells no one event or paper.
pub(super) fn is_common(word: &str, rules: &Rules) -> bool {
    rules.wording.titles.contains(word) || rules.labels.is_office(word) || rules.names.common.contains(word)
}

/// True for what is written and signed.
pub(super) fn is_paper(kind: EventKind) -> bool {
    matches!(kind, EventKind::Agreement | EventKind::Decision)
}

/// Kinds that may be one event.
pub(super) fn family(kind: EventKind) -> u8 {
    match kind {
        EventKind::Meeting | EventKind::Summit => 0,
        EventKind::Visit => 1,
        EventKind::Agreement => 2,
        EventKind::Decision => 3,
        EventKind::Anniversary => 4,
        EventKind::Other => 5,
    }
}

/// The kinds of events that the title of a page names, in their order.
pub(super) fn title_kinds(scene: &Scene, rules: &Rules) -> Vec<EventKind> {
    let Some(lexis) = rules.events.lexis(scene.document().language.as_deref()) else { return Vec::new() };
    let title = scene.document().title.as_deref().unwrap_or("");
    let words: Vec<String> = title.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let before = |n: usize| n.checked_sub(1).map_or("", |b| words[b].as_str());
    let nouns = words.iter().enumerate().filter_map(|(n, w)| lexis.noun(before(n), w));
    nouns.filter(|n| !n.is_weak || n.kind == EventKind::Other).map(|n| n.kind).collect()
}

/// True also for a joint press conference: guest and host stand side by side.
pub(super) fn is_visited(scene: &Scene, rules: &Rules) -> bool {
    let lexis = rules.events.lexis(scene.document().language.as_deref());
    let title = scene.document().title.as_deref().unwrap_or("").to_lowercase();
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let joint = |p: &Vec<String>| words.windows(p.len()).any(|w| w.iter().eq(p.iter()));
    is_meeting(scene, rules) || lexis.is_some_and(|l| l.phrases("joint").iter().any(joint))
}

/// True when the title of a page calls what it holds a meeting, or calls it nothing and two speak.
pub(super) fn is_meeting(scene: &Scene, rules: &Rules) -> bool {
    let kinds = title_kinds(scene, rules);
    let met = kinds.iter().any(|k| matches!(k, EventKind::Meeting | EventKind::Visit | EventKind::Summit));
    met && kinds.first() != Some(&EventKind::Other) || kinds.is_empty() && scene.speakers.len() == 2
}
