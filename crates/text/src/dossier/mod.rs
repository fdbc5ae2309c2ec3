//! The dossier: what a set of documents tells, line by line, the most telling first.
//!
//! ```text
//! Figures
//!   trade turnover: more than 3 billion USD (2031, Vera Holt) → more than 4 billion USD (2033, Jan Lind)
//!   Vera Holt says 300 schools, Jan Lind says about 340 schools
//! ```
//! Each line has its places, and each section the number of all it could tell. What is told first is
//! decided by general weight alone: what several meetings or speakers speak of, what changed, what does not
//! go together, money and rates before counts, a sentence left out before a word. The weights say
//! nothing of worth or truth. `choose` keeps a dossier to a number of lines, for five pages as for a
//! thousand. What is told is found by `brief`, `series` and the rooms above; how it is shown is not
//! known here.

mod choose;
mod commitments;
mod differences;
mod echoes;
mod events;
mod figures;
mod meetings;
mod news;
mod usage;
mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::brief::Brief;
use crate::echo::Echo;
use crate::event::Ledger;
use crate::reading::Held;
use crate::series::Charted;
use crate::span::Span;

pub use choose::{Chosen, Shown, choose};
pub use words::{short_interval, some};

/// What a section tells of, in the order in which a reader meets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Who met when, and in how many versions it is told.
    Meetings,
    /// Agreements, with their steps.
    Agreements,
    /// Figures of one thing, and who says another figure.
    Figures,
    /// In what the versions of a meeting differ.
    Differences,
    /// What is new this time, and what has gone.
    News,
    /// Where a speaker cites what was said.
    Echoes,
    /// Visits and summits held here, anniversaries.
    Events,
    /// Events of which no document is at hand.
    Mentioned,
    /// What speakers bind themselves to.
    Commitments,
    /// Which names are in use for one thing.
    Names,
}

impl Topic {
    /// True when its entries are shown in the order of their days.
    pub fn is_by_day(self) -> bool {
        matches!(self, Topic::Meetings | Topic::News | Topic::Events | Topic::Mentioned)
    }

    /// The words at its head.
    pub fn title(self) -> &'static str {
        match self {
            Topic::Meetings => "Meetings",
            Topic::Agreements => "Agreements",
            Topic::Figures => "Figures",
            Topic::Differences => "Where the versions differ",
            Topic::News => "New this time, and gone",
            Topic::Echoes => "Who cites whom",
            Topic::Events => "Visits, summits, anniversaries",
            Topic::Mentioned => "Known only from mention",
            Topic::Commitments => "What speakers say they will do",
            Topic::Names => "Names in use",
        }
    }

    /// One sentence on what stands there.
    pub fn told(self) -> &'static str {
        match self {
            Topic::Meetings => "Who met when, and which documents tell of it.",
            Topic::Agreements => "Agreements with the steps that sentences tell, and on what the day rests.",
            Topic::Figures => {
                "Figures of one thing over meetings and speakers, as they are stated; ≠ where two do not go together."
            }
            Topic::Differences => {
                "Differences of rank 1 between versions of one meeting; which version is right is not said here."
            }
            Topic::News => {
                "Names and topics of a meeting against all of earlier days here at which one of its speakers spoke."
            }
            Topic::Names => "Which names are said for one thing, and by whom.",
            Topic::Echoes => {
                "Where a speaker cites another or himself: whether the words are there, altered or not."
            }
            Topic::Events => "Events of which a document is at hand, and what is remembered.",
            Topic::Mentioned => "Events that these documents speak of and of which none of them is a record.",
            Topic::Commitments => {
                "Words by which speakers bind themselves, and whether a later sentence speaks of it."
            }
        }
    }
}

/// What is told of one topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The topic.
    pub topic: Topic,
    /// The most telling first; of equals the earlier.
    pub entries: Vec<Entry>,
}

/// One thing that is told, in a line or in several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// How telling it is beside others of its section.
    pub weight: u32,
    /// The day that it is of.
    pub day: Option<Date>,
    /// The line that tells it.
    pub head: Line,
    /// Lines that belong below.
    pub below: Vec<Line>,
    /// The series that the lines tell of, an index into `Charted::series`.
    pub series: Option<usize>,
    /// True when a document of it is at hand, and it is not only spoken of.
    pub is_held: bool,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The time, as short as it can be written: `2031-04-12`, `2031-04`, `2031`; empty when there is none.
    pub when: String,
    /// What kind of thing it is, in a word or a sign: `NAME`, `≠`; empty when that is plain.
    pub mark: String,
    /// What is told.
    pub words: String,
    /// Where it stands.
    pub places: Vec<Place>,
    /// Two documents whose comparison shows more; indices of the documents.
    pub compare: Option<(usize, usize)>,
}

/// A place that a line rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the document among those handed in.
    pub document: usize,
    /// The sentence, or the sentences; `None` for the whole document.
    pub sentence: Option<Sentence>,
    /// What the document is to the line: `copy`, `without it`; empty when it is only where the words stand.
    pub role: &'static str,
}

/// A sentence of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sentence {
    /// Its number among the units of the document, from one.
    pub number: usize,
    /// Where it stands in the text.
    pub span: Span,
}

impl Place {
    /// A sentence of a document.
    pub fn of(document: usize, number: usize, span: Span) -> Place {
        Place { document, sentence: Some(Sentence { number, span }), role: "" }
    }
}

/// What the rooms above have found in a set of documents.
#[derive(Clone, Copy, Debug)]
pub struct Found<'r> {
    /// Meetings, speakers, differences.
    pub brief: &'r Brief,
    /// Figures.
    pub charted: &'r Charted,
    /// Events, agreements, commitments.
    pub ledger: &'r Ledger,
    /// Who cites whom.
    pub echoes: &'r [Echo],
}

/// What a dossier is made of: the documents, and what was found in them.
#[derive(Clone, Debug)]
pub struct Material<'r> {
    /// The documents.
    pub held: &'r [Held<'r>],
    /// What was found.
    pub found: Found<'r>,
    by_id: BTreeMap<&'r str, usize>,
    /// The place of each document among the versions of its meeting: 0 for the original.
    standing: Vec<usize>,
}

impl<'r> Material<'r> {
    /// Documents with what was found in them.
    pub fn of(held: &'r [Held<'r>], found: Found<'r>) -> Material<'r> {
        let by_id: BTreeMap<&str, usize> = held.iter().enumerate().map(|(n, h)| (h.id, n)).collect();
        let mut standing = vec![0; held.len()];
        for meeting in &found.brief.meetings {
            for (n, member) in meeting.meeting.members.iter().enumerate() {
                if let Some(at) = by_id.get(member.document.as_str()) {
                    standing[*at] = n;
                }
            }
        }
        Material { held, found, by_id, standing }
    }

    /// Index of the document of an id.
    fn document(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The place of a document among the versions of its meeting.
    fn standing(&self, document: usize) -> usize {
        self.standing.get(document).copied().unwrap_or(0)
    }

    /// The sentence of a document that holds a span.
    fn sentence(&self, document: usize, span: Span) -> Option<Span> {
        let transcript = &self.held.get(document)?.reading.transcript;
        let turn = transcript.turns.iter().find(|t| t.words.holds(span));
        let sentences = turn.map_or(&transcript.narration, |t| &t.sentences);
        sentences.iter().copied().find(|s| s.holds(span))
    }

    /// Who certainly says the words at a place.
    fn speaker(&self, document: usize, span: Span) -> Option<&str> {
        let transcript = &self.held.get(document)?.reading.transcript;
        let turn = transcript.turns.iter().find(|t| t.words.holds(span))?;
        turn.speaker.name.as_deref()
    }

    /// The text of a document.
    fn text(&self, document: usize) -> &str {
        self.held.get(document).map_or("", |h| &h.reading.document.text)
    }
}

/// The sections of a dossier in the order of the topics; a topic of which nothing is told has none.
pub fn dossier(material: &Material) -> Vec<Section> {
    let sections = [
        (Topic::Meetings, meetings::meetings(material)),
        (Topic::Agreements, events::events(Topic::Agreements, material)),
        (Topic::Figures, figures::figures(material)),
        (Topic::Differences, differences::differences(material)),
        (Topic::News, news::news(material)),
        (Topic::Echoes, echoes::echoes(material)),
        (Topic::Events, events::events(Topic::Events, material)),
        (Topic::Mentioned, events::events(Topic::Mentioned, material)),
        (Topic::Commitments, commitments::commitments(material)),
        (Topic::Names, usage::names(material)),
    ];
    let mut found = Vec::new();
    for (topic, mut entries) in sections {
        entries.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.day.cmp(&b.day)));
        if !entries.is_empty() {
            found.push(Section { topic, entries });
        }
    }
    found
}
