//! People and posts from Popolo JSON: `persons`, `memberships`, `posts`, `organizations`.
//!
//! ```text
//! {"persons": [{"id": "1", "name": "Vera Holt", "memberships": [{"role": "Minister", "organization_id": "o"}]}],
//!  "organizations": [{"id": "o", "name": "Norland"}]}
//! ```
//! A bare list of persons will do. An identifier of the scheme `wikidata` is the person's id.

use std::collections::BTreeMap;

use serde_json::Value;
use variorum_text::rules::holders::{PersonRow, PostRow, When};

use super::import::Read;
use super::table::{Roll, known_to};

/// Reads a file; what cannot be used is listed with its place.
///
/// # Errors
/// When it is no JSON, or holds no list of persons.
pub(super) fn read(text: &str, source: &str) -> Result<Read, String> {
    let whole: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|e| format!("it is no JSON: {e}"))?;
    let list = |key: &str| whole.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let persons = whole.as_array().map(Vec::as_slice).unwrap_or_else(|| list("persons"));
    if persons.is_empty() {
        return Err("it holds no list `persons`".into());
    }
    let mut file = File {
        organizations: named(list("organizations"), &["name"]),
        posts: list("posts").iter().filter_map(|p| Some((field(p, "id")?, p))).collect(),
        people: Roll::default(),
        ids: BTreeMap::new(),
        source,
        found: Read::default(),
    };
    for (n, person) in persons.iter().enumerate() {
        file.person(person, &format!("persons[{n}]"));
    }
    for (n, membership) in list("memberships").iter().enumerate() {
        file.membership(membership, None, &format!("memberships[{n}]"));
    }
    let File { mut found, people, .. } = file;
    found.holders.people = people.rows();
    known_to(&mut found.holders);
    Ok(found)
}

struct File<'f> {
    organizations: BTreeMap<String, String>,
    posts: BTreeMap<String, &'f Value>,
    people: Roll,
    /// The id under which each person of the file is entered.
    ids: BTreeMap<String, String>,
    source: &'f str,
    found: Read,
}

impl File<'_> {
    fn bad(&mut self, place: &str, why: &str) {
        self.found.bad.push((place.to_string(), why.to_string()));
    }

    fn person(&mut self, person: &Value, place: &str) {
        let parts = [field(person, "given_name"), field(person, "family_name")];
        let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let Some(name) = field(person, "name").or(Some(joined).filter(|j| !j.is_empty())) else {
            return self.bad(place, "it has no name");
        };
        let own = field(person, "id").unwrap_or_else(|| place.to_string());
        let id = self.people.own_id(&wikidata(person).unwrap_or_else(|| own.clone()), &name);
        let row = PersonRow { id: id.clone(), other: other_names(person, &name), name };
        self.people.enter(row);
        self.ids.insert(own, id.clone());
        let own: Vec<&Value> =
            person.get("memberships").and_then(Value::as_array).into_iter().flatten().collect();
        for (n, membership) in own.into_iter().enumerate() {
            self.membership(membership, Some(&id), &format!("{place}.memberships[{n}]"));
        }
    }

    fn membership(&mut self, membership: &Value, person: Option<&str>, place: &str) {
        let named = field(membership, "person_id").and_then(|p| self.ids.get(&p).cloned());
        let Some(person) = person.map(str::to_string).or(named) else {
            return self.bad(place, "its person is not in the file");
        };
        let post = membership.get("post").filter(|p| p.is_object());
        let post = post.or_else(|| self.posts.get(&field(membership, "post_id")?).copied());
        let of_post = |key: &str| post.and_then(|p| field(p, key));
        let office = field(membership, "role")
            .or_else(|| of_post("role"))
            .or_else(|| of_post("label"))
            .or_else(|| field(membership, "label"));
        let Some(office) = office else { return };
        let organization = field(membership, "organization_id").or_else(|| of_post("organization_id"));
        let inner = membership.get("organization").and_then(|o| field(o, "name"));
        let body = inner.or_else(|| self.organizations.get(&organization?).cloned());
        let when = |key: &str| match field(membership, key).or_else(|| of_post(key)) {
            None => Ok(None),
            Some(text) => When::parse(&text).map(Some).ok_or(text),
        };
        match (when("start_date"), when("end_date")) {
            (Ok(start), Ok(end)) => self.found.holders.posts.push(PostRow {
                office,
                body: body.unwrap_or_default(),
                person,
                start,
                end,
                known_to: None,
                source: self.source.to_string(),
            }),
            (Err(text), _) | (_, Err(text)) => self.bad(place, &format!("`{text}` is no day as 2031-05-25")),
        }
    }
}

/// A field that is a text, or a number as text; white space around it left out.
fn field(value: &Value, key: &str) -> Option<String> {
    let text = match value.get(key)? {
        Value::String(text) => text.trim().to_string(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn named(list: &[Value], keys: &[&str]) -> BTreeMap<String, String> {
    let pair = |v: &Value| Some((field(v, "id")?, keys.iter().find_map(|k| field(v, k))?));
    list.iter().filter_map(pair).collect()
}

fn wikidata(person: &Value) -> Option<String> {
    let identifiers = person.get("identifiers")?.as_array()?;
    let own = |i: &&Value| field(i, "scheme").is_some_and(|s| s.eq_ignore_ascii_case("wikidata"));
    identifiers.iter().find(own).and_then(|i| field(i, "identifier"))
}

/// Other names with their kinds, the father's name and the honorific.
fn other_names(person: &Value, shown: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for other in person.get("other_names").and_then(Value::as_array).into_iter().flatten() {
        let Some(name) = field(other, "name") else { continue };
        let note = field(other, "note").unwrap_or_default().to_lowercase();
        let is_former =
            field(other, "end_date").is_some() || note.contains("former") || note.contains("birth");
        let kind = match () {
            () if is_former => "former",
            () if note.contains("transliteration") || !name.is_ascii() && shown.is_ascii() => {
                "transliteration"
            }
            () => "",
        };
        found.push((kind.to_string(), name));
    }
    if let Some(prefix) = field(person, "honorific_prefix") {
        found.push(("honorific".into(), prefix));
    }
    if let (Some(given), Some(family), Some(father)) =
        (field(person, "given_name"), field(person, "family_name"), field(person, "patronymic_name"))
    {
        found.push(("patronymic".into(), format!("{given} {father} {family}")));
    }
    found.retain(|(_, name)| name != shown);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_posts_and_organizations_are_joined() {
        let text = r#"{
            "persons": [
                {"id": "1", "name": "Vera Holt", "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}],
                 "other_names": [{"name": "Вера Хольт"}, {"name": "Vera Lind", "end_date": "2020"}],
                 "given_name": "Vera", "family_name": "Holt", "patronymic_name": "Petrovna", "honorific_prefix": "Dr"},
                {"id": "2", "given_name": "Peer", "family_name": "Varga"},
                {"id": "3"},
                {"id": "4", "name": "Peer Varga", "memberships": [{"role": "Mayor", "organization": {"name": "Brona"}}]}
            ],
            "organizations": [{"id": "o", "name": "Norland"}],
            "posts": [{"id": "p", "role": "Minister of Roads", "organization_id": "o"}],
            "memberships": [
                {"person_id": "1", "post_id": "p", "start_date": "2029-05-01", "end_date": "2031-05"},
                {"person_id": "2", "role": "President", "organization_id": "o", "start_date": "May"},
                {"person_id": "9", "role": "President"}
            ]}"#;
        let read = read(text, "people.json").expect("persons");
        let ids: Vec<&str> = read.holders.people.iter().map(|p| p.id.as_str()).collect();
        assert!(ids[..2] == ["Q1", "p:peer-varga"] && ids[2].starts_with("p:peer-varga-"), "{ids:?}");
        let kinds: Vec<&str> = read.holders.people[0].other.iter().map(|(k, _)| k.as_str()).collect();
        assert_eq!(kinds, ["transliteration", "former", "honorific", "patronymic"]);
        let posts: Vec<(&str, &str, &str)> = read
            .holders
            .posts
            .iter()
            .map(|p| (p.office.as_str(), p.body.as_str(), p.person.as_str()))
            .collect();
        assert_eq!(posts[1], ("Minister of Roads", "Norland", "Q1"));
        assert_eq!((posts[0].0, posts[0].1), ("Mayor", "Brona"));
        let bad: Vec<&str> = read.bad.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(bad, ["persons[2]", "memberships[1]", "memberships[2]"]);
    }

    #[test]
    fn what_is_no_popolo_is_told() {
        for text in ["", "3", "{}", "{\"persons\": 3}", "[", "[]"] {
            assert!(read(text, "x").is_err(), "{text}");
        }
        assert_eq!(read("[3]", "x").expect("a list").bad.len(), 1);
    }
}
