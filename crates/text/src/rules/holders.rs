//! People and the posts they held, as rows of a table: the `people` and `posts` of `offices.toml` and
//! of a record's `people.toml`.
//!
//! ```text
//! people = '''
//! Q000 | Vera Holt | transliteration: Вера Хольт; former: Vera Lind; father: Petr; honorific: Dr
//! '''
//! posts = '''
//! president | Norland | Q000 | 2029-05-01 | 2034-05-01 | | list.csv
//! '''
//! ```
//! A day may be a month or a year: then it is not known better. A post without an end was held on the
//! day of its sixth column, or the table's `as_of`, and nobody knows how long after.

use std::collections::BTreeMap;

use super::table::Table;
use jiff::civil::{Date, date};

use super::RulesError;

/// A day, month or year: the first and the last day that may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    /// The first day that may be meant.
    pub first: Date,
    /// The last day that may be meant.
    pub last: Date,
}

impl When {
    /// Reads `2031`, `2031-05` or `2031-05-25`; a time of day after it is passed over.
    pub fn parse(text: &str) -> Option<When> {
        let text = text.trim().trim_start_matches('+').split('T').next().unwrap_or("");
        let mut parts = text.split('-');
        let year_text = parts.next().filter(|y| y.len() == 4)?;
        let year: i16 = year_text.parse().ok().filter(|y| *y > 0)?;
        let number = |part: Option<&str>| -> Option<Option<i8>> {
            match part {
                None => Some(None),
                Some(text) if (1..=2).contains(&text.len()) => Some(Some(text.parse().ok()?)),
                Some(_) => None,
            }
        };
        let (month, day) = (number(parts.next())?, number(parts.next())?);
        if parts.next().is_some() {
            return None;
        }
        // Wikidata writes an unknown month or day as 00.
        match (month.filter(|m| *m != 0), day.filter(|d| *d != 0)) {
            (None, None) => Some(When { first: date(year, 1, 1), last: date(year, 12, 31) }),
            (Some(month), None) => {
                let first = Date::new(year, month, 1).ok()?;
                Some(When { first, last: first.last_of_month() })
            }
            (Some(month), Some(day)) => {
                let day = Date::new(year, month, day).ok()?;
                Some(When { first: day, last: day })
            }
            (None, Some(_)) => None,
        }
    }

    /// As the table writes it.
    pub fn written(&self) -> String {
        if self.first == self.last {
            self.first.to_string()
        } else if self.first.month() == self.last.month() {
            format!("{:04}-{:02}", self.first.year(), self.first.month())
        } else {
            format!("{:04}", self.first.year())
        }
    }
}

/// A person as the table tells of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonRow {
    /// A Wikidata id, or `p:` and words.
    pub id: String,
    /// The name by which the person is shown.
    pub name: String,
    /// Kind and value of other names and facts: `former`, `transliteration`, `patronymic`, `father`,
    /// `honorific`; an empty kind is another name.
    pub other: Vec<(String, String)>,
}

/// A post as the table tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostRow {
    /// The office as written.
    pub office: String,
    /// The country or organisation as written; empty when none is told.
    pub body: String,
    /// The id of the person.
    pub person: String,
    /// The first day.
    pub start: Option<When>,
    /// The last day.
    pub end: Option<When>,
    /// Until when a post without an end is known to be held.
    pub known_to: Option<Date>,
    /// Where the fact comes from.
    pub source: String,
}

impl PersonRow {
    /// Takes up names and facts; true when one was new.
    fn take(&mut self, row: &PersonRow) -> bool {
        let before = self.other.len();
        let shown = (String::new(), row.name.clone());
        for other in std::iter::once(&shown).chain(&row.other) {
            if other.1 != self.name && !self.other.iter().any(|o| o.1 == other.1) {
                self.other.push(other.clone());
            }
        }
        self.other.len() > before
    }
}

/// What a merge has added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gained {
    /// New people.
    pub people: usize,
    /// New or better known posts.
    pub posts: usize,
    /// Known people with new names.
    pub names: usize,
}

/// Rows of people and posts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holders {
    /// The people.
    pub people: Vec<PersonRow>,
    /// The posts.
    pub posts: Vec<PostRow>,
}

impl Holders {
    /// Takes up the rows of a table.
    ///
    /// # Errors
    /// When a row has too few columns or a day is none.
    pub(crate) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let wrong = |m: String| RulesError { file: file.into(), message: m };
        let as_of = match table.get("as_of") {
            None => None,
            Some(value) => {
                let text = value.as_str().unwrap_or("");
                let when = When::parse(text).ok_or_else(|| wrong("`as_of` is no day".into()))?;
                Some(when.last)
            }
        };
        for row in rows(file, table, "people")? {
            self.people.push(person(row).ok_or_else(|| wrong(format!("`people`: `{row}` is no person")))?);
        }
        for row in rows(file, table, "posts")? {
            let mut post = post(row).ok_or_else(|| wrong(format!("`posts`: `{row}` is no post")))?;
            post.known_to = post.known_to.or(as_of);
            if post.source.is_empty() {
                post.source = file.to_string();
            }
            self.posts.push(post);
        }
        Ok(())
    }

    /// Takes up the rows of others that are not here yet. A post that is known to end replaces the
    /// same post without an end; names of a known person are added.
    pub fn merge(&mut self, new: &Holders) -> Gained {
        let new = new.clean();
        let mut gained = Gained::default();
        let mut by_id: BTreeMap<String, usize> =
            self.people.iter().enumerate().map(|(n, p)| (p.id.clone(), n)).collect();
        for row in &new.people {
            match by_id.get(&row.id) {
                Some(at) => gained.names += usize::from(self.people[*at].take(row)),
                None => {
                    by_id.insert(row.id.clone(), self.people.len());
                    self.people.push(row.clone());
                    gained.people += 1;
                }
            }
        }
        let key = |p: &PostRow| (p.office.to_lowercase(), p.body.to_lowercase(), p.person.clone(), p.start);
        let mut by_post: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (n, post) in self.posts.iter().enumerate() {
            by_post.entry(key(post)).or_default().push(n);
        }
        for row in &new.posts {
            let known = by_post.entry(key(row)).or_default();
            let covers = |at: &usize| {
                let old = &self.posts[*at];
                old.end == row.end && old.known_to >= row.known_to || row.end.is_none() && old.end.is_some()
            };
            if known.iter().any(covers) {
                continue;
            }
            gained.posts += 1;
            match known.iter().copied().find(|at| self.posts[*at].end.is_none()) {
                Some(at) => self.posts[at] = row.clone(),
                None => {
                    known.push(self.posts.len());
                    self.posts.push(row.clone());
                }
            }
        }
        gained
    }

    /// The rows as they can be written: bars, semicolons and line ends inside values become spaces.
    fn clean(&self) -> Holders {
        let person = |p: &PersonRow| PersonRow {
            id: value(&p.id),
            name: value(&p.name),
            other: p.other.iter().map(|(kind, v)| (value(kind), value(&v.replace(':', " ")))).collect(),
        };
        let post = |p: &PostRow| PostRow {
            office: value(&p.office),
            body: value(&p.body),
            person: value(&p.person),
            source: value(&p.source),
            ..p.clone()
        };
        Holders {
            people: self.people.iter().map(person).collect(),
            posts: self.posts.iter().map(post).collect(),
        }
    }

    /// The rows as a table that `add` reads.
    pub fn written(&self) -> String {
        let mut out = String::from("people = '''\n");
        for p in &self.people {
            let other: Vec<String> = p
                .other
                .iter()
                .map(|(kind, v)| {
                    if kind.is_empty() {
                        value(v).replace(';', ",")
                    } else {
                        format!("{kind}: {}", value(v).replace(';', ","))
                    }
                })
                .collect();
            out.push_str(&format!("{} | {} | {}\n", value(&p.id), value(&p.name), other.join("; ")));
        }
        out.push_str("'''\nposts = '''\n");
        for p in &self.posts {
            let when = |w: Option<When>| w.map(|w| w.written()).unwrap_or_default();
            let known = p.known_to.map(|d| d.to_string()).unwrap_or_default();
            out.push_str(&format!(
                "{} | {} | {} | {} | {} | {known} | {}\n",
                value(&p.office),
                value(&p.body),
                value(&p.person),
                when(p.start),
                when(p.end),
                value(&p.source)
            ));
        }
        out.push_str("'''\n");
        out
    }
}

/// A value that can stand in a row. A straight apostrophe becomes its typographic form: three of them
/// would end the text.
fn value(v: &str) -> String {
    let plain = |c: char| match c {
        '\'' => '\u{2019}',
        '|' | ';' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    v.chars().map(plain).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a text under `key`; empty lines and comments are passed over.
pub(super) fn rows<'t>(
    file: &str,
    table: &'t Table,
    key: &str,
) -> Result<impl Iterator<Item = &'t str>, RulesError> {
    let text = match table.get(key) {
        None => "",
        Some(value) => value.as_str().ok_or_else(|| RulesError {
            file: file.into(),
            message: format!("`{key}` is no text of lines"),
        })?,
    };
    Ok(text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')))
}

fn person(row: &str) -> Option<PersonRow> {
    let mut columns = row.split('|').map(str::trim);
    let (id, name) = (columns.next()?, columns.next()?);
    let other = columns.next().unwrap_or("").split(';').map(str::trim).filter(|o| !o.is_empty());
    let kinded = |o: &str| match o.split_once(':') {
        Some((kind, value)) => (kind.trim().to_string(), value.trim().to_string()),
        None => (String::new(), o.to_string()),
    };
    let found = PersonRow { id: id.into(), name: name.into(), other: other.map(kinded).collect() };
    (!id.is_empty() && !name.is_empty()).then_some(found)
}

fn post(row: &str) -> Option<PostRow> {
    let columns: Vec<&str> = row.split('|').map(str::trim).collect();
    let column = |n: usize| columns.get(n).copied().unwrap_or("");
    let when = |n: usize| match column(n) {
        "" => Some(None),
        text => When::parse(text).map(Some),
    };
    let found = PostRow {
        office: column(0).into(),
        body: column(1).into(),
        person: column(2).into(),
        start: when(3)?,
        end: when(4)?,
        known_to: when(5)?.map(|w| w.last),
        source: column(6).into(),
    };
    (!found.office.is_empty() && !found.person.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years_are_read() {
        let check = |text: &str, want: Option<(&str, &str)>| {
            let got = When::parse(text).map(|w| (w.first.to_string(), w.last.to_string()));
            assert_eq!(got, want.map(|(a, b)| (a.to_string(), b.to_string())), "{text}");
        };
        check("2031-05-25", Some(("2031-05-25", "2031-05-25")));
        check("+2031-05-25T00:00:00Z", Some(("2031-05-25", "2031-05-25")));
        check("2031-02", Some(("2031-02-01", "2031-02-28")));
        check("2031-00-00", Some(("2031-01-01", "2031-12-31")));
        check("2031", Some(("2031-01-01", "2031-12-31")));
        for bad in ["", "31", "2031-13", "2031-02-30", "May", "2031-02-03-04", "20310"] {
            check(bad, None);
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = "people = '''\nQ1 | Vera Holt | former: Vera Lind; Holt\n'''\nposts = '''\npresident | Norland | Q1 | 2029 | 2031-02 | | a\n'''\n";
        let mut holders = Holders::default();
        holders.add("people.toml", &text.parse().expect("a table")).expect("rows");
        let mut again = Holders::default();
        again.add("people.toml", &holders.written().parse().expect("a table")).expect("rows");
        assert_eq!(holders, again);
        let odd = PersonRow {
            id: "p:x".into(),
            name: "O'Hol|t '''\n".into(),
            other: vec![("former".into(), "a;b".into())],
        };
        let odd = Holders { people: vec![odd], posts: Vec::new() };
        let mut again = Holders::default();
        again.add("people.toml", &odd.written().parse().expect("a table")).expect("rows");
        assert_eq!(again.people[0].name, "O\u{2019}Hol t \u{2019}\u{2019}\u{2019}");
    }
}
