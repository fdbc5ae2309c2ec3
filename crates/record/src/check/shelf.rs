//! Pages at hand: documents with what they tell, kept from one claim to the next.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use variorum_text::span::Span;
use variorum_text::statement::{Statement, StatementKind};
use variorum_text::verdict::Telling;

use crate::ask::Held;
use crate::catalogue::{Asides, Catalogue, StatementRow};
use crate::error::Result;

/// Pages kept at hand.
const MOST_PAGES: usize = 1000;

/// A document with what it tells.
pub(super) struct Page {
    pub held: Rc<Held>,
    pub asides: Asides,
    /// Its participants, and all whose words it tells.
    pub people: Vec<String>,
    told: Vec<StatementRow>,
    tellings: Vec<(Span, Arc<Telling>)>,
    units: OnceCell<Rc<Vec<StatementRow>>>,
}

impl Page {
    fn new(catalogue: &Catalogue, held: Held) -> Result<Page> {
        let seq = held.entry.seq;
        let told = catalogue.told_of(seq)?;
        let mut people = held.entry.participants.clone();
        let names: std::collections::BTreeSet<&String> =
            told.iter().filter_map(|r| r.statement.speaker.as_ref()).collect();
        let new: Vec<String> = names.into_iter().filter(|n| !people.contains(n)).cloned().collect();
        people.extend(new);
        Ok(Page {
            asides: catalogue.asides(seq)?,
            tellings: tellings(&told),
            people,
            told,
            held: Rc::new(held),
            units: OnceCell::new(),
        })
    }

    /// Its sentences, of turns and of narration.
    pub fn units(&self, catalogue: &Catalogue) -> Result<Rc<Vec<StatementRow>>> {
        if let Some(known) = self.units.get() {
            return Ok(known.clone());
        }
        let read = Rc::new(catalogue.statements_of(self.held.entry.seq)?);
        Ok(self.units.get_or_init(|| read).clone())
    }

    /// What is told inside a turn or a run of narration.
    pub fn told_in(&self, within: Span) -> Vec<Arc<Telling>> {
        let from = self.tellings.partition_point(|(hull, _)| hull.start < within.start);
        let inside = self.tellings[from..].iter().take_while(|(hull, _)| hull.start < within.end);
        inside.map(|(_, telling)| telling.clone()).collect()
    }

    /// The words of a quotation, when others stand between them.
    pub fn pieces(&self, statement: &Statement) -> Vec<Span> {
        let same = |(hull, telling): &&(Span, Arc<Telling>)| {
            *hull == statement.passage && telling.kind == statement.kind
        };
        self.tellings.iter().find(same).map(|(_, telling)| telling.pieces.clone()).unwrap_or_default()
    }

    /// The first statement of a kind that is told and stands at a place.
    pub fn statement_at(&self, kind: StatementKind, span: Span) -> Option<&StatementRow> {
        self.told.iter().find(|r| r.statement.kind == kind && r.statement.span.overlaps(span))
    }
}

/// The statements of each quotation or report together, by their place.
fn tellings(told: &[StatementRow]) -> Vec<(Span, Arc<Telling>)> {
    let mut found: BTreeMap<(Span, StatementKind), Telling> = BTreeMap::new();
    for row in told {
        let statement = &row.statement;
        let telling = found.entry((statement.passage, statement.kind)).or_insert_with(|| Telling {
            kind: statement.kind,
            speaker: statement.speaker.clone(),
            label: statement.label.clone(),
            pieces: Vec::new(),
        });
        match telling.pieces.last_mut() {
            // Sentences side by side are one piece; those of one sentence around a teller are two.
            Some(last) if statement.span.start <= last.end + 2 => last.end = statement.span.end.max(last.end),
            _ => telling.pieces.push(statement.span),
        }
    }
    found.into_iter().map(|((hull, _), telling)| (hull, Arc::new(telling))).collect()
}

/// The pages at hand.
#[derive(Default)]
pub(super) struct Shelf {
    pages: BTreeMap<i64, Rc<Page>>,
}

impl Shelf {
    /// A page, kept for the next claim; `None` when the document is gone.
    pub fn page(&mut self, catalogue: &Catalogue, seq: i64) -> Result<Option<Rc<Page>>> {
        if let Some(known) = self.pages.get(&seq) {
            return Ok(Some(known.clone()));
        }
        let Some(entry) = catalogue.document_at(seq)? else { return Ok(None) };
        let held = Held { text: catalogue.text(seq)?.into(), entry };
        let page = Rc::new(Page::new(catalogue, held)?);
        if self.pages.len() >= MOST_PAGES {
            self.pages.clear();
        }
        self.pages.insert(seq, page.clone());
        Ok(Some(page))
    }
}
