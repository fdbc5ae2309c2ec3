//! What is certain of a name or topic that stands on one side and not on the other.
//!
//! "Norland Railway Act" has not entered where "the Railway Act" was spoken of before, nor "River Trade Office"
//! where "RTO" was. A word in passing, a first name that is called out, an adjective and a piece of a longer name
//! are news to nobody. What is not certain is kept, and told by `variorum new --all` alone.

use super::Item;
use super::event::{Event, Pages, Tally};
use super::stem::Stems;
use crate::words::plain;

/// The other side: the meetings before of what entered, the meeting itself of what left.
pub(super) trait Side {
    /// True when a word of this meaning stands there.
    fn has(&self, meant: u32) -> bool;
    /// True when two words stand side by side there, or may.
    fn has_pair(&self, pair: (u32, u32)) -> bool;
    /// True when the thing is named there.
    fn has_thing(&self, root: usize) -> bool;
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

    fn has_thing(&self, root: usize) -> bool {
        self.present.contains(&root)
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
/// Letters of an acronym that stands with a number too: "COP" and "COP26".
const ACRONYM: usize = 3;
/// Letters of a word with capitals, no known name, that say nothing: "TV", "D.C.".
const SHORT: usize = 2;
/// Times that a name is said that is no passing word: one that is seen to be a place, a surname or an acronym, and
/// any other word with a capital.
const TWICE: usize = 2;
const MANY: usize = 5;

/// True when no form of the name stands on the other side, and it is a name that tells something.
pub(super) fn is_sure_name(
    tally: &Tally,
    item: &Item,
    (side, stems, here): (&dyn Side, &Stems, &[String]),
    pages: &Pages,
) -> bool {
    let forms: Vec<&str> = tally.forms.keys().map(|f| pages.heard.names.forms[*f].as_str()).collect();
    let short_for = |form: &usize| pages.short_for.get(form).into_iter().flatten();
    let is_joined = tally.forms.len() > 1 && tally.forms.keys().any(|f| pages.heard.is_joined_by_letters(*f));
    tally.told > 0
        && tally.unsure == 0
        && !is_joined
        && !tally.forms.keys().flat_map(short_for).any(|root| side.has_thing(*root))
        && !item.words.contains(['\'', '’'])
        && is_telling(tally, item, pages)
        && forms.into_iter().all(|form| is_absent(form, here, (side, stems), pages))
}

/// True when neither the name nor a shorter, longer or other form of it stands there; `here` are the surnames of
/// those who speak at the meeting.
fn is_absent(form: &str, here: &[String], (side, stems): (&dyn Side, &Stems), pages: &Pages) -> bool {
    let words: Vec<&str> = form.split([' ', '-', '‑']).filter(|w| !w.is_empty()).collect();
    let Some((last, before)) = words.split_last() else { return false };
    let meant = |w: &str| stems.known(&pages.rules.series.stem(&plain(w)));
    let has = |w: &str| meant(w).is_some_and(|n| side.has(n)) || has_kin(w, side, stems, pages);
    // "the G20 Summit" is spoken of where "the G20" is.
    let is_body = |w: &&str| side.has_acronym(w) || w.contains(|c: char| c.is_ascii_digit()) && has(w);
    let is_common = |w: &str| pages.rules.names.common.contains(w) || pages.usage.is_common(w);
    let there = match before.last() {
        // "Orest Holt" is another than Vera Holt, who speaks: nobody there is called Orest.
        Some(_) if here.iter().any(|name| name == last) => has(before[0]),
        // "the Free Trade Agreement" is there with the Agreement on Free Trade.
        Some(_) if before.iter().any(is_body) => true,
        Some(_) if is_common(last) => before.iter().any(|beside| {
            let pair = meant(beside).zip(meant(last));
            pair.is_some_and(|(a, b)| side.has_pair((a.min(b), a.max(b))))
        }),
        _ => has(last),
    };
    let shortened = initials(form).iter().any(|i| side.has_acronym(i));
    !there && !shortened && !(words.len() == 1 && side.has_initials(form))
}

/// True when a longer form of a word stands there: "Norlandic" for "Norland", "Afrian" for "Afria".
pub(super) fn has_kin(word: &str, side: &dyn Side, stems: &Stems, pages: &Pages) -> bool {
    let stem = pages.rules.series.stem(&plain(word));
    let root = stem.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']);
    // "COP" is spoken of where "COP26" is.
    let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = || stems.any_numbered(&plain(bare), &|n| side.has(n));
    let unnumbered =
        || bare != word && stems.known(&pages.rules.series.stem(&plain(bare))).is_some_and(|n| side.has(n));
    root.chars().count() >= ROOT && stems.any_longer(root, &|n| side.has(n))
        || bare.chars().count() >= ACRONYM && (numbered() || unnumbered())
}

/// A place that is known, a name of two words that is no office, an acronym or a surname said often.
fn is_telling(tally: &Tally, item: &Item, pages: &Pages) -> bool {
    let names = &pages.rules.names;
    let printed = tally.forms.iter().find(|(_, (printed, ..))| *printed == item.words);
    let Some(form) = printed.map(|(form, _)| pages.heard.names.forms[*form].as_str()) else { return false };
    let words: Vec<&str> = form.split([' ', '-', '‑']).filter(|w| !w.is_empty()).collect();
    let is_known = names.canonical.contains_key(form) || names.rival.contains_key(form);
    let is_ordinary = |w: &&str| pages.usage.is_common(w) || names.common.contains(*w);
    // "Vera Petrovna" is somebody of whom the other side may speak by a surname.
    let is_fathers = |w: &str| pages.rules.wording.patronymics.iter().any(|end| w.ends_with(end.as_str()));
    let is_people = |w: &str| {
        let country = names.canonical.get(w);
        country.is_some_and(|c| pages.rules.usage.is_people(w, c))
    };
    match words.as_slice() {
        [] => false,
        [_] if is_known => tally.told >= TWICE,
        [one] => {
            let is_shown = tally.is_place || tally.is_acronym || pages.lasts.contains(*one);
            let least = if is_shown { TWICE } else { MANY };
            let is_office = pages.rules.labels.is_office(one);
            let is_name = !is_office && !pages.usage.is_common(one) && !pages.firsts.contains(*one);
            let is_long = form.chars().count() > SHORT && !form.contains('.');
            tally.told >= least && is_name && is_long
        }
        [_, last] if !is_known && is_fathers(last) && !pages.speakers.is_surname(last) => false,
        // "Southeast Asian" says whose, not what.
        [.., last] if pages.rules.usage.is_adjective(last) => false,
        // "the North Korean", "the Tavic People".
        [first, .., last] if !is_known && (is_people(last) || is_people(first) && words.len() == 2) => false,
        [.., last] => {
            let office = words.iter().any(|w| pages.rules.labels.is_office(w));
            let ordinary = words.iter().all(is_ordinary);
            // An act or a council is spoken of though it is named once.
            let least = if pages.rules.usage.bodies.contains(*last) && !ordinary { 1 } else { TWICE };
            !office && tally.told >= if is_known { 1 } else { least }
        }
    }
}

/// The first letters of a name of three words or more, small words left out and taken in.
pub(super) fn initials(form: &str) -> Vec<String> {
    let letters = |all: bool| -> String {
        let is_small = |w: &&str| matches!(*w, "of" | "the" | "and" | "for" | "on" | "in" | "&");
        form.split([' ', '-']).filter(|w| all || !is_small(w)).filter_map(|w| w.chars().next()).collect()
    };
    let mut found = vec![letters(false), letters(true)];
    found.dedup();
    found.retain(|i| i.chars().count() >= 3);
    found
}
