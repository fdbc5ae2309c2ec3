//! How far an event has come, as its noun and its verb tell: planned, signed, in force, called off.
//!
//! `"the treaty entered into force"` · `"the summit planned for November was called off"` · `"where a convention
//! was signed"`. Depends on `deed`, `slated`, `when`.

use super::Status;
use super::clause::When;
use super::deed::{Deed, Tense};
use super::draft::Draft;
use super::phrase::Phrase;
use super::spot::Sentence;
use crate::rules::events::{EventKind, Role, Stage, form};
use crate::words::Case;

impl Sentence<'_, '_> {
    pub(super) fn staged(&self, draft: &mut Draft, phrase: &Phrase, deed: Option<&Deed>) {
        let said = self.said;
        let paper = matches!(draft.kind, EventKind::Agreement | EventKind::Decision);
        let ahead = draft.interval.and_then(|i| i.start).zip(self.scene.day).is_some_and(|(s, d)| s > d);
        draft.status = match deed.map(|d| (d.verb.stage, d.tense)) {
            _ if paper && said.phrase_before(phrase.start, "signing").is_some() => self.signing(phrase),
            _ if said.phrase_before(phrase.start, "ending").is_some() => Status::Cancelled,
            _ if paper && said.phrase_at(phrase.end, "ended").is_some() => Status::Cancelled,
            _ if self.is_off(phrase) => Status::Cancelled,
            _ if self.slated(phrase).is_some() && !paper => {
                if ahead {
                    Status::Planned
                } else {
                    Status::Mentioned
                }
            }
            _ if paper && self.is_in_force(phrase) => Status::InForce,
            // "thank you for signing the treaty this morning"
            Some((Stage::Signed, Tense::None))
                if paper && !ahead && deed.is_some_and(|d| self.is_done(d, draft) || self.is_joined(d)) =>
            {
                Status::Signed
            }
            Some((Stage::Cancelled, Tense::Past)) => Status::Cancelled,
            Some((Stage::InForce, Tense::Future)) => Status::Mentioned,
            Some((_, Tense::Future)) => Status::Planned,
            Some((Stage::Initialled, Tense::Past)) if paper => Status::Initialled,
            // "we agreed the declaration": whether it was signed, is not said.
            Some((Stage::Signed, Tense::Past)) if paper && !deed.is_some_and(|d| self.only_agrees(d)) => {
                Status::Signed
            }
            Some((Stage::Ratified, Tense::Past)) if paper => Status::Ratified,
            Some((Stage::InForce, Tense::Past | Tense::Present)) if paper => Status::InForce,
            Some((Stage::Held, Tense::Present)) if ahead => Status::Planned,
            None if ahead => Status::Planned,
            _ => Status::Mentioned,
        };
        draft.is_past = deed.is_some_and(|d| d.tense == Tense::Past);
        // "you will take part in the meeting today": the verb need not be of the table.
        let this = phrase.opener.is_some_and(|o| said.is(o, Role::Here));
        if deed.is_none() && draft.interval.is_some() && !draft.is_here && !this && self.is_ahead(phrase) {
            draft.status = Status::Planned;
        }
        // "will speak of the treaty of 1998": what is over is no plan.
        let over = draft.interval.and_then(|i| i.end).zip(self.scene.day).is_some_and(|(e, d)| e < d);
        if over && draft.status == Status::Planned {
            draft.status = Status::Mentioned;
        }
    }

    /// "The signing of the treaty showed …", "since the signing of": it is done; "ahead of the signing": not
    /// yet; "the signing of the treaty shows …" may be said before it.
    fn signing(&self, phrase: &Phrase) -> Status {
        let said = self.said;
        let from = said.phrase_before(phrase.start, "signing").unwrap_or(phrase.start);
        let opener = from.checked_sub(1).filter(|o| said.is(*o, Role::Determiner));
        let from = opener.unwrap_or(from);
        if said.phrase_before(from, "ahead").is_some() {
            return Status::Planned;
        }
        let part = said.parts[phrase.head];
        let open = [Role::Future, Role::Modal, Role::Doubt, Role::Not];
        let clause = (0..said.len()).filter(|w| said.parts[*w] == part);
        let is_open = said.is_question || clause.into_iter().any(|w| open.iter().any(|r| said.is(w, *r)));
        let before = from.checked_sub(1).map_or("", |b| said.form(b));
        let kept = before == "of" && from > 1 && said.form(from - 2) == "anniversary";
        let is_past = self.is_told_behind(phrase.end);
        let begins = is_past && (from == 0 || said.parted(from))
            || kept
            || matches!(before, "since" | "after" | "following");
        let known = opener.is_some_and(|o| said.is(o, Role::Definite));
        if known && begins && !is_open { Status::Signed } else { Status::Mentioned }
    }

    /// True for a verb in the past or the perfect right behind: "the signing of the treaty has shown".
    fn is_told_behind(&self, at: usize) -> bool {
        let past = |w: usize| {
            self.said.is(w, Role::Did)
                || self.said.is(w, Role::PastBe)
                || self.said.senses[w].verbs.iter().any(|v| v.1 & form::PAST != 0)
                || self.said.form(w).len() > 4 && self.said.form(w).ends_with("ed")
        };
        let n = self.said.len();
        let has = at + 1 < n && self.said.is(at, Role::Have) && !self.said.is(at + 1, Role::To);
        has || at < n && past(at)
    }

    /// "thank you for signing it", "since adopting it", with a day that is not ahead.
    fn is_done(&self, deed: &Deed, draft: &Draft) -> bool {
        let before = deed.first.checked_sub(1).map(|b| self.said.form(b));
        let told =
            draft.interval.and_then(|i| i.end).zip(self.scene.day).is_some_and(|(end, day)| end <= day);
        told && !deed.is_doubted && matches!(before, Some("for" | "since"))
    }

    fn only_agrees(&self, deed: &Deed) -> bool {
        self.said.lexis.phrases("agrees").iter().any(|p| p.iter().eq([&deed.verb.base]))
    }

    /// "joined twenty states in adopting it".
    fn is_joined(&self, deed: &Deed) -> bool {
        let before = deed.first.checked_sub(1).map(|b| self.said.form(b));
        before == Some("in") && !deed.is_doubted && self.tense_around(deed.at) == Tense::Past
    }

    /// "the implementation of the treaty", "the treaty entered into force".
    pub(super) fn is_in_force(&self, phrase: &Phrase) -> bool {
        let said = self.said;
        let after =
            (phrase.end..said.len().min(phrase.end + 4)).any(|w| said.phrase_at(w, "force").is_some());
        // "we intend to pursue the implementation of the treaty" tells of no treaty that is carried out.
        let part = said.parts[phrase.head];
        let wished = (0..phrase.start).rev().take_while(|w| said.parts[*w] == part).any(|w| {
            said.is(w, Role::Modal)
                || said.is(w, Role::Future)
                || said.is(w, Role::To) && !said.is(w + 1, Role::Determiner)
        });
        !wished && said.phrase_before(phrase.start, "force").is_some() || after
    }

    /// "the summit planned for last November was called off": it is not, or not then.
    pub(super) fn is_off(&self, phrase: &Phrase) -> bool {
        let said = self.said;
        let from = self.past_slated(phrase);
        let (mut at, mut was) = (from, false);
        // "the visit, planned for the 8th, | has been called off"
        let resumes = |w: usize| w == from && from > phrase.end && said.parted(phrase.end);
        while at < said.len() && at < phrase.end + 12 && (!said.parted(at) || resumes(at)) {
            if was && said.phrase_at(at, "off").is_some() {
                return true;
            }
            let passes = said.is(at, Role::Be)
                || said.is(at, Role::Have)
                || said.is(at, Role::To)
                || said.is(at, Role::Preposition)
                || said.time_at(at).is_some()
                || said.form(at).ends_with("ly");
            if !passes {
                return false;
            }
            // "was", "had to be"
            was |= said.is(at, Role::PastBe) || said.form(at) == "had" && said.is(at + 1, Role::To);
            at += 1;
        }
        false
    }

    /// True when "will" governs the clause of the noun.
    pub(super) fn is_ahead(&self, phrase: &Phrase) -> bool {
        let part = self.said.parts[phrase.head];
        let mut own = (0..phrase.start).rev().take_while(|w| self.said.parts[*w] == part);
        let is_to = |w: usize| {
            (self.said.is(w, Role::Be) || self.said.form(w) == "going")
                && self.said.phrase_at(w, "planned").is_some()
        };
        own.any(|w| self.said.is(w, Role::Future) || is_to(w))
    }

    /// "Norland will soon hold elections", "the province held a referendum": who votes tells which one.
    pub(super) fn is_poll(&self, deed: &Deed, phrase: &Phrase) -> bool {
        let said = self.said;
        let poll = said.phrase_at(phrase.head, "polls").is_some();
        let told =
            matches!(deed.tense, Tense::Past | Tense::Future) && !deed.is_doubted && deed.at < phrase.start;
        let capital = |w: usize| said.words[w].case != Case::Lower && !said.is_small(w);
        poll && told && (self.subject(deed)..deed.first).any(capital)
    }

    /// True for a verb in the past or of the future with a time of few days: the event is one.
    pub(super) fn is_acted(&self, deed: &Deed, draft: &Draft) -> bool {
        let days = draft.interval.and_then(|i| i.start?.until(i.end?).ok()).map(|d| d.get_days());
        let told = matches!(deed.tense, Tense::Past | Tense::Future) || draft.status == Status::Planned;
        told && !deed.is_doubted && days.is_some_and(|d| d < 100)
    }

    /// "We signed a package of documents today": what two sides sign, no law that one puts his name to.
    pub(super) fn is_sealed(&self, deed: &Deed, phrase: &Phrase, draft: &Draft) -> bool {
        let said = self.said;
        let subject = self.subject(deed);
        let both = deed.is_passive
            || matches!(said.form(subject), "we" | "they" | "our" | "which")
            || (subject..deed.first).any(|w| said.is(w, Role::And));
        let signs = matches!(deed.verb.stage, Stage::Signed | Stage::Initialled | Stage::Ratified);
        let real = matches!(deed.tense, Tense::Past | Tense::Future);
        let signs =
            signs && !matches!(deed.verb.base.as_str(), "adopt" | "conclude") && !self.only_agrees(deed);
        signs && real && both && (draft.interval.is_some() && phrase.opener.is_some() || draft.is_named)
    }

    /// "the | November | elections": a month in the words themselves, without a year.
    pub(super) fn is_bare_month(&self, phrase: &Phrase) -> bool {
        let inside = |t: &&When| phrase.start <= t.first && t.end <= phrase.end;
        self.said.times.iter().filter(inside).any(|t| t.end == t.first + 1 && t.time.value.len() == 7)
    }

    /// "withdrew from | the treaty in 2028": the day is not the treaty's.
    pub(super) fn is_entered(&self, phrase: &Phrase) -> bool {
        let said = self.said;
        let before = |n: usize| phrase.start.checked_sub(n);
        let skip = before(1).is_some_and(|w| said.is(w, Role::Preposition));
        let verbs = before(1 + usize::from(skip)).map(|w| said.senses[w].verbs.iter()).into_iter().flatten();
        let known = verbs.filter_map(|v| said.lexis.verbs.get(usize::from(v.0)));
        let paper = super::join::is_paper(phrase.noun.kind);
        paper && known.into_iter().any(|v| v.kind == Some(EventKind::Decision) && v.is_special())
    }

    /// True with a verb of signing: without one a plan is no paper of two sides.
    pub(super) fn signs(&self) -> bool {
        let verbs = self.said.senses.iter().flat_map(|s| &s.verbs);
        let stages = verbs.filter_map(|v| self.said.lexis.verbs.get(usize::from(v.0))).map(|v| v.stage);
        stages.into_iter().any(|s| matches!(s, Stage::Signed | Stage::Initialled | Stage::Ratified))
    }

    /// "the summit in mid-August, where a convention was signed": signed there and then.
    pub(super) fn dated_there(&self, draft: &mut Draft, phrase: &Phrase, before: &[Draft]) {
        let said = self.said;
        let part = said.parts[phrase.head];
        let Some(opens) = (0..phrase.start).find(|w| said.parts[*w] == part) else { return };
        let there = said.form(opens) == "where" && said.words[opens].lead.contains(',');
        let host = before.last().filter(|d| {
            there
                && !super::join::is_paper(d.kind)
                && d.interval.is_some()
                && d.label.end < said.words[opens].span.start
        });
        if let Some(host) = host {
            (draft.interval, draft.time, draft.is_stated) = (host.interval, host.time, host.is_stated);
        }
    }
}
