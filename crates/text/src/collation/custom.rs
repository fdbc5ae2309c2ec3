//! The user's own classes: phrases of one list that stand for each other, or are missing.
//!
//! ```toml
//! [[classes]]
//! name = "the strait"
//! as = "name"
//! words = ["Velm Strait", "Narrow Sea"]
//! ```
//! "across the Narrow Sea" / "across Velm Strait" is then a difference of class `name` with the user's
//! name for it. These rules run before all others.

use std::ops::Range;

use super::Class;
use super::desk::{Desk, Sheet};
use crate::rules::OwnClass;

/// A phrase of the list in a passage.
struct Found {
    words: Range<usize>,
    phrase: usize,
}

/// Takes the differences of the user's classes.
pub(super) fn take(desk: &mut Desk) {
    if desk.regions.is_empty() {
        return;
    }
    let rules = desk.rules;
    for own in &rules.wording.classes {
        let Some(class) = Class::ALL.into_iter().find(|c| c.as_str() == own.class) else { continue };
        one_class(desk, own, class);
    }
}

fn one_class(desk: &mut Desk, own: &OwnClass, class: Class) {
    let (mut of_a, mut of_b) = (phrases(&desk.a, own), phrases(&desk.b, own));
    // A phrase that both have, as often, is no difference.
    let kept = |list: &[Found], phrase: usize| list.iter().filter(|f| f.phrase == phrase).count();
    for phrase in 0..own.words.len() {
        for _ in 0..kept(&of_a, phrase).min(kept(&of_b, phrase)) {
            for list in [&mut of_a, &mut of_b] {
                if let Some(at) = list.iter().position(|f| f.phrase == phrase) {
                    list.remove(at);
                }
            }
        }
    }
    let n = of_a.len().max(of_b.len());
    for k in 0..n {
        let (x, y) = (of_a.get(k), of_b.get(k));
        let words = |f: Option<&Found>| f.map_or(0..0, |f| f.words.clone());
        let class = match (x, y) {
            (Some(_), None) => Class::Omitted,
            (None, Some(_)) => Class::Added,
            _ => class,
        };
        desk.put(class, words(x), words(y), None);
        if let Some(told) = desk.out.last_mut() {
            told.custom = Some(own.name.clone());
        }
    }
}

/// The phrases of the list in a passage, in order; the longest at each place.
fn phrases(sheet: &Sheet, own: &OwnClass) -> Vec<Found> {
    let words = sheet.words();
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let here = own.words.iter().enumerate().filter(|(_, phrase)| {
            words
                .get(at..at + phrase.len())
                .is_some_and(|said| said.iter().zip(*phrase).all(|(w, p)| w.form == *p || w.bare() == p))
        });
        match here.max_by_key(|(_, phrase)| phrase.len()).filter(|(_, phrase)| !phrase.is_empty()) {
            Some((phrase, said)) => {
                out.push(Found { words: at..at + said.len(), phrase });
                at += said.len();
            }
            None => at += 1,
        }
    }
    out
}
