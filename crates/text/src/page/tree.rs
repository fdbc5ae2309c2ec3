//! The element tree of a page in one flat list, in the order of the page.
//!
//! `<p>Vera <b>Holt</b></p>` is four nodes: `p`, text, `b`, text; each knows its parent and where
//! its subtree ends, so that every walk is a loop over a slice and nothing recurses by depth. The
//! parser is `dom_query` (html5ever); only this room knows it.

use dom_query::{Attr, Document, NodeData, NodeId};

/// Attributes in which sites keep the name of who speaks in an element.
const SPEAKER_ATTRIBUTES: [&str; 3] = ["data-speaker", "data-speaker-name", "data-speakername"];

/// What a node is. Elements that make no difference to reading are `Inline`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Text,
    Root,
    Head,
    Body,
    /// `div`, `section`, `center` and other boxes.
    Box,
    Article,
    Main,
    Nav,
    Header,
    Footer,
    Aside,
    Paragraph,
    Heading(u8),
    ListBox,
    Item,
    Terms,
    Term,
    Meaning,
    Quote,
    Pre,
    Table,
    /// `tbody`, `thead`, `tfoot`.
    RowGroup,
    Row,
    Cell,
    HeadCell,
    Figure,
    Caption,
    Break,
    Rule,
    Link,
    Bold,
    Struck,
    Time,
    Cite,
    Image,
    /// A form: many old sites put the whole page in one.
    Form,
    /// Buttons, fields and other controls.
    Control,
    /// Scripts, styles, frames, pictures drawn by code: never words.
    Silent,
    Inline,
}

impl Tag {
    fn of(name: &str) -> Tag {
        match name {
            "html" => Tag::Root,
            "head" => Tag::Head,
            "body" => Tag::Body,
            "div" | "section" | "center" | "details" | "summary" | "address" | "fieldset" | "hgroup"
            | "dialog" => Tag::Box,
            "article" => Tag::Article,
            "main" => Tag::Main,
            "nav" | "menu" => Tag::Nav,
            "header" => Tag::Header,
            "footer" => Tag::Footer,
            "aside" => Tag::Aside,
            "p" => Tag::Paragraph,
            "h1" => Tag::Heading(1),
            "h2" => Tag::Heading(2),
            "h3" => Tag::Heading(3),
            "h4" => Tag::Heading(4),
            "h5" => Tag::Heading(5),
            "h6" => Tag::Heading(6),
            "ul" | "ol" | "dir" => Tag::ListBox,
            "li" => Tag::Item,
            "dl" => Tag::Terms,
            "dt" => Tag::Term,
            "dd" => Tag::Meaning,
            "blockquote" => Tag::Quote,
            "pre" | "listing" | "xmp" | "plaintext" => Tag::Pre,
            "table" => Tag::Table,
            "tbody" | "thead" | "tfoot" => Tag::RowGroup,
            "tr" => Tag::Row,
            "td" => Tag::Cell,
            "th" => Tag::HeadCell,
            "figure" => Tag::Figure,
            "figcaption" | "caption" | "legend" => Tag::Caption,
            "br" => Tag::Break,
            "hr" => Tag::Rule,
            "a" => Tag::Link,
            "b" | "strong" => Tag::Bold,
            "s" | "del" | "strike" => Tag::Struck,
            "time" => Tag::Time,
            "cite" => Tag::Cite,
            "img" => Tag::Image,
            "form" => Tag::Form,
            "button" | "input" | "select" | "option" | "optgroup" | "textarea" | "datalist" | "meter"
            | "progress" => Tag::Control,
            "script" | "style" | "noscript" | "template" | "iframe" | "frame" | "frameset" | "noframes"
            | "object" | "embed" | "applet" | "svg" | "math" | "canvas" | "audio" | "video" | "map"
            // `rt` says how the characters beside it are read.
            | "title" | "meta" | "link" | "base" | "noembed" | "rt" | "rp" => Tag::Silent,
            _ => Tag::Inline,
        }
    }

    /// The commonest element of this kind.
    fn name(self) -> &'static str {
        match self {
            Tag::Root => "html",
            Tag::Head => "head",
            Tag::Body => "body",
            Tag::Box => "div",
            Tag::Article => "article",
            Tag::Main => "main",
            Tag::Nav => "nav",
            Tag::Header => "header",
            Tag::Footer => "footer",
            Tag::Aside => "aside",
            Tag::Paragraph => "p",
            Tag::Heading(1) => "h1",
            Tag::Heading(2) => "h2",
            Tag::Heading(3) => "h3",
            Tag::Heading(4) => "h4",
            Tag::Heading(5) => "h5",
            Tag::Heading(_) => "h6",
            Tag::ListBox => "ul",
            Tag::Item => "li",
            Tag::Terms => "dl",
            Tag::Term => "dt",
            Tag::Meaning => "dd",
            Tag::Quote => "blockquote",
            Tag::Pre => "pre",
            Tag::Table => "table",
            Tag::RowGroup => "tbody",
            Tag::Row => "tr",
            Tag::Cell => "td",
            Tag::HeadCell => "th",
            Tag::Figure => "figure",
            Tag::Caption => "figcaption",
            Tag::Form => "form",
            _ => "span",
        }
    }

    /// What the element is when its own style says that it stands as a block.
    fn styled(self, style: &str) -> Tag {
        let block = ["display:block", "display:flex", "display:grid", "display:table"];
        match self {
            Tag::Inline if block.iter().any(|b| style.contains(b)) => Tag::Box,
            tag => tag,
        }
    }

    /// True for an element that begins and ends a block of text.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Tag::Text
                | Tag::Inline
                | Tag::Link
                | Tag::Bold
                | Tag::Struck
                | Tag::Time
                | Tag::Cite
                | Tag::Break
                | Tag::Image
                | Tag::Control
                | Tag::Silent
        )
    }
}

/// One node.
#[derive(Debug)]
pub(super) struct Node {
    pub tag: Tag,
    /// Index of the parent; the first node is its own.
    pub parent: usize,
    /// One past the last node of its subtree.
    pub end: usize,
    /// The characters of a text node, else empty.
    pub text: String,
    /// Class, id and role, lower case, parted by spaces; words inside a name are parted by `-`.
    pub names: String,
    /// `hidden`, `aria-hidden="true"`, `display:none`.
    pub hidden: bool,
    /// `itemprop`, or empty.
    pub itemprop: String,
    /// Who speaks in it, by an attribute such as `data-speaker`; or empty.
    pub speaker: String,
    /// The element's name when it is one of the page's own ("x-turn"), else empty.
    pub own: String,
}

/// The tree, and what the page's head and attributes say.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    pub signs: Vec<Sign>,
}

/// A statement of the page about itself, in the order of the page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// `<meta name|property|itemprop|http-equiv=…>` in lower case, and its content.
    Meta(String, String),
    /// `<title>`.
    Title(String),
    /// `<html lang>`.
    Language(String),
    /// `<link rel=canonical>`.
    Canonical(String),
    /// `<script type="application/ld+json">`.
    LinkedData(String),
    /// A `datetime`, or the `content` of an element with `itemprop`: the node, its class and itemprop, the value.
    Time { at: usize, names: String, value: String },
}

impl Sign {
    /// The node and the value of a time.
    pub(super) fn time(&self) -> Option<(usize, &str)> {
        match self {
            Sign::Time { at, value, .. } => Some((*at, value)),
            _ => None,
        }
    }
}

/// What the attributes of one element say; `caps` knows them too, and leaves out all others.
#[derive(Default)]
struct Attributes<'a> {
    class: Option<&'a str>,
    id: Option<&'a str>,
    role: Option<&'a str>,
    component: Option<&'a str>,
    /// Lower case, without spaces.
    style: String,
    is_hidden: bool,
    itemprop: Option<&'a str>,
    speaker: Option<&'a str>,
    property: Option<&'a str>,
    name: Option<&'a str>,
    http_equiv: Option<&'a str>,
    content: Option<&'a str>,
    lang: Option<&'a str>,
    rel: Option<&'a str>,
    href: Option<&'a str>,
    datetime: Option<&'a str>,
    title: Option<&'a str>,
}

impl<'a> Attributes<'a> {
    fn of(attributes: &'a [Attr]) -> Attributes<'a> {
        let mut said = Attributes::default();
        for attribute in attributes {
            let value: &'a str = &attribute.value;
            match &*attribute.name.local {
                "class" => said.class = Some(value),
                "id" => said.id = Some(value),
                "role" => said.role = Some(value),
                "data-component" => said.component = Some(value),
                "style" => said.style = value.to_ascii_lowercase().replace(' ', ""),
                "hidden" => said.is_hidden = true,
                "aria-hidden" => said.is_hidden |= value.eq_ignore_ascii_case("true"),
                "itemprop" => said.itemprop = Some(value),
                "property" => said.property = Some(value),
                "name" => said.name = Some(value),
                "http-equiv" => said.http_equiv = Some(value),
                "content" => said.content = Some(value),
                "lang" => said.lang = Some(value),
                "xml:lang" => said.lang = said.lang.or(Some(value)),
                "rel" => said.rel = Some(value),
                "href" => said.href = Some(value),
                "datetime" => said.datetime = Some(value),
                "title" => said.title = Some(value),
                name if SPEAKER_ATTRIBUTES.contains(&name) => said.speaker = said.speaker.or(Some(value)),
                _ => {}
            }
        }
        said
    }

    fn hides(&self) -> bool {
        self.is_hidden || self.style.contains("display:none") || self.style.contains("visibility:hidden")
    }

    /// Id, class and role as one list of names.
    fn names(&self) -> String {
        let mut names = String::new();
        for some in [self.id, self.class, self.role, self.component].into_iter().flatten() {
            if !names.is_empty() {
                names.push(' ');
            }
            part_names(some, &mut names);
        }
        names
    }
}

impl Tree {
    /// Parses a page that `caps::guard` has made safe.
    pub(super) fn parse(html: &str) -> Tree {
        let document = Document::from(html);
        let mut tree = Tree::default();
        let mut path: Vec<usize> = Vec::new();
        let mut next = document.root().first_child().map(|n| n.id);
        while let Some(id) = next {
            let node = document.tree.get_unchecked(&id);
            let taken = node.query(|n| tree.take(&n.data, &path)).unwrap_or(false);
            if !taken {
                tree.read_silent(&node);
            }
            if let Some(child) = node.first_child().filter(|_| taken) {
                path.push(tree.nodes.len() - 1);
                next = Some(child.id);
                continue;
            }
            next = following(&document, id, &mut path);
        }
        tree.close();
        super::own_elements::make_blocks(&mut tree);
        tree
    }

    /// Adds a node; false when its subtree holds no words.
    fn take(&mut self, data: &NodeData, path: &[usize]) -> bool {
        let parent = path.last().copied().unwrap_or(0);
        let blank = |tag| Node {
            tag,
            parent,
            end: 0,
            text: String::new(),
            names: String::new(),
            hidden: false,
            itemprop: String::new(),
            speaker: String::new(),
            own: String::new(),
        };
        match data {
            NodeData::Text { contents } => {
                self.nodes.push(Node { text: contents.to_string(), ..blank(Tag::Text) });
                true
            }
            NodeData::Element(element) => {
                let name: &str = &element.name.local;
                let said = Attributes::of(&element.attrs);
                self.read_element(name, &said);
                let names = said.names();
                let tag = self.opens(Tag::of(name).styled(&said.style), name, &names, parent);
                if tag == Tag::Silent {
                    return false;
                }
                self.nodes.push(Node {
                    names,
                    hidden: said.hides(),
                    itemprop: said.itemprop.unwrap_or_default().to_string(),
                    speaker: said.speaker.unwrap_or_default().to_string(),
                    own: if name.contains('-') { name.to_string() } else { String::new() },
                    ..blank(tag)
                });
                true
            }
            _ => false,
        }
    }

    /// A button that opens a part of the page and names it: inside a heading, or by its own name.
    fn opens(&self, tag: Tag, name: &str, names: &str, parent: usize) -> Tag {
        let heads = || self.nodes.get(parent).is_some_and(|n| matches!(n.tag, Tag::Heading(_)));
        match name {
            "button" if heads() => Tag::Inline,
            "button" if names.split([' ', '-']).any(|n| matches!(n, "accordion" | "faq" | "question")) => {
                Tag::Box
            }
            _ => tag,
        }
    }

    fn read_element(&mut self, name: &str, said: &Attributes<'_>) {
        match name {
            "meta" => {
                let key = said.property.or(said.name).or(said.itemprop).or(said.http_equiv);
                if let (Some(key), Some(value)) = (key, said.content) {
                    self.signs.push(Sign::Meta(key.to_ascii_lowercase(), value.to_string()));
                }
            }
            "html" => self.signs.extend(said.lang.map(|l| Sign::Language(l.to_string()))),
            "link" if said.rel.is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                self.signs.extend(said.href.map(|h| Sign::Canonical(h.to_string())));
            }
            _ => {
                let prop = said.itemprop;
                let dated = name == "time" || name == "abbr" || prop.is_some_and(|p| p.contains("date"));
                let value = said
                    .datetime
                    .or(said.content.filter(|_| prop.is_some()))
                    .or(said.title.filter(|_| dated));
                if let Some(value) = value.filter(|_| dated || name == "span") {
                    let names = format!("{} {}", said.class.unwrap_or_default(), prop.unwrap_or_default());
                    let (at, names) = (self.nodes.len(), names.to_ascii_lowercase());
                    self.signs.push(Sign::Time { at, names, value: value.to_string() });
                }
            }
        }
    }

    /// Keeps the title and linked data, the only silent elements whose words matter.
    fn read_silent(&mut self, node: &dom_query::NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        match &*name {
            "title" if !self.signs.iter().any(|s| matches!(s, Sign::Title(_))) => {
                self.signs.push(Sign::Title(node.immediate_text().to_string()));
            }
            "script" if node.attr("type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) => {
                self.signs.push(Sign::LinkedData(node.immediate_text().to_string()));
            }
            _ => {}
        }
    }

    /// Fills in where each subtree ends, from the last node to the first.
    fn close(&mut self) {
        for at in (0..self.nodes.len()).rev() {
            let end = self.nodes[at].end.max(at + 1);
            self.nodes[at].end = end;
            let parent = self.nodes[at].parent;
            if parent < at {
                self.nodes[parent].end = self.nodes[parent].end.max(end);
            }
        }
    }

    /// The elements around a node, itself first, each with its names, eight of them.
    pub(super) fn path(&self, at: usize) -> String {
        let around = std::iter::successors(Some(at), |at| self.parent(*at)).take(8);
        let shown = |at: usize| {
            let node = &self.nodes[at];
            let names: String = node.names.chars().take(60).collect();
            let sign = if names.is_empty() { "" } else { "." };
            format!("{:?}{sign}{}", node.tag, names.replace(' ', "."))
        };
        around.filter(|at| *at < self.nodes.len()).map(shown).collect::<Vec<_>>().join(" < ")
    }

    /// The element of a block and two around it, innermost first, each with the first of its names:
    /// `p < div.story < main`.
    pub(super) fn place(&self, at: usize) -> String {
        let around = std::iter::successors(Some(at), |at| self.parent(*at)).take(3);
        let mut place = String::new();
        for node in around.filter_map(|at| self.nodes.get(at)) {
            if !place.is_empty() {
                place.push_str(" < ");
            }
            place.push_str(if node.own.is_empty() { node.tag.name() } else { &node.own });
            if let Some(name) = node.names.split_whitespace().next() {
                place.push('.');
                place.extend(name.chars().take(PLACE_CHARS));
            }
        }
        place
    }

    /// The parent, or `None` for a node at the top.
    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        let parent = self.nodes.get(at)?.parent;
        (parent < at).then_some(parent)
    }
}

/// The node after the subtree of `id`; `path` loses the parents that end.
fn following(document: &Document, id: NodeId, path: &mut Vec<usize>) -> Option<NodeId> {
    let mut at = id;
    loop {
        let node = document.tree.get_unchecked(&at);
        if let Some(next) = node.next_sibling() {
            return Some(next.id);
        }
        at = node.parent()?.id;
        path.pop()?;
    }
}

/// Characters of a name in a place.
const PLACE_CHARS: usize = 40;

/// Characters of a class list that are looked at.
const NAME_CHARS: usize = 1000;

/// Adds a class list in lower case whose inner words are parted: `shareBar_top` is `share-bar-top`.
fn part_names(names: &str, parted: &mut String) {
    let mut lower_before = false;
    for c in names.chars().take(NAME_CHARS) {
        if c.is_ascii() {
            if c.is_ascii_uppercase() && lower_before {
                parted.push('-');
            }
            lower_before = c.is_ascii_lowercase() || c.is_ascii_digit();
            parted.push(if matches!(c, '_' | '.' | ':' | '/') { '-' } else { c.to_ascii_lowercase() });
            continue;
        }
        if c.is_uppercase() && lower_before {
            parted.push('-');
        }
        lower_before = c.is_lowercase();
        parted.extend(c.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_stand_in_order_and_know_their_end() {
        let tree = Tree::parse("<html lang=en><title>T</title><body><p class=shareBar>Vera <b>Holt</b><p>x");
        let tags: Vec<Tag> = tree.nodes.iter().map(|n| n.tag).collect();
        assert_eq!(
            tags[..],
            [
                Tag::Root,
                Tag::Head,
                Tag::Body,
                Tag::Paragraph,
                Tag::Text,
                Tag::Bold,
                Tag::Text,
                Tag::Paragraph,
                Tag::Text
            ]
        );
        assert_eq!(tree.nodes[3].end, 7);
        assert_eq!(tree.nodes[3].names, "share-bar");
        assert_eq!(tree.signs, [Sign::Language("en".into()), Sign::Title("T".into())]);
    }
}
