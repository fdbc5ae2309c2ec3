//! A number in a list of words, without comparator and unit: "two hundred and fifty thousand", "4.5m",
//! "one and a half million", "two thirds", "8:30 p.m.", "twice", "doubled".

use super::FigureKind;
use crate::rules::WordingRules;
use crate::words::{Case, Word};

/// A number without comparator and unit.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: f64,
    pub(super) kind: FigureKind,
    pub(super) weak: bool,
    /// "am" or "pm".
    pub(super) half_day: Option<&'static str>,
}

impl Number {
    fn new(start: usize, end: usize, value: f64, kind: FigureKind) -> Number {
        Number { start, end, value, kind, weak: false, half_day: None }
    }
}

/// The number that begins at a word.
pub(super) fn number_at(words: &[Word], at: usize, rules: &WordingRules) -> Option<Number> {
    if let Some(part) = part_at(words, at, rules) {
        return Some(part);
    }
    let plain = if words[at].is_digits() { digits_at(words, at, rules) } else { worded_at(words, at, rules) };
    let number = plain?;
    if number.kind != FigureKind::Count {
        return Some(number);
    }
    let number = with_part(words, number, rules);
    Some(clock(words, number).or_else(|| times(words, number)).unwrap_or(number))
}

/// A month or day, a place in a row, a scale alone, a factor, a number in words.
fn worded_at(words: &[Word], at: usize, rules: &WordingRules) -> Option<Number> {
    let word = &words[at];
    let one = |value, kind| Some(Number::new(at, at + 1, value, kind));
    if let Some(value) = rules.calendar.get(word.bare()) {
        // "may" and "march" are verbs unless a number stands beside them or they have a capital inside a
        // sentence.
        let near = |w: Option<&Word>| w.is_some_and(Word::is_digits);
        let clear = !matches!(word.form.as_str(), "may" | "march")
            || near(words.get(at + 1))
            || at > 0 && near(words.get(at - 1))
            || word.case == Case::Title && !word.opens && word.lead.is_empty();
        if word.case != Case::Lower && clear {
            return one(*value, FigureKind::Calendar);
        }
        return None;
    }
    if let Some(value) = rules.ordinals.get(word.bare()) {
        return one(*value, FigureKind::Ordinal);
    }
    if let Some(scale) = word.form.strip_suffix('s').and_then(|s| rules.scales.get(s)) {
        return one(*scale, FigureKind::Vague);
    }
    if let Some(factor) = rules.factors.get(word.bare()) {
        return one(*factor, FigureKind::Factor);
    }
    spelt_at(words, at, rules)
}

/// "half of", "a third of", "two thirds", "three-quarters"; with a scale behind it a count: "half a
/// million", "a quarter of a million".
fn part_at(words: &[Word], at: usize, rules: &WordingRules) -> Option<Number> {
    let near = |i: usize| words.get(i).filter(|w| w.lead.is_empty() || w.hyphened);
    let (over, named) = match words[at].form.as_str() {
        "a" | "an" | "one" => (1.0, at + 1),
        _ if words[at].form == "half" => (1.0, at),
        form => (small(form, rules)?, at + 1),
    };
    let word = if named == at { Some(&words[at]) } else { near(named) };
    let under = parts(&word?.form, over, rules)?;
    let next = near(named + 1);
    if over == 1.0 {
        // "a third way" and "the first half" are places in a row.
        let placed =
            at > 0 && (rules.ordinals.contains_key(&words[at - 1].form) || words[at - 1].form == "other");
        let opens = next.is_none_or(|w| rules.is_function(&w.form) || rules.scales.contains_key(&w.form));
        let alone = named == at && !next.is_some_and(|w| is_whole(&w.form, rules));
        if placed || !opens || alone {
            return None;
        }
    }
    let mut scale_at = named + 1;
    scale_at += usize::from(near(scale_at).is_some_and(|w| w.form == "of"));
    scale_at += usize::from(near(scale_at).is_some_and(|w| w.form == "a"));
    let (scale, end) = scales_from(words, scale_at, rules);
    let kind = if end > scale_at { FigureKind::Count } else { FigureKind::Part };
    let end = if end > scale_at { end } else { named + 1 };
    Some(Number::new(at, end, over / under * scale, kind))
}

/// A whole number below a hundred in words or digits.
fn small(form: &str, rules: &WordingRules) -> Option<f64> {
    rules.numbers.get(form).copied().or_else(|| form.parse().ok()).filter(|n| *n >= 1.0 && *n < 100.0)
}

/// How many parts a word tells, in the number that goes with `over` of them: "third", "thirds".
fn parts(form: &str, over: f64, rules: &WordingRules) -> Option<f64> {
    let one = if over > 1.0 { form.strip_suffix('s')? } else { form };
    let ordinal = || rules.ordinals.get(one).copied().filter(|n| *n >= 3.0);
    rules.parts.get(one).copied().or_else(ordinal)
}

/// What stands behind a lone "half" that is a share: "of", an article, a scale.
fn is_whole(form: &str, rules: &WordingRules) -> bool {
    matches!(
        form,
        "of" | "a" | "an" | "the" | "our" | "their" | "its" | "his" | "her" | "your" | "my" | "all"
    ) || rules.scales.contains_key(form)
}

/// "one | and a half million", "two million | and a quarter", "2½".
fn with_part(words: &[Word], number: Number, rules: &WordingRules) -> Number {
    let joined = words.get(number.end).is_some_and(|w| w.form == "and" && (w.lead.is_empty() || w.hyphened));
    let article = words.get(number.end + 1).filter(|w| w.lead.is_empty() || w.hyphened);
    let Some(article) = article.filter(|_| joined) else { return number };
    let over =
        if matches!(article.form.as_str(), "a" | "one") { Some(1.0) } else { small(&article.form, rules) };
    let word = words.get(number.end + 2).filter(|w| w.lead.is_empty() || w.hyphened);
    let part = over.zip(word).and_then(|(over, word)| Some(over / parts(&word.form, over, rules)?));
    let Some(part) = part.filter(|p| *p < 1.0) else { return number };
    // "one million and a half" is told in millions.
    let last = words.get(number.end - 1).and_then(|w| rules.scales.get(&w.form)).copied().unwrap_or(1.0);
    let (factor, end) = scales_from(words, number.end + 3, rules);
    let value = (number.value + part * last) * factor;
    Number { end, value, weak: false, ..number }
}

/// "8 | p.m.", "8:30 | am".
fn clock(words: &[Word], number: Number) -> Option<Number> {
    let form = |i: usize| words.get(i).map(|w| w.form.as_str());
    let (half, end) = match form(number.end)? {
        "am" => ("am", number.end + 1),
        "pm" => ("pm", number.end + 1),
        "a" if form(number.end + 1) == Some("m") => ("am", number.end + 2),
        "p" if form(number.end + 1) == Some("m") => ("pm", number.end + 2),
        _ => return None,
    };
    let minutes = if number.kind == FigureKind::Clock { number.value } else { number.value * 60.0 };
    let hours = (1.0..=12.0).contains(&number.value) || number.kind == FigureKind::Clock;
    let value = minutes % 720.0 + if half == "pm" { 720.0 } else { 0.0 };
    let clock = Number::new(number.start, end, value, FigureKind::Clock);
    hours.then_some(Number { half_day: Some(half), ..clock })
}

/// "three | times".
fn times(words: &[Word], number: Number) -> Option<Number> {
    let next = words.get(number.end).filter(|w| w.lead.is_empty() || w.hyphened)?;
    let counts = matches!(next.form.as_str(), "times" | "fold");
    counts.then(|| Number::new(number.start, number.end + 1, number.value, FigureKind::Factor))
}

/// "1,200", "4.5 million", "25th", "8:30", "1.5bn".
fn digits_at(words: &[Word], at: usize, rules: &WordingRules) -> Option<Number> {
    let form = words[at].bare();
    let cut = form.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ':')).unwrap_or(form.len());
    let (head, tail) = form.split_at(cut);
    let number = |value, kind, end| Some(Number::new(at, end, value, kind));
    if let Some((hours, minutes)) = head.split_once(':') {
        let value = hours.parse::<f64>().ok()? * 60.0 + minutes.parse::<f64>().ok()?;
        let told = Number::new(at, at + 1, value, FigureKind::Clock);
        return Some(clock(words, told).unwrap_or(told));
    }
    let value: f64 = head.replace(',', "").parse().ok()?;
    if let Some(part) = sign_part(tail) {
        let (factor, end) = scales_from(words, at + 1, rules);
        return number((value + part) * factor, FigureKind::Count, end);
    }
    match tail {
        "" => {
            let (factor, end) = scales_from(words, at + 1, rules);
            number(value * factor, FigureKind::Count, end)
        }
        "st" | "nd" | "rd" | "th" => number(value, FigureKind::Ordinal, at + 1),
        "s" => number(value, FigureKind::Vague, at + 1),
        "k" => number(value * 1e3, FigureKind::Count, at + 1),
        "m" => number(value * 1e6, FigureKind::Count, at + 1),
        _ => rules.scales.get(tail).and_then(|scale| number(value * scale, FigureKind::Count, at + 1)),
    }
}

/// The value of a fraction in one sign behind digits.
fn sign_part(tail: &str) -> Option<f64> {
    match tail {
        "½" => Some(0.5),
        "¼" => Some(0.25),
        "¾" => Some(0.75),
        _ => None,
    }
}

/// The product of the scales that follow, and where they end.
fn scales_from(words: &[Word], mut at: usize, rules: &WordingRules) -> (f64, usize) {
    let mut factor = 1.0;
    while let Some(scale) =
        words.get(at).filter(|w| w.lead.is_empty() || w.hyphened).and_then(|w| rules.scales.get(&w.form))
    {
        factor *= scale;
        at += 1;
    }
    (factor, at)
}

/// "two hundred and fifty thousand", "twenty-five", "a hundred", "three dozen".
fn spelt_at(words: &[Word], at: usize, rules: &WordingRules) -> Option<Number> {
    let mut at_end = at;
    let (mut total, mut part) = (0.0, 0.0);
    let mut any = false;
    while let Some(word) = words.get(at_end) {
        // Brackets of an editor part nothing: "eight hundred [and] eighteen".
        let joined = at_end == at || word.hyphened || word.lead.chars().all(|c| "[]()".contains(c));
        if !joined {
            break;
        }
        let next_counts = |i: usize| {
            words
                .get(i)
                .is_some_and(|w| rules.numbers.contains_key(&w.form) || rules.scales.contains_key(&w.form))
        };
        let form = word.form.as_str();
        if let Some(n) = rules.numbers.get(form) {
            if any && !adds_up(part, *n) {
                break;
            }
            part += n;
            any = true;
        } else if let Some(scale) = rules.scales.get(form) {
            if !any {
                break;
            }
            part *= scale;
            if *scale >= 1000.0 {
                total += part;
                part = 0.0;
            }
        } else if matches!(form, "a" | "an")
            && !any
            && words.get(at_end + 1).is_some_and(|w| rules.scales.contains_key(&w.form) && w.form != "score")
        {
            part = 1.0;
            any = true;
        } else if form == "and" && any && (part >= 20.0 || total > 0.0) && next_counts(at_end + 1) {
            at_end += 1;
            continue;
        } else {
            break;
        }
        at_end += 1;
    }
    if !any {
        return None;
    }
    let value = total + part;
    // "twenty-fifth".
    let place = words.get(at_end).filter(|w| w.hyphened).and_then(|w| rules.ordinals.get(&w.form));
    if let Some(place) = place.filter(|n| adds_up(part, **n) && part > 0.0) {
        return Some(Number::new(at, at_end + 1, value + place, FigureKind::Ordinal));
    }
    let weak = at_end == at + 1 && value == 1.0 || words[at].form == "both";
    Some(Number { weak, ..Number::new(at, at_end, value, FigureKind::Count) })
}

/// True when `n` may follow the number said so far: "twenty | five", "hundred | twenty".
fn adds_up(part: f64, n: f64) -> bool {
    if part == 0.0 {
        return true;
    }
    // "threescore and ten"
    let step = if n < 10.0 || n == 10.0 && part == 60.0 { 10.0 } else { 100.0 };
    part % step == 0.0 && (part >= 20.0 || part == 0.0)
}
