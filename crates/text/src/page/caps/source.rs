//! The tags of a page as they stand in its source, with the attributes that make no difference.
//!
//! `<p class=lead onclick="go('>')">` is a start tag `p` of which `onclick="go('>')"` is never asked
//! for again. Places are bytes of the source. Only `caps` uses it; what is open is known there.

/// A tag of the source.
#[derive(Default)]
pub(super) struct Tag<'h> {
    /// As written.
    pub name: &'h str,
    pub closing: bool,
    /// Ends in `/>`.
    pub slashed: bool,
    /// Attributes that no room of `page` reads, in order, neighbours joined.
    pub unread: Vec<(usize, usize)>,
    /// Where the attribute after the last allowed one begins, of those that are read.
    pub excess: Option<usize>,
    /// One past `>`.
    pub end: usize,
}

/// What stands at a `<`.
pub(super) enum Markup {
    Tag,
    /// `<!-- … -->`; the number is one past its end.
    Comment(usize),
    /// A declaration, `</ …>`.
    Skip(usize),
    /// A character of the text.
    Text,
    /// A tag that the page ends in.
    Unended,
}

/// Attributes that some room of `page` reads, or that make a difference to the parser.
const READ: &[&str] = &[
    "class",
    "id",
    "role",
    "style",
    "hidden",
    "lang",
    "name",
    "content",
    "property",
    "itemprop",
    "datetime",
    "title",
    "rel",
    "type",
    "aria-hidden",
    "http-equiv",
    "data-component",
    "data-speaker",
    "data-speaker-name",
    "data-speakername",
    "xml:lang",
    "encoding",
    "shadowrootmode",
];

/// Reads what begins at `start`, where `<` stands; a tag is written into `tag`.
pub(super) fn markup_at<'h>(html: &'h str, start: usize, most: usize, tag: &mut Tag<'h>) -> Markup {
    let bytes = html.as_bytes();
    let closing = bytes.get(start + 1) == Some(&b'/');
    let from = start + 1 + usize::from(closing);
    let bogus_end = || find_byte(bytes, from, b'>').map_or(bytes.len(), |at| at + 1);
    match bytes.get(from) {
        Some(b) if b.is_ascii_alphabetic() => match read_tag(html, from, closing, most, tag) {
            Some(()) => Markup::Tag,
            None => Markup::Unended,
        },
        Some(b'!') if !closing && bytes.get(from..).is_some_and(|b| b.starts_with(b"!--")) => {
            Markup::Comment(comment_end(bytes, start))
        }
        Some(b'!' | b'?') if !closing => Markup::Skip(bogus_end()),
        Some(_) if closing => Markup::Skip(bogus_end()),
        _ => Markup::Text,
    }
}

/// The first such byte at or after `from`.
pub(super) fn find_byte(bytes: &[u8], from: usize, byte: u8) -> Option<usize> {
    memchr::memchr(byte, bytes.get(from..)?).map(|step| from + step)
}

/// The end of a comment that begins at `start`.
fn comment_end(bytes: &[u8], start: usize) -> usize {
    // The shortest comments are `<!-->` and `<!--->`.
    let mut dash = start + 2;
    while let Some(next) = find_byte(bytes, dash, b'-') {
        match (bytes.get(next + 1), bytes.get(next + 2), bytes.get(next + 3)) {
            (Some(b'-'), Some(b'>'), _) => return next + 3,
            (Some(b'-'), Some(b'!'), Some(b'>')) if next > start + 3 => return next + 4,
            (Some(b'>'), _, _) if next == start + 4 => return next + 2,
            _ => dash = next + 1,
        }
    }
    bytes.len()
}

/// Reads the tag whose name begins at `from`; `None` when the page ends in it.
fn read_tag<'h>(html: &'h str, from: usize, closing: bool, most: usize, tag: &mut Tag<'h>) -> Option<()> {
    let bytes = html.as_bytes();
    let ends_name = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'>' | b'/');
    let name_end = from + bytes.get(from..)?.iter().position(ends_name)?;
    tag.unread.clear();
    (tag.closing, tag.excess, tag.name) = (closing, None, html.get(from..name_end)?);
    tag.end = Attributes { bytes, tag, most, count: 0 }.walk(name_end)?;
    tag.slashed = tag.end >= name_end + 2 && bytes.get(tag.end - 2) == Some(&b'/');
    Some(())
}

/// A walk over the attributes of one tag.
struct Attributes<'t, 'h> {
    bytes: &'h [u8],
    tag: &'t mut Tag<'h>,
    /// How many that are read are allowed.
    most: usize,
    count: usize,
}

impl Attributes<'_, '_> {
    /// From the end of the name to one past `>`.
    fn walk(&mut self, mut at: usize) -> Option<usize> {
        loop {
            at = self.skip_space(at)?;
            match self.bytes.get(at)? {
                b'>' => return Some(at + 1),
                b'/' => at += 1,
                _ => at = self.attribute(at)?,
            }
        }
    }

    fn skip_space(&self, at: usize) -> Option<usize> {
        self.bytes.get(at..)?.iter().position(|b| !b.is_ascii_whitespace()).map(|step| at + step)
    }

    /// One attribute; gives where the next thing stands. A `=` at its beginning is part of its name.
    fn attribute(&mut self, start: usize) -> Option<usize> {
        let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'>' | b'/' | b'=');
        let name_end = start + 1 + self.bytes.get(start + 1..)?.iter().position(ends)?;
        let sign = self.skip_space(name_end)?;
        let (value, end) = match self.bytes.get(sign)? {
            b'=' => self.value(sign + 1)?,
            _ => ((name_end, name_end), name_end),
        };
        self.take((start, name_end), value, end);
        Some(end)
    }

    /// The value after a `=`, and where it ends with its signs.
    fn value(&self, from: usize) -> Option<((usize, usize), usize)> {
        let start = self.skip_space(from)?;
        match *self.bytes.get(start)? {
            b'>' => Some(((start, start), start)),
            sign @ (b'"' | b'\'') => {
                let end = find_byte(self.bytes, start + 1, sign)?;
                Some(((start + 1, end), end + 1))
            }
            _ => {
                let ends = |b: &u8| b.is_ascii_whitespace() || *b == b'>';
                let end = start + self.bytes.get(start..)?.iter().position(ends)?;
                Some(((start, end), end))
            }
        }
    }

    fn take(&mut self, name: (usize, usize), value: (usize, usize), end: usize) {
        let word = |(from, to): (usize, usize)| self.bytes.get(from..to).unwrap_or(&[]);
        if is_read(self.tag.name, word(name), word(value)) {
            self.count += 1;
            if self.count == self.most + 1 {
                self.tag.excess = Some(name.0);
            }
            return;
        }
        match self.tag.unread.last_mut() {
            // Only white space and slashes stand between.
            Some(last) if self.bytes.get(last.1..name.0).is_some_and(|b| b.len() <= 1) => last.1 = end,
            _ => self.tag.unread.push((name.0, end)),
        }
    }
}

/// True for an attribute that makes a difference to the tree or to what is read of it.
fn is_read(tag: &str, name: &[u8], value: &[u8]) -> bool {
    if name.eq_ignore_ascii_case(b"href") {
        return tag.eq_ignore_ascii_case("link");
    }
    if name.eq_ignore_ascii_case(b"style") {
        return holds(value, b"display") || holds(value, b"visib");
    }
    // In SVG and MathML `font` with one of these is an element of HTML.
    let font = || tag.eq_ignore_ascii_case("font") && matches!(name.len(), 4 | 5);
    READ.iter().any(|read| name.eq_ignore_ascii_case(read.as_bytes())) || font()
}

/// True when `bytes` hold a word in small letters, in any case.
pub(super) fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
}

/// Where the end tag of a raw element begins.
pub(super) fn raw_end(html: &str, from: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(start) = find_byte(bytes, at, b'<') {
        let end = start + 2 + name.len();
        let is_end = bytes.get(start + 1) == Some(&b'/')
            && bytes.get(start + 2..end).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
        if is_end {
            return start;
        }
        at = start + 1;
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unread(html: &str) -> Vec<&str> {
        let mut tag = Tag::default();
        let _ = markup_at(html, 0, 8, &mut tag);
        tag.unread.iter().filter_map(|(from, to)| html.get(*from..*to)).collect()
    }

    #[test]
    fn attributes_end_where_a_browser_ends_them() {
        let cases: &[(&str, &[&str])] = &[
            ("<p class=a onclick=\"go('>')\" id=b>x", &["onclick=\"go('>')\""]),
            ("<p a = 'x y' b=/c/ Class=d>", &["a = 'x y' b=/c/"]),
            ("<p =a b/c id=x data-x>", &["=a b/c", "data-x"]),
            ("<p a=>", &["a="]),
            ("<a href=/x title='T'>", &["href=/x"]),
            ("<link href=/x rel=canonical>", &[]),
            ("<i style='color:red'><i style='display:none'>", &["style='color:red'"]),
            ("<font color=red size=2 onclick=x>", &["onclick=x"]),
        ];
        for (html, want) in cases {
            assert_eq!(unread(html), *want, "{html}");
        }
    }

    #[test]
    fn tags_that_never_end_are_told() {
        for html in ["<p ", "<p a = ", "<p a='", "<p a", "<p/", "<p"] {
            assert!(matches!(markup_at(html, 0, 8, &mut Tag::default()), Markup::Unended), "{html}");
        }
    }
}
