//! The nearest wording when the words of a claim stand nowhere, and what it is worth.
//!
//! Polarity, figures and names decide before likeness does: "We shall not close the road" is ten words of
//! eleven like "We shall close the road", and the opposite of it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::compare::differences;
use super::context::turned_by;
use super::field::{Field, ids};
use super::judge::Court;
use super::{Bearing, Class, Code, Difference, Evidence, Verdict};
use crate::figure::compared::figures;
use crate::rules::Rules;
use crate::span::Span;
use crate::words::Word;

/// Above this share of changed words nothing counts as the same statement.
const LIKE: f64 = 0.4;
/// The same for a claim of few words.
const LIKE_SHORT: f64 = 0.3;
/// Fewer words than this are few.
const FEW_WORDS: usize = 9;
/// Up to this share of changed words a wording is near.
const NEAR: f64 = 0.15;

/// Where a wording is nearest.
pub(super) struct Place {
    field: usize,
    words: Range<usize>,
    distance: usize,
    evidence: Evidence,
}

impl Court<'_> {
    /// The verdict when some wording is near enough.
    pub(super) fn near(&self, places: &[Place]) -> Option<Verdict> {
        let m = self.asked.words.len();
        let like = if m < FEW_WORDS { LIKE_SHORT } else { LIKE };
        let is_like = |p: &&Place| p.distance as f64 <= like * m as f64;
        let best = places
            .iter()
            .find(|p| is_like(p) && self.rank(&p.evidence) < 2)
            .or_else(|| places.iter().find(is_like))?;
        let share = best.distance as f64 / m as f64;
        let field = &self.fields[best.field];
        let passage = &self.passages[field.passage];
        let text: &str = &passage.text;
        let mut evidence = best.evidence.clone();
        evidence.score = 1.0 - share;
        evidence.differences = differences(&self.asked, &(0..m), field, &best.words, text, self.rules);
        self.add_turned(&mut evidence.differences, field, &best.words);
        evidence.around = turned_by(passage, &evidence.voice, evidence.span, self.asked.asks(), self.rules);
        let code = self.code_of(&evidence, text, share);
        let code = self.told(code, &evidence, share);
        Some(Verdict::new(code, vec![evidence]))
    }

    /// What the differences make of a wording, whoever's it is.
    fn code_of(&self, evidence: &Evidence, text: &str, share: f64) -> Code {
        let has = |class: Class| evidence.differences.iter().any(|d| d.class == class);
        let is_form_only = evidence.differences.iter().all(|d| d.rank >= 4) && !self.asked.has_invisible;
        match () {
            () if has(Class::Polarity) => Code::PolarityDiffers,
            () if has(Class::Figure) || evidence.differences.iter().any(|d| self.bounds_figure(d, text)) => {
                Code::FigureDiffers
            }
            () if has(Class::Name) => Code::Reworded,
            () if is_form_only && evidence.around.is_some() => Code::PartialContext,
            () if is_form_only => Code::ExactAfterNormalisation,
            () if share <= NEAR || self.adds_in_brackets_alone(&evidence.differences) => Code::Near,
            () => Code::Reworded,
        }
    }

    /// What a code is worth by whose words they are.
    fn told(&self, code: Code, evidence: &Evidence, share: f64) -> Code {
        let turns = matches!(code, Code::PolarityDiffers | Code::FigureDiffers);
        let is_form_only = matches!(code, Code::PartialContext | Code::ExactAfterNormalisation);
        let has_name = evidence.differences.iter().any(|d| d.class == Class::Name);
        let is_near = share <= NEAR && !turns;
        let voice = &evidence.voice;
        match evidence.bearing {
            Bearing::NotAsked | Bearing::Same if voice.is_verbatim() || turns => code,
            Bearing::NotAsked | Bearing::Same if voice.is_told() => match voice.is_nested() {
                true if self.asks_for.is_none() && is_form_only => Code::PartialContext,
                true if self.asks_for.is_none() => code,
                _ => Code::IndirectOnly,
            },
            Bearing::NotAsked | Bearing::Same => code,
            Bearing::Unknown if is_form_only || voice.is_told() => Code::AttributedToOther,
            Bearing::Unknown => code,
            Bearing::Other if is_near && !has_name => Code::AttributedToOther,
            Bearing::Other => Code::NotFound,
        }
    }

    /// Adds the differences that a comparison of versions passes over and a claim must not: numbers that
    /// have changed places, a "no" for an "a".
    fn add_turned(&self, found: &mut Vec<Difference>, field: &Field, there: &Range<usize>) {
        let (a, b) = (&self.asked.words[..], field.words.get(there.clone()).unwrap_or(&[]));
        let has = |found: &[Difference], class: Class| found.iter().any(|d| d.class == class);
        if !has(found, Class::Figure)
            && let Some((x, y)) = changed_places(a, b, self.rules)
        {
            found.insert(0, material(Class::Figure, Some(x), Some(y), "the same numbers in another order"));
        }
        let table = self.turns_of(field);
        if !has(found, Class::Polarity)
            && let Some((x, y)) = lone_negation(a, b, |w| table.negates(&w.form, &self.rules.wording))
        {
            found.insert(0, material(Class::Polarity, x, y, "a negation that the other side does not have"));
        }
    }

    /// True when a word that bounds a figure differs: "about 300" / "300".
    fn bounds_figure(&self, difference: &Difference, text: &str) -> bool {
        let has_number = |span: Option<Span>, text: &str| {
            span.is_some_and(|s| s.of(text).contains(|c: char| c.is_ascii_digit()))
        };
        difference.class == Class::Strength
            && (has_number(difference.a, self.asked.text) || has_number(difference.b, text))
    }

    /// The nearest wording of each field, best first.
    pub(super) fn nearest(&self) -> Vec<Place> {
        let ids: BTreeMap<&str, u32> = ids(&self.asked.words);
        let wanted: Vec<u32> =
            self.asked.words.iter().filter_map(|w| ids.get(w.form.as_str()).copied()).collect();
        let mut found: Vec<Place> = Vec::new();
        for (n, field) in self.fields.iter().enumerate() {
            if let Some(near) = field.nearest(&wanted, &ids) {
                let evidence = self.evidence(field, field.span(&near.words));
                found.push(Place { field: n, words: near.words, distance: near.distance, evidence });
            }
        }
        let key = |p: &Place| (p.distance, self.rank(&p.evidence), self.place(&p.evidence));
        found.sort_by_cached_key(key);
        found
    }

    /// The closest wording, for a reader who wants to look further; empty when nothing is alike.
    pub(super) fn closest(&self, places: &[Place]) -> Vec<Evidence> {
        let m = self.asked.words.len();
        let best = places.iter().find(|p| p.distance * 2 <= m && !p.words.is_empty());
        let scored = |p: &Place| Evidence { score: 1.0 - p.distance as f64 / m as f64, ..p.evidence.clone() };
        best.map(scored).into_iter().collect()
    }
}

fn material(class: Class, a: Option<Span>, b: Option<Span>, note: &'static str) -> Difference {
    Difference { class, rank: class.rank(), a, b, note: Some(note), custom: None }
}

/// The first number that stands elsewhere, when both sides have the same numbers in another order:
/// "300 of 1,000" and "1,000 of 300".
fn changed_places(a: &[Word], b: &[Word], rules: &Rules) -> Option<(Span, Span)> {
    let values = |words: &[Word]| -> Vec<(u64, Span)> {
        let span = |r: &Range<usize>| {
            Some(Span::new(words.get(r.start)?.span.start, words.get(r.end.checked_sub(1)?)?.span.end))
        };
        let found = figures(words, rules).into_iter().filter(|f| !f.weak);
        found.filter_map(|f| Some((f.value.to_bits(), span(&f.number)?))).collect()
    };
    let (x, y) = (values(a), values(b));
    let sorted = |list: &[(u64, Span)]| {
        let mut bits: Vec<u64> = list.iter().map(|v| v.0).collect();
        bits.sort_unstable();
        bits
    };
    if sorted(&x) != sorted(&y) {
        return None;
    }
    x.iter().zip(&y).find(|(x, y)| x.0 != y.0).map(|(x, y)| (x.1, y.1))
}

/// The negation of one side when the sides do not have equally many: "no doubt" / "a doubt".
fn lone_negation(
    a: &[Word],
    b: &[Word],
    negates: impl Fn(&Word) -> bool,
) -> Option<(Option<Span>, Option<Span>)> {
    let all = |words: &[Word]| -> Vec<(String, Span)> {
        words.iter().filter(|w| negates(w)).map(|w| (w.form.clone(), w.span)).collect()
    };
    let (x, y) = (all(a), all(b));
    if x.len().abs_diff(y.len()) % 2 == 0 {
        return None;
    }
    let lone = |of: &[(String, Span)], other: &[(String, Span)]| {
        let answered = |n: &(String, Span)| other.iter().any(|o| o.0 == n.0);
        of.iter().find(|n| !answered(n)).or(of.first()).map(|n| n.1)
    };
    Some(if x.len() > y.len() { (lone(&x, &y), None) } else { (None, lone(&y, &x)) })
}
