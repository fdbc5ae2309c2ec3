//! A collation: versions of one meeting laid side by side, sentence by sentence, and each
//! difference with its class.

mod agency;
mod align;
mod classify;
mod collate;
mod custom;
mod desk;
mod diff;
mod entity;
mod exchange;
mod grams;
mod heard;
mod kin;
mod links;
mod naming;
mod numbers;
mod polarity;
mod rows;
mod signs;
mod speakers;

pub use align::{Bead, align};
pub use classify::classify;
pub use collate::collate;
pub use desk::Passage;
pub use entity::NameBook;
pub(crate) use entity::is_acronym;
pub use kin::Kin;
pub(crate) use kin::same_stem;

use std::ops::Range;

use crate::reading::Reading;
use crate::span::Span;
use crate::transcript::{NoteKind, Role};

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
    /// Words that are not compared: struck-out words, notes, numerals of lists.
    pub unheard: Vec<Span>,
    /// Struck-out words that no correction follows: they are told when one version lacks them.
    pub struck: Vec<Span>,
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
    /// True for someone who asks.
    pub asks: bool,
    /// Where the label stands, without its terminator.
    pub label_span: Option<Span>,
}

impl Witness {
    /// The version that a reading gives. Notes, gaps, struck-out words and the numerals of lists are
    /// not compared.
    pub fn from_reading(reading: &Reading, sigil: &str) -> Witness {
        let (document, transcript) = (&reading.document, &reading.transcript);
        let units = reading.units().into_iter().map(|unit| {
            let turn = unit.turn.and_then(|n| transcript.turns.get(n));
            WitnessUnit {
                span: unit.span,
                turn: unit.turn,
                speaker: turn.and_then(|t| t.speaker.name.clone()),
                label: turn.and_then(|t| t.speaker.label.clone()),
                asks: turn.is_some_and(|t| t.speaker.role == Role::Question),
                label_span: turn
                    .and_then(|t| bare_label(&document.text, t.label?, t.speaker.label.as_deref()?)),
            }
        });
        let gaps = transcript.gaps.iter().map(|g| g.span);
        let unheard = unheard(reading).into_iter().chain(gaps).collect();
        let corrected =
            |s: &Span| document.text.get(s.end..).is_some_and(|after| after.trim_start().starts_with('['));
        Witness {
            sigil: sigil.to_string(),
            source: document.source.clone(),
            publisher: document.publisher.clone(),
            units: units.collect(),
            unheard,
            struck: document.struck.iter().filter(|s| !corrected(s)).copied().collect(),
            text: document.text.clone(),
        }
    }
}

/// Words of a reading that nobody says: notes, struck-out words, the numerals of lists.
pub fn unheard(reading: &Reading) -> Vec<Span> {
    let document = &reading.document;
    // Of a correction (`<s>x</s> [y]`) only the struck-out words go unheard.
    let is_note = |kind: NoteKind| kind != NoteKind::Correction;
    let notes = reading.transcript.notes.iter().filter(|n| is_note(n.kind)).map(|n| n.span);
    let numerals = document.blocks.iter().filter_map(|b| numeral(&document.text, b.span));
    notes.chain(document.struck.iter().copied()).chain(numerals).collect()
}

/// "2." or "2)" at the head of a paragraph.
fn numeral(text: &str, block: Span) -> Option<Span> {
    let block = block.trimmed(text);
    let body = block.of(text);
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let after = body.get(digits..)?.strip_prefix(['.', ')'])?;
    let listed = (1..=2).contains(&digits) && after.starts_with(char::is_whitespace);
    listed.then(|| Span::new(block.start, block.start + digits + 1))
}

/// The label inside its span, without the terminator.
fn bare_label(text: &str, span: Span, label: &str) -> Option<Span> {
    let at = span.of(text).find(label);
    Some(at.map_or(span, |at| Span::new(span.start + at, span.start + at + label.len())).trimmed(text))
}

/// How a row's versions are related.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The same words, glyphs and white space folded.
    Identical,
    /// Words of the first version that the others do not have.
    Omitted,
    /// Words that the first version does not have.
    Added,
    /// The same sentence in another place.
    Moved,
    /// Other words, signs or another label.
    Changed,
}

impl Relation {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Relation::Identical => "identical",
            Relation::Changed => "changed",
            Relation::Omitted => "omitted",
            Relation::Added => "added",
            Relation::Moved => "moved",
        }
    }
}

/// A difference with the two versions it stands between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowDifference {
    /// What differs.
    pub difference: Difference,
    /// Indexes of the two witnesses.
    pub sides: (usize, usize),
}

/// Units that answer to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// For each witness its units; empty when it has none here.
    pub units: Vec<Range<usize>>,
    /// How they are related.
    pub relation: Relation,
    /// The differences, material first.
    pub differences: Vec<RowDifference>,
    /// Indexes of the witnesses that have units here, those with one reading together.
    pub readings: Vec<Vec<usize>>,
}

/// Versions laid side by side.
#[derive(Clone, Debug)]
pub struct Collation {
    /// The versions; the first is the base.
    pub witnesses: Vec<Witness>,
    /// Rows in the order of the base.
    pub rows: Vec<Row>,
}

/// What a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// One version says the opposite.
    Polarity,
    /// Another number, or another bound of it.
    Figure,
    /// Another person, place or institution, or another name that takes a side.
    Name,
    /// The words are another speaker's.
    Attribution,
    /// Words that the second version does not have.
    Omitted,
    /// Words that only the second version has.
    Added,
    /// Content words replaced by others that are no known variant.
    Meaning,
    /// The same on another level: hope / expect, should / must.
    Strength,
    /// Who acts is told in one version only.
    Agency,
    /// A sentence that stands elsewhere.
    Moved,
    /// The same in other words.
    Wording,
    /// Another form of address of the same person.
    Address,
    /// One sentence made two or more.
    Split,
    /// Two sentences or more made one.
    Merged,
    /// Another printed form of the same speaker.
    Label,
    /// Another spelling.
    Spelling,
    /// Signs or capitals.
    Punctuation,
}

impl Class {
    /// Every class, most material first.
    pub const ALL: [Class; 17] = [
        Class::Polarity,
        Class::Figure,
        Class::Name,
        Class::Attribution,
        Class::Omitted,
        Class::Added,
        Class::Meaning,
        Class::Strength,
        Class::Agency,
        Class::Moved,
        Class::Wording,
        Class::Address,
        Class::Split,
        Class::Merged,
        Class::Label,
        Class::Spelling,
        Class::Punctuation,
    ];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Class::Polarity => "polarity",
            Class::Figure => "figure",
            Class::Name => "name",
            Class::Attribution => "attribution",
            Class::Omitted => "omitted",
            Class::Added => "added",
            Class::Meaning => "meaning",
            Class::Strength => "strength",
            Class::Agency => "agency",
            Class::Moved => "moved",
            Class::Wording => "wording",
            Class::Address => "address",
            Class::Split => "split",
            Class::Merged => "merged",
            Class::Label => "label",
            Class::Spelling => "spelling",
            Class::Punctuation => "punctuation",
        }
    }

    /// The short sign by which terminals and pages show it.
    pub fn chip(self) -> &'static str {
        match self {
            Class::Polarity => "NEG",
            Class::Figure => "FIG",
            Class::Name => "NAME",
            Class::Attribution => "WHO",
            Class::Omitted => "OMIT",
            Class::Added => "ADD",
            Class::Meaning => "MEAN",
            Class::Strength => "STR",
            Class::Agency => "ACT",
            Class::Moved => "MOVE",
            Class::Wording => "WORD",
            Class::Address => "ADDR",
            Class::Split => "SPLIT",
            Class::Merged => "MERGE",
            Class::Label => "LABEL",
            Class::Spelling => "SPELL",
            Class::Punctuation => "PUNCT",
        }
    }

    /// Rank of a difference inside a row: 1 material, 2 substantive, 3 wording, 4 form. A sentence
    /// omitted or added as a row of its own is of rank 1.
    pub fn rank(self) -> u8 {
        match self {
            Class::Polarity | Class::Figure | Class::Name | Class::Attribution => 1,
            Class::Omitted
            | Class::Added
            | Class::Meaning
            | Class::Strength
            | Class::Agency
            | Class::Moved => 2,
            Class::Wording | Class::Address | Class::Split | Class::Merged | Class::Label => 3,
            Class::Spelling | Class::Punctuation => 4,
        }
    }
}

/// One difference between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub class: Class,
    /// From 1, material, to 4, form.
    pub rank: u8,
    /// The words of the first version; `None` when it has none.
    pub a: Option<Span>,
    /// The words of the second version; `None` when it has none.
    pub b: Option<Span>,
    /// What else a reader should know.
    pub note: Option<&'static str>,
    /// The user's own class of it (`classes` in `wording.toml`).
    pub custom: Option<String>,
}

impl Difference {
    /// True for a difference of rank 1.
    pub fn is_material(&self) -> bool {
        self.rank == 1
    }

    /// The order of differences in a list: most material first, then as in the text.
    pub(crate) fn place(&self) -> (u8, usize, usize, Class) {
        let start = |s: Option<Span>| s.map_or(usize::MAX, |s| s.start);
        (self.rank, start(self.a), start(self.b), self.class)
    }
}

#[cfg(test)]
mod tests;
