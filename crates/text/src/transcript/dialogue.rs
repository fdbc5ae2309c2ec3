//! Whether the labels that a page seems to have are people's.
//!
//! Pages of advice, of goods, of figures have labels too, set off in the same ways: `Pro Tip: …`,
//! `Pros: …`, `Peace Lily` alone on its line. What they lack is a conversation: labels that come back
//! and alternate, an office or an honorific, words in the first person. A page whose openings show
//! none of it has no turns.

use std::collections::BTreeMap;

use super::announced::Announced;
use super::clock::is_time_code;
use super::induction::{Form, Opening};
use super::label::{Label, Sort};
use super::names::NameIndex;
use crate::page::Document;
use crate::rules::Rules;

/// Bytes of a turn that are searched for the first person.
const SEARCHED: usize = 3_000;

/// What the openings of a page show together.
#[derive(Debug, Default)]
struct Signs {
    /// All openings but those of `… said:`.
    all: usize,
    /// Openings of `… said:`.
    said: usize,
    /// Openings whose label carries an office and a name, an honorific, an outlet, a question.
    titled: usize,
    /// Openings whose label stands alone on its line.
    lines: usize,
    /// Openings of `Q` and `A` alone.
    letters: usize,
    /// Labels that come back.
    voices: usize,
    /// Openings with such labels.
    again: usize,
    /// Neighbours with different labels.
    changes: usize,
    /// Openings whose words are in the first person, ask or thank.
    spoken: usize,
    /// Openings whose label is of two to four words that the page never prints in lower case.
    named: usize,
    /// Openings whose label is a name that the head of the page has brought in.
    announced: usize,
    /// A label that comes back is a name of the title.
    headed: bool,
}

/// Drops the openings of a page that shows no conversation.
pub(super) fn keep_dialogue(
    openings: &mut Vec<Opening>,
    document: &Document,
    tags: &[usize],
    index: &NameIndex,
    rules: &Rules,
) {
    let signs = signs(openings, document, tags, index, rules);
    if !converses(&signs, speaks_by_pronoun(document)) {
        // A title, a name in capitals and a stop are found in records alone.
        openings.retain(|o| matches!(o.form, Form::Said | Form::Stop));
    }
}

fn signs(
    openings: &[Opening],
    document: &Document,
    tags: &[usize],
    index: &NameIndex,
    rules: &Rules,
) -> Signs {
    let labelled: Vec<(&Opening, &Label)> = openings
        .iter()
        .filter(|o| o.form != Form::Said)
        .filter_map(|o| o.label.as_ref().map(|l| (o, l)))
        .collect();
    let title = document.title.as_deref().map(str::to_lowercase);
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let keys: Vec<String> = labelled.iter().map(|(_, label)| label.key()).collect();
    for key in &keys {
        *times.entry(key).or_default() += 1;
    }
    let said = openings.iter().filter(|o| o.form == Form::Said).count();
    let mut signs = Signs { all: labelled.len(), said, ..Signs::default() };
    let announced = Announced::new(document, openings);
    let ends = openings.iter().skip(1).map(|o| o.span.start).chain([document.text.len()]);
    let ends: BTreeMap<usize, usize> = openings.iter().map(|o| o.span.start).zip(ends).collect();
    signs.voices = times.values().filter(|n| **n > 1).count();
    signs.again = times.values().filter(|n| **n > 1).sum();
    signs.changes = keys.windows(2).filter(|p| p[0] != p[1]).count();
    for ((opening, label), key) in labelled.iter().zip(&keys) {
        signs.lines += usize::from(opening.form == Form::Line);
        let letter = label.printed.chars().filter(|c| c.is_alphabetic()).count() == 1;
        signs.letters += usize::from(letter);
        let presented =
            label.is_presented(&rules.labels) || label.is_of_speech(document.title.as_deref(), &rules.labels);
        signs.titled += usize::from(!letter && (is_titled(label) || presented));
        let asks = label.sort == Sort::Question && !letter;
        // "V.Holt" is of two words too.
        let parts: usize = label.words.iter().map(|w| w.split('.').filter(|p| !p.is_empty()).count()).sum();
        let name = (2..=4).contains(&parts) && !label.words.iter().any(|w| index.is_plain(w));
        signs.named += usize::from(name);
        // Of a person who is surely named the whole turn counts: the first line may be an address alone.
        let brought_in = announced.holds(label);
        signs.announced += usize::from(brought_in);
        let whole = || {
            let end = ends.get(&opening.span.start).copied().unwrap_or(opening.words);
            document.text.get(opening.words..end).unwrap_or("")
        };
        let of_title = || title.as_ref().is_some_and(|t| t.contains(key.as_str()));
        let office = label.has_office() && label.capitals() && of_title();
        let sure = brought_in || office || label.words.len() > label.office_words + 1 && is_titled(label);
        let spoken =
            is_spoken(first_words(document, tags, opening), rules) || sure && is_spoken(whole(), rules);
        signs.spoken += usize::from(asks || spoken);
        signs.headed |= times[key.as_str()] > 2
            && title.as_ref().is_some_and(|t| t.contains(key))
            && (index.knows(key) || label.words.len() > 1);
    }
    signs
}

fn is_titled(label: &Label) -> bool {
    label.honorific
        || label.declares
        || label.outlet
        || label.asks
        || label.interpreted
        || label.sort != Sort::Named
        || label.has_office() && label.words.len() > 1
        || label.has_office() && label.capitals()
}

/// The words of the block in which a label stands, or of the next that is no tag.
fn first_words<'d>(document: &'d Document, tags: &[usize], opening: &Opening) -> &'d str {
    let tag = |at: &usize| tags.binary_search(at).is_ok();
    let block = |at: usize| document.blocks.get(at).map_or("", |b| b.span.of(&document.text));
    let own = document.text.get(opening.words..document.blocks[opening.block].span.end).unwrap_or("").trim();
    let words = |t: &&str| t.split_whitespace().count() > 1 && !is_time_code(t);
    let beside =
        || (1..4).map(|n| opening.block + n).filter(|at| !tag(at)).map(block).find(words).unwrap_or("");
    if own.is_empty() || is_time_code(own) { beside() } else { own }
}

/// Words in the first person, a question, thanks.
fn is_spoken(words: &str, rules: &Rules) -> bool {
    let end = (0..=words.len().min(SEARCHED)).rev().find(|i| words.is_char_boundary(*i)).unwrap_or(0);
    let words = words.get(..end).unwrap_or("");
    let caseless = |c: &char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
    words.contains('?')
        || words.contains('？')
        || words.chars().take(40).filter(caseless).count() > 3
        || words.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).any(|w| {
            match w.contains('’') {
                true => rules.notes.speaking.holds(&w.replace('’', "'")),
                false => rules.notes.speaking.holds(w),
            }
        })
}

/// Languages whose speakers say "I" and "we": elsewhere the first person may be in the verb alone.
fn speaks_by_pronoun(document: &Document) -> bool {
    matches!(document.language.as_deref(), Some("en" | "de" | "fr" | "nl" | "sv" | "da" | "no"))
}

fn converses(signs: &Signs, pronouns: bool) -> bool {
    if signs.all == 0 {
        return true;
    }
    let share = |tenths: usize| !pronouns || signs.spoken * 10 >= signs.all * tenths;
    let alternates = signs.voices >= 2 && signs.again * 2 >= signs.all && signs.changes * 2 >= signs.all;
    if signs.letters == signs.all {
        return share(4);
    }
    if signs.lines == signs.all && signs.voices == 0 {
        // Names of people alone on lines head portraits too.
        return signs.titled > 1 && signs.spoken * 10 >= signs.all * 5;
    }
    if signs.titled > 0 {
        return share(2) || alternates || signs.said > 0;
    }
    if signs.announced == signs.all && signs.changes > 0 && signs.spoken * 2 >= signs.all {
        return true;
    }
    let people = signs.named == signs.all && signs.voices > 0 && signs.changes > 0;
    if signs.named == signs.all && signs.all > 2 && signs.lines == 0 && share(8) {
        return true;
    }
    alternates && share(if people { 2 } else { 4 }) || people && share(3) || signs.headed && share(6)
}
