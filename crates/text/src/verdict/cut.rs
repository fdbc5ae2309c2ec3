//! What an ellipsis of the claim cuts out of a sentence: whether the words around the cut still say what
//! the sentence says.
//!
//! ```text
//! The talks with Norland were good; the talks with Tesmara were a disaster.
//! "The talks with Norland … were a disaster."        another clause's subject and verb
//! "The talks with Norland were good …"               nothing
//! ```
//! A cut between commas, and one inside a clause, take words out; one over the border of two clauses puts
//! two of them together.

use std::ops::Range;

use super::context::begins_clause;
use crate::rules::TurnRules;
use crate::sign::is_stop;
use crate::words::Word;

/// True when a cut puts parts of two clauses together, or takes out what turns its verb. `all` are the
/// words of the place, `cut` those that are left out; a cut over the end of a sentence is not asked here.
pub(super) fn joins_clauses(all: &[Word], cut: &Range<usize>, table: &TurnRules) -> bool {
    let Some(words) = all.get(cut.clone()).filter(|w| !w.is_empty()) else { return false };
    let opens = |at: usize| all.get(at).is_some_and(|w| w.lead.contains(is_stop));
    if (cut.start..=cut.end).any(opens) {
        return false;
    }
    // "hold back its judgement": a lone word behind the verb.
    if let [word] = words {
        return table.particles.contains(&word.form);
    }
    let before = cut.start.checked_sub(1).and_then(|at| all.get(at));
    // "…, and the bank refused": what is kept before the cut waits for the subject that is cut.
    let joins = |w: &Word| begins_clause(w) && table.joiners.contains(&w.form);
    if before.is_some_and(|w| table.clause_words.contains(&w.form) || joins(w)) {
        return true;
    }
    let parts = |at: usize| all.get(at).is_none_or(begins_clause);
    let is_aside = parts(cut.start) && parts(cut.end);
    let tells = |w: &Word| table.holds.contains(&w.form) || table.sayings.contains(&w.form);
    if is_aside {
        // "…, as the general puts it, …"
        return words.iter().any(tells) || words.first().is_some_and(|w| table.likens.contains(&w.form));
    }
    // "was, in fact, …" has a comma and no clause of its own.
    let opens_another =
        |w: &Word| begins_clause(w) && (w.lead.contains([';', ':', '-']) || table.joiners.contains(&w.form));
    words.iter().skip(1).any(opens_another)
        || words.iter().any(|w| table.clause_words.contains(&w.form) || table.subjects.contains(&w.form))
}
