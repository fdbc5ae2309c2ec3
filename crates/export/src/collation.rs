//! The wire form of alignments and collations.
//!
//! Offsets become code points here; the kinds are `alignment` and `collation`.

use serde::Serialize;
use variorum_text::collation::Bead;

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

fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}

fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain structs with string keys always serialise")
}
