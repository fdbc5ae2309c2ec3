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
mod label;
mod measure;
mod phrase;
mod wording;

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
    /// What is measured, in the words of the figure that says it best, and where.
    pub name: String,
    /// The kind of its figures.
    pub kind: FigureKind,
    /// The unit.
    pub unit: Option<String>,
    /// True for rates of growth: they have an axis of their own.
    pub is_growth: bool,
    /// Indices into `Charted::points`, in the order of time.
    pub points: Vec<usize>,
    /// Why a brief does not tell it; `None` for a series that is followed: one clear thing, told on two days
    /// or by two speakers, or corrected.
    pub doubt: Option<Doubt>,
}

/// Why a series is not told in a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// No noun phrase says what is measured: "also that we".
    Unnamed,
    /// What is said to be measured tells too little: "people", the company that paid a sum.
    Vague,
    /// A length of time, an age, a place in a row, few of something, or "thousands".
    NoMeasure,
    /// Said by one speaker on one day, and nobody corrects it.
    Once,
    /// The figures are narrowed by different words: "nurses", "nurses of the north".
    Mixed,
}

impl Doubt {
    /// The code of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Doubt::Unnamed => "unnamed",
            Doubt::Vague => "vague",
            Doubt::NoMeasure => "no_measure",
            Doubt::Once => "once",
            Doubt::Mixed => "mixed",
        }
    }

    /// The reason in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Doubt::Unnamed => "what is measured is not said in a phrase of its own",
            Doubt::Vague => "what is measured is said too vaguely",
            Doubt::NoMeasure => "a length of time, a place in a row or few of something",
            Doubt::Once => "said by one speaker on one day",
            Doubt::Mixed => "its figures are narrowed by different words",
        }
    }
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
    let mut charted = join::points(&said, &mut joined);
    let mut members: Vec<Vec<&gather::Said>> = vec![Vec::new(); charted.series.len()];
    for (one, point) in said.iter().zip(&joined.point) {
        if let Some(point) = point {
            members[charted.points[*point].series].push(one);
        }
    }
    for (series, members) in charted.series.iter_mut().zip(&members) {
        (series.name, series.doubt) = label::label(members, held, rules);
    }
    charted.corrections = correction::corrections(&said, &joined, &charted, held);
    for n in 0..charted.series.len() {
        let is_mixed = label::is_mixed(&members[n], held, rules);
        charted.series[n].doubt = charted.series[n].doubt.or(label::not_followed(n, &charted, is_mixed));
    }
    join::ordered(charted)
}

impl Charted {
    /// True for a series that is told in a brief.
    pub fn is_followed(&self, n: usize) -> bool {
        self.series.get(n).is_some_and(|s| s.doubt.is_none())
    }

    /// The corrections of series that are followed.
    pub fn followed_corrections(&self) -> impl Iterator<Item = (usize, &Correction)> {
        let told = |c: &Correction| self.points.get(c.second).is_some_and(|p| self.is_followed(p.series));
        self.corrections.iter().enumerate().filter(move |(_, c)| told(c))
    }
}

#[cfg(test)]
mod tests;
