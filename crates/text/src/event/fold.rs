//! Groups of mentions made events: label, interval and what it rests on, status, steps.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::draft::Draft;
use super::ground::{Ground, Reading};
use super::join::{Group, is_paper, is_visited, title_kinds};
use super::label;
use super::scene::{Scene, is_before_press};
use super::sure::Weighed;
use super::{Basis, Event, EventKind, Mention, Sense, Status, Step};
use crate::identity::hex;
use crate::meeting::whole::{whole_name, whole_people};
use crate::meeting::{Meeting, same_person};
use crate::page::BlockKind;
use crate::rules::Rules;
use crate::rules::events::Lexis;
use crate::span::Span;
use crate::time::Interval;

/// How often more a name is used than the fullest one, to be told instead of it.
const FAR_MORE: usize = 3;
/// Bytes of a sentence that nobody says twice in the same words.
const LONG: usize = 60;
/// Grounds of one event at most.
const MOST_GROUNDS: usize = 4;

/// The events of groups, by day, then by id.
pub(super) fn events(
    drafts: &[Draft],
    groups: &[Group],
    scenes: &[Scene],
    meetings: &[Meeting],
    rules: &Rules,
) -> Vec<Event> {
    let mut pages: Vec<Vec<usize>> = vec![Vec::new(); meetings.len()];
    for (n, scene) in scenes.iter().enumerate() {
        if let Some(m) = scene.meeting {
            pages[m].push(n);
        }
    }
    let fold = Fold { drafts, scenes, meetings, pages, rules };
    let mut events: Vec<Event> = groups.iter().filter_map(|g| fold.event(g)).collect();
    super::sure::drop_doubles(&mut events);
    let first = |e: &Event| e.interval.and_then(|i| i.start);
    events.sort_by(|a, b| (first(a).is_none(), first(a), &a.id).cmp(&(first(b).is_none(), first(b), &b.id)));
    events
}

struct Fold<'a, 'r> {
    drafts: &'a [Draft],
    scenes: &'a [Scene<'r>],
    meetings: &'a [Meeting],
    pages: Vec<Vec<usize>>,
    rules: &'a Rules,
}

impl Fold<'_, '_> {
    fn event(&self, group: &Group) -> Option<Event> {
        let drafts: Vec<&Draft> = group.drafts.iter().map(|d| &self.drafts[*d]).collect();
        let meeting = group.held.map(|m| &self.meetings[m]);
        let head = group.held.map(|m| self.heads(m)).unwrap_or_default();
        let mut mentions: Vec<Mention> = head.iter().map(|h| h.0.clone()).collect();
        let mut seen: BTreeSet<(usize, Span)> = mentions.iter().map(|m| (m.document, m.span)).collect();
        let again = self.printed_again(&drafts);
        let told = drafts.iter().filter(|d| !again.contains(&(d.scene, d.sentence))).map(|d| self.mention(d));
        mentions.extend(told.filter(|m| seen.insert((m.document, m.span))));
        mentions
            .sort_by(|a, b| (a.day, self.id(a.document), a.span).cmp(&(b.day, self.id(b.document), b.span)));
        if meeting.is_some_and(|m| m.date.is_none()) && mentions.is_empty() {
            return None;
        }
        // A visit that goes on as they speak is held as the meeting is.
        let here = drafts.iter().find(|d| d.kind == EventKind::Visit && d.is_here && !d.is_pointer);
        let talks = here.map(|d| &self.scenes[d.scene]).filter(|s| is_visited(s, self.rules));
        let visit = talks.and_then(|s| s.meeting).or(group.shown);
        let visit = visit.map(|m| &self.meetings[m]);
        let status = if meeting.or(visit).is_some() { Status::Held } else { status(&drafts) };
        let interval = group.interval.or_else(|| visit.and_then(|m| m.date).map(Interval::day));
        let status = if status == Status::Planned && self.is_come(&drafts, interval) {
            Status::Mentioned
        } else {
            status
        };
        // Where only a step has a day, that is no day of the paper: the step tells it.
        let step = || {
            drafts
                .iter()
                .find_map(|d| d.step)
                .filter(|_| !drafts.iter().all(|d| is_paper(d.kind)) || status == Status::Cancelled)
        };
        let interval = interval.or_else(step);
        let rests_on = match (meeting, visit) {
            (None, None) => self.grounds(&drafts, interval),
            (None, Some(_)) => self.heads(self.index_of(visit)?).into_iter().take(1).map(|h| h.1).collect(),
            _ => head.into_iter().map(|h| h.1).filter(|g| g.day.is_some()).take(MOST_GROUNDS).collect(),
        };
        let is_stated = meeting.or(visit).is_some()
            || drafts.iter().any(|d| {
                d.is_stated
                    && d.told() == interval
                    && (status == Status::Planned || d.status != Status::Planned)
            });
        // Whose visit it was, the words tell; who else was there, does not.
        let own = self.people_of(&drafts);
        let people = match (meeting, visit) {
            (Some(m), _) => self.present(m),
            (None, Some(m)) if own.is_empty() => self.present(m),
            _ => own,
        };
        let words = |d: &Draft| label::label(d.label.of(self.scenes[d.scene].text()), None).to_lowercase();
        let best = best(&drafts, &words);
        let kind = best.or_else(|| drafts.first().copied()).map(|d| d.kind).filter(|_| meeting.is_none());
        let label = self.label(group.held, best, &people);
        let weighed = |best| Weighed {
            best,
            drafts: &drafts,
            scenes: self.scenes,
            label: &label,
            people: &people,
            interval,
            rules: self.rules,
        };
        // A visit of which the page of the talks shows the day is clear when the words tell whose it is.
        let known = meeting.is_some()
            || visit.is_some() && (group.shown.is_some() || !self.people_of(&drafts).is_empty());
        let dated = meeting.is_none_or(|m| m.date.is_some());
        let is_clear = known && dated && (meeting.is_some() || label.contains(' '))
            || visit.is_none()
                && best.is_some_and(|b| weighed(b).is_sure())
                && !self.is_of_two_pairs(&drafts);
        Some(Event {
            id: self.event_id(meeting, &mentions)?,
            kind: kind.unwrap_or_else(|| self.kind_of_page(group.held)),
            interval,
            basis: if is_stated || interval.is_none() { Basis::Stated } else { Basis::Derived },
            rests_on,
            status,
            held: meeting.or(visit).map(|m| m.id.clone()),
            told_as: told_as(&drafts, status).filter(|_| meeting.or(visit).is_none()),
            people,
            label,
            is_clear,
            place: meeting
                .or(visit)
                .and_then(|m| m.place.clone())
                .or_else(|| drafts.iter().find_map(|d| d.place.clone())),
            steps: self.steps(&drafts, &mentions),
            mentions,
        })
    }

    /// True where it is spoken of on its last day or later, and no more as a plan.
    fn is_come(&self, drafts: &[&Draft], interval: Option<Interval>) -> bool {
        let Some(end) = interval.and_then(|i| i.end) else { return false };
        let last =
            drafts.iter().filter_map(|d| Some((self.scenes[d.scene].day?, d.status))).max_by_key(|l| l.0);
        let later = |day: Date| drafts.iter().filter(move |d| self.scenes[d.scene].day == Some(day));
        last.is_some_and(|(day, _)| {
            day > end || day == end && drafts.len() > 1 && later(day).all(|d| d.status != Status::Planned)
        })
    }

    /// Whom the words name, each once, by the fullest form.
    fn people_of(&self, drafts: &[&Draft]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for name in drafts.iter().flat_map(|d| d.people.iter().map(|p| self.in_full(d, p))) {
            let same = |f: &String| same_person(f, &name) || is_part(f, &name) || is_part(&name, f);
            match found.iter_mut().find(|f| same(f)) {
                Some(known) if name.len() > known.len() => *known = name,
                Some(_) => {}
                None => found.push(name),
            }
        }
        found
    }

    /// "Holt", "Minister Holt": with the given name, where the page's meeting or its title has it.
    fn in_full(&self, draft: &Draft, name: &str) -> String {
        let scene = &self.scenes[draft.scene];
        let (last, before) = name.rsplit_once(' ').map_or((name, ""), |(before, last)| (last, before));
        let is_title =
            |w: &str| self.rules.labels.is_office(w) || self.rules.wording.titles.contains(&w.to_lowercase());
        if !before.split(' ').filter(|w| !w.is_empty()).all(is_title) {
            return name.to_string();
        }
        let present = scene.meeting.map(|m| self.meetings[m].participants.as_slice()).unwrap_or_default();
        let ends = |p: &&String| p.contains(' ') && p.split(' ').next_back() == Some(last);
        let mut known = present.iter().filter(ends);
        match (known.next(), known.next()) {
            (Some(one), None) => one.clone(),
            _ => whole_name(last, scene.reading, self.rules).unwrap_or_else(|| name.to_string()),
        }
    }

    /// "Samal" of the label with the whole name of the title.
    fn speaker_in_full(&self, scene: &Scene, who: &str) -> String {
        let whole = (!who.contains(' ')).then(|| whole_name(who, scene.reading, self.rules));
        whole.flatten().unwrap_or_else(|| who.to_string())
    }

    /// Sentences of a page that prints its whole text twice: their mentions are told once.
    fn printed_again(&self, drafts: &[&Draft]) -> BTreeSet<(usize, Span)> {
        let mut first: BTreeMap<(usize, &str), Span> = BTreeMap::new();
        let mut again = BTreeSet::new();
        for draft in drafts.iter().filter(|d| d.sentence.len() > LONG) {
            let words = draft.sentence.of(self.scenes[draft.scene].text());
            if *first.entry((draft.scene, words)).or_insert(draft.sentence) != draft.sentence {
                again.insert((draft.scene, draft.sentence));
            }
        }
        again
    }

    /// "The Brona Declaration" that Norland's president spoke of with one guest, and a year later with another:
    /// two may have signed two papers under one name. What is spoken of with many is one.
    fn is_of_two_pairs(&self, drafts: &[&Draft]) -> bool {
        let papers = drafts.iter().filter(|d| d.kind == EventKind::Agreement);
        let with = |d: &&&Draft| {
            // Those who tell journalists of a paper did not sign it.
            let scene = &self.scenes[d.scene];
            let lexis = self.rules.events.lexis(scene.document().language.as_deref());
            if lexis.is_some_and(|l| is_before_press(scene, l)) {
                return None;
            }
            let people = &self.meetings[self.scenes[d.scene].meeting?].participants;
            (people.len() > 1).then_some(people)
        };
        let sets: Vec<&Vec<String>> = papers.filter_map(|d| with(&d)).collect();
        let mut apart: Vec<&Vec<String>> = Vec::new();
        for set in sets {
            let both = |other: &&Vec<String>| {
                set.iter().filter(|p| other.iter().any(|o| same_person(o, p))).count() > 1
            };
            if !apart.iter().any(both) && apart.len() < 3 {
                apart.push(set);
            }
        }
        apart.len() == 2
    }

    fn index_of(&self, meeting: Option<&Meeting>) -> Option<usize> {
        let id = &meeting?.id;
        self.meetings.iter().position(|m| m.id == *id)
    }

    fn id(&self, document: usize) -> &str {
        self.scenes.iter().find(|s| s.index == document).map_or("", |s| s.id)
    }

    fn mention(&self, draft: &Draft) -> Mention {
        let scene = &self.scenes[draft.scene];
        Mention {
            document: scene.index,
            span: draft.span,
            sentence: draft.sentence,
            number: draft.number,
            speaker: scene.speaker(draft.turn).map(|who| self.speaker_in_full(scene, who)),
            day: scene.day,
        }
    }

    /// The head line of each page of a meeting: place and day, else the title.
    fn heads(&self, meeting: usize) -> Vec<(Mention, Ground)> {
        let day = self.meetings[meeting].date;
        let mut found = Vec::new();
        for scene in self.pages[meeting].iter().map(|n| &self.scenes[*n]) {
            let blocks = &scene.document().blocks;
            let line = |kind: BlockKind| {
                blocks.iter().take(12).find(|b| b.kind == kind).map(|b| b.span.trimmed(scene.text()))
            };
            // "11:30 a.m." alone is a poor line to go by.
            let is_dated =
                |s: &Span| s.of(scene.text()).split(|c: char| !c.is_ascii_digit()).any(|d| d.len() == 4);
            let dated = line(BlockKind::Dateline).filter(is_dated);
            let found_line = dated.or_else(|| line(BlockKind::Heading)).or_else(|| line(BlockKind::Dateline));
            let Some(span) = found_line.filter(|s| !s.is_empty()) else {
                continue;
            };
            let mention = Mention {
                document: scene.index,
                span,
                sentence: span,
                number: 0,
                speaker: None,
                day: scene.day,
            };
            let interval = day.map(Interval::day);
            found.push((
                mention,
                Ground {
                    document: scene.index,
                    span,
                    number: 0,
                    day,
                    interval,
                    year: None,
                    how: Reading::Head,
                },
            ));
        }
        found
    }

    fn grounds(&self, drafts: &[&Draft], interval: Option<Interval>) -> Vec<Ground> {
        if interval.is_none() {
            return Vec::new();
        }
        let length = |i: Interval| {
            i.start.zip(i.end).and_then(|(s, e)| s.until(e).ok()).map_or(i32::MAX, |d| d.get_days())
        };
        let mut found: Vec<(bool, i32, Ground)> = Vec::new();
        for draft in drafts {
            let (Some(own), Some(_)) = (draft.told(), draft.time) else { continue };
            if draft.interval.is_none() && Some(own) != interval {
                continue;
            }
            let scene = &self.scenes[draft.scene];
            let how = match () {
                () if draft.kind == EventKind::Anniversary => Reading::Anniversary,
                () if draft.turn.is_none()
                    && !draft.is_stated
                    && own.start == own.end
                    && Some(own.start) == Some(scene.day) =>
                {
                    Reading::SameDay
                }
                () if draft.is_stated && Some(own) != scene.day.map(Interval::day) => Reading::Stated,
                () => Reading::Relative,
            };
            // "It was twelve years ago": the day stands in the sentence behind.
            let behind = draft.time.filter(|t| t.start >= draft.sentence.end);
            let ground = Ground {
                document: scene.index,
                span: behind.unwrap_or(draft.span),
                number: draft.number + usize::from(behind.is_some()),
                day: scene.day,
                interval: Some(own),
                year: draft.year,
                how,
            };
            let same = |g: &Ground| g.interval == ground.interval && g.how == ground.how;
            if !found.iter().any(|(planned, _, g)| same(g) && *planned == (draft.status == Status::Planned)) {
                found.push((draft.status == Status::Planned, length(own), ground));
            }
        }
        found.sort_by_key(|(_, length, _)| *length);
        // One that gives the whole interval, and is no plan, needs no other.
        let alone = found.iter().position(|(planned, _, g)| !planned && g.interval == interval);
        if let Some(at) = alone {
            return vec![found.swap_remove(at).2];
        }
        found.into_iter().map(|f| f.2).take(MOST_GROUNDS).collect()
    }

    fn kind_of_page(&self, held: Option<usize>) -> EventKind {
        let scene = held.and_then(|m| self.pages[m].first()).map(|n| &self.scenes[*n]);
        let several = held.is_some_and(|m| self.meetings[m].participants.len() > 1);
        scene.map_or(EventKind::Meeting, |s| page_kind(s, several, self.rules))
    }

    /// In the words of the documents: the title of a meeting's page, else the fullest name.
    fn label(&self, held: Option<usize>, best: Option<&Draft>, people: &[String]) -> String {
        if let Some(m) = held {
            let original = self.meetings[m].members.first().map(|d| d.document.as_str());
            let pages = || self.pages[m].iter().map(|n| &self.scenes[*n]);
            let scene = pages().find(|s| Some(s.id) == original);
            let title = scene.into_iter().chain(pages()).find_map(|s| s.document().title.clone());
            let title = title.unwrap_or_else(|| self.meetings[m].participants.join(" and "));
            return label::short(&title.split_whitespace().collect::<Vec<_>>());
        }
        let Some(best) = best else { return String::new() };
        let scene = &self.scenes[best.scene];
        let lexis = self.rules.events.lexis(scene.document().language.as_deref());
        let told = || label::told_by_verb(best.kind, people, best.place.as_deref(), lexis);
        let told = if best.entry.is_none() && !best.is_cut { told() } else { None };
        let words = told.unwrap_or_else(|| label::label(best.label.of(scene.text()), lexis));
        // What is remembered has the interval; which anniversary of it stands behind.
        match best.time.zip(best.year).filter(|_| best.kind == EventKind::Anniversary) {
            Some((time, year)) => format!("{words} ({}, {year})", time.of(scene.text())),
            None => words,
        }
    }

    /// All who take part in a meeting, as a brief tells them.
    fn present(&self, meeting: &Meeting) -> Vec<String> {
        let pages = self.index_of(Some(meeting)).map(|m| self.pages[m].as_slice()).unwrap_or_default();
        let original = meeting.members.first().map(|d| d.document.as_str());
        let mut scenes: Vec<&Scene> = pages.iter().map(|n| &self.scenes[*n]).collect();
        scenes.sort_by_key(|s| Some(s.id) != original);
        let readings: Vec<&crate::reading::Reading> = scenes.iter().map(|s| s.reading).collect();
        whole_people(&meeting.participants, &readings, self.rules)
    }

    fn steps(&self, drafts: &[&Draft], mentions: &[Mention]) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for draft in drafts.iter().filter(|d| is_paper(d.kind) && d.status != Status::Mentioned) {
            let document = self.scenes[draft.scene].index;
            let at = mentions.iter().position(|m| m.document == document && m.span == draft.span);
            if let Some(mention) = at.filter(|at| steps.iter().all(|s| s.mention != *at)) {
                let later = !matches!(draft.status, Status::Planned | Status::Signed);
                // "acts under the treaty signed in 2030": the day is that of the signing.
                let interval = if later { draft.step } else { draft.told() };
                steps.push(Step { status: draft.status, mention, interval });
            }
        }
        steps.sort_by_key(|s| s.mention);
        steps
    }

    /// Digits of the meeting, else of the first mention.
    fn event_id(&self, meeting: Option<&Meeting>, mentions: &[Mention]) -> Option<String> {
        let words = match (meeting, mentions.first()) {
            (Some(m), _) => m.id.clone(),
            (None, Some(m)) => format!("{} {} {}", self.id(m.document), m.span.start, m.span.end),
            _ => return None,
        };
        let mut digits = hex(&Sha256::digest(words.as_bytes()));
        digits.truncate(16);
        Some(format!("e:{digits}"))
    }
}

/// The mention whose words call the event best: the fullest name, or one that is far more in use.
fn best<'a>(drafts: &[&'a Draft], words: &dyn Fn(&Draft) -> String) -> Option<&'a Draft> {
    let worth = |d: &&&Draft| {
        (
            !d.is_pointer,
            !d.is_cut,
            d.is_named,
            d.entry.is_some(),
            d.names.len().min(6),
            d.marks.len().min(6),
            std::cmp::Reverse(d.label.len()),
        )
    };
    let fullest = drafts.iter().filter(|d| d.of.is_none()).max_by_key(worth).copied()?;
    let mut uses: BTreeMap<String, (usize, &Draft)> = BTreeMap::new();
    for draft in drafts.iter().filter(|d| fullest.is_named && d.is_named && !d.is_cut && d.of.is_none()) {
        uses.entry(words(draft)).or_insert((0, draft)).0 += 1;
    }
    let most = uses.values().max_by_key(|u| u.0).copied();
    let own = uses.get(&words(fullest)).map_or(1, |u| u.0);
    most.filter(|m| m.0 >= FAR_MORE * own).map_or(Some(fullest), |m| Some(m.1))
}

/// What the title of a page says that it holds: the occasion it names, else several people meet.
fn page_kind(scene: &Scene, several: bool, rules: &Rules) -> EventKind {
    let kinds = title_kinds(scene, rules);
    let met = [EventKind::Summit, EventKind::Meeting].into_iter().find(|k| kinds.contains(k));
    let lexis = rules.events.lexis(scene.document().language.as_deref());
    let occasion = lexis.and_then(|l| occasion(scene.document().title.as_deref()?, l));
    if lexis.is_some_and(|l| is_before_press(scene, l)) {
        return EventKind::Other;
    }
    match (occasion, several, met) {
        (Some(kind), ..) => kind,
        (None, true, Some(kind)) => kind,
        (None, true, None) if !kinds.contains(&EventKind::Other) => EventKind::Meeting,
        _ => EventKind::Other,
    }
}

/// "Remarks by Vera Holt before | Meeting with Ferry Builders": the first event noun of the title behind
/// such a word, unless the words before it say that the page is only about it.
fn occasion(title: &str, lexis: &Lexis) -> Option<EventKind> {
    let words: Vec<String> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let begins = |at: usize, cue: &str| lexis.phrases(cue).iter().any(|p| words[at..].starts_with(p));
    let mut led = false;
    for at in 0..words.len() {
        if begins(at, "about") {
            return None;
        }
        led |= begins(at, "occasion");
        let before = at.checked_sub(1).map_or("", |b| words[b].as_str());
        let noun =
            lexis.noun(before, &words[at]).filter(|n| led && (!n.is_weak || n.kind == EventKind::Other));
        // "at the Summit Meeting": the last noun of the name tells.
        let narrows = words.get(at + 1).is_some_and(|next| lexis.noun(&words[at], next).is_some());
        if let Some(noun) = noun.filter(|_| !narrows) {
            let talk = matches!(noun.kind, EventKind::Meeting | EventKind::Summit | EventKind::Visit);
            return Some(if talk { noun.kind } else { EventKind::Other });
        }
    }
    None
}

/// "Jan Lind" of "President Jan Lind of Tesmara".
fn is_part(name: &str, of: &str) -> bool {
    let all: BTreeSet<&str> = of.split_whitespace().collect();
    name.split_whitespace().count() > 1 && name.split_whitespace().all(|w| all.contains(w))
}

/// As the last words put it; what somebody tells as over is not ahead any more.
/// What two sides sign lasts: neither is told of it.
fn told_as(drafts: &[&Draft], status: Status) -> Option<Sense> {
    if drafts.iter().all(|d| is_paper(d.kind)) {
        return None;
    }
    let last = drafts.iter().rev().find_map(|d| d.sense)?;
    let over = status != Status::Planned && drafts.iter().any(|d| d.sense == Some(Sense::Over));
    Some(if over { Sense::Over } else { last })
}

/// How far the mentions say that it has come.
fn status(drafts: &[&Draft]) -> Status {
    let any = |s: Status| drafts.iter().any(|d| d.status == s);
    let paper = drafts.first().is_some_and(|d| is_paper(d.kind));
    let last = drafts.last().map(|d| d.status);
    let told = drafts.iter().rev().map(|d| d.status).find(|s| *s != Status::Mentioned);
    match () {
        () if last == Some(Status::Cancelled) => Status::Cancelled,
        // What is no more is so still where it is only spoken of.
        () if paper && told == Some(Status::Cancelled) => Status::Cancelled,
        () if paper && any(Status::InForce) => Status::InForce,
        () if paper && any(Status::Ratified) => Status::Ratified,
        () if paper && any(Status::Signed) => Status::Signed,
        () if paper && any(Status::Initialled) => Status::Initialled,
        () if any(Status::Planned) && !drafts.iter().any(|d| d.is_past || d.sense == Some(Sense::Over)) => {
            Status::Planned
        }
        () => Status::Mentioned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_tells_the_occasion() {
        let rules = Rules::builtin();
        let lexis = rules.events.lexis(Some("en")).expect("English");
        for (title, expected) in [
            ("Remarks by Minister Holt Before a Meeting with Ferry Builders", Some(EventKind::Meeting)),
            ("Remarks by Minister Holt at the Lowland Water Summit", Some(EventKind::Summit)),
            ("Remarks by Minister Holt in Press Conference After Meeting", Some(EventKind::Other)),
            ("Press Call Previewing Talks at the Lowland Summit", None),
            ("Press Call on the Meeting with President Lind", None),
            ("Talks with Jan Lind", None),
        ] {
            assert_eq!(occasion(title, lexis), expected, "{title}");
        }
    }
}
