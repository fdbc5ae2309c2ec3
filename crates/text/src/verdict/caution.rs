//! The last look at an exact verdict: brackets and ellipses of the claim may hide words.
//!
//! `We sent 4 [million] tents` is not "We sent 4 billion tents", and `Prices fell by … 7 percent` is
//! not a sentence that anybody said. What the claim puts into brackets or cuts out is laid against
//! the words of the place; where it may turn them, the verdict is a weaker one.

use super::{Code, Verdict};
use crate::rules::Rules;
use crate::sentence;
use crate::span::Span;
use crate::words::words;

/// The claim's words outside and inside brackets, folded, and whether it has an ellipsis.
struct Cut {
    outside: Vec<String>,
    inside: Vec<String>,
    ellipsis: bool,
}

/// Weakens an exact verdict whose brackets or ellipses may hide a change. `text` is the document of
/// the best place.
pub(super) fn weigh(claim: &str, verdict: &mut Verdict, text: &str, place: Span, rules: &Rules) {
    if !matches!(verdict.code, Code::Exact | Code::ExactAfterNormalisation | Code::TranslationVariant) {
        return;
    }
    let cut = cut(claim);
    if cut.inside.is_empty() && !cut.ellipsis {
        return;
    }
    let held = folded(place.of(text));
    let hidden = beyond(&held, &cut.outside);
    if !cut.inside.is_empty() {
        let replaced = beyond(&hidden, &cut.inside);
        let invented = beyond(&cut.inside, &hidden);
        let turned = |test: &dyn Fn(&str) -> bool| invented.iter().chain(&replaced).any(|w| test(w));
        let swapped = !replaced.is_empty() && !invented.is_empty();
        if swapped || invented.iter().any(|w| weighs(w, rules)) {
            verdict.code = match () {
                () if turned(&|w| counts(w, rules)) => Code::FigureDiffers,
                () if turned(&negates) => Code::PolarityDiffers,
                () => Code::Near,
            };
            return;
        }
    }
    let sentences = sentence::split(text, place, rules).len();
    let asked = sentence::split(claim, Span::new(0, claim.len()), rules).len();
    if cut.ellipsis && (sentences > asked.max(1) || hidden.iter().any(|w| weighs(w, rules))) {
        verdict.code = Code::PartialContext;
    }
}

/// Numbers, scales and words of negation weigh: without them a sentence says something else.
fn weighs(word: &str, rules: &Rules) -> bool {
    negates(word) || counts(word, rules)
}

fn counts(word: &str, rules: &Rules) -> bool {
    let scales = ["hundred", "thousand", "million", "billion", "trillion", "percent", "half", "twice", "double"];
    let number = || {
        let (found, _) = words(word, Span::new(0, word.len()), &[]);
        crate::figure::figures(&found, rules).iter().any(|f| !f.weak)
    };
    word.chars().any(|c| c.is_ascii_digit()) || scales.contains(&word) || number()
}

fn negates(word: &str) -> bool {
    let turns = [
        "not", "no", "never", "without", "neither", "nor", "none", "nobody", "nothing", "fail", "failed",
        "refuse", "refused", "unless", "if", "hardly", "barely", "stop", "stopped",
    ];
    word.ends_with("n't") || turns.contains(&word)
}

fn cut(claim: &str) -> Cut {
    let mut cut = Cut { outside: Vec::new(), inside: Vec::new(), ellipsis: claim.contains('…') || claim.contains("...") };
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0usize);
    let mut open = String::new();
    for c in claim.chars() {
        match c {
            '[' => depth += 1,
            ']' => {
                depth = depth.saturating_sub(1);
                let inner = std::mem::take(&mut open);
                // "[W]e" is a capital put in: the letter belongs to the word.
                if inner.chars().count() == 1 {
                    outside.push_str(&inner);
                } else {
                    inside.push(' ');
                    inside.push_str(&inner);
                    outside.push(' ');
                }
            }
            c if depth > 0 => open.push(c),
            c => outside.push(c),
        }
    }
    // An open bracket hides nothing: its words are the claim's.
    outside.push(' ');
    outside.push_str(&open);
    cut.outside = folded(&outside);
    cut.inside = folded(&inside);
    cut
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
    let spent = |word: &&String, left: &mut std::collections::BTreeMap<&str, usize>| match left.get_mut(word.as_str()) {
        Some(n) if *n > 0 => {
            *n -= 1;
            false
        }
        _ => true,
    };
    all.iter().filter(|w| spent(w, &mut left)).cloned().collect()
}
