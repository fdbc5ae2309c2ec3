//! Which commitments a brief tells: those whose deed, words and speaker are certain.
//!
//! "We will provide 300 boats to Tesmara by June" is told. "If the river rises, we will close the bridge"
//! leaves its condition behind, "we will send you the list in a minute" is of the room's own business,
//! "we will build a — a bridge" breaks off: they stay in the ledger with the reason. What the cue and the
//! action are, `commitment` knows.

use super::clause::Said;
use crate::rules::events::Role as Part;

/// Why a brief does not tell a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// It is not certain who binds himself.
    Whose,
    /// It holds under a condition, or was said in jest.
    Condition,
    /// The words break off, or go on where they are cut.
    Broken,
    /// The words name no deed that could be found again.
    Vague,
    /// A time is said, and it is not certain whether it is by when.
    Time,
    /// It is about the talk itself, or tells little of what will be done.
    Passing,
}

impl Doubt {
    /// The code of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Doubt::Whose => "whose",
            Doubt::Condition => "condition",
            Doubt::Broken => "broken",
            Doubt::Vague => "vague",
            Doubt::Time => "time",
            Doubt::Passing => "passing",
        }
    }

    /// The reason in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Doubt::Whose => "not certain who binds himself",
            Doubt::Condition => "said under a condition, or in jest",
            Doubt::Broken => "the words break off or go on",
            Doubt::Vague => "too vague to follow up",
            Doubt::Time => "not certain by when",
            Doubt::Passing => "said in passing",
        }
    }
}

/// A commitment in its sentence: places of words.
#[derive(Clone, Copy)]
pub(super) struct Bound<'a> {
    pub cue: usize,
    /// One past the cue.
    pub from: usize,
    pub verb: usize,
    /// One past the action.
    pub end: usize,
    pub act: &'a str,
    pub is_vague: bool,
    pub has_time: bool,
    /// Nouns and other words of matter in the action.
    pub n_objects: usize,
    /// Words of the action at most.
    pub most: usize,
}

/// The first reason why it is not told.
pub(super) fn doubt(said: &Said, bound: Bound) -> Option<Doubt> {
    let holds = |cue: &str| (0..said.len()).any(|w| said.phrase_at(w, cue).is_some());
    if is_anothers(said, bound) {
        Some(Doubt::Whose)
    } else if holds("conditions") || holds("jokes") || is_conditional(said, bound.cue) {
        Some(Doubt::Condition)
    } else if is_broken(said, bound) {
        Some(Doubt::Broken)
    } else if bound.is_vague {
        Some(Doubt::Vague)
    } else if is_passing(said, bound) {
        Some(Doubt::Passing)
    } else {
        None
    }
}

/// "Should the river rise, we will …": a clause of condition begins before the cue.
fn is_conditional(said: &Said, cue: usize) -> bool {
    (0..cue).any(|w| (w == 0 || said.parted(w)) && said.phrase_at(w, "conditional").is_some())
}

/// "They say that we will", "the Premier and I plan to", "I promise that the board will".
fn is_anothers(said: &Said, bound: Bound) -> bool {
    let reported = (0..bound.cue).any(|w| said.lexis.report.contains(said.form(w)));
    let joined = bound.cue > 0 && said.is(bound.cue - 1, Part::And) && !said.parted(bound.cue - 1);
    let is_i = said.form(bound.cue) == "i";
    // "The Premier, the Governor, and I will": a list of those who will.
    let acts =
        |w: usize| !said.senses[w].verbs.is_empty() || said.is(w, Part::Be) || said.is(w, Part::Future);
    let listed = bound.cue > 1 && said.is(bound.cue - 1, Part::And) && !(0..bound.cue).any(acts);
    let of_another = (bound.from..bound.verb).any(|w| said.is(w, Part::Future))
        && !(bound.from..bound.verb).any(|w| matches!(said.form(w), "i" | "we"));
    reported || (joined || listed) && is_i || of_another
}

/// True where the action ends at a dash, a bracket or the limit, or in the middle of a clause.
fn is_broken(said: &Said, bound: Bound) -> bool {
    let Some(next) = said.words.get(bound.end) else { return false };
    let torn = !next.hyphened && next.lead.contains(['-', '(', '…', '[']);
    let goes_on = !said.parted(bound.end) && said.phrase_at(bound.end, "reasons").is_none();
    // "build 1.5 million | new homes": a number of nothing.
    let counted = |w: usize| said.words[w].is_digits() || said.phrase_at(w, "scales").is_some();
    let priced = |w: usize| said.words[w].lead.contains(['$', '€', '£', '¥']);
    let last = bound.end - 1;
    let bare = last > bound.verb && counted(last) && said.time_at(last).is_none();
    let is_number = bare && !(last.saturating_sub(2)..=last).any(priced);
    // "any mill, old or new, that is willing", "I will say again today, that …"
    let narrowed = said.form(bound.end) == "that";
    let in_clause = next.lead.contains(',') && (bound.verb..bound.end).any(|w| said.is(w, Part::Breaks));
    // Small words at the limit were taken off.
    let limit = bound.from + bound.most;
    let is_cut = limit < said.len() && (bound.end..limit).all(|w| said.is_small(w));
    // "not just the bridge, but the dam"
    let is_half = (bound.verb..bound.end).any(|w| said.phrase_at(w, "pairs").is_some());
    is_cut
        || torn
        || goes_on
        || in_clause
        || is_half
        || narrowed
        || is_number
        || said.phrase_before(bound.end, "unfinished").is_some()
}

/// Sentences behind "If the river rises, …" that may hang on its condition, and behind each that does.
pub(super) const LED: usize = 8;

/// Words of matter by which an action is told apart without a name or a number.
const TELLING: usize = 2;

/// True for an act that is no deed of its own, is done to the listeners, or of which too little is told.
fn is_passing(said: &Said, bound: Bound) -> bool {
    let is_talk = said.phrase_at(bound.verb, "talks").is_some();
    let is_deed = said.phrase_at(bound.verb, "deeds").is_some() && !is_talk;
    let behind = bound.verb + 1 + usize::from(said.is(bound.verb + 1, Part::Preposition));
    let to_listeners = said.phrase_at(behind, "listeners").is_some();
    let firm = |w: usize| said.is_name(w) || said.words[w].is_digits();
    let is_firm = bound.has_time || bound.n_objects >= TELLING || (bound.verb + 1..bound.end).any(firm);
    // "I will sign it in a moment": before those who listen.
    let is_at_once = (0..said.len()).any(|w| said.phrase_at(w, "at_once").is_some());
    let is_plain_talk = matches!(bound.act, "will" | "offer" | "call");
    !is_deed || to_listeners || is_at_once || is_plain_talk && !is_firm
}
