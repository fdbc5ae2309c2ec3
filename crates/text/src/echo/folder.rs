//! The people who speak in the documents, and the occasions on which they did.
//!
//! "As Prime Minister Danforth said in Brona" on a page where no Danforth speaks means Lena Danforth when
//! she alone of that surname speaks in the other documents, and no office printed with her name contradicts.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::credit::key_of;
use crate::reading::{Held, Reading};
use crate::rules::{EchoWords, Rules};
use crate::transcript::Role;
use crate::words::{Case, Word, fold};

/// Somebody who speaks in the documents.
#[derive(Clone, Debug, Default)]
struct Bearer {
    name: String,
    keys: BTreeSet<String>,
    /// Words of the offices that are printed with the name, folded.
    offices: BTreeSet<String>,
}

/// The people of the documents.
#[derive(Clone, Debug, Default)]
pub(super) struct Folder {
    /// By folded surname, then by folded name.
    by_surname: BTreeMap<String, BTreeMap<String, Bearer>>,
    /// Documents in which a person speaks, in the order handed in.
    spoken: BTreeMap<String, Vec<usize>>,
}

impl Folder {
    /// The people who speak in `held`; `order` are the documents by day.
    pub fn of(held: &[Held], order: &[usize], rules: &Rules) -> Folder {
        let mut folder = Folder::default();
        for n in order {
            let mut here: BTreeSet<String> = BTreeSet::new();
            for turn in &held[*n].reading.transcript.turns {
                let Some(key) = key_of(&turn.speaker) else { continue };
                here.insert(key.clone());
                let Some(name) = turn.speaker.name.as_deref().filter(|_| turn.speaker.role == Role::Speaker)
                else {
                    continue;
                };
                let (whole, surname) = folded(name);
                let bearer = folder.by_surname.entry(surname).or_default().entry(whole).or_default();
                if bearer.name.is_empty() {
                    bearer.name = name.to_string();
                }
                bearer.keys.insert(key);
                let told = turn.speaker.office.iter().chain(&turn.speaker.label);
                bearer.offices.extend(told.flat_map(|o| offices(o, rules)));
            }
            for key in here {
                folder.spoken.entry(key).or_default().push(*n);
            }
        }
        folder
    }

    /// The name and key of the one person of a printed name without titles; `None` when nobody or several
    /// bear it, or another office is printed with it.
    pub fn person(&self, bare: &str, printed: &str, rules: &Rules) -> Option<(String, String)> {
        let (whole, surname) = folded(bare);
        let bearers = self.by_surname.get(&surname)?;
        let one = match bearers.get(&whole) {
            Some(one) => one,
            // "Danforth": the one full name that ends so.
            None if whole == surname && bearers.len() == 1 => bearers.values().next()?,
            None => return None,
        };
        let asked: BTreeSet<String> = offices(printed, rules).collect();
        let contradicts = !asked.is_empty() && !one.offices.is_empty() && asked.is_disjoint(&one.offices);
        let mut keys = one.keys.iter();
        let key = keys.next().filter(|_| keys.next().is_none() && !contradicts)?;
        Some((one.name.clone(), key.clone()))
    }

    /// True when somebody of the surname speaks in the documents.
    pub fn has_surname(&self, name: &str) -> bool {
        self.by_surname.contains_key(&folded(name).1)
    }

    /// Documents in which a person speaks, by day.
    pub fn spoken(&self, key: &str) -> &[usize] {
        self.spoken.get(key).map_or(&[], Vec::as_slice)
    }
}

/// The name, and its last word; folded.
fn folded(name: &str) -> (String, String) {
    let words: Vec<String> = name.split_whitespace().map(fold).collect();
    (words.join(" "), words.last().cloned().unwrap_or_default())
}

/// The nouns of office in a printed name or label.
pub(super) fn offices<'o>(printed: &'o str, rules: &'o Rules) -> impl Iterator<Item = String> + 'o {
    printed.split_whitespace().filter(|w| rules.labels.is_office(w)).map(fold)
}

/// When and where something was said, as a cue tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Occasion {
    months: BTreeSet<i8>,
    years: BTreeSet<i16>,
    places: BTreeSet<String>,
    is_yesterday: bool,
}

impl Occasion {
    /// What the words of a cue tell; the name of the one cited is left out by the caller.
    pub fn of<'w>(words: impl Iterator<Item = &'w Word>, shelf: &EchoWords, rules: &Rules) -> Occasion {
        let mut found = Occasion::default();
        for word in words {
            let form = word.bare();
            let month = rules.wording.calendar.get(form).filter(|_| word.case != Case::Lower);
            if let Some(month) = month.filter(|m| (1.0..=12.0).contains(*m)) {
                found.months.insert(*month as i8);
            } else if let Some(year) = form.parse().ok().filter(|y| (1900..2100).contains(y)) {
                found.years.insert(year);
            } else if shelf.holds("yesterday", form) {
                found.is_yesterday = true;
            } else if word.case != Case::Lower && !word.opens && form.chars().count() > 2 && month.is_none() {
                found.places.insert(form.to_string());
            }
        }
        found
    }

    /// True when nothing is told.
    pub fn is_open(&self) -> bool {
        *self == Occasion::default()
    }

    /// True when the day and place of a page answer to all that is told; `today` is the day of the echo.
    pub fn suits(&self, other: &Reading, today: Date) -> bool {
        let Some(day) = other.day() else { return false };
        let month = self.months.is_empty() || self.months.contains(&day.month());
        let year = self.years.is_empty() || self.years.contains(&day.year());
        let ago = !self.is_yesterday || day.tomorrow().ok() == Some(today);
        month && year && ago && (self.places.is_empty() || self.is_there(other))
    }

    /// True when the meeting's place, the dateline or the title of a page holds a place that is told.
    fn is_there(&self, other: &Reading) -> bool {
        let place = other.meeting.as_ref().and_then(|m| m.place.clone());
        let dateline = other.document.dateline.as_ref().and_then(|d| d.place.clone());
        let told = [place, dateline, other.document.title.clone()];
        let mut words = told.iter().flatten().flat_map(|t| t.split(|c: char| !c.is_alphanumeric()).map(fold));
        words.any(|w| self.places.contains(&w))
    }
}
