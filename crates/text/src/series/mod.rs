//! Figures that measure the same thing, joined over meetings, speakers and publishers, and who corrected
//! whom.
//!
//! ```text
//! 2031  Vera Holt: Our trade exceeds $3 billion.     one series of two points:
//! 2033  Jan Lind: Our trade turnover already exceeds four billion US dollars.     > 3, > 4 bn USD
//! ```
//! What is not certain to be the same thing stands apart: the same number of another thing is never
//! joined, and a growth rate is on its own series. The same statement in nine copies is one point with
//! nine witnesses. Contradiction is logic of intervals (`extent`); the sentences report words and no
//! more: "A says 300, B says about 340". Which documents are one meeting is handed in. Depends on
//! `figure`, `statement`, `meeting`; the words are data (`series.toml`).

mod correction;
mod extent;
mod gather;
mod join;
mod measure;
mod wording;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::figure::{Comparator, Direction, FigureKind};
use crate::meeting::Meeting;
use crate::reading::Held;
use crate::rules::Rules;
use crate::span::Span;
use crate::time::Interval;
pub use wording::{scaled, stated};

/// All figures of a set of documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Charted {
    /// The series, those with most points first.
    pub series: Vec<Series>,
    /// Figures, in the order of the days they were said.
    pub points: Vec<Point>,
    /// Pairs of figures that do not go together, in the order of the second.
    pub corrections: Vec<Correction>,
}

/// Figures of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What is measured, as the first of them puts it.
    pub name: String,
    /// The kind of its figures.
    pub kind: FigureKind,
    /// The unit.
    pub unit: Option<String>,
    /// True for rates of growth: they have an axis of their own.
    pub is_growth: bool,
    /// Indices into `Charted::points`, in the order of time.
    pub points: Vec<usize>,
    /// True when what is measured is said in words that can stand alone: "trade turnover", not "also that we".
    pub is_clear: bool,
}

/// One figure, said once, however often it was copied.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The number.
    pub value: Option<f64>,
    /// The low end, as far as the words give one.
    pub low: Option<f64>,
    /// The high end.
    pub high: Option<f64>,
    /// The unit.
    pub unit: Option<String>,
    /// On which side the truth lies.
    pub comparator: Comparator,
    /// Which way it went.
    pub direction: Option<Direction>,
    /// When it holds.
    pub time: Option<Interval>,
    /// The day it was said.
    pub day: Option<Date>,
    /// Who says it.
    pub speaker: Option<String>,
    /// Where it stands, by document; never empty.
    pub witnesses: Vec<Witness>,
    /// Index of its series.
    pub series: usize,
}

/// A place where a figure stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// Index of the document among those handed in.
    pub document: usize,
    /// The statement's id.
    pub statement: String,
    /// The figure.
    pub span: Span,
    /// Its sentence.
    pub sentence: Span,
    /// The number of the sentence among the document's units, from one.
    pub number: usize,
}

/// Why two figures are set against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Another speaker of the same meeting says another figure.
    NextSpeaker,
    /// A speaker puts another figure in the place of his own.
    SameSpeaker,
    /// Versions of one meeting have different figures in the same statement.
    Versions,
    /// Elsewhere another figure is said of the same stated period.
    SamePeriod,
}

impl Reason {
    /// The code of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::NextSpeaker => "next_speaker",
            Reason::SameSpeaker => "same_speaker",
            Reason::Versions => "versions",
            Reason::SamePeriod => "same_period",
        }
    }
}

/// Two figures of one thing that do not go together.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The figure said first; an index into `Charted::points`.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// Why.
    pub reason: Reason,
    /// Words that announce the second, where there are any.
    pub cue: Option<String>,
    /// The pair in one neutral sentence.
    pub sentence: String,
}

/// Joins the figures of documents. The order of the documents changes nothing but the indices of
/// witnesses.
pub fn chart(held: &[Held], meetings: &[Meeting], rules: &Rules) -> Charted {
    let said = gather::gather(held, meetings, rules);
    let mut joined = join::join(&said, &rules.series);
    let mut charted = join::points(&said, &mut joined, held);
    for series in &mut charted.series {
        series.is_clear = is_clear(&series.name, rules);
    }
    charted.corrections = correction::corrections(&said, &joined, &charted, held);
    join::ordered(charted)
}

impl Charted {
    /// True for a series that is followed: one clear thing, told on two days or by two speakers, or
    /// corrected. A length of time or a place in a row is none.
    pub fn is_followed(&self, n: usize) -> bool {
        let Some(series) = self.series.get(n) else { return false };
        let points: Vec<&Point> = series.points.iter().filter_map(|p| self.points.get(*p)).collect();
        let of = |p: usize| self.points.get(p).is_some_and(|p| p.series == n);
        if self.corrections.iter().any(|c| of(c.first) || of(c.second)) {
            return true;
        }
        let days: BTreeSet<Option<Date>> = points.iter().map(|p| p.day).collect();
        let speakers: BTreeSet<&str> = points.iter().filter_map(|p| p.speaker.as_deref()).collect();
        let few = |p: &&Point| p.value.is_some_and(|v| v < FEW);
        let is_measure = match series.kind {
            FigureKind::Duration | FigureKind::Ordinal | FigureKind::Other => false,
            FigureKind::Count => !points.iter().all(few),
            _ => true,
        };
        is_measure && series.is_clear && points.len() > 1 && (days.len() > 1 || speakers.len() > 1)
    }
}

/// Fewer of something are no figure that is followed.
const FEW: f64 = 10.0;
/// Most words of what is measured; more are a clause.
const CLEAR_WORDS: usize = 7;

/// True when the words that name what is measured neither begin nor end with grammar and are no clause.
fn is_clear(name: &str, rules: &Rules) -> bool {
    let forms: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let is_grammar = |w: Option<&String>| w.is_none_or(|w| rules.wording.is_function(w));
    let n_grammar = forms.iter().filter(|w| rules.wording.is_function(w)).count();
    !is_grammar(forms.first())
        && !is_grammar(forms.last())
        && forms.len() <= CLEAR_WORDS
        && 2 * n_grammar <= forms.len()
        && !forms.iter().any(|w| rules.verdict.any().own.contains(w))
}

#[cfg(test)]
mod tests;
