//! What a place is worth where the words of a claim stand: their form, and what turns them.
//!
//! The words may stand there as they are, in another form, around what an ellipsis leaves out or a
//! bracket puts in; what the claim leaves out of the sentence may turn what it keeps.

use std::ops::Range;

use super::asked::Part;
use super::compare::{differences, has_invisible, in_form, is_exact, left_out};
use super::context::{is_question, turned_by};
use super::cut::joins_clauses;
use super::field::{Field, Run};
use super::judge::{Court, Finding};
use super::{Class, Code, Difference, Evidence, Passage, gaps};
use crate::span::Span;
use crate::words::{Word, words};

impl Court<'_> {
    /// Weighs a place where the words, or all parts of them, stand.
    pub(super) fn weigh(&self, field: &Field, run: &Run, parts: &[Part]) -> Finding {
        let passage = &self.passages[field.passage];
        let span = field.span(&run.words);
        let mut evidence = self.evidence(field, span);
        evidence.differences = if parts.is_empty() {
            self.forms(field, run, &evidence)
        } else {
            self.part_forms(field, run, parts)
        };
        evidence.around = turned_by(passage, &evidence.voice, span, self.asked.asks(), self.rules)
            .or_else(|| self.turned_inside(field, run))
            .or_else(|| self.turned_by_insertion(passage, span))
            .or_else(|| passage.missing.iter().copied().find(|gap| span.holds(*gap)));
        let is_form_only = evidence.differences.iter().all(|d| d.rank >= 4)
            && !run.is_lookalike
            && !self.asked.has_invisible;
        let is_made_a_question =
            self.asked.asks() && !is_question(passage, &evidence.voice, span, self.rules);
        let code = match () {
            () if !is_form_only || is_made_a_question => Code::Near,
            () if evidence.around.is_some() => Code::PartialContext,
            () if parts.is_empty() && evidence.differences.is_empty() => Code::Exact,
            () => Code::ExactAfterNormalisation,
        };
        Finding { code, evidence }
    }

    /// An editor's insertion that the claim leaves out and that turns what it keeps: "will [not] go".
    fn turned_by_insertion(&self, passage: &Passage, span: Span) -> Option<Span> {
        if self.asked.text.contains('[') {
            return None;
        }
        let text: &str = &passage.text;
        let turns = |w: &Word| {
            let wording = &self.rules.wording;
            wording.negators.contains(&w.form)
                || w.form.contains(|c: char| c.is_numeric())
                || wording.numbers.contains_key(&w.form)
                || wording.scales.contains_key(&w.form)
        };
        let within = span.of(text);
        let mut open = None;
        for (at, sign) in within.char_indices().filter(|(_, c)| matches!(c, '[' | ']')) {
            match (sign, open) {
                ('[', _) => open = Some(at),
                (_, Some(from)) => {
                    let inside = Span::new(from, at + 1).shifted(span.start);
                    let is_unheard = passage.unheard.iter().any(|u| u.overlaps(inside));
                    let is_said = words(text, inside, &[]).0.iter().all(|w| self.asked.has(&w.form));
                    if !is_unheard && !is_said && words(text, inside, &[]).0.iter().any(turns) {
                        return Some(inside);
                    }
                    open = None;
                }
                _ => {}
            }
        }
        None
    }

    /// Words that the claim leaves out and that turn what it keeps.
    fn turned_inside(&self, field: &Field, run: &Run) -> Option<Span> {
        let table = self.turns_of(field);
        let turning = |range: &&Range<usize>| {
            let words = field.words.get((*range).clone()).unwrap_or(&[]);
            // What is left out to the end of its sentence, and from the head of the next one kept.
            let first = words.iter().position(|w| w.opens).unwrap_or(words.len());
            let last = words.iter().rposition(|w| w.opens).unwrap_or(words.len()).max(first);
            joins_clauses(&field.words, range, table)
                || [&words[..first], &words[last..]].iter().any(|words| {
                    let turn = |phrase: &Vec<String>| {
                        words.windows(phrase.len()).any(|w| w.iter().map(|w| &w.form).eq(phrase))
                    };
                    words.iter().any(|w| self.rules.wording.negators.contains(&w.form))
                        || table.turns.iter().any(turn)
                })
        };
        run.skipped.iter().find(turning).map(|range| field.span(range))
    }

    /// Differences of form at a place where all words are the same.
    fn forms(&self, field: &Field, run: &Run, evidence: &Evidence) -> Vec<Difference> {
        let text: &str = &self.passages[field.passage].text;
        let span = evidence.span;
        let tellers: Vec<Span> =
            gaps(&evidence.voice.pieces, text).into_iter().filter(|gap| span.holds(*gap)).collect();
        if !run.is_lookalike && is_exact(&self.asked, span, text) {
            return Vec::new();
        }
        let all = 0..self.asked.words.len();
        let whole = Span::new(0, self.asked.text.len());
        let mut found = differences(&self.asked, &all, field, &run.words, text, self.rules);
        found.extend(tellers.into_iter().map(|gap| left_out(gap, "the page's own words between")));
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
}
