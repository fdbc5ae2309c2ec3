//! The main region of a page: which of its blocks are main text, and why each other was left out.
//!
//! Three questions in turn. Which elements are site chrome, by tag and by name? Which element
//! holds the page's own text: one that is named so, else the one where the sentences gather? Which
//! blocks inside it are lists of links? Over all three stands the rule of this house: what lies
//! between the first and the last labelled turn of a transcript is not dropped for its name or its
//! size ("Q: When?" in a `div class="comment"`); `spoken` finds those turns, `site` the chrome.

use std::collections::BTreeSet;

use crate::rules::Rules;
use crate::rules::parts::Parts;

use super::markup::MarkupKind;
use super::render::Rendering;
use super::site::chrome_blocks;
use super::spoken::{restore_turns, turn_blocks};
use super::survey::Survey;
use super::tree::{Tag, Tree};

/// Why a block was left out; `None` for main text. One for each block.
pub(super) type Verdicts = Vec<Option<&'static str>>;

/// Decides for each block whether it is main text.
pub(super) fn main_text(tree: &Tree, rendering: &Rendering, parts: &[Parts], rules: &Rules) -> Verdicts {
    let page = Survey::new(tree, rendering, parts);
    let turns = turn_blocks(&page, rules);
    let chrome = chrome_blocks(&page, &turns);
    let region = page.region(&chrome);
    let (from, to) = region;
    let mut verdicts: Verdicts =
        chrome.iter().enumerate().map(|(at, c)| c.or((at < from || at >= to).then_some("outside"))).collect();
    page.take_standfirst(region, &chrome, &mut verdicts);
    let whole = verdicts.clone();
    page.drop_links(region, &turns, &mut verdicts);
    // A page of links alone is a list of links.
    if verdicts.iter().all(Option::is_some) {
        verdicts = whole;
    }
    page.drop_also(&turns, &mut verdicts, rules);
    page.drop_tails(&turns, &mut verdicts, rules);
    restore_turns(&page, &turns, &chrome, &mut verdicts);
    for (verdict, rendered) in verdicts.iter_mut().zip(&rendering.blocks) {
        if rendered.counts {
            verdict.get_or_insert("counter");
        }
    }
    drop_bare_headings(&page, &turns, &mut verdicts);
    verdicts
}

impl Survey<'_> {
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
        let is_title = |at: &usize| {
            self.rendering.blocks[*at].block.kind == MarkupKind::Heading(1) && chrome[*at].is_none()
        };
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

/// Words in a line that leads to another page.
const ALSO_WORDS: usize = 30;

impl Survey<'_> {
    /// Drops lines such as "Read also: Bridge opens in the north" and "Photo: Norland Gazette".
    fn drop_also(&self, turns: &BTreeSet<usize>, verdicts: &mut Verdicts, rules: &Rules) {
        for at in 0..verdicts.len() {
            if verdicts[at].is_some() || turns.contains(&at) {
                continue;
            }
            if self.leads_elsewhere(at, rules) {
                verdicts[at] = Some("related");
            } else if is_caption(&self.rendering.blocks[at].block.text, rules) {
                verdicts[at] = Some("caption");
            }
        }
    }

    /// True for a line that opens with words such as "read also" and goes on with a colon or a link.
    fn leads_elsewhere(&self, at: usize, rules: &Rules) -> bool {
        let rendered = &self.rendering.blocks[at];
        let words = rendered.block.text.split_whitespace().take(ALSO_WORDS + 1).collect::<Vec<_>>();
        if words.len() > ALSO_WORDS {
            return false;
        }
        let folded = words.join(" ").to_lowercase();
        let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some(rest) = rules.parts.after_also(folded) else { return false };
        let rest = rest.trim_start();
        rest.is_empty()
            || rest.starts_with([':', '：', '|', '»', '>', '→', '-', '–', '—', '►'])
            || rendered.link_chars * 2 > rendered.chars
    }

    /// Drops what follows a heading such as "About the author" at the end of the text.
    fn drop_tails(&self, turns: &BTreeSet<usize>, verdicts: &mut Verdicts, rules: &Rules) {
        let kept = |at: usize| if verdicts[at].is_none() { self.good[at + 1] - self.good[at] } else { 0 };
        let all: usize = (0..verdicts.len()).map(kept).sum();
        let mut after = 0;
        let mut from = None;
        for at in (0..verdicts.len()).rev() {
            if turns.contains(&at) || after * 4 > all {
                break;
            }
            after += kept(at);
            if verdicts[at].is_none() && self.is_tail(at, rules) {
                from = Some(at);
            }
        }
        for verdict in verdicts.iter_mut().skip(from.unwrap_or(usize::MAX)) {
            verdict.get_or_insert("tail");
        }
    }

    /// True for a heading, or a few words that stand alone, such as "Leave a comment" and "7 Comments:".
    fn is_tail(&self, at: usize, rules: &Rules) -> bool {
        let block = &self.rendering.blocks[at].block;
        let alone = matches!(block.kind, MarkupKind::Heading(2..))
            || block.lead.is_some_and(|lead| lead.of(&block.text) == block.text);
        let short = block.text.len() < 80;
        short && rules.parts.is_tail(&block.text.to_lowercase(), alone)
    }
}

/// Words of a line under a picture that are looked at.
const CAPTION_WORDS: usize = 60;

/// True for a line that opens with a word such as "Photo", before a colon, "by", a name of rights or a number.
fn is_caption(text: &str, rules: &Rules) -> bool {
    let few = text.split_whitespace().nth(CAPTION_WORDS).is_none();
    few && rules.parts.is_caption(&text.chars().take(40).collect::<String>().to_lowercase())
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
        let set_off = text.ends_with([':', '：'])
            || page.rendering.blocks[at].block.lead.is_some_and(|lead| lead.of(text) == text);
        at + 1 < n_blocks
            && set_off
            && is_lead_in(text)
            && is_left_out(verdicts[at + 1])
            && !turns.contains(&at)
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
