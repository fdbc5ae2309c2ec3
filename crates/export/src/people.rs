//! The people of a record on the wire: `person`, `unresolved`, `imported`.

use serde::Serialize;
use variorum_text::people::{Known, Unresolved};

use crate::SCHEMA;

/// A person who speaks in the record.
#[derive(Debug, Serialize)]
pub struct PersonForm<'r> {
    schema: &'static str,
    kind: &'static str,
    id: &'r str,
    name: &'r str,
    forms: Vec<FormForm<'r>>,
    offices: Vec<OfficeForm<'r>>,
    posts: Vec<PostForm>,
    turns: usize,
    documents: &'r [String],
    publishers: &'r [String],
}

/// A printed form of a name.
#[derive(Debug, Serialize)]
struct FormForm<'r> {
    form: &'r str,
    turns: usize,
}

/// An office that labels print with the person.
#[derive(Debug, Serialize)]
struct OfficeForm<'r> {
    office: &'r str,
    from: Option<String>,
    to: Option<String>,
    days: usize,
}

/// A post that the register knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostForm {
    /// The office.
    pub office: String,
    /// The country or organisation.
    pub body: Option<String>,
    /// The first day, month or year.
    pub start: Option<String>,
    /// The last day, month or year; `null` when none is known.
    pub end: Option<String>,
    /// Where the fact comes from.
    pub source: String,
}

/// A person on the wire; `posts` are those of the register.
pub fn person(known: &Known, posts: Vec<PostForm>) -> PersonForm<'_> {
    PersonForm {
        schema: SCHEMA,
        kind: "person",
        id: &known.id,
        name: &known.name,
        forms: known.forms.iter().map(|(form, turns)| FormForm { form, turns: *turns }).collect(),
        offices: known
            .offices
            .iter()
            .map(|o| OfficeForm {
                office: &o.office,
                from: o.first.map(|d| d.to_string()),
                to: o.last.map(|d| d.to_string()),
                days: o.n_days,
            })
            .collect(),
        posts,
        turns: known.turns,
        documents: &known.documents,
        publishers: &known.publishers,
    }
}

/// A label that names nobody, or several.
#[derive(Debug, Serialize)]
pub struct UnresolvedForm<'r> {
    schema: &'static str,
    kind: &'static str,
    label: &'r str,
    candidates: Vec<CandidateForm<'r>>,
    places: Vec<PlaceForm<'r>>,
    turns: usize,
}

#[derive(Debug, Serialize)]
struct CandidateForm<'r> {
    id: &'r str,
    name: &'r str,
}

#[derive(Debug, Serialize)]
struct PlaceForm<'r> {
    document: &'r str,
    turns: usize,
}

/// An unresolved label on the wire.
pub fn unresolved(open: &Unresolved) -> UnresolvedForm<'_> {
    UnresolvedForm {
        schema: SCHEMA,
        kind: "unresolved",
        label: &open.label,
        candidates: open.candidates.iter().map(|(id, name)| CandidateForm { id, name }).collect(),
        places: open.places.iter().map(|(document, turns)| PlaceForm { document, turns: *turns }).collect(),
        turns: open.turns,
    }
}

/// What an import has given.
#[derive(Debug, Default, Serialize)]
pub struct ImportedForm<'r> {
    schema: &'static str,
    kind: &'static str,
    source: &'r str,
    people: usize,
    posts: usize,
    new_people: usize,
    new_posts: usize,
    failed: usize,
}

/// What an import has given, on the wire: people and posts read, how many of them new, rows not read.
pub fn imported(source: &str, read: (usize, usize), new: (usize, usize), failed: usize) -> ImportedForm<'_> {
    ImportedForm {
        schema: SCHEMA,
        kind: "imported",
        source,
        people: read.0,
        posts: read.1,
        new_people: new.0,
        new_posts: new.1,
        failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_keeps_its_field_names() {
        let known = Known {
            id: "p:vera-holt".into(),
            name: "Vera Holt".into(),
            forms: vec![("MS. HOLT".into(), 2)],
            offices: Vec::new(),
            turns: 3,
            documents: vec!["d:1".into()],
            publishers: Vec::new(),
        };
        let json = serde_json::to_value(person(&known, Vec::new())).expect("plain data");
        assert_eq!((&json["kind"], &json["forms"][0]["form"]), (&"person".into(), &"MS. HOLT".into()));
        let open = Unresolved {
            label: "THE MINISTER".into(),
            candidates: Vec::new(),
            places: vec![("d:1".into(), 2)],
            turns: 2,
        };
        let json = serde_json::to_value(unresolved(&open)).expect("plain data");
        assert_eq!((&json["kind"], &json["places"][0]["turns"]), (&"unresolved".into(), &2.into()));
    }
}
