//! Search: a query against the record.
//!
//! The query's filters are worked out first: a name becomes those who speak under it, an office those
//! who held it with their days, a meeting its documents. Then the index selects, and every statement
//! that is shown is looked at in its document: the index proposes, the text decides. What is counted
//! are statements; copies are told beside them.

use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::civil::Date;
use variorum_text::people::wanted::Wanted;
use variorum_text::rules::Rules;
use variorum_text::span::Span;
use variorum_text::statement::{StatementKind, Token, tokens};

use crate::ask::{Held, Shelf, speaks};
use crate::catalogue::StatementRow;
use crate::error::{Error, Result};
use crate::index::{Facet, NameWord, Select, Sort, name_words};
use crate::query::{Field, KINDS, Node, QueryError, parse};
use crate::record::Record;

mod register;

/// What is searched, and how it is shown.
#[derive(Clone, Debug)]
pub struct Search {
    /// The query, see `query`.
    pub query: String,
    /// Filters beside the query.
    pub filters: Vec<(Field, String)>,
    /// First and last day.
    pub days: (Option<Date>, Option<Date>),
    /// The order.
    pub sort: Sort,
    /// Statements passed over.
    pub offset: usize,
    /// Statements shown at most.
    pub limit: usize,
    /// Count the values of the fields too.
    pub with_facets: bool,
}

impl Search {
    /// Twenty statements that fit a query best.
    pub fn of(query: &str) -> Search {
        Search {
            query: query.to_string(),
            filters: Vec::new(),
            days: (None, None),
            sort: Sort::Relevance,
            offset: 0,
            limit: 20,
            with_facets: false,
        }
    }
}

/// A statement found by its words.
#[derive(Clone, Debug)]
pub struct Found {
    /// The first witness in the order asked for; of equal ones by day and document.
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

/// What a search gives.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// Number of statements, copies not counted.
    pub total: usize,
    /// Those that are shown.
    pub found: Vec<Found>,
    /// The facets, when they were asked for.
    pub facets: Vec<Facet>,
}

/// Words that a beginning or a misspelling may stand for.
const MOST_WORDS: usize = 512;
/// Statements that can be reached by paging.
const MOST_SHOWN: usize = 100_000;

impl Record {
    /// Searches the statements.
    ///
    /// # Errors
    /// `Error::Query` when the query cannot be read or names what is not in the record; else when
    /// catalogue or index cannot be read.
    pub fn search(&self, search: &Search) -> Result<Results> {
        let select = self.selection(search)?;
        let most = search.offset.saturating_add(search.limit).min(MOST_SHOWN);
        let selected = self.need_index()?.select(&select, search.sort, most, search.with_facets)?;
        let mut asked = Asked::new();
        name_asked(&select, self.rules(), &mut asked);
        let mut shelf = Shelf::new(self);
        let mut found: Vec<Found> = Vec::new();
        for (row, score) in selected.rows.into_iter().skip(search.offset) {
            let Some((row, document)) = shelf.statement(row)? else { continue };
            let reader = Reader::new(&row, &document, &asked, self.rules());
            if reader.fits(&select) == Some(false) {
                continue;
            }
            let hits = reader.marks(&select);
            let n_witnesses = self.catalogue.count_witnesses(&row.statement.id)?;
            found.push(Found { row, document, hits, n_witnesses, score });
        }
        let n_found = found.len();
        leave_out_told(&mut found);
        let mut facets = selected.facets;
        leave_out_pronouns(&mut facets, self.rules());
        Ok(Results { total: selected.total - (n_found - found.len()), found, facets })
    }

    fn selection(&self, search: &Search) -> Result<Select> {
        let mut parts = vec![self.select_of(&parse(&search.query).map_err(Error::Query)?)?];
        for (field, value) in &search.filters {
            let node = Node::Filter { field: *field, value: value.clone(), column: 0 };
            parts.push(self.select_of(&node)?);
        }
        if search.days != (None, None) {
            parts.push(Select::Days(search.days.0, search.days.1));
        }
        Ok(Select::All(parts))
    }

    fn select_of(&self, node: &Node) -> Result<Select> {
        let index = self.need_index()?;
        let each = |nodes: &[Node]| nodes.iter().map(|n| self.select_of(n)).collect::<Result<Vec<_>>>();
        Ok(match node {
            Node::All(nodes) => Select::All(each(nodes)?),
            Node::Any(nodes) => Select::Any(each(nodes)?),
            Node::Not(node) => Select::Not(Box::new(self.select_of(node)?)),
            Node::Word(word) => Select::Words([word.clone()].into()),
            Node::Phrase(words) => Select::Phrase(words.clone()),
            Node::Near { left, right, within } => Select::Near(left.clone(), right.clone(), *within),
            Node::Prefix { word, column } => {
                let words = index.words_beginning(word, MOST_WORDS)?;
                if words.len() > MOST_WORDS {
                    let message = format!("more than {MOST_WORDS} words begin with `{word}`");
                    return Err(Error::Query(QueryError::new(
                        *column,
                        message,
                        "give more letters before the `*`",
                    )));
                }
                Select::Words(words)
            }
            Node::Fuzzy { word, distance, column } => {
                let words = index.words_alike(word, *distance, MOST_WORDS)?;
                if words.len() > MOST_WORDS {
                    let message = format!("more than {MOST_WORDS} words are like `{word}`");
                    return Err(Error::Query(QueryError::new(
                        *column,
                        message,
                        "ask for word~ instead of word~2",
                    )));
                }
                Select::Words(words)
            }
            Node::Days(from, to) => Select::Days(*from, *to),
            Node::Filter { field, value, column } => self.filter(*field, value, *column)?,
        })
    }

    fn filter(&self, field: Field, value: &str, column: usize) -> Result<Select> {
        let wrong = |message: String, hint: &str| Error::Query(QueryError::new(column, message, hint));
        let index = self.need_index()?;
        match field {
            Field::Speaker => self.voices_of(value),
            Field::Office => register::office(self, value).and_then(|found| {
                found.ok_or_else(|| {
                    wrong(
                        format!("`{value}` is no office that is known"),
                        "write it as \"President of Norland\"",
                    )
                })
            }),
            Field::Country => register::country(self, value).and_then(|found| {
                found.ok_or_else(|| {
                    wrong(
                        format!("`{value}` is no country or organisation that is known"),
                        "write its name in English",
                    )
                })
            }),
            Field::Party => Err(wrong(
                "the register of this record knows no parties".into(),
                "filter by speaker, office or country",
            )),
            Field::Place => {
                let names = alike(&index.places()?, value);
                if names.is_empty() {
                    return Err(wrong(
                        format!("no document names the place `{value}`"),
                        "`--facets` lists the places",
                    ));
                }
                Ok(Select::Places(names))
            }
            Field::Publisher => {
                let names = alike(&index.publishers()?, value);
                if names.is_empty() {
                    return Err(wrong(
                        format!("no publisher `{value}` in this record"),
                        "`--facets` lists the publishers",
                    ));
                }
                Ok(Select::Publishers(names))
            }
            Field::Meeting => {
                let mut documents = Vec::new();
                for member in &self.meeting(value)?.members {
                    documents.push(self.document(&member.document)?.seq);
                }
                Ok(Select::Documents(documents))
            }
            Field::Kind => match KINDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(value)) {
                Some((_, kind)) => Ok(Select::Kind(kind)),
                None => Err(wrong(
                    format!("there is no kind `{value}`"),
                    "known are speech, narration, direct, indirect and figure",
                )),
            },
            Field::Date => match crate::query::days(value) {
                Some((from, to)) => Ok(Select::Days(from, to)),
                None => Err(wrong(format!("`{value}` is no day"), "write 2031, 2031-05 or 2031-05-25")),
            },
        }
    }

    /// Those who surely speak under a name, or whose label prints it.
    fn voices_of(&self, by: &str) -> Result<Select> {
        let rules = self.rules();
        let wanted = Wanted::of(by, rules);
        let spelt = wanted.as_ref().map_or_else(|| by.to_string(), Wanted::words);
        // "The Senate": half of all labels hold "the".
        let mut asked = name_words(&spelt);
        let is_matter = |(word, _): &NameWord| !rules.wording.is_function(word);
        if asked.iter().any(is_matter) {
            asked.retain(is_matter);
        }
        let fits = |speaker: Option<&str>, label: Option<&str>| {
            speaks(wanted.as_ref(), by, (speaker, label), &[], rules)
        };
        let keys = self.need_index()?.voices_where(Some(&asked), fits)?;
        Ok(Select::Voices { by: Some(by.to_string()), keys })
    }

    /// Publishers of the record whose names hold all the words asked for.
    pub fn publishers_like(&self, asked: &str) -> Result<Vec<String>> {
        Ok(alike(&self.catalogue.publishers()?, asked))
    }
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
        f.row.statement.kind != StatementKind::Narration
            || f.hits.is_empty()
            || !f.hits.iter().all(|hit| covers(f, hit))
    });
}

/// Leaves out speakers of whom only words of grammar are printed: "they said" names nobody.
fn leave_out_pronouns(facets: &mut [Facet], rules: &Rules) {
    let names = |speaker: &str| {
        let words = tokens(speaker);
        words.is_empty() || words.iter().any(|w| !rules.wording.is_function(&w.word))
    };
    for facet in facets.iter_mut().filter(|f| f.field == "speaker") {
        facet.values.retain(|(speaker, _)| names(speaker));
    }
}

/// The names that hold all the words asked for.
fn alike(names: &[String], asked: &str) -> Vec<String> {
    let asked = tokens(asked);
    let fits = |name: &&String| {
        let words = tokens(name);
        !asked.is_empty() && asked.iter().all(|a| words.iter().any(|w| w.word == a.word))
    };
    names.iter().filter(fits).cloned().collect()
}

/// The people that a query asks for, by the names it gives.
type Asked = BTreeMap<String, Option<Wanted>>;

/// Reads the names of a selection, each once for the whole query.
fn name_asked(what: &Select, rules: &Rules, asked: &mut Asked) {
    match what {
        Select::All(parts) | Select::Any(parts) => parts.iter().for_each(|p| name_asked(p, rules, asked)),
        Select::Not(part) => name_asked(part, rules, asked),
        Select::Voices { by: Some(by), .. } => {
            asked.entry(by.clone()).or_insert_with(|| Wanted::of(by, rules));
        }
        _ => {}
    }
}

/// Reads a statement in its document.
struct Reader<'r> {
    row: &'r StatementRow,
    held: &'r Held,
    asked: &'r Asked,
    rules: &'r Rules,
    words: Vec<Token>,
}

impl<'r> Reader<'r> {
    fn new(row: &'r StatementRow, held: &'r Held, asked: &'r Asked, rules: &'r Rules) -> Self {
        let span = row.statement.span;
        let words = tokens(span.of(&held.text))
            .into_iter()
            .map(|t| Token { span: t.span.shifted(span.start), ..t })
            .collect();
        Reader { row, held, asked, rules, words }
    }

    /// Whether the statement is of a selection; `None` where the text does not tell.
    fn fits(&self, what: &Select) -> Option<bool> {
        match what {
            Select::All(parts) => {
                let told: Vec<bool> = parts.iter().filter_map(|p| self.fits(p)).collect();
                (!told.is_empty()).then(|| told.iter().all(|t| *t))
            }
            Select::Any(parts) => {
                parts.iter().map(|p| self.fits(p)).try_fold(false, |any, t| t.map(|t| any || t))
            }
            Select::Not(part) => self.fits(part).map(|t| !t),
            Select::Words(_) | Select::Phrase(_) | Select::Near(..) => Some(!self.places(what).is_empty()),
            Select::Voices { by: Some(by), .. } => {
                let (statement, wanted) = (&self.row.statement, self.asked.get(by).and_then(Option::as_ref));
                let printed = (statement.speaker.as_deref(), statement.label.as_deref());
                Some(speaks(wanted, by, printed, &self.held.entry.participants, self.rules))
            }
            _ => None,
        }
    }

    /// Where the words of a selection stand, in order.
    fn marks(&self, what: &Select) -> Vec<Span> {
        let mut found = Vec::new();
        self.mark(what, &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    fn mark(&self, what: &Select, found: &mut Vec<Span>) {
        match what {
            Select::All(parts) | Select::Any(parts) => parts.iter().for_each(|p| self.mark(p, found)),
            other => found.extend(self.places(other)),
        }
    }

    /// The words by which a part of a selection is met.
    fn places(&self, what: &Select) -> Vec<Span> {
        let words = &self.words;
        match what {
            Select::Words(asked) => {
                words.iter().filter(|t| asked.contains(&t.word)).map(|t| t.span).collect()
            }
            Select::Phrase(asked) if !asked.is_empty() => {
                let is_run = |run: &&[Token]| run.iter().zip(asked).all(|(t, w)| t.word == *w);
                words.windows(asked.len()).filter(is_run).flatten().map(|t| t.span).collect()
            }
            Select::Near(left, right, within) => {
                let places = |w: &String| -> Vec<(usize, Span)> {
                    let all = words.iter().enumerate().filter(|(_, t)| t.word == *w);
                    all.map(|(n, t)| (n, t.span)).collect()
                };
                let (left, right) = (places(left), places(right));
                let near = |a: usize, b: usize| a != b && a.abs_diff(b) <= *within as usize;
                let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (a, b)));
                pairs.filter(|(a, b)| near(a.0, b.0)).flat_map(|(a, b)| [a.1, b.1]).collect()
            }
            _ => Vec::new(),
        }
    }
}
