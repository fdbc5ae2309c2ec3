//! The judgement: the claim's words are looked for as they stand, then in parts, then near.
//!
//! The order is the point: polarity, figures and names decide before likeness does, and words that
//! are there in another mouth are told as such before anything like them is.

use std::ops::Range;

use jiff::civil::Date;

use super::asked::{Asked, Before};
use super::caution;
use super::field::{Field, fields, ids};
use super::speaker::Person;
use super::{Bearing, Claim, Code, Evidence, Passage, Verdict};
use crate::rules::{Rules, TurnRules};
use crate::sentence::split;
use crate::span::Span;
use crate::statement::StatementKind;

/// Bytes around a place, beyond the length of the claim, that are looked at.
const REACH: usize = 80;
/// The same for a claim that leaves words out.
const REACH_OVER_GAPS: usize = 600;
/// Fewest words of a part found by itself.
const PART_WORDS: usize = 4;
/// Most parts of a combined quotation.
const MOST_PARTS: usize = 6;
/// Words that part two places at least, when a combined quotation has them from one passage.
const APART_WORDS: usize = 8;
/// Most places shown.
const MOST_EVIDENCE: usize = 10;

/// Judges a claim by the passages that may hold it.
pub fn judge(claim: &Claim, passages: &[Passage], rules: &Rules) -> Verdict {
    let asked = Asked::new(&claim.words);
    if asked.is_too_short() {
        return Verdict::new(Code::TooShort, Vec::new());
    }
    let has_gap = asked.parts.len() > 1;
    let reach = asked.text.len() + if has_gap { REACH_OVER_GAPS } else { REACH };
    let court = Court {
        claim,
        passages,
        fields: fields(passages, reach, rules),
        asks_for: Person::asked(claim, rules),
        asked,
        rules,
    };
    let mut verdict = court.judge();
    // Places in the claim were counted without its quotation marks.
    let offset = claim.words.find(court.asked.text).unwrap_or(0);
    for difference in verdict.evidence.iter_mut().flat_map(|e| &mut e.differences) {
        difference.a = difference.a.map(|span| span.shifted(offset));
    }
    if let Some(best) = verdict.evidence.first() {
        let (span, text) = (best.span, passages[best.passage].text.clone());
        caution::weigh(court.asked.text, &mut verdict, &text, span, rules);
    }
    verdict
}

/// The claim's own parts, as words: around its ellipses, else its sentences. Look each of them up
/// too when there are several.
pub fn own_parts(claim: &str, rules: &Rules) -> Vec<String> {
    let asked = Asked::new(claim);
    let words = |range: &Range<usize>| {
        let (first, last) = (asked.words.get(range.start)?, asked.words.get(range.end.checked_sub(1)?)?);
        Some(Span::new(first.span.start, last.span.end).of(asked.text).to_string())
    };
    parts_of(&asked, rules).iter().take(MOST_PARTS).filter_map(words).collect()
}

fn parts_of(asked: &Asked, rules: &Rules) -> Vec<Range<usize>> {
    if asked.parts.len() > 1 && asked.parts.iter().skip(1).all(|p| p.before == Before::Ellipsis) {
        return asked.parts.iter().map(|p| p.words.clone()).collect();
    }
    let sentences = split(asked.text, Span::new(0, asked.text.len()), rules);
    sentences.into_iter().map(|s| asked.range(s)).filter(|r| !r.is_empty()).collect()
}

/// All that a claim is judged by.
pub(super) struct Court<'c> {
    pub claim: &'c Claim,
    /// Whom the claim names.
    pub asks_for: Option<Person>,
    pub asked: Asked<'c>,
    pub passages: &'c [Passage],
    pub fields: Vec<Field>,
    pub rules: &'c Rules,
}

/// Words found, with what they are worth.
pub(super) struct Finding {
    pub code: Code,
    pub evidence: Evidence,
}

impl Court<'_> {
    fn judge(&self) -> Verdict {
        let whole = self.as_they_stand();
        if !whole.is_empty() {
            return self.settle(whole);
        }
        let parts = self.in_parts();
        if !parts.is_empty() {
            return self.settle(parts);
        }
        if let Some(found) = self.combined(&parts_of(&self.asked, self.rules)) {
            return found;
        }
        let places = self.nearest();
        self.near(&places)
            .or_else(|| self.combined(&self.chunks()))
            .unwrap_or_else(|| Verdict::new(Code::NotFound, self.closest(&places)))
    }

    /// All places of the words one after the other.
    fn as_they_stand(&self) -> Vec<Finding> {
        let all = 0..self.asked.words.len();
        let mut found = Vec::new();
        for field in &self.fields {
            found.extend(
                field.find(&self.asked, &all, self.rules).into_iter().map(|run| self.weigh(field, &run, &[])),
            );
        }
        found
    }

    /// All places of the parts around the claim's ellipses and brackets, in order.
    fn in_parts(&self) -> Vec<Finding> {
        let asked = &self.asked;
        let parts = &asked.parts;
        let is_whole = parts.len() < 2 && parts.iter().all(|p| p.before == Before::Nothing);
        if is_whole && asked.trailing.is_none() || asked.has_stray || self.bracket_turns() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for field in &self.fields {
            found.extend(
                field
                    .find_parts(asked, parts, self.rules)
                    .into_iter()
                    .filter(|run| self.brackets_fit(field, run))
                    .map(|run| self.weigh(field, &run, parts)),
            );
        }
        found
    }

    /// The verdict when the words are there.
    fn settle(&self, mut found: Vec<Finding>) -> Verdict {
        found.sort_by_cached_key(|f| (self.rank(&f.evidence), f.code, self.place(&f.evidence)));
        let mut seen: Vec<(String, Span)> = Vec::new();
        found.retain(|f| {
            let key = (self.passages[f.evidence.passage].document.clone(), f.evidence.span);
            let is_new = !seen.contains(&key);
            seen.push(key);
            is_new
        });
        let code = found.first().map_or(Code::NotFound, |best| told_code(best.code, &best.evidence));
        found.truncate(MOST_EVIDENCE);
        Verdict::new(code, found.into_iter().map(|f| f.evidence).collect())
    }

    /// Order of evidence by whose words they are: the speaker's own first, then nobody's that is
    /// known, then what is told of the speaker, then another's.
    pub(super) fn rank(&self, evidence: &Evidence) -> u8 {
        let first_hand = evidence.voice.is_verbatim() || self.asks_for.is_none() && !evidence.voice.is_told();
        match evidence.bearing {
            Bearing::NotAsked | Bearing::Same if first_hand => 0,
            Bearing::Unknown if first_hand => 1,
            Bearing::NotAsked | Bearing::Same => 2,
            Bearing::Unknown | Bearing::Other => 3,
        }
    }

    /// Order of places that are as good: the claim's day first, speech before quotations and these
    /// before narration, dated pages before undated ones.
    pub(super) fn place(&self, evidence: &Evidence) -> (bool, u8, Date, String, Span) {
        let passage = &self.passages[evidence.passage];
        let off_day = self.claim.on.is_some() && passage.date != self.claim.on;
        let kind = match evidence.voice.kind {
            StatementKind::Speech => 0,
            StatementKind::Quotation => 1,
            StatementKind::Narration => 2,
            StatementKind::Reported => 3,
        };
        let day = passage.date.unwrap_or(Date::MAX);
        (off_day, kind, day, passage.document.clone(), evidence.span)
    }

    /// The words that turn a sentence, in the language of a field's page.
    pub(super) fn turns_of(&self, field: &Field) -> &TurnRules {
        self.rules.verdict.of(self.passages[field.passage].language.as_deref())
    }

    pub(super) fn evidence(&self, field: &Field, span: Span) -> Evidence {
        let passage = &self.passages[field.passage];
        let found = Evidence::of(passage, span);
        let bearing = found.voice.bearing(self.asks_for.as_ref(), passage, self.rules);
        Evidence { passage: field.passage, bearing, score: 1.0, ..found }
    }

    /// The longest runs of the claim that stand somewhere, from its head on; empty when words are
    /// left over.
    fn chunks(&self) -> Vec<Range<usize>> {
        let ids = ids(&self.asked.words);
        let number = |form: &str| ids.get(form).copied().unwrap_or(0);
        let wanted: Vec<u32> = self.asked.words.iter().map(|w| number(&w.form)).collect();
        let there: Vec<Vec<u32>> =
            self.fields.iter().map(|f| f.words.iter().map(|w| number(&w.form)).collect()).collect();
        let mut chunks: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while at < wanted.len() {
            let run = |from: &[u32]| wanted[at..].iter().zip(from).take_while(|(x, y)| x == y).count();
            let longest = there
                .iter()
                .flat_map(|words| (0..words.len()).map(move |j| &words[j..]))
                .map(run)
                .max()
                .unwrap_or(0);
            if longest < PART_WORDS || chunks.len() == MOST_PARTS {
                return Vec::new();
            }
            chunks.push(at..at + longest);
            at += longest;
        }
        chunks
    }

    /// The verdict when each part stands somewhere, apart from the others.
    fn combined(&self, parts: &[Range<usize>]) -> Option<Verdict> {
        if parts.len() < 2 || parts.len() > MOST_PARTS || parts.iter().any(|p| p.len() < PART_WORDS) {
            return None;
        }
        let mut evidence: Vec<Evidence> = Vec::new();
        for (n, part) in parts.iter().enumerate() {
            let mut found: Vec<Evidence> = Vec::new();
            for field in &self.fields {
                for run in field.find(&self.asked, part, self.rules).into_iter().filter(|r| !r.is_lookalike) {
                    found.push(Evidence { part: Some(n), ..self.evidence(field, field.span(&run.words)) });
                }
            }
            let near_last = |e: &Evidence| {
                evidence
                    .last()
                    .is_none_or(|l| self.passages[l.passage].document != self.passages[e.passage].document)
            };
            let best = found.into_iter().min_by_key(|e| (self.rank(e), near_last(e), self.place(e)))?;
            evidence.push(best);
        }
        let is_apart = |pair: &[Evidence]| {
            let (x, y) = (&pair[0], &pair[1]);
            let (p, q) = (&self.passages[x.passage], &self.passages[y.passage]);
            let between = Span::new(x.span.end, y.span.start).of(&p.text).split_whitespace().count();
            p.document != q.document
                || p.words != q.words
                || y.span.start < x.span.end
                || between >= APART_WORDS
        };
        let apart = evidence.windows(2).any(is_apart);
        let all_others = evidence.iter().all(|e| self.rank(e) == 3);
        let code = if all_others { Code::AttributedToOther } else { Code::Combined };
        apart.then_some(Verdict::new(code, evidence))
    }
}

/// What words are worth that were found with `code`, by whose they are.
fn told_code(code: Code, evidence: &Evidence) -> Code {
    let (voice, bearing) = (&evidence.voice, evidence.bearing);
    match bearing {
        _ if code == Code::Near => code,
        Bearing::Unknown | Bearing::Other => Code::AttributedToOther,
        Bearing::NotAsked if voice.is_nested() => Code::PartialContext,
        Bearing::NotAsked | Bearing::Same if voice.is_told() => Code::IndirectOnly,
        Bearing::NotAsked | Bearing::Same => code,
    }
}
