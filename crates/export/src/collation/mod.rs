//! The wire form of alignments and collations.
//!
//! Offsets become code points here; the kinds are `alignment` and `collation`. A sentence's id is
//! the sigil of its version and its number from one: `B12`.

pub mod page;
pub mod view;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;
use variorum_text::collation::{Bead, Class, Collation, Difference, Relation, Row, Witness};
use variorum_text::span::{CharMap, Span};

use crate::SCHEMA;

#[derive(Serialize)]
struct Alignment {
    schema: &'static str,
    kind: &'static str,
    beads: Vec<WireBead>,
}

#[derive(Serialize)]
struct WireBead {
    a: Vec<usize>,
    b: Vec<usize>,
    score: f64,
}

/// One line of kind `alignment`: zero-based unit numbers.
pub fn alignment(beads: &[Bead]) -> String {
    let beads = beads
        .iter()
        .map(|x| WireBead { a: x.a.clone().collect(), b: x.b.clone().collect(), score: rounded(x.score) })
        .collect();
    line(&Alignment { schema: SCHEMA, kind: "alignment", beads })
}

#[derive(Serialize)]
struct WireCollation<'c> {
    schema: &'static str,
    kind: &'static str,
    versions: Vec<WireVersion<'c>>,
    rows: Vec<WireRow<'c>>,
    summary: Summary,
}

#[derive(Serialize)]
struct WireVersion<'c> {
    sigil: &'c str,
    source: &'c str,
    publisher: Option<&'c str>,
    sentences: Vec<WireSentence<'c>>,
}

#[derive(Serialize)]
struct WireSentence<'c> {
    id: String,
    turn: Option<usize>,
    speaker: Option<&'c str>,
    start: usize,
    end: usize,
    text: &'c str,
}

#[derive(Serialize)]
struct WireRow<'c> {
    ids: BTreeMap<&'c str, Vec<String>>,
    relation: &'static str,
    differences: Vec<WireDifference<'c>>,
    /// Versions that share a reading, where there are more than two versions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    readings: Vec<Vec<&'c str>>,
}

/// One difference as `wire.md` gives it; `check` uses the same shape.
#[derive(Clone, Debug, Serialize)]
pub struct WireDifference<'c> {
    /// The class.
    pub class: &'static str,
    /// From 1, material, to 4, form.
    pub rank: u8,
    /// Rank 1.
    pub material: bool,
    /// Words of the first side.
    pub a: Option<&'c str>,
    /// Words of the second side.
    pub b: Option<&'c str>,
    /// First code point of `a` in its document's text.
    pub a_start: Option<usize>,
    /// One past the last code point of `a`.
    pub a_end: Option<usize>,
    /// First code point of `b`.
    pub b_start: Option<usize>,
    /// One past the last code point of `b`.
    pub b_end: Option<usize>,
    /// The two versions.
    pub sigils: [&'c str; 2],
    /// What else a reader should know.
    pub note: Option<&'static str>,
    /// The user's own class of the difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom: Option<String>,
}

/// Counts over a collation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Sentences of each version.
    pub sentences: BTreeMap<String, usize>,
    /// Rows without a difference.
    pub identical: usize,
    /// Changed rows that hold a difference of rank 1.
    pub material: usize,
    /// Rows of words that only the base has.
    pub omitted: usize,
    /// Rows of words that the base does not have.
    pub added: usize,
    /// Differences by class.
    pub by_class: BTreeMap<&'static str, usize>,
    /// Differences by rank.
    pub by_rank: BTreeMap<String, usize>,
}

/// Counts rows and differences.
pub fn summary(collation: &Collation) -> Summary {
    let mut out = Summary::default();
    for witness in &collation.witnesses {
        out.sentences.insert(witness.sigil.clone(), witness.units.len());
    }
    for row in &collation.rows {
        match row.relation {
            Relation::Identical => out.identical += 1,
            Relation::Omitted => out.omitted += 1,
            Relation::Added => out.added += 1,
            Relation::Changed | Relation::Moved => {
                out.material += usize::from(row.differences.iter().any(|d| d.difference.is_material()));
            }
        }
        for found in &row.differences {
            *out.by_class.entry(found.difference.class.as_str()).or_default() += 1;
            *out.by_rank.entry(found.difference.rank.to_string()).or_default() += 1;
        }
    }
    out
}

/// One line of kind `collation`.
pub fn collation(collation: &Collation) -> String {
    let maps: Vec<CharMap> = collation.witnesses.iter().map(|w| CharMap::new(&w.text)).collect();
    let versions = collation.witnesses.iter().zip(&maps).map(|(w, map)| version(w, map)).collect();
    let rows = collation.rows.iter().map(|r| row(collation, &maps, r)).collect();
    line(&WireCollation { schema: SCHEMA, kind: "collation", versions, rows, summary: summary(collation) })
}

fn version<'c>(witness: &'c Witness, map: &CharMap) -> WireVersion<'c> {
    let sentences = witness.units.iter().enumerate().map(|(n, unit)| {
        let place = map.chars(unit.span);
        WireSentence {
            id: id(witness, n),
            turn: unit.turn.map(|t| t + 1),
            speaker: unit.speaker.as_deref(),
            start: place.start,
            end: place.end,
            text: unit.span.of(&witness.text),
        }
    });
    WireVersion {
        sigil: &witness.sigil,
        source: &witness.source,
        publisher: witness.publisher.as_deref(),
        sentences: sentences.collect(),
    }
}

/// The id of the unit `n` of a version.
pub fn id(witness: &Witness, n: usize) -> String {
    format!("{}{}", witness.sigil, n + 1)
}

fn row<'c>(collation: &'c Collation, maps: &[CharMap], row: &'c Row) -> WireRow<'c> {
    let named = |units: &Range<usize>, w: &Witness| units.clone().map(|n| id(w, n)).collect::<Vec<_>>();
    let ids =
        collation.witnesses.iter().zip(&row.units).map(|(w, u)| (w.sigil.as_str(), named(u, w))).collect();
    let differences = row
        .differences
        .iter()
        .filter_map(|d| {
            let (x, y) = d.sides;
            let (a, b) = (collation.witnesses.get(x)?, collation.witnesses.get(y)?);
            Some(difference(&d.difference, (a, maps.get(x)?), (b, maps.get(y)?)))
        })
        .collect();
    let sigil = |v: &usize| collation.witnesses.get(*v).map(|w| w.sigil.as_str());
    let readings = match collation.witnesses.len() {
        0..=2 => Vec::new(),
        _ => row.readings.iter().map(|same| same.iter().filter_map(sigil).collect()).collect(),
    };
    WireRow { ids, relation: row.relation.as_str(), differences, readings }
}

fn difference<'c>(
    d: &Difference,
    (a, in_a): (&'c Witness, &CharMap),
    (b, in_b): (&'c Witness, &CharMap),
) -> WireDifference<'c> {
    wire_difference(d, (&a.text, in_a), (&b.text, in_b), [&a.sigil, &b.sigil])
}

/// A difference between two texts.
pub fn wire_difference<'c>(
    d: &Difference,
    (a, in_a): (&'c str, &CharMap),
    (b, in_b): (&'c str, &CharMap),
    sigils: [&'c str; 2],
) -> WireDifference<'c> {
    let place = |span: Option<Span>, map: &CharMap| span.map(|s| map.chars(s));
    let (x, y) = (place(d.a, in_a), place(d.b, in_b));
    WireDifference {
        class: d.class.as_str(),
        rank: d.rank,
        material: d.is_material(),
        a: d.a.map(|s| s.of(a)),
        b: d.b.map(|s| s.of(b)),
        a_start: x.map(|s| s.start),
        a_end: x.map(|s| s.end),
        b_start: y.map(|s| s.start),
        b_end: y.map(|s| s.end),
        sigils,
        note: d.note,
        custom: d.custom.clone(),
    }
}

/// The short sign of a class, as terminals and pages show it.
pub fn chip(class: Class) -> &'static str {
    class.chip()
}

/// Where a row stands: `A33 | B35`, `A4-5 | -`.
pub fn places(collation: &Collation, row: &Row) -> String {
    let side = |(witness, units): (&Witness, &Range<usize>)| match units.len() {
        0 => "-".to_string(),
        1 => id(witness, units.start),
        _ => format!("{}-{}", id(witness, units.start), units.end),
    };
    collation.witnesses.iter().zip(&row.units).map(side).collect::<Vec<_>>().join(" | ")
}

/// The sign between the columns: same, wording, material, only left, only right, moved.
pub fn sign(row: &Row) -> &'static str {
    match row.relation {
        Relation::Identical => "=",
        Relation::Omitted => "⊣",
        Relation::Added => "⊢",
        Relation::Moved => "↕",
        Relation::Changed if row.differences.iter().any(|d| d.difference.is_material()) => "↔",
        Relation::Changed => "~",
    }
}

/// Who speaks in a row: the name, else the label as printed; `None` for narration.
pub fn speaker_of<'c>(collation: &'c Collation, row: &Row) -> Option<&'c str> {
    let (n, units) = row.units.iter().enumerate().find(|(_, u)| !u.is_empty())?;
    let unit = collation.witnesses.get(n)?.units.get(units.start)?;
    unit.speaker.as_deref().or(unit.label.as_deref())
}

fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}

fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain structs with string keys always serialise")
}
