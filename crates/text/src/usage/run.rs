//! Where the names of a sentence stand: stretches of words with capitals.
//!
//! A name is taken whole: "Lake Brona Ferry" is no name of the lake, but "Norland's River Office" and "the
//! Norland-Tesmara border" hold two names. Which capitals are names for certain is asked of the text (`NameBook`).

use std::ops::Range;

use super::mention::key;
use crate::rules::Rules;
use crate::words::{Case, Word};

/// Most words of a name.
pub(super) const MOST: usize = 8;
/// Words looked through for the title of a person.
const PERSON: usize = 4;

/// "Dr. Holt": the capital behind a shortened title is a name, though a full stop stands before it. "U.S." and
/// "WHO" are names too, though "us" and "who" are words of grammar.
pub(super) fn certain_capitals(text: &str, words: &[Word], flags: &mut [bool], rules: &Rules) {
    let is_small = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|w| w.case == Case::Lower);
    for (at, (word, flag)) in words.iter().zip(flags.iter_mut()).enumerate() {
        let dotted = || word.span.of(text).trim_end_matches(['\'', '’', 's']).contains('.');
        // "WHO" among words in small letters.
        let stands_out = || is_small(at.checked_sub(1)) || is_small(Some(at + 1));
        let bare = word.bare();
        let known = rules.names.canonical.contains_key(bare) || rules.usage.short.contains_key(bare);
        *flag |= word.case == Case::Upper && known && (dotted() || stands_out());
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
pub(super) fn runs(words: &[Word], flags: &[bool], rules: &Rules) -> Vec<Range<usize>> {
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
    // "Radio Norland; Voice of Norland": a list goes on behind a semicolon.
    let opens = before.opens && !before.lead.contains(';');
    let capital = before.case == Case::Title && !opens && !before.is_digits();
    let own = rules.names.common.contains(before.bare())
        || rules.labels.is_office(before.bare())
        || rules.wording.titles.contains(before.bare())
        || rules.wording.calendar.contains_key(before.bare())
        || rules.wording.is_function(&before.form);
    let known = rules.names.canonical.contains_key(words[at].bare());
    of && capital && !own && known && !is_titled(words, at - 2, rules)
}

/// True for the last word of a name that a title or an office leads: "President Vera **Holt**".
pub(super) fn is_titled(words: &[Word], last: usize, rules: &Rules) -> bool {
    let is_title = |w: &Word| rules.wording.titles.contains(w.bare()) || rules.labels.is_office(w.bare());
    let before = words[..last].iter().rev().take(PERSON).take_while(|w| w.case != Case::Lower);
    before.into_iter().any(is_title)
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
    // "President of **Norland** Vera Holt", not "the leaders of **Upper** Norland".
    let of_office = range.start > 1
        && words[range.start - 1].form == "of"
        && rules.labels.is_office(words[range.start - 2].bare());
    if known && of_office && !is_known(&words[range.start..=range.end], rules) {
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
