//! Events that a verb tells: "we met in late November", "yesterday Norland decided to …".
//!
//! A verb tells of an event when it has a tense, is not denied, and has a time or a named person with it.

use super::Status;
use super::clause::When;
use super::deed::{Deed, Tense, deed};
use super::draft::Draft;
use super::party::goes_on;
use super::phrase::{is_verblike, mark_key, name_key};
use super::sign::Sign;
use super::spot::{Sentence, dedup};
use crate::rules::events::{EventKind, Role, Stage};
use crate::words::plain;

/// Letters at the head of a page in which its place is sought.
const HEAD: usize = 600;

impl Sentence<'_, '_> {
    /// "we met in late November", "yesterday Norland decided to …".
    pub(super) fn verb(&self, at: usize, from: usize, out: &mut Vec<Draft>) {
        let said = self.said;
        for n in 0..said.senses[at].verbs.len() {
            let Some(deed) = deed(said, at, n) else { continue };
            let Some(kind) =
                deed.verb.kind.filter(|_| matches!(deed.verb.stage, Stage::Held | Stage::Decided))
            else {
                continue;
            };
            let real = matches!(deed.tense, Tense::Past | Tense::Future)
                || deed.tense == Tense::Present && deed.first < at && kind == EventKind::Visit;
            // "We met several times" is no one meeting.
            let often = said.is(at + 1, Role::Vague) && deed.verb.near.is_empty() || self.is_often(&deed);
            if often || deed.is_denied || deed.is_doubted {
                continue;
            }
            if deed.verb.is_special() {
                // "We will celebrate a big holiday, 30 years of trade" is told already.
                let kept = out[from..].iter().any(|d| d.kind == EventKind::Anniversary);
                if let Some(draft) = self.special(deed, kind).filter(|_| !kept) {
                    out.push(draft);
                    return;
                }
                continue;
            }
            // "when a president is visiting Tarn": of any time.
            let any_time = deed.tense == Tense::Present && self.is_of_when(at);
            if !real || deed.is_passive || any_time {
                continue;
            }
            if let Some(draft) = self.deed(&deed, kind) {
                out.push(draft);
                return;
            }
        }
    }

    pub(super) fn deed(&self, deed: &Deed, kind: EventKind) -> Option<Draft> {
        let said = self.said;
        let object = self.object(deed)?;
        let subject = self.own_subject(deed)?;
        if self.is_counted(subject, deed.first) {
            return None;
        }
        let end = object.map_or(deed.at + 1, |o| o.1);
        let when = self.time_after(end, 5).or_else(|| self.time_before(deed.first.min(subject)));
        let when = when.or_else(|| self.decided_on(deed, object?));
        let last = said.phrase_before(subject, "last_time").filter(|_| deed.tense == Tense::Past);
        let when = last.and_then(|_| self.time_of_last(deed.at + 1)).or(when);
        let when = when.or_else(|| self.time_shared(deed, subject));
        let named = object.is_some_and(|(from, to)| (from..to).any(|w| said.is_name(w)));
        let interval = when.and_then(|w| w.interval());
        // "We have met this year" is no one meeting.
        if object.is_none() && kind == EventKind::Meeting && self.is_any_of_year(deed, interval) {
            return None;
        }
        let narrated = self.turn.is_none();
        let told = match kind {
            EventKind::Decision => {
                interval.is_some() && (subject < deed.first || said.is(deed.first, Role::Subject))
            }
            EventKind::Other => named && interval.is_some(),
            EventKind::Visit => named || interval.is_some() && object.is_some_and(|o| self.is_somewhere(o)),
            _ => {
                let who = named || object.is_none() && (subject..deed.first).any(|w| said.is_name(w));
                interval.is_some() || narrated && who || named && deed.tense == Tense::Future
            }
        };
        if !told {
            return None;
        }
        let end = when.filter(|w| w.first >= end).map_or(end, |w| w.end);
        let start = when.filter(|w| w.end <= subject && w.end + 2 >= subject).map_or(subject, |w| w.first);
        let mut draft = self.draft(kind, (subject, end), (start, end));
        draft.sign = Sign::of_word(said.form(deed.at), said.lexis);
        self.dated(&mut draft, when);
        let names = subject..end;
        for word in names.filter(|w| said.time_at(*w).is_none()) {
            if said.is_name(word) {
                draft.names.insert(name_key(said, word));
            } else if !said.is_small(word) && word > deed.at && said.form(word).len() > 3 {
                draft.marks.insert(mark_key(said.form(word)));
            }
        }
        self.with_people(&mut draft, deed, subject, object);
        if draft.place.is_none() && kind == EventKind::Meeting {
            let behind = |w: usize| self.aside(w).filter(|(_, to)| !goes_on(said, *to));
            let place = behind(object.map_or(deed.at + 1, |o| o.1)).or_else(|| behind(when?.end));
            draft.place = place.map(|(from, to)| self.printed(from, to));
        }
        draft.is_past = deed.tense == Tense::Past;
        draft.status = if deed.tense == Tense::Future { Status::Planned } else { Status::Mentioned };
        self.sided(&mut draft, when, Some(deed), deed.at);
        if narrated && interval.is_none() && kind == EventKind::Meeting {
            self.same_day(&mut draft);
        }
        draft.is_here = deed.tense == Tense::Present && kind == EventKind::Visit && self.is_shown(&draft);
        Some(draft)
    }

    /// "when somebody is …", "whenever": a clause that tells of no day.
    fn is_of_when(&self, at: usize) -> bool {
        let part = self.said.parts[at];
        (0..=at)
            .any(|w| self.said.parts[w] == part && matches!(self.said.form(w), "when" | "whenever" | "if"))
    }

    /// True where the page is of the place that one visits: "is visiting Brona" on a page from Brona.
    fn is_shown(&self, draft: &Draft) -> bool {
        let document = self.scene.document();
        let head: String = document.text.chars().take(HEAD).collect();
        let head = plain(&format!("{} {head}", document.title.as_deref().unwrap_or_default()));
        self.turn.is_none() || draft.place.as_deref().is_some_and(|place| head.contains(&plain(place)))
    }

    /// "our country": a place without its name.
    fn is_somewhere(&self, (from, to): (usize, usize)) -> bool {
        self.said.is(from, Role::Determiner)
            && (from..to).any(|w| self.said.phrase_at(w, "somewhere").is_some_and(|end| end == to))
    }

    /// "approved the budget on | 3 June": a day not after the day of the words.
    fn decided_on(&self, deed: &Deed, object: (usize, usize)) -> Option<&When<'_>> {
        let past = |w: &&When| {
            let day = w.interval().filter(|i| i.start == i.end).and_then(|i| i.start);
            day.zip(self.scene.day).is_some_and(|(d, today)| d <= today)
        };
        let inside = |w: &&When| object.0 < w.first && w.end <= object.1;
        let bare = deed.verb.stage == Stage::Decided && deed.verb.with.is_empty();
        let on = |w: &&When| self.said.form(w.first) == "on" || self.said.form(w.first - 1) == "on";
        self.said.times.iter().filter(|_| bare).find(|w| inside(w) && on(w) && past(w))
    }

    pub(super) fn with_people(
        &self,
        draft: &mut Draft,
        deed: &Deed,
        subject: usize,
        object: Option<(usize, usize)>,
    ) {
        let said = self.said;
        let speaker = self.scene.speaker(self.turn);
        let other = self.scene.other(speaker);
        for at in subject..deed.at {
            let who = match said.form(at) {
                "i" | "we" => speaker,
                "you" => other,
                _ => None,
            };
            draft.people.extend(who.map(str::to_string));
        }
        // "Vera Holt and Jan Varga | met": who stands before the verb.
        if said.is(subject, Role::Subject) {
            draft.people.extend(self.beside(subject).names);
            // "he met", "we met" where nobody certain speaks: one side is nobody.
            let known = match said.form(subject) {
                "i" | "we" => speaker.is_some(),
                "you" => other.is_some(),
                _ => false,
            };
            draft.is_cut |= !known && draft.kind != EventKind::Decision;
        } else {
            let end = (subject..deed.first)
                .rev()
                .find(|w| !said.form(*w).ends_with("ly"))
                .map_or(subject, |w| w + 1);
            let parties = self.acting(subject, end);
            draft.is_cut |= !parties.is_whole && draft.kind != EventKind::Decision;
            draft.people.extend(parties.names);
        }
        let talk = matches!(draft.kind, EventKind::Meeting | EventKind::Other);
        if let Some((from, to)) = object {
            if said.form(from) == "you" {
                draft.people.extend(other.map(str::to_string));
            } else if talk {
                let parties = self.parties(from, to);
                draft.is_cut |= !parties.is_whole && (from..to).any(|w| said.is_name(w));
                draft.people.extend(parties.names);
            }
        } else if said.form(subject) == "we" {
            draft.people.extend(other.map(str::to_string));
        }
        if draft.kind == EventKind::Visit
            && let Some((from, to)) = object
        {
            // "visited sailors": those are no place.
            let placed = said.is_name(to - 1)
                || (from..to)
                    .any(|w| ["built", "somewhere"].iter().any(|cue| said.phrase_at(w, cue).is_some()));
            draft.is_cut |= goes_on(said, to) || !placed;
            draft.place = Some(self.printed(from, to)).filter(|_| placed);
        }
        dedup(&mut draft.people);
    }

    /// What the verb takes: `Some(None)` when it needs nothing, `None` when what it needs is not there.
    #[expect(clippy::option_option, reason = "no object is another answer than a missing one")]
    pub(super) fn object(&self, deed: &Deed) -> Option<Option<(usize, usize)>> {
        let said = self.said;
        let next = deed.at + 1;
        if deed.verb.stage == Stage::Decided {
            let bare = deed.verb.with.is_empty()
                && !said.parted(next)
                && (said.is(next, Role::Determiner) || said.is_name(next));
            let taken = bare || deed.verb.with.iter().any(|w| w == said.form(next));
            let end = (next..said.len()).take_while(|w| !said.parted(*w) && *w < next + 16).count() + next;
            return taken.then_some(Some((next, end)));
        }
        let with = deed.verb.with.iter().any(|w| w == said.form(next)) && !said.parted(next);
        let from = if with { next + 1 } else { next };
        let bare = deed.verb.with.is_empty() || deed.verb.base == "meet";
        if with || bare && !said.parted(next) {
            let to = self.run(from);
            if to > from && (with || deed.verb.base != "meet" || self.is_somebody(from)) {
                return Some(Some((from, to)));
            }
        }
        (deed.verb.base == "meet" && !with).then_some(None)
    }

    /// A name, an office or a pronoun: "met President Holt", not "met the needs".
    pub(super) fn is_somebody(&self, from: usize) -> bool {
        let said = self.said;
        let at = if said.is(from, Role::Determiner) { from + 1 } else { from };
        let office = said.words.get(at).is_some_and(|w| self.rules.labels.is_office(w.span.of(said.text)));
        office
            || said.is_name(at) && at == from
            || matches!(said.form(from), "you" | "him" | "her" | "them" | "me" | "us")
    }

    /// One past a noun phrase: determiner, names, plain words, "of" and "and" between.
    pub(super) fn run(&self, from: usize) -> usize {
        let said = self.said;
        let (mut at, mut named) = (from, false);
        if said.is(at, Role::Subject) || matches!(said.form(at), "you" | "him" | "her" | "them" | "me" | "us")
        {
            return at + 1;
        }
        while at < said.len()
            && at < from + 14
            && (at == from || !said.parted(at))
            && said.time_at(at).is_none()
        {
            let joins = matches!(said.form(at), "of" | "and") && at > from;
            let opens = said.is(at, Role::Determiner);
            // "met President Holt and took part", "will meet Jan Lind bilaterally".
            let goes_on = !named || said.is_name(at + 1) || said.is(at + 1, Role::Determiner);
            let ends = said.form(at) == "and" && (said.is(at + 1, Role::Subject) || !goes_on)
                || at > from && said.form(at).ends_with("ly") && !said.is_name(at)
                || named && !said.is_name(at) && (said.is(at, Role::Edge) || is_verblike(said, at));
            if said.is_small(at) && !joins && !opens || ends {
                break;
            }
            named |= said.is_name(at);
            at += 1;
        }
        while at > from && said.is_small(at - 1) {
            at -= 1;
        }
        at
    }

    /// Where the subject begins: `None` for half of a list, "the Minister, | and President Holt will meet"; but
    /// "she will fly to Tarn, and | President Holt will visit Brona" are two clauses.
    fn own_subject(&self, deed: &Deed) -> Option<usize> {
        let said = self.said;
        let subject = self.subject(deed);
        if !said.is(subject, Role::And) {
            return Some(subject);
        }
        let part = said.parts[subject];
        let is_clause = (0..subject).any(|w| said.parts[w] == part && said.is(w, Role::Future));
        (is_clause && deed.tense == Tense::Future && subject + 1 < deed.first).then_some(subject + 1)
    }

    /// Where the subject of a verb begins, within its clause.
    pub(super) fn subject(&self, deed: &Deed) -> usize {
        let said = self.said;
        let part = said.parts[deed.at];
        let mut at = deed.first;
        if said.is(at, Role::Subject) {
            return at;
        }
        while at > 0 && deed.first - at < 16 && said.parts[at - 1] == part && !said.parted(at) {
            let before = at - 1;
            let barred = said.time_at(before).is_some()
                || said.is(before, Role::Breaks)
                || said.is(before, Role::Preposition) && !self.hangs(before, at)
                || said.is(before, Role::To);
            if barred {
                break;
            }
            at = before;
            if said.is(at, Role::Subject) {
                break;
            }
        }
        at
    }
}
