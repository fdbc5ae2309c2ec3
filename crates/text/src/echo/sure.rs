//! What can be said of an echo for certain: whether words that are nowhere close were to be found here at
//! all, and which echoes a brief tells.
//!
//! "As I told the senators in Brona, …" speaks of words that no record of this meeting can hold. "As you
//! noted, …" between two people does, unless it names another occasion. What is left in doubt is kept with
//! its reason.

use std::collections::BTreeSet;

use super::credit::key_of;
use super::original::{content, matter as all_matter, nearest};
use super::proof::Proof;
use super::{Alteration, Draft, Found, OPENING, Shelves, Verdict, Want};
use crate::collation::Class;
use crate::figure::Figure;
use crate::rules::{CueForm, Whom};
use crate::transcript::Role;
use crate::words::{Case, Word};

/// Why a brief does not tell an echo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// It is not certain who speaks or who is cited.
    Whom,
    /// It is not certain which words are cited.
    Which,
    /// What differs may stand elsewhere in what was said.
    Difference,
    /// Too few words answer to each other.
    FewWords,
    /// Nothing close is held, and it may have been said where no record tells.
    Elsewhere,
}

impl Doubt {
    /// The code of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Doubt::Whom => "whom",
            Doubt::Which => "which",
            Doubt::Difference => "difference",
            Doubt::FewWords => "few_words",
            Doubt::Elsewhere => "elsewhere",
        }
    }

    /// The reason in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Doubt::Whom => "not certain who is cited",
            Doubt::Which => "not certain which words are cited",
            Doubt::Difference => "what differs may stand elsewhere in what was said",
            Doubt::FewWords => "few words answer to each other",
            Doubt::Elsewhere => "may have been said where no record tells",
        }
    }
}

/// Words of matter that must answer to each other, and how much of all they must be; less where a number
/// answers, since the difference is shown with it.
const WORDS: usize = 4;
const WORDS_OF_NUMBER: usize = 3;
/// The same in another document, where chance has more room.
const WORDS_FAR: usize = 5;
/// Words of matter that are told as not held.
const LEAST: usize = 3;
const PART: f32 = 0.8;
const PART_OF_ALTERED: f32 = 0.6;
/// The same for a run of the same words.
const WORDS_OF_RUN: usize = 2;
const RUN: usize = 5;
/// Words of them that are no names: the name of an act is in every sentence about it.
const PLAIN: usize = 2;
/// Days before the echo in which "yesterday" and "last week" may lie.
const YESTERDAY: i32 = 2;
const WEEK: i32 = 14;

/// Documents of the one cited, nearest by day, that are looked through before it is told that nothing is held.
const AROUND: usize = 12;
/// How much of the words a sentence must hold to be near, and how many words.
const NEAR_PART: f32 = 0.45;
const NEAR_WORDS: usize = 2;

const NOTHING_CLOSE: &str = "nothing close in the words held of the one cited";
const ELSEWHERE: &str = "another occasion may be meant, and nothing close is held";
const NO_WORDS: &str = "no earlier words of the one cited are held";
const BEGINS: &str = "another occasion may be meant: nothing said earlier here is like it";
const UNKNOWN: &str = "not said who is cited, and nothing close is held";
const UNNAMED: &str = "the one cited may be among those who ask here unnamed";
const LATER: &str = "close words of the one cited stand later only";
const ASKED: &str = "a question follows: which words are cited is not said";

impl Shelves<'_, '_> {
    /// Nothing close is there: because it is not held, or though it is.
    pub(super) fn missing(&mut self, draft: &Draft) -> (Verdict, &'static str) {
        let credit = &draft.credit;
        if self.is_question(draft) {
            return (Verdict::NotHeld, ASKED);
        }
        if self.is_later(draft) {
            return (Verdict::NotHeld, LATER);
        }
        if draft.cue.is_elsewhere || credit.turns.is_empty() {
            let (earlier, is_met) = self.earlier(draft);
            if is_met {
                return (Verdict::NotFound, NOTHING_CLOSE);
            }
            if draft.cue.is_elsewhere || !earlier.is_empty() {
                return (Verdict::NotHeld, ELSEWHERE);
            }
        }
        if credit.turns.is_empty() {
            return (Verdict::NotHeld, self.unheard(draft));
        }
        if !credit.is_closed {
            return (Verdict::NotHeld, UNKNOWN);
        }
        if draft.cue.whom == Whom::Own && self.is_opening(draft) {
            return (Verdict::NotHeld, BEGINS);
        }
        if self.may_mean_more(draft) {
            (Verdict::NotHeld, ELSEWHERE)
        } else {
            (Verdict::NotFound, NOTHING_CLOSE)
        }
    }

    /// Why no turn of the one cited was looked through.
    fn unheard(&self, draft: &Draft) -> &'static str {
        match &draft.credit.name {
            None => UNKNOWN,
            Some(_) if self.may_ask_unnamed(draft) => UNNAMED,
            Some(_) if self.speaks_within(draft, i32::MAX) => ELSEWHERE,
            Some(_) => NO_WORDS,
        }
    }

    /// "As Vera pointed out, was it a mistake?": the words behind the cue are the speaker's own question.
    fn is_question(&self, draft: &Draft) -> bool {
        let text = &self.held[draft.document].reading.document.text;
        let first = draft.cited.after.clone().next();
        let asks = first.is_some_and(|i| draft.shelf.holds("asks", &draft.words[i].form));
        asks && draft.sentence.of(text).trim_end().ends_with('?')
    }

    /// "As Vera pointed out": a name without a title, on a page where some ask whose names are not printed.
    fn may_ask_unnamed(&self, draft: &Draft) -> bool {
        let titled = |i: usize| {
            let form = draft.words[i].bare();
            self.rules.wording.titles.contains(form) || self.rules.labels.is_office(form)
        };
        let is_titled = draft.cue.who.clone().is_some_and(|mut who| who.any(titled));
        let turns = self.held[draft.document].reading.transcript.turns.iter().take(draft.turn);
        let mut unnamed = turns.filter(|t| t.speaker.name.is_none() && t.speaker.role == Role::Question);
        !is_titled && unnamed.next().is_some()
    }

    /// True when the one cited speaks in another document of so many days before, or of no known day.
    fn speaks_within(&self, draft: &Draft, days: i32) -> bool {
        let Some(key) = draft.credit.key.as_ref() else { return false };
        let today = self.held[draft.document].reading.day();
        let near = |n: &usize| match self.held[*n].reading.day().zip(today) {
            Some((day, today)) => today.since(day).is_ok_and(|s| (0..=days).contains(&s.get_days())),
            None => true,
        };
        self.folder.spoken(key).iter().any(|n| *n != draft.document && near(n))
    }

    /// Days in which the occasion lies that the cue tells of; the longest where it tells of none.
    fn window(&self, draft: &Draft) -> i32 {
        let told = |set: &str| draft.cue.words.clone().any(|i| draft.shelf.holds(set, &draft.words[i].form));
        match (told("yesterday"), told("weeks")) {
            (true, _) => YESTERDAY,
            (false, true) => WEEK,
            (false, false) => i32::MAX,
        }
    }

    /// True for the first words of a speaker in the record.
    fn is_opening(&mut self, draft: &Draft) -> bool {
        let (turns, at) = (draft.credit.turns.clone(), draft.at);
        let room = self.room(draft.document);
        room.sentences[..at].iter().filter(|s| turns.contains(&s.turn)).count() <= OPENING
    }

    /// "As I said" and a journalist's "you said" may mean any day, unless the cue says "just now".
    fn may_mean_more(&self, draft: &Draft) -> bool {
        let turn = &self.held[draft.document].reading.transcript.turns[draft.turn];
        let is_near = draft.cue.words.clone().any(|i| draft.shelf.holds("near", &draft.words[i].form));
        let is_asked = turn.speaker.role == Role::Question;
        !is_near && (draft.cue.whom == Whom::Own || is_asked || draft.cue.form == CueForm::Report)
    }

    /// "As Vera said", "as Norcar said": a lone word may be a given name or a firm; and a house is nobody.
    fn is_unclear(&self, draft: &Draft) -> bool {
        let Some(name) = draft.credit.name.as_deref().filter(|_| draft.credit.turns.is_empty()) else {
            return false;
        };
        let is_held = draft.credit.key.as_ref().is_some_and(|k| !self.folder.spoken(k).is_empty());
        // "Dr. Holt" where others of the name speak: which of them is not said.
        if !is_held && self.folder.has_surname(name) {
            return true;
        }
        let printed = draft.cue.who.as_ref().map_or(0, |w| w.len());
        let is_lone = !name.contains(' ') && printed < 2;
        let is_house = name.split(' ').any(|w| self.rules.names.common.contains(&w.to_lowercase()));
        !is_held && (is_lone || is_house)
    }

    /// Why the echo is not told.
    pub(super) fn doubt(
        &self,
        draft: &Draft,
        found: Option<&Found>,
        (verdict, alterations, note): (Verdict, &[Alteration], &'static str),
    ) -> Option<Doubt> {
        let turn = &self.held[draft.document].reading.transcript.turns[draft.turn];
        let speaks = turn.speaker.name.is_some() || turn.speaker.role == Role::Question;
        if draft.credit.name.is_none() || !speaks || self.is_unclear(draft) {
            return Some(Doubt::Whom);
        }
        let topic_before = draft.cue.form != CueForm::Aside && self.is_relative(draft);
        if topic_before || found.is_none() && self.is_loose(draft) {
            return Some(Doubt::Which);
        }
        match (verdict, found) {
            (Verdict::Supported | Verdict::Altered, Some(found)) => {
                // A name or a negation may stand in the sentence beside; a figure does not.
                let is_figure = alterations.iter().all(|a| a.class == Class::Figure);
                let weak = self.weak(draft, found, verdict);
                weak.or((!is_figure).then_some(Doubt::Difference))
            }
            (Verdict::NotHeld, _) => {
                let is_told = draft.cue.is_told || note == NO_WORDS || note == BEGINS;
                // Words of the one cited from those days are held, and only nothing like it was found.
                let is_near = note != BEGINS && self.speaks_within(draft, self.window(draft));
                if is_told && !is_near { None } else { Some(Doubt::Elsewhere) }
            }
            _ => Some(Doubt::Elsewhere),
        }
    }

    /// Why words that are there are not told.
    fn weak(&self, draft: &Draft, found: &Found, verdict: Verdict) -> Option<Doubt> {
        let hit = &found.hit;
        let said = draft.said();
        let n = match verdict {
            _ if found.document != draft.document => WORDS_FAR,
            _ if hit.run >= RUN => WORDS_OF_RUN,
            Verdict::Altered => WORDS_OF_NUMBER,
            _ => WORDS,
        };
        let part = if verdict == Verdict::Altered { PART_OF_ALTERED } else { PART };
        let is_short = super::is_short(&said, (draft.shelf, self.rules));
        let matter = content(&said, draft.shelf, self.rules);
        let n_plain = matter.iter().filter(|w| w.case == Case::Lower).count();
        // A run of words that say little speaks for nothing.
        let forms: BTreeSet<&str> = all_matter(&said, self.rules).iter().map(|w| w.bare()).collect();
        let thin = forms.len() < LEAST && hit.run * 4 < said.len() * 3;
        if thin || hit.n < n || hit.alone < part || is_short || n_plain < PLAIN && hit.run < RUN {
            return Some(Doubt::FewWords);
        }
        // "As I said yesterday": words of today are not those that are meant.
        if draft.cue.is_told && !self.is_of_occasion(draft, found.document) {
            return Some(Doubt::Elsewhere);
        }
        None
    }

    /// True when the one cited says after the cue, on the same page, what is found nowhere before.
    fn is_later(&mut self, draft: &Draft) -> bool {
        let at = draft.at;
        let hit = self.nearest_of(draft, draft.document, &|s| s > at);
        hit.is_some_and(|h| h.alone >= PART_OF_ALTERED)
    }

    /// True when the one cited says something near on any page of those days: who looks for it would find it.
    pub(super) fn is_near(&mut self, draft: &Draft) -> bool {
        let Some(key) = draft.credit.key.clone() else { return false };
        let today = self.held[draft.document].reading.day();
        let far = |n: &usize| match self.held[*n].reading.day().zip(today) {
            Some((day, today)) => day.until(today).map_or(i32::MAX, |s| s.get_days().abs()),
            None => i32::MAX,
        };
        let mut documents: Vec<usize> = self.folder.spoken(&key).to_vec();
        documents.sort_by_key(far);
        documents.truncate(AROUND);
        let at = draft.at;
        documents
            .into_iter()
            .any(|n| self.nearest_of(draft, n, &|s| n != draft.document || s != at).is_some())
    }

    /// What the one cited says nearest to the words in a document.
    fn nearest_of(&mut self, draft: &Draft, n: usize, may: &dyn Fn(usize) -> bool) -> Option<super::Hit> {
        let key = draft.credit.key.clone()?;
        let said = draft.said();
        let figures = self.figures(draft, &said);
        let (turns, rules) = (&self.held[n].reading.transcript.turns, self.rules);
        let room = self.room(n);
        let his = |s: usize| {
            may(s)
                && turns
                    .get(room.sentences[s].turn)
                    .is_some_and(|t| key_of(&t.speaker).as_deref() == Some(key.as_str()))
        };
        let want = Want { said: &said, figures: &figures };
        nearest(room, want, &his, (draft.shelf, rules)).filter(|h| h.alone >= NEAR_PART && h.n >= NEAR_WORDS)
    }

    /// "A cap of $2,000" for "no more than $2,000": with a negation a bound may be told in other words.
    pub(super) fn denied(&mut self, draft: &Draft, found: &Found) -> Option<Doubt> {
        let sentence = self.room(found.document).sentences[found.hit.sentence].span;
        let there = self.held[found.document].reading.heard(sentence);
        let denies = |words: &[Word]| words.iter().any(|w| self.rules.wording.negators.contains(&w.form));
        (denies(&draft.said()) || denies(&there)).then_some(Doubt::Difference)
    }

    /// Why it is not told that the words are there, weighed word by word.
    pub(super) fn unproven(&mut self, draft: &Draft, found: &Found) -> Option<Doubt> {
        let at = found.hit.sentence;
        let sentences = &self.room(found.document).sentences;
        let turn = sentences[at].turn;
        let spans: Vec<_> = (at.saturating_sub(1)..sentences.len().min(at + 2))
            .filter(|s| sentences[*s].turn == turn)
            .map(|s| sentences[s].span)
            .collect();
        let sentence = sentences[at].span;
        let reading = self.held[found.document].reading;
        let there = reading.heard(sentence);
        let around: Vec<Word> = spans.iter().flat_map(|s| reading.heard(*s)).collect();
        let in_reach = |f: &&Figure| spans.iter().any(|s| s.holds(f.span));
        let from = reading.figures.partition_point(|f| f.span.end <= spans[0].start);
        let held: Vec<&Figure> = reading.figures[from..]
            .iter()
            .take_while(|f| spans.last().is_some_and(|s| f.span.start < s.end))
            .filter(in_reach)
            .collect();
        let said = draft.said();
        let figures = self.figures(draft, &said);
        let (shelf, rules) = (draft.shelf, self.rules);
        Proof { said: &said, there: &there, around: &around, figures: &figures, held: &held, shelf, rules }
            .doubt()
    }

    /// "something the Premier spoke about on the coast": what he spoke about stands before.
    fn is_relative(&self, draft: &Draft) -> bool {
        let at = draft.cue.words.start;
        let tight = draft.words.get(at).is_some_and(|w| w.lead.is_empty());
        let Some(before) = at.checked_sub(1).map(|i| &draft.words[i]) else { return false };
        // "the harbour that the Premier mentioned", not "he knows that the Premier mentioned the harbour".
        let noun = |w: &Word| before.form == "that" && !draft.shelf.holds("thats", &w.form);
        let behind_noun = at.checked_sub(2).is_some_and(|i| before.lead.is_empty() && noun(&draft.words[i]));
        let ends = draft.cue.words.clone().next_back().is_some_and(|i| draft.words[i].form == "that");
        let follows = !draft.shelf.holds("going", &before.form) || behind_noun && !ends;
        tight && draft.shelf.has("going") && follows
    }

    /// "He spoke of the need to —": the speaker is interrupted.
    fn breaks_off(&self, draft: &Draft) -> bool {
        let text = draft.sentence.of(&self.held[draft.document].reading.document.text).trim_end();
        let to_end = draft.cited.after.end == draft.words.len();
        to_end && text.ends_with(['—', '–', '-', '…'])
    }

    /// True where the words behind a cue may not be those cited: they are few, begin behind a dash or with a
    /// small word, or break off and begin anew; of words before a cue the clause may have begun earlier.
    fn is_loose(&self, draft: &Draft) -> bool {
        let said = draft.said();
        let dashed = |w: &Word| w.lead.contains('-') && !w.hyphened;
        let behind = draft.cue.words.end..draft.cited.after.end.max(draft.cue.words.end);
        let first = draft.cited.after.clone().next().map(|i| &draft.words[i]);
        let small = |w: &Word| ["joins", "stops", "places"].iter().any(|s| draft.shelf.holds(s, &w.form));
        // "The matter he spoke of yesterday, …": what is cited stands before.
        let parted = draft.cue.form != CueForm::Aside
            && draft.words.get(draft.cue.words.end).is_some_and(|w| w.lead.contains(','));
        let few = content(&said, draft.shelf, self.rules).len() < LEAST;
        // "He said that it opens, is it so?": the speaker's own question begins.
        let asks = |w: &Word| w.lead.contains(',') && draft.shelf.holds("asks", &w.form);
        few || said.iter().skip(1).any(asks)
            || said.iter().any(dashed)
            || draft.words[behind].iter().any(dashed)
            || parted
            || draft.cited.after.is_empty() && draft.cited.before.start > 0
            || self.breaks_off(draft)
            || first.is_some_and(small)
            || self.is_question(draft)
    }
}
