//! Offices and countries as filters: who held them on which days, by the register; and labels that print
//! them.
//!
//! `office:"President of Norland"` finds what Vera Holt said while the register is sure that she was
//! president, and what stands under the label "President of Norland Vera Holt". What she said before is
//! not found.

use jiff::civil::Date;
use variorum_text::people::register::Post;
use variorum_text::people::wanted::Wanted;
use variorum_text::people::{Office, Register};
use variorum_text::rules::{Rules, key_words};

use crate::ask::speaks;
use crate::error::Result;
use crate::index::{Select, name_words};
use crate::record::Record;

/// What was said in an office; `None` when it is no office that is known.
pub(super) fn office(record: &Record, value: &str) -> Result<Option<Select>> {
    let rules = record.rules();
    let Some(asked) = Office::of(value, rules).filter(|o| o.is_known && !o.is_former) else {
        return Ok(None);
    };
    let fits =
        |held: &Office| held.is_meant_by(&asked, rules) && (asked.body.is_none() || held.body == asked.body);
    select(record, fits).map(Some)
}

/// What was said in any office of a country or organisation; `None` when it is none that is known.
pub(super) fn country(record: &Record, value: &str) -> Result<Option<Select>> {
    let rules = record.rules();
    let words = key_words(value);
    let Some(body) = rules.offices.body(&words) else { return Ok(None) };
    let found = select(record, |held| held.body.as_ref() == Some(&body))?;
    let is_nothing = found == Select::Any(Vec::new()) && !rules.offices.is_body(&words);
    Ok((!is_nothing).then_some(found))
}

/// What holders of the offices said while they held them.
fn select(record: &Record, fits: impl Fn(&Office) -> bool) -> Result<Select> {
    let rules = record.rules();
    let register = Register::asking(rules);
    let mut parts = Vec::new();
    for (n, person) in register.people().iter().enumerate() {
        let days: Vec<(Date, Date)> =
            register.posts_of(n).filter(|p| fits(&p.office)).filter_map(certain_days).collect();
        if days.is_empty() {
            continue;
        }
        let keys = voices_of(record, &person.name)?;
        if !keys.is_empty() {
            let days = days.into_iter().map(|(from, to)| Select::Days(Some(from), Some(to))).collect();
            parts.push(Select::All(vec![Select::Voices { by: None, keys }, Select::Any(days)]));
        }
    }
    let in_office = |label: &str, speaker: Option<&str>| {
        printed_office(label, speaker, rules).is_some_and(|o| !o.is_former && fits(&o))
    };
    let printed = record
        .need_index()?
        .voices_where(None, |speaker, label| label.is_some_and(|l| in_office(l, speaker)))?;
    if !printed.is_empty() {
        parts.push(Select::Voices { by: None, keys: printed });
    }
    Ok(Select::Any(parts))
}

/// The days on which a post was surely held.
fn certain_days(post: &Post) -> Option<(Date, Date)> {
    let end = post.end.map_or(post.known_to, |end| Some(end.first))?;
    post.start.map(|start| (start.last, end)).filter(|(from, to)| from <= to)
}

fn voices_of(record: &Record, name: &str) -> Result<Vec<String>> {
    let rules = record.rules();
    let Some(wanted) = Wanted::of(name, rules) else { return Ok(Vec::new()) };
    let asked = name_words(&wanted.words());
    record.need_index()?.voices_where(Some(&asked), |speaker, label| {
        speaker.is_some() && speaks(Some(&wanted), name, (speaker, label), &[], rules)
    })
}

/// The office that a label prints before the name at its end.
fn printed_office(label: &str, speaker: Option<&str>, rules: &Rules) -> Option<Office> {
    let name: Vec<String> = key_words(speaker?);
    let words: Vec<&str> = label.split_whitespace().collect();
    let is_name = |w: &&&str| key_words(w).iter().all(|k| name.contains(k));
    let n_name = words.iter().rev().take_while(is_name).count();
    let office = words[..words.len() - n_name].join(" ");
    Office::of(&office, rules).filter(|o| o.is_known && n_name > 0)
}
