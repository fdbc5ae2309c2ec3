//! What speakers bind themselves to: "we plan to send a delegation", "I promise to publish the report".
//!
//! A commitment is found by its cue, shown with it, and has agent, action and time as far as they are said.
//! It is followed up when a later sentence, of a later day, speaks of the same deed; where the words name
//! no deed ("we will do our best") it is too vague to follow up, and that is said. Whether it was kept is
//! not judged. Talk about the talk ("we will discuss this in detail") is no commitment.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::clause::Said;
use super::phrase::mark_key;
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

/// Words of an action at most.
const MOST_WORDS: usize = 28;
/// Follow-ups that are kept.
const MOST_FOLLOWED: usize = 8;

/// Adds the commitments of a document.
pub(super) fn gather(scene: &Scene, at: usize, rules: &Rules, out: &mut Vec<Commitment>) {
    let Some(lexis) = rules.events.lexis(scene.document().language.as_deref()) else { return };
    let mut times = 0;
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
        if unit.turn.is_none_or(asks)
            || !words.split_whitespace().any(|w| lexis.commits.holds(w.trim_end_matches(',')))
        {
            continue;
        }
        let n = all[times..].iter().take_while(|t| t.span.start < unit.span.end).count();
        let said = Said::cut(scene.text(), unit.span, &all[times..times + n], &[], lexis);
        if let Some(found) = commitment(scene, &said, lexis) {
            let new = Commitment {
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

/// The first commitment of a sentence.
fn commitment(_scene: &Scene, said: &Said, lexis: &Lexis) -> Option<Commitment> {
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
        return action(said, at, at + phrase.len(), act, lexis);
    }
    None
}

fn action(said: &Said, cue: usize, from: usize, act: &str, lexis: &Lexis) -> Option<Commitment> {
    // "I promise that the government will decide": whose deed it is stands before "will".
    let that = said.form(from - 1) == "that";
    let will = (from..said.len().min(from + 7))
        .take_while(|w| that && !said.parted(*w))
        .find(|w| said.is(*w, Part::Future));
    let mut verb = will.map_or(from, |w| w + 1);
    while verb < said.len()
        && verb < from + 4
        && (said.form(verb).ends_with("ly") || said.form(verb) == "also" || said.form(verb) == "to")
    {
        verb += 1;
    }
    if verb >= said.len()
        || said.parted(verb)
        || said.is_name(verb)
        || said.is_small(verb) && !lexis.empty_verbs.contains(said.form(verb))
    {
        return None;
    }
    let open = |w: &usize| {
        *w < said.len()
            && *w < from + MOST_WORDS
            && (*w == verb || !said.words[*w].lead.contains([';', ':', '(']) && !is_end(said, *w))
    };
    let end = (verb..said.len()).take_while(open).count() + verb;
    let objects: BTreeSet<String> = (verb + 1..end)
        .filter(|w| !said.is_small(*w) && said.time_at(*w).is_none() && said.form(*w).len() > 3)
        .filter(|w| !lexis.empty_nouns.contains(said.form(*w)) && !said.form(*w).ends_with("ly"))
        .map(|w| mark_key(said.form(w)))
        .collect();
    let empty = lexis.empty_verbs.contains(said.form(verb));
    let talks = act == "will" || act == "call";
    if talks && (empty || objects.is_empty()) {
        return None;
    }
    let time = said
        .times
        .iter()
        .find(|t| t.first >= verb && t.first < end)
        .or_else(|| said.times.iter().find(|t| t.end <= cue));
    Some(Commitment {
        document: 0,
        speaker: None,
        act: act.to_string(),
        is_shared: !matches!(said.form(cue), "i"),
        cue: said.span(cue, from),
        action: said.span(verb, end),
        interval: time.and_then(|t| t.time.interval),
        sentence: Span::default(),
        number: 0,
        day: None,
        is_vague: empty || objects.is_empty(),
        followed: Vec::new(),
        verb: mark_key(said.form(verb)),
        objects,
        scene: 0,
    })
}

/// True where the cue is no act of the speaker: in words that he quotes, or in a clause that only names
/// something ("the targets we intend to hit", "what we will call").
fn is_told(said: &Said, at: usize) -> bool {
    let quoted = said.words[..=at].iter().any(|w| w.lead.contains('"'));
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
    comma && (said.is(at, Part::Subject) || said.is(at, Part::Breaks))
        || said.is(at, Part::And) && said.is(at + 1, Part::Subject)
        || said.words[at].lead.contains('-') && !said.words[at].hyphened
        || said.is(at, Part::Breaks) && said.form(at) != "that" && said.form(at) != "who"
}

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
        if rules.events.lexis(scene.document().language.as_deref()).is_none() {
            continue;
        }
        for (number, unit) in scene.reading.units().into_iter().enumerate() {
            let mut hits: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
            crate::statement::each_token(unit.span.of(scene.text()), |_, word| {
                if word.len() > 3
                    && let Some((key, list)) = wanted.get_key_value(&mark_key(&word))
                {
                    for n in list.iter().take(MOST_OF_A_WORD) {
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

/// True when someone who was there speaks of the act and what it is done to, or of most of what it is
/// done to. A word in common is chance.
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
    let was_there = speaker.is_some_and(|s| own.speakers.contains(&s));
    let n = words.iter().filter(|w| one.objects.contains(*w)).count();
    let verb = words.contains(&one.verb);
    was_there && (verb && n >= 2 || n >= 3 && 2 * n >= one.objects.len())
}
