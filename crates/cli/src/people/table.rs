//! People and posts from a CSV in the shapes of Wikidata extracts.
//!
//! ```text
//! source,position,person,wikidata,start,end
//! norland-cabinet,Minister of Roads,Vera Holt,Q000,2029-05-01,2031-05-01
//! ```
//! The columns may bear the usual names (`person`, `name`, `officeholderLabel`; `position`,
//! `positionLabel`; `country`, `countryLabel`; `start`, `start_year` …); a value of the form `Q…` is an id,
//! any other a name. A post without an end is taken as held up to the latest day that the file names.

use std::collections::BTreeMap;
use std::io::BufRead;

use jiff::civil::Date;
use variorum_text::people::gather::{digits, id_of};
use variorum_text::rules::holders::{Holders, PersonRow, PostRow, When};

use super::import::Read;
use crate::csv::Rows;

const PERSON_IDS: &[&str] = &["wikidata", "officeholder", "person", "personid", "person_id", "item", "id"];
const PERSON_NAMES: &[&str] =
    &["name", "officeholderLabel", "personLabel", "itemLabel", "person", "officeholder"];
const OFFICES: &[&str] = &["positionLabel", "position", "office", "role", "post"];
const BODIES: &[&str] = &["countryLabel", "country", "organization", "organisation", "body", "jurisdiction"];
const STARTS: &[&str] = &["start", "start_date", "startDate", "start_year", "from"];
const ENDS: &[&str] = &["end", "end_date", "endDate", "end_year", "to", "until"];

/// The columns of one file.
struct Columns {
    ids: Vec<usize>,
    names: Vec<usize>,
    offices: Vec<usize>,
    bodies: Vec<usize>,
    source: Option<usize>,
    start: Vec<usize>,
    end: Vec<usize>,
}

/// Reads a table; rows that cannot be used are listed with their line.
///
/// # Errors
/// When the head line is missing or names no column for people.
pub(super) fn read(input: impl BufRead, source: &str) -> Result<Read, String> {
    let mut rows = Rows::new(input).map_err(|bad| format!("line {}: {}", bad.line, bad.message))?;
    let columns = |names: &[&str]| names.iter().filter_map(|n| rows.column(n)).collect::<Vec<usize>>();
    let columns = Columns {
        ids: columns(PERSON_IDS),
        names: columns(PERSON_NAMES),
        offices: columns(OFFICES),
        bodies: columns(BODIES),
        source: rows.column("source"),
        start: columns(STARTS),
        end: columns(ENDS),
    };
    if columns.names.is_empty() {
        return Err("the first row names no column for people, as `person` or `name`".into());
    }
    let mut found = Read::default();
    let mut people = Roll::default();
    while let Some(row) = rows.row() {
        let taken = match row {
            Err(bad) => Err((bad.line, bad.message)),
            Ok((_, fields)) if fields.iter().all(|f| f.trim().is_empty()) => continue,
            Ok((line, fields)) => columns.post(&fields, source, &mut people).map_err(|why| (line, why)),
        };
        match taken {
            Ok(Some(post)) => found.holders.posts.push(post),
            Ok(None) => {}
            Err((line, why)) => found.bad.push((format!("line {line}"), why)),
        }
    }
    found.holders.people = people.rows;
    known_to(&mut found.holders);
    Ok(found)
}

/// The latest day a file names: until then a post without an end was held.
pub(super) fn known_to(holders: &mut Holders) {
    let days = holders.posts.iter().flat_map(|p| [p.start, p.end]).flatten().map(|w: When| w.first);
    let latest: Option<Date> = days.max();
    for post in holders.posts.iter_mut().filter(|p| p.end.is_none()) {
        post.known_to = post.known_to.or(latest);
    }
}

impl Columns {
    fn post(&self, fields: &[String], source: &str, people: &mut Roll) -> Result<Option<PostRow>, String> {
        let values = |at: &[usize]| -> Vec<String> {
            at.iter()
                .filter_map(|n| fields.get(*n))
                .map(|f| f.trim().to_string())
                .filter(|f| !f.is_empty())
                .collect()
        };
        let id = values(&self.ids).into_iter().find(|v| is_item(v));
        let name = values(&self.names).into_iter().find(|v| !is_item(v));
        let office = values(&self.offices).into_iter().find(|v| !is_item(v));
        let (Some(name), office) = (name, office) else {
            // A vacant post: the row names an office and nobody.
            return if id.is_none() && !values(&self.offices).is_empty() {
                Ok(None)
            } else {
                Err("it names nobody".into())
            };
        };
        let when = |at: &[usize], what: &str| match values(at).into_iter().next() {
            None => Ok(None),
            Some(text) => {
                When::parse(&text).map(Some).ok_or_else(|| format!("`{text}` is no {what} as 2031-05-25"))
            }
        };
        let (start, end) = (when(&self.start, "first day")?, when(&self.end, "last day")?);
        if let (Some(start), Some(end)) = (start, end)
            && start.first > end.last
        {
            return Err("the last day is before the first".into());
        }
        let person = people.person(id, &name);
        let body = values(&self.bodies).into_iter().find(|v| !is_item(v));
        let body = body.or_else(|| self.source.and_then(|n| fields.get(n)).and_then(|s| list_of(s)));
        Ok(office.map(|office| PostRow {
            office,
            body: body.unwrap_or_default(),
            person,
            start,
            end,
            known_to: None,
            source: source.to_string(),
        }))
    }
}

/// "norland-cabinet", "united-kingdom-ministers": the country before the last hyphen.
fn list_of(source: &str) -> Option<String> {
    source.trim().rsplit_once('-').map(|(country, _)| country.replace('-', " "))
}

fn is_item(value: &str) -> bool {
    value.strip_prefix('Q').is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))
}

/// The people of a file, each once.
#[derive(Default)]
pub(super) struct Roll {
    rows: Vec<PersonRow>,
    by_id: BTreeMap<String, usize>,
}

impl Roll {
    /// The people in the order they came in.
    pub fn rows(self) -> Vec<PersonRow> {
        self.rows
    }

    /// The id of a person, entered when new.
    pub fn person(&mut self, id: Option<String>, name: &str) -> String {
        let id = id.unwrap_or_else(|| id_of(name));
        self.enter(PersonRow { id: id.clone(), name: name.to_string(), other: Vec::new() });
        id
    }

    /// Enters a person, or another name of a known one.
    pub fn enter(&mut self, row: PersonRow) {
        match self.by_id.get(&row.id) {
            Some(at) => {
                let known = &mut self.rows[*at];
                let shown = (String::new(), row.name.clone());
                for other in std::iter::once(shown).chain(row.other) {
                    if other.1 != known.name && !known.other.contains(&other) {
                        known.other.push(other);
                    }
                }
            }
            None => {
                self.by_id.insert(row.id.clone(), self.rows.len());
                self.rows.push(row);
            }
        }
    }

    /// An id for a person of this name whom the file knows by `own`; two of one name get two ids.
    pub fn own_id(&self, own: &str, name: &str) -> String {
        if is_item(own) {
            return own.to_string();
        }
        let id = id_of(name);
        if self.by_id.contains_key(&id) { format!("{id}-{}", digits(own)) } else { id }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, people: &[(&str, &str)], posts: &[&str], bad: &[&str]) {
        let read = read(text.as_bytes(), "list.csv").expect("a head line");
        let got: Vec<(&str, &str)> =
            read.holders.people.iter().map(|p| (p.id.as_str(), p.name.as_str())).collect();
        assert_eq!(got, people);
        let when = |w: Option<When>| w.map(|w| w.written()).unwrap_or_default();
        let got: Vec<String> = read
            .holders
            .posts
            .iter()
            .map(|p| format!("{}|{}|{}|{}|{}", p.office, p.body, p.person, when(p.start), when(p.end)))
            .collect();
        assert_eq!(got, posts);
        let got: Vec<&str> = read.bad.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(got, bad);
    }

    #[test]
    fn three_shapes_of_tables() {
        check(
            "source,position,person,wikidata,start,end\nnorland-cabinet,President,Vera Holt,Q1,2029-05-01,2031\nworld,Pilot,Peer Varga,,2030,\n",
            &[("Q1", "Vera Holt"), ("p:peer-varga", "Peer Varga")],
            &["President|norland|Q1|2029-05-01|2031", "Pilot||p:peer-varga|2030|"],
            &[],
        );
        check(
            "countryid,country,position,positionLabel,officeholder,officeholderLabel,start_year,end_year\nQ9,Norland,Q8,President of Norland,Q1,Vera Holt,2029,\n",
            &[("Q1", "Vera Holt")],
            &["President of Norland|Norland|Q1|2029|"],
            &[],
        );
        check(
            "person,name,country,countryLabel,position,positionLabel,start,psid\n,,Q9,Norland,Q8,Minister,,\nQ1,Vera Holt,Q9,Norland,Q8,Minister,2029-05,x\n",
            &[("Q1", "Vera Holt")],
            &["Minister|Norland|Q1|2029-05|"],
            &[],
        );
    }

    #[test]
    fn bad_rows_are_told_and_the_rest_is_kept() {
        check(
            "position,person,start,end\nPresident,Vera Holt,May,\nPresident,,2029,\nPresident,Peer Varga,2031,2029\nPresident,Mara Dunn,2031,2033\n\n\"President\n",
            &[("p:mara-dunn", "Mara Dunn")],
            &["President||p:mara-dunn|2031|2033"],
            &["line 2", "line 4", "line 7"],
        );
        assert!(read(&b"a,b\n1,2\n"[..], "x").is_err() && read(&b""[..], "x").is_err());
    }
}
