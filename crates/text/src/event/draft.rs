//! A mention of an event, not yet joined to others.

use std::collections::BTreeSet;

use super::Status;
use super::sign::Sign;
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
    /// True for "this meeting", "today's talks": what is going on.
    pub(super) is_here: bool,
    /// True for a noun that tells nothing but what is known already.
    pub(super) is_pointer: bool,
    /// For a clause that goes on about the draft before ("which we implement").
    pub(super) of: Option<usize>,
    pub(super) is_definite: bool,
    pub(super) is_named: bool,
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
