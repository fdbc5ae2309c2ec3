//! A collation: versions of one meeting laid side by side, sentence by sentence, and each
//! difference with its class.

mod align;
mod grams;

pub use align::{Bead, align};

use crate::span::Span;

/// One version, ready for comparison. Texts whose units are known (lines) are made by hand.
#[derive(Clone, Debug)]
pub struct Witness {
    /// One letter or more: A, B, C …
    pub sigil: String,
    /// The file or document.
    pub source: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The text that all spans point into.
    pub text: String,
    /// The units of comparison, in order.
    pub units: Vec<WitnessUnit>,
    /// Words that are not compared: struck-out words, notes.
    pub unheard: Vec<Span>,
}

/// A sentence of a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessUnit {
    /// Where it stands in `Witness::text`.
    pub span: Span,
    /// Index (from zero) of its turn; `None` for narration and bare lines.
    pub turn: Option<usize>,
    /// The speaker's name as bound on the page.
    pub speaker: Option<String>,
    /// The label as printed.
    pub label: Option<String>,
}
