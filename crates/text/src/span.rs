//! Places in a text: byte ranges inside the program, code points at its edge.
//!
//! `Span` is a half-open range of bytes into the `text` of one document; `CharSpan` is the same
//! place counted in Unicode code points, as the wire form and the Web Annotation
//! `TextPositionSelector` count. The two never mix: `CharMap` is the only bridge.
//! This room knows nothing of what stands at a place.

/// A half-open byte range `start..end` into one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Makes a span; an end before the start gives the empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end: end.max(start) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True when no byte lies inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when `other` lies wholly inside.
    pub fn holds(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The words at this place; empty when the span does not fit the text or cuts a character.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// The same place seen from a text that begins `by` bytes later in front of it.
    pub fn shifted(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// The span without white space at its ends.
    pub fn trimmed(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

/// A half-open range of Unicode code points into one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharSpan {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// Bytes between two remembered places of a `CharMap`.
const STEP: usize = 256;

/// Turns byte places of one text into code points and back, in constant time a place.
pub struct CharMap<'t> {
    text: &'t str,
    /// Code points before byte `i * STEP` (rounded down to a character border).
    marks: Vec<usize>,
}

impl<'t> CharMap<'t> {
    /// Walks the text once. Memory: one number for every 256 bytes.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut chars = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STEP == 0 {
                marks.push(chars);
            }
            chars += usize::from(begins_char(byte));
        }
        if text.len().is_multiple_of(STEP) {
            marks.push(chars);
        }
        CharMap { text, marks }
    }

    /// Code points before byte `byte`; a place beyond the end counts as the end.
    pub fn chars_before(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let mark = byte / STEP;
        let from = mark * STEP;
        let tail = &self.text.as_bytes()[from..byte];
        self.marks[mark] + tail.iter().filter(|b| begins_char(**b)).count()
    }

    /// The byte at which code point `char` begins; beyond the end it is the length of the text.
    pub fn byte_of(&self, char: usize) -> usize {
        let mark = self.marks.partition_point(|m| *m <= char).saturating_sub(1);
        let mut seen = self.marks.get(mark).copied().unwrap_or(0);
        for (at, byte) in self.text.bytes().enumerate().skip(mark * STEP) {
            if begins_char(byte) {
                if seen == char {
                    return at;
                }
                seen += 1;
            }
        }
        self.text.len()
    }

    /// A byte span in code points.
    pub fn chars(&self, span: Span) -> CharSpan {
        CharSpan { start: self.chars_before(span.start), end: self.chars_before(span.end) }
    }

    /// A code point span in bytes.
    pub fn bytes(&self, span: CharSpan) -> Span {
        Span::new(self.byte_of(span.start), self.byte_of(span.end))
    }
}

fn begins_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_chars_agree_on_every_border() {
        let text = "«Ə» — 🙂 ".repeat(200);
        let map = CharMap::new(&text);
        for (n, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(map.chars_before(at), n);
            assert_eq!(map.byte_of(n), at);
        }
        assert_eq!(map.chars_before(text.len()), text.chars().count());
        assert_eq!(map.byte_of(usize::MAX), text.len());
    }

    #[test]
    fn empty_text_has_one_place() {
        let map = CharMap::new("");
        assert_eq!(map.chars_before(0), 0);
        assert_eq!(map.byte_of(3), 0);
    }

    #[test]
    fn a_span_that_cuts_a_character_holds_no_words() {
        assert_eq!(Span::new(1, 2).of("é"), "");
    }
}
