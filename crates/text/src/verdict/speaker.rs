//! Whether the speaker of a passage can be the person the claim names.
//!
//! "Vera Holt", "V. Holt", "MS. HOLT" and "President Holt" can be one person; "Ivo Holt" and
//! "Vera Holt" cannot. A label that gives an office alone ("THE PRESIDENT") tells only with the
//! help of the page's title ("Remarks by President Holt"); without it nothing is told.

use super::voice::Voice;
use super::{Claim, Passage};
use crate::people::Likeness;
use crate::people::fold::{Keys, plain};
use crate::people::office::Office;
use crate::people::register::Register;
use crate::people::resolve::{Mention, Resolution};
use crate::people::wanted::{Wanted, without_titles};
use crate::rules::Rules;
use crate::statement::StatementKind;
use crate::transcript::titles::{before, conflict};

/// How the speaker of a passage relates to the person the claim names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearing {
    /// The claim names nobody.
    NotAsked,
    /// The passage is theirs.
    Same,
    /// Nothing says whose it is.
    Unknown,
    /// The passage is another's.
    Other,
}

/// Whom a claim names.
pub(super) struct Person {
    /// The name as given; of an office the name of the one who held it.
    name: String,
    /// `None` for an office that nobody surely held.
    wanted: Option<Wanted>,
}

impl Person {
    /// The person of a claim: an office alone is the one person of the register who held it on the
    /// claim's day. `None` when the claim names nobody.
    pub fn asked(claim: &Claim, rules: &Rules) -> Option<Person> {
        let by = claim.by.as_deref().map(str::trim).filter(|b| !b.is_empty())?;
        let office = Office::of(by, rules);
        let wanted = Wanted::of(by, rules).filter(|_| !is_office_alone(by, office.as_ref(), rules));
        if wanted.is_some() {
            return Some(Person { name: by.to_string(), wanted });
        }
        let register = Register::asking(rules);
        let mention = Mention { office: office.as_ref(), day: claim.on, ..Mention::default() };
        let held = match register.resolve(&mention, rules) {
            Resolution::One(at, _) => register.people().get(at).and_then(|p| p.names().next()),
            _ => None,
        };
        Some(Person {
            name: held.unwrap_or(by).to_string(),
            wanted: held.and_then(|name| Wanted::of(name, rules)),
        })
    }
}

/// True for "President of Norland" and "Norland President", not for "President Holt".
fn is_office_alone(by: &str, office: Option<&Office>, rules: &Rules) -> bool {
    let Some(office) = office.filter(|o| o.is_known) else { return false };
    let is_body = |body: &String| rules.offices.is_body(std::slice::from_ref(body));
    office.body.as_ref().is_some_and(is_body) || folded_words(by).iter().any(|w| w == "of")
}

/// Weighs whose words they are against the name of the claim. A name that is not certain is never the
/// same.
pub(super) fn bearing(person: Option<&Person>, voice: &Voice, passage: &Passage, rules: &Rules) -> Bearing {
    let Some(person) = person else { return Bearing::NotAsked };
    if voice.kind == StatementKind::Narration {
        return Bearing::Other;
    }
    // An office that nobody surely held.
    let Some(wanted) = &person.wanted else { return Bearing::Unknown };
    let label = voice.label.as_deref().unwrap_or("");
    let plain =
        |text: &str| -> Vec<String> { folded_words(text).into_iter().filter(|w| w != "the").collect() };
    if voice.kind == StatementKind::Speech && voice.speaker.is_none() && plain(label) == plain(&person.name) {
        // "Vera Holt?" is somebody's guess.
        let is_sure =
            !label.contains('?') && wanted.likeness(label, &passage.people, rules) == Likeness::Same;
        return if is_sure { Bearing::Same } else { Bearing::Unknown };
    }
    let printed = voice.speaker.as_deref().unwrap_or(label);
    if voice.speaker.is_none() || without_titles(printed, rules).is_empty() {
        let surname = wanted.surname().cloned().unwrap_or_default();
        return match passage.is_speech() && !voice.is_nested() {
            true => by_title(&surname, label, passage.title.as_deref(), rules),
            false => Bearing::Unknown,
        };
    }
    let titled = |text: &str| title_of(text, rules);
    let two = conflict(&titled(&person.name), &titled(label), &rules.labels);
    match wanted.likeness(printed, &passage.people, rules) {
        // "President Holt" of the claim is not the page's "Minister Holt" for certain.
        Likeness::Same | Likeness::Part if two => Bearing::Unknown,
        Likeness::Same | Likeness::Part => Bearing::Same,
        Likeness::Unclear => Bearing::Unknown,
        Likeness::Other => Bearing::Other,
    }
}

/// The words before a name: "Prime Minister" of "Prime Minister Vera Holt".
fn title_of(printed: &str, rules: &Rules) -> String {
    before(printed, &without_titles(printed, rules)).to_string()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_alone_is_the_one_who_held_it_on_the_day() {
        let table = "people = '''\nQ1 | Vera Holt |\nQ2 | Ivo Marlo |\n'''\nposts = '''\n\
             president | Norland | Q1 | 2029-05-01 | 2034-05-01 | | list\n\
             president | Norland | Q2 | 2034-05-01 | 2036-05-01 | | list\n'''\n";
        let rules = Rules::with(&[("people.toml".into(), table.into())]).expect("a table");
        for (by, on, expected) in [
            ("President of Norland", Some("2031-05-25"), Some("Vera Holt")),
            ("the President of Norland", Some("2035-05-25"), Some("Ivo Marlo")),
            ("President of Norland", Some("2001-05-25"), None),
            ("President of Norland", None, None),
            ("The President", Some("2031-05-25"), None),
            ("President Holt", None, Some("President Holt")),
            ("Vera Holt", None, Some("Vera Holt")),
        ] {
            let on = on.map(|day| day.parse().expect("a day"));
            let claim = Claim { words: String::new(), by: Some(by.into()), on };
            let found = Person::asked(&claim, &rules).expect("somebody is asked for");
            let name = found.wanted.as_ref().map(|_| found.name.as_str());
            assert_eq!(name, expected, "{by} on {on:?}");
        }
    }
}
