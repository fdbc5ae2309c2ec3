//! Labels with a slip of the pen: "MINISTER HARGOVEN" once beside many turns of "MINISTER HARGROVEN".
//!
//! One letter more or less, or two swapped, in a long name with the same office; the other form must be far
//! more frequent, and alone in that. Anything else stays as it is printed.

use std::collections::BTreeMap;

use crate::rules::LabelRules;
use crate::transcript::slip::{are_one_label, is_slip};
use crate::transcript::{Role, Speaker};

/// Labels of one name a page at most that are looked at for slips, and turns of the name that is right.
const MOST_SLIPS: usize = 64;
const OFTEN: usize = 3;
/// "MINISTER HARGOVEN" once beside many turns of "MINISTER HARGROVEN": one person, with a slip of the pen.
pub(super) fn mend_slips(speakers: &mut [Speaker], rules: &LabelRules) {
    let mut turns: BTreeMap<(String, String), usize> = BTreeMap::new();
    let key = |s: &Speaker| {
        let office = s.office.clone().filter(|_| s.role == Role::Speaker)?;
        Some((office.to_lowercase(), s.name.clone()?))
    };
    for speaker in speakers.iter() {
        if let Some(key) = key(speaker).filter(|k| turns.contains_key(k) || turns.len() < MOST_SLIPS) {
            *turns.entry(key).or_default() += 1;
        }
    }
    let right = |(office, name): &(String, String)| {
        let n = turns.get(&(office.clone(), name.clone()))?;
        let fits = |((o, other), m): &(&(String, String), &usize)| {
            o == office && **m >= OFTEN && **m > 2 * n && is_slip(name, other)
        };
        let mut found = turns.iter().filter(fits).map(|((_, other), _)| other.clone());
        found.next().filter(|_| found.next().is_none())
    };
    let mended: BTreeMap<(String, String), String> =
        turns.keys().filter_map(|k| Some((k.clone(), right(k)?))).collect();
    for speaker in speakers.iter_mut() {
        if let Some(name) = key(speaker).and_then(|k| mended.get(&k)) {
            speaker.name = Some(name.clone());
        }
    }
    mend_labels(speakers, rules);
}

/// "PREMIR HARGROVEN" once beside many turns of "PREMIER HARGROVEN", "MODRATOR" beside "MODERATOR": the
/// speaker of the label that is right.
fn mend_labels(speakers: &mut [Speaker], rules: &LabelRules) {
    let mut turns: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (at, speaker) in speakers.iter().enumerate() {
        let Some(label) = speaker.label.as_deref().filter(|l| l.len() <= MOST_LETTERS) else { continue };
        if turns.contains_key(label) || turns.len() < MOST_SLIPS {
            turns.entry(label.to_string()).or_insert((0, at)).0 += 1;
        }
    }
    let right = |label: &str, n: usize| {
        let fits = |(other, (m, _)): &(&String, &(usize, usize))| {
            let often = if rules.roles.holds(other) { *m > n } else { *m >= OFTEN && *m > 2 * n };
            often && are_one_label(label, other)
        };
        let mut found = turns.iter().filter(fits).map(|(_, (_, at))| *at);
        found.next().filter(|_| found.next().is_none())
    };
    let mended: BTreeMap<String, Speaker> = turns
        .iter()
        .filter_map(|(label, (n, _))| Some((label.clone(), speakers[right(label, *n)?].clone())))
        .collect();
    for speaker in speakers.iter_mut() {
        let found = speaker.label.as_ref().and_then(|l| mended.get(l));
        if let Some(right) = found {
            *speaker = Speaker { label: speaker.label.clone(), ..right.clone() };
        }
    }
}

/// Letters of a label in which a slip is seen.
const MOST_LETTERS: usize = 80;

/// "MS. HOLT: Vera, let me ask …": one who calls the bearer of the label by name is somebody else.
pub(super) fn calls_himself(speaker: &Speaker, words: &str, rules: &LabelRules) -> bool {
    let Some(name) = speaker.name.as_deref().filter(|_| speaker.label.is_some()) else { return false };
    let mut said = words.split_whitespace();
    let first = said.next().unwrap_or("");
    let names: Vec<&str> = name.split_whitespace().collect();
    let [given, .., surname] = names.as_slice() else { return false };
    let called = |word: &str, name: &str| word.strip_suffix(',').is_some_and(|w| w == name);
    called(first, given) || rules.is_honorific(first) && said.next().is_some_and(|word| called(word, surname))
}

#[cfg(test)]
mod tests {
    use crate::transcript::{Role, Speaker};

    #[test]
    fn who_calls_the_bearer_of_the_label_is_another() {
        let speaker = Speaker {
            name: Some("Vera Holt".into()),
            label: Some("MS. HOLT".into()),
            office: None,
            person: None,
            role: Role::Speaker,
        };
        let rules = &crate::rules::Rules::builtin().labels;
        let check = |words: &str| super::calls_himself(&speaker, words, rules);
        assert!(check("Vera, let me ask about the bridge."));
        assert!(check("Ms. Holt, a question."));
        assert!(!check("Vera Holt, minister of roads, to begin with."));
        assert!(!check("Jan, go ahead."));
    }
}
