//! Days that a page prints of itself: in elements that are named for it, and in lines beside its text.
//!
//! `<span class="publish-date">3 March 2031</span>` under the title, or the line "Vera Holt, 3 March
//! 2031, 10:15" there, say when the page was published; the same inside a list of other pages, among
//! comments, or in the middle of the text does not. Which of the days is taken is left to `metadata`.

use std::collections::BTreeMap;

use crate::rules::Rules;
use crate::rules::parts::Parts;

use super::dates::{DateHit, find_dates, leading_date, stamps_of, tells_change};
use super::draft::DateEvidence;
use super::markup::MarkupKind;
use super::region::Verdicts;
use super::render::Rendering;
use super::tree::{Sign, Tag, Tree};

/// Bytes of an element or a line in which a day is looked for.
const HEAD_BYTES: usize = 200;
/// Nodes of an element that are looked at: named elements may lie in one another.
const MOST_NODES: usize = 64;
/// Words of a line that tells of the page's making.
const LINE_WORDS: usize = 18;
/// Blocks before the title and behind the text that are looked at.
const AROUND: usize = 8;

/// The days printed on a page, the likeliest first.
#[derive(Debug, Default)]
pub(super) struct PrintedDays {
    pub published: Vec<DateEvidence>,
    pub modified: Vec<DateEvidence>,
}

/// A page whose main text is known.
pub(super) struct Laid<'p> {
    pub tree: &'p Tree,
    pub rendering: &'p Rendering,
    /// What the names of each element say.
    pub parts: &'p [Parts],
    pub verdicts: &'p Verdicts,
}

/// A day and how likely it is that of publication: the smaller the better.
struct Found {
    rank: u8,
    block: usize,
    modified: bool,
    evidence: DateEvidence,
}

/// Finds the days that a page prints of itself.
pub(super) fn printed_days(page: &Laid<'_>, language: Option<&str>, rules: &Rules) -> PrintedDays {
    let print = Print { rules, day_first: language.is_some_and(is_day_first) };
    let window = page.window();
    let mut found = page.in_elements(&window, &print);
    found.extend(page.in_lines(&window, &print));
    found.sort_by_key(|f| (f.rank, f.block));
    let mut days = PrintedDays::default();
    for day in found {
        let list = if day.modified { &mut days.modified } else { &mut days.published };
        list.push(day.evidence);
    }
    days
}

/// Where days of the page itself stand: from before the title to the first lines of the text, and
/// behind its last.
pub(super) struct Window {
    title: usize,
    top: std::ops::Range<usize>,
    bottom: std::ops::Range<usize>,
}

impl Window {
    /// 0 at the top, 1 at the bottom, `None` elsewhere.
    fn side(&self, block: usize) -> Option<u8> {
        match () {
            () if self.top.contains(&block) => Some(0),
            () if self.bottom.contains(&block) => Some(1),
            () => None,
        }
    }
}

impl Laid<'_> {
    pub(super) fn window(&self) -> Window {
        let n = self.verdicts.len();
        let first = self.verdicts.iter().position(Option::is_none).unwrap_or(0);
        let last = self.verdicts.iter().rposition(Option::is_none).unwrap_or(n);
        let is_title = |at: &usize| {
            matches!(self.rendering.blocks[*at].block.kind, MarkupKind::Heading(1 | 2))
                && !self.is_elsewhere(*at)
        };
        let title =
            (first.saturating_sub(4 * AROUND)..(first + 2).min(n)).rev().find(is_title).unwrap_or(first);
        Window {
            title,
            top: title.min(first).saturating_sub(AROUND)..(first.max(title) + 4).min(n),
            bottom: last.saturating_sub(1)..(last + AROUND).min(n),
        }
    }

    /// True for a block of another page's or another person's words.
    fn is_elsewhere(&self, block: usize) -> bool {
        let reason = self.verdicts.get(block).copied().flatten();
        reason.is_some_and(|r| {
            matches!(r, "related" | "comments" | "navigation" | "aside" | "advertising" | "links" | "form")
        })
    }

    /// True for an element between the title and the first lines of the text, with more words than links.
    pub(super) fn is_under_title(&self, window: &Window, at: usize) -> bool {
        let block = self.rendering.first[at];
        let links = self.rendering.blocks.get(block).is_none_or(|b| b.link_chars * 2 > b.chars);
        let near = window.title..window.title + 2 * AROUND;
        near.contains(&block) && !self.is_elsewhere(block) && !links
    }

    /// Days in elements that are named for them.
    fn in_elements(&self, window: &Window, print: &Print<'_>) -> Vec<Found> {
        let mut found = Vec::new();
        let signs: BTreeMap<usize, &str> = self.tree.signs.iter().filter_map(Sign::time).collect();
        for (at, node) in self.tree.nodes.iter().enumerate() {
            let prop = node.itemprop.to_ascii_lowercase();
            let parts = self.parts[at];
            let named = parts.is_date();
            if !(node.tag == Tag::Time || named || prop.contains("date")) {
                continue;
            }
            let block = self.rendering.first[at];
            let sure = prop.contains("datepublished") || prop.contains("datecreated");
            let side = window.side(block);
            if self.is_elsewhere(block) || side.is_none() && !sure {
                continue;
            }
            let words = self.words(at);
            let Some(value) = print.value(signs.get(&at).copied(), &words) else { continue };
            let modified =
                parts.is_update() || prop.contains("modified") || tells_change(&words, &print.rules.dates);
            let rank = match side {
                _ if sure => 0,
                Some(0) if parts.is_date() => 1,
                Some(0) => 2,
                _ => 4,
            };
            let from = match sure {
                true => "microdata".to_string(),
                false if node.tag == Tag::Time => "time".to_string(),
                false => "element".to_string(),
            };
            found.push(Found { rank, block, modified, evidence: DateEvidence { value, from } });
        }
        found
    }

    /// The words of an element, when they are few; else nothing.
    pub(super) fn words(&self, at: usize) -> String {
        let mut words = String::new();
        for node in self.tree.nodes[at..self.tree.nodes[at].end].iter().take(MOST_NODES) {
            words.push_str(&node.text);
            if node.tag.is_block() {
                words.push(' ');
            }
            if words.len() > 2 * HEAD_BYTES {
                return String::new();
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Days in lines at the head and the foot of the text.
    fn in_lines(&self, window: &Window, print: &Print<'_>) -> Vec<Found> {
        let mut found = Vec::new();
        for block in window.top.clone().chain(window.bottom.clone()) {
            let rendered = &self.rendering.blocks[block];
            let heading = matches!(rendered.block.kind, MarkupKind::Heading(_));
            if heading || self.is_elsewhere(block) || rendered.link_chars * 2 > rendered.chars {
                continue;
            }
            let text = rendered.block.text.as_str();
            let few = text.split_whitespace().nth(LINE_WORDS).is_none();
            let top = window.top.contains(&block);
            // "Lindar, (3.3.2031). The bridge …": of a paragraph the first words.
            let head = if few { HEAD_BYTES } else { 40 };
            if !few && (!top || self.verdicts[block].is_some()) {
                continue;
            }
            let cut = (0..=head.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
            let rank = if top { 3 } else { 5 };
            let days = if few {
                print.days(&text[..cut])
            } else {
                print.day(&text[..cut]).map(|d| (d, false)).into_iter().collect()
            };
            found.extend(days.into_iter().map(|(value, modified)| Found {
                rank,
                block,
                modified,
                evidence: DateEvidence { value, from: "line".into() },
            }));
        }
        found
    }
}

/// How a page prints days.
struct Print<'r> {
    rules: &'r Rules,
    /// "4/3/2031" is the fourth of March.
    day_first: bool,
}

impl Print<'_> {
    /// The day of an element: of its attribute, else of its words.
    fn value(&self, attribute: Option<&str>, words: &str) -> Option<String> {
        let hit = attribute.and_then(|value| leading_date(value, &self.rules.dates));
        hit.and_then(|hit| hit.stamp()).map(|stamp| stamp.to_string()).or_else(|| self.day(words))
    }

    /// The first day of some words, as `2031-03-03` or `2031-03-03T10:15`.
    fn day(&self, words: &str) -> Option<String> {
        let hits = find_dates(words, &self.rules.dates);
        hits.iter().find_map(DateHit::stamp).map(|s| s.to_string()).or_else(|| self.numbers(words))
    }

    /// The days of a line, each with whether it is one of a change.
    fn days(&self, line: &str) -> Vec<(String, bool)> {
        let found = stamps_of(line, &self.rules.dates);
        if found.is_empty() {
            return self
                .numbers(line)
                .map(|day| (day, tells_change(line, &self.rules.dates)))
                .into_iter()
                .collect();
        }
        found.into_iter().map(|(stamp, changed)| (stamp.to_string(), changed)).collect()
    }

    /// "4/3/2031" and "4-3-2031" where the page's language leaves no doubt which number is the day.
    fn numbers(&self, words: &str) -> Option<String> {
        if !self.day_first {
            return None;
        }
        let parts: Vec<&str> = words.split(|c: char| !c.is_ascii_digit()).collect();
        parts.windows(3).find_map(|w| {
            let [day, month, year] = [w[0], w[1], w[2]];
            let shaped = (1..=2).contains(&day.len()) && (1..=2).contains(&month.len()) && year.len() == 4;
            let printed =
                ["/", "-"].iter().any(|sign| words.contains(&format!("{day}{sign}{month}{sign}{year}")));
            if !shaped || !printed {
                return None;
            }
            let date =
                jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
            Some(date.to_string())
        })
    }
}

/// True for a language in which "4/3/2031" has its day first without doubt.
fn is_day_first(language: &str) -> bool {
    let language = language.to_ascii_lowercase();
    let british = ["en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za"];
    !language.starts_with("en") || british.contains(&language.as_str())
}
