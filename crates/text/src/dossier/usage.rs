//! Which names are in use for one thing, and by whom.
//!
//! ```text
//! Upper-Velmar ×3 (Vera Holt) / Velmar ×3 (Vera Holt, Jan Lind)
//! ```
//! Names are listed as they are used, the whole table of `usage` in one line; none of them is judged.

use super::{Entry, Line, Material, Place};
use crate::usage::{Form, Usage, Use};

/// Forms in a line, and users of one form.
const FORMS: usize = 4;
const USERS: usize = 2;

/// One entry a thing, in the order of `usage`: rival names first, spellings last.
pub(super) fn names(material: &Material) -> Vec<Entry> {
    let all = &material.found.brief.names;
    all.iter().enumerate().map(|(at, usage)| entry(at, usage)).collect()
}

fn entry(at: usize, usage: &Usage) -> Entry {
    let mut told: Vec<String> = usage.forms.iter().take(FORMS).map(form).collect();
    if usage.forms.len() > FORMS {
        told.push(format!("{} more", usage.forms.len() - FORMS));
    }
    let places = usage.forms.iter().take(FORMS).filter_map(|f| f.uses.iter().find_map(|u| u.places.first()));
    let places = places.map(|p| Place::of(p.document, p.number, p.sentence)).collect();
    let head = Line { words: told.join(" / "), places, ..Line::default() };
    Entry { weight: u32::MAX - u32::try_from(at).unwrap_or(u32::MAX), head, ..Entry::default() }
}

fn form(form: &Form) -> String {
    let mut users: Vec<String> = Vec::new();
    // Who says it whatever the version, first.
    let (sure, printed): (Vec<&Use>, Vec<&Use>) = form.uses.iter().partition(|u| u.others.is_empty());
    for used in sure.into_iter().chain(printed) {
        let who = who(used);
        if !users.iter().any(|known| *known == who || who.starts_with(&format!("{known} as "))) {
            users.push(who);
        }
    }
    let more = match users.len().saturating_sub(USERS) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    users.truncate(USERS);
    format!("{} ×{} ({}{more})", form.name, form.count, users.join(", "))
}

/// "Vera Holt", "Vera Holt as printed by NORPRESS" where another version of the meeting prints another name.
fn who(used: &Use) -> String {
    let name = used.who.told().or(used.publisher.as_deref()).unwrap_or("a page");
    match (&used.publisher, used.others.is_empty()) {
        (_, true) => name.to_string(),
        (Some(publisher), false) if used.who.name.is_some() => format!("{name} as printed by {publisher}"),
        _ => format!("{name} as one version prints it"),
    }
}
