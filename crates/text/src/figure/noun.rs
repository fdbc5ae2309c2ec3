//! The noun that a number counts, and the noun phrase that a figure measures.
//!
//! Without a parser: a noun phrase runs from the number to the next word of grammar or sign; its head is
//! the first plural in it, else its last word. What money, percentages and lengths measure is the phrase
//! behind "of", else the subject of the clause.

use super::clause::Clause;
use super::{Around, Draft, FigureKind};
use crate::rules::dictionary::Class;
use crate::span::Span;
use crate::time::{Found, is_past};
use crate::token::{Kind, Line};
use crate::words::Case;

/// How many are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// One thing: the phrase ends before a verb in "-s".
    One,
    /// A place in a row; one or more may stand there.
    Place,
    /// More than one, or none.
    Many,
}

/// The head of a noun phrase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    /// First token of the phrase.
    pub(super) first: usize,
    /// The head's token.
    pub(super) at: usize,
    /// True when it stands in an editor's brackets.
    pub(super) bracket: bool,
    /// True for a plural in small letters, which only can be what is counted.
    pub(super) plural: bool,
}

/// Most words between a number and its noun.
const REACH: usize = 7;
/// Phrases before a subject that are passed over.
const MOST_OPENINGS: usize = 3;
/// Words in which the phrase before a sentence's subject ends.
const SUBJECT_REACH: usize = 24;

/// The head of the noun phrase that begins at `from`.
pub(super) fn head(line: &Line, from: usize, number: Number) -> Option<Head> {
    let mut bracket = line.sign(from, '[');
    let mut first = from + usize::from(bracket);
    // "100,000 of [those] doses" does not name its noun here; adverbs stand before adjectives.
    while first < from + 3 && (line.is(first, Class::Between) || is_adverb(line, first)) {
        first += 1;
    }
    let mut plural = None;
    let mut last = None;
    let mut at = first;
    while at < first + REACH {
        if line.sign(at, '[') && !bracket && last.is_none() {
            bracket = true;
            at += 1;
            continue;
        }
        if !continues(line, at, last.is_some()) {
            break;
        }
        if number == Number::One && last.is_some() && is_plural(line, at) {
            break;
        }
        if plural.is_none() && is_plural(line, at) {
            plural = Some(at);
        }
        last = Some(at);
        at += 1;
    }
    let last = last?;
    let head = plural.unwrap_or(last);
    // A possessive is no head; a name alone is counted by nobody.
    if line.get(head).is_some_and(|t| t.possessive) {
        return None;
    }
    // "40 cheaper than" and "787 Dreamliner" count nothing.
    let name = line.get(last).is_some_and(|t| t.case != Case::Lower) && !line.dictionary.capital_nouns;
    if plural.is_none() && number == Number::Many && (name && !bracket || line.word(last + 1) == "than") {
        return None;
    }
    Some(Head { first, at: head, bracket, plural: plural.is_some() })
}

/// True when the word at `at` carries the noun phrase on.
fn continues(line: &Line, at: usize, begun: bool) -> bool {
    let Some(token) = line.get(at) else { return false };
    if token.kind != Kind::Word {
        return false;
    }
    if token.hyphen && begun {
        return true;
    }
    let lower = token.case == Case::Lower;
    let grammar = line.is(at, Class::Function) || line.is(at, Class::Clause) || line.is(at, Class::To);
    if grammar && (lower || begun) && !line.is(at, Class::Anniversary) {
        return false;
    }
    if line.is(at, Class::Number)
        || line.is(at, Class::Scale)
        || line.is(at, Class::Present) && !line.is(at, Class::TimeUnit)
        || line.is(at, Class::Future)
        || line.is(at, Class::Past)
    {
        return false;
    }
    if begun
        && (line.phrase(at, Class::Day).is_some()
            || line.is(at, Class::Last) && lower
            || line.is(at, Class::Month)
            || line.is(at, Class::Ago))
    {
        return false;
    }
    let word = line.word(at);
    // "doesn't", "we'd": a verb is in it.
    if !token.possessive && word.contains(['\'', '’']) {
        return false;
    }
    // Participles end a phrase once a noun was named.
    let participle =
        token.id == 0 && lower && (word.ends_with("ed") || word.ends_with("ing")) && word.len() > 4;
    let gerund =
        participle && word.ends_with("ing") && line.is_word(at + 1) && line.is(at + 1, Class::Function);
    !(begun && (participle || is_past(line, at)) || begun && is_adverb(line, at) || gerund)
}

fn is_adverb(line: &Line, at: usize) -> bool {
    let word = line.word(at);
    line.is(at, Class::Now)
        || word == "very"
        || line.get(at).is_some_and(|t| t.case == Case::Lower)
            && word.len() > 4
            && word.ends_with("ly")
            && !word.ends_with("mily")
}

fn is_plural(line: &Line, at: usize) -> bool {
    let Some(token) = line.get(at) else { return false };
    if line.is(at, Class::Plural) && !token.possessive {
        return true;
    }
    let word = line.word(at);
    let title = token.case == Case::Title && !line.dictionary.capital_nouns;
    let upper = token.case == Case::Upper;
    // "people's republics" are republics; a hyphen's left half is no head.
    let left_half = line.get(at + 1).is_some_and(|t| t.hyphen);
    word.len() > 3
        && word.ends_with('s')
        && !token.possessive
        && !(title || upper)
        && !left_half
        && !["ss", "us", "is"].iter().any(|e| word.ends_with(e))
        || line.dictionary.capital_nouns && token.case == Case::Title
}

/// The noun as printed, with what a slash joins to it ("km/h").
pub(super) fn printed(line: &Line, at: usize) -> String {
    let slash = line.sign(at + 1, '/') && line.get(at + 2).is_some_and(|t| t.glued && t.kind == Kind::Word);
    let word = line.word(at);
    let noun = if slash { format!("{word}/{}", line.word(at + 2)) } else { word.to_string() };
    let bare = noun.strip_suffix("'s").or_else(|| noun.strip_suffix("’s")).unwrap_or(&noun);
    bare.to_string()
}

/// The noun phrase that a figure measures.
pub(super) fn measured(
    line: &Line,
    draft: &Draft,
    clause: &Clause,
    (times, around): (&[Found], &Around),
) -> Option<Span> {
    match draft.kind {
        // "4 million tonnes of wheat", "wheat exports rose to 4 million tonnes": a unit measures nothing itself.
        FigureKind::Count
            if draft.phrase.is_some_and(|(first, _)| line.phrase(first, Class::Measure).is_some()) =>
        {
            behind_of(line, draft, clause)
                .or_else(|| subject(line, draft, clause, (times, around)))
                .or_else(|| draft.phrase.map(|(first, end)| line.span(first, end)))
        }
        FigureKind::Count | FigureKind::Ordinal | FigureKind::Anniversary => {
            let (first, end) = draft.phrase?;
            let from = if draft.kind == FigureKind::Anniversary && line.word(end) == "of" {
                skip_articles(line, end + 1)
            } else {
                first
            };
            Some(line.span(from, tail(line, end, clause.end)))
        }
        _ => behind_of(line, draft, clause).or_else(|| subject(line, draft, clause, (times, around))),
    }
}

/// Past a time at the head of a clause, "in 2030 | exports", "last month | exports", which is measured by
/// nothing; also past the rest of one that the clause cuts.
fn behind_time(line: &Line, from: usize, times: &[Found]) -> usize {
    let next = times.partition_point(|t| t.end <= from);
    let Some(time) = times.get(next) else { return from };
    let led = time.first <= from + 2 && (from..time.first).all(|i| line.is(i, Class::Function));
    // "Over the past eight months | unemployment": a length that ends on the day is a time too.
    if led && (!time.counts || time.time.interval.is_some()) { time.end } else { from }
}

fn skip_articles(line: &Line, mut at: usize) -> usize {
    while line.is(at, Class::Determiner) || line.is(at, Class::Article) {
        at += 1;
    }
    at
}

/// Where a phrase ends that goes on with "of", "in", "from" and a noun phrase each.
fn tail(line: &Line, from: usize, limit: usize) -> usize {
    let mut end = from;
    for _ in 0..3 {
        let joins = line.is(end, Class::Joins);
        let next = skip_articles(line, end + 1);
        if !joins
            || next >= limit
            || !line.is_word(next)
            || line.is(next, Class::Function)
            || line.sense(next).is(Class::Month)
            || line.is(next, Class::Last)
        {
            return end;
        }
        let mut at = next;
        while at < limit && at < next + 6 && continues(line, at, at > next) {
            at += 1;
        }
        if at == next {
            return end;
        }
        end = at;
    }
    end
}

/// "20 percent of the budget": the phrase behind "of".
fn behind_of(line: &Line, draft: &Draft, clause: &Clause) -> Option<Span> {
    let of = line.word(draft.end) == "of" || line.word(draft.end) == "in" && draft.kind == FigureKind::Money;
    let from = skip_articles(line, draft.end + 1);
    let mut at = from;
    while of && at < clause.end && at < from + 6 && continues(line, at, at > from) {
        at += 1;
    }
    (at > from).then(|| line.span(from, tail(line, at, clause.end)))
}

/// The words of a clause from its start to its verb.
fn subject(
    line: &Line,
    draft: &Draft,
    clause: &Clause,
    (times, around): (&[Found], &Around),
) -> Option<Span> {
    let mut from = skip_openers(line, behind_time(line, clause.start, times), draft.first);
    let mut end = subject_end(line, from, draft.first);
    // "Despite the storm, exports rose by 3 percent", "As you said, trade has grown": what stands before the
    // comma is no subject.
    for _ in 0..MOST_OPENINGS {
        let Some(comma) = opening_end(line, from, draft.first) else { break };
        from = skip_openers(line, behind_time(line, comma + 1, times), draft.first);
        end = subject_end(line, from, draft.first);
    }
    let spoken =
        [from, end.saturating_sub(1)].iter().any(|i| matches!(line.word(*i), "it" | "It" | "they" | "They"));
    if spoken {
        return around.subject;
    }
    // "…, and I think we will exceed 6 billion": the verb has a subject of its own.
    // "If prices stayed at their peak, or $70 per month": a comma has ended the subject's clause.
    let ended = (end..draft.first).any(|i| line.sign(i, ',') && line.is(i + 1, Class::To));
    let is_condition = clause.start > 0 && line.word(clause.start - 1) == "if";
    if ended || is_condition {
        return None;
    }
    let aside = |i: usize| i > 0 && matches!(line.word(i - 1), "as" | "like" | "как");
    if (end..draft.first).any(|i| line.is(i, Class::Pronoun) && !aside(i)) {
        return None;
    }
    let named =
        (from..end).any(|i| line.is_word(i) && !line.is(i, Class::Function) && !line.is(i, Class::Number));
    let verb = end < draft.first || is_verb(line, draft.first);
    (named && end > from && verb && end - from <= 12).then(|| line.span(from, end))
}

/// Past "and", "because", articles and commas before a subject.
fn skip_openers(line: &Line, mut from: usize, limit: usize) -> usize {
    let opener = |i: usize| {
        line.is(i, Class::And)
            || line.is(i, Class::Clause)
            || line.is(i, Class::Determiner)
            || line.is(i, Class::Article)
            || line.sign(i, ',')
    };
    while from < limit && opener(from) {
        from += 1;
    }
    from
}

fn subject_end(line: &Line, from: usize, limit: usize) -> usize {
    (from..limit).find(|i| is_verb(line, *i) || line.sign(*i, ',')).unwrap_or(limit.max(from))
}

/// The comma that ends a phrase or clause before the subject, which begins with a word of grammar.
fn opening_end(line: &Line, from: usize, limit: usize) -> Option<usize> {
    let opens = line.is(from, Class::Function) && !line.is(from, Class::Pronoun);
    (from..limit).find(|i| line.sign(*i, ',')).filter(|_| opens)
}

/// True for a word that ends a subject.
pub(super) fn is_verb(line: &Line, at: usize) -> bool {
    line.is(at, Class::Present)
        || line.is(at, Class::Future)
        || line.is(at, Class::Perfect)
        || line.is(at, Class::Now)
        || is_past(line, at)
        || line.is(at, Class::Direction)
            && line.get(at).is_some_and(|t| t.case == Case::Lower)
            && !line.word(at).ends_with("th")
}

/// The subject of a sentence, kept for the "it" of the next one.
pub(crate) fn sentence_subject(line: &Line) -> Option<Span> {
    let limit = line.tokens.len().min(SUBJECT_REACH);
    let from = opening_end(line, 0, limit).map_or(0, |comma| comma + 1);
    let from = skip_articles(line, from);
    let end = (from..line.tokens.len().min(from + 14)).find(|i| is_verb(line, *i))?;
    let noun = (from..end).any(|i| line.is_word(i) && !line.is(i, Class::Function));
    let plain = (from..end).all(|i| line.is_word(i));
    (noun && plain && end > from).then(|| line.span(from, end))
}
