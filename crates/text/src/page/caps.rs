//! Caps on what a page may cost, set before the parser sees it.
//!
//! A conformant HTML parser takes quadratic time on deep nesting, on end tags that close nothing
//! and on hundreds of attributes, and some pages are made to be such. `guard` walks the source
//! once and gives back the same page without the tags that would cost too much; the words stay.
//! A normal page comes back unchanged and uncopied. What was cut is told in a finding
//! `truncated_parse`. This room does not parse: it estimates which elements are open, never too few.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Finding;

/// Bytes of markup that are parsed; the capture itself is kept whole elsewhere.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Bytes of a page without markup that are read: every one of them becomes text, so fewer fit in the
/// same memory.
pub const MAX_TEXT_BYTES: usize = 12 * 1024 * 1024;
/// Elements open at one place.
pub const MAX_DEPTH: usize = 512;
/// Attributes of one tag.
pub const MAX_ATTRIBUTES: usize = 256;
/// Start tags of one page.
pub const MAX_ELEMENTS: usize = 250_000;
/// End tags that close nothing; further ones are left out.
pub const MAX_UNMATCHED: usize = 1024;
/// Formatting elements (`b`, `font`, …) open at one place; the parser opens each anew in every block.
pub const MAX_FORMATTING: usize = 24;
/// Formatting elements that the parser would open anew, in one page.
const MAX_REOPENED: usize = 100_000;

/// A page that is safe to parse.
#[derive(Debug, PartialEq, Eq)]
pub struct Guarded<'h> {
    /// The markup, borrowed when nothing was cut.
    pub html: Cow<'h, str>,
    /// `truncated_parse`, once, when something was.
    pub findings: Vec<Finding>,
}

/// Cuts from `html` what would make a parser slow.
pub fn guard(html: &str) -> Guarded<'_> {
    let mut walk = Walk { html: prefix(html, MAX_BYTES), ..Walk::default() };
    walk.cut.bytes = html.len() - walk.html.len();
    walk.run();
    let message = walk.cut.message();
    let findings =
        message.map(|message| Finding { code: "truncated_parse", message, span: None }).into_iter().collect();
    let page = walk.html;
    let html = match walk.copied_to {
        0 => Cow::Borrowed(page),
        from => {
            let mut copy = walk.copy;
            copy.push_str(page.get(from..).unwrap_or(""));
            Cow::Owned(copy)
        }
    };
    Guarded { html, findings }
}

/// The longest start of `text` of at most `most` bytes that cuts no character.
fn prefix(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or("")
}

/// How much was cut, by reason.
#[derive(Default)]
struct Cut {
    bytes: usize,
    deep: usize,
    attributes: usize,
    unmatched: usize,
    formatting: usize,
    elements: bool,
}

impl Cut {
    fn message(&self) -> Option<String> {
        let mut parts = Vec::new();
        let mut tell = |count: usize, what: String| {
            if count > 0 {
                parts.push(what);
            }
        };
        tell(self.bytes, format!("{} bytes after the first {MAX_BYTES} were not read", self.bytes));
        tell(usize::from(self.elements), format!("elements after the first {MAX_ELEMENTS} were not read"));
        tell(self.deep, format!("{} elements nested deeper than {MAX_DEPTH} were opened flat", self.deep));
        tell(
            self.attributes,
            format!("tags with more than {MAX_ATTRIBUTES} attributes lost the rest ({})", self.attributes),
        );
        tell(self.unmatched, format!("{} end tags that close nothing were left out", self.unmatched));
        tell(self.formatting, format!("{} unclosed formatting tags were left out", self.formatting));
        (!parts.is_empty()).then(|| format!("the page was not parsed whole: {}", parts.join("; ")))
    }
}

#[derive(Default)]
struct Walk<'h> {
    html: &'h str,
    /// What is kept, up to `copied_to` of the source; empty as long as nothing was cut.
    copy: String,
    copied_to: usize,
    open: Vec<Open>,
    /// How often each name is open.
    counts: BTreeMap<String, usize>,
    /// Start tags that were left out and wait for their end tag, by name.
    owed: BTreeMap<String, usize>,
    elements: usize,
    unmatched: usize,
    reopened: usize,
    cut: Cut,
}

/// An element that the parser may hold open.
struct Open {
    name: String,
    /// What kind of element it is, asked once.
    is_block: bool,
    is_wall: bool,
    /// A formatting element whose block was closed over it: the parser opens it anew in each block.
    stray: bool,
}

/// A tag of the source.
struct Tag {
    name: String,
    closing: bool,
    self_closing: bool,
    /// Where the attribute after the last allowed one begins.
    excess: Option<usize>,
    /// One past `>`.
    end: usize,
}

/// Elements that a closing does not cross.
#[derive(Clone, Copy)]
enum Walls {
    /// All of `WALLS`.
    All,
    /// These alone.
    Only(&'static [&'static str]),
}

/// What stands at a `<`.
enum Markup {
    Tag(Tag),
    /// A comment, a declaration, `</ …>`; the number is one past its end.
    Skip(usize),
    /// A character of the text.
    Text,
    /// A tag that the page ends in.
    Unended,
}

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "frame", "keygen", "basefont", "bgsound",
];
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose content is characters up to their own end tag.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];
/// Elements that are never left by an end tag of their own while the page lasts.
const ROOTS: &[&str] = &["html", "head", "body"];
/// Start tags that close an open `p`, and that an end tag of an inline element does not cross.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dd",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "listing",
    "search",
];
/// Elements that no end tag from inside crosses, except of tables.
const WALLS: &[&str] = &[
    "table",
    "td",
    "th",
    "caption",
    "template",
    "select",
    "marquee",
    "object",
    "applet",
    "foreignobject",
    "desc",
    "annotation-xml",
    "mi",
    "mo",
    "mn",
    "ms",
    "mtext",
    "svg",
    "math",
    "button",
];
const TABLE_PARTS: &[&str] = &["table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"];

impl Walk<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(start) = find_byte(self.html.as_bytes(), at, b'<') {
            match markup_at(self.html, start) {
                Markup::Text => at = start + 1,
                Markup::Skip(end) => at = end,
                Markup::Unended => return self.end_at(start),
                Markup::Tag(_) if self.elements >= MAX_ELEMENTS => {
                    self.cut.elements = true;
                    return self.end_at(start);
                }
                Markup::Tag(tag) => at = self.take(start, &tag),
            }
        }
    }

    fn end_at(&mut self, start: usize) {
        self.html = self.html.get(..start).unwrap_or(self.html);
    }

    /// Takes one tag; gives where to read on.
    fn take(&mut self, start: usize, tag: &Tag) -> usize {
        self.pay_for_strays(start);
        let keep = match tag.closing {
            true => self.close(&tag.name),
            false => self.open(tag),
        };
        match (keep, tag.excess) {
            (false, _) => self.leave_out(start, tag.end),
            (true, Some(from)) => {
                self.cut.attributes += 1;
                self.leave_out(from, tag.end.saturating_sub(1));
            }
            (true, None) => {}
        }
        match !tag.closing && is_one_of(&tag.name, RAW) {
            true => raw_end(self.html, tag.end, &tag.name),
            false => tag.end,
        }
    }

    /// Leaves bytes `from..to` of the source out of the copy.
    fn leave_out(&mut self, from: usize, to: usize) {
        let from = from.max(self.copied_to);
        self.copy.push_str(self.html.get(self.copied_to..from).unwrap_or(""));
        self.copied_to = to.max(from);
    }

    /// Counts what the parser opens anew; too much of it, and all strays are closed at `at`.
    fn pay_for_strays(&mut self, at: usize) {
        self.reopened += self.open.iter().rev().take(MAX_FORMATTING).filter(|o| o.stray).count();
        if self.reopened <= MAX_REOPENED || !self.open.iter().any(|o| o.stray) {
            return;
        }
        self.leave_out(at, at);
        for stray in std::mem::take(&mut self.open) {
            match stray.stray {
                true => {
                    self.copy.push_str(&format!("</{}>", stray.name));
                    self.uncount(&stray.name);
                    self.cut.formatting += 1;
                }
                false => self.open.push(stray),
            }
        }
    }

    fn open(&mut self, tag: &Tag) -> bool {
        self.elements += 1;
        let name = tag.name.as_str();
        if tag.self_closing || is_one_of(name, VOID) || is_one_of(name, ROOTS) {
            return true;
        }
        if is_one_of(name, TABLE_PARTS) && name != "table" && self.count("table") == 0 {
            return true;
        }
        self.close_implied(name);
        let formatting = is_one_of(name, FORMATTING);
        let too_many = formatting && (self.n_formatting() >= MAX_FORMATTING || self.reopened > MAX_REOPENED);
        let too_deep = self.open.len() >= MAX_DEPTH;
        self.cut.formatting += usize::from(too_many);
        self.cut.deep += usize::from(too_deep && !too_many);
        if too_many || too_deep {
            *self.owed.entry(name.to_string()).or_default() += 1;
            return false;
        }
        self.open.push(Open {
            name: name.to_string(),
            is_block: is_one_of(name, BLOCKS),
            is_wall: is_one_of(name, WALLS),
            stray: false,
        });
        *self.counts.entry(name.to_string()).or_default() += 1;
        true
    }

    fn close(&mut self, name: &str) -> bool {
        if is_one_of(name, ROOTS) || name == "br" {
            return true;
        }
        if let Some(owed) = self.owed.get_mut(name).filter(|n| **n > 0) {
            *owed -= 1;
            return false;
        }
        let reached = match name {
            _ if is_one_of(name, FORMATTING) || name == "form" => self.drop_last(name),
            _ if is_one_of(name, TABLE_PARTS) => {
                self.close_near(&[name], Walls::Only(&["template", "select"]))
            }
            _ if is_one_of(name, WALLS) => {
                self.close_near(&[name], Walls::Only(&["table", "td", "th", "template"]))
            }
            _ if is_one_of(name, BLOCKS) => self.close_near(&[name], Walls::All),
            _ => self.close_inline(name),
        };
        if reached {
            return true;
        }
        self.unmatched += 1;
        let keep = self.unmatched <= MAX_UNMATCHED;
        self.cut.unmatched += usize::from(!keep);
        keep
    }

    fn count(&self, name: &str) -> usize {
        self.counts.get(name).copied().unwrap_or(0)
    }

    fn n_formatting(&self) -> usize {
        FORMATTING.iter().map(|name| self.count(name)).sum()
    }

    /// Forgets the nearest open element of this name; what stands above it stays open.
    fn drop_last(&mut self, name: &str) -> bool {
        let at = match self.count(name) {
            0 => None,
            _ => self.open.iter().rposition(|open| open.name == name),
        };
        if let Some(at) = at {
            self.open.remove(at);
            self.uncount(name);
        }
        at.is_some()
    }

    /// Closes the nearest of `names` and all above it, unless one of `walls` stands before it.
    fn close_near(&mut self, names: &[&str], walls: Walls) -> bool {
        if names.iter().all(|name| self.count(name) == 0) {
            return false;
        }
        let is_wall = |o: &Open| match walls {
            Walls::All => o.is_wall,
            Walls::Only(names) => is_one_of(&o.name, names),
        };
        let stop = self.open.iter().rposition(|o| is_wall(o) || is_one_of(&o.name, names));
        let found = stop.filter(|at| self.open.get(*at).is_some_and(|o| is_one_of(&o.name, names)));
        if let Some(at) = found {
            self.pop_to(at);
        }
        found.is_some()
    }

    /// An end tag of an inline or unknown element crosses no block.
    fn close_inline(&mut self, name: &str) -> bool {
        if self.count(name) == 0 {
            return false;
        }
        let is_stop = |o: &Open| o.is_block || o.is_wall || o.name == name;
        match self.open.iter().rposition(is_stop) {
            Some(at) if self.open.get(at).is_some_and(|o| o.name == name) => {
                self.pop_to(at);
                true
            }
            _ => false,
        }
    }

    /// Closes all down to place `at`; formatting elements stay active, except out of a cell.
    fn pop_to(&mut self, at: usize) {
        let above = self.open.split_off(at);
        let forgets = above.first().is_some_and(|o| is_one_of(&o.name, TABLE_PARTS));
        for (n, open) in above.into_iter().enumerate() {
            if n > 0 && !forgets && is_one_of(&open.name, FORMATTING) {
                self.open.push(Open { stray: true, ..open });
            } else {
                self.uncount(&open.name);
            }
        }
    }

    fn uncount(&mut self, name: &str) {
        if let Some(count) = self.counts.get_mut(name) {
            *count = count.saturating_sub(1);
        }
    }

    /// Closes what a start tag closes by itself: `<p>` an open `p`, `<li>` an open `li`, and so on.
    fn close_implied(&mut self, name: &str) {
        if is_one_of(name, BLOCKS) {
            self.close_near(&["p"], Walls::All);
        }
        match name {
            "li" => self.close_item(&["li"]),
            "dt" | "dd" => self.close_item(&["dt", "dd"]),
            "a" | "nobr" => _ = self.drop_last(name),
            "td" | "th" => _ = self.close_near(&["td", "th", "caption"], Walls::Only(&["table", "template"])),
            "tr" => _ = self.close_near(&["tr", "caption"], Walls::Only(&["table", "template"])),
            "tbody" | "thead" | "tfoot" => {
                _ = self
                    .close_near(&["tbody", "thead", "tfoot", "caption"], Walls::Only(&["table", "template"]));
            }
            "option" if self.open.last().is_some_and(|o| o.name == "option") => {
                _ = self.close_near(&["option"], Walls::Only(&[]));
            }
            _ => {}
        }
    }

    fn close_item(&mut self, names: &[&str]) {
        let stops = |o: &Open| {
            let passed = o.name == "div" || o.name == "p";
            o.is_wall || (o.is_block && !passed)
        };
        let at = self.open.iter().rposition(stops);
        if let Some(at) = at.filter(|at| self.open.get(*at).is_some_and(|o| is_one_of(&o.name, names))) {
            self.pop_to(at);
        }
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.contains(&name)
}

fn find_byte(bytes: &[u8], from: usize, byte: u8) -> Option<usize> {
    bytes.get(from..)?.iter().position(|b| *b == byte).map(|step| from + step)
}

fn markup_at(html: &str, start: usize) -> Markup {
    let bytes = html.as_bytes();
    let closing = bytes.get(start + 1) == Some(&b'/');
    let from = start + 1 + usize::from(closing);
    match bytes.get(from) {
        Some(b) if b.is_ascii_alphabetic() => {
            read_tag(html, from, closing).map_or(Markup::Unended, Markup::Tag)
        }
        Some(b'!') if !closing => Markup::Skip(declaration_end(bytes, start)),
        Some(b'?') if !closing => Markup::Skip(find_byte(bytes, from, b'>').map_or(bytes.len(), |at| at + 1)),
        Some(_) if closing => Markup::Skip(find_byte(bytes, from, b'>').map_or(bytes.len(), |at| at + 1)),
        _ => Markup::Text,
    }
}

/// The end of a comment or a declaration that begins at `start`.
fn declaration_end(bytes: &[u8], start: usize) -> usize {
    let at = |n: usize| bytes.get(start + n).copied();
    if (at(2), at(3)) != (Some(b'-'), Some(b'-')) {
        return find_byte(bytes, start, b'>').map_or(bytes.len(), |end| end + 1);
    }
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

/// The tag whose name begins at `from`; `None` when the page ends in it.
fn read_tag(html: &str, from: usize, closing: bool) -> Option<Tag> {
    let bytes = html.as_bytes();
    let name_end =
        from + bytes.get(from..)?.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))?;
    let (end, excess) = attributes_end(bytes, name_end)?;
    let name = html.get(from..name_end)?.to_ascii_lowercase();
    let slashed = end >= name_end + 2 && bytes.get(end - 2) == Some(&b'/');
    Some(Tag { self_closing: slashed && is_foreign(&name), name, closing, excess, end })
}

/// `<x/>` closes itself only in SVG and MathML; there it is told by the name.
fn is_foreign(name: &str) -> bool {
    matches!(
        name,
        "path" | "use" | "rect" | "circle" | "line" | "polygon" | "polyline" | "ellipse" | "stop" | "image"
    )
}

/// Walks the attributes from the end of the name: one past `>`, and where the excess begins.
fn attributes_end(bytes: &[u8], mut at: usize) -> Option<(usize, Option<usize>)> {
    let (mut count, mut excess) = (0usize, None);
    let (mut in_name, mut before_value) = (false, false);
    loop {
        let byte = *bytes.get(at)?;
        match byte {
            b'>' => return Some((at + 1, excess)),
            b'"' | b'\'' if before_value => {
                at += 1 + bytes.get(at + 1..)?.iter().position(|b| *b == byte)?;
                (in_name, before_value) = (false, false);
            }
            b'=' if in_name => (in_name, before_value) = (false, true),
            b'/' if !before_value => in_name = false,
            b if b.is_ascii_whitespace() => {
                // White space may stand around `=`; only a name without `=` after it ends here.
                let next = at + bytes.get(at..)?.iter().position(|b| !b.is_ascii_whitespace())?;
                if !before_value && bytes.get(next) != Some(&b'=') {
                    in_name = false;
                }
                at = next;
                continue;
            }
            _ if before_value => {
                at += bytes.get(at..)?.iter().position(|b| b.is_ascii_whitespace() || *b == b'>')?;
                (in_name, before_value) = (false, false);
                continue;
            }
            _ if !in_name => {
                count += 1;
                if count == MAX_ATTRIBUTES + 1 {
                    excess = Some(at);
                }
                in_name = true;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Where the end tag of a raw element begins.
fn raw_end(html: &str, from: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(step) = bytes.get(at..).and_then(|rest| rest.windows(2).position(|w| w == b"</")) {
        let start = at + step;
        let named = bytes.get(start + 2..start + 2 + name.len());
        if named.is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
            return start;
        }
        at = start + 2;
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(html: &str) -> bool {
        !guard(html).findings.is_empty()
    }

    #[test]
    fn a_normal_page_is_not_copied() {
        let pages = [
            "<p>Vera Holt: <b>Welcome</b>.<p>Next<br/></p></div>",
            "<script>if (a < b) { x = '</div>' }</script><!-- <div> --><p title='a > b'>x</p>",
            "a < b, <3, </>, <!doctype html>",
            "",
        ];
        for page in pages {
            let guarded = guard(page);
            assert!(matches!(guarded.html, Cow::Borrowed(_)), "{page}");
            assert_eq!(guarded.html, page);
        }
        let long = "<li>one<p>two".repeat(5000) + &"<tr><td>x".repeat(5000) + &"<option>y".repeat(2000);
        assert!(!cuts(&long));
    }

    #[test]
    fn hostile_shapes_lose_tags_and_no_words() {
        let deep = "<div>".repeat(3000) + "words" + &"</div>".repeat(3000);
        let guarded = guard(&deep);
        assert_eq!(guarded.html.matches("<div>").count(), MAX_DEPTH);
        assert_eq!(guarded.html.matches("</div>").count(), MAX_DEPTH);
        assert!(guarded.html.contains("words"));
        assert_eq!(guarded.findings[0].code, "truncated_parse");

        let unmatched = guard(&"<b></i>w".repeat(4000)).html.into_owned();
        assert_eq!(unmatched.matches('w').count(), 4000);
        assert!(unmatched.matches("<b>").count() <= MAX_FORMATTING);
        assert!(unmatched.matches("</i>").count() <= MAX_UNMATCHED);

        let many: String = (0..1000).map(|n| format!(" a{n}=\"<{n}>\"")).collect();
        let guarded = guard(&format!("<p{many}>words</p>")).html.into_owned();
        assert_eq!(guarded.matches("=\"").count(), MAX_ATTRIBUTES);
        assert!(guarded.ends_with(">words</p>"), "{guarded}");
    }

    #[test]
    fn a_tag_that_never_ends_ends_the_page() {
        for tail in ["<p ", "<p a = ", "<p a='", "<p a", "<p/"] {
            assert_eq!(guard(&format!("<p>words{tail}")).html, "<p>words", "{tail}");
        }
        assert_eq!(guard("<p>words</ <div>x").html, "<p>words</ <div>x");
    }

    #[test]
    fn too_many_bytes_or_elements_end_the_page() {
        let long = "<p>é".repeat(MAX_BYTES / 5 + 10);
        let guarded = guard(&long);
        assert!(guarded.html.len() <= MAX_BYTES);
        assert!(guarded.findings[0].message.contains("elements after the first"));
    }
}
