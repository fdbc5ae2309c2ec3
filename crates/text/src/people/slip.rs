//! Labels with a slip of the pen: "MINISTER HARGOVEN" once beside many turns of "MINISTER HARGROVEN".
//!
//! One letter more or less, or two swapped, in a long name with the same office; the other form must be far
//! more frequent, and alone in that. Anything else stays as it is printed.

use std::collections::BTreeMap;

use crate::transcript::{Role, Speaker};

/// Labels of one name a page at most that are looked at for slips, and turns of the name that is right.
const MOST_SLIPS: usize = 64;
const OFTEN: usize = 3;
/// Letters of a name in which a slip is seen.
const LONG: usize = 6;

/// "MINISTER HARGOVEN" once beside many turns of "MINISTER HARGROVEN": one person, with a slip of the pen.
pub(super) fn mend_slips(speakers: &mut [Speaker]) {
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

    #[test]
    fn one_letter_is_a_slip_and_another_name_is_none() {
        assert!(is_slip("Hargoven", "Hargroven"));
        assert!(is_slip("Hargorven", "Hargroven"));
        assert!(!is_slip("Hargreven", "Hargroven"), "another letter may be another person");
        assert!(!is_slip("Lind", "Linda"), "short names differ by one letter");
        assert!(!is_slip("Hargroven", "Hargroven"));
    }
}
