//! The ledger: events and agreements that documents hold or speak of, and what was promised.
//!
//! ```text
//! 2031-04-12  agreement  Treaty on River Traffic · signed
//!   derived: "Today we will sign" said on 2031-04-12, "signed in April 2031" said elsewhere
//! ```
//! Every event rests on words with a place. `clause` cuts a sentence, `phrase` and `deed` find what tells
//! of an event there (a noun, a verb), `spot` makes mentions of them, `sign`, `link` and `join` decide which tell of
//! one event, `fold` makes events of them with interval, status and steps; `commitment` finds what speakers
//! bind themselves to, `deadline` by when, `followed` what is said of it later. A mention that is not certain to be of another's event stands alone: a wrong join
//! is worse. Meetings that the documents hold are events too. Nothing is said of worth or truth. Depends
//! on `time`, `figure`, `meeting`, `people`; the words are data (`events.toml`).

mod clause;
mod phrase;
mod deed;
mod sign;
mod link;
mod draft;
mod firm;
mod scene;
mod party;
mod between;
mod next;
mod spot;
mod when;
mod sense;
mod verb;
mod takes;
mod slated;
mod stage;
mod count;
mod anniversary;
mod join;
mod held;
mod named;
mod ground;
mod label;
mod sure;
mod fold;
mod deadline;
mod commitment;
mod followed;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::meeting::Meeting;
use crate::reading::Held;
use crate::rules::Rules;
use crate::span::Span;
use crate::time::Interval;

pub use crate::rules::events::EventKind;
pub use commitment::{Commitment, FollowUp};
pub use firm::Doubt;
pub use ground::{Ground, Reading as GroundReading};
pub use link::link;

/// What documents say of events, and what their speakers bind themselves to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The events, by day; those without one come last.
    pub events: Vec<Event>,
    /// The commitments, by the day they were said.
    pub commitments: Vec<Commitment>,
    /// Languages of which the table of events has no words, with the number of their documents; of these
    /// only the meetings that they record are told.
    pub unread: BTreeMap<String, usize>,
}

/// Whether the words give the interval or it follows from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The words, or the head of the page, give it.
    Stated,
    /// It follows: from the day of speaking, from an anniversary, from two documents together.
    Derived,
}

impl Basis {
    /// The word of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Stated => "stated",
            Basis::Derived => "derived",
        }
    }
}

/// How far an event has come, as far as the documents say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It is spoken of.
    Mentioned,
    /// It is to come.
    Planned,
    /// Its text is settled, before it is signed.
    Initialled,
    /// It is signed, concluded, adopted.
    Signed,
    /// What is signed is approved at home.
    Ratified,
    /// It is carried out.
    InForce,
    /// It is called off or ended.
    Cancelled,
    /// A document of it is at hand.
    Held,
}

impl Status {
    /// The word of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Mentioned => "mentioned",
            Status::Planned => "planned",
            Status::Initialled => "initialled",
            Status::Signed => "signed",
            Status::Ratified => "ratified",
            Status::InForce => "in_force",
            Status::Cancelled => "cancelled",
            Status::Held => "held",
        }
    }
}

/// Whether the words tell of an event as over or as still to come, on the day of speaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sense {
    /// It has taken place.
    Over,
    /// It lies ahead.
    Ahead,
}

impl Sense {
    /// The word of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Sense::Over => "over",
            Sense::Ahead => "ahead",
        }
    }
}

/// One event with all that is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// `e:` and digits; the same documents in any order give the same.
    pub id: String,
    /// What it is.
    pub kind: EventKind,
    /// What it is called: words of a document that stand for themselves, else who takes part.
    pub label: String,
    /// When it is; `None` when nothing tells.
    pub interval: Option<Interval>,
    /// Whether that is stated.
    pub basis: Basis,
    /// The words on which the interval rests.
    pub rests_on: Vec<Ground>,
    /// How far it has come.
    pub status: Status,
    /// The meeting whose documents are at hand; `None` for what is known only from mention.
    pub held: Option<String>,
    /// How the last words of it that tell put it; `None` where none do.
    pub told_as: Option<Sense>,
    /// Who takes part, as far as the words name them.
    pub people: Vec<String>,
    /// Where, as printed.
    pub place: Option<String>,
    /// Where it is spoken of, by day, document and place; never empty but for a held meeting whose
    /// page does not name itself.
    pub mentions: Vec<Mention>,
    /// True when the words surely name what it is, whose, and when where they tell that; "he met with
    /// them" does not.
    pub is_clear: bool,
    /// The stages of its life that the documents tell, in the order of the days they were told.
    pub steps: Vec<Step>,
}

/// A place where an event is spoken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Index of the document among those handed in.
    pub document: usize,
    /// The words.
    pub span: Span,
    /// The sentence, or the head line, around them.
    pub sentence: Span,
    /// The number of the sentence among the document's units, from one; 0 for a head line.
    pub number: usize,
    /// Who speaks; `None` for narration and where nobody certain speaks.
    pub speaker: Option<String>,
    /// The day of the words.
    pub day: Option<Date>,
}

/// A stage of an event's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is told.
    pub status: Status,
    /// Index of the mention that tells it.
    pub mention: usize,
    /// When it is said to happen; `None` when the sentence does not tell.
    pub interval: Option<Interval>,
}

/// Makes the ledger of documents and of the meetings that they are versions of. The order of the
/// documents changes nothing but the indices.
pub fn ledger(held: &[Held], meetings: &[Meeting], rules: &Rules) -> Ledger {
    let scenes = scene::scenes(held, meetings);
    let mut drafts = Vec::new();
    let mut commitments = Vec::new();
    for (at, scene) in scenes.iter().enumerate() {
        spot::spot(scene, at, rules, &mut drafts);
        commitment::gather(scene, at, rules, &mut commitments);
    }
    let groups = join::join(&drafts, &scenes, meetings, rules);
    followed::follow(&mut commitments, &scenes, rules);
    Ledger {
        events: fold::events(&drafts, &groups, &scenes, meetings, rules),
        commitments,
        unread: unread(held, rules),
    }
}

/// Languages without words of events, and how many documents are in them.
fn unread(held: &[Held], rules: &Rules) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for language in held.iter().filter_map(|h| h.reading.document.language.as_deref()) {
        if rules.events.lexis(Some(language)).is_none() {
            *found.entry(language.to_string()).or_default() += 1;
        }
    }
    found
}
