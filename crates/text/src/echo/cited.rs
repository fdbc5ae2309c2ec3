//! The words that a cue brings in: the clause behind it, or around it.
//!
//! "This visit, as you noted, is the first, although we have met." cites "This visit … is the first".

use std::ops::Range;

use super::cue::Cue;
use crate::rules::{CueForm, EchoWords};
use crate::words::{Case, Word};

/// Most words on one side of a cue.
const MOST: usize = 40;
/// Fewest words of a clause that is taken for one.
const LEAST: usize = 3;

/// The words cited, as ranges of a sentence; either may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cited {
    /// Before the cue.
    pub before: Range<usize>,
    /// Behind the cue.
    pub after: Range<usize>,
}

impl Cited {
    /// The words cited, in order.
    pub fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.before.clone().chain(self.after.clone())
    }

    /// Cue and words cited together.
    pub fn with(&self, cue: &Cue) -> Range<usize> {
        let start = if self.before.is_empty() { cue.words.start } else { self.before.start };
        start.min(cue.words.start)..self.after.end.max(cue.words.end)
    }
}

/// The words that a cue brings in. `others` are the cues of the sentence.
pub(super) fn cited(words: &[Word], cue: &Cue, others: &[Cue], (shelf, text): (&EchoWords, &str)) -> Cited {
    let (start, end) = (cue.words.start, cue.words.end);
    let floor = others.iter().map(|c| c.words.end).filter(|e| *e <= start).max().unwrap_or(0);
    let limit = others.iter().map(|c| c.words.start).filter(|s| *s >= end).min().unwrap_or(words.len());
    let after = behind(words, end, limit, (shelf, text));
    if cue.form != CueForm::Aside {
        return Cited { before: start..start, after: subject(words, cue, after, shelf) };
    }
    let before = in_front(words, start, floor, shelf);
    let none = start..start;
    let first = words.get(after.start).filter(|_| !after.is_empty());
    if before.len() >= LEAST {
        // "…, as he said in Brona.": when and where it was said belongs to the cue.
        let is_place = first.is_some_and(|w| w.lead.is_empty() && shelf.holds("places", &w.form));
        let has_verb = after.clone().any(|i| shelf.holds("finite", &words[i].form));
        // "…, as he said — that is ours": behind the dash the speaker goes on.
        let is_parted = words.get(end).is_some_and(|w| w.lead.contains(['-', ';']) && !w.hyphened);
        // "The road is closed, as he said, but …": another clause begins.
        let turns = first.is_some_and(|w| w.lead.contains(',') && shelf.holds("stops", &w.form));
        if is_parted || turns || is_place && !has_verb && after.end == words.len() {
            return Cited { before, after: none };
        }
        // "The road is open, as he said, in Brona.": the sentence goes on.
        let resumes = first.is_some_and(|w| w.lead.contains(',') && shelf.holds("places", &w.form));
        if resumes && !has_verb {
            return Cited { before, after };
        }
    }
    let goes_on = first.is_some_and(|w| shelf.holds("finite", &w.form));
    match after.len() {
        // "…, as you said." and "Trade, as you said, grows."
        0..LEAST => Cited { before, after },
        // "This visit, as you noted, is …": the subject stands before the cue.
        _ if goes_on => Cited { before, after },
        _ => Cited { before: none, after },
    }
}

/// "What you said about the harbour | is true", "he spoke of the harbour | and he will keep it": what is
/// spoken of ends where the sentence goes on.
fn subject(words: &[Word], cue: &Cue, after: Range<usize>, shelf: &EchoWords) -> Range<usize> {
    let is_what = shelf.holds("what", &words[cue.words.start].form);
    let goes_on = |i: &usize| shelf.holds("finite", &words[*i].form);
    let is_topic = words[..cue.words.end].last().is_some_and(|w| shelf.holds("onto", &w.form));
    let anew = |i: &usize| {
        let next = words.get(i + 1).is_some_and(|w| w.form != "that" && shelf.holds("nobody", &w.form));
        is_topic && next && shelf.holds("stops", &words[*i].form)
    };
    let end = after.clone().skip(1).find(goes_on).filter(|_| is_what);
    let end = end.or_else(|| after.clone().skip(1).find(anew));
    after.start..end.unwrap_or(after.end)
}

/// From the cue to the end of its clause.
fn behind(words: &[Word], end: usize, limit: usize, (shelf, text): (&EchoWords, &str)) -> Range<usize> {
    let mut from = end;
    while from < limit
        && from < end + 2
        && matches!(words[from].form.as_str(), "that" | "что" | "що" | "que" | "dass")
    {
        from += 1;
    }
    let limit = limit.min(from + MOST);
    // "that after the rain, when the road was shut, …": the clause put first ends at a comma.
    let put_first = |w: &Word| ["stops", "firsts"].iter().any(|s| shelf.holds(s, &w.form));
    let mut spare = words.get(from).is_some_and(put_first);
    let mut at = from;
    while at < limit {
        let word = &words[at];
        let quoted = is_quoted(text, &words[end.saturating_sub(1)..=at]);
        if at > end && (is_hard(&word.lead) || is_stop(words, at)) && !quoted {
            break;
        }
        let parted = at > from && word.lead.contains([',', '-']) && !word.hyphened;
        let is_first = parted && std::mem::take(&mut spare);
        let stops = parted && at >= from + LEAST && shelf.holds("stops", &word.form);
        if stops && !is_first && !quoted {
            // "One reason, as it were, is …", "mayors, growers, and millers".
            let Some(next) = insertion(words, at, limit, shelf).or_else(|| listed(words, (from, at), shelf))
            else {
                break;
            };
            at = next;
            continue;
        }
        at += 1;
    }
    let mut to = at.min(limit).max(from);
    while to > from && ends_nothing(&words[from..to], shelf) {
        to -= 1;
    }
    from..to
}

/// "…, and that": words that begin what is not cited any more.
fn ends_nothing(words: &[Word], shelf: &EchoWords) -> bool {
    let Some((last, rest)) = words.split_last() else { return false };
    let trails = |w: &Word| shelf.holds("trails", &w.form);
    trails(last) || shelf.holds("joins", &last.form) && rest.last().is_some_and(trails)
}

/// Letters of an abbreviation at most.
const SHORT_WORD: usize = 3;

/// A full stop inside the words, as behind a note; the point of "U.S." and "Gov." is none.
fn is_stop(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |i| words[i].form.as_str());
    words[at].lead.contains('.') && before.chars().count() > SHORT_WORD
}

/// A sign that ends a clause.
fn is_hard(lead: &str) -> bool {
    lead.contains([';', ':', '(', '?', '!']) || lead.contains("..")
}

/// True when a quotation that begins behind the first of the words is open before the last.
fn is_quoted(text: &str, words: &[Word]) -> bool {
    let (mut open, mut straight) = (0i32, false);
    for pair in words.windows(2) {
        for c in text.get(pair[0].span.end..pair[1].span.start).unwrap_or("").chars() {
            match c {
                '“' | '«' | '„' => open += 1,
                '”' | '»' => open -= 1,
                '"' => straight = !straight,
                _ => {}
            }
        }
    }
    open > 0 || straight
}

/// Words of an insertion or of the last item of a list at most.
const SHORT: usize = 5;

/// One past words between two commas behind which the clause goes on with its verb.
fn insertion(words: &[Word], at: usize, limit: usize, shelf: &EchoWords) -> Option<usize> {
    let close = (at + 1..limit.min(at + SHORT + 1)).find(|i| !words[*i].lead.is_empty())?;
    let resumes = words[close].lead.starts_with(',') && shelf.holds("finite", &words[close].form);
    resumes.then_some(close)
}

/// One past the last item of a list, "mayors, growers, **and millers**": the item before is as short, and no
/// verb follows.
fn listed(words: &[Word], (from, at): (usize, usize), shelf: &EchoWords) -> Option<usize> {
    let before = (from..at).rev().take(SHORT).position(|i| words[i].lead.contains(','))? + 1;
    let last = (at + 1..words.len()).find(|i| !words[*i].lead.is_empty() && !words[*i].hyphened);
    let last = last.unwrap_or(words.len());
    let verb = |i: usize| shelf.holds("finite", &words[i].form) || shelf.holds("nobody", &words[i].form);
    let items = (at - before..at).chain(at + 1..last);
    let is_list = last - at <= SHORT && !items.clone().any(verb) && shelf.holds("lists", &words[at].form);
    is_list.then_some(last)
}

/// From the last border of a clause to the cue.
fn in_front(words: &[Word], start: usize, floor: usize, shelf: &EchoWords) -> Range<usize> {
    let mut at = start;
    while at > floor && start - at < MOST {
        if shelf.holds("joins", &words[at - 1].form) && !is_relative(words, at - 1, shelf) {
            break;
        }
        at -= 1;
        let lead = words[at].lead.as_str();
        let border = is_hard(lead) || is_stop(words, at);
        let comma = lead.contains([',', '-']) && !words[at].hyphened && start - at >= LEAST;
        if border || comma {
            break;
        }
    }
    at..start
}

/// "the roads **that** matter to us, as I said": what stands before "that" belongs to it.
fn is_relative(words: &[Word], that: usize, shelf: &EchoWords) -> bool {
    let Some(before) = that.checked_sub(1).map(|i| &words[i]) else { return false };
    let verb = |w: &Word| {
        let subject = ["nobody", "determiners"].iter().any(|s| shelf.holds(s, &w.form));
        w.case == Case::Lower && !subject
    };
    let is_that = words[that].form == "that" && words[that].lead.is_empty();
    is_that
        && words.get(that + 1).is_some_and(verb)
        && shelf.has("thats")
        && !shelf.holds("thats", &before.form)
        && !shelf.holds("joins", &before.form)
}

#[cfg(test)]
mod tests {
    use super::super::cue::cues;
    use super::*;
    use crate::rules::Rules;
    use crate::span::Span;
    use crate::words::words;

    fn check(text: &str, want: &str) {
        let rules = Rules::builtin();
        let (found, _) = words(text, Span::new(0, text.len()), &[]);
        let shelf = rules.echoes.words(Some("en")).expect("a table");
        let cues = cues(&found, shelf, rules);
        let parts = cited(&found, &cues[0], &cues, (shelf, text));
        let said =
            |r: &Range<usize>| found[r.clone()].iter().map(|w| w.span.of(text)).collect::<Vec<_>>().join(" ");
        assert_eq!(format!("{} | {}", said(&parts.before), said(&parts.after)), want, "{text}");
    }

    #[test]
    fn the_clause_of_the_cue_is_cited() {
        check("As you noted, the road is open, although it rains.", " | the road is open");
        check("It is good that this road, as you noted, is open to all.", "this road | is open to all");
        check(
            "Trade exceeds $3 billion and, as you noted, has grown by 16 percent.",
            " | has grown by 16 percent",
        );
        check("The road is open again, as you said.", "The road is open again | ");
        check("Of course, as you said, we will open the road.", " | we will open the road");
        check("Trade will grow, as you said last week in Brona.", "Trade will grow | ");
        check("We build a wide road, as you said — that is our part.", "We build a wide road | ");
        check("We open the road, as you said, in the valley.", "We open the road | in the valley");
        check("As you said, it is open, and as Mr Varga said, it is long.", " | it is open");
        check("As you said, the U.N. sends engineers, and we pay.", " | the U.N sends engineers");
        check(
            "As you said, mayors, growers, and millers meet, but rarely.",
            " | mayors growers and millers meet",
        );
        check(
            "You said that after the rain, when it was shut, it opened.",
            " | after the rain when it was shut it opened",
        );
        check("As you said, “the road is open — but not at night.”", " | the road is open but not at night");
        check("The road is open again, as you said, and that it is wide.", "The road is open again | ");
        check(
            "It is about roads that lead to the coast, as you said.",
            "It is about roads that lead to the coast | ",
        );
        check("We spoke. You spoke about the long road and you will build it.", " | the long road");
    }
}
