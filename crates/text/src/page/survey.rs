//! What is measured of a page before anything is decided about its blocks.
//!
//! For each element of the tree: how many characters of sentences it holds, how many characters of
//! links, and what its names say (`rules::parts`). Sums over blocks, so that every element is asked
//! in constant time. `site` and `region` decide on these; the element tree itself is `tree`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::BuildHasherDefault;

use crate::rules::Rules;
use crate::rules::dictionary::Fold;
use crate::rules::parts::Parts;

use super::render::Rendering;
use super::tree::{Tag, Tree};

/// Measures of a page.
pub(super) struct Survey<'p> {
    pub tree: &'p Tree,
    pub rendering: &'p Rendering,
    /// What the names of each element say.
    pub parts: &'p [Parts],
    /// Sums over the blocks before each: characters of sentences, all characters, link characters.
    pub good: Vec<usize>,
    pub chars: Vec<usize>,
    pub links: Vec<usize>,
    /// Headers of sections that stand side by side.
    section_heads: BTreeSet<usize>,
}

/// What the names of each element say; the same names come again and again.
pub(super) fn parts_of(tree: &Tree, rules: &Rules) -> Vec<Parts> {
    let mut known: HashMap<&str, Parts, BuildHasherDefault<Fold>> = HashMap::default();
    let mut parts = Vec::with_capacity(tree.nodes.len());
    for node in &tree.nodes {
        parts.push(match node.names.as_str() {
            "" => Parts::default(),
            names => *known.entry(names).or_insert_with(|| rules.parts.of(names)),
        });
    }
    parts
}

impl<'p> Survey<'p> {
    pub(super) fn new(tree: &'p Tree, rendering: &'p Rendering, parts: &'p [Parts]) -> Survey<'p> {
        let sums = |of: &dyn Fn(usize) -> usize| {
            let mut sum = 0;
            let mut sums = vec![0];
            sums.extend((0..rendering.blocks.len()).map(|at| {
                sum += of(at);
                sum
            }));
            sums
        };
        let block = |at: usize| &rendering.blocks[at];
        Survey {
            tree,
            rendering,
            parts,
            good: sums(&|at| goodness(&block(at).block.text, block(at).chars, block(at).link_chars)),
            chars: sums(&|at| block(at).chars),
            links: sums(&|at| block(at).link_chars),
            section_heads: section_heads(tree, rendering),
        }
    }

    pub(super) fn sum(&self, sums: &[usize], node: usize) -> usize {
        let (from, to) = self.range(node);
        sums[to] - sums[from]
    }

    /// The blocks of an element.
    pub(super) fn range(&self, node: usize) -> (usize, usize) {
        let from = self.rendering.first[node].min(self.rendering.blocks.len());
        (from, self.rendering.last[node].clamp(from, self.rendering.blocks.len()))
    }

    /// True for the header of one of several sections, which is none of the site.
    pub(super) fn heads_a_section(&self, header: usize) -> bool {
        self.section_heads.contains(&header)
    }

    pub(super) fn good_of(&self, node: usize) -> usize {
        self.sum(&self.good, node)
    }

    /// Sentences in `from..to` that are not chrome.
    pub(super) fn clean_good(&self, clean: &[usize], node: usize) -> usize {
        self.sum(clean, node)
    }
}

/// Sections of one parent, each with a header over its words, from which on they are parts of a text.
const SECTIONS: usize = 3;

/// Headers of one short block whose parents stand side by side, each with words after its header.
fn section_heads(tree: &Tree, rendering: &Rendering) -> BTreeSet<usize> {
    let mut heads: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, node) in tree.nodes.iter().enumerate().filter(|(_, n)| n.tag == Tag::Header) {
        let Some(section) = tree.parent(at) else { continue };
        let (first, last) = (rendering.first[at], rendering.last[at]);
        let one = last == first + 1 && rendering.blocks.get(first).is_some_and(|b| b.chars <= 100);
        let heads_words = rendering.first[section] == first && rendering.last[section] > last;
        if let Some(around) = tree.parent(section).filter(|_| one && heads_words && node.tag == Tag::Header) {
            heads.entry(around).or_default().push(at);
        }
    }
    heads.into_values().filter(|heads| heads.len() >= SECTIONS).flatten().collect()
}

/// Characters that count as sentences: words that are no link and end like a sentence, or are many.
fn goodness(text: &str, chars: usize, link_chars: usize) -> usize {
    let own = chars.saturating_sub(link_chars);
    // Chinese and Japanese do not part words: two characters are about one.
    let wide = if text.is_ascii() { 0 } else { text.chars().filter(|c| is_wide(*c)).take(60).count() };
    let words = text.split_whitespace().take(30).count().max(wide / 2);
    let stops =
        text.chars().filter(|c| matches!(c, '.' | '!' | '?' | '。' | '…' | '।' | '！' | '？' | '،')).count();
    match () {
        () if link_chars * 2 > chars => own / 8,
        () if words >= 30 || chars >= 200 => own,
        () if words >= 8 && stops > 0 => own,
        () if stops > 0 => own / 2,
        () => own / 5,
    }
}
/// True for a character of a script that does not part words.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{e00}'..='\u{e7f}')
}

/// True when an element lies in one with this tag.
pub(super) fn inside(tree: &Tree, node: usize, tag: Tag) -> bool {
    std::iter::successors(tree.parent(node), |at| tree.parent(*at)).any(|at| tree.nodes[at].tag == tag)
}
