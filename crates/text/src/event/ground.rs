//! On what the interval of an event rests, in a short sentence.
//!
//! `"today we will sign" in wire.html, said on 2031-04-12; "signed in April 2031" in portal.html`. The
//! words have a place; how a document is called is the caller's to say.

use jiff::civil::Date;

use super::Event;
use crate::span::Span;
use crate::time::Interval;

/// How words give days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// A line of the page names day or place of its meeting.
    Head,
    /// The words name the year.
    Stated,
    /// The words are read against the day of speaking.
    Relative,
    /// So many years before.
    Anniversary,
    /// The page tells of the day of its meeting.
    SameDay,
}

/// Words that give an event its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Index of the document among those handed in.
    pub document: usize,
    /// The words with the time in them.
    pub span: Span,
    /// The number of the sentence among the document's units, from one; 0 for a head line.
    pub number: usize,
    /// The day of the words.
    pub day: Option<Date>,
    /// The days they give.
    pub interval: Option<Interval>,
    /// For an anniversary the year in which it falls.
    pub year: Option<i16>,
    /// How they give them.
    pub how: Reading,
}

impl Event {
    /// One sentence on what the interval rests; empty without an interval. `place` gives the words of a
    /// span and what the document is called.
    pub fn rests_on(&self, place: &dyn Fn(usize, Span) -> (String, String)) -> String {
        let told: Vec<String> = self.rests_on.iter().map(|g| told(g, place)).collect();
        told.join("; ")
    }
}

impl Ground {
    /// The year from which an anniversary is counted back, else the day of the words.
    pub fn counted_from(&self) -> String {
        let day = || self.day.map_or_else(|| "an unknown day".to_string(), |d| d.to_string());
        self.year.map_or_else(day, |year| year.to_string())
    }
}

fn told(ground: &Ground, place: &dyn Fn(usize, Span) -> (String, String)) -> String {
    let (words, document) = place(ground.document, ground.span);
    let day = ground.day.map_or_else(|| "an unknown day".to_string(), |d| d.to_string());
    match ground.how {
        Reading::Head if ground.day.is_none() => format!("the page of {document}, whose day is not certain"),
        Reading::Head => format!("the page of {document} is of this day"),
        Reading::Stated => format!("\u{201c}{words}\u{201d} in {document}"),
        Reading::Relative => format!("\u{201c}{words}\u{201d} in {document}, said on {day}"),
        Reading::Anniversary => {
            format!("\u{201c}{words}\u{201d} in {document}, counted back from {}", ground.counted_from())
        }
        Reading::SameDay => format!("\u{201c}{words}\u{201d} in {document}, told of {day}"),
    }
}
