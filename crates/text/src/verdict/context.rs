//! What stands around the words and turns them: "but …", "They claim that …", "If …, …", "…?".
//!
//! ```text
//! If the ice holds, we will open the road, but not the bridge. They say that the ferry is sold. Is it true?
//! ```
//! Of the first sentence a condition and a reserve are left out, the second holds another's words, the
//! third asks. What stands before the words in their sentence is cut at its signs to clauses; the words
//! by which it turns are data: `data/verdict.toml`.

use super::Passage;
use super::voice::Voice;
use crate::quotation::quoted;
use crate::rules::{Rules, VerdictRules};
use crate::sentence::split;
use crate::sign::ends_with_stop;
use crate::span::Span;
use crate::words::{Word, words};

/// How far a sentence is looked for on both sides, in bytes.
const REACH_BYTES: usize = 4096;
/// Words between a verb of saying and the words it brings in.
const LINK_WORDS: usize = 4;
/// Words of a sentence that takes back the one before with its first word.
const DENIAL_WORDS: usize = 4;
/// Words of a sentence in which a speaker does not believe what was said.
const DISBELIEF_WORDS: usize = 10;
/// Words of the verb group and its subject.
const GROUP_WORDS: usize = 8;

/// What stands around the words and turns their meaning; `None` when nothing does. `asks` tells that
/// the claim itself ends as a question.
pub(super) fn turned_by(
    passage: &Passage,
    voice: &Voice,
    span: Span,
    asks: bool,
    rules: &Rules,
) -> Option<Span> {
    let text: &str = &passage.text;
    let around = Around::of(text, voice, span, rules);
    let table = &rules.verdict;
    let front = words(text, around.front, &[]).0;
    let behind = words(text, around.behind, &around.gaps).0;
    if begins_with(&behind, &table.afters) || goes_on_to_turn(&behind, table) {
        return Some(without_signs(text, around.behind));
    }
    if around.asks(text)
        && !asks
        && !(front.is_empty() && behind.is_empty() && opens_question(text, span, table))
    {
        return Some(around.rest(text, span));
    }
    let is_framed = ends_with(&front, &table.frames)
        || is_told(text, &front, span, rules)
        || is_denied(&front, rules)
        || is_condition(&front, table);
    if is_framed {
        return Some(around.front.trimmed(text));
    }
    if passage.is_speech()
        && !voice.is_quoted()
        && let Some(telling) = telling_of_marks(text, passage, span, rules)
    {
        return Some(telling);
    }
    let near = |sentence: Span| words(text, sentence, &[]).0;
    if denies(&near(around.next), rules) {
        return Some(around.next);
    }
    // Only a whole sentence can be brought in by the one before.
    let before = near(around.before);
    let is_announced = ends_with(&before, &table.announcements)
        || around.before.of(text).trim_end().ends_with(':') && is_told(text, &before, span, rules);
    (front.is_empty() && is_announced).then_some(around.before)
}

/// True when a sentence takes back the one before it; few words do so only when they are all of it.
fn denies(sentence: &[Word], rules: &Rules) -> bool {
    let table = &rules.verdict;
    let is_whole = |p: &&Vec<String>| p.len() > 2 || p.len() == sentence.len();
    if table.denials.iter().filter(is_whole).any(|p| begins_with(sentence, std::slice::from_ref(p))) {
        return true;
    }
    // "Nonsense, I say."
    let first = sentence.first().is_some_and(|w| table.denials.iter().any(|p| *p == [w.form.clone()]));
    first && sentence.len() <= DENIAL_WORDS || disbelieves(sentence, rules)
}

/// "I do not believe a word of it.": a short sentence of the speaker that ends with what was said.
fn disbelieves(sentence: &[Word], rules: &Rules) -> bool {
    let table = &rules.verdict;
    let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else { return false };
    sentence.len() <= DISBELIEF_WORDS
        && table.own.contains(&first.form)
        && table.back.contains(&last.form)
        && sentence.iter().any(|w| rules.wording.negators.contains(&w.form))
        && sentence.iter().any(|w| table.holds.contains(&w.form) || table.agrees.contains(&w.form))
}

/// True when a clause behind the words turns them: "…, but not the bridge", "… only if they pay".
fn goes_on_to_turn(behind: &[Word], table: &VerdictRules) -> bool {
    (0..behind.len()).any(|at| {
        let rest = &behind[at..];
        let opens = at == 0 || begins_clause(&behind[at]);
        let free = at == 0 || !table.unreserved.contains(&behind[at - 1].form);
        opens && begins_with(rest, &table.turns) || free && begins_with(rest, &table.reserves)
    })
}

/// True when the clause that the words are cut from denies them before they begin: "We shall not …",
/// "They refused to …".
fn is_denied(front: &[Word], rules: &Rules) -> bool {
    let clause = last_clause(front);
    let turns = |at: usize| {
        let form = &clause[at].form;
        let is_negator = rules.wording.negators.contains(form) || form.ends_with("n't");
        is_negator && !is_excused(clause, at, rules) || rules.verdict.refusals.contains(form)
    };
    let joins = |at: &usize| rules.verdict.joiners.contains(&clause[*at].form);
    // "I was not there and …": another clause begins.
    let from =
        (0..clause.len()).rev().find(joins).filter(|at| is_new_clause(clause, *at, rules)).unwrap_or(0);
    (from..clause.len()).any(turns)
}

/// True when a subject follows the joining word at `at`, or the words themselves do.
fn is_new_clause(clause: &[Word], at: usize, rules: &Rules) -> bool {
    let table = &rules.verdict;
    at > 0 && clause.get(at + 1).is_none_or(|w| table.own.contains(&w.form) || table.others.contains(&w.form))
}

fn is_excused(words: &[Word], at: usize, rules: &Rules) -> bool {
    rules.wording.not_negation.iter().any(|phrase| {
        (0..phrase.len()).filter_map(|k| at.checked_sub(k)).any(|start| {
            words
                .get(start..start + phrase.len())
                .is_some_and(|said| said.iter().zip(phrase).all(|(w, p)| w.form == *p))
        })
    })
}

/// The sentence around some words, cut at them.
struct Around {
    /// Its words before.
    front: Span,
    /// Its words after.
    behind: Span,
    /// Words of another voice inside.
    gaps: Vec<Span>,
    /// The sentence that follows.
    next: Span,
    /// The sentence before.
    before: Span,
}

impl Around {
    fn of(text: &str, voice: &Voice, span: Span, rules: &Rules) -> Around {
        let mut sentences: Vec<Span> = Vec::new();
        let mut gaps = Vec::new();
        for piece in &voice.pieces {
            let stretch = stretch(text, *piece, span);
            let found = split(text, stretch, rules);
            // A piece that is cut inside a sentence goes on in the next one.
            let open = sentences.last().copied().filter(|last| !ends_with_stop(last.of(text)));
            match (open, found.split_first()) {
                (Some(last), Some((first, rest))) => {
                    gaps.push(Span::new(last.end, first.start));
                    let at = sentences.len() - 1;
                    sentences[at] = Span::new(last.start, first.end);
                    sentences.extend(rest);
                }
                _ => sentences.extend(found),
            }
        }
        let at = sentences.iter().position(|s| s.start <= span.start && span.start < s.end);
        let first = at.and_then(|n| sentences.get(n));
        let before = at.and_then(|n| n.checked_sub(1)).and_then(|n| sentences.get(n));
        let last = sentences.iter().position(|s| s.start < span.end && span.end <= s.end);
        let end = last.and_then(|n| sentences.get(n)).map_or(span.end, |s| s.end);
        Around {
            front: Span::new(first.map_or(span.start, |s| s.start), span.start),
            behind: Span::new(span.end, end),
            gaps,
            next: last.and_then(|n| sentences.get(n + 1)).copied().unwrap_or_default(),
            before: before.copied().unwrap_or_default(),
        }
    }

    /// True when the sentence ends as a question.
    fn asks(&self, text: &str) -> bool {
        let tail =
            self.behind.of(text).trim_end_matches(|c: char| !c.is_alphanumeric() && !"?!.…".contains(c));
        let signs = tail.get(tail.rfind(char::is_alphanumeric).unwrap_or(0)..).unwrap_or("");
        signs.contains('?')
    }

    /// What of the sentence is left out; of a whole one its last signs.
    fn rest(&self, text: &str, span: Span) -> Span {
        let has_words = |s: Span| s.of(text).contains(char::is_alphanumeric);
        match () {
            () if has_words(self.front) => self.front.trimmed(text),
            () if has_words(self.behind) => without_signs(text, self.behind),
            () => Span::new(span.end, self.behind.end.max(span.end)).trimmed(text),
        }
    }
}

/// The paragraph or so of a piece that holds the words; the piece itself when it does not.
fn stretch(text: &str, within: Span, span: Span) -> Span {
    let mut start = span.start.saturating_sub(REACH_BYTES).clamp(within.start, within.end);
    let mut end = span.end.saturating_add(REACH_BYTES).clamp(start, within.end).min(text.len());
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(start.min(end), end)
}

fn begins_with(words: &[Word], phrases: &[Vec<String>]) -> bool {
    let fits = |p: &Vec<String>| words.len() >= p.len() && words.iter().zip(p).all(|(w, p)| w.form == *p);
    phrases.iter().any(fits)
}

fn ends_with(words: &[Word], phrases: &[Vec<String>]) -> bool {
    phrases.iter().any(|p| {
        words.len() >= p.len() && begins_with(&words[words.len() - p.len()..], std::slice::from_ref(p))
    })
}

/// True when the words open as a question does: then the words themselves show that they ask.
fn opens_question(text: &str, span: Span, table: &VerdictRules) -> bool {
    words(text, span, &[]).0.first().is_some_and(|w| table.asks.contains(&w.form))
}

/// A stretch without the signs and spaces at its head.
fn without_signs(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let skipped = words.find(|c: char| c.is_alphanumeric()).unwrap_or(0);
    Span::new(span.start + skipped, span.end)
}

/// True when a clause before the words says on what condition they hold, and no new main clause begins
/// between them.
fn is_condition(front: &[Word], table: &VerdictRules) -> bool {
    let mut is_open = false;
    let mut at = 0;
    for end in 1..=front.len() {
        if !(end == front.len() || begins_clause(&front[end])) {
            continue;
        }
        let clause = &front[at..end];
        let skipped = clause.iter().take_while(|w| table.joiners.contains(&w.form)).count();
        let opens = begins_with(&clause[skipped..], &table.conditions);
        is_open = opens || is_open && skipped == 0;
        at = end;
    }
    is_open
}

/// True when the words are brought in as what somebody else says or thinks, or as what the speaker does
/// not: "They claim that …", "I never said that …", "I do not think …", "Their slogan: …".
fn is_told(text: &str, front: &[Word], span: Span, rules: &Rules) -> bool {
    let table = &rules.verdict;
    let clause = last_clause(front);
    let sign = front.last().map_or("", |w| text.get(w.span.end..span.start).unwrap_or(""));
    if sign.contains(':') && brings_in_another(clause, table) || begins_with(clause, &table.sources) {
        return true;
    }
    let links = clause.iter().rev().take(LINK_WORDS).take_while(|w| table.links.contains(&w.form)).count();
    // "They tell two lies: first, that we …; second, that …": the verb stands further off.
    if links > 0 && links == clause.len() && links < front.len() {
        return true;
    }
    let Some(verb) = (clause.len() - links).checked_sub(1) else { return false };
    if !table.holds.contains(&clause[verb].form) {
        return false;
    }
    let group = &clause[verb.saturating_sub(GROUP_WORDS)..verb];
    let negated = |w: &Word| rules.wording.negators.contains(&w.form);
    if group.iter().any(negated) {
        return true;
    }
    let subject = group.iter().rev().find(|w| !table.aside.contains(&w.form));
    match subject {
        // "Say that …": somebody is asked to.
        None => group.is_empty() && links > 0,
        // "I was told yesterday that …"; "I am telling you that …" is the speaker's.
        Some(word) if table.own.contains(&word.form) => {
            let is_passive = group.iter().rev().take_while(|w| w.span.start > word.span.start);
            let is_passive = is_passive.into_iter().any(|w| table.passive.contains(&w.form));
            is_passive && !clause[verb].form.ends_with("ing")
        }
        // "I want to say that …", "it is fair to say that …": nobody else is named.
        Some(word) if word.form == "to" => group.iter().any(|w| table.others.contains(&w.form)),
        Some(_) => true,
    }
}

/// True when a clause before a colon tells of another's words: "Their slogan:", "My opponent puts it so:".
/// "Our message:" is the speaker's own.
fn brings_in_another(clause: &[Word], table: &VerdictRules) -> bool {
    let names_others = clause.iter().any(|w| table.others.contains(&w.form));
    let Some(tells) = clause.iter().position(|w| table.sayings.contains(&w.form)) else {
        return names_others;
    };
    let is_own = |w: &Word| table.own.contains(&w.form) || table.ours.contains(&w.form);
    names_others || !clause[..tells].iter().any(is_own)
}

/// The words behind the last sign that parts clauses.
fn last_clause(front: &[Word]) -> &[Word] {
    let at = front.iter().rposition(begins_clause).unwrap_or(0);
    &front[at..]
}

/// True for a word behind a sign that parts clauses.
fn begins_clause(word: &Word) -> bool {
    word.lead.contains([',', ';', ':', '(', '.', '!', '?']) || word.lead.contains('-') && !word.hyphened
}

/// When the words stand in quotation marks inside a turn that also holds words outside of them: what
/// stands before the marks in their paragraph, else the first words after them.
fn telling_of_marks(text: &str, passage: &Passage, span: Span, rules: &Rules) -> Option<Span> {
    let within = passage.words;
    let start = text
        .get(within.start..span.start)
        .and_then(|t| t.rfind("\n\n"))
        .map_or(within.start, |at| within.start + at);
    let end =
        text.get(span.end..within.end).and_then(|t| t.find("\n\n")).map_or(within.end, |at| span.end + at);
    let paragraph = Span::new(start, end).trimmed(text);
    if paragraph.len() > 4 * REACH_BYTES {
        return None;
    }
    let inner = quoted(text, paragraph).into_iter().find(|q| q.start <= span.start && span.end <= q.end)?;
    let has_words = |s: Span| s.of(text).contains(char::is_alphanumeric);
    let before = Span::new(paragraph.start, inner.start);
    if has_words(before) {
        return split(text, before, rules).last().copied().map(|s| s.trimmed(text));
    }
    let after = Span::new(inner.end, paragraph.end);
    if has_words(after) {
        return Some(without_signs(text, after));
    }
    // A paragraph of quoted words alone: read out, unless the whole turn is printed in marks.
    let lone = Span::new(within.start, paragraph.start);
    let last = split(text, lone, rules).last().copied().filter(|s| has_words(*s))?;
    let is_marked = quoted(text, last).iter().any(|q| !has_words(Span::new(last.start, q.start)));
    (!is_marked).then_some(last)
}
