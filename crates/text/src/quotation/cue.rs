//! Cues: the words by which a page says that someone says, each with its whole verb.
//!
//! In "Vera Holt has repeatedly declined to say whether …" the cue is "has repeatedly declined to say".
//! A noun that looks like a cue ("the report", "his claims") is none. Whose words they bring in is
//! told by `source`, how far the words reach by `indirect`.

use crate::rules::{Tags, Takes};
use crate::span::Span;

use super::token::Token;

/// One sentence: its tokens and the text they point into.
#[derive(Clone, Copy)]
pub(super) struct Line<'t, 'l> {
    /// The document's text.
    pub text: &'t str,
    /// The tokens of the sentence.
    pub tokens: &'t [Token<'l>],
    /// True when most of its words have a capital, as in a title.
    pub title: bool,
}

impl<'t, 'l> Line<'t, 'l> {
    /// A sentence of `text`.
    pub fn new(text: &'t str, tokens: &'t [Token<'l>]) -> Self {
        let words = tokens.iter().filter(|t| t.is_word());
        let capitals = words.clone().filter(|t| t.capital).count();
        let long = words.clone().filter(|t| !t.capital && t.span.len() > 4).count();
        let words = words.count();
        let told = tokens
            .iter()
            .any(|t| !t.capital && (t.is_cue() || t.is(Tags::AUXILIARY)) && !t.is(Tags::PREPOSITION));
        // "Ada Holt met Peer Varga.": no title ends with a stop.
        let stops = tokens.last().is_some_and(|t| text.get(t.span.end..).is_some_and(|r| r.starts_with('.')));
        Line { text, tokens, title: capitals * 5 > words * 3 && long * 8 <= words && !told && !stops }
    }

    /// The token at a place; `None` beyond the ends.
    pub fn at(&self, place: usize) -> Option<&'t Token<'l>> {
        self.tokens.get(place)
    }

    /// The token before a place.
    pub fn before(&self, place: usize) -> Option<&'t Token<'l>> {
        place.checked_sub(1).and_then(|p| self.tokens.get(p))
    }

    /// True when the token at a place has one of these tags.
    pub fn is(&self, place: usize, tags: Tags) -> bool {
        self.at(place).is_some_and(|t| t.is(tags))
    }

    /// The printed word at a place, in lower case when it is one of `words`.
    pub fn is_word_of(&self, place: usize, words: &[String]) -> bool {
        self.at(place).is_some_and(|t| {
            let printed = t.span.of(self.text);
            words.iter().any(|w| {
                printed.eq_ignore_ascii_case(w) || !printed.is_ascii() && printed.to_lowercase() == *w
            })
        })
    }

    /// The place from token `from` to before token `to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.at(from), self.before(to)) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }
}

/// A cue with its whole verb: token places, `last` inclusive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// Its first token.
    pub first: usize,
    /// The token that makes it a cue.
    pub head: usize,
    /// Its last token.
    pub last: usize,
    /// What may follow.
    pub takes: Takes,
    /// True when a small word joins it to a noun ("called for").
    pub joined: bool,
    /// True when it has no subject of its own ("saying that", "to say").
    pub bare: bool,
    /// True for "was told": the subject is not the one who speaks.
    pub passive: bool,
}

/// The cues of a sentence, in order.
pub(super) fn cues(line: Line) -> Vec<Cue> {
    (0..line.tokens.len()).filter_map(|head| cue_at(line, head)).collect()
}

/// The cue whose head is the token at `head`.
pub(super) fn cue_at(line: Line, head: usize) -> Option<Cue> {
    let token = line.at(head).filter(|t| t.is_cue())?;
    let lexeme = token.lexeme?;
    // "the United States", "the Morning Post": part of a name.
    if token.capital && head > 0 && !line.title {
        return None;
    }
    let mut takes = lexeme.takes;
    let (mut last, mut joined) = (head, false);
    if let Some((_, more)) =
        lexeme.particles.iter().find(|(p, _)| line.is_word_of(head + 1, std::slice::from_ref(p)))
    {
        takes = *more;
        last = head + 1;
    } else if line.is_word_of(head + 1, &lexeme.with) {
        joined = true;
        last = head + 1;
    } else if line.is(head + 1, Tags::ADVERB)
        && takes == Takes::default()
        && line.is_word_of(head + 2, &lexeme.with)
    {
        joined = true;
        last = head + 2;
    }
    if takes == Takes::default() && !joined {
        return None;
    }
    let first = first_of(line, head);
    let be = (first..head).any(|p| line.is(p, Tags::BE))
        || line.before(first).is_some_and(|t| t.contracted && first == head);
    let participle = token.takes().any(Takes::PARTICIPLE);
    if takes.any(Takes::STATE) && !be {
        return None;
    }
    if is_noun(line, first, head) {
        return None;
    }
    let quoted = participle && line.before(first).is_some_and(|t| t.is(Tags::QUOTED_AS)) && first == head;
    let reported =
        quoted.then(|| head.checked_sub(2).and_then(|p| cue_at(line, p))).flatten().filter(|c| c.passive);
    if let Some(outer) = reported {
        return Some(Cue { first: outer.first, head, last, takes, joined, bare: false, passive: false });
    }
    let helped = (first..head).any(|p| line.is(p, Tags::AUXILIARY.and(Tags::INFINITIVE)));
    let infinitive = line.is(first, Tags::INFINITIVE);
    Some(Cue {
        first,
        head,
        last,
        takes,
        joined,
        bare: infinitive || participle && !helped && !line.before(first).is_some_and(|t| t.contracted),
        passive: be && !participle && !takes.any(Takes::STATE),
    })
}

/// The first token of the verb that ends in `head`: helping verbs, adverbs, "declined to".
fn first_of(line: Line, head: usize) -> usize {
    let mut first = head;
    while let Some(token) = line.before(first) {
        let whole = token.is(Tags::AUXILIARY);
        let adverb = token.is(Tags::ADVERB) && !token.is(Tags::DETERMINER.and(Tags::SUBJECT));
        let to = token.is(Tags::INFINITIVE) && (first == head || line.is(first, Tags::AUXILIARY));
        if !(whole || adverb || to) || head - first > 8 {
            break;
        }
        first -= 1;
        if to
            && let Some(verb) = line.before(first)
            && (verb.takes().any(Takes::TO) || verb.is(Tags::AUXILIARY))
        {
            first -= 1;
        }
    }
    // An adverb at the head of the sentence is no part of the verb.
    while first < head
        && line.is(first, Tags::ADVERB)
        && !line.is(first, Tags::AUXILIARY)
        && starts(line, first)
    {
        first += 1;
    }
    first
}

fn starts(line: Line, place: usize) -> bool {
    line.before(place).is_none_or(|t| !t.is_word())
}

/// True when the word stands where a noun stands: "the report", "Holt's claim", "of demand".
fn is_noun(line: Line, first: usize, head: usize) -> bool {
    if first != head {
        return line.before(first).is_some_and(|t| t.owns)
            && !line.is(first, Tags::AUXILIARY.and(Tags::INFINITIVE));
    }
    let Some(before) = line.before(head) else { return false };
    let participle = line.at(head).is_some_and(|t| t.takes().any(Takes::PARTICIPLE));
    let article = before.is(Tags::DETERMINER) && !before.is(Tags::SUBJECT)
        || before.owns
        || before.is(Tags::POSSESSIVE) && !before.is(Tags::OBJECT);
    let after_preposition = before.is(Tags::PREPOSITION) && !participle && !before.is(Tags::INFINITIVE);
    // "the new report says": a verb follows, so this is its subject.
    let verb_follows = line.is(head, Tags::SAYING.and(Tags::PEOPLE))
        && line.at(head + 1).is_some_and(|t| {
            t.is(Tags::AUXILIARY) || t.is_cue() && !t.is(Tags::SAYING.and(Tags::PREPOSITION))
        });
    article || after_preposition || verb_follows || is_bare_noun(line, head)
}

/// True for the bare form of a verb, or one in -s, that stands where only a noun can: "the public
/// claims", "a long report", "school officials plan" is none.
fn is_bare_noun(line: Line, head: usize) -> bool {
    let Some((token, before)) = line.at(head).zip(line.before(head)).filter(|(_, b)| b.is_word()) else {
        return false;
    };
    let base = token.takes().any(Takes::BASE);
    let plural = token.is(Tags::PLURAL) && token.is(Tags::SAYING);
    let person =
        before.is(Tags::PEOPLE.and(Tags::SUBJECT).and(Tags::RELATIVE).and(Tags::ADVERB)) || before.capital;
    if base {
        return !(person || before.is(Tags::PLURAL.and(Tags::AND).and(Tags::BUT)) || before.contracted);
    }
    plural && !person && (before.is(Tags::ADJECTIVE) || before.is(Tags::PLURAL) && !before.capital)
}
