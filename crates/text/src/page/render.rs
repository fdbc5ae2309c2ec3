//! Rendering: the element tree becomes blocks of text, all of them, chrome included.
//!
//! `<div>Vera Holt: Yes.<br><br>Q: When?</div>` is two paragraphs. Which blocks are main text is
//! not known here: that is `region`. Blocks stand in the order of the page, so the blocks of an
//! element are one range.

use std::collections::BTreeMap;

use crate::span::Span;

use super::caps::MAX_LINES;
use super::markup::{MarkupBlock, MarkupKind, TextBuilder};
use super::talk_table::{TalkCell, talk_cells};
use super::tree::{Tag, Tree};

/// One block and where it came from.
#[derive(Debug)]
pub(super) struct Rendered {
    pub block: MarkupBlock,
    /// The nearest block element around it.
    pub node: usize,
    /// Characters, white space left out.
    pub chars: usize,
    /// Of these, characters inside links.
    pub link_chars: usize,
    /// A time or number that counts the turns of a talk in a table.
    pub counts: bool,
}

/// The blocks of a page, and which of them each element holds.
#[derive(Debug, Default)]
pub(super) struct Rendering {
    pub blocks: Vec<Rendered>,
    /// For each node, the index of the first block that ends inside or after it.
    pub first: Vec<usize>,
    /// For each node, one past its last block.
    pub last: Vec<usize>,
    /// Blocks that were left out, since there were too many.
    pub cut: usize,
}

/// Renders the whole page. Hidden elements give no block.
pub(super) fn render(tree: &Tree) -> Rendering {
    let mut pen = Pen {
        tree,
        builder: TextBuilder::default(),
        out: Rendering::default(),
        owner: 0,
        row: None,
        links: 0,
        talk: talk_cells(tree),
        cell: None,
    };
    pen.out.first = vec![0; tree.nodes.len()];
    pen.out.last = vec![0; tree.nodes.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < tree.nodes.len() {
        while let Some(ended) = open.last().copied().filter(|o| tree.nodes[*o].end <= at) {
            pen.leave(ended);
            open.pop();
        }
        let node = &tree.nodes[at];
        if node.hidden || matches!(node.tag, Tag::Head | Tag::Control) {
            skip(&mut pen, at, node.end);
            at = node.end;
            continue;
        }
        pen.enter(at);
        open.push(at);
        at += 1;
    }
    while let Some(ended) = open.pop() {
        pen.leave(ended);
    }
    super::signed::turn_round(tree, &mut pen.out);
    pen.out
}

fn skip(pen: &mut Pen<'_>, from: usize, to: usize) {
    let here = pen.out.blocks.len();
    for at in from..to {
        pen.out.first[at] = here;
        pen.out.last[at] = here;
    }
}

struct Pen<'t> {
    tree: &'t Tree,
    builder: TextBuilder,
    out: Rendering,
    /// The block element whose text is being built.
    owner: usize,
    /// The row that is written as one block.
    row: Option<usize>,
    links: usize,
    /// The cells of tables that print a talk.
    talk: BTreeMap<usize, TalkCell>,
    /// The cell of these that is being written.
    cell: Option<usize>,
}

impl Pen<'_> {
    fn enter(&mut self, at: usize) {
        let node = &self.tree.nodes[at];
        let beside = self.talk.get(&at) == Some(&TalkCell::Office) && !self.builder.is_blank();
        if node.tag.is_block() && !self.joins_row(at) && !beside {
            self.flush();
            self.owner = at;
        }
        if self.talk.contains_key(&at) {
            self.cell = Some(at);
        }
        self.out.first[at] = self.out.blocks.len();
        match node.tag {
            Tag::Text => self.write(at),
            Tag::Break => self.line_break(),
            Tag::Bold => self.builder.open_lead(),
            Tag::Struck => self.builder.open_struck(),
            Tag::Link => self.links += 1,
            Tag::Row if self.row.is_none() && !self.is_talk(at) && is_plain_row(self.tree, at) => {
                self.row = Some(at);
            }
            Tag::Cell | Tag::HeadCell if beside => self.builder.push_kept(", "),
            Tag::Cell | Tag::HeadCell
                if self.row.is_some() && self.joins_row(at) && !self.builder.is_blank() =>
            {
                self.builder.push_kept("\t");
            }
            _ => {}
        }
        if self.sets_off(at) {
            self.builder.open_lead();
        }
        if !node.speaker.is_empty() {
            self.write_speaker(at);
        }
    }

    /// True for an element that holds a label.
    fn sets_off(&self, at: usize) -> bool {
        let node = &self.tree.nodes[at];
        matches!(node.tag, Tag::Term | Tag::HeadCell) || is_label_name(node.tag, &node.names)
    }

    /// True for a row of a talk.
    fn is_talk(&self, row: usize) -> bool {
        self.talk.range(row..self.tree.nodes[row].end).next().is_some()
    }

    /// Writes the name that only an attribute tells, unless the element's own words open with it.
    fn write_speaker(&mut self, at: usize) {
        let node = &self.tree.nodes[at];
        let name = node.speaker.split_whitespace().collect::<Vec<_>>().join(" ");
        let few = name.chars().count() <= SPEAKER_CHARS && name.contains(char::is_alphabetic);
        let inner = self.tree.nodes[at..node.end].iter().take(LOOKED_AT);
        let first = inner.map(|n| n.text.trim()).find(|t| !t.is_empty());
        let printed = first.is_some_and(|t| t.to_lowercase().starts_with(&name.to_lowercase()));
        if node.tag.is_block() && few && !printed && first.is_some() && self.row.is_none() {
            self.builder.open_lead();
            self.builder.push(&name, false);
            self.builder.close_lead();
            self.flush_as(MarkupKind::Term);
        }
    }

    fn leave(&mut self, at: usize) {
        let node = &self.tree.nodes[at];
        match node.tag {
            Tag::Bold => self.builder.close_lead(),
            Tag::Struck => self.builder.close_struck(),
            Tag::Link => self.links = self.links.saturating_sub(1),
            _ => {}
        }
        if self.sets_off(at) {
            self.builder.close_lead();
        }
        if self.row == Some(at) {
            self.flush();
            self.row = None;
        }
        let before_office = self.talk.get(&at) == Some(&TalkCell::Name) && self.has_office(at);
        if node.tag.is_block() && !self.joins_row(at) && !before_office {
            self.flush();
            self.owner = self.tree.parent(at).unwrap_or(0);
        }
        if self.cell == Some(at) {
            self.cell = None;
        }
        self.out.last[at] = self.out.blocks.len();
    }

    /// True for what stands inside a row that is written as one block.
    fn joins_row(&self, at: usize) -> bool {
        self.row.is_some_and(|row| row != at && at < self.tree.nodes[row].end)
            || self
                .cell
                .is_some_and(|cell| cell < at && at < self.tree.nodes[cell].end && self.in_label_cell())
    }

    fn write(&mut self, at: usize) {
        let node = &self.tree.nodes[at];
        if self.kind() == MarkupKind::Preformatted {
            for (n, paragraph) in node.text.split("\n\n").enumerate() {
                if n > 0 {
                    self.flush();
                }
                self.builder.push_kept(paragraph);
            }
        } else {
            self.builder.push(&node.text, self.links > 0);
        }
    }

    /// True for a name whose office stands in the next cell.
    fn has_office(&self, name: usize) -> bool {
        let next = self.talk.range(name + 1..).next();
        next.is_some_and(|(_, cell)| *cell == TalkCell::Office)
    }

    /// One break is a line, two are a paragraph.
    fn line_break(&mut self) {
        if self.builder.is_blank() {
            return;
        }
        match self.builder.at_empty_line() {
            true => self.flush(),
            false => self.builder.line_break(),
        }
    }

    fn flush(&mut self) {
        let kind = if self.in_label_cell() { MarkupKind::Term } else { self.kind() };
        self.flush_as(kind);
    }

    /// True inside the cells of a talk that say who speaks.
    fn in_label_cell(&self) -> bool {
        self.cell.is_some_and(|at| matches!(self.talk[&at], TalkCell::Name | TalkCell::Office))
    }

    fn flush_as(&mut self, kind: MarkupKind) {
        let counts = self.cell.is_some_and(|at| self.talk[&at] == TalkCell::Counter);
        let link_chars = std::mem::take(&mut self.builder.link_chars);
        if let Some(mut block) = self.builder.finish(kind) {
            if self.out.blocks.len() >= MAX_LINES {
                self.out.cut += 1;
                return;
            }
            if self.in_label_cell() {
                block.lead = Some(Span::new(0, block.text.len()));
            }
            let chars = block.text.chars().filter(|c| !c.is_whitespace()).count();
            self.out.blocks.push(Rendered {
                chars,
                link_chars: link_chars.min(chars),
                node: self.owner,
                counts,
                block,
            });
        }
    }

    /// The kind of a block inside `owner`: its own element, or what it lies in.
    fn kind(&self) -> MarkupKind {
        let mut at = Some(self.owner);
        let mut steps = 0;
        while let Some(node) = at.map(|n| &self.tree.nodes[n]) {
            match node.tag {
                Tag::Heading(level) => return MarkupKind::Heading(level),
                Tag::Item => return MarkupKind::List,
                Tag::Quote => return MarkupKind::Quote,
                Tag::Term => return MarkupKind::Term,
                Tag::Pre => return MarkupKind::Preformatted,
                Tag::Row if self.row.is_some() => return MarkupKind::TableRow,
                Tag::Cell | Tag::HeadCell | Tag::Body | Tag::Article | Tag::Main | Tag::Meaning => {
                    return MarkupKind::Paragraph;
                }
                _ => {}
            }
            steps += 1;
            at = at.and_then(|n| self.tree.parent(n)).filter(|_| steps < 6);
        }
        MarkupKind::Paragraph
    }
}

/// Most characters of a name in an attribute.
const SPEAKER_CHARS: usize = 80;
/// Nodes in which the first words of an element are looked for.
const LOOKED_AT: usize = 32;

/// A name that sites give the element of a speaker's label.
fn is_label_name(tag: Tag, names: &str) -> bool {
    matches!(tag, Tag::Inline | Tag::Cite | Tag::Link)
        && names.split([' ', '-']).any(|n| n == "speaker" || n == "speakername")
}

/// True for a row of figures or short facts: several cells, each short and without blocks. A row
/// of two cells with words in the second is a line of a dialogue, and its cells are blocks.
fn is_plain_row(tree: &Tree, row: usize) -> bool {
    let mut cells = 0;
    let mut at = row + 1;
    let end = tree.nodes[row].end;
    while at < end {
        let node = &tree.nodes[at];
        let inside = &tree.nodes[at + 1..node.end];
        let chars: usize = inside.iter().map(|n| n.text.trim().len()).sum();
        if chars > 100 || inside.iter().any(|n| n.tag.is_block() || n.tag == Tag::Break) {
            return false;
        }
        cells += usize::from(chars > 0);
        at = node.end.max(at + 1);
    }
    cells > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(html: &str) -> Vec<String> {
        let tree = Tree::parse(html);
        render(&tree).blocks.into_iter().map(|b| format!("{:?} {}", b.block.kind, b.block.text)).collect()
    }

    #[test]
    fn blocks_follow_the_markup() {
        let cases: &[(&str, &[&str])] = &[
            (
                "<p>Vera&nbsp;Holt: <b>Yes</b>.<p>No &lt;…&gt;",
                &["Paragraph Vera\u{a0}Holt: Yes.", "Paragraph No <…>"],
            ),
            (
                "<div>A: Yes.<br>More.<br> <br>Q: When?</div>",
                &["Paragraph A: Yes.\nMore.", "Paragraph Q: When?"],
            ),
            ("<div><b>A:</b> <p>Yes.</p></div>", &["Paragraph A:", "Paragraph Yes."]),
            (
                "<dl><dt>A<dd>Yes.<dt>Q<dd>When?</dl>",
                &["Term A", "Paragraph Yes.", "Term Q", "Paragraph When?"],
            ),
            ("<table><tr><td>A</td><td>Yes.</td></tr></table>", &["Paragraph A", "Paragraph Yes."]),
            ("<table><tr><td>1</td><td>2</td><td>3</td></tr></table>", &["TableRow 1\t2\t3"]),
            ("<ul><li>x<li><p>y</p></ul><blockquote><p>z</blockquote>", &["List x", "List y", "Quote z"]),
            (
                "<h3>H<span>e</span>ad</h3><pre>a\n  b\n\nc</pre>",
                &["Heading(3) Head", "Preformatted a\n  b", "Preformatted c"],
            ),
            ("<p hidden>x</p><p>y<script>z</script></p><button>b</button>", &["Paragraph y"]),
        ];
        for (html, want) in cases {
            assert_eq!(lines(html), *want, "{html}");
        }
    }

    #[test]
    fn labels_are_leads() {
        for html in [
            "<p><b>A:</b> Yes.",
            "<p><span class=speaker>A:</span> Yes.",
            "<p><b><span class=speaker>A:</span></b> Yes.",
        ] {
            let block = &render(&Tree::parse(html)).blocks[0].block;
            assert_eq!(block.lead.map(|s| s.of(&block.text)), Some("A:"), "{html}");
        }
    }

    #[test]
    fn the_blocks_of_an_element_are_a_range() {
        let tree = Tree::parse("<p>a<div><p>b<p>c</div><p>d");
        let rendering = render(&tree);
        let at = tree.nodes.iter().position(|n| n.tag == Tag::Box).expect("a box");
        assert_eq!((rendering.first[at], rendering.last[at]), (1, 3));
    }
}
