//! "Did X say this?": the claim's candidates are looked up, judged, and placed.
//!
//! The judging is `variorum_text::verdict`'s; here the record hands in what may hold the words, and
//! afterwards the number of the sentence, the statement, and what another version of the same
//! meeting has in its place.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use variorum_text::collation::align;
use variorum_text::meeting::Meeting;
use variorum_text::people::wanted::Wanted;
use variorum_text::span::Span;
use variorum_text::statement::{StatementKind, fold_glyphs, tokens};
use variorum_text::verdict::{
    Bearing, Claim, Code, Evidence, Passage, Scope, Verdict, judge, own_parts, sentence,
};

use crate::ask::Held;
use crate::catalogue::StatementRow;
use crate::error::Result;
use crate::index::Limits;
use crate::record::Record;

/// Candidates looked up for a claim.
const CANDIDATES: usize = 60;
/// Candidates looked up for each part of a claim.
const PART_CANDIDATES: usize = 12;
/// Most different words of a claim that are looked up.
const MAX_WORDS: usize = 64;
/// Documents kept at hand between claims.
const SHELF_DOCUMENTS: usize = 1000;
/// Sentences on each side of a place that are laid against another version.
const AROUND: usize = 40;
/// Other versions looked at.
const MOST_VERSIONS: usize = 6;

/// A claim answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The claim.
    pub claim: Claim,
    /// What was found.
    pub verdict: Verdict,
    /// The verdict in one fixed sentence.
    pub sentence: String,
    /// What the record holds.
    pub scope: Scope,
    /// The passages that evidence names by index.
    pub passages: Vec<Passage>,
}

/// Checks claims against one record; knows its meetings and scope from the start.
pub struct Checker<'r> {
    record: &'r Record,
    scope: Scope,
    meetings: Vec<Meeting>,
    meeting_of: BTreeMap<String, usize>,
    shelf: RefCell<Shelf>,
}

/// Documents at hand.
#[derive(Default)]
struct Shelf {
    documents: BTreeMap<i64, Rc<Held>>,
    rows: BTreeMap<i64, Rc<Vec<StatementRow>>>,
}

impl Shelf {
    /// Clears the shelf when it is full.
    fn make_room(&mut self) {
        if self.documents.len() >= SHELF_DOCUMENTS {
            self.documents.clear();
        }
        if self.rows.len() >= SHELF_DOCUMENTS {
            self.rows.clear();
        }
    }
}

impl<'r> Checker<'r> {
    /// Opens the desk: reads the scope and the meetings once.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn new(record: &'r Record) -> Result<Checker<'r>> {
        let held = record.scope()?;
        let scope =
            Scope { captures: held.captures, publishers: held.publishers, from: held.from, to: held.to };
        let meetings = record.meetings()?;
        let members = meetings
            .iter()
            .enumerate()
            .flat_map(|(n, m)| m.members.iter().map(move |d| (d.document.clone(), n)));
        let meeting_of = members.collect();
        Ok(Checker { record, scope, meetings, meeting_of, shelf: RefCell::default() })
    }

    /// Answers one claim: first from the places where the phrase stands, else from all that share
    /// its words.
    ///
    /// # Errors
    /// When catalogue or index cannot be read.
    pub fn check(&self, claim: &Claim) -> Result<Answer> {
        let rules = self.record.rules();
        let wanted = claim.by.as_deref().and_then(|by| Wanted::of(by, rules));
        let spelt = wanted.as_ref().map(Wanted::words).or_else(|| claim.by.clone());
        let mut passages = Passages::default();
        let words = looked_up(&claim.words);
        self.take_phrases(&words, spelt.as_deref(), CANDIDATES, &mut passages)?;
        let mut verdict = judge(claim, &passages.list, rules);
        if !is_settled(&verdict) {
            let parts = own_parts(&claim.words, rules);
            for part in parts.iter().filter(|_| parts.len() > 1) {
                self.take_phrases(&looked_up(part), spelt.as_deref(), PART_CANDIDATES, &mut passages)?;
            }
            self.take_likely(&words, spelt.as_deref(), &mut passages)?;
            verdict = judge(claim, &passages.list, rules);
        }
        self.add_versions(&mut verdict, &mut passages)?;
        self.place(&mut verdict, &passages)?;
        let sentence = sentence(&verdict, claim, &passages.list, &self.scope);
        Ok(Answer {
            claim: claim.clone(),
            verdict,
            sentence,
            scope: self.scope.clone(),
            passages: passages.list,
        })
    }

    /// Passages that hold the words one after the other; those of the claimed speaker too when
    /// there are more than `limit`.
    fn take_phrases(
        &self,
        words: &[String],
        by: Option<&str>,
        limit: usize,
        passages: &mut Passages,
    ) -> Result<()> {
        let index = self.record.need_index()?;
        let mut hits = index.phrase(words, &Limits::default(), limit)?;
        if by.is_some() && hits.len() >= limit {
            hits.extend(index.phrase(
                words,
                &Limits { by: by.map(str::to_string), ..Limits::default() },
                limit,
            )?);
        }
        for hit in hits {
            if let Some((row, held)) = self.statement(hit.row)? {
                let whole = row.statement.passage;
                passages.push(Passage { hit: whole, ..self.passage(&row, &held) }, &held);
            }
        }
        Ok(())
    }

    /// Sentences that share the rarer words.
    fn take_likely(&self, words: &[String], by: Option<&str>, passages: &mut Passages) -> Result<()> {
        let index = self.record.need_index()?;
        let mut some = words.to_vec();
        some.sort();
        some.dedup();
        some.truncate(MAX_WORDS);
        let mut hits = index.any_words(&some, &Limits::default(), CANDIDATES)?;
        if by.is_some() {
            hits.extend(index.any_words(
                &some,
                &Limits { by: by.map(str::to_string), ..Limits::default() },
                CANDIDATES,
            )?);
        }
        for hit in hits {
            if let Some((row, held)) = self.statement(hit.row)? {
                passages.push(self.passage(&row, &held), &held);
            }
        }
        Ok(())
    }

    /// The statement of a row with its document, when its place fits the text.
    fn statement(&self, row: i64) -> Result<Option<(StatementRow, Rc<Held>)>> {
        let Some(row) = self.record.catalogue.statement_at(row)? else { return Ok(None) };
        if !row.statement.kind.is_unit() {
            return Ok(None);
        }
        let Some(held) = self.held(row.document)? else { return Ok(None) };
        let fits = !row.statement.span.of(&held.text).is_empty();
        Ok(fits.then_some((row, held)))
    }

    /// A document with its text, kept for the next claim.
    fn held(&self, seq: i64) -> Result<Option<Rc<Held>>> {
        if let Some(known) = self.shelf.borrow().documents.get(&seq) {
            return Ok(Some(known.clone()));
        }
        let Some(entry) = self.record.catalogue.document_at(seq)? else { return Ok(None) };
        let held = Rc::new(Held { text: self.record.catalogue.text(seq)?.into(), entry });
        let mut shelf = self.shelf.borrow_mut();
        shelf.make_room();
        shelf.documents.insert(seq, held.clone());
        Ok(Some(held))
    }

    /// The statements of a document, kept for the next claim.
    fn rows(&self, held: &Held) -> Result<Rc<Vec<StatementRow>>> {
        let seq = held.entry.seq;
        if let Some(known) = self.shelf.borrow().rows.get(&seq) {
            return Ok(known.clone());
        }
        let rows = Rc::new(self.record.statements(&held.entry)?);
        let mut shelf = self.shelf.borrow_mut();
        shelf.make_room();
        shelf.rows.insert(seq, rows.clone());
        Ok(rows)
    }

    fn passage(&self, row: &StatementRow, held: &Held) -> Passage {
        let statement = &row.statement;
        let entry = &held.entry;
        let meeting = self.meeting_of.get(&entry.id).and_then(|n| self.meetings.get(*n));
        Passage {
            document: entry.id.clone(),
            text: held.text.clone(),
            words: statement.passage,
            hit: statement.span,
            is_speech: statement.kind == StatementKind::Speech,
            speaker: statement.speaker.clone(),
            label: statement.label.clone(),
            people: entry.participants.clone(),
            title: entry.title.clone(),
            publisher: entry.publisher.clone(),
            url: entry.url.clone(),
            date: entry.day,
            meeting: meeting.map(|m| m.id.clone()),
        }
    }

    /// When the words are there: what other versions of the same meeting have in their place.
    fn add_versions(&self, verdict: &mut Verdict, passages: &mut Passages) -> Result<()> {
        if !matches!(verdict.code, Code::Exact | Code::ExactAfterNormalisation | Code::Near | Code::Reworded)
        {
            return Ok(());
        }
        let Some(best) = verdict.evidence.first().cloned() else { return Ok(()) };
        let Some(own) = passages.held.get(best.passage).cloned() else { return Ok(()) };
        let Some(meeting) = self.meeting_of.get(&own.entry.id).and_then(|n| self.meetings.get(*n)) else {
            return Ok(());
        };
        let has = |id: &str| verdict.evidence.iter().any(|e| passages.list[e.passage].document == id);
        let others: Vec<String> =
            meeting.members.iter().map(|m| m.document.clone()).filter(|id| !has(id)).collect();
        let speaker = passages.list[best.passage].speaker.clone();
        let mut found = Vec::new();
        for id in others.iter().take(MOST_VERSIONS) {
            if let Some((row, span, held)) = self.in_version(&own, best.span, speaker.as_deref(), id)? {
                let passage = passages.push(self.passage(&row, &held), &held);
                let bearing = Bearing::NotAsked;
                found.push(Evidence {
                    passage,
                    span,
                    bearing,
                    differences: Vec::new(),
                    score: 0.0,
                    is_other_version: true,
                    part: None,
                    around: None,
                    statement: None,
                    sentence: None,
                });
            }
        }
        let words = fold_glyphs(best.span.of(&own.text)).to_lowercase();
        let differs = |e: &Evidence| {
            !fold_glyphs(e.span.of(&passages.list[e.passage].text)).to_lowercase().contains(&words)
        };
        if found.iter().any(differs) {
            if matches!(verdict.code, Code::Exact | Code::ExactAfterNormalisation) {
                verdict.code = Code::TranslationVariant;
            }
            verdict.evidence.extend(found.into_iter().filter(differs));
        }
        Ok(())
    }

    /// What document `id` has where `own` has the words at `span`.
    fn in_version(
        &self,
        own: &Held,
        span: Span,
        speaker: Option<&str>,
        id: &str,
    ) -> Result<Option<(StatementRow, Span, Rc<Held>)>> {
        let entry = self.record.document(id)?;
        let Some(other) = self.held(entry.seq)? else { return Ok(None) };
        let (mine, theirs) = (self.rows(own)?, self.rows(&other)?);
        let at = mine.iter().position(|r| r.statement.span.overlaps(span)).unwrap_or(0);
        let share = if mine.is_empty() { 0.0 } else { at as f64 / mine.len() as f64 };
        let centre = (share * theirs.len() as f64) as usize;
        let (low, high) = (at.saturating_sub(AROUND), (at + AROUND).min(mine.len()));
        let (from, to) = (centre.saturating_sub(AROUND * 2), (centre + AROUND * 2).min(theirs.len()));
        let (near_mine, near_theirs) = (&mine[low..high], &theirs[from.min(to)..to]);
        let units = |rows: &[StatementRow], text: &str| -> Vec<String> {
            rows.iter().map(|r| r.statement.span.of(text).to_string()).collect()
        };
        let (a, b) = (units(near_mine, &own.text), units(near_theirs, &other.text));
        let (a, b): (Vec<&str>, Vec<&str>) =
            (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
        let beads = align(&a, &b);
        let touched = |n: &usize| near_mine.get(*n).is_some_and(|r| r.statement.span.overlaps(span));
        let found: Vec<&StatementRow> = beads
            .iter()
            .filter(|bead| bead.a.clone().any(|n| touched(&n)))
            .flat_map(|bead| bead.b.clone().filter_map(|n| near_theirs.get(n)))
            .collect();
        let same_voice = |r: &&StatementRow| match (speaker, r.statement.speaker.as_deref()) {
            (Some(x), Some(y)) => variorum_text::meeting::same_person(x, y),
            _ => true,
        };
        if !found.iter().all(same_voice) {
            return Ok(None);
        }
        let (Some(first), Some(last)) = (found.first(), found.last()) else { return Ok(None) };
        let span = Span::new(first.statement.span.start, last.statement.span.end);
        Ok(Some(((*first).clone(), span, other)))
    }

    /// Gives each place its statement and the number of its sentence.
    fn place(&self, verdict: &mut Verdict, passages: &Passages) -> Result<()> {
        for evidence in &mut verdict.evidence {
            let Some(held) = passages.held.get(evidence.passage) else { continue };
            let known = self.rows(held)?;
            let at = known.iter().position(|r| r.statement.span.overlaps(evidence.span));
            evidence.sentence = at.map(|n| n + 1);
            evidence.statement = at.and_then(|n| known.get(n)).map(|r| r.statement.id.clone());
        }
        Ok(())
    }
}

/// The words of a claim as the index knows them.
fn looked_up(claim: &str) -> Vec<String> {
    tokens(claim).into_iter().map(|t| t.word).collect()
}

/// True when the words were found as they stand, so that nothing nearer can be held.
fn is_settled(verdict: &Verdict) -> bool {
    let found = verdict.evidence.first().is_some_and(|e| e.score >= 1.0);
    found && !matches!(verdict.code, Code::Near | Code::NotFound) || verdict.code == Code::TooShort
}

/// Passages of an answer with their documents, each once.
#[derive(Default)]
struct Passages {
    list: Vec<Passage>,
    held: Vec<Rc<Held>>,
}

impl Passages {
    /// Adds a passage, unless its words and hit are known; gives its index.
    fn push(&mut self, passage: Passage, held: &Rc<Held>) -> usize {
        let same =
            |p: &Passage| p.document == passage.document && p.words == passage.words && p.hit == passage.hit;
        if let Some(at) = self.list.iter().position(same) {
            return at;
        }
        self.list.push(passage);
        self.held.push(held.clone());
        self.list.len() - 1
    }
}
