//! Numbers as two versions of a sentence are compared by them: in words and digits, with their sign.
//!
//! `more than 2.5 million dollars` is one figure over five words: 2 500 000 USD, comparator `>`.
//! "three hundred" and "300" are the same number. Dates count by their parts ("May 25": month 5 and
//! the number 25). What is counted and when is not known here. Depends on `words` and the number
//! words of `wording.toml`.

use std::ops::Range;

use crate::rules::{Rules, WordingRules};
use crate::words::{Case, Word};

/// What kind of number stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureKind {
    /// A count or an amount.
    Count,
    /// A place in a row ("first", "25th").
    Ordinal,
    /// A month or a day of the week by its name.
    Calendar,
    /// A time of day ("8:30"), in minutes.
    Clock,
    /// A scale alone ("millions").
    Vague,
}

/// One figure in a list of words.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The words of the figure, comparator and unit included.
    pub words: Range<usize>,
    /// The words of the number alone.
    pub number: Range<usize>,
    /// The number.
    pub value: f64,
    /// Its kind.
    pub kind: FigureKind,
    /// `%`, an ISO 4217 code, or nothing.
    pub unit: Option<String>,
    /// `>`, `<`, `>=`, `<=`, `~`, or `=` when nothing is said.
    pub comparator: String,
    /// True for a lone "one", which is a pronoun as often as a number.
    pub weak: bool,
}

/// The figures of a list of words, in order; they do not overlap.
pub fn figures(words: &[Word], rules: &Rules) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match number_at(words, at, &rules.wording) {
            Some(number) => {
                let floor = out.last().map_or(0, |f| f.words.end);
                at = number.end;
                let figure = dress(words, &number, floor, &rules.wording);
                at = at.max(figure.words.end);
                out.push(figure);
            }
            None => at += 1,
        }
    }
    out
}

/// A number without comparator and unit.
struct Number {
    start: usize,
    end: usize,
    value: f64,
    kind: FigureKind,
    weak: bool,
}

fn number_at(words: &[Word], at: usize, rules: &WordingRules) -> Option<Number> {
    let word = &words[at];
    if word.is_digits() {
        return digits_at(words, at, rules);
    }
    let one = |value, kind| Some(Number { start: at, end: at + 1, value, kind, weak: false });
    if let Some(value) = rules.calendar.get(word.bare()) {
        // "may" and "march" are verbs unless a number stands beside them.
        let near = |w: Option<&Word>| w.is_some_and(Word::is_digits);
        let clear = !matches!(word.form.as_str(), "may" | "march")
            || near(words.get(at + 1))
            || at > 0 && near(words.get(at - 1));
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
    spelt_at(words, at, rules)
}

/// "1,200", "4.5 million", "25th", "8:30", "1.5bn".
fn digits_at(words: &[Word], at: usize, rules: &WordingRules) -> Option<Number> {
    let form = words[at].bare();
    let cut = form.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ':')).unwrap_or(form.len());
    let (head, tail) = form.split_at(cut);
    let number = |value, kind, end| Some(Number { start: at, end, value, kind, weak: false });
    if let Some((hours, minutes)) = head.split_once(':') {
        let value = hours.parse::<f64>().ok()? * 60.0 + minutes.parse::<f64>().ok()?;
        return number(value, FigureKind::Clock, at + 1);
    }
    let value: f64 = head.replace(',', "").parse().ok()?;
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
    let weak = at_end == at + 1 && value == 1.0 || matches!(words[at].form.as_str(), "both" | "twice");
    Some(Number { start: at, end: at_end, value, kind: FigureKind::Count, weak })
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

/// Adds the comparator before a number and the unit around it.
fn dress(words: &[Word], number: &Number, floor: usize, rules: &WordingRules) -> Figure {
    let Number { start, end, value, kind, weak } = *number;
    let mut figure = Figure {
        words: start..end,
        number: start..end,
        value,
        kind,
        unit: None,
        comparator: "=".into(),
        weak,
    };
    if matches!(kind, FigureKind::Count | FigureKind::Vague) {
        set_unit(words, &mut figure, rules);
    }
    if kind == FigureKind::Count {
        set_comparator(words, &mut figure, floor, rules);
    }
    figure
}

fn set_unit(words: &[Word], figure: &mut Figure, rules: &WordingRules) {
    let lead = words[figure.number.start].lead.as_str();
    let after = words.get(figure.number.end);
    let signs = [("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("₽", "RUB"), ("¥", "JPY")];
    if let Some((_, code)) = signs.iter().find(|(sign, _)| lead.ends_with(sign)) {
        figure.unit = Some((*code).to_string());
    }
    let Some(word) = after.filter(|w| w.lead.is_empty() || w.hyphened) else { return };
    let two = words.get(figure.number.end + 1).map(|w| format!("{} {}", word.form, w.form));
    if let Some(unit) = two.and_then(|two| rules.units.get(&two)) {
        figure.unit = Some(unit.clone());
        figure.words.end += 2;
    } else if let Some(unit) = rules.units.get(&word.form) {
        figure.unit.get_or_insert_with(|| unit.clone());
        figure.words.end += 1;
    }
}

fn set_comparator(words: &[Word], figure: &mut Figure, floor: usize, rules: &WordingRules) {
    let start = figure.number.start;
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
            let whole =
                words[start].lead.is_empty() || words[start].lead.chars().all(|c| "$€£₽¥".contains(c));
            if fits && whole && !is_adverb(words, from, sign) {
                figure.comparator.clone_from(sign);
                figure.words.start = from;
                return;
            }
        }
    }
}

/// "over" after a verb of motion and "some" before "one" are no comparators; told by "over the".
fn is_adverb(words: &[Word], from: usize, sign: &str) -> bool {
    sign == ">" && words[from].form == "over" && words.get(from + 1).is_some_and(|w| w.form == "the")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::words::words;

    fn read(text: &str) -> Vec<(f64, String, Option<String>)> {
        let (found, _) = words(text, Span::new(0, text.len()), &[]);
        figures(&found, Rules::builtin()).into_iter().map(|f| (f.value, f.comparator, f.unit)).collect()
    }

    #[test]
    fn words_and_digits_are_one_number() {
        for (text, value) in [
            ("three hundred", 300.0),
            ("300", 300.0),
            ("two hundred and fifty thousand", 250_000.0),
            ("twenty-five", 25.0),
            ("a hundred", 100.0),
            ("1,200", 1200.0),
            ("4.5 million", 4_500_000.0),
            ("threescore and ten", 70.0),
            ("fifty and two", 52.0),
            ("two thousand and eight hundred [and] eighteen", 2818.0),
            ("the 25th", 25.0),
            ("the twelfth", 12.0),
            ("1.5bn", 1.5e9),
        ] {
            assert_eq!(read(text).first().map(|f| f.0), Some(value), "{text}");
        }
    }

    #[test]
    fn comparator_and_unit_belong_to_the_figure() {
        let usd = Some("USD".to_string());
        assert_eq!(read("more than $2.5 million"), [(2_500_000.0, ">".into(), usd.clone())]);
        assert_eq!(read("nearly 16 per cent"), [(16.0, "<".into(), Some("%".into()))]);
        assert_eq!(read("no less than 40 dollars"), [(40.0, ">=".into(), usd)]);
        assert_eq!(
            read("about 300 schools and 5%"),
            [(300.0, "~".into(), None), (5.0, "=".into(), Some("%".into()))]
        );
    }

    #[test]
    fn a_verb_is_no_month() {
        assert!(read("We may go. They march on.").is_empty());
        assert_eq!(read("on May 25").len(), 2);
    }

    #[test]
    fn two_numbers_in_a_row_stay_two() {
        assert_eq!(read("five six").iter().map(|f| f.0).collect::<Vec<_>>(), [5.0, 6.0]);
        assert_eq!(read("ten, twenty").len(), 2);
    }
}
