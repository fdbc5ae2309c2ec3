//! A mention of an event, not yet joined to others.

use std::collections::BTreeSet;

use super::sign::Sign;
use super::{Sense, Status};
use crate::rules::events::EventKind;
use crate::span::Span;
use crate::time::Interval;

/// A mention of an event, not yet joined.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Index of the scene.
    pub(super) scene: usize,
    pub(super) turn: Option<usize>,
    pub(super) sentence: Span,
    pub(super) number: usize,
    /// The words.
    pub(super) span: Span,
    /// The words that call the event, without verb and time.
    pub(super) label: Span,
    pub(super) kind: EventKind,
    /// The entry of its noun; verbs have none.
    pub(super) entry: Option<u16>,
    /// Names in it, folded.
    pub(super) names: BTreeSet<String>,
    /// Stems of words that narrow it.
    pub(super) marks: BTreeSet<String>,
    pub(super) people: Vec<String>,
    pub(super) place: Option<String>,
    pub(super) interval: Option<Interval>,
    /// When a later step of it is taken ("entered into force on 1 June"): not the day of the event.
    pub(super) step: Option<Interval>,
    /// The words of the time.
    pub(super) time: Option<Span>,
    /// True when those words give the year, or are of the day itself.
    pub(super) is_stated: bool,
    pub(super) status: Status,
    pub(super) is_past: bool,
    /// Whether the words tell of it as over or to come.
    pub(super) sense: Option<Sense>,
    /// True when the words around go on where label or names end: they are not all of it.
    pub(super) is_cut: bool,
    /// True when the time may lie on either side of the day of speaking: "in June", "on Friday".
    pub(super) is_guessed: bool,
    /// True for "this meeting", "today's talks": what is going on.
    pub(super) is_here: bool,
    /// True for a noun that tells nothing but what is known already.
    pub(super) is_pointer: bool,
    /// For a clause that goes on about the draft before ("which we implement").
    pub(super) of: Option<usize>,
    pub(super) is_definite: bool,
    pub(super) is_named: bool,
    /// True behind "a": one of several.
    pub(super) is_indefinite: bool,
    /// True when the words tell with whom it is, but not by name: "with governors".
    pub(super) has_group: bool,
    /// How many of `people` are those whom it is with.
    pub(super) company: usize,
    /// The year in which an anniversary falls.
    pub(super) year: Option<i16>,
    /// What its word means.
    pub(super) sign: Sign,
}

impl Draft {
    /// A step behind or before the signing has a day of its own.
    pub(super) fn put_step(&mut self) {
        let later = matches!(
            self.status,
            Status::InForce | Status::Ratified | Status::Initialled | Status::Cancelled
        );
        self.step = self.interval;
        if later && super::join::is_paper(self.kind) {
            self.interval = None;
        }
    }

    /// The day of the words: that of the event, else that of its step.
    pub(super) fn told(&self) -> Option<Interval> {
        self.interval.or(self.step)
    }
}
