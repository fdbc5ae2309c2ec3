//! What the history of a page is on the wire: kinds `edit` and `failed_capture`.
//!
//! An edit has the two captures, its differences as `compare` gives them, and the words about dates
//! that go with it. Offsets are code points into the text of the two documents.

use std::collections::BTreeMap;

use serde::Serialize;
use variorum_text::collation::{Collation, Relation};
use variorum_text::history::{Edit, Failure, Remark};
use variorum_text::span::CharMap;

use crate::SCHEMA;
use crate::collation::{WireDifference, wire_difference};

/// One side of an edit.
#[derive(Clone, Debug, Serialize)]
pub struct EditSide<'r> {
    /// The capture's id.
    pub capture: &'r str,
    /// The document's id.
    pub document: &'r str,
    /// When it was captured, RFC 3339; `null` when that is not known.
    pub captured: Option<&'r str>,
    /// When the page says it was published.
    pub published: Option<String>,
    /// When the page says it was last changed.
    pub modified: Option<String>,
}

#[derive(Serialize)]
struct EditForm<'r> {
    schema: &'static str,
    kind: &'static str,
    url: &'r str,
    from: EditSide<'r>,
    to: EditSide<'r>,
    sentences: usize,
    by_class: BTreeMap<&'static str, usize>,
    by_rank: BTreeMap<String, usize>,
    differences: Vec<EditDifference<'r>>,
    findings: Vec<RemarkForm<'r>>,
    confirmed: usize,
}

/// A difference with the relation of its row.
#[derive(Serialize)]
struct EditDifference<'r> {
    relation: &'static str,
    speaker: Option<&'r str>,
    #[serde(flatten)]
    difference: WireDifference<'r>,
}

#[derive(Serialize)]
struct RemarkForm<'r> {
    code: &'static str,
    message: &'r str,
}

/// One line of kind `edit`.
pub fn edit<'r>(url: &'r str, from: EditSide<'r>, to: EditSide<'r>, edit: &'r Edit) -> String {
    let (mut by_class, mut by_rank) = (BTreeMap::new(), BTreeMap::new());
    for found in edit.collation.rows.iter().flat_map(|r| &r.differences) {
        *by_class.entry(found.difference.class.as_str()).or_default() += 1;
        *by_rank.entry(found.difference.rank.to_string()).or_default() += 1;
    }
    line(&EditForm {
        schema: SCHEMA,
        kind: "edit",
        url,
        from,
        to,
        sentences: edit.n_sentences(),
        by_class,
        by_rank,
        differences: differences(&edit.collation),
        findings: edit.remarks.iter().map(remark).collect(),
        confirmed: edit.confirmed,
    })
}

fn differences(collation: &Collation) -> Vec<EditDifference<'_>> {
    let [a, b] = collation.witnesses.as_slice() else { return Vec::new() };
    let (in_a, in_b) = (CharMap::new(&a.text), CharMap::new(&b.text));
    let mut out = Vec::new();
    for row in &collation.rows {
        let unit = |n: usize| collation.witnesses[n].units.get(row.units.get(n)?.clone())?.first();
        let speaker = unit(1).or_else(|| unit(0)).and_then(|u| u.speaker.as_deref());
        for found in &row.differences {
            let sides = [a.sigil.as_str(), b.sigil.as_str()];
            let difference = wire_difference(&found.difference, (&a.text, &in_a), (&b.text, &in_b), sides);
            out.push(EditDifference { relation: row.relation.as_str(), speaker, difference });
        }
    }
    out
}

fn remark(remark: &Remark) -> RemarkForm<'_> {
    RemarkForm { code: remark.code, message: &remark.message }
}

#[derive(Serialize)]
struct FailedForm<'r> {
    schema: &'static str,
    kind: &'static str,
    url: &'r str,
    capture: EditSide<'r>,
    reason: &'static str,
    words: Option<&'r str>,
}

/// One line of kind `failed_capture`.
pub fn failed_capture<'r>(url: &'r str, capture: EditSide<'r>, failure: &'r Failure) -> String {
    line(&FailedForm {
        schema: SCHEMA,
        kind: "failed_capture",
        url,
        capture,
        reason: failure.fault.as_str(),
        words: failure.words.as_deref(),
    })
}

/// What is said of words that only one of two captures has.
pub fn absence(relation: Relation, from: &str, to: &str) -> Option<String> {
    match relation {
        Relation::Omitted => Some(format!("present in the capture of {from}, absent in that of {to}")),
        Relation::Added => Some(format!("absent in the capture of {from}, present in that of {to}")),
        _ => None,
    }
}

fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain structs with string keys always serialise")
}
