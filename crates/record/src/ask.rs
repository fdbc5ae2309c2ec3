//! Questions asked of a record: which statements hold these words, what stands beside them.
//!
//! The index proposes, the text decides: every hit is looked up in its document before it is
//! handed on. Copies of one statement are one answer with its witnesses counted.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use variorum_text::people::Likeness;
use variorum_text::people::wanted::Wanted;
use variorum_text::rules::Rules;
use variorum_text::span::Span;
use variorum_text::statement::{StatementKind, tokens};

use crate::catalogue::{DocumentEntry, StatementRow};
use crate::error::{Error, Result};
use crate::index::{Hit, Index, Limits};
use crate::record::Record;

/// A document with its text, shared by the answers that point into it.
#[derive(Clone, Debug)]
pub struct Held {
    /// What is known of it.
    pub entry: DocumentEntry,
    /// Its main text.
    pub text: Arc<str>,
}

/// A statement found by its words.
#[derive(Clone, Debug)]
pub struct Found {
    /// The first witness, by day and document.
    pub row: StatementRow,
    /// Its document.
    pub document: Rc<Held>,
    /// Where the words stand in the document, in order.
    pub hits: Vec<Span>,
    /// How many documents hold the statement.
    pub n_witnesses: usize,
    /// How well the words fit.
    pub score: f32,
}

/// A statement that may hold a claimed quotation.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The statement; its `passage` is the turn or run of narration around it.
    pub row: StatementRow,
    /// Its document.
    pub document: Rc<Held>,
    /// The sentence before it in the document.
    pub before: Option<Span>,
    /// The sentence after it.
    pub after: Option<Span>,
    /// True when the claimed words stand in its passage one after the other.
    pub has_phrase: bool,
    /// How well the words fit.
    pub score: f32,
}

/// Most different words of a claim that are looked up.
pub(crate) const MAX_WORDS: usize = 64;
/// Copies that may hide other statements among the best hits.
const COPIES: usize = 6;

impl Record {
    /// Statements that hold all the words, best first. Words inside double quotes must stand one
    /// after the other; limits narrow by speaker, days and publisher.
    pub fn search(&self, query: &str, limits: &Limits, limit: usize) -> Result<Vec<Found>> {
        let rules = self.rules();
        let wanted = limits.by.as_deref().and_then(|by| Wanted::of(by, rules));
        let asked = Asked::of(query);
        let index = self.need_index()?;
        let spelt =
            Limits { by: wanted.as_ref().map(Wanted::words).or_else(|| limits.by.clone()), ..limits.clone() };
        let hits = index.all_words(&asked.words, &spelt, limit.saturating_mul(COPIES).saturating_add(64))?;
        let mut shelf = Shelf::new(self);
        let mut by_statement: BTreeMap<String, Found> = BTreeMap::new();
        for hit in hits {
            let Some((row, document)) = shelf.statement(hit.row)? else { continue };
            if limits
                .by
                .as_deref()
                .is_some_and(|by| !speaks(wanted.as_ref(), by, &row, &document.entry, rules))
            {
                continue;
            }
            let Some(places) = asked.places(row.statement.span, &document.text) else { continue };
            let found = Found { row, document, hits: places, n_witnesses: 0, score: hit.score };
            let place = by_statement.entry(found.row.statement.id.clone());
            place
                .and_modify(|known| {
                    if earlier(&found, known) {
                        *known = found.clone();
                    }
                })
                .or_insert(found);
        }
        let mut found: Vec<Found> = by_statement.into_values().collect();
        leave_out_told(&mut found);
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| order(a).cmp(&order(b))));
        found.truncate(limit);
        for one in &mut found {
            one.n_witnesses = self.catalogue.witnesses(&one.row.statement.id)?.len();
        }
        Ok(found)
    }

    /// Publishers of the record whose names hold all the words asked for.
    pub fn publishers_like(&self, asked: &str) -> Result<Vec<String>> {
        let asked = tokens(asked);
        let fits = |name: &String| {
            let words = tokens(name);
            !asked.is_empty() && asked.iter().all(|a| words.iter().any(|w| w.word == a.word))
        };
        Ok(self.catalogue.publishers()?.into_iter().filter(fits).collect())
    }

    /// Statements that may hold a claimed quotation: those with the words one after the other
    /// first, then those that share most of its rarer words. Every witness is one candidate. `by`
    /// adds statements of that speaker; it leaves out none.
    pub fn candidates(&self, claim: &str, by: Option<&str>, limit: usize) -> Result<Vec<Candidate>> {
        let words: Vec<String> = tokens(claim).into_iter().map(|t| t.word).collect();
        let index = self.need_index()?;
        let mut shelf = Shelf::new(self);
        let mut found: BTreeMap<i64, Candidate> = BTreeMap::new();
        for hit in index.phrase(&words, &Limits::default(), limit)? {
            for candidate in shelf.in_passage(&words, hit)? {
                found.entry(candidate.row.row).or_insert(candidate);
            }
        }
        let some = distinct(&words, MAX_WORDS);
        let mut hits = index.any_words(&some, &Limits::default(), limit)?;
        if by.is_some() {
            let limits = Limits { by: by.map(str::to_string), ..Limits::default() };
            hits.extend(index.any_words(&some, &limits, limit)?);
        }
        for hit in hits {
            if let Some((row, document)) = shelf.statement(hit.row)? {
                let new = shelf.candidate(row, document, hit.score, false)?;
                let known = found.entry(new.row.row).or_insert(new);
                known.score = known.score.max(hit.score);
            }
        }
        let mut all: Vec<Candidate> = found.into_values().collect();
        let key = |c: &Candidate| (c.document.entry.day, c.document.entry.id.clone(), c.row.statement.span);
        all.sort_by(|a, b| {
            b.has_phrase
                .cmp(&a.has_phrase)
                .then(b.score.total_cmp(&a.score))
                .then_with(|| key(a).cmp(&key(b)))
        });
        Ok(all)
    }

    /// All witnesses of a statement, by day and document.
    ///
    /// # Errors
    /// When the record has no such statement.
    pub fn witnesses(&self, id: &str) -> Result<Vec<(StatementRow, Rc<Held>)>> {
        let mut shelf = Shelf::new(self);
        let mut found = Vec::new();
        for row in self.catalogue.witnesses(id)? {
            found.extend(shelf.statement(row.row)?);
        }
        if found.is_empty() {
            return Err(Error::Unknown { id: id.to_string() });
        }
        found.sort_by_key(|(row, held)| (held.entry.day, held.entry.id.clone(), row.statement.span));
        Ok(found)
    }

    /// The sentences of a document, of turns and of narration, in the order of its text.
    pub fn statements(&self, document: &DocumentEntry) -> Result<Vec<StatementRow>> {
        self.catalogue.statements_of(document.seq)
    }

    /// What a document tells as somebody's: quotations and reports, in the order of its text.
    pub fn told(&self, document: &DocumentEntry) -> Result<Vec<StatementRow>> {
        self.catalogue.told_of(document.seq)
    }

    pub(crate) fn need_index(&self) -> Result<&Index> {
        self.index.as_ref().ok_or_else(|| Error::Index {
            path: self.folder.index(),
            message: "it is not there yet; the program that writes to the record is making it".into(),
        })
    }
}

/// True when a statement is surely of the asked-for person, or its label prints what is asked for.
pub fn speaks(
    wanted: Option<&Wanted>,
    by: &str,
    row: &StatementRow,
    entry: &DocumentEntry,
    rules: &Rules,
) -> bool {
    let statement = &row.statement;
    if let (Some(wanted), Some(name)) = (wanted, &statement.speaker) {
        return wanted.likeness(name, &entry.participants, rules) <= Likeness::Part;
    }
    let label: Vec<String> =
        statement.label.as_deref().map(tokens).into_iter().flatten().map(|t| t.word).collect();
    let asked = tokens(by);
    !asked.is_empty() && asked.iter().all(|t| label.contains(&t.word))
}

/// Leaves out narration whose hits stand in words that it tells as somebody's: they are found as such.
fn leave_out_told(found: &mut Vec<Found>) {
    let told: Vec<(i64, Span)> = found
        .iter()
        .filter(|f| !f.row.statement.kind.is_unit())
        .map(|f| (f.row.document, f.row.statement.span))
        .collect();
    let covers =
        |f: &Found, hit: &Span| told.iter().any(|(d, span)| *d == f.row.document && span.holds(*hit));
    found.retain(|f| {
        f.row.statement.kind != StatementKind::Narration || !f.hits.iter().all(|hit| covers(f, hit))
    });
}

fn order(found: &Found) -> (Option<jiff::civil::Date>, &str, Span) {
    (found.document.entry.day, &found.document.entry.id, found.row.statement.span)
}

fn earlier(a: &Found, b: &Found) -> bool {
    order(a) < order(b)
}

/// The first `most` different words.
pub(crate) fn distinct(words: &[String], most: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words {
        if found.len() < most && !found.contains(word) {
            found.push(word.clone());
        }
    }
    found
}

/// A query cut to words and phrases.
struct Asked {
    words: Vec<String>,
    phrases: Vec<Vec<String>>,
}

impl Asked {
    fn of(query: &str) -> Asked {
        let parts = query.split(['"', '\u{201C}', '\u{201D}', '\u{201E}', '\u{00AB}', '\u{00BB}']);
        let mut asked = Asked { words: Vec::new(), phrases: Vec::new() };
        for (n, part) in parts.enumerate() {
            let words: Vec<String> = tokens(part).into_iter().map(|t| t.word).collect();
            asked.words.extend(words.iter().cloned());
            if n % 2 == 1 && words.len() > 1 {
                asked.phrases.push(words);
            }
        }
        asked.words = distinct(&asked.words, MAX_WORDS);
        asked
    }

    /// Where the words stand in a sentence; `None` when one is missing or a phrase is broken.
    fn places(&self, sentence: Span, text: &str) -> Option<Vec<Span>> {
        let there = tokens(sentence.of(text));
        let has = |w: &String| there.iter().any(|t| t.word == *w);
        if !self.words.iter().all(has) || !self.phrases.iter().all(|p| run_of(p, &there).is_some()) {
            return None;
        }
        let hits = there.iter().filter(|t| self.words.contains(&t.word));
        Some(hits.map(|t| t.span.shifted(sentence.start)).collect())
    }
}

/// First and last word of the first place where the words stand one after the other.
fn run_of(words: &[String], there: &[variorum_text::statement::Token]) -> Option<Span> {
    let fits = |w: &&[variorum_text::statement::Token]| w.iter().zip(words).all(|(t, word)| t.word == *word);
    if words.is_empty() {
        return None;
    }
    let run = there.windows(words.len()).find(fits)?;
    Some(Span::new(run.first()?.span.start, run.last()?.span.end))
}

/// Documents and statements fetched for one question, each once.
struct Shelf<'r> {
    record: &'r Record,
    documents: BTreeMap<i64, Option<Rc<Held>>>,
    statements: BTreeMap<i64, Rc<Vec<StatementRow>>>,
}

impl<'r> Shelf<'r> {
    fn new(record: &'r Record) -> Self {
        Shelf { record, documents: BTreeMap::new(), statements: BTreeMap::new() }
    }

    /// The statement of a row, when its place still fits its document.
    fn statement(&mut self, row: i64) -> Result<Option<(StatementRow, Rc<Held>)>> {
        let Some(row) = self.record.catalogue.statement_at(row)? else { return Ok(None) };
        let Some(document) = self.document(row.document)? else { return Ok(None) };
        let fits = !row.statement.span.of(&document.text).is_empty();
        Ok(fits.then_some((row, document)))
    }

    fn document(&mut self, seq: i64) -> Result<Option<Rc<Held>>> {
        if let Some(known) = self.documents.get(&seq) {
            return Ok(known.clone());
        }
        let held = match self.record.catalogue.document_at(seq)? {
            Some(entry) => Some(Rc::new(Held { text: self.record.catalogue.text(seq)?.into(), entry })),
            None => None,
        };
        self.documents.insert(seq, held.clone());
        Ok(held)
    }

    fn rows(&mut self, document: i64) -> Result<Rc<Vec<StatementRow>>> {
        if let Some(known) = self.statements.get(&document) {
            return Ok(known.clone());
        }
        let rows = Rc::new(self.record.catalogue.statements_of(document)?);
        self.statements.insert(document, rows.clone());
        Ok(rows)
    }

    fn candidate(
        &mut self,
        row: StatementRow,
        document: Rc<Held>,
        score: f32,
        has_phrase: bool,
    ) -> Result<Candidate> {
        let rows = self.rows(row.document)?;
        let at = rows.iter().position(|r| r.row == row.row).unwrap_or(0);
        let span = |n: Option<usize>| n.and_then(|n| rows.get(n)).map(|r| r.statement.span);
        let (before, after) = (span(at.checked_sub(1)), span(Some(at + 1)));
        Ok(Candidate { row, document, before, after, has_phrase, score })
    }

    /// The statements of a passage in which the words run: each place in it is looked up.
    fn in_passage(&mut self, words: &[String], hit: Hit) -> Result<Vec<Candidate>> {
        let Some((row, document)) = self.statement(hit.row)? else { return Ok(Vec::new()) };
        let passage = row.statement.passage;
        let there = tokens(passage.of(&document.text));
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(run) = run_of(words, there.get(at..).unwrap_or(&[])) {
            let run_span = run.shifted(passage.start);
            at += there[at..].iter().position(|t| t.span.start == run.start).unwrap_or(0) + 1;
            let rows = self.rows(row.document)?;
            let holds = |r: &&StatementRow| r.statement.span.overlaps(run_span);
            let Some(first) = rows.iter().find(holds).cloned() else { continue };
            found.push(self.candidate(first, document.clone(), hit.score, true)?);
            if found.len() >= COPIES {
                break;
            }
        }
        Ok(found)
    }
}
