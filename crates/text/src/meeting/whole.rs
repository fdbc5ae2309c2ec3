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
        for name in all.iter_mut().filter(|n| !n.contains(' ')) {
            if let Some(whole) = whole_name(name, page, rules) {
                *name = whole;
            }
        }
    }
    all
}

/// The whole name of somebody whom a page calls by one word, where its title has it: "Lee Tarn Vel" for "Lee",
/// "Vera Holt" for "Holt".
pub fn whole_name(name: &str, page: &Reading, rules: &Rules) -> Option<String> {
    let title = page.document.title.as_deref().unwrap_or_default();
    if !title.contains(name) {
        return None;
    }
    let index = NameIndex::new(title, "", &rules.labels);
    let begun = index.begun_by(name).map(|whole| whole.join(" "));
    begun.or_else(|| ended_by(title, name, &page.document.text, rules))
}

/// "Climate Advisor Vera | Holt": the word before is a given name, or the page prints the two together and not
/// behind "of", as it would "Minister of Trade Holt".
fn ended_by(title: &str, name: &str, text: &str, rules: &Rules) -> Option<String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_string();
    let mut at = (1..words.len()).filter(|n| bare(words[*n]) == name);
    let one = at.next().filter(|_| at.next().is_none())?;
    let given = words[one - 1];
    let is_name = given.starts_with(char::is_uppercase) && given.ends_with(char::is_alphabetic);
    let is_portfolio = rules.labels.portfolios.holds(given);
    if !is_name
        || is_portfolio
        || rules.labels.is_office(given)
        || rules.wording.titles.contains(&given.to_lowercase())
    {
        return None;
    }
    let whole = format!("{given} {name}");
    let known =
        [&rules.quotations.men, &rules.quotations.women].iter().any(|s| s.contains(&given.to_lowercase()));
    let led = |from: usize| text[..from].split_whitespace().next_back().unwrap_or_default();
    let alone = |from: usize| !rules.labels.connectors.contains(led(from));
    let printed = || text.match_indices(&whole).take(MOST).any(|(from, _)| alone(from));
    (known || printed()).then_some(whole)
}
