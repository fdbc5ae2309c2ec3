//! The clause that holds the words: who vouches for it, and whether the rest of it denies them.
//!
//! `It would be a lie that | we won`, `As my colleague put it, | the river is our mother`,
//! `Peace is possible, | they say`, `Wir unterschreiben den Vertrag | nicht`: words cut from such a
//! sentence are no statement of the speaker. What begins behind "that" is his only where he says so
//! of himself: "I think that", "we are sure that".

use super::context::{begins_clause, last_clause};
use crate::rules::{TurnRules, WordingRules};
use crate::words::Word;

/// Words of a clause in which the speaker vouches for what follows.
const VOUCH_WORDS: usize = 12;
/// Words of a clause behind the words that names who says so: "say the papers", "prétend mon collègue".
const TELLER_WORDS: usize = 6;

/// Words of such a clause that begins with another word: "they say", "so the papers write".
const SHORT_WORDS: usize = 4;

/// True when a negation stands behind the words in their own clause.
pub(super) fn is_denied_behind(behind: &[Word], table: &TurnRules, wording: &WordingRules) -> bool {
    let ends = |at: usize, w: &Word| {
        at > 0 && begins_clause(w) || table.joiners.contains(&w.form) || table.clause_words.contains(&w.form)
    };
    let n = behind.iter().enumerate().position(|(at, w)| ends(at, w)).unwrap_or(behind.len());
    let clause = if behind.first().is_some_and(begins_clause) { &[] } else { &behind[..n] };
    let excused = |at: usize| {
        wording.not_negation.iter().any(|phrase| {
            let said = clause.get(at..at + phrase.len());
            said.is_some_and(|said| said.iter().zip(phrase).all(|(w, p)| w.form == *p))
        })
    };
    (0..clause.len()).any(|at| table.negates(&clause[at].form, wording) && !excused(at))
}

/// True when the clause behind the words says that another holds them: ", say the papers".
pub(super) fn is_told_behind(behind: &[Word], table: &TurnRules) -> bool {
    let parted = behind.first().is_some_and(begins_clause);
    let n = behind.iter().skip(1).position(begins_clause).map_or(behind.len(), |at| at + 1);
    let clause = &behind[..n.min(behind.len())];
    if !parted || clause.len() > TELLER_WORDS {
        return false;
    }
    let own = |w: &Word| table.own.contains(&w.form);
    let tells = |w: &Word| table.holds.contains(&w.form);
    !clause.iter().any(own)
        && clause.len() > 1
        && (clause.first().is_some_and(tells) || clause.len() <= SHORT_WORDS && clause.iter().any(tells))
}

/// True when what stands before the words leaves them to a clause that the speaker does not vouch for.
/// `is_parted` tells that a comma or the like stands right before them.
pub(super) fn is_left_to_another(
    front: &[Word],
    is_parted: bool,
    table: &TurnRules,
    wording: &WordingRules,
) -> bool {
    let clause = last_clause(front);
    let likens = clause.first().is_some_and(|w| table.likens.contains(&w.form));
    let own = |w: &Word| table.own.contains(&w.form);
    if likens && clause.iter().any(|w| table.holds.contains(&w.form) || table.sayings.contains(&w.form)) {
        return !clause.iter().any(own);
    }
    // "Between five | and seven thousand"
    if clause.len() <= 5
        && clause.first().is_some_and(|w| table.spans.contains(&w.form))
        && front.last().is_some_and(|w| table.joiners.contains(&w.form) || w.is_digits())
    {
        return true;
    }
    let that = |w: &Word| table.complementizers.contains(&w.form);
    // "Not only that, | we came" governs nothing.
    !is_parted && front.last().is_some_and(that) && !is_vouched(front, table, wording)
}

/// "I think that", "and we are sure that": the speaker, a verb by which he vouches, nothing that doubts.
fn is_vouched(front: &[Word], table: &TurnRules, wording: &WordingRules) -> bool {
    let that = |w: &Word| table.complementizers.contains(&w.form);
    let near = &front[front.len().saturating_sub(VOUCH_WORDS)..];
    let near = &near[..near.iter().rposition(|w| !that(w)).map_or(0, |at| at + 1)];
    let vouches = |w: &Word| table.vouches.contains(&w.form) || table.agrees.contains(&w.form);
    let doubts = |w: &Word| {
        table.unsure.contains(&w.form)
            || table.refusals.contains(&w.form)
            || table.others.contains(&w.form)
            || table.negates(&w.form, wording)
    };
    if let Some(before) = before_plain(near, table) {
        return !before.iter().any(doubts);
    }
    // "I want to say once more, that": from the last word by which the speaker names himself.
    let own = near.iter().rposition(|w| table.own.contains(&w.form));
    let first = own.or(table.drops_subject.then_some(0));
    first.is_some_and(|at| near[at..].iter().any(vouches)) && !near.iter().any(doubts)
}

/// What stands before "it is clear" or "the truth is", where the words end so.
fn before_plain<'w>(words: &'w [Word], table: &TurnRules) -> Option<&'w [Word]> {
    table.plain_frames.iter().find_map(|p| {
        let (before, last) = words.split_at_checked(words.len().checked_sub(p.len())?)?;
        last.iter().zip(p).all(|(w, p)| w.form == *p).then_some(before)
    })
}
