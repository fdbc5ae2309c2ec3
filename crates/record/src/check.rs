//! "Did X say this?": the claim's candidates are looked up, judged, and placed.
//!
//! The judging is `variorum_text::verdict`'s; here the record hands in what may hold the words, and
//! afterwards the number of the sentence, the statement, what another version of the same meeting has
//! in its place (`versions`), and how much the record holds (`background`).

mod background;
mod shelf;
mod versions;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use variorum_text::meeting::Meeting;
use variorum_text::people::wanted::Wanted;
use variorum_text::span::Span;
use variorum_text::statement::tokens;
use variorum_text::verdict::{
    Claim, Code, Passage, Scope, Verdict, judge, look_up_form, own_parts, sentence,
};

use crate::catalogue::StatementRow;
use crate::error::Result;
use crate::record::Record;

use background::Backgrounds;
use shelf::{Page, Shelf};

/// Candidates looked up for a claim.
const CANDIDATES: usize = 60;
/// Candidates looked up for each part of a claim.
const PART_CANDIDATES: usize = 12;

/// Bytes of a passage that is looked through as a whole.
const SHORT_PASSAGE: usize = 4000;
/// Most places of one word that are looked at by themselves.
const MOST_PLACES: usize = 12;

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
    backgrounds: RefCell<Backgrounds>,
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
        Ok(Checker {
            record,
            scope,
            meetings,
            meeting_of,
            shelf: RefCell::default(),
            backgrounds: RefCell::default(),
        })
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
        let words = looked_up(&look_up_form(&claim.words, rules));
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
        self.add_background(claim, &mut verdict)?;
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
        let mut rows = index.phrase(words, None, limit)?;
        if by.is_some() && rows.len() >= limit {
            rows.extend(index.phrase(words, by, limit)?);
        }
        for row in rows {
            if let Some((row, page)) = self.statement(row)? {
                let passage = self.passage(&row, &page)?;
                for hit in places_of(words, passage.words, &passage.text) {
                    passages.push(Passage { hit, ..passage.clone() }, &page);
                }
            }
        }
        Ok(())
    }

    /// Sentences with wordings near to these words.
    fn take_likely(&self, words: &[String], by: Option<&str>, passages: &mut Passages) -> Result<()> {
        let index = self.record.need_index()?;
        let mut near = index.near(words, None, CANDIDATES)?;
        if by.is_some() {
            near.extend(index.near(words, by, CANDIDATES)?);
        }
        for one in near {
            if let Some((row, page)) = self.statement(one.row)? {
                passages.push(self.passage(&row, &page)?, &page);
            }
        }
        Ok(())
    }

    /// The statement of a row with its page, when its place fits the text.
    fn statement(&self, row: i64) -> Result<Option<(StatementRow, Rc<Page>)>> {
        let Some(row) = self.record.catalogue.statement_at(row)? else { return Ok(None) };
        let Some(page) = self.page(row.document)? else { return Ok(None) };
        let fits = !row.statement.span.of(&page.held.text).is_empty();
        Ok(fits.then_some((row, page)))
    }

    fn page(&self, seq: i64) -> Result<Option<Rc<Page>>> {
        self.shelf.borrow_mut().page(&self.record.catalogue, seq)
    }

    /// The sentences of a page, kept for the next claim.
    fn units(&self, page: &Page) -> Result<Rc<Vec<StatementRow>>> {
        page.units(&self.record.catalogue)
    }

    fn meeting(&self, document: &str) -> Option<&Meeting> {
        self.meeting_of.get(document).and_then(|n| self.meetings.get(*n))
    }

    fn passage(&self, row: &StatementRow, page: &Page) -> Result<Passage> {
        let statement = &row.statement;
        let entry = &page.held.entry;
        let within = statement.passage;
        let inside =
            |spans: &[Span]| -> Vec<_> { spans.iter().filter(|s| s.overlaps(within)).copied().collect() };
        let is_unit = statement.kind.is_unit();
        Ok(Passage {
            document: entry.id.clone(),
            text: page.held.text.clone(),
            words: within,
            hit: statement.span,
            kind: statement.kind,
            speaker: statement.speaker.clone(),
            label: statement.label.clone(),
            pieces: if is_unit { Vec::new() } else { page.pieces(statement) },
            teller: if is_unit { None } else { self.teller(row, page)? },
            told: if is_unit { page.told_in(within) } else { Vec::new() },
            unheard: inside(&page.asides.unheard),
            supplied: inside(&page.asides.supplied),
            missing: inside(&page.asides.missing),
            people: page.people.clone(),
            language: entry.language.clone(),
            title: entry.title.clone(),
            publisher: entry.publisher.clone(),
            url: entry.url.clone(),
            date: entry.day,
            meeting: self.meeting(&entry.id).map(|m| m.id.clone()),
        })
    }

    /// The speaker of the turn in which something is told.
    fn teller(&self, row: &StatementRow, page: &Page) -> Result<Option<String>> {
        let Some(turn) = row.statement.turn else { return Ok(None) };
        let units = self.units(page)?;
        let first = units.iter().find(|u| u.statement.turn == Some(turn));
        let name = first.and_then(|u| u.statement.speaker.clone().or(u.statement.label.clone()));
        Ok(Some(name.unwrap_or_default()))
    }

    /// Gives each place its statement and the number of its sentence.
    fn place(&self, verdict: &mut Verdict, passages: &Passages) -> Result<()> {
        for evidence in &mut verdict.evidence {
            let Some(page) = passages.pages.get(evidence.passage) else { continue };
            let known = self.units(page)?;
            let at = known.partition_point(|r| r.statement.span.end <= evidence.span.start);
            let sentence = known.get(at).filter(|r| r.statement.span.overlaps(evidence.span));
            evidence.sentence = sentence.map(|_| at + 1);
            let told = page.statement_at(evidence.voice.kind, evidence.span);
            evidence.statement = told.or(sentence).map(|r| r.statement.id.clone());
        }
        Ok(())
    }
}

/// Places of a phrase in a passage: those of its longest word, or all of the passage when there are many.
fn places_of(words: &[String], within: Span, text: &str) -> Vec<Span> {
    let whole = vec![within];
    let Some(word) = words.iter().filter(|w| w.is_ascii()).max_by_key(|w| w.len()) else { return whole };
    let (wanted, body) = (word.as_bytes(), within.of(text).as_bytes());
    if wanted.len() < 3 || body.len() < SHORT_PASSAGE {
        return whole;
    }
    let at = |n: &usize| body[*n].eq_ignore_ascii_case(&wanted[0]);
    let here = |n: &usize| body[*n..*n + wanted.len()].eq_ignore_ascii_case(wanted);
    let found: Vec<usize> =
        (0..=body.len() - wanted.len()).filter(at).filter(here).take(MOST_PLACES + 1).collect();
    if found.is_empty() || found.len() > MOST_PLACES {
        return whole;
    }
    let span = |n: usize| Span::new(within.start + n, within.start + n + wanted.len());
    found.into_iter().map(span).collect()
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

/// Passages of an answer with their pages, each once.
#[derive(Default)]
struct Passages {
    list: Vec<Passage>,
    pages: Vec<Rc<Page>>,
}

impl Passages {
    /// Adds a passage, unless its words and hit are known; gives its index.
    fn push(&mut self, passage: Passage, page: &Rc<Page>) -> usize {
        let same = |p: &Passage| {
            p.document == passage.document
                && p.words == passage.words
                && p.hit == passage.hit
                && p.kind == passage.kind
        };
        if let Some(at) = self.list.iter().position(same) {
            return at;
        }
        self.list.push(passage);
        self.pages.push(page.clone());
        self.list.len() - 1
    }
}
