//! Numbers that state no figure: "first of all", "one-on-one", "F-16", "First Deputy", "article 5".

use super::numeral::{Numeral, NumeralKind};
use crate::rules::dictionary::Class;
use crate::token::{Kind, Line};
use crate::words::Case;

/// True when a number is none that counts or measures.
pub(super) fn is_trap(line: &Line, n: &Numeral) -> bool {
    is_idiom(line, n)
        || is_name(line, n)
        || is_numbering(line, n)
        || is_code(line, n)
        || n.kind == NumeralKind::Ordinal && is_loose_ordinal(line, n)
        || is_pronoun(line, n)
        || is_list_mark(line, n)
}

/// A phrase of the table that holds the number.
fn is_idiom(line: &Line, n: &Numeral) -> bool {
    if n.digits && n.end > n.first + 1 {
        return false;
    }
    let from = n.first.saturating_sub(4);
    (from..=n.first)
        .any(|at| line.phrase(at, Class::Idiom).is_some_and(|(end, _)| end >= n.end && end > n.first))
}

/// "First Deputy", "Group of Seven", "Brona First University", "Apollo 11", "Big 12".
fn is_name(line: &Line, n: &Numeral) -> bool {
    let Some(token) = line.get(n.first) else { return true };
    let next = line.get(n.end);
    let capital = |i: usize| line.get(i).is_some_and(|t| t.kind == Kind::Word && t.case != Case::Lower);
    if !n.digits {
        let title = token.case != Case::Lower && !line.dictionary.capital_nouns;
        let opens = n.first == 0
            || line.get(n.first - 1).is_some_and(|t| matches!(t.kind, Kind::Sign(c) if c != ',' && c != '-'));
        // "First Deputy" opens a sentence too; "Two Norland banks" counts banks.
        let named = next.is_some_and(|t| t.case == Case::Title && t.kind == Kind::Word)
            && n.kind == NumeralKind::Ordinal;
        return title && (!opens || named) && !n.scaled
            || n.kind == NumeralKind::Ordinal && capital(n.end) && title;
    }
    if n.scaled || n.end > n.first + 1 || n.kind != NumeralKind::Cardinal {
        return false;
    }
    let counts = counts_next(line, n);
    if next.is_some_and(|t| t.kind == Kind::Word && !t.glued && t.case == Case::Title && t.span.len() > 1)
        && line.word(n.first).len() <= 4
        && !counts
        && !line.dictionary.capital_nouns
    {
        return true;
    }
    let Some(before) = n.first.checked_sub(1) else { return false };
    let mixed = line.word(before).chars().skip(1).any(char::is_uppercase);
    let behind_name = (capital(before) || mixed)
        && !token.hyphen
        && line.get(before).is_some_and(|t| t.id == 0 || line.is(before, Class::Numbering))
        && (before > 0 || mixed)
        && super::unit::iso_code(line, before).is_none();
    behind_name && !counts
}

/// True when the word behind the number can only be what is counted.
fn counts_next(line: &Line, n: &Numeral) -> bool {
    let at = n.end;
    line.sign(at, '%')
        || line.is(at, Class::Unit)
        || line.is(at, Class::Money)
        || line.is(at, Class::TimeUnit)
        || line.phrase(at, Class::Measure).is_some()
        || super::noun::head(line, at, super::noun::Number::Many).is_some_and(|h| h.plural)
}

/// "article 5", "page 12", "No. 7", "resolution 1325".
fn is_numbering(line: &Line, n: &Numeral) -> bool {
    let Some(before) = n.first.checked_sub(1) else { return false };
    let at = if line.sign(before, '.') || line.sign(before, '#') || line.sign(before, '№') {
        before.saturating_sub(1)
    } else {
        before
    };
    let sign = line.sign(before, '#') || line.sign(before, '№');
    let word = line.is(at, Class::Numbering) && line.is_word(at);
    let plain = !n.scaled
        && !line.sign(n.end, '%')
        && line.phrase(n.end, Class::Unit).is_none()
        && line.phrase(n.end, Class::Money).is_none()
        && line.phrase_before(n.first, Class::Comparator).is_none();
    let joined = (at..before).all(|i| line.get(i + 1).is_some_and(|t| t.glued));
    plain
        && (sign
            || word
                && joined
                && n.kind == NumeralKind::Cardinal
                && (n.digits || line.get(n.first).is_some_and(|t| t.case == Case::Lower)))
}

/// "F-16", "5G", "24/7", "+1 555 123 4567", "192.168.0.1", "2-0".
fn is_code(line: &Line, n: &Numeral) -> bool {
    let Some(token) = line.get(n.first) else { return true };
    if n.digits {
        let before = n.first.checked_sub(1).and_then(|b| line.get(b));
        let name =
            token.hyphen && before.is_some_and(|b| b.kind == Kind::Word) && !line.is(n.first - 1, Class::To);
        let joined = token.glued
            && !token.hyphen
            && before.is_some_and(|b| b.kind == Kind::Word)
            && super::unit::iso_code(line, n.first - 1).is_none();
        let slash = token.glued
            && before.is_some_and(|b| {
                matches!(b.kind, Kind::Sign('/' | '_' | '.' | '#' | '=' | '&' | '\\')) && b.glued
            });
        let letters = line.get(n.end).is_some_and(|t| t.glued && !t.hyphen && t.kind == Kind::Word)
            && !is_measure(line, n.end)
            && !n.scaled
            && n.kind == NumeralKind::Cardinal;
        let dotted = token.span.of(line.text).matches('.').count() > 1;
        return name || joined || slash || letters || dotted || is_chain(line, n);
    }
    // "one-on-one", "three-in-one".
    let hyphened = line.get(n.end).is_some_and(|t| t.hyphen);
    let grammar = line.is(n.end, Class::Function) && hyphened;
    let unit = is_measure(line, n.end);
    grammar
        || hyphened && (n.value - 1.0).abs() < f64::EPSILON && !unit
        || token.hyphen
            && n.first > 0
            && !line.is(n.first - 1, Class::Number)
            && line.is_word(n.first - 1)
            && n.kind == NumeralKind::Cardinal
}

/// Letters glued to digits that are a unit ("5km", "640bhp", "40GB").
fn is_measure(line: &Line, at: usize) -> bool {
    let word = line.word(at);
    // "5G" is no gram.
    let capital = word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    line.is(at, Class::Measure) && !capital
        || line.is(at, Class::Unit)
        || line.is(at, Class::Money)
        || line.is(at, Class::TimeUnit)
        || super::unit::iso_code(line, at).is_some()
        || matches!(word, "p" | "m" | "g" | "s" | "L" | "l" | "W" | "V" | "A" | "C" | "K" | "t")
}

/// Three or more groups of digits joined by hyphens or told off in a telephone number.
fn is_chain(line: &Line, n: &Numeral) -> bool {
    let group = |i: usize| line.digits(i);
    let joined = |i: usize| line.get(i).is_some_and(|t| t.hyphen);
    let ahead = group(n.end) && joined(n.end) && group(n.end + 1) && joined(n.end + 1);
    let around = n.first > 0
        && joined(n.first)
        && group(n.first - 1)
        && (group(n.end) && joined(n.end) || n.first > 1 && joined(n.first - 1) && group(n.first - 2));
    let plus = n.first > 0 && line.sign(n.first - 1, '+') && group(n.end);
    let told = group(n.end) && group(n.end + 1)
        || n.first > 1
            && group(n.first - 1)
            && (group(n.first - 2) || line.sign(n.first - 2, '+') || group(n.end));
    let plain = !line.word(n.first).contains([',', '.']);
    // "2-0", "2-2": a score, not a range.
    let pair = |a: usize| {
        group(a)
            && joined(a + 1)
            && group(a + 1)
            && super::numeral::digits_value(line, a).0 >= super::numeral::digits_value(line, a + 1).0
    };
    let score = pair(n.first) || n.first > 0 && pair(n.first - 1);
    ahead || around || score || plus || told && plain && n.end == n.first + 1
}

/// An ordinal counts only with a determiner before and a noun behind: "its first graduates".
fn is_loose_ordinal(line: &Line, n: &Numeral) -> bool {
    let next = line.get(n.end);
    let noun = next.is_some_and(|t| t.kind == Kind::Word)
        && (!line.is(n.end, Class::Function) || line.word(n.end) == "very")
        && !(next.is_some_and(|t| t.id == 0) && line.word(n.end).ends_with("ed"))
        && !line.is(n.end, Class::Past)
        && !line.is(n.end, Class::Clause);
    let determined = n.first.checked_sub(1).is_some_and(|b| {
        line.is(b, Class::Determiner)
            || line.is(b, Class::Article)
            || line.get(b).is_some_and(|t| t.possessive)
            || line.is(b, Class::Last)
            || line.is(b, Class::Comparator)
    });
    !noun || !(determined || n.digits) || line.get(n.end).is_some_and(|t| t.hyphen)
}

/// A lone "one" that stands for a thing or a person; "the two" of them.
fn is_pronoun(line: &Line, n: &Numeral) -> bool {
    if n.digits || n.end != n.first + 1 || n.kind != NumeralKind::Cardinal {
        return false;
    }
    let word = line.is_word(n.end) || line.sign(n.end, '[');
    let named = word && !line.is(n.end, Class::Function)
        || line.is(n.end, Class::Unit)
        || line.is(n.end, Class::Money)
        || line.sign(n.end, '%');
    let range = line.is(n.end, Class::To) && (line.is(n.end + 1, Class::Number) || line.digits(n.end + 1));
    if (n.value - 1.0).abs() < f64::EPSILON {
        let before = n.first.checked_sub(1);
        let pointed = before.is_some_and(|b| {
            line.is(b, Class::Determiner)
                || line.is(b, Class::Every)
                || line.is(b, Class::Last)
                || line.is(b, Class::Next)
                || line.get(b).is_some_and(|t| {
                    t.id == 0 && t.kind == Kind::Word && t.case == Case::Lower && line.word(b).ends_with("al")
                })
        });
        let unit = named && is_measure(line, n.end);
        // "if one doesn't": a verb follows, no noun.
        let noun = unit || super::noun::head(line, n.end, super::noun::Number::One).is_some();
        return pointed && !unit || !(named && noun || range);
    }
    // A number that is the whole answer is said as one.
    let alone = n.first == 0 && (n.end..line.tokens.len()).all(|i| !line.is_word(i));
    let small = n.value <= 12.0 && !n.scaled && !alone;
    small
        && !named
        && !range
        && line.phrase_before(n.first, Class::Comparator).is_none()
        && line.word(n.end) != "of"
}

/// "1." and "2)" at the head of a paragraph.
fn is_list_mark(line: &Line, n: &Numeral) -> bool {
    let head = n.first == 0 || n.first == 1 && line.sign(0, '(');
    let mark = line.sign(n.end, ')') || line.sign(n.end, '.') && line.get(n.end + 1).is_some();
    let short = line.word(n.first).len() <= 3 && !line.word(n.first).contains('.');
    n.digits && head && n.end == n.first + 1 && short && (mark || line.get(n.end).is_none())
}
