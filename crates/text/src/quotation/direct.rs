//! Tellers that follow or part the words they bring in.
//!
//! ```text
//! “We go,” said Vera Holt, the mayor. “We stay.”      The road, officials said, is closed.
//! ```
//! A `Frame` is the teller with the cue; what stands before it in the sentence is its content. "according
//! to X" is a frame too, and may also stand first.

use crate::rules::{Lexicon, Tags, Takes};
use crate::sign::is_stop;

use super::cue::{Cue, Line, cue_at};
use super::source::{self, Source};
use super::token::{Kind, Token};

/// A cue with its source, aside from the content.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Cue as token places.
    pub cue: (usize, usize),
    /// Source.
    pub source: Option<Source>,
    /// True for "according to".
    pub phrase: bool,
    /// True when the source stands in another case than a subject.
    pub oblique: bool,
}

/// The frames of a sentence that follow their content, in order; they do not overlap.
pub(super) fn frames(line: Line, cues: &[Cue], lexicon: &Lexicon) -> Vec<Frame> {
    let mut found: Vec<Frame> = Vec::new();
    let mut next_cue = 0;
    let mut from = 0;
    for place in 0..line.tokens.len() {
        while cues.get(next_cue).is_some_and(|c| c.head < place) {
            next_cue += 1;
        }
        if place < from {
            continue;
        }
        let cue = cues.get(next_cue).filter(|c| c.head == place);
        let frame = match cue {
            Some(cue) => after(line, cue, from),
            None if line.is(place, Tags::PHRASE) => phrase(line, place, from, lexicon),
            None => signed(line, place, from),
        };
        if let Some(frame) = frame {
            from = frame.end;
            found.push(frame);
        }
    }
    found
}

/// True when a sentence is nothing but a teller: "Vera Holt said on Monday.", "asked the mayor."
pub(super) fn is_teller(line: Line) -> bool {
    let size = line.tokens.len();
    if line.at(0).is_some_and(|t| t.kind == Kind::Dash) && size <= 8 && line.at(1).is_some_and(|t| t.capital)
    {
        return line.tokens[1..].iter().all(Token::is_word);
    }
    let Some(cue) = (0..size.min(24))
        .find_map(|p| cue_at(line, p))
        .filter(|c| c.takes.any(Takes::AFTER) && !c.bare && !c.joined && !c.passive)
    else {
        return false;
    };
    let ends = |end: Option<usize>| {
        end.is_some_and(|e| line.at(e).is_none_or(|t| t.kind == Kind::Comma || t.is_quote()))
    };
    let told = |at: usize| {
        past_rest(line, at, cue.takes.any(Takes::WHOM)).filter(|_| {
            !line.at(at).is_some_and(|t| {
                t.is_quote() || t.kind == Kind::Comma && line.at(at + 1).is_some_and(|t| t.is_quote())
            })
        })
    };
    if cue.first == 0 {
        return source::right(line, cue.last + 1, size).is_some_and(|s| ends(told(s.end)));
    }
    source::left(line, cue.first, 0).is_some_and(|s| s.start == 0) && ends(told(cue.last + 1))
}

/// A cue that follows its content: "…, X said" or "…, said X".
fn after(line: Line, cue: &Cue, from: usize) -> Option<Frame> {
    let absorbed = (cue.first..cue.head).any(|p| line.is(p, Tags::INFINITIVE));
    if !cue.takes.any(Takes::AFTER) || cue.first <= from || cue.bare || cue.joined || absorbed || cue.passive
    {
        return None;
    }
    let ends = |p: usize| {
        line.before(p).filter(|_| p > from).is_some_and(|t| {
            t.is_quote() || t.kind == Kind::Comma || t.kind == Kind::Dash && quoted_dash(line, p)
        })
    };
    let size = line.tokens.len();
    if ends(cue.first)
        && let Some(source) = source::right(line, cue.last + 1, size)
    {
        let quote = quote_before(line, cue.first, from);
        let beside = source::left(line, cue.first, from).filter(|s| s.start == from && !quote);
        let end = past_rest(line, source.end, quote).filter(|_| beside.is_none())?;
        let whole = Frame {
            start: cue.first,
            end,
            cue: (cue.first, cue.last + 1),
            source: Some(source),
            phrase: false,
            oblique: false,
        };
        // "On Monday, said X" is rare without a quotation; words alone must make a clause.
        let short = source.head_end <= source.start + 6;
        return (quote || cue.first >= from + 4 && short).then_some(whole);
    }
    if ends(cue.first)
        && let Some(source) = source::inside(line, cue)
    {
        let quote = quote_before(line, cue.first, from);
        let end = past_rest(line, cue.last + 1, quote)?;
        return Some(Frame {
            start: cue.first,
            end,
            cue: (cue.first, cue.last + 1),
            source: Some(source),
            phrase: false,
            oblique: false,
        });
    }
    let source = source::left(line, cue.first, from)?;
    if source.start <= from || !ends(source.start) {
        return None;
    }
    let quote = quote_before(line, source.start, from);
    let told = told(line, cue);
    let end = past_rest(line, told, quote)?;
    if !quote
        && (source.start < from + 3
            || only_opens(line, from, source.start) && (end == size || brings_in(line, end)))
    {
        return None;
    }
    Some(Frame {
        start: source.start,
        end,
        cue: (cue.first, cue.last + 1),
        source: Some(source),
        phrase: false,
        oblique: false,
    })
}

/// True for a dash behind quoted words, or behind their comma: "«We go», — said Holt".
fn quoted_dash(line: Line, place: usize) -> bool {
    let before = |n: usize| place.checked_sub(n).and_then(|p| line.at(p));
    before(2).is_some_and(|t| t.is_quote() || t.kind == Kind::Comma && before(3).is_some_and(Token::is_quote))
}

/// True when what stands from `from` to `place` are quoted words, or ends with a quoted statement.
fn quote_before(line: Line, place: usize, from: usize) -> bool {
    let Some(last) = (from..place).rev().find(|p| !is_sign(line, *p)) else { return false };
    let whole = (from..place).all(|p| line.at(p).is_none_or(|t| !t.is_word()));
    let closes = line.at(last).is_some_and(|t| t.span.of(line.text).contains(|c| c == ',' || is_stop(c)));
    line.at(last).is_some_and(|t| t.is_quote()) && (whole || closes && !line.is(from, Tags::OPENER))
}

fn is_sign(line: Line, place: usize) -> bool {
    line.at(place).is_some_and(|t| matches!(t.kind, Kind::Comma | Kind::Dash))
}

/// True when the words before the teller only open its sentence: "On Monday, X said".
fn only_opens(line: Line, from: usize, end: usize) -> bool {
    let opener = line.is(
        from,
        Tags::OPENER
            .and(Tags::SUBORDINATOR)
            .and(Tags::ADVERB)
            .and(Tags::BUT)
            .and(Tags::PAST)
            .and(Tags::GERUND),
    ) && !line.is(from, Tags::SUBJECT)
        || line.at(from).is_some_and(Token::is_cue);
    opener
        && (from..end)
            .position(|p| line.at(p).is_some_and(|t| t.kind == Kind::Comma))
            .is_some_and(|p| from + p + 1 == end)
}

/// True when quoted words follow a comma.
fn brings_in(line: Line, place: usize) -> bool {
    line.at(place).is_some_and(|t| t.kind == Kind::Comma) && line.at(place + 1).is_some_and(Token::is_quote)
}

/// One past the one spoken to.
fn told(line: Line, cue: &Cue) -> usize {
    if !cue.takes.any(Takes::WHOM) {
        return cue.last + 1;
    }
    let mut place = cue.last + 1;
    while line
        .at(place)
        .is_some_and(|t| t.is_word() && !t.is(Tags::THAT.and(Tags::QUESTION).and(Tags::INFINITIVE)))
    {
        place += 1;
    }
    place
}

/// One past the day and the place after the teller; `None` when content follows instead.
fn past_rest(line: Line, start: usize, quote: bool) -> Option<usize> {
    let mut place = start;
    while let Some(token) = line.at(place).filter(|t| t.is_word()) {
        let begins = place == start && !quote && !token.is(Tags::ADJUNCT.and(Tags::TIME).and(Tags::ADVERB));
        if begins || token.is(Tags::THAT) && !quote {
            return None;
        }
        if token.is(Tags::AND.and(Tags::BUT)) && quote {
            return Some(place);
        }
        place += 1;
    }
    match line.at(place).map(|t| t.kind) {
        // "X, he said: “…”" brings in what follows.
        Some(Kind::Colon) => None,
        Some(Kind::Quote(_)) => quote.then_some(place),
        Some(Kind::Comma) if quote => Some(to_quote(line, place).unwrap_or(place)),
        _ => Some(place),
    }
}

/// “We go,” she said in Brona, Norland, “and we stay”: the quotation that follows places and days.
fn to_quote(line: Line, start: usize) -> Option<usize> {
    let limit = line.tokens.len().min(start + 12);
    let stop = Tags::AUXILIARY.and(Tags::SUBJECT).and(Tags::RELATIVE).and(Tags::BUT).and(Tags::AND);
    for place in start..limit {
        let token = line.at(place)?;
        match token.kind {
            Kind::Quote(_) => return Some(place),
            Kind::Word if token.is(stop) || token.is_cue() => return None,
            Kind::Word | Kind::Comma => {}
            _ => return None,
        }
    }
    None
}

/// "“We go.” — Vera Holt": quoted words with a name behind a dash, to the end.
fn signed(line: Line, place: usize, from: usize) -> Option<Frame> {
    let size = line.tokens.len();
    let dash = line.at(place).is_some_and(|t| t.kind == Kind::Dash)
        && line.before(place).is_some_and(|t| t.is_quote())
        && place > from;
    let name = dash
        && size > place + 1
        && size <= place + 8
        && line.tokens[place + 1..].iter().all(|t| t.is_word() || t.kind == Kind::Comma)
        && line.at(place + 1)?.capital;
    let source = Source { start: place + 1, end: size, head_end: size };
    name.then_some(Frame {
        start: place,
        end: size,
        cue: (place, place + 1),
        source: Some(source),
        phrase: false,
        oblique: false,
    })
}

/// "according to X": before or after its content.
fn phrase(line: Line, place: usize, from: usize, lexicon: &Lexicon) -> Option<Frame> {
    let phrase = lexicon.phrases.iter().find(|p| {
        p.words.iter().enumerate().all(|(n, w)| line.is_word_of(place + n, std::slice::from_ref(w)))
    })?;
    let start = place + phrase.words.len();
    let size = line.tokens.len();
    let end = (start..size).find(|p| line.at(*p).is_none_or(|t| !t.is_word())).unwrap_or(size);
    // "Nach Angaben der Polizei wurde …": without a comma the verb parts the source from its words.
    let verb = (start..end).find(|p| line.is(*p, Tags::AUXILIARY)).filter(|_| place == from && end == size);
    let end = verb.unwrap_or(end);
    let (head, end) = (end, beyond(line, end, size, place <= from + 1));
    let source = Source { start, end, head_end: head };
    (start < end).then_some(Frame {
        start: place,
        end,
        cue: (place, start),
        source: Some(source),
        phrase: true,
        oblique: phrase.oblique,
    })
}

/// "according to Vera Holt, the mayor of Brona, …".
fn beyond(line: Line, comma: usize, size: usize, first: bool) -> usize {
    let article =
        line.is(comma + 1, Tags::DETERMINER) && line.at(comma).is_some_and(|t| t.kind == Kind::Comma);
    let next = (comma + 1..size).find(|p| line.at(*p).is_none_or(|t| !t.is_word())).unwrap_or(size);
    let verb = (comma + 1..next).any(|p| {
        line.is(p, Tags::AUXILIARY)
            || line.at(p).is_some_and(|t| t.is_cue() && !t.is(Tags::PEOPLE.and(Tags::SAYING)))
    });
    if article && !verb && (!first || line.at(next).is_some_and(|t| t.kind == Kind::Comma)) {
        next
    } else {
        comma
    }
}
