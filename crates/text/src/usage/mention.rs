//! Names in the words of documents: where each stands and by which form.
//!
//! "the Council of Ministers of Norland met Dr. Jan Lind" holds the names `council of ministers`, `norland` and
//! `jan lind`. A capital that grammar asks for is none; a title before a name is no part of it. A name is taken
//! whole: "Lake Brona Ferry" is no name of the lake, but "Norland's River Office" and "the Norland-Tesmara
//! border" hold two names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::collation::NameBook;
use crate::reading::{Held, Reading};
use crate::rules::Rules;
use crate::span::Span;
use crate::words::{Case, Word};

/// Most words of a name.
const MOST: usize = 8;

/// A name where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Forms of two words with a hyphen between.
    pub(super) hyphened: BTreeSet<usize>,
    /// Forms of one word in capitals.
    pub(super) upper: BTreeSet<usize>,
    /// Forms of one word with what stands before them that tells what they are: an office, "in" of a place.
    pub(super) roles: BTreeSet<(usize, String)>,
    numbers: BTreeMap<String, usize>,
}

impl Names {
    /// The names in the turns and the narration of documents.
    pub fn of(held: &[Held], rules: &Rules) -> Names {
        let mut names = Names::default();
        for (document, one) in held.iter().enumerate() {
            let start = names.mentions.len();
            names.document(document, one.reading, rules);
            names.of_document.push(start..names.mentions.len());
        }
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

    fn document(&mut self, document: usize, reading: &Reading, rules: &Rules) {
        let units = reading.units();
        let said: Vec<Vec<Word>> = units.iter().map(|u| reading.heard(u.span)).collect();
        let mut book = NameBook::default();
        said.iter().for_each(|words| book.read(words));
        for (n, (unit, words)) in units.iter().zip(&said).enumerate() {
            let mut flags = book.flags(words, rules);
            certain_capitals(&reading.document.text, words, &mut flags, rules);
            for range in runs(words, &flags, rules) {
                let form = key(&words[range.clone()]);
                let is_people = range.len() == 1 && is_people(&form, rules);
                let form = self.intern(form);
                match &words[range.clone()] {
                    [one] if one.case == Case::Upper => _ = self.upper.insert(form),
                    [_, last] if last.hyphened => _ = self.hyphened.insert(form),
                    _ => {}
                }
                if let Some(role) = role(words, &range, rules) {
                    self.roles.insert((form, role));
                }
                let span = printed(&reading.document.text, &words[range]);
                let (sentence, number, turn) = (unit.span, n + 1, unit.turn);
                self.mentions.push(Mention { document, span, sentence, number, turn, form, is_people });
            }
        }
    }

    /// For each form the meetings that use it; `event_of` is the meeting of each document.
    pub(super) fn events(&self, event_of: &[usize]) -> Vec<BTreeSet<usize>> {
        let mut found = vec![BTreeSet::new(); self.forms.len()];
        self.mentions.iter().for_each(|m| _ = found[m.form].insert(event_of[m.document]));
        found
    }

    fn intern(&mut self, form: String) -> usize {
        if let Some(n) = self.numbers.get(&form) {
            return *n;
        }
        let n = self.forms.len();
        self.forms.push(form.clone());
        self.numbers.insert(form, n);
        n
    }
}

/// The title before a name of one word, or the preposition of a place.
fn role(words: &[Word], range: &Range<usize>, rules: &Rules) -> Option<String> {
    let before = words.get(range.start.checked_sub(1)?)?.bare();
    let is_near = range.len() == 1 && words[range.start].lead.is_empty();
    let tells = rules.wording.titles.contains(before) || rules.labels.is_office(before);
    let told = if rules.usage.before_place.contains(before) { "in" } else { before };
    (is_near && (tells || told == "in")).then(|| told.to_string())
}

fn is_people(form: &str, rules: &Rules) -> bool {
    rules.names.canonical.get(form).is_some_and(|country| rules.usage.is_people(form, country))
}

/// The words of a name as one form.
pub(super) fn key(words: &[Word]) -> String {
    words.iter().map(Word::bare).collect::<Vec<_>>().join(" ")
}

/// Where the words stand, a possessive ending left out.
fn printed(text: &str, words: &[Word]) -> Span {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Span::default() };
    let end = last.span.of(text);
    // "U.N." keeps its last point.
    if end.contains('.') && text[last.span.end..].starts_with('.') {
        return Span::new(first.span.start, last.span.end + 1);
    }
    let cut = (last.bare() != last.form).then(|| end.rfind(['\'', '’', 'ʼ', '‘'])).flatten();
    Span::new(first.span.start, cut.map_or(last.span.end, |at| last.span.start + at))
}

/// "Dr. Holt": the capital behind a shortened title is a name, though a full stop stands before it. "U.S." is one
/// too, though "us" is a word of grammar.
fn certain_capitals(text: &str, words: &[Word], flags: &mut [bool], rules: &Rules) {
    for (word, flag) in words.iter().zip(flags.iter_mut()) {
        let dotted = || word.span.of(text).trim_end_matches(['\'', '’', 's']).contains('.');
        *flag |= word.case == Case::Upper && rules.names.canonical.contains_key(word.bare()) && dotted();
    }
    for at in 1..words.len() {
        let (before, word) = (&words[at - 1], &words[at]);
        let is_name = word.case != Case::Lower && !word.is_digits() && !rules.wording.is_function(&word.form);
        if word.lead == "." && is_name && rules.sentences.is_title(before.span.of(text)) {
            flags[at] = true;
        }
    }
}

/// The stretches of words that are names: capitals side by side, one of them a name for certain.
fn runs(words: &[Word], flags: &[bool], rules: &Rules) -> Vec<Range<usize>> {
    let certain = |i: usize| flags.get(i).copied().unwrap_or(false);
    let named = |i: usize| {
        let word = &words[i];
        let capital = word.case != Case::Lower && !word.opens && !word.is_digits() && word.form.len() > 1;
        let free = !rules.wording.is_function(&word.form)
            && !rules.wording.titles.contains(word.bare())
            && !rules.wording.calendar.contains_key(word.bare());
        // "the Brona Today": no day of the calendar.
        let titled = capital && word.lead.is_empty() && i > 0 && certain(i - 1);
        let free = free || titled && rules.usage.alone.contains(word.bare());
        (certain(i) || capital && free) && !rules.usage.plain.contains(word.bare())
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !named(at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < words.len() && end - at < MOST {
            let tight = words[end].lead.is_empty() || words[end].hyphened;
            if parts(words, at..end, rules) {
                break;
            } else if tight && named(end) {
                end += 1;
            } else if let Some(next) = behind_join(words, end, &named, rules) {
                end = next;
            } else {
                break;
            }
        }
        let range = at..end;
        let common = |i: usize| rules.names.common.contains(words[i].bare());
        // "Declaration" and "State Council" say too little alone, "European Union" does not.
        let is_plain = range.len() == 1 && rules.usage.alone.contains(words[at].bare());
        let is_long = range.len() > 2 || range.len() == 2 && is_known(&words[range.clone()], rules);
        let tells = !is_plain && (is_long || !range.clone().all(common));
        if tells && range.clone().any(certain) && !is_end_of_name(words, at, rules) {
            out.push(range);
        }
        at = end;
    }
    out
}

/// "the Voice of **Norland**": the country is the end of a name that is not its own; not in "the Embassy of
/// **Norland**" and "President of **Norland**".
fn is_end_of_name(words: &[Word], at: usize, rules: &Rules) -> bool {
    let Some(before) = at.checked_sub(2).map(|b| &words[b]) else { return false };
    let of = words[at - 1].form == "of" && words[at - 1].lead.is_empty() && words[at].lead.is_empty();
    let capital = before.case == Case::Title && !before.opens && !before.is_digits();
    let own = rules.names.common.contains(before.bare())
        || rules.labels.is_office(before.bare())
        || rules.wording.titles.contains(before.bare())
        || rules.wording.calendar.contains_key(before.bare())
        || rules.wording.is_function(&before.form);
    of && capital && !own && rules.names.canonical.contains_key(words[at].bare())
}

/// True where a name ends though a capital follows: "**Norland's** River Office", "the **Norland**-Tesmara
/// border"; not in "the People's Bank" and "Veterans' Day", where the owner is no name.
fn parts(words: &[Word], range: Range<usize>, rules: &Rules) -> bool {
    let (Some(last), Some(next)) = (words.get(range.end - 1), words.get(range.end)) else { return false };
    let known = is_known(&words[range.clone()], rules);
    let owns = last.bare() != last.form;
    let is_body = rules.names.common.contains(last.bare()) && !rules.usage.owners.contains(last.bare());
    let institution = range.len() > 1 && is_body;
    if owns && (known || institution || range.len() == 1 && last.case == Case::Upper) {
        return true;
    }
    let side = |w: &Word| rules.names.sides.contains(w.bare());
    // "President of **Norland** Vera Holt".
    let of_office = range.start > 1
        && words[range.start - 1].form == "of"
        && rules.labels.is_office(words[range.start - 2].bare());
    if known && of_office {
        return true;
    }
    next.hyphened && known && !words[range].iter().any(side) && is_known(std::slice::from_ref(next), rules)
}

/// True for a name of the tables.
fn is_known(words: &[Word], rules: &Rules) -> bool {
    rules.names.canonical.contains_key(&key(words))
}

/// One past the word behind "of" in the name of an institution: "Council **of Ministers**".
fn behind_join(words: &[Word], at: usize, named: &dyn Fn(usize) -> bool, rules: &Rules) -> Option<usize> {
    let usage = &rules.usage;
    let near = |i: usize| words.get(i).is_some_and(|w| w.lead.is_empty());
    let is_body = |w: &str| rules.names.common.contains(w) || usage.bodies.contains(w);
    let is_bodies = |w: &str| is_body(w) || w.strip_suffix('s').is_some_and(is_body);
    let institution = at > 0 && is_bodies(words[at - 1].bare());
    if !institution || !near(at) || !usage.joins.contains(&words[at].form) {
        return None;
    }
    let mut next = at + 1;
    if near(next) && usage.articles.contains(&words[next].form) {
        next += 1;
    }
    (near(next) && named(next)).then_some(next + 1)
}
