//! The meetings before, as a meeting is set against them.
//!
//! What was said is kept by circle: two people who met, or one who spoke. A meeting asks only the circles of
//! its own people, so the work grows with what is said, not with the meetings squared.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Event, Line, Pages, Stems, Tally};
use super::formula::{Said, Sketch};
use super::sure::{Side, is_sure_name, is_sure_topic};
use super::{Item, Kind, News, Novelty, Return};
use crate::reading::Place;

/// Meetings before in whose words is looked for what left.
const BACK: usize = 3;

/// A word is rare that stands in no more meetings than this, or in one of so many.
const FEW: usize = 2;
const RARE: usize = 20;
/// Meetings that a word stands in, above which it is not looked for beside others.
const COMMONPLACE: usize = 400;

/// One person, or two together.
type Circle = (String, String);

/// The meetings before.
#[derive(Debug, Default)]
pub(super) struct Past {
    pub stems: Stems,
    events: Vec<Kept>,
    /// The meetings of each circle in the order of time: indices into `events`.
    circles: BTreeMap<Circle, Vec<usize>>,
    /// The meetings that name a thing, and that hold a stem, likewise.
    of_thing: BTreeMap<usize, Vec<usize>>,
    of_stem: BTreeMap<u32, Vec<usize>>,
    of_acronym: BTreeMap<String, Vec<usize>>,
    of_initials: BTreeMap<String, Vec<usize>>,
    /// What each speaker has said.
    said: BTreeMap<String, Said>,
    /// The sentences by number.
    lines: Vec<(Place, Sketch)>,
}

/// What is kept of a meeting.
#[derive(Debug)]
struct Kept {
    meeting: usize,
    named: BTreeMap<usize, Tally>,
    topics: BTreeMap<Vec<u32>, Tally>,
    present: BTreeSet<usize>,
    stems: BTreeSet<u32>,
    /// Sorted.
    pairs: Vec<(u32, u32)>,
}

/// The circles of some people: each two, or the one.
fn circles(people: &BTreeSet<String>) -> Vec<Circle> {
    let all: Vec<&String> = people.iter().collect();
    if let [one] = all.as_slice() {
        return vec![((*one).clone(), String::new())];
    }
    let mut out = Vec::new();
    for (n, a) in all.iter().enumerate() {
        out.extend(all[n + 1..].iter().map(|b| ((*a).clone(), (*b).clone())));
    }
    out
}

impl Past {
    /// A meeting against those kept.
    pub fn compare(&self, event: &Event, pages: &Pages, is_dated: bool) -> Novelty {
        let circles = if is_dated { circles(&event.people) } else { Vec::new() };
        let of_circles = circles.iter().filter_map(|c| self.circles.get(c));
        let before: BTreeSet<usize> = of_circles.flatten().copied().collect();
        let (mut entered, mut left) = (Vec::new(), Vec::new());
        if !before.is_empty() {
            entered = self.entered(event, &before, pages);
            left = self.left(event, &before, pages);
        }
        Novelty {
            meeting: event.meeting,
            against: before.iter().rev().map(|n| self.events[*n].meeting).collect(),
            speakers: if is_dated { self.speakers(event) } else { Vec::new() },
            entered,
            left,
        }
    }

    fn entered(&self, event: &Event, before: &BTreeSet<usize>, pages: &Pages) -> Vec<Item> {
        let side = Before { past: self, before };
        let mut out = Vec::new();
        for (root, tally) in &event.named {
            let said = self
                .of_thing
                .get(root)
                .is_some_and(|in_events| meets(in_events, before, |n| self.events[n].present.contains(root)));
            if !said {
                let item = item(Kind::Name, tally, 0, pages);
                out.push(Item { is_sure: is_sure_name(tally, &item, (&side, &self.stems), pages), ..item });
            }
        }
        let is_new = |stem: &u32| !side.has(self.stems.meant(*stem));
        for tally in topics(&event.topics, &is_new).into_iter().filter(|t| self.tells(t)) {
            let item = item(Kind::Topic, &tally, 0, pages);
            out.push(Item { is_sure: is_sure_topic(&tally, &item, (&side, &self.stems), pages), ..item });
        }
        ordered(out)
    }

    /// What the last meetings before have and this one has not.
    fn left(&self, event: &Event, before: &BTreeSet<usize>, pages: &Pages) -> Vec<Item> {
        let count = |in_events: Option<&Vec<usize>>| {
            in_events.into_iter().flatten().filter(|n| before.contains(n)).count()
        };
        let mut out = Vec::new();
        let (mut told, mut spoken, mut phrases) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (back, n) in before.iter().rev().take(BACK).enumerate() {
            let kept = &self.events[*n];
            let gone = kept.named.iter().filter(|(root, _)| !event.present.contains(root));
            for (root, tally) in gone {
                let n = count(self.of_thing.get(root));
                if (back == 0 || n > 1) && told.insert(*root) {
                    let item = item(Kind::Name, tally, n, pages);
                    let is_often = n > 1 || tally.count > 1 || item.words.contains(' ');
                    let is_sure = is_often && is_sure_name(tally, &item, (event, &self.stems), pages);
                    out.push(Item { is_sure, ..item });
                }
            }
            let of_stem = |s: &u32| count(self.of_stem.get(&self.stems.meant(*s)));
            let is_gone =
                |stem: &u32| !event.stems.contains(&self.stems.meant(*stem)) && !spoken.contains(stem);
            let gone: Vec<Tally> =
                topics(&kept.topics, &is_gone).into_iter().filter(|t| self.tells(t)).collect();
            for tally in gone {
                let n = tally.stems.iter().map(of_stem).max().unwrap_or(0);
                spoken.extend(tally.stems.iter().copied());
                if back == 0 || n > 1 {
                    let item = item(Kind::Topic, &tally, n, pages);
                    let is_sure = (n > 1 || tally.count > 2)
                        && is_sure_topic(&tally, &item, (event, &self.stems), pages);
                    out.push(Item { is_sure, ..item });
                }
            }
            // "the peace treaty" has gone where another treaty is still spoken of.
            for (stems, tally) in kept.topics.iter().filter(|(_, t)| t.is_phrase && t.count > 0) {
                let (a, b) = (stems[stems.len() - 2], stems[stems.len() - 1]);
                let pair = self.stems.pair(a, b);
                let known = spoken.contains(&a) || spoken.contains(&b) || event.pairs.contains(&pair);
                if known || !phrases.insert(pair) {
                    continue;
                }
                let n = self.of_pair(pair, before);
                if n > 1 {
                    let item = item(Kind::Topic, tally, n, pages);
                    if is_sure_topic(tally, &item, (event, &self.stems), pages) {
                        out.push(Item { is_sure: true, ..item });
                    }
                }
            }
        }
        ordered(out)
    }

    /// In how many of the meetings before two words stand side by side; none when both are commonplace.
    fn of_pair(&self, pair: (u32, u32), before: &BTreeSet<usize>) -> usize {
        let lists = [pair.0, pair.1].map(|s| self.of_stem.get(&s).map_or(&[][..], Vec::as_slice));
        let [a, b] = lists;
        let rarer = if a.len() < b.len() { a } else { b };
        if rarer.len() > COMMONPLACE {
            return 0;
        }
        rarer
            .iter()
            .filter(|n| before.contains(n) && self.events[**n].pairs.binary_search(&pair).is_ok())
            .count()
    }

    /// True for a topic that is more than a word in passing: said twice, of two words, or rare in all that
    /// was said before.
    fn tells(&self, tally: &Tally) -> bool {
        let of_stem = |s: &u32| self.of_stem.get(&self.stems.meant(*s)).map_or(0, Vec::len);
        let meetings = tally.stems.iter().map(of_stem).max();
        tally.count > 1 || tally.is_phrase || meetings.unwrap_or(0) <= (self.events.len() / RARE).max(FEW)
    }

    /// Sentences that each speaker says again and anew.
    fn speakers(&self, event: &Event) -> Vec<News> {
        let mut out: Vec<News> = Vec::new();
        for line in &event.lines {
            let at = match out.iter().position(|n| n.speaker == line.name) {
                Some(at) => at,
                None => {
                    let speaker = line.name.clone();
                    out.push(News { speaker, returning: Vec::new(), new: Vec::new() });
                    out.len() - 1
                }
            };
            match self.earlier(line) {
                Some((earlier, is_same)) => {
                    out[at].returning.push(Return { place: line.place.clone(), earlier, is_same });
                }
                None => out[at].new.push(line.place.clone()),
            }
        }
        out
    }

    fn earlier(&self, line: &Line) -> Option<(Place, bool)> {
        let said = self.said.get(&line.key)?;
        if let Some(same) = said.same(&line.sketch) {
            return Some((self.lines[same as usize].0.clone(), true));
        }
        let near = said.near(&line.sketch).into_iter().map(|n| &self.lines[n as usize]);
        let found = near.into_iter().find(|(_, sketch)| line.sketch.is_like(sketch))?;
        Some((found.0.clone(), line.sketch.is_same(&found.1)))
    }

    /// Takes up a meeting as one of those before.
    pub fn keep(&mut self, event: Event) {
        let n = self.events.len();
        let mut all = circles(&event.people);
        if event.people.len() > 1 {
            all.extend(event.people.iter().map(|p| (p.clone(), String::new())));
        }
        for circle in all {
            self.circles.entry(circle).or_default().push(n);
        }
        event.present.iter().for_each(|root| self.of_thing.entry(*root).or_default().push(n));
        event.stems.iter().for_each(|stem| self.of_stem.entry(*stem).or_default().push(n));
        for line in event.lines {
            let number = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
            self.said.entry(line.key).or_default().add(&line.sketch, number);
            self.lines.push((line.place, line.sketch));
        }
        event.acronyms.iter().for_each(|a| self.of_acronym.entry(a.clone()).or_default().push(n));
        event.initials.iter().for_each(|i| self.of_initials.entry(i.clone()).or_default().push(n));
        let Event { meeting, named, topics, present, stems, pairs, .. } = event;
        self.events.push(Kept { meeting, named, topics, present, stems, pairs: pairs.into_iter().collect() });
    }
}

/// The meetings before some meeting, as the other side of what entered.
struct Before<'p> {
    past: &'p Past,
    before: &'p BTreeSet<usize>,
}

impl Before<'_> {
    fn one(&self, list: Option<&Vec<usize>>) -> bool {
        list.is_some_and(|in_events| in_events.iter().any(|n| self.before.contains(n)))
    }
}

impl Side for Before<'_> {
    fn has(&self, meant: u32) -> bool {
        let list = self.past.of_stem.get(&meant);
        list.is_some_and(|l| meets(l, self.before, |n| self.past.events[n].stems.contains(&meant)))
    }

    fn has_pair(&self, pair: (u32, u32)) -> bool {
        let list = self.past.of_stem.get(&pair.0).filter(|l| l.len() <= COMMONPLACE);
        list.is_none_or(|_| self.past.of_pair(pair, self.before) > 0)
    }

    fn has_acronym(&self, acronym: &str) -> bool {
        self.one(self.past.of_acronym.get(acronym))
    }

    fn has_initials(&self, letters: &str) -> bool {
        self.one(self.past.of_initials.get(letters))
    }
}

/// True when one of the meetings that hold something is one of those before: the shorter list is walked.
fn meets(in_events: &[usize], before: &BTreeSet<usize>, holds: impl Fn(usize) -> bool) -> bool {
    if in_events.len() <= before.len() {
        return in_events.iter().rev().any(|n| before.contains(n));
    }
    before.iter().rev().any(|n| holds(*n))
}

/// Topics with a word that `is_it`, one for each such word: the word, or the phrase that it mostly stands in.
fn topics(all: &BTreeMap<Vec<u32>, Tally>, is_it: &dyn Fn(&u32) -> bool) -> Vec<Tally> {
    let mut by_word: BTreeMap<u32, Vec<&Tally>> = BTreeMap::new();
    for (stems, tally) in all.iter().filter(|(_, t)| t.count > 0) {
        // The head of a phrase tells more than what stands before it.
        if let Some(word) = stems.iter().rev().find(|s| is_it(s)) {
            by_word.entry(*word).or_default().push(tally);
        }
    }
    let told = |(word, tallies): (u32, Vec<&Tally>)| {
        let alone = tallies.iter().find(|t| !t.is_phrase).copied();
        let most = tallies.iter().filter(|t| t.is_phrase).max_by_key(|t| (t.count, t.stems.len())).copied();
        let phrase = most.filter(|m| alone.is_none_or(|a| 2 * m.count > a.count));
        let tally = phrase.or(alone).or(most)?;
        Some(Tally { stems: vec![word], is_phrase: tally.is_phrase, ..tally.clone() })
    };
    by_word.into_iter().filter_map(told).collect()
}

fn item(kind: Kind, tally: &Tally, meetings: usize, pages: &Pages) -> Item {
    let text = &pages.held[tally.place.document].reading.document.text;
    let words = tally.place.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut by: Vec<(Option<String>, usize)> = tally.by.iter().map(|(who, n)| (who.clone(), *n)).collect();
    by.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    Item { kind, words, count: tally.count, by, place: tally.place.clone(), meetings, is_sure: false }
}

/// Names before topics, those of most meetings, then those said most first.
fn ordered(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by(|a, b| {
        let rank = |i: &Item| (i.kind, std::cmp::Reverse(i.meetings), std::cmp::Reverse(i.count));
        rank(a).cmp(&rank(b)).then(a.words.cmp(&b.words))
    });
    items
}
