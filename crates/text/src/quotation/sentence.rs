//! One sentence read: which words in it are told as whose.
//!
//! Tellers that follow their words come first (`direct`): what stands before them is theirs, and what
//! is told inside it is not read again. In the rest each cue with a subject takes what follows it
//! (`indirect`); a cue without one ("…, adding that") has the subject of the telling before it.

use crate::rules::{Lexicon, Tags, Takes};
use crate::span::Span;

use super::cue::{Cue, Line, cue_at, cues};
use super::direct::{Frame, frames};
use super::source::{self, Source};
use super::token::Kind;
use super::{Mode, indirect};

/// A telling inside one sentence; places are tokens of that sentence.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// Content, in order, as token places.
    pub content: Vec<(usize, usize)>,
    /// Cue.
    pub cue: Option<(usize, usize)>,
    /// Source.
    pub source: Option<Source>,
    /// True for a verb of saying.
    pub says: bool,
    /// True when quoted words may carry it on in the next sentence.
    pub speech: bool,
    /// True when the source stands in another case than a subject: its form is no name's.
    pub oblique: bool,
}

impl Told {
    /// How the words are told.
    pub fn mode(&self, line: Line) -> Mode {
        let tokens = || self.content.iter().flat_map(|(a, b)| &line.tokens[*a..*b]);
        if !tokens().any(|t| t.is_quote()) {
            return Mode::Indirect;
        }
        if tokens().any(|t| t.is_word()) { Mode::Mixed } else { Mode::Direct }
    }

    /// The content's places in the text.
    pub fn spans(&self, line: Line) -> Vec<Span> {
        self.content.iter().map(|(a, b)| line.span(*a, *b)).filter(|s| !s.is_empty()).collect()
    }
}

/// The tellings of a sentence, in order.
pub(super) fn read(line: Line, lexicon: &Lexicon) -> Vec<Told> {
    let cues = cues(line);
    let frames = frames(line, &cues, lexicon);
    let mut told: Vec<Told> = Vec::new();
    let size = line.tokens.len();
    let mut from = 0;
    for (n, frame) in frames.iter().enumerate() {
        let next = frames.get(n + 1).map_or(size, |f| f.start);
        from = take_frame(line, frame, from, next, &mut told);
    }
    front(line, &cues, (from, size), &mut told);
    told
}

/// Takes the content of a frame and gives the place from which the sentence is read on.
fn take_frame(line: Line, frame: &Frame, from: usize, next: usize, told: &mut Vec<Told>) -> usize {
    let (a, b) = trimmed(line, opened(line, from, frame.start), frame.start);
    let mut content = Vec::new();
    if a < b {
        content.push((a, b));
    }
    let quoted =
        content.iter().all(|(a, b)| line.tokens[*a..*b].iter().all(|t| !t.is_word())) && !content.is_empty();
    let (c, _) = trimmed(line, frame.end, next);
    let c = past_joint(line, c, next);
    let mut on = frame.end;
    let goes_on =
        c < next && (line.at(c).is_some_and(|t| t.is_quote()) || !quoted && carries_on(line, frame, c));
    if goes_on {
        let end = if content.is_empty() || !quoted { next } else { past_quotes(line, c, next) };
        let (c, d) = trimmed(line, c, end);
        content.push((c, d));
        on = end;
    }
    if !content.is_empty() {
        told.push(Told {
            content,
            cue: Some(frame.cue),
            source: frame.source,
            says: true,
            speech: true,
            oblique: frame.oblique,
        });
    }
    on
}

/// True when the clause parted by the frame goes on at `place`.
fn carries_on(line: Line, frame: &Frame, place: usize) -> bool {
    if frame.phrase && frame.start == 0 {
        return true;
    }
    let Some(token) = line.at(place).filter(|t| t.is_word()) else { return false };
    let aside = token.takes().any(Takes::PARTICIPLE)
        || token.is(Tags::RELATIVE.and(Tags::BUT))
        || token.is(Tags::AND) && !frame.phrase;
    let comma = line.before(place).is_some_and(|t| t.kind == Kind::Comma);
    comma && !aside
}

/// “We go,” she said, but “not today”: the quotation behind "but".
fn past_joint(line: Line, start: usize, end: usize) -> usize {
    let joint = Tags::AND.and(Tags::BUT).and(Tags::ADVERB);
    let quote = (start..end).find(|p| !line.is(*p, joint));
    quote.filter(|p| line.at(*p).is_some_and(|t| t.is_quote())).unwrap_or(start)
}

/// One past the quotations that begin at `place`.
fn past_quotes(line: Line, start: usize, end: usize) -> usize {
    (start..end).find(|p| line.at(*p).is_some_and(|t| t.is_word())).unwrap_or(end)
}

/// "But the road is closed, X said": the content begins after "But".
fn opened(line: Line, from: usize, end: usize) -> usize {
    let mut place = from;
    while place < end
        && line.is(place, Tags::BUT.and(Tags::AND))
        && !line.is(place, Tags::SUBJECT.and(Tags::DETERMINER))
    {
        place += 1;
    }
    place
}

/// Commas and dashes at the ends left out.
pub(super) fn trimmed(line: Line, start: usize, end: usize) -> (usize, usize) {
    let sign = |p: usize| {
        line.at(p).is_some_and(|t| matches!(t.kind, Kind::Comma | Kind::Dash | Kind::Colon | Kind::Semicolon))
    };
    let (mut a, mut b) = (start, end);
    while a < b && sign(a) {
        a += 1;
    }
    while a < b && sign(b - 1) {
        b -= 1;
    }
    (a, b)
}

/// Tellers before their words.
fn front(line: Line, cues: &[Cue], within: (usize, usize), told: &mut Vec<Told>) {
    let (low, end) = within;
    let mut from = low;
    for cue in cues.iter().filter(|c| c.first >= low && c.last < end) {
        if cue.first < from {
            continue;
        }
        let Some(source) = subject(line, cue, from, low, told) else { continue };
        if source.is_some_and(|s| line.is(s.start, Tags::ADDRESSED)) {
            continue;
        }
        let Some((a, b)) = indirect::content(line, cue, end) else { continue };
        let (a, b) = trimmed(line, a, b);
        if a < b {
            let mut content = vec![(a, b)];
            // "Holt was accused of waste": nobody says it, and whom it is said of belongs to it.
            if cue.passive
                && source.is_none()
                && let Some(whom) = source::left(line, cue.first, from)
                && !line.is(whom.start, Tags::IT)
            {
                content.insert(0, (whom.start, whom.head_end));
            }
            told.push(Told {
                content,
                cue: Some((cue.first, cue.last + 1)),
                source,
                says: cue.takes.any(Takes::AFTER),
                speech: source.is_some()
                    && !cue.joined
                    && cue.takes.any(Takes::AFTER.and(Takes::OBJ).and(Takes::CLAUSE)),
                oblique: false,
            });
            from = b;
        }
    }
    if told.is_empty() {
        nouns(line, (from, end), told);
    }
    colon(line, (from, end), told);
    if told.is_empty()
        && let Some(cue) = cues.last()
    {
        last_word(line, cue, told);
    }
}

/// "Holt's claim that the road is closed", "his remarks about the road": a noun of saying with its owner.
fn nouns(line: Line, within: (usize, usize), told: &mut Vec<Told>) {
    let (low, end) = within;
    for place in low..end {
        let Some(token) = line.at(place).filter(|t| t.is(Tags::SAYING)) else { continue };
        let joint = Tags::THAT.and(Tags::ABOUT);
        let Some(owner) = (place.saturating_sub(3).max(low)..place)
            .rev()
            .find(|p| line.at(*p).is_some_and(|t| t.owns || t.is(Tags::POSSESSIVE)))
        else {
            continue;
        };
        if token.capital || !line.is(place + 1, joint) || place + 2 >= end {
            continue;
        }
        let source = source::owner(line, owner, low);
        let that = line.is(place + 1, Tags::THAT);
        let cue = Cue {
            first: owner + 1,
            head: place,
            last: place + usize::from(!that),
            takes: Takes::CLAUSE,
            joined: !that,
            bare: false,
            passive: false,
        };
        let Some((a, b)) = indirect::content(line, &cue, end) else { continue };
        let (a, b) = trimmed(line, a, b);
        if a < b {
            told.push(Told {
                content: vec![(a, b)],
                cue: Some((cue.first, cue.last + 1)),
                source,
                says: false,
                speech: false,
                oblique: false,
            });
            return;
        }
    }
}

/// "Vera Holt, yolun açık olduğunu söyledi": source, content and cue in this order, to the end.
fn last_word(line: Line, cue: &Cue, told: &mut Vec<Told>) {
    if !cue.takes.any(Takes::FINAL) || cue.last + 1 < line.tokens.len() {
        return;
    }
    let comma = (0..cue.first).find(|p| line.at(*p).is_some_and(|t| !t.is_word()));
    let source = comma.filter(|p| *p > 0 && *p <= 8).map(|p| Source { start: 0, end: p, head_end: p });
    let start = source.map_or(0, |s| s.end);
    let first = (start..cue.first).find(|p| line.at(*p).is_some_and(|t| t.is_quote())).unwrap_or(start);
    let whole = (first..cue.first).any(|p| line.at(p).is_some_and(|t| t.is_quote()));
    let (a, b) = trimmed(line, first, if whole { past_quotes(line, first, cue.first) } else { cue.first });
    if a < b && (whole || source.is_some()) {
        told.push(Told {
            content: vec![(a, b)],
            cue: Some((cue.first, cue.last + 1)),
            source,
            says: true,
            speech: true,
            oblique: false,
        });
    }
}

/// The source of a cue before its words: `None` when it can have none, and so tells nothing.
fn subject(line: Line, cue: &Cue, from: usize, low: usize, told: &[Told]) -> Option<Option<Source>> {
    let shared = || told.last().and_then(|t| t.source).or_else(|| source::leading(line, low, cue.first));
    if cue.passive {
        // "was quoted by the paper as saying": the cue is "saying".
        let near = cue.last + 1..line.tokens.len().min(cue.last + 8);
        let saying = |p: usize| {
            line.is(p, Tags::QUOTED_AS) && line.at(p + 1).is_some_and(|t| t.takes().any(Takes::PARTICIPLE))
        };
        if near.into_iter().any(saying) {
            return None;
        }
        let next = line.at(cue.last + 1);
        let told = next.is_some_and(|t| {
            t.is_quote() || t.is(Tags::THAT.and(Tags::QUOTED_AS).and(Tags::AGENT).and(Tags::INFINITIVE))
        });
        return (told || cue.joined).then(|| source::agent(line, cue));
    }
    if is_weak(line, cue) {
        return None;
    }
    if cue.bare
        && let Some(source) = source::beside_participle(line, cue.first, from)
    {
        return Some(Some(source));
    }
    if cue.bare || line.before(cue.first).is_some_and(|t| t.is(Tags::AND.and(Tags::BUT))) {
        return shared().map(Some);
    }
    source::left(line, cue.first, from).map(Some)
}

/// True for an infinitive that tells nothing without a clause: "to see the road".
fn is_weak(line: Line, cue: &Cue) -> bool {
    let clause = line.at(cue.last + 1).is_some_and(|t| t.is_quote() || t.is(Tags::THAT.and(Tags::QUESTION)));
    if cue.takes.any(Takes::AFTER) || clause {
        return false;
    }
    line.is(cue.first, Tags::INFINITIVE)
}

/// "Vera Holt gave her reasons: “…”": a colon before quoted words brings them in.
fn colon(line: Line, within: (usize, usize), told: &mut Vec<Told>) {
    let (low, end) = within;
    let Some(place) = (low..end).find(|p| {
        line.at(*p).is_some_and(|t| t.kind == Kind::Colon) && line.at(*p + 1).is_some_and(|t| t.is_quote())
    }) else {
        return;
    };
    let Some(source) = source::leading(line, low, place).filter(|s| source::is_person(line, *s)) else {
        return;
    };
    let cue = (source.end, place + 1);
    let (a, b) = trimmed(line, place, past_quotes(line, place + 1, end));
    told.push(Told {
        content: vec![(a, b)],
        cue: Some(cue),
        source: Some(source),
        says: true,
        speech: true,
        oblique: false,
    });
}

/// "Vera Holt said:" at the end of a paragraph: the telling, still without its words.
pub(super) fn brings_in(line: Line) -> Option<Told> {
    let end = line.tokens.len().checked_sub(1)?;
    line.at(end).filter(|t| t.kind == Kind::Colon)?;
    let cue = (0..end)
        .rev()
        .take(12)
        .find_map(|p| cue_at(line, p))
        .filter(|c| c.takes.any(Takes::QUOTE) && !c.passive)?;
    let source = subject(line, &cue, 0, 0, &[])?;
    Some(Told {
        content: Vec::new(),
        cue: Some((cue.first, end + 1)),
        source,
        says: true,
        speech: true,
        oblique: false,
    })
}
