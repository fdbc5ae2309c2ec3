//! A verdict in one fixed sentence, scoped to what the record holds.
//!
//! "In the 5 captures from 3 publishers held here, 2021-07-20–2024-04-22: These words appear,
//! attributed to Vera Holt, in Norland Herald, 2023-05-25, sentence 14." The sentences report
//! words and places; they never say why words differ.

use super::{Bearing, Claim, Class, Code, Coverage, Difference, Evidence, Passage, Scope, Verdict};
use crate::span::Span;
use crate::statement::StatementKind;

/// Longest stretch of words quoted in a sentence, in characters.
const SHOWN_CHARS: usize = 160;

/// Says the verdict.
pub fn sentence(verdict: &Verdict, claim: &Claim, passages: &[Passage], scope: &Scope) -> String {
    let teller = Teller { verdict, claim, passages };
    format!("{}: {}", border(scope), teller.tell())
}

/// "In the 5 captures from 3 publishers held here, 2021-07-20–2024-04-22".
fn border(scope: &Scope) -> String {
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let mut out = format!(
        "In the {} from {} held here",
        count(scope.captures, "capture"),
        count(scope.publishers, "publisher")
    );
    match (scope.from, scope.to) {
        (Some(from), Some(to)) if from != to => out.push_str(&format!(", {from}–{to}")),
        (Some(day), _) | (None, Some(day)) => out.push_str(&format!(", {day}")),
        (None, None) => {}
    }
    out
}

struct Teller<'v> {
    verdict: &'v Verdict,
    claim: &'v Claim,
    passages: &'v [Passage],
}

impl Teller<'_> {
    fn tell(&self) -> String {
        let Some(best) = self.verdict.evidence.first() else { return self.without_place() };
        match self.verdict.code {
            Code::Exact => self.there("These words appear", best),
            Code::ExactAfterNormalisation => {
                "These words appear apart from punctuation, case or spelling (listed).".to_string()
            }
            Code::Near => self.near(best),
            Code::Reworded => self.reworded(best),
            Code::TranslationVariant => self.variant(best),
            Code::PolarityDiffers => {
                let word = self.word_of(best, Class::Polarity);
                format!("The closest wording has the opposite sense at «{word}» — check by hand.")
            }
            Code::FigureDiffers => {
                format!("Same statement, different figure: {}.", self.pair_of(best, Class::Figure))
            }
            Code::AttributedToOther => self.other(best),
            Code::Combined => self.combined(),
            Code::PartialContext => self.partial(best),
            Code::IndirectOnly => "Only reported speech is held; no verbatim record.".to_string(),
            Code::NotFound | Code::TooShort | Code::Unavailable => self.without_place(),
        }
    }

    fn without_place(&self) -> String {
        match self.verdict.code {
            Code::TooShort => "Too short to check (< 4 words / 12 characters).".to_string(),
            Code::Unavailable => self.unavailable(),
            _ => self.not_found(),
        }
    }

    fn unavailable(&self) -> String {
        let n = self.verdict.background.unread.len();
        let out = "The capture failed / extraction incomplete.";
        match n {
            0 | 1 => out.to_string(),
            n => format!("{out} {n} captures that could hold the words are not whole."),
        }
    }

    /// "Not found. This does not show that X did not say it: …".
    fn not_found(&self) -> String {
        let background = &self.verdict.background;
        let who = self.claim.by.as_deref().unwrap_or("the speaker");
        let mut out = format!("Not found. This does not show that {who} did not say it");
        if let Some(Coverage { known, held }) = background.coverage {
            out.push_str(&format!(
                ": coverage for {who} in this period is {held} of {known} known {}",
                if known == 1 { "meeting" } else { "meetings" }
            ));
        }
        out.push('.');
        match background.unread.len() {
            0 => {}
            1 => out.push_str(" 1 capture held here failed or was read in part."),
            n => out.push_str(&format!(" {n} captures held here failed or were read in part.")),
        }
        out
    }

    fn passage(&self, evidence: &Evidence) -> Option<&Passage> {
        self.passages.get(evidence.passage)
    }

    /// Whose words they are: the name, else the printed label.
    fn speaker(&self, evidence: &Evidence) -> Option<String> {
        let voice = &evidence.voice;
        let label = voice.label.as_ref().map(|l| format!("“{l}”"));
        voice.speaker.clone().or(label)
    }

    fn source(&self, evidence: &Evidence) -> String {
        let passage = self.passage(evidence);
        let publisher =
            passage.and_then(|p| p.publisher.clone().or_else(|| p.title.clone()).or_else(|| p.url.clone()));
        let mut out = publisher.unwrap_or_else(|| "a page without a publisher".to_string());
        if let Some(date) = passage.and_then(|p| p.date) {
            out.push_str(&format!(", {date}"));
        }
        if let Some(n) = evidence.sentence {
            out.push_str(&format!(", sentence {n}"));
        }
        out
    }

    fn there(&self, what: &str, evidence: &Evidence) -> String {
        let source = self.source(evidence);
        match self.speaker(evidence) {
            Some(who) if evidence.voice.is_quoted() => {
                format!("{what}, attributed to {who}, as quoted by {source}.")
            }
            Some(who) => format!("{what}, attributed to {who}, in {source}."),
            None if evidence.voice.kind == StatementKind::Narration => {
                format!("{what}, in the page's own text, in {source}.")
            }
            None => format!("{what}, in nobody's name, in {source}."),
        }
    }

    fn near(&self, best: &Evidence) -> String {
        let whose = self.speaker(best).map_or_else(String::new, |who| format!(" attributed to {who}"));
        let n: usize = best.differences.iter().filter(|d| d.rank < 4).map(|d| self.n_words(best, d)).sum();
        match n {
            0 => format!("The closest wording{whose} differs in form (shown)."),
            1 => format!("The closest wording{whose} differs in 1 word (shown)."),
            n => format!("The closest wording{whose} differs in {n} words (shown)."),
        }
    }

    fn reworded(&self, best: &Evidence) -> String {
        let who = self.speaker(best).unwrap_or_else(|| "The page".to_string());
        let mut out = format!(
            "{who} is recorded expressing this in other words; the quotation marks are not supported by the versions held."
        );
        if best.differences.iter().any(|d| d.class == Class::Name) {
            out.push_str(&format!(" A name differs: {}.", self.pair_of(best, Class::Name)));
        }
        out
    }

    fn variant(&self, best: &Evidence) -> String {
        let other = self.verdict.evidence.iter().find(|e| e.is_other_version);
        let Some(other) = other else { return self.there("These words appear", best) };
        let words = self.quoted(other, other.span);
        let held = match self.verdict.background.languages.as_slice() {
            [] => "No text in another language is held.".to_string(),
            some => format!("A text in another language is held ({}).", some.join(", ")),
        };
        format!(
            "This wording matches the version of {}; the version of {} of the same remarks reads «{words}». {held}",
            self.source(best),
            self.source(other)
        )
    }

    fn other(&self, best: &Evidence) -> String {
        let by = self.claim.by.as_deref().unwrap_or("the claimed speaker");
        let source = self.source(best);
        let who = self.speaker(best);
        if let Some(teller) = best.voice.teller.as_deref().filter(|t| !t.is_empty()) {
            let whose = who.unwrap_or_else(|| "somebody".to_string());
            let how = if best.voice.is_quoted() { "quoted" } else { "reported" };
            return format!(
                "These words are {how} by {teller} as those of {whose} in {source}; they are not attributed to {by}."
            );
        }
        match (best.bearing, who) {
            (Bearing::Unknown, Some(who)) => {
                format!(
                    "These words are attributed to {who} in {source}; nothing held here says that this is {by}."
                )
            }
            (_, Some(who)) => format!("These words are attributed to {who}, not {by}, in {source}."),
            _ => format!("These words stand in {source} without a speaker; they are not attributed to {by}."),
        }
    }

    fn combined(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut last: Option<&Evidence> = None;
        for evidence in &self.verdict.evidence {
            let mut place = match evidence.sentence {
                Some(n) => format!("sentence {n}"),
                None => self.source(evidence),
            };
            if let Some(before) = last {
                let (p, q) = (self.passage(before), self.passage(evidence));
                match (p, q) {
                    (Some(p), Some(q))
                        if p.document == q.document && before.span.end <= evidence.span.start =>
                    {
                        let n = Span::new(before.span.end, evidence.span.start)
                            .of(&p.text)
                            .split_whitespace()
                            .count();
                        place.push_str(&format!(", {n} words later"));
                    }
                    (Some(p), Some(q)) if p.document != q.document => place = self.source(evidence),
                    _ => {}
                }
            }
            parts.push(format!("«{}» ({place})", self.quoted(evidence, evidence.span)));
            last = Some(evidence);
        }
        format!("The parts appear separately: {}; not as one passage.", parts.join(" and "))
    }

    fn partial(&self, best: &Evidence) -> String {
        let around = best.around.unwrap_or_default();
        let words = self.quoted(best, around);
        let is_sign = !words.contains(char::is_alphanumeric);
        match around.start {
            _ if around.is_empty() => {
                "The words appear as what somebody else is told to have said.".to_string()
            }
            _ if best.voice.is_nested() => {
                let whose = self.speaker(best).unwrap_or_else(|| "somebody".to_string());
                format!("The words appear, told as those of {whose}: «{words}».")
            }
            _ if is_sign => format!("The words appear; the sentence ends with «{words}»."),
            at if at >= best.span.end => format!("The words appear; the sentence continues «{words}»."),
            at if at < best.span.start => format!("The words appear; the sentence begins «{words}»."),
            _ => format!("The words appear; between them stands «{words}»."),
        }
    }

    fn quoted(&self, evidence: &Evidence, span: Span) -> String {
        let words = self.passage(evidence).map_or("", |p| span.of(&p.text));
        shown(words)
    }

    fn n_words(&self, evidence: &Evidence, difference: &Difference) -> usize {
        let count = |words: &str| words.split_whitespace().count();
        let text = self.passage(evidence).map_or("", |p| &*p.text);
        let a = difference.a.map_or(0, |s| count(s.of(&self.claim.words)));
        a.max(difference.b.map_or(0, |s| count(s.of(text))))
    }

    /// The word at which the sense turns: the source's, else the claim's.
    fn word_of(&self, evidence: &Evidence, class: Class) -> String {
        let found = evidence.differences.iter().find(|d| d.class == class);
        let text = self.passage(evidence).map_or("", |p| &*p.text);
        let words = found.and_then(|d| d.b.map(|s| shown(s.of(text)))).filter(|w| !w.is_empty());
        words.or_else(|| found.and_then(|d| d.a.map(|s| shown(s.of(&self.claim.words))))).unwrap_or_default()
    }

    /// "300 / about 340": the claim's words, then the source's.
    fn pair_of(&self, evidence: &Evidence, class: Class) -> String {
        let text = self.passage(evidence).map_or("", |p| &*p.text);
        let Some(found) = evidence.differences.iter().find(|d| d.class == class) else {
            return String::new();
        };
        let a = found.a.map_or("–".to_string(), |s| shown(s.of(&self.claim.words)));
        let b = found.b.map_or("–".to_string(), |s| shown(s.of(text)));
        format!("{a} / {b}")
    }
}

/// Words on one line, cut at a word when they are many.
fn shown(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN_CHARS {
        return line;
    }
    let head: String = line.chars().take(SHOWN_CHARS).collect();
    let cut = head.rfind(' ').unwrap_or(head.len());
    format!("{} …", head.get(..cut).unwrap_or(""))
}
