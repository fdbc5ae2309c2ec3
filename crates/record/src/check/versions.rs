//! What another version of the same remarks has in the place of the words found.

use std::collections::BTreeSet;
use std::rc::Rc;

use variorum_text::collation::align;
use variorum_text::meeting::{Meeting, Member, Relation, same_person};
use variorum_text::span::Span;
use variorum_text::statement::{StatementKind, tokens};
use variorum_text::verdict::{Claim, Code, Evidence, Passage, Verdict, judge};

use super::shelf::Page;
use super::{Checker, Passages};
use crate::catalogue::StatementRow;
use crate::error::Result;

/// Sentences on each side of a place that are laid against another version.
const AROUND: usize = 40;
/// Other versions looked at.
const MOST_VERSIONS: usize = 6;
/// Share of the words of matter of the shorter wording that the other must have too.
const SHARED: f64 = 0.25;

impl Checker<'_> {
    /// When the words are there: what other versions of the same meeting have in their place. One that
    /// differs in signs and capitals alone reads the same.
    pub(super) fn add_versions(&self, verdict: &mut Verdict, passages: &mut Passages) -> Result<()> {
        let is_exact = matches!(verdict.code, Code::Exact | Code::ExactAfterNormalisation);
        if !is_exact && !matches!(verdict.code, Code::Near | Code::Reworded) {
            return Ok(());
        }
        let Some(best) = verdict.evidence.first().cloned() else { return Ok(()) };
        if best.voice.kind != StatementKind::Speech {
            return Ok(());
        }
        let Some(own) = passages.pages.get(best.passage).cloned() else { return Ok(()) };
        let Some(meeting) = self.meeting(&own.held.entry.id) else { return Ok(()) };
        let has = |id: &str| verdict.evidence.iter().any(|e| passages.list[e.passage].document == id);
        let is_version = |m: &&Member| m.relation != Relation::Report && !has(&m.document);
        let others: Vec<String> =
            meeting.members.iter().filter(is_version).map(|m| m.document.clone()).collect();
        let found_words = Claim { words: best.span.of(&own.held.text).to_string(), by: None, on: None };
        let mut found = Vec::new();
        for id in others.iter().take(MOST_VERSIONS) {
            let Some((row, span, page)) = self.in_version(&own, &best, id)? else { continue };
            let passage = self.passage(&row, &page)?;
            let Some(reads) = self.reads_otherwise(&found_words, &passage, span) else { continue };
            let passage = passages.push(passage, &page);
            found.push(Evidence { passage, span, is_other_version: true, score: 0.0, ..reads });
        }
        if is_exact && !found.is_empty() {
            verdict.code = Code::TranslationVariant;
            let entry = &own.held.entry;
            verdict.background.languages = self.other_languages(entry.language.as_deref(), meeting)?;
        }
        verdict.evidence.extend(found);
        Ok(())
    }

    /// The words in their place in another version, when they are not the same words there.
    fn reads_otherwise(&self, words: &Claim, passage: &Passage, span: Span) -> Option<Evidence> {
        let there = Passage { words: span, hit: span, ..passage.clone() };
        let found = judge(words, &[there], self.record.rules());
        let same = matches!(found.code, Code::Exact | Code::ExactAfterNormalisation | Code::PartialContext);
        let best = found.evidence.into_iter().next();
        if same || found.code == Code::TooShort {
            return None;
        }
        Some(best.unwrap_or_else(|| Evidence::of(passage, span)))
    }

    /// True when two wordings share enough words of matter to be one remark.
    fn are_alike(&self, a: &str, b: &str) -> bool {
        let rules = &self.record.rules().wording;
        let matter = |text: &str| -> BTreeSet<String> {
            tokens(text).into_iter().map(|t| t.word).filter(|w| !rules.is_function(w)).collect()
        };
        let (x, y) = (matter(a), matter(b));
        let shared = x.intersection(&y).count();
        shared as f64 >= SHARED * x.len().min(y.len()) as f64 && (shared > 0 || x.is_empty() || y.is_empty())
    }

    /// Languages of the meeting's documents beside `own`.
    fn other_languages(&self, own: Option<&str>, meeting: &Meeting) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for member in &meeting.members {
            found
                .extend(self.record.document(&member.document)?.language.filter(|l| Some(l.as_str()) != own));
        }
        found.sort();
        found.dedup();
        Ok(found)
    }

    /// What document `id` has where `own` has the words of `best`: only words of the same kind, and of a
    /// speaker who can be the same.
    fn in_version(
        &self,
        own: &Rc<Page>,
        best: &Evidence,
        id: &str,
    ) -> Result<Option<(StatementRow, Span, Rc<Page>)>> {
        let entry = self.record.document(id)?;
        let Some(other) = self.page(entry.seq)? else { return Ok(None) };
        let (mine, theirs) = (self.units(own)?, self.units(&other)?);
        let span = best.span;
        let at = mine.iter().position(|r| r.statement.span.overlaps(span)).unwrap_or(0);
        let share = if mine.is_empty() { 0.0 } else { at as f64 / mine.len() as f64 };
        let centre = (share * theirs.len() as f64) as usize;
        let (low, high) = (at.saturating_sub(AROUND), (at + AROUND).min(mine.len()));
        let (from, to) = (centre.saturating_sub(AROUND * 2), (centre + AROUND * 2).min(theirs.len()));
        let (near_mine, near_theirs) = (&mine[low..high], &theirs[from.min(to)..to]);
        let units = |rows: &'_ [StatementRow], text: &str| -> Vec<String> {
            rows.iter().map(|r| r.statement.span.of(text).to_string()).collect()
        };
        let (a, b) = (units(near_mine, &own.held.text), units(near_theirs, &other.held.text));
        let (a, b): (Vec<&str>, Vec<&str>) =
            (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
        let beads = align(&a, &b);
        let touched = |n: &usize| near_mine.get(*n).is_some_and(|r| r.statement.span.overlaps(span));
        let found: Vec<&StatementRow> = beads
            .iter()
            .filter(|bead| bead.a.clone().any(|n| touched(&n)))
            .flat_map(|bead| bead.b.clone().filter_map(|n| near_theirs.get(n)))
            .collect();
        let fits = |r: &&StatementRow| {
            r.statement.kind == StatementKind::Speech
                && match (best.voice.speaker.as_deref(), r.statement.speaker.as_deref()) {
                    (Some(x), Some(y)) => same_person(x, y),
                    _ => true,
                }
        };
        if !found.iter().all(fits) {
            return Ok(None);
        }
        let (Some(first), Some(last)) = (found.first(), found.last()) else { return Ok(None) };
        let span = Span::new(first.statement.span.start, last.statement.span.end);
        let own_sentences = near_mine.iter().filter(|r| r.statement.span.overlaps(best.span));
        let own_words =
            own_sentences.map(|r| r.statement.span.of(&own.held.text)).collect::<Vec<_>>().join(" ");
        if !self.are_alike(&own_words, span.of(&other.held.text)) {
            return Ok(None);
        }
        Ok(Some(((*first).clone(), span, other.clone())))
    }
}
