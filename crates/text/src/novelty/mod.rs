//! New this time: a meeting against all earlier meetings of the same people.
//!
//! ```text
//! 2031  Vera Holt: Thank you for coming. We spoke of the harbour and of Lake Brona.
//! 2033  Vera Holt: Thank you for coming. We spoke of the northern railway.
//! ```
//! In 2033 one sentence returns, the topic `northern railway` has entered, the topic `harbour` and the name
//! `Lake Brona` have left. Versions of one meeting count once: what one of them holds has not left, and
//! spellings of one name (`usage`) are no news. A meeting is set against every meeting of an earlier day at which
//! one of its named speakers spoke; one without a day or a named speaker is set against nothing.

mod bearer;
mod event;
mod formula;
mod noun;
mod past;
mod speaker;
mod stem;
mod subject;
mod sure;
mod told;
mod topic;

use std::collections::{BTreeMap, VecDeque};

use event::{Event, Pages};
use noun::Usage;
use past::Past;

use crate::at_once::each;
use crate::meeting::Meeting;
use crate::reading::{Held, Place};
use crate::rules::Rules;
use crate::usage::{Heard, Who};

/// Meetings that are gathered at the same time.
const AT_ONCE: usize = 64;

/// A meeting against earlier ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Novelty {
    /// Index of the meeting among those handed in.
    pub meeting: usize,
    /// What it is set against.
    pub against: Against,
    /// What each speaker says again and anew.
    pub speakers: Vec<News>,
    /// Names and topics that no earlier meeting has, those said most first.
    pub entered: Vec<Item>,
    /// Names and topics of the last meetings before that are not spoken of now, likewise.
    pub left: Vec<Item>,
}

/// What a meeting is set against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Against {
    /// The meetings of earlier days at which one of the speakers spoke, the last first.
    pub meetings: Vec<usize>,
    /// Those of the speakers who spoke before, by name.
    pub speakers: Vec<String>,
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
    /// Other forms of a name in this meeting, in whatever version.
    pub also: Vec<String>,
    /// How often it is said in the meeting that has it, by anybody, in all forms.
    pub count: usize,
    /// Names of other things in which its words stand too, with how often: not counted.
    pub apart: Vec<(String, usize)>,
    /// By whom, most first; nobody for one who asks.
    pub by: Vec<(Who, usize)>,
    /// A place where it is said: of what left, in the last meeting that has it.
    pub place: Place,
    /// In how many of the meetings before it was said; none for what entered.
    pub meetings: usize,
    /// True when no other form or word of it is seen on the other side, one who spoke before says it, and a reader
    /// would miss it.
    pub is_sure: bool,
}

/// Each meeting against the earlier ones of the same people, by day. `heard` are the names of the same
/// documents.
pub fn novelty(held: &[Held], meetings: &[Meeting], heard: &Heard, rules: &Rules) -> Vec<Novelty> {
    let by_id: BTreeMap<&str, usize> = held.iter().enumerate().map(|(n, h)| (h.id, n)).collect();
    let mut order: Vec<usize> = (0..meetings.len()).collect();
    order.sort_by_key(|m| (meetings[*m].date.is_none(), meetings[*m].date, &meetings[*m].id));
    let documents = |m: &usize| -> Vec<usize> {
        meetings[*m].members.iter().filter_map(|d| by_id.get(d.document.as_str()).copied()).collect()
    };
    let order: Vec<(usize, Vec<usize>)> = order.iter().map(|m| (*m, documents(m))).collect();
    let order: Vec<(usize, Vec<usize>)> = order.into_iter().filter(|(_, all)| !all.is_empty()).collect();
    let usage = Usage::of(held, rules);
    let pages = Pages::of(held, heard, &usage, rules);
    let mut past = Past::default();
    let mut out = Vec::new();
    let day = |m: usize| meetings[m].date;
    let mut gathered = VecDeque::new();
    let mut rest = order.as_slice();
    for day in order.chunk_by(|a, b| day(a.0).is_some() && day(a.0) == day(b.0)) {
        while gathered.len() < day.len() {
            let (some, later) = rest.split_at(rest.len().min(AT_ONCE));
            gathered.extend(each(some, |(meeting, documents)| Event::of(*meeting, documents, &pages)));
            rest = later;
        }
        let events: Vec<Event> =
            gathered.drain(..day.len()).map(|(event, own)| past.settled(event, &own)).collect();
        let is_dated = |e: &Event| meetings[e.meeting].date.is_some();
        let compared = events.iter().map(|e| match is_dated(e) {
            true => past.compare(e, &events, &pages),
            false => Novelty { meeting: e.meeting, ..Novelty::default() },
        });
        out.extend(compared.collect::<Vec<_>>());
        events.into_iter().filter(is_dated).for_each(|e| past.keep(e));
    }
    out
}
