//! A Markdown capture: front matter is metadata, the body becomes blocks like those of HTML.
//!
//! ```text
//! ---
//! title: "Remarks by Vera\_Holt"
//! date: '2031-03-03'
//! ---
//! **THE PRESIDENT:**  Good morning,
//! everyone.
//!
//! Q    When? <s>Monday</s> [Tuesday]
//! ```
//! gives the title, the date, and two paragraphs; the first has the lead "THE PRESIDENT:". Captures
//! of this kind are converted web pages, so that indented text is text, never code, and `Q    When?`
//! keeps its label. Reading dates is left to `metadata`.

use super::front::{front_values, split_front};
use super::markup::{MarkupBlock, MarkupKind, TextBuilder};

/// A Markdown capture, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkdownPage {
    /// Keys of the front matter in lower case, and their values, in order.
    pub front: Vec<(String, String)>,
    /// The body, in order.
    pub blocks: Vec<MarkupBlock>,
}

impl MarkdownPage {
    /// The first value of the front matter under one of `keys`, in the order of the keys.
    pub fn value(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| {
            self.front.iter().find(|(k, v)| k == key && !v.is_empty()).map(|(_, v)| v.as_str())
        })
    }

    /// The title in the front matter.
    pub fn title(&self) -> Option<&str> {
        self.value(&["title", "headline"])
    }

    /// When the page says it was published, as written: the exact time before the bare day.
    pub fn published(&self) -> Option<&str> {
        self.value(&["published_time", "published", "publish_date", "date_published", "date", "created"])
    }

    /// When the page says it was last changed, as written.
    pub fn modified(&self) -> Option<&str> {
        self.value(&["modified_time", "modified", "updated", "last_modified", "lastmod"])
    }

    /// The address of the page.
    pub fn url(&self) -> Option<&str> {
        self.value(&["source_url", "url", "canonical_url", "link", "source"]).filter(|v| v.contains("://"))
    }

    /// Who publishes the page.
    pub fn publisher(&self) -> Option<&str> {
        self.value(&["publisher", "site_name", "site", "outlet"])
    }
}

/// Reads a Markdown capture. Total: any text gives a page.
pub fn read_markdown(text: &str) -> MarkdownPage {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (front, body) = split_front(&text);
    let mut writer = Writer::default();
    for line in without_comments(body).split('\n') {
        writer.line(line);
    }
    writer.end_block();
    MarkdownPage { front: front.map(front_values).unwrap_or_default(), blocks: writer.blocks }
}

/// Bytes at the head of a text that are no markup, no line break and no part of a soft hyphen.
fn plain_bytes(text: &str) -> usize {
    let marked = |b: u8| {
        matches!(b, b'\\' | b'*' | b'_' | b'~' | b'`' | b'<' | b'!' | b'[' | b'&' | b'\n' | b'\r' | 0xC2)
    };
    text.bytes().position(marked).unwrap_or(text.len())
}

/// The text without HTML comments.
fn without_comments(body: &str) -> String {
    let mut kept = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        let Some((_, next)) = after.split_once("-->") else {
            return kept;
        };
        rest = next;
    }
    kept.push_str(rest);
    kept
}

/// Stands between two lines of a block that are one line to the reader; `\n` is a line break. No
/// other carriage return is left in a text.
const SOFT: char = '\r';

/// Writes blocks: a block's lines are gathered first, since links, emphasis and tags go over lines.
#[derive(Default)]
struct Writer {
    blocks: Vec<MarkupBlock>,
    builder: TextBuilder,
    kind: Option<MarkupKind>,
    /// The lines of the open block, with their markup.
    gathered: String,
    /// The last line ended in a line break.
    broken: bool,
    bold: bool,
    italic: bool,
    struck: usize,
}

impl Writer {
    fn line(&mut self, line: &str) {
        let (kind, content) = self.kind_of(line);
        if content.trim().is_empty() {
            return self.end_block();
        }
        if let Some(level) = setext_level(content).filter(|_| self.kind == Some(MarkupKind::Paragraph)) {
            self.kind = Some(MarkupKind::Heading(level));
            return self.end_block();
        }
        let begins = match (kind, self.kind) {
            (None, _) => self.kind.is_none(),
            (Some(MarkupKind::Quote), Some(MarkupKind::Quote)) => false,
            (Some(_), _) => true,
        };
        if begins {
            self.end_block();
            self.kind = Some(kind.unwrap_or(MarkupKind::Paragraph));
        }
        if !self.gathered.is_empty() {
            self.gathered.push(if self.broken { '\n' } else { SOFT });
        }
        let breaks = content.ends_with("  ") || ends_in_odd_backslashes(content);
        let ended = content.trim_matches([' ', '\t']);
        let words = if breaks { ended.trim_end_matches('\\').trim_end_matches(' ') } else { ended };
        self.gathered.push_str(words);
        self.broken = breaks;
        if matches!(self.kind, Some(MarkupKind::Heading(_) | MarkupKind::Separator)) {
            self.end_block();
        }
    }

    /// What a line begins, and its words without the sign; `None` for a line that goes on.
    fn kind_of<'l>(&self, line: &'l str) -> (Option<MarkupKind>, &'l str) {
        let inner = line.trim_start_matches([' ', '\t']);
        let hashes = inner.bytes().take_while(|b| *b == b'#').count();
        if (1..=6).contains(&hashes) && inner.get(hashes..).is_some_and(|r| r.starts_with([' ', '\t'])) {
            let words = inner.get(hashes..).unwrap_or("").trim();
            let level = u8::try_from(hashes).unwrap_or(6);
            return (Some(MarkupKind::Heading(level)), words.trim_end_matches('#').trim_end());
        }
        if is_rule(inner) && (self.kind.is_none() || setext_level(inner).is_none()) {
            return (Some(MarkupKind::Separator), inner);
        }
        if let Some(quoted) = inner.strip_prefix('>') {
            return (Some(MarkupKind::Quote), quoted.strip_prefix(' ').unwrap_or(quoted));
        }
        // Inside a wrapped paragraph a number is a word of it ("in\n19. That …").
        let in_paragraph = self.kind == Some(MarkupKind::Paragraph) && !inner.starts_with("1.");
        match item_content(inner) {
            Some(content) if !(in_paragraph && inner.starts_with(|c: char| c.is_ascii_digit())) => {
                (Some(MarkupKind::List), content)
            }
            _ => (None, line),
        }
    }

    fn end_block(&mut self) {
        let kind = self.kind.take().unwrap_or(MarkupKind::Paragraph);
        let gathered = std::mem::take(&mut self.gathered);
        self.inline(&gathered);
        if self.bold {
            self.builder.close_lead();
        }
        while self.struck > 0 {
            self.builder.close_struck();
            self.struck -= 1;
        }
        (self.bold, self.italic, self.broken) = (false, false, false);
        self.blocks.extend(self.builder.finish(kind));
    }

    /// Writes the words of a block, or of a link, without markup.
    fn inline(&mut self, line: &str) {
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let plain = plain_bytes(rest);
            if plain > 0 {
                self.builder.push_kept(rest.get(..plain).unwrap_or(""));
                rest = rest.get(plain..).unwrap_or("");
                continue;
            }
            let taken = match c {
                '\\' => self.escaped(rest),
                '*' | '_' => self.emphasis(line, rest, c),
                '~' if rest.starts_with("~~") => self.toggle_struck(2),
                '`' => rest.bytes().take_while(|b| *b == b'`').count(),
                '<' => self.tag(rest),
                '!' if rest.starts_with("![") => {
                    link(rest.get(1..).unwrap_or("")).map_or(0, |(_, length)| length + 1)
                }
                '[' => self.link(rest),
                '&' => self.entity(rest),
                _ => 0,
            };
            let taken = if taken == 0 { self.character(c) } else { taken };
            rest = rest.get(taken..).unwrap_or("");
        }
    }

    fn character(&mut self, c: char) -> usize {
        // Wide space inside a line stays: after `Q` it is the only sign of a label.
        match c {
            '\u{ad}' => {}
            '\n' => self.builder.line_break(),
            SOFT => self.builder.push(" ", false),
            c => self.builder.push_kept(c.encode_utf8(&mut [0; 4])),
        }
        c.len_utf8()
    }

    fn escaped(&mut self, rest: &str) -> usize {
        match rest.chars().nth(1).filter(char::is_ascii_punctuation) {
            Some(c) => {
                self.character(c);
                2
            }
            None => 0,
        }
    }

    /// `*` and `_` beside a word are markup; `_` inside a word and signs between spaces are text.
    fn emphasis(&mut self, line: &str, rest: &str, sign: char) -> usize {
        let run = rest.chars().take_while(|c| *c == sign).count();
        let before = line.get(..line.len() - rest.len()).and_then(|b| b.chars().next_back());
        let after = rest.get(run..).and_then(|r| r.chars().next());
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_text = (is_space(before) && is_space(after))
            || (sign == '_' && is_word(before) && is_word(after))
            || run > 3;
        // A sign that could only close, with nothing open, is text: a footnote mark.
        let opens = !is_space(after);
        let closes = (run >= 2 && self.bold) || (run != 2 && self.italic);
        let closes_nothing = !(opens || closes);
        if is_text || closes_nothing {
            (0..run).for_each(|_| _ = self.character(sign));
            return run;
        }
        if run != 2 {
            self.italic = !self.italic;
        }
        if run >= 2 {
            match self.bold {
                true => self.builder.close_lead(),
                false => self.builder.open_lead(),
            }
            self.bold = !self.bold;
        }
        run
    }

    fn toggle_struck(&mut self, taken: usize) -> usize {
        match self.struck {
            0 => {
                self.builder.open_struck();
                self.struck = 1;
            }
            _ => {
                self.builder.close_struck();
                self.struck -= 1;
            }
        }
        taken
    }

    /// An inline HTML tag: breaks, bold and struck words count, all others go.
    fn tag(&mut self, rest: &str) -> usize {
        let Some(inner) = near(rest, '>', LONGEST_TAG) else { return 0 };
        let closing = inner.starts_with('/');
        let name: String =
            inner.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if inner.starts_with("http://") || inner.starts_with("https://") || inner.starts_with("mailto:") {
            self.builder.push(inner, true);
            return inner.len() + 2;
        }
        if !KNOWN_TAGS.contains(&name.as_str()) {
            return 0;
        }
        match (name.as_str(), closing) {
            ("br", _) => self.builder.line_break(),
            ("b" | "strong", false) => self.builder.open_lead(),
            ("b" | "strong", true) => self.builder.close_lead(),
            ("s" | "del" | "strike", false) => {
                self.builder.open_struck();
                self.struck += 1;
            }
            ("s" | "del" | "strike", true) if self.struck > 0 => {
                self.builder.close_struck();
                self.struck -= 1;
            }
            _ => {}
        }
        inner.len() + 2
    }

    /// `[words](address)` gives the words; other brackets are text: an editor's insertion.
    fn link(&mut self, rest: &str) -> usize {
        match link(rest) {
            Some((words, length)) => {
                self.inline(words);
                length
            }
            None => 0,
        }
    }

    fn entity(&mut self, rest: &str) -> usize {
        let Some(name) = near(rest, ';', 8) else { return 0 };
        let code = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
        let c = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "nbsp" => Some('\u{a0}'),
            "mdash" => Some('—'),
            "ndash" => Some('–'),
            "hellip" => Some('…'),
            "rsquo" => Some('’'),
            "lsquo" => Some('‘'),
            "rdquo" => Some('”'),
            "ldquo" => Some('“'),
            _ => name
                .strip_prefix("#x")
                .and_then(|d| code(d, 16))
                .or_else(|| name.strip_prefix('#').and_then(|d| code(d, 10))),
        };
        match c {
            Some(c) => {
                self.character(c);
                name.len() + 2
            }
            None => 0,
        }
    }
}

const KNOWN_TAGS: &[&str] = &[
    "br",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "del",
    "strike",
    "u",
    "ins",
    "sup",
    "sub",
    "span",
    "div",
    "p",
    "a",
    "font",
    "small",
    "center",
    "mark",
    "img",
    "hr",
    "cite",
    "q",
    "abbr",
    "blockquote",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "thead",
    "figure",
    "figcaption",
    "section",
];

/// Bytes of a tag; one with a list of picture sizes is long.
const LONGEST_TAG: usize = 4_000;

/// What stands between the first sign of `rest` and `close`, when that is at most `most` bytes.
fn near(rest: &str, close: char, most: usize) -> Option<&str> {
    let inner = rest.get(1..)?;
    let at = inner.bytes().take(most + 1).position(|b| char::from(b) == close)?;
    inner.get(..at)
}

/// Brackets inside the words of a link.
const DEEPEST_LINK: usize = 8;

/// The words of a link and its whole length; inner brackets are matched.
fn link(rest: &str) -> Option<(&str, usize)> {
    let close = matching(rest, ('[', ']'), DEEPEST_LINK)?;
    let target = rest.get(close + 1..).filter(|t| t.starts_with('('))?;
    let end = matching(target, ('(', ')'), DEEPEST_LINK)?;
    let address = target.get(1..end)?.trim();
    let plain = !address.split('"').next().unwrap_or("").trim().contains([' ', SOFT]);
    let begins = ["http://", "https://", "/", "mailto:", "#"].iter().any(|b| address.starts_with(b));
    if address.is_empty() || !(plain || begins) {
        return None;
    }
    let length = close + 1 + end + 1;
    // `[words](address){.button}`: attributes of the link.
    let more = rest.get(length..).filter(|r| r.starts_with('{')).and_then(|r| near(r, '}', 200));
    Some((rest.get(1..close)?, length + more.map_or(0, |m| m.len() + 2)))
}

/// Where the bracket that opens `rest` is closed.
fn matching(rest: &str, (open, close): (char, char), deepest: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in rest.char_indices().take(LONGEST_TAG) {
        if c == open {
            depth += 1;
        } else if c == close {
            depth = depth.saturating_sub(1);
        }
        match depth {
            0 => return Some(at),
            d if d > deepest => return None,
            _ => {}
        }
    }
    None
}

fn ends_in_odd_backslashes(line: &str) -> bool {
    line.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1
}

/// `===` or `---` under a line makes it a heading.
fn setext_level(line: &str) -> Option<u8> {
    let line = line.trim();
    let all = |sign: u8| line.len() >= 3 && line.bytes().all(|b| b == sign);
    match () {
        () if all(b'=') => Some(1),
        () if all(b'-') => Some(2),
        () => None,
    }
}

fn is_rule(line: &str) -> bool {
    let signs: Vec<u8> = line.bytes().filter(|b| !b.is_ascii_whitespace()).take(200).collect();
    signs.len() >= 3
        && matches!(signs.first(), Some(b'*' | b'-' | b'_'))
        && signs.iter().all(|b| Some(b) == signs.first())
}

/// The words of a list item: after `-`, `*`, `+`, or after one or two digits with `.` or `)`.
fn item_content(line: &str) -> Option<&str> {
    let after = line.strip_prefix(['-', '*', '+']).or_else(|| {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&digits).then(|| line.get(digits..)?.strip_prefix(['.', ')'])).flatten()
    })?;
    let content = after.starts_with([' ', '\t']).then(|| after.trim_start())?;
    // `- 2. words`: an item of a list in a list.
    Some(if line.starts_with('-') { item_content(content).unwrap_or(content) } else { content })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        read_markdown(text).blocks.iter().map(|b| format!("{:?} {}", b.kind, b.text)).collect()
    }

    #[test]
    fn front_matter_is_metadata() {
        let page = read_markdown(
            "---\ntags: talks\ndate: '2031-03-03'\nsource_url: https://norland.example/a:b\ntitle: \"Remarks by Vera\\_Holt on Caf\\xE9s \\\n  \\ and Bridges\"\nplace: 'Lind''s house'\n---\n \nBrona\n",
        );
        assert_eq!(page.title(), Some("Remarks by Vera\u{a0}Holt on Cafés  and Bridges"));
        assert_eq!(page.published(), Some("2031-03-03"));
        assert_eq!(page.url(), Some("https://norland.example/a:b"));
        assert_eq!(page.value(&["place"]), Some("Lind's house"));
        assert_eq!(page.blocks.len(), 1);
    }

    #[test]
    fn a_rule_at_the_head_is_no_front_matter() {
        assert_eq!(
            lines("---\nVera Holt spoke.\n\n---\n"),
            ["Separator ---", "Paragraph Vera Holt spoke.", "Separator ---"]
        );
    }

    #[test]
    fn blocks_follow_the_signs() {
        let cases: &[(&str, &[&str])] = &[
            (
                "# Talks\n\nVera Holt:\nwelcome\nall.\n",
                &["Heading(1) Talks", "Paragraph Vera Holt: welcome all."],
            ),
            ("### Vera Holt:\nYes.", &["Heading(3) Vera Holt:", "Paragraph Yes."]),
            (
                "Brona Hall  \nBrona, Norland\n\n2:26 P.M.  \n   \nA: Yes.",
                &["Paragraph Brona Hall\nBrona, Norland", "Paragraph 2:26 P.M.", "Paragraph A: Yes."],
            ),
            ("- one\n- two\n  more\n\n1. three", &["List one", "List two more", "List three"]),
            ("> said\n> so", &["Quote said so"]),
            ("Title\n=====\nwords", &["Heading(1) Title", "Paragraph words"]),
            ("\\###", &["Separator ###"]),
            ("    indented is text", &["Paragraph indented is text"]),
            ("* * *\n***", &["Separator * * *", "Separator ***"]),
            ("one<br>two <!-- gone\n\n -->three", &["Paragraph one\ntwo three"]),
            (
                "see [the page](https://a.example/x \"t\") and [tents] (x) ![alt](b.png)",
                &["Paragraph see the page and [tents] (x)"],
            ),
            (
                "see [the\nlong page](\nhttps://a.example/x_(y)\n){.b} <img src=a\nalt=b>now, **all\nof it**",
                &["Paragraph see the long page now, all of it"],
            ),
            ("[tents](he said) and [a](b c) [d](/e f)", &["Paragraph [tents](he said) and [a](b c) d"]),
            (
                "*Really*, __no__, a_b_c, 2 * 3, 5* &amp; \\*x\\*",
                &["Paragraph Really, no, a_b_c, 2 * 3, 5* & *x*"],
            ),
            (
                "Q    When?\n\nVERA HOLT:  Soon.  \n(Laughter.)",
                &["Paragraph Q    When?", "Paragraph VERA HOLT:  Soon.\n(Laughter.)"],
            ),
            ("text <…> and <x", &["Paragraph text <…> and <x"]),
            ("1931. That was the year", &["Paragraph 1931. That was the year"]),
            ("- (Applause.)", &["List (Applause.)"]),
            ("-   2. roads", &["List roads"]),
        ];
        for (text, want) in cases {
            assert_eq!(lines(text), *want, "{text}");
        }
    }

    #[test]
    fn labels_and_struck_words_are_marked() {
        let page =
            read_markdown("**THE PRESIDENT:**  We sent <s>two\nhundred</s> [three\nhundred] tents, ~~no~~.");
        let block = &page.blocks[0];
        assert_eq!(block.text, "THE PRESIDENT:  We sent two hundred [three hundred] tents, no.");
        assert_eq!(block.lead.map(|s| s.of(&block.text)), Some("THE PRESIDENT:"));
        assert_eq!(block.struck.iter().map(|s| s.of(&block.text)).collect::<Vec<_>>(), ["two hundred", "no"]);
    }
}
