//! Which parts of a page are site chrome, told by the tags and names around them.
//!
//! `<aside>`, `<div class="share-bar">`, `<p class="wp-caption-text">` are left out as `aside`,
//! `sharing`, `caption`; but no part is chrome that holds most of what the page says, whatever its
//! name. Depends on `survey` for the measures and on `rules::parts` for the names.

use std::collections::{BTreeMap, BTreeSet};

use super::markup::MarkupKind;
use super::region::Verdicts;
use super::survey::{Survey, inside};
use super::tree::{Tag, Tree};

/// Why each block belongs to site chrome, by the tags and names around it.
pub(super) fn chrome_blocks(page: &Survey<'_>, turns: &BTreeSet<usize>) -> Verdicts {
    let site = Site { page, below: content_below(page, &page.good), teasers: teasers(page) };
    // Once as the names say, to learn how much is left; then without the parts that hold the text.
    let strict = site.verdicts(turns, &|_, _| false);
    let left = |at: usize| if strict[at].is_none() { page.good[at + 1] - page.good[at] } else { 0 };
    let mut clean = vec![0];
    for at in 0..strict.len() {
        clean.push(clean[at] + left(at));
    }
    let told = content_below(page, &clean).first().copied().unwrap_or(0);
    let clean = clean.last().copied().unwrap_or(0);
    site.verdicts(turns, &|node, reason| site.is_spared(node, reason, Left { clean, told }))
}

/// Characters of sentences outside all parts with the names of chrome.
#[derive(Clone, Copy)]
struct Left {
    clean: usize,
    /// Of these, in the best part that is named as content.
    told: usize,
}

/// A page whose parts are judged by name.
struct Site<'s> {
    page: &'s Survey<'s>,
    /// For each element the sentences of the best part inside that is named as content.
    below: Vec<usize>,
    /// For each element that is one of several that announce other pages the sentences of all of these.
    teasers: Vec<usize>,
}

impl Site<'_> {
    /// The reason of the outermost part around each block that is not spared.
    fn verdicts(&self, turns: &BTreeSet<usize>, is_spared: &dyn Fn(usize, &'static str) -> bool) -> Verdicts {
        let mut verdicts: Verdicts = vec![None; self.page.rendering.blocks.len()];
        let mut node = 0;
        while node < self.page.tree.nodes.len() {
            let (first, last) = self.page.range(node);
            let reason = if first < last { self.reason(node) } else { None };
            let holds_turns = turns.range(first..last).next().is_some();
            let Some(reason) = reason.filter(|r| !holds_turns && !is_spared(node, r)) else {
                node += 1;
                continue;
            };
            verdicts[first..last].fill(Some(reason));
            node = self.page.tree.nodes[node].end;
        }
        verdicts
    }

    /// What tag and names say against an element.
    fn reason(&self, node: usize) -> Option<&'static str> {
        let page = self.page;
        let tag = page.tree.nodes[node].tag;
        let named = page.parts[node].reason();
        match tag {
            Tag::Text | Tag::Root | Tag::Body | Tag::Break => None,
            Tag::Nav => Some("navigation"),
            Tag::Aside => Some("aside"),
            Tag::Footer => Some("frame"),
            Tag::Header if self.is_site_header(node) => Some("frame"),
            Tag::Form if self.is_small_form(node) => Some("form"),
            Tag::Figure | Tag::Caption => {
                let picture = page.good_of(node) < 600 && !holds_blocks(page.tree, node);
                picture.then_some("caption")
            }
            Tag::Main | Tag::Article | Tag::Paragraph if named == Some("byline") => None,
            Tag::Main | Tag::Article if self.teasers[node] == 0 => None,
            _ => named.or((self.teasers[node] > 0).then_some("related")),
        }
    }

    /// A header that is no article's own, and not the title of the page with words under it.
    fn is_site_header(&self, node: usize) -> bool {
        !inside(self.page.tree, node, Tag::Article) && !self.page.heads_a_section(node)
    }

    fn is_headed(&self, node: usize) -> bool {
        let (first, last) = self.page.range(node);
        let blocks = &self.page.rendering.blocks[first..last];
        blocks.iter().take(20).any(|b| matches!(b.block.kind, MarkupKind::Heading(_)))
    }

    fn is_in_content(&self, node: usize) -> bool {
        let around = std::iter::successors(self.page.tree.parent(node), |at| self.page.tree.parent(*at));
        around.take(64).any(|at| self.page.parts[at].is_content())
    }

    fn is_small_form(&self, node: usize) -> bool {
        let page = self.page;
        let all = page.good.last().copied().unwrap_or(0);
        let (chars, links) = (page.sum(&page.chars, node), page.sum(&page.links, node));
        page.good_of(node) * 10 < all || links * 2 > chars
    }

    /// True for a part that holds the text of the page, whatever its name: more than what is left
    /// without such parts, or words of some length under a name that tells little.
    fn is_spared(&self, node: usize, reason: &'static str, left: Left) -> bool {
        let page = self.page;
        let good = page.good_of(node).max(self.teasers[node]);
        let (chars, links) = (page.sum(&page.chars, node), page.sum(&page.links, node));
        // Where the page names its content and there is some, a great deal more must speak against it.
        let times = if left.told >= 250 && left.told * 2 > left.clean { 8 } else { 3 };
        let holds_text = good > left.clean * times || self.below[node] * 2 > good && good > left.clean;
        match reason {
            "comments" => holds_text && left.told < 300,
            _ if holds_text => page.tree.nodes[node].tag != Tag::Nav || links * 2 < chars,
            "consent" | "author" | "caption" | "aside" | "form" => false,
            "frame" | "related" if page.tree.nodes[node].tag == Tag::Paragraph => {
                good > 60 && links * 3 < chars
            }
            // "teaser" is also the name of an article's own first lines.
            "related" => {
                links == 0 && good > 60 && inside(page.tree, node, Tag::Article) && !self.is_headed(node)
            }
            "frame" | "navigation" => false,
            "subscription" if left.told > good * 3 && !self.is_in_content(node) => false,
            _ => good > 300 && links * 5 < chars,
        }
    }
}

/// For each element the sentences of the best part inside it that is named as content.
fn content_below(page: &Survey<'_>, good: &[usize]) -> Vec<usize> {
    let mut below = vec![0; page.tree.nodes.len()];
    for node in (1..page.tree.nodes.len()).rev() {
        let is_content = page.parts[node].is_content()
            || matches!(page.tree.nodes[node].tag, Tag::Main | Tag::Article)
            || page.tree.nodes[node].itemprop.eq_ignore_ascii_case("articlebody");
        let own = if is_content { page.sum(good, node) } else { 0 };
        let parent = page.tree.nodes[node].parent;
        below[parent] = below[parent].max(below[node]).max(own);
    }
    below
}

/// How long the words under a linked heading may be in a box that announces another page.
const TEASER_CHARS: usize = 500;

/// Boxes of one parent, three or more, that have a linked heading over a few words, outside what is
/// named as content.
fn teasers(page: &Survey<'_>) -> Vec<usize> {
    let mut found = vec![0; page.tree.nodes.len()];
    let mut counts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let linked = |at: usize| {
        let rendered = &page.rendering.blocks[at];
        matches!(rendered.block.kind, MarkupKind::Heading(2..))
            && rendered.link_chars * 10 >= rendered.chars * 9
    };
    let mut content_end = 0;
    for node in 0..page.tree.nodes.len() {
        if page.parts[node].is_content() {
            content_end = content_end.max(page.tree.nodes[node].end);
        }
        if node < content_end || !matches!(page.tree.nodes[node].tag, Tag::Article | Tag::Item | Tag::Box) {
            continue;
        }
        let (first, last) = page.range(node);
        let few = last - first <= 8 && page.sum(&page.chars, node) < TEASER_CHARS;
        if first < last && few && (first..last).filter(|at| linked(*at)).take(2).count() == 1 {
            counts.entry(page.tree.nodes[node].parent).or_default().push(node);
        }
    }
    for boxes in counts.into_values().filter(|boxes| boxes.len() > 2) {
        let good: usize = boxes.iter().map(|node| page.good_of(*node)).sum();
        boxes.into_iter().for_each(|node| found[node] = good.max(1));
    }
    found
}

/// True for a figure around a table, a quotation or a list, which is more than a picture.
fn holds_blocks(tree: &Tree, node: usize) -> bool {
    let inner = tree.nodes.get(node + 1..tree.nodes[node].end).unwrap_or(&[]);
    inner.iter().any(|n| {
        matches!(n.tag, Tag::Table | Tag::Quote | Tag::ListBox | Tag::Terms | Tag::Pre | Tag::Heading(_))
    })
}
