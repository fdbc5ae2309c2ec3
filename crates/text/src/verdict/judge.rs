//! The judgement: the claim's words are looked for as they stand, then in parts, then near.
//!
//! The order is the point: polarity, figures and names decide before likeness does, and words that
//! are there in another mouth are told as such before anything like them is.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::asked::{Asked, Before, Part};
use super::caution;
use super::compare::{differences, has_invisible, in_form, is_exact, left_out};
use super::context::turned_by;
use super::field::{Field, Run, fields, ids};
use super::{Bearing, Claim, Class, Code, Difference, Evidence, Passage, Verdict, bearing};
use crate::rules::Rules;
use crate::sentence::split;
use crate::span::Span;
use crate::words::{Case, Word};

/// Above this share of changed words nothing counts as the same statement.
const LIKE: f64 = 0.4;
/// The same for a claim of few words.
const LIKE_SHORT: f64 = 0.3;
/// Fewer words than this are few.
const FEW_WORDS: usize = 9;
/// Up to this share of changed words a wording is near.
const NEAR: f64 = 0.15;
/// Fewest words of a part found by itself.
const PART_WORDS: usize = 4;
/// Most parts of a combined quotation.
const MOST_PARTS: usize = 6;
/// Words that part two places at least, when a combined quotation has them from one passage.
const APART_WORDS: usize = 8;
/// Most places shown.
const MOST_EVIDENCE: usize = 10;

/// Words that stand for one another in brackets without another sense.
const PRONOUNS: [&str; 28] = [
    "i", "you", "he", "she", "it", "we", "they", "me", "him", "her", "us", "them", "my", "your", "his",
    "its", "our", "their", "mine", "yours", "hers", "ours", "theirs", "this", "that", "these", "those",
    "who",
];
/// Heads of words that turn a verb round.
const TURNING_STEMS: [&str; 22] = [
    "fail",
    "refus",
    "declin",
    "den",
    "stop",
    "ceas",
    "avoid",
    "prevent",
    "pretend",
    "reject",
    "oppos",
    "almost",
    "allegedly",
    "suppos",
    "so-called",
    "false",
    "forb",
    "hesitat",
    "neglect",
    "un",
    "non",
    "anti",
];

/// Judges a claim by the passages that may hold it.
pub fn judge(claim: &Claim, passages: &[Passage], rules: &Rules) -> Verdict {
    let asked = Asked::new(&claim.words);
    if asked.is_too_short() {
        return Verdict { code: Code::TooShort, evidence: Vec::new() };
    }
    let reach = asked.text.len() + 300;
    let court = Court {
        claim,
        passages,
        fields: fields(passages, reach, rules),
        bearings: passages.iter().map(|p| bearing(claim.by.as_deref(), p, rules)).collect(),
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

struct Court<'c> {
    claim: &'c Claim,
    asked: Asked<'c>,
    passages: &'c [Passage],
    fields: Vec<Field>,
    bearings: Vec<Bearing>,
    rules: &'c Rules,
}

/// Words found, with what they are worth.
struct Finding {
    code: Code,
    evidence: Evidence,
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
        self.combined(&parts_of(&self.asked, self.rules))
            .or_else(|| self.near())
            .or_else(|| self.combined(&self.chunks()))
            .unwrap_or_else(|| Verdict { code: Code::NotFound, evidence: self.closest() })
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

    /// The brackets of the claim: the words inside, and the number of the part behind each.
    fn brackets(&self) -> impl Iterator<Item = (&[Word], usize)> {
        let parts = &self.asked.parts;
        let inside = parts.iter().enumerate().filter_map(|(n, part)| match &part.before {
            Before::Bracket(range) => Some((range.clone(), n)),
            _ => None,
        });
        let trailing = self.asked.trailing.clone().map(|range| (range, parts.len()));
        inside.chain(trailing).map(|(range, n)| (self.asked.words.get(range).unwrap_or(&[]), n))
    }

    /// True when a bracket of the claim brings a negation, a figure or a word that turns what it
    /// stands by.
    fn bracket_turns(&self) -> bool {
        let rules = &self.rules.wording;
        let turns = |w: &Word| {
            let form = w.form.as_str();
            let stem = |s: &&str| form.starts_with(*s);
            self.turns(form)
                || w.form.contains(|c: char| c.is_numeric())
                || rules.scales.contains_key(form)
                || rules.ordinals.contains_key(form)
                || rules.calendar.contains_key(form)
                || rules.units.contains_key(form)
                || rules.strength.contains_key(form)
                || TURNING_STEMS.iter().any(stem)
                || self.rules.verdict.turns.iter().any(|t| t.len() == 1 && t[0] == form)
        };
        self.brackets().flat_map(|(words, _)| words).any(turns)
    }

    /// True when each bracket stands where the source has the same words, has a pronoun for a
    /// pronoun, or adds words and replaces none.
    fn brackets_fit(&self, field: &Field, run: &Run) -> bool {
        let last = self.asked.parts.len();
        let text: &str = &self.passages[field.passage].text;
        let pronoun = |w: &Word| PRONOUNS.contains(&w.form.as_str());
        let fits = |(inside, n): (&[Word], usize)| {
            let (start, end) = (run.words.start, run.words.end);
            let forms = |words: &[Word]| words.iter().map(|w| w.form.clone()).collect::<Vec<_>>();
            let at = |range: Range<usize>| field.words.get(range).unwrap_or(&[]);
            let stands = match n {
                0 => at(start.saturating_sub(inside.len())..start),
                n if n == last => at(end..end + inside.len()),
                n => run.skipped.get(n - 1).map_or(&[][..], |range| at(range.clone())),
            };
            if forms(stands) == forms(inside) {
                return true;
            }
            let is_pronoun = |words: &[Word]| matches!(words, [w] if pronoun(w));
            if is_pronoun(inside) && is_pronoun(stands) {
                return true;
            }
            // What follows: does the bracket add, or stand for words?
            let adds = match n {
                0 => field.words.get(start).is_some_and(|w| w.opens),
                n if n == last => field.words.get(end).is_none_or(|w| w.opens),
                _ => stands.is_empty() && !self.has_words_between(field, run, n, text),
            };
            adds && !inside.iter().any(|w| self.is_strange_name(w, field, run))
        };
        self.brackets().all(fits)
    }

    /// True when the source has words between two parts that stand side by side: an insertion.
    fn has_words_between(&self, field: &Field, run: &Run, n: usize, text: &str) -> bool {
        let Some(at) = run.skipped.get(n - 1).map(|range| range.end) else { return true };
        let pair = (at.checked_sub(1).and_then(|i| field.words.get(i)), field.words.get(at));
        let (Some(x), Some(y)) = pair else { return true };
        Span::new(x.span.end, y.span.start).of(text).contains(char::is_alphanumeric)
    }

    /// True for a capitalised word that the sentence of the source does not have.
    fn is_strange_name(&self, word: &Word, field: &Field, run: &Run) -> bool {
        if word.case == Case::Lower || self.rules.wording.is_function(&word.form) {
            return false;
        }
        let first = (0..=run.words.start).rev().find(|i| field.words.get(*i).is_some_and(|w| w.opens));
        let end = (run.words.end..field.words.len()).find(|i| field.words[*i].opens);
        let sentence = first.unwrap_or(0)..end.unwrap_or(field.words.len());
        !field.words.get(sentence).unwrap_or(&[]).iter().any(|w| w.bare() == word.bare())
    }

    fn turns(&self, form: &str) -> bool {
        self.rules.wording.negators.contains(form) || self.rules.wording.numbers.contains_key(form)
    }

    /// Weighs a place where the words, or all parts of them, stand.
    fn weigh(&self, field: &Field, run: &Run, parts: &[Part]) -> Finding {
        let passage = &self.passages[field.passage];
        let span = field.span(&run.words);
        let around = turned_by(passage, span, self.rules).or_else(|| self.turned_inside(field, run));
        let differences =
            if parts.is_empty() { self.forms(field, run, span) } else { self.part_forms(field, run, parts) };
        let is_form_only =
            differences.iter().all(|d| d.rank >= 4) && !run.is_lookalike && !self.asked.has_invisible;
        let code = match () {
            () if !is_form_only => Code::Near,
            () if around.is_some() => Code::PartialContext,
            () if parts.is_empty() && differences.is_empty() => Code::Exact,
            () => Code::ExactAfterNormalisation,
        };
        Finding { code, evidence: self.evidence(field, span, differences, 1.0, around) }
    }

    /// Words that the claim leaves out and that turn what it keeps.
    fn turned_inside(&self, field: &Field, run: &Run) -> Option<Span> {
        let turning = |range: &&Range<usize>| {
            let words = field.words.get((*range).clone()).unwrap_or(&[]);
            // What is left out to the end of its sentence, and from the head of the next one kept.
            let first = words.iter().position(|w| w.opens).unwrap_or(words.len());
            let last = words.iter().rposition(|w| w.opens).unwrap_or(words.len()).max(first);
            [&words[..first], &words[last..]].iter().any(|words| {
                let turn = |phrase: &Vec<String>| {
                    words.windows(phrase.len()).any(|w| w.iter().map(|w| &w.form).eq(phrase))
                };
                words.iter().any(|w| self.rules.wording.negators.contains(&w.form))
                    || self.rules.verdict.turns.iter().any(turn)
            })
        };
        run.skipped.iter().find(turning).map(|range| field.span(range))
    }

    /// Differences of form at a place where all words are the same.
    fn forms(&self, field: &Field, run: &Run, span: Span) -> Vec<Difference> {
        let text: &str = &self.passages[field.passage].text;
        if !run.is_lookalike && is_exact(&self.asked, span, text) {
            return Vec::new();
        }
        let all = 0..self.asked.words.len();
        let whole = Span::new(0, self.asked.text.len());
        let mut found = differences(&self.asked, &all, field, &run.words, text, self.rules);
        if run.is_lookalike {
            found = vec![in_form(whole, span, "letters of another script that look the same")];
        } else if self.asked.has_invisible {
            found.insert(0, in_form(whole, span, "characters that cannot be seen"));
        } else if has_invisible(span.of(text)) {
            found.push(in_form(whole, span, "the source has characters that cannot be seen"));
        } else if found.is_empty() {
            found.push(in_form(whole, span, "signs, capitals or an insertion"));
        }
        found
    }

    fn part_forms(&self, field: &Field, run: &Run, parts: &[Part]) -> Vec<Difference> {
        let text: &str = &self.passages[field.passage].text;
        let mut found: Vec<Difference> = run
            .skipped
            .iter()
            .filter(|range| !range.is_empty())
            .map(|range| left_out(field.span(range), "left out where the quotation marks it"))
            .collect();
        let mut at = run.words.start;
        for (n, part) in parts.iter().enumerate() {
            let there = at..at + part.words.len();
            found.extend(
                differences(&self.asked, &part.words, field, &there, text, self.rules)
                    .into_iter()
                    .filter(|d| d.class != Class::Punctuation),
            );
            at = run.skipped.get(n).map_or(there.end, |skipped| skipped.end);
        }
        found.extend(self.brackets().filter_map(|(words, _)| {
            let (first, last) = (words.first()?, words.last()?);
            let a = Some(Span::new(first.span.start, last.span.end));
            let note = Some("the quotation's own words in brackets");
            Some(Difference { class: Class::Omitted, rank: 4, a, b: None, note, custom: None })
        }));
        found
    }

    fn evidence(
        &self,
        field: &Field,
        span: Span,
        differences: Vec<Difference>,
        score: f64,
        around: Option<Span>,
    ) -> Evidence {
        Evidence {
            passage: field.passage,
            span,
            bearing: self.bearings[field.passage],
            differences,
            score,
            part: None,
            around,
            statement: None,
            sentence: None,
            is_other_version: false,
        }
    }

    /// The verdict when the words are there.
    fn settle(&self, mut found: Vec<Finding>) -> Verdict {
        found.sort_by_cached_key(|f| (self.rank(f.evidence.bearing), f.code, self.place(&f.evidence)));
        let mut seen: Vec<(String, Span)> = Vec::new();
        found.retain(|f| {
            let key = (self.passages[f.evidence.passage].document.clone(), f.evidence.span);
            let is_new = !seen.contains(&key);
            seen.push(key);
            is_new
        });
        let code = match found.first() {
            None => Code::NotFound,
            Some(best) => match best.evidence.bearing {
                Bearing::NotAsked | Bearing::Same => best.code,
                Bearing::Unknown if best.code == Code::Near => Code::Near,
                Bearing::Told => Code::IndirectOnly,
                Bearing::Unknown | Bearing::Other => Code::AttributedToOther,
            },
        };
        found.truncate(MOST_EVIDENCE);
        Verdict { code, evidence: found.into_iter().map(|f| f.evidence).collect() }
    }

    fn rank(&self, bearing: Bearing) -> u8 {
        match bearing {
            Bearing::NotAsked | Bearing::Same => 0,
            Bearing::Unknown => 1,
            Bearing::Told => 2,
            Bearing::Other => 3,
        }
    }

    /// Order of places that are as good: the claim's day first, speech before narration, dated
    /// pages before undated ones.
    fn place(&self, evidence: &Evidence) -> (bool, bool, Date, String, Span) {
        let passage = &self.passages[evidence.passage];
        let off_day = self.claim.on.is_some() && passage.date != self.claim.on;
        let day = passage.date.unwrap_or(Date::MAX);
        (off_day, !passage.is_speech, day, passage.document.clone(), evidence.span)
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
                    found.push(Evidence {
                        part: Some(n),
                        ..self.evidence(field, field.span(&run.words), Vec::new(), 1.0, None)
                    });
                }
            }
            let near_last = |e: &Evidence| {
                evidence
                    .last()
                    .is_none_or(|l| self.passages[l.passage].document != self.passages[e.passage].document)
            };
            let best =
                found.into_iter().min_by_key(|e| (self.rank(e.bearing), near_last(e), self.place(e)))?;
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
        let all_others = evidence.iter().all(|e| self.rank(e.bearing) == 3);
        let code = if all_others { Code::AttributedToOther } else { Code::Combined };
        apart.then_some(Verdict { code, evidence })
    }

    /// The verdict when some wording is near enough.
    fn near(&self) -> Option<Verdict> {
        let places = self.nearest();
        let m = self.asked.words.len();
        let like = if m < FEW_WORDS { LIKE_SHORT } else { LIKE };
        let is_like = |distance: usize| distance as f64 <= like * m as f64;
        let best = places
            .iter()
            .find(|p| is_like(p.distance) && self.rank(p.bearing) < 2)
            .or(places.iter().find(|p| is_like(p.distance)))?;
        let share = best.distance as f64 / m as f64;
        let field = &self.fields[best.field];
        let text: &str = &self.passages[field.passage].text;
        let all = 0..m;
        let differences = differences(&self.asked, &all, field, &best.words, text, self.rules);
        let has = |class: Class| differences.iter().any(|d| d.class == class);
        let span = field.span(&best.words);
        let around = turned_by(&self.passages[field.passage], span, self.rules);
        let is_form_only = differences.iter().all(|d| d.rank >= 4) && !self.asked.has_invisible;
        let code = match () {
            () if has(Class::Polarity) => Code::PolarityDiffers,
            () if has(Class::Figure) || differences.iter().any(|d| self.bounds_figure(d, text)) => {
                Code::FigureDiffers
            }
            () if has(Class::Name) => Code::Reworded,
            () if is_form_only && around.is_some() => Code::PartialContext,
            () if is_form_only => Code::ExactAfterNormalisation,
            () if share <= NEAR => Code::Near,
            () => Code::Reworded,
        };
        let code = match best.bearing {
            Bearing::NotAsked | Bearing::Same => code,
            Bearing::Unknown if is_form_only => Code::AttributedToOther,
            Bearing::Unknown => code,
            Bearing::Told if share <= NEAR && !has(Class::Polarity) && !has(Class::Figure) => {
                Code::IndirectOnly
            }
            Bearing::Other
                if share <= NEAR && !has(Class::Polarity) && !has(Class::Figure) && !has(Class::Name) =>
            {
                Code::AttributedToOther
            }
            Bearing::Told | Bearing::Other => Code::NotFound,
        };
        Some(Verdict { code, evidence: vec![self.evidence(field, span, differences, 1.0 - share, around)] })
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
    fn nearest(&self) -> Vec<Place> {
        let ids: BTreeMap<&str, u32> = ids(&self.asked.words);
        let wanted: Vec<u32> =
            self.asked.words.iter().filter_map(|w| ids.get(w.form.as_str()).copied()).collect();
        let mut found: Vec<Place> = Vec::new();
        for (n, field) in self.fields.iter().enumerate() {
            if let Some(near) = field.nearest(&wanted, &ids) {
                found.push(Place {
                    field: n,
                    words: near.words,
                    distance: near.distance,
                    bearing: self.bearings[field.passage],
                });
            }
        }
        let key = |p: &Place| {
            let field = &self.fields[p.field];
            (
                p.distance,
                self.rank(p.bearing),
                self.place(&self.evidence(field, field.span(&p.words), Vec::new(), 0.0, None)),
            )
        };
        found.sort_by_cached_key(key);
        found
    }

    /// The closest wording, for a reader who wants to look further; empty when nothing is alike.
    fn closest(&self) -> Vec<Evidence> {
        let m = self.asked.words.len();
        let best = self.nearest().into_iter().find(|p| p.distance * 2 <= m && !p.words.is_empty());
        best.map(|p| {
            let field = &self.fields[p.field];
            self.evidence(field, field.span(&p.words), Vec::new(), 1.0 - p.distance as f64 / m as f64, None)
        })
        .into_iter()
        .collect()
    }
}

/// Where a wording is nearest.
struct Place {
    field: usize,
    words: Range<usize>,
    distance: usize,
    bearing: Bearing,
}
