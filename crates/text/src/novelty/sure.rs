//! What is certain of a name or topic that stands on one side and not on the other.
//!
//! "Norland Railway Act" has not entered where "the Railway Act" was spoken of before, nor "River Trade Office"
//! where "RTO" was. A word in passing, a first name that is called out and a word that may be a verb are
//! news to nobody. What is not certain is kept, and told last.

use super::Item;
use super::event::{Event, Pages, Stems, Tally, initials};
use crate::words::plain;

/// The other side: the meetings before of what entered, the meeting itself of what left.
pub(super) trait Side {
    /// True when a word of this meaning stands there.
    fn has(&self, meant: u32) -> bool;
    /// True when two words stand side by side there, or may.
    fn has_pair(&self, pair: (u32, u32)) -> bool;
    /// True when the acronym stands there.
    fn has_acronym(&self, acronym: &str) -> bool;
    /// True when a longer name with these first letters stands there.
    fn has_initials(&self, letters: &str) -> bool;
}

impl Side for Event {
    fn has(&self, meant: u32) -> bool {
        self.stems.contains(&meant)
    }

    fn has_pair(&self, pair: (u32, u32)) -> bool {
        self.pairs.contains(&pair)
    }

    fn has_acronym(&self, acronym: &str) -> bool {
        self.acronyms.contains(acronym)
    }

    fn has_initials(&self, letters: &str) -> bool {
        self.initials.contains(letters)
    }
}

/// Letters of a word of which longer forms are looked for.
const ROOT: usize = 4;
/// Times that a word is said that is no passing word.
const OFTEN: usize = 3;

/// True when no form of the name stands on the other side, and it is a name that tells something.
pub(super) fn is_sure_name(
    tally: &Tally,
    item: &Item,
    (side, stems): (&dyn Side, &Stems),
    pages: &Pages,
) -> bool {
    let form = crate::words::fold(&item.words);
    let words: Vec<&str> = form.split([' ', '-', '‑']).filter(|w| !w.is_empty()).collect();
    let Some(last) = words.last() else { return false };
    let named = tally.by.keys().any(Option::is_some);
    if !named || tally.told == 0 || form.contains('\'') || !is_telling(&form, &words, tally, pages) {
        return false;
    }
    // "Vera Petrovna" is somebody of whom the other side may speak by a surname.
    let fathers = &pages.rules.wording.patronymics;
    if words.len() == 2
        && fathers.iter().any(|end| last.ends_with(end.as_str()))
        && !pages.rules.names.canonical.contains_key(&form)
    {
        return false;
    }
    let is_common = |w: &str| pages.rules.names.common.contains(w) || pages.usage.is_common(w);
    let there = match tally.stems.as_slice() {
        [.., a, b] if is_common(last) => side.has_pair((*a.min(b), *a.max(b))),
        [.., b] => side.has(*b) || has_kin(last, side, stems, pages),
        [] => true,
    };
    let shortened = initials(&form).iter().any(|i| side.has_acronym(i));
    !there && !shortened && !(words.len() == 1 && side.has_initials(&form))
}

/// True when a longer form of a word stands there: "Norlandic" for "Norland", "Afrian" for "Afria".
fn has_kin(word: &str, side: &dyn Side, stems: &Stems, pages: &Pages) -> bool {
    let stem = pages.rules.series.stem(&plain(word));
    let root = stem.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']);
    root.chars().count() >= ROOT && stems.any_longer(root, &|n| side.has(n))
}

/// A place that is known, a name of two words that is no office, an acronym or a surname said often.
fn is_telling(form: &str, words: &[&str], tally: &Tally, pages: &Pages) -> bool {
    let names = &pages.rules.names;
    if names.canonical.contains_key(form) {
        return true;
    }
    let is_ordinary = |w: &&str| pages.usage.is_common(w) || names.common.contains(*w);
    match words.len() {
        0 => false,
        1 => {
            (tally.told >= OFTEN - 1 || tally.is_place)
                && !pages.usage.is_common(form)
                && !pages.firsts.contains(form)
        }
        _ => {
            !words.iter().any(|w| pages.rules.labels.is_office(w))
                && (!words.iter().all(is_ordinary) || tally.told > 1)
        }
    }
}

/// True when the words are a noun phrase for certain, and said more than in passing.
pub(super) fn is_sure_topic(
    tally: &Tally,
    item: &Item,
    (side, stems): (&dyn Side, &Stems),
    pages: &Pages,
) -> bool {
    let named = tally.by.keys().any(Option::is_some);
    let form = crate::words::fold(&item.words);
    let words: Vec<&str> = form.split([' ', '-', '‑']).filter(|w| !w.is_empty()).collect();
    let Some((last, before)) = words.split_last() else { return false };
    let often = if before.is_empty() { OFTEN } else { OFTEN - 1 };
    let single = || !before.is_empty() || !has_kin(last, side, stems, pages);
    // "hearts ache": behind a plural stands a verb sooner than a noun.
    let is_plural = |w: &str| w.ends_with('s') && !w.ends_with("ss") && !w.ends_with("us");
    let leads = |w: &&str| !pages.usage.is_verb(w) && !is_plural(w);
    // What ran through the earlier meetings is no word in passing.
    let runs = item.meetings >= if before.is_empty() { OFTEN } else { OFTEN - 1 };
    named
        && (tally.count >= often || runs)
        && single()
        && pages.usage.is_noun(last)
        && before.iter().all(leads)
}
