//! Whether the speaker of a passage can be the person the claim names.
//!
//! "Vera Holt", "V. Holt", "MS. HOLT" and "President Holt" can be one person; "Ivo Holt" and
//! "Vera Holt" cannot. A label that gives an office alone ("THE PRESIDENT") tells only with the
//! help of the page's title ("Remarks by President Holt"); without it nothing is told.

use unicode_normalization::UnicodeNormalization;

use super::Passage;
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
    let asked = Name::of(by, rules);
    if !passage.is_speech {
        let told = folded_words(passage.words.of(&passage.text));
        return match asked.parts.last() {
            Some(surname) if told.contains(surname) => Bearing::Told,
            _ => Bearing::Other,
        };
    }
    let label = passage.label.as_deref().unwrap_or("");
    // The whole label, not its tail: "THE VICE PRESIDENT" is not "President".
    let plain =
        |text: &str| -> Vec<String> { folded_words(text).into_iter().filter(|w| w != "the").collect() };
    if !plain(by).is_empty() && plain(label) == plain(by) {
        return Bearing::Same;
    }
    let printed = passage.speaker.as_deref().unwrap_or(label);
    let speaker = Name::of(printed, rules);
    if asked.parts.is_empty() {
        return Bearing::Unknown;
    }
    if speaker.parts.is_empty() || passage.speaker.is_none() {
        return by_title(&asked, label, passage.title.as_deref(), rules);
    }
    compare(&asked, &speaker, rules)
}

/// A name without titles, folded.
struct Name {
    parts: Vec<String>,
    is_latin: bool,
}

impl Name {
    fn of(printed: &str, rules: &Rules) -> Name {
        let printed = in_order(printed, rules);
        let mut parts = folded_words(&printed);
        let is_title =
            |w: &String| rules.wording.titles.contains(w) || matches!(w.as_str(), "the" | "of" | "and");
        while parts.first().is_some_and(is_title) {
            parts.remove(0);
        }
        while parts.len() > 1
            && parts.last().is_some_and(|w| matches!(w.as_str(), "jr" | "sr" | "ii" | "iii" | "iv"))
        {
            parts.pop();
        }
        let is_latin = parts.iter().all(|p| p.is_ascii());
        Name { parts, is_latin }
    }
}

/// "Holt, Vera" as "Vera Holt"; what follows a comma is dropped when it is an office.
fn in_order(printed: &str, rules: &Rules) -> String {
    let Some((head, tail)) = printed.split_once(',') else { return printed.to_string() };
    let after = folded_words(tail);
    let is_office = after.iter().any(|w| rules.wording.titles.contains(w) || w == "of");
    if is_office || after.is_empty() || after.len() > 3 {
        return head.to_string();
    }
    format!("{tail} {head}")
}

fn compare(asked: &Name, speaker: &Name, rules: &Rules) -> Bearing {
    let (Some(x), Some(y)) = (asked.parts.last(), speaker.parts.last()) else { return Bearing::Unknown };
    if asked.is_latin != speaker.is_latin {
        return Bearing::Unknown;
    }
    let (mut sorted_x, mut sorted_y) = (asked.parts.clone(), speaker.parts.clone());
    sorted_x.sort();
    sorted_y.sort();
    if sorted_x == sorted_y {
        return Bearing::Same;
    }
    if x == y {
        let both = asked.parts.len() > 1 && speaker.parts.len() > 1;
        return if !both || fits(&asked.parts[0], &speaker.parts[0], rules) {
            Bearing::Same
        } else {
            Bearing::Other
        };
    }
    // "Lula" and "Luiz Inácio Lula da Silva"; a first name alone tells nothing.
    let (short, long) =
        if asked.parts.len() < speaker.parts.len() { (asked, speaker) } else { (speaker, asked) };
    match short.parts.as_slice() {
        [one] if long.parts.iter().skip(1).any(|p| p == one) => Bearing::Same,
        [one] if long.parts.first() == Some(one) => Bearing::Unknown,
        _ => Bearing::Other,
    }
}

/// Given names that can be one person's: equal, an initial, a short form.
fn fits(x: &str, y: &str, rules: &Rules) -> bool {
    let initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    let short = |a: &str, b: &str| a.chars().count() >= 3 && b.starts_with(a);
    x == y
        || initial(x, y)
        || initial(y, x)
        || short(x, y)
        || short(y, x)
        || rules.verdict.are_one_given(x, y)
}

/// An office alone: "THE PRESIDENT" under the title "Remarks by President Holt".
fn by_title(asked: &Name, label: &str, title: Option<&str>, rules: &Rules) -> Bearing {
    let office: Vec<String> = folded_words(label).into_iter().filter(|w| w != "the").collect();
    let (Some(surname), Some(title)) = (asked.parts.last(), title) else { return Bearing::Unknown };
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
        if behind.iter().take(4).any(|w| w == surname) {
            return Bearing::Same;
        }
        bearing = Bearing::Other;
    }
    bearing
}

/// Words in lower case without accents, spelt one way.
fn folded_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | 'ʼ' | '\u{300}'..='\u{36f}'))
        .map(folded)
        .filter(|w| !w.is_empty())
        .collect()
}

fn folded(word: &str) -> String {
    let mut out: String = word
        .nfd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}'))
        .map(|c| match c {
            'ı' => 'i',
            'ə' => 'a',
            'ø' => 'o',
            'ł' => 'l',
            'đ' => 'd',
            c => c,
        })
        .collect();
    // "-skiy", "-skii", "-skyy" and "-ski" are one ending.
    let stem = out.trim_end_matches(['y', 'i']).len();
    if out.len() - stem >= 1 && stem >= 3 {
        out.truncate(stem);
        out.push('y');
    }
    out
}
