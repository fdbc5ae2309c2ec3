//! Names in use on the wire: kind `names`, one line a thing.

use serde::Serialize;
use variorum_text::usage::{Basis, Form, Usage, Use};

use crate::SCHEMA;
use crate::place::{PlaceForm, Places};

/// A thing with the names it is called by.
#[derive(Debug, Serialize)]
pub struct UsageForm<'e> {
    name: &'e str,
    joined_by: Vec<&'static str>,
    certain: bool,
    forms: Vec<FormForm<'e>>,
}

#[derive(Debug, Serialize)]
struct FormForm<'e> {
    name: &'e str,
    count: usize,
    not_counted: Vec<ApartForm<'e>>,
    uses: Vec<UseForm<'e>>,
}

/// A name of another thing in which the words stand.
#[derive(Debug, Serialize)]
pub struct ApartForm<'e> {
    words: &'e str,
    count: usize,
}

#[derive(Debug, Serialize)]
struct UseForm<'e> {
    publisher: Option<&'e str>,
    speaker: Option<&'e str>,
    /// As printed, where it names nobody for certain.
    label: Option<&'e str>,
    date: Option<String>,
    count: usize,
    places: Vec<PlaceForm<'e>>,
    /// What other versions of the meeting print in their stead.
    other_versions: Vec<PrintedForm<'e>>,
}

#[derive(Debug, Serialize)]
struct PrintedForm<'e> {
    name: &'e str,
    mention: PlaceForm<'e>,
}

#[derive(Serialize)]
struct Line<'e> {
    schema: &'static str,
    kind: &'static str,
    #[serde(flatten)]
    usage: UsageForm<'e>,
}

/// The wire form; `places` are those of the documents as they were handed in.
pub fn form<'e, 's: 'e>(usage: &'e Usage, places: &Places<'s>) -> UsageForm<'e> {
    UsageForm {
        name: usage.forms.first().map_or("", |f| f.name.as_str()),
        joined_by: usage.bases.iter().map(|b: &Basis| b.as_str()).collect(),
        certain: usage.is_sure,
        forms: usage.forms.iter().map(|f| one(f, places)).collect(),
    }
}

/// One line of kind `names`.
pub fn line(usage: &Usage, places: &Places) -> String {
    let line = Line { schema: SCHEMA, kind: "names", usage: form(usage, places) };
    serde_json::to_string(&line).expect("plain data can be written as JSON")
}

fn one<'e, 's: 'e>(form: &'e Form, places: &Places<'s>) -> FormForm<'e> {
    let row = |u: &'e Use| UseForm {
        publisher: u.publisher.as_deref(),
        speaker: u.who.name.as_deref(),
        label: u.who.label.as_deref(),
        date: u.day.map(|d| d.to_string()),
        count: u.count,
        places: u.places.iter().map(|p| places.place(p)).collect(),
        other_versions: u
            .others
            .iter()
            .map(|o| PrintedForm { name: &o.name, mention: places.place(&o.place) })
            .collect(),
    };
    FormForm {
        name: &form.name,
        count: form.count,
        not_counted: apart(&form.apart),
        uses: form.uses.iter().map(row).collect(),
    }
}

/// Names of other things, as not counted.
pub(crate) fn apart(all: &[(String, usize)]) -> Vec<ApartForm<'_>> {
    all.iter().map(|(words, count)| ApartForm { words, count: *count }).collect()
}
