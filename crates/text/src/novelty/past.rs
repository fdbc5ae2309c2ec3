//! The meetings before, as a meeting is set against them.
//!
//! A meeting is set against all meetings of earlier days at which one of its named speakers spoke. What was said
//! is kept by word and by name with the meetings that have it, so a meeting asks only for what it holds itself.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Event, Line, Pages, Tally};
use super::formula::{Said, Sketch};
use super::stem::Stems;
use super::subject::Key;
use super::sure::{Side, has_kin, is_sure_name};
use super::{Against, Item, Kind, News, Novelty, Return};
use crate::reading::Place;
use crate::usage::Who;
use crate::words::plain;

/// Meetings before in whose words is looked for what left.
const BACK: usize = 3;
/// Times that a topic of one word is said, and one of two, that is no passing word.
const OFTEN: usize = 3;
const TWICE: usize = 2;
/// Meetings of one day that are looked through for what may have been said before.
const A_DAY: usize = 200;

/// Meetings before of which the forms of a name are told.
const FORMS: usize = 64;

/// A word is rare that stands in no more meetings than this, or in one of so many.
const FEW: usize = 2;
const RARE: usize = 20;
/// Meetings that a word stands in, above which it is not looked for beside others.
const COMMONPLACE: usize = 400;

/// The meetings before.
#[derive(Debug, Default)]
pub(super) struct Past {
    pub stems: Stems,
    events: Vec<Kept>,
    /// The meetings of each speaker in the order of time: indices into `events`.
    of_person: BTreeMap<String, Vec<usize>>,
    /// The meetings that name a thing anywhere, whose speakers name it, that speak of a topic, that hold a stem.
    of_thing: BTreeMap<usize, Vec<usize>>,
    of_named: BTreeMap<usize, Vec<usize>>,
    of_subject: BTreeMap<Key, Vec<usize>>,
    /// The meetings that have the words of a topic as something else only.
    of_words: BTreeMap<Key, Vec<usize>>,
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
    people: BTreeMap<String, String>,
    named: BTreeMap<usize, Tally>,
    topics: BTreeMap<Vec<u32>, Tally>,
    subjects: BTreeMap<Key, Tally>,
    present: BTreeSet<usize>,
    stems: BTreeSet<u32>,
    /// Sorted.
    pairs: Vec<(u32, u32)>,
}

/// A meeting, with the others of its day and those before it that share a speaker.
struct Now<'e> {
    event: &'e Event,
    /// `None` when they are too many to look through.
    same_day: Option<Vec<&'e Event>>,
    before: BTreeSet<usize>,
    /// The names, here, of those who spoke before.
    known: BTreeSet<String>,
    /// The folded last words of the names of all who speak here.
    surnames: Vec<String>,
}

impl Now<'_> {
    /// True when one who spoke before says it.
    fn is_said(&self, tally: &Tally) -> bool {
        tally.by.keys().filter_map(|who| who.name.as_ref()).any(|name| self.known.contains(name))
    }

    /// True when another meeting of the day may fit: which of two was first is not known.
    fn that_day(&self, holds: impl Fn(&Event) -> bool) -> bool {
        self.same_day.as_ref().is_none_or(|all| all.iter().any(|e| holds(e)))
    }
}

impl Past {
    /// A meeting with the numbers that its words have here.
    pub fn settled(&mut self, event: Event, own: &Stems) -> Event {
        let numbers = self.stems.absorb(own);
        event.settled(&numbers, &self.stems)
    }

    /// A meeting against those kept; `day` are all meetings of its day.
    pub fn compare(&self, event: &Event, day: &[Event], pages: &Pages) -> Novelty {
        let met = event.people.keys().filter_map(|p| self.of_person.get(p));
        let before: BTreeSet<usize> = met.flatten().copied().collect();
        let known = event.people.iter().filter(|(key, _)| self.of_person.contains_key(*key));
        let known: BTreeSet<String> = known.map(|(_, name)| name.clone()).collect();
        let shares =
            |e: &&Event| e.meeting != event.meeting && e.people.keys().any(|k| event.people.contains_key(k));
        let same_day = (day.len() <= A_DAY).then(|| day.iter().filter(shares).collect());
        let last = |name: &String| name.rsplit(' ').next().map(plain);
        let surnames = event.people.values().filter_map(last).collect();
        let now = Now { event, same_day, before, known, surnames };
        let (mut entered, mut left) = (Vec::new(), Vec::new());
        if !now.before.is_empty() {
            entered = self.entered(&now, pages);
            left = self.left(&now, pages);
        }
        Novelty {
            meeting: event.meeting,
            against: Against {
                meetings: now.before.iter().rev().map(|n| self.events[*n].meeting).collect(),
                speakers: now.known.into_iter().collect(),
            },
            speakers: self.speakers(event),
            entered,
            left,
        }
    }

    fn entered(&self, now: &Now, pages: &Pages) -> Vec<Item> {
        let (event, side) = (now.event, Before { past: self, before: &now.before });
        let mut out = Vec::new();
        for (root, tally) in &event.named {
            if !side.has_thing(*root) {
                let item = named(tally, 0, pages);
                let is_sure = now.is_said(tally)
                    && !now.that_day(|e| e.present.contains(root))
                    && is_sure_name(tally, &item, (&side, &self.stems, &now.surnames), pages);
                out.push(Item { is_sure, ..item });
            }
        }
        out.extend(self.new_subjects(now, &side, pages));
        let is_new = |stem: &u32| !side.has(self.stems.meant(*stem));
        for tally in topics(&event.topics, &is_new).into_iter().filter(|t| self.tells(t)) {
            out.push(item(Kind::Topic, &tally, 0, pages));
        }
        ordered(out)
    }

    /// Topics of weight that no meeting before has.
    fn new_subjects(&self, now: &Now, side: &Before, pages: &Pages) -> Vec<Item> {
        let event = now.event;
        let is_new = |tally: &Tally, key: &Key| {
            let absent = self.is_absent(tally, key, side, pages);
            absent && !now.that_day(|e| !self.is_absent(tally, key, e, pages))
        };
        let found = heads(&event.subjects).into_iter().flat_map(|all| told(&all, &is_new));
        let found = found.filter(|(key, tally)| is_often(tally, key) && now.is_said(tally));
        found.map(|(_, tally)| Item { is_sure: true, ..item(Kind::Topic, tally, 0, pages) }).collect()
    }

    /// True when the noun, or for a phrase its words side by side, do not stand there.
    fn is_absent(&self, tally: &Tally, key: &Key, side: &dyn Side, pages: &Pages) -> bool {
        match tally.stems.as_slice() {
            [a, b] => !side.has_pair(self.stems.pair(*a, *b)),
            [head] => !side.has(self.stems.meant(*head)) && !has_kin(&key.head, side, &self.stems, pages),
            _ => false,
        }
    }

    /// The forms by which a thing was named in the other meetings before.
    fn other_forms(&self, root: usize, before: &BTreeSet<usize>, item: &mut Item) {
        let named = self.of_named.get(&root).into_iter().flatten().filter(|n| before.contains(n));
        let all = named.rev().take(FORMS).filter_map(|n| self.events[*n].named.get(&root));
        for (printed, ..) in all.flat_map(|tally| tally.forms.values()) {
            if *printed != item.words && !item.also.contains(printed) {
                item.also.push(printed.clone());
            }
        }
    }

    /// In how many of some meetings before.
    fn count(&self, list: Option<&Vec<usize>>, before: &BTreeSet<usize>) -> usize {
        list.into_iter().flatten().filter(|n| before.contains(n)).count()
    }

    /// What the last meetings before have and this one has not.
    fn left(&self, now: &Now, pages: &Pages) -> Vec<Item> {
        let event = now.event;
        let mut out = Vec::new();
        let (mut told, mut spoken) = (BTreeSet::new(), BTreeSet::new());
        for (back, n) in now.before.iter().rev().take(BACK).enumerate() {
            let kept = &self.events[*n];
            for (root, tally) in kept.named.iter().filter(|(root, _)| !event.present.contains(root)) {
                let n = self.count(self.of_named.get(root), &now.before);
                if (back == 0 || n > 1) && told.insert(*root) {
                    let mut item = named(tally, n, pages);
                    self.other_forms(*root, &now.before, &mut item);
                    // Of one speaker's next talk only what ran through his talks before is missed.
                    let is_missed = match kept.shares_two(event) {
                        true => n > 1 || tally.count > 1 || item.words.contains(' '),
                        false => n > 1 && tally.count > 1,
                    };
                    let is_sure = is_missed
                        && back == 0
                        && self.standing(tally, now, pages) <= n
                        && now.is_said(tally)
                        && is_sure_name(tally, &item, (event, &self.stems, &now.surnames), pages);
                    out.push(Item { is_sure, ..item });
                }
            }
            if back == 0 {
                out.extend(self.gone_subjects(now, kept, pages));
            }
            let of_stem = |s: &u32| self.count(self.of_stem.get(&self.stems.meant(*s)), &now.before);
            let is_gone =
                |stem: &u32| !event.stems.contains(&self.stems.meant(*stem)) && !spoken.contains(stem);
            let gone: Vec<Tally> =
                topics(&kept.topics, &is_gone).into_iter().filter(|t| self.tells(t)).collect();
            for tally in gone {
                let n = tally.stems.iter().map(of_stem).max().unwrap_or(0);
                spoken.extend(tally.stems.iter().copied());
                if back == 0 || n > 1 {
                    out.push(item(Kind::Topic, &tally, n, pages));
                }
            }
        }
        ordered(out)
    }

    /// In how many meetings before the words of a name stand side by side, whatever they name there: in "Brona
    /// Times" they name no town, but a reader who looks for the town finds them.
    fn standing(&self, tally: &Tally, now: &Now, pages: &Pages) -> usize {
        let mut all = BTreeSet::new();
        for form in tally.forms.keys().map(|f| pages.heard.names.forms[*f].as_str()) {
            // "US" is folded to a word of grammar.
            if pages.rules.wording.is_function(form) {
                continue;
            }
            let mut words = form.rsplit(' ').map(|w| self.stems.known(&pages.rules.series.stem(&plain(w))));
            match (words.next().flatten(), words.next().flatten()) {
                (Some(a), Some(b)) => all.extend(self.with_pair((a.min(b), a.max(b)), &now.before)),
                (Some(a), None) => {
                    all.extend(self.of_stem.get(&a).into_iter().flatten().filter(|n| now.before.contains(n)));
                }
                _ => {}
            }
        }
        all.len()
    }

    /// Topics of weight that the last meeting has and this one has not.
    fn gone_subjects(&self, now: &Now, kept: &Kept, pages: &Pages) -> Vec<Item> {
        let is_gone = |tally: &Tally, key: &Key| self.is_absent(tally, key, now.event, pages);
        let found = heads(&kept.subjects).into_iter().flat_map(|all| told(&all, &is_gone));
        let mut out = Vec::new();
        for (key, tally) in found.filter(|(_, tally)| now.is_said(tally)) {
            let n = self.count(self.of_subject.get(key), &now.before);
            let is_missed = match kept.shares_two(now.event) {
                true => tally.otherwise == 0 && (n > 1 || key.is_phrase()) || is_often(tally, key),
                false => n > 1 && is_often(tally, key),
            };
            // A reader who looks for the words must count as we do.
            if is_missed && self.count(self.of_words.get(key), &now.before) == 0 {
                out.push(Item { is_sure: true, ..item(Kind::Topic, tally, n, pages) });
            }
        }
        out
    }

    /// The meetings before in which two words stand side by side; none when both are commonplace.
    fn with_pair(&self, pair: (u32, u32), before: &BTreeSet<usize>) -> Vec<usize> {
        let lists = [pair.0, pair.1].map(|s| self.of_stem.get(&s).map_or(&[][..], Vec::as_slice));
        let [a, b] = lists;
        let rarer = if a.len() < b.len() { a } else { b };
        if rarer.len() > COMMONPLACE {
            return Vec::new();
        }
        let beside = |n: &usize| before.contains(n) && self.events[*n].pairs.binary_search(&pair).is_ok();
        rarer.iter().copied().filter(beside).collect()
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
        event.people.keys().for_each(|p| self.of_person.entry(p.clone()).or_default().push(n));
        event.named.keys().for_each(|root| self.of_named.entry(*root).or_default().push(n));
        for (key, tally) in &event.subjects {
            let list = if tally.count > 0 { &mut self.of_subject } else { &mut self.of_words };
            list.entry(key.clone()).or_default().push(n);
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
        let Event { meeting, people, named, topics, subjects, present, stems, pairs, .. } = event;
        let pairs = pairs.into_iter().collect();
        self.events.push(Kept { meeting, people, named, topics, subjects, present, stems, pairs });
    }
}

impl Kept {
    /// True when two who spoke then speak again: it is their meeting, not one man's next talk.
    fn shares_two(&self, event: &Event) -> bool {
        self.people.keys().filter(|p| event.people.contains_key(*p)).count() > 1
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
        let both = self.past.of_stem.get(&pair.0).zip(self.past.of_stem.get(&pair.1));
        // Two words that stand everywhere may stand side by side.
        let everywhere = |(a, b): (&Vec<usize>, &Vec<usize>)| a.len().min(b.len()) > COMMONPLACE;
        both.is_some_and(everywhere) || !self.past.with_pair(pair, self.before).is_empty()
    }

    fn has_thing(&self, root: usize) -> bool {
        let list = self.past.of_thing.get(&root);
        list.is_some_and(|l| meets(l, self.before, |n| self.past.events[n].present.contains(&root)))
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

/// True when a topic is more than a passing word, and its words are nothing else there.
fn is_often(tally: &Tally, key: &Key) -> bool {
    tally.otherwise == 0 && tally.count >= if key.is_phrase() { TWICE } else { OFTEN }
}

/// The topics of weight by their noun: the noun alone first.
fn heads(subjects: &BTreeMap<Key, Tally>) -> Vec<Vec<(&Key, &Tally)>> {
    let mut out: Vec<Vec<(&Key, &Tally)>> = Vec::new();
    for one in subjects {
        match out.last_mut().filter(|all| all[0].0.head == one.0.head) {
            Some(all) => all.push(one),
            None => out.push(vec![one]),
        }
    }
    out
}

/// Of the topics of one noun those that are told: where the noun is new it alone or the phrase that it mostly
/// stands in, else each phrase that is new.
fn told<'t>(all: &[(&'t Key, &'t Tally)], is_it: &dyn Fn(&Tally, &Key) -> bool) -> Vec<(&'t Key, &'t Tally)> {
    let said: Vec<_> = all.iter().filter(|(_, tally)| tally.count > 0).copied().collect();
    let Some((alone, phrases)) = said.split_first().filter(|(first, _)| !first.0.is_phrase()) else {
        return Vec::new();
    };
    if !is_it(alone.1, alone.0) {
        return phrases.iter().filter(|(key, tally)| is_it(tally, key)).copied().collect();
    }
    let most = phrases.iter().max_by_key(|(_, tally)| tally.count);
    let most = most.filter(|(_, tally)| tally.otherwise == 0);
    vec![*most.filter(|(_, tally)| 2 * tally.count > alone.1.count).unwrap_or(alone)]
}

/// A name by the form that is printed most often, with its other forms.
fn named(tally: &Tally, meetings: usize, pages: &Pages) -> Item {
    let mut forms: Vec<&(String, usize, Place)> = tally.forms.values().collect();
    forms.sort_by_key(|(printed, n, _)| (std::cmp::Reverse((*n, printed.chars().count())), printed));
    let Some((first, others)) = forms.split_first() else { return item(Kind::Name, tally, meetings, pages) };
    let also = others.iter().map(|(printed, ..)| printed.clone()).collect();
    Item { words: first.0.clone(), also, place: first.2.clone(), ..item(Kind::Name, tally, meetings, pages) }
}

fn item(kind: Kind, tally: &Tally, meetings: usize, pages: &Pages) -> Item {
    let text = &pages.held[tally.place.document].reading.document.text;
    // Of "treaty" and "treaties" the one that is said most often.
    let most = tally.printed.iter().max_by_key(|(_, (n, place))| (*n, std::cmp::Reverse(place.span)));
    let words = most.map_or(tally.place.span.of(text), |(printed, _)| printed);
    let place = most.map_or(&tally.place, |(_, (_, place))| place).clone();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words =
        ["’s", "'s", "’", "'"].iter().find_map(|end| words.strip_suffix(end)).unwrap_or(&words).to_string();
    let mut by: Vec<(Who, usize)> = tally.by.iter().map(|(who, n)| (who.clone(), *n)).collect();
    by.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let apart = tally.apart.iter().map(|(words, n)| (words.clone(), *n)).collect();
    let (also, count) = (Vec::new(), tally.count);
    Item { kind, words, also, count, apart, by, place, meetings, is_sure: false }
}

/// What is certain before what is not, names before topics, those of most meetings, then those said most first;
/// a topic that is certain is not told again.
fn ordered(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by(|a, b| {
        let rank = |i: &Item| {
            (
                !i.is_sure,
                i.kind,
                std::cmp::Reverse(i.meetings),
                std::cmp::Reverse(i.count),
                !i.words.contains(' '),
            )
        };
        rank(a).cmp(&rank(b)).then(a.words.cmp(&b.words))
    });
    let certain = items.iter().filter(|i| i.is_sure);
    let certain: BTreeSet<String> = certain.map(|i| i.words.to_lowercase()).collect();
    items.retain(|i| i.is_sure || !certain.contains(&i.words.to_lowercase()));
    items
}
