//! Caps on what a page may cost, set before the parser sees it.
//!
//! A conformant HTML parser takes quadratic time on deep nesting, on end tags that close nothing
//! and on hundreds of attributes, and some pages are made to be such. `guard` walks the source
//! once and gives back the same page without the tags that would cost too much; the words stay.
//! What was cut is told in a finding `truncated_parse`.
//!
//! On the way it leaves out what no reading asks for and no finding tells: programs, styles, comments
//! and attributes such as `onclick`, two thirds of the bytes of most pages. This room does not parse:
//! it estimates which elements are open, never too few. `source` reads tags, `names` knows elements.

mod names;
mod source;

use std::borrow::Cow;

use super::Finding;
use names::{Kind, Name, Names, known};
use source::{Markup, Tag, find_byte, holds, markup_at, raw_end};

/// Bytes of markup that are parsed; the capture itself is kept whole elsewhere.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Bytes of a page without markup that are read: every one of them becomes text, so fewer fit in the
/// same memory.
pub const MAX_TEXT_BYTES: usize = 12 * 1024 * 1024;
/// The same for Markdown, of which every sign may be a part of its own.
pub const MAX_MARKDOWN_BYTES: usize = 3 * 1024 * 1024;
/// Lines with words that are read of one page, and blocks of a web page.
pub const MAX_LINES: usize = 150_000;
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

/// Cuts from `html` what would make a parser slow, and what is never read.
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

/// The start of a text that has at most `MAX_LINES` lines with words; a finding tells when it is not all.
pub fn bound_lines(text: &str) -> (&str, Option<Finding>) {
    let mut lines = 0;
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}']) {
        lines += usize::from(!line.trim().is_empty());
        if lines > MAX_LINES {
            return (text.get(..at).unwrap_or(""), Some(too_many_lines()));
        }
        at += line.len();
    }
    (text, None)
}

/// Told of a page of which not all lines were read.
pub(super) fn too_many_lines() -> Finding {
    let message = format!("lines after the first {MAX_LINES} were not read; the capture is kept whole");
    Finding { code: "truncated_parse", message, span: None }
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
    /// What is kept, up to `copied_to` of the source; empty as long as nothing was left out.
    copy: String,
    copied_to: usize,
    names: Names,
    open: Vec<Open>,
    /// How often each name is open.
    counts: Vec<usize>,
    /// Start tags that were left out and wait for their end tag, by name.
    owed: Vec<usize>,
    n_formatting: usize,
    n_strays: usize,
    elements: usize,
    unmatched: usize,
    reopened: usize,
    cut: Cut,
}

/// An element that the parser may hold open.
#[derive(Clone, Copy)]
struct Open {
    name: Name,
    /// A formatting element whose block was closed over it: the parser opens it anew in each block.
    stray: bool,
}

/// Elements that a closing does not cross.
#[derive(Clone, Copy)]
enum Walls {
    /// All of the kind.
    All,
    /// These alone.
    Only(&'static [Name]),
}

impl Walls {
    fn hold(self, name: Name) -> bool {
        match self {
            Walls::All => Kind::WALL.holds(name),
            Walls::Only(names) => names.contains(&name),
        }
    }
}

const A: Name = known("a");
const BR: Name = known("br");
const CAPTION: Name = known("caption");
const DD: Name = known("dd");
const DIV: Name = known("div");
const DT: Name = known("dt");
const FORM: Name = known("form");
const LI: Name = known("li");
const NOBR: Name = known("nobr");
const OPTION: Name = known("option");
const P: Name = known("p");
const PLAINTEXT: Name = known("plaintext");
const SCRIPT: Name = known("script");
const SELECT: Name = known("select");
const STYLE: Name = known("style");
const TABLE: Name = known("table");
const TBODY: Name = known("tbody");
const TD: Name = known("td");
const TEMPLATE: Name = known("template");
const TFOOT: Name = known("tfoot");
const TH: Name = known("th");
const THEAD: Name = known("thead");
const TR: Name = known("tr");
/// Elements inside which other rules hold.
const OTHER_MARKUP: [Name; 2] = [known("svg"), known("math")];

impl<'h> Walk<'h> {
    fn run(&mut self) {
        let mut at = 0;
        let mut tag = Tag::default();
        while let Some(start) = find_byte(self.html.as_bytes(), at, b'<') {
            match markup_at(self.html, start, MAX_ATTRIBUTES, &mut tag) {
                Markup::Text => at = start + 1,
                Markup::Skip(end) => at = end,
                Markup::Comment(end) => {
                    if !self.is_foreign() {
                        self.leave_out(start, end);
                    }
                    at = end;
                }
                Markup::Unended => return self.end_at(start),
                Markup::Tag if self.elements >= MAX_ELEMENTS => {
                    self.cut.elements = true;
                    return self.end_at(start);
                }
                Markup::Tag => match self.take(start, &tag) {
                    Some(next) => at = next,
                    None => return,
                },
            }
        }
    }

    fn end_at(&mut self, start: usize) {
        self.html = self.html.get(..start).unwrap_or(self.html);
    }

    /// True inside SVG and MathML, where other rules hold.
    fn is_foreign(&self) -> bool {
        OTHER_MARKUP.iter().any(|name| self.count(*name) > 0)
    }

    /// Takes one tag; gives where to read on, `None` when all that follows is text.
    fn take(&mut self, start: usize, tag: &Tag<'h>) -> Option<usize> {
        let name = self.names.number(tag.name);
        self.pay_for_strays(start);
        let keep = match tag.closing {
            true => self.close(name),
            false => self.open(name, tag.slashed && Kind::FOREIGN.holds(name)),
        };
        match keep {
            true => self.leave_out_attributes(tag),
            false => self.leave_out(start, tag.end),
        }
        match !tag.closing {
            true if name == PLAINTEXT => None,
            true if Kind::RAW.holds(name) => Some(self.take_raw(start, tag, name)),
            _ => Some(tag.end),
        }
    }

    fn leave_out_attributes(&mut self, tag: &Tag<'h>) {
        let most = tag.excess.unwrap_or(tag.end);
        for (from, to) in tag.unread.iter().filter(|(from, _)| *from < most) {
            self.leave_out(*from, *to);
        }
        if let Some(from) = tag.excess {
            self.cut.attributes += 1;
            self.leave_out(from, tag.end.saturating_sub(1));
        }
    }

    /// Gives where a raw element ends. A program or a style is left out, unless it holds data of the page
    /// or the parser might end it elsewhere.
    fn take_raw(&mut self, start: usize, tag: &Tag<'h>, name: Name) -> usize {
        let end = raw_end(self.html, tag.end, tag.name);
        let part = |from: usize, to: usize| self.html.as_bytes().get(from..to).unwrap_or(&[]);
        let plain = match name {
            SCRIPT => {
                let inner = part(tag.end, end);
                !holds(part(start, tag.end), b"ld+json") && memchr::memmem::find(inner, b"<!--").is_none()
            }
            STYLE => true,
            _ => false,
        };
        if plain && !self.is_foreign() {
            self.leave_out(tag.end, end);
        }
        end
    }

    /// Leaves bytes `from..to` of the source out of the copy.
    fn leave_out(&mut self, from: usize, to: usize) {
        let from = from.max(self.copied_to);
        self.copy.push_str(self.html.get(self.copied_to..from).unwrap_or(""));
        self.copied_to = to.max(from);
    }

    /// Counts what the parser opens anew; too much of it, and all strays are closed at `at`.
    fn pay_for_strays(&mut self, at: usize) {
        if self.n_strays == 0 {
            return;
        }
        self.reopened += self.open.iter().rev().take(MAX_FORMATTING).filter(|o| o.stray).count();
        if self.reopened <= MAX_REOPENED {
            return;
        }
        self.leave_out(at, at);
        for open in std::mem::take(&mut self.open) {
            match open.stray {
                true => {
                    self.copy.push_str(&format!("</{}>", Names::word(open.name)));
                    self.uncount(open);
                    self.cut.formatting += 1;
                }
                false => self.open.push(open),
            }
        }
    }

    fn open(&mut self, name: Name, closes_itself: bool) -> bool {
        self.elements += 1;
        if closes_itself || Kind::VOID.holds(name) || Kind::ROOT.holds(name) {
            return true;
        }
        if Kind::TABLE_PART.holds(name) && name != TABLE && self.count(TABLE) == 0 {
            return true;
        }
        self.close_implied(name);
        let formatting = Kind::FORMATTING.holds(name);
        let too_many = formatting && (self.n_formatting >= MAX_FORMATTING || self.reopened > MAX_REOPENED);
        let too_deep = self.open.len() >= MAX_DEPTH;
        self.cut.formatting += usize::from(too_many);
        self.cut.deep += usize::from(too_deep && !too_many);
        if too_many || too_deep {
            *counted(&mut self.owed, name) += 1;
            return false;
        }
        self.open.push(Open { name, stray: false });
        self.n_formatting += usize::from(formatting);
        *counted(&mut self.counts, name) += 1;
        true
    }

    fn close(&mut self, name: Name) -> bool {
        if Kind::ROOT.holds(name) || name == BR {
            return true;
        }
        if let Some(owed) = self.owed.get_mut(name).filter(|n| **n > 0) {
            *owed -= 1;
            return false;
        }
        let reached = match name {
            _ if Kind::FORMATTING.holds(name) || name == FORM => self.drop_last(name),
            _ if Kind::TABLE_PART.holds(name) => self.close_near(&[name], Walls::Only(&[TEMPLATE, SELECT])),
            _ if Kind::WALL.holds(name) => self.close_near(&[name], Walls::Only(&[TABLE, TD, TH, TEMPLATE])),
            _ if Kind::BLOCK.holds(name) => self.close_near(&[name], Walls::All),
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

    fn count(&self, name: Name) -> usize {
        self.counts.get(name).copied().unwrap_or(0)
    }

    /// Forgets the nearest open element of this name; what stands above it stays open.
    fn drop_last(&mut self, name: Name) -> bool {
        let at = match self.count(name) {
            0 => None,
            _ => self.open.iter().rposition(|open| open.name == name),
        };
        if let Some(at) = at {
            let open = self.open.remove(at);
            self.uncount(open);
        }
        at.is_some()
    }

    /// Closes the nearest of `names` and all above it, unless one of `walls` stands before it.
    fn close_near(&mut self, names: &[Name], walls: Walls) -> bool {
        if names.iter().all(|name| self.count(*name) == 0) {
            return false;
        }
        let stop = self.open.iter().rposition(|o| walls.hold(o.name) || names.contains(&o.name));
        let found = stop.filter(|at| self.open.get(*at).is_some_and(|o| names.contains(&o.name)));
        if let Some(at) = found {
            self.pop_to(at);
        }
        found.is_some()
    }

    /// An end tag of an inline or unknown element crosses no block.
    fn close_inline(&mut self, name: Name) -> bool {
        if self.count(name) == 0 {
            return false;
        }
        let is_stop = |o: &Open| Kind::BLOCK.holds(o.name) || Kind::WALL.holds(o.name) || o.name == name;
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
        let Some(closed) = self.open.get(at).copied() else { return };
        let forgets = Kind::TABLE_PART.holds(closed.name);
        let mut kept = at;
        for n in at..self.open.len() {
            let open = self.open[n];
            if n > at && !forgets && Kind::FORMATTING.holds(open.name) {
                self.n_strays += usize::from(!open.stray);
                self.open[kept] = Open { stray: true, ..open };
                kept += 1;
            } else {
                self.uncount(open);
            }
        }
        self.open.truncate(kept);
    }

    /// Takes an element that was closed out of the counts.
    fn uncount(&mut self, open: Open) {
        let count = counted(&mut self.counts, open.name);
        *count = count.saturating_sub(1);
        self.n_formatting -= usize::from(Kind::FORMATTING.holds(open.name) && self.n_formatting > 0);
        self.n_strays -= usize::from(open.stray && self.n_strays > 0);
    }

    /// Closes what a start tag closes by itself: `<p>` an open `p`, `<li>` an open `li`, and so on.
    fn close_implied(&mut self, name: Name) {
        if Kind::BLOCK.holds(name) {
            self.close_near(&[P], Walls::All);
        }
        let in_table = Walls::Only(&[TABLE, TEMPLATE]);
        match name {
            LI => self.close_item(&[LI]),
            DT | DD => self.close_item(&[DT, DD]),
            A | NOBR => _ = self.drop_last(name),
            TD | TH => _ = self.close_near(&[TD, TH, CAPTION], in_table),
            TR => _ = self.close_near(&[TR, CAPTION], in_table),
            TBODY | THEAD | TFOOT => _ = self.close_near(&[TBODY, THEAD, TFOOT, CAPTION], in_table),
            OPTION if self.open.last().is_some_and(|o| o.name == OPTION) => {
                _ = self.close_near(&[OPTION], Walls::Only(&[]));
            }
            _ => {}
        }
    }

    fn close_item(&mut self, names: &[Name]) {
        let stops = |o: &Open| {
            let passed = o.name == DIV || o.name == P;
            Kind::WALL.holds(o.name) || (Kind::BLOCK.holds(o.name) && !passed)
        };
        let at = self.open.iter().rposition(stops);
        if let Some(at) = at.filter(|at| self.open.get(*at).is_some_and(|o| names.contains(&o.name))) {
            self.pop_to(at);
        }
    }
}

/// The count of a name, which grows with the names of the page.
fn counted(counts: &mut Vec<usize>, name: Name) -> &mut usize {
    if counts.len() <= name {
        counts.resize(name + 1, 0);
    }
    &mut counts[name]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(html: &str) -> bool {
        !guard(html).findings.is_empty()
    }

    #[test]
    fn a_normal_page_loses_nothing_that_is_read() {
        let pages = [
            "<p>Vera Holt: <b>Welcome</b>.<p>Next<br/></p></div>",
            "<p title='a > b'>x</p><title><script></title><script type=application/ld+json>{}</script>",
            "<script><!-- <script> </script> --></script>x",
            "<svg><style>.a</style><!-- x --></svg>",
            "a < b, <3, </>, <!doctype html>",
            "<plaintext><p onclick=x>",
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
    fn programs_styles_comments_and_unread_attributes_go_without_a_finding() {
        for (page, left) in [
            ("<script async>if (a < b) { x = '</div>' }</script>x", "<script ></script>x"),
            ("a<!-- <div> -->b<style>p > b</STYLE>c", "ab<style></STYLE>c"),
            ("<p class=a onclick='go(\">\")' id=b>x<a href=/y>z</a>", "<p class=a  id=b>x<a >z</a>"),
            ("<script>open", "<script>"),
        ] {
            assert_eq!((guard(page).html.as_ref(), cuts(page)), (left, false), "{page}");
        }
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

        let many: String = (0..1000).map(|n| format!(" id=\"<{n}>\"")).collect();
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
