//! Labels that lost their sign: `Vera Holt We have come.`, `Norland News Service When was that?`
//!
//! Where a label ends is seen from the page: the same capitalised words open several paragraphs and
//! each time another capitalised word, the first of a sentence, follows. Prose that opens with a name
//! goes on with a verb in lower case. The family is judged as that of a sign (`set_off`).

use std::collections::{BTreeMap, BTreeSet};

use super::induction::{Form, Opening};
use super::label::parse;
use crate::page::{BlockKind, Document};
use crate::rules::{LabelRules, Rules};
use crate::span::Span;

/// Words of a paragraph that may belong to its label.
const LONGEST: usize = 8;

/// What follows one run of words that opens paragraphs.
#[derive(Default)]
struct Run<'t> {
    times: usize,
    /// Times a sentence begins after it.
    begun: usize,
    next: BTreeSet<&'t str>,
}

/// The paragraphs that could open with a label and no sign.
pub(super) fn candidates(document: &Document, rules: &Rules) -> Vec<Opening> {
    let heads: Vec<(usize, Vec<&str>)> = document
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| matches!(b.kind, BlockKind::Paragraph | BlockKind::List))
        .map(|(at, b)| (at, opening_words(b.span.of(&document.text), &rules.labels)))
        .filter(|(_, words)| words.len() > 1)
        .collect();
    let runs = count(&heads);
    let mut found = Vec::new();
    for (at, words) in &heads {
        let Some(n) = label_words(words, &runs, &rules.labels) else { continue };
        let block = document.blocks[*at];
        let text = block.span.of(&document.text);
        let Some(end) = end_of(text, n) else { continue };
        let printed = text.get(..end).unwrap_or("");
        let Some(label) = parse(printed, &rules.labels) else { continue };
        let rest = text.get(end..).unwrap_or("");
        found.push(Opening {
            block: *at,
            label: Some(label),
            form: Form::Bare,
            span: Span::new(block.span.start, block.span.start + end),
            words: block.span.start + end + (rest.len() - rest.trim_start().len()),
        });
    }
    found
}

/// The first words of a paragraph as long as they could be of a label, and the word after them.
fn opening_words<'t>(text: &'t str, rules: &LabelRules) -> Vec<&'t str> {
    let mut words: Vec<&str> = Vec::new();
    for word in text.split_whitespace().take(LONGEST + 1) {
        // A sign of its own stands in it.
        if word.contains([':', '|']) {
            return Vec::new();
        }
        words.push(word);
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let small = rules.is_particle(bare) || rules.connectors.contains(bare);
        let number = bare.chars().all(|c| c.is_ascii_digit()) && words.len() > 1;
        let big = bare.starts_with(char::is_uppercase);
        if !(big || number || small && words.len() > 1) || word.ends_with(['.', '?', '!', ';', '…']) {
            break;
        }
    }
    words
}

fn count<'t>(heads: &[(usize, Vec<&'t str>)]) -> BTreeMap<String, Run<'t>> {
    let mut runs: BTreeMap<String, Run<'t>> = BTreeMap::new();
    for (_, words) in heads {
        for n in 1..words.len() {
            let run = runs.entry(words[..n].join(" ")).or_default();
            run.times += 1;
            run.begun += usize::from(begins(words[n]));
            run.next.insert(words[n]);
        }
    }
    runs
}

fn begins(word: &str) -> bool {
    if word.starts_with(['…', '.']) {
        return true;
    }
    word.trim_start_matches(['"', '“', '«', '„', '\'', '‘', '¿', '¡'])
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

/// How many words are the label: the longest run that comes back with a sentence after it each time,
/// or the words up to an outlet's.
fn label_words(words: &[&str], runs: &BTreeMap<String, Run<'_>>, rules: &LabelRules) -> Option<usize> {
    let run = |n: usize| runs.get(&words[..n].join(" "));
    let fits = |n: &usize| {
        run(*n).is_some_and(|r| r.times > 1 && r.begun * 10 >= r.times * 8 && r.next.len() > 1)
            && !opens_sentence(words[*n - 1], rules)
            && !words[*n - 1].ends_with(',')
    };
    let most = (1..words.len()).filter(fits).map(|n| run(n).map_or(0, |r| r.times)).max();
    if let Some(most) = most {
        // A longer run that is as frequent holds the whole label; one that is rarer holds words too.
        return (1..words.len()).rev().filter(fits).find(|n| run(*n).is_some_and(|r| r.times * 2 > most));
    }
    let outlet = |w: &&str| rules.outlets.holds(w.trim_matches(','));
    let last = words.iter().rposition(outlet).map(|at| at + 1)?;
    // "Radio Brona Who pays?": up to the word that opens the sentence.
    let opener = (last..words.len()).find(|at| opens_sentence(words[*at], rules) || !begins(words[*at]));
    let n = opener.filter(|at| begins(words[*at])).unwrap_or(last);
    (n < words.len() && begins(words[n])).then_some(n)
}

fn opens_sentence(word: &str, rules: &LabelRules) -> bool {
    rules.no_names.holds(word.trim_end_matches(['’', '\'']))
}

/// Where the `n`th word of a text ends.
fn end_of(text: &str, n: usize) -> Option<usize> {
    let last = text.split_whitespace().nth(n.checked_sub(1)?)?;
    Some(last.as_ptr() as usize - text.as_ptr() as usize + last.len())
}
