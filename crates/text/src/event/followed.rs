//! What later pages say of a commitment, and whether it can be said that they say nothing.
//!
//! A sentence of a later day follows up "we will send 300 boats to Tesmara" when the speaker, or for a "we" one
//! who was there, tells of the act and what it is done to. That nothing is found is told only when no page of a
//! later day has two of its words near each other: "the boats reached Tesmara" may speak of it in other words.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::commitment::{Commitment, FollowUp, act_key, bare};
use super::scene::Scene;
use crate::meeting::same_person;
use crate::rules::Rules;

/// Follow-ups that are kept.
const MOST_FOLLOWED: usize = 8;
/// Commitments that one word is looked up for.
const MOST_OF_A_WORD: usize = 64;
/// Words that a thing is told by for certain, where all of them come back.
const MANY: usize = 3;
/// Letters that forms of a word share.
const HEAD: usize = 5;
/// Words of a language that are kept as those of no commitment.
const MOST_IDLE: usize = 100_000;
/// Sentences in which two words are near each other.
const NEAR: usize = 2;

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
    let heads = heads(commitments);
    let first = commitments.iter().filter_map(|c| c.day).min();
    // Words of a language that no commitment has: they come again and again.
    let mut idle: BTreeMap<&str, HashSet<String>> = BTreeMap::new();
    for scene in scenes.iter().filter(|s| s.day.is_none() || s.day > first) {
        let language = scene.document().language.as_deref();
        let Some(lexis) = rules.events.lexis(language) else { continue };
        let idle = idle.entry(language.unwrap_or("")).or_default();
        let mut near = Near::default();
        for (number, unit) in scene.reading.units().into_iter().enumerate() {
            let mut hits: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
            near.next();
            crate::statement::each_token(unit.span.of(scene.text()), |_, word| {
                if word.len() < 4 || idle.contains(&*word) {
                    return;
                }
                let lemma = lexis.lemma(bare(&word));
                let is_near = near.take(&lemma, &heads);
                let keys = [act_key(&word, lexis), lemma];
                if !is_near && idle.len() < MOST_IDLE && !keys.iter().any(|k| wanted.contains_key(k)) {
                    idle.insert(word.to_string());
                }
                for key in keys {
                    for n in wanted.get(&key).into_iter().flatten().take(MOST_OF_A_WORD) {
                        hits.entry(*n).or_default().insert(key.clone());
                    }
                }
            });
            for n in near.found() {
                if is_later(&commitments[n], scene, scenes) {
                    commitments[n].is_silent = false;
                }
            }
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

/// The commitments by the heads of their words. Of a head that very many have, those behind the first are
/// told nothing of.
fn heads(commitments: &mut [Commitment]) -> BTreeMap<String, Vec<usize>> {
    let mut heads: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, one) in commitments.iter_mut().enumerate().filter(|(_, c)| !c.is_vague && c.day.is_some()) {
        one.is_silent = true;
        let own: BTreeSet<String> = one.objects.iter().chain([&one.verb]).map(|w| head(w)).collect();
        for word in own {
            let list = heads.entry(word).or_default();
            one.is_silent &= list.len() < MOST_OF_A_WORD;
            list.push(n);
        }
    }
    heads.values_mut().for_each(|list| list.truncate(MOST_OF_A_WORD));
    heads
}

fn head(word: &str) -> String {
    word.chars().take(HEAD).collect()
}

/// The words of commitments in the last sentences.
#[derive(Default)]
struct Near {
    /// By commitment the heads found, with the sentence.
    last: BTreeMap<usize, Vec<(String, usize)>>,
    at: usize,
}

impl Near {
    /// Another sentence begins.
    fn next(&mut self) {
        self.at += 1;
        let at = self.at;
        self.last.retain(|_, found| {
            found.retain(|f| f.1 + NEAR > at);
            !found.is_empty()
        });
    }

    /// Takes a word; false when no commitment has its head.
    fn take(&mut self, word: &str, heads: &BTreeMap<String, Vec<usize>>) -> bool {
        let head = head(word);
        let Some(list) = heads.get(&head) else { return false };
        for n in list {
            let found = self.last.entry(*n).or_default();
            found.retain(|f| f.0 != head);
            found.push((head.clone(), self.at));
        }
        true
    }

    /// Commitments of which two words were found.
    fn found(&self) -> Vec<usize> {
        self.last.iter().filter(|(_, found)| found.len() >= 2).map(|(n, _)| *n).collect()
    }
}

/// True for a document of another meeting that is of a later day, or may be.
fn is_later(one: &Commitment, scene: &Scene, scenes: &[Scene]) -> bool {
    let own = &scenes[one.scene];
    let same_meeting = own.meeting.is_some() && own.meeting == scene.meeting;
    (scene.day.is_none() || scene.day > one.day) && !same_meeting && scene.id != own.id
}

/// True when the speaker, or for a "we" someone who was there, tells of the act and of what it is done to.
fn is_follow_up(
    one: &Commitment,
    words: &BTreeSet<String>,
    scene: &Scene,
    scenes: &[Scene],
    speaker: Option<&str>,
) -> bool {
    if scene.day.is_none() || !is_later(one, scene, scenes) {
        return false;
    }
    let own = &scenes[one.scene];
    let same = |s: &str| one.speaker.as_deref().is_some_and(|own| same_person(own, s));
    let was_there = speaker.is_some_and(|s| same(s) || one.is_shared && own.speakers.contains(&s));
    let n = words.iter().filter(|w| one.objects.contains(*w) && **w != one.verb).count();
    // Three words of five, and of few all; one plain noun tells no thing apart.
    let enough = if one.objects.len() < 3 { one.objects.len() } else { (one.objects.len() * 3).div_ceil(5) };
    let whole = n >= MANY && n == one.objects.len();
    let telling = n >= MANY || one.is_named;
    was_there && telling && (whole || words.contains(&one.verb) && n >= enough.max(1))
}
