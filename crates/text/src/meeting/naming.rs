//! The name of a meeting: `m:2031-05-25-holt-varga`, from the day and the surnames.

use std::collections::BTreeMap;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::people::surname;
use super::{Meeting, Trace};

/// Most surnames in a name; more people would make it unreadable.
const MAX_NAMES: usize = 4;

/// The name of a meeting, not yet told apart from another of the same day and people.
pub(super) fn name(date: Option<Date>, participants: &[String], head: &Trace) -> String {
    let mut names: Vec<String> =
        participants.iter().map(|p| slug(surname(p))).filter(|s| !s.is_empty()).collect();
    names.sort();
    names.dedup();
    names.truncate(MAX_NAMES);
    let words = if names.is_empty() {
        let title = slug(head.title.as_deref().unwrap_or(""));
        title.split('-').filter(|w| !w.is_empty()).take(MAX_NAMES).collect::<Vec<_>>().join("-")
    } else {
        names.join("-")
    };
    let day = date.map_or("undated".to_string(), |d| d.to_string());
    if words.is_empty() { format!("m:{day}-{}", digits(&head.document)) } else { format!("m:{day}-{words}") }
}

/// Gives each meeting its id: its name, and where several share one, digits of the smallest
/// document id of each.
pub fn part_names(meetings: &mut [Meeting]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    meetings.iter().for_each(|m| *seen.entry(m.name.clone()).or_default() += 1);
    for meeting in meetings {
        let is_alone = seen.get(&meeting.name).is_none_or(|n| *n == 1);
        let smallest = meeting.members.iter().map(|m| m.document.as_str()).min().unwrap_or("");
        meeting.id = match is_alone {
            true => meeting.name.clone(),
            false => format!("{}-{}", meeting.name, digits(smallest)),
        };
    }
}

fn digits(document: &str) -> &str {
    let hex = document.strip_prefix("d:").unwrap_or(document);
    hex.get(..6).unwrap_or(hex)
}

/// Lower-case letters and digits without marks, other signs as single hyphens.
pub(super) fn slug(words: &str) -> String {
    let mut out = String::new();
    for c in words
        .nfkd()
        .filter(|c| !matches!(c, '\u{0300}'..='\u{036F}' | '\'' | '\u{2019}'))
        .flat_map(char::to_lowercase)
    {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_string()
}
