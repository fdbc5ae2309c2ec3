//! The verb that says what became of an event: tense, voice, whether it is denied or only thought of.
//!
//! "we will sign the treaty" · "the treaty was signed" · "the treaty they signed" · "the signing of the
//! treaty". Depends on `clause` and `phrase`.

use super::clause::Said;
use super::phrase::Phrase;
use crate::rules::events::{EventVerb, Role, Stage, form};
use crate::words::Case;

/// When a verb puts what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tense {
    /// "signed", "has signed".
    Past,
    /// "signs", "are signing".
    Present,
    /// "will sign", "plan to sign".
    Future,
    /// Without tense: "signing", "to sign"; or only thought of: "would sign".
    None,
}

/// A verb group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deed<'r> {
    pub(super) verb: &'r EventVerb,
    /// The word of the verb.
    pub(super) at: usize,
    /// The first word of the group.
    pub(super) first: usize,
    pub(super) tense: Tense,
    pub(super) is_passive: bool,
    pub(super) is_denied: bool,
    /// True when the clause says "if", "would", or asks.
    pub(super) is_doubted: bool,
}

/// Words before a verb that are looked at.
const LEFT: usize = 6;
/// Words between a verb and the clause behind it.
const FAR: usize = 10;
/// Adjectives before a noun without a determiner.
const ADJECTIVES: usize = 2;
/// Words between a noun and its verb.
const NEAR: usize = 4;

/// Reads the verb group of the word at `at`, which is a form of `verb`.
pub(super) fn deed<'r>(said: &Said<'r>, at: usize, number: usize) -> Option<Deed<'r>> {
    let (verb, bits) = *said.senses.get(at)?.verbs.get(number)?;
    let verb = said.lexis.verbs.get(usize::from(verb))?;
    let mut deed = Deed {
        verb,
        at,
        first: at,
        tense: Tense::None,
        is_passive: false,
        is_denied: false,
        is_doubted: said.is_question,
    };
    deed.auxiliaries(said, bits);
    deed.is_doubted |= doubted(said, at);
    Some(deed)
}

impl Deed<'_> {
    fn auxiliaries(&mut self, said: &Said, bits: u8) {
        let (mut have, mut be, mut past_be, mut did, mut to) = (false, false, false, false, false);
        let (mut future, mut modal, mut subject, mut had) = (false, false, false, false);
        let mut at = self.at;
        // "was glad to | welcome": what one is or has when one does it.
        let way = outer(said, self.at);
        if let Some(way) = way {
            (at, self.first) = (way.from, way.from);
        }
        let from = at;
        while at > 0 && from - at < LEFT && (!said.parted(at)) {
            let before = at - 1;
            if said.is(before, Role::Not) {
                self.is_denied = true;
            } else if said.is(before, Role::To) && at == self.at {
                to = true;
                future |= said.phrase_before(at, "planned").is_some() || self.is_way(said);
                break;
            } else if said.is(before, Role::Have) {
                have = true;
                had |= said.form(before) == "had";
            } else if said.is(before, Role::Be) {
                be = true;
                past_be |= said.is(before, Role::PastBe);
                // "to be signed", "had to be signed", "has to be signed".
                if said.form(before) == "be" && before > 0 && said.is(before - 1, Role::To) {
                    let must = before > 1 && said.is(before - 2, Role::Have);
                    let had = must && said.form(before - 2) == "had";
                    (future, past_be, modal) = (!must, past_be || had, modal || must && !had);
                }
            } else if said.is(before, Role::Future) {
                future = true;
            } else if said.is(before, Role::Modal) || said.is(before, Role::Let) {
                modal = true;
            } else if said.is(before, Role::Did) || said.is(before, Role::Do) {
                did = said.is(before, Role::Did);
                subject = true;
            } else if said.is(before, Role::Subject) {
                // "will we sign": the auxiliary stands before the subject.
                subject = true;
                self.first = self.first.min(before);
                let turned = before
                    .checked_sub(1)
                    .is_some_and(|b| said.is(b, Role::Future) || said.is(b, Role::Modal));
                if !turned {
                    break;
                }
            } else if !is_adverb(said, before) {
                break;
            }
            self.first = self.first.min(before);
            at = before;
        }
        let has = |bit: u8| bits & bit != 0;
        let gerund = has(form::GERUND) && !has(form::BASE);
        if let Some(way) = way {
            let real = past_be || way.has && had;
            self.tense = match () {
                () if modal || self.is_denied => Tense::None,
                () if future => Tense::Future,
                () if real => Tense::Past,
                () => Tense::None,
            };
            return;
        }
        self.is_passive = be && has(form::PARTICIPLE) && !gerund;
        self.tense = match () {
            () if modal => Tense::None,
            // "the declaration will be open to all": no form of a verb.
            () if be && !has(form::PARTICIPLE | form::GERUND) => Tense::None,
            () if future && (has(form::BASE) || be) => Tense::Future,
            () if to => Tense::None,
            () if gerund && be && past_be => Tense::Past,
            () if gerund && be => Tense::Present,
            () if gerund => Tense::None,
            () if self.is_passive && (past_be || have) => Tense::Past,
            () if self.is_passive => Tense::Present,
            () if have && has(form::PARTICIPLE) => Tense::Past,
            () if did => Tense::Past,
            () if has(form::PAST | form::PARTICIPLE) => Tense::Past,
            () if has(form::THIRD) => Tense::Present,
            () if subject => Tense::Present,
            () => Tense::None,
        };
    }
}

/// Words that put a verb into "to" or "of": "was glad to | welcome", "had the honour of | visiting".
#[derive(Clone, Copy)]
struct Outer {
    /// The first of them.
    from: usize,
    /// True behind "have".
    has: bool,
}

fn outer(said: &Said, at: usize) -> Option<Outer> {
    let glad = said.phrase_before(at, "glad").map(|from| Outer { from, has: false });
    let mut way = glad.or_else(|| said.phrase_before(at, "chance").map(|from| Outer { from, has: true }))?;
    // "very glad", "the great honour"
    let plain = |w: usize| !said.parted(w + 1) && (said.is(w, Role::Determiner) || !said.is_small(w));
    let end = way.from.saturating_sub(3);
    while way.from > end && plain(way.from - 1) && !said.is_name(way.from - 1) {
        way.from -= 1;
    }
    Some(way)
}

impl Deed<'_> {
    /// "I will travel to Tarn to | sign": a clause of going there that lies ahead.
    fn is_way(&self, said: &Said) -> bool {
        let part = said.parts[self.at];
        let left = || (0..self.at).rev().take(12).take_while(|w| said.parts[*w] == part);
        let plain = !left().any(|w| said.is(w, Role::Not) || said.is(w, Role::Modal));
        let goes = |w: usize| said.phrase_at(w, "travels").is_some() && w > 0 && said.is(w - 1, Role::Future);
        plain && left().any(goes)
    }
}

/// "also", "already", "officially": words inside a verb group.
fn is_adverb(said: &Said, at: usize) -> bool {
    let form = said.form(at);
    form.len() > 4 && form.ends_with("ly")
        || matches!(
            form,
            "also"
                | "already"
                | "now"
                | "just"
                | "soon"
                | "then"
                | "again"
                | "both"
                | "today"
                | "even"
                | "still"
        )
}

/// True when the clause makes the verb only thought of.
fn doubted(said: &Said, at: usize) -> bool {
    let part = said.parts[at];
    let head = (0..at).rev().take_while(|w| said.parts[*w] == part).any(|w| said.is(w, Role::Doubt));
    head || said.is(at, Role::Doubt) || hoped(said, at)
}

/// "I hope that we will meet": only wished.
fn hoped(said: &Said, at: usize) -> bool {
    let near = (0..at).rev().take(FAR).take_while(|w| !said.words[*w + 1].lead.contains([';', ':']));
    let mut told = near.skip_while(|w| !said.is(*w, Role::Future));
    told.any(|w| said.phrase_at(w, "wish").is_some())
}

impl Deed<'_> {
    /// True for "the treaty signed in March": the verb only tells which one is meant.
    pub(super) fn tells_which(&self, phrase: &Phrase) -> bool {
        self.at >= phrase.end && self.first == self.at && self.tense == Tense::Past && !self.is_denied
    }
}

/// The verbs that say what became of the event of a phrase: the one whose object or subject it is first.
pub(super) fn deeds<'r>(said: &Said<'r>, phrase: &Phrase) -> Vec<Deed<'r>> {
    let mut found: Vec<Deed> = Vec::new();
    // "we signed | the treaty", "took part in | the summit", "hold | parliamentary | elections".
    let mut first = lead(said, phrase);
    let mut at = first;
    while at > 0 && first - at < NEAR {
        // "you took part, as you said, | in the summit"
        if said.parted(at) {
            let Some(aside) = said.aside_before(at) else { break };
            first -= at - aside;
            at = aside;
        }
        at -= 1;
        if let Some(deed) = of_event(said, at, phrase, |d| !d.is_passive) {
            found.push(deed);
            break;
        }
        let passes = said.is(at, Role::Preposition)
            || said.form(at) == "part"
            || said.form(at) == "place"
            || is_adverb(said, at);
        if !passes {
            break;
        }
    }
    // "the treaty | was signed", "the treaty, | signed in", "the treaty (which) we signed".
    let end = tail(said, phrase);
    let mut at = end;
    let mut begins = false;
    while at < said.len() && (at < end + NEAR + usize::from(begins) || begins && at < end + FAR) {
        let part_ok = !said.parted(at) || at == phrase.end || begins;
        if !part_ok || said.is(at, Role::And) {
            break;
        }
        // "the summit has become", "the treaty has been signed": "has" carries no event behind it.
        if let Some(deed) = of_event(said, at, phrase, |_| !said.is(at, Role::Have)) {
            // "the treaty which | implements": the event does it, nobody does it to the event.
            let acts = !deed.is_passive && deed.tense == Tense::Present && deed.first == at;
            if !acts || deed.verb.carries {
                found.push(deed);
                found.extend(relative(said, at + 1, phrase));
            }
            break;
        }
        let passes = said.is(at, Role::Subject)
            || said.is(at, Role::Be)
            || said.is(at, Role::Have)
            || said.is(at, Role::Future)
            || said.is(at, Role::Not)
            || said.is(at, Role::Modal)
            || said.is(at, Role::To)
            || said.form(at) == "that"
            || is_adverb(said, at)
            || said.time_at(at).is_some()
            || said.form(at) == "here";
        if !passes {
            break;
        }
        begins = said.is(at, Role::Subject);
        at += 1;
        if begins && at == phrase.end + 1 {
            at = owner_of(said, at);
        }
    }
    if found.is_empty() {
        found.extend(exists(said, phrase));
    }
    found
}

/// The first word of the phrase with the adjectives before it, where it has no determiner.
pub(super) fn lead(said: &Said, phrase: &Phrase) -> usize {
    let open = |w: usize| {
        let word = &said.words[w];
        (word.case == Case::Lower || word.opens && !said.is_name(w))
            && !said.is_small(w)
            && said.senses[w].verbs.is_empty()
            && said.senses[w].noun.is_none()
            && said.time_at(w).is_none()
            && !said.parted(w + 1)
    };
    let most = if phrase.opener.is_none() { ADJECTIVES } else { 0 };
    phrase.start - (0..phrase.start).rev().take(most).take_while(|w| open(*w)).count()
}

/// One past the phrase with words that hang on it, where an auxiliary stands behind them: "a programme of
/// cooperation | in science | was signed".
fn tail(said: &Said, phrase: &Phrase) -> usize {
    let end = phrase.end;
    if !said.is(end, Role::Preposition) || said.parted(end) {
        return end;
    }
    let helps = |w: usize| said.is(w, Role::Be) || said.is(w, Role::Have) || said.is(w, Role::Future);
    let inner = |w: &usize| {
        !said.parted(*w)
            && !said.is(*w, Role::Subject)
            && !said.is(*w, Role::Breaks)
            && !helps(*w)
            && !said.is_event(*w)
    };
    let to = (end..said.len().min(end + FAR)).take_while(inner).count() + end;
    if helps(to) && !said.parted(to) { to } else { end }
}

/// "there will be | a meeting", "there was | another meeting".
fn exists<'r>(said: &Said<'r>, phrase: &Phrase) -> Option<Deed<'r>> {
    let start = lead(said, phrase);
    let helps = |w: usize| {
        [Role::Be, Role::Have, Role::Future, Role::To, Role::Modal, Role::Not].iter().any(|r| said.is(w, *r))
            || is_adverb(said, w)
            || said.form(w) == "going"
    };
    let count = (0..start).rev().take(LEFT).take_while(|w| helps(*w) && !said.parted(w + 1)).count();
    let (first, words) = ((start - count).checked_sub(1)?, start - count..start);
    if count == 0 || !is_there(said, first) {
        return None;
    }
    let any = |role: Role| words.clone().any(|w| said.is(w, role));
    let tense = match () {
        () if any(Role::Modal) => Tense::None,
        () if any(Role::Future) || any(Role::To) => Tense::Future,
        () if any(Role::PastBe) => Tense::Past,
        () => Tense::Present,
    };
    let is_doubted = said.is_question || doubted(said, start - 1);
    let verb = &EXISTS;
    let is_denied = any(Role::Not);
    Some(Deed { verb, at: start - 1, first, tense, is_passive: false, is_denied, is_doubted })
}

fn is_there(said: &Said, at: usize) -> bool {
    matches!(said.form(at), "there" | "there'll")
}

/// What carries the noun of "there is".
static EXISTS: EventVerb = EventVerb::EXISTS;

/// "the treaty which | our ministers | signed", "which | 21 states finally | adopted": one past a short subject.
fn owner_of(said: &Said, from: usize) -> usize {
    let counted = said.words.get(from).is_some_and(|w| w.is_digits());
    if !(said.is(from, Role::Definite) || counted) || said.parted(from) {
        return from;
    }
    let noun = |w: &usize| *w < said.len() && !said.parted(*w) && !said.is_small(*w);
    let verb = |w: usize| said.senses[w].noun.is_none() && !said.senses[w].verbs.is_empty();
    let end = (from + 1..from + 4).take_while(|w| noun(w) && !verb(*w)).count() + from + 1;
    if noun(&end) && verb(end) { end } else { from }
}

/// "…, which we implement": a clause that goes on about the phrase, behind the verb before.
fn relative<'r>(said: &Said<'r>, from: usize, phrase: &Phrase) -> Option<Deed<'r>> {
    let which = (from..said.len().min(from + FAR)).find(|w| said.is(*w, Role::Breaks))?;
    let begins = said.is(which, Role::Subject) && said.words[which].lead.contains(',');
    let subject = said.is(which + 1, Role::Subject);
    let deed =
        (which + 1..said.len().min(which + 1 + NEAR)).find_map(|w| of_event(said, w, phrase, |_| true))?;
    (begins && (subject || deed.is_passive)).then_some(deed)
}

/// The first of the word's verbs that goes with the kind of the phrase.
fn of_event<'r>(
    said: &Said<'r>,
    at: usize,
    phrase: &Phrase,
    fits: impl Fn(&Deed) -> bool,
) -> Option<Deed<'r>> {
    let n = said.senses.get(at)?.verbs.len();
    let paper = matches!(phrase.noun.kind, super::EventKind::Agreement | super::EventKind::Decision);
    (0..n).filter_map(|k| deed(said, at, k)).find(|d| {
        let suits = match d.verb.stage {
            Stage::Initialled | Stage::Signed | Stage::Ratified | Stage::InForce => paper,
            Stage::Cancelled => true,
            Stage::Held => d.verb.carries,
            Stage::Decided | Stage::Kept => false,
        };
        suits && fits(d)
    })
}
