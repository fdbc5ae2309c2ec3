//! The last look at an exact verdict: an ellipsis of the claim may cut what turns the words.
//!
//! `Prices fell by … 7 percent` is not a sentence that anybody said when the words stood in two, and
//! `We sent … tents` leaves out how many. Where the words cut out weigh, or the cut goes over the end
//! of a sentence, the verdict is `partial_context`. Brackets are weighed by `judge`.

use super::{Code, Verdict};
use crate::rules::Rules;
use crate::sentence;
use crate::span::Span;
use crate::words::words;

/// Weakens an exact verdict whose ellipses may hide a turn. `text` is the document of the best
/// place.
pub(super) fn weigh(claim: &str, verdict: &mut Verdict, text: &str, place: Span, rules: &Rules) {
    let exact =
        matches!(verdict.code, Code::Exact | Code::ExactAfterNormalisation | Code::TranslationVariant);
    if !exact || !(claim.contains('…') || claim.contains("...")) {
        return;
    }
    let hidden = beyond(&folded(place.of(text)), &folded(claim));
    let sentences = sentence::split(text, place, rules).len();
    let asked = sentence::split(claim, Span::new(0, claim.len()), rules).len();
    if sentences > asked.max(1) || hidden.iter().any(|w| weighs(w, rules)) {
        verdict.code = Code::PartialContext;
    }
}

/// Numbers, scales and words of negation weigh: without them a sentence says something else.
fn weighs(word: &str, rules: &Rules) -> bool {
    negates(word, rules) || counts(word, rules)
}

fn counts(word: &str, rules: &Rules) -> bool {
    let wording = &rules.wording;
    let counted = wording.scales.contains_key(word)
        || wording.units.get(word).is_some_and(|unit| unit == "%")
        || wording.multiples.contains(word);
    let number = || {
        let (found, _) = words(word, Span::new(0, word.len()), &[]);
        crate::figure::compared::figures(&found, rules).iter().any(|f| !f.weak)
    };
    word.chars().any(|c| c.is_ascii_digit()) || counted || number()
}

/// True for a negation, and for verbs and conjunctions that take back what is said.
fn negates(word: &str, rules: &Rules) -> bool {
    let wording = &rules.wording;
    word.ends_with("n't") || wording.negators.contains(word) || wording.retracts.contains(word)
}

fn folded(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .filter(|w| !w.is_empty())
        .map(|w| w.to_lowercase().replace('’', "'"))
        .collect()
}

/// The words of `all` that `some` does not hold, each counted as often as it occurs.
fn beyond(all: &[String], some: &[String]) -> Vec<String> {
    let mut left: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for word in some {
        *left.entry(word).or_default() += 1;
    }
    let spent = |word: &&String, left: &mut std::collections::BTreeMap<&str, usize>| match left
        .get_mut(word.as_str())
    {
        Some(n) if *n > 0 => {
            *n -= 1;
            false
        }
        _ => true,
    };
    all.iter().filter(|w| spent(w, &mut left)).cloned().collect()
}
