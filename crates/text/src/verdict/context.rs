//! What stands around the words and turns them: "but …", "They claim that …", "If …, …", "…?".
//!
//! ```text
//! If the ice holds, we will open the road, but not the bridge. They say that the ferry is sold. Is it true?
//! ```
//! Of the first sentence a condition and a reserve are left out, the second holds another's words, the
//! third asks. What stands before the words in their sentence is cut at its signs to clauses; the words
//! by which it turns are data: `data/verdict.toml`.

use super::Passage;
use super::frame::{is_denied_behind, is_left_to_another, is_told_behind};
use super::voice::Voice;
use crate::quotation::quoted;
use crate::rules::{Rules, TurnRules};
use crate::sentence::split;
use crate::sign::{ends_with_stop, is_stop};
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

/// The rules, and the words of the page's language.
#[derive(Clone, Copy)]
struct Lore<'r> {
    rules: &'r Rules,
    table: &'r TurnRules,
}

impl Lore<'_> {
    fn negates(&self, form: &str) -> bool {
        self.table.negates(form, &self.rules.wording)
    }
}

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
    let lore = Lore { table: rules.verdict.of(passage.language.as_deref()), rules };
    let table = lore.table;
    let front = words(text, around.front, &[]).0;
    let behind = words(text, around.behind, &around.gaps).0;
    let is_turned_behind = begins_with(&behind, &table.afters)
        || goes_on_to_turn(&behind, table)
        || is_denied_behind(&behind, table, &rules.wording)
        || is_told_behind(&behind, table);
    if is_turned_behind {
        return Some(without_signs(text, around.behind));
    }
    if around.asks(text)
        && !asks
        && !(front.is_empty() && behind.is_empty() && opens_question(text, span, table))
    {
        return Some(around.rest(text, span));
    }
    let is_framed = ends_with(&front, &table.frames)
        || is_told(text, &front, span, lore)
        || is_denied(&front, lore)
        || is_condition(&front, table)
        || is_left_to_another(
            &with_heads(text, &front, span, table),
            is_parted(text, &front, span),
            table,
            &rules.wording,
        );
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
    if denies(&near(around.next), lore) {
        return Some(around.next);
    }
    // Only a whole sentence can be brought in by the one before.
    let before = near(around.before);
    let is_announced = ends_with(&before, &table.announcements)
        || around.before.of(text).trim_end().ends_with(':') && is_told(text, &before, span, lore);
    (front.is_empty() && is_announced).then_some(around.before)
}

/// True when a comma or the like stands right before the words.
fn is_parted(text: &str, front: &[Word], span: Span) -> bool {
    front.last().and_then(|w| text.get(w.span.end..span.start)).is_some_and(|signs| signs.contains(PARTING))
}

/// What stands before the words, with those of them by which a clause hangs on another: "that we won".
fn with_heads(text: &str, front: &[Word], span: Span, table: &TurnRules) -> Vec<Word> {
    // "That letter lies on my desk": at the head of a sentence or clause it points.
    let points = front.last().is_none_or(|w| table.joiners.contains(&w.form));
    let own = if points { Vec::new() } else { words(text, span, &[]).0 };
    let hangs = own.into_iter().take_while(|w| table.complementizers.contains(&w.form));
    front.iter().cloned().chain(hangs).collect()
}

/// True when the sentence that ends with the words asks.
pub(super) fn is_question(passage: &Passage, voice: &Voice, span: Span, rules: &Rules) -> bool {
    Around::of(&passage.text, voice, span, rules).asks(&passage.text)
}

/// True when a sentence takes back the one before it; few words do so only when they are all of it.
fn denies(sentence: &[Word], lore: Lore) -> bool {
    let table = lore.table;
    let is_whole = |p: &&Vec<String>| p.len() > 2 || p.len() == sentence.len();
    if table.denials.iter().filter(is_whole).any(|p| begins_with(sentence, std::slice::from_ref(p))) {
        return true;
    }
    // "Nonsense, I say."
    let first = sentence.first().is_some_and(|w| table.denials.iter().any(|p| *p == [w.form.clone()]));
    first && sentence.len() <= DENIAL_WORDS || disbelieves(sentence, lore)
}

/// "I do not believe a word of it.": a short sentence of the speaker that ends with what was said.
fn disbelieves(sentence: &[Word], lore: Lore) -> bool {
    let table = lore.table;
    let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else { return false };
    sentence.len() <= DISBELIEF_WORDS
        && table.own.contains(&first.form)
        && table.back.contains(&last.form)
        && sentence.iter().any(|w| lore.negates(&w.form))
        && sentence.iter().any(|w| table.holds.contains(&w.form) || table.agrees.contains(&w.form))
}

/// True when a clause behind the words turns them: "…, but not the bridge", "… only if they pay".
fn goes_on_to_turn(behind: &[Word], table: &TurnRules) -> bool {
    (0..behind.len()).any(|at| {
        let rest = &behind[at..];
        let opens = at == 0 || begins_clause(&behind[at]);
        let free = at == 0 || !table.unreserved.contains(&behind[at - 1].form);
        opens && begins_with(rest, &table.turns) || free && begins_with(rest, &table.reserves)
    })
}

/// True when the clause that the words are cut from denies them before they begin: "We shall not …",
/// "They refused to …".
fn is_denied(front: &[Word], lore: Lore) -> bool {
    let clause = last_clause(front);
    let turns = |at: usize| {
        let form = &clause[at].form;
        let is_negator = lore.negates(form) || form.ends_with("n't");
        is_negator && !is_excused(clause, at, lore.rules) || lore.table.refusals.contains(form)
    };
    let joins = |at: &usize| lore.table.joiners.contains(&clause[*at].form);
    // "I was not there and …": another clause begins.
    let from =
        (0..clause.len()).rev().find(joins).filter(|at| is_new_clause(clause, *at, lore.table)).unwrap_or(0);
    (from..clause.len()).any(turns)
}

/// True when a subject follows the joining word at `at`, or the words themselves do.
fn is_new_clause(clause: &[Word], at: usize, table: &TurnRules) -> bool {
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
        let tail = self.behind.of(text).trim_end_matches(|c: char| !c.is_alphanumeric() && !is_stop(c));
        let signs = tail.get(tail.rfind(char::is_alphanumeric).unwrap_or(0)..).unwrap_or("");
        signs.contains(ASKING)
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
fn opens_question(text: &str, span: Span, table: &TurnRules) -> bool {
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
fn is_condition(front: &[Word], table: &TurnRules) -> bool {
    let mut is_open = false;
    let mut at = 0;
    for end in 1..=front.len() {
        if !(end == front.len() || begins_clause(&front[end])) {
            continue;
        }
        let clause = &front[at..end];
        let skipped = clause.iter().take_while(|w| table.joiners.contains(&w.form)).count();
        // "Görüşmeler bozulursa, …": a verb's ending tells it.
        let ends = clause.last().is_some_and(|w| table.ends_as_condition(&w.form));
        let opens = ends || begins_with(&clause[skipped..], &table.conditions);
        is_open = opens || is_open && skipped == 0;
        at = end;
    }
    is_open
}

/// True when the words are brought in as what somebody else says or thinks, or as what the speaker does
/// not: "They claim that …", "I never said that …", "I do not think …", "Their slogan: …".
fn is_told(text: &str, front: &[Word], span: Span, lore: Lore) -> bool {
    let table = lore.table;
    let clause = last_clause(front);
    let sign = front.last().map_or("", |w| text.get(w.span.end..span.start).unwrap_or(""));
    if sign.contains(':') && brings_in_another(clause, table) || begins_with(clause, &table.sources) {
        return true;
    }
    // "Muhalefete göre köprü …": "according to me" is the speaker's own.
    let is_named = |n: usize| n > 0 && !table.own.contains(&clause[n - 1].form);
    if (0..clause.len()).any(|n| table.source_ends.contains(&clause[n].form) && is_named(n)) {
        return true;
    }
    let n_links = links(clause, table);
    if n_links == 0 || n_links < clause.len() || n_links == front.len() {
        return is_held(clause, n_links, false, lore);
    }
    // "Sie sagen, dass wir …": in some languages the comma before such a word parts nothing.
    let before = last_clause(&front[..front.len() - n_links]);
    match table.parted.contains(&clause[0].form) {
        true => is_held(before, links(before, table), true, lore),
        // "They tell two lies: first, that we …; second, that …": the verb stands further off.
        false => true,
    }
}

/// How many words at the end of a clause may stand between a verb of saying and the words.
fn links(clause: &[Word], table: &TurnRules) -> usize {
    clause.iter().rev().take(LINK_WORDS).take_while(|w| table.links.contains(&w.form)).count()
}

/// True when the verb before the last `links` words of a clause brings in what another says or thinks.
fn is_held(clause: &[Word], links: usize, is_parted: bool, lore: Lore) -> bool {
    let table = lore.table;
    let Some(verb) = (clause.len() - links).checked_sub(1) else { return false };
    if !table.holds.contains(&clause[verb].form) {
        return false;
    }
    let group = &clause[verb.saturating_sub(GROUP_WORDS)..verb];
    if group.iter().any(|w| lore.negates(&w.form)) {
        return true;
    }
    let subject = group.iter().rev().find(|w| !table.aside.contains(&w.form));
    match subject {
        // "Say that …": somebody is asked to.
        None => group.is_empty() && (links > 0 || is_parted),
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
fn brings_in_another(clause: &[Word], table: &TurnRules) -> bool {
    let names_others = clause.iter().any(|w| table.others.contains(&w.form));
    let Some(tells) = clause.iter().position(|w| table.sayings.contains(&w.form)) else {
        return names_others;
    };
    let is_own = |w: &Word| table.own.contains(&w.form) || table.ours.contains(&w.form);
    names_others || !clause[..tells].iter().any(is_own)
}

/// The words behind the last sign that parts clauses.
pub(super) fn last_clause(front: &[Word]) -> &[Word] {
    let at = front.iter().rposition(begins_clause).unwrap_or(0);
    &front[at..]
}

/// Signs that part clauses, in the scripts of the world.
const PARTING: [char; 10] = [',', ';', ':', '(', '،', '؛', '，', '；', '：', '、'];
/// Signs of a question.
const ASKING: [char; 3] = ['?', '؟', '？'];

/// True for a word behind a sign that parts clauses.
pub(super) fn begins_clause(word: &Word) -> bool {
    word.lead.contains(PARTING) || word.lead.contains(is_stop) || word.lead.contains('-') && !word.hyphened
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
