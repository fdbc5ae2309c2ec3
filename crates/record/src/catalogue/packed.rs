//! How a list and a trace are kept in one column: plain bytes, little end first.
//!
//! A trace is its days, its counts and its two samples; what other columns hold is not repeated.
//! Bytes that do not fit give an empty trace: it is derived, and a rebuild mends it.

use jiff::civil::Date;
use variorum_text::meeting::Trace;
use variorum_text::meeting::trace::Sample;

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

/// A trace as bytes.
pub fn trace(t: &Trace) -> Vec<u8> {
    let mut out = Vec::with_capacity(32 + 6 * (t.triples.hashes.len() + t.terms.hashes.len()));
    for day in [t.date, t.published] {
        out.extend(day.map_or([0; 4], |d| {
            let year = d.year().to_le_bytes();
            [year[0], year[1], d.month() as u8, d.day() as u8]
        }));
    }
    out.push(u8::from(t.is_event));
    for n in [t.n_turns, t.n_spoken, t.n_words] {
        out.extend((n as u32).to_le_bytes());
    }
    for sample in [&t.triples, &t.terms] {
        out.extend(sample.shift.to_le_bytes());
        out.extend((sample.hashes.len() as u32).to_le_bytes());
        for (hash, count) in &sample.hashes {
            out.extend(hash.to_le_bytes());
            out.extend(count.to_le_bytes());
        }
    }
    out
}

/// The trace that `trace` packed.
pub fn open_trace(packed: &[u8]) -> Trace {
    unpack(packed).unwrap_or_default()
}

fn unpack(mut bytes: &[u8]) -> Option<Trace> {
    let from = &mut bytes;
    let date = day(from)?;
    let published = day(from)?;
    let is_event = take::<1>(from)? == [1];
    let (n_turns, n_spoken, n_words) =
        (number(from)? as usize, number(from)? as usize, number(from)? as usize);
    let (triples, terms) = (sample(from)?, sample(from)?);
    Some(Trace { date, published, is_event, n_turns, n_spoken, n_words, triples, terms, ..Trace::default() })
}

fn day(from: &mut &[u8]) -> Option<Option<Date>> {
    let [a, b, month, day] = take::<4>(from)?;
    Some(Date::new(i16::from_le_bytes([a, b]), month as i8, day as i8).ok())
}

fn sample(from: &mut &[u8]) -> Option<Sample> {
    let shift = number(from)?;
    let n = number(from)? as usize;
    let mut hashes = Vec::with_capacity(n.min(from.len() / 6));
    for _ in 0..n {
        hashes.push((number(from)?, u16::from_le_bytes(take::<2>(from)?)));
    }
    Some(Sample { shift, hashes })
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
    use super::*;

    #[test]
    fn a_trace_comes_back_as_it_was() {
        let whole = Trace {
            date: Some(jiff::civil::date(2031, 5, 25)),
            is_event: true,
            n_turns: 3,
            n_spoken: 70,
            n_words: 90,
            triples: Sample { shift: 2, hashes: vec![(4, 1), (900, 7)] },
            ..Trace::default()
        };
        let packed = trace(&whole);
        assert_eq!(open_trace(&packed), whole);
        for cut in 0..packed.len() {
            assert_eq!(open_trace(&packed[..cut]), Trace::default(), "{cut}");
        }
    }

    #[test]
    fn lists_come_back_as_they_were() {
        for names in [vec![], vec!["Vera Holt".to_string(), "Adam Varga".to_string()]] {
            assert_eq!(open_list(&list(&names)), names);
        }
    }
}
