//! The main region of a page: which of its blocks are main text, and why each other was left out.
//!
//! Three questions in turn. Which elements are site chrome, by tag and by name? Which element
//! holds the page's own text: one that is named so, else the one where the sentences gather? Which
//! blocks inside it are lists of links? Over all three stands the rule of this house: what lies
//! between the first and the last labelled turn of a transcript is not dropped for its name or its
//! size ("Q: When?" in a `div class="comment"`).

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::Rules;
use crate::rules::parts::Parts;

use super::markup::MarkupKind;
use super::render::Rendering;
use super::tree::{Tag, Tree};

/// Why a block was left out; `None` for main text. One for each block.
pub(super) type Verdicts = Vec<Option<&'static str>>;

/// Decides for each block whether it is main text.
pub(super) fn main_text(tree: &Tree, rendering: &Rendering, rules: &Rules) -> Verdicts {
    let page = Survey::new(tree, rendering, rules);
    let turns = turn_blocks(&page);
    let chrome = chrome_blocks(&page, &turns);
    let region = page.region(&chrome);
    let (from, to) = region;
    let mut verdicts: Verdicts =
        chrome.iter().enumerate().map(|(at, c)| c.or((at < from || at >= to).then_some("outside"))).collect();
    page.take_standfirst(region, &chrome, &mut verdicts);
    page.drop_links(region, &turns, &mut verdicts);
    restore_turns(&page, &turns, &chrome, &mut verdicts);
    drop_bare_headings(&page, &turns, &mut verdicts);
    verdicts
}

/// What is measured of a page before anything is decided.
struct Survey<'p> {
    tree: &'p Tree,
    rendering: &'p Rendering,
    parts: Vec<Parts>,
    /// Sums over the blocks before each: characters of sentences, all characters, link characters.
    good: Vec<usize>,
    chars: Vec<usize>,
    links: Vec<usize>,
}

impl<'p> Survey<'p> {
    fn new(tree: &'p Tree, rendering: &'p Rendering, rules: &Rules) -> Survey<'p> {
        let parts = tree
            .nodes
            .iter()
            .map(|n| if n.names.is_empty() { Parts::default() } else { rules.parts.of(&n.names) });
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
            parts: parts.collect(),
            good: sums(&|at| goodness(&block(at).block.text, block(at).chars, block(at).link_chars)),
            chars: sums(&|at| block(at).chars),
            links: sums(&|at| block(at).link_chars),
        }
    }

    fn sum(&self, sums: &[usize], node: usize) -> usize {
        let (from, to) = self.range(node);
        sums[to] - sums[from]
    }

    /// The blocks of an element.
    fn range(&self, node: usize) -> (usize, usize) {
        let from = self.rendering.first[node].min(self.rendering.blocks.len());
        (from, self.rendering.last[node].clamp(from, self.rendering.blocks.len()))
    }

    fn good_of(&self, node: usize) -> usize {
        self.sum(&self.good, node)
    }

    /// Sentences in `from..to` that are not chrome.
    fn clean_good(&self, clean: &[usize], node: usize) -> usize {
        self.sum(clean, node)
    }

    /// The range of blocks that holds the page's own text.
    fn region(&self, chrome: &[Option<&'static str>]) -> (usize, usize) {
        let mut clean = vec![0];
        for (at, reason) in chrome.iter().enumerate() {
            let good = if reason.is_none() { self.good[at + 1] - self.good[at] } else { 0 };
            clean.push(clean[at] + good);
        }
        let total = clean.last().copied().unwrap_or(0);
        if self.tree.nodes.is_empty() || total == 0 {
            return (0, self.rendering.blocks.len());
        }
        let named: [&dyn Fn(usize) -> bool; 3] = [
            &|at| {
                self.parts[at].is_content()
                    || self.tree.nodes[at].itemprop.to_ascii_lowercase().contains("articlebody")
            },
            &|at| self.tree.nodes[at].tag == Tag::Article,
            &|at| self.tree.nodes[at].tag == Tag::Main || self.parts[at].is_main(),
        ];
        let mut start = 0;
        for (rank, is_named) in named.iter().enumerate() {
            if let Some(node) = self.best_named(is_named, &clean, total) {
                start = node;
                if rank == 0 {
                    return self.range(node);
                }
                break;
            }
        }
        self.range(self.descend(start, &clean))
    }

    /// The named element with the most sentences, when it holds enough of the page's.
    fn best_named(&self, is_named: &dyn Fn(usize) -> bool, clean: &[usize], total: usize) -> Option<usize> {
        let mut outermost: Vec<usize> = Vec::new();
        for at in (0..self.tree.nodes.len()).filter(|at| is_named(*at)) {
            let inside = outermost.last().is_some_and(|o| self.tree.nodes[*o].end > at);
            if !inside
                || self.clean_good(clean, at) * 10
                    > self.clean_good(clean, outermost[outermost.len() - 1]) * 9
            {
                outermost.push(at);
            }
        }
        let good = |at: usize| self.clean_good(clean, at);
        let best = outermost.iter().copied().max_by_key(|at| (good(*at), *at))?;
        let sum: usize = outermost.iter().map(|at| good(*at)).sum();
        let parts = outermost.iter().copied().filter(|at| good(*at) * 20 > sum);
        let best = match good(best) * 4 < sum * 3 {
            true => parts.reduce(|a, b| self.common_parent(a, b)).unwrap_or(best),
            false => best,
        };
        (good(best) * 10 >= total * 4).then_some(best)
    }

    /// The nearest element that holds both.
    fn common_parent(&self, a: usize, b: usize) -> usize {
        let holds = |at: &usize| self.tree.nodes[*at].end > b;
        std::iter::successors(Some(a), |at| self.tree.parent(*at)).find(holds).unwrap_or(0)
    }

    /// From `node` down to where the sentences part.
    fn descend(&self, mut node: usize, clean: &[usize]) -> usize {
        loop {
            let all = self.clean_good(clean, node);
            let mut child = node + 1;
            let mut best = None;
            while child < self.tree.nodes[node].end {
                let good = self.clean_good(clean, child);
                if self.tree.nodes[child].tag.is_block() && good * 10 >= all * 8 {
                    best = Some(child);
                }
                child = self.tree.nodes[child].end.max(child + 1);
            }
            match best {
                Some(child) if self.range(child).1 - self.range(child).0 > 1 => node = child,
                _ => return node,
            }
        }
    }

    /// Takes back sentences between the title and the region: the first paragraph of many articles
    /// stands under the title, outside the box of the others.
    fn take_standfirst(
        &self,
        (from, _): (usize, usize),
        chrome: &[Option<&'static str>],
        verdicts: &mut Verdicts,
    ) {
        let is_title = |at: &usize| self.rendering.blocks[*at].block.kind == MarkupKind::Heading(1);
        let Some(title) = (0..from).rev().find(is_title) else { return };
        for at in (title + 1..from).filter(|at| chrome[*at].is_none() && from - at < 12) {
            let rendered = &self.rendering.blocks[at];
            let good = self.good[at + 1] - self.good[at];
            if good == rendered.chars && good > 40 {
                verdicts[at] = None;
            }
        }
    }

    /// Drops lists and boxes of links inside the region.
    fn drop_links(&self, (from, to): (usize, usize), turns: &BTreeSet<usize>, verdicts: &mut Verdicts) {
        let mut node = 0;
        while node < self.tree.nodes.len() {
            let (first, last) = self.range(node);
            let inside = first >= from && last <= to && first < last;
            if !inside
                || !self.tree.nodes[node].tag.is_block()
                || !self.is_link_box(node)
                || turns.range(first..last).next().is_some()
            {
                node += 1;
                continue;
            }
            for verdict in verdicts.iter_mut().take(last).skip(first) {
                verdict.get_or_insert("links");
            }
            node = self.tree.nodes[node].end;
        }
    }

    fn is_link_box(&self, node: usize) -> bool {
        let chars = self.sum(&self.chars, node);
        let links = self.sum(&self.links, node);
        let good = self.good_of(node);
        match self.tree.nodes[node].tag {
            Tag::Heading(_) | Tag::Quote | Tag::Cell | Tag::Row => false,
            Tag::ListBox | Tag::Terms => links * 10 > chars * 6 && good * 3 < chars,
            Tag::Paragraph | Tag::Item => links * 10 > chars * 9 && chars < 160,
            _ => links * 10 > chars * 6 && good * 4 < chars,
        }
    }
}

/// Characters that count as sentences: words that are no link and end like a sentence, or are many.
fn goodness(text: &str, chars: usize, link_chars: usize) -> usize {
    let own = chars.saturating_sub(link_chars);
    let words = text.split_whitespace().take(30).count();
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

/// Why each block belongs to site chrome, by the tags and names around it.
fn chrome_blocks(page: &Survey<'_>, turns: &BTreeSet<usize>) -> Verdicts {
    let mut verdicts: Verdicts = vec![None; page.rendering.blocks.len()];
    let total = page.good.last().copied().unwrap_or(0);
    let mut node = 0;
    while node < page.tree.nodes.len() {
        let (first, last) = page.range(node);
        let reason = if first < last { chrome_reason(page, node, total) } else { None };
        let holds_turns = turns.range(first..last).next().is_some();
        let Some(reason) = reason.filter(|_| !holds_turns) else {
            node += 1;
            continue;
        };
        verdicts[first..last].fill(Some(reason));
        node = page.tree.nodes[node].end;
    }
    verdicts
}

fn chrome_reason(page: &Survey<'_>, node: usize, total: usize) -> Option<&'static str> {
    let tag = page.tree.nodes[node].tag;
    if matches!(tag, Tag::Text | Tag::Root | Tag::Body | Tag::Break) {
        return None;
    }
    let good = page.good_of(node);
    let (chars, links) = (page.sum(&page.chars, node), page.sum(&page.links, node));
    // A part that holds half of what the page says is no chrome, whatever its name.
    if good * 2 > total {
        return None;
    }
    let holds_text = good * 10 > total * 3;
    match tag {
        Tag::Nav => return Some("navigation"),
        Tag::Aside if !holds_text => return Some("aside"),
        Tag::Footer if !holds_text => return Some("frame"),
        Tag::Header if !holds_text && !inside(page.tree, node, Tag::Article) => {
            return Some("frame");
        }
        Tag::Form if good * 10 < total || links * 2 > chars => return Some("form"),
        Tag::Main | Tag::Article | Tag::Paragraph
            if page.parts[node].reason().is_none_or(|r| r == "byline") =>
        {
            return None;
        }
        Tag::Figure | Tag::Caption if !holds_text && good < 600 && !holds_blocks(page.tree, node) => {
            return Some("caption");
        }
        Tag::Figure | Tag::Caption => return None,
        _ => {}
    }
    let reason = page.parts[node].reason()?;
    let speaks = good > 300 && links * 5 < chars;
    let doubtful = speaks && !matches!(reason, "comments" | "related" | "consent");
    (!holds_text && !doubtful).then_some(reason)
}

/// True for a figure around a table, a quotation or a list, which is more than a picture.
fn holds_blocks(tree: &Tree, node: usize) -> bool {
    let inner = tree.nodes.get(node + 1..tree.nodes[node].end).unwrap_or(&[]);
    inner.iter().any(|n| matches!(n.tag, Tag::Table | Tag::Quote | Tag::ListBox | Tag::Terms | Tag::Pre))
}

fn inside(tree: &Tree, node: usize, tag: Tag) -> bool {
    std::iter::successors(tree.parent(node), |at| tree.parent(*at)).any(|at| tree.nodes[at].tag == tag)
}

/// The markup of a block: its element, the names of it, whether bold words open it.
type Dress<'p> = (MarkupKind, &'p str, bool);

/// Blocks that open a turn: the labels repeat on the page, and no comment thread holds them.
fn turn_blocks(page: &Survey<'_>) -> BTreeSet<usize> {
    let is_own = |at: &usize| page.rendering.blocks[*at].link_chars * 2 <= page.rendering.blocks[*at].chars;
    let n_blocks = page.rendering.blocks.len();
    let marked = (0..n_blocks).filter(is_own).flat_map(|at| {
        let keys = label_keys(&page.rendering.blocks[at].block);
        keys.into_iter().map(move |key| (at, key))
    });
    let turns = family_of(page, &marked.collect::<Vec<_>>());
    if !turns.is_empty() {
        return turns;
    }
    // Names alone in a line without any markup, when most of the page follows such lines.
    let bare = (0..n_blocks.saturating_sub(1)).filter(is_own).filter_map(|at| {
        let text = &page.rendering.blocks[at].block.text;
        is_bare_label(text, &page.rendering.blocks[at + 1].block.text).then(|| (at, key_of(text)))
    });
    let turns = family_of(page, &bare.collect::<Vec<_>>());
    let said: usize = turns.iter().map(|at| page.good[at + 2] - page.good[at + 1]).sum();
    if said * 2 > page.good[n_blocks] { turns } else { BTreeSet::new() }
}

/// The blocks whose labels repeat, and those that stand once in the dress of such.
fn family_of(page: &Survey<'_>, labels: &[(usize, String)]) -> BTreeSet<usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, key) in labels {
        *counts.entry(key).or_default() += 1;
    }
    let repeated: Vec<&str> = counts.iter().filter(|(_, n)| **n > 1).map(|(key, _)| *key).collect();
    if repeated.len() < 2 {
        return BTreeSet::new();
    }
    let belongs = |key: &str| counts[key] > 1 || repeated.iter().any(|r| r.len() > 3 && key.ends_with(r));
    let (family, others): (Vec<_>, Vec<_>) = labels.iter().partition(|(_, key)| belongs(key));
    let mut dresses: BTreeMap<Dress<'_>, usize> = BTreeMap::new();
    for (at, _) in &family {
        *dresses.entry(page.dress(*at)).or_default() += 1;
    }
    let dressed = others.iter().filter(|(at, _)| dresses.get(&page.dress(*at)).is_some_and(|n| *n > 2));
    family
        .iter()
        .copied()
        .chain(dressed.copied())
        .map(|(at, _)| *at)
        .filter(|at| !page.is_site_part(*at))
        .collect()
}

impl Survey<'_> {
    fn dress(&self, block: usize) -> Dress<'_> {
        let rendered = &self.rendering.blocks[block];
        (rendered.block.kind, &self.tree.nodes[rendered.node].names, rendered.block.lead.is_some())
    }

    /// True for a block of a menu, a footer or a comment thread.
    fn is_site_part(&self, block: usize) -> bool {
        let mut at = Some(self.rendering.blocks[block].node);
        let mut comment = None;
        while let Some(node) = at {
            match self.tree.nodes[node].tag {
                Tag::Nav | Tag::Footer => return true,
                Tag::Aside | Tag::Header if self.good_of(node) * 4 < self.good[self.good.len() - 1] => {
                    return true;
                }
                _ => {}
            }
            if self.parts[node].reason() == Some("comments") {
                comment = Some(node);
            }
            at = self.tree.parent(node);
        }
        comment.is_some_and(|node| self.is_thread(node))
    }

    /// True for comments of readers: names, times and links to answer, which no transcript has.
    fn is_thread(&self, node: usize) -> bool {
        let end = self.tree.nodes[node].end;
        (node..end).any(|at| {
            let inner = &self.tree.nodes[at];
            matches!(inner.tag, Tag::Time | Tag::Form | Tag::Image) || self.parts[at].is_thread()
        })
    }
}

/// Keys of the labels that open a block, or a line of it.
fn label_keys(block: &super::markup::MarkupBlock) -> Vec<String> {
    let alone = match block.kind {
        MarkupKind::Term | MarkupKind::Heading(2..=6) => true,
        _ => block.lead.is_some_and(|l| l.of(&block.text) == block.text),
    };
    let short = block.text.chars().count() <= 80 && !block.text.contains('\n');
    if short && (alone || is_question_mark(&block.text)) {
        return vec![key_of(&block.text)];
    }
    block.text.split('\n').filter_map(label_of_line).map(key_of).collect()
}

/// True for a few words without a stop, followed by a block that ends like a sentence: a name that
/// stands alone without any markup.
fn is_bare_label(text: &str, next: &str) -> bool {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '…' | '”' | '"' | '»' | ')' | ']' | '。');
    let few = text.chars().count() <= 60 && text.split_whitespace().count() <= 8 && !text.contains('\n');
    few && text.starts_with(char::is_alphabetic)
        && !text.starts_with(char::is_lowercase)
        && !text.ends_with(ends)
        && next.ends_with(ends)
}

fn key_of(label: &str) -> String {
    label.trim().trim_end_matches([':', '.', '：']).trim().to_lowercase()
}

/// `Q` and `A`, alone or before wide space.
fn is_question_mark(line: &str) -> bool {
    matches!(line.trim_end_matches([':', '.']), "Q" | "A" | "Question" | "Answer")
}

/// The words before the colon of a line, when they can be a label.
fn label_of_line(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mark = line.strip_prefix(['Q', 'A']);
    if mark.is_some_and(|rest| {
        rest.starts_with("  ") || rest.starts_with(". ") || rest.starts_with(['\u{a0}', '\t'])
    }) {
        return line.get(..1);
    }
    let head_end = line.char_indices().nth(100).map_or(line.len(), |(at, _)| at);
    let head = line.get(..head_end)?;
    let colon = head.find([':', '：'])?;
    let label = head.get(..colon)?.trim();
    let after = line.get(colon..)?.chars().nth(1);
    let first = label.chars().next()?;
    let names = !first.is_lowercase() && !first.is_ascii_digit() && label.split_whitespace().count() <= 10;
    let plain = !label.contains(['?', '!', ';', '"', '“', '”', '«', '»', '…']);
    (names && plain && after.is_none_or(char::is_whitespace)).then_some(label)
}

/// Gives back what lies between the first and the last turn and was left out for its name or place.
fn restore_turns(
    page: &Survey<'_>,
    turns: &BTreeSet<usize>,
    chrome: &[Option<&'static str>],
    verdicts: &mut Verdicts,
) {
    let (Some(first), Some(last)) = (turns.first().copied(), turns.last().copied()) else {
        return;
    };
    let end = page.end_of_turn(last);
    for at in first..end {
        let soft = matches!(verdicts[at], Some("outside" | "comments" | "byline" | "links" | "related"));
        let linked = page.links[at + 1] - page.links[at];
        let is_link_list = linked * 2 > page.chars[at + 1] - page.chars[at];
        let hard = chrome[at].is_some_and(|reason| !matches!(reason, "comments" | "byline" | "related"));
        if turns.contains(&at) || (soft && !hard && !is_link_list) {
            verdicts[at] = None;
        }
    }
}

impl Survey<'_> {
    /// One past the words of the last turn: the blocks that stand beside its label.
    fn end_of_turn(&self, last: usize) -> usize {
        let node = self.rendering.blocks[last].node;
        let parent = self.tree.parent(node).unwrap_or(node);
        let next = (last + 1).min(self.rendering.blocks.len());
        let (_, end) = self.range(parent);
        match end > next {
            true => (next + 1).min(self.rendering.blocks.len()),
            false => next,
        }
    }
}

/// True for a block that was left out for what it is, not for where it stands.
fn is_left_out(verdict: Option<&str>) -> bool {
    verdict.is_some_and(|reason| reason != "outside")
}

/// A few words that announce what follows: "More on this:", "Further reading".
fn is_lead_in(text: &str) -> bool {
    let stops = |c: char| matches!(c, '.' | '!' | '?' | '…' | '”' | '"' | ')' | ']' | '。');
    text.chars().count() <= 60 && !text.ends_with(stops)
}

/// Drops a heading whose section was left out, and headings at the end ("Related articles").
fn drop_bare_headings(page: &Survey<'_>, turns: &BTreeSet<usize>, verdicts: &mut Verdicts) {
    let n_blocks = page.rendering.blocks.len();
    let leads_in = |at: usize| {
        let text = &page.rendering.blocks[at].block.text;
        at + 1 < n_blocks && is_lead_in(text) && is_left_out(verdicts[at + 1]) && !turns.contains(&at)
    };
    let is_title = |at: usize| matches!(page.rendering.blocks[at].block.kind, MarkupKind::Heading(_));
    let headings: Vec<bool> = (0..n_blocks).map(|at| is_title(at) || leads_in(at)).collect();
    // Of the section under the heading that comes next on the way up.
    let (mut kept, mut dropped) = (0, 0);
    let mut last_heading: Option<bool> = None;
    for at in (0..verdicts.len()).rev() {
        if !headings[at] {
            kept += usize::from(verdicts[at].is_none());
            dropped += usize::from(verdicts[at].is_some_and(|reason| reason != "outside"));
            continue;
        }
        let bare = kept == 0 && (dropped > 0 || !last_heading.unwrap_or(false));
        if bare && verdicts[at].is_none() && !turns.contains(&at) {
            verdicts[at] = Some("heading");
        }
        last_heading = Some(verdicts[at].is_none() || kept > 0);
        (kept, dropped) = (0, 0);
    }
}
