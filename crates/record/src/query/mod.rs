//! The query language of `search`: what is asked, as a tree, or where the query cannot be read.
//!
//! ```text
//! bridge flood              both words in one sentence       bridge OR ferry    one of them
//! "open again"              one after the other              bridge NOT toll    without (also -toll)
//! bridg*  brigde~  colour~2 beginnings, misspellings         (a OR b) c         groups
//! flood NEAR/5 valley       within five words of each other
//! speaker:"Vera Holt" office:"President of Norland" country:Norland place:Lindar publisher:Courier
//! meeting:m:2031-04-12-merrow kind:speech date:2031-01..2031-06
//! ```
//! `AND`, `OR`, `NOT` and `NEAR` are operators in capitals only. Which speakers, days and documents a
//! filter means is worked out in `search`.

mod lex;
mod parse;

use std::fmt;

use jiff::civil::Date;

pub use parse::parse;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// All of these.
    All(Vec<Node>),
    /// One of these.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// A word.
    Word(String),
    /// Words that begin so.
    Prefix {
        /// The beginning.
        word: String,
        /// Where it stands in the query, in characters from 1.
        column: usize,
    },
    /// Words that can be misspellings.
    Fuzzy {
        /// The word.
        word: String,
        /// Letters that may differ: 1 or 2.
        distance: u8,
        /// Where it stands in the query, in characters from 1.
        column: usize,
    },
    /// Words one after the other.
    Phrase(Vec<String>),
    /// Two words within so many words of each other, in either order.
    Near {
        /// One word.
        left: String,
        /// The other.
        right: String,
        /// How many words from one to the other at most.
        within: u32,
    },
    /// A filter.
    Filter {
        /// What is looked at.
        field: Field,
        /// What it must be.
        value: String,
        /// Where it stands in the query, in characters from 1.
        column: usize,
    },
    /// From a day to a day, both inside; an open end is `None`.
    Days(Option<Date>, Option<Date>),
}

/// What a filter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Who speaks.
    Speaker,
    /// The office of who speaks, on the day.
    Office,
    /// The country or organisation of that office.
    Country,
    /// The party of who speaks.
    Party,
    /// Where it was said.
    Place,
    /// Who publishes it.
    Publisher,
    /// At which meeting.
    Meeting,
    /// How the words stand on the page.
    Kind,
    /// When.
    Date,
}

impl Field {
    /// All of them with their names.
    pub const ALL: [(&'static str, Field); 9] = [
        ("speaker", Field::Speaker),
        ("office", Field::Office),
        ("country", Field::Country),
        ("party", Field::Party),
        ("place", Field::Place),
        ("publisher", Field::Publisher),
        ("meeting", Field::Meeting),
        ("kind", Field::Kind),
        ("date", Field::Date),
    ];

    /// The field of a name; `by` is `speaker`.
    pub fn named(name: &str) -> Option<Field> {
        let name = name.to_lowercase();
        let name = if name == "by" { "speaker" } else { &name };
        Field::ALL.iter().find(|(n, _)| *n == name).map(|(_, f)| *f)
    }
}

/// Kinds by the names that a query may use, and as the index keeps them.
pub const KINDS: [(&str, &str); 7] = [
    ("speech", "speech"),
    ("narration", "narration"),
    ("direct", "quotation"),
    ("indirect", "reported"),
    ("quotation", "quotation"),
    ("reported", "reported"),
    ("figure", "figure"),
];

/// A query that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Where, in characters from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

impl QueryError {
    pub(crate) fn new(column: usize, message: impl Into<String>, hint: impl Into<String>) -> Self {
        QueryError { column, message: message.into(), hint: hint.into() }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column, self.message)
    }
}

/// The days of `2031`, `2031-05`, `2031-05-25`, or of two of them with `..` between; either may be left
/// out. `None` when it is no such thing, or ends before it begins.
pub fn days(value: &str) -> Option<(Option<Date>, Option<Date>)> {
    let (from, to) = value.split_once("..").unwrap_or((value, value));
    if from.is_empty() && to.is_empty() {
        return None;
    }
    let when = |text: &str| match text {
        "" => Some(None),
        text => variorum_text::rules::holders::When::parse(text).map(Some),
    };
    let (from, to) = (when(from)?.map(|w| w.first), when(to)?.map(|w| w.last));
    let is_ordered = from.zip(to).is_none_or(|(from, to)| from <= to);
    is_ordered.then_some((from, to))
}
