//! Words that are signed below: the name stands behind what was said, in the same box.
//!
//! ```text
//! <blockquote><p>We are glad.</p><cite>Vera Holt</cite></blockquote>
//! <blockquote><p>When?</p><cite>Jan Lind</cite></blockquote>
//! ```
//! Read line by line, each name would seem to open the words of the next box, and every word would be in
//! the wrong mouth. Where such boxes stand side by side and their names come back, the name is written
//! before its words, as other pages print it. A single quotation with its source stays one block, so that
//! the source is no label of what follows. Depends on the tree and on what `render` made of it.

use std::collections::BTreeMap;

use crate::sign::ends_with_stop;
use crate::span::Span;

use super::markup::{MarkupBlock, MarkupKind};
use super::render::{Rendered, Rendering};
use super::tree::{Tag, Tree};

/// Characters of a name with an office.
const NAME_CHARS: usize = 80;
/// Blocks of a box that is signed.
const MOST_BLOCKS: usize = 12;
/// Boxes of one parent that are compared: names that come back do so among these.
const LEAST_BOXES: usize = 4;

/// Writes names before the words that they sign.
pub(super) fn turn_round(tree: &Tree, rendering: &mut Rendering) {
    let boxes = signed_boxes(tree, rendering);
    let mut of_parent: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for node in boxes {
        of_parent.entry(tree.nodes[node].parent).or_default().push(node);
    }
    let mut joined = vec![false; rendering.blocks.len()];
    for boxes in of_parent.into_values() {
        if is_talk(rendering, &boxes) {
            boxes.iter().for_each(|node| name_first(rendering, *node));
        } else {
            let quotes = boxes.into_iter().filter(|node| is_quotation(tree, rendering, *node));
            quotes.for_each(|node| joined[rendering.last[node] - 1] = true);
        }
    }
    if joined.contains(&true) {
        join(rendering, &joined);
    }
}

/// Elements whose last block is a name alone and whose first holds words.
fn signed_boxes(tree: &Tree, rendering: &Rendering) -> Vec<usize> {
    // By the end of their blocks: elements with one end lie in each other.
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    for (node, element) in tree.nodes.iter().enumerate() {
        let (first, last) = (rendering.first[node], rendering.last[node]);
        let is_box = matches!(element.tag, Tag::Quote | Tag::Figure | Tag::Box | Tag::Article | Tag::Item);
        if !is_box || last < first + 2 || last - first > MOST_BLOCKS {
            continue;
        }
        let blocks = &rendering.blocks;
        if says_something(&blocks[first].block) && is_name(&blocks[last - 1]) {
            // The inner one holds the name and its words; of two that hold the same the outer has neighbours.
            let outer = found.entry(last).or_insert(node);
            *outer = if rendering.first[*outer] < first { node } else { *outer };
        }
    }
    found.into_values().collect()
}

fn says_something(block: &MarkupBlock) -> bool {
    !matches!(block.kind, MarkupKind::Heading(_) | MarkupKind::Term) && ends_with_stop(&block.text)
}

/// A few words that begin like a name and stop without a sign.
fn is_name(rendered: &Rendered) -> bool {
    let text = rendered.block.text.trim_start_matches(['—', '–', '-', '―', ' ', '\u{a0}']);
    let opens = text.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let plain = !text.ends_with([':', '.', '!', '?', '…', '：', ')']) && !text.contains(char::is_numeric);
    opens && plain && text.chars().count() <= NAME_CHARS && text.split_whitespace().count() <= 10
}

/// True when two names or more come back among the boxes of one parent.
fn is_talk(rendering: &Rendering, boxes: &[usize]) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for node in boxes {
        *counts.entry(&rendering.blocks[rendering.last[*node] - 1].block.text).or_default() += 1;
    }
    boxes.len() >= LEAST_BOXES && counts.values().filter(|n| **n > 1).count() >= 2
}

/// A quotation by its element, with its source in an element that is made for it.
fn is_quotation(tree: &Tree, rendering: &Rendering, node: usize) -> bool {
    let inside = node..tree.nodes[node].end;
    let quotes = inside.clone().any(|at| tree.nodes[at].tag == Tag::Quote);
    let sign = rendering.blocks[rendering.last[node] - 1].node;
    let sources = |tag: Tag| matches!(tag, Tag::Cite | Tag::Caption | Tag::Footer);
    let around = std::iter::successors(Some(sign), |at| tree.parent(*at)).take_while(|at| *at > node);
    let within = (sign..tree.nodes[sign].end).skip(1).take(4);
    quotes && around.chain(within).chain([sign]).any(|at| sources(tree.nodes[at].tag))
}

/// Moves the last block of an element before its others.
fn name_first(rendering: &mut Rendering, node: usize) {
    let (first, last) = (rendering.first[node], rendering.last[node]);
    rendering.blocks[first..last].rotate_right(1);
    let block = &mut rendering.blocks[first].block;
    let bare = block.text.trim_start_matches(['—', '–', '-', '―', ' ', '\u{a0}']).to_string();
    (block.kind, block.lead, block.text) = (MarkupKind::Term, Some(Span::new(0, bare.len())), bare);
}

/// Writes the marked blocks at the end of the ones before them.
fn join(rendering: &mut Rendering, joined: &[bool]) {
    let mut kept: Vec<Rendered> = Vec::with_capacity(rendering.blocks.len());
    // For each block, and one past the last, its place afterwards.
    let mut place = Vec::with_capacity(joined.len() + 1);
    for (rendered, joins) in std::mem::take(&mut rendering.blocks).into_iter().zip(joined) {
        match kept.last_mut().filter(|_| *joins) {
            Some(last) => {
                last.block.text.push('\t');
                last.block.text.push_str(&rendered.block.text);
                (last.chars, last.link_chars) =
                    (last.chars + rendered.chars, last.link_chars + rendered.link_chars);
                place.push(kept.len() - 1);
            }
            None => {
                place.push(kept.len());
                kept.push(rendered);
            }
        }
    }
    place.push(kept.len());
    let moved = |at: &mut usize| *at = place.get(*at).copied().unwrap_or(kept.len());
    // The end of an element is one past its last block.
    for (first, last) in rendering.first.iter_mut().zip(rendering.last.iter_mut()) {
        let empty = last <= first;
        moved(first);
        match empty {
            true => *last = *first,
            false => *last = place.get(*last - 1).map_or(kept.len(), |at| at + 1),
        }
    }
    rendering.blocks = kept;
}

#[cfg(test)]
mod tests {
    use super::super::render::render;
    use super::*;

    fn lines(html: &str) -> Vec<String> {
        render(&Tree::parse(html)).blocks.into_iter().map(|b| b.block.text).collect()
    }

    const TALK: [(&str, &str); 5] = [
        ("We are glad that the bridge is open.", "Vera Holt"),
        ("When will the road be mended?", "Jan Lind"),
        ("In May.", "Vera Holt"),
        ("Which May?", "Jan Lind"),
        ("This one.", "Vera Holt"),
    ];

    #[test]
    fn names_below_their_words_are_written_before_them() {
        for shape in [
            "<blockquote><p>{W}</p><cite>{L}</cite></blockquote>",
            "<blockquote><p>{W}</p><footer>— <cite>{L}</cite></footer></blockquote>",
            "<figure><blockquote>{W}</blockquote><figcaption>{L}</figcaption></figure>",
            "<div class=turn><p>{W}</p><div class=who>{L}</div></div>",
            "<div class=turn><div><p>{W}</p><p><b>{L}</b></p></div></div>",
            "<li><p>{W}</p><p>{L}</p></li>",
        ] {
            let talk: String = TALK.iter().map(|(w, l)| shape.replace("{W}", w).replace("{L}", l)).collect();
            let want: Vec<&str> = TALK.iter().flat_map(|(w, l)| [*l, *w]).collect();
            assert_eq!(lines(&format!("<main>{talk}</main>")), want, "{shape}");
        }
    }

    #[test]
    fn names_before_their_words_stay_there() {
        for shape in [
            "<div><p>{L}</p><p>{W}</p></div>",
            "<blockquote><cite>{L}</cite><p>{W}</p></blockquote>",
            "<div><h3>{L}</h3><p>{W}</p><p>{W}</p></div>",
        ] {
            let talk: String = TALK.iter().map(|(w, l)| shape.replace("{W}", w).replace("{L}", l)).collect();
            let read = lines(&format!("<main>{talk}</main>"));
            assert_eq!((read[0].as_str(), read[1].as_str()), ("Vera Holt", TALK[0].0), "{shape}");
        }
    }

    #[test]
    fn the_source_of_one_quotation_stands_in_its_block() {
        let html = "<p>So it was.</p><blockquote><p>We are glad.</p><cite>Minister Vera Holt</cite></blockquote><p>The road is open.</p>";
        assert_eq!(lines(html), ["So it was.", "We are glad.\tMinister Vera Holt", "The road is open."]);
        let teasers = "<div><p>The road is open.</p><a href=/1>Read on</a></div>".repeat(5);
        assert_eq!(lines(&teasers)[..2], ["The road is open.", "Read on"]);
    }
}
