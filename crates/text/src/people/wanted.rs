//! The person a question names (`--by "Vera Holt"`), against the speakers of a record.
//!
//! "V. Holt", "HOLT Vera", "Вера Хольт" and "President Holt" may mean Vera Holt; "Robert Holt" is not
//! "Roberta Holt". Where another person of the same page fits as well ("MS. HOLT" on a page with two
//! Holts), nothing is said.

use super::name::{Likeness, Name};
use super::register::{Register, nearest};
use super::resolve::{Mention, Resolution};
use crate::rules::Rules;

/// A person asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The name as asked.
    name: Name,
    /// All names of the one person of the register whose full name it is, else the name as asked.
    names: Vec<Name>,
    is_full: bool,
}

impl Wanted {
    /// The person of a printed name; `None` when nothing but titles is printed.
    pub fn of(by: &str, rules: &Rules) -> Option<Wanted> {
        let printed = without_titles(by, rules);
        let name = Name::of(&printed, rules);
        if name.is_empty() {
            return None;
        }
        let is_full = name.is_full();
        let register = Register::asking(rules);
        let mention = Mention { name: &printed, ..Mention::default() };
        let known = match register.resolve(&mention, rules) {
            Resolution::One(at, _) if is_full => register.people().get(at),
            _ => None,
        };
        let mut names = vec![name.clone()];
        if let Some(person) = known.filter(|p| p.likeness(&name, rules) == Likeness::Same) {
            names.extend(person.parsed(rules).iter().cloned());
        }
        Some(Wanted { name, names, is_full })
    }

    /// What a printed speaker is to the person, among the other people of the page.
    pub fn likeness(&self, printed: &str, others: &[String], rules: &Rules) -> Likeness {
        let speaker = Name::of(&without_titles(printed, rules), rules);
        let like = nearest(&self.names, &speaker, rules);
        // "Tomas Breck Jr." is perhaps not Tomas Breck.
        if like <= Likeness::Part && self.name.suffix != speaker.suffix {
            return Likeness::Unclear;
        }
        if like != Likeness::Part && !(like == Likeness::Same && !self.is_full) {
            return like;
        }
        let fits = |a: &Name, b: &Name| a.likeness(b, rules) <= Likeness::Part;
        let others = others.iter().take(MOST_OTHERS).map(|o| Name::of(o, rules));
        let mut first: Option<Name> = None;
        for other in others.filter(Name::is_full) {
            // Another who may be the speaker, or another who may be asked for.
            let may_speak = fits(&other, &speaker) && nearest(&self.names, &other, rules) == Likeness::Other;
            let may_be_asked = fits(&other, &self.name) && other.likeness(&speaker, rules) == Likeness::Other;
            if may_speak || may_be_asked {
                return Likeness::Unclear;
            }
            // Two who may be both: "Mr. Holt" on a page with Robert and Roberta Holt.
            if !self.is_full && !speaker.is_full() && fits(&other, &speaker) && fits(&other, &self.name) {
                match &first {
                    Some(one) if one.likeness(&other, rules) == Likeness::Other => return Likeness::Unclear,
                    Some(_) => {}
                    None => first = Some(other),
                }
            }
        }
        like
    }

    /// All words of all names, for a look-up.
    pub fn words(&self) -> String {
        let parts = self.names.iter().flat_map(|n| n.given.iter().chain(&n.surname));
        parts.map(|p| p.printed.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The surname, folded as `fold::Keys` folds it.
    pub fn surname(&self) -> Option<&super::fold::Keys> {
        self.name.head().map(|p| &p.keys)
    }
}

/// Names of a page that are looked at.
const MOST_OTHERS: usize = 200;

/// A printed name without the titles before it and an office after a comma.
pub fn without_titles(printed: &str, rules: &Rules) -> String {
    let title = |w: &str| {
        let bare: String = w.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        rules.wording.titles.contains(&bare)
            || rules.labels.is_office(w)
            || matches!(bare.as_str(), "the" | "of" | "and")
    };
    let initial = |w: &&str| w.trim_end_matches('.').chars().count() == 1;
    let words: Vec<&str> = printed.split_whitespace().collect();
    let from = words.iter().take_while(|w| title(w) && !initial(w)).count();
    words.get(from..).unwrap_or_default().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(by: &str, printed: &str, others: &[&str], want: Likeness) {
        let rules = Rules::builtin();
        let others: Vec<String> = others.iter().map(|o| o.to_string()).collect();
        let got = Wanted::of(by, rules).map(|w| w.likeness(printed, &others, rules));
        assert_eq!(got, Some(want), "{by} / {printed} among {others:?}");
    }

    #[test]
    fn one_person_in_many_spellings() {
        for printed in [
            "Vera Holt",
            "HOLT Vera",
            "V. Holt",
            "В.Хольт",
            "Вера Хольт",
            "Holt",
            "MS. HOLT",
            "President Holt",
        ] {
            let like =
                Wanted::of("Vera Holt", Rules::builtin()).map(|w| w.likeness(printed, &[], Rules::builtin()));
            assert!(like.is_some_and(|l| l <= Likeness::Part), "{printed}: {like:?}");
        }
        check("Holt, Vera", "Vera Holt", &["Vera Holt", "Peer Varga"], Likeness::Same);
        assert!(Wanted::of("THE PRESIDENT", Rules::builtin()).is_none());
    }

    #[test]
    fn father_and_son_are_not_confused() {
        check("Vera Holt", "Vera Holt Jr.", &[], Likeness::Unclear);
        check("Vera Holt Jr.", "Vera Holt", &[], Likeness::Unclear);
        check("Vera Holt Jr.", "Vera Holt, Jr.", &[], Likeness::Same);
    }

    #[test]
    fn two_of_one_surname_on_a_page_are_not_confused() {
        let page = ["Vera Holt", "Anna Holt"];
        check("Vera Holt", "Vera Holt", &page, Likeness::Same);
        check("Vera Holt", "Anna Holt", &page, Likeness::Other);
        check("Vera Holt", "Holt", &page, Likeness::Unclear);
        check("Holt", "Vera Holt", &page, Likeness::Unclear);
        check("Holt", "Vera Holt", &["Vera Holt", "Peer Varga"], Likeness::Part);
        check("Mr. Holt", "Holt", &["Robert Holt", "Roberta Holt"], Likeness::Unclear);
        check("Mr. Holt", "Holt", &["Robert Holt", "R. Holt"], Likeness::Same);
        let page = ["Robert Holt", "Roberta Holt"];
        check("Robert Holt", "Roberta Holt", &page, Likeness::Other);
        check("Rob Holt", "Robert Holt", &page, Likeness::Part);
        check("R. Holt", "Robert Holt", &page, Likeness::Unclear);
        let page = ["Henry W. Holt", "H. W. Holt", "W. Holt"];
        check("W. Holt", "H. W. Holt", &page, Likeness::Other);
    }
}
