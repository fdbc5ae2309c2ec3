//! What speakers bind themselves to: "we plan to send a delegation", "I promise to publish the report".
//!
//! A commitment is found by its cue, shown with it, and has agent, action and time as far as they are said.
//! It is followed up when the same speaker, or for a "we" one who was there, tells of the same act and what
//! it is done to on a later day; where the words name no deed ("we will do our best") it is too vague to
//! follow up, and that is said. Whether it was kept is not judged. Talk about the talk ("we will discuss this
//! in detail", "I will turn it over to") is no commitment.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::clause::Said;
use super::deadline::{Deadline, deadline};
use super::firm::{Bound, Doubt, LED, doubt};
use super::scene::Scene;
use crate::rules::Rules;
use crate::rules::events::{Lexis, Role as Part};
use crate::span::Span;
use crate::time::Interval;
use crate::transcript::Role;

/// One commitment.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// Index of the document among those handed in.
    pub document: usize,
    /// Who speaks; `None` where nobody certain does.
    pub speaker: Option<String>,
    /// What kind of act the cue is: `will`, `plan`, `promise`, `offer`, `agreed`, `call`.
    pub act: String,
    /// True when the speaker says "we": for more than himself.
    pub is_shared: bool,
    /// The cue.
    pub cue: Span,
    /// What is to be done.
    pub action: Span,
    /// When, as far as it is said.
    pub interval: Option<Interval>,
    /// The sentence.
    pub sentence: Span,
    /// Its number among the document's units, from one.
    pub number: usize,
    /// The day it was said.
    pub day: Option<Date>,
    /// True when the words name no deed that could be found again.
    pub is_vague: bool,
    /// Why a brief does not tell it; `None` for one that is certain.
    pub doubt: Option<Doubt>,
    /// Later sentences that speak of the same deed.
    pub followed: Vec<FollowUp>,
    /// True when no page of a later day has two of its words near each other.
    pub is_silent: bool,
    /// The verb in its base form.
    pub(super) verb: String,
    /// The nouns and other words of matter of the action, in their base forms.
    pub(super) objects: BTreeSet<String>,
    /// True when a name or a number is among them.
    pub(super) is_named: bool,
    pub(super) scene: usize,
}

/// A later sentence on the same deed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// Index of the document among those handed in.
    pub document: usize,
    /// The sentence.
    pub sentence: Span,
    /// Its number among the document's units, from one.
    pub number: usize,
    /// The day it was said.
    pub day: Option<Date>,
    /// Who speaks.
    pub speaker: Option<String>,
}

impl Commitment {
    /// What can be said of what became of it; `None` where it is not certain whether a later page tells of it.
    pub fn follow_up(&self) -> Option<&'static str> {
        if self.is_vague {
            Some("too vague to follow up")
        } else if !self.followed.is_empty() {
            Some("spoken of later")
        } else {
            self.is_silent.then_some("no follow-up found on a later day")
        }
    }
}

/// Words of an action at most.
const MOST_WORDS: usize = 28;

/// Adds the commitments of a document.
pub(super) fn gather(scene: &Scene, at: usize, rules: &Rules, out: &mut Vec<Commitment>) {
    let Some(lexis) = rules.events.lexis(scene.document().language.as_deref()) else { return };
    let mut times = 0;
    // The turn in which a condition was said, and the sentence.
    let mut condition = None;
    for (number, unit) in scene.reading.units().into_iter().enumerate() {
        let all = &scene.reading.times;
        while all.get(times).is_some_and(|t| t.span.end <= unit.span.start) {
            times += 1;
        }
        let words = unit.span.of(scene.text());
        let asks = |n: usize| {
            scene
                .reading
                .transcript
                .turns
                .get(n)
                .is_none_or(|t| t.speaker.role != Role::Speaker || t.speaker.name.is_none())
        };
        if sets_condition(words, lexis) {
            condition = Some((unit.turn, number));
        }
        if unit.turn.is_none_or(asks)
            || !words.split_whitespace().any(|w| lexis.commits.holds(w.trim_end_matches(',')))
        {
            continue;
        }
        let n = all[times..].iter().take_while(|t| t.span.start < unit.span.end).count();
        let said = Said::cut(scene.text(), unit.span, &all[times..times + n], &[], lexis);
        let unheard = lexis.phrases("unheard").iter().any(|p| words.to_lowercase().contains(&p.join(" ")));
        let is_torn = unheard || words.trim_start().starts_with(char::is_lowercase);
        let laughs = lexis.phrases("jokes").iter().any(|j| is_noted(scene.text(), unit.span, &j.join(" ")));
        if let Some(found) = commitment(scene, &said, (lexis, rules)) {
            let is_led = condition.is_some_and(|(turn, at)| turn == unit.turn && number <= at + LED);
            // What he will do then, and then: the condition holds on.
            if is_led {
                condition = Some((unit.turn, number));
            }
            let new = Commitment {
                doubt: found
                    .doubt
                    .or((is_led || laughs).then_some(Doubt::Condition))
                    .or(is_torn.then_some(Doubt::Broken)),
                document: scene.index,
                speaker: scene.speaker(unit.turn).map(str::to_string),
                sentence: unit.span,
                number: number + 1,
                day: scene.day,
                scene: at,
                ..found
            };
            let twice = out
                .iter()
                .rev()
                .take_while(|o| o.scene == at)
                .any(|o| o.speaker == new.speaker && o.verb == new.verb && o.objects == new.objects);
            if !twice {
                out.push(new);
            }
        }
    }
}

/// "If the river rises, …", "Be sure: if it rises, we will …".
fn sets_condition(words: &str, lexis: &Lexis) -> bool {
    let mut opens = true;
    words.split_whitespace().any(|word| {
        let form = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let found = opens && lexis.phrases("conditional").iter().any(|p| p.iter().eq([&form]));
        opens =
            word.ends_with([':', ';', ',', '—', '–', '-']) || matches!(form.as_str(), "and" | "but" | "so");
        found
    })
}

/// Letters behind a sentence in which a note of mirth may stand.
const NOTE: usize = 24;

/// True when a note of mirth stands right behind the sentence.
fn is_noted(text: &str, sentence: Span, note: &str) -> bool {
    let behind = text.get(sentence.end..).unwrap_or("").trim_start();
    let near: String = behind.chars().take(NOTE).flat_map(char::to_lowercase).collect();
    near.starts_with(['(', '[']) && near.contains(note)
}

/// The first commitment of a sentence.
fn commitment(scene: &Scene, said: &Said, (lexis, rules): (&Lexis, &Rules)) -> Option<Commitment> {
    if said.is_question {
        return None;
    }
    for at in 0..said.len() {
        let fits = |p: &[String]| p.iter().enumerate().all(|(n, w)| said.form(at + n) == w);
        let Some((phrase, act)) = lexis.commitments.iter().find(|(p, _)| fits(p)) else { continue };
        let part = said.parts[at];
        let doubted = (0..at).rev().take_while(|w| said.parts[*w] == part).any(|w| said.is(w, Part::Doubt))
            || said.is(at, Part::Doubt);
        if doubted || is_told(said, at) {
            continue;
        }
        return action(scene, said, (at, at + phrase.len()), act, (lexis, rules));
    }
    None
}

fn action(
    scene: &Scene,
    said: &Said,
    (cue, from): (usize, usize),
    act: &str,
    (lexis, rules): (&Lexis, &Rules),
) -> Option<Commitment> {
    let verb = verb_behind(said, from, lexis)?;
    let end = end_of_action(said, verb, from)?;
    let objects: BTreeSet<String> = (verb + 1..end)
        .filter(|w| !said.is_small(*w) && said.time_at(*w).is_none() && said.form(*w).len() > 3)
        .filter(|w| !lexis.empty_nouns.contains(said.form(*w)) && !said.form(*w).ends_with("ly"))
        .map(|w| lexis.lemma(bare(said.form(w))))
        .collect();
    // "Speak with Governor Orlen": an act with a named party can be found again.
    let firm = |w: usize| (said.is_name(w) || said.words[w].is_digits()) && said.time_at(w).is_none();
    let named = (verb + 1..end).any(firm);
    let empty = lexis.empty_verbs.contains(said.form(verb));
    let is_vague = (empty || objects.is_empty()) && !named;
    let talks = act == "will" || act == "call";
    if talks && (empty || objects.is_empty()) {
        return None;
    }
    let time = deadline(said, cue, (verb, end), (scene.day, rules));
    let interval = time.interval();
    let has_time = interval.is_some();
    let (n_objects, most) = (objects.len(), MOST_WORDS);
    let bound = Bound { cue, from, verb, end, act, is_vague, has_time, n_objects, most };
    Some(Commitment {
        document: 0,
        speaker: None,
        act: act.to_string(),
        is_shared: !matches!(said.form(cue), "i"),
        cue: said.span(cue, from),
        action: said.span(first_of_action(said, from, verb), end),
        interval,
        sentence: Span::default(),
        number: 0,
        day: None,
        is_vague,
        doubt: doubt(said, bound).or((time == Deadline::Unclear).then_some(Doubt::Time)),
        followed: Vec::new(),
        is_silent: false,
        is_named: named,
        verb: act_key(said.form(verb), lexis),
        objects,
        scene: 0,
    })
}

/// The verb behind the cue; `None` where the words there are none.
fn verb_behind(said: &Said, from: usize, lexis: &Lexis) -> Option<usize> {
    // "I promise that the government will decide": whose deed it is stands before "will".
    let that = said.form(from - 1) == "that";
    let will = (from..said.len().min(from + 7))
        .take_while(|w| that && !said.parted(*w))
        .find(|w| said.is(*w, Part::Future));
    let mut verb = will.map_or(from, |w| w + 1);
    while verb < said.len()
        && verb < from + 4
        && (said.form(verb).ends_with("ly") || matches!(said.form(verb), "also" | "to" | "first" | "later"))
    {
        verb += 1;
    }
    let is_none = verb >= said.len()
        || said.parted(verb)
        || said.is_name(verb)
        || is_no_base(said.form(verb))
        || said.is_small(verb) && !lexis.empty_verbs.contains(said.form(verb));
    (!is_none).then_some(verb)
}

/// "drastically reduce": the words of manner before the verb.
fn first_of_action(said: &Said, from: usize, verb: usize) -> usize {
    let manner = |w: &usize| said.form(*w).ends_with("ly") && !said.parted(*w);
    verb - (from..verb).rev().take_while(manner).count()
}

/// One past the last word of the action; `None` where the speaker breaks off and begins anew.
fn end_of_action(said: &Said, verb: usize, from: usize) -> Option<usize> {
    let open = |w: &usize| {
        *w < said.len()
            && *w < from + MOST_WORDS
            && (*w == verb || !said.words[*w].lead.contains([';', ':', '(']) && !is_end(said, *w))
    };
    let mut end = (verb..said.len()).take_while(open).count() + verb;
    while end > verb + 1 && said.is_small(end - 1) && said.time_at(end - 1).is_none() {
        end -= 1;
    }
    // "have a legal — a long legal fight"
    let restarts = end < said.len() && is_dash(said, end);
    (!(restarts && end > verb + 1 && said.is(end - 2, Part::Determiner))).then_some(end)
}

/// A dash before a word, not the hyphen of "U.S.-led".
fn is_dash(said: &Said, at: usize) -> bool {
    let word = &said.words[at];
    word.lead.contains('-') && !word.hyphened && !word.lead.starts_with('.')
}

pub(super) fn bare(form: &str) -> &str {
    form.strip_suffix("'s").unwrap_or(form)
}

/// What the forms of an act have in common: "sign" for "signed" and "signing", "meet" for "met".
pub(super) fn act_key(form: &str, lexis: &Lexis) -> String {
    let known = lexis.sense(form).verbs.first().and_then(|v| lexis.verbs.get(usize::from(v.0)));
    known.map_or_else(|| lexis.lemma(bare(form)), |v| v.base.clone())
}

/// "agreed to unprecedented measures": a form that no verb has behind "to".
fn is_no_base(form: &str) -> bool {
    let ends = |e: &str| form.ends_with(e) && form.len() > e.len() + 3;
    ends("ed") && !ends("eed") || ["ing", "ous", "ful", "ive", "tion", "ment", "ity"].iter().any(|e| ends(e))
}

/// True where the cue is no act of the speaker: in words that he quotes, or in a clause that only names
/// something ("the targets we intend to hit", "what we will call").
fn is_told(said: &Said, at: usize) -> bool {
    let quotes = |w: usize| {
        let lead = &said.words[w].lead;
        lead.contains('"') || w > 0 && lead.contains(':') && said.lexis.report.contains(said.form(w - 1))
    };
    let quoted = (0..=at).any(quotes);
    let Some(before) = at.checked_sub(1) else { return quoted };
    let opens = said.parted(at)
        || said.is(before, Part::And)
        || said.time_at(before).is_some_and(|t| {
            t.first == 0 || !said.is(t.first - 1, Part::Be) && !said.is(t.first, Part::Determiner)
        })
        || said.is(before, Part::Plain)
        || matches!(said.form(before), "but" | "so" | "also" | "then" | "therefore" | "here");
    quoted || !opens
}

/// True where another clause with a subject of its own begins.
fn is_end(said: &Said, at: usize) -> bool {
    let comma = said.words[at].lead.contains(',');
    // ", as you know," and ", as well".
    let aside = comma && said.form(at) == "as" && said.form(at + 2) != "as";
    let breaks = said.is(at, Part::Breaks) && !said.words.get(at + 1).is_some_and(|w| w.hyphened);
    comma && (said.is(at, Part::Subject) || breaks)
        || aside
        || begins_anew(said, at)
        || said.is(at, Part::And) && is_subject(said, at + 1)
        || is_dash(said, at)
        || breaks && said.form(at) != "that" && said.form(at) != "who"
}

/// ", and Norland is the only partner", "and our trade will grow": a name or a noun with a verb of its own.
fn begins_anew(said: &Said, at: usize) -> bool {
    let verb = |w: &usize| [Part::Be, Part::Have, Part::Future, Part::Modal].iter().any(|p| said.is(*w, *p));
    let named = |w: &usize| said.is_name(*w) || said.is(*w, Part::Determiner);
    let n = (at + 1..said.len()).take(SUBJECT).take_while(named).count();
    let by_name = said.words[at].lead.contains(',') && n > 0 && verb(&(at + 1 + n));
    let open = |w: &usize| !said.parted(*w) && !said.is(*w, Part::Breaks) && !said.is(*w, Part::Subject);
    let mut subject = (at + 1..said.len()).take(2 * SUBJECT).take_while(open);
    let by_noun = said.is(at + 1, Part::Determiner) && subject.any(|w| said.is(w, Part::Future));
    // ", and people are going to see it"
    let plain = |w: &usize| !said.parted(*w) && !said.is(*w, Part::Breaks) && !said.is(*w, Part::Preposition);
    let by_any =
        said.words[at].lead.contains(',') && (at + 2..said.len()).take(2).take_while(plain).any(|w| verb(&w));
    said.is(at, Part::And) && (by_name || by_noun || by_any)
}

/// "it", "it's".
fn is_subject(said: &Said, at: usize) -> bool {
    said.is(at, Part::Subject) || said.lexis.sense(bare(said.form(at))).is(Part::Subject)
}

/// Words of a named subject at most.
const SUBJECT: usize = 5;
