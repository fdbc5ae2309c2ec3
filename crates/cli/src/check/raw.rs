//! A draft as it was given, with its markup: where quoted words stand in it, and how it is changed.
//!
//! The words of a quotation are those of the page as read; in the draft tags, entities and escapes may
//! stand among them. They are found by their letters and digits, one after the other.

use std::ops::Range;

use serde_json::{Value, json};
use variorum_text::page::MediaType;

/// Longest entity, in bytes.
const ENTITY_BYTES: usize = 10;

/// A draft as given.
pub struct Raw<'d> {
    /// All of it.
    pub text: &'d str,
    /// True for HTML.
    pub is_html: bool,
}

/// The letters and digits of a draft, with their places.
pub struct Visible {
    signs: Vec<char>,
    places: Vec<Range<usize>>,
}

impl Visible {
    /// The place of some words at or after sign `from`, and the sign after them.
    pub fn find(&self, words: &str, from: usize) -> Option<(Range<usize>, usize)> {
        let wanted: Vec<char> = words.chars().filter(|c| c.is_alphanumeric()).collect();
        if wanted.is_empty() {
            return None;
        }
        let at = self.signs.get(from..)?.windows(wanted.len()).position(|w| w == wanted)? + from;
        let end = at + wanted.len();
        Some((self.places.get(at)?.start..self.places.get(end - 1)?.end, end))
    }
}

impl Raw<'_> {
    /// Its letters and digits: of HTML without tags, scripts and comments, entities read.
    pub fn visible(&self) -> Visible {
        let mut found = Visible { signs: Vec::new(), places: Vec::new() };
        let mut at = 0;
        while let Some(c) = self.text.get(at..).and_then(|t| t.chars().next()) {
            let skipped = if self.is_html { self.markup_at(at) } else { 0 };
            if skipped > 0 {
                at += skipped;
                continue;
            }
            let end = at + c.len_utf8();
            if c.is_alphanumeric() {
                found.signs.push(c);
                found.places.push(at..end);
            }
            at = end;
        }
        found
    }

    /// Bytes of a tag, comment, script or entity that begins at `at`; 0 when none does.
    fn markup_at(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        let upto = |end: &str| rest.find(end).map_or(rest.len(), |n| n + end.len());
        let opens =
            |name: &str| rest.get(1..1 + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
        match rest.as_bytes().first() {
            Some(b'<') if rest.starts_with("<!--") => upto("-->"),
            Some(b'<') if opens("script") => upto("</script>"),
            Some(b'<') if opens("style") => upto("</style>"),
            Some(b'<') => upto(">"),
            Some(b'&') => {
                let head = rest.bytes().take(ENTITY_BYTES).position(|b| b == b';');
                head.map_or(0, |n| n + 1)
            }
            _ => 0,
        }
    }

    /// The number of the line that holds a byte, from one.
    pub fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|b| *b == b'\n').count() + 1
    }

    /// A place for the wire: code points and line; `null` when there is none.
    pub fn place(&self, at: &Option<Range<usize>>) -> Value {
        let chars = |at: usize| self.text.get(..at).map_or(0, |t| t.chars().count());
        match at {
            Some(at) => json!({"line": self.line(at.start), "start": chars(at.start), "end": chars(at.end)}),
            None => Value::Null,
        }
    }

    /// True when a place holds words alone, no markup and no quotation mark.
    pub fn is_plain(&self, at: &Range<usize>) -> bool {
        let words = self.text.get(at.clone()).unwrap_or("");
        let marks = ['<', '>', '*', '_', '`', '[', ']', '"', '“', '”', '„', '«', '»'];
        !words.contains(marks) && !(self.is_html && words.contains('&'))
    }

    /// Words as the draft spells them.
    pub fn spelt(&self, words: &str) -> String {
        if self.is_html {
            words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
        } else {
            words.to_string()
        }
    }

    /// One past the signs and the closing mark that follow the words at `end`.
    pub fn past_mark(&self, end: usize) -> usize {
        let rest = self.text.get(end..).unwrap_or("");
        let marks = ["”", "\"", "»", "“", "’", "&quot;", "&rdquo;", "&raquo;", "&#8221;"];
        let signs = rest.len() - rest.trim_start_matches(['.', ',', '!', '?', '…', ';', ':']).len();
        let behind = rest.get(signs..).unwrap_or("");
        let mark = marks.into_iter().find(|m| behind.starts_with(m));
        mark.map_or(end, |m| end + signs + m.len())
    }

    /// The mark of note `n`.
    pub fn mark(&self, n: usize) -> String {
        if self.is_html { format!("<sup>[{n}]</sup>") } else { format!("[^{n}]") }
    }

    /// The draft with its changes, and the notes at its end.
    pub fn changed(
        &self,
        mut changes: Vec<(Range<usize>, String)>,
        notes: &[String],
        media: MediaType,
    ) -> String {
        changes.sort_by_key(|(at, _)| (at.start, at.end));
        let mut out = String::with_capacity(self.text.len());
        let mut done = 0;
        for (at, words) in changes {
            // What lies inside an earlier change is left.
            if at.start < done {
                continue;
            }
            out.push_str(self.text.get(done..at.start).unwrap_or(""));
            out.push_str(&words);
            done = at.end;
        }
        out.push_str(self.text.get(done..).unwrap_or(""));
        if notes.is_empty() {
            return out;
        }
        let list = |line: &dyn Fn(usize, &String) -> String| -> String {
            notes.iter().enumerate().map(|(n, note)| line(n + 1, note)).collect()
        };
        if media == MediaType::Html {
            let items = list(&|_, note| format!("<li>{}</li>\n", self.spelt(note)));
            let at = out.rfind("</body>").unwrap_or(out.len());
            out.insert_str(at, &format!("<ol>\n{items}</ol>\n"));
        } else {
            let items = list(&|n, note| format!("[^{n}]: {note}\n"));
            let gap = if out.ends_with('\n') { "\n" } else { "\n\n" };
            out.push_str(gap);
            out.push_str(&items);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_among_markup() {
        let draft = Raw { text: "<p>“We <em>open</em> it&nbsp;on Monday,” she said.</p>", is_html: true };
        let (at, _) = draft.visible().find("We open it on Monday,", 0).expect("a place");
        assert_eq!(&draft.text[at.clone()], "We <em>open</em> it&nbsp;on Monday");
        assert!(!draft.is_plain(&at));
        assert_eq!(&draft.text[draft.past_mark(at.end)..], " she said.</p>");
    }

    #[test]
    fn a_change_keeps_the_rest_byte_for_byte() {
        let draft = Raw { text: "a “b c,” d\n", is_html: false };
        let at = draft.visible().find("b c", 0).expect("a place").0;
        let end = draft.past_mark(at.end);
        let changes = vec![(end..end, draft.mark(1)), (at, "x y".to_string())];
        let text = draft.changed(changes, &["Note.".to_string()], MediaType::Markdown);
        assert_eq!(text, "a “x y,”[^1] d\n\n[^1]: Note.\n");
    }
}
