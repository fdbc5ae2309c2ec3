//! The people of a meeting as a reader is told them.
//!
//! `people` joins documents by the names that labels bear. A reader is told more: "Lee Tarn Vel" where the
//! label has "PREMIER LEE" and the title "Remarks by Premier Lee Tarn Vel of Norland", and those too who
//! only give the floor.

use super::same_person;
use crate::reading::Reading;
use crate::rules::Rules;
use crate::transcript::Role;
use crate::transcript::names::NameIndex;

/// People of a meeting at most.
const MOST: usize = 60;

/// The people of a meeting, with all who speak by name on its first page, in full where a title of its pages
/// begins a longer name with theirs.
pub fn whole_people(people: &[String], pages: &[&Reading], rules: &Rules) -> Vec<String> {
    let mut all = people.to_vec();
    let turns = pages.first().into_iter().flat_map(|p| &p.transcript.turns);
    let speaks = turns.filter(|t| t.speaker.role == Role::Speaker);
    for name in speaks.filter_map(|t| t.speaker.name.as_ref()) {
        if all.len() < MOST && !all.iter().any(|known| same_person(known, name)) {
            all.push(name.clone());
        }
    }
    for page in pages {
        let title = page.document.title.as_deref().unwrap_or_default();
        let index = NameIndex::new(title, "", &rules.labels);
        for name in all.iter_mut().filter(|n| !n.contains(' ')) {
            if let Some(whole) = index.begun_by(name) {
                *name = whole.join(" ");
            }
        }
    }
    all
}
