//! How a list and a trace are kept in one column: plain bytes, little end first.
//!
//! A trace is its days and its print; what other columns hold is not repeated.
//! Bytes that do not fit give an empty trace: it is derived, and a rebuild mends it.

use jiff::civil::Date;
use variorum_text::meeting::Trace;
use variorum_text::meeting::print::Print;
use variorum_text::span::Span;

/// Parts names of a list; no name holds it.
const UNIT: char = '\u{1f}';

/// A list of names as one text.
pub fn list(names: &[String]) -> String {
    names.iter().map(|n| n.replace(UNIT, " ")).collect::<Vec<_>>().join(&UNIT.to_string())
}

/// The list that `list` packed.
pub fn open_list(packed: &str) -> Vec<String> {
    packed.split(UNIT).filter(|n| !n.is_empty()).map(str::to_string).collect()
}

/// Places of a text that are no words of a speaker, in bytes of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asides {
    /// Notes, struck-out words, numerals of lists.
    pub unheard: Vec<Span>,
    /// Words that an editor put in, brackets included.
    pub supplied: Vec<Span>,
    /// Where the page says that words are missing.
    pub missing: Vec<Span>,
}

/// Asides as bytes: a kind, the first byte and the one past the last.
pub fn asides(a: &Asides) -> Vec<u8> {
    let lists = [(0u8, &a.unheard), (1, &a.supplied), (2, &a.missing)];
    let one = |kind: u8, span: &Span| {
        let mut bytes = vec![kind];
        bytes.extend((span.start as u32).to_le_bytes());
        bytes.extend((span.end as u32).to_le_bytes());
        bytes
    };
    lists.into_iter().flat_map(|(kind, spans)| spans.iter().flat_map(move |s| one(kind, s))).collect()
}

/// The asides that `asides` packed.
pub fn open_asides(packed: &[u8]) -> Asides {
    let mut found = Asides::default();
    for one in packed.chunks_exact(9) {
        let number =
            |at: usize| u32::from_le_bytes([one[at], one[at + 1], one[at + 2], one[at + 3]]) as usize;
        let span = Span::new(number(1), number(5));
        match one[0] {
            0 => found.unheard.push(span),
            1 => found.supplied.push(span),
            _ => found.missing.push(span),
        }
    }
    found
}

/// A trace as bytes.
pub fn trace(t: &Trace) -> Vec<u8> {
    let p = &t.print;
    let mut out = Vec::with_capacity(64 + 4 * (p.people.len() + p.keys.len()) + p.gaps.len());
    for day in [t.date, t.published] {
        out.extend(day.map_or([0; 4], |d| {
            let year = d.year().to_le_bytes();
            [year[0], year[1], d.month() as u8, d.day() as u8]
        }));
    }
    out.extend(t.minute.unwrap_or(u16::MAX).to_le_bytes());
    for day in [p.day, p.published] {
        out.extend(day.unwrap_or(i32::MIN).to_le_bytes());
    }
    out.extend(p.language.unwrap_or_default());
    out.extend([t.is_event, p.has_source, p.is_report].map(u8::from));
    for n in [p.n_words, p.limit, p.people.len() as u32, p.keys.len() as u32] {
        out.extend(n.to_le_bytes());
    }
    out.extend(p.people.iter().chain(&p.keys).flat_map(|n| n.to_le_bytes()));
    out.extend(&p.gaps);
    out
}

/// The trace that `trace` packed.
pub fn open_trace(packed: &[u8]) -> Trace {
    unpack(packed).unwrap_or_default()
}

fn unpack(mut bytes: &[u8]) -> Option<Trace> {
    let from = &mut bytes;
    let (date, published) = (day(from)?, day(from)?);
    let minute = Some(u16::from_le_bytes(take(from)?)).filter(|m| *m != u16::MAX);
    let number_of_day =
        |from: &mut &[u8]| take(from).map(i32::from_le_bytes).map(|d| Some(d).filter(|d| *d != i32::MIN));
    let (print_day, print_published) = (number_of_day(from)?, number_of_day(from)?);
    let language = Some(take::<2>(from)?).filter(|l| *l != [0, 0]);
    let [is_event, has_source, is_report] = take::<3>(from)?.map(|b| b == 1);
    let (n_words, limit) = (number(from)?, number(from)?);
    let (n_people, n_keys) = (number(from)? as usize, number(from)? as usize);
    let (people, keys) = (numbers(from, n_people)?, numbers(from, n_keys)?);
    let print = Print {
        day: print_day,
        published: print_published,
        language,
        n_words,
        has_source,
        is_report,
        people,
        keys,
        gaps: from.to_vec().into_boxed_slice(),
        limit,
    };
    Some(Trace { date, published, minute, is_event, print, ..Trace::default() })
}

fn day(from: &mut &[u8]) -> Option<Option<Date>> {
    let [a, b, month, day] = take::<4>(from)?;
    Some(Date::new(i16::from_le_bytes([a, b]), month as i8, day as i8).ok())
}

fn numbers(from: &mut &[u8], n: usize) -> Option<Box<[u32]>> {
    let (head, rest) = from.split_at_checked(n.checked_mul(4)?)?;
    *from = rest;
    Some(head.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect())
}

fn number(from: &mut &[u8]) -> Option<u32> {
    take::<4>(from).map(u32::from_le_bytes)
}

fn take<const N: usize>(from: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = from.split_first_chunk::<N>()?;
    *from = rest;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use variorum_text::meeting::print::{Facts, print};

    use super::*;

    #[test]
    fn a_trace_comes_back_as_it_was() {
        let people = ["Vera Holt".to_string()];
        let day = Some(jiff::civil::date(2031, 5, 25));
        let facts = Facts { day, language: Some("en"), n_words: 90, people: &people, ..Facts::default() };
        let print = print(&facts, (1..90).map(|n| n * 40_000_000).collect());
        let whole = Trace { date: day, is_event: true, minute: Some(61), print, ..Trace::default() };
        let packed = trace(&whole);
        assert_eq!(open_trace(&packed), whole);
        for cut in 0..packed.len() - whole.print.gaps.len() {
            assert_eq!(open_trace(&packed[..cut]), Trace::default(), "{cut}");
        }
    }

    #[test]
    fn asides_come_back_as_they_were() {
        let whole = Asides {
            unheard: vec![Span::new(3, 9), Span::new(70_000, 70_004)],
            supplied: vec![Span::new(1, 2)],
            missing: Vec::new(),
        };
        assert_eq!(open_asides(&asides(&whole)), whole);
        assert_eq!(open_asides(&[]), Asides::default());
    }

    #[test]
    fn lists_come_back_as_they_were() {
        for names in [vec![], vec!["Vera Holt".to_string(), "Adam Varga".to_string()]] {
            assert_eq!(open_list(&list(&names)), names);
        }
    }
}
