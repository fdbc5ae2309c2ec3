//! What a number is of: a currency, a percentage, a length of time, else the noun that is counted.
//!
//! "$3 billion", "6 bn euros", "USD 40 million", "six billion in US dollar equivalent", "16 per cent",
//! "100,000 [vaccine doses]". Codes of currencies are those of ISO 4217 (`iso_currency`); signs and
//! names are data.

use iso_currency::Currency;

use super::numeral::{Numeral, NumeralKind, numeral_at};
use super::{FigureKind, noun};
use crate::rules::dictionary::Class;
use crate::token::{Kind, Line};
use crate::words::Case;

/// The unit of a number and what it takes up of the line.
pub(super) struct Measure {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) kind: FigureKind,
    pub(super) unit: Option<String>,
    /// The tokens of the counted noun phrase, where one is counted.
    pub(super) phrase: Option<(usize, usize)>,
    /// What the number is worth with its unit.
    pub(super) value: f64,
}

/// Finds the unit around a number.
pub(super) fn unit_of(line: &Line, numeral: &Numeral) -> Measure {
    let (first, end) = (numeral.first, numeral.end);
    let made = |first, end, kind, unit: Option<&str>| Measure {
        first,
        end,
        kind,
        unit: unit.map(str::to_string),
        phrase: None,
        value: numeral.value,
    };
    if numeral.kind == NumeralKind::Ordinal {
        return ordinal(line, numeral);
    }
    if let Some((from, code)) = money_before(line, first) {
        let to = named_unit(line, end).filter(|n| n.2 == FigureKind::Money).map_or(end, |n| n.0);
        let measure = made(from, to, FigureKind::Money, Some(&code));
        let factor = if millions(line, from).is_some() && from + 1 == first { 1e6 } else { 1.0 };
        return Measure { value: numeral.value * factor, ..measure };
    }
    if line.sign(end, '%') {
        return made(first, end + 1, FigureKind::Percent, Some("%"));
    }
    if let Some((to, code)) = millions(line, end) {
        return Measure { value: numeral.value * 1e6, ..made(first, to, FigureKind::Money, Some(&code)) };
    }
    let behind = money_behind(line, end).map(|(to, code)| (to, code, FigureKind::Money));
    if let Some((to, code, kind)) = named_unit(line, end).or(behind) {
        let measure = made(first, to, kind, Some(&code));
        return if kind == FigureKind::Money { with_change(line, numeral, measure) } else { measure };
    }
    if let Some(measure) = duration(line, numeral).or_else(|| measure(line, numeral)) {
        return measure;
    }
    counted(line, numeral)
}

/// A sign or a code of a currency before the number: "$", "US$", "€", "USD".
fn money_before(line: &Line, first: usize) -> Option<(usize, String)> {
    let before = first.checked_sub(1)?;
    let token = line.get(before)?;
    match token.kind {
        Kind::Sign(_) => {
            let start = line.get(first)?.span.start;
            let head = line.text.get(..start)?.trim_end_matches([' ', '\u{a0}']);
            let whole = |s: &str| {
                let rest = head.strip_suffix(s);
                rest.is_some_and(|r| {
                    !(s.starts_with(char::is_alphabetic) && r.ends_with(char::is_alphanumeric))
                })
            };
            let (sign, code) = line.dictionary.symbols.iter().find(|(s, _)| whole(s))?;
            let from = head.len().checked_sub(sign.len())?;
            let mut at = before;
            while at > 0 && line.get(at - 1)?.span.start >= from {
                at -= 1;
            }
            // "mxn$ 15": a code before the sign decides.
            if let Some(code) = at
                .checked_sub(1)
                .filter(|_| line.get(at).is_some_and(|t| t.glued))
                .and_then(|b| Currency::from_code(&line.word(b).to_uppercase()).map(|c| (b, c)))
            {
                return Some((code.0, code.1.code().to_string()));
            }
            // "US $58": the country may stand before the sign.
            let prefix = at.checked_sub(1).filter(|p| {
                line.is(*p, Class::UnitPrefix) && line.get(*p).is_some_and(|t| t.case == Case::Upper)
            });
            Some((prefix.unwrap_or(at), code.clone()))
        }
        Kind::Word => {
            if let Some((_, code)) = millions(line, before) {
                return Some((before, code));
            }
            // "rmb 10": a currency's name stands before digits too.
            let told = before
                .checked_sub(1)
                .is_some_and(|b| line.digits(b) || line.is(b, Class::Number) || line.is(b, Class::Scale));
            let end = numeral_at(line, first).map_or(first, |n| n.end);
            let name = line.digits(first)
                && line.is(before, Class::Money)
                && !told
                && named_unit(line, end).is_none();
            let named = || line.phrase(before, Class::Money).filter(|_| name).map(|(_, tag)| tag.to_string());
            Some((before, iso_code(line, before).or_else(named)?))
        }
        Kind::Digits => None,
    }
}

/// "5 million USD", "10 $", "6 billion in dollars", "six billion in US dollar equivalent".
fn money_behind(line: &Line, end: usize) -> Option<(usize, String)> {
    if let Some(code) = iso_code(line, end) {
        return Some((end + 1, code));
    }
    if let Some(Kind::Sign(c)) = line.get(end).map(|t| t.kind) {
        let (_, code) = line.dictionary.symbols.iter().find(|(s, _)| s.chars().eq([c]))?;
        // "10 $30": the sign belongs to what follows when it is glued to it.
        let next = line.get(end + 1).is_some_and(|t| t.glued && t.kind == Kind::Digits);
        return (!next).then(|| (end + 1, code.clone()));
    }
    if line.is(end, Class::In) {
        let (to, code) = line.phrase(end + 1, Class::Money)?;
        let equivalent = usize::from(line.is_word(to) && line.word(to) == "equivalent");
        return Some((to + equivalent, code.to_string()));
    }
    None
}

/// "30 MUSD": millions of a currency as reports of companies write them.
fn millions(line: &Line, at: usize) -> Option<(usize, String)> {
    let word = line.word(at).strip_prefix('M').filter(|w| w.len() == 3)?;
    Currency::from_code(word).map(|c| (at + 1, c.code().to_string()))
}

/// "75 USD million", "three dollars and fifty cents", "15 dollars 50".
fn with_change(line: &Line, numeral: &Numeral, mut measure: Measure) -> Measure {
    let at = measure.end;
    if line.is(at, Class::Scale) && !numeral.scaled {
        measure.value *= line.sense(at).scale;
        measure.end += 1;
        return measure;
    }
    let and = usize::from(line.is(at, Class::And));
    let whole = numeral.value.fract() == 0.0 && !numeral.scaled;
    let Some(change) =
        numeral_at(line, at + and).filter(|c| whole && c.value < 100.0 && c.kind == NumeralKind::Cardinal)
    else {
        return measure;
    };
    let cents = line.phrase(change.end, Class::Money).filter(|(_, tag)| matches!(*tag, "cents" | "pence"));
    let bare = and == 0
        && change.value >= 10.0
        && line.get(change.end).is_none_or(|t| matches!(t.kind, Kind::Sign('.' | ',' | ';' | '?' | '!')));
    if cents.is_some() || bare {
        measure.value += change.value / 100.0;
        measure.end = cents.map_or(change.end, |c| c.0);
    }
    measure
}

/// Three capitals that are a code of ISO 4217.
pub(super) fn iso_code(line: &Line, at: usize) -> Option<String> {
    let token = line.get(at)?;
    let word = line.word(at);
    let plain = token.case == Case::Upper && word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    plain.then(|| Currency::from_code(word)).flatten().map(|c| c.code().to_string())
}

/// A unit or a currency by its name behind the number, with "of" or an insertion's bracket between.
fn named_unit(line: &Line, end: usize) -> Option<(usize, String, FigureKind)> {
    let bracket = usize::from(line.sign(end, '['));
    let from = end + bracket;
    let close = |to: usize| to + usize::from(bracket == 1 && line.sign(to, ']'));
    if let Some((to, tag)) = line.phrase(from, Class::Unit) {
        let kind = if tag == "%" { FigureKind::Percent } else { FigureKind::Count };
        return Some((close(to), tag.to_string(), kind));
    }
    let of = usize::from(line.word(from) == "of");
    let (to, tag) = line.phrase(from + of, Class::Money)?;
    // "won" is a verb and "real" an adjective: a currency of that name stands before no noun.
    let doubtful = matches!(line.word(from), "won" | "real" | "rand" | "dong" | "sterling" | "crown" | "sum");
    (!(doubtful && line.is_word(to))).then(|| (close(to), tag.to_string(), FigureKind::Money))
}

/// "two years", "12-hour", "30 years old".
fn duration(line: &Line, numeral: &Numeral) -> Option<Measure> {
    let at = numeral.end + usize::from(line.is(numeral.end, Class::Between));
    let (to, unit) = line.phrase(at, Class::TimeUnit)?;
    let letter = line.word(at).len() == 1;
    if letter {
        return None;
    }
    let to = line.phrase(to, Class::Age).map_or(to, |(end, _)| end);
    Some(Measure {
        first: numeral.first,
        end: to,
        kind: FigureKind::Duration,
        unit: Some(unit.to_string()),
        phrase: None,
        value: numeral.value,
    })
}

/// "325 kilometres", "60 square miles", "1.8m", and the left half of a compound ("a 10-page letter").
fn measure(line: &Line, numeral: &Numeral) -> Option<Measure> {
    let bracket = line.sign(numeral.end, '[')
        || line.sign(numeral.end, '(')
            && line.sign(numeral.end + 2, ')')
            && line.is(numeral.end + 1, Class::Measure);
    let at = numeral.end + usize::from(bracket);
    let hyphen =
        line.get(at).is_some_and(|t| t.hyphen && t.kind == Kind::Word) && !line.is(at, Class::Function);
    let letter = line.get(at).is_some_and(|t| t.glued && !t.hyphen)
        && matches!(line.word(at), "m" | "t" | "l" | "L" | "W" | "V");
    let (to, _) = line.phrase(at, Class::Measure).or_else(|| (hyphen || letter).then_some((at + 1, "")))?;
    // "30 degrees south": a compound noun behind a singular unit belongs to what is measured.
    let unit = match line.span(at, to).of(line.text) {
        _ if line.sign(to, '/') => noun::printed(line, at),
        printed => printed.to_string(),
    };
    let end = to + usize::from(bracket && (line.sign(to, ']') || line.sign(to, ')')));
    let end = if unit.contains('/') { end + 2 } else { end };
    Some(Measure {
        first: numeral.first,
        end,
        kind: FigureKind::Count,
        unit: Some(unit),
        phrase: Some((at, to)),
        value: numeral.value,
    })
}

fn ordinal(line: &Line, numeral: &Numeral) -> Measure {
    let head = noun::head(line, numeral.end, noun::Number::Place);
    let anniversary = head.is_some_and(|h| line.is(h.at, Class::Anniversary));
    Measure {
        first: numeral.first,
        end: head.map_or(numeral.end, |h| h.at + 1),
        kind: if anniversary { FigureKind::Anniversary } else { FigureKind::Ordinal },
        unit: head.map(|h| noun::printed(line, h.at)),
        phrase: head.map(|h| (h.first, h.at + 1)),
        value: numeral.value,
    }
}

fn counted(line: &Line, numeral: &Numeral) -> Measure {
    let number =
        if (numeral.value - 1.0).abs() < f64::EPSILON { noun::Number::One } else { noun::Number::Many };
    let fraction = numeral.kind == NumeralKind::Fraction;
    let of = usize::from(line.word(numeral.end) == "of");
    let magnitude = numeral.kind == NumeralKind::Magnitude;
    let from = numeral.end + if magnitude { of } else { 0 };
    let head = if fraction { None } else { noun::head(line, from, number) };
    let kind = match (fraction, head) {
        (true, _) => FigureKind::Fraction,
        (_, Some(_)) => FigureKind::Count,
        _ => FigureKind::Other,
    };
    // "100,000 [vaccine doses]": the insertion belongs to the figure.
    let mut end = head.map_or(numeral.end, |h| h.at + 1);
    end += usize::from(head.is_some_and(|h| h.bracket) && line.sign(end, ']'));
    Measure {
        first: numeral.first,
        end,
        kind,
        unit: head.map(|h| noun::printed(line, h.at)),
        phrase: head.map(|h| (h.first, h.at + 1)),
        value: numeral.value,
    }
}
