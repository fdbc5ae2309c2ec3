//! Sources: the words that name whose words are told, left or right of a cue.
//!
//! "Vera Holt, the mayor of Brona, said" and "said Vera Holt, the mayor of Brona" give the same source.
//! Only the printed words are found here; which person they name is told by `person`.

use crate::rules::Tags;

use super::cue::{Cue, Line};
use super::token::Kind;

/// A source as token places `start..end`, with its head noun inside `start..head_end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// First token.
    pub start: usize,
    /// One past the last token, appositions included.
    pub end: usize,
    /// One past the noun itself, before the first apposition.
    pub head_end: usize,
}

/// Longest noun with what stands beside it, in tokens.
const LONGEST: usize = 40;
/// Longest noun, in tokens.
const NOUN: usize = 24;

impl Source {
    fn plain(start: usize, end: usize) -> Option<Source> {
        (start < end).then_some(Source { start, end, head_end: end })
    }
}

/// The subject that ends before token `end` and begins at `from` or later.
pub(super) fn left(line: Line, end: usize, from: usize) -> Option<Source> {
    let end = past_time(line, end, from);
    let before = line.before(end).filter(|_| end > from)?;
    match before.kind {
        Kind::Comma => beside(line, end, from, Kind::Comma),
        Kind::Dash => beside(line, end, from, Kind::Dash),
        Kind::Bracket => beside(line, end, from, Kind::Bracket),
        Kind::Word if before.is(Tags::RELATIVE) && !line.is(end, Tags::DETERMINER) => {
            Source::plain(end - 1, end)
        }
        Kind::Word => noun_left(line, end, from),
        _ => None,
    }
}

/// Leaves out a day between the noun and the cue: "Vera Holt on Monday said".
fn past_time(line: Line, end: usize, from: usize) -> usize {
    let mut place = end;
    let number = |p: usize| {
        line.at(p)
            .is_some_and(|t| t.is_word() && t.span.of(line.text).starts_with(|c: char| c.is_ascii_digit()))
    };
    while place > from
        && (line.is(place - 1, Tags::TIME) && !line.is(place - 1, Tags::SUBJECT) || number(place - 1))
    {
        place -= 1;
    }
    let preposition = place < end && place > from && line.is(place - 1, Tags::ADJUNCT);
    match (preposition, place == end) {
        (true, _) => place - 1,
        (_, true) => end,
        _ if place > from && line.at(place).is_some_and(|t| t.capital) => place,
        _ => end,
    }
}

/// "Vera Holt, the mayor," before a cue: the noun and what stands beside it.
fn beside(line: Line, end: usize, from: usize, sign: Kind) -> Option<Source> {
    let low = from.max(end.saturating_sub(LONGEST));
    let mut places = (low..end - 1).rev().filter(|p| line.at(*p).is_some_and(|t| t.kind == sign));
    let open = places.next()?;
    let noun = match line.before(open)?.kind {
        Kind::Bracket if sign != Kind::Bracket => beside(line, open, from, Kind::Bracket)?,
        _ => noun_left(line, open, from)?,
    };
    let beside = line.at(open + 1)?;
    let clause = beside.is(Tags::SUBORDINATOR) && !beside.is(Tags::RELATIVE);
    if clause || !is_named(line, noun) {
        return None;
    }
    Some(Source { start: noun.start, end: end - 1 + usize::from(sign == Kind::Bracket), head_end: noun.end })
}

/// True when the noun begins as people and bodies do: with a capital, an article or a noun of people.
fn is_named(line: Line, noun: Source) -> bool {
    let head = Tags::DETERMINER.and(Tags::PEOPLE).and(Tags::SUBJECT).and(Tags::POSSESSIVE);
    (noun.start..noun.end).any(|p| line.at(p).is_some_and(|t| t.capital || t.is(head)))
}

/// The noun that ends before token `end`.
fn noun_left(line: Line, end: usize, from: usize) -> Option<Source> {
    if line.before(end)?.is(Tags::SUBJECT) && end > from {
        return Source::plain(start_of_pronoun(line, end, from), end);
    }
    let low = from.max(end.saturating_sub(NOUN));
    let (mut start, mut joint) = (end, None);
    while start > low {
        let place = start - 1;
        let Some(token) = line.at(place).filter(|t| t.is_word()) else { break };
        let verb = token.is(Tags::AUXILIARY) || token.is_cue() && !is_like_noun(line, place);
        let clause = token.is(Tags::SUBORDINATOR.and(Tags::BUT)) && !token.is(Tags::DETERMINER);
        if verb || clause || token.is(Tags::SUBJECT) && !token.is(Tags::DETERMINER) {
            if verb || !clause {
                start = joint.unwrap_or(start);
            }
            break;
        }
        if token.is(Tags::AND) {
            joint = Some(start);
        }
        start = place;
    }
    let start = past_opening(line, start, end, from);
    Source::plain(start, end)
}

/// "I and he", "All of them": only the pronoun is taken.
fn start_of_pronoun(_line: Line, end: usize, from: usize) -> usize {
    (end - 1).max(from)
}

/// True when a word that may be a cue is here more likely a noun.
fn is_like_noun(line: Line, place: usize) -> bool {
    if !line.is(place, Tags::SAYING.and(Tags::PEOPLE)) {
        return line.before(place).is_some_and(|t| t.is(Tags::DETERMINER) && !t.is(Tags::SUBJECT));
    }
    line.before(place).is_none_or(|t| !t.is(Tags::SUBJECT) || t.is(Tags::DETERMINER))
}

/// Leaves out what stands before the noun: "But", "However", "On Monday", "In a letter".
fn past_opening(line: Line, start: usize, end: usize, _from: usize) -> usize {
    let mut start = start;
    while start < end
        && line.is(start, Tags::BUT.and(Tags::AND).and(Tags::ADVERB))
        && !line.is(start, Tags::DETERMINER.and(Tags::SUBJECT))
    {
        start += 1;
    }
    if !line.is(start, Tags::OPENER) {
        return start;
    }
    let mut place = start + 1;
    while place < end && line.is(place, Tags::TIME) {
        place += 1;
    }
    if place > start + 1 && place < end {
        return place;
    }
    let begins = |p: usize| {
        let article = line.is(p, Tags::DETERMINER.and(Tags::SUBJECT));
        let capital = line.at(p).is_some_and(|t| t.capital);
        let before = line.before(p);
        let free =
            before.is_some_and(|b| !b.is(Tags::PREPOSITION.and(Tags::DETERMINER).and(Tags::AND)) && !b.owns);
        free && (article || capital && before.is_some_and(|b| !b.capital))
    };
    (start + 2..end).rev().find(|p| begins(*p)).unwrap_or(end)
}

/// The source right of a cue: "said Vera Holt, the mayor of Brona". Begins at token `start`.
pub(super) fn right(line: Line, start: usize, end: usize) -> Option<Source> {
    let first = line.at(start).filter(|t| t.is_word() && start < end)?;
    let head = Tags::DETERMINER.and(Tags::PEOPLE).and(Tags::POSSESSIVE);
    if first.is(Tags::SUBJECT) && !first.is(Tags::DETERMINER) {
        return Source::plain(start, start + 1);
    }
    let numbered = first.span.of(line.text).starts_with(|c: char| c.is_ascii_digit())
        && line.is(start + 1, Tags::PEOPLE);
    if !(first.capital || numbered || first.is(head))
        || first.is(Tags::TIME) && !first.is(Tags::DETERMINER)
        || first.is(Tags::THAT.and(Tags::QUESTION)) && !first.is(Tags::DETERMINER)
    {
        return None;
    }
    let head_end = noun_right(line, start, end);
    let mut place = head_end;
    while line.at(place).is_some_and(|t| t.kind == Kind::Comma) && place < end && goes_beside(line, place + 1)
    {
        place = past_apposition(line, place + 1, end);
    }
    Some(Source { start, end: place, head_end })
}

/// One past the noun that begins at `start`.
fn noun_right(line: Line, start: usize, end: usize) -> usize {
    let mut place = start;
    while place < end && place - start < NOUN {
        let Some(token) = line.at(place).filter(|t| t.is_word()) else { break };
        let adjunct = place > start && token.is(Tags::ADJUNCT);
        let verb =
            token.is(Tags::AUXILIARY) || token.is_cue() && !is_like_noun(line, place) && !token.capital;
        let clause = token.is(Tags::SUBORDINATOR.and(Tags::BUT)) && !token.is(Tags::DETERMINER);
        // "said Vera Holt the other day": an article behind a name begins something else.
        let article = place > start
            && token.is(Tags::DETERMINER)
            && !token.capital
            && line.before(place).is_some_and(|t| t.capital && !t.is(Tags::PREPOSITION));
        let time = article || token.is(Tags::TIME) && place > start && !token.is(Tags::DETERMINER);
        // "said Vera Holt reached out": another verb.
        let after_name = place > start
            && line.before(place).is_some_and(|t| t.capital)
            && !token.capital
            && !token.is(Tags::PEOPLE.and(Tags::PREPOSITION).and(Tags::AND))
            && line.at(start).is_some_and(|t| t.capital && !t.is(Tags::DETERMINER));
        if adjunct
            || after_name
            || verb && place > start
            || clause
            || time
            || token.is(Tags::ADVERB) && place > start && !token.capital
        {
            break;
        }
        place += 1;
    }
    place
}

/// True when words beside the noun begin here: "the mayor of Brona", "who was there".
fn goes_beside(line: Line, place: usize) -> bool {
    let Some(token) = line.at(place).filter(|t| t.is_word()) else { return false };
    let other = token.is(Tags::SUBJECT.and(Tags::AND).and(Tags::BUT).and(Tags::ADVERB).and(Tags::ADJUNCT))
        && !token.is(Tags::DETERMINER.and(Tags::RELATIVE));
    !(token.is_cue() && !token.is(Tags::PEOPLE.and(Tags::SAYING)) || other)
}

fn past_apposition(line: Line, start: usize, end: usize) -> usize {
    (start..end)
        .find(|p| {
            line.at(*p).is_none_or(|t| {
                matches!(t.kind, Kind::Comma | Kind::Dash | Kind::Semicolon | Kind::Colon) || t.is_quote()
            })
        })
        .unwrap_or(end)
}

/// The subject of the sentence: the noun it begins with, "On Monday," left out.
pub(super) fn leading(line: Line, from: usize, end: usize) -> Option<Source> {
    let mut start = from;
    let open = |p: usize| line.is(p, Tags::OPENER.and(Tags::SUBORDINATOR)) && !line.is(p, Tags::DETERMINER);
    while line.is(start, Tags::BUT.and(Tags::AND).and(Tags::ADVERB))
        && !line.is(start, Tags::DETERMINER.and(Tags::SUBJECT))
        || line.at(start).is_some_and(|t| t.kind == Kind::Comma)
    {
        start += 1;
    }
    if open(start) {
        start = (start..end).find(|p| line.at(*p).is_some_and(|t| t.kind == Kind::Comma))? + 1;
    }
    let first = line.at(start).filter(|t| t.is_word() && start < end)?;
    if first.is(Tags::SUBJECT) && !first.is(Tags::DETERMINER) {
        return Source::plain(start, start + 1);
    }
    let mut place = start;
    while place < end && place - start < NOUN {
        let Some(token) = line.at(place).filter(|t| t.is_word()) else { break };
        let stop = Tags::AUXILIARY
            .and(Tags::SUBORDINATOR)
            .and(Tags::RELATIVE)
            .and(Tags::PREPOSITION)
            .and(Tags::BUT)
            .and(Tags::AND);
        let verb = token.is_cue() && !is_like_noun(line, place);
        let after_name = place > start
            && line.before(place).is_some_and(|t| t.capital)
            && !token.capital
            && !token.is(Tags::PEOPLE);
        let past = place > start + 1 && token.is(Tags::PAST);
        if token.is(stop) && !token.is(Tags::DETERMINER)
            || verb
            || after_name
            || past
            || token.is(Tags::ADVERB) && place > start
        {
            break;
        }
        place += 1;
    }
    Source::plain(start, place)
}

/// "…, by the ministry": the source of a cue in the passive.
pub(super) fn agent(line: Line, cue: &Cue) -> Option<Source> {
    line.at(cue.last + 1).filter(|t| t.is(Tags::AGENT))?;
    right(line, cue.last + 2, line.tokens.len())
}

/// "dit-il", "a-t-elle ajouté": the pronoun inside the cue.
pub(super) fn inside(line: Line, cue: &Cue) -> Option<Source> {
    let pronoun = Tags::HE.and(Tags::SHE).and(Tags::THEY);
    let place = (cue.first..=cue.last).find(|p| line.is(*p, pronoun))?;
    Source::plain(place, place + 1)
}

/// The owner of a noun of saying: "Holt's" claim, "his" claim; `place` is its last token.
pub(super) fn owner(line: Line, place: usize, from: usize) -> Option<Source> {
    if line.is(place, Tags::POSSESSIVE) {
        return Source::plain(place, place + 1);
    }
    let capital = |p: usize| line.at(p).is_some_and(|t| t.is_word() && (t.capital || t.is(Tags::DETERMINER)));
    let start = (from..place).rev().take_while(|p| capital(*p)).last().unwrap_or(place);
    Source::plain(start, place + 1)
}
