//! Whom a printed name, office or form of address means: one person, several, or nobody known.
//!
//! `Holt`, `V. Holt`, `Aron Tavitovich`, `THE PRESIDENT` on a day, `Minister Holt`. Nothing is guessed: two
//! people who fit are two candidates; one who may or may not fit is a candidate too. How sure an
//! answer is for a page whose world is larger than the register is the caller's to weigh, by the
//! basis of the answer.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::name::{Likeness, Name};
use super::office::Office;
use super::patronymic;
use super::register::{Post, Register, Tenure};
use crate::rules::Rules;

/// Why one person is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The office alone, on that day, of a country that is known.
    Office,
    /// The office and all of the name.
    OfficeAndName,
    /// The office of a known country and part of the name.
    OfficeAndPart,
    /// The office of no known country and part of the name.
    AnyOfficeAndPart,
    /// All of the name.
    Name,
    /// A given name and the father's name.
    Patronymic,
    /// Part of the name: a surname, initials.
    PartOfName,
    /// A given name.
    Given,
}

/// The answer of the register; numbers are indices of its people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// One person fits, and no other.
    One(usize, Basis),
    /// People who may be meant; one alone when it is not certain.
    Several(Vec<usize>),
    /// Nobody of the register.
    Unknown,
}

/// What is printed of a speaker, or of one who is spoken to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mention<'m> {
    /// The name without office; empty for an office alone.
    pub name: &'m str,
    /// The office beside it.
    pub office: Option<&'m Office>,
    /// The day of the words.
    pub day: Option<Date>,
}

/// Most people who are looked at for one word.
const MOST: usize = 400;

impl Register {
    /// Whom a mention means.
    pub fn resolve(&self, mention: &Mention<'_>, rules: &Rules) -> Resolution {
        let name = mention.name.trim();
        if is_nobody(name, rules) {
            return Resolution::Unknown;
        }
        if name.is_empty() {
            return match mention.office {
                Some(office) => self.by_office(office, mention.day, rules),
                None => Resolution::Unknown,
            };
        }
        let parsed = Name::of(name, rules);
        let named = self.named(&parsed, rules);
        match mention.office {
            Some(office) => {
                with_office(office, mention.day, &named, &self.holders(office, mention.day, rules))
            }
            None => self.by_name(&parsed, &named, rules),
        }
    }

    /// The one person whom a mention means for certain: as `resolve` has it, and without looking through
    /// all names where an office is printed.
    pub fn certain(&self, mention: &Mention<'_>, rules: &Rules) -> Option<(usize, Basis)> {
        let name = mention.name.trim();
        let found = match mention.office {
            Some(office) if !name.is_empty() => {
                if is_nobody(name, rules) {
                    return None;
                }
                let holders = self.holders(office, mention.day, rules);
                let parsed = Name::of(name, rules);
                let of = |at: usize| {
                    let person = self.people().get(at).filter(|p| p.shares_word(&parsed, rules))?;
                    Some((person.likeness(&parsed, rules), at))
                };
                let named: Vec<(Likeness, usize)> = holders.keys().filter_map(|at| of(*at)).collect();
                with_office(office, mention.day, &named, &holders)
            }
            _ => self.resolve(mention, rules),
        };
        match found {
            Resolution::One(at, basis) => Some((at, basis)),
            _ => None,
        }
    }

    /// The people whose names fit, with how well; the best first.
    fn named(&self, name: &Name, rules: &Rules) -> Vec<(Likeness, usize)> {
        let mut found: Vec<(Likeness, usize)> = self
            .who_may_be(name, rules)
            .into_iter()
            .map(|at| (self.people()[at].likeness(name, rules), at))
            .filter(|(like, _)| *like != Likeness::Other)
            .collect();
        found.sort_unstable();
        found
    }

    fn who_may_be(&self, name: &Name, rules: &Rules) -> Vec<usize> {
        let words = name.surname.iter().chain(&name.given).filter(|p| !p.is_initial);
        let mut found = std::collections::BTreeSet::new();
        for word in words {
            found.extend(self.with_word(&word.keys, rules));
        }
        found.into_iter().take(MOST).collect()
    }

    fn by_name(&self, name: &Name, named: &[(Likeness, usize)], rules: &Rules) -> Resolution {
        let fits: Vec<usize> =
            named.iter().filter(|(l, _)| *l <= Likeness::Part).map(|(_, at)| *at).collect();
        if let [one] = fits.as_slice() {
            let basis = if named[0].0 == Likeness::Same { Basis::Name } else { Basis::PartOfName };
            return Resolution::One(*one, basis);
        }
        if !fits.is_empty() {
            // "Vera Holt" is Vera Holt, though "Vera A. Holt" and "Vera B. Holt" are there too: one of
            // the three may be meant.
            return Resolution::Several(fits);
        }
        let open: Vec<usize> = named.iter().map(|(_, at)| *at).collect();
        if let Some(father) = &name.father {
            let sons: Vec<usize> =
                open.iter().copied().filter(|at| self.is_child_of(*at, &father.printed, rules)).collect();
            if let [one] = sons.as_slice() {
                return Resolution::One(*one, Basis::Patronymic);
            }
        }
        match open.as_slice() {
            [] => Resolution::Unknown,
            [one] if name.father.is_none() && name.all_given() => Resolution::One(*one, Basis::Given),
            _ => Resolution::Several(open),
        }
    }

    /// True when the register knows that the father of a person bore the name that `patronymic` is
    /// made of, or holds one of the same surname who bore it.
    fn is_child_of(&self, person: usize, father: &str, rules: &Rules) -> bool {
        let person = &self.people()[person];
        if let Some(known) = &person.father {
            return patronymic::same_father(known, father);
        }
        let own = person.parsed(rules).iter().filter_map(|n| n.father.as_ref()).next();
        if let Some(own) = own {
            return patronymic::same_father(&own.printed, father);
        }
        let Some(surname) = person.parsed(rules).first().and_then(|n| n.surname.last()) else { return false };
        let kin = self.with_word(&surname.keys, rules);
        kin.into_iter().take(MOST).any(|at| {
            self.people()[at].parsed(rules).iter().any(|n| {
                let same = n.surname.last().is_some_and(|s| s.keys.alike(&surname.keys));
                same && n.given.first().is_some_and(|g| patronymic::tells(father, &g.printed))
            })
        })
    }

    /// The holders of an office on a day, with how sure it is; on any day when none is told.
    fn holders(&self, office: &Office, day: Option<Date>, rules: &Rules) -> BTreeMap<usize, Tenure> {
        let mut asked = office.clone();
        if let Some(led) =
            asked.body.as_ref().and_then(|b| rules.offices.leaders.get(b)).filter(|_| asked.key == "leader")
        {
            asked.key.clone_from(led);
        }
        let tenure = |post: &Post| match day {
            Some(day) if asked.is_former => {
                let over = post.end.is_some_and(|e| e.first < day);
                if over { Tenure::Certain } else { Tenure::No }
            }
            Some(day) => post.tenure(day),
            None => Tenure::Possible,
        };
        let mut found: BTreeMap<usize, Tenure> = BTreeMap::new();
        for post in self
            .posts_in(asked.body.as_deref())
            .filter(|p| !p.is_covered && p.office.is_meant_by(&asked, rules))
        {
            let held = tenure(post);
            if held != Tenure::No {
                let known = found.entry(post.person).or_insert(held);
                *known = held.max(*known);
            }
        }
        found
    }

    fn by_office(&self, office: &Office, day: Option<Date>, rules: &Rules) -> Resolution {
        if office.body.is_none() || office.is_former || rules.offices.never_alone.contains(&office.key) {
            return Resolution::Unknown;
        }
        let holders = self.holders(office, day, rules);
        let mut all = holders.iter();
        match (all.next(), all.next()) {
            (None, _) => Resolution::Unknown,
            (Some((one, Tenure::Certain)), None) => Resolution::One(*one, Basis::Office),
            _ => Resolution::Several(holders.into_keys().collect()),
        }
    }
}

/// Whom the people whose names fit, and the holders of an office, leave.
fn with_office(
    office: &Office,
    day: Option<Date>,
    named: &[(Likeness, usize)],
    holders: &BTreeMap<usize, Tenure>,
) -> Resolution {
    let fits: Vec<(Likeness, usize)> =
        named.iter().copied().filter(|(l, at)| *l <= Likeness::Part && holders.contains_key(at)).collect();
    if let [(like, one)] = fits.as_slice() {
        let certain = day.is_none() || holders.get(one) == Some(&Tenure::Certain);
        let basis = match (like, &office.body) {
            (Likeness::Same, _) => Basis::OfficeAndName,
            (_, Some(_)) => Basis::OfficeAndPart,
            (_, None) => Basis::AnyOfficeAndPart,
        };
        return if certain { Resolution::One(*one, basis) } else { Resolution::Several(vec![*one]) };
    }
    let all = if fits.is_empty() { named } else { &fits };
    match all {
        [] => Resolution::Unknown,
        all => Resolution::Several(all.iter().map(|(_, at)| *at).collect()),
    }
}

impl Name {
    /// True for a name of which only given names can be meant: one word that is nobody's surname.
    fn all_given(&self) -> bool {
        self.given.is_empty() && self.surname.len() == 1 || self.surname.is_empty()
    }
}

/// True for a label that is nobody's name: `Q`, `Reporter`, `MODERATOR`, `INTERPRETER`, an outlet.
pub fn is_nobody(label: &str, rules: &Rules) -> bool {
    let table = &rules.labels;
    let folded = label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let folded = folded.trim_end_matches(['.', ':']).trim_start_matches("the ");
    let sets =
        [&table.questions, &table.answers, &table.roles, &table.audience, &table.interpreters, &table.never];
    sets.iter().any(|s| s.contains(folded))
        || folded.split_whitespace().any(|w| table.outlets.contains(w.trim_matches(',')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::holders::{Holders, PersonRow, PostRow, When};
    use jiff::civil::date;

    fn register() -> Register {
        let person = |id: &str, name: &str, other: &[(&str, &str)]| PersonRow {
            id: id.into(),
            name: name.into(),
            other: other.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect(),
        };
        let post = |office: &str, body: &str, person: &str, start: &str, end: &str| PostRow {
            office: office.into(),
            body: body.into(),
            person: person.into(),
            start: When::parse(start),
            end: When::parse(end),
            known_to: Some(date(2034, 1, 1)),
            source: "test".into(),
        };
        let mut register = Register::default();
        let holders = Holders {
            people: vec![
                person("p:vera", "Vera Holt", &[("transliteration", "Вера Хольт"), ("former", "Vera Lind")]),
                person("p:aron", "Aron Holt", &[("father", "Tavit")]),
                person("p:tavit", "Tavit Holt", &[("patronymic", "Tavit Merekovich Holt")]),
                person("p:peer", "Peer Varga", &[]),
                person("p:ilka", "Ilka Əliyeva", &[]),
                person("p:oresta", "Oresta Vanholm", &[]),
                person("p:mara", "Mara Dunn", &[]),
                person("p:mara2", "Mara Dunn", &[]),
            ],
            posts: vec![
                post("president", "Norland", "p:vera", "2029-05-01", "2031-05-01"),
                post("president", "Norland", "p:peer", "2031-05-01", "2033-05-01"),
                post("prime_minister", "Norland", "p:vera", "2031-05-08", "2033-05-01"),
                post("president", "Norland", "p:vera", "2033-05-01", ""),
                post("Minister of Roads", "Norland", "p:aron", "2029", "2032"),
                post("Acting President", "Tesmara", "p:oresta", "2031-01-10", "2031-02-20"),
            ],
        };
        register.add(&holders, Rules::builtin());
        register
    }

    fn ask(name: &str, office: &str, day: Option<Date>) -> String {
        let (register, rules) = (register(), Rules::builtin());
        let office = Office::of(office, rules);
        let mention = Mention { name, office: office.as_ref(), day };
        let answer = register.resolve(&mention, rules);
        let one = match &answer {
            Resolution::One(at, basis) => Some((*at, *basis)),
            _ => None,
        };
        assert_eq!(register.certain(&mention, rules), one, "{name}, {office:?}");
        let id = |at: &usize| register.people()[*at].id.clone();
        match answer {
            Resolution::One(at, basis) => format!("{} {basis:?}", id(&at)),
            Resolution::Several(some) => format!("? {}", some.iter().map(id).collect::<Vec<_>>().join(" ")),
            Resolution::Unknown => "-".into(),
        }
    }

    #[test]
    fn names_mean_one_person_or_several() {
        for (name, want) in [
            ("Vera Holt", "p:vera Name"),
            ("HOLT Vera", "p:vera Name"),
            ("Вера Хольт", "p:vera Name"),
            ("V. Holt", "p:vera PartOfName"),
            ("В.Хольт", "p:vera PartOfName"),
            ("Vera Lind", "p:vera Name"),
            ("Lind", "p:vera PartOfName"),
            ("Holt", "? p:vera p:aron p:tavit"),
            ("A. Holt", "p:aron PartOfName"),
            ("Varga", "p:peer PartOfName"),
            ("Alieva", "p:ilka PartOfName"),
            ("Алиева", "p:ilka PartOfName"),
            ("Mara Dunn", "? p:mara p:mara2"),
            ("Robert Varga", "-"),
            ("Brandt", "-"),
        ] {
            assert_eq!(ask(name, "", None), want, "{name}");
        }
    }

    #[test]
    fn father_and_son_stay_two() {
        for (name, want) in [
            ("Aron Tavitovich", "p:aron Patronymic"),
            ("Арон Тавитович", "p:aron Patronymic"),
            ("Aron Tavitovich Holt", "p:aron PartOfName"),
            ("Aron Tavit oğlu", "p:aron Patronymic"),
            ("Tavit Merekovich", "p:tavit PartOfName"),
            ("Tavit Merekovich Holt", "p:tavit Same"),
            ("Aron Merekovich", "? p:aron"),
            ("Peer Tavitovich", "? p:peer"),
            ("Tavit Aronovich", "? p:tavit"),
        ] {
            let want = want.replace("Same", "Name");
            assert_eq!(ask(name, "", None), want, "{name}");
        }
    }

    #[test]
    fn an_office_means_its_holder_on_the_day() {
        let day = |y, m, d| Some(date(y, m, d));
        for (name, office, day, want) in [
            ("", "President of Norland", day(2030, 1, 1), "p:vera Office"),
            ("", "Norland President", day(2032, 1, 1), "p:peer Office"),
            ("", "Prime Minister of Norland", day(2032, 1, 1), "p:vera Office"),
            ("", "President of Norland", day(2033, 6, 1), "p:vera Office"),
            // The day of the change, and a day after the table ends.
            ("", "President of Norland", day(2031, 5, 1), "? p:vera p:peer"),
            ("", "President of Norland", day(2036, 1, 1), "? p:vera"),
            ("", "President of Norland", None, "? p:vera p:peer"),
            ("", "President", day(2030, 1, 1), "-"),
            ("", "the Norland leader", day(2030, 1, 1), "p:vera Office"),
            ("", "the Norland leader", day(2032, 1, 1), "? p:vera p:peer"),
            ("", "head of state of Norland", day(2032, 1, 1), "p:peer Office"),
            ("", "President of Tesmara", day(2031, 2, 1), "p:oresta Office"),
            ("", "President of Tesmara", day(2031, 3, 1), "-"),
            ("", "former President of Norland", day(2032, 1, 1), "-"),
            ("Holt", "former President of Norland", day(2032, 1, 1), "p:vera OfficeAndPart"),
            ("Holt", "President of Norland", day(2030, 1, 1), "p:vera OfficeAndPart"),
            ("Holt", "Minister", day(2030, 6, 1), "p:aron AnyOfficeAndPart"),
            ("Vera Holt", "President", day(2030, 6, 1), "p:vera OfficeAndName"),
            ("Holt", "Deputy Minister of Roads of Norland", day(2030, 6, 1), "? p:vera p:aron p:tavit"),
            ("Vera Holt", "Ambassador", day(2030, 6, 1), "? p:vera"),
        ] {
            assert_eq!(ask(name, office, day), want, "{name} {office} {day:?}");
        }
    }

    #[test]
    fn parts_in_the_room_are_nobody() {
        for label in [
            "Q",
            "QUESTION",
            "Reporter",
            "MODERATOR",
            "The Interpreter",
            "Norland News",
            "Bloomberg",
            "A",
            "Вопрос",
            "AUDIENCE",
        ] {
            assert_eq!(ask(label, "", None), "-", "{label}");
        }
    }
}
