//! Blocks that open a turn, told by markup and labels alone, so that none is ever left out.
//!
//! `<div class="comment"><b>Q:</b> When?</div>` has the name of a comment thread and is a question of
//! a briefing: its label comes back on the page. What lies between the first and the last labelled
//! turn is given back though its names or its place speak against it. Who speaks is not known here:
//! that is `transcript`.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::Rules;

use super::markup::{MarkupBlock, MarkupKind};
use super::region::Verdicts;
use super::survey::Survey;
use super::tree::Tag;
use crate::sign::{is_closer, is_stop};

/// The markup of a block: its element, the names of it, whether bold words open it.
type Dress<'p> = (MarkupKind, &'p str, bool);

/// Blocks that open a turn: the labels repeat on the page, and no comment thread holds them.
pub(super) fn turn_blocks(page: &Survey<'_>, rules: &Rules) -> BTreeSet<usize> {
    let threads = threads(page);
    let of_site = |at: usize| page.frame_of(at) || page.thread_of(at, &threads).is_some_and(|t| t.of_readers);
    let mut turns = labelled_turns(page, &of_site);
    page.drop_readers(&mut turns, &threads, rules);
    if !turns.is_empty() {
        return turns;
    }
    // A talk in boxes that have the names of a thread of comments, when nothing else is on the page.
    let shown = |at: usize| page.frame_of(at) || page.thread_of(at, &threads).is_some_and(|t| t.shows_signs);
    let mut turns = labelled_turns(page, &shown);
    page.drop_readers(&mut turns, &threads, rules);
    if page.is_talk_alone(&turns, &of_site) { turns } else { BTreeSet::new() }
}

/// The blocks that open a turn and do not lie where `is_elsewhere` says.
fn labelled_turns(page: &Survey<'_>, is_elsewhere: &dyn Fn(usize) -> bool) -> BTreeSet<usize> {
    let is_own = |at: &usize| page.is_unlinked(*at) || page.is_linked_label(*at);
    let n_blocks = page.rendering.blocks.len();
    let marked = (0..n_blocks).filter(is_own).flat_map(|at| {
        let keys = label_keys(&page.rendering.blocks[at].block);
        keys.into_iter().map(move |key| (at, key))
    });
    let turns = family_of(page, &marked.collect::<Vec<_>>(), is_elsewhere);
    if !turns.is_empty() {
        return turns;
    }
    // Names alone in a line without any markup, when most of the page follows such lines.
    let bare = (0..n_blocks.saturating_sub(1)).filter(is_own).filter_map(|at| {
        let text = &page.rendering.blocks[at].block.text;
        is_bare_label(text, &page.rendering.blocks[at + 1].block.text).then(|| (at, key_of(text)))
    });
    let turns = family_of(page, &bare.collect::<Vec<_>>(), is_elsewhere);
    if page.said_after(&turns) * 2 > page.good[n_blocks] { turns } else { BTreeSet::new() }
}

/// The blocks whose labels repeat, and those that stand once in the dress of such.
fn family_of(
    page: &Survey<'_>,
    labels: &[(usize, String)],
    is_elsewhere: &dyn Fn(usize) -> bool,
) -> BTreeSet<usize> {
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
    // Whoever speaks ends as a sentence ends; the heads of boxes beside a text are followed by heads.
    if family.iter().filter(|(at, _)| page.talks(*at)).count() * 2 < family.len() {
        return BTreeSet::new();
    }
    let dressed = others.iter().filter(|(at, _)| dresses.get(&page.dress(*at)).is_some_and(|n| *n > 2));
    family
        .iter()
        .copied()
        .chain(dressed.copied())
        .map(|(at, _)| *at)
        .filter(|at| !is_elsewhere(*at))
        .collect()
}

impl Survey<'_> {
    fn is_unlinked(&self, block: usize) -> bool {
        self.rendering.blocks[block].link_chars * 2 <= self.rendering.blocks[block].chars
    }

    /// True for a name that leads to the page of who has it, before words that are no link.
    fn is_linked_label(&self, block: usize) -> bool {
        let MarkupBlock { text, lead, .. } = &self.rendering.blocks[block].block;
        let alone = text.ends_with(':') || lead.is_some_and(|lead| lead.of(text) == text);
        let next = block + 1;
        alone
            && text.len() <= 80
            && next < self.rendering.blocks.len()
            && self.is_unlinked(next)
            && self.talks(block)
    }

    /// True when the words of a block, or those behind a label alone, end as a sentence does.
    fn talks(&self, block: usize) -> bool {
        let ends = |at: usize| {
            let text = self.rendering.blocks.get(at).map_or("", |b| b.block.text.trim_end());
            ends(text)
        };
        ends(block) || ends(block + 1)
    }

    fn dress(&self, block: usize) -> Dress<'_> {
        let rendered = &self.rendering.blocks[block];
        (rendered.block.kind, &self.tree.nodes[rendered.node].names, rendered.block.lead.is_some())
    }

    /// Sentences in the blocks behind labels.
    fn said_after(&self, turns: &BTreeSet<usize>) -> usize {
        let blocks = self.rendering.blocks.len();
        turns.iter().filter(|at| **at + 1 < blocks).map(|at| self.good[at + 2] - self.good[at + 1]).sum()
    }

    /// True for turns of a few people that alternate, on a page with hardly a paragraph beside them.
    fn is_talk_alone(&self, turns: &BTreeSet<usize>, of_site: &dyn Fn(usize) -> bool) -> bool {
        let (Some(first), Some(last)) = (turns.first().copied(), turns.last().copied()) else { return false };
        let keys: BTreeSet<String> =
            turns.iter().map(|at| key_of(&self.rendering.blocks[*at].block.text)).collect();
        let is_prose = |at: &usize| {
            let rendered = &self.rendering.blocks[*at];
            let good = self.good[at + 1] - self.good[*at];
            good == rendered.chars && !of_site(*at)
        };
        let end = self.end_of_turn(last);
        let beside = (0..first).chain(end..self.rendering.blocks.len()).filter(is_prose).take(2).count();
        turns.len() >= 4 && keys.len() * 2 <= turns.len() && beside <= 1
    }

    /// True for a block of a menu or a footer.
    fn frame_of(&self, block: usize) -> bool {
        self.around(block).any(|node| match self.tree.nodes[node].tag {
            Tag::Nav | Tag::Footer => true,
            Tag::Header if self.heads_a_section(node) => false,
            Tag::Aside | Tag::Header => self.good_of(node) * 4 < self.good[self.good.len() - 1],
            _ => false,
        })
    }

    /// The elements around a block, innermost first.
    fn around(&self, block: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(self.rendering.blocks[block].node), |at| self.tree.parent(*at))
    }

    /// Takes out what readers write to each other under nothing but their names: a thread is a talk when
    /// one of its labels asks or has an office, a part of it is named as a text, or the page names somebody
    /// of it outside.
    fn drop_readers(&self, turns: &mut BTreeSet<usize>, threads: &[Thread], rules: &Rules) {
        let held = |at: &usize| self.thread_of(*at, threads).map(|t| t.start);
        // Each box may be a thread of its own, so all are judged together.
        let inside: Vec<usize> = turns.iter().copied().filter(|at| held(at).is_some()).collect();
        if inside.is_empty() {
            return;
        }
        let outside = (0..self.rendering.blocks.len()).filter(|at| held(at).is_none());
        let words = outside.flat_map(|at| self.rendering.blocks[at].block.text.split_whitespace());
        let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let known: BTreeSet<String> =
            words.filter(|w| !w.starts_with(char::is_lowercase)).map(bare).collect();
        let speaks = |label: &str| {
            let mut words = label.split_whitespace().take(LABEL_WORDS);
            let surname = label.split_whitespace().last().filter(|w| w.chars().count() > 2);
            rules.labels.questions.contains(&key_of(label))
                || rules.labels.answers.contains(&key_of(label))
                || words.any(|w| rules.labels.is_honorific(w) || rules.labels.is_office(w))
                || surname.is_some_and(|w| known.contains(&bare(w)))
        };
        let label = |at: &usize| self.rendering.blocks[*at].block.text.split([':', '\n', '：']).next();
        let starts: BTreeSet<usize> = inside.iter().filter_map(held).collect();
        let is_text =
            |start: &usize| (*start..self.tree.nodes[*start].end).any(|at| self.parts[at].is_content());
        if !starts.iter().any(is_text) && !inside.iter().filter_map(label).any(speaks) {
            turns.retain(|at| held(at).is_none());
        }
    }

    /// The thread that holds a block.
    fn thread_of<'t>(&self, block: usize, threads: &'t [Thread]) -> Option<&'t Thread> {
        let node = self.rendering.blocks[block].node;
        let at = threads.partition_point(|t| t.start <= node).checked_sub(1)?;
        threads.get(at).filter(|t| node < t.end)
    }
}

/// An element with the name of a thread of comments that lies in no other such.
struct Thread {
    start: usize,
    end: usize,
    /// It has names, times and links to answer, which no transcript has.
    of_readers: bool,
    /// Names of authors aside its comments show days, links or numbers.
    shows_signs: bool,
}

/// The threads of a page in order.
fn threads(page: &Survey<'_>) -> Vec<Thread> {
    let mut threads = Vec::new();
    let mut start = 0;
    while start < page.tree.nodes.len() {
        if page.parts[start].reason() != Some("comments") {
            start += 1;
            continue;
        }
        let end = page.tree.nodes[start].end;
        let of_readers = (start..end).any(|at| {
            matches!(page.tree.nodes[at].tag, Tag::Time | Tag::Form | Tag::Image)
                || page.parts[at].is_thread()
        });
        let shows_signs = (start..end).any(|at| page.shows_sign(at)) || page.counts_lines(start);
        threads.push(Thread { start, end, of_readers, shows_signs });
        start = end;
    }
    threads
}

impl Survey<'_> {
    fn shows_sign(&self, node: usize) -> bool {
        let inner = &self.tree.nodes[node];
        let shows = matches!(inner.tag, Tag::Time | Tag::Form | Tag::Image | Tag::Link | Tag::Control);
        let name_alone = inner.names.split([' ', '-']).any(|n| n == "author");
        shows || self.parts[node].is_date() || self.parts[node].is_thread() && !name_alone
    }

    /// True when a short line of the thread holds a number: a day, an hour, votes.
    fn counts_lines(&self, node: usize) -> bool {
        let (first, last) = self.range(node);
        (first..last).any(|at| {
            let text = &self.rendering.blocks[at].block.text;
            text.len() <= FEW_BYTES && text.contains(|c: char| c.is_ascii_digit())
        })
    }
}

/// Words of a label that are looked at.
const LABEL_WORDS: usize = 10;
/// Bytes of a line beside a comment that tells its day.
const FEW_BYTES: usize = 40;

/// Keys of the labels that open a block, or a line of it.
fn label_keys(block: &MarkupBlock) -> Vec<String> {
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
    let few = text.chars().count() <= 60 && text.split_whitespace().count() <= 8 && !text.contains('\n');
    few && text.starts_with(char::is_alphabetic)
        && !text.starts_with(char::is_lowercase)
        && !ends(text)
        && ends(next)
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
pub(super) fn restore_turns(
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

/// True at the end of what somebody says.
fn ends(text: &str) -> bool {
    text.ends_with(|c| is_stop(c) || is_closer(c) || matches!(c, '—' | '-'))
}
