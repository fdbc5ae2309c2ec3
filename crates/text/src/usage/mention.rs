//! Names in the words of documents: where each stands and by which form.
//!
//! "the Council of Ministers of Norland met Dr. Jan Lind" holds the names `council of ministers`, `norland` and
//! `jan lind`. A capital that grammar asks for is none; a title before a name is no part of it. `run` finds the
//! stretches that are names, `within` names inside longer ones. What the audience calls is nobody's, and a page
//! that prints its words twice has said them once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::run::{certain_capitals, runs};
use super::within::{Doubt, Inside, Row, inside, rows};
use crate::at_once::each;
use crate::collation::NameBook;
use crate::reading::{Held, Reading};
use crate::rules::Rules;
use crate::span::Span;
use crate::words::{Case, Word};

/// Documents that are read at the same time.
const AT_ONCE: usize = 64;

/// A name where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Index of the document among those handed in.
    pub document: usize,
    /// The name, without a possessive ending.
    pub span: Span,
    /// Its sentence.
    pub sentence: Span,
    /// The number of the sentence among the document's units, from one.
    pub number: usize,
    /// Index of the turn; `None` for narration.
    pub turn: Option<usize>,
    /// Number of its form.
    pub form: usize,
    /// True for the adjective or the people of a country.
    pub is_people: bool,
    /// Forms of the longer names that it is a part of; none for a name by itself.
    pub within: Vec<usize>,
}

/// The names of a set of documents.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The forms by number: folded words with one space between.
    pub forms: Vec<String>,
    /// All mentions, by document and place.
    pub mentions: Vec<Mention>,
    /// For each document where its mentions begin and end.
    pub of_document: Vec<Range<usize>>,
    /// Words of forms that are another thing's name where they stand, or may be, for each document.
    pub(crate) doubts: Vec<Vec<Doubt>>,
    /// Forms of two words with a hyphen between.
    pub(super) hyphened: BTreeSet<usize>,
    /// Forms of one word in capitals.
    pub(super) upper: BTreeSet<usize>,
    /// Last words of names of two words and more, of which none is of an institution.
    pub(super) lasts: BTreeSet<String>,
    /// Forms of one word with what stands before them that tells what they are: an office, "in" of a place.
    pub(super) roles: BTreeSet<(usize, String)>,
    /// Pairs of forms that stand side by side as two names of one thing: "the River Trade Union (RTU)".
    pub(super) glossed: BTreeSet<(usize, usize)>,
    numbers: BTreeMap<String, usize>,
}

/// A name of one document.
struct Found {
    form: String,
    span: Span,
    unit: usize,
    role: Option<String>,
    is_upper: bool,
    is_hyphened: bool,
    is_people: bool,
}

/// What one document holds.
#[derive(Default)]
struct Page {
    found: Vec<Found>,
    rows: Vec<Row>,
    /// Pairs of `found`.
    glossed: Vec<(usize, usize)>,
}

impl Names {
    /// The names in the turns and the narration of documents.
    pub fn of(held: &[Held], rules: &Rules) -> Names {
        let mut names = Names::default();
        let mut rows = Vec::with_capacity(held.len());
        // Some at a time: of a page that was read only numbers are kept.
        for some in held.chunks(AT_ONCE) {
            let pages = each(some, |one| Page::of(one.reading, rules));
            for (page, one) in pages.into_iter().zip(some) {
                let (document, start) = (rows.len(), names.mentions.len());
                names.take(document, &page, one.reading, rules);
                names.of_document.push(start..names.mentions.len());
                rows.push((document, page.rows));
            }
        }
        let found =
            each(&rows, |(document, rows)| inside(&names, *document, held[*document].reading, rows, rules));
        names.widen(found);
        names
    }

    /// The number of a form; `None` when nobody uses it.
    pub fn number(&self, form: &str) -> Option<usize> {
        self.numbers.get(form).copied()
    }

    /// The mentions of a document.
    pub fn within(&self, document: usize) -> &[Mention] {
        self.of_document.get(document).and_then(|r| self.mentions.get(r.clone())).unwrap_or_default()
    }

    fn take(&mut self, document: usize, page: &Page, reading: &Reading, rules: &Rules) {
        let units = reading.units();
        let mut numbers = Vec::with_capacity(page.found.len());
        for found in &page.found {
            let form = self.intern(&found.form, rules);
            numbers.push(form);
            if found.is_upper {
                self.upper.insert(form);
            }
            if found.is_hyphened {
                self.hyphened.insert(form);
            }
            self.roles.extend(found.role.clone().map(|role| (form, role)));
            let unit = units[found.unit];
            self.mentions.push(Mention {
                document,
                span: found.span,
                sentence: unit.span,
                number: found.unit + 1,
                turn: unit.turn,
                form,
                is_people: found.is_people,
                within: Vec::new(),
            });
        }
        self.glossed.extend(page.glossed.iter().map(|(a, b)| (numbers[*a], numbers[*b])));
    }

    /// Takes up the names inside longer ones, in the order of the text.
    fn widen(&mut self, found: Vec<Inside>) {
        let old = std::mem::take(&mut self.of_document);
        let mut mentions = std::mem::take(&mut self.mentions).into_iter();
        for (range, inside) in old.into_iter().zip(found) {
            let start = self.mentions.len();
            let own = mentions.by_ref().take(range.len()).enumerate();
            self.mentions.extend(own.filter(|(n, _)| !inside.pieces.contains(n)).map(|(_, m)| m));
            self.mentions.extend(inside.mentions);
            self.mentions[start..].sort_by_key(|m| (m.span, m.form));
            self.of_document.push(start..self.mentions.len());
            self.doubts.push(inside.doubts);
        }
    }

    /// For each form the meetings that use it; `event_of` is the meeting of each document.
    pub(super) fn events(&self, event_of: &[usize]) -> Vec<BTreeSet<usize>> {
        let mut found = vec![BTreeSet::new(); self.forms.len()];
        self.mentions.iter().for_each(|m| _ = found[m.form].insert(event_of[m.document]));
        found
    }

    fn intern(&mut self, form: &str, rules: &Rules) -> usize {
        if let Some(n) = self.numbers.get(form) {
            return *n;
        }
        let n = self.forms.len();
        self.forms.push(form.to_string());
        self.numbers.insert(form.to_string(), n);
        if let Some((first, last)) = form.rsplit_once(' ')
            && !rules.names.common.contains(last)
            && !rules.names.canonical.contains_key(first)
        {
            self.lasts.insert(last.to_string());
        }
        n
    }
}

impl Page {
    fn of(reading: &Reading, rules: &Rules) -> Page {
        let text = &reading.document.text;
        let units = reading.units();
        let counts = reading.counts(&units);
        let said: Vec<(usize, Vec<Word>)> =
            (0..units.len()).filter(|n| counts[*n]).map(|n| (n, reading.whole(units[n].span))).collect();
        let mut book = NameBook::default();
        said.iter().for_each(|(_, words)| book.read(words));
        let mut page = Page::default();
        for (unit, words) in &said {
            let mut flags = book.flags(words, rules);
            certain_capitals(text, words, &mut flags, rules);
            let first = page.found.len();
            for range in runs(words, &flags, rules) {
                page.found.extend(found(text, words, range, (*unit, rules)));
            }
            let is_small = |word: &Word| book.is_small(word.bare());
            page.rows.extend(rows(words, &flags, (*unit, &is_small), rules));
            page.gloss(first, text, rules);
        }
        page
    }

    /// Two names with nothing between that says more than "or the": "RTU, the River Trade Union".
    fn gloss(&mut self, first: usize, text: &str, rules: &Rules) {
        for at in first + 1..self.found.len() {
            let between =
                text.get(self.found[at - 1].span.end..self.found[at].span.start).unwrap_or_default();
            let is_told = |w: &str| rules.usage.glosses.contains(&w.to_lowercase());
            let mut words = between.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            if between.contains(['(', ',', '—', '–', '"', '“', '-']) && words.all(is_told) {
                self.glossed.push((at - 1, at));
            }
        }
    }
}

/// A name as it is kept; `None` for words that are broken off: "the Bureau of Ri- —".
fn found(text: &str, words: &[Word], range: Range<usize>, (unit, rules): (usize, &Rules)) -> Option<Found> {
    let name = &words[range.clone()];
    let form = key(name);
    let last = name.last()?.span;
    let mut behind = text.get(last.end..)?.chars();
    if behind.next() == Some('-') && behind.next().is_none_or(|c| !c.is_alphanumeric()) {
        return None;
    }
    Some(Found {
        is_people: name.len() == 1 && is_people(&form, rules),
        is_upper: matches!(name, [one] if one.case == Case::Upper),
        is_hyphened: matches!(name, [_, last] if last.hyphened),
        role: role(words, &range, rules),
        span: printed(text, name),
        form,
        unit,
    })
}

/// The title before a name of one word, or the preposition of a place.
fn role(words: &[Word], range: &Range<usize>, rules: &Rules) -> Option<String> {
    let before = words.get(range.start.checked_sub(1)?)?.bare();
    let is_near = range.len() == 1 && words[range.start].lead.is_empty();
    let tells = rules.wording.titles.contains(before) || rules.labels.is_office(before);
    let told = if rules.usage.before_place.contains(before) { "in" } else { before };
    (is_near && (tells || told == "in")).then(|| told.to_string())
}

pub(super) fn is_people(form: &str, rules: &Rules) -> bool {
    rules.names.canonical.get(form).is_some_and(|country| rules.usage.is_people(form, country))
}

/// The words of a name as one form, without a possessive ending: "people's bank" of "the People's Bank's".
pub(super) fn key(words: &[Word]) -> String {
    let Some((last, before)) = words.split_last() else { return String::new() };
    before.iter().map(|w| w.form.as_str()).chain([last.bare()]).collect::<Vec<_>>().join(" ")
}

/// Where the words stand, a possessive ending left out.
pub(super) fn printed(text: &str, words: &[Word]) -> Span {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Span::default() };
    let end = last.span.of(text);
    // "U.N." keeps its last point.
    if end.contains('.') && text[last.span.end..].starts_with('.') {
        return Span::new(first.span.start, last.span.end + 1);
    }
    let cut = (last.bare() != last.form).then(|| end.rfind(['\'', '’', 'ʼ', '‘'])).flatten();
    Span::new(first.span.start, cut.map_or(last.span.end, |at| last.span.start + at))
}
