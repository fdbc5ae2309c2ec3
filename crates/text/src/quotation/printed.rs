//! How a source is printed: a name, a pronoun, an office, or a noun that names nobody.
//!
//! "Hillary-like campaign manager Peer Varga of Brona" prints the name `Peer Varga`; "Holt's aide", "a
//! spokesman for Holt", "Holt and Varga" and "the Norland Post" print none. Whom a name means on the
//! page is told by `person`.

use crate::rules::{LabelRules, Tags};
use crate::span::Span;

use super::cue::Line;
use super::source::Source;
use super::token::{Kind, Token};

/// Most words of one person's name.
const LONGEST: usize = 5;

/// A name as printed once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Its words, titles left out.
    pub words: Vec<String>,
    /// The office printed before it or beside it, lower case ("vice president"); empty when none is.
    pub office: String,
    /// True when the office itself is another's: "former governor", "deputy mayor".
    pub qualified: bool,
    /// True when an honorific, an office or a noun of people stands with it.
    pub titled: bool,
    /// True when a preposition stands before it: it may be a place.
    pub placed: bool,
    /// Man or woman, as far as the words with it tell.
    pub gender: Option<Gender>,
}

/// What a pronoun or an honorific tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    /// "he", "Mr".
    Man,
    /// "she", "Mrs".
    Woman,
}

/// What the words of a source are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Printed {
    /// "he", "she".
    Pronoun(Gender),
    /// "I", "we": the writer, or in a turn its speaker.
    Own,
    /// A name, or a relative pronoun directly behind one.
    Name(Name),
    /// "the president", "the prime minister": its words, lower case.
    Office(String),
    /// Anything else.
    Other,
}

/// What the words of `source` are.
pub(super) fn printed(line: Line, source: &Source, labels: &LabelRules) -> Printed {
    let Some(first) = line.at(source.start) else { return Printed::Other };
    if source.head_end == source.start + 1 {
        if let Some(gender) = pronoun(first) {
            return Printed::Pronoun(gender);
        }
        if first.is(Tags::OWN) {
            return Printed::Own;
        }
        if first.is(Tags::RELATIVE) {
            return before_relative(line, source.start, labels);
        }
    }
    let head = (source.start, source.head_end);
    if let Some(name) = name_in(line, head, labels) {
        return Printed::Name(name);
    }
    // "The minister, Vera Holt, said".
    let beside = (source.head_end + 1, source.end);
    if beside.0 < beside.1
        && (beside.0..beside.1)
            .all(|p| line.at(p).is_some_and(|t| t.is_word() && t.capital || t.kind == Kind::Comma))
        && let Some(name) = name_in(line, (beside.0, sign_end(line, beside)), labels)
        && name.words.len() > 1
    {
        return Printed::Name(name);
    }
    office(line, head, labels)
}

fn sign_end(line: Line, within: (usize, usize)) -> usize {
    (within.0..within.1).find(|p| line.at(*p).is_none_or(|t| !t.is_word())).unwrap_or(within.1)
}

fn pronoun(token: &Token) -> Option<Gender> {
    match () {
        () if token.is(Tags::HE) && !token.is(Tags::SHE) => Some(Gender::Man),
        () if token.is(Tags::SHE) && !token.is(Tags::HE) => Some(Gender::Woman),
        () => None,
    }
}

/// The name that "who" belongs to, when it ends directly before it.
fn before_relative(line: Line, place: usize, labels: &LabelRules) -> Printed {
    let end = if line.before(place).is_some_and(|t| t.kind == Kind::Comma) { place - 1 } else { place };
    let start = (0..end)
        .rev()
        .take(2 * LONGEST)
        .take_while(|p| line.at(*p).is_some_and(|t| t.is_word() && !t.is(Tags::PREPOSITION.and(Tags::AND))))
        .last();
    let name = start.and_then(|s| name_in(line, (s, end), labels));
    name.map_or(Printed::Other, Printed::Name)
}

/// "the president", "the prime minister" and nothing else.
fn office(line: Line, head: (usize, usize), labels: &LabelRules) -> Printed {
    let (start, end) = head;
    let article = line.is(start, Tags::DEFINITE);
    match office_at(line, start + 1, labels).filter(|(_, last)| article && *last == end) {
        Some((office, _)) => Printed::Office(office),
        None => Printed::Other,
    }
}

/// Most words of an office before "of".
const OFFICE_WORDS: usize = 4;

/// The office that begins at `start`, in lower case, and one past its last word; a plural is nobody's.
fn office_at(line: Line, start: usize, labels: &LabelRules) -> Option<(String, usize)> {
    let word = |p: usize| line.at(p).filter(|t| t.is_word()).map(|t| t.span.of(line.text));
    let grammar = Tags::PREPOSITION.and(Tags::AND).and(Tags::DETERMINER).and(Tags::RELATIVE);
    let n = (start..start + OFFICE_WORDS).take_while(|p| word(*p).is_some() && !line.is(*p, grammar)).count();
    let words: Vec<&str> = (start..start + n).filter_map(word).collect();
    let last = words.iter().rposition(|w| labels.is_office(w))?;
    let is_one = words[last].chars().next_back().is_some_and(|c| c != 's');
    let next_is_name = line.at(start + last + 1).is_some_and(|t| t.is_word() && t.capital);
    (is_one && !next_is_name).then(|| (words[..=last].join(" ").to_lowercase(), start + last + 1))
}

/// The office that a name at `start..end` has beside it: "Ada Holt, the mayor of Brona,", "The mayor of
/// Brona, Ada Holt,".
fn office_beside(line: Line, start: usize, end: usize, labels: &LabelRules) -> Option<String> {
    let is_comma = |p: usize| line.at(p).is_some_and(|t| t.kind == Kind::Comma);
    let past_article = |p: usize| {
        let article = line.is(p, Tags::DETERMINER) && !line.is(p, Tags::POSSESSIVE);
        p + usize::from(article)
    };
    let closes = |p: usize| {
        line.at(p).is_none_or(|t| !t.is_word()) || line.is(p, Tags::PREPOSITION) && !line.is(p, Tags::AGENT)
    };
    if is_comma(end)
        && let Some((office, last)) = office_at(line, past_article(end + 1), labels)
        && closes(last)
    {
        return Some(office);
    }
    // Before the name only at the head of its sentence, and the name between two commas.
    if !(start > 0 && is_comma(start - 1) && is_comma(end) && line.is(0, Tags::DETERMINER)) {
        return None;
    }
    let (office, last) = office_at(line, 1, labels)?;
    let is_body = |p: usize| line.at(p).is_some_and(|t| t.is_word() && (t.capital || t.is(Tags::DETERMINER)));
    let of = line.is(last, Tags::PREPOSITION) && (last + 1..start - 1).all(is_body);
    (last == start - 1 || of).then_some(office)
}

/// The one name that the noun at `head` prints; `None` when it prints none or several.
fn name_in(line: Line, head: (usize, usize), labels: &LabelRules) -> Option<Name> {
    let (start, end) = head;
    let whole = start..end;
    let stop = whole
        .clone()
        .find(|p| {
            let inside =
                *p > start && in_name(line, *p, labels) && line.at(*p - 1).is_some_and(|t| t.capital);
            let parts =
                |t: &Token| t.is(Tags::PREPOSITION) && !t.capital && !inside || t.kind == Kind::Bracket;
            line.at(*p).is_some_and(parts)
        })
        .unwrap_or(end);
    if (start..stop).any(|p| line.at(p).is_some_and(|t| t.is(Tags::AND) || !t.is_word() && !t.is_quote())) {
        return None;
    }
    let run = (start..stop).rev().take_while(|p| in_name(line, *p, labels)).last()?;
    // "la Sala": an article begins no name.
    let run = (run..stop).find(|p| line.at(*p).is_some_and(|t| t.capital || !t.is(Tags::DETERMINER)))?;
    name_at(line, run, stop, run > start, labels)
}

/// True when the word may be part of a name.
fn in_name(line: Line, place: usize, labels: &LabelRules) -> bool {
    let Some(token) = line.at(place).filter(|t| t.is_word()) else { return false };
    let small = Tags::DETERMINER
        .and(Tags::PREPOSITION)
        .and(Tags::BUT)
        .and(Tags::AND)
        .and(Tags::SUBJECT)
        .and(Tags::TIME)
        .and(Tags::AUXILIARY)
        .and(Tags::SUBORDINATOR)
        .and(Tags::POSSESSIVE);
    let opens = place == 0 || line.before(place).is_some_and(|t| !t.is_word());
    let adverb = opens && token.is(Tags::ADVERB);
    let named =
        token.capital && !(token.is(small) && (opens || token.span.len() < 4)) && !token.owns && !adverb;
    let particle = !token.capital
        && labels.is_particle(token.span.of(line.text))
        && line.at(place + 1).is_some_and(|t| t.capital);
    named || particle
}

/// The name of the run of capitalised words `start..end`, titles left out; `within` a noun, what
/// stands before the run must go with a name.
fn name_at(line: Line, start: usize, end: usize, within: bool, labels: &LabelRules) -> Option<Name> {
    let word = |p: usize| line.at(p).map_or("", |t| t.span.of(line.text));
    let noun =
        |p: usize| line.is(p, Tags::PEOPLE) && p + 1 < end && (p == start || line.is(p - 1, Tags::TITLE));
    let title = |p: usize| noun(p) || line.is(p, Tags::TITLE) || is_title(word(p), labels);
    let begin = (start..end).rev().find(|p| title(*p)).map_or(start, |p| p + 1);
    let bodies = (begin..end).any(|p| line.is(p, Tags::BODY)) || line.is(begin, Tags::PLACE);
    let before = line.before(start).filter(|t| t.is_word());
    let named = before.is_some_and(|t| t.is(Tags::PEOPLE) && !t.owns);
    let article = before.is_some_and(|t| {
        t.is(Tags::DETERMINER.and(Tags::POSSESSIVE)) && !t.capital || t.is(Tags::DETERMINER) && t.capital
    });
    // "the panel held Varga": the word before the name may be a verb.
    let free = begin > start
        || named
        || before.is_none_or(|t| {
            t.owns
                || t.is(Tags::PREPOSITION
                    .and(Tags::AND)
                    .and(Tags::BUT)
                    .and(Tags::ADVERB)
                    .and(Tags::SUBORDINATOR)
                    .and(Tags::TIME))
        });
    if bodies || begin >= end || end - begin > LONGEST || article && begin == start || within && !free {
        return None;
    }
    let mut gender = None;
    let mut office = Vec::new();
    for p in start.saturating_sub(1)..begin {
        let Some(token) = line.at(p).filter(|t| t.is_word()) else { continue };
        gender = gender_of(token).or(gender);
        if p >= start {
            office.push(word(p).to_lowercase());
        }
    }
    if !(begin > start && labels.is_office(word(begin - 1))) {
        office.retain(|w| labels.is_office(w));
    }
    let mut first = start;
    // "governor Ada Holt", "former governor Ada Holt".
    if begin == start && start > 0 && labels.is_office(word(start - 1)) {
        first = start - 1;
        if first > 0 && line.is(first - 1, Tags::QUALIFIER) {
            first -= 1;
        }
        office = (first..start).map(|p| word(p).to_lowercase()).collect();
    }
    let qualified = office.len() > 1 && line.is(first, Tags::QUALIFIER);
    let words: Vec<String> = (begin..end).map(|p| with_point(line, p, p + 1 == end)).collect();
    let office = office.join(" ");
    words.last()?.starts_with(char::is_uppercase).then_some(Name {
        words,
        office,
        qualified,
        placed: before.is_some_and(|t| t.is(Tags::PREPOSITION)),
        titled: begin > start || named,
        gender,
    })
}

/// True for an office or an honorific, also at the end of a compound: "HDE-Präsident".
fn is_title(word: &str, labels: &LabelRules) -> bool {
    let tail = word.rsplit('-').next().unwrap_or(word);
    labels.is_office(word)
        || labels.is_honorific(word)
        || tail.len() > 3 && tail.len() < word.len() && labels.is_office(tail)
}

/// A word of a name as printed: "D." keeps its point.
fn with_point(line: Line, place: usize, last: bool) -> String {
    let Some(token) = line.at(place) else { return String::new() };
    let printed = token.span.of(line.text);
    let pointed = line.text.get(token.span.end..).is_some_and(|t| t.starts_with('.'));
    if pointed && !last { format!("{printed}.") } else { printed.to_string() }
}

fn gender_of(token: &Token) -> Option<Gender> {
    match () {
        () if token.is(Tags::MAN) => Some(Gender::Man),
        () if token.is(Tags::WOMAN) => Some(Gender::Woman),
        () => None,
    }
}

/// The names printed in a sentence outside quoted words, with the token they begin at.
pub(super) fn names(line: Line, labels: &LabelRules) -> Vec<(usize, Name)> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < line.tokens.len() {
        if !line.at(place).is_some_and(|t| t.capital) {
            place += 1;
            continue;
        }
        let mut end = place;
        while end < line.tokens.len()
            && (in_name(line, end, labels) || line.at(end).is_some_and(|t| t.owns && t.capital))
        {
            end += 1;
            if line.before(end).is_some_and(|t| t.owns) {
                break;
            }
        }
        if let Some(mut name) = name_at(line, place, end, false, labels) {
            if let Some(last) = name.words.last_mut() {
                *last = without_possessive(last).to_string();
            }
            name.titled |= described(line, end);
            if name.office.is_empty() {
                name.office = office_beside(line, place, end, labels).unwrap_or_default();
            }
            found.push((place, name));
        }
        place = end.max(place + 1);
    }
    found
}

/// "Holt’s" is Holt.
fn without_possessive(word: &str) -> &str {
    ["'s", "’s", "'", "’"].iter().find_map(|e| word.strip_suffix(e)).unwrap_or(word)
}

/// True when a description of a person follows: ", the mayor", ", who", ", 43,".
fn described(line: Line, place: usize) -> bool {
    if !line.at(place).is_some_and(|t| t.kind == Kind::Comma) {
        return false;
    }
    let next = |n: usize| line.at(place + n).filter(|t| t.is_word());
    let person = |n: usize| next(n).is_some_and(|t| t.is(Tags::PEOPLE) && !t.capital);
    next(1).is_some_and(|t| t.is(Tags::RELATIVE) && !t.is(Tags::THAT) && t.span.of(line.text).len() == 3)
        || person(1)
        || next(1).is_some_and(|t| t.is(Tags::DETERMINER)) && (person(2) || person(3))
}

/// Most bytes of a label inside quotation marks.
const LABEL: usize = 48;

/// The label in capitals that begins quoted words, and the words behind its colon.
pub(super) fn label_inside(text: &str, quote: Span) -> Option<(Span, Span)> {
    let words = quote.of(text);
    let lead = words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let colon = words.bytes().take(LABEL).position(|b| b == b':')?;
    let label = words.get(lead..colon)?;
    let letters = label.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters > 1
        && label
            .chars()
            .all(|c| c.is_uppercase() || c.is_whitespace() || matches!(c, '.' | '-' | '’' | '\''));
    let rest = Span::new(quote.start + colon + 1, quote.end).trimmed(text);
    (capitals && label.split_whitespace().count() <= 4 && !rest.is_empty())
        .then(|| (Span::new(quote.start + lead, quote.start + colon), rest))
}
