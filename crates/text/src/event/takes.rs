//! Verbs that tell of an event only with a time and with certain words: "we saw each other last week", "the
//! bridge was opened in May", "he was elected in June".
//!
//! A verb names a list of words of which what it takes holds one, or of phrases of which one stands near
//! behind it (`takes` and `near` in `events.toml`). Two lists are none: "somebody" is a name, an office or a
//! pronoun, "place" is a name. Depends on `verb` and `when`.

use super::Status;
use super::clause::When;
use super::deed::{Deed, Tense};
use super::draft::Draft;
use super::phrase::{mark_key, name_key};
use super::sign::Sign;
use super::spot::Sentence;
use crate::rules::events::{EventKind, Role};

/// Words behind a verb among which a phrase is sought.
const NEAR: usize = 9;

impl Sentence<'_, '_> {
    /// The event of such a verb.
    pub(super) fn special(&self, mut deed: Deed, kind: EventKind) -> Option<Draft> {
        let said = self.said;
        let awaited = said.phrase_before(deed.at, "ahead").filter(|_| deed.tense == Tense::None);
        if let Some(from) = awaited {
            // "looking forward to | seeing you in May".
            (deed.tense, deed.first) = (Tense::Future, from);
        }
        let real = matches!(deed.tense, Tense::Past | Tense::Future);
        let voice =
            (deed.is_passive || !deed.verb.is_passive) && (awaited.is_some() || !deed.verb.is_awaited);
        if !real || !voice {
            return None;
        }
        let subject = self.subject(&deed);
        if said.is(subject, Role::And) || self.is_counted(subject, deed.first) {
            return None;
        }
        let (object, end) = self.taken(&deed, subject)?;
        let before = || self.time_before(deed.first.min(subject)).filter(|_| awaited.is_none());
        let when = self.time_after(end, 5).or_else(before)?;
        Some(self.told(&deed, kind, (subject, object, end), when))
    }

    /// What the verb takes, where it is of its list, and one past the words that belong to it.
    fn taken(&self, deed: &Deed, subject: usize) -> Option<(Option<(usize, usize)>, usize)> {
        let (said, verb) = (self.said, deed.verb);
        if !verb.near.is_empty() {
            let part = said.parts[deed.at];
            let mut near =
                (deed.at + 1..said.len().min(deed.at + NEAR)).take_while(|w| said.parts[*w] == part);
            let end = near.find_map(|w| said.phrase_at(w, &verb.near))?;
            return Some((None, end));
        }
        let mut from = deed.at + 1;
        while from < said.len() && !said.parted(from) && is_between(said.form(from)) {
            from += 1;
        }
        let led = verb.with.iter().any(|w| w == said.form(from)) && !said.parted(from);
        if !led && !verb.with.is_empty() {
            return None;
        }
        from += usize::from(led);
        let place = verb.takes == "place";
        let to = match () {
            () if deed.is_passive || said.parted(from) => from,
            () if place => {
                (from..said.len())
                    .take_while(|w| said.is_name(*w) && (*w == from || !said.parted(*w)))
                    .count()
                    + from
            }
            () => self.run(from),
        };
        let object = (to > from).then_some((from, to));
        // What is opened tells by itself: "the plant will open".
        let (first, last) = object.unwrap_or((subject, deed.first));
        let told = object.is_some() || deed.is_passive;
        let fits = match verb.takes.as_str() {
            "somebody" => told && self.is_person(first, last),
            "place" => object.is_some() && self.is_traveller(subject, deed.first),
            list => (first..last).any(|w| said.phrase_at(w, list).is_some_and(|end| end <= last)),
        };
        fits.then_some((object, to.max(deed.at + 1)))
    }

    /// Who goes somewhere: no goods and no news.
    fn is_traveller(&self, from: usize, to: usize) -> bool {
        let said = self.said;
        self.is_person(from, to)
            || (from..to).any(|w| said.is_name(w) || said.phrase_at(w, "travellers").is_some())
    }

    /// A name, an office or a pronoun, also with words before the office: "your foreign minister".
    fn is_person(&self, from: usize, to: usize) -> bool {
        let said = self.said;
        let pronoun =
            |w: usize| said.is(w, Role::Subject) && !matches!(said.form(w), "it" | "which" | "who" | "they");
        let office = |w: usize| self.rules.labels.is_office(said.words[w].span.of(said.text));
        self.is_somebody(from)
            || pronoun(from)
            || said.is(from, Role::Determiner) && (from + 1..to.min(from + 5)).any(office)
    }

    fn told(
        &self,
        deed: &Deed,
        kind: EventKind,
        (subject, object, end): (usize, Option<(usize, usize)>, usize),
        when: &When,
    ) -> Draft {
        let said = self.said;
        let place = self.aside(end).or_else(|| self.aside(when.end));
        let label_end = self.aside(end).map_or(end, |a| a.1);
        let last = if when.first >= end { when.end } else { label_end };
        let first = if when.end <= subject && when.end + 2 >= subject { when.first } else { subject };
        let mut draft = self.draft(kind, (subject, label_end), (first, last));
        draft.sign = Sign::of_word(said.form(deed.at), said.lexis);
        self.dated(&mut draft, Some(when));
        for word in (subject..label_end).filter(|w| said.time_at(*w).is_none()) {
            if said.is_name(word) {
                draft.names.insert(name_key(said, word));
            } else if !said.is_small(word) && word != deed.at && said.form(word).len() > 3 {
                draft.marks.insert(mark_key(said.form(word)));
            }
        }
        self.with_people(&mut draft, deed, subject, object);
        // "Vera Holt and Jan Lind opened the bridge": no talk of these two, and the bridge is nobody.
        let talks = kind != EventKind::Other || deed.verb.takes.is_empty() || deed.verb.takes == "listener";
        if !talks {
            draft.people.clear();
            draft.is_cut = false;
        }
        draft.place = draft.place.take().or_else(|| place.map(|(from, to)| self.printed(from, to)));
        draft.is_past = deed.tense == Tense::Past;
        let over = draft.interval.and_then(|i| i.end).zip(self.scene.day).is_some_and(|(e, d)| e < d);
        let ahead = deed.tense == Tense::Future && !over;
        draft.status = if ahead { Status::Planned } else { Status::Mentioned };
        draft
    }
}

/// Words between a verb and what it takes: "opened together the bridge".
fn is_between(form: &str) -> bool {
    matches!(form, "together" | "jointly" | "also" | "again" | "officially" | "formally" | "solemnly")
}
