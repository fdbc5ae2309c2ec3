//! Whose words stand at a place: the speaker's of a turn, a person's whom the page quotes, the page's.
//!
//! ```text
//! Vera Holt: He told me, “We shall leave the valley.” I did not believe him.
//! ```
//! «We shall leave the valley» is told by Vera Holt as the words of "He", and hers only as a telling;
//! «I did not believe him» is her own. The smallest telling that holds the words decides.

use super::Passage;
use super::speaker::{Bearing, Person, bearing};
use crate::rules::Rules;
use crate::span::Span;
use crate::statement::StatementKind;

/// Words inside a passage that it tells as somebody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// In quotation marks or in other words.
    pub kind: StatementKind,
    /// Whose words, when the page binds the name.
    pub speaker: Option<String>,
    /// The words that name the source.
    pub label: Option<String>,
    /// The words; of a quotation with a teller inside a sentence, its pieces.
    pub pieces: Vec<Span>,
}

impl Telling {
    fn holds(&self, span: Span) -> bool {
        let at = |place: usize| self.pieces.iter().any(|p| p.start <= place && place <= p.end);
        at(span.start) && at(span.end)
    }

    fn len(&self) -> usize {
        self.pieces.iter().map(|p| p.len()).sum()
    }
}

/// Whose words they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// How they stand on the page.
    pub kind: StatementKind,
    /// The name of whose words they are.
    pub speaker: Option<String>,
    /// The label of the turn, or the words that name the source.
    pub label: Option<String>,
    /// Who tells them: the speaker of the turn, when they are told inside one.
    pub teller: Option<String>,
    /// Where the words of this voice stand.
    pub pieces: Vec<Span>,
}

impl Voice {
    /// The voice of some words of a passage.
    pub(super) fn at(passage: &Passage, span: Span) -> Voice {
        let told = passage.told.iter().filter(|t| t.holds(span)).min_by_key(|t| (t.kind, t.len()));
        match told.filter(|_| passage.kind.is_unit()) {
            Some(told) => Voice {
                kind: told.kind,
                speaker: told.speaker.clone(),
                label: told.label.clone(),
                teller: passage.is_speech().then(|| passage.named().unwrap_or_default()),
                pieces: told.pieces.clone(),
            },
            None => Voice {
                kind: passage.kind,
                speaker: passage.speaker.clone(),
                label: passage.label.clone(),
                teller: passage.teller.clone(),
                pieces: passage.heard(),
            },
        }
    }

    /// True when a speaker tells them as somebody's.
    pub fn is_nested(&self) -> bool {
        self.teller.is_some()
    }

    /// True when the page or a speaker gives them in quotation marks.
    pub fn is_quoted(&self) -> bool {
        self.kind == StatementKind::Quotation
    }

    /// True for words that nobody gives as they were said: told in other words, or told by a speaker.
    pub(super) fn is_told(&self) -> bool {
        self.is_nested() || self.kind == StatementKind::Reported
    }

    /// True for words that the record holds as somebody's own: spoken in a turn, or quoted by a page.
    pub(super) fn is_verbatim(&self) -> bool {
        !self.is_nested() && matches!(self.kind, StatementKind::Speech | StatementKind::Quotation)
    }

    /// How the voice relates to the person that a claim names.
    pub(super) fn bearing(&self, person: Option<&Person>, passage: &Passage, rules: &Rules) -> Bearing {
        bearing(person, self, passage, rules)
    }
}
