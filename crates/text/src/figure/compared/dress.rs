//! What stands around a number: its sign, its unit and the words that say on which side of it the truth lies.

use super::number::Number;
use super::{Figure, FigureKind};
use crate::rules::{Rules, WordingRules};
use crate::words::Word;

/// Adds the comparator before a number and the unit around it.
pub(super) fn dress(words: &[Word], number: &Number, floor: usize, rules: &Rules) -> Figure {
    let Number { start, end, value, kind, weak, half_day } = *number;
    let mut figure = Figure {
        words: start..end,
        number: start..end,
        value,
        kind,
        unit: half_day.map(str::to_string),
        comparator: "=".into(),
        weak,
    };
    if matches!(kind, FigureKind::Count | FigureKind::Vague) {
        set_unit(words, &mut figure, rules);
    }
    if kind == FigureKind::Count {
        set_sign(words, &mut figure, floor);
    }
    if matches!(kind, FigureKind::Count | FigureKind::Part | FigureKind::Factor) {
        set_comparator(words, &mut figure, floor, &rules.wording);
    }
    figure
}

/// "-3", "minus three", "negative 3".
fn set_sign(words: &[Word], figure: &mut Figure, floor: usize) {
    let start = figure.number.start;
    let said = start > floor
        && words[start].lead.is_empty()
        && matches!(words[start - 1].form.as_str(), "minus" | "negative");
    if said {
        figure.words.start = start - 1;
    }
    if said || words[start].lead.contains('−') {
        figure.value = -figure.value;
    }
}

fn set_unit(words: &[Word], figure: &mut Figure, rules: &Rules) {
    let lead = words[figure.number.start].lead.as_str();
    let after = words.get(figure.number.end);
    let signs = rules.dictionary(None).map_or(&[][..], |d| d.symbols.as_slice());
    if let Some((_, code)) = signs.iter().find(|(sign, _)| lead.ends_with(sign.as_str())) {
        figure.unit = Some(code.clone());
    }
    let Some(word) = after.filter(|w| w.lead.is_empty() || w.hyphened) else { return };
    let two = words.get(figure.number.end + 1).map(|w| format!("{} {}", word.form, w.form));
    if let Some(unit) = two.and_then(|two| rules.wording.units.get(&two)) {
        figure.unit = Some(unit.clone());
        figure.words.end += 2;
    } else if let Some(unit) = rules.wording.units.get(&word.form) {
        figure.unit.get_or_insert_with(|| unit.clone());
        figure.words.end += 1;
    }
}

fn set_comparator(words: &[Word], figure: &mut Figure, floor: usize, rules: &WordingRules) {
    let start = figure.words.start;
    for skip in 0..=1 {
        // "more than the 300", "about a hundred": one article may stand between.
        if skip == 1
            && !(start > floor && matches!(words[start - 1].form.as_str(), "the" | "a" | "an" | "some"))
        {
            break;
        }
        let end = start - skip;
        for (sign, phrase) in &rules.comparators {
            let Some(from) = end.checked_sub(phrase.len()).filter(|f| *f >= floor) else { continue };
            let said = &words[from..end];
            let fits = said.iter().zip(phrase).all(|(w, p)| w.form == *p)
                && words[from + 1..start].iter().all(|w| w.lead.is_empty());
            let whole = words[start].lead.is_empty() || words[start].lead.chars().all(is_amount_sign);
            if fits && whole && !is_adverb(words, from, sign) {
                figure.comparator.clone_from(sign);
                figure.words.start = from;
                return;
            }
        }
    }
}

/// True for a sign that belongs to the number behind it: that of a currency, a minus.
pub(crate) fn is_amount_sign(sign: char) -> bool {
    matches!(sign, '−' | '$' | '£' | '¢' | '¥' | '฿' | '\u{20a0}'..='\u{20cf}')
}

/// "over" after a verb of motion and "some" before "one" are no comparators; told by "over the".
fn is_adverb(words: &[Word], from: usize, sign: &str) -> bool {
    sign == ">" && words[from].form == "over" && words.get(from + 1).is_some_and(|w| w.form == "the")
}
