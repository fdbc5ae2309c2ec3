//! Cues in the words of a sentence: "as you rightly noted", "as President Holt said", "Mr Varga is right".
//!
//! The patterns are data (`echoes.toml`). The longest cue that begins at a word is taken; what belongs to
//! it behind the verb ("earlier", "in Brona,") goes with it.

use std::ops::Range;

use crate::rules::{CueForm, CuePattern, EchoWords, Element, Often, Rules, Whom};
use crate::words::{Case, Word};

/// Most words of a name or an office inside a cue.
const NAME: usize = 9;
/// Most words that may stand in one place of a pattern.
const RUN: usize = 6;
/// Most words of a time or place inside a cue: "I told you **at our last meeting in Brona** that".
const GAP: usize = 8;
/// Most words between the verb and the comma that ends the cue: "as I said in my address to the Senate,".
const REACH: usize = 9;

/// A cue in a list of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// Its words, name and tail included.
    pub words: Range<usize>,
    /// Who is cited.
    pub whom: Whom,
    /// What it takes of the words around it.
    pub form: CueForm,
    /// The words that name the one cited.
    pub who: Option<Range<usize>>,
    /// True when another occasion may be meant: "as I said before".
    pub is_elsewhere: bool,
    /// True when one is named, or another listener: "as I said yesterday", "as I told him".
    pub is_told: bool,
}

/// The cues of a sentence, in order; they do not overlap.
pub(super) fn cues(words: &[Word], shelf: &EchoWords, rules: &Rules) -> Vec<Cue> {
    let mut out: Vec<Cue> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let floor = out.last().map_or(0, |c| c.words.end);
        let begun = shelf.first.get(&words[at].form);
        let found = begun.into_iter().flatten().filter_map(|n| {
            let pattern = &shelf.patterns[*n];
            cue_at(words, at, floor, pattern, (shelf, rules)).map(|(range, who)| (range, who, pattern))
        });
        // Of two that take the same words the one without a name: "wie Sie sagten" names nobody.
        let longest = found.max_by_key(|(r, who, p)| {
            (r.end, std::cmp::Reverse(r.start), who.is_none(), p.form != CueForm::Report)
        });
        let longest = longest.filter(|(r, ..)| !compares(words, r.start));
        let Some((range, who, pattern)) = longest else {
            at += 1;
            continue;
        };
        let end = tail(words, range.end, shelf);
        let own = || (range.start..end).filter(|i| who.as_ref().is_none_or(|w| !w.contains(i)));
        // "I said a moment ago": here.
        let is_here = pattern.whom != Whom::Named && own().any(|i| shelf.holds("moments", &words[i].form));
        let is_told = !is_here && own().any(|i| tells_occasion(&words[i], shelf, rules))
            || tells_another(words, range.start..end, shelf);
        let is_elsewhere = is_told || own().any(|i| shelf.holds("elsewhere", &words[i].form));
        at = end;
        let words = range.start..end;
        out.push(Cue { words, whom: pattern.whom, form: pattern.form, who, is_elsewhere, is_told });
    }
    out
}

/// "as wide as I said": the first word of the cue ends a comparison.
fn compares(words: &[Word], start: usize) -> bool {
    let tight = words[start].lead.is_empty() && words[start].case == Case::Lower;
    tight && (2..4).any(|n| start.checked_sub(n).is_some_and(|i| words[i].form == words[start].form))
}

/// True for "yesterday", "March" and "Brona" in a cue: it means words of another occasion.
fn tells_occasion(word: &Word, shelf: &EchoWords, rules: &Rules) -> bool {
    let is_name = word.case != Case::Lower && !word.opens && word.bare().chars().count() > 2;
    shelf.holds("occasions", &word.form)
        || word.case != Case::Lower && rules.wording.calendar.contains_key(word.bare())
        || is_name && !rules.wording.is_function(&word.form)
}

/// "As I told the senators": another listener than those here.
fn tells_another(words: &[Word], cue: Range<usize>, shelf: &EchoWords) -> bool {
    let Some(told) = cue.clone().rev().find(|i| shelf.holds("tells", &words[*i].form)) else { return false };
    let Some(next) = words.get(told + 1) else { return false };
    // "I told you", "I told reporters", "I told you that": those may be here.
    let named = next.case != Case::Lower && next.bare() != "i";
    shelf.holds("listeners", &next.form) || told + 1 >= cue.end && named && next.lead.is_empty()
}

/// The pattern's words from `at`, and the name inside; a name at its head stands before `at`.
fn cue_at(
    words: &[Word],
    at: usize,
    floor: usize,
    pattern: &CuePattern,
    known: (&EchoWords, &Rules),
) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let Some((Element::Who, rest)) = pattern.elements.split_first() else {
        let (end, who) = fit(&pattern.elements, words, at, known)?;
        return Some((at..end, who));
    };
    let (end, _) = fit(rest, words, at, known)?;
    let who = who_before(words, at, floor, known)?;
    // "Has President Varga said that …?" asks whether he did.
    let asks = who.start > 0
        && words[who.start].lead.is_empty()
        && known.0.holds("inverted", &words[who.start - 1].form);
    (!asks).then_some((who.start..end, Some(who)))
}

/// One past the last word that the elements take, and the words of the name.
fn fit(
    elements: &[Element],
    words: &[Word],
    at: usize,
    known: (&EchoWords, &Rules),
) -> Option<(usize, Option<Range<usize>>)> {
    let Some((element, rest)) = elements.split_first() else { return Some((at, None)) };
    match element {
        Element::Not(set) => {
            let follows = words.get(at).is_some_and(|w| w.lead.is_empty() && known.0.holds(set, &w.form));
            if follows { None } else { fit(rest, words, at, known) }
        }
        Element::NotAfter(set) => {
            let tight = words.get(at).is_some_and(|w| w.lead.is_empty());
            let behind = tight && at > 0 && known.0.holds(set, &words[at - 1].form);
            if behind { None } else { fit(rest, words, at, known) }
        }
        Element::Gap => {
            let most = gap(words, at, known.0);
            (0..=most).find_map(|n| fit(rest, words, at + n, known))
        }
        Element::Words(_, often) | Element::Set(_, often) => {
            let most = if *often == Often::Any { RUN } else { 1 };
            let holds = |w: &&Word| match element {
                Element::Words(set, _) => set.contains(&w.form),
                Element::Set(set, _) => known.0.holds(set, &w.form),
                _ => false,
            };
            let run = words.iter().skip(at).take(most).take_while(holds).count();
            let least = usize::from(*often == Often::Once);
            (least..=run).rev().find_map(|n| fit(rest, words, at + n, known))
        }
        Element::Who => {
            let most = who_len(words, at, known);
            (1..=most).rev().find_map(|n| {
                let who = at..at + n;
                // "groups like Friends of the Lake, have said": a comma parts the name from the verb.
                let joined = rest.is_empty() || words.get(who.end).is_some_and(|w| w.lead.is_empty());
                let (end, _) = fit(rest, words, who.end, known)
                    .filter(|_| joined && is_who(&words[who.clone()], known))?;
                Some((end, Some(who)))
            })
        }
    }
}

/// Words from `at` that may tell when, where and to whom something was said.
fn gap(words: &[Word], at: usize, shelf: &EchoWords) -> usize {
    let begins = words
        .get(at)
        .is_some_and(|w| ["places", "tails", "gap", "elsewhere"].iter().any(|set| shelf.holds(set, &w.form)));
    if !begins {
        return 0;
    }
    let part = |w: &&Word| w.lead.is_empty() && !shelf.holds("finite", &w.form);
    words.iter().skip(at).take(GAP).take_while(part).count()
}

/// Words from `at` that may be a name or an office.
fn who_len(words: &[Word], at: usize, known: (&EchoWords, &Rules)) -> usize {
    let part = |i: usize| {
        let joined = i == at || words[i].lead.is_empty() || words[i].hyphened || words[i].lead == ".";
        joined && (is_named(&words[i], known) || is_small(&words[i]))
    };
    (at..words.len().min(at + NAME)).take_while(|i| part(*i)).count()
}

/// The name or office that ends right before `at`.
fn who_before(words: &[Word], at: usize, floor: usize, known: (&EchoWords, &Rules)) -> Option<Range<usize>> {
    if at == 0 || !words.get(at)?.lead.is_empty() {
        // "Actually, he is right" has no name; "Mr Varga, by the way, is right" is not read.
        return None;
    }
    let mut start = at;
    while start > floor && at - start < NAME {
        let word = &words[start - 1];
        // "Ilham is actually right": what stands between belongs to the pattern.
        let joined =
            start == at || words[start].lead.is_empty() || words[start].hyphened || words[start].lead == ".";
        if !joined || !(is_named(word, known) || is_small(word)) {
            break;
        }
        start -= 1;
    }
    // "and the President": the small words at its head are no part, but for an article.
    while start < at && is_small(&words[start]) && words[start].form != "the" {
        start += 1;
    }
    let who = start..at;
    // "Fairness is right" names nobody for certain.
    if who.len() == 1 && words[start].opens {
        return None;
    }
    (!who.is_empty() && is_who(&words[who.clone()], known)).then_some(who)
}

/// Part of a name, a title or an office; a capital at the head of a sentence may be neither.
fn is_named(word: &Word, (shelf, rules): (&EchoWords, &Rules)) -> bool {
    let title = rules.wording.titles.contains(word.bare()) || rules.labels.is_office(word.bare());
    if shelf.holds("nobody", &word.form) {
        return false;
    }
    title || word.case != Case::Lower && !rules.wording.is_function(&word.form) && !word.is_digits()
}

fn is_small(word: &Word) -> bool {
    matches!(word.form.as_str(), "the" | "of" | "and" | "for")
}

/// True when a title, an office or a capital is among the words, and small words do not end them.
fn is_who(words: &[Word], known: (&EchoWords, &Rules)) -> bool {
    let ends =
        words.last().is_some_and(|w| is_named(w, known)) && words.first().is_some_and(|w| w.form != "of");
    let plain = |w: &Word| is_named(w, known) && !known.1.labels.no_names.contains(&w.form);
    ends && words.iter().any(plain)
}

/// One past the words behind a cue that belong to it: when and where it was said.
fn tail(words: &[Word], end: usize, shelf: &EchoWords) -> usize {
    // Behind "that" the words cited have begun.
    if end.checked_sub(1).is_some_and(|last| shelf.holds("joins", &words[last].form)) {
        return end;
    }
    let near = |i: usize| words.get(i).is_some_and(|w| w.lead.is_empty());
    let mut at = end;
    while near(at) && shelf.holds("tails", &words[at].form) {
        at += 1;
    }
    // "as I said a few weeks ago in Brona: …"
    let tells = |w: &Word| ["places", "elsewhere", "weeks", "units"].iter().any(|s| shelf.holds(s, &w.form));
    if near(at) && tells(&words[at]) {
        let stop = (at + 1..words.len().min(at + REACH)).find(|i| !words[*i].lead.is_empty());
        if let Some(stop) = stop.filter(|i| words[*i].lead.contains([',', '-', ':'])) {
            return stop;
        }
    }
    // "you said a | road is open"
    while at > end && shelf.holds("trails", &words[at - 1].form) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::words::words;

    fn check(text: &str, want: &[&str]) {
        let rules = Rules::builtin();
        let (found, _) = words(text, Span::new(0, text.len()), &[]);
        let shelf = rules.echoes.words(Some("en")).expect("a table");
        let said = |range: &Range<usize>| {
            Span::new(found[range.start].span.start, found[range.end - 1].span.end).of(text).to_string()
        };
        let got: Vec<String> = cues(&found, shelf, rules)
            .iter()
            .map(|c| {
                let who = c.who.as_ref().map(|w| format!(" [{}]", said(w))).unwrap_or_default();
                let elsewhere = if c.is_elsewhere { " elsewhere" } else { "" };
                format!("{}: {}{who}{elsewhere}", c.whom.as_str(), said(&c.words))
            })
            .collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn cues_are_found_with_the_one_cited() {
        check("As you rightly noted, the road is open.", &["you: As you rightly noted"]);
        check("The road, as I have already said, is open.", &["self: as I have already said"]);
        check("It is, as I've said before, open.", &["self: as I've said before elsewhere"]);
        check("As was mentioned today, it is open.", &["nobody: As was mentioned today"]);
        check(
            "As Prime Minister Varga said, it is open.",
            &["named: As Prime Minister Varga said [Prime Minister Varga]"],
        );
        check("But, indeed, Mr Varga is right, it is open.", &["named: Mr Varga is right [Mr Varga]"]);
        check(
            "As my distinguished colleague mentioned, it is open.",
            &["colleague: As my distinguished colleague mentioned"],
        );
        check(
            "As you said in your address in Brona, it is open.",
            &["you: As you said in your address in Brona elsewhere"],
        );
    }

    #[test]
    fn what_was_said_is_cited_without_as_too() {
        check("You said last week that the road is open.", &["you: You said last week that elsewhere"]);
        check(
            "I told you at our last meeting that it is open.",
            &["self: I told you at our last meeting that elsewhere"],
        );
        check("You mentioned the anniversary of the treaty.", &["you: You mentioned"]);
        check(
            "President Varga has just told us that it is open.",
            &["named: President Varga has just told us that [President Varga]"],
        );
        check("If you said that the road is open, we would come.", &[]);
        check(
            "As Mr Varga said a few weeks ago in Brona: it is open.",
            &["named: As Mr Varga said a few weeks ago in Brona [Mr Varga] elsewhere"],
        );
    }

    #[test]
    fn other_words_are_no_cues() {
        for text in [
            "As you know, the road is open.",
            "As you said goodbye we smiled and as many know.",
            "That is right, the road is open.",
            "He said that the road is open.",
            "You are right to open the road.",
            "The road is as wide as I said it was.",
            "Has President Varga said that the road is open?",
        ] {
            let want: &[&str] = if text.contains("goodbye") { &["you: As you said"] } else { &[] };
            check(text, want);
        }
    }
}
