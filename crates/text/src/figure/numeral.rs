//! A number in words or digits: "four billion", "2.5m", "a third", "twenty-first", "1,2 млн".
//!
//! Only the number: unit, comparator and what is counted are other rooms'. Depends on `token`.

use crate::rules::dictionary::Class;
use crate::token::{Kind, Line};
use crate::words::Case;

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumeralKind {
    /// "three", "300".
    Cardinal,
    /// "third", "25th".
    Ordinal,
    /// "two thirds", "half".
    Fraction,
    /// "tens of thousands": only the magnitude is told; `value` is its lower end.
    Magnitude,
}

/// A number and its tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// The number.
    pub value: f64,
    /// Its kind.
    pub kind: NumeralKind,
    /// True when it begins with digits.
    pub digits: bool,
    /// True when a scale word or letter stands in it.
    pub scaled: bool,
}

/// The number that begins at token `at`.
pub fn numeral_at(line: &Line, at: usize) -> Option<Numeral> {
    let found = half(line, at).or_else(|| magnitude(line, at)).or_else(|| counted(line, at));
    found.filter(|n| n.value.abs() < LARGEST)
}

/// A number beyond it is a string of digits that counts nothing.
const LARGEST: f64 = 1e24;

/// Most tokens of one number: hostile text has no longer ones.
const MOST: usize = 24;

/// "300", "two hundred and five", "one and a half million", "twenty-first", "two thirds".
fn counted(line: &Line, at: usize) -> Option<Numeral> {
    let minus = line.is(at, Class::Minus) || line.sign(at, '-') || line.sign(at, '−');
    let from = at + usize::from(minus);
    if minus && !(line.is(at, Class::Minus) || line.get(from).is_some_and(|t| t.glued)) {
        return None;
    }
    let mut sum = Sum::default();
    let digits = line.digits(from);
    let mut end = sum.take(line, from);
    if end == from {
        return ordinal_or_part(line, from).filter(|_| !minus);
    }
    let sign = if minus { -1.0 } else { 1.0 };
    let made = |value: f64, kind, end, scaled| {
        Some(Numeral { first: at, end, value: sign * value, kind, digits, scaled })
    };
    let mut value = sum.value();
    // "twenty-first", "two hundred and fifth"; "25th".
    if let Some((place, to)) = ordinal_tail(line, end, &sum) {
        return made(place, NumeralKind::Ordinal, to, false);
    }
    if digits
        && end == from + 1
        && line.get(end).is_some_and(|t| t.glued && is_ordinal_ending(line.word(end)))
    {
        return made(value, NumeralKind::Ordinal, end + 1, false);
    }
    if let Some((part, to)) = share_tail(line, end, value) {
        return made(part, NumeralKind::Fraction, to, false);
    }
    // "two thirds", "3/4", "one and a half million".
    if let Some((part, to)) = fraction_tail(line, from, end, value) {
        // "two thirds of a million".
        let of = line.word(to) == "of" && line.is(to + 1, Class::Article) && line.is(to + 2, Class::Scale);
        let (scale, to) = scales(line, to + if of { 2 } else { 0 });
        let kind = if scale > 1.0 { NumeralKind::Cardinal } else { NumeralKind::Fraction };
        return made(part * scale, kind, to, scale > 1.0);
    }
    if let Some((more, to)) = and_part(line, end) {
        let unit =
            if line.is(end - 1, Class::Scale) && sum.last_scale >= 1000.0 { sum.last_scale } else { 1.0 };
        let (scale, to) = scales(line, to);
        // "one billion and a half million" adds, "two and a half million" multiplies.
        value =
            if unit > scale && scale > 1.0 { value + more * scale } else { (value + more * unit) * scale };
        return made(value, NumeralKind::Cardinal, to, sum.scaled || scale > 1.0);
    }
    if let Some(decimals) = point_tail(line, end) {
        let (scale, to) = scales(line, decimals.1);
        value = (value + decimals.0) * scale;
        return made(value, NumeralKind::Cardinal, to, scale > 1.0);
    }
    let mut scaled = sum.scaled;
    if digits
        && end == from + 1
        && let Some(factor) = glued_scale(line, from)
    {
        value *= factor;
        end += 1;
        scaled = true;
        let (scale, to) = scales(line, end);
        (value, end) = (value * scale, to);
    }
    made(value, NumeralKind::Cardinal, end, scaled)
}

/// A number being added up, from the largest scale to the smallest.
#[derive(Default)]
struct Sum {
    total: f64,
    part: f64,
    last_scale: f64,
    scaled: bool,
    any: bool,
}

impl Sum {
    fn value(&self) -> f64 {
        self.total + self.part
    }

    /// Adds the words from `at` on; gives one past the last one taken.
    fn take(&mut self, line: &Line, at: usize) -> usize {
        let mut end = at;
        while end < at + MOST {
            let step = self.step(line, end);
            if step == 0 {
                break;
            }
            end += step;
        }
        end
    }

    /// Adds the word at `i`; gives how many tokens were taken.
    fn step(&mut self, line: &Line, i: usize) -> usize {
        let Some(token) = line.get(i) else { return 0 };
        let sense = line.sense(i);
        if token.kind == Kind::Digits {
            let (value, next) = digits_value(line, i);
            let follows = self.scaled && !token.hyphen && value < self.last_scale && value.fract() == 0.0;
            let room = self.part == 0.0 && value < 1000.0
                || self.part % 100.0 == 0.0 && self.part > 0.0 && value < 100.0;
            if self.any && !(follows && room) {
                return 0;
            }
            self.part += value;
            self.any = true;
            return next - i;
        }
        if sense.is(Class::Number) {
            if self.any && !self.adds_up(sense.number) {
                return 0;
            }
            self.part += sense.number;
            self.any = true;
            return 1;
        }
        if sense.is(Class::Scale) && self.any && !is_magnitude_word(line, i) {
            self.scale(sense.scale);
            return 1;
        }
        let next = line.sense(i + 1);
        if sense.is(Class::Scale) && !self.any && next.is(Class::Scale) && !line.word(i).ends_with('s') {
            self.part = sense.scale;
            self.any = true;
            return 1;
        }
        if sense.is(Class::Article)
            && !self.any
            && next.is(Class::Scale)
            && line.dictionary.sense(token.id).number == 0.0
        {
            self.part = 1.0;
            self.any = true;
            return 1;
        }
        if sense.is(Class::And) && self.any && (self.part >= 100.0 || self.scaled) {
            let fits = next.is(Class::Number) && self.adds_up(next.number)
                || next.is(Class::Ordinal) && self.adds_up(next.ordinal) && !line.is(i + 1, Class::TimeUnit)
                || line.digits(i + 1)
                    && self.part == 0.0
                    && self.last_scale >= 100.0
                    && digits_value(line, i + 1).0 < self.last_scale.min(1000.0)
                || line.digits(i + 1)
                    && self.part >= 100.0
                    && self.part % 100.0 == 0.0
                    && digits_value(line, i + 1).0 < 100.0;
            let small = self.scaled && !line.is(i + 2, Class::Scale) || next.number < 1000.0;
            // "two million and three fifths": a part follows, not a number.
            let part = line.is(i + 2, Class::Fraction)
                && (next.number < 20.0)
                && (line.word(i + 2).ends_with('s') || next.number == 1.0);
            if fits && small && !part && !next.is(Class::Ordinal) {
                return 1;
            }
        }
        0
    }

    fn scale(&mut self, scale: f64) {
        self.scaled = true;
        if scale < 1000.0 {
            self.part *= scale;
        } else if self.part == 0.0 {
            self.total *= scale;
        } else {
            self.total += self.part * scale;
            self.part = 0.0;
        }
        self.last_scale = scale;
    }

    /// True when `n` may follow the number said so far: "twenty | five", "hundred | twenty".
    fn adds_up(&self, n: f64) -> bool {
        if self.part == 0.0 {
            return self.total > 0.0 && n < self.last_scale;
        }
        let step = if n < 10.0 { 10.0 } else { 100.0 };
        self.part % step == 0.0 && self.part >= 20.0 && n > 0.0
    }
}

/// The number of a token of digits and of the groups of three that follow it after thin spaces.
pub fn digits_value(line: &Line, i: usize) -> (f64, usize) {
    let comma = line.dictionary.decimal_comma;
    let Some(token) = line.get(i) else { return (0.0, i) };
    let mut printed = token.span.of(line.text).to_string();
    let mut end = i + 1;
    let grows = printed.len() <= 3;
    while grows && end < i + 6 {
        let Some(next) = line.get(end).filter(|t| t.kind == Kind::Digits && !t.glued) else { break };
        let Some(before) = line.get(end - 1) else { break };
        let gap = line.text.get(before.span.end..next.span.start).unwrap_or("");
        let group = next.span.of(line.text);
        let head = group.find(|c: char| !c.is_ascii_digit()).unwrap_or(group.len());
        let thin = matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}" | " ");
        // A plain space also parts the groups of a telephone number: those are not all of three.
        let last = line.get(end + 1).is_none_or(|t| {
            t.kind != Kind::Digits
                || t.glued
                || line.word(end + 1).find(|c: char| !c.is_ascii_digit()).unwrap_or(line.word(end + 1).len())
                    == 3
        });
        if !thin || head != 3 || !last {
            break;
        }
        printed.push_str(group);
        end += 1;
        if head < group.len() {
            break;
        }
    }
    (value_of(&printed, comma), end)
}

/// "1,200" and "1.200", "4.5" and "4,5".
fn value_of(printed: &str, decimal_comma: bool) -> f64 {
    let (points, commas) = (printed.matches('.').count(), printed.matches(',').count());
    let decimal = match (points, commas) {
        (0, 0) => None,
        (1.., 1..) => printed.rfind(['.', ',']).and_then(|at| printed[at..].chars().next()),
        (1, 0) => {
            let thousand = decimal_comma && printed.len() - printed.find('.').unwrap_or(0) == 4;
            (!thousand).then_some('.')
        }
        (0, 1) => decimal_comma.then_some(','),
        _ => None,
    };
    let plain: String = printed
        .chars()
        .filter_map(|c| match c {
            _ if c.is_ascii_digit() => Some(c),
            _ if Some(c) == decimal => Some('.'),
            _ => None,
        })
        .collect();
    plain.parse().unwrap_or(0.0)
}

fn is_ordinal_ending(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th")
}

/// "2.5m", "40k", "3bn": letters directly behind digits.
fn glued_scale(line: &Line, i: usize) -> Option<f64> {
    let letter = line.get(i + 1).filter(|t| t.glued && !t.hyphen && t.kind == Kind::Word)?;
    let sense = line.sense(i + 1);
    if sense.is(Class::Scale) {
        return Some(sense.scale);
    }
    if !sense.is(Class::Glued) {
        return None;
    }
    // A small "m" is also a metre: it counts money, or what is named behind it.
    let money = i.checked_sub(1).and_then(|b| line.get(b)).is_some_and(
        |t| matches!(t.kind, Kind::Sign(c) if line.dictionary.symbols.iter().any(|(s, _)| s.ends_with(c))),
    );
    let named = line.is_word(i + 2)
        && !line.is(i + 2, Class::Function)
        && (line.is(i + 2, Class::Plural) || line.word(i + 2).ends_with('s'));
    let big = letter.case != Case::Lower;
    let letter = matches!(line.word(i + 1), "k" | "b" | "mil");
    (money
        || big && !(line.is(i + 1, Class::Measure) && !money && line.word(i + 1) != "MM")
        || named
        || letter)
        .then_some(sense.scale)
}

/// The product of the scales from `at` on.
fn scales(line: &Line, at: usize) -> (f64, usize) {
    let (mut factor, mut end) = (1.0, at);
    while end < at + 3 && line.is(end, Class::Scale) {
        factor *= line.sense(end).scale;
        end += 1;
    }
    (factor, end)
}

/// "twenty | first", "hundred and | fifth".
fn ordinal_tail(line: &Line, end: usize, sum: &Sum) -> Option<(f64, usize)> {
    let at = end + usize::from(line.is(end, Class::And) && sum.value() >= 100.0);
    let sense = line.sense(at);
    let fits = sense.is(Class::Ordinal) && sum.adds_up(sense.ordinal) && sum.value() >= 20.0;
    let scale = sense.ordinal >= 100.0 && sense.is(Class::Ordinal) && at == end;
    if scale {
        return Some((sum.value() * sense.ordinal, at + 1));
    }
    fits.then(|| (sum.value() + sense.ordinal, at + 1))
}

/// "two | thirds", "3 | / 4", "one | third".
fn fraction_tail(line: &Line, from: usize, end: usize, value: f64) -> Option<(f64, usize)> {
    if line.sign(end, '/') && line.digits(end + 1) && line.get(end + 1).is_some_and(|t| t.glued) {
        let whole = end == from + 2 && line.digits(from) && line.digits(from + 1);
        let (under, to) = digits_value(line, end + 1);
        let proper = under > 1.0 && under <= 100.0 && value < under && !line.sign(to, '/');
        return (proper && !whole).then(|| (value / under, to));
    }
    if let Some(part) = sign_part(line, end) {
        return Some((value + part, end + 1));
    }
    let sense = line.sense(end);
    // "one | twenty-fifth".
    let tens = sense.number >= 20.0 && sense.number < 100.0 && sense.number % 10.0 == 0.0;
    let ones = line.sense(end + 1);
    if tens
        && (1.0..20.0).contains(&value)
        && ones.is(Class::Fraction)
        && ones.parts < 10.0
        && ones.parts > 3.0
    {
        return Some((value / (sense.number + ones.parts), end + 2));
    }
    if !sense.is(Class::Fraction) || value <= 0.0 {
        return None;
    }
    let plural = line.word(end).ends_with('s');
    // "three quarters" of a year are three months each when a period is counted off.
    let number = value > 1.0 && plural || value == 1.0 && !plural;
    (number && value.fract() == 0.0).then(|| (value / sense.parts, end + 1))
}

/// "two | out of three", "one | in five citizens".
fn share_tail(line: &Line, end: usize, value: f64) -> Option<(f64, usize)> {
    let out_of = line.word(end) == "out" && line.word(end + 1) == "of";
    let next = end + if out_of { 2 } else { 1 };
    if !out_of && line.word(end) != "in" {
        return None;
    }
    let mut sum = Sum::default();
    let to = sum.take(line, next);
    let (whole, digits) = (sum.value(), line.digits(next));
    let proper = to > next && value >= 1.0 && value < whole && whole.fract() == 0.0 && value.fract() == 0.0;
    let named = line.is_word(to) && !line.is(to, Class::Function) && !line.is(to, Class::TimeUnit);
    let year = digits && whole > 1000.0;
    let open = named
        || to >= line.tokens.len()
        || out_of
        || line.get(to).is_some_and(|t| t.kind != Kind::Word) && value <= 10.0
        || line.is(to, Class::After)
        || line.word(to) == "or";
    (proper && !year && open).then(|| (value / whole, to))
}

/// The value of a fraction in one sign.
pub(super) fn part_of(sign: char) -> Option<f64> {
    let (over, under) = match sign {
        '½' => (1.0, 2.0),
        '⅓' => (1.0, 3.0),
        '⅔' => (2.0, 3.0),
        '¼' => (1.0, 4.0),
        '¾' => (3.0, 4.0),
        '⅕' => (1.0, 5.0),
        '⅖' => (2.0, 5.0),
        '⅗' => (3.0, 5.0),
        '⅘' => (4.0, 5.0),
        '⅙' => (1.0, 6.0),
        '⅚' => (5.0, 6.0),
        '⅛' => (1.0, 8.0),
        '⅜' => (3.0, 8.0),
        '⅝' => (5.0, 8.0),
        '⅞' => (7.0, 8.0),
        _ => return None,
    };
    Some(over / under)
}

fn sign_part(line: &Line, at: usize) -> Option<f64> {
    match line.get(at)?.kind {
        Kind::Sign(c) => part_of(c),
        _ => None,
    }
}

/// "and a half", "and three quarters", "½" behind a whole number.
fn and_part(line: &Line, end: usize) -> Option<(f64, usize)> {
    if line.digits(end) && line.sign(end + 1, '/') && line.digits(end + 2) {
        let (over, under) = (digits_value(line, end).0, digits_value(line, end + 2).0);
        return (over < under && under <= 100.0).then(|| (over / under, end + 3));
    }
    if !line.is(end, Class::And) {
        return None;
    }
    let article = line.is(end + 1, Class::Article);
    let at = end + 1 + usize::from(article);
    let sense = line.sense(at);
    if sense.is(Class::Fraction) && (article || sense.parts == 2.0) {
        return Some((1.0 / sense.parts, at + 1));
    }
    let mut over = Sum::default();
    let to = over.take(line, at);
    let under = line.sense(to);
    let part = to > at && !line.digits(at) && over.value() < 100.0 && under.is(Class::Fraction);
    part.then(|| (over.value() / under.parts, to + 1))
}

/// "point five", "point zero three".
fn point_tail(line: &Line, end: usize) -> Option<(f64, usize)> {
    if !line.is(end, Class::Point) {
        return None;
    }
    let (mut value, mut place, mut at) = (0.0, 0.1, end + 1);
    while at < end + 1 + MOST && line.is(at, Class::Number) && line.sense(at).number < 100.0 {
        let n = line.sense(at).number;
        let unit = if n >= 20.0 && line.is(at + 1, Class::Number) && line.sense(at + 1).number < 10.0 {
            at += 1;
            line.sense(at).number
        } else {
            0.0
        };
        if n >= 10.0 {
            place *= 0.1;
        }
        value += (n + unit) * place;
        place *= 0.1;
        at += 1;
    }
    (at > end + 1).then_some((value, at))
}

/// "first", "a third", "half".
fn ordinal_or_part(line: &Line, at: usize) -> Option<Numeral> {
    let made = |value, kind, end| Some(Numeral { first: at, end, value, kind, digits: false, scaled: false });
    if line.is(at, Class::Article) && line.is(at + 1, Class::Fraction) {
        let sense = line.sense(at + 1);
        let closed = !line.is_word(at + 2) || line.is(at + 2, Class::Function);
        return if closed { made(1.0 / sense.parts, NumeralKind::Fraction, at + 2) } else { None };
    }
    if let Some(part) = sign_part(line, at) {
        return made(part, NumeralKind::Fraction, at + 1);
    }
    let sense = line.sense(at);
    if sense.is(Class::Ordinal) { made(sense.ordinal, NumeralKind::Ordinal, at + 1) } else { None }
}

/// "half a million", "quarter million", "half of", "half the".
fn half(line: &Line, at: usize) -> Option<Numeral> {
    let sense = line.sense(at);
    if !sense.is(Class::Fraction) || sense.parts != 2.0 && sense.parts != 4.0 {
        return None;
    }
    let made =
        |value, kind, end, scaled| Some(Numeral { first: at, end, value, kind, digits: false, scaled });
    let article = line.is(at + 1, Class::Article);
    let scale_at = at + 1 + usize::from(article);
    if line.is(scale_at, Class::Scale) {
        let (scale, end) = scales(line, scale_at);
        return made(scale / sense.parts, NumeralKind::Cardinal, end, true);
    }
    if sense.parts != 2.0 {
        return None;
    }
    // "half a percentage point", "half a percent".
    if article && line.phrase(at + 2, Class::Unit).is_some() {
        return made(0.5, NumeralKind::Cardinal, at + 2, false);
    }
    if article && line.is(at + 2, Class::TimeUnit) {
        return made(0.5, NumeralKind::Cardinal, at + 2, false);
    }
    let plural = line.is(at + 1, Class::Plural)
        || line.word(at + 1).ends_with('s') && !line.is(at + 1, Class::Function);
    let people = plural
        && line.get(at + 1).is_some_and(|t| t.kind == Kind::Word && !t.hyphen)
        && !line.is(at + 1, Class::TimeUnit);
    if people || line.is(at + 1, Class::Of) && line.word(at + 1) == "of" || line.is(at + 1, Class::Determiner)
    {
        return made(0.5, NumeralKind::Fraction, at + 1, false);
    }
    None
}

fn is_magnitude_word(line: &Line, i: usize) -> bool {
    line.is(i, Class::Scale)
        && line.word(i).ends_with('s')
        && line.is(i + 1, Class::Of)
        && line.sense(i).scale > 12.0
        && i.checked_sub(1).is_none_or(|b| !line.digits(b) && !line.is(b, Class::Number))
}

/// "tens of thousands of", "millions of", "dozens of".
fn magnitude(line: &Line, at: usize) -> Option<Numeral> {
    let sense = line.sense(at);
    if !sense.is(Class::Scale) || !line.word(at).ends_with('s') || !line.is(at + 1, Class::Of) {
        return None;
    }
    let (mut value, mut end) = (sense.scale, at + 1);
    if line.is(at + 2, Class::Scale) && line.word(at + 2).ends_with('s') {
        value *= line.sense(at + 2).scale;
        end = at + 3;
    }
    Some(Numeral { first: at, end, value, kind: NumeralKind::Magnitude, digits: false, scaled: true })
}
