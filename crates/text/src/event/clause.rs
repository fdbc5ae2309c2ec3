//! A sentence cut to words, clauses and times, with what the table of events knows of each word.
//!
//! `"At the beginning of last year, we signed a treaty, which we implement"` has the clauses `at … a
//! treaty` and `which we implement`; a time before the first verb belongs to the clause behind it.

use jiff::civil::Date;

use crate::rules::events::{Lexis, Role, Sense, Stage, form};
use crate::span::Span;
use crate::time::{Interval, Mod, Time, TimeKind};
use crate::words::{Case, Word, words};

/// One sentence.
pub(super) struct Said<'r> {
    pub(super) text: &'r str,
    pub(super) lexis: &'r Lexis,
    pub(super) words: Vec<Word>,
    pub(super) senses: Vec<&'r Sense>,
    /// The clause of each word.
    pub(super) parts: Vec<u16>,
    pub(super) times: Vec<When<'r>>,
    pub(super) is_question: bool,
}

/// A time with its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct When<'r> {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) time: &'r Time,
}

impl When<'_> {
    /// The days, for a time that an event can have: both ends known, at most about a year.
    pub(super) fn interval(&self) -> Option<Interval> {
        // "since August", "before May": an event is not all of the time since.
        let open = [Mod::Before, Mod::After, Mod::OnOrBefore, Mod::OnOrAfter];
        let interval =
            self.time.interval.filter(|_| self.time.modifier.is_none_or(|m| !open.contains(&m)))?;
        let days = interval.start?.until(interval.end?).ok()?.get_days();
        // "from 4 May to 9 May" is when it is, "two weeks" is how long.
        let days_of = self.time.kind == TimeKind::Duration && self.time.value.contains('/');
        let dated = days_of || matches!(self.time.kind, TimeKind::Date | TimeKind::Time);
        (dated && (0..=MOST_DAYS).contains(&days)).then_some(interval)
    }
}

/// Days of the longest time that dates an event.
const MOST_DAYS: i32 = 366;
/// Words of an aside at most.
const ASIDE: usize = 7;
/// Words of a sentence that are looked at; what comes behind is left out.
const MOST_WORDS: usize = 400;

impl<'r> Said<'r> {
    /// Cuts the sentence at `span`. `times` are those of the document inside it.
    pub(super) fn cut(
        text: &'r str,
        span: Span,
        times: &'r [Time],
        unheard: &[Span],
        lexis: &'r Lexis,
    ) -> Said<'r> {
        let (mut words, tail) = words(text, span, unheard);
        words.truncate(MOST_WORDS);
        let senses: Vec<&Sense> = words.iter().map(|w| lexis.sense(&w.form)).collect();
        let times: Vec<When> = times.iter().filter_map(|time| when(&words, time)).collect();
        let is_question = tail.contains('?');
        let mut said = Said { text, lexis, words, senses, parts: Vec::new(), times, is_question };
        let is_called = |t: &&When| said.is_given_name(t) || said.is_holy_day(t) || said.is_chained(t);
        let called: Vec<usize> = said.times.iter().filter(is_called).map(|t| t.first).collect();
        said.times.retain(|t| !called.contains(&t.first));
        let depends: Vec<usize> =
            said.times.iter().map(|t| t.first).filter(|w| said.phrase_at(*w, "elsewhen").is_some()).collect();
        said.times.retain(|t| !depends.contains(&t.first));
        said.join_times();
        said.narrow_times();
        // "On May 9 we met": a month is no verb.
        for at in said.times.iter().flat_map(|t| t.first..t.end) {
            if said.words[at].case != Case::Lower {
                said.senses[at] = said.lexis.sense("");
            }
        }
        said.parts = said.clauses();
        said
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn is(&self, at: usize, role: Role) -> bool {
        self.senses.get(at).is_some_and(|s| s.is(role))
    }

    pub(super) fn form(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |w| w.form.as_str())
    }

    /// True when signs stand before the word.
    pub(super) fn parted(&self, at: usize) -> bool {
        self.words
            .get(at)
            .is_none_or(|w| !w.lead.is_empty() && !w.hyphened && w.lead != "\"" && !self.is_point(at))
    }

    /// True for the point that ends "U.S." before a word of the same sentence.
    fn is_point(&self, at: usize) -> bool {
        let Some((before, word)) = at.checked_sub(1).map(|b| (&self.words[b], &self.words[at])) else {
            return false;
        };
        let initials =
            before.case == Case::Upper && before.form.len() < 4 && before.span.of(self.text).contains('.');
        initials && word.lead.starts_with('.') && word.lead.len() <= 2
    }

    /// The place of words `from..to`.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let start = self.words.get(from).map_or(0, |w| w.span.start);
        Span::new(start, self.words.get(to.saturating_sub(1)).map_or(start, |w| w.span.end))
    }

    /// True for a word that may be a name: a capital that the beginning of a sentence does not explain.
    pub(super) fn is_name(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        if word.case == Case::Lower || word.form.len() < 2 || self.is_small(at) {
            return false;
        }
        !word.opens
            || word.case == Case::Upper
            || self
                .words
                .get(at + 1)
                .is_some_and(|n| n.case != Case::Lower && n.lead.is_empty() && !self.is_small(at + 1))
    }

    /// True for a word of grammar.
    pub(super) fn is_small(&self, at: usize) -> bool {
        const SMALL: [Role; 14] = [
            Role::Determiner,
            Role::Subject,
            Role::Preposition,
            Role::Breaks,
            Role::And,
            Role::Future,
            Role::Modal,
            Role::Not,
            Role::Have,
            Role::Be,
            Role::To,
            Role::Did,
            Role::Do,
            Role::Let,
        ];
        SMALL.iter().any(|r| self.is(at, *r))
    }

    /// True when the words of one of the phrases end right before `end`.
    pub(super) fn phrase_before(&self, end: usize, cue: &str) -> Option<usize> {
        let fits = |p: &&Vec<String>| {
            p.len() <= end && p.iter().enumerate().all(|(n, w)| self.form(end - p.len() + n) == w)
        };
        self.lexis.phrases(cue).iter().filter(fits).map(Vec::len).max().map(|n| end - n)
    }

    /// True when the words of one of the phrases begin at `at`: one past the last.
    pub(super) fn phrase_at(&self, at: usize, cue: &str) -> Option<usize> {
        let fits = |p: &&Vec<String>| p.iter().enumerate().all(|(n, w)| self.form(at + n) == w);
        self.lexis.phrases(cue).iter().filter(fits).map(Vec::len).max().map(|n| at + n)
    }

    /// The time that holds the word.
    pub(super) fn time_at(&self, at: usize) -> Option<&When<'r>> {
        self.times.iter().find(|t| t.first <= at && at < t.end)
    }

    /// "April Ryan", "Jan Lind": a month that is a given name.
    fn is_given_name(&self, when: &When) -> bool {
        let (at, next) = (when.first, when.end);
        // A month alone has the value "2031-04".
        let month = when.time.value.len() == 7 && when.end == at + 1;
        let alone = month && self.words[at].case == Case::Title;
        // "the third visit of Jan Lind": after these a month would be no time.
        let of = at > 0 && matches!(self.form(at - 1), "of" | "with" | "between" | "about");
        let led = at > 0
            && !of
            && (self.is(at - 1, Role::Preposition)
                || self.is(at - 1, Role::Plain)
                || self.is(at - 1, Role::Determiner));
        let named = self.words.get(next).is_some_and(|w| w.case == Case::Title && w.lead.is_empty());
        alone && named && !led && !self.is_small(next)
    }

    /// "Good Friday", "Ash Wednesday": a day of the week that is part of a name.
    fn is_holy_day(&self, when: &When) -> bool {
        let (at, next) = (when.first, when.end);
        let Some(before) = at.checked_sub(1) else { return false };
        let day = &self.words[at];
        let one = next == at + 1 && day.form.ends_with("day") && day.case == Case::Title && !self.parted(at);
        let word = &self.words[before];
        let named = word.case == Case::Title && !self.is_small(before) && !self.is_vague_time(before);
        let goes_on = self.words.get(next).is_some_and(|n| n.case == Case::Title && n.lead.is_empty());
        one && named && (!word.opens || goes_on && !self.is_small(next))
    }

    /// "the very next day": counted from a day told before, not from the day of speaking.
    fn is_chained(&self, when: &When) -> bool {
        // "a year and | a day ago"
        let sum = when.first > 1
            && self.form(when.first - 1) == "and"
            && self.phrase_at(when.first - 2, "units").is_some();
        sum || (when.first.saturating_sub(1)..when.end).any(|w| self.phrase_at(w, "chained").is_some())
    }

    /// "last", "next", "this" before a day.
    fn is_vague_time(&self, at: usize) -> bool {
        matches!(self.form(at), "last" | "next" | "this" | "late" | "early" | "every" | "until")
    }

    /// "the last weekend of May": no weekend before today, some days of the month.
    fn join_times(&mut self) {
        let mut at = 1;
        while at < self.times.len() {
            let (a, b) = (self.times[at - 1], self.times[at]);
            let month = b.time.value.len() == 7 && b.first == a.end + 1 && self.form(a.end) == "of";
            if month && !self.words[a.first].is_digits() {
                self.times[at - 1] = When { first: a.first, end: b.end, time: b.time };
                self.times.remove(at);
            } else {
                at += 1;
            }
        }
    }

    /// "fifteen years ago, on November 20, 2016": of two times side by side the narrower is meant.
    fn narrow_times(&mut self) {
        let mut at = 1;
        while at < self.times.len() {
            let (a, b) = (self.times[at - 1], self.times[at]);
            let gap = b.first.saturating_sub(a.end);
            let beside = gap == 0 || gap == 1 && self.is(a.end, Role::Preposition);
            let apart = self.words.get(a.end).is_some_and(|w| w.lead.contains([',', '(', '[', '-']));
            if beside && (apart || gap == 1) && narrows(&a, &b) {
                self.times[at - 1] = When { first: a.first, end: b.end, time: b.time };
                self.times.remove(at);
            } else {
                at += 1;
            }
        }
    }

    /// Numbers the clauses.
    fn clauses(&self) -> Vec<u16> {
        let mut parts = Vec::with_capacity(self.len());
        let (mut part, mut has_verb) = (0u16, false);
        // "As he said this morning, | the treaty": a clause put first ends at its comma.
        let mut is_first = self.is(0, Role::Breaks) || matches!(self.form(0), "after" | "before");
        for (at, word) in self.words.iter().enumerate() {
            let lead = word.lead.as_str();
            // "the U.S.-Norland Summit": the sign is inside a name.
            let hard = !word.hyphened && !self.is_point(at) && lead.contains([';', ':', '(', ')', '-']);
            let begins = self.is(at, Role::Subject);
            let soft = lead.contains(',') && begins && has_verb;
            // "Jan Lind and I met": one subject, no clause of its own.
            let and = self.is(at, Role::And) && self.is(at + 1, Role::Subject) && has_verb;
            let held = self.time_at(at).is_some();
            // "Well, | as we said today, | the treaty"
            let begins_as = at == 0 || at == 1 && self.is(0, Role::And) && self.is(1 + at, Role::Subject);
            let aside =
                self.form(at) == "as" && (begins_as || self.parted(at) && self.is(at + 1, Role::Subject));
            let ends = is_first && has_verb && lead.contains(',');
            if at > 0 && (hard || soft || and || ends || aside || self.is(at, Role::Breaks) && !held) {
                part = part.saturating_add(1);
                has_verb = false;
                is_first = false;
            }
            is_first |= aside;
            has_verb |= self.is_finite(at) || is_first && self.lexis.report.contains(self.form(at));
            parts.push(part);
        }
        parts
    }

    /// True for a word that shows a clause of its own.
    fn is_finite(&self, at: usize) -> bool {
        let auxiliary = [Role::Future, Role::Modal, Role::Have, Role::Be, Role::Did, Role::Do];
        let verb = |bits: u8| bits & (form::PAST | form::THIRD) != 0;
        auxiliary.iter().any(|r| self.is(at, *r))
            || self.senses[at].verbs.iter().any(|v| verb(v.1))
            || at > 0 && self.is(at - 1, Role::Subject) && !self.is_small(at)
    }
}

impl Said<'_> {
    /// One past ", as you said,", which tells nothing of the event around it.
    pub(super) fn past_aside(&self, at: usize) -> Option<usize> {
        let opens = self.form(at) == "as" && self.is(at + 1, Role::Subject) && self.parted(at);
        let comma = |w: &usize| self.words.get(*w).is_some_and(|word| word.lead.starts_with(','));
        (at + 2..at + ASIDE).find(comma).filter(|_| opens)
    }

    /// Where ", as you said," begins that ends right before `end`.
    pub(super) fn aside_before(&self, end: usize) -> Option<usize> {
        (end.saturating_sub(ASIDE)..end).rev().find(|w| *w > 0 && self.past_aside(*w) == Some(end))
    }

    /// True for an event noun, and for a verb of the table in a form that makes a clause.
    pub(super) fn is_event(&self, at: usize) -> bool {
        let Some(sense) = self.senses.get(at) else { return false };
        let finite = sense.verbs.iter().any(|v| v.1 & !form::GERUND != 0);
        let gerund_noun = !sense.verbs.is_empty() && at > 0 && self.is(at - 1, Role::Preposition);
        sense.noun.is_some_and(|n| !n.is_weak) && !gerund_noun || sense.noun.is_none() && finite
    }

    /// True for a form of a verb by which an anniversary is kept.
    pub(super) fn marks(&self, verb: (u16, u8)) -> bool {
        self.lexis.verbs.get(usize::from(verb.0)).is_some_and(|v| v.stage == Stage::Kept)
    }
}

/// True where the second of two times gives less days than the first, in it or near it.
fn narrows(a: &When, b: &When) -> bool {
    let ends = |w: &When| w.interval().and_then(|i| i.start.zip(i.end));
    let (Some((start, end)), Some((from, to))) = (ends(a), ends(b)) else { return false };
    let days = |x: Date, y: Date| x.until(y).map_or(i32::MAX, |d| d.get_days());
    let long = days(start, end);
    days(from, to) < long && days(start, to) >= -long && days(from, end) >= -long
}

fn when<'r>(words: &[Word], time: &'r Time) -> Option<When<'r>> {
    let first = words.iter().position(|w| w.span.overlaps(time.span))?;
    let end = first + words[first..].iter().take_while(|w| w.span.overlaps(time.span)).count();
    Some(When { first, end, time })
}
