//! A transcript: who speaks, from where to where, in which sentences; notes and insertions as
//! typed spans that stay in the text.
//!
//! ```text
//! President of Norland Vera Holt: Welcome. (Applause.) We have sent 300 [tents].
//! ```
//! is one turn of "Vera Holt" with a label, two sentences, a note of kind `Kinesic` and a
//! supplied span.

mod announced;
mod bare;
pub mod cast;
mod clock;
mod continues;
mod dialogue;
mod digests;
mod family;
mod flat;
mod heads;
pub mod induction;
pub mod label;
mod lines;
mod matter;
pub mod names;
mod naming;
pub mod notes;
mod printed;
mod principal;
pub(crate) mod slip;
mod quoted;
mod said;
mod set_off;
mod stop;
mod strangers;
pub mod titles;
mod turns;

pub use turns::transcribe;

use crate::span::Span;

/// The part a speaker plays in the transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A named or titled speaker.
    Speaker,
    /// Someone who asks: a journalist, an outlet, an anonymous `Q`.
    Question,
    /// An interpreter speaking in the third person or for someone unnamed.
    Interpreter,
    /// The audience.
    Audience,
}

/// Who speaks a turn, as far as the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The fullest form of the name bound on the page, without honorific and office; `None` for an
    /// anonymous question and for an office that nothing resolves.
    pub name: Option<String>,
    /// The label as printed, without its terminator; `None` where none is printed.
    pub label: Option<String>,
    /// The office in the label ("President of Norland").
    pub office: Option<String>,
    /// A person of the register, when resolved with certainty.
    pub person: Option<String>,
    /// The part played.
    pub role: Role,
}

/// One stretch of words of one speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who speaks.
    pub speaker: Speaker,
    /// The label with its terminator, where one is printed.
    pub label: Option<Span>,
    /// The words, from the first to the last, label left out.
    pub words: Span,
    /// The sentences, in order, inside `words`.
    pub sentences: Vec<Span>,
    /// True when the page says that the words were interpreted.
    pub interpreted: bool,
    /// Index (from zero) of the earlier turn that this one carries on after an interruption.
    pub continues: Option<usize>,
}

/// What a note tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Laughter, cross-talk.
    Vocal,
    /// Applause, gestures.
    Kinesic,
    /// Pauses, breaks, arrivals.
    Incident,
    /// The words were interpreted or spoken in another language.
    Interpreted,
    /// `[sic]`.
    Sic,
    /// A printed correction (`<s>x</s> [y]`).
    Correction,
    /// The record's own narration ("It was so decided.").
    Narrative,
}

/// A note in the text: never words of a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where it stands, brackets included.
    pub span: Span,
    /// What it tells.
    pub kind: NoteKind,
}

/// Why words are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapReason {
    /// Cut by an editor (`<…>`, `[…]`).
    Editorial,
    /// Not understood by the transcriber.
    Inaudible,
    /// Said in another language and not given.
    Foreign,
}

/// A place where words are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Where the mark stands, brackets included.
    pub span: Span,
    /// Why.
    pub reason: GapReason,
}

/// Everything said on a page, with what stands between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// Turns in order; they do not overlap.
    pub turns: Vec<Turn>,
    /// Sentences of narration, in order; none lies inside a turn, a title, a dateline or a separator.
    pub narration: Vec<Span>,
    /// Notes in order.
    pub notes: Vec<Note>,
    /// Words put in by an editor, brackets included.
    pub supplied: Vec<Span>,
    /// Missing words.
    pub gaps: Vec<Gap>,
}
