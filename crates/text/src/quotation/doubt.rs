//! Doubt: quoted words beside a cue that are not surely words which the source said.
//!
//! ```text
//! Holt never said: “We go.”   Holt will say: “We go.”   If Holt said “we go”, she would be gone.
//! ```
//! The page tells a source and a cue, and yet nobody is told to have said it: the cue is negated,
//! conditional, future, hearsay or a question, the words are read out of another's, turned down, or taken
//! back. Which words do so is data: `[doubts]` in `data/quotations.toml`.

use crate::rules::{Doubts, Tags, Takes};

use super::cue::{Line, cue_at};
use super::sentence::Told;
use super::token::{Kind, Token};

/// How many tokens around the verb may lift a doubt, or hold what stands behind it.
const NEAR: usize = 2;

/// A sentence with its words in lower case.
pub(super) struct Doubt<'t, 'l> {
    line: Line<'t, 'l>,
    /// Straight apostrophes; empty for signs and quoted words.
    forms: Vec<String>,
    doubts: &'t Doubts,
    /// True when a colon brings words in only behind a verb of saying.
    is_strict: bool,
}

impl<'t, 'l> Doubt<'t, 'l> {
    /// Takes up a sentence.
    pub fn new(line: Line<'t, 'l>, doubts: &'t Doubts, is_strict: bool) -> Self {
        // "in May" is no "may".
        let form = |t: &Token| match t.is_word() && !(t.capital && t.is(Tags::TIME)) {
            true => t.span.of(line.text).to_lowercase().replace(['’', 'ʼ'], "'").replace('\u{307}', ""),
            false => String::new(),
        };
        Doubt { line, forms: line.tokens.iter().map(form).collect(), doubts, is_strict }
    }

    /// True when the quoted words are not surely the source's.
    pub fn is_doubtful(&self, told: &Told) -> bool {
        let Some(cue) = told.cue else { return false };
        self.asks()
            || self.is_unread(cue)
            || self.has(0, self.forms.len(), &self.doubts.anywhere)
            || self.is_open_verb(self.verb_from(cue, told), cue, told)
            || self.is_led(told.source.map_or(cue.0, |s| s.start.min(cue.0)), cue)
            || self.is_heard(cue, told)
            || told.content.iter().any(|c| self.is_held(cue, *c, told))
    }

    /// True when the sentence, which quotes none itself, takes the words before it back.
    pub fn takes_back(&self) -> bool {
        !self.line.tokens.iter().any(Token::is_quote) && self.has(0, self.forms.len(), &self.doubts.next)
    }

    /// True when the sentence says whose the words before it are.
    pub fn retells(&self) -> bool {
        let first = self.forms.iter().position(|f| !f.is_empty()).unwrap_or(0);
        self.doubts.retells.iter().any(|p| self.stands_at(first, p))
    }

    /// "Did Holt say “we go”?"
    fn asks(&self) -> bool {
        let end = self.line.tokens.last().map_or(0, |t| t.span.end);
        self.line.text.get(end..).is_some_and(|rest| rest.starts_with(['?', '؟', '？']))
    }

    /// "X … : “we go”" without a verb that is known.
    fn is_unread(&self, cue: (usize, usize)) -> bool {
        let tokens = self.line.tokens.get(cue.0..cue.1).unwrap_or(&[]);
        let words = tokens.iter().any(Token::is_word);
        let colon = tokens.last().is_some_and(|t| t.kind == Kind::Colon);
        self.is_strict && colon && words && !tokens.iter().any(Token::is_cue)
    }

    /// Where the verb of saying begins: behind its subject, or behind "and" and another verb.
    fn verb_from(&self, cue: (usize, usize), told: &Told) -> usize {
        let low = told.source.map_or(cue.0, |s| if s.end <= cue.0 { s.end } else { cue.0 });
        let participle = self.line.at(cue.0).is_some_and(|t| t.takes().any(Takes::PARTICIPLE));
        let joint = |p: &usize| {
            self.line.is(*p, Tags::AND.and(Tags::BUT))
                || participle && self.line.at(*p).is_some_and(|t| t.kind == Kind::Comma)
        };
        (low..cue.0).rev().find(joint).map_or(low, |p| p + 1)
    }

    /// True when the verb tells no deed: "did not say", "might say", "was told", "refused to say".
    fn is_open_verb(&self, from: usize, cue: (usize, usize), told: &Told) -> bool {
        if self.has(from.saturating_sub(NEAR), cue.1 + NEAR, &self.doubts.lifts) {
            return false;
        }
        let is_cue = |p: usize| self.line.at(p).is_some_and(Token::is_cue);
        let infinitive = |p: usize| self.line.is(p, Tags::INFINITIVE) && is_cue(p + 1);
        let passive = |p: usize| cue_at(self.line, p).is_some_and(|c| c.passive);
        let behind_source = told.source.is_some_and(|s| s.end <= cue.0) && !told.oblique;
        // "was described as saying".
        let described = self.line.before(cue.0).is_some_and(|t| t.is(Tags::QUOTED_AS));
        let end = told.source.map_or(cue.1, |s| s.end.max(cue.1));
        self.has(from, cue.1, &self.doubts.verb)
            || told.source.is_some_and(|s| (s.start..s.head_end).any(|p| self.is_open_word(p)))
            || self.has(end, end + NEAR, &self.doubts.behind)
            || behind_source && (described || (from..cue.1).any(|p| infinitive(p) || passive(p)))
    }

    /// "Holt n’a jamais dit": a word of the verb that was taken for a part of its subject.
    fn is_open_word(&self, place: usize) -> bool {
        let small = self.line.at(place).is_some_and(|t| !t.capital);
        small && self.doubts.verb.iter().any(|p| p.len() == 1 && self.stands_at(place, p))
    }

    /// True when the clause of the source, or the words before a verb without one, make no statement.
    fn is_led(&self, start: usize, cue: (usize, usize)) -> bool {
        let parts = |p: &usize| !self.line.at(*p).is_some_and(Token::is_word);
        let clause = (0..start).rev().find(parts).map_or(0, |p| p + 1);
        let leads = |p: &Vec<String>| cue.0 >= p.len() && self.stands_at(cue.0 - p.len(), p);
        // "Had Holt said so, …".
        let inverted = start == 1 && self.line.is(0, Tags::AUXILIARY);
        inverted || self.has(clause, start + 1, &self.doubts.before) || self.doubts.leads.iter().any(leads)
    }

    /// "heard Holt say", "has her hero say": the bare form behind one person's name.
    fn is_heard(&self, cue: (usize, usize), told: &Told) -> bool {
        let Some(source) = told.source.filter(|s| s.end == cue.0) else { return false };
        let one = self.line.before(source.end).is_some_and(|t| {
            t.capital
                && !t.is(Tags::PLURAL.and(Tags::PEOPLE).and(Tags::SUBJECT).and(Tags::OWN).and(Tags::BODY))
        });
        let several = (source.start..source.end).any(|p| self.line.is(p, Tags::AND.and(Tags::DETERMINER)));
        one && !several && self.line.at(cue.0).is_some_and(|t| t.takes().any(Takes::BASE))
    }

    /// True when what stands between the cue and the quoted words holds them off, or the cue turns them
    /// down, or they are spoken about.
    fn is_held(&self, cue: (usize, usize), content: (usize, usize), told: &Told) -> bool {
        let (start, end) = content;
        let Some(quote) = (start..end).find(|p| self.line.at(*p).is_some_and(|t| t.is_quote())) else {
            return false;
        };
        let low = if start >= cue.1 { told.source.map_or(cue.1, |s| s.end.max(cue.1)) } else { start };
        if self.has(low.min(quote), quote, &self.doubts.held) {
            return true;
        }
        let named = (low.min(quote)..quote).any(|p| self.line.is(p, Tags::QUOTED_AS));
        let behind = start >= cue.1;
        let rejects = behind && !named && self.has(cue.0, cue.1, &self.doubts.rejects);
        rejects || behind && self.is_spoken_about(cue, quote, end)
    }

    /// "said “we go” was a slogan", "called “we go” a slogan".
    fn is_spoken_about(&self, cue: (usize, usize), quote: usize, end: usize) -> bool {
        if quote != cue.1 || quote + 1 >= end {
            return false;
        }
        let takes = self.line.before(cue.1).map(|t| t.takes()).unwrap_or_default();
        let object = takes.any(Takes::OBJ) && !takes.any(Takes::AFTER);
        let noun =
            self.line.is(quote + 2, Tags::DETERMINER) || self.has(quote + 2, quote + 4, &self.doubts.held);
        object && self.line.at(quote + 1).is_some_and(|t| t.kind == Kind::Word)
            || self.line.is(quote + 1, Tags::BE) && noun
    }

    /// True when one of the phrases stands between two places.
    fn has(&self, start: usize, end: usize, phrases: &[Vec<String>]) -> bool {
        let end = end.min(self.forms.len());
        (start..end).any(|at| phrases.iter().any(|p| at + p.len() <= end && self.stands_at(at, p)))
    }

    fn stands_at(&self, at: usize, phrase: &[String]) -> bool {
        let fits = |form: &String, word: &String| match word.strip_suffix('*') {
            Some(stem) => form.starts_with(stem),
            None => form == word,
        };
        self.forms
            .get(at..at + phrase.len())
            .is_some_and(|run| run.iter().zip(phrase).all(|(f, w)| fits(f, w)))
    }
}
