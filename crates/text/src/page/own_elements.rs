//! Elements that a page defines itself, such as `<x-turn>`: which of them are blocks.
//!
//! ```text
//! <x-turn><x-speaker>Vera Holt:</x-speaker><x-text>Yes.</x-text></x-turn>
//! <x-turn><x-speaker>Q:</x-speaker><x-text>When?</x-text></x-turn>
//! ```
//! No standard says how such an element is shown. Those of one name that stand side by side with no
//! bare words between are blocks, and so are the parts of each when all its words stand in parts. A
//! single `<x-tip>` inside a paragraph stays a part of its line. One walk over the nodes.

use std::collections::BTreeMap;

use super::tree::{Tag, Tree};

/// What the children of one element are.
#[derive(Default)]
struct Children {
    /// Words stand directly in it.
    bare: bool,
    /// Elements in it.
    elements: usize,
    /// How often each of the page's own names stands in it, of the first few names.
    own: BTreeMap<String, usize>,
}

/// Names of one parent that are counted.
const MOST_NAMES: usize = 16;

/// Turns the page's own elements into boxes where they stand as blocks.
pub(super) fn make_blocks(tree: &mut Tree) {
    if tree.nodes.iter().all(|n| n.own.is_empty()) {
        return;
    }
    let children = children(tree);
    // Parents come before their children, so that a parent is known when its parts are asked.
    let mut is_item = vec![false; tree.nodes.len()];
    for at in 1..tree.nodes.len() {
        let (tag, parent) = (tree.nodes[at].tag, tree.nodes[at].parent);
        if tag != Tag::Inline || parent >= at {
            continue;
        }
        let around = &children[parent];
        let own = &tree.nodes[at].own;
        let repeats = around.own.get(own).is_some_and(|n| *n > 1);
        let holder = holds_blocks(tree.nodes[parent].tag) || !tree.nodes[parent].own.is_empty();
        is_item[at] = holder && repeats && !around.bare;
        let is_part = is_item[parent] && around.elements > 1 && !around.bare;
        if is_item[at] || is_part {
            tree.nodes[at].tag = Tag::Box;
        }
    }
}

fn children(tree: &Tree) -> Vec<Children> {
    let mut children: Vec<Children> = Vec::new();
    children.resize_with(tree.nodes.len(), Children::default);
    for (at, node) in tree.nodes.iter().enumerate().filter(|(at, n)| n.parent < *at) {
        let around = &mut children[node.parent];
        if node.tag == Tag::Text {
            around.bare |= node.text.contains(char::is_alphanumeric);
            continue;
        }
        around.elements += usize::from(tree.nodes[at].tag != Tag::Break);
        let known = around.own.len() < MOST_NAMES || around.own.contains_key(&node.own);
        if !node.own.is_empty() && known {
            *around.own.entry(node.own.clone()).or_default() += 1;
        }
    }
    children
}

/// True for elements whose children may be blocks; a line of text is none.
fn holds_blocks(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Root
            | Tag::Body
            | Tag::Box
            | Tag::Article
            | Tag::Main
            | Tag::Header
            | Tag::Footer
            | Tag::Aside
            | Tag::Nav
            | Tag::Form
            | Tag::Cell
            | Tag::Item
            | Tag::Meaning
            | Tag::Figure
    )
}

#[cfg(test)]
mod tests {
    use super::super::render::render;
    use super::*;

    fn check(html: &str, want: &[&str]) {
        let blocks = render(&Tree::parse(html)).blocks;
        let lines: Vec<&str> = blocks.iter().map(|b| b.block.text.as_str()).collect();
        assert_eq!(lines, want, "{html}");
    }

    #[test]
    fn elements_that_repeat_side_by_side_are_blocks() {
        check(
            "<x-turn><x-speaker>Vera Holt:</x-speaker><x-text>Yes.</x-text></x-turn><x-turn><x-speaker>Q:</x-speaker><x-text>When?</x-text></x-turn>",
            &["Vera Holt:", "Yes.", "Q:", "When?"],
        );
        check(
            "<talk-log><talk-turn><span slot=name>Vera Holt</span> <span slot=words>Yes.</span></talk-turn>
             <talk-turn><span slot=name>Jan Lind</span> <span slot=words>No.</span></talk-turn></talk-log>",
            &["Vera Holt", "Yes.", "Jan Lind", "No."],
        );
    }

    #[test]
    fn elements_inside_a_line_are_no_blocks() {
        check(
            "<p>The <x-tip>bridge</x-tip> and the <x-tip>road</x-tip> are open.",
            &["The bridge and the road are open."],
        );
        check("<p><x-tip>Bridge</x-tip> <x-tip>Road</x-tip></p>", &["Bridge Road"]);
        check("<div>Open <x-day>today</x-day>, <x-day>tomorrow</x-day></div>", &["Open today, tomorrow"]);
        check("<div><x-icon></x-icon> Open</div>", &["Open"]);
    }

    #[test]
    fn an_element_says_by_its_style_that_it_is_a_block() {
        check(
            "<div><span style='display: block'>Vera Holt</span><span style='display:block'>Yes.</span></div>",
            &["Vera Holt", "Yes."],
        );
        check("<div><span style='display:inline-block'>Vera</span> Holt</div>", &["Vera Holt"]);
    }
}
