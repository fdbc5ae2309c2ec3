//! Content after a cue: where a statement begins and ends.
//!
//! "Vera Holt told reporters on Monday that the road is closed, but Peer Varga denied it": the content
//! is "that the road is closed". The one spoken to, the day and the place are left out.

use crate::rules::{Tags, Takes};

use super::cue::{Cue, Line};
use super::token::Kind;

/// How far a day or a place after a cue may reach, in tokens.
const ADJUNCT: usize = 16;

/// The content of a cue as token places; ends before token `end`.
pub(super) fn content(line: Line, cue: &Cue, end: usize) -> Option<(usize, usize)> {
    let start = begin(line, cue, end)?;
    let stop = end_of(line, cue, start, end);
    (start < stop).then_some((start, stop))
}

/// The first token of the content.
fn begin(line: Line, cue: &Cue, end: usize) -> Option<usize> {
    let mut place = cue.last + 1;
    if cue.joined {
        let object = past_adverbs(line, place, end);
        return (object < end && line.at(object).is_some_and(|t| t.is_word() || t.is_quote()))
            .then_some(object);
    }
    let near = past_adverbs(line, place, end);
    if fits(line, cue, near, end) {
        return Some(near);
    }
    if cue.takes.any(Takes::WHOM) && !line.is(near, Tags::THAT) {
        place = past_whom(line, near, end);
        if fits(line, cue, place, end) && (place > near || !cue.takes.any(Takes::BARE)) {
            return Some(place);
        }
    }
    let far = past_adjuncts(line, place, end);
    if fits(line, cue, far, end) {
        return Some(far);
    }
    let free = cue.takes.any(Takes::OBJ) || cue.takes.any(Takes::BARE) && !cue.passive;
    let stands =
        |p: usize| p < end && line.at(p).is_some_and(|t| t.is_word() && !t.is(Tags::AND.and(Tags::BUT)));
    if !free || !stands(far) {
        return None;
    }
    let noun =
        far == place && line.is(far, Tags::PREPOSITION.and(Tags::QUOTED_AS)) && !cue.takes.any(Takes::BARE);
    (!noun && !only_adjuncts(line, far, end)).then_some(far)
}

/// True when only a day or a place follows: "shouted to the crowd".
fn only_adjuncts(line: Line, start: usize, end: usize) -> bool {
    let clause = Tags::AUXILIARY.and(Tags::SUBJECT).and(Tags::THAT);
    line.is(start, Tags::ADJUNCT)
        && !(start..end).any(|p| line.is(p, clause) || line.at(p).is_some_and(|t| t.is_quote() || t.is_cue()))
}

/// True when what the cue asks for begins here: quoted words, "that", "to".
fn fits(line: Line, cue: &Cue, place: usize, end: usize) -> bool {
    let Some(token) = line.at(place).filter(|_| place < end) else { return false };
    let next_quote = line.at(place + 1).is_some_and(|t| t.is_quote()) && place + 1 < end;
    match token.kind {
        Kind::Quote(_) => cue.takes.any(Takes::QUOTE.and(Takes::OBJ)),
        Kind::Comma if place == cue.last + 1 && cue.takes.any(Takes::COMMA) && place + 2 < end => true,
        Kind::Comma if line.is(place + 1, Tags::THAT) && cue.takes.any(Takes::CLAUSE) => place + 2 < end,
        Kind::Comma | Kind::Colon | Kind::Dash => next_quote && cue.takes.any(Takes::QUOTE),
        Kind::Word => {
            token.is(Tags::THAT) && cue.takes.any(Takes::CLAUSE)
                || token.is(Tags::QUESTION) && cue.takes.any(Takes::CLAUSE.and(Takes::OBJ))
                || token.is(Tags::INFINITIVE) && cue.takes.any(Takes::TO)
        }
        _ => false,
    }
}

/// "also", "again" after the cue.
fn past_adverbs(line: Line, start: usize, end: usize) -> usize {
    let mut place = start;
    while place < end
        && line.is(place, Tags::ADVERB)
        && !line.is(place, Tags::DETERMINER.and(Tags::SUBJECT).and(Tags::QUESTION))
    {
        place += 1;
    }
    place
}

/// The one spoken to.
fn past_whom(line: Line, start: usize, end: usize) -> usize {
    let Some(first) = line.at(start).filter(|t| t.is_word() && start < end) else { return start };
    if first.is(Tags::OBJECT) && !first.is(Tags::DETERMINER.and(Tags::POSSESSIVE)) {
        return start + 1;
    }
    let article = first.is(Tags::DETERMINER.and(Tags::POSSESSIVE));
    if !article && !first.capital && !first.is(Tags::PEOPLE) {
        return start;
    }
    let mut place = start + 1;
    while place < end && place - start < 10 {
        let Some(token) = line.at(place).filter(|t| t.is_word()) else { break };
        let before = line.before(place);
        let stop = Tags::THAT
            .and(Tags::QUESTION)
            .and(Tags::INFINITIVE)
            .and(Tags::AUXILIARY)
            .and(Tags::SUBJECT)
            .and(Tags::ADJUNCT)
            .and(Tags::TIME)
            .and(Tags::PREPOSITION);
        let next_noun =
            token.is(Tags::DETERMINER) || !article && !token.capital && !before.is_some_and(|b| b.owns);
        if token.is(stop) || next_noun && !before.is_some_and(|b| b.is(Tags::AND)) && !token.is(Tags::AND) {
            break;
        }
        place += 1;
    }
    place
}

/// "on Monday", "in a statement", "this week".
fn past_adjuncts(line: Line, start: usize, end: usize) -> usize {
    let mut place = past_adverbs(line, start, end);
    loop {
        let begin = place;
        while place < end && line.is(place, Tags::TIME) {
            place += 1;
        }
        if line.is(place, Tags::ADJUNCT) && place < end {
            place = past_one(line, place, end).unwrap_or(place);
        }
        if place == begin {
            return place;
        }
    }
}

/// One day or place: up to the content that surely begins, or over its own noun.
fn past_one(line: Line, start: usize, end: usize) -> Option<usize> {
    let limit = end.min(start + ADJUNCT);
    if line.is(start + 1, Tags::TIME) {
        return Some(
            (start + 1..limit)
                .find(|p| !line.is(*p, Tags::TIME) && !line.at(*p).is_some_and(is_number))
                .unwrap_or(limit),
        );
    }
    let article = line.is(start + 1, Tags::DETERMINER);
    for place in start + 1..limit {
        let token = line.at(place)?;
        let sign = matches!(token.kind, Kind::Quote(_) | Kind::Colon);
        let comma = token.kind == Kind::Comma && line.at(place + 1).is_some_and(|t| t.is_quote());
        let that = token.is(Tags::THAT) && !token.is(Tags::DETERMINER);
        let before = line.before(place);
        let after_noun =
            before.is_some_and(|b| !b.is(Tags::PREPOSITION.and(Tags::DETERMINER).and(Tags::AND)) && !b.owns);
        let next = place > start + 1
            && after_noun
            && article
            && (token.is(Tags::DETERMINER.and(Tags::SUBJECT))
                || token.capital && before.is_some_and(|b| !b.capital));
        if sign || comma || that || next {
            return Some(place);
        }
        if matches!(token.kind, Kind::Comma | Kind::Semicolon | Kind::Dash) {
            return None;
        }
    }
    None
}

fn is_number(token: &super::token::Token) -> bool {
    token.is_word() && token.lexeme.is_none() && !token.capital && token.span.len() <= 4
}

/// One past the last token of the content that begins at `start`.
fn end_of(line: Line, cue: &Cue, start: usize, end: usize) -> usize {
    let quoted = (start..end)
        .find(|p| !line.at(*p).is_some_and(|t| matches!(t.kind, Kind::Comma | Kind::Colon | Kind::Dash)));
    if let Some(first) = quoted.filter(|p| line.at(*p).is_some_and(|t| t.is_quote()))
        && ends_quoted(line, cue, first + 1)
    {
        return first + 1;
    }
    let clause = cue.takes.any(Takes::BARE) || line.is(start, Tags::THAT.and(Tags::QUESTION));
    let mut place = start + 1;
    while place < end {
        let Some(token) = line.at(place) else { break };
        if token.kind == Kind::Semicolon || ends_here(line, place, end, clause) {
            return place;
        }
        place += 1;
    }
    end
}

/// True when quoted words are the whole content, and what follows at `place` is the page's again.
fn ends_quoted(line: Line, cue: &Cue, place: usize) -> bool {
    let Some(next) = line.at(place) else { return true };
    let quote = line.at(place + 1).is_some_and(|t| t.is_quote());
    let words = line.before(place).map_or(0, |t| t.span.of(line.text).split_whitespace().count());
    let aside = Tags::AND.and(Tags::BUT).and(Tags::ADJUNCT).and(Tags::TIME).and(Tags::SUBORDINATOR);
    let speech = cue.takes.any(Takes::AFTER) && words > 2;
    !next.is_word() && !next.is_quote() || speech && next.is(aside) && !quote
}

/// True when another telling begins at a comma or at "and".
fn ends_here(line: Line, place: usize, end: usize, clause: bool) -> bool {
    let Some(token) = line.at(place) else { return false };
    let comma = token.kind == Kind::Comma;
    let joint = line.is(place, Tags::AND.and(Tags::BUT));
    if !comma && !joint {
        return false;
    }
    let mut next = place + 1;
    let but = line.is(place, Tags::BUT) || comma && line.is(next, Tags::BUT);
    if comma && line.is(next, Tags::AND.and(Tags::BUT)) {
        next += 1;
    }
    let skipped = past_adverbs(line, next, end);
    let cue = line.at(skipped).filter(|t| {
        skipped < end && t.is_cue() && !t.is(Tags::SAYING.and(Tags::PEOPLE).and(Tags::PREPOSITION))
    });
    if let Some(cue) = cue {
        let participle = cue.takes().any(Takes::PARTICIPLE);
        let ended = cue.span.of(line.text).ends_with(['d', 's', 'e']) || !cue.span.of(line.text).is_ascii();
        if participle && comma || !participle && (joint || comma && next > place + 1) && ended {
            return true;
        }
    }
    let gerund =
        comma && line.is(next, Tags::GERUND) && !line.is(next, Tags::PREPOSITION) && next == place + 1;
    if clause {
        return gerund || (but || next > place + 1) && new_teller(line, next, end);
    }
    comma && line.is(next, Tags::DETERMINER) && !line.is(next, Tags::POSSESSIVE)
        || gerund
        || comma
            && (but
                || line.is(next, Tags::RELATIVE.and(Tags::SUBORDINATOR))
                || line.at(next).is_some_and(|t| t.takes().any(Takes::PARTICIPLE)))
        || joint && line.is(next, Tags::SUBJECT) && !line.is(next, Tags::DETERMINER)
}

/// True when a new subject with its own cue begins at `start`.
fn new_teller(line: Line, start: usize, end: usize) -> bool {
    let pronoun =
        line.is(start, Tags::HE.and(Tags::SHE).and(Tags::THEY)) && !line.is(start, Tags::POSSESSIVE);
    let told = past_adverbs(line, start + 1, end);
    if pronoun && line.at(told).is_some_and(|t| t.is_cue() && !t.takes().any(Takes::PARTICIPLE)) {
        return true;
    }
    let limit = end.min(start + 8);
    (start + 1..limit)
        .take_while(|p| {
            line.at(*p).is_some_and(|t| t.is_word() && !t.is(Tags::AUXILIARY.and(Tags::SUBORDINATOR)))
        })
        .any(|p| {
            line.at(p).is_some_and(|t| {
                t.takes().any(Takes::AFTER) && !t.takes().any(Takes::PARTICIPLE) && !t.is(Tags::SAYING)
            })
        })
}
