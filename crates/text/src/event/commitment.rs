//! What speakers bind themselves to: "we plan to send a delegation", "I promise to publish the report".
//!
//! A commitment is found by its cue, shown with it, and has agent, action and time as far as they are said.
//! It is followed up when the same speaker, or for a "we" one who was there, tells of the same act and what
//! it is done to on a later day; where the words name no deed ("we will do our best") it is too vague to
//! follow up, and that is said. Whether it was kept is not judged. Talk about the talk ("we will discuss this
//! in detail", "I will turn it over to") is no commitment.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::clause::{Said, When};
use super::firm::{Bound, Doubt, LED, doubt};
use super::scene::Scene;
use crate::meeting::same_person;
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
    verb: String,
    objects: BTreeSet<String>,
    scene: usize,
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
    /// What can be said of what became of it.
    pub fn follow_up(&self) -> &'static str {
        match (self.is_vague, self.followed.is_empty()) {
            (true, _) => "too vague to follow up",
            (false, true) => "no follow-up found on a later day",
            (false, false) => "spoken of later",
        }
    }
}

/// Words of an action at most.
const MOST_WORDS: usize = 28;
/// Follow-ups that are kept.
const MOST_FOLLOWED: usize = 8;

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
        let opens = |p: &Vec<String>| p.first().is_some_and(|f| begins_with(words, f));
        if lexis.phrases("conditional").iter().any(opens) {
            condition = Some((unit.turn, number));
        }
        if unit.turn.is_none_or(asks)
            || !words.split_whitespace().any(|w| lexis.commits.holds(w.trim_end_matches(',')))
        {
            continue;
        }
        let n = all[times..].iter().take_while(|t| t.span.start < unit.span.end).count();
        let said = Said::cut(scene.text(), unit.span, &all[times..times + n], &[], lexis);
        if let Some(found) = commitment(scene, &said, lexis) {
            let is_led = condition.is_some_and(|(turn, at)| turn == unit.turn && number <= at + LED);
            let new = Commitment {
                doubt: found.doubt.or(is_led.then_some(Doubt::Condition)),
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

/// True when the sentence begins with the word.
fn begins_with(words: &str, first: &str) -> bool {
    words.split_whitespace().next().is_some_and(|w| w.to_lowercase() == *first)
}

/// The first commitment of a sentence.
fn commitment(scene: &Scene, said: &Said, lexis: &Lexis) -> Option<Commitment> {
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
        return action(scene, said, (at, at + phrase.len()), act, lexis);
    }
    None
}

fn action(
    scene: &Scene,
    said: &Said,
    (cue, from): (usize, usize),
    act: &str,
    lexis: &Lexis,
) -> Option<Commitment> {
    let verb = verb_behind(said, from, lexis)?;
    let end = end_of_action(said, verb, from)?;
    let objects: BTreeSet<String> = (verb + 1..end)
        .filter(|w| !said.is_small(*w) && said.time_at(*w).is_none() && said.form(*w).len() > 3)
        .filter(|w| !lexis.empty_nouns.contains(said.form(*w)) && !said.form(*w).ends_with("ly"))
        .map(|w| lexis.lemma(bare(said.form(w))))
        .collect();
    // "Speak with Governor Orlen": an act with a named party can be found again.
    let named = (verb + 1..end).any(|w| said.is_name(w) || said.words[w].is_digits());
    let empty = lexis.empty_verbs.contains(said.form(verb));
    let is_vague = (empty || objects.is_empty()) && !named;
    let talks = act == "will" || act == "call";
    if talks && (empty || objects.is_empty()) {
        return None;
    }
    // "strengthen the law that I wrote ten years ago": what is over is no deadline.
    let is_ahead = |i: &Interval| i.end.is_none_or(|end| scene.day.is_none_or(|day| end >= day));
    let time = deadline(said, cue, (verb, end));
    let interval = time.and_then(|t| t.time.interval).filter(is_ahead);
    let has_time = interval.is_some();
    let (n_objects, most) = (objects.len(), MOST_WORDS);
    let bound = Bound { cue, from, verb, end, act, is_vague, has_time, n_objects, most };
    Some(Commitment {
        document: 0,
        speaker: None,
        act: act.to_string(),
        is_shared: !matches!(said.form(cue), "i"),
        cue: said.span(cue, from),
        action: said.span(verb, end),
        interval,
        sentence: Span::default(),
        number: 0,
        day: None,
        is_vague,
        doubt: doubt(said, bound),
        followed: Vec::new(),
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

/// By when: the one time of the action, else the time of the clause before the cue.
fn deadline<'s, 'r>(said: &'s Said<'r>, cue: usize, (verb, end): (usize, usize)) -> Option<&'s When<'r>> {
    let mut times = said.times.iter().filter(|t| t.first >= verb && t.first < end && t.interval().is_some());
    // "two by June, the rest by December": one day for both would be wrong.
    match (times.next(), times.next()) {
        (Some(one), None) => Some(one),
        (Some(_), Some(_)) => None,
        (None, _) => said.times.iter().find(|t| t.end <= cue && belongs(said, t, cue)),
    }
}

/// True for a time before the cue that is of its clause: "in June we will", not "we met in May and will".
fn belongs(said: &Said, time: &When, cue: usize) -> bool {
    said.parts[time.first] == said.parts[cue]
        && (time.end..cue).all(|w| said.senses[w].verbs.is_empty() || said.is_small(w))
        || time.end + 1 >= cue
}

/// A dash before a word, not the hyphen of "U.S.-led".
fn is_dash(said: &Said, at: usize) -> bool {
    let word = &said.words[at];
    word.lead.contains('-') && !word.hyphened && !word.lead.starts_with('.')
}

fn bare(form: &str) -> &str {
    form.strip_suffix("'s").unwrap_or(form)
}

/// What the forms of an act have in common: "sign" for "signed" and "signing", "meet" for "met".
fn act_key(form: &str, lexis: &Lexis) -> String {
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
        || said.time_at(before).is_some()
        || said.is(before, Part::Plain)
        || matches!(said.form(before), "but" | "so" | "also" | "then" | "therefore" | "here");
    quoted || !opens
}

/// True where another clause with a subject of its own begins.
fn is_end(said: &Said, at: usize) -> bool {
    let comma = said.words[at].lead.contains(',');
    comma && (said.is(at, Part::Subject) || said.is(at, Part::Breaks) || begins_anew(said, at))
        || said.is(at, Part::And) && said.is(at + 1, Part::Subject)
        || is_dash(said, at)
        || said.is(at, Part::Breaks) && said.form(at) != "that" && said.form(at) != "who"
}

/// ", and Norland is the only partner": a name with a verb of its own.
fn begins_anew(said: &Said, at: usize) -> bool {
    let verb = |w: &usize| [Part::Be, Part::Have, Part::Future, Part::Modal].iter().any(|p| said.is(*w, *p));
    let named = |w: &usize| said.is_name(*w) || said.is(*w, Part::Determiner);
    let n = (at + 1..said.len()).take(SUBJECT).take_while(named).count();
    said.is(at, Part::And) && n > 0 && verb(&(at + 1 + n))
}

/// Words of a named subject at most.
const SUBJECT: usize = 5;

/// Finds for each commitment the later sentences on the same deed.
pub(super) fn follow(commitments: &mut [Commitment], scenes: &[Scene], rules: &Rules) {
    let mut wanted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, one) in commitments.iter().enumerate().filter(|(_, c)| !c.is_vague && c.day.is_some()) {
        for word in one.objects.iter().chain([&one.verb]) {
            wanted.entry(word.clone()).or_default().push(n);
        }
    }
    if wanted.is_empty() {
        return;
    }
    let first = commitments.iter().filter_map(|c| c.day).min();
    for scene in scenes.iter().filter(|s| s.day > first) {
        let Some(lexis) = rules.events.lexis(scene.document().language.as_deref()) else { continue };
        for (number, unit) in scene.reading.units().into_iter().enumerate() {
            let mut hits: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
            crate::statement::each_token(unit.span.of(scene.text()), |_, word| {
                if word.len() < 4 {
                    return;
                }
                for key in [act_key(&word, lexis), lexis.lemma(bare(&word))] {
                    for n in wanted.get(&key).into_iter().flatten().take(MOST_OF_A_WORD) {
                        hits.entry(*n).or_default().insert(key.clone());
                    }
                }
            });
            for (n, words) in hits {
                let one = &commitments[n];
                let speaker = scene.speaker(unit.turn);
                if one.followed.len() < MOST_FOLLOWED && is_follow_up(one, &words, scene, scenes, speaker) {
                    commitments[n].followed.push(FollowUp {
                        document: scene.index,
                        sentence: unit.span,
                        number: number + 1,
                        day: scene.day,
                        speaker: speaker.map(str::to_string),
                    });
                }
            }
        }
    }
}

/// Commitments that one word is looked up for.
const MOST_OF_A_WORD: usize = 64;

/// Words that a thing is told by for certain, where all of them come back.
const MANY: usize = 3;

/// True when the speaker, or for a "we" someone who was there, tells of the act and of what it is done to.
fn is_follow_up(
    one: &Commitment,
    words: &BTreeSet<String>,
    scene: &Scene,
    scenes: &[Scene],
    speaker: Option<&str>,
) -> bool {
    let own = &scenes[one.scene];
    let same_meeting = own.meeting.is_some() && own.meeting == scene.meeting;
    if scene.day <= one.day || same_meeting || scene.id == own.id {
        return false;
    }
    let same = |s: &str| one.speaker.as_deref().is_some_and(|own| same_person(own, s));
    let was_there = speaker.is_some_and(|s| same(s) || one.is_shared && own.speakers.contains(&s));
    let n = words.iter().filter(|w| one.objects.contains(*w) && **w != one.verb).count();
    // Three words of five, and of few all.
    let enough = if one.objects.len() < 3 { one.objects.len() } else { (one.objects.len() * 3).div_ceil(5) };
    let whole = n >= MANY && n == one.objects.len();
    was_there && (whole || words.contains(&one.verb) && n >= enough.max(1))
}
