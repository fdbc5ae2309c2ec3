//! Labels with a slip of the pen: "MINISTER HARGOVEN" once beside many turns of "MINISTER HARGROVEN".
//!
//! One letter more or less, or two swapped, in a long name with the same office; the other form must be far
//! more frequent, and alone in that. Anything else stays as it is printed.

use std::collections::BTreeMap;

use crate::rules::LabelRules;
use crate::transcript::{Role, Speaker};

/// Labels of one name a page at most that are looked at for slips, and turns of the name that is right.
const MOST_SLIPS: usize = 64;
const OFTEN: usize = 3;
/// Letters of a name in which a slip is seen.
const LONG: usize = 6;

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

/// True for two labels of the same words but for a slip in one that is no surname: that word is the only
/// one, or another stands behind it.
fn are_one_label(a: &str, b: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    if a.len() != b.len() || a.is_empty() {
        return false;
    }
    let mut differ = (0..a.len()).filter(|n| a[*n] != b[*n]);
    let (Some(at), None) = (differ.next(), differ.next()) else { return false };
    (at + 1 < a.len() || a.len() == 1) && is_slip(a[at], b[at])
}

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

/// True for two long names of which one has a letter more, or two neighbouring letters are swapped.
fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if short < LONG || same == 0 {
        return false;
    }
    let swapped = || a[same] == b[same + 1] && a[same + 1] == b[same] && same + 2 + tail >= short;
    long == short + 1 && same + tail >= short || long == short && short >= same + 2 && swapped()
}

#[cfg(test)]
mod tests {
    use super::is_slip;
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

    #[test]
    fn a_slip_in_a_title_or_a_role_makes_no_other_speaker() {
        assert!(super::are_one_label("PREMIR HOLT", "PREMIER HOLT"));
        assert!(super::are_one_label("MODRATOR", "MODERATOR"));
        assert!(!super::are_one_label("PREMIER HARGOVEN", "PREMIER HARGROVEN"), "a surname needs more");
        assert!(!super::are_one_label("MR. HOLT", "MRS. HOLT"), "short words differ by a letter");
    }

    #[test]
    fn one_letter_is_a_slip_and_another_name_is_none() {
        assert!(is_slip("Hargoven", "Hargroven"));
        assert!(is_slip("Hargorven", "Hargroven"));
        assert!(!is_slip("Hargreven", "Hargroven"), "another letter may be another person");
        assert!(!is_slip("Lind", "Linda"), "short names differ by one letter");
        assert!(!is_slip("Hargroven", "Hargroven"));
    }
}
