//! The noun phrase around an event noun: "the Treaty on River Traffic", "your visit to Norland".
//!
//! Left of the noun stand determiner, adjectives and names, right of it what names it further or whom it
//! is with. Words of grammar, other verbs and signs end it. Depends on `clause`.

use std::collections::BTreeSet;

use super::clause::Said;
use super::party::goes_on;
use crate::rules::events::{EventKind, EventNoun, Role, form};
use crate::words::{Case, plain};

/// A noun phrase; numbers are words of the sentence.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// The event noun.
    pub(super) head: usize,
    pub(super) noun: EventNoun,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The determiner or possessive, if any.
    pub(super) opener: Option<usize>,
    /// Words in capitals that name it, left or right, folded.
    pub(super) names: BTreeSet<String>,
    /// Stems of other words that narrow it.
    pub(super) marks: BTreeSet<String>,
    /// Words after "with": whom it is with.
    pub(super) with: Option<(usize, usize)>,
    /// Words after "to", "in", "at": where it is.
    pub(super) place: Option<(usize, usize)>,
    /// True where a list of names before it may be part of its name.
    begins_before: bool,
}

/// Words before the noun that are looked at.
const LEFT: usize = 8;
/// Words of what follows.
const RIGHT: usize = 14;

/// The phrase around the event noun at `head`; `None` where the word is no noun here.
pub(super) fn phrase(said: &Said, head: usize) -> Option<Phrase> {
    said.senses.get(head)?.noun?;
    let before = head.checked_sub(1).map_or("", |b| said.form(b));
    let noun = said.lexis.noun(before, said.form(head))?;
    if !is_noun(said, head) {
        return None;
    }
    let mut found = Phrase {
        head,
        noun,
        start: head,
        end: head + 1,
        opener: None,
        names: BTreeSet::new(),
        marks: BTreeSet::new(),
        with: None,
        place: None,
        begins_before: false,
    };
    found.left(said);
    // "the meeting room", "the agreement text": the noun narrows another.
    if found.narrows(said) {
        return None;
    }
    found.right(said);
    Some(found)
}

/// True where a word that may be a verb is a noun.
fn is_noun(said: &Said, at: usize) -> bool {
    let verbs = &said.senses[at].verbs;
    if verbs.iter().all(|v| v.1 & (form::BASE | form::GERUND | form::THIRD) == 0) {
        return true;
    }
    let Some(before) = at.checked_sub(1) else { return false };
    let verbal =
        [Role::To, Role::Future, Role::Modal, Role::Subject, Role::Did, Role::Do, Role::Not, Role::Let];
    let gerund = verbs.iter().any(|v| v.1 & form::GERUND != 0);
    let taken =
        said.form(at + 1) == "with" || said.is(at + 1, Role::Subject) || said.is(at + 1, Role::Definite);
    // "the President talks with great pride".
    let third = verbs.iter().any(|v| v.1 & form::THIRD != 0);
    let does = third && said.is_name(before) && said.is(at + 1, Role::Preposition);
    match () {
        () if does => false,
        () if said.is(before, Role::Determiner) || said.form(before).ends_with("'s") => true,
        () if verbal.iter().any(|r| said.is(before, *r)) => false,
        () if gerund && (said.is(before, Role::Preposition) || said.is(before, Role::Be)) && taken => false,
        () if gerund && said.is(before, Role::Be) => false,
        () => true,
    }
}

impl Phrase {
    fn left(&mut self, said: &Said) {
        let mut loose: Vec<usize> = Vec::new();
        let mut at = self.head;
        while at > 0 && self.head - at < LEFT {
            if said.parted(at) && !lists(said, at) {
                self.listed(said, at, &mut loose);
                break;
            }
            let before = at - 1;
            if said.is(before, Role::Determiner) && !said.is(before, Role::Plain) {
                self.opener = Some(before);
                self.start = before;
                break;
            }
            if is_owner(said, before) {
                self.opener = Some(before);
                self.start = self.owner(said, before);
                break;
            }
            if said.is_name(before) {
                loose.push(before);
                if !loose.iter().any(|l| *l > before && !said.is_name(*l) && !is_plain(said, *l)) {
                    self.start = before;
                }
            } else if is_and(said, before) {
                // "the Service and Trade Agreement": the name goes on.
                self.start = before;
            } else if said.is(before, Role::And) && said.words[before].lead == "," {
                self.listed(said, before, &mut loose);
                break;
            } else if let Some(opener) = dated_before(said, at) {
                // "the June 14th | Northern Summit", "the 2030 | Memorandum"
                (self.opener, self.start) = (Some(opener), opener);
                break;
            } else if said.is_small(before) || said.time_at(before).is_some() && !is_plain(said, before) {
                break;
            } else {
                loose.push(before);
                if is_plain(said, before) && self.start == at {
                    self.start = before;
                }
            }
            at = before;
        }
        if self.opener.is_none() {
            loose.retain(|l| *l >= self.start);
        }
        for word in loose {
            self.take(said, word);
        }
    }

    /// "our Tarn, | Marl, and Brona Youth Summit": a name that lists names, where its first word is certain.
    fn listed(&mut self, said: &Said, comma: usize, loose: &mut Vec<usize>) {
        let names = |w: usize| said.is_name(w) || said.is(w, Role::And);
        if said.words[comma].lead != ","
            || !names(comma)
            || !(comma..self.head).any(|w| said.form(w) == "and")
        {
            return;
        }
        let inside = |w: &usize| names(*w) && (said.words[*w].lead == "," || !said.parted(*w));
        let from = comma - (0..comma).rev().take(LEFT).take_while(inside).count();
        let opener = from.checked_sub(1).filter(|o| said.is(*o, Role::Determiner) && !said.parted(from));
        match opener.filter(|_| from < comma) {
            Some(opener) => {
                (self.opener, self.start) = (Some(opener), opener);
                loose.extend((from..comma).filter(|w| said.is_name(*w)));
            }
            None => self.begins_before = said.is_name(comma - 1),
        }
    }

    /// "the President's", "last week's": where the owner begins.
    fn owner(&mut self, said: &Said, at: usize) -> usize {
        if let Some(time) = said.time_at(at) {
            return time.first;
        }
        let mut start = at;
        while start > 0 && !said.parted(start) && (said.is_name(start - 1) || start == at && said.is_name(at))
        {
            if !said.is_name(start - 1) {
                break;
            }
            start -= 1;
        }
        for word in start..=at {
            if said.is_name(word) {
                self.names.insert(name_key(said, word));
            }
        }
        match start.checked_sub(1).filter(|b| said.is(*b, Role::Determiner) && !said.parted(start)) {
            Some(before) => before,
            None => start,
        }
    }

    fn take(&mut self, said: &Said, word: usize) {
        if said.is_name(word) {
            self.names.insert(name_key(said, word));
        } else if !is_plain(said, word) && said.form(word).len() > 2 {
            self.marks.insert(mark_key(said.form(word)));
        }
    }

    /// True when the noun only narrows the noun behind it.
    fn narrows(&self, said: &Said) -> bool {
        let next = self.head + 1;
        if next >= said.len() || said.parted(next) || said.is_small(next) || said.time_at(next).is_some() {
            return false;
        }
        if said.senses[next].noun.is_some() {
            // "the Joint Session Address", but "the Northern Summit Meeting" of a summit.
            return said.words[self.head].case == Case::Lower || self.noun.is_weak;
        }
        let verbal =
            !said.senses[next].verbs.is_empty() || is_verblike(said, next) || said.is(next, Role::Plain);
        let named = said.words[self.head].case != Case::Lower;
        !verbal && !(named && !said.is_name(next))
    }

    fn right(&mut self, said: &Said) {
        let mut at = self.end;
        while at < said.len()
            && at - self.head < RIGHT
            && !said.parted(at)
            && said.is(at, Role::Joins) | said.is(at, Role::Preposition)
        {
            let joint = said.form(at).to_string();
            if said.time_at(at + 1).is_some() {
                break;
            }
            let end = run(said, at + 1);
            // "the summit on the 14th": a day, and no part of the name.
            if end <= at + 1 || (at + 1..end).all(|w| said.is_small(w) || said.words[w].is_digits()) {
                break;
            }
            let named = (at + 1..end).any(|w| said.is_name(w));
            let lower = !named;
            let first = (at + 1..end).find(|w| !said.is(*w, Role::Determiner)).unwrap_or(end);
            let is_place = named && said.is_name(first);
            // "this trip to advance our cause"
            if joint == "to" && !is_place && first == at + 1 {
                break;
            }
            match joint.as_str() {
                // "the Lowland Summit with Tesmara in the chair"
                "with" if self.noun.kind == EventKind::Summit && !self.names.is_empty() => break,
                "with" => self.with = Some((at + 1, end)),
                // "an address to the Assembly" tells to whom.
                "to" if self.noun.kind == EventKind::Other && named => {}
                "in" | "at" | "to" if is_place => self.place = Some((at + 1, one_place(said, at + 1, end))),
                "in" | "at" | "to" if named => {}
                "of" | "on" | "between" | "for" | "against" => {}
                _ => break,
            }
            if lower && joint == "for" {
                break;
            }
            let end = self.place.filter(|p| p.0 == at + 1).map_or(end, |p| p.1);
            for word in at + 1..end {
                if said.is_small(word) {
                    continue;
                }
                if named && !said.is_name(word) && joint != "with" {
                    continue;
                }
                if !matches!(joint.as_str(), "in" | "at") {
                    self.take(said, word);
                }
            }
            self.end = end;
            at = end;
        }
    }

    /// True where the words around go on: "the Lind Holt | family", "University of | Brona Agreement", "a
    /// memorandum on protecting | the rights", "a forum on dams | and locks".
    pub(super) fn is_cut(&self, said: &Said) -> bool {
        let last = self.end - 1;
        let tail = last > self.head;
        let lower = |w: usize| said.words.get(w).is_some_and(|word| word.case == Case::Lower);
        let gerund =
            tail && lower(last) && said.form(last).ends_with("ing") && said.is(self.end, Role::Determiner);
        let more = self.end + 1;
        let listed = tail
            && said.is(self.end, Role::And)
            && !said.parted(self.end)
            && lower(more)
            && !said.is_small(more)
            && said.senses.get(more).is_some_and(|s| s.verbs.is_empty())
            && self.with.is_none()
            && self.place.is_none();
        let begins = self.opener.is_none()
            && said.words[self.head].case != Case::Lower
            && self.start > 1
            && !said.parted(self.start)
            && !said.parted(self.start - 1)
            && said.is(self.start - 1, Role::Inside)
            && said.is_name(self.start - 2);
        // "the Lowland Summit | on the Future of Dams": what follows was not read as part of the name.
        let stops = !tail
            && !said.parted(self.end)
            && matches!(said.form(self.end), "on" | "of" | "between")
            && said.time_at(self.end + 1).is_none_or(|w| w.interval().is_none());
        // "Two Lowland Summit | questions"
        let capital = said.words[self.head].case != Case::Lower;
        (tail || capital) && goes_on(said, self.end)
            || gerund
            || listed
            || begins
            || stops
            || self.begins_before
    }

    /// True with a word that tells the one meant from others of its kind.
    pub(super) fn is_vague(&self, said: &Said) -> bool {
        self.opener.is_some_and(|o| said.is(o, Role::Vague))
    }

    /// True for "the", "our", "today's".
    pub(super) fn is_definite(&self, said: &Said) -> bool {
        self.opener.is_some_and(|o| said.is(o, Role::Definite) || !said.is(o, Role::Determiner))
    }
}

/// One past the last word of a run of names and small words of names, or of a short plain phrase.
fn run(said: &Said, from: usize) -> usize {
    let mut at = from;
    while said.is(at, Role::Determiner) && !said.parted(at) {
        at += 1;
    }
    let first = at;
    let open = |at: usize| at < said.len() && (at == from || !said.parted(at)) && said.time_at(at).is_none();
    if said.is(at, Role::Subject) && open(at) {
        return at + 1;
    }
    let named = said.is_name(at) || said.is_name(at + 1) && !said.is_small(at);
    let mut end = at;
    while open(at) && at - from < RIGHT {
        if said.is_name(at) || !named && !said.is_small(at) && !is_verblike(said, at) {
            at += 1;
            end = at;
        } else if said.is(at, Role::Inside) && at > first {
            // "Peace and Friendship": small words count when a name follows.
            let next = if said.is(at + 1, Role::Inside) { at + 2 } else { at + 1 };
            let goes_on =
                if named { said.is_name(next) } else { said.form(at) == "of" && !said.is_small(next) };
            if !goes_on {
                break;
            }
            at += 1;
        } else if named && at == first && !said.is_small(at) || named && end == at && ends_noun(said, at) {
            // "AI safety", "the Chinese counterparts": the noun behind a name.
            at += 1;
            end = if at > first + 1 { at } else { end };
        } else {
            break;
        }
    }
    end
}

/// A plain noun that belongs to the name before it.
pub(super) fn ends_noun(said: &Said, at: usize) -> bool {
    let form = said.form(at);
    let ending = || {
        said.lexis
            .phrases("noun_endings")
            .iter()
            .flatten()
            .any(|e| form.len() > e.len() && form.ends_with(e.as_str()))
    };
    said.is(at, Role::Group) || !said.is_small(at) && said.senses[at].noun.is_none() && ending()
}

/// "Brona and | the Lowland Forum": a place is not what is named behind it.
fn one_place(said: &Said, from: usize, end: usize) -> usize {
    (from + 1..end).find(|w| said.is(*w, Role::And) && said.is(w + 1, Role::Determiner)).unwrap_or(end)
}

/// The determiner of "the June 14th | Northern Summit": before a day, a month or a year that stands before the
/// name at `at`.
fn dated_before(said: &Said, at: usize) -> Option<usize> {
    let named = said.is_name(at) || said.senses[at].noun.is_some();
    let when = said.time_at(at - 1).filter(|w| w.end == at && named && w.interval().is_some())?;
    if said.is(when.first, Role::Definite) {
        return Some(when.first);
    }
    let opener = when.first.checked_sub(1)?;
    (said.is(opener, Role::Definite) && !said.parted(when.first)).then_some(opener)
}

/// "and" between two words of a name.
fn is_and(said: &Said, at: usize) -> bool {
    at > 0 && said.form(at) == "and" && said.is_name(at - 1) && said.is_name(at + 1) && !said.parted(at)
}

/// The comma of "a very important, historic treaty".
fn lists(said: &Said, at: usize) -> bool {
    let lower = |w: usize| said.words[w].case == Case::Lower && !said.is_small(w);
    said.words[at].lead == "," && lower(at) && lower(at - 1) && said.time_at(at - 1).is_none()
}

/// "Norland's", "today's", but not "it's".
fn is_owner(said: &Said, at: usize) -> bool {
    let form = said.form(at);
    (form.ends_with("'s") || form.ends_with("s'")) && !said.is_small(at)
}

fn is_plain(said: &Said, at: usize) -> bool {
    said.is(at, Role::Plain)
}

/// A word that is more likely a verb than a noun: a form of the table, or the ending of a past.
pub(super) fn is_verblike(said: &Said, at: usize) -> bool {
    let form = said.form(at);
    let past = form.len() > 4 && form.ends_with("ed") && !form.ends_with("eed");
    let verb = said.senses.get(at).is_some_and(|s| s.noun.is_none() && !s.verbs.is_empty());
    past || verb
}

/// A word of a name as it is compared.
pub(super) fn name_key(said: &Said, at: usize) -> String {
    plain(said.words[at].bare())
}

/// A word that narrows, without its ending.
pub(super) fn mark_key(form: &str) -> String {
    let bare = plain(form.strip_suffix("'s").unwrap_or(form));
    let short = bare.strip_suffix("ies").map(|s| format!("{s}y"));
    short.unwrap_or_else(|| match bare.strip_suffix('s') {
        Some(s) if s.len() > 3 && !s.ends_with('s') => s.to_string(),
        _ => bare,
    })
}
