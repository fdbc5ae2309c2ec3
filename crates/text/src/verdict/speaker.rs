//! Whether the speaker of a passage can be the person the claim names.
//!
//! "Vera Holt", "V. Holt", "MS. HOLT" and "President Holt" can be one person; "Ivo Holt" and
//! "Vera Holt" cannot. A label that gives an office alone ("THE PRESIDENT") tells only with the
//! help of the page's title ("Remarks by President Holt"); without it nothing is told.

use super::Passage;
use crate::people::Likeness;
use crate::people::fold::{Keys, plain};
use crate::people::wanted::{Wanted, without_titles};
use crate::rules::Rules;

/// How the speaker of a passage relates to the person the claim names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearing {
    /// The claim names nobody.
    NotAsked,
    /// The passage is theirs.
    Same,
    /// Nothing says whose it is.
    Unknown,
    /// The passage is the page's own telling, and the person is named in it.
    Told,
    /// The passage is another's.
    Other,
}

/// Weighs the speaker of `passage` against the name of the claim.
pub fn bearing(by: Option<&str>, passage: &Passage, rules: &Rules) -> Bearing {
    let Some(by) = by.map(str::trim).filter(|b| !b.is_empty()) else { return Bearing::NotAsked };
    let wanted = Wanted::of(by, rules);
    let surname = wanted.as_ref().and_then(Wanted::surname).cloned().unwrap_or_default();
    if !passage.is_speech {
        let mut told = passage.words.of(&passage.text).split(|c: char| !is_of_word(c));
        return if told.any(|w| surname.alike(&Keys::of(w))) { Bearing::Told } else { Bearing::Other };
    }
    let label = passage.label.as_deref().unwrap_or("");
    // The whole label, not its tail: "THE VICE PRESIDENT" is not "President".
    let plain =
        |text: &str| -> Vec<String> { folded_words(text).into_iter().filter(|w| w != "the").collect() };
    if !plain(by).is_empty() && plain(label) == plain(by) {
        return Bearing::Same;
    }
    let Some(wanted) = wanted else { return Bearing::Unknown };
    let printed = passage.speaker.as_deref().unwrap_or(label);
    if passage.speaker.is_none() || without_titles(printed, rules).is_empty() {
        return by_title(&surname, label, passage.title.as_deref(), rules);
    }
    match wanted.likeness(printed, &passage.people, rules) {
        Likeness::Same | Likeness::Part => Bearing::Same,
        Likeness::Unclear => Bearing::Unknown,
        Likeness::Other => Bearing::Other,
    }
}

/// An office alone: "THE PRESIDENT" under the title "Remarks by President Holt".
fn by_title(surname: &Keys, label: &str, title: Option<&str>, rules: &Rules) -> Bearing {
    let office: Vec<String> = folded_words(label).into_iter().filter(|w| w != "the").collect();
    let Some(title) = title else { return Bearing::Unknown };
    let title = folded_words(title);
    if office.is_empty() {
        return Bearing::Unknown;
    }
    let mut bearing = Bearing::Unknown;
    for at in 0..title.len() {
        let Some(behind) = title.get(at..).and_then(|t| t.strip_prefix(office.as_slice())) else { continue };
        // "Vice President Holt" is no "President Holt".
        let longer = at > 0 && rules.wording.titles.contains(&title[at - 1]);
        if longer
            || behind.is_empty()
            || matches!(behind[0].as_str(), "of" | "and" | "s" | "to" | "in" | "on")
        {
            continue;
        }
        if behind.iter().take(4).any(|w| surname.alike(&Keys::of(w))) {
            return Bearing::Same;
        }
        bearing = Bearing::Other;
    }
    bearing
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | 'ʼ' | '\u{300}'..='\u{36f}')
}

/// Words in lower case without accents.
fn folded_words(text: &str) -> Vec<String> {
    text.split(|c: char| !is_of_word(c)).map(plain).filter(|w| !w.is_empty()).collect()
}
