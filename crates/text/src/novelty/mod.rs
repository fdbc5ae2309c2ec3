//! New this time: a meeting against all earlier meetings of the same people.
//!
//! ```text
//! 2031  Vera Holt: Thank you for coming. We spoke of the harbour and of Lake Brona.
//! 2033  Vera Holt: Thank you for coming. We spoke of the northern railway.
//! ```
//! In 2033 one sentence returns, the topic `northern railway` has entered, the topic `harbour` and the name
//! `Lake Brona` have left. Versions of one meeting count once: what one of them holds has not left, and
//! spellings of one name (`usage`) are no news. People are the same when two of them meet again, or, where
//! one speaks alone, when it is the same one. Meetings without a day are compared with nothing.

mod event;
mod formula;
mod noun;
mod past;
mod sure;
mod topic;

use std::collections::BTreeMap;

use event::{Event, Pages};
use noun::Usage;
use past::Past;

use crate::meeting::Meeting;
use crate::reading::{Held, Place};
use crate::rules::Rules;
use crate::usage::Heard;

/// A meeting against earlier ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Novelty {
    /// Index of the meeting among those handed in.
    pub meeting: usize,
    /// The earlier meetings of the same people, the last first; empty for their first.
    pub against: Vec<usize>,
    /// What each speaker says again and anew.
    pub speakers: Vec<News>,
    /// Names and topics that no earlier meeting has, those said most first.
    pub entered: Vec<Item>,
    /// Names and topics of the last meetings before that are not spoken of now, likewise.
    pub left: Vec<Item>,
}

/// The sentences of one speaker in one meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The name.
    pub speaker: String,
    /// Sentences that the speaker said before in the same or nearly the same words.
    pub returning: Vec<Return>,
    /// The others.
    pub new: Vec<Place>,
}

/// A sentence that returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// Where it stands.
    pub place: Place,
    /// Where it stood before.
    pub earlier: Place,
    /// True for the same words.
    pub is_same: bool,
}

/// What entered or left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A place, a person, an institution.
    Name,
    /// Another noun phrase.
    Topic,
}

impl Kind {
    /// The word of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Name => "name",
            Kind::Topic => "topic",
        }
    }
}

/// A name or topic that entered or left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Name or topic.
    pub kind: Kind,
    /// As it is printed.
    pub words: String,
    /// How often it is said in the meeting that has it.
    pub count: usize,
    /// By whom, most first; `None` for one who is not named.
    pub by: Vec<(Option<String>, usize)>,
    /// A place where it is said: of what left, in the last meeting that has it.
    pub place: Place,
    /// In how many earlier meetings of these people it was said; none for what entered.
    pub meetings: usize,
    /// True when no other form or word of it is seen on the other side, and it is more than said in passing.
    pub is_sure: bool,
}

/// Each meeting against the earlier ones of the same people, by day. `heard` are the names of the same
/// documents.
pub fn novelty(held: &[Held], meetings: &[Meeting], heard: &Heard, rules: &Rules) -> Vec<Novelty> {
    let by_id: BTreeMap<&str, usize> = held.iter().enumerate().map(|(n, h)| (h.id, n)).collect();
    let mut order: Vec<usize> = (0..meetings.len()).collect();
    order.sort_by_key(|m| (meetings[*m].date.is_none(), meetings[*m].date, &meetings[*m].id));
    let usage = Usage::of(held, rules);
    let pages = Pages::of(held, heard, &usage, rules);
    let mut past = Past::default();
    let mut out = Vec::new();
    for meeting in order {
        let members = meetings[meeting].members.iter();
        let documents: Vec<usize> = members.filter_map(|m| by_id.get(m.document.as_str()).copied()).collect();
        if documents.is_empty() {
            continue;
        }
        let event = Event::of(meeting, &documents, &pages, &mut past.stems);
        let is_dated = meetings[meeting].date.is_some();
        out.push(past.compare(&event, &pages, is_dated));
        if is_dated {
            past.keep(event);
        }
    }
    out
}
