//! A selection of statements: which words, and which values of the fields; see `search` for how a query
//! becomes one.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Bound;

use jiff::civil::Date;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery, Query,
    RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::Index;
use super::collect::{Asked, Days, Selected, Sort, collect};
use super::fill::day_number;
use super::terms::{Fields, NameWord};
use crate::error::Result;

/// Words that a beginning or a misspelling may stand for, each of which is scored; more are only met.
const SCORED_WORDS: usize = 32;

/// What is selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Select {
    /// All of these; everything when there is none.
    All(Vec<Select>),
    /// One of these; nothing when there is none.
    Any(Vec<Select>),
    /// Not this.
    Not(Box<Select>),
    /// One of these words.
    Words(BTreeSet<String>),
    /// Words one after the other.
    Phrase(Vec<String>),
    /// Two words within so many words.
    Near(String, String, u32),
    /// One of these who speak, by their keys. `by` is whom they were found by.
    Voices {
        /// A name; `None` for an office or a country.
        by: Option<String>,
        /// Keys of the voices.
        keys: Vec<String>,
    },
    /// One of these publishers.
    Publishers(Vec<String>),
    /// One of these places.
    Places(Vec<String>),
    /// One of these kinds.
    Kind(&'static str),
    /// One of these documents, by `seq`.
    Documents(Vec<i64>),
    /// Between two days.
    Days(Option<Date>, Option<Date>),
}

impl Index {
    /// The statements of a selection: their number, and the first of them after `offset`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn select(&self, what: &Select, sort: Sort, most: usize, with_facets: bool) -> Result<Selected> {
        let (what, days) = without_days(what);
        let query = query_of(&what, &self.terms.fields);
        let columns = self.terms.columns()?;
        let values = with_facets.then(|| self.terms.values()).transpose()?;
        let asked = Asked { sort, most, days };
        collect(&self.terms.searcher(), columns, &*query, asked, values).map_err(self.terms.failed())
    }

    /// Words of the index that begin so, at most `limit` and one more.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn words_beginning(&self, beginning: &str, limit: usize) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let failed = self.terms.failed();
        for segment in self.terms.searcher().segment_readers() {
            let inverted = segment.inverted_index(self.terms.fields.words).map_err(&failed)?;
            let mut words =
                inverted.terms().range().ge(beginning).into_stream().map_err(|e| failed(e.into()))?;
            let mut n = 0;
            while n <= limit && words.advance() && words.key().starts_with(beginning.as_bytes()) {
                found.extend(std::str::from_utf8(words.key()).ok().map(str::to_string));
                n += 1;
            }
        }
        Ok(found)
    }

    /// Words of the index in which at most `distance` letters differ, at most `limit` and one more.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn words_alike(&self, word: &str, distance: u8, limit: usize) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let failed = self.terms.failed();
        let fuzzy = FuzzyTermQuery::new(Term::from_field_text(self.terms.fields.words, word), distance, true);
        for segment in self.terms.searcher().segment_readers() {
            let inverted = segment.inverted_index(self.terms.fields.words).map_err(&failed)?;
            let automaton = fuzzy.automaton().map_err(&failed)?;
            let mut words = inverted.terms().search(automaton).into_stream().map_err(|e| failed(e.into()))?;
            let mut n = 0;
            while n <= limit && words.advance() {
                found.extend(std::str::from_utf8(words.key()).ok().map(str::to_string));
                n += 1;
            }
        }
        Ok(found)
    }

    /// The keys of those for whose name and label `fits` holds; of all, or of those who share a word with
    /// `asked`.
    pub(crate) fn voices_where(
        &self,
        asked: Option<&[NameWord]>,
        fits: impl Fn(Option<&str>, Option<&str>) -> bool,
    ) -> Result<Vec<String>> {
        let voices = self.terms.voices()?;
        let some = match asked {
            Some(asked) => voices.alike(asked),
            None => voices.all.iter().collect(),
        };
        let fitting = some.into_iter().filter(|v| fits(v.speaker(), v.label()));
        Ok(fitting.map(|v| v.key.clone()).collect())
    }

    /// The places that the documents name.
    pub(crate) fn places(&self) -> Result<Vec<String>> {
        self.terms.values_of(self.terms.fields.place)
    }

    /// The publishers of the documents.
    pub(crate) fn publishers(&self) -> Result<Vec<String>> {
        self.terms.values_of(self.terms.fields.publisher)
    }
}

/// A selection without the days that all of it must lie between; these are compared hit by hit.
fn without_days(what: &Select) -> (Cow<'_, Select>, Days) {
    match what {
        Select::Days(from, to) => {
            (Cow::Owned(Select::All(Vec::new())), (from.map(day_number), to.map(day_number)))
        }
        Select::All(parts) if parts.iter().any(|p| matches!(p, Select::Days(..) | Select::All(_))) => {
            let (mut rest, mut days) = (Vec::new(), (None, None));
            for part in parts {
                let (part, (from, to)) = without_days(part);
                days = (later(days.0, from), earlier(days.1, to));
                match part.into_owned() {
                    Select::All(parts) => rest.extend(parts),
                    other => rest.push(other),
                }
            }
            (Cow::Owned(Select::All(rest)), days)
        }
        other => (Cow::Borrowed(other), (None, None)),
    }
}

fn later(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    a.max(b)
}

fn earlier(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    a.into_iter().chain(b).min()
}

fn query_of(what: &Select, fields: &Fields) -> Box<dyn Query> {
    let word = |w: &String| -> Box<dyn Query> {
        Box::new(TermQuery::new(Term::from_field_text(fields.words, w), IndexRecordOption::WithFreqs))
    };
    match what {
        Select::All(parts) => all_of(parts, fields),
        Select::Any(parts) => any_of(parts.iter().map(|p| query_of(p, fields)).collect()),
        Select::Not(_) => all_of(std::slice::from_ref(what), fields),
        Select::Words(words) if words.len() <= SCORED_WORDS => any_of(words.iter().map(word).collect()),
        Select::Words(words) => values(fields.words, words.iter()),
        Select::Phrase(words) => {
            Box::new(PhraseQuery::new(words.iter().map(|w| Term::from_field_text(fields.words, w)).collect()))
        }
        Select::Near(left, right, within) => {
            let slop = within.saturating_sub(1);
            let in_order = |a: &str, b: &str| -> Box<dyn Query> {
                let terms = [a, b].map(|w| Term::from_field_text(fields.words, w));
                let terms = terms.into_iter().enumerate().collect();
                Box::new(PhraseQuery::new_with_offset_and_slop(terms, slop))
            };
            any_of(vec![in_order(left, right), in_order(right, left)])
        }
        Select::Voices { keys, .. } => values(fields.voice, keys.iter()),
        Select::Publishers(names) => values(fields.publisher, names.iter()),
        Select::Places(names) => values(fields.place, names.iter()),
        Select::Kind(kind) => values(fields.kind, std::iter::once(kind)),
        Select::Documents(seqs) => {
            let terms = seqs.iter().map(|s| Term::from_field_u64(fields.document, *s as u64));
            unscored(Box::new(TermSetQuery::new(terms)))
        }
        Select::Days(from, to) => {
            let bound = |d: Option<Date>| {
                let term = |d| Term::from_field_i64(fields.day, day_number(d));
                d.map_or(Bound::Unbounded, |d| Bound::Included(term(d)))
            };
            unscored(Box::new(RangeQuery::new(bound(*from), bound(*to))))
        }
    }
}

/// Filters weigh nothing: only words make one statement fit better than another.
fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// Values of a field, each asked by itself; a set of very many costs less than all of them.
const SINGLE_VALUES: usize = 64;

fn values<V: AsRef<str>>(field: Field, values: impl Iterator<Item = V>) -> Box<dyn Query> {
    let terms: Vec<Term> = values.map(|v| Term::from_field_text(field, v.as_ref())).collect();
    let one = |t: Term| -> Box<dyn Query> { Box::new(TermQuery::new(t, IndexRecordOption::Basic)) };
    match terms.len() {
        0 => Box::new(EmptyQuery),
        1..=SINGLE_VALUES => unscored(any_of(terms.into_iter().map(one).collect())),
        _ => unscored(Box::new(TermSetQuery::new(terms))),
    }
}

fn any_of(mut parts: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match (parts.len(), parts.pop()) {
        (_, None) => Box::new(EmptyQuery),
        (1, Some(one)) => one,
        (_, Some(last)) => {
            let parts = parts.into_iter().chain([last]).map(|p| (Occur::Should, p));
            Box::new(BooleanQuery::new(parts.collect()))
        }
    }
}

fn all_of(parts: &[Select], fields: &Fields) -> Box<dyn Query> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for part in parts {
        match part {
            Select::Not(inner) => clauses.push((Occur::MustNot, query_of(inner, fields))),
            other => clauses.push((Occur::Must, query_of(other, fields))),
        }
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, unscored(Box::new(AllQuery))));
    }
    match (clauses.len(), clauses.pop()) {
        (1, Some((Occur::Must, one))) => one,
        (_, last) => Box::new(BooleanQuery::new(clauses.into_iter().chain(last).collect())),
    }
}
