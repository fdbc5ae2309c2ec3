//! A verdict: do these words stand in the record, in whose mouth, and what differs.
//!
//! ```text
//! claim   "We have sent 300 tents"  by Vera Holt
//! record  Vera Holt: We have not sent 300 tents.      gives `PolarityDiffers` with the place of «not»
//! ```
//! Candidates are handed in; this room looks for the words in them (`field`), weighs who speaks
//! (`speaker`) and what stands around (`context`), and lets the collation room class what differs
//! (`compare`). `wording` says the verdict in one fixed sentence. It reports words, never motives.

mod asked;
mod caution;
mod compare;
mod context;
mod field;
mod judge;
mod speaker;
mod wording;

#[cfg(test)]
mod tests;

pub use crate::collation::{Class, Difference};
pub use judge::{judge, own_parts};
pub use speaker::{Bearing, bearing};
pub use wording::sentence;

use std::sync::Arc;

use jiff::civil::Date;

use crate::span::Span;

/// What a verdict says. The names are part of the wire contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// The same words; glyphs of quotes, dashes and white space folded.
    Exact,
    /// Case, punctuation, spelling or an insertion differs.
    ExactAfterNormalisation,
    /// Few words differ and none of them turns the meaning.
    Near,
    /// Other words for the same.
    Reworded,
    /// The words of one version; another version of the same remarks reads otherwise.
    TranslationVariant,
    /// The closest wording has the opposite sense.
    PolarityDiffers,
    /// The same statement with another figure.
    FigureDiffers,
    /// The words are another's, or nothing says that they are the claimed speaker's.
    AttributedToOther,
    /// The parts stand apart.
    Combined,
    /// The words are there, and the sentence turns them.
    PartialContext,
    /// Only a report of the words is held.
    IndirectOnly,
    /// Nothing close is held.
    NotFound,
    /// Too few words to tell.
    TooShort,
    /// A capture failed or was read in part.
    Unavailable,
}

impl Code {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::Exact => "exact",
            Code::ExactAfterNormalisation => "exact_after_normalisation",
            Code::Near => "near",
            Code::Reworded => "reworded",
            Code::TranslationVariant => "translation_variant",
            Code::PolarityDiffers => "polarity_differs",
            Code::FigureDiffers => "figure_differs",
            Code::AttributedToOther => "attributed_to_other",
            Code::Combined => "combined",
            Code::PartialContext => "partial_context",
            Code::IndirectOnly => "indirect_only",
            Code::NotFound => "not_found",
            Code::TooShort => "too_short",
            Code::Unavailable => "unavailable",
        }
    }

    /// All codes, in the order of the contract.
    pub const ALL: [Code; 14] = [
        Code::Exact,
        Code::ExactAfterNormalisation,
        Code::Near,
        Code::Reworded,
        Code::TranslationVariant,
        Code::PolarityDiffers,
        Code::FigureDiffers,
        Code::AttributedToOther,
        Code::Combined,
        Code::PartialContext,
        Code::IndirectOnly,
        Code::NotFound,
        Code::TooShort,
        Code::Unavailable,
    ];
}

/// A quotation to check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// The words, perhaps in quotation marks.
    pub words: String,
    /// Whose words they are said to be.
    pub by: Option<String>,
    /// When they are said to have been spoken; ranks evidence and hides none.
    pub on: Option<Date>,
}

/// What the record holds: the border of every verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Number of captures.
    pub captures: usize,
    /// Number of publishers.
    pub publishers: usize,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// Words of one turn, or one run of narration, that may hold the claim.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The id of the document.
    pub document: String,
    /// The document's text; all spans point into it.
    pub text: Arc<str>,
    /// The turn or run of narration.
    pub words: Span,
    /// The sentence that the look-up found; words far from it are not looked at.
    pub hit: Span,
    /// False for narration.
    pub is_speech: bool,
    /// The speaker's name as bound on the page.
    pub speaker: Option<String>,
    /// The label as printed.
    pub label: Option<String>,
    /// The people who speak on the page.
    pub people: Vec<String>,
    /// The title of the page.
    pub title: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The day of the words.
    pub date: Option<Date>,
    /// The meeting they belong to.
    pub meeting: Option<String>,
}

/// A place that bears on the claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Index of its passage among the candidates.
    pub passage: usize,
    /// The words, in the text of the document.
    pub span: Span,
    /// How the passage's speaker relates to the claimed one.
    pub bearing: Bearing,
    /// What differs between the claim (`a`) and these words (`b`).
    pub differences: Vec<Difference>,
    /// Share of the claim's words that stand here, from 0 to 1.
    pub score: f64,
    /// Number of the part of the claim, from zero, when it was found in parts.
    pub part: Option<usize>,
    /// What the sentence says beyond the words and turns them.
    pub around: Option<Span>,
    /// The statement's id; filled in by the record.
    pub statement: Option<String>,
    /// Number of the sentence in its document, from one; filled in by the record.
    pub sentence: Option<usize>,
    /// True for the other version of the same remarks.
    pub is_other_version: bool,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// What was found.
    pub code: Code,
    /// Where, best first; the closest place may be given with `NotFound`.
    pub evidence: Vec<Evidence>,
}
