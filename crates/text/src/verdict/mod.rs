//! A verdict: do these words stand in the record, in whose mouth, and what differs.
//!
//! ```text
//! claim   "We have sent 300 tents"  by Vera Holt
//! record  Vera Holt: We have not sent 300 tents.      gives `PolarityDiffers` with the place of «not»
//! ```
//! Candidates are handed in; this room looks for the words in them (`field`), tells whose they are
//! (`voice`, `speaker`) and what stands around (`context`), weighs a place (`weigh`, `near`), and lets the
//! collation room class what differs (`compare`). `wording` says the verdict in one fixed sentence. It
//! reports words, never motives.

mod asked;
mod brackets;
mod caution;
mod compare;
mod context;
mod cut;
mod field;
mod frame;
mod judge;
mod near;
mod speaker;
mod voice;
mod weigh;
mod wording;

#[cfg(test)]
mod tests;

pub use crate::collation::{Class, Difference};
pub use asked::look_up_form;
pub use judge::{judge, own_parts};
pub use speaker::Bearing;
pub use voice::{Telling, Voice};
pub use wording::sentence;

use std::sync::Arc;

use jiff::civil::Date;

use crate::span::Span;
use crate::statement::StatementKind;

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
    /// How the words stand on the page.
    pub kind: StatementKind,
    /// The speaker's name as bound on the page; of what is told, whose words they are told to be.
    pub speaker: Option<String>,
    /// The label, or the words that name the source, as printed.
    pub label: Option<String>,
    /// Of a quotation its words, when a teller stands between them; else empty.
    pub pieces: Vec<Span>,
    /// Who tells it, when it is told inside a turn.
    pub teller: Option<String>,
    /// What a turn or a run of narration tells as somebody's.
    pub told: Vec<Arc<Telling>>,
    /// Words that are nobody's here: notes, struck-out words, numerals of lists.
    pub unheard: Vec<Span>,
    /// Words that an editor put in, brackets included.
    pub supplied: Vec<Span>,
    /// Places where the page says that words are missing.
    pub missing: Vec<Span>,
    /// The people who speak on the page.
    pub people: Vec<String>,
    /// Its language, as a BCP 47 code.
    pub language: Option<String>,
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

impl Passage {
    /// True for words of a turn.
    pub fn is_speech(&self) -> bool {
        self.kind == StatementKind::Speech
    }

    /// The speaker's name, else the label.
    pub fn named(&self) -> Option<String> {
        self.speaker.clone().or_else(|| self.label.clone())
    }

    /// The words of the passage's own voice: its pieces, else all of it.
    fn heard(&self) -> Vec<Span> {
        if self.pieces.is_empty() { vec![self.words] } else { self.pieces.clone() }
    }
}

/// What stands between the pieces of a quotation and holds words.
fn gaps(pieces: &[Span], text: &str) -> Vec<Span> {
    let between = pieces.windows(2).map(|pair| Span::new(pair[0].end, pair[1].start));
    between.filter(|gap| gap.of(text).contains(char::is_alphanumeric)).collect()
}

/// A place that bears on the claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Index of its passage among the candidates.
    pub passage: usize,
    /// The words, in the text of the document.
    pub span: Span,
    /// Whose words they are.
    pub voice: Voice,
    /// How that relates to the person whom the claim names.
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

impl Evidence {
    /// A place of a passage, without a look at the claim.
    pub fn of(passage: &Passage, span: Span) -> Evidence {
        Evidence {
            passage: 0,
            span,
            voice: Voice::at(passage, span),
            bearing: Bearing::NotAsked,
            differences: Vec::new(),
            score: 0.0,
            part: None,
            around: None,
            statement: None,
            sentence: None,
            is_other_version: false,
        }
    }
}

/// What the record holds beside the passages; filled in by the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Background {
    /// How many meetings of the person are known and held; `None` when the claim names nobody.
    pub coverage: Option<Coverage>,
    /// Ids of the documents of captures that failed or were read in part, where the words could stand.
    pub unread: Vec<String>,
    /// Languages other than the found words' in which the same meeting is held, sorted.
    pub languages: Vec<String>,
}

/// Meetings of a person in the time of a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Meetings that some document of the record tells of.
    pub known: usize,
    /// Those of them of which a transcript is held.
    pub held: usize,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// What was found.
    pub code: Code,
    /// Where, best first; the closest place may be given with `NotFound`.
    pub evidence: Vec<Evidence>,
    /// What the record holds beside.
    pub background: Background,
}

impl Verdict {
    fn new(code: Code, evidence: Vec<Evidence>) -> Verdict {
        Verdict { code, evidence, background: Background::default() }
    }
}
